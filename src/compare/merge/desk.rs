//! The table at which two copies are laid beside what both came from: what was taken from whom is counted here, and what
//! they disagree in is written down.

use super::{Names, Taken, lists, spread, texts};
use crate::model::{Conflict, ConflictKind, Side, Spot, Spread, Value};
use std::fmt::Debug;

/// One thing as it was, and as the two have it now.
#[derive(Debug)]
pub(super) struct Three<'a, T: ?Sized> {
    pub(super) base: &'a T,
    pub(super) mine: &'a T,
    pub(super) theirs: &'a T,
}

impl<T: ?Sized> Clone for Three<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Three<'_, T> {}

impl<'a, T: ?Sized> Three<'a, T> {
    /// The same part of each.
    pub(super) fn of<U: ?Sized>(self, part: impl Fn(&'a T) -> &'a U) -> Three<'a, U> {
        Three { base: part(self.base), mine: part(self.mine), theirs: part(self.theirs) }
    }

    fn values(self, value: impl Fn(&'a T) -> Value) -> [Value; 3] {
        [value(self.base), value(self.mine), value(self.theirs)]
    }
}

/// Who changed a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    Nobody,
    Mine,
    Theirs,
    /// Both, to the same.
    Alike,
    /// Both, and both changes are in what came of it.
    Joined,
    /// Both, to different things.
    Apart,
}

impl Changed {
    pub(super) fn by<T: PartialEq + ?Sized>(it: Three<'_, T>) -> Self {
        match (it.mine != it.base, it.theirs != it.base) {
            (false, false) => Self::Nobody,
            (true, false) => Self::Mine,
            (false, true) => Self::Theirs,
            (true, true) if it.mine == it.theirs => Self::Alike,
            (true, true) => Self::Apart,
        }
    }
}

/// What holds where no more than one thing was done; `None` when the two disagree.
pub(super) fn won<T: PartialEq + ?Sized>(it: Three<'_, T>) -> Option<&T> {
    match Changed::by(it) {
        Changed::Apart => None,
        Changed::Theirs => Some(it.theirs),
        Changed::Nobody | Changed::Mine | Changed::Alike | Changed::Joined => Some(it.mine),
    }
}

/// What becomes of a thing that can be there or not: a row, a judgement, a metric.
#[derive(Debug)]
pub(super) enum Presence<'a, T> {
    /// It is not there any more.
    Gone,
    /// It is there as one of them has it, and the other has nothing to say against it.
    Alone(&'a T),
    /// Both have it.
    Both(&'a T, &'a T),
    /// One deleted what the other edited; it is kept as edited until somebody decides.
    Torn(&'a T),
}

/// The reasons of the two, where the assessment has a place for them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reasons<'a> {
    pub(super) mine: &'a str,
    pub(super) theirs: &'a str,
}

/// Where something stands, and why each wrote what they wrote.
pub(super) type At<'a> = (Spot, Reasons<'a>);

/// A spot for which nobody gives reasons.
pub(super) fn at(spot: Spot) -> At<'static> {
    (spot, Reasons::default())
}

#[derive(Debug)]
pub(super) struct Desk<'n> {
    names: Names<'n>,
    pub(super) taken: Taken,
    pub(super) conflicts: Vec<Conflict>,
}

impl<'n> Desk<'n> {
    pub(super) fn new(names: Names<'n>) -> Self {
        Self { names, taken: Taken::default(), conflicts: Vec::new() }
    }

    /// Counts one change; what they disagree in counts as a conflict and not here.
    pub(super) fn count(&mut self, changed: Changed) {
        match changed {
            Changed::Mine => self.taken.mine += 1,
            Changed::Theirs => self.taken.theirs += 1,
            Changed::Alike => self.taken.alike += 1,
            Changed::Joined => {
                self.taken.mine += 1;
                self.taken.theirs += 1;
            }
            Changed::Nobody | Changed::Apart => {}
        }
    }

