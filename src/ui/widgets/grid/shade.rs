//! What became of a cell that was brought in, drawn: a wash behind it and a mark at its edge, for who does not tell the
//! washes apart.

use super::source::Shade;
use crate::ui::theme::Palette;
use egui::{Painter, Rect, Shape, Stroke, pos2};

/// Width of the mark at the edge.
const MARK: f32 = 3.0;
/// Between the lines of what was not read.
const STEP: f32 = 7.0;

/// Draws it: a bar for what was used, a broken line below what was assumed, hatching over what was not read.
pub fn paint_shade(painter: &Painter, rect: Rect, shade: Shade, palette: &Palette) {
    match shade {
        Shade::None => {}
        Shade::Used => {
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + MARK, rect.bottom() - 1.0));
            painter.rect_filled(bar, 0.0, palette.accent);
        }
        Shade::Assumed => {
            painter.rect_filled(rect.with_max_y(rect.bottom() - 1.0), 0.0, palette.found);
            let y = rect.bottom() - 2.5;
            let line = [pos2(rect.left() + 1.0, y), pos2(rect.right() - 1.0, y)];
            painter.extend(Shape::dashed_line(&line, Stroke::new(2.0, palette.mark), 5.0, 3.0));
        }
        Shade::Unread => {
            let edge = Rect::from_min_max(rect.min, pos2((rect.left() + 9.0).min(rect.right()), rect.bottom() - 1.0));
            let painter = painter.with_clip_rect(painter.clip_rect().intersect(edge));
            let mut y = edge.top();
            while y < edge.bottom() + edge.width() {
                let line = [pos2(edge.left(), y), pos2(edge.right(), y - edge.width())];
                painter.line_segment(line, Stroke::new(1.5, palette.mark));
                y += STEP;
            }
        }
    }
}
