//! What a person answers to what is undecided.

use super::laws::merged;
use crate::made::{self, key, quarter};
use hicm::compare::{Answer, MergeRefused, Names, both_possible, decide, merge};
use hicm::model::{
    ActionRow, Assessment, Better, ChangeText, ConflictKind, Delivery, FrameworkId, GlossaryEntry, Level, Metric,
    PutRefused, RowField, RowId, Spot, Spread, State, Status, Value,
};
use std::sync::Arc;

fn id(text: &str) -> RowId {
    RowId::new(text).unwrap()
}

fn base() -> Assessment {
    let a = made::assessment(&made::eight(), quarter(2018, 1), &[Some(Level::Mature), Some(Level::Established)]);
    made::with_rows(a, vec![made::row("a", "home-first"), made::row("b", "home-first")])
}

fn edited(edit: impl FnOnce(&mut Assessment)) -> Assessment {
    let mut a = base();
    edit(&mut a);
    a
}

fn row<'a>(a: &'a mut Assessment, row: &str) -> &'a mut ActionRow {
    Arc::make_mut(a.rows.iter_mut().find(|it| it.id == id(row)).unwrap())
}

/// Merges an edit of each and gives back the document; Ann is mine.
fn after(mine: impl FnOnce(&mut Assessment), theirs: impl FnOnce(&mut Assessment)) -> Assessment {
    let names = Names { mine: "Ann", theirs: "Ben" };
    merge(&base(), &edited(mine), &edited(theirs), names).unwrap().assessment
}

fn put(text: &str, value: &str) -> impl FnOnce(&mut Assessment) {
    let (cell, value) = (text.to_owned(), value.to_owned());
    move |a| {
        let row = row(a, "a");
        match cell.as_str() {
            "needs" => row.needs = value,
            "owner" => row.owner = value,
            "spread" => row.spread = Spread::new(value),
            _ => row.progress = value,
        }
    }
}

#[test]
fn two_editions_are_not_merged() {
    let theirs = Assessment { framework: FrameworkId::new("hicm-2019").unwrap(), ..base() };
    let refused = merge(&base(), &base(), &theirs, Names { mine: "", theirs: "" }).unwrap_err();
    let id = |id| FrameworkId::new(id).unwrap();
    assert_eq!(refused, MergeRefused::Frameworks { mine: id("hicm-2015"), theirs: id("hicm-2019") });
}

#[test]
fn mine_keeps_what_stands_and_theirs_puts_theirs() {
    let a = after(put("owner", "Ann"), put("owner", "Ben"));
    assert_eq!(a.undecided_count(), 1);
    let owner = |a: &Assessment| a.rows[0].owner.clone();
    let mut mine = a.clone();
    row(&mut mine, "a").owner = "Anna, since".into();
    decide(&mut mine, 0, Answer::Mine).unwrap();
    assert_eq!((owner(&mine), mine.undecided.len()), ("Anna, since".to_owned(), 0));
    let mut theirs = a.clone();
    decide(&mut theirs, 0, Answer::Theirs).unwrap();
    assert_eq!(owner(&theirs), "Ben");
    let mut other = a;
    decide(&mut other, 0, Answer::Other(Value::text("Cat"))).unwrap();
    assert_eq!(owner(&other), "Cat");
}

#[test]
fn an_answer_that_does_not_fit_changes_nothing() {
    let a = after(|a| a.changes[0].now = Some(Level::Established), |a| a.changes[0].now = None);
    let spot = Spot::Level(key("early-discharge"));
    assert_eq!(a.undecided[0].spot, spot);
    assert_eq!(a.undecided[0].mine.reason, "Because.");
    for (at, answer) in [(0, Answer::Both), (0, Answer::Other(Value::text("Mature"))), (1, Answer::Mine)] {
        let mut it = a.clone();
        assert_eq!(decide(&mut it, at, answer), Err(PutRefused::OtherKind));
        assert_eq!(it, a);
    }
    // Its row was deleted since: only what stands can be kept.
    let mut a = after(put("owner", "Ann"), put("owner", "Ben"));
    a.rows.clear();
    let before = a.clone();
    assert_eq!(decide(&mut a, 0, Answer::Theirs), Err(PutRefused::NoRow(id("a"))));
    assert_eq!(a, before);
    decide(&mut a, 0, Answer::Mine).unwrap();
    assert!(a.undecided.is_empty());
}

