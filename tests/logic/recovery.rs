//! Work that was not saved, found again by the next start: brought back, compared, kept for later, discarded.

use crate::made;
use hicm::app::{
    App, ChangedAnswer, Command, CompareSide, Dialog, Edit, Found, FoundFile, PathFor, Place, RecoveryStep, Request,
    Settings, UnsavedAnswer,
};
use hicm::model::{Assessment, ChangeText, Level};
use hicm::store::{self, Frameworks};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder with a file, and one for journals.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron");
        std::fs::copy(from, bench.file()).unwrap();
        bench
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("2019-20-q1.ron")
    }

    fn journals(&self) -> PathBuf {
        self.folder.path().join("data/journals")
    }

    fn start(&self, file: Option<&Path>) -> App {
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.keep_journals_in(Some(self.journals()));
        app.start(file.map(Path::to_path_buf));
        made::settle(&mut app);
        app
    }

    /// An edit, and then the program is gone.
    fn lose(&self) -> Assessment {
        let mut app = self.start(Some(&self.file()));
        set_level(&mut app, 0, Level::Exemplary);
        app.write_journal();
        let lost = Assessment::clone(document(&app));
        assert_eq!(self.left(), 1);
        lost
    }

    fn left(&self) -> usize {
        std::fs::read_dir(self.journals()).map_or(0, Iterator::count)
    }
}

fn document(app: &App) -> &Arc<Assessment> {
    app.session().unwrap().assessment()
}

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

fn ask(app: &mut App, request: Request) {
    app.handle(request);
    made::settle(app);
}

fn set_level(app: &mut App, at: usize, level: Level) {
    let change = document(app).changes[at].change.clone();
    ask(app, Request::Edit(Edit::SetLevel { change, level: Some(level) }));
}

/// What is asked about once the journals were looked at; `None` when nothing is.
fn found(app: &mut App) -> Option<Arc<Found>> {
    for _ in 0..500 {
        made::settle(app);
        if let Some(Dialog::Found(found)) = app.dialog() {
            return Some(Arc::clone(found));
        }
        if !app.looking_for_lost_work() {
            made::settle(app);
            return app.dialog().and_then(|dialog| match dialog {
                Dialog::Found(found) => Some(Arc::clone(found)),
                _ => None,
            });
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("the journals were not looked at");
}

fn answer(app: &mut App, step: RecoveryStep) {
    ask(app, Request::Recovery(step));
}

#[test]
fn unsaved_work_comes_back_as_one_edit_that_undo_takes_back() {
    let bench = Bench::new();
    let before = read(&bench.file());
    let lost = bench.lose();
    let mut app = bench.start(Some(&bench.file()));
    let asked = found(&mut app).unwrap();
    assert_eq!((asked.file, asked.path.as_deref()), (FoundFile::AsItWas, Some(bench.file().as_path())));
    let short = app.session().unwrap().framework().changes[0].short.clone();
    assert_eq!(asked.told, format!("Level of {short}."));
    assert_eq!(**document(&app), before, "nothing comes back without an answer");
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(**document(&app), lost);
    assert!(app.session().unwrap().edited());
    assert_eq!(read(&bench.file()), before, "nothing is saved without being asked");
    app.write_journal();
    assert_eq!(bench.left(), 1, "it is written down anew, and the old journal is gone");
    // Lost once more, it is found once more.
    drop(app);
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::BringBack);
    app.write_journal();
    ask(&mut app, Request::Command(Command::Undo));
    assert_eq!(**document(&app), before);
    ask(&mut app, Request::Command(Command::Redo));
    ask(&mut app, Request::Command(Command::Save));
    assert_eq!(read(&bench.file()), lost);
    drop(app);
    assert_eq!(bench.left(), 0, "saved: nothing is left to find");
    assert_eq!(found(&mut bench.start(Some(&bench.file()))), None);
}

#[test]
fn a_clean_save_and_letting_go_leave_no_journal() {
    for save in [true, false] {
        let bench = Bench::new();
        let mut app = bench.start(Some(&bench.file()));
        set_level(&mut app, 0, Level::Exemplary);
        app.write_journal();
        assert_eq!(bench.left(), 1);
        ask(&mut app, Request::CloseAsked);
        ask(&mut app, Request::Unsaved(if save { UnsavedAnswer::Save } else { UnsavedAnswer::Discard }));
        assert!(app.closing());
        assert_eq!(bench.left(), 0, "gone before the window is, save: {save}");
    }
}

#[test]
fn without_edits_or_a_folder_nothing_is_written() {
    let bench = Bench::new();
    let mut app = bench.start(Some(&bench.file()));
    app.write_journal();
    set_level(&mut app, 0, Level::Exemplary);
    ask(&mut app, Request::Command(Command::Undo));
    drop(app);
    assert_eq!(bench.left(), 0);
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(bench.file()));
    made::settle(&mut app);
    set_level(&mut app, 0, Level::Exemplary);
    drop(app);
    assert_eq!(bench.left(), 0);
}

