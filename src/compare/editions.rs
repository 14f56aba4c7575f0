//! Which changes of one assessment are which of another: the same in one edition of the model, mapped from one edition to
//! the next, or not comparable at all.

use crate::model::{ChangeKey, Framework, FrameworkId};

/// How the changes of two assessments stand to each other. Symmetrical: either edition may be the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    same: bool,
    /// (before, after): the one continues the other.
    mapped: Vec<(ChangeKey, ChangeKey)>,
}

impl Editions {
    /// How the changes of `before` stand to those of `after`.
    #[must_use]
    pub fn between(before: &Framework, after: &Framework) -> Self {
        if before.id == after.id {
            return Self::one();
        }
        if before.predecessor.as_ref() == Some(&after.id) {
            Self::since(&after.id, before).inverse()
        } else {
            Self::since(&before.id, after)
        }
    }

    /// How the changes of an edition stand to those of one that may follow it.
    #[must_use]
    pub fn since(before: &FrameworkId, after: &Framework) -> Self {
        if *before == after.id {
            return Self::one();
        }
        let follows = after.predecessor.as_ref() == Some(before);
        let changes = after.changes.iter().filter(|_| follows);
        let continued = |change: &crate::model::Change| -> Vec<(ChangeKey, ChangeKey)> {
            change.from.iter().map(|from| (from.clone(), change.key.clone())).collect()
        };
        Self { same: false, mapped: changes.flat_map(continued).collect() }
    }

    /// Two assessments by one edition.
    #[must_use]
    pub const fn one() -> Self {
        Self { same: true, mapped: Vec::new() }
    }

    /// Whether both judge by one edition.
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
        if self.same { before == after } else { self.mapped.iter().any(|(from, to)| from == before && to == after) }
    }

    /// Whether anything continues a change of the one.
    #[must_use]
    pub fn has_successor(&self, before: &ChangeKey) -> bool {
        self.same || self.mapped.iter().any(|(from, _)| from == before)
    }

    /// The change of the other that alone continues a change of the one, which continues no other.
    #[must_use]
    pub fn only_successor(&self, before: &ChangeKey) -> Option<&ChangeKey> {
        let mut successors = self.mapped.iter().filter(|(from, _)| from == before).map(|(_, to)| to);
        let only = successors.next().filter(|_| successors.next().is_none())?;
        (self.mapped.iter().filter(|(_, to)| to == only).count() == 1).then_some(only)
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { same: self.same, mapped: self.mapped.iter().map(|(from, to)| (to.clone(), from.clone())).collect() }
    }
}
