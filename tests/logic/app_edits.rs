//! The laws of edits and of undo.

use crate::made::{assessment, eight, key, quarter, row, with_rows};
use hicm::app::{Edit, EditRefused, FileOnDisk, Origin, RowPlace, Session, Surroundings};
use hicm::model::{ActionRow, Assessment, ChangeKey, ChangeText, Framework, Level, RowField, RowId};
use hicm::store::{Series, Stamp};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// Ten rows of three changes, not in the framework's order.
fn table() -> Assessment {
    let changes = ["home-first", "choice", "home-first", "early-discharge", "choice"];
    let rows = (0..10).map(|at| row(&format!("row-{at}"), changes[at % changes.len()])).collect();
    with_rows(assessment(&eight(), quarter(2019, 1), &[Some(Level::Established); 8]), rows)
}

fn session(assessment: Assessment) -> Session {
    let series =
        Arc::new(Series { folder: PathBuf::new(), entries: Vec::new(), faults: Vec::new(), copies: Vec::new() });
    let around = Surroundings { framework: Arc::new(eight()), series, previous: None };
    Session::untitled(assessment, around, Origin::Sample, None)
}

fn id(at: usize) -> RowId {
    RowId::new(&format!("row-{at}")).unwrap()
}

fn a_change() -> impl Strategy<Value = ChangeKey> {
    let known = prop::sample::select(eight().changes.into_iter().map(|change| change.key).collect::<Vec<_>>());
    prop_oneof![9 => known, 1 => Just(key("nowhere"))]
}

fn some_rows() -> impl Strategy<Value = Vec<RowId>> {
    prop::collection::vec((0..12_usize).prop_map(id), 0..5)
}

/// An empty row below another, or at the end of its change.
fn insert(at: usize, change: ChangeKey, below: Option<RowId>) -> Edit {
    let place = below.map_or_else(|| RowPlace::EndOf(change.clone()), RowPlace::Below);
    Edit::InsertRows { rows: vec![Arc::new(ActionRow::empty(id(at), change))], at: place }
}

fn an_edit() -> impl Strategy<Value = Edit> {
    let level = prop::option::of(prop::sample::select(Level::all().collect::<Vec<_>>()));
    let text = prop::sample::select(vec![ChangeText::Why, ChangeText::Challenges]);
    let field = prop::sample::select(vec![
        RowField::WhereNow,
        RowField::Status,
        RowField::Due,
        RowField::Delivery,
        RowField::Reviewed,
        RowField::Change,
    ]);
    let words = prop::sample::select(vec!["", "yes", "Mature", "Done", "1 July 2019", "choice", "xyz"]);
    let cells = prop::collection::vec(((0..12_usize).prop_map(id), field, words.clone().prop_map(str::to_owned)), 1..4);
    prop_oneof![
        (a_change(), level.clone()).prop_map(|(change, level)| Edit::SetLevel { change, level }),
        (a_change(), 1..=4_u8, level).prop_map(|(change, number, level)| Edit::SetPlan {
            change,
            quarter: quarter(2020, number),
            level
        }),
        (a_change(), text, words.prop_map(str::to_owned)).prop_map(|(change, text, words)| Edit::SetChangeText {
            change,
            text,
            words
        }),
        cells.prop_map(Edit::SetCells),
        (10..14_usize, a_change(), prop::option::of((0..12_usize).prop_map(id)))
            .prop_map(|(at, change, below)| insert(at, change, below)),
        some_rows().prop_map(Edit::DeleteRows),
        (some_rows(), any::<bool>()).prop_map(|(rows, down)| Edit::MoveRows { rows, down }),
        (some_rows(), a_change()).prop_map(|(rows, change)| Edit::Reassign { rows, change }),
        prop::sample::select(vec!["", "  ", "Elsewhere"]).prop_map(|place| Edit::SetDetails {
            place: place.to_owned(),
            quarter: quarter(2021, 2),
            as_at: quarter(2021, 2).last_day(),
            prepared_by: String::new(),
        }),
    ]
}

fn ids(assessment: &Assessment) -> Vec<RowId> {
    assessment.rows.iter().map(|row| row.id.clone()).collect()
}

fn of_change(assessment: &Assessment, change: &ChangeKey) -> Vec<RowId> {
    assessment.rows_of(change).map(|row| row.id.clone()).collect()
}

