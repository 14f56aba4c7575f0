//! Signing a quarter off, and opening a signed one again, from the window.

use super::{App, Dialog, Session, clock};
use crate::format::seal_link;
use crate::model::{Quarter, State};

/// What a new seal would rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealBefore {
    /// The quarters before it are still being read.
    Reading,
    /// A quarter before it could not be read, of that name: it may be sealed.
    Unread(String),
    /// No quarter before it is sealed.
    First,
    /// The last sealed quarter before it.
    On {
        /// The quarter.
        quarter: Quarter,
        /// The link of its seal.
        link: String,
        /// A quarter between the two that is not sealed.
        unsealed: Option<Quarter>,
    },
}

impl SealBefore {
    /// The link that the seal keeps.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        match self {
            Self::On { link, .. } => Some(link.clone()),
            Self::Reading | Self::Unread(_) | Self::First => None,
        }
    }
}

impl App {
    pub(super) fn ask_seal(&mut self) {
        self.with_session(Session::settle);
        // Saved into another folder, or given another quarter, it has others before it than when it came in.
        if self.session.as_ref().is_some_and(|session| !session.knows_last_seal()) {
            self.with_session(Session::forget_earlier);
            self.read_earlier();
        }
        let [role, note] = [const { String::new() }; 2];
        // Only the name that was given here: how somebody logs in is no signature.
        let by = self.settings.name.trim().to_owned();
        self.dialog = Some(Dialog::Seal { by, role, note, on: clock::today() });
    }

    pub(super) fn ask_reopen(&mut self) {
        let (by, reason) = (self.settings.name.trim().to_owned(), String::new());
        self.dialog = Some(Dialog::Reopen { by, reason, on: clock::today() });
    }
}

impl Session {
    /// Whether the last sealed quarter in the folder before this one is among those that were read.
    fn knows_last_seal(&self) -> bool {
        let here = self.assessment();
        let mut before = self.series().entries.iter().rev();
        let last = before.find(|it| it.sealed && it.place == here.place && it.quarter < here.quarter);
        match (last, self.seal_before()) {
            (Some(last), SealBefore::On { quarter, .. }) => last.quarter <= quarter,
            (last, _) => last.is_none() || self.earlier().is_none(),
        }
    }

    /// What a seal of the document would rest on.
    #[must_use]
    pub fn seal_before(&self) -> SealBefore {
        let Some(earlier) = self.earlier() else { return SealBefore::Reading };
        let mut unsealed = None;
        let here = self.assessment();
        // Newest first.
        for past in &earlier.quarters {
            let past = &past.assessment;
            if past.quarter >= here.quarter || past.place != here.place {
                continue;
            }
            match (&past.state, seal_link(past)) {
                (State::Sealed(_), Some(link)) => return SealBefore::On { quarter: past.quarter, link, unsealed },
                _ => unsealed = unsealed.or(Some(past.quarter)),
            }
        }
        earlier.unread.first().map_or(SealBefore::First, |unread| SealBefore::Unread(unread.name.clone()))
    }
}
