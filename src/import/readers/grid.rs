//! A sheet as it is being read: cells by their place, however far apart, until the bounds are known to be kept.

use super::super::bounds::{CELL_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, LINES_LIMIT};
use super::super::{Cell, CellKind, Code, Finding, ImportError, Line, Sheet};
use super::margin;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The title of a column in which a sheet of ours keeps its ids; it is hidden on purpose.
const OWN_IDS: &str = "hicm id";
/// The most that all cells of a file may hold together, in bytes: one long text can stand in a great many cells.
pub(super) const TEXT_LIMIT: usize = 64 << 20;

/// How many cells with struck words are named.
const STRUCK_NAMED: usize = 12;
/// Of how many headers and footers the words are kept.
const MARGINS_LIMIT: usize = 40;

/// Rows and columns from a first to a last, both counted from 0 and within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

/// The cells of a sheet that hold words, and what was noticed about it. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    merged: Vec<Area>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    formulas: usize,
    first_formula: Option<(u32, u32)>,
    formulas_blank: usize,
    /// Cells with words that are struck through, and those words.
    struck: BTreeMap<(u32, u32), String>,
    margins: Vec<String>,
    notes: Vec<Finding>,
    room: Room,
}

/// How many cells, and how much text in them, the sheets of a file may still have.
#[derive(Debug)]
pub(super) struct Room {
    cells: usize,
    text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: CELLS_LIMIT, text: TEXT_LIMIT }
    }
}

impl Room {
    fn take(&mut self, cells: usize, text: usize) -> Result<(), ImportError> {
        let too_many = |what, limit| ImportError::TooMany { what, limit };
        self.cells = self.cells.checked_sub(cells).ok_or(too_many("cells", CELLS_LIMIT))?;
        self.text = self.text.checked_sub(text).ok_or(too_many("bytes of text", TEXT_LIMIT))?;
        Ok(())
    }
}

impl Grid {
    /// Puts words into a cell; blank ones leave it blank.
    pub fn put(&mut self, row: u32, column: u32, text: impl Into<SmolStr>, kind: CellKind) -> Result<(), ImportError> {
        let given = text.into();
        let text = given.trim();
        if text.is_empty() {
            return Ok(());
        }
        if row as usize >= LINES_LIMIT {
            return Err(ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
        }
        if column as usize >= COLUMNS_LIMIT {
            return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
        }
        if text.len() > CELL_LIMIT && text.chars().count() > CELL_LIMIT {
            return Err(ImportError::CellTooLong { line: row + 1, column: column as usize + 1 });
        }
        self.room.take(1, text.len())?;
        if kind == CellKind::Error {
            self.note(
                Code::ErrorCell,
                row,
                column,
                text,
                "The cell holds an error of the spreadsheet and counts as blank.",
            );
        }
        // One text can stand in many cells, which then share it.
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n").into()
        } else if text.len() < given.len() {
            text.into()
        } else {
            given
        };
        self.rows.entry(row).or_default().insert(column, Cell { text, kind });
        Ok(())
    }

    /// Notes that cells are merged.
    pub fn merge(&mut self, area: Area) -> Result<(), ImportError> {
        if self.merged.len() >= CELLS_LIMIT {
            return Err(ImportError::TooMany { what: "merged cells", limit: CELLS_LIMIT });
        }
        if area.top < area.bottom || area.left < area.right {
            self.merged.push(area);
        }
        Ok(())
    }

