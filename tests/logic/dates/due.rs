//! Every date that a "when by" may hold.

use super::{check, day, may_2017, read_at};
use hicm::model::Due;

/// The distinct values of the real action plan of May 2017: typed, rows, reading, last day.
const REAL: [(&str, usize, &str, Option<&str>); 13] = [
    ("", 42, "None", None),
    ("1st July 2017", 11, "2017-07-01", Some("2017-07-01")),
    ("Summer 2017", 7, "summer 2017", Some("2017-08-31")),
    ("Jun-17", 6, "2017-06", Some("2017-06-30")),
    ("Jul-17", 1, "2017-07", Some("2017-07-31")),
    ("Aug-17", 1, "2017-08", Some("2017-08-31")),
    ("Ongoing piece of work", 3, "Ongoing", None),
    ("NA", 1, "NotApplicable", None),
    ("Once phase 1 is embedded", 1, "Depends", None),
    ("1st July 2017 for IDT. June 2017 for business cases", 1, "2017-07-01 + 2017-06", Some("2017-07-01")),
    (
        "Roll out to remaining 10 LPT wards to be completed by October 2017. Formal Launch to specialty wards at \
         Glenfield to commence 5th June",
        1,
        "2017-10 + 2017-06-05 (year inferred)",
        Some("2017-10-31"),
    ),
    ("Plans in place", 1, "Unreadable", None),
    ("wards at Glenfield Hospital", 1, "Unreadable", None),
];

#[test]
fn the_real_values_are_read() {
    for (typed, _, reading, last) in REAL {
        assert_eq!(read_at(typed, may_2017()), reading, "{typed}");
        assert_eq!(Due::read(typed, may_2017()).last_day(), last.map(day), "{typed}");
    }
    assert_eq!(REAL.iter().map(|(_, rows, ..)| rows).sum::<usize>(), 77);
}

#[test]
fn the_real_rows_fall_overdue_one_after_the_other() {
    let overdue = |as_at: &str| -> usize {
        REAL.iter()
            .filter(|(typed, ..)| Due::read(typed, may_2017()).passed(day(as_at)))
            .map(|(_, rows, ..)| rows)
            .sum()
    };
    let counts = ["2017-05-31", "2017-08-31", "2017-09-01", "2017-11-01"].map(overdue);
    assert_eq!(counts, [0, 19, 27, 28]);
}

#[test]
fn days() {
    check(&[
        ("05/06/17", "2017-06-05"),
        ("5.6.2017", "2017-06-05"),
        ("5-6-17", "2017-06-05"),
        ("5 / 6 / 2017", "2017-06-05"),
        ("2017-06-05", "2017-06-05"),
        ("2017-06-05T00:00:00", "2017-06-05"),
        ("2017-06-05 00:00:00", "2017-06-05"),
        ("5th June 2017", "2017-06-05"),
        ("5 th June, 2017", "2017-06-05"),
        ("5th of June 2017", "2017-06-05"),
        ("5 Jun", "2017-06-05 (year inferred)"),
        ("30 May", "2018-05-30 (year inferred)"),
        ("31 May", "2017-05-31 (year inferred)"),
        ("29 Feb", "2020-02-29 (year inferred)"),
        ("June 5th 2017", "2017-06-05"),
        ("June 5th", "2017-06-05 (year inferred)"),
        ("June 5", "2017-06-05 (year inferred)"),
        ("June 17, 2017", "2017-06-17"),
        ("Monday 5th June 2017", "2017-06-05"),
        ("1st July 2017", "2017-07-01"),
        ("1ST JULY 2017", "2017-07-01"),
        ("5-Jun-17", "2017-06-05"),
        ("5.Jun.2017", "2017-06-05"),
        ("5 June '17", "2017-06-05"),
        ("5June2017", "2017-06-05"),
        ("w/e 9 June 2017", "2017-06-09"),
        ("week ending 9th June 2017", "2017-06-09"),
        ("30/06", "2017-06-30 (year inferred)"),
        ("by 30/06", "2017-06-30 (year inferred)"),
        ("5 May 2018", "2018-05-05"),
        ("5 may 2018", "2018-05-05"),
        ("5th of may 18", "2018-05-05"),
        ("5 may", "2018-05-05 (year inferred)"),
        ("Ward 17: 5 June 2017", "2017-06-05"),
        ("9am 5 June 2017", "2017-06-05"),
        ("Complete: 31/03/2018", "2018-03-31"),
    ]);
}

