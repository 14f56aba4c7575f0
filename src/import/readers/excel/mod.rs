//! Workbooks of Excel.

mod biff;
mod book;
mod sheet;
mod struck;
mod xls;

pub(super) use xls::read_xls;

use super::super::bounds::SHEETS_LIMIT;
use super::super::{Code, Finding, ImportError, Sheet, Source};
use super::Kind;
use super::grid::Room;
use super::parcel::Parcel;
use crate::model::is_hidden_in_copy;
use book::Book;

/// Reads `.xlsx` and `.xlsm`. Formulas are not evaluated and macros are not looked at.
pub(super) fn read_xlsx(name: &str, parcel: &mut Parcel<'_>) -> Result<Source, ImportError> {
    let book = Book::read(parcel)?;
    let (mut sheets, mut notes, mut room) = (Vec::new(), Vec::new(), Room::default());
    for entry in &book.entries {
        if !entry.has_cells {
            let why = "A sheet without cells, such as a chart: it is not read.";
            notes.push(Finding::of_all(Code::NotRead, &entry.name, why));
            continue;
        }
        let grid = sheet::read(parcel, &book, &entry.part)?;
        sheets.extend(grid.into_sheet(entry.name.clone(), entry.hidden, &mut room)?);
    }
    source(name, Kind::Xlsx, sheets, notes)
}

/// What was read of a workbook, with the sheets that are hidden named.
pub(super) fn source(
    name: &str,
    kind: Kind,
    sheets: Vec<Sheet>,
    mut notes: Vec<Finding>,
) -> Result<Source, ImportError> {
    if sheets.is_empty() {
        return Err(ImportError::Empty);
    }
    let hidden = sheets.iter().filter(|sheet| sheet.hidden && !is_hidden_in_copy(&sheet.name));
    notes.extend(hidden.map(|sheet| {
        Finding::of_all(Code::Hidden, &sheet.name, "A hidden sheet: it can be chosen like those that are shown.")
    }));
    Ok(Source { name: name.to_owned(), kind, sheets, notes })
}

/// Refuses a workbook with more sheets than are read.
pub(super) fn within_sheets(count: usize) -> Result<(), ImportError> {
    if count > SHEETS_LIMIT {
        return Err(ImportError::TooMany { what: "sheets", limit: SHEETS_LIMIT });
    }
    Ok(())
}
