//! Signing off and reopening, by keyboard, by role and by name.

use crate::support::Desk;
use egui::Key;
use egui::accesskit::Role;
use hicm::app::{Command, Place, Request};
use hicm::model::State;

/// The example's last quarter as a draft in a folder with the others.
fn draft() -> Desk {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let path = desk.path("2025-26-q1.ron");
    let mut draft = Desk::read(&path);
    draft.state = State::Draft;
    hicm::store::save_assessment(&path, &draft, hicm::store::Replace::Always).unwrap();
    desk.ask(Request::Open(path));
    assert!(!desk.session().read_only());
    desk
}

#[test]
fn a_quarter_is_signed_off_by_keyboard_and_reopened_on_record() {
    let mut desk = draft();
    desk.menu(Command::Seal);
    assert_eq!(desk.question().as_deref(), Some("Sign Q1 2025/26 off?"));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Name".to_owned())));
    assert!(desk.says("Give the name of who signs."));
    assert!(!desk.has(Role::Button, "Sign off"));
    assert!(desk.mentions("The seal rests on that of Q4 2024/25."));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.dialog(), None);
    assert!(!desk.session().edited());

    desk.menu(Command::Seal);
    desk.type_text("Marigold Penn");
    assert!(desk.has(Role::Button, "Sign off"));
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Role".to_owned())));
    desk.type_text("Chair");
    desk.keys(&[Key::Tab]);
    desk.type_text("Agreed.");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.dialog(), None);
    let State::Sealed(seal) = desk.document().state.clone() else { panic!("not sealed") };
    assert_eq!((seal.by.as_str(), seal.role.as_str(), seal.note.as_str()), ("Marigold Penn", "Chair", "Agreed."));
    assert!(desk.says("Sealed by Marigold Penn on "));
    assert_eq!(desk.notice(), "Done: sign off.");
    desk.shortcut(Command::Undo);
    assert!(!desk.session().read_only(), "not saved yet");
    desk.shortcut(Command::Redo);
    desk.shortcut(Command::Save);
    desk.shortcut(Command::Undo);
    assert!(desk.session().read_only(), "saved");
    assert_eq!(Desk::read(&desk.path("2025-26-q1.ron")), **desk.document());

    desk.menu(Command::Reopen);
    assert_eq!(desk.question().as_deref(), Some("Reopen Q1 2025/26?"));
    desk.type_text("Hazel");
    assert!(desk.says("Give the reason.") && !desk.has(Role::Button, "Reopen"));
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Reason".to_owned())));
    desk.type_text("A level was wrong.");
    desk.button("Reopen");
    assert!(!desk.session().read_only());
    let told = &desk.document().reopenings[0];
    assert_eq!((told.by.as_str(), told.reason.as_str()), ("Hazel", "A level was wrong."));
    assert_eq!(told.digest.as_ref(), Some(&seal.digest));
    desk.go(Place::Compare);
    assert!(desk.mentions("Q1 2025/26 was reopened on "), "the comparison tells it");
    assert!(desk.mentions(": A level was wrong."));
}

#[test]
fn what_is_missing_is_told_before_it_is_signed_and_leads_there() {
    let mut desk = draft();
    let key = desk.key(1);
    desk.ask(Request::Edit(hicm::app::Edit::SetLevel { change: key.clone(), level: None }));
    desk.ask(Request::Command(Command::Seal));
    assert!(desk.says("Still missing: "));
    let found = hicm::check::check(desk.document(), desk.session().framework());
    let gap = found.into_iter().find(|it| it.rule == hicm::check::Rule::ChangeNotAssessed).unwrap().text;
    let short = desk.session().framework().changes[0].short.clone();
    desk.click(Role::Link, &format!("Go there: {short}: {gap}"));
    assert_eq!(desk.dialog(), None);
    assert_eq!(*desk.app().place(), Place::Change(key));
    assert!(!desk.document().sealed());
}

#[test]
fn a_quarter_that_was_altered_after_it_was_sealed_says_so() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let path = desk.path("2025-26-q1.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    for (from, to, said) in [
        (
            "Five changes rose",
            "Six changes rose",
            "The content is not what was sealed on 18 Jul 2025 by Marigold Penn.",
        ),
        ("by: \"Marigold Penn\"", "by: \"Somebody\"", "The seal of 18 Jul 2025 was altered"),
    ] {
        assert!(text.contains(from));
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        desk.ask(Request::Open(path.clone()));
        assert!(desk.says(said), "{said}");
        assert!(desk.has(Role::Link, "Reopen…"), "{said}");
    }
    std::fs::write(&path, text).unwrap();
    desk.ask(Request::Open(path));
    assert!(desk.says("Sealed by Marigold Penn on 18 Jul 2025."));
}
