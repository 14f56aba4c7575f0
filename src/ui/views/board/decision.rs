//! The line in which a decision is typed while slides are shown. What was typed and not recorded is there the next time.

use crate::app::{App, BoardStep, Request, StageKey};
use crate::report::SlideKind;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{accent_button, small, strong};
use egui::{Frame, Key, Margin, Modifiers, Rect, TextEdit, Ui, vec2};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    by: String,
    /// How many decisions there were when it was last shown.
    recorded: Option<usize>,
    /// It was there in the frame before.
    shown: bool,
    height: f32,
}

impl Draft {
    /// It is not shown in this frame; what was recorded is not offered again.
    pub fn hidden(&mut self, app: &App) {
        self.shown = false;
        let now = app.session().map(|session| session.assessment().decisions.len());
        if self.recorded.take().is_some_and(|before| now > Some(before)) {
            self.text.clear();
        }
    }
}

/// Shows it at the lower edge of a rectangle, and says where that is.
pub(super) fn line(ui: &mut Ui, app: &App, window: Rect, draft: &mut Draft) -> (Rect, Vec<Request>) {
    let mut requests = Vec::new();
    let palette = palette(ui);
    let fresh = !draft.shown;
    draft.shown = true;
    draft.recorded = app.session().map(|session| session.assessment().decisions.len());
    let height = if draft.height > 0.0 { draft.height } else { 96.0 };
    let room = Rect::from_min_max(egui::pos2(window.min.x, window.max.y - height), window.max);
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut cancel = false;
    let mut record = enter;
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(room).id_salt("decision"));
    let frame =
        Frame::new().fill(palette.surface).stroke(palette.edge(palette.mark)).inner_margin(Margin::symmetric(20, 12));
    let shown = frame.show(&mut inner, |ui| {
        ui.set_width(room.width() - 40.0);
        let about = match app.board().slide() {
            Some(slide) if matches!(slide.kind, SlideKind::Change(_)) => format!("Decision on “{}”", slide.title),
            _ => "Decision".to_owned(),
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(strong(about));
            ui.label(small(ui, "Enter records it with today’s date; Escape leaves it for later. Ctrl+S saves."));
        });
        ui.horizontal_wrapped(|ui| {
            let wide = ui.available_width();
            let by = (wide * 0.22).clamp(90.0, 260.0);
            let text = (wide - by - 300.0).max(160.0);
            let field = TextEdit::singleline(&mut draft.text)
                .hint_text("What was decided")
                .desired_width(text)
                .font(egui::FontId::proportional(theme::TITLE));
            let field = ui.add(field).accessible_name("What was decided");
            if fresh {
                field.request_focus();
            }
            let who = TextEdit::singleline(&mut draft.by)
                .hint_text("By whom (may be left out)")
                .desired_width(by)
                .font(egui::FontId::proportional(theme::TITLE));
            ui.add(who).accessible_name("By whom");
            record |= accent_button(ui, "Record").clicked();
            cancel |= ui.button("Leave for later").clicked();
        });
    });
    let rect = shown.response.rect;
    if (rect.height() - draft.height).abs() > 0.5 {
        draft.height = rect.height();
        ui.request_repaint();
    }
    if cancel {
        requests.push(Request::Board(BoardStep::Press(StageKey::Escape)));
    } else if record {
        requests.push(Request::Board(BoardStep::Record { text: draft.text.clone(), by: draft.by.clone() }));
    }
    (Rect::from_min_size(rect.min, rect.size().max(vec2(1.0, 1.0))), requests)
}
