//! Which of the possible pairs are taken, each row once: the best of all, then the best of what is left, and so on.
//!
//! So no two rows are left that would both rather have each other. That is what a confidence asks of a pair: one that
//! were given up for the sake of the sum of all would show as the better choice of both its rows, and the pairs taken
//! instead would be too uncertain to be kept. An assignment with the greatest sum, tried on the tables of `tests/bench`,
//! finds the same pairs but for two in 170,000.

use super::ASK;
use super::score::Edge;
use super::table::NONE;

/// So much of what two pairs have ahead of the same rows the other way round does not count: that the rows have not changed
/// places is in the scores of both, and is one thing.
const TOLD_TWICE: f32 = 2.0;

/// A pair that was taken, and what else could have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    /// The pair.
    pub(super) edge: Edge,
    /// The score of the next best that either row could have had.
    next: f32,
    /// How far it and another pair are ahead of the same four rows the other way round, where that is least.
    ahead: f32,
}

impl Taken {
    /// How certain it is that the two are one, going by what either could have had instead.
    pub(super) fn confidence(&self) -> f32 {
        self.edge.confidence(self.next)
    }

    /// The same, less where they and the rows of another pair may have changed places. That is a question to a person, and
    /// no reason to take other pairs.
    pub(super) fn told(&self) -> f32 {
        let not_swapped = 1.0 / (1.0 + (TOLD_TWICE - self.ahead).exp());
        self.confidence().min(not_swapped.max(ASK))
    }
}

/// Takes pairs. `sizes` are the numbers of rows in the tables before and after.
pub(super) fn choose(mut edges: Vec<Edge>, sizes: [usize; 2]) -> Vec<Taken> {
    edges.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.after, one.before).cmp(&(other.after, other.before)))
    });
    // A pair that was found in two ways has one score, and stands beside itself.
    edges.dedup_by_key(|edge| (edge.before, edge.after));
    // Of each row the number of its pair.
    let [mut before, mut after] = sizes.map(|size| vec![NONE; size]);
    let mut taken: Vec<Taken> = Vec::new();
    for edge in &edges {
        let (Some(one), Some(other)) = (before.get_mut(edge.before as usize), after.get_mut(edge.after as usize))
        else {
            continue;
        };
        match (*one, *other) {
            (NONE, NONE) => {
                (*one, *other) = (taken.len() as u32, taken.len() as u32);
                taken.push(Taken { edge: *edge, next: f32::NEG_INFINITY, ahead: f32::INFINITY });
            }
            // A row that has its counterpart already has a better one: it could not be had.
            (pair, NONE) | (NONE, pair) => {
                taken.get_mut(pair as usize).into_iter().for_each(|pair| pair.next = pair.next.max(edge.score));
            }
            _ => {}
        }
    }
    swapped(&edges, [&before, &after], &mut taken);
    taken
}

/// Says of each pair taken how far it is ahead of having changed places with another.
fn swapped(edges: &[Edge], [before, after]: [&[u32]; 2], taken: &mut [Taken]) {
    // The possible pairs that lie across two that were taken: for the rows the other way round it needs both.
    let mut across: Vec<([u32; 2], f32)> = edges
        .iter()
        .filter_map(|edge| {
            let (one, other) = (*before.get(edge.before as usize)?, *after.get(edge.after as usize)?);
            let two = one != NONE && other != NONE && one != other;
            two.then(|| ([one.min(other), one.max(other)], edge.score))
        })
        .collect();
    across.sort_unstable_by_key(|(pairs, _)| *pairs);
    for both in across.chunk_by(|(pairs, _), (others, _)| pairs == others) {
        let [(pairs, first), (_, second)] = both else { continue };
        let pairs = pairs.map(|pair| pair as usize);
        let as_it_is: f32 = pairs.iter().filter_map(|pair| Some(taken.get(*pair)?.edge.score)).sum();
        for pair in pairs {
            let ahead = as_it_is - (first + second);
            taken.get_mut(pair).into_iter().for_each(|pair| pair.ahead = pair.ahead.min(ahead));
        }
    }
}
