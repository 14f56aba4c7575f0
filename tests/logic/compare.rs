//! What moved from one assessment to another, and how it is told.

use crate::made::{self, key, quarter};
use hicm::compare::{Join, LevelMove, Movement, PlanOutcome, RowMoveKind, StatusStep, outlook};
use hicm::model::{ActionRow, Assessment, Framework, Level, Status};
use proptest::prelude::*;

use Level::{Established, Exemplary, Mature, NotYetEstablished, PlansInPlace};

fn told(previous: &Assessment, now: &Assessment, framework: &Framework) -> Vec<String> {
    Movement::between(previous, now, framework, &[]).sentences().into_iter().map(|sentence| sentence.text).collect()
}

/// Two quarters of the eight changes, all Established, with one change different.
fn one_change(
    before: Option<Level>,
    plan: Option<Level>,
    now: Option<Level>,
) -> (Vec<String>, hicm::compare::ChangeMovement) {
    let framework = made::eight();
    let mut previous = made::assessment(&framework, quarter(2018, 4), &[Some(Established); 8]);
    let mut later = made::assessment(&framework, quarter(2019, 1), &[Some(Established); 8]);
    let change = key("seven-day-services");
    let earlier = previous.change_mut(&change).unwrap();
    earlier.now = before;
    earlier.plan(quarter(2019, 1), plan);
    later.change_mut(&change).unwrap().now = now;
    let movement = Movement::between(&previous, &later, &framework, &[]);
    let change = movement.change(&key("seven-day-services")).unwrap().clone();
    (movement.sentences().into_iter().map(|sentence| sentence.text).collect(), change)
}

#[test]
fn a_change_is_told_with_its_step_and_its_plan() {
    let others = "Seven other changes stay where they were.";
    let cases = [
        (
            Some(PlansInPlace),
            Some(Established),
            Some(Established),
            vec!["Seven-day services rose from Plans in place to Established, as planned.", others],
        ),
        (
            Some(PlansInPlace),
            None,
            Some(Established),
            vec!["Seven-day services rose from Plans in place to Established.", others],
        ),
        (
            Some(PlansInPlace),
            Some(Established),
            Some(Mature),
            vec![
                "Seven-day services rose from Plans in place to Mature, ahead of the plan (Established by Q1 2019/20).",
                others,
            ],
        ),
        (
            Some(PlansInPlace),
            Some(Mature),
            Some(Established),
            vec![
                "Seven-day services rose from Plans in place to Established, short of the plan (Mature by Q1 2019/20).",
                others,
            ],
        ),
        (Some(Mature), None, Some(Established), vec!["Seven-day services fell from Mature to Established.", others]),
        (
            Some(Mature),
            Some(Mature),
            Some(Established),
            vec!["Seven-day services fell from Mature to Established; Mature was planned by Q1 2019/20.", others],
        ),
        (
            Some(Mature),
            Some(Established),
            Some(Established),
            vec!["Seven-day services fell from Mature to Established, as planned.", others],
        ),
        (
            Some(Established),
            Some(Mature),
            Some(Established),
            vec!["Seven-day services stays at Established; Mature was planned by Q1 2019/20.", others],
        ),
        (Some(Established), Some(Established), Some(Established), vec!["All eight changes stay where they were."]),
        (
            None,
            None,
            Some(Established),
            vec!["Seven-day services was not assessed in Q4 2018/19 and is now at Established.", others],
        ),
        (
            None,
            Some(Established),
            Some(Established),
            vec!["Seven-day services was not assessed in Q4 2018/19 and is now at Established, as planned.", others],
        ),
        (Some(Mature), None, None, vec!["Seven-day services is no longer assessed; it was at Mature before.", others]),
        (None, None, None, vec!["Seven changes stay where they were.", "Seven-day services is not assessed."]),
    ];
    for (before, plan, now, expected) in cases {
        assert_eq!(one_change(before, plan, now).0, expected, "{before:?} {plan:?} {now:?}");
    }
}

#[test]
fn steps_and_outcomes_are_data_too() {
    let (_, change) = one_change(Some(PlansInPlace), Some(Established), Some(Mature));
    assert_eq!(
        (change.level(), change.steps(), change.outcome()),
        (LevelMove::Rose(2), Some(2), Some(PlanOutcome::Ahead))
    );
    let (_, change) = one_change(Some(Exemplary), Some(Mature), Some(NotYetEstablished));
    assert_eq!(
        (change.level(), change.steps(), change.outcome()),
        (LevelMove::Fell(4), Some(-4), Some(PlanOutcome::Short))
    );
    let (_, change) = one_change(None, Some(Mature), Some(Mature));
    assert_eq!(
        (change.level(), change.steps(), change.outcome()),
        (LevelMove::FirstAssessed, None, Some(PlanOutcome::Met))
    );
    let (_, change) = one_change(Some(Mature), Some(Mature), None);
    assert_eq!((change.level(), change.steps(), change.outcome()), (LevelMove::NoLongerAssessed, None, None));
}

