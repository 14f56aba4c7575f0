//! Small pieces of a page: titles, cards and texts in the product's three sizes.

use super::level::{LINE_LADDER, Ladder, ladder};
use crate::ui::theme::{self, palette};
use egui::{FontId, Response, RichText, Ui};

/// The title of a view.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let response = ui.add(egui::Label::new(RichText::new(text).heading()).wrap().selectable(false));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, text));
    response
}

/// The heading of a part of a view.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let response = ui.label(strong(text));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, text));
    response
}

/// Bold running text.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(theme::BODY, theme::bold()))
}

/// Running text of less weight.
#[must_use]
pub fn muted(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).muted)
}

/// Small text of less weight.
#[must_use]
pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    muted(ui, text).size(theme::SMALL)
}

/// A text that wraps at the edge.
pub fn wrapped(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> Response {
    ui.add(egui::Label::new(text).wrap())
}

/// A card on the canvas.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = palette(ui);
    egui::Frame::new()
        .fill(palette.surface)
        .stroke(palette.edge(palette.line))
        .corner_radius(theme::RADIUS + 2)
        .inner_margin(egui::Margin::symmetric(16, 14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// So many frames after it got the keyboard it is looked after once more: having it may have changed what stands above it.
const AGAIN: u8 = 3;

/// Scrolls what has just got the keyboard into sight. Call it last inside a scroll area: the toolkit itself would let Tab
/// go on to what stands below the edge and show nothing of it.
pub fn follow_focus(ui: &mut Ui) {
    let id = followed(ui);
    let focused = ui.memory(egui::Memory::focused);
    let (before, known): (Option<egui::Id>, u8) = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let frames = if focused == before { known.saturating_add(1) } else { 0 };
    // What was clicked is in sight already.
    let clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    ui.data_mut(|data| data.insert_temp(id, (focused, if clicked { AGAIN + 1 } else { frames.min(AGAIN + 1) })));
    if clicked || frames > AGAIN {
        return;
    }
    ui.request_repaint();
    if frames > 0 && frames < AGAIN {
        return;
    }
    if let Some(response) = focused.and_then(|focused| ui.ctx().read_response(focused))
        && response.layer_id == ui.layer_id()
        && ui.min_rect().expand(4.0).contains_rect(response.rect)
    {
        let room = (ui.clip_rect().height() - response.rect.height()) / 2.0;
        if room > 16.0 {
            ui.scroll_to_rect(response.rect.expand(8.0), None);
        } else {
            // It just fits, or it is higher than what is in sight and read from its beginning.
            let align = if room > 0.0 { egui::Align::Center } else { egui::Align::Min };
            ui.scroll_to_rect(response.rect, Some(align));
        }
    }
}

/// In place of [`follow_focus`], where a view opens at its top whatever has the keyboard: only what gets it next is scrolled
/// into sight.
pub fn leave_focus(ui: &Ui) {
    let id = followed(ui);
    let focused = ui.memory(egui::Memory::focused);
    ui.data_mut(|data| data.insert_temp(id, (focused, AGAIN + 1)));
}

fn followed(ui: &Ui) -> egui::Id {
    ui.unique_id().with("follows the keyboard")
}

/// Words that lead somewhere. A link of the toolkit is only underlined when it has the keyboard.
pub fn link(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> Response {
    let response = ui.link(text);
    ringed(ui, &response);
    response
}

/// A ring round what has the keyboard, for what the toolkit draws none round.
pub fn ringed(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let ring = palette(ui).focus_ring();
        ui.painter().rect_stroke(response.rect.expand(1.0), 4.0, ring, egui::StrokeKind::Outside);
    }
}

/// Has a screen reader say a text when it comes or changes, wherever the keyboard is.
pub fn announced(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// The button that goes on. Where it cannot it looks like any other: on a faded accent its text could hardly be read.
pub fn accent_button(ui: &mut Ui, text: &str) -> Response {
    let palette = palette(ui);
    ui.scope(|ui| {
        let mut button = egui::Button::new(strong(text));
        if ui.is_enabled() {
            // Its text is on the accent in every state.
            ui.visuals_mut().override_text_color = Some(palette.on_accent);
            button = button.fill(palette.accent);
        }
        let response = ui.add(button);
        // Beside the accent, on which it would not stand out.
        ringed(ui, &response);
        response
    })
    .inner
}

/// A muted line for something that was not given.
pub fn not_given(ui: &mut Ui, text: &str) {
    ui.label(muted(ui, text));
}

/// A level as ladder, number and word in a line.
pub fn level_line(ui: &mut Ui, shown: Ladder, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ladder(ui, LINE_LADDER, shown);
        ui.label(words);
    });
}