    /// As [`won`], counted.
    pub(super) fn settle<'a, T: PartialEq + ?Sized>(&mut self, it: Three<'a, T>) -> Option<&'a T> {
        self.count(Changed::by(it));
        won(it)
    }

    /// Writes down what they disagree in: before, mine, theirs.
    pub(super) fn apart(&mut self, at: At<'_>, values: [Value; 3]) {
        self.note(at, ConflictKind::Undecided, values);
    }

    fn note(&mut self, (spot, reasons): At<'_>, kind: ConflictKind, [base, mine, theirs]: [Value; 3]) {
        let side = |by: &str, value, reason: &str| Side { by: by.to_owned(), value, reason: reason.to_owned() };
        self.conflicts.push(Conflict {
            spot,
            kind,
            base,
            mine: side(self.names.mine, mine, reasons.mine),
            theirs: side(self.names.theirs, theirs, reasons.theirs),
        });
    }

    /// A thing that is one whole: a day, a level, a name.
    pub(super) fn whole<T: PartialEq + Clone>(&mut self, it: Three<'_, T>, at: At<'_>, value: fn(&T) -> Value) -> T {
        if let Some(settled) = self.settle(it) {
            return settled.clone();
        }
        self.apart(at, it.values(value));
        it.mine.clone()
    }

    /// A text of a line, which cannot be combined: a place, a name.
    pub(super) fn line(&mut self, it: Three<'_, String>, at: At<'_>) -> String {
        self.whole(it, at, |text| Value::text(text))
    }

    /// A longer text: combined where the two changed other words of it.
    pub(super) fn text(&mut self, it: Three<'_, str>, at: At<'_>) -> String {
        if let Some(settled) = self.settle(it) {
            return settled.to_owned();
        }
        let values = it.values(Value::text);
        if let Some(combined) = texts::combined(it) {
            self.taken.combined += 1;
            self.note(at, ConflictKind::Combined, values);
            combined
        } else {
            self.apart(at, values);
            it.mine.to_owned()
        }
    }

    /// Where a practice happens: a set of organisations and their sites.
    pub(super) fn spread(&mut self, it: Three<'_, Spread>, at: At<'_>) -> Spread {
        if let Some(settled) = self.settle(it) {
            return settled.clone();
        }
        let joined = spread::joined(it);
        self.joined(joined, at, it.mine, it.values(|spread| Value::text(spread.typed())))
    }

    /// A list of things that are what they say, such as remarks.
    pub(super) fn list<T>(&mut self, it: Three<'_, Vec<T>>, at: At<'_>, value: fn(Vec<T>) -> Value) -> Vec<T>
    where
        T: PartialEq + Clone + Debug,
    {
        if let Some(settled) = self.settle(it) {
            return settled.clone();
        }
        let joined = lists::joined(it);
        self.joined(joined, at, it.mine, it.values(|items| listed(items, value)))
    }

    /// A list of things that have a name of their own, such as abbreviations.
    pub(super) fn keyed<T, K>(
        &mut self,
        it: Three<'_, Vec<T>>,
        at: At<'_>,
        value: fn(Vec<T>) -> Value,
        key: fn(&T) -> K,
    ) -> Vec<T>
    where
        T: PartialEq + Clone,
        K: Debug,
    {
        if let Some(settled) = self.settle(it) {
            return settled.clone();
        }
        let joined = lists::joined_by_key(it, key);
        self.joined(joined, at, it.mine, it.values(|items| listed(items, value)))
    }

    /// What both changed and could be joined counts as a change of each; what could not is written down.
    fn joined<T: Clone>(&mut self, joined: Option<T>, at: At<'_>, mine: &T, values: [Value; 3]) -> T {
        if let Some(joined) = joined {
            self.count(Changed::Joined);
            return joined;
        }
        self.apart(at, values);
        mine.clone()
    }

    /// Whether a thing is still there. Deleting counts here, editing does not: that is counted field by field.
    pub(super) fn presence<'a, T: PartialEq>(
        &mut self,
        base: Option<&'a T>,
        mine: Option<&'a T>,
        theirs: Option<&'a T>,
    ) -> Presence<'a, T> {
        let (changed, presence) = match (base, mine, theirs) {
            (_, Some(mine), Some(theirs)) => (Changed::Nobody, Presence::Both(mine, theirs)),
            (None, Some(mine), None) => (Changed::Mine, Presence::Alone(mine)),
            (None, None, Some(theirs)) => (Changed::Theirs, Presence::Alone(theirs)),
            (Some(base), Some(mine), None) if mine == base => (Changed::Theirs, Presence::Gone),
            (Some(base), None, Some(theirs)) if theirs == base => (Changed::Mine, Presence::Gone),
            (Some(_), Some(edited), None) | (Some(_), None, Some(edited)) => (Changed::Apart, Presence::Torn(edited)),
            (Some(_), None, None) => (Changed::Alike, Presence::Gone),
            (None, None, None) => (Changed::Nobody, Presence::Gone),
        };
        self.count(changed);
        presence
    }
}

/// A list as a value; an empty one is nothing.
pub(super) fn listed<T: Clone>(items: &[T], value: fn(Vec<T>) -> Value) -> Value {
    if items.is_empty() { Value::Nothing } else { value(items.to_vec()) }
}
