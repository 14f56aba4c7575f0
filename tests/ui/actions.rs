//! The action table: typing, picking, blocks, rows, and undo of each by name.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Place};
use hicm::model::{Delivery, Level, RowField, Status};

const SHIFT: Modifiers = Modifiers::SHIFT;

/// The example's whole table.
fn table() -> Desk {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    desk
}

/// Takes the last step back and does it again, and sees that it is called that.
fn undone_and_redone(desk: &mut Desk, name: &str) {
    let after = desk.document().clone();
    assert_eq!(desk.session().undo_label(), Some(name));
    desk.menu(Command::Undo);
    assert_eq!(desk.notice(), format!("Undone: {name}."));
    assert_ne!(*desk.document(), after);
    assert!(!desk.session().edited(), "back at the state that was opened");
    desk.menu(Command::Redo);
    assert_eq!(desk.notice(), format!("Done again: {name}."));
    assert_eq!(*desk.document(), after);
}

#[test]
fn a_cell_is_typed_over_and_edited() {
    let mut desk = table();
    desk.cell(0, RowField::Owner);
    desk.type_text("Head of Therapy");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(0).owner, "Head of Therapy");
    assert_eq!(desk.said(0, RowField::Owner), "Head of Therapy");
    assert!(desk.cell_node(1, RowField::Owner).is_focused(), "Enter goes down");
    undone_and_redone(&mut desk, "set owner of 1 row");

    desk.cell(0, RowField::Owner);
    desk.keys(&[Key::F2]);
    desk.type_text(", acting");
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.row(0).owner, "Head of Therapy, acting");
    assert!(desk.cell_node(0, RowField::Delivery).is_focused(), "Tab goes on");
}

#[test]
fn the_reading_of_a_due_stands_under_the_editor() {
    let mut desk = table();
    desk.cell(2, RowField::Due);
    desk.type_text("Summer 2026");
    let name = format!("When by, {}", desk.row(2).where_now);
    let field = desk.node(Role::MultilineTextInput, &name);
    assert_eq!(field.accesskit_node().description().as_deref(), Some("read as Summer 2026"));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(2).due.typed(), "Summer 2026");
    assert_eq!(desk.row(2).due.reading().to_string(), "Summer 2026");
}

#[test]
fn a_status_is_picked_by_its_first_letter_and_by_arrows() {
    let mut desk = table();
    desk.cell(1, RowField::Status);
    assert_eq!(desk.row(1).status, Status::At(Level::Established));
    desk.type_text("m");
    assert_eq!(desk.focused(), Some((Role::ListBoxOption, "4 Mature".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(1).status, Status::At(Level::Mature));
    assert_eq!(desk.said(1, RowField::Status), "4 Mature");
    assert!(!desk.has(Role::ListBoxOption, "4 Mature"), "the picker is gone");
    assert!(desk.cell_node(1, RowField::Status).is_focused(), "the grid has the keyboard again");

    desk.keys(&[Key::Enter]);
    assert_eq!(desk.focused(), Some((Role::ListBoxOption, "4 Mature".to_owned())), "opens on what is there");
    desk.keys(&[Key::ArrowUp, Key::ArrowUp, Key::Enter]);
    assert_eq!(desk.row(1).status, Status::At(Level::Established));
    desk.keys(&[Key::Enter, Key::ArrowDown, Key::Enter]);
    assert_eq!(desk.row(1).status, Status::split(Level::Established, Level::Mature).unwrap());
    assert_eq!(desk.said(1, RowField::Status), "3 to 4 split");

    let before = desk.document().clone();
    desk.keys(&[Key::Enter, Key::ArrowDown, Key::Escape]);
    assert_eq!(*desk.document(), before, "Escape picks nothing");
    assert!(desk.cell_node(1, RowField::Status).is_focused());
}

#[test]
fn a_choice_is_picked_by_mouse() {
    let mut desk = table();
    desk.cell(1, RowField::Delivery);
    desk.keys(&[Key::Enter]);
    desk.click(Role::ListBoxOption, "Stopped");
    assert_eq!(desk.row(1).delivery, Some(Delivery::Stopped));
    undone_and_redone(&mut desk, "set delivery of 1 row");
}

#[test]
fn several_rows_take_one_status() {
    let mut desk = table();
    desk.cell(1, RowField::Status);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowDown);
    assert_eq!(desk.app().selection().len(), 3);
    assert!(desk.says("3 cells selected"));
    desk.keys(&[Key::Enter]);
    desk.type_text("e");
    // The first that begins so is Established; again by its number for Exemplary.
    desk.type_text("5");
    desk.keys(&[Key::Enter]);
    for at in 1..4 {
        assert_eq!(desk.row(at).status, Status::At(Level::Exemplary), "row {at}");
    }
    undone_and_redone(&mut desk, "set status of 3 rows");
}

#[test]
fn a_block_is_copied_and_pasted_as_spreadsheets_do() {
    let mut desk = table();
    desk.cell(0, RowField::Gaps);
    desk.type_text("one \"two\"");
    desk.press(Modifiers::ALT, Key::Enter);
    desk.type_text("three");
    desk.keys(&[Key::Enter]);
    desk.cell(0, RowField::Gaps);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowRight);
    let (first, second) = (desk.row(0).clone(), desk.row(1).clone());
    let copied = desk.copied(Event::Copy);
    assert_eq!(copied, format!("\"one \"\"two\"\"\nthree\"\t{}\n{}\t{}", first.needs, second.gaps, second.needs));

    desk.cell(3, RowField::Gaps);
    desk.harness.event(Event::Paste(copied));
    desk.run();
    assert_eq!(desk.row(3).gaps, "one \"two\"\nthree");
    assert_eq!(desk.row(3).needs, first.needs);
    assert_eq!(desk.row(4).gaps, second.gaps);
    assert_eq!(desk.row(4).needs, second.needs);
    assert_eq!(desk.session().undo_label(), Some("paste 4 cells in 2 rows"));
    assert_eq!(desk.notice(), "4 cells pasted in 2 rows.");
}

