//! The table behind a slide with every text whole, to be read through when somebody asks. Only the rows in sight are laid out.

use super::keys::scrolled;
use super::pen::{Ink, Pen, STAGE};
use super::table::{LaidCell, heads, lay_cell, widths};
use crate::app::App;
use crate::report::Table;
use crate::ui::regions::bounded;
use crate::ui::widgets::announced;
use egui::accesskit::Role;
use egui::{Rect, Ui, pos2};

/// Size of its text on the stage.
const SIZE: f32 = 28.0;
/// What is kept free at the left and right.
const SIDE: f32 = 64.0;
/// Where the table ends.
const END: f32 = 1010.0;

/// A table, and where its columns are.
type Placed<'a> = (&'a Table, &'a [(f32, f32)]);

/// How far a table is scrolled.
#[derive(Debug, Default)]
pub(super) struct Scrolled {
    /// The row at the top.
    first: usize,
    /// How much of it is above the edge.
    above: f32,
}

impl Scrolled {
    /// Back to the top, for another table.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// Draws the table behind the slide in hand over the stage.
pub(super) fn zoom(ui: &mut Ui, app: &App, screen: Rect, state: &mut Scrolled) {
    let Some(table) = app.board().slide().and_then(|slide| slide.behind.as_ref()) else { return };
    let mut pen = Pen::new(ui, screen, Ink::Spoken);
    pen.fill(Rect::from_min_size(pos2(0.0, 0.0), STAGE), 0.0, pen.palette.surface);
    let width = STAGE.x - 2.0 * SIDE;
    let caption = pen.lay(&table.caption, pen.bold(40.0), width, 1);
    if let Some(title) = pen.put_as(Role::Heading, pos2(SIDE, 40.0), &caption, &table.caption) {
        announced(&title);
    }
    let top = 40.0 + caption.size.y + 16.0;
    let head = heads(&mut pen, table, pos2(SIDE, top), width, SIZE);
    let room = Rect::from_min_max(pos2(SIDE, top + head), pos2(STAGE.x - SIDE, END));
    let wheel = ui.input(|input| input.smooth_scroll_delta().y) / pen.scale;
    let far = scrolled(ui.ctx(), room.height() - 2.0 * SIZE, 3.0 * SIZE) - wheel;
    let places = widths(&pen, table, room.width(), SIZE);
    let last = scroll(&pen, (table, &places), room, state, far);
    let (place, told) = (pen.rect(room), pen.told());
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt("rows"));
    inside.set_clip_rect(place.intersect(ui.clip_rect()));
    ui.ctx().accesskit_node_builder(inside.unique_id(), |node| {
        node.set_role(Role::Table);
        node.set_label(table.caption.as_str());
        node.set_row_count(table.rows.len());
        node.set_column_count(table.columns.len());
    });
    bounded(&inside, place);
    let shown = rows(&inside, screen, (table, &places), room, state);
    let words = if table.rows.len() == 1 {
        "1 row. Escape leads back to the slide.".to_owned()
    } else {
        let below = if last { "the end" } else { "arrows and Page down lead on" };
        format!("Rows {} to {} of {}; {below}. Escape leads back.", state.first + 1, shown, table.rows.len())
    };
    let mut pen = Pen::new(ui, screen, Ink::Spoken).after(told);
    let foot = pen.lay(&words, pen.quiet(SIZE), width, 1);
    pen.put(pos2(SIDE, END + 12.0), &foot, &words);
}

fn lay_row(pen: &Pen<'_>, (table, places): Placed<'_>, at: usize) -> (Vec<LaidCell>, f32) {
    let cells: Vec<LaidCell> = table
        .rows
        .get(at)
        .into_iter()
        .flatten()
        .zip(places)
        .map(|(cell, (_, width))| lay_cell(pen, cell, *width, SIZE, usize::MAX))
        .collect();
    let height = cells.iter().map(LaidCell::height).fold(0.0, f32::max);
    (cells, height)
}

/// Scrolls by so much of the stage, and says whether that is the end.
fn scroll(pen: &Pen<'_>, table: Placed<'_>, room: Rect, state: &mut Scrolled, far: f32) -> bool {
    let height = |at: usize| lay_row(pen, table, at).1;
    let last = table.0.rows.len().saturating_sub(1);
    if far == f32::NEG_INFINITY {
        state.reset();
    } else if far == f32::INFINITY {
        *state = Scrolled { first: last, above: 0.0 };
    } else {
        state.above += far;
    }
    state.first = state.first.min(last);
    while state.above < 0.0 && state.first > 0 {
        state.first -= 1;
        state.above += height(state.first);
    }
    state.above = state.above.max(0.0);
    while state.first < last && state.above >= height(state.first) {
        state.above -= height(state.first);
        state.first += 1;
    }
    // The last row stays at the lower edge.
    let mut below = -state.above;
    let mut at = state.first;
    while at <= last && below < room.height() {
        below += height(at);
        at += 1;
    }
    let mut missing = room.height() - below;
    if at > last && missing > 0.0 {
        while missing > 0.0 && (state.first > 0 || state.above > 0.0) {
            if state.above > 0.0 {
                let step = state.above.min(missing);
                state.above -= step;
                missing -= step;
            } else {
                state.first -= 1;
                state.above = height(state.first);
            }
        }
    }
    at > last && missing >= -0.5
}

/// Draws the rows in sight, and says which is the last.
fn rows(ui: &Ui, screen: Rect, (table, places): Placed<'_>, room: Rect, state: &Scrolled) -> usize {
    let mut pen = Pen::new(ui, screen, Ink::Spoken);
    let mut y = room.min.y - state.above;
    let mut at = state.first;
    while at < table.rows.len() && y < room.max.y {
        let (cells, height) = lay_row(&pen, (table, places), at);
        for ((cell, (left, width)), column) in cells.iter().zip(places).zip(&table.columns) {
            cell.draw(&mut pen, (room.min.x + left, *width), y, SIZE, column.number);
        }
        y += height;
        pen.rule(room.min.x, room.max.x, y);
        at += 1;
    }
    at
}
