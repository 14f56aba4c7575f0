//! Draws what is in sight.

use super::layout::{HEADER, HEADING, PAD_X, PAD_Y, View, lay, snap, text_width_in};
use super::scroll::InSight;
use super::source::{Cell, Drawing, Tone};
use super::state::{GridState, Reach, Selection};
use crate::ui::theme::{Palette, SMALL, bold};
use crate::ui::widgets::LINE_LADDER;
use egui::{Color32, FontId, Galley, Mesh, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2};
use std::ops::Range;

/// Width of the soft edges of what is sticky.
const SOFT: f32 = 7.0;
/// Side of the corner mark.
const MARK: f32 = 7.0;

/// Draws everything but the editor and the bars.
pub(super) fn paint(
    ui: &Ui,
    view: &View<'_>,
    state: &GridState,
    rows: &[InSight],
    selection: &Selection,
    palette: &Palette,
    focused: bool,
) {
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(view.areas.all));
    let columns: Vec<usize> = view.columns_in_sight(state.scroll.x).collect();
    let body = view.areas.body;
    let right = (view.areas.all.left() + view.layout.total - state.scroll.x).min(view.areas.all.right());
    let scrolling = painter.with_clip_rect(painter.clip_rect().intersect(view.scrolling_part(body)));
    let sticky = painter.with_clip_rect(painter.clip_rect().intersect(body));

    for row in rows {
        let whole = Rect::from_min_max(pos2(body.left(), row.start), pos2(right, row.bottom));
        sticky.rect_filled(whole, 0.0, palette.surface);
        row_ground(view, state, row, selection, palette, &sticky, right);
        for &column in &columns {
            let clip = if column < view.layout.sticky { &sticky } else { &scrolling };
            paint_cell(view, state, row, column, selection, palette, clip);
        }
        number(view, state, row, palette, &sticky);
        if row.top > row.start {
            group_heading(view, row, palette, &sticky, right);
        }
        line(&sticky, body.left(), right, row.bottom, palette);
    }
    ring(view, state, rows, selection, palette, focused, &sticky, &scrolling);
    header(view, state, &columns, selection, palette, &painter, right);

    let bottom = rows.last().map_or(view.areas.header.bottom(), |row| row.bottom.min(body.bottom()));
    if state.scroll.x > 0.0 {
        let edge = view.areas.all.left() + view.layout.sticky_edge;
        let shade = Rect::from_min_max(pos2(edge, view.areas.all.top()), pos2(edge + SOFT, bottom));
        soft_edge(&painter, shade, false, palette);
    }
    if state.scroll.top > 0 || state.scroll.offset > 0.0 {
        let shade = Rect::from_min_max(body.min, pos2(right, body.top() + SOFT));
        soft_edge(&painter, shade, true, palette);
    }
}

fn line(painter: &Painter, left: f32, right: f32, bottom: f32, palette: &Palette) {
    let y = snap(painter.ctx(), pos2(0.0, bottom)).y - 0.5;
    painter.hline(left..=right, y, Stroke::new(1.0, palette.line));
}

/// The wash behind a row: weak where the cursor is, strong where whole rows are selected.
fn row_ground(
    view: &View<'_>,
    state: &GridState,
    row: &InSight,
    selection: &Selection,
    palette: &Palette,
    painter: &Painter,
    right: f32,
) {
    let cells = Rect::from_min_max(pos2(view.areas.body.left(), row.top), pos2(right, row.bottom));
    let whole = state.reach != Reach::Cells && selection.rows.contains(&row.row);
    if whole {
        painter.rect_filled(cells, 0.0, palette.selection);
    } else if state.cursor.is_some() && state.cursor_at.row == row.row && selection.is_single() {
        painter.rect_filled(cells, 0.0, palette.accent_weak);
    }
}

