//! The two tables while their rows are being paired.

use super::PairedBy;
use crate::model::{ActionRow, Assessment, ChangeKey, Editions};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// One of the two tables.
pub(super) struct Side<'a> {
    /// Its rows.
    pub(super) rows: &'a [Arc<ActionRow>],
    /// Of each row a number of its change: one for the changes of both tables that continue each other.
    pub(super) group: Vec<u32>,
    /// Of each row its counterpart, or [`NONE`].
    pub(super) partner: Vec<u32>,
}

impl<'a> Side<'a> {
    /// The row at that place.
    pub(super) fn row(&self, at: u32) -> Option<&'a ActionRow> {
        self.rows.get(at as usize).map(Arc::as_ref)
    }

    /// The number of its change.
    pub(super) fn group(&self, at: u32) -> u32 {
        self.group.get(at as usize).copied().unwrap_or(NONE)
    }

    /// Its counterpart, or [`NONE`].
    pub(super) fn partner(&self, at: u32) -> u32 {
        self.partner.get(at as usize).copied().unwrap_or(NONE)
    }

    /// Whether it has no counterpart yet.
    pub(super) fn open(&self, at: u32) -> bool {
        self.partner(at) == NONE
    }

    /// The rows that have no counterpart yet, in order.
    pub(super) fn all_open(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).zip(&self.partner).filter(|(_, partner)| **partner == NONE).map(|(at, _)| at)
    }
}

/// Both tables and what is paired so far.
pub(super) struct Tables<'a> {
    /// The rows before.
    pub(super) before: Side<'a>,
    /// The rows after.
    pub(super) after: Side<'a>,
    /// How many numbers there are for changes.
    pub(super) groups: u32,
    /// Of each row after, how its counterpart was found and how certain that is; without one, how near the best was.
    pub(super) found: Vec<(PairedBy, f32)>,
    /// Of each row before that has no counterpart, how near the best one was.
    pub(super) nearest: Vec<f32>,
    /// Pairs of rows before and after that a person said are two.
    pub(super) apart: HashSet<(u32, u32)>,
}

impl<'a> Tables<'a> {
    /// Nothing is paired yet.
    pub(super) fn new(before: &'a Assessment, after: &'a Assessment, editions: &Editions) -> Self {
        let (before, after) = (before.rows.as_slice(), after.rows.as_slice());
        let groups = Groups::of(before, after, editions);
        Self {
            before: Side { rows: before, group: groups.before, partner: vec![NONE; before.len()] },
            after: Side { rows: after, group: groups.after, partner: vec![NONE; after.len()] },
            groups: groups.count,
            found: vec![(PairedBy::Text, 0.0); after.len()],
            nearest: vec![0.0; before.len()],
            apart: HashSet::new(),
        }
    }

    /// Whether both are without a counterpart and may be one.
    pub(super) fn may(&self, before: u32, after: u32) -> bool {
        self.before.open(before)
            && self.after.open(after)
            && (self.apart.is_empty() || !self.apart.contains(&(before, after)))
    }

    /// Makes the two one, if they may be.
    pub(super) fn pair(&mut self, before: u32, after: u32, by: PairedBy, confidence: f32) {
        if !self.may(before, after) {
            return;
        }
        if let (Some(one), Some(other), Some(found)) = (
            self.before.partner.get_mut(before as usize),
            self.after.partner.get_mut(after as usize),
            self.found.get_mut(after as usize),
        ) {
            (*one, *other, *found) = (after, before, (by, confidence));
        }
    }

    /// Whether the two stand in changes that continue each other.
    pub(super) fn one_change(&self, before: u32, after: u32) -> bool {
        self.before.group(before) == self.after.group(after)
    }
}

/// The changes of both tables by number.
struct Groups {
    before: Vec<u32>,
    after: Vec<u32>,
    count: u32,
}

impl Groups {
    /// Changes have one number when a chain of continuations leads from the one to the other: a change that was divided
    /// has one with all its parts. Between strangers nothing says which change is which, so there is one number for all.
    fn of(before: &[Arc<ActionRow>], after: &[Arc<ActionRow>], editions: &Editions) -> Self {
        if editions.strangers() {
            return Self { before: vec![0; before.len()], after: vec![0; after.len()], count: 1 };
        }
        let (before_keys, before) = numbered(before);
        let (after_keys, after) = numbered(after);
        let all = before_keys.len() + after_keys.len();
        let mut number: Vec<usize> = (0..all).collect();
        for (one, from) in before_keys.iter().enumerate() {
            for (other, to) in after_keys.iter().enumerate() {
                if !editions.continues(from, to) {
                    continue;
                }
                let ends =
                    [number.get(one), number.get(before_keys.len() + other)].map(|end| end.copied().unwrap_or(0));
                let (kept, dropped) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                number.iter_mut().filter(|number| **number == dropped).for_each(|number| *number = kept);
            }
        }
        let numbers = |rows: Vec<usize>, first: usize| -> Vec<u32> {
            rows.into_iter().map(|key| number.get(first + key).map_or(0, |number| *number as u32)).collect()
        };
        Self { before: numbers(before, 0), after: numbers(after, before_keys.len()), count: all as u32 }
    }
}

/// The changes of a table in the order in which they first occur, and the number of each row's.
fn numbered(rows: &[Arc<ActionRow>]) -> (Vec<&ChangeKey>, Vec<usize>) {
    let mut known: HashMap<&ChangeKey, usize> = HashMap::new();
    let mut keys = Vec::new();
    let mut last: Option<(&ChangeKey, usize)> = None;
    let numbers = rows
        .iter()
        .map(|row| {
            // Rows of one change mostly stand together.
            if let Some((key, number)) = last
                && *key == row.change
            {
                return number;
            }
            let number = *known.entry(&row.change).or_insert_with(|| {
                keys.push(&row.change);
                keys.len() - 1
            });
            last = Some((&row.change, number));
            number
        })
        .collect();
    (keys, numbers)
}
