//! Where rows stand among those that are paired already. What stands between the same two neighbours before and after is
//! likely one row, however much it was reworded.

use super::table::{NONE, Side, Tables};
use crate::compare::moves::moved;
use std::ops::Range;

/// Where an unpaired row stands.
#[derive(Clone, Copy, Debug, Default)]
struct Spot {
    /// The number of the gap: a stretch between two neighbours that kept their order.
    gap: u32,
    /// How many unpaired rows of the gap stand above it, and below it.
    above: u32,
    below: u32,
}

/// A stretch of a change between two paired rows that kept their order, or an end of the change.
#[derive(Clone, Debug, Default)]
pub(super) struct Gap {
    /// Its unpaired rows before and after, as stretches of [`Place::open`].
    pub(super) open: [Range<usize>; 2],
    /// The ranks of the neighbours above and below it, before and after.
    above: [i64; 2],
    below: [i64; 2],
}

/// The rows of both tables by their place.
pub(super) struct Place {
    /// The unpaired rows before and after, change by change.
    pub(super) open: [Vec<u32>; 2],
    /// The gaps, change by change.
    pub(super) gaps: Vec<Gap>,
    /// Of each row its rank: rows are counted change by change.
    ranks: [Vec<u32>; 2],
    spots: [Vec<Spot>; 2],
}

impl Place {
    /// As things are paired now.
    pub(super) fn of(tables: &Tables<'_>) -> Self {
        let orders = [&tables.before, &tables.after].map(|side| Order::of(side, tables.groups));
        let mut place = Self {
            open: [Vec::new(), Vec::new()],
            gaps: Vec::new(),
            ranks: [Vec::new(), Vec::new()],
            spots: [vec![Spot::default(); tables.before.rows.len()], vec![Spot::default(); tables.after.rows.len()]],
        };
        let mut kept = Vec::new();
        for group in 0..tables.groups {
            let stretch = [0, 1].map(|side| orders.get(side).map_or(0..0, |order| order.stretch(group)));
            let [before, after] = &orders;
            // The pairs inside the change that kept their order, by rank.
            kept.clear();
            for rank in stretch[1].clone() {
                let partner = tables.after.partner(after.row(rank));
                if partner != NONE && tables.before.group(partner) == group {
                    kept.push((before.rank(partner), rank, false));
                }
            }
            let mut moved = moved(&kept).into_iter();
            kept.retain(|_| !moved.next().unwrap_or(false));
            let ends = (stretch[0].end, stretch[1].end, false);
            let mut top = [stretch[0].start, stretch[1].start];
            for (below_before, below_after, _) in kept.iter().copied().chain([ends]) {
                let gap = place.gaps.len() as u32;
                let below = [below_before, below_after];
                let open = [
                    place.fill(0, gap, before, &tables.before, top[0]..below[0]),
                    place.fill(1, gap, after, &tables.after, top[1]..below[1]),
                ];
                let above = top.map(|rank| signed(rank) - 1);
                place.gaps.push(Gap { open, above, below: below.map(signed) });
                top = below.map(|rank| rank + 1);
            }
        }
        place.ranks = orders.map(|order| order.ranks);
        place
    }

    /// Puts down the unpaired rows of a gap on one side, and says where they are put.
    fn fill(&mut self, side: usize, gap: u32, order: &Order, table: &Side<'_>, ranks: Range<usize>) -> Range<usize> {
        let (Some(open), Some(spots)) = (self.open.get_mut(side), self.spots.get_mut(side)) else { return 0..0 };
        let first = open.len();
        for rank in ranks {
            let row = order.row(rank);
            if let Some(spot) = spots.get_mut(row as usize) {
                *spot = Spot { gap, above: (open.len() - first) as u32, below: 0 };
            }
            if table.open(row) {
                open.push(row);
            }
        }
        for (below, row) in open.iter().skip(first).rev().enumerate() {
            if let Some(spot) = spots.get_mut(*row as usize) {
                spot.below = below as u32;
            }
        }
        first..open.len()
    }

