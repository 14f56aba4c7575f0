//! Every dialog, opened as a person would, answered by mouse and once by keyboard alone.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use hicm::app::{Command, Dialog, Edit, PathFor, Place, Request};
use hicm::model::{Level, Quarter};

/// The last LLR quarter with an edit that is not saved.
fn edited() -> Desk {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.go_to_change(1);
    desk.click_beginning(Role::RadioButton, "5 Exemplary");
    assert!(desk.session().edited());
    desk
}

/// Somebody else writes the file.
fn written_elsewhere(desk: &Desk) -> String {
    let path = desk.path("2019-20-q1.ron");
    let theirs = std::fs::read_to_string(&path).unwrap().replace("now: Mature", "now: Exemplary");
    std::fs::write(&path, &theirs).unwrap();
    theirs
}

#[test]
fn unsaved_work_is_asked_about_before_another_file_is_opened() {
    for answer in ["Save", "Discard edits", "Cancel", "Escape"] {
        let mut desk = edited();
        let other = desk.path("2018-19-q4.ron");
        desk.ask(Request::Open(other.clone()));
        assert_eq!(desk.question().as_deref(), Some("Save your edits first?"));
        assert!(desk.says("Leicester, Leicestershire and Rutland Q1 2019/20 has edits that are not saved."));
        match answer {
            "Escape" => desk.keys(&[Key::Escape]),
            // There is a Save in the header as well: the dialog's is the one in the dialog.
            "Save" => desk.keys(&[Key::Enter]),
            answer => desk.button(answer),
        }
        assert_eq!(desk.dialog(), None);
        let stays = matches!(answer, "Cancel" | "Escape");
        let name = if stays { "2019-20-q1.ron" } else { "2018-19-q4.ron" };
        assert_eq!(desk.session().path(), Some(desk.path(name).as_path()), "{answer}");
        assert_eq!(desk.session().edited(), stays, "{answer}");
        let on_disk = Desk::read(&desk.path("2019-20-q1.ron")).changes[0].now;
        assert_eq!(on_disk == Some(Level::Exemplary), answer == "Save", "{answer}");
    }
}

#[test]
fn a_file_changed_on_disk_is_found_before_a_save() {
    for answer in ["Overwrite theirs", "Open theirs, discard mine", "Save mine under another name…", "Cancel"] {
        let mut desk = edited();
        let theirs = written_elsewhere(&desk);
        desk.shortcut(Command::Save);
        assert_eq!(desk.question().as_deref(), Some("Somebody else changed this file"));
        assert!(desk.says(&desk.path("2019-20-q1.ron").to_string_lossy()));
        assert_eq!(std::fs::read_to_string(desk.path("2019-20-q1.ron")).unwrap(), theirs, "nothing was saved");
        desk.button(answer);
        let on_disk = std::fs::read_to_string(desk.path("2019-20-q1.ron")).unwrap();
        match answer {
            "Overwrite theirs" => {
                assert_ne!(on_disk, theirs);
                assert!(!desk.session().edited());
                assert_eq!(Desk::read(&desk.path("2019-20-q1.ron")), **desk.document());
            }
            "Open theirs, discard mine" => {
                assert_eq!(on_disk, theirs);
                assert!(!desk.session().edited());
                assert_eq!(desk.judgement(3).now, Some(Level::Exemplary));
                assert_eq!(desk.judgement(1).now, Some(Level::Established));
            }
            "Cancel" => {
                assert_eq!(on_disk, theirs);
                assert!(desk.session().edited());
            }
            _ => {
                assert!(matches!(desk.dialog(), Some(Dialog::TypePath { purpose: PathFor::SaveAs, .. })));
                desk.press(Modifiers::COMMAND, Key::A);
                let mine = desk.path("mine.ron");
                desk.type_text(&mine.to_string_lossy());
                desk.keys(&[Key::Enter]);
                assert_eq!(desk.session().path(), Some(mine.as_path()));
                assert_eq!(Desk::read(&mine), **desk.document());
                assert_eq!(on_disk, theirs);
            }
        }
    }
}

#[test]
fn the_first_answer_of_a_question_has_the_keyboard() {
    let mut desk = edited();
    written_elsewhere(&desk);
    desk.shortcut(Command::Save);
    assert_eq!(desk.focused().unwrap().1, "Merge the two", "never the one that loses something");
    desk.tab_to(Role::Button, "Open theirs, discard mine");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.judgement(3).now, Some(Level::Exemplary));
}

