//! Versions kept beside a file: what is kept, by whom, what goes with age, and how one comes back.

use crate::made;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use hicm::app::{App, Command, CompareSide, Dialog, Edit, Place, Request, Settings, VersionStep};
use hicm::model::{Assessment, Level};
use hicm::store::{self, Frameworks, Replace, VersionNote};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn at(day: i64) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(9, 30, 0).unwrap() + TimeDelta::days(day)
}

fn note(day: i64, said: &str) -> VersionNote {
    VersionNote { by: "Jane Doe".to_owned(), at: at(day), said: said.to_owned() }
}

fn real(name: &str) -> Assessment {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name);
    store::open_assessment(&path, &Frameworks::bundled()).unwrap().assessment
}

fn numbers(file: &Path) -> Vec<u64> {
    store::versions(file).into_iter().map(|version| version.number).collect()
}

/// The same with other remarks, so that it is another state.
fn state(of: &Assessment, number: usize) -> Assessment {
    Assessment { prepared_by: format!("Somebody {number}"), ..of.clone() }
}

#[test]
fn a_save_keeps_what_it_replaces_and_what_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2019-20-q1.ron");
    let first = real("llr/2019-20-q1.ron");
    store::save_assessment(&file, &first, None).unwrap();
    let before = std::fs::read(&file).unwrap();
    let second = state(&first, 2);
    let (_, failed) = store::save_with_version(&file, &second, Replace::Always, &note(0, "Another\nname.")).unwrap();
    assert_eq!(failed, None);
    let versions = store::versions(&file);
    assert_eq!(numbers(&file), [2, 1]);
    assert_eq!(std::fs::read(&versions[1].path).unwrap(), before, "to the byte");
    assert_eq!(std::fs::read(&versions[0].path).unwrap(), std::fs::read(&file).unwrap());
    assert_eq!(versions[0].note.as_ref().unwrap(), &note(0, "Another name."), "a note is one line");
    assert_eq!(versions[1].note.as_ref().unwrap().said, "What stood in the file before.");
    assert_eq!(store::open_assessment(&versions[1].path, &Frameworks::bundled()).unwrap().assessment, first);
    // What stands there is the last version already: it is not kept twice.
    let third = state(&first, 3);
    store::save_with_version(&file, &third, stamp_of(&file), &note(1, "A third.")).unwrap();
    assert_eq!(numbers(&file), [3, 2, 1]);
    store::save_with_version(&file, &third, Replace::Always, &note(2, "Nothing.")).unwrap();
    assert_eq!(numbers(&file), [3, 2, 1], "the same again is no version");
}

fn stamp_of(file: &Path) -> Replace<'static> {
    let stamp = Box::leak(Box::new(store::Stamp::of(&std::fs::read(file).unwrap())));
    Replace::IfUnchanged(stamp)
}

#[test]
fn a_refused_save_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    let first = real("llr/2019-20-q1.ron");
    store::save_assessment(&file, &first, None).unwrap();
    let other = store::Stamp::of(b"something else");
    for replace in [Replace::IfAbsent, Replace::IfUnchanged(&other)] {
        assert!(store::save_with_version(&file, &state(&first, 2), replace, &note(0, "No.")).is_err());
    }
    assert!(!folder.path().join(".versions").exists());
}

#[test]
fn where_no_version_can_be_kept_the_file_is_saved_all_the_same_and_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    // A file where the folder would be.
    std::fs::write(folder.path().join(".versions"), "in the way").unwrap();
    let assessment = real("llr/2019-20-q1.ron");
    let (_, failed) = store::save_with_version(&file, &assessment, None, &note(0, "First.")).unwrap();
    assert!(failed.is_some());
    assert_eq!(store::open_assessment(&file, &Frameworks::bundled()).unwrap().assessment, assessment);
    assert_eq!(std::fs::read_to_string(folder.path().join(".versions")).unwrap(), "in the way");
}

#[test]
fn what_nobody_has_read_is_replaced_only_once_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    std::fs::write(&file, "theirs").unwrap();
    std::fs::write(folder.path().join(".versions"), "in the way").unwrap();
    let assessment = real("llr/2019-20-q1.ron");
    store::save_with_version(&file, &assessment, Replace::Always, &note(0, "Mine.")).unwrap_err();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "theirs");
    let theirs = store::Stamp::of(b"theirs");
    let known = store::save_with_version(&file, &assessment, Replace::IfUnchanged(&theirs), &note(0, "Mine.")).unwrap();
    assert!(known.1.is_some(), "what was opened here is saved all the same");
}

