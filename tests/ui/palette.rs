//! The palette in the window: opened, typed into, walked and chosen from, by keyboard and by mouse; and that the keyboard
//! comes back to where it was.

use crate::support::Desk;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use hicm::app::{Command, Dialog, Place, Request};
use hicm::model::{ChangeText, RowField};
use hicm::ui::toolkit_shortcut;

fn open(desk: &mut Desk) {
    desk.shortcut(Command::Palette);
    assert!(matches!(desk.dialog(), Some(Dialog::Palette { .. })));
}

/// Opens the palette, types and takes what stands first.
fn run(desk: &mut Desk, typed: &str) {
    open(desk);
    desk.type_text(typed);
    desk.keys(&[Key::Enter]);
}

/// The option that a screen reader is told of, as the one that Enter takes.
fn current(desk: &Desk) -> String {
    let (role, name) = desk.focused().unwrap();
    assert_eq!(role, Role::ListBoxOption);
    name
}

fn options(desk: &Desk) -> Vec<Node<'_>> {
    desk.harness.get_by_role(Role::ListBox).query_all(By::new().role(Role::ListBoxOption)).collect()
}

fn names(desk: &Desk) -> Vec<String> {
    options(desk).iter().map(|option| option.accesskit_node().label().unwrap()).collect()
}

#[test]
fn both_keys_open_it_and_close_it_again() {
    let mut desk = Desk::example();
    for shortcut in Command::Palette.shortcuts() {
        let keys = toolkit_shortcut(shortcut).unwrap();
        desk.press(keys.modifiers, keys.logical_key);
        assert!(matches!(desk.dialog(), Some(Dialog::Palette { .. })), "{shortcut}");
        desk.type_text("save");
        desk.press(keys.modifiers, keys.logical_key);
        assert_eq!(desk.dialog(), None, "{shortcut}");
    }
}

#[test]
fn it_is_a_list_of_options_of_which_one_is_told_of() {
    let mut desk = Desk::example();
    open(&mut desk);
    assert_eq!(desk.harness.get_by_role(Role::Dialog).accesskit_node().label().as_deref(), Some("All commands"));
    assert!(desk.has(Role::TextInput, "Find a command, a change or a quarter"));
    let count = options(&desk).len();
    assert_eq!(count, Command::all().count() + desk.document().changes.len());
    assert_eq!(current(&desk), "New assessment…");
    let first = &options(&desk)[0];
    let kit = first.accesskit_node();
    assert_eq!(kit.description().as_deref(), Some("File"));
    assert_eq!(kit.data().keyboard_shortcut(), Some("Ctrl+N"));
    assert_eq!(kit.data().size_of_set(), Some(count));
    assert_eq!(kit.is_selected(), Some(true));

    desk.type_text("delete rows");
    assert_eq!(current(&desk), "Delete rows");
    let kit = options(&desk)[0].accesskit_node();
    assert!(kit.is_disabled());
    assert_eq!(kit.description().as_deref(), Some("Rows, No row is selected."));
}

#[test]
fn what_is_chosen_acts_on_what_was_in_hand_and_the_keyboard_is_back_there() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(2, RowField::Owner);
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    let gone = [desk.row(2).id.clone(), desk.row(3).id.clone()];
    let next = desk.row(4).id.clone();
    run(&mut desk, "delete rows");
    assert_eq!(desk.dialog(), None);
    assert!(gone.iter().all(|id| desk.document().row(id).is_none()), "both selected rows went");
    assert_eq!(desk.focused().unwrap().0, Role::Cell);
    assert_eq!(desk.app().selection(), [next]);
    desk.keys(&[Key::ArrowDown]);
    assert_eq!(desk.app().selection(), [desk.row(3).id.clone()], "and the arrows walk on from there");
}

