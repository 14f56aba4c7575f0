//! The keys of the stage, independent of any toolkit: while slides are shown each of them is a step, and nothing is typed.

use crate::app::command::{Shortcut, key};

/// A key as the stage knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKey {
    /// The slide after, or to the right.
    Right,
    /// The slide before, or to the left.
    Left,
    /// Up, where there is one.
    Up,
    /// Down, where there is one.
    Down,
    /// The slide after.
    Space,
    /// The slide after, or what was typed or chosen.
    Enter,
    /// The slide before.
    Backspace,
    /// The slide before.
    PageUp,
    /// The slide after.
    PageDown,
    /// The first slide.
    Home,
    /// The last one.
    End,
    /// The change with that number.
    Digit(u8),
    /// All slides.
    Overview,
    /// A black screen.
    Black,
    /// A white one.
    White,
    /// The notes.
    Notes,
    /// The presenter's own window.
    Presenter,
    /// The table behind the slide.
    Zoom,
    /// A decision.
    Decision,
    /// The next audience.
    Audience,
    /// The sheet of keys.
    Help,
    /// A step back, and out.
    Escape,
    /// Any other: it ends a blank screen.
    Other,
}

/// Which key is what. The sheet of keys names the same ones.
pub const STAGE_KEYS: [(Shortcut, StageKey); 32] = [
    (key("ArrowRight"), StageKey::Right),
    (key("ArrowLeft"), StageKey::Left),
    (key("ArrowUp"), StageKey::Up),
    (key("ArrowDown"), StageKey::Down),
    (key("Space"), StageKey::Space),
    (key("Enter"), StageKey::Enter),
    (key("Backspace"), StageKey::Backspace),
    (key("PageUp"), StageKey::PageUp),
    (key("PageDown"), StageKey::PageDown),
    (key("Home"), StageKey::Home),
    (key("End"), StageKey::End),
    (key("0"), StageKey::Digit(0)),
    (key("1"), StageKey::Digit(1)),
    (key("2"), StageKey::Digit(2)),
    (key("3"), StageKey::Digit(3)),
    (key("4"), StageKey::Digit(4)),
    (key("5"), StageKey::Digit(5)),
    (key("6"), StageKey::Digit(6)),
    (key("7"), StageKey::Digit(7)),
    (key("8"), StageKey::Digit(8)),
    (key("9"), StageKey::Digit(9)),
    (key("O"), StageKey::Overview),
    (key("B"), StageKey::Black),
    (key("W"), StageKey::White),
    (key("N"), StageKey::Notes),
    (key("P"), StageKey::Presenter),
    (key("Z"), StageKey::Zoom),
    (key("D"), StageKey::Decision),
    (key("A"), StageKey::Audience),
    (key("Questionmark"), StageKey::Help),
    (key("Slash"), StageKey::Help),
    (key("Escape"), StageKey::Escape),
];
