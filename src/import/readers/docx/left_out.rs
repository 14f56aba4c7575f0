//! What of a document is not read, or is read in one way of two, and what is said about it.

use super::super::super::{Code, Finding};
use super::super::left_out::{counted, tracked};

/// How much of what was left out a finding quotes, in bytes.
const QUOTED: usize = 200;

/// What of a document is left out, or read in one way of two.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub inserted: usize,
    pub deleted: Found,
    pub hidden: Found,
    pub struck: Found,
    pub boxes: Found,
    pub pictures: usize,
    pub comments: usize,
    pub notes: usize,
}

/// How many, and the words of the first.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub count: usize,
    pub words: String,
}

impl Found {
    /// Counts words, unless they are blank.
    pub fn add(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.count += 1;
        self.quote(words);
    }

    /// Keeps the first words that there are.
    pub fn quote(&mut self, words: &str) {
        if self.words.is_empty() {
            let end = words.floor_char_boundary(QUOTED);
            self.words.push_str(words.get(..end).unwrap_or_default().trim());
        }
    }
}

impl LeftOut {
    /// What is to be said about it.
    pub fn into_notes(self) -> Vec<Finding> {
        let mut notes = Vec::new();
        if self.inserted + self.deleted.count > 0 {
            notes.push(tracked(self.inserted, self.deleted.count, self.deleted.words));
        }
        if self.struck.count > 0 {
            let texts = counted(self.struck.count, "struck-through text was", "struck-through texts were");
            notes.push(Finding::of_all(Code::Struck, self.struck.words, format!("{texts} read like any other.")));
        }
        let mut say = |code, count: usize, words: String, one: &str, many: &str| {
            if count > 0 {
                notes.push(Finding::of_all(code, words, format!("{} not read.", counted(count, one, many))));
            }
        };
        say(Code::Hidden, self.hidden.count, self.hidden.words, "hidden text was", "hidden texts were");
        say(Code::NotRead, self.comments, String::new(), "comment was", "comments were");
        say(Code::NotRead, self.notes, String::new(), "footnote or endnote was", "footnotes or endnotes were");
        say(Code::NotRead, self.boxes.count, self.boxes.words, "text box was", "text boxes were");
        say(Code::NotRead, self.pictures, String::new(), "picture was", "pictures were");
        notes
    }
}
