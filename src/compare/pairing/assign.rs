//! Which of the possible pairs are taken, each row once: the best of all, then the best of what is left, and so on.
//!
//! So no two rows are left that would both rather have each other. That is what a confidence asks of a pair: one that
//! were given up for the sake of the sum of all would show as the better choice of both its rows, and the pairs taken
//! instead would be too uncertain to be kept. An assignment with the greatest sum, tried on the tables of `tests/bench`,
//! finds the same pairs but for two in 170,000.

use super::score::Edge;

/// A pair that was taken, and what else could have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    /// The pair.
    pub(super) edge: Edge,
    /// The score of the next best that either row could have had.
    pub(super) next: f32,
}

/// A row while pairs are taken: the score of its own pair, and of the next best it could have had.
#[derive(Clone, Copy, Debug)]
struct Had {
    own: f32,
    next: f32,
}

impl Had {
    const NOTHING: Self = Self { own: f32::NEG_INFINITY, next: f32::NEG_INFINITY };
}

/// Takes pairs. `sizes` are the numbers of rows in the tables before and after.
pub(super) fn choose(mut edges: Vec<Edge>, sizes: [usize; 2]) -> Vec<Taken> {
    edges.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.after, one.before).cmp(&(other.after, other.before)))
    });
    // A pair that was found in two ways has one score, and stands beside itself.
    edges.dedup_by_key(|edge| (edge.before, edge.after));
    let [mut before, mut after] = sizes.map(|size| vec![Had::NOTHING; size]);
    let mut taken = Vec::new();
    for edge in edges {
        let (Some(one), Some(other)) = (before.get_mut(edge.before as usize), after.get_mut(edge.after as usize))
        else {
            continue;
        };
        if one.own.max(other.own) == f32::NEG_INFINITY {
            (one.own, other.own) = (edge.score, edge.score);
            taken.push(Taken { edge, next: f32::NEG_INFINITY });
            continue;
        }
        // A row that has a better counterpart is none that could be had; one whose own is as good is.
        if edge.score >= other.own {
            one.next = one.next.max(edge.score);
        }
        if edge.score >= one.own {
            other.next = other.next.max(edge.score);
        }
    }
    for pair in &mut taken {
        let next = |rows: &[Had], at: u32| rows.get(at as usize).map_or(f32::NEG_INFINITY, |had| had.next);
        pair.next = next(&before, pair.edge.before).max(next(&after, pair.edge.after));
    }
    taken
}
