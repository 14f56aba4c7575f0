//! The two dialogs about what was kept: the versions of a file, and work that was not saved.

use crate::support::{Desk, settle};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use hicm::app::{App, Command, Dialog, Edit, Place, Request, Settings};
use hicm::model::{Assessment, Level};
use hicm::store::{Frameworks, Journal};
use std::sync::Arc;

/// The last LLR quarter, edited and saved.
fn saved() -> Desk {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    let (change, level) = (desk.key(1), Some(Level::Exemplary));
    desk.ask(Request::Edit(Edit::SetLevel { change, level }));
    desk.shortcut(Command::Save);
    desk
}

#[test]
fn versions_are_chosen_by_who_and_when_and_brought_back_by_mouse() {
    let mut desk = saved();
    desk.menu(Command::Versions);
    assert_eq!(desk.question().as_deref(), Some("Versions of this file"));
    assert_eq!(desk.focused(), Some((Role::Button, "Compare with it".to_owned())));
    let first = desk.beginning(Role::RadioButton, "Version 1, ").accesskit_node().description();
    assert_eq!(first.as_deref(), Some("What stood in the file before."));
    let short = desk.session().framework().changes[0].short.clone();
    let second = desk.beginning(Role::RadioButton, "Version 2, ").accesskit_node().description();
    assert_eq!(second, Some(format!("Level of {short}.")));
    desk.click_beginning(Role::RadioButton, "Version 1, ");
    desk.button("Restore");
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.judgement(1).now, Desk::read(&desk.path(".versions/2019-20-q1/0001.ron")).changes[0].now);
    assert!(desk.session().edited());
    desk.shortcut(Command::Undo);
    assert_eq!(desk.judgement(1).now, Some(Level::Exemplary));
}

#[test]
fn versions_are_compared_and_left_by_keyboard() {
    let mut desk = saved();
    desk.ask(Request::Command(Command::Versions));
    for _ in 0..20 {
        if desk.focused().is_some_and(|(role, name)| role == Role::RadioButton && name.starts_with("Version 1, ")) {
            break;
        }
        desk.keys(&[Key::Tab]);
    }
    desk.keys(&[Key::Space]);
    assert!(matches!(desk.dialog(), Some(Dialog::Versions { chosen: 1, .. })));
    desk.tab_to(Role::Button, "Compare with it");
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Compare);
    assert_eq!(desk.app().compare_chosen(false).unwrap().name, "Version 1");
    desk.ask(Request::Command(Command::Versions));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None);
}

#[test]
fn a_file_that_was_never_saved_here_has_no_versions_yet_and_an_untitled_one_none_to_ask_for() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.ask(Request::Command(Command::Versions));
    assert!(desk.says("None is kept yet."));
    assert!(!desk.has(Role::Button, "Restore"));
    desk.button("Close");
    assert!(!Command::Versions.available(Desk::example().app()));
}

/// A start that finds work of the last LLR quarter that was not saved.
fn lost() -> Desk {
    let folder = Desk::copy("llr");
    let file = folder.path().join("2019-20-q1.ron");
    let before = Desk::read(&file);
    let mut after = Assessment::clone(&before);
    after.changes[0].now = Some(Level::Exemplary);
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 5, 0).unwrap();
    let text = |assessment| hicm::format::write(assessment).unwrap();
    let journals = folder.path().join("journals");
    drop(Journal::begin(&journals, Some(&file), Some(&text(&before)), (&text(&after), at), 1).unwrap());
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.keep_journals_in(Some(journals));
    app.start(Some(file));
    while app.dialog().is_none() {
        assert!(app.looking_for_lost_work() || app.busy().is_some() || app.has_lost_work());
        settle(&mut app);
    }
    Desk::onto(app, folder)
}

/// Has the application of a window begin again with an edit of its file that was never saved.
pub fn lose(desk: &mut Desk, folder: &str) {
    let (file, folder) = (desk.session().path().unwrap().to_owned(), desk.path(folder));
    let before = Desk::read(&file);
    let after = Assessment { prepared_by: "Somebody else".to_owned(), ..before.clone() };
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 5, 0).unwrap();
    let text = |assessment| hicm::format::write(assessment).unwrap();
    drop(Journal::begin(&folder, Some(&file), Some(&text(&before)), (&text(&after), at), 1).unwrap());
    let app = desk.harness.state_mut().app_mut();
    app.keep_journals_in(Some(folder));
    app.start(Some(file));
    for _ in 0..500 {
        desk.run();
        if desk.dialog().is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("nothing was found");
}

#[test]
fn lost_work_is_told_of_and_brought_back() {
    let mut desk = lost();
    assert_eq!(desk.question().as_deref(), Some("Work that was not saved was found"));
    assert!(desk.says("Leicester, Leicestershire and Rutland Q1 2019/20, last worked on 28 Nov 2026 09:05."));
    let short = desk.session().framework().changes[0].short.clone();
    assert!(desk.says(&format!("What would come back: Level of {short}.")));
    assert!(desk.says(&desk.path("2019-20-q1.ron").to_string_lossy()));
    assert_eq!(desk.focused(), Some((Role::Button, "Bring it back".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!((desk.dialog(), desk.judgement(1).now), (None, Some(Level::Exemplary)));
    assert!(desk.session().edited());
    assert!(desk.notice().starts_with("What was not saved is back."));
}

#[test]
fn lost_work_is_kept_compared_or_discarded_by_keyboard_alone() {
    let mut desk = lost();
    desk.keys(&[Key::Escape]);
    assert!(desk.dialog().is_none() && desk.app().has_lost_work(), "Escape loses nothing");
    desk.ask(Request::Command(Command::Recover));
    desk.tab_to(Role::Button, "Compare with the file");
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Compare);
    desk.ask(Request::Command(Command::Recover));
    desk.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(desk.focused(), Some((Role::Button, "Discard it".to_owned())), "the last of them");
    desk.keys(&[Key::Enter]);
    assert!(!desk.app().has_lost_work());
    assert_eq!(std::fs::read_dir(desk.path("journals")).unwrap().count(), 0);
}
