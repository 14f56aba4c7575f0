//! Quarters, periods and what people type into "when by".

mod any_text;
mod due;
mod no_date;
mod spans;

use chrono::{Days, NaiveDate};
use hicm::model::{Due, DueReading, Period, Quarter, Season};
use proptest::prelude::*;

fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

/// The day of the assessment that most tests read against.
fn may_2017() -> NaiveDate {
    day("2017-05-31")
}

/// A reading in the words of the file, dates joined by " + "; what carries no date by its name.
fn read_at(typed: &str, as_at: NaiveDate) -> String {
    let words = |date: &hicm::model::DueDate| {
        let mark = if date.year_inferred { " (year inferred)" } else { "" };
        date.period.file_text() + mark
    };
    match Due::read(typed, as_at).reading() {
        DueReading::On(date) => words(date),
        DueReading::Several(dates) => dates.iter().map(words).collect::<Vec<_>>().join(" + "),
        without_date => format!("{without_date:?}"),
    }
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(typed, expected)| (typed, expected, read_at(typed, may_2017())))
        .filter(|(_, expected, read)| read != *expected)
        .map(|(typed, expected, read)| format!("{typed:?}: read as {read}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn quarters() -> impl Strategy<Value = Quarter> {
    (1900..2200, 1..=4_u8).prop_map(|(year, number)| Quarter::new(year, number).unwrap())
}

fn some_days() -> impl Strategy<Value = NaiveDate> {
    (0..109_572_u64).prop_map(|days| day("1900-01-01") + Days::new(days))
}

fn periods() -> impl Strategy<Value = Period> {
    let seasons = prop_oneof![Just(Season::Spring), Just(Season::Summer), Just(Season::Autumn), Just(Season::Winter)];
    prop_oneof![
        some_days().prop_map(Period::Day),
        some_days().prop_map(Period::week),
        (1900..2200, 1..=12_u32).prop_map(|(year, month)| Period::month(year, month).unwrap()),
        quarters().prop_map(Period::Quarter),
        (seasons, 1900..2200).prop_map(|(season, year)| Period::Season(season, year)),
        (1900..2200).prop_map(Period::FinancialYear),
        (1900..2200).prop_map(Period::CalendarYear),
    ]
}
