//! What of a page nobody sees, or nobody is to see: style sheets, hidden words, deleted words, comments, list bullets.

use super::super::{Code, Finding};
use super::css::{HiddenClasses, hides};
use html5gum::StartTag;

/// What is being left out, and what has been.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    open: Option<Open>,
    /// Inside the bullet of a list of Word.
    in_bullet: bool,
    inserted: usize,
    deleted: Found,
    hidden: Found,
    comments: Found,
    pictures: usize,
    /// Inside a style sheet, and what it says so far.
    sheet: Option<String>,
    classes: HiddenClasses,
}

/// An element that is left out.
#[derive(Debug)]
struct Open {
    name: Vec<u8>,
    why: Why,
    /// How many elements of that name are open.
    depth: usize,
    /// How many tables are open in it.
    tables: usize,
    has_words: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// There are no words in it for people.
    Code,
    Hidden,
    Deleted,
    Comment,
}

/// How many, and the words of the first.
#[derive(Debug, Default)]
struct Found {
    count: usize,
    words: String,
}

/// How many words of what is left out a finding quotes, in bytes.
const QUOTED: usize = 200;

impl LeftOut {
    /// Notes the beginning of an element: whether it is a hidden one, or `None` when it is left out.
    pub fn start(&mut self, tag: &StartTag<()>, in_table: bool) -> Option<bool> {
        let name: &[u8] = &tag.name;
        if name == b"style" && !tag.self_closing {
            self.sheet = Some(String::new());
        }
        let is_void =
            tag.self_closing || matches!(name, b"br" | b"img" | b"hr" | b"col" | b"input" | b"meta" | b"link");
        if let Some(open) = &mut self.open {
            let is_past_head = open.name == b"head" && matches!(name, b"body" | b"table");
            // A paragraph, or a point of a list, ends where the next one begins.
            let is_next = open.name == name && open.tables == 0 && matches!(name, b"p" | b"li");
            if !is_past_head && !is_next {
                open.tables += usize::from(name == b"table");
                open.depth += usize::from(open.name == name && !is_void);
                return None;
            }
            self.close();
        }
        if self.in_bullet {
            return None;
        }
        let attribute = |name: &[u8]| {
            let value = tag.attributes.get(name)?;
            let value = String::from_utf8_lossy(value).to_lowercase();
            Some(value.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        };
        let (style, class) = (attribute(b"style").unwrap_or_default(), attribute(b"class").unwrap_or_default());
        let classes = tag.attributes.get(b"class".as_slice()).map(|classes| String::from_utf8_lossy(classes));
        let is_hidden = attribute(b"hidden").is_some()
            || hides(&style)
            || classes.is_some_and(|classes| self.classes.hide(&String::from_utf8_lossy(name), &classes));
        let is_comment = ["mso-element:comment-list", "mso-element:footnote-list", "mso-element:endnote-list"]
            .iter()
            .any(|word| style.contains(word))
            || ["msocommentreference", "msocomanchor"].iter().any(|word| class.contains(word));
        let why = match name {
            b"style" | b"script" | b"head" | b"title" | b"comment" | b"xml" | b"template" => Some(Why::Code),
            b"del" => Some(Why::Deleted),
            _ if class == "msodel" => Some(Why::Deleted),
            _ if is_comment => Some(Why::Comment),
            b"tr" | b"td" | b"th" | b"col" | b"tbody" | b"thead" | b"tfoot" => None,
            b"table" if !in_table => None,
            _ if is_hidden => Some(Why::Hidden),
            _ => None,
        };
        self.inserted += usize::from(name == b"ins" || class == "msoins");
        self.pictures += usize::from(name == b"img" && in_table && !is_hidden);
        match why {
            Some(why) if !is_void => {
                self.open = Some(Open { name: name.to_vec(), why, depth: 1, tables: 0, has_words: false });
                None
            }
            _ => Some(is_hidden),
        }
    }

    /// Notes the end of an element: whether it belongs to what is left out.
    pub fn end(&mut self, name: &[u8]) -> bool {
        if name == b"style"
            && let Some(sheet) = self.sheet.take()
        {
            self.classes.read(&sheet);
        }
        let Some(open) = &mut self.open else {
            return self.in_bullet && !matches!(name, b"td" | b"th" | b"tr" | b"table");
        };
        if open.name == name {
            open.depth -= 1;
            if open.depth == 0 {
                self.close();
            }
            return true;
        }
        // An element that is never closed ends with its cell.
        if open.tables == 0 && matches!(name, b"td" | b"th" | b"tr" | b"table") && open.why != Why::Code {
            self.close();
            self.in_bullet = false;
            return false;
        }
        open.tables = open.tables.saturating_sub(usize::from(name == b"table"));
        true
    }

    /// Notes words: whether they are left out.
    pub fn text(&mut self, text: &str) -> bool {
        if let Some(sheet) = &mut self.sheet {
            sheet.push_str(text);
            return true;
        }
        let Some(open) = &mut self.open else { return self.in_bullet };
        let found = match open.why {
            Why::Code => return true,
            Why::Hidden => &mut self.hidden,
            Why::Deleted => &mut self.deleted,
            Why::Comment => &mut self.comments,
        };
        for word in text.split_whitespace() {
            if !open.has_words {
                open.has_words = true;
                found.count += 1;
            }
            if found.count == 1 && found.words.len() < QUOTED {
                let space = if found.words.is_empty() { "" } else { " " };
                found.words.extend([space, word]);
            }
        }
        true
    }

    /// Notes a comment of the page: Word puts bullets of lists between two.
    pub fn comment(&mut self, text: &[u8]) {
        if let Some(sheet) = &mut self.sheet {
            sheet.push_str(&String::from_utf8_lossy(text));
        }
        let text = text.trim_ascii().to_ascii_lowercase();
        if text.starts_with(b"[if !supportlists]") {
            self.in_bullet = true;
        } else if text.starts_with(b"[endif]") {
            self.in_bullet = false;
        }
    }

    /// What is to be said about it.
    pub fn notes(self) -> Vec<Finding> {
        let mut notes = Vec::new();
        if self.inserted + self.deleted.count > 0 {
            notes.push(tracked(self.inserted, self.deleted.count, self.deleted.words));
        }
        if self.hidden.count > 0 {
            let why = format!("{} not read.", counted(self.hidden.count, "hidden text was", "hidden texts were"));
            notes.push(Finding::of_all(Code::Hidden, self.hidden.words, why));
        }
        if self.comments.count > 0 {
            let why =
                format!("{} not read.", counted(self.comments.count, "comment or note was", "comments or notes were"));
            notes.push(Finding::of_all(Code::NotRead, self.comments.words, why));
        }
        if self.pictures > 0 {
            let why = format!("{} not read.", counted(self.pictures, "picture was", "pictures were"));
            notes.push(Finding::of_all(Code::NotRead, "", why));
        }
        notes
    }

    fn close(&mut self) {
        self.open = None;
    }
}

/// Says that tracked changes were read as accepted.
pub(super) fn tracked(inserted: usize, deleted: usize, words: impl Into<String>) -> Finding {
    let why = format!(
        "Tracked changes were read as if accepted: {} taken, {} left out.",
        counted(inserted, "insertion", "insertions"),
        counted(deleted, "deletion", "deletions")
    );
    Finding::of_all(Code::TrackedChanges, words, why)
}

/// `1 comment`, `2 comments`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
