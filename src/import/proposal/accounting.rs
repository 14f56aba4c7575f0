//! What became of each cell of the source.

use crate::import::Sheet;
use std::collections::HashMap;

/// What became of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellUse {
    /// Nothing stands in it.
    #[default]
    Blank,
    /// It was taken over as it stands, or recognised as what it is.
    Used,
    /// It was taken over with a reading that somebody may dispute.
    Assumed,
    /// It goes into no field.
    Unread,
}

/// How many cells were used, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UseCounts {
    /// [`CellUse::Used`].
    pub used: usize,
    /// [`CellUse::Assumed`].
    pub assumed: usize,
    /// [`CellUse::Unread`].
    pub unread: usize,
    /// [`CellUse::Blank`].
    pub blank: usize,
}

/// What became of every cell of a sheet. What was not told is unread: a cell that nobody looked at was not read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Accounting {
    lines: HashMap<u32, Vec<CellUse>>,
}

impl Accounting {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let line = |cells: &[crate::import::Cell]| {
            cells.iter().map(|cell| if cell.text.is_empty() { CellUse::Blank } else { CellUse::Unread }).collect()
        };
        Self { lines: sheet.lines.iter().map(|it| (it.number, line(&it.cells))).collect() }
    }

    /// Tells it; of a blank cell there is nothing to tell.
    pub(super) fn put(&mut self, line: u32, column: usize, to: CellUse) {
        if let Some(cell) = self.lines.get_mut(&line).and_then(|cells| cells.get_mut(column))
            && *cell != CellUse::Blank
        {
            *cell = to;
        }
    }

    /// What became of a cell; one that the source does not have is blank.
    pub(super) fn of(&self, line: u32, column: usize) -> CellUse {
        self.lines.get(&line).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
    }

    pub(super) fn counts(&self) -> UseCounts {
        let mut counts = UseCounts::default();
        for cell in self.lines.values().flatten() {
            *match cell {
                CellUse::Blank => &mut counts.blank,
                CellUse::Used => &mut counts.used,
                CellUse::Assumed => &mut counts.assumed,
                CellUse::Unread => &mut counts.unread,
            } += 1;
        }
        counts
    }
}
