//! The chips: a button for each facet, with a list of check boxes behind it.

use crate::app::{App, Choice, Derived, Facet, Filter, Place, Request, Value};
use crate::model::Assessment;
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{follow_focus, muted, ringed, small};
use egui::style::StyleModifier;
use egui::{
    Atom, AtomExt as _, Button, Checkbox, CornerRadius, Frame, Key, Popup, PopupCloseBehavior, Response, RichText,
    ScrollArea, Stroke, Ui,
};
use std::sync::Arc;

/// Longest value on a chip, in characters.
const LONGEST: usize = 22;
/// Most choices in a list; what lies beyond is found by its words.
const MOST: usize = 200;

/// The lists behind the chips.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Option<Facet>,
    worked_out: Vec<WorkedOut>,
}

/// Choices, and the state that they were worked out for.
#[derive(Debug)]
struct WorkedOut {
    facet: Facet,
    filter: Filter,
    /// Where the window was: within one change others are counted.
    place: Place,
    assessment: Arc<Assessment>,
    derived: Option<Arc<Derived>>,
    choices: Arc<[Choice]>,
}

/// A button that is filled while it has something in force.
pub(super) fn framed(ui: &mut Ui, button: Button<'_>, in_force: bool) -> Response {
    let palette = palette(ui);
    let button =
        if in_force { button.fill(palette.accent_weak).stroke(Stroke::new(1.0, palette.accent)) } else { button };
    let response = ui.add(button);
    // Its own edge takes the place of the ring that the toolkit draws.
    ringed(ui, &response);
    response
}