#[test]
fn a_plan_that_fell_due_in_a_quarter_left_out_still_counts() {
    let framework = made::eight();
    let mut previous = made::assessment(&framework, quarter(2018, 4), &[Some(Established); 8]);
    previous.changes[4].plan(quarter(2018, 4), Some(Mature));
    previous.changes[4].plan(quarter(2019, 1), Some(Mature));
    previous.changes[5].plan(quarter(2018, 4), Some(Mature));
    previous.changes[6].plan(quarter(2019, 3), Some(Mature));
    let now = made::assessment(&framework, quarter(2019, 2), &[Some(Established); 8]);
    assert_eq!(
        told(&previous, &now, &framework),
        [
            "Seven-day services stays at Established; Mature was planned by Q1 2019/20.",
            "Seven other changes stay where they were."
        ]
    );
}

#[test]
fn one_change_left_over_is_named() {
    let framework = made::framework("short", None, &[("a", "First things", &[]), ("b", "Second things", &[])]);
    let previous = made::assessment(&framework, quarter(2018, 4), &[Some(Established), Some(Mature)]);
    let now = made::assessment(&framework, quarter(2019, 1), &[Some(Mature), Some(Mature)]);
    let sentences = Movement::between(&previous, &now, &framework, &[]).sentences();
    let seen: Vec<_> = sentences
        .iter()
        .map(|one| (one.change.as_ref().map(hicm::model::ChangeKey::as_str), one.text.as_str()))
        .collect();
    assert_eq!(
        seen,
        [(Some("a"), "First things rose from Established to Mature."), (Some("b"), "Second things stays at Mature."),]
    );
}

#[test]
fn nothing_assessed_is_said_once() {
    let framework = made::eight();
    let previous = made::assessment(&framework, quarter(2017, 1), &[]);
    let now = made::assessment(&framework, quarter(2017, 2), &[]);
    assert_eq!(told(&previous, &now, &framework), ["No change has been assessed."]);
}

fn two_editions() -> (Framework, Framework) {
    let old = made::framework(
        "old",
        None,
        &[
            ("flow", "Flow", &[]),
            ("home", "Home first", &[]),
            ("days", "Seven-day services", &[]),
            ("gone", "Gone", &[]),
        ],
    );
    let new = made::framework(
        "new",
        Some("old"),
        &[
            ("demand", "Demand and capacity", &["flow"]),
            ("home", "Home first", &["home"]),
            ("assess", "Discharge to assess", &["home"]),
            ("both", "Flow in seven days", &["flow", "days"]),
            ("housing", "Housing", &[]),
        ],
    );
    (old, new)
}

#[test]
fn across_editions_mapped_changes_are_compared_and_marked() {
    let (old, new) = two_editions();
    let previous =
        made::assessment(&old, quarter(2018, 4), &[Some(PlansInPlace), Some(Mature), Some(Mature), Some(Established)]);
    let levels = [Some(Established), Some(Mature), Some(Established), Some(Mature), Some(PlansInPlace)];
    let now = made::assessment(&new, quarter(2019, 1), &levels);
    let movement = Movement::between(&previous, &now, &new, &[]);
    let joins: Vec<_> = movement.changes.iter().map(|c| (c.join, c.steps(), c.definition_changed())).collect();
    assert_eq!(
        joins,
        [
            (Join::DefinitionChanged, Some(1), true),
            (Join::DefinitionChanged, Some(0), true),
            (Join::DefinitionChanged, Some(-1), true),
            (Join::SeveralBefore, None, true),
            (Join::New, None, false),
        ]
    );
    assert_eq!(movement.discontinued, [key("gone")]);
    assert_eq!(
        told(&previous, &now, &new),
        [
            "The assessment before used old, this one uses Model new; where a change is defined anew, a step may come \
             from its definition.",
            "Demand and capacity rose from Plans in place to Established (definition changed).",
            "Discharge to assess fell from Mature to Established (definition changed).",
            "Flow in seven days stands at Mature; it continues several changes that stood at different levels \
             (definition changed).",
            "Housing is new in Model new; it stands at Plans in place.",
            "Home first stays at Mature (definition changed).",
            "One change of the earlier edition is not continued in this one.",
        ]
    );
}

