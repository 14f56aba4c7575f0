//! The frame of the window: files, quarters, what is sealed, settings, and the way out.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Edit, Place, Request, Settings};
use hicm::model::{ChangeText, Level, RowField};
use std::path::PathBuf;
use std::sync::Arc;

#[test]
fn a_file_saved_and_opened_again_is_the_same() {
    let mut desk = Desk::example();
    desk.go_to_change(4);
    desk.click_beginning(Role::RadioButton, "3 Established");
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("Because “it” is so:\n£70k, ½ way");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Due);
    desk.type_text("w/c 3 August");
    desk.keys(&[Key::Enter]);
    desk.button("Save");
    assert_eq!(desk.question().as_deref(), Some("Save where?"));
    desk.press(Modifiers::COMMAND, Key::A);
    let path = desk.path("kept");
    desk.type_text(&path.to_string_lossy());
    desk.keys(&[Key::Enter]);
    let path = path.with_extension("ron");
    assert_eq!(desk.session().path(), Some(path.as_path()));
    assert!(!desk.session().edited());
    assert!(desk.says("Saved "));
    assert!(!desk.says("This is an untitled copy"));
    let kept = desk.document().clone();
    assert_eq!(Desk::read(&path), *kept);

    // Undone behind the save it differs from the file, and redone it does not.
    desk.shortcut(Command::Undo);
    assert!(desk.says("Edited, not saved"));
    assert!(desk.app().title().starts_with('●'));
    desk.shortcut(Command::Redo);
    assert!(!desk.session().edited());

    desk.ask(Request::Open(path));
    assert_eq!(*desk.document(), kept);
    assert_eq!(desk.session().undo_label(), None);
}

#[test]
fn the_quarter_picker_opens_other_quarters_and_guards_what_is_not_saved() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.button("Quarter Q1 2019/20, draft");
    let quarters: Vec<String> = ["Q1 2017/18", "Q4 2018/19", "Q1 2019/20"].map(str::to_owned).to_vec();
    for quarter in &quarters {
        assert!(desk.harness.query_all_by_label_contains(quarter).next().is_some(), "{quarter}");
    }
    desk.click_beginning(Role::Button, "Q4 2018/19");
    assert_eq!(desk.session().path(), Some(desk.path("2018-19-q4.ron").as_path()));
    assert!(desk.has(Role::Button, "Quarter Q4 2018/19, draft"));

    let change = desk.key(1);
    desk.ask(Request::Edit(Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    // By keyboard alone.
    desk.tab_to(Role::Button, "Quarter Q4 2018/19, draft");
    desk.keys(&[Key::Enter]);
    for _ in 0..6 {
        desk.keys(&[Key::Tab]);
        if desk.focused().is_some_and(|(_, name)| name.starts_with("Q1 2017/18")) {
            break;
        }
    }
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("Save your edits first?"));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.session().path(), Some(desk.path("2017-18-q1.ron").as_path()));
    assert_eq!(Desk::read(&desk.path("2018-19-q4.ron")).changes[0].now, Some(Level::Exemplary), "saved first");
}

#[test]
fn a_sealed_quarter_refuses_every_edit_and_says_so() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let before = desk.document().clone();
    assert!(desk.says("Sealed by Marigold Penn on 18 Jul 2025."));
    assert!(desk.has(Role::Button, "Quarter Q1 2025/26, sealed"));

    desk.go_to_change(4);
    desk.click_beginning(Role::RadioButton, "2 Plans in place");
    desk.beginning(Role::RadioButton, "2 Plans in place").focus();
    desk.keys(&[Key::Enter]);
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.type_text("x");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Owner);
    desk.type_text("x");
    desk.keys(&[Key::Enter, Key::F2]);
    desk.type_text("x");
    desk.keys(&[Key::Delete]);
    desk.harness.event(egui::Event::Paste("pasted".to_owned()));
    desk.run();
    assert!(desk.notice().contains("sealed"), "pasting says why not: {:?}", desk.notice());
    desk.press(Modifiers::ALT, Key::ArrowDown);
    for command in [
        Command::AddRow,
        Command::DeleteRows,
        Command::MoveRowsUp,
        Command::ReassignRows,
        Command::ToggleReviewed,
        Command::Details,
        Command::Undo,
    ] {
        desk.shortcut(command);
        assert_eq!(desk.dialog(), None, "{command:?}");
    }
    assert!(Arc::ptr_eq(desk.document(), &before));
    assert!(!desk.session().edited());
    desk.ask(Request::Edit(Edit::DeleteRows(vec![before.rows[0].id.clone()])));
    assert_eq!(desk.notice(), "This quarter is sealed and cannot be edited; start the next quarter to go on.");
    assert!(desk.says("This quarter is sealed"));

    // What is offered instead: the next quarter.
    desk.click(Role::Link, "Start new quarter…");
    desk.button("Start the quarter");
    assert!(!desk.session().read_only());
    assert_eq!(desk.document().quarter.to_string(), "Q2 2025/26");
}

