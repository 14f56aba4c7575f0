//! What the table says of itself: whose it is, for when, by which edition; and what became of its cells.

use super::{ImportState, Room};
use crate::app::{App, ImportStep, Proposing, Request};
use crate::model::{Due, DueReading, Period, Quarter};
use crate::ui::theme::palette;
use crate::ui::widgets::grid::{Shade, paint_shade};
use crate::ui::widgets::{announced, ringed, small, wrapped};
use chrono::NaiveDate;
use egui::{Response, RichText, Sense, TextEdit, Ui, vec2};

/// Shows it.
pub(super) fn summary(
    ui: &mut Ui,
    app: &App,
    proposing: &Proposing,
    state: &mut ImportState,
    room: Room,
) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut complaint = None;
    let proposal = proposing.proposal();
    ui.horizontal_wrapped(|ui| {
        let choices = proposing.choices();
        let mut place = choices.place.clone().unwrap_or_else(|| proposal.place.clone());
        if field(ui, "Place", &mut place, 210.0).changed() {
            requests.push(Request::Import(ImportStep::Place(place.clone())));
        }
        if place.trim().is_empty() {
            complaint = Some("The table does not say whose it is: name the place.".to_owned());
        }

        let quarter = choices.quarter.unwrap_or(proposal.quarter);
        let mut typed = state.quarter.take().unwrap_or_else(|| quarter.to_string());
        let response = field(ui, "Quarter", &mut typed, 96.0);
        match typed.parse::<Quarter>() {
            Ok(read) if read != quarter => requests.push(Request::Import(ImportStep::Quarter(read))),
            Ok(_) => {}
            Err(error) => complaint = Some(format!("{error}.")),
        }
        state.quarter = response.has_focus().then_some(typed);

        let day = choices.as_at.unwrap_or(proposal.as_at);
        let mut typed = state.as_at.take().unwrap_or_else(|| day.format("%-d %b %Y").to_string());
        let response = field(ui, "As at", &mut typed, 104.0);
        match read_day(&typed) {
            Some(read) if read != day => requests.push(Request::Import(ImportStep::AsAt(read))),
            Some(_) => {}
            None => complaint = Some(format!("“{}” is not a day; write it like 30 June 2019.", typed.trim())),
        }
        state.as_at = response.has_focus().then_some(typed);

        requests.extend(edition(ui, app, proposing));
        requests.extend(sheet(ui, proposing));
    });
    if let Some(complaint) = complaint {
        announced(&wrapped(ui, RichText::new(complaint).color(palette(ui).alert)));
    }
    counts(ui, proposing, room);
    ui.add_space(if room == Room::Low { 2.0 } else { 6.0 });
    requests
}

/// Things that stay together in a line, of which so much is known: the whole goes into the next line where there is no
/// room for it.
fn together<R>(ui: &mut Ui, words: &str, beside: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let words = ui.painter().layout_no_wrap(words.to_owned(), font, palette(ui).ink).size().x;
    let size = vec2((words + beside).min(ui.max_rect().width()), 30.0);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        add(ui)
    })
    .inner
}

fn field(ui: &mut Ui, name: &str, typed: &mut String, width: f32) -> Response {
    let width = width.min(ui.max_rect().width() - 100.0);
    together(ui, name, width + 26.0, |ui| {
        let label = ui.label(small(ui, name));
        let edit = TextEdit::singleline(typed).desired_width(width).margin(egui::Margin::symmetric(8, 4));
        let response = ui.add(edit).labelled_by(label.id).accessible_name(name);
        ringed(ui, &response);
        response
    })
}

fn edition(ui: &mut Ui, app: &App, proposing: &Proposing) -> Option<Request> {
    let now = &proposing.proposal().framework;
    let mut chosen = None;
    together(ui, &format!("Edition {}", now.id), 48.0, |ui| {
        ui.label(small(ui, "Edition"));
        let combo = egui::ComboBox::from_id_salt("table-edition").selected_text(now.id.as_str());
        let response = combo.show_ui(ui, |ui| {
            for known in app.frameworks().iter() {
                if ui.selectable_label(known.id == now.id, &known.title).clicked() {
                    chosen = Some(Request::Import(ImportStep::Edition(known.id.clone())));
                }
            }
        });
        response.response.accessible_name(format!("Edition: {}", now.title));
    });
    chosen
}

/// Which sheet is read, where there are several.
fn sheet(ui: &mut Ui, proposing: &Proposing) -> Option<Request> {
    let sheets = &proposing.source().sheets;
    if sheets.len() < 2 {
        return None;
    }
    let name = |at: usize| {
        let name = sheets.get(at).map_or("", |sheet| sheet.name.as_str());
        let hidden = if sheets.get(at).is_some_and(|sheet| sheet.hidden) { " (hidden)" } else { "" };
        if name.is_empty() { format!("Table {}", at + 1) } else { format!("{name}{hidden}") }
    };
    let now = name(proposing.sheet());
    let mut chosen = None;
    together(ui, &format!("Sheet {now}"), 48.0, |ui| {
        ui.label(small(ui, "Sheet"));
        let combo = egui::ComboBox::from_id_salt("table-sheet").selected_text(&now).truncate();
        let response = combo.show_ui(ui, |ui| {
            for at in 0..sheets.len() {
                if ui.selectable_label(at == proposing.sheet(), name(at)).clicked() {
                    chosen = Some(Request::Import(ImportStep::Sheet(at)));
                }
            }
        });
        response.response.accessible_name(format!("Sheet: {now}"));
    });
    chosen
}

/// What became of the cells: the counts are the legend of the marks as well.
fn counts(ui: &mut Ui, proposing: &Proposing, room: Room) {
    let proposal = proposing.proposal();
    let counts = proposal.cell_counts();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 2.0);
        if !proposal.rows.is_empty() || proposal.levels.is_empty() {
            ui.label(counted_rows(proposal.rows.len(), proposal.changes.len()));
        }
        if !proposal.levels.is_empty() {
            ui.label(format!("levels of {}", figures(proposal.levels.len(), "change", "changes")));
        }
        let each = [
            (Shade::Used, counts.used, "used"),
            (Shade::Assumed, counts.assumed, "assumed"),
            (Shade::Unread, counts.unread, "not read"),
        ];
        for (shade, count, words) in each {
            let words = format!("{} {words}", figures(count, "cell", "cells"));
            together(ui, &words.clone(), 30.0, |ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(22.0, 16.0), Sense::hover());
                let palette = palette(ui);
                ui.painter().rect_filled(rect, 0.0, palette.surface);
                paint_shade(ui.painter(), rect, shade, palette);
                ui.painter().rect_stroke(rect, 0.0, palette.edge(palette.mark), egui::StrokeKind::Outside);
                ui.label(words);
            });
        }
        if room != Room::Wide {
            // The parts below have it in their names.
            return;
        }
        let open = proposing.open().count();
        let words = match open {
            0 => "nothing waits to be settled".to_owned(),
            1 => "1 finding to settle".to_owned(),
            many => format!("{many} findings to settle"),
        };
        ui.label(words);
    });
}

fn counted_rows(rows: usize, changes: usize) -> String {
    // In figures, as they stand beside others.
    format!("{} in {}", figures(rows, "row", "rows"), figures(changes, "change", "changes"))
}

fn figures(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A day typed in full.
fn read_day(typed: &str) -> Option<NaiveDate> {
    match Due::read(typed, NaiveDate::default()).reading() {
        DueReading::On(date) if !date.year_inferred => match date.period {
            Period::Day(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}
