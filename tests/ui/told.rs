//! What is said without being asked for: what became of an edit wherever the keyboard is, the same words again when the same
//! happens again, and how much is in hand.

use crate::support::Desk;
use egui::accesskit::{Live, NodeId, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{Command, Place, Request};
use hicm::model::RowField;

/// The texts that a screen reader says when they come or change, each with its node: a new node is said even when its words
/// are the same.
fn live(desk: &Desk) -> Vec<(NodeId, String)> {
    let polite = |node: &AccessKitNode<'_>| node.role() == Role::Label && node.live() == Live::Polite;
    let nodes = desk.harness.query_all(By::new().predicate(polite));
    nodes.map(|node| (node.accesskit_node().locate().0, node.value().unwrap_or_default())).collect()
}

/// What is said of that action: live texts that were not there before it.
fn said(desk: &mut Desk, act: impl FnOnce(&mut Desk)) -> Vec<String> {
    let before = live(desk);
    act(desk);
    live(desk).into_iter().filter(|told| !before.contains(told)).map(|(_, text)| text).collect()
}

fn in_rows() -> Desk {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(1, RowField::WhereNow);
    desk
}

#[test]
fn edits_from_keys_say_what_became_of_them() {
    let mut desk = in_rows();
    for (command, words) in [
        (Command::MoveRowsDown, "Done: move 1 row down."),
        (Command::MoveRowsUp, "Done: move 1 row up."),
        (Command::DuplicateRows, "Done: duplicate 1 row."),
        (Command::DeleteRows, "Done: delete 1 row."),
        (Command::Undo, "Undone: delete 1 row."),
        (Command::Redo, "Done again: delete 1 row."),
        (Command::AddRow, "Done: add row."),
    ] {
        let told = said(&mut desk, |desk| desk.shortcut(command));
        assert!(told.iter().any(|told| told == words), "{command:?}: {told:?}");
    }
}

#[test]
fn the_same_again_is_said_again() {
    let mut desk = in_rows();
    for _ in 0..3 {
        let told = said(&mut desk, |desk| desk.shortcut(Command::MoveRowsDown));
        assert_eq!(told.iter().filter(|told| *told == "Done: move 1 row down.").count(), 1, "{told:?}");
    }
    for _ in 0..3 {
        let told = said(&mut desk, |desk| desk.shortcut(Command::Undo));
        assert!(told.contains(&"Undone: move 1 row down.".to_owned()), "{told:?}");
    }
    // Nothing is said where nothing happened.
    let told = said(&mut desk, |desk| desk.keys(&[Key::ArrowDown]));
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn what_is_typed_is_not_said_over() {
    let mut desk = in_rows();
    let told = said(&mut desk, |desk| {
        desk.type_text("Typed");
        desk.keys(&[Key::Enter]);
    });
    // The field said it already; that it is not saved yet is news.
    assert_eq!(told, ["Edited, not saved"]);
}

#[test]
fn a_move_that_goes_nowhere_says_so() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::WhereNow);
    let before = desk.document().clone();
    let told = said(&mut desk, |desk| desk.shortcut(Command::MoveRowsUp));
    assert_eq!(*desk.document(), before);
    assert_eq!(told, ["Nothing to do: move 1 row up."]);
}

#[test]
fn several_rows_in_hand_are_counted_aloud() {
    let mut desk = in_rows();
    let told = said(&mut desk, |desk| desk.press(Modifiers::SHIFT, Key::ArrowDown));
    assert_eq!(told, ["2 cells selected"]);
    let told = said(&mut desk, |desk| desk.press(Modifiers::SHIFT, Key::ArrowDown));
    assert_eq!(told, ["3 cells selected"]);
    // The row with the cursor comes first.
    let rows = [3, 1, 2].map(|at| desk.row(at).id.clone());
    assert_eq!(desk.app().selection(), rows);
    let told = said(&mut desk, |desk| desk.shortcut(Command::ToggleReviewed));
    assert!(told.contains(&"Done: set reviewed of 3 rows.".to_owned()), "{told:?}");
}

#[test]
fn a_refusal_and_a_save_are_said() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let told = said(&mut desk, |desk| {
        let row = desk.row(0).id.clone();
        desk.ask(Request::Edit(hicm::app::Edit::DeleteRows(vec![row])));
    });
    assert!(told[0].starts_with("This quarter is sealed"), "{told:?}");
    let mut desk = in_rows();
    desk.shortcut(Command::DeleteRows);
    let told = said(&mut desk, |desk| desk.shortcut(Command::Save));
    assert!(told.iter().any(|told| told.starts_with("Saved ")), "{told:?}");
}

#[test]
fn the_window_and_its_parts_are_told_by_name_in_the_order_of_reading() {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    let window = desk.harness.root();
    assert_eq!(window.accesskit_node().label().as_deref(), Some(desk.app().title().as_str()));
    let landmark = |node: &AccessKitNode<'_>| {
        matches!(node.role(), Role::Banner | Role::Navigation | Role::Main | Role::Complementary | Role::ContentInfo)
    };
    let names: Vec<_> =
        window.query_all(By::new().predicate(landmark)).map(|node| node.accesskit_node().label().unwrap()).collect();
    assert_eq!(names, ["Menus", "Sidebar", "View", "Inspector", "Status line"]);
}
