//! The proposal in hand: a table that was read, what a person settled in it, and what it means with that.
//!
//! Nothing here touches the document. Each choice makes the proposal anew, at once for a small table, else in a job; what
//! is shown meanwhile is the one before.

use super::steps::ImportStep;
use crate::app::clock;
use crate::app::{App, Dialog, Done, Place, Problem};
use crate::import::{Choices, Code, Field, Finding, Known, Proposal, Source};
use crate::model::{Assessment, Framework};
use crate::store::Frameworks;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Lines up to which a proposal is made anew at once; beyond, in a job.
const AT_ONCE: usize = 2_000;
/// Most choices that can be taken back.
const STEPS: usize = 200;

/// Names a finding, whatever else is found.
pub type FindingAt = (Code, u32, Option<usize>);

/// A table that is being brought in.
#[derive(Clone, Debug)]
pub struct Proposing {
    source: Arc<Source>,
    path: Option<PathBuf>,
    /// What can be taken back and done again.
    settled: Settled,
    proposal: Arc<Proposal>,
    past: Vec<(String, Settled)>,
    future: Vec<(String, Settled)>,
    /// The kind of the last step, when typing goes on in it.
    typing: Option<std::mem::Discriminant<ImportStep>>,
    finding: Option<FindingAt>,
    notes: bool,
    /// Raised with each choice, and the one that the proposal was made with.
    wanted: u64,
    made: u64,
    working: bool,
    /// What is to become of it once it is made anew.
    then: Option<ImportStep>,
}

/// What was settled so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) sheet: usize,
    pub(super) choices: Choices,
    /// Of the columns chosen, those that were chosen for the same header before.
    pub(super) remembered: BTreeMap<usize, Option<Field>>,
}

/// What a proposal is made from.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub(super) frameworks: Arc<Frameworks>,
    pub(super) into: Option<Arc<Assessment>>,
    pub(super) tables: Arc<[super::KnownTable]>,
}

/// A proposal that a job made, for the choices of that number.
#[derive(Debug)]
pub(in crate::app) struct Made {
    wanted: u64,
    proposal: Option<Box<Proposal>>,
}

impl Around {
    pub(super) fn propose(&self, source: &Source, settled: &Settled) -> Option<Proposal> {
        let frameworks: Vec<Arc<Framework>> = self.frameworks.iter().cloned().collect();
        let known = Known { frameworks: &frameworks, into: self.into.as_deref(), today: clock::today() };
        let mut proposal = Proposal::of(source, settled.sheet, &known, &settled.choices)?;
        for (at, column) in proposal.columns.iter_mut().enumerate() {
            let chosen = settled.choices.columns.get(&at);
            if chosen.is_some() && chosen == settled.remembered.get(&at) {
                "as you chose last time".clone_into(&mut column.why);
            }
        }
        Some(proposal)
    }

    /// A proposal of a sheet with nothing settled but what was chosen for its header before.
    pub(super) fn first(&self, source: &Source, choices: Choices, sheet: usize) -> Option<(Settled, Proposal)> {
        let mut settled = Settled { sheet, choices, remembered: BTreeMap::new() };
        let proposal = self.propose(source, &settled)?;
        let known = proposal.header_digest().and_then(|digest| self.tables.iter().find(|table| table.header == digest));
        let Some(known) = known else { return Some((settled, proposal)) };
        settled.remembered = known.fields().filter(|(at, _)| *at < proposal.columns.len()).collect();
        settled.choices.columns = settled.remembered.clone();
        let proposal = self.propose(source, &settled)?;
        Some((settled, proposal))
    }

    /// A table that was read, as it is proposed.
    pub(super) fn begin(&self, source: Source, path: Option<PathBuf>) -> Option<Proposing> {
        let (settled, proposal) = self.first(&source, Choices::default(), source.likely_sheet())?;
        let mut proposing = Proposing {
            source: Arc::new(source),
            path,
            settled,
            proposal: Arc::new(proposal),
            past: Vec::new(),
            future: Vec::new(),
            typing: None,
            finding: None,
            notes: false,
            wanted: 0,
            made: 0,
            working: false,
            then: None,
        };
        let first = proposing.open().next().map(at_of);
        proposing.finding = first;
        Some(proposing)
    }
}

