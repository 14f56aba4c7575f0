//! The whole action table.

use super::rows::RowsTable;
use crate::app::{App, Command, Request};
use crate::model::RowId;
use crate::ui::header::{standing, view_header};
use crate::ui::widgets::{accent_button, announced, muted, title};
use egui::{Button, Ui};

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ActionsState {
    table: RowsTable,
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

    /// Gives the grid the keyboard at the next frame.
    pub fn take_focus(&mut self) {
        self.table.take_focus();
    }
}

/// Shows the action table.
#[must_use]
pub fn actions(ui: &mut Ui, app: &App, state: &mut ActionsState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let rows = session.assessment().rows.len();
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Actions");
        ui.label(muted(ui, crate::app::count_rows(rows)));
    });
    requests.extend(standing(ui, app));
    if rows == 0 {
        requests.extend(empty(ui, app));
        return requests;
    }
    requests.extend(rows_bar(ui, app));
    requests.extend(state.table.show(ui, app, None));
    requests
}

/// The commands for rows as buttons.
pub(super) fn rows_bar(ui: &mut Ui, app: &App) -> Vec<Request> {
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
            let selected = app.selection().len();
            if selected > 1 {
                announced(&ui.label(muted(ui, format!("{} selected", crate::app::count_rows(selected)))));
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
