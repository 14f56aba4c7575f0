//! What a text in hand or under the pointer explains about itself.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Pos2, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Edit, Place, Request};
use hicm::model::{ChangeText, RowField};

/// Rests the pointer somewhere, and waits as long as a person does.
fn rest(desk: &mut Desk, pos: Pos2) {
    desk.harness.hover_at(pos);
    for _ in 0..30 {
        desk.harness.step();
    }
}

#[test]
fn the_cell_in_hand_is_explained_by_key() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Spread);
    assert_eq!(desk.row(0).spread.typed(), "UHL");
    desk.shortcut(Command::Explain);
    assert!(desk.says(RowField::Spread.purpose()));
    assert!(desk.says("UHL: University Hospitals of Leicester"));
    let told = desk.node(Role::Button, "Close").accesskit_node().description().unwrap();
    assert!(told.contains("University Hospitals of Leicester"), "{told}");
    desk.keys(&[Key::Escape]);
    assert!(!desk.has(Role::Button, "Close"));
    assert!(desk.cell_node(0, RowField::Spread).is_focused());
}

#[test]
fn a_text_of_a_change_is_explained_by_key_and_gets_the_keyboard_back() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go_to_change(1);
    let change = desk.key(1);
    desk.ask(Request::Edit(Edit::SetChangeText {
        change,
        text: ChangeText::Why,
        words: "The IDT and ICS agree.".to_owned(),
    }));
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.shortcut(Command::Explain);
    assert!(desk.says(ChangeText::Why.hint()));
    assert!(desk.says("IDT: Integrated Discharge Team"));
    assert!(desk.says("ICS: Intensive Community Support"), "as it is meant at this place");
    desk.button("Close");
    assert_eq!(desk.focused(), Some((Role::MultilineTextInput, ChangeText::Why.name().to_owned())));
}

#[test]
fn an_abbreviation_explains_itself_under_the_pointer() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    let cell = desk.cell_node(0, RowField::Spread).rect();
    rest(&mut desk, cell.min + Vec2::new(16.0, 16.0));
    assert!(desk.mentions("UHL: University Hospitals of Leicester"));
    rest(&mut desk, cell.right_bottom() - Vec2::new(6.0, 6.0));
    assert!(!desk.mentions("UHL: University Hospitals of Leicester"), "only on the word");

    let title = desk.node(Role::ColumnHeader, RowField::Spread.name()).rect().center();
    rest(&mut desk, title);
    assert!(desk.harness.query_all_by_label(RowField::Spread.purpose()).next().is_some(), "what the column is for");
}

#[test]
fn an_explanation_goes_with_what_it_explains() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Spread);
    desk.shortcut(Command::Explain);
    desk.shortcut(Command::GoOverview);
    desk.shortcut(Command::GoActions);
    assert!(!desk.says(RowField::Spread.purpose()), "it does not come back");

    desk.go_to_change(1);
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.shortcut(Command::Explain);
    assert!(desk.says(ChangeText::Why.hint()));
    desk.shortcut(Command::NextChange);
    assert!(!desk.has(Role::Button, "Close"));
}
