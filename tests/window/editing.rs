//! A lead's work from the keyboard: edit, save, be asked, be warned, come back.

use super::stage::{Stage, read, wait};
use hicm::model::{Assessment, Level, Status};
use hicm::store::{self, Replace};
use hicm::ui::theme::LIGHT;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

const QUARTER: &str = "2017-18-q1.ron";

/// Types over the first row's first cell, and what the assessment is then.
fn edit_first_cell(window: &super::stage::Window<'_>, before: &Assessment) -> Assessment {
    window.press("ctrl+2");
    window.write("Typed at the keyboard: 12% (ready)");
    window.keys(&["Return"]);
    window.wait_edited(true);
    window.quiet();
    let mut after = before.clone();
    "Typed at the keyboard: 12% (ready)".clone_into(&mut Arc::make_mut(&mut after.rows[0]).where_now);
    after
}

#[test]
fn edits_from_the_keyboard_reach_the_file_and_nothing_else_does() {
    let Some(stage) = Stage::open() else { return };
    let file = stage.file(QUARTER);
    let before = read(&file);
    let window = stage.start(&file);
    assert!(!window.edited(), "{}", window.title());

    let shown = stage.picture();
    shown.save("overview");
    assert!(shown.colours() > 100, "{} colours", shown.colours());
    for (name, colour) in [("canvas", LIGHT.canvas), ("surface", LIGHT.surface), ("ink", LIGHT.ink)] {
        assert!(shown.count(colour) > 500, "{} pixels of {name}", shown.count(colour));
    }

    let mut expected = edit_first_cell(&window, &before);
    // Enter went down a row: the status beside it, by the picker.
    window.press("Right");
    window.press("Return");
    window.press("m");
    stage.picture().save("picker");
    window.press("Return");
    Arc::make_mut(&mut expected.rows[1]).status = Status::At(Level::Mature);

    window.press("ctrl+Next");
    // The ring stands round the first of the five cards, which nothing else is as large as.
    window.quiet();
    let card = stage.picture();
    card.save("card");
    let ring = card.edges(LIGHT.focus).expect("something has the keyboard");
    assert!(ring.right - ring.left > 100 && ring.bottom - ring.top > 90, "the level has the keyboard");
    window.press("Tab");
    window.press("Tab");
    window.press("space");
    stage.picture().save("level");
    expected.changes[0].now = Some(Level::Established);

    assert_eq!(read(&file), before, "nothing is written before it is asked for");
    window.keys(&["ctrl+s"]);
    window.wait_edited(false);
    assert_eq!(read(&file), expected);
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text, hicm::format::write(&expected).unwrap());
    // What was replaced is kept beside it.
    assert_eq!(names(&stage), [".versions", "2017-18-q1.ron", "2018-19-q4.ron", "2019-20-q1.ron"]);
    window.quit();
}

