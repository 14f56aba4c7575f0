//! Levels on the stage: the strip of all changes and the ladder of one, both by the drawing that is used everywhere.

use super::blocks::quieter;
use super::pen::{Laid, Pen, Style};
use crate::model::Level;
use crate::report;
use crate::ui::widgets;
use egui::accesskit::Role;
use egui::{Rect, pos2, vec2};

/// The highest that a line of the strip becomes.
const LINE: f32 = 92.0;

fn shown(ladder: &report::Ladder) -> widgets::Ladder {
    let level = |step: report::Step| Level::from_number(step.number);
    widgets::Ladder {
        now: ladder.now.and_then(level),
        upper: None,
        planned: ladder.planned.as_ref().and_then(|planned| level(planned.step)),
        last: ladder.last.and_then(level),
    }
}

fn paint(pen: &Pen<'_>, ladder: &report::Ladder, rect: Rect) {
    let Some(painter) = pen.painter() else { return };
    // Lines of two at 1080p, so that an outline is seen from the back of the room.
    let weight = (rect.height() / 20.0).clamp(1.4, 3.0);
    let gap = rect.width() / 48.0 + weight;
    let shown = shown(ladder);
    // What the drawing keeps free round its pips for marks stands out at the left, and as much above as below.
    let marked = shown.planned.is_some() || shown.last.is_some();
    let rect = if marked { rect.translate(vec2(-3.0 * weight, 1.5 * weight)) } else { rect };
    shown.paint_heavy(painter, pen.rect(rect), pen.palette, weight * pen.scale, gap * pen.scale);
}

fn level_words(ladder: &report::Ladder) -> String {
    ladder.now.map_or_else(|| "Not assessed".to_owned(), report::Step::words)
}

/// What happened to a level, without the quarter, which the legend names; nothing where nothing did.
fn moved(pen: &Pen<'_>, ladder: &report::Ladder, size: f32) -> Option<(String, Style)> {
    let (short, rest) = ladder.moved.split_once(" since ").unwrap_or((&ladder.moved, ""));
    let changed = if rest.contains("definition changed") { ", definition changed" } else { "" };
    let bold = |colour| Style { colour, ..pen.bold(size) };
    match short.chars().next() {
        Some('▲') => Some((format!("{short}{changed}"), bold(pen.palette.gain))),
        Some('▼') => Some((format!("{short}{changed}"), bold(pen.palette.loss))),
        Some(_) if short == "no change" => {
            (!changed.is_empty()).then(|| ("definition changed".to_owned(), pen.quiet(size)))
        }
        Some(_) => Some((ladder.moved.clone(), pen.quiet(size))),
        None => None,
    }
}

/// The changes one below the other, each with its number, title, ladder and level in words.
pub(super) fn strip(pen: &mut Pen<'_>, strip: &report::Strip, room: Rect, size: f32) -> f32 {
    let legend = pen.lay(&strip.legend, pen.quiet(size.min(28.0)), room.width(), 3);
    let count = strip.ladders.len().max(1) as f32;
    let least = 1.42 * size;
    let free = room.height() - legend.size.y - 16.0;
    let line = (free / count).clamp(least, LINE.max(least));
    let number = 1.7 * size;
    let words = 0.27 * room.width();
    let drawing = (0.23 * room.width()).min(340.0);
    let title = room.width() - number - drawing - words - 48.0;
    let told = told_size(pen, strip, (words, line), size);
    // All titles alike, but for one that would make the others hard to read.
    let alike = strip.ladders.iter().map(|it| title_size(pen, &it.title, (title, line), size)).fold(size, f32::min);
    let alike = alike.max(0.7 * size);
    for (at, ladder) in strip.ladders.iter().enumerate() {
        let top = room.min.y + at as f32 * line;
        let middle = top + line / 2.0;
        let named = title_size(pen, &ladder.title, (title, line), alike);
        let label = pen.lay(&ladder.number.to_string(), pen.quiet(alike), number, 1);
        pen.put(pos2(room.min.x, middle - label.size.y / 2.0), &label, "");
        // As many as fit by the height that lines have at this scale, which is in whole pixels of the screen.
        let one = pen.lay(&ladder.title, pen.plain(named), f32::INFINITY, 1).size.y;
        let rows = ((line / one + 0.05).floor() as usize).max(1);
        let laid = pen.lay(&ladder.title, pen.plain(named), title, rows);
        pen.put(pos2(room.min.x + number, middle - laid.size.y / 2.0), &laid, "");
        let left = room.min.x + number + title + 20.0;
        let height = (0.66 * line).min(56.0);
        paint(pen, ladder, Rect::from_min_size(pos2(left, middle - height / 2.0), vec2(drawing, height)));
        let laid = lay_told(pen, ladder, words, told);
        pen.put(pos2(left + drawing + 28.0, middle - laid.size.y / 2.0), &laid, "");
        let whole = Rect::from_min_size(pos2(room.min.x, top), vec2(room.width(), line));
        pen.say(Role::Image, whole, &ladder.words);
    }
    let top = room.min.y + count * line + 16.0;
    pen.put(pos2(room.min.x, top), &legend, &strip.legend);
    count * line + 16.0 + legend.size.y
}

