//! One change: its level by card and by key, its plans, its texts and its rows.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Place};
use hicm::model::{ChangeText, Level, RowField};

/// The example with its fifth change in view, which stands at level 2.
fn flexible() -> Desk {
    let mut desk = Desk::example();
    desk.go_to_change(5);
    desk
}

#[test]
fn a_click_on_a_card_sets_the_level_and_undo_has_its_name() {
    let mut desk = flexible();
    assert_eq!(desk.judgement(5).now, Some(Level::PlansInPlace));
    desk.click_beginning(Role::RadioButton, "4 Mature");
    assert_eq!(desk.judgement(5).now, Some(Level::Mature));
    assert!(desk.beginning(Role::RadioButton, "4 Mature (now").accesskit_node().toggled().is_some());
    assert!(desk.says("Now 4 Mature"));

    desk.menu(Command::Undo);
    assert_eq!(desk.judgement(5).now, Some(Level::PlansInPlace));
    assert_eq!(desk.notice(), "Undone: set level of Flexible working.");
    desk.menu(Command::Redo);
    assert_eq!(desk.judgement(5).now, Some(Level::Mature));
    assert_eq!(desk.notice(), "Done again: set level of Flexible working.");
}

#[test]
fn the_arrows_walk_the_cards_and_enter_sets_the_level() {
    let mut desk = flexible();
    desk.tab_to(Role::RadioButton, "1 Not yet established");
    desk.keys(&[Key::ArrowRight, Key::ArrowRight]);
    assert_eq!(desk.focused().unwrap().1.split(" (").next(), Some("3 Established"));
    assert_eq!(desk.judgement(5).now, Some(Level::PlansInPlace), "walking sets nothing");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.judgement(5).now, Some(Level::Established));
    desk.keys(&[Key::ArrowLeft, Key::ArrowLeft, Key::ArrowLeft, Key::Space]);
    assert_eq!(desk.judgement(5).now, Some(Level::NotYetEstablished), "no further than the first");
}

#[test]
fn not_assessed_is_a_choice_too() {
    let mut desk = flexible();
    desk.button("Clear level");
    assert_eq!(desk.judgement(5).now, None);
    assert!(desk.says("Not assessed"));
    assert!(!desk.has(Role::Button, "Clear level"), "there is nothing left to take away");
    assert!(desk.has(Role::Button, "5 Flexible working, not assessed"), "in the sidebar");
}

#[test]
fn each_card_tells_its_prompt_its_plan_and_last_quarter() {
    let desk = flexible();
    let framework = desk.session().framework().clone();
    let prompts = framework.changes[4].prompts.as_ref().unwrap();
    for level in Level::all() {
        let card = desk.beginning(Role::RadioButton, &format!("{} {level}", level.number()));
        let local = desk.judgement(5).local_wording.iter().find(|wording| wording.level == level);
        let prompt = local.map_or_else(|| prompts.of(level), |wording| wording.text.as_str());
        assert!(!prompt.is_empty());
        assert_eq!(card.accesskit_node().description().as_deref(), Some(prompt));
    }
    assert!(desk.has(Role::RadioButton, "2 Plans in place (now, last quarter)"));
    assert!(desk.has(Role::RadioButton, "4 Mature (planned)"));
}

#[test]
fn a_level_is_planned_by_the_combo_box() {
    let mut desk = flexible();
    let next = desk.document().quarter.next();
    let before = desk.judgement(5).planned_for(next);
    assert_eq!(before, Some(Level::PlansInPlace));
    desk.click(Role::ComboBox, "Planned for Q2 2025/26: 2 Plans in place");
    desk.button("3 Established");
    assert_eq!(desk.judgement(5).planned_for(next), Some(Level::Established));
    assert_eq!(desk.session().undo_label(), Some("plan Flexible working for Q2 2025/26"));

    // By keyboard alone, and back to none.
    desk.tab_to(Role::ComboBox, "Planned for Q2 2025/26: 3 Established");
    desk.keys(&[Key::Enter]);
    desk.tab_to(Role::Button, "no plan");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.judgement(5).planned_for(next), None);
    assert!(desk.has(Role::ComboBox, "Planned for Q2 2025/26: no plan"));
    desk.shortcut(Command::Undo);
    desk.shortcut(Command::Undo);
    assert_eq!(desk.judgement(5).planned_for(next), before);
}

