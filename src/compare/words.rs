//! How one text differs from another, word by word, told as a person would: what was written anew shows as written anew,
//! not as a scatter of small words that happen to stand in both.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// Where less than one letter in so many of the shorter text is kept, nothing worth showing is.
const KEPT_AT_LEAST: usize = 4;

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
/// second, to the letter. Words end where Unicode has word boundaries (UAX 29); white space goes with the word after it.
#[must_use]
pub fn word_changes<'a>(from: &'a str, to: &'a str) -> Vec<Stretch<'a>> {
    stretches(tidied(steps(from, to), from, to), from, to)
}

/// The same with every word that stands in both kept, as a machine needs it.
pub(super) fn every_word_change<'a>(from: &'a str, to: &'a str) -> Vec<Stretch<'a>> {
    stretches(steps(from, to), from, to)
}

fn steps(from: &str, to: &str) -> Vec<Step> {
    let (before, after) = (pieces(from), pieces(to));
    let ops = capture_diff_slices(Algorithm::Myers, &words(from, &before), &words(to, &after));
    let length = |from: &str, pieces: &[Range<usize>], range: &Range<usize>| -> Range<usize> {
        let begins = pieces.get(range.start).map_or(from.len(), |piece| piece.start);
        let ends = range.end.checked_sub(1).and_then(|last| pieces.get(last)).map_or(begins, |piece| piece.end);
        begins..ends.max(begins)
    };
    let mut steps: Vec<Step> = Vec::new();
    for op in &ops {
        let (old, new) = (length(from, &before, &op.old_range()), length(to, &after, &op.new_range()));
        match (steps.last_mut(), op) {
            (_, DiffOp::Equal { .. }) => steps.push(Step { kept: true, old, new }),
            (Some(last), _) if !last.kept => last.take(&old, &new),
            _ => steps.push(Step { kept: false, old, new }),
        }
    }
    steps
}

fn words<'a>(text: &'a str, pieces: &[Range<usize>]) -> Vec<&'a str> {
    pieces.iter().filter_map(|piece| text.get(piece.clone())).collect()
}

fn stretches<'a>(steps: Vec<Step>, from: &'a str, to: &'a str) -> Vec<Stretch<'a>> {
    let mut stretches = Vec::new();
    for step in steps {
        let (old, new) = (from.get(step.old).unwrap_or_default(), to.get(step.new).unwrap_or_default());
        if step.kept {
            stretches.push(Stretch::Kept(old));
        } else {
            stretches.extend((!old.is_empty()).then_some(Stretch::Gone(old)));
            stretches.extend((!new.is_empty()).then_some(Stretch::Come(new)));
        }
    }
    stretches
}

/// A stretch of both texts, in bytes, that is the same or not.
#[derive(Clone, Debug)]
struct Step {
    kept: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl Step {
    /// Goes on over what follows.
    fn take(&mut self, old: &Range<usize>, new: &Range<usize>) {
        self.old.end = self.old.end.max(old.end);
        self.new.end = self.new.end.max(new.end);
    }

    fn longest(&self) -> usize {
        self.old.len().max(self.new.len())
    }
}

/// Gives up what is kept between two changes that are both longer than it: a reader would see a scatter. And all that is
/// kept, where it is next to nothing of either text.
fn tidied(steps: Vec<Step>, from: &str, to: &str) -> Vec<Step> {
    let mut told: Vec<Step> = Vec::with_capacity(steps.len());
    for mut step in steps {
        // What was told last is a change and this one is kept, or the other way round.
        while !step.kept
            && let [.., before, kept] = told.as_slice()
            && kept.old.len() <= before.longest()
            && kept.old.len() <= step.longest()
        {
            step = Step { kept: false, old: before.old.start..step.old.end, new: before.new.start..step.new.end };
            told.truncate(told.len() - 2);
        }
        told.push(step);
    }
    let steps = told;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let kept: usize =
        steps.iter().filter(|step| step.kept).filter_map(|step| from.get(step.old.clone())).map(letters).sum();
    if kept * KEPT_AT_LEAST < letters(from).min(letters(to)) {
        return vec![Step { kept: false, old: 0..from.len(), new: 0..to.len() }];
    }
    steps
}

/// Words and signs, each with the white space before it; white space at the end is a piece of its own.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, piece) in text.split_word_bound_indices() {
        if !piece.chars().all(char::is_whitespace) {
            pieces.push(start..at + piece.len());
            start = at + piece.len();
        }
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}
