//! Several machines on one folder, as far as the disk knows: names of copies, notes of who has a file open, what was left
//! behind, and what stands where a file was.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use hicm::model::{Assessment, Level};
use hicm::store::{self, Cause, Chain, Frameworks, OpenNote, OutThere, Series, Stamp, VersionNote, copy_name};
use std::fs;
use std::path::{Path, PathBuf};

const QUARTER: &str = "2025-26-q1.ron";

/// A folder with the worked example in it.
fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in store::EXAMPLE {
        let name = Path::new(file.name).file_name().unwrap();
        fs::write(folder.path().join(name), file.text).unwrap();
    }
    folder
}

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 3).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

fn note(token: &str, by: &str) -> OpenNote {
    let since = noon() - TimeDelta::minutes(48);
    OpenNote { token: token.to_owned(), by: by.to_owned(), machine: "DESKTOP-1".to_owned(), since, alive: noon() }
}

const ONE: &str = "00000000000000a1";
const OTHER: &str = "00000000000000b2";

fn versions_folder(folder: &Path) -> PathBuf {
    folder.join(".versions/2025-26-q1")
}

#[test]
fn names_that_sync_programs_give_are_known_and_others_are_not() {
    // (name, the file it would be of, whose)
    let copies = [
        ("x (Anna's conflicted copy 2026-11-03).ron", "x.ron", "Anna"),
        ("x (Anna’s conflicted copy 2026-11-03).ron", "x.ron", "Anna"),
        ("x (Anna Smith (work)'s conflicted copy 2026-11-03).ron", "x.ron", "Anna Smith (work)"),
        ("x (DESKTOP-1's conflicted copy 2026-11-03).ron", "x.ron", "DESKTOP-1"),
        ("x (Anna Smith conflicted copy 2026-11-03).ron", "x.ron", "Anna Smith"),
        ("x (conflicted copy).ron", "x.ron", ""),
        ("x (conflicted copy 2026-11-03 101010).ron", "x.ron", ""),
        ("x (Anna's Case Conflict).ron", "x.ron", "Anna"),
        ("x (Case Conflict).ron", "x.ron", ""),
        ("x (Conflicted copy from Anna Smith on 2026-11-03).ron", "x.ron", "Anna Smith"),
        ("x (conflict - Anna Smith).ron", "x.ron", "Anna Smith"),
        ("2025-26-q1 (1).ron", "2025-26-q1.ron", ""),
        ("2025-26-q1 (12).RON", "2025-26-q1.RON", ""),
        ("2025-26-q1 2.ron", "2025-26-q1.ron", ""),
        ("2025-26-q1-DESKTOP-AB12CD3.ron", "2025-26-q1.ron", "DESKTOP-AB12CD3"),
        ("2025-26-q1-LAPTOP-7QK2P0VN.ron", "2025-26-q1.ron", "LAPTOP-7QK2P0VN"),
        ("2025-26-q1-DESKTOP-AB12CD3-2.ron", "2025-26-q1.ron", "DESKTOP-AB12CD3"),
        ("2025-26-q1-icb-l0042.ron", "2025-26-q1.ron", "icb-l0042"),
        ("x.sync-conflict-20261103-101010-ABCDEFG.ron", "x.ron", ""),
        ("x_conflict-20261103-101010.ron", "x.ron", ""),
        ("x (1) (Anna's conflicted copy 2026-11-03).ron", "x (1).ron", "Anna"),
    ];
    for (name, of, from) in copies {
        let said = copy_name(name, "ICB-L0042").unwrap_or_else(|| panic!("{name}"));
        assert_eq!((said.of.as_str(), said.from.as_str()), (of, from), "{name}");
    }
    let others = [
        "2025-26-q1.ron",
        "2025-26-q2.ron",
        "2025-26.ron",
        "x (draft).ron",
        "x (board, no conflicts seen).txt",
        "x (nonconflict).ron",
        "x (123).ron",
        "x ().ron",
        "x 1.ron",
        "x 02.ron",
        "x 2026.ron",
        "x-FINAL.ron",
        "x-DESKTOP-ab.ron",
        "x-OTHER-AB12CD3.ron",
        "x copy.ron",
        "x - Copy.ron",
        "x.sync-conflict-2026-101010-ABCDEFG.ron",
        "x_conflict-today.ron",
        " (1).ron",
        "(1).ron",
        "x (1).xlsx",
        "x (1)",
        "x)",
        ").ron",
        "",
    ];
    for name in others {
        assert_eq!(copy_name(name, "ICB-L0042"), None, "{name}");
    }
    // A machine of no name, or of one letter, is at the end of everything.
    assert_eq!(copy_name("2025-26-q1.ron", ""), None);
    assert_eq!(copy_name("2025-26-q1.ron", "q1"), None);
}