    /// How well two unpaired rows match by their place, from 0 to 1: 1 for the only two between two neighbours.
    pub(super) fn closeness(&self, before: u32, after: u32) -> f32 {
        let [one, other] = [(0, before), (1, after)].map(|(side, row): (usize, u32)| {
            self.spots.get(side).and_then(|spots| spots.get(row as usize)).copied().unwrap_or_default()
        });
        if one.gap != other.gap {
            return 0.0;
        }
        let off = one.above.abs_diff(other.above).min(one.below.abs_diff(other.below));
        1.0 / (1.0 + off as f32)
    }

    /// Whether two unpaired rows stand in one gap with as many rows before as after, and each in the place of the other.
    pub(super) fn alone(&self, before: u32, after: u32) -> bool {
        let spot = self.spots.first().and_then(|spots| spots.get(before as usize)).copied().unwrap_or_default();
        let even = self.gaps.get(spot.gap as usize).is_some_and(|gap| gap.open[0].len() == gap.open[1].len());
        even && self.closeness(before, after) >= 1.0
    }

    /// How many rows lie between a row before and the place where one would look for it, going by the neighbours of the
    /// row after.
    pub(super) fn distance(&self, before: u32, after: u32) -> u64 {
        let [before_rank, after_rank] = [(0, before), (1, after)].map(|(side, row): (usize, u32)| {
            self.ranks.get(side).and_then(|ranks| ranks.get(row as usize)).copied().map_or(0, i64::from)
        });
        let spot = self.spots.get(1).and_then(|spots| spots.get(after as usize)).copied().unwrap_or_default();
        let Some(gap) = self.gaps.get(spot.gap as usize) else { return 0 };
        let from_above = gap.above[0] + after_rank - gap.above[1];
        let from_below = gap.below[0] - (gap.below[1] - after_rank);
        before_rank.abs_diff(from_above).min(before_rank.abs_diff(from_below))
    }

    /// The row before which one would look for a row after's counterpart first, by its place in the table.
    pub(super) fn likely(&self, after: u32) -> u32 {
        let spot = self.spots.get(1).and_then(|spots| spots.get(after as usize)).copied().unwrap_or_default();
        let Some(gap) = self.gaps.get(spot.gap as usize) else { return 0 };
        let open = self.open.first().and_then(|open| open.get(gap.open[0].clone())).unwrap_or_default();
        open.get(spot.above as usize).or(open.last()).copied().unwrap_or(after)
    }
}

/// A rank to reckon with; no table has as many rows as would not fit.
fn signed(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}

/// The rows of one table, change by change.
struct Order {
    rows: Vec<u32>,
    ranks: Vec<u32>,
    /// The rank at which each change begins, and the end.
    starts: Vec<usize>,
}

impl Order {
    fn of(side: &Side<'_>, groups: u32) -> Self {
        let mut rows: Vec<u32> = (0..side.rows.len() as u32).collect();
        rows.sort_by_key(|row| side.group(*row));
        let mut ranks = vec![0; rows.len()];
        for (rank, row) in rows.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*row as usize) {
                *slot = rank as u32;
            }
        }
        let starts = (0..=groups).map(|group| rows.partition_point(|row| side.group(*row) < group)).collect();
        Self { rows, ranks, starts }
    }

    fn row(&self, rank: usize) -> u32 {
        self.rows.get(rank).copied().unwrap_or(NONE)
    }

    fn rank(&self, row: u32) -> usize {
        self.ranks.get(row as usize).map_or(0, |rank| *rank as usize)
    }

    fn stretch(&self, group: u32) -> Range<usize> {
        let start = |at: usize| self.starts.get(at).copied().unwrap_or(self.rows.len());
        start(group as usize)..start(group as usize + 1)
    }
}
