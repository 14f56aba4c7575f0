//! Conflicts: what two people wrote differently, one at a time, with what stood before and why each wrote what they wrote.
//!
//! Single letters act while no text has the keyboard; every one of them stands on its button.

mod editor;
mod end;
mod keys;
mod list;
mod sides;
mod values;
mod words;

use crate::app::{App, Command, MergeStep, Request, Session, conflict_place, conflicts_left};
use crate::compare::{Answer, both_possible};
use crate::model::{Conflict, ConflictKind, Spot, Value};
use crate::ui::header::view_header;
use crate::ui::menus::named_with_keys;
use crate::ui::theme::palette;
use crate::ui::widgets::{card, follow_focus, muted, strong, title, wrapped};
use editor::{Editor, Outcome};
use egui::accesskit::Live;
use egui::{
    Button, Event, EventFilter, Frame, Id, Key, Layout, Margin, Response, RichText, ScrollArea, Sense, Ui, vec2,
};

/// From this width on the list stands beside the conflict in hand.
const BESIDE: f32 = 820.0;
/// Width of the list there.
const LIST: f32 = 236.0;
/// Below this height everything scrolls together.
const LOW: f32 = 420.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct MergeState {
    editor: Option<Editor>,
    /// It is to be begun.
    edit: bool,
    focus: bool,
    /// The conflict of the frame before, by its spot.
    shown: Option<Spot>,
    /// A text had the keyboard at the end of the frame before.
    typed: bool,
    /// Keys that came in one frame with one that was acted on: the next frame's.
    later: Vec<Event>,
}

impl MergeState {
    /// Gives the conflict as a whole the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// What is being typed to settle a conflict, as a decision: before the document is saved or left.
    pub fn take_draft(&mut self, app: &App) -> Option<Request> {
        let session = app.session()?;
        let editor = self.editor.as_ref()?;
        let value = editor.typed(session)?;
        let at = session.assessment().undecided.iter().position(|conflict| conflict.spot == *editor.spot())?;
        self.editor = None;
        Some(Request::Merge(MergeStep::Decide(at, Answer::Other(value))))
    }
}

/// Shows the view.
#[must_use]
pub fn merge(ui: &mut Ui, app: &App, state: &mut MergeState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Conflicts");
        if !session.assessment().undecided.is_empty() {
            ui.add_space(8.0);
            ui.label(muted(ui, conflicts_left(session.assessment())));
        }
    });
    let at = app.conflict_in_hand();
    let conflict = at.and_then(|at| session.assessment().undecided.get(at));
    let spot = conflict.map(|conflict| conflict.spot.clone());
    let moved = std::mem::replace(&mut state.shown, spot.clone()) != spot;
    // What was typed belongs to the conflict it was typed for.
    state.editor.take_if(|editor| Some(editor.spot()) != spot.as_ref());
    let (Some(at), Some(conflict)) = (at, conflict) else {
        let fresh = std::mem::take(&mut state.focus) || moved;
        requests.extend(end::end(ui, app, fresh));
        return requests;
    };
    requests.extend(keys::keys(ui, app, state, at, conflict));
    // Only in the frame after a click, which would count as one beside the text.
    if std::mem::take(&mut state.edit) {
        state.editor = Editor::begin(session, &conflict.spot);
    }
    let low = ui.ctx().content_rect().height() < LOW;
    let beside = ui.available_width() >= BESIDE;
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        if beside {
            ui.allocate_ui_with_layout(vec2(LIST, height), Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(LIST);
                ScrollArea::vertical().id_salt("conflicts").auto_shrink([false, false]).show(ui, |ui| {
                    requests.extend(list::list(ui, app));
                    follow_focus(ui);
                });
            });
            ui.add_space(8.0);
        }
        let width = ui.available_width();
        ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            if !low {
                requests.extend(decisions(ui, app, state, at, conflict));
            }
            let area = ScrollArea::vertical().id_salt("conflict").auto_shrink([false, false]);
            // The next one is read from its beginning.
            let area = if moved { area.vertical_scroll_offset(0.0) } else { area };
            area.show(ui, |ui| {
                if low {
                    requests.extend(decisions(ui, app, state, at, conflict));
                }
                whole(ui, app, conflict, state);
                requests.extend(editing(ui, session, state, at));
                sides::sides(ui, session, conflict);
                if !beside {
                    ui.add_space(12.0);
                    requests.extend(list::list(ui, app));
                }
                follow_focus(ui);
            });
        });
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

/// Something else, while it is typed or chosen.
fn editing(ui: &mut Ui, session: &Session, state: &mut MergeState, at: usize) -> Option<Request> {
    let editor = state.editor.as_mut()?;
    let outcome = card(ui, |ui| editor.show(ui, session));
    ui.add_space(4.0);
    match outcome {
        Outcome::Open => None,
        Outcome::Left => {
            state.editor = None;
            state.focus = true;
            None
        }
        Outcome::Taken(value) => {
            state.editor = None;
            state.focus = true;
            Some(Request::Merge(MergeStep::Decide(at, Answer::Other(value))))
        }
    }
}

