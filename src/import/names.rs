//! Which files are taken for tables by their names.

use std::path::Path;

/// The endings of files that hold tables.
pub const TABLE_ENDINGS: [&str; 11] = ["xlsx", "xlsm", "xls", "ods", "docx", "csv", "tsv", "txt", "tab", "html", "htm"];

/// Whether a file is a table by its name. What it really is, [`read`](super::read) finds out.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        TABLE_ENDINGS.contains(&ending.as_str())
    })
}
