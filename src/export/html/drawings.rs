//! What is drawn on the page: ladders and charts. Colours stand in the style sheet, by class; the words stand beside.

use crate::export::printable::printable;
use crate::report::{Chart, Ladder};
use maud::{Markup, html};

/// A pip of a ladder, the gap behind it, and the room around all of them, in units of the drawing.
const PIP: (u32, u32) = (22, 14);
const GAP: u32 = 4;
const EDGE: u32 = 3;

/// The ladder of a change.
pub(super) fn ladder(ladder: &Ladder) -> Markup {
    let now = ladder.now.map(|step| step.number);
    let planned = ladder.planned.as_ref().map(|planned| planned.step.number);
    let last = ladder.last.map(|step| step.number);
    let (width, height) = (5 * PIP.0 + 4 * GAP + 2 * EDGE, PIP.1 + 2 * EDGE + 6);
    let left = |number: u8| EDGE + (u32::from(number) - 1) * (PIP.0 + GAP);
    html! {
        svg.ladder viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(printable(&ladder.words)) {
            @for number in 1..=5_u8 {
                rect class=(class(number, now)) x=(left(number)) y=(EDGE) width=(PIP.0) height=(PIP.1) rx="2" {}
                @if planned == Some(number) {
                    rect.plan x=(left(number) - 2) y=(EDGE - 2) width=(PIP.0 + 4) height=(PIP.1 + 4) rx="4" {}
                }
                @if last == Some(number) {
                    rect.last x=(left(number) + 6) y=(EDGE + PIP.1 + 4) width=(PIP.0 - 12) height="3" rx="1" {}
                }
            }
        }
    }
}

/// The class of a pip: filled up to the level now, dashed where there is none.
fn class(number: u8, now: Option<u8>) -> String {
    match now {
        None => "pip none".to_owned(),
        Some(now) if number <= now => format!("pip f{number}"),
        Some(_) => "pip".to_owned(),
    }
}

/// A level in small beside its words, [`None`] for not assessed; see [`symbols`].
pub(super) fn pips(level: Option<(u8, Option<u8>)>) -> Markup {
    html! { svg.pips aria-hidden="true" { use href={ "#" (name(level)) } {} } }
}

fn name(level: Option<(u8, Option<u8>)>) -> String {
    match level {
        None => "pips-none".to_owned(),
        Some((level, None)) => format!("pips-{level}"),
        Some((lower, Some(upper))) => format!("pips-{lower}-{upper}"),
    }
}

/// The drawings that [`pips`] uses, once for the whole page.
pub(super) fn symbols() -> Markup {
    let alone = (1..=5).map(|level| Some((level, None)));
    let split = (1..=5).flat_map(|lower| (lower + 1..=5).map(move |upper| Some((lower, Some(upper)))));
    let levels = std::iter::once(None).chain(alone).chain(split);
    html! {
        svg width="0" height="0" aria-hidden="true" style="position:absolute" {
            @for level in levels {
                symbol id=(name(level)) viewBox="0 0 44 12" {
                    @for number in 1..=5_u8 {
                        @let left = f32::from(number - 1) * 9.0 + 0.5;
                        rect class=(class(number, level.map(|(lower, _)| lower))) x=(left) y="0.5" width="7" height="11" rx="1" {}
                        // Half way: some are here already.
                        @if level.and_then(|(_, upper)| upper) == Some(number) {
                            rect class={ "f" (number) } x=(left - 2.0) y="0.5" width="5.5" height="11" {}
                        }
                    }
                }
            }
        }
    }
}

/// Where a chart is drawn, in units of the drawing.
const CHART: (f64, f64) = (760.0, 280.0);
const LEFT: f64 = 56.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 36.0;

/// A metric through time, with what is aimed at.
pub(super) fn chart(chart: &Chart) -> Markup {
    let values = chart.points.iter().map(|point| point.value);
    let aim = chart.target.as_ref().map(|target| target.value);
    let (lowest, highest) = values
        .chain(aim)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let ticks = ticks(lowest, highest);
    let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let last = chart.points.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| LEFT + 30.0 + (CHART.0 - LEFT - RIGHT - 60.0) * at as f64 / last;
    let y = |value: f64| TOP + (CHART.1 - TOP - BOTTOM) * (high - value) / (high - low);
    let run: Vec<String> =
        chart.points.iter().enumerate().map(|(at, point)| format!("{:.1},{:.1}", x(at), y(point.value))).collect();
    // Not more words than there is room for.
    let every = |room: usize| chart.points.len().div_ceil(room).max(1);
    let place = |value: f64| format!("{value:.1}");
    html! {
        svg.chart viewBox={ "0 0 " (CHART.0) " " (CHART.1) } role="img" aria-label=(printable(&chart.words)) {
            @for tick in &ticks {
                line.grid x1=(LEFT) x2=(CHART.0 - RIGHT) y1=(place(y(*tick))) y2=(place(y(*tick))) {}
                text x=(LEFT - 8.0) y=(place(y(*tick) + 4.0)) text-anchor="end" { (figure(*tick)) }
            }
            @if let Some(target) = &chart.target {
                line.target x1=(LEFT) x2=(CHART.0 - RIGHT) y1=(place(y(target.value))) y2=(place(y(target.value))) {}
                // Above the figures, where no line runs through it.
                line.target x1=(LEFT) x2=(LEFT + 30.0) y1="14" y2="14" {}
                text.aim x=(LEFT + 38.0) y="18" { (printable(&target.words)) }
            }
            polyline.run points=(run.join(" ")) {}
            @for (at, point) in chart.points.iter().enumerate() {
                circle.point cx=(place(x(at))) cy=(place(y(point.value))) r="5" {}
                @if at % every(16) == 0 {
                    text.value x=(place(x(at))) y=(place(y(point.value) - 11.0)) text-anchor="middle" { (printable(&point.text)) }
                }
                @if at % every(9) == 0 {
                    text x=(place(x(at))) y=(CHART.1 - 12.0) text-anchor="middle" { (printable(&point.label)) }
                }
            }
        }
    }
}

/// Round figures from below the lowest value to above the highest, at even steps; at least two.
fn ticks(lowest: f64, highest: f64) -> Vec<f64> {
    if !lowest.is_finite() || !highest.is_finite() {
        return vec![0.0, 1.0];
    }
    let range = if highest > lowest { highest - lowest } else { lowest.abs().max(1.0) };
    let power = 10_f64.powf((range / 4.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|by| by * power).find(|step| range / step <= 5.0).unwrap_or(range);
    let first = (lowest / step).floor();
    let count = ((highest / step).ceil() - first).max(1.0) as usize;
    (0..=count).map(|at| (first + at as f64) * step).collect()
}

/// A figure at a line of the grid, without the noise of sums.
fn figure(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
