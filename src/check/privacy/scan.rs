//! A text as words with what stands between them, so that each kind of identifier is looked for in one pass: what is looked at
//! around a word is bounded, and so the time is linear in the text.

use std::ops::Range;

/// Words before which a person is named.
pub(super) const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "mx", "master"];

/// A word: letters and digits without a break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Its letters.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether it has digits alone.
    pub digits: bool,
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is one of those words, whatever its capitals.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it begins with a capital.
    pub(super) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it has capitals alone.
    pub(super) fn capitals(&self) -> bool {
        self.text.chars().all(char::is_uppercase)
    }

    /// Its number, where it is a short one.
    pub(super) fn number(&self) -> Option<u32> {
        self.text.parse().ok().filter(|_| self.digits)
    }
}

/// A text in words.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    /// The whole text.
    pub text: &'a str,
    words: Vec<Word<'a>>,
}

impl<'a> Scan<'a> {
    /// Takes a text apart; nothing where it cannot hold an identifier: each has a digit or an @ in it or beside it.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@') {
            return None;
        }
        let mut words = Vec::new();
        let mut begun: Option<usize> = None;
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            match (letter.is_alphanumeric(), begun) {
                (true, None) => begun = Some(at),
                (false, Some(start)) => {
                    let word = text.get(start..at).unwrap_or_default();
                    words.push(Word { text: word, start, digits: word.bytes().all(|byte| byte.is_ascii_digit()) });
                    begun = None;
                }
                _ => {}
            }
        }
        Some(Self { text, words })
    }

    /// How many words it has.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at a place.
    pub(super) fn word(&self, at: usize) -> Option<&Word<'a>> {
        self.words.get(at)
    }

    /// Whether the word at a place is one of those.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|word| word.is_one_of(words))
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let end = self.word(at).map_or(self.text.len(), |word| word.start);
        let start = at.checked_sub(1).and_then(|before| self.word(before)).map_or(0, Word::end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether one space, dash or dot is all that parts a word from the one before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        at > 0 && self.word(at).is_some() && is_joint(self.gap(at))
    }

    /// The places of up to so many words before one, the nearest first.
    pub(super) fn before(&self, at: usize, count: usize) -> impl Iterator<Item = usize> {
        (at.saturating_sub(count)..at.min(self.len())).rev()
    }

    /// The places of up to so many words behind one, the nearest first.
    pub(super) fn behind(&self, at: usize, count: usize) -> Range<usize> {
        (at + 1).min(self.len())..(at + 1 + count).min(self.len())
    }

    /// Whether one of those words stands among the words at some places.
    pub(super) fn any(&self, places: impl Iterator<Item = usize>, words: &[&str]) -> bool {
        places.into_iter().any(|at| self.is(at, words))
    }

    /// Whether a title with a name behind it stands among the words at some places.
    pub(super) fn titled(&self, places: impl Iterator<Item = usize>) -> bool {
        places.into_iter().any(|at| self.is(at, &TITLES) && self.word(at + 1).is_some_and(Word::capital))
    }

    /// From the beginning of one word to the end of another.
    pub(super) fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.word(first).map_or(0, |word| word.start);
        start..self.word(last).map_or(start, Word::end)
    }
}

/// Whether a gap is one space, dash or dot, or a dash with spaces.
fn is_joint(gap: &str) -> bool {
    let mut letters = gap.chars();
    let dashes = |c: char| matches!(c, '-' | '‐' | '\u{2011}' | '–');
    let spaces = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t');
    match (letters.next(), letters.next(), letters.next(), letters.next()) {
        (Some(one), None, ..) => dashes(one) || spaces(one) || one == '.',
        (Some(one), Some(two), None, _) => spaces(one) && spaces(two),
        (Some(one), Some(two), Some(three), None) => spaces(one) && dashes(two) && spaces(three),
        _ => false,
    }
}
