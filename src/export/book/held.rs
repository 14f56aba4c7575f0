//! Reads a workbook back with another reader and holds it against the sheets that it was to have.

use super::grid::{Sheet, Value, letters};
use calamine::{Data, Reader as _, SheetVisible, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

/// What differs, if anything does.
pub(in crate::export) fn held(sheets: &[Sheet], read_back: &[u8]) -> Result<(), String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(read_back)).map_err(|error| format!("{error}"))?;
    let found: Vec<(String, bool)> =
        book.sheets_metadata().iter().map(|it| (it.name.clone(), it.visible != SheetVisible::Visible)).collect();
    for sheet in sheets {
        match found.iter().find(|(name, _)| name == sheet.name) {
            None => return Err(format!("the sheet “{}” is missing", sheet.name)),
            Some((_, hidden)) if *hidden != sheet.hidden => {
                let word = if sheet.hidden { "not hidden" } else { "hidden" };
                return Err(format!("the sheet “{}” is {word}", sheet.name));
            }
            Some(_) => {}
        }
        rows(sheet, &mut book)?;
    }
    match found.iter().find(|(name, _)| sheets.iter().all(|sheet| sheet.name != name)) {
        Some((name, _)) => Err(format!("there is a sheet “{name}” that does not belong there")),
        None => Ok(()),
    }
}

fn rows(sheet: &Sheet, book: &mut Xlsx<Cursor<&[u8]>>) -> Result<(), String> {
    let range = book.worksheet_range(sheet.name).map_err(|error| format!("{error}"))?;
    let formulas = book.worksheet_formula(sheet.name).map_err(|error| format!("{error}"))?;
    let place = |row: usize, column: usize| format!("{}!{}{}", sheet.name, letters(column), row + 1);
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            let here = (at as u32, column as u32);
            let formula = formulas.get_value(here).map(String::as_str).unwrap_or_default();
            let wanted = match &cell.value {
                Value::Formula(formula, _) => formula.trim_start_matches('='),
                _ => "",
            };
            if formula != wanted {
                return Err(format!("{} has the formula “{formula}” and not “{wanted}”", place(at, column)));
            }
            let found = range.get_value(here).unwrap_or(&Data::Empty);
            if !same(&cell.value, found) {
                return Err(format!("{} says “{found}” and not “{}”", place(at, column), cell.shown()));
            }
        }
    }
    let within = |row: usize, column: usize| sheet.rows.get(row).is_some_and(|row| column < row.cells.len());
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, found) in range.used_cells() {
        let (row, column) = (row + top as usize, column + left as usize);
        if !within(row, column) && !matches!(found, Data::Empty) && !found.to_string().is_empty() {
            return Err(format!("{} says “{found}”, and nothing belongs there", place(row, column)));
        }
    }
    Ok(())
}

/// Whether a cell holds what was to be written. A number is no text that looks like one.
fn same(wanted: &Value, found: &Data) -> bool {
    match (wanted, found) {
        (Value::Blank, Data::Empty) => true,
        (Value::Blank, Data::String(text)) => text.is_empty(),
        (Value::Text(wanted) | Value::Formula(_, wanted) | Value::Link(_, wanted), Data::String(found)) => {
            wanted == found
        }
        (Value::Number(wanted), Data::Float(found)) => wanted.to_bits() == found.to_bits(),
        (Value::Number(wanted), Data::Int(found)) => wanted.to_bits() == (*found as f64).to_bits(),
        _ => false,
    }
}