#[test]
fn editions_that_do_not_follow_each_other_are_not_compared() {
    let (old, new) = two_editions();
    // The other way round, and a stranger that happens to use the same keys.
    let stranger = made::framework("stranger", None, &[("home", "Home first", &[])]);
    for (before, after) in [(&new, &old), (&old, &stranger)] {
        let previous = made::assessment(before, quarter(2018, 4), &[Some(PlansInPlace); 5]);
        let now = made::assessment(after, quarter(2019, 1), &[Some(Mature); 5]);
        let movement = Movement::between(&previous, &now, after, &[]);
        assert!(movement.not_comparable());
        for change in &movement.changes {
            assert_eq!(
                (change.join, change.level(), change.steps()),
                (Join::NotComparable, LevelMove::NotCompared, None)
            );
        }
        let sentences = movement.sentences();
        assert!(sentences[0].text.ends_with("so levels are not compared."), "{}", sentences[0].text);
        assert!(sentences[1].text.ends_with("stands at Mature."), "{}", sentences[1].text);
    }
}

#[test]
fn rows_are_paired_by_id() {
    let framework = made::eight();
    let at = |id: &str, change: &str, level| ActionRow { status: Status::At(level), ..made::row(id, change) };
    let blank = made::assessment(&framework, quarter(2018, 4), &[Some(Established); 8]);
    let mut reworded = at("reworded", "choice", Established);
    reworded.where_now = "In other words.".to_owned();
    let previous = made::with_rows(
        blank.clone(),
        vec![
            at("reworded", "choice", Established),
            at("up", "choice", Established),
            at("down", "home-first", Established),
            at("moved", "choice", Established),
            at("gone-1", "care-homes", Established),
            at("gone-2", "care-homes", Established),
        ],
    );
    let mut now = made::with_rows(
        blank,
        vec![
            at("down", "home-first", PlansInPlace),
            reworded,
            at("up", "choice", Exemplary),
            at("moved", "home-first", Mature),
            at("fresh", "choice", Established),
        ],
    );
    now.quarter = quarter(2019, 1);
    let movement = Movement::between(&previous, &now, &framework, &[]);
    let seen: Vec<_> = movement
        .rows
        .as_ref()
        .unwrap()
        .iter()
        .map(|one| (one.row.as_str(), one.change.as_ref().map_or("", |change| change.as_str()), one.kind.clone()))
        .collect();
    assert_eq!(
        seen,
        [
            ("down", "home-first", RowMoveKind::Status(StatusStep::Down(1))),
            ("up", "choice", RowMoveKind::Status(StatusStep::Up(2))),
            ("moved", "home-first", RowMoveKind::Moved { from: key("choice") }),
            ("moved", "home-first", RowMoveKind::Status(StatusStep::Up(1))),
            ("fresh", "choice", RowMoveKind::Added),
            ("gone-1", "care-homes", RowMoveKind::Dropped),
            ("gone-2", "care-homes", RowMoveKind::Dropped),
        ]
    );
    let counts = movement.row_counts();
    assert_eq!((counts.added, counts.dropped, counts.moved, counts.status_up, counts.status_down), (1, 2, 1, 2, 1));
    assert_eq!(movement.row_counts_of(&key("choice")).added, 1);
    assert_eq!(movement.row_counts_of(&key("care-homes")).dropped, 2);
    assert_eq!(
        told(&previous, &now, &framework),
        [
            "All eight changes stay where they were.",
            "One action is new, two were dropped.",
            "One action moved to another change.",
            "The status of two actions rose, that of one fell.",
        ]
    );
}

#[test]
fn a_table_that_one_side_does_not_keep_is_not_compared() {
    let framework = made::eight();
    let empty = made::assessment(&framework, quarter(2018, 4), &[Some(Established); 8]);
    let full = made::with_rows(empty.clone(), vec![made::row("a", "choice")]);
    for (previous, now) in [(&empty, &full), (&full, &empty), (&empty, &empty)] {
        assert_eq!(Movement::between(previous, now, &framework, &[]).rows, None);
        assert_eq!(told(previous, now, &framework), ["All eight changes stay where they were."]);
    }
}

#[test]
fn rows_that_a_new_edition_puts_elsewhere_did_not_move() {
    let (old, new) = two_editions();
    let previous = made::with_rows(
        made::assessment(&old, quarter(2018, 4), &[]),
        vec![made::row("a", "home"), made::row("b", "flow"), made::row("c", "gone"), made::row("d", "days")],
    );
    let now = made::with_rows(
        made::assessment(&new, quarter(2019, 1), &[]),
        vec![made::row("a", "assess"), made::row("b", "housing"), made::row("c", "home")],
    );
    let seen: Vec<_> = Movement::between(&previous, &now, &new, &[])
        .rows
        .unwrap()
        .into_iter()
        .map(|one| (one.row.to_string(), one.change, one.kind))
        .collect();
    assert_eq!(
        seen,
        [
            ("b".to_owned(), Some(key("housing")), RowMoveKind::Moved { from: key("flow") }),
            ("d".to_owned(), Some(key("both")), RowMoveKind::Dropped),
        ]
    );
}

