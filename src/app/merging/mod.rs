//! Merging: somebody's copy becomes one with the document in hand, and what the two disagree in is decided one by one.
//!
//! The conflicts themselves stand in the document, and with it in the file; which of them is looked at does not.

mod common;
mod copy;
mod on_disk;
mod told;

pub use copy::{BaseFrom, BaseOffer, CopyOffer};
pub(super) use copy::{CopyRead, folder_of};
pub(super) use on_disk::Incoming;
pub use on_disk::{ON_DISK, OnDisk, THIS_WINDOW};
pub(super) use told::came_to;
pub use told::{ConflictPlace, conflict_place, first_words};

use super::{App, Command, Edit, Effect, Place, Session};
use crate::compare::Answer;
use crate::model::{Assessment, Conflict, ConflictKind, capitalised, counted};
use std::sync::Arc;

/// Something asked for in merging.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeStep {
    /// Decides a conflict, by its place in the document's list.
    Decide(usize, Answer),
    /// Looks at a conflict, by its place in the document's list.
    Show(usize),
    /// Looks at the conflict before, undecided.
    Back,
    /// Looks at the conflict after, undecided.
    On,
    /// Merges the copy that was read, from one of the bases offered.
    Copy(usize),
    /// Asks for another file that both began from.
    AnotherBase,
}

impl App {
    pub(super) fn merge_step(&mut self, step: MergeStep) {
        match step {
            MergeStep::Decide(at, answer) => self.decide_conflict(at, answer),
            MergeStep::Show(at) => {
                if let Some(place) = self.conflicts().iter().position(|known| *known == at) {
                    self.look_at_conflict(place);
                }
            }
            MergeStep::Back => match self.conflict.checked_sub(1) {
                Some(before) => self.look_at_conflict(before),
                None => self.tell("This is the first.".to_owned()),
            },
            MergeStep::On if self.conflict + 1 < self.conflicts().len() => self.look_at_conflict(self.conflict + 1),
            MergeStep::On => self.tell("This is the last.".to_owned()),
            MergeStep::Copy(base) => self.merge_copy(base),
            MergeStep::AnotherBase => self.ask_path(super::PathFor::CopyBase),
        }
    }

    /// The conflicts of the document by their places in its list, in the order in which they are gone through: what is to
    /// be decided before what is only to be read, each by change.
    #[must_use]
    pub fn conflicts(&self) -> Vec<usize> {
        let Some(session) = &self.session else { return Vec::new() };
        let undecided = &session.assessment().undecided;
        let mut order: Vec<usize> = (0..undecided.len()).collect();
        order.sort_by_key(|at| undecided.get(*at).map(|conflict| rank(session, conflict)));
        order
    }

    /// The conflict that is looked at, by its place in the document's list.
    #[must_use]
    pub fn conflict_in_hand(&self) -> Option<usize> {
        let order = self.conflicts();
        order.get(self.conflict).or_else(|| order.last()).copied()
    }

    fn look_at_conflict(&mut self, place: usize) {
        self.conflict = place;
        // What was refused before was told of another one.
        self.notice = self.notice.take().filter(|notice| !notice.refused);
    }

    fn decide_conflict(&mut self, at: usize, answer: Answer) {
        self.with_session(Session::settle);
        let Some(session) = &self.session else { return };
        let Some(conflict) = session.assessment().undecided.get(at) else { return };
        let place = conflict_place(session.assessment(), session.framework(), conflict).to_string();
        let done = match &answer {
            Answer::Mine => format!("taken from {}", conflict.mine.by),
            Answer::Theirs => format!("taken from {}", conflict.theirs.by),
            Answer::Both => "both kept".to_owned(),
            Answer::Other(_) if conflict.kind == ConflictKind::Combined => "settled".to_owned(),
            Answer::Other(_) => "settled otherwise".to_owned(),
        };
        let here = self.conflicts().iter().position(|known| *known == at);
        let before = session.revision();
        self.edit(&Edit::Decide { at, answer });
        let Some(session) = self.session.as_ref().filter(|session| session.revision() != before) else { return };
        let left = conflicts_left(session.assessment());
        // The next one moves up to where this one stood; behind the last comes what was passed over.
        let count = session.assessment().undecided.len();
        self.conflict = here.filter(|here| *here < count).unwrap_or(0);
        self.tell(format!("{place}: {done}. {left}."));
    }

    /// After an undo the conflict that came back is looked at, so that one sees what was taken back.
    pub(super) fn conflict_follows(&mut self, before: &Arc<Assessment>) {
        let Some(session) = self.session.as_ref().filter(|_| self.place == Place::Merge) else { return };
        let undecided = &session.assessment().undecided;
        let back = undecided.iter().position(|conflict| !before.undecided.contains(conflict));
        if let Some(place) = back.and_then(|back| self.conflicts().iter().position(|at| *at == back)) {
            self.conflict = place;
        }
    }

    /// Says what of the document is not decided, with a way to go there.
    pub(super) fn tell_of_conflicts(&mut self) {
        let Some(undecided) = self.session.as_ref().map(|session| session.assessment().undecided_count()) else {
            return;
        };
        let said = match undecided {
            0 => return,
            1 => "One thing that two people wrote differently is to be decided.".to_owned(),
            many => {
                format!("{} that two people wrote differently are to be decided.", counted(many, "thing", "things"))
            }
        };
        self.tell(capitalised(&said));
        if let Some(notice) = &mut self.notice {
            notice.leads_to = Some(Command::GoMerge);
        }
    }

    /// Brings the copy back that is offered, when another file to begin from was asked for and not given.
    pub(super) fn offer_copy_again(&mut self, purpose: super::PathFor) {
        match self.copy.clone() {
            Some(offer) if purpose == super::PathFor::CopyBase => self.offer_copy(offer),
            _ => self.copy = None,
        }
    }

    /// Shows the conflicts, the first of them in hand.
    pub(super) fn go_to_conflicts(&mut self) {
        self.conflict = 0;
        self.go(Place::Merge);
        self.effects.push(Effect::FocusView);
    }
}

/// What is left, in words: “2 left to decide, 1 to read”.
#[must_use]
pub fn conflicts_left(assessment: &Assessment) -> String {
    let decide = assessment.undecided_count();
    let read = assessment.undecided.len() - decide;
    match (decide, read) {
        (0, 0) => "Nothing is left to decide".to_owned(),
        (0, read) => format!("{read} left to read"),
        (decide, 0) => format!("{decide} left to decide"),
        (decide, read) => format!("{decide} left to decide, {read} to read"),
    }
}

/// Where a conflict stands in the order of going through them.
fn rank(session: &Session, conflict: &Conflict) -> (bool, Option<usize>) {
    let place = conflict_place(session.assessment(), session.framework(), conflict);
    (conflict.kind == ConflictKind::Combined, place.number)
}