#[test]
fn what_is_kept_for_later_is_asked_about_again_and_what_is_discarded_is_gone() {
    let bench = Bench::new();
    let lost = bench.lose();
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    // A second window on the same files is not offered it.
    assert_eq!(found(&mut bench.start(Some(&bench.file()))), None);
    answer(&mut app, RecoveryStep::Later);
    assert_eq!((app.dialog(), bench.left()), (None, 1));
    ask(&mut app, Request::Command(Command::Recover));
    assert!(matches!(app.dialog(), Some(Dialog::Found(_))));
    ask(&mut app, Request::LeaveDialog);
    assert_eq!(bench.left(), 1, "Escape is no answer");
    drop(app);
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::Discard);
    assert_eq!(bench.left(), 0);
    assert!(!Command::Recover.available(&app));
    assert_ne!(**document(&app), lost);
}

#[test]
fn a_file_that_was_changed_since_is_merged_with() {
    let bench = Bench::new();
    bench.lose();
    let mut theirs = read(&bench.file());
    theirs.changes[1].texts.set(ChangeText::Why, "Written elsewhere.");
    store::save_assessment(&bench.file(), &theirs, store::Replace::Always).unwrap();
    let mut app = bench.start(Some(&bench.file()));
    assert_eq!(found(&mut app).unwrap().file, FoundFile::Changed);
    answer(&mut app, RecoveryStep::BringBack);
    let now = document(&app);
    assert_eq!(now.changes[0].now, Some(Level::Exemplary), "what was lost");
    assert_eq!(now.changes[1].texts.get(ChangeText::Why), "Written elsewhere.", "what they wrote");
    assert!(now.undecided.is_empty() && app.notice().unwrap().text.contains("Merged with the file"));
    // The file is known as it is by now, so it is saved without another question.
    ask(&mut app, Request::Command(Command::Save));
    assert_eq!((app.dialog(), app.session().unwrap().edited()), (None, false));
}

#[test]
fn what_both_changed_is_left_to_be_decided() {
    let bench = Bench::new();
    bench.lose();
    let mut theirs = read(&bench.file());
    theirs.changes[0].now = Some(Level::NotYetEstablished);
    store::save_assessment(&bench.file(), &theirs, store::Replace::Always).unwrap();
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(document(&app).undecided.len(), 1);
    assert_eq!(*app.place(), Place::Merge);
}

#[test]
fn work_that_never_had_a_file_and_work_whose_file_is_gone_come_back_without_one() {
    let bench = Bench::new();
    let mut app = bench.start(None);
    set_level(&mut app, 0, Level::Exemplary);
    let untitled = Assessment::clone(document(&app));
    drop(app);
    let mut app = bench.start(None);
    assert_eq!(found(&mut app).unwrap().file, FoundFile::Never);
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(**document(&app), untitled);
    assert!(app.session().unwrap().path().is_none() && app.session().unwrap().edited());
    let saved = bench.folder.path().join("saved.ron");
    ask(&mut app, Request::PathTyped(PathFor::SaveAs, saved));
    drop(app);
    assert_eq!(bench.left(), 0);

    let lost = bench.lose();
    std::fs::remove_file(bench.file()).unwrap();
    let mut app = bench.start(None);
    assert_eq!(found(&mut app).unwrap().file, FoundFile::Gone);
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(**document(&app), lost);
    assert_eq!(app.session().unwrap().suggested_path(), bench.file());
}

