//! `hicm export`, by what it prints, its exit code and what it writes.

use crate::cli::Bench;
use hicm::export::Format;
use hicm::format;
use hicm::model::{ActionRow, Decision};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name).to_str().unwrap().to_owned()
}

/// A copy of the first real quarter with something written into the first row.
fn with_needs(bench: &Bench, needs: &str) -> String {
    let text = std::fs::read_to_string(sample("llr/2017-18-q1.ron")).unwrap();
    let mut assessment = format::parse(&text).unwrap().assessment;
    let row = ActionRow::clone(&assessment.rows[0]);
    assessment.rows[0] = Arc::new(ActionRow { needs: needs.to_owned(), ..row });
    let path = bench.write("made.ron", &format::write(&assessment).unwrap());
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_format_is_written_and_read_back() {
    let bench = Bench::new();
    let every: Vec<&str> = Format::all().map(Format::key).collect();
    let (now, before) = (sample("llr/2019-20-q1.ron"), sample("llr/2018-19-q4.ron"));
    let told = bench.run(&[
        "export",
        &now,
        "--since",
        &before,
        "--for",
        "board",
        "--to",
        &every.join(","),
        "-o",
        "out",
        "--json",
    ]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let json = told.json();
    let shown = bench.run(&["show", &now, "--json"]).json();
    assert_eq!(json["content_id"], shown["content_id"]);
    assert_eq!(json["audience"], "board");
    assert_eq!(json["since"], "Q4 2018/19");
    let files = json["files"].as_array().unwrap();
    for key in every {
        let mut of_format = files.iter().filter(|file| file["format"] == key).peekable();
        assert!(of_format.peek().is_some(), "{key}");
        for file in of_format {
            let bytes = std::fs::read(bench.path(file["path"].as_str().unwrap())).unwrap();
            assert_eq!(file["bytes"], json!(bytes.len()), "{key}");
            assert_eq!(file["verified"], true, "{key}");
            if ["pdf", "slides", "png"].contains(&key) {
                assert!(file["pages"].as_u64().unwrap() > 0, "{key}");
            }
        }
    }
    let listed = std::fs::read_dir(bench.path("out")).unwrap().count();
    assert_eq!(listed, files.len(), "nothing else is left in the folder");
}

#[test]
fn the_same_again_is_no_conflict_and_an_edited_file_is_not_replaced() {
    let bench = Bench::new();
    let file = sample("example/2025-26-q1.ron");
    let call = ["export", &file, "--to", "json", "-o", "out"];
    assert_eq!(bench.run(&call).code, 0);
    assert_eq!(bench.run(&call).code, 0);
    let path = bench.path("out/2025-26-q1-board.json");
    std::fs::write(&path, "edited").unwrap();
    let refused = bench.run(&call);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("say something else") && refused.err.contains("--replace"), "{}", refused.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "edited");
    assert_eq!(bench.run(&[&call[..], &["--replace"]].concat()).code, 0);
    assert_ne!(std::fs::read_to_string(&path).unwrap(), "edited");
}

#[test]
fn a_possible_identifier_stops_it_until_somebody_says_so() {
    let bench = Bench::new();
    let file = with_needs(&bench, "Ring about 943 476 5919");
    let call = ["export", &file, "--to", "json", "-o", "out"];
    let stopped = bench.run(&call);
    assert_eq!((stopped.code, stopped.out.as_str()), (1, ""));
    assert!(stopped.err.contains("943 ••• ••••") && !stopped.err.contains("5919"), "{}", stopped.err);
    assert!(!bench.path("out").exists());
    let told = bench.run(&[&call[..], &["--despite-findings"]].concat());
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains("943 ••• ••••"), "it is still said: {}", told.err);
}

#[test]
fn a_name_in_a_text_is_told_and_does_not_stop_it() {
    let bench = Bench::new();
    let text = std::fs::read_to_string(sample("llr/2017-18-q1.ron")).unwrap();
    let mut assessment = format::parse(&text).unwrap().assessment;
    assessment.decisions.push(Decision {
        on: assessment.as_at,
        by: "Olive Marchbanks".to_owned(),
        text: "Olive Marchbanks will report".to_owned(),
        change: None,
    });
    let file = bench.write("made.ron", &format::write(&assessment).unwrap());
    let call = |audience: &str| {
        let file = file.to_str().unwrap();
        bench.run(&["export", file, "--to", "json", "--for", audience, "-o", "out"])
    };
    let told = call("board");
    assert_eq!(told.code, 0);
    assert!(told.err.contains("names Olive Marchbanks"), "{}", told.err);
    assert_eq!((call("full").code, call("full").err.as_str()), (0, ""));
}

#[test]
fn each_audience_has_files_of_its_own() {
    let bench = Bench::new();
    let file = sample("example/2025-26-q1.ron");
    let mut owners: Vec<(String, bool)> = Vec::new();
    for audience in ["full", "board", "public"] {
        let told = bench.run(&["export", &file, "--to", "json", "--for", audience, "-o", "out", "--json"]).json();
        let path = told["files"][0]["path"].as_str().unwrap().to_owned();
        let text = std::fs::read_to_string(bench.path(&path)).unwrap();
        owners.push((audience.to_owned(), text.contains("Olive Marchbanks")));
        let written: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written["audience"], audience);
    }
    assert_eq!(owners, [("full".to_owned(), true), ("board".to_owned(), false), ("public".to_owned(), false)]);
    assert_eq!(std::fs::read_dir(bench.path("out")).unwrap().count(), 3);
}

#[test]
fn what_cannot_be_written_says_so() {
    let bench = Bench::new();
    let file = sample("example/2025-26-q1.ron");
    let in_the_way = bench.write("out", "a file");
    let told = bench.run(&["export", &file, "--to", "json", "-o", "out"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("That is a file, not a folder."), "{}", told.err);
    assert_eq!(std::fs::read_to_string(in_the_way).unwrap(), "a file");
    let told = bench.run(&["export", &file, "--to", "wordperfect"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("json"), "the formats are named: {}", told.err);
    let told = bench.run(&["export", "nowhere.ron", "--to", "json"]);
    assert_eq!(told.code, 2);
}
