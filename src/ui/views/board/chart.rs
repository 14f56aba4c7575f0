//! A metric as a line through time: what is aimed at as a dashed line with its words, the newest value large, and all of it in
//! words for who does not see the drawing.

use super::blocks::quieter;
use super::pen::{Laid, Pen};
use crate::report::Chart;
use egui::accesskit::Role;
use egui::{Pos2, Rect, Shape, Stroke, pos2, vec2};

/// Draws it into its room, which it fills.
pub(super) fn chart(pen: &mut Pen<'_>, chart: &Chart, room: Rect, size: f32) -> f32 {
    let around = Around::of(pen, chart, room, size);
    drawn(pen, chart, room, size, around)
}

/// Draws two beside each other: their values and their lines stand at the same heights, however much is said over and below
/// them.
pub(super) fn beside(pen: &mut Pen<'_>, charts: [(&Chart, Rect); 2], size: f32) {
    let [left, right] = charts.map(|(chart, room)| Around::of(pen, chart, room, size));
    let around = Around { words: left.words.max(right.words), foot: left.foot.max(right.foot) };
    for (chart, room) in charts {
        drawn(pen, chart, room, size, around);
    }
}

/// How much height the words take: the title and what is counted over the value, and the note below the line.
#[derive(Clone, Copy, Debug)]
struct Around {
    words: f32,
    foot: f32,
}

impl Around {
    fn of(pen: &mut Pen<'_>, chart: &Chart, room: Rect, size: f32) -> Self {
        let words = pen.measure(|pen| titled(pen, chart, room, size));
        let note = noted(pen, chart, room, size);
        Self { words, foot: if chart.note.is_empty() { 0.0 } else { note.size.y + 0.3 * size } }
    }
}

fn drawn(pen: &mut Pen<'_>, chart: &Chart, room: Rect, size: f32, around: Around) -> f32 {
    titled(pen, chart, room, size);
    let top = room.min.y + around.words;
    let top = top + newest(pen, chart, Rect::from_min_max(pos2(room.min.x, top), room.max), size);
    if pen.painter().is_none() {
        // As much as is needed to see a line.
        return top - room.min.y + 6.0 * size + around.foot;
    }
    let foot = room.max.y - around.foot;
    let plot = Rect::from_min_max(pos2(room.min.x, top), pos2(room.max.x, foot));
    line(pen, chart, plot, quieter(size).min(28.0));
    if !chart.note.is_empty() {
        let note = noted(pen, chart, room, size);
        pen.put(pos2(room.min.x, foot + 0.3 * size), &note, &chart.note);
    }
    pen.say(Role::Image, plot, &chart.words);
    room.height()
}

/// The title and what is counted; says how much height they take.
fn titled(pen: &mut Pen<'_>, chart: &Chart, room: Rect, size: f32) -> f32 {
    let title = pen.lay(&chart.title, pen.bold(1.1 * size), room.width(), 2);
    pen.put_as(Role::Heading, room.min, &title, &chart.title);
    let unit = format!("{}. {}.", chart.unit.trim_end_matches('.'), chart.better);
    let unit = pen.lay(&unit, pen.quiet(quieter(size)), room.width(), 3);
    pen.put(pos2(room.min.x, room.min.y + title.size.y), &unit, "");
    title.size.y + unit.size.y + 0.4 * size
}

/// The newest value, large, and what is said of it; says how much height they take.
fn newest(pen: &mut Pen<'_>, chart: &Chart, room: Rect, size: f32) -> f32 {
    let Some(last) = chart.points.last() else { return 0.0 };
    let value = pen.lay(&last.text, pen.bold(2.0 * size), room.width(), 1);
    pen.put(room.min, &value, "");
    let told = [last.label.as_str(), last.reading, last.rag].into_iter().filter(|part| !part.is_empty());
    let told = told.collect::<Vec<_>>().join(", ");
    let left = room.min.x + value.size.x + 0.6 * size;
    let told = pen.lay(&told, pen.quiet(quieter(size)), (room.max.x - left).max(1.0), 2);
    pen.put(pos2(left, room.min.y + value.size.y - told.size.y - 0.35 * size), &told, "");
    value.size.y + 0.2 * size
}

/// The note below: whole, unless it would take a third of the room.
fn noted(pen: &Pen<'_>, chart: &Chart, room: Rect, size: f32) -> Laid {
    let quiet = quieter(size).min(28.0);
    let rows = (room.height() / 3.0 / (1.36 * quiet)).floor().max(1.0) as usize;
    pen.lay(&chart.note, pen.quiet(quiet), room.width(), rows)
}

