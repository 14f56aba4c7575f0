//! A table on a slide: as many rows as there is room for, and then how many there are beyond them. A level stands there as a
//! ladder and in words.

use super::blocks::quieter;
use super::pen::{Laid, Pen, Style};
use crate::model::Level;
use crate::report::{Cell, Column, Table};
use crate::ui::widgets::Ladder;
use egui::accesskit::Role;
use egui::{Rect, pos2, vec2};

/// Room beside the text of a cell.
const PAD: f32 = 26.0;
/// Room above and below it.
const HIGH: f32 = 7.0;

/// Rows that are looked at for the longest word of a column.
const LOOKED_AT: usize = 200;

/// Where the columns begin and how wide they are, with what parts them taken off: by their shares, but no narrower than their
/// longest word, as far as that goes.
pub(super) fn widths(pen: &Pen<'_>, table: &Table, room: f32, size: f32) -> Vec<(f32, f32)> {
    let columns = &table.columns;
    let weights: f32 = columns.iter().map(|column| column.weight.max(1) as f32).sum();
    let share = |column: &Column| room * column.weight.max(1) as f32 / weights.max(1.0);
    let least: Vec<f32> =
        columns.iter().enumerate().map(|(at, _)| longest_word(pen, table, at, size).min(0.2 * room)).collect();
    // Where the longest words have no room beside each other, some are broken.
    let fit = (room / least.iter().sum::<f32>().max(1.0)).min(1.0);
    let least: Vec<f32> = least.iter().map(|least| least * fit).collect();
    let narrow: f32 = columns.iter().zip(&least).map(|(column, least)| (least - share(column)).max(0.0)).sum();
    let wide: f32 = columns.iter().zip(&least).map(|(column, least)| (share(column) - least).max(0.0)).sum();
    // What some columns lack the others give, each of what it has beyond its longest word.
    let given = (narrow / wide.max(1.0)).min(1.0);
    let mut left = 0.0;
    let place = |(column, least): (&Column, &f32)| {
        let share = share(column);
        let width = if share < *least { *least } else { share - given * (share - least) };
        let at = left;
        left += width;
        (at, (width - PAD).max(8.0))
    };
    columns.iter().zip(&least).map(place).collect()
}

/// The width of the longest word of a column, with the room beside it.
fn longest_word(pen: &Pen<'_>, table: &Table, at: usize, size: f32) -> f32 {
    let longest = |text: &str| {
        // What is kept in one line counts as a word.
        let words =
            if text.len() <= 12 { vec![text.to_owned()] } else { text.split_whitespace().map(str::to_owned).collect() };
        words.into_iter().max_by_key(|word| word.chars().count()).unwrap_or_default()
    };
    let cells = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.get(at));
    let head = table.columns.get(at).map(|column| longest(&column.title)).unwrap_or_default();
    let word = cells.map(|cell| longest(&cell.text)).max_by_key(|word| word.chars().count()).unwrap_or_default();
    let width = |word: &str, size: f32| pen.lay(word, pen.plain(size), 1e5, 1).size.x;
    width(&word, size).max(width(&head, quieter(size))) + PAD + 2.0
}

/// A cell, laid out: its ladder, its words and its note.
pub(super) struct LaidCell {
    ladder: Option<Ladder>,
    text: Laid,
    words: String,
    indent: f32,
    /// Room above the words, for a ladder that does not fit beside them.
    above: f32,
}

