//! A place through its quarters.

use crate::made::{assessment, eight, framework, key, quarter};
use hicm::compare::{Came, Known, PastQuarter, Trend};
use hicm::model::{Better, Framework, Level, Metric, MetricValue, Period, Plan, Quarter, Rag, TargetReading};
use hicm::store;
use std::sync::Arc;

use Level::{Established, Exemplary, Mature, PlansInPlace};

/// A quarter in which the first change stands at a level and has plans.
fn past(framework: &Framework, quarter: Quarter, now: Option<Level>, plans: &[(Quarter, Level)]) -> PastQuarter {
    let mut made = assessment(framework, quarter, &[now]);
    for (by, level) in plans {
        made.changes[0].plan(*by, Some(*level));
    }
    PastQuarter { assessment: Arc::new(made), framework: Arc::new(framework.clone()) }
}

#[test]
fn each_plan_stands_as_it_was_made_and_what_came_of_it_is_told() {
    let framework = eight();
    let (q1, q2, q3, q4) = (quarter(2019, 1), quarter(2019, 2), quarter(2019, 3), quarter(2019, 4));
    // In any order; the second of one quarter is not looked at.
    let trend = Trend::of(
        &[
            past(&framework, q3, Some(Established), &[(q4, Mature)]),
            past(&framework, q1, Some(PlansInPlace), &[(q2, Established), (q3, Mature), (q4, Mature)]),
            past(&framework, q3, Some(Exemplary), &[]),
            past(&framework, q2, None, &[(q1, Exemplary), (q3, Established)]),
        ],
        &[],
    )
    .unwrap();
    assert_eq!((trend.quarters.as_slice(), trend.ahead.as_slice()), (&[q1, q2, q3][..], &[q4][..]));
    let change = &trend.changes[0];
    let levels: Vec<_> = change.points.iter().map(|point| (point.quarter, point.level, point.known)).collect();
    assert_eq!(
        levels,
        [(q1, Some(PlansInPlace), Known::Same), (q2, None, Known::Same), (q3, Some(Established), Known::Same)]
    );
    let plans: Vec<_> = change.plans.iter().map(|it| (it.made, it.plan, it.came)).collect();
    let plan = |quarter, level| Plan { quarter, level };
    assert_eq!(
        plans,
        [
            (q1, plan(q2, Established), Came::NotAssessed),
            (q1, plan(q3, Mature), Came::Missed),
            (q1, plan(q4, Mature), Came::Ahead),
            // What is said of a quarter gone by is no promise.
            (q2, plan(q3, Established), Came::Kept),
            (q3, plan(q4, Mature), Came::Ahead),
        ]
    );
    assert_eq!((change.now(), change.since()), (Some(Established), Some(q3)));
    assert_eq!(change.plans_for(q4).count(), 2);
    assert_eq!(Trend::of(&[], &[]), None);
}

#[test]
fn one_sentence_says_where_it_is_since_when_and_what_was_promised() {
    let framework = eight();
    let q = |number| quarter(2019, number);
    let cases: [(Vec<PastQuarter>, &str); 7] = [
        (
            vec![
                past(&framework, q(1), Some(Established), &[(q(2), Mature)]),
                past(&framework, q(2), Some(Established), &[(q(3), Mature)]),
                past(&framework, q(3), Some(Established), &[]),
            ],
            "Early discharge planning has been at Established in every quarter that was assessed, from Q1 2019/20 on; \
             Mature was planned by Q3 2019/20 in two plans and is not reached.",
        ),
        (
            vec![
                past(&framework, q(1), Some(PlansInPlace), &[]),
                past(&framework, q(2), Some(Established), &[(q(4), Mature)]),
            ],
            "Early discharge planning has been at Established since Q2 2019/20, up from Plans in place; Mature is planned \
             by Q4 2019/20.",
        ),
        (
            vec![past(&framework, q(1), Some(Mature), &[]), past(&framework, q(2), Some(Established), &[])],
            "Early discharge planning has been at Established since Q2 2019/20, down from Mature.",
        ),
        (vec![past(&framework, q(1), Some(Mature), &[])], "Early discharge planning is at Mature."),
        (
            vec![past(&framework, q(1), Some(Mature), &[]), past(&framework, q(2), None, &[])],
            "Early discharge planning is not assessed; it was last at Mature, in Q1 2019/20.",
        ),
        (vec![past(&framework, q(1), None, &[])], "Early discharge planning has never been assessed."),
        (
            // Missed at first and reached since: nothing to hold against anybody.
            vec![
                past(&framework, q(1), Some(PlansInPlace), &[(q(2), Established)]),
                past(&framework, q(2), Some(PlansInPlace), &[]),
                past(&framework, q(3), Some(Established), &[]),
            ],
            "Early discharge planning has been at Established since Q3 2019/20, up from Plans in place.",
        ),
    ];
    for (quarters, expected) in cases {
        assert_eq!(Trend::of(&quarters, &[]).unwrap().changes[0].sentence(), expected);
    }
}

