//! The checks: everything that was noticed, each with a way to it, and what may identify somebody taken out or kept.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use hicm::app::{Command, Dialog, Edit, Place, Request};
use hicm::check::{IdentifierKind, Private};
use hicm::model::{Assessment, RowField, Spot};
use std::sync::Arc;

const NUMBER: &str = "Call about 943 476 5919 today";

/// The example with an NHS number in a row's gaps.
fn desk() -> Desk {
    sized([2400.0, 900.0])
}

fn sized(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
    let row = desk.row(3).id.clone();
    desk.ask(Request::Edit(Edit::SetCells(vec![(row, RowField::Gaps, NUMBER.to_owned())])));
    desk
}

/// Asks why something may stay.
pub fn keeping() -> Request {
    let at = Spot::Notes;
    let private = Private { kind: IdentifierKind::NhsNumber, at, digest: "0000".to_owned() };
    Request::AskKeep { private, told: "May be an NHS number: 943\u{a0}•••\u{a0}••••.".to_owned() }
}

fn private(desk: &Desk) -> usize {
    desk.app().derived().unwrap().findings.iter().filter(|finding| finding.private.is_some()).count()
}

/// The rows of the list in sight, by their names.
fn rows(desk: &Desk) -> usize {
    desk.harness.query_all(By::new().role(Role::Row)).count()
}

/// Comes to the finding on the number: it is a gap, and gaps come first.
fn come(desk: &mut Desk) {
    desk.shortcut(Command::GoChecks);
    for _ in 0..80 {
        if desk.has(Role::Button, "Redact") {
            return;
        }
        desk.keys(&[Key::ArrowDown]);
    }
    panic!("the finding is not in the list");
}

#[test]
fn all_that_was_noticed_is_listed_and_counted_in_the_sidebar() {
    let mut desk = desk();
    let all = desk.app().derived().unwrap().findings.len();
    desk.click(Role::Button, &format!("Checks, {all}"));
    assert_eq!(*desk.app().place(), Place::Checks);
    assert!(desk.has(Role::Heading, "Checks"));
    let table = desk.node(Role::Table, "Findings");
    assert_eq!(table.accesskit_node().data().row_count(), Some(all), "not only those in sight");
    assert!(desk.mentions("943\u{a0}•••\u{a0}••••"));
    assert!(!desk.mentions("476"), "never whole");
}

#[test]
fn the_arrows_go_through_them_and_enter_goes_there() {
    let mut desk = desk();
    come(&mut desk);
    assert!(desk.focused().is_some_and(|(role, _)| role == Role::Cell));
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Actions);
    assert_eq!(desk.app().selection(), [desk.row(3).id.clone()]);
}

#[test]
fn redact_takes_it_out_in_one_step_that_can_be_taken_back() {
    let mut desk = desk();
    come(&mut desk);
    desk.tab_to(Role::Button, "Redact");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(3).gaps, "Call about [removed] today");
    assert_eq!(private(&desk), 0);
    assert_eq!(desk.session().undo_label(), Some("remove NHS number from Gaps"));
    desk.shortcut(Command::Undo);
    assert_eq!((desk.row(3).gaps.as_str(), private(&desk)), (NUMBER, 1));
}

#[test]
fn keep_asks_for_a_reason_and_is_not_asked_again() {
    let mut desk = desk();
    come(&mut desk);
    desk.tab_to(Role::Button, "Keep…");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("Why may it stay?"));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Reason".to_owned())));
    desk.keys(&[Key::Enter]);
    assert!(matches!(desk.dialog(), Some(Dialog::KeepText(_))), "not without a reason");
    desk.node(Role::TextInput, "Reason").focus();
    desk.run();
    desk.type_text("A test number");
    desk.keys(&[Key::Enter]);
    assert_eq!((desk.dialog(), private(&desk)), (None, 0));
    assert_eq!(desk.document().kept_texts[0].reason, "A test number");
    assert_eq!(desk.row(3).gaps, NUMBER);
    assert!(!desk.has(Role::Button, "Redact"));
}

