//! Stretches of time as people name them, from one day to a financial year.

use super::Quarter;
use chrono::NaiveDate;

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
    /// The week that commences on that day; seven days.
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

impl Period {
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::default()
    }
    pub fn days(self) -> Option<u32> {
        None
    }
}
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