#[test]
fn what_one_deleted_and_the_other_edited() {
    let deletes = |a: &mut Assessment| a.rows.retain(|row| row.id != id("a"));
    for mine_deletes in [true, false] {
        let edits = put("owner", "Edited");
        let mut a = if mine_deletes { after(deletes, edits) } else { after(edits, deletes) };
        row(&mut a, "a").gaps = "Edited since".into();
        let (keeps, drops) = if mine_deletes { (Answer::Theirs, Answer::Mine) } else { (Answer::Mine, Answer::Theirs) };
        let mut kept = a.clone();
        decide(&mut kept, 0, keeps.clone()).unwrap();
        assert_eq!((kept.rows[0].owner.as_str(), kept.rows[0].gaps.as_str()), ("Edited", "Edited since"));
        let mut dropped = a.clone();
        decide(&mut dropped, 0, drops).unwrap();
        assert_eq!(dropped.rows.len(), 1);
        assert!(kept.undecided.is_empty() && dropped.undecided.is_empty());
        // Deleted meanwhile, and yet to be kept: it comes back as it was edited.
        deletes(&mut a);
        decide(&mut a, 0, keeps).unwrap();
        assert_eq!(a.row(&id("a")).unwrap().owner, "Edited");
    }
}

#[test]
fn both_says_whose_each_is() {
    let mut a = after(put("progress", "Rang the trust."), put("progress", "Met the council."));
    assert!(both_possible(&a.undecided[0]));
    decide(&mut a, 0, Answer::Both).unwrap();
    assert_eq!(a.rows[0].progress, "Ann: Rang the trust.\nBen: Met the council.");

    let nameless = Names { mine: " ", theirs: "b.ron" };
    let (mine, theirs) = (edited(put("needs", "One.")), edited(put("needs", "Two.")));
    let mut a = merge(&base(), &mine, &theirs, nameless).unwrap().assessment;
    decide(&mut a, 0, Answer::Both).unwrap();
    assert_eq!(a.rows[0].needs, "No name: One.\nb.ron: Two.");
}

#[test]
fn both_of_lists_and_of_spreads() {
    let entry = |meaning: &str| GlossaryEntry { short: "DTA".into(), meaning: meaning.into() };
    let mut a = after(|a| a.glossary.push(entry("discharge to assess")), |a| a.glossary.push(entry("D2A")));
    assert_eq!(a.glossary, [entry("discharge to assess")]);
    decide(&mut a, 0, Answer::Both).unwrap();
    assert_eq!(a.glossary, [entry("D2A"), entry("discharge to assess")]);

    let mut a = after(put("spread", "LPT"), put("spread", ""));
    assert!(!both_possible(&a.undecided[0]));
    assert_eq!(decide(&mut a, 0, Answer::Both), Err(PutRefused::OtherKind));
    let mut a = after(put("spread", "UHL (LRI)"), put("spread", "UHL (GGH), LPT"));
    decide(&mut a, 0, Answer::Both).unwrap();
    assert_eq!(a.rows[0].spread.typed(), "UHL (GGH, LRI), LPT");
    let a = after(put("spread", "UHL (LRI"), put("spread", "LPT"));
    assert!(!both_possible(&a.undecided[0]));
}

#[test]
fn both_of_two_rows_with_one_id() {
    let add = |owner: &str| {
        let row = ActionRow { owner: owner.into(), ..made::row("n", "home-first") };
        move |a: &mut Assessment| a.rows.insert(1, Arc::new(row))
    };
    let mut a = after(add("Ann"), add("Ben"));
    decide(&mut a, 0, Answer::Both).unwrap();
    let owners: Vec<&str> = a.rows.iter().map(|row| row.owner.as_str()).collect();
    assert_eq!(owners, ["", "Ann", "Ben", ""]);
    assert_eq!(a.rows[1].id, id("n"));
    assert!(a.rows.iter().all(|row| a.rows.iter().filter(|other| other.id == row.id).count() == 1));
}

#[test]
fn what_was_combined_is_read_and_answered() {
    let base_text = "Agree a rota with the wards and tell every site about it";
    let with = |text: &str| {
        let mut a = base();
        row(&mut a, "a").needs = text.into();
        a
    };
    let (mine, theirs) = (base_text.replace("rota", "plan"), base_text.replace("site", "home"));
    let names = Names { mine: "Ann", theirs: "Ben" };
    let it = merge(&with(base_text), &with(&mine), &with(&theirs), names).unwrap();
    assert_eq!((it.conflicts, it.taken.combined), (0, 1));
    let a = it.assessment;
    assert_eq!((a.undecided[0].kind, a.undecided_count()), (ConflictKind::Combined, 0));
    let combined = a.rows[0].needs.clone();
    assert_eq!(combined, "Agree a plan with the wards and tell every home about it");
    for (answer, expected) in [
        (Answer::Mine, mine.clone()),
        (Answer::Theirs, theirs.clone()),
        (Answer::Both, format!("Ann: {mine}\nBen: {theirs}")),
        (Answer::Other(Value::Text(combined.clone())), combined),
    ] {
        let mut a = a.clone();
        decide(&mut a, 0, answer).unwrap();
        assert_eq!((a.rows[0].needs.as_str(), a.undecided.len()), (expected.as_str(), 0));
    }
}