/// The size at which a title fits its line, in two where there is room for them.
fn title_size(pen: &Pen<'_>, title: &str, (width, line): (f32, f32), size: f32) -> f32 {
    largest(size, |size| pen.lay(title, pen.plain(size), width, usize::MAX).size.y <= line)
}

/// The size at which every level fits its line, with what happened to it beside or below it.
fn told_size(pen: &Pen<'_>, strip: &report::Strip, (width, line): (f32, f32), size: f32) -> f32 {
    largest(size, |size| strip.ladders.iter().all(|it| lay_told(pen, it, width, size).size.y <= line))
}

fn largest(mut size: f32, fits: impl Fn(f32) -> bool) -> f32 {
    while size > 20.0 && !fits(size) {
        size -= 1.0;
    }
    size.max(20.0)
}

/// A level in words, and beside it, or below it where both do not fit a line, what happened to it.
fn lay_told(pen: &Pen<'_>, ladder: &report::Ladder, width: f32, size: f32) -> Laid {
    let now = level_words(ladder);
    let style = if ladder.now.is_some() { pen.bold(size) } else { pen.quiet(size) };
    let Some((words, how)) = moved(pen, ladder, (0.84 * size).max(size.min(26.0))) else {
        return pen.lay(&now, style, width, 2);
    };
    let beside = pen.lay_all(&[(&now, style), ("  ", how), (&words, how)], width, usize::MAX);
    if beside.size.y < 1.7 * size {
        beside
    } else {
        pen.lay_all(&[(&now, style), ("\n", how), (&words, how)], width, 3)
    }
}

/// The ladder of one change, large, with the level below it.
pub(super) fn ladder(pen: &mut Pen<'_>, ladder: &report::Ladder, room: Rect, size: f32) -> f32 {
    let width = room.width().min(900.0);
    let height = 2.7 * size;
    let rect = Rect::from_min_size(room.min, vec2(width, height));
    paint(pen, ladder, rect);
    let quiet = quieter(size);
    let now = level_words(ladder);
    let mut y = rect.max.y + 0.3 * size;
    let laid = pen.lay(&now, pen.bold(1.35 * size), room.width(), 1);
    pen.put(pos2(room.min.x, y), &laid, "");
    let style = moved(pen, ladder, size).map_or(pen.quiet(quiet), |(_, style)| style);
    let moved = pen.lay(&ladder.moved, style, room.width(), 2);
    let beside = room.width() - laid.size.x - size;
    // On the same line, or where it is too long for that below.
    if ladder.moved.is_empty() {
        y += laid.size.y;
    } else if moved.size.x <= beside {
        let lower = y + 0.87 * (laid.size.y - moved.size.y);
        pen.put(pos2(room.min.x + laid.size.x + size, lower), &moved, "");
        y += laid.size.y;
    } else {
        pen.put(pos2(room.min.x, y + laid.size.y), &moved, "");
        y += laid.size.y + moved.size.y;
    }
    if let Some(planned) = &ladder.planned {
        let words = format!("Planned (outlined): {} by {}", planned.step.words(), planned.by);
        let laid = pen.lay(&words, pen.quiet(quiet), room.width(), 2);
        pen.put(pos2(room.min.x, y), &laid, "");
        y += laid.size.y;
    }
    pen.say(Role::Image, Rect::from_min_max(room.min, pos2(room.min.x + width, y)), &ladder.words);
    y + 0.3 * size - room.min.y
}
