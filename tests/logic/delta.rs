//! In what two assessments differ: the laws, and what each difference is called.

use crate::generate;
use crate::made::{assessment, eight, framework, key, quarter, row, with_rows};
use crate::merge::edits;
use hicm::compare::{Class, Comparison, Delta, Detail, PairBy, PairKind, Weight, item_changes, typographic};
use hicm::model::Editions;
use hicm::model::{
    ActionRow, Assessment, ChangeText, Delivery, Due, Framework, Level, Metric, RowField, RowId, Spot, Spread, Status,
    Value,
};
use hicm::store;
use proptest::prelude::*;
use std::sync::Arc;

fn delta(before: &Assessment, after: &Assessment) -> Delta {
    Delta::between(before, after, Editions::one(), PairBy::Either)
}

fn now(rows: Vec<ActionRow>) -> Assessment {
    with_rows(assessment(&eight(), quarter(2019, 1), &[]), rows)
}

/// What two assessments of one row differ in, of that row.
fn of_row(before: ActionRow, after: ActionRow) -> Vec<(String, Class, Weight, String)> {
    let delta = delta(&now(vec![before]), &now(vec![after]));
    let of_row = delta.differences.iter().filter(|difference| difference.pair.is_some());
    of_row.map(|it| (it.spot.key().to_owned(), it.class, it.weight, it.detail().in_words())).collect()
}

