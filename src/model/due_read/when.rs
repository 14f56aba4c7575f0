//! From the named dates of a text to stretches of time: which year is meant.

use super::grammar::{Found, Named, Year};
use super::words;
use crate::model::tokens::Tokens;
use crate::model::{DueDate, Period, Quarter, Season};
use chrono::{Datelike as _, NaiveDate};

/// How many years to look ahead: a 29 February is at most eight years away.
const YEARS_AHEAD: i32 = 8;

/// Dates that lie further apart than this cannot be in the order typed: "December/January 2018" starts in 2017.
const HALF_A_YEAR: i64 = 183;

/// The stretches of time, in the order typed; `None` when one of them does not exist or is not certain.
pub(super) fn settle(tokens: &Tokens, found: &[Found], as_at: NaiveDate) -> Option<Vec<DueDate>> {
    let mut dates = Vec::new();
    // From the back, because a year stands behind the dates that share it.
    let mut behind: Option<Lent> = None;
    for one in found.iter().rev() {
        let lent = behind.filter(|behind| is_joined(tokens, one.end, behind.start));
        let year = one.year.or(lent.map(|lent| lent.year));
        for named in one.named.iter().rev() {
            let date = match (one.year, lent) {
                (Some(year), _) => typed(named.period(year)?),
                (None, Some(lent)) => lent.date(*named).or_else(|| next(*named, as_at))?,
                (None, None) => next(*named, as_at)?,
            };
            behind = year.map(|year| Lent { year, period: date.period, start: one.start });
            dates.push(date);
        }
    }
    dates.reverse();
    Some(dates)
}

/// A year that a date shares with the one joined behind it.
#[derive(Clone, Copy)]
struct Lent {
    year: Year,
    period: Period,
    start: usize,
}

impl Lent {
    fn date(self, named: Named) -> Option<DueDate> {
        let shared = named.period(self.year)?;
        if (shared.first_day() - self.period.first_day()).num_days() > HALF_A_YEAR {
            // It was typed first, so it comes first: in the year before, which nobody typed.
            return named.period(self.year.before()).map(inferred);
        }
        Some(typed(shared))
    }
}

impl Year {
    const fn before(self) -> Self {
        match self {
            Self::Calendar(year) => Self::Calendar(year - 1),
            Self::Financial(start_year) => Self::Financial(start_year - 1),
        }
    }
}

impl Named {
    /// The stretch of time that it names in that year; `None` when there is none, or when the two do not go together
    /// ("Q4 2019" may end in March of three different years).
    fn period(self, year: Year) -> Option<Period> {
        match (self, year) {
            // Spring lies in two financial years.
            (Self::Quarter(_) | Self::FinancialYear, Year::Calendar(_))
            | (Self::CalendarYear | Self::Season(Season::Spring), Year::Financial(_))
            | (Self::Unsettled, _) => None,
            (Self::Day { day, month }, _) => Period::day(year.of_month(month), month, day),
            (Self::Week { day, month }, _) => match Period::day(year.of_month(month), month, day)? {
                Period::Day(day) => Some(Period::week(day)),
                _ => None,
            },
            (Self::Month(month), _) => Period::month(year.of_month(month), month),
            (Self::Quarter(number), Year::Financial(start_year)) => {
                Quarter::new(start_year, number).map(Period::Quarter)
            }
            (Self::Season(season), Year::Calendar(year) | Year::Financial(year)) => {
                year_exists(year).then_some(Period::Season(season, year))
            }
            (Self::FinancialYear, Year::Financial(start_year)) => {
                year_exists(start_year).then_some(Period::FinancialYear(start_year))
            }
            (Self::CalendarYear, Year::Calendar(year)) => year_exists(year).then_some(Period::CalendarYear(year)),
        }
    }

    /// The same in a bare year, of the kind that it counts in.
    fn period_in(self, year: i32) -> Option<Period> {
        match self {
            Self::Quarter(_) | Self::FinancialYear => self.period(Year::Financial(year)),
            _ => self.period(Year::Calendar(year)),
        }
    }
}

impl Year {
    /// The calendar year in which that month of it lies.
    const fn of_month(self, month: u32) -> i32 {
        match self {
            Self::Calendar(year) => year,
            Self::Financial(start_year) if month < 4 => start_year + 1,
            Self::Financial(start_year) => start_year,
        }
    }
}

fn year_exists(year: i32) -> bool {
    Period::month(year, 1).is_some()
}

/// The first one that has not passed by that day.
fn next(named: Named, as_at: NaiveDate) -> Option<DueDate> {
    let this_year = as_at.year();
    (this_year - 1..=this_year + YEARS_AHEAD)
        .filter_map(|year| named.period_in(year))
        .find(|period| period.last_day() >= as_at)
        .map(inferred)
}

const fn typed(period: Period) -> DueDate {
    DueDate { period, year_inferred: false }
}

const fn inferred(period: Period) -> DueDate {
    DueDate { period, year_inferred: true }
}

/// Whether two dates belong together: between them stands a joiner, and nothing but joiners and the like.
fn is_joined(tokens: &Tokens, end: usize, start: usize) -> bool {
    let is_joiner = |at: usize| match tokens.mark(at) {
        Some(mark) => matches!(mark, '/' | '-' | '&' | ','),
        None => words::is_joiner(tokens.word(at)),
    };
    let is_filler = |at: usize| words::is_modifier(tokens.word(at)) || words::is_weekday(tokens.word(at));
    (1..=5).contains(&start.saturating_sub(end))
        && (end..start).any(is_joiner)
        && (end..start).all(|at| is_joiner(at) || is_filler(at))
}