#[test]
fn cells_of_a_sealed_quarter_are_told_as_read_only() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    desk.go(Place::Actions);
    assert!(desk.cell_node(0, RowField::Owner).accesskit_node().data().is_read_only());
    desk.go_to_change(4);
    assert!(desk.beginning(Role::RadioButton, "2 Plans in place").accesskit_node().is_disabled());
}

#[test]
fn recent_files_are_in_the_menu_and_the_last_one_opens_at_the_next_start() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    let (first, second) = (desk.path("2019-20-q1.ron"), desk.path("2018-19-q4.ron"));
    desk.ask(Request::Open(second.clone()));
    assert_eq!(desk.app().settings().recent, [second.clone(), first.clone()]);
    desk.button("File");
    desk.button("Open recent");
    let folder = first.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    desk.button(&format!("{folder} / 2019-20-q1.ron"));
    assert_eq!(desk.session().path(), Some(first.as_path()));
    assert_eq!(desk.app().settings().recent, [first.clone(), second.clone()]);

    let settings = Settings::from_text(&desk.app().settings().to_text());
    let next = Desk::start(tempfile::tempdir().unwrap(), None, settings, [1280.0, 800.0]);
    assert_eq!(next.session().path(), Some(first.as_path()));

    // A last file that is gone is no reason not to start.
    let gone = Settings { recent: vec![PathBuf::from("/nowhere/at-all.ron")], ..Settings::default() };
    let next = Desk::start(tempfile::tempdir().unwrap(), None, gone, [1280.0, 800.0]);
    assert!(next.says("This is an untitled copy of the example"));
}

#[test]
fn settings_are_written_where_they_were_told_to_be_and_nowhere_else() {
    let mut desk = Desk::example();
    desk.menu(Command::ThemeDark);
    assert!(!desk.path("settings.ron").exists());
    let file = desk.path("settings.ron");
    desk.harness.state_mut().app_mut().keep_settings_in(Some(file.clone()));
    desk.menu(Command::ThemeLight);
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(Settings::from_text(&text).theme, hicm::app::Theme::Light);
}

#[test]
fn everything_grows_and_shrinks_by_its_commands() {
    let mut desk = Desk::example();
    let zoom = |desk: &Desk| (desk.app().settings().zoom, desk.harness.ctx.zoom_factor());
    desk.shortcut(Command::ZoomIn);
    desk.shortcut(Command::ZoomIn);
    assert_eq!(zoom(&desk), (1.2, 1.2));
    desk.shortcut(Command::ZoomOut);
    assert_eq!(zoom(&desk), (1.1, 1.1));
    desk.shortcut(Command::ZoomReset);
    assert_eq!(zoom(&desk), (1.0, 1.0));
    for _ in 0..5 {
        desk.ask(Request::Command(Command::ZoomOut));
    }
    assert_eq!(desk.app().settings().zoom, 0.8, "no smaller than can be read");
}

#[test]
fn the_key_beside_backspace_makes_larger_without_shift() {
    let mut desk = Desk::example();
    desk.press(Modifiers::COMMAND, Key::Equals);
    assert_eq!(desk.app().settings().zoom, 1.1);
}

