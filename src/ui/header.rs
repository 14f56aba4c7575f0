//! What stands above every view: its title, undo, redo and save, and why nothing can be edited when that is so.

use super::menus::named;
use super::theme::{self, palette};
use super::widgets::{accent_button, link};
use crate::app::{App, Command, Origin, Place, Request, conflict_place};
use crate::format::Broken;
use crate::model::{Conflict, ConflictKind, capitalised, counted};
use egui::{Align, Button, Frame, Layout, Margin, RichText, Ui, vec2};

/// Room for undo, redo, export and save in a view's header.
const HEADER_BUTTONS: f32 = 308.0;
/// With less room than this beside them, the title stands above the buttons.
const TITLE: f32 = 300.0;
/// In a window lower than this a header would leave too little to what it stands above, so it scrolls with it.
const LOW: f32 = 480.0;

/// Whether a view's header scrolls with the view.
pub(super) fn header_scrolls(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW
}

/// The header of a view: its title, undo and redo, and the buttons that export and save.
pub(super) fn view_header(ui: &mut Ui, app: &App, add_title: impl FnOnce(&mut Ui)) -> Vec<Request> {
    let mut requests = Vec::new();
    let room = ui.available_width() - HEADER_BUTTONS;
    if room < TITLE {
        ui.horizontal_wrapped(add_title);
        ui.horizontal_wrapped(|ui| requests.extend(buttons(ui, app)));
    } else {
        ui.horizontal(|ui| {
            ui.set_min_height(36.0);
            // The title gets what the buttons leave; they come after it in the order of reading.
            ui.allocate_ui_with_layout(vec2(room, 36.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(room);
                add_title(ui);
            });
            requests.extend(buttons(ui, app));
        });
    }
    ui.add_space(8.0);
    requests
}

fn buttons(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    for command in [Command::Undo, Command::Redo] {
        let button = ui.add_enabled(command.available(app), Button::new(command.label()));
        let label = if command == Command::Undo { app.undo_label() } else { app.redo_label() };
        if button.on_hover_text(named(command.label(), label)).clicked() {
            requests.push(Request::Command(command));
        }
    }
    let export = Command::Export;
    if ui.add_enabled(export.available(app), Button::new(export.label())).on_hover_text(export.hint()).clicked() {
        requests.push(Request::Command(export));
    }
    if app.session().is_some_and(|session| session.newer().is_some()) {
        // It is never saved from here.
        return requests;
    }
    let save = Command::Save;
    ui.add_enabled_ui(save.available(app), |ui| {
        if accent_button(ui, "Save").on_hover_text(save.hint()).clicked() {
            requests.push(Request::Command(save));
        }
    });
    requests
}

/// A line above a view that says why nothing can be edited, or that this is the example.
pub(super) fn standing(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return requests };
    let palette = palette(ui);
    let (text, command) = if let Some(format) = session.newer() {
        let unknown = session.aside().filter(|aside| !aside.parts.is_empty());
        let unknown = unknown.map_or_else(String::new, |aside| format!(" {}", aside.in_a_line()));
        let text = format!(
            "Written by a newer hicm (format {format}). You can look, compare, present and export; to edit, update hicm.{unknown}"
        );
        (text, Command::Aside)
    } else if let Some(aside) = session.aside().filter(|aside| !aside.parts.is_empty() && session.path().is_none()) {
        let name = aside.path.file_name().unwrap_or_default().to_string_lossy();
        (format!("This is what could be read of {name}, which is damaged. {}", aside.in_a_line()), Command::Aside)
    } else if let crate::model::State::Sealed(seal) = &session.assessment().state {
        let on = seal.on.format("%-d %b %Y");
        match app.derived().and_then(|derived| derived.seal_broken) {
            None => (format!("Sealed by {} on {on}. To go on, start the next quarter.", seal.by), Command::NewQuarter),
            Some(Broken::Content) => {
                (format!("The content is not what was sealed on {on} by {}.", seal.by), Command::Reopen)
            }
            Some(Broken::Record) => (
                format!("The seal of {on} was altered: it is not as it was set. It names {}.", seal.by),
                Command::Reopen,
            ),
        }
    } else if let Some(undecided) = undecided(app) {
        (undecided, Command::GoMerge)
    } else if session.origin() == Origin::Sample {
        let text = "This is an untitled copy of the example: try anything, nothing of yours is touched.";
        (text.to_owned(), Command::New)
    } else if session.origin() == Origin::New && session.previous().is_some() && app.review_left() > 0 {
        let (quarter, left) = (session.assessment().quarter, app.review_left());
        let rows = session.assessment().rows.len();
        (format!("{quarter} is carried forward; {left} of {rows} rows are to be reviewed."), Command::Review)
    } else {
        return requests;
    };
    Frame::new().fill(palette.accent_weak).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(12, 6)).show(
        ui,
        |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.set_min_width(ui.available_width());
                ui.label(RichText::new(text).color(palette.ink));
                if link(ui, command.label()).clicked() {
                    requests.push(Request::Command(command));
                }
            });
        },
    );
    ui.add_space(8.0);
    requests
}

/// What two people wrote differently and nobody has decided: of the change that is shown, or of all.
fn undecided(app: &App) -> Option<String> {
    let session = app.session()?;
    let assessment = session.assessment();
    let all = assessment.undecided_count();
    let here = match app.place() {
        Place::Change(key) => {
            let number = session.framework().number(key);
            let of_change = |conflict: &&Conflict| {
                conflict.kind == ConflictKind::Undecided
                    && conflict_place(assessment, session.framework(), conflict).number == number
            };
            assessment.undecided.iter().filter(of_change).count()
        }
        _ => 0,
    };
    let differently = "that two people wrote differently";
    match (all, here) {
        (0, _) => None,
        (1, 0) => Some(format!("One thing {differently} is to be decided.")),
        (all, 0) => Some(format!("{} {differently} are to be decided.", capitalised(&counted(all, "thing", "things")))),
        (_, 1) => Some(format!("One thing {differently} in this change is to be decided.")),
        (_, here) => {
            let things = capitalised(&counted(here, "thing", "things"));
            Some(format!("{things} {differently} in this change are to be decided."))
        }
    }
}
