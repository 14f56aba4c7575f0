//! One file a view. A view takes the application as it is and returns what was asked for.

mod actions;
mod board;
mod change;
mod checks;
mod compare;
mod explain;
mod filter_bar;
mod import;
mod inspector;
mod merge;
mod overview;
mod picker;
mod review;
mod rows;
mod texts;
mod trend;

pub use actions::{ActionsState, actions};
pub use board::{BoardState, present, start as board};
pub use change::{ChangeState, change};
pub use checks::{ChecksState, checks};
pub use compare::{CompareState, compare};
pub use import::{ImportState, import};
pub use inspector::inspector;
pub use merge::{MergeState, merge};
pub use overview::overview;
pub use review::{ReviewState, review};
pub use trend::{TrendState, trend};

use super::widgets::{accent_button, muted, title};
use crate::app::{App, Command, Request};
use egui::Ui;

/// What stands where a document would, before one is open.
#[must_use]
pub fn nothing_open(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() / 3.0);
        if let Some(busy) = app.busy() {
            ui.label(busy);
            return;
        }
        title(ui, "No assessment is open");
        ui.label(muted(ui, "An assessment is one place's judgement for one quarter, kept in one file."));
        ui.add_space(8.0);
        if accent_button(ui, Command::Open.label()).clicked() {
            requests.push(Request::Command(Command::Open));
        }
        for command in [Command::New, Command::OpenSample] {
            if ui.button(command.label()).clicked() {
                requests.push(Request::Command(command));
            }
        }
    });
    requests
}
