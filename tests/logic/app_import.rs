//! A table in hand, without pixels: what is settled, taken back and done again, and what becomes of it.

use crate::import::copies::{copied, workbook};
use crate::made::settle;
use hicm::app::{
    App, Command, Dialog, Edit, ImportStep, KnownTable, PathFor, Place, Proposing, Request, Settings, UnsavedAnswer,
    at_of, column_letters,
};
use hicm::import::{Field, RowAt};
use hicm::model::{Quarter, RowField};
use hicm::store::Frameworks;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const TABLE: &str = "Impact change\tWhere are you now\tStatus\tSpread\tGaps\tWhat needs to be done\tWhen by\n\
Early discharge planning\tPlans are made on the first day. Families are asked.\tEstablished\tNorth Trust\tNone\tMore\t1 July 2017\n\
\tGoals are agreed with the family before admission\tPlans in place\tSouth Trust\tNo leaflet\tWrite one\tSeptember\n\
Systems to monitor patient flow\tBed states are shared\tMature\tAll sites\tNo forecast\tBuy a tool\tno date yet\n";

fn app() -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.txt"), TABLE).unwrap();
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(None);
    settle(&mut app);
    app.handle(Request::PathChosen(PathFor::Table, Some(folder.path().join("t.txt"))));
    settle(&mut app);
    (app, folder)
}

fn step(app: &mut App, step: ImportStep) {
    app.handle(Request::Import(step));
    settle(app);
}

fn hand(app: &App) -> &Proposing {
    app.proposing().unwrap()
}

/// One of each kind of choice.
fn choices(app: &App) -> Vec<ImportStep> {
    let changes = &hand(app).proposal().framework.changes;
    let rows: Vec<u32> = hand(app).proposal().rows.iter().map(|row| row.at.line).collect();
    let finding = at_of(hand(app).open().next().unwrap());
    let at = RowAt { line: rows[0], part: 0 };
    vec![
        ImportStep::Column { column: 4, field: Some(Field::Row(RowField::Progress)) },
        ImportStep::Column { column: 5, field: None },
        ImportStep::Begin { line: rows[1], change: changes[1].key.clone() },
        ImportStep::Change { line: rows[2], change: Some(changes[4].key.clone()) },
        ImportStep::Text { at, field: RowField::Owner, text: "Sam".to_owned() },
        ImportStep::LeaveOut { line: rows[2], out: true },
        ImportStep::Join { line: rows[1], joined: true },
        ImportStep::Split { line: rows[0], at: Some(33) },
        ImportStep::Shift { line: rows[0], by: 0 },
        ImportStep::Settle { finding, fine: true },
        ImportStep::Quarter("Q3 2018/19".parse::<Quarter>().unwrap()),
        ImportStep::Place("Northshire".to_owned()),
        ImportStep::Header(None),
    ]
}

#[test]
fn every_choice_is_taken_back_and_done_again() {
    let (mut app, _folder) = app();
    assert_eq!(*app.place(), Place::Import);
    let revision = app.session().unwrap().revision();
    for choice in choices(&app) {
        let before = (hand(&app).choices().clone(), hand(&app).proposal().clone());
        step(&mut app, choice.clone());
        let after = (hand(&app).choices().clone(), hand(&app).proposal().clone());
        assert_ne!(before.0, after.0, "{choice:?}");
        app.handle(Request::Command(Command::Undo));
        assert_eq!((hand(&app).choices().clone(), hand(&app).proposal().clone()), before, "{choice:?}");
        app.handle(Request::Command(Command::Redo));
        assert_eq!((hand(&app).choices().clone(), hand(&app).proposal().clone()), after, "{choice:?}");
        app.handle(Request::Command(Command::Undo));
    }
    assert_eq!(app.session().unwrap().revision(), revision, "the document is not touched");
}

/// What is asked before the table in hand is left.
fn leaving(app: &App) -> bool {
    matches!(app.dialog(), Some(Dialog::LeaveTable))
}