#[test]
fn what_was_found_is_shown_beside_its_file_which_is_opened_for_it() {
    let bench = Bench::new();
    let lost = bench.lose();
    let mut app = bench.start(None);
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::Compare);
    made::settle(&mut app);
    assert_eq!(app.session().unwrap().path(), Some(bench.file().as_path()));
    assert_eq!(*app.place(), Place::Compare);
    assert_eq!((app.compare_side(false), app.compare_side(true)), (Some(CompareSide::Open), Some(CompareSide::Table)));
    let compared = app.compared().unwrap();
    assert_eq!((*compared.after.assessment).clone(), lost);
    assert_eq!(app.compare_chosen(true).unwrap().name, "Work that was not saved");
    assert_eq!(bench.left(), 1, "looking at it is no answer");
    assert_eq!(app.notice().unwrap().leads_to, Some(Command::Recover));
}

#[test]
fn work_in_hand_is_asked_about_before_other_work_is_brought_back() {
    let bench = Bench::new();
    let lost = bench.lose();
    let mut app = bench.start(None);
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::Later);
    set_level(&mut app, 2, Level::Exemplary);
    ask(&mut app, Request::Command(Command::Recover));
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(app.dialog(), Some(&Dialog::Unsaved));
    ask(&mut app, Request::LeaveDialog);
    app.write_journal();
    assert_eq!(bench.left(), 2, "both are written down");
    ask(&mut app, Request::Command(Command::Recover));
    answer(&mut app, RecoveryStep::BringBack);
    ask(&mut app, Request::Unsaved(UnsavedAnswer::Discard));
    assert_eq!(**document(&app), lost);
}

#[test]
fn a_full_disk_or_a_folder_in_the_way_is_told_once_and_nothing_else_suffers() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.folder.path().join("data")).unwrap();
    std::fs::write(bench.journals(), "in the way").unwrap();
    let mut app = bench.start(Some(&bench.file()));
    set_level(&mut app, 0, Level::Exemplary);
    app.write_journal();
    ask(&mut app, Request::Settle);
    assert!(app.notice().unwrap().text.starts_with("Edits are not kept against a power cut"));
    ask(&mut app, Request::DismissNotice);
    set_level(&mut app, 1, Level::Exemplary);
    app.write_journal();
    ask(&mut app, Request::Settle);
    assert!(app.notice().is_none_or(|notice| !notice.text.starts_with("Edits are not kept")));
    ask(&mut app, Request::Command(Command::Save));
    assert!(!app.session().unwrap().edited());
}

#[test]
fn what_was_brought_back_and_undone_is_found_again_until_it_is_saved_or_discarded() {
    let bench = Bench::new();
    let lost = bench.lose();
    let brought_back = || {
        let mut app = bench.start(Some(&bench.file()));
        assert!(found(&mut app).is_some());
        answer(&mut app, RecoveryStep::BringBack);
        assert_eq!(**document(&app), lost);
        app
    };
    // The program is gone after an undo.
    let mut app = brought_back();
    ask(&mut app, Request::Command(Command::Undo));
    assert_ne!(**document(&app), lost);
    app.write_journal();
    drop(app);
    // So it is when it is left in good order: nothing was asked.
    let mut app = brought_back();
    ask(&mut app, Request::Command(Command::Undo));
    ask(&mut app, Request::CloseAsked);
    assert!(app.closing());
    drop(app);
    assert_eq!(bench.left(), 1);
    // Discarded in words it is gone.
    let mut app = brought_back();
    ask(&mut app, Request::CloseAsked);
    ask(&mut app, Request::Unsaved(UnsavedAnswer::Discard));
    drop(app);
    assert_eq!(bench.left(), 0);
    // And so it is once it is saved, whatever is undone after that.
    bench.lose();
    let mut app = brought_back();
    ask(&mut app, Request::Command(Command::Save));
    assert_eq!(read(&bench.file()), lost);
    app.write_journal();
    drop(app);
    assert_eq!(bench.left(), 0);
}

