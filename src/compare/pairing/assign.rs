//! Which of the possible pairs are taken, each row once, so that all in all they are as alike as can be.

use super::score::Edge;
use super::table::NONE;

/// The largest cluster of rows that is solved exactly: rows on the smaller side, squared, by those on the larger.
const MOST: usize = 400_000;

/// A pair that was taken, and what else could have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    /// The pair.
    pub(super) edge: Edge,
    /// The score of the next best that either row could have had.
    pub(super) next: f32,
}

/// Takes pairs. `sizes` are the numbers of rows in the tables before and after.
pub(super) fn choose(mut edges: Vec<Edge>, sizes: [usize; 2]) -> Vec<Taken> {
    edges.sort_unstable_by_key(|edge| (edge.before, edge.after));
    edges.dedup_by_key(|edge| (edge.before, edge.after));
    let mut clusters = Clusters::of(&edges, sizes);
    let mut by_cluster: Vec<(u32, u32)> =
        (0_u32..).zip(&edges).map(|(at, edge)| (clusters.root(edge.before), at)).collect();
    by_cluster.sort_unstable();
    let mut taken = Vec::new();
    let mut solver = Solver::default();
    for cluster in by_cluster.chunk_by(|one, other| one.0 == other.0) {
        let edges: Vec<Edge> = cluster.iter().filter_map(|(_, at)| edges.get(*at as usize).copied()).collect();
        solver.solve(&edges, &mut taken);
    }
    next_best(&edges, &mut taken, sizes);
    taken
}

/// Says of each pair taken what the next best is. A row that has a better counterpart is none that could be had.
fn next_best(edges: &[Edge], taken: &mut [Taken], sizes: [usize; 2]) {
    let [mut before, mut after] = sizes.map(|size| vec![(f32::NEG_INFINITY, f32::NEG_INFINITY); size]);
    for pair in &*taken {
        let own = pair.edge.score;
        before.get_mut(pair.edge.before as usize).into_iter().for_each(|slot| slot.0 = own);
        after.get_mut(pair.edge.after as usize).into_iter().for_each(|slot| slot.0 = own);
    }
    let is_taken: std::collections::HashSet<(u32, u32)> =
        taken.iter().map(|pair| (pair.edge.before, pair.edge.after)).collect();
    for edge in edges.iter().filter(|edge| !is_taken.contains(&(edge.before, edge.after))) {
        let (Some(one), Some(other)) = (before.get_mut(edge.before as usize), after.get_mut(edge.after as usize))
        else {
            continue;
        };
        if edge.score >= other.0 {
            one.1 = one.1.max(edge.score);
        }
        if edge.score >= one.0 {
            other.1 = other.1.max(edge.score);
        }
    }
    for pair in taken {
        let next = |list: &[(f32, f32)], at: u32| list.get(at as usize).map_or(f32::NEG_INFINITY, |slot| slot.1);
        pair.next = next(&before, pair.edge.before).max(next(&after, pair.edge.after));
    }
}

/// Rows that hang together by possible pairs.
struct Clusters {
    /// The rows before, then those after; each points to another of its cluster, or to itself.
    towards: Vec<u32>,
}

impl Clusters {
    fn of(edges: &[Edge], [before, after]: [usize; 2]) -> Self {
        let mut clusters = Self { towards: (0..(before + after) as u32).collect() };
        for edge in edges {
            let (one, other) = (clusters.root(edge.before), clusters.root(before as u32 + edge.after));
            if let Some(slot) = clusters.towards.get_mut(one.max(other) as usize) {
                *slot = one.min(other);
            }
        }
        clusters
    }

    fn root(&mut self, mut row: u32) -> u32 {
        loop {
            let next = self.towards.get(row as usize).copied().unwrap_or(row);
            if next == row {
                return row;
            }
            let after_next = self.towards.get(next as usize).copied().unwrap_or(next);
            if let Some(slot) = self.towards.get_mut(row as usize) {
                *slot = after_next;
            }
            row = after_next;
        }
    }
}

/// Takes the pairs of one cluster; what it needs is kept from one to the next.
#[derive(Default)]
struct Solver {
    before: Vec<u32>,
    after: Vec<u32>,
    gains: Vec<f32>,
}

