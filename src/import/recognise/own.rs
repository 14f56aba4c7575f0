//! Sheets of a working copy that this program exported: what they mean is known by their titles, and nothing is guessed.

use super::columns::Placed;
use super::level_table::{LevelColumn, LevelTable};
use super::levels::QuarterSaid;
use crate::import::{Choices, Field, Line, Sheet};
use crate::model::{ChangeText, ID_TITLE, LEVEL_NOW_TITLE, PLANNED_TITLE, Quarter, RowField};
use strum::IntoEnumIterator as _;

/// The header is looked for in this many lines; somebody may have put a title over it.
const HEADER_WITHIN: usize = 40;

/// What a sheet of ours holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Own {
    /// Action rows.
    Rows,
    /// The levels and texts of the changes.
    Levels,
}

/// Whether a sheet is one of ours, and in which line its header stands. `None` when a person chose another header.
pub(in crate::import) fn own(sheet: &Sheet, choices: &Choices) -> Option<(usize, Own)> {
    let has_ids = |line: &Line| line.cells.iter().any(|cell| is_title(&cell.text, ID_TITLE));
    let at = sheet.lines.iter().take(HEADER_WITHIN).position(has_ids)?;
    let line = sheet.lines.get(at)?;
    if choices.header.is_some_and(|chosen| chosen != Some(line.number)) {
        return None;
    }
    let has = |title: &str| line.cells.iter().any(|cell| is_title(&cell.text, title));
    if has(RowField::WhereNow.name()) && has(RowField::Change.name()) {
        Some((at, Own::Rows))
    } else if has(LEVEL_NOW_TITLE) && has(RowField::Change.name()) {
        Some((at, Own::Levels))
    } else {
        None
    }
}

fn is_title(text: &str, title: &str) -> bool {
    text.trim().eq_ignore_ascii_case(title)
}

/// The columns of levels and texts of a sheet of ours.
pub(in crate::import) fn level_columns(own: Own, header: &Line) -> LevelTable {
    if own == Own::Rows {
        return LevelTable::default();
    }
    let column = |title: &str| {
        if is_title(title, LEVEL_NOW_TITLE) {
            return Some(LevelColumn::Now(None));
        }
        if let Some(quarter) = title.trim().strip_prefix(PLANNED_TITLE).and_then(|it| it.parse::<Quarter>().ok()) {
            let said = QuarterSaid { number: quarter.number(), start_year: Some(quarter.start_year()) };
            return Some(LevelColumn::Planned(Some(said)));
        }
        ChangeText::iter().find(|text| is_title(title, text.name())).map(|text| LevelColumn::Text(text, true))
    };
    let titles = || header.cells.iter().map(|cell| cell.text.as_str()).enumerate();
    LevelTable {
        columns: titles().filter_map(|(at, title)| Some((at, column(title)?, true))).collect(),
        label: titles().find(|(_, title)| is_title(title, RowField::Change.name())).map(|(at, _)| at),
        only: true,
    }
}

/// What the other columns of a sheet of ours mean.
pub(in crate::import) fn placed(own: Own, header: &Line) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for (column, cell) in header.cells.iter().enumerate() {
        let of_row = || RowField::iter().find(|field| is_title(&cell.text, field.name())).map(Field::Row);
        let field =
            if is_title(&cell.text, ID_TITLE) { Some(Field::Id) } else { of_row().filter(|_| own == Own::Rows) };
        // A title that somebody has copied into a second column says nothing of that one.
        if field.is_some() && placed.iter().all(|it| it.field != field) {
            placed.push(Placed { column, field, certain: true, why: "by its title" });
        }
    }
    placed
}
