//! Sizes, where columns stand, and which part of the grid is what.

use super::GridSource;
use super::source::{Cell, Column, Drawing};
use crate::ui::theme;
use crate::ui::widgets::LINE_LADDER;
use egui::{Color32, Context, FontId, Galley, Pos2, Rect, pos2, text::LayoutJob, text::TextFormat, text::TextWrapping};
use std::sync::Arc;

/// Room left and right of a text, in points.
pub(super) const PAD_X: f32 = 8.0;
/// Room above and below a text.
pub(super) const PAD_Y: f32 = 7.0;
/// Size of the text.
pub(super) const TEXT: f32 = 13.5;
/// Height of a line of text.
pub(super) const LINE: f32 = 18.0;
/// Height of a line of the second, small text.
pub(super) const SMALL_LINE: f32 = 16.0;
/// Lines that the second text may take.
pub(super) const SMALL_LINES: usize = 3;
/// Height of the row of column titles.
pub(super) const HEADER: f32 = 31.0;
/// Height of a group's heading.
pub(super) const HEADING: f32 = 34.0;
/// Room that a scroll bar takes.
pub(super) const BAR: f32 = 10.0;
/// Between a drawing and its text.
pub(super) const GAP: f32 = 6.0;
/// The least that is left to columns that scroll; with less the sticky ones scroll too.
const LEAST_SCROLLING: f32 = 160.0;

/// Where a column stands: `left` counts from the grid's left edge with nothing scrolled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub left: f32,
    pub width: f32,
}

/// Where all columns stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub spans: Vec<Span>,
    /// Width of the row numbers.
    pub gutter: f32,
    /// How many columns are sticky.
    pub sticky: usize,
    /// Right edge of what is sticky.
    pub sticky_edge: f32,
    /// Right edge of the last column.
    pub total: f32,
}

impl Layout {
    /// Shares `room` among the columns that nobody has set a width for: wanted widths grow into spare room, or shrink
    /// towards their least. `by_hand` are the widths being dragged.
    pub(super) fn new(columns: &[Column], by_hand: &[(u32, f32)], gutter: f32, room: f32) -> Self {
        let dragged = |column: &Column| by_hand.iter().find(|(key, _)| *key == column.key).map(|(_, width)| *width);
        let fixed = |column: &Column| dragged(column).or(column.fixed).map(|width| width.max(MIN_WIDTH));
        let widths = share(columns, &fixed, room - gutter);
        let mut left = gutter;
        let spans: Vec<Span> = widths
            .into_iter()
            .map(|width| {
                let span = Span { left, width };
                left += width;
                span
            })
            .collect();
        let wanted = columns.iter().take_while(|column| column.sticky).count();
        let edge =
            |count: usize| count.checked_sub(1).and_then(|last| spans.get(last)).map_or(gutter, |s| s.left + s.width);
        let sticky = if edge(wanted) + LEAST_SCROLLING <= room || left <= room { wanted } else { 0 };
        Self { sticky_edge: edge(sticky), gutter, sticky, total: left, spans }
    }

    /// Where a column stands; nowhere for one that is not there.
    pub(super) fn span(&self, column: usize) -> Span {
        self.spans.get(column).copied().unwrap_or(Span { left: 0.0, width: 0.0 })
    }
}

/// No column gets narrower than this by hand.
pub(super) const MIN_WIDTH: f32 = 40.0;

/// Widths in whole points that fill the room exactly, wherever the least widths and those set by hand allow it.
fn share(columns: &[Column], fixed: &dyn Fn(&Column) -> Option<f32>, room: f32) -> Vec<f32> {
    let taken: f32 = columns.iter().filter_map(fixed).sum();
    let room = room - taken;
    let free = || columns.iter().filter(|column| fixed(column).is_none());
    let wanted: f32 = free().map(|column| column.width).sum();
    let slack: f32 = free().map(slack_of).sum();
    let fitted = |column: &Column| {
        if let Some(width) = fixed(column) {
            width
        } else if wanted <= room && wanted > 0.0 {
            column.width * room / wanted
        } else if slack > 0.0 {
            column.width - slack_of(column) * ((wanted - room) / slack).min(1.0)
        } else {
            column.width
        }
    };
    let mut widths: Vec<f32> = columns.iter().map(|column| fitted(column).floor()).collect();
    let rest = room + taken - widths.iter().sum::<f32>();
    // What rounding left over; more than that is no rounding, and the grid scrolls or leaves room.
    if rest > 0.0
        && let Some(last) = columns.iter().rposition(|column| fixed(column).is_none())
        && let Some(width) = widths.get_mut(last)
    {
        *width += rest;
    }
    widths
}

fn slack_of(column: &Column) -> f32 {
    (column.width - column.min_width).max(0.0)
}

/// The parts of the grid on screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Areas {
    /// All of it without the scroll bars.
    pub all: Rect,
    pub header: Rect,
    pub body: Rect,
    pub upright_bar: Option<Rect>,
    pub level_bar: Option<Rect>,
}

impl Areas {
    pub(super) fn new(outer: Rect, upright: bool, level: bool) -> Self {
        let mut all = outer;
        if upright {
            all.max.x -= BAR;
        }
        if level {
            all.max.y -= BAR;
        }
        let split = (all.top() + HEADER).min(all.bottom());
        let header = Rect::from_min_max(all.min, pos2(all.right(), split));
        let body = Rect::from_min_max(pos2(all.left(), split), all.max);
        let upright_bar =
            upright.then(|| Rect::from_min_max(pos2(all.right(), split), pos2(outer.right(), all.bottom())));
        let level_bar =
            level.then(|| Rect::from_min_max(pos2(all.left(), all.bottom()), pos2(all.right(), outer.bottom())));
        Self { all, header, body, upright_bar, level_bar }
    }
}

