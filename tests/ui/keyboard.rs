//! The keyboard over the whole window: shortcuts, and the way that Tab takes.

use crate::support::Desk;
use egui::accesskit::{Action, Role};
use egui::{Color32, Key, Modifiers, Pos2, Rect, Shape};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{Command, Facet, Place, Request};
use hicm::model::{ChangeText, RowField};
use hicm::ui::theme::palette;

#[test]
fn copy_paste_select_and_undo_stay_with_the_field() {
    let mut desk = Desk::example();
    desk.go_to_change(5);
    let before = desk.judgement(5).texts.get(ChangeText::Why).to_owned();
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.press(Modifiers::COMMAND, Key::A);
    assert_eq!(desk.copied(egui::Event::Copy), before);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.harness.event(egui::Event::Paste("pasted".to_owned()));
    desk.run();
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Why), "pasted");
    desk.press(Modifiers::COMMAND, Key::A);
    assert_eq!(desk.copied(egui::Event::Cut), "pasted");
    assert_eq!(desk.judgement(5).texts.get(ChangeText::Why), "");
    assert_eq!(desk.notice(), "", "none of it was a command");
}

/// Everything that Tab stops at, in order, until it comes round. In the table the last cell is gone to first.
fn stops(desk: &mut Desk) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for _ in 0..150 {
        desk.press(Modifiers::NONE, Key::Tab);
        let Some(node) = desk.focus() else { continue };
        let (rect, kit) = (node.rect(), node.accesskit_node());
        let stop = Stop { role: kit.role(), name: kit.label().unwrap_or_default(), rect, ringed: ringed(desk, rect) };
        if stops.first().is_some_and(|first| (first.role, &first.name) == (stop.role, &stop.name)) {
            return stops;
        }
        if stop.role == Role::Cell {
            desk.press(Modifiers::COMMAND, Key::End);
        }
        stops.push(stop);
    }
    panic!("Tab does not come round: {stops:#?}");
}

#[derive(Debug)]
struct Stop {
    role: Role,
    name: String,
    rect: Rect,
    ringed: bool,
}

/// Whether something in the colour of the keyboard's ring is drawn round it, or a line below it where it is a link.
fn ringed(desk: &Desk, rect: Rect) -> bool {
    fn any(shape: &Shape, ring: Color32, near: &impl Fn(Rect) -> bool) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| any(shape, ring, near)),
            Shape::Rect(drawn) => drawn.stroke.color == ring && drawn.stroke.width >= 2.0 && near(drawn.rect),
            Shape::LineSegment { points, stroke } => {
                stroke.color == ring && stroke.width >= 2.0 && near(Rect::from_two_pos(points[0], points[1]))
            }
            Shape::Text(text) => text.underline.width > 0.0 && near(Rect::from_min_size(text.pos, text.galley.size())),
            _ => false,
        }
    }
    let ring = palette(&desk.harness.ctx).focus;
    let near = |drawn: Rect| drawn.intersects(rect.expand(8.0)) && rect.expand(16.0).contains_rect(drawn);
    desk.harness.output().shapes.iter().any(|shape| any(&shape.shape, ring, &near))
}

/// Each view with its name, in a window of the usual size.
fn views() -> Vec<(&'static str, Desk)> {
    let mut views = Vec::new();
    views.push(("overview", Desk::example()));
    let mut change = Desk::example();
    change.go_to_change(4);
    change.cell(0, RowField::Owner);
    views.push(("change", change));
    let mut texts = Desk::example();
    texts.go_to_change(4);
    texts.click_beginning(Role::Button, "For the return, ");
    views.push(("return", texts));
    let mut actions = Desk::example();
    actions.go(Place::Actions);
    actions.cell(0, RowField::Owner);
    views.push(("actions", actions));
    let mut filtered = Desk::example();
    filtered.go(Place::Actions);
    let status = filtered.app().choices(Facet::Status).into_iter().find(|choice| choice.rows > 0).unwrap();
    filtered.ask(Request::Filter(filtered.app().filter().toggled(&status.value)));
    filtered.cell(0, RowField::Owner);
    views.push(("filtered", filtered));
    views.push(("import", Desk::table(crate::import::TABLE, [2400.0, 900.0])));
    let mut sealed = Desk::file("example", "2025-26-q1.ron");
    sealed.go_to_change(2);
    views.push(("sealed", sealed));
    let mut compare = Desk::file("llr", "2019-20-q1.ron");
    compare.go(Place::Compare);
    views.push(("compare", compare));
    let mut trend = Desk::example();
    trend.go(Place::Trend);
    views.push(("trend", trend));
    let mut checks = Desk::example();
    checks.shortcut(Command::GoChecks);
    views.push(("checks", checks));
    let mut board = Desk::example();
    board.go(Place::Board);
    views.push(("board", board));
    views.push(("conflicts", crate::merge::torn([2400.0, 900.0])));
    views
}

