//! Files that do not open as they are, in the application: damaged, half-written, of a newer format.

use crate::made;
use hicm::app::{
    App, Aside, Command, Dialog, Edit, PathFor, Problem, Request, SalvageStep, Settings, Unreadable, aside_in_words,
};
use hicm::model::{Assessment, Level};
use hicm::store::{self, EXAMPLE, Frameworks, VersionNote};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Bench {
    folder: tempfile::TempDir,
    app: App,
}

impl Bench {
    /// A file with that text, which was saved whole before where `kept`, and is asked for.
    fn open(text: &[u8], kept: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("2025-26-q1.ron");
        if kept {
            let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 5, 0).unwrap();
            let note = VersionNote { by: "Jane Doe".to_owned(), at, said: "Saved.".to_owned() };
            store::save_with_version(&file, &whole(), None, &note).unwrap();
        }
        fs::write(&file, text).unwrap();
        let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        app.start(Some(file));
        made::settle(&mut app);
        Self { folder, app }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("2025-26-q1.ron")
    }

    fn unreadable(&self) -> &Unreadable {
        match self.app.dialog() {
            Some(Dialog::Unreadable(unreadable)) => unreadable,
            other => panic!("{other:?}"),
        }
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        made::settle(&mut self.app);
    }

    fn aside(&self) -> &Aside {
        self.app.session().unwrap().aside().unwrap()
    }
}

fn whole() -> Assessment {
    hicm::format::parse(EXAMPLE[3].text).unwrap().assessment
}

fn damaged() -> String {
    EXAMPLE[3].text.replacen("            owner: \"", "            owner: ", 1)
}

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

#[test]
fn what_can_be_read_of_a_damaged_file_becomes_a_new_document_and_the_file_stays() {
    let mut bench = Bench::open(damaged().as_bytes(), false);
    let unreadable = bench.unreadable();
    assert!(!unreadable.half_written && unreadable.version.is_none());
    assert!(unreadable.problem.what.starts_with("The file cannot be read at line "), "{}", unreadable.problem.what);
    bench.ask(Request::Salvage(SalvageStep::Open));
    let session = bench.app.session().unwrap();
    assert!(session.path().is_none() && session.edited(), "it is new and not saved");
    assert_eq!(session.assessment().rows.len(), whole().rows.len());
    let aside = bench.aside().clone();
    assert!(matches!(bench.app.dialog(), Some(Dialog::Aside(shown)) if **shown == aside), "it is told at once");
    let row = &whole().rows[0];
    let words: Vec<_> =
        aside.parts.iter().map(|part| aside_in_words(part, session.assessment(), session.framework())).collect();
    let place = format!("owner of row {} in change ", row.id);
    assert!(words.iter().any(|words| words.contains(&place) && words.ends_with("could not be read.")), "{words:?}");
    assert_eq!(fs::read_to_string(bench.file()).unwrap(), damaged(), "the file is as it was");

    // Saved in its place, the damaged one stays among the versions.
    bench.ask(Request::LeaveDialog);
    assert!(Command::Aside.available(&bench.app));
    let file = bench.file();
    bench.ask(Request::PathTyped(PathFor::SaveAs, file.clone()));
    assert_eq!(bench.app.dialog(), Some(&Dialog::Replace { path: file.clone() }));
    bench.ask(Request::Replace(file.clone()));
    assert_eq!(read(&file).rows.len(), whole().rows.len());
    let kept: Vec<_> = store::versions(&file).iter().map(|it| fs::read_to_string(&it.path).unwrap()).collect();
    assert!(kept.contains(&damaged()), "nothing is lost");
}

#[test]
fn work_in_hand_is_asked_about_before_what_was_salvaged_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.ron");
    fs::write(&file, damaged()).unwrap();
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.start(None);
    made::settle(&mut app);
    let change = app.session().unwrap().assessment().changes[0].change.clone();
    app.handle(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    app.handle(Request::Open(file));
    app.handle(Request::Unsaved(hicm::app::UnsavedAnswer::Discard));
    made::settle(&mut app);
    assert!(matches!(app.dialog(), Some(Dialog::Unreadable(_))));
    assert!(app.session().unwrap().edited(), "the work is still in hand");
    app.handle(Request::Salvage(SalvageStep::Open));
    assert_eq!(app.dialog(), Some(&Dialog::Unsaved));
}

#[test]
fn who_is_at_the_window_is_not_told_of_commands() {
    let told = |advice: &str| Problem { advice: advice.to_owned(), ..Problem::default() }.advice_at_window();
    assert_eq!(told("Open it (or hicm salvage FILE), or wait (hicm versions FILE)."), "Open it, or wait.");
    assert_eq!(told("Look (a copy is enough) again."), "Look (a copy is enough) again.");
    assert_eq!(told("Look (twice"), "Look (twice");
    assert_eq!(told(""), "");
}

