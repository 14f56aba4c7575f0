//! What the styles of a document say of words: whether they are hidden, or struck through.

use super::super::super::ImportError;
use super::super::xml::{Element, Event, Xml};
use std::collections::BTreeMap;

/// How many styles may be based on each other.
const DEEPEST: usize = 16;

/// How words look; `None` where that is left to something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub hidden: Option<bool>,
    pub struck: Option<bool>,
}

/// The looks of the styles of a document.
#[derive(Debug, Default)]
pub(super) struct Looks {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    plain: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    own: Look,
    based_on: Option<String>,
}

impl Look {
    /// Takes in a property of words.
    pub fn take(&mut self, property: &Element<'_>) -> Result<(), ImportError> {
        match property.local() {
            "vanish" => self.hidden = Some(property.says_yes()?),
            "strike" | "dstrike" => self.struck = Some(self.struck == Some(true) || property.says_yes()?),
            _ => {}
        }
        Ok(())
    }
}

impl Looks {
    pub fn read(part: &str, text: &str) -> Result<Self, ImportError> {
        let mut looks = Self::default();
        let mut xml = Xml::new(part, text);
        let mut open: Option<(String, Style)> = None;
        loop {
            match xml.next()? {
                Event::Open(element) if element.local() == "style" => {
                    let id = element.attribute("styleId")?.unwrap_or_default();
                    let is_plain =
                        element.is_on("default")? && element.attribute("type")?.is_some_and(|kind| kind == "paragraph");
                    if is_plain {
                        looks.plain = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                // What a style of tables says of some of their rows is about those alone.
                Event::Open(element) if element.local() == "tblStylePr" => xml.skip()?,
                Event::Open(element) => {
                    if let Some((_, style)) = &mut open {
                        if element.local() == "basedOn" {
                            style.based_on = element.attribute("val")?;
                        }
                        style.own.take(&element)?;
                    }
                }
                Event::Close(name) if name.local() == "style" => {
                    looks.styles.extend(open.take());
                }
                Event::End => return Ok(looks),
                _ => {}
            }
        }
    }

    /// How words of a style look, with what it is based on.
    pub fn of(&self, style: &str) -> Look {
        let mut look = Look::default();
        let mut next = self.styles.get(style);
        for _ in 0..DEEPEST {
            let Some(style) = next else { break };
            look.hidden = look.hidden.or(style.own.hidden);
            look.struck = look.struck.or(style.own.struck);
            next = style.based_on.as_ref().and_then(|base| self.styles.get(base));
        }
        look
    }

    /// How words of a paragraph look that names no style.
    pub fn plain(&self) -> Look {
        self.plain.as_ref().map(|style| self.of(style)).unwrap_or_default()
    }
}

/// Whether words are so: what they say themselves counts, else what exactly one of their styles says; both together take
/// each other back.
pub(super) fn comes_to(own: Option<bool>, of_words: Option<bool>, of_paragraph: Option<bool>) -> bool {
    own.unwrap_or_else(|| of_words.unwrap_or_default() != of_paragraph.unwrap_or_default())
}
