//! Blocks of cells as other programs take and give them: tab-separated text as spreadsheets quote it, and a table in HTML,
//! which keeps line breaks and which LibreOffice puts in without asking.

use crate::import::{CELLS_LIMIT, CellEnd, FILE_LIMIT, first_cell};
use crate::model::{ActionRow, Framework, RowField};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Most cells taken in at once; a block of 10,000 rows of the whole table has 110,000.
const MOST_CELLS: usize = CELLS_LIMIT;

/// A block of cells, row by row. Rows may differ in length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block(Vec<Vec<String>>);

/// Why a text was not taken for a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockRefused {
    /// Nothing is in it.
    #[error("There is no text on the clipboard.")]
    Empty,
    /// More than is taken in at once.
    #[error("What is on the clipboard is too much at once: more than {MOST_CELLS} cells. Copy it in parts.")]
    TooLarge,
}

impl Block {
    /// The cells of those rows and fields, as they are typed; a change as the table shows it.
    #[must_use]
    pub fn of<'a>(rows: impl Iterator<Item = &'a ActionRow>, fields: &[RowField], framework: &Framework) -> Self {
        let line = |row: &ActionRow| fields.iter().map(|field| words(row, *field, framework).into_owned()).collect();
        Self(rows.map(line).collect())
    }

    /// A block of these rows; `None` when there is no cell in it.
    #[must_use]
    pub fn new(rows: Vec<Vec<String>>) -> Option<Self> {
        rows.iter().any(|row| !row.is_empty()).then_some(Self(rows))
    }

    /// Reads tab-separated text with quotes as spreadsheets write it.
    ///
    /// # Errors
    /// [`BlockRefused`] when there is nothing, or too much.
    pub fn read(text: &str) -> Result<Self, BlockRefused> {
        if text.len() > FILE_LIMIT {
            return Err(BlockRefused::TooLarge);
        }
        let text = text.strip_suffix('\0').unwrap_or(text);
        if text.is_empty() {
            return Err(BlockRefused::Empty);
        }
        let text = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text);
        let mut lines = vec![Vec::new()];
        let mut count = 1;
        let mut rest = text;
        loop {
            let (cell, end, behind) = first_cell(rest, '\t');
            if let Some(line) = lines.last_mut() {
                line.push(cell.into_owned());
            }
            match end {
                CellEnd::Delimiter => {}
                CellEnd::Line => lines.push(Vec::new()),
                CellEnd::Text => return Ok(Self(lines)),
            }
            count += 1;
            if count > MOST_CELLS {
                return Err(BlockRefused::TooLarge);
            }
            rest = behind;
        }
    }

    /// As tab-separated text, quoted where it must be.
    #[must_use]
    pub fn text(&self) -> String {
        let quoted = |cell: &String| {
            if cell.contains(['\t', '\n', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        let lines: Vec<String> =
            self.0.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join("\t")).collect();
        let mut text = lines.join("\n");
        // A line end at the end belongs to the line before it, so a blank last line needs one of its own.
        if lines.last().is_some_and(String::is_empty) {
            text.push('\n');
        }
        text
    }

    /// As a table in HTML. Every cell is marked as text, so that "Jul-17" and "1/7" stay what was typed, and line breaks
    /// stay inside their cell.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::from(
            "<html><head><meta charset=\"utf-8\"><style>br{mso-data-placement:same-cell}td{mso-number-format:\"\\@\"}</style></head><body><table>",
        );
        for line in &self.0 {
            html.push_str("<tr>");
            for cell in line {
                // LibreOffice reads the format from the last attribute, Excel from the style.
                let _ = write!(html, "<td sdnum=\"0;0;@\">{}</td>", escaped(cell));
            }
            html.push_str("</tr>");
        }
        html.push_str("</table></body></html>");
        html
    }

    /// The rows of it.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.0
    }

    /// Cells in its longest row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.iter().map(Vec::len).max().unwrap_or_default()
    }

    /// The block as it fills a selection of that many rows and columns: once, or as often as it fits into a selection
    /// that is a multiple of it, as spreadsheets do.
    #[must_use]
    pub fn filling(self, rows: usize, columns: usize) -> Self {
        let (height, width) = (self.0.len(), self.width());
        let times =
            |selected: usize, own: usize| if own > 0 && selected.is_multiple_of(own) { selected / own } else { 1 };
        let (down, across) = (times(rows, height), times(columns, width));
        if (down, across) == (1, 1) || down * across * height * width > MOST_CELLS {
            return self;
        }
        let cell = |line: &Vec<String>, at: usize| line.get(at).cloned().unwrap_or_default();
        let wide = |line: &Vec<String>| (0..across * width).map(|at| cell(line, at % width)).collect::<Vec<_>>();
        let lines: Vec<Vec<String>> = self.0.iter().map(wide).collect();
        Self(lines.iter().cycle().take(down * height).cloned().collect())
    }
}

/// What a cell gives to the clipboard and to those it is filled into.
#[must_use]
pub fn words<'a>(row: &'a ActionRow, field: RowField, framework: &Framework) -> Cow<'a, str> {
    match (field, framework.change(&row.change), framework.number(&row.change)) {
        (RowField::Change, Some(change), Some(number)) => Cow::Owned(format!("{number} {}", change.title)),
        _ => row.text(field),
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}
