//! Twins: rows with the same, or nearly the same, words for where we are now. One practice often helps several changes
//! and is written down under each; the copies then drift apart. They are found and offered, never merged.
//!
//! What counts:
//! - **The same** letters and digits in the same order: case, punctuation and white space do not count.
//! - **Nearly the same**: at least nine words in ten are shared, in order (twice the words in common, out of the words of
//!   both). Below ten words a changed word makes another sentence ("ICS runs 7 days a week" and "ICRS runs 7 days a
//!   week" are two services), and so does any at that measure; in a long text a corrected word or two does not.
//! - **All of it and more**: one text stands whole inside the other, because something was added or two cells ran into
//!   one. Only from eight words on: a shorter run is a turn of phrase that many rows share.

use super::StatusStep;
use crate::model::{ActionRow, Assessment, RowId};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Fewer words are a label ("To be confirmed") and no wording of one's own.
const LEAST_WORDS: usize = 3;
/// The shortest text, in words, that is looked for inside another.
const LEAST_INSIDE: usize = 8;
/// Words in common, out of all words of both, from which two texts are nearly the same: nine in ten.
const NEARLY: (usize, usize) = (9, 10);
/// Longer texts, in words, are compared without regard to order, which would take long.
const IN_ORDER: usize = 2_000;

/// A row that says what another says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The row.
    pub row: RowId,
    /// How alike its words are.
    pub likeness: Likeness,
    /// Its status is another: the same practice is judged in two ways.
    pub status_differs: bool,
}

/// How alike the words of a twin are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The same words.
    Same,
    /// All but a few are the same.
    Near,
    /// All of ours and more.
    More,
    /// A part of ours.
    Less,
}

/// The twins of a row, in the document's order.
#[must_use]
pub fn twins(assessment: &Assessment, row: &ActionRow) -> Vec<Twin> {
    let Some(wording) = Wording::of(&row.where_now) else { return Vec::new() };
    let mut scratch = Scratch::default();
    let others = assessment.rows.iter().map(Arc::as_ref).filter(|other| other.id != row.id);
    others
        .filter_map(|other| {
            let likeness = wording.likeness(&other.where_now, &mut scratch)?;
            let status_differs = StatusStep::between(&row.status, &other.status).is_some();
            Some(Twin { row: other.id.clone(), likeness, status_differs })
        })
        .collect()
}

/// How alike another text is to one; `None` when they are no twins.
#[must_use]
pub fn likeness(one: &str, other: &str) -> Option<Likeness> {
    Wording::of(one)?.likeness(other, &mut Scratch::default())
}

/// A text to look for twins of. Its words are numbered, and other texts are read as those numbers, so that most are
/// given up after a few words.
struct Wording<'a> {
    text: &'a str,
    /// The numbers of its words in order: equal words have one number.
    words: Vec<u32>,
    number: HashMap<String, u32, BuildHasherDefault<Fnv>>,
    /// How often each word occurs.
    often: Vec<usize>,
    /// How many letters and digits it has.
    letters: usize,
}

/// What is used again from text to text.
#[derive(Default)]
struct Scratch {
    word: String,
    words: Vec<u32>,
    left: Vec<usize>,
}

/// The number of every word that the text in hand does not have.
const UNKNOWN: u32 = u32::MAX;

