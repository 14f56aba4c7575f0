//! The presenter's own window: the slide small, the next one, the notes in full, the time, and buttons. Where the desktop
//! gives no second window it lies over the stage.

use super::pen::{Ink, STAGE};
use super::{BoardState, decision, keys, slide, stage};
use crate::app::{App, BoardStep, Command, Layer, Request, StageKey, clock};
use crate::ui::keys::pressed_commands;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{follow_focus, muted, small, strong, title};
use egui::{
    Align2, Area, Context, Frame, Id, Margin, Order, Rect, ScrollArea, Sense, Ui, ViewportBuilder, ViewportClass,
    ViewportId, vec2,
};
use std::time::Duration;

/// Its size at first.
const SIZE: egui::Vec2 = vec2(980.0, 640.0);

/// Its size at most where it lies over the stage.
const OVER: egui::Vec2 = vec2(600.0, 420.0);

/// Shows it while it is asked for.
pub(super) fn presenter(ui: &Ui, app: &App, state: &mut BoardState, free: bool) -> Vec<Request> {
    if !app.board().presenter() {
        return Vec::new();
    }
    let ctx = ui.ctx().clone();
    if ctx.embed_viewports() {
        return over_the_stage(&ctx, app);
    }
    let builder = ViewportBuilder::default().with_title("Presenter – hicm").with_inner_size(SIZE);
    ctx.show_viewport_immediate(ViewportId::from_hash_of("presenter"), builder, |ui, class| {
        let mut requests = Vec::new();
        let own = class != ViewportClass::EmbeddedWindow;
        if own {
            let layer = app.board().showing().map_or(Layer::Slide, |showing| showing.layer);
            if free {
                requests.extend(pressed_commands(ui.ctx()).into_iter().map(Request::Command));
                let pressed = keys::pressed(ui.ctx(), layer);
                requests.extend(pressed.into_iter().map(|key| Request::Board(BoardStep::Press(key))));
            }
            if ui.input(|input| input.viewport().close_requested()) {
                requests.push(Request::Board(BoardStep::Presenter(false)));
            }
            let palette = palette(ui);
            ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, palette.canvas);
            Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| requests.extend(contents(ui, app)));
            if layer == Layer::Decision {
                let window = ui.ctx().content_rect();
                requests.extend(decision::line(ui, app, window, &mut state.decision).1);
            }
        } else {
            requests.extend(contents(ui, app));
        }
        // For the clock.
        ui.ctx().request_repaint_after(Duration::from_secs(1));
        requests
    })
}

/// The same in a corner of the stage, where there is no window for it.
fn over_the_stage(ctx: &Context, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let size = OVER.min(ctx.content_rect().size() - vec2(48.0, 48.0));
    let area = Area::new(Id::unique("presenter")).anchor(Align2::RIGHT_BOTTOM, vec2(-12.0, -12.0)).order(Order::Middle);
    area.show(ctx, |ui| {
        Frame::window(ui.style()).inner_margin(Margin::same(14)).show(ui, |ui| {
            ui.set_max_size(size);
            ScrollArea::vertical().id_salt("presenter").max_height(size.y).show(ui, |ui| {
                requests.extend(contents(ui, app));
                follow_focus(ui);
            });
        });
    });
    ctx.request_repaint_after(Duration::from_secs(1));
    requests
}

fn contents(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let board = app.board();
    let (Some(report), Some(showing)) = (board.report(), board.showing()) else {
        ui.label("Making the slides…");
        return requests;
    };
    let seconds = showing.since.seconds();
    let press = |key| Request::Board(BoardStep::Press(key));
    ui.horizontal_wrapped(|ui| {
        title(ui, &format!("Slide {} of {}", board.at() + 1, report.slides.len()));
        ui.add_space(16.0);
        ui.label(strong(format!("{}:{:02}", seconds / 60, seconds % 60)).size(theme::TITLE));
        ui.label(small(ui, "since it began"));
        ui.add_space(16.0);
        ui.label(muted(ui, format!("It is {}", clock::time_of_day().format("%H:%M"))));
        ui.label(small(ui, format!("For: {}", board.audience())));
    });
    ui.horizontal_wrapped(|ui| {
        let buttons = [
            ("Slide before", StageKey::Left),
            ("Slide after", StageKey::Right),
            ("Black screen", StageKey::Black),
            ("Record a decision", StageKey::Decision),
        ];
        for (name, key) in buttons {
            let button = ui.button(name);
            keys::leave_arrows(&button);
            if button.clicked() {
                requests.push(press(key));
            }
        }
        let save = Command::Save;
        if ui.add_enabled(save.available(app), egui::Button::new("Save")).clicked() {
            requests.push(Request::Command(save));
        }
        if ui.button("Close this window").clicked() {
            requests.push(Request::Board(BoardStep::Presenter(false)));
        }
    });
    let blank = matches!(showing.layer, Layer::Blank { .. });
    if blank {
        ui.label(strong("The screen is blank; any key brings the slide back."));
    }
    ui.add_space(4.0);
    let room = ui.available_width();
    let wide = (room - 16.0) * 0.6;
    let next = room - 16.0 - wide;
    let high = (wide * STAGE.y / STAGE.x).min((ui.available_height() - 110.0).max(60.0));
    let (area, _) = ui.allocate_exact_size(vec2(room, high), Sense::hover());
    picture(ui, app, board.at(), Rect::from_min_size(area.min, vec2(high * STAGE.x / STAGE.y, high)), "On the stage");
    let small_high = (next * STAGE.y / STAGE.x).min(high);
    let corner = egui::pos2(area.max.x - small_high * STAGE.x / STAGE.y, area.min.y);
    let size = vec2(small_high * STAGE.x / STAGE.y, small_high);
    if board.at() + 1 < report.slides.len() {
        picture(ui, app, board.at() + 1, Rect::from_min_size(corner, size), "Next");
    }
    ui.add_space(8.0);
    ScrollArea::vertical()
        .id_salt("presenter notes")
        .auto_shrink([false, true])
        .show(ui, |ui| stage::note_lines(ui, app));
    requests
}

/// A slide small, with what it is as its name.
fn picture(ui: &mut Ui, app: &App, at: usize, rect: Rect, what: &str) {
    let Some(report) = app.board().report() else { return };
    slide::draw(ui, rect, report, at, Ink::Marks);
    ui.painter().rect_stroke(rect, 2.0, palette(ui).edge(palette(ui).mark), egui::StrokeKind::Outside);
    let title = report.slides.get(at).map_or("", |slide| &slide.title);
    let response = ui.interact(rect, ui.unique_id().with(("picture", what)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, format!("{what}: {title}")));
}
