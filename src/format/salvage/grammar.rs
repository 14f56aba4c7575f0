//! Where a value ends, by the grammar of the text alone: brackets, quotes and commas, not what they mean. It tells a text that
//! stops from one that is wrong inside.

use crate::format::DEPTH_LIMIT;
use std::cell::Cell;

/// Why a value has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The text stops before it.
    End,
    /// What stands there cannot stand there.
    Wrong(usize),
}

/// Where the name of a field stands, and where its value may begin.
type Named = ((usize, usize), usize);

/// A text up to a place behind which nothing is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grammar<'a> {
    bytes: &'a [u8],
    vain: Option<&'a Vain>,
}

/// How much of a text may still be looked through beyond where a part ends by its layout, in bytes, by all who read it:
/// quotes and comments can make each part run to the end of the text.
#[derive(Debug)]
pub(super) struct Vain(Cell<usize>);

impl Vain {
    pub(super) const fn new(bytes: usize) -> Self {
        Self(Cell::new(bytes))
    }

    pub(super) fn spent(&self) -> bool {
        self.0.get() == 0
    }

    pub(super) fn spend(&self, bytes: usize) {
        self.0.set(self.0.get().saturating_sub(bytes));
    }
}

impl<'a> Grammar<'a> {
    pub(super) fn of(text: &'a str, to: usize) -> Self {
        Self { bytes: text.as_bytes().get(..to).unwrap_or(text.as_bytes()), vain: None }
    }

