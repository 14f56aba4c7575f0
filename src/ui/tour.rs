//! The tour's card at the lower right and the ring round what it speaks of. It takes no keys but while it has the keyboard,
//! and gives way to every dialog.

use super::regions::{Mark, Region, Regions, bounded, landmark, mark, marked};
use super::theme::{self, palette};
use super::widgets::{accent_button, muted, small, strong, wrapped};
use crate::app::{App, Request, TOUR, TourMove, TourSpot};
use egui::accesskit::Live;
use egui::{Align2, Area, Button, Context, Frame, Id, Key, KeyboardShortcut, Modifiers, Order, Rect, ScrollArea};
use egui::{Stroke, StrokeKind, Ui, vec2};

/// Width of the card.
const WIDTH: f32 = 348.0;

/// What the tour keeps to itself.
#[derive(Debug, Default)]
pub(super) struct TourState {
    /// The step shown in the last frame.
    shown: Option<usize>,
    /// What had the keyboard before the tour took it.
    before: Option<Id>,
}

/// What there was before anything of this frame took its keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    /// What had the keyboard when the last frame ended.
    focused: Option<Id>,
    /// A menu or a list was open.
    popup: bool,
}

impl Before {
    /// Looks, before anything is drawn; `focused` is what had the keyboard when the last frame ended, for Escape has taken
    /// it from a text by now.
    pub(super) fn look(ctx: &Context, focused: Option<Id>) -> Self {
        Self { focused, popup: egui::Popup::is_any_open(ctx) }
    }

    /// Whether a text was being typed.
    fn typing(self, ctx: &Context) -> bool {
        self.focused.is_some_and(|id| egui::text_edit::TextEditState::load(ctx, id).is_some())
    }

    /// Whether Escape had something nearer to leave: a text, a menu or a list.
    fn escape_is_taken(self, ctx: &Context) -> bool {
        let above = |id| ctx.read_response(id).is_some_and(|response| response.layer_id.order > Order::Middle);
        self.popup || self.typing(ctx) || self.focused.is_some_and(above)
    }
}

/// Shows the tour, if it is under way. `foot` is how much the line below takes.
pub(super) fn tour(
    ui: &Ui,
    app: &App,
    state: &mut TourState,
    regions: &mut Regions,
    before: Before,
    foot: f32,
) -> Vec<Request> {
    let ctx = ui.ctx();
    let Some((number, step)) = app.tour().filter(|_| app.dialog().is_none()) else {
        if app.tour().is_none() && state.shown.take().is_some() {
            give_back(ctx, state.before.take());
        }
        return Vec::new();
    };
    let mut requests = Vec::new();
    if let Some(rect) = spot(ctx, regions, step.spot) {
        ring(ui, rect);
    }
    let new = state.shown != Some(number);
    let began = state.shown.is_none();
    let window = ctx.content_rect();
    let area = Area::new(Id::unique("tour")).order(Order::Middle).movable(false);
    let area = area.anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -16.0 - foot));
    let shown = area.show(ctx, |ui| {
        landmark(ui, Region::Tour);
        let palette = palette(ui);
        let frame = Frame::new()
            .fill(palette.surface)
            .stroke(Stroke::new(2.0, palette.accent))
            .corner_radius(theme::RADIUS + 4)
            .inner_margin(16);
        frame.show(ui, |ui| {
            ui.set_width((window.width() - 64.0).min(WIDTH));
            ui.spacing_mut().item_spacing.y = 6.0;
            let height = (window.height() - foot - 150.0).max(40.0);
            ui.label(small(ui, format!("Tour, {number} of {}", TOUR.len())));
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                let title = wrapped(ui, strong(step.title).size(16.0));
                title.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, step.title));
                let text = wrapped(ui, muted(ui, step.text));
                ui.ctx().accesskit_node_builder(text.id, |node| node.set_live(Live::Polite));
            });
            ui.add_space(4.0);
            let last = number == TOUR.len();
            let pressed = buttons(ui, number, last);
            requests.extend(pressed.map(Request::Tour));
        });
        bounded(ui, ui.min_rect());
    });
    let rect = shown.response.rect;
    regions.add(Region::Tour, rect);
    if let Some((next, _)) = marked(ctx, Mark::TourNext) {
        let focused = ctx.memory(egui::Memory::focused);
        if began {
            state.before = focused;
        }
        // Not out of a text that is being typed; and a button that was pressed keeps the keyboard.
        if new && !before.typing(ctx) && (began || focused.is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(next));
        }
    }
    state.shown = Some(number);
    if !before.escape_is_taken(ctx) && escaped(ctx) {
        requests.push(Request::Tour(TourMove::Leave));
    }
    requests
}

fn buttons(ui: &mut Ui, number: usize, last: bool) -> Option<TourMove> {
    // The one that goes on comes first, so that it stays where it is whatever stands behind it.
    ui.horizontal(|ui| {
        let next = ui.push_id("next", |ui| accent_button(ui, if last { "Done" } else { "Next" })).inner;
        mark(ui.ctx(), Mark::TourNext, next.id, next.rect);
        let back = ui.push_id("back", |ui| ui.add_enabled(number > 1, Button::new("Back"))).inner;
        // At the end there is nothing left to skip.
        let skipped = !last && ui.button("Skip the tour").clicked();
        if next.clicked() {
            Some(TourMove::Next)
        } else if back.clicked() {
            Some(TourMove::Back)
        } else {
            skipped.then_some(TourMove::Leave)
        }
    })
    .inner
}

/// Whether Escape was pressed and nobody had a use for it.
fn escaped(ctx: &Context) -> bool {
    super::keys::take_presses(ctx, KeyboardShortcut::new(Modifiers::NONE, Key::Escape)) > 0
}

/// Gives the keyboard back to what had it before the tour, unless it is elsewhere by now.
fn give_back(ctx: &Context, before: Option<Id>) {
    if let Some(before) = before
        && ctx.memory(egui::Memory::focused).is_none_or(|focused| ctx.read_response(focused).is_none())
    {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
}

/// Where the part is that a step speaks of; in a window too narrow for it, where it is reached from.
fn spot(ctx: &Context, regions: &Regions, spot: TourSpot) -> Option<Rect> {
    let menus = || regions.rect(Region::Menus);
    match spot {
        TourSpot::Levels => marked(ctx, Mark::Strip).map(|(_, rect)| rect).or_else(|| regions.rect(Region::View)),
        TourSpot::Table => regions.rect(Region::View),
        TourSpot::Menus => menus(),
        TourSpot::Quarter => marked(ctx, Mark::QuarterPicker).map(|(_, rect)| rect).or_else(menus),
    }
}

/// A ring over the panels, under the card.
fn ring(ui: &Ui, rect: Rect) {
    let rect = rect.expand(5.0).intersect(ui.ctx().content_rect().shrink(2.0));
    let stroke = Stroke::new(3.0, palette(ui).accent);
    let painter = ui.ctx().layer_painter(ui.layer_id());
    painter.rect_stroke(rect, f32::from(theme::RADIUS) + 4.0, stroke, StrokeKind::Inside);
}
