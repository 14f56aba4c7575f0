//! Dialogs about a file that cannot be opened as it is, and about what was not read of one.

use super::{buttons, question, questions};
use crate::app::{App, Aside, Request, SalvageStep, Unreadable, aside_in_words};
use crate::model::counted;
use crate::ui::widgets::{follow_focus, muted, small, strong, wrapped};
use egui::{Button, ScrollArea, Ui};

/// How high the list of parts is at most.
const LIST: f32 = 380.0;
/// How many parts are shown; the whole list can be copied.
const SHOWN: usize = 200;
/// How much of a part is shown.
const EXCERPT: usize = 600;

/// What is wrong with a file, and what can be offered instead. Nothing of it changes the file but putting a version back,
/// which keeps what stands there.
pub(super) fn unreadable(ui: &mut Ui, unreadable: &Unreadable, fresh: bool) -> Vec<Request> {
    questions::told(ui, &unreadable.problem);
    ui.add_space(2.0);
    let step = |step| Request::Salvage(step);
    let (mut salvage, mut restore) = (None, None);
    if let Some(version) = &unreadable.version {
        let number = version.number;
        let of = version.note.as_ref().map_or_else(String::new, |note| {
            let by = if note.by.is_empty() { String::new() } else { format!(" by {}", note.by) };
            format!(", kept {}{by},", note.at.format("%-d %b %Y %H:%M"))
        });
        wrapped(ui, format!("Version {number}{of} is whole. Restoring it keeps what is in the file now as a version."));
        restore = Some(("Restore the last version", step(SalvageStep::Restore)));
    }
    if let Some(salvaged) = &unreadable.salvaged {
        let (rows, parts) = (salvaged.assessment.rows.len(), salvaged.lost.len());
        let lost = match parts {
            0 => "nothing was lost".to_owned(),
            1 => "one part is missing or was changed".to_owned(),
            parts => format!("{} are missing or were changed", counted(parts, "part", "parts")),
        };
        let rows = counted(rows, "action row", "action rows");
        wrapped(
            ui,
            format!("What can be read: {rows}; {lost}. It opens as a new document, and the file stays as it is."),
        );
        salvage = Some(("Open what can be read", step(SalvageStep::Open)));
    }
    let again = unreadable.half_written.then(|| ("Try again", step(SalvageStep::TryAgain)));
    let choices: Vec<_> = if unreadable.half_written {
        [again, restore, salvage].into_iter().flatten().collect()
    } else {
        [salvage, restore].into_iter().flatten().collect()
    };
    let choices: Vec<_> = choices.into_iter().chain([("Close", Request::LeaveDialog)]).collect();
    buttons(ui, fresh, &choices)
}

/// The parts that were not read, each with where it stands and as it stands there.
pub(super) fn aside(ui: &mut Ui, app: &App, aside: &Aside, fresh: bool) -> Vec<Request> {
    let Some(session) = app.session() else { return vec![Request::LeaveDialog] };
    question(
        ui,
        if aside.newer.is_some() { "What is not known here" } else { "What was not read as it stands in the file" },
    );
    let about = if aside.newer.is_some() {
        "The file is of a newer format. It is only looked at and never saved from here, so all of this stays in it."
    } else {
        "The damaged file stays as it is. Save this document under another name; in place of the file, the damaged one is kept \
         among its versions."
    };
    wrapped(ui, about);
    // Made for what is seen, and for all only once the list is copied: there may be thousands.
    let told = |part| aside_in_words(part, session.assessment(), session.framework());
    let height = LIST.min(ui.ctx().content_rect().height() * 0.45);
    ScrollArea::vertical().id_salt("parts").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if aside.parts.is_empty() {
            wrapped(ui, "Everything in it could be read.");
        }
        for part in aside.parts.iter().take(SHOWN) {
            ui.add(egui::Label::new(strong(told(part))).wrap());
            if !part.raw.is_empty() {
                let mut raw: String = part.raw.chars().take(EXCERPT).collect();
                if raw.len() < part.raw.len() {
                    raw.push_str(" …");
                }
                wrapped(ui, muted(ui, raw));
            }
            ui.add_space(8.0);
        }
        if aside.parts.len() > SHOWN {
            wrapped(ui, format!("And {} more; copy the list to read them all.", aside.parts.len() - SHOWN));
        }
        follow_focus(ui);
    });
    wrapped(ui, small(ui, aside.path.to_string_lossy()));
    let mut requests = Vec::new();
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let close = crate::ui::widgets::accent_button(ui, "Close");
        if fresh {
            close.request_focus();
        }
        if close.clicked() {
            requests.push(Request::LeaveDialog);
        }
        if !aside.parts.is_empty() && ui.add(Button::new("Copy the list")).clicked() {
            let parts = aside.parts.iter().map(|part| format!("{}\n{}\n", told(part), part.raw));
            requests.push(Request::Copy(parts.collect::<Vec<_>>().join("\n")));
        }
    });
    requests
}
