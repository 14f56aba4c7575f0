//! What a table is about: its edition, its quarter and its day, told by its heading, its labels and its titles.

use super::Known;
use crate::import::recognise::heading::Heading;
use crate::import::recognise::level_table::LevelTable;
use crate::import::recognise::levels::QuarterSaid;
use crate::import::recognise::names::edition;
use crate::import::{Choices, Code, Finding, Line, Sheet};
use crate::model::{Framework, Quarter};
use chrono::{Datelike as _, NaiveDate};
use std::sync::Arc;

/// The edition is told by the labels of so many lines.
const LABELS_WITHIN: usize = 1_000;

/// The first line of a table without a header: the first of as many cells as most have.
pub(super) fn first_of_table(sheet: &Sheet) -> usize {
    let filled = |line: &Line| line.cells.iter().filter(|cell| !cell.text.is_empty()).count();
    sheet.lines.iter().position(|line| filled(line) >= 2).unwrap_or_default()
}

/// Short texts that may be the labels of changes.
pub(super) fn possible_labels(sheet: &Sheet, header: Option<usize>) -> Vec<&str> {
    let lines = sheet.lines.iter().skip(header.map_or(0, |at| at + 1));
    lines
        .take(LABELS_WITHIN)
        .flat_map(|line| line.cells.iter().take(3))
        .map(|cell| cell.text.as_str())
        .filter(|text| (3..=90).contains(&text.len()))
        .collect()
}

pub(super) fn framework(
    labels: &[&str],
    said: &Heading,
    known: &Known<'_>,
    choices: &Choices,
    findings: &mut Vec<Finding>,
) -> Option<Arc<Framework>> {
    if let Some(chosen) = &choices.framework
        && let Some(found) = known.frameworks.iter().find(|framework| framework.id == *chosen)
    {
        return Some(Arc::clone(found));
    }
    let preferred =
        known.into.and_then(|into| known.frameworks.iter().find(|framework| framework.id == into.framework));
    let (found, count) = edition(known.frameworks, labels, &said.words, preferred.map(AsRef::as_ref))?;
    let why = if count > 0 {
        format!("it knows {count} of the names of changes in the table")
    } else {
        "nothing in the table tells which".to_owned()
    };
    findings.push(Finding::of_all(
        Code::FrameworkGuessed,
        found.id.as_str(),
        format!("Read by the {}: {why}.", found.title),
    ));
    Some(Arc::clone(found))
}

/// The cells of the heading that speak of the model.
pub(super) fn first_words<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<(u32, usize)> {
    lines
        .flat_map(|line| line.cells.iter().enumerate().map(move |(column, cell)| (line.number, column, cell)))
        .filter(|(_, _, cell)| cell.text.to_lowercase().contains("high impact change"))
        .map(|(line, column, _)| (line, column))
        .collect()
}

pub(super) fn when(
    said: &Heading,
    known: &Known<'_>,
    choices: &Choices,
    levels: &LevelTable,
    plans: Option<QuarterSaid>,
    findings: &mut Vec<Finding>,
) -> Option<(Quarter, NaiveDate)> {
    let as_at = choices.as_at.or(said.as_at);
    let quarter = choices
        .quarter
        .or(said.quarter)
        .or(levels.quarter())
        .or_else(|| as_at.and_then(Quarter::of))
        .or_else(|| known.into.map(|into| into.quarter))
        .or_else(|| {
            // A table that plans for a year was made at its beginning.
            let planned = plans.and_then(QuarterSaid::full).and_then(|by| Quarter::new(by.start_year(), 1));
            let planned = levels.year_planned().or(planned).filter(|_| !levels.columns.is_empty())?;
            findings.push(Finding::of_all(
                Code::QuarterAssumed,
                planned.to_string(),
                format!("Nothing says of which quarter it is: taken for {planned}, as its plans are for that year."),
            ));
            Some(planned)
        })
        .or_else(|| Quarter::of(known.today))?;
    let own = known.into.filter(|into| into.quarter == quarter).map(|into| into.as_at);
    let as_at = as_at.or(own).unwrap_or_else(|| quarter.last_day());
    (as_at.year() > 1900).then_some((quarter, as_at))
}
