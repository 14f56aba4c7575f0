//! A page as somebody else would read it: its tags followed one by one, and nothing of it trusted.

use crate::export::printable::words;
use crate::export::read_back::{Grid, Part};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Attributes by which a page fetches something or leads out of itself.
const LEADING: [&str; 13] = [
    "action",
    "archive",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcset",
];
/// Elements that have no place in a page that fetches nothing.
const FOREIGN: [&str; 9] = ["applet", "base", "embed", "form", "frame", "iframe", "link", "object", "portal"];
/// Elements that are not read out: the contents repeat what stands below, drawings have their words beside them.
const PASSED: [&str; 4] = ["nav", "script", "style", "svg"];
/// Elements that stand in a line of text.
const INLINE: [&str; 9] = ["a", "b", "em", "i", "kbd", "label", "mark", "span", "strong"];

/// What stands in a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub language: String,
    pub title: String,
    /// What it lets a browser do.
    pub policy: String,
    pub scripts: Vec<String>,
    pub parts: Vec<Part>,
    text: String,
    in_title: bool,
    /// The element that is being passed over, how many of its name are open, and what it holds.
    passed: Option<(String, usize, String)>,
    table: Option<Grid>,
    row: Vec<String>,
    row_is_head: bool,
}

/// Reads a page.
pub(super) fn read(text: &str) -> Result<Found, String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut found = Found::default();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => found.start(&tag)?,
            Ok(Token::EndTag(tag)) => found.end(&String::from_utf8_lossy(&tag.name))?,
            Ok(Token::String(text)) => found.text(&String::from_utf8_lossy(&text)),
            Ok(Token::Error(error)) => return Err(format!("it is not well made: {error:?}")),
            Ok(Token::Comment(_)) => return Err("it holds a comment".to_owned()),
            Ok(Token::Doctype(_)) => {}
            Err(never) => match never {},
        }
    }
    Ok(found)
}

impl Found {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), String> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |wanted: &str| {
            tag.attributes.get(wanted.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
        };
        stays_here(&name, tag)?;
        if let Some((passed, open, _)) = &mut self.passed {
            *open += usize::from(*passed == name);
            return Ok(());
        }
        if PASSED.contains(&name.as_str()) {
            self.passed = Some((name, 1, String::new()));
            return Ok(());
        }
        if !INLINE.contains(&name.as_str()) {
            self.flush();
        }
        match name.as_str() {
            "html" => self.language = attribute("lang").unwrap_or_default(),
            "meta" if attribute("http-equiv").is_some() => self.policy = attribute("content").unwrap_or_default(),
            "title" => self.in_title = true,
            "table" if self.table.is_some() => return Err("a table lies in a table".to_owned()),
            "table" => self.table = Some(Grid::default()),
            "th" => {
                self.row_is_head = true;
                if attribute("scope").as_deref() != Some("col") {
                    return Err("the head of a column is not marked as one".to_owned());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        if let Some((passed, open, text)) = &mut self.passed {
            *open -= usize::from(passed == name);
            if *open == 0 {
                if name == "script" {
                    self.scripts.push(std::mem::take(text));
                } else if name == "style" && ["url(", "@import", "//", "src("].iter().any(|it| text.contains(it)) {
                    return Err("its style fetches something".to_owned());
                }
                self.passed = None;
            }
            return Ok(());
        }
        match name {
            "title" => {
                self.title = words(&std::mem::take(&mut self.text));
                self.in_title = false;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let rank = name.as_bytes().get(1).map_or(0, |digit| digit - b'0');
                let text = words(&std::mem::take(&mut self.text));
                self.parts.push(Part::Heading(rank, text));
            }
            "caption" => {
                let caption = words(&std::mem::take(&mut self.text));
                self.table.as_mut().ok_or("a caption lies outside of a table")?.caption = caption;
            }
            "th" | "td" => self.row.push(words(&std::mem::take(&mut self.text))),
            "tr" => {
                let row = std::mem::take(&mut self.row);
                let table = self.table.as_mut().ok_or("a row lies outside of a table")?;
                if std::mem::take(&mut self.row_is_head) {
                    table.heads.extend(row);
                } else {
                    table.rows.push(row);
                }
            }
            "table" => {
                let table = self.table.take().ok_or("a table ends that did not begin")?;
                self.parts.push(Part::Grid(table));
            }
            inline if INLINE.contains(&inline) => {}
            _ => self.flush(),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match &mut self.passed {
            Some((_, _, passed)) => passed.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// A text ends, unless it goes on in a cell.
    fn flush(&mut self) {
        if self.table.is_some() {
            self.text.push(' ');
            return;
        }
        let text = words(&std::mem::take(&mut self.text));
        if !text.is_empty() && !self.in_title {
            self.parts.push(Part::Text(text));
        }
    }
}

/// That an element fetches nothing, leads nowhere else and does nothing of its own.
fn stays_here(name: &str, tag: &StartTag<()>) -> Result<(), String> {
    if FOREIGN.contains(&name) {
        return Err(format!("it holds a “{name}”"));
    }
    for (key, value) in &tag.attributes {
        let key = String::from_utf8_lossy(key).to_lowercase();
        let value = String::from_utf8_lossy(value);
        let local = key.rsplit(':').next().unwrap_or_default();
        if LEADING.contains(&local) && !value.starts_with('#') {
            return Err(format!("it leads to “{value}”"));
        }
        if key.starts_with("on") || (key == "style" && value.contains("url(")) {
            return Err(format!("a “{name}” does something by “{key}”"));
        }
        if key == "http-equiv" && value != "Content-Security-Policy" {
            return Err(format!("it does something by “{value}”"));
        }
    }
    Ok(())
}
