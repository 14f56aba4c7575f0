//! Quarters and periods: spelling, ends, and one file text each.

use super::{day, periods, quarters, some_days};
use chrono::NaiveDate;
use hicm::model::{Due, DueReading, Period, Quarter, Season};
use proptest::prelude::*;

#[test]
fn quarters_are_read_in_every_spelling() {
    for (typed, expected) in [
        ("Q1 2019/20", "Q1 2019/20"),
        ("Q4 19/20", "Q4 2019/20"),
        ("Q1 of 2019/20", "Q1 2019/20"),
        ("quarter 4 of 2019/2020", "Q4 2019/20"),
        ("Q4 2015-16", "Q4 2015/16"),
        ("q1 2019-20", "Q1 2019/20"),
        ("2019/20 Q1", "Q1 2019/20"),
        ("2019-20-q1", "Q1 2019/20"),
        ("Quarter 1, 2019/20", "Q1 2019/20"),
        ("Q1 2019/2020", "Q1 2019/20"),
        ("Q1 2019–20", "Q1 2019/20"),
        (" Q 1\u{a0}2019/20 ", "Q1 2019/20"),
        ("Q1 FY 2019/20", "Q1 2019/20"),
        ("first quarter of 2019/20", "Q1 2019/20"),
        ("4th quarter 2019/20", "Q4 2019/20"),
        ("Q2 1999/00", "Q2 1999/00"),
    ] {
        assert_eq!(typed.parse::<Quarter>().map(|quarter| quarter.to_string()), Ok(expected.to_owned()), "{typed:?}");
    }
    for typed in [
        "",
        "Q1",
        "2019/20",
        "Q1 2019",
        "Q1 2019/21",
        "Q1 2019/19",
        "Q5 2019/20",
        "Q0 2019/20",
        "Q1 1899/00",
        "Q1 2200/01",
        "Q1 2019/20 draft",
        "the Q1 2019/20",
        "Q1 219/20",
        "Q1 19/2020",
        "Q11 2019/20",
        "1 2019/20",
        "Q1 99999999999/00",
    ] {
        let error = typed.parse::<Quarter>().unwrap_err();
        assert_eq!(error.typed, typed);
    }
}

#[test]
fn quarters_turn_over_on_the_first_of_april() {
    assert_eq!(Quarter::of(day("2020-03-31")), Quarter::new(2019, 4));
    assert_eq!(Quarter::of(day("2020-04-01")), Quarter::new(2020, 1));
    let last = Quarter::new(2019, 4).unwrap();
    assert_eq!((last.first_day(), last.last_day()), (day("2020-01-01"), day("2020-03-31")));
}

#[test]
fn periods_have_ends_words_and_one_file_text() {
    let quarter = Quarter::new(2019, 2).unwrap();
    for (period, file, people, last, days) in [
        (Period::Day(day("2017-07-01")), "2017-07-01", "1 Jul 2017", "2017-07-01", 1),
        (Period::week(day("2017-06-07")), "week of 2017-06-05", "week of 5 Jun 2017", "2017-06-11", 7),
        (Period::month(2017, 6).unwrap(), "2017-06", "Jun 2017", "2017-06-30", 30),
        (Period::month(2020, 2).unwrap(), "2020-02", "Feb 2020", "2020-02-29", 29),
        (Period::Quarter(quarter), "Q2 2019/20", "Q2 2019/20", "2019-09-30", 92),
        (Period::Season(Season::Spring, 2017), "spring 2017", "Spring 2017", "2017-05-31", 92),
        (Period::Season(Season::Autumn, 2017), "autumn 2017", "Autumn 2017", "2017-11-30", 91),
        (Period::Season(Season::Winter, 2019), "winter 2019", "Winter 2019/20", "2020-02-29", 91),
        (Period::FinancialYear(2019), "2019/20", "2019/20", "2020-03-31", 366),
        (Period::CalendarYear(2018), "2018", "2018", "2018-12-31", 365),
    ] {
        assert_eq!(period.file_text(), file);
        assert_eq!(period.to_string(), people);
        assert_eq!(period.last_day(), day(last), "{people}");
        assert_eq!(period.days(), Some(days), "{people}");
    }
}