fn paint_cell(
    view: &View<'_>,
    state: &GridState,
    row: &InSight,
    column: usize,
    selection: &Selection,
    palette: &Palette,
    painter: &Painter,
) {
    let rect = view.cell_rect(column, row.top, row.bottom, state.scroll.x);
    if state.reach == Reach::Cells && !selection.is_single() && selection.contains(row.row, column) {
        painter.rect_filled(rect, 0.0, palette.selection);
    }
    let cell = view.source.cell(row.row, column);
    super::shade::paint_shade(painter, rect, cell.shade, palette);
    text(view, rect, &cell, palette, painter);
    if cell.marked {
        let corner = rect.right_top();
        let points = vec![corner, corner - egui::vec2(MARK, 0.0), corner + egui::vec2(0.0, MARK)];
        painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
    }
}

fn text(view: &View<'_>, rect: Rect, cell: &Cell<'_>, palette: &Palette, painter: &Painter) {
    let width = text_width_in(rect.width(), cell);
    let colour = colour(cell.tone, palette);
    let (mut at, galley) = view.text_in(rect, cell, colour);
    for range in &cell.found {
        mark(&cell.text, range, &galley, at, palette, painter);
    }
    if let Drawing::Ladder(ladder) = cell.drawing {
        let middle = rect.top() + PAD_Y + super::layout::LINE / 2.0;
        let left = snap(view.ctx, pos2(rect.left() + PAD_X, middle - LINE_LADDER.y / 2.0));
        ladder.paint(painter, Rect::from_min_size(left, LINE_LADDER), palette);
    }
    let height = galley.size().y;
    let empty = cell.text.is_empty();
    if !empty {
        painter.galley(at, galley, colour);
        at.y += height;
    }
    if !cell.below.is_empty() {
        painter.galley(at, view.lay_below(&cell.below, width, palette.muted), palette.muted);
    }
}

/// A wash behind a part of the text that was looked for, line by line.
fn mark(text: &str, range: &Range<usize>, galley: &Galley, at: egui::Pos2, palette: &Palette, painter: &Painter) {
    let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    let (from, to) = (characters(range.start), characters(range.end));
    let mut first = 0;
    for row in &galley.rows {
        let end = first + row.char_count_excluding_newline().0;
        let (left, right) = (from.max(first), to.min(end));
        if left < right {
            let x = |character: usize| row.pos.x + row.x_offset(egui::text::CharIndex(character - first));
            let top = row.pos.y;
            let rect = Rect::from_min_max(at + egui::vec2(x(left), top), at + egui::vec2(x(right), top + row.size.y));
            painter.rect(rect, 2.0, palette.found, Stroke::new(1.0, palette.mark), StrokeKind::Inside);
        }
        first += row.char_count_including_newline().0;
    }
}

const fn colour(tone: Tone, palette: &Palette) -> Color32 {
    match tone {
        Tone::Normal => palette.ink,
        Tone::Muted => palette.muted,
        Tone::Alert => palette.alert,
    }
}

fn number(view: &View<'_>, state: &GridState, row: &InSight, palette: &Palette, painter: &Painter) {
    let text = view.source.row_number(row.row);
    let here = state.cursor.is_some() && state.cursor_at.row == row.row;
    let colour = if here { palette.ink } else { palette.muted };
    let galley = lay(view.ctx, &text, FontId::proportional(SMALL), super::layout::LINE, f32::INFINITY, 1, colour);
    let right = view.areas.all.left() + view.layout.gutter - PAD_X;
    painter.galley(snap(view.ctx, pos2(right - galley.size().x, row.top + PAD_Y)), galley, colour);
}

