//! The texts of a change: typed where they stand, brought into sight when they are found, explained on demand.

use super::explain::{Explained, explain_under_pointer};
use crate::app::{Edit, Request, Session};
use crate::model::{ChangeJudgement, ChangeKey, ChangeText};
use crate::ui::theme::palette;
use crate::ui::widgets::{card, strong};
use egui::{Context, Id, Key, TextEdit, Ui, vec2};
use std::ops::Range;

/// What the texts of a change keep to themselves.
#[derive(Debug, Default)]
pub(super) struct Texts {
    wanted: Option<Wanted>,
    /// The fields drawn in the last frame.
    fields: Vec<(Id, ChangeText)>,
    explain: Option<ChangeText>,
    explained: Option<(Explained, Id)>,
    /// The change whose texts were drawn last.
    change: Option<ChangeKey>,
    /// What gets the keyboard back: only in the frame after, since the click that closed an explanation counts as one
    /// beside the text.
    refocus: Option<Id>,
}

/// A part of a text that is to be shown.
#[derive(Debug)]
struct Wanted {
    text: ChangeText,
    range: Range<usize>,
    focus: bool,
}

impl Texts {
    /// Brings a part of a text into sight at the next frame, selected; with `focus` the keyboard goes there.
    pub(super) fn show(&mut self, text: ChangeText, range: Range<usize>, focus: bool) {
        self.wanted = Some(Wanted { text, range, focus });
    }

    /// Explains the text that has the keyboard, at the next frame; false when none has.
    pub(super) fn explain(&mut self, ctx: &Context) -> bool {
        let focused = ctx.memory(egui::Memory::focused);
        self.explain = self.fields.iter().find(|(id, _)| Some(*id) == focused).map(|(_, text)| *text);
        self.explain.is_some()
    }

    /// Takes an explanation away, as when something else is asked for.
    pub(super) fn forget(&mut self) {
        self.explained = None;
        self.refocus = None;
    }

    /// Why the change is at its level. Call it first of all texts in a frame.
    pub(super) fn why(&mut self, ui: &mut Ui, session: &Session, judgement: &ChangeJudgement) -> Vec<Request> {
        self.fields.clear();
        if self.change.as_ref() != Some(&judgement.change) {
            self.change = Some(judgement.change.clone());
            self.forget();
        }
        if let Some(field) = self.refocus.take() {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        if let Some((explained, field)) = &mut self.explained
            && !explained.show(ui)
        {
            self.refocus = Some(*field);
            self.explained = None;
            ui.request_repaint();
        }
        card(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                self.field(ui, session, judgement, ChangeText::Why, 1)
            })
            .inner
        })
    }

    /// One of a change's texts, typed where it stands.
    pub(super) fn field(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        judgement: &ChangeJudgement,
        text: ChangeText,
        rows: usize,
    ) -> Vec<Request> {
        let mut requests = Vec::new();
        let label = ui.label(strong(text.name()));
        let mut words = judgement.texts.get(text).to_owned();
        let edit = TextEdit::multiline(&mut words)
            .id_salt(("text", judgement.change.as_str(), text as usize))
            .hint_text(text.hint())
            .desired_width(f32::INFINITY)
            .desired_rows(rows)
            .frame(egui::Frame::NONE)
            .interactive(!session.read_only());
        let mut output = edit.show(ui);
        if let Some(Wanted { range, focus, .. }) = self.wanted.take_if(|wanted| wanted.text == text) {
            let at =
                |byte: usize| egui::text::CCursor::new(words.get(..byte).map_or(0, |before| before.chars().count()));
            let range = egui::text::CCursorRange::two(at(range.start), at(range.end));
            output.state.cursor.set_char_range(Some(range));
            output.state.clone().store(ui.ctx(), output.response.response.id);
            if focus {
                output.response.response.request_focus();
            }
            output.response.response.scroll_to_me(None);
        }
        let response = output.response.response.labelled_by(label.id).accessible_name(text.name());
        self.fields.push((response.id, text));
        explain_under_pointer(session, &words, &output.galley, output.galley_pos, &response);
        if self.explain.take_if(|wanted| *wanted == text).is_some() {
            let about = (text.name(), text.hint());
            let explained = Explained::new(session, about, std::slice::from_ref(&words), response.rect);
            self.explained = Some((explained, response.id));
        }
        let palette = palette(ui);
        let edge = response.rect.expand2(vec2(6.0, 3.0));
        let stroke = if response.has_focus() {
            palette.focus_ring()
        } else {
            egui::Stroke::new(1.0, if response.hovered() { palette.mark } else { egui::Color32::TRANSPARENT })
        };
        ui.painter().rect_stroke(edge, 4.0, stroke, egui::StrokeKind::Outside);
        if response.changed() {
            requests.push(Request::Edit(Edit::SetChangeText { change: judgement.change.clone(), text, words }));
        }
        if response.lost_focus() {
            let left = ui.input(|input| input.key_pressed(Key::Escape));
            requests.push(if left { Request::CancelTyping } else { Request::Settle });
        }
        requests
    }
}
