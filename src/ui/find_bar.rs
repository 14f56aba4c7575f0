//! The find bar: a field, how often it was found, and the way from one place to the next.

use super::theme::{self, palette};
use super::widgets::{announced, ringed, small};
use crate::app::{App, Command, Request};
use egui::{Button, Frame, Key, Margin, Modifiers, TextEdit, Ui};

/// Shows the bar above the view while something is looked for. `focus` gives the field the keyboard.
pub(super) fn find_bar(ui: &mut Ui, app: &App, focus: bool) -> Vec<Request> {
    let Some(find) = app.find() else { return Vec::new() };
    let mut requests = Vec::new();
    let palette = palette(ui);
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(egui::Stroke::new(1.0, palette.line))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let mut words = find.words().to_owned();
            let label = ui.label(small(ui, "Find"));
            let room = (ui.available_width() * 0.4).clamp(120.0, 320.0);
            let edit = TextEdit::singleline(&mut words).desired_width(room).hint_text("in every row and every change");
            // Enter goes on and Escape leaves; neither takes the keyboard out of the field by itself.
            let id = ui.unique_id().with("find field");
            let mut output = edit.id(id).return_key(None).show(ui);
            let response = output.response.response.clone().labelled_by(label.id).accessible_name("Find");
            ringed(ui, &response);
            if response.has_focus() {
                let filter = egui::EventFilter { escape: true, horizontal_arrows: true, ..Default::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
                let (next, back, left) = ui.input_mut(|input| {
                    let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
                    (input.consume_key(Modifiers::NONE, Key::Enter), back, input.key_pressed(Key::Escape))
                });
                if next || back {
                    requests.push(Request::Command(if back { Command::FindPrevious } else { Command::FindNext }));
                }
                if left {
                    requests.push(Request::CloseFind);
                }
            }
            if focus {
                response.request_focus();
                // What was looked for last is typed over.
                let all = egui::text::CCursorRange::select_all(&output.galley);
                output.state.cursor.set_char_range(Some(all));
                output.state.store(ui.ctx(), id);
            }
            if response.changed() {
                requests.push(Request::Find { words: words.clone(), match_case: find.match_case() });
            }
            let count = find.count();
            if !count.is_empty() {
                let told = ui.label(small(ui, &count));
                announced(&told);
            }
            let mut match_case = find.match_case();
            if ui.checkbox(&mut match_case, "Match case").changed() {
                requests.push(Request::Find { words, match_case });
            }
            let any = !find.hits().is_empty();
            for (command, word) in [(Command::FindPrevious, "Previous"), (Command::FindNext, "Next")] {
                let keys = command.shortcut().map_or_else(String::new, |shortcut| shortcut.to_string());
                let hint = format!("{} ({keys})", command.hint());
                if ui.add_enabled(any, Button::new(word)).on_hover_text(hint).clicked() {
                    requests.push(Request::Command(command));
                }
            }
            let replace = Command::Replace;
            if ui.add_enabled(replace.available(app), Button::new(replace.label())).clicked() {
                requests.push(Request::Command(replace));
            }
            if ui.add(Button::new("×").frame_when_inactive(false)).accessible_name("Close the find bar").clicked() {
                requests.push(Request::CloseFind);
            }
        });
    });
    ui.add_space(8.0);
    requests
}
