//! Every view, menu and dialog from 80 % to 300 % of its size: nothing is cut off that cannot be brought into sight, nothing
//! lies outside its part of the window, and Tab comes to everything.

use crate::support::Desk;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, pos2};
use egui_kittest::Node;
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{BoardStep, Command, Edit, Menu, MergeStep, PathFor, Place, Request};
use hicm::compare::{Answer, Names, merge};
use hicm::model::Level;
use std::collections::BTreeSet;

/// A window of 1280 × 800 pixels, in points: at 80, 100, 150, 200 and 300 %.
const SIZES: [[f32; 2]; 5] = [[1600.0, 1000.0], [1280.0, 800.0], [853.0, 533.0], [640.0, 400.0], [427.0, 267.0]];

/// What is looked at: a name, and how to come to it.
type Scene = (&'static str, fn(&mut Desk));

const SCENES: [Scene; 55] = [
    ("overview", |_| {}),
    ("the example", |desk| desk.ask(Request::Command(Command::OpenSample))),
    ("change", |desk| desk.go_to_change(3)),
    ("a change without rows", |desk| {
        desk.go_to_change(3);
        let rows: Vec<_> = desk.document().rows_of(&desk.key(3)).map(|row| row.id.clone()).collect();
        desk.ask(Request::Edit(Edit::DeleteRows(rows)));
        desk.ask(Request::DismissNotice);
    }),
    ("actions", |desk| desk.go(Place::Actions)),
    ("trend", |desk| desk.shortcut(Command::GoTrend)),
    ("trend in words", |desk| {
        desk.shortcut(Command::GoTrend);
        desk.click(Role::CheckBox, "In words");
    }),
    ("checks", |desk| desk.shortcut(Command::GoChecks)),
    ("why it may stay", |desk| desk.ask(crate::checks::keeping())),
    ("board", |desk| desk.shortcut(Command::Present)),
    ("board with conflicts", |desk| {
        conflict(desk, 0);
        desk.go(Place::Board);
    }),
    ("where we are", |desk| on_stage(desk, &[])),
    ("slide of a change", |desk| on_stage(desk, &[Key::Num2])),
    ("notes", |desk| on_stage(desk, &[Key::Num2, Key::N])),
    ("all slides", |desk| on_stage(desk, &[Key::O])),
    ("decision", |desk| on_stage(desk, &[Key::Num2, Key::D])),
    ("no rows at all", |desk| {
        let rows: Vec<_> = desk.document().rows.iter().map(|row| row.id.clone()).collect();
        desk.ask(Request::Edit(Edit::DeleteRows(rows)));
        desk.ask(Request::DismissNotice);
        desk.go(Place::Actions);
    }),
    ("compare", |desk| {
        desk.ask(Request::Command(Command::OpenSample));
        desk.go(Place::Compare);
        // Of hundreds a few, so that Tab comes to the end of them.
        desk.click_beginning(Role::Button, "Regressed: ");
    }),
    ("nothing to compare with", |desk| desk.go(Place::Compare)),
    ("inspector", |desk| {
        desk.ask(Request::GoToRow(desk.row(2).id.clone()));
        desk.shortcut(Command::ToggleInspector);
    }),
    ("a long notice", |desk| {
        let text = "This quarter is sealed and cannot be edited; start the next quarter to go on.";
        desk.ask(Request::Refuse(text.to_owned()));
    }),
    ("file menu", |desk| menu(desk, Menu::File)),
    ("edit menu", |desk| menu(desk, Menu::Edit)),
    ("rows menu", |desk| menu(desk, Menu::Rows)),
    ("view menu", |desk| menu(desk, Menu::View)),
    ("help menu", |desk| menu(desk, Menu::Help)),
    ("find bar", |desk| {
        desk.shortcut(Command::Find);
        desk.type_text("discharge");
    }),
    ("replace", |desk| {
        desk.shortcut(Command::Find);
        desk.type_text("discharge");
        desk.shortcut(Command::Replace);
    }),
    ("filter", |desk| desk.shortcut(Command::Filter)),
    ("columns", |desk| desk.shortcut(Command::Columns)),
    ("palette", |desk| desk.shortcut(Command::Palette)),
    ("keys", |desk| desk.shortcut(Command::Shortcuts)),
    ("tour", |desk| desk.ask(Request::Command(Command::Tour))),
    ("new", |desk| desk.shortcut(Command::New)),
    ("new quarter", |desk| desk.shortcut(Command::NewQuarter)),
    ("details", |desk| desk.shortcut(Command::Details)),
    ("move rows", |desk| {
        desk.ask(Request::GoToRow(desk.row(2).id.clone()));
        desk.shortcut(Command::ReassignRows);
    }),
    ("typed path", |desk| desk.ask(Request::TypePath(PathFor::SaveAs))),
    ("unsaved", |desk| {
        edit(desk);
        desk.ask(Request::Command(Command::OpenSample));
    }),
    ("changed on disk", |desk| {
        edit(desk);
        let path = desk.session().path().unwrap().to_path_buf();
        std::fs::write(&path, std::fs::read_to_string(&path).unwrap() + "\n").unwrap();
        desk.shortcut(Command::Save);
    }),
    ("file gone", |desk| {
        edit(desk);
        std::fs::remove_file(desk.session().path().unwrap()).unwrap();
        desk.shortcut(Command::Save);
    }),
    ("copy", |desk| {
        let path = desk.path("sam.ron");
        let mut copy = hicm::model::Assessment::clone(desk.document());
        copy.quarter = copy.quarter.next();
        hicm::store::save_assessment(&path, &copy, hicm::store::Replace::Always).unwrap();
        desk.ask(Request::PathChosen(PathFor::Copy, Some(path)));
    }),
    ("others", crate::sharing::others),
    ("who has this open", |desk| {
        crate::sharing::others(desk);
        desk.ask(Request::Command(Command::Sharing));
    }),
    ("your name", |desk| desk.ask(Request::Command(Command::YourName))),
    ("conflicts", |desk| conflict(desk, 0)),
    ("conflict in a text", |desk| {
        conflict(desk, 1);
        desk.keys(&[Key::E]);
    }),
    ("conflict in a status", |desk| {
        conflict(desk, 3);
        desk.keys(&[Key::E]);
    }),
    ("row in conflict", |desk| conflict(desk, 4)),
    ("combined text", |desk| conflict(desk, 6)),
    ("no conflicts", |desk| {
        conflict(desk, 0);
        while !desk.document().undecided.is_empty() {
            desk.ask(Request::Merge(MergeStep::Decide(0, Answer::Mine)));
        }
    }),
    ("bring in", bring_in),
    ("bring in, the table", |desk| {
        bring_in(desk);
        if desk.has(Role::Button, "Table") {
            desk.node(Role::Button, "Table").scroll_to_me();
            desk.run();
            desk.button("Table");
        }
    }),
    ("bring in, a finding", |desk| {
        bring_in(desk);
        desk.shortcut(Command::NextFinding);
    }),
    ("problem", |desk| {
        let broken = desk.path("broken.ron");
        std::fs::write(&broken, "(format: 1, place: 3)").unwrap();
        desk.ask(Request::Open(broken));
    }),
];

/// The slides of the board on the stage, and keys pressed there. Tab brings the bar.
fn on_stage(desk: &mut Desk, keys: &[Key]) {
    desk.go(Place::Board);
    desk.ask(Request::Board(BoardStep::Present));
    desk.keys(keys);
}

fn menu(desk: &mut Desk, menu: Menu) {
    desk.tab_to(Role::Button, menu.title());
    desk.keys(&[Key::Enter]);
}

/// A document that two people have worked on, one of their conflicts in hand.
fn conflict(desk: &mut Desk, place: usize) {
    let mut base = hicm::model::Assessment::clone(desk.document());
    let (mine, theirs) = crate::merge::apart(&mut base);
    let merged = merge(&base, &mine, &theirs, Names { mine: "Lead", theirs: "Sam" }).unwrap().assessment;
    desk.ask(Request::Edit(Edit::Merged { with: "Sam".to_owned(), assessment: std::sync::Arc::new(merged) }));
    desk.ask(Request::DismissNotice);
    desk.ask(Request::Command(Command::GoMerge));
    let at = desk.app().conflicts()[place];
    desk.ask(Request::Merge(MergeStep::Show(at)));
}

fn bring_in(desk: &mut Desk) {
    let path = desk.path("table.txt");
    std::fs::write(&path, crate::import::TABLE).unwrap();
    desk.ask(Request::PathChosen(PathFor::Table, Some(path)));
    desk.ask(Request::DismissNotice);
}

fn edit(desk: &mut Desk) {
    let (change, level) = (desk.key(1), Some(Level::Exemplary));
    desk.ask(Request::Edit(Edit::SetLevel { change, level }));
}

/// Each scene in a window of its own, at each size.
fn everywhere(mut look: impl FnMut(&str, &mut Desk, Rect)) {
    for (at, size) in SIZES.into_iter().enumerate() {
        for (name, come) in SCENES {
            // The harness keeps 8 points free on each side.
            let mut desk = Desk::sized("llr", "2017-18-q1.ron", size.map(|side| side + 16.0));
            // Outlines and rings are wider in high contrast: at every other size that is looked at.
            if at % 2 == 0 {
                desk.ask(Request::Command(Command::HighContrast));
            }
            come(&mut desk);
            let window = Rect::from_min_size(pos2(8.0, 8.0), size.into());
            look(&format!("{name} at {} %", (128_000.0 / size[0]).round()), &mut desk, window);
        }
    }
}

/// Whether a node belongs to the table, which scrolls by itself and is looked at elsewhere.
fn in_table(node: Node<'_>) -> bool {
    std::iter::successors(Some(node), Node::parent).any(|node| node.accesskit_node().role() == Role::Table)
}

/// A dialog, or a menu that hangs open: not the bar of menus.
fn on_top(node: &Node<'_>) -> bool {
    let within =
        |role| std::iter::successors(node.parent(), Node::parent).any(|node| node.accesskit_node().role() == role);
    match node.accesskit_node().role() {
        Role::Dialog => true,
        Role::Menu => within(Role::Menu) || !within(Role::Banner),
        _ => false,
    }
}

/// The part of the window that a node is in, unless it is on top of all.
fn part(node: Node<'_>) -> Option<Rect> {
    let landmark = |node: &Node<'_>| {
        let role = node.accesskit_node().role();
        matches!(role, Role::Banner | Role::Navigation | Role::Main | Role::Complementary | Role::ContentInfo)
    };
    let found = std::iter::successors(Some(node), Node::parent).find(|node| landmark(node) || on_top(node))?;
    landmark(&found).then(|| found.rect())
}

