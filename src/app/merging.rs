//! Merging: somebody's copy becomes one with the document in hand, and what the two disagree in is decided one by one.

use super::{App, Edit};
use crate::compare::Answer;

/// Something asked for in merging.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeStep {
    /// Decides a conflict, by its place in the document's list.
    Decide(usize, Answer),
}

impl App {
    pub(super) fn merge_step(&mut self, step: MergeStep) {
        match step {
            MergeStep::Decide(at, answer) => self.edit(&Edit::Decide { at, answer }),
        }
    }
}
