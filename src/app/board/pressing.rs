//! What a key does on the stage, by what lies over the slide.

use super::{Layer, StageKey};
use crate::app::{App, Dialog};
use crate::report::{Audience, SlideKind};

impl App {
    pub(super) fn press(&mut self, key: StageKey) {
        let Some(showing) = &mut self.board.showing else { return };
        let layer = showing.layer;
        let digit = showing.digit.take();
        match (layer, key) {
            (Layer::Blank { .. }, _)
            | (Layer::Zoom, StageKey::Zoom | StageKey::Escape)
            | (Layer::Decision, StageKey::Escape)
            | (Layer::Overview(_), StageKey::Overview | StageKey::Escape) => self.lay(Layer::Slide),
            (_, StageKey::Help) => self.dialog = Some(Dialog::Shortcuts { typed: "stage".to_owned() }),
            // The table scrolls by itself, and the line is typed into.
            (Layer::Zoom | Layer::Decision, _) => {}
            (Layer::Overview(at), key) => self.press_in_overview(at, key),
            (Layer::Slide, key) => self.press_on_slide(key, digit),
        }
    }

    fn press_in_overview(&mut self, at: usize, key: StageKey) {
        let last = self.board.count().saturating_sub(1);
        let columns = self.board.overview_columns();
        let to = match key {
            StageKey::Right => at + 1,
            StageKey::Left => at.saturating_sub(1),
            StageKey::Down if at + columns <= last => at + columns,
            StageKey::Up => at.checked_sub(columns).unwrap_or(at),
            StageKey::Home | StageKey::PageUp => 0,
            StageKey::End | StageKey::PageDown => last,
            StageKey::Enter | StageKey::Space => {
                self.board.at = at;
                return self.lay(Layer::Slide);
            }
            StageKey::Black => return self.lay(Layer::Blank { white: false }),
            StageKey::White => return self.lay(Layer::Blank { white: true }),
            _ => at,
        };
        self.lay(Layer::Overview(to.min(last)));
    }

    fn press_on_slide(&mut self, key: StageKey, digit: Option<u8>) {
        let last = self.board.count().saturating_sub(1);
        match key {
            StageKey::Enter if digit.is_some() => self.jump_to_change(digit.map_or(0, usize::from)),
            StageKey::Right | StageKey::Space | StageKey::PageDown | StageKey::Enter => {
                if self.board.at < last {
                    self.board.at += 1;
                } else {
                    self.tell("This is the last slide.".to_owned());
                }
            }
            StageKey::Left | StageKey::Backspace | StageKey::PageUp => self.board.at = self.board.at.saturating_sub(1),
            StageKey::Home => self.board.at = 0,
            StageKey::End => self.board.at = last,
            StageKey::Digit(second) => self.digit(digit, second),
            StageKey::Overview => self.lay(Layer::Overview(self.board.at)),
            StageKey::Black => self.lay(Layer::Blank { white: false }),
            StageKey::White => self.lay(Layer::Blank { white: true }),
            StageKey::Notes => {
                if let Some(showing) = &mut self.board.showing {
                    showing.notes = !showing.notes;
                }
            }
            StageKey::Presenter => self.board.presenter = !self.board.presenter,
            StageKey::Zoom if self.board.slide().is_some_and(|slide| slide.behind.is_some()) => self.lay(Layer::Zoom),
            StageKey::Zoom => self.tell("There is no table behind this slide.".to_owned()),
            StageKey::Decision => self.ask_decision(),
            StageKey::Audience => {
                let all: Vec<Audience> = Audience::all().collect();
                let at = all.iter().position(|known| *known == self.board.audience).unwrap_or(0);
                if let Some(next) = all.get((at + 1) % all.len()) {
                    self.show_for(*next);
                }
            }
            // What was typed of a number is forgotten first.
            StageKey::Escape if digit.is_none() => self.leave_stage(),
            StageKey::Escape | StageKey::Up | StageKey::Down | StageKey::Help | StageKey::Other => {}
        }
    }

    /// A digit: the change with that number, or the first digit of one of two.
    fn digit(&mut self, first: Option<u8>, digit: u8) {
        let count = self.board.report().map_or(0, |report| report.framework.changes.len());
        match first {
            Some(first) => self.jump_to_change(usize::from(first) * 10 + usize::from(digit)),
            None if digit > 0 && usize::from(digit) * 10 <= count => {
                if let Some(showing) = &mut self.board.showing {
                    showing.digit = Some(digit);
                }
            }
            None => self.jump_to_change(usize::from(digit)),
        }
    }

    pub(super) fn jump_to_change(&mut self, number: usize) {
        let Some(report) = self.board.report() else { return };
        let key = number.checked_sub(1).and_then(|at| report.framework.changes.get(at)).map(|change| &change.key);
        let slide = key.and_then(|key| {
            report.slides.iter().position(|slide| matches!(&slide.kind, SlideKind::Change(of) if of == key))
        });
        match slide {
            Some(at) => self.board.at = at,
            None => self.tell(format!("There is no change {number}.")),
        }
    }
}