#[test]
fn a_copy_is_no_quarter_and_a_quarter_is_no_copy() {
    let folder = example();
    let at = |name: &str| folder.path().join(name);
    let names = |series: &Series| -> Vec<String> {
        series.entries.iter().map(|it| it.path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    };
    let plain = Series::read(folder.path());
    assert!(plain.copies.is_empty());
    let copies = [
        "2025-26-q1 (1).ron",
        "2025-26-q1 (1) (1).ron",
        "2025-26-q1 2.ron",
        "2025-26-q1-DESKTOP-AB12CD3.ron",
        "2025-26-q1.sync-conflict-20261103-101010-ABCDEFG.ron",
    ];
    for copy in copies {
        fs::copy(at(QUARTER), at(copy)).unwrap();
    }
    // One that cannot be read is a copy by its name, and no fault of the folder.
    fs::write(at("2025-26-q1 (2).ron"), "(format: 1, place: ").unwrap();
    // Another quarter, and another place, under the name of a copy: each is what it says.
    fs::copy(at("2024-25-q2.ron"), at("2024-25-q4 (1).ron")).unwrap();
    let elsewhere = Assessment { place: "Elsewhere".to_owned(), ..read(&at("2024-25-q4.ron")) };
    store::save_assessment(&at("2024-25-q4 2.ron"), &elsewhere, None).unwrap();
    // The file it would be a copy of is not there.
    let alone = Assessment { quarter: "Q3 2025/26".parse().unwrap(), ..read(&at(QUARTER)) };
    store::save_assessment(&at("2025-26-q3 (1).ron"), &alone, None).unwrap();

    let series = Series::read(folder.path());
    let mut expected = names(&plain);
    expected.extend(["2024-25-q4 (1).ron", "2024-25-q4 2.ron", "2025-26-q3 (1).ron"].map(str::to_owned));
    expected.sort();
    let mut found = names(&series);
    found.sort();
    assert_eq!(found, expected);
    assert!(series.faults.is_empty(), "{:?}", series.faults);
    let found: Vec<&Path> = series.copies.iter().map(|copy| copy.path.as_path()).collect();
    assert_eq!(found.len(), copies.len() + 1);
    assert!(copies.iter().all(|copy| found.contains(&at(copy).as_path())), "{found:?}");
    // The copy of a copy is of the file itself.
    assert!(series.copies.iter().all(|copy| copy.of == at(QUARTER)), "{:?}", series.copies);
    let damaged = series.copies.iter().find(|copy| copy.path == at("2025-26-q1 (2).ron")).unwrap();
    assert_eq!(damaged.stamp, None);
    assert!(series.copies.iter().filter(|copy| copy.path != damaged.path).all(|copy| copy.stamp.is_some()));

    // Where the file itself is damaged, its copy is what there is of that quarter.
    fs::write(at("2024-25-q2.ron"), "(format: 1, place: ").unwrap();
    fs::copy(at("2024-25-q4 (1).ron"), at("2024-25-q2 (1).ron")).unwrap();
    assert!(names(&Series::read(folder.path())).contains(&"2024-25-q2 (1).ron".to_owned()));
}

#[test]
fn a_note_of_who_has_it_open_is_written_read_and_taken_away() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    assert!(store::open_notes(&file).is_empty());
    let anna = note(ONE, "Anna Smith");
    store::write_open_note(&file, &anna).unwrap();
    store::write_open_note(&file, &OpenNote { since: noon(), ..note(OTHER, "Sam") }).unwrap();
    let found = store::open_notes(&file);
    assert_eq!(found.iter().map(|note| note.by.as_str()).collect::<Vec<_>>(), ["Anna Smith", "Sam"]);
    assert_eq!(found[0], anna);
    let later = OpenNote { alive: noon() + TimeDelta::minutes(2), ..anna };
    store::write_open_note(&file, &later).unwrap();
    assert_eq!(store::open_notes(&file)[0], later);
    // Nothing takes it for an assessment, or for a version.
    assert_eq!(Series::read(folder.path()).entries.len(), 4);
    let chain = Chain::read(folder.path());
    assert_eq!((chain.files.len(), chain.unread.len()), (4, 0));
    assert!(store::versions_of(&file).is_empty() && store::versions(&file).is_empty());
    store::remove_open_note(&file, ONE);
    assert_eq!(store::open_notes(&file).len(), 1);
    assert!(versions_folder(folder.path()).is_dir());
    store::remove_open_note(&file, OTHER);
    assert!(!folder.path().join(".versions").exists(), "what was made for it goes with it");
    store::remove_open_note(&file, OTHER);
    // A folder in which versions are stays.
    fs::create_dir_all(versions_folder(folder.path())).unwrap();
    fs::write(versions_folder(folder.path()).join("0001.ron"), "x").unwrap();
    store::write_open_note(&file, &note(ONE, "Anna")).unwrap();
    store::remove_open_note(&file, ONE);
    assert!(versions_folder(folder.path()).join("0001.ron").exists());
}

