//! Choosing what a cell holds: a status, a delivery, a change, reviewed or not.

use super::cells::status_words;
use crate::app::Session;
use crate::model::{Delivery, RowField, RowId, Status};
use crate::ui::widgets::{LINE_LADDER, Ladder};
use egui::{Key, Rect, Ui, vec2};
use strum::IntoEnumIterator as _;

/// An open picker.
#[derive(Debug)]
pub(super) struct Picker {
    pub(super) rows: Vec<RowId>,
    pub(super) field: RowField,
    pub(super) anchor: Rect,
    fresh: bool,
    /// What was typed to open it.
    opened_by: String,
    /// Letters typed so far towards a choice.
    typed: String,
    /// The choice that had the keyboard in the frame before.
    at: Option<usize>,
}

/// What was taken from a picker.
#[derive(Debug)]
pub(super) struct Took {
    /// The words of the choice.
    pub(super) words: String,
    /// Taken by Tab: on to the next cell, or (`true`) back to the one before.
    pub(super) step: Option<bool>,
}

impl Picker {
    pub(super) const fn new(rows: Vec<RowId>, field: RowField, anchor: Rect, opened_by: String) -> Self {
        Self { rows, field, anchor, fresh: true, opened_by, typed: String::new(), at: None }
    }

    /// The choice that the letters typed go to: all of them since the last pause for an arrow, or else the last one alone.
    fn jump(&mut self, letters: &str, options: &[(String, Option<Ladder>, String)]) -> Option<usize> {
        let find = |typed: &str| {
            let typed = typed.trim_start();
            (!typed.is_empty()).then(|| options.iter().position(|(shown, ..)| begins(shown, typed))).flatten()
        };
        let mut found = None;
        for letter in letters.chars() {
            self.typed.push(letter);
            let mut at = find(&self.typed);
            if at.is_none() {
                self.typed = letter.to_string();
                at = find(&self.typed);
            }
            found = at.or(found);
        }
        found
    }
}

/// The choices of a cell: what to show, and the words that stand for it.
fn options(field: RowField, session: &Session) -> Vec<(String, Option<Ladder>, String)> {
    match field {
        RowField::Status => Status::choices()
            .map(|status| (status_words(&status), Some(Ladder::of_status(&status)), typed_words(&status)))
            .chain(std::iter::once(("unknown".to_owned(), Some(Ladder::default()), String::new())))
            .collect(),
        RowField::Delivery => Delivery::iter()
            .map(|delivery| (delivery.name().to_owned(), None, delivery.name().to_owned()))
            .chain(std::iter::once(("not given".to_owned(), None, String::new())))
            .collect(),
        RowField::Reviewed => {
            vec![("yes".to_owned(), None, "yes".to_owned()), ("not yet".to_owned(), None, "no".to_owned())]
        }
        RowField::Change => session
            .framework()
            .changes
            .iter()
            .enumerate()
            .map(|(at, change)| (format!("{} {}", at + 1, change.title), None, change.key.to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

/// A status as `Status::read` takes it back: an unknown one is blank, whatever stood there.
fn typed_words(status: &Status) -> String {
    match (status.counted(), status.upper()) {
        (None, _) => String::new(),
        (Some(level), None) => level.to_string(),
        (Some(level), Some(upper)) => format!("{level}/{upper}"),
    }
}

/// Shows the choices; returns the one that was taken.
pub(super) fn choices(ui: &mut Ui, picker: &mut Picker, session: &Session) -> Option<Took> {
    let mut chosen = None;
    let current = picker.rows.first().and_then(|id| session.assessment().row(id)).map(|row| match picker.field {
        RowField::Status => typed_words(&row.status),
        RowField::Reviewed => (if row.reviewed { "yes" } else { "no" }).to_owned(),
        field => row.text(field).into_owned(),
    });
    let options = options(picker.field, session);
    // What was typed to open it, and what is typed while it is open.
    let mut letters = std::mem::take(&mut picker.opened_by);
    let mut tab = None;
    ui.input(|input| {
        for event in &input.events {
            match event {
                egui::Event::Text(text) => letters.push_str(text),
                egui::Event::Key { key: Key::Tab, pressed: true, modifiers, .. } => tab = Some(modifiers.shift),
                egui::Event::Key { key: Key::ArrowUp | Key::ArrowDown, pressed: true, .. } => picker.typed.clear(),
                _ => {}
            }
        }
    });
    let jump = picker.jump(&letters, &options);
    let mut responses = Vec::new();
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, (shown, ladder, typed)) in options.iter().enumerate() {
        let is_current = current.as_deref().is_some_and(|current| current.eq_ignore_ascii_case(typed));
        let width = if ladder.is_some() { 220.0 } else { 180.0 };
        let response = option_button(ui, shown, *ladder, is_current, width);
        let start = picker.fresh && jump.is_none() && (is_current || (at == 0 && current.is_none()));
        if start || jump == Some(at) {
            response.request_focus();
        }
        if response.clicked() {
            chosen = Some(Took { words: typed.clone(), step: None });
        }
        responses.push(response);
    }
    let in_hand = jump.or_else(|| responses.iter().position(egui::Response::has_focus));
    // Tab takes the choice that was in hand when it was pressed. In a choice's first frame the toolkit does not yet know
    // that Tab is ours, and moves the keyboard on before we are asked.
    let in_hand = if tab.is_some() { jump.or(picker.at).or(in_hand) } else { in_hand };
    picker.at = in_hand;
    if tab.is_some()
        && let Some((_, _, words)) = in_hand.and_then(|at| options.get(at))
    {
        chosen = Some(Took { words: words.clone(), step: tab });
    }
    if let Some(at) = in_hand {
        let (up, down) = ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
        let to = if up {
            at.checked_sub(1)
        } else if down {
            Some(at + 1)
        } else {
            None
        };
        if let Some(here) = responses.get(at) {
            let filter = egui::EventFilter { tab: true, vertical_arrows: true, escape: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(here.id, filter));
        }
        if let Some(next) = to.and_then(|to| responses.get(to)) {
            next.request_focus();
        }
    } else if jump.is_none()
        && let Some(first) = responses.first()
        && !picker.fresh
    {
        first.request_focus();
    }
    picker.fresh = false;
    chosen
}

/// Whether a choice begins with what was typed, in its number or its word.
fn begins(shown: &str, typed: &str) -> bool {
    let typed = typed.to_lowercase();
    let shown = shown.to_lowercase();
    shown.starts_with(&typed) || shown.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').starts_with(&typed)
}

fn option_button(ui: &mut Ui, shown: &str, ladder: Option<Ladder>, current: bool, width: f32) -> egui::Response {
    let indent = if ladder.is_some() { 56.0 } else { 0.0 };
    let palette = crate::ui::theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, current, shown));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() || current {
        painter.rect_filled(rect, 4.0, palette.accent_weak);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, palette.focus_ring(), egui::StrokeKind::Inside);
    }
    if let Some(ladder) = ladder {
        let pips = Rect::from_min_size(egui::pos2(rect.min.x + 8.0, rect.center().y - 6.0), LINE_LADDER);
        ladder.paint(painter, pips, palette);
    }
    let at = egui::pos2(rect.min.x + 8.0 + indent, rect.center().y);
    let font = egui::FontId::proportional(crate::ui::theme::BODY);
    painter.text(at, egui::Align2::LEFT_CENTER, shown, font, palette.ink);
    response
}
