//! The mouse: a press puts the cursor at once, dragging selects, a double click edits.

use super::keys;
use super::layout::View;
use super::scroll::InSight;
use super::source::GridEvent;
use super::state::{At, GridState, Reach};
use egui::{CursorIcon, PointerButton, Pos2, Response, Sense, Ui, pos2};

/// What is under a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hit {
    Cell(At),
    Number(usize),
    Title(usize),
}

/// Finds what is under a point.
pub(super) fn hit(view: &View<'_>, rows: &[InSight], scrolled: f32, pos: Pos2) -> Option<Hit> {
    if view.areas.header.contains(pos) {
        return view.column_at(pos.x, scrolled).map(Hit::Title);
    }
    if !view.areas.body.contains(pos) {
        return None;
    }
    let row = rows.iter().find(|row| (row.top..row.bottom).contains(&pos.y))?.row;
    if pos.x < view.areas.all.left() + view.layout.gutter {
        return Some(Hit::Number(row));
    }
    view.column_at(pos.x, scrolled).map(|column| Hit::Cell(At { row, column }))
}

/// Works off presses, drags and clicks on the grid.
pub(super) fn handle(
    ui: &Ui,
    view: &View<'_>,
    state: &mut GridState,
    rows: &[InSight],
    response: &Response,
    asked: &mut Vec<GridEvent>,
) {
    let scrolled = state.scroll.x;
    let Some(pos) = response.interact_pointer_pos().or(response.hover_pos()) else {
        state.selecting = false;
        return;
    };
    let found = hit(view, rows, scrolled, pos);
    let (pressed, secondary, shift, touching) = ui.input(|input| {
        let pointer = &input.pointer;
        let secondary = pointer.button_pressed(PointerButton::Secondary);
        (pointer.primary_pressed(), secondary, input.modifiers.shift, input.any_touches())
    });
    let down = response.is_pointer_button_down_on();

    if down && (pressed || secondary) {
        state.focus_wanted = true;
        match found {
            Some(Hit::Cell(at)) if pressed => {
                keys::put_cursor(state, view, at, shift);
                state.selecting = !touching;
            }
            Some(Hit::Number(row)) if pressed => {
                keys::put_cursor(state, view, At { row, ..state.cursor_at }, shift);
                state.reach = Reach::Rows;
                state.selecting = !touching;
            }
            Some(Hit::Cell(at)) if !super::show::selection(view, state).contains(at.row, at.column) => {
                keys::put_cursor(state, view, at, false);
            }
            Some(Hit::Number(row)) if !super::show::selection(view, state).rows.contains(&row) => {
                keys::put_cursor(state, view, At { row, ..state.cursor_at }, false);
                state.reach = Reach::Rows;
            }
            _ => {}
        }
    }
    if response.dragged_by(PointerButton::Primary) {
        if touching {
            let moved = response.drag_delta();
            state.scroll.x -= moved.x;
            state.scroll.by(view, &mut state.heights, -moved.y);
        } else if state.selecting && !pressed {
            drag(ui, view, state, rows, pos);
        }
    }
    if response.drag_stopped() {
        state.selecting = false;
    }
    if response.double_clicked() && matches!(found, Some(Hit::Cell(at)) if at == state.cursor_at) {
        keys::activate(view, state, asked);
    } else if response.clicked()
        && let Some(Hit::Title(column)) = found
        && let Some(column) = view.columns.get(column)
    {
        asked.push(GridEvent::Heading { column: column.key });
    }
    if response.secondary_clicked() && matches!(found, Some(Hit::Cell(_) | Hit::Number(_))) {
        asked.push(GridEvent::Menu { pos });
    }
}

/// Selects up to the pointer; beyond an edge the grid scrolls along.
fn drag(ui: &Ui, view: &View<'_>, state: &mut GridState, rows: &[InSight], pos: Pos2) {
    let body = view.areas.body;
    let beyond = |value: f32, min: f32, max: f32| value - value.clamp(min, max);
    let over = egui::vec2(beyond(pos.x, body.left(), body.right()), beyond(pos.y, body.top(), body.bottom()));
    if over != egui::Vec2::ZERO {
        let seconds = ui.input(|input| input.stable_dt.min(0.1));
        state.scroll.x += over.x * 8.0 * seconds;
        state.scroll.by(view, &mut state.heights, over.y * 8.0 * seconds);
        ui.request_repaint();
    }
    let edge = view.scrolling_part(body);
    let x = pos.x.clamp(body.left() + view.layout.gutter, edge.right().min(body.right()) - 1.0);
    let inside = pos2(x, pos.y.clamp(body.top(), body.bottom() - 1.0));
    let row = rows.iter().find(|row| inside.y < row.bottom).or(rows.last()).map(|row| row.row);
    let column = view.column_at(inside.x, state.scroll.x).unwrap_or(view.columns.len().saturating_sub(1));
    let Some(row) = row else { return };
    let at = match state.reach {
        Reach::Rows => At { row, ..state.cursor_at },
        _ => At { row, column },
    };
    if at != state.cursor_at {
        let reach = state.reach;
        keys::put_cursor(state, view, at, true);
        state.reach = reach;
        state.reveal = false;
    }
}

/// The edges between column titles: dragged they set a width, double-clicked they share the room again.
pub(super) fn resize(ui: &Ui, view: &View<'_>, state: &mut GridState) {
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
            state.widths.clear();
        } else if response.dragged_by(PointerButton::Primary) && response.drag_delta().x != 0.0 {
            if state.widths.is_empty() {
                state.widths = view
                    .columns
                    .iter()
                    .zip(&view.layout.spans)
                    .map(|(column, span)| (column.key, span.width))
                    .collect();
            }
            let width = view.layout.span(position).width + response.drag_delta().x;
            match state.widths.iter_mut().find(|(key, _)| *key == column.key) {
                Some((_, set)) => *set = width.max(super::layout::MIN_WIDTH),
                None => state.widths.push((column.key, width.max(super::layout::MIN_WIDTH))),
            }
        }
    }
}
