//! Which row of one assessment is which of another.

use super::Editions;
use crate::model::{ActionRow, Assessment, RowId, SameRow};
use std::collections::HashMap;
use std::sync::Arc;

/// From this confidence on a pair found by its text is taken as certain; below, a person is asked.
pub const SURE: f32 = 0.75;

/// By what rows are paired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairBy {
    /// By id where the two have ids in common; rows of two tables that share none, by their text.
    #[default]
    Either,
    /// By their text alone, as if they had no ids.
    Text,
}

/// A row of the one and a row of the other that are the same, or a row that has no counterpart. Positions are those in
/// the tables, 0 for the first; at least one of the two is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairing {
    /// The row in the assessment before.
    pub before: Option<usize>,
    /// The row in the assessment after.
    pub after: Option<usize>,
    /// How it was found.
    pub by: PairedBy,
    /// How certain it is that they are one, from 0 to 1; 1 by id or by a person's answer. Of a row without a counterpart,
    /// how certain it is that there is none.
    pub confidence: f32,
}

/// How a pair was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairedBy {
    /// They have one id.
    Id,
    /// A person said so.
    Answer,
    /// By what they say and where they stand.
    Text,
}

/// Pairs the rows of two assessments: in the order of the rows after, then those that are gone in the order they had.
/// Each row is in exactly one pairing.
#[must_use]
pub fn pair_rows(before: &Assessment, after: &Assessment, editions: &Editions, by: PairBy) -> Vec<Pairing> {
    let _ = (editions, by, &after.same_rows as &[SameRow]);
    let known: HashMap<&RowId, usize> = before.rows.iter().enumerate().map(|(at, row)| (&row.id, at)).collect();
    let mut left: Vec<bool> = vec![true; before.rows.len()];
    let mut pairs = Vec::with_capacity(after.rows.len());
    let id = |row: &Arc<ActionRow>| known.get(&row.id).copied();
    for (at, row) in after.rows.iter().enumerate() {
        let found = id(row);
        if let Some(place) = found.and_then(|found| left.get_mut(found)) {
            *place = false;
        }
        pairs.push(Pairing { before: found, after: Some(at), by: PairedBy::Id, confidence: 1.0 });
    }
    let gone = left.into_iter().enumerate().filter(|(_, left)| *left);
    pairs.extend(gone.map(|(at, _)| Pairing { before: Some(at), after: None, by: PairedBy::Id, confidence: 1.0 }));
    pairs
}