#[test]
fn longer_stretches() {
    check(&[
        ("w/c 5 June 2017", "week of 2017-06-05"),
        ("W/C Monday 5th June 2017", "week of 2017-06-05"),
        ("week commencing the 5th June 2017", "week of 2017-06-05"),
        ("wc 05/06/17", "week of 2017-06-05"),
        ("week commencing 5 June", "week of 2017-06-05 (year inferred)"),
        // The Monday was a bank holiday.
        ("w/c Tuesday 30 May 2017", "week of 2017-05-29"),
        ("w/c 29 May", "week of 2017-05-29 (year inferred)"),
        ("mid-July 2017", "2017-07"),
        ("mid July", "2017-07 (year inferred)"),
        ("early June 2017", "2017-06"),
        ("late August 2017", "2017-08"),
        ("end of September 2017", "2017-09"),
        ("beginning of October 2017", "2017-10"),
        ("by March 2020", "2020-03"),
        ("by end of March", "2018-03 (year inferred)"),
        ("June 17", "2017-06"),
        ("Jun 17", "2017-06"),
        ("June '17", "2017-06"),
        ("Sept. 2017", "2017-09"),
        ("June-2017", "2017-06"),
        ("June", "2017-06 (year inferred)"),
        ("may", "2017-05 (year inferred)"),
        ("may 17", "2017-05"),
        ("in May", "2017-05 (year inferred)"),
        ("by June all wards will be live", "2017-06 (year inferred)"),
        ("by the June board", "2017-06 (year inferred)"),
        ("Training complete June", "2017-06 (year inferred)"),
        ("June (TBC)", "2017-06 (year inferred)"),
        ("06/2017", "2017-06"),
        ("2017-06", "2017-06"),
        ("Q2 2019/20", "Q2 2019/20"),
        ("end of Q2", "Q2 2017/18 (year inferred)"),
        ("end Q3", "Q3 2017/18 (year inferred)"),
        ("Q2", "Q2 2017/18 (year inferred)"),
        ("quarter 4", "Q4 2017/18 (year inferred)"),
        ("Quarter 4 of 2019/2020", "Q4 2019/20"),
        ("third quarter 2019/20", "Q3 2019/20"),
        ("2019/20 Q1", "Q1 2019/20"),
        ("Q2 17-18", "Q2 2017/18"),
        ("year end", "2017/18 (year inferred)"),
        ("end of financial year", "2017/18 (year inferred)"),
        ("end of year", "2017/18 (year inferred)"),
        ("year-end 2018/19", "2018/19"),
        ("by the end of the calendar year", "2017 (year inferred)"),
        ("2019/20", "2019/20"),
        ("FY 2019/20", "2019/20"),
        ("2018/19 financial year", "2018/19"),
        ("2011-12", "2011/12"),
        ("2018", "2018"),
        ("by end of 2018", "2018"),
        ("Summer 2017", "summer 2017"),
        ("summer", "summer 2017 (year inferred)"),
        ("Spring", "spring 2017 (year inferred)"),
        ("Winter 2017", "winter 2017"),
        ("Winter 2017/18", "winter 2017"),
        ("winter 17-18", "winter 2017"),
        ("Summer 2017/18", "summer 2017"),
        ("March 2019/20", "2020-03"),
    ]);
}

#[test]
fn a_missing_year_is_the_first_that_has_not_passed() {
    for (typed, as_at, expected) in [
        ("winter", "2018-02-28", "winter 2017 (year inferred)"),
        ("winter", "2018-03-01", "winter 2018 (year inferred)"),
        ("Q4", "2018-03-31", "Q4 2017/18 (year inferred)"),
        ("Q4", "2018-04-01", "Q4 2018/19 (year inferred)"),
        ("June", "2017-06-30", "2017-06 (year inferred)"),
        ("June", "2017-07-01", "2018-06 (year inferred)"),
        ("29 February", "2096-03-01", "2104-02-29 (year inferred)"),
        ("December/January", "2017-10-01", "2017-12 (year inferred) + 2018-01 (year inferred)"),
        // Beyond the years that a file can hold.
        ("June", "2199-07-01", "Unreadable"),
    ] {
        assert_eq!(read_at(typed, day(as_at)), expected, "{typed} as at {as_at}");
    }
}

#[test]
fn several_dates_keep_their_order() {
    check(&[
        ("June/July 2017", "2017-06 + 2017-07"),
        ("June and July 2017", "2017-06 + 2017-07"),
        ("June - July 2017", "2017-06 + 2017-07"),
        ("June – July 2017", "2017-06 + 2017-07"),
        ("early June to the end of July 2017", "2017-06 + 2017-07"),
        ("June, July and August 2017", "2017-06 + 2017-07 + 2017-08"),
        ("December/January 2018", "2017-12 (year inferred) + 2018-01"),
        ("Jun-17/Jul-17", "2017-06 + 2017-07"),
        ("5th and 12th June 2017", "2017-06-05 + 2017-06-12"),
        ("5, 12 and 19 June 2017", "2017-06-05 + 2017-06-12 + 2017-06-19"),
        ("5-9 June 2017", "2017-06-05 + 2017-06-09"),
        ("5 June - 10 July 2017", "2017-06-05 + 2017-07-10"),
        ("05/06/17-09/06/17", "2017-06-05 + 2017-06-09"),
        ("autumn/winter 2017", "autumn 2017 + winter 2017"),
        ("Q1-Q3 2017/18", "Q1 2017/18 + Q3 2017/18"),
        ("Q1/2 2017/18", "Q1 2017/18 + Q2 2017/18"),
        ("Phase 1 - July 17, Phase 2 - Dec 17", "2017-07 + 2017-12"),
        ("Apr-17 to Mar-18", "2017-04 + 2018-03"),
        ("July 2017, June 2017", "2017-07 + 2017-06"),
        ("June 2017\nJune 2017", "2017-06"),
        ("IDT 5 June; HET 6 June", "2017-06-05 (year inferred) + 2017-06-06 (year inferred)"),
    ]);
}

#[test]
fn typographic_variants_are_read_like_the_plain_ones() {
    check(&[
        ("1st\u{a0}July\u{202f}2017", "2017-07-01"),
        ("Jun–17", "2017-06"),
        ("Jun\u{2011}17", "2017-06"),
        ("June ’17", "2017-06"),
        ("Q2\u{a0}2019–20", "Q2 2019/20"),
        ("w⁄c 5 June 2017", "week of 2017-06-05"),
        ("Ju\u{ad}ne 2017\u{200b}", "2017-06"),
        ("on‑going", "Ongoing"),
    ]);
}