/// What is on top: a dialog or a menu, or else everything.
fn top(desk: &Desk) -> Vec<Node<'_>> {
    let on_top = desk
        .harness
        .query_all(By::new().predicate(|node| matches!(node.role(), Role::Dialog | Role::Menu)))
        .find(on_top);
    let said = |node: &AccessKitNode<'_>| {
        let text = node.label().or_else(|| node.value()).unwrap_or_default();
        let worded = matches!(
            node.role(),
            Role::Button
                | Role::Link
                | Role::Label
                | Role::Heading
                | Role::RadioButton
                | Role::ComboBox
                | Role::TextInput
                | Role::MultilineTextInput
        );
        worded && !text.trim().is_empty() && node.bounding_box().is_some()
    };
    match on_top {
        Some(on_top) => on_top.query_all(By::new().predicate(said)).collect(),
        None => desk.harness.query_all(By::new().predicate(said)).filter(|node| !in_table(*node)).collect(),
    }
}

fn text(node: Node<'_>) -> String {
    let kit = node.accesskit_node();
    kit.label().or_else(|| kit.value()).unwrap_or_default()
}

/// What is wrong with where a node lies.
fn fault(desk: &Desk, node: Node<'_>, window: Rect) -> Option<String> {
    let (rect, mut part) = (node.rect(), part(node).unwrap_or(window));
    // The find bar stands over the view and does not scroll with it.
    let bar = desk.harness.query_all_by_role_and_label(Role::Button, "Close the find bar").next();
    if let Some(bar) = bar.filter(|bar| part.contains_rect(bar.rect()) && rect.top() > bar.rect().bottom()) {
        part.min.y = bar.rect().bottom();
    }
    let role = node.accesskit_node().role();
    if rect.width() < 6.0 || rect.height() < 6.0 {
        return Some(format!("{role:?} “{}” has no size: {rect:?}", text(node)));
    }
    // Half a point is lost in rounding; what is higher than its part is read by scrolling on.
    let across = rect.left() >= part.left() - 0.5 && rect.right() <= part.right() + 0.5;
    let down =
        rect.height() > part.height() || (rect.top() >= part.top() - 0.5 && rect.bottom() <= part.bottom() + 0.5);
    (!across || !down).then(|| format!("{role:?} “{}” at {rect:?} is not within {part:?}", text(node)))
}

