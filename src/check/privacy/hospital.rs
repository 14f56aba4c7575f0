//! Numbers by which a hospital knows a patient: behind a word that says so, or a letter with six to eight digits.

use super::scan::{Scan, Word};
use std::ops::Range;

/// Words that say whose number it is, before "no" or "number".
const OF_WHAT: [&str; 8] = ["hospital", "hosp", "unit", "patient", "pt", "record", "s", "pas"];
/// Words that say it by themselves.
const SAYS_SO: [&str; 3] = ["mrn", "crn", "snumber"];
const NUMBER: [&str; 5] = ["no", "number", "num", "nr", "id"];
/// Words that say that a letter with digits is something else.
const ANOTHER: [&str; 20] = [
    "asset",
    "charity",
    "contract",
    "grant",
    "invoice",
    "job",
    "licence",
    "order",
    "part",
    "po",
    "product",
    "purchase",
    "quote",
    "ref",
    "reference",
    "requisition",
    "serial",
    "supplier",
    "tender",
    "ticket",
];
/// How many digits a number behind a label has.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=10;

pub(super) fn find(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    let mut at = 0;
    while at < scan.len() {
        let labelled = if label(scan, at) { value(scan, at) } else { None };
        if let Some(last) = labelled {
            found(scan.range(at, last));
            at = last + 1;
            continue;
        }
        if scan.word(at).is_some_and(letter_and_digits) && alone(scan, at) {
            found(scan.range(at, at));
        }
        at += 1;
    }
}

/// Whether a label ends before a word.
fn label(scan: &Scan<'_>, at: usize) -> bool {
    let place = scan.before(at, 3).find(|place| !scan.is(*place, &["is", "was"]));
    let Some(place) = place else { return false };
    if scan.is(place, &SAYS_SO) {
        return true;
    }
    let Some(of_what) = place.checked_sub(1).filter(|_| scan.is(place, &NUMBER)) else { return false };
    scan.is(of_what, &OF_WHAT) || scan.is(of_what, &SAYS_SO)
}

/// The last word of a number that begins at a word: up to three letters, and digits that may be parted.
fn value(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let word = scan.word(at)?;
    let figures = word.text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let all_figures = figures.bytes().all(|byte| byte.is_ascii_digit());
    if word.text.len() - figures.len() > 3 || !all_figures {
        return None;
    }
    let (mut digits, mut last) = (figures.len(), at);
    while let Some(next) = scan.word(last + 1).filter(|next| next.digits && scan.joined(last + 1)) {
        if digits + next.text.len() > *DIGITS.end() {
            break;
        }
        digits += next.text.len();
        last += 1;
    }
    DIGITS.contains(&digits).then_some(last)
}

fn letter_and_digits(word: &Word<'_>) -> bool {
    let mut letters = word.text.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && (7..=9).contains(&word.text.len())
        && letters.all(|c| c.is_ascii_digit())
}

/// Whether it is no part of an address on the web, of a file's name or of an order.
fn alone(scan: &Scan<'_>, at: usize) -> bool {
    !scan.gap(at).ends_with(['/', '=', '_', '&', '%', '?', '-', '@', '.', '\\'])
        && !scan.gap(at + 1).starts_with(['_', '@', '='])
        && !scan.any(scan.before(at, 4), &ANOTHER)
}
