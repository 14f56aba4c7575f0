//! The table as it stands, with what became of each cell.

use super::ImportState;
use super::menu::{Menu, Page};
use crate::app::{App, Block, Proposing, Request, column_letters};
use crate::import::{CellKind, CellUse, Field, Sheet};
use crate::model::RowField;
use crate::ui::widgets::grid::{Cell, Column, Editable, Grid, GridEvent, GridSource, Shade, Tone};
use crate::ui::widgets::{heading, small};
use egui::Ui;
use std::borrow::Cow;

/// Lines of text after which a cell is cut.
const LINES: usize = 3;

struct Lines<'a> {
    sheet: &'a Sheet,
    proposing: &'a Proposing,
    revision: u64,
}

impl GridSource for Lines<'_> {
    fn row_count(&self) -> usize {
        self.sheet.lines.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.sheet.lines.get(row).map_or(0, |line| u64::from(line.number))
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn row_revision(&self, row: usize) -> u64 {
        // A file does not change while it is looked at; another sheet has other lines under the same numbers.
        self.row_key(row) ^ ((self.proposing.sheet() as u64) << 40)
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(line) = self.sheet.lines.get(row) else { return Cell::default() };
        let shade = match self.proposing.proposal().cell_use(line.number, column) {
            CellUse::Blank => Shade::None,
            CellUse::Used => Shade::Used,
            CellUse::Assumed => Shade::Assumed,
            CellUse::Unread => Shade::Unread,
        };
        let kind = line.cells.get(column).map_or(CellKind::Text, |cell| cell.kind);
        let muted = shade == Shade::Unread || matches!(kind, CellKind::FilledDown | CellKind::Covered);
        Cell {
            shade,
            tone: if muted { Tone::Muted } else { Tone::Normal },
            below: Cow::Borrowed(if kind == CellKind::FilledDown { "from the merged cell above" } else { "" }),
            editable: Editable::Pick,
            ..Cell::text(line.text(column))
        }
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        let header = self.proposing.proposal().header;
        self.sheet.lines.get(row).map_or(Cow::Borrowed(""), |line| {
            let what = if header == Some(line.number) { ", the header" } else { "" };
            Cow::Owned(format!("Line {}{what}", line.number))
        })
    }

    fn row_number(&self, row: usize) -> Cow<'_, str> {
        self.sheet.lines.get(row).map_or(Cow::Borrowed(""), |line| Cow::Owned(line.number.to_string()))
    }
}

/// What a column is read as, in words.
pub(super) fn read_as(proposing: &Proposing, column: usize) -> Cow<'static, str> {
    let field = proposing.proposal().columns.get(column).and_then(|column| column.field);
    field.map_or(Cow::Borrowed("not read"), Field::name)
}

fn columns(sheet: &Sheet, proposing: &Proposing, widths: &[(u32, f32)]) -> Vec<Column> {
    let width = sheet.width().max(proposing.proposal().columns.len());
    (0..width)
        .map(|at| {
            let field = proposing.proposal().columns.get(at).and_then(|column| column.field);
            let (width, min_width) = match field {
                Some(Field::Row(RowField::WhereNow | RowField::Gaps | RowField::Needs)) => (190.0, 150.0),
                Some(Field::Text(_)) => (180.0, 140.0),
                Some(Field::LevelNow | Field::Planned(_)) => (140.0, 120.0),
                Some(Field::Row(_)) => (120.0, 108.0),
                _ => (96.0, 84.0),
            };
            let key = at as u32;
            Column {
                key,
                title: format!("{}  {} ▼", column_letters(at), read_as(proposing, at)),
                width,
                min_width,
                fixed: widths.iter().find(|(known, _)| *known == key).map(|(_, width)| *width),
                sticky: false,
                purpose: "A click on the title says what the column means.",
            }
        })
        .collect()
}

/// Shows it in all the room there is.
pub(super) fn source(ui: &mut Ui, app: &App, proposing: &Proposing, state: &mut ImportState) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(sheet) = proposing.source().sheets.get(proposing.sheet()) else { return requests };
    let (line, column) = state.in_hand();
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Table");
        // Names that stay while the cursor moves; which column and which line they are stands behind them.
        let button = ui.button("Column in hand ▼");
        if button.clicked() {
            state.menu = Some(Menu::new(Page::Column(column), button.rect.left_bottom(), Some(button.id)));
        }
        let button = ui.add_enabled(line > 0, egui::Button::new("Line in hand ▼"));
        if button.clicked() {
            state.menu = Some(Menu::new(Page::Line(line), button.rect.left_bottom(), Some(button.id)));
        }
        let place = if line > 0 { format!("{}, line {line}", column_letters(column)) } else { column_letters(column) };
        ui.label(small(ui, place));
    });
    ui.add_space(4.0);
    let columns = columns(sheet, proposing, &state.source_widths);
    let lines = Lines { sheet, proposing, revision: state.revision(proposing) };
    if state.focus && app.dialog().is_none() && state.pane == super::Pane::Source {
        state.focus = false;
        state.source.take_focus();
    }
    let mut response = Grid::new("source", "Table as it stands").max_lines(LINES).tab_leaves().show(
        ui,
        &mut state.source,
        &columns,
        &lines,
    );
    state.in_grid |= response.focused;
    for event in std::mem::take(&mut response.events) {
        match event {
            GridEvent::Pick { row, column, rect, .. } => {
                let line = u32::try_from(row).unwrap_or_default();
                state.menu = Some(Menu::new(Page::Cell(line, column as usize), rect.left_bottom(), None));
            }
            GridEvent::Menu { pos } => {
                let (line, column) = state.in_hand();
                state.menu = Some(Menu::new(Page::Cell(line, column), pos, None));
            }
            GridEvent::Heading { column } => {
                let pos = ui.input(|input| input.pointer.interact_pos()).unwrap_or(response.body.left_top());
                state.menu = Some(Menu::new(Page::Column(column as usize), pos, None));
            }
            GridEvent::HeadingMenu { column, pos } => {
                state.menu = Some(Menu::new(Page::Column(column as usize), pos, None));
            }
            GridEvent::Widths(widths) => state.source_widths = widths,
            GridEvent::Copy => requests.extend(copied(&lines, &response.selection)),
            _ => {}
        }
    }
    requests
}

/// The selected cells, for the clipboard.
pub(super) fn copied(source: &dyn GridSource, selection: &crate::ui::widgets::grid::Selection) -> Option<Request> {
    let line =
        |row: usize| selection.columns.clone().map(|column| source.cell(row, column).text.into_owned()).collect();
    let block = Block::new(selection.rows.clone().map(line).collect())?;
    Some(Request::Copy(block.text()))
}
