//! Dialogs about what somebody else wrote: into the same file, or in a copy.

use super::{buttons, question};
use crate::app::{BaseFrom, ChangedAnswer, CopyOffer, MergeStep, OnDisk, Request};
use crate::ui::widgets::{muted, ringed, small, wrapped};
use egui::{RadioButton, Ui};
use std::path::Path;

const ELSEWHERE: (&str, Request) =
    ("Save mine under another name…", Request::ChangedOnDisk(ChangedAnswer::SaveElsewhere));
const OVERWRITE: (&str, Request) = ("Overwrite theirs", Request::ChangedOnDisk(ChangedAnswer::Overwrite));
const RELOAD: (&str, Request) = ("Open theirs, discard mine", Request::ChangedOnDisk(ChangedAnswer::Reload));
const CANCEL: (&str, Request) = ("Cancel", Request::LeaveDialog);

/// What to do with what a save found in the place of the file that was opened. The first answer loses nothing.
pub(super) fn changed_on_disk(ui: &mut Ui, path: &Path, found: &OnDisk, fresh: bool) -> Vec<Request> {
    let merge = ("Merge the two", Request::ChangedOnDisk(ChangedAnswer::Merge));
    let advice = if let OnDisk::Unusable(problem) = found { problem.advice_at_window() } else { String::new() };
    let (ask, lines, choices) = match found {
        OnDisk::Changed => (
            "Somebody else changed this file",
            vec![
                "It was written since you opened it. Nothing was saved, and your edits are still here.",
                "Merging keeps what each of you changed and saves it; where both changed the same, you decide.",
            ],
            vec![merge, ELSEWHERE, OVERWRITE, RELOAD, CANCEL],
        ),
        OnDisk::TakenBack => (
            "The file still holds the merge that you took back",
            vec![
                "What came from others stands in the file and not in this window. Nothing was saved.",
                "Merging brings it in again; overwriting loses it.",
            ],
            vec![merge, ELSEWHERE, OVERWRITE, RELOAD, CANCEL],
        ),
        OnDisk::Gone => (
            "The file is gone",
            vec!["Somebody moved or deleted it since you opened it. Nothing was saved, and your edits are still here."],
            vec![("Save it here again", Request::ChangedOnDisk(ChangedAnswer::Overwrite)), ELSEWHERE, CANCEL],
        ),
        OnDisk::Unusable(problem) => (
            "What stands in the file cannot be merged",
            vec![problem.what.as_str(), "Nothing was saved, and your edits are still here.", advice.as_str()],
            vec![ELSEWHERE, OVERWRITE, RELOAD, CANCEL],
        ),
    };
    question(ui, ask);
    for line in lines {
        wrapped(ui, line);
    }
    wrapped(ui, small(ui, path.to_string_lossy()));
    buttons(ui, fresh, &choices)
}

/// What a copy and the document both began from, each with what it comes to.
pub(super) fn copy(ui: &mut Ui, offer: &CopyOffer, chosen: &mut usize, fresh: bool) -> Vec<Request> {
    question(ui, &format!("Merge the copy of {}", offer.name));
    for caution in &offer.cautions {
        wrapped(ui, caution.as_str());
    }
    wrapped(ui, "What did both begin from? What differs from it is what each of you changed.");
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, base) in offer.bases.iter().enumerate() {
            let words = base.from.words();
            let likely =
                at == 0 && matches!(base.from, BaseFrom::Opened | BaseFrom::CarriedForward(_) | BaseFrom::Version(..));
            let name = if likely { format!("{words} (most likely)") } else { words };
            let comes_to = base.words();
            let response = ui.add(RadioButton::new(*chosen == at, name));
            ringed(ui, &response);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(comes_to.as_str()));
            if response.clicked() {
                *chosen = at;
            }
            ui.indent(("comes to", at), |ui| wrapped(ui, muted(ui, comes_to)));
            ui.add_space(4.0);
        }
    });
    wrapped(ui, small(ui, offer.path.to_string_lossy()));
    buttons(
        ui,
        fresh,
        &[
            ("Merge", Request::Merge(MergeStep::Copy(*chosen))),
            ("Another file…", Request::Merge(MergeStep::AnotherBase)),
            CANCEL,
        ],
    )
}
