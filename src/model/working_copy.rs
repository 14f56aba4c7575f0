//! The names by which a working copy is known again: a workbook that was exported to be worked in, and that comes back.

/// The title of the column that carries the ids of rows.
pub const ID_TITLE: &str = "hicm id";

/// The name of the hidden sheet that carries what the working copy held when it was exported, so that what was edited in
/// it can be told from what has changed here since.
pub const BASE_SHEET: &str = "hicm base";
