//! Two assessments compared: which two, the sentences for the minutes, and everything that differs, change by change.

mod difference;
mod item;
mod list;
mod pickers;
mod question;
mod scrolled;
mod summary;

use crate::app::{App, CompareStep, Compared, Problem, Request, Session, Unread};
use crate::model::{ChangeKey, Framework};
use crate::ui::header::{header_scrolls, standing, view_header};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{accent_button, announced, follow_focus, muted, small, title, wrapped};
use egui::{ScrollArea, StrokeKind, Ui};
use list::{Chosen, Item, List};
use pickers::Pickers;
use scrolled::Scrolled;
use std::sync::Arc;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct CompareState {
    pickers: Pickers,
    list: List,
    chosen: Chosen,
    sentences_only: bool,
    scrolled: Scrolled,
    /// The first picker takes the keyboard at the next frame.
    focus: bool,
    /// The item in which something was pressed that may go away with it.
    pressed: Option<Pressed>,
}

/// Where something was pressed, and in which comparison.
#[derive(Debug)]
struct Pressed {
    at: usize,
    key: u64,
    of: Arc<Compared>,
    /// What had the keyboard; nothing, where it was pressed by the pointer.
    focus: Option<egui::Id>,
}

impl CompareState {
    /// Gives the first picker the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }
}

/// What an item is drawn from.
struct Sheet<'a> {
    compared: &'a Compared,
    /// Whether the open assessment is on one side and may be edited.
    editable: bool,
    /// Why nothing may be changed in the open assessment.
    read_only: Option<&'static str>,
}

impl Sheet<'_> {
    /// The number and title of a change, as the one of the two names it that has it.
    fn title(&self, key: &ChangeKey) -> String {
        let named = |framework: &Framework| {
            let change = framework.change(key)?;
            Some(format!("{} {}", framework.number(key)?, change.title))
        };
        let after = named(&self.compared.after.framework);
        after.or_else(|| named(&self.compared.before.framework)).unwrap_or_else(|| key.to_string())
    }
}

/// Shows the view.
#[must_use]
pub fn compare(ui: &mut Ui, app: &App, state: &mut CompareState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let low = header_scrolls(ui);
    let mut requests = Vec::new();
    let focus = std::mem::take(&mut state.focus);
    let Some(compared) = app.compared().cloned() else {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            requests.extend(top(ui, app, &mut state.pickers, focus));
            requests.extend(nothing(ui, app, session));
            follow_focus(ui);
        });
        return requests;
    };
    if !low {
        requests.extend(top(ui, app, &mut state.pickers, focus));
    }
    if state.list.follow(&compared, &state.chosen) {
        // Another two: from the beginning, with nothing chosen of the ones before.
        state.chosen = Chosen::default();
        state.list.follow(&compared, &state.chosen);
        state.scrolled.go_to_top();
        state.pressed = None;
    }
    let read_only = session.why_read_only();
    let editable = compared.open_is_after().is_some() && read_only.is_none();
    let sheet = Sheet { compared: &compared, editable, read_only };
    let mut only = state.sentences_only;
    let mut chosen = state.chosen.clone();
    let mut shown = (chosen.typographic, chosen.kept);
    let mut asked = Vec::new();
    let CompareState { pickers, list, scrolled, pressed, .. } = state;
    let mut next = pressed.as_ref().and_then(|pressed| pressed.next(ui, list, &compared));
    if pressed.as_ref().is_some_and(|pressed| !Arc::ptr_eq(&pressed.of, &compared)) {
        *pressed = None;
    }
    let (items, keys): (&[Item], &[u64]) = if only { (&[], &[]) } else { (&list.items, &list.keys) };
    let show_list = !only;
    scrolled.show(
        ui,
        |ui| {
            if low {
                requests.extend(top(ui, app, pickers, focus));
            }
            requests.extend(summary::sentences(ui, &list.sentences, &mut only));
            if show_list && !compared.comparison.delta.differences.is_empty() {
                summary::chips(ui, &list.rows, &list.counts, &mut chosen);
            } else if show_list {
                ui.add_space(6.0);
                announced(&wrapped(ui, muted(ui, "The two say the same.")));
            }
        },
        keys,
        |at, width| items.get(at).map_or(0.0, |item| item::guess(item, &sheet, width)),
        |ui, all| {
            let palette = palette(ui);
            let corner = f32::from(theme::RADIUS + 2);
            ui.painter().rect(all, corner, palette.surface, palette.edge(palette.line), StrokeKind::Inside);
        },
        |ui, at| {
            let Some(item) = items.get(at) else { return };
            let said = item::show(ui, &sheet, item, (at, items.len()), &mut shown);
            if let Some(first) = said.first
                && next.is_some_and(|next| at >= next)
            {
                ui.memory_mut(|memory| memory.request_focus(first));
                next = None;
            }
            if let (Some(_), Some(key)) = (said.requests.first(), keys.get(at)) {
                *pressed =
                    Some(Pressed { at, key: *key, of: Arc::clone(&compared), focus: ui.memory(egui::Memory::focused) });
            }
            asked.extend(said.requests);
        },
    );
    requests.extend(asked);
    (chosen.typographic, chosen.kept) = shown;
    state.sentences_only = only;
    state.chosen = chosen;
    requests
}

impl Pressed {
    /// Where the keyboard goes on, when what was pressed has gone with its difference and nothing else has it.
    fn next(&self, ui: &Ui, list: &List, compared: &Arc<Compared>) -> Option<usize> {
        let gone = !Arc::ptr_eq(&self.of, compared) && !list.keys.contains(&self.key);
        let focused = ui.memory(egui::Memory::focused);
        let free = focused.is_none() || focused == self.focus;
        (gone && free && self.focus.is_some()).then_some(self.at)
    }
}

/// The header, and which two are compared.
fn top(ui: &mut Ui, app: &App, pickers: &mut Pickers, focus: bool) -> Vec<Request> {
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Compare");
    });
    requests.extend(standing(ui, app));
    requests.extend(pickers.show(ui, app, focus));
    requests
}

/// What stands there while there is no comparison: why, and what can be done.
fn nothing(ui: &mut Ui, app: &App, session: &Session) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.vertical_centered(|ui| {
        ui.add_space(40.0);
        if app.comparing_busy() || session.earlier().is_none() {
            announced(&ui.label(muted(ui, "Comparing…")));
            return;
        }
        title(ui, "Nothing to compare with yet");
        let quarter = session.assessment().quarter;
        let why = format!(
            "A comparison shows what moved between two assessments: levels and plans, rows that are new, dropped or \
             moved, and words. No quarter before {quarter} lies beside this one."
        );
        wrapped(ui, muted(ui, why));
        let unread = session.earlier().map(|earlier| earlier.unread.as_slice()).unwrap_or_default();
        for Unread { name, error } in unread {
            let why = error.as_ref().map_or_else(
                || "It was left out, because there is too much to hold.".to_owned(),
                |error| Problem::from(error).what,
            );
            wrapped(ui, small(ui, format!("{name} could not be read. {why}")));
        }
        ui.add_space(8.0);
        if accent_button(ui, "Compare with a file…").clicked() {
            requests.push(Request::Compare(CompareStep::AnotherFile { after: false }));
        }
    });
    requests
}
