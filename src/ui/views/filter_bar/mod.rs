//! The filter above the action table: a field for words, a chip for each facet, what is in force and how to be rid of it.
//!
//! What is hidden must never be forgotten: while a filter is in force the bar counts what is shown and offers all rows
//! again. Where there is no room it folds into one button with the same inside.

mod chips;
mod saved;

use crate::app::{App, Command, Facet, Filter, Request, count_rows};
use crate::ui::theme::palette;
use crate::ui::widgets::{accent_button, announced, link, muted, title};
use chips::Lists;
use egui::style::StyleModifier;
use egui::{Button, Key, Popup, PopupCloseBehavior, ScrollArea, StrokeKind, TextEdit, Ui};

/// Below this width the bar folds into one button.
const FOLDS: f32 = 560.0;
/// Width of the field.
const FIELD: f32 = 148.0;

/// What the bar keeps to itself.
#[derive(Debug, Default)]
pub struct FilterBar {
    focus: bool,
    lists: Lists,
}

/// What came of one frame.
#[derive(Debug, Default)]
pub struct FilterBarResponse {
    /// What is asked for.
    pub requests: Vec<Request>,
    /// The keyboard is to go to the rows.
    pub to_rows: bool,
}

impl FilterBar {
    /// Gives the field the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// Shows the bar; `of_change` for the rows of one change, which are not filtered by change.
    pub fn show(&mut self, ui: &mut Ui, app: &App, of_change: bool) -> FilterBarResponse {
        let mut response = FilterBarResponse::default();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            ui.spacing_mut().button_padding = egui::vec2(9.0, 4.0);
            if ui.available_width() < FOLDS {
                self.folded(ui, app, of_change, &mut response);
            } else {
                self.field(ui, app, FIELD, &mut response);
                for facet in facets(of_change) {
                    response.requests.extend(self.lists.chip(ui, app, facet));
                }
                response.requests.extend(saved::menu(ui, app));
            }
            in_force(ui, app, &mut response);
        });
        ui.add_space(2.0);
        response
    }

    /// One button with everything in it.
    fn folded(&mut self, ui: &mut Ui, app: &App, of_change: bool, response: &mut FilterBarResponse) {
        let button = chips::framed(ui, Button::new("Filter ▼"), app.filtered());
        let id = Popup::default_response_id(&button);
        if self.focus {
            Popup::open_id(ui.ctx(), id);
        }
        let height = (ui.ctx().content_rect().height() - 60.0).max(120.0);
        Popup::menu(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name("Filter")
            .style(StyleModifier::default())
            .show(|ui| {
                ui.set_width(260.0);
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    self.field(ui, app, ui.available_width() - 24.0, response);
                    if response.to_rows {
                        Popup::close_id(ui.ctx(), id);
                    }
                    for facet in facets(of_change) {
                        let salt = ("facet", facet);
                        let chosen = app.filter().of(facet).count();
                        let name =
                            if chosen == 0 { facet.name().to_owned() } else { format!("{}: {chosen}", facet.name()) };
                        egui::CollapsingHeader::new(name)
                            .id_salt(salt)
                            .show(ui, |ui| response.requests.extend(self.lists.choices(ui, app, facet)));
                    }
                    response.requests.extend(saved::entries(ui, app));
                    crate::ui::widgets::follow_focus(ui);
                });
            });
    }

    /// The field for words. Escape empties it, and leaves it when it is empty.
    fn field(&mut self, ui: &mut Ui, app: &App, width: f32, response: &mut FilterBarResponse) {
        let mut words = app.filter().words.clone();
        let edit = TextEdit::singleline(&mut words)
            .id_salt("filter-words")
            .hint_text("Words in the row")
            .desired_width(width)
            .margin(egui::Margin::symmetric(8, 4));
        let field = ui.add(edit).accessible_name("Filter by words");
        let keys = Command::Filter.shortcut().map_or_else(String::new, |keys| keys.to_string());
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_keyboard_shortcut(keys));
        if std::mem::take(&mut self.focus) {
            field.request_focus();
        }
        if field.has_focus() {
            let ring = palette(ui).focus_ring();
            ui.painter().rect_stroke(field.rect.expand(1.0), 4.0, ring, StrokeKind::Outside);
        }
        let ask = |words: String| Request::Filter(Filter { words, ..app.filter().clone() });
        let (down, enter, escape) = ui.input(|input| {
            (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::Enter), input.key_pressed(Key::Escape))
        });
        if field.changed() {
            response.requests.push(ask(words));
        } else if field.lost_focus() && escape && !words.is_empty() {
            response.requests.push(ask(String::new()));
            field.request_focus();
        } else if (field.has_focus() && down) || (field.lost_focus() && (enter || escape)) {
            // With no row to go to the field is where the filter can be mended.
            if app.visible().positions.is_empty() {
                field.request_focus();
            } else {
                response.to_rows = true;
                // The key has done its work: it is not for the rows as well.
                ui.input_mut(|input| {
                    for key in [Key::ArrowDown, Key::Enter, Key::Escape] {
                        input.consume_key(egui::Modifiers::NONE, key);
                    }
                });
            }
        }
    }
}

/// The facets by which rows are filtered.
fn facets(of_change: bool) -> impl Iterator<Item = Facet> {
    use strum::IntoEnumIterator as _;
    Facet::iter().filter(move |facet| !of_change || *facet != Facet::Change)
}

/// How many rows are shown, and what has changed since filter and order were applied.
fn in_force(ui: &mut Ui, app: &App, response: &mut FilterBarResponse) {
    let visible = app.visible();
    let words = if app.filtered() {
        format!("{} of {}", visible.positions.len(), count_rows(visible.rows))
    } else {
        count_rows(visible.rows)
    };
    // Whole on the next line where it does not fit on this one.
    let count = ui.add(egui::Label::new(muted(ui, words)).extend());
    announced(&count);
    if app.filtered() {
        let sentence = app.session().map_or_else(String::new, |session| app.filter().words(session.framework()));
        count.on_hover_text(sentence);
        let clear = Command::ClearFilter;
        let keys = clear.shortcut().map_or_else(String::new, |keys| keys.to_string());
        let button = ui.button("Show all").on_hover_text(format!("{} ({keys})", clear.hint()));
        if button.clicked() {
            response.requests.push(Request::Command(clear));
        }
    }
    if let Some(words) = stale_words(visible.strays, visible.unordered) {
        announced(&ui.add(egui::Label::new(muted(ui, words)).extend()));
        if link(ui, "Apply again").clicked() {
            response.requests.push(Request::ApplyFilter);
        }
    }
}

/// What is not as filter and order would have it.
fn stale_words(strays: usize, unordered: bool) -> Option<String> {
    let strays = match strays {
        0 => None,
        1 => Some("1 row does not match".to_owned()),
        many => Some(format!("{many} rows do not match")),
    };
    match (strays, unordered) {
        (Some(strays), true) => Some(format!("{strays}, and edited rows kept their place")),
        (None, true) => Some("Edited rows kept their place".to_owned()),
        (strays, false) => strays,
    }
}

/// What stands where the rows would, when none matches.
#[must_use]
pub fn no_row_matches(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() / 4.0).min(60.0));
        title(ui, "No row matches");
        let sentence = app.session().map_or_else(String::new, |session| app.filter().words(session.framework()));
        ui.label(muted(ui, format!("{sentence}: none of {}.", count_rows(app.visible().rows))));
        ui.add_space(8.0);
        if accent_button(ui, "Show all rows").clicked() {
            requests.push(Request::Command(Command::ClearFilter));
        }
    });
    requests
}
