//! What became of the rows: new, dropped, moved to another change, judged anew.

use super::pairing::Pairing;
use crate::model::{Assessment, ChangeKey, Level, RowId, Status};
use std::collections::HashMap;

/// One thing that happened to one row. A row that moved and was judged anew has two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowMove {
    /// The row.
    pub row: RowId,
    /// Its change, as the assessment of now names it; `None` for a dropped row of a change that no longer exists there.
    pub change: Option<ChangeKey>,
    /// What happened.
    pub kind: RowMoveKind,
}

/// What happened to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowMoveKind {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Dropped,
    /// It belonged to another change before.
    Moved {
        /// The change before, as the previous assessment names it.
        from: ChangeKey,
    },
    /// Its status is another.
    Status(StatusStep),
}

/// How a status changed. To and from a split, and to and from unknown, are kinds of their own: neither is a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusStep {
    /// Up by that many levels, to a place that what stood there before did not include. A split counts at its lower.
    Up(u8),
    /// Down by that many levels, in the same sense.
    Down(u8),
    /// A split was settled at one of its two levels.
    Settled(Level),
    /// One level became a split that includes it.
    Divided,
    /// It was unknown and is known now.
    Known,
    /// It was known and is unknown now.
    Unknown,
}

/// How many rows each of these things happened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowMoveCounts {
    /// New rows.
    pub added: usize,
    /// Rows dropped.
    pub dropped: usize,
    /// Rows moved to another change.
    pub moved: usize,
    /// Rows whose status rose.
    pub status_up: usize,
    /// Rows whose status fell.
    pub status_down: usize,
    /// Splits settled at one level.
    pub settled: usize,
    /// Levels that became a split.
    pub divided: usize,
    /// Statuses that were unknown and are known.
    pub known: usize,
    /// Statuses that were known and are unknown.
    pub unknown: usize,
}

impl StatusStep {
    /// The step between two statuses; `None` when there is none. Two unknown ones are alike, whatever stood there.
    #[must_use]
    pub fn between(before: &Status, now: &Status) -> Option<Self> {
        let (before, now) = match (range(before), range(now)) {
            (None, None) => return None,
            (None, Some(_)) => return Some(Self::Known),
            (Some(_), None) => return Some(Self::Unknown),
            (Some(before), Some(now)) => (before, now),
        };
        if before == now {
            return None;
        }
        let (before_low, before_high) = before;
        let (now_low, now_high) = now;
        if now_low == now_high && (now_low == before_low || now_low == before_high) {
            return Some(Self::Settled(now_low));
        }
        if before_low == before_high && (before_low == now_low || before_low == now_high) {
            return Some(Self::Divided);
        }
        // Neither holds the other, so their lower ends differ, and a status counts at its lower end.
        let steps = now_low.steps_from(before_low);
        Some(if steps > 0 { Self::Up(steps.unsigned_abs()) } else { Self::Down(steps.unsigned_abs()) })
    }
}

fn range(status: &Status) -> Option<(Level, Level)> {
    let low = status.counted()?;
    Some((low, status.upper().unwrap_or(low)))
}

impl RowMoveCounts {
    /// Counts what happened.
    pub(super) fn of<'a>(moves: impl Iterator<Item = &'a RowMove>) -> Self {
        let mut counts = Self::default();
        for row in moves {
            let count = match &row.kind {
                RowMoveKind::Added => &mut counts.added,
                RowMoveKind::Dropped => &mut counts.dropped,
                RowMoveKind::Moved { .. } => &mut counts.moved,
                RowMoveKind::Status(StatusStep::Up(_)) => &mut counts.status_up,
                RowMoveKind::Status(StatusStep::Down(_)) => &mut counts.status_down,
                RowMoveKind::Status(StatusStep::Settled(_)) => &mut counts.settled,
                RowMoveKind::Status(StatusStep::Divided) => &mut counts.divided,
                RowMoveKind::Status(StatusStep::Known) => &mut counts.known,
                RowMoveKind::Status(StatusStep::Unknown) => &mut counts.unknown,
            };
            *count += 1;
        }
        counts
    }
}

/// What became of the rows, in the order of the rows now, then the dropped ones in the order they had. `None` when either
/// side keeps no rows: then nothing was dropped or added, the tables merely were not kept.
///
/// `continued` gives, for a change of the previous assessment, those of now that continue it.
pub(super) fn moves(
    previous: &Assessment,
    now: &Assessment,
    pairings: &[Pairing],
    continued: &HashMap<&ChangeKey, Vec<&ChangeKey>>,
) -> Option<Vec<RowMove>> {
    if previous.rows.is_empty() || now.rows.is_empty() {
        return None;
    }
    let mut moves = Vec::new();
    for pairing in pairings {
        let earlier = pairing.before.and_then(|at| previous.rows.get(at));
        let Some(row) = pairing.after.and_then(|at| now.rows.get(at)) else {
            moves.extend(earlier.map(|row| RowMove {
                row: row.id.clone(),
                change: continued.get(&row.change).and_then(|changes| changes.first()).map(|change| (*change).clone()),
                kind: RowMoveKind::Dropped,
            }));
            continue;
        };
        let mut note = |kind| moves.push(RowMove { row: row.id.clone(), change: Some(row.change.clone()), kind });
        let Some(earlier) = earlier else {
            note(RowMoveKind::Added);
            continue;
        };
        // A change that nothing continues had to give up its rows: that is a new edition, not a move.
        if continued.get(&earlier.change).is_some_and(|changes| !changes.contains(&&row.change)) {
            note(RowMoveKind::Moved { from: earlier.change.clone() });
        }
        if let Some(step) = StatusStep::between(&earlier.status, &row.status) {
            note(RowMoveKind::Status(step));
        }
    }
    Some(moves)
}