#[test]
fn a_place_is_gone_to_and_has_the_keyboard_there() {
    let mut desk = Desk::example();
    desk.tab_to(Role::Button, "Overview");
    run(&mut desk, "actions");
    assert_eq!(*desk.app().place(), Place::Actions);
    assert_eq!(desk.focused().unwrap().0, Role::Cell, "the table has the keyboard, not what had it before");
    run(&mut desk, "next change");
    assert_eq!(*desk.app().place(), Place::Change(desk.key(1)));
    assert_eq!(desk.focused().unwrap().0, Role::RadioButton);
    let title = desk.session().framework().changes[4].title.clone();
    run(&mut desk, &title.to_lowercase());
    assert_eq!(*desk.app().place(), Place::Change(desk.key(5)));

    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    run(&mut desk, "q4 2018");
    assert_eq!(desk.session().path(), Some(desk.path("2018-19-q4.ron").as_path()));
}

#[test]
fn a_command_that_asks_something_asks_it() {
    let mut desk = Desk::example();
    desk.tab_to(Role::Button, "Overview");
    run(&mut desk, "place quarter day");
    assert!(matches!(desk.dialog(), Some(Dialog::Details { .. })));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.focused(), Some((Role::Button, "Overview".to_owned())), "and then it is where it was before both");
    run(&mut desk, "inspector");
    assert!(!desk.app().inspector_wanted(true), "by the width of this window");
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(1, RowField::Gaps);
    let (before, said) = (desk.document().clone(), desk.focused());
    open(&mut desk);
    desk.type_text("delete");
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None);
    assert!(std::sync::Arc::ptr_eq(desk.document(), &before));
    assert_eq!(desk.focused(), said);
    assert!(desk.app().settings().recent_commands.is_empty());
}

#[test]
fn a_cell_being_typed_is_kept_and_the_table_has_the_keyboard_again() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(2, RowField::Gaps);
    desk.type_text("half a thought");
    open(&mut desk);
    assert_eq!(desk.row(2).gaps, "half a thought");
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.focused(), Some((Role::Cell, "half a thought".to_owned())));
}

