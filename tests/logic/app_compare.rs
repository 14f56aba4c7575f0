//! The comparison that is shown, without pixels: which two, kept up to date, taken over, copied, and asked about.

use crate::made::{copy_of, settle};
use hicm::app::{
    App, Command, CompareSide, CompareStep, Compared, Dialog, Edit, Effect, PathFor, Place, Request, Settings,
};
use hicm::compare::Difference;
use hicm::model::{ActionRow, Assessment, Level, Quarter, RowField, RowId, SameRow, Spot, Value};
use hicm::store::{self, EXAMPLE, Frameworks, LLR};
use std::path::Path;
use std::sync::Arc;

fn example() -> App {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(None);
    settle(&mut app);
    ask(&mut app, Request::Command(Command::GoCompare));
    app
}

fn ask(app: &mut App, request: Request) {
    app.handle(request);
    settle(app);
}

fn step(app: &mut App, step: CompareStep) {
    ask(app, Request::Compare(step));
}

fn choose(app: &mut App, after: bool, side: CompareSide) {
    step(app, CompareStep::Choose { after, side });
}

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

fn compared(app: &App) -> Arc<Compared> {
    Arc::clone(app.compared().unwrap())
}

fn sides(app: &App) -> (CompareSide, CompareSide) {
    let compared = compared(app);
    (compared.before.side.clone(), compared.after.side.clone())
}

fn document(app: &App) -> Arc<Assessment> {
    Arc::clone(app.session().unwrap().assessment())
}

/// The place of the first difference that fits.
fn find(app: &App, fits: impl Fn(&Difference) -> bool) -> usize {
    compared(app).comparison.delta.differences.iter().position(fits).unwrap()
}

fn notice(app: &App) -> String {
    app.notice().map_or_else(String::new, |notice| notice.text.clone())
}

/// A folder with the example's files, which are sealed.
fn folder() -> tempfile::TempDir {
    copy_of(&EXAMPLE)
}

