//! Dialogs that ask one thing and offer answers.

use super::{buttons, question};
use crate::app::{App, ChangedAnswer, Edit, Paste, Problem, Request, UnsavedAnswer, count_rows};
use crate::ui::widgets::{muted, small, strong, wrapped};
use egui::{Button, Ui, vec2};
use std::path::Path;

pub(super) fn unsaved(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let name = app
        .session()
        .map_or_else(String::new, |session| format!("{} {}", session.assessment().place, session.assessment().quarter));
    question(ui, "Save your edits first?");
    wrapped(ui, format!("{name} has edits that are not saved."));
    buttons(
        ui,
        fresh,
        &[
            ("Save", Request::Unsaved(UnsavedAnswer::Save)),
            ("Discard edits", Request::Unsaved(UnsavedAnswer::Discard)),
            ("Cancel", Request::LeaveDialog),
        ],
    )
}

pub(super) fn leave_table(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let Some(proposing) = app.proposing() else { return vec![Request::LeaveDialog] };
    question(ui, "Leave the table that is being brought in?");
    let name = &proposing.source().name;
    wrapped(ui, format!("What you settled in {name} is lost with it. The file itself stays as it is."));
    buttons(ui, fresh, &[("Keep working", Request::LeaveDialog), ("Leave it", Request::LeaveTable)])
}

pub(super) fn replace(ui: &mut Ui, path: &Path, fresh: bool) -> Vec<Request> {
    question(ui, "Replace the file that is there?");
    wrapped(ui, "A file of that name exists already. Replacing it loses what is in it.");
    wrapped(ui, small(ui, path.to_string_lossy()));
    buttons(
        ui,
        fresh,
        &[
            ("Choose another name…", Request::TypePath(crate::app::PathFor::SaveAs)),
            ("Replace it", Request::Replace(path.to_path_buf())),
            ("Cancel", Request::LeaveDialog),
        ],
    )
}

pub(super) fn new_quarter(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let Some(session) = app.session() else { return vec![Request::LeaveDialog] };
    let assessment = session.assessment();
    question(ui, &format!("Start {}?", assessment.quarter.next()));
    let rows = count_rows(assessment.rows.len());
    wrapped(
        ui,
        format!(
            "Everything in {} is carried forward: levels, plans as they stood, texts and {rows} with their ids. Each row is then to be reviewed.",
            assessment.quarter
        ),
    );
    wrapped(ui, muted(ui, format!("{} itself stays as it is.", assessment.quarter)));
    buttons(ui, fresh, &[("Start the quarter", Request::CreateQuarter), ("Cancel", Request::LeaveDialog)])
}

pub(super) fn quarter_exists(ui: &mut Ui, app: &App, path: &Path, fresh: bool) -> Vec<Request> {
    let next = app.session().map(|session| session.assessment().quarter.next());
    let name = next.map_or_else(|| "That quarter".to_owned(), |quarter| quarter.to_string());
    question(ui, &format!("{name} exists already"));
    wrapped(ui, "It stands in the same folder, so it was not started again.");
    wrapped(ui, small(ui, path.to_string_lossy()));
    buttons(ui, fresh, &[("Open it", Request::OpenExisting(path.to_path_buf())), ("Cancel", Request::LeaveDialog)])
}

pub(super) fn reassign(ui: &mut Ui, app: &App, fresh: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(session) = app.session() else { return vec![Request::LeaveDialog] };
    let rows = app.selection();
    question(ui, &format!("Move {} to which change?", count_rows(rows.len())));
    ui.spacing_mut().item_spacing.y = 4.0;
    let mut first = fresh;
    for (at, change) in session.framework().changes.iter().enumerate() {
        let all_there = rows.iter().filter_map(|id| session.assessment().row(id)).all(|row| row.change == change.key);
        let button = Button::new(format!("{}  {}", at + 1, change.title)).min_size(vec2(ui.available_width(), 30.0));
        let response = ui.add_enabled(!all_there, button);
        if first && !all_there {
            response.request_focus();
            first = false;
        }
        if response.clicked() {
            requests.push(Request::LeaveDialog);
            requests.push(Request::Edit(Edit::Reassign { rows: rows.to_vec(), change: change.key.clone() }));
        }
    }
    requests.extend(buttons(ui, false, &[("Cancel", Request::LeaveDialog)]));
    requests
}

pub(super) fn paste_grows(ui: &mut Ui, paste: &Paste, fresh: bool) -> Vec<Request> {
    let missing = count_rows(paste.missing());
    question(ui, &format!("Add {missing}?"));
    let (rows, columns) = (paste.block.rows().len(), paste.block.width());
    let there = paste.rows.len();
    let room = match there {
        0 => "there is none yet".to_owned(),
        1 => "from the selected cell on there is 1".to_owned(),
        there => format!("from the selected cell on there are {there}"),
    };
    wrapped(ui, format!("What is on the clipboard has {} and {columns} columns; {room}.", count_rows(rows)));
    let answer = |grow| Request::PutIn { paste: paste.clone(), grow };
    let add = format!("Add {missing} and paste");
    let mut choices = vec![(add.as_str(), answer(true))];
    if there > 0 {
        choices.push(("Paste only what fits", answer(false)));
    }
    choices.push(("Cancel", Request::LeaveDialog));
    buttons(ui, fresh, &choices)
}

pub(super) fn problem(ui: &mut Ui, problem: &Problem, fresh: bool) -> Vec<Request> {
    told(ui, problem);
    buttons(ui, fresh, &[("Close", Request::LeaveDialog)])
}

pub(super) fn not_saved(ui: &mut Ui, problem: &Problem, fresh: bool) -> Vec<Request> {
    told(ui, problem);
    buttons(
        ui,
        fresh,
        &[
            ("Save under another name…", Request::ChangedOnDisk(ChangedAnswer::SaveElsewhere)),
            ("Close", Request::LeaveDialog),
        ],
    )
}

pub(super) fn told(ui: &mut Ui, problem: &Problem) {
    question(ui, &problem.what);
    for (label, text) in [("What was kept", &problem.kept), ("What to do", &problem.advice_at_window())] {
        if !text.is_empty() {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(strong(label));
                wrapped(ui, text.clone());
            });
        }
    }
    if !problem.detail.is_empty() {
        wrapped(ui, small(ui, problem.detail.clone()));
    }
}