#[test]
fn a_note_that_is_damaged_or_none_is_passed_over() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    store::write_open_note(&file, &note(ONE, "Anna Smith")).unwrap();
    let notes = versions_folder(folder.path());
    let good = fs::read_to_string(notes.join(format!("{ONE}.open"))).unwrap();
    let put = |name: &str, text: &[u8]| fs::write(notes.join(name), text).unwrap();
    put("00000000000000c3.open", b"by: Anna\non: here\nsince: yesterday\nalive: 2026-11-03T12:00:00Z\n");
    put("00000000000000c4.open", b"");
    put("00000000000000c5.open", &[0xff, 0xfe, 0, 0]);
    put("00000000000000c6.open", &good.repeat(40).into_bytes());
    put("00000000000000c7 (conflicted copy).open", good.as_bytes());
    put("not-a-token-at-a.open", good.as_bytes());
    put("00000000000000c8.ron", good.as_bytes());
    fs::create_dir(notes.join("00000000000000c9.open")).unwrap();
    assert_eq!(store::open_notes(&file).len(), 1);
    // Every cut of a good one is read whole or not at all.
    for end in 0..good.len() {
        put("00000000000000d1.open", &good.as_bytes()[..end]);
        let found = store::open_notes(&file);
        let whole = end + 1 >= good.len();
        assert_eq!(found.len(), 1 + usize::from(whole), "{end}");
    }
    // Our own that is damaged is written anew.
    put(&format!("{ONE}.open"), b"?");
    store::write_open_note(&file, &note(ONE, "Anna Smith")).unwrap();
    assert!(store::open_notes(&file).iter().any(|note| note.token == ONE));
    // A name is a line of bounded length, whatever it is.
    let odd = format!("An\u{202e}na\n\tSmith {}", "x".repeat(500));
    store::write_open_note(&file, &note(ONE, &odd)).unwrap();
    let found = store::open_notes(&file);
    let by = &found.iter().find(|note| note.token == ONE).unwrap().by;
    assert!(by.starts_with("Anna Smith xx") && by.chars().count() == 80, "{by}");
}

#[test]
fn a_note_is_fresh_for_ten_minutes_by_clocks_that_may_differ_by_as_much() {
    let note = note(ONE, "Anna");
    for (minutes, fresh) in [(0, true), (10, true), (11, false), (-10, true), (-11, false), (600, false), (-600, false)]
    {
        assert_eq!(note.is_fresh(noon() + TimeDelta::minutes(minutes)), fresh, "{minutes}");
    }
}

