//! Tables that other programs made, as a proposal of what they mean: bytes in, a proposal out, never a document changed.
//!
//! Three steps, each without the next:
//! 1. [`read`] takes the bytes of a file (or of the clipboard) to neutral [`Sheet`]s of cells that know where they stood.
//!    Readers repair nothing; what they leave out they say.
//! 2. [`Proposal::of`] recognises in a sheet the header, the columns, the changes and each cell. Every assumption becomes
//!    a [`Finding`] with the cell it came from, and every cell of the source is used, assumed or unread.
//! 3. What the person settles goes into [`Choices`], and the proposal is made anew with them.

mod bounds;
mod choices;
mod error;
mod fields;
mod finding;
mod names;
mod proposal;
mod readers;
mod recognise;
mod table;

pub use bounds::*;
pub use choices::{Choices, RowAt};
pub use error::ImportError;
pub use fields::Field;
pub use finding::{Code, Finding};
pub use names::{TABLE_ENDINGS, is_table};
pub use proposal::{CellUse, Known, LevelCell, Proposal, ProposedChange, ProposedLevels, ProposedRow, UseCounts};
pub use readers::{CellEnd, Kind, Page, Placed, Table, first_cell, read, read_html, read_text};
pub use recognise::blocks::Block;
pub use recognise::columns::Column;
pub use table::{Cell, CellKind, Line, Sheet, Source};
