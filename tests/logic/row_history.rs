//! What a row was in the quarters before.

use crate::made::{assessment, eight, framework, key, quarter, row, with_rows};
use hicm::compare::{PastQuarter, RowHistory, Then};
use hicm::model::{ActionRow, Assessment, Due, Framework, Level, RowField, Spread, Status};
use std::sync::Arc;

/// A quarter with one version of a row, or without it.
fn past(number: u8, framework: &Framework, rows: Vec<ActionRow>) -> PastQuarter {
    let assessment = with_rows(assessment(framework, quarter(2019, number), &[]), rows);
    PastQuarter { assessment: Arc::new(assessment), framework: Arc::new(framework.clone()) }
}

fn other() -> ActionRow {
    row("another", "choice")
}

fn now(rows: Vec<ActionRow>) -> Assessment {
    with_rows(assessment(&eight(), quarter(2020, 1), &[]), rows)
}

/// The history in short: from, to, and what was different, or what else there is to say.
fn told(now: &Assessment, framework: &Framework, past: &[PastQuarter]) -> Vec<String> {
    let history = RowHistory::of(&now.rows[0], now, framework, past);
    let said = history.steps.iter().map(|step| {
        let what = match &step.then {
            Then::Unchanged => "unchanged".to_owned(),
            Then::Different { fields, change, .. } => {
                let names: Vec<_> = fields.iter().map(|field| field.key()).collect();
                names.join("+") + &change.as_ref().map_or_else(String::new, |title| format!(" from {title}"))
            }
            Then::Absent { yet: true } => "not yet".to_owned(),
            Then::Absent { yet: false } => "absent".to_owned(),
            Then::NoTable => "no table".to_owned(),
        };
        format!("{} {} {what}", step.oldest.number(), step.newest.number())
    });
    said.collect()
}

#[test]
fn each_field_that_differed_is_named_and_no_other() {
    let today = row("one", "choice");
    let before = ActionRow {
        where_now: "Nothing yet.".into(),
        status: Status::At(Level::PlansInPlace),
        spread: Spread::new("LPT"),
        gaps: "Many".into(),
        needs: "Much".into(),
        due: Due::read("May 2019", quarter(2019, 1).last_day()),
        owner: "Somebody".into(),
        delivery: Some(hicm::model::Delivery::InProgress),
        progress: "Begun".into(),
        evidence: vec!["A paper".into()],
        reviewed: true,
        change: key("home-first"),
        ..today.clone()
    };
    let framework = eight();
    let all = "change+where_now+status+spread+gaps+needs+due+owner+delivery+progress+evidence from Home first";
    let told_all = told(&now(vec![today.clone()]), &framework, &[past(4, &framework, vec![before])]);
    assert_eq!(told_all, [format!("4 4 {all}")]);
    // Reviewed is begun anew each quarter, and is no difference.
    let reviewed = ActionRow { reviewed: true, ..today.clone() };
    assert_eq!(told(&now(vec![today]), &framework, &[past(4, &framework, vec![reviewed])]), ["4 4 unchanged"]);
}

#[test]
fn quarters_in_which_nothing_differed_are_one_step() {
    let framework = eight();
    let today = row("one", "choice");
    let early = ActionRow { owner: "Somebody".into(), ..today.clone() };
    let quarters = |kinds: [Option<&ActionRow>; 4]| -> Vec<PastQuarter> {
        let each = kinds.into_iter().zip(1..);
        each.map(|(kind, number)| past(number, &framework, kind.cloned().into_iter().chain([other()]).collect()))
            .collect()
    };
    let cases: [([Option<&ActionRow>; 4], &[&str]); 6] = [
        ([Some(&today); 4], &["1 4 unchanged"]),
        ([Some(&early); 4], &["4 4 owner", "1 3 unchanged"]),
        ([Some(&early), Some(&early), Some(&today), Some(&today)], &["3 4 unchanged", "2 2 owner", "1 1 unchanged"]),
        (
            [Some(&early), Some(&today), Some(&early), Some(&today)],
            &["4 4 unchanged", "3 3 owner", "2 2 owner", "1 1 owner"],
        ),
        ([None, None, Some(&today), Some(&early)], &["4 4 owner", "3 3 owner", "1 2 not yet"]),
        // While it was away nothing is known of it: what it was before is compared with what it was after.
        ([None, Some(&early), None, Some(&early)], &["4 4 owner", "3 3 absent", "2 2 unchanged", "1 1 not yet"]),
    ];
    for (kinds, expected) in cases {
        let mut past = quarters(kinds);
        assert_eq!(told(&now(vec![today.clone()]), &framework, &past), expected);
        past.reverse();
        assert_eq!(told(&now(vec![today.clone()]), &framework, &past), expected, "in any order");
    }
}

#[test]
fn a_quarter_without_a_table_and_later_ones_say_nothing() {
    let framework = eight();
    let today = row("one", "choice");
    let mut quarters = vec![
        past(1, &framework, vec![other()]),
        past(2, &framework, vec![]),
        past(3, &framework, vec![today.clone()]),
        past(4, &framework, vec![]),
    ];
    let expected = ["4 4 no table", "3 3 unchanged", "2 2 no table", "1 1 not yet"];
    assert_eq!(told(&now(vec![today.clone()]), &framework, &quarters), expected);
    let later = with_rows(assessment(&framework, quarter(2020, 1), &[]), vec![other()]);
    quarters.push(PastQuarter { assessment: Arc::new(later), framework: Arc::new(framework.clone()) });
    assert_eq!(told(&now(vec![today]), &framework, &quarters), expected, "the quarter itself is none before it");
    assert_eq!(told(&now(vec![row("one", "choice")]), &framework, &[]), [""; 0]);
}

#[test]
fn a_new_edition_is_no_move() {
    let before = framework("old", None, &[("teams", "Teams", &[]), ("flow", "Flow", &[]), ("gone", "Gone", &[])]);
    let after = framework(
        "new",
        Some("old"),
        &[("working", "Working together", &["teams"]), ("demand", "Demand", &["flow"]), ("choice", "Choice", &[])],
    );
    let unrelated = framework("third", None, &[("working", "Working", &[])]);
    let cases = [
        (&before, "teams", "working", "unchanged"),
        (&before, "flow", "working", "change from Flow"),
        (&before, "gone", "working", "unchanged"),
        (&unrelated, "working", "demand", "unchanged"),
        (&after, "demand", "working", "change from Demand"),
    ];
    for (framework, then, today, expected) in cases {
        let now = with_rows(assessment(&after, quarter(2020, 1), &[]), vec![row("one", today)]);
        let past = past(4, framework, vec![row("one", then)]);
        assert_eq!(told(&now, &after, &[past]), [format!("4 4 {expected}")], "{then} to {today}");
    }
}

#[test]
fn a_row_keeps_what_it_said_then() {
    let framework = eight();
    let early = ActionRow { needs: "Ask the ward".into(), ..row("one", "choice") };
    let now = now(vec![row("one", "choice")]);
    let history = RowHistory::of(&now.rows[0], &now, &framework, &[past(4, &framework, vec![early])]);
    let Then::Different { row, fields, change } = &history.steps[0].then else { panic!("{history:?}") };
    assert_eq!((row.needs.as_str(), fields.as_slice(), change), ("Ask the ward", &[RowField::Needs][..], &None));
}
