//! The tour of the first start: four steps, each about one part of the window. It asks for nothing and stands in nobody's
//! way; who skips it or takes it to its end does not see it again unless they ask.

use super::{App, Effect, Origin, Place};

/// A step of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TourStep {
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What there is to know.
    pub text: &'static str,
    /// The part of the window that it speaks of.
    pub spot: TourSpot,
}

/// A part of the window that the tour speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourSpot {
    /// All levels at a glance.
    Levels,
    /// The action table.
    Table,
    /// The menus.
    Menus,
    /// Where the quarter is chosen.
    Quarter,
}

/// The way through the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourMove {
    /// To the step after, or out at the end.
    Next,
    /// To the step before.
    Back,
    /// Out.
    Leave,
}

/// The tour.
pub const TOUR: [TourStep; 4] = [
    TourStep {
        title: "Every level at a glance",
        text: "Each change stands here with its level now, the plan and last quarter. Open one to choose its level: \
               the five prompts stand beside each other at the point of choice.",
        spot: TourSpot::Levels,
    },
    TourStep {
        title: "The table types like a spreadsheet",
        text: "Type over a cell, press Enter and go on. Copy from Excel and paste here, or the other way; fill down \
               with Ctrl+D. Everything can be undone.",
        spot: TourSpot::Table,
    },
    TourStep {
        title: "Find anything",
        text: "Ctrl+F finds words, Ctrl+Shift+F shows only some of the rows, and Ctrl+K finds every command by a few \
               letters of its name. F1 lists all keys.",
        spot: TourSpot::Menus,
    },
    TourStep {
        title: "Quarter after quarter",
        text: "Start a new quarter and everything is carried forward. The review then goes through it row by row, \
               with last quarter's text beside each.",
        spot: TourSpot::Quarter,
    },
];

impl App {
    /// Offers the tour at a start that shows the example, unless it was seen before. Only the window of a person calls
    /// this, so that nothing stands in the way of anybody else.
    pub fn offer_tour(&mut self) {
        let example = self.session().is_some_and(|session| session.origin() == Origin::Sample);
        if example && !self.settings.tour_seen {
            self.start_tour();
        }
    }

    /// The step of the tour that is shown, with its number from 1.
    #[must_use]
    pub fn tour(&self) -> Option<(usize, TourStep)> {
        // A table that was brought in needs the whole window, and the tour speaks of none of it.
        let at = self.tour.filter(|_| self.place != Place::Import)?;
        TOUR.get(at).map(|step| (at + 1, *step))
    }

    pub(super) fn start_tour(&mut self) {
        self.show_step(0);
    }

    pub(super) fn step_tour(&mut self, to: TourMove) {
        let Some(at) = self.tour else { return };
        match to {
            TourMove::Next if at + 1 < TOUR.len() => self.show_step(at + 1),
            TourMove::Back => self.show_step(at.saturating_sub(1)),
            TourMove::Next | TourMove::Leave => {
                self.tour = None;
                self.settings_changed |= !self.settings.tour_seen;
                self.settings.tour_seen = true;
                // What it spoke of last has the keyboard: it can be tried at once.
                self.effects.push(Effect::FocusView);
            }
        }
    }

    /// Shows a step, and what it speaks of.
    fn show_step(&mut self, at: usize) {
        self.tour = Some(at);
        match TOUR.get(at).map(|step| step.spot) {
            Some(TourSpot::Levels) => self.go(Place::Overview),
            Some(TourSpot::Table) => self.go(Place::Actions),
            Some(TourSpot::Menus | TourSpot::Quarter) | None => {}
        }
    }
}
