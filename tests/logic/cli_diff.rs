//! `diff`, `trend` and `merge` on the command line, and as what git calls.

use crate::cli::{Bench, Ran, narrow, real};
use crate::made::{key, row, with_rows};
use hicm::compare::{Answer, decide};
use hicm::format;
use hicm::model::{ActionRow, Assessment, ChangeText, Level, Quarter, Status};
use hicm::store::{Frameworks, open_assessment, save_assessment};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

fn quarters() -> (String, String) {
    (real("llr/2018-19-q4.ron"), real("llr/2019-20-q1.ron"))
}

/// An assessment by the original eight with two rows.
fn small() -> Assessment {
    let frameworks = Frameworks::bundled();
    let framework = frameworks.get(&hicm::model::FrameworkId::new("hicm-2015").unwrap()).unwrap();
    let mut small = Assessment::empty("Anywhere", Quarter::new(2019, 1).unwrap(), framework);
    small.changes[4].now = Some(Level::PlansInPlace);
    with_rows(small, vec![row("first", "choice"), row("second", "choice")])
}

fn text(assessment: &Assessment) -> String {
    format::write(assessment).unwrap()
}

#[test]
fn the_minutes_say_that_seven_day_services_rose() {
    let (before, after) = quarters();
    let told = Bench::new().run(&["diff", &before, &after, "--sentences"]);
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    let wanted = "Seven-day services rose from Plans in place to Established, as planned.";
    assert!(told.out.lines().any(|line| line == wanted), "{}", told.out);
    assert_eq!(told.out.lines().count(), 8, "one for each change");
}

#[test]
fn the_same_file_is_no_difference() {
    let (_, file) = quarters();
    for flags in [&[][..], &["--json"], &["--sentences"], &["--html"]] {
        let told = Bench::new().run(&[&["diff", file.as_str(), file.as_str()], flags].concat());
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{flags:?}");
    }
    let told = Bench::new().run(&["diff", &file, &file]);
    assert!(told.out.contains("The two say the same."), "{}", told.out);
}