impl Lists {
    /// A chip with its list.
    pub(super) fn chip(&mut self, ui: &mut Ui, app: &App, facet: Facet) -> Vec<Request> {
        let mut requests = Vec::new();
        let values: Vec<&Value> = app.filter().of(facet).collect();
        let remove = || Request::Filter(app.filter().without(facet));
        let in_force = !values.is_empty();
        let chosen = app.session().map_or_else(String::new, |session| summary(&values, session.framework()));
        let words = if in_force { format!("{}: {chosen}", facet.name()) } else { format!("{} ▼", facet.name()) };
        let ink = if in_force { palette(ui).accent } else { palette(ui).ink };
        let radius = theme::RADIUS;
        let (left, right) = (
            CornerRadius { nw: radius, sw: radius, ne: 0, se: 0 },
            CornerRadius { nw: 0, sw: 0, ne: radius, se: radius },
        );
        let name = if in_force { words.clone() } else { format!("{}: all", facet.name()) };
        let spacing = ui.spacing().item_spacing.x;
        // The two halves of a chip touch.
        ui.spacing_mut().item_spacing.x = if in_force { 0.0 } else { spacing };
        let mut button = Button::new(RichText::new(words).color(ink));
        if in_force {
            button = button.corner_radius(left);
        }
        let chip = framed(ui, button, in_force).accessible_name(name);
        ui.spacing_mut().item_spacing.x = spacing;
        if in_force {
            let cross = Button::new(RichText::new("×").color(ink)).corner_radius(right);
            let name = format!("Remove the filter by {}", facet.name().to_lowercase());
            let cross = framed(ui, cross, true).accessible_name(name);
            let deleted = chip.has_focus()
                && ui.input_mut(|input| {
                    input.consume_key(egui::Modifiers::NONE, Key::Delete)
                        || input.consume_key(egui::Modifiers::NONE, Key::Backspace)
                });
            if cross.clicked() || deleted {
                requests.push(remove());
                chip.request_focus();
            }
        }
        let was_open = self.open == Some(facet);
        let shown = Popup::menu(&chip)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(facet.name())
            // Not as a menu: its boxes would have no outline.
            .style(StyleModifier::default())
            .show(|ui| {
                ui.set_min_width(240.0);
                let height = (ui.ctx().content_rect().height() - chip.rect.bottom() - 40.0).max(160.0);
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    // Room for the ring of what has the keyboard.
                    Frame::new().inner_margin(3).show(ui, |ui| requests.extend(self.list(ui, app, facet, !was_open)));
                    follow_focus(ui);
                });
            });
        match (was_open, shown.is_some()) {
            (false, true) => self.open = Some(facet),
            (true, false) => {
                self.open = None;
                self.worked_out.clear();
                // Nothing else has asked for the keyboard, so it goes back to where the list was opened.
                if ui.memory(egui::Memory::focused).is_none() {
                    chip.request_focus();
                }
            }
            _ => {}
        }
        requests
    }

    /// The choices of a facet, where they stand open in a folded bar.
    pub(super) fn choices(&mut self, ui: &mut Ui, app: &App, facet: Facet) -> Vec<Request> {
        self.list(ui, app, facet, false)
    }

    fn list(&mut self, ui: &mut Ui, app: &App, facet: Facet, fresh: bool) -> Vec<Request> {
        let mut requests = Vec::new();
        let choices = self.worked_out(app, facet);
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, choice) in choices.iter().take(MOST).enumerate() {
            let mut on = choice.chosen;
            let words = RichText::new(&choice.words);
            let words = if choice.rows == 0 && !on { words.color(palette(ui).muted) } else { words };
            let count = small(ui, choice.rows.to_string());
            let response = ui.add(Checkbox::new(&mut on, (words.atom_shrink(true), Atom::grow(), count)));
            let rows = crate::app::count_rows(choice.rows);
            let response = response.accessible_name(format!("{}, {rows}", choice.words));
            if response.has_focus() {
                let ring = palette(ui).focus_ring();
                ui.painter().rect_stroke(
                    response.rect.expand2(egui::vec2(3.0, 0.0)),
                    4.0,
                    ring,
                    egui::StrokeKind::Inside,
                );
            }
            if fresh && at == 0 {
                response.request_focus();
            }
            if response.changed() {
                requests.push(Request::Filter(app.filter().toggled(&choice.value)));
            }
        }
        if choices.is_empty() {
            ui.label(muted(ui, "No row names one."));
        }
        if choices.len() > MOST {
            ui.label(small(ui, format!("{} more: find them by their words.", choices.len() - MOST)));
        }
        if app.filter().of(facet).next().is_some() {
            ui.separator();
            if ui.button(format!("Any {}", facet.name().to_lowercase())).clicked() {
                requests.push(Request::Filter(app.filter().without(facet)));
            }
        }
        requests
    }

    /// What can be chosen of a facet, worked out once for each state: several lists may stand open at once.
    fn worked_out(&mut self, app: &App, facet: Facet) -> Arc<[Choice]> {
        let Some(session) = app.session() else { return Arc::default() };
        let assessment = session.assessment();
        let same_derived = |known: &WorkedOut| match (&known.derived, app.derived()) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        let current = |known: &WorkedOut| {
            known.filter == *app.filter()
                && known.place == *app.place()
                && Arc::ptr_eq(&known.assessment, assessment)
                && same_derived(known)
        };
        self.worked_out.retain(current);
        if let Some(known) = self.worked_out.iter().find(|known| known.facet == facet) {
            return Arc::clone(&known.choices);
        }
        let choices: Arc<[Choice]> = app.choices(facet).into();
        self.worked_out.push(WorkedOut {
            facet,
            filter: app.filter().clone(),
            place: app.place().clone(),
            assessment: Arc::clone(assessment),
            derived: app.derived().map(Arc::clone),
            choices: Arc::clone(&choices),
        });
        choices
    }
}

/// What a chip says is chosen: "4 Mature", "4 Mature and 2 more".
fn summary(values: &[&Value], framework: &crate::model::Framework) -> String {
    let Some((first, rest)) = values.split_first() else { return String::new() };
    let words = first.words(framework);
    let mut shown: String = words.chars().take(LONGEST).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    if rest.is_empty() { shown } else { format!("{shown} and {} more", rest.len()) }
}
