//! When a row is due: the words that were typed, kept for ever, and the reading of them beside it.

use super::Period;
use chrono::NaiveDate;

/// The "when by" of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The words as typed. Empty when nothing was given.
    typed: String,
    /// What they were read as.
    reading: DueReading,
}

/// One date of a due text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DueDate {
    /// The stretch of time it names; it is due by the last day.
    pub period: Period,
    /// The year was not typed: it was taken to be the next one after the day of the assessment.
    pub year_inferred: bool,
}

/// What a due text was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DueReading {
    /// Nothing was typed.
    #[default]
    None,
    /// One date.
    On(DueDate),
    /// Several dates in one cell, in the order typed; the latest counts.
    Several(Vec<DueDate>),
    /// Deliberately open-ended.
    Ongoing,
    /// After something else has happened.
    Depends,
    /// Not applicable.
    NotApplicable,
    /// A date is still to be set: "TBC", "asap".
    Undated,
    /// No date in it.
    Unreadable,
}

impl Due {
    /// A typed text with the reading that was kept beside it. A blank text has no reading, whatever was given, and one
    /// that is not blank has one: [`DueReading::None`] becomes [`DueReading::Unreadable`].
    #[must_use]
    pub fn new(typed: impl Into<String>, reading: DueReading) -> Self {
        let typed = typed.into();
        match reading {
            _ if typed.trim().is_empty() => Self::default(),
            DueReading::None => Self { typed, reading: DueReading::Unreadable },
            reading => Self { typed, reading },
        }
    }

    /// Reads a typed text as it stands in an assessment of that day. A missing year becomes the first one in which the
    /// date has not passed by `as_at`, and is marked.
    #[must_use]
    pub fn read(typed: &str, as_at: NaiveDate) -> Self {
        Self::new(typed, super::due_read::read(typed, as_at))
    }

    /// The words as typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// What they were read as.
    #[must_use]
    pub const fn reading(&self) -> &DueReading {
        &self.reading
    }

    /// The last day on which it is still in time: of several dates the latest. `None` when there is no date.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        match &self.reading {
            DueReading::On(date) => Some(date.period.last_day()),
            DueReading::Several(dates) => dates.iter().map(|date| date.period.last_day()).max(),
            DueReading::None
            | DueReading::Ongoing
            | DueReading::Depends
            | DueReading::NotApplicable
            | DueReading::Undated
            | DueReading::Unreadable => None,
        }
    }

    /// Whether its last day lies before that day.
    #[must_use]
    pub fn passed(&self, as_at: NaiveDate) -> bool {
        self.last_day().is_some_and(|last| last < as_at)
    }
}

impl std::fmt::Display for DueReading {
    /// The reading in words, for showing beside the typed text: `1 Jul 2017`, `Oct 2017, latest of 2 dates`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str("no date"),
            Self::On(date) => date.fmt(f),
            Self::Several(dates) => match dates.iter().max_by_key(|date| date.period.last_day()) {
                Some(latest) => write!(f, "{latest}, latest of {} dates", dates.len()),
                None => f.write_str("no date"),
            },
            Self::Ongoing => f.write_str("ongoing"),
            Self::Depends => f.write_str("depends on something else"),
            Self::NotApplicable => f.write_str("not applicable"),
            Self::Undated => f.write_str("date not set yet"),
            Self::Unreadable => f.write_str("no date in it"),
        }
    }
}

impl std::fmt::Display for DueDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.period.fmt(f)?;
        if self.year_inferred { f.write_str(", year assumed") } else { Ok(()) }
    }
}
