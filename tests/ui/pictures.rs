//! The README's pictures, drawn by the program. With `HICM_PICTURES=1` they are written anew into `assets/pictures/`, and
//! every view at both sizes and in both themes into `target/pictures/`, for looking at. Without it they are drawn, and
//! must show what they are for.

use crate::merge::apart;
use crate::support::{self, shell, window};
use egui::Theme;
use hicm::app::{BoardStep, Command, Edit, ImportStep, MergeStep, PathFor, Place, Request, ReviewStep, Screen};
use hicm::compare::{Names, merge};
use hicm::model::Assessment;
use hicm::ui::Shell;
use image::RgbaImage;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is drawn: a name, a file (or the example), where to go, and the position of the row in hand.
type Scene = (&'static str, Option<&'static str>, &'static str, Option<usize>);

const README: [(Scene, Theme); 9] = [
    (("overview-light", None, "overview", None), Theme::Light),
    (("actions-dark", Some("llr/2017-18-q1.ron"), "actions", Some(2)), Theme::Dark),
    (("import-light", None, "table", None), Theme::Light),
    (("change-light", None, "trusted-assessment", Some(40)), Theme::Light),
    (("review-light", None, "review", None), Theme::Light),
    (("compare-light", None, "compare", None), Theme::Light),
    (("trend-light", None, "trend", None), Theme::Light),
    (("stage-dark", None, "stage", Some(0)), Theme::Dark),
    (("export-light", None, "export", None), Theme::Light),
];

const ALL: [Scene; 20] = [
    ("overview-example", None, "overview", None),
    ("overview-llr", Some("llr/2019-20-q1.ron"), "overview", None),
    ("overview-2017", Some("llr/2017-18-q1.ron"), "overview", None),
    ("actions-2017", Some("llr/2017-18-q1.ron"), "actions", None),
    ("actions-example", None, "actions", Some(1)),
    ("change-example", None, "home-first", None),
    ("review-example", None, "review", None),
    ("conflicts", Some("llr/2017-18-q1.ron"), "conflicts", None),
    ("conflicts-row", Some("llr/2017-18-q1.ron"), "conflicts", Some(4)),
    ("compare-example", None, "compare", None),
    ("trend-example", None, "trend", None),
    ("checks-2017", Some("llr/2017-18-q1.ron"), "checks", None),
    ("compare-llr", Some("llr/2019-20-q1.ron"), "compare", None),
    ("change-2017", Some("llr/2017-18-q1.ron"), "early-discharge", None),
    ("import", None, "table", None),
    ("board-example", None, "board", None),
    ("stage-example", None, "stage", Some(0)),
    ("stage-change-example", None, "stage", Some(2)),
    ("stage-llr", Some("llr/2019-20-q1.ron"), "stage", Some(0)),
    ("stage-2017", Some("llr/2017-18-q1.ron"), "stage", Some(1)),
];

#[test]
fn the_readme_shows_what_the_program_draws() {
    for ((name, ..), _) in README {
        let text = include_str!("../../README.md");
        assert!(text.contains(&format!("assets/pictures/{name}.png")), "the README does not show {name}");
    }
    let anew = std::env::var_os("HICM_PICTURES").is_some();
    for (scene, theme) in README {
        let picture = draw(scene, [1280.0, 800.0], theme);
        assert_eq!(picture.dimensions(), (1280, 800));
        let colours: HashSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
        assert!(colours.len() > 200, "{} is all but blank: {} colours", scene.0, colours.len());
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("assets/pictures/{}.png", scene.0));
        if anew {
            picture.save(&file).unwrap();
        }
        assert!(file.is_file(), "{} is missing; draw it with HICM_PICTURES=1", file.display());
    }
    if anew {
        everything();
    }
}

/// Every view at both sizes, in both themes.
fn everything() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    for (theme, tone) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for size in [[1280.0, 800.0], [1920.0, 1080.0], [640.0, 400.0]] {
            for scene in ALL {
                let picture = draw(scene, size, theme);
                picture.save(folder.join(format!("{}-{tone}-{}.png", scene.0, size[0]))).unwrap();
            }
        }
    }
}

fn draw((_, file, place, row): Scene, size: [f32; 2], theme: Theme) -> RgbaImage {
    let mut shell = shell(file, theme);
    if place == "review" {
        // A new quarter, some of it reviewed.
        shell.app_mut().handle(Request::CreateQuarter);
        for _ in 0..4 {
            shell.app_mut().handle(Request::Command(Command::Review));
            shell.app_mut().handle(Request::Review(ReviewStep::Confirm));
        }
    }
    if place == "conflicts" {
        let mut base = Assessment::clone(shell.app().session().unwrap().assessment());
        let (mine, theirs) = apart(&mut base);
        let merged = merge(&base, &mine, &theirs, Names { mine: "Lead", theirs: "Sam" }).unwrap();
        let edit = Edit::Merged { with: "Sam".to_owned(), assessment: Arc::new(merged.assessment) };
        shell.app_mut().handle(Request::Edit(edit));
        if let Some(at) = row {
            let at = shell.app().conflicts()[at];
            shell.app_mut().handle(Request::Merge(MergeStep::Show(at)));
        }
    }
    if place == "table" {
        let table = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables/all-faults.tsv");
        shell.app_mut().handle(Request::PathChosen(PathFor::Table, Some(table)));
        support::settle(shell.app_mut());
        let shifted = |it: &&hicm::import::Finding| it.code == hicm::import::Code::ShiftedBlock;
        let found = shell.app().proposing().unwrap().proposal().findings.iter().find(shifted).map(hicm::app::at_of);
        shell.app_mut().handle(Request::Import(ImportStep::Show(found.unwrap())));
    }
    let to = place_named(&shell, place);
    shell.app_mut().handle(Request::Go(to));
    if place == "export" {
        shell.app_mut().handle(Request::Command(Command::Export));
        support::settle(shell.app_mut());
    }
    if let Some(at) = row.filter(|_| place == "stage") {
        shell.app_mut().handle(Request::Board(BoardStep::On(Screen::Window)));
        shell.app_mut().handle(Request::Board(BoardStep::Present));
        shell.app_mut().handle(Request::Board(BoardStep::Show(at)));
    }
    if let Some(at) = row.filter(|_| !["conflicts", "stage"].contains(&place)) {
        let row = shell.app().session().unwrap().assessment().rows[at].id.clone();
        shell.app_mut().handle(Request::Select(vec![row.clone()]));
        if place == "actions" {
            shell.app_mut().handle(Request::GoToRow(row));
        }
        if size[0] >= 1280.0 && place == "actions" && file.is_none() {
            shell.app_mut().handle(Request::Command(Command::ToggleInspector));
        }
    }
    // The harness keeps 8 points free on each side; the picture is cut out of them.
    let mut harness = window(shell, size.map(|side| side + 16.0), theme);
    harness.run_steps(6);
    support::picture(&mut harness)
}

fn place_named(shell: &Shell, name: &str) -> Place {
    let framework = shell.app().session().unwrap().framework();
    match name {
        "overview" | "export" => Place::Overview,
        "actions" => Place::Actions,
        "review" => Place::Review,
        "conflicts" => Place::Merge,
        "compare" => Place::Compare,
        "table" => Place::Import,
        "trend" => Place::Trend,
        "checks" => Place::Checks,
        "board" | "stage" => Place::Board,
        key => Place::Change(framework.changes.iter().find(|change| change.key.as_str() == key).unwrap().key.clone()),
    }
}
