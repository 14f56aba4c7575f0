//! How likely it is that two rows are one.
//!
//! Each cell speaks for it or against it, as strongly as what it holds is rare; so does the place. What they say is added
//! up as evidence is: in logarithms of the odds (Fellegi and Sunter 1969). How much each counts was fitted to seeded
//! pairs of tables whose truth is known, and rounded; see `tests/bench`.

use super::cells::{CELLS, CellWords, MATTER, Words, standing};
use super::place::Place;
use super::table::Tables;

/// What a cell counts when it says the same, when it says something else, and when it has been filled in or emptied.
struct Counts {
    same: f32,
    other: f32,
    blank: f32,
}

/// Where we are now, needs, gaps, spread, due, owner, progress, evidence.
const COUNTS: [Counts; CELLS] = [
    Counts { same: 1.5, other: -2.6, blank: -2.0 },
    Counts { same: 1.0, other: -0.4, blank: -1.8 },
    Counts { same: 0.8, other: -0.4, blank: -1.8 },
    Counts { same: 1.5, other: -1.6, blank: -1.0 },
    Counts { same: 1.5, other: -1.2, blank: -0.8 },
    Counts { same: 1.4, other: -1.4, blank: -1.0 },
    Counts { same: 2.0, other: -1.2, blank: -0.8 },
    Counts { same: 1.2, other: -0.3, blank: -1.0 },
];
/// The same status, and one more than a level off. Levels rise from quarter to quarter; that tells little.
const SAME_STATUS: f32 = 1.6;
const FAR_STATUS: f32 = -0.8;
/// Before anything is known.
const AT_FIRST: f32 = -0.8;
/// Standing in one place, between the same neighbours.
const IN_PLACE: f32 = 4.0;
/// Standing in changes that do not continue each other.
const ELSEWHERE: f32 = -2.0;
/// Sharing names, figures and turns of phrase that hardly any row has.
const RARE: f32 = 3.2;
/// From this weight on a word, or two together, are rare; and how much of that is half of all it can count.
const RARE_FROM: f32 = 0.6;
const RARE_HALF: f32 = 1.5;
/// The weight of words at which a cell counts half: one with little in it, or only with what is in many rows, says little.
const HALF: f32 = 0.7;
/// The same words in another order are as alike as this.
const SAME_WORDS: f32 = 0.97;
/// The least that two rows must have in common in what they are about, in one place and elsewhere.
const LEAST: (f32, f32) = (0.05, 0.08);
/// From this likeness on in what they are about, the only rows in one place may have been reworded in every cell: worth
/// a question.
const REWORDED: f32 = 0.1;
/// The least evidence of a possible pair.
const LEAST_SCORE: f32 = -1.5;

/// A possible pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The row before.
    pub(super) before: u32,
    /// The row after.
    pub(super) after: u32,
    /// The logarithm of the odds that they are one.
    pub(super) score: f32,
}

impl Edge {
    /// How certain it is that the two are one, from 0 to 1, where the best that either could have instead has that score.
    pub(super) fn confidence(&self, next: f32) -> f32 {
        let certain = 1.0 / (1.0 + (-self.score).exp() + (next - self.score).exp());
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
        let (evidence, matter) = self.evidence(before, after);
        let mut score = AT_FIRST + evidence + IN_PLACE * place + if one_change { 0.0 } else { ELSEWHERE };
        if matter >= REWORDED && one_change && self.place.alone(before, after) {
            score = score.max(0.1);
        }
        let least = LEAST.1 - (LEAST.1 - LEAST.0) * place;
        (matter >= least && score > LEAST_SCORE).then_some(Edge { before, after, score })
    }

    /// What the cells say, and how alike they are in what they are about.
    fn evidence(&self, before: u32, after: u32) -> (f32, f32) {
        let [one, other] = self.words;
        let (mut evidence, mut rare) = (0.0, 0.0);
        let (mut matter, mut all) = (0.0, 0.0);
        for (at, ((one, other), counts)) in one.cells(before).zip(other.cells(after)).zip(&COUNTS).enumerate() {
            let most = one.mass.max(other.mass);
            if most <= 0.0 {
                continue;
            }
            let weight = most / (most + HALF);
            if one.words.is_empty() || other.words.is_empty() {
                evidence += weight * counts.blank;
                continue;
            }
            let shared = in_common(one, other);
            evidence += weight * (shared.alike * counts.same + (1.0 - shared.alike) * counts.other);
            if at < MATTER {
                rare += shared.rare;
                matter += most * shared.alike;
                all += most;
            }
        }
        evidence += RARE * rare / (rare + RARE_HALF);
        if let (Some(one), Some(other)) = (self.tables.before.row(before), self.tables.after.row(after)) {
            evidence += status(standing(one), standing(other));
        }
        // Rows that are about nothing are alike in that.
        (evidence, if all > 0.0 { matter / all } else { 1.0 })
    }
}

/// What two statuses say.
fn status(one: u8, other: u8) -> f32 {
    match (one, other) {
        _ if one == other => SAME_STATUS,
        (0, _) | (_, 0) => 0.0,
        _ if one.abs_diff(other) > 2 => FAR_STATUS,
        _ => 0.0,
    }
}

/// What two cells have in common.
struct Common {
    /// Twice the weight of the words of both, out of the weight of all: from 0 to 1.
    alike: f32,
    /// The weight of those that are rare.
    rare: f32,
}

fn in_common(one: CellWords<'_>, other: CellWords<'_>) -> Common {
    let (mut ours, mut theirs) = (one.words.iter(), other.words.iter());
    let (mut left, mut right) = (ours.next(), theirs.next());
    let (mut shared, mut rare) = (0.0, 0.0);
    while let (Some(a), Some(b)) = (left, right) {
        match a.stem.cmp(&b.stem) {
            std::cmp::Ordering::Less => left = ours.next(),
            std::cmp::Ordering::Greater => right = theirs.next(),
            std::cmp::Ordering::Equal => {
                shared += a.weight;
                rare += if a.weight > RARE_FROM { a.weight } else { 0.0 };
                (left, right) = (ours.next(), theirs.next());
            }
        }
    }
    let all = one.mass + other.mass;
    let alike = if one.hash == other.hash { 1.0 } else { SAME_WORDS * 2.0 * shared / all.max(f32::MIN_POSITIVE) };
    Common { alike, rare }
}
