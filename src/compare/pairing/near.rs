//! Which rows before are worth comparing with a row after: those that share rare words, or several whole cells, with it.
//! Nothing is compared with everything.

use super::cells::{MATTER, Weighed, Words};
use super::fold::mixed;
use super::place::Place;
use super::table::Tables;

/// How many of its rarest words a row is found by.
const RAREST: usize = 20;
/// The combinations of cells that a row is found by, in its change and everywhere. The numbers are those of
/// [`Words::cells`].
const TOGETHER: [&[usize]; 6] = [&[0], &[1, 2], &[0, 3], &[0, 1], &[0, 2], &[1, 3, 4]];
/// How many of the rows under one key are looked at: the nearest.
const NEAREST: usize = 32;
/// How many rows are given back.
const MOST: usize = 16;

/// An index over the unpaired rows before.
pub(super) struct Near {
    /// Keys and rows, in order.
    postings: Vec<(u32, u32)>,
    /// How much each row shares with the one in hand, and which rows share anything.
    shared: Vec<f32>,
    touched: Vec<u32>,
    keys: Vec<u32>,
    rare: Vec<Weighed>,
    best: Vec<u32>,
}

impl Near {
    /// Over the rows that have no counterpart.
    pub(super) fn of(tables: &Tables<'_>, words: &Words) -> Self {
        let mut near = Self {
            postings: Vec::new(),
            shared: vec![0.0; tables.before.rows.len()],
            touched: Vec::new(),
            keys: Vec::new(),
            rare: Vec::new(),
            best: Vec::new(),
        };
        let mut postings = Vec::new();
        for row in tables.before.all_open() {
            near.read_keys(words, row, tables.before.group(row));
            postings.extend(near.keys.iter().map(|key| (*key, row)));
        }
        postings.sort_unstable();
        near.postings = postings;
        near
    }

    /// Takes the keys of a row into `keys`.
    fn read_keys(&mut self, words: &Words, row: u32, group: u32) {
        self.keys.clear();
        self.rare.clear();
        let mut hashes = [0; TOGETHER.len()];
        let mut full = [true; TOGETHER.len()];
        for (at, cell) in words.cells(row).enumerate() {
            let parts = TOGETHER.iter().zip(&mut hashes).zip(&mut full);
            for ((_, hash), full) in parts.filter(|((together, _), _)| together.contains(&at)) {
                *hash = mixed(*hash, u64::from(cell.hash));
                *full &= cell.hash != 0;
            }
            if at < MATTER {
                self.rare.extend_from_slice(cell.words);
            }
        }
        let together = (0_u64..).zip(hashes).zip(full).filter(|(_, full)| *full);
        for ((number, hash), _) in together {
            let key = mixed(mixed(hash, number + 1), u64::from(group));
            self.keys.push((key >> 32) as u32);
        }
        // The first combination, all of where we are now, in other changes too.
        if let (Some(hash), Some(true)) = (hashes.first(), full.first()) {
            self.keys.push((mixed(*hash, 0) >> 32) as u32);
        }
        self.rare.sort_unstable_by(|one, other| other.weight.total_cmp(&one.weight).then(one.stem.cmp(&other.stem)));
        self.rare.dedup_by_key(|word| word.stem);
        self.keys.extend(self.rare.iter().take(RAREST).map(|word| word.stem));
    }

    /// The rows before that have most in common with a row after, the likeliest first.
    pub(super) fn to(&mut self, tables: &Tables<'_>, words: &Words, place: &Place, row: u32) -> &[u32] {
        self.read_keys(words, row, tables.after.group(row));
        let likely = place.likely(row);
        for key in &self.keys {
            let (_, from) = self.postings.split_at(self.postings.partition_point(|(other, _)| other < key));
            let (mut found, _) = from.split_at(from.partition_point(|(other, _)| other == key));
            // Of many the nearest: the rest would be a matter of chance.
            let much = 1.0 / (1.0 + found.len() as f32).sqrt();
            if found.len() > NEAREST {
                let middle = found.partition_point(|(_, other)| *other < likely);
                let first = middle.saturating_sub(NEAREST / 2).min(found.len() - NEAREST);
                found = found.get(first..first + NEAREST).unwrap_or_default();
            }
            for (_, other) in found {
                if !tables.before.open(*other) {
                    continue;
                }
                if let Some(shared) = self.shared.get_mut(*other as usize) {
                    if *shared == 0.0 {
                        self.touched.push(*other);
                    }
                    *shared += much;
                }
            }
        }
        let shared = &self.shared;
        let of = |row: &u32| shared.get(*row as usize).copied().unwrap_or_default();
        self.touched.sort_unstable_by(|one, other| {
            of(other)
                .total_cmp(&of(one))
                .then_with(|| one.abs_diff(likely).cmp(&other.abs_diff(likely)))
                .then(one.cmp(other))
        });
        self.best.clear();
        self.best.extend(self.touched.iter().take(MOST));
        for row in self.touched.drain(..) {
            if let Some(shared) = self.shared.get_mut(row as usize) {
                *shared = 0.0;
            }
        }
        &self.best
    }
}
