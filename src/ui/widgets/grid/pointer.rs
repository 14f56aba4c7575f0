//! The mouse: a press puts the cursor at once, dragging selects, a double click edits.

use super::headings;
use super::keys;
use super::layout::View;
use super::scroll::InSight;
use super::source::GridEvent;
use super::state::{At, GridState, Reach};
use egui::{PointerButton, Pos2, Response, Ui, pos2};

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
    if pressed && let Some(Hit::Title(column)) = found.filter(|_| down) {
        state.pressed_title = view.columns.get(column).map(|column| column.key);
    }
    if response.dragged_by(PointerButton::Primary) && state.pressed_title.is_some() {
        headings::drag(ui, view, state, pos);
    } else if response.dragged_by(PointerButton::Primary) {
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
        headings::drop(view, state, pos, asked);
    }
    if !down {
        state.pressed_title = None;
    }
    if response.double_clicked() && matches!(found, Some(Hit::Cell(at)) if at == state.cursor_at) {
        keys::activate(view, state, asked);
    } else if response.clicked()
        && let Some(Hit::Title(column)) = found
        && let Some(column) = view.columns.get(column)
    {
        asked.push(GridEvent::Heading { column: column.key });
    }
    if response.secondary_clicked() {
        match found {
            Some(Hit::Cell(_) | Hit::Number(_)) => asked.push(GridEvent::Menu { pos }),
            Some(Hit::Title(column)) => {
                let column = view.columns.get(column);
                asked.extend(column.map(|column| GridEvent::HeadingMenu { column: column.key, pos }));
            }
            None => {}
        }
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

/// What the pointer rests on explains itself: an abbreviation in a cell, what a column is for.
pub(super) fn explain(view: &View<'_>, state: &GridState, rows: &[InSight], response: &Response) {
    let Some(pos) = response.hover_pos().filter(|_| !response.is_pointer_button_down_on() && state.editor.is_none())
    else {
        return;
    };
    let text = match hit(view, rows, state.scroll.x, pos) {
        Some(Hit::Title(column)) => view.columns.get(column).map(|column| column.purpose.to_owned()),
        Some(Hit::Cell(at)) => explanation(view, state, rows, at, pos),
        _ => None,
    };
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        response.clone().on_hover_text_at_pointer(text);
    }
}

/// What there is to say about the word under the pointer.
fn explanation(view: &View<'_>, state: &GridState, rows: &[InSight], at: At, pos: Pos2) -> Option<String> {
    let row = rows.iter().find(|row| row.row == at.row)?;
    let rect = view.cell_rect(at.column, row.top, row.bottom, state.scroll.x);
    let cell = view.source.cell(at.row, at.column);
    let (corner, galley) = view.text_in(rect, &cell, egui::Color32::PLACEHOLDER);
    let inside = pos - corner;
    if !galley.rect.contains(inside.to_pos2()) {
        return None;
    }
    let character = galley.cursor_from_pos(inside).index.0;
    let byte = cell.text.char_indices().nth(character).map_or(cell.text.len(), |(byte, _)| byte);
    view.source.explanation(at.row, at.column, byte)
}
