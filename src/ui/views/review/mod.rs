//! The review of a new quarter: one row at a time, last quarter's words beside it, one key for each decision.
//!
//! Single letters act while no text has the keyboard; every one of them stands on its button.

mod beside;
mod end;
mod fields;

use super::rows::status_words;
use crate::app::{App, Command, Request, ReviewStep};
use crate::model::{ActionRow, Assessment, Delivery, RowId};
use crate::ui::header::view_header;
use crate::ui::menus::named_with_keys;
use crate::ui::theme::palette;
use crate::ui::widgets::{card, follow_focus, muted, strong, title};
use egui::accesskit::Live;
use egui::{Button, Event, EventFilter, Id, Key, ProgressBar, Response, RichText, ScrollArea, Sense, Ui, vec2};
use fields::Fields;
use std::sync::Arc;

/// Below this width last quarter's words stand under the row's, not beside them.
const BESIDE: f32 = 560.0;
/// Width of the button that confirms, the same whatever it is called.
const CONFIRM: f32 = 180.0;
/// Below this height everything scrolls together.
const LOW: f32 = 420.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ReviewState {
    fields: Fields,
    focus: bool,
    /// A text had the keyboard at the end of the frame before: Escape is then for that text.
    typed: bool,
    /// The row of the frame before.
    row: Option<RowId>,
    /// Keys that came in one frame with one that was acted on: the next frame's.
    later: Vec<Event>,
}

impl ReviewState {
    /// Gives the row as a whole the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// The text being typed, as an edit.
    pub fn take_draft(&mut self) -> Option<Request> {
        self.fields.take_draft()
    }
}

/// Shows the review.
#[must_use]
pub fn review(ui: &mut Ui, app: &App, state: &mut ReviewState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Review");
    });
    let row = app.review_row();
    let id = row.map(|row| row.id.clone());
    let moved = std::mem::replace(&mut state.row, id.clone()) != id;
    // A text whose row has gone out of sight is kept, not lost.
    requests.extend(state.fields.left_behind(id.as_ref()));
    requests.extend(keys(ui, app, state));
    let low = ui.ctx().content_rect().height() < LOW;
    if !low || row.is_none() {
        progress(ui, app, &mut requests);
    }
    let Some(row) = row else {
        requests.extend(end::end(ui, app, moved));
        return requests;
    };
    let previous = session.previous().map(|previous| (previous.as_ref(), previous.row(&row.id)));
    let unchanged =
        previous.is_none_or(|(_, before)| before.is_some_and(|before| before.differing(row).next().is_none()));
    if !low {
        requests.extend(decisions(ui, app, state, unchanged));
    }
    let area = ScrollArea::vertical().id_salt("review").auto_shrink([false, false]);
    // The next row is read from its beginning.
    let area = if moved { area.vertical_scroll_offset(0.0) } else { area };
    area.show(ui, |ui| {
        if low {
            progress(ui, app, &mut requests);
            requests.extend(decisions(ui, app, state, unchanged));
        }
        whole(ui, app, row, state);
        card(ui, |ui| requests.extend(both(ui, app, row, previous, &mut state.fields)));
        follow_focus(ui);
    });
    let typing = ui.ctx().text_edit_focused();
    if state.typed && !typing && ui.memory(egui::Memory::focused).is_none() {
        // The text was left, and nothing else has taken the keyboard.
        state.focus = true;
        ui.request_repaint();
    }
    state.typed = typing;
    requests
}

/// How many rows are left, how far that is, and which rows are stepped through.
fn progress(ui: &mut Ui, app: &App, requests: &mut Vec<Request>) {
    let Some(session) = app.session() else { return };
    let rows = session.assessment().rows.len();
    let left = app.review_left();
    ui.horizontal_wrapped(|ui| {
        let words = if left == 0 { format!("All {rows} reviewed") } else { format!("{left} of {rows} left") };
        let label = ui.label(strong(words));
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        let done = (rows - left) as f32 / rows.max(1) as f32;
        let width = (ui.available_width() - 120.0).clamp(60.0, 420.0);
        let bar = ProgressBar::new(done).fill(palette(ui).accent).desired_height(8.0).desired_width(width);
        ui.add(bar).accessible_name("Rows reviewed");
        let mut all = app.review().all();
        let hint = "Step through the rows that are reviewed as well";
        if ui.add_enabled(!session.read_only(), egui::Checkbox::new(&mut all, "All rows")).on_hover_text(hint).changed()
        {
            requests.push(Request::Review(ReviewStep::All(all)));
        }
    });
    ui.add_space(2.0);
}

