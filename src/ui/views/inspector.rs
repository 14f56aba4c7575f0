//! The row in hand, in full: every field, what an importer remarked, what it was last quarter, and the same wording
//! elsewhere.

use super::rows::status_words;
use crate::app::{App, Request, Session};
use crate::model::{ActionRow, DueReading, RowField, RowId};
use crate::ui::theme::palette;
use crate::ui::widgets::{Ladder, follow_focus, heading, level_line, link, muted, not_given, small, wrapped};
use egui::{RichText, ScrollArea, Ui};
use std::sync::Arc;

/// Shows the inspector.
#[must_use]
pub fn inspector(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let row = app.selection().first().and_then(|id| session.assessment().row(id));
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        if let Some(row) = row {
            requests.extend(row_in_full(ui, session, row));
        } else {
                heading(ui, "Inspector");
                wrapped(ui, muted(ui, "Select a row to see all of it here: every text in full, what was assumed when it was brought in, and what it was last quarter."));
        }
        follow_focus(ui);
    });
    requests
}

fn row_in_full(ui: &mut Ui, session: &Session, row: &Arc<ActionRow>) -> Vec<Request> {
    let mut requests = Vec::new();
    let framework = session.framework();
    let number = framework.number(&row.change).unwrap_or_default();
    let change = framework.change(&row.change).map_or("", |change| change.title.as_str());
    ui.label(small(ui, format!("{number} {change} · {}", row.id)));
    let title = if row.where_now.is_empty() { "Nothing written yet" } else { &row.where_now };
    ui.add(egui::Label::new(crate::ui::widgets::strong(title)).wrap());
    remark(ui, row, RowField::WhereNow);
    for field in [
        RowField::Change,
        RowField::Status,
        RowField::Spread,
        RowField::Gaps,
        RowField::Needs,
        RowField::Due,
        RowField::Owner,
        RowField::Delivery,
        RowField::Progress,
        RowField::Evidence,
        RowField::Reviewed,
    ] {
        let worth_showing = field != RowField::Change || row.mark(field).is_some();
        if worth_showing {
            label(ui, field.name());
            value(ui, session, row, field);
            remark(ui, row, field);
        }
    }
    if let Some(source) = &row.source {
        label(ui, "Came from");
        wrapped(ui, format!("{}, line {}", source.document, source.line));
    }
    last_quarter(ui, session, row);
    requests.extend(twins(ui, session, row));
    words(ui, session, row);
    requests
}

fn label(ui: &mut Ui, text: &str) {
    ui.add_space(9.0);
    ui.label(small(ui, text));
}

fn value(ui: &mut Ui, session: &Session, row: &ActionRow, field: RowField) {
    match field {
        RowField::Status => {
            level_line(ui, Ladder::of_status(&row.status), &status_words(&row.status));
        }
        RowField::Spread => {
            let organisations = row.spread.organisations();
            if organisations.is_empty() && row.spread.typed().is_empty() {
                not_given(ui, "not given");
            } else if organisations.is_empty() {
                wrapped(ui, row.spread.typed());
            }
            for organisation in organisations {
                let sites = organisation.sites.join(", ");
                let words = if sites.is_empty() {
                    organisation.name.to_owned()
                } else {
                    format!("{} ({sites})", organisation.name)
                };
                wrapped(ui, words);
            }
        }
        RowField::Due => {
            if row.due.typed().is_empty() {
                not_given(ui, "no date given");
                return;
            }
            wrapped(ui, row.due.typed());
            let reading = format!("read as {}", row.due.reading());
            if row.overdue(session.assessment().as_at) {
                let late = format!("{reading}, overdue as at {}", session.assessment().as_at.format("%-d %b %Y"));
                wrapped(ui, RichText::new(late).color(palette(ui).alert));
            } else if *row.due.reading() != DueReading::None {
                wrapped(ui, muted(ui, reading));
            }
        }
        RowField::Reviewed => {
            if row.reviewed {
                ui.label("yes, this quarter");
            } else {
                not_given(ui, "not yet this quarter");
            }
        }
        field => {
            let text = row.text(field);
            if text.trim().is_empty() {
                not_given(ui, "not given");
            } else {
                wrapped(ui, text.into_owned());
            }
        }
    }
}

