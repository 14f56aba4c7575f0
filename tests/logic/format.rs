//! The laws of the file format, its fixtures, and what it refuses with which words.

use crate::generate::{assessment, framework, state};
use hicm::format::{self, Fault, FormatError, Position, WriteError};
use hicm::model::{
    Assessment, Better, Conflict, ConflictKind, DelayedDays, Due, Level, Metric, Period, Plan, Quarter, Side, Spot,
    Value,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

// ---- the laws

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(a in assessment()) {
        let text = format::write(&a).unwrap();
        let parsed = format::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(&parsed.assessment, &a);
        prop_assert_eq!(format::write(&parsed.assessment).unwrap(), text.clone());
        prop_assert!(text.ends_with(")\n"));
        // As it comes back from a Windows editor.
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        prop_assert_eq!(&format::parse(&windows).unwrap().assessment, &a);
        let summary = format::summary(&text).unwrap();
        prop_assert_eq!((summary.place, summary.quarter), (a.place.clone(), a.quarter));
        prop_assert_eq!((summary.framework, summary.sealed), (a.framework.clone(), a.sealed()));
    }

    #[test]
    fn a_written_framework_is_read_again(framework in framework()) {
        let text = format::write_framework(&framework).unwrap();
        let read = format::parse_framework(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(&read, &framework);
        prop_assert_eq!(format::write_framework(&read).unwrap(), text);
    }

    #[test]
    fn a_cut_text_never_loads_and_never_panics(a in assessment(), part in 0.0..1.0_f64) {
        let text = format::write(&a).unwrap();
        let cut: String = text.chars().take((part * (text.chars().count() - 2) as f64) as usize).collect();
        prop_assert!(format::parse(&cut).is_err());
    }

    #[test]
    fn the_digest_is_of_the_content_alone(a in assessment(), seal in state()) {
        let other = Assessment { state: seal, reopenings: Vec::new(), ..a.clone() };
        prop_assert_eq!(format::content_digest(&a), format::content_digest(&other));
        let changed = Assessment { place: format!("{}x", a.place), ..a.clone() };
        prop_assert_ne!(format::content_digest(&a), format::content_digest(&changed));
        let (digest, id) = (format::content_digest(&a), format::content_id(&a));
        prop_assert_eq!(digest.len(), 32);
        prop_assert_eq!(id.len(), 9);
        prop_assert!(digest.starts_with(&id.replace('-', "")));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\(|\\)|\\[|format: 1,|rows:|\"|[a-z]{0,5}|\\PC){0,40}") {
        let _ = format::parse(&text);
        let _ = format::parse_framework(&text);
        let _ = format::summary(&text);
    }
}

// ---- what cannot be written

fn minimal() -> Assessment {
    format::parse(MINIMAL).unwrap().assessment
}

const MINIMAL: &str = "(\n    format: 1,\n    place: \"P\",\n    quarter: \"Q1 2017/18\",\n    as_at: \"2017-05-31\",\n    framework: \"hicm-2015\",\n    state: Draft,\n)\n";

fn figures() -> Metric {
    Metric {
        name: String::new(),
        unit: String::new(),
        better: Better::Lower,
        target: None,
        target_by: None,
        values: Vec::new(),
        delayed_days: None,
        note: String::new(),
    }
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let unwritable: Vec<(&str, Metric)> = vec![
        ("a number that is none", Metric { target: Some(f64::NAN), ..figures() }),
        ("a number without end", Metric { target: Some(f64::INFINITY), ..figures() }),
        ("a month 13", Metric { target_by: Some(Period::Month { year: 2017, month: 13 }), ..figures() }),
        (
            "days of a month 0",
            Metric {
                delayed_days: Some(DelayedDays {
                    adult_population: 1,
                    population_year: 2017,
                    months: vec![(2017, 0, 1)],
                }),
                ..figures()
            },
        ),
        ("a text beyond the bound", Metric { note: "x".repeat(format::STRING_LIMIT + 1), ..figures() }),
    ];
    for (what, metric) in unwritable {
        let a = Assessment { metrics: vec![metric], ..minimal() };
        assert!(matches!(format::write(&a), Err(WriteError::Unwritable { .. })), "{what} was written");
        // It still has a digest that tells it from others.
        assert_ne!(format::content_digest(&a), format::content_digest(&minimal()), "{what}");
    }
    // Merging never makes a conflict about the list of conflicts.
    let side = |value| Side { by: String::new(), value, reason: String::new() };
    for (spot, value) in [(Spot::Undecided, Value::Nothing), (Spot::Notes, Value::Undecided(Vec::new()))] {
        let mine = side(value);
        let theirs = side(Value::Nothing);
        let a = Assessment {
            undecided: vec![Conflict { spot, kind: ConflictKind::Undecided, base: Value::Nothing, mine, theirs }],
            ..minimal()
        };
        assert!(matches!(format::write(&a), Err(WriteError::Unwritable { .. })));
    }
    let longest = "x".repeat(format::STRING_LIMIT);
    let a = Assessment { notes: vec![longest.clone()], ..minimal() };
    assert_eq!(format::parse(&format::write(&a).unwrap()).unwrap().assessment, a);
    let a = Assessment { notes: vec![longest; format::TEXT_LIMIT / format::STRING_LIMIT], ..minimal() };
    assert!(matches!(format::write(&a), Err(WriteError::TooLarge { bytes }) if bytes > format::TEXT_LIMIT));
}

#[test]
fn control_characters_never_reach_the_file() {
    let a = Assessment { notes: vec!["a\u{7}b\r\nc\rd\u{85}\te".to_owned()], ..minimal() };
    let read = format::parse(&format::write(&a).unwrap()).unwrap().assessment;
    assert_eq!(read.notes, ["ab\nc\nd\te"]);
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let long = "x".repeat(format::TEXT_LIMIT + 1);
    assert_eq!(format::parse(&long).unwrap_err(), FormatError::TooLarge { bytes: format::TEXT_LIMIT + 1 });
    let text = MINIMAL.replace("\"P\"", &format!("\"{}\"", "x".repeat(format::STRING_LIMIT + 1)));
    assert!(matches!(format::parse(&text).unwrap_err(), FormatError::At { at, .. } if at.line == 3));
    // 100,000 brackets must not overflow the stack, neither where the format is sought nor behind it.
    for head in ["(", "(format: 1, notes: ", "(rows: "] {
        let text = format!("{head}{}", "[".repeat(100_000));
        assert!(format::parse(&text).is_err());
    }
    let row = "(id:\"a\",change:\"b\",status:At(Mature)),";
    let text =
        MINIMAL.replace("state: Draft,", &format!("state: Draft, rows: [{}]", row.repeat(format::ROW_LIMIT + 1)));
    let error = format::parse(&text).unwrap_err().to_string();
    assert!(error.contains("more than 200000 rows"), "{error}");
}

// ---- versions

#[test]
fn a_newer_format_is_told_from_a_broken_file() {
    let newer = "(place: \"P\", format: 7, something_new: {\"a\": [1, 2, (3)]}, state: Provisional(by: \"x\"))";
    assert_eq!(format::parse(newer).unwrap_err(), FormatError::Newer { found: 7 });
    assert_eq!(format::parse_framework(newer).unwrap_err(), FormatError::Newer { found: 7 });
    assert_eq!(format::summary(newer).unwrap_err(), FormatError::Newer { found: 7 });
    assert_eq!(format::parse("(format: 0)").unwrap_err(), FormatError::NoSuchFormat { found: 0 });
    assert_eq!(format::parse("(place: \"P\")").unwrap_err(), FormatError::NoFormat);
    assert!(!format::parse(MINIMAL).unwrap().migrated());
}

// ---- where something is wrong

fn fault(text: &str) -> (Position, Fault) {
    match format::parse(text) {
        Err(FormatError::At { at, fault }) => (at, fault),
        other => panic!("expected a fault with a place: {other:?}\n{text}"),
    }
}

#[test]
fn every_fault_in_a_value_has_its_line() {
    // What stands for `state: Draft`, which is on line 7 of the text.
    let cases = [
        "stat: Draft",
        "state: Draught",
        "state: Draft, state: Draft",
        "state: Draft, priorities: [(txt: \"\")]",
        "state: Draft, notes: [\"a\\u{7}b\"]",
        "state: Draft, metrics: [(better: Lower, target: NaN)]",
        "state: Draft, metrics: [(better: Lower, target: 1e999)]",
        "state: Draft, metrics: [(better: Lower, target_by: \"2017-13\")]",
        "state: Draft, metrics: [(better: Lower, delayed_days: (adult_population: 1, population_year: 2017, months: [(\"2017\", 1)]))]",
        "state: Draft, decisions: [(on: \"2017-02-29\")]",
        "state: Draft, decisions: [(on: \"2017-2-01\")]",
        "state: Draft, decisions: [(on: \"2017-02-01\", change: \"No Key\")]",
        "state: Draft, changes: [(change: \"a\", planned: [(quarter: \"Q5 2017/18\", level: Mature)])]",
        "state: Draft, changes: [(change: \"a\", planned: [(quarter: \"Q1 2017/18\", level: Mature), (quarter: \"Q1 2017/18\", level: Mature)])]",
        "state: Draft, rows: [(id: \"a\", change: \"b\", status: Split(Exemplary))]",
        "state: Draft, rows: [(id: \"a\", change: \"b\", status: At(Mature), due: (typed: \" \", reading: Ongoing))]",
        "state: Draft, rows: [(id: \"a\", change: \"b\", status: At(Mature), due: (typed: \"x\", reading: On(\"soon\")))]",
    ];
    for case in cases {
        let text = MINIMAL.replace("state: Draft", case);
        assert_eq!(fault(&text).0.line, 7, "{case}: {:?}", fault(&text));
    }
}

#[test]
fn the_nearest_known_name_is_offered() {
    let cases: BTreeMap<&str, (Fault, &str)> = [
        ("stat: Draft", (Fault::UnknownField { found: "stat".into(), nearest: Some("state".into()) }, "state")),
        ("State: Draft", (Fault::UnknownField { found: "State".into(), nearest: Some("state".into()) }, "state")),
        ("qqq: Draft", (Fault::UnknownField { found: "qqq".into(), nearest: None }, "")),
        (
            "state: Draft, changes: [(change: \"a\", now: Establised)]",
            (Fault::UnknownName { found: "Establised".into(), nearest: Some("Established".into()) }, "Established"),
        ),
        ("state: Seal", (Fault::UnknownName { found: "Seal".into(), nearest: Some("Sealed".into()) }, "Sealed")),
    ]
    .into();
    for (case, (expected, offered)) in cases {
        let (_, found) = fault(&MINIMAL.replace("state: Draft", case));
        assert_eq!(found, expected);
        let words = found.to_string();
        assert_eq!(words.contains("did you mean"), !offered.is_empty(), "{words}");
        assert!(words.contains(offered));
    }
    assert_eq!(fault(&MINIMAL.replace("    state: Draft,\n", "")).1, Fault::MissingField { field: "state".into() });
}

#[test]
fn a_due_text_without_a_reading_is_read_as_of_the_day_of_the_assessment() {
    let text = MINIMAL.replace(
        "state: Draft",
        "state: Draft, rows: [(id: \"a\", change: \"b\", status: At(Mature), due: (typed: \"July 2017\"))]",
    );
    let a = format::parse(&text).unwrap().assessment;
    assert_eq!(a.rows[0].due, Due::read("July 2017", a.as_at));
    assert_eq!(a.rows[0].due.typed(), "July 2017");
    assert!(format::write(&a).unwrap().contains("due: (typed: \"July 2017\", reading: "));
}

#[test]
fn plans_may_stand_in_any_order() {
    let text = MINIMAL.replace(
        "state: Draft",
        "state: Draft, changes: [(change: \"a\", planned: [(quarter: \"Q4 2017/18\", level: Mature), (quarter: \"Q2 2017/18\", level: Established)])]",
    );
    let planned = &format::parse(&text).unwrap().assessment.changes[0].planned;
    let quarter = |number| Quarter::new(2017, number).unwrap();
    let plan = |number, level| Plan { quarter: quarter(number), level };
    assert_eq!(*planned, [plan(2, Level::Established), plan(4, Level::Mature)]);
}

// ---- the fixtures

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == ending));
    files.sort();
    files
}

