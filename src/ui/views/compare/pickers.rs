//! Which two assessments: a menu for either side, and a button that changes them over.

use crate::app::{App, CompareChoice, CompareSide, CompareStep, Request};
use crate::ui::menus::menu_style;
use crate::ui::widgets::{follow_focus, small, strong};
use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, Response, ScrollArea, Ui, vec2};

/// What the menus keep to themselves: whether each was open.
#[derive(Debug, Default)]
pub(super) struct Pickers {
    open: [bool; 2],
}

impl Pickers {
    /// Shows both; `focus` puts the keyboard on the first.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, focus: bool) -> Vec<Request> {
        let mut requests = Vec::new();
        let choices = app.compare_choices();
        ui.horizontal_wrapped(|ui| {
            let [before, after] = &mut self.open;
            let response = picker(ui, app, &choices, (false, before), &mut requests);
            if focus {
                response.request_focus();
            }
            let swap = ui.add_enabled(app.compare_side(false).is_some(), Button::new("Swap"));
            if swap.on_hover_text("The one before becomes the one after").clicked() {
                requests.push(Request::Compare(CompareStep::Swap));
            }
            picker(ui, app, &choices, (true, after), &mut requests);
            if app.comparing_busy() {
                ui.label(small(ui, "Comparing…"));
            }
        });
        ui.add_space(4.0);
        requests
    }
}

/// The longest name that a menu shows whole.
const LONGEST: usize = 40;

fn picker(
    ui: &mut Ui,
    app: &App,
    choices: &[CompareChoice],
    (after, was_open): (bool, &mut bool),
    requests: &mut Vec<Request>,
) -> Response {
    let side = if after { "After" } else { "Before" };
    let chosen = app.compare_chosen(after);
    let (name, note) = chosen
        .as_ref()
        .map_or_else(|| ("choose".to_owned(), String::new()), |chosen| (short(&chosen.name), short(&chosen.note)));
    let button = Button::new((small(ui, side), strong(format!("{name} ▼")), small(ui, note.clone())));
    let menu = MenuButton::from_button(button).config(MenuConfig::new().style(menu_style));
    let (response, shown) = menu.ui(ui, |ui| {
        let window = ui.ctx().content_rect();
        let height = (window.bottom() - ui.max_rect().top() - 16.0).max(80.0);
        let width = 280.0_f32.min(window.width() - 40.0);
        ui.set_max_size(vec2((window.width() - 40.0).min(420.0), height));
        ui.set_min_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for choice in choices {
                let here = chosen.as_ref().is_some_and(|chosen| chosen.side == choice.side);
                let entry = Button::selectable(here, short(&choice.name))
                    .right_text(small(ui, short(&choice.note)))
                    .min_size(vec2(width - 8.0, 28.0));
                let entry = ui.add(entry).accessible_name(said(&choice.name, &choice.note));
                if let CompareSide::File(path) = &choice.side {
                    entry.clone().on_hover_text(path.display().to_string());
                }
                if entry.clicked() {
                    let step = CompareStep::Choose { after, side: choice.side.clone() };
                    requests.push(Request::Compare(step));
                    ui.close();
                }
            }
            ui.separator();
            let other = Button::new("Another file…").frame_when_inactive(false).min_size(vec2(width - 8.0, 28.0));
            if ui.add(other).clicked() {
                requests.push(Request::Compare(CompareStep::AnotherFile { after }));
                ui.close();
            }
            follow_focus(ui);
        });
    });
    let open = shown.is_some();
    if *was_open && !open {
        // What had the keyboard has gone with the menu.
        response.request_focus();
    }
    *was_open = open;
    let name = format!("{side}: {}", said(&name, &note));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    response
}

fn said(name: &str, note: &str) -> String {
    if note.is_empty() { name.to_owned() } else { format!("{name}, {note}") }
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}
