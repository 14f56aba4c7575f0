//! What holds of every view and every dialog: names, roles, and room for the text at twice the size.

use crate::support::Desk;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{BoardStep, Command, Dialog, Edit, MergeStep, Place, Request};
use hicm::compare::{Answer, Names, merge};
use hicm::format::Signing;
use hicm::model::{Assessment, Level, RowField};
use std::collections::HashMap;
use std::sync::Arc;

/// Each view, menu, picker and dialog, with its name, brought into a window one after another.
pub fn scenes(desk: &mut Desk, mut look: impl FnMut(&str, &mut Desk)) {
    look("overview", desk);
    for number in 1..=desk.document().changes.len() {
        desk.go_to_change(number);
        look(&format!("change {number}"), desk);
    }
    desk.click_beginning(Role::Button, "For the return, ");
    look("return", desk);
    desk.go(Place::Trend);
    look("trend", desk);
    desk.ask(Request::Command(Command::GoChecks));
    look("checks", desk);
    desk.ask(crate::checks::keeping());
    look("why it may stay", desk);
    desk.keys(&[Key::Escape]);
    desk.go(Place::Actions);
    look("actions", desk);
    desk.go(Place::Compare);
    look("compare", desk);
    desk.go(Place::Board);
    look("board", desk);
    desk.ask(Request::Board(BoardStep::Present));
    for at in 0..desk.app().board().report().unwrap().slides.len() {
        desk.ask(Request::Board(BoardStep::Show(at)));
        look(&format!("slide {}", at + 1), desk);
    }
    for (key, scene) in [(Key::O, "all slides"), (Key::D, "decision"), (Key::P, "presenter")] {
        desk.keys(&[key]);
        look(scene, desk);
        desk.keys(&[if key == Key::P { Key::P } else { Key::Escape }]);
    }
    desk.keys(&[Key::Num1, Key::Z, Key::Tab]);
    look("table behind a slide", desk);
    desk.keys(&[Key::Escape, Key::Escape]);
    assert!(!desk.app().presenting());
    desk.go(Place::Actions);
    desk.cell(0, RowField::Due);
    desk.keys(&[Key::F2]);
    look("editor", desk);
    desk.keys(&[Key::Escape]);
    for field in [RowField::Status, RowField::Delivery] {
        desk.cell(0, field);
        desk.keys(&[Key::Enter]);
        look(field.name(), desk);
        desk.keys(&[Key::Escape]);
    }
    desk.press(Modifiers::SHIFT, Key::F10);
    look("menu of rows", desk);
    desk.keys(&[Key::Escape]);
    for menu in hicm::app::Menu::all() {
        desk.button(menu.title());
        look(menu.title(), desk);
        desk.keys(&[Key::Escape]);
    }
    let asking =
        [Command::New, Command::NewQuarter, Command::Details, Command::ReassignRows, Command::Open, Command::Export];
    for command in asking.into_iter().chain([Command::Seal, Command::Palette, Command::Shortcuts]) {
        desk.ask(Request::Command(command));
        assert!(desk.dialog().is_some(), "{command:?}");
        look(command.label(), desk);
        desk.keys(&[Key::Escape]);
        assert_eq!(desk.dialog(), None, "Escape leaves {command:?}");
    }
    let on = desk.document().as_at;
    let previous = desk.session().seal_before().link();
    let signing = Signing { by: "Chair".to_owned(), role: String::new(), on, note: String::new(), previous };
    desk.ask(Request::Edit(Edit::Seal(signing)));
    desk.ask(Request::Command(Command::Reopen));
    look("Reopen…", desk);
    desk.keys(&[Key::Escape]);
    look("sealed", desk);
    desk.ask(Request::Command(Command::Undo));
    assert!(!desk.document().sealed());
    std::fs::write(desk.path("table.txt"), crate::import::TABLE).unwrap();
    let table = desk.path("table.txt");
    desk.ask(Request::PathChosen(hicm::app::PathFor::Table, Some(table)));
    look("bring in", desk);
    let findings: Vec<_> = desk.app().proposing().unwrap().proposal().findings.iter().map(hicm::app::at_of).collect();
    for at in findings {
        desk.ask(Request::Import(hicm::app::ImportStep::Show(at)));
        look(&format!("finding {at:?}"), desk);
    }
    desk.ask(Request::Import(hicm::app::ImportStep::Cancel));
    look("nothing brought in", desk);
    let mut base = Assessment::clone(desk.document());
    let (mine, theirs) = crate::merge::apart(&mut base);
    let merged = merge(&base, &mine, &theirs, Names { mine: "Lead", theirs: "Sam" }).unwrap().assessment;
    desk.ask(Request::Edit(Edit::Merged { with: "Sam".to_owned(), assessment: Arc::new(merged) }));
    desk.ask(Request::Command(Command::GoMerge));
    for at in 0..desk.document().undecided.len() {
        desk.ask(Request::Merge(MergeStep::Show(at)));
        look(&format!("conflict {at}"), desk);
        desk.keys(&[Key::E]);
        look(&format!("conflict {at}, settled otherwise"), desk);
        desk.keys(&[Key::Escape]);
    }
    while !desk.document().undecided.is_empty() {
        desk.ask(Request::Merge(MergeStep::Decide(0, Answer::Mine)));
    }
    look("no conflicts", desk);
    let (change, level) = (desk.key(1), Some(Level::Exemplary));
    desk.ask(Request::Edit(Edit::SetLevel { change, level }));
    desk.ask(Request::Command(Command::OpenSample));
    look("unsaved", desk);
    desk.keys(&[Key::Escape]);
    desk.ask(Request::Refuse("Something was refused.".to_owned()));
    look("notice", desk);
    desk.ask(Request::Open(desk.path("there-is-none.ron")));
    desk.button("Discard edits");
    assert!(matches!(desk.dialog(), Some(Dialog::Problem(_))));
    look("problem", desk);
    desk.keys(&[Key::Escape]);
    let kept = desk.path("kept.ron");
    desk.ask(Request::PathTyped(hicm::app::PathFor::SaveAs, kept));
    for level in [Level::NotYetEstablished, Level::Mature] {
        let change = desk.key(1);
        desk.ask(Request::Edit(Edit::SetLevel { change, level: Some(level) }));
        desk.ask(Request::Command(Command::Save));
    }
    desk.ask(Request::Command(Command::Versions));
    assert!(matches!(desk.dialog(), Some(Dialog::Versions { .. })));
    look("versions", desk);
    desk.keys(&[Key::Escape]);
    crate::sharing::others(desk);
    crate::sharing::edit(desk);
    look("others", desk);
    for command in [Command::Sharing, Command::YourName] {
        desk.ask(Request::Command(command));
        look(command.label(), desk);
        desk.keys(&[Key::Escape]);
        assert_eq!(desk.dialog(), None, "Escape leaves {command:?}");
    }
    let (bad, whole) = (desk.path("kept.ron"), std::fs::read_to_string(desk.path("kept.ron")).unwrap());
    let damaged = whole.replacen("            owner: \"", "            owner: ", 1).replacen("now: ", "now ", 1);
    std::fs::write(&bad, whole.get(..whole.len() / 2).unwrap()).unwrap();
    // Nothing is in hand that would be asked about first.
    while desk.app().session().unwrap().edited() {
        desk.ask(Request::Command(Command::Undo));
    }
    desk.ask(Request::Open(bad.clone()));
    assert!(matches!(desk.dialog(), Some(Dialog::Unreadable(it)) if it.half_written), "{:?}", desk.dialog());
    look("half-written", desk);
    std::fs::write(&bad, damaged).unwrap();
    desk.ask(Request::Salvage(hicm::app::SalvageStep::TryAgain));
    assert!(matches!(desk.dialog(), Some(Dialog::Unreadable(it)) if !it.half_written));
    look("damaged", desk);
    desk.ask(Request::Salvage(hicm::app::SalvageStep::Open));
    assert!(matches!(desk.dialog(), Some(Dialog::Aside(_))));
    look("what was not read", desk);
    desk.keys(&[Key::Escape]);
    look("salvaged", desk);
    std::fs::write(&bad, whole.replacen("format: 1", "format: 2, mood: \"good\"", 1)).unwrap();
    desk.ask(Request::Open(bad.clone()));
    desk.button("Discard edits");
    assert_eq!(desk.session().newer(), Some(2));
    look("newer", desk);
    desk.ask(Request::Command(Command::Aside));
    look("what is not known", desk);
    desk.keys(&[Key::Escape]);
    std::fs::write(&bad, whole).unwrap();
    desk.ask(Request::Open(bad));
    crate::kept::lose(desk, "journals");
    look("work that was not saved", desk);
    desk.keys(&[Key::Escape]);
}

