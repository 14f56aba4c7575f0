//! The order of a list that two people changed: what was moved, added and taken away by each, in one order, unless they
//! contradict each other. Then it is not for us to invent an order that neither wrote.

use super::desk::{Changed, Three};
use std::collections::{HashMap, HashSet};

/// Names in order.
#[derive(Debug)]
pub(super) struct Ordered<'a> {
    pub(super) names: Vec<&'a str>,
    /// Who moved what was there before; [`Changed::Apart`] when they contradict each other. The order is mine's then.
    pub(super) moved: Changed,
}

/// Brings those of the names that are wanted into one order. Every wanted name stands in mine or in theirs, and none
/// twice in one list.
///
/// What stands in all three lists is the spine. Whatever else is wanted stays below the neighbour under which it was put.
/// Where two people put something under the same neighbour, the one whose name comes first in the alphabet stands first:
/// any rule will do that does not depend on who merges, so that both who do get the same.
pub(super) fn in_order<'a>(it: Three<'_, [&'a str]>, wanted: impl Fn(&str) -> bool) -> Ordered<'a> {
    let set = |names: &[&'a str]| names.iter().copied().collect::<HashSet<&str>>();
    let (in_base, in_mine, in_theirs) = (set(it.base), set(it.mine), set(it.theirs));
    let spine =
        |name: &&str| in_base.contains(name) && in_mine.contains(name) && in_theirs.contains(name) && wanted(name);
    let spine_of = |names: &[&'a str]| names.iter().copied().filter(spine).collect::<Vec<_>>();
    let (base, mine, theirs) = (spine_of(it.base), spine_of(it.mine), spine_of(it.theirs));
    let three = Three { base: base.as_slice(), mine: mine.as_slice(), theirs: theirs.as_slice() };
    let (order, moved) = match Changed::by(three) {
        Changed::Theirs => (theirs, Changed::Theirs),
        Changed::Apart => match both_moves(three) {
            Some(order) => (order, Changed::Joined),
            None => (mine.clone(), Changed::Apart),
        },
        other => (mine.clone(), other),
    };
    match filled(it, order, &wanted) {
        (names, true) => Ordered { names, moved },
        // Then mine's order holds for the spine too, until somebody decides.
        (_, false) => Ordered { names: filled(it, mine, &wanted).0, moved: Changed::Apart },
    }
}

/// As [`in_order`], for lists whose order says nothing and cannot be undecided: where the two contradict each other, the
/// order is that of the list that comes first in the alphabet, so that both who merge get the same.
pub(super) fn in_any_order<'a>(it: Three<'_, [&'a str]>, wanted: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let it = if it.mine <= it.theirs { it } else { Three { mine: it.theirs, theirs: it.mine, ..it } };
    in_order(it, wanted).names
}

/// The spine with everything that stands below it in either list. Says whether they agreed where that is.
fn filled<'a>(it: Three<'_, [&'a str]>, spine: Vec<&'a str>, wanted: impl Fn(&str) -> bool) -> (Vec<&'a str>, bool) {
    let mut agreed = true;
    let in_spine: HashSet<&str> = spine.iter().copied().collect();
    let mut my_blocks = blocks(it.mine, &in_spine, &wanted);
    let mut their_blocks = blocks(it.theirs, &in_spine, &wanted);
    // What both added, but under different neighbours, contradicts; it is left where mine has it.
    let mine_under: HashMap<&str, Option<&str>> =
        my_blocks.iter().flat_map(|(under, block)| block.iter().map(|name| (*name, *under))).collect();
    for (under, block) in &mut their_blocks {
        block.retain(|name| {
            let stays = mine_under.get(name).is_none_or(|mine| mine == under);
            agreed &= stays;
            stays
        });
    }
    let mut names = Vec::with_capacity(spine.len());
    for under in std::iter::once(None).chain(spine.into_iter().map(Some)) {
        names.extend(under);
        let (mine, theirs) =
            (my_blocks.remove(&under).unwrap_or_default(), their_blocks.remove(&under).unwrap_or_default());
        agreed &= woven(&mine, &theirs, &mut names);
    }
    (names, agreed)
}

/// What is wanted and not of the spine, by the name of the spine that it stands below.
fn blocks<'a>(
    names: &[&'a str],
    spine: &HashSet<&'a str>,
    wanted: impl Fn(&str) -> bool,
) -> HashMap<Option<&'a str>, Vec<&'a str>> {
    let mut blocks: HashMap<_, Vec<_>> = HashMap::new();
    let mut under = None;
    for name in names {
        if spine.contains(name) {
            under = Some(*name);
        } else if wanted(name) {
            blocks.entry(under).or_default().push(*name);
        }
    }
    blocks
}

/// Two lists in one, in which what stands in both holds the order. Says whether they agreed.
fn woven<'a>(mine: &[&'a str], theirs: &[&'a str], into: &mut Vec<&'a str>) -> bool {
    let (in_mine, in_theirs): (HashSet<&str>, HashSet<&str>) =
        (mine.iter().copied().collect(), theirs.iter().copied().collect());
    let shared = mine.iter().filter(|name| in_theirs.contains(*name));
    if !shared.clone().eq(theirs.iter().filter(|name| in_mine.contains(*name))) {
        into.extend(mine);
        into.extend(theirs.iter().filter(|name| !in_mine.contains(*name)));
        return false;
    }
    let (mut my_rest, mut their_rest) = (mine.iter(), theirs.iter());
    for fixed in shared.map(Some).chain([None]) {
        let until = |rest: &mut std::slice::Iter<'_, &'a str>| {
            rest.by_ref().take_while(|name| Some(*name) != fixed).copied().collect::<Vec<_>>()
        };
        let (one, other) = (until(&mut my_rest), until(&mut their_rest));
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        into.extend(first);
        into.extend(second);
        into.extend(fixed);
    }
    true
}

/// The order in which every pair stands as whoever moved it has it; `None` when there is none, or when both moved the
/// same pair and yet did not do the same.
///
/// Two moves of one pair may be compatible (one moved the one up, the other moved the other down), or not (both moved the
/// same row, to different places); the lists alone do not tell, so a person is asked.
fn both_moves<'a>(it: Three<'_, [&'a str]>) -> Option<Vec<&'a str>> {
    let place_in = |names: &[&'a str]| -> HashMap<&str, usize> {
        names.iter().enumerate().map(|(at, name)| (*name, at)).collect()
    };
    let (in_base, in_mine, in_theirs) = (place_in(it.base), place_in(it.mine), place_in(it.theirs));
    let place = |places: &HashMap<&str, usize>, name: &str| places.get(name).copied().unwrap_or_default();
    let moved = |from: &HashMap<&str, usize>, to: &[&'a str]| {
        turned(&to.iter().map(|name| place(from, name)).collect::<Vec<_>>())
    };
    let (by_mine, by_theirs) = (moved(&in_base, it.mine), moved(&in_base, it.theirs));
    if moved(&in_mine, it.theirs) != by_mine + by_theirs {
        return None;
    }
    let before = |one: &str, other: &str| {
        let stands = |places: &HashMap<&str, usize>| place(places, one) < place(places, other);
        let (was, mine, theirs) = (stands(&in_base), stands(&in_mine), stands(&in_theirs));
        if mine == was { theirs } else { mine }
    };
    let order = sorted(it.mine, &before);
    // Pairs may go round in a circle; then no order has them all, and the count gives it away.
    let complete = moved(&in_base, &order) == by_mine + by_theirs
        && moved(&in_mine, &order) == by_theirs
        && moved(&in_theirs, &order) == by_mine;
    complete.then_some(order)
}

/// Sorts by halves. Our own, because the relation may go round in a circle, on which the library's sort may give up.
fn sorted<'a>(names: &[&'a str], before: &impl Fn(&str, &str) -> bool) -> Vec<&'a str> {
    if names.len() < 2 {
        return names.to_vec();
    }
    let (one, other) = names.split_at(names.len() / 2);
    let (one, other) = (sorted(one, before), sorted(other, before));
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    let mut all = Vec::with_capacity(names.len());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        all.extend(if before(right, left) { other.next() } else { one.next() });
    }
    all.extend(one);
    all.extend(other);
    all
}

/// How many pairs stand the other way round than their numbers.
fn turned(numbers: &[usize]) -> u64 {
    fn sort(numbers: &[usize]) -> (Vec<usize>, u64) {
        if numbers.len() < 2 {
            return (numbers.to_vec(), 0);
        }
        let (one, other) = numbers.split_at(numbers.len() / 2);
        let ((one, in_one), (other, in_other)) = (sort(one), sort(other));
        let mut count = in_one + in_other;
        let mut all = Vec::with_capacity(numbers.len());
        let mut rest = one.as_slice();
        for number in other {
            let smaller = rest.partition_point(|left| *left < number);
            let (done, left) = rest.split_at(smaller);
            all.extend_from_slice(done);
            rest = left;
            count += rest.len() as u64;
            all.push(number);
        }
        all.extend_from_slice(rest);
        (all, count)
    }
    sort(numbers).1
}
