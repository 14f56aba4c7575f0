//! What stands in a cell of the action table, and what the grid reads it from.

use super::{Shown, field_of};
use crate::app::find::{Pattern, SEARCHED};
use crate::app::{Session, Sort, TableLayout};
use crate::model::{ActionRow, Due, DueReading, Framework, RowField, Status};
use crate::ui::widgets::grid::{Cell, Column, Drawing, Editable, GridSource, Tone};
use crate::ui::widgets::{Ladder, level_words};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

/// The width a column wants, and the least it makes do with, in points.
const fn widths(field: RowField) -> (f32, f32) {
    match field {
        RowField::WhereNow => (240.0, 204.0),
        RowField::Status => (178.0, 174.0),
        RowField::Spread => (116.0, 108.0),
        RowField::Gaps => (180.0, 150.0),
        RowField::Needs => (190.0, 168.0),
        RowField::Due => (130.0, 122.0),
        RowField::Owner => (122.0, 116.0),
        RowField::Delivery => (104.0, 100.0),
        RowField::Progress | RowField::Evidence => (160.0, 140.0),
        RowField::Reviewed => (88.0, 86.0),
        RowField::Change => (150.0, 146.0),
    }
}

/// The columns as they are laid out; the first stays in sight.
pub(super) fn columns(layout: &TableLayout, sort: Option<Sort>) -> Vec<Column> {
    layout
        .shown()
        .enumerate()
        .map(|(at, (field, fixed))| {
            let (width, min_width) = widths(field);
            let column = Column {
                key: field as u32,
                title: field.name().to_owned(),
                width,
                min_width,
                fixed,
                sticky: at == 0,
                purpose: field.purpose(),
            };
            column.sorted(sort.filter(|sort| sort.field == field).map(|sort| sort.descending))
        })
        .collect()
}

/// What the grid reads its cells from.
pub(super) struct Source<'a> {
    pub(super) shown: &'a Shown,
    pub(super) session: &'a Session,
    pub(super) columns: &'a [Column],
    pub(super) editable: bool,
    /// What is looked for.
    pub(super) find: Option<&'a Pattern>,
}

impl Source<'_> {
    fn field(&self, column: usize) -> Option<RowField> {
        self.columns.get(column).and_then(|column| field_of(column.key))
    }
}

impl GridSource for Source<'_> {
    fn row_count(&self) -> usize {
        self.shown.visible.positions.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.shown.keys.get(row).copied().unwrap_or_default()
    }

    fn revision(&self) -> u64 {
        // The state is kept alive while it is shown, so its address names it.
        let mut hasher = DefaultHasher::new();
        Arc::as_ptr(&self.shown.assessment).hash(&mut hasher);
        Arc::as_ptr(&self.shown.visible).hash(&mut hasher);
        self.shown.only.hash(&mut hasher);
        hasher.finish()
    }

    fn row_revision(&self, row: usize) -> u64 {
        self.shown.row(row).map_or(0, |row| Arc::as_ptr(row) as usize as u64)
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (Some(row), Some(field)) = (self.shown.row(row), self.field(column)) else { return Cell::default() };
        let mut cell = row_cell(row, field, (self.session.framework(), self.session.assessment().as_at), self.editable);
        if let Some(pattern) = self.find
            && SEARCHED.contains(&field)
            && cell.tone != Tone::Muted
        {
            cell.found = pattern.ranges(&cell.text).collect();
        }
        cell
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.shown.row(row).map_or(Cow::Borrowed(""), |row| Cow::Borrowed(row.where_now.as_str()))
    }

    fn edit_text(&self, row: usize, column: usize) -> Cow<'_, str> {
        match (self.shown.row(row), self.field(column)) {
            (Some(row), Some(field)) => row.text(field),
            _ => Cow::Borrowed(""),
        }
    }

    fn hint(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        if self.field(column) != Some(RowField::Due) || draft.trim().is_empty() {
            return None;
        }
        let due = Due::read(draft, self.session.assessment().as_at);
        Some(format!("read as {}", due.reading()))
    }

    fn completion(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        match self.field(column)? {
            RowField::Spread => self.shown.vocabulary().organisation(draft),
            RowField::Owner => self.shown.vocabulary().owner(draft),
            _ => None,
        }
    }

    fn explanation(&self, row: usize, column: usize, at: usize) -> Option<String> {
        // In the text as it is shown, which is not always the one that is stored; what the program says is no text.
        let cell = {
            let around = (self.session.framework().as_ref(), self.session.assessment().as_at);
            row_cell(self.shown.row(row)?, self.field(column)?, around, self.editable)
        };
        if cell.tone == Tone::Muted {
            return None;
        }
        let terms = self.session.glossary().terms(&cell.text);
        terms.iter().find(|term| term.range.contains(&at)).map(|term| term.entry.line().to_owned())
    }

    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        if !self.shown.visible.grouped {
            return None;
        }
        let here = self.shown.row(row)?;
        let above = row.checked_sub(1).and_then(|above| self.shown.row(above));
        if above.is_some_and(|above| above.change == here.change) {
            return None;
        }
        let framework = self.session.framework();
        let title = framework.change(&here.change).map_or(here.change.as_str(), |change| change.title.as_str());
        Some(Cow::Owned(format!("{} {title}", framework.number(&here.change).unwrap_or_default())))
    }
}

