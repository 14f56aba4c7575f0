//! Which changes of one edition of the model are which of another: the same in one edition, mapped from one edition to the
//! next and so on through those between them, or not comparable at all.

use super::{ChangeKey, Framework, FrameworkId};
use std::collections::HashSet;
use std::sync::Arc;

/// How the changes of two editions stand to each other. Symmetrical: either may be the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    same: bool,
    mapped: Vec<Mapped>,
}

/// A change after that continues one before.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mapped {
    before: ChangeKey,
    after: ChangeKey,
    /// Whether all of the one went into what the other came of; else a part was lost, or came in, on the way through the
    /// editions between them.
    whole: bool,
}

/// What of another edition continues a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counterpart<'a> {
    /// That one has all of it.
    One(&'a ChangeKey),
    /// It may be any of these: the change was divided, or a part of it is continued by nothing.
    Perhaps(Vec<&'a ChangeKey>),
    /// Nothing does.
    None,
}

impl Editions {
    /// How the changes of `before` stand to those of `after`; `known` has the editions that may lie between them.
    #[must_use]
    pub fn between(before: &Framework, after: &Framework, known: &[Arc<Framework>]) -> Self {
        if before.id == after.id {
            return Self::one();
        }
        let forth = Self::since(&before.id, after, known);
        if forth.strangers() { Self::since(&after.id, before, known).inverse() } else { forth }
    }

    /// How the changes of an edition stand to those of one that may follow it, at once or through others that are known.
    #[must_use]
    pub fn since(before: &FrameworkId, after: &Framework, known: &[Arc<Framework>]) -> Self {
        if *before == after.id {
            return Self::one();
        }
        let strangers = Self { same: false, mapped: Vec::new() };
        let mut mapped = Self::step(after);
        let mut at = after;
        // A wrong file may name editions that follow each other in a ring.
        let mut seen = HashSet::from([&after.id]);
        while let Some(earlier) = &at.predecessor {
            if earlier == before {
                return Self { same: false, mapped };
            }
            let Some(framework) = known.iter().find(|it| it.id == *earlier).filter(|it| seen.insert(&it.id)) else {
                return strangers;
            };
            mapped = composed(&Self::step(framework), &mapped, framework);
            at = framework;
        }
        strangers
    }

    /// From the edition before a framework to it.
    fn step(framework: &Framework) -> Vec<Mapped> {
        let continued = |change: &super::Change| -> Vec<Mapped> {
            let mapped = |before: &ChangeKey| Mapped { before: before.clone(), after: change.key.clone(), whole: true };
            change.from.iter().map(mapped).collect()
        };
        framework.changes.iter().flat_map(continued).collect()
    }

    /// Two assessments by one edition.
    #[must_use]
    pub const fn one() -> Self {
        Self { same: true, mapped: Vec::new() }
    }

    /// Whether both are one edition.
    #[must_use]
    pub const fn same(&self) -> bool {
        self.same
    }

    /// Whether neither edition is known to follow the other, so that nothing says which change is which.
    #[must_use]
    pub fn strangers(&self) -> bool {
        !self.same && self.mapped.is_empty()
    }

    /// Whether a change of the one is, or continues as, a change of the other.
    #[must_use]
    pub fn continues(&self, before: &ChangeKey, after: &ChangeKey) -> bool {
        if self.same {
            before == after
        } else {
            self.mapped.iter().any(|it| it.before == *before && it.after == *after)
        }
    }

    /// Whether anything continues a change of the one.
    #[must_use]
    pub fn has_successor(&self, before: &ChangeKey) -> bool {
        self.same || self.successors(before).next().is_some()
    }

    /// The change of the other that alone continues a change of the one, which continues no other.
    #[must_use]
    pub fn only_successor(&self, before: &ChangeKey) -> Option<&ChangeKey> {
        let Counterpart::One(only) = self.counterpart(before) else { return None };
        (self.origins(only).len() == 1).then_some(only)
    }

    /// What continues a change of the one, whatever else it continues. Not to be asked where both are one edition.
    #[must_use]
    pub fn counterpart(&self, before: &ChangeKey) -> Counterpart<'_> {
        let found: Vec<&Mapped> = self.successors(before).collect();
        match found.as_slice() {
            [] => Counterpart::None,
            [only] if only.whole => Counterpart::One(&only.after),
            several => Counterpart::Perhaps(several.iter().map(|it| &it.after).collect()),
        }
    }

    /// The changes of the one that a change of the other continues. Not to be asked where both are one edition.
    #[must_use]
    pub fn origins(&self, after: &ChangeKey) -> Vec<&ChangeKey> {
        self.mapped.iter().filter(|it| it.after == *after).map(|it| &it.before).collect()
    }

    fn successors(&self, before: &ChangeKey) -> impl Iterator<Item = &Mapped> {
        self.mapped.iter().filter(move |it| it.before == *before)
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let turned = |it: &Mapped| Mapped { before: it.after.clone(), after: it.before.clone(), whole: it.whole };
        Self { same: self.same, mapped: self.mapped.iter().map(turned).collect() }
    }
}

/// Two steps as one, through the edition between them.
fn composed(first: &[Mapped], second: &[Mapped], between: &Framework) -> Vec<Mapped> {
    let mut mapped: Vec<Mapped> = Vec::new();
    for one in first {
        for other in second.iter().filter(|other| other.before == one.after) {
            match mapped.iter_mut().find(|it| it.before == one.before && it.after == other.after) {
                Some(known) => known.whole &= one.whole && other.whole,
                None => mapped.push(Mapped {
                    before: one.before.clone(),
                    after: other.after.clone(),
                    whole: one.whole && other.whole,
                }),
            }
        }
    }
    // A change between them that nothing continues has lost a part of what it came of, and one that continues nothing
    // has brought a part in.
    for change in &between.changes {
        let came: Vec<&ChangeKey> = first.iter().filter(|it| it.after == change.key).map(|it| &it.before).collect();
        let goes: Vec<&ChangeKey> = second.iter().filter(|it| it.before == change.key).map(|it| &it.after).collect();
        for it in &mut mapped {
            if goes.is_empty() && came.contains(&&it.before) || came.is_empty() && goes.contains(&&it.after) {
                it.whole = false;
            }
        }
    }
    // In the order of the newer edition, as a single step has it.
    let order = |key: &ChangeKey| second.iter().position(|it| it.after == *key);
    mapped.sort_by_key(|it| order(&it.after));
    mapped
}
