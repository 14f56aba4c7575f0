//! Trend.

use crate::app::{App, Request};
use crate::ui::header::view_header;
use crate::ui::widgets::title;
use egui::Ui;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct TrendState {}

/// Shows the view.
#[must_use]
pub fn trend(ui: &mut Ui, app: &App, state: &mut TrendState) -> Vec<Request> {
    let _ = state;
    view_header(ui, app, |ui| {
        title(ui, "Trend");
    })
}
