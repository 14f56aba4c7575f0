//! Shortcuts against everything else that acts on keys: the toolkit knows them all, a text that is typed gets what it
//! needs, nothing typed is lost, and a dialog keeps the keyboard to itself.

use crate::support::{Desk, harness_builder};
use egui::accesskit::Role;
use egui::{Event, Key, KeyboardShortcut, Modifiers, TextEdit, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Dialog, Edit, LOCAL_KEYS, Menu, Place, Request};
use hicm::model::{ChangeText, Level, RowField};
use hicm::ui::toolkit_shortcut;
use std::collections::HashMap;

const TEXT: &str = "alpha beta gamma";

#[test]
fn the_toolkit_knows_every_key_and_no_two_are_one_to_it() {
    let mut seen = HashMap::new();
    for command in Command::all() {
        assert!(!command.label().is_empty() && command.hint().ends_with('.'), "{command:?}");
        for shortcut in command.shortcuts() {
            let keys = toolkit_shortcut(shortcut).unwrap_or_else(|| panic!("{command:?}: no key “{}”", shortcut.key));
            if let Some(other) = seen.insert((keys.modifiers, keys.logical_key), command) {
                panic!("{command:?} and {other:?} have one key");
            }
        }
    }
    for line in LOCAL_KEYS.iter().flat_map(|local| local.lines) {
        for shortcut in line.keys {
            assert!(toolkit_shortcut(*shortcut).is_some(), "“{}”: no key “{}”", line.does, shortcut.key);
        }
    }
}

/// The places where a text is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Cell,
    Why,
    Dialog,
}

impl Field {
    const ALL: [Self; 3] = [Self::Cell, Self::Why, Self::Dialog];

    const fn several_lines(self) -> bool {
        !matches!(self, Self::Dialog)
    }

    /// A window with the field open and the text in it, the caret behind it.
    fn open(self) -> Desk {
        let mut desk = Desk::file("llr", "2017-18-q1.ron");
        match self {
            Self::Cell => {
                desk.go(Place::Actions);
                desk.cell(2, RowField::Gaps);
                desk.keys(&[Key::F2]);
            }
            Self::Why => {
                desk.go_to_change(4);
                desk.click(Role::MultilineTextInput, ChangeText::Why.name());
            }
            Self::Dialog => desk.shortcut(Command::Details),
        }
        desk.press(Modifiers::COMMAND, Key::A);
        desk.type_text(TEXT);
        assert_eq!(typed(&desk).as_deref(), Some(TEXT), "{self:?}");
        desk
    }
}

/// What stands in the text that has the keyboard; `None` when none has it.
fn typed(desk: &Desk) -> Option<String> {
    let node = desk.focus()?;
    let node = node.accesskit_node();
    matches!(node.role(), Role::TextInput | Role::MultilineTextInput).then(|| node.value().unwrap_or_default())
}

/// The toolkit's own field with the same text, with no window around it.
fn bare(several_lines: bool) -> Harness<'static, String> {
    let ui = move |ui: &mut egui::Ui, text: &mut String| {
        let edit = if several_lines { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        // The cell's editor breaks the line by Alt+Enter; Enter is tried elsewhere.
        let response =
            ui.add(edit.return_key(KeyboardShortcut::new(Modifiers::ALT, Key::Enter))).accessible_name("Alone");
        response.request_focus();
    };
    let mut harness = harness_builder([900.0, 200.0], Theme::Light).build_ui_state(ui, String::new());
    harness.run();
    harness.event(Event::Text(TEXT.to_owned()));
    harness.run();
    harness
}

/// Keys with which a text is edited, but for those that end or break it, and undo.
fn editing() -> Vec<(Modifiers, Key)> {
    let mut keys = Vec::new();
    let held = [
        Modifiers::NONE,
        Modifiers::SHIFT,
        Modifiers::COMMAND,
        Modifiers::COMMAND | Modifiers::SHIFT,
        Modifiers::ALT,
        Modifiers::ALT | Modifiers::SHIFT,
    ];
    for key in [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::Backspace,
        Key::Delete,
    ] {
        keys.extend(held.map(|held| (held, key)));
    }
    // With which a line or a word is deleted, wherever the toolkit runs.
    keys.extend([Key::A, Key::U, Key::W].map(|key| (Modifiers::COMMAND, key)));
    keys
}