#[test]
fn tab_reaches_everything_in_reading_order_always_in_sight_and_comes_round() {
    let mut faults = Vec::new();
    for (name, mut desk) in views() {
        desk.node(Role::Button, "File").focus();
        desk.run();
        let mut stops = stops(&mut desk);
        let first = stops.iter().position(|stop| stop.name == "File").unwrap();
        stops.rotate_left(first);
        // Everything that can take the keyboard, but the cells, among which the arrows walk.
        let focusable = |node: &AccessKitNode<'_>| {
            node.data().supports_action(Action::Focus)
                && !node.is_disabled()
                && !matches!(node.role(), Role::Cell | Role::Table | Role::Splitter | Role::ScrollBar | Role::Window)
        };
        for node in desk.harness.query_all(By::new().predicate(focusable)) {
            let (role, label) = (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default());
            if !stops.iter().any(|stop| (stop.role, &stop.name) == (role, &label)) {
                faults.push(format!("{name}: Tab does not come to {role:?} “{label}”"));
            }
        }
        for stop in &stops {
            // The toolkit draws the edge of a panel itself.
            if !stop.ringed && stop.role != Role::Splitter {
                faults.push(format!("{name}: nothing shows that {stop:?} has the keyboard"));
            }
            let middle = stop.rect.center();
            if !(8.0..892.0).contains(&middle.y) || !(0.0..2400.0).contains(&middle.x) {
                faults.push(format!("{name}: out of sight: {stop:?}"));
            }
        }
        for pair in stops.windows(2) {
            if region(&desk, pair[0].rect.center()) > region(&desk, pair[1].rect.center()) {
                faults.push(format!("{name}: {:?} comes before {:?}", pair[0], pair[1]));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Menus, sidebar, view, inspector, status line, as they are read.
fn region(desk: &Desk, at: Pos2) -> u8 {
    let inspector = matches!(desk.app().place(), Place::Actions | Place::Change(_) | Place::Review);
    match at {
        Pos2 { y, .. } if y < 32.0 => 0,
        Pos2 { y, .. } if y > 872.0 => 4,
        Pos2 { x, .. } if x < 280.0 => 1,
        Pos2 { x, .. } if inspector && x > 2091.0 => 3,
        _ => 2,
    }
}

#[test]
fn the_inspector_comes_behind_the_view_and_before_the_status_line() {
    let mut desk = Desk::example();
    // Two rows of one wording, so that the inspector has something that takes the keyboard.
    let (from, to) = (desk.row(0).where_now.clone(), desk.document().rows.last().unwrap().id.clone());
    let cells = vec![(to.clone(), RowField::WhereNow, from)];
    desk.ask(Request::Edit(hicm::app::Edit::SetCells(cells)));
    desk.ask(Request::GoToRow(to));
    desk.node(Role::Button, "File").focus();
    desk.run();
    let names: Vec<String> = stops(&mut desk).into_iter().map(|stop| stop.name).collect();
    let at = |name: &str| {
        let found = names.iter().position(|known| known.starts_with(name) || known.ends_with(name));
        found.unwrap_or_else(|| panic!("{name}: {names:#?}"))
    };
    assert!(at("Save") < at("Add row") && at("Add row") < at("Go to 1 "), "{names:#?}");
    assert!(at("Go to 1 ") < at(" findings"), "{names:#?}");
}

#[test]
fn a_dialog_keeps_the_keyboard_to_itself() {
    let mut desk = Desk::example();
    desk.shortcut(Command::Details);
    let mut names = Vec::new();
    for _ in 0..8 {
        let node = desk.focus().unwrap();
        let mut above = std::iter::successors(Some(node), egui_kittest::kittest::NodeT::parent);
        assert!(above.any(|node| node.accesskit_node().role() == Role::Dialog), "{node:#?}");
        assert!(ringed(&desk, node.rect()), "{node:#?}");
        names.push(node.accesskit_node().label().unwrap());
        desk.keys(&[Key::Tab]);
    }
    assert_eq!(names[..6].iter().collect::<std::collections::BTreeSet<_>>().len(), 6, "{names:?}");
    assert_eq!(names[6], names[0], "and round: {names:?}");
}

#[test]
fn a_menu_is_opened_walked_and_used_by_keyboard() {
    let mut desk = Desk::example();
    desk.tab_to(Role::Button, "Go");
    desk.keys(&[Key::Enter]);
    desk.tab_to(Role::Button, "Next change");
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(1)));
    assert!(!desk.has(Role::Button, "Next change"), "the menu is closed");
}

#[test]
fn the_grid_has_the_keyboard_by_a_command() {
    let mut desk = Desk::example();
    desk.shortcut(Command::GoActions);
    assert_eq!(desk.focused().map(|(role, _)| role), Some(Role::Cell));
    desk.keys(&[Key::ArrowDown]);
    assert_eq!(desk.app().selection(), [desk.row(1).id.clone()]);
}
