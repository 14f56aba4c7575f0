//! A table that another program put on the clipboard as HTML. Plain text loses the line breaks inside cells when it comes
//! from LibreOffice, and takes every paragraph of a cell for a row when it comes from Word; HTML keeps both.

use super::clipboard::Block;
use crate::import::Page;

impl Block {
    /// Reads the one table of an HTML text: one cell each, with its line breaks; a cell that spans several counts once, and
    /// the others it covers are empty.
    ///
    /// `None` when there is no table, more than one, or text beside it: then the plain text says more.
    #[must_use]
    pub fn read_html(html: &str) -> Option<Self> {
        let page = Page::of(html, " ").ok()?;
        let [table] = page.tables.as_slice() else { return None };
        if !table.before.is_empty() || !page.after.is_empty() {
            return None;
        }
        let mut rows = vec![Vec::new(); table.rows];
        for cell in &table.cells {
            let mut text = Some(cell.text.clone());
            // A cell that was to reach down further than the table does adds no rows to it.
            for row in rows.iter_mut().skip(cell.row).take(cell.rows) {
                if row.len() < cell.column + cell.columns {
                    row.resize(cell.column + cell.columns, String::new());
                }
                if let (Some(place), Some(text)) = (row.get_mut(cell.column), text.take()) {
                    *place = text;
                }
            }
        }
        Self::new(rows)
    }
}
