//! Going through the rows of a new quarter one by one: what is confirmed, edited or closed, and what is left.
//!
//! Whether a row is reviewed stands in the document; where one is in going through them does not.

use super::filter::rows_in_order;
use super::{App, Edit, Effect, Place, Session};
use crate::model::{ActionRow, Assessment, Delivery, RowField, RowId};
use std::collections::HashMap;
use std::sync::Arc;

/// Where one is in the review.
#[derive(Debug, Default)]
pub struct Review {
    at: Option<RowId>,
    all: bool,
    back: Option<Place>,
}

/// A step of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStep {
    /// The row stands as it is: it is reviewed, and the next one comes.
    Confirm,
    /// The row is done or stopped, and with that reviewed; the next one comes.
    Close(Delivery),
    /// The row before, undecided.
    Back,
    /// The row after, undecided.
    On,
    /// Steps through reviewed rows as well, or not.
    All(bool),
    /// Back to where the review was begun.
    Leave,
}

/// What came of the rows that are reviewed, against the quarter before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// As they were.
    pub confirmed: usize,
    /// With another text, status or date.
    pub edited: usize,
    /// Done since.
    pub done: usize,
    /// Stopped since.
    pub stopped: usize,
    /// Not there in the quarter before.
    pub new: usize,
}

impl Review {
    /// Whether reviewed rows are stepped through as well.
    #[must_use]
    pub const fn all(&self) -> bool {
        self.all
    }
}

impl Tally {
    /// Counts the reviewed rows. Without a quarter before only what is closed can be told from the rest.
    #[must_use]
    pub fn of(now: &Assessment, previous: Option<&Assessment>) -> Self {
        let before: HashMap<&RowId, &ActionRow> = previous
            .map(|previous| previous.rows.iter().map(|row| (&row.id, row.as_ref())).collect())
            .unwrap_or_default();
        let mut tally = Self::default();
        for row in now.rows.iter().filter(|row| row.reviewed) {
            let earlier = before.get(&row.id).copied();
            let newly = |delivery| {
                row.delivery == Some(delivery) && earlier.is_none_or(|earlier| earlier.delivery != row.delivery)
            };
            let count = if newly(Delivery::Done) {
                &mut tally.done
            } else if newly(Delivery::Stopped) {
                &mut tally.stopped
            } else {
                match earlier {
                    None if previous.is_some() => &mut tally.new,
                    Some(earlier) if earlier.differing(row).next().is_some() => &mut tally.edited,
                    _ => &mut tally.confirmed,
                }
            };
            *count += 1;
        }
        tally
    }
}

impl App {
    /// Where one is in the review.
    #[must_use]
    pub const fn review(&self) -> &Review {
        &self.review
    }

    /// The row that is looked at; `None` when all have been.
    #[must_use]
    pub fn review_row(&self) -> Option<&Arc<ActionRow>> {
        self.review.at.as_ref().and_then(|at| self.session.as_ref()?.assessment().row(at))
    }

    /// How many rows are not yet reviewed.
    #[must_use]
    pub fn review_left(&self) -> usize {
        let left = |session: &Session| session.assessment().rows.iter().filter(|row| !row.reviewed).count();
        self.session.as_ref().map_or(0, left)
    }

    /// Begins the review, or goes on with it: at the row where it was left, in the change that was looked at, or at the
    /// first row that is left.
    pub(super) fn begin_review(&mut self) {
        let place = std::mem::replace(&mut self.place, Place::Review);
        let change = match &place {
            Place::Change(key) => Some(key.clone()),
            _ => None,
        };
        if place != Place::Review {
            self.review.back = Some(place);
        }
        let Some(session) = &self.session else { return };
        let rows = &session.assessment().rows;
        // A sealed quarter is only read, and most of it was reviewed before it was sealed.
        self.review.all |= session.read_only();
        let left_at = self.review_row().filter(|row| self.steps_to(row)).map(|row| row.id.clone());
        let of_change = change.and_then(|key| self.first_row(|row| row.change == key && self.steps_to(row)));
        let at = of_change.or(left_at).or_else(|| self.first_row(|row| self.steps_to(row)));
        let at = at.or_else(|| rows.first().filter(|_| self.review.all).map(|row| row.id.clone()));
        self.look_at(at);
        self.effects.push(Effect::FocusView);
    }

    pub(super) fn review_step(&mut self, step: ReviewStep) {
        match step {
            ReviewStep::Confirm => self.decide("confirm a row", None),
            ReviewStep::Close(Delivery::Stopped) => self.decide("close a row as stopped", Some(Delivery::Stopped)),
            ReviewStep::Close(delivery) => self.decide("close a row as done", Some(delivery)),
            ReviewStep::Back => self.walk(true),
            ReviewStep::On => self.walk(false),
            ReviewStep::All(all) => {
                self.review.all = all;
                let stays = self.review_row().is_some_and(|row| self.steps_to(row));
                if !stays {
                    let next = self.next_row(false).or_else(|| self.first_row(|row| self.steps_to(row)));
                    self.look_at(next);
                }
            }
            ReviewStep::Leave => {
                let place = self.review.back.take().unwrap_or(Place::Actions);
                self.review.all = false;
                self.go(place);
                self.effects.push(Effect::FocusView);
                self.effects.extend(self.review.at.clone().map(Effect::Reveal));
            }
        }
    }

