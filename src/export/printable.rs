//! What of a text can stand in a document at all.

use std::borrow::Cow;

/// A text without the characters that no document may hold and no reader sees: control characters, which XML forbids
/// and HTML replaces. What some programs type for a line break becomes one.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let kept = |sign: char| sign == '\n' || sign == '\t' || !(sign.is_control() || is_no_character(sign));
    if text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let line_breaks = text.chars().map(|sign| match sign {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' => '\n',
        sign => sign,
    });
    Cow::Owned(line_breaks.filter(|sign| kept(*sign)).collect())
}

/// Whether that is one of the numbers that Unicode keeps free for ever.
fn is_no_character(sign: char) -> bool {
    matches!(u32::from(sign), 0xFDD0..=0xFDEF) || u32::from(sign) & 0xFFFE == 0xFFFE
}

/// The words of a text as they can be compared with what a document holds: printable, with single spaces between them.
pub(super) fn words(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text begins in a script that is written from right to left, so that its lines begin at the right.
pub(super) fn from_right(text: &str) -> bool {
    let right = |sign: char| matches!(u32::from(sign), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF);
    text.chars().find(|sign| sign.is_alphabetic()).is_some_and(right)
}
