//! The tour in the window: nothing of it unless it is offered, out of it at once, never in the way.

use crate::support::{Desk, shell, window};
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers, Rect, Shape, Theme};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::{Command, Place, Request, TOUR};
use hicm::model::RowField;
use hicm::ui::theme::palette;

/// The example with the tour as at the first start.
fn offered() -> Desk {
    let mut desk = Desk::example();
    desk.harness.state_mut().app_mut().offer_tour();
    desk.run();
    desk
}

fn card(desk: &Desk) -> Option<Node<'_>> {
    desk.harness.query_by_role_and_label(Role::Note, "Tour")
}

fn step(desk: &Desk) -> Option<usize> {
    desk.app().tour().map(|(number, _)| number)
}

/// The rectangles drawn in the colour and strength of the tour's ring.
fn rings(desk: &Desk) -> Vec<Rect> {
    fn collect(shape: &Shape, ring: egui::Color32, found: &mut Vec<Rect>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, ring, found)),
            Shape::Rect(drawn) if drawn.stroke.color == ring && drawn.stroke.width >= 3.0 => found.push(drawn.rect),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for shape in &desk.harness.output().shapes {
        collect(&shape.shape, palette(&desk.harness.ctx).accent, &mut found);
    }
    found
}

#[test]
fn nothing_of_it_is_seen_unless_it_is_offered() {
    let desk = Desk::example();
    assert!(card(&desk).is_none() && rings(&desk).is_empty());
}

#[test]
fn it_is_walked_by_the_keyboard_to_its_end() {
    let mut desk = offered();
    for (at, known) in TOUR.iter().enumerate() {
        assert_eq!(step(&desk), Some(at + 1));
        let shown = card(&desk).unwrap();
        assert!(shown.query_by_role_and_label(Role::Heading, known.title).is_some(), "{}", known.title);
        assert!(desk.says(&format!("Tour, {} of 4", at + 1)));
        let next = if at == 3 { "Done" } else { "Next" };
        assert_eq!(desk.focused(), Some((Role::Button, next.to_owned())));
        desk.keys(&[Key::Enter]);
    }
    assert_eq!((step(&desk), card(&desk).is_none()), (None, true));
    assert!(desk.app().settings().tour_seen);
}

#[test]
fn each_step_is_announced_and_has_its_ring_round_what_it_speaks_of() {
    let mut desk = offered();
    let spots = [
        desk.beginning(Role::Button, "1 Early discharge planning: ").rect(),
        Rect::NOTHING,
        desk.node(Role::Button, "View").rect(),
        desk.beginning(Role::Button, "Quarter Q").rect(),
    ];
    for (known, spot) in TOUR.iter().zip(spots) {
        let spot = if spot == Rect::NOTHING { desk.cell_node(0, RowField::Status).rect() } else { spot };
        let rings = rings(&desk);
        assert_eq!(rings.len(), 1, "{}", known.title);
        assert!(rings[0].contains_rect(spot), "{}: {:?} and {spot:?}", known.title, rings[0]);
        let text = desk.harness.get_by_value(known.text);
        assert_eq!(text.accesskit_node().live(), Live::Polite);
        desk.button(if known == &TOUR[3] { "Done" } else { "Next" });
    }
    assert!(rings(&desk).is_empty());
}

