//! Dialogs about what was kept: the versions of a file, and work that was not saved.

use super::{buttons, question};
use crate::app::{App, Found, FoundFile, RecoveryStep, Request, VersionStep};
use crate::store::Version;
use crate::ui::widgets::{follow_focus, muted, ringed, small, wrapped};
use chrono::NaiveDateTime;
use egui::{RadioButton, ScrollArea, Ui};
use std::path::Path;

/// How high the list of versions is at most.
const LIST: f32 = 340.0;

/// The versions of the file, newest first, each with who, when and what changed.
pub(super) fn versions(
    ui: &mut Ui,
    app: &App,
    path: &Path,
    versions: &[Version],
    chosen: &mut usize,
    fresh: bool,
) -> Vec<Request> {
    let close = ("Close", Request::LeaveDialog);
    question(ui, "Versions of this file");
    if versions.is_empty() {
        wrapped(ui, "None is kept yet. One is kept beside the file whenever it is saved.");
        wrapped(ui, small(ui, path.to_string_lossy()));
        return buttons(ui, fresh, &[close]);
    }
    let height = LIST.min(ui.ctx().content_rect().height() * 0.4);
    ScrollArea::vertical().id_salt("versions").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, version) in versions.iter().enumerate() {
            let response = ui.add(RadioButton::new(*chosen == at, headline(version)));
            ringed(ui, &response);
            let said = version.note.as_ref().map(|note| note.said.as_str()).filter(|said| !said.is_empty());
            if let Some(said) = said {
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(said));
                ui.indent(("what changed", at), |ui| wrapped(ui, muted(ui, said)));
            }
            if response.clicked() {
                *chosen = at;
            }
            ui.add_space(4.0);
        }
        follow_focus(ui);
    });
    let read_only = app.session().and_then(crate::app::Session::why_read_only);
    if let Some(why) = read_only {
        wrapped(ui, format!("{why}, so nothing is brought back into it."));
    } else {
        wrapped(ui, "Restoring is an edit like any other: it is saved when you save, and undo takes it back.");
    }
    wrapped(ui, small(ui, path.to_string_lossy()));
    let mut choices = vec![("Compare with it", Request::Version(VersionStep::Compare(*chosen)))];
    if read_only.is_none() {
        choices.push(("Restore", Request::Version(VersionStep::Restore(*chosen))));
    }
    choices.push(close);
    buttons(ui, fresh, &choices)
}

/// “Version 12, 28 Nov 2026 13:40, Jane Doe, sealed”.
fn headline(version: &Version) -> String {
    let mut words = format!("Version {}", version.number);
    if let Some(note) = &version.note {
        words = format!("{words}, {}", when(note.at));
        if !note.by.is_empty() {
            words = format!("{words}, {}", note.by);
        }
    }
    if version.sealed { format!("{words}, sealed") } else { words }
}

fn when(at: NaiveDateTime) -> String {
    at.format("%-d %b %Y %H:%M").to_string()
}

/// Work that was not saved. No answer but the last but one loses anything.
pub(super) fn found(ui: &mut Ui, found: &Found, fresh: bool) -> Vec<Request> {
    question(ui, "Work that was not saved was found");
    wrapped(ui, format!("{} {}, last worked on {}.", found.place, found.quarter, when(found.at)));
    wrapped(ui, format!("What would come back: {}", found.told));
    let about = match found.file {
        FoundFile::Never => "It was never saved to a file.",
        FoundFile::AsItWas => "Its file is as it was. Bringing it back saves nothing yet, and undo takes it back.",
        FoundFile::Changed => {
            "Its file was changed since. Bringing it back merges the two; where both changed the same, you decide."
        }
        FoundFile::Gone => "Its file is gone or cannot be read. It comes back as a document that is not saved yet.",
    };
    wrapped(ui, muted(ui, about));
    if let Some(path) = &found.path {
        wrapped(ui, small(ui, path.to_string_lossy()));
    }
    let mut choices = vec![("Bring it back", Request::Recovery(RecoveryStep::BringBack))];
    if matches!(found.file, FoundFile::AsItWas | FoundFile::Changed) {
        choices.push(("Compare with the file", Request::Recovery(RecoveryStep::Compare)));
    }
    choices.push(("Keep it for later", Request::Recovery(RecoveryStep::Later)));
    choices.push(("Discard it", Request::Recovery(RecoveryStep::Discard)));
    buttons(ui, fresh, &choices)
}
