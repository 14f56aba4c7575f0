//! Reading a typed "when by": all dates in it with what was typed of them, or the phrase that stands for no date.
//!
//! Read never more precisely than it was typed, days always before months (`05/06/17` is 5 June), and with nothing
//! decided in silence: a year that was not typed is marked, and where a text names something that may be a date but
//! cannot be settled (31 June, "Q2 2019", "next June") the whole cell counts as unreadable. Were the rest of it read,
//! the date that was lost might have been the latest.
//!
//! `words` holds the vocabulary, `grammar` finds one date at one place (`figures` those without words, `around` what
//! stands before and behind), `when` turns it into a stretch of time, and
//! `phrases` is for texts without a date. Every look ahead or behind is bounded, so the time grows with the length of
//! the text and no faster.

mod around;
mod figures;
mod grammar;
mod phrases;
mod when;
mod words;

use super::DueReading;
use super::tokens::Tokens;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Reads a typed "when by" as it stands in an assessment of that day.
pub(super) fn read(typed: &str, as_at: NaiveDate) -> DueReading {
    if typed.trim().is_empty() {
        return DueReading::None;
    }
    let tokens = Tokens::of(typed);
    let found = grammar::find_all(&tokens);
    if found.is_empty() || phrases::only_began(&tokens, found.iter().map(|found| found.start)) {
        return phrases::reading(&tokens);
    }
    let Some(mut dates) = when::settle(&tokens, &found, as_at) else {
        return DueReading::Unreadable;
    };
    let mut seen = HashSet::new();
    dates.retain(|date| seen.insert(*date));
    match dates.as_slice() {
        [] => DueReading::Unreadable,
        [date] => DueReading::On(*date),
        _ => DueReading::Several(dates),
    }
}