#[test]
fn no_note_is_written_where_the_file_is_gone_and_no_folder_is_made_again() {
    let folder = example();
    let file = folder.path().join("moved/2025-26-q1.ron");
    let error = store::write_open_note(&file, &note(ONE, "Anna")).unwrap_err();
    assert_eq!(error.cause, Cause::NotFound);
    assert!(!folder.path().join("moved").exists());
}

#[test]
fn what_a_killed_save_left_goes_once_it_is_old_and_nobody_has_it_in_hand() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    store::write_open_note(&file, &note(ONE, "Anna")).unwrap();
    let versions = versions_folder(folder.path());
    fs::write(versions.join(format!("{OTHER}.open")), "half a no").unwrap();
    let leftovers = [folder.path().join(".hicm-AbC123.tmp"), versions.join(".hicm-x9.tmp")];
    let others = [
        folder.path().join(".hicm-.tmp"),
        folder.path().join("hicm-AbC123.tmp"),
        folder.path().join(".hicm-AbC123.ron"),
        folder.path().join(".hicm-a b.tmp"),
        folder.path().join("hicm.tmp"),
        folder.path().join("plan.open"),
        folder.path().join(format!("{OTHER}.open")),
        versions.join("plan.open"),
        versions.join("0001.ron"),
    ];
    for path in leftovers.iter().chain(&others) {
        fs::write(path, "half").unwrap();
    }
    fs::create_dir(folder.path().join(".hicm-folder.tmp")).unwrap();
    let written = chrono::DateTime::<chrono::Utc>::from(fs::metadata(&leftovers[0]).unwrap().modified().unwrap());
    let after = |minutes| written.naive_utc() + TimeDelta::minutes(minutes);
    assert_eq!(store::sweep(&file, after(59)), 0, "it may be of a save that is under way");
    assert_eq!(store::sweep(&file, after(-600)), 0, "nor is one from the future old");
    #[cfg(unix)]
    {
        let held = fs::File::open(&leftovers[0]).unwrap();
        held.lock().unwrap();
        assert_eq!(store::sweep(&file, after(61)), 2, "the other, and the note that cannot be read");
        assert_eq!(store::open_notes(&file).len(), 1, "of the other people are told first");
        assert!(leftovers[0].exists(), "a program has it in hand");
        drop(held);
        assert_eq!(store::sweep(&file, after(61)), 1);
    }
    assert!(leftovers.iter().all(|path| !path.exists()) || !cfg!(unix));
    assert!(others.iter().all(|path| path.exists()), "what is not ours stays");
    assert!(folder.path().join(".hicm-folder.tmp").is_dir() && file.exists());
}

/// While a save is writing, nothing sweeps its file away, however old the clock says it is.
#[cfg(all(unix, debug_assertions))]
#[test]
fn a_file_that_is_being_written_is_held() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    let far = noon() + TimeDelta::days(4000);
    // A save whose last step fails for good leaves its file behind when that cannot be removed either.
    let before = fs::read(&file).unwrap();
    let fault = |at| store::faults::Fault { at, kind: std::io::ErrorKind::Other, lasting: true };
    let save = || store::write_atomic(&file, b"new", store::Replace::Always);
    let (_, calls) = store::faults::during(None, save);
    fs::write(&file, &before).unwrap();
    let put = calls.iter().position(|call| *call == store::faults::Call::Put).unwrap();
    let (failed, _) = store::faults::during(Some(fault(put)), save);
    assert!(failed.is_err());
    let left = || {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_str().unwrap().starts_with(".hicm-")).count()
    };
    assert_eq!(left(), 1, "it was left behind");
    assert_eq!(store::sweep(&file, far), 1);
    assert_eq!((left(), fs::read(&file).unwrap()), (0, before));
}