#[test]
fn what_does_not_fit_is_said_and_the_rest_is_pasted() {
    let mut desk = table();
    let last = desk.document().rows.len() - 1;
    desk.cell(0, RowField::WhereNow);
    desk.press(Modifiers::COMMAND, Key::End);
    desk.keys(&[Key::Home]);
    desk.harness.event(Event::Paste("here\r\nbelow\r\nfar below\r\n".to_owned()));
    desk.run();
    assert_eq!(desk.question().as_deref(), Some("Add 2 rows?"), "missing rows are offered");
    desk.button("Paste only what fits");
    assert_eq!(desk.row(last).where_now, "here");
    assert_eq!(desk.document().rows.len(), last + 1);
    assert_eq!(desk.notice(), "1 cell pasted in 1 row. 2 cells did not fit beside or below and were left out.");
    assert_eq!(desk.session().undo_label(), Some("paste 1 cell in 1 row"));
}

#[test]
fn words_that_are_no_delivery_state_are_left_out_and_said() {
    let mut desk = table();
    let delivery = desk.row(0).delivery;
    desk.cell(0, RowField::Owner);
    desk.harness.event(Event::Paste("Somebody\tnearly".to_owned()));
    desk.run();
    assert_eq!((desk.row(0).owner.as_str(), desk.row(0).delivery), ("Somebody", delivery));
    let said = "1 cell pasted in 1 row. 1 cell left as they were: “nearly” is no delivery state.";
    assert!(desk.notice().starts_with(said), "{}", desk.notice());
    desk.button("Dismiss");
    assert_eq!(desk.notice(), "");
}

#[test]
fn cut_and_clear_empty_cells() {
    let mut desk = table();
    let needs = desk.row(1).needs.clone();
    desk.cell(1, RowField::Needs);
    assert_eq!(desk.copied(Event::Cut), needs);
    assert_eq!(desk.row(1).needs, "");
    assert_eq!(desk.said(1, RowField::Needs), "–");
    desk.shortcut(Command::Undo);

    desk.cell(1, RowField::Status);
    desk.press(SHIFT, Key::ArrowDown);
    desk.keys(&[Key::Delete]);
    assert_eq!((&desk.row(1).status, &desk.row(2).status), (&Status::blank(), &Status::blank()));
    undone_and_redone(&mut desk, "clear 2 cells");
}

#[test]
fn a_row_is_added_below_and_typed_into() {
    let mut desk = table();
    let rows = desk.document().rows.len();
    desk.cell(1, RowField::Owner);
    desk.shortcut(Command::AddRow);
    assert_eq!(desk.document().rows.len(), rows + 1);
    let added = desk.row(2).clone();
    assert_eq!(added.change, desk.row(1).change);
    assert_eq!(desk.app().selection(), [added.id]);
    assert!(desk.cell_node(2, RowField::WhereNow).is_focused(), "a new row begins at its first cell");
    desk.type_text("New");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(2).where_now, "New");
    desk.shortcut(Command::Undo);
    undone_and_redone(&mut desk, "add row");
}

#[test]
fn rows_are_deleted_and_the_next_one_is_in_hand() {
    let mut desk = table();
    let rows: Vec<_> = desk.document().rows.iter().map(|row| row.id.clone()).collect();
    desk.cell(1, RowField::Owner);
    desk.press(SHIFT, Key::ArrowDown);
    desk.button("Delete rows");
    assert_eq!(desk.document().rows.len(), rows.len() - 2);
    assert_eq!(desk.row(1).id, rows[3]);
    assert_eq!(desk.app().selection(), [rows[3].clone()]);
    undone_and_redone(&mut desk, "delete 2 rows");
}

