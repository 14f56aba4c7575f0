//! The command line, by running the real binary: what it prints, what it writes and its exit code.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for settings, frameworks and files.
pub struct Bench {
    folder: tempfile::TempDir,
}

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hicm"));
        command
            .env("HICM_CONFIG_DIR", self.path("settings"))
            .env("HICM_DATA_DIR", self.path("data"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .current_dir(self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command().args(arguments).output().unwrap())
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// It could not be done: nothing on standard output, and the last words are the path.
    pub fn refused(&self, words: &str, path: &Path) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert!(self.err.contains(words), "{}", self.err);
        assert!(self.err.trim_end().ends_with(&path.display().to_string()), "{}", self.err);
    }
}

pub fn real(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name).display().to_string()
}

pub fn narrow(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn show_counts_the_action_table_of_2017() {
    let shown = Bench::new().run(&["show", &real("llr/2017-18-q1.ron"), "--json"]);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    let json = shown.json();
    assert_eq!(json["rows"]["total"], 77);
    let rows: Vec<_> =
        json["changes"].as_array().unwrap().iter().map(|change| change["rows"].as_u64().unwrap()).collect();
    assert_eq!(rows, [15, 11, 9, 13, 13, 4, 6, 6]);
    assert_eq!(
        json["rows"]["by_status"],
        serde_json::json!({
            "not_yet_established": 1, "plans_in_place": 8, "established": 53, "mature": 5, "exemplary": 0,
            "split": 4, "unknown": 6,
        })
    );
    assert_eq!((&json["as_at"], &json["overdue"]), (&"2017-05-31".into(), &0.into()));
    assert_eq!(json["levels"]["now"]["not_assessed"], 8);
    assert_eq!(json["levels"]["planned"], serde_json::json!({}));
}

#[test]
fn show_counts_what_is_overdue_on_any_day() {
    let bench = Bench::new();
    let file = real("llr/2017-18-q1.ron");
    let cases = [
        ("2017-05-31", 0),
        ("31 May 2017", 0),
        ("2017-08-31", 19),
        ("31/8/17", 19),
        ("1st September 2017", 27),
        ("2017-11-01", 28),
    ];
    for (day, overdue) in cases {
        let shown = bench.run(&["show", &file, "--json", "--as-at", day]);
        assert_eq!((shown.code, &shown.json()["overdue"]), (0, &overdue.into()), "{day}");
    }
    for no_day in ["Summer 2017", "Jun-17", "soon", "", "31 Feb 2017", "1 June 2017 and 2 June 2017"] {
        let shown = bench.run(&["show", &file, "--as-at", no_day]);
        assert_eq!((shown.code, shown.out.as_str()), (2, ""), "{no_day}");
        assert!(shown.err.contains("--as-at"), "{}", shown.err);
    }
}

#[test]
fn show_counts_levels_and_plans_of_2019() {
    let json = Bench::new().run(&["show", &real("llr/2019-20-q1.ron"), "--json"]).json();
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "place",
        "quarter",
        "framework",
        "state",
        "content_id",
        "as_at",
        "overdue",
        "undecided",
        "levels",
        "changes",
        "rows",
    ];
    assert_eq!(keys, expected);
    assert_eq!(json["place"], "Leicester, Leicestershire and Rutland");
    assert_eq!((&json["quarter"], &json["framework"]), (&"Q1 2019/20".into(), &"hicm-2015".into()));
    assert_eq!(json["state"], "draft");
    let counts = |not_assessed, established, mature, exemplary| {
        serde_json::json!({
            "not_assessed": not_assessed, "not_yet_established": 0, "plans_in_place": 0,
            "established": established, "mature": mature, "exemplary": exemplary,
        })
    };
    assert_eq!(json["levels"]["now"], counts(0, 6, 2, 0));
    assert_eq!(json["levels"]["planned"]["Q4 2019/20"], counts(0, 1, 6, 1));
    assert_eq!(json["levels"]["planned"]["Q2 2019/20"], counts(6, 0, 2, 0));
    assert_eq!(
        json["changes"][5],
        serde_json::json!({
            "key": "trusted-assessors", "title": "Trusted assessors", "now": "established",
            "planned": [
                { "quarter": "Q2 2019/20", "level": "mature" },
                { "quarter": "Q4 2019/20", "level": "mature" },
            ],
            "rows": 0,
        })
    );
}

