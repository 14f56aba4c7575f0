//! Texts of any length and content are read without harm and in proportionate time.

use super::{may_2017, periods, read_at, some_days};
use hicm::model::{Due, DueReading, Period, Quarter};
use proptest::prelude::*;

#[test]
fn a_date_in_a_long_text_is_found() {
    let text = format!("{}by 5 June 2017", "no date here; ".repeat(100_000 / 14));
    assert_eq!(read_at(&text, may_2017()), "2017-06-05");
}

/// Texts in which every piece looks like the start of a date: a reader that goes back to the beginning for each would
/// not come to an end in reasonable time, so that this ends at all is what is tested.
#[test]
fn long_texts_of_half_dates_are_read_to_the_end() {
    for piece in
        ["5, ", "5 June and ", "June/", "once ", "the ", "Q1-", "1/1/17 ", "9", "end of ", "-", "ß’", "from June "]
    {
        let text = piece.repeat(200_000 / piece.len());
        assert_eq!(Due::read(&text, may_2017()).typed(), text);
        let _ = text.parse::<Quarter>().unwrap_err();
    }
}

/// Texts of the pieces that dates are made of, in any order: far likelier to hit a corner than plain noise.
fn date_like() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "5",
        "31",
        "17",
        "2017",
        "2017/18",
        "24/7",
        "th",
        "st",
        "June",
        "may",
        "Dec",
        "winter",
        "Q2",
        "quarter",
        "w/c",
        "of",
        "and",
        "/",
        "-",
        "–",
        ".",
        ",",
        "'",
        "’",
        "(",
        " ",
        " ",
        " ",
        "\u{a0}",
        "\n",
        "end",
        "by",
        "fy",
        "year",
        "next",
        "£",
        "%",
        "999999999999",
        "ongoing",
        "TBC",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_shown_is_read_as_the_same(period in periods()) {
        let shown = period.to_string();
        // Four figures alone are a year in this century only; any other number is more likely a count.
        let is_count = matches!(period, Period::CalendarYear(year) if !(2000..2100).contains(&year));
        let expected = if is_count { "Unreadable".to_owned() } else { period.file_text() };
        prop_assert_eq!(read_at(&shown, may_2017()), expected);
    }

    #[test]
    fn any_text_is_read_without_harm(text in any::<String>(), as_at in some_days()) {
        prop_assert_eq!(Due::read(&text, as_at).reading() == &DueReading::None, text.trim().is_empty());
        let _ = text.parse::<Quarter>();
        let _ = Period::from_file_text(&text);
    }

    #[test]
    fn readings_of_date_like_texts_hold_what_they_promise(text in date_like(), as_at in some_days()) {
        let due = Due::read(&text, as_at);
        let dates = match due.reading() {
            DueReading::On(date) => vec![*date],
            DueReading::Several(dates) => {
                prop_assert!(dates.len() > 1);
                dates.clone()
            }
            _ => vec![],
        };
        for date in dates {
            // Whatever is read can be kept in a file, and an exact day was typed as one: with figures.
            prop_assert_eq!(Period::from_file_text(&date.period.file_text()), Ok(date.period));
            let is_exact = matches!(date.period, Period::Day(_) | Period::Week(_));
            prop_assert!(!is_exact || text.contains(|c: char| c.is_ascii_digit()));
        }
        if let Ok(quarter) = text.parse::<Quarter>() {
            prop_assert_eq!(quarter.to_string().parse::<Quarter>(), Ok(quarter));
        }
    }
}
