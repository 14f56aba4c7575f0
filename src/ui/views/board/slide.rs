//! A slide: what stands small over the title, the title, the blocks at the left and at the right, and at the foot where it
//! comes from and which slide it is.

use super::blocks::column;
use super::pen::{Ink, Pen, STAGE};
use crate::report::{Block, Report, Slide};
use crate::ui::widgets::announced;
use egui::accesskit::Role;
use egui::{Rect, Ui, pos2};

/// What is kept free at the left and right.
const SIDE: f32 = 96.0;
/// Where the foot begins.
const FOOT: f32 = 1010.0;
/// Size of the foot's text.
const SMALL: f32 = 28.0;
/// The body's text at its largest, where it is texts alone, and beside a drawing of all changes.
const LARGEST: [f32; 2] = [42.0, 38.0];
/// The smallest that a body's text becomes before it is cut.
const SMALLEST: f32 = 20.0;

/// Draws a slide into that rectangle, which is of 16:9.
pub(super) fn draw(ui: &Ui, stage: Rect, report: &Report, at: usize, ink: Ink) {
    let Some(slide) = report.slides.get(at) else { return };
    let mut pen = Pen::new(ui, stage, ink);
    pen.fill(Rect::from_min_size(pos2(0.0, 0.0), STAGE), 0.0, pen.palette.surface);
    let width = STAGE.x - 2.0 * SIDE;
    let over = pen.lay(&slide.over, pen.quiet(30.0), width, 1);
    pen.put(pos2(SIDE, 54.0), &over, &slide.over);
    let top = title(&mut pen, slide, at, report.slides.len(), width);
    body(&mut pen, slide, Rect::from_min_max(pos2(SIDE, top), pos2(STAGE.x - SIDE, FOOT - 24.0)));
    foot(&mut pen, report, at);
}

/// The title in one line, or smaller in two.
fn title(pen: &mut Pen<'_>, slide: &Slide, at: usize, count: usize, width: f32) -> f32 {
    let sizes = [(64.0, 1), (54.0, 1), (46.0, 2), (38.0, 2), (30.0, 2)];
    let fits = sizes.into_iter().find(|(size, rows)| {
        let free = pen.lay(&slide.title, pen.bold(*size), width, usize::MAX);
        free.size.y <= size * 1.45 * *rows as f32
    });
    let (size, rows) = fits.unwrap_or((30.0, 2));
    let laid = pen.lay(&slide.title, pen.bold(size), width, rows);
    // A screen reader says it when another slide comes.
    if let Some(response) = pen.put_as(Role::Heading, pos2(SIDE, 94.0), &laid, &slide.title) {
        announced(&response);
        let ctx = response.ctx.clone();
        ctx.accesskit_node_builder(response.id, |node| node.set_description(format!("Slide {} of {count}", at + 1)));
    }
    (94.0 + laid.size.y + 30.0).max(206.0)
}

fn body(pen: &mut Pen<'_>, slide: &Slide, room: Rect) {
    let strip = slide.left.iter().any(|block| matches!(block, Block::Strip(_)));
    let half = matches!(slide.left.first(), Some(Block::Chart(_)));
    let share = match (strip, half) {
        _ if slide.right.is_empty() => 1.0,
        (true, _) => 0.745,
        (_, true) => 0.5,
        _ => 0.55,
    };
    let apart = 72.0;
    let left = (room.width() - if slide.right.is_empty() { 0.0 } else { apart }) * share;
    for (blocks, from, to) in
        [(&slide.left, room.min.x, room.min.x + left), (&slide.right, room.min.x + left + apart, room.max.x)]
    {
        if blocks.is_empty() {
            continue;
        }
        let part = Rect::from_min_max(pos2(from, room.min.y), pos2(to, room.max.y));
        let [texts, drawn] = LARGEST;
        let size = size_for(pen, blocks, part, if strip { drawn } else { texts });
        column(pen, blocks, part, size);
    }
}

/// The largest size at which blocks fit a part of the stage.
fn size_for(pen: &mut Pen<'_>, blocks: &[Block], part: Rect, largest: f32) -> f32 {
    let mut size = largest;
    while size > SMALLEST && pen.measure(|pen| column(pen, blocks, part, size)) > part.height() {
        size -= 2.0;
    }
    size.max(SMALLEST)
}

fn foot(pen: &mut Pen<'_>, report: &Report, at: usize) {
    let number = format!("{} / {}", at + 1, report.slides.len());
    let right = pen.lay(&number, pen.quiet(SMALL), 300.0, 1);
    let imprint = report.imprint();
    let left = pen.lay(&imprint, pen.quiet(SMALL), STAGE.x - 2.0 * SIDE - right.size.x - 40.0, 1);
    pen.put(pos2(SIDE, FOOT), &left, &imprint);
    let said = format!("Slide {} of {}", at + 1, report.slides.len());
    pen.put(pos2(STAGE.x - SIDE - right.size.x, FOOT), &right, &said);
}
