//! A typed text in pieces: words, numbers and marks, with typographic variants made plain, so that every room that
//! reads what people type (quarters, due dates) sees the same pieces.

/// One piece of a typed text.
#[derive(Debug)]
enum Piece {
    Word { lower: String, capital: bool },
    Number(Number),
    Mark(char),
}

/// A run of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// What it says; the largest number there is when it is longer than that.
    pub value: u32,
    /// How many digits were typed: `05` is a day or a month, `2017` a year.
    pub digits: usize,
}

#[derive(Debug)]
struct Token {
    piece: Piece,
    /// No white space stood before it.
    tight: bool,
}

/// The pieces of a text. Asking beyond the end is allowed everywhere and finds nothing.
#[derive(Debug)]
pub(super) struct Tokens(Vec<Token>);

impl Tokens {
    /// Cuts a text into pieces, in one pass. Letters and digits that touch are two pieces: `Q1` is `q` and `1`.
    pub fn of(typed: &str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut tight = false;
        // Whether the piece before may still grow: the same run of letters or digits goes on.
        let mut grows = false;
        for c in typed.chars().filter(|c| !is_invisible(*c)).map(plain) {
            if c.is_whitespace() {
                (tight, grows) = (false, false);
                continue;
            }
            let last = tokens.last_mut().filter(|_| grows).map(|token| &mut token.piece);
            grows = true;
            match (last, c.to_digit(10)) {
                (Some(Piece::Number(number)), Some(digit)) => number.push(digit),
                (_, Some(digit)) => {
                    tokens.push(Token { piece: Piece::Number(Number { value: digit, digits: 1 }), tight });
                }
                (Some(Piece::Word { lower, .. }), None) if c.is_alphabetic() => lower.extend(c.to_lowercase()),
                (_, None) if c.is_alphabetic() => {
                    let piece = Piece::Word { lower: c.to_lowercase().collect(), capital: c.is_uppercase() };
                    tokens.push(Token { piece, tight });
                }
                (_, None) => tokens.push(Token { piece: Piece::Mark(c), tight }),
            }
            tight = true;
        }
        Self(tokens)
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The word there in lower case; empty when there is none.
    pub fn word(&self, at: usize) -> &str {
        match self.piece(at) {
            Some(Piece::Word { lower, .. }) => lower,
            _ => "",
        }
    }

    /// Whether a word stands there.
    pub fn is_word(&self, at: usize) -> bool {
        matches!(self.piece(at), Some(Piece::Word { .. }))
    }

    /// Whether a word stands there that starts with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        matches!(self.piece(at), Some(Piece::Word { capital: true, .. }))
    }

    /// The number there.
    pub fn number(&self, at: usize) -> Option<Number> {
        match self.piece(at) {
            Some(Piece::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The mark there: a dash of any kind is `-`, an apostrophe of any kind is `'`.
    pub fn mark(&self, at: usize) -> Option<char> {
        match self.piece(at) {
            Some(Piece::Mark(mark)) => Some(*mark),
            _ => None,
        }
    }

    /// Whether a piece stands there that touches the one before it.
    pub fn is_tight(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|token| token.tight)
    }

    /// Matches words one after the other, single dashes between them allowed (`year-end`); where they end.
    pub fn phrase(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for word in words.split(' ') {
            if end > at && self.mark(end) == Some('-') {
                end += 1;
            }
            if self.word(end) != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.0.get(at).map(|token| &token.piece)
    }
}

impl Number {
    fn push(&mut self, digit: u32) {
        self.value = self.value.saturating_mul(10).saturating_add(digit);
        self.digits += 1;
    }
}

/// Characters that word processors leave behind and nobody sees: soft hyphens, zero-width marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
        '\u{2044}' | '\u{2215}' => '/',
        _ => c,
    }
}
