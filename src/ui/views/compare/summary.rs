//! What stands above the list: the sentences for the minutes, how many of each kind, and what of it is shown.

use super::list::{Chosen, Counts};
use crate::app::{CompareStep, Compared, Request};
use crate::compare::{Class, PairKind};
use crate::model::capitalised;
use crate::ui::theme::palette;
use crate::ui::widgets::{announced, card, heading, muted, ringed, small, wrapped};
use egui::{Button, RichText, Stroke, Ui};

/// The sentences, to be copied.
pub(super) fn sentences(ui: &mut Ui, told: &[String], only: &mut bool) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.horizontal_wrapped(|ui| {
        heading(ui, "For the minutes");
        if ui.button("Copy sentences").on_hover_text("One a line").clicked() {
            requests.push(Request::Compare(CompareStep::CopySentences));
        }
        if toggle(ui, *only, "Sentences only", "Sentences only").clicked() {
            *only = !*only;
        }
    });
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        for sentence in told {
            wrapped(ui, sentence);
        }
    });
    requests
}

/// The chips that filter, and how many rows came, went and stayed.
pub(super) fn chips(ui: &mut Ui, rows: &str, counts: &Counts, chosen: &mut Chosen) {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        heading(ui, "What differs");
        let all = toggle(ui, chosen.is_all(), &format!("All {}", counts.told), "All differences");
        if all.clicked() {
            chosen.classes.clear();
            chosen.questions = false;
        }
        for (class, count) in &counts.of_class {
            let on = chosen.classes.contains(class);
            let name = capitalised(class.name());
            let differences = if *count == 1 { "difference" } else { "differences" };
            let words = format!("{}{name} {count}", mark(*class));
            if toggle(ui, on, &words, &format!("{name}: {count} {differences}")).clicked() {
                if on {
                    chosen.classes.remove(class);
                } else {
                    chosen.classes.insert(*class);
                }
            }
        }
        if counts.questions > 0 {
            let words = format!("Same row? {}", counts.questions);
            let rows = if counts.questions == 1 { "row" } else { "rows" };
            let name = format!("Same row? {} {rows} to be decided", counts.questions);
            if toggle(ui, chosen.questions, &words, &name).clicked() {
                chosen.questions = !chosen.questions;
            }
        }
    });
    let words = small(ui, rows);
    announced(&wrapped(ui, words));
    ui.add_space(2.0);
}

/// What has come of the rows, in words.
pub(super) fn rows(compared: &Compared) -> String {
    let delta = &compared.comparison.delta;
    if compared.comparison.movement.rows.is_none() {
        let kept = if delta.pairs.is_empty() { "Neither of the two keeps an" } else { "One of the two keeps no" };
        return format!("{kept} action table, so no rows are compared.");
    }
    let parts: Vec<String> = [
        (PairKind::Added, "new"),
        (PairKind::Removed, "dropped"),
        (PairKind::Modified, "changed"),
        (PairKind::MovedToChange, "from another change"),
        (PairKind::Moved, "in another place"),
        (PairKind::Same, "the same"),
    ]
    .into_iter()
    .filter_map(|(kind, words)| {
        Some(delta.count(kind)).filter(|count| *count > 0).map(|count| format!("{count} {words}"))
    })
    .collect();
    let all = delta.pairs.len();
    let all = if all == 1 { "1 row".to_owned() } else { format!("{all} rows") };
    format!("{all}: {}", parts.join(", "))
}

/// A triangle before what is better or worse; the word stands beside it.
pub(super) const fn mark(class: Class) -> &'static str {
    match class {
        Class::Improved => "▲ ",
        Class::Regressed => "▼ ",
        _ => "",
    }
}

/// A button that stays pressed.
pub(super) fn toggle(ui: &mut Ui, on: bool, words: &str, name: &str) -> egui::Response {
    let palette = palette(ui);
    let ink = if on { palette.accent } else { palette.ink };
    let mut button = Button::new(RichText::new(words).color(ink)).selected(on);
    if on {
        button = button.fill(palette.accent_weak).stroke(Stroke::new(palette.outline, palette.accent));
    }
    let response = ui.add(button);
    // Its own edge takes the place of the ring that the toolkit draws.
    ringed(ui, &response);
    let name = name.to_owned();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, &name));
    response
}

/// A line for what is folded away, with its switch.
pub(super) fn fold(ui: &mut Ui, words: &str, shown: &mut bool) {
    ui.horizontal_wrapped(|ui| {
        ui.label(muted(ui, words));
        let label = if *shown { "Hide" } else { "Show" };
        if crate::ui::widgets::link(ui, label).accessible_name(format!("{label}: {words}")).clicked() {
            *shown = !*shown;
        }
    });
}