#[test]
fn file_texts_are_strict() {
    for text in [
        "",
        "2017-6",
        "2017-13",
        "2017-00",
        "2017-02-29",
        "1899-12-31",
        "2200",
        "2200-01-01",
        "week of 2017-06-06",
        "Week of 2017-06-05",
        "Summer 2017",
        "summer 17",
        "monsoon 2017",
        "q2 2019/20",
        "Q2 2019-20",
        "2019/21",
        "2019/2020",
        "+2018",
        " 2018",
        "2018 ",
        "2017-07-01 (year inferred)",
        "2017-07-1",
        "2017-07-01-01",
        "2200/01",
        "week of ",
        "/",
        "-",
    ] {
        assert_eq!(Period::from_file_text(text).unwrap_err().text, text);
    }
}

#[test]
fn impossible_periods_do_no_harm() {
    assert_eq!((Period::month(2017, 13), Period::month(2017, 0), Period::month(1899, 1)), (None, None, None));
    let month = Period::Month { year: 2017, month: 13 };
    assert_eq!((month.last_day(), month.days()), (day("2017-12-31"), None));
    for year in [i32::MIN, i32::MAX, -1, 262_142] {
        for period in [
            Period::Month { year, month: 0 },
            Period::Season(Season::Winter, year),
            Period::FinancialYear(year),
            Period::CalendarYear(year),
        ] {
            assert!(period.first_day() <= period.last_day());
            assert!(!period.to_string().is_empty());
            assert!(Period::from_file_text(&period.file_text()).is_err());
        }
    }
    for end in [NaiveDate::MIN, NaiveDate::MAX] {
        assert!(Period::Week(end).last_day() >= Period::Week(end).first_day());
        assert!(matches!(Due::read("5 June", end).reading(), DueReading::Unreadable | DueReading::On(_)));
    }
}

proptest! {
    #[test]
    fn quarters_come_back_as_they_were(quarter in quarters()) {
        prop_assert_eq!(quarter.to_string().parse::<Quarter>(), Ok(quarter));
        prop_assert_eq!(quarter.file_stem().parse::<Quarter>(), Ok(quarter));
        prop_assert_eq!(quarter.next().previous(), quarter);
        prop_assert_eq!(quarter.previous().next(), quarter);
        prop_assert_eq!(Some(quarter.last_day()), quarter.next().first_day().pred_opt());
        prop_assert_eq!(Quarter::of(quarter.first_day()), Some(quarter));
        prop_assert_eq!(Quarter::of(quarter.last_day()), Some(quarter));
    }

    #[test]
    fn a_day_lies_in_its_quarter(day in some_days()) {
        if let Some(quarter) = Quarter::of(day) {
            prop_assert!(quarter.first_day() <= day && day <= quarter.last_day());
        } else {
            prop_assert!(day < NaiveDate::from_ymd_opt(1900, 4, 1).unwrap());
        }
    }

    #[test]
    fn periods_come_back_as_they_were(period in periods()) {
        prop_assert_eq!(Period::from_file_text(&period.file_text()), Ok(period));
        let length = (period.last_day() - period.first_day()).num_days() + 1;
        prop_assert_eq!(period.days().map(i64::from), Some(length));
    }

    #[test]
    fn a_file_text_is_read_in_one_way_only(text in "(week of |Q|summer )?[0-9]{1,4}[-/ ]?[0-9]{0,4}[-/ ]?[0-9]{0,2}") {
        if let Ok(period) = Period::from_file_text(&text) {
            prop_assert_eq!(period.file_text(), text);
        }
    }
}