fn names(stage: &Stage) -> Vec<String> {
    let entries = fs::read_dir(stage.folder.path().join("llr")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn only_work_that_is_not_saved_is_asked_about() {
    let Some(stage) = Stage::open() else { return };
    let file = stage.file(QUARTER);
    let bytes = fs::read(&file).unwrap();
    let before = read(&file);

    // Taken back: nothing to ask about.
    let window = stage.start(&file);
    edit_first_cell(&window, &before);
    window.keys(&["ctrl+z"]);
    window.wait_edited(false);
    window.quit();
    assert_eq!(fs::read(&file).unwrap(), bytes);

    // Not taken back: asked, left, asked again, discarded.
    let mut window = stage.start(&file);
    edit_first_cell(&window, &before);
    window.keys(&["ctrl+q"]);
    window.wait_dialog(true);
    stage.picture().save("unsaved");
    window.keys(&["Escape"]);
    window.wait_dialog(false);
    assert!(window.running());
    assert!(window.edited());
    window.keys(&["ctrl+q"]);
    window.wait_dialog(true);
    window.press("Tab");
    window.keys(&["space"]);
    assert_eq!(window.ended().0, Some(0));
    assert_eq!(fs::read(&file).unwrap(), bytes);

    // Saved on the way out.
    let window = stage.start(&file);
    let expected = edit_first_cell(&window, &before);
    window.keys(&["ctrl+q"]);
    window.wait_dialog(true);
    window.keys(&["Return"]);
    assert_eq!(window.ended().0, Some(0));
    assert_eq!(read(&file), expected);
}

#[test]
fn what_another_wrote_meanwhile_stays_and_ours_goes_elsewhere() {
    let Some(stage) = Stage::open() else { return };
    let file = stage.file(QUARTER);
    let before = read(&file);
    let mut command = stage.program();
    command.arg(&file).env("HICM_TYPED_PATHS", "1");
    let window = stage.start_as(command);
    let expected = edit_first_cell(&window, &before);

    let theirs = Assessment { prepared_by: "Somebody else".to_owned(), ..before };
    store::save_assessment(&file, &theirs, Replace::Always).unwrap();
    let bytes = fs::read(&file).unwrap();
    window.keys(&["ctrl+s"]);
    window.wait_dialog(true);
    stage.picture().save("changed-on-disk");
    assert_eq!(fs::read(&file).unwrap(), bytes);
    window.keys(&["Escape"]);
    window.wait_dialog(false);
    assert!(window.edited());

    let copy = stage.file("ours.ron");
    window.keys(&["ctrl+shift+s"]);
    window.wait_dialog(true);
    window.keys(&["ctrl+a"]);
    window.write(copy.to_str().unwrap());
    stage.picture().save("typed-path");
    window.keys(&["Return"]);
    window.wait_edited(false);
    assert!(window.title().contains("(ours.ron)"), "{}", window.title());
    assert_eq!(read(&copy), expected);
    assert_eq!(fs::read(&file).unwrap(), bytes);
    window.quit();
}

/// Enter merges: both are in the file.
#[test]
fn what_another_wrote_meanwhile_is_merged_with_ours() {
    let Some(stage) = Stage::open() else { return };
    let file = stage.file(QUARTER);
    let before = read(&file);
    let window = stage.start(&file);
    let ours = edit_first_cell(&window, &before);

    let theirs = Assessment { prepared_by: "Somebody else".to_owned(), ..before };
    store::save_assessment(&file, &theirs, Replace::Always).unwrap();
    window.keys(&["ctrl+s"]);
    window.wait_dialog(true);
    window.keys(&["Return"]);
    window.wait_dialog(false);
    window.wait_edited(false);
    stage.picture().save("merged");
    assert_eq!(read(&file), Assessment { prepared_by: "Somebody else".to_owned(), ..ours });
    window.quit();
}

#[test]
fn the_next_start_opens_the_last_file_from_anywhere() {
    let Some(stage) = Stage::open() else { return };
    let mut command = stage.program();
    command.arg(QUARTER).current_dir(stage.folder.path().join("llr"));
    stage.start_as(command).quit();
    let window = stage.start_as(stage.program());
    assert!(window.title().contains("(2017-18-q1.ron)"), "{}", window.title());
    window.quit();
    assert_eq!(stage.settings().last(), Some(stage.file(QUARTER).as_path()));
}

#[test]
fn without_a_file_dialog_on_the_desktop_a_path_is_typed() {
    let Some(stage) = Stage::open() else { return };
    let window = stage.start(&stage.file(QUARTER));
    let asked = Instant::now();
    window.keys(&["ctrl+o"]);
    window.wait_dialog(true);
    // A second at the most on a machine with time to spare; three say that nothing waited for a portal to answer.
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    window.keys(&["ctrl+a"]);
    window.write(stage.file("2018-19-q4.ron").to_str().unwrap());
    window.keys(&["Return"]);
    wait("the other file", || window.title().contains("(2018-19-q4.ron)").then_some(()));
    window.quit();
}
