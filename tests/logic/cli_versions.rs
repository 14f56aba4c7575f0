//! `hicm versions`: lists, and brings back as a new version.

use crate::cli::{Bench, narrow};
use chrono::NaiveDate;
use hicm::model::{Assessment, Level};
use hicm::store::{self, Frameworks, Replace, VersionNote};
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Assessment {
    store::open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

fn kept(bench: &Bench) -> (PathBuf, Assessment, Assessment) {
    let file = bench.path("2019-20-q1.ron");
    let first = read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2019-20-q1.ron"));
    let mut second = first.clone();
    second.changes[0].now = Some(Level::Exemplary);
    let at = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 5, 0).unwrap();
    let note = |said: &str| VersionNote { by: "Jane Doe".to_owned(), at, said: said.to_owned() };
    store::save_with_version(&file, &first, None, &note("First saved under this name.")).unwrap();
    store::save_with_version(&file, &second, Replace::Always, &note("Level of something.")).unwrap();
    (file, first, second)
}

#[test]
fn versions_are_listed_with_when_who_and_what() {
    let bench = Bench::new();
    let (file, ..) = kept(&bench);
    let file = file.to_str().unwrap();
    let listed = bench.run(&["versions", file]);
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    narrow(&listed.out);
    let lines: Vec<&str> = listed.out.lines().collect();
    assert_eq!(lines[0], "Versions of 2019-20-q1.ron, newest first");
    assert!(lines[3].trim_start().starts_with("2  28 Nov 2026 09:05  Jane Doe  Level of something."), "{}", lines[3]);
    assert!(lines[4].trim_start().starts_with("1  28 Nov 2026 09:05  Jane Doe  First saved"), "{}", lines[4]);
    let json = bench.run(&["versions", file, "--json"]).json();
    assert_eq!(json["versions"][0]["number"], 2);
    assert_eq!(json["versions"][0]["at"], "2026-11-28T09:05:00");
    assert_eq!(json["versions"][1]["changed"], "First saved under this name.");
    assert_eq!(json["versions"][1]["sealed"], false);
}

#[test]
fn a_version_is_restored_as_a_new_one_and_the_present_state_stays_to_be_found() {
    let bench = Bench::new();
    let (file, first, second) = kept(&bench);
    let name = file.to_str().unwrap();
    // Changed since by something that keeps no versions.
    let third = Assessment { prepared_by: "Somebody".to_owned(), ..second };
    store::save_assessment(&file, &third, Replace::Always).unwrap();
    let restored = bench.run(&["versions", name, "--restore", "1"]);
    assert_eq!((restored.code, restored.err.as_str()), (0, ""));
    assert_eq!(restored.out, "Restored version 1 of 28 Nov 2026 09:05.\n");
    assert_eq!(read(&file), first);
    let versions = store::versions(&file);
    assert_eq!(versions.iter().map(|it| it.number).collect::<Vec<_>>(), [4, 3, 2, 1]);
    assert_eq!(read(&versions[1].path), third, "what was there");
    assert_eq!(versions[0].note.as_ref().unwrap().said, "Restored version 1 of 28 Nov 2026 09:05.");
    let again = bench.run(&["versions", name, "--restore", "1", "--json"]);
    assert_eq!((again.code, again.json()["versions"].as_array().unwrap().len()), (0, 4), "nothing to do");
}

#[test]
fn a_damaged_file_is_brought_back_from_a_version() {
    let bench = Bench::new();
    let (file, _, second) = kept(&bench);
    std::fs::write(&file, "(format: 1, torn").unwrap();
    let restored = bench.run(&["versions", file.to_str().unwrap(), "--restore", "2"]);
    assert_eq!((restored.code, restored.err.as_str()), (0, ""));
    assert_eq!(read(&file), second);
    let torn = &store::versions(&file)[1];
    assert_eq!(std::fs::read_to_string(&torn.path).unwrap(), "(format: 1, torn");
    // Gone altogether, too.
    std::fs::remove_file(&file).unwrap();
    assert_eq!(bench.run(&["versions", file.to_str().unwrap(), "--restore", "1"]).code, 0);
    assert!(file.exists());
}

#[test]
fn what_cannot_be_restored_is_refused_and_nothing_changes() {
    let bench = Bench::new();
    let (file, _, second) = kept(&bench);
    let name = file.to_str().unwrap();
    let none = bench.run(&["versions", name, "--restore", "7"]);
    assert_eq!((none.code, none.err.as_str()), (2, "There is no version 7. There are: 2, 1.\n"));
    let example = read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/example/2024-25-q2.ron"));
    let sealed = Assessment { state: example.state, ..second };
    store::save_assessment(&file, &sealed, Replace::Always).unwrap();
    let refused = bench.run(&["versions", name, "--restore", "1"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.starts_with("This quarter is sealed"), "{}", refused.err);
    assert_eq!(read(&file), sealed);
    let missing = bench.path("nowhere.ron");
    bench.run(&["versions", missing.to_str().unwrap()]).refused("There is no such file", &missing);
    let fresh = bench.write("fresh.ron", "(format: 1)");
    assert!(bench.run(&["versions", fresh.to_str().unwrap()]).out.starts_with("No version of this file is kept yet."));
}

#[test]
fn a_copy_that_a_sync_program_left_is_told_of_and_is_no_quarter() {
    let bench = Bench::new();
    let (file, first, _) = kept(&bench);
    let copy = bench.path("2019-20-q1 (Anna's conflicted copy 2026-11-03).ron");
    store::save_assessment(&copy, &first, None).unwrap();
    let folder = file.parent().unwrap().to_str().unwrap();
    let file = file.to_str().unwrap();
    let said = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let note = "Note: 2019-20-q1 (Anna's conflicted copy 2026-11-03).ron is a copy that a sync program left of \
                2019-20-q1.ron. Merge it in: in the window, or with hicm merge.";
    for arguments in [["versions", file], ["check", folder], ["check", file], ["verify", folder]] {
        let told = bench.run(&arguments);
        assert_eq!(said(&told.err), note, "{arguments:?}");
        let [verb, path] = arguments;
        let json = bench.run(&[verb, path, "--json"]).json();
        assert_eq!(json["copies"][0]["from"], "Anna", "{arguments:?}");
        assert_eq!(json["copies"].as_array().unwrap().len(), 1);
    }
    assert_eq!(bench.run(&["check", folder, "--json"]).json()["assessments"].as_array().unwrap().len(), 1);
    // The copy itself is of nothing.
    assert_eq!(bench.run(&["versions", copy.to_str().unwrap()]).err, "");
}