fn applied(edit: &Edit, assessment: &Assessment, framework: &Framework) -> Assessment {
    let mut next = assessment.clone();
    edit.apply(&mut next, framework).unwrap();
    next
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn all_undone_is_the_first_state_and_all_redone_the_last(
        edits in prop::collection::vec((an_edit(), any::<bool>()), 0..25)
    ) {
        let first = table();
        let mut session = session(first.clone());
        for (edit, settle) in &edits {
            let before = session.assessment().clone();
            if session.edit(edit).is_err() {
                prop_assert!(Arc::ptr_eq(&before, session.assessment()), "a refused edit leaves it equal");
            }
            prop_assert!(session.assessment().fits(&eight()).is_ok());
            if *settle {
                session.settle();
            }
        }
        let last = session.assessment().clone();
        let mut labels = Vec::new();
        while let Some(label) = session.undo_label().map(str::to_owned) {
            let before = session.assessment().clone();
            prop_assert!(session.undo());
            prop_assert_ne!(&before, session.assessment(), "{} does something", label);
            prop_assert_eq!(session.redo_label(), Some(label.as_str()));
            labels.push(label);
        }
        prop_assert!(!session.undo());
        prop_assert_eq!(&**session.assessment(), &first);
        prop_assert!(!session.edited(), "back at the saved state");
        while let Some(label) = labels.pop() {
            prop_assert_eq!(session.redo_label(), Some(label.as_str()));
            prop_assert!(session.redo());
            prop_assert!(session.edited());
        }
        prop_assert!(!session.redo());
        prop_assert_eq!(session.assessment(), &last);
    }

    #[test]
    fn moving_is_a_permutation_within_each_change(rows in some_rows(), down in any::<bool>()) {
        let (before, framework) = (table(), eight());
        let after = applied(&Edit::MoveRows { rows: rows.clone(), down }, &before, &framework);
        let changes = |assessment: &Assessment| {
            assessment.rows.iter().map(|row| row.change.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(changes(&before), changes(&after), "each place keeps its change");
        let (mut one, mut other) = (ids(&before), ids(&after));
        one.sort();
        other.sort();
        prop_assert_eq!(one, other);
        for change in &framework.changes {
            let (was, is) = (of_change(&before, &change.key), of_change(&after, &change.key));
            let staying = |rows_in: &[RowId]| {
                rows_in.iter().filter(|id| !rows.contains(id)).cloned().collect::<Vec<_>>()
            };
            prop_assert_eq!(staying(&was), staying(&is), "the others keep their order");
            let blocked = if down { was.last() } else { was.first() }.is_some_and(|id| rows.contains(id));
            if !blocked {
                let back = applied(&Edit::MoveRows { rows: rows.clone(), down: !down }, &after, &framework);
                prop_assert_eq!(of_change(&back, &change.key), was.clone(), "and back");
            }
            for (at, id) in was.iter().enumerate().filter(|(_, id)| rows.contains(id)) {
                let now = is.iter().position(|other| other == id).unwrap();
                let step = if down { now.checked_sub(at) } else { at.checked_sub(now) };
                prop_assert!(step.is_some_and(|step| step <= 1), "one step that way or none");
            }
        }
    }

    #[test]
    fn reassigned_rows_stand_behind_the_changes_last_in_their_order(rows in some_rows(), to in 0..8_usize) {
        let (before, framework) = (table(), eight());
        let change = framework.changes[to].key.clone();
        let after = applied(&Edit::Reassign { rows: rows.clone(), change: change.clone() }, &before, &framework);
        let mut expected = of_change(&before, &change);
        let moving =
            before.rows.iter().filter(|row| rows.contains(&row.id) && row.change != change).map(|row| row.id.clone());
        expected.extend(moving);
        prop_assert_eq!(of_change(&after, &change), expected);
        prop_assert_eq!(after.rows.len(), before.rows.len());
    }

    #[test]
    fn deleted_rows_are_gone_and_no_others(rows in some_rows()) {
        let before = table();
        let after = applied(&Edit::DeleteRows(rows.clone()), &before, &eight());
        let expected: Vec<_> = ids(&before).into_iter().filter(|id| !rows.contains(id)).collect();
        prop_assert_eq!(ids(&after), expected);
    }

    #[test]
    fn an_added_row_stands_below_the_one_named_or_at_the_changes_end(below in prop::option::of(0..10_usize)) {
        let (before, framework) = (table(), eight());
        let change = below.map_or_else(|| key("choice"), |at| before.rows[at].change.clone());
        let edit = insert(50, change.clone(), below.map(id));
        let after = applied(&edit, &before, &framework);
        let rows = of_change(&after, &change);
        let at = rows.iter().position(|row| *row == id(50)).unwrap();
        if let Some(below) = below {
            prop_assert_eq!(&rows[at - 1], &id(below));
        } else {
            prop_assert_eq!(at, rows.len() - 1);
        }
        prop_assert_eq!(after.rows.len(), before.rows.len() + 1);
    }
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let mut session = session(table());
    let before = session.assessment().clone();
    let cells = |field, typed: &str| {
        Edit::SetCells(vec![(id(0), RowField::Owner, "x".to_owned()), (id(1), field, typed.to_owned())])
    };
    for (edit, refused) in [
        (Edit::SetLevel { change: key("nowhere"), level: None }, EditRefused::NoChange("nowhere".to_owned())),
        (Edit::Reassign { rows: vec![id(0)], change: key("nowhere") }, EditRefused::NoChange("nowhere".to_owned())),
        (cells(RowField::Delivery, "nearly"), EditRefused::NotDelivery("nearly".to_owned())),
        (cells(RowField::Reviewed, "perhaps"), EditRefused::NotYesNo("perhaps".to_owned())),
        (cells(RowField::Change, "9"), EditRefused::NoChange("9".to_owned())),
        (Edit::SetCells(vec![(id(99), RowField::Owner, String::new())]), EditRefused::NoRow(id(99))),
        (
            Edit::SetDetails {
                place: " ".to_owned(),
                quarter: quarter(2019, 1),
                as_at: quarter(2019, 1).last_day(),
                prepared_by: String::new(),
            },
            EditRefused::NoPlace,
        ),
    ] {
        assert_eq!(session.edit(&edit), Err(refused), "{edit:?}");
        assert!(Arc::ptr_eq(&before, session.assessment()), "not even half of it: {edit:?}");
        assert_eq!(session.undo_label(), None);
    }
    let twice = insert(0, key("choice"), None);
    assert!(matches!(session.edit(&twice), Err(EditRefused::Mismatch(_))));
}

#[test]
fn typing_joins_until_the_hand_is_still_and_a_save_parts_it() {
    let mut session = session(table());
    let write =
        |words: &str| Edit::SetChangeText { change: key("choice"), text: ChangeText::Why, words: words.to_owned() };
    let was = session.assessment().clone();
    for words in ["a", "ab", "abc"] {
        session.edit(&write(words)).unwrap();
    }
    session.settle();
    session.edit(&write("abcd")).unwrap();
    session.undo();
    assert_eq!(session.assessment().change(&key("choice")).unwrap().texts.get(ChangeText::Why), "abc");

    session.edit(&write("abce")).unwrap();
    let (revision, series) = (session.revision(), session.series().clone());
    session.saved(
        revision,
        FileOnDisk { path: PathBuf::from("x.ron"), stamp: Stamp::of(b""), content: Arc::new(table()) },
        series,
    );
    assert!(!session.edited());
    session.edit(&write("abcef")).unwrap();
    assert!(session.edited());
    assert!(session.undo());
    assert!(!session.edited(), "undo comes back to what is on disk");
    session.undo();
    session.undo();
    assert_eq!(*session.assessment(), was);

    session.edit(&write("typed")).unwrap();
    session.edit(&write("typed more")).unwrap();
    assert!(session.cancel_typing());
    assert_eq!((session.assessment(), session.undo_label()), (&was, None));
    session.edit(&write("typed")).unwrap();
    session.edit(&write("Because.")).unwrap();
    assert_eq!(session.undo_label(), None, "typed and deleted again leaves no step");
    assert!(!session.cancel_typing());
}

#[test]
fn an_id_that_is_taken_is_drawn_again() {
    let taken = RowId::from_entropy(7);
    let mut made = table();
    made.rows.push(Arc::new(hicm::model::ActionRow::empty(taken.clone(), key("choice"))));
    let mut draws = [7, 7, 8].into_iter();
    let fresh = session(made).fresh_row_id(|| draws.next().unwrap());
    assert_eq!(fresh, RowId::from_entropy(8));
    assert_ne!(fresh, taken);
    assert_eq!(draws.next(), None);
}
