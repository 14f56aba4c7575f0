//! The report as a document of Word: the same paper as the PDF, to be worked on further.
//!
//! Written part by part: what a paper for a board needs (header rows that repeat, words for drawings and tables, styles
//! by their own names, charts) is more than the libraries for it offer, and the bytes have to be the same each time.

mod body;
mod chart;
mod levels;
mod package;
mod read;
mod styles;

use super::printable::words;
use super::{ExportError, Exported, Format, read_back, stem};
use crate::report::Report;

/// The file.
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let bytes = package::packed(report)
        .map_err(|error| ExportError::NotMade { format: Format::Docx, detail: error.to_string() })?;
    Ok(vec![Exported { format: Format::Docx, name: format!("{}.docx", stem(report)), bytes, pages: None }])
}

/// What is missing or different, if anything is.
pub(super) fn verify(report: &Report, read_back: &[u8]) -> Result<(), String> {
    let found = read::read(read_back)?;
    if words(&found.title) != words(&report.title()) {
        return Err(format!("its title is “{}”", found.title));
    }
    for edge in &found.edges {
        if !edge.contains(&words(&report.imprint())) {
            return Err("a footer does not hold the content id".to_owned());
        }
    }
    if found.edges.is_empty() {
        return Err("it has no footer".to_owned());
    }
    read_back::holds(report, &found.parts)
}
