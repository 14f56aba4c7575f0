//! Somebody on a ward: initials or a name with a title, with the number of the ward beside it.

use super::scan::{Scan, TITLES, Word};
use std::ops::Range;

/// How many words on each side of the ward are looked at.
const NEAR: usize = 6;
/// Two capitals that are no one's initials.
const NO_ONE: [&str; 30] = [
    "AE", "AM", "CC", "CH", "CT", "DN", "DS", "DT", "ED", "EM", "EU", "GP", "HB", "HR", "IP", "IT", "IV", "LA", "LD",
    "MD", "MH", "MR", "OP", "OT", "PH", "PM", "PT", "SW", "TA", "UK",
];

pub(super) fn find(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    let mut done = 0;
    for ward in 0..scan.len() {
        let numbered = scan.word(ward + 1).is_some_and(|word| word.text.bytes().any(|byte| byte.is_ascii_digit()));
        if !scan.is(ward, &["ward", "wd"]) || !numbered {
            continue;
        }
        let mut note = |range: Range<usize>| {
            if range.start >= done {
                done = range.end;
                found(range);
            }
        };
        let before = scan.before(ward, NEAR).find_map(|at| person(scan, at).filter(|(last, _)| *last < ward));
        let before = before.map(|(_, range)| range).or_else(|| beside(scan, ward));
        let behind = scan.behind(ward + 1, NEAR).find_map(|at| person(scan, at));
        let behind = behind.map(|(_, range)| range).or_else(|| {
            let told = scan.gap(ward + 2).contains([':', ',', '(', '-', '–', '/']);
            initials(scan, ward + 2).filter(|_| told)
        });
        if let Some(range) = before {
            note(range);
        }
        if let Some(range) = behind {
            note(range);
        }
    }
}

/// Somebody with a title, or dotted initials, at a word: the last word of it, and what is to be hidden.
fn person(scan: &Scan<'_>, at: usize) -> Option<(usize, Range<usize>)> {
    if scan.is(at, &TITLES) {
        let first = at + 1;
        let named = |at: usize| {
            scan.word(at).is_some_and(|word| word.capital() && !word.is_one_of(&["ward", "wd"]))
                && scan.gap(at).chars().all(|c| matches!(c, ' ' | '.' | '\u{a0}' | '-' | '’' | '\''))
        };
        let last = (first..first + 4).take_while(|at| named(*at)).last()?;
        return Some((last, scan.range(first, last)));
    }
    dotted(scan, at)
}

/// “J.S.”
fn dotted(scan: &Scan<'_>, at: usize) -> Option<(usize, Range<usize>)> {
    let single = |at: usize| scan.word(at).is_some_and(|word| word.capitals() && word.text.chars().count() == 1);
    let more = |at: usize| single(at) && matches!(scan.gap(at), "." | ". ");
    if !single(at) || more(at) && at > 0 && single(at - 1) {
        return None;
    }
    let last = (at + 1..at + 3).take_while(|at| more(*at)).last()?;
    scan.gap(last + 1).starts_with('.').then(|| (last, scan.range(at, last)))
}

/// “JS, ward 7”, “JS on ward 7”.
fn beside(scan: &Scan<'_>, ward: usize) -> Option<Range<usize>> {
    let before = ward.checked_sub(1)?;
    if scan.is(before, &["on", "in", "from", "at"]) {
        return initials(scan, before.checked_sub(1)?);
    }
    initials(scan, before).filter(|_| scan.gap(ward).contains([',', '(', '/', ':', '-', '–']))
}

/// Two capitals that may be somebody's.
fn initials(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let two = |word: &&Word<'_>| word.text.len() == 2 && word.text.bytes().all(|byte| byte.is_ascii_uppercase());
    scan.word(at).filter(two).filter(|word| !NO_ONE.contains(&word.text)).map(|_| scan.range(at, at))
}
