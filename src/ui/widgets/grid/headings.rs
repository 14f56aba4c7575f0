//! Column titles under the mouse: dragged by an edge they set a width, double-clicked there they fit their texts, dragged by
//! the title they move.

use super::layout::{MIN_WIDTH, PAD_X, View, drawing_width};
use super::source::GridEvent;
use super::state::GridState;
use egui::{CursorIcon, PointerButton, Pos2, Sense, Ui};

/// A column that fits its texts gets no wider than this: long texts are read in lines.
const WIDEST_FIT: f32 = 420.0;
/// Rows that are looked at for the width that fits.
const FIT_ROWS: usize = 2_000;

/// The edges between column titles.
pub(super) fn resize(ui: &Ui, view: &View<'_>, state: &mut GridState, asked: &mut Vec<GridEvent>) {
    let header = view.areas.header;
    for (position, column) in view.columns.iter().enumerate() {
        let edge = view.left(position, state.scroll.x) + view.layout.span(position).width;
        let grip = egui::Rect::from_x_y_ranges(edge - 4.0..=edge + 4.0, header.y_range());
        let grip = grip.intersect(view.part_of(position, header));
        if grip.width() < 4.0 {
            continue;
        }
        let response = ui.interact(grip, view.id.with(("width", column.key)), Sense::CLICK | Sense::DRAG);
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        if response.double_clicked() {
            let mut widths = present(view);
            set(&mut widths, column.key, fitting(view, position));
            asked.push(GridEvent::Widths(widths));
        } else if response.dragged_by(PointerButton::Primary) && response.drag_delta().x != 0.0 {
            if state.widths.is_empty() {
                state.widths = present(view);
            }
            let width = view.layout.span(position).width + response.drag_delta().x;
            set(&mut state.widths, column.key, width.max(MIN_WIDTH));
        }
        if response.drag_stopped() && !state.widths.is_empty() {
            asked.push(GridEvent::Widths(std::mem::take(&mut state.widths)));
        }
    }
}

/// The widths as they are.
fn present(view: &View<'_>) -> Vec<(u32, f32)> {
    view.columns.iter().zip(&view.layout.spans).map(|(column, span)| (column.key, span.width)).collect()
}

fn set(widths: &mut [(u32, f32)], key: u32, width: f32) {
    if let Some((_, known)) = widths.iter_mut().find(|(known, _)| *known == key) {
        *known = width;
    }
}

/// The width that shows a column's texts, and its title, on one line where they are short.
pub(super) fn fitting(view: &View<'_>, column: usize) -> f32 {
    let title = view.columns.get(column).map_or("", |column| column.title.as_str());
    let mut widest = view.lay_below(title, f32::INFINITY, egui::Color32::PLACEHOLDER).size().x;
    for row in 0..view.rows.min(FIT_ROWS) {
        let cell = view.source.cell(row, column);
        let beside = drawing_width(cell.drawing);
        // A long text is wide for certain, and is not laid out to learn it.
        let text = if cell.text.len() > 200 {
            WIDEST_FIT
        } else {
            view.lay_text(&cell.text, f32::INFINITY, egui::Color32::PLACEHOLDER).size().x
        };
        let below = view.lay_below(&cell.below, f32::INFINITY, egui::Color32::PLACEHOLDER).size().x;
        widest = widest.max(beside + text.max(below));
        if widest >= WIDEST_FIT {
            break;
        }
    }
    (widest + 2.0 * PAD_X + 1.0).ceil().clamp(MIN_WIDTH, WIDEST_FIT)
}

/// A title is being dragged.
pub(super) fn drag(ui: &Ui, view: &View<'_>, state: &mut GridState, pos: Pos2) {
    state.moving = state.pressed_title;
    ui.set_cursor_icon(CursorIcon::Grabbing);
    let room = view.scrolling_part(view.areas.all);
    let beyond = pos.x - pos.x.clamp(room.left(), room.right());
    if beyond != 0.0 {
        state.scroll.x += beyond * 4.0 * ui.input(|input| input.stable_dt.min(0.1));
        ui.request_repaint();
    }
}

/// The title was let go of: the column stands before the one under the pointer, or behind it.
pub(super) fn drop(view: &View<'_>, state: &mut GridState, pos: Pos2, asked: &mut Vec<GridEvent>) {
    let (Some(column), Some(to)) = (state.moving.take(), target(view, state, pos)) else { return };
    let before = view.columns.get(to).map(|column| column.key);
    let from = view.columns.iter().position(|known| known.key == column);
    if from.is_some_and(|from| from != to && from + 1 != to) {
        asked.push(GridEvent::MoveColumn { column, before });
    }
}

/// The position before which a dragged title would go.
pub(super) fn target(view: &View<'_>, state: &GridState, pos: Pos2) -> Option<usize> {
    let over = view.column_at(pos.x, state.scroll.x);
    let Some(over) = over else {
        return (pos.x > view.left(view.columns.len().checked_sub(1)?, state.scroll.x)).then_some(view.columns.len());
    };
    let middle = view.left(over, state.scroll.x) + view.layout.span(over).width / 2.0;
    Some(if pos.x < middle { over } else { over + 1 })
}