/// The decisions as buttons, each with its key.
fn decisions(ui: &mut Ui, app: &App, state: &mut ReviewState, unchanged: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let editable = app.session().is_some_and(|session| !session.read_only());
    let palette = palette(ui);
    let button = |ui: &mut Ui, words: &str, keys: &str, enabled: bool| -> Response {
        let button = Button::new(words).shortcut_text(RichText::new(keys).color(palette.muted));
        named_with_keys(ui.add_enabled(enabled, button), words, keys)
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let step = |asked: bool, step: ReviewStep| asked.then_some(Request::Review(step));
        let words = if unchanged { "Confirm unchanged" } else { "Confirm as edited" };
        let confirm = ui.scope(|ui| {
            ui.visuals_mut().override_text_color = Some(palette.on_accent);
            let keys = RichText::new("C").color(palette.on_accent);
            let button =
                Button::new(strong(words)).shortcut_text(keys).fill(palette.accent).min_size(vec2(CONFIRM, 0.0));
            named_with_keys(ui.add_enabled(editable, button), words, "C or Enter")
        });
        let confirm = confirm.inner.on_hover_text("The row is reviewed; the next one comes (C or Enter)");
        requests.extend(step(confirm.clicked(), ReviewStep::Confirm));
        if button(ui, "Edit row", "E", editable).on_hover_text("Put the keyboard into the first text").clicked() {
            state.fields.begin();
        }
        let done = button(ui, "Close as done", "D", editable).clicked();
        requests.extend(step(done, ReviewStep::Close(Delivery::Done)));
        let stopped = button(ui, "Close as stopped", "X", editable).clicked();
        requests.extend(step(stopped, ReviewStep::Close(Delivery::Stopped)));
        requests.extend(step(button(ui, "Back", "←", true).clicked(), ReviewStep::Back));
        requests.extend(step(button(ui, "On", "→", true).clicked(), ReviewStep::On));
        if button(ui, "Undo", "U", Command::Undo.available(app)).on_hover_text(Command::Undo.hint()).clicked() {
            requests.push(Request::Command(Command::Undo));
        }
        requests.extend(step(button(ui, "Leave", "Esc", true).clicked(), ReviewStep::Leave));
    });
    ui.add_space(4.0);
    requests
}

fn home() -> Id {
    Id::unique("review as a whole")
}

/// The row as a whole: it has the keyboard until a text is given it, and says which row it is.
fn whole(ui: &mut Ui, app: &App, row: &Arc<ActionRow>, state: &mut ReviewState) {
    let Some(session) = app.session() else { return };
    let framework = session.framework();
    let number = framework.number(&row.change).unwrap_or_default();
    let change = framework.change(&row.change).map_or("", |change| change.title.as_str());
    let of_change =
        session.assessment().rows_of(&row.change).position(|other| other.id == row.id).unwrap_or_default() + 1;
    let reviewed = if row.reviewed { "reviewed" } else { "not yet reviewed" };
    // Room for the ring.
    ui.add_space(3.0);
    let line = ui.horizontal_wrapped(|ui| {
        ui.add_space(4.0);
        ui.label(strong(format!("{number}  {change}")).size(16.0));
        let said = ui.label(muted(ui, format!("row {of_change} of this change · {} · {reviewed}", row.id)));
        let words =
            format!("{number} {change}, row {of_change}, {reviewed}. {}. {}", row.where_now, status_words(&row.status));
        // Of a new row a screen reader says what it is without being asked.
        said.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
        ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
    });
    let id = home();
    if std::mem::take(&mut state.focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let rect = line.response.rect.expand2(vec2(0.0, 2.0)).with_max_x(line.response.rect.max.x + 6.0);
    // Only a key that leaves a text leads here, and the review when it begins: Tab stops at controls.
    let sense = if focused { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    if focused {
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, format!("Row: {}", row.where_now)));
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let far = ui.input(|input| {
            let times = |key| input.num_presses(key) as f32;
            60.0 * (times(Key::ArrowDown) - times(Key::ArrowUp))
        });
        if far != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -far));
        }
        let ring = palette(ui).focus_ring();
        ui.painter().rect_stroke(rect, 4.0, ring, egui::StrokeKind::Inside);
    }
}

