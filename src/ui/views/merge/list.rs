//! The list of all conflicts: what is to be decided before what is to be read, each under its change.

use crate::app::{App, ConflictPlace, MergeStep, Request, conflict_place};
use crate::model::{Conflict, ConflictKind};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{heading, small};
use egui::text::{LayoutJob, TextWrapping};
use egui::{FontFamily, FontId, Sense, Ui, pos2, vec2};

/// Height of a line with the row below the field, and of one without.
const TWO: f32 = 42.0;
const ONE: f32 = 28.0;

/// Shows it; the one in hand is marked.
pub(super) fn list(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let assessment = session.assessment();
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut part: Option<ConflictKind> = None;
    let mut change: Option<Option<usize>> = None;
    let order = app.conflicts();
    for (place, at) in order.iter().enumerate() {
        let Some(conflict) = assessment.undecided.get(*at) else { continue };
        let found = conflict_place(assessment, session.framework(), conflict);
        if part != Some(conflict.kind) {
            if part.is_some() {
                ui.add_space(10.0);
            }
            let title = match conflict.kind {
                ConflictKind::Undecided => "To decide",
                ConflictKind::Combined => "Combined, to read",
            };
            heading(ui, title);
            part = Some(conflict.kind);
            change = None;
        }
        if change != Some(found.number) {
            ui.add_space(4.0);
            let title =
                found.number.map_or_else(|| found.change.clone(), |number| format!("{number}  {}", found.change));
            ui.add(egui::Label::new(small(ui, title)).truncate());
            change = Some(found.number);
        }
        let number = (place + 1, order.len());
        if item(ui, conflict, &found, number, app.conflict_in_hand() == Some(*at)) {
            requests.push(Request::Merge(MergeStep::Show(*at)));
        }
    }
    requests
}

fn item(
    ui: &mut Ui,
    conflict: &Conflict,
    found: &ConflictPlace,
    (number, count): (usize, usize),
    chosen: bool,
) -> bool {
    let palette = palette(ui);
    let height = if found.row.is_some() { TWO } else { ONE };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let kind = match conflict.kind {
        ConflictKind::Undecided => "to decide",
        ConflictKind::Combined => "to read",
    };
    let name = format!("{number} of {count}, {kind}: {found}");
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, f32::from(theme::RADIUS), palette.accent_weak);
        // A bar as well: not by colour alone.
        let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, height - 8.0));
        painter.rect_filled(bar, 1.0, palette.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, f32::from(theme::RADIUS), palette.surface);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, f32::from(theme::RADIUS), palette.focus_ring(), egui::StrokeKind::Inside);
    }
    let family = if chosen { theme::bold() } else { FontFamily::Proportional };
    let line = |text: &str, size: f32, family: FontFamily, ink| {
        let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::new(size, family), ink);
        job.wrap = TextWrapping::truncate_at_width(rect.width() - 20.0);
        painter.layout_job(job)
    };
    let field = line(&found.field, theme::BODY, family, palette.ink);
    painter.galley(pos2(rect.min.x + 12.0, rect.min.y + 4.0), field, palette.ink);
    if let Some(row) = &found.row {
        let row = line(row, theme::SMALL, FontFamily::Proportional, palette.muted);
        painter.galley(pos2(rect.min.x + 12.0, rect.min.y + 23.0), row, palette.muted);
    }
    response.clicked()
}
