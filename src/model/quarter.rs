//! Financial-year quarters, April to March.

use chrono::{Datelike as _, Months, NaiveDate};

/// A quarter of a financial year that runs from April to March: Q1 is April to June, and Q4 belongs to the second
/// calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The calendar year in which the financial year starts, 1900 to 2199.
    start_year: i32,
    /// 1 to 4.
    number: u8,
}

/// Why a text is no quarter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{typed}” is not a quarter; write it like Q1 2019/20")]
pub struct QuarterError {
    /// What stood there.
    pub typed: String,
}

impl Quarter {
    /// The quarter `number` (1 to 4) of the financial year that starts in `start_year` (1900 to 2199).
    #[must_use]
    pub fn new(start_year: i32, number: u8) -> Option<Self> {
        ((1900..2200).contains(&start_year) && (1..=4).contains(&number)).then_some(Self { start_year, number })
    }

    /// The quarter in which a day falls; `None` outside the years 1900 to 2199.
    #[must_use]
    pub fn of(day: NaiveDate) -> Option<Self> {
        let month = day.month();
        let (start_year, number) = match month {
            1..=3 => (day.year() - 1, 4),
            4..=6 => (day.year(), 1),
            7..=9 => (day.year(), 2),
            _ => (day.year(), 3),
        };
        Self::new(start_year, number)
    }

    /// The calendar year in which its financial year starts.
    #[must_use]
    pub const fn start_year(self) -> i32 {
        self.start_year
    }

    /// 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// The quarter after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.number < 4 {
            Self { number: self.number + 1, ..self }
        } else {
            Self { start_year: self.start_year + 1, number: 1 }
        }
    }

    /// The quarter before it.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.number > 1 {
            Self { number: self.number - 1, ..self }
        } else {
            Self { start_year: self.start_year - 1, number: 4 }
        }
    }

    /// The last quarter of the same financial year.
    #[must_use]
    pub const fn year_end(self) -> Self {
        Self { start_year: self.start_year, number: 4 }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let april = NaiveDate::from_ymd_opt(self.start_year, 4, 1).unwrap_or_default();
        april + Months::new(3 * u32::from(self.number - 1))
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// `2019/20`.
    #[must_use]
    pub fn financial_year(self) -> String {
        financial_year(self.start_year)
    }

    /// The name of its file in a series folder, without the ending: `2019-20-q1`.
    #[must_use]
    pub fn file_stem(self) -> String {
        format!("{}-{:02}-q{}", self.start_year, (self.start_year + 1) % 100, self.number)
    }
}

/// A financial year as people write it: `2019/20`.
pub(super) fn financial_year(start_year: i32) -> String {
    format!("{start_year}/{:02}", (start_year + 1) % 100)
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Q{} {}", self.number, self.financial_year())
    }
}
