//! Texts as pairing reads them: a run of words, in which nothing counts that an office program changes by itself.
//!
//! Case, white space, quotes, dashes, bullets, commas and the like, soft hyphens and the way an accent is encoded are
//! folded away. Signs that mean something (`%`, `+`, `£`) are words of their own.
//!
//! A word is a hash of 64 bits, made without any seed, so that the same tables pair alike on every machine.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters and digits, in lower case.
    pub(super) exact: u64,
    /// Its beginning: one for "discharge", "discharged" and "discharging", for "ward" and "wards". Figures are whole.
    pub(super) stem: u32,
}

impl Word {
    /// Whether it says little by itself: "the", "of", "is".
    pub(super) fn common(self) -> bool {
        HASHES.binary_search(&self.exact).is_ok()
    }
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// Letters after which the rest of a word is its ending.
const STEM: u32 = 6;

/// Words that are in every text.
const COMMON: [&str; 48] = [
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had",
    "has", "have", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "our", "out", "so", "that",
    "the", "their", "there", "they", "this", "to", "up", "was", "we", "when", "which", "who", "will", "with",
];

/// Mixes a value into a hash.
pub(super) const fn mixed(hash: u64, value: u64) -> u64 {
    let mixed = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

/// The hash of a text to the letter: quick, for the many rows that nobody touched.
pub(super) fn letter_hash(hash: u64, text: &str) -> u64 {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let whole = eights.iter().fold(hash, |hash, eight| mixed(hash, u64::from_le_bytes(*eight)));
    let rest = rest.iter().fold(0, |rest, byte| (rest << 8) | u64::from(*byte));
    mixed(mixed(whole, rest), text.len() as u64)
}

/// What a byte of ASCII is in a text.
#[derive(Clone, Copy)]
enum Kind {
    /// Part of a word.
    Letter(u8),
    /// Part of a figure.
    Digit(u8),
    /// Between the letters of a word it is left out.
    Apostrophe,
    /// A word by itself.
    Sign(u8),
    /// Between words.
    Gap,
}

const KINDS: [Kind; 128] = {
    let mut kinds = [Kind::Gap; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        #[expect(clippy::indexing_slicing, reason = "reckoned when the program is built, where a slip is an error")]
        {
            kinds[at] = match byte {
                b'a'..=b'z' => Kind::Letter(byte),
                b'A'..=b'Z' => Kind::Letter(byte.to_ascii_lowercase()),
                b'0'..=b'9' => Kind::Digit(byte),
                b'\'' => Kind::Apostrophe,
                b'%' | b'+' | b'=' | b'<' | b'>' | b'&' | b'@' | b'#' | b'$' | b'^' => Kind::Sign(byte),
                _ => Kind::Gap,
            };
        }
        at += 1;
    }
    kinds
};

/// Hands out the words of a text, in order.
pub(super) fn each_word(text: &str, mut each: impl FnMut(Word)) {
    let mut word = Building::NONE;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if let Some(kind) = KINDS.get(usize::from(*byte)) {
            match kind {
                Kind::Letter(letter) => word.push(u32::from(*letter)),
                Kind::Digit(digit) => word.push_figure(u32::from(*digit)),
                Kind::Apostrophe => {}
                Kind::Sign(sign) => {
                    word.end(&mut each);
                    word.push_figure(u32::from(*sign));
                    word.end(&mut each);
                }
                Kind::Gap => word.end(&mut each),
            }
            at += 1;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        word.push_wide(c, &mut each);
        at += c.len_utf8();
    }
    word.end(&mut each);
}

/// A word so far.
struct Building {
    hash: u64,
    /// The hash as it was before the last letter.
    before_last: u64,
    /// The hash of the first letters.
    begun: u64,
    last: u32,
    letters: u32,
    figure: bool,
}

impl Building {
    const NONE: Self = Self { hash: BASIS, before_last: BASIS, begun: BASIS, last: 0, letters: 0, figure: false };

    const fn push(&mut self, letter: u32) {
        self.before_last = self.hash;
        self.hash = (self.hash ^ letter as u64).wrapping_mul(PRIME);
        self.last = letter;
        self.letters += 1;
        if self.letters == STEM {
            self.begun = self.hash;
        }
    }

    const fn push_figure(&mut self, digit: u32) {
        self.push(digit);
        self.figure = true;
    }

    /// A character that is not ASCII.
    fn push_wide(&mut self, c: char, each: &mut impl FnMut(Word)) {
        match c {
            // The apostrophe of an office program, a soft hyphen, characters without width.
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            // Dashes, quotes, bullets, the ellipsis, spaces, and the signs that a symbol font puts for a bullet.
            '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205f}'
            | '\u{2212}'
            | '\u{a0}'
            | '\u{ab}'
            | '\u{b7}'
            | '\u{bb}'
            | '\u{25a0}'..='\u{25ff}'
            | '\u{e000}'..='\u{f8ff}'
                if c != '\u{2030}' =>
            {
                self.end(each);
            }
            c if c.is_whitespace() => self.end(each),
            _ => decompose_compatible(c, |part| {
                // An accent, however it was written.
                if canonical_combining_class(part) != 0 {
                    return;
                }
                if part.is_alphabetic() {
                    part.to_lowercase().for_each(|letter| self.push(u32::from(letter)));
                } else if part.is_numeric() {
                    self.push_figure(u32::from(part));
                } else if let Some(Kind::Gap | Kind::Apostrophe) = KINDS.get(part as usize) {
                    self.end(each);
                } else {
                    self.end(each);
                    self.push_figure(u32::from(part));
                    self.end(each);
                }
            }),
        }
    }

    /// Hands out the word, if there is one.
    fn end(&mut self, each: &mut impl FnMut(Word)) {
        // A lone "o" is what an office program's bullet of the second level becomes in a text.
        if self.letters == 0 || (self.letters == 1 && self.last == u32::from(b'o')) {
            *self = Self::NONE;
            return;
        }
        let stem = if self.figure {
            self.hash
        } else if self.letters > STEM {
            self.begun
        } else if self.letters > 3 && self.last == u32::from(b's') {
            self.before_last
        } else {
            self.hash
        };
        // Both halves: the lower bits of this hash depend on the lower bits of the letters alone.
        each(Word { exact: self.hash, stem: (stem ^ (stem >> 32)) as u32 });
        *self = Self::NONE;
    }
}

/// The hashes of the common words, in their order.
const HASHES: [u64; COMMON.len()] = {
    let mut hashes = [0; COMMON.len()];
    let mut at = 0;
    while at < COMMON.len() {
        #[expect(clippy::indexing_slicing, reason = "reckoned when the program is built, where a slip is an error")]
        {
            let letters = COMMON[at].as_bytes();
            let mut hash = BASIS;
            let mut letter = 0;
            while letter < letters.len() {
                hash = (hash ^ letters[letter] as u64).wrapping_mul(PRIME);
                letter += 1;
            }
            // Into its place among those before it.
            let mut place = at;
            while place > 0 && hashes[place - 1] > hash {
                hashes[place] = hashes[place - 1];
                place -= 1;
            }
            hashes[place] = hash;
        }
        at += 1;
    }
    hashes
};