    /// Notes that the row is reviewed, with how it ended, and goes on: behind it first, then to what was passed over.
    fn decide(&mut self, name: &str, delivery: Option<Delivery>) {
        let Some(id) = self.review_row().map(|row| row.id.clone()) else { return };
        let cell = |field, words: &str| (id.clone(), field, words.to_owned());
        let mut cells = vec![cell(RowField::Reviewed, "yes")];
        cells.extend(delivery.map(|delivery| cell(RowField::Delivery, delivery.name())));
        self.with_session(Session::settle);
        self.edit(&Edit::Several { name: name.to_owned(), edits: vec![Edit::SetCells(cells)] });
        if self.notice.as_ref().is_some_and(|notice| notice.refused) {
            // As a sealed document refuses it.
            return;
        }
        let next = self.next_row(false);
        let passed_over = || self.first_row(|row| !row.reviewed);
        let next = if self.review.all { next } else { next.or_else(passed_over) };
        self.look_at(next);
    }

    fn walk(&mut self, back: bool) {
        if self.review.at.is_none() {
            // Behind the last: back is the last again.
            if back && let Some(last) = self.last_row() {
                self.look_at(Some(last));
            }
            return;
        }
        match self.next_row(back) {
            Some(row) => self.look_at(Some(row)),
            None if !back && self.review.all => self.look_at(None),
            None => self.tell(if back { "This is the first row." } else { "This is the last row." }.to_owned()),
        }
    }

    /// Whether the review stops at a row.
    fn steps_to(&self, row: &ActionRow) -> bool {
        self.review.all || !row.reviewed
    }

    /// The row after the one that is looked at, or before it.
    fn next_row(&self, back: bool) -> Option<RowId> {
        let session = self.session.as_ref()?;
        let rows = &session.assessment().rows;
        let order = rows_in_order(session.assessment(), session.framework());
        let ordered: Vec<&Arc<ActionRow>> = order.iter().filter_map(|at| rows.get(*at)).collect();
        let here = ordered.iter().position(|row| Some(&row.id) == self.review.at.as_ref())?;
        let (before, from) = ordered.split_at_checked(here)?;
        let found = if back {
            before.iter().rev().find(|row| self.steps_to(row))
        } else {
            from.iter().skip(1).find(|row| self.steps_to(row))
        };
        found.map(|row| row.id.clone())
    }

    fn last_row(&self) -> Option<RowId> {
        let session = self.session.as_ref()?;
        let rows = &session.assessment().rows;
        let order = rows_in_order(session.assessment(), session.framework());
        let last = order.iter().rev().filter_map(|at| rows.get(*at)).find(|row| self.steps_to(row));
        last.map(|row| row.id.clone())
    }

    fn first_row(&self, wanted: impl Fn(&ActionRow) -> bool) -> Option<RowId> {
        let session = self.session.as_ref()?;
        let rows = &session.assessment().rows;
        let order = rows_in_order(session.assessment(), session.framework());
        order.iter().filter_map(|at| rows.get(*at)).find(|row| wanted(row)).map(|row| row.id.clone())
    }

    /// Looks at a row; it is in hand, so that commands for rows mean it.
    fn look_at(&mut self, row: Option<RowId>) {
        self.selection = row.iter().cloned().collect();
        self.review.at = row;
        // What was refused before was told of another row; what was decided is still told.
        self.notice = self.notice.take().filter(|notice| !notice.refused);
    }

    /// After an undo the review is at the row that it changed, so that one sees what came of it.
    pub(super) fn review_follows(&mut self, before: &Arc<Assessment>) {
        if self.place != Place::Review {
            return;
        }
        let Some(session) = &self.session else { return };
        let now = session.assessment();
        let old: HashMap<&RowId, &Arc<ActionRow>> = before.rows.iter().map(|row| (&row.id, row)).collect();
        let changed = now.rows.iter().find(|row| old.get(&row.id).is_none_or(|old| !Arc::ptr_eq(old, row)));
        if let Some(row) = changed.map(|row| row.id.clone()) {
            self.selection = vec![row.clone()];
            self.review.at = Some(row);
        }
    }

    /// Brings the review up to date: a row that was deleted is not looked at any more.
    pub(super) fn review_up_to_date(&mut self) {
        if self.place == Place::Review && self.review.at.is_some() && self.review_row().is_none() {
            let next = self.selection.first().cloned().or_else(|| self.first_row(|row| self.steps_to(row)));
            self.selection = next.iter().cloned().collect();
            self.review.at = next;
        }
    }
}
