//! A part of a packed file as XML, within bounds: no document types, no entities but the five of XML, no deep nesting.

use super::super::ImportError;
use super::super::bounds::DEPTH_LIMIT;
use quick_xml::events::{BytesEnd, BytesStart, Event as Raw};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// What comes next in a part. An element without content opens and closes like any other.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The innermost open element ends.
    Close(Name<'a>),
    /// A piece of text, entities resolved. One text can come in several pieces; blanks are kept.
    Text(Cow<'a, str>),
    /// The part ends.
    End,
}

/// The name of an element.
#[derive(Clone, Debug)]
pub(super) struct Name<'a>(BytesEnd<'a>);

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Element<'a> {
    part: &'a str,
    raw: BytesStart<'a>,
}

/// Reads a part from its beginning to its end.
pub(super) struct Xml<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// Reads that text; `part` names it in errors.
    pub fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self { part, reader, depth: 0 }
    }

    /// What comes next; after the end, the end again. Declarations, comments and instructions are passed over.
    pub fn next(&mut self) -> Result<Event<'a>, ImportError> {
        loop {
            return match self.reader.read_event().map_err(|error| self.damaged(error))? {
                Raw::Start(raw) => {
                    self.depth += 1;
                    if self.depth > DEPTH_LIMIT {
                        return Err(ImportError::TooDeep { part: self.part.to_owned() });
                    }
                    Ok(Event::Open(Element { part: self.part, raw }))
                }
                Raw::End(raw) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Event::Close(Name(raw)))
                }
                Raw::Text(text) => Ok(Event::Text(text.xml10_content())),
                Raw::CData(text) => Ok(Event::Text(text.xml10_content())),
                Raw::GeneralRef(name) => {
                    let resolved = name.resolve_char_ref().map_err(|error| self.damaged(error))?;
                    match resolved.map(String::from).or_else(|| predefined(&name).map(str::to_owned)) {
                        Some(text) => Ok(Event::Text(Cow::Owned(text))),
                        None => Err(self.damaged(format_args!("“&{};” is not known", name.as_ref()))),
                    }
                }
                Raw::DocType(_) => Err(ImportError::Declares { part: self.part.to_owned() }),
                Raw::Eof if self.depth > 0 => Err(self.damaged("it ends in the middle")),
                Raw::Eof => Ok(Event::End),
                // An element without content comes as its beginning and its end.
                Raw::Empty(_) | Raw::Comment(_) | Raw::PI(_) | Raw::Decl(_) => continue,
            };
        }
    }

    /// Passes over the rest of the element that was opened last, its end with it.
    pub fn skip(&mut self) -> Result<(), ImportError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    fn damaged(&self, detail: impl std::fmt::Display) -> ImportError {
        damaged(self.part, detail)
    }
}

impl Element<'_> {
    /// Its name without the prefix: `tbl` of `w:tbl`.
    pub fn local(&self) -> &str {
        local_of(self.name())
    }

    /// Its name with the prefix: `w:tbl`.
    pub fn name(&self) -> &str {
        self.raw.name().into_inner()
    }

    /// The value of the attribute of that name, whatever its prefix: `val` finds `w:val="2"`.
    pub fn attribute(&self, local: &str) -> Result<Option<String>, ImportError> {
        Ok(self.value(local)?.map(Cow::into_owned))
    }

    /// The same without a copy where there need be none.
    pub fn value(&self, local: &str) -> Result<Option<Cow<'_, str>>, ImportError> {
        self.find(|name| name.ends_with(local) && local_of(name) == local && !name.starts_with("xmlns:"))
    }

    /// The value of the attribute of exactly that name, with its prefix.
    pub fn exact(&self, name: &str) -> Result<Option<String>, ImportError> {
        Ok(self.find(|key| key == name)?.map(Cow::into_owned))
    }

    fn find(&self, is: impl Fn(&str) -> bool) -> Result<Option<Cow<'_, str>>, ImportError> {
        for attribute in self.raw.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| damaged(self.part, error))?;
            if is(attribute.key.into_inner()) {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                return value.map(Some).map_err(|error| damaged(self.part, error));
            }
        }
        Ok(None)
    }

    /// The attribute called `local` as a number; `None` where there is none.
    pub fn number(&self, local: &str) -> Result<Option<usize>, ImportError> {
        Ok(self.value(local)?.and_then(|value| value.trim().parse().ok()))
    }

    /// Whether a switch is on, as XML of Office writes it: there is the attribute, and it does not say no.
    pub fn is_on(&self, local: &str) -> Result<bool, ImportError> {
        Ok(self.value(local)?.is_some_and(|value| !matches!(value.trim(), "" | "0" | "false" | "off" | "none")))
    }
}

impl Element<'_> {
    /// Whether a property is on that is an element of its own: it is there, and it does not say no.
    pub fn says_yes(&self) -> Result<bool, ImportError> {
        Ok(self.attribute("val")?.is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off")))
    }
}

impl Name<'_> {
    /// It without the prefix.
    pub fn local(&self) -> &str {
        local_of(self.0.name().into_inner())
    }
}

impl std::fmt::Debug for Xml<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Xml").field("part", &self.part).field("depth", &self.depth).finish_non_exhaustive()
    }
}

/// The bytes of a part as text: UTF-8, or UTF-16 if it begins as such.
pub(super) fn decode(part: &str, bytes: Vec<u8>) -> Result<String, ImportError> {
    let utf16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, has_errors) = encoding.decode_with_bom_removal(&bytes);
        return if has_errors { Err(damaged(part, "it is no UTF-16")) } else { Ok(text.into_owned()) };
    }
    let text = String::from_utf8(bytes).map_err(|_| damaged(part, "it is no UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn damaged(part: &str, detail: impl std::fmt::Display) -> ImportError {
    ImportError::Damaged { detail: format!("its part “{part}” is not as it should be ({detail})") }
}

fn local_of(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn predefined(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}
