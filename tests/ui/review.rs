//! The review of a new quarter in the window: one key or one click for each decision, edits in place, last quarter's
//! words beside.

use crate::support::Desk;
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{Command, Origin, Place, Request};
use hicm::model::{ActionRow, Delivery, Level, RowField, RowId, Status};
use std::sync::Arc;

/// The quarter after a bundled one, just carried forward, with its review begun by the link above the view.
fn begun() -> Desk {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    desk.ask(Request::CreateQuarter);
    assert_eq!(desk.session().origin(), Origin::New);
    assert!(desk.says("Q2 2025/26 is carried forward; 55 of 55 rows are to be reviewed."));
    desk.click(Role::Link, Command::Review.label());
    assert_eq!(*desk.app().place(), Place::Review);
    desk
}

fn at(desk: &Desk) -> &Arc<ActionRow> {
    desk.app().review_row().unwrap()
}

/// The ids of the rows in the order in which they are gone through.
fn order(desk: &Desk) -> Vec<RowId> {
    let changes = desk.session().framework().changes.clone();
    changes
        .iter()
        .flat_map(|change| desk.document().rows_of(&change.key).map(|row| row.id.clone()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn each_decision_has_its_key() {
    let mut desk = begun();
    let rows = order(&desk);
    let first = desk.document().clone();
    assert_eq!(at(&desk).id, rows[0]);
    assert!(desk.says("55 of 55 left"));
    desk.keys(&[Key::C]);
    assert_eq!((at(&desk).id.clone(), desk.session().undo_label()), (rows[1].clone(), Some("confirm a row")));
    assert!(desk.says("54 of 55 left"));
    desk.keys(&[Key::Enter, Key::D, Key::X]);
    assert_eq!(at(&desk).id, rows[4]);
    let row = |desk: &Desk, at: usize| desk.document().row(&rows[at]).unwrap().clone();
    assert!((0..4).all(|at| row(&desk, at).reviewed));
    assert_eq!(row(&desk, 2).delivery, Some(Delivery::Done));
    assert_eq!(row(&desk, 3).delivery, Some(Delivery::Stopped));

    desk.keys(&[Key::U]);
    assert_eq!(desk.notice(), "Undone: close a row as stopped.");
    assert_eq!(at(&desk).id, rows[3]);
    desk.shortcut(Command::Undo);
    assert_eq!(at(&desk).id, rows[2]);
    assert_eq!(**at(&desk), **first.row(&rows[2]).unwrap(), "as it was");

    desk.keys(&[Key::ArrowRight, Key::PageDown]);
    assert_eq!(at(&desk).id, rows[4]);
    desk.keys(&[Key::ArrowLeft, Key::PageUp]);
    assert_eq!(at(&desk).id, rows[2]);
    assert_eq!(desk.session().undo_label(), Some("confirm a row"), "looking on decides nothing");
    desk.keys(&[Key::Escape]);
    assert_eq!(*desk.app().place(), Place::Overview, "back to where it was begun");
}

#[test]
fn each_decision_has_its_button_with_the_key_on_it() {
    let mut desk = begun();
    let rows = order(&desk);
    for (name, keys) in [
        ("Confirm unchanged", "C or Enter"),
        ("Edit row", "E"),
        ("Close as done", "D"),
        ("Close as stopped", "X"),
        ("Back", "←"),
        ("On", "→"),
        ("Leave", "Esc"),
    ] {
        let buttons = desk.harness.query_all_by_role_and_label(Role::Button, name);
        let shortcuts: Vec<_> =
            buttons.filter_map(|node| node.accesskit_node().data().keyboard_shortcut().map(str::to_owned)).collect();
        assert_eq!(shortcuts, [keys], "{name}");
    }
    desk.button("On");
    desk.button("Back");
    assert_eq!(at(&desk).id, rows[0]);
    for name in ["Confirm unchanged", "Close as done", "Close as stopped"] {
        desk.button(name);
    }
    assert_eq!(at(&desk).id, rows[3]);
    assert_eq!(desk.app().review_left(), 52);
    desk.button("Leave");
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn a_key_that_is_held_decides_once() {
    let mut desk = begun();
    for repeat in [false, true, true] {
        let modifiers = Modifiers::NONE;
        desk.harness.event(egui::Event::Key { key: Key::C, physical_key: None, pressed: true, repeat, modifiers });
        desk.run();
    }
    assert_eq!(desk.app().review_left(), 54);
}

#[test]
fn letters_go_into_a_text_while_it_is_typed() {
    let mut desk = begun();
    let row = at(&desk).clone();
    desk.harness.key_press(Key::E);
    desk.harness.event(egui::Event::Text("e".to_owned()));
    desk.run();
    let name = RowField::WhereNow.name();
    assert_eq!(desk.focused(), Some((Role::MultilineTextInput, name.to_owned())));
    desk.press(Modifiers::COMMAND, Key::A);
    for letter in ["d", "x", "c"] {
        desk.harness.key_press(Key::from_name(&letter.to_uppercase()).unwrap());
        desk.type_text(letter);
    }
    desk.press(Modifiers::COMMAND, Key::Enter);
    let edited = at(&desk).clone();
    assert_eq!((edited.id.clone(), edited.where_now.as_str(), edited.reviewed), (row.id.clone(), "dxc", false));
    assert_eq!(desk.document().rows.len(), 55, "the key that leaves the text adds no row");
    assert_eq!(desk.session().undo_label(), Some("set where we are now of 1 row"));
    assert_eq!(desk.focused().map(|(role, _)| role), Some(Role::Group), "the row has the keyboard again");

    desk.keys(&[Key::E]);
    desk.type_text("never mind");
    desk.keys(&[Key::Escape]);
    assert_eq!(*at(&desk), edited, "Escape leaves the text as it was");
    assert_eq!(*desk.app().place(), Place::Review, "and not the review");
    desk.keys(&[Key::C]);
    assert!(desk.document().row(&row.id).unwrap().reviewed, "letters decide again");
    desk.shortcut(Command::Undo);
    desk.keys(&[Key::U]);
    assert_eq!(at(&desk).where_now, row.where_now, "each was one step");
    assert!(desk.session().undo_label().is_none());
}

#[test]
fn each_text_is_a_step_and_none_is_lost_when_one_goes_on() {
    let mut desk = begun();
    let row = at(&desk).id.clone();
    desk.click(Role::MultilineTextInput, "Owner");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Somebody");
    desk.keys(&[Key::Tab]);
    desk.click(Role::MultilineTextInput, "Gaps");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("None");
    desk.button("Confirm as edited");
    let now = desk.document().row(&row).unwrap().clone();
    assert_eq!((now.owner.as_str(), now.gaps.as_str(), now.reviewed), ("Somebody", "None", true));
    for label in ["confirm a row", "set gaps of 1 row", "set owner of 1 row"] {
        assert_eq!(desk.session().undo_label(), Some(label));
        desk.shortcut(Command::Undo);
    }
    assert!(desk.session().undo_label().is_none());

    desk.click(Role::MultilineTextInput, "Owner");
    desk.type_text("Saved");
    desk.shortcut(Command::Save);
    assert!(desk.document().row(&row).unwrap().owner.contains("Saved"), "what is typed is saved");
}

#[test]
fn status_delivery_and_change_are_chosen_in_place() {
    let mut desk = begun();
    let row = at(&desk).clone();
    assert_ne!(row.status, Status::At(Level::Exemplary));
    desk.click_beginning(Role::ComboBox, "Status: ");
    desk.button("5 Exemplary");
    assert_eq!(at(&desk).status, Status::At(Level::Exemplary));
    desk.click_beginning(Role::ComboBox, "Status: ");
    desk.button("2 to 3 split");
    assert_eq!(at(&desk).status, Status::split(Level::PlansInPlace, Level::Established).unwrap());
    desk.click_beginning(Role::ComboBox, "Delivery: ");
    desk.keys(&[Key::C]);
    assert_eq!(at(&desk).id, row.id, "an open list has the keys");
    desk.button("In progress");
    assert_eq!(at(&desk).delivery, Some(Delivery::InProgress));
    desk.click_beginning(Role::ComboBox, "Change: ");
    desk.button("4 Home first");
    assert_eq!(at(&desk).change, desk.key(4));
    assert!(desk.says("4  Home first"), "the heading follows");
}

#[test]
fn what_differs_from_last_quarter_is_said_and_marked() {
    let mut desk = begun();
    assert!(desk.says("Gaps, unchanged"));
    let before = at(&desk).gaps.clone();
    assert!(desk.says(&format!("Gaps, Q1 2025/26: {before}")), "what stood there can be read");
    desk.click(Role::MultilineTextInput, "Gaps");
    desk.type_text(" And more.");
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert!(desk.says("Gaps, changed") && desk.says("Spread, unchanged"));
    assert!(desk.says(&format!("Gaps, Q1 2025/26: {before}")), "and still can");
    assert!(desk.has(Role::Button, "Confirm as edited") && !desk.has(Role::Button, "Confirm unchanged"));
    let underlined = |shape: &egui::epaint::ClippedShape| match &shape.shape {
        egui::Shape::Text(text) => {
            let sections = &text.galley.job.sections;
            sections.iter().any(|section| section.format.underline.width > 0.0)
                && text.galley.text().ends_with("And more.")
        }
        _ => false,
    };
    assert!(desk.harness.output().shapes.iter().any(underlined), "a line, not colour alone");
}

#[test]
fn a_due_is_read_while_it_is_typed() {
    let mut desk = begun();
    desk.click(Role::MultilineTextInput, RowField::Due.name());
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("1 May 2025");
    assert!(desk.says("read as 1 May 2025"));
    assert_ne!(at(&desk).due.typed(), "1 May 2025", "it is not yet in the document");
}

#[test]
fn a_screen_reader_hears_the_next_row() {
    let mut desk = begun();
    let said = |desk: &Desk| -> Vec<String> {
        let live = |node: &AccessKitNode<'_>| node.data().live() == Some(Live::Polite);
        let nodes = desk.harness.query_all(By::new().predicate(live));
        nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
    };
    let first = at(&desk).where_now.clone();
    assert!(said(&desk).iter().any(|words| words.contains(&first)), "{:?}", said(&desk));
    desk.keys(&[Key::C]);
    let second = at(&desk).where_now.clone();
    assert_ne!(first, second);
    assert!(
        said(&desk).iter().any(|words| words.contains(&second)) && said(&desk).contains(&"54 of 55 left".to_owned())
    );
    assert_eq!(desk.focused(), Some((Role::Group, format!("Row: {second}"))));
}

#[test]
fn at_the_end_it_is_told_what_came_of_it() {
    let mut desk = begun();
    for key in [Key::D, Key::X] {
        while matches!(at(&desk).delivery, Some(Delivery::Done | Delivery::Stopped)) {
            desk.keys(&[Key::ArrowRight]);
        }
        desk.keys(&[key]);
    }
    desk.click(Role::MultilineTextInput, "Gaps");
    desk.type_text("More. ");
    desk.press(Modifiers::COMMAND, Key::Enter);
    for _ in 0..53 {
        desk.harness.key_press(Key::C);
        desk.harness.step();
    }
    desk.run();
    assert!(desk.has(Role::Heading, "All 55 rows are reviewed"));
    assert_eq!(desk.focused(), Some((Role::Button, "To the overview".to_owned())), "Enter goes on");
    let closed = |delivery| desk.document().rows.iter().filter(|row| row.delivery == Some(delivery)).count();
    assert!(closed(Delivery::Done) > 0);
    for line in ["52 rows confirmed unchanged", "1 row edited", "1 row closed as done", "1 row closed as stopped"] {
        assert!(desk.says(line), "{line}");
    }
    assert!(desk.has(Role::Button, "Review, 0 left"), "as long as one is there");
    desk.button("Look through all of them");
    assert!(desk.app().review().all() && at(&desk).reviewed);
    desk.keys(&[Key::Escape]);
    assert!(!desk.has(Role::Button, "Review, 0 left"), "nothing is left");

    desk.shortcut(Command::Review);
    desk.button("To the overview");
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn reviewed_rows_are_stepped_to_by_the_switch() {
    let mut desk = Desk::example();
    let left = desk.app().review_left();
    assert!(left > 0 && left < 55);
    desk.button(&format!("Review, {left} left"));
    assert!(!at(&desk).reviewed);
    desk.click(Role::CheckBox, "All rows");
    let reviewed = (0..55).any(|_| {
        desk.keys(&[Key::ArrowLeft]);
        at(&desk).reviewed
    });
    assert!(reviewed);
    desk.click(Role::CheckBox, "All rows");
    assert!(!at(&desk).reviewed);
}

#[test]
fn a_sealed_quarter_can_only_be_read() {
    let mut desk = Desk::file("example", "2024-25-q4.ron");
    assert!(desk.session().read_only());
    let left = desk.app().review_left();
    assert!(!desk.has(Role::Button, &format!("Review, {left} left")), "it is not offered");
    desk.shortcut(Command::Review);
    let (before, row) = (desk.document().clone(), at(&desk).id.clone());
    for name in ["Edit row", "Close as done", "Close as stopped"] {
        assert!(desk.node(Role::Button, name).accesskit_node().is_disabled(), "{name}");
    }
    desk.keys(&[Key::C, Key::D, Key::E]);
    desk.type_text("x");
    assert!(Arc::ptr_eq(&before, desk.document()));
    assert_eq!(at(&desk).id, row);
    desk.keys(&[Key::ArrowRight]);
    assert_ne!(at(&desk).id, row, "but it can be gone through");
}

#[test]
fn every_field_and_button_is_reached_by_tab() {
    let mut desk = begun();
    for name in ["Confirm unchanged", "Close as stopped", "Leave"] {
        desk.tab_to(Role::Button, name);
    }
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Overview, "Enter presses the button that has the keyboard");
    desk.shortcut(Command::Review);
    for name in ["Where we are now", "Spread", "Gaps", "When by", "Owner", "Progress"] {
        desk.tab_to(Role::MultilineTextInput, name);
    }
    assert!(!desk.session().edited() || desk.session().undo_label().is_none(), "going through them edits nothing");
}

#[test]
fn a_text_left_for_one_above_it_is_not_lost() {
    let mut desk = Desk::example();
    desk.ask(hicm::app::Request::CreateQuarter);
    desk.shortcut(Command::Review);
    let id = desk.app().review_row().unwrap().id.clone();
    desk.click(Role::MultilineTextInput, RowField::Needs.name());
    desk.type_text("Typed below. ");
    desk.click(Role::MultilineTextInput, RowField::WhereNow.name());
    desk.type_text("x");
    desk.keys(&[Key::Tab]);
    let row = desk.document().row(&id).unwrap().clone();
    assert!(row.needs.contains("Typed below."), "{}", row.needs);
    assert!(row.where_now.contains('x'), "{}", row.where_now);
}

#[test]
fn behind_e_every_letter_is_for_the_text() {
    let mut desk = Desk::example();
    desk.ask(hicm::app::Request::CreateQuarter);
    desk.shortcut(Command::Review);
    let before = desk.app().review_left();
    // As fast as keys can come, each with its letter: two rows are closed, the third is typed into.
    for letter in ["D", "D", "E", "D"] {
        let key = Key::from_name(letter).unwrap();
        let press =
            |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        desk.harness.input_mut().events.extend([press(true), egui::Event::Text(letter.to_lowercase()), press(false)]);
    }
    desk.run();
    assert_eq!(desk.app().review_left(), before - 2);
    let id = desk.app().review_row().unwrap().id.clone();
    let was = desk.document().row(&id).unwrap().where_now.clone();
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.document().row(&id).unwrap().where_now, format!("{was}d"));
}

#[test]
fn a_row_of_which_only_the_evidence_is_new_is_confirmed_as_edited() {
    let mut desk = begun();
    let id = desk.app().review_row().unwrap().id.clone();
    assert!(desk.has(Role::Button, "Confirm unchanged"));
    desk.ask(Request::Edit(hicm::app::Edit::SetCells(vec![(id, RowField::Evidence, "A new audit".to_owned())])));
    assert!(desk.has(Role::Button, "Confirm as edited"));
}

#[test]
fn each_decision_is_told() {
    let mut desk = begun();
    desk.keys(&[Key::C]);
    assert_eq!(desk.notice(), "Done: confirm a row.");
    desk.keys(&[Key::X]);
    assert_eq!(desk.notice(), "Done: close a row as stopped.");
}