impl<'a> Wording<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let mut number: HashMap<String, u32, BuildHasherDefault<Fnv>> = HashMap::default();
        let mut often: Vec<usize> = Vec::new();
        let mut words = Vec::new();
        let mut word = String::new();
        let mut rest = text;
        while next_word(&mut rest, &mut word) {
            let next = often.len() as u32;
            let number = *number.entry(word.clone()).or_insert(next);
            match often.get_mut(number as usize) {
                Some(often) => *often += 1,
                None => often.push(1),
            }
            words.push(number);
        }
        let letters = letters(text).count();
        (words.len() >= LEAST_WORDS).then_some(Self { text, words, number, often, letters })
    }

    fn likeness(&self, other: &str, scratch: &mut Scratch) -> Option<Likeness> {
        let same = other.len() >= self.letters && letters(self.text).eq(letters(other));
        let Scratch { word, words, left } = scratch;
        words.clear();
        left.clone_from(&self.often);
        let ours = self.words.len();
        let (mut shared, mut strange) = (0, 0);
        let mut rest = other;
        // All of ours may stand inside: where so many known words have run on, or where there is room for it still.
        let inside = ours >= LEAST_INSIDE;
        let (mut run, mut long_run, mut room) = (0, false, other.len());
        while next_word(&mut rest, word) {
            let number = self.number.get(word.as_str()).copied().unwrap_or(UNKNOWN);
            match left.get_mut(number as usize).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    shared += 1;
                }
                None => strange += 1,
            }
            words.push(number);
            if number == UNKNOWN {
                (run, room) = (0, rest.len());
            } else {
                run += 1;
                long_run |= run >= ours;
            }
            let near = !too_few(ours, ours + strange, ours);
            let holds = inside && (long_run || room >= self.letters);
            if !near && !holds && !same {
                return None;
            }
        }
        let theirs = words.len();
        if theirs < LEAST_WORDS {
            return None;
        }
        if same {
            return Some(Likeness::Same);
        }
        if !too_few(shared, theirs, ours) && !too_few(in_common(&self.words, words), theirs, ours) {
            return Some(Likeness::Near);
        }
        if inside && theirs > ours && holds(words, &self.words) {
            return Some(Likeness::More);
        }
        (strange == 0 && theirs >= LEAST_INSIDE && theirs < ours && holds(&self.words, words)).then_some(Likeness::Less)
    }
}

/// Whether so many words in common are too few for two texts of those lengths.
const fn too_few(common: usize, one: usize, other: usize) -> bool {
    let (of, all) = NEARLY;
    2 * common * all < of * (one + other)
}

fn holds(long: &[u32], short: &[u32]) -> bool {
    long.windows(short.len()).any(|run| run == short)
}

/// How many words two texts have in common, in order: the length of their longest common subsequence, if it is enough
/// to matter, else something too small.
fn in_common(one: &[u32], other: &[u32]) -> usize {
    let all = one.len() + other.len();
    if all > 2 * IN_ORDER {
        // The caller has counted what they share.
        return all;
    }
    let (of, total) = NEARLY;
    let most = all - of * all / total;
    all.saturating_sub(differing(one, other, most).unwrap_or(all)) / 2
}

/// How many words have to be taken out of the two together until they are the same, up to `most`. The greedy algorithm
/// of Myers (1986), which is quick where little differs.
fn differing(one: &[u32], other: &[u32], most: usize) -> Option<usize> {
    // For each diagonal (place in `one` less place in `other`, moved up so that none is negative) the furthest place in
    // `one` that is reached with so many words taken out.
    let middle = most + 1;
    let mut furthest = vec![0_usize; 2 * most + 3];
    for out in 0..=most {
        for diagonal in (middle - out..=middle + out).step_by(2) {
            let below = furthest.get(diagonal + 1).copied().unwrap_or(0);
            let above = furthest.get(diagonal - 1).copied().unwrap_or(0);
            let down = diagonal == middle - out || (diagonal != middle + out && above < below);
            let mut x = if down { below } else { above + 1 };
            let Some(mut y) = (x + middle).checked_sub(diagonal) else { continue };
            while let (Some(a), Some(b)) = (one.get(x), other.get(y))
                && a == b
            {
                x += 1;
                y += 1;
            }
            if let Some(place) = furthest.get_mut(diagonal) {
                *place = x;
            }
            if x >= one.len() && y >= other.len() {
                return Some(out);
            }
        }
    }
    None
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).map(lower)
}

/// One letter for one, so that lengths can be compared.
fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Cuts the next word off a text, in lower case: letters and digits, with any apostrophe among them left out. Whether
/// there was one.
fn next_word(rest: &mut &str, word: &mut String) -> bool {
    word.clear();
    let mut at = 0;
    // Byte by byte where it can be: this is most of the time that looking for twins takes.
    while let Some(byte) = rest.as_bytes().get(at).copied() {
        let c = if byte.is_ascii() {
            char::from(byte)
        } else {
            rest.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        if c.is_alphanumeric() {
            word.push(lower(c));
        } else if !word.is_empty() && !matches!(c, '\'' | '\u{2019}') {
            break;
        }
        at += c.len_utf8();
    }
    *rest = rest.get(at..).unwrap_or_default();
    !word.is_empty()
}

/// The hash of Fowler, Noll and Vo: quicker for a few letters than the standard one, whose guard against made-up
/// collisions is of no use here, because the table has the words of one text only.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
