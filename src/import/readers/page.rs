//! The tables of an HTML text, cell by cell, and the words beside them.

use super::super::bounds::{CELLS_LIMIT, COLUMNS_LIMIT, FILE_LIMIT, LINES_LIMIT, SHEETS_LIMIT};
use super::super::{Finding, ImportError};
use super::left_out::LeftOut;
use super::words::Words;
use html5gum::{EndTag, StartTag, Token, Tokenizer};

/// How many tables may lie in each other before the inner ones are words only.
const NESTED_LIMIT: usize = 8;

/// The tables of an HTML text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The tables, in their order, each with at least one cell.
    pub tables: Vec<Table>,
    /// Lines of words behind the last table, or all of them where there is no table.
    pub after: Vec<String>,
    /// What was left out.
    pub notes: Vec<Finding>,
}

/// A table of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Lines of words that stand before it, behind the table before.
    pub before: Vec<String>,
    /// Its cells, row by row.
    pub cells: Vec<Placed>,
    /// How many rows it has.
    pub rows: usize,
    /// Whether the page hides it.
    pub is_hidden: bool,
    /// Rows that the page hides, counted from 0.
    pub hidden_rows: Vec<usize>,
    /// Columns that the page hides, counted from 0.
    pub hidden_columns: Vec<usize>,
}

/// A cell of a page where it stands. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// How many rows it was to span; there may be fewer.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// Its words, with line breaks as `\n`.
    pub text: String,
    /// Whether the page hides this cell.
    pub is_hidden: bool,
    /// Whether a table lay in it.
    pub has_table: bool,
}

impl Page {
    /// Reads an HTML text. The cells of a table that lies in a cell become words of it, with `between` between those of a
    /// row.
    ///
    /// # Errors
    /// [`ImportError`] when it exceeds a bound.
    pub fn of(html: &str, between: &str) -> Result<Self, ImportError> {
        if html.len() > FILE_LIMIT {
            return Err(ImportError::TooLarge { bytes: html.len() as u64 });
        }
        // What Windows puts before the page on its clipboard.
        let html = if html.starts_with("Version:") { html.find('<').and_then(|at| html.get(at..)) } else { Some(html) };
        let mut reader = Reader { between, room: CELLS_LIMIT, ..Reader::default() };
        for token in Tokenizer::new(html.unwrap_or_default()) {
            match token {
                Ok(Token::StartTag(tag)) => reader.start(&tag)?,
                Ok(Token::EndTag(tag)) => reader.end(&tag)?,
                Ok(Token::String(text)) => reader.text(&String::from_utf8_lossy(&text)),
                Ok(Token::Comment(text)) => reader.left_out.comment(&text),
                _ => {}
            }
        }
        while !reader.frames.is_empty() {
            reader.close_table()?;
        }
        Ok(Self { tables: reader.done, after: reader.outside.take_lines(), notes: reader.left_out.notes() })
    }
}

/// Where in the page the reader is.
#[derive(Default)]
struct Reader<'a> {
    between: &'a str,
    done: Vec<Table>,
    /// Words outside of all tables, since the last one.
    outside: Words,
    /// The open tables, the outermost first.
    frames: Vec<Frame>,
    /// How many more tables are open that are words only.
    deeper: usize,
    left_out: LeftOut,
    /// How many cells there may still be.
    room: usize,
}

/// A table being read.
#[derive(Default)]
struct Frame {
    table: Table,
    /// Words in the table and in no cell, such as its caption.
    caption: Words,
    cell: Option<(Placed, Words)>,
    /// For each column the first row from which it is free again.
    held: Vec<usize>,
    /// The first column of the row that may be free.
    next: usize,
    /// How many columns have been declared.
    declared: usize,
    /// Whether the rows of this part are hidden.
    is_part_hidden: bool,
    /// Whether a cell stands beside another.
    is_wide: bool,
    /// Whether it only holds another table in its place on the page.
    is_layout: bool,
}

fn span(tag: &StartTag<()>, name: &[u8]) -> usize {
    let typed = tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned());
    typed.and_then(|typed| typed.trim().parse().ok()).unwrap_or(1).clamp(1, COLUMNS_LIMIT)
}

/// Whether it stands on lines of its own.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div" | b"li" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6"
    ) || matches!(name, b"caption" | b"blockquote" | b"pre" | b"hr" | b"section" | b"article" | b"header" | b"footer")
}

