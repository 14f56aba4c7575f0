//! How alike two rows are, and how certain it is that they are one.

use super::cells::{CELLS, CellWords, MATTER, Words, standing};
use super::place::Place;
use super::table::Tables;

/// What each cell counts: where we are now, needs, gaps, spread, due, owner, progress, evidence.
const COUNTS: [f32; CELLS] = [0.42, 0.16, 0.16, 0.08, 0.06, 0.04, 0.04, 0.04];
/// What the status counts.
const STATUS: f32 = 0.04;
/// The likeness of two statuses that are neighbours, and of one that is known to one that is not.
const NEXT_STATUS: f32 = 0.5;
/// Two texts with the same words in another order are as alike as this.
const SAME_WORDS: f32 = 0.97;
/// A cell that has been filled in, or emptied, counts so much of one that says something else.
const ONE_EMPTY: f32 = 0.5;
/// How much standing in one place adds to the likeness.
const IN_PLACE: f32 = 0.22;
/// How much standing in changes that have nothing to do with each other takes from it.
const ELSEWHERE: f32 = 0.22;
/// The least that two rows must have in common in what they are about, in one place and elsewhere.
const LEAST: (f32, f32) = (0.07, 0.3);
/// The least likeness in all to be a pair, once the place is counted.
const LEAST_SCORE: f32 = 0.28;

/// A possible pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The row before.
    pub(super) before: u32,
    /// The row after.
    pub(super) after: u32,
    /// How alike they are, the place counted.
    pub(super) score: f32,
    /// How alike they are, from 0 to 1.
    pub(super) alike: f32,
    /// How well their places match, from 0 to 1.
    pub(super) place: f32,
}

impl Edge {
    /// How much better the pair is than none.
    pub(super) fn gain(&self) -> f32 {
        self.score - LEAST_SCORE
    }

    /// How certain it is that the two are one, from 0 to 1, when the next best that either could have instead is that
    /// much less alike.
    pub(super) fn confidence(&self, margin: f32) -> f32 {
        let sum = 7.0 * self.score + 5.0 * margin.clamp(0.0, 0.3) - 4.2;
        let certain = 1.0 / (1.0 + (-sum).exp());
        // Never as certain as what is equal.
        certain.min(0.99)
    }
}

/// Scores pairs of rows.
pub(super) struct Scorer<'a> {
    /// The tables.
    pub(super) tables: &'a Tables<'a>,
    /// The words of the unpaired rows before and after.
    pub(super) words: [&'a Words; 2],
    /// Where they stand.
    pub(super) place: &'a Place,
}

impl Scorer<'_> {
    /// The two as a possible pair; `None` when they have too little in common or may not be one.
    pub(super) fn edge(&self, before: u32, after: u32) -> Option<Edge> {
        let tables = self.tables;
        if !tables.may(before, after) {
            return None;
        }
        let one_change = tables.one_change(before, after);
        let place = if one_change { self.place.closeness(before, after) } else { 0.0 };
        let [one, other] = self.words;
        let (alike, matter) = self.likeness(before, after, one.cells(before).zip(other.cells(after)));
        let score = alike + IN_PLACE * place - if one_change { 0.0 } else { ELSEWHERE };
        let least = LEAST.1 - (LEAST.1 - LEAST.0) * place;
        let edge = Edge { before, after, score, alike, place };
        (matter >= least && edge.gain() > 0.0).then_some(edge)
    }

    /// How alike they are in all, and in what they are about.
    fn likeness<'a>(
        &self,
        before: u32,
        after: u32,
        cells: impl Iterator<Item = (CellWords<'a>, CellWords<'a>)>,
    ) -> (f32, f32) {
        let (mut alike, mut counted) = (0.0, 0.0);
        let (mut matter, mut matter_counted) = (0.0, 0.0);
        for (at, ((one, other), counts)) in cells.zip(COUNTS).enumerate() {
            let most = one.mass.max(other.mass);
            if most <= 0.0 {
                continue;
            }
            // A cell with little in it, or only with what is in many rows, says little whether it is equal or not.
            let counts = counts * most / (most + 0.7);
            let (counts, likeness) = if one.words.is_empty() || other.words.is_empty() {
                (counts * ONE_EMPTY, 0.0)
            } else {
                (counts, text(one, other))
            };
            alike += counts * likeness;
            counted += counts;
            if at < MATTER {
                matter += counts * likeness;
                matter_counted += counts;
            }
        }
        if let (Some(one), Some(other)) = (self.tables.before.row(before), self.tables.after.row(after)) {
            alike += STATUS * status(standing(one), standing(other));
            counted += STATUS;
        }
        let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
        // Rows that say nothing are alike in that.
        let matter = if matter_counted > 0.0 { matter / matter_counted } else { share(alike, counted) };
        (share(alike, counted), matter)
    }
}

/// How alike two statuses are.
fn status(one: u8, other: u8) -> f32 {
    match (one, other) {
        _ if one == other => 1.0,
        (0, _) | (_, 0) => NEXT_STATUS,
        _ if one.abs_diff(other) <= 2 => NEXT_STATUS,
        _ => 0.0,
    }
}

/// How alike two cells are: twice the weight of the words in common, out of the weight of the words of both.
fn text(one: CellWords<'_>, other: CellWords<'_>) -> f32 {
    if one.hash == other.hash {
        return 1.0;
    }
    let (mut ours, mut theirs) = (one.words.iter(), other.words.iter());
    let (mut left, mut right) = (ours.next(), theirs.next());
    let mut shared = 0.0;
    while let (Some(a), Some(b)) = (left, right) {
        match a.stem.cmp(&b.stem) {
            std::cmp::Ordering::Less => left = ours.next(),
            std::cmp::Ordering::Greater => right = theirs.next(),
            std::cmp::Ordering::Equal => {
                shared += a.weight.min(b.weight);
                (left, right) = (ours.next(), theirs.next());
            }
        }
    }
    let all = one.mass + other.mass;
    if all > 0.0 { SAME_WORDS * 2.0 * shared / all } else { 0.0 }
}