    /// That looks for the end of a comment only as long as there is something left of it.
    pub(super) fn with(self, vain: &'a Vain) -> Self {
        Self { vain: Some(vain), ..self }
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// What stands at a place, or that the text stops there.
    fn wanted(self, at: usize) -> Result<u8, Stop> {
        self.byte(at).ok_or(Stop::End)
    }

    /// Behind blanks and comments.
    pub(super) fn blank(self, mut at: usize) -> Result<usize, Stop> {
        loop {
            match (self.byte(at), self.byte(at + 1)) {
                (Some(b' ' | b'\n' | b'\t' | b'\r'), _) => at += 1,
                (Some(b'/'), Some(b'/')) => {
                    while self.byte(at).is_some_and(|byte| byte != b'\n') {
                        at += 1;
                    }
                }
                (Some(b'/'), Some(b'*')) => at = self.comment(at)?,
                _ => return Ok(at),
            }
        }
    }

    fn comment(self, from: usize) -> Result<usize, Stop> {
        if self.vain.is_some_and(Vain::spent) {
            return Err(Stop::End);
        }
        let (mut deep, mut at) = (0_usize, from);
        loop {
            match (self.byte(at), self.byte(at + 1)) {
                (Some(b'/'), Some(b'*')) => (deep, at) = (deep + 1, at + 2),
                (Some(b'*'), Some(b'/')) => (deep, at) = (deep - 1, at + 2),
                (Some(_), _) => at += 1,
                (None, _) => break,
            }
            if deep == 0 {
                break;
            }
        }
        // One that ends may be looked at once more too, by what stands before it.
        if let Some(vain) = self.vain {
            vain.spend(at - from);
        }
        if deep == 0 { Ok(at) } else { Err(Stop::End) }
    }

    /// Where the whole text ends that is one value: behind it and what is blank.
    pub(super) fn document(self) -> Result<usize, Stop> {
        let mut at = self.blank(0)?;
        // What a text may say of how it is to be read.
        while self.byte(at) == Some(b'#') {
            while self.wanted(at)? != b']' {
                at += 1;
            }
            at = self.blank(at + 1)?;
        }
        let end = self.blank(self.value(at, 0)?)?;
        if end == self.bytes.len() { Ok(end) } else { Err(Stop::Wrong(end)) }
    }

    /// Where the value ends that begins at a place, behind what is blank.
    pub(super) fn value(self, at: usize, deep: usize) -> Result<usize, Stop> {
        if deep > DEPTH_LIMIT {
            return Err(Stop::Wrong(at));
        }
        let at = self.blank(at)?;
        match self.wanted(at)? {
            b'"' => self.string(at + 1),
            b'\'' => self.character(at + 1),
            b'[' => self.items(at + 1, b']', deep),
            b'{' => self.items(at + 1, b'}', deep),
            b'(' => self.items(at + 1, b')', deep),
            b'r' if self.raw(at).is_some() => self.raw_string(at),
            b'b' if self.byte(at + 1) == Some(b'"') => self.string(at + 2),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let end = self.word(at);
                let next = self.blank(end)?;
                if self.byte(next) == Some(b'(') { self.items(next + 1, b')', deep) } else { Ok(end) }
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => Ok(self.word(at + 1)),
            _ => Err(Stop::Wrong(at)),
        }
    }

    /// Where a name or a number ends.
    fn word(self, mut at: usize) -> usize {
        while self
            .byte(at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-'))
        {
            at += 1;
        }
        at
    }

    fn string(self, mut at: usize) -> Result<usize, Stop> {
        loop {
            match self.wanted(at)? {
                b'"' => return Ok(at + 1),
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }

    fn character(self, at: usize) -> Result<usize, Stop> {
        // No longer than the longest escape.
        let mut end = at + 1 + usize::from(self.wanted(at)? == b'\\');
        while end < at + 14 {
            if self.wanted(end)? == b'\'' {
                return Ok(end + 1);
            }
            end += 1;
        }
        Err(Stop::Wrong(at))
    }

    /// How many characters guard the raw string that begins there; `None` when none does.
    fn raw(self, at: usize) -> Option<usize> {
        let mut guards = 0;
        while self.byte(at + 1 + guards) == Some(b'#') {
            guards += 1;
        }
        let quoted = self.byte(at + 1 + guards) == Some(b'"');
        (quoted || (guards > 0 && self.byte(at + 1 + guards).is_none())).then_some(guards)
    }

    fn raw_string(self, at: usize) -> Result<usize, Stop> {
        let guards = self.raw(at).unwrap_or_default();
        let mut at = at + guards + 2;
        loop {
            if self.wanted(at)? == b'"' {
                let behind = self.bytes.get(at + 1..).unwrap_or_default();
                // No further than the first that is none: a long row of quotes is gone through once.
                if behind.iter().take(guards).take_while(|byte| **byte == b'#').count() == guards {
                    return Ok(at + 1 + guards);
                }
            }
            at += 1;
        }
    }

    /// Where a list, a map or a group of fields ends.
    fn items(self, mut at: usize, close: u8, deep: usize) -> Result<usize, Stop> {
        loop {
            at = self.blank(at)?;
            if self.wanted(at)? == close {
                return Ok(at + 1);
            }
            if close == b')'
                && let Some((_, value)) = self.named(at)?
            {
                at = value;
            }
            at = self.blank(self.value(at, deep + 1)?)?;
            if close == b'}' {
                if self.wanted(at)? != b':' {
                    return Err(Stop::Wrong(at));
                }
                at = self.blank(self.value(at + 1, deep + 1)?)?;
            }
            match self.wanted(at)? {
                b',' => at += 1,
                other if other == close => {}
                _ => return Err(Stop::Wrong(at)),
            }
        }
    }

    /// The name of a field and where its value may begin, when there is a name with a colon behind it.
    fn named(self, at: usize) -> Result<Option<Named>, Stop> {
        if !self.byte(at).is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
            return Ok(None);
        }
        let end = self.word(at);
        let colon = self.blank(end)?;
        Ok((self.byte(colon) == Some(b':')).then_some(((at, end), colon + 1)))
    }

    /// The name of the field that begins there, and where its value may begin, whatever that is.
    pub(super) fn name(self, text: &str, at: usize) -> Option<(&str, usize)> {
        let ((from, to), value) = self.named(at).ok()??;
        Some((text.get(from..to)?, value))
    }

    /// Behind a comma, if there is one before the text ends or something else stands there; whether the place may end there.
    pub(super) fn comma(self, at: usize) -> Option<usize> {
        let at = self.blank(at).ok()?;
        match self.byte(at) {
            Some(b',') => Some(at + 1),
            Some(b')' | b']') => Some(at),
            _ => None,
        }
    }
}