#[test]
fn every_key_of_editing_does_in_every_field_what_it_does_in_a_field_alone() {
    for field in Field::ALL {
        let mut desk = field.open();
        let mut alone = bare(field.several_lines());
        for (modifiers, key) in editing() {
            // The text anew, the caret before "beta"; then the key, and a letter that shows where the caret is.
            desk.press(Modifiers::COMMAND, Key::A);
            desk.type_text(TEXT);
            alone.key_press_modifiers(Modifiers::COMMAND, Key::A);
            alone.event(Event::Text(TEXT.to_owned()));
            for _ in 0..10 {
                desk.harness.key_press(Key::ArrowLeft);
                alone.key_press(Key::ArrowLeft);
            }
            desk.press(modifiers, key);
            alone.key_press_modifiers(modifiers, key);
            desk.type_text("|");
            alone.event(Event::Text("|".to_owned()));
            alone.run();
            assert_eq!(typed(&desk).as_ref(), Some(alone.state()), "{field:?}: {modifiers:?} {key:?}");
        }
    }
}

#[test]
fn copying_cutting_pasting_and_undoing_are_the_texts_own() {
    for field in Field::ALL {
        let mut desk = field.open();
        desk.press(Modifiers::COMMAND, Key::A);
        assert_eq!(desk.copied(Event::Copy), TEXT, "{field:?}");
        assert_eq!(desk.copied(Event::Cut), TEXT, "{field:?}");
        assert_eq!(typed(&desk).as_deref(), Some(""), "{field:?}");
        desk.harness.event(Event::Paste("pasted".to_owned()));
        desk.run();
        assert_eq!(typed(&desk).as_deref(), Some("pasted"), "{field:?}");
        let (rows, why) = (desk.document().rows.len(), desk.notice().to_owned());
        for command in [Command::Undo, Command::Redo] {
            let before = typed(&desk);
            desk.shortcut(command);
            assert_ne!(typed(&desk), before, "{field:?}: {command:?} is the text's");
            assert_eq!((desk.document().rows.len(), desk.notice()), (rows, why.as_str()), "{field:?}: {command:?}");
        }
        assert_eq!(typed(&desk).as_deref(), Some("pasted"), "{field:?}");
    }
}

#[test]
fn lines_are_broken_and_texts_ended_by_their_own_keys() {
    let mut desk = Field::Why.open();
    for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
        desk.press(modifiers, Key::Enter);
        desk.type_text("x");
    }
    assert_eq!(typed(&desk).unwrap(), format!("{TEXT}\nx\nx"));

    let mut desk = Field::Cell.open();
    desk.press(Modifiers::ALT, Key::Enter);
    desk.type_text("x");
    assert_eq!(typed(&desk).unwrap(), format!("{TEXT}\nx"));
    desk.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(typed(&desk), None);
    assert_eq!(desk.row(2).gaps, format!("{TEXT}\nx"));
    assert_eq!(desk.app().selection(), [desk.row(1).id.clone()], "and up");

    let mut desk = Field::Dialog.open();
    desk.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(desk.dialog(), None, "Enter goes on");
    assert_eq!(desk.document().place, TEXT);
}

/// A command that acts on rows or cells does nothing while a text is typed, wherever the text stands.
#[test]
fn what_acts_on_the_table_leaves_it_alone_while_a_text_is_typed() {
    let yields = || Command::all().filter(|command| command.yields_to_typing() && command.shortcut().is_some());
    assert!(yields().count() > 12);
    for field in Field::ALL {
        for command in yields() {
            // In a cell Ctrl+Enter is the editor's own: the cell is done, and a row added below it.
            if (field, command) == (Field::Cell, Command::AddRow) {
                continue;
            }
            // Undo, deleting and moving the caret change the text; a fresh one each time.
            let mut desk = field.open();
            let (rows, selection) = (desk.document().rows.clone(), desk.app().selection().to_vec());
            for shortcut in command.shortcuts() {
                let keys = toolkit_shortcut(shortcut).unwrap();
                desk.press(keys.modifiers, keys.logical_key);
            }
            assert!(typed(&desk).is_some(), "{field:?}: {command:?} took the keyboard from the text");
            assert_eq!(desk.document().rows, rows, "{field:?}: {command:?}");
            assert_eq!(desk.app().selection(), selection, "{field:?}: {command:?}");
            assert_eq!(desk.dialog().is_some(), field == Field::Dialog, "{field:?}: {command:?}");
        }
    }
}

