//! The tables of a document of Word.

mod body;
mod table;

use super::super::{Code, Finding, ImportError, Source};
use super::grid::Room;
use super::left_out::counted;
use super::parcel::Parcel;
use super::xml::{Event, Xml};
use super::{Kind, finished};
use body::Body;
use table::Table;

/// The part with the text, if the document does not say another.
const MAIN: &str = "word/document.xml";
/// Of how many headers and footers the words are looked at.
const MARGINS: usize = 20;

/// Reads `.docx` and `.docm`. Macros, pictures and fields are not looked at: a field counts as what it shows.
pub(super) fn read(name: &str, parcel: &mut Parcel<'_>) -> Result<Source, ImportError> {
    let main = main_part(parcel)?;
    let text = parcel.text(&main)?.ok_or(ImportError::NoTable)?;
    let Body { tables, after, mut notes } = Body::read(&main, &text)?;
    notes.extend(margins(parcel)?);
    let mut sheets = Vec::new();
    let mut room = Room::default();
    let mut tables = tables.into_iter().peekable();
    while let Some(first) = tables.next() {
        let mut parts = vec![first];
        while let Some(next) = tables.next_if(|next| parts.last().is_some_and(|last| last.goes_on_in(next))) {
            parts.push(next);
        }
        let after = if tables.peek().is_none() { after.as_slice() } else { &[] };
        sheets.extend(Table::sheet(parts, after, &mut room)?);
    }
    finished(name, Kind::Docx, sheets, notes)
}

/// The name of the part with the text.
fn main_part(parcel: &mut Parcel<'_>) -> Result<String, ImportError> {
    if parcel.has(MAIN) {
        return Ok(MAIN.to_owned());
    }
    let links = parcel.text("_rels/.rels")?.unwrap_or_default();
    let mut xml = Xml::new("_rels/.rels", &links);
    loop {
        match xml.next()? {
            Event::Open(link) if link.attribute("Type")?.is_some_and(|kind| kind.ends_with("/officeDocument")) => {
                return Ok(link.attribute("Target")?.unwrap_or_default());
            }
            Event::End => return Err(ImportError::NoTable),
            _ => {}
        }
    }
}

/// The words in the headers and footers of the pages: they are no part of the table, but often say of when it is.
fn margins(parcel: &mut Parcel<'_>) -> Result<Vec<Finding>, ImportError> {
    let mut words: Vec<String> = Vec::new();
    for kind in ["header", "footer"] {
        for number in 1..=MARGINS {
            let part = format!("word/{kind}{number}.xml");
            let Some(text) = parcel.text(&part)? else { continue };
            let found = body::words(&part, &text)?;
            if !found.is_empty() && !words.contains(&found) {
                words.push(found);
            }
        }
    }
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let why = format!(
        "{} not read.",
        counted(words.len(), "header or footer of the pages was", "headers and footers of the pages were")
    );
    Ok(vec![Finding::of_all(Code::NotRead, words.join("\n"), why)])
}