/// Both laws that bind a comparison to what was compared.
fn lawful(before: &Assessment, after: &Assessment, by: PairBy) -> Result<(), TestCaseError> {
    let delta = Delta::between(before, after, Editions::one(), by);
    let made = delta.apply(before).map_err(|refused| TestCaseError::fail(refused.to_string()))?;
    prop_assert_eq!(&made, after);
    let back = delta.inverse();
    let made = back.apply(after).map_err(|refused| TestCaseError::fail(refused.to_string()))?;
    prop_assert_eq!(&made, before);
    prop_assert_eq!(back.inverse().differences.len(), delta.differences.len());
    // Compared the other way round, the same differs in the same way; only ties of what moved may fall otherwise.
    if by == PairBy::Either {
        let other = Delta::between(after, before, Editions::one(), by);
        let told = |delta: &Delta| {
            let mut told: Vec<_> = delta
                .differences
                .iter()
                .filter(|it| !matches!(it.spot, Spot::Position(_)))
                .map(|it| format!("{:?} {:?} {:?} {:?}", it.spot, it.class, it.before, it.after))
                .collect();
            told.sort();
            told
        };
        prop_assert_eq!(told(&other), told(&back));
        prop_assert_eq!(other.count(PairKind::Moved), back.count(PairKind::Moved));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_differs_from_itself(one in generate::assessment()) {
        let same = delta(&one, &one);
        prop_assert!(same.is_empty(), "{:?}", same.differences);
        prop_assert!(same.pairs.iter().all(|pair| pair.kinds() == [PairKind::Same]));
    }

    #[test]
    fn what_differs_leads_from_one_to_the_other_and_back(
        one in generate::assessment(),
        other in generate::assessment(),
    ) {
        let other = Assessment { framework: one.framework.clone(), ..other };
        lawful(&one, &other, PairBy::Either)?;
        lawful(&one, &other, PairBy::Text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_people_edit_leads_there_and_back(base in edits::base(), one in edits::edits(), other in edits::edits()) {
        let (one, other) = (edits::edited(&base, &one), edits::edited(&base, &other));
        for (before, after) in [(&base, &one), (&one, &other)] {
            lawful(before, after, PairBy::Either)?;
            prop_assert_eq!(delta(before, after).is_empty(), before == after);
        }
        lawful(&one, &other, PairBy::Text)?;
    }
}

#[test]
fn every_ordered_selection_of_five_rows_leads_to_every_other() {
    let rows: Vec<Arc<ActionRow>> = (0..5).map(|at| Arc::new(row(&format!("row-{at}"), "choice"))).collect();
    let mut selections: Vec<Vec<usize>> = vec![Vec::new()];
    let mut longer = selections.clone();
    for _ in 0..5 {
        longer = longer
            .iter()
            .flat_map(|selection| {
                let free = (0..5).filter(|at| !selection.contains(at)).collect::<Vec<_>>();
                free.into_iter().map(move |at| [selection.as_slice(), &[at]].concat())
            })
            .collect();
        selections.extend(longer.iter().cloned());
    }
    assert_eq!(selections.len(), 326);
    let empty = Assessment::empty("Anywhere", quarter(2019, 1), &framework("one", None, &[("choice", "Choice", &[])]));
    let made: Vec<Assessment> = selections
        .iter()
        .map(|selection| Assessment {
            rows: selection.iter().map(|at| Arc::clone(&rows[*at])).collect(),
            ..empty.clone()
        })
        .collect();
    for one in &made {
        for other in &made {
            let delta = delta(one, other);
            assert_eq!(delta.apply(one).unwrap().rows, other.rows);
            assert_eq!(delta.is_empty(), one.rows == other.rows);
        }
    }
}

#[test]
fn each_kind_of_cell_differs_in_its_own_terms() {
    let plain = || row("one", "choice");
    let due = |typed: &str| Due::read(typed, quarter(2019, 1).last_day());
    let status = |status: Status| ActionRow { status, ..plain() };
    let split = Status::split(Level::PlansInPlace, Level::Established).unwrap();
    let told = Weight::Told;
    let cases: Vec<(ActionRow, ActionRow, &str, Class, Weight, &str)> = vec![
        (plain(), status(Status::At(Level::Mature)), "status", Class::Improved, told, "up one step"),
        (plain(), status(Status::At(Level::NotYetEstablished)), "status", Class::Regressed, told, "down two steps"),
        (status(split.clone()), plain(), "status", Class::Changed, told, "settled at one level"),
        (plain(), status(split), "status", Class::Changed, told, "split between two levels"),
        (status(Status::blank()), plain(), "status", Class::New, told, "known now"),
        (plain(), status(Status::blank()), "status", Class::Dropped, told, "not known any more"),
        (plain(), status(Status::Unknown("TBC".into())), "status", Class::Changed, told, "not known any more"),
        (
            ActionRow { due: due("1 July 2019"), ..plain() },
            ActionRow { due: due("1 August 2019"), ..plain() },
            "due",
            Class::Regressed,
            told,
            "31 days later",
        ),
        (
            ActionRow { due: due("1 July 2019"), ..plain() },
            ActionRow { due: due("30 June 2019"), ..plain() },
            "due",
            Class::Improved,
            told,
            "one day earlier",
        ),
        (plain(), ActionRow { due: due("May 2019"), ..plain() }, "due", Class::New, told, "has a date now"),
        (
            ActionRow { due: due("May 2019"), ..plain() },
            ActionRow { due: due("Ongoing"), ..plain() },
            "due",
            Class::Changed,
            told,
            "no date any more",
        ),
        (
            ActionRow { due: due("June 2019"), ..plain() },
            ActionRow { due: due("30 June 2019"), ..plain() },
            "due",
            Class::Changed,
            told,
            "another kind of date",
        ),
        (
            plain(),
            ActionRow { spread: Spread::new("UHL, LPT"), ..plain() },
            "spread",
            Class::Improved,
            told,
            "gained LPT",
        ),
        (
            ActionRow { spread: Spread::new("UHL (LRI, LGH)"), ..plain() },
            ActionRow { spread: Spread::new("UHL (LRI); ICS"), ..plain() },
            "spread",
            Class::Changed,
            told,
            "gained ICS; lost UHL (LGH)",
        ),
        (
            plain(),
            ActionRow { where_now: "Something else happens.".into(), ..plain() },
            "where_now",
            Class::Changed,
            told,
            "",
        ),
        (
            ActionRow { gaps: "The patient’s “own” choice – late".into(), ..plain() },
            ActionRow { gaps: "The patient's \"own\"  choice - late ".into(), ..plain() },
            "gaps",
            Class::Changed,
            Weight::Typographic,
            "",
        ),
        (plain(), ActionRow { owner: "Somebody".into(), ..plain() }, "owner", Class::New, told, ""),
        (ActionRow { needs: "Much".into(), ..plain() }, plain(), "needs", Class::Dropped, told, ""),
        (
            ActionRow { delivery: Some(Delivery::InProgress), ..plain() },
            ActionRow { delivery: Some(Delivery::Done), ..plain() },
            "delivery",
            Class::Improved,
            told,
            "",
        ),
        (
            ActionRow { delivery: Some(Delivery::InProgress), ..plain() },
            ActionRow { delivery: Some(Delivery::Stopped), ..plain() },
            "delivery",
            Class::Changed,
            told,
            "",
        ),
        (plain(), ActionRow { reviewed: true, ..plain() }, "reviewed", Class::New, Weight::Kept, ""),
        (plain(), ActionRow { change: key("home-first"), ..plain() }, "change", Class::Moved, told, ""),
    ];
    for (before, after, field, class, weight, words) in cases {
        let expected = vec![(field.to_owned(), class, weight, words.to_owned())];
        assert_eq!(of_row(before.clone(), after.clone()), expected);
        // Told from the other side, better is worse and new is gone.
        let back: Vec<_> = of_row(after, before).into_iter().map(|(_, class, weight, _)| (class, weight)).collect();
        assert_eq!(back, [(class.inverse(), weight)]);
    }
}

#[test]
fn only_typography_is_no_other_text() {
    let cases = [
        ("a – b", "a - b", true),
        ("“quoted”", "\"quoted\"", true),
        ("it’s", "it's", true),
        ("two  spaces\nand a line ", "two spaces and a line", true),
        ("cafe\u{301}", "café", true),
        ("soft\u{ad}hyphen", "softhyphen", true),
        ("ﬁne", "fine", true),
        ("well-known", "well known", false),
        ("No", "no", false),
        ("5 days", "7 days", false),
        ("same", "same", false),
        ("end.", "end", false),
    ];
    for (one, other, expected) in cases {
        assert_eq!(typographic(one, other), expected, "“{one}” and “{other}”");
        assert_eq!(typographic(other, one), expected, "“{other}” and “{one}”");
    }
}

#[test]
fn a_table_that_word_gave_back_counts_as_the_same() {
    let typed = ["It’s “agreed” – by all", "Nobody’s there at 4 pm – or later"];
    let plain = ["It's \"agreed\" - by all", "Nobody's there at 4 pm -  or later"];
    let rows = |texts: [&str; 2]| {
        let row = |(at, text): (usize, &str)| ActionRow { where_now: text.into(), ..row(&format!("r-{at}"), "choice") };
        now(texts.into_iter().enumerate().map(row).collect())
    };
    let delta = delta(&rows(typed), &rows(plain));
    assert_eq!((delta.count(PairKind::Same), delta.count(PairKind::Modified)), (2, 0));
    assert!(delta.pairs.iter().all(|pair| pair.typographic));
    assert_eq!(delta.told().count(), 0);
    assert!(!delta.is_empty(), "the two are not the same to the letter");
}

#[test]
fn a_row_in_another_change_has_moved_and_the_others_have_not() {
    let (a, b, c) = (row("a", "choice"), row("b", "choice"), row("c", "choice"));
    let before = now(vec![a.clone(), b.clone(), c.clone()]);
    let after = now(vec![a, ActionRow { change: key("home-first"), ..b }, c]);
    let delta = delta(&before, &after);
    let kinds: Vec<_> = delta.pairs.iter().map(hicm::compare::Pair::kinds).collect();
    assert_eq!(kinds, [vec![PairKind::Same], vec![PairKind::MovedToChange], vec![PairKind::Same]]);
}

#[test]
fn of_two_rows_that_changed_places_the_edited_one_has_moved() {
    let (a, b) = (row("a", "choice"), row("b", "choice"));
    let edited = |row: &ActionRow| ActionRow { gaps: "Many".into(), ..row.clone() };
    for (after, moved) in [
        (vec![b.clone(), edited(&a)], "a"),
        (vec![edited(&b), a.clone()], "b"),
        // A tie: the lower one.
        (vec![b.clone(), a.clone()], "a"),
    ] {
        let delta = delta(&now(vec![a.clone(), b.clone()]), &now(after));
        let of: Vec<_> =
            delta.pairs.iter().filter(|pair| pair.moved).map(|pair| pair.row().unwrap().id.to_string()).collect();
        assert_eq!(of, [moved]);
        let places: Vec<_> = delta
            .differences
            .iter()
            .filter(|it| matches!(it.spot, Spot::Position(_)))
            .map(|it| (it.before.to_string(), it.after.to_string(), it.class))
            .collect();
        let (from, to) = if moved == "a" { ("1", "2") } else { ("2", "1") };
        assert_eq!(places, [(from.to_owned(), to.to_owned(), Class::Moved)]);
    }
}

#[test]
fn a_part_that_was_split_off_is_known_by_its_words() {
    let first = "The in-reach team sees every patient over 75 on the day of admission.";
    let second = "The equipment store delivers within four hours, at weekends as well as on weekdays.";
    let whole = ActionRow { where_now: format!("{first} {second}"), ..row("whole", "choice") };
    let kept = ActionRow { where_now: first.into(), ..whole.clone() };
    let part = ActionRow { where_now: second.into(), ..row("part", "choice") };
    let other = ActionRow {
        where_now: "Nine words that nobody has written anywhere before today.".into(),
        ..row("other", "choice")
    };
    let delta = delta(&now(vec![whole]), &now(vec![kept, part, other]));
    let split: Vec<_> = delta.pairs.iter().map(|pair| pair.split_of.as_ref().map(RowId::as_str)).collect();
    assert_eq!(split, [None, Some("whole"), None]);
}

#[test]
fn levels_and_plans_of_one_edition_differ_by_steps() {
    let framework = eight();
    let before =
        assessment(&framework, quarter(2019, 1), &[Some(Level::PlansInPlace), Some(Level::Mature), None, None]);
    let mut after = assessment(
        &framework,
        quarter(2019, 2),
        &[Some(Level::Mature), Some(Level::Established), Some(Level::Established), None],
    );
    after.changes[0].plan(quarter(2019, 4), Some(Level::Exemplary));
    after.changes[3].texts.set(ChangeText::Challenges, "Many");
    let delta = delta(&before, &after);
    let told: Vec<_> = delta
        .told()
        .map(|it| (it.change.as_ref().unwrap().to_string(), it.spot.key(), it.class, it.detail()))
        .collect();
    let expected = [
        ("early-discharge", "level", Class::Improved, Detail::Steps(2)),
        ("early-discharge", "plan", Class::New, Detail::Plain),
        ("patient-flow", "level", Class::Regressed, Detail::Steps(-1)),
        ("discharge-teams", "level", Class::New, Detail::Plain),
        ("home-first", "challenges", Class::New, Detail::Plain),
    ];
    assert_eq!(told, expected.map(|(change, key, class, detail)| (change.to_owned(), key, class, detail)));
}

#[test]
fn across_editions_a_level_is_marked_and_a_row_that_had_to_go_has_not_moved() {
    let old = framework("old", None, &[("one", "One", &[]), ("two", "Two", &[]), ("three", "Three", &[])]);
    let new = framework("new", Some("old"), &[("one-a", "One anew", &["one"]), ("both", "Both", &["two", "three"])]);
    let rows = |keys: [&str; 3]| keys.iter().enumerate().map(|(at, key)| row(&format!("r-{at}"), key)).collect();
    let before = with_rows(
        assessment(&old, quarter(2019, 1), &[Some(Level::PlansInPlace), Some(Level::Mature), None]),
        rows(["one", "two", "three"]),
    );
    let after = with_rows(
        assessment(&new, quarter(2019, 2), &[Some(Level::Established), Some(Level::Mature)]),
        rows(["one-a", "both", "one-a"]),
    );
    let delta = Delta::between(&before, &after, Editions::between(&old, &new, &[]), PairBy::Either);
    let level = delta.differences.iter().find(|it| it.spot == Spot::Level(key("one-a"))).unwrap();
    assert_eq!((level.class, level.detail()), (Class::DefinitionChanged, Detail::Steps(1)));
    let moved: Vec<bool> = delta.pairs.iter().map(|pair| pair.moved_to_change).collect();
    assert_eq!(moved, [false, false, true]);
    assert_eq!(delta.apply(&before).unwrap(), after);
    assert_eq!(delta.inverse().apply(&after).unwrap(), before);
    let back = Delta::between(&after, &before, Editions::between(&new, &old, &[]), PairBy::Either);
    assert_eq!(back.apply(&after).unwrap(), before);
    let level = back.differences.iter().find(|it| it.spot == Spot::Level(key("one"))).unwrap();
    assert_eq!((level.class, level.detail()), (Class::DefinitionChanged, Detail::Steps(-1)));
}

#[test]
fn a_delta_is_not_applied_to_another_assessment() {
    let delta = delta(&now(vec![row("a", "choice")]), &now(vec![ActionRow { gaps: "x".into(), ..row("a", "choice") }]));
    assert!(delta.apply(&now(vec![row("b", "choice")])).is_err());
}

#[test]
fn lists_are_compared_item_by_item() {
    let lines = |lines: &[&str]| Value::Lines(lines.iter().map(|line| (*line).to_owned()).collect());
    let some = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let cases = [
        (lines(&["a", "b"]), lines(&["b", "c"]), Some((some(&["a"]), some(&["c"])))),
        (lines(&["a", "a"]), lines(&["a"]), Some((some(&["a"]), some(&[])))),
        (Value::Nothing, lines(&["a"]), Some((some(&[]), some(&["a"])))),
        (lines(&["a", "b"]), lines(&["b", "a"]), None),
        (Value::Text("a".into()), lines(&["a"]), None),
        (Value::Nothing, Value::Nothing, None),
    ];
    for (before, after, expected) in cases {
        assert_eq!(item_changes(&before, &after), expected);
    }
}

fn between(before: &Assessment, after: &Assessment, framework: &Framework) -> Vec<String> {
    let comparison = Comparison::between((before, framework), (after, framework), &[], PairBy::Either);
    comparison.sentences().into_iter().map(|sentence| sentence.text).collect()
}

#[test]
fn the_minutes_of_the_real_quarters_and_of_the_example() {
    let frameworks = store::Frameworks::bundled();
    let llr = store::llr_series().unwrap();
    let framework = frameworks.get(&llr[2].framework).unwrap();
    let told = between(&llr[1], &llr[2], framework);
    assert_eq!(told.len(), 8, "one for each change");
    assert_eq!(told[4], "Seven-day services rose from Plans in place to Established, as planned.");
    assert_eq!(told[0], "Early discharge planning was not assessed in Q4 2018/19 and is now at Established.");
    let first = between(&llr[0], &llr[1], framework);
    assert_eq!(first[4], "Seven-day services was not assessed in Q1 2017/18 and is now at Plans in place.");
    assert_eq!(
        first.last().unwrap(),
        "The assessment of Q4 2018/19 keeps no action table, so its rows are not compared."
    );

    let example = store::sample_series().unwrap();
    let framework = frameworks.get(&example[3].framework).unwrap();
    let told = between(&example[2], &example[3], framework);
    assert_eq!(told.len(), framework.changes.len());
    assert_eq!(
        told[8],
        "Housing and related services rose from Plans in place to Established; one action is new, one was dropped, the \
         status of two rose, two are due later than before and four are described in other words."
    );
    for sentence in told {
        assert!(sentence.ends_with('.') && !sentence.contains("..") && !sentence.contains("  "), "{sentence}");
        assert!(!sentence.contains('%'), "{sentence}");
    }
}

#[test]
fn a_metric_differs_figure_by_figure() {
    let mut before = now(Vec::new());
    before.metrics = store::sample_series().unwrap()[2].metrics.clone();
    let mut after = before.clone();
    let metric: &mut Metric = &mut after.metrics[0];
    let last = *metric.values.last().unwrap();
    metric.values.last_mut().unwrap().value = 1.5;
    let delta = delta(&before, &after);
    let difference = &delta.differences[0];
    let (gone, come) = item_changes(&difference.before, &difference.after).unwrap();
    assert!(gone[0].starts_with(&format!("{}: {}", last.period, last.value)), "{gone:?}");
    assert!(come[0].starts_with(&format!("{}: 1.5", last.period)), "{come:?}");
    assert_eq!((gone.len(), come.len()), (1, 1));
}

#[test]
fn every_field_of_a_row_can_be_put_back() {
    use strum::IntoEnumIterator as _;
    let full = ActionRow {
        gaps: "g".into(),
        needs: "n".into(),
        due: Due::read("May 2019", quarter(2019, 1).last_day()),
        owner: "o".into(),
        delivery: Some(Delivery::Done),
        progress: "p".into(),
        evidence: vec!["e".into()],
        reviewed: true,
        ..row("one", "choice")
    };
    let empty = ActionRow::empty(full.id.clone(), key("home-first"));
    let mut made = empty.clone();
    for field in RowField::iter() {
        assert_ne!(full.value(field), empty.value(field), "{field:?}");
        assert!(!full.same_value(&empty, field), "{field:?}");
        made.put(field, full.value(field)).unwrap();
    }
    assert_eq!(made, full);
}
