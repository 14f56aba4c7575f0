//! What becomes of the table.

use crate::app::{App, ImportStep, Proposing, Request};
use crate::ui::widgets::{accent_button, small, wrapped};
use egui::{Button, Ui};

/// The room it takes.
pub(super) const HEIGHT: f32 = 44.0;

/// The buttons at the end.
pub(super) fn end(ui: &mut Ui, app: &App, proposing: &Proposing) -> Vec<Request> {
    let mut requests = Vec::new();
    let place = proposing.choices().place.as_deref().unwrap_or(&proposing.proposal().place);
    let nameless = place.trim().is_empty();
    let returned = proposing.base_sheet().is_some();
    let editable = app.session().is_some_and(|session| !session.read_only());
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let mut ask = |asked: bool, step: ImportStep| requests.extend(asked.then_some(Request::Import(step)));
        if returned && editable {
            ask(accent_button(ui, "Merge the copy that came back").clicked(), ImportStep::Merge);
        }
        ui.add_enabled_ui(!nameless, |ui| {
            let new = if returned { ui.button("New assessment") } else { accent_button(ui, "New assessment") };
            ask(new.on_disabled_hover_text("Name the place first.").clicked(), ImportStep::New);
        });
        let compare = ui.add_enabled(app.session().is_some(), Button::new("Compare with the open assessment"));
        ask(compare.clicked(), ImportStep::Compare);
        ask(ui.button("Cancel").clicked(), ImportStep::Cancel);
    });
    if ui.available_height() > HEIGHT && returned {
        wrapped(ui, small(ui, "This table carries what it was made from."));
    }
    requests
}