#[test]
fn what_stands_where_a_file_was_is_told_and_who_saved_it() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    let stamp = store::stamp_of(&file).unwrap();
    let glance = store::glance(&file).unwrap();
    assert!(glance.is_some());
    assert!(matches!(store::out_there(&file).unwrap(), OutThere::File { stamp: found, .. } if found == stamp));
    assert_eq!(store::saved_by(&file, &stamp), None, "no version of it is kept");
    let mut changed = read(&file);
    changed.changes[0].now = Some(Level::Exemplary);
    let by = VersionNote { by: "Anna Smith".to_owned(), at: noon(), said: "Level.".to_owned() };
    let (now, _) = store::save_with_version(&file, &changed, Some(&stamp), &by).unwrap();
    assert_ne!(store::glance(&file).unwrap(), glance);
    assert_eq!(store::saved_by(&file, &now), Some(by));
    assert_eq!(store::moved_to(&file, &now, &[]), Some(file.clone()), "it is where it was");

    let renamed = folder.path().join("2025-26 quarter 1.ron");
    let known: Vec<PathBuf> = Series::read(folder.path()).entries.into_iter().map(|entry| entry.path).collect();
    fs::copy(&file, folder.path().join("older.ron")).unwrap();
    let known: Vec<PathBuf> = known.into_iter().chain([folder.path().join("older.ron")]).collect();
    fs::rename(&file, &renamed).unwrap();
    assert_eq!(store::glance(&file).unwrap(), None);
    assert_eq!(store::out_there(&file).unwrap(), OutThere::Gone);
    assert_eq!(store::moved_to(&file, &now, &known), Some(renamed.clone()), "not the copy that was there before");
    fs::write(&renamed, "something else").unwrap();
    assert_eq!(store::moved_to(&file, &now, &known), None);
    // A folder that is away says nothing of the file.
    let away = folder.path().join("away").join(QUARTER);
    assert_eq!(store::glance(&away).unwrap_err().cause, Cause::NoFolder);
    assert!(store::out_there(&away).is_err());
}

#[test]
fn a_copy_is_put_away_among_the_versions_unless_it_was_changed() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    let copy = folder.path().join("2025-26-q1 (1).ron");
    let put = |text: &str| {
        fs::write(&copy, text).unwrap();
        Stamp::of(text.as_bytes())
    };
    let stamp = put("theirs");
    let first = store::put_away(&copy, &file, &stamp).unwrap();
    assert_eq!(first, versions_folder(folder.path()).join("copy 2025-26-q1 (1).ron"));
    assert_eq!((fs::read_to_string(&first).unwrap().as_str(), copy.exists()), ("theirs", false));
    let again = put("theirs again");
    let second = store::put_away(&copy, &file, &again).unwrap();
    assert_ne!(first, second);
    assert_eq!(fs::read_to_string(&first).unwrap(), "theirs", "nothing is written over");
    assert!(store::versions(&file).is_empty(), "it has no number");
    assert_eq!(store::versions_of(&file).len(), 2, "and can be compared with");
    put("changed since");
    let refused = store::put_away(&copy, &file, &stamp).unwrap_err();
    assert!(matches!(refused.cause, Cause::ChangedOnDisk { .. }));
    assert_eq!(fs::read_to_string(&copy).unwrap(), "changed since");
}

#[test]
fn only_versions_that_both_machines_have_count_as_what_a_copy_began_from() {
    let folder = example();
    let file = folder.path().join(QUARTER);
    let versions = versions_folder(folder.path());
    fs::create_dir_all(&versions).unwrap();
    for number in 1..=4 {
        fs::write(versions.join(format!("{number:04}.ron")), format!("state {number}")).unwrap();
    }
    let copy = Stamp::of(b"somebody's");
    let before = |copy: &Stamp| -> Vec<u64> {
        store::versions_before(&file, copy, "").into_iter().map(|version| version.number).collect()
    };
    assert_eq!(before(&copy), [4, 3, 2, 1]);
    assert_eq!(before(&Stamp::of(b"state 3")), [2, 1], "it began before what it is itself");
    // Both machines took number 3.
    fs::write(versions.join("0003 (Anna's conflicted copy 2026-11-03).ron"), "another state 3").unwrap();
    assert_eq!(before(&copy), [2, 1]);
}
