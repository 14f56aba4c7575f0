//! The menus: every command with its key, the files opened lately, the quarters of the folder.

use super::keys::toolkit_shortcut;
use super::widgets::follow_focus;
use crate::app::{App, Command, Menu, Request};
use egui::containers::menu::MenuConfig;
use egui::{Button, ScrollArea, Ui};

/// The menu bar.
pub(super) fn menus(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    egui::MenuBar::new().style(menu_style).config(MenuConfig::new().style(menu_style)).ui(ui, |ui| {
        for menu in Menu::all() {
            ui.menu_button(menu.title(), |ui| {
                ui.set_min_width(240.0);
                // A menu longer than the window scrolls, and what has the keyboard stays in sight.
                let height = (ui.ctx().content_rect().bottom() - ui.max_rect().top() - 16.0).max(80.0);
                // Room to grow: what the popup had in the last frame is no limit.
                ui.set_max_height(height);
                ui.spacing_mut().item_spacing.y = 2.0;
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    requests.extend(entries(ui, app, menu));
                    follow_focus(ui);
                });
            });
        }
    });
    requests
}

fn entries(ui: &mut Ui, app: &App, menu: Menu) -> Vec<Request> {
    let mut requests = Vec::new();
    for command in Command::all().filter(|command| command.menu() == menu) {
        if command.starts_group() {
            ui.separator();
        }
        if command_button(ui, app, command).clicked() {
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
    style.visuals.widgets.active.bg_stroke = ring;
}

fn command_button(ui: &mut Ui, app: &App, command: Command) -> egui::Response {
    let label = match (command, app.session()) {
        (Command::Undo, Some(session)) => named("Undo", session.undo_label()),
        (Command::Redo, Some(session)) => named("Redo", session.redo_label()),
        _ => command.label().to_owned(),
    };
    let keys = command
        .shortcut()
        .filter(|shortcut| toolkit_shortcut(*shortcut).is_some())
        .map_or_else(String::new, |shortcut| shortcut.to_string());
    let button = Button::new(&label).shortcut_text(&keys).frame_when_inactive(false);
    let button = button.wrap_mode(egui::TextWrapMode::Extend);
    named_with_keys(ui.add_enabled(command.available(app), button), &label, &keys).on_hover_text(command.hint())
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
        ui.menu_button("Quarters in this folder", |ui| {
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
        ui.menu_button("Open recent", |ui| {
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
