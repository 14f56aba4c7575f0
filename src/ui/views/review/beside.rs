//! What stood in a field last quarter, with the words that went struck and those that came underlined: marked by a line,
//! never by colour alone.

use crate::app::Session;
use crate::model::{ActionRow, Assessment, Quarter, RowField};
use crate::ui::theme::{self, palette};
use crate::ui::views::rows::status_words;
use crate::ui::widgets::{Ladder, Wording, level_line, muted, small, strong, wrapped};
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Ui};
use std::sync::Arc;

/// What heads last quarter's column.
pub(super) fn heading(ui: &mut Ui, quarter: Quarter, there: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.label(strong(quarter.to_string()));
    if there {
        wrapped(ui, small(ui, "Words that went are struck, words that came are underlined."));
    } else {
        wrapped(ui, muted(ui, "The row was not there yet."));
    }
}

/// Whether a field is another than it was.
pub(super) fn differs(before: &ActionRow, now: &ActionRow, field: RowField) -> bool {
    before.differing(now).any(|differing| differing == field)
}

/// Shows what stood there.
pub(super) fn then(
    ui: &mut Ui,
    session: &Session,
    (quarter, before): (&Assessment, &Arc<ActionRow>),
    now: &ActionRow,
    field: RowField,
) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let differs = differs(before, now, field);
    let state = if differs { "changed" } else { "unchanged" };
    ui.label(small(ui, format!("{}, {state}", field.name())));
    match field {
        RowField::Status => level_line(ui, Ladder::of_status(&before.status), &status_words(&before.status)),
        RowField::Change => {
            // Its framework may be another edition, of which only the key is known here.
            let framework = session.framework();
            let title = framework.change(&before.change).map_or(before.change.as_str(), |change| change.title.as_str());
            ui.label(muted(ui, title));
        }
        _ => {
            let (then, now) = (before.text(field), now.text(field));
            let label = ui.add(egui::Label::new(marked(ui, &then, &now)).wrap());
            let said = if then.trim().is_empty() { "nothing" } else { &then };
            let said = format!("{}, {}: {said}", field.name(), quarter.quarter);
            label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
        }
    }
    ui.add_space(6.0);
}

/// A text as it was, with what went from it and what came to it.
fn marked(ui: &Ui, then: &str, now: &str) -> LayoutJob {
    if then == now || (then.trim().is_empty() && now.trim().is_empty()) {
        let words = if then.trim().is_empty() { "nothing" } else { then };
        let mut job = LayoutJob::default();
        job.append(words, 0.0, TextFormat::simple(FontId::proportional(theme::BODY), palette(ui).muted));
        return job;
    }
    Wording::body(ui).difference(ui, then, now)
}