#[test]
fn a_run_of_typing_is_one_step_and_escape_takes_it_back() {
    let mut desk = flexible();
    desk.click_beginning(Role::Button, "For the return, ");
    let name = ChangeText::Challenges.name();
    let before = desk.judgement(5).texts.get(ChangeText::Challenges).to_owned();
    desk.click(Role::MultilineTextInput, name);
    desk.press(Modifiers::COMMAND, Key::End);
    desk.type_text(" And more");
    desk.type_text(" still.");
    let typed = format!("{before} And more still.");
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Challenges), typed);
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Challenges), before, "Escape takes it back");
    assert_eq!(desk.session().undo_label(), None, "and leaves no step");
    assert!(!desk.session().edited());

    desk.click(Role::MultilineTextInput, name);
    desk.press(Modifiers::COMMAND, Key::End);
    desk.type_text(" And more");
    desk.type_text(" still.");
    desk.button("Save");
    assert!(desk.dialog().is_some());
    desk.keys(&[Key::Escape]);
    desk.button("Undo");
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Challenges), before, "one step");
    assert_eq!(desk.notice(), "Undone: write “Challenges” of Flexible working.");
    assert_eq!(desk.session().undo_label(), None);
    desk.button("Redo");
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Challenges), typed);
}

#[test]
fn two_texts_are_two_steps() {
    let mut desk = flexible();
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("One. ");
    desk.click_beginning(Role::Button, "For the return, ");
    desk.click(Role::MultilineTextInput, ChangeText::Milestones.name());
    desk.type_text("Two. ");
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("Three. ");
    desk.keys(&[Key::Tab]);
    for label in ["Why this level", "Milestones met and impact", "Why this level"] {
        assert_eq!(desk.session().undo_label(), Some(format!("write “{label}” of Flexible working").as_str()));
        desk.button("Undo");
    }
    assert!(!desk.session().edited());
}

#[test]
fn what_is_typed_and_deleted_again_leaves_no_step() {
    let mut desk = flexible();
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.press(Modifiers::COMMAND, Key::End);
    desk.type_text("x");
    desk.keys(&[Key::Backspace]);
    assert_eq!(desk.session().undo_label(), None);
    assert!(!desk.session().edited());
    desk.type_text("yz");
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.session().undo_label(), None);
    assert!(!desk.session().edited());
}

#[test]
fn keys_of_the_text_stay_with_the_text() {
    let mut desk = flexible();
    desk.click_beginning(Role::RadioButton, "4 Mature");
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("abc");
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.judgement(5).now, Some(Level::Mature), "Ctrl+Z in a text takes back text");
    let rows = desk.document().rows.len();
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.document().rows.len(), rows, "nobody who types a text means the table below it");
    assert_eq!(*desk.app().place(), Place::Change(desk.key(5)));
}

#[test]
fn the_changes_rows_are_there_and_no_others() {
    let mut desk = Desk::example();
    desk.go_to_change(4);
    let table = desk.harness.get_by_role_and_label(Role::Table, "Action rows");
    let key = desk.key(4);
    let rows = desk.document().rows_of(&key).count();
    assert_eq!(table.accesskit_node().data().row_count(), Some(rows));
    let first = desk.document().rows_of(&key).next().unwrap().clone();
    assert_eq!(desk.said(0, RowField::WhereNow), first.where_now);

    desk.button("Add row");
    assert_eq!(desk.document().rows_of(&key).count(), rows + 1);
    let added = desk.document().row(&desk.app().selection()[0]).unwrap().clone();
    assert_eq!(added.change, key);
    desk.type_text("A new practice");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.document().row(&added.id).unwrap().where_now, "A new practice");
}

#[test]
fn a_change_without_rows_shows_the_return_and_offers_the_first_row() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.go_to_change(2);
    assert!(desk.has(Role::MultilineTextInput, ChangeText::SupportNeeded.name()));
    desk.button("Actions 0");
    desk.button("Add the first row");
    assert_eq!(desk.row(0).change, desk.key(2));
    assert!(desk.has(Role::Table, "Action rows"));
}

#[test]
fn next_and_previous_walk_the_changes() {
    let mut desk = Desk::example();
    desk.shortcut(Command::NextChange);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(1)));
    desk.shortcut(Command::NextChange);
    desk.shortcut(Command::PreviousChange);
    desk.shortcut(Command::PreviousChange);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(1)), "no further than the first");
    for _ in 0..12 {
        desk.shortcut(Command::NextChange);
    }
    assert_eq!(*desk.app().place(), Place::Change(desk.key(9)), "no further than the last");
}
