//! What of a workbook is struck through: runs of its texts, and the fonts of its cells.

use super::super::xml::{Event, Xml};
use crate::import::ImportError;
use std::collections::{BTreeMap, BTreeSet};

/// The word without which nothing in a part is struck through: most workbooks are not gone through for it.
const STRIKE: &str = "strike";

/// What is struck through.
#[derive(Debug, Default)]
pub(super) struct Struck {
    /// Of the texts to which cells point, the words that are.
    texts: BTreeMap<usize, String>,
    /// The formats of cells whose font is.
    formats: BTreeSet<usize>,
}

impl Struck {
    /// The words of a cell that are struck through: all of them where its font is, else those of the runs of its text.
    pub fn words<'a>(&'a self, text: Option<usize>, format: usize, all: &'a str) -> Option<&'a str> {
        if self.formats.contains(&format) { Some(all) } else { self.texts.get(&text?).map(String::as_str) }
    }

    pub fn read_texts(&mut self, part: &str, text: &str) -> Result<(), ImportError> {
        if !text.contains(STRIKE) {
            return Ok(());
        }
        let mut xml = Xml::new(part, text);
        let (mut at, mut is_struck, mut in_text) = (None::<usize>, false, false);
        loop {
            match xml.next()? {
                Event::Open(element) => match element.local() {
                    "si" => {
                        at = Some(at.map_or(0, |at| at + 1));
                        is_struck = false;
                    }
                    "r" => is_struck = false,
                    "strike" => is_struck = element.says_yes()?,
                    "rPh" => xml.skip()?,
                    "t" => in_text = true,
                    _ => {}
                },
                Event::Close(name) if name.local() == "t" => in_text = false,
                Event::Text(piece) if in_text && is_struck && !piece.trim().is_empty() => {
                    let words = self.texts.entry(at.unwrap_or_default()).or_default();
                    words.push_str(&piece);
                }
                Event::End => return Ok(()),
                _ => {}
            }
        }
    }

    pub fn read_formats(&mut self, part: &str, text: &str) -> Result<(), ImportError> {
        if !text.contains(STRIKE) {
            return Ok(());
        }
        let mut xml = Xml::new(part, text);
        // Fonts stand in other lists as well, which no cell points to by number.
        let (mut list, mut fonts, mut formats) = (String::new(), Vec::new(), 0);
        loop {
            match xml.next()? {
                Event::Open(element) => match (list.as_str(), element.local()) {
                    (_, name @ ("fonts" | "cellXfs" | "dxfs" | "cellStyleXfs")) => name.clone_into(&mut list),
                    ("fonts", "font") => fonts.push(false),
                    ("fonts", "strike") => {
                        if let Some(font) = fonts.last_mut() {
                            *font = element.says_yes()?;
                        }
                    }
                    ("cellXfs", "xf") => {
                        let font = element.number("fontId")?.unwrap_or_default();
                        if fonts.get(font) == Some(&true) {
                            self.formats.insert(formats);
                        }
                        formats += 1;
                    }
                    _ => {}
                },
                Event::Close(name) if name.local() == list => list.clear(),
                Event::End => return Ok(()),
                _ => {}
            }
        }
    }
}