/// What may be wanted in the middle of a sentence takes the sentence along.
#[test]
fn no_other_command_loses_what_is_being_typed() {
    let goes = Command::all().filter(|command| !command.yields_to_typing() && command.shortcut().is_some());
    for command in goes {
        for field in [Field::Cell, Field::Why] {
            let mut desk = field.open();
            desk.type_text("!");
            desk.shortcut(command);
            let expected = format!("{TEXT}!");
            let kept = match field {
                Field::Cell => desk.row(2).gaps.clone(),
                _ => desk.judgement(4).texts.get(ChangeText::Why).to_owned(),
            };
            assert_eq!(kept, expected, "{field:?}: {command:?}");
        }
    }
}

#[test]
fn saving_and_looking_things_up_work_in_the_middle_of_a_sentence() {
    for field in [Field::Cell, Field::Why] {
        let mut desk = field.open();
        desk.shortcut(Command::Save);
        let saved = Desk::read(&desk.path("2017-18-q1.ron"));
        assert_eq!(saved, **desk.document(), "{field:?}");
        assert!(!desk.session().edited());
    }
    let mut desk = Field::Why.open();
    desk.shortcut(Command::Shortcuts);
    assert!(matches!(desk.dialog(), Some(Dialog::Shortcuts { .. })));
    desk.keys(&[Key::Escape]);
    desk.type_text("!");
    assert_eq!(typed(&desk).unwrap(), format!("{TEXT}!"), "and the sentence goes on");
    // Ctrl+H, which deletes a letter in the toolkit's own fields, is ours.
    desk.shortcut(Command::Replace);
    assert_eq!(desk.judgement(4).texts.get(ChangeText::Why), format!("{TEXT}!"));
}

/// Many keyboards type € or @ with Ctrl+Alt held.
#[test]
fn a_sign_typed_with_ctrl_and_alt_is_a_sign_and_no_command() {
    let plain = Command::all().filter_map(|command| command.shortcut().map(|shortcut| (command, shortcut)));
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    let before = (desk.document().clone(), desk.app().settings().clone());
    for (command, shortcut) in plain.filter(|(command, shortcut)| shortcut.ctrl && !command.key_is_local()) {
        let keys = toolkit_shortcut(shortcut).unwrap();
        desk.press(keys.modifiers | Modifiers::ALT, keys.logical_key);
        assert_eq!(desk.dialog(), None, "{command:?}");
        assert_eq!(*desk.app().place(), Place::Actions, "{command:?}");
        assert!(!desk.app().closing());
    }
    assert_eq!((desk.document().clone(), desk.app().settings().clone()), before);
}

/// Another modifier makes it another key, so that a later command can have it.
#[test]
fn more_modifiers_than_the_shortcut_has_are_another_key() {
    let mut desk = Desk::example();
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert_eq!(desk.dialog(), None);
    desk.press(Modifiers::COMMAND, Key::F1);
    desk.press(Modifiers::ALT, Key::F1);
    assert_eq!(desk.dialog(), None);
    // But where it takes Shift to reach a sign at all, Shift may be held.
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus);
    assert_eq!(desk.app().settings().zoom, 1.1);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Num2);
    assert_eq!(*desk.app().place(), Place::Actions);
}

#[test]
fn second_keys_work_like_the_first() {
    let mut desk = Desk::example();
    let change = desk.key(1);
    desk.ask(Request::Edit(Edit::SetLevel { change, level: Some(Level::PlansInPlace) }));
    let edited = desk.document().clone();
    desk.shortcut(Command::Undo);
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(*desk.document(), edited, "done again");
}