/// The nodes that a person can act on: those of the dialog while there is one.
fn controls(desk: &Desk) -> Vec<Node<'_>> {
    let acts = |node: &AccessKitNode<'_>| {
        let data = node.data();
        data.supports_action(Action::Click) || data.supports_action(Action::Focus)
    };
    let dialog = desk.harness.query_all(By::new().role(Role::Dialog)).next();
    match dialog {
        Some(dialog) => dialog.query_all(By::new().predicate(acts)).collect(),
        None => desk.harness.query_all(By::new().predicate(acts)).collect(),
    }
}

#[test]
fn whatever_can_be_clicked_or_focused_has_a_name_of_its_own() {
    let mut faults = Vec::new();
    let mut desk = Desk::example();
    let mut seen = 0;
    scenes(&mut desk, |scene, desk| {
        seen += 1;
        let mut names: HashMap<(Role, String), usize> = HashMap::new();
        for node in controls(desk) {
            let kit = node.accesskit_node();
            // A text says itself.
            let text = kit.value().filter(|_| kit.role() == Role::Label);
            let label = kit.label().or(text).unwrap_or_default();
            let role = kit.role();
            if matches!(role, Role::ScrollBar | Role::Splitter | Role::Dialog) {
                continue;
            }
            if label.trim().is_empty() {
                faults.push(format!("{scene}: a {role:?} without a name at {:?}", node.rect()));
            }
            *names.entry((role, label)).or_default() += 1;
        }
        for ((role, name), count) in names {
            // Cells say what is in them, rows of the same wording exist, and so may the menu stand over the same button.
            let once = !matches!(role, Role::Cell | Role::Row | Role::RowHeader | Role::Label);
            let menu = hicm::app::Menu::all().any(|menu| menu.title() == scene) || scene == "menu of rows";
            if once && count > 1 && !menu {
                faults.push(format!("{scene}: {count} times {role:?} “{name}”"));
            }
        }
    });
    assert!(seen > 25, "only {seen} scenes");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_text_finds_room_at_twice_the_size() {
    let mut faults = Vec::new();
    // 1280 × 800 at 200 %.
    for size in [[640.0, 400.0], [700.0, 450.0], [480.0, 360.0]] {
        for (folder, file) in [("example", "2025-26-q1.ron"), ("llr", "2017-18-q1.ron")] {
            let mut desk = Desk::sized(folder, file, size);
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            for place in [Place::Overview, Place::Actions, Place::Change(desk.key(1))] {
                desk.go(place.clone());
                assert_eq!(
                    desk.says("Leicester, Leicestershire") || desk.says("Wexcombe"),
                    size[0] >= 700.0,
                    "{size:?}"
                );
                let mut names = Vec::new();
                for node in desk.harness.query_all(By::new()) {
                    let kit = node.accesskit_node();
                    let role = kit.role();
                    let text = kit.label().or_else(|| kit.value()).unwrap_or_default();
                    let worded = matches!(
                        role,
                        Role::Button
                            | Role::Link
                            | Role::Label
                            | Role::Heading
                            | Role::RadioButton
                            | Role::ComboBox
                            | Role::Pane
                    );
                    if !worded || (text.trim().is_empty() && role != Role::Pane) || kit.bounding_box().is_none() {
                        continue;
                    }
                    let rect = node.rect();
                    names.push(text.clone());
                    if rect.width() < 6.0 || rect.height() < 6.0 {
                        faults.push(format!("{size:?} {place:?}: {role:?} “{text}” is {:?}", rect.size()));
                    }
                    let header =
                        ["Undo", "Redo", "Save", "File", "Edit", "Rows", "Go", "View"].contains(&text.as_str());
                    if header && !window.contains_rect(rect) {
                        faults.push(format!("{size:?} {place:?}: “{text}” is out of the window: {rect:?}"));
                    }
                }
                assert!(names.len() > 12, "{names:?}");
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_dialog_fits_the_smallest_window() {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", [640.0, 400.0]);
    desk.go(Place::Actions);
    desk.cell(0, RowField::WhereNow);
    for command in [Command::New, Command::NewQuarter, Command::Details, Command::ReassignRows, Command::SaveAs] {
        desk.ask(Request::Command(command));
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(640.0, 400.0));
        let dialog = desk.harness.get_by_role(Role::Dialog);
        let question = dialog.get_by_role(Role::Heading).rect();
        assert!(window.contains_rect(question), "{command:?}: {question:?}");
        // What does not fit scrolls with the keyboard.
        desk.tab_to(Role::Button, "Cancel");
        let cancel = desk.node(Role::Button, "Cancel").rect();
        assert!(window.contains_rect(cancel), "{command:?}: Cancel at {cancel:?}");
        desk.keys(&[Key::Escape]);
    }
}

#[test]
fn what_happened_is_announced() {
    let mut desk = Desk::example();
    desk.ask(Request::Refuse("Something was refused.".to_owned()));
    let said = |node: &AccessKitNode<'_>| {
        node.role() == Role::Label && node.value().is_some_and(|text| text == "Something was refused.")
    };
    let node = desk.harness.get(By::new().predicate(said));
    assert_eq!(node.accesskit_node().live(), egui::accesskit::Live::Polite);
}
