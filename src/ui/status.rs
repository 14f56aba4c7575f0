//! The line below: whether all is saved, what was found, what happened last, which file it is.

use super::strip::badge;
use super::theme::{self, palette};
use super::widgets::{announced, link, small};
use crate::app::{App, Command, Origin, Place, Request};
use egui::{Align, Button, Layout, RichText, Ui};

/// Height of the small line, without what happened last where that stands below it.
const LINE: f32 = 30.0;
/// Room for the button that takes a notice away, and beside it.
const CLOSE: f32 = 40.0;
/// Room for words that lead on from a notice.
const LEADS: f32 = 72.0;
/// Room for what stands beside a notice, and the margins.
const BESIDE: f32 = 300.0;
/// Room without which a file's name says nothing.
const PATH: f32 = 60.0;

/// How high the line has to be: higher where what happened last does not fit in it.
pub(super) fn status_height(ui: &Ui, app: &App) -> f32 {
    LINE + below(ui, app).unwrap_or_default()
}

/// Height of what happened last in lines of its own, where it would be cut off beside the rest.
fn below(ui: &Ui, app: &App) -> Option<f32> {
    let notice = app.notice()?;
    let font = egui::FontId::proportional(theme::SMALL);
    let room = ui.ctx().content_rect().width() - CLOSE - if notice.leads_to.is_some() { LEADS } else { 0.0 };
    let layout = |width| ui.painter().layout(notice.text.clone(), font.clone(), palette(ui).ink, width).size();
    let fits = layout(f32::INFINITY).x < room - BESIDE;
    (!fits).then(|| layout(room - 48.0).y.max(20.0) + 8.0)
}

/// Shows the line.
pub(super) fn status_line(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.spacing_mut().interact_size.y = 20.0;
    if below(ui, app).is_none() {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            requests.extend(standing(ui, app));
            requests.extend(notice(ui, app));
            path(ui, app);
        });
        return requests;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), LINE), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(LINE);
        requests.extend(standing(ui, app));
        path(ui, app);
    });
    ui.horizontal_top(|ui| requests.extend(notice(ui, app)));
    requests
}

/// Whether all is saved, and how much was found.
fn standing(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else {
        ui.label(small(ui, app.busy().unwrap_or("Nothing is open.")));
        requests.extend(stop(ui, app));
        return requests;
    };
    let saved = match (app.busy(), session.edited(), session.origin(), app.saved_at()) {
        (Some(busy), ..) => busy.to_owned(),
        (_, _, Origin::Sample, _) if !session.edited() => "The example, as an untitled copy".to_owned(),
        (_, true, ..) if session.path().is_none() => "Not saved yet".to_owned(),
        (_, true, ..) => "Edited, not saved".to_owned(),
        (_, false, _, Some(at)) => format!("Saved {}", at.format("%H:%M")),
        (_, false, ..) => "No edits".to_owned(),
    };
    announced(&ui.label(small(ui, saved)));
    requests.extend(stop(ui, app));
    if let Some(findings) = app.derived().map(|derived| derived.findings.len()) {
        let text = if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") };
        let button = Button::new(small(ui, text)).frame_when_inactive(false).small();
        if ui.add(button).on_hover_text("Show what needs attention").clicked() {
            requests.push(Request::Go(Place::Overview));
        }
    }
    requests.extend(badge(ui, app));
    let undecided = session.assessment().undecided_count();
    if undecided > 0 {
        let button = Button::new(small(ui, format!("{undecided} undecided"))).frame_when_inactive(false).small();
        if ui.add(button).on_hover_text(Command::GoMerge.hint()).clicked() {
            requests.push(Request::Command(Command::GoMerge));
        }
    }
    requests
}

/// Stops what is under way.
fn stop(ui: &mut Ui, app: &App) -> Option<Request> {
    let asked = app.can_stop() && link(ui, RichText::new("Stop").size(theme::SMALL)).clicked();
    asked.then_some(Request::Stop)
}

/// What happened last, with a button that takes it away.
fn notice(ui: &mut Ui, app: &App) -> Option<Request> {
    let notice = app.notice()?;
    let leads_to = notice.leads_to.filter(|command| command.available(app));
    let palette = palette(ui);
    let colour = if notice.refused { palette.alert } else { palette.ink };
    let text = RichText::new(&notice.text).size(theme::SMALL).color(colour);
    let width = ui.available_width() - CLOSE - if leads_to.is_some() { LEADS } else { 0.0 };
    // A label of its own for each, or the same words twice would be told once.
    let response = ui.push_id(("notice", notice.number), |ui| {
        ui.set_max_width(width);
        ui.add(egui::Label::new(text).wrap())
    });
    announced(&response.inner);
    if let Some(command) = leads_to
        && link(ui, RichText::new("Go there").size(theme::SMALL)).accessible_name(command.label()).clicked()
    {
        return Some(Request::Command(command));
    }
    let close = Button::new(small(ui, "×")).frame_when_inactive(false).small();
    ui.add(close).accessible_name("Dismiss").clicked().then_some(Request::DismissNotice)
}

/// Which file it is, in what room is left.
fn path(ui: &mut Ui, app: &App) {
    let Some(session) = app.session().filter(|_| ui.available_width() > PATH) else { return };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let path = session.path().map_or_else(|| "untitled".to_owned(), short_path);
        let full = session.path().map_or_else(String::new, |path| path.to_string_lossy().into_owned());
        let label = ui.add(egui::Label::new(small(ui, path)).truncate());
        if !full.is_empty() {
            label.on_hover_text(full);
        }
    });
}

/// Folder and name of a file: `llr / 2019-20-q1.ron`.
fn short_path(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match path.parent().and_then(std::path::Path::file_name) {
        Some(folder) => format!("{} / {name}", folder.to_string_lossy()),
        None => name.into_owned(),
    }
}
