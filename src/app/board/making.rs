//! The report that the stage shows: made anew for another audience, another quarter to compare with, and after each edit,
//! so that a decision that was just recorded stands on the slide of decisions.

use super::BoardSince;
use crate::app::update::AT_ONCE;
use crate::app::{App, Done, Place, Session};
use crate::model::{Assessment, Framework, KnownTerms, Quarter};
use crate::report::{Audience, Report, Subject};
use crate::store;
use std::sync::Arc;

/// What a report was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct MadeOf {
    generation: u64,
    revision: u64,
    pub(super) audience: Audience,
    since: Option<Quarter>,
}

/// What a job brings back.
#[derive(Debug)]
pub(in crate::app) struct ReportBrought {
    of: MadeOf,
    report: Option<Box<Report>>,
}

/// An assessment and what it judges by.
type Judged = (Arc<Assessment>, Arc<Framework>);

impl App {
    /// The quarters that the slides can tell the movement from, newest first.
    #[must_use]
    pub fn board_quarters(&self) -> Vec<Quarter> {
        let Some(session) = &self.session else { return Vec::new() };
        let earlier = session.earlier().into_iter().flat_map(|earlier| &earlier.quarters);
        let known = session.previous().into_iter().map(|previous| previous.quarter);
        let mut quarters: Vec<Quarter> = earlier.map(|past| past.assessment.quarter).chain(known).collect();
        quarters.sort_unstable_by(|one, other| other.cmp(one));
        quarters.dedup();
        quarters
    }

    /// The quarter that the slides tell the movement from.
    #[must_use]
    pub fn board_compared_with(&self) -> Option<Quarter> {
        self.board_since(self.session.as_ref()?).map(|(earlier, _)| earlier.quarter)
    }

    /// Whether slides are being made.
    #[must_use]
    pub const fn board_busy(&self) -> bool {
        self.board.making.is_some()
    }

    /// Makes the report when it is looked at and something about it has changed since.
    pub(in crate::app) fn board_up_to_date(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| self.place == Place::Board) else {
            self.board.made = None;
            self.leave_stage();
            return;
        };
        let revision = session.revision();
        if self.board.generation != self.generation {
            // Another document: nothing of the one before is shown a moment longer.
            self.leave_stage();
            self.board.begin_with(self.generation);
        }
        if let Some(showing) = &mut self.board.showing {
            showing.decided.retain(|decided| *decided <= revision);
        }
        let Some(session) = &self.session else { return };
        let since = self.board_since(session);
        let of = MadeOf {
            generation: self.generation,
            revision,
            audience: self.board.audience,
            since: since.as_ref().map(|(earlier, _)| earlier.quarter),
        };
        let known = self.board.made.as_ref().map(|(known, _)| *known);
        if known == Some(of) || self.board.making.is_some() || self.board.given_up == Some(of) {
            return;
        }
        // What another audience sees is not left on the screen until the new slides are there.
        if known.is_some_and(|known| known.audience != of.audience) {
            self.board.made = None;
        }
        let (now, framework) = (Arc::clone(session.assessment()), Arc::clone(session.framework()));
        let known = self.frameworks.all();
        let at_once = now.rows.len().max(since.as_ref().map_or(0, |(earlier, _)| earlier.rows.len())) <= AT_ONCE;
        let make = move || make((&now, &framework), since.as_ref(), &known, of.audience);
        if at_once {
            self.board.take(of, make());
            return;
        }
        self.board.making = Some(of);
        self.jobs.start(Done::Report(ReportBrought { of, report: None }), move || {
            Done::Report(ReportBrought { of, report: Some(Box::new(make())) })
        });
    }

    /// Takes in what a job made; what is no longer wanted is made anew by what follows.
    pub(in crate::app) fn report_brought(&mut self, brought: ReportBrought) {
        self.board.making = None;
        match brought.report {
            Some(report) if brought.of.audience == self.board.audience && brought.of.generation == self.generation => {
                self.board.take(brought.of, *report);
            }
            Some(_) => {}
            None => {
                self.board.given_up = Some(brought.of);
                self.dialog = Some(crate::app::Dialog::Problem(crate::app::Problem::job_lost()));
            }
        }
    }

    /// What the movement is told from.
    fn board_since(&self, session: &Session) -> Option<Judged> {
        let past = |quarter: Quarter| {
            let mut earlier = session.earlier().into_iter().flat_map(|earlier| &earlier.quarters);
            let read = earlier.find(|past| past.assessment.quarter == quarter);
            let read = read.map(|past| (Arc::clone(&past.assessment), Arc::clone(&past.framework)));
            read.or_else(|| {
                // Known with the document, while the folder is still being read.
                let previous = session.previous().filter(|previous| previous.quarter == quarter)?;
                let same = session.framework().id == previous.framework;
                let framework = if same { session.framework() } else { self.frameworks.get(&previous.framework)? };
                Some((Arc::clone(previous), Arc::clone(framework)))
            })
        };
        match self.board.since {
            BoardSince::Nothing => None,
            BoardSince::Quarter(quarter) => past(quarter),
            BoardSince::Last => self.board_quarters().first().copied().and_then(past),
        }
    }
}

fn make(
    (assessment, framework): (&Assessment, &Framework),
    since: Option<&Judged>,
    known: &[Arc<Framework>],
    audience: Audience,
) -> Report {
    static NONE: KnownTerms = KnownTerms { everywhere: Vec::new(), places: Vec::new() };
    let since = since.map(|(earlier, judged_by)| (&**earlier, &**judged_by));
    let terms = store::known_terms().unwrap_or(&NONE);
    Report::of(&Subject { assessment, framework, since, known, terms }, audience)
}