/// What taking a side does, in the words of its button: to take what is not there is to delete.
fn taking(conflict: &Conflict, value: &Value, whose: &'static str) -> String {
    let entire = matches!(conflict.spot, Spot::Row(_) | Spot::Metric(..) | Spot::Judgement(_));
    match (value.is_nothing(), entire) {
        (true, true) => format!("Delete it, as {whose}"),
        (false, true) if conflict.base.is_nothing() => format!("Keep {whose} only"),
        (false, true) => format!("Keep it, as {whose}"),
        _ => format!("Take {whose}"),
    }
}

/// The decisions as buttons, each with its key.
fn decisions(ui: &mut Ui, app: &App, state: &mut MergeState, at: usize, conflict: &Conflict) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let editable = !session.read_only();
    let palette = palette(ui);
    let button = |ui: &mut Ui, words: &str, keys: &str, enabled: bool| -> Response {
        let button = Button::new(words).shortcut_text(RichText::new(keys).color(palette.muted));
        named_with_keys(ui.add_enabled(enabled, button), words, keys)
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let mut decide = |asked: bool, answer: Answer| {
            if asked {
                requests.push(Request::Merge(MergeStep::Decide(at, answer)));
            }
        };
        if conflict.kind == ConflictKind::Combined {
            let stands = session.assessment().value(&conflict.spot);
            let keep = button(ui, "Keep as combined", "K", editable);
            decide(keep.clicked(), Answer::Other(stands));
        }
        let mine = taking(conflict, &conflict.mine.value, "mine");
        let theirs = taking(conflict, &conflict.theirs.value, "theirs");
        decide(button(ui, &mine, "M", editable).clicked(), Answer::Mine);
        decide(button(ui, &theirs, "T", editable).clicked(), Answer::Theirs);
        if both_possible(conflict) {
            let words = if matches!(conflict.spot, Spot::Row(_)) { "Keep both rows" } else { "Keep both" };
            decide(button(ui, words, "B", editable).clicked(), Answer::Both);
        }
        let possible = Editor::begin(session, &conflict.spot).is_some();
        if possible && button(ui, "Something else", "E", editable).clicked() {
            state.edit = true;
            ui.request_repaint();
        }
        let mut step = |asked: bool, step: MergeStep| requests.extend(asked.then_some(Request::Merge(step)));
        step(button(ui, "Back", "←", true).clicked(), MergeStep::Back);
        let on = button(ui, "On", "→", true).on_hover_text("Leave it for later (→ or S)");
        step(on.clicked(), MergeStep::On);
        if button(ui, "Take back", "U", Command::Undo.available(app)).on_hover_text(Command::Undo.hint()).clicked() {
            requests.push(Request::Command(Command::Undo));
        }
    });
    ui.add_space(4.0);
    requests
}

fn home() -> Id {
    Id::unique("conflict as a whole")
}

/// The conflict as a whole: it has the keyboard until something else is given it, and says where it is.
fn whole(ui: &mut Ui, app: &App, conflict: &Conflict, state: &mut MergeState) {
    let Some(session) = app.session() else { return };
    let found = conflict_place(session.assessment(), session.framework(), conflict);
    let order = app.conflicts();
    let place = order.iter().position(|at| app.conflict_in_hand() == Some(*at)).unwrap_or_default() + 1;
    let kind = match conflict.kind {
        ConflictKind::Undecided => "to decide",
        ConflictKind::Combined => "combined, please read",
    };
    let head = found.number.map_or_else(
        || format!("{}: {}", found.change, found.field),
        |number| format!("{number}  {}: {}", found.change, found.field),
    );
    // Room for the ring.
    ui.add_space(3.0);
    let line = Frame::new().inner_margin(Margin::symmetric(8, 3)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        wrapped(ui, strong(&head).size(16.0));
        if let Some(row) = &found.row {
            wrapped(ui, format!("“{row}”"));
        }
        let said = wrapped(ui, muted(ui, format!("{place} of {} · {kind}", order.len())));
        let words = format!("{place} of {}, {kind}: {found}. {}", order.len(), sides::said(session, conflict));
        // Of a new one a screen reader says what it is without being asked.
        said.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
        ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
    });
    let id = home();
    if std::mem::take(&mut state.focus) && state.editor.is_none() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    let rect = line.response.rect;
    // Only a key that leaves a text leads here, and the view when it begins: Tab stops at controls.
    let sense = if focused { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    if focused {
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, format!("Conflict: {found}")));
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
    ui.add_space(6.0);
}