#[test]
fn changes_are_followed_back_through_the_editions() {
    let oldest = framework("oldest", None, &[("a", "A", &[])]);
    let old = framework("old", Some("oldest"), &[("one", "One", &["a"]), ("two", "Two", &[])]);
    let new = framework(
        "new",
        Some("old"),
        &[("both", "Both", &["one", "two"]), ("only", "Only", &["one"]), ("fresh", "Fresh", &[])],
    );
    let quarter_of = |framework: &Framework, number, levels: &[Option<Level>]| PastQuarter {
        assessment: Arc::new(assessment(framework, quarter(2019, number), levels)),
        framework: Arc::new(framework.clone()),
    };
    let trend = Trend::of(
        &[
            quarter_of(&oldest, 1, &[Some(PlansInPlace)]),
            quarter_of(&old, 2, &[Some(Established), Some(Mature)]),
            quarter_of(&new, 3, &[Some(Mature), Some(Mature), Some(Mature)]),
        ],
        &[],
    )
    .unwrap();
    let of = |key_text: &str| -> Vec<(Option<Level>, Known)> {
        let change = trend.changes.iter().find(|it| it.change == key(key_text)).unwrap();
        change.points.iter().map(|point| (point.level, point.known)).collect()
    };
    assert_eq!(
        of("only"),
        [
            (Some(PlansInPlace), Known::OtherDefinition),
            (Some(Established), Known::OtherDefinition),
            (Some(Mature), Known::Same)
        ]
    );
    // Two that did not stand alike had no one level.
    assert_eq!(of("both")[1], (None, Known::OtherDefinition));
    assert_eq!(of("fresh"), [(None, Known::Absent), (None, Known::Absent), (Some(Mature), Known::Same)]);
    // An edition that the newest one does not follow says nothing.
    let stranger = framework("stranger", None, &[("only", "Only by name", &[])]);
    let trend = Trend::of(&[quarter_of(&stranger, 1, &[Some(Mature)]), quarter_of(&new, 3, &[])], &[]).unwrap();
    assert_eq!(trend.changes[1].points[0].known, Known::Absent);
}

#[test]
fn a_metric_is_put_together_from_every_quarter_and_read_against_its_newest_target() {
    let month = |month| Period::Month { year: 2019, month };
    let value = |period, value| MetricValue { period, value, rag: None };
    let metric = |target, values| Metric {
        name: "Delayed days".to_owned(),
        unit: "days".to_owned(),
        better: Better::Lower,
        target,
        target_by: Some(month(9)),
        values,
        delayed_days: None,
        note: String::new(),
    };
    let framework = eight();
    let with = |number, metrics| {
        let mut made = assessment(&framework, quarter(2019, number), &[]);
        made.metrics = metrics;
        PastQuarter { assessment: Arc::new(made), framework: Arc::new(framework.clone()) }
    };
    let amber = MetricValue { rag: Some(Rag::Amber), ..value(month(6), 8.0) };
    let other_unit = Metric { unit: "rate".to_owned(), ..metric(None, vec![value(month(4), 1.0)]) };
    let trend = Trend::of(
        &[
            with(1, vec![metric(Some(12.0), vec![value(month(4), 11.0), value(month(5), 10.0)]), other_unit]),
            with(2, vec![metric(Some(9.5), vec![value(month(5), 9.0), amber])]),
        ],
        &[],
    )
    .unwrap();
    assert_eq!(trend.metrics.len(), 2, "another unit is another metric");
    let points: Vec<_> = trend.metrics[0]
        .values
        .iter()
        .map(|it| (it.period, it.value, it.reading.unwrap(), it.rag, it.revised_from))
        .collect();
    assert_eq!(
        points,
        [
            (month(4), 11.0, TargetReading::Missed, None, None),
            (month(5), 9.0, TargetReading::Met, None, Some(10.0)),
            (month(6), 8.0, TargetReading::Met, Some(Rag::Amber), None),
        ]
    );
    assert_eq!(
        trend.metrics[0].sentence().unwrap(),
        "Delayed days: 8 days in Jun 2019, from 11 in Apr 2019 (three values); that meets the target of 9.5 by Sep 2019."
    );
}

#[test]
fn the_samples_have_a_trend() {
    let frameworks = store::Frameworks::bundled();
    for series in [store::llr_series().unwrap(), store::sample_series().unwrap()] {
        let quarters: Vec<PastQuarter> = series
            .into_iter()
            .map(|it| PastQuarter {
                framework: Arc::clone(frameworks.get(&it.framework).unwrap()),
                assessment: Arc::new(it),
            })
            .collect();
        let trend = Trend::of(&quarters, &[]).unwrap();
        assert_eq!(trend.quarters.len(), quarters.len());
        assert_eq!(trend.sentences().len(), trend.changes.len() + trend.metrics.len());
        for sentence in trend.sentences() {
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
        }
    }
}
