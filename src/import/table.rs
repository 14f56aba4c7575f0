//! The neutral table that every reader makes.

use super::recognise::own::{Own, own};
use super::{Choices, Finding};
use crate::model::{BASE_LEVELS_SHEET, BASE_SHEET, LEVELS_SHEET};
use smol_str::SmolStr;

/// A file as its reader saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name, for people: a file's name, or "the clipboard".
    pub name: String,
    /// What kind of file it was.
    pub kind: super::Kind,
    /// Its sheets, or its tables, in their order; at least one, and at least one cell with text in it.
    pub sheets: Vec<Sheet>,
    /// What holds for the whole file: its encoding, tracked changes, what was left out.
    pub notes: Vec<Finding>,
}

/// A sheet of a workbook, a table of a document, or all of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name, blank where it has none.
    pub name: String,
    /// Whether the file hides it.
    pub hidden: bool,
    /// Its lines, in order. Lines that stand in the file without any cell are here too: they may be page breaks.
    pub lines: Vec<Line>,
    /// The lines of the headers and footers of its pages.
    pub margins: Vec<String>,
    /// What the reader noticed in it.
    pub notes: Vec<Finding>,
}

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Where it stands, from 1: the line of a text at which it begins, the row of a sheet, the row of a table in a document.
    pub number: u32,
    /// Whether the file hides it.
    pub hidden: bool,
    /// Its cells from the left. Lines may differ in length; in a sheet the blank cells at the end are left out.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its words as the program that made it shows them: a date in its own format, the last value of a formula. Line
    /// breaks are `\n`; there is no blank at either end.
    pub text: SmolStr,
    /// What it was.
    pub kind: CellKind,
}

/// What a cell was where it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// A text, or blank.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day, or a month or a year, shown as such.
    Date,
    /// An error of the program that made it, such as `#REF!`: its text says which. It holds nothing.
    Error,
    /// Part of a merged cell that begins above it in the same column; it has the words of that cell.
    FilledDown,
    /// Part of a merged cell that begins to its left; blank.
    Covered,
}

impl Sheet {
    /// Cells in its longest line.
    #[must_use]
    pub fn width(&self) -> usize {
        self.lines.iter().map(|line| line.cells.len()).max().unwrap_or_default()
    }
}

impl Line {
    /// A line of plain texts.
    #[must_use]
    pub fn of(number: u32, texts: impl IntoIterator<Item = impl Into<SmolStr>>) -> Self {
        Self { number, hidden: false, cells: texts.into_iter().map(Cell::text).collect() }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }

    /// The words in a column, counted from 0; blank where there is none.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map(|cell| cell.text.as_str()).unwrap_or_default()
    }
}

impl Cell {
    /// A plain text.
    #[must_use]
    pub fn text(text: impl Into<SmolStr>) -> Self {
        Self { text: text.into(), kind: CellKind::Text }
    }
}

/// A column moved to the right by so many; `None` where that is before the first.
pub(super) fn moved(column: usize, by: i32) -> Option<usize> {
    column.checked_add_signed(isize::try_from(by).ok()?)
}

impl Source {
    /// The sheet that most likely holds the action table: the one with a header that names most, then the one with most
    /// lines; a hidden one only where there is no other.
    #[must_use]
    pub fn likely_sheet(&self) -> usize {
        let rank = |at: usize, sheet: &Sheet| {
            let named = super::recognise::columns::titles_named(sheet);
            let is_base = [BASE_SHEET, BASE_LEVELS_SHEET].contains(&sheet.name.as_str());
            // Of a working copy of ours it is the one with the rows, whatever else there is.
            let is_own = self.holds(at) == Some(Own::Rows);
            (!is_base, !sheet.hidden, is_own, named, sheet.lines.iter().filter(|line| !line.is_blank()).count())
        };
        let ranks = self.sheets.iter().enumerate().map(|(at, sheet)| (rank(at, sheet), std::cmp::Reverse(at)));
        ranks.max().map_or(0, |(_, std::cmp::Reverse(at))| at)
    }

    /// What a working copy of ours was made from, for one of its sheets: the hidden sheet that carries it.
    #[must_use]
    pub fn base_of(&self, sheet: usize) -> Option<usize> {
        let name = if self.holds(sheet) == Some(Own::Levels) { BASE_LEVELS_SHEET } else { BASE_SHEET };
        self.sheet_named(name).filter(|base| *base != sheet)
    }

    /// The sheet with the levels that belong to a sheet with rows of a working copy of ours.
    pub(super) fn levels_beside(&self, sheet: usize) -> Option<usize> {
        if self.holds(sheet) != Some(Own::Rows) {
            return None;
        }
        let name = if self.sheet_named(BASE_SHEET) == Some(sheet) { BASE_LEVELS_SHEET } else { LEVELS_SHEET };
        self.sheet_named(name).filter(|at| self.holds(*at) == Some(Own::Levels))
    }

    /// What a sheet holds, where it is one of ours.
    fn holds(&self, sheet: usize) -> Option<Own> {
        own(self.sheets.get(sheet)?, &Choices::default()).map(|(_, own)| own)
    }

    /// The sheet of that name.
    #[must_use]
    pub fn sheet_named(&self, name: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.name.trim().eq_ignore_ascii_case(name.trim()))
    }
}