#[test]
fn a_half_written_file_is_tried_again_or_goes_back_to_its_last_version() {
    let text = EXAMPLE[3].text;
    for half in [&b""[..], &[0; 4096], &text.as_bytes()[..text.len() / 2]] {
        let mut bench = Bench::open(half, true);
        let unreadable = bench.unreadable();
        assert!(unreadable.half_written);
        let problem = &unreadable.problem;
        assert!(problem.advice.contains("(hicm versions FILE)"), "{}", problem.advice);
        assert_eq!(
            problem.advice_at_window(),
            "Another program may still be writing it, or a synced folder may not have fetched all of it: wait a moment and \
             try again. If it stays so, bring back its last version or open what can be read of it."
        );
        assert_eq!(unreadable.version.as_ref().unwrap().number, 1);
        // The rest has come.
        fs::write(bench.file(), text).unwrap();
        bench.ask(Request::Salvage(SalvageStep::TryAgain));
        assert_eq!(bench.app.dialog(), None);
        assert_eq!(**bench.app.session().unwrap().assessment(), whole());

        let mut bench = Bench::open(half, true);
        bench.ask(Request::Salvage(SalvageStep::Restore));
        assert_eq!(bench.app.dialog(), None);
        assert_eq!(**bench.app.session().unwrap().assessment(), whole());
        assert_eq!(bench.app.session().unwrap().path(), Some(bench.file().as_path()));
        assert_eq!(read(&bench.file()), whole());
        let versions = store::versions(&bench.file());
        let said = versions[0].note.as_ref().unwrap().said.clone();
        if half.iter().any(|byte| *byte != 0) {
            assert_eq!(said, "Restored version 1 of 28 Nov 2026 09:05.");
            assert_eq!(fs::read(&versions[1].path).unwrap(), half, "what stood there is kept");
        } else {
            assert_eq!(versions.len(), 1, "there was nothing to keep");
        }
    }
}

#[test]
fn a_file_that_became_whole_meanwhile_is_not_replaced_by_its_last_version() {
    let text = EXAMPLE[3].text;
    let mut bench = Bench::open(b"", true);
    let newer = Assessment { prepared_by: "Somebody since".to_owned(), ..whole() };
    fs::write(bench.file(), hicm::format::write(&newer).unwrap()).unwrap();
    bench.ask(Request::Salvage(SalvageStep::Restore));
    assert_eq!(**bench.app.session().unwrap().assessment(), newer);
    assert_eq!(read(&bench.file()), newer);
    assert_ne!(fs::read_to_string(bench.file()).unwrap(), text);
}

#[test]
fn without_its_versions_nothing_is_put_back() {
    let mut bench = Bench::open(damaged().as_bytes(), true);
    fs::remove_dir_all(bench.folder.path().join(".versions")).unwrap();
    bench.ask(Request::Salvage(SalvageStep::Restore));
    assert!(matches!(bench.app.dialog(), Some(Dialog::Problem(_))));
    assert_eq!(fs::read_to_string(bench.file()).unwrap(), damaged());
}

#[test]
fn a_file_of_something_else_is_told_as_before() {
    let bench = Bench::open(b"hello", false);
    assert!(matches!(bench.app.dialog(), Some(Dialog::Problem(_))), "{:?}", bench.app.dialog());
}

fn newer() -> String {
    EXAMPLE[3].text.replacen("format: 1", "format: 2", 1).replacen(
        "            where_now:",
        "            risk: High(\"very\"),\n            where_now:",
        1,
    )
}

#[test]
fn a_newer_file_is_looked_at_and_never_written() {
    let mut bench = Bench::open(newer().as_bytes(), false);
    let session = bench.app.session().unwrap();
    assert_eq!((session.newer(), session.read_only(), session.edited()), (Some(2), true, false));
    assert_eq!(**session.assessment(), whole());
    assert_eq!(bench.aside().parts.len(), 1);
    let available: Vec<Command> =
        <Command as strum::IntoEnumIterator>::iter().filter(|command| command.available(&bench.app)).collect();
    for look in [Command::GoCompare, Command::Present, Command::Export, Command::GoTrend, Command::Aside] {
        assert!(available.contains(&look), "{look:?}");
    }
    for write in [
        Command::Save,
        Command::SaveAs,
        Command::NewQuarter,
        Command::Seal,
        Command::Reopen,
        Command::Details,
        Command::MergeCopy,
        Command::Replace,
        Command::AddRow,
        Command::Undo,
    ] {
        assert!(!available.contains(&write), "{write:?}");
    }
    let change = whole().changes[0].change.clone();
    bench.ask(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    assert!(bench.app.notice().unwrap().text.contains("newer hicm"), "{:?}", bench.app.notice());
    bench.ask(Request::Edit(Edit::Reopen { by: "X".to_owned(), on: whole().as_at, reason: "Y".to_owned() }));
    // However it is asked for, nothing is written.
    let elsewhere = bench.folder.path().join("copy.ron");
    bench.ask(Request::PathTyped(PathFor::SaveAs, elsewhere.clone()));
    let told = bench.app.notice().unwrap().text.clone();
    assert!(told.contains("would lose one part") || told.contains("would lose 1 part"), "{told}");
    let file = bench.file();
    bench.ask(Request::Replace(file.clone()));
    assert!(!elsewhere.exists());
    assert_eq!(fs::read_to_string(file).unwrap(), newer());
    assert_eq!(**bench.app.session().unwrap().assessment(), whole());
}

#[test]
fn a_newer_file_of_another_shape_is_refused_in_words() {
    let bench = Bench::open(b"(format: 7, blocks: [])", false);
    match bench.app.dialog() {
        Some(Dialog::Problem(problem)) => assert!(problem.what.contains("newer version"), "{problem}"),
        other => panic!("{other:?}"),
    }
}
