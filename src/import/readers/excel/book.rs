//! What all sheets of a workbook share: their names, the texts, the formats of numbers.
//!
//! The parts are read here and not by `calamine`, which takes memory for as many texts as the file says it has, keeps no
//! hidden rows and columns, and does not tell which cells hold formulas.

use super::super::links::{Link, links};
use super::super::parcel::Parcel;
use super::super::shown::{GENERAL, built_in};
use super::super::xml::{Event, Xml};
use super::struck::Struck;
use super::within_sheets;
use crate::import::ImportError;
use crate::import::bounds::CELLS_LIMIT;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A workbook without its sheets.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub entries: Vec<Entry>,
    /// Whether its days count from 1904.
    pub is_1904: bool,
    /// The texts to which cells point.
    pub texts: Vec<SmolStr>,
    /// The formats to which cells point.
    pub formats: Vec<String>,
    /// What of the texts and the formats is struck through.
    pub struck: Struck,
}

/// A sheet by name.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    pub hidden: bool,
    pub part: String,
    /// Whether it is a sheet of cells and not a chart or a dialog.
    pub has_cells: bool,
}

impl Book {
    pub fn read(parcel: &mut Parcel<'_>) -> Result<Self, ImportError> {
        let top = links(parcel, "")?;
        let main = top.into_values().find(|link| link.kind == "officeDocument").map(|link| link.part);
        let main = main.filter(|part| parcel.has(part)).unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let links = links(parcel, &main)?;
        let mut book = Self::default();
        book.read_entries(parcel, &main, &links)?;
        let part = |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
        let texts = part("sharedStrings").unwrap_or_else(|| "xl/sharedStrings.xml".to_owned());
        let styles = part("styles").unwrap_or_else(|| "xl/styles.xml".to_owned());
        if let Some(text) = parcel.text(&texts)? {
            book.read_texts(&texts, &text)?;
            book.struck.read_texts(&texts, &text)?;
        }
        if let Some(text) = parcel.text(&styles)? {
            book.read_formats(&styles, &text)?;
            book.struck.read_formats(&styles, &text)?;
        }
        Ok(book)
    }

    fn read_entries(
        &mut self,
        parcel: &mut Parcel<'_>,
        main: &str,
        links: &BTreeMap<String, Link>,
    ) -> Result<(), ImportError> {
        let text = parcel.text(main)?;
        let text = text.ok_or_else(|| ImportError::Damaged { detail: format!("its part “{main}” is missing") })?;
        let mut xml = Xml::new(main, &text);
        loop {
            match xml.next()? {
                Event::Open(element) if element.local() == "sheet" => {
                    let link = element.attribute("id")?.and_then(|id| links.get(&id));
                    let Some(link) = link else { continue };
                    within_sheets(self.entries.len() + 1)?;
                    let state = element.attribute("state")?.unwrap_or_default();
                    self.entries.push(Entry {
                        name: element.attribute("name")?.unwrap_or_default(),
                        hidden: matches!(state.as_str(), "hidden" | "veryHidden"),
                        part: link.part.clone(),
                        has_cells: link.kind == "worksheet",
                    });
                }
                Event::Open(element) if element.local() == "workbookPr" => self.is_1904 = element.is_on("date1904")?,
                Event::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn read_texts(&mut self, part: &str, text: &str) -> Result<(), ImportError> {
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Event::Open(element) if element.local() == "si" => {
                    if self.texts.len() >= CELLS_LIMIT {
                        return Err(ImportError::TooMany { what: "texts", limit: CELLS_LIMIT });
                    }
                    self.texts.push(rich_text(&mut xml)?.into());
                }
                Event::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn read_formats(&mut self, part: &str, text: &str) -> Result<(), ImportError> {
        let mut own = BTreeMap::new();
        let mut in_cells = false;
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Event::Open(element) => match element.local() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (element.number("numFmtId")?, element.attribute("formatCode")?)
                        {
                            own.insert(id, code);
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        if self.formats.len() >= CELLS_LIMIT {
                            return Err(ImportError::TooMany { what: "formats", limit: CELLS_LIMIT });
                        }
                        let id = element.number("numFmtId")?.unwrap_or_default();
                        let built_in = || u32::try_from(id).ok().and_then(built_in).unwrap_or(GENERAL).to_owned();
                        self.formats.push(own.get(&id).cloned().unwrap_or_else(built_in));
                    }
                    _ => {}
                },
                Event::Close(name) if name.local() == "cellXfs" => in_cells = false,
                Event::End => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The words of the element that was opened last, in whatever runs; how they are to be spoken in Japanese is left out.
pub(super) fn rich_text<'a>(xml: &mut Xml<'a>) -> Result<Cow<'a, str>, ImportError> {
    let outside = xml.depth().saturating_sub(1);
    let (mut text, mut in_text) = (Cow::Borrowed(""), false);
    while xml.depth() > outside {
        match xml.next()? {
            Event::Open(element) if element.local() == "rPh" => xml.skip()?,
            Event::Open(element) if element.local() == "t" => in_text = true,
            Event::Close(name) if name.local() == "t" => in_text = false,
            Event::Text(piece) if in_text && text.is_empty() => text = piece,
            Event::Text(piece) if in_text => text.to_mut().push_str(&piece),
            _ => {}
        }
    }
    Ok(unescaped(text))
}

/// A text with the characters that Excel writes as `_x000D_`.
pub(super) fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text;
    }
    let mut all = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, behind)) = rest.split_once("_x") {
        all.push_str(before);
        let code = behind.get(..4).filter(|_| behind.get(4..5) == Some("_"));
        let unit = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        if let (Some(char), Some(next)) = (unit.and_then(char::from_u32), behind.get(5..)) {
            all.push(char);
            rest = next;
        } else {
            all.push_str("_x");
            rest = behind;
        }
    }
    all.push_str(rest);
    Cow::Owned(all)
}
