//! Work that was not saved and is found again at the start: what it is, what would come back, and the answers to that.
//! Nothing of it goes without an answer.

use super::comparing::ComparedSide;
use super::files::{self, OpenedFile};
use super::merging::came_to;
use super::{App, Dialog, Done, Edit, Intent, Origin, Session, Surroundings, changed_in_a_sentence, what_changed};
use crate::compare::{Merged, Names, Taken, merge};
use crate::format;
use crate::model::{Assessment, Framework, Quarter, counted};
use crate::store::{self, Frameworks, LeftBehind};
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What found work is called beside the document.
pub(super) const FOUND: &str = "work that was not saved";
/// What it is called in a merge.
const FOUND_SIDE: &str = "the work found again";
const FILE_SIDE: &str = "the file";

/// An answer to “work that was not saved was found”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryStep {
    /// It becomes edits of the document, not saved yet.
    BringBack,
    /// It is shown beside the file.
    Compare,
    /// It stays where it is.
    Later,
    /// It goes for good.
    Discard,
}

/// Work that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its journal.
    pub journal: PathBuf,
    /// Whose it is.
    pub place: String,
    /// For which quarter.
    pub quarter: Quarter,
    /// When it was last worked on.
    pub at: NaiveDateTime,
    /// The file it is of; `None` for work that never had one.
    pub path: Option<PathBuf>,
    /// What stands in that file by now.
    pub file: FoundFile,
    /// What would come back, in a sentence.
    pub told: String,
    recovered: Arc<Assessment>,
    base: Option<Arc<Assessment>>,
    framework: Arc<Framework>,
}

/// What stands in the file that found work is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundFile {
    /// It never had one.
    Never,
    /// What the work began from.
    AsItWas,
    /// Something else: it was saved since.
    Changed,
    /// Nothing, or nothing that can be read.
    Gone,
}

/// Found work with its journal, which is held so that no other window is offered it.
#[derive(Debug)]
pub(super) struct Lost {
    left: LeftBehind,
    found: Arc<Found>,
    asked: bool,
}

/// What a job made of found work and its file.
#[derive(Debug)]
pub(super) struct BroughtBack {
    journal: PathBuf,
    over: Option<(u64, u64)>,
    opened: Option<OpenedFile>,
    assessment: Arc<Assessment>,
    merged: Option<(Taken, usize)>,
}

impl App {
    /// Has journals looked for that nobody writes any more.
    pub(super) fn look_for_lost_work(&mut self) {
        let Some(folder) = self.journals.folder.clone() else { return };
        let frameworks = Arc::clone(&self.frameworks);
        self.looking_for_lost_work = true;
        self.jobs.start(Done::LostWork(Vec::new()), move || {
            let left = store::journals_left(&folder);
            Done::LostWork(left.into_iter().filter_map(|left| looked_at(left, &frameworks)).collect())
        });
    }

    /// Whether journals are still being looked at.
    #[must_use]
    pub const fn looking_for_lost_work(&self) -> bool {
        self.looking_for_lost_work
    }

