//! What stands above a table: the place, the day, the quarter.

use crate::import::{Code, Finding, Line};
use crate::model::{Due, DueReading, Period, Quarter};
use chrono::{Datelike as _, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// What the heading says; `None` for what it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Heading {
    pub(in crate::import) place: Option<String>,
    pub(in crate::import) quarter: Option<Quarter>,
    pub(in crate::import) as_at: Option<NaiveDate>,
    /// All of its words, for what else they tell.
    pub(in crate::import) words: String,
}

/// What the plan of a place is called, behind or before the place.
static PLACE_AMID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:transfers? of care|impact changes?(?: model)?|\bhicm|self[- ]assessment|action plan|\bplan)(?:\s+for)?\s*[-–:,]?\s+((?-i:\p{Lu})[\p{L}’'&,\- ]*?)\s+(?:response|return|update|position|self[- ]assessment|action plan|plan)\b",
    )
    .ok()
});
static PLACE_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:place|area|system|locality|hwb|health and wellbeing board|organisation)\s*[:|–-]\s*(.+)$").ok()
});
static DAY_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:last\s+)?(?:updated?|as at|as of|as-at|date|version date|position at|position as at)\s*(?:on\b)?\s*[:|–-]?\s*(.+)$").ok()
});
static QUARTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bQ(?:uarter\s*)?\s*([1-4])\b[\s,]*(?:of\s+)?(\d{4})\s*[/–-]\s*(\d{2,4})").ok());

/// Reads the lines above the table. `uses` is told of each cell that was used.
pub(in crate::import) fn heading<'a>(
    lines: impl Iterator<Item = &'a Line>,
    also: &[&str],
    findings: &mut Vec<Finding>,
    mut uses: impl FnMut(u32, usize),
) -> Heading {
    let mut heading = Heading::default();
    for line in lines {
        for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            // A title and its value may stand in cells side by side.
            let beside = line.cells.iter().enumerate().skip(column + 1).find(|(_, cell)| !cell.text.is_empty());
            let text = match beside {
                Some((_, value)) if cell.text.trim_end().ends_with(':') || cell.text.len() < 30 => {
                    format!("{}: {}", cell.text.trim_end_matches(':'), value.text)
                }
                _ => cell.text.to_string(),
            };
            heading.words.push_str(&cell.text);
            heading.words.push(' ');
            let mut find = |code, assumed: String| {
                findings.push(Finding {
                    code,
                    line: line.number,
                    column: Some(column),
                    text: cell.text.to_string(),
                    assumed,
                });
                uses(line.number, column);
                if let Some((place, value)) = beside
                    && text.ends_with(value.text.as_str())
                {
                    uses(line.number, place);
                }
            };
            if heading.quarter.is_none()
                && let Some(quarter) = quarter_in(&text)
            {
                heading.quarter = Some(quarter);
                find(Code::QuarterFromHeading, format!("Taken for the quarter: {quarter}."));
            }
            if heading.as_at.is_none()
                && let Some(day) = day_in(&text)
            {
                heading.as_at = Some(day);
                find(Code::AsAtFromHeading, format!("Taken for the day of it: {}.", Period::Day(day)));
            }
            if heading.place.is_none()
                && let Some(place) = place_in(&text)
            {
                find(Code::PlaceFromHeading, format!("Taken for the place: {place}."));
                heading.place = Some(place);
            }
        }
    }
    for text in also {
        heading.quarter = heading.quarter.or_else(|| quarter_in(&text.replace('_', " ")));
        heading.words.push_str(text);
        heading.words.push(' ');
    }
    heading
}

/// Reads the headers and footers of the pages for what the heading does not say.
pub(in crate::import) fn margins(heading: &mut Heading, margins: &[String], findings: &mut Vec<Finding>) {
    const WHERE: &str = "It stands in a header or footer of the pages.";
    let mut unread = Vec::new();
    for text in margins {
        let before = findings.len();
        let mut find = |code, taken: String| {
            findings.push(Finding::of_all(code, text.as_str(), format!("{taken} {WHERE}")));
        };
        if heading.quarter.is_none()
            && let Some(quarter) = quarter_in(text)
        {
            heading.quarter = Some(quarter);
            find(Code::QuarterFromHeading, format!("Taken for the quarter: {quarter}."));
        }
        if heading.as_at.is_none()
            && let Some(day) = day_in(text)
        {
            heading.as_at = Some(day);
            find(Code::AsAtFromHeading, format!("Taken for the day of it: {}.", Period::Day(day)));
        }
        if heading.place.is_none()
            && let Some(place) = place_in(text)
        {
            find(Code::PlaceFromHeading, format!("Taken for the place: {place}."));
            heading.place = Some(place);
        }
        if findings.len() == before {
            unread.push(text.as_str());
        }
        heading.words.push_str(text);
        heading.words.push(' ');
    }
    let why = match unread.len() {
        0 => return,
        1 => "A line in a header or footer of the pages was not read.".to_owned(),
        many => format!("{many} lines in headers and footers of the pages were not read."),
    };
    findings.push(Finding::of_all(Code::NotRead, unread.join("\n"), why));
}

fn place_in(text: &str) -> Option<String> {
    let found = |regex: &Option<Regex>| {
        let found = regex.as_ref()?.captures(text)?.get(1)?.as_str().trim().trim_end_matches(['.', ',', ':']);
        let plain = found.chars().count() <= 80 && found.chars().any(char::is_alphabetic);
        plain.then(|| found.to_owned())
    };
    found(&PLACE_NAMED).or_else(|| found(&PLACE_AMID))
}

fn day_in(text: &str) -> Option<NaiveDate> {
    let typed = DAY_NAMED.as_ref()?.captures(text)?.get(1)?.as_str();
    // The year must have been typed: nothing else says it here.
    match Due::read(typed, NaiveDate::default()).reading() {
        DueReading::On(date) if !date.year_inferred && date.period.last_day().year() > 2000 => {
            Some(date.period.last_day())
        }
        _ => None,
    }
}

fn quarter_in(text: &str) -> Option<Quarter> {
    let found = QUARTER.as_ref()?.captures(text)?;
    let number = found.get(1)?.as_str().parse().ok()?;
    let start = found.get(2)?.as_str().parse().ok()?;
    Quarter::new(start, number)
}
