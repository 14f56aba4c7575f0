//! The names by which a working copy is known again: a workbook that was exported to be worked in, and that comes back.
//! What stands in its cells is said here too, so that who writes it and who reads it cannot come apart.

use super::{ActionRow, ChangeKey, Framework, Level, RowField, Status};
use std::borrow::Cow;

/// The title of the column that carries the ids of rows, and of changes where there is a line for each.
pub const ID_TITLE: &str = "hicm id";

/// The name of the sheet with the action rows.
pub const ACTIONS_SHEET: &str = "Actions";

/// The name of the sheet with the levels and texts of the changes.
pub const LEVELS_SHEET: &str = "Levels";

/// The name of the hidden sheet that carries what the working copy held when it was exported, so that what was edited in
/// it can be told from what has changed here since.
pub const BASE_SHEET: &str = "hicm base";

/// The same for the levels and texts of the changes.
pub const BASE_LEVELS_SHEET: &str = "hicm base levels";

/// The name of the hidden sheet with what cells offer to be chosen.
pub const LISTS_SHEET: &str = "hicm lists";

/// Whether a sheet is one that we have hidden on purpose.
#[must_use]
pub fn is_hidden_in_copy(name: &str) -> bool {
    [BASE_SHEET, BASE_LEVELS_SHEET, LISTS_SHEET].contains(&name)
}

/// The title of the column with the levels now.
pub const LEVEL_NOW_TITLE: &str = "Level now";

/// What stands for the level of a change that was not assessed.
pub const NOT_ASSESSED: &str = "Not assessed";

/// What the titles of columns with planned levels begin with; the quarter follows.
pub const PLANNED_TITLE: &str = "Planned for ";

/// What makes a spreadsheet take a text for a formula when it opens a text file, in full width too.
const FORMULA_MARKS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A level by number and word: "3 Established".
#[must_use]
pub fn level_in_copy(level: Level) -> String {
    format!("{} {}", level.number(), level.name())
}

/// A status by number and word: "3 Established", "3–4 Established / Mature"; unknown as the words that stood there.
#[must_use]
pub fn status_in_copy(status: &Status) -> Cow<'_, str> {
    match (status, status.counted(), status.upper()) {
        (Status::Unknown(typed), ..) => typed.as_str().into(),
        (_, Some(lower), Some(upper)) => {
            format!("{}–{} {} / {}", lower.number(), upper.number(), lower.name(), upper.name()).into()
        }
        (_, Some(level), None) => level_in_copy(level).into(),
        (_, None, _) => "".into(),
    }
}

/// The title of a change with its number: "6 Trusted assessors".
#[must_use]
pub fn change_in_copy(framework: &Framework, key: &ChangeKey) -> String {
    match (framework.number(key), framework.change(key)) {
        (Some(number), Some(change)) => format!("{number} {}", change.title),
        _ => key.to_string(),
    }
}

/// What stands in a cell of a row.
#[must_use]
pub fn field_in_copy<'a>(row: &'a ActionRow, field: RowField, framework: &Framework) -> Cow<'a, str> {
    match field {
        RowField::Change => change_in_copy(framework, &row.change).into(),
        RowField::Status => status_in_copy(&row.status),
        field => row.text(field),
    }
}

/// A text so that no spreadsheet that opens a text file takes it for a formula: an apostrophe in front of what begins like
/// one. [`unguarded`] takes it away again, and nothing else.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if may_be_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text before [`guarded`].
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| may_be_formula(rest)).unwrap_or(text)
}

/// Whether a text begins like a formula, behind apostrophes or none.
fn may_be_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_MARKS)
}