#[test]
fn one_kind_can_be_looked_at_alone() {
    let mut desk = desk();
    desk.shortcut(Command::GoChecks);
    let all = rows(&desk);
    desk.click_beginning(Role::ComboBox, "Kind: All kinds");
    desk.click_beginning(Role::Button, "May identify a patient (1)");
    assert_eq!(rows(&desk), 2, "its titles and it, not {all}");
    // Once it is mended, all are shown again.
    desk.node(Role::Table, "Findings").focus();
    desk.run();
    desk.keys(&[Key::ArrowDown]);
    desk.button("Redact");
    assert!(rows(&desk) > 2);
    desk.beginning(Role::ComboBox, "Kind: All kinds");
}

#[test]
fn nothing_found_teaches_what_would_stand_here() {
    let mut desk = Desk::example();
    let empty = {
        let mut it = Assessment::clone(desk.document());
        it.rows.clear();
        for judgement in &mut it.changes {
            judgement.now = Some(hicm::model::Level::Established);
            judgement.planned.clear();
        }
        it
    };
    desk.ask(Request::Edit(Edit::Merged { with: "nobody".to_owned(), assessment: Arc::new(empty) }));
    desk.shortcut(Command::GoChecks);
    assert_eq!(desk.app().derived().unwrap().findings.len(), 0);
    assert!(desk.has(Role::Heading, "Nothing was found"));
    assert!(desk.says("Here stands what is missing"));
}

#[test]
fn the_overview_leads_to_all_of_them() {
    let mut desk = desk();
    let all = desk.app().derived().unwrap().findings.len();
    desk.go(Place::Overview);
    desk.node(Role::Link, &format!("All {all} in Checks")).click_accesskit();
    desk.run();
    assert_eq!(*desk.app().place(), Place::Checks);
    assert!(desk.focused().is_some(), "the list has the keyboard");
}

#[test]
fn only_what_is_in_sight_is_laid_out() {
    let mut desk = Desk::example();
    let row = desk.row(0).clone();
    let many = (0..10_000).map(|at| {
        let id = hicm::model::RowId::new(&format!("m{at}")).unwrap();
        Arc::new(hicm::model::ActionRow { id, where_now: String::new(), ..row.clone() })
    });
    let mut large = Assessment::clone(desk.document());
    large.rows = many.collect();
    desk.ask(Request::Edit(Edit::Merged { with: "nobody".to_owned(), assessment: Arc::new(large) }));
    for _ in 0..2_000 {
        if desk.app().derived().is_some_and(|derived| derived.findings.len() >= 10_000) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        desk.harness.step();
    }
    desk.shortcut(Command::GoChecks);
    assert!(desk.app().derived().unwrap().findings.len() >= 10_000);
    let shown = rows(&desk);
    assert!((5..60).contains(&shown), "{shown} rows are laid out");
    desk.press(Modifiers::COMMAND, Key::End);
    assert!(rows(&desk) < 60);
}

#[test]
fn before_an_export_the_same_can_be_done_and_the_dialog_comes_back() {
    let mut desk = desk();
    desk.ask(Request::Command(Command::Export));
    desk.click(Role::Link, "Keep 1: May identify a patient");
    assert_eq!(desk.question().as_deref(), Some("Why may it stay?"));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.question().as_deref(), Some("Export a snapshot"));
    desk.click(Role::Link, "Keep 1: May identify a patient");
    desk.type_text("A test number");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("Export a snapshot"));
    assert!(!desk.says("Look at this first"));
    desk.shortcut(Command::Undo);
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::Undo);
    desk.ask(Request::Command(Command::Export));
    desk.click(Role::Link, "Redact 1: May identify a patient");
    assert_eq!(desk.row(3).gaps, "Call about [removed] today");
    assert!(matches!(desk.dialog(), Some(Dialog::Export(_))) && !desk.says("Look at this first"));
}