/// What stands in a cell of a row, by the edition it is judged by and the day it speaks of.
pub fn row_cell<'a>(
    row: &'a ActionRow,
    field: RowField,
    (framework, as_at): (&Framework, NaiveDate),
    editable: bool,
) -> Cell<'a> {
    let text = row.text(field);
    let given = !text.trim().is_empty();
    let pick = matches!(field, RowField::Status | RowField::Delivery | RowField::Reviewed | RowField::Change);
    let mut cell = Cell {
        marked: row.mark(field).is_some(),
        editable: match (editable, pick) {
            (false, _) => Editable::No,
            (true, true) => Editable::Pick,
            (true, false) => Editable::Text,
        },
        ..Cell::text(text)
    };
    match field {
        RowField::Status => {
            cell.text = Cow::Owned(status_words(&row.status));
            cell.drawing = Drawing::Ladder(Ladder::of_status(&row.status));
            if let Status::Unknown(typed) = &row.status {
                cell.tone = Tone::Muted;
                if !typed.is_empty() {
                    cell.below = Cow::Owned(format!("typed: {typed}"));
                }
            }
        }
        RowField::Due if given => {
            if row.overdue(as_at) {
                cell.tone = Tone::Alert;
            }
            cell.below = reading_words(row, as_at);
        }
        RowField::Change => {
            if let Some(change) = framework.change(&row.change) {
                cell.text =
                    Cow::Owned(format!("{} {}", framework.number(&row.change).unwrap_or_default(), change.short));
            }
        }
        RowField::Reviewed => {
            cell.text = Cow::Borrowed(if row.reviewed { "● yes" } else { "not yet" });
            cell.tone = if row.reviewed { Tone::Normal } else { Tone::Muted };
        }
        _ if !given => {
            cell.text = Cow::Borrowed(match field {
                RowField::Due => "no date",
                RowField::Gaps | RowField::Needs | RowField::Progress | RowField::Evidence => "–",
                _ => "not given",
            });
            cell.tone = Tone::Muted;
        }
        _ => {}
    }
    cell
}

/// "3 Established", "2 to 3 split", "unknown".
pub fn status_words(status: &Status) -> String {
    match status {
        Status::At(level) => level_words(Some(*level)),
        Status::Split(lower) => format!("{} to {} split", lower.level().number(), lower.level().number() + 1),
        Status::Unknown(_) => "unknown".to_owned(),
    }
}

fn reading_words(row: &ActionRow, as_at: NaiveDate) -> Cow<'_, str> {
    match row.due.reading() {
        DueReading::On(_) | DueReading::Several(_) => {
            let reading = row.due.reading().to_string();
            let overdue = row.overdue(as_at);
            let same = reading == row.due.typed().trim();
            match (same, overdue) {
                (true, false) => Cow::Borrowed(""),
                (true, true) => Cow::Borrowed("overdue"),
                (false, false) => Cow::Owned(reading),
                (false, true) => Cow::Owned(format!("{reading}, overdue")),
            }
        }
        DueReading::Unreadable | DueReading::Undated | DueReading::Depends => Cow::Owned(row.due.reading().to_string()),
        DueReading::None | DueReading::Ongoing | DueReading::NotApplicable => Cow::Borrowed(""),
    }
}
