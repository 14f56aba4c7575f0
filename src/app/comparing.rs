//! The comparison that is shown: which two assessments, and what of it.

use super::App;

/// Something asked for in the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareStep {
    /// Shows the comparison of the open assessment with the quarter before it.
    WithPrevious,
}

impl App {
    pub(super) fn compare_step(&mut self, step: &CompareStep) {
        match step {
            CompareStep::WithPrevious => {}
        }
    }
}