#[test]
fn what_cannot_be_read_is_kept_to_the_byte_before_it_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    std::fs::write(&file, b"(format: 1, broken \xff").unwrap();
    store::save_with_version(&file, &real("llr/2019-20-q1.ron"), Replace::Always, &note(0, "Mended.")).unwrap();
    let first = store::versions(&file).pop().unwrap();
    assert_eq!(std::fs::read(&first.path).unwrap(), b"(format: 1, broken \xff");
    assert!(first.note.unwrap().said.contains("cannot be read"));
}

#[test]
fn odd_names_have_versions_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let assessment = real("llr/2019-20-q1.ron");
    let names = ["a.ron", "a.b.ron", "a.txt", "ä ö “x”.ron", "no ending", ".hidden", "a.RON.ron"];
    for name in names {
        let file = folder.path().join(name);
        store::save_with_version(&file, &assessment, None, &note(0, name)).unwrap();
        let versions = store::versions(&file);
        assert_eq!(versions.len(), 1, "{name}");
        assert_eq!(versions[0].note.as_ref().unwrap().said, name);
    }
}

#[test]
fn the_further_back_the_fewer_stay_but_never_what_was_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    let draft = Assessment { rows: Vec::new(), ..real("llr/2019-20-q1.ron") };
    // Two saves a day for five months; two of a day in the first month were sealed.
    for number in 0..300_usize {
        let mut next = state(&draft, number);
        if [20, 21].contains(&number) {
            next.state = real("example/2024-25-q2.ron").state;
            assert!(next.sealed());
        }
        let day = i64::try_from(number / 2).unwrap();
        store::save_with_version(&file, &next, Replace::Always, &note(day, "Next.")).unwrap();
    }
    let versions = store::versions(&file);
    let kept: Vec<u64> = versions.iter().map(|version| version.number).collect();
    let newest: Vec<u64> = (281..=300).rev().collect();
    assert_eq!(kept[..20], newest[..], "the last twenty");
    assert!(kept.contains(&21) && kept.contains(&22), "{kept:?}: what was sealed stays");
    let now = at(149);
    for version in &versions[20..] {
        let day = version.note.as_ref().unwrap().at.date();
        let same = |other: &&store::Version| {
            let other_day = other.note.as_ref().unwrap().at.date();
            let old = (now.date() - day).num_days() >= 60;
            !other.sealed
                && if old {
                    other_day.format("%Y%m").to_string() == day.format("%Y%m").to_string()
                } else {
                    other_day == day
                }
        };
        if !version.sealed {
            assert_eq!(versions[20..].iter().filter(same).map(|it| it.number).max(), Some(version.number));
        }
    }
    assert!(kept.len() < 85, "{}", kept.len());
    let months: std::collections::BTreeSet<String> =
        versions.iter().map(|it| it.note.as_ref().unwrap().at.format("%Y-%m").to_string()).collect();
    assert_eq!(months.len(), 5, "no month is forgotten");
    // What goes takes its note along.
    let files = std::fs::read_dir(folder.path().join(".versions/plan")).unwrap().count();
    assert_eq!(files, 2 * versions.len());
}

#[test]
fn a_version_without_a_note_stays_and_its_number_is_not_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    let draft = real("llr/2019-20-q1.ron");
    for number in 0..3 {
        store::save_with_version(&file, &state(&draft, number), Replace::Always, &note(0, "Next.")).unwrap();
    }
    let kept = folder.path().join(".versions/plan");
    std::fs::remove_file(kept.join("0002.txt")).unwrap();
    std::fs::remove_file(kept.join("0003.ron")).unwrap();
    let versions = store::versions(&file);
    assert_eq!((versions.len(), versions[0].number, versions[0].note.as_ref()), (2, 2, None));
    store::save_with_version(&file, &state(&draft, 9), Replace::Always, &note(1, "Next.")).unwrap();
    assert_eq!(numbers(&file), [5, 4, 2, 1], "what stood there, then what was saved; never number 3");
}

// ---- in the application

