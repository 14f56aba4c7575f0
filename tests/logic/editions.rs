//! Editions of the model that lie more than one step apart: their mappings put together.

use crate::cli::Bench;
use crate::made::{assessment, framework, key, quarter};
use hicm::app::brought_into;
use hicm::compare::{Comparison, Join, Known as KnownThen, PairBy, PastQuarter, Trend};
use hicm::import::{self, Choices, Code, Known, Proposal};
use hicm::model::{Assessment, ChangeKey, Counterpart, Editions, Framework, Level, RowField};
use hicm::store::{Frameworks, open_assessment};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

fn bundled() -> Vec<Arc<Framework>> {
    Frameworks::bundled().all()
}

fn of_id(id: &str) -> Arc<Framework> {
    bundled().into_iter().find(|framework| framework.id.as_str() == id).unwrap()
}

/// What continues a change, in words: one, several behind question marks, or a dash.
fn told(editions: &Editions, change: &str) -> String {
    match editions.counterpart(&key(change)) {
        Counterpart::One(one) => one.to_string(),
        Counterpart::Perhaps(some) => some.iter().map(|key| format!("{key}?")).collect::<Vec<_>>().join(" "),
        Counterpart::None => "-".to_owned(),
    }
}

#[test]
fn the_first_edition_and_the_third_are_mapped_through_the_second() {
    let (first, third) = (of_id("hicm-2015"), of_id("hicm-2023"));
    let forth = Editions::between(&first, &third, &bundled());
    for (change, expected) in [
        ("early-discharge", "early-discharge"),
        ("patient-flow", "demand-and-capacity"),
        ("discharge-teams", "multi-disciplinary-working"),
        ("home-first", "home-first? discharge-to-assess?"),
        ("seven-day-services", "flexible-working"),
        ("trusted-assessors", "trusted-assessment"),
        ("choice", "engagement-and-choice"),
        ("care-homes", "discharge-to-care-homes"),
    ] {
        assert_eq!(told(&forth, change), expected, "{change}");
    }
    let back = Editions::between(&third, &first, &bundled());
    for (change, expected) in [
        ("demand-and-capacity", "patient-flow"),
        ("home-first", "home-first"),
        ("discharge-to-assess", "home-first"),
        ("flexible-working", "seven-day-services"),
        ("housing", "-"),
    ] {
        assert_eq!(told(&back, change), expected, "{change}");
    }
    assert_eq!(back, forth.inverse());
    // Two changes that become one have no level in common.
    assert_eq!(back.only_successor(&key("home-first")), None);
    // Without the edition between them nothing is known.
    assert!(Editions::between(&first, &third, &[]).strangers());
}

#[test]
fn a_part_that_is_lost_on_the_way_leaves_a_doubt() {
    let old = framework("old", None, &[("a", "A", &[]), ("b", "B", &[])]);
    let mid = framework(
        "mid",
        Some("old"),
        &[("a1", "A1", &["a"]), ("a2", "A2", &["a"]), ("b", "B", &["b"]), ("n", "N", &[])],
    );
    let new = framework("new", Some("mid"), &[("a1", "A1", &["a1"]), ("bn", "B and N", &["b", "n"])]);
    let known = [Arc::new(mid)];
    let forth = Editions::between(&old, &new, &known);
    assert_eq!(told(&forth, "a"), "a1?", "a part of A is continued by nothing");
    assert_eq!(told(&forth, "b"), "bn?", "a part of it came in on the way");
    // Editions that follow each other in a ring are no reason to go on for ever.
    let ring = framework("ring", Some("round"), &[("a", "A", &["a"])]);
    let round = Arc::new(framework("round", Some("ring"), &[("a", "A", &["a"])]));
    assert!(Editions::between(&old, &ring, &[round]).strangers());
}

