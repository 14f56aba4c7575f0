//! A text with cells between tabs, commas, semicolons or bars.

use super::super::bounds::{CELL_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, LINES_LIMIT};
use super::super::{Cell, CellKind, Finding, ImportError, Line, Sheet, Source};
use super::split::{CellEnd, closing_quote, first_cell};
use super::{Kind, encoding, finished, html};
use crate::model::{ID_TITLE, unguarded};
use std::collections::BTreeMap;

/// What can stand between two cells. Of two that fit alike the first is taken.
const DELIMITERS: [char; 4] = ['\t', ';', ',', '|'];
/// How many records are looked at to find it.
const LOOKED_AT: usize = 2_000;

/// Reads the bytes of a text or of a page.
pub(super) fn of_bytes(name: &str, bytes: &[u8]) -> Result<Source, ImportError> {
    let (text, notes) = encoding::decode(bytes)?;
    let beginning: String = text.trim_start().chars().take(4_000).collect::<String>().to_lowercase();
    let begins = |word: &str| beginning.starts_with(word);
    let holds = |word: &str| beginning.contains(word);
    let is_page = ["<!doctype html", "<html", "<head", "<meta", "<body"].into_iter().any(begins)
        || (begins("<") && !begins("<?xml") && ["<table", "<tr", "<td"].into_iter().any(holds))
        || (begins("version:") && holds("starthtml:"))
        || (begins("<?xml") && holds("<html"));
    if is_page {
        html::of_text(name, &text, notes)
    } else if begins("<?xml") && (holds("excel.sheet") || holds("office:spreadsheet")) {
        Err(ImportError::Kind { what: "An XML Spreadsheet 2003" })
    } else if begins("<?xml") {
        Err(ImportError::Kind { what: "An XML file" })
    } else if begins("mime-version:") {
        Err(ImportError::Kind { what: "A web archive (MHTML)" })
    } else {
        of_text(name, &text, notes)
    }
}

/// Reads a text; `notes` is what was found before.
pub(super) fn of_text(name: &str, text: &str, notes: Vec<Finding>) -> Result<Source, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end_matches('\0');
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    // Before Mac OS X a line ended so.
    let old = (!text.contains('\n') && text.contains('\r')).then(|| text.replace('\r', "\n"));
    let text = old.as_deref().unwrap_or(text);
    let (delimiter, body) = match declared(text) {
        Some((delimiter, body)) => (delimiter, body),
        None => (delimiter(text), text),
    };
    let mut lines = lines(body, delimiter, if body.len() < text.len() { 2 } else { 1 })?;
    unguard(&mut lines);
    finished(name, Kind::Text, vec![Sheet { lines, ..Sheet::default() }], notes)
}

/// The delimiter that the first line declares as Excel does (`sep=;`), and the text below.
fn declared(text: &str) -> Option<(char, &str)> {
    let (first, body) = text.split_once('\n')?;
    let mut letters = first.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    letters.next().filter(|_| letters.as_str().is_empty()).map(|delimiter| (delimiter, body))
}

/// The delimiter that makes records of the same width; a tab where there is none.
fn delimiter(text: &str) -> char {
    let records = records(text);
    let all = records.len();
    let score = |at: usize, delimiter: char| {
        let mut widths = BTreeMap::<usize, usize>::new();
        for record in &records {
            let count = record.get(at).copied().unwrap_or_default();
            if count > 0 {
                *widths.entry(count + 1).or_default() += 1;
            }
        }
        let wide: usize = widths.values().sum();
        // Commas, semicolons and bars stand in sentences as well.
        if wide == 0 || (delimiter != '\t' && wide * 2 < all) {
            return None;
        }
        let share = |count: usize| (count as f64 / all as f64).powi(2);
        Some(widths.iter().map(|(width, count)| share(*count) * (*width as f64).ln()).sum::<f64>())
    };
    let mut best = ('\t', 0.0);
    for (at, delimiter) in DELIMITERS.into_iter().enumerate() {
        if let Some(score) = score(at, delimiter).filter(|score| *score > best.1) {
            best = (delimiter, score);
        }
    }
    best.0
}