/// Everything that stays the same during one frame.
pub(super) struct View<'a> {
    pub ctx: &'a Context,
    pub id: egui::Id,
    pub name: &'a str,
    pub columns: &'a [Column],
    pub source: &'a dyn GridSource,
    pub layout: Layout,
    pub areas: Areas,
    pub max_lines: usize,
    pub tab_leaves: bool,
    pub rows: usize,
}

impl View<'_> {
    /// Left edge of a column on screen.
    pub(super) fn left(&self, column: usize, scrolled: f32) -> f32 {
        let shift = if column < self.layout.sticky { 0.0 } else { scrolled };
        self.areas.all.left() + self.layout.span(column).left - shift
    }

    /// A cell on screen, its row's cells reaching from `top` to `bottom`.
    pub(super) fn cell_rect(&self, column: usize, top: f32, bottom: f32, scrolled: f32) -> Rect {
        let left = self.left(column, scrolled);
        Rect::from_min_max(pos2(left, top), pos2(left + self.layout.span(column).width, bottom))
    }

    /// The part of `area` where columns that scroll may show.
    pub(super) fn scrolling_part(&self, area: Rect) -> Rect {
        let edge = (area.left() + self.layout.sticky_edge).min(area.right());
        Rect::from_min_max(pos2(edge, area.top()), area.max)
    }

    /// The part of `area` where a column may show.
    pub(super) fn part_of(&self, column: usize, area: Rect) -> Rect {
        if column < self.layout.sticky { area } else { self.scrolling_part(area) }
    }

    /// Columns of which something shows.
    pub(super) fn columns_in_sight(&self, scrolled: f32) -> impl Iterator<Item = usize> + '_ {
        let part = self.scrolling_part(self.areas.all);
        (0..self.columns.len()).filter(move |&column| {
            let left = self.left(column, scrolled);
            column < self.layout.sticky || (left < part.right() && left + self.layout.span(column).width > part.left())
        })
    }

    /// The column under a point.
    pub(super) fn column_at(&self, x: f32, scrolled: f32) -> Option<usize> {
        let inside = |column: &usize| {
            let left = self.left(*column, scrolled);
            (left..left + self.layout.span(*column).width).contains(&x)
        };
        let sticky = x < self.areas.all.left() + self.layout.sticky_edge;
        let range = if sticky { 0..self.layout.sticky } else { self.layout.sticky..self.columns.len() };
        range.into_iter().find(inside)
    }

    /// Width that a cell's text may take.
    pub(super) fn text_width(&self, column: usize, cell: &Cell<'_>) -> f32 {
        text_width_in(self.layout.span(column).width, cell)
    }

    /// A cell's text laid out, and where it begins.
    pub(super) fn text_in(&self, rect: Rect, cell: &Cell<'_>, colour: Color32) -> (Pos2, Arc<Galley>) {
        let corner = pos2(rect.left() + PAD_X + drawing_width(cell.drawing), rect.top() + PAD_Y);
        (snap(self.ctx, corner), self.lay_text(&cell.text, text_width_in(rect.width(), cell), colour))
    }

    /// Lays out the text of a cell, cut after the last line allowed.
    pub(super) fn lay_text(&self, text: &str, width: f32, colour: Color32) -> Arc<Galley> {
        lay(self.ctx, text, FontId::proportional(TEXT), LINE, width, self.max_lines, colour)
    }

    /// Lays out the second line of a cell.
    pub(super) fn lay_below(&self, text: &str, width: f32, colour: Color32) -> Arc<Galley> {
        lay(self.ctx, text, FontId::proportional(theme::SMALL), SMALL_LINE, width, SMALL_LINES, colour)
    }
}

/// Width that is left for the text in a cell so wide.
pub(super) fn text_width_in(width: f32, cell: &Cell<'_>) -> f32 {
    (width - 2.0 * PAD_X - drawing_width(cell.drawing)).max(8.0)
}

/// Room that a drawing takes before the text.
pub(super) const fn drawing_width(drawing: Drawing) -> f32 {
    match drawing {
        Drawing::None => 0.0,
        Drawing::Ladder(_) => LINE_LADDER.x + GAP,
    }
}

/// How grid text looks, in cells and in the editor alike.
pub(super) fn format(font: FontId, line: f32, colour: Color32) -> TextFormat {
    TextFormat { font_id: font, line_height: Some(line), color: colour, ..TextFormat::default() }
}

/// Lays out text of one look.
pub(super) fn lay(
    ctx: &Context,
    text: &str,
    font: FontId,
    line: f32,
    width: f32,
    lines: usize,
    colour: Color32,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format(font, line, colour));
    job.wrap =
        TextWrapping { max_width: width, max_rows: lines, break_anywhere: lines == 1, ..TextWrapping::default() };
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Rounds to whole pixels, so that lines stay sharp.
pub(super) fn snap(ctx: &Context, pos: Pos2) -> Pos2 {
    let scale = ctx.pixels_per_point();
    pos2((pos.x * scale).round() / scale, (pos.y * scale).round() / scale)
}
