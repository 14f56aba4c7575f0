//! Cells of a text, quoted as spreadsheets quote them.

use std::borrow::Cow;

/// What ends a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellEnd {
    /// The delimiter: another cell follows in the line.
    Delimiter,
    /// The end of the line.
    Line,
    /// The end of the text.
    Text,
}

/// The first cell of a text, what ends it, and the text behind that.
///
/// Only a quote that is closed where a cell may end was meant as one: `"Home First" ward` is a text.
#[must_use]
pub fn first_cell(text: &str, delimiter: char) -> (Cow<'_, str>, CellEnd, &str) {
    let quoted = text.strip_prefix('"').and_then(|inside| {
        let end = closing_quote(inside, &[delimiter])?;
        inside.get(..end).zip(inside.get(end + 1..))
    });
    let (quoted, rest) = quoted.map_or((None, text), |(inside, behind)| (Some(inside), behind));
    let end = rest.find([delimiter, '\n']).unwrap_or(rest.len());
    let (plain, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let mut behind_chars = behind.chars();
    let end = match behind_chars.next() {
        Some('\n') => CellEnd::Line,
        Some(_) => CellEnd::Delimiter,
        None => CellEnd::Text,
    };
    let cell = match quoted {
        // Behind the closing quote stands at most the first half of a line's end.
        Some(inside) => Cow::Owned(inside.replace("\"\"", "\"").replace("\r\n", "\n")),
        None if end == CellEnd::Line => Cow::Borrowed(plain.strip_suffix('\r').unwrap_or(plain)),
        None => Cow::Borrowed(plain),
    };
    (cell, end, behind_chars.as_str())
}

/// Where the quote ends that began before this text, if one of these delimiters, a line's end or nothing follows it.
pub(super) fn closing_quote(text: &str, delimiters: &[char]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('"')?;
        let behind = text.get(at + 1..)?;
        if behind.starts_with('"') {
            from = at + 2;
            continue;
        }
        let ends = behind.is_empty() || behind.starts_with(delimiters) || behind.starts_with('\n');
        return (ends || behind.starts_with("\r\n")).then_some(at);
    }
}
