//! Signing a quarter off, and opening a signed one again.

use super::{buttons, forms::field, question};
use crate::app::{App, Edit, Place, Request, SealBefore};
use crate::check::{Finding, Severity};
use crate::format::Signing;
use crate::model::{Period, counted};
use crate::ui::widgets::{announced, link, muted, small, strong, wrapped};
use chrono::NaiveDate;
use egui::Ui;

/// Gaps that are told before "and so many more".
const GAPS: usize = 3;

pub(super) fn seal(
    ui: &mut Ui,
    app: &App,
    (by, role, note): (&mut String, &mut String, &mut String),
    on: NaiveDate,
    fresh: bool,
) -> Vec<Request> {
    let Some(session) = app.session() else { return vec![Request::LeaveDialog] };
    let quarter = session.assessment().quarter;
    question(ui, &format!("Sign {quarter} off?"));
    wrapped(
        ui,
        "A sealed quarter can only be read. Its content and who signed are kept under a digest, so that any later \
         change can be told; to change it, it is reopened on record.",
    );
    let mut requests = still_missing(ui, app);
    let mut enter = field(ui, "Name", by, fresh);
    enter |= field(ui, "Role", role, false);
    enter |= field(ui, "Note", note, false);
    let before = session.seal_before();
    wrapped(ui, muted(ui, format!("Signed on {}. {}", Period::Day(on), rests(&before))));
    let undecided = session.assessment().undecided_count();
    let wanting = match &before {
        _ if undecided > 0 => Some("What two people wrote differently is to be decided first.".to_owned()),
        _ if session.assessment().changes.iter().all(|change| change.now.is_none()) => {
            Some("No change has a level, so there is nothing to sign off.".to_owned())
        }
        SealBefore::Reading => Some("One moment: the quarters before it are being read.".to_owned()),
        _ if by.trim().is_empty() => Some("Give the name of who signs.".to_owned()),
        _ => None,
    };
    if let Some(wanting) = wanting {
        announced(&wrapped(ui, muted(ui, wanting)));
        requests.extend(buttons(ui, false, &[("Cancel", Request::LeaveDialog)]));
        return requests;
    }
    let signing = Signing { by: by.clone(), role: role.clone(), on, note: note.clone(), previous: before.link() };
    requests.extend(edited(ui, "Sign off", Edit::Seal(signing), enter));
    requests
}

pub(super) fn reopen(
    ui: &mut Ui,
    app: &App,
    (by, reason): (&mut String, &mut String),
    on: NaiveDate,
    fresh: bool,
) -> Vec<Request> {
    let Some(session) = app.session() else { return vec![Request::LeaveDialog] };
    let quarter = session.assessment().quarter;
    question(ui, &format!("Reopen {quarter}?"));
    wrapped(
        ui,
        "It becomes a draft that can be edited and sealed again. Who reopened it, when and why stays in the file, and \
         every comparison tells it.",
    );
    let mut enter = field(ui, "Name", by, fresh);
    enter |= field(ui, "Reason", reason, false);
    wrapped(ui, muted(ui, format!("Reopened on {}.", Period::Day(on))));
    if by.trim().is_empty() || reason.trim().is_empty() {
        let wanting = if by.trim().is_empty() { "Give the name of who reopens." } else { "Give the reason." };
        announced(&wrapped(ui, muted(ui, wanting)));
        return buttons(ui, false, &[("Cancel", Request::LeaveDialog)]);
    }
    edited(ui, "Reopen", Edit::Reopen { by: by.clone(), on, reason: reason.clone() }, enter)
}

/// The button that makes the edit, which Enter in a field makes as well.
fn edited(ui: &mut Ui, go: &str, edit: Edit, enter: bool) -> Vec<Request> {
    let requests = vec![Request::LeaveDialog, Request::Edit(edit)];
    if enter {
        return requests;
    }
    let pressed = buttons(ui, false, &[(go, Request::Settle), ("Cancel", Request::LeaveDialog)]);
    if pressed.contains(&Request::Settle) { requests } else { pressed }
}

/// What the seal would rest on.
fn rests(before: &SealBefore) -> String {
    match before {
        SealBefore::Reading => String::new(),
        SealBefore::First => "It is the first sealed quarter here.".to_owned(),
        SealBefore::Unread(name) => format!("{name} could not be read, so the seal does not rest on it."),
        SealBefore::On { quarter, unsealed: None, .. } => format!("The seal rests on that of {quarter}."),
        SealBefore::On { quarter, unsealed: Some(unsealed), .. } => {
            format!("The seal rests on that of {quarter}; {unsealed} between them is not sealed.")
        }
    }
}

/// The gaps, each with a way there. They do not keep anybody from signing.
fn still_missing(ui: &mut Ui, app: &App) -> Vec<Request> {
    let Some(derived) = app.derived() else { return Vec::new() };
    let gaps: Vec<&Finding> = derived.findings.iter().filter(|it| it.severity == Severity::Gap).collect();
    if gaps.is_empty() {
        wrapped(ui, muted(ui, "Nothing is missing."));
        return Vec::new();
    }
    let mut requests = Vec::new();
    let still = counted(gaps.len(), "thing is", "things are");
    wrapped(ui, strong(format!("Still missing: {still} left open, and would be signed so.")));
    for gap in gaps.iter().take(GAPS) {
        ui.horizontal_wrapped(|ui| {
            let short = gap.place.change.as_ref().and_then(|key| app.session()?.framework().change(key));
            let short = short.map_or_else(String::new, |change| format!("{}: ", change.short));
            ui.label(format!("{short}{}", gap.text));
            let to = match (&gap.place.row, &gap.place.change) {
                (Some(row), _) => Some(Request::GoToRow(row.clone())),
                (None, Some(change)) => Some(Request::Go(Place::Change(change.clone()))),
                (None, None) => None,
            };
            if let Some(to) = to
                && link(ui, "Go there").accessible_name(format!("Go there: {short}{}", gap.text)).clicked()
            {
                requests.extend([Request::LeaveDialog, to]);
            }
        });
    }
    if gaps.len() > GAPS {
        wrapped(ui, small(ui, format!("And {} more.", gaps.len() - GAPS)));
    }
    requests
}
