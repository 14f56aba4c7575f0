//! What two people wrote differently, kept in the document until somebody decides; and what was decided about rows that
//! have no id in common.

use super::{RowId, Spot, Value};

/// Something that two people changed in different ways, to be decided. While it is undecided the document shows what
/// [`Conflict::mine`] has (or the combination), and nothing of the other is lost: it stands here, in the file too.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Where.
    pub spot: Spot,
    /// Whether it is to be decided or only to be read.
    pub kind: ConflictKind,
    /// What stood there before both.
    pub base: Value,
    /// What the one made of it.
    pub mine: Side,
    /// What the other made of it.
    pub theirs: Side,
}

/// What a conflict asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConflictKind {
    /// One of the two, both, or something else: a person decides.
    Undecided,
    /// Both changed other words of one text and the two were combined: a person should read it.
    Combined,
}

/// One of the two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Whose it is, as far as known: a name, or the name of a file.
    pub by: String,
    /// What they wrote.
    pub value: Value,
    /// Why, in their words, where the assessment has a place for that: the rationale of a level, the progress note of a
    /// row. Empty when they gave none.
    pub reason: String,
}

/// What a person decided about two rows of different files: whether they are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SameRow {
    /// The row of this assessment.
    pub row: RowId,
    /// The row of the other.
    pub other: RowId,
    /// Whether they are the same row.
    pub same: bool,
}

impl super::Assessment {
    /// How many conflicts are to be decided.
    #[must_use]
    pub fn undecided_count(&self) -> usize {
        self.undecided.iter().filter(|conflict| conflict.kind == ConflictKind::Undecided).count()
    }
}
