//! What a person settles in a proposal.

use super::{Code, Field};
use crate::model::{ChangeKey, FrameworkId, Quarter, RowField};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Which row of a proposal: the line of the source, and which part of it where a line was split in two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowAt {
    /// The line of the source, from 1.
    pub line: u32,
    /// 0, or 1 for the second part of a line that was split.
    pub part: u8,
}

/// What a person settles in a proposal; what is not in it is as recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The edition.
    pub framework: Option<FrameworkId>,
    /// The place.
    pub place: Option<String>,
    /// The quarter.
    pub quarter: Option<Quarter>,
    /// The as-at day.
    pub as_at: Option<NaiveDate>,
    /// The line of the header, or that there is none.
    pub header: Option<Option<u32>>,
    /// What columns (from 0) mean; `None` for nothing.
    pub columns: BTreeMap<usize, Option<Field>>,
    /// By how many columns the block that begins with a line stands too far to the left.
    pub shifts: BTreeMap<u32, i32>,
    /// The changes that begin with a line, and go on to the next that begins.
    pub begins: BTreeMap<u32, ChangeKey>,
    /// The changes of single lines, whatever stands around them.
    pub changes: BTreeMap<u32, ChangeKey>,
    /// What stands in a field of a row, instead of what was read.
    pub texts: BTreeMap<(RowAt, RowField), String>,
    /// What stands for a level or a text of a change, instead of what was read.
    pub levels: BTreeMap<(ChangeKey, Field), String>,
    /// Lines that are no action rows.
    pub left_out: BTreeSet<u32>,
    /// Lines that go on from the row above: their texts are put behind its texts.
    pub joined: BTreeSet<u32>,
    /// Lines that hold two rows: where the second begins in where-we-are-now, in bytes. Where that is no place between
    /// two characters, or the cell ends before it, the second row begins with the same words.
    pub split: BTreeMap<u32, usize>,
    /// The findings that were looked at and are fine as they are.
    pub settled: BTreeSet<(Code, u32, Option<usize>)>,
}
