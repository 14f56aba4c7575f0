//! Filter and order in the window: the field, the chips, the kept filters and the titles of columns, by mouse and by
//! keyboard.

use crate::support::Desk;
use egui::accesskit::{Live, Role, SortDirection};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Dialog, DueKind, Facet, Filter, Place, Request, Settings, Value};
use hicm::model::{RowField, StatusKind};
use std::collections::BTreeSet;

const FIELD: &str = "Filter by words";

/// The example's whole table, 55 rows.
fn table() -> Desk {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    desk
}

fn rows(desk: &Desk) -> usize {
    desk.node(Role::Table, "Action rows").accesskit_node().data().row_count().unwrap()
}

/// What the first rows shown say in a column.
fn column(desk: &Desk, field: RowField, rows: usize) -> Vec<String> {
    (0..rows).map(|at| desk.said(at, field)).collect()
}

#[test]
fn words_are_typed_and_the_rows_follow() {
    let mut desk = table();
    let with_ward = |row: &&std::sync::Arc<hicm::model::ActionRow>| {
        use strum::IntoEnumIterator as _;
        let mut texts = RowField::iter().filter(|field| *field != RowField::Change);
        texts.any(|field| row.text(field).to_lowercase().contains("ward"))
    };
    let expected = desk.document().rows.iter().filter(with_ward).count();
    assert!(expected > 1 && expected < 55);
    desk.shortcut(Command::Filter);
    assert_eq!(desk.focused(), Some((Role::TextInput, FIELD.to_owned())));
    desk.type_text("wArd");
    assert_eq!(rows(&desk), expected);
    let count = format!("{expected} of 55 rows");
    let said = desk.harness.get_by_label(&count);
    assert_eq!(said.accesskit_node().data().live(), Some(Live::Polite), "it is announced");
    assert!(desk.has(Role::Button, &format!("Actions, {expected} of 55")), "in the sidebar too");

    desk.keys(&[Key::Enter]);
    assert!(desk.cell_node(0, RowField::WhereNow).is_focused(), "Enter goes to the rows");
    desk.shortcut(Command::Filter);
    desk.keys(&[Key::ArrowDown]);
    assert!(desk.cell_node(0, RowField::WhereNow).is_focused(), "and so does Down");

    desk.shortcut(Command::Filter);
    desk.keys(&[Key::Escape]);
    assert_eq!((rows(&desk), desk.app().filter().is_empty()), (55, true), "Escape empties the field");
    assert_eq!(desk.focused(), Some((Role::TextInput, FIELD.to_owned())));
    desk.keys(&[Key::Escape]);
    assert!(desk.cell_node(0, RowField::WhereNow).is_focused(), "and then leaves it");
    assert!(!desk.session().edited() && desk.session().undo_label().is_none(), "nothing of it is an edit");
}

#[test]
fn a_chip_is_chosen_from_and_removed_by_mouse() {
    let mut desk = table();
    let unknown = desk.document().rows.iter().filter(|row| row.status.kind() == StatusKind::Unknown).count();
    assert!(unknown > 0);
    desk.button("Status: all");
    let name = if unknown == 1 { "Unknown, 1 row".to_owned() } else { format!("Unknown, {unknown} rows") };
    desk.click(Role::CheckBox, &name);
    assert_eq!(rows(&desk), unknown);
    assert!(desk.has(Role::Button, "Status: Unknown"));
    assert!(desk.has(Role::CheckBox, &name), "the list stays open for another");
    desk.keys(&[Key::Escape]);
    assert!(!desk.has(Role::CheckBox, &name));
    desk.button("Remove the filter by status");
    assert_eq!(rows(&desk), 55);
    assert!(!desk.has(Role::Button, "Show all"));
}

