//! What `check` notices.

use crate::made::{self, key, quarter};
use chrono::NaiveDate;
use hicm::check::{Finding, Rule, Severity, check};
use hicm::model::{
    ActionRow, Assessment, ChangeText, Delivery, Due, DueDate, DueReading, Level, Mark, Period, RowField, Spread,
    Status,
};
use strum::IntoEnumIterator as _;

use Level::{Established, Exemplary, Mature, PlansInPlace};

fn whole() -> Assessment {
    made::assessment(&made::eight(), quarter(2019, 1), &[Some(Established); 8])
}

fn found(assessment: &Assessment) -> Vec<Finding> {
    check(assessment, &made::eight())
}

fn rules(assessment: &Assessment) -> Vec<Rule> {
    found(assessment).into_iter().map(|finding| finding.rule).collect()
}

fn on(year: i32, month: u32, day: u32, year_inferred: bool) -> DueDate {
    DueDate { period: Period::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap()), year_inferred }
}

#[test]
fn a_whole_assessment_has_no_findings() {
    let assessment = made::with_rows(whole(), vec![made::row("a", "choice")]);
    assert_eq!(found(&assessment), []);
}

#[test]
fn each_rule_of_a_change_speaks_when_it_should() {
    type Case = (&'static str, fn(&mut Assessment), &'static [Rule]);
    let cases: [Case; 13] = [
        ("not assessed", |a| a.changes[0].now = None, &[Rule::ChangeNotAssessed]),
        (
            "mature, no why",
            |a| {
                a.changes[0].now = Some(Mature);
                a.changes[0].texts.set(ChangeText::Why, " \n");
            },
            &[Rule::WhyMissing],
        ),
        (
            "exemplary, no why",
            |a| {
                a.changes[0].now = Some(Exemplary);
                a.changes[0].texts.set(ChangeText::Why, "");
            },
            &[Rule::WhyMissing],
        ),
        ("mature with why", |a| a.changes[0].now = Some(Mature), &[]),
        ("established, no why", |a| a.changes[0].texts.set(ChangeText::Why, ""), &[]),
        ("plan not reached", |a| a.changes[0].plan(quarter(2019, 1), Some(Mature)), &[Rule::PlanNotReached]),
        ("plan reached", |a| a.changes[0].plan(quarter(2019, 1), Some(PlansInPlace)), &[]),
        ("plan of a quarter gone by", |a| a.changes[0].plan(quarter(2018, 4), Some(Mature)), &[]),
        ("planned below", |a| a.changes[0].plan(quarter(2019, 2), Some(PlansInPlace)), &[Rule::PlanBelowNow]),
        ("planned up by one", |a| a.changes[0].plan(quarter(2019, 2), Some(Mature)), &[]),
        ("planned jump", |a| a.changes[0].plan(quarter(2019, 2), Some(Exemplary)), &[Rule::PlanJumps]),
        (
            "two steps one after the other",
            |a| {
                a.changes[0].plan(quarter(2019, 2), Some(Mature));
                a.changes[0].plan(quarter(2019, 4), Some(Exemplary));
            },
            &[],
        ),
        (
            "jump in the second plan",
            |a| {
                a.changes[0].plan(quarter(2019, 2), Some(PlansInPlace));
                a.changes[0].plan(quarter(2019, 4), Some(Mature));
            },
            &[Rule::PlanBelowNow, Rule::PlanJumps],
        ),
    ];
    for (name, spoil, expected) in cases {
        let mut assessment = whole();
        spoil(&mut assessment);
        assert_eq!(rules(&assessment), expected, "{name}");
        for finding in found(&assessment) {
            assert_eq!(
                (finding.place.change, finding.place.row, finding.place.field),
                (Some(key("early-discharge")), None, None)
            );
        }
    }
}

