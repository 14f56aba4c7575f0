//! All slides at once, small: to find one while they are shown, and to see beforehand what there will be.

use super::keys::leave_arrows;
use super::pen::{Ink, STAGE};
use super::slide;
use crate::app::{App, BoardStep, Request};
use crate::ui::theme::{self, palette};
use egui::{Align2, FontId, Rect, Sense, StrokeKind, Ui, pos2, vec2};

/// Room between slides.
const GAP: f32 = 14.0;
/// Room below a slide for its title.
const LABEL: f32 = 22.0;

/// Draws all slides over a rectangle, that one in hand.
pub(super) fn over_all(ui: &mut Ui, app: &App, room: Rect, in_hand: usize) -> Vec<Request> {
    let columns = app.board().overview_columns();
    let count = app.board().report().map_or(0, |report| report.slides.len());
    let rows = count.div_ceil(columns).max(1);
    let room = room.shrink(GAP.min(room.width() / 40.0));
    let gap = GAP.min(room.width() / (8.0 * columns as f32));
    let wide = (room.width() - gap * (columns as f32 - 1.0)) / columns as f32;
    let label = if wide > 110.0 { LABEL } else { 0.0 };
    let high = (room.height() - gap * (rows as f32 - 1.0)) / rows as f32 - label;
    let scale = (wide / STAGE.x).min(high / STAGE.y);
    let tile = STAGE * scale;
    let all = vec2(columns as f32 * (tile.x + gap) - gap, rows as f32 * (tile.y + label + gap) - gap);
    let from = room.center() - all / 2.0;
    let mut requests = Vec::new();
    for at in 0..count {
        let corner =
            from + vec2((at % columns) as f32 * (tile.x + gap), (at / columns) as f32 * (tile.y + label + gap));
        requests.extend(self::tile(ui, app, at, Rect::from_min_size(corner, tile), (at == in_hand, label > 0.0)));
    }
    requests
}

/// The slides in lines as wide as there is room for, that one in hand.
pub(super) fn in_lines(ui: &mut Ui, app: &App, in_hand: usize) -> Vec<Request> {
    let mut requests = Vec::new();
    let count = app.board().report().map_or(0, |report| report.slides.len());
    let room = ui.available_width();
    let columns = ((room + GAP) / (236.0 + GAP)).floor().max(1.0);
    let wide = ((room - GAP * (columns - 1.0)) / columns).min(320.0);
    let size = vec2(wide, wide * STAGE.y / STAGE.x);
    for line in (0..count).collect::<Vec<_>>().chunks(columns as usize) {
        let (area, _) = ui.allocate_exact_size(vec2(room, size.y + LABEL + 8.0), Sense::hover());
        for (column, at) in line.iter().enumerate() {
            let corner = pos2(area.min.x + column as f32 * (wide + GAP), area.min.y + 2.0);
            requests.extend(tile(ui, app, *at, Rect::from_min_size(corner, size), (*at == in_hand, true)));
        }
    }
    requests
}

fn tile(ui: &mut Ui, app: &App, at: usize, rect: Rect, (chosen, labelled): (bool, bool)) -> Option<Request> {
    let report = app.board().report()?;
    let title = &report.slides.get(at)?.title;
    let palette = palette(ui);
    let whole = if labelled { Rect::from_min_max(rect.min, rect.max + vec2(0.0, LABEL)) } else { rect };
    let response = ui.interact(whole, ui.unique_id().with(("slide", at)), Sense::click());
    let name = format!("Slide {}: {title}", at + 1);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
    if ui.is_rect_visible(whole) {
        slide::draw(ui, rect, report, at, Ink::Marks);
        let painter = ui.painter();
        painter.rect_stroke(rect, 2.0, palette.edge(palette.mark), StrokeKind::Outside);
        if chosen {
            painter.rect_stroke(rect, 2.0, egui::Stroke::new(3.0, palette.accent), StrokeKind::Outside);
        }
        if response.has_focus() {
            painter.rect_stroke(rect.expand(3.0), 4.0, palette.focus_ring(), StrokeKind::Outside);
        }
        if labelled {
            let ink = if chosen { palette.accent } else { palette.muted };
            let font = FontId::proportional(theme::SMALL);
            let mut job = egui::text::LayoutJob::simple_singleline(format!("{}  {title}", at + 1), font, ink);
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
            let galley = painter.layout_job(job);
            let place = Align2::LEFT_TOP.anchor_size(rect.left_bottom() + vec2(0.0, 4.0), galley.size());
            painter.galley(place.min, galley, ink);
        }
    }
    leave_arrows(&response);
    response.clicked().then_some(Request::Board(BoardStep::Show(at)))
}
