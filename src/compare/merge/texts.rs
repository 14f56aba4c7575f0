//! One text in which both changed words.

use super::desk::Three;
use crate::compare::words::{Stretch, every_word_change, pieces};
use std::ops::Range;

/// A stretch of the text before, and what stands there now.
#[derive(Debug, PartialEq, Eq)]
struct Edit<'a> {
    at: Range<usize>,
    now: &'a str,
    /// Nothing but quotes, dashes and spaces differs.
    only_typography: bool,
}

/// Both edits in one text; `None` when they touch. At least a word that neither changed must lie between them.
///
/// What a word processor does to quotes, dashes and spaces by itself gives way to words that a person changed, and is kept
/// everywhere else.
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
        // Next to words that a person changed, a dash may become a longer one; in them it may not.
        let gives_way = one.only_typography != other.only_typography;
        let apart = |first: &Edit<'_>, second: &Edit<'_>| {
            first.at.end < second.at.start || (gives_way && first.at.end == second.at.start)
        };
        if one == other {
            all.extend(my_rest.next());
            their_rest.next();
        } else if apart(one, other) {
            all.extend(my_rest.next());
        } else if apart(other, one) {
            all.extend(their_rest.next());
        } else if gives_way && one.only_typography {
            my_rest.next();
        } else if gives_way {
            their_rest.next();
        } else {
            return None;
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

/// What leads from one text to the other, from the beginning to the end. Typography is told word by word.
fn edits<'a>(from: &str, to: &'a str) -> Vec<Edit<'a>> {
    let mut edits: Vec<Edit<'a>> = Vec::new();
    let (mut at, mut in_to) = (0, 0);
    let mut changed = (0..0, 0..0);
    for stretch in every_word_change(from, to) {
        match stretch {
            Stretch::Kept(text) => {
                add(&mut edits, from, to, &changed);
                (at, in_to) = (at + text.len(), in_to + text.len());
                changed = (at..at, in_to..in_to);
            }
            Stretch::Gone(text) => {
                at += text.len();
                changed.0.end = at;
            }
            Stretch::Come(text) => {
                in_to += text.len();
                changed.1.end = in_to;
            }
        }
    }
    add(&mut edits, from, to, &changed);
    edits
}

/// Adds what became of a stretch of the text before, if something did.
fn add<'a>(edits: &mut Vec<Edit<'a>>, from: &str, to: &'a str, (was, now): &(Range<usize>, Range<usize>)) {
    let (Some(before), Some(after)) = (from.get(was.clone()), to.get(now.clone())) else { return };
    if plain(before) != plain(after) {
        edits.push(Edit { at: was.clone(), now: after, only_typography: false });
        return;
    }
    let (words, counterparts) = (pieces(before), pieces(after));
    if words.len() != counterparts.len() {
        edits.push(Edit { at: was.clone(), now: after, only_typography: true });
        return;
    }
    for (word, counterpart) in words.into_iter().zip(counterparts) {
        let at = was.start + word.start..was.start + word.end;
        let now = after.get(counterpart).unwrap_or_default();
        if from.get(at.clone()) != Some(now) {
            edits.push(Edit { at, now, only_typography: true });
        }
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
