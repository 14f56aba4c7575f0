//! One frame of the grid, in order: rows and widths, keys, mouse, scroll, drawing, draft, bars, tree.

use super::layout::{Areas, BAR, HEADER, Layout, PAD_X, View, lay};
use super::source::{Column, GridEvent};
use super::state::{At, GridState, Reach, Selection};
use super::{GridSource, access, editor, headings, keys, paint, pointer};
use crate::ui::theme::{self, SMALL};
use egui::{Color32, EventFilter, FocusDirection, FontId, Rect, Sense, Ui};
use std::ops::Range;

/// The widget. See the [module](super) for how to use it.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'a> {
    salt: &'a str,
    name: &'a str,
    max_lines: usize,
    tab_leaves: bool,
}

/// What came of one frame.
#[derive(Clone, Debug)]
pub struct GridResponse {
    /// What is asked of the view, in order.
    pub events: Vec<GridEvent>,
    /// The selected block, by positions. Empty without a cursor.
    pub selection: Selection,
    /// The cursor's row and column, by positions.
    pub cursor: Option<(usize, usize)>,
    /// Has the keyboard, itself or in its editor.
    pub focused: bool,
    /// Positions of the rows in sight.
    pub rows_in_sight: Range<usize>,
    /// Where the cells are, for what an empty grid says.
    pub body: Rect,
    /// The cursor's cell on screen, if it is in sight.
    pub cursor_rect: Option<Rect>,
}

impl<'a> Grid<'a> {
    /// A grid. `salt` must differ from its neighbours', `name` is what a screen reader calls it.
    #[must_use]
    pub const fn new(salt: &'a str, name: &'a str) -> Self {
        Self { salt, name, max_lines: 5, tab_leaves: false }
    }

    /// Lines of text after which a cell is cut with an ellipsis (5 unless told).
    #[must_use]
    pub const fn max_lines(mut self, lines: usize) -> Self {
        self.max_lines = lines;
        self
    }

    /// Tab goes on to what stands behind the grid, and Shift+Tab before it: for a list to look through, which nobody types
    /// along.
    #[must_use]
    pub const fn tab_leaves(mut self) -> Self {
        self.tab_leaves = true;
        self
    }

    /// Shows the grid in all the room there is.
    pub fn show(self, ui: &mut Ui, state: &mut GridState, columns: &[Column], source: &dyn GridSource) -> GridResponse {
        let palette = theme::palette(ui.ctx());
        let outer = ui.available_rect_before_wrap();
        let context = ui.ctx().clone();
        let mut view = View {
            ctx: &context,
            id: ui.scope_id().with(self.salt),
            name: self.name,
            columns,
            source,
            layout: Layout::default(),
            areas: Areas::new(outer, false, false),
            max_lines: self.max_lines.max(1),
            tab_leaves: self.tab_leaves,
            rows: source.row_count(),
        };
        let mut asked = Vec::new();
        lay_out(&mut view, state, outer);
        resolve(&view, state);

        let grid_id = view.id;
        let mut leaving = None;
        if std::mem::take(&mut state.focus_wanted) && state.editor.is_none() {
            ui.memory_mut(|memory| memory.request_focus(grid_id));
        }
        let mut focused = ui.memory(|memory| memory.has_focus(grid_id));
        if focused {
            let later = std::mem::take(&mut state.later);
            if !later.is_empty() {
                ui.input_mut(|input| drop(input.events.splice(0..0, later)));
            }
            if state.cursor.is_none() {
                keys::put_cursor(state, &view, At::default(), false);
            }
            // Arrows and Tab are ours even in the frame in which the lock below does not hold yet.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            if state.editor.is_none() {
                leaving = keys::handle(ui, &view, state, &mut asked);
            }
            if let Some(direction) = leaving {
                ui.memory_mut(|memory| memory.move_focus(direction));
            }
        }
        if !focused {
            // Keys kept back for the grid are not for whoever has the keyboard now, nor for the grid much later.
            state.later.clear();
        }
        if let Some(back) = state.step_wanted.take() {
            keys::step(&view, state, back);
        }
        if std::mem::take(&mut state.edit_wanted) {
            ui.memory_mut(|memory| memory.request_focus(grid_id));
            keys::activate(&view, state, &mut asked);
        }

        let response = ui.interact(outer, grid_id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(outer);
        if focused && leaving.is_none() {
            let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(grid_id, filter));
        }

        let rows = state.scroll.rows_in_sight(&view, &mut state.heights);
        if state.editor.is_some() && response.is_pointer_button_down_on() {
            editor::commit(state, &mut asked);
        }
        pointer::handle(ui, &view, state, &rows, &response, &mut asked);
        headings::resize(ui, &view, state, &mut asked);
        pointer::explain(&view, state, &rows, &response);
        access::requests(ui, &view, state, &rows, &mut asked);
        if state.focus_wanted && state.editor.is_none() {
            state.focus_wanted = false;
            ui.memory_mut(|memory| memory.request_focus(grid_id));
        }
        focused = ui.memory(|memory| memory.has_focus(grid_id));

        wheel(ui, &view, state, outer);
        if std::mem::take(&mut state.reveal) && state.cursor.is_some() {
            let At { row, column } = state.cursor_at;
            state.scroll.reveal(&view, &mut state.heights, row, column);
        } else {
            state.scroll.settle(&view, &mut state.heights);
        }
        let mut scroll = std::mem::take(&mut state.scroll);
        scroll.bars(ui, &view, &mut state.heights, palette);
        state.scroll = scroll;

