//! From a finding to where it is, and to what can be done about it.

use super::{App, Dialog, Edit, ExportForm, Place, Request};
use crate::check::{Finding, Private, Rule};
use crate::model::KeptText;

/// Why a text that looks like an identifier may stay, while that is being said.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeping {
    /// What was found.
    pub private: Private,
    /// What was told of it.
    pub told: String,
    /// The reason, typed so far.
    pub reason: String,
    /// The export dialog from which it was asked, which comes back afterwards.
    pub back: Option<Box<ExportForm>>,
}

impl Keeping {
    /// The edit that keeps it.
    #[must_use]
    pub fn edit(&self) -> Edit {
        let Private { at, digest, .. } = self.private.clone();
        Edit::KeepText(KeptText { at, digest, reason: self.reason.trim().to_owned() })
    }
}

impl Finding {
    /// The edit that takes out what it is about.
    #[must_use]
    pub fn redaction(&self) -> Option<Edit> {
        self.private.clone().map(Edit::Redact)
    }

    /// Where it leads to: its row, its change, or where what belongs to no change is seen.
    #[must_use]
    pub fn leads_to(&self) -> Request {
        match (&self.place.row, &self.place.change) {
            _ if self.rule == Rule::Undecided => Request::Go(Place::Merge),
            (Some(row), _) => Request::GoToRow(row.clone()),
            (None, Some(change)) => Request::Go(Place::Change(change.clone())),
            (None, None) => Request::Go(Place::Overview),
        }
    }
}

impl App {
    /// Asks why something may stay.
    pub(super) fn ask_keep(&mut self, private: Private, told: String) {
        let back = match self.dialog.take() {
            Some(Dialog::Export(form)) => Some(form),
            _ => None,
        };
        self.dialog = Some(Dialog::KeepText(Keeping { private, told, reason: String::new(), back }));
    }
}
