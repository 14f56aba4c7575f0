//! What the row was in the quarters before, newest first.

use super::{label, status_words};
use crate::app::{Problem, Session, Unread};
use crate::compare::{HistoryStep, RowHistory, Then};
use crate::model::{ActionRow, Quarter, RowField};
use crate::ui::widgets::{Ladder, level_line, muted, small, wrapped};
use egui::Ui;

/// Shows the history, and what could not be read of it.
pub(super) fn show(ui: &mut Ui, session: &Session, history: &RowHistory) {
    for HistoryStep { newest, oldest, then } in &history.steps {
        match then {
            Then::Different { row, fields, change } => {
                label(ui, &format!("In {newest}"));
                different(ui, row, fields, change.as_deref());
            }
            Then::Unchanged => line(ui, format!("unchanged since {oldest}")),
            Then::Absent { yet: true } => {
                let before = if newest == oldest { "" } else { " and before" };
                line(ui, format!("{newest}{before}: not there yet"));
            }
            Then::Absent { yet: false } => line(ui, format!("{}: not there", span(*oldest, *newest))),
            Then::NoTable => line(ui, format!("{}: no action table", span(*oldest, *newest))),
        }
    }
    let Some(earlier) = session.earlier() else {
        return line(ui, "Reading the earlier quarters…".to_owned());
    };
    for Unread { name, error } in &earlier.unread {
        let why = match error {
            Some(error) => Problem::from(error).what,
            None => "It was left out, because there is too much to hold.".to_owned(),
        };
        line(ui, format!("{name} could not be read. {why}"));
    }
}

fn different(ui: &mut Ui, then: &ActionRow, fields: &[RowField], change: Option<&str>) {
    level_line(ui, Ladder::of_status(&then.status), &status_words(&then.status));
    if let Some(title) = change {
        wrapped(ui, muted(ui, format!("Belonged to: {title}")));
    }
    if !then.due.typed().is_empty() && !fields.contains(&RowField::Due) {
        wrapped(ui, muted(ui, format!("{}: {}", RowField::Due.name(), then.due.typed())));
    }
    for field in fields.iter().filter(|field| !matches!(field, RowField::Change | RowField::Status)) {
        let words = then.text(*field);
        let words = if words.trim().is_empty() { "nothing" } else { &words };
        wrapped(ui, muted(ui, format!("{}: {words}", field.name())));
    }
}

fn span(oldest: Quarter, newest: Quarter) -> String {
    if oldest == newest { newest.to_string() } else { format!("{oldest} to {newest}") }
}

fn line(ui: &mut Ui, words: String) {
    ui.add_space(6.0);
    wrapped(ui, small(ui, words));
}
