//! From the bytes of a file to sheets of cells.

mod compound;
mod css;
mod docx;
mod encoding;
mod excel;
mod grid;
mod html;
mod left_out;
mod links;
mod margin;
mod mojibake;
mod ods;
mod page;
mod parcel;
mod quiet;
mod shown;
mod split;
mod text;
mod words;
mod xml;

use super::bounds::FILE_LIMIT;
use super::{Finding, ImportError, Sheet, Source};
pub use page::{Page, Placed, Table};
use parcel::{Packed, Parcel};
pub use split::{CellEnd, first_cell};

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Kind {
    /// Excel since 2007: `.xlsx`, `.xlsm`.
    Xlsx,
    /// Excel before 2007: `.xls`.
    Xls,
    /// Calc of LibreOffice: `.ods`.
    Ods,
    /// Word since 2007: `.docx`.
    Docx,
    /// A text with cells between tabs, commas, semicolons or bars.
    Text,
    /// A page, or what office programs put on the clipboard.
    Html,
}

/// Reads a file by what it is, not by what it is called.
///
/// # Errors
/// [`ImportError`] when there is no table in it that can be read, or when it exceeds a bound.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, ImportError> {
    if bytes.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge { bytes: bytes.len() as u64 });
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ImportError::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ImportError::Kind { what: "A document in Rich Text Format" });
    }
    if bytes.starts_with(compound::MAGIC) {
        return excel::read_xls(name, bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return read_packed(name, &mut Parcel::open(bytes)?);
    }
    text::of_bytes(name, bytes)
}

fn read_packed(name: &str, parcel: &mut Parcel<'_>) -> Result<Source, ImportError> {
    match parcel.packed()? {
        Packed::Xlsx => excel::read_xlsx(name, parcel),
        Packed::Ods => ods::read_ods(name, parcel),
        Packed::Docx => docx::read(name, parcel),
    }
}

/// Reads a text with cells between tabs, commas, semicolons or bars, such as the clipboard holds.
///
/// # Errors
/// [`ImportError`] when there is nothing in it, or when it exceeds a bound.
pub fn read_text(name: &str, text: &str) -> Result<Source, ImportError> {
    if text.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge { bytes: text.len() as u64 });
    }
    text::of_text(name, text, Vec::new())
}

/// Reads the tables of an HTML text, such as the clipboard holds.
///
/// # Errors
/// [`ImportError`] when there is no table in it, or when it exceeds a bound.
pub fn read_html(name: &str, html: &str) -> Result<Source, ImportError> {
    if html.len() > FILE_LIMIT {
        return Err(ImportError::TooLarge { bytes: html.len() as u64 });
    }
    html::of_text(name, html, Vec::new())
}

/// A file that has been read, unless there is no table in it: one cell is none.
fn finished(name: &str, kind: Kind, sheets: Vec<Sheet>, notes: Vec<Finding>) -> Result<Source, ImportError> {
    let words =
        |sheet: &Sheet| sheet.lines.iter().flat_map(|line| &line.cells).filter(|cell| !cell.text.is_empty()).count();
    let mut sheets = sheets;
    sheets.retain(|sheet| words(sheet) > 0);
    if sheets.iter().map(words).sum::<usize>() < 2 {
        return Err(ImportError::NoTable);
    }
    for sheet in &mut sheets {
        let found = mojibake::of_sheet(sheet);
        sheet.notes.extend(found);
    }
    Ok(Source { name: name.to_owned(), kind, sheets, notes })
}
