//! What a row was in each earlier quarter: what it said then, where that differs from the next newer one. Rows are found
//! by id, and quarters in which nothing is different are told in one step, so that a row that has stood still for three
//! years takes one line.

use crate::model::{ActionRow, Assessment, Framework, Quarter, RowField};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// An earlier quarter with the framework it was judged by.
#[derive(Clone, Debug)]
pub struct PastQuarter {
    /// The assessment.
    pub assessment: Arc<Assessment>,
    /// Its framework.
    pub framework: Arc<Framework>,
}

/// What a row was, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowHistory {
    /// One or several quarters each; every earlier quarter is in exactly one.
    pub steps: Vec<HistoryStep>,
}

/// One quarter, or several running in which the row was the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// The newest of them.
    pub newest: Quarter,
    /// The oldest of them.
    pub oldest: Quarter,
    /// What it was then.
    pub then: Then,
}

/// What a row was in a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// As in the next newer quarter in which it was there.
    Unchanged,
    /// Something was different from the next newer quarter in which it was there.
    Different {
        /// The row as it stood.
        row: Arc<ActionRow>,
        /// The fields that were different, in the order of the fields. [`RowField::Change`] only when it belonged to
        /// another change of the model, not when a new edition calls the change something else.
        fields: Vec<RowField>,
        /// The title of its change then, in that quarter's edition; `None` unless that was different.
        change: Option<String>,
    },
    /// Not there.
    Absent {
        /// Nor in any quarter before: it was not there yet.
        yet: bool,
    },
    /// That quarter's file has no action table, which says nothing about the row.
    NoTable,
}

impl RowHistory {
    /// The history of a row as it stands now. `past` may be in any order and may hold later quarters, which are passed
    /// over; of two of one quarter the first counts.
    #[must_use]
    pub fn of(row: &Arc<ActionRow>, now: &Assessment, framework: &Framework, past: &[PastQuarter]) -> Self {
        let mut past: Vec<&PastQuarter> = past.iter().filter(|it| it.assessment.quarter < now.quarter).collect();
        past.sort_by_key(|it| std::cmp::Reverse(it.assessment.quarter));
        past.dedup_by_key(|it| it.assessment.quarter);
        let mut steps: Vec<HistoryStep> = Vec::new();
        let mut newer = (row, framework);
        for PastQuarter { assessment, framework } in past {
            let quarter = assessment.quarter;
            let then = match assessment.row(&row.id) {
                None if assessment.rows.is_empty() => Then::NoTable,
                None => Then::Absent { yet: false },
                Some(then) => {
                    let step = compared((then, framework), (newer.0, newer.1));
                    newer = (then, framework);
                    step
                }
            };
            match steps.last_mut() {
                // A step in which something was different stands alone; what follows unchanged is a step of its own.
                Some(last) if last.then == then && !matches!(then, Then::Different { .. }) => last.oldest = quarter,
                _ => steps.push(HistoryStep { newest: quarter, oldest: quarter, then }),
            }
        }
        for step in steps.iter_mut().rev() {
            match &mut step.then {
                Then::Absent { yet } => *yet = true,
                Then::NoTable => {}
                Then::Unchanged | Then::Different { .. } => break,
            }
        }
        Self { steps }
    }
}

/// What was different in a row from what it was next.
fn compared(
    (then, framework): (&Arc<ActionRow>, &Framework),
    (next, next_framework): (&ActionRow, &Framework),
) -> Then {
    let moved = moved((then, framework), (next, next_framework));
    let fields: Vec<RowField> = RowField::iter()
        .filter(|field| match field {
            RowField::Change => moved,
            // Two unknown ones are alike whatever stood there, but the words are shown, so they count here.
            RowField::Status => then.status != next.status,
            // Begun anew each quarter.
            RowField::Reviewed => false,
            field => then.text(*field) != next.text(*field),
        })
        .collect();
    if fields.is_empty() {
        return Then::Unchanged;
    }
    let title = || framework.change(&then.change).map_or_else(|| then.change.to_string(), |it| it.title.clone());
    Then::Different { row: Arc::clone(then), fields, change: moved.then(title) }
}

/// Whether a row belonged to another change. What a new edition makes of a change is no move: neither where it continues
/// it, nor where nothing does and the row had to go somewhere.
fn moved((then, framework): (&ActionRow, &Framework), (next, next_framework): (&ActionRow, &Framework)) -> bool {
    if framework.id == next_framework.id {
        return then.change != next.change;
    }
    if next_framework.predecessor.as_ref() != Some(&framework.id) {
        return false;
    }
    let continues = |key| next_framework.change(key).is_some_and(|change| change.from.contains(&then.change));
    !continues(&next.change) && next_framework.changes.iter().any(|change| continues(&change.key))
}
