//! The rows and the levels as texts with commas, for programs that read no workbook.
//!
//! As Excel wants them: a byte order mark, lines that end with CR LF, and an apostrophe before whatever it would take for a
//! formula. Import takes that away again ([`crate::model::unguarded`]).

use super::book::copy::{action_texts, level_texts};
use super::{ExportError, Exported, Format, stem};
use crate::model::{guarded, unguarded};
use crate::report::Report;

/// What tells Excel that a text is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A table: its titles and its rows.
type Table = (Vec<String>, Vec<Vec<String>>);

/// The two tables, and what the names of their files end with.
fn tables(report: &Report) -> [(&'static str, Table); 2] {
    [("actions", action_texts(report)), ("levels", level_texts(report))]
}

/// The files.
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let mut files = Vec::new();
    for (name, table) in tables(report) {
        let detail = |error: &dyn std::fmt::Display| error.to_string();
        let bytes = bytes(&table).map_err(|it| ExportError::NotMade { format: Format::Csv, detail: detail(&it) })?;
        files.push(Exported { format: Format::Csv, name: format!("{}-{name}.csv", stem(report)), bytes, pages: None });
    }
    Ok(files)
}

fn bytes((titles, rows): &Table) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    for row in std::iter::once(titles).chain(rows) {
        writer.write_record(row.iter().map(|text| guarded(text).into_owned()))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// What differs, if anything does. `name` says which of the two it is.
pub(super) fn verify(report: &Report, name: &str, read_back: &[u8]) -> Result<(), String> {
    let own = |(ending, _): &&(&str, Table)| name == format!("{}-{ending}.csv", stem(report));
    let tables = tables(report);
    let (_, (titles, rows)) = tables.iter().find(own).ok_or_else(|| "it is no file of this export".to_owned())?;
    let text = read_back.strip_prefix(MARK).ok_or_else(|| "it does not begin with a byte order mark".to_owned())?;
    if let Some(at) = bare_line_end(text) {
        return Err(format!("line {at} does not end with CR LF"));
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let mut found = reader.records();
    for (at, wanted) in std::iter::once(titles).chain(rows).enumerate() {
        let record = match found.next() {
            Some(record) => record.map_err(|error| error.to_string())?,
            None => return Err(format!("record {} is missing", at + 1)),
        };
        if record.len() != wanted.len() {
            return Err(format!("record {} has {} cells and not {}", at + 1, record.len(), wanted.len()));
        }
        for (column, (found, wanted)) in record.iter().zip(wanted).enumerate() {
            if guarded(found) != found && unguarded(found) == found {
                return Err(format!("record {}, cell {} could be taken for a formula", at + 1, column + 1));
            }
            if unguarded(found) != wanted {
                return Err(format!("record {}, cell {} says “{found}” and not “{wanted}”", at + 1, column + 1));
            }
        }
    }
    match found.next() {
        Some(_) => Err(format!("there are more than {} records", rows.len() + 1)),
        None => Ok(()),
    }
}

/// The line of the first record that ends otherwise. Within quotes lines end as they were typed.
fn bare_line_end(text: &[u8]) -> Option<usize> {
    let (mut quoted, mut line, mut before) = (false, 1, 0);
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && before != b'\r' => return Some(line),
            b'\n' => line += 1,
            _ => {}
        }
        before = *byte;
    }
    (before != b'\n').then_some(line)
}