/// (before, mine, theirs, what comes of it; `None` where a person decides)
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

fn each(cell: &str, field: RowField, cases: &[Case]) {
    for (before, mine, theirs, expected) in cases {
        let with = |text: &str| {
            let mut a = base();
            put(cell, text)(&mut a);
            a
        };
        for (one, other) in [(mine, theirs), (theirs, mine)] {
            let it = merged(&with(before), &with(one), &with(other));
            let got = it.assessment.rows[0].text(field).into_owned();
            assert_eq!(it.conflicts, usize::from(expected.is_none()), "{before:?} {one:?} {other:?}: {got:?}");
            assert_eq!(got, expected.unwrap_or(one), "{before:?} {one:?} {other:?}");
        }
    }
}

#[test]
fn texts_are_combined_where_the_edits_do_not_touch() {
    each(
        "needs",
        RowField::Needs,
        &[
            ("a b c d e", "A b c d e", "a b c d E", Some("A b c d E")),
            ("a b c d e", "A b c d e", "a B c d e", None),
            ("a b c d e", "A b c d e", "a b C d e", Some("A b C d e")),
            ("a b c", "a b c x", "a b c y", None),
            ("a b c", "x a b c", "y a b c", None),
            ("a b c", "x a b c", "a b c y", Some("x a b c y")),
            ("a b c", "", "a b c y", None),
            ("", "x", "y", None),
            ("a b c d", "b c d", "a b c", Some("b c")),
            ("a b c d e f", "A b c d e F", "A b C d e f", Some("A b C d e F")),
            // Typography gives way, and only where words were changed.
            ("it's a b - c", "it’s a b – c", "it's A b - c", Some("it’s A b – c")),
            ("it's a b", "it’s a b", "it was a b", Some("it was a b")),
            ("it's", "it’s", "it‘s", None),
        ],
    );
}

#[test]
fn spreads_are_sets_of_organisations_and_sites() {
    each(
        "spread",
        RowField::Spread,
        &[
            ("UHL, LPT", "UHL, LPT, LOROS", "UHL", Some("UHL, LOROS")),
            ("UHL (LRI)", "UHL (LRI, GGH)", "UHL (LRI, LGH)", Some("UHL (LRI, GGH, LGH)")),
            ("UHL (LRI, GGH)", "UHL (LRI)", "UHL (LRI, GGH, LGH)", Some("UHL (LRI, LGH)")),
            ("", "UHL", "LPT", Some("LPT, UHL")),
            ("", "UHL (LRI)", "UHL (GGH)", Some("UHL (GGH, LRI)")),
            // All of it against some of it is no set.
            ("UHL (LRI)", "UHL", "UHL (LRI, GGH)", None),
            ("UHL", "UHL (LRI)", "UHL (GGH)", None),
            ("UHL (LRI)", "LPT", "UHL (GGH)", None),
            // Nothing would be left.
            ("UHL, LPT", "UHL", "LPT", None),
            ("UHL", "", "UHL, LPT", None),
            // It cannot be read for certain.
            ("UHL, LPT", "UHL (LRI", "LPT, LOROS", None),
            ("UHL (LRI, LPT", "UHL (LRI), LPT", "LPT, LOROS", None),
            ("UHL, UHL", "UHL, LPT", "UHL, LOROS", None),
            ("UHL, 1", "UHL, LPT", "LOROS, 1", None),
            // The order typed by one.
            ("UHL, LPT", "LPT, UHL", "UHL, LPT, LOROS", Some("LPT, LOROS, UHL")),
        ],
    );
}

#[test]
fn metrics_of_one_name_keep_their_number() {
    let metric = |unit: &str| Metric {
        name: "DTOC".into(),
        unit: unit.into(),
        better: Better::Lower,
        target: None,
        target_by: None,
        values: Vec::new(),
        delayed_days: None,
        note: String::new(),
    };
    let with = |units: &[&str]| Assessment { metrics: units.iter().map(|unit| metric(unit)).collect(), ..base() };
    let names = Names { mine: "Ann", theirs: "Ben" };
    let it = merge(&with(&["a", "b"]), &with(&[]), &with(&["A", "B"]), names).unwrap();
    let mut a = it.assessment;
    let spots: Vec<Spot> = a.undecided.iter().map(|it| it.spot.clone()).collect();
    assert_eq!(spots, [Spot::Metric("DTOC".into(), 0), Spot::Metric("DTOC".into(), 1)]);
    decide(&mut a, 0, Answer::Mine).unwrap();
    decide(&mut a, 0, Answer::Theirs).unwrap();
    assert_eq!(a.metrics, [metric("B")]);
}

