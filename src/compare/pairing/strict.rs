//! Rows that are equal: to the letter, then but for what an office program changes by itself, then in what they are about
//! though not in how they stand.

use super::PairedBy;
use super::cells::{Said, said, to_the_letter};
use super::fold::mixed;
use super::place::Place;
use super::table::Tables;

/// How certain it is that two rows are one when all is equal but status, owner, progress and evidence.
const SAME_MATTER: f32 = 0.97;
/// Fewer words are a label, which two rows may share.
const LEAST_WORDS: u32 = 3;
/// How many of some equal rows before, times how many of them after, are weighed against each other by their place.
const MOST: usize = 100_000;

/// A row and a hash to find equal ones by.
type Keyed = (u64, u32);

/// Pairs rows of one change that are equal.
pub(super) fn pair(tables: &mut Tables<'_>) {
    let letters = |side: &super::table::Side<'_>| -> Vec<Keyed> {
        side.all_open()
            .filter_map(|at| Some((mixed(to_the_letter(side.row(at)?), u64::from(side.group(at))), at)))
            .collect()
    };
    let (mut before, mut after) = (letters(&tables.before), letters(&tables.after));
    alone(tables, &mut before, &mut after, 1.0);
    drop((before, after));

    let say = |side: &super::table::Side<'_>| -> Vec<(u32, Said)> {
        side.all_open().filter_map(|at| Some((at, said(side.row(at)?)))).collect()
    };
    let (said_before, said_after) = (say(&tables.before), say(&tables.after));
    let keyed = |side: &super::table::Side<'_>, said: &[(u32, Said)], hash: fn(&Said) -> Option<u64>| -> Vec<Keyed> {
        let open = said.iter().filter(|(at, _)| side.open(*at));
        open.filter_map(|(at, said)| Some((mixed(hash(said)?, u64::from(side.group(*at))), *at))).collect()
    };
    let whole = |said: &Said| Some(said.whole);
    let mut before = keyed(&tables.before, &said_before, whole);
    let mut after = keyed(&tables.after, &said_after, whole);
    let several = alone(tables, &mut before, &mut after, 1.0);
    if !several.is_empty() {
        // Those that there is one of say where the others belong.
        let place = Place::of(tables);
        for (before, after) in several {
            in_order(tables, &place, &before, &after);
        }
    }
    let matter = |said: &Said| (said.words >= LEAST_WORDS).then_some(said.matter);
    let mut before = keyed(&tables.before, &said_before, matter);
    let mut after = keyed(&tables.after, &said_after, matter);
    alone(tables, &mut before, &mut after, SAME_MATTER);
}

/// Pairs those that have a hash alone on both sides; the others are given back, the rows of each hash together.
fn alone(
    tables: &mut Tables<'_>,
    before: &mut [Keyed],
    after: &mut [Keyed],
    confidence: f32,
) -> Vec<(Vec<u32>, Vec<u32>)> {
    before.sort_unstable();
    after.sort_unstable();
    let mut several = Vec::new();
    let mut rest = &*after;
    for equal in before.chunk_by(|one, other| one.0 == other.0) {
        let Some((key, first)) = equal.first().copied() else { continue };
        let (_, from) = rest.split_at(rest.partition_point(|(other, _)| *other < key));
        let (same, others) = from.split_at(from.partition_point(|(other, _)| *other == key));
        rest = others;
        match (equal, same) {
            (_, []) => {}
            ([_], [(_, only)]) => tables.pair(first, *only, PairedBy::Text, confidence),
            _ => several.push((rows(equal), rows(same))),
        }
    }
    several
}

fn rows(keyed: &[Keyed]) -> Vec<u32> {
    keyed.iter().map(|(_, row)| *row).collect()
}

/// Pairs equal rows in order. Where there are more of them on one side, those are left over that lie furthest from where
/// their neighbours are.
fn in_order(tables: &mut Tables<'_>, place: &Place, before: &[u32], after: &[u32]) {
    let few = before.len().min(after.len());
    let spare = before.len().max(after.len()) - few;
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(few);
    if spare == 0 || few * (spare + 1) > MOST {
        pairs.extend(before.iter().copied().zip(after.iter().copied()));
    } else {
        let before_is_more = before.len() > after.len();
        let (fewer, more) = if before_is_more { (after, before) } else { (before, after) };
        // For the first rows of the fewer: the least distance in all when so many of the more are left out.
        let width = spare + 1;
        let pair = |few: u32, many: u32| if before_is_more { (many, few) } else { (few, many) };
        let mut least = vec![0_u64; width];
        let mut skipped = vec![false; few * width];
        for (at, one) in fewer.iter().enumerate() {
            for out in 0..width {
                let Some(many) = more.get(at + out) else { continue };
                let (b, a) = pair(*one, *many);
                let here = least.get(out).copied().unwrap_or(u64::MAX).saturating_add(place.distance(b, a));
                let skip = out.checked_sub(1).and_then(|out| least.get(out)).copied().unwrap_or(u64::MAX);
                if let Some(slot) = least.get_mut(out) {
                    *slot = here.min(skip);
                }
                if let Some(slot) = skipped.get_mut(at * width + out) {
                    *slot = skip < here;
                }
            }
        }
        let mut out = spare;
        for (at, one) in fewer.iter().enumerate().rev() {
            while skipped.get(at * width + out).copied().unwrap_or(false) && out > 0 {
                out -= 1;
            }
            pairs.extend(more.get(at + out).map(|many| pair(*one, *many)));
        }
    }
    for (before, after) in pairs {
        tables.pair(before, after, PairedBy::Text, 1.0);
    }
}
