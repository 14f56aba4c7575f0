//! The whole action table.

use super::filter_bar::{FilterBar, no_row_matches};
use super::rows::{RowsTable, paste_into_nothing};
use crate::app::{App, Command, Request, TableAct};
use crate::model::{RowField, RowId};
use crate::ui::header::{header_scrolls, standing, view_header};
use crate::ui::widgets::{accent_button, announced, follow_focus, muted, title};
use egui::{Button, ScrollArea, Ui, UiBuilder, vec2};

/// Below this height of the window the buttons above the rows give their room to the rows.
const LOW: f32 = 400.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ActionsState {
    table: RowsTable,
    filter: FilterBar,
}

impl ActionsState {
    /// The cell being typed, as an edit; its editor is closed.
    pub fn take_draft(&mut self) -> Option<Request> {
        self.table.take_draft()
    }

    /// Brings a row into view at the next frame.
    pub fn reveal(&mut self, row: &RowId) {
        self.table.reveal(row);
    }

    /// Brings a new row into view at the next frame, the cursor on its first cell.
    pub fn begin(&mut self, row: &RowId) {
        self.table.begin(row);
    }

    /// Takes rows in hand at the next frame, and brings the first into view.
    pub fn take_rows(&mut self, rows: Vec<RowId>) {
        self.table.take_rows(rows);
    }

    /// Has the table do something with its selection at the next frame.
    pub fn act(&mut self, act: TableAct) {
        self.table.act(act);
    }

    /// Brings a cell into view at the next frame; with `focus` the keyboard goes there.
    pub fn show_cell(&mut self, row: &RowId, field: RowField, focus: bool) {
        self.table.show_cell(row, field, focus);
    }

    /// Explains the cell in hand.
    pub fn explain(&mut self) {
        self.table.explain();
    }

    /// Gives the grid the keyboard at the next frame.
    pub fn take_focus(&mut self) {
        self.table.take_focus();
    }

    /// Gives the filter's field the keyboard at the next frame.
    pub const fn focus_filter(&mut self) {
        self.filter.take_focus();
    }
}

/// Shows the action table.
#[must_use]
pub fn actions(ui: &mut Ui, app: &App, state: &mut ActionsState) -> Vec<Request> {
    if !header_scrolls(ui) {
        return table(ui, app, state);
    }
    let scrolled = ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let requests = table(ui, app, state);
        follow_focus(ui);
        requests
    });
    scrolled.inner
}

/// The table with what stands above it, in the room that there is; in a low window as high as what is in sight.
fn table(ui: &mut Ui, app: &App, state: &mut ActionsState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let rows = session.assessment().rows.len();
    let low = header_scrolls(ui).then(|| (ui.available_height() - 16.0).max(120.0));
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Actions");
    });
    requests.extend(standing(ui, app));
    if rows == 0 {
        state.table.not_shown();
        requests.extend(empty(ui, app));
        requests.extend(paste_into_nothing(ui, app));
        return requests;
    }
    // In a low window the rows themselves need the room; the Rows menu has the same commands.
    if ui.ctx().content_rect().height() >= LOW {
        requests.extend(rows_bar(ui, app, state.table.selected()));
    }
    let bar = state.filter.show(ui, app, false);
    requests.extend(bar.requests);
    if bar.to_rows {
        state.table.take_focus();
    }
    if app.visible().positions.is_empty() {
        state.table.not_shown();
        requests.extend(no_row_matches(ui, app));
    } else {
        let height = low.unwrap_or_else(|| ui.available_height());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("rows"));
        inner.set_clip_rect(rect.intersect(ui.clip_rect()));
        requests.extend(state.table.show(&mut inner, app, None));
    }
    requests
}

/// The commands for rows as buttons.
pub(super) fn rows_bar(ui: &mut Ui, app: &App, selected: Option<&str>) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.horizontal_wrapped(|ui| {
        for command in [Command::AddRow, Command::DeleteRows, Command::ReassignRows, Command::ToggleReviewed] {
            let button = Button::new(command.label());
            let keys = command.shortcut().map_or_else(String::new, |shortcut| format!(" ({shortcut})"));
            let hint = format!("{}{keys}", command.hint());
            if ui.add_enabled(command.available(app), button).on_hover_text(hint).clicked() {
                requests.push(Request::Command(command));
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(selected) = selected {
                announced(&ui.label(muted(ui, selected)));
            }
        });
    });
    requests
}

fn empty(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.vertical_centered(|ui| {
        ui.add_space(60.0);
        title(ui, "No action rows yet");
        ui.label(muted(ui, "A row says where we are now, how developed that is, where it happens, what is missing, what needs to be done and by when."));
        ui.add_space(8.0);
        if Command::AddRow.available(app) && accent_button(ui, "Add the first row").clicked() {
            requests.push(Request::Command(Command::AddRow));
        }
    });
    requests
}