impl Reader<'_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), ImportError> {
        let name: &[u8] = &tag.name;
        let in_cell = !self.frames.is_empty();
        let Some(is_hidden) = self.left_out.start(tag, in_cell) else { return Ok(()) };
        let is_part = matches!(name, b"tr" | b"td" | b"th" | b"col" | b"tbody" | b"thead" | b"tfoot");
        if self.deeper > 0 && (is_part || name == b"table") {
            self.deeper += usize::from(name == b"table");
            if matches!(name, b"td" | b"th") {
                self.words().space();
            } else {
                self.words().paragraph();
            }
            return Ok(());
        }
        // A fragment of a page can begin inside its table.
        if name == b"table" || (is_part && self.frames.is_empty()) {
            self.open_table(is_hidden && name == b"table");
        }
        if is_part {
            self.close_cell();
        }
        match (name, self.frames.last_mut()) {
            (b"tr", Some(frame)) => frame.begin_row(is_hidden)?,
            (b"td" | b"th", Some(frame)) => {
                let (columns, rows) = (span(tag, b"colspan"), span(tag, b"rowspan"));
                self.room = self
                    .room
                    .checked_sub(columns * rows)
                    .ok_or(ImportError::TooMany { what: "cells", limit: CELLS_LIMIT })?;
                frame.begin_cell(rows, columns, is_hidden)?;
            }
            (b"tbody" | b"thead" | b"tfoot", Some(frame)) => frame.is_part_hidden = is_hidden,
            (b"col", Some(frame)) => {
                let columns = frame.declared..(frame.declared + span(tag, b"span")).min(COLUMNS_LIMIT);
                frame.declared = columns.end;
                if is_hidden {
                    frame.table.hidden_columns.extend(columns);
                }
            }
            (b"br", _) => self.words().line_break(),
            (block, _) if is_block(block) => self.words().paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &EndTag<()>) -> Result<(), ImportError> {
        let name: &[u8] = &tag.name;
        if self.left_out.end(name) {
            return Ok(());
        }
        match name {
            b"table" if self.deeper > 0 => {
                self.deeper -= 1;
                self.words().paragraph();
            }
            b"table" => self.close_table()?,
            b"td" | b"th" | b"tr" if self.deeper == 0 => self.close_cell(),
            b"tbody" | b"thead" | b"tfoot" if self.deeper == 0 => {
                self.close_cell();
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_part_hidden = false;
                }
            }
            block if is_block(block) || block == b"tr" => self.words().paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if !self.left_out.text(text) {
            self.words().add(text);
        }
    }

    /// Where words go.
    fn words(&mut self) -> &mut Words {
        match self.frames.last_mut() {
            Some(Frame { cell: Some((_, words)), .. }) => words,
            Some(frame) => &mut frame.caption,
            None => &mut self.outside,
        }
    }

    fn open_table(&mut self, is_hidden: bool) {
        self.words().paragraph();
        if self.frames.len() >= NESTED_LIMIT {
            self.deeper += 1;
            return;
        }
        self.frames.push(Frame { table: Table { is_hidden, ..Table::default() }, ..Frame::default() });
    }

    fn close_cell(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && let Some((mut placed, mut words)) = frame.cell.take()
        {
            placed.text = words.take();
            frame.table.cells.push(placed);
        }
    }

    fn close_table(&mut self) -> Result<(), ImportError> {
        self.close_cell();
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        let is_inner = !self.frames.is_empty();
        let is_large = frame.table.rows > 1 && frame.is_wide;
        if frame.is_layout || frame.table.cells.is_empty() {
            // Its words belong to what stands around it.
            for line in frame.take_lines() {
                self.words().add_lines(&line);
            }
            return Ok(());
        }
        if is_inner && !(is_large && self.frames.iter().all(Frame::may_be_layout)) {
            let mut text = frame.caption.take_lines();
            text.extend(rows_of(&frame.table, self.between));
            self.words().add_lines(&text.join("\n"));
            if let Some((placed, _)) = self.frames.last_mut().and_then(|frame| frame.cell.as_mut()) {
                placed.has_table = true;
            }
            return Ok(());
        }
        // Around a table on a page, or in a mail, often lies another one that only holds it in its place.
        let mut before = self.outside.take_lines();
        for outer in &mut self.frames {
            outer.is_layout = true;
            before.extend(outer.take_lines());
        }
        before.extend(frame.caption.take_lines());
        frame.table.before = before;
        if self.done.len() >= SHEETS_LIMIT {
            return Err(ImportError::TooMany { what: "tables", limit: SHEETS_LIMIT });
        }
        self.done.push(frame.table);
        Ok(())
    }
}

impl Frame {
    fn begin_row(&mut self, is_hidden: bool) -> Result<(), ImportError> {
        if self.table.rows >= LINES_LIMIT {
            return Err(ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
        }
        if is_hidden || self.is_part_hidden {
            self.table.hidden_rows.push(self.table.rows);
        }
        self.table.rows += 1;
        self.next = 0;
        Ok(())
    }

    /// Puts a cell where the first place of the row is free.
    fn begin_cell(&mut self, rows: usize, columns: usize, is_hidden: bool) -> Result<(), ImportError> {
        if self.table.rows == 0 {
            self.begin_row(false)?;
        }
        let row = self.table.rows - 1;
        let is_held = |until: &usize| *until > row;
        let column = self.next + self.held.iter().skip(self.next).take_while(|until| is_held(until)).count();
        self.is_wide |= column > 0;
        self.next = column + columns;
        if self.next > COLUMNS_LIMIT {
            return Err(ImportError::TooMany { what: "columns", limit: COLUMNS_LIMIT });
        }
        if self.held.len() < self.next {
            self.held.resize(self.next, 0);
        }
        for until in self.held.iter_mut().skip(column).take(columns) {
            *until = row + rows;
        }
        let placed = Placed { row, column, rows, columns, is_hidden, ..Placed::default() };
        self.cell = Some((placed, Words::default()));
        Ok(())
    }

    /// Whether it can be there for the place of what lies in it.
    fn may_be_layout(&self) -> bool {
        self.is_layout || !self.is_wide
    }

    /// Takes all its words.
    fn take_lines(&mut self) -> Vec<String> {
        let mut lines = self.caption.take_lines();
        for cell in self.table.cells.drain(..) {
            lines.extend(cell.text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
        }
        if let Some((_, words)) = &mut self.cell {
            lines.extend(words.take_lines());
        }
        lines
    }
}

/// The words of a table, one line a row.
fn rows_of(table: &Table, between: &str) -> Vec<String> {
    let rows = table.cells.chunk_by(|one, other| one.row == other.row);
    let row = |cells: &[Placed]| {
        let words: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
        words.join(between)
    };
    rows.map(row).filter(|row| !row.is_empty()).collect()
}
