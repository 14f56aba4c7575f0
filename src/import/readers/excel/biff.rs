//! The records of an `.xls`, looked through before `calamine` reads them: it takes memory for as many cells as the file
//! says it has, and keeps neither the formats of dates nor what is hidden.

use super::super::compound::{u16_at, u32_at};
use super::super::grid::TEXT_LIMIT;
use super::super::shown::{GENERAL, built_in};
use super::within_sheets;
use crate::import::ImportError;
use crate::import::bounds::{CELLS_LIMIT, COLUMNS_LIMIT, LINES_LIMIT};
use std::collections::BTreeMap;

/// Rows and columns that a sheet of this kind can have.
const ROWS: usize = 65_536;
const COLUMNS: usize = 256;
/// The most places between the outermost cells of all sheets together, for each of which memory is taken.
const PLACES_LIMIT: usize = 8_000_000;

/// What the records say that `calamine` does not.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub is_1904: bool,
    /// Whether the records are of a kind in which hidden rows can be told.
    pub is_known: bool,
    /// In the order of the workbook.
    pub sheets: Vec<SheetRecords>,
    formats: BTreeMap<u16, String>,
    /// The format of each style.
    styles: Vec<u16>,
}

/// The same of one sheet.
#[derive(Debug, Default)]
pub(super) struct SheetRecords {
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<(u32, u32)>,
    pub formulas: Vec<(u32, u32)>,
    pub has_comments: bool,
    pub has_charts: bool,
    styles: BTreeMap<(u32, u32), u16>,
    /// The common texts to which its cells point.
    texts: Vec<u32>,
    cells: usize,
    rows: usize,
    columns: usize,
}

impl Records {
    pub fn read(stream: &[u8]) -> Result<Self, ImportError> {
        let mut records = Self::default();
        let mut starts = Vec::new();
        let (mut texts, mut before) = (Vec::new(), 0);
        for (id, data) in (Walk { stream, at: 0 }) {
            match id {
                0x00FC => texts.push(data),
                0x003C if before == 0x00FC => {
                    texts.push(data);
                    continue;
                }
                0x0809 => records.is_known = matches!(u16_at(data, 0), Some(0x0500 | 0x0600)),
                0x002F if u16_at(data, 0) != Some(0) => return Err(ImportError::Protected),
                0x0022 => records.is_1904 = u16_at(data, 0) == Some(1),
                0x041E => records.formats.extend(format(data)),
                0x00E0 => records.styles.push(u16_at(data, 2).unwrap_or_default()),
                0x0085 => starts.push(u32_at(data, 0).unwrap_or(u32::MAX) as usize),
                0x000A => break,
                _ => {}
            }
            before = id;
        }
        let lengths = lengths(&texts);
        within_sheets(starts.len())?;
        let (mut cells, mut places, mut text) = (0, 0, 0_usize);
        for start in starts {
            let part = stream.get(start..).ok_or_else(|| damaged("a sheet behind its end"))?;
            let sheet = SheetRecords::read(part)?;
            cells += sheet.cells;
            places += sheet.rows * sheet.columns;
            let lengths = sheet.texts.iter().filter_map(|text| lengths.get(*text as usize));
            text += lengths.sum::<usize>();
            if text > TEXT_LIMIT {
                return Err(ImportError::TooMany { what: "bytes of text", limit: TEXT_LIMIT });
            }
            if cells > CELLS_LIMIT || places > PLACES_LIMIT {
                return Err(ImportError::TooMany { what: "cells", limit: CELLS_LIMIT });
            }
            records.sheets.push(sheet);
        }
        Ok(records)
    }

    /// The format of the number in a cell.
    pub fn format(&self, sheet: &SheetRecords, row: u32, column: u32) -> &str {
        let format = sheet.styles.get(&(row, column)).and_then(|style| self.styles.get(usize::from(*style)));
        let Some(format) = format else { return GENERAL };
        let own = self.formats.get(format).map(String::as_str);
        // The short date is kept in the order of the country of the program that wrote the file.
        let built_in = built_in(u32::from(*format));
        if matches!(format, 14 | 22) { built_in } else { own.or(built_in) }.unwrap_or(GENERAL)
    }
}

impl SheetRecords {
    fn read(part: &[u8]) -> Result<Self, ImportError> {
        let mut sheet = Self::default();
        let mut depth = 0_usize;
        for (id, data) in (Walk { stream: part, at: 0 }) {
            match id {
                0x0809 => {
                    depth += 1;
                    sheet.has_charts |= depth > 1;
                }
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                _ => sheet.record(id, data)?,
            }
            if sheet.cells > CELLS_LIMIT {
                return Err(ImportError::TooMany { what: "cells", limit: CELLS_LIMIT });
            }
        }
        Ok(sheet)
    }

