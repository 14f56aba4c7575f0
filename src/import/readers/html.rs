//! The tables of a page, or of what office programs put on the clipboard, as sheets.

use super::super::{CellKind, Code, Finding, ImportError, Sheet, Source};
use super::grid::{Area, Grid, Room};
use super::page::{Page, Table};
use super::{Kind, finished};

/// What stands between the cells of a table inside a cell.
pub(super) const BETWEEN: &str = " | ";

/// Reads an HTML text; `notes` is what was found before.
pub(super) fn of_text(name: &str, html: &str, mut notes: Vec<Finding>) -> Result<Source, ImportError> {
    if html.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let page = Page::of(html, BETWEEN)?;
    notes.extend(page.notes);
    let last = page.tables.len().checked_sub(1).ok_or(ImportError::NoTable)?;
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for (at, table) in page.tables.into_iter().enumerate() {
        let after = if at == last { page.after.as_slice() } else { &[] };
        sheets.extend(sheet(&table, after, &mut room)?);
    }
    finished(name, Kind::Html, sheets, notes)
}

/// A table with the words before it in lines above it, and those behind it below.
fn sheet(table: &Table, after: &[String], room: &mut Room) -> Result<Option<Sheet>, ImportError> {
    let mut grid = Grid::default();
    for (row, line) in table.before.iter().enumerate() {
        grid.put(row as u32, 0, line, CellKind::Text)?;
    }
    let top = table.before.len();
    for cell in &table.cells {
        let (row, column) = ((top + cell.row) as u32, cell.column as u32);
        // A cell that was to reach down further than the table does adds no rows to it.
        let bottom = (cell.row + cell.rows).min(table.rows).max(cell.row + 1);
        grid.put(row, column, &cell.text, CellKind::Text)?;
        grid.merge(Area {
            top: row,
            left: column,
            bottom: (top + bottom) as u32 - 1,
            right: (cell.column + cell.columns) as u32 - 1,
        })?;
        let mut say = |code, why: &str| {
            grid.say(Finding {
                code,
                line: row + 1,
                column: Some(cell.column),
                text: cell.text.clone(),
                assumed: why.to_owned(),
            });
        };
        if cell.has_table {
            say(Code::NestedTable, "A table stands in this cell: its rows were read as lines of the cell.");
        }
        if cell.is_hidden && !cell.text.is_empty() && !table.hidden_rows.contains(&cell.row) {
            say(Code::Hidden, "A hidden cell: read like those that are shown.");
        }
    }
    for row in &table.hidden_rows {
        grid.hide_rows((top + row) as u32, (top + row) as u32);
    }
    for column in &table.hidden_columns {
        grid.hide_columns(*column as u32, *column as u32);
    }
    for (at, line) in after.iter().enumerate() {
        // A blank line sets them apart from the table.
        grid.put((top + table.rows + 1 + at) as u32, 0, line, CellKind::Text)?;
    }
    grid.into_sheet(String::new(), table.is_hidden, room)
}
