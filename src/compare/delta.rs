//! Everything in which two assessments differ, as a value: it can be shown, applied and turned round.
//!
//! `delta.apply(before)` is `after`, to the letter; `delta.inverse()` is what leads back.

mod applying;
mod finding;

use super::class::{Class, Detail, Weight};
use super::pairing::{PairBy, PairedBy, SURE};
use crate::model::{ActionRow, Assessment, ChangeKey, Editions, Metric, RowId, Spot, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything in which two assessments differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Delta {
    /// Each row of either, once: in the order of the rows after, then those that are gone in the order they had.
    pub pairs: Vec<Pair>,
    /// What differs: of the whole, then change by change, first its judgement, then its rows.
    pub differences: Vec<Difference>,
    editions: Editions,
    /// Changes of the one that go on under another key in the other: (before, after).
    renamed: Vec<(ChangeKey, ChangeKey)>,
    changes: Order<ChangeKey>,
    metrics: Order<(String, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Order<T> {
    before: Vec<T>,
    after: Vec<T>,
}

/// A row of the one and what it is in the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The row before; `None` when it is new.
    pub before: Option<RowAt>,
    /// The row after; `None` when it is gone.
    pub after: Option<RowAt>,
    /// How the two were found to be one.
    pub by: PairedBy,
    /// How certain that is, from 0 to 1.
    pub confidence: f32,
    /// It says something else than before.
    pub modified: bool,
    /// Its texts differ in quotes, dashes or spaces, and in nothing else.
    pub typographic: bool,
    /// It stands in another place among the rows of its change.
    pub moved: bool,
    /// It belongs to another change.
    pub moved_to_change: bool,
    /// The row before from which it was split off: its words stood there.
    pub split_of: Option<RowId>,
}

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAt {
    /// Its id.
    pub id: RowId,
    /// Its place in the table, 0 for the first.
    pub position: usize,
    /// Its change.
    pub change: ChangeKey,
    /// The line of the document it was imported from.
    pub source_line: Option<u32>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairKind {
    /// Nothing.
    Same,
    /// It says something else.
    Modified,
    /// It stands elsewhere among the rows of its change.
    Moved,
    /// It belongs to another change.
    MovedToChange,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where, in the assessment after; what is gone, where it stood.
    pub spot: Spot,
    /// The change it belongs to, as the assessment after names it, or before where it is gone.
    pub change: Option<ChangeKey>,
    /// The pair of rows it belongs to, by its place in [`Delta::pairs`].
    pub pair: Option<usize>,
    /// What stood there.
    pub before: Value,
    /// What stands there.
    pub after: Value,
    /// What it means.
    pub class: Class,
    /// Whether it is worth a reader's time.
    pub weight: Weight,
}

impl PairKind {
    /// As a machine reads it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Modified => "modified",
            Self::Moved => "moved",
            Self::MovedToChange => "moved_to_change",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

impl Pair {
    /// What became of the row; one thing at least.
    #[must_use]
    pub fn kinds(&self) -> Vec<PairKind> {
        match (&self.before, &self.after) {
            (None, _) => return vec![PairKind::Added],
            (_, None) => return vec![PairKind::Removed],
            _ => {}
        }
        let kinds = [
            (self.modified, PairKind::Modified),
            (self.moved, PairKind::Moved),
            (self.moved_to_change, PairKind::MovedToChange),
        ];
        let kinds: Vec<PairKind> = kinds.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect();
        if kinds.is_empty() { vec![PairKind::Same] } else { kinds }
    }

    /// Whether that became of the row.
    #[must_use]
    pub fn is(&self, kind: PairKind) -> bool {
        match (kind, self.before.is_some() && self.after.is_some()) {
            (PairKind::Added, _) => self.before.is_none(),
            (PairKind::Removed, _) => self.before.is_some() && self.after.is_none(),
            (_, false) => false,
            (PairKind::Modified, true) => self.modified,
            (PairKind::Moved, true) => self.moved,
            (PairKind::MovedToChange, true) => self.moved_to_change,
            (PairKind::Same, true) => !self.modified && !self.moved && !self.moved_to_change,
        }
    }

    /// Whether a person should be asked: "is this the same row?"
    #[must_use]
    pub fn in_question(&self) -> bool {
        self.by == PairedBy::Text && self.confidence < SURE && self.before.is_some() && self.after.is_some()
    }

    /// The row after, or what it was before.
    #[must_use]
    pub fn row(&self) -> Option<&RowAt> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl RowAt {
    fn of(rows: &[Arc<ActionRow>], position: usize) -> Option<Self> {
        let row = rows.get(position)?;
        Some(Self {
            id: row.id.clone(),
            position,
            change: row.change.clone(),
            source_line: row.source.as_ref().map(|source| source.line),
        })
    }
}

impl Difference {
    /// What differs, in its own terms.
    #[must_use]
    pub fn detail(&self) -> Detail {
        Detail::of(&self.spot, &self.before, &self.after)
    }
}

impl Delta {
    /// Compares two assessments whose changes stand to each other as `editions` says.
    #[must_use]
    pub fn between(before: &Assessment, after: &Assessment, editions: Editions, by: PairBy) -> Self {
        let pairings = super::pair_rows(before, after, &editions, by);
        Self::of(before, after, editions, &pairings)
    }

    /// Whether nothing differs at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
            && self.changes.before == self.changes.after
            && self.metrics.before == self.metrics.after
            && self.pairs.iter().enumerate().all(|(at, pair)| match (&pair.before, &pair.after) {
                (Some(before), Some(after)) => before.position == at && after.position == at && before.id == after.id,
                _ => false,
            })
    }

    /// The differences that are worth a reader's time.
    pub fn told(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|difference| difference.weight == Weight::Told)
    }

    /// How many rows each of these things happened to; a row to which two did counts in both.
    #[must_use]
    pub fn count(&self, kind: PairKind) -> usize {
        self.pairs.iter().filter(|pair| pair.is(kind)).count()
    }

    /// How the changes of the two stand to each other.
    #[must_use]
    pub const fn editions(&self) -> &Editions {
        &self.editions
    }

    /// The one change before that a change continues; `None` when it is new or continues several.
    #[must_use]
    pub fn origin_of(&self, change: &ChangeKey) -> Option<&ChangeKey> {
        let mut origins = self.changes.before.iter().filter(|key| self.editions.continues(key, change));
        origins.next().filter(|_| origins.next().is_none())
    }
}

fn metric_names(assessment: &Assessment) -> Vec<(String, usize)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let metrics = assessment.metrics.iter();
    metrics
        .map(|metric| {
            let nth = seen.entry(&metric.name).or_default();
            *nth += 1;
            (metric.name.clone(), *nth - 1)
        })
        .collect()
}

fn metrics_by_name(assessment: &Assessment) -> HashMap<(String, usize), &Metric> {
    metric_names(assessment).into_iter().zip(&assessment.metrics).collect()
}
