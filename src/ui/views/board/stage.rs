//! The stage: nothing of the window but the slide, as large as it fits, and what is laid over it.

use super::pen::{Ink, stage_in};
use super::{BoardState, StageState, bar, decision, keys, overview, presenter, slide, zoom};
use crate::app::{App, BoardStep, Layer, Request, StageKey};
use crate::ui::regions::bounded;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::announced;
use egui::accesskit::Role;
use egui::{Align, CursorIcon, Frame, Key, Layout, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};
use std::time::Duration;

/// How long a slide takes to come, in seconds.
const FADE: f64 = 0.15;
/// How long the bar stays after the pointer was moved.
const BAR: f64 = 3.0;
/// How long the second digit of a number may take.
const DIGIT: f64 = 1.2;
/// How long it is said what happened; twice as long that something was refused.
const TOLD: f64 = 4.0;

/// Shows the stage over the whole window. `free` says that no dialog has the keyboard.
#[must_use]
pub fn present(ui: &mut Ui, app: &App, state: &mut BoardState, free: bool) -> Vec<Request> {
    let Some(showing) = app.board().showing() else { return Vec::new() };
    let mut requests = Vec::new();
    let window = ui.ctx().content_rect().intersect(ui.max_rect());
    ui.expand_to_include_rect(window);
    let palette = palette(ui);
    ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, palette.surface);
    let layer = showing.layer;
    if !state.stage.begun {
        state.begin(ui);
    }
    if free {
        let pressed = keys::pressed(ui.ctx(), layer);
        state.stage.by_keys &= pressed.is_empty();
        requests.extend(pressed.into_iter().map(|key| Request::Board(BoardStep::Press(key))));
    }
    let screen = match layer {
        Layer::Slide if showing.notes => stage_in(notes(ui, app, window)),
        _ => stage_in(window),
    };
    shown(ui, app, state, (layer, screen, window), &mut requests);
    let line = if layer == Layer::Decision {
        let (line, asked) = decision::line(ui, app, window, &mut state.decision);
        requests.extend(asked);
        Some(line)
    } else {
        state.decision.hidden(app);
        None
    };
    let with_bar = matches!(layer, Layer::Slide | Layer::Overview(_) | Layer::Zoom);
    if with_bar && free && bar_wanted(ui, &mut state.stage) {
        let take = state.stage.by_keys && state.stage.bar.is_none();
        let (rect, asked) = bar::bar(ui, app, window, state.stage.bar, take);
        state.stage.bar = Some(rect);
        requests.extend(asked);
    } else {
        state.stage.bar = None;
    }
    if free && line.is_none() {
        requests.extend(pointed(ui, &mut state.stage, screen, layer));
    }
    told(ui, app, &mut state.stage, window);
    requests.extend(digit_over(ui, showing.digit.is_some(), &mut state.stage));
    requests.extend(presenter::presenter(ui, app, state, free));
    requests
}