#[test]
fn rows_move_within_their_change_by_keys() {
    let mut desk = table();
    let rows: Vec<_> = desk.document().rows.iter().map(|row| row.id.clone()).collect();
    desk.cell(1, RowField::Owner);
    desk.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!([&desk.row(1).id, &desk.row(2).id], [&rows[2], &rows[1]]);
    assert!(desk.cell_node(2, RowField::Owner).is_focused(), "the cursor goes along");
    assert_eq!(desk.app().selection(), [rows[1].clone()]);
    undone_and_redone(&mut desk, "move 1 row down");
    desk.press(Modifiers::ALT, Key::ArrowUp);
    desk.press(Modifiers::ALT, Key::ArrowUp);
    desk.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(desk.row(0).id, rows[1], "no further than its change's first");
}

#[test]
fn a_block_moves_as_one() {
    let mut desk = table();
    let rows: Vec<_> = desk.document().rows.iter().map(|row| row.id.clone()).collect();
    desk.cell(1, RowField::Owner);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!([&desk.row(1).id, &desk.row(2).id, &desk.row(3).id], [&rows[3], &rows[1], &rows[2]]);
    assert_eq!(desk.app().selection().len(), 2, "and stays selected");
    desk.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(desk.row(3).id, rows[3]);
}

#[test]
fn rows_go_to_another_change_by_the_dialog_and_by_the_cell() {
    let mut desk = table();
    let row = desk.row(0).id.clone();
    desk.cell(0, RowField::Owner);
    desk.shortcut(Command::ReassignRows);
    assert_eq!(desk.question().as_deref(), Some("Move 1 row to which change?"));
    desk.button("3  Multi-disciplinary working");
    assert_eq!(desk.document().row(&row).unwrap().change, desk.key(3));
    undone_and_redone(&mut desk, "move 1 row to MDT working");
    let key = desk.key(3);
    assert_eq!(desk.document().rows_of(&key).last().unwrap().id, row, "behind the others");
}

#[test]
fn reviewed_is_toggled_for_all_that_are_selected() {
    let mut desk = table();
    desk.cell(0, RowField::Owner);
    for _ in 0..4 {
        desk.press(SHIFT, Key::ArrowDown);
    }
    let before: Vec<bool> = (0..5).map(|at| desk.row(at).reviewed).collect();
    assert!(before.contains(&true) && before.contains(&false), "{before:?}");
    desk.shortcut(Command::ToggleReviewed);
    assert!((0..5).all(|at| desk.row(at).reviewed));
    assert_eq!(desk.said(0, RowField::Reviewed), "● yes");
    undone_and_redone(&mut desk, "set reviewed of 5 rows");
    desk.button("Reviewed this quarter");
    assert!((0..5).all(|at| !desk.row(at).reviewed));
    assert_eq!(desk.said(0, RowField::Reviewed), "not yet");
}

#[test]
fn the_menu_of_rows_comes_by_right_click_and_by_key() {
    let mut desk = table();
    desk.cell_node(1, RowField::Owner).click_secondary();
    desk.run();
    desk.click(Role::Button, "Move down");
    assert_eq!(desk.session().undo_label(), Some("move 1 row down"));
    assert!(!desk.has(Role::Button, "Move down"), "the menu is gone");
    desk.press(SHIFT, Key::F10);
    desk.tab_to(Role::Button, "Move up");
    desk.keys(&[Key::Enter]);
    assert!(!desk.session().edited() || desk.session().undo_label() == Some("move 1 row up"));
    assert_eq!(desk.session().undo_label(), Some("move 1 row up"));
}

#[test]
fn a_screen_reader_hears_the_whole_table() {
    let desk = table();
    let table = desk.harness.get_by_role_and_label(Role::Table, "Action rows");
    let data = table.accesskit_node();
    assert_eq!((data.data().row_count(), data.data().column_count()), (Some(55), Some(11)));
    let rows: Vec<_> = table.children().filter(|node| node.accesskit_node().role() == Role::Row).collect();
    assert!(rows.len() > 3);
    for row in &rows[1..] {
        let node = row.accesskit_node();
        let at = node.data().row_index().unwrap();
        assert_eq!(node.label().unwrap(), desk.row(at).where_now);
        for cell in row.children().filter(|cell| cell.accesskit_node().role() == Role::Cell) {
            assert_eq!(cell.accesskit_node().data().row_index(), Some(at));
            assert!(cell.accesskit_node().data().column_index().unwrap() < 11);
        }
    }
    assert!(desk.has(Role::Heading, "1 Early discharge planning"), "groups have their heading");
}

#[test]
fn undo_shows_what_it_has_changed() {
    let mut desk = table();
    let last = desk.document().rows.len() - 1;
    desk.cell(1, RowField::Gaps);
    desk.type_text("Typed above");
    desk.keys(&[Key::Enter]);
    desk.press(Modifiers::COMMAND, Key::End);
    assert_eq!(desk.app().selection(), [desk.row(last).id.clone()]);
    desk.shortcut(Command::Undo);
    assert_eq!(desk.app().selection(), [desk.row(1).id.clone()]);
    assert_ne!(desk.row(1).gaps, "Typed above");
}
