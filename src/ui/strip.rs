//! What is told of others, in a calm strip above the view: it blocks nothing, and each line can be answered or left.

use super::theme::{self, palette};
use super::widgets::{announced, ringed, small};
use crate::app::{App, Command, FileNote, NoteKind, Request};
use egui::{Button, Frame, Margin, RichText, Ui};

/// In a window lower than this the strip would leave too little to what it stands above: a button in the line below leads
/// to the same in a dialog.
const LOW: f32 = 560.0;

/// Shows the strip, if there is something to tell and room for it.
pub(super) fn strip(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    if is_low(ui) {
        return requests;
    }
    let notes = app.file_notes();
    if notes.is_empty() {
        return requests;
    }
    let palette = palette(ui);
    Frame::new().fill(palette.accent_weak).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(12, 5)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            for note in &notes {
                ui.push_id(note.kind, |ui| {
                    ui.horizontal_wrapped(|ui| {
                        let told = ui.label(RichText::new(&note.text).color(palette.ink));
                        announced(&told);
                        if !note.more.is_empty() {
                            told.on_hover_text(&note.more);
                        }
                        requests.extend(choices(ui, note));
                    });
                });
            }
        },
    );
    ui.add_space(8.0);
    requests
}

/// The answers to what is told.
pub(super) fn choices(ui: &mut Ui, note: &FileNote) -> Vec<Request> {
    let mut requests = Vec::new();
    for choice in &note.choices {
        // Who has it open is no question: its answers stay in the background.
        let framed = note.kind != NoteKind::Open;
        let label = RichText::new(choice.label).color(if framed { palette(ui).ink } else { palette(ui).accent });
        let button = Button::new(label).frame_when_inactive(framed);
        let response = ui.add(button).accessible_name(choice.name);
        ringed(ui, &response);
        if response.clicked() {
            requests.push(choice.request.clone());
        }
    }
    requests
}

/// In the line below, where there is no room for the strip: that there is something to tell.
pub(super) fn badge(ui: &mut Ui, app: &App) -> Option<Request> {
    let told = if is_low(ui) { app.file_notes().len() } else { 0 };
    if told == 0 {
        return None;
    }
    let button = Button::new(small(ui, "Others…")).frame_when_inactive(false).small();
    let response = ui.add(button).on_hover_text(Command::Sharing.hint()).accessible_name("Others work on this file");
    response.clicked().then_some(Request::Command(Command::Sharing))
}

fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW
}
