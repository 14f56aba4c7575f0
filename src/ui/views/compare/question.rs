//! Is this the same row? Two rows that were found to be one by their words alone, side by side, for a person to decide.

use super::Sheet;
use super::item::Said;
use crate::app::{CompareStep, Request};
use crate::compare::Pair;
use crate::model::{ActionRow, RowField, capitalised};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{Wording, difference_said, muted, not_given, small, strong, wrapped};
use egui::{Frame, Margin, Ui};

/// The fields shown, besides where we are now.
const SHOWN: [RowField; 3] = [RowField::Needs, RowField::Due, RowField::Owner];
/// With less room than this the two stand one under the other.
const BESIDE: f32 = 520.0;

/// How certain a pair is, in words.
const fn certain(confidence: f32) -> &'static str {
    if confidence >= 0.6 {
        "likely"
    } else if confidence >= 0.45 {
        "possible"
    } else {
        "doubtful"
    }
}

pub(super) fn show(ui: &mut Ui, sheet: &Sheet<'_>, at: usize, pair: &Pair, said: &mut Said) {
    let compared = sheet.compared;
    let row = |side: &crate::app::ComparedSide, row: &Option<crate::compare::RowAt>| {
        row.as_ref().and_then(|row| side.assessment.rows.get(row.position).cloned())
    };
    let (Some(before), Some(after)) = (row(&compared.before, &pair.before), row(&compared.after, &pair.after)) else {
        return;
    };
    let palette = palette(ui);
    let frame = Frame::new()
        .fill(palette.accent_weak)
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(12, 10))
        .outer_margin(Margin { bottom: 6, ..Margin::ZERO });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let percent = (pair.confidence * 100.0).round();
        ui.horizontal_wrapped(|ui| {
            ui.label(strong("Is this the same row?"));
            ui.label(muted(ui, format!("{} ({percent} % alike)", capitalised(certain(pair.confidence)))));
        });
        let quarters = (compared.before.assessment.quarter, compared.after.assessment.quarter);
        let heads = [format!("{}, row {}", quarters.0, before.id), format!("{}, row {}", quarters.1, after.id)];
        if ui.available_width() < BESIDE {
            let [one, other] = &heads;
            side(ui, one, &before, None);
            side(ui, other, &after, Some(&before));
        } else {
            ui.columns(2, |columns| {
                let [one, other] = columns else { return };
                let [head, next] = &heads;
                side(one, head, &before, None);
                side(other, next, &after, Some(&before));
            });
        }
        match (compared.open_is_after(), sheet.editable) {
            (None, _) => {
                let why = "The answer is kept in the open assessment. Choose it on one side to decide this.";
                wrapped(ui, small(ui, why));
            }
            (Some(_), false) => {
                let why = sheet.read_only.unwrap_or("It is only read here");
                wrapped(ui, small(ui, format!("{why}, so no answer can be kept in it.")));
            }
            (Some(_), true) => {
                ui.horizontal(|ui| {
                    for (label, same, words) in [("Yes", true, "the same row"), ("No", false, "two rows")] {
                        let name = format!("{label}, {} and {} are {words}", before.id, after.id);
                        let answer = ui.button(label).accessible_name(name);
                        said.first.get_or_insert(answer.id);
                        if answer.clicked() {
                            said.requests.push(Request::Compare(CompareStep::SameRow { pair: at, same }));
                        }
                    }
                });
            }
        }
    });
}

/// One row; the other beside which it stands tells what is marked in it.
fn side(ui: &mut Ui, head: &str, row: &ActionRow, other: Option<&ActionRow>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        wrapped(ui, small(ui, head));
        match other {
            Some(other) if other.where_now != row.where_now => {
                let job = Wording::body(ui).difference(ui, &other.where_now, &row.where_now);
                let label = wrapped(ui, job);
                let said = format!("{}: {}", row.where_now, difference_said(&other.where_now, &row.where_now));
                label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
            }
            _ if row.where_now.trim().is_empty() => not_given(ui, "nothing said"),
            _ => {
                wrapped(ui, row.where_now.as_str());
            }
        }
        for field in SHOWN {
            let text = row.text(field);
            if !text.trim().is_empty() {
                wrapped(ui, small(ui, format!("{}: {text}", field.name())));
            }
        }
    });
}