#[test]
fn what_is_being_typed_into_a_cell_is_written_down_before_it_is_left() {
    let bench = Bench::new();
    let file = bench.folder.path().join("2017-18-q1.ron");
    std::fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2017-18-q1.ron"), &file).unwrap();
    let mut app = bench.start(Some(&file));
    let row = document(&app).rows[0].id.clone();
    let before = Assessment::clone(document(&app));
    let typed = |words: &str| {
        Request::Draft(Some(Edit::SetCells(vec![(row.clone(), hicm::model::RowField::Gaps, words.to_owned())])))
    };
    ask(&mut app, typed("half a sen"));
    assert_eq!(**document(&app), before, "it is no edit yet");
    assert!(!app.session().unwrap().edited());
    app.write_journal();
    assert_eq!(bench.left(), 1);
    ask(&mut app, typed("half a sentence"));
    app.write_journal();
    drop(app);
    let mut app = bench.start(Some(&file));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::BringBack);
    assert_eq!(document(&app).rows[0].gaps, "half a sentence");
    ask(&mut app, Request::CloseAsked);
    ask(&mut app, Request::Unsaved(UnsavedAnswer::Discard));
    drop(app);
    // Taken back with Escape there is nothing to find.
    let mut app = bench.start(Some(&file));
    ask(&mut app, typed("half a sen"));
    app.write_journal();
    ask(&mut app, Request::Draft(None));
    drop(app);
    assert_eq!(bench.left(), 0);
}

#[test]
fn what_was_brought_back_and_merged_by_the_save_is_not_found_again() {
    let bench = Bench::new();
    bench.lose();
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::BringBack);
    app.write_journal();
    let mut theirs = read(&bench.file());
    theirs.changes[1].texts.set(ChangeText::Why, "Written elsewhere.");
    store::save_assessment(&bench.file(), &theirs, store::Replace::Always).unwrap();
    ask(&mut app, Request::Command(Command::Save));
    if matches!(app.dialog(), Some(Dialog::ChangedOnDisk { .. })) {
        ask(&mut app, Request::ChangedOnDisk(ChangedAnswer::Merge));
    }
    made::settle(&mut app);
    assert!(!app.session().unwrap().edited(), "{:?}", app.dialog());
    let saved = read(&bench.file());
    assert_eq!(saved.changes[0].now, Some(Level::Exemplary));
    assert_eq!(saved.changes[1].texts.get(ChangeText::Why), "Written elsewhere.");
    drop(app);
    assert_eq!(bench.left(), 0);
}

#[test]
fn what_is_all_in_the_file_already_is_told_and_not_asked_about_again() {
    let bench = Bench::new();
    let mut theirs = bench.lose();
    // A colleague judged the same, and wrote something else besides.
    theirs.changes[1].texts.set(ChangeText::Why, "Written elsewhere.");
    store::save_assessment(&bench.file(), &theirs, store::Replace::Always).unwrap();
    let mut app = bench.start(Some(&bench.file()));
    assert!(found(&mut app).is_some());
    answer(&mut app, RecoveryStep::BringBack);
    assert!(!app.session().unwrap().edited());
    assert!(app.notice().unwrap().text.contains("all of it is in the file already"), "{:?}", app.notice());
    assert_eq!(bench.left(), 0);
    ask(&mut app, Request::CloseAsked);
    assert!(app.closing(), "nothing is asked");
    drop(app);
    assert_eq!(bench.left(), 0);
}
