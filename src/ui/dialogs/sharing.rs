//! Who else works on the file, and the name by which colleagues know whoever is at work here.

use super::forms::field;
use super::{buttons, question};
use crate::app::{App, Problem, Request};
use crate::ui::strip::choices;
use crate::ui::widgets::{heading, muted, small, wrapped};
use egui::Ui;

/// All that is known of others, with the answers to it.
pub(super) fn sharing(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    question(ui, "Who has this file open");
    let others = app.others();
    if others.is_empty() {
        wrapped(ui, "Nobody else, as far as this program can see.");
    }
    for other in others {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            wrapped(ui, other.words());
            if !other.machine.is_empty() && !other.you {
                wrapped(ui, small(ui, format!("On {}", other.machine)));
            }
        });
    }
    let who = app.settings().who();
    let ours = match (app.note_not_written(), app.session().and_then(crate::app::Session::why_read_only)) {
        (Some(error), _) => Problem::note_not_written(error),
        (None, Some(why)) => format!("{why} and is only read here, so others are not told of you."),
        (None, None) if who.is_empty() => "Others see that somebody has it open on this machine.".to_owned(),
        (None, None) => format!("Others see that {who} has it open."),
    };
    wrapped(ui, muted(ui, ours));
    let words = "This only tells people of each other. Nobody is kept from saving; what two people change is merged.";
    wrapped(ui, muted(ui, words));
    // Who has it open stands above.
    let notes = app.file_notes().into_iter().filter(|note| note.kind != crate::app::NoteKind::Open);
    for note in notes {
        heading(ui, if note.kind == crate::app::NoteKind::Copy { "A copy" } else { "On disk" });
        wrapped(ui, note.text.as_str());
        if !note.more.is_empty() {
            wrapped(ui, small(ui, note.more.as_str()));
        }
        ui.horizontal_wrapped(|ui| requests.extend(choices(ui, &note)));
    }
    requests.extend(buttons(
        ui,
        fresh,
        &[
            ("Close", Request::LeaveDialog),
            (crate::app::Command::YourName.label(), Request::Command(crate::app::Command::YourName)),
        ],
    ));
    requests
}

pub(super) fn your_name(ui: &mut Ui, typed: &mut String, fresh: bool) -> Vec<Request> {
    question(ui, "Your name");
    let login = crate::store::user_name();
    let words = "It is kept on this machine, and with each version you save, on what you sign off, and beside a file \
                 while you have it open. Nothing is sent anywhere.";
    wrapped(ui, words);
    if !login.is_empty() {
        wrapped(ui, muted(ui, format!("Without one it is the name you log in with: {login}.")));
    }
    let enter = field(ui, "Name", typed, fresh);
    let request = Request::SetName(typed.clone());
    if enter {
        return vec![request];
    }
    buttons(ui, false, &[("Use it", request), ("Cancel", Request::LeaveDialog)])
}
