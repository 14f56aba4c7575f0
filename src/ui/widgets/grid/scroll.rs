//! The scroll position: a row and how far it is scrolled under the header, so that no correction of a height moves what is
//! in sight; and the bars.

use super::heights::Heights;
use super::layout::View;
use crate::ui::theme::Palette;
use egui::{Rect, Sense, Ui, Vec2, accesskit, pos2, vec2};

/// Shortest thumb of a scroll bar.
const THUMB: f32 = 28.0;

/// Where the grid is scrolled to.
#[derive(Debug, Default)]
pub(super) struct Scroll {
    /// Points that the scrolling columns are moved to the left.
    pub x: f32,
    /// The row at the top.
    pub top: usize,
    /// Its key, to find it again when rows come and go above it.
    key: Option<u64>,
    /// Points of it that are out of sight.
    pub offset: f32,
}

/// A row in sight: its cells reach from `top` to `bottom` on screen, its heading (if any) stands above.
#[derive(Clone, Copy, Debug)]
pub(super) struct InSight {
    pub row: usize,
    /// Top of the heading, or of the cells.
    pub start: f32,
    pub top: f32,
    pub bottom: f32,
}

impl Scroll {
    /// Rows came, went or moved: stay on the row that was at the top.
    pub(super) fn follow(&mut self, heights: &Heights) {
        if let Some(at) = self.key.and_then(|key| heights.position(key)) {
            self.top = at;
        }
    }

    /// Moves the rows up by so many points.
    pub(super) fn by(&mut self, view: &View<'_>, heights: &mut Heights, points: f32) {
        if points.abs() > 4.0 * view.areas.body.height() {
            self.to(view, heights, heights.above(self.top) + f64::from(self.offset + points));
        } else {
            self.offset += points;
            self.settle(view, heights);
        }
    }

    /// Goes to a distance from the top, in points.
    pub(super) fn to(&mut self, view: &View<'_>, heights: &mut Heights, distance: f64) {
        (self.top, self.offset) = heights.row_at(distance);
        self.settle(view, heights);
    }

    /// Brings the position back to where there are rows.
    pub(super) fn settle(&mut self, view: &View<'_>, heights: &mut Heights) {
        let room = view.areas.body.height();
        self.top = self.top.min(view.rows.saturating_sub(1));
        while self.offset < 0.0 && self.top > 0 {
            self.top -= 1;
            self.offset += heights.exact(view, self.top);
        }
        self.offset = self.offset.max(0.0);
        while self.top + 1 < view.rows && self.offset >= heights.exact(view, self.top) {
            self.offset -= heights.exact(view, self.top);
            self.top += 1;
        }
        let mut filled = -self.offset;
        let mut row = self.top;
        while row < view.rows && filled < room {
            filled += heights.exact(view, row);
            row += 1;
        }
        if filled < room {
            self.end_with(view, heights, view.rows);
        }
        self.key = (self.top < view.rows).then(|| view.source.row_key(self.top));
        let widest = view.layout.total - view.areas.all.width();
        self.x = self.x.min(widest).max(0.0);
    }

    /// Puts the end of the row before `end` at the lower edge.
    fn end_with(&mut self, view: &View<'_>, heights: &mut Heights, end: usize) {
        let mut left = view.areas.body.height();
        let mut row = end;
        while row > 0 && left > 0.0 {
            row -= 1;
            left -= heights.exact(view, row);
        }
        self.top = row;
        self.offset = (-left).max(0.0);
    }

    /// Brings a cell into sight, with the least movement.
    pub(super) fn reveal(&mut self, view: &View<'_>, heights: &mut Heights, row: usize, column: usize) {
        let room = view.areas.body.height();
        let above = row < self.top || (row == self.top && self.offset > 0.0);
        if above || heights.exact(view, row) >= room {
            self.top = row;
            self.offset = 0.0;
        } else {
            let mut end = -self.offset;
            let mut at = self.top;
            while at <= row && end <= room {
                end += heights.exact(view, at);
                at += 1;
            }
            if end > room {
                self.end_with(view, heights, row + 1);
            }
        }
        if column >= view.layout.sticky {
            let span = view.layout.span(column);
            let (left, right) = (view.layout.sticky_edge, view.areas.all.width());
            self.x = self.x.max(span.left + span.width - right).min(span.left - left);
        }
        self.settle(view, heights);
    }

