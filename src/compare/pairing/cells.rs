//! The cells of rows as pairing sees them: hashes to find equal ones by, and the words of those rows for which no equal
//! one was found.

use super::fold::{Word, each_word, letter_hash, mixed};
use crate::model::{ActionRow, Status};
use std::sync::Arc;

/// How many cells of a row hold words.
pub(super) const CELLS: usize = 8;
/// How many of them, the first, say what the row is about; the others say how it stands.
pub(super) const MATTER: usize = 3;

/// The cells with words, those that say most first.
fn texts(row: &ActionRow) -> [&str; CELLS - 1] {
    [&row.where_now, &row.needs, &row.gaps, row.spread.typed(), row.due.typed(), &row.owner, &row.progress]
}

/// Hands out the words of each cell, with the number of the cell.
fn each_cell_word(row: &ActionRow, mut each: impl FnMut(usize, Word)) {
    let evidence = row.evidence.iter().map(|evidence| (CELLS - 1, evidence.as_str()));
    for (cell, text) in texts(row).into_iter().enumerate().chain(evidence) {
        each_word(text, |word| each(cell, word));
    }
}

/// Hands out what two texts are compared by: the words of each cell, with their weight where it is always the same, and,
/// of what the row is about, each word together with the next. A name and a number beside each other tell rows apart
/// that are made of the same sentences.
fn each_feature(row: &ActionRow, mut each: impl FnMut(usize, Word, Feature)) {
    let mut last = (CELLS, 0_u32);
    each_cell_word(row, |cell, word| {
        if word.common() {
            each(cell, word, Feature { stem: word.stem, common: true });
            return;
        }
        each(cell, word, Feature { stem: word.stem, common: false });
        if last.0 == cell && cell < MATTER {
            let both = mixed(u64::from(last.1), u64::from(word.stem));
            each(cell, Word { exact: 0, stem: 0 }, Feature { stem: (both >> 32) as u32, common: false });
        }
        last = (cell, word.stem);
    });
}

/// A word, or two together.
#[derive(Clone, Copy)]
struct Feature {
    stem: u32,
    common: bool,
}

/// The status as a number: 0 when it is not known, else two a level, where a split stands between its levels.
pub(super) fn standing(row: &ActionRow) -> u8 {
    let Some(level) = row.status.counted() else { return 0 };
    2 * level.number() + u8::from(row.status.upper().is_some())
}

/// The hash of a row to the letter.
pub(super) fn to_the_letter(row: &ActionRow) -> u64 {
    let texts = texts(row).into_iter().fold(0, letter_hash);
    let evidence = row.evidence.iter().fold(texts, |hash, evidence| letter_hash(hash, evidence));
    let status = if let Status::Unknown(typed) = &row.status { letter_hash(evidence, typed) } else { evidence };
    mixed(status, state(row))
}

fn state(row: &ActionRow) -> u64 {
    u64::from(standing(row)) << 8 | row.delivery.map_or(0, |delivery| delivery as u64 + 1)
}

/// What a row says, folded: all of it, and what it is about without how it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// All cells.
    pub(super) whole: u64,
    /// The texts, the spread and the date.
    pub(super) matter: u64,
    /// How many words there are in what it is about.
    pub(super) words: u32,
}

/// What a row says.
pub(super) fn said(row: &ActionRow) -> Said {
    let mut cells = [0_u64; CELLS];
    let mut words = 0;
    each_cell_word(row, |cell, word| {
        if let Some(hash) = cells.get_mut(cell) {
            *hash = mixed(*hash, word.exact);
        }
        words += u32::from(cell < MATTER);
    });
    let [about @ .., _, _, _] = cells;
    let matter = about.into_iter().fold(0, mixed);
    Said { whole: mixed(cells.into_iter().fold(0, mixed), state(row)), matter, words }
}

/// How much a word says, from how many rows of a sample have it.
pub(super) struct Weights {
    /// How many rows of the sample have a word with that hash, less its upper bits.
    rows: Vec<u16>,
    /// The weight of a word that so many rows have.
    of: Vec<f32>,
}

/// Places for words, at most, and for each row that is asked; two words at one place are taken for one, which is then
/// thought to be less rare than it is.
const PLACES: usize = 1 << 18;
const PLACES_A_ROW: usize = 1 << 8;
/// How many rows of each table are asked.
const SAMPLE: usize = 1_000;
/// The weight of the words that are in every text.
const COMMON: f32 = 0.1;