#[test]
fn back_goes_back_and_keeps_the_keyboard() {
    let mut desk = offered();
    assert!(desk.node(Role::Button, "Back").accesskit_node().is_disabled());
    desk.keys(&[Key::Enter, Key::Enter]);
    assert_eq!(step(&desk), Some(3));
    desk.tab_to(Role::Button, "Back");
    desk.keys(&[Key::Space]);
    assert_eq!(desk.focused(), Some((Role::Button, "Back".to_owned())));
    desk.keys(&[Key::Space]);
    assert_eq!(step(&desk), Some(1));
    assert_eq!(desk.focused(), Some((Role::Button, "Next".to_owned())), "where there is no way back");
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn it_is_skipped_at_once_by_escape_or_by_its_button() {
    for by_key in [true, false] {
        let mut desk = offered();
        if by_key {
            desk.keys(&[Key::Escape]);
        } else {
            desk.button("Skip the tour");
        }
        assert_eq!(step(&desk), None);
        assert!(card(&desk).is_none());
        assert!(desk.app().settings().tour_seen);
    }
}

#[test]
fn it_stands_in_nobodys_way() {
    let mut desk = offered();
    // Work goes on beside it.
    desk.shortcut(Command::GoActions);
    desk.cell(1, RowField::Gaps);
    desk.type_text("typed");
    desk.keys(&[Key::Escape]);
    assert_eq!(step(&desk), Some(1), "Escape was for the cell");
    assert_ne!(desk.row(1).gaps, "typed");
    desk.type_text("typed");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(1).gaps, "typed");
    // A selection is given up first.
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    desk.keys(&[Key::Escape]);
    assert_eq!(step(&desk), Some(1));
    // A text keeps the keyboard when Escape ends it.
    desk.go_to_change(1);
    desk.click(Role::MultilineTextInput, hicm::model::ChangeText::Why.name());
    desk.keys(&[Key::Escape]);
    assert_eq!(step(&desk), Some(1), "Escape was for the text");
    // A menu, too.
    desk.button("View");
    desk.keys(&[Key::Escape]);
    assert_eq!(step(&desk), Some(1), "Escape was for the menu");
    desk.keys(&[Key::Escape]);
    assert_eq!(step(&desk), None);
}

#[test]
fn it_gives_way_to_a_dialog_and_comes_back_after_it() {
    let mut desk = offered();
    for command in [Command::Details, Command::Palette, Command::Shortcuts] {
        desk.shortcut(command);
        assert!(card(&desk).is_none() && rings(&desk).is_empty(), "{command:?}");
        desk.keys(&[Key::Escape]);
        assert_eq!(step(&desk), Some(1), "Escape was for {command:?}");
        assert!(card(&desk).is_some());
    }
}

#[test]
fn f6_leads_into_it_and_out_again() {
    let mut desk = offered();
    desk.keys(&[Key::F6]);
    assert_eq!(desk.focused(), Some((Role::Button, "File".to_owned())), "the first part comes behind the last");
    desk.press(Modifiers::SHIFT, Key::F6);
    assert_eq!(desk.focused(), Some((Role::Button, "Next".to_owned())));
}

#[test]
fn it_is_shown_again_when_asked_for_and_gives_the_keyboard_back() {
    let mut desk = Desk::example();
    desk.tab_to(Role::Button, "Actions, 55");
    desk.shortcut(Command::Palette);
    desk.type_text("tour");
    desk.keys(&[Key::Enter]);
    assert_eq!(step(&desk), Some(1));
    assert_eq!(desk.focused(), Some((Role::Button, "Next".to_owned())));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.focused(), Some((Role::Button, "Actions, 55".to_owned())));
}

#[test]
fn it_fits_a_small_window_and_a_narrow_one_points_at_the_menus() {
    for size in [[427.0, 267.0], [640.0, 400.0], [1280.0, 800.0]] {
        let mut desk = Desk::sized("example", "2025-26-q1.ron", size);
        desk.ask(Request::Command(Command::Tour));
        let window = Rect::from_min_size(egui::Pos2::ZERO, size.into());
        for known in TOUR {
            let shown = card(&desk).unwrap().rect();
            assert!(window.contains_rect(shown), "{size:?}: {shown:?}");
            for button in ["Back", if known == TOUR[3] { "Done" } else { "Next" }] {
                assert!(shown.contains_rect(desk.node(Role::Button, button).rect()), "{size:?}: {button}");
            }
            assert_eq!(rings(&desk).len(), 1, "{size:?}: {}", known.title);
            desk.button(if known == TOUR[3] { "Done" } else { "Next" });
        }
    }
}

#[test]
fn it_is_drawn_in_both_themes() {
    for theme in [Theme::Light, Theme::Dark] {
        let mut shell = shell(None, theme);
        shell.app_mut().handle(Request::Command(Command::Tour));
        let mut harness = window(shell, [1280.0, 800.0], theme);
        harness.run();
        let accent = palette(&harness.ctx).accent;
        let picture = crate::support::picture(&mut harness);
        let edge = picture.pixels().filter(|pixel| pixel.0[..3] == [accent.r(), accent.g(), accent.b()]).count();
        assert!(edge > 3_000, "{edge} points of the ring and the card's edge");
    }
}