#[test]
fn a_comparison_and_a_trend_reach_over_an_edition() {
    let (first, third) = (of_id("hicm-2015"), of_id("hicm-2023"));
    let levels = vec![Some(Level::Established); 8];
    let (before, after) = (
        assessment(&first, quarter(2018, 4), &levels),
        assessment(&third, quarter(2024, 1), &[Some(Level::Mature); 10]),
    );
    let compared = Comparison::between((&before, &first), (&after, &third), &bundled(), PairBy::Either);
    let joins: Vec<Join> = compared.movement.changes.iter().map(|change| change.join).collect();
    assert_eq!(joins[..9], [Join::DefinitionChanged; 9]);
    assert_eq!(joins[9], Join::New, "housing came with the edition between");
    assert_eq!(compared.movement.changes[1].steps(), Some(1));
    assert!(compared.delta.editions().continues(&key("patient-flow"), &key("demand-and-capacity")));
    assert_eq!(compared.delta.apply(&before).unwrap(), after);
    let back = Comparison::between((&after, &third), (&before, &first), &bundled(), PairBy::Either);
    assert_eq!(back.delta.editions(), &compared.delta.editions().inverse());

    let past = |assessment: Assessment, framework: &Arc<Framework>| PastQuarter {
        assessment: Arc::new(assessment),
        framework: Arc::clone(framework),
    };
    let trend = Trend::of(&[past(before, &first), past(after, &third)], &bundled()).unwrap();
    assert_eq!(trend.changes[1].points[0].known, KnownThen::OtherDefinition);
    assert_eq!(trend.changes[9].points[0].known, KnownThen::Absent);
}

/// A table with a row for each change of an edition, brought to an empty assessment of another.
fn brought(from: &Framework, to: &Framework) -> (Proposal, Assessment) {
    let mut text = "Impact change\tWhere are you now\tStatus\tSpread\tWhen by\n".to_owned();
    for change in &from.changes {
        let _ = writeln!(text, "{}\tA practice of {}\tEstablished\tNorth Trust\tMay 2024", change.title, change.key);
    }
    let source = import::read_text("table.txt", &text).unwrap();
    let into = assessment(to, quarter(2024, 1), &[]);
    let frameworks = bundled();
    let known = Known { frameworks: &frameworks, into: Some(&into), today: into.as_at };
    let choices = Choices { framework: Some(from.id.clone()), ..Choices::default() };
    let proposal = Proposal::of(&source, 0, &known, &choices).unwrap();
    let theirs = brought_into(&into, to, &frameworks, &proposal, None).theirs;
    (proposal, theirs)
}

#[test]
fn no_row_of_another_edition_goes_to_the_first_change_in_silence() {
    for from in bundled() {
        for to in bundled().iter().filter(|to| to.id != from.id) {
            let (proposal, theirs) = brought(&from, to);
            let editions = Editions::between(&from, to, &bundled());
            assert_eq!(theirs.rows.len(), from.changes.len());
            for (row, change) in theirs.rows.iter().zip(&from.changes) {
                let marked = row.marks.iter().any(|mark| mark.field == RowField::Change);
                let asked =
                    proposal.findings.iter().any(|it| it.code == Code::ChangeOfOtherEdition && it.text == change.title);
                match editions.counterpart(&change.key) {
                    Counterpart::One(here) => assert_eq!((&row.change, marked, asked), (here, false, false)),
                    Counterpart::Perhaps(some) => assert_eq!((&row.change, marked, asked), (some[0], true, true)),
                    Counterpart::None => assert_eq!((&row.change, marked, asked), (&to.changes[0].key, true, true)),
                }
            }
        }
    }
}

#[test]
fn labels_of_another_edition_are_read_where_they_are_continued() {
    let (first, third) = (of_id("hicm-2015"), of_id("hicm-2023"));
    let mut text = "Impact change\tWhere are you now\tStatus\tSpread\tWhen by\n".to_owned();
    for title in ["Systems to monitor patient flow", "Home first/discharge to assess", "Seven-day services"] {
        let _ = writeln!(text, "{title}\tA practice of its own\tEstablished\tNorth Trust\tMay 2024");
    }
    let source = import::read_text("table.txt", &text).unwrap();
    let frameworks = bundled();
    let known = Known { frameworks: &frameworks, into: None, today: quarter(2024, 1).last_day() };
    let read = |by: &Framework| {
        let choices = Choices { framework: Some(by.id.clone()), ..Choices::default() };
        Proposal::of(&source, 0, &known, &choices).unwrap()
    };
    let here = read(&third);
    let changes: Vec<(&str, bool)> =
        here.rows.iter().map(|row| (row.row.change.as_str(), row.change_certain)).collect();
    assert_eq!(changes, [("demand-and-capacity", true), ("home-first", false), ("flexible-working", true)]);
    let found = here.findings.iter().filter(|it| it.code == Code::ChangeOfOtherEdition).count();
    assert!(found >= 2, "{:?}", here.findings);
    assert!(read(&first).findings.iter().all(|it| it.code != Code::ChangeOfOtherEdition));
}

