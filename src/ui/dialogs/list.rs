//! What the palette and the sheet of keys have in common: a list below a field, opened over the window.

use crate::ui::keys::take_presses;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::ringed;
use egui::{Align2, Context, Id, Key, KeyboardShortcut, Modal, Modifiers, Response, TextEdit, Ui, vec2};

/// Opens a list over the upper part of the window; `body` is told how much height there is. Says what came of it and
/// whether it was left.
pub(super) fn over_the_window<R>(
    ctx: &Context,
    name: &str,
    width: f32,
    body: impl FnOnce(&mut Ui, f32) -> R,
) -> (R, bool) {
    let window = ctx.content_rect();
    let small = window.height() < 420.0 || window.width() < 520.0;
    let (margin, inner) = if small { (8.0, 10) } else { (window.height() * 0.1, 16) };
    let id = Id::unique("list over the window");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, margin)).accessible_name(name);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(inner).corner_radius(theme::RADIUS + 4);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(palette(ctx).backdrop);
    let around = 2.0 * (f32::from(inner) + 1.0);
    let response = modal.show(ctx, |ui| {
        ui.set_width((window.width() - 2.0 * 16.0 - around).clamp(200.0, width));
        ui.spacing_mut().item_spacing.y = 8.0;
        body(ui, window.height() - 2.0 * margin - around)
    });
    let left = response.should_close();
    (response.inner, left)
}

/// The field above the list. It keeps the keyboard whatever is clicked.
pub(super) fn field(ui: &mut Ui, name: &str, typed: &mut String, fresh: bool) -> Response {
    let edit = TextEdit::singleline(typed)
        .hint_text(name)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(10, 7))
        // Enter is for the list.
        .return_key(None);
    let response = ui.add(edit).accessible_name(name);
    if fresh || ui.memory(egui::Memory::focused).is_none() {
        response.request_focus();
    }
    ringed(ui, &response);
    response
}

/// The keys that move in a list while its field has the keyboard. Left, right and whatever is held with Shift or Ctrl
/// stays with the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moves {
    up: usize,
    down: usize,
    page_up: usize,
    page_down: usize,
    home: bool,
    end: bool,
    pub(super) enter: bool,
}

impl Moves {
    /// Takes them out of this frame's input.
    pub(super) fn take(ctx: &Context) -> Self {
        let presses = |key| take_presses(ctx, KeyboardShortcut::new(Modifiers::NONE, key));
        Self {
            up: presses(Key::ArrowUp),
            down: presses(Key::ArrowDown),
            page_up: presses(Key::PageUp),
            page_down: presses(Key::PageDown),
            home: presses(Key::Home) > 0,
            end: presses(Key::End) > 0,
            enter: presses(Key::Enter) > 0,
        }
    }

    /// Whether any of them was pressed.
    pub(super) const fn any(self) -> bool {
        self.up + self.down + self.page_up + self.page_down > 0 || self.home || self.end
    }

    /// Where they lead from a line, of so many, `page` of which are in sight. The arrows go round at the ends.
    pub(super) fn from(self, at: usize, count: usize, page: usize) -> usize {
        let Some(last) = count.checked_sub(1) else { return 0 };
        let mut at = at.min(last);
        for _ in 0..self.up {
            at = at.checked_sub(1).unwrap_or(last);
        }
        for _ in 0..self.down {
            at = if at == last { 0 } else { at + 1 };
        }
        at = at.saturating_sub(self.page_up * page);
        at = (at + self.page_down * page).min(last);
        if self.home {
            at = 0;
        }
        if self.end { last } else { at }
    }

    /// How far they scroll a list that has no line in hand, in points, down being more; `None` where they do not.
    pub(super) fn scroll(self, line: f32, page: f32, whole: f32) -> Option<f32> {
        let by = |count: usize, step: f32| count as f32 * step;
        let mut far = by(self.down, line) - by(self.up, line) + by(self.page_down, page) - by(self.page_up, page);
        if self.home {
            far -= whole;
        }
        if self.end {
            far += whole;
        }
        self.any().then_some(far)
    }
}
