//! What becomes of a table that was settled: an assessment of its own, a comparison with the open one to be taken over line
//! by line, or, of a copy that came back, a merge.

use super::{BroughtIn, KnownTable, Proposing, brought_into};
use crate::app::comparing::ComparedSide;
use crate::app::merging::{THIS_WINDOW, came_to};
use crate::app::{App, Dialog, Done, Edit, Intent, Origin, Place, Problem, Session, Surroundings};
use crate::compare::{MergeRefused, Merged, Names};
use crate::import::Choices;
use crate::model::{capitalised, counted};
use crate::store::Series;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table brought to the document as it was then.
#[derive(Debug)]
pub(in crate::app) struct Brought {
    number: u64,
    state: (u64, u64),
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    Compare(Box<ComparedSide>),
    Merge(Box<Result<Merged, MergeRefused>>),
}

impl App {
    /// Asks for what stands in the way, or begins an assessment with the table.
    pub(super) fn begin_with_table(&mut self) {
        let Some(proposing) = &self.proposing else { return };
        if proposing.proposal().place.trim().is_empty() {
            return self.refuse("The table does not say whose it is. Name the place first.");
        }
        self.guarded(Intent::BringIn);
    }

    /// The document in hand is safe: the table takes its place.
    pub(in crate::app) fn create_from_table(&mut self) {
        let Some(proposing) = self.proposing.take() else { return };
        self.keep_mapping(&proposing);
        let proposal = proposing.proposal();
        let mut assessment = proposal.assessment();
        assessment.complete(&proposal.framework);
        let suggested = proposing
            .path()
            .and_then(Path::parent)
            .map(|folder| folder.join(format!("{}.ron", assessment.quarter.file_stem())));
        let series =
            Arc::new(Series { folder: PathBuf::new(), entries: Vec::new(), faults: Vec::new(), copies: Vec::new() });
        let around = Surroundings { framework: Arc::clone(&proposal.framework), series, previous: None };
        let rows = capitalised(&counted(assessment.rows.len(), "row", "rows"));
        let judged = counted(proposal.levels.len(), "change", "changes");
        let what = match (proposal.rows.is_empty(), proposal.levels.is_empty()) {
            (_, true) => rows,
            (true, false) => format!("The levels of {judged}"),
            (false, false) => format!("{rows} and the levels of {judged}"),
        };
        let said = format!("{what} brought in from {}.", proposal.document);
        self.enter(Session::untitled(assessment, around, Origin::New, suggested));
        self.place = Place::Overview;
        self.tell(said);
    }

    /// Brings the table to the open assessment, in a job.
    pub(super) fn bring_to_open(&mut self, merge: bool) {
        let around = self.around();
        let known = self.frameworks.all();
        let Some(session) = &mut self.session else {
            return self.refuse("No assessment is open to compare with.");
        };
        session.settle();
        let Some(proposing) = self.proposing.clone() else { return };
        if merge && proposing.base_sheet().is_none() {
            return self.refuse("This table does not carry what it was made from, so it can only be compared.");
        }
        self.keep_mapping(&proposing);
        let Some(session) = &self.session else { return };
        let state = (self.generation, session.revision());
        let (open, framework) = (Arc::clone(session.assessment()), Arc::clone(session.framework()));
        let number = self.stoppable("Bringing the table to the open assessment…");
        self.jobs.start(Done::Lost, move || {
            let proposal = proposing.proposal();
            let base = proposing.base_sheet().and_then(|base| {
                // What was settled line by line is about the sheet that was edited.
                let own = proposing.choices();
                let choices = Choices {
                    framework: Some(proposal.framework.id.clone()),
                    place: own.place.clone(),
                    quarter: own.quarter,
                    as_at: own.as_at,
                    ..Choices::default()
                };
                around.first(proposing.source(), choices, base).map(|(_, base)| base)
            });
            let brought = brought_into(&open, &framework, &known, proposal, base.as_ref());
            let outcome = if merge {
                let names = Names { mine: THIS_WINDOW, theirs: &proposal.document };
                Outcome::Merge(Box::new(brought.merged(&open, names)))
            } else {
                let BroughtIn { theirs, .. } = brought;
                Outcome::Compare(Box::new(ComparedSide::of_table(theirs, framework)))
            };
            Done::TableBrought(Brought { number, state, outcome })
        });
    }

    /// Takes in what a job brought to the document.
    pub(in crate::app) fn table_brought(&mut self, brought: Brought) {
        if !self.is_awaited(brought.number) {
            return;
        }
        let state = self.session.as_ref().map(|session| (self.generation, session.revision()));
        if state != Some(brought.state) {
            // Somebody typed meanwhile: it is brought to what is there now.
            return self.bring_to_open(matches!(brought.outcome, Outcome::Merge(_)));
        }
        match brought.outcome {
            Outcome::Compare(side) => {
                let name = self.proposing.as_ref().map(|it| it.proposal().document.clone()).unwrap_or_default();
                self.compare_with_table(name, *side);
            }
            Outcome::Merge(merged) => match *merged {
                Err(refused) => self.dialog = Some(Dialog::Problem(Problem::not_merged(&refused))),
                Ok(merged) => self.merge_table(merged),
            },
        }
    }

    fn merge_table(&mut self, merged: Merged) {
        let Merged { assessment, taken, conflicts } = merged;
        let Some(name) = self.proposing.as_ref().map(|proposing| proposing.proposal().document.clone()) else { return };
        let Some(session) = &mut self.session else { return };
        let before = session.revision();
        let edit = Edit::Merged { with: name.clone(), assessment: Arc::new(assessment) };
        if let Err(refused) = session.edit(&edit) {
            self.dialog = Some(Dialog::Problem(Problem::merge_refused(&refused)));
            return;
        }
        let changed = session.revision() != before;
        self.proposing = None;
        self.go(Place::Actions);
        if !changed {
            return self.tell(format!("Nothing to do: all of {name} is here already."));
        }
        if conflicts > 0 {
            self.go_to_conflicts();
        }
        self.tell(format!("Merged with {name}: {}", came_to(taken, conflicts)));
    }

    /// Leaves the table; nothing was changed by it.
    pub(in crate::app) fn leave_table(&mut self) {
        if self.proposing.take().is_some() && self.place == Place::Import {
            self.go(Place::Overview);
            self.tell("Nothing was brought in.".to_owned());
        }
    }

    /// Keeps what the person took the columns for.
    fn keep_mapping(&mut self, proposing: &Proposing) {
        let chosen = &proposing.choices().columns;
        let Some(header) = proposing.proposal().header_digest() else { return };
        if !chosen.is_empty() {
            KnownTable::keep(&mut self.settings.tables, header, chosen);
            self.settings_changed = true;
        }
    }
}
