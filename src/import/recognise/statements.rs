//! Two statements in one cell, of which the second belongs to the row below, which has none.

use std::collections::HashSet;

/// Where in a text its second statement begins, in bytes: behind a statement that stands alone in another row, or where
/// a word begins large after one that ends without a stop.
pub(in crate::import) fn second(text: &str, others: &HashSet<&str>) -> Option<usize> {
    let starts = || text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let alone = starts().find(|at| {
        let (one, other) = text.split_at(*at);
        others.contains(one.trim()) && (others.contains(other.trim()) || other.trim().len() > 20)
    });
    alone.or_else(|| starts().find(|at| breaks(text, *at))).map(|at| at + 1)
}

fn breaks(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let behind = behind.trim_start();
    let mut word = behind.chars();
    let large =
        word.next().is_some_and(char::is_uppercase) && word.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    // A name inside a sentence begins large too; a sentence goes on with small words.
    let goes_on = behind.split(' ').skip(1).take(2).all(|word| word.chars().next().is_some_and(char::is_lowercase));
    // "Primary Care Coordinators": a name of several words.
    let word_before = before.rsplit(' ').next().unwrap_or_default();
    let ended = word_before.chars().all(char::is_lowercase) && !word_before.is_empty();
    large && goes_on && ended && before.len() >= 40 && behind.len() >= 40
}
