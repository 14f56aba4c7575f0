//! The layouts of the Better Care Fund's returns, as a workbook: the plan of the year and the report of a quarter.
//!
//! They are laid out as people remember the templates, which change from year to year; the sheets say so. What is not in
//! the assessment stays empty, and the checklist says that it is missing: nothing is made up to fill a cell.
//!
//! Levels stand here by their names alone: this is somebody else's form, whose drop-downs know the five names and nothing
//! else.

mod checklist;
mod planning;
mod quarterly;

use super::book::grid::{Cell, Column, Look, Offer, Row, Sheet, Value, address};
use super::book::{held, workbook};
use super::{ExportError, Exported, Format, stem};
use crate::model::{ChangeText, LISTS_SHEET, Level};
use crate::report::Report;
use checklist::{Check, Section};

/// The sheet that says what is missing.
const CHECKLIST: &str = "Checklist";
/// What stands over each layout.
const REMEMBERED: &str = "Laid out as remembered; check against this year’s template before anything is sent. Yellow cells \
                          are to be filled in, grey ones are given.";
/// What the checklist says of what this audience does not see.
const LEFT_OUT: &str = "Left out for this audience";

/// The file.
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let title = format!("Better Care Fund return: {}", report.title());
    let bytes = workbook(report, Format::Bcf, &title, &sheets(report))?;
    Ok(vec![Exported { format: Format::Bcf, name: format!("{}-bcf.xlsx", stem(report)), bytes, pages: None }])
}

/// What differs, if anything does.
pub(super) fn verify(report: &Report, read_back: &[u8]) -> Result<(), String> {
    held(&sheets(report), read_back)
}

fn sheets(report: &Report) -> Vec<Sheet> {
    let mut planning = planning::layout(report);
    let mut quarterly = quarterly::layout(report);
    let (checklist, complete) = checklist::sheet(report, [&planning, &quarterly]);
    for (layout, complete) in [&mut planning, &mut quarterly].into_iter().zip(complete) {
        // The line under the title, which each layout keeps free for it.
        if let Some(row) = layout.sheet.rows.get_mut(1) {
            row.cells = vec![complete];
        }
    }
    let levels = Level::all().map(|level| Row::of([Cell::text(level.name())])).collect();
    let lists = Sheet { hidden: true, rows: levels, ..Sheet::named(LISTS_SHEET, vec![Column::wide(20.0)]) };
    vec![planning.sheet, quarterly.sheet, checklist, lists]
}

/// A layout while it is filled, and what it asks for.
struct Layout {
    sheet: Sheet,
    checks: Vec<Check>,
}

impl Layout {
    /// A layout with its title, a line for whether it is complete, and where it comes from.
    fn begun(name: &'static str, title: String, columns: Vec<Column>) -> Self {
        let width = columns.len();
        let mut sheet = Sheet::named(name, columns);
        sheet.rows.push(Row::across(Look::Title, title, width));
        sheet.rows.push(Row::across(Look::Check, "", width));
        sheet.rows.push(Row::across(Look::Quiet, REMEMBERED, width));
        Self { sheet, checks: Vec::new() }
    }

    fn say(&mut self, look: Look, text: impl Into<String>) {
        let width = self.sheet.columns.len();
        self.sheet.rows.push(Row::across(look, text, width));
    }

    /// The row that is pushed next.
    fn next(&self) -> usize {
        self.sheet.rows.len()
    }

    fn ask(&mut self, what: String, row: usize, column: usize, section: Section) {
        let filled = self
            .sheet
            .rows
            .get(row)
            .and_then(|row| row.cells.get(column))
            .is_some_and(|cell| cell.value != Value::Blank);
        self.checks.push(Check { what, row, column, filled, section });
    }
}

/// A cell to be filled in, with what the assessment has for it.
fn input(text: impl Into<String>) -> Cell {
    Cell::looking(Look::Input, text)
}

/// A level to be filled in.
fn level_input(level: Option<Level>) -> Cell {
    input(level.map_or("", Level::name))
}

fn levels() -> Offer {
    Offer { sheet: LISTS_SHEET, column: 0, count: Level::all().len() }
}

/// What a change says under a heading, for this audience; trimmed.
fn words(report: &Report, key: &crate::model::ChangeKey, text: ChangeText) -> String {
    report.assessment.change(key).map(|it| it.texts.get(text).trim().to_owned()).unwrap_or_default()
}

/// The section of a text: this audience may not see it.
fn section(report: &Report, text: ChangeText) -> Section {
    if report.audience.sees_text(text) { Section::Asked } else { Section::LeftOut }
}

/// A cell of another sheet as a formula names it.
fn there(sheet: &str, row: usize, column: usize) -> String {
    format!("{sheet}!{}", address(row, column))
}