/// How often each delimiter stands outside of quotes in the first records that are not empty.
fn records(text: &str) -> Vec<[usize; DELIMITERS.len()]> {
    let mut records = Vec::new();
    let mut record = [0; DELIMITERS.len()];
    let mut is_empty = true;
    let mut rest = text;
    loop {
        if let Some(inside) = rest.strip_prefix('"')
            && let Some(end) = closing_quote(inside, &DELIMITERS)
        {
            is_empty = false;
            rest = inside.get(end + 1..).unwrap_or_default();
        }
        let end = rest.find(|c| c == '\n' || DELIMITERS.contains(&c)).unwrap_or(rest.len());
        let (plain, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        is_empty &= plain.trim_end_matches('\r').is_empty();
        let mut behind_chars = behind.chars();
        let ending = behind_chars.next();
        rest = behind_chars.as_str();
        if let Some(at) = DELIMITERS.iter().position(|delimiter| Some(*delimiter) == ending) {
            is_empty = false;
            if let Some(count) = record.get_mut(at) {
                *count += 1;
            }
            continue;
        }
        if !is_empty {
            records.push(record);
        }
        if ending.is_none() || records.len() >= LOOKED_AT {
            return records;
        }
        record = [0; DELIMITERS.len()];
        is_empty = true;
    }
}

/// The lines of a text that begins in that line of its file.
fn lines(text: &str, delimiter: char, first: u32) -> Result<Vec<Line>, ImportError> {
    let mut lines = Vec::new();
    let mut number = first;
    let mut room = CELLS_LIMIT;
    let mut rest = text;
    while !rest.is_empty() {
        if lines.len() >= LINES_LIMIT {
            return Err(ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
        }
        let begun = rest;
        let mut cells = Vec::new();
        loop {
            let (cell, end, behind) = first_cell(rest, delimiter);
            let text = cleaned(&cell);
            if text.len() > CELL_LIMIT && text.chars().count() > CELL_LIMIT {
                return Err(ImportError::CellTooLong { line: number, column: cells.len() + 1 });
            }
            if cells.len() >= COLUMNS_LIMIT {
                return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
            }
            room = room.checked_sub(1).ok_or(ImportError::TooMany { what: "cells", limit: CELLS_LIMIT })?;
            cells.push(Cell { text: text.into(), kind: CellKind::Text });
            rest = behind;
            if end != CellEnd::Delimiter {
                break;
            }
        }
        let record = begun.get(..begun.len() - rest.len()).unwrap_or_default();
        if record.trim_end_matches(['\r', '\n']).is_empty() {
            cells.clear();
        }
        lines.push(Line { number, hidden: false, cells });
        number += record.bytes().filter(|byte| *byte == b'\n').count() as u32;
    }
    while lines.last().is_some_and(|line| line.cells.is_empty()) {
        lines.pop();
    }
    Ok(lines)
}

/// Takes away the apostrophes that a text of ours has before what a spreadsheet would take for a formula. In other texts
/// they may have been typed.
fn unguard(lines: &mut [Line]) {
    let is_own = |line: &Line| line.cells.iter().any(|cell| cell.text.eq_ignore_ascii_case(ID_TITLE));
    let header = lines.iter().position(|line| !line.is_blank());
    let Some(header) = header.filter(|at| lines.get(*at).is_some_and(is_own)) else { return };
    for cell in lines.iter_mut().skip(header + 1).flat_map(|line| &mut line.cells) {
        let text = unguarded(&cell.text);
        if text.len() < cell.text.len() {
            cell.text = text.trim().into();
        }
    }
}

/// The words of a cell, with one sort of line break and no blank at either end.
fn cleaned(cell: &str) -> String {
    let cell = cell.trim();
    if cell.contains(['\r', '\u{b}', '\u{2028}', '\u{2029}']) {
        return cell.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    }
    cell.to_owned()
}
