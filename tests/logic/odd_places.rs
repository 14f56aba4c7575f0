//! Names and places that nobody would choose and somebody has: the work stays in hand, and there is a way to save it.

use hicm::app::{App, ChangedAnswer, Command, Dialog, Edit, Effect, PathFor, Problem, Request, Settings};
use hicm::model::Level;
use hicm::store::{self, Cause, Frameworks, StoreError, usable_name};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[cfg(unix)]
#[test]
fn a_name_that_the_disk_takes_is_a_name_like_any_other() {
    use std::os::unix::ffi::OsStrExt as _;
    let long = "x".repeat(251) + ".ron";
    let all: [&[u8]; 10] = [
        b"two\nlines.ron",
        b" leading.ron",
        b".hidden.ron",
        b"trailing .ron",
        b"trailing.ron.",
        "\u{202e}nor.eltit.ron".as_bytes(),
        "\u{1f3e5} \u{fb01} e\u{301}.ron".as_bytes(),
        long.as_bytes(),
        b"not \xff utf-8.ron",
        b"CON",
    ];
    for name in all {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        let mut assessment = store::sample_assessment().unwrap();
        let stamp = store::save_assessment(&path, &assessment, None).unwrap();
        "Somebody else".clone_into(&mut assessment.prepared_by);
        store::save_assessment(&path, &assessment, Some(&stamp)).unwrap();
        assert_eq!(store::open_assessment(&path, &Frameworks::bundled()).unwrap().assessment, assessment);
        assert_eq!(names(folder.path()), 1, "{}", path.display());
        // Whatever the name holds, it is told in one line that speaks to no terminal.
        fs::remove_file(&path).unwrap();
        let error = store::open_assessment(&path, &Frameworks::bundled()).unwrap_err();
        assert_eq!(error, StoreError { path: path.clone(), cause: Cause::NotFound });
        let detail = Problem::from(&error).detail;
        assert!(!detail.chars().any(|sign| sign.is_control() || sign == '\u{202e}'), "{detail:?}");
    }
}

/// A file's own time is nothing to go by: a clock may go backwards, and a synced folder sets what it likes.
#[test]
fn the_time_of_a_file_says_nothing() {
    use std::time::{Duration, SystemTime};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let mut assessment = store::sample_assessment().unwrap();
    let mut stamp = store::save_assessment(&path, &assessment, None).unwrap();
    let year = Duration::from_hours(400 * 24);
    for time in [SystemTime::UNIX_EPOCH, SystemTime::now() + year, SystemTime::now() - year] {
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(store::open_assessment(&path, &Frameworks::bundled()).unwrap().stamp, stamp);
        assessment.prepared_by.push('x');
        stamp = store::save_assessment(&path, &assessment, Some(&stamp)).unwrap();
    }
    // The same time and the same length, and yet another file.
    let about = fs::metadata(&path).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().rposition(|byte| *byte == b'x').unwrap();
    bytes[at] = b'y';
    fs::write(&path, &bytes).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(about.modified().unwrap()).unwrap();
    let refused = store::save_assessment(&path, &store::sample_assessment().unwrap(), Some(&stamp)).unwrap_err();
    assert!(matches!(refused.cause, Cause::ChangedOnDisk { .. }), "{refused}");
}

#[test]
fn names_that_windows_means_something_else_by_are_not_used_there() {
    let bad = [
        "CON",
        "con.ron",
        "Nul.tar.ron",
        "aux .ron",
        "COM1.ron",
        "lpt9",
        "2025.",
        "2025-26-q1.ron ",
        "a:b.ron",
        "a?.ron",
        "a\"b.ron",
        "a|b.ron",
        "two\nlines.ron",
    ];
    let good =
        ["2025-26-q1.ron", "CONSTANT.ron", "COM.ron", "COM10.ron", "COM0.ron", "my con.ron", ".hidden.ron", "é –.ron"];
    for name in bad {
        assert!(!usable_name(&Path::new("folder").join(name), true), "{name:?}");
        assert!(usable_name(&Path::new("folder").join(name), false), "{name:?}");
    }
    for name in good {
        assert!(usable_name(&Path::new("folder").join(name), true), "{name:?}");
    }
}

