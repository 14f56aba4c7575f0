//! The report as a workbook to work in: the rows and levels come home by import, with their ids.

pub(super) mod copy;
pub(super) mod grid;
mod height;
mod held;
mod overview;
mod paint;
mod tables;
mod write;

pub(super) use held::held;
pub(super) use write::written;

use super::{ExportError, Exported, Format, stem};
use crate::model::ID_TITLE;
use crate::report::Report;
use grid::{Sheet, Value, letters};
use std::collections::HashSet;

/// The most that a cell of a workbook holds, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;

/// The file.
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let bytes = workbook(report, Format::Xlsx, &report.title(), &sheets(report))?;
    Ok(vec![Exported { format: Format::Xlsx, name: format!("{}.xlsx", stem(report)), bytes, pages: None }])
}

/// The bytes of a workbook of these sheets.
pub(super) fn workbook(report: &Report, format: Format, title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, ExportError> {
    let not_made = |detail| ExportError::NotMade { format, detail };
    if let Some(place) = sheets.iter().find_map(too_long) {
        let detail = format!("{place} is longer than the {CELL_LIMIT} characters that a cell of a workbook holds");
        return Err(not_made(detail));
    }
    written(report, title, sheets).map_err(|error| not_made(error.to_string()))
}

/// The place of the first text that no cell can hold. Nothing is cut: what is cut comes home cut.
fn too_long(sheet: &Sheet) -> Option<String> {
    let long = |text: &str| text.len() > CELL_LIMIT && text.encode_utf16().count() > CELL_LIMIT;
    sheet.rows.iter().enumerate().find_map(|(at, row)| {
        let column = row.cells.iter().position(|cell| matches!(&cell.value, Value::Text(text) if long(text)))?;
        Some(format!("{}{} of the sheet “{}”", letters(column), at + 1, sheet.name))
    })
}

/// What differs, if anything does.
pub(super) fn verify(report: &Report, read_back: &[u8]) -> Result<(), String> {
    let sheets = sheets(report);
    ids_stand_in(report, &sheets)?;
    held(&sheets, read_back)
}

/// Every row has its id, on the sheet to work in and on the one that says what it was.
fn ids_stand_in(report: &Report, sheets: &[Sheet]) -> Result<(), String> {
    for name in [crate::model::ACTIONS_SHEET, crate::model::BASE_SHEET] {
        let rows =
            sheets.iter().find(|sheet| sheet.name == name).map(|sheet| sheet.rows.as_slice()).unwrap_or_default();
        let column = rows.first().and_then(|row| row.cells.iter().position(|cell| cell.shown() == ID_TITLE));
        let column = column.ok_or_else(|| format!("the sheet “{name}” has no column “{ID_TITLE}”"))?;
        let ids: HashSet<String> =
            rows.iter().skip(1).filter_map(|row| row.cells.get(column)).map(grid::Cell::shown).collect();
        if let Some(row) = report.assessment.rows.iter().find(|row| !ids.contains(row.id.as_str())) {
            return Err(format!("the row {} is missing on the sheet “{name}”", row.id));
        }
    }
    Ok(())
}

/// All sheets, those that are seen first.
pub(super) fn sheets(report: &Report) -> Vec<Sheet> {
    let mut sheets = vec![overview::sheet(report), copy::levels(report), copy::actions(report)];
    sheets.extend(tables::sheets(report));
    sheets.extend(copy::hidden(report));
    sheets
}
