//! Nothing is left to decide.

use crate::app::{App, Command, Place, Request};
use crate::ui::widgets::{accent_button, card, follow_focus, muted, title, wrapped};
use egui::{ScrollArea, Ui};

/// Says so, and offers what comes next; `fresh` gives the first button the keyboard.
pub(super) fn end(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let save = Command::Save.available(app);
    let taken_back = session.merge_taken_back();
    let page = |ui: &mut Ui| {
        title(ui, if taken_back { "There are no conflicts" } else { "Nothing is left to decide" });
        let words = match (taken_back, session.edited()) {
            (true, _) => "The merge was taken back here; the file still holds it. A save asks what is to stay.",
            (false, true) => "Each conflict is settled in this window. Save, so that the others see it.",
            (false, false) => "Each conflict is settled, and the file has it.",
        };
        wrapped(ui, muted(ui, words));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            if save {
                let button = accent_button(ui, if taken_back { "Save…" } else { "Save what was decided" });
                if fresh {
                    button.request_focus();
                }
                if button.clicked() {
                    requests.push(Request::Command(Command::Save));
                }
            }
            let overview = if save { ui.button("To the overview") } else { accent_button(ui, "To the overview") };
            if fresh && !save {
                overview.request_focus();
            }
            if overview.clicked() {
                requests.push(Request::Go(Place::Overview));
            }
        });
    };
    ScrollArea::vertical().id_salt("no conflicts").auto_shrink([false, false]).show(ui, |ui| {
        card(ui, page);
        follow_focus(ui);
    });
    requests
}