impl Solver {
    fn solve(&mut self, edges: &[Edge], taken: &mut Vec<Taken>) {
        let take = |edge: &Edge| Taken { edge: *edge, next: f32::NEG_INFINITY };
        if let [only] = edges {
            taken.push(take(only));
            return;
        }
        for (rows, of) in [
            (&mut self.before, (|edge| edge.before) as fn(&Edge) -> u32),
            (&mut self.after, (|edge| edge.after) as fn(&Edge) -> u32),
        ] {
            rows.clear();
            rows.extend(edges.iter().map(of));
            rows.sort_unstable();
            rows.dedup();
        }
        let (few, many) = (self.before.len().min(self.after.len()), self.before.len().max(self.after.len()));
        if few * few * many > MOST {
            taken.extend(greedy(edges).iter().map(take));
            return;
        }
        let turned = self.before.len() > self.after.len();
        self.gains.clear();
        self.gains.resize(few * many, 0.0);
        let cell = |edge: &Edge| -> Option<usize> {
            let one = self.before.binary_search(&edge.before).ok()?;
            let other = self.after.binary_search(&edge.after).ok()?;
            Some(if turned { other * many + one } else { one * many + other })
        };
        for edge in edges {
            if let Some(slot) = cell(edge).and_then(|at| self.gains.get_mut(at)) {
                *slot = edge.gain();
            }
        }
        let chosen = hungarian(&self.gains, few, many);
        taken.extend(
            edges
                .iter()
                .filter(|edge| cell(edge).is_some_and(|at| chosen.get(at / many) == Some(&(at % many))))
                .map(take),
        );
    }
}

/// Takes the best pair, then the best of what is left, and so on.
fn greedy(edges: &[Edge]) -> Vec<Edge> {
    let mut order = edges.to_vec();
    order.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.after, one.before).cmp(&(other.after, other.before)))
    });
    let (mut before, mut after) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    order.retain(|edge| {
        let free = !before.contains(&edge.before) && !after.contains(&edge.after);
        if free {
            before.insert(edge.before);
            after.insert(edge.after);
        }
        free
    });
    order
}

/// For each of `few` rows a column of its own out of `many`, so that the gains are most in all: the Hungarian method with
/// shortest augmenting paths (Jonker and Volgenant 1987). There are at least as many columns as rows.
fn hungarian(gains: &[f32], few: usize, many: usize) -> Vec<usize> {
    let cost = |row: usize, column: usize| -gains.get(row * many + column).copied().unwrap_or_default();
    // Prices of rows and columns; the row of each column; all counted from 1, and 0 is none.
    let (mut row_price, mut column_price) = (vec![0.0_f32; few + 1], vec![0.0_f32; many + 1]);
    let mut row_of = vec![0_usize; many + 1];
    let mut way = vec![0_usize; many + 1];
    let mut least = vec![f32::INFINITY; many + 1];
    let mut seen = vec![false; many + 1];
    let get = |list: &[f32], at: usize| list.get(at).copied().unwrap_or_default();
    let add = |list: &mut [f32], at: usize, much: f32| list.get_mut(at).into_iter().for_each(|slot| *slot += much);
    for row in 1..=few {
        least.fill(f32::INFINITY);
        seen.fill(false);
        put(&mut row_of, 0, row);
        let mut column = 0;
        loop {
            put(&mut seen, column, true);
            let from = row_of.get(column).copied().unwrap_or(0);
            let (mut step, mut next) = (f32::INFINITY, 0);
            for other in 1..=many {
                if seen.get(other).copied().unwrap_or(true) {
                    continue;
                }
                let reduced = cost(from - 1, other - 1) - get(&row_price, from) - get(&column_price, other);
                if reduced < get(&least, other) {
                    put(&mut least, other, reduced);
                    put(&mut way, other, column);
                }
                if get(&least, other) < step {
                    (step, next) = (get(&least, other), other);
                }
            }
            if next == 0 {
                break;
            }
            for other in 0..=many {
                if seen.get(other).copied().unwrap_or(false) {
                    add(&mut row_price, row_of.get(other).copied().unwrap_or(0), step);
                    add(&mut column_price, other, -step);
                } else {
                    add(&mut least, other, -step);
                }
            }
            column = next;
            if row_of.get(column).copied().unwrap_or(0) == 0 {
                break;
            }
        }
        // Back along the way that was found.
        while column != 0 {
            let before = way.get(column).copied().unwrap_or(0);
            let moved = row_of.get(before).copied().unwrap_or(0);
            put(&mut row_of, column, moved);
            column = before;
        }
    }
    let mut chosen = vec![NONE as usize; few];
    for (column, row) in row_of.iter().enumerate().skip(1).filter(|(_, row)| **row > 0) {
        put(&mut chosen, row - 1, column - 1);
    }
    chosen
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