#[test]
fn a_chip_is_chosen_from_and_removed_by_keyboard() {
    let mut desk = table();
    desk.tab_to(Role::Button, "Reviewed: all");
    desk.keys(&[Key::Enter]);
    let not_yet = desk.document().rows.iter().filter(|row| !row.reviewed).count();
    let name = format!("Not yet, {not_yet} rows");
    assert_eq!(desk.focused(), Some((Role::CheckBox, name.clone())), "the list has the keyboard");
    desk.keys(&[Key::ArrowDown]);
    assert_eq!(desk.focused(), Some((Role::CheckBox, format!("Yes, {} rows", 55 - not_yet))));
    desk.keys(&[Key::ArrowUp, Key::Space]);
    assert_eq!(rows(&desk), not_yet);
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.focused(), Some((Role::Button, "Reviewed: Not yet".to_owned())), "back on the chip");
    desk.keys(&[Key::Delete]);
    assert_eq!(rows(&desk), 55);
    assert_eq!(desk.focused(), Some((Role::Button, "Reviewed: all".to_owned())));
}

#[test]
fn all_rows_come_back_by_button_and_by_key() {
    let mut desk = table();
    let overdue = Filter { words: String::new(), chosen: BTreeSet::from([Value::Due(DueKind::Overdue)]) };
    desk.ask(Request::Filter(overdue.clone()));
    assert!(rows(&desk) < 55);
    desk.button("Show all");
    assert_eq!(rows(&desk), 55);
    desk.ask(Request::Filter(overdue));
    desk.shortcut(Command::ClearFilter);
    assert_eq!(rows(&desk), 55);
}

#[test]
fn where_no_row_matches_it_is_said_and_the_way_back_is_there() {
    let mut desk = table();
    desk.shortcut(Command::Filter);
    desk.type_text("zzzz");
    assert!(desk.has(Role::Heading, "No row matches"));
    assert!(desk.says("With “zzzz”: none of 55 rows."));
    assert!(desk.app().selection().is_empty(), "nothing hidden is in hand");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.focused(), Some((Role::TextInput, FIELD.to_owned())), "there is nowhere to go");
    desk.button("Show all rows");
    assert_eq!(rows(&desk), 55);
}

#[test]
fn a_row_stays_under_the_hand_until_the_filter_is_applied_again() {
    let mut desk = table();
    desk.ask(Request::Filter(Filter { words: "ward".to_owned(), chosen: BTreeSet::new() }));
    let shown = rows(&desk);
    desk.ask(Request::Filter(Filter { words: String::new(), chosen: BTreeSet::from([Value::Reviewed(false)]) }));
    let shown_unreviewed = rows(&desk);
    assert_ne!(shown, shown_unreviewed);
    desk.cell(0, RowField::Reviewed);
    desk.shortcut(Command::ToggleReviewed);
    assert_eq!(rows(&desk), shown_unreviewed);
    assert_eq!(desk.said(0, RowField::Reviewed), "● yes");
    assert!(desk.says("1 row does not match"));
    desk.click(Role::Link, "Apply again");
    assert_eq!(rows(&desk), shown_unreviewed - 1);
    assert!(!desk.says("1 row does not match"));
}

#[test]
fn a_click_on_a_title_sorts_turns_and_leaves_off() {
    let mut desk = table();
    let plain = column(&desk, RowField::WhereNow, 6);
    assert!(desk.has(Role::Heading, "1 Early discharge planning"));
    let direction =
        |desk: &Desk| desk.node(Role::ColumnHeader, "Where we are now").accesskit_node().data().sort_direction();
    let click = |desk: &mut Desk| {
        let pos = desk.node(Role::ColumnHeader, "Where we are now").rect().center();
        desk.harness.hover_at(pos);
        desk.harness.drag_at(pos);
        desk.harness.drop_at(pos);
        desk.run();
    };
    assert_eq!(direction(&desk), None);
    click(&mut desk);
    assert_eq!(direction(&desk), Some(SortDirection::Ascending));
    assert!(!desk.has(Role::Heading, "1 Early discharge planning"), "sorted rows have no headings by change");
    desk.press(Modifiers::COMMAND, Key::Home);
    let first = column(&desk, RowField::WhereNow, 6);
    assert!(first.iter().map(|text| text.to_lowercase()).is_sorted(), "{first:?}");
    click(&mut desk);
    assert_eq!(direction(&desk), Some(SortDirection::Descending));
    desk.press(Modifiers::COMMAND, Key::Home);
    let last = column(&desk, RowField::WhereNow, 6);
    assert!(last.iter().rev().map(|text| text.to_lowercase()).is_sorted(), "{last:?}");
    assert!(last[0].to_lowercase() > first[5].to_lowercase());
    click(&mut desk);
    assert_eq!(direction(&desk), None);
    desk.press(Modifiers::COMMAND, Key::Home);
    assert_eq!(column(&desk, RowField::WhereNow, 6), plain);
}

