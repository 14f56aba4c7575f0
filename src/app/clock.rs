//! The only place that reads the time and draws chance, so that everything else can be tested without either.

use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Timelike as _, Utc};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

/// Runs from when it was started.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// One that starts now.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Whole seconds since then.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.0.elapsed().as_secs()
    }

    /// How much of a stretch of time that began then is left.
    #[must_use]
    pub fn left_of(self, stretch: Duration) -> Duration {
        stretch.saturating_sub(self.0.elapsed())
    }
}

/// Today, here.
#[must_use]
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The time of day, here, to the minute.
#[must_use]
pub fn time_of_day() -> NaiveTime {
    let now = Local::now().time();
    NaiveTime::from_hms_opt(now.hour(), now.minute(), 0).unwrap_or_default()
}

/// The day and the time, here, to the second.
#[must_use]
pub fn now() -> NaiveDateTime {
    let now = Local::now().naive_local();
    now.with_nanosecond(0).unwrap_or(now)
}

/// The day and the time in UTC, to the second: what machines that stand in different places compare.
#[must_use]
pub fn utc() -> NaiveDateTime {
    let now = Utc::now().naive_utc();
    now.with_nanosecond(0).unwrap_or(now)
}

/// A moment in UTC as the clock here shows it.
#[must_use]
pub fn local(utc: NaiveDateTime) -> NaiveDateTime {
    Local.from_utc_datetime(&utc).naive_local()
}

/// 32 bits that two copies of a file are unlikely to draw alike, for ids.
#[must_use]
pub fn entropy() -> u32 {
    // The standard library seeds each of these from the system's source of randomness.
    RandomState::new().build_hasher().finish() as u32
}
