//! The tables of a document of Word.

mod body;
mod left_out;
mod looks;
mod table;

use super::super::{ImportError, Source};
use super::grid::Room;
use super::links::links;
use super::parcel::Parcel;
use super::{Kind, finished};
use body::Body;
use looks::Looks;
use table::Table;

/// The part with the text, if the document does not say another.
const MAIN: &str = "word/document.xml";
/// The part with the styles, if the document does not say another.
const STYLES: &str = "word/styles.xml";
/// Of how many headers and footers the words are looked at.
const MARGINS: usize = 20;

/// Reads `.docx` and `.docm`. Macros, pictures and fields are not looked at: a field counts as what it shows.
pub(super) fn read(name: &str, parcel: &mut Parcel<'_>) -> Result<Source, ImportError> {
    let main = main_part(parcel)?;
    let text = parcel.text(&main)?.ok_or(ImportError::NoTable)?;
    let linked = links(parcel, &main)?.into_values().find(|link| link.kind == "styles");
    let styles = linked.map_or_else(|| STYLES.to_owned(), |link| link.part);
    let looks = parcel.text(&styles)?.map_or_else(|| Ok(Looks::default()), |text| Looks::read(&styles, &text))?;
    let margins = margins(parcel)?;
    let Body { tables, after, notes } = Body::read(&main, &text, &looks)?;
    let mut sheets = Vec::new();
    let mut room = Room::default();
    let mut tables = tables.into_iter().peekable();
    while let Some(first) = tables.next() {
        let mut parts = vec![first];
        while let Some(next) = tables.next_if(|next| parts.last().is_some_and(|last| last.goes_on_in(next))) {
            parts.push(next);
        }
        let after = if tables.peek().is_none() { after.as_slice() } else { &[] };
        sheets.extend(Table::sheet(parts, after, &margins, &mut room)?);
    }
    finished(name, Kind::Docx, sheets, notes)
}

/// The name of the part with the text.
fn main_part(parcel: &mut Parcel<'_>) -> Result<String, ImportError> {
    if parcel.has(MAIN) {
        return Ok(MAIN.to_owned());
    }
    let main = links(parcel, "")?.into_values().find(|link| link.kind == "officeDocument");
    main.map(|link| link.part).ok_or(ImportError::NoTable)
}

/// The words in the headers and footers of the pages.
fn margins(parcel: &mut Parcel<'_>) -> Result<Vec<String>, ImportError> {
    let mut words: Vec<String> = Vec::new();
    for kind in ["header", "footer"] {
        for number in 1..=MARGINS {
            let part = format!("word/{kind}{number}.xml");
            let Some(text) = parcel.text(&part)? else { continue };
            words.push(body::words(&part, &text)?);
        }
    }
    Ok(words)
}
