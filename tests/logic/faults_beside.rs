//! What stands beside a file, as `faults.rs` has it for the file itself: keeping a version, thinning, putting one back, the
//! journal. Every call to the file system fails once, and for good; the file is whole, the work is somewhere, the next try
//! does it.

#![cfg(all(unix, debug_assertions))]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use hicm::app::Problem;
use hicm::format;
use hicm::model::Assessment;
use hicm::store::faults::{Call, Fault, during};
use hicm::store::{self, Cause, Journal, Stamp, StoreError, VersionNote, journals_left, read_journal};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const KINDS: [ErrorKind; 5] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::HostUnreachable,
    ErrorKind::StaleNetworkFileHandle,
    ErrorKind::Other,
];

fn at(second: i64) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 0, 0).unwrap() + TimeDelta::seconds(second)
}

fn note(said: &str) -> VersionNote {
    VersionNote { by: "Jane Doe".to_owned(), at: at(0), said: said.to_owned() }
}

static SAMPLE: LazyLock<Assessment> = LazyLock::new(|| {
    let sample = store::sample_assessment().unwrap();
    Assessment { rows: sample.rows[..2].to_vec(), notes: Vec::new(), ..sample }
});

fn sample(by: &str) -> Assessment {
    Assessment { prepared_by: by.to_owned(), ..SAMPLE.clone() }
}

fn text(by: &str) -> String {
    format::write(&sample(by)).unwrap()
}

/// Does it once without a fault to learn its calls, and then with each; gives how many faults there were.
fn with_each_fault(prepare: fn(&Path), work: impl Fn(&Path, Option<Fault>) -> Vec<Call>) -> usize {
    with_faults(&KINDS, prepare, work)
}

fn with_faults(kinds: &[ErrorKind], prepare: fn(&Path), work: impl Fn(&Path, Option<Fault>) -> Vec<Call>) -> usize {
    let tried = |fault| {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let calls = work(folder.path(), fault);
        nothing_half_written(folder.path(), fault, &calls);
        calls
    };
    let calls = tried(None);
    assert!(!calls.is_empty());
    for at in 0..calls.len() {
        for kind in kinds.iter().copied() {
            for lasting in [false, true] {
                tried(Some(Fault { at, kind, lasting }));
            }
        }
    }
    calls.len() * kinds.len() * 2
}