impl Weights {
    /// From rows that stand evenly spaced in both tables.
    pub(super) fn of(tables: [&[Arc<ActionRow>]; 2]) -> Self {
        let all: usize = tables.iter().map(|table| table.len().min(2 * SAMPLE)).sum();
        let places = (all * PLACES_A_ROW).next_power_of_two().min(PLACES);
        let mut rows = vec![0_u16; places];
        let mut asked = 0_usize;
        let mut words = Vec::new();
        for table in tables {
            for row in table.iter().step_by(table.len().div_ceil(SAMPLE).max(1)) {
                words.clear();
                each_feature(row, |_, _, feature| words.push(feature.stem as usize % places));
                words.sort_unstable();
                words.dedup();
                for word in &words {
                    if let Some(count) = rows.get_mut(*word) {
                        *count += 1;
                    }
                }
                asked += 1;
            }
        }
        // In a small table a word that two rows share may be any word: there the difference is made smaller.
        let scale = (1.0 + asked as f32).ln().max(3.0);
        let of = (0..=asked).map(|rows| (1.0 + asked as f32 / rows.max(1) as f32).ln() / scale).collect();
        Self { rows, of }
    }

    /// The weight of a word, from 0 to 1.
    fn weight(&self, stem: u32) -> f32 {
        let rows = self.rows.get(stem as usize % self.rows.len().max(1)).copied().unwrap_or_default();
        self.of.get(usize::from(rows)).copied().unwrap_or_default()
    }
}

/// A word of a cell and its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// Its stem.
    pub(super) stem: u32,
    /// How much it says.
    pub(super) weight: f32,
}

/// The words of some rows of a table.
pub(super) struct Words {
    /// Where the words of a row are, by its place in the table.
    slots: Vec<u32>,
    /// The words of each cell of each row, ordered by stem.
    all: Vec<Weighed>,
    /// The end of each cell among the words, its hash, and the weight of its words.
    cells: Vec<Cell>,
}

/// One cell of a row.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    end: u32,
    /// Of its words in order; 0 of an empty cell.
    hash: u32,
    mass: f32,
}

/// A cell with its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellWords<'a> {
    /// The words, ordered by stem.
    pub(super) words: &'a [Weighed],
    /// The hash of them as they stand; 0 of an empty cell.
    pub(super) hash: u32,
    /// The weight of all of them.
    pub(super) mass: f32,
}

impl Words {
    /// Of the rows at those places.
    pub(super) fn of(table: &[Arc<ActionRow>], rows: &[u32], weights: &Weights) -> Self {
        let mut read = Self { slots: vec![0; table.len()], all: Vec::new(), cells: vec![Cell::default()] };
        let mut found: Vec<(usize, Weighed)> = Vec::new();
        for (slot, at) in rows.iter().enumerate() {
            let (Some(row), Some(place)) = (table.get(*at as usize), read.slots.get_mut(*at as usize)) else {
                continue;
            };
            *place = slot as u32;
            found.clear();
            let mut hashes = [0_u64; CELLS];
            each_feature(row, |cell, word, feature| {
                let weight = if feature.common { COMMON } else { weights.weight(feature.stem) };
                found.push((cell, Weighed { stem: feature.stem, weight }));
                if word.exact == 0 {
                    return;
                }
                if let Some(hash) = hashes.get_mut(cell) {
                    *hash = mixed(*hash, word.exact);
                }
            });
            found.sort_unstable_by_key(|(cell, word)| (*cell, word.stem));
            let mut rest = found.as_slice();
            for (cell, hash) in hashes.into_iter().enumerate() {
                let (words, others) = rest.split_at(rest.partition_point(|(other, _)| *other <= cell));
                rest = others;
                read.all.extend(words.iter().map(|(_, word)| *word));
                let mass = words.iter().map(|(_, word)| word.weight).sum();
                read.cells.push(Cell { end: read.all.len() as u32, hash: (hash ^ (hash >> 32)) as u32, mass });
            }
        }
        read
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: u32) -> impl Iterator<Item = CellWords<'_>> {
        let slot = self.slots.get(row as usize).copied().unwrap_or_default() as usize;
        let cells = self.cells.get(slot * CELLS..=slot * CELLS + CELLS).unwrap_or_default();
        cells.windows(2).filter_map(|two| {
            let [before, cell] = two else { return None };
            let words = self.all.get(before.end as usize..cell.end as usize)?;
            Some(CellWords { words, hash: cell.hash, mass: cell.mass })
        })
    }
}