impl BoardState {
    fn begin(&mut self, ui: &Ui) {
        self.stage = StageState { begun: true, moved: ui.input(|input| input.time), ..StageState::default() };
        self.zoom.reset();
        // Whatever had the keyboard is no longer there.
        if let Some(id) = ui.memory(egui::Memory::focused) {
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
    }

    /// The window is itself again.
    pub(super) fn end(&mut self) {
        self.stage.begun = false;
    }
}

/// The slide, or what lies over it.
fn shown(
    ui: &mut Ui,
    app: &App,
    state: &mut BoardState,
    (layer, screen, window): (Layer, Rect, Rect),
    requests: &mut Vec<Request>,
) {
    let board = app.board();
    let at = board.at();
    let Some(report) = board.report() else {
        let words = "Making the slides…";
        ui.scope_builder(
            UiBuilder::new().max_rect(screen).layout(Layout::centered_and_justified(egui::Direction::TopDown)),
            |ui| {
                ui.label(RichText::new(words).size(theme::TITLE));
            },
        );
        return;
    };
    if layer != Layer::Zoom {
        state.zoom.reset();
    }
    let title = report.slides.get(at).map_or("", |slide| &slide.title);
    let name = format!("Slide {} of {}: {title}", at + 1, report.slides.len());
    ui.scope_builder(UiBuilder::new().max_rect(screen).id_salt("stage"), |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Group);
            node.set_label(name.as_str());
        });
        bounded(ui, screen);
        match layer {
            Layer::Blank { white } => {
                let [black, bright] = theme::BLANK;
                ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, if white { bright } else { black });
                let response = ui.interact(window, ui.unique_id().with("blank"), egui::Sense::hover());
                let words = if white { "White screen. Any key ends it." } else { "Black screen. Any key ends it." };
                response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, words));
                announced(&response);
            }
            Layer::Overview(in_hand) => requests.extend(overview::over_all(ui, app, window, in_hand)),
            Layer::Zoom => zoom::zoom(ui, app, screen, &mut state.zoom),
            Layer::Slide | Layer::Decision => {
                fade(ui, &mut state.stage, at);
                slide::draw(ui, screen, report, at, Ink::Spoken);
            }
        }
    });
}

/// A slide that has just come is not there all at once, unless motion is reduced.
fn fade(ui: &mut Ui, state: &mut StageState, at: usize) {
    let now = ui.input(|input| input.time);
    let first = state.came.is_none();
    if state.came.is_none_or(|(known, _)| known != at) {
        state.came = Some((at, if first { now - FADE } else { now }));
    }
    let still = theme::look(ui.ctx()).reduce_motion || ui.style().animation_time == 0.0;
    let came = state.came.map_or(now, |(_, came)| came);
    if !still && now - came < FADE {
        ui.set_opacity((0.25 + 0.75 * (now - came) / FADE) as f32);
        ui.request_repaint();
    }
}

/// The notes at the lower edge; gives the room that is left.
fn notes(ui: &mut Ui, app: &App, window: Rect) -> Rect {
    let palette = palette(ui);
    let high = (window.height() * 0.28).max(90.0);
    let edge = window.max.y - high;
    let room = Rect::from_min_max(pos2(window.min.x, edge), window.max);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room).id_salt("notes"));
    Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(24, 12)).show(&mut inner, |ui| {
        ui.set_min_size(room.size() - vec2(48.0, 24.0));
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| note_lines(ui, app));
    });
    Rect::from_min_max(window.min, pos2(window.max.x, edge))
}

/// The notes of the slide in hand, one a paragraph.
pub(super) fn note_lines(ui: &mut Ui, app: &App) {
    let notes = app.board().slide().map(|slide| slide.notes.as_slice()).unwrap_or_default();
    if notes.is_empty() {
        ui.label(RichText::new("There are no notes for this slide.").color(palette(ui).muted).size(16.0));
    }
    for note in notes {
        ui.add(egui::Label::new(RichText::new(note).size(16.0)).wrap());
    }
}

/// Whether the bar is to be seen: for a while after the pointer was moved, and while it is used.
fn bar_wanted(ui: &Ui, state: &mut StageState) -> bool {
    let (now, at, tab) = ui.input(|input| (input.time, input.pointer.latest_pos(), input.key_pressed(Key::Tab)));
    if at != state.pointer {
        state.pointer = at;
        state.moved = now;
    }
    state.by_keys |= tab;
    let focused = ui.memory(|memory| memory.focused().is_some());
    let over = at.is_some_and(|at| state.bar.is_some_and(|bar| bar.contains(at)));
    if state.by_keys || over || (focused && state.bar.is_some()) {
        return true;
    }
    let left = BAR - (now - state.moved);
    if left > 0.0 {
        ui.request_repaint_after(Duration::from_secs_f64(left + 0.01));
        return true;
    }
    ui.set_cursor_icon(CursorIcon::None);
    false
}

