//! A document of Word as somebody else would read it: unpacked anew, its elements followed one by one.

use crate::export::printable::words;
use crate::export::read_back::{Grid, Part};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What stands in a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The title among its properties.
    pub title: String,
    /// The words of each footer.
    pub edges: Vec<String>,
    /// What stands in its text.
    pub parts: Vec<Part>,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Found, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(name.map_err(|error| error.to_string())?.into_owned());
    }
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut entry = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
        entry.read_to_string(&mut text).map_err(|error| format!("{name}: {error}"))?;
        Ok::<String, String>(text)
    };
    let mut found = Found::default();
    let mut in_title = false;
    for_each(&part("docProps/core.xml")?, |it| {
        match it {
            It::Open(element) => in_title = element.name().into_inner() == "dc:title",
            It::Close(_) => in_title = false,
            It::Text(text) if in_title => found.title.push_str(text),
            It::Text(_) => {}
        }
        Ok(())
    })?;
    for name in names.iter().filter(|name| name.starts_with("word/footer")) {
        let mut body = Body::default();
        for_each(&part(name)?, |it| body.take(&it))?;
        found.edges.push(body.parts.iter().map(text_of).collect::<Vec<_>>().join(" "));
    }
    let mut body = Body::default();
    for_each(&part("word/document.xml")?, |it| body.take(&it))?;
    found.parts = body.parts;
    Ok(found)
}

fn text_of(part: &Part) -> &str {
    match part {
        Part::Heading(_, text) | Part::Text(text) => text,
        Part::Grid(grid) => &grid.caption,
    }
}

/// What comes next in a part.
enum It<'a> {
    Open(&'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Every element and text of a part, in order.
fn for_each(text: &str, mut take: impl FnMut(It<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => take(It::Open(&element))?,
            Event::End(element) => take(It::Close(element.name().into_inner()))?,
            Event::Text(text) => take(It::Text(&text.xml10_content()))?,
            Event::CData(text) => take(It::Text(&text.xml10_content()))?,
            Event::GeneralRef(name) => {
                let sign = name.resolve_char_ref().map_err(|error| error.to_string())?.map(String::from);
                let sign = match (sign, name.as_ref()) {
                    (Some(sign), _) => sign,
                    (None, "amp") => "&".to_owned(),
                    (None, "lt") => "<".to_owned(),
                    (None, "gt") => ">".to_owned(),
                    (None, "quot") => "\"".to_owned(),
                    (None, "apos") => "'".to_owned(),
                    (None, other) => return Err(format!("“&{other};” is not known")),
                };
                take(It::Text(&sign))?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute of an element.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.into_inner() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The text as far as it was read.
#[derive(Default)]
struct Body {
    parts: Vec<Part>,
    /// The style of the paragraph in hand and its words.
    style: String,
    text: String,
    in_text: bool,
    /// The last caption, until its table comes.
    caption: Option<String>,
    table: Option<Grid>,
    row: Vec<String>,
    row_is_head: bool,
    cell: Option<String>,
}

impl Body {
    fn take(&mut self, it: &It<'_>) -> Result<(), String> {
        match it {
            It::Open(element) => self.open(element),
            It::Close(name) => self.close(name),
            It::Text(text) => {
                if self.in_text {
                    self.text.push_str(text);
                }
                Ok(())
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        match element.name().into_inner() {
            "w:p" => {
                self.style.clear();
                self.text.clear();
            }
            "w:pStyle" => self.style = attribute(element, "w:val").unwrap_or_default(),
            "w:t" => self.in_text = true,
            "w:br" | "w:tab" => self.text.push(' '),
            "w:tbl" if self.table.is_some() => return Err("a table lies in a table".to_owned()),
            "w:tbl" => {
                let caption = self.caption.take().ok_or("a table has no caption")?;
                self.table = Some(Grid { caption, ..Grid::default() });
            }
            "w:tblCaption" => {
                let told = words(&attribute(element, "w:val").unwrap_or_default());
                if self.table.as_ref().is_some_and(|table| table.caption != told) {
                    return Err(format!("the words for a table differ from its caption: “{told}”"));
                }
            }
            "w:tblHeader" => self.row_is_head = true,
            "w:tc" => self.cell = Some(String::new()),
            "wp:docPr" if attribute(element, "descr").is_none_or(|words| words.trim().is_empty()) => {
                return Err("a drawing has no words".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        match name {
            "w:t" => self.in_text = false,
            "w:p" => self.paragraph(),
            "w:tc" => self.row.push(words(&self.cell.take().unwrap_or_default())),
            "w:tr" => {
                let row = std::mem::take(&mut self.row);
                let table = self.table.as_mut().ok_or("a row lies outside of a table")?;
                if std::mem::take(&mut self.row_is_head) {
                    table.heads.extend(row);
                } else {
                    table.rows.push(row);
                }
            }
            "w:tbl" => {
                let table = self.table.take().ok_or("a table ends that did not begin")?;
                if table.heads.is_empty() {
                    return Err(format!("the table “{}” repeats no header row", table.caption));
                }
                self.parts.push(Part::Grid(table));
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.push(' ');
            cell.push_str(&self.text);
            return;
        }
        let text = words(&self.text);
        self.caption = (self.style == "Caption").then(|| text.clone());
        match self.style.as_str() {
            // It comes with its table.
            "Caption" => {}
            _ if text.is_empty() => {}
            "Title" => self.parts.push(Part::Heading(1, text)),
            "Heading1" => self.parts.push(Part::Heading(2, text)),
            "Heading2" => self.parts.push(Part::Heading(3, text)),
            _ => self.parts.push(Part::Text(text)),
        }
    }
}
