//! Metrics: figures a group keeps beside its judgement.

use super::Period;

/// A figure followed over time. Its unit is always written out: two measures of delayed transfers differ thirtyfold.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What it is called.
    pub name: String,
    /// Its unit in words: "average delayed days per day per 100,000 aged 18 and over".
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// What is aimed at, in `unit`.
    pub target: Option<f64>,
    /// By when the target is to be met.
    pub target_by: Option<Period>,
    /// The values in order of time, in `unit`.
    pub values: Vec<MetricValue>,
    /// The counts behind a delayed-days rate, when it is one.
    pub delayed_days: Option<DelayedDays>,
    /// What to know when reading it.
    pub note: String,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Better {
    /// Lower values are better.
    Lower,
    /// Higher values are better.
    Higher,
}

/// One value of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricValue {
    /// The month, quarter or year it was measured over.
    pub period: Period,
    /// The value, in the metric's unit.
    pub value: f64,
    /// The rating a person gave it. A judgement: it may differ from the computed reading.
    pub rag: Option<Rag>,
}

/// A rating set by hand. Blue is used for "complete" where a place uses it at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rag {
    /// Off target or late.
    Red,
    /// At risk.
    Amber,
    /// On target.
    Green,
    /// Complete or embedded.
    Blue,
}

/// How a value stands to its target, computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetReading {
    /// At the target or on its better side.
    Met,
    /// On its worse side.
    Missed,
}

/// The counts behind a rate of delayed days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayedDays {
    /// People aged 18 and over in the area.
    pub adult_population: u32,
    /// The year of that population figure.
    pub population_year: i32,
    /// Delayed days of each calendar month: (year, month 1 to 12, days).
    pub months: Vec<(i32, u32, u32)>,
}

impl Metric {
    /// How a value stands to the target: exact, with no tolerance. `None` without a target.
    #[must_use]
    pub fn reading(&self, value: f64) -> Option<TargetReading> {
        let target = self.target?;
        let met = match self.better {
            Better::Lower => value <= target,
            Better::Higher => value >= target,
        };
        Some(if met { TargetReading::Met } else { TargetReading::Missed })
    }
}

impl DelayedDays {
    /// Average delayed days per day per 100,000 people aged 18 and over in one month:
    /// `days / days in the month / population × 100,000`, as the Better Care Fund used it in 2017/18 (NHS Oversight
    /// Framework, indicator 127e: the denominator is the population aged 18 and over).
    ///
    /// `None` when the month does not exist or the population is nought.
    #[must_use]
    pub fn rate(delayed_days: u32, year: i32, month: u32, adult_population: u32) -> Option<f64> {
        if adult_population == 0 {
            return None;
        }
        let days_in_month = Period::Month { year, month }.days()?;
        Some(f64::from(delayed_days) / f64::from(days_in_month) / f64::from(adult_population) * 100_000.0)
    }

    /// The rate of each month: (year, month, rate).
    pub fn rates(&self) -> impl Iterator<Item = (i32, u32, f64)> + '_ {
        self.months.iter().filter_map(|&(year, month, days)| {
            Self::rate(days, year, month, self.adult_population).map(|rate| (year, month, rate))
        })
    }
}

impl Rag {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Red => "Red",
            Self::Amber => "Amber",
            Self::Green => "Green",
            Self::Blue => "Blue",
        }
    }
}

impl TargetReading {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "meets the target",
            Self::Missed => "misses the target",
        }
    }
}