/// What the pointer asks for: the right half leads on, the left one back, and so does the wheel.
fn pointed(ui: &Ui, state: &mut StageState, screen: Rect, layer: Layer) -> Vec<Request> {
    let (clicked, at) = ui.input(|input| (input.pointer.primary_clicked(), input.pointer.interact_pos()));
    let press = |key| Request::Board(BoardStep::Press(key));
    let mut requests = Vec::new();
    let bare = |at: egui::Pos2| {
        !state.bar.is_some_and(|bar| bar.contains(at))
            && ui.ctx().layer_id_at(at).is_none_or(|layer| layer == ui.layer_id())
    };
    if clicked && let Some(at) = at.filter(|at| bare(*at)) {
        match layer {
            Layer::Slide if screen.contains(at) => {
                requests.push(press(if at.x < screen.center().x { StageKey::Left } else { StageKey::Right }));
            }
            Layer::Blank { .. } => requests.push(press(StageKey::Other)),
            _ => {}
        }
    }
    if layer == Layer::Slide && at.is_none_or(bare) {
        let turned = ui.input(|input| {
            let turns = input.events.iter().map(|event| match event {
                egui::Event::MouseWheel { unit: egui::MouseWheelUnit::Point, delta, .. } => delta.y / 60.0,
                egui::Event::MouseWheel { delta, .. } => delta.y.signum() * delta.y.abs().ceil(),
                _ => 0.0,
            });
            turns.sum::<f32>()
        });
        state.wheel += turned;
        // One slide for a turn, however far it went.
        if state.wheel.abs() >= 1.0 {
            requests.push(press(if state.wheel > 0.0 { StageKey::Left } else { StageKey::Right }));
            state.wheel = 0.0;
        }
    }
    requests
}

/// Says in the corner what happened: for whom the slides are now, that a decision was recorded, that a file was saved.
fn told(ui: &mut Ui, app: &App, state: &mut StageState, window: Rect) {
    let digit = app.board().showing().and_then(|showing| showing.digit);
    let now = ui.input(|input| input.time);
    let notice = app.stage_notice().filter(|notice| {
        if state.told.is_none_or(|(number, _)| number != notice.number) {
            state.told = Some((notice.number, now));
        }
        let since = state.told.map_or(0.0, |(_, since)| since);
        let left = if notice.refused { 2.0 * TOLD } else { TOLD } - (now - since);
        if left > 0.0 {
            ui.request_repaint_after(Duration::from_secs_f64(left + 0.01));
        }
        left > 0.0
    });
    let words = match (digit, notice) {
        (Some(digit), _) => format!("Change {digit}_"),
        (None, Some(notice)) => notice.text.clone(),
        (None, None) => return,
    };
    let palette = palette(ui);
    let wide = (window.width() * 0.5).min(640.0);
    let room = Rect::from_min_size(pos2(window.max.x - wide - 16.0, window.min.y + 16.0), vec2(wide, 80.0));
    let layout = Layout::right_to_left(Align::TOP);
    // The same words are said again when the same happens again.
    let number = state.told.map(|(number, _)| number);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout).id_salt(("told", number)), |ui| {
        Frame::new()
            .fill(palette.accent_weak)
            .stroke(palette.edge(palette.accent))
            .corner_radius(theme::RADIUS)
            .inner_margin(Margin::symmetric(14, 8))
            .show(ui, |ui| {
                let size = (window.width() / 80.0).clamp(14.0, 24.0);
                let text = RichText::new(words).color(palette.ink).size(size);
                let label = ui.add(egui::Label::new(text).wrap().selectable(false));
                announced(&label);
            });
    });
}

fn digit_over(ui: &Ui, waiting: bool, state: &mut StageState) -> Option<Request> {
    if !waiting {
        state.digit = None;
        return None;
    }
    let now = ui.input(|input| input.time);
    let since = *state.digit.get_or_insert(now);
    let left = DIGIT - (now - since);
    if left > 0.0 {
        ui.request_repaint_after(Duration::from_secs_f64(left + 0.01));
        return None;
    }
    state.digit = None;
    Some(Request::Board(BoardStep::DigitsOver))
}
