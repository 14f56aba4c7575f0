//! Copying, pasting and clearing blocks of cells, as spreadsheets do.

use super::{Shown, field_of, key_of};
use crate::app::{Edit, Request};
use crate::model::{ActionRow, RowField, RowId};
use crate::ui::widgets::grid::Column;
use egui::Ui;
use std::sync::Arc;

/// Empties cells.
pub(super) fn clear(rows: &[RowId], fields: &[RowField], editable: bool) -> Option<Request> {
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| fields.iter().map(move |field| (row.clone(), *field, String::new())))
        // A row always belongs to a change.
        .filter(|(_, field, _)| *field != RowField::Change)
        .collect();
    (editable && !cells.is_empty()).then_some(Request::Edit(Edit::SetCells(cells)))
}

/// Puts the selected block on the clipboard as tab-separated text, quoted as spreadsheets do.
pub(super) fn copy(ui: &Ui, shown: &Shown, rows: &[RowId], fields: &[RowField]) {
    let mut ordered: Vec<&Arc<ActionRow>> = rows.iter().filter_map(|id| shown.by_key(key_of(id))).collect();
    ordered.sort_by_key(|row| shown.keys.iter().position(|key| *key == key_of(&row.id)));
    let lines: Vec<String> = ordered
        .iter()
        .map(|row| fields.iter().map(|field| quoted(&row.text(*field))).collect::<Vec<_>>().join("\t"))
        .collect();
    ui.copy_text(lines.join("\n"));
}

fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Puts a block of tab-separated text into the cells from one on. What does not fit is said, never dropped in silence.
pub(super) fn paste(text: &str, shown: &Shown, columns: &[Column], from: usize, column: usize) -> Vec<Request> {
    let block = split_block(text);
    let mut cells = Vec::new();
    let mut left_out = 0;
    for (down, line) in block.iter().enumerate() {
        for (across, words) in line.iter().enumerate() {
            let field = columns.get(column + across).and_then(|column| field_of(column.key));
            match (shown.row(from + down), field) {
                (Some(row), Some(field)) => cells.push((row.id.clone(), field, words.clone())),
                _ => left_out += 1,
            }
        }
    }
    let mut requests = Vec::new();
    if !cells.is_empty() {
        requests.push(Request::Edit(Edit::SetCells(cells)));
    }
    if left_out > 0 {
        let cells = if left_out == 1 { "1 cell".to_owned() } else { format!("{left_out} cells") };
        requests
            .push(Request::Refuse(format!("{cells} did not fit below or beside and were not pasted; add rows first.")));
    }
    requests
}

/// Lines and cells of tab-separated text with quotes as spreadsheets write it.
fn split_block(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text);
    let mut lines = vec![vec![String::new()]];
    let mut chars = text.chars().peekable();
    let mut in_quotes = false;
    let mut fresh = true;
    while let Some(c) = chars.next() {
        let Some(cell) = lines.last_mut().and_then(|line| line.last_mut()) else { break };
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if fresh => in_quotes = true,
            '\t' if !in_quotes => {
                if let Some(line) = lines.last_mut() {
                    line.push(String::new());
                }
                fresh = true;
                continue;
            }
            '\r' if !in_quotes && chars.peek() == Some(&'\n') => continue,
            '\n' if !in_quotes => {
                lines.push(vec![String::new()]);
                fresh = true;
                continue;
            }
            c => cell.push(c),
        }
        fresh = false;
    }
    lines
}