#[test]
fn show_reads_on_eighty_columns() {
    let bench = Bench::new();
    for name in ["llr/2017-18-q1.ron", "llr/2018-19-q4.ron", "llr/2019-20-q1.ron", "example/2025-26-q1.ron"] {
        let shown = bench.run(&["show", &real(name)]);
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{name}");
        narrow(&shown.out);
    }
    let shown = bench.run(&["show", &real("llr/2019-20-q1.ron")]).out;
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines[0], "Leicester, Leicestershire and Rutland");
    assert!(lines[1].starts_with("Q1 2019/20, draft, High Impact Change Model 2015, content "), "{}", lines[1]);
    for part in [
        "3 Established",
        "5 Exemplary by Q4",
        "Now         6 Established, 2 Mature",
        "Overdue     no rows, as at 30 Jun 2019",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let shown = bench.run(&["show", &real("llr/2017-18-q1.ron"), "--as-at", "1 Nov 2017"]).out;
    let rows = "Rows        1 Not yet established, 8 Plans in place, 53 Established, 5 Mature,\n            4 split, 6 unknown\n";
    for part in ["not assessed", rows, "Overdue     28 rows, as at 1 Nov 2017"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn show_of_a_folder_is_of_its_last_quarter() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["show", &real("llr"), "--json"]).json()["quarter"], "Q1 2019/20");
    let empty = bench.path("empty");
    fs::create_dir(&empty).unwrap();
    bench.run(&["show", empty.to_str().unwrap()]).refused("no assessment", &empty);

    // A file that cannot be read may be the very quarter that is wanted, so it is told, and is no success.
    fs::copy(real("llr/2017-18-q1.ron"), bench.path("empty/a.ron")).unwrap();
    let broken = bench.write("empty/b.ron", "(\n    format: 1,\n    place: 7,\n");
    let shown = bench.run(&["show", empty.to_str().unwrap(), "--json"]);
    assert_eq!((shown.code, &shown.json()["quarter"]), (2, &"Q1 2017/18".into()));
    assert!(shown.err.trim_end().ends_with(&broken.display().to_string()), "{}", shown.err);
}

