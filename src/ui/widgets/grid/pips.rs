//! The small ladder of five steps that stands before a level's word.

use crate::ui::theme::Palette;
use egui::{CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, vec2};

const PIP: egui::Vec2 = vec2(7.0, 11.0);
const STEP: f32 = 9.0;

/// How far a ladder of five steps is climbed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pips {
    /// Not known: five dashed outlines.
    #[default]
    Unknown,
    /// So many steps.
    Level(u8),
    /// Between two neighbouring steps: the upper one is half filled.
    Split(u8, u8),
}

/// Width of the drawing, in points.
#[must_use]
pub const fn pips_width() -> f32 {
    4.0 * STEP + PIP.x
}

/// Draws the ladder with its left edge and its middle at `left`.
pub fn paint_pips(painter: &Painter, left: Pos2, pips: Pips, palette: &Palette) {
    let (full, half) = match pips {
        Pips::Unknown => (0, 0),
        Pips::Level(level) => (level, level),
        Pips::Split(low, high) => (low, high),
    };
    let corner = CornerRadius::same(2);
    for (step, colour) in (1_u8..).zip(palette.levels) {
        let min = left + vec2(f32::from(step - 1) * STEP, -PIP.y / 2.0);
        let rect = Rect::from_min_size(min, PIP);
        let outline = Stroke::new(1.0, palette.mark);
        if pips == Pips::Unknown {
            dashed(painter, rect, outline);
        } else if step <= full {
            painter.rect(rect, corner, colour, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
        } else {
            painter.rect_stroke(rect, corner, outline, StrokeKind::Inside);
            if step <= half {
                let lower = Rect::from_min_max(rect.left_center(), rect.max).shrink2(vec2(1.0, 0.0));
                painter.rect_filled(lower.translate(vec2(0.0, -1.0)), 0.0, colour);
            }
        }
    }
}

fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let (quarter_x, quarter_y) = (rect.width() / 3.0, rect.height() / 3.0);
    for (corner, x, y) in [
        (rect.left_top(), 1.0, 1.0),
        (rect.right_top(), -1.0, 1.0),
        (rect.left_bottom(), 1.0, -1.0),
        (rect.right_bottom(), -1.0, -1.0),
    ] {
        painter.line_segment([corner, corner + vec2(x * quarter_x, 0.0)], stroke);
        painter.line_segment([corner, corner + vec2(0.0, y * quarter_y)], stroke);
    }
}
