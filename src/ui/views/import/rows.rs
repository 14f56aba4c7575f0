//! The rows that the table makes, each under its change, to be mended where they were misread.

use super::menu::{Menu, Page};
use super::{ImportState, source};
use crate::app::{ImportStep, Proposing, Request};
use crate::import::{Field, ProposedRow, RowAt};
use crate::model::{Due, RowField, counted};
use crate::ui::views::rows::{row_cell, status_words};
use crate::ui::widgets::grid::{Cell, Column, Editable, Grid, GridEvent, GridSource};
use crate::ui::widgets::{heading, small};
use egui::Ui;
use std::borrow::Cow;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Lines of text after which a cell is cut.
const LINES: usize = 3;

/// Names a row to the grid.
pub(super) fn key_of(at: RowAt) -> u64 {
    u64::from(at.line) * 2 + u64::from(at.part)
}

/// The row of that name.
pub(super) fn at_of_key(key: u64) -> Option<RowAt> {
    Some(RowAt { line: u32::try_from(key / 2).ok()?, part: u8::try_from(key % 2).ok()? })
}

/// The field of a column.
pub(super) fn field_of(key: u32) -> Option<RowField> {
    RowField::iter().find(|field| *field as u32 == key)
}

/// What was typed into a cell, as a choice.
pub(super) fn typed(row: u64, column: u32, text: String) -> Option<Request> {
    let (at, field) = (at_of_key(row)?, field_of(column)?);
    (field != RowField::Change).then_some(Request::Import(ImportStep::Text { at, field, text }))
}

struct Rows<'a> {
    proposing: &'a Proposing,
    /// The rows by their changes, each in the order of the table.
    order: Vec<&'a ProposedRow>,
    columns: &'a [Column],
    revision: u64,
}

impl Rows<'_> {
    fn field(&self, column: usize) -> Option<RowField> {
        self.columns.get(column).and_then(|column| field_of(column.key))
    }
}

impl GridSource for Rows<'_> {
    fn row_count(&self) -> usize {
        self.order.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.order.get(row).map_or(0, |row| key_of(row.at))
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn row_revision(&self, row: usize) -> u64 {
        self.order.get(row).map_or(0, |row| Arc::as_ptr(&row.row) as usize as u64)
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (Some(row), Some(field)) = (self.order.get(row), self.field(column)) else { return Cell::default() };
        let proposal = self.proposing.proposal();
        let mut cell = row_cell(&row.row, field, (&proposal.framework, proposal.as_at), true);
        cell.editable = if field == RowField::Change { Editable::Pick } else { Editable::Text };
        if field == RowField::Change && !row.change_certain {
            cell.below = Cow::Borrowed("inferred");
        }
        cell
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.order.get(row).map_or(Cow::Borrowed(""), |row| {
            if row.row.where_now.is_empty() {
                Cow::Owned(format!("Line {}", row.at.line))
            } else {
                Cow::Borrowed(row.row.where_now.as_str())
            }
        })
    }

    fn row_number(&self, row: usize) -> Cow<'_, str> {
        self.order.get(row).map_or(Cow::Borrowed(""), |row| {
            let part = if row.at.part == 0 { "" } else { "b" };
            Cow::Owned(format!("{}{part}", row.at.line))
        })
    }

    fn edit_text(&self, row: usize, column: usize) -> Cow<'_, str> {
        match (self.order.get(row), self.field(column)) {
            (Some(row), Some(field)) => row.row.text(field),
            _ => Cow::Borrowed(""),
        }
    }

    fn hint(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        let typed = !draft.trim().is_empty();
        match self.field(column)? {
            RowField::Due if typed => {
                Some(format!("read as {}", Due::read(draft, self.proposing.proposal().as_at).reading()))
            }
            RowField::Status if typed => Some(format!("read as {}", status_words(&crate::model::Status::read(draft)))),
            _ => None,
        }
    }

    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        let here = self.order.get(row)?;
        let above = row.checked_sub(1).and_then(|above| self.order.get(above));
        if above.is_some_and(|above| above.row.change == here.row.change) {
            return None;
        }
        let proposal = self.proposing.proposal();
        let framework = &proposal.framework;
        let key = &here.row.change;
        let title = framework.change(key).map_or(key.as_str(), |change| change.title.as_str());
        let proposed = proposal.changes.iter().find(|change| change.change == *key);
        let rows = counted(proposed.map_or(0, |change| change.rows), "row", "rows");
        let sure = if proposed.is_some_and(|change| change.certain) { "certain" } else { "partly inferred" };
        Some(Cow::Owned(format!("{} {title} · {rows}, {sure}", framework.number(key).unwrap_or_default())))
    }
}

