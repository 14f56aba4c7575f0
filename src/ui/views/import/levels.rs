//! What the table says of the changes: level now, planned levels, and texts, to be mended where they were misread.

use super::{ImportState, source};
use crate::app::{ImportStep, Proposing, Request};
use crate::import::{Field, ProposedLevels};
use crate::model::{ChangeText, Level, Quarter};
use crate::ui::widgets::grid::{Cell, Column, Drawing, Editable, Grid, GridEvent, GridSource, Shade, Tone};
use crate::ui::widgets::{Ladder, heading, level_words, small};
use egui::Ui;
use std::borrow::Cow;
use strum::IntoEnumIterator as _;

/// Lines of text after which a cell is cut.
const LINES: usize = 3;
/// The column of the changes themselves.
const CHANGE: u32 = 0;
/// The column of the level now.
const NOW: u32 = 1;
/// Where the columns of texts begin.
const TEXTS: u32 = 100;
/// Where the columns of plans begin: four for each year.
const PLANS: u32 = 1_000;

/// The column of a field.
pub(super) fn key_of(field: Field) -> u32 {
    match field {
        Field::LevelNow => NOW,
        Field::Planned(Some(quarter)) => {
            PLANS + u32::try_from(quarter.start_year()).unwrap_or_default() * 4 + u32::from(quarter.number()) - 1
        }
        Field::Text(text) => TEXTS + text as u32,
        _ => CHANGE,
    }
}

/// The field of a column.
fn field_of(key: u32) -> Option<Field> {
    match key {
        CHANGE => None,
        NOW => Some(Field::LevelNow),
        PLANS.. => {
            let (year, number) = ((key - PLANS) / 4, (key - PLANS) % 4 + 1);
            let quarter = Quarter::new(i32::try_from(year).ok()?, u8::try_from(number).ok()?)?;
            Some(Field::Planned(Some(quarter)))
        }
        key => ChangeText::iter().find(|text| TEXTS + *text as u32 == key).map(Field::Text),
    }
}

/// Names the row of a change to the grid.
pub(super) fn row_key(proposing: &Proposing, it: &ProposedLevels) -> u64 {
    proposing.proposal().framework.number(&it.judgement.change).unwrap_or_default() as u64
}

/// The change of that name.
fn of_key(proposing: &Proposing, key: u64) -> Option<&ProposedLevels> {
    proposing.proposal().levels.iter().find(|it| row_key(proposing, it) == key)
}

/// What was typed into a cell, as a choice.
pub(super) fn typed(proposing: &Proposing, row: u64, column: u32, text: String) -> Option<Request> {
    let change = of_key(proposing, row)?.judgement.change.clone();
    Some(Request::Import(ImportStep::Level { change, field: field_of(column)?, text }))
}

/// The cell of the table from which one comes; of the change itself the line.
pub(super) fn comes_from(proposing: &Proposing, row: u64, column: u32) -> Option<(u32, usize)> {
    let it = of_key(proposing, row)?;
    let cell = field_of(column).and_then(|field| it.cells.get(&field));
    Some(cell.map_or((it.line, 0), |cell| (cell.line, cell.column)))
}

/// Where a cell of the table is shown here: row and column.
pub(super) fn goes_to(proposing: &Proposing, line: u32, column: usize) -> Option<(u64, u32)> {
    let levels = &proposing.proposal().levels;
    let exact = levels.iter().find_map(|it| {
        let found = it.cells.iter().find(|(_, cell)| cell.line == line && cell.column == column);
        found.map(|(field, _)| (row_key(proposing, it), key_of(*field)))
    });
    exact.or_else(|| levels.iter().find(|it| it.line == line).map(|it| (row_key(proposing, it), CHANGE)))
}

struct Levels<'a> {
    proposing: &'a Proposing,
    columns: &'a [Column],
    revision: u64,
}

impl Levels<'_> {
    fn at(&self, row: usize) -> Option<&ProposedLevels> {
        self.proposing.proposal().levels.get(row)
    }

    fn field(&self, column: usize) -> Option<Field> {
        self.columns.get(column).and_then(|column| field_of(column.key))
    }
}