#[test]
fn a_machine_reads_what_differs() {
    let bench = Bench::new();
    let mut after = small();
    after.changes[4].now = Some(Level::Established);
    after.changes[4].plan(Quarter::new(2019, 4).unwrap(), Some(Level::Mature));
    let second = ActionRow { status: Status::At(Level::Mature), gaps: "A gap".into(), ..row("second", "home-first") };
    after = with_rows(after, vec![second, row("third", "choice")]);
    let (before, after) = (bench.write("a.ron", &text(&small())), bench.write("b.ron", &text(&after)));
    let told = bench.run(&["diff", before.to_str().unwrap(), after.to_str().unwrap(), "--json"]);
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    let json = told.json();
    let change = json["changes"].as_array().unwrap().iter().find(|it| it["key"] == "seven-day-services").unwrap();
    assert_eq!((&change["before"], &change["after"]), (&json!("plans_in_place"), &json!("established")));
    assert_eq!(change["steps"], 1);
    assert_eq!(change["planned_before"], json!([]));
    assert_eq!(change["planned_after"], json!([{ "quarter": "Q4 2019/20", "level": "mature" }]));
    assert_eq!(
        json["rows"],
        json!({ "same": 0, "modified": 1, "moved": 0, "moved_to_change": 1, "added": 1, "removed": 1 })
    );
    let pairs: Vec<_> = json["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair["before"]["id"].clone(), pair["after"]["id"].clone(), pair["kinds"].clone()))
        .collect();
    assert_eq!(
        pairs,
        [
            (json!("second"), json!("second"), json!(["modified", "moved_to_change"])),
            (Value::Null, json!("third"), json!(["added"])),
            (json!("first"), Value::Null, json!(["removed"])),
        ]
    );
    assert_eq!(json["pairs"][0]["before"], json!({ "id": "second", "source_line": null, "change": "choice" }));
    assert_eq!(json["pairs"][0]["confidence"], 1.0);
    let differences: Vec<_> = json["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (it["change"].as_str().unwrap_or(""), it["row"].as_str().unwrap_or(""), it["field"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        differences,
        [
            ("home-first", "second", "change"),
            ("home-first", "second", "status"),
            ("home-first", "second", "gaps"),
            ("seven-day-services", "", "level"),
            ("seven-day-services", "", "plan"),
            ("choice", "third", "row"),
            ("choice", "first", "row"),
        ]
    );
    let status = &json["differences"][1];
    assert_eq!(
        (&status["class"], &status["before"], &status["after"]),
        (&json!("improved"), &json!("Established"), &json!("Mature"))
    );
    assert_eq!(json["sentences"].as_array().unwrap().len(), 8);
}

#[test]
fn people_read_words_that_went_and_came_with_colour_and_without() {
    let bench = Bench::new();
    let reworded = ActionRow { where_now: "Nothing happens.".into(), ..row("first", "choice") };
    let after = with_rows(small(), vec![reworded, row("second", "choice")]);
    let (before, after) = (bench.write("a.ron", &text(&small())), bench.write("b.ron", &text(&after)));
    let call =
        |flags: &[&str]| bench.run(&[&["diff", before.to_str().unwrap(), after.to_str().unwrap()][..], flags].concat());
    let plain = call(&[]);
    assert!(plain.out.contains("[-Something-] {+Nothing+} happens."), "{}", plain.out);
    assert!(!plain.out.contains('\u{1b}'), "no colour where nobody sees it");
    narrow(&plain.out);
    let coloured = call(&["--color", "always"]);
    assert!(coloured.out.contains("\u{1b}[31;9mSomething\u{1b}[0m \u{1b}[32;4mNothing\u{1b}[0m"), "{}", coloured.out);
    assert!(!call(&["--color", "never"]).out.contains('\u{1b}'));
}

#[test]
fn long_assessments_stay_within_eighty_columns() {
    let (before, after) = (real("example/2024-25-q4.ron"), real("example/2025-26-q1.ron"));
    let told = Bench::new().run(&["diff", &before, &after]);
    assert_eq!(told.code, 1);
    narrow(&told.out);
    assert!(told.out.contains("Rows: 10 the same, 35 modified, 1 moved to another change, 9 new, 6 gone."));
}

#[test]
fn a_page_for_any_browser_fetches_nothing() {
    let bench = Bench::new();
    let nasty = ActionRow { where_now: "<script>alert(1)</script> & more".into(), ..row("first", "choice") };
    let after = with_rows(small(), vec![nasty, row("second", "choice")]);
    let (before, after) = (bench.write("a.ron", &text(&small())), bench.write("b.ron", &text(&after)));
    let told = bench.run(&["diff", before.to_str().unwrap(), after.to_str().unwrap(), "--html"]);
    assert_eq!(told.code, 1);
    assert!(told.out.starts_with("<!DOCTYPE html>"));
    assert!(told.out.contains("&lt;script&gt;") && !told.out.contains("<script"), "texts stay texts");
    for fetched in ["http:", "https:", "src=", "url(", "@import", "<link"] {
        assert!(!told.out.contains(fetched), "{fetched}");
    }
    assert!(told.out.contains("<del>") && told.out.contains("<ins>"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_reason() {
    let bench = Bench::new();
    let (_, good) = quarters();
    let missing = bench.path("missing.ron");
    bench.run(&["diff", &good, missing.to_str().unwrap()]).refused("no such file", &missing);
    let damaged = bench.write("damaged.ron", "(format: 1, plaice: \"x\")");
    bench.run(&["diff", damaged.to_str().unwrap(), &good]).refused("place", &damaged);
    let one = bench.run(&["diff", &good]);
    assert_eq!((one.code, one.out.as_str()), (2, ""));
    assert!(one.err.contains("hicm diff BEFORE AFTER"), "{}", one.err);
}

#[test]
fn rows_without_common_ids_are_paired_by_their_text() {
    let bench = Bench::new();
    let renamed = |text: &str| text.replace("\"first\"", "\"uno\"").replace("\"second\"", "\"due-2\"");
    let before = with_rows(
        small(),
        vec![
            ActionRow {
                where_now: "The in-reach team sees patients on the day they come.".into(),
                ..row("first", "choice")
            },
            ActionRow { where_now: "Equipment is delivered within four hours.".into(), ..row("second", "choice") },
        ],
    );
    let (a, b) = (bench.write("a.ron", &text(&before)), bench.write("b.ron", &renamed(&text(&before))));
    let told = bench.run(&["diff", a.to_str().unwrap(), b.to_str().unwrap(), "--json"]);
    assert_eq!(told.json()["rows"]["same"], 2, "{}", told.out);
    let told = bench.run(&["diff", a.to_str().unwrap(), a.to_str().unwrap(), "--json", "--pair", "text"]);
    assert_eq!((told.code, &told.json()["rows"]["same"]), (0, &json!(2)));
}

#[test]
fn the_trend_of_a_folder_tells_every_quarter_and_plan() {
    let folder = real("example");
    let told = Bench::new().run(&["trend", &folder]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    narrow(&told.out);
    assert!(
        told.out.contains("Early discharge      3        3        3        4        4 by Q4 2025/26"),
        "{}",
        told.out
    );
    let json = Bench::new().run(&["trend", &folder, "--json"]).json();
    assert_eq!(json["quarters"], json!(["Q2 2024/25", "Q3 2024/25", "Q4 2024/25", "Q1 2025/26"]));
    let change = json["changes"].as_array().unwrap().iter().find(|it| it["key"] == "early-discharge").unwrap();
    let levels: Vec<_> = change["levels"].as_array().unwrap().iter().map(|it| it["level"].clone()).collect();
    assert_eq!(levels, ["established", "established", "established", "mature"]);
    let came: Vec<_> = change["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {} {}", it["made"], it["quarter"], it["came"]).replace('"', ""))
        .collect();
    assert_eq!(
        came,
        [
            "Q2 2024/25 Q4 2024/25 missed",
            "Q3 2024/25 Q4 2024/25 missed",
            "Q4 2024/25 Q1 2025/26 kept",
            "Q1 2025/26 Q4 2025/26 ahead"
        ]
    );
    let metric = &json["metrics"][0];
    assert_eq!((&metric["name"], &metric["target"]), (&json!("Delayed days"), &json!(8.5)));
    assert_eq!(metric["values"].as_array().unwrap().last().unwrap()["reading"], "met");
}

/// A base and two copies of it that disagree in one status and agree to differ in the rest.
fn copies(bench: &Bench) -> [String; 3] {
    let base = small();
    let mut mine = base.clone();
    mine.changes[4].now = Some(Level::Established);
    mine.changes[4].texts.set(ChangeText::Why, "Six days a week since May.");
    let mine = with_rows(
        mine,
        vec![ActionRow { status: Status::At(Level::Mature), ..row("first", "choice") }, row("second", "choice")],
    );
    let theirs = with_rows(
        base.clone(),
        vec![
            ActionRow {
                status: Status::At(Level::PlansInPlace),
                progress: "The pilot ended.".into(),
                ..row("first", "choice")
            },
            ActionRow { gaps: "Nobody at the weekend".into(), ..row("second", "choice") },
        ],
    );
    [("base.ron", &base), ("mine.ron", &mine), ("theirs.ron", &theirs)]
        .map(|(name, copy)| bench.write(name, &text(copy)).to_str().unwrap().to_owned())
}

#[test]
fn two_copies_become_one_and_what_they_disagree_in_is_kept() {
    let bench = Bench::new();
    let [base, mine, theirs] = copies(&bench);
    let out = bench.path("out.ron");
    let told = bench.run(&["merge", &base, &mine, &theirs, "-o", out.to_str().unwrap(), "--names", "Ann", "Ben"]);
    assert_eq!((told.code, told.err.as_str()), (1, ""));
    for words in ["To be decided:", "first, Status", "Ann: Mature", "Ben: Plans in place", "because: The pilot ended."]
    {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    narrow(&told.out.replace(&*out.to_string_lossy(), "out"));
    let merged = open_assessment(&out, &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(merged.undecided_count(), 1);
    assert_eq!(merged.changes[4].now, Some(Level::Established));
    assert_eq!(merged.rows[1].gaps, "Nobody at the weekend");

    let json = bench.run(&["merge", &base, &mine, &theirs, "-o", out.to_str().unwrap(), "--json"]);
    assert_eq!(json.code, 1);
    let json = json.json();
    let conflict = &json["conflicts"][0];
    assert_eq!((&conflict["row"], &conflict["field"]), (&json!("first"), &json!("status")));
    assert_eq!(conflict["base"], "Established");
    assert_eq!(conflict["mine"]["value"], "Mature");
    assert_eq!(conflict["theirs"], json!({ "by": "theirs", "value": "Plans in place", "reason": "The pilot ended." }));
    assert_eq!(json["taken"]["mine"], 2, "{json}");
    assert_eq!(json["taken"]["theirs"], 2, "{json}");
}

#[test]
fn copies_that_agree_leave_nothing_to_decide() {
    let bench = Bench::new();
    let [base, mine, _] = copies(&bench);
    let told = bench.run(&["merge", &base, &mine, &base, "-o", &mine]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let empty = bench.write("empty.ron", "");
    let told = bench.run(&["merge", empty.to_str().unwrap(), &mine, &mine, "-o", &mine]);
    assert_eq!(told.code, 0, "both added the same: {}", told.out);
}

#[test]
fn copies_of_different_editions_are_not_merged_and_nothing_is_written() {
    let bench = Bench::new();
    let [base, mine, _] = copies(&bench);
    let out = bench.path("out.ron");
    let told = bench.run(&["merge", &base, &mine, &real("example/2025-26-q1.ron"), "-o", out.to_str().unwrap()]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(told.err.contains("different editions") && told.err.contains("Nothing was written."), "{}", told.err);
    assert!(!out.exists());
}

// --- git ---

/// A repository of its own, out of reach of anybody's settings.
struct Repository<'a> {
    bench: &'a Bench,
}

impl Repository<'_> {
    fn git(&self, arguments: &[&str]) -> Ran {
        let home = self.bench.path("home");
        fs::create_dir_all(&home).unwrap();
        let output = Command::new("git")
            .args(arguments)
            .current_dir(self.bench.path("repository"))
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", home.join("gitconfig"))
            .env("HICM_CONFIG_DIR", self.bench.path("settings"))
            .env("HICM_DATA_DIR", self.bench.path("data"))
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_PAGER_IN_USE")
            .output()
            .unwrap();
        Ran::of(&output)
    }

    fn must(&self, arguments: &[&str]) -> String {
        let ran = self.git(arguments);
        assert_eq!(ran.code, 0, "git {arguments:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    fn commit(&self, assessment: &Assessment, words: &str) {
        fs::write(self.bench.path("repository/2019-20-q1.ron"), text(assessment)).unwrap();
        self.must(&["add", "-A"]);
        self.must(&["commit", "-q", "-m", words]);
    }
}

#[test]
fn git_compares_and_merges_with_it_and_a_conflict_is_resolved() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed, so its diff and merge drivers are not tried");
        return;
    }
    let bench = Bench::new();
    fs::create_dir_all(bench.path("repository")).unwrap();
    let repository = Repository { bench: &bench };
    repository.must(&["init", "-q", "-b", "main"]);
    let hicm = env!("CARGO_BIN_EXE_hicm");
    for (key, value) in [
        ("user.name", "Ann".to_owned()),
        ("user.email", "ann@example.org".to_owned()),
        ("commit.gpgsign", "false".to_owned()),
        ("diff.hicm.command", format!("\"{hicm}\" diff --git")),
        ("merge.hicm.name", "assessments of the High Impact Change Model".to_owned()),
        ("merge.hicm.driver", format!("\"{hicm}\" merge %O %A %B -o %A --path %P")),
    ] {
        repository.must(&["config", key, &value]);
    }
    fs::write(bench.path("repository/.gitattributes"), "*.ron diff=hicm merge=hicm\n").unwrap();
    let base = small();
    repository.commit(&base, "Q1");

    repository.must(&["checkout", "-q", "-b", "ben"]);
    let mut theirs = base.clone();
    theirs.changes[4].now = Some(Level::Mature);
    theirs.changes[0].now = Some(Level::Established);
    repository.commit(&theirs, "Ben’s");

    // git diff tells it in the model’s terms, and does not take an exit code of 1 for a fault.
    let told = repository.must(&["--no-pager", "diff", "main", "ben"]);
    assert!(told.contains("Plans in place → Mature (up two steps)"), "{told}");
    let told = repository.must(&["--no-pager", "show", "--ext-diff", "main"]);
    assert!(told.contains("2019-20-q1.ron is new: Anywhere, Q1 2019/20"), "{told}");

    repository.must(&["checkout", "-q", "main"]);
    let mut mine = base.clone();
    mine.changes[4].now = Some(Level::Established);
    mine.changes[5].now = Some(Level::Established);
    repository.commit(&mine, "Ann’s");

    let merging = repository.git(&["merge", "ben"]);
    assert_eq!(merging.code, 1, "{}{}", merging.out, merging.err);
    let said = merging.out.clone() + &merging.err;
    assert!(said.contains("CONFLICT"), "{said}");
    let file = bench.path("repository/2019-20-q1.ron");
    let frameworks = Frameworks::bundled();
    let mut conflicted = open_assessment(&file, &frameworks).unwrap().assessment;
    assert_eq!(conflicted.undecided_count(), 1, "the file opens, with what is to be decided in it");
    assert_eq!(conflicted.changes[0].now, Some(Level::Established), "what only Ben changed came in");
    assert_eq!(conflicted.changes[5].now, Some(Level::Established), "what only Ann changed stayed");
    let shown = bench.run(&["check", file.to_str().unwrap()]);
    assert_eq!(shown.code, 1);
    assert!(shown.out.contains("not decided"), "{}", shown.out);

    decide(&mut conflicted, 0, Answer::Theirs).unwrap();
    save_assessment(&file, &conflicted, hicm::store::Replace::Always).unwrap();
    repository.must(&["add", "-A"]);
    repository.must(&["commit", "-q", "--no-edit"]);
    let resolved = open_assessment(&file, &frameworks).unwrap().assessment;
    assert_eq!((resolved.undecided_count(), resolved.changes[4].now), (0, Some(Level::Mature)));
    assert_eq!(repository.must(&["status", "--porcelain"]), "");

    // What does not contradict is merged without a word.
    repository.must(&["checkout", "-q", "-b", "clare"]);
    let mut clare = resolved.clone();
    clare.changes[1].now = Some(Level::Mature);
    repository.commit(&clare, "Clare’s");
    repository.must(&["checkout", "-q", "main"]);
    let mut mine = resolved.clone();
    mine.changes[2].now = Some(Level::Mature);
    repository.commit(&mine, "Ann’s again");
    repository.must(&["merge", "-q", "--no-edit", "clare"]);
    let merged = open_assessment(&file, &frameworks).unwrap().assessment;
    assert_eq!((merged.changes[1].now, merged.changes[2].now), (Some(Level::Mature), Some(Level::Mature)));
    assert_eq!(merged.rows_of(&key("choice")).count(), 2);
    assert!(Path::new(&file).exists());
}