fn remark(ui: &mut Ui, row: &ActionRow, field: RowField) {
    for mark in row.marks.iter().filter(|mark| mark.field == field) {
        let typed = if mark.typed.is_empty() { String::new() } else { format!(" It read: “{}”.", mark.typed) };
        wrapped(ui, small(ui, format!("◄ {}{typed}", mark.note)).italics());
    }
}

fn last_quarter(ui: &mut Ui, session: &Session, row: &ActionRow) {
    let Some(previous) = session.previous() else { return };
    let Some(before) = previous.row(&row.id) else {
        label(ui, &format!("In {}", previous.quarter));
        not_given(ui, "not there yet");
        return;
    };
    label(ui, &format!("In {}", previous.quarter));
    level_line(ui, Ladder::of_status(&before.status), &status_words(&before.status));
    for field in [RowField::WhereNow, RowField::Spread, RowField::Gaps, RowField::Needs, RowField::Due, RowField::Owner]
    {
        let (now, then) = (row.text(field), before.text(field));
        if now != then {
            let then = if then.is_empty() { "nothing" } else { &then };
            wrapped(ui, muted(ui, format!("{}: {then}", field.name())));
        }
    }
}

fn twins(ui: &mut Ui, session: &Session, row: &ActionRow) -> Option<Request> {
    if row.where_now.trim().is_empty() {
        return None;
    }
    let twins: Vec<(RowId, String)> = session
        .assessment()
        .rows
        .iter()
        .filter(|other| other.id != row.id && other.where_now.eq_ignore_ascii_case(&row.where_now))
        .take(6)
        .map(|other| {
            let number = session.framework().number(&other.change).unwrap_or_default();
            let title = session.framework().change(&other.change).map_or("", |change| change.short.as_str());
            (other.id.clone(), format!("{number} {title}: {}", status_words(&other.status)))
        })
        .collect();
    if twins.is_empty() {
        return None;
    }
    label(ui, "Same wording elsewhere");
    let mut asked = None;
    for (id, words) in twins {
        ui.horizontal_wrapped(|ui| {
            ui.label(&words);
            if link(ui, "go there").accessible_name(format!("Go to {words}")).clicked() {
                asked = Some(Request::GoToRow(id));
            }
        });
    }
    asked
}

/// The place's own abbreviations that occur in the row.
fn words(ui: &mut Ui, session: &Session, row: &ActionRow) {
    let texts = [&row.where_now, &row.gaps, &row.needs, &row.progress, &row.owner];
    let occurs = |short: &str| {
        texts.iter().map(|text| text.as_str()).chain(std::iter::once(row.spread.typed())).any(|text| holds(text, short))
    };
    let entries: Vec<_> = session.assessment().glossary.iter().filter(|entry| occurs(&entry.short)).collect();
    if !entries.is_empty() {
        label(ui, "Words");
        for entry in entries {
            wrapped(ui, format!("{}: {}", entry.short, entry.meaning));
        }
    }
}

/// Whether a text holds an abbreviation as words of its own. One that is several words is found in any case: "bed board".
fn holds(text: &str, short: &str) -> bool {
    let several = short.contains(char::is_whitespace);
    let (text, short) = if several { (text.to_lowercase(), short.to_lowercase()) } else { (text.into(), short.into()) };
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '&');
    !short.is_empty()
        && text.match_indices(&short).any(|(at, found)| {
            let (before, after) = (text.get(..at), text.get(at + found.len()..));
            !inside(before.and_then(|before| before.chars().next_back()))
                && !inside(after.and_then(|after| after.chars().next()))
        })
}
