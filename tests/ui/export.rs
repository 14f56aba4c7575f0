//! Leaving a snapshot: the dialog by mouse and by keyboard, what stops it, and what it leaves in the folder.

use crate::support::Desk;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use hicm::app::{Command, Edit, ExportStage, Place, Request, Settings};
use hicm::export::Format;
use hicm::model::{RowField, RowId};
use hicm::report::Audience;
use std::path::PathBuf;

const QUESTION: &str = "Export a snapshot";

fn opened(name: &str, folder: &str) -> Desk {
    let mut desk = Desk::file(folder, name);
    desk.menu(Command::Export);
    assert_eq!(desk.question().as_deref(), Some(QUESTION));
    desk
}

/// Chooses that format alone.
fn only(desk: &mut Desk, format: Format) {
    for other in Format::all() {
        let chosen = desk.app().settings().export_formats().contains(&other);
        if chosen != (other == format) {
            desk.click(Role::CheckBox, other.name());
        }
    }
}

fn files(desk: &Desk) -> Vec<String> {
    let folder = desk.path("exports");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|files| files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

/// Whether the dialog says something that holds those words; the window behind it has texts of its own.
fn mentions(desk: &Desk, words: &str) -> bool {
    let dialog = desk.harness.get_by_role(Role::Dialog);
    let holds =
        |node: &AccessKitNode<'_>| [node.value(), node.label()].into_iter().flatten().any(|said| said.contains(words));
    dialog.query_all(By::new().predicate(holds)).next().is_some()
}

/// Writes into a cell of the first row.
fn write(desk: &mut Desk, field: RowField, text: &str) -> RowId {
    let row = desk.row(0).id.clone();
    desk.ask(Request::Edit(Edit::SetCells(vec![(row.clone(), field, text.to_owned())])));
    row
}

#[test]
fn a_snapshot_is_left_beside_the_file_by_mouse() {
    let mut desk = opened("2019-20-q1.ron", "llr");
    only(&mut desk, Format::Json);
    let page = "The first page of Leicester, Leicestershire and Rutland, Q1 2019/20. It holds: Where we are; What moved since Q4 2018/19";
    assert!(desk.says(page), "the page that is shown is told");
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("Exported"));
    assert!(desk.says("2019-20-q1-board.json"));
    assert_eq!(files(&desk), ["2019-20-q1-board.json"]);
    desk.button("Close");
    assert_eq!(desk.dialog(), None);
}

#[test]
fn a_snapshot_is_left_by_keyboard_alone() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    desk.shortcut(Command::Export);
    assert_eq!(desk.focused(), Some((Role::RadioButton, "Board".to_owned())));
    desk.tab_to(Role::RadioButton, "Public");
    desk.keys(&[Key::Space]);
    desk.tab_to(Role::Button, "Export");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("Exported"));
    assert!(files(&desk).iter().all(|name| name.starts_with("2025-26-q1-public")), "{:?}", files(&desk));
    assert!(!files(&desk).is_empty());
    assert!(desk.says(&format!("All {} files were read back", files(&desk).len())) || files(&desk).len() == 1);
    assert_eq!(desk.focused(), Some((Role::Button, "Close".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.dialog(), None);
}

#[test]
fn what_was_chosen_is_offered_the_next_time() {
    let mut desk = opened("2025-26-q1.ron", "example");
    only(&mut desk, Format::Json);
    desk.click(Role::RadioButton, "Full");
    desk.button("Export");
    desk.button("Close");
    let settings: &Settings = desk.app().settings();
    assert_eq!(settings.export_audience(), Audience::Full);
    assert_eq!(settings.export_formats().into_iter().collect::<Vec<_>>(), [Format::Json]);
    desk.shortcut(Command::Export);
    assert_eq!(desk.focused(), Some((Role::RadioButton, "Full".to_owned())));
}

#[test]
fn a_possible_identifier_stops_it_until_it_was_seen() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    let row = write(&mut desk, RowField::Gaps, "Ring about 943 476 5919");
    desk.shortcut(Command::Export);
    only(&mut desk, Format::Json);
    assert!(mentions(&desk, "May be an NHS number: 943\u{a0}•••\u{a0}••••"));
    assert!(!mentions(&desk, "5919"), "the number is not shown whole");
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some(QUESTION), "the button is not to be pressed yet");
    // What the public does not see does not stop what it sees.
    desk.click(Role::RadioButton, "Public");
    assert!(!mentions(&desk, "May be an NHS number"));
    desk.click(Role::RadioButton, "Board");
    desk.click(Role::Link, "See 1: May identify a patient");
    assert_eq!((desk.dialog(), desk.app().place()), (None, &Place::Actions));
    assert_eq!(desk.app().selection(), [row]);
    desk.shortcut(Command::Export);
    only(&mut desk, Format::Json);
    desk.click(Role::CheckBox, "I have seen what stands under “Look at this first”; export all the same");
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("Exported"));
}

#[test]
fn an_edited_file_is_replaced_only_after_a_question() {
    let mut desk = opened("2019-20-q1.ron", "llr");
    only(&mut desk, Format::Json);
    desk.button("Export");
    desk.button("Close");
    let path = desk.path("exports/2019-20-q1-board.json");
    std::fs::write(&path, "worked in").unwrap();
    desk.shortcut(Command::Export);
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("Replace the files that are there?"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "worked in");
    assert_eq!(desk.focused(), Some((Role::Button, "Choose another folder".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some(QUESTION));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Folder".to_owned())));
    desk.button("Export");
    desk.button("Replace them");
    assert_eq!(desk.question().as_deref(), Some("Exported"));
    assert_ne!(std::fs::read_to_string(&path).unwrap(), "worked in");
}

#[test]
fn a_folder_that_cannot_be_is_told_and_can_be_mended() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    std::fs::write(desk.path("exports"), "a file").unwrap();
    desk.shortcut(Command::Export);
    only(&mut desk, Format::Json);
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("That is a file, not a folder."));
    assert_eq!(desk.focused(), Some((Role::Button, "Back".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Folder".to_owned())));
    let other: PathBuf = desk.path("elsewhere");
    desk.ask(Request::PathChosen(hicm::app::PathFor::ExportFolder, Some(other.clone())));
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("Exported"));
    assert!(other.join("2019-20-q1-board.json").is_file());
}

#[test]
fn it_is_stopped_at_once_and_nothing_is_written() {
    let mut desk = opened("2017-18-q1.ron", "llr");
    for format in Format::all().filter(|format| *format != Format::Pdf) {
        desk.click(Role::CheckBox, format.name());
    }
    desk.node(Role::Button, "Export").click();
    // Until the smaller dialog has found its place.
    for _ in 0..4 {
        desk.harness.step();
    }
    assert!(matches!(desk.app().export_stage(), ExportStage::Making { .. }));
    desk.node(Role::Button, "Stop").click();
    // Pressed, let go, done: not more than a few frames.
    for _ in 0..4 {
        desk.harness.step();
    }
    assert_eq!(*desk.app().export_stage(), ExportStage::Choosing, "however long the format in hand still takes");
    desk.run();
    assert_eq!(desk.question().as_deref(), Some(QUESTION));
    assert!(desk.mentions("Stopped. Nothing was written."));
    assert!(files(&desk).is_empty());
    desk.button("Export");
    assert_eq!(desk.question().as_deref(), Some("Exported"), "and begins again");
}
