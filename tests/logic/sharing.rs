//! Two windows on one file of a shared folder: who has it open, what the other did to it meanwhile, and copies that a sync
//! program left beside it.

use crate::made::settle;
use chrono::TimeDelta;
use hicm::app::{
    App, BaseFrom, ChangedAnswer, Command, CompareSide, Dialog, Edit, MergeStep, NoteKind, OnDisk, Place, Request,
    Settings, SharingStep, clock,
};
use hicm::model::{Assessment, Level, Seal, State};
use hicm::store::{self, Frameworks, OpenNote, Replace, WindowMark};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const QUARTER: &str = "2025-26-q1.ron";
const COPY: &str = "2025-26-q1 (Anna's conflicted copy 2026-11-03).ron";

struct Shared(tempfile::TempDir);

impl Shared {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in store::EXAMPLE {
            fs::write(folder.path().join(Path::new(file.name).file_name().unwrap()), file.text).unwrap();
        }
        // The last one as a draft.
        let draft = store::sample_assessment().unwrap();
        store::save_assessment(&folder.path().join(QUARTER), &draft, Replace::Always).unwrap();
        Self(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.at(QUARTER)
    }

    fn read(&self) -> Assessment {
        read(&self.file())
    }

    /// A window of somebody on the file.
    fn window(&self, name: &str) -> Window {
        Self::window_on(name, &self.file())
    }

    fn window_on(name: &str, path: &Path) -> Window {
        let settings = Settings { name: name.to_owned(), ..Settings::default() };
        let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
        app.watch_files();
        app.start(Some(path.to_path_buf()));
        let mut window = Window(app);
        window.settle();
        window
    }

    fn notes(&self) -> Vec<String> {
        store::open_notes(&self.file()).into_iter().map(|note| note.by).collect()
    }

    /// Somebody's copy, with one level that is theirs.
    fn copy(&self, number: usize, level: Level) -> PathBuf {
        let mut copy = self.read();
        copy.changes[number - 1].now = Some(level);
        let path = self.at(COPY);
        store::save_assessment(&path, &copy, Replace::Always).unwrap();
        path
    }

    /// What somebody else writes into the file, with no program of ours.
    fn write(&self, number: usize, level: Level) {
        let mut theirs = self.read();
        theirs.changes[number - 1].now = Some(level);
        store::save_assessment(&self.file(), &theirs, Replace::Always).unwrap();
    }
}

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

struct Window(App);