/// The row now, and last quarter's beside it or below.
fn both(
    ui: &mut Ui,
    app: &App,
    row: &Arc<ActionRow>,
    previous: Option<(&Assessment, Option<&Arc<ActionRow>>)>,
    fields: &mut Fields,
) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let side_by_side = previous.is_some() && ui.available_width() >= BESIDE;
    ui.spacing_mut().item_spacing.x = 24.0;
    if let Some((quarter, before)) = previous {
        ui.columns(if side_by_side { 2 } else { 1 }, |columns| {
            if let [left, _] = columns {
                left.label(strong(session.assessment().quarter.to_string()));
            }
            if let Some(right) = columns.last_mut() {
                beside::heading(right, quarter.quarter, before.is_some());
            }
        });
        ui.add_space(6.0);
    }
    for field in fields::FIELDS {
        let before = previous.and_then(|(quarter, before)| Some((quarter, before?)));
        if side_by_side {
            ui.columns(2, |columns| {
                if let [left, right] = columns {
                    requests.extend(fields.show(left, session, row, field));
                    if let Some((quarter, before)) = before {
                        beside::then(right, session, (quarter, before), row, field);
                    }
                }
            });
        } else {
            requests.extend(fields.show(ui, session, row, field));
            if let Some((quarter, before)) = before
                && beside::differs(before, row, field)
            {
                beside::then(ui, session, (quarter, before), row, field);
            }
        }
    }
    requests
}

/// Keys of the review, while no text, list or dialog has the keyboard.
fn keys(ui: &Ui, app: &App, state: &mut ReviewState) -> Vec<Request> {
    let ctx = ui.ctx();
    let later = std::mem::take(&mut state.later);
    if !later.is_empty() {
        ui.input_mut(|input| drop(input.events.splice(0..0, later)));
    }
    if state.typed || ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) || app.dialog().is_some() {
        return Vec::new();
    }
    let focused = ui.memory(egui::Memory::focused);
    let nothing_else = focused.is_none_or(|focused| focused == home());
    let editable = app.session().is_some_and(|session| !session.read_only());
    let there = app.review_row().is_some();
    let mut requests = Vec::new();
    let mut edit = false;
    let ours = |event: &Event| -> Option<Option<Request>> {
        let Event::Key { key, pressed: true, modifiers, repeat, .. } = event else { return None };
        if modifiers.any() {
            return None;
        }
        // A key that is held must not decide row after row.
        let once = !repeat;
        let step = match key {
            Key::C if there && once => ReviewStep::Confirm,
            Key::Enter if there && once && nothing_else => ReviewStep::Confirm,
            Key::D if there && once => ReviewStep::Close(Delivery::Done),
            Key::X if there && once => ReviewStep::Close(Delivery::Stopped),
            Key::ArrowLeft if nothing_else => ReviewStep::Back,
            Key::ArrowRight if nothing_else => ReviewStep::On,
            Key::PageUp => ReviewStep::Back,
            Key::PageDown => ReviewStep::On,
            Key::Escape => ReviewStep::Leave,
            Key::U if once => return Some(Some(Request::Command(Command::Undo))),
            Key::E if there => return Some(None),
            _ => return None,
        };
        Some(Some(Request::Review(step)))
    };
    ui.input_mut(|input| {
        // One key a frame: what comes behind it is for the row that is shown then, or for the text.
        let Some((at, asked)) = input.events.iter().enumerate().find_map(|(at, event)| Some((at, ours(event)?))) else {
            return;
        };
        edit = asked.is_none() && editable;
        requests.extend(asked);
        let mut tail = input.events.split_off(at).into_iter().skip(1).peekable();
        // The letter of the key itself.
        tail.next_if(|event| matches!(event, Event::Text(_)));
        let typed = |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_));
        let (later, rest): (Vec<_>, Vec<_>) = tail.partition(typed);
        input.events.extend(rest);
        state.later = later;
    });
    if !state.later.is_empty() {
        ui.request_repaint();
    }
    if edit {
        state.fields.begin();
    }
    requests
}
