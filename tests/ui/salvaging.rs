//! Files that do not open as they are, in the window: what is told and offered, by mouse and by keyboard.

use crate::support::Desk;
use egui::Key;
use egui::accesskit::Role;
use hicm::app::{Command, Dialog, Request};
use std::fs;

/// An LLR quarter that was saved once, and then came to that.
fn file(text: impl FnOnce(&str) -> String) -> (Desk, std::path::PathBuf) {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    let path = desk.path("2017-18-q1.ron");
    let change = desk.key(1);
    desk.ask(Request::Edit(hicm::app::Edit::SetLevel { change, level: Some(hicm::model::Level::Mature) }));
    desk.shortcut(Command::Save);
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, text(&whole)).unwrap();
    desk.ask(Request::Open(path.clone()));
    (desk, path)
}

fn damaged(whole: &str) -> String {
    whole.replacen("            spread: \"", "            spread: ", 1)
}

#[test]
fn what_can_be_read_is_offered_first_of_a_damaged_file() {
    let (mut desk, path) = file(damaged);
    assert!(desk.question().unwrap().starts_with("The file cannot be read at line "));
    assert_eq!(desk.focused(), Some((Role::Button, "Open what can be read".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("What was not read as it stands in the file"));
    desk.tab_to(Role::Button, "Copy the list");
    desk.keys(&[Key::Enter]);
    assert!(matches!(desk.dialog(), Some(Dialog::Aside(_))), "copying leaves it open");
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None);
    assert!(desk.session().path().is_none());
    // It can be asked for again, above every view.
    desk.menu(Command::Aside);
    assert!(matches!(desk.dialog(), Some(Dialog::Aside(_))));
    desk.button("Close");
    assert_eq!(desk.document().rows.len(), 77);
    assert!(hicm::format::parse(&fs::read_to_string(path).unwrap()).is_err(), "the file is as it was");
}

#[test]
fn a_half_written_file_is_tried_again_first_and_restored_by_keyboard() {
    let (mut desk, path) = file(|whole| whole.get(..whole.len() / 2).unwrap().to_owned());
    assert!(desk.question().unwrap().starts_with("The file is not all there"));
    assert_eq!(desk.focused(), Some((Role::Button, "Try again".to_owned())));
    desk.keys(&[Key::Enter]);
    assert!(matches!(desk.dialog(), Some(Dialog::Unreadable(_))), "nothing has come yet");
    desk.tab_to(Role::Button, "Restore the last version");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.session().path(), Some(path.as_path()));
    assert_eq!(desk.judgement(1).now, Some(hicm::model::Level::Mature), "the last version is the one that was saved");
    assert_eq!(Desk::read(&path), **desk.document());
}

#[test]
fn a_newer_file_says_so_above_every_view_and_takes_no_typing() {
    let (mut desk, path) = file(|whole| whole.replacen("format: 1", "format: 2, mood: \"good\"", 1));
    assert_eq!(desk.dialog(), None);
    let strip = "Written by a newer hicm (format 2). You can look, compare, present and export; to edit, update hicm. \
                 One part of it is not known here.";
    let before = fs::read_to_string(&path).unwrap();
    for place in [hicm::app::Place::Overview, hicm::app::Place::Actions, hicm::app::Place::Change(desk.key(1))] {
        desk.go(place.clone());
        assert!(desk.has(Role::Label, strip), "{place:?}");
    }
    desk.go(hicm::app::Place::Actions);
    desk.cell(0, hicm::model::RowField::Gaps);
    desk.keys(&[Key::A, Key::Enter]);
    desk.shortcut(Command::Save);
    assert!(!desk.session().edited());
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn what_is_typed_into_a_cell_is_told_to_the_journal_and_taken_back_with_escape() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(hicm::app::Place::Actions);
    desk.cell(0, hicm::model::RowField::Gaps);
    desk.type_text("half a sen");
    assert!(matches!(desk.app().draft(), Some(hicm::app::Edit::SetCells(cells)) if cells[0].2 == "half a sen"));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.app().draft(), None);
    desk.type_text("a sentence");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.app().draft(), None);
    assert_eq!(desk.document().rows[0].gaps, "a sentence");
}