#[test]
fn what_one_decided_stays_decided() {
    let open = after(put("owner", "Ann"), put("owner", "Ben"));
    let mut mine = open.clone();
    decide(&mut mine, 0, Answer::Theirs).unwrap();
    let mut theirs = open.clone();
    row(&mut theirs, "b").delivery = Some(Delivery::Done);
    let it = merged(&open, &mine, &theirs);
    assert!(it.assessment.undecided.is_empty());
    assert_eq!((it.assessment.rows[0].owner.as_str(), it.assessment.rows[1].delivery), ("Ben", Some(Delivery::Done)));
}

#[test]
fn a_seal_holds_only_for_what_was_sealed() {
    let seals = |a: &mut Assessment| {
        let text = || "Chair".to_owned();
        let seal = hicm::model::Seal {
            by: text(),
            role: text(),
            on: a.as_at,
            note: text(),
            digest: text(),
            previous: None,
            chain: None,
        };
        a.state = State::Sealed(seal);
    };
    // Nothing came to it: sealed.
    assert!(after(seals, |_| {}).sealed());
    assert!(after(seals, seals).sealed());
    let both = |a: &mut Assessment| {
        put("owner", "Ann")(a);
        seals(a);
    };
    assert!(after(both, put("owner", "Ann")).sealed());
    // An edit came to it: a draft, until somebody has looked.
    let mut a = after(seals, put("owner", "Ben"));
    assert!(!a.sealed());
    assert_eq!(a.undecided[0].spot, Spot::State);
    decide(&mut a, 0, Answer::Mine).unwrap();
    assert!(a.sealed());
}

#[test]
fn reasons_come_with_what_they_are_for() {
    let says = |status: Level, why: &str| {
        let why = why.to_owned();
        move |a: &mut Assessment| {
            row(a, "a").status = Status::At(status);
            row(a, "a").progress = why;
            a.changes[0].now = Some(status);
            a.changes[0].texts.set(ChangeText::Why, format!("{status}."));
        }
    };
    let a = after(says(Level::Exemplary, "All do."), says(Level::PlansInPlace, ""));
    let reasons = |spot: &Spot| {
        let it = a.undecided.iter().find(|it| it.spot == *spot).unwrap();
        (it.mine.by.clone(), it.mine.reason.clone(), it.theirs.by.clone(), it.theirs.reason.clone())
    };
    let all = |texts: [&str; 4]| (texts[0].into(), texts[1].into(), texts[2].into(), texts[3].into());
    assert_eq!(reasons(&Spot::Cell(id("a"), RowField::Status)), all(["Ann", "All do.", "Ben", ""]));
    let level = Spot::Level(key("early-discharge"));
    assert_eq!(reasons(&level), all(["Ann", "Exemplary.", "Ben", "Plans in place."]));
}

/// Near-linear: the worst orders and an edit in each row of a large table take no time to speak of. The bound is wide, for
/// slow machines and unoptimised code; comparing all pairs would take minutes.
#[test]
fn a_large_table_is_merged_at_once() {
    let rows = |edit: &dyn Fn(usize, &mut ActionRow)| {
        let row = |n: usize| {
            let change = if n.is_multiple_of(2) { "home-first" } else { "choice" };
            let mut row = ActionRow { needs: "Agree a rota with all".into(), ..made::row(&format!("r{n}"), change) };
            edit(n, &mut row);
            row
        };
        made::with_rows(base(), (0..10_000).map(row).collect())
    };
    let base = rows(&|_, _| {});
    let mut mine = rows(&|_, row| row.needs = "Agree a plan with all".into());
    let mut theirs = rows(&|n, row| {
        row.needs = "Agree a rota with everybody".into();
        row.owner = n.to_string();
    });
    mine.rows.reverse();
    theirs.rows.rotate_left(3_333);
    let start = std::time::Instant::now();
    let it = merged(&base, &mine, &theirs);
    let took = start.elapsed();
    assert_eq!((it.taken.combined, it.conflicts), (10_000, 2));
    assert_eq!(it.assessment.rows[0].needs, "Agree a plan with everybody");
    assert!(took.as_secs() < 5, "{took:?}");
    println!("10,000 rows, each edited by both, all out of order: {took:?}");
}
