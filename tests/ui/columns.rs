//! Columns: as wide as wanted, hidden, moved, and remembered; rows as high as wanted.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Pos2, Vec2};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{Command, Filter, Lines, Place, Request, TableLayout};
use hicm::model::RowField;

fn table() -> Desk {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk
}

/// The titles shown, from left to right.
fn titles(desk: &Desk) -> Vec<String> {
    let mut titles: Vec<(usize, String)> = desk
        .harness
        .query_all(By::new().role(Role::ColumnHeader))
        .map(|node| (node.accesskit_node().data().column_index().unwrap(), node.accesskit_node().label().unwrap()))
        .collect();
    titles.sort();
    titles.into_iter().map(|(_, title)| title).collect()
}

fn title_rect(desk: &Desk, field: RowField) -> egui::Rect {
    desk.node(Role::ColumnHeader, field.name()).rect()
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    desk.harness.hover_at(from);
    desk.harness.run();
    desk.harness.drag_at(from);
    desk.harness.run();
    for step in 1..=4_u8 {
        desk.harness.hover_at(from + (to - from) * (f32::from(step) / 4.0));
        desk.harness.run();
    }
    desk.harness.drop_at(to);
    desk.run();
}

#[test]
fn a_column_is_dragged_wider_and_stays_so() {
    let mut desk = table();
    let before = title_rect(&desk, RowField::Gaps);
    let needs = title_rect(&desk, RowField::Needs);
    drag(&mut desk, before.right_center(), before.right_center() + Vec2::new(60.0, 0.0));
    let after = title_rect(&desk, RowField::Gaps);
    assert!((after.width() - before.width() - 60.0).abs() < 2.0, "{} to {}", before.width(), after.width());
    assert!((title_rect(&desk, RowField::Needs).width() - needs.width()).abs() < 1.5, "the others keep theirs");
    let kept = desk.app().settings().table.shown().find(|(field, _)| *field == RowField::Gaps).unwrap();
    assert!((kept.1.unwrap() - after.width()).abs() < 1.0);
    // The rows of a change are the same table.
    desk.go_to_change(1);
    assert!((title_rect(&desk, RowField::Gaps).width() - after.width()).abs() < 1.0);
    desk.menu(Command::FitColumns);
    assert!(desk.app().settings().table.shown().all(|(_, width)| width.is_none()));
}

#[test]
fn a_double_click_on_the_edge_fits_the_texts() {
    let fitted = |field| {
        let mut desk = table();
        let edge = title_rect(&desk, field).right_center();
        for _ in 0..2 {
            desk.harness.hover_at(edge);
            desk.harness.drag_at(edge);
            desk.harness.drop_at(edge);
        }
        desk.run();
        title_rect(&desk, field).width()
    };
    // Nobody is named as an owner in that table, so its title and "not given" are all there is.
    let owner = fitted(RowField::Owner);
    assert!(owner < 90.0, "{owner}");
    let needs = fitted(RowField::Needs);
    assert!((400.0..440.0).contains(&needs), "long texts are not laid out in one line: {needs}");
}

#[test]
fn a_title_is_dragged_to_another_place() {
    let mut desk = table();
    let shown = titles(&desk);
    let (from, to) = (title_rect(&desk, RowField::Due).center(), title_rect(&desk, RowField::Gaps).left_center());
    drag(&mut desk, from, to + Vec2::new(8.0, 0.0));
    let mut expected = shown.clone();
    let due = expected.remove(5);
    expected.insert(3, due);
    assert_eq!(titles(&desk), expected);
    assert_eq!(desk.document().rows.len(), 77, "nothing but the order of columns");
    // A click without a drag moves nothing.
    let at = title_rect(&desk, RowField::Gaps).center();
    drag(&mut desk, at, at);
    assert_eq!(titles(&desk), expected);
}

#[test]
fn columns_are_hidden_and_ordered_in_their_dialog_by_keyboard() {
    let mut desk = table();
    assert!(!titles(&desk).contains(&"Evidence".to_owned()));
    desk.shortcut(Command::Columns);
    assert_eq!(desk.question().as_deref(), Some("Columns"));
    desk.tab_to(Role::CheckBox, "Evidence");
    desk.keys(&[Key::Space]);
    desk.tab_to(Role::CheckBox, "Gaps");
    desk.keys(&[Key::Space]);
    desk.tab_to(Role::Button, "Owner to the left");
    desk.keys(&[Key::Enter]);
    desk.tab_to(Role::Button, "Done");
    desk.keys(&[Key::Enter]);
    let shown = titles(&desk);
    assert!(shown.contains(&"Evidence".to_owned()) && !shown.contains(&"Gaps".to_owned()), "{shown:?}");
    let at = |title: &str| shown.iter().position(|known| known == title).unwrap();
    assert!(at("Owner") < at("When by"));
    desk.shortcut(Command::Columns);
    desk.button("As they usually are");
    desk.button("Done");
    assert_eq!(desk.app().settings().table, TableLayout::default());
}

#[test]
fn a_column_is_hidden_from_its_own_menu() {
    let mut desk = table();
    let at = title_rect(&desk, RowField::Gaps).center();
    for pressed in [true, false] {
        desk.harness.event(egui::Event::PointerMoved(at));
        desk.harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        desk.run();
    }
    desk.button("Hide this column");
    assert!(!titles(&desk).contains(&"Gaps".to_owned()));
}

#[test]
fn texts_are_cut_to_a_line_or_shown_whole() {
    let mut desk = table();
    let height = |desk: &Desk| {
        let cell = |node: &AccessKitNode<'_>| node.role() == Role::Row && node.data().row_index() == Some(0);
        desk.harness.get(By::new().predicate(cell)).rect().height()
    };
    let usual = height(&desk);
    desk.menu(Command::WrapText);
    assert_eq!(desk.app().settings().table.lines, Lines::One);
    assert!(height(&desk) < usual, "{} and {usual}", height(&desk));
    desk.menu(Command::WrapText);
    assert!((height(&desk) - usual).abs() < 0.5);
    desk.menu(Command::RowsTall);
    assert!(height(&desk) >= usual);
    assert_eq!(desk.app().settings().table.lines, Lines::All);
}

#[test]
fn a_row_that_comes_to_the_head_of_its_change_keeps_its_height() {
    let mut desk = table();
    let height = |desk: &Desk, name: &str| {
        let row = |node: &AccessKitNode<'_>| node.role() == Role::Row && node.label().as_deref() == Some(name);
        desk.harness.get(By::new().predicate(row)).rect().height()
    };
    let second = desk.row(1).where_now.clone();
    let before = height(&desk, &second);
    // Rutland stands in the second row and not in the first, and in so many others that the table still scrolls.
    desk.ask(Request::Filter(Filter { words: "Rutland".to_owned(), ..Filter::default() }));
    assert_eq!(desk.app().visible().positions[0], 1);
    assert!(desk.app().visible().positions.len() > 12);
    assert!((height(&desk, &second) - before).abs() < 0.5, "{} and {before}", height(&desk, &second));
    desk.ask(Request::Filter(Filter::default()));
    assert!((height(&desk, &second) - before).abs() < 0.5, "{} and {before}", height(&desk, &second));
}

#[test]
fn a_title_says_what_its_column_is_for() {
    let desk = table();
    for field in [RowField::WhereNow, RowField::Status, RowField::Due] {
        let node = desk.node(Role::ColumnHeader, field.name());
        assert_eq!(node.accesskit_node().description().as_deref(), Some(field.purpose()));
    }
}
