//! Kept filters: applied by a click, called something else, forgotten.

use crate::app::{App, Request};
use crate::ui::widgets::{muted, small};
use egui::style::StyleModifier;
use egui::{Button, Layout, Popup, PopupCloseBehavior, Ui};

/// The button with the kept filters behind it.
pub(super) fn menu(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let button = ui.button("Saved ▼").accessible_name("Saved filters");
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Saved filters")
        .style(StyleModifier::default())
        .show(|ui| {
            ui.set_width(320.0);
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                requests.extend(entries(ui, app));
                crate::ui::widgets::follow_focus(ui);
            });
            if !requests.is_empty() {
                ui.close();
            }
        });
    requests
}

/// The kept filters, and a way to keep the one in force.
pub(super) fn entries(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut any = false;
    for saved in app.saved_filters() {
        any = true;
        ui.horizontal(|ui| {
            let here = saved.filter == *app.filter();
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let name = format!("Delete the filter “{}”", saved.name);
                if ui.add(Button::new(small(ui, "Delete"))).accessible_name(name).clicked() {
                    requests.push(Request::ForgetFilter(saved.name.clone()));
                }
                let name = format!("Rename the filter “{}”", saved.name);
                if ui.add(Button::new(small(ui, "Rename…"))).accessible_name(name).clicked() {
                    requests.push(Request::NameFilter(Some(saved.name.clone())));
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    let button = Button::selectable(here, saved.name.as_str()).truncate();
                    if ui.add(button).on_hover_text(&saved.name).clicked() {
                        requests.push(Request::Filter(saved.filter.clone()));
                    }
                });
            });
        });
    }
    if !any {
        ui.label(muted(ui, "None yet. A filter you use often can be kept here under a name."));
    }
    ui.separator();
    if ui.add_enabled(!app.filter().is_empty(), Button::new("Save this filter…")).clicked() {
        requests.push(Request::NameFilter(None));
    }
    requests
}
