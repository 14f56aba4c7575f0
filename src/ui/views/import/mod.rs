//! stub
use crate::app::{App, Request};
use egui::Ui;

/// State.
#[derive(Debug, Default)]
pub struct ImportState {}

impl ImportState {
    /// Focus.
    pub const fn take_focus(&mut self) {}
    /// Draft.
    pub const fn take_draft(&mut self, _app: &App) -> Option<Request> {
        None
    }
}

/// Shows.
#[must_use]
pub const fn import(_ui: &mut Ui, _app: &App, _state: &mut ImportState) -> Vec<Request> {
    Vec::new()
}