#[test]
fn check_tells_gaps_by_its_exit_code() {
    let bench = Bench::new();
    let checked = bench.run(&["check", &real("llr/2017-18-q1.ron"), "--json"]);
    assert_eq!((checked.code, checked.err.as_str()), (1, ""));
    let json = checked.json();
    let one = &json["assessments"][0];
    let by_rule =
        |rule: &str| one["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).count();
    let expected = [
        ("change_not_assessed", 8),
        ("status_unknown", 6),
        ("status_split", 4),
        ("overdue", 0),
        ("action_without_date", 8),
        ("gap_without_action", 12),
        ("spread_cut", 1),
        ("due_several", 2),
        ("due_year_inferred", 1),
    ];
    for (rule, count) in expected {
        assert_eq!(by_rule(rule), count, "{rule}");
    }
    assert_eq!(one["quarter"], "Q1 2017/18");
    let total: u64 = one["counts"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(total, one["findings"].as_array().unwrap().len() as u64);

    let later = bench.run(&["check", &real("llr/2017-18-q1.ron"), "--json", "--as-at", "2017-08-31"]).json();
    assert_eq!(later["assessments"][0]["as_at"], "2017-08-31");
    let overdue =
        later["assessments"][0]["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "overdue").count();
    assert_eq!(overdue, 19);
}

#[test]
fn check_reads_on_eighty_columns_and_groups() {
    let bench = Bench::new();
    let checked = bench.run(&["check", &real("llr/2017-18-q1.ron")]);
    narrow(&checked.out);
    let at = |part: &str| checked.out.find(part).unwrap_or_else(|| panic!("{part}: {}", checked.out));
    let order = [
        "\nGaps\n",
        "\n  1 Early discharge planning\n",
        "    - No level is set.",
        "    llr-05 “",
        "\nQuestions\n",
        "\nNotes\n",
    ];
    let places: Vec<_> = order.iter().map(|part| at(part)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn check_of_a_folder_is_of_every_quarter() {
    let bench = Bench::new();
    let checked = bench.run(&["check", &real("llr"), "--json"]);
    assert_eq!(checked.code, 1);
    let json = checked.json();
    let quarters: Vec<_> =
        json["assessments"].as_array().unwrap().iter().map(|one| one["quarter"].as_str().unwrap()).collect();
    assert_eq!(quarters, ["Q1 2017/18", "Q4 2018/19", "Q1 2019/20"]);

    fs::create_dir(bench.path("place")).unwrap();
    fs::copy(real("llr/2019-20-q1.ron"), bench.path("place/a.ron")).unwrap();
    let broken = bench.write("place/b.ron", "no");
    let checked = bench.run(&["check", bench.path("place").to_str().unwrap(), "--json"]);
    assert_eq!((checked.code, checked.json()["assessments"].as_array().unwrap().len()), (2, 1));
    assert!(checked.err.trim_end().ends_with(&broken.display().to_string()), "{}", checked.err);
}

#[test]
fn an_assessment_without_gaps_is_fine() {
    let bench = Bench::new();
    let file = bench.write("small.ron", SMALL);
    bench.write("frameworks/own-2025.ron", OWN);
    let checked = bench.run(&["check", file.to_str().unwrap()]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
    assert!(checked.out.contains("0 gaps, 0 questions, 0 notes"), "{}", checked.out);
}

/// By a framework of its own, which lies beside it.
const SMALL: &str = r#"(
    format: 1,
    place: "Anywhere",
    quarter: "Q1 2025/26",
    as_at: "2025-06-30",
    framework: "own-2025",
    state: Draft,
    changes: [
        (
            change: "one-thing",
            now: Established,
        ),
    ],
)
"#;

const OWN: &str = r#"(
    format: 1,
    id: "own-2025",
    title: "A model of our own",
    about: "Made here.",
    levels: (
        wording: "Ours.",
        not_yet_established: "1",
        plans_in_place: "2",
        established: "3",
        mature: "4",
        exemplary: "5",
    ),
    changes: [
        (
            key: "one-thing",
            title: "One thing",
            short: "One thing",
            meaning: "The one thing that matters.",
        ),
    ],
)
"#;

impl Bench {
    /// With the framework that [`SMALL`] judges by.
    fn with_own() -> (Self, PathBuf) {
        let bench = Self::new();
        let own = bench.write("own.ron", OWN);
        (bench, own)
    }
}

#[test]
fn new_writes_an_empty_assessment_and_never_over_another() {
    let bench = Bench::new();
    let out = bench.path("fresh.ron");
    let arguments = [
        "new",
        "--place",
        "Some Shire",
        "--quarter",
        "Q1 2025/26",
        "--framework",
        "hicm-2015",
        "-o",
        out.to_str().unwrap(),
    ];
    let made = bench.run(&arguments);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert!(made.out.contains("Some Shire, Q1 2025/26") && made.out.contains("eight changes, no rows"), "{}", made.out);
    let json = bench.run(&["show", out.to_str().unwrap(), "--json"]).json();
    assert_eq!((&json["quarter"], &json["as_at"]), (&"Q1 2025/26".into(), &"2025-06-30".into()));
    assert_eq!(json["levels"]["now"]["not_assessed"], 8);

    let text = fs::read_to_string(&out).unwrap();
    bench.run(&arguments).refused("exists already", &out);
    assert_eq!(fs::read_to_string(&out).unwrap(), text);
}

#[test]
fn new_in_a_folder_is_named_after_its_quarter() {
    let bench = Bench::new();
    let made = bench.run(&["new", "--place", "Some Shire", "--quarter", "Q4 19/20", "-o", "."]);
    assert_eq!(made.code, 0, "{}", made.err);
    let json = bench.run(&["show", "2019-20-q4.ron", "--json"]).json();
    assert_eq!((&json["quarter"], &json["framework"]), (&"Q4 2019/20".into(), &"hicm-2019".into()));
}

#[test]
fn new_carries_a_quarter_forward() {
    let bench = Bench::new();
    let from = real("llr/2017-18-q1.ron");
    let made = bench.run(&["new", "--from", &from, "-o", "next.ron"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let json = bench.run(&["show", "next.ron", "--json"]).json();
    assert_eq!(
        (&json["quarter"], &json["rows"]["total"], &json["as_at"]),
        (&"Q2 2017/18".into(), &77.into(), &"2017-09-30".into())
    );
    assert_eq!(json["place"], "Leicester, Leicestershire and Rutland");

    let later =
        bench.run(&["new", "--from", &from, "--quarter", "Q1 2018/19", "--place", "Rutland", "-o", "later.ron"]);
    assert_eq!(later.code, 0, "{}", later.err);
    let json = bench.run(&["show", "later.ron", "--json"]).json();
    assert_eq!((&json["quarter"], &json["place"]), (&"Q1 2018/19".into(), &"Rutland".into()));

    let back = bench.run(&["new", "--from", &from, "--quarter", "Q1 2017/18", "-o", "back.ron"]);
    assert_eq!(back.code, 2);
    assert!(back.err.contains("not after Q1 2017/18"), "{}", back.err);
    assert!(!bench.path("back.ron").exists());
}

#[test]
fn new_by_a_framework_file_keeps_a_copy_beside_it() {
    let (bench, own) = Bench::with_own();
    let made = bench.run(&[
        "new",
        "--place",
        "Anywhere",
        "--quarter",
        "Q1 2025/26",
        "--framework",
        own.to_str().unwrap(),
        "-o",
        "sub.ron",
    ]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(bench.path("frameworks/own-2025.ron")).unwrap(), OWN);
    let json = bench.run(&["show", "sub.ron", "--json"]).json();
    assert_eq!(json["changes"][0]["title"], "One thing");
}

#[test]
fn new_refuses_what_is_missing_or_unknown() {
    let bench = Bench::new();
    let cases: [(&[&str], &str); 6] = [
        (&["new", "-o", "x.ron"], "--place"),
        (&["new", "--place", "P", "-o", "x.ron"], "--quarter"),
        (&["new", "--place", " ", "--quarter", "Q1 2025/26", "-o", "x.ron"], "a place needs a name"),
        (&["new", "--place", "P", "--quarter", "Q5 2025/26", "-o", "x.ron"], "is not a quarter"),
        (&["new", "--place", "P", "--quarter", "Q1 2025/26", "--framework", "hicm-1066", "-o", "x.ron"], "hicm-2015"),
        (&["new", "--place", "P", "--quarter", "Q1 2025/26", "-o", "nowhere/x.ron"], "folder does not exist"),
    ];
    for (arguments, words) in cases {
        let refused = bench.run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        assert!(refused.err.contains(words), "{arguments:?}: {}", refused.err);
        assert!(!bench.path("x.ron").exists());
    }
}

#[test]
fn frameworks_lists_shows_and_adds() {
    let (bench, own) = Bench::with_own();
    let ids = |bench: &Bench| -> Vec<String> {
        let json = bench.run(&["frameworks", "--json"]).json();
        json["frameworks"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&bench), ["hicm-2015", "hicm-2019", "hicm-2023"]);

    let one = bench.run(&["frameworks", "hicm-2019", "--json"]).json();
    assert_eq!((&one["predecessor"], one["changes"].as_array().unwrap().len()), (&"hicm-2015".into(), 9));
    assert_eq!(one["changes"][1]["from"], serde_json::json!(["patient-flow"]));

    let added = bench.run(&["frameworks", "--add", own.to_str().unwrap()]);
    assert_eq!((added.code, added.err.as_str()), (0, ""));
    assert_eq!(ids(&bench), ["hicm-2015", "hicm-2019", "hicm-2023", "own-2025"]);
    assert_eq!(fs::read_to_string(bench.path("data/frameworks/own-2025.ron")).unwrap(), OWN);
    let file = bench.write("small.ron", SMALL);
    assert_eq!(bench.run(&["check", file.to_str().unwrap()]).code, 0);

    let shadow = bench.write("shadow.ron", &OWN.replace("own-2025", "hicm-2015"));
    bench.run(&["frameworks", "--add", shadow.to_str().unwrap()]).refused("hicm-2015", &shadow);
    let unknown = bench.run(&["frameworks", "hicm-1066"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
}

#[test]
fn frameworks_read_on_eighty_columns() {
    let bench = Bench::new();
    for arguments in [&["frameworks"][..], &["frameworks", "hicm-2015"], &["frameworks", "hicm-2023"]] {
        let shown = bench.run(arguments);
        assert_eq!((shown.code, shown.err.as_str()), (0, ""));
        narrow(&shown.out);
        assert!(shown.out.contains("High Impact Change Model 20"), "{}", shown.out);
    }
    assert!(bench.run(&["frameworks", "hicm-2023"]).out.contains("(prompts not known)"));
    assert!(!bench.run(&["frameworks", "hicm-2015"]).out.contains("(prompts not known)"));
}

#[test]
fn a_framework_that_is_not_known_is_told() {
    let bench = Bench::new();
    let file = bench.write("small.ron", SMALL);
    for verb in ["show", "check"] {
        bench.run(&[verb, file.to_str().unwrap()]).refused("own-2025", &file);
    }
}

#[test]
fn files_that_cannot_be_used_are_told_with_the_path_last() {
    let bench = Bench::new();
    let cases = [
        (bench.path("missing.ron"), "no such file"),
        (bench.write("empty.ron", ""), "nothing in the file"),
        (bench.write("typo.ron", &SMALL.replace("changes:", "chnages:")), "did you mean “changes”?"),
        (bench.write("newer.ron", "(format: 99)"), "newer version"),
    ];
    for (path, words) in cases {
        for verb in ["show", "check"] {
            bench.run(&[verb, path.to_str().unwrap()]).refused(words, &path);
        }
    }
}

#[test]
fn wrong_usage_is_two_and_help_is_nought() {
    let bench = Bench::new();
    for arguments in [&["show"][..], &["show", "a", "b"], &["check", "--colour"], &["frameworks", "a", "--add", "b"]] {
        let refused = bench.run(arguments);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!refused.err.is_empty());
    }
    for arguments in [&["--help"][..], &["show", "--help"], &["--version"]] {
        let told = bench.run(arguments);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{arguments:?}");
        assert!(told.out.contains("hicm"), "{}", told.out);
    }
    let slip = bench.run(&["chek"]);
    assert_eq!(slip.code, 2);
    assert!(slip.err.contains("Was “check” meant?"), "{}", slip.err);
}

#[test]
fn a_file_named_like_a_verb_is_reached_by_its_path() {
    let bench = Bench::new();
    fs::copy(real("llr/2019-20-q1.ron"), bench.path("show")).unwrap();
    assert_eq!(bench.run(&["show", "show", "--json"]).json()["quarter"], "Q1 2019/20");
    assert_eq!(bench.run(&["show", "./show", "--json"]).json()["quarter"], "Q1 2019/20");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let bench = Bench::new();
    let mut child = bench
        .command()
        .args(["check", &real("llr/2017-18-q1.ron"), "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_told() {
    let bench = Bench::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = bench.command().args(["show", &real("llr/2019-20-q1.ron")]).stdout(full).output().unwrap();
    let ran = Ran::of(&output);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("could not be written"), "{}", ran.err);
}
