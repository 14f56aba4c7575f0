//! What the inspector shows beside the row in hand: its twins and its history. Worked out when the row or the table
//! changes, not in every frame.

use super::{App, Done};
use crate::compare::{RowHistory, Twin, twins};
use crate::model::{Assessment, RowId};
use std::sync::Arc;

/// Rows up to which twins are looked for at once; beyond, in a job, so that no key waits for it.
const AT_ONCE: usize = 2_000;

/// What stands beside the row in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The row.
    pub row: RowId,
    /// The rows that say the same.
    pub twins: Vec<Twin>,
    /// What it was in the quarters before.
    pub history: RowHistory,
}

/// Twins that a job has found, and what of.
#[derive(Clone, Debug)]
pub(super) struct Found {
    generation: u64,
    assessment: Arc<Assessment>,
    row: RowId,
    twins: Vec<Twin>,
}

/// With the state it was worked out for.
#[derive(Debug)]
pub(super) struct Kept {
    generation: u64,
    assessment: Arc<Assessment>,
    earlier_known: bool,
    /// The twins are those of this state, not of one before while these are being looked for.
    twins_known: bool,
    beside: Beside,
}

impl App {
    /// What stands beside the row in hand. In a large table its twins come a moment later.
    #[must_use]
    pub fn beside(&self) -> Option<&Beside> {
        self.beside.as_ref().map(|kept| &kept.beside)
    }

    /// Works out what stands beside the row in hand, unless it is known.
    pub(super) fn look_beside(&mut self) {
        let row = self.session.as_ref().and_then(|session| session.assessment().row(self.selection.first()?));
        let (Some(session), Some(row)) = (&self.session, row) else {
            self.beside = None;
            return;
        };
        let assessment = session.assessment();
        let earlier = session.earlier();
        let of_row = self.beside.take().filter(|kept| kept.generation == self.generation && kept.beside.row == row.id);
        let mut kept = match of_row {
            Some(kept) if kept.earlier_known == earlier.is_some() && same_table(&kept.assessment, assessment) => {
                // So that the next look finds the very same assessment again.
                Kept { assessment: Arc::clone(assessment), ..kept }
            }
            of_row => {
                let past = earlier.map_or(&[][..], |earlier| earlier.quarters.as_slice());
                let history = RowHistory::of(row, assessment, session.framework(), past);
                // Those of a moment ago stay in sight until the new ones are found.
                let twins = of_row.map(|kept| kept.beside.twins).unwrap_or_default();
                Kept {
                    generation: self.generation,
                    assessment: Arc::clone(assessment),
                    earlier_known: earlier.is_some(),
                    twins_known: false,
                    beside: Beside { row: row.id.clone(), twins, history },
                }
            }
        };
        if !kept.twins_known && assessment.rows.len() <= AT_ONCE {
            kept.beside.twins = twins(assessment, row);
            kept.twins_known = true;
        } else if !kept.twins_known && !self.looking_for_twins {
            self.looking_for_twins = true;
            let (generation, assessment, row) = (self.generation, Arc::clone(assessment), Arc::clone(row));
            let found =
                Found { generation, assessment: Arc::clone(&assessment), row: row.id.clone(), twins: Vec::new() };
            let lost = Done::Twins(found.clone());
            self.jobs.start(lost, move || Done::Twins(Found { twins: twins(&assessment, &row), ..found }));
        }
        self.beside = Some(kept);
    }

    /// Takes twins in. If the row or the table is another by now, they are looked for again.
    pub(super) fn twins_found(&mut self, found: Found) {
        self.looking_for_twins = false;
        if let Some(kept) = &mut self.beside
            && (kept.generation, &kept.beside.row) == (found.generation, &found.row)
            && same_table(&kept.assessment, &found.assessment)
        {
            kept.beside.twins = found.twins;
            kept.twins_known = true;
        }
    }
}

/// Whether two states have the very same rows, which edits of anything else leave alone.
fn same_table(one: &Arc<Assessment>, other: &Arc<Assessment>) -> bool {
    Arc::ptr_eq(one, other)
        || (one.quarter == other.quarter
            && one.rows.len() == other.rows.len()
            && one.rows.iter().zip(&other.rows).all(|(one, other)| Arc::ptr_eq(one, other)))
}
