//! Compare.

use crate::app::{App, Request};
use crate::ui::header::view_header;
use crate::ui::widgets::title;
use egui::Ui;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct CompareState {}

/// Shows the view.
#[must_use]
pub fn compare(ui: &mut Ui, app: &App, state: &mut CompareState) -> Vec<Request> {
    let _ = state;
    view_header(ui, app, |ui| {
        title(ui, "Compare");
    })
}
