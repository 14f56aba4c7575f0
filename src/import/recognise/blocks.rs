//! Blocks of rows, which page breaks part, and whether one stands shifted.

use super::content::{LONGEST_STATUS, is_status};
use crate::import::table::moved;
use crate::import::{Choices, Code, Finding, Line, Sheet};
use std::collections::HashMap;

/// How far a block may have slipped, in columns.
const FAR: i32 = 2;
/// The share of rows in which a status must stand beside its column.
const SHARE: f32 = 0.3;

/// A block of rows without a page break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of its first row.
    pub first: u32,
    /// The line of its last row.
    pub last: u32,
    /// How many rows it has.
    pub rows: usize,
    /// How many columns it stands too far to the left: so many blank cells are put in front of each row. Below 0, so many
    /// are taken away.
    pub shift: i32,
}

impl Block {
    /// The block in which a line stands.
    pub(in crate::import) fn of_line(blocks: &[Self], line: u32) -> Option<&Self> {
        let at = blocks.partition_point(|block| block.last < line);
        blocks.get(at).filter(|block| block.first <= line)
    }
}

/// Parts the rows (places of lines) into blocks: where a line stands between them that is not a row.
pub(in crate::import) fn blocks(
    sheet: &Sheet,
    data: &[usize],
    status: Option<usize>,
    levels: &[usize],
    width: usize,
    choices: &Choices,
    findings: &mut Vec<Finding>,
) -> Vec<Block> {
    let mut parts: Vec<Vec<&Line>> = Vec::new();
    let mut before = None;
    for at in data {
        let Some(line) = sheet.lines.get(*at) else { continue };
        let goes_on = before.is_some_and(|before: usize| before + 1 == *at);
        match parts.last_mut() {
            Some(part) if goes_on => part.push(line),
            _ => parts.push(vec![line]),
        }
        before = Some(*at);
    }
    let mut blocks = Vec::new();
    for part in parts {
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let mut block = Block { first: first.number, last: last.number, rows: part.len(), shift: 0 };
        match choices.shifts.get(&block.first) {
            Some(shift) => block.shift = *shift,
            None => {
                if let Some(status) = status {
                    block.shift = shift(&part, status, levels, width, &block, findings);
                }
            }
        }
        blocks.push(block);
    }
    blocks
}

/// By how much a block has slipped, told by where its status words stand.
fn shift(
    rows: &[&Line],
    status: usize,
    levels: &[usize],
    width: usize,
    block: &Block,
    findings: &mut Vec<Finding>,
) -> i32 {
    // The same few words stand in many rows.
    let mut known: HashMap<&str, bool> = HashMap::new();
    let mut beside = |shift: i32| -> usize {
        let Some(column) = moved(status, -shift) else { return 0 };
        // Levels of changes stand beside it by right.
        if shift != 0 && levels.contains(&column) {
            return 0;
        }
        let texts = rows.iter().map(|line| line.text(column)).filter(|text| text.len() <= LONGEST_STATUS);
        texts.filter(|text| *known.entry(text).or_insert_with(|| is_status(text))).count()
    };
    let in_place = beside(0);
    let Some((best, count)) = (-FAR..=FAR)
        .filter(|shift| *shift != 0)
        .map(|shift| (shift, beside(shift)))
        .max_by_key(|(shift, count)| (*count, -shift.abs()))
    else {
        return 0;
    };
    let share = count as f32 / rows.len() as f32;
    let narrow = rows.iter().all(|line| Some(line.cells.len()) == moved(width, -best));
    if share < SHARE || count < 2 && !narrow {
        return 0;
    }
    let lines = if block.first == block.last {
        format!("line {}", block.first)
    } else {
        format!("lines {} to {}", block.first, block.last)
    };
    // Moved to the right, nothing may fall out at the end; moved to the left, nothing may stand in what is taken away.
    let fits = rows.iter().all(|line| {
        if best > 0 {
            let last = line.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
            last + best as usize <= width
        } else {
            (0..best.unsigned_abs() as usize).all(|column| line.text(column).is_empty())
        }
    });
    let sure = in_place * 3 <= count && fits;
    let columns = crate::model::counted(best.unsigned_abs() as usize, "column", "columns");
    let side = if best > 0 { "left" } else { "right" };
    let rows_counted = crate::model::capitalised(&crate::model::counted(rows.len(), "row", "rows"));
    let finding = |code, assumed| Finding { code, line: block.first, column: None, text: lines.clone(), assumed };
    if sure {
        let done = if best > 0 {
            "a blank cell was put in front of each"
        } else {
            "the blank cell in front of each was taken away"
        };
        findings.push(finding(
            Code::ShiftedBlock,
            format!(
                "{rows_counted} ({lines}) stand {columns} too far to the {side}, as their status words show: {done}."
            ),
        ));
        best
    } else {
        findings.push(finding(
            Code::BlockMixed,
            format!("{rows_counted} stand in {lines}: {count} seem to stand {columns} too far to the {side} and {in_place} do not. Nothing was moved."),
        ));
        0
    }
}
