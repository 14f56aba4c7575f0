//! Dates of birth: a date beside a word that says so, or beside an age that it fits.

use super::scan::Scan;
use std::ops::Range;

/// How many words on each side are looked at.
const NEAR: usize = 4;
/// How many words on each side are looked at for an age.
const AGE_NEAR: usize = 7;
/// The years in which somebody of that age and born then may have been written about.
const WRITTEN: std::ops::RangeInclusive<u32> = 2010..=2045;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn find(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    let mut at = 0;
    while at < scan.len() {
        let date = written(scan, at).filter(|date| said_so(scan, at, date.last) || aged(scan, at, date));
        let date = date.or_else(|| bare(scan, at).filter(|date| said_so(scan, at, date.last)));
        match date {
            Some(date) => {
                found(scan.range(at, date.last));
                at = date.last + 1;
            }
            None => at += 1,
        }
    }
}

struct Date {
    last: usize,
    year: u32,
}

/// A date that begins at a word.
fn written(scan: &Scan<'_>, at: usize) -> Option<Date> {
    figures(scan, at).or_else(|| worded(scan, at))
}

/// 12/03/1947, 12.3.47, 12 03 1947, 1947-03-12.
fn figures(scan: &Scan<'_>, at: usize) -> Option<Date> {
    let [one, two, three] = [scan.word(at)?, scan.word(at + 1)?, scan.word(at + 2)?];
    let gap = scan.gap(at + 1);
    if gap != scan.gap(at + 2) || !matches!(gap, "/" | "." | "-" | " " | " / " | "‑" | "–") {
        return None;
    }
    let (day, month, year) = if one.text.len() == 4 { (three, two, one) } else { (one, two, three) };
    let fits = day.text.len() <= 2
        && month.text.len() <= 2
        && (1..=31).contains(&day.number()?)
        && (1..=12).contains(&month.number()?)
        && matches!(year.text.len(), 2 | 4);
    fits.then_some(Date { last: at + 2, year: year.number()? })
}

/// 12 March 1947, 12th of Mar 47, March 12, 1947.
fn worded(scan: &Scan<'_>, at: usize) -> Option<Date> {
    let month = |at: usize| {
        let word = scan.word(at)?;
        let head = word.text.get(..3)?;
        MONTHS.iter().any(|known| known.eq_ignore_ascii_case(head)).then_some(at)
    };
    let day = |at: usize| {
        let text = scan.word(at)?.text;
        let figures = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = text.get(figures.len()..)?.to_ascii_lowercase();
        let fits = figures.len() <= 2 && (1..=31).contains(&figures.parse::<u32>().ok()?);
        (fits && matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th")).then_some(at)
    };
    let year = |at: usize| {
        let word = scan.word(at).filter(|word| matches!(word.text.len(), 2 | 4))?;
        Some(Date { last: at, year: word.number()? })
    };
    if month(at).is_some() {
        return day(at + 1).and_then(|at| year(at + 1));
    }
    let of = usize::from(scan.is(day(at)? + 1, &["of"]));
    month(at + 1 + of).and_then(|at| year(at + 1))
}

/// 12031947, which is a date only where it is said so.
fn bare(scan: &Scan<'_>, at: usize) -> Option<Date> {
    let word = scan.word(at).filter(|word| word.digits && word.text.len() == 8)?;
    let part = |from: usize, to: usize| word.text.get(from..to)?.parse::<u32>().ok();
    let fits = (1..=31).contains(&part(0, 2)?) && (1..=12).contains(&part(2, 4)?);
    fits.then_some(Date { last: at, year: part(4, 8)? })
}

fn said_so(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let says = |at: usize| {
        scan.is(at, &["dob", "birthdate", "birthday"])
            || (scan.is(at, &["date"]) && scan.is(at + 1, &["of"]) && scan.is(at + 2, &["birth"]))
            || (scan.is(at, &["birth"]) && scan.is(at + 1, &["date"]))
            || (scan.is(at, &["d"]) && scan.is(at + 1, &["o"]) && scan.is(at + 2, &["b"]))
    };
    scan.before(first, NEAR + 1).any(says)
        || scan.behind(last, NEAR).any(says)
        || scan.any(scan.before(first, NEAR - 1), &["born"])
}

/// Whether an age stands beside it that fits: “82 years old (12/03/1947)”.
fn aged(scan: &Scan<'_>, first: usize, date: &Date) -> bool {
    let years: &[u32] = &if date.year < 100 { [1900 + date.year, 2000 + date.year] } else { [date.year, date.year] };
    let fits = |age: u32| age <= 115 && years.iter().any(|year| WRITTEN.contains(&(year + age)));
    let places = scan.before(first, AGE_NEAR).chain(scan.behind(date.last, AGE_NEAR));
    let age = |at: usize| {
        let word = scan.word(at)?;
        if word.is_one_of(&["aged", "age"]) {
            return scan.word(at + 1)?.number();
        }
        let figures = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = word.text.get(figures.len()..)?;
        let glued = ["yo", "yrs", "yr", "y"].iter().any(|known| known.eq_ignore_ascii_case(unit));
        let y_o = scan.is(at + 1, &["y"]) && scan.is(at + 2, &["o"]);
        let old = scan.is(at + 1, &["year", "years", "yr", "yrs"]) && scan.is(at + 2, &["old"]);
        let says = glued || (unit.is_empty() && (y_o || old || scan.is(at + 1, &["yo"])));
        figures.parse().ok().filter(|_| says)
    };
    places.filter_map(age).any(fits)
}