/// Names a finding.
#[must_use]
pub fn at_of(finding: &Finding) -> FindingAt {
    (finding.code, finding.line, finding.column)
}

impl Proposing {
    /// The file as it was read.
    #[must_use]
    pub const fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The file; `None` for the clipboard.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The sheet that is read, from 0.
    #[must_use]
    pub const fn sheet(&self) -> usize {
        self.settled.sheet
    }

    /// What was settled.
    #[must_use]
    pub const fn choices(&self) -> &Choices {
        &self.settled.choices
    }

    /// What the table means; of a moment ago while that of a large one is being made anew.
    #[must_use]
    pub const fn proposal(&self) -> &Arc<Proposal> {
        &self.proposal
    }

    /// Whether it is being made anew.
    #[must_use]
    pub const fn working(&self) -> bool {
        self.working
    }

    /// The finding in hand.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        self.proposal.findings.iter().find(|it| Some(at_of(it)) == self.finding)
    }

    /// Whether notes are shown rather than what is to be settled.
    #[must_use]
    pub const fn notes_shown(&self) -> bool {
        self.notes
    }

    /// The findings that are shown: those to settle, settled or not, or the notes.
    pub fn shown(&self) -> impl Iterator<Item = &Finding> {
        self.proposal.findings.iter().filter(|it| it.code.is_note() == self.notes)
    }

    /// The findings that wait.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.proposal.open_findings(&self.settled.choices)
    }

    /// Whether a finding was said to be fine.
    #[must_use]
    pub fn is_settled(&self, finding: &Finding) -> bool {
        self.settled.choices.settled.contains(&at_of(finding))
    }

    /// The sheet with what a return copy was made from, where it is one.
    #[must_use]
    pub fn base_sheet(&self) -> Option<usize> {
        let base = self.source.base_of(self.settled.sheet)?;
        let rows = &self.proposal.rows;
        (rows.is_empty() || rows.iter().any(|row| row.id_given)).then_some(base)
    }

    /// Whether anything is settled that would have to be settled again.
    #[must_use]
    pub const fn has_work(&self) -> bool {
        !self.past.is_empty()
    }

    /// What Undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|(name, _)| name.as_str())
    }

    /// What Redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|(name, _)| name.as_str())
    }

    /// Differs whenever anything was settled since.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.wanted
    }

    /// Puts a step off until the proposal is what was settled; whether it has to wait.
    pub(super) fn puts_off(&mut self, step: &ImportStep) -> bool {
        if self.working {
            self.then = Some(step.clone());
        }
        self.working
    }

    pub(super) const fn settled(&self) -> &Settled {
        &self.settled
    }

    /// Settles something, as a step that can be taken back. What is typed letter by letter is one step.
    pub(super) fn settle(&mut self, step: &ImportStep, name: String, settled: Settled) -> bool {
        if settled == self.settled {
            return false;
        }
        let kind = std::mem::discriminant(step);
        let goes_on = step.is_typed() && self.typing == Some(kind);
        let before = std::mem::replace(&mut self.settled, settled);
        if !goes_on {
            self.past.push((name, before));
            if self.past.len() > STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = step.is_typed().then_some(kind);
        self.wanted += 1;
        true
    }

    /// Takes a step back, or does it again; what it was.
    pub(super) fn step(&mut self, redo: bool) -> Option<String> {
        let (from, to) = if redo { (&mut self.future, &mut self.past) } else { (&mut self.past, &mut self.future) };
        let (name, settled) = from.pop()?;
        to.push((name.clone(), std::mem::replace(&mut self.settled, settled)));
        self.typing = None;
        self.wanted += 1;
        Some(name)
    }

    pub(super) const fn show_notes(&mut self, notes: bool) {
        self.notes = notes;
        self.finding = None;
    }

    pub(super) const fn show_finding(&mut self, at: FindingAt) {
        self.notes = at.0.is_note();
        self.finding = Some(at);
    }

    /// Goes to the next finding that waits, or the one before; of notes to the next of them. Behind the last comes the first.
    pub(super) fn step_finding(&mut self, back: bool) {
        let waits = |it: &&Finding| self.notes || !self.is_settled(it);
        let all: Vec<(FindingAt, bool)> = self.shown().map(|it| (at_of(it), waits(&it))).collect();
        let count = all.len();
        let here = self.finding.and_then(|here| all.iter().position(|(at, _)| *at == here));
        let order = (1..=count).map(|far| match (here, back) {
            (Some(here), false) => (here + far) % count,
            (Some(here), true) => (here + count - far) % count,
            (None, false) => far - 1,
            (None, true) => count - far,
        });
        let next = order.filter_map(|at| all.get(at)).find(|(_, waits)| *waits);
        if let Some((at, _)) = next {
            self.finding = Some(*at);
        }
    }

    /// What was made anew; the finding in hand stays, or the one that stands where it stood.
    fn take(&mut self, proposal: Proposal) {
        let before = self.finding.map(|(_, line, _)| line);
        self.proposal = Arc::new(proposal);
        if self.finding().is_none() {
            let line = before.unwrap_or_default();
            let next = self.shown().filter(|it| !self.is_settled(it)).find(|it| it.line >= line);
            self.finding = next.or_else(|| self.shown().next()).map(at_of);
        }
    }
}