fn open(path: &Path) -> App {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(path.to_owned()));
    for _ in 0..2_000 {
        app.poll();
        if app.busy().is_none() && app.session().is_some_and(|session| session.earlier().is_some()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    app
}

#[test]
fn it_begins_with_the_quarter_before_and_the_open_one_and_is_worked_out_only_where_it_is_looked_at() {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(None);
    settle(&mut app);
    assert!(app.compared().is_none());
    ask(&mut app, Request::Command(Command::GoCompare));
    assert_eq!(sides(&app), (CompareSide::Earlier(quarter("Q4 2024/25")), CompareSide::Open));
    let first = compared(&app);
    ask(&mut app, Request::Go(Place::Overview));
    ask(&mut app, Request::Go(Place::Compare));
    assert!(Arc::ptr_eq(&first, &compared(&app)), "once for each state");
    let change = document(&app).changes[0].change.clone();
    ask(&mut app, Request::Edit(Edit::SetLevel { change, level: Some(Level::NotYetEstablished) }));
    assert!(!Arc::ptr_eq(&first, &compared(&app)));
    let fell =
        |it: &Difference| matches!(it.spot, Spot::Level(_)) && it.after == Value::Level(Level::NotYetEstablished);
    assert!(compared(&app).comparison.delta.differences.iter().any(fell), "with edits that are not saved");
}

#[test]
fn what_is_on_the_other_side_already_changes_over() {
    let mut app = example();
    choose(&mut app, true, CompareSide::Earlier(quarter("Q2 2024/25")));
    let (two, four) = (CompareSide::Earlier(quarter("Q2 2024/25")), CompareSide::Earlier(quarter("Q4 2024/25")));
    assert_eq!(sides(&app), (four.clone(), two.clone()));
    choose(&mut app, false, two.clone());
    assert_eq!(sides(&app), (two.clone(), four.clone()));
    step(&mut app, CompareStep::Swap);
    assert_eq!(sides(&app), (four.clone(), two));
    assert_eq!(compared(&app).open_is_after(), None);
    step(&mut app, CompareStep::WithPrevious);
    assert_eq!(sides(&app), (four, CompareSide::Open));
}

#[test]
fn every_quarter_of_the_folder_can_be_chosen_the_own_file_while_it_is_edited_and_its_versions() {
    let folder = folder();
    let path = folder.path().join("2024-25-q4.ron");
    let kept = folder.path().join(".versions/2024-25-q4");
    std::fs::create_dir_all(&kept).unwrap();
    for name in ["9.ron", "10.ron", "notes.txt"] {
        std::fs::copy(&path, kept.join(name)).unwrap();
    }
    let mut app = open(&path);
    ask(&mut app, Request::Command(Command::GoCompare));
    for _ in 0..200 {
        app.poll();
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let names = |app: &App| -> Vec<String> {
        app.compare_choices().into_iter().map(|choice| format!("{}/{}", choice.name, choice.note)).collect()
    };
    // A sealed one cannot be edited: what is open is all that there is of it.
    let expected = [
        "Q4 2024/25/open",
        "Q1 2025/26/sealed",
        "Q3 2024/25/sealed",
        "Q2 2024/25/sealed",
        "Version 10/Q4 2024/25",
        "Version 9/Q4 2024/25",
    ];
    assert_eq!(names(&app), expected);
    choose(&mut app, true, CompareSide::File(kept.join("9.ron")));
    choose(&mut app, false, CompareSide::Open);
    assert!(compared(&app).comparison.delta.is_empty());

    let folder = copy_of(&LLR);
    let path = folder.path().join("2017-18-q1.ron");
    let mut app = open(&path);
    ask(&mut app, Request::Command(Command::GoCompare));
    assert!(!names(&app).iter().any(|name| name.contains("as saved")));
    let row = document(&app).rows[0].id.clone();
    ask(&mut app, Request::Edit(Edit::SetCells(vec![(row.clone(), RowField::Owner, "Somebody".to_owned())])));
    assert_eq!(names(&app)[0], "Q1 2017/18/open, with unsaved edits");
    assert_eq!(names(&app).last().unwrap(), "Q1 2017/18/as saved");
    choose(&mut app, false, CompareSide::File(path));
    let delta = &compared(&app).comparison.delta;
    assert_eq!(delta.differences.len(), 1);
    assert_eq!(delta.differences[0].spot, Spot::Cell(row, RowField::Owner));
}

#[test]
fn a_file_from_elsewhere_is_read_and_one_that_cannot_be_read_leaves_the_choice() {
    let folder = folder();
    let mut app = open(&folder.path().join("2025-26-q1.ron"));
    ask(&mut app, Request::Command(Command::GoCompare));
    app.take_effects();
    step(&mut app, CompareStep::AnotherFile { after: false });
    let asked = |effect: &Effect| matches!(effect, Effect::AskPath { purpose: PathFor::Compare { after: false }, .. });
    assert!(app.take_effects().iter().any(asked));
    let before = sides(&app);
    let broken = folder.path().join("broken.txt");
    std::fs::write(&broken, "(format: 1, place: 3)").unwrap();
    ask(&mut app, Request::PathChosen(PathFor::Compare { after: false }, Some(broken)));
    assert!(matches!(app.dialog(), Some(Dialog::Problem(_))));
    ask(&mut app, Request::LeaveDialog);
    assert_eq!(sides(&app), before, "the former choice stays");

    let other = folder.path().join("2024-25-q2.ron");
    ask(&mut app, Request::PathChosen(PathFor::Compare { after: false }, Some(other.clone())));
    assert_eq!(sides(&app), (CompareSide::File(other), CompareSide::Open));
    assert_eq!(compared(&app).before.assessment.quarter, quarter("Q2 2024/25"));
    ask(&mut app, Request::PathChosen(PathFor::Compare { after: true }, None));
    assert_eq!(compared(&app).before.assessment.quarter, quarter("Q2 2024/25"), "nothing was chosen");
}

#[test]
fn without_an_earlier_quarter_there_is_nothing_to_show() {
    let folder = folder();
    let mut app = open(&folder.path().join("2024-25-q2.ron"));
    ask(&mut app, Request::Command(Command::GoCompare));
    assert!(app.compared().is_none() && app.compare_side(false).is_none() && !app.comparing_busy());
    choose(&mut app, false, CompareSide::File(folder.path().join("2025-26-q1.ron")));
    assert_eq!(compared(&app).before.assessment.quarter, quarter("Q1 2025/26"));
}

/// Whatever differs is taken over, one after another, on whichever side the open one is: nothing is left but what cannot
/// be taken, or what the program keeps for itself.
#[test]
fn taking_everything_over_leaves_no_difference() {
    for swapped in [false, true] {
        let mut app = example();
        if swapped {
            step(&mut app, CompareStep::Swap);
        }
        let mut steps = 0;
        let rest = |app: &App| {
            let all = &compared(app).comparison.delta.differences;
            all.iter().position(Compared::can_be_taken)
        };
        while let Some(at) = rest(&app) {
            let before = document(&app);
            step(&mut app, CompareStep::TakeOver(at));
            assert!(!app.notice().unwrap().refused, "{}", notice(&app));
            assert!(!Arc::ptr_eq(&before, &document(&app)));
            steps += 1;
            assert!(steps < 1_000);
        }
        assert!(steps > 200, "{steps}");
        let other = Arc::clone(&compared(&app).other().assessment);
        let open = document(&app);
        for change in &other.changes {
            let ids = |it: &Assessment| it.rows_of(&change.change).map(|row| row.id.clone()).collect::<Vec<_>>();
            assert_eq!(ids(&open), ids(&other), "rows stand where they stood (swapped: {swapped})");
        }
        let same = |row: &Arc<ActionRow>| open.row(&row.id).is_some_and(|ours| ours == row);
        assert!(other.rows.iter().all(same));
        assert_eq!(open.changes, other.changes);
    }
}

#[test]
fn a_dropped_row_is_put_back_below_the_row_that_it_followed_and_undone() {
    let mut app = example();
    let before = document(&app);
    let at = find(&app, |it| matches!(it.spot, Spot::Row(_)) && it.after == Value::Nothing);
    let Value::Row(row) = compared(&app).comparison.delta.differences[at].before.clone() else { panic!("no row") };
    step(&mut app, CompareStep::TakeOver(at));
    assert_eq!(notice(&app), format!("Done: put back row {}.", row.id));
    let back = document(&app);
    assert_eq!(back.row(&row.id), Some(&row));
    let past = Arc::clone(&compared(&app).before.assessment);
    let above = |assessment: &Assessment| -> Option<RowId> {
        let rows: Vec<&Arc<ActionRow>> = assessment.rows_of(&row.change).collect();
        let at = rows.iter().position(|known| known.id == row.id)?;
        Some(rows[at.checked_sub(1)?].id.clone())
    };
    assert!(above(&past).is_some());
    assert_eq!(above(&back), above(&past));
    ask(&mut app, Request::Command(Command::Undo));
    assert_eq!(document(&app), before);
}

#[test]
fn what_is_taken_and_copied_is_the_other_sides_whichever_that_is() {
    for swapped in [false, true] {
        let mut app = example();
        if swapped {
            step(&mut app, CompareStep::Swap);
        }
        let past = Arc::clone(&compared(&app).other().assessment);
        assert_eq!(past.quarter, quarter("Q4 2024/25"));
        let at = find(&app, |it| {
            matches!(it.spot, Spot::Cell(_, RowField::WhereNow)) && !it.before.is_nothing() && !it.after.is_nothing()
        });
        let Spot::Cell(id, _) = compared(&app).comparison.delta.differences[at].spot.clone() else { panic!() };
        let wanted = past.row(&id).unwrap().where_now.clone();
        assert_ne!(document(&app).row(&id).unwrap().where_now, wanted);
        app.take_effects();
        step(&mut app, CompareStep::Copy(at));
        let text = app.take_effects().into_iter().find_map(|effect| match effect {
            Effect::SetClipboard { text, html } => Some((text, html)),
            _ => None,
        });
        let (text, html) = text.unwrap();
        assert_eq!(text, wanted);
        assert!(html.starts_with("<p>") && !html.is_empty());
        step(&mut app, CompareStep::TakeOver(at));
        assert_eq!(document(&app).row(&id).unwrap().where_now, wanted);
    }
}

#[test]
fn with_the_open_assessment_on_neither_side_nothing_is_taken_over_or_answered() {
    let mut app = example();
    choose(&mut app, true, CompareSide::Earlier(quarter("Q2 2024/25")));
    let before = document(&app);
    step(&mut app, CompareStep::TakeOver(0));
    assert!(app.notice().unwrap().refused);
    let pair = compared(&app).comparison.delta.pairs.iter().position(|it| it.before.is_some() && it.after.is_some());
    step(&mut app, CompareStep::SameRow { pair: pair.unwrap(), same: true });
    assert_eq!(notice(&app), "The answer is kept in the open assessment, which is on neither side.");
    assert_eq!(document(&app), before);
}

#[test]
fn an_answer_names_the_open_row_first_and_the_comparison_follows() {
    for swapped in [false, true] {
        let mut app = example();
        if swapped {
            step(&mut app, CompareStep::Swap);
        }
        let first = compared(&app);
        let pairs = &first.comparison.delta.pairs;
        let at = pairs.iter().position(|it| it.before.is_some() && it.after.is_some()).unwrap();
        let (before, after) = (pairs[at].before.clone().unwrap().id, pairs[at].after.clone().unwrap().id);
        step(&mut app, CompareStep::SameRow { pair: at, same: false });
        let (row, other) = if swapped { (before, after) } else { (after, before) };
        assert_eq!(document(&app).same_rows, [SameRow { row, other, same: false }]);
        assert!(!Arc::ptr_eq(&first, &compared(&app)), "worked out anew");
        ask(&mut app, Request::Command(Command::Undo));
        assert!(document(&app).same_rows.is_empty());
    }
}

#[test]
fn the_sentences_are_copied_one_a_line() {
    let mut app = example();
    app.take_effects();
    step(&mut app, CompareStep::CopySentences);
    let text = app.take_effects().into_iter().find_map(|effect| match effect {
        Effect::SetClipboard { text, .. } => Some(text),
        _ => None,
    });
    let wanted: Vec<String> = compared(&app).comparison.sentences().into_iter().map(|it| it.text).collect();
    assert!(wanted.len() > 5);
    assert_eq!(text.unwrap(), wanted.join("\n"));
}

#[test]
fn versions_are_listed_newest_first_by_the_numbers_in_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    assert!(store::versions_of(&file).is_empty());
    let kept = folder.path().join(".versions/plan");
    std::fs::create_dir_all(&kept).unwrap();
    for name in ["2", "10", "1", ".hidden"] {
        std::fs::write(kept.join(format!("{name}.ron")), "()").unwrap();
    }
    let names: Vec<_> = store::versions_of(&file).iter().map(|it| it.file_stem().unwrap().to_owned()).collect();
    assert_eq!(names, ["10", "2", "1"]);
}
