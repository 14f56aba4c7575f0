//! Financial-year quarters, April to March.

use super::tokens::Tokens;
use chrono::{Datelike as _, Months, NaiveDate};

/// The years that can be written in an assessment; anything else is a slip of the keyboard.
pub(super) const YEARS: std::ops::Range<i32> = 1900..2200;

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
        (YEARS.contains(&start_year) && (1..=4).contains(&number)).then_some(Self { start_year, number })
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
    format!("{start_year}/{:02}", (start_year.rem_euclid(100) + 1) % 100)
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Q{} {}", self.number, self.financial_year())
    }
}

impl std::str::FromStr for Quarter {
    type Err = QuarterError;

    /// Reads the ways in which people and return templates write a quarter: `Q1 2019/20`, `Q4 19/20`,
    /// `quarter 4 of 2019/2020`, `2019-20-q1`. A single year is refused: nobody knows which of two quarters is meant.
    fn from_str(typed: &str) -> Result<Self, QuarterError> {
        let tokens = Tokens::of(typed);
        quarter_then_year(&tokens)
            .or_else(|| year_then_quarter(&tokens))
            .and_then(|(start_year, number)| Self::new(start_year, number))
            .ok_or_else(|| QuarterError { typed: typed.to_owned() })
    }
}

fn quarter_then_year(tokens: &Tokens) -> Option<(i32, u8)> {
    let (number, end) = number_at(tokens, 0)?;
    let (start_year, end) = financial_year_at(tokens, between(tokens, end))?;
    (end == tokens.len()).then_some((start_year, number))
}

fn year_then_quarter(tokens: &Tokens) -> Option<(i32, u8)> {
    let (start_year, end) = financial_year_at(tokens, between(tokens, 0))?;
    let (number, end) = number_at(tokens, between(tokens, end))?;
    (end == tokens.len()).then_some((start_year, number))
}

/// Steps over what may stand between a quarter and its financial year.
fn between(tokens: &Tokens, at: usize) -> usize {
    let at = if matches!(tokens.mark(at), Some(',' | '-')) || tokens.word(at) == "of" { at + 1 } else { at };
    ["fy", "financial year"].iter().find_map(|words| tokens.phrase(at, words)).unwrap_or(at)
}

/// `Q1`, `quarter 1`, `first quarter` at that place: the number of the quarter, and where it ends.
pub(super) fn number_at(tokens: &Tokens, at: usize) -> Option<(u8, usize)> {
    const ORDINALS: [(&str, u8); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];
    let ordinal = ORDINALS.iter().find(|(word, _)| *word == tokens.word(at));
    if let Some((_, number)) = ordinal {
        return (tokens.word(at + 1) == "quarter").then_some((*number, at + 2));
    }
    let digit = |at: usize| match tokens.number(at) {
        Some(number) if number.digits == 1 && (1..=4).contains(&number.value) => Some(number.value as u8),
        _ => None,
    };
    if matches!(tokens.word(at), "q" | "qtr" | "quarter") {
        return digit(at + 1).map(|number| (number, at + 2));
    }
    let number = digit(at)?;
    let follows = matches!(tokens.word(at + 1), "st" | "nd" | "rd" | "th") && tokens.word(at + 2) == "quarter";
    follows.then_some((number, at + 3))
}

/// `2019/20`, `19/20`, `2019-2020` at that place: the year it starts in, and where it ends. Years that do not follow
/// each other are no financial year.
pub(super) fn financial_year_at(tokens: &Tokens, at: usize) -> Option<(i32, usize)> {
    let (first, second) = (tokens.number(at)?, tokens.number(at + 2)?);
    if !matches!(tokens.mark(at + 1), Some('/' | '-')) {
        return None;
    }
    let start_year = match first.digits {
        2 => 2000 + first.value,
        4 => first.value,
        _ => return None,
    };
    let follows = match second.digits {
        2 => (start_year + 1) % 100 == second.value,
        4 => first.digits == 4 && start_year + 1 == second.value,
        _ => false,
    };
    let start_year = i32::try_from(start_year).ok()?;
    (follows && YEARS.contains(&start_year)).then_some((start_year, at + 3))
}