impl GridSource for Levels<'_> {
    fn row_count(&self) -> usize {
        self.proposing.proposal().levels.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.at(row).map_or(0, |it| row_key(self.proposing, it))
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn row_revision(&self, row: usize) -> u64 {
        // There are a handful of them, and each choice may change any.
        self.revision ^ (row as u64) << 48
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(it) = self.at(row) else { return Cell::default() };
        let framework = &self.proposing.proposal().framework;
        let Some(field) = self.field(column) else {
            let key = &it.judgement.change;
            let title = framework.change(key).map_or(key.as_str(), |change| change.short.as_str());
            let below = if it.certain { "" } else { "in doubt" };
            return Cell {
                below: Cow::Borrowed(below),
                editable: Editable::No,
                ..Cell::text(format!("{} {title}", framework.number(key).unwrap_or_default()))
            };
        };
        let source = it.cells.get(&field);
        let assumed = source.is_some_and(|cell| {
            self.proposing.proposal().cell_use(cell.line, cell.column) == crate::import::CellUse::Assumed
        });
        let mut cell = Cell { marked: assumed, ..Cell::text(it.words(field)) };
        if source.is_none() {
            cell.text = Cow::Borrowed("–");
            cell.tone = Tone::Muted;
        } else if !matches!(field, Field::Text(_)) {
            let level = Level::read(&it.words(field));
            cell.text = Cow::Owned(level_words(level));
            cell.drawing = Drawing::Ladder(Ladder::of(level));
            if level.is_none() {
                cell.tone = Tone::Muted;
            }
            if let Some(source) = source.filter(|source| !source.read) {
                cell.below = Cow::Owned(format!("typed: {}", source.typed));
                cell.shade = Shade::Assumed;
            }
        }
        cell
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        let title = self.at(row).and_then(|it| self.proposing.proposal().framework.change(&it.judgement.change));
        title.map_or(Cow::Borrowed(""), |change| Cow::Borrowed(change.title.as_str()))
    }

    fn row_number(&self, row: usize) -> Cow<'_, str> {
        self.at(row).map_or(Cow::Borrowed(""), |it| Cow::Owned(it.line.to_string()))
    }

    fn edit_text(&self, row: usize, column: usize) -> Cow<'_, str> {
        let (Some(it), Some(field)) = (self.at(row), self.field(column)) else { return Cow::Borrowed("") };
        match it.cells.get(&field) {
            Some(cell) if !cell.read => Cow::Borrowed(cell.typed.as_str()),
            _ => Cow::Owned(it.words(field)),
        }
    }

    fn hint(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        let level = !matches!(self.field(column)?, Field::Text(_)) && !draft.trim().is_empty();
        level.then(|| format!("read as {}", level_words(Level::read(draft))))
    }
}

fn columns(proposing: &Proposing, widths: &[(u32, f32)]) -> Vec<Column> {
    let column = |key: u32, title: String, (width, min_width), purpose| Column {
        key,
        title,
        width,
        min_width,
        fixed: widths.iter().find(|(known, _)| *known == key).map(|(_, width)| *width),
        sticky: false,
        purpose,
    };
    let mut columns = vec![column(CHANGE, "Change".to_owned(), (150.0, 130.0), "The change that the line speaks of.")];
    for field in proposing.proposal().level_fields() {
        let (room, purpose) = match field {
            Field::LevelNow => ((160.0, 150.0), "The level that the table gives the change now."),
            Field::Planned(_) => ((170.0, 160.0), "The level that the table plans for the end of that quarter."),
            _ => ((190.0, 150.0), "A text of the change, as the return asks for it."),
        };
        columns.push(column(key_of(field), field.name().into_owned(), room, purpose));
    }
    columns
}

/// Shows them in all the room there is.
pub(super) fn levels(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Levels");
        super::switch(ui, proposing, state);
        ui.label(small(ui, "a line for each change"));
    });
    ui.add_space(4.0);
    let columns = columns(proposing, &state.level_widths);
    let shown = Levels { proposing, columns: &columns, revision: state.revision(proposing) };
    if state.focus && state.pane == super::Pane::Levels {
        state.focus = false;
        state.levels.take_focus();
    }
    let mut response =
        Grid::new("judged", "Levels as they would be").max_lines(LINES).show(ui, &mut state.levels, &columns, &shown);
    for event in std::mem::take(&mut response.events) {
        match event {
            GridEvent::Commit { row, column, text } => requests.extend(typed(proposing, row, column, text)),
            GridEvent::Widths(widths) => state.level_widths = widths,
            GridEvent::Copy => requests.extend(source::copied(&shown, &response.selection)),
            _ => {}
        }
    }
    requests
}
