//! Tables that other programs made.

mod documents;
mod pages;
mod refused;
mod texts;
mod workbooks;

use hicm::import::{Finding, Sheet};

/// The words of a sheet, line by line.
fn shown(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// Findings as text: code, line, column and words.
fn told(notes: &[Finding]) -> Vec<String> {
    let column = |note: &Finding| note.column.map_or("-".to_owned(), |column| column.to_string());
    notes.iter().map(|note| format!("{} {} {} {}", note.code.key(), note.line, column(note), note.text)).collect()
}
