//! What the grid remembers between frames. The view owns it; nothing of it is kept by egui or saved.

use super::heights::Heights;
use super::scroll::Scroll;
use std::ops::Range;

/// A cell, by keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Key of the row.
    pub row: u64,
    /// Key of the column.
    pub column: u32,
}

/// The selected block, by positions, for reading the source with. Never empty while there is a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Positions of the rows.
    pub rows: Range<usize>,
    /// Positions of the columns.
    pub columns: Range<usize>,
}

impl Selection {
    /// Is this cell in it?
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        self.rows.contains(&row) && self.columns.contains(&column)
    }

    /// One cell at most?
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.rows.len() <= 1 && self.columns.len() <= 1
    }
}

/// How far a selection reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reach {
    /// From anchor to cursor.
    #[default]
    Cells,
    /// Whole rows from anchor to cursor.
    Rows,
    /// Everything.
    All,
}

/// Row and column by position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub row: usize,
    pub column: usize,
}

/// A draft being typed.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    /// The cell it stands over.
    pub place: Place,
    /// What is typed so far.
    pub draft: String,
    /// What stood there before.
    pub original: String,
    /// Not yet shown.
    pub fresh: bool,
    /// The whole text that is offered for the draft.
    pub offer: Option<String>,
}

/// Cursor, selection, scroll, draft and row heights of one grid.
#[derive(Debug, Default)]
pub struct GridState {
    pub(super) cursor: Option<Place>,
    pub(super) cursor_at: At,
    pub(super) anchor: Option<Place>,
    pub(super) anchor_at: At,
    pub(super) reach: Reach,
    pub(super) scroll: Scroll,
    pub(super) editor: Option<Editor>,
    pub(super) heights: Heights,
    /// Widths while one of them is being dragged, by column key.
    pub(super) widths: Vec<(u32, f32)>,
    /// The column whose title is held down.
    pub(super) pressed_title: Option<u32>,
    /// The column whose title is being dragged.
    pub(super) moving: Option<u32>,
    /// Where a run of Tabs began: Enter comes back to that column, as in spreadsheets.
    pub(super) tab_home: Option<u32>,
    /// A step to the next or (`true`) previous cell is wanted.
    pub(super) step_wanted: Option<bool>,
    /// Keys that came in one frame with the one that closed the editor: the next frame's.
    pub(super) later: Vec<egui::Event>,
    pub(super) reveal: bool,
    pub(super) focus_wanted: bool,
    pub(super) edit_wanted: bool,
    pub(super) selecting: bool,
}

impl GridState {
    /// The cell with the cursor.
    #[must_use]
    pub const fn cursor(&self) -> Option<Place> {
        self.cursor
    }

    /// Is a draft being typed?
    #[must_use]
    pub const fn is_editing(&self) -> bool {
        self.editor.is_some()
    }

    /// The draft being typed, when it differs from what stood there.
    #[must_use]
    pub fn draft(&self) -> Option<(Place, &str)> {
        let editor = self.editor.as_ref().filter(|editor| editor.draft != editor.original)?;
        Some((editor.place, &editor.draft))
    }

    /// Closes the editor and hands over its draft, when it differs from what stood there: for a command that must not
    /// leave it behind, such as saving.
    pub fn take_draft(&mut self) -> Option<(Place, String)> {
        let editor = self.editor.take()?;
        self.focus_wanted = true;
        (editor.draft != editor.original).then_some((editor.place, editor.draft))
    }

    /// Puts the cursor on a cell and scrolls it into sight in the next frame; the selection is that cell.
    pub fn go_to(&mut self, place: Place) {
        self.cursor = Some(place);
        self.anchor = Some(place);
        self.reach = Reach::Cells;
        self.reveal = true;
    }

    /// Scrolls to the first row in the next frame, as after other rows have come.
    pub fn to_top(&mut self) {
        let across = std::mem::take(&mut self.scroll).x;
        self.scroll.x = across;
    }

    /// Puts the cursor on the first of some rows, all of which are selected, and scrolls it into sight.
    pub fn go_to_rows(&mut self, first: u64, last: u64, column: u32) {
        self.go_to(Place { row: first, column });
        if first != last {
            self.anchor = Some(Place { row: last, column });
            self.reach = Reach::Rows;
        }
    }

    /// Gives up what was wanted for the next frame: the grid is not shown, and must not take the keyboard much later.
    pub const fn want_nothing(&mut self) {
        self.focus_wanted = false;
        self.edit_wanted = false;
        self.step_wanted = None;
    }

    /// Gives the grid the keyboard in the next frame, as after a picker has closed.
    pub const fn take_focus(&mut self) {
        self.focus_wanted = true;
    }

    /// Starts editing the cursor's cell in the next frame.
    pub const fn edit(&mut self) {
        self.edit_wanted = true;
        self.reveal = true;
    }

    /// Goes to the next cell, or back to the one before, in the next frame, as Tab does.
    pub const fn step(&mut self, back: bool) {
        self.step_wanted = Some(back);
        self.focus_wanted = true;
    }
}