struct Desk {
    app: App,
    folder: tempfile::TempDir,
}

impl Desk {
    /// A file with an edit that is not saved.
    fn edited() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron");
        fs::create_dir(folder.path().join("series")).unwrap();
        let file = folder.path().join("series/2019-20-q1.ron");
        fs::copy(from, &file).unwrap();
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(file));
        let mut desk = Self { app, folder };
        crate::made::settle(&mut desk.app);
        let change = desk.app.session().unwrap().assessment().changes[0].change.clone();
        desk.ask(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
        assert!(desk.app.session().unwrap().edited());
        desk
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        crate::made::settle(&mut self.app);
    }

    /// Nothing is lost, why is said, and another name does it.
    fn saves_elsewhere(&mut self, cause: &str) {
        let work = Arc::clone(self.app.session().unwrap().assessment());
        let Some(Dialog::NotSaved(problem)) = self.app.dialog() else { panic!("{cause}: {:?}", self.app.dialog()) };
        assert!(problem.what.contains(cause), "{cause}: {problem:?}");
        assert!(problem.kept.contains("your edits are still here") && !problem.advice.is_empty(), "{problem:?}");
        assert!(self.app.session().unwrap().edited(), "{cause}");
        self.app.take_effects();
        self.ask(Request::ChangedOnDisk(ChangedAnswer::SaveElsewhere));
        assert_eq!(self.app.dialog(), None);
        let asked = |effect: &Effect| matches!(effect, Effect::AskPath { purpose: PathFor::SaveAs, .. });
        assert!(self.app.take_effects().iter().any(asked), "{cause}");
        let elsewhere = self.folder.path().join("elsewhere.ron");
        self.ask(Request::PathChosen(PathFor::SaveAs, Some(elsewhere.clone())));
        assert!(!self.app.session().unwrap().edited(), "{cause}");
        assert_eq!(store::open_assessment(&elsewhere, &Frameworks::bundled()).unwrap().assessment, *work);
    }
}

/// Makes a place in a folder where nothing can be saved.
type Place = fn(&Path) -> PathBuf;

#[test]
fn where_it_cannot_be_saved_it_can_be_saved_elsewhere() {
    let places: &[(&str, Place)] = &[
        ("That name cannot be used here", |folder| folder.join("x".repeat(252) + ".ron")),
        ("That name cannot be used here", |folder| folder.join("y/".repeat(2_100) + "a.ron")),
        ("Its folder does not exist", |folder| folder.join("no such folder/a.ron")),
        ("That is a file, not a folder", |folder| folder.join("series/2019-20-q1.ron/a.ron")),
        ("That is a folder, not a file", |folder| {
            fs::create_dir(folder.join("folder.ron")).unwrap();
            folder.join("folder.ron")
        }),
    ];
    for (cause, place) in places {
        let mut desk = Desk::edited();
        let path = place(desk.folder.path());
        desk.ask(Request::PathTyped(PathFor::SaveAs, path));
        desk.saves_elsewhere(cause);
        assert_eq!(names(&desk.folder.path().join("series")), 1);
    }
}

#[test]
fn a_folder_that_went_while_it_was_edited_is_said_to_be_gone() {
    let mut desk = Desk::edited();
    fs::remove_dir_all(desk.folder.path().join("series")).unwrap();
    desk.ask(Request::Command(Command::Save));
    desk.saves_elsewhere("Its folder does not exist");

    // And with a folder in the file's place.
    let mut desk = Desk::edited();
    let file = desk.folder.path().join("series/2019-20-q1.ron");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    desk.ask(Request::Command(Command::Save));
    desk.saves_elsewhere("That is a folder");
}