#[test]
fn versions_go_along_with_a_file_and_over_none_that_another_keeps_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
    let of_new = folder.path().join(".versions").join("b");
    let one = real("llr/2018-19-q4.ron");
    for (number, day) in (0..3).zip(0..) {
        store::save_with_version(&old, &state(&one, number), Replace::Always, &note(day, "a")).unwrap();
    }
    std::fs::rename(&old, &new).unwrap();
    // What came there last was the note of hers; her version follows.
    std::fs::create_dir_all(&of_new).unwrap();
    std::fs::write(of_new.join("0002.txt"), "hers").unwrap();
    let error = store::take_versions_along(&old, &new).unwrap_err();
    assert!(error.to_string().contains("0002.txt"), "{error}");
    assert_eq!(std::fs::read_to_string(of_new.join("0002.txt")).unwrap(), "hers");
    assert_eq!([numbers(&new), numbers(&old)], [vec![3], vec![2, 1]]);
    assert!(store::versions(&new).iter().chain(&store::versions(&old)).all(|version| version.note.is_some()));

    // Nothing stands in the way.
    let c = folder.path().join("c.ron");
    store::take_versions_along(&old, &c).unwrap();
    assert_eq!([numbers(&c), numbers(&old)], [vec![2, 1], Vec::new()]);
    assert!(!folder.path().join(".versions").join("a").exists());
}

fn open(path: &Path) -> App {
    let settings = Settings { name: "Jane Doe".to_owned(), ..Settings::default() };
    let mut app = App::new(settings, Frameworks::bundled(), Arc::new(|| {}));
    app.start(Some(path.to_owned()));
    made::settle(&mut app);
    app
}

fn ask(app: &mut App, request: Request) {
    app.handle(request);
    made::settle(app);
}

fn set_level(app: &mut App, level: Level) {
    let change = app.session().unwrap().assessment().changes[0].change.clone();
    ask(app, Request::Edit(Edit::SetLevel { change, level: Some(level) }));
}

fn listed(app: &mut App) -> Vec<store::Version> {
    ask(app, Request::Command(Command::Versions));
    match app.dialog() {
        Some(Dialog::Versions { versions, .. }) => versions.to_vec(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_version_is_listed_with_what_changed_and_comes_back_as_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2019-20-q1.ron");
    std::fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron"), &file).unwrap();
    let mut app = open(&file);
    let first = Assessment::clone(app.session().unwrap().assessment());
    set_level(&mut app, Level::Exemplary);
    ask(&mut app, Request::Command(Command::Save));
    let versions = listed(&mut app);
    let told: Vec<_> = versions.iter().map(|it| it.note.as_ref().unwrap()).collect();
    let short = app.session().unwrap().framework().changes[0].short.clone();
    assert_eq!(told[0].said, format!("Level of {short}."));
    assert_eq!((told[0].by.as_str(), told[1].said.as_str()), ("Jane Doe", "What stood in the file before."));
    ask(&mut app, Request::Version(VersionStep::Restore(1)));
    assert_eq!(**app.session().unwrap().assessment(), first);
    assert!(app.session().unwrap().edited(), "not saved yet");
    assert_eq!(app.session().unwrap().undo_label(), Some("restore version 1"));
    assert!(app.notice().unwrap().text.starts_with("Version 1 is back."));
    ask(&mut app, Request::Command(Command::Undo));
    assert_eq!(app.session().unwrap().assessment().changes[0].now, Some(Level::Exemplary));
    ask(&mut app, Request::Command(Command::Redo));
    ask(&mut app, Request::Command(Command::Save));
    assert_eq!(store::open_assessment(&file, &Frameworks::bundled()).unwrap().assessment, first);
    assert_eq!(listed(&mut app).len(), 3, "the one that was replaced is still there");
    ask(&mut app, Request::Version(VersionStep::Compare(1)));
    assert_eq!(*app.place(), Place::Compare);
    assert_eq!(app.compare_side(true), Some(CompareSide::Open));
    assert!(matches!(app.compare_side(false), Some(CompareSide::File(path)) if path.ends_with("0002.ron")));
}

#[test]
fn that_no_version_was_kept_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ron");
    std::fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron"), &file).unwrap();
    std::fs::write(folder.path().join(".versions"), "in the way").unwrap();
    let mut app = open(&file);
    set_level(&mut app, Level::Exemplary);
    ask(&mut app, Request::Command(Command::Save));
    assert!(!app.session().unwrap().edited(), "it was saved");
    let notice = app.notice().unwrap();
    assert!(notice.refused && notice.text.starts_with("Saved, but no version could be kept"), "{}", notice.text);
}
