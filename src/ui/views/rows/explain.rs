//! What there is to explain about a cell: what its column is for, and every abbreviation in its row.

use crate::app::Session;
use crate::model::{RowField, RowId};
use crate::ui::widgets::{small, strong, wrapped};
use egui::{Id, Key, Popup, Rect, Ui};
use std::collections::BTreeSet;

/// An open explanation.
#[derive(Debug)]
pub(super) struct Explained {
    row: RowId,
    field: RowField,
    anchor: Rect,
    fresh: bool,
}

impl Explained {
    pub(super) const fn new(row: RowId, field: RowField, anchor: Rect) -> Self {
        Self { row, field, anchor, fresh: true }
    }

    /// Shows it; false when it is left, by any key or a click elsewhere.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session) -> bool {
        let Some(row) = session.assessment().row(&self.row) else { return false };
        let mut open = true;
        let texts: Vec<String> = [self.field]
            .into_iter()
            .chain(crate::app::find::SEARCHED)
            .map(|field| row.text(field).into_owned())
            .collect();
        // Those of the cell itself first, then the others of the row.
        let mut seen = BTreeSet::new();
        let lines: Vec<String> = texts
            .iter()
            .flat_map(|text| session.glossary().terms(text))
            .map(|term| term.entry.line().to_owned())
            .filter(|line| seen.insert(line.clone()))
            .collect();
        let mut closed = false;
        Popup::new(Id::unique("explained"), ui.ctx().clone(), self.anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(format!("About {}", self.field.name()))
            .show(|ui| {
                ui.set_max_width(420.0);
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(strong(self.field.name()));
                wrapped(ui, self.field.purpose());
                ui.add_space(4.0);
                if lines.is_empty() {
                    wrapped(ui, small(ui, "No abbreviation in this row is in the glossary."));
                }
                egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
                    for line in &lines {
                        wrapped(ui, line);
                    }
                });
                ui.add_space(4.0);
                let close = ui.button("Close");
                // A screen reader reads on from here, and any of its keys closes it.
                if self.fresh {
                    close.request_focus();
                }
                let told = format!("{} {}", self.field.purpose(), lines.join(". "));
                ui.ctx().accesskit_node_builder(close.id, |node| node.set_description(told));
                closed = close.clicked();
            });
        let left = !self.fresh && ui.input(|input| input.key_pressed(Key::Escape) || input.key_pressed(Key::F1));
        self.fresh = false;
        open && !closed && !left
    }
}
