//! Which row of one assessment is which of another.
//!
//! What a person said wins; then ids decide. Where there are none in common, a table that was imported again, rows are
//! paired by what they say: those that are equal first, change by change; what is left by how alike its cells are and
//! between which neighbours it stands, the likeliest pairs first; a row that stands in another change now must be the
//! more alike for it. Every step works on what the one before has left over, and none compares
//! every row with every other: 10,000 rows take little longer than reading them.
//!
//! A pair by text has a confidence. From [`SURE`] on it is taken as certain; one below is still a pair, about which a
//! person is asked; rows that have less in common than that are new and gone.

mod assign;
mod cells;
mod fold;
mod near;
mod place;
mod score;
mod strict;
mod table;

use crate::model::{Assessment, Editions, RowId, SameRow};
use cells::{Weights, Words};
use near::Near;
use place::Place;
use score::{Edge, Scorer};
use std::collections::{HashMap, HashSet};
use table::{NONE, Tables};

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

/// Of the rows of the smaller table at least one in so many has its id in the other, or the ids of the two have nothing to
/// do with each other.
const IDS_IN_COMMON: usize = 10;
/// The largest gap, rows before by rows after, in which each row is compared with each.
const GAP: usize = 200;
/// In larger gaps rows are compared that stand at most so many places off.
const BAND: usize = 3;
/// From this confidence on two rows are paired, and a person asked; below they are two.
const ASK: f32 = 0.5;
/// So certain must a pair be by its place that nobody looks for a better one elsewhere.
const AT_ONCE: f32 = 0.9;

/// Pairs the rows of two assessments: in the order of the rows after, then those that are gone in the order they had.
/// Each row is in exactly one pairing.
#[must_use]
pub fn pair_rows(before: &Assessment, after: &Assessment, editions: &Editions, by: PairBy) -> Vec<Pairing> {
    let mut tables = Tables::new(before, after, editions);
    let kept_apart = answers(&mut tables, before, after);
    let by_text = match by {
        PairBy::Text => true,
        PairBy::Either => !by_id(&mut tables),
    };
    if by_text {
        strict::pair(&mut tables);
        by_likeness(&mut tables);
    }
    let alone = |row: u32, apart: &HashSet<u32>, nearest: f32| {
        if apart.contains(&row) {
            (PairedBy::Answer, 1.0)
        } else if by_text {
            (PairedBy::Text, 1.0 - nearest.clamp(0.0, 1.0))
        } else {
            (PairedBy::Id, 1.0)
        }
    };
    let mut pairs = Vec::with_capacity(after.rows.len());
    for ((at, partner), (by, confidence)) in (0_u32..).zip(&tables.after.partner).zip(&tables.found) {
        let before = (*partner != NONE).then_some(*partner as usize);
        let (by, confidence) = match before {
            Some(_) => (*by, *confidence),
            None => alone(at, &kept_apart[1], *confidence),
        };
        pairs.push(Pairing { before, after: Some(at as usize), by, confidence });
    }
    pairs.extend(tables.before.all_open().map(|at| {
        let nearest = tables.nearest.get(at as usize).copied().unwrap_or_default();
        let (by, confidence) = alone(at, &kept_apart[0], nearest);
        Pairing { before: Some(at as usize), after: None, by, confidence }
    }));
    pairs
}

/// Does as people said. The rows before and after that they kept apart from another are given back.
fn answers(tables: &mut Tables<'_>, before: &Assessment, after: &Assessment) -> [HashSet<u32>; 2] {
    let mut kept_apart = [HashSet::new(), HashSet::new()];
    if before.same_rows.is_empty() && after.same_rows.is_empty() {
        return kept_apart;
    }
    let places = |of: &Assessment| -> HashMap<RowId, u32> {
        of.rows.iter().enumerate().rev().map(|(at, row)| (row.id.clone(), at as u32)).collect()
    };
    let (places_before, places_after) = (places(before), places(after));
    let said = |answer: &SameRow, before: &RowId, after: &RowId| {
        Some((*places_before.get(before)?, *places_after.get(after)?, answer.same))
    };
    let later = after.same_rows.iter().filter_map(|answer| said(answer, &answer.other, &answer.row));
    let earlier = before.same_rows.iter().filter_map(|answer| said(answer, &answer.row, &answer.other));
    // The later answer to the same question holds.
    let mut answered = HashSet::new();
    for (before, after, same) in later.rev().chain(earlier.rev()) {
        if !answered.insert((before, after)) {
            continue;
        }
        if same {
            tables.pair(before, after, PairedBy::Answer, 1.0);
        } else {
            tables.apart.insert((before, after));
            kept_apart[0].insert(before);
            kept_apart[1].insert(after);
        }
    }
    kept_apart
}

