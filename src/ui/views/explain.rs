//! What there is to explain about a text in hand: what it is for, and every abbreviation in it.

use crate::app::Session;
use crate::ui::widgets::{small, strong, wrapped};
use egui::text::CharIndex;
use egui::{Galley, Id, Key, Popup, Pos2, Rect, Response, Ui};
use std::collections::BTreeSet;

/// An open explanation.
#[derive(Debug)]
pub(super) struct Explained {
    title: &'static str,
    purpose: &'static str,
    lines: Vec<String>,
    anchor: Rect,
    fresh: bool,
}

impl Explained {
    /// Explains texts, the first of which is in hand: its abbreviations come first.
    pub(super) fn new(
        session: &Session,
        (title, purpose): (&'static str, &'static str),
        texts: &[String],
        anchor: Rect,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let lines = texts
            .iter()
            .flat_map(|text| session.glossary().terms(text))
            .map(|term| term.entry.line().to_owned())
            .filter(|line| seen.insert(line.clone()))
            .collect();
        Self { title, purpose, lines, anchor, fresh: true }
    }

    /// Shows it; false when it is left, by a key, its button or a click elsewhere.
    pub(super) fn show(&mut self, ui: &mut Ui) -> bool {
        let mut open = true;
        let mut closed = false;
        Popup::new(Id::unique("explained"), ui.ctx().clone(), self.anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(format!("About {}", self.title))
            .show(|ui| {
                ui.set_max_width(420.0);
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(strong(self.title));
                wrapped(ui, self.purpose);
                ui.add_space(4.0);
                if self.lines.is_empty() {
                    wrapped(ui, small(ui, "No abbreviation in it is in the glossary."));
                }
                egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
                    for line in &self.lines {
                        wrapped(ui, line);
                    }
                });
                ui.add_space(4.0);
                let close = ui.button("Close");
                // A screen reader reads on from here.
                if self.fresh {
                    close.request_focus();
                }
                let told = format!("{} {}", self.purpose, self.lines.join(". "));
                ui.ctx().accesskit_node_builder(close.id, |node| node.set_description(told));
                closed = close.clicked();
            });
        let left = !self.fresh && ui.input(|input| input.key_pressed(Key::Escape));
        self.fresh = false;
        open && !closed && !left
    }
}

/// Explains the abbreviation under the pointer in a text that is laid out at `corner`.
pub(super) fn explain_under_pointer(session: &Session, text: &str, galley: &Galley, corner: Pos2, response: &Response) {
    let Some(pos) = response.hover_pos().filter(|_| !response.is_pointer_button_down_on()) else { return };
    let CharIndex(character) = galley.cursor_from_pos(pos - corner).index;
    let inside = galley.rect.contains((pos - corner).to_pos2());
    let byte = text.char_indices().nth(character).map(|(byte, _)| byte);
    let Some(byte) = byte.filter(|_| inside) else { return };
    let terms = session.glossary().terms(text);
    if let Some(term) = terms.iter().find(|term| term.range.contains(&byte)) {
        response.clone().on_hover_text_at_pointer(term.entry.line());
    }
}