impl App {
    /// The table that is being brought in.
    #[must_use]
    pub const fn proposing(&self) -> Option<&Proposing> {
        self.proposing.as_ref()
    }

    /// What Undo would take back where the keyboard is: of the document, or of what is settled in a table.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        match (&self.place, &self.proposing) {
            (Place::Import, Some(proposing)) => proposing.undo_label(),
            _ => self.session.as_ref().and_then(crate::app::Session::undo_label),
        }
    }

    /// What Redo would do again there.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        match (&self.place, &self.proposing) {
            (Place::Import, Some(proposing)) => proposing.redo_label(),
            _ => self.session.as_ref().and_then(crate::app::Session::redo_label),
        }
    }

    /// What a proposal is made from, as things are now.
    pub(super) fn around(&self) -> Around {
        Around {
            frameworks: Arc::clone(&self.frameworks),
            into: self.session.as_ref().map(|session| Arc::clone(session.assessment())),
            tables: self.settings.tables.clone().into(),
        }
    }

    /// Makes the proposal anew when something was settled since.
    pub(super) fn propose_anew(&mut self) {
        let around = self.around();
        let Some(proposing) = &mut self.proposing else { return };
        if proposing.working || proposing.made == proposing.wanted {
            return;
        }
        let wanted = proposing.wanted;
        let lines = proposing.source.sheets.get(proposing.sheet()).map_or(0, |sheet| sheet.lines.len());
        if lines <= AT_ONCE {
            proposing.made = wanted;
            if let Some(proposal) = around.propose(&proposing.source, &proposing.settled) {
                proposing.take(proposal);
            }
            return;
        }
        proposing.working = true;
        let (source, settled) = (Arc::clone(&proposing.source), proposing.settled.clone());
        self.jobs.start(Done::Proposed(Made { wanted, proposal: None }), move || {
            let proposal = around.propose(&source, &settled).map(Box::new);
            Done::Proposed(Made { wanted, proposal })
        });
    }

    pub(in crate::app) fn proposed(&mut self, made: Made) {
        let Some(proposing) = &mut self.proposing else { return };
        proposing.working = false;
        proposing.made = made.wanted;
        match made.proposal {
            Some(proposal) => proposing.take(*proposal),
            None => self.dialog = Some(Dialog::Problem(Problem::job_lost())),
        }
        self.propose_anew();
        if let Some(then) = self.proposing.as_mut().filter(|proposing| !proposing.working).and_then(|it| it.then.take())
        {
            self.import_step(then);
        }
    }
}
