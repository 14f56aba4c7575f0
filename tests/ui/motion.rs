//! Reduced motion: what happens is there in the next frame and stands still. Each thing is looked at as the toolkit has it as
//! well, where it does move: so that what is compared here could be seen to differ.

use crate::support::{Desk, picture};
use egui::accesskit::Role;
use egui::style::ScrollAnimation;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use hicm::app::{BoardStep, Command, Place, Request};
use hicm::model::ChangeText;

/// A small window in which everything moves as the toolkit has it, or nothing does. The harness itself stills it, so that is
/// turned on and off first.
fn desk(reduced: bool) -> Desk {
    let mut desk = Desk::sized("llr", "2017-18-q1.ron", [1000.0, 500.0]);
    let times = if reduced { 1 } else { 2 };
    for _ in 0..times {
        desk.ask(Request::Command(Command::ReduceMotion));
    }
    assert_eq!(desk.app().settings().reduce_motion, reduced);
    desk
}

/// Whether the screen still changes by itself, in the second and a half after the frames in which something is laid out.
fn moves(desk: &mut Desk) -> bool {
    desk.harness.run_steps(3);
    let first = picture(&mut desk.harness);
    (0..8).any(|_| {
        desk.harness.run_steps(5);
        picture(&mut desk.harness) != first
    })
}

/// Does something in a window that moves and in one that does not.
fn compare(what: &str, act: impl Fn(&mut Desk)) {
    for reduced in [false, true] {
        let mut desk = desk(reduced);
        act(&mut desk);
        assert_eq!(moves(&mut desk), !reduced, "{what}, reduced: {reduced}");
    }
}

#[test]
fn a_menu_does_not_fade_in() {
    compare("a menu", |desk| desk.node(Role::Button, "View").click());
}

#[test]
fn the_caret_does_not_blink() {
    compare("the caret", |desk| {
        desk.go_to_change(1);
        desk.tab_to(Role::MultilineTextInput, ChangeText::Why.name());
        // The way there is another matter.
        desk.harness.run_steps(15);
    });
}

#[test]
fn what_has_the_keyboard_comes_into_sight_at_once() {
    compare("Tab to what is below", |desk| {
        desk.go_to_change(1);
        desk.tab_to(Role::MultilineTextInput, ChangeText::Why.name());
        for _ in 0..4 {
            desk.harness.key_press_modifiers(Modifiers::NONE, Key::Tab);
            desk.harness.step();
        }
        // Only the way there is looked at, so nothing that blinks may have the keyboard.
        assert_ne!(desk.focused().unwrap().0, Role::MultilineTextInput);
    });
}

#[test]
fn a_turn_of_the_wheel_is_taken_at_once_and_no_less_far() {
    let turn = |desk: &mut Desk| {
        desk.go(Place::Overview);
        // Over nothing that would explain itself after a while.
        desk.harness.hover_at(pos2(500.0, 440.0));
        desk.harness.step();
        desk.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -3.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
    };
    compare("the wheel", turn);
    let way = |reduced| {
        let mut desk = desk(reduced);
        let before = desk.node(Role::Heading, "Needs attention").rect().top();
        turn(&mut desk);
        desk.harness.run_steps(30);
        before - desk.node(Role::Heading, "Needs attention").rect().top()
    };
    assert!(way(true) > 60.0);
    assert!((way(true) - way(false)).abs() < 2.0, "{} and {}", way(true), way(false));
}

#[test]
fn a_slide_is_there_at_once() {
    compare("a slide that comes", |desk| {
        desk.go(Place::Board);
        desk.ask(Request::Board(BoardStep::Present));
        desk.ask(Request::Board(BoardStep::Show(1)));
        desk.harness.run_steps(10);
        desk.harness.key_press_modifiers(Modifiers::NONE, Key::ArrowRight);
        desk.harness.step();
    });
}

/// Nothing on the stage moves by itself once the bar has gone; only the presenter's clock ticks, while that is shown.
#[test]
fn a_stage_asks_for_no_frames_by_itself() {
    let mut desk = desk(false);
    desk.go(Place::Board);
    desk.ask(Request::Board(BoardStep::Present));
    desk.harness.run_steps(100);
    let asked = |desk: &Desk| {
        let output = desk.harness.output();
        output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap()
    };
    assert_eq!(asked(&desk), std::time::Duration::MAX);
    desk.keys(&[Key::P]);
    desk.harness.run_steps(100);
    let ticks = asked(&desk);
    assert!(ticks <= std::time::Duration::from_secs(1) && ticks > std::time::Duration::from_millis(500), "{ticks:?}");
}

#[test]
fn both_themes_are_stilled_and_given_back() {
    for reduced in [true, false] {
        let desk = desk(reduced);
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            let style = desk.harness.ctx.style_of(theme);
            assert_eq!(style.animation_time == 0.0, reduced);
            assert_eq!(style.scroll_animation == ScrollAnimation::none(), reduced);
            assert_eq!(style.visuals.text_cursor.blink, !reduced);
            assert_eq!(style.spacing.scroll.kinetic.decay_time == 0.0, reduced);
        }
    }
}

#[test]
fn a_stilled_window_asks_for_no_frames_by_itself() {
    let mut desk = desk(true);
    desk.go_to_change(1);
    desk.click(Role::MultilineTextInput, ChangeText::Why.name());
    desk.harness.run_steps(4);
    let asked: Vec<_> = desk.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).collect();
    assert_eq!(asked, [std::time::Duration::MAX]);
}