fn columns(proposing: &Proposing, widths: &[(u32, f32)]) -> Vec<Column> {
    let always = [RowField::WhereNow, RowField::Status, RowField::Spread, RowField::Due, RowField::Change];
    let read = |field: RowField| {
        let mut columns = proposing.proposal().columns.iter();
        let typed = proposing.choices().texts.keys().any(|(_, known)| *known == field);
        always.contains(&field) || typed || columns.any(|column| column.field == Some(Field::Row(field)))
    };
    let order = [
        RowField::Status,
        RowField::WhereNow,
        RowField::Due,
        RowField::Spread,
        RowField::Gaps,
        RowField::Needs,
        RowField::Owner,
        RowField::Delivery,
        RowField::Progress,
        RowField::Evidence,
        RowField::Reviewed,
        RowField::Change,
    ];
    order
        .into_iter()
        .filter(|field| read(*field))
        .map(|field| {
            let (width, min_width) = match field {
                RowField::Status => (168.0, 160.0),
                RowField::WhereNow => (220.0, 180.0),
                RowField::Gaps | RowField::Needs => (180.0, 150.0),
                RowField::Due => (120.0, 112.0),
                _ => (120.0, 104.0),
            };
            let key = field as u32;
            Column {
                key,
                title: field.name().to_owned(),
                width,
                min_width,
                fixed: widths.iter().find(|(known, _)| *known == key).map(|(_, width)| *width),
                sticky: false,
                purpose: field.purpose(),
            }
        })
        .collect()
}

/// Shows them in all the room there is.
pub(super) fn rows(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) -> Vec<Request> {
    let mut requests = Vec::new();
    let proposal = proposing.proposal();
    let in_hand = state.row_in_hand(proposing);
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Rows");
        super::switch(ui, proposing, state);
        let button = ui.add_enabled(in_hand.is_some(), egui::Button::new("Row in hand ▼"));
        let Some(at) = in_hand else { return };
        if button.clicked() {
            state.menu = Some(Menu::new(Page::Line(at.line), button.rect.left_bottom(), Some(button.id)));
        }
        ui.label(small(ui, format!("line {}", at.line)));
    });
    ui.add_space(4.0);
    let columns = columns(proposing, &state.row_widths);
    let mut order: Vec<&ProposedRow> = proposal.rows.iter().collect();
    order.sort_by_key(|row| proposal.framework.number(&row.row.change));
    let rows = Rows { proposing, order, columns: &columns, revision: state.revision(proposing) };
    if state.focus && state.pane == super::Pane::Rows {
        state.focus = false;
        state.rows.take_focus();
    }
    let mut response =
        Grid::new("proposed", "Rows as they would be").max_lines(LINES).show(ui, &mut state.rows, &columns, &rows);
    state.in_grid |= response.focused;
    for event in std::mem::take(&mut response.events) {
        match event {
            GridEvent::Commit { row, column, text } => requests.extend(typed(row, column, text)),
            GridEvent::Pick { row, rect, .. } => {
                if let Some(at) = at_of_key(row) {
                    state.menu = Some(Menu::new(Page::Change(at.line), rect.left_bottom(), None).of_rows());
                }
            }
            GridEvent::Menu { pos } => {
                if let Some(at) = in_hand {
                    state.menu = Some(Menu::new(Page::Line(at.line), pos, None).of_rows());
                }
            }
            GridEvent::Clear => {
                for row in response.selection.rows.clone() {
                    for column in response.selection.columns.clone() {
                        let key = columns.get(column).map(|column| column.key);
                        let place = rows.order.get(row).map(|row| key_of(row.at)).zip(key);
                        requests.extend(place.and_then(|(row, column)| typed(row, column, String::new())));
                    }
                }
            }
            GridEvent::Widths(widths) => state.row_widths = widths,
            GridEvent::Copy => requests.extend(source::copied(&rows, &response.selection)),
            _ => {}
        }
    }
    requests
}