/// Lays a cell out in that width, of at most so many lines.
pub(super) fn lay_cell(pen: &Pen<'_>, cell: &Cell, width: f32, size: f32, rows: usize) -> LaidCell {
    let ladder = cell.level.map(|(now, upper)| Ladder {
        now: Level::from_number(now),
        upper: upper.and_then(Level::from_number),
        ..Ladder::default()
    });
    // Beside its words where there is room for both, else above them.
    let indent = if ladder.is_some() && width > 7.5 * size { 3.2 * size } else { 0.0 };
    let note_style = if cell.overdue {
        Style { colour: pen.palette.alert, ..pen.bold(quieter(size)) }
    } else {
        pen.quiet(quieter(size))
    };
    let mut texts = vec![(cell.text.as_str(), pen.plain(size))];
    if !cell.note.is_empty() {
        texts.push((if cell.text.is_empty() { "" } else { "\n" }, pen.plain(size)));
        texts.push((cell.note.as_str(), note_style));
    }
    let text = pen.lay_all(&texts, width - indent, rows);
    let words =
        [cell.text.as_str(), cell.note.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let above = if ladder.is_some() && indent == 0.0 { 1.1 * size } else { 0.0 };
    LaidCell { ladder, text, words: words.join(", "), indent, above }
}

impl LaidCell {
    pub const fn height(&self) -> f32 {
        self.text.size.y + self.above + 2.0 * HIGH
    }

    pub fn draw(&self, pen: &mut Pen<'_>, (left, width): (f32, f32), top: f32, size: f32, number: bool) {
        if let (Some(ladder), Some(painter)) = (self.ladder, pen.painter()) {
            let rect =
                Rect::from_min_size(pos2(left, top + HIGH + 0.36 * size), vec2((2.7 * size).min(width), 0.7 * size));
            let weight = (1.6 * pen.scale).max(0.4);
            ladder.paint_heavy(painter, pen.rect(rect), pen.palette, weight, 2.0 * weight);
        }
        let x = if number { left + width - self.text.size.x } else { left + self.indent };
        pen.put_as(Role::Cell, pos2(x, top + HIGH + self.above), &self.text, &self.words);
    }
}

/// Draws the headings, and says how high they are.
pub(super) fn heads(pen: &mut Pen<'_>, table: &Table, at: egui::Pos2, room: f32, size: f32) -> f32 {
    let columns = &table.columns;
    let places = widths(pen, table, room, size);
    let style = pen.quiet(quieter(size));
    let laid: Vec<Laid> =
        columns.iter().zip(&places).map(|(column, (_, width))| pen.lay(&column.title, style, *width, 2)).collect();
    let height = laid.iter().map(|laid| laid.size.y).fold(0.0, f32::max) + HIGH;
    for ((column, (left, width)), laid) in columns.iter().zip(&places).zip(&laid) {
        let left = at.x + if column.number { left + width - laid.size.x } else { *left };
        pen.put_as(Role::ColumnHeader, pos2(left, at.y + height - HIGH - laid.size.y), laid, &column.title);
    }
    pen.rule(at.x, at.x + room, at.y + height);
    height
}

pub(super) fn table(pen: &mut Pen<'_>, table: &Table, room: Rect, size: f32) -> f32 {
    if table.rows.is_empty() {
        let laid = pen.lay(&table.empty, pen.quiet(size), room.width(), pen.rows_in(room.height(), size));
        pen.put(room.min, &laid, &table.empty);
        return laid.size.y;
    }
    let places = widths(pen, table, room.width(), size);
    let caption = pen.lay(&table.caption, pen.quiet(quieter(size)), room.width(), 2);
    pen.put(room.min, &caption, &table.caption);
    let top = room.min.y + caption.size.y + 0.3 * size;
    let mut y = top + heads(pen, table, pos2(room.min.x, top), room.width(), size);
    let below = quieter(size) * 1.4;
    for (at, row) in table.rows.iter().enumerate() {
        let cells: Vec<LaidCell> = row
            .iter()
            .zip(&places)
            .map(|(cell, (_, width))| lay_cell(pen, cell, *width, size, pen.rows_in(room.height() / 4.0, size)))
            .collect();
        let height = cells.iter().map(LaidCell::height).fold(0.0, f32::max);
        let left_over = table.rows.len() - at;
        let last = left_over == 1 && table.more.is_empty();
        if pen.painter().is_some() && y + height + if last { 0.0 } else { below } > room.max.y {
            let words = format!("and {left_over} more; Z shows them all");
            let laid = pen.lay(&words, pen.quiet(quieter(size)), room.width(), 1);
            pen.put(pos2(room.min.x, y + 4.0), &laid, &words);
            return y + laid.size.y + 4.0 - room.min.y;
        }
        for ((cell, (left, width)), column) in cells.iter().zip(&places).zip(&table.columns) {
            cell.draw(pen, (room.min.x + left, *width), y, size, column.number);
        }
        y += height;
        pen.rule(room.min.x, room.max.x, y);
    }
    if !table.more.is_empty() {
        let laid = pen.lay(&table.more, pen.quiet(quieter(size)), room.width(), 2);
        pen.put(pos2(room.min.x, y + 6.0), &laid, &table.more);
        y += laid.size.y + 6.0;
    }
    y - room.min.y
}
