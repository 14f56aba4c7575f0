//! The levels and texts of changes: what a cell says of a level, and what the title of a column says of one.

use super::cells::{bare, is_cut_status, names_several_levels, read_status};
use crate::import::fields::{folded_title, likeness};
use crate::model::{ChangeText, Level, Quarter, Status};
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;
use strum::IntoEnumIterator as _;

/// How surely a title must name a text.
const NAMED: f32 = 0.6;
/// Words that say that a change was not assessed, or that nothing is planned.
const NOT_ASSESSED: [&str; 14] = [
    "not assessed",
    "not yet assessed",
    "unassessed",
    "not rated",
    "not yet rated",
    "not applicable",
    "not known",
    "unknown",
    "n/a",
    "na",
    "none",
    "nil",
    "-",
    "–",
];

/// What a cell says of the level of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum LevelRead {
    /// Nothing stands there.
    Blank,
    /// It says that the change was not assessed.
    NotAssessed,
    /// A level.
    At(Level),
    /// A level, with what makes the reading one that may be disputed.
    Perhaps(Level, &'static str),
    /// No level that a change can have, and why.
    Unreadable(&'static str),
}

/// Reads a cell of a column of levels: a word, a number from 1 to 5, or both.
pub(in crate::import) fn read_level(typed: &str) -> LevelRead {
    let lower = typed.trim().to_lowercase();
    if lower.is_empty() {
        return LevelRead::Blank;
    }
    if NOT_ASSESSED.contains(&lower.trim_end_matches('.')) {
        return LevelRead::NotAssessed;
    }
    let number = number_in(&lower);
    if !bare(typed).chars().any(char::is_alphabetic) {
        return match number.map(|number| u8::try_from(number).ok().and_then(Level::from_number)) {
            Some(Some(level)) => LevelRead::At(level),
            Some(None) => LevelRead::Unreadable("There are five levels, from 1 to 5"),
            None => LevelRead::Unreadable("It is no level"),
        };
    }
    let status = read_status(typed);
    match status {
        Status::At(level) => {
            if number.is_some_and(|number| number != u64::from(level.number())) {
                LevelRead::Perhaps(level, "Its number is another level's: the word counts")
            } else if is_cut_status(typed, &status) {
                LevelRead::Perhaps(level, "Its last word is cut")
            } else {
                LevelRead::At(level)
            }
        }
        Status::Split(_) => LevelRead::Unreadable("Two levels stand here, and a change has one"),
        Status::Unknown(_) if names_several_levels(typed) => {
            LevelRead::Unreadable("Several levels stand here, and a change has one")
        }
        Status::Unknown(_) => LevelRead::Unreadable("It is no level"),
    }
}

impl LevelRead {
    /// The level.
    pub(in crate::import) const fn level(self) -> Option<Level> {
        match self {
            Self::At(level) | Self::Perhaps(level, _) => Some(level),
            Self::Blank | Self::NotAssessed | Self::Unreadable(_) => None,
        }
    }
}

/// The number that stands before or behind a level's name, or alone.
fn number_in(lower: &str) -> Option<u64> {
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [only] => figures(only).parse().ok(),
        _ => None,
    }
}

/// A quarter as a title names it; the year may be left to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct QuarterSaid {
    /// 1 to 4.
    pub(in crate::import) number: u8,
    /// The year in which its financial year starts.
    pub(in crate::import) start_year: Option<i32>,
}

impl QuarterSaid {
    /// The quarter, where its year was said.
    pub(in crate::import) fn full(self) -> Option<Quarter> {
        Quarter::new(self.start_year?, self.number)
    }

    /// The quarter that is meant in a table of that quarter. What is planned lies ahead.
    pub(in crate::import) fn seen_from(self, quarter: Quarter, planned: bool) -> Quarter {
        let same_year = Quarter::new(quarter.start_year(), self.number).unwrap_or(quarter);
        self.full().unwrap_or(if planned && same_year < quarter {
            Quarter::new(quarter.start_year() + 1, self.number).unwrap_or(same_year)
        } else {
            same_year
        })
    }
}

/// Of which time the levels of a column are, by its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum LevelTitle {
    /// Now, in that quarter where one is named.
    Now(Option<QuarterSaid>),
    /// Planned, by that quarter where one is named.
    Planned(Option<QuarterSaid>),
    /// In that quarter: it is now, planned or past as the table is of that quarter, of one before or of a later one.
    At(QuarterSaid),
    /// In an earlier quarter.
    Before,
}

static QUARTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\bq(?:uarter|tr)?\s*([1-4])\b(?:[\s,(]*(?:of\s+)?(?:fy\s*)?(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})\b)?",
    )
    .ok()
});
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?:(?:’|')?(\d{4}|\d{2})\b)?").ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})\b").ok());

/// The quarter that a text names: a quarter, a month, or the end of a financial year.
pub(in crate::import) fn quarter_said(text: &str) -> Option<QuarterSaid> {
    let year = |typed: &str| -> Option<i32> {
        let year: i32 = typed.parse().ok()?;
        Some(if year < 100 { 2000 + year } else { year })
    };
    if let Some(found) = QUARTER.as_ref().and_then(|regex| regex.captures(text)) {
        let number = found.get(1)?.as_str().parse().ok()?;
        return Some(QuarterSaid { number, start_year: found.get(2).and_then(|it| year(it.as_str())) });
    }
    if let Some(found) = MONTH.as_ref().and_then(|regex| regex.captures(text)) {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let named = found.get(1)?.as_str().to_lowercase();
        let month = u32::try_from(MONTHS.iter().position(|month| *month == named)?).ok()? + 1;
        let typed = found.get(2).and_then(|it| year(it.as_str()));
        let quarter = Quarter::of(NaiveDate::from_ymd_opt(typed.unwrap_or(2000), month, 1)?)?;
        // "may" is a word, too.
        if named == "may" && typed.is_none() {
            return None;
        }
        return Some(QuarterSaid { number: quarter.number(), start_year: typed.map(|_| quarter.start_year()) });
    }
    let end = ["year end", "end of year", "end of the year", "end of the financial year", "year-end"];
    let ends = end.iter().any(|words| text.to_lowercase().contains(words));
    let found = YEAR.as_ref().and_then(|regex| regex.captures(text));
    let start_year = found.and_then(|found| year(found.get(1)?.as_str()));
    (ends || start_year.is_some()).then_some(QuarterSaid { number: 4, start_year })
}

/// What a title says of a level; `None` where it speaks of none.
pub(in crate::import) fn level_title(title: &str) -> Option<LevelTitle> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |wanted: &[&str]| wanted.iter().any(|word| words.contains(word));
    let holds = |wanted: &str| format!(" {} ", words.join(" ")).contains(&format!(" {wanted} "));
    let level = has(&["maturity", "level", "levels", "position", "assessment", "rating", "stage", "status"]);
    let ahead = has(&["planned", "target", "targeted", "ambition", "forecast", "expected", "aspiration", "trajectory"])
        || has(&["plan", "aim"]) && has(&["maturity", "level", "levels"])
        || holds("to be reached")
        || holds("to be");
    let past = has(&["previous", "previously", "prior", "last"]);
    let now = has(&["current", "currently", "now", "present", "today", "actual", "baseline"]) || holds("as is");
    let quarter = quarter_said(title);
    let alone = words.len() <= 2;
    if ahead && (level || quarter.is_some() || alone)
        || has(&["by"]) && quarter.is_some() && (level || words.len() <= 6)
    {
        return Some(LevelTitle::Planned(quarter));
    }
    if past && (level || quarter.is_some()) {
        return Some(LevelTitle::Before);
    }
    if now && (level || quarter.is_some() || alone || holds("as is")) {
        return Some(LevelTitle::Now(quarter));
    }
    quarter.filter(|_| level || words.len() <= 4).map(LevelTitle::At)
}

/// The titles of texts that are known, folded.
const TEXTS: &[(ChangeText, &[&str])] = &[
    (
        ChangeText::Why,
        &[
            "why",
            "rationale",
            "further rationale",
            "reason",
            "justification",
            "evidence for level",
            "why this level",
            "if mature or exemplary why",
            "if mature or exemplary",
        ],
    ),
    (
        ChangeText::PerformanceIssues,
        &["current performance issue", "performance issue", "issue to be addressed", "current performance"],
    ),
    (ChangeText::Challenges, &["challenge", "key challenge", "main challenge", "challenge faced"]),
    (
        ChangeText::Milestones,
        &[
            "milestone met",
            "milestone",
            "milestone met during the quarter",
            "observed impact",
            "milestone met and impact",
            "achievement",
            "achievement and impact",
            "success",
        ],
    ),
    (
        ChangeText::SupportNeeded,
        &["support need", "support needed", "support required", "help needed", "what support", "support"],
    ),
    (
        ChangeText::EmbedFurther,
        &["embed further", "to embed further", "change to embed further", "looking to embed", "to be embedded further"],
    ),
    (
        ChangeText::Improvements,
        &["anticipated improvement", "expected improvement", "improvement", "improvement expected"],
    ),
];
/// Titles of a text that says no more than that it is one.
const ANY_TEXT: [&str; 7] =
    ["narrative", "comment", "commentary", "note", "explanation", "supporting narrative", "supporting information"];

/// The text of a change that a title names, and whether it says so in so many words.
pub(in crate::import) fn text_title(title: &str) -> Option<(ChangeText, bool)> {
    let folded = folded_title(title);
    let named = |text: ChangeText| {
        let known = TEXTS.iter().find(|(known, _)| *known == text).map(|(_, titles)| *titles).unwrap_or_default();
        let own = folded_title(text.name());
        known.iter().copied().chain([own.as_str()]).map(|known| likeness(&folded, known)).fold(0.0, f32::max)
    };
    let mut best: Option<(ChangeText, f32)> = None;
    for text in ChangeText::iter() {
        let surely = named(text);
        if surely >= NAMED && best.is_none_or(|(_, so_far)| surely > so_far) {
            best = Some((text, surely));
        }
    }
    let any = || ANY_TEXT.iter().any(|known| likeness(&folded, known) >= NAMED);
    best.map(|(text, _)| (text, true)).or_else(|| any().then_some((ChangeText::Why, false)))
}
