//! The bytes of a damaged file as text, with the numbers that its lines have there.

use super::{LostPart, LostPlace, LostWhy};

/// What stands for bytes that are no text.
const NO_SIGN: char = '\u{fffd}';
/// So many places at which there is no sign are noted; a file with more is no text.
const NOTED: usize = 100_000;

/// Where the lines of a text begin, and which lines of the file they are.
#[derive(Debug, Default)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// Where lines were taken out: the number in the file of each line, 1 for the first.
    numbers: Option<Vec<usize>>,
}

impl Lines {
    pub(super) fn new(text: &str, numbers: Option<Vec<usize>>) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect(), numbers }
    }

    /// The line of the file that a place is in, 1 for the first.
    pub(super) fn of(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= at);
        let number = self.numbers.as_ref().and_then(|numbers| numbers.get(line.saturating_sub(1)).copied());
        number.unwrap_or(line)
    }

    /// Where lines begin in a stretch.
    pub(super) fn within(&self, (from, to): (usize, usize)) -> impl Iterator<Item = usize> + '_ {
        let first = self.starts.partition_point(|start| *start < from);
        self.starts.iter().skip(first).copied().take_while(move |start| *start < to)
    }
}

/// The text of a damaged file.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) text: String,
    pub(super) lines: Lines,
    /// What was set aside: the other side of a conflict, zeros at the end.
    pub(super) lost: Vec<LostPart>,
    /// The places where signs are missing.
    pub(super) no_sign: Vec<usize>,
}

pub(super) fn prepared(bytes: &[u8]) -> Prepared {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
    let bytes = bytes.get(..bytes.len() - zeros).unwrap_or(bytes);
    let (text, numbers, mut lost) = one_side(readable(bytes));
    let lines = Lines::new(&text, numbers);
    let no_sign = text.match_indices(NO_SIGN).map(|(at, _)| at).take(NOTED).collect();
    if zeros > 0 {
        let at = lines.of(text.len());
        let why = LostWhy::Zeros { count: zeros };
        lost.push(LostPart { from: at, to: at, place: LostPlace::default(), why, raw: String::new() });
    }
    Prepared { text, lines, lost, no_sign }
}

/// The bytes as text: what is none, and what no text may hold, is one sign that stands for nothing.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut missing = false;
    for chunk in bytes.utf8_chunks() {
        let mut signs = chunk.valid().chars().peekable();
        while let Some(sign) = signs.next() {
            let line_end = sign == '\r' && signs.peek() == Some(&'\n');
            let bad = sign.is_control() && !matches!(sign, '\n' | '\t');
            if bad && !line_end && !missing {
                text.push(NO_SIGN);
            } else if !bad {
                text.push(sign);
            }
            missing = bad && !line_end;
        }
        if !chunk.invalid().is_empty() && !missing {
            text.push(NO_SIGN);
            missing = true;
        }
    }
    text
}

/// The one side of each conflict that a merge of git left in the text, with the numbers of its lines; the other is set
/// aside. A text without such marks is as it was.
fn one_side(text: String) -> (String, Option<Vec<usize>>, Vec<LostPart>) {
    #[derive(PartialEq)]
    enum Side {
        None,
        Ours,
        Base,
        Theirs,
    }
    let mark = |line: &str, sign: char| {
        let bare = line.trim_start_matches(sign);
        line.len() - bare.len() == 7 && (bare.is_empty() || bare.starts_with(' '))
    };
    let marked = |sign| text.lines().any(|line| mark(line, sign));
    if !(marked('<') && marked('=') && marked('>')) {
        return (text, None, Vec::new());
    }
    let (mut kept, mut numbers, mut lost) = (String::with_capacity(text.len()), Vec::new(), Vec::new());
    let mut side = Side::None;
    let mut aside: Option<LostPart> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end_matches('\n');
        let was_mark = match side {
            Side::None if mark(bare, '<') => {
                side = Side::Ours;
                true
            }
            Side::Ours if mark(bare, '|') => {
                side = Side::Base;
                true
            }
            Side::Ours | Side::Base if mark(bare, '=') => {
                side = Side::Theirs;
                true
            }
            Side::Theirs if mark(bare, '>') => {
                side = Side::None;
                true
            }
            _ => false,
        };
        if was_mark {
            lost.extend(aside.take().filter(|part| !part.raw.trim().is_empty()));
            continue;
        }
        if matches!(side, Side::Base | Side::Theirs) {
            let why = if side == Side::Base { LostWhy::BaseOfConflict } else { LostWhy::OtherSide };
            let place = LostPlace::default();
            let part = aside.get_or_insert(LostPart { from: at + 1, to: at + 1, place, why, raw: String::new() });
            part.to = at + 1;
            part.raw.push_str(line);
        } else {
            kept.push_str(line);
            numbers.push(at + 1);
        }
    }
    lost.extend(aside);
    (kept, Some(numbers), lost)
}
