//! The action rows in a grid: all of them, or those of one change. What stands in each cell, how it is edited, and what
//! becomes of copying, pasting, clearing and moving.

mod cells;
mod clipboard;
mod picker;

pub use cells::status_words;

use crate::app::{App, Command, Edit, Request, Session, Visible};
use crate::model::{ActionRow, Assessment, ChangeKey, RowField, RowId};
use crate::ui::widgets::grid::{Grid, GridEvent, GridState, Place};
use cells::{Source, columns};
use clipboard::{clear, copy, paste};
use egui::{Button, Id, Key, Pos2, Ui};
use picker::{Picker, choices};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// A grid of rows with its picker and its menu.
#[derive(Debug, Default)]
pub struct RowsTable {
    grid: GridState,
    shown: Option<Shown>,
    picker: Option<Picker>,
    menu: Option<Menu>,
    reveal: Option<RowId>,
}

/// The rows in the grid, worked out once for each state of the document.
#[derive(Debug)]
struct Shown {
    assessment: Arc<Assessment>,
    only: Option<ChangeKey>,
    /// Which rows, in which order.
    visible: Arc<Visible>,
    keys: Vec<u64>,
}

/// An open menu of the rows.
#[derive(Clone, Copy, Debug)]
struct Menu {
    pos: Pos2,
    fresh: bool,
}

/// Names a row to the grid.
fn key_of(id: &RowId) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Shown {
    fn new(assessment: &Arc<Assessment>, only: Option<&ChangeKey>, visible: &Arc<Visible>) -> Self {
        let rows = visible.positions.iter().filter_map(|at| assessment.rows.get(*at));
        let keys = rows.map(|row| key_of(&row.id)).collect();
        Self { assessment: Arc::clone(assessment), only: only.cloned(), visible: Arc::clone(visible), keys }
    }

    fn row(&self, at: usize) -> Option<&Arc<ActionRow>> {
        self.visible.positions.get(at).and_then(|at| self.assessment.rows.get(*at))
    }

    fn by_key(&self, key: u64) -> Option<&Arc<ActionRow>> {
        self.keys.iter().position(|known| *known == key).and_then(|at| self.row(at))
    }
}

/// The field that a column of the grid shows.
fn field_of(key: u32) -> Option<RowField> {
    RowField::iter().find(|field| *field as u32 == key)
}

impl RowsTable {
    /// Brings a row into view at the next frame.
    pub fn reveal(&mut self, row: &RowId) {
        self.reveal = Some(row.clone());
    }

    /// Gives the grid the keyboard at the next frame.
    pub fn take_focus(&mut self) {
        self.grid.take_focus();
    }

    /// The cell being typed, as an edit; its editor is closed.
    pub fn take_draft(&mut self) -> Option<Request> {
        let (place, text) = self.grid.take_draft()?;
        let row = self.shown.as_ref()?.by_key(place.row)?.id.clone();
        Some(Request::Edit(Edit::SetCells(vec![(row, field_of(place.column)?, text)])))
    }

    /// Shows the rows, all or those of one change. Takes all the room that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, app: &App, only: Option<&ChangeKey>) -> Vec<Request> {
        let Some(session) = app.session() else { return Vec::new() };
        let (now, visible) = (session.assessment(), app.visible());
        let stale = self.shown.as_ref().is_none_or(|shown| {
            !Arc::ptr_eq(&shown.assessment, now) || !Arc::ptr_eq(&shown.visible, visible) || shown.only.as_ref() != only
        });
        let anew = self.shown.as_ref().is_some_and(|shown| shown.visible.turn != visible.turn);
        if stale {
            // Built before the old one goes, so that no address is used twice.
            self.shown = Some(Shown::new(now, only, visible));
        }
        let Some(shown) = &self.shown else { return Vec::new() };
        if anew {
            self.grid.to_top();
            // The row in hand stays in sight, or else the first is in hand.
            let cursor = self.grid.cursor();
            let row =
                cursor.map(|place| place.row).filter(|row| shown.keys.contains(row)).or(shown.keys.first().copied());
            if let (Some(row), Some(place)) = (row, cursor) {
                self.grid.go_to(Place { row, ..place });
            }
        }
        if let Some(row) = self.reveal.take()
            && shown.keys.contains(&key_of(&row))
        {
            let column = self.grid.cursor().map_or(RowField::WhereNow as u32, |place| place.column);
            self.grid.go_to(Place { row: key_of(&row), column });
            self.grid.take_focus();
        }
        let columns = columns(app.sort());
        let editable = !session.read_only();
        let source = Source { shown, session, columns: &columns, editable };
        let salt = only.map_or("all", ChangeKey::as_str);
        let response = Grid::new(salt, "Action rows").show(ui, &mut self.grid, &columns, &source);

