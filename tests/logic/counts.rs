//! Counting levels, statuses and dates.

use crate::made;
use chrono::NaiveDate;
use hicm::model::{
    ActionRow, Delivery, Due, DueDate, DueReading, Level, Period, Status, StatusKind, capitalised, counted, in_words,
};

#[test]
fn levels_are_counted_with_those_not_assessed_apart() {
    use Level::{Established, Mature, NotYetEstablished};
    let levels = [Some(Established), None, Some(Mature), Some(Established), Some(NotYetEstablished)];
    let counts = made::assessment(&made::eight(), made::quarter(2019, 1), &levels).levels_now();
    let seen: Vec<_> = counts.iter().map(|line| (line.key(), line.name(), line.count)).collect();
    assert_eq!(
        seen,
        [
            ("not_assessed", "Not assessed", 4),
            ("not_yet_established", "Not yet established", 1),
            ("plans_in_place", "Plans in place", 0),
            ("established", "Established", 2),
            ("mature", "Mature", 1),
            ("exemplary", "Exemplary", 0),
        ]
    );
    assert_eq!(counts.total(), 8);
    assert_eq!(counts.of(None), 4);
}

#[test]
fn plans_are_counted_for_their_own_quarter_only() {
    let mut assessment = made::assessment(&made::eight(), made::quarter(2019, 1), &[Some(Level::Established); 8]);
    assessment.changes[0].plan(made::quarter(2019, 4), Some(Level::Mature));
    assessment.changes[1].plan(made::quarter(2019, 2), Some(Level::Mature));
    let counts = assessment.levels_planned(made::quarter(2019, 4));
    assert_eq!((counts.of(Some(Level::Mature)), counts.of(None)), (1, 7));
}

#[test]
fn statuses_are_counted_with_split_and_unknown_apart() {
    let statuses = [
        Status::At(Level::NotYetEstablished),
        Status::split(Level::PlansInPlace, Level::Established).unwrap(),
        Status::Unknown("1 '".to_owned()),
        Status::blank(),
        Status::At(Level::Exemplary),
    ];
    let rows = statuses
        .into_iter()
        .enumerate()
        .map(|(at, status)| ActionRow { status, ..made::row(&format!("row-{at}"), "choice") })
        .collect();
    let assessment = made::with_rows(made::assessment(&made::eight(), made::quarter(2019, 1), &[]), rows);
    let counts = assessment.statuses();
    let seen: Vec<_> = counts.iter().map(|line| (line.key(), line.count)).collect();
    assert_eq!(
        seen,
        [
            ("not_yet_established", 1),
            ("plans_in_place", 0),
            ("established", 0),
            ("mature", 0),
            ("exemplary", 1),
            ("split", 1),
            ("unknown", 2),
        ]
    );
    assert_eq!(counts.total(), 5);
    assert_eq!(counts.of(StatusKind::Split), 1);
}

#[test]
fn rows_are_due_overdue_or_without_a_date_and_never_two_of_them() {
    let on = |month, day| {
        let period = Period::Day(NaiveDate::from_ymd_opt(2019, month, day).unwrap());
        Due::new("typed", DueReading::On(DueDate { period, year_inferred: false }))
    };
    let cases = [
        (on(6, 29), None),
        (on(6, 29), Some(Delivery::InProgress)),
        (on(6, 29), Some(Delivery::Done)),
        (on(6, 29), Some(Delivery::Stopped)),
        (on(6, 30), None),
        (on(9, 30), None),
        (on(10, 1), None),
        (Due::default(), None),
        (Due::new("ongoing", DueReading::Ongoing), None),
        (Due::default(), Some(Delivery::Done)),
    ];
    let rows = cases
        .into_iter()
        .enumerate()
        .map(|(at, (due, delivery))| ActionRow {
            due,
            delivery,
            reviewed: at < 3,
            ..made::row(&format!("row-{at}"), "choice")
        })
        .collect();
    let assessment = made::with_rows(made::assessment(&made::eight(), made::quarter(2019, 1), &[]), rows);
    let counts = assessment.due_counts(assessment.as_at);
    assert_eq!((counts.rows, counts.reviewed), (10, 3));
    assert_eq!((counts.overdue, counts.due_next, counts.without_date), (2, 2, 2));
    assert_eq!(counts.overdue, assessment.overdue(assessment.as_at));
}

#[test]
fn numbers_up_to_ten_are_words() {
    let cases = [(0, "no rows"), (1, "one row"), (2, "two rows"), (10, "ten rows"), (11, "11 rows"), (77, "77 rows")];
    for (number, expected) in cases {
        assert_eq!(counted(number, "row", "rows"), expected);
    }
    assert_eq!(in_words(6), "six");
    assert_eq!(capitalised("éight"), "Éight");
    assert_eq!(capitalised(""), "");
}
