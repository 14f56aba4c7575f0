//! The texts of a report in the letters that the fonts have.
//!
//! A character without a glyph would be an empty box that a screen reader cannot name, so each is written as its number,
//! in brackets, where everybody sees that something stood there and what it was. How many they are is told.

use super::world::has_glyph;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

/// From how many characters on a run without a space may be broken anywhere, so that it stays in its column.
const LONG: usize = 24;
/// How many characters stand together in such a run.
const TOGETHER: usize = 6;
/// Where a line may be broken, invisible.
const BREAK: char = '\u{200B}';

/// A text in the letters of the fonts; `replaced` is counted up by the characters that have none.
pub(super) fn in_letters(text: &str, replaced: &mut usize) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut missing = Vec::new();
    let mut characters = text.nfc().peekable();
    while let Some(character) = characters.next() {
        let written = match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            // A hyphen that does not break is a hyphen.
            '\u{2011}' => '-',
            character if without_shape(character) => continue,
            character if has_glyph(character) => character,
            character if character.is_whitespace() => ' ',
            character => {
                missing.push(character);
                continue;
            }
        };
        *replaced += missing.len();
        stand_in(&mut out, &mut missing);
        out.push(written);
    }
    *replaced += missing.len();
    stand_in(&mut out, &mut missing);
    out
}

/// Writes the numbers of the characters that have no glyph: `[U+1F600]`.
fn stand_in(out: &mut String, missing: &mut Vec<char>) {
    if missing.is_empty() {
        return;
    }
    for (at, character) in missing.drain(..).enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}U+{:04X}", if at == 0 { '[' } else { ' ' }, u32::from(character));
    }
    out.push(']');
}

/// Control characters, and those that only steer how others are set.
fn without_shape(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// The text with places to break it where it has none for long.
pub(super) fn breakable(text: String) -> String {
    if text.split(breaks).all(|run| run.len() <= LONG) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / TOGETHER);
    for piece in text.split_inclusive(breaks) {
        let long = piece.chars().count() > LONG;
        if !long {
            out.push_str(piece);
            continue;
        }
        for (at, letter) in piece.graphemes(true).enumerate() {
            if at > 0 && at % TOGETHER == 0 && !letter.starts_with(breaks) {
                out.push(BREAK);
            }
            out.push_str(letter);
        }
    }
    out
}

/// Where a line may end without our help.
fn breaks(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '/')
}

/// A text without what may differ between a report and its pages: white space, places to break, hyphens at line ends, and
/// letters with marks over them that the fonts do not have as one (they are set in parts, and some parts told twice).
pub(super) fn squeezed(text: &str, out: &mut String) {
    let stays = |it: &char| !it.is_whitespace() && !matches!(*it, '\u{AD}' | BREAK);
    if text.chars().any(is_combining_mark) {
        let whole = text.graphemes(true).filter(|letter| !letter.chars().any(is_combining_mark));
        out.extend(whole.flat_map(str::chars).filter(stays));
    } else {
        out.extend(text.chars().filter(stays));
    }
}
