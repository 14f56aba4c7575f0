//! Dates in figures alone, days always before months: `05/06/17` is 5 June.

use super::around::Reader;
use super::grammar::{Named, Year, calendar};
use crate::model::tokens::Number;

type Read = Option<((Vec<Named>, Option<Year>), usize)>;

const SEPARATORS: [char; 3] = ['/', '-', '.'];

/// `05/06/17`, `5.6.2017`, `2017-06-05`. A day that does not exist is still found, for it is nothing else.
pub(super) fn date(reader: Reader<'_>, at: usize) -> Read {
    let tokens = reader.tokens;
    let (first, second, third) = (tokens.number(at)?, tokens.number(at + 2)?, tokens.number(at + 4)?);
    let separator = tokens.mark(at + 1).filter(|mark| SEPARATORS.contains(mark))?;
    let end = at + 5;
    let goes_on = reader.is_mark(end, &[separator]) && !reader.ends_clean(end);
    let touches = tokens.is_tight(end) && (tokens.is_word(end) || reader.is_mark(end, &['%', ':']));
    // A time of day, as spreadsheets write it: 2017-06-05T00:00:00.
    let is_time = first.digits == 4 && tokens.word(end) == "t";
    if tokens.mark(at + 3) != Some(separator) || !reader.starts_clean(at) || goes_on || (touches && !is_time) {
        return None;
    }
    let (day, month, year) = match (first.digits, second.digits, third.digits) {
        (1 | 2, 1 | 2, 2 | 4) => (first, second, third),
        (4, 1 | 2, 1 | 2) => (third, second, first),
        _ => return None,
    };
    let is_tight = (at + 1..end).all(|part| tokens.is_tight(part));
    (is_tight || year.digits == 4).then(|| {
        let named = Named::Day { day: day.value, month: month.value };
        ((vec![named], Some(calendar(year))), end)
    })
}

/// `30/06` where nothing but a date can stand, both in two figures: `24/7` and `1/3 of wards` are no dates.
pub(super) fn day_and_month(reader: Reader<'_>, at: usize) -> Read {
    let (day, month) = pair(reader, at)?;
    let is_date = day.digits == 2
        && month.digits == 2
        && reader.is_mark(at + 1, &['/'])
        && (1..=31).contains(&day.value)
        && is_month(month)
        && reader.stands_alone(at, at + 3);
    is_date.then(|| ((vec![Named::Day { day: day.value, month: month.value }], None), at + 3))
}

/// `06/2017`, `2017-06`. Years that follow each other (`2011-12`) are read as a financial year before it comes to this.
pub(super) fn month_and_year(reader: Reader<'_>, at: usize) -> Read {
    let (first, second) = pair(reader, at)?;
    let (month, year) = match (first.digits, second.digits) {
        (1 | 2, 4) => (first, second),
        (4, 2) => (second, first),
        _ => return None,
    };
    (is_month(month) && reader.stands_alone(at, at + 3))
        .then(|| ((vec![Named::Month(month.value)], Some(calendar(year))), at + 3))
}

fn pair(reader: Reader<'_>, at: usize) -> Option<(Number, Number)> {
    let (first, second) = (reader.tokens.number(at)?, reader.tokens.number(at + 2)?);
    let is_tight = reader.tokens.is_tight(at + 1) && reader.tokens.is_tight(at + 2);
    (is_tight && reader.is_mark(at + 1, &SEPARATORS)).then_some((first, second))
}

fn is_month(number: Number) -> bool {
    (1..=12).contains(&number.value)
}
