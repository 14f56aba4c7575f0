//! What stands in a workbook, before anything knows how one is written: sheets of cells, and what each cell is.

/// A sheet.
#[derive(Clone, Debug)]
pub(in crate::export) struct Sheet {
    /// Its name.
    pub(in crate::export) name: &'static str,
    /// It is there for the program alone.
    pub(in crate::export) hidden: bool,
    /// Its columns.
    pub(in crate::export) columns: Vec<Column>,
    /// Its rows from the first.
    pub(in crate::export) rows: Vec<Row>,
    /// The row with the titles of the columns, if it is a table: it stays in sight, and stands on every page.
    pub(in crate::export) header: Option<usize>,
    /// The first columns that stay in sight, too.
    pub(in crate::export) held: u16,
    /// Whether the table can be filtered.
    pub(in crate::export) filter: bool,
    /// How many blank rows below the table offer what its rows do.
    pub(in crate::export) spare: usize,
}

/// A column.
#[derive(Clone, Debug)]
pub(in crate::export) struct Column {
    /// How wide it is, in figures of the standard font.
    pub(in crate::export) width: f64,
    /// It is there for the program alone.
    pub(in crate::export) hidden: bool,
    /// What its cells offer below the header.
    pub(in crate::export) offers: Option<Offer>,
}

/// What a cell offers to be chosen: a column of the sheet with the lists.
#[derive(Clone, Debug)]
pub(in crate::export) struct Offer {
    /// The sheet with the lists.
    pub(in crate::export) sheet: &'static str,
    /// The column of it.
    pub(in crate::export) column: u16,
    /// How many there are.
    pub(in crate::export) count: usize,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(in crate::export) struct Row {
    /// Its cells from the first.
    pub(in crate::export) cells: Vec<Cell>,
    /// The first and the last of the cells that are one, if some are.
    pub(in crate::export) merged: Option<(u16, u16)>,
    /// What single cells of it offer, by column.
    pub(in crate::export) offers: Vec<(u16, Offer)>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::export) struct Cell {
    /// What stands in it.
    pub(in crate::export) value: Value,
    /// What it is.
    pub(in crate::export) look: Look,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::export) enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// A text, whatever it looks like.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula of our own, and what it comes to.
    Formula(String, String),
    /// A text that leads to a cell of a sheet.
    Link(String, String),
}

/// What a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::export) enum Look {
    /// A cell like others.
    #[default]
    Body,
    /// The title of a sheet.
    Title,
    /// A heading in it.
    Heading,
    /// The title of a column.
    Header,
    /// What is beside the point.
    Quiet,
    /// A level, and of a split the upper one.
    Level(u8, Option<u8>),
    /// To be filled in, in the return.
    Input,
    /// Filled in already, in the return.
    Given,
    /// Whether something is complete: yes or not.
    Check,
}

impl Column {
    pub(in crate::export) fn wide(width: f64) -> Self {
        Self { width, hidden: false, offers: None }
    }

    pub(in crate::export) fn hidden() -> Self {
        Self { hidden: true, ..Self::wide(14.0) }
    }

    pub(in crate::export) fn offering(width: f64, offer: Offer) -> Self {
        Self { offers: Some(offer), ..Self::wide(width) }
    }
}

impl Cell {
    pub(in crate::export) fn text(text: impl Into<String>) -> Self {
        Self::looking(Look::Body, text)
    }

    pub(in crate::export) fn looking(look: Look, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { value: if text.is_empty() { Value::Blank } else { Value::Text(text) }, look }
    }

    /// The text that is seen.
    pub(in crate::export) fn shown(&self) -> String {
        match &self.value {
            Value::Blank => String::new(),
            Value::Text(text) | Value::Formula(_, text) | Value::Link(_, text) => text.clone(),
            Value::Number(number) => number.to_string(),
        }
    }
}

impl Row {
    pub(in crate::export) fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self { cells: cells.into_iter().collect(), ..Self::default() }
    }

    pub(in crate::export) fn header(titles: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::of(titles.into_iter().map(|title| Cell::looking(Look::Header, title)))
    }

    /// A text across all of a sheet of so many columns.
    pub(in crate::export) fn across(look: Look, text: impl Into<String>, columns: usize) -> Self {
        Self { merged: Some((0, columns.saturating_sub(1) as u16)), ..Self::of([Cell::looking(look, text)]) }
    }
}

impl Sheet {
    /// A sheet without a table yet.
    pub(in crate::export) fn named(name: &'static str, columns: Vec<Column>) -> Self {
        Self { name, hidden: false, columns, rows: Vec::new(), header: None, held: 0, filter: false, spare: 0 }
    }

    /// A table with its titles in the first row.
    pub(in crate::export) fn table(
        name: &'static str,
        columns: Vec<Column>,
        titles: Vec<String>,
        rows: Vec<Row>,
    ) -> Self {
        let rows = std::iter::once(Row::header(titles)).chain(rows).collect();
        Self { rows, header: Some(0), filter: true, ..Self::named(name, columns) }
    }
}

/// A cell as a formula names it: `$C$7`.
pub(in crate::export) fn address(row: usize, column: usize) -> String {
    format!("${}${}", letters(column), row + 1)
}

/// The letters of a column, counted from 0.
pub(in crate::export) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}
