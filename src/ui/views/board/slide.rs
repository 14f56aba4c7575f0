//! A slide: what stands small over the title, the title, the blocks at the left and at the right, and at the foot where it
//! comes from and which slide it is.

use super::blocks::column;
use super::chart::beside;
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
    body(&mut pen, report, at, slide, Rect::from_min_max(pos2(SIDE, top), pos2(STAGE.x - SIDE, FOOT - 24.0)));
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

/// How a body is laid out: the share of its width that is the left, and the size of the text in either part.
#[derive(Clone, Copy, Debug)]
struct Plan {
    share: f32,
    left: f32,
    right: f32,
}

fn body(pen: &mut Pen<'_>, report: &Report, at: usize, slide: &Slide, room: Rect) {
    // Worked out once for each slide and size: it takes laying the same texts out many times.
    let since = report.since.as_ref().map(|since| &since.content_id);
    let known = (&report.content_id, report.audience, since, at, room.height().to_bits(), pen.scale.to_bits());
    let id = egui::Id::unique(("plan of a slide", known));
    let plan = pen.ui.data(|data| data.get_temp(id)).unwrap_or_else(|| {
        let plan = plan(pen, slide, room);
        pen.ui.data_mut(|data| data.insert_temp(id, plan));
        plan
    });
    let [left, right] = parts(slide, room, plan.share);
    if let ([Block::Chart(one)], [Block::Chart(other)]) = (slide.left.as_slice(), slide.right.as_slice()) {
        return beside(pen, [(one, left), (other, right)], plan.left.min(plan.right));
    }
    column(pen, &slide.left, left, plan.left);
    column(pen, &slide.right, right, plan.right);
}

/// The rooms at the left and at the right.
fn parts(slide: &Slide, room: Rect, share: f32) -> [Rect; 2] {
    let apart = if slide.right.is_empty() { 0.0 } else { 72.0 };
    let left = (room.width() - apart) * share;
    let part = |from, to| Rect::from_min_max(pos2(from, room.min.y), pos2(to, room.max.y));
    [part(room.min.x, room.min.x + left), part(room.min.x + left + apart, room.max.x)]
}

fn plan(pen: &mut Pen<'_>, slide: &Slide, room: Rect) -> Plan {
    let strip = slide.left.iter().any(|block| matches!(block, Block::Strip(_)));
    let chart = matches!(slide.left.first(), Some(Block::Chart(_)));
    let shares: &[f32] = match (strip, chart) {
        _ if slide.right.is_empty() => &[1.0],
        (true, _) => &[0.745],
        (_, true) => &[0.5],
        _ => &[0.52, 0.46, 0.58],
    };
    let [texts, drawn] = LARGEST;
    let largest = if strip { drawn } else { texts };
    let plan = |share: &f32| {
        let [left, right] = parts(slide, room, *share);
        let (left, right) = (size_for(pen, &slide.left, left, largest), size_for(pen, &slide.right, right, largest));
        Plan { share: *share, left, right }
    };
    let smaller = |plan: &Plan| plan.left.min(plan.right);
    let best =
        shares.iter().map(plan).reduce(|one, other| if smaller(&other) > smaller(&one) + 2.0 { other } else { one });
    let best = best.unwrap_or(Plan { share: 1.0, left: SMALLEST, right: SMALLEST });
    // One side does not shout over the other.
    let most = if strip { largest } else { 1.2 * smaller(&best) };
    Plan { left: best.left.min(most), right: best.right.min(most), ..best }
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