#[test]
fn what_stands_under_a_new_name_is_replaced_only_after_a_question() {
    for answer in ["Replace it", "Choose another name…", "Cancel"] {
        let mut desk = edited();
        let other = desk.path("2018-19-q4.ron");
        let before = std::fs::read_to_string(&other).unwrap();
        desk.shortcut(Command::SaveAs);
        assert_eq!(desk.question().as_deref(), Some("Save where?"));
        desk.press(Modifiers::COMMAND, Key::A);
        desk.type_text(&other.with_extension("").to_string_lossy());
        desk.keys(&[Key::Enter]);
        assert_eq!(desk.question().as_deref(), Some("Replace the file that is there?"));
        assert_eq!(std::fs::read_to_string(&other).unwrap(), before);
        desk.button(answer);
        match answer {
            "Replace it" => {
                assert_eq!(desk.dialog(), None);
                assert_eq!(Desk::read(&other), **desk.document());
            }
            "Cancel" => {
                assert_eq!(desk.dialog(), None);
                assert!(desk.session().edited());
                assert_eq!(std::fs::read_to_string(&other).unwrap(), before);
            }
            _ => assert_eq!(desk.question().as_deref(), Some("Save where?")),
        }
    }
}

#[test]
fn a_path_is_typed_by_keyboard_alone_and_may_be_quoted() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.shortcut(Command::Open);
    assert_eq!(desk.question().as_deref(), Some("Open which file?"));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Path".to_owned())));
    desk.press(Modifiers::COMMAND, Key::A);
    let path = desk.path("2017-18-q1.ron");
    desk.type_text(&format!("\"{}\"", path.display()));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.session().path(), Some(path.as_path()));

    desk.shortcut(Command::OpenFolder);
    assert_eq!(desk.question().as_deref(), Some("Open which folder of quarters?"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.keys(&[Key::Delete]);
    assert!(!desk.has(Role::Button, "Open"), "nothing typed, nothing to open");
    let folder = desk.path("");
    desk.type_text(&folder.to_string_lossy());
    desk.button("Open");
    assert_eq!(desk.session().path(), Some(desk.path("2019-20-q1.ron").as_path()), "the latest");

    desk.menu(Command::AddFramework);
    assert_eq!(desk.question().as_deref(), Some("Add which framework file?"));
    desk.button("Cancel");
    assert_eq!(desk.dialog(), None);
}

#[test]
fn a_new_assessment_is_made_by_keyboard_alone() {
    let mut desk = Desk::example();
    desk.shortcut(Command::New);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Place".to_owned())));
    assert!(!desk.has(Role::Button, "Create"), "a place is wanted first");
    desk.type_text("Northmarch");
    desk.keys(&[Key::Tab]);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("the first one");
    assert!(!desk.has(Role::Button, "Create"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Q3 2026/27");
    desk.keys(&[Key::Tab, Key::Enter]);
    let last = desk.app().frameworks().iter().last().unwrap().clone();
    desk.tab_to(Role::Button, &last.title);
    desk.keys(&[Key::Enter]);
    desk.tab_to(Role::Button, "Create");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.document().place, "Northmarch");
    assert_eq!(desk.document().quarter, "Q3 2026/27".parse::<Quarter>().unwrap());
    assert_eq!(desk.document().framework, last.id);
    assert_eq!(desk.document().changes.len(), last.changes.len());
    assert!(desk.session().edited() && desk.session().path().is_none());
    assert!(desk.says("Not saved yet"));
}

#[test]
fn a_new_assessment_is_made_by_mouse_after_what_is_open_is_safe() {
    let mut desk = edited();
    desk.menu(Command::New);
    desk.click(Role::TextInput, "Place");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Northmarch");
    desk.button("Create");
    assert_eq!(desk.question().as_deref(), Some("Save your edits first?"));
    desk.button("Discard edits");
    assert_eq!(desk.document().place, "Northmarch");
}

#[test]
fn a_new_quarter_is_confirmed_by_mouse_or_by_keyboard() {
    for keyboard in [false, true] {
        let mut desk = Desk::file("llr", "2017-18-q1.ron");
        let before = desk.document().clone();
        desk.shortcut(Command::NewQuarter);
        assert_eq!(desk.question().as_deref(), Some("Start Q2 2017/18?"));
        assert!(desk.says("Everything in Q1 2017/18 is carried forward"));
        if keyboard {
            assert_eq!(desk.focused().unwrap().1, "Start the quarter");
            desk.keys(&[Key::Enter]);
        } else {
            desk.button("Start the quarter");
        }
        assert_eq!(*desk.document().as_ref(), before.carried_forward());
        assert_eq!(desk.session().previous(), Some(&before));
        assert_eq!(desk.session().suggested_path(), desk.path("2017-18-q2.ron"));
        assert!(desk.notice().starts_with("Q2 2017/18 carried forward."));
        assert!(desk.has(Role::Heading, "Since Q1 2017/18"));
        desk.go(Place::Actions);
        let rows = before.rows.len().min(3);
        assert!((0..rows).all(|at| desk.said(at, hicm::model::RowField::Reviewed) == "not yet"));
    }
}

#[test]
fn a_quarter_that_exists_is_opened_not_started_again() {
    for keyboard in [false, true] {
        let mut desk = Desk::file("example", "2024-25-q4.ron");
        desk.menu(Command::NewQuarter);
        assert_eq!(desk.question().as_deref(), Some("Q1 2025/26 exists already"));
        if keyboard {
            desk.keys(&[Key::Enter]);
        } else {
            desk.button("Open it");
        }
        assert_eq!(desk.session().path(), Some(desk.path("2025-26-q1.ron").as_path()));
    }
}

#[test]
fn details_are_kept_and_days_are_read() {
    let mut desk = Desk::example();
    desk.shortcut(Command::Details);
    assert_eq!(desk.question().as_deref(), Some("Place, quarter and day"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Elsewhere");
    desk.keys(&[Key::Tab, Key::Tab]);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("soon");
    assert!(desk.says("“soon” is not a day"));
    assert!(!desk.has(Role::Button, "Change"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("1 July 2025");
    desk.keys(&[Key::Tab]);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Me");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.dialog(), None);
    assert_eq!((desk.document().place.as_str(), desk.document().prepared_by.as_str()), ("Elsewhere", "Me"));
    assert_eq!(desk.document().as_at.to_string(), "2025-07-01");
    assert_eq!(desk.session().undo_label(), Some("change place, quarter and day"));
    desk.shortcut(Command::Undo);
    assert_eq!(desk.document().place, "Wexcombe and Arden Vale");

    desk.menu(Command::Details);
    desk.click(Role::TextInput, "Prepared by");
    desk.keys(&[Key::End]);
    desk.type_text(" and others");
    desk.button("Change");
    assert!(desk.document().prepared_by.ends_with(" and others"));
}

#[test]
fn move_to_another_change_by_keyboard() {
    let mut desk = Desk::example();
    desk.ask(Request::GoToRow(desk.row(0).id.clone()));
    desk.shortcut(Command::ReassignRows);
    assert_eq!(desk.focused().unwrap().1, format!("2  {}", desk.session().framework().changes[1].title));
    desk.keys(&[Key::Tab, Key::Enter]);
    let id = desk.app().selection()[0].clone();
    assert_eq!(desk.document().row(&id).unwrap().change, desk.key(3));
    desk.menu(Command::ReassignRows);
    desk.button("Cancel");
    assert_eq!(desk.dialog(), None);
}

#[test]
fn a_file_that_cannot_be_read_leaves_what_is_open_and_says_why() {
    for keyboard in [false, true] {
        let mut desk = Desk::file("llr", "2019-20-q1.ron");
        let broken = desk.path("broken.ron");
        std::fs::write(&broken, "(format: 1, place: 3)").unwrap();
        let before = desk.document().clone();
        desk.ask(Request::Open(broken.clone()));
        assert!(matches!(desk.dialog(), Some(Dialog::Problem(_))));
        assert!(desk.says("What to do"));
        assert!(desk.mentions(&broken.to_string_lossy()));
        if keyboard {
            desk.keys(&[Key::Enter]);
        } else {
            desk.button("Close");
        }
        assert_eq!(desk.dialog(), None);
        assert!(std::sync::Arc::ptr_eq(desk.document(), &before));
        assert!(!desk.app().settings().recent.contains(&broken), "it is not offered again");
        desk.ask(Request::Edit(Edit::SetLevel { change: desk.key(1), level: None }));
        assert!(desk.session().edited(), "work goes on");
    }
}

#[test]
fn what_cannot_be_saved_can_be_saved_under_another_name() {
    for keyboard in [false, true] {
        let mut desk = edited();
        let file = desk.path("2019-20-q1.ron");
        // Somebody put a folder in its place.
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        desk.shortcut(Command::Save);
        assert_eq!(desk.question().as_deref(), Some("That is a folder, not a file."));
        assert!(desk.says("What was kept") && desk.mentions("your edits are still here"));
        assert!(desk.mentions(&file.to_string_lossy()) && desk.has(Role::Button, "Close"));
        if keyboard {
            desk.keys(&[Key::Enter]);
        } else {
            desk.button("Save under another name…");
        }
        assert!(
            matches!(desk.dialog(), Some(Dialog::TypePath { purpose: PathFor::SaveAs, .. })),
            "{:?}",
            desk.dialog()
        );
        desk.press(Modifiers::COMMAND, Key::A);
        let mine = desk.path("mine.ron");
        desk.type_text(&mine.to_string_lossy());
        desk.keys(&[Key::Enter]);
        assert_eq!(Desk::read(&mine), **desk.document());
        assert!(!desk.session().edited());
    }
}
