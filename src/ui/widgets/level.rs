//! The drawing that carries the product: a level as a ladder of five pips, the same everywhere.
//!
//! Filled up to the level now; outlined where it is planned to be; a tick below where it was last quarter. Not assessed is
//! five empty, dashed outlines, never the lowest level. A split joins its two steps. The words always stand beside it.

use crate::model::{Level, Status};
use crate::ui::theme::Palette;
use egui::{Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

/// The size of a ladder in a line of text, in points.
pub const LINE_LADDER: Vec2 = vec2(44.0, 12.0);

/// What a ladder shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// The level now; `None` when it is not assessed or unknown.
    pub now: Option<Level>,
    /// The upper level of a split, joined to `now`.
    pub upper: Option<Level>,
    /// Where it is planned to be.
    pub planned: Option<Level>,
    /// Where it was last quarter.
    pub last: Option<Level>,
}

impl Ladder {
    /// A level alone.
    #[must_use]
    pub fn of(now: Option<Level>) -> Self {
        Self { now, ..Self::default() }
    }

    /// A row's status.
    #[must_use]
    pub fn of_status(status: &Status) -> Self {
        Self { now: status.counted(), upper: status.upper(), ..Self::default() }
    }

    /// The same in words, for a screen reader: "3 Established, planned 4 Mature, last quarter 2 Plans in place".
    #[must_use]
    pub fn words(self) -> String {
        let mut words = level_words(self.now);
        if let Some(upper) = self.upper {
            words = format!("split, {words} to {}", level_words(Some(upper)));
        }
        if let Some(planned) = self.planned {
            words.push_str(", planned ");
            words.push_str(&level_words(Some(planned)));
        }
        if let Some(last) = self.last {
            words.push_str(", last quarter ");
            words.push_str(&level_words(Some(last)));
        }
        words
    }

    /// Paints it into a rectangle. With a plan or a tick the pips keep clear of the edges by 3 points, and of the lower
    /// edge by 6.
    pub fn paint(self, painter: &Painter, rect: Rect, palette: &Palette) {
        let gap = (rect.width() / 24.0).clamp(2.0, 6.0);
        self.paint_heavy(painter, rect, palette, 1.0, gap);
    }

    /// The same with lines so many times as heavy, for what is looked at from the back of a room, or much smaller; `gap` parts
    /// the pips.
    pub fn paint_heavy(self, painter: &Painter, rect: Rect, palette: &Palette, weight: f32, gap: f32) {
        let marked = self.planned.is_some() || self.last.is_some();
        let inner = if marked {
            Rect::from_min_max(rect.min + weight * vec2(3.0, 3.0), rect.max - weight * vec2(3.0, 6.0))
        } else {
            rect
        };
        let width = (inner.width() - 4.0 * gap) / 5.0;
        let radius = (inner.height() / 6.0).clamp(1.0, 4.0 * weight.max(1.0));
        for level in Level::all() {
            let index = f32::from(level.number() - 1);
            let pip = Rect::from_min_size(
                pos2(inner.min.x + index * (width + gap), inner.min.y),
                vec2(width, inner.height()),
            );
            self.pip(painter, pip, level, (gap, radius, weight), palette);
        }
    }

    fn pip(
        self,
        painter: &Painter,
        pip: Rect,
        level: Level,
        (gap, radius, weight): (f32, f32, f32),
        palette: &Palette,
    ) {
        let outline = Stroke::new(weight, palette.mark);
        let colour = level_colour(level, palette);
        match self.now {
            None => dashed(painter, pip, outline),
            Some(now) if level <= now => {
                painter.rect(pip, radius, colour, outline, StrokeKind::Inside);
            }
            Some(_) if self.upper == Some(level) => {
                // Joined to the step below and filled half: some are here already.
                let bridge = Rect::from_min_max(pip.min - vec2(gap + 1.0, 0.0), pip.max);
                let half = Rect::from_min_max(bridge.min, pos2(pip.center().x, pip.max.y));
                painter.rect_stroke(pip, radius, outline, StrokeKind::Inside);
                painter.rect_filled(half, 0.0, colour);
                painter.hline(bridge.min.x..=pip.center().x, pip.min.y + 0.5, outline);
                painter.hline(bridge.min.x..=pip.center().x, pip.max.y - 0.5, outline);
            }
            Some(_) => {
                painter.rect_stroke(pip, radius, outline, StrokeKind::Inside);
            }
        }
        if self.planned == Some(level) {
            let (around, stroke) = (pip.expand(2.0 * weight), Stroke::new(2.0 * weight, palette.ink));
            painter.rect_stroke(around, radius + 2.0 * weight, stroke, StrokeKind::Middle);
        }
        if self.last == Some(level) {
            let width = (pip.width() * 0.4).max(4.0 * weight);
            let corner = pos2(pip.center().x - width / 2.0, pip.max.y + 3.0 * weight);
            painter.rect_filled(Rect::from_min_size(corner, vec2(width, 3.0 * weight)), weight, palette.muted);
        }
    }
}

/// "3 Established", or "not assessed".
#[must_use]
pub fn level_words(level: Option<Level>) -> String {
    level.map_or_else(|| "not assessed".to_owned(), |level| format!("{} {level}", level.number()))
}

/// The fill of a level.
#[must_use]
pub fn level_colour(level: Level, palette: &Palette) -> egui::Color32 {
    let [one, two, three, four, five] = palette.levels;
    match level {
        Level::NotYetEstablished => one,
        Level::PlansInPlace => two,
        Level::Established => three,
        Level::Mature => four,
        Level::Exemplary => five,
    }
}

/// A small ladder in a line of text, with the words as its name.
pub fn ladder(ui: &mut egui::Ui, size: Vec2, shown: Ladder) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    shown.paint(ui.painter(), rect, crate::ui::theme::palette(ui));
    let words = shown.words();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &words));
    response
}

fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let corners: [Pos2; 5] =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let dash = 2.0 * stroke.width.max(0.5);
    painter.extend(Shape::dashed_line(&corners, stroke, dash, dash));
}
