//! What is told of others who work on the file: the strip above the view, the button in the line below where there is no
//! room for it, the dialog, and one's own name.

use crate::support::{Desk, settle};
use egui::Key;
use egui::accesskit::Role;
use hicm::app::{App, Command, Dialog, Edit, Place, Request, Settings, clock};
use hicm::model::Level;
use hicm::store::{self, Frameworks, OpenNote, Replace};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A copy, a colleague who has the file open, and a change of hers in it: all that is told at once, of the file in hand.
pub fn others(desk: &mut Desk) {
    let file = desk.session().path().unwrap().to_path_buf();
    let now = clock::utc();
    let since = now - chrono::TimeDelta::minutes(28);
    for (token, by) in [("00000000000000a1", "Anna Smith"), ("00000000000000b2", "Kim Jones")] {
        let (token, by, machine) = (token.to_owned(), by.to_owned(), "DESKTOP-AB12CD3".to_owned());
        store::write_open_note(&file, &OpenNote { token, by, machine, since, alive: now }).unwrap();
    }
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let copy = file.with_file_name(format!("{stem} (Anna's conflicted copy 2026-11-03).ron"));
    write(&file, &copy, 2);
    desk.ask(Request::DismissNotice);
    desk.harness.state_mut().app_mut().watch_files();
    // Taken up by the next request, when the file is as it was opened.
    desk.ask(Request::DismissNotice);
    write(&file, &file, 1);
    look(desk);
}

/// Writes what stands in a file, with another level of a change, into a file.
fn write(from: &Path, to: &Path, number: usize) {
    let mut theirs = Desk::read(from);
    let now = &mut theirs.changes[number - 1].now;
    *now = if *now == Some(Level::Exemplary) { Some(Level::Mature) } else { Some(Level::Exemplary) };
    store::save_assessment(to, &theirs, Replace::Always).unwrap();
}

/// Somebody comes back to the window.
fn look(desk: &mut Desk) {
    desk.harness.state_mut().app_mut().came_back();
    desk.run();
}

/// Something that is not saved.
pub fn edit(desk: &mut Desk) {
    let (change, level) = (desk.key(3), Some(Level::Exemplary));
    desk.ask(Request::Edit(Edit::SetLevel { change, level }));
}

/// A file of which all of it is told.
fn shared() -> Desk {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    others(&mut desk);
    desk
}

#[test]
fn what_others_do_is_told_above_every_view_and_each_line_is_answered() {
    let mut desk = shared();
    for place in [Place::Overview, Place::Actions, Place::Trend, Place::Checks, Place::Compare, Place::Board] {
        desk.go(place.clone());
        for text in [
            "This file was changed on disk at ",
            "A copy from another machine (Anna) stands beside this file.",
            "Anna Smith has had this open since ",
        ] {
            assert!(desk.says(text), "{text} in {place:?}");
        }
        assert!(!desk.has(Role::Button, "Others work on this file"), "it is told once");
    }
    desk.button("Show what is there now");
    assert!(!desk.says("This file was changed on disk"));
    assert_eq!(desk.judgement(1).now, Desk::read(&desk.path("2019-20-q1.ron")).changes[0].now);
    desk.button("Hide who has this open");
    assert!(!desk.says("Anna Smith"));
    desk.button("Compare with the copy");
    assert_eq!(*desk.app().place(), Place::Compare);
    desk.button("Merge it in");
    assert!(matches!(desk.dialog(), Some(Dialog::MergeCopy { .. })));
    desk.button("Merge");
    assert_eq!(desk.dialog(), None);
    desk.shortcut(Command::Save);
    desk.button("Put it away");
    assert!(!desk.says("All of ") && desk.notice().contains("is put away: it is "), "{}", desk.notice());
}

#[test]
fn with_edits_in_hand_they_are_merged_by_keyboard() {
    let mut desk = shared();
    edit(&mut desk);
    assert!(desk.mentions("Your edits are still here."));
    desk.tab_to(Role::Button, "Merge theirs and save");
    desk.keys(&[Key::Enter]);
    assert!(!desk.session().edited() && desk.judgement(3).now == Some(Level::Exemplary));
    assert_eq!(desk.judgement(1).now, Some(Level::Exemplary));
    assert!(!desk.says("This file was changed on disk"));
}

#[test]
fn later_and_leave_it_take_a_line_away_and_nothing_else() {
    let mut desk = shared();
    edit(&mut desk);
    for name in ["Later", "Leave the copy", "Hide who has this open"] {
        desk.button(name);
        assert!(!desk.has(Role::Button, name));
    }
    assert!(desk.session().edited() && desk.path("2019-20-q1 (Anna's conflicted copy 2026-11-03).ron").exists());
    look(&mut desk);
    assert!(!desk.says("This file was changed") && !desk.says("A copy from") && !desk.says("Anna Smith"));
}

#[test]
fn coming_back_to_the_window_looks_at_once() {
    let mut desk = shared();
    desk.button("Show what is there now");
    let path = desk.path("2019-20-q1.ron");
    write(&path, &path, 4);
    for focused in [false, true] {
        desk.harness.event(egui::Event::WindowFocused(focused));
        desk.harness.input_mut().focused = focused;
        desk.run();
    }
    assert!(desk.says("This file was changed on disk"));
}

#[test]
fn in_a_low_window_a_button_leads_to_all_of_it() {
    let mut desk = Desk::sized("llr", "2019-20-q1.ron", [656.0, 416.0]);
    others(&mut desk);
    assert!(!desk.says("Anna Smith"));
    desk.button("Others work on this file");
    assert_eq!(desk.question().as_deref(), Some("Who has this file open"));
    assert!(desk.says("Anna Smith has had this open since ") && desk.says("Kim Jones has had this open since "));
    assert!(desk.says("This file was changed on disk") && desk.says("A copy from another machine"));
    desk.tab_to(Role::Button, "Show what is there now");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.judgement(1).now, Some(Level::Exemplary));
}

#[test]
fn the_dialog_says_what_others_see_and_leads_to_ones_name() {
    let mut desk = shared();
    desk.menu(Command::Sharing);
    assert_eq!(desk.focused(), Some((Role::Button, "Close".to_owned())));
    assert!(desk.says("On DESKTOP-AB12CD3"));
    desk.button("Your name…");
    assert_eq!(desk.question().as_deref(), Some("Your name"));
    desk.type_text("Sam Jones");
    desk.keys(&[Key::Enter]);
    assert_eq!((desk.dialog(), desk.app().settings().name.as_str()), (None, "Sam Jones"));
    desk.ask(Request::Command(Command::Sharing));
    assert!(desk.says("Others see that Sam Jones has it open."));
    desk.keys(&[Key::Escape]);
    desk.ask(Request::Command(Command::YourName));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.app().settings().name, "Sam Jones", "left is not emptied");
    assert!(!Command::Sharing.available(Desk::example().app()) && Command::YourName.available(Desk::example().app()));
}

#[test]
fn nothing_is_told_on_a_stage_or_of_one_who_is_alone() {
    let folder = Desk::copy("llr");
    let file: PathBuf = folder.path().join("2019-20-q1.ron");
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.watch_files();
    app.start(Some(file.clone()));
    settle(&mut app);
    let mut desk = Desk::onto(app, folder);
    assert!(desk.app().file_notes().is_empty() && store::open_notes(&file).len() == 1);
    write(&file, &file, 1);
    look(&mut desk);
    assert!(desk.says("This file was changed on disk"));
    desk.go(Place::Board);
    desk.ask(Request::Board(hicm::app::BoardStep::Present));
    assert!(!desk.says("This file was changed on disk"));
}