#[test]
fn the_arrows_walk_the_list_and_the_rest_stays_with_the_text() {
    let mut desk = Desk::example();
    open(&mut desk);
    let all = names(&desk);
    desk.keys(&[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(current(&desk), all[2]);
    desk.keys(&[Key::ArrowUp]);
    assert_eq!(current(&desk), all[1]);
    desk.keys(&[Key::End]);
    assert_eq!(current(&desk), *all.last().unwrap());
    let room = desk.harness.get_by_role(Role::ListBox).rect();
    let last = options(&desk).last().unwrap().rect();
    assert!(room.top() < last.top() && last.bottom() < 900.0, "scrolled into sight: {last:?}");
    desk.keys(&[Key::ArrowDown]);
    assert_eq!(current(&desk), all[0], "round");
    desk.keys(&[Key::PageDown]);
    let page = all.iter().position(|name| *name == current(&desk)).unwrap();
    assert!((8..20).contains(&page), "{page}");
    desk.keys(&[Key::PageUp, Key::PageUp]);
    assert_eq!(current(&desk), all[0]);
    desk.keys(&[Key::PageDown, Key::Home]);
    assert_eq!(current(&desk), all[0]);

    desk.type_text("undx");
    desk.keys(&[Key::ArrowLeft, Key::Delete]);
    desk.type_text("o");
    assert_eq!(current(&desk), "Undo");
    desk.press(Modifiers::SHIFT, Key::Home);
    desk.type_text("save as");
    assert_eq!(current(&desk), "Save as…", "Shift+Home selected what was typed");
    desk.press(Modifiers::COMMAND, Key::Backspace);
    assert!(names(&desk).iter().any(|name| name == "Save"), "a word was deleted");
}

#[test]
fn what_is_typed_brings_the_first_that_answers_into_hand() {
    let mut desk = Desk::example();
    open(&mut desk);
    desk.keys(&[Key::ArrowDown, Key::ArrowDown, Key::ArrowDown]);
    desk.type_text("d");
    assert_eq!(current(&desk), names(&desk)[0]);
    desk.type_text("qqq");
    assert!(desk.says("Nothing answers to that."));
    desk.keys(&[Key::Enter, Key::ArrowDown, Key::End, Key::PageDown]);
    assert!(desk.dialog().is_some(), "there is nothing to take");
}

#[test]
fn what_cannot_be_done_is_not_done_and_says_why() {
    let mut desk = Desk::example();
    open(&mut desk);
    desk.type_text("undo");
    assert_eq!(current(&desk), "Undo");
    desk.keys(&[Key::Enter]);
    assert!(desk.dialog().is_some(), "it stays open");
    assert!(desk.says("Nothing to undo."));
    desk.click(Role::ListBoxOption, "Undo");
    assert!(desk.dialog().is_some());
    desk.keys(&[Key::Home]);
    desk.type_text("!");
    assert!(desk.says("Nothing answers"), "and the field still has the keyboard");
}

#[test]
fn the_mouse_chooses_and_a_click_beside_it_leaves() {
    let mut desk = Desk::example();
    open(&mut desk);
    desk.type_text("dark");
    let at = desk.node(Role::ListBoxOption, "Dark").rect().center();
    desk.harness.hover_at(at);
    desk.harness.drag_at(at);
    desk.harness.drop_at(at);
    desk.run();
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.app().settings().theme, hicm::app::Theme::Dark);

    open(&mut desk);
    let aside = egui::pos2(40.0, 850.0);
    desk.harness.hover_at(aside);
    desk.harness.drag_at(aside);
    desk.harness.drop_at(aside);
    desk.run();
    assert_eq!(desk.dialog(), None);
}

#[test]
fn options_can_be_pressed_by_a_screen_reader_but_are_no_stops_of_tab() {
    let mut desk = Desk::example();
    open(&mut desk);
    for option in options(&desk) {
        let data = option.accesskit_node();
        assert!(data.data().supports_action(Action::Click) && !data.data().supports_action(Action::Focus));
    }
    desk.keys(&[Key::Tab]);
    desk.type_text("light");
    assert_eq!(current(&desk), "Light", "Tab stays in the field");
}

#[test]
fn what_was_chosen_lately_comes_first_the_next_time() {
    let mut desk = Desk::example();
    run(&mut desk, "dark");
    run(&mut desk, "larger");
    open(&mut desk);
    assert_eq!(names(&desk)[..2], ["Larger", "Dark"]);
    assert_eq!(desk.app().settings().recent_commands, ["zoom-in", "theme-dark"]);
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.app().settings().zoom, 1.2, "and Enter does the last one again");
}

/// The letters that Ctrl+K would delete to the end of a line on some systems are left where they are.
#[test]
fn it_opens_over_a_text_and_leaves_it_alone() {
    let mut desk = Desk::example();
    desk.go_to_change(4);
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("one two");
    desk.press(Modifiers::COMMAND, Key::Home);
    let before = desk.judgement(4).texts.get(ChangeText::Why).to_owned();
    open(&mut desk);
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.judgement(4).texts.get(ChangeText::Why), before);
    desk.type_text("zero ");
    assert_eq!(desk.judgement(4).texts.get(ChangeText::Why), format!("zero {before}"), "the caret is where it was");
}

#[test]
fn it_fits_a_small_window_at_three_times_the_size() {
    for size in [[1280.0, 800.0], [427.0, 267.0]] {
        let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
        for command in [Command::Palette, Command::Shortcuts] {
            desk.ask(Request::Command(command));
            let field = desk.harness.get_by_role(Role::Dialog).get_by_role(Role::TextInput).rect();
            assert!(window.contains_rect(field), "{command:?} at {size:?}: {field:?}");
            if command == Command::Palette {
                desk.keys(&[Key::End]);
                let last = options(&desk).last().unwrap().rect();
                assert!(window.contains_rect(last) && last.top() > field.bottom(), "{size:?}: {last:?}");
            }
            desk.keys(&[Key::Escape]);
        }
    }
}
