//! The blocks of a slide one below the other: texts, lists and counts. Whatever would leave its room is broken, then cut.

use super::chart::chart;
use super::ladders::{ladder, strip};
use super::pen::{Pen, Style};
use super::table::table;
use crate::report::{Block, Counts, Item, List, Paragraph, Tone};
use crate::ui::widgets::level_colour;
use egui::accesskit::Role;
use egui::{Pos2, Rect, pos2, vec2};

/// Draws blocks into their part of the stage with a body text of that size, and says how much height they take.
pub(super) fn column(pen: &mut Pen<'_>, blocks: &[Block], part: Rect, size: f32) -> f32 {
    let mut y = part.min.y;
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            y += space_before(block, size);
        }
        let room = Rect::from_min_max(pos2(part.min.x, y), part.max);
        // What comes after it needs its room too: a drawing that takes what there is leaves that free.
        let after: f32 =
            blocks.get(at + 1..).unwrap_or_default().iter().map(|block| least(pen, block, room, size)).sum();
        let drawn = Rect::from_min_max(room.min, pos2(room.max.x, room.max.y - after));
        y += draw(pen, block, drawn, size);
    }
    y - part.min.y
}

fn space_before(block: &Block, size: f32) -> f32 {
    match block {
        Block::List(list) if !list.title.is_empty() => 0.9 * size,
        Block::Counts(_) | Block::Heading(_) | Block::Chart(_) => size,
        _ => 0.45 * size,
    }
}

/// The height of a block that stands behind a drawing, with the space before it.
fn least(pen: &mut Pen<'_>, block: &Block, room: Rect, size: f32) -> f32 {
    match block {
        Block::Strip(_) | Block::Chart(_) | Block::Table(_) => 0.0,
        _ => space_before(block, size) + pen.measure(|pen| draw(pen, block, room, size)),
    }
}

fn draw(pen: &mut Pen<'_>, block: &Block, room: Rect, size: f32) -> f32 {
    match block {
        Block::Heading(heading) => text(pen, &heading.text, pen.bold(size), Role::Heading, room),
        Block::Paragraph(it) => paragraph(pen, it, room, size),
        Block::List(it) => list(pen, it, room, size),
        Block::Counts(it) => counts(pen, it, room, size),
        Block::Strip(it) => strip(pen, it, room, size),
        Block::Ladder(it) => ladder(pen, it, room, size),
        Block::Table(it) => table(pen, it, room, size),
        Block::Chart(it) => chart(pen, it, room, size),
    }
}

fn text(pen: &mut Pen<'_>, words: &str, style: Style, role: Role, room: Rect) -> f32 {
    let rows = pen.rows_in(room.height(), style.size);
    let laid = pen.lay(words, style, room.width(), rows);
    pen.put_as(role, room.min, &laid, words);
    laid.size.y
}

fn paragraph(pen: &mut Pen<'_>, paragraph: &Paragraph, room: Rect, size: f32) -> f32 {
    let begins = room.min.y;
    let mut top = room.min;
    if let Some(label) = &paragraph.label {
        top.y += text(pen, label, pen.bold(0.85 * size), Role::Label, room);
    }
    let room = Rect::from_min_max(top, room.max);
    let style = match paragraph.tone {
        Tone::Plain => pen.plain(size),
        Tone::Lead => pen.bold(1.15 * size),
        Tone::Quiet => pen.quiet(quieter(size)),
    };
    top.y - begins + text(pen, &paragraph.text, style, Role::Label, room)
}

/// The size of what is quieter than the body; not below what is read at the back of the room while the body is not either.
pub(super) fn quieter(size: f32) -> f32 {
    (0.84 * size).max(size.min(28.0))
}

fn list(pen: &mut Pen<'_>, list: &List, room: Rect, size: f32) -> f32 {
    let mut y = room.min.y;
    if !list.title.is_empty() {
        y += text(pen, &list.title, pen.bold(size), Role::Heading, room) + 0.2 * size;
    }
    for (at, item) in list.items.iter().enumerate() {
        if at > 0 {
            y += 0.35 * size;
        }
        y += self::item(pen, item, Rect::from_min_max(pos2(room.min.x, y), room.max), size);
    }
    y - room.min.y
}