#[test]
fn another_table_does_not_push_aside_what_was_settled() {
    let (mut app, folder) = app();
    std::fs::write(folder.path().join("other.txt"), TABLE).unwrap();
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    let before = hand(&app).choices().clone();
    let text = Some(TABLE.to_owned());
    let others = [
        Request::Open(folder.path().join("other.txt")),
        Request::PathChosen(PathFor::Table, Some(folder.path().join("other.txt"))),
        Request::Import(ImportStep::Clipboard { html: None, text }),
    ];
    for other in others {
        app.handle(other);
        settle(&mut app);
        assert!(leaving(&app));
        app.handle(Request::LeaveDialog);
        settle(&mut app);
        assert_eq!((hand(&app).choices(), hand(&app).source().name.as_str()), (&before, "t.txt"));
    }
    app.handle(Request::Open(folder.path().join("other.txt")));
    app.handle(Request::LeaveTable);
    settle(&mut app);
    assert_eq!(hand(&app).source().name, "other.txt");
    assert_eq!(hand(&app).choices().place, None);
}

#[test]
fn a_table_that_is_let_go_for_one_that_cannot_be_read_is_still_there() {
    let (mut app, folder) = app();
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    std::fs::write(folder.path().join("empty.csv"), "").unwrap();
    app.handle(Request::Open(folder.path().join("empty.csv")));
    app.handle(Request::LeaveTable);
    settle(&mut app);
    assert!(matches!(app.dialog(), Some(Dialog::Problem(_))));
    assert_eq!(hand(&app).choices().place.as_deref(), Some("Northshire"));
}

#[test]
fn leaving_a_table_asks_once_where_something_is_settled_and_not_at_all_elsewhere() {
    let (mut app, folder) = app();
    // Nothing is settled, nor is it when all of it was taken back.
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    app.handle(Request::Command(Command::Undo));
    step(&mut app, ImportStep::Cancel);
    assert!(app.dialog().is_none() && app.proposing().is_none());
    assert_eq!(*app.place(), Place::Overview);

    app.handle(Request::Open(folder.path().join("t.txt")));
    settle(&mut app);
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    step(&mut app, ImportStep::Cancel);
    assert!(leaving(&app));
    app.handle(Request::LeaveDialog);
    assert_eq!(hand(&app).choices().place.as_deref(), Some("Northshire"));
    step(&mut app, ImportStep::Cancel);
    app.handle(Request::LeaveTable);
    assert!(app.dialog().is_none() && app.proposing().is_none());
    assert_eq!(app.notice().unwrap().text, "Nothing was brought in.");
}

/// Work in the document is asked about first, then the table; neither twice.
#[test]
fn closing_the_window_asks_about_the_document_and_then_about_the_table() {
    let (mut app, folder) = app();
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    app.handle(Request::CloseAsked);
    assert!(leaving(&app) && !app.closing());
    app.handle(Request::LeaveDialog);
    assert!(app.proposing().is_some() && !app.closing());

    let level = Some(hicm::model::Level::Exemplary);
    let change = app.session().unwrap().framework().changes[0].key.clone();
    for answer in [UnsavedAnswer::Discard, UnsavedAnswer::Save] {
        app.handle(Request::Edit(Edit::SetLevel { change: change.clone(), level }));
        app.handle(Request::Command(Command::Quit));
        assert_eq!(app.dialog(), Some(&Dialog::Unsaved));
        app.handle(Request::Unsaved(answer));
        if answer == UnsavedAnswer::Save {
            app.handle(Request::PathChosen(PathFor::SaveAs, Some(folder.path().join("mine.ron"))));
            settle(&mut app);
        }
        assert!(leaving(&app) && !app.closing(), "{answer:?}");
        app.handle(Request::LeaveDialog);
        assert_eq!(app.session().unwrap().edited(), answer == UnsavedAnswer::Discard, "nothing is let go yet");
    }
    app.handle(Request::CloseAsked);
    app.handle(Request::LeaveTable);
    assert!(app.closing());
}

#[test]
fn another_assessment_comes_beside_the_table_in_hand() {
    let (mut app, folder) = app();
    step(&mut app, ImportStep::Place("Northshire".to_owned()));
    let own = folder.path().join("own.ron");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2017-18-q1.ron"), &own).unwrap();
    app.handle(Request::Open(own.clone()));
    settle(&mut app);
    assert_eq!(app.session().unwrap().path(), Some(own.as_path()));
    assert!(app.dialog().is_none());
    assert_eq!(hand(&app).choices().place.as_deref(), Some("Northshire"));
}

#[test]
fn what_is_typed_letter_by_letter_is_one_step() {
    let (mut app, _folder) = app();
    for typed in ["N", "No", "Nor"] {
        step(&mut app, ImportStep::Place(typed.to_owned()));
    }
    assert_eq!(hand(&app).proposal().place, "Nor");
    app.handle(Request::Command(Command::Undo));
    assert_eq!(hand(&app).choices().place, None);
}

