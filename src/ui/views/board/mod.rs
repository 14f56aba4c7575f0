//! Showing the assessment to a board: what is chosen before, and the stage that then fills the window.

mod bar;
mod blocks;
mod chart;
mod decision;
mod keys;
mod ladders;
mod overview;
mod pen;
mod presenter;
mod slide;
mod stage;
mod start;
mod table;
mod zoom;

pub use stage::present;
pub use start::start;

use egui::{Pos2, Rect};

/// What the slides and what stands before them keep to themselves.
#[derive(Debug, Default)]
pub struct BoardState {
    /// The keyboard is to go to the button that begins.
    focus: bool,
    /// The screens there are, in words, and whether they were asked for.
    screens: Option<Vec<String>>,
    decision: decision::Draft,
    zoom: zoom::Scrolled,
    stage: StageState,
}

/// What the stage keeps to itself while it fills the window.
#[derive(Debug, Default)]
struct StageState {
    /// It was there in the frame before.
    begun: bool,
    /// The slide that is shown, and when it came.
    came: Option<(usize, f64)>,
    /// When the pointer was moved last, and to where.
    moved: f64,
    pointer: Option<Pos2>,
    /// Tab brought the bar up.
    by_keys: bool,
    /// Where the bar was in the frame before.
    bar: Option<Rect>,
    /// What was told last, and when.
    told: Option<(u64, f64)>,
    /// When the first digit of two came.
    digit: Option<f64>,
    /// How far a pad was moved.
    wheel: f32,
}

impl BoardState {
    /// Puts the keyboard on the button that begins.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// Whether the window is to say which screens there are.
    #[must_use]
    pub const fn wants_screens(&self) -> bool {
        self.screens.is_none()
    }

    /// Which screens there are.
    pub fn set_screens(&mut self, screens: Vec<String>) {
        self.screens = Some(screens);
    }

    /// Has the window say anew which screens there are: one may be plugged in while something else is looked at.
    pub fn forget_screens(&mut self) {
        self.screens = None;
    }
}
