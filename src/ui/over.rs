//! The inspector in a window too narrow to show it beside the rows, as at twice the size and more: it takes their place, and
//! gives it back with the keyboard. This lasts only while that place is shown and is not remembered, or a later start would
//! show no rows.

use super::views;
use crate::app::{App, Command, Place, Request};
use egui::Ui;

/// Over which place the inspector lies, and what had the keyboard there.
#[derive(Debug, Default)]
pub(super) struct Over {
    place: Option<Place>,
    before: Option<egui::Id>,
}

impl Over {
    /// Whether it lies over that place.
    pub(super) fn is_at(&self, place: &Place) -> bool {
        self.place.as_ref() == Some(place)
    }

    /// Lays it over a place, or takes it away.
    pub(super) fn toggle(&mut self, ctx: &egui::Context, place: &Place) {
        if self.is_at(place) {
            self.place = None;
            if let Some(id) = self.before.take() {
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
        } else {
            self.place = Some(place.clone());
            self.before = ctx.memory(egui::Memory::focused);
            // What is no longer drawn must not be followed by what is drawn in its place.
            if let Some(id) = self.before {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
        }
        ctx.request_repaint();
    }

    /// Takes it away before something that shows rows or goes elsewhere.
    pub(super) fn left_by(&mut self, request: &Request) {
        let leaves = matches!(
            request,
            Request::Go(_)
                | Request::GoToRow(_)
                | Request::AddRowTo { .. }
                | Request::Command(
                    Command::GoActions
                        | Command::GoOverview
                        | Command::NextChange
                        | Command::PreviousChange
                        | Command::AddRow
                        | Command::AddRowAbove
                        | Command::DuplicateRows
                        | Command::Find
                        | Command::FindNext
                        | Command::FindPrevious
                        | Command::Filter
                        | Command::Review
                )
        );
        if leaves {
            *self = Self::default();
        }
    }
}

/// The inspector with a way back, in the place of the view.
pub(super) fn over_the_view(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let back = ui.button("Back to the rows").on_hover_text("Show the rows again (Ctrl+E)");
    if back.clicked() {
        requests.push(Request::Command(Command::ToggleInspector));
    }
    // Nothing has the keyboard when the rows have just gone.
    if ui.memory(|memory| memory.focused().is_none()) {
        back.request_focus();
    }
    ui.add_space(4.0);
    requests.extend(views::inspector(ui, app));
    requests
}
