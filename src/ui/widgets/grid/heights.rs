//! Row heights: guessed for all rows by a greedy wrap on glyph widths, exact for those that were in sight.
//!
//! Laying out every cell of 10,000 rows takes half a second; guessing takes milliseconds, and is spread over frames so that
//! no number of rows hangs. A wrong guess moves nothing in sight, because the scroll position is a row, not a distance.

use super::layout::{HEADING, LINE, PAD_Y, SMALL_LINE, SMALL_LINES, TEXT, View};
use crate::ui::theme;
use egui::{Color32, Context, FontId};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Rows guessed in one frame.
const BATCH: usize = 2000;
/// Height taken for a row of which nothing is known.
const UNKNOWN: f32 = 2.0 * LINE + 2.0 * PAD_Y;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    Guess,
    Exact,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    key: u64,
    revision: u64,
    /// Its heading, where it has one, is part of it.
    height: f32,
    heading: bool,
    known: Known,
}

impl Row {
    /// What it measures above its cells has come or gone: filtering and sorting put other rows at the head of a group.
    fn with_heading(self, heading: bool) -> Self {
        let height = match (self.heading, heading) {
            (false, true) => self.height + HEADING,
            (true, false) => self.height - HEADING,
            _ => self.height,
        };
        Self { height, heading, ..self }
    }
}

/// Heights of all rows, with sums, and where each key stands.
#[derive(Debug, Default)]
pub(super) struct Heights {
    revision: Option<u64>,
    widths: u64,
    rows: Vec<Row>,
    positions: HashMap<u64, usize>,
    sums: Sums,
    next: usize,
    advances: Advances,
}

impl Heights {
    /// Follows the source and the widths; guesses some of what is not known. True when rows came, went or moved.
    pub(super) fn follow(&mut self, view: &View<'_>) -> bool {
        let widths = widths_digest(view);
        if widths != self.widths {
            self.widths = widths;
            self.advances = Advances::default();
            self.next = 0;
            for row in &mut self.rows {
                row.known = Known::Nothing;
            }
        }
        let mut moved = false;
        let revision = view.source.revision();
        if self.revision != Some(revision) || self.rows.len() != view.rows {
            self.revision = Some(revision);
            moved = self.reread(view);
        }
        self.guess(view);
        moved
    }

    fn reread(&mut self, view: &View<'_>) -> bool {
        let source = view.source;
        let same_order =
            self.rows.len() == view.rows && self.rows.iter().enumerate().all(|(at, row)| row.key == source.row_key(at));
        if same_order {
            for (at, row) in self.rows.iter_mut().enumerate() {
                let revision = source.row_revision(at);
                let heading = source.heading(at).is_some();
                if row.heading != heading {
                    let changed = row.with_heading(heading);
                    self.sums.add(at, f64::from(changed.height) - f64::from(row.height));
                    *row = changed;
                }
                if row.revision != revision {
                    row.revision = revision;
                    row.known = Known::Nothing;
                    self.next = self.next.min(at);
                }
            }
            return false;
        }
        let old = std::mem::take(&mut self.rows);
        let positions = std::mem::take(&mut self.positions);
        let usual = if old.is_empty() { UNKNOWN } else { (self.sums.total() / old.len() as f64) as f32 };
        self.rows = (0..view.rows)
            .map(|at| {
                let (key, revision) = (source.row_key(at), source.row_revision(at));
                let before = positions.get(&key).and_then(|&was| old.get(was));
                let row = match before {
                    Some(row) if row.revision == revision => *row,
                    Some(row) => Row { revision, known: Known::Nothing, ..*row },
                    None => Row { key, revision, height: usual, heading: false, known: Known::Nothing },
                };
                row.with_heading(source.heading(at).is_some())
            })
            .collect();
        self.positions = self.rows.iter().enumerate().map(|(at, row)| (row.key, at)).collect();
        self.sums = Sums::new(self.rows.iter().map(|row| row.height));
        self.next = 0;
        true
    }

    fn guess(&mut self, view: &View<'_>) {
        let first_time = self.next == 0 && self.rows.iter().take(BATCH + 1).all(|row| row.known == Known::Nothing);
        let mut done = 0;
        let mut sum = 0.0;
        while self.next < self.rows.len() && done < BATCH {
            let at = self.next;
            self.next += 1;
            if self.rows.get(at).is_some_and(|row| row.known == Known::Nothing) {
                let height = self.advances.row_height(view, at);
                self.set(at, height, Known::Guess);
                sum += height;
                done += 1;
            }
        }
        if first_time && done > 0 && self.next < self.rows.len() {
            let mean = (sum / done as f32).round();
            for row in self.rows.iter_mut().skip(self.next).filter(|row| row.known == Known::Nothing) {
                row.height = if row.heading { mean + HEADING } else { mean };
            }
            self.sums = Sums::new(self.rows.iter().map(|row| row.height));
        }
    }

    fn set(&mut self, at: usize, height: f32, known: Known) {
        if let Some(row) = self.rows.get_mut(at) {
            self.sums.add(at, f64::from(height) - f64::from(row.height));
            row.height = height;
            row.known = known;
        }
    }

    /// The true height of a row: laid out once, then remembered.
    pub(super) fn exact(&mut self, view: &View<'_>, at: usize) -> f32 {
        match self.rows.get(at) {
            None => 0.0,
            Some(row) if row.known == Known::Exact => row.height,
            Some(_) => {
                let height = measure(view, at);
                self.set(at, height, Known::Exact);
                height
            }
        }
    }

    /// Where a row stands now.
    pub(super) fn position(&self, key: u64) -> Option<usize> {
        self.positions.get(&key).copied()
    }