        let mut requests = Vec::new();
        let chosen: Vec<RowId> = selected(shown, &self.grid, response.selection.rows.clone());
        if chosen != app.selection() && (response.focused || !chosen.is_empty()) && self.picker.is_none() {
            requests.push(Request::Select(chosen.clone()));
        }
        let column = self.grid.cursor().and_then(|place| field_of(place.column));
        requests.extend(column.filter(|column| app.column() != Some(*column)).map(Request::InColumn));
        let fields: Vec<RowField> = response
            .selection
            .columns
            .clone()
            .filter_map(|at| columns.get(at).and_then(|column| field_of(column.key)))
            .collect();
        for event in response.events {
            match event {
                GridEvent::Commit { row, column, text } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        requests.push(Request::Edit(Edit::SetCells(vec![(row.id.clone(), field, text)])));
                    }
                }
                GridEvent::Pick { row, column, rect, typed } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        let several = chosen.contains(&row.id) && fields.len() == 1;
                        let rows = if several { chosen.clone() } else { vec![row.id.clone()] };
                        self.picker = Some(Picker { rows, field, anchor: rect, fresh: true, typed });
                    }
                }
                GridEvent::Clear => requests.extend(clear(&chosen, &fields, editable)),
                GridEvent::Copy => copy(ui, shown, &chosen, &fields),
                GridEvent::Cut => {
                    copy(ui, shown, &chosen, &fields);
                    requests.extend(clear(&chosen, &fields, editable));
                }
                GridEvent::Paste(text) => {
                    let from = response.selection.rows.start;
                    let column = response.selection.columns.start;
                    requests.extend(paste(&text, shown, &columns, from, column));
                }
                GridEvent::MoveRows(by) => {
                    let command = if by > 0 { Command::MoveRowsDown } else { Command::MoveRowsUp };
                    requests.push(Request::Command(command));
                }
                GridEvent::Menu { pos } => self.menu = Some(Menu { pos, fresh: true }),
                GridEvent::Heading { column } => requests.extend(field_of(column).map(Request::SortBy)),
            }
        }
        requests.extend(self.show_picker(ui, session));
        requests.extend(self.show_menu(ui, app));
        requests
    }

    fn show_picker(&mut self, ui: &mut Ui, session: &Session) -> Option<Request> {
        let picker = self.picker.as_mut()?;
        let id = Id::unique("cell-picker");
        let mut open = true;
        let mut typed = None;
        egui::Popup::new(id, ui.ctx().clone(), picker.anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(picker.field.name())
            .show(|ui| typed = choices(ui, picker, session));
        let left = ui.input(|input| input.key_pressed(Key::Escape));
        let asked = typed.map(|typed| {
            let cells = picker.rows.iter().map(|row| (row.clone(), picker.field, typed.clone())).collect();
            Request::Edit(Edit::SetCells(cells))
        });
        if !open || left || asked.is_some() {
            self.picker = None;
            self.grid.take_focus();
        }
        asked
    }

    fn show_menu(&mut self, ui: &mut Ui, app: &App) -> Option<Request> {
        let Menu { pos, fresh } = self.menu?;
        let mut first = fresh;
        self.menu = Some(Menu { pos, fresh: false });
        let mut open = true;
        let mut asked = None;
        egui::Popup::new(Id::unique("rows-menu"), ui.ctx().clone(), pos, ui.layer_id())
            .open_bool(&mut open)
            .accessible_name("Rows")
            .show(|ui| {
                ui.set_min_width(220.0);
                for command in Command::all().filter(|command| command.menu() == crate::app::Menu::Rows) {
                    let keys = command.shortcut().map_or_else(String::new, |shortcut| shortcut.to_string());
                    let button = Button::new(command.label()).shortcut_text(&keys).frame_when_inactive(false);
                    let response = ui.add_enabled(command.available(app), button);
                    // The keyboard goes along, or nobody without a mouse could choose from it.
                    if std::mem::take(&mut first) {
                        response.request_focus();
                    }
                    if crate::ui::menus::named_with_keys(response, command.label(), &keys).clicked() {
                        asked = Some(Request::Command(command));
                    }
                }
            });
        if !open || asked.is_some() || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.menu = None;
            self.grid.take_focus();
        }
        asked
    }
}

/// The selected rows, the one with the cursor first.
fn selected(shown: &Shown, grid: &GridState, rows: std::ops::Range<usize>) -> Vec<RowId> {
    let mut ids: Vec<RowId> = rows.filter_map(|at| shown.row(at)).map(|row| row.id.clone()).collect();
    if let Some(cursor) = grid.cursor()
        && let Some(at) = ids.iter().position(|id| key_of(id) == cursor.row)
        && let Some(head) = ids.get_mut(..=at)
    {
        head.rotate_right(1);
    }
    ids
}
