//! One text in which both changed words.

use super::desk::Three;
use crate::compare::words::{Stretch, word_changes};
use std::ops::Range;

/// A stretch of the text before, and what stands there now.
#[derive(Debug, PartialEq, Eq)]
struct Edit<'a> {
    at: Range<usize>,
    now: &'a str,
}

/// Both edits in one text; `None` when they touch. At least a word that neither changed must lie between them.
///
/// What a word processor does to quotes, dashes and spaces by itself gives way to words that a person changed.
pub(super) fn combined(it: Three<'_, str>) -> Option<String> {
    let (mine, theirs) = (edits(it.base, it.mine), edits(it.base, it.theirs));
    let (mut my_rest, mut their_rest) = (mine.iter().peekable(), theirs.iter().peekable());
    let mut all = Vec::new();
    loop {
        let (one, other) = match (my_rest.peek(), their_rest.peek()) {
            (Some(one), Some(other)) => (*one, *other),
            (Some(_), None) => {
                all.extend(my_rest);
                break;
            }
            (None, _) => {
                all.extend(their_rest);
                break;
            }
        };
        if one == other {
            all.extend(my_rest.next());
            their_rest.next();
        } else if one.at.end < other.at.start {
            all.extend(my_rest.next());
        } else if other.at.end < one.at.start {
            all.extend(their_rest.next());
        } else {
            match (one.only_typography(it.base), other.only_typography(it.base)) {
                (true, false) => {
                    my_rest.next();
                }
                (false, true) => {
                    their_rest.next();
                }
                _ => return None,
            }
        }
    }
    let mut text = String::with_capacity(it.mine.len().max(it.theirs.len()));
    let mut done = 0;
    for edit in all {
        text.push_str(it.base.get(done..edit.at.start)?);
        text.push_str(edit.now);
        done = edit.at.end;
    }
    text.push_str(it.base.get(done..)?);
    Some(text)
}

/// What leads from one text to the other, from the beginning to the end.
fn edits<'a>(from: &str, to: &'a str) -> Vec<Edit<'a>> {
    let mut edits: Vec<Edit<'a>> = Vec::new();
    let (mut at, mut in_to) = (0, 0);
    // Whether the stretch before was none that was kept: then this one belongs to the same edit.
    let mut open = false;
    for stretch in word_changes(from, to) {
        if let Stretch::Kept(text) = stretch {
            (at, in_to, open) = (at + text.len(), in_to + text.len(), false);
            continue;
        }
        if !open {
            edits.push(Edit { at: at..at, now: "" });
        }
        open = true;
        let begins = match (&stretch, edits.last()) {
            (Stretch::Come(_), Some(edit)) => in_to - edit.now.len(),
            _ => in_to,
        };
        match stretch {
            Stretch::Gone(text) => at += text.len(),
            Stretch::Come(text) => in_to += text.len(),
            Stretch::Kept(_) => {}
        }
        if let Some(edit) = edits.last_mut() {
            edit.at.end = at;
            if let Stretch::Come(_) = stretch {
                edit.now = to.get(begins..in_to).unwrap_or_default();
            }
        }
    }
    edits
}

impl Edit<'_> {
    /// Whether nothing but quotes, dashes and spaces differs.
    fn only_typography(&self, base: &str) -> bool {
        base.get(self.at.clone()).is_some_and(|before| plain(before) == plain(self.now))
    }
}

/// A text with its quotes, dashes and spaces as a plain keyboard has them.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '‛' => plain.push('\''),
            '“' | '”' | '„' | '‟' => plain.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => plain.push('-'),
            '…' => plain.push_str("..."),
            '\n' => plain.push('\n'),
            // Soft hyphens and marks without a width.
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain
}