    /// Height of all rows before this one.
    pub(super) fn above(&self, at: usize) -> f64 {
        self.sums.before(at)
    }

    /// Height of all rows.
    pub(super) fn total(&self) -> f64 {
        self.sums.total()
    }

    /// The row at a distance from the top, and how far into it.
    pub(super) fn row_at(&self, distance: f64) -> (usize, f32) {
        let at = self.sums.find(distance.max(0.0)).min(self.rows.len().saturating_sub(1));
        (at, (distance - self.sums.before(at)).max(0.0) as f32)
    }
}

fn widths_digest(view: &View<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (column, span) in view.columns.iter().zip(&view.layout.spans) {
        (column.key, span.width.to_bits()).hash(&mut hasher);
    }
    (view.ctx.pixels_per_point().to_bits(), view.max_lines).hash(&mut hasher);
    hasher.finish()
}

fn padded(content: f32, view: &View<'_>, row: usize) -> f32 {
    let heading = if view.source.heading(row).is_some() { HEADING } else { 0.0 };
    (content.max(LINE) + 2.0 * PAD_Y).ceil() + heading
}

/// Lays out every cell of a row.
pub(super) fn measure(view: &View<'_>, row: usize) -> f32 {
    let mut tallest: f32 = 0.0;
    for column in 0..view.columns.len() {
        let cell = view.source.cell(row, column);
        let width = view.text_width(column, &cell);
        let mut height = view.lay_text(&cell.text, width, Color32::PLACEHOLDER).size().y;
        if !cell.below.is_empty() {
            height += view.lay_below(&cell.below, width, Color32::PLACEHOLDER).size().y;
        }
        tallest = tallest.max(height);
    }
    padded(tallest, view, row)
}

/// Widths of glyphs, asked for once.
#[derive(Debug, Default)]
struct Advances {
    ascii: Vec<f32>,
    others: HashMap<char, f32>,
}

impl Advances {
    fn of(&mut self, ctx: &Context, glyph: char) -> f32 {
        let ask = |glyph| ctx.fonts_mut(|fonts| fonts.glyph_width(&FontId::proportional(TEXT), glyph));
        if self.ascii.is_empty() {
            self.ascii = (0..128_u8).map(|byte| if byte < 32 { 0.0 } else { ask(char::from(byte)) }).collect();
        }
        match self.ascii.get(glyph as usize) {
            Some(width) => *width,
            None => *self.others.entry(glyph).or_insert_with(|| ask(glyph)),
        }
    }

    fn row_height(&mut self, view: &View<'_>, row: usize) -> f32 {
        let mut tallest: f32 = 0.0;
        for column in 0..view.columns.len() {
            let cell = view.source.cell(row, column);
            let width = view.text_width(column, &cell);
            let mut height = self.lines(view.ctx, &cell.text, width, view.max_lines) as f32 * LINE;
            if !cell.below.is_empty() {
                let small = width * TEXT / theme::SMALL;
                height += self.lines(view.ctx, &cell.below, small, SMALL_LINES) as f32 * SMALL_LINE;
            }
            tallest = tallest.max(height);
        }
        padded(tallest, view, row)
    }

    /// How many lines a text takes, `most` at most: words go on the line while they fit, long ones are cut.
    fn lines(&mut self, ctx: &Context, text: &str, width: f32, most: usize) -> usize {
        let (mut lines, mut line, mut word) = (1, 0.0_f32, 0.0_f32);
        for glyph in text.chars() {
            if glyph == '\n' {
                lines += 1;
                (line, word) = (0.0, 0.0);
            } else {
                let advance = self.of(ctx, glyph);
                word += advance;
                if line + word > width && glyph != ' ' {
                    lines += 1;
                    if line > 0.0 {
                        line = 0.0;
                    } else {
                        word = advance;
                    }
                }
                if matches!(glyph, ' ' | '-') {
                    line += word;
                    word = 0.0;
                }
            }
            if lines >= most {
                return most;
            }
        }
        lines
    }
}

/// Sums of heights that can be changed one by one (a Fenwick tree): each question and each change in O(log n).
#[derive(Debug, Default)]
struct Sums {
    /// Node `i` (from one) holds the sum of the `i & -i` heights that end with the `i`th.
    nodes: Vec<f64>,
}

impl Sums {
    fn new(heights: impl Iterator<Item = f32>) -> Self {
        let mut nodes: Vec<f64> = std::iter::once(0.0).chain(heights.map(f64::from)).collect();
        for at in 1..nodes.len() {
            let parent = at + (at & at.wrapping_neg());
            let value = nodes.get(at).copied().unwrap_or_default();
            if let Some(node) = nodes.get_mut(parent) {
                *node += value;
            }
        }
        Self { nodes }
    }

    fn add(&mut self, at: usize, change: f64) {
        let mut node = at + 1;
        while let Some(sum) = self.nodes.get_mut(node) {
            *sum += change;
            node += node & node.wrapping_neg();
        }
    }

    fn before(&self, at: usize) -> f64 {
        let mut node = at.min(self.nodes.len().saturating_sub(1));
        let mut sum = 0.0;
        while node > 0 {
            sum += self.nodes.get(node).copied().unwrap_or_default();
            node &= node - 1;
        }
        sum
    }

    fn total(&self) -> f64 {
        self.before(self.nodes.len())
    }

    /// The first row whose end lies beyond the distance.
    fn find(&self, distance: f64) -> usize {
        let mut at = 0;
        let mut left = distance;
        let mut step = self.nodes.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.nodes.get(at + step)
                && *sum <= left
            {
                left -= sum;
                at += step;
            }
            step /= 2;
        }
        at
    }
}