fn line(pen: &mut Pen<'_>, chart: &Chart, plot: Rect, size: f32) {
    let values = chart.points.iter().map(|point| point.value).chain(chart.target.as_ref().map(|target| target.value));
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let span = (high - low).max(f64::EPSILON);
    let inner = Rect::from_min_max(plot.min + vec2(size, 1.9 * size), plot.max - vec2(size, 3.0 * size));
    let across = (chart.points.len().max(2) - 1) as f32;
    let place = |at: usize, value: f64| {
        let up = if high > low { ((value - low) / span) as f32 } else { 0.5 };
        pos2(inner.min.x + inner.width() * at as f32 / across, inner.max.y - inner.height() * up)
    };
    let spots: Vec<Pos2> = chart.points.iter().enumerate().map(|(at, point)| place(at, point.value)).collect();
    let palette = pen.palette;
    if let Some(painter) = pen.painter() {
        let heavy = |width: f32, colour| Stroke::new((width * pen.scale).max(0.5), colour);
        let dash = 12.0 * pen.scale;
        if let Some(target) = &chart.target {
            let y = place(0, target.value).y;
            let ends = [pen.point(pos2(plot.min.x, y)), pen.point(pos2(plot.max.x, y))];
            painter.extend(Shape::dashed_line(&ends, heavy(3.0, palette.mark), dash, dash));
        }
        let drawn: Vec<Pos2> = spots.iter().map(|spot| pen.point(*spot)).collect();
        painter.add(Shape::line(drawn.clone(), heavy(5.0, palette.accent)));
        for spot in drawn {
            painter.circle(spot, 8.0 * pen.scale, palette.accent, heavy(3.0, palette.surface));
        }
    }
    if let Some(target) = &chart.target {
        let laid = pen.lay(&target.words, pen.quiet(size), plot.width(), 1);
        let at = clear_of(&spots, plot, place(0, target.value).y, laid.size);
        pen.put(at, &laid, "");
    }
    labels(pen, chart, &spots, plot, size);
}

/// Where along a line its words are furthest from the points, above or below it.
fn clear_of(spots: &[Pos2], plot: Rect, line: f32, size: egui::Vec2) -> Pos2 {
    let room = plot.width() - size.x;
    let places = (0..=8).flat_map(|step| {
        let x = plot.min.x + room * step as f32 / 8.0;
        [pos2(x, line - size.y - 4.0), pos2(x, line + 4.0)]
    });
    let apart = |at: Pos2| {
        let words = Rect::from_min_size(at, size);
        let of_line = spots.windows(2).flat_map(|ends| {
            let (from, to) = (ends.first().copied().unwrap_or_default(), ends.last().copied().unwrap_or_default());
            (0..=12).map(move |step| from.lerp(to, step as f32 / 12.0))
        });
        // The values stand above the first point and the last.
        let values = [spots.first(), spots.last()].into_iter().flatten().map(|spot| *spot - vec2(0.0, size.y));
        of_line.chain(values).map(|spot| words.distance_sq_to_pos(spot)).fold(f32::MAX, f32::min)
    };
    let within = |at: &Pos2| at.y >= plot.min.y && at.y + size.y <= plot.max.y;
    let best = places.filter(within).max_by(|one, other| apart(*one).total_cmp(&apart(*other)));
    best.unwrap_or(pos2(plot.min.x, line + 4.0))
}

/// The first and the last value at their points, and below as many times as there is room for.
fn labels(pen: &mut Pen<'_>, chart: &Chart, spots: &[Pos2], plot: Rect, size: f32) {
    let foot = plot.max.y - 1.5 * size;
    pen.rule(plot.min.x, plot.max.x, foot - 6.0);
    let put = |pen: &mut Pen<'_>, laid: &Laid, x: f32, y: f32| {
        let left = (x - laid.size.x / 2.0).clamp(plot.min.x, (plot.max.x - laid.size.x).max(plot.min.x));
        pen.put(pos2(left, y), laid, "");
        left + laid.size.x
    };
    let last = chart.points.len().saturating_sub(1);
    let widest =
        chart.points.iter().map(|point| pen.lay(&point.label, pen.quiet(size), 1e4, 1).size.x).fold(1.0, f32::max);
    let room = (plot.width() / (widest + size)).floor().max(2.0) as usize;
    let every = chart.points.len().div_ceil(room).max(1);
    for (at, (point, spot)) in chart.points.iter().zip(spots).enumerate() {
        // Counted from the newest back, which is always named.
        if (last - at).is_multiple_of(every) {
            let label = pen.lay(&point.label, pen.quiet(size), plot.width(), 1);
            put(pen, &label, spot.x, foot);
        }
        if at == 0 || at == last {
            let value = pen.lay(&point.text, pen.bold(size), plot.width(), 1);
            put(pen, &value, spot.x, spot.y - value.size.y - 12.0);
        }
    }
}
