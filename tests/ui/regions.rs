//! The parts of the window: each has a name, and F6 goes round among them.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use hicm::app::{Command, Place, Request};
use hicm::model::{ChangeText, RowField};

const PARTS: [(Role, &str); 5] = [
    (Role::Banner, "Menus"),
    (Role::Navigation, "Sidebar"),
    (Role::Main, "View"),
    (Role::Complementary, "Inspector"),
    (Role::ContentInfo, "Status line"),
];

/// In which part of the window the keyboard is.
fn part(desk: &Desk) -> String {
    let node = desk.focus().expect("something has the keyboard");
    let mut above = std::iter::successors(Some(node), egui_kittest::kittest::NodeT::parent);
    let found = above.find(|node| PARTS.iter().any(|(role, _)| *role == node.accesskit_node().role()));
    found.map(|node| node.accesskit_node().label().unwrap()).unwrap_or_default()
}

fn round(desk: &mut Desk, back: bool, times: usize) -> Vec<(String, String)> {
    let modifiers = if back { Modifiers::SHIFT } else { Modifiers::NONE };
    (0..times)
        .map(|_| {
            desk.press(modifiers, Key::F6);
            (part(desk), desk.focused().unwrap().1)
        })
        .collect()
}

#[test]
fn each_part_is_a_landmark_with_a_name() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    for (role, name) in PARTS {
        assert!(desk.has(role, name), "{name}");
    }
    let file = desk.node(Role::Button, "File");
    let mut above = std::iter::successors(Some(file), egui_kittest::kittest::NodeT::parent);
    assert!(above.any(|node| node.accesskit_node().role() == Role::Banner), "the menus are in it");
}

#[test]
fn f6_goes_round_and_lands_where_one_would_go_on() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(2, RowField::Status);
    let cell = desk.focused().unwrap().1;
    let rows = desk.document().rows.len();
    let findings = desk.app().derived().unwrap().findings.len();
    let expected = [
        ("Inspector", "Inspector".to_owned()),
        ("Status line", format!("{findings} findings")),
        ("Menus", "File".to_owned()),
        ("Sidebar", format!("Actions, {rows}")),
        ("View", cell.clone()),
    ]
    .map(|(part, name)| (part.to_owned(), name));
    assert_eq!(round(&mut desk, false, 5), expected);
    let mut backwards: Vec<_> = expected[..4].to_vec();
    backwards.reverse();
    backwards.push(("View".to_owned(), cell));
    assert_eq!(round(&mut desk, true, 5), backwards);
    desk.keys(&[Key::ArrowDown]);
    assert_eq!(desk.app().selection(), [desk.row(3).id.clone()], "the cell in hand stayed in hand");
}

#[test]
fn with_the_keyboard_nowhere_the_first_part_is_next_and_the_last_one_before() {
    for (back, expected) in [(false, "Menus"), (true, "Status line")] {
        let mut desk = Desk::example();
        assert_eq!(desk.focused(), None);
        assert_eq!(round(&mut desk, back, 1)[0].0, expected);
    }
}

#[test]
fn the_view_takes_the_keyboard_where_it_had_it_or_where_it_begins() {
    let mut desk = Desk::example();
    let title = desk.session().framework().changes[0].title.clone();
    let stops = round(&mut desk, false, 3);
    assert!(stops[2].1.starts_with(&format!("1 {title}")), "the first tile: {stops:?}");
    assert_eq!(stops[1].1, "Overview", "the item that is chosen");
    desk.keys(&[Key::Tab]);
    let second = desk.focused().unwrap();
    round(&mut desk, false, 4);
    assert_eq!(desk.focused().unwrap(), second, "back where it was");

    desk.go_to_change(4);
    desk.node(Role::Button, "File").focus();
    desk.run();
    round(&mut desk, false, 2);
    assert_eq!(desk.focused().unwrap().0, Role::RadioButton, "the level");
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    let count = round(&mut desk, false, 5);
    assert_eq!(count.last().unwrap().0, "View");
    assert_eq!(desk.focused().unwrap().1, ChangeText::Why.name());
    desk.type_text("zz");
    assert!(desk.judgement(4).texts.get(ChangeText::Why).contains("zz"), "and typing goes on");
}

#[test]
fn parts_that_are_not_shown_are_passed_over() {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", [640.0, 400.0]);
    let stops: Vec<String> = round(&mut desk, false, 4).into_iter().map(|(part, _)| part).collect();
    assert_eq!(stops, ["Menus", "View", "Status line", "Menus"]);
}

#[test]
fn the_inspector_is_scrolled_by_keys_once_f6_has_led_there() {
    let mut desk = Desk::sized("example", "2025-26-q1.ron", [1280.0, 500.0]);
    desk.go(Place::Actions);
    desk.cell(0, RowField::Status);
    desk.ask(Request::ShowInspector(true));
    let before = owner(&desk);
    desk.keys(&[Key::Tab, Key::F6]);
    while part(&desk) != "Inspector" {
        desk.keys(&[Key::F6]);
    }
    desk.keys(&[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(part(&desk), "Inspector", "the arrows do not lead out of it");
    assert!(owner(&desk) < before - 40.0, "{} and before {before}", owner(&desk));
    desk.keys(&[Key::PageUp]);
    assert!((owner(&desk) - before).abs() < 1.0);
    // Tab stops at controls only, as ever.
    desk.keys(&[Key::Tab]);
    assert_ne!(desk.focused().map(|(role, _)| role), Some(Role::Document));
}

/// Where the word “Owner” stands in the inspector.
fn owner(desk: &Desk) -> f32 {
    let side = desk.node(Role::Complementary, "Inspector");
    let said = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Label && node.value().is_some_and(|text| text == "Owner")
    };
    side.get(By::new().predicate(said)).rect().top()
}

#[test]
fn it_works_from_the_palette_too() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(2, RowField::Status);
    desk.shortcut(Command::Palette);
    desk.type_text("previous part");
    desk.keys(&[Key::Enter]);
    assert_eq!(part(&desk), "Sidebar", "counted from where the keyboard was");
}
