//! What only a window can do: it comes back from a request that was carried out.

use super::{BlockAct, PathFor, Request, Theme, find};
use crate::model::RowId;
use std::path::PathBuf;

/// What only a window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for a path with the desktop's own dialog.
    AskPath {
        /// What for.
        purpose: PathFor,
        /// The path offered.
        suggested: PathBuf,
    },
    /// Close the window.
    Close,
    /// Show a folder in the desktop's own way.
    ShowFolder(PathBuf),
    /// Fill a screen, or be a window again.
    FullScreen {
        /// Fill it.
        on: bool,
        /// Which one; the one the window is on without a number.
        screen: Option<usize>,
    },
    /// Colours were chosen.
    Theme(Theme),
    /// Black and white were chosen, or the usual colours.
    HighContrast(bool),
    /// Whether things may move by themselves was chosen.
    ReduceMotion(bool),
    /// The size of everything was chosen.
    Zoom(f32),
    /// Bring this row into view in the action table.
    Reveal(RowId),
    /// Bring this new row into view and put the keyboard on its first cell.
    BeginRow(RowId),
    /// Take these rows in hand, and bring the first into view.
    TakeRows(Vec<RowId>),
    /// Have the table that is shown act on its selection.
    Table(TableAct),
    /// Put this on the clipboard.
    SetClipboard {
        /// As plain text.
        text: String,
        /// As a table in HTML, where the clipboard takes it.
        html: String,
    },
    /// Bring a text that was found into sight.
    ShowHit {
        /// Where it stands.
        hit: find::Hit,
        /// Whether the keyboard goes there.
        focus: bool,
    },
    /// Put the keyboard into the find bar.
    FocusFind,
    /// Read what is on the clipboard, to be brought in as a table.
    ReadClipboard,
    /// Put the keyboard into the view that is shown.
    FocusView,
    /// Another finding of the table that is being brought in was gone to.
    FindingStepped,
    /// Show what there is to explain about the cell in hand.
    Explain,
    /// Put the keyboard into the action table.
    FocusGrid,
    /// Put the keyboard into the filter's field.
    FocusFilter,
    /// Put the keyboard on the level of the change that is shown.
    FocusLevel,
    /// Put the keyboard into the next part of the window, or the one before.
    StepRegion {
        /// The one before.
        back: bool,
    },
    /// Ask for this once the dialog is gone and the keyboard is back where it was, so that it acts on what is in hand
    /// there.
    Afterwards(Box<Request>),
}

/// What the table that is shown is to do with its selection, which only it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAct {
    /// Something with the block of selected cells.
    Block(BlockAct),
    /// Take in what is on the clipboard.
    Paste,
}
