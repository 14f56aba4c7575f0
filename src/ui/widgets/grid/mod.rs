//! A grid that types like a spreadsheet: one widget, painted by hand, generic over where its cells come from.
//!
//! Why our own: the action register wants sticky columns, rows of any height, typing without reaching for the mouse, true
//! table roles for a screen reader, and 10,000 rows at no cost; no table widget gives all five.
//!
//! # How a view uses it
//! ```text
//! struct Rows<'a>(&'a [Arc<ActionRow>]);          // the view's own type
//! impl GridSource for Rows<'_> { … }              // what stands in a cell, what may be typed there
//!
//! let response = Grid::new("actions", "Actions").show(ui, &mut self.grid, &columns, &Rows(&rows));
//! for event in response.events {
//!     match event {
//!         GridEvent::Commit { row, column, text } => …,   // row and column are keys, never positions
//!         GridEvent::Copy => copy(response.selection),    // positions, for reading the source
//!         …
//!     }
//! }
//! ```
//! The grid changes nothing but its own [`GridState`] (cursor, selection, scroll, draft); whatever concerns the document
//! comes out as a [`GridEvent`]. It takes all the room that `ui` has left, so it goes last and never into a `ScrollArea`.
//!
//! # Keys, positions, revisions
//! A row is named by [`GridSource::row_key`], a column by [`Column::key`]: they survive sorting and filtering, so the cursor
//! stays on its row and ids stay stable. A change of anything must change [`GridSource::revision`]; a change of one row's
//! text must change its [`GridSource::row_revision`]. Between two equal revisions only the cells in sight are asked for.
//!
//! # Keyboard, when the grid has the focus
//! | key | does |
//! |---|---|
//! | arrows, Home, End, Page Up, Page Down, Ctrl+Home, Ctrl+End | move; with Shift extend the selection |
//! | Ctrl+arrow | to the edge of the data |
//! | Tab, Shift+Tab | next, previous cell; past the last and the first, and at once with [`Grid::tab_leaves`], the focus leaves |
//! | Enter, F2, typing | edit (typing overwrites); on a [`Editable::Pick`] cell [`GridEvent::Pick`], with the letters typed, as does Space |
//! | Shift+Enter | up |
//! | Delete, Backspace | [`GridEvent::Clear`] |
//! | Ctrl+C, Ctrl+X, Ctrl+V | [`GridEvent::Copy`], [`GridEvent::Cut`], [`GridEvent::Paste`] |
//! | Ctrl+A, Shift+Space | select all, select the rows |
//! | Alt+Up, Alt+Down | [`GridEvent::MoveRows`] |
//! | Shift+F10, the menu key, right click | [`GridEvent::Menu`]; on a title [`GridEvent::HeadingMenu`] |
//! | Escape | selection back to the one cell |
//!
//! In the editor Enter commits and moves down, after a run of Tabs to the column where that began; Shift+Enter moves up, Tab
//! and Shift+Tab sideways, Ctrl+Enter asks for a [`GridEvent::NewRow`], Alt+Enter breaks the line, Escape leaves all as it
//! was, a click elsewhere commits. A draft equal to what stood there commits nothing. Where one text is
//! [offered](GridSource::completion), Enter and Tab take it, Delete and Backspace leave it.
//!
//! Titles are dragged to another place, by their edge to another width; a double click on the edge fits the texts.
//!
//! # Screen readers
//! Table > Row > `RowHeader` (the number) and Cell, and a Row of `ColumnHeader`s, with true counts and indices. A cell's name is
//! its whole text (with the second line), its description the column's title; the table holds the keyboard focus and names the
//! cursor cell as its active descendant. Only rows in sight are nodes.

mod access;
mod editor;
mod headings;
mod heights;
mod keys;
mod layout;
mod paint;
mod pointer;
mod scroll;
mod shade;
mod show;
mod source;
mod state;

pub use shade::paint_shade;
pub use show::{Grid, GridResponse};
pub use source::{Cell, Column, Drawing, Editable, GridEvent, GridSource, Shade, Tone};
pub use state::{GridState, Place, Selection};
