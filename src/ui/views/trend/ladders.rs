//! The ladder of a change in each quarter, upright, with every plan as it stood.

use crate::compare::{Came, ChangeTrend, Known, StatedPlan, Trend};
use crate::model::{Level, Quarter};
use crate::ui::theme::{self, Palette, palette};
use crate::ui::widgets::{level_colour, level_words, small, wrapped};
use egui::{Align2, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Height of a pip.
const PIP: f32 = 14.0;
/// Room between pips, which also holds the outline of a plan.
const APART: f32 = 6.0;
/// Room for the quarters' names below.
const NAMES: f32 = 34.0;
/// Room for the levels' numbers at the left.
const NUMBERS: f32 = 18.0;
/// Widest pip.
const WIDEST: f32 = 40.0;
/// Room that the name of a quarter takes.
const NAME: f32 = 40.0;

/// Draws the ladders of a change; what they show is said to a screen reader in full.
pub(super) fn ladders(ui: &mut Ui, trend: &Trend, change: &ChangeTrend) {
    let height = 5.0 * PIP + 4.0 * APART + 8.0 + NAMES;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let said = told(change);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    let colours = palette(ui);
    let drawing = Drawing {
        painter: ui.painter(),
        colours,
        rect,
        quarters: quarters(trend),
        assessed: trend.quarters.last().copied(),
    };
    for level in Level::all() {
        let at = pos2(rect.min.x + 6.0, drawing.middle(level));
        let font = FontId::proportional(theme::SMALL);
        drawing.painter.text(at, Align2::LEFT_CENTER, level.number(), font, colours.muted);
    }
    drawing.names();
    // Behind the ladders, so that no line runs through a level.
    for quarter in &trend.ahead {
        drawing.rungs(*quarter);
    }
    for plan in &change.plans {
        drawing.promise(change, plan);
    }
    for point in &change.points {
        drawing.ladder(point.quarter, point.level, point.known);
    }
    for quarter in drawing.quarters.clone() {
        for level in Level::all() {
            let made = change.plans_for(quarter).filter(|plan| plan.plan.level == level).count();
            if made > 0 {
                drawing.plan(quarter, level, made);
            }
        }
    }
}

/// Every quarter between the first and the last that has anything to show: time runs evenly.
fn quarters(trend: &Trend) -> Vec<Quarter> {
    let (Some(first), Some(last)) = (trend.quarters.first(), trend.ahead.last().or(trend.quarters.last())) else {
        return Vec::new();
    };
    let mut quarters = vec![*first];
    while let Some(quarter) = quarters.last().map(|quarter| quarter.next())
        && quarter <= *last
        && quarters.len() < MOST
    {
        quarters.push(quarter);
    }
    quarters
}

/// Quarters drawn at most: forty years.
const MOST: usize = 160;

struct Drawing<'a> {
    painter: &'a Painter,
    colours: &'a Palette,
    rect: Rect,
    quarters: Vec<Quarter>,
    /// The last quarter that was assessed.
    assessed: Option<Quarter>,
}