impl Window {
    /// Until nothing is under way and every look is answered.
    fn settle(&mut self) {
        for _ in 0..2_000 {
            settle(&mut self.0);
            if !self.0.looking_after_file() {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("a look is not answered");
    }

    /// Somebody comes back to the window.
    fn look(&mut self) {
        self.0.came_back();
        self.settle();
    }

    fn ask(&mut self, request: Request) {
        self.0.handle(request);
        self.settle();
    }

    fn step(&mut self, step: SharingStep) {
        self.ask(Request::Sharing(step));
    }

    fn level(&mut self, number: usize, level: Level) {
        let change = self.document().changes[number - 1].change.clone();
        self.ask(Request::Edit(Edit::SetLevel { change, level: Some(level) }));
    }

    fn now(&self, number: usize) -> Option<Level> {
        self.document().changes[number - 1].now
    }

    fn document(&self) -> Arc<Assessment> {
        Arc::clone(self.0.session().unwrap().assessment())
    }

    fn edited(&self) -> bool {
        self.0.session().unwrap().edited()
    }

    fn notice(&self) -> String {
        self.0.notice().map_or_else(String::new, |notice| notice.text.clone())
    }

    /// What is told of that, with the answers to it.
    fn told(&self, kind: NoteKind) -> Option<(String, Vec<&'static str>)> {
        let note = self.0.file_notes().into_iter().find(|note| note.kind == kind)?;
        Some((note.text, note.choices.iter().map(|choice| choice.label).collect()))
    }

    fn text(&self, kind: NoteKind) -> String {
        self.told(kind).map_or_else(String::new, |(text, _)| text)
    }

    fn choices(&self, kind: NoteKind) -> Vec<&'static str> {
        self.told(kind).map_or_else(Vec::new, |(_, choices)| choices)
    }

    /// Answers what is told of that with the choice of that name.
    fn choose(&mut self, kind: NoteKind, label: &str) {
        let note = self.0.file_notes().into_iter().find(|note| note.kind == kind).unwrap();
        let choice = note.choices.into_iter().find(|choice| choice.label == label);
        self.ask(choice.unwrap_or_else(|| panic!("no “{label}” to {}", note.text)).request);
    }
}

#[test]
fn two_who_have_a_file_open_are_told_of_each_other_and_nobody_is_kept_from_saving() {
    let shared = Shared::new();
    let mut anna = shared.window("Anna Smith");
    assert_eq!(shared.notes(), ["Anna Smith"]);
    assert_eq!(anna.told(NoteKind::Open), None, "one's own note is known");
    let mut sam = shared.window("Sam");
    let told = sam.text(NoteKind::Open);
    assert!(told.starts_with("Anna Smith has had this open since ") && told.contains("(last seen "), "{told}");
    assert!(!told.contains(" open too"), "{told}");
    anna.look();
    assert!(anna.text(NoteKind::Open).starts_with("Sam has had this open since "));
    let third = shared.window("Kim");
    sam.look();
    assert!(sam.text(NoteKind::Open).ends_with("One other window has it open too."), "{}", sam.text(NoteKind::Open));
    drop(third);
    sam.level(1, Level::Exemplary);
    sam.ask(Request::Command(Command::Save));
    assert!(!sam.edited() && sam.0.dialog().is_none());
    sam.choose(NoteKind::Open, "Hide");
    assert_eq!(sam.told(NoteKind::Open), None);
    sam.look();
    assert_eq!(sam.told(NoteKind::Open), None, "it stays hidden");
    assert_eq!(sam.0.others().len(), 1, "but not in the details");
    drop(sam);
    assert_eq!(shared.notes(), ["Anna Smith"], "it goes when the window does");
    anna.look();
    assert_eq!(anna.told(NoteKind::Open), None);
    anna.ask(Request::Open(shared.at("2024-25-q4.ron")));
    assert_eq!(shared.notes(), Vec::<String>::new(), "and when another file is opened");
    assert_eq!(store::open_notes(&shared.at("2024-25-q4.ron")).len(), 0, "a sealed quarter is only read");
    anna.ask(Request::CloseAsked);
    assert!(anna.0.closing());
}

#[test]
fn the_same_person_elsewhere_is_told_as_such() {
    let shared = Shared::new();
    let _first = shared.window("Anna Smith");
    let second = shared.window("Anna Smith");
    let told = second.text(NoteKind::Open);
    assert!(told.starts_with("You have ") && !told.contains("Anna"), "{told}");
}

#[test]
fn a_note_without_life_is_told_as_left_open_and_taken_over() {
    let shared = Shared::new();
    let now = clock::utc();
    let note = |token: &str, by: &str, minutes: i64| OpenNote {
        token: token.to_owned(),
        by: by.to_owned(),
        machine: "DESKTOP-1".to_owned(),
        since: now - TimeDelta::minutes(minutes + 30),
        alive: now - TimeDelta::minutes(minutes),
    };
    store::write_open_note(&shared.file(), &note("00000000000000a1", "Anna Smith", 25)).unwrap();
    let mut sam = shared.window("Sam");
    assert!(sam.text(NoteKind::Open).starts_with("Anna Smith seems to have left this open (last seen "));
    assert_eq!(shared.notes(), ["Sam"], "it is taken over");
    sam.look();
    assert!(sam.text(NoteKind::Open).starts_with("Anna Smith seems to have left"), "and still told");
    // Somebody who is at it is told first, and is not counted together with what was left.
    let kim = shared.window("Kim");
    sam.look();
    let told = sam.text(NoteKind::Open);
    assert!(told.starts_with("Kim has had this open") && !told.contains("too."), "{told}");
    assert_eq!(sam.0.others().len(), 2);
    drop(kim);
    // She was alive after all, with a clock that is late: her note comes back with another sign of life.
    store::write_open_note(&shared.file(), &note("00000000000000a1", "Anna Smith", 24)).unwrap();
    sam.look();
    assert!(
        sam.text(NoteKind::Open).starts_with("Anna Smith has had this open since "),
        "{}",
        sam.text(NoteKind::Open)
    );
    sam.look();
    assert_eq!(shared.notes().len(), 2, "it is left alone then");
    // A clock that is ahead says nothing either, until it is seen to go.
    store::remove_open_note(&shared.file(), "00000000000000a1");
    store::write_open_note(&shared.file(), &note("00000000000000b2", "Kim", -90)).unwrap();
    sam.look();
    assert!(sam.text(NoteKind::Open).starts_with("Kim seems to have left"));
    store::write_open_note(&shared.file(), &note("00000000000000b2", "Kim", -92)).unwrap();
    sam.look();
    assert!(sam.text(NoteKind::Open).starts_with("Kim has had this open"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_told_in_the_details_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let shared = Shared::new();
    let mode = |mode| fs::set_permissions(shared.0.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    // Root may write everywhere.
    let may = fs::write(shared.at("probe"), "x").is_ok();
    let window = shared.window("Anna");
    if !may {
        assert!(window.0.note_not_written().is_some());
    }
    assert_eq!((window.0.dialog(), window.notice()), (None, String::new()));
    assert!(window.0.file_notes().is_empty());
    drop(window);
    mode(0o755);
}

#[test]
fn what_another_saved_is_told_before_a_save_and_shown_when_asked() {
    let shared = Shared::new();
    let (mut anna, mut sam) = (shared.window("Anna Smith"), shared.window("Sam"));
    anna.level(1, Level::Exemplary);
    anna.ask(Request::Command(Command::Save));
    assert_eq!(anna.told(NoteKind::Outside), None, "one's own save is nobody else's");
    anna.look();
    assert_eq!(anna.told(NoteKind::Outside), None);
    sam.look();
    let (text, choices) = sam.told(NoteKind::Outside).unwrap();
    assert!(text.starts_with("This file was changed on disk by Anna Smith at "), "{text}");
    assert_eq!(choices, ["Show what is there now", "Later"]);
    sam.choose(NoteKind::Outside, "Later");
    assert_eq!(sam.told(NoteKind::Outside), None);
    sam.look();
    assert_eq!(sam.told(NoteKind::Outside), None, "it was said once");
    anna.level(2, Level::Exemplary);
    anna.ask(Request::Command(Command::Save));
    sam.look();
    sam.choose(NoteKind::Outside, "Show what is there now");
    assert_eq!((sam.now(1), sam.now(2)), (Some(Level::Exemplary), Some(Level::Exemplary)));
    assert_eq!(sam.told(NoteKind::Outside), None);
    sam.look();
    assert_eq!(sam.told(NoteKind::Outside), None);
}

#[test]
fn with_edits_in_hand_what_another_saved_is_merged_or_opened_after_a_question() {
    let shared = Shared::new();
    let mut sam = shared.window("Sam");
    sam.level(2, Level::Exemplary);
    shared.write(1, Level::Exemplary);
    sam.look();
    let (text, choices) = sam.told(NoteKind::Outside).unwrap();
    // No program of ours kept a version of it.
    assert!(text.starts_with("This file was changed on disk at ") && text.ends_with("still here."), "{text}");
    assert_eq!(choices, ["Merge", "Open theirs", "Later"]);
    sam.choose(NoteKind::Outside, "Open theirs");
    assert_eq!(sam.0.dialog(), Some(&Dialog::Unsaved));
    sam.ask(Request::LeaveDialog);
    sam.choose(NoteKind::Outside, "Merge");
    assert_eq!((sam.now(1), sam.now(2)), (Some(Level::Exemplary), Some(Level::Exemplary)));
    assert!(sam.notice().starts_with("Merged: ") && sam.notice().ends_with("Saved."), "{}", sam.notice());
    assert_eq!(shared.read(), *sam.document());
    assert_eq!(sam.told(NoteKind::Outside), None);
    // A merge that is taken back leaves the file with what is not in the window: that is asked about at the save.
    sam.ask(Request::Command(Command::Undo));
    sam.look();
    assert_eq!(sam.told(NoteKind::Outside), None);
}

fn is_mark(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ending| ending == "window")
}

/// A window that is killed leaves its note beside the file. On the machine where that was it is known for what it is at once;
/// of a window that lives, of another user's and of another machine's it is not said.
#[test]
fn the_note_of_a_window_that_was_killed_here_is_taken_away_at_once() {
    let shared = Shared::new();
    let own = tempfile::tempdir().unwrap();
    let now = chrono::Utc::now().naive_utc();
    let note = |token: &str, by: &str, machine: &str| {
        let token = token.repeat(16);
        let note =
            OpenNote { token: token.clone(), by: by.to_owned(), machine: machine.to_owned(), since: now, alive: now };
        store::write_open_note(&shared.file(), &note).unwrap();
        token
    };
    let here = store::machine_name();
    let killed = note("a", "Killed", &here);
    // Only the system lets go of its mark.
    let mark = own.path().join(format!("{killed}.window"));
    fs::write(&mark, "").unwrap();
    let living = WindowMark::set(own.path(), &note("b", "Living", &here)).unwrap();
    note("c", "Other user", &here);
    let elsewhere = note("d", "Elsewhere", "another-machine");
    fs::write(own.path().join(format!("{elsewhere}.window")), "").unwrap();

    let settings = Settings { name: "Sam".to_owned(), ..Settings::default() };
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    app.keep_journals_in(Some(own.path().to_owned()));
    app.watch_files();
    app.start(Some(shared.file()));
    let mut sam = Window(app);
    sam.settle();
    sam.look();
    let mut names = shared.notes();
    names.sort();
    assert_eq!(names, ["Elsewhere", "Living", "Other user", "Sam"]);
    let told = sam.told(NoteKind::Open).unwrap().0;
    assert!(told.contains("Living") && !told.contains("Killed"), "{told}");

    // The marks go with what else is left behind, once nobody could mean them any more.
    let marks = || fs::read_dir(own.path()).unwrap().filter(|it| is_mark(&it.as_ref().unwrap().path())).count();
    store::sweep_own(own.path(), now);
    assert_eq!(marks(), 4, "Killed, Elsewhere, Living and Sam");
    store::sweep_own(own.path(), now + chrono::TimeDelta::hours(2));
    assert_eq!(marks(), 2, "those that are alive stay");
    living.remove();
    drop(sam);
    assert_eq!(marks(), 0);
}

#[test]
fn a_file_that_is_renamed_is_followed_and_one_that_is_gone_is_written_again() {
    let shared = Shared::new();
    let mut sam = shared.window("Sam");
    sam.level(2, Level::Exemplary);
    sam.ask(Request::Command(Command::Save));
    let kept = store::versions(&shared.file()).len();
    assert!(kept > 0);
    sam.level(2, Level::Mature);
    let renamed = shared.at("q1-of-25.ron");
    fs::rename(shared.file(), &renamed).unwrap();
    sam.look();
    assert_eq!(
        sam.told(NoteKind::Outside),
        Some((
            "Somebody renamed this file: it is called “q1-of-25.ron” now.".to_owned(),
            vec!["Go on with it", "Later"]
        ))
    );
    // A save at once waits for the versions to have gone along.
    sam.0.handle(Request::Sharing(SharingStep::Follow));
    sam.0.handle(Request::Command(Command::Save));
    sam.settle();
    assert_eq!(sam.0.session().unwrap().path(), Some(renamed.as_path()));
    assert!(!sam.edited() && sam.0.dialog().is_none() && sam.told(NoteKind::Outside).is_none());
    let kept = kept + 1;
    assert_eq!(store::open_notes(&renamed).len(), 1, "the note goes along");
    assert_eq!((store::versions(&shared.file()).len(), store::versions(&renamed).len()), (0, kept));
    assert!(store::versions(&renamed).iter().all(|version| version.note.is_some()));
    assert_eq!(read(&renamed), *sam.document());
    assert!(!shared.file().exists());

    fs::remove_file(&renamed).unwrap();
    sam.look();
    assert_eq!(sam.choices(NoteKind::Outside), ["Save it here again", "Later"]);
    sam.choose(NoteKind::Outside, "Save it here again");
    assert_eq!(read(&renamed), *sam.document());
    assert_eq!(sam.told(NoteKind::Outside), None);
}

#[test]
fn a_file_that_was_gone_and_came_back_is_not_written_over() {
    let shared = Shared::new();
    let mut sam = shared.window("Sam");
    sam.level(2, Level::Exemplary);
    let theirs = fs::read_to_string(shared.file()).unwrap();
    for in_strip in [true, false] {
        fs::remove_file(shared.file()).unwrap();
        if in_strip {
            sam.look();
            assert_eq!(sam.choices(NoteKind::Outside), ["Save it here again", "Later"]);
        } else {
            sam.ask(Request::Command(Command::Save));
            assert!(matches!(sam.0.dialog(), Some(Dialog::ChangedOnDisk { found: OnDisk::Gone, .. })));
        }
        // What another saved comes before the answer does.
        fs::write(shared.file(), &theirs).unwrap();
        if in_strip {
            sam.step(SharingStep::SaveAgain);
        } else {
            sam.ask(Request::ChangedOnDisk(ChangedAnswer::Overwrite));
        }
        assert!(matches!(sam.0.dialog(), Some(Dialog::ChangedOnDisk { found: OnDisk::Changed, .. })), "{in_strip}");
        assert_eq!(fs::read_to_string(shared.file()).unwrap(), theirs);
        assert!(sam.edited());
        sam.ask(Request::LeaveDialog);
    }
}

#[test]
fn a_folder_that_is_away_says_nothing() {
    let shared = Shared::new();
    fs::create_dir(shared.at("share")).unwrap();
    let file = shared.at("share").join(QUARTER);
    fs::copy(shared.file(), &file).unwrap();
    let mut sam = Shared::window_on("Sam", &file);
    fs::rename(shared.at("share"), shared.at("unplugged")).unwrap();
    sam.look();
    assert_eq!(sam.told(NoteKind::Outside), None);
    assert!(!shared.at("share").exists(), "nothing is written where it was");
    fs::rename(shared.at("unplugged"), shared.at("share")).unwrap();
    sam.look();
    assert_eq!(sam.told(NoteKind::Outside), None);
}

#[test]
fn a_copy_of_a_sync_program_is_merged_in_and_then_put_away() {
    let shared = Shared::new();
    let copy = shared.copy(1, Level::Exemplary);
    let theirs = fs::read(&copy).unwrap();
    let mut sam = shared.window("Sam");
    assert_eq!(sam.0.session().unwrap().series().entries.len(), 4, "it is no quarter");
    let (text, choices) = sam.told(NoteKind::Copy).unwrap();
    assert_eq!(text, "A copy from another machine (Anna) stands beside this file.");
    assert_eq!(choices, ["Merge it in", "Compare", "Leave it"]);
    sam.choose(NoteKind::Copy, "Compare");
    assert_eq!(*sam.0.place(), Place::Compare);
    assert_eq!(sam.0.compare_side(true), Some(CompareSide::File(copy.clone())));
    sam.level(2, Level::Exemplary);
    sam.choose(NoteKind::Copy, "Merge it in");
    let Some(Dialog::MergeCopy { offer, .. }) = sam.0.dialog() else { panic!("{:?}", sam.0.dialog()) };
    assert_eq!(offer.bases[0].from, BaseFrom::Opened);
    sam.ask(Request::Merge(MergeStep::Copy(0)));
    assert_eq!((sam.now(1), sam.now(2)), (Some(Level::Exemplary), Some(Level::Exemplary)));
    assert!(sam.text(NoteKind::Copy).ends_with("Once you have saved, it can be put away."));
    sam.step(SharingStep::PutAway(copy.clone()));
    assert!(copy.exists(), "what is not saved is nowhere else");
    // Taken back, it is to be merged in as before.
    sam.ask(Request::Command(Command::Undo));
    assert_eq!(sam.choices(NoteKind::Copy)[0], "Merge it in");
    sam.ask(Request::Command(Command::Redo));
    sam.ask(Request::Command(Command::Save));
    assert_eq!(sam.choices(NoteKind::Copy), ["Put it away", "Leave it"]);
    sam.choose(NoteKind::Copy, "Put it away");
    assert_eq!(sam.told(NoteKind::Copy), None);
    assert!(!copy.exists());
    let kept = shared.at(".versions/2025-26-q1").join(format!("copy {COPY}"));
    assert_eq!(fs::read(kept).unwrap(), theirs, "it is not deleted");
    let notice = sam.notice();
    assert!(notice.contains("is put away: it is “copy 2025-26-q1 (Anna") && notice.contains("versions"), "{notice}");
    sam.look();
    assert_eq!(sam.told(NoteKind::Copy), None);
}

#[test]
fn a_copy_that_was_written_since_it_was_merged_stays() {
    let shared = Shared::new();
    let copy = shared.copy(1, Level::Exemplary);
    let mut sam = shared.window("Sam");
    sam.choose(NoteKind::Copy, "Merge it in");
    sam.ask(Request::Merge(MergeStep::Copy(0)));
    sam.ask(Request::Command(Command::Save));
    shared.copy(3, Level::Exemplary);
    sam.choose(NoteKind::Copy, "Put it away");
    assert!(copy.exists());
    assert!(sam.notice().contains("was changed since it was merged"), "{}", sam.notice());
    assert_eq!(sam.choices(NoteKind::Copy)[0], "Merge it in");
}

#[test]
fn a_copy_that_comes_while_the_file_is_open_is_told_and_can_be_left() {
    let shared = Shared::new();
    let mut sam = shared.window("Sam");
    assert_eq!(sam.told(NoteKind::Copy), None);
    let copy = shared.copy(1, Level::Exemplary);
    fs::copy(&copy, shared.at("2025-26-q1 (1).ron")).unwrap();
    sam.look();
    assert!(sam.text(NoteKind::Copy).ends_with("There is 1 more."), "{}", sam.text(NoteKind::Copy));
    sam.choose(NoteKind::Copy, "Leave it");
    sam.choose(NoteKind::Copy, "Leave it");
    assert_eq!(sam.told(NoteKind::Copy), None);
    sam.look();
    assert_eq!(sam.told(NoteKind::Copy), None);
    assert!(copy.exists());
}

#[test]
fn a_copy_begins_from_the_version_that_both_have() {
    let shared = Shared::new();
    let mut sam = shared.window("Sam");
    sam.level(1, Level::NotYetEstablished);
    sam.ask(Request::Command(Command::Save));
    // Anna's machine has this state, and goes on from it by herself.
    shared.copy(2, Level::Exemplary);
    sam.level(3, Level::Exemplary);
    sam.ask(Request::Command(Command::Save));
    sam.level(4, Level::Exemplary);
    sam.ask(Request::Command(Command::Save));
    drop(sam);
    let mut sam = shared.window("Sam");
    sam.choose(NoteKind::Copy, "Merge it in");
    let Some(Dialog::MergeCopy { offer, .. }) = sam.0.dialog() else { panic!("{:?}", sam.0.dialog()) };
    assert!(matches!(offer.bases[0].from, BaseFrom::Version(2, Some(_))), "{:?}", offer.bases[0].from);
    sam.ask(Request::Merge(MergeStep::Copy(0)));
    let now = [sam.now(1), sam.now(2), sam.now(3), sam.now(4)];
    let high = Some(Level::Exemplary);
    assert_eq!(now, [Some(Level::NotYetEstablished), high, high, high], "nothing of either is lost");
    assert!(sam.document().undecided.is_empty());
}

#[test]
fn a_copy_itself_leads_to_the_file_it_is_of_and_one_of_another_quarter_to_that() {
    let shared = Shared::new();
    let copy = shared.copy(1, Level::Exemplary);
    let mut sam = Shared::window_on("Sam", &copy);
    assert!(sam.text(NoteKind::Copy).starts_with("This is a copy that a sync program made of “2025-26-q1.ron”."));
    sam.choose(NoteKind::Copy, "Open that file");
    assert_eq!(sam.0.session().unwrap().path(), Some(shared.file().as_path()));
    sam.ask(Request::Open(shared.at("2024-25-q3.ron")));
    assert_eq!(sam.text(NoteKind::Copy), "A copy of Q1 2025/26 from another machine (Anna) stands in this folder.");
    sam.choose(NoteKind::Copy, "Open that quarter");
    assert_eq!(sam.0.session().unwrap().path(), Some(shared.file().as_path()));
}

#[test]
fn a_folder_is_opened_at_the_file_and_not_at_its_copy() {
    let shared = Shared::new();
    shared.copy(1, Level::Exemplary);
    let sam = Shared::window_on("Sam", shared.0.path());
    assert_eq!(sam.0.session().unwrap().path(), Some(shared.file().as_path()));
}

#[test]
fn a_name_is_given_kept_and_used() {
    let shared = Shared::new();
    let mut sam = shared.window("");
    sam.ask(Request::Command(Command::YourName));
    assert_eq!(sam.0.dialog(), Some(&Dialog::YourName { typed: String::new() }));
    sam.ask(Request::SetName("  Sam   Jones ".to_owned()));
    assert_eq!((sam.0.dialog(), sam.0.settings().name.as_str()), (None, "Sam Jones"));
    assert_eq!(sam.notice(), "Colleagues see you as Sam Jones.");
    assert_eq!(shared.notes(), ["Sam Jones"], "the note says so at once");
    sam.level(1, Level::Exemplary);
    sam.ask(Request::Command(Command::Save));
    assert_eq!(store::versions(&shared.file())[0].note.as_ref().unwrap().by, "Sam Jones");
    sam.ask(Request::Command(Command::Seal));
    assert!(matches!(sam.0.dialog(), Some(Dialog::Seal { by, .. }) if by == "Sam Jones"));
    sam.ask(Request::LeaveDialog);
    sam.ask(Request::SetName("Sam Jones".to_owned()));
    let text = sam.0.settings().to_text();
    assert_eq!(Settings::from_text(&text).name, "Sam Jones");
}

#[test]
fn without_being_asked_nothing_is_written_beside_a_file() {
    let shared = Shared::new();
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(shared.file()));
    settle(&mut app);
    app.came_back();
    assert!(!app.looking_after_file() && !shared.at(".versions").exists());
}

#[test]
fn a_copy_that_was_sealed_elsewhere_is_not_put_away_with_its_seal() {
    let shared = Shared::new();
    let mut copy = shared.read();
    copy.state = State::Sealed(Seal {
        by: "Chair".to_owned(),
        role: "Chair".to_owned(),
        on: copy.as_at,
        note: String::new(),
        digest: "0".repeat(64),
        previous: None,
        chain: None,
    });
    fs::write(shared.at(COPY), hicm::format::write(&copy).unwrap()).unwrap();
    let mut sam = shared.window("Sam");
    sam.choose(NoteKind::Copy, "Merge it in");
    assert!(sam.notice().contains("but for its seal"), "{} {:?}", sam.notice(), sam.0.dialog());
    assert!(!sam.choices(NoteKind::Copy).contains(&"Put it away"));
    sam.step(SharingStep::PutAway(shared.at(COPY)));
    assert!(shared.at(COPY).exists());
    // Nor with what else is in it, once that is merged and saved.
    copy.changes[0].now = Some(Level::Exemplary);
    fs::write(shared.at(COPY), hicm::format::write(&copy).unwrap()).unwrap();
    sam.look();
    sam.choose(NoteKind::Copy, "Merge it in");
    sam.ask(Request::Merge(MergeStep::Copy(0)));
    assert_eq!(sam.now(1), Some(Level::Exemplary));
    sam.ask(Request::Command(Command::Save));
    assert!(!sam.edited() && !sam.choices(NoteKind::Copy).contains(&"Put it away"));
}

#[test]
fn news_of_the_folder_is_heard_though_another_look_was_asked_for_since() {
    let shared = Shared::new();
    let told = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&told);
    let wake = Arc::new(move || {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let mut app = App::new(Settings::default(), Frameworks::bundled(), wake);
    app.watch_files();
    app.start(Some(shared.file()));
    let mut sam = Window(app);
    sam.settle();
    shared.copy(1, Level::Exemplary);
    let before = told.load(Ordering::SeqCst);
    sam.0.came_back();
    while told.load(Ordering::SeqCst) == before {
        std::thread::sleep(Duration::from_millis(2));
    }
    sam.look();
    assert!(sam.told(NoteKind::Copy).is_some());
}

#[test]
fn of_a_file_of_a_newer_hicm_that_is_said_and_it_is_not_written_again() {
    let shared = Shared::new();
    let text = fs::read_to_string(shared.file()).unwrap().replacen("format: 1", "format: 2", 1);
    fs::write(shared.file(), text).unwrap();
    let mut sam = shared.window("Sam");
    assert_eq!(sam.0.session().unwrap().why_read_only(), Some("This file was written by a newer hicm"));
    fs::remove_file(shared.file()).unwrap();
    sam.look();
    assert_eq!(sam.choices(NoteKind::Outside), ["Later"]);
}
