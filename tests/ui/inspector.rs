//! The inspector: the row in hand, in full.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use hicm::app::{Command, Place, Request};
use hicm::model::RowField;

#[test]
fn it_opens_and_closes_by_its_command_whatever_the_width() {
    for (size, open) in [([1440.0, 900.0], true), ([1280.0, 800.0], false)] {
        let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
        desk.go(Place::Actions);
        assert_eq!(desk.has(Role::Heading, "Inspector"), open, "at first, at {size:?}");
        desk.shortcut(Command::ToggleInspector);
        assert_eq!(desk.has(Role::Heading, "Inspector"), !open, "after one press at {size:?}");
        desk.menu(Command::ToggleInspector);
        assert_eq!(desk.has(Role::Heading, "Inspector"), open, "after two at {size:?}");
    }
}

#[test]
fn the_selection_drives_it() {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    desk.cell(1, RowField::Owner);
    let (one, two) = (desk.row(1).clone(), desk.row(2).clone());
    assert_eq!(desk.app().selection(), std::slice::from_ref(&one.id));
    assert!(desk.says(&format!("1 Early discharge planning · {}", one.id)));
    assert!(desk.says(&one.where_now));
    assert!(desk.says(&format!("read as {}", one.due.reading())));
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(desk.app().selection(), std::slice::from_ref(&two.id));
    assert!(desk.says(&format!("1 Early discharge planning · {}", two.id)));
    assert!(!desk.says(&format!("1 Early discharge planning · {}", one.id)));
}

#[test]
fn last_quarter_what_was_assumed_and_local_words_stand_in_it() {
    let mut desk = Desk::example();
    let at = desk.document().rows.iter().position(|row| !row.marks.is_empty()).unwrap();
    let row = desk.row(at).clone();
    desk.ask(Request::GoToRow(row.id.clone()));
    assert!(desk.says("In Q4 2024/25"));
    assert!(desk.says(&format!("◄ {}", row.marks[0].note)));
    assert!(desk.says(&row.source.as_ref().unwrap().document));
    let short = desk.document().glossary.iter().find(|entry| row.spread.typed().contains(&entry.short)).unwrap();
    assert!(desk.says(&format!("{}: {}", short.short, short.meaning)));
}

#[test]
fn an_abbreviation_of_two_words_is_explained_too() {
    let mut desk = Desk::example();
    let entry = desk.document().glossary.iter().find(|entry| entry.short == "Bed board").unwrap().clone();
    let row = desk.row(0).clone();
    assert!(row.where_now.contains("bed board"));
    desk.ask(Request::GoToRow(row.id));
    assert!(desk.says(&format!("{}: {}", entry.short, entry.meaning)));
}

#[test]
fn a_twin_is_offered_and_gone_to() {
    let mut desk = Desk::example();
    let (from, to) = (desk.row(0).clone(), desk.row(10).clone());
    let cells = vec![(to.id.clone(), RowField::WhereNow, from.where_now.clone())];
    desk.ask(Request::Edit(hicm::app::Edit::SetCells(cells)));
    desk.ask(Request::GoToRow(from.id.clone()));
    assert!(desk.says("Same wording elsewhere"));
    let name = "Go to 2 Demand and capacity: ";
    desk.beginning(Role::Link, name).click_accesskit();
    desk.run();
    assert_eq!(desk.app().selection(), [to.id]);
    assert_eq!(desk.document().rows.len(), 55, "never merged");
}