impl Drawing<'_> {
    fn step(&self) -> f32 {
        (self.rect.width() - NUMBERS) / self.quarters.len().max(1) as f32
    }

    /// The middle of a quarter's column; `None` for one that is not drawn.
    fn column(&self, quarter: Quarter) -> Option<f32> {
        let at = self.quarters.iter().position(|known| *known == quarter)?;
        Some(self.rect.min.x + NUMBERS + (at as f32 + 0.5) * self.step())
    }

    fn middle(&self, level: Level) -> f32 {
        let from_top = f32::from(5 - level.number());
        self.rect.min.y + 4.0 + from_top * (PIP + APART) + PIP / 2.0
    }

    fn pip(&self, quarter: Quarter, level: Level) -> Option<Rect> {
        let width = (self.step() - 10.0).clamp(4.0, WIDEST);
        Some(Rect::from_center_size(pos2(self.column(quarter)?, self.middle(level)), vec2(width, PIP)))
    }

    fn ladder(&self, quarter: Quarter, now: Option<Level>, known: Known) {
        if known == Known::Absent {
            return;
        }
        let outline = Stroke::new(1.0, self.colours.mark);
        for level in Level::all() {
            let Some(pip) = self.pip(quarter, level) else { return };
            match now {
                None => {
                    self.painter.rect_filled(pip, 0.0, self.colours.surface);
                    self.dashed(pip, outline);
                }
                Some(now) if level <= now => {
                    let fill = level_colour(level, self.colours);
                    self.painter.rect(pip, 3.0, fill, outline, StrokeKind::Inside);
                }
                Some(_) => {
                    self.painter.rect(pip, 3.0, self.colours.surface, outline, StrokeKind::Inside);
                }
            }
        }
    }

    /// A quarter that is still ahead: where its ladder will be.
    fn rungs(&self, quarter: Quarter) {
        for level in Level::all() {
            if let Some(pip) = self.pip(quarter, level) {
                self.painter.hline(pip.x_range(), pip.center().y, Stroke::new(1.0, self.colours.line));
            }
        }
    }

    /// The line from where a plan was made to where it leads.
    fn promise(&self, change: &ChangeTrend, plan: &StatedPlan) {
        let then = change.points.iter().find(|point| point.quarter == plan.made).and_then(|point| point.level);
        let (Some(from), Some(to)) = (
            self.pip(plan.made, then.unwrap_or(Level::NotYetEstablished)),
            self.pip(plan.plan.quarter, plan.plan.level),
        ) else {
            return;
        };
        // A plan made when nothing was assessed begins below the ladder.
        let from = if then.is_some() { from.right_center() } else { from.right_bottom() + vec2(0.0, 2.0) };
        let line: [Pos2; 2] = [from, to.left_center() - vec2(3.0, 0.0)];
        self.painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, self.colours.muted), 4.0, 3.0));
    }

    /// The outline of a plan, with how many quarters' plans said so where it was more than one.
    fn plan(&self, quarter: Quarter, level: Level, made: usize) {
        let Some(pip) = self.pip(quarter, level) else { return };
        let stroke = Stroke::new(2.0, self.colours.ink);
        if self.assessed.is_none_or(|last| quarter > last) {
            self.painter.rect_filled(pip.expand(2.0), 5.0, self.colours.surface);
        }
        self.painter.rect_stroke(pip.expand(2.0), 5.0, stroke, StrokeKind::Middle);
        if made > 1 && pip.width() >= 18.0 {
            let font = FontId::proportional(theme::SMALL - 1.0);
            let words = format!("×{made}");
            let galley = self.painter.layout_no_wrap(words, font, self.colours.ink);
            let chip = Rect::from_center_size(pip.center(), galley.size() + vec2(6.0, 0.0));
            self.painter.rect_filled(chip, 3.0, self.colours.surface);
            self.painter.galley(chip.center() - galley.size() / 2.0, galley, self.colours.ink);
        }
    }

    /// The names of the quarters, as many as have room.
    fn names(&self) {
        let every = (NAME / self.step()).ceil().max(1.0) as usize;
        let count = self.quarters.len();
        let font = FontId::proportional(theme::SMALL);
        for (at, quarter) in self.quarters.iter().enumerate() {
            // Counted from the end, so that the last one is named.
            if !(count - 1 - at).is_multiple_of(every) {
                continue;
            }
            let Some(x) = self.column(*quarter) else { continue };
            let y = self.rect.max.y - NAMES + 2.0;
            let year = quarter.to_string();
            let (number, year) = year.split_once(' ').unwrap_or((&year, ""));
            let year = year.get(2..).unwrap_or(year);
            self.painter.text(pos2(x, y), Align2::CENTER_TOP, number, font.clone(), self.colours.muted);
            self.painter.text(pos2(x, y + 15.0), Align2::CENTER_TOP, year, font.clone(), self.colours.muted);
        }
    }

    fn dashed(&self, rect: Rect, stroke: Stroke) {
        let rect = rect.shrink(0.5);
        let corners: [Pos2; 5] =
            [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
        self.painter.extend(Shape::dashed_line(&corners, stroke, 2.0, 2.0));
    }
}

/// What is drawn, in words.
fn told(change: &ChangeTrend) -> String {
    std::iter::once(change.title.clone()).chain(lines(change)).collect::<Vec<_>>().join(". ")
}

/// Each quarter and each plan in words.
fn lines(change: &ChangeTrend) -> impl Iterator<Item = String> {
    let points = change.points.iter().map(|point| {
        let known = match point.known {
            Known::Same => "",
            Known::OtherDefinition => " (by an earlier definition)",
            Known::Absent => return format!("{}: not a change of that edition", point.quarter),
        };
        format!("{}: {}{known}", point.quarter, level_words(point.level))
    });
    let plans = change.plans.iter().map(|plan| {
        let came = match plan.came {
            Came::Kept => "kept",
            Came::Missed => "missed",
            Came::NotAssessed => "not assessed then",
            Came::Ahead => "still ahead",
        };
        let level = level_words(Some(plan.plan.level));
        format!("Planned in {}: {level} by {}, {came}", plan.made, plan.plan.quarter)
    });
    points.collect::<Vec<_>>().into_iter().chain(plans.collect::<Vec<_>>())
}

/// The same as a list that is seen.
pub(super) fn in_words(ui: &mut Ui, change: &ChangeTrend) {
    for line in lines(change) {
        wrapped(ui, small(ui, line));
    }
}