#[test]
fn the_command_line_brings_the_first_edition_into_the_third() {
    let bench = Bench::new();
    let own = bench.path("own.ron");
    let path = own.to_str().unwrap();
    let told =
        bench.run(&["new", "-o", path, "--place", "Northshire", "--quarter", "Q1 2024/25", "--framework", "hicm-2023"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables/plain.csv");
    let told = bench.run(&["import", table.to_str().unwrap(), "--framework", "hicm-2015", "--into", path, "-o", path]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    assert!(told.out.contains("it is not one change"), "{}", told.out);
    let rows = open_assessment(&own, &Frameworks::bundled()).unwrap().assessment.rows;
    assert!(rows.iter().any(|row| row.change.as_str() == "demand-and-capacity"));
}

/// Three editions that follow each other: how many changes each has, and which of the one before each continues.
fn chain() -> impl Strategy<Value = [Framework; 3]> {
    let continues = || prop::collection::vec(prop::collection::btree_set(0..4_usize, 0..3), 4);
    (continues(), continues()).prop_map(|(second, third)| {
        let keys = ["a", "b", "c", "d"];
        let edition = |id: &str, before: Option<&str>, from: &[BTreeSet<usize>]| {
            let from: Vec<Vec<&str>> = from.iter().map(|it| it.iter().map(|at| keys[*at]).collect()).collect();
            let changes: Vec<(&str, &str, &[&str])> =
                keys.iter().zip(&from).map(|(key, from)| (*key, *key, from.as_slice())).collect();
            framework(id, before, &changes)
        };
        [
            edition("one", None, &vec![BTreeSet::new(); 4]),
            edition("two", Some("one"), &second),
            edition("three", Some("two"), &third),
        ]
    })
}

proptest! {
    #[test]
    fn steps_together_are_what_the_steps_are_one_by_one([one, two, three] in chain()) {
        let known = [Arc::new(one.clone()), Arc::new(two.clone()), Arc::new(three.clone())];
        let (first, second) = (Editions::between(&one, &two, &known), Editions::between(&two, &three, &known));
        let both = Editions::between(&one, &three, &known);
        let keys: Vec<&ChangeKey> = one.changes.iter().map(|change| &change.key).collect();
        for from in &keys {
            for to in &keys {
                let through = two.changes.iter().any(|it| first.continues(from, &it.key) && second.continues(&it.key, to));
                prop_assert_eq!(both.continues(from, to), through);
            }
            // Sure of one only where every step was.
            if let Counterpart::One(to) = both.counterpart(from) {
                for between in two.changes.iter().filter(|it| first.continues(from, &it.key)) {
                    prop_assert_eq!(second.counterpart(&between.key), Counterpart::One(to));
                }
            } else if let Counterpart::One(between) = first.counterpart(from)
                && let Counterpart::One(to) = second.counterpart(between)
            {
                // One step after the other is sure, so the doubt is of what else came in.
                prop_assert!(two.changes.iter().any(|it| second.continues(&it.key, to) && first.origins(&it.key).is_empty()));
            }
        }
        prop_assert_eq!(Editions::between(&three, &one, &known), both.inverse());

        // The same editions with the mapping written down directly.
        let mut direct = three.clone();
        direct.predecessor = Some(one.id.clone());
        for change in &mut direct.changes {
            change.from = both.origins(&change.key).into_iter().cloned().collect();
        }
        let direct = Editions::between(&one, &direct, &[]);
        for from in &keys {
            for to in &keys {
                prop_assert_eq!(direct.continues(from, to), both.continues(from, to));
            }
            if let Counterpart::One(to) = both.counterpart(from) {
                prop_assert_eq!(direct.counterpart(from), Counterpart::One(to));
            }
        }
    }
}
