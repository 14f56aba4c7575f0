//! A metric as a line against its target.

use crate::compare::{MetricPoint, MetricTrend};
use crate::model::{Better, TargetReading};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{small, wrapped};
use egui::{Align2, FontId, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of the drawing.
const HEIGHT: f32 = 132.0;
/// Room below for the periods' names.
const NAMES: f32 = 20.0;
/// Room at the right for the last value.
const LAST: f32 = 52.0;

/// Draws a metric; what it shows is said to a screen reader in full.
pub(super) fn line(ui: &mut Ui, metric: &MetricTrend) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let said = std::iter::once(metric.name.clone()).chain(lines(metric)).collect::<Vec<_>>().join(". ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    let colours = palette(ui);
    let painter = ui.painter();
    let font = FontId::proportional(theme::SMALL);
    let (Some(first), Some(last)) = (metric.values.first(), metric.values.last()) else { return };
    let inner = Rect::from_min_max(rect.min + vec2(4.0, 18.0), rect.max - vec2(LAST, NAMES + 6.0));
    let across = Axis::of(metric.values.iter().map(day), (f64::from(inner.min.x), f64::from(inner.max.x)), 0.0);
    let values = metric.values.iter().map(|point| point.value).chain(metric.target);
    // Not from nought: what matters is how it stands to the target. The figures say how much it is.
    let up = Axis::of(values, (f64::from(inner.max.y), f64::from(inner.min.y)), 0.12);
    if let Some(target) = metric.target {
        let y = up.place(target);
        let stroke = Stroke::new(1.5, colours.ink);
        painter.extend(Shape::dashed_line(&[pos2(inner.min.x, y), pos2(inner.max.x, y)], stroke, 6.0, 4.0));
        let way = match metric.better {
            Better::Lower => "target at most",
            Better::Higher => "target at least",
        };
        // Above the line, or below it where the values run above.
        let above = metric.values.iter().filter(|point| point.value > target).count() * 2 < metric.values.len();
        let (align, y) = if above { (Align2::LEFT_BOTTOM, y - 2.0) } else { (Align2::LEFT_TOP, y + 2.0) };
        painter.text(pos2(inner.min.x, y), align, format!("{way} {target}"), font.clone(), colours.ink);
    }
    let points: Vec<egui::Pos2> =
        metric.values.iter().map(|point| pos2(across.place(day(point)), up.place(point.value))).collect();
    painter.add(Shape::line(points.clone(), Stroke::new(2.0, colours.accent)));
    for (at, point) in points.iter().zip(&metric.values) {
        // Filled where the target is met, a ring where it is missed: shape, not colour.
        match point.reading {
            Some(TargetReading::Missed) => {
                painter.circle(*at, 3.5, colours.surface, Stroke::new(1.5, colours.accent));
            }
            _ => {
                painter.circle_filled(*at, 3.5, colours.accent);
            }
        }
    }
    if let Some(end) = points.last() {
        let at = *end + vec2(8.0, 0.0);
        let bold = FontId::new(theme::BODY, theme::bold());
        painter.text(at, Align2::LEFT_CENTER, last.value, bold, colours.ink);
    }
    let y = rect.max.y - NAMES + 2.0;
    painter.text(pos2(inner.min.x, y), Align2::LEFT_TOP, first.period, font.clone(), colours.muted);
    if first.period != last.period {
        painter.text(pos2(inner.max.x, y), Align2::RIGHT_TOP, last.period, font, colours.muted);
    }
}

/// A value's day: the last of its period, counted in days.
fn day(point: &MetricPoint) -> f64 {
    use chrono::Datelike as _;
    f64::from(point.period.last_day().num_days_from_ce())
}

/// Where values stand on a line.
struct Axis {
    least: f64,
    span: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// From the least to the greatest of some values, with a part of their span left free at either end.
    fn of(values: impl Iterator<Item = f64>, (from, to): (f64, f64), free: f64) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (least, most) = (least.min(value), most.max(value));
        }
        let room = (most - least) * free;
        Self { least: least - room, span: (most - least) + 2.0 * room, from, to }
    }

    fn place(&self, value: f64) -> f32 {
        let part = if self.span > 0.0 { (value - self.least) / self.span } else { 0.5 };
        (self.from + part * (self.to - self.from)) as f32
    }
}

/// Each value in words.
fn lines(metric: &MetricTrend) -> Vec<String> {
    let target = metric.target.map(|target| {
        let by = metric.target_by.map(|by| format!(" by {by}")).unwrap_or_default();
        let way = match metric.better {
            Better::Lower => "lower is better",
            Better::Higher => "higher is better",
        };
        format!("Target: {target}{by}; {way}")
    });
    let values = metric.values.iter().map(|point| {
        let reading = point.reading.map(|reading| format!(", {}", reading.name())).unwrap_or_default();
        let rag = point.rag.map(|rag| format!(", rated {}", rag.name().to_lowercase())).unwrap_or_default();
        let revised = point.revised_from.map(|was| format!(", given as {was} before")).unwrap_or_default();
        format!("{}: {}{reading}{rag}{revised}", point.period, point.value)
    });
    target.into_iter().chain(values).collect()
}

/// The same as a list that is seen.
pub(super) fn in_words(ui: &mut Ui, metric: &MetricTrend) {
    for line in lines(metric) {
        wrapped(ui, small(ui, line));
    }
}