    fn record(&mut self, id: u16, data: &[u8]) -> Result<(), ImportError> {
        let number = |at| u16_at(data, at).map(u32::from).unwrap_or_default();
        match id {
            0x0200 => within_dimensions(data)?,
            0x0208 if number(12) & 0x20 != 0 => self.hidden_rows.push(number(0)),
            0x007D if number(8) & 1 != 0 => self.hidden_columns.push((number(0), number(2))),
            0x001C => self.has_comments = true,
            // A number, a packed number, a formula; a text, a text of the common ones, a formatted text, a truth.
            0x0203 | 0x027E | 0x0006 | 0x0204 | 0x00FD | 0x00D6 | 0x0205 => {
                self.cell(number(0), number(2), u16_at(data, 4).unwrap_or_default())?;
                if id == 0x0006 {
                    self.formulas.push((number(0), number(2)));
                }
                if id == 0x00FD {
                    self.texts.extend(u32_at(data, 6));
                }
            }
            // Several packed numbers in a row.
            0x00BD => {
                for (column, style) in (number(2)..).zip(data.get(4..).unwrap_or_default().chunks_exact(6)) {
                    self.cell(number(0), column, u16_at(style, 0).unwrap_or_default())?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u32, style: u16) -> Result<(), ImportError> {
        let (rows, columns) = (row as usize + 1, column as usize + 1);
        if rows > LINES_LIMIT {
            return Err(ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
        }
        if columns > COLUMNS_LIMIT {
            return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
        }
        self.cells += 1;
        (self.rows, self.columns) = (self.rows.max(rows), self.columns.max(columns));
        self.styles.insert((row, column), style);
        Ok(())
    }
}

/// Refuses a sheet that says it has more cells than it can have.
fn within_dimensions(data: &[u8]) -> Result<(), ImportError> {
    let short = |at| u16_at(data, at).map(|number| number as usize);
    let long = |at| u32_at(data, at).map(|number| number as usize);
    let (top, bottom, left, right) = match data.len() {
        10 => (short(0), short(2), short(4), short(6)),
        _ => (long(0), long(4), short(8), short(10)),
    };
    let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) else {
        return Err(damaged("its size"));
    };
    let is_blank = bottom == 0 || right == 0;
    let left = if left >= COLUMNS || right < left { 0 } else { left };
    if is_blank || (top < bottom && bottom <= ROWS && left < right && right <= COLUMNS) {
        return Ok(());
    }
    Err(damaged("its size"))
}

/// The id and the code of a format of its own.
fn format(data: &[u8]) -> Option<(u16, String)> {
    let id = u16_at(data, 0)?;
    // Since 1997 a length of two bytes and a switch for wide characters; before that a length of one byte.
    let length = usize::from(u16_at(data, 2)?);
    let (switch, letters) = (data.get(4).copied(), data.get(5..).unwrap_or_default());
    let code = match switch {
        Some(1) if letters.len() == 2 * length => {
            let units: Vec<u16> = letters.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
            String::from_utf16_lossy(&units)
        }
        Some(0) if letters.len() == length => letters.iter().map(|letter| char::from(*letter)).collect(),
        _ => data.get(3..)?.iter().map(|letter| char::from(*letter)).collect(),
    };
    Some((id, code))
}

/// How many characters each of the common texts has. They stand in one record and in those that continue it, each of
/// which says anew how wide its characters are.
fn lengths(records: &[&[u8]]) -> Vec<usize> {
    let mut all = Vec::new();
    let mut rest = Rest { records, at: 8 };
    while let Some((length, switches)) = rest.head() {
        let formatting = if switches & 8 == 0 { 0 } else { 4 * rest.number(2).unwrap_or_default() };
        let spoken = if switches & 4 == 0 { 0 } else { rest.number(4).unwrap_or_default() };
        all.push(length);
        let (mut left, mut width) = (length, 1 + usize::from(switches & 1));
        loop {
            let here = (rest.left() / width).min(left);
            rest.at += here * width;
            left -= here;
            if left == 0 {
                break;
            }
            let Some(switch) = rest.turn() else { return all };
            width = 1 + usize::from(switch & 1);
        }
        rest.pass(formatting.saturating_add(spoken));
    }
    all
}

/// What is still to be read of the common texts.
struct Rest<'a> {
    records: &'a [&'a [u8]],
    at: usize,
}

impl Rest<'_> {
    fn left(&self) -> usize {
        self.records.first().map_or(0, |record| record.len().saturating_sub(self.at))
    }

    /// Goes to the next record, and over its switch.
    fn turn(&mut self) -> Option<u8> {
        (self.records, self.at) = (self.records.get(1..)?, 1);
        self.records.first()?.first().copied()
    }

    /// The length and the switches of the next text, which never stand in two records.
    fn head(&mut self) -> Option<(usize, u8)> {
        if self.left() == 0 {
            (self.records, self.at) = (self.records.get(1..)?, 0);
        }
        let (length, switches) = (self.number(2)?, *self.records.first()?.get(self.at)?);
        self.at += 1;
        Some((length, switches))
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let record = self.records.first()?;
        let number = if bytes == 2 { u16_at(record, self.at).map(u32::from) } else { u32_at(record, self.at) };
        self.at += bytes;
        number.map(|number| number as usize)
    }

    /// Passes over bytes, into the next records if need be.
    fn pass(&mut self, mut bytes: usize) {
        while bytes > self.left() {
            bytes -= self.left();
            let Some(next) = self.records.get(1..) else { return };
            (self.records, self.at) = (next, 0);
            if next.is_empty() {
                return;
            }
        }
        self.at += bytes;
    }
}

/// The records of a stream: an id, and what it holds.
struct Walk<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Walk<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (id, length) = (u16_at(self.stream, self.at)?, usize::from(u16_at(self.stream, self.at + 2)?));
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((id, data))
    }
}

fn damaged(what: &str) -> ImportError {
    ImportError::Damaged { detail: format!("its records do not fit together ({what})") }
}