    /// The rows in sight.
    pub(super) fn rows_in_sight(&self, view: &View<'_>, heights: &mut Heights) -> Vec<InSight> {
        let body = view.areas.body;
        let mut rows = Vec::new();
        let mut start = body.top() - self.offset;
        let mut row = self.top;
        while row < view.rows && start < body.bottom() {
            let bottom = start + heights.exact(view, row);
            rows.push(InSight { row, start, top: start + heading_height(view, row), bottom });
            start = bottom;
            row += 1;
        }
        rows
    }

    /// Draws and moves the bars.
    pub(super) fn bars(&mut self, ui: &Ui, view: &View<'_>, heights: &mut Heights, palette: &Palette) {
        if let Some(track) = view.areas.upright_bar {
            let room = track.height();
            let now = (heights.above(self.top) + f64::from(self.offset)) as f32;
            let bar = Bar { track, axis: 1, whole: heights.total() as f32, room, now };
            if let Some(to) = bar.show(ui, view, palette, "Scroll rows") {
                self.to(view, heights, f64::from(to));
            }
        }
        if let Some(track) = view.areas.level_bar {
            let track = view.scrolling_part(track);
            let hidden = (view.layout.total - view.areas.all.width()).max(0.0);
            let room = track.width();
            let bar = Bar { track, axis: 0, whole: room + hidden, room, now: self.x };
            if let Some(to) = bar.show(ui, view, palette, "Scroll columns") {
                self.x = to;
                self.settle(view, heights);
            }
        }
    }
}

/// Height of the heading above a row.
pub(super) fn heading_height(view: &View<'_>, row: usize) -> f32 {
    if view.source.heading(row).is_some() { super::layout::HEADING } else { 0.0 }
}

struct Bar {
    track: Rect,
    axis: usize,
    whole: f32,
    room: f32,
    now: f32,
}

impl Bar {
    fn show(&self, ui: &Ui, view: &View<'_>, palette: &Palette, name: &str) -> Option<f32> {
        let upright = self.axis == 1;
        let id = view.id.with(name);
        let response = ui.interact(self.track, id, Sense::CLICK | Sense::DRAG);
        let along = |v: Vec2| if upright { v.y } else { v.x };
        let length = along(self.track.size());
        let hidden = (self.whole - self.room).max(1.0);
        let thumb = (length * self.room / self.whole.max(1.0)).max(THUMB).min(length);
        let free = (length - thumb).max(1.0);
        let start = free * (self.now / hidden).clamp(0.0, 1.0);

        let held = response.dragged() || response.is_pointer_button_down_on();
        let thickness = if held || response.hovered() { 8.0 } else { 6.0 };
        let centre = self.track.center();
        let (min, max) = if upright {
            (pos2(centre.x - thickness / 2.0, self.track.top() + start), vec2(thickness, thumb))
        } else {
            (pos2(self.track.left() + start, centre.y - thickness / 2.0), vec2(thumb, thickness))
        };
        let colour = if held { palette.muted } else { palette.mark };
        ui.painter().rect_filled(Rect::from_min_size(min, max), thickness / 2.0, colour);

        ui.accesskit_node_builder(id, |node| {
            node.set_role(accesskit::Role::ScrollBar);
            node.set_label(name);
            node.set_orientation(if upright {
                accesskit::Orientation::Vertical
            } else {
                accesskit::Orientation::Horizontal
            });
            node.set_numeric_value(f64::from(self.now));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(f64::from(hidden));
            node.set_bounds(super::access::bounds(self.track));
        });

        if response.dragged() {
            let moved = along(response.drag_delta());
            (moved != 0.0).then(|| (self.now + moved * hidden / free).clamp(0.0, hidden))
        } else if response.clicked() {
            let at = along(response.interact_pointer_pos()? - self.track.min);
            Some((hidden * (at - thumb / 2.0) / free).clamp(0.0, hidden))
        } else {
            None
        }
    }
}