#[test]
fn a_dialog_keeps_every_key_of_a_command_to_itself() {
    let mut desk = Field::Dialog.open();
    let (before, place, settings) =
        (desk.document().clone(), desk.app().place().clone(), desk.app().settings().clone());
    for shortcut in Command::all().flat_map(Command::shortcuts) {
        let keys = toolkit_shortcut(shortcut).unwrap();
        desk.press(keys.modifiers, keys.logical_key);
        assert!(matches!(desk.dialog(), Some(Dialog::Details { .. })), "{shortcut}");
    }
    assert!(std::sync::Arc::ptr_eq(desk.document(), &before));
    assert_eq!((desk.app().place(), desk.app().settings()), (&place, &settings));
    assert!(!desk.app().closing());
}

/// Nothing hangs over what comes of a key, and nothing below a menu keeps a key from acting.
#[test]
fn an_open_menu_gives_way_to_a_shortcut() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Gaps);
    desk.button("Rows");
    assert!(desk.has(Role::Button, "Duplicate rows"));
    desk.shortcut(Command::Details);
    assert!(desk.dialog().is_some());
    assert!(!desk.has(Role::Button, "Duplicate rows"));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None, "one Escape leaves the dialog");
}

#[test]
fn an_open_list_of_choices_gives_way_to_a_dialog() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Status);
    let before = desk.row(0).status.clone();
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.focused().unwrap().0, Role::ListBoxOption);
    desk.shortcut(Command::Shortcuts);
    desk.type_text("f6");
    assert_eq!(desk.dialog(), Some(&Dialog::Shortcuts { typed: "f6".to_owned() }));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.row(0).status, before);
    assert_eq!(desk.focused().unwrap().0, Role::Cell, "the list is gone, and the table has the keyboard");
}

#[test]
fn a_menu_longer_than_the_window_is_walked_to_its_end() {
    for (size, whole) in [([1280.0, 800.0], true), ([427.0, 267.0], false)] {
        let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
        for menu in Menu::all() {
            desk.button(menu.title());
            let last = Command::all().filter(|command| command.menu() == menu).last().unwrap();
            let name = last.label();
            let there = desk.harness.query_all_by_role_and_label(Role::Button, name).last().unwrap();
            if whole {
                assert!(window.contains_rect(there.rect()), "{menu:?} at {size:?}: {:?}", there.rect());
            }
            // Up from the menu's title is its last entry.
            desk.keys(&[Key::ArrowUp]);
            let there = desk.harness.query_all_by_role_and_label(Role::Button, name).last().unwrap();
            let entry = if there.accesskit_node().is_disabled() { desk.focus().unwrap().rect() } else { there.rect() };
            assert!(window.contains_rect(entry) && entry.top() > 32.0, "{menu:?} at {size:?}: {entry:?}");
            desk.keys(&[Key::Escape]);
        }
    }
}

#[test]
fn the_sheet_is_opened_searched_scrolled_and_left() {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", [640.0, 400.0]);
    desk.tab_to(Role::Button, "View");
    desk.keys(&[Key::F1]);
    let said = |desk: &Desk, text: &str| desk.has(Role::Label, text) || desk.says(text);
    assert!(said(&desk, "Save as…: Ctrl+Shift+S"));
    assert!(said(&desk, "Open the example: no key"));
    assert!(desk.has(Role::Heading, "While a cell is typed"));
    let top = |desk: &Desk| desk.node(Role::Heading, "File").rect().top();
    let before = top(&desk);
    desk.keys(&[Key::PageDown]);
    assert!(top(&desk) < before - 100.0, "scrolled while the field has the keyboard");
    desk.keys(&[Key::Home]);
    assert!((top(&desk) - before).abs() < 1.0);
    desk.type_text("ctrl d");
    assert!(said(&desk, "Fill down: Ctrl+D") && said(&desk, "Duplicate rows: Ctrl+Shift+D"));
    assert!(!said(&desk, "Save as…: "));
    desk.type_text(" nothing");
    assert!(desk.says("No key answers to that."));
    desk.keys(&[Key::F1]);
    assert_eq!(desk.dialog(), None, "the same key closes it");
    assert_eq!(desk.focused(), Some((Role::Button, "View".to_owned())));
}