#[test]
fn a_status_steps_settles_or_becomes_unknown() {
    let at = Status::At;
    let split = |lower: Level| Status::split(lower, lower.above().unwrap()).unwrap();
    let cases = [
        (at(Established), at(Established), None),
        (at(Established), at(Exemplary), Some(StatusStep::Up(2))),
        (at(Established), at(NotYetEstablished), Some(StatusStep::Down(2))),
        (split(PlansInPlace), at(Established), Some(StatusStep::Settled(Established))),
        (split(PlansInPlace), at(PlansInPlace), Some(StatusStep::Settled(PlansInPlace))),
        (split(PlansInPlace), at(Mature), Some(StatusStep::Up(2))),
        (split(PlansInPlace), at(NotYetEstablished), Some(StatusStep::Down(1))),
        (split(PlansInPlace), split(PlansInPlace), None),
        (split(PlansInPlace), split(Established), Some(StatusStep::Up(1))),
        (split(Established), split(NotYetEstablished), Some(StatusStep::Down(2))),
        (at(PlansInPlace), split(PlansInPlace), Some(StatusStep::Divided)),
        (at(Established), split(PlansInPlace), Some(StatusStep::Divided)),
        (at(NotYetEstablished), split(PlansInPlace), Some(StatusStep::Up(1))),
        (at(Exemplary), split(PlansInPlace), Some(StatusStep::Down(3))),
        (Status::blank(), at(NotYetEstablished), Some(StatusStep::Known)),
        (at(NotYetEstablished), Status::Unknown("1".to_owned()), Some(StatusStep::Unknown)),
        (Status::blank(), Status::Unknown("1".to_owned()), None),
    ];
    for (before, now, expected) in cases {
        assert_eq!(StatusStep::between(&before, &now), expected, "{before:?} {now:?}");
    }
}

#[test]
fn what_became_of_statuses_is_told_by_kind() {
    let framework = made::eight();
    let table = |statuses: [Status; 6]| {
        let rows = statuses
            .into_iter()
            .enumerate()
            .map(|(at, status)| ActionRow { status, ..made::row(&format!("row-{at}"), "choice") })
            .collect();
        made::with_rows(made::assessment(&framework, quarter(2018, 4), &[Some(Mature); 8]), rows)
    };
    let split = Status::split(PlansInPlace, Established).unwrap();
    let at = Status::At(Established);
    let before = table([split.clone(), split.clone(), at.clone(), Status::blank(), at.clone(), at.clone()]);
    let now = table([at.clone(), at.clone(), split, at, Status::blank(), Status::blank()]);
    assert_eq!(
        told(&before, &now, &framework)[1..],
        [
            "Two split statuses were settled at one level; one status is now split between two levels.",
            "One status that was unknown is known now; two statuses that were known are unknown now.",
        ]
    );
}

#[test]
fn the_outlook_tells_quarter_by_quarter() {
    let framework = made::eight();
    let mut assessment = made::assessment(&framework, quarter(2019, 1), &[Some(Established); 7]);
    for at in 0..6 {
        assessment.changes[at].plan(quarter(2019, 4), Some(Mature));
    }
    assessment.changes[6].plan(quarter(2019, 4), Some(Established));
    assessment.changes[7].plan(quarter(2019, 4), Some(Established));
    assessment.changes[0].plan(quarter(2019, 2), Some(PlansInPlace));
    assessment.changes[0].plan(quarter(2019, 1), Some(Exemplary));
    let texts: Vec<_> = outlook(&assessment, &framework).into_iter().map(|one| one.text).collect();
    assert_eq!(
        texts,
        [
            "Early discharge planning is planned to fall to Plans in place by Q2 2019/20.",
            "Six changes are planned to rise by Q4 2019/20.",
            "Focus on choice is planned to stay at Established until Q4 2019/20.",
            "Enhancing health in care homes is planned at Established by Q4 2019/20; it is not assessed now.",
        ]
    );
    assert_eq!(outlook(&made::assessment(&framework, quarter(2019, 1), &[]), &framework), []);
}