/// Nothing half-written is left, unless the disk was gone for good when it should have been removed.
fn nothing_half_written(folder: &Path, fault: Option<Fault>, calls: &[Call]) {
    let left = all(folder).into_iter().find(|path| name(path).starts_with(".hicm-"));
    let gone = fault.is_some_and(|fault| fault.lasting || calls.get(fault.at) == Some(&Call::Remove));
    assert!(left.is_none() || gone, "{left:?} is left: {fault:?} of {calls:?}");
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn told(error: &StoreError, about: &str) {
    let problem = Problem::from(error);
    assert!(!problem.what.is_empty() && !problem.advice.is_empty(), "{about}");
    assert!(!problem.kept.is_empty() || error.cause == Cause::NotFound, "{about}");
}

fn file(folder: &Path) -> PathBuf {
    folder.join("a.ron")
}

fn in_file(folder: &Path) -> String {
    fs::read_to_string(file(folder)).unwrap()
}

/// The texts of the versions, each of which is whole.
fn kept(folder: &Path) -> Vec<String> {
    let texts: Vec<String> =
        store::versions(&file(folder)).iter().map(|it| fs::read_to_string(&it.path).unwrap()).collect();
    // Read in full thousands of times it would take minutes.
    let whole = |text: &String| text.starts_with("(\n    format: 1,") && text.ends_with("\n)\n");
    assert!(texts.iter().all(whole), "each version is whole");
    texts
}

/// A file of which one version is kept, and that was written since by something that keeps none.
fn with_a_version(folder: &Path) {
    store::save_with_version(&file(folder), &sample("First"), None, &note("First saved.")).unwrap();
    fs::write(file(folder), text("Old")).unwrap();
}

fn save(folder: &Path) -> Result<Option<StoreError>, StoreError> {
    let stamp = Stamp::of(in_file(folder).as_bytes());
    store::save_with_version(&file(folder), &sample("New"), Some(&stamp), &note("New.")).map(|(_, not_kept)| not_kept)
}

#[test]
fn whatever_fails_while_a_version_is_kept_the_file_is_whole_and_so_is_each_version() {
    let mut unkept = std::cell::Cell::new(0);
    let faults = with_each_fault(with_a_version, |folder, fault| {
        let (said, calls) = during(fault, || save(folder));
        let about = format!("{fault:?}, {:?}: {said:?}", fault.and_then(|fault| calls.get(fault.at)));
        let versions = kept(folder);
        assert!(versions.contains(&text("First")), "{about}");
        match &said {
            Err(error) => {
                assert_eq!(in_file(folder), text("Old"), "{about}");
                told(error, &about);
            }
            Ok(not_kept) => {
                assert_eq!(in_file(folder), text("New"), "{about}");
                match not_kept {
                    Some(error) => {
                        unkept.set(unkept.get() + 1);
                        assert!(Problem::version_not_kept(error).starts_with("Saved, but no version"), "{about}");
                    }
                    None => assert!(versions.contains(&text("Old")) && versions.contains(&text("New")), "{about}"),
                }
            }
        }
        assert_eq!(save(folder), Ok(None), "a second time: {about}");
        assert_eq!((in_file(folder), kept(folder)[0].clone()), (text("New"), text("New")), "a second time: {about}");
        calls
    });
    eprintln!(
        "keeping a version: {faults} faults; the file whole in all, {} times saved without its version",
        unkept.get_mut()
    );
    assert!(faults > 300 && unkept.get() > 0);
}

/// More versions of one day than are kept of it.
fn with_many_versions(folder: &Path) {
    // As they are kept, which takes less time than keeping them.
    static WHOLE: LazyLock<String> = LazyLock::new(|| text("State 0"));
    let versions = folder.join(".versions/a");
    fs::create_dir_all(&versions).unwrap();
    for number in 1..=22 {
        let path = versions.join(format!("{number:04}.ron"));
        fs::write(&path, WHOLE.replace("State 0", &format!("State {number}"))).unwrap();
        let note = format!(
            "kept: 2026-11-0{} 09:{number:02}:00\nby: Jane Doe\nchanged: Earlier.\nstate: draft\n",
            1 + number / 8
        );
        fs::write(path.with_extension("txt"), note).unwrap();
    }
    fs::write(file(folder), text("Old")).unwrap();
}

#[test]
fn whatever_fails_while_versions_are_thinned_the_newest_stay() {
    let faults = with_faults(&[ErrorKind::PermissionDenied], with_many_versions, |folder, fault| {
        let before = kept(folder);
        let (said, calls) = during(fault, || save(folder));
        let after = kept(folder);
        let about = format!("{fault:?}, {:?}: {said:?}", fault.and_then(|fault| calls.get(fault.at)));
        assert!(before[..16].iter().all(|text| after.contains(text)), "{about}");
        if fault.is_none() {
            assert!(calls.contains(&Call::Delete) && after.len() < before.len() + 2, "{about}");
        }
        assert_eq!(in_file(folder), if said.is_ok() { text("New") } else { text("Old") }, "{about}");
        // A number is never used again.
        assert_eq!(save(folder), Ok(None), "{about}");
        assert_eq!(kept(folder)[0], text("New"), "{about}");
        calls
    });
    assert!(faults > 200, "{faults}");
}

#[test]
fn whatever_fails_while_a_version_is_put_back_nothing_is_lost() {
    let faults = with_each_fault(with_a_version, |folder, fault| {
        let restore = || {
            let versions = store::versions(&file(folder));
            let first = versions.iter().find(|version| version.number == 1);
            let first = first.ok_or_else(|| StoreError { path: file(folder), cause: Cause::NotFound })?;
            let stamp = Stamp::of(in_file(folder).as_bytes());
            store::restore(&file(folder), first, Some(&stamp), &note("Restored.")).map(drop)
        };
        let (said, calls) = during(fault, restore);
        let about = format!("{fault:?}, {:?}: {said:?}", fault.and_then(|fault| calls.get(fault.at)));
        match &said {
            Ok(()) => assert_eq!(in_file(folder), text("First"), "{about}"),
            Err(error) => {
                assert_eq!(in_file(folder), text("Old"), "{about}");
                told(error, &about);
            }
        }
        assert!(in_file(folder) == text("Old") || kept(folder).contains(&text("Old")), "{about}");
        assert_eq!(restore(), Ok(()), "a second time: {about}");
        assert_eq!(in_file(folder), text("First"), "{about}");
        assert!(kept(folder).contains(&text("Old")), "{about}");
        calls
    });
    assert!(faults > 200);
}

/// A file of which three versions are kept, renamed by somebody.
fn renamed(folder: &Path) {
    for said in ["1", "2", "3"] {
        store::save_with_version(&file(folder), &sample(said), store::Replace::Always, &note(said)).unwrap();
    }
    fs::rename(file(folder), folder.join("b.ron")).unwrap();
}

#[test]
fn whatever_fails_while_versions_go_along_each_is_under_one_of_the_names() {
    let faults = with_each_fault(renamed, |folder, fault| {
        let go = || store::take_versions_along(&file(folder), &folder.join("b.ron"));
        let (said, calls) = during(fault, go);
        let about = format!("{fault:?}, {:?}: {said:?}", fault.and_then(|fault| calls.get(fault.at)));
        let mut names: Vec<String> = all(&folder.join(".versions")).iter().map(|path| name(path)).collect();
        names.sort();
        assert_eq!(names, ["0001.ron", "0001.txt", "0002.ron", "0002.txt", "0003.ron", "0003.txt"], "{about}");
        let versions = [file(folder), folder.join("b.ron")].map(|file| store::versions(&file));
        let texts = versions.iter().flatten().map(|version| fs::read_to_string(&version.path).unwrap());
        assert_eq!(texts.collect::<std::collections::HashSet<_>>(), ["1", "2", "3"].map(text).into(), "{about}");
        match &said {
            Ok(()) => assert!(fault.is_some() || versions[0].is_empty(), "{about}"),
            Err(error) => told(error, &about),
        }
        calls
    });
    assert!(faults > 100, "{faults}");
}

// ---- the journal

fn begin(folder: &Path) -> Result<Journal, StoreError> {
    Journal::begin(&folder.join("journals"), Some(Path::new("/x/a.ron")), Some("base"), ("one", at(0)), 7)
}

/// The journals that nobody writes, once there are so many. A process that another test starts at this very moment has
/// their locks until it is begun.
fn left(folder: &Path, wanted: usize) -> Vec<store::LeftBehind> {
    for _ in 0..400 {
        let left = journals_left(&folder.join("journals"));
        if left.len() == wanted {
            return left;
        }
        drop(left);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("there are not {wanted} journals that nobody writes");
}

/// What the journals say that lie there, whether or not somebody writes them.
fn said(folder: &Path) -> Vec<String> {
    all(folder)
        .iter()
        .filter(|path| name(path).ends_with(".journal"))
        .map(|path| read_journal(&fs::read(path).unwrap()).unwrap().text)
        .collect()
}

#[test]
fn whatever_fails_while_a_journal_is_begun_there_is_none_or_a_whole_one() {
    let faults = with_each_fault(
        |_| {},
        |folder, fault| {
            let (begun, calls) = during(fault, || begin(folder));
            let about = format!("{fault:?}, {:?}: {begun:?}", fault.and_then(|fault| calls.get(fault.at)));
            match &begun {
                Ok(_) => assert_eq!(said(folder), ["one"], "{about}"),
                Err(error) => {
                    assert!(Problem::journal_not_kept(error).starts_with("Edits are not kept"), "{about}");
                    assert!(said(folder).iter().all(|text| text == "one"), "{about}");
                }
            }
            let mut journal = begun.or_else(|_| begin(folder)).unwrap();
            journal.write("one two", at(1)).unwrap();
            assert!(said(folder).contains(&"one two".to_owned()), "{about}");
            calls
        },
    );
    assert!(faults > 40, "{faults}");
}

#[test]
fn whatever_fails_while_a_journal_is_written_the_state_before_stays() {
    let long = "so much that the journal is begun anew ".repeat(40_000);
    for states in [["one two", "one two three"], [long.as_str(), "short again"]] {
        let faults = with_each_fault(
            |_| {},
            |folder, fault| {
                let mut journal = begin(folder).unwrap();
                journal.write(states[0], at(1)).unwrap();
                let (written, calls) = during(fault, || journal.write(states[1], at(2)));
                let about = format!("{fault:?}, {:?}: {written:?}", fault.and_then(|fault| calls.get(fault.at)));
                let now = said(folder);
                match &written {
                    Ok(()) => assert_eq!(now, [states[1]], "{about}"),
                    // The record may be whole though it is not known to be on the disk.
                    Err(error) => {
                        assert!(now.len() == 1 && states.contains(&now[0].as_str()), "{about}");
                        assert!(Problem::journal_not_kept(error).starts_with("Edits are not kept"), "{about}");
                    }
                }
                journal.write("after it all", at(3)).unwrap();
                assert_eq!(said(folder), ["after it all"], "{about}");
                drop(journal);
                drop(left(folder, 1));
                calls
            },
        );
        assert!(faults > 20, "{faults}");
    }
}

#[test]
fn whatever_fails_while_a_journal_is_taken_away_it_is_there_or_gone() {
    with_each_fault(
        |_| {},
        |folder, fault| {
            let journal = begin(folder).unwrap();
            let (removed, calls) = during(fault, || journal.remove());
            assert_eq!(said(folder).is_empty(), removed.is_ok());
            // What stays is found again, which is no loss.
            let left = left(folder, usize::from(removed.is_err()));
            for journal in left {
                journal.discard().unwrap();
            }
            assert!(said(folder).is_empty());
            calls
        },
    );
}

#[test]
fn whatever_fails_while_lost_work_is_looked_for_it_stays() {
    fn two(folder: &Path) {
        drop((begin(folder).unwrap(), begin(folder).unwrap()));
    }
    let faults = with_each_fault(two, |folder, fault| {
        let (found, calls) = during(fault, || journals_left(&folder.join("journals")));
        assert!(found.len() <= 2 && found.iter().all(|left| left.said.text == "one"));
        drop(found);
        drop(left(folder, 2));
        let (discarded, _) = during(fault, || {
            journals_left(&folder.join("journals"))
                .into_iter()
                .map(store::LeftBehind::discard)
                .filter(Result::is_err)
                .count()
        });
        assert!(said(folder).len() >= discarded);
        calls
    });
    assert!(faults > 40, "{faults}");
}
