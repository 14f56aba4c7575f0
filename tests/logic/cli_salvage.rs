//! `hicm salvage`, and what the other verbs say of damaged and newer files.

use crate::cli::{Bench, narrow};
use hicm::store::{self, EXAMPLE, Frameworks};
use std::fs;

fn damaged() -> String {
    EXAMPLE[3].text.replacen("            owner: \"", "            owner: ", 1)
}

#[test]
fn what_can_be_read_is_written_to_a_new_file_and_the_rest_told() {
    let bench = Bench::new();
    let (file, new) = (bench.path("a.ron"), bench.path("b.ron"));
    fs::write(&file, damaged()).unwrap();
    let (name, output) = (file.to_str().unwrap(), new.to_str().unwrap());
    let told = bench.run(&["salvage", name]);
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    assert!(told.out.contains("Nothing was written") && told.out.contains("owner of row"), "{}", told.out);
    let written = bench.run(&["salvage", name, "-o", output, "--json"]);
    assert_eq!(written.code, 1);
    let json = written.json();
    // It was sealed, too, and is a draft now.
    assert_eq!(json["lost"].as_array().unwrap().len(), 2, "{json}");
    assert_eq!(json["lost"][0]["why"], "seal");
    assert_eq!(json["lost"][1]["field"], "owner");
    assert_eq!(json["lost"][1]["why"], "damaged");
    let line = damaged().lines().position(|line| line.starts_with("            owner: ")).unwrap() + 1;
    assert_eq!(json["lost"][1]["from"], line);
    assert_eq!(fs::read_to_string(&file).unwrap(), damaged());
    let read = store::open_assessment(&new, &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(read.rows.len(), hicm::format::parse(EXAMPLE[3].text).unwrap().assessment.rows.len());
    let again = bench.run(&["salvage", name, "-o", output]);
    assert_eq!(again.code, 2, "what is there is not replaced");
    narrow(&again.err);
}

#[test]
fn a_whole_file_gives_all_of_it_and_anything_else_nothing() {
    let bench = Bench::new();
    let file = bench.path("a.ron");
    fs::write(&file, EXAMPLE[2].text).unwrap();
    let whole = bench.run(&["salvage", file.to_str().unwrap()]);
    let sealed = hicm::format::parse(EXAMPLE[2].text).unwrap().assessment.sealed();
    assert_eq!(whole.code, i32::from(sealed), "{}", whole.out);
    fs::write(&file, "hello").unwrap();
    let nothing = bench.run(&["salvage", file.to_str().unwrap()]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("Nothing of it can be offered"), "{}", nothing.err);
    let none = bench.run(&["salvage", bench.path("none.ron").to_str().unwrap()]);
    assert_eq!(none.code, 2);
}

#[test]
fn a_cut_file_is_told_with_what_to_do() {
    let bench = Bench::new();
    let file = bench.path("a.ron");
    fs::write(&file, EXAMPLE[3].text.get(..20_000).unwrap()).unwrap();
    let shown = bench.run(&["show", file.to_str().unwrap()]);
    assert_eq!(shown.code, 2);
    assert!(shown.err.contains("not all there") && shown.err.contains("hicm salvage"), "{}", shown.err);
    let told = bench.run(&["salvage", file.to_str().unwrap()]);
    assert!(told.out.contains("breaks off here"), "{}", told.out);
}

#[test]
fn verbs_that_look_read_a_newer_file_and_those_that_write_refuse_it() {
    let bench = Bench::new();
    let (file, old) = (bench.path("new.ron"), bench.path("old.ron"));
    let text = EXAMPLE[3].text.replacen("format: 1", "format: 2, mood: \"good\"", 1);
    fs::write(&file, &text).unwrap();
    fs::write(&old, EXAMPLE[2].text).unwrap();
    let (name, other) = (file.to_str().unwrap(), old.to_str().unwrap());
    let note = "Written by a newer hicm (format 2). One part of it is not known here";
    for look in [&["show", name][..], &["check", name], &["diff", other, name], &["trend", name]] {
        let answer = bench.run(look);
        assert!(answer.code < 2, "{look:?}: {}", answer.err);
        assert!(answer.err.contains(note), "{look:?}: {}", answer.err);
    }
    for write in [
        &["seal", name, "--by", "Chair"][..],
        &["reopen", name, "--by", "Chair", "--reason", "Why"],
        &["merge", other, other, name, "-o", other],
        &["new", "--from", name, "-o", bench.path("next.ron").to_str().unwrap()],
        &["salvage", name, "-o", bench.path("s.ron").to_str().unwrap()],
    ] {
        let answer = bench.run(write);
        assert_eq!(answer.code, 2, "{write:?}: {}", answer.out);
        assert!(answer.err.contains("newer"), "{write:?}: {}", answer.err);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert_eq!(fs::read_to_string(&old).unwrap(), EXAMPLE[2].text);
}

/// However much of it is there: what an older version knows is not put in its place.
#[test]
fn a_newer_file_is_not_replaced_by_an_older_version_of_it() {
    let bench = Bench::new();
    let file = bench.path("a.ron");
    let name = file.to_str().unwrap();
    fs::write(&file, EXAMPLE[3].text).unwrap();
    assert_eq!(bench.run(&["reopen", name, "--by", "Chair", "--reason", "To begin"]).code, 0);
    assert!(!store::versions(&file).is_empty());
    let newer = EXAMPLE[3].text.replacen("format: 1", "format: 2, mood: \"good\"", 1);
    for text in [newer.as_str(), newer.get(..20_000).unwrap()] {
        fs::write(&file, text).unwrap();
        for verb in [&["versions", name, "--restore", "1"][..], &["salvage", name, "-o", name]] {
            let answer = bench.run(verb);
            assert_eq!(answer.code, 2, "{verb:?}: {}", answer.out);
            assert!(answer.err.contains("newer"), "{verb:?}: {}", answer.err);
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert_eq!(store::last_whole_version(&file, &Frameworks::bundled()), None);
    }
}

#[test]
fn sealing_reopening_and_merging_in_place_keep_versions() {
    let bench = Bench::new();
    let file = bench.path("a.ron");
    fs::write(&file, EXAMPLE[3].text).unwrap();
    let name = file.to_str().unwrap();
    let said = |at: usize| store::versions(&file)[at].note.as_ref().unwrap().said.clone();
    let opened = || hicm::format::parse(&fs::read_to_string(&file).unwrap()).unwrap().assessment;
    if opened().sealed() {
        assert_eq!(bench.run(&["reopen", name, "--by", "Chair", "--reason", "To begin"]).code, 0);
    }
    assert_eq!(bench.run(&["seal", name, "--by", "Chair"]).code, 0);
    assert_eq!(said(0), "Sealed by Chair.");
    assert!(store::versions(&file)[0].sealed);
    let before = store::versions(&file).len();
    assert!(before >= 2, "and what it replaced");
    assert_eq!(bench.run(&["reopen", name, "--by", "Chair", "--reason", "A slip"]).code, 0);
    assert_eq!(said(0), "Reopened by Chair: A slip");
    assert_eq!(store::versions(&file).len(), before + 1);
    let theirs = bench.path("theirs.ron");
    let mut copy = opened();
    copy.prepared_by = "Sam".to_owned();
    fs::write(&theirs, hicm::format::write(&copy).unwrap()).unwrap();
    let base = bench.path("base.ron");
    fs::copy(&file, &base).unwrap();
    let merged = bench.run(&["merge", base.to_str().unwrap(), name, theirs.to_str().unwrap(), "-o", name]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    assert!(said(0).starts_with("Merged "), "{}", said(0));
    assert_eq!(opened().prepared_by, "Sam");
}
