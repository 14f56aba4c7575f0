//! The sheet of keys: every command with its keys, and the keys that only hold somewhere, to be searched by words or by key.

use super::list;
use crate::app::{Command, Request, SheetLine, SheetPart, keys_sheet};
use crate::ui::keys::pressed_again;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{heading, muted};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Context, FontId, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

/// Most width of the sheet.
const WIDTH: f32 = 1080.0;
/// Least width of a column.
const COLUMN: f32 = 300.0;
/// Room between columns.
const APART: f32 = 28.0;
/// Height of a line.
const LINE: f32 = 22.0;
/// Room above and below a part's title.
const TITLE: f32 = 34.0;

/// Shows the sheet. `fresh` says that it opened since the last frame.
pub(super) fn show(ctx: &Context, typed: &mut String, fresh: bool) -> Vec<Request> {
    let again = pressed_again(ctx, Command::Shortcuts);
    let ((), left) = list::over_the_window(ctx, "Keyboard shortcuts", WIDTH, |ui, room| {
        let moved = list::Moves::take(ui.ctx());
        let field = list::field(ui, "Find a key, by words or by its name (ctrl d)", typed, fresh);
        let parts = keys_sheet(typed);
        let height = (room - field.rect.height() - 12.0).max(60.0);
        let area = ScrollArea::vertical()
            .id_salt("keys")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, false]);
        area.show(ui, |ui| {
            if let Some(far) = moved.scroll(2.0 * LINE, height - 2.0 * LINE, 1e5) {
                ui.scroll_with_delta(vec2(0.0, -far));
            }
            if parts.is_empty() {
                let none = ui.label(muted(ui, "No key answers to that."));
                ui.ctx().accesskit_node_builder(none.id, |node| node.set_live(egui::accesskit::Live::Polite));
            }
            columns(ui, &parts);
        });
    });
    if left || again { vec![Request::LeaveDialog] } else { Vec::new() }
}

/// The parts in as many columns as there is room for, filled alike, in the order of reading.
fn columns(ui: &mut Ui, parts: &[SheetPart]) {
    let room = ui.available_width();
    let across = (((room + APART) / (COLUMN + APART)).floor() as usize).clamp(1, 3);
    let width = (room - APART * (across as f32 - 1.0)) / across as f32;
    let tall = |part: &SheetPart| TITLE + LINE * part.lines.len() as f32;
    let start = ui.cursor().min;
    let mut waiting = parts;
    let mut lowest = start.y;
    for column in 0..across {
        let left_over: f32 = waiting.iter().map(tall).sum();
        let share = left_over / (across - column) as f32;
        let mut filled = 0.0;
        let take = waiting.iter().take_while(|part| {
            // A part goes where the greater half of it fits.
            let fits = filled == 0.0 || filled + tall(part) / 2.0 <= share;
            filled += tall(part);
            fits
        });
        let (here, others) = waiting.split_at(take.count());
        waiting = others;
        let at = pos2(start.x + column as f32 * (width + APART), start.y);
        let rect = egui::Rect::from_min_size(at, vec2(width, f32::INFINITY));
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("column", column)));
        inner.spacing_mut().item_spacing.y = 0.0;
        for part in here {
            show_part(&mut inner, part);
        }
        lowest = lowest.max(inner.min_rect().bottom());
    }
    ui.advance_cursor_after_rect(egui::Rect::from_min_max(start, pos2(start.x + room, lowest)));
}

fn show_part(ui: &mut Ui, part: &SheetPart) {
    ui.add_space(8.0);
    heading(ui, part.title);
    ui.add_space(4.0);
    for line in &part.lines {
        show_line(ui, line);
    }
}

/// What is done on the left, its keys on the right; where both do not fit, the keys stand below.
fn show_line(ui: &mut Ui, line: &SheetLine) {
    let palette = palette(ui);
    let width = ui.available_width();
    let small = FontId::proportional(theme::SMALL);
    let bold = FontId::new(theme::SMALL, theme::bold());
    let keys = if line.keys.is_empty() { "–" } else { &line.keys };
    let lay = |text: &str, font: FontId, colour, width: f32, rows: usize| {
        let mut job = LayoutJob::simple(text.to_owned(), font, colour, width);
        job.wrap = TextWrapping { max_rows: rows, ..TextWrapping::wrap_at_width(width) };
        ui.painter().layout_job(job)
    };
    let keys = lay(keys, bold, palette.muted, width * 0.62, 3);
    let beside = (width - keys.size().x - 12.0).max(width * 0.35);
    let does = lay(line.does, small, palette.ink, beside, 3);
    let height = (does.size().y.max(keys.size().y) + 5.0).max(LINE);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| {
        let keys = if line.keys.is_empty() { "no key" } else { &line.keys };
        egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{}: {keys}", line.does))
    });
    let painter = ui.painter();
    painter.galley(pos2(rect.left(), rect.top() + 2.0), does, palette.ink);
    painter.galley(pos2(rect.right() - keys.size().x, rect.top() + 2.0), keys, palette.muted);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, palette.line));
}
