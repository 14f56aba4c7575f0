//! What is looked for in an action row.

use super::{Finding, Rule, Where};
use crate::model::{ActionRow, Delivery, DueDate, DueReading, Mark, RowField, Status};
use chrono::NaiveDate;

/// Looks through one row.
pub(super) fn check(row: &ActionRow, as_at: NaiveDate, note: &mut impl FnMut(Finding)) {
    let mut found = |rule: Rule, field: RowField, text: String| {
        let place = Where { change: Some(row.change.clone()), row: Some(row.id.clone()), field: Some(field) };
        note(Finding::new(rule, place, text));
    };
    if blank(&row.where_now) {
        let text = "Nothing says where we are now, so nobody can tell what the status is of.";
        found(Rule::WhereNowMissing, RowField::WhereNow, text.to_owned());
    }
    if let Some((rule, text)) = status(&row.status) {
        found(rule, RowField::Status, text);
    }
    if blank(row.spread.typed()) {
        let text = "No organisation or site is named, so nobody knows where this happens.";
        found(Rule::SpreadMissing, RowField::Spread, text.to_owned());
    } else if row.spread.looks_cut() {
        let text = format!("“{}”: the brackets do not match. Was an organisation lost?", row.spread.typed().trim());
        found(Rule::SpreadCut, RowField::Spread, text);
    }
    // What is done or stopped needs neither an action nor a date any more.
    if !matches!(row.delivery, Some(Delivery::Done | Delivery::Stopped)) {
        if !blank(&row.gaps) && blank(&row.needs) {
            let text = "A gap is named, but nothing says what needs to be done about it.";
            found(Rule::GapWithoutAction, RowField::Needs, text.to_owned());
        }
        dates(row, as_at, &mut found);
    }
    for mark in &row.marks {
        found(Rule::ImportMark, mark.field, assumed(mark));
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn status(status: &Status) -> Option<(Rule, String)> {
    match status {
        Status::At(_) => None,
        Status::Split(lower) => Some((
            Rule::StatusSplit,
            format!("{status}; counted as {}. Is one organisation ahead of another?", lower.level()),
        )),
        Status::Unknown(typed) if blank(typed) => {
            Some((Rule::StatusUnknown, "No status is set. It is counted at no level.".to_owned()))
        }
        Status::Unknown(typed) => {
            Some((Rule::StatusUnknown, format!("“{}” is not a level. It is counted at none.", typed.trim())))
        }
    }
}

fn dates(row: &ActionRow, as_at: NaiveDate, found: &mut impl FnMut(Rule, RowField, String)) {
    let typed = row.due.typed().trim();
    let reading = row.due.reading();
    if let Some(last) = row.due.last_day().filter(|_| row.overdue(as_at)) {
        let text = format!("Was due by {}, and is marked neither done nor stopped.", last.format("%-d %b %Y"));
        found(Rule::Overdue, RowField::Due, text);
    }
    match reading {
        DueReading::None if !blank(&row.needs) => {
            let text = "Something needs to be done, but nothing says when by. It can never fall due.";
            found(Rule::ActionWithoutDate, RowField::Due, text.to_owned());
        }
        DueReading::Unreadable => {
            found(Rule::DueUnreadable, RowField::Due, format!("“{typed}” has no date in it. It can never fall due."));
        }
        DueReading::Several(_) => {
            let text = format!("“{typed}” has several dates; the latest counts. Should this be more than one row?");
            found(Rule::DueSeveral, RowField::Due, text);
        }
        _ => {}
    }
    if year_inferred(reading) {
        let text = format!("“{typed}” gives no year; the next one was taken. It is overdue or not by that.");
        found(Rule::DueYearInferred, RowField::Due, text);
    }
}

fn year_inferred(reading: &DueReading) -> bool {
    let inferred = |date: &DueDate| date.year_inferred;
    match reading {
        DueReading::On(date) => inferred(date),
        DueReading::Several(dates) => dates.iter().any(inferred),
        _ => false,
    }
}

fn assumed(mark: &Mark) -> String {
    let stood = if blank(&mark.typed) { String::new() } else { format!(" It read “{}”.", mark.typed.trim()) };
    format!("Look at what was assumed: {}.{stood}", mark.note.trim().trim_end_matches('.'))
}