#[test]
fn each_rule_of_a_row_speaks_when_it_should() {
    type Case = (&'static str, fn(&mut ActionRow), &'static [(Rule, RowField)]);
    let cases: [Case; 22] = [
        ("status blank", |r| r.status = Status::blank(), &[(Rule::StatusUnknown, RowField::Status)]),
        ("status debris", |r| r.status = Status::Unknown("1 '".to_owned()), &[(Rule::StatusUnknown, RowField::Status)]),
        (
            "split",
            |r| r.status = Status::split(PlansInPlace, Established).unwrap(),
            &[(Rule::StatusSplit, RowField::Status)],
        ),
        ("lowest level", |r| r.status = Status::At(Level::NotYetEstablished), &[]),
        ("no where now", |r| r.where_now = "  ".to_owned(), &[(Rule::WhereNowMissing, RowField::WhereNow)]),
        ("no spread", |r| r.spread = Spread::default(), &[(Rule::SpreadMissing, RowField::Spread)]),
        ("spread cut", |r| r.spread = Spread::new("(Rutland team"), &[(Rule::SpreadCut, RowField::Spread)]),
        ("gap without action", |r| r.gaps = "No lift.".to_owned(), &[(Rule::GapWithoutAction, RowField::Needs)]),
        (
            "gap closed",
            |r| {
                r.gaps = "No lift.".to_owned();
                r.delivery = Some(Delivery::Done);
            },
            &[],
        ),
        ("action without date", |r| r.needs = "Build one.".to_owned(), &[(Rule::ActionWithoutDate, RowField::Due)]),
        (
            "action done without date",
            |r| {
                r.needs = "Build one.".to_owned();
                r.delivery = Some(Delivery::Done);
            },
            &[],
        ),
        (
            "action that goes on",
            |r| {
                r.needs = "Build one.".to_owned();
                r.due = Due::new("ongoing", DueReading::Ongoing);
            },
            &[],
        ),
        (
            "action that waits",
            |r| {
                r.needs = "Build one.".to_owned();
                r.due = Due::new("after phase 1", DueReading::Depends);
            },
            &[],
        ),
        ("due in time", |r| r.due = Due::new("x", DueReading::On(on(2019, 6, 30, false))), &[]),
        (
            "overdue",
            |r| r.due = Due::new("x", DueReading::On(on(2019, 6, 29, false))),
            &[(Rule::Overdue, RowField::Due)],
        ),
        (
            "overdue in progress",
            |r| {
                r.due = Due::new("x", DueReading::On(on(2019, 6, 29, false)));
                r.delivery = Some(Delivery::InProgress);
            },
            &[(Rule::Overdue, RowField::Due)],
        ),
        (
            "late but done",
            |r| {
                r.due = Due::new("x", DueReading::On(on(2019, 6, 29, false)));
                r.delivery = Some(Delivery::Done);
            },
            &[],
        ),
        (
            "late but stopped",
            |r| {
                r.due = Due::new("x", DueReading::On(on(2019, 6, 29, false)));
                r.delivery = Some(Delivery::Stopped);
            },
            &[],
        ),
        (
            "no date in it",
            |r| r.due = Due::new("wards", DueReading::Unreadable),
            &[(Rule::DueUnreadable, RowField::Due)],
        ),
        (
            "several",
            |r| r.due = Due::new("x", DueReading::Several(vec![on(2019, 7, 1, false), on(2019, 8, 1, true)])),
            &[(Rule::DueSeveral, RowField::Due), (Rule::DueYearInferred, RowField::Due)],
        ),
        (
            "year assumed",
            |r| r.due = Due::new("1 July", DueReading::On(on(2019, 7, 1, true))),
            &[(Rule::DueYearInferred, RowField::Due)],
        ),
        (
            "mark",
            |r| r.marks.push(Mark { field: RowField::Gaps, typed: "l .".to_owned(), note: "left empty".to_owned() }),
            &[(Rule::ImportMark, RowField::Gaps)],
        ),
    ];
    for (name, spoil, expected) in cases {
        let mut row = made::row("a", "choice");
        spoil(&mut row);
        let findings = found(&made::with_rows(whole(), vec![row]));
        let seen: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.place.field.unwrap())).collect();
        assert_eq!(seen, expected, "{name}");
        for finding in findings {
            assert_eq!(finding.place.row.unwrap().as_str(), "a");
            assert_eq!(finding.place.change, Some(key("choice")));
        }
    }
}

#[test]
fn findings_stand_by_severity_then_change_then_row() {
    let status = |id: &str, change: &str, status| ActionRow { status, ..made::row(id, change) };
    let split = || Status::split(PlansInPlace, Established).unwrap();
    let rows = vec![
        status("a", "care-homes", Status::blank()),
        status("b", "home-first", split()),
        status("c", "home-first", Status::blank()),
        status("d", "choice", split()),
        status("e", "home-first", Status::blank()),
    ];
    let mut assessment = made::with_rows(whole(), rows);
    assessment.changes[3].now = None;
    let seen: Vec<_> = found(&assessment)
        .into_iter()
        .map(|finding| (finding.severity, finding.place.row.map_or_else(String::new, |row| row.to_string())))
        .collect();
    let expected = [
        (Severity::Gap, ""),
        (Severity::Gap, "c"),
        (Severity::Gap, "e"),
        (Severity::Gap, "a"),
        (Severity::Question, "b"),
        (Severity::Question, "d"),
    ];
    assert_eq!(seen, expected.map(|(severity, row)| (severity, row.to_owned())));
}

#[test]
fn texts_are_sentences_that_say_what_was_seen() {
    let mut row = made::row("a", "choice");
    row.status = Status::Unknown("1 '".to_owned());
    row.due = Due::new("29 June", DueReading::On(on(2019, 6, 29, true)));
    row.marks.push(Mark {
        field: RowField::Spread,
        typed: "1 ' '".to_owned(),
        note: "could not be read; left empty".to_owned(),
    });
    let texts: Vec<_> = found(&made::with_rows(whole(), vec![row])).into_iter().map(|finding| finding.text).collect();
    assert_eq!(
        texts,
        [
            "“1 '” is not a level. It is counted at none.",
            "Was due by 29 Jun 2019, and is marked neither done nor stopped.",
            "“29 June” gives no year; the next one was taken. It is overdue or not by that.",
            "Look at what was assumed: could not be read; left empty. It read “1 ' '”.",
        ]
    );
}

#[test]
fn rules_have_keys_and_titles_of_their_own() {
    let mut keys: Vec<_> = Rule::iter().map(Rule::key).collect();
    let mut titles: Vec<_> = Rule::iter().map(Rule::title).collect();
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!((keys.len(), titles.len()), (count, count));
    assert!(keys.iter().all(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
}

#[test]
fn a_rule_keeps_its_severity_everywhere() {
    let mut row = made::row("a", "choice");
    row.status = Status::blank();
    row.gaps = "No lift.".to_owned();
    for finding in found(&made::with_rows(made::assessment(&made::eight(), quarter(2019, 1), &[]), vec![row])) {
        assert_eq!(finding.severity, finding.rule.severity());
    }
}
