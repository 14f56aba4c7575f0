//! What kind of difference a difference is, in the terms of what differs: steps of a level, days of a date, organisations.

use super::StatusStep;
use crate::model::{Delivery, Due, DueReading, RowField, Spot, Spread, Value};
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization as _;

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Class {
    /// Better: a higher level or status, an earlier date, one more organisation, further in its delivery.
    Improved,
    /// The other way.
    Regressed,
    /// Different, and neither better nor worse.
    Changed,
    /// Not there before.
    New,
    /// Not there any more.
    Dropped,
    /// Elsewhere: in another change, or in another place among the rows of its change.
    Moved,
    /// Judged by another definition, so that a step may come from that.
    DefinitionChanged,
}

/// Whether a difference is worth a reader's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// It is.
    Told,
    /// Only quotes, dashes, spaces or the spelling of accents differ: counted and folded away.
    Typographic,
    /// Only what the program keeps for itself, such as the mark of the review, or the quarter that it is for.
    Kept,
}

/// What differs, in its own terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A level, by that many steps; up is positive.
    Steps(i8),
    /// A status.
    Status(StatusStep),
    /// A date, by that many days; later is positive.
    Days(i64),
    /// It has a date now.
    DateGained,
    /// It had a date.
    DateLost,
    /// The date is of another kind: a season became a day.
    DateKind,
    /// Organisations that came and that went, as typed.
    Organisations {
        /// Those that came.
        gained: Vec<String>,
        /// Those that went.
        lost: Vec<String>,
    },
    /// Words.
    Words,
    /// Nothing more to say than before and after.
    Plain,
}

impl Class {
    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Improved => "improved",
            Self::Regressed => "regressed",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Dropped => "dropped",
            Self::Moved => "moved",
            Self::DefinitionChanged => "definition changed",
        }
    }

    /// As a machine reads it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DefinitionChanged => "definition_changed",
            other => other.name(),
        }
    }

    /// What it is from the other side.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Improved => Self::Regressed,
            Self::Regressed => Self::Improved,
            Self::New => Self::Dropped,
            Self::Dropped => Self::New,
            same => same,
        }
    }
}

impl Detail {
    /// What differs between two values that stand at one spot.
    #[must_use]
    pub fn of(spot: &Spot, before: &Value, after: &Value) -> Self {
        match (before, after) {
            (Value::Level(from), Value::Level(to)) => Self::Steps(to.steps_from(*from)),
            (Value::Due(_) | Value::Nothing, Value::Due(_) | Value::Nothing) if is(spot, RowField::Due) => {
                days(before, after)
            }
            (Value::Status(_) | Value::Nothing, Value::Status(_) | Value::Nothing) => {
                let unknown = crate::model::Status::blank();
                let status = |value: &Value| match value {
                    Value::Status(status) => status.clone(),
                    _ => unknown.clone(),
                };
                StatusStep::between(&status(before), &status(after)).map_or(Self::Plain, Self::Status)
            }
            (Value::Text(_) | Value::Nothing, Value::Text(_) | Value::Nothing) if is(spot, RowField::Spread) => {
                organisations(words(before), words(after))
            }
            (Value::Text(_), Value::Text(_)) => Self::Words,
            _ => Self::Plain,
        }
    }