/// Pairs by id, if the two tables have ids in common, or nothing is left to pair. Whether it did.
fn by_id(tables: &mut Tables<'_>) -> bool {
    let known: HashMap<&RowId, u32> =
        tables.before.all_open().filter_map(|at| Some((&tables.before.row(at)?.id, at))).collect();
    let pairs: Vec<(u32, u32)> =
        tables.after.all_open().filter_map(|at| Some((known.get(&tables.after.row(at)?.id).copied()?, at))).collect();
    let smaller = known.len().min(tables.after.all_open().count());
    let enough = pairs.len() * IDS_IN_COMMON >= smaller;
    // Also where they are too few: a row that has its id in the other is still the same.
    for (before, after) in pairs {
        tables.pair(before, after, PairedBy::Id, 1.0);
    }
    enough
}

/// Pairs what is left by how alike it is.
fn by_likeness(tables: &mut Tables<'_>) {
    let [before, after] = [&tables.before, &tables.after].map(|side| side.all_open().collect::<Vec<u32>>());
    if before.is_empty() || after.is_empty() {
        return;
    }
    let weights = Weights::of([tables.before.rows, tables.after.rows]);
    let before = Words::of(tables.before.rows, &before, &weights);
    let after = Words::of(tables.after.rows, &after, &weights);
    let words = [&before, &after];
    // First what stands in its place and is plainly the same: most of what was edited. It tells where the rest belongs.
    let place = Place::of(tables);
    let edges = in_place(&Scorer { tables, words, place: &place }, 0);
    take(tables, edges, AT_ONCE);
    // Then everything else, wherever it stands; what that leaves has neighbours still.
    let place = Place::of(tables);
    let scorer = Scorer { tables, words, place: &place };
    let mut edges = in_place(&scorer, BAND);
    let mut near = Near::of(tables, &before);
    for row in tables.after.all_open() {
        edges.extend(near.to(tables, &after, &place, row).iter().filter_map(|other| scorer.edge(*other, row)));
    }
    drop(near);
    take(tables, edges, ASK);
    let place = Place::of(tables);
    let edges = in_place(&Scorer { tables, words, place: &place }, BAND);
    take(tables, edges, ASK);
}

/// The possible pairs in each gap: of every two rows where it is small, else of those at most `band` places off.
fn in_place(scorer: &Scorer<'_>, band: usize) -> Vec<Edge> {
    let mut edges = Vec::new();
    let [before, after] = &scorer.place.open;
    for gap in &scorer.place.gaps {
        let [from, to] = &gap.open;
        let (Some(from), Some(to)) = (before.get(from.clone()), after.get(to.clone())) else { continue };
        if from.len() * to.len() <= GAP {
            for one in from {
                edges.extend(to.iter().filter_map(|other| scorer.edge(*one, *other)));
            }
        } else if band > 0 {
            for (at, one) in from.iter().enumerate() {
                let others = to.iter().skip(at.saturating_sub(band)).take(2 * band + 1);
                edges.extend(others.filter_map(|other| scorer.edge(*one, *other)));
            }
        }
    }
    edges
}

/// Takes the best of the possible pairs, those that are at least so certain. Of the others it is noted how near they were.
fn take(tables: &mut Tables<'_>, edges: Vec<Edge>, least: f32) {
    for edge in &edges {
        let near = edge.confidence(f32::NEG_INFINITY);
        if let (Some(one), Some(other)) =
            (tables.nearest.get_mut(edge.before as usize), tables.found.get_mut(edge.after as usize))
        {
            (*one, other.1) = (one.max(near), other.1.max(near));
        }
    }
    let sizes = [tables.before.rows.len(), tables.after.rows.len()];
    for taken in assign::choose(edges, sizes) {
        if taken.confidence() >= least {
            tables.pair(taken.edge.before, taken.edge.after, PairedBy::Text, taken.told());
        }
    }
}
