//! A table of a document as it is being read, and the sheet that comes of it.

use super::super::super::bounds::{COLUMNS_LIMIT, LINES_LIMIT};
use super::super::super::{CellKind, Code, Finding, ImportError, Sheet};
use super::super::grid::{Area, Grid, Room};
use super::super::html::BETWEEN;
use super::super::left_out::counted;
use std::collections::BTreeMap;

/// A table of a document. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Lines of words that stand before it, behind the table before.
    before: Vec<String>,
    /// How many columns it declares.
    pub declared: usize,
    rows: usize,
    cells: Vec<Cell>,
    merged: Vec<Area>,
    /// For each column the merged cell that can go on in the next row, by its place in `merged`.
    going_on: BTreeMap<usize, usize>,
    hidden_rows: Vec<usize>,
    /// Rows that are deleted in the tracked changes: before which row, and their words.
    deleted: Vec<(usize, String)>,
    row: Row,
}

#[derive(Debug)]
struct Cell {
    row: usize,
    column: usize,
    text: String,
    has_table: bool,
}

/// What is known of the open row.
#[derive(Debug, Default)]
struct Row {
    column: usize,
    is_deleted: bool,
    is_hidden: bool,
    words: Vec<String>,
}

/// A cell as it stands in its row.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// How many columns it spans.
    pub columns: usize,
    /// Whether it is merged with the one above or below.
    pub merge: Merge,
    /// Whether it is merged with the cell to its left.
    pub goes_on_left: bool,
    /// Whether it is deleted in the tracked changes.
    pub is_deleted: bool,
    /// Whether a table stands in it.
    pub has_table: bool,
}

/// Whether a cell is merged with those above or below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// It is not.
    #[default]
    No,
    /// With those below.
    Begins,
    /// With the one above.
    GoesOn,
}

impl Table {
    /// A table behind those lines of words.
    pub fn behind(before: Vec<String>) -> Self {
        Self { before, ..Self::default() }
    }

    /// How many columns it has.
    fn columns(&self) -> usize {
        let last = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or_default();
        if self.declared > 0 { self.declared } else { last }
    }

