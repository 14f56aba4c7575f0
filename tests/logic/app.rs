//! The application without pixels: opening, saving, the guard, and what is in hand.

use crate::made::copy_of;
use hicm::app::{
    App, ChangedAnswer, Command, Dialog, Edit, Effect, OnDisk, PathFor, Place, Problem, Request, Settings,
    UnsavedAnswer,
};
use hicm::model::{Assessment, Level};
use hicm::store::{self, Frameworks, LLR};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An application with a folder of its own.
struct Bench {
    app: App,
    folder: tempfile::TempDir,
}

impl Bench {
    /// With the last LLR quarter open, and the others beside it.
    fn new() -> Self {
        let folder = copy_of(&LLR);
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(folder.path().to_owned()));
        let mut bench = Self { app, folder };
        bench.settle();
        bench
    }

    fn settle(&mut self) {
        crate::made::settle(&mut self.app);
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        self.settle();
    }

    fn edit(&mut self) {
        let change = self.document().changes[0].change.clone();
        self.ask(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
        assert!(self.app.session().unwrap().edited());
    }

    fn document(&self) -> Arc<Assessment> {
        Arc::clone(self.app.session().unwrap().assessment())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open_path(&self) -> Option<&Path> {
        self.app.session().unwrap().path()
    }
}

#[test]
fn a_folder_opens_its_latest_quarter_with_the_one_before_it() {
    let bench = Bench::new();
    assert_eq!(bench.open_path(), Some(bench.path("2019-20-q1.ron").as_path()));
    assert_eq!(bench.app.session().unwrap().previous().unwrap().quarter.to_string(), "Q4 2018/19");
    assert_eq!(bench.app.session().unwrap().series().entries.len(), 3);
    assert!(bench.app.derived().unwrap().movement.is_some());
}

#[test]
fn a_missing_file_leaves_what_is_open() {
    let mut bench = Bench::new();
    let before = bench.document();
    let missing = bench.path("missing.ron");
    bench.ask(Request::Open(missing.clone()));
    let Some(Dialog::Problem(Problem { what, detail, advice, .. })) = bench.app.dialog() else { panic!("no problem") };
    assert_eq!(what, "There is no such file.");
    assert!(detail.contains("missing.ron") && !advice.is_empty());
    assert!(Arc::ptr_eq(&before, &bench.document()));
    assert!(!bench.app.settings().recent.contains(&missing));
}

#[test]
fn a_missing_file_at_the_start_opens_the_example() {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(PathBuf::from("/nowhere/at-all.ron")));
    let mut bench = Bench { app, folder: tempfile::tempdir().unwrap() };
    bench.settle();
    assert!(matches!(bench.app.dialog(), Some(Dialog::Problem(_))));
    assert_eq!(bench.document().place, store::sample_assessment().unwrap().place);
}

#[test]
fn a_save_finds_what_somebody_else_wrote_and_loses_neither() {
    let mut bench = Bench::new();
    bench.edit();
    let (path, mine) = (bench.path("2019-20-q1.ron"), bench.document());
    let theirs = std::fs::read_to_string(&path).unwrap().replace("Leicestershire", "Leics");
    std::fs::write(&path, &theirs).unwrap();
    bench.ask(Request::Command(Command::Save));
    assert_eq!(bench.app.dialog(), Some(&Dialog::ChangedOnDisk { path: path.clone(), found: OnDisk::Changed }));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs);
    assert!(Arc::ptr_eq(&mine, &bench.document()));
    bench.ask(Request::LeaveDialog);
    bench.ask(Request::Command(Command::Save));
    bench.ask(Request::ChangedOnDisk(ChangedAnswer::SaveElsewhere));
    assert!(
        bench
            .app
            .take_effects()
            .iter()
            .any(|effect| matches!(effect, Effect::AskPath { purpose: PathFor::SaveAs, .. }))
    );
    bench.ask(Request::PathChosen(PathFor::SaveAs, Some(bench.path("mine"))));
    assert_eq!(bench.open_path(), Some(bench.path("mine.ron").as_path()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs);
    assert!(!bench.app.session().unwrap().edited());
}

#[test]
fn what_waits_goes_on_once_the_document_is_safe_and_not_when_it_was_left() {
    for (answer, goes) in [(Some(UnsavedAnswer::Save), true), (Some(UnsavedAnswer::Discard), true), (None, false)] {
        let mut bench = Bench::new();
        bench.edit();
        bench.app.take_effects();
        bench.ask(Request::CloseAsked);
        assert_eq!(bench.app.dialog(), Some(&Dialog::Unsaved));
        assert!(!bench.app.closing());
        bench.ask(answer.map_or(Request::LeaveDialog, Request::Unsaved));
        assert_eq!(bench.app.closing(), goes, "{answer:?}");
        assert_eq!(bench.app.take_effects().contains(&Effect::Close), goes);
        let saved = store::open_assessment(&bench.path("2019-20-q1.ron"), &Frameworks::bundled()).unwrap().assessment;
        assert_eq!(saved.changes[0].now == Some(Level::Exemplary), answer == Some(UnsavedAnswer::Save));
        if !goes {
            // What was left is forgotten: a later save closes nothing.
            bench.ask(Request::Command(Command::Save));
            assert!(!bench.app.closing());
        }
    }
}