    /// Whether work that was not saved is known of.
    #[must_use]
    pub fn has_lost_work(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Asks about found work once nothing else is asked.
    pub(super) fn offer_lost_work(&mut self) {
        let free = self.dialog.is_none() && self.busy.is_none() && self.session.is_some() && self.tour.is_none();
        if !free || self.presenting() || self.closing {
            return;
        }
        if let Some(lost) = self.lost.iter_mut().find(|lost| !lost.asked) {
            lost.asked = true;
            self.dialog = Some(Dialog::Found(Arc::clone(&lost.found)));
        }
    }

    /// Asks about all of it again.
    pub(super) fn ask_lost_work(&mut self) {
        self.lost.iter_mut().for_each(|lost| lost.asked = false);
        self.offer_lost_work();
    }

    pub(super) fn recovery_step(&mut self, step: RecoveryStep) {
        let Some(Dialog::Found(found)) = self.dialog.clone() else { return };
        self.dialog = None;
        match step {
            RecoveryStep::BringBack => self.guarded(Intent::BringBack(found.journal.clone())),
            RecoveryStep::Compare if self.has_open(&found) => self.show_found(&found),
            RecoveryStep::Compare => self.guarded(Intent::CompareFound(found.journal.clone())),
            RecoveryStep::Later => {
                self.tell("It is kept: File, “Work that was not saved…”, or the next start.".to_owned());
            }
            RecoveryStep::Discard => {
                let at = self.lost.iter().position(|lost| lost.found.journal == found.journal);
                if let Some(Err(error)) = at.map(|at| self.lost.remove(at).left.discard()) {
                    self.fail(&error);
                }
            }
        }
    }

    fn found(&self, journal: &Path) -> Option<Arc<Found>> {
        self.lost.iter().find(|lost| lost.found.journal == journal).map(|lost| Arc::clone(&lost.found))
    }

    /// Reads the file once more and puts what was found on it.
    pub(super) fn bring_back(&mut self, journal: PathBuf) {
        let Some(found) = self.found(&journal) else { return };
        let over = self.session.as_ref().map(|session| (self.generation, session.revision()));
        let frameworks = Arc::clone(&self.frameworks);
        self.busy = Some("Bringing it back…");
        self.jobs.start(Done::Lost, move || {
            let opened = found.path.as_ref().and_then(|path| files::read(path, &frameworks).ok());
            let (assessment, merged) = match (&opened, &found.base) {
                (Some(opened), Some(base)) if **base != opened.assessment => merged(base, &found, &opened.assessment),
                _ => (Arc::clone(&found.recovered), None),
            };
            Done::BroughtBack(Box::new(BroughtBack { journal, over, opened, assessment, merged }))
        });
    }

    pub(super) fn brought_back(&mut self, brought: BroughtBack) {
        self.busy = None;
        let BroughtBack { journal, over, opened, assessment, merged } = brought;
        let now = self.session.as_ref().map(|session| (self.generation, session.revision()));
        if over != now && self.session.as_ref().is_some_and(Session::edited) {
            return self.guarded(Intent::BringBack(journal));
        }
        let Some(at) = self.lost.iter().position(|lost| lost.found.journal == journal) else { return };
        let Lost { left, found, .. } = self.lost.remove(at);
        let name = format!("bring back {FOUND}");
        let edit = Edit::Become { name, assessment: Arc::clone(&assessment) };
        let on_file = opened.and_then(|opened| {
            let mut session = opened.session();
            // What is sealed by now, or judges by another edition, is not edited.
            let same = session.framework().id == assessment.framework;
            (same && session.edit(&edit).is_ok()).then_some(session)
        });
        let beside = on_file.is_none() && found.path.is_some();
        let session = on_file.unwrap_or_else(|| {
            let around = Surroundings {
                framework: Arc::clone(&found.framework),
                series: Arc::new(files::no_series()),
                previous: None,
            };
            Session::untitled(Assessment::clone(&found.recovered), around, Origin::New, found.path.clone())
        });
        if let Some(path) = session.path() {
            self.settings.opened(path);
            self.settings_changed = true;
        }
        self.enter(session);
        if !self.session.as_ref().is_some_and(Session::edited) {
            if let Err(error) = left.discard() {
                log::warn!("a journal that is not needed any more stays: {error}");
            }
            return self.tell("Nothing was to be brought back: all of it is in the file already.".to_owned());
        }
        self.journals.superseded = Some(left);
        self.brought_back = self.session.as_ref().map(|session| (self.generation, Arc::clone(session.assessment())));
        let mut said = if beside {
            "What was not saved is back, as a new document: its file cannot be edited.".to_owned()
        } else {
            "What was not saved is back. Save to keep it.".to_owned()
        };
        if let Some((taken, conflicts)) = merged.filter(|_| !beside) {
            said = format!("{said} Merged with the file, which was changed since: {}", came_to(taken, conflicts));
            if conflicts > 0 {
                self.go_to_conflicts();
            }
        }
        self.tell(said);
    }

    /// Shows what was found beside the file, which is opened first.
    pub(super) fn compare_found(&mut self, journal: PathBuf) {
        let Some(found) = self.found(&journal) else { return };
        match &found.path {
            Some(path) if !self.has_open(&found) => {
                self.open(path.clone());
                self.compare_when_open = Some(journal);
            }
            _ => self.show_found(&found),
        }
    }

    /// Whether the file that found work is of is the document in hand.
    fn has_open(&self, found: &Found) -> bool {
        self.session.as_ref().is_some_and(|session| session.path() == found.path.as_deref())
    }

    /// The file that was opened for it is there.
    pub(super) fn compare_what_was_waited_for(&mut self) {
        let found = self.compare_when_open.take().and_then(|journal| self.found(&journal));
        if let Some(found) = found.filter(|found| self.has_open(found)) {
            self.show_found(&found);
        }
    }

    fn show_found(&mut self, found: &Found) {
        let side = ComparedSide::of_table(Assessment::clone(&found.recovered), Arc::clone(&found.framework));
        self.compare_with_table(FOUND.to_owned(), side);
        self.tell("It is not in the document yet: take over what you want, or bring all of it back.".to_owned());
        if let Some(notice) = &mut self.notice {
            notice.leads_to = Some(super::Command::Recover);
        }
    }

    pub(super) fn lost_work_found(&mut self, lost: Vec<Lost>) {
        self.looking_for_lost_work = false;
        self.lost.extend(lost);
    }
}

/// What comes of found work and a file that was changed since.
fn merged(base: &Assessment, found: &Found, theirs: &Assessment) -> (Arc<Assessment>, Option<(Taken, usize)>) {
    let names = Names { mine: FOUND_SIDE, theirs: FILE_SIDE };
    match merge(base, &found.recovered, theirs, names) {
        Ok(Merged { assessment, taken, conflicts }) => (Arc::new(assessment), Some((taken, conflicts))),
        Err(_) => (Arc::clone(&found.recovered), None),
    }
}

/// What a journal comes to; `None` when it holds nothing that the file does not, or nothing of which sense can be made here.
fn looked_at(left: LeftBehind, frameworks: &Frameworks) -> Option<Lost> {
    let said = &left.said;
    let beside = said.of.as_deref().and_then(Path::parent).map(|folder| folder.join("frameworks"));
    let known = match beside {
        Some(folder) => frameworks.clone().with_folder(&folder),
        None => frameworks.clone(),
    };
    let read = |text: &str| {
        let mut assessment = format::parse(text).ok()?.assessment;
        let framework = Arc::clone(known.get(&assessment.framework)?);
        assessment.fits(&framework).ok()?;
        assessment.complete(&framework);
        Some((Arc::new(assessment), framework))
    };
    let Some((recovered, framework)) = read(&said.text) else {
        log::warn!("{}: what this journal holds cannot be used here", left.path().display());
        return None;
    };
    let base = said.base.as_deref().and_then(read).map(|(base, _)| base);
    let (file, before) = match said.of.as_deref().map(|path| store::open_assessment(path, frameworks)) {
        None => (FoundFile::Never, None),
        Some(Ok(opened)) if opened.assessment == *recovered => {
            // It was saved, and the program ended before the journal was gone.
            if let Err(error) = left.discard() {
                log::warn!("a journal that is not needed any more stays: {error}");
            }
            return None;
        }
        Some(Ok(opened)) => {
            let as_it_was = base.as_ref().is_some_and(|base| **base == opened.assessment);
            let file = if as_it_was { FoundFile::AsItWas } else { FoundFile::Changed };
            // What it would bring is what was done since it began, whatever others did.
            (file, base.clone().or_else(|| Some(Arc::new(opened.assessment))))
        }
        Some(Err(_)) => (FoundFile::Gone, base.clone()),
    };
    let told = match before.filter(|before| before.framework == recovered.framework) {
        Some(before) => changed_in_a_sentence(&what_changed(&before, &recovered, &framework, &known.all())),
        None => format!("An assessment with {}.", counted(recovered.rows.len(), "row", "rows")),
    };
    let found = Found {
        journal: left.path().to_owned(),
        place: recovered.place.clone(),
        quarter: recovered.quarter,
        at: said.at,
        path: said.of.clone(),
        file,
        told,
        recovered,
        base,
        framework,
    };
    Some(Lost { left, found: Arc::new(found), asked: false })
}
