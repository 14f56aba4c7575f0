//! The overview: every change at a glance, and a way to each thing it speaks of.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use hicm::app::{Command, Place, Request};
use hicm::check::Severity;
use hicm::model::Level;

#[test]
fn the_first_start_opens_the_example_as_an_untitled_copy_and_says_so() {
    let mut desk = Desk::example();
    assert_eq!(desk.session().path(), None);
    assert!(!desk.session().edited(), "leaving it loses nothing");
    assert!(!desk.session().read_only());
    assert!(desk.says("This is an untitled copy of the example"));
    assert!(desk.says("The example, as an untitled copy"));
    assert!(desk.says("untitled"));
    assert!(desk.app().title().contains("untitled"));
    desk.click(Role::Link, Command::New.label());
    assert_eq!(desk.question().as_deref(), Some("New assessment"));
}

#[test]
fn each_change_is_a_button_with_its_number_title_level_plan_and_movement() {
    let desk = Desk::example();
    for (at, change) in desk.session().framework().changes.iter().enumerate() {
        let tile = desk.beginning(Role::Button, &format!("{} {}: ", at + 1, change.title));
        let name = egui_kittest::kittest::NodeT::accesskit_node(&tile).label().unwrap();
        let now = desk.judgement(at + 1).now.unwrap();
        assert!(name.contains(&format!("{} {now}", now.number())), "{name}");
        assert!(name.contains("last quarter"), "{name}");
    }
    assert!(desk.beginning(Role::Button, "1 Early discharge planning: ").rect().width() > 100.0);
}

#[test]
fn a_tile_opens_its_change_by_mouse_and_by_keyboard() {
    let mut desk = Desk::example();
    desk.click_beginning(Role::Button, "4 Home first: ");
    assert_eq!(*desk.app().place(), Place::Change(desk.key(4)));
    assert!(desk.has(Role::Heading, "4  Home first"));

    desk.shortcut(Command::GoOverview);
    desk.beginning(Role::Button, "5 Flexible working patterns: ").focus();
    desk.run();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(5)));
}

#[test]
fn what_moved_since_the_quarter_before_stands_in_sentences() {
    let desk = Desk::example();
    assert!(desk.has(Role::Heading, "Since Q4 2024/25"));
    let movement = desk.app().derived().unwrap().movement.as_ref().unwrap();
    let sentences = movement.sentences();
    assert!(sentences.len() > 3);
    for sentence in sentences {
        assert!(desk.says(&sentence.text), "{}", sentence.text);
    }
}

#[test]
fn without_an_earlier_quarter_the_levels_stand_there_and_nothing_is_said_of_movement() {
    let desk = Desk::file("llr", "2017-18-q1.ron");
    assert!(desk.has(Role::Heading, "Levels now"));
    assert!(desk.says("No earlier quarter is known") || desk.says("Filled: now, Q1 2017/18."));
    assert!(!desk.says("Since "));
}

#[test]
fn each_finding_leads_to_where_it_is() {
    let mut desk = Desk::example();
    let findings = desk.app().derived().unwrap().findings.clone();
    assert!(findings.iter().any(|finding| finding.severity == Severity::Gap));
    let mut seen = Vec::new();
    let mut gone = 0;
    for finding in findings {
        let title = finding.rule.title();
        if seen.contains(&title) {
            continue;
        }
        seen.push(title);
        desk.go(Place::Overview);
        desk.ask(Request::Select(Vec::new()));
        let name = format!("Go to: {title}");
        if !desk.has(Role::Link, &name) {
            continue;
        }
        // By what a screen reader does: it may stand below the window's edge.
        desk.node(Role::Link, &name).click_accesskit();
        desk.run();
        gone += 1;
        match (&finding.place.row, &finding.place.change) {
            (Some(row), _) => {
                assert_eq!(*desk.app().place(), Place::Actions, "{title}");
                assert_eq!(desk.app().selection(), std::slice::from_ref(row), "{title}");
                let at = desk.focused().expect("the row's cell has the keyboard");
                assert_eq!(at.0, Role::Cell, "{title}");
            }
            (None, Some(change)) => assert_eq!(*desk.app().place(), Place::Change(change.clone()), "{title}"),
            (None, None) => {}
        }
    }
    assert!(gone >= 4, "only {gone} findings led anywhere");
}

#[test]
fn the_longest_overdue_row_is_a_click_away() {
    let mut desk = Desk::example();
    let as_at = desk.document().as_at;
    let longest = desk.document().rows.iter().filter(|row| row.overdue(as_at)).min_by_key(|row| row.due.last_day());
    let longest = longest.unwrap().id.clone();
    desk.click_beginning(Role::Link, "longest ");
    assert_eq!(*desk.app().place(), Place::Actions);
    assert_eq!(desk.app().selection(), [longest]);
}

#[test]
fn an_edit_shows_here_at_once() {
    let mut desk = Desk::example();
    let change = desk.key(5);
    desk.ask(Request::Edit(hicm::app::Edit::SetLevel { change, level: Some(Level::Exemplary) }));
    assert!(desk.has(Role::Button, "5 Flexible working, 5 Exemplary"), "in the sidebar");
    let tile = desk.beginning(Role::Button, "5 Flexible working patterns: 5 Exemplary");
    let name = egui_kittest::kittest::NodeT::accesskit_node(&tile).label().unwrap();
    assert!(name.contains("▲ 3 since Q4"), "{name}");
}

#[test]
fn an_assessment_without_rows_offers_the_first() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    assert!(desk.says("No action rows yet."));
    desk.click(Role::Link, "Add the first row");
    assert_eq!(*desk.app().place(), Place::Actions);
    assert_eq!(desk.document().rows.len(), 1);
    assert_eq!(desk.app().selection(), [desk.row(0).id.clone()]);
    assert_eq!(desk.focused().map(|(role, _)| role), Some(Role::Cell));
}
