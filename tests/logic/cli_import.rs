//! `hicm import`, by what it prints, its exit code and what it writes.

use crate::cli::Bench;
use hicm::model::{Assessment, Status};
use hicm::store::{Frameworks, open_assessment};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn table(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables").join(name);
    path.to_str().unwrap().to_owned()
}

fn opened(path: &Path) -> Assessment {
    open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

/// A file that is to be written.
fn out(bench: &Bench, name: &str) -> PathBuf {
    bench.path(name)
}

#[test]
fn the_hardest_table_is_counted() {
    let bench = Bench::new();
    let told = bench.run(&["import", &table("all-faults.tsv"), "--dry-run", "--json"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    let json = told.json();
    assert_eq!(json["rows"], 77);
    assert_eq!(
        json["by_status"],
        json!({ "not_yet_established": 1, "plans_in_place": 8, "established": 53, "mature": 5, "exemplary": 0,
            "split": 4, "unknown": 6 })
    );
    let changes: Vec<Value> = json["changes"].as_array().unwrap().iter().map(|it| it["rows"].clone()).collect();
    assert_eq!(changes, [15, 11, 9, 13, 13, 4, 6, 6]);
    let shifted: u64 = json["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["shifted"] == true)
        .map(|it| it["rows"].as_u64().unwrap())
        .sum();
    assert_eq!(shifted, 31);
    for (kind, count) in [("blank", 42), ("day", 11), ("month", 8), ("season", 7), ("several", 2), ("ongoing", 3)] {
        assert_eq!(json["due"][kind], count, "{kind}");
    }
    let (used, assumed, unread) = (&json["cells"]["used"], &json["cells"]["assumed"], &json["cells"]["unread"]);
    assert_eq!(used.as_u64().unwrap() + assumed.as_u64().unwrap() + unread.as_u64().unwrap(), 359);
    assert_eq!(json["written"], Value::Null);
}

#[test]
fn a_table_becomes_an_assessment_that_opens() {
    let bench = Bench::new();
    let file = out(&bench, "q1.ron");
    let told = bench.run(&["import", &table("all-faults.tsv"), "-o", file.to_str().unwrap()]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let assessment = opened(&file);
    assert_eq!(assessment.place, "Leicester, Leicestershire and Rutland");
    assert_eq!(assessment.quarter.to_string(), "Q1 2017/18");
    assert_eq!(assessment.rows.len(), 77);
    assert!(assessment.rows.iter().all(|row| row.source.as_ref().is_some_and(|it| it.document == "all-faults.tsv")));
    let debris = assessment.rows.iter().find(|row| row.source.as_ref().unwrap().line == 38).unwrap();
    assert_eq!(debris.status, Status::Unknown("1".to_owned()));
    assert!(!debris.marks.is_empty(), "what was assumed is kept with the row");

    let again = bench.run(&["import", &table("all-faults.tsv"), "-o", file.to_str().unwrap()]);
    assert_eq!(again.code, 2, "no file is written over");
    assert!(again.err.contains("exists") || again.err.contains("already"), "{}", again.err);
}

#[test]
fn strict_says_that_something_waits() {
    let bench = Bench::new();
    for (name, code) in [("plain.csv", 0), ("debris.csv", 1)] {
        let told = bench.run(&["import", &table(name), "--dry-run", "--strict"]);
        assert_eq!((told.code, told.err.as_str()), (code, ""), "{name}: {}", told.out);
    }
}

#[test]
fn a_column_is_read_as_told() {
    let bench = Bench::new();
    for map in ["8=owner", "H=owner", "Cost centre=owner"] {
        let file = out(&bench, &format!("{}.ron", map.chars().next().unwrap()));
        let told = bench.run(&["import", &table("unknown-column.csv"), "--map", map, "-o", file.to_str().unwrap()]);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{map}");
        assert_eq!(opened(&file).rows[3].owner, "CC003", "{map}");
    }
    for (map, why) in [("9=owner", "no such column"), ("8=boss", "no such field"), ("8", "write a column")] {
        let told = bench.run(&["import", &table("unknown-column.csv"), "--map", map, "--dry-run"]);
        assert_eq!(told.code, 2, "{map}");
        assert!(told.err.contains(why), "{map}: {}", told.err);
    }
}

#[test]
fn brought_to_an_assessment_it_finds_its_rows_again() {
    let bench = Bench::new();
    let (first, second) = (out(&bench, "first.ron"), out(&bench, "second.ron"));
    bench.run(&["import", &table("plain.csv"), "-o", first.to_str().unwrap()]);
    let mut own = opened(&first);
    std::sync::Arc::make_mut(&mut own.rows[0]).owner = "Somebody".to_owned();
    hicm::store::save_assessment(&first, &own, hicm::store::Replace::Always).unwrap();

    let edited = std::fs::read_to_string(table("plain.csv")).unwrap().replace("Summer 2017", "Autumn 2017");
    let edited = bench.write("edited.csv", &edited);
    let arguments =
        ["import", edited.to_str().unwrap(), "--into", first.to_str().unwrap(), "-o", second.to_str().unwrap()];
    let told = bench.run(&arguments);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let merged = opened(&second);
    assert_eq!(merged.rows.len(), own.rows.len());
    for (row, before) in merged.rows.iter().zip(&own.rows) {
        assert_eq!((&row.id, &row.owner), (&before.id, &before.owner), "what the table does not speak of stays");
        let due = if before.due.typed() == "Summer 2017" { "Autumn 2017" } else { before.due.typed() };
        assert_eq!(row.due.typed(), due);
    }
}

#[test]
fn a_comparison_takes_a_table_for_an_assessment() {
    let bench = Bench::new();
    let told = bench.run(&["diff", &table("plain.csv"), &table("misplaced-columns.csv"), "--json"]);
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    let json = told.json();
    assert_eq!((&json["rows"]["same"], &json["rows"]["modified"]), (&json!(14), &json!(2)));
    let pair = json["pairs"].as_array().unwrap().iter().find(|it| it["kinds"] == json!(["modified"])).unwrap();
    assert_eq!(pair["after"]["source_line"], 7);
}

#[test]
fn what_is_no_table_is_refused_with_a_way_round() {
    let bench = Bench::new();
    for (name, content, why) in [
        ("a.pdf", "%PDF-1.7\n", "save that as DOCX"),
        ("b.txt", "", "no text"),
        ("c.rtf", "{\\rtf1 }", "Save it as"),
        ("d.txt", "One line of words", "no table"),
    ] {
        let file = bench.write(name, content);
        let told = bench.run(&["import", file.to_str().unwrap(), "--dry-run"]);
        assert_eq!(told.code, 2, "{name}");
        assert!(told.err.to_lowercase().contains(&why.to_lowercase()), "{name}: {}", told.err);
        assert!(told.err.contains(name), "{name}: {}", told.err);
    }
    let told = bench.run(&["import", &table("plain.csv"), "--dry-run", "--sheet", "Plan"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("no such sheet"), "{}", told.err);
    let told = bench.run(&["import", &table("no-header.csv"), "-o", out(&bench, "x.ron").to_str().unwrap()]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("--place"), "{}", told.err);
}