#[test]
fn a_line_is_left_out_joined_and_split() {
    let (mut app, _folder) = app();
    let lines: Vec<u32> = hand(&app).proposal().rows.iter().map(|row| row.at.line).collect();
    step(&mut app, ImportStep::LeaveOut { line: lines[2], out: true });
    assert_eq!(hand(&app).proposal().rows.len(), 2);
    step(&mut app, ImportStep::LeaveOut { line: lines[2], out: false });
    step(&mut app, ImportStep::Join { line: lines[1], joined: true });
    assert_eq!(hand(&app).proposal().rows.len(), 2);
    step(&mut app, ImportStep::Join { line: lines[1], joined: false });
    step(&mut app, ImportStep::Split { line: lines[0], at: Some(33) });
    let rows = &hand(&app).proposal().rows;
    assert_eq!(
        (rows[0].row.where_now.as_str(), rows[1].row.where_now.as_str()),
        ("Plans are made on the first day.", "Families are asked.")
    );
}

#[test]
fn a_field_is_read_from_one_column() {
    let (mut app, _folder) = app();
    let status = Some(Field::Row(RowField::Status));
    step(&mut app, ImportStep::Column { column: 4, field: status });
    let columns = &hand(&app).proposal().columns;
    let of: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].field == status).collect();
    assert_eq!(of, [4]);
}

#[test]
fn a_table_without_a_place_waits_for_one() {
    let (mut app, _folder) = app();
    step(&mut app, ImportStep::Place(String::new()));
    step(&mut app, ImportStep::New);
    assert!(app.proposing().is_some());
    assert_eq!(app.notice().unwrap().text, "The table does not say whose it is. Name the place first.");
    step(&mut app, ImportStep::Merge);
    assert!(app.notice().unwrap().refused, "it is no copy that came back");
}

#[test]
fn a_copy_that_came_back_is_merged_by_what_it_was_made_from() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.ron");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2017-18-q1.ron");
    std::fs::copy(from, &own).unwrap();
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(own));
    settle(&mut app);
    let rows = |app: &App| app.session().unwrap().assessment().rows.clone();
    let before = rows(&app);
    let base = copied(app.session().unwrap().assessment());
    let mut edited = base.clone();
    edited[2][4] = "What a colleague found missing.".to_owned();
    let copy = folder.path().join("copy.xlsx");
    std::fs::write(&copy, workbook(&edited, &base)).unwrap();
    // Meanwhile something else was written here.
    let mine = vec![(before[2].id.clone(), RowField::Owner, "The ward manager".to_owned())];
    app.handle(Request::Edit(Edit::SetCells(mine)));
    app.handle(Request::Open(copy));
    settle(&mut app);
    assert!(hand(&app).base_sheet().is_some());
    step(&mut app, ImportStep::Merge);
    assert!(app.proposing().is_none(), "{:?}", app.dialog());
    let after = rows(&app);
    assert_eq!(
        (after[2].gaps.as_str(), after[2].owner.as_str()),
        ("What a colleague found missing.", "The ward manager")
    );
    let others = |rows: &[Arc<hicm::model::ActionRow>]| {
        rows.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, row)| row.clone()).collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));
    app.handle(Request::Command(Command::Undo));
    assert_eq!(rows(&app)[2].gaps, before[2].gaps, "one step, as any edit");
}

#[test]
fn the_findings_are_stepped_through_in_a_ring() {
    let (mut app, _folder) = app();
    let waiting = hand(&app).open().count();
    assert!(waiting > 0);
    let first = hand(&app).finding().cloned();
    for _ in 0..waiting {
        app.handle(Request::Command(Command::NextFinding));
    }
    assert_eq!(hand(&app).finding().cloned(), first);
    let all: Vec<_> = hand(&app).open().map(at_of).collect();
    for at in all {
        step(&mut app, ImportStep::Settle { finding: at, fine: true });
    }
    assert_eq!(hand(&app).open().count(), 0);
}

#[test]
fn a_file_that_is_no_table_changes_nothing() {
    let (mut app, folder) = app();
    let path = folder.path().join("empty.csv");
    std::fs::write(&path, "").unwrap();
    let before = hand(&app).choices().clone();
    app.handle(Request::Open(path));
    settle(&mut app);
    assert!(matches!(app.dialog(), Some(Dialog::Problem(_))));
    assert_eq!(*hand(&app).choices(), before);
}

