//! How one text differs from another, word by word.

use std::ops::Range;

/// The most work, words of the one by words of the other, that is spent on the middle of two texts; beyond, it is told
/// as wholly replaced, which is true and says enough of two long texts that have little in common.
const MOST: usize = 1_000_000;

/// A stretch of two compared texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// In both.
    Kept(&'a str),
    /// Only in the first.
    Gone(&'a str),
    /// Only in the second.
    Come(&'a str),
}

/// What leads from one text to another: kept and gone stretches put together are the first, kept and come ones the
/// second, to the letter. A word goes with the white space before it.
#[must_use]
pub fn word_changes<'a>(from: &'a str, to: &'a str) -> Vec<Stretch<'a>> {
    let (before, after) = (pieces(from), pieces(to));
    let same = |(one, other): &(&Range<usize>, &Range<usize>)| from.get((*one).clone()) == to.get((*other).clone());
    let head = before.iter().zip(&after).take_while(same).count();
    let (rest_before, rest_after) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
    let tail = rest_before.iter().rev().zip(rest_after.iter().rev()).take_while(same).count();
    let middle = |pieces: &[Range<usize>]| pieces.get(..pieces.len() - tail).unwrap_or_default().to_vec();
    let (gone, come) = (middle(rest_before), middle(rest_after));
    let mut told = Told { from, to, stretches: Vec::new(), at: (0, 0) };
    let end = |pieces: &[Range<usize>], otherwise: usize| pieces.last().map_or(otherwise, |piece| piece.end);
    let (head_from, head_to) =
        (end(before.get(..head).unwrap_or_default(), 0), end(after.get(..head).unwrap_or_default(), 0));
    told.keep(head_from, head_to);
    for (one, other) in in_both(from, to, &gone, &come) {
        told.replace(one.start, other.start);
        told.keep(one.end, other.end);
    }
    told.replace(end(&gone, head_from), end(&come, head_to));
    told.keep(from.len(), to.len());
    told.stretches
}

/// The stretches so far, and how far they reach in both texts.
struct Told<'a> {
    from: &'a str,
    to: &'a str,
    stretches: Vec<Stretch<'a>>,
    at: (usize, usize),
}

impl Told<'_> {
    fn replace(&mut self, from: usize, to: usize) {
        let (gone, come) = (self.from.get(self.at.0..from), self.to.get(self.at.1..to));
        self.stretches.extend(gone.filter(|text| !text.is_empty()).map(Stretch::Gone));
        self.stretches.extend(come.filter(|text| !text.is_empty()).map(Stretch::Come));
        self.at = (from, to);
    }

    fn keep(&mut self, from: usize, to: usize) {
        let begins = self.at.0;
        if begins < from {
            // One stretch with what was kept just before it.
            let joined = match self.stretches.last() {
                Some(Stretch::Kept(text)) => begins - text.len(),
                _ => begins,
            };
            if joined < begins {
                self.stretches.pop();
            }
            self.stretches.extend(self.from.get(joined..from).map(Stretch::Kept));
        }
        self.at = (from, to);
    }
}

/// Words with the white space before them; white space at the end is a piece of its own.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut word) = (0, false);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && word {
            pieces.push(start..at);
            start = at;
        }
        word = !c.is_whitespace();
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}

/// The pieces that stand in both, in order: a longest common subsequence.
fn in_both(from: &str, to: &str, one: &[Range<usize>], other: &[Range<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    let width = other.len() + 1;
    if one.len().saturating_mul(other.len()) > MOST {
        return Vec::new();
    }
    let same = |a: &Range<usize>, b: &Range<usize>| from.get(a.clone()) == to.get(b.clone());
    // The length of the longest one from each pair of places on.
    let mut longest = vec![0_u32; (one.len() + 1) * width];
    let length = |longest: &[u32], a: usize, b: usize| longest.get(a * width + b).copied().unwrap_or(0);
    for (a, piece) in one.iter().enumerate().rev() {
        for (b, counterpart) in other.iter().enumerate().rev() {
            let best = if same(piece, counterpart) {
                length(&longest, a + 1, b + 1) + 1
            } else {
                length(&longest, a + 1, b).max(length(&longest, a, b + 1))
            };
            if let Some(place) = longest.get_mut(a * width + b) {
                *place = best;
            }
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found = Vec::new();
    while let (Some(piece), Some(counterpart)) = (one.get(a), other.get(b)) {
        if same(piece, counterpart) {
            found.push((piece.clone(), counterpart.clone()));
            (a, b) = (a + 1, b + 1);
        } else if length(&longest, a + 1, b) >= length(&longest, a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}
