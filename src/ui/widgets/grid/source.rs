//! What a view tells the grid, and what the grid tells the view.

use crate::ui::widgets::Ladder;
use egui::{Pos2, Rect};
use std::borrow::Cow;
use std::ops::Range;

/// One column. Widths are in points and include the padding.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Names the column for ever, whatever its position.
    pub key: u32,
    /// Heading.
    pub title: String,
    /// Width wanted: room left over is shared in proportion to it.
    pub width: f32,
    /// Width below which the grid scrolls sideways rather than squeeze.
    pub min_width: f32,
    /// Width set by hand: the column then shares no room.
    pub fixed: Option<f32>,
    /// Stays in sight beside the row number; sticky columns must come first.
    pub sticky: bool,
    /// What the column is for, in a sentence: said to a screen reader, and shown when the pointer rests on the title.
    pub purpose: &'static str,
}

/// Heads the title of a column by which rows are sorted, lowest or highest first: at its end it would be the first to be
/// cut off.
const SORTED: [(&str, bool); 2] = [("▲ ", false), ("▼ ", true)];

impl Column {
    /// Marks it as the one by which rows are sorted: `Some(true)` for the highest first.
    #[must_use]
    pub fn sorted(mut self, descending: Option<bool>) -> Self {
        let mark = SORTED.iter().find(|(_, down)| Some(*down) == descending);
        self.title.insert_str(0, mark.map_or("", |(mark, _)| mark));
        self
    }

    /// Its title without the mark, and whether it is sorted by, the highest first.
    #[must_use]
    pub fn plain_title(&self) -> (&str, Option<bool>) {
        let marked = SORTED.iter().find_map(|(mark, down)| Some((self.title.strip_prefix(mark)?, Some(*down))));
        marked.unwrap_or((&self.title, None))
    }
}

/// What a cell's text weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Text.
    #[default]
    Normal,
    /// Said by the app rather than typed: "none", "not given".
    Muted,
    /// Overdue.
    Alert,
}

/// A small drawing before the text; the text must say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawing {
    /// Nothing.
    #[default]
    None,
    /// The five steps of a level.
    Ladder(Ladder),
}

/// What became of a cell that was brought in: told by a wash, by a mark and by a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// Nothing is told of it.
    #[default]
    None,
    /// It was used as it stands.
    Used,
    /// It was used with a reading that may be disputed.
    Assumed,
    /// It was not read.
    Unread,
}

impl Shade {
    /// In a word; blank for nothing.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Used => "used",
            Self::Assumed => "assumed",
            Self::Unread => "not read",
        }
    }
}

/// How a cell may be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Editable {
    /// Typed in place.
    #[default]
    Text,
    /// Chosen from a picker that the view opens on [`GridEvent::Pick`].
    Pick,
    /// Not at all.
    No,
}

/// What stands in one cell.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    /// The text, as typed or as the app says it.
    pub text: Cow<'a, str>,
    /// A small muted line below, such as the reading of a due; may be empty.
    pub below: Cow<'a, str>,
    /// Weight of the text.
    pub tone: Tone,
    /// Drawn before the text.
    pub drawing: Drawing,
    /// Carries a remark of an importer: a small mark in the corner, and said to a screen reader.
    pub marked: bool,
    /// What became of it.
    pub shade: Shade,
    /// How it may be changed.
    pub editable: Editable,
    /// Parts of the text that were looked for, in bytes.
    pub found: Vec<Range<usize>>,
}

impl<'a> Cell<'a> {
    /// A cell of plain, editable text.
    #[must_use]
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Where cells come from. Positions count from nought; columns are positions in the slice given to [`Grid::show`](super::Grid::show).
pub trait GridSource {
    /// Number of rows.
    fn row_count(&self) -> usize;
    /// Names a row for ever, whatever its position.
    fn row_key(&self, row: usize) -> u64;
    /// Differs whenever anything differs: a text, the order, the number of rows.
    fn revision(&self) -> u64;
    /// Differs whenever this row's texts differ.
    fn row_revision(&self, row: usize) -> u64;
    /// What stands in a cell.
    fn cell(&self, row: usize, column: usize) -> Cell<'_>;
    /// The row's name for a screen reader, such as its first words.
    fn row_name(&self, row: usize) -> Cow<'_, str>;
    /// What stands in the gutter: the number that people say aloud.
    fn row_number(&self, row: usize) -> Cow<'_, str> {
        Cow::Owned((row + 1).to_string())
    }
    /// What the editor starts with: empty where the cell says "none" or "not given".
    fn edit_text(&self, row: usize, column: usize) -> Cow<'_, str> {
        let cell = self.cell(row, column);
        if cell.tone == Tone::Muted { Cow::Borrowed("") } else { Cow::Owned(cell.text.into_owned()) }
    }
    /// What the editor says below a draft, such as the reading of a due.
    fn hint(&self, row: usize, column: usize, draft: &str) -> Option<String> {
        let _ = (row, column, draft);
        None
    }
    /// The whole text that a draft most likely becomes, when there is just one: the editor offers it.
    fn completion(&self, row: usize, column: usize, draft: &str) -> Option<String> {
        let _ = (row, column, draft);
        None
    }
    /// What is to be explained about the text of a cell at a byte of it, such as an abbreviation.
    fn explanation(&self, row: usize, column: usize, at: usize) -> Option<String> {
        let _ = (row, column, at);
        None
    }
    /// A heading above this row, where a group starts.
    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        let _ = row;
        None
    }
}

/// What the grid asks of the view. Rows and columns are keys.
#[derive(Clone, Debug, PartialEq)]
pub enum GridEvent {
    /// A typed text is to stand in a cell. Never sent for a text that did not change.
    Commit {
        /// Key of the row.
        row: u64,
        /// Key of the column.
        column: u32,
        /// The whole text.
        text: String,
    },
    /// A picker is wanted.
    Pick {
        /// Key of the row.
        row: u64,
        /// Key of the column.
        column: u32,
        /// The cell, on screen.
        rect: Rect,
        /// What was typed to ask for it; may be empty.
        typed: String,
    },
    /// Empty the selected cells.
    Clear,
    /// Put the selection on the clipboard.
    Copy,
    /// Put the selection on the clipboard and empty it.
    Cut,
    /// Put this text in, from the selection's first cell on.
    Paste(String),
    /// Move the selected rows by so many places (down is positive).
    MoveRows(i32),
    /// A context menu is wanted for the selection.
    Menu {
        /// Where, on screen.
        pos: Pos2,
    },
    /// A column's heading was clicked.
    Heading {
        /// Key of the column.
        column: u32,
    },
    /// A context menu is wanted for a column.
    HeadingMenu {
        /// Key of the column.
        column: u32,
        /// Where, on screen.
        pos: Pos2,
    },
    /// Widths were set by hand: of every column, by key.
    Widths(Vec<(u32, f32)>),
    /// A column was dragged to another place.
    MoveColumn {
        /// Key of the column.
        column: u32,
        /// Key of the column it now stands before; `None` at the end.
        before: Option<u32>,
    },
    /// A new row is wanted below the cursor's.
    NewRow,
}