    /// Whether the next table seems to be the rest of this one on another page.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        next.before.is_empty() && next.columns() == self.columns()
    }

    pub fn begin_row(&mut self) -> Result<(), ImportError> {
        if self.rows >= LINES_LIMIT {
            return Err(ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
        }
        self.row = Row::default();
        Ok(())
    }

    /// Leaves the first columns of the row without a cell.
    pub fn leave_before(&mut self, columns: usize) -> Result<(), ImportError> {
        self.advance(columns)
    }

    /// Notes that the row is deleted in the tracked changes.
    pub fn delete_row(&mut self) {
        self.row.is_deleted = true;
    }

    pub fn hide_row(&mut self) {
        self.row.is_hidden = true;
    }

    pub fn is_row_deleted(&self) -> bool {
        self.row.is_deleted
    }

    /// Notes deleted words of the row.
    pub fn add_deleted(&mut self, words: &str) {
        self.row.words.push(words.to_owned());
    }

    /// Puts the next cell of the row.
    pub fn put(&mut self, open: &Open, text: &str) -> Result<(), ImportError> {
        let (column, columns) = (self.row.column, open.columns.max(1));
        self.advance(columns)?;
        let text = text.trim().to_owned();
        if self.row.is_deleted {
            if !text.is_empty() {
                self.row.words.push(text);
            }
            return Ok(());
        }
        let row = self.rows;
        if open.goes_on_left && self.join_left(row, column, columns, &text) {
            return Ok(());
        }
        let area =
            Area { top: row as u32, left: column as u32, bottom: row as u32, right: (column + columns) as u32 - 1 };
        let above = self.going_on.get(&column).copied().filter(|_| open.merge == Merge::GoesOn);
        let above = above.and_then(|at| self.merged.get_mut(at)).filter(|above| above.bottom + 1 == row as u32);
        if let Some(above) = above {
            above.bottom = row as u32;
            above.right = above.right.max(area.right);
        } else {
            if open.merge != Merge::No {
                self.going_on.insert(column, self.merged.len());
            }
            if open.merge != Merge::No || columns > 1 {
                self.merged.push(area);
            }
        }
        self.cells.push(Cell { row, column, text, has_table: open.has_table });
        Ok(())
    }

    /// Adds a cell to the one on its left, which then spans both; whether there is one.
    fn join_left(&mut self, row: usize, column: usize, columns: usize, text: &str) -> bool {
        let Some(left) = self.cells.last_mut().filter(|left| left.row == row) else { return false };
        if !text.is_empty() {
            left.text.push_str(if left.text.is_empty() { "" } else { "\n" });
            left.text.push_str(text);
        }
        let (top, first, right) = (row as u32, left.column as u32, (column + columns) as u32 - 1);
        match self.merged.last_mut().filter(|area| (area.bottom, area.left) == (top, first)) {
            Some(area) => area.right = right,
            None => self.merged.push(Area { top, left: first, bottom: top, right }),
        }
        true
    }

    pub fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.is_deleted {
            self.deleted.push((self.rows, row.words.join(BETWEEN)));
            return;
        }
        if row.is_hidden {
            self.hidden_rows.push(self.rows);
        }
        self.rows += 1;
    }

    /// Its rows as lines of words.
    pub fn lines(&self) -> Vec<String> {
        let rows = self.cells.chunk_by(|one, other| one.row == other.row);
        let words = |cells: &[Cell]| {
            cells
                .iter()
                .map(|cell| cell.text.as_str())
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(BETWEEN)
        };
        rows.map(words).filter(|row| !row.is_empty()).collect()
    }

    /// The sheet of a table in one or more parts, with the words before it above it and those behind it below.
    pub fn sheet(
        parts: Vec<Self>,
        after: &[String],
        margins: &[String],
        room: &mut Room,
    ) -> Result<Option<Sheet>, ImportError> {
        let mut grid = Grid::default();
        for words in margins {
            grid.margin(words);
        }
        let count = parts.len();
        let mut top = 0;
        let mut joined = None;
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                // A blank line, as at the end of a page.
                top += 1;
                joined.get_or_insert(top);
            }
            for line in &part.before {
                grid.put(top as u32, 0, line, CellKind::Text)?;
                top += 1;
            }
            part.fill(&mut grid, top)?;
            top += part.rows;
        }
        if let Some(line) = joined {
            let why = format!(
                "{} with the same number of columns follow each other without words between and were read as one.",
                counted(count, "table", "tables")
            );
            grid.say(Finding { line: line as u32 + 1, ..Finding::of_all(Code::TablesJoined, "", why) });
        }
        for (at, line) in after.iter().enumerate() {
            grid.put((top + 1 + at) as u32, 0, line, CellKind::Text)?;
        }
        grid.into_sheet(String::new(), false, room)
    }

    fn fill(&self, grid: &mut Grid, top: usize) -> Result<(), ImportError> {
        let say = |code, row: usize, column, text: &str, why: &str| Finding {
            code,
            line: (top + row) as u32 + 1,
            column,
            text: text.to_owned(),
            assumed: why.to_owned(),
        };
        for cell in &self.cells {
            grid.put((top + cell.row) as u32, cell.column as u32, &cell.text, CellKind::Text)?;
            if cell.has_table {
                let why = "A table stands in this cell: its rows were read as lines of the cell.";
                grid.say(say(Code::NestedTable, cell.row, Some(cell.column), &cell.text, why));
            }
        }
        for area in &self.merged {
            grid.merge(Area { top: area.top + top as u32, bottom: area.bottom + top as u32, ..*area })?;
        }
        for row in &self.hidden_rows {
            grid.hide_rows((top + row) as u32, (top + row) as u32);
        }
        for (row, words) in &self.deleted {
            let why = "A row that is deleted in the tracked changes stood before this line and was left out.";
            grid.say(say(Code::TrackedChanges, *row, None, words, why));
        }
        Ok(())
    }

    fn advance(&mut self, columns: usize) -> Result<(), ImportError> {
        self.row.column = self.row.column.saturating_add(columns);
        if self.row.column > COLUMNS_LIMIT {
            return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
        }
        Ok(())
    }
}
