//! Where a conflict is and what a merge came to, in words.

use crate::compare::Taken;
use crate::model::{ActionRow, Assessment, ChangeKey, Conflict, Framework, Spot, Value};
use std::sync::Arc;

/// How many letters of a row tell it from others.
const LETTERS: usize = 60;

/// Where a conflict is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictPlace {
    /// The number of the change; nothing where it is about the whole.
    pub number: Option<usize>,
    /// The change in a few words; “The whole” where it is about none.
    pub change: String,
    /// How the row begins, when it is about one.
    pub row: Option<String>,
    /// The field.
    pub field: String,
}

impl std::fmt::Display for ConflictPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(number) = self.number {
            write!(f, "{number} {}, ", self.change)?;
        }
        if let Some(row) = &self.row {
            write!(f, "“{row}”, ")?;
        }
        f.write_str(&self.field)
    }
}

/// Where a conflict is. A row that is gone is told by what the two sides have of it.
#[must_use]
pub fn conflict_place(assessment: &Assessment, framework: &Framework, conflict: &Conflict) -> ConflictPlace {
    let spot = &conflict.spot;
    let row = spot.row().and_then(|id| {
        assessment.row(id).or_else(|| {
            let sides = [&conflict.base, &conflict.mine.value, &conflict.theirs.value];
            sides.into_iter().find_map(|value| match value {
                Value::Row(row) => Some(row),
                _ => None,
            })
        })
    });
    let key: Option<&ChangeKey> = spot.change().or_else(|| row.map(|row| &row.change));
    let number = key.and_then(|key| framework.number(key));
    let change = key.map_or_else(
        || "The whole".to_owned(),
        |key| framework.change(key).map_or_else(|| key.to_string(), |change| change.short.clone()),
    );
    let row = spot.row().map(|id| row.map_or_else(|| id.to_string(), first_words));
    let field = match (spot, conflict.base.is_nothing()) {
        (Spot::Row(_), true) => "Row, added by both".to_owned(),
        (Spot::Row(_), false) => "Row, deleted by one".to_owned(),
        _ => spot.name(),
    };
    ConflictPlace { number, change, row, field }
}

/// How a row begins: enough to know it by.
#[must_use]
pub fn first_words(row: &Arc<ActionRow>) -> String {
    let said = [&row.where_now, &row.needs, &row.gaps].into_iter().find(|text| !text.trim().is_empty());
    let Some(text) = said else { return row.id.to_string() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LETTERS {
        return text;
    }
    let cut: String = text.chars().take(LETTERS).collect();
    // Not in the middle of a word.
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

/// What a merge came to: “3 changes of theirs came in, 5 of yours stayed.”, and what is left to do.
pub(in crate::app) fn came_to(taken: Taken, conflicts: usize) -> String {
    let mut said = match (taken.theirs, taken.mine) {
        (0, 0) if conflicts + taken.combined > 0 => String::new(),
        (0, 0) => "nothing new of theirs came in.".to_owned(),
        (0, mine) => format!("nothing else of theirs came in, {mine} of yours stayed."),
        (1, 0) => "1 change of theirs came in.".to_owned(),
        (theirs, 0) => format!("{theirs} changes of theirs came in."),
        (1, mine) => format!("1 change of theirs came in, {mine} of yours stayed."),
        (theirs, mine) => format!("{theirs} changes of theirs came in, {mine} of yours stayed."),
    };
    let mut add = |words: &str| {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(words);
    };
    match taken.combined {
        0 => {}
        1 => add("1 text was combined; please read it."),
        many => add(&format!("{many} texts were combined; please read them.")),
    }
    match conflicts {
        0 => {}
        1 => add("1 conflict is to be decided."),
        many => add(&format!("{many} conflicts are to be decided.")),
    }
    said
}
