//! The trend: each change through the quarters with every plan as it stood, and the metrics against their targets.

mod figures;
mod ladders;

use crate::app::{App, Place, Problem, Request, Unread};
use crate::compare::Trend;
use crate::ui::header::{header_scrolls, view_header};
use crate::ui::widgets::{card, follow_focus, heading, link, muted, small, title, wrapped};
use egui::{ScrollArea, Ui};

/// Least width of a card.
const CARD: f32 = 340.0;
/// Room between cards.
const GAP: f32 = 16.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct TrendState {
    /// Everything in words, with no drawing.
    in_words: bool,
}

/// Shows the trend.
#[must_use]
pub fn trend(ui: &mut Ui, app: &App, state: &mut TrendState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let mut requests = Vec::new();
    let scrolls = header_scrolls(ui);
    if !scrolls {
        requests.extend(top(ui, app, state));
    }
    ScrollArea::vertical().id_salt("trend").auto_shrink([false, false]).show(ui, |ui| {
        if scrolls {
            requests.extend(top(ui, app, state));
        }
        if session.earlier().is_none() {
            ui.label(muted(ui, "Reading the earlier quarters…"));
        }
        if let Some(trend) = app.trend() {
            requests.extend(all(ui, trend, state.in_words));
        }
        for Unread { name, error } in session.earlier().iter().flat_map(|earlier| &earlier.unread) {
            let why = match error {
                Some(error) => Problem::from(error).what,
                None => "It was left out, because there is too much to hold.".to_owned(),
            };
            wrapped(ui, small(ui, format!("{name} could not be read. {why}")));
        }
        ui.add_space(12.0);
        follow_focus(ui);
    });
    requests
}

fn top(ui: &mut Ui, app: &App, state: &mut TrendState) -> Vec<Request> {
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Trend");
    });
    let Some(trend) = app.trend() else { return requests };
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut state.in_words, "In words").on_hover_text("Every level, plan and figure as a list");
        if ui.button("Copy sentences").on_hover_text("One sentence for each change and metric, to be pasted").clicked()
        {
            let sentences = trend.sentences();
            requests.push(Request::Copy(sentences.join("\n")));
        }
    });
    ui.add_space(4.0);
    requests
}

fn all(ui: &mut Ui, trend: &Trend, in_words: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    if let [only] = trend.quarters.as_slice() {
        wrapped(
            ui,
            muted(
                ui,
                format!("{only} is the only quarter in this folder. Each new quarter adds a step to every ladder."),
            ),
        );
    }
    heading(ui, "Levels");
    if !in_words {
        wrapped(ui, small(ui, LEGEND));
    }
    requests.extend(cards(ui, "levels", &trend.changes, |ui, change| {
        let mut requests = Vec::new();
        let number = trend.changes.iter().position(|other| other.change == change.change).unwrap_or_default() + 1;
        let words = format!("{number}  {}", change.short);
        if link(ui, words).on_hover_text("Show the change").clicked() {
            requests.push(Request::Go(Place::Change(change.change.clone())));
        }
        if in_words {
            ladders::in_words(ui, change);
        } else {
            ladders::ladders(ui, trend, change);
        }
        wrapped(ui, small(ui, change.sentence()));
        requests
    }));
    if !trend.metrics.is_empty() {
        ui.add_space(8.0);
        heading(ui, "Metrics");
        requests.extend(cards(ui, "metrics", &trend.metrics, |ui, metric| {
            heading(ui, &metric.name);
            wrapped(ui, small(ui, metric.unit.clone()));
            if in_words {
                figures::in_words(ui, metric);
            } else {
                figures::line(ui, metric);
            }
            if let Some(sentence) = metric.sentence() {
                wrapped(ui, small(ui, sentence));
            }
            if !metric.note.is_empty() {
                wrapped(ui, small(ui, metric.note.clone()));
            }
            Vec::new()
        }));
    }
    requests
}

const LEGEND: &str = "Filled: the level in that quarter. Outlined: a plan for that quarter, with a line from where it was made. \
                      Dashed: not assessed.";

/// Cards in as many columns as there is room for, those of a line equally high.
fn cards<T>(ui: &mut Ui, part: &str, items: &[T], mut show: impl FnMut(&mut Ui, &T) -> Vec<Request>) -> Vec<Request> {
    let mut requests = Vec::new();
    let columns = (((ui.available_width() + GAP) / (CARD + GAP)).floor() as usize).max(1);
    let width = (ui.available_width() - GAP * (columns as f32 - 1.0)) / columns as f32;
    for (at, line) in items.chunks(columns).enumerate() {
        // As high as the highest of the line was in the frame before.
        let id = ui.unique_id().with((part, at, columns));
        let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let mut highest = 0.0_f32;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for item in line {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    card(ui, |ui| {
                        let top = ui.cursor().min.y;
                        requests.extend(show(ui, item));
                        let height = ui.min_rect().max.y - top;
                        highest = highest.max(height);
                        ui.add_space((known - height).max(0.0));
                    });
                });
            }
        });
        if (highest - known).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(id, highest));
            ui.request_repaint();
        }
        ui.add_space(GAP - 8.0);
    }
    requests
}
