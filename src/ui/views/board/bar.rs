//! The quiet bar at the lower edge of the stage: it comes when the pointer is moved or Tab is pressed, and goes by itself.

use super::keys::leave_arrows;
use crate::app::{App, BoardStep, Layer, Request, StageKey};
use crate::ui::theme::palette;
use crate::ui::widgets::ringed;
use egui::{Button, Frame, Margin, Rect, Ui};

/// Its buttons: what they are called and the key that does the same.
const BUTTONS: [(&str, &str, StageKey); 11] = [
    ("Back", "Slide before (←)", StageKey::Left),
    ("Next", "Next slide (→)", StageKey::Right),
    ("All slides", "All slides (O)", StageKey::Overview),
    ("Table", "The table behind this slide (Z)", StageKey::Zoom),
    ("Decision", "Record a decision (D)", StageKey::Decision),
    ("Notes", "Notes at the lower edge (N)", StageKey::Notes),
    ("Presenter", "Presenter window (P)", StageKey::Presenter),
    ("Black", "Black screen (B)", StageKey::Black),
    ("Audience", "Another audience (A)", StageKey::Audience),
    ("Keys", "All keys (?)", StageKey::Help),
    ("Leave", "Back to the window (Escape)", StageKey::Escape),
];

/// What stands there while something lies over the slide.
const BACK: [(&str, &str, StageKey); 1] = [("Back to the slide", "Back to the slide (Escape)", StageKey::Escape)];

/// Shows it over the lower edge of a rectangle; `known` is where it was before. `take` puts the keyboard on its first button.
pub(super) fn bar(ui: &mut Ui, app: &App, window: Rect, known: Option<Rect>, take: bool) -> (Rect, Vec<Request>) {
    let mut requests = Vec::new();
    let on_slide = app.board().showing().is_some_and(|showing| showing.layer == Layer::Slide);
    let buttons: &[(&str, &str, StageKey)] = if on_slide { &BUTTONS } else { &BACK };
    let palette = palette(ui);
    let size = known.map_or(egui::vec2(window.width().min(980.0), 44.0), |rect| rect.size());
    let place = Rect::from_center_size(
        egui::pos2(window.center().x, window.max.y - size.y / 2.0 - 10.0),
        egui::vec2(size.x.min(window.width() - 12.0), size.y),
    );
    let mut inner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(
                place.min,
                egui::pos2((place.min.x + window.width() - 12.0).min(window.max.x - 6.0), window.max.y),
            ))
            .id_salt("bar"),
    );
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(palette.edge(palette.mark))
        .corner_radius(10)
        .inner_margin(Margin::symmetric(10, 6));
    let shown = frame.show(&mut inner, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            ui.spacing_mut().button_padding.x = 8.0;
            for (at, (name, hint, key)) in buttons.iter().copied().enumerate() {
                let label = match key {
                    StageKey::Audience => format!("For: {}", app.board().audience()),
                    _ => name.to_owned(),
                };
                let can = key != StageKey::Zoom || app.board().slide().is_some_and(|slide| slide.behind.is_some());
                let button = ui.add_enabled(can, Button::new(label).frame_when_inactive(false)).on_hover_text(hint);
                if take && at == 0 {
                    button.request_focus();
                }
                leave_arrows(&button);
                ringed(ui, &button);
                if button.clicked() {
                    requests.push(Request::Board(BoardStep::Press(key)));
                }
            }
        });
    });
    let rect = shown.response.rect;
    if known.is_none_or(|known| (known.size() - rect.size()).length() > 0.5) {
        ui.request_repaint();
    }
    (rect, requests)
}
