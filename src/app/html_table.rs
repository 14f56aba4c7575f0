//! A table that another program put on the clipboard as HTML. Plain text loses the line breaks inside cells when it comes
//! from LibreOffice, and takes every paragraph of a cell for a row when it comes from Word; HTML keeps both.

use super::clipboard::{Block, MOST_CELLS};
use html5gum::{EndTag, StartTag, Token, Tokenizer};

/// Most columns of a table; what lies beyond is not one that a person made.
const MOST_COLUMNS: usize = 1_000;

impl Block {
    /// Reads the one table of an HTML text: one cell each, with its line breaks; a cell that spans several counts once, and
    /// the others it covers are empty.
    ///
    /// `None` when there is no table, more than one, or text beside it: then the plain text says more.
    #[must_use]
    pub fn read_html(html: &str) -> Option<Self> {
        if html.len() > super::clipboard::LONGEST {
            return None;
        }
        let mut reader = Reader::default();
        for token in Tokenizer::new(html) {
            match token {
                Ok(Token::StartTag(tag)) => reader.start(&tag)?,
                Ok(Token::EndTag(tag)) => reader.end(&tag)?,
                Ok(Token::String(text)) => reader.text(&String::from_utf8_lossy(&text))?,
                _ => {}
            }
        }
        reader.finish()
    }
}

/// Where in the text the reader is.
#[derive(Default)]
struct Reader {
    /// What stands in each place; `None` where nothing has been put yet.
    rows: Vec<Vec<Option<String>>>,
    /// How many rows have begun.
    begun: usize,
    /// How many tables lie around.
    depth: usize,
    tables: usize,
    cell: Option<Cell>,
    /// Inside something that nobody sees, such as a style sheet.
    hidden: Option<Vec<u8>>,
    cells: usize,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    text: String,
    columns: usize,
    rows: usize,
    /// A space is to come before the next word.
    space: bool,
    /// A paragraph has ended.
    line: bool,
    /// Line breaks that are to come before the next word; those at the end of a cell only keep it open.
    breaks: usize,
}

fn span(tag: &StartTag<()>, name: &[u8]) -> usize {
    let typed = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    typed.and_then(|typed| typed.trim().parse().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS)
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) -> Option<()> {
        let name: &[u8] = &tag.name;
        if self.hidden.is_some() {
            return Some(());
        }
        match name {
            b"style" | b"script" | b"head" | b"title" | b"comment" if !tag.self_closing => {
                self.hidden = Some(name.to_vec());
            }
            b"table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.tables += 1;
                    // With a second one it is not clear what is meant.
                    return (self.tables == 1).then_some(());
                }
                self.paragraph();
            }
            b"tr" if self.depth == 1 => {
                self.close_cell()?;
                self.begun += 1;
            }
            b"td" | b"th" if self.depth == 1 => {
                self.close_cell()?;
                if self.begun == 0 {
                    self.begun += 1;
                }
                let (columns, rows) = (span(tag, b"colspan"), span(tag, b"rowspan"));
                self.cell = Some(Cell { columns, rows, ..Cell::default() });
            }
            b"br" => {
                if let Some(cell) = &mut self.cell {
                    cell.line_break();
                }
            }
            b"p" | b"div" | b"li" | b"tr" | b"h1" | b"h2" | b"h3" | b"h4" => self.paragraph(),
            b"td" | b"th" => self.space(),
            _ => {}
        }
        Some(())
    }

    fn end(&mut self, tag: &EndTag<()>) -> Option<()> {
        let name: &[u8] = &tag.name;
        if let Some(hidden) = &self.hidden {
            if hidden == name {
                self.hidden = None;
            }
            return Some(());
        }
        match name {
            b"table" => {
                if self.depth == 1 {
                    self.close_cell()?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            b"td" | b"th" | b"tr" if self.depth == 1 => self.close_cell()?,
            b"p" | b"div" | b"li" | b"tr" | b"h1" | b"h2" | b"h3" | b"h4" => self.paragraph(),
            _ => {}
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        if self.hidden.is_some() {
            return Some(());
        }
        match &mut self.cell {
            Some(cell) => cell.add(text),
            // Words beside the table would be lost.
            None if text.trim().is_empty() => {}
            None => return None,
        }
        Some(())
    }

    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.line |= !cell.text.is_empty();
        }
    }

    fn space(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.space = true;
        }
    }

    /// Puts the cell that has been read where the first place is free.
    fn close_cell(&mut self) -> Option<()> {
        let Some(cell) = self.cell.take() else { return Some(()) };
        self.cells += cell.columns * cell.rows;
        if self.cells > MOST_CELLS {
            return None;
        }
        let top = self.begun.checked_sub(1)?;
        if self.rows.len() < top + cell.rows {
            self.rows.resize(top + cell.rows, Vec::new());
        }
        let free = self.rows.get(top).and_then(|row| row.iter().position(Option::is_none));
        let left = free.unwrap_or_else(|| self.rows.get(top).map_or(0, Vec::len));
        let mut text = Some(cell.text);
        for row in self.rows.iter_mut().skip(top).take(cell.rows) {
            if row.len() < left + cell.columns {
                row.resize(left + cell.columns, None);
            }
            for place in row.iter_mut().skip(left).take(cell.columns) {
                *place = Some(text.take().unwrap_or_default());
            }
        }
        Some(())
    }

    fn finish(mut self) -> Option<Block> {
        self.close_cell()?;
        // A cell that was to reach down further than the table does adds no rows to it.
        self.rows.truncate(self.begun);
        let rows: Vec<Vec<String>> =
            self.rows.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect();
        Block::new(rows)
    }
}

impl Cell {
    /// Adds words: any white space between two of them is one space, as a browser has it.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            let breaks = std::mem::take(&mut self.breaks).max(usize::from(std::mem::take(&mut self.line)));
            if breaks > 0 && !self.text.is_empty() {
                self.text.extend(std::iter::repeat_n('\n', breaks));
            } else if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(c);
        }
    }

    fn line_break(&mut self) {
        self.line = false;
        self.space = false;
        self.breaks += 1;
    }
}