#[test]
fn a_save_that_fails_does_not_let_what_waits_go_on() {
    let mut bench = Bench::new();
    bench.edit();
    std::fs::write(bench.path("2019-20-q1.ron"), "other").unwrap();
    bench.ask(Request::Command(Command::Quit));
    bench.ask(Request::Unsaved(UnsavedAnswer::Save));
    assert!(matches!(bench.app.dialog(), Some(Dialog::ChangedOnDisk { .. })));
    assert!(!bench.app.closing());
    bench.ask(Request::ChangedOnDisk(ChangedAnswer::Overwrite));
    assert!(bench.app.closing(), "and then it does");
}

#[test]
fn a_typed_name_never_replaces_unasked() {
    let mut bench = Bench::new();
    let other = bench.path("2017-18-q1.ron");
    let before = std::fs::read(&other).unwrap();
    bench.ask(Request::PathTyped(PathFor::SaveAs, other.clone()));
    assert_eq!(bench.app.dialog(), Some(&Dialog::Replace { path: other.clone() }));
    assert_eq!(std::fs::read(&other).unwrap(), before);
    bench.ask(Request::Replace(other.clone()));
    assert_ne!(std::fs::read(&other).unwrap(), before);
}

#[test]
fn commands_that_cannot_be_done_do_nothing() {
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.take_effects();
    for command in Command::all().filter(|command| !command.available(&app)).collect::<Vec<_>>() {
        app.handle(Request::Command(command));
        assert!(app.session().is_none() && app.dialog().is_none() && app.take_effects().is_empty(), "{command:?}");
    }
    assert!(!Command::Save.available(&app) && Command::Open.available(&app));
}

#[test]
fn deleting_takes_the_next_row_in_hand_and_the_last_leaves_none() {
    let mut bench = Bench::new();
    bench.ask(Request::Open(bench.path("2017-18-q1.ron")));
    bench.ask(Request::Go(Place::Actions));
    let rows: Vec<_> = bench.document().rows.iter().map(|row| row.id.clone()).collect();
    bench.ask(Request::Select(vec![rows[2].clone(), rows[1].clone()]));
    bench.app.take_effects();
    bench.ask(Request::Command(Command::DeleteRows));
    assert_eq!(bench.app.selection(), [rows[3].clone()]);
    assert_eq!(bench.app.take_effects(), [Effect::Reveal(rows[3].clone())]);
    let rest: Vec<_> = bench.document().rows.iter().map(|row| row.id.clone()).collect();
    bench.ask(Request::Select(rest));
    bench.ask(Request::Command(Command::DeleteRows));
    assert!(bench.app.selection().is_empty() && bench.document().rows.is_empty());
}

#[test]
fn findings_and_movement_follow_each_edit_and_each_undo() {
    let mut bench = Bench::new();
    let before = bench.app.derived().unwrap().findings.clone();
    let change = bench.document().changes[0].change.clone();
    bench.ask(Request::Edit(Edit::SetLevel { change, level: None }));
    assert_ne!(bench.app.derived().unwrap().findings, before);
    bench.ask(Request::Command(Command::Undo));
    assert_eq!(bench.app.derived().unwrap().findings, before);
}

/// Saving twice in a breath, with an edit between: the second is written over the first, and nobody is asked about a
/// change on disk that was our own.
#[test]
fn two_saves_in_a_breath_are_both_written() {
    let mut bench = Bench::new();
    let change = bench.document().changes[0].change.clone();
    for level in [Level::PlansInPlace, Level::Exemplary] {
        bench.app.handle(Request::Edit(Edit::SetLevel { change: change.clone(), level: Some(level) }));
        bench.app.handle(Request::Command(Command::Save));
    }
    bench.settle();
    assert_eq!(bench.app.dialog(), None);
    assert!(!bench.app.session().unwrap().edited());
    let on_disk = store::open_assessment(&bench.path("2019-20-q1.ron"), &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(on_disk.changes[0].now, Some(Level::Exemplary));
}

/// What is typed while another file is being read is asked about, not lost.
#[test]
fn an_edit_while_another_file_is_read_is_guarded() {
    let mut bench = Bench::new();
    let other = bench.path("2017-18-q1.ron");
    let change = bench.document().changes[0].change.clone();
    bench.app.handle(Request::Open(other.clone()));
    bench.app.handle(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    bench.settle();
    assert_eq!(bench.app.dialog(), Some(&Dialog::Unsaved));
    assert_eq!(bench.document().changes[0].now, Some(Level::Exemplary));
    bench.ask(Request::Unsaved(UnsavedAnswer::Discard));
    assert_eq!(bench.open_path(), Some(other.as_path()));
}
