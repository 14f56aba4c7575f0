//! The line below: whether all is saved, what was found, what happened last, which file it is.

use super::theme::{self, palette};
use super::widgets::{announced, small};
use crate::app::{App, Origin, Place, Request};
use egui::{Align, Button, Layout, RichText, Ui};

/// Shows the line.
pub(super) fn status_line(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let palette = palette(ui);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let Some(session) = app.session() else {
            ui.label(small(ui, app.busy().unwrap_or("Nothing is open.")));
            return;
        };
        let saved = match (app.busy(), session.edited(), session.origin(), app.saved_at()) {
            (Some(busy), ..) => busy.to_owned(),
            (_, _, Origin::Sample, _) if !session.edited() => "The example, as an untitled copy".to_owned(),
            (_, true, ..) if session.path().is_none() => "Not saved yet".to_owned(),
            (_, true, ..) => "Edited, not saved".to_owned(),
            (_, false, _, Some(at)) => format!("Saved {}", at.format("%H:%M")),
            (_, false, ..) => "No edits".to_owned(),
        };
        let response = ui.label(small(ui, saved));
        announced(&response);
        if let Some(findings) = app.derived().map(|derived| derived.findings.len()) {
            let text = if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") };
            let button = Button::new(small(ui, text)).frame_when_inactive(false).small();
            if ui.add(button).on_hover_text("Show what needs attention").clicked() {
                requests.push(Request::Go(Place::Overview));
            }
        }
        if let Some(notice) = app.notice() {
            let colour = if notice.refused { palette.alert } else { palette.ink };
            // A label of its own for each, or the same words twice would be told once.
            let response = ui.push_id(("notice", notice.number), |ui| {
                ui.label(RichText::new(&notice.text).size(theme::SMALL).color(colour))
            });
            announced(&response.inner);
            let close = Button::new(small(ui, "×")).frame_when_inactive(false).small();
            if ui.add(close).accessible_name("Dismiss").clicked() {
                requests.push(Request::DismissNotice);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let path = session.path().map_or_else(|| "untitled".to_owned(), short_path);
            let full = session.path().map_or_else(String::new, |path| path.to_string_lossy().into_owned());
            let label = ui.add(egui::Label::new(small(ui, path)).truncate());
            if !full.is_empty() {
                label.on_hover_text(full);
            }
        });
    });
    requests
}

/// Folder and name of a file: `llr / 2019-20-q1.ron`.
fn short_path(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match path.parent().and_then(std::path::Path::file_name) {
        Some(folder) => format!("{} / {name}", folder.to_string_lossy()),
        None => name.into_owned(),
    }
}