/// An item: a mark before it, its words, and behind them what is quieter. What is overdue says so in words, in red.
fn item(pen: &mut Pen<'_>, item: &Item, room: Rect, size: f32) -> f32 {
    let indent = 0.95 * size;
    let dot = pos2(room.min.x + 0.22 * size, room.min.y + 0.72 * size);
    if let Some(painter) = pen.painter() {
        let colour = if item.overdue { pen.palette.alert } else { pen.palette.accent };
        painter.circle_filled(pen.point(dot), 0.14 * size * pen.scale, colour);
    }
    let tail = match (item.overdue, item.tail.is_empty()) {
        (true, true) => "overdue".to_owned(),
        (true, false) => format!("overdue, {}", item.tail),
        (false, _) => item.tail.clone(),
    };
    let quiet = quieter(size);
    let style = if item.overdue { Style { colour: pen.palette.alert, ..pen.bold(quiet) } } else { pen.quiet(quiet) };
    // The word is not parted from what it is said of.
    let shown = if item.overdue { tail.replacen(", ", ",\u{a0}", 1) } else { tail.clone() };
    let parts: Vec<(&str, Style)> = if tail.is_empty() {
        vec![(&item.text, pen.plain(size))]
    } else {
        vec![(&item.text, pen.plain(size)), ("\u{2003}", pen.quiet(quiet)), (&shown, style)]
    };
    let laid = pen.lay_all(&parts, room.width() - indent, pen.rows_in(room.height(), size));
    let words = if tail.is_empty() { item.text.clone() } else { format!("{}, {tail}", item.text) };
    pen.put(pos2(room.min.x + indent, room.min.y), &laid, &words);
    laid.size.y
}

/// How many stand at each level: its step, its name, and at the right how many.
fn counts(pen: &mut Pen<'_>, counts: &Counts, room: Rect, size: f32) -> f32 {
    let mut y = room.min.y + text(pen, &counts.title, pen.bold(size), Role::Heading, room) + 0.25 * size;
    let right = room.max.x.min(room.min.x + 12.5 * size);
    let quiet = quieter(size);
    for count in &counts.counts {
        let style = if count.count == 0 { pen.quiet(quiet) } else { pen.plain(quiet) };
        let name = count.level.map_or_else(|| count.name.to_owned(), |level| format!("{level} {}", count.name));
        let of = pen.lay(&count.count.to_string(), Style { bold: count.count > 0, ..style }, 4.0 * size, 1);
        let edge = 0.6 * size;
        let left = room.min.x + edge + 0.45 * size;
        let named = pen.lay(&name, style, right - of.size.x - 0.4 * size - left, 2);
        step(pen, pos2(room.min.x, y + (1.36 * quiet - edge) / 2.0), edge, count.level);
        pen.put(pos2(left, y), &named, &format!("{name}: {}", count.count));
        pen.put(pos2(right - of.size.x, y), &of, "");
        y += named.size.y.max(1.42 * quiet);
    }
    y - room.min.y
}

/// One step of the ladder, or the dashed outline of what has none.
fn step(pen: &Pen<'_>, at: Pos2, size: f32, level: Option<u8>) {
    let Some(painter) = pen.painter() else { return };
    let rect = pen.rect(Rect::from_min_size(at, vec2(size, size)));
    let stroke = egui::Stroke::new((2.0 * pen.scale).max(0.5), pen.palette.mark);
    if let Some(level) = level.and_then(crate::model::Level::from_number) {
        painter.rect(rect, 4.0 * pen.scale, level_colour(level, pen.palette), stroke, egui::StrokeKind::Inside);
    } else {
        let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
        let dash = (4.0 * pen.scale).max(1.0);
        painter.extend(egui::Shape::dashed_line(&corners, stroke, dash, dash));
    }
}
