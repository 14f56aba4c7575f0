//! A framework: one edition of the model, with its changes and the prompts for each level. Data, not code: see
//! `assets/frameworks/`.

use super::{ChangeKey, FrameworkId, Level};

/// An edition of the High Impact Change Model, or a framework of one's own in the same shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its id, recorded in every assessment: `hicm-2019`.
    pub id: FrameworkId,
    /// What it is called.
    pub title: String,
    /// Who published it and when, and where its wording can be read.
    pub about: String,
    /// The edition before it, to which [`Change::from`] refers.
    pub predecessor: Option<FrameworkId>,
    /// What each level means for any change, lowest first.
    pub levels: Prompts,
    /// Its changes in order.
    pub changes: Vec<Change>,
}

/// One high impact change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its key within the framework.
    pub key: ChangeKey,
    /// Its title in full.
    pub title: String,
    /// A title short enough for the sidebar.
    pub short: String,
    /// What it means, in a line; empty when this edition's meaning is not known here.
    pub meaning: String,
    /// What each level looks like for this change; `None` when that is not known here.
    pub prompts: Option<Prompts>,
    /// The keys of the predecessor's changes that this one continues; empty when it is new.
    pub from: Vec<ChangeKey>,
}

/// What each of the five levels looks like, with whose words they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompts {
    /// Whose words: "in our own words, not the publisher's text".
    pub wording: String,
    /// Lowest level first.
    pub texts: [String; 5],
}

impl Prompts {
    /// The prompt of one level.
    #[must_use]
    pub fn of(&self, level: Level) -> &str {
        let [nye, pip, est, mat, exe] = &self.texts;
        match level {
            Level::NotYetEstablished => nye,
            Level::PlansInPlace => pip,
            Level::Established => est,
            Level::Mature => mat,
            Level::Exemplary => exe,
        }
    }
}

/// Why a framework is not usable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameworkFault {
    /// It has no changes.
    #[error("it names no change")]
    NoChanges,
    /// Two changes have one key.
    #[error("the key “{0}” stands twice")]
    KeyTwice(ChangeKey),
    /// A change has no title.
    #[error("the change “{0}” has no title")]
    NoTitle(ChangeKey),
    /// A change continues another, but no predecessor is named.
    #[error("the change “{0}” continues another, but the framework names no predecessor")]
    NoPredecessor(ChangeKey),
}

impl Framework {
    /// Checks that it can be used.
    ///
    /// # Errors
    /// The first [`FrameworkFault`] found.
    pub fn check(&self) -> Result<(), FrameworkFault> {
        if self.changes.is_empty() {
            return Err(FrameworkFault::NoChanges);
        }
        for (at, change) in self.changes.iter().enumerate() {
            if self.changes.iter().take(at).any(|earlier| earlier.key == change.key) {
                return Err(FrameworkFault::KeyTwice(change.key.clone()));
            }
            if change.title.trim().is_empty() {
                return Err(FrameworkFault::NoTitle(change.key.clone()));
            }
            if self.predecessor.is_none() && !change.from.is_empty() {
                return Err(FrameworkFault::NoPredecessor(change.key.clone()));
            }
        }
        Ok(())
    }

    /// The change with that key.
    #[must_use]
    pub fn change(&self, key: &ChangeKey) -> Option<&Change> {
        self.changes.iter().find(|change| change.key == *key)
    }

    /// The number of a change, 1 for the first.
    #[must_use]
    pub fn number(&self, key: &ChangeKey) -> Option<usize> {
        self.changes.iter().position(|change| change.key == *key).map(|at| at + 1)
    }
}
