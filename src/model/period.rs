//! Stretches of time as people name them, from one day to a financial year.

use super::Quarter;
use super::quarter::{YEARS, financial_year};
use chrono::{Datelike as _, Days, Months, NaiveDate};
use strum::IntoEnumIterator as _;

/// A season as it is used in plans: spring is March to May, and so on. Winter 2017 runs from December 2017 to
/// February 2018.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February of the next year.
    Winter,
}

/// A stretch of time. What is compared is its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One day.
    Day(NaiveDate),
    /// The week, Monday to Sunday, in which that day lies; named by its Monday (see [`Period::week`]).
    Week(NaiveDate),
    /// A month (1 to 12) of a calendar year.
    Month {
        /// The calendar year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// A financial-year quarter.
    Quarter(Quarter),
    /// A season, by the year in which it starts.
    Season(Season, i32),
    /// A financial year, by the calendar year in which it starts.
    FinancialYear(i32),
    /// A calendar year.
    CalendarYear(i32),
}

/// Why a text of a file is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a day, week, month, quarter, season or year; write it like 2017-07-01, 2017-07 or Q2 2019/20")]
pub struct PeriodError {
    /// What stood there.
    pub text: String,
}

impl Season {
    /// Its first month, 1 to 12.
    const fn first_month(self) -> u32 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }

    /// As it stands in files: `summer`.
    const fn file_word(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Winter => "winter",
        }
    }
}

impl std::fmt::Display for Season {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Spring => "Spring",
            Self::Summer => "Summer",
            Self::Autumn => "Autumn",
            Self::Winter => "Winter",
        })
    }
}

impl Period {
    /// One day; `None` when it does not exist or its year is not 1900 to 2199.
    #[must_use]
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        YEARS.contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day).map(Self::Day))?
    }

    /// The week in which a day lies, by its Monday.
    #[must_use]
    pub fn week(day: NaiveDate) -> Self {
        Self::Week(monday(day))
    }

    /// A month (1 to 12) of a year (1900 to 2199); `None` for any other.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        (YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self::Month { year, month })
    }

    /// Its first day. Of a month that does not exist, the first day of the nearest one in that year.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Week(day) => monday(day),
            Self::Month { year, month } => first_of(year, month.clamp(1, 12)),
            Self::Quarter(quarter) => quarter.first_day(),
            Self::Season(season, year) => first_of(year, season.first_month()),
            Self::FinancialYear(start_year) => first_of(start_year, 4),
            Self::CalendarYear(year) => first_of(year, 1),
        }
    }

    /// Its last day, up to which something due in it is in time.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let next = match self {
            Self::Day(day) => return day,
            Self::Week(_) => first.checked_add_days(Days::new(7)),
            Self::Month { .. } => first.checked_add_months(Months::new(1)),
            Self::Quarter(_) | Self::Season(..) => first.checked_add_months(Months::new(3)),
            Self::FinancialYear(_) | Self::CalendarYear(_) => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// How many days it has; `None` for a month that does not exist.
    #[must_use]
    pub fn days(self) -> Option<u32> {
        if let Self::Month { month, .. } = self
            && !(1..=12).contains(&month)
        {
            return None;
        }
        u32::try_from((self.last_day() - self.first_day()).num_days() + 1).ok()
    }

    /// As it stands in files, one way for each period: `2017-07-01`, `week of 2017-06-05`, `2017-06`, `Q2 2019/20`,
    /// `summer 2017`, `2019/20`, `2018`.
    #[must_use]
    pub fn file_text(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => format!("week of {}", monday(day)),
            Self::Month { year, month } => format!("{year}-{month:02}"),
            Self::Quarter(quarter) => quarter.to_string(),
            Self::Season(season, year) => format!("{} {year}", season.file_word()),
            Self::FinancialYear(start_year) => financial_year(start_year),
            Self::CalendarYear(year) => year.to_string(),
        }
    }

    /// Reads what [`Period::file_text`] writes, and nothing else.
    ///
    /// # Errors
    /// When it is written in any other way, or its year is not 1900 to 2199.
    pub fn from_file_text(text: &str) -> Result<Self, PeriodError> {
        // Read generously, then insist on the one way to write it.
        from_any_file_text(text)
            .filter(|period| period.file_text() == text)
            .ok_or_else(|| PeriodError { text: text.to_owned() })
    }
}

fn from_any_file_text(text: &str) -> Option<Period> {
    if let Some(day) = text.strip_prefix("week of ") {
        return iso_day(day).map(Period::Week);
    }
    if text.starts_with('Q') {
        return text.parse().ok().map(Period::Quarter);
    }
    if let Some((word, year)) = text.split_once(' ') {
        let season = Season::iter().find(|season| season.file_word() == word)?;
        return Some(Period::Season(season, year_of(year)?));
    }
    if let Some((start_year, _)) = text.split_once('/') {
        return year_of(start_year).map(Period::FinancialYear);
    }
    match text.split_once('-') {
        Some((_, rest)) if rest.contains('-') => iso_day(text).map(Period::Day),
        Some((year, month)) => Period::month(year_of(year)?, month.parse().ok()?),
        None => year_of(text).map(Period::CalendarYear),
    }
}

fn iso_day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year_of(year)?, month.parse().ok()?, day.parse().ok()?)
}

fn year_of(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| YEARS.contains(year))
}

fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// The first day of a month that exists; the end of time for a year beyond it.
fn first_of(year: i32, month: u32) -> NaiveDate {
    let beyond = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(beyond)
}

impl std::fmt::Display for Period {
    /// As people write it: `1 Jul 2017`, `week of 5 Jun 2017`, `Jun 2017`, `Q2 2019/20`, `Summer 2017`,
    /// `Winter 2017/18`, `2019/20`, `2018`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{}", day.format("%-d %b %Y")),
            Self::Week(day) => write!(f, "week of {}", monday(*day).format("%-d %b %Y")),
            Self::Month { .. } => write!(f, "{}", self.first_day().format("%b %Y")),
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::Season(season @ Season::Winter, year) => write!(f, "{season} {}", financial_year(*year)),
            Self::Season(season, year) => write!(f, "{season} {year}"),
            Self::FinancialYear(start_year) => f.write_str(&financial_year(*start_year)),
            Self::CalendarYear(year) => year.fmt(f),
        }
    }
}
