//! The menus: every command with its key, the files opened lately, the quarters of the folder.

use super::keys::toolkit_shortcut;
use super::widgets::follow_focus;
use crate::app::{App, Command, Menu, Request};
use egui::accesskit::Toggled;
use egui::containers::menu::MenuConfig;
use egui::{Atom, Button, ScrollArea, Shape, Stroke, Ui, vec2};

/// The menu bar; `inspector` says whether that stands open.
pub(super) fn menus(ui: &mut Ui, app: &App, inspector: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    egui::MenuBar::new().style(menu_style).config(MenuConfig::new().style(menu_style)).ui(ui, |ui| {
        for menu in Menu::all() {
            ui.menu_button(menu.title(), |ui| {
                let window = ui.ctx().content_rect();
                // A menu longer than the window scrolls, and what has the keyboard stays in sight.
                let height = (window.bottom() - ui.max_rect().top() - 16.0).max(80.0);
                // Room to grow: what the popup had in the last frame is no limit.
                ui.set_max_size(vec2((window.width() - 40.0).min(360.0), height));
                ui.set_min_width(240.0_f32.min(window.width() - 40.0));
                ui.spacing_mut().item_spacing.y = 2.0;
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    requests.extend(entries(ui, app, menu, inspector));
                    follow_focus(ui);
                });
            });
        }
    });
    requests
}

/// The commands of a menu.
fn entries(ui: &mut Ui, app: &App, menu: Menu, inspector: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    for command in Command::all().filter(|command| command.menu() == menu) {
        if command.starts_group() {
            ui.separator();
        }
        if command_button(ui, app, command, inspector).clicked() {
            requests.push(Request::Command(command));
            ui.close();
        }
        if command == Command::Open {
            requests.extend(recent_menu(ui, app));
            requests.extend(quarters_menu(ui, app));
        }
    }
    requests
}

/// Menus as the toolkit draws them, but what has the keyboard keeps its ring.
pub(super) fn menu_style(style: &mut egui::Style) {
    let ring = style.visuals.widgets.active.bg_stroke;
    egui::containers::menu::menu_style(style);
    // Room for the ring between the edge and the words.
    style.spacing.button_padding = vec2(8.0, 2.0);
    style.visuals.widgets.active.bg_stroke = ring;
}

/// The mark before what is on, and the room for it before everything else. Drawn, for the fonts have none.
fn check<'a>(on: bool) -> Atom<'a> {
    Atom::paint(vec2(15.0, 11.0), move |ui, args| {
        if on {
            let at = |x: f32, y: f32| args.rect.lerp_inside(vec2(x, y));
            let points = vec![at(0.0, 0.55), at(0.25, 0.9), at(0.75, 0.1)];
            ui.painter().add(Shape::line(points, Stroke::new(2.0, args.fallback_text_color)));
        }
    })
}

fn command_button(ui: &mut Ui, app: &App, command: Command, inspector: bool) -> egui::Response {
    let label = match command {
        Command::Undo => named("Undo", app.undo_label()),
        Command::Redo => named("Redo", app.redo_label()),
        _ => command.label().to_owned(),
    };
    let keys = command
        .shortcut()
        .filter(|shortcut| toolkit_shortcut(*shortcut).is_some())
        .map_or_else(String::new, |shortcut| shortcut.to_string());
    let on = command.on(app, inspector);
    let button = Button::new((check(on == Some(true)), label.as_str())).shortcut_text(&keys).frame_when_inactive(false);
    let response = ui.add_enabled(command.available(app), button);
    if let Some(on) = on {
        let toggled = if on { Toggled::True } else { Toggled::False };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(toggled));
    }
    named_with_keys(response, &label, &keys).on_hover_text(command.hint())
}

/// Tells a screen reader the name and the key apart.
pub(super) fn named_with_keys(response: egui::Response, label: &str, keys: &str) -> egui::Response {
    let response = response.accessible_name(label);
    if !keys.is_empty() {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(keys));
    }
    response
}

/// A command's word with what it would do.
pub(super) fn named(word: &str, label: Option<&str>) -> String {
    label.map_or_else(|| word.to_owned(), |label| format!("{word}: {label}"))
}

/// The quarters of the folder, for a window too narrow for the sidebar.
fn quarters_menu(ui: &mut Ui, app: &App) -> Option<Request> {
    let session = app.session()?;
    let entries = &session.series().entries;
    let mut chosen = None;
    ui.add_enabled_ui(!entries.is_empty(), |ui| {
        ui.menu_button((check(false), "Quarters in this folder"), |ui| {
            for entry in entries {
                let here = session.path() == Some(entry.path.as_path());
                let button = Button::selectable(here, entry.quarter.to_string()).min_size(egui::vec2(160.0, 28.0));
                if ui.add(button).clicked() {
                    chosen = (!here).then(|| Request::Open(entry.path.clone()));
                    ui.close();
                }
            }
        });
    });
    chosen
}

fn recent_menu(ui: &mut Ui, app: &App) -> Option<Request> {
    let recent = &app.settings().recent;
    let mut chosen = None;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button((check(false), "Open recent"), |ui| {
            for path in recent {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let folder = path.parent().and_then(|folder| folder.file_name()).unwrap_or_default().to_string_lossy();
                let button = Button::new(format!("{folder} / {name}")).frame_when_inactive(false);
                if ui.add(button).on_hover_text(path.to_string_lossy()).clicked() {
                    chosen = Some(Request::Open(path.clone()));
                    ui.close();
                }
            }
        });
    });
    chosen
}