#[test]
fn everything_said_comes_into_sight() {
    let mut faults = BTreeSet::new();
    everywhere(|scene, desk, window| {
        let count = top(desk).len();
        assert!(count >= 2, "{scene}: only {count}");
        for at in 0..count {
            let Some(node) = top(desk).get(at).copied() else { continue };
            if fault(desk, node, window).is_some() {
                // As a screen reader asks for it; only what scrolls can follow.
                node.scroll_to_me();
                desk.run();
            }
            let Some(node) = top(desk).get(at).copied() else { continue };
            faults.extend(fault(desk, node, window).map(|fault| format!("{scene}: {fault}")));
        }
    });
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

#[test]
fn tab_comes_to_everything_and_what_it_comes_to_is_in_sight() {
    let mut faults = BTreeSet::new();
    everywhere(|scene, desk, window| {
        let has: Option<(String, String)> = desk.focused().map(|(role, name)| (format!("{role:?}"), name));
        let mut wanted: BTreeSet<(String, String)> = top(desk)
            .into_iter()
            .filter(|node| node.accesskit_node().data().supports_action(Action::Focus))
            .filter(|node| !node.accesskit_node().is_disabled())
            .map(|node| (format!("{:?}", node.accesskit_node().role()), text(node)))
            .collect();
        assert!(!wanted.is_empty(), "{scene}");
        wanted.retain(|name| has.as_ref() != Some(name));
        // The palette's field keeps the keyboard while the list below is walked and told.
        wanted.retain(|(role, _)| !(scene.starts_with("palette") && role == "TextInput"));
        // On the way through the list of findings another is in hand, with other buttons.
        let of_finding =
            |name: &str| name.ends_with("two rows…") || name.ends_with(" anew") || name.ends_with(" means…");
        wanted.retain(|(_, name)| !(scene.starts_with("bring in") && of_finding(name)));
        for _ in 0..120 {
            desk.keys(&[Key::Tab]);
            let Some(node) = desk.focus() else { continue };
            if in_table(node) {
                // Tab goes from cell to cell and out behind the last.
                desk.press(Modifiers::COMMAND, Key::End);
                continue;
            }
            wanted.remove(&(format!("{:?}", node.accesskit_node().role()), text(node)));
            faults.extend(fault(desk, node, window).map(|fault| format!("{scene}: Tab at {fault}")));
            if wanted.is_empty() {
                break;
            }
        }
        faults.extend(wanted.into_iter().map(|(role, name)| format!("{scene}: Tab does not come to {role} “{name}”")));
    });
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// Beside the rows there is no room for it.
#[test]
fn in_a_narrow_window_the_inspector_takes_the_place_of_the_rows_and_gives_the_keyboard_back() {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", [656.0, 416.0]);
    desk.shortcut(Command::GoActions);
    desk.keys(&[Key::ArrowDown, Key::ArrowDown]);
    let cell = desk.focused();
    assert_eq!(cell.as_ref().unwrap().0, Role::Cell);
    desk.shortcut(Command::ToggleInspector);
    assert!(desk.has(Role::Complementary, "Inspector") && !desk.has(Role::Table, "Action rows"));
    assert!(desk.mentions(&desk.row(2).id.to_string()), "the row in hand, in full");
    assert_eq!(desk.focused(), Some((Role::Button, "Back to the rows".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.focused(), cell, "as before");
    assert_eq!(desk.app().settings().inspector, None, "nothing that a later start would find");

    // What shows rows, or goes elsewhere, takes it away.
    for command in [Command::GoActions, Command::NextChange] {
        desk.shortcut(Command::ToggleInspector);
        assert!(desk.has(Role::Complementary, "Inspector"), "{command:?}");
        desk.shortcut(command);
        assert!(!desk.has(Role::Complementary, "Inspector"), "{command:?}");
    }
    desk.go(Place::Actions);
    assert!(!desk.has(Role::Complementary, "Inspector"), "and it does not come back by itself");
}