fn is_framework(path: &Path) -> bool {
    path.file_stem().unwrap().to_str().unwrap().starts_with("framework")
}

/// Reads and writes again.
fn rewritten(path: &Path, text: &str) -> Result<String, FormatError> {
    Ok(if is_framework(path) {
        format::write_framework(&format::parse_framework(text)?).unwrap()
    } else {
        format::write(&format::parse(text)?.assessment).unwrap()
    })
}

/// A fixture is run, or the test fails: nothing lies in these folders that no test looks at.
#[test]
fn every_fixture_is_run() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for (folder, endings) in [("valid", &["ron"][..]), ("old", &["ron"]), ("invalid", &["ron", "txt"])] {
        let mut run = BTreeSet::new();
        for ending in endings {
            run.extend(files(folder, ending));
        }
        let lying: BTreeSet<_> = fs::read_dir(all.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(lying.difference(&run).collect::<Vec<_>>(), Vec::<&PathBuf>::new(), "not run");
        assert!(!run.is_empty(), "no fixtures in {folder}");
    }
    let stems = |ending| files("invalid", ending).into_iter().map(|path| path.with_extension("")).collect::<Vec<_>>();
    assert_eq!(stems("ron"), stems("txt"), "each file that must fail has its message beside it");
}

/// Written by hand, in ways that are allowed: each loads, and is the same after it has been written.
#[test]
fn valid_fixtures_load_and_settle() {
    for path in files("valid", "ron") {
        let text = fs::read_to_string(&path).unwrap();
        let once = rewritten(&path, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(rewritten(&path, &once).unwrap(), once, "{}", path.display());
        // Those that are canonical are kept to the letter.
        if path.file_stem().unwrap().to_str().unwrap().ends_with("canonical") {
            assert_eq!(once, text, "{}", path.display());
        }
    }
}

/// Files as this program wrote them when the format was new. They must load for ever.
#[test]
fn old_fixtures_load_for_ever() {
    for path in files("old", "ron") {
        let text = fs::read_to_string(&path).unwrap();
        let now = rewritten(&path, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if path.file_name().unwrap().to_str().unwrap().contains(&format!("v{}", format::FORMAT)) {
            assert_eq!(now, text, "{}", path.display());
        }
    }
}

#[test]
fn invalid_fixtures_fail_with_their_message() {
    for path in files("invalid", "ron") {
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        let error = rewritten(&path, &text).expect_err(&format!("{} loads", path.display())).to_string();
        let beside = path.with_extension("txt");
        if std::env::var_os("HICM_UPDATE").is_some() {
            fs::write(&beside, format!("{error}\n")).unwrap();
        }
        assert_eq!(error, fs::read_to_string(&beside).unwrap().trim_end(), "{}", path.display());
    }
}
