//! Numbers and counts as they stand in a sentence.

use std::borrow::Cow;

/// A number as a sentence has it: words up to ten ("six"), figures above; nought is "no".
#[must_use]
pub fn in_words(number: usize) -> Cow<'static, str> {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| Cow::Owned(number.to_string()), |word| Cow::Borrowed(*word))
}

/// A number with its noun: "one row", "six rows".
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", in_words(number), if number == 1 { one } else { many })
}

/// The same text with a capital at its head, to begin a sentence.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
