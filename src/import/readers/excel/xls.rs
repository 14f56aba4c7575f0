//! Workbooks of Excel before 2007.

use super::super::Kind;
use super::super::compound::Compound;
use super::super::grid::{Area, Grid, Room};
use super::super::quiet::guarded;
use super::super::shown;
use super::biff::{Records, SheetRecords};
use super::source;
use crate::import::{CellKind, Code, Finding, ImportError, Source};
use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError, XlsOptions};
use std::io::Cursor;

/// The largest of them, in bytes: 16 MiB. They are not packed, and their texts stand in memory once for each cell.
const XLS_LIMIT: usize = 16 << 20;

/// Reads a compound file: `.xls`, or one of the others that begin alike and are named.
pub(in crate::import::readers) fn read_xls(name: &str, bytes: &[u8]) -> Result<Source, ImportError> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(ImportError::Protected);
    }
    if compound.has("WordDocument") {
        return Err(ImportError::Kind { what: "A Word 97 document (.doc)" });
    }
    if compound.has("PowerPoint Document") {
        return Err(ImportError::Kind { what: "A presentation" });
    }
    let stream = match compound.stream("Workbook")? {
        Some(stream) => Some(stream),
        None => compound.stream("Book")?,
    };
    let stream = stream.ok_or(ImportError::Kind { what: "A file of an old Office program other than Excel" })?;
    if bytes.len() > XLS_LIMIT {
        return Err(ImportError::TooMany { what: "bytes as an .xls", limit: XLS_LIMIT });
    }
    let records = Records::read(&stream)?;
    // What was damaged on purpose can still end in a panic in there, which must not take the window with it.
    let read = guarded(|| sheets(name, bytes, &records));
    read.unwrap_or_else(|| Err(ImportError::Damaged { detail: "its records cannot be read".to_owned() }))
}

fn sheets(name: &str, bytes: &[u8], records: &Records) -> Result<Source, ImportError> {
    let mut book = Xls::new_with_options(Cursor::new(bytes), XlsOptions::default()).map_err(|error| damaged(&error))?;
    let (mut sheets, mut notes, mut room) = (Vec::new(), Vec::new(), Room::default());
    let none = SheetRecords::default();
    for (place, entry) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if entry.typ != SheetType::WorkSheet {
            let why = "A sheet without cells, such as a chart: it is not read.";
            notes.push(Finding::of_all(Code::NotRead, &entry.name, why));
            continue;
        }
        let said = records.sheets.get(place).unwrap_or(&none);
        let grid = grid(&mut book, &entry.name, records, said)?;
        sheets.extend(grid.into_sheet(entry.name, entry.visible != SheetVisible::Visible, &mut room)?);
    }
    if !records.is_known {
        let why = "Whether rows or columns are hidden cannot be told in a workbook as old as this.";
        notes.push(Finding::of_all(Code::HiddenNotSeen, "", why));
    }
    source(name, Kind::Xls, sheets, notes)
}

fn grid(
    book: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    records: &Records,
    said: &SheetRecords,
) -> Result<Grid, ImportError> {
    let mut grid = Grid::default();
    let range = book.worksheet_range(name).map_err(|error| damaged(&error))?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let (row, column) = (top + row as u32, left + column as u32);
        let (text, kind) = show(value, records.format(said, row, column), records.is_1904);
        grid.put(row, column, &text, kind)?;
    }
    for (row, column) in &said.formulas {
        let has_value = range.get_value((*row, *column)).is_some_and(|value| *value != Data::Empty);
        grid.formula(*row, *column, has_value);
    }
    for area in book.merge_cells_by_sheet_name(name).map_err(|error| damaged(&error))? {
        let ((top, left), (bottom, right)) = (area.start, area.end);
        grid.merge(Area { top, left, bottom, right })?;
    }
    said.hidden_rows.iter().for_each(|row| grid.hide_rows(*row, *row));
    said.hidden_columns.iter().for_each(|(first, last)| grid.hide_columns(*first, *last));
    if said.has_comments {
        grid.say(Finding::of_all(Code::NotRead, "comments", "Comments of the cells are not read."));
    }
    if said.has_charts {
        grid.say(Finding::of_all(Code::NotRead, "pictures", "Pictures, shapes and charts on the sheet are not read."));
    }
    Ok(grid)
}

fn show(value: &Data, format: &str, is_1904: bool) -> (String, CellKind) {
    match value {
        Data::Empty => (String::new(), CellKind::Text),
        Data::String(text) => (text.clone(), CellKind::Text),
        Data::Bool(truth) => (if *truth { "TRUE" } else { "FALSE" }.to_owned(), CellKind::Text),
        Data::Int(number) => shown::number(*number as f64, format, is_1904),
        Data::Float(number) => shown::number(*number, format, is_1904),
        Data::DateTime(date) => shown::number(date.as_f64(), format, is_1904),
        Data::DateTimeIso(date) | Data::DurationIso(date) => shown::written(date, format),
        Data::Error(error) => (error.to_string(), CellKind::Error),
    }
}

fn damaged(error: &XlsError) -> ImportError {
    match error {
        XlsError::Password => ImportError::Protected,
        other => ImportError::Damaged { detail: format!("its records cannot be read ({other})") },
    }
}
