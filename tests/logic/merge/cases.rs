//! The named cases, each a folder: what both came from, the two copies, what comes of them, and what is undecided.
//! `HICM_UPDATE=1` writes what comes of them anew; read the difference before it is kept.

use super::laws::{difference, lawful};
use hicm::compare::{Answer, Names, both_possible, decide, merge};
use hicm::format;
use hicm::model::{Assessment, Conflict, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The cases that other tools get wrong, and some of our own. Each is a folder, and each folder is one of these.
const CASES: [&str; 21] = [
    "both-add-the-same-id",
    "both-edit-one-cell",
    "both-reorder",
    "both-reorder-in-ways-that-agree",
    "delete-against-cleared",
    "delete-against-edit",
    "edit-against-delete",
    "level-down",
    "no-base",
    "one-moves-the-other-edits",
    "remarks-of-two",
    "row-reworded-in-every-cell",
    "row-split-in-two",
    "sealed-against-edit",
    "spread-as-a-set",
    "spread-torn",
    "text-combined",
    "two-identical-rows-one-edited",
    "two-levels",
    "word-round-trip",
    "word-round-trip-of-all",
];
const FILES: [&str; 5] = ["base.ron", "expected.txt", "merged.ron", "mine.ron", "theirs.ron"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/merge")
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

pub fn read(case: &str, file: &str) -> Assessment {
    let text = fs::read_to_string(folder().join(case).join(file)).unwrap();
    format::parse(&text).unwrap_or_else(|error| panic!("{case}/{file}: {error}")).assessment
}

#[test]
fn every_case_is_run() {
    assert_eq!(names_in(&folder()), CASES.iter().map(|case| (*case).to_owned()).collect());
    for case in CASES {
        let expected = FILES.iter().map(|file| (*file).to_owned()).collect();
        assert_eq!(names_in(&folder().join(case)), expected, "{case}");
    }
}

/// A value in a line.
fn said(value: &Value) -> String {
    match value {
        Value::Row(row) => format!("row {:?}, {}, {:?}", row.where_now, row.status, row.owner),
        Value::Text(text) => format!("{text:?}"),
        other => format!("{other:?}"),
    }
}

fn told(conflict: &Conflict, merged: &Assessment, at: usize) -> String {
    let mut lines = format!("{:?} at {:?}\n", conflict.kind, conflict.spot);
    let side = |by: &str, value: &Value, reason: &str| {
        let because = if reason.is_empty() { String::new() } else { format!(", because {reason:?}") };
        format!("  {by}: {}{because}\n", said(value))
    };
    lines += &side("before", &conflict.base, "");
    lines += &side(&conflict.mine.by, &conflict.mine.value, &conflict.mine.reason);
    lines += &side(&conflict.theirs.by, &conflict.theirs.value, &conflict.theirs.reason);
    let stands = |a: &Assessment| said(&a.value(&conflict.spot));
    writeln!(lines, "  meanwhile {}", stands(merged)).unwrap();
    for (name, answer) in [("mine", Answer::Mine), ("theirs", Answer::Theirs), ("both", Answer::Both)] {
        let mut a = merged.clone();
        let possible = decide(&mut a, at, answer).is_ok();
        assert_eq!(possible, name != "both" || both_possible(conflict));
        assert_eq!(a.undecided.len() + usize::from(possible), merged.undecided.len());
        let rows = if a.rows.len() > merged.rows.len() { ", and a row more" } else { "" };
        let outcome = if possible { stands(&a) } else { "not possible".into() };
        writeln!(lines, "  {name}: {outcome}{rows}").unwrap();
    }
    lines
}

#[test]
fn each_case_comes_out_as_it_should() {
    for case in CASES {
        let [base, mine, theirs] = ["base.ron", "mine.ron", "theirs.ron"].map(|file| read(case, file));
        if let Err(wrong) = lawful(&base, &mine, &theirs) {
            panic!("{case}: {wrong}");
        }
        let it = merge(&base, &mine, &theirs, Names { mine: "Ann", theirs: "Ben" }).unwrap();
        let taken = it.taken;
        let mut expected = format!(
            "taken: {} of Ann, {} of Ben, {} of both, {} combined\nto decide: {}\n",
            taken.mine, taken.theirs, taken.alike, taken.combined, it.conflicts
        );
        for (at, conflict) in it.assessment.undecided.iter().enumerate() {
            expected += "\n";
            expected += &told(conflict, &it.assessment, at);
        }
        let text = format::write(&it.assessment).unwrap();
        let folder = folder().join(case);
        if std::env::var_os("HICM_UPDATE").is_some() {
            fs::write(folder.join("merged.ron"), &text).unwrap();
            fs::write(folder.join("expected.txt"), &expected).unwrap();
        }
        let wanted = read(case, "merged.ron");
        assert!(it.assessment == wanted, "{case}: {}", difference(&it.assessment, &wanted));
        assert_eq!(text, fs::read_to_string(folder.join("merged.ron")).unwrap(), "{case}");
        assert_eq!(expected, fs::read_to_string(folder.join("expected.txt")).unwrap(), "{case}");
    }
}
