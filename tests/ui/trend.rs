//! The trend: what is drawn is said in words too, and leads to the change.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use hicm::app::{Command, Edit, Place, Request};
use hicm::model::{Level, Quarter};

fn trend() -> Desk {
    let mut desk = Desk::example();
    desk.shortcut(Command::GoTrend);
    assert_eq!(*desk.app().place(), Place::Trend);
    desk
}

/// What the drawing of a change or metric says to who does not see it.
fn drawing(desk: &Desk, begins: &str) -> String {
    let node = desk.beginning(Role::Image, begins);
    egui_kittest::kittest::NodeT::accesskit_node(&node).label().unwrap()
}

#[test]
fn each_change_has_its_ladders_with_every_plan_as_it_stood() {
    let desk = trend();
    assert!(desk.has(Role::Heading, "Trend") && desk.has(Role::Heading, "Levels"));
    assert_eq!(
        drawing(&desk, "Early discharge planning"),
        "Early discharge planning. Q2 2024/25: 3 Established. Q3 2024/25: 3 Established. Q4 2024/25: 3 Established. \
         Q1 2025/26: 4 Mature. Planned in Q2 2024/25: 4 Mature by Q4 2024/25, missed. Planned in Q3 2024/25: 4 Mature by \
         Q4 2024/25, missed. Planned in Q4 2024/25: 4 Mature by Q1 2025/26, kept. Planned in Q1 2025/26: 4 Mature by Q4 \
         2025/26, still ahead"
    );
    assert!(desk.says(
        "Flexible working patterns has been at Plans in place in every quarter that was assessed, from Q2 2024/25 on; \
         Established was planned by Q4 2024/25 in two plans and is not reached."
    ));
}

#[test]
fn each_metric_is_drawn_against_its_target_and_said() {
    let desk = trend();
    let said = drawing(&desk, "Delayed days");
    assert!(
        said.starts_with("Delayed days. Target: 8.5 by Sep 2025; lower is better. Jul 2024: 9.29, misses"),
        "{said}"
    );
    assert!(said.contains("Jun 2025: 8.17, meets the target, rated green"), "{said}");
}

#[test]
fn in_words_every_level_and_figure_is_a_list() {
    let mut desk = trend();
    let line = "Planned in Q2 2024/25: 4 Mature by Q4 2024/25, missed";
    assert!(!desk.says(line));
    desk.click(Role::CheckBox, "In words");
    assert!(desk.says(line));
    assert!(desk.says("Target: 8.5 by Sep 2025; lower is better"));
    assert!(desk.harness.query_all_by_role_and_label(Role::Image, line).next().is_none());
}

#[test]
fn a_change_is_gone_to_by_mouse_and_by_keyboard() {
    let mut desk = trend();
    desk.click(Role::Link, "5  Flexible working");
    assert_eq!(*desk.app().place(), Place::Change(desk.key(5)));
    desk.shortcut(Command::GoTrend);
    desk.tab_to(Role::Link, "2  Demand and capacity");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(2)));
}

#[test]
fn an_edit_shows_at_once_and_undo_takes_it_back() {
    let mut desk = trend();
    let change = desk.key(5);
    desk.ask(Request::Edit(Edit::SetLevel { change: change.clone(), level: Some(Level::Exemplary) }));
    assert!(drawing(&desk, "Flexible working patterns").contains("Q1 2025/26: 5 Exemplary"));
    let quarter = Quarter::new(2026, 1).unwrap();
    desk.ask(Request::Edit(Edit::SetPlan { change, quarter, level: Some(Level::Mature) }));
    assert!(drawing(&desk, "Flexible working patterns").contains("4 Mature by Q1 2026/27, still ahead"));
    desk.shortcut(Command::Undo);
    desk.shortcut(Command::Undo);
    assert!(drawing(&desk, "Flexible working patterns").contains("Q1 2025/26: 2 Plans in place"));
}

#[test]
fn the_sentences_are_copied() {
    let mut desk = trend();
    let at = desk.node(Role::Button, "Copy sentences").rect().center();
    desk.harness.event(egui::Event::PointerMoved(at));
    let button = |pressed| egui::Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness.event(button(true));
    desk.harness.step();
    let text = desk.copied(button(false));
    assert!(text.lines().count() == 14 && text.starts_with("Early discharge planning has been at Mature"), "{text}");
    assert_eq!(desk.notice(), "Copied.");
}

#[test]
fn one_quarter_alone_is_told_what_a_trend_is() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.shortcut(Command::GoTrend);
    assert!(desk.mentions("Q1 2017/18 is the only quarter in this folder."));
    assert!(desk.says("Early discharge planning has never been assessed."));
}

#[test]
fn a_quarter_that_cannot_be_read_is_named() {
    let folder = Desk::copy("example");
    std::fs::write(folder.path().join("2024-25-q3.ron"), "(format: 1, plaice: \"x\")").unwrap();
    let path = folder.path().join("2025-26-q1.ron");
    let mut desk = Desk::start(folder, Some(path), hicm::app::Settings::default(), [1280.0, 800.0]);
    desk.shortcut(Command::GoTrend);
    assert!(desk.mentions("Q3 2024/25 could not be read."));
    assert!(
        drawing(&desk, "Early discharge planning")
            .starts_with("Early discharge planning. Q2 2024/25: 3 Established. Q4")
    );
}