    /// In words, for a reader who sees before and after beside it; empty when there is nothing to add.
    #[must_use]
    pub fn in_words(&self) -> String {
        let steps = |steps: u8, way: &str| match steps {
            1 => format!("{way} one step"),
            steps => format!("{way} {} steps", crate::model::in_words(usize::from(steps))),
        };
        match self {
            Self::Steps(0) | Self::Words | Self::Plain => String::new(),
            Self::Steps(by @ 1..) => steps(by.unsigned_abs(), "up"),
            Self::Steps(by) => steps(by.unsigned_abs(), "down"),
            Self::Status(StatusStep::Up(by)) => steps(*by, "up"),
            Self::Status(StatusStep::Down(by)) => steps(*by, "down"),
            Self::Status(StatusStep::Settled(_)) => "settled at one level".to_owned(),
            Self::Status(StatusStep::Divided) => "split between two levels".to_owned(),
            Self::Status(StatusStep::Known) => "known now".to_owned(),
            Self::Status(StatusStep::Unknown) => "not known any more".to_owned(),
            Self::Days(by) => {
                let days = crate::model::counted(by.unsigned_abs() as usize, "day", "days");
                if *by > 0 { format!("{days} later") } else { format!("{days} earlier") }
            }
            Self::DateGained => "has a date now".to_owned(),
            Self::DateLost => "no date any more".to_owned(),
            Self::DateKind => "another kind of date".to_owned(),
            Self::Organisations { gained, lost } => {
                let part =
                    |names: &[String], word: &str| (!names.is_empty()).then(|| format!("{word} {}", names.join(", ")));
                [part(gained, "gained"), part(lost, "lost")].into_iter().flatten().collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// What the difference means, for two values neither of which is nothing.
    pub(super) fn class(&self, before: &Value, after: &Value) -> Class {
        match self {
            Self::Steps(by) => sign(i64::from(*by)),
            Self::Status(StatusStep::Up(_)) => Class::Improved,
            Self::Status(StatusStep::Down(_)) => Class::Regressed,
            Self::Days(by) => sign(-*by),
            Self::Organisations { gained, lost } => match (gained.is_empty(), lost.is_empty()) {
                (false, true) => Class::Improved,
                (true, false) => Class::Regressed,
                _ => Class::Changed,
            },
            Self::Status(_) | Self::DateGained | Self::DateLost | Self::DateKind | Self::Words => Class::Changed,
            Self::Plain => match (before, after) {
                (Value::Delivery(from), Value::Delivery(to)) => delivered(*from, *to),
                _ => Class::Changed,
            },
        }
    }
}

/// The items that went from a list and those that came, each in words; `None` when the two are not lists, or when they
/// differ in nothing but the order of their items.
#[must_use]
pub fn item_changes(before: &Value, after: &Value) -> Option<(Vec<String>, Vec<String>)> {
    let nothing = |value: &Value| value.is_nothing().then(Vec::new);
    let (had, has) = (before.items().or_else(|| nothing(before))?, after.items().or_else(|| nothing(after))?);
    if before.is_nothing() && after.is_nothing() {
        return None;
    }
    let without = |items: &[String], others: &[String]| -> Vec<String> {
        let mut left: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for other in others {
            *left.entry(other).or_default() += 1;
        }
        let known = |item: &str, left: &mut std::collections::HashMap<&str, usize>| match left.get_mut(item) {
            Some(count @ 1..) => {
                *count -= 1;
                true
            }
            _ => false,
        };
        items.iter().filter(|item| !known(item, &mut left)).cloned().collect()
    };
    let (gone, come) = (without(&had, &has), without(&has, &had));
    (!gone.is_empty() || !come.is_empty()).then_some((gone, come))
}

const fn is(spot: &Spot, wanted: RowField) -> bool {
    matches!(spot, Spot::Cell(_, field) if *field as u8 == wanted as u8)
}

const fn sign(by: i64) -> Class {
    match by {
        0 => Class::Changed,
        1.. => Class::Improved,
        _ => Class::Regressed,
    }
}

/// Given up is neither better nor worse than under way.
fn delivered(from: Delivery, to: Delivery) -> Class {
    let rank = |delivery| match delivery {
        Delivery::NotStarted => Some(0),
        Delivery::InProgress => Some(1),
        Delivery::Done => Some(2),
        Delivery::Stopped => None,
    };
    match (rank(from), rank(to)) {
        (Some(from), Some(to)) => sign(to - from),
        _ => Class::Changed,
    }
}

fn words(value: &Value) -> &str {
    match value {
        Value::Text(words) => words,
        _ => "",
    }
}

/// How a date moved: by days where both can be read, and in kind where they are as precise as each other no more.
fn days(before: &Value, after: &Value) -> Detail {
    let none = Due::default();
    let due = |value: &Value| match value {
        Value::Due(due) => due.clone(),
        _ => none.clone(),
    };
    let (before, after) = (due(before), due(after));
    match (before.last_day(), after.last_day()) {
        (Some(from), Some(to)) if from == to && kind(&before) != kind(&after) => Detail::DateKind,
        (Some(from), Some(to)) if from == to => Detail::Plain,
        (Some(from), Some(to)) => Detail::Days((to - from).num_days()),
        (None, Some(_)) => Detail::DateGained,
        (Some(_), None) => Detail::DateLost,
        (None, None) if kind(&before) != kind(&after) => Detail::DateKind,
        (None, None) => Detail::Plain,
    }
}

/// The kind of a reading: two dates of one kind are as precise as each other.
fn kind(due: &Due) -> (u8, Option<std::mem::Discriminant<crate::model::Period>>) {
    match due.reading() {
        DueReading::None => (0, None),
        DueReading::On(date) => (1, Some(std::mem::discriminant(&date.period))),
        DueReading::Several(_) => (2, None),
        DueReading::Ongoing => (3, None),
        DueReading::Depends => (4, None),
        DueReading::NotApplicable => (5, None),
        DueReading::Undated => (6, None),
        DueReading::Unreadable => (7, None),
    }
}

/// Organisations that came and went; a spread that was cut says nothing of either.
fn organisations(before: &str, after: &str) -> Detail {
    let (before, after) = (Spread::new(before), Spread::new(after));
    if before.looks_cut() || after.looks_cut() {
        return Detail::Words;
    }
    let (had, has) = (named(&before), named(&after));
    let without = |names: &[(String, String)], others: &[(String, String)]| -> Vec<String> {
        let known: HashSet<&str> = others.iter().map(|(folded, _)| folded.as_str()).collect();
        names.iter().filter(|(folded, _)| !known.contains(folded.as_str())).map(|(_, typed)| typed.clone()).collect()
    };
    let (gained, lost) = (without(&has, &had), without(&had, &has));
    if gained.is_empty() && lost.is_empty() { Detail::Words } else { Detail::Organisations { gained, lost } }
}

/// Organisations and their sites, folded and as typed; a site goes with its organisation.
fn named(spread: &Spread) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for organisation in spread.organisations() {
        let name = organisation.name;
        names.push((name.to_lowercase(), name.to_owned()));
        for site in organisation.sites {
            names.push((format!("{}\u{0}{}", name.to_lowercase(), site.to_lowercase()), format!("{name} ({site})")));
        }
    }
    // An organisation that is gained with sites is told once.
    names
}

/// Whether two texts differ in nothing but quotes, dashes, spaces and the spelling of accents.
#[must_use]
pub fn typographic(one: &str, other: &str) -> bool {
    one != other && printed(one).eq(printed(other))
}

/// A text without what a word processor changes by itself.
fn printed(text: &str) -> impl Iterator<Item = char> {
    let mut space = true;
    let letters = text.nfkc().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let letters = letters.map(|c| match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '`' | '´' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    // Runs of white space are one, and none counts beside a line break or at either end.
    let mut held: Vec<char> = Vec::new();
    for c in letters {
        if c == ' ' {
            if !space {
                held.push(' ');
            }
            space = true;
        } else {
            held.push(c);
            space = false;
        }
    }
    if held.last() == Some(&' ') {
        held.pop();
    }
    held.into_iter()
}