fn group_heading(view: &View<'_>, row: &InSight, palette: &Palette, painter: &Painter, right: f32) {
    let Some(text) = view.source.heading(row.row) else { return };
    let band = Rect::from_min_max(pos2(view.areas.body.left(), row.start), pos2(right, row.start + HEADING));
    painter.rect_filled(band, 0.0, palette.canvas);
    let galley = lay(view.ctx, &text, FontId::new(13.0, bold()), 18.0, band.width() - 2.0 * PAD_X, 1, palette.ink);
    let at = pos2(band.left() + PAD_X, band.bottom() - 7.0 - galley.size().y);
    painter.galley(snap(view.ctx, at), galley, palette.ink);
    line(painter, band.left(), right, band.bottom(), palette);
}

fn header(
    view: &View<'_>,
    state: &GridState,
    columns: &[usize],
    selection: &Selection,
    palette: &Palette,
    painter: &Painter,
    right: f32,
) {
    let area = view.areas.header;
    painter.rect_filled(area.with_max_x(right), 0.0, palette.surface);
    for &position in columns {
        let Some(column) = view.columns.get(position) else { continue };
        let rect = view.cell_rect(position, area.top(), area.bottom(), state.scroll.x);
        let clip = painter.with_clip_rect(painter.clip_rect().intersect(view.part_of(position, area)));
        let here = state.cursor.is_some() && selection.columns.contains(&position);
        let colour = if here { palette.ink } else { palette.muted };
        let width = rect.width() - 2.0 * PAD_X;
        let galley = lay(view.ctx, &column.title, FontId::proportional(SMALL), 16.0, width, 1, colour);
        let at = pos2(rect.left() + PAD_X, rect.top() + (HEADER - 16.0) / 2.0);
        clip.galley(snap(view.ctx, at), galley, colour);
    }
    line(painter, area.left(), right, area.bottom(), palette);
    // Where a dragged column would go.
    if state.moving.is_some()
        && let Some(pos) = painter.ctx().pointer_latest_pos()
        && let Some(to) = super::headings::target(view, state, pos)
    {
        let x = match view.columns.len().checked_sub(1) {
            Some(last) if to > last => view.left(last, state.scroll.x) + view.layout.span(last).width,
            _ => view.left(to, state.scroll.x),
        };
        painter.vline(x, area.y_range(), Stroke::new(3.0, palette.accent));
    }
}

/// The ring round the cursor's cell, and a thin one round a block.
#[expect(clippy::too_many_arguments, reason = "two painters, because sticky cells are clipped otherwise")]
fn ring(
    view: &View<'_>,
    state: &GridState,
    rows: &[InSight],
    selection: &Selection,
    palette: &Palette,
    focused: bool,
    sticky: &Painter,
    scrolling: &Painter,
) {
    if state.cursor.is_none() || state.editor.is_some() {
        return;
    }
    let Some(row) = rows.iter().find(|row| row.row == state.cursor_at.row) else { return };
    let column = state.cursor_at.column;
    let painter = if column < view.layout.sticky { sticky } else { scrolling };
    let rect = view.cell_rect(column, row.top, row.bottom, state.scroll.x);
    let rect = Rect::from_min_max(snap(view.ctx, rect.min), snap(view.ctx, rect.max));
    if focused && !selection.is_single() {
        painter.rect_filled(rect, 0.0, palette.surface);
        text(view, rect, &view.source.cell(row.row, column), palette, painter);
    }
    let stroke = if focused { palette.focus_ring() } else { Stroke::new(1.0, palette.mark) };
    painter.rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
}

/// A shade that fades away from what lies above.
fn soft_edge(painter: &Painter, rect: Rect, down: bool, palette: &Palette) {
    let (dark, clear) = (palette.backdrop.gamma_multiply(0.35), palette.backdrop.gamma_multiply(0.0));
    let mut mesh = Mesh::default();
    mesh.colored_vertex(rect.left_top(), dark);
    mesh.colored_vertex(rect.right_top(), if down { dark } else { clear });
    mesh.colored_vertex(rect.right_bottom(), clear);
    mesh.colored_vertex(rect.left_bottom(), if down { clear } else { dark });
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    painter.add(Shape::mesh(mesh));
}