#[test]
fn the_column_with_the_cursor_is_sorted_by_keys_and_by_menu() {
    let mut desk = table();
    desk.cell(3, RowField::Owner);
    let row = desk.app().selection().to_vec();
    desk.shortcut(Command::SortDescending);
    let sorted = |desk: &Desk, name: &str| desk.node(Role::ColumnHeader, name).accesskit_node().data().sort_direction();
    assert_eq!(sorted(&desk, "Owner"), Some(SortDirection::Descending));
    assert_eq!(desk.app().selection(), row, "the row in hand stays in hand");
    desk.press(Modifiers::ALT, Key::ArrowDown);
    assert!(desk.notice().starts_with("Rows sorted by “Owner” cannot be moved"));
    desk.shortcut(Command::SortAscending);
    assert_eq!(sorted(&desk, "Owner"), Some(SortDirection::Ascending));
    desk.menu(Command::SortOff);
    assert_eq!(sorted(&desk, "Owner"), None);
}

#[test]
fn a_filter_is_kept_applied_renamed_and_forgotten() {
    let mut desk = table();
    desk.shortcut(Command::Filter);
    desk.type_text("ward");
    let shown = rows(&desk);
    desk.button("Saved filters");
    desk.button("Save this filter…");
    assert_eq!(desk.question().as_deref(), Some("Save this filter"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Wards");
    desk.keys(&[Key::Enter]);
    assert!(desk.dialog().is_none());
    assert_eq!(desk.notice(), "The filter is kept as “Wards”.");
    desk.shortcut(Command::ClearFilter);
    assert_eq!(rows(&desk), 55);

    desk.button("Saved filters");
    desk.button("Wards");
    assert_eq!(rows(&desk), shown);
    desk.button("Saved filters");
    desk.button("Rename the filter “Wards”");
    assert_eq!(
        desk.dialog(),
        Some(&Dialog::NameFilter { renames: Some("Wards".to_owned()), name: "Wards".to_owned() })
    );
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("On wards");
    desk.button("Rename");
    let names = |desk: &Desk| desk.app().saved_filters().map(|saved| saved.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&desk), ["On wards"]);
    let settings = Settings::from_text(&desk.app().settings().to_text());
    assert_eq!(settings.filters.len(), 1, "it is remembered");
    desk.button("Saved filters");
    desk.button("Delete the filter “On wards”");
    assert!(names(&desk).is_empty());
}

#[test]
fn the_rows_of_one_change_have_their_bar_without_changes() {
    let mut desk = Desk::example();
    desk.go_to_change(4);
    let all = rows(&desk);
    assert!(desk.has(Role::Button, "Owner: all") && !desk.has(Role::Button, "Change: all"));
    desk.shortcut(Command::Filter);
    desk.type_text("zzzz");
    assert!(desk.has(Role::Heading, "No row matches"));
    desk.keys(&[Key::Escape]);
    assert_eq!(rows(&desk), all);
}

#[test]
fn in_a_small_window_it_folds_into_one_button() {
    let mut desk = Desk::sized("example", "2025-26-q1.ron", [427.0, 500.0]);
    desk.go(Place::Actions);
    assert!(!desk.has(Role::TextInput, FIELD));
    desk.shortcut(Command::Filter);
    assert_eq!(desk.focused(), Some((Role::TextInput, FIELD.to_owned())));
    desk.type_text("ward");
    let shown = rows(&desk);
    assert!(shown < 55);
    desk.keys(&[Key::Enter]);
    assert!(!desk.has(Role::TextInput, FIELD), "the list is gone");
    assert!(desk.says(&format!("{shown} of 55 rows")));
    desk.button("Filter ▼");
    desk.click(Role::DisclosureTriangle, Facet::Reviewed.name());
    desk.click_beginning(Role::CheckBox, "Yes, ");
    assert!(desk.app().filter().has(&Value::Reviewed(true)));
}