#[test]
fn closing_is_asked_about_when_something_is_not_saved() {
    for edited in [false, true] {
        let mut desk = Desk::example();
        if edited {
            let change = desk.key(1);
            desk.ask(Request::Edit(Edit::SetLevel { change, level: None }));
        }
        let root = egui::ViewportId::ROOT;
        desk.harness.input_mut().viewports.entry(root).or_default().events.push(egui::ViewportEvent::Close);
        desk.harness.step();
        let cancelled = desk.window_commands().contains(&egui::ViewportCommand::CancelClose);
        desk.harness.input_mut().viewports.entry(root).or_default().events.clear();
        desk.run();
        assert!(cancelled, "the window never closes by itself");
        assert_eq!(desk.app().closing(), !edited);
        if edited {
            assert_eq!(desk.question().as_deref(), Some("Save your edits first?"));
            desk.button("Cancel");
            assert!(!desk.app().closing());
            desk.shortcut(Command::Quit);
            desk.button("Discard edits");
            assert!(desk.app().closing());
        }
    }
}

/// A cell that is still being typed is neither left out of a save nor lost with the window.
#[test]
fn a_cell_still_being_typed_is_saved_and_guarded() {
    for leaving in [false, true] {
        let mut desk = Desk::file("llr", "2017-18-q1.ron");
        desk.go(Place::Actions);
        desk.cell(2, RowField::Gaps);
        desk.type_text("half a thought");
        assert_eq!(desk.row(2).gaps, Desk::read(&desk.path("2017-18-q1.ron")).rows[2].gaps, "not in the document yet");
        if leaving {
            desk.shortcut(Command::Quit);
            assert_eq!(desk.question().as_deref(), Some("Save your edits first?"));
            desk.press(Modifiers::NONE, Key::Enter);
            assert!(desk.app().closing());
        } else {
            desk.shortcut(Command::Save);
            assert!(!desk.session().edited());
        }
        assert_eq!(Desk::read(&desk.path("2017-18-q1.ron")).rows[2].gaps, "half a thought");
    }
}

/// After a dialog the keyboard is where it was before it.
#[test]
fn a_dialog_gives_the_keyboard_back() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.tab_to(Role::Button, "Overview");
    desk.shortcut(Command::Details);
    assert!(desk.question().is_some());
    desk.press(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.question(), None);
    assert_eq!(desk.focused(), Some((Role::Button, "Overview".to_owned())));
}

#[test]
fn a_file_dropped_on_the_window_is_opened() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    let path = desk.path("2017-18-q1.ron");
    desk.drop_file(path.clone());
    assert_eq!(desk.session().path(), Some(path.as_path()));
}

#[test]
fn every_menu_entry_has_its_key_beside_it_and_is_there_once() {
    let mut desk = Desk::example();
    for menu in hicm::app::Menu::all() {
        desk.button(menu.title());
        for command in Command::all().filter(|command| command.menu() == menu) {
            let found = desk
                .harness
                .query_all_by_role(Role::Button)
                .filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(command.label())));
            assert!(found.count() >= 1, "{command:?}");
        }
        desk.keys(&[Key::Escape]);
    }
}

#[test]
fn the_status_line_tells_findings_and_path() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    let findings = desk.app().derived().unwrap().findings.len();
    desk.go(Place::Actions);
    desk.button(&format!("{findings} findings"));
    assert_eq!(*desk.app().place(), Place::Overview);
    assert!(desk.mentions("/ 2017-18-q1.ron"));
    assert!(desk.says("No edits"));
}

#[test]
fn the_sidebar_leads_everywhere() {
    let mut desk = Desk::example();
    desk.button("Actions, 55");
    assert_eq!(*desk.app().place(), Place::Actions);
    let short = desk.session().framework().changes[2].short.clone();
    desk.button(&format!("3 {short}, 3 Established"));
    assert_eq!(*desk.app().place(), Place::Change(desk.key(3)));
    desk.button("Overview");
    assert_eq!(*desk.app().place(), Place::Overview);
    desk.tab_to(Role::Button, "Actions, 55");
    desk.keys(&[Key::Space]);
    assert_eq!(*desk.app().place(), Place::Actions);
}
