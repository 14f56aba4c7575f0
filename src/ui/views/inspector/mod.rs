//! The row in hand, in full: every field and what it is for, what an importer remarked, what the abbreviations mean, the
//! same wording elsewhere, and what the row was in the quarters before.

mod history;
mod twins;

use super::rows::status_words;
use crate::app::{App, Request, Session};
use crate::model::{ActionRow, DueReading, Glossary, RowField};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{Ladder, follow_focus, heading, level_line, link, muted, not_given, small, strong, wrapped};
use egui::{Id, Response, RichText, ScrollArea, Ui};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Shows the inspector.
#[must_use]
pub fn inspector(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let row = app.selection().first().and_then(|id| session.assessment().row(id));
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        if let Some(row) = row {
            requests.extend(row_in_full(ui, app, session, row));
        } else {
                heading(ui, "Inspector");
                wrapped(ui, muted(ui, "Select a row to see all of it here: every text in full, what was assumed when it was brought in, and what it was last quarter."));
        }
        follow_focus(ui);
    });
    requests
}

fn row_in_full(ui: &mut Ui, app: &App, session: &Session, row: &Arc<ActionRow>) -> Vec<Request> {
    let mut requests = Vec::new();
    let framework = session.framework();
    let number = framework.number(&row.change).unwrap_or_default();
    let change = framework.change(&row.change).map_or("", |change| change.title.as_str());
    let shows_purposes = purposes_shown(ui);
    let head = ui.label(small(ui, format!("{number} {change} · {}", row.id)));
    purpose(ui, head, RowField::Change, shows_purposes);
    field_label(ui, RowField::WhereNow, shows_purposes);
    let title = if row.where_now.is_empty() { "Nothing written yet" } else { &row.where_now };
    let response = ui.add(egui::Label::new(strong(title)).wrap());
    explained(session, &row.where_now, response);
    remark(ui, row, RowField::WhereNow);
    // Where we are now is the title already.
    for field in RowField::iter().filter(|field| *field != RowField::WhereNow) {
        let worth_showing = field != RowField::Change || row.mark(field).is_some();
        if worth_showing {
            field_label(ui, field, shows_purposes);
            value(ui, session, row, field);
            remark(ui, row, field);
        }
    }
    if let Some(source) = &row.source {
        label(ui, "Came from");
        wrapped(ui, format!("{}, line {}", source.document, source.line));
    }
    ui.add_space(9.0);
    let asked = if shows_purposes { "Hide what the fields are for" } else { "Show what the fields are for" };
    let asked = RichText::new(asked).size(theme::SMALL).color(ui.visuals().hyperlink_color);
    if link(ui, asked).clicked() {
        ui.data_mut(|data| data.insert_temp(Id::unique(PURPOSES), !shows_purposes));
    }
    words(ui, session, row);
    if let Some(beside) = app.beside().filter(|beside| beside.row == row.id) {
        requests.extend(twins::show(ui, session, row, &beside.twins));
        history::show(ui, session, &beside.history);
    }
    requests
}

/// Whether each field says what it is for. Kept by the toolkit while the window is open: it is no part of the document.
const PURPOSES: &str = "what the fields are for";

fn purposes_shown(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(Id::unique(PURPOSES))).unwrap_or(false)
}

fn field_label(ui: &mut Ui, field: RowField, shows_purposes: bool) {
    ui.add_space(9.0);
    let response = ui.label(small(ui, field.name()));
    purpose(ui, response, field, shows_purposes);
}

/// Says what a field is for: to a screen reader, under the pointer, and below where that was asked for.
fn purpose(ui: &mut Ui, label: Response, field: RowField, shown: bool) {
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(field.purpose()));
    if shown {
        wrapped(ui, small(ui, field.purpose()).italics());
    } else {
        label.on_hover_ui(|ui| {
            ui.label(small(ui, field.purpose()));
        });
    }
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
                let response = wrapped(ui, row.spread.typed());
                explained(session, row.spread.typed(), response);
            }
            for organisation in organisations {
                let sites = organisation.sites.join(", ");
                let words = if sites.is_empty() {
                    organisation.name.to_owned()
                } else {
                    format!("{} ({sites})", organisation.name)
                };
                let response = wrapped(ui, words.as_str());
                explained(session, &words, response);
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
                let response = wrapped(ui, &*text);
                explained(session, &text, response);
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

/// Every abbreviation in the row, in the order in which they come.
fn words(ui: &mut Ui, session: &Session, row: &ActionRow) {
    let mut lines: Vec<&str> = Vec::new();
    let glossary = session.glossary();
    for field in RowField::iter().filter(|field| *field != RowField::Change) {
        for line in lines_for(glossary, &row.text(field)) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if !lines.is_empty() {
        label(ui, "Words");
        for line in lines {
            wrapped(ui, line);
        }
    }
}

/// What the abbreviations in a text mean, each once.
fn lines_for<'a>(glossary: &'a Glossary, text: &str) -> Vec<&'a str> {
    let mut lines = Vec::new();
    for term in glossary.terms(text) {
        if !lines.contains(&term.entry.line()) {
            lines.push(term.entry.line());
        }
    }
    lines
}

/// Explains the abbreviations of a text under the pointer. They all stand in the list of words as well.
fn explained(session: &Session, text: &str, response: Response) {
    if !response.hovered() {
        return;
    }
    let lines = lines_for(session.glossary(), text);
    if !lines.is_empty() {
        response.on_hover_ui(|ui| {
            for line in lines {
                ui.label(line);
            }
        });
    }
}