#[test]
fn the_real_quarters_are_told() {
    let frameworks = hicm::store::Frameworks::bundled();
    let series = hicm::store::llr_series().unwrap();
    let [first, second, third] = series.as_slice() else { panic!("three quarters") };
    let framework = frameworks.get(&third.framework).unwrap();
    assert_eq!(
        told(first, second, framework),
        [
            "Seven-day services was not assessed in Q1 2017/18 and is now at Plans in place.",
            "Seven changes are not assessed.",
        ]
    );
    assert_eq!(
        told(second, third, framework),
        [
            "Seven-day services rose from Plans in place to Established, as planned.",
            "Early discharge planning, Systems to monitor patient flow, Home first/discharge to assess, Trusted \
             assessors and Enhancing health in care homes were not assessed in Q4 2018/19 and are now at Established.",
            "Multi-disciplinary/multi-agency discharge teams and Focus on choice were not assessed in Q4 2018/19 \
             and are now at Mature.",
        ]
    );
    let ahead: Vec<_> = outlook(third, framework).into_iter().map(|one| one.text).collect();
    assert_eq!(
        ahead,
        [
            "Two changes are planned to rise by Q2 2019/20.",
            "Six changes are planned to rise by Q4 2019/20.",
            "Two changes are planned to stay where they are until Q4 2019/20.",
        ]
    );
}

fn any_level() -> impl Strategy<Value = Option<Level>> {
    prop::sample::select(Level::all().map(Some).chain([None]).collect::<Vec<_>>())
}

fn any_assessment() -> impl Strategy<Value = Assessment> {
    let row =
        (0_usize..20, 0_usize..8, prop::sample::select(Status::choices().chain([Status::blank()]).collect::<Vec<_>>()));
    (prop::collection::vec(any_level(), 8), prop::collection::vec(any_level(), 8), prop::collection::vec(row, 0..12))
        .prop_map(|(levels, plans, rows)| {
            let framework = made::eight();
            let mut assessment = made::assessment(&framework, quarter(2019, 1), &levels);
            for (judgement, plan) in assessment.changes.iter_mut().zip(plans) {
                judgement.plan(quarter(2019, 1), plan);
            }
            let mut taken = std::collections::HashSet::new();
            let rows = rows
                .into_iter()
                .filter(|(id, _, _)| taken.insert(*id))
                .map(|(id, change, status)| ActionRow {
                    status,
                    ..made::row(&format!("row-{id}"), framework.changes.get(change).unwrap().key.as_str())
                })
                .collect();
            made::with_rows(assessment, rows)
        })
}

proptest! {
    #[test]
    fn an_assessment_does_not_differ_from_itself(a in any_assessment()) {
        let movement = Movement::between(&a, &a, &made::eight(), &[]);
        prop_assert!(movement.changes.iter().all(|change| matches!(change.level(), LevelMove::Held | LevelMove::NeverAssessed)));
        prop_assert_eq!(movement.row_counts(), hicm::compare::RowMoveCounts::default());
    }

    #[test]
    fn back_is_the_inverse_of_forth(a in any_assessment(), b in any_assessment()) {
        let framework = made::eight();
        let forth = Movement::between(&a, &b, &framework, &[]);
        let back = Movement::between(&b, &a, &framework, &[]);
        for (one, other) in forth.changes.iter().zip(&back.changes) {
            prop_assert_eq!(one.steps().map(|steps| -steps), other.steps());
        }
        let (one, other) = (forth.row_counts(), back.row_counts());
        prop_assert_eq!((one.added, one.dropped, one.moved), (other.dropped, other.added, other.moved));
        prop_assert_eq!((one.status_up, one.status_down), (other.status_down, other.status_up));
        prop_assert_eq!((one.settled, one.divided, one.known, one.unknown), (other.divided, other.settled, other.unknown, other.known));
    }

    #[test]
    fn every_change_is_in_one_sentence_and_none_is_a_score(a in any_assessment(), b in any_assessment()) {
        let framework = made::eight();
        for sentence in Movement::between(&a, &b, &framework, &[]).sentences() {
            prop_assert!(sentence.text.ends_with('.'), "{}", sentence.text);
            // Numbers above ten stand in figures, at the head of a sentence too.
            let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
            prop_assert!(sentence.text.chars().next().is_some_and(begins), "{}", sentence.text);
            for word in ["%", "per cent", "average", "score", "mean"] {
                prop_assert!(!sentence.text.contains(word), "{}", sentence.text);
            }
        }
        let alone: Vec<_> = Movement::between(&a, &b, &framework, &[]).sentences().into_iter().filter_map(|one| one.change).collect();
        let mut once = alone.clone();
        once.dedup();
        prop_assert_eq!(alone, once);
    }
}