    /// Notes that rows are hidden.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.extend(first..=last.min(LINES_LIMIT as u32));
    }

    /// Notes that columns are hidden.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.extend(first..=last.min(COLUMNS_LIMIT as u32));
    }

    /// Notes a formula, and whether a value was kept with it.
    pub fn formula(&mut self, row: u32, column: u32, has_value: bool) {
        self.formulas += 1;
        self.formulas_blank += usize::from(!has_value);
        self.first_formula.get_or_insert((row, column));
    }

    /// Notes that words of a cell are struck through.
    pub fn strike(&mut self, row: u32, column: u32, words: &str) {
        if !words.trim().is_empty() {
            self.struck.insert((row, column), words.trim().to_owned());
        }
    }

    /// Notes the words of a header or footer of the pages.
    pub fn margin(&mut self, words: &str) {
        for line in margin::lines(words) {
            if self.margins.len() < MARGINS_LIMIT && !self.margins.iter().any(|known| known == line) {
                self.margins.push(line.chars().take(CELL_LIMIT).collect());
            }
        }
    }

    /// Notes something about the whole sheet.
    pub fn say(&mut self, finding: Finding) {
        self.notes.push(finding);
    }

    /// The sheet; `None` where there are no words in it.
    pub fn into_sheet(mut self, name: String, hidden: bool, room: &mut Room) -> Result<Option<Sheet>, ImportError> {
        if self.rows.is_empty() {
            return Ok(None);
        }
        self.fill_merged()?;
        self.say_hidden();
        self.say_formulas();
        self.say_struck();
        let last = self.rows.last_key_value().map_or(0, |(row, _)| *row);
        let cells = self.rows.values().filter_map(|row| row.last_key_value()).map(|(column, _)| *column as usize + 1);
        let text = self.rows.values().flat_map(|row| row.values()).map(|cell| cell.text.len());
        room.take(cells.sum(), text.sum())?;
        let lines = (0..=last).map(|row| {
            let row_cells = self.rows.remove(&row).unwrap_or_default();
            let width = row_cells.last_key_value().map_or(0, |(column, _)| *column as usize + 1);
            let mut cells = Vec::with_capacity(width);
            for (column, cell) in row_cells {
                cells.resize_with(column as usize, Cell::default);
                cells.push(cell);
            }
            Line { number: row + 1, hidden: self.hidden_rows.contains(&row), cells }
        });
        Ok(Some(Sheet { name, hidden, lines: lines.collect(), margins: self.margins, notes: self.notes }))
    }

    /// Gives the cells below the first of a merged cell its words, and marks those beside it.
    fn fill_merged(&mut self) -> Result<(), ImportError> {
        let last_row = self.rows.last_key_value().map_or(0, |(row, _)| *row);
        let last_column = self.rows.values().filter_map(|row| row.last_key_value()).map(|(column, _)| *column).max();
        let last_column = last_column.unwrap_or_default();
        let (mut room, mut count, mut place) = (Room::default(), 0_usize, None);
        for area in std::mem::take(&mut self.merged) {
            let Some(first) = self.rows.get(&area.top).and_then(|row| row.get(&area.left)).cloned() else { continue };
            count += 1;
            place.get_or_insert((area.top, area.left, first.text.clone()));
            for row in area.top..=area.bottom.min(last_row) {
                for column in area.left..=area.right.min(last_column) {
                    room.take(1, if column == area.left { first.text.len() } else { 0 })?;
                    if (row, column) == (area.top, area.left) {
                        continue;
                    }
                    let is_below = column == area.left;
                    let filled = Cell { text: first.text.clone(), kind: CellKind::FilledDown };
                    let covered = Cell { text: SmolStr::default(), kind: CellKind::Covered };
                    let cells = self.rows.entry(row).or_default();
                    let under = cells.insert(column, if is_below { filled } else { covered });
                    if let Some(under) =
                        under.filter(|cell| !matches!(cell.kind, CellKind::FilledDown | CellKind::Covered))
                    {
                        let why = "These words are covered by a merged cell, are not shown and were not read.";
                        self.note(Code::NotRead, row, column, &under.text, why);
                    }
                }
            }
        }
        // Blank cells at the end of a line are left out, covered ones like others.
        for row in self.rows.values_mut() {
            while row.last_key_value().is_some_and(|(_, cell)| cell.text.is_empty()) {
                row.pop_last();
            }
        }
        self.rows.retain(|_, row| !row.is_empty());
        if let Some((row, column, text)) = place {
            let many = if count == 1 { "One merged cell".to_owned() } else { format!("{count} merged cells") };
            let why = format!("{many}: the cells below the first have its words, those beside it are blank.");
            self.note(Code::MergedCells, row, column, &text, &why);
        }
        Ok(())
    }

    fn say_hidden(&mut self) {
        let rows: BTreeSet<u32> = self.rows.keys().copied().filter(|row| self.hidden_rows.contains(row)).collect();
        if let Some(first) = rows.first().copied() {
            let (many, names) =
                (if rows.len() == 1 { "row" } else { "rows" }, runs(&rows, |row| (row + 1).to_string()));
            let why = format!("Hidden {many} {names}: read like those that are shown.");
            let finding = Finding { line: first + 1, ..Finding::of_all(Code::Hidden, format!("{many} {names}"), why) };
            self.notes.push(finding);
        }
        let is_hidden = |(column, _): &(&u32, &Cell)| self.hidden_columns.contains(*column);
        let cells = || self.rows.values().flat_map(|row| row.iter()).filter(is_hidden);
        let own = |(_, cell): &(&u32, &Cell)| cell.text.to_lowercase().starts_with(OWN_IDS);
        let own: BTreeSet<u32> = cells().filter(own).map(|(column, _)| *column).collect();
        let columns: BTreeSet<u32> =
            cells().map(|(column, _)| *column).filter(|column| !own.contains(column)).collect();
        if let Some(first) = columns.first().copied() {
            let (many, names) = (if columns.len() == 1 { "column" } else { "columns" }, runs(&columns, letters));
            let why = format!("Hidden {many} {names}: read like those that are shown.");
            let finding = Finding::of_all(Code::Hidden, format!("{many} {names}"), why);
            self.notes.push(Finding { column: Some(first as usize), ..finding });
        }
    }

    fn say_formulas(&mut self) {
        let Some((row, column)) = self.first_formula else { return };
        let text =
            self.rows.get(&row).and_then(|row| row.get(&column)).map(|cell| cell.text.clone()).unwrap_or_default();
        let place = format!("{}{}", letters(column), row + 1);
        let many = match self.formulas {
            1 => format!("The cell {place} holds a formula; its last value was taken."),
            many => format!("{many} cells hold formulas, the first {place}; their last values were taken."),
        };
        let why = match self.formulas_blank {
            0 => many,
            blank => format!("{many} {blank} of them without a value: they count as blank."),
        };
        self.note(Code::Formula, row, column, &text, &why);
    }

    fn say_struck(&mut self) {
        let Some(((row, column), words)) = self.struck.first_key_value() else { return };
        let first = self.struck.keys().take(STRUCK_NAMED);
        let mut names: Vec<String> = first.map(|(row, column)| format!("{}{}", letters(*column), row + 1)).collect();
        if let Some(more) = self.struck.len().checked_sub(STRUCK_NAMED).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        let last = names.pop().unwrap_or_default();
        let names = if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) };
        let why = format!("Words are struck through in {names}: they were read like any other.");
        let (row, column, words) = (*row, *column, words.clone());
        self.note(Code::Struck, row, column, &words, &why);
    }

    fn note(&mut self, code: Code, row: u32, column: u32, text: &str, why: &str) {
        self.notes.push(Finding {
            code,
            line: row + 1,
            column: Some(column as usize),
            text: text.to_owned(),
            assumed: why.to_owned(),
        });
    }
}

/// The letters of a column, counted from 0: A, B, …, Z, AA.
pub(super) fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// `5, 7 to 9`.
fn runs(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *number => *end = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let say = |(first, last): &(u32, u32)| match last - first {
        0 => name(*first),
        _ => format!("{} to {}", name(*first), name(*last)),
    };
    runs.iter().map(say).collect::<Vec<_>>().join(", ")
}
