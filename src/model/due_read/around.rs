//! What stands around a date: it decides whether "June" is a month or a colleague, and "17" a year or a ward.

use super::words;
use crate::model::tokens::Tokens;

/// Reads at one place of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub tokens: &'a Tokens,
    /// Where the date before ended: looking back stops here.
    pub floor: usize,
}

/// What stands before a bare month, season or year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A word that makes it a time: "by", "in", "end of".
    Anchor,
    /// The start of the text or of a part of it.
    Clause,
    /// Anything else.
    Word,
}

impl Reader<'_> {
    /// Whether a month or season without a year is meant as a time: "by June", "June", "Live in summer"; not
    /// "June Smith to lead" or "winter pressures".
    pub fn is_bare_date(self, at: usize, end: usize) -> bool {
        match self.stands_before(at) {
            Before::Anchor => true,
            Before::Clause => self.may_end(end),
            Before::Word => {
                let ends = end >= self.tokens.len() || self.is_mark(end, &['.', ',', ';', ')']);
                ends && self.tokens.is_capital(at)
            }
        }
    }

    pub fn stands_before(self, at: usize) -> Before {
        let Some(mut before) = self.before(at) else { return Before::Clause };
        if matches!(self.word(before), "the" | "this" | "current") {
            match self.before(before) {
                Some(further) => before = further,
                None => return Before::Clause,
            }
        }
        let word = self.word(before);
        if let Some(mark) = self.tokens.mark(before) {
            return if matches!(mark, '£' | '$' | '€' | '#' | '%') { Before::Word } else { Before::Clause };
        }
        let is_part_of = word == "of" && self.part_before(before);
        if words::is_anchor(word) || is_part_of {
            return Before::Anchor;
        }
        // "June 2017 and July": directly behind a date.
        let is_next_in_list = before == self.floor && self.floor > 0 && words::is_joiner(word);
        if is_next_in_list { Before::Clause } else { Before::Word }
    }

    fn part_before(self, of: usize) -> bool {
        self.before(of).is_some_and(|part| words::is_part(self.word(part)))
    }

    /// Whether a bare date may end there: what follows is not the rest of a name or a thing that is counted.
    pub fn may_end(self, end: usize) -> bool {
        self.may_end_figures(end) || words::month(self.word(end)).is_some() || words::season(self.word(end)).is_some()
    }

    /// The same behind two figures, which may also be the day of a month that follows.
    pub fn may_end_figures(self, end: usize) -> bool {
        !self.is_mark(end, &['%', '+'])
            && (!self.tokens.is_word(end) || words::is_connector(self.word(end)))
            && self.tokens.number(end).is_none()
    }

    /// Whether a number may start there: it is not the end of another number, a price, or the label of a ward.
    pub fn starts_clean(self, at: usize) -> bool {
        let Some(before) = self.before(at) else { return true };
        if words::is_numbered(self.word(before)) {
            return false;
        }
        if !self.tokens.is_tight(at) {
            return !self.is_mark(before, &['£', '$', '€', '#']);
        }
        match self.tokens.mark(before) {
            None | Some('£' | '$' | '€' | '#' | '%' | '+' | '\'') => false,
            Some('/' | '-' | '.' | ':') => {
                let is_number = self.before(before).is_some_and(|further| self.tokens.number(further).is_some());
                !(is_number && self.tokens.is_tight(before))
            }
            Some(_) => true,
        }
    }

    /// Whether a number has ended there: no letters, digits or decimals go on, no percent sign.
    pub fn ends_clean(self, end: usize) -> bool {
        if !self.tokens.is_tight(end) {
            return true;
        }
        let goes_on = self.is_mark(end, &[':', '.', '/', '-'])
            && self.tokens.is_tight(end + 1)
            && self.tokens.number(end + 1).is_some();
        !(goes_on || self.tokens.is_word(end) || self.tokens.number(end).is_some() || self.is_mark(end, &['%', '+']))
    }

    /// Whether a bare date in figures may stand there.
    pub fn stands_alone(self, at: usize, end: usize) -> bool {
        self.starts_clean(at) && self.ends_clean(end) && self.stands_before(at) != Before::Word && self.may_end(end)
    }

    pub fn before(self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| *before >= self.floor)
    }

    pub fn word(&self, at: usize) -> &str {
        self.tokens.word(at)
    }

    pub fn is_mark(self, at: usize, marks: &[char]) -> bool {
        self.tokens.mark(at).is_some_and(|mark| marks.contains(&mark))
    }
}