/// A table that is not read in a moment.
fn large(folder: &Path) -> PathBuf {
    let path = folder.join("large.txt");
    let line = TABLE.lines().nth(2).unwrap();
    let mut text = TABLE.to_owned();
    for nth in 0..3_000 {
        text.push_str(&line.replace("Goals", &format!("Goals {nth}")));
        text.push('\n');
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// Polls until that holds.
fn wait(app: &mut App, done: impl Fn(&App) -> bool) {
    for _ in 0..4_000 {
        app.poll();
        if done(app) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it does not come to an end");
}

#[test]
fn a_large_table_is_read_anew_in_a_job() {
    let (mut app, folder) = app();
    app.handle(Request::Open(large(folder.path())));
    wait(&mut app, |app| app.busy().is_none());
    assert_eq!(hand(&app).proposal().rows.len(), 3_003);
    app.handle(Request::Import(ImportStep::Place("One".to_owned())));
    app.handle(Request::Import(ImportStep::Place("Other".to_owned())));
    assert!(hand(&app).working());
    wait(&mut app, |app| !hand(app).working());
    assert_eq!(hand(&app).proposal().place, "Other", "what was chosen last");
    // What comes of it waits for what was chosen before it.
    app.handle(Request::Import(ImportStep::Place("Northshire".to_owned())));
    assert!(hand(&app).working());
    app.handle(Request::Import(ImportStep::New));
    assert_ne!(app.session().unwrap().assessment().place, "Northshire");
    wait(&mut app, |app| app.proposing().is_none());
    assert_eq!(app.session().unwrap().assessment().place, "Northshire");
}

#[test]
fn reading_says_how_far_it_is_and_can_be_stopped() {
    let (_, folder) = app();
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let waker = Arc::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    let mut app = App::new(Settings::default(), Frameworks::bundled(), waker);
    app.start(None);
    settle(&mut app);
    let large = large(folder.path());

    app.handle(Request::Open(large.clone()));
    assert_eq!(app.busy(), Some("Reading the table…"));
    wait(&mut app, |app| app.busy() != Some("Reading the table…"));
    assert_eq!(app.busy(), Some("Working out what the table means…"));
    wait(&mut app, |app| app.busy().is_none());
    assert!(!app.can_stop());
    step(&mut app, ImportStep::Cancel);

    let before = woken.load(Ordering::SeqCst);
    app.handle(Request::Open(large));
    assert!(app.can_stop());
    app.handle(Request::Stop);
    assert_eq!((app.busy(), app.can_stop()), (None, false));
    assert_eq!(app.notice().unwrap().text, "Stopped. Nothing was changed.");
    // Both that it is on its way and what it brings are heard, and let go.
    wait(&mut app, |_| woken.load(Ordering::SeqCst) >= before + 2);
    app.poll();
    assert_eq!((app.busy(), app.proposing().is_none()), (None, true));
}

#[test]
fn what_is_settled_while_another_table_is_read_is_asked_about_too() {
    let (mut app, folder) = app();
    std::fs::write(folder.path().join("other.txt"), TABLE).unwrap();
    app.handle(Request::Open(folder.path().join("other.txt")));
    app.handle(Request::Import(ImportStep::Place("Northshire".to_owned())));
    settle(&mut app);
    assert!(leaving(&app));
    app.handle(Request::LeaveDialog);
    assert_eq!(hand(&app).choices().place.as_deref(), Some("Northshire"));
}

#[test]
fn columns_are_called_as_in_spreadsheets() {
    let called: Vec<String> = [0, 25, 26, 701, 702].into_iter().map(column_letters).collect();
    assert_eq!(called, ["A", "Z", "AA", "ZZ", "AAA"]);
}

proptest! {
    #[test]
    fn a_mapping_comes_back_as_it_was_kept(chosen in prop::collection::btree_map(0_usize..50, prop::option::of(0_usize..14), 1..10)) {
        let fields: Vec<Field> = Field::all().collect();
        let chosen: BTreeMap<usize, Option<Field>> =
            chosen.into_iter().map(|(at, field)| (at, field.map(|field| fields[field % fields.len()]))).collect();
        let mut known = Vec::new();
        for other in 0..30 {
            KnownTable::keep(&mut known, format!("other {other}"), &BTreeMap::from([(0, None)]));
        }
        KnownTable::keep(&mut known, "this".to_owned(), &chosen);
        prop_assert_eq!(known.len(), 20);
        prop_assert_eq!(known[0].fields().collect::<BTreeMap<_, _>>(), chosen);
    }
}