        let rows = state.scroll.rows_in_sight(&view, &mut state.heights);
        let chosen = selection(&view, state);
        paint::paint(ui, &view, state, &rows, &chosen, palette, focused);
        access::describe(ui, &view, state, &rows, &chosen);
        editor::show(ui, &view, state, palette, &mut asked);

        let At { row, column } = state.cursor_at;
        let seen = rows.iter().find(|seen| seen.row == row).filter(|_| state.cursor.is_some());
        let cursor_rect = seen.map(|seen| view.cell_rect(column, seen.top, seen.bottom, state.scroll.x));
        for event in &mut asked {
            match event {
                GridEvent::Pick { rect, .. } => *rect = cursor_rect.unwrap_or(view.areas.body),
                GridEvent::Menu { pos } if !pos.is_finite() => {
                    *pos = cursor_rect.unwrap_or(view.areas.body).left_bottom();
                }
                _ => {}
            }
        }
        if !asked.is_empty() {
            // What the view does about it shows in the next frame.
            ui.request_repaint();
        }
        GridResponse {
            events: asked,
            selection: selection(&view, state),
            cursor: state.cursor.map(|_| (row, column)),
            focused: focused || state.editor.is_some(),
            rows_in_sight: rows.first().map_or(0, |row| row.row)..rows.last().map_or(0, |row| row.row + 1),
            body: view.areas.body,
            cursor_rect,
        }
    }
}

/// Decides on widths and bars, and brings the heights up to date.
fn lay_out(view: &mut View<'_>, state: &mut GridState, outer: Rect) {
    let longest = view.rows.checked_sub(1).map_or_else(String::new, |last| view.source.row_number(last).into_owned());
    let digits = lay(view.ctx, &longest, FontId::proportional(SMALL), 16.0, f32::INFINITY, 1, Color32::PLACEHOLDER);
    let gutter = (digits.size().x + 2.0 * PAD_X).ceil().max(24.0);
    let fit = |room: f32| Layout::new(view.columns, &state.widths, gutter, room);
    // Whether there is an upright bar depends on heights, these on widths, and these on the bar: take it as there is one
    // unless all fits without.
    let mut layout = fit(outer.width() - BAR);
    let level = layout.total > outer.width() - BAR + 0.5;
    let few = view.rows as f32 * 2.0 * PAD_X <= outer.height();
    let mut upright = true;
    if few {
        let wide = fit(outer.width());
        view.layout = wide.clone();
        view.areas = Areas::new(outer, false, wide.total > outer.width() + 0.5);
        let room = view.areas.body.height();
        let needed: f32 = (0..view.rows).map(|row| super::heights::measure(view, row)).sum();
        if needed <= room {
            upright = false;
            layout = wide;
        }
    }
    let level = if upright { level } else { layout.total > outer.width() + 0.5 };
    view.layout = layout;
    view.areas = Areas::new(outer, upright, level && outer.height() > HEADER + 2.0 * BAR);
    if state.heights.follow(view) {
        state.scroll.follow(&state.heights);
    }
}

/// Finds cursor and anchor again by their keys; a row that went away leaves the cursor where it was.
fn resolve(view: &View<'_>, state: &mut GridState) {
    let (before, before_anchor) = (state.cursor_at, state.anchor_at);
    let last = view.rows.checked_sub(1);
    let find = |state: &GridState, place: super::Place| -> Option<At> {
        let row = state.heights.position(place.row)?;
        let column = view.columns.iter().position(|column| column.key == place.column)?;
        Some(At { row, column })
    };
    let Some(place) = state.cursor else { return };
    match (find(state, place), last) {
        (Some(at), _) => state.cursor_at = at,
        (None, Some(last)) if !view.columns.is_empty() => {
            let at = At { row: before.row.min(last), column: before.column.min(view.columns.len() - 1) };
            let reveal = state.reveal;
            keys::put_cursor(state, view, at, false);
            state.reveal = reveal;
        }
        _ => {
            state.cursor = None;
            state.anchor = None;
        }
    }
    if let Some(at) = state.anchor.and_then(|anchor| find(state, anchor)) {
        state.anchor_at = at;
    } else {
        state.anchor = state.cursor;
        state.anchor_at = state.cursor_at;
    }
    // A block whose rows were parted by sorting is no block any more: better lose it than act on strangers. A place that
    // the view asked for is new by itself.
    let (cursor, anchor) = (state.cursor_at, state.anchor_at);
    let parted = cursor.row.abs_diff(anchor.row) != before.row.abs_diff(before_anchor.row)
        || cursor.column.abs_diff(anchor.column) != before.column.abs_diff(before_anchor.column);
    if parted {
        state.anchor = state.cursor;
        state.anchor_at = cursor;
        if state.reach != Reach::All {
            state.reach = Reach::Cells;
        }
    }
}

/// The selected block.
pub(super) fn selection(view: &View<'_>, state: &GridState) -> Selection {
    if state.cursor.is_none() {
        return Selection::default();
    }
    let block = |a: usize, b: usize| a.min(b)..a.max(b) + 1;
    let rows = block(state.anchor_at.row, state.cursor_at.row);
    match state.reach {
        Reach::Cells => Selection { rows, columns: block(state.anchor_at.column, state.cursor_at.column) },
        Reach::Rows => Selection { rows, columns: 0..view.columns.len() },
        Reach::All => Selection { rows: 0..view.rows, columns: 0..view.columns.len() },
    }
}

fn wheel(ui: &Ui, view: &View<'_>, state: &mut GridState, outer: Rect) {
    if !ui.rect_contains_pointer(outer) {
        return;
    }
    let moved = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta));
    if moved.x != 0.0 {
        state.scroll.x -= moved.x;
    }
    if moved.y != 0.0 {
        state.scroll.by(view, &mut state.heights, -moved.y);
    }
}
