//! Dialogs in which something is typed.

use super::{buttons, entered, question};
use crate::app::{App, Edit, Keeping, NewAssessment, PathFor, Request, SavedFilter};
use crate::model::{Due, DueReading, FrameworkId, Period, Quarter};
use crate::ui::theme::palette;
use crate::ui::widgets::{announced, muted, ringed, strong, wrapped};
use chrono::NaiveDate;
use egui::{RichText, TextEdit, Ui};

/// A labelled one-line field; `Some(true)` when Enter was pressed in it.
pub(super) fn field(ui: &mut Ui, name: &str, typed: &mut String, focus: bool) -> bool {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let label = ui.label(strong(name));
        let response = ui
            .add(TextEdit::singleline(typed).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6)))
            .labelled_by(label.id)
            .accessible_name(name);
        ringed(ui, &response);
        if focus {
            response.request_focus();
        }
        entered(ui, &response)
    })
    .inner
}

/// A line that says what is wrong with what was typed.
fn complaint(ui: &mut Ui, text: Option<String>) {
    if let Some(text) = text {
        announced(&wrapped(ui, RichText::new(text).color(palette(ui).alert)));
    }
}

pub(super) fn type_path(ui: &mut Ui, purpose: PathFor, typed: &mut String, fresh: bool) -> Vec<Request> {
    let (ask, go) = match purpose {
        PathFor::Open => ("Open which file?", "Open"),
        PathFor::Folder => ("Open which folder of quarters?", "Open"),
        PathFor::SaveAs => ("Save where?", "Save"),
        PathFor::Compare { after: false } => ("Compare from which file?", "Compare"),
        PathFor::Compare { after: true } => ("Compare with which file?", "Compare"),
        PathFor::Table => ("Bring in which table?", "Bring in"),
        PathFor::Copy => ("Merge which copy?", "Go on"),
        PathFor::CopyBase => ("What did both begin from?", "Merge"),
        PathFor::ExportFolder => ("Export into which folder?", "Choose"),
        PathFor::Framework => ("Add which framework file?", "Add"),
    };
    question(ui, ask);
    wrapped(ui, muted(ui, "This desktop offers no file dialog, so the path is typed here."));
    let enter = field(ui, "Path", typed, fresh);
    let path = crate::store::typed_path(typed);
    let request = Request::PathTyped(purpose, path);
    if typed.trim().is_empty() {
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    if enter {
        return vec![request];
    }
    buttons(ui, false, &[(go, request), ("Cancel", Request::LeaveDialog)])
}

pub(super) fn keep_text(ui: &mut Ui, keeping: &mut Keeping, fresh: bool) -> Vec<Request> {
    question(ui, "Why may it stay?");
    wrapped(ui, keeping.told.as_str());
    let words = "The reason is kept in the file, so that nobody is asked again. What was found is not written there.";
    wrapped(ui, muted(ui, words));
    let enter = field(ui, "Reason", &mut keeping.reason, fresh);
    if keeping.reason.trim().is_empty() {
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    let keep = Request::Edit(keeping.edit());
    if enter {
        return vec![keep, Request::LeaveDialog];
    }
    let mut asked = buttons(ui, false, &[("Keep it", keep), ("Cancel", Request::LeaveDialog)]);
    if matches!(asked.as_slice(), [Request::Edit(_)]) {
        asked.push(Request::LeaveDialog);
    }
    asked
}

pub(super) fn new_assessment(
    ui: &mut Ui,
    app: &App,
    place: &mut String,
    quarter: &mut String,
    framework: &mut FrameworkId,
    fresh: bool,
) -> Vec<Request> {
    question(ui, "New assessment");
    let mut enter = field(ui, "Place", place, fresh);
    enter |= field(ui, "Quarter", quarter, false);
    let label = ui.label(strong("Edition of the model"));
    let title = app.frameworks().get(framework).map_or_else(|| framework.to_string(), |known| known.title.clone());
    let combo = egui::ComboBox::from_id_salt("framework").selected_text(title.clone()).width(ui.available_width());
    let response = combo.show_ui(ui, |ui| {
        for known in app.frameworks().iter() {
            ui.selectable_value(framework, known.id.clone(), &known.title);
        }
    });
    response.response.labelled_by(label.id).accessible_name(format!("Edition of the model: {title}"));
    if let Some(known) = app.frameworks().get(framework) {
        let first = known.about.split_inclusive(". ").next().unwrap_or_default().trim_end();
        wrapped(ui, muted(ui, first)).on_hover_text(&known.about);
    }
    let read = quarter.parse::<Quarter>();
    if place.trim().is_empty() {
        wrapped(ui, muted(ui, "Give the place whose assessment it is."));
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    let wrong = read.as_ref().err().map(|error| format!("{error}."));
    match (read, wrong) {
        (Ok(quarter), None) => {
            let request = Request::Create(NewAssessment {
                place: place.trim().to_owned(),
                quarter,
                framework: framework.clone(),
            });
            if enter {
                return vec![request];
            }
            buttons(ui, false, &[("Create", request), ("Cancel", Request::LeaveDialog)])
        }
        (_, wrong) => {
            complaint(ui, wrong.filter(|_| !fresh));
            buttons(ui, false, &[("Cancel", Request::LeaveDialog)])
        }
    }
}

pub(super) fn details(
    ui: &mut Ui,
    place: &mut String,
    quarter: &mut String,
    as_at: &mut String,
    prepared_by: &mut String,
    fresh: bool,
) -> Vec<Request> {
    question(ui, "Place, quarter and day");
    let mut enter = field(ui, "Place", place, fresh);
    enter |= field(ui, "Quarter", quarter, false);
    enter |= field(ui, "As at (dates are overdue or not against this day)", as_at, false);
    enter |= field(ui, "Prepared by", prepared_by, false);
    let read = quarter.parse::<Quarter>();
    let day = read_day(as_at);
    let wrong = match (&read, day, place.trim().is_empty()) {
        (_, _, true) => Some("Give the place whose assessment it is.".to_owned()),
        (Err(error), ..) => Some(format!("{error}.")),
        (_, None, _) => Some(format!("“{}” is not a day; write it like 30 June 2019.", as_at.trim())),
        _ => None,
    };
    match (read, day, wrong) {
        (Ok(quarter), Some(as_at), None) => {
            let edit = Edit::SetDetails {
                place: place.trim().to_owned(),
                quarter,
                as_at,
                prepared_by: prepared_by.trim().to_owned(),
            };
            let requests = vec![Request::LeaveDialog, Request::Edit(edit)];
            if enter {
                return requests;
            }
            let pressed = buttons(ui, false, &[("Change", Request::Settle), ("Cancel", Request::LeaveDialog)]);
            if pressed.contains(&Request::Settle) { requests } else { pressed }
        }
        (_, _, wrong) => {
            complaint(ui, wrong);
            buttons(ui, false, &[("Cancel", Request::LeaveDialog)])
        }
    }
}

pub(super) fn name_filter(
    ui: &mut Ui,
    app: &App,
    renames: Option<&str>,
    name: &mut String,
    fresh: bool,
) -> Vec<Request> {
    question(ui, if renames.is_some() { "Call the filter something else" } else { "Save this filter" });
    if let (None, Some(session)) = (renames, app.session()) {
        wrapped(ui, muted(ui, format!("{}.", app.filter().words(session.framework()))));
    }
    let enter = field(ui, "Name", name, fresh);
    let tidy = SavedFilter::tidy(name);
    if tidy.is_empty() {
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    let taken = app.saved_filters().any(|saved| saved.name == tidy && renames != Some(tidy.as_str()));
    if renames.is_some() && taken {
        complaint(ui, Some(format!("Another filter is called “{tidy}” already.")));
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    complaint(ui, taken.then(|| format!("There is one called “{tidy}” already; this one takes its place.")));
    let (go, request) = match renames {
        Some(from) => ("Rename", Request::RenameFilter { from: from.to_owned(), to: tidy }),
        None => (if taken { "Replace it" } else { "Save filter" }, Request::SaveFilter(tidy)),
    };
    if enter {
        return vec![request];
    }
    buttons(ui, false, &[(go, request), ("Cancel", Request::LeaveDialog)])
}

/// A day typed in full, in any spelling that a due date may have.
fn read_day(typed: &str) -> Option<NaiveDate> {
    // The year must have been typed, so what a missing one would be taken for does not matter.
    match Due::read(typed, NaiveDate::default()).reading() {
        DueReading::On(date) if !date.year_inferred => match date.period {
            Period::Day(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}
