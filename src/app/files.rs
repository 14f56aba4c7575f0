//! Opening, saving and starting documents: what is not saved is asked about first, and what somebody else wrote is never
//! replaced in silence.

use super::salvaging::NotOpened;
use super::{
    App, Aside, ChangedAnswer, CompareSide, Dialog, Done, Earlier, Effect, FileOnDisk, Intent, NewAssessment, OnDisk,
    Origin, PathFor, Place, Problem, Proposing, Session, Surroundings, UnsavedAnswer, changed_in_a_sentence, clock,
    earlier, merging, what_changed,
};
use crate::compare::PastQuarter;
use crate::model::Assessment;
use crate::store::{self, Cause, Frameworks, Replace, Series, SeriesEntry, StoreError, VersionNote};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file with all that is read along with it.
#[derive(Debug)]
pub(super) struct OpenedFile {
    pub(super) assessment: Assessment,
    file: FileOnDisk,
    around: Surroundings,
    /// What is not known of it here.
    aside: Option<Arc<Aside>>,
}

/// A file as it was saved.
#[derive(Debug)]
pub(super) struct SavedFile {
    file: FileOnDisk,
    series: Arc<Series>,
    /// Why no version of it was kept.
    not_kept: Option<StoreError>,
}

impl OpenedFile {
    /// The document.
    pub(super) fn session(self) -> Session {
        let mut session = Session::opened(self.assessment, self.file, self.around);
        if let Some(aside) = self.aside {
            session.set_aside(aside);
        }
        session
    }
}

impl App {
    /// Does it at once when the document in hand is safe, and asks first when it is not.
    pub(super) fn guarded(&mut self, intent: Intent) {
        self.with_session(Session::settle);
        if intent.leaves_document() && self.session.as_ref().is_some_and(Session::edited) {
            self.waiting = Some(intent);
            self.dialog = Some(Dialog::Unsaved);
        } else {
            self.table_guarded(intent);
        }
    }

    /// The document is safe, or is let go: what was settled in a table is asked about as well, where it would be left.
    fn table_guarded(&mut self, intent: Intent) {
        if intent.leaves_table() && self.proposing.as_ref().is_some_and(Proposing::has_work) {
            self.waiting = Some(intent);
            self.dialog = Some(Dialog::LeaveTable);
        } else {
            self.carry_out(intent);
        }
    }

    /// The table is let go.
    pub(super) fn table_let_go(&mut self) {
        self.dialog = None;
        if let Some(intent) = self.waiting.take() {
            self.carry_out(intent);
        }
    }

    fn carry_out(&mut self, intent: Intent) {
        match intent {
            Intent::Open(path) => self.open(path),
            Intent::OpenSalvaged(unreadable) => self.open_salvaged(&unreadable),
            Intent::OpenSample => self.open_sample(),
            Intent::Create(new) => self.create(&new),
            Intent::CreateQuarter => self.create_quarter(),
            Intent::BringIn => self.create_from_table(),
            Intent::ReadTable(source) => self.read_table_of(source),
            Intent::LeaveTable => self.leave_table(),
            Intent::BringBack(journal) => self.bring_back(journal),
            Intent::CompareFound(journal) => self.compare_found(journal),
            Intent::Quit => {
                self.closing = true;
                self.effects.push(Effect::Close);
            }
        }
    }

    pub(super) fn unsaved_answer(&mut self, answer: UnsavedAnswer) {
        self.dialog = None;
        match answer {
            UnsavedAnswer::Save => self.save(),
            UnsavedAnswer::Discard => {
                self.brought_back = None;
                if let Some(intent) = self.waiting.take() {
                    self.table_guarded(intent);
                }
            }
        }
    }

    pub(super) fn changed_answer(&mut self, answer: ChangedAnswer) {
        let path = self.session.as_ref().and_then(|session| session.path().map(Path::to_path_buf));
        let gone = matches!(self.dialog, Some(Dialog::ChangedOnDisk { found: OnDisk::Gone, .. }));
        self.dialog = None;
        match (answer, path) {
            (ChangedAnswer::SaveElsewhere, _) | (_, None) => self.ask_path(PathFor::SaveAs),
            (ChangedAnswer::Overwrite, Some(path)) if gone => self.write(path, Existing::Gone),
            (ChangedAnswer::Overwrite, Some(path)) => self.write(path, Existing::Replace),
            (ChangedAnswer::Merge, Some(path)) => self.merge_with_disk(path),
            (ChangedAnswer::Reload, Some(path)) => {
                self.waiting = None;
                self.open(path);
            }
        }
    }

    pub(super) fn suggested_path(&self, purpose: PathFor) -> PathBuf {
        let session = self.session.as_ref();
        match purpose {
            PathFor::SaveAs => session.map(Session::suggested_path).unwrap_or_default(),
            PathFor::ExportFolder => self.export_folder(),
            PathFor::CopyBase if self.copy.is_some() => merging::folder_of(self.copy.as_ref()).unwrap_or_default(),
            PathFor::Open
            | PathFor::Folder
            | PathFor::Framework
            | PathFor::Compare { .. }
            | PathFor::Copy
            | PathFor::CopyBase
            | PathFor::Table => {
                let here = session.and_then(Session::path).or_else(|| self.settings.last());
                here.and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default()
            }
        }
    }

    pub(super) fn ask_path(&mut self, purpose: PathFor) {
        self.with_session(Session::settle);
        let suggested = self.suggested_path(purpose);
        self.effects.push(Effect::AskPath { purpose, suggested });
    }

    pub(super) fn path_chosen(&mut self, purpose: PathFor, path: Option<PathBuf>) {
        if purpose == PathFor::ExportFolder {
            // The dialog that asked stays.
            if let Some(path) = path {
                self.export_into(&path);
            }
            return;
        }
        self.dialog = None;
        let Some(path) = path else {
            self.waiting = None;
            return self.offer_copy_again(purpose);
        };
        match purpose {
            PathFor::Open if super::importing::holds_table(&path) => self.bring_in(path),
            PathFor::Table => self.bring_in(path),
            PathFor::Open | PathFor::Folder => self.guarded(Intent::Open(path)),
            // The desktop's dialog has asked already whether to replace what stands there.
            PathFor::SaveAs => self.write(with_ending(path), Existing::Replace),
            PathFor::Compare { after } => self.compare_with(after, CompareSide::File(path)),
            PathFor::Copy => self.read_copy(path),
            PathFor::CopyBase => self.read_copy_base(path),
            PathFor::ExportFolder => {}
            PathFor::Framework => {
                self.busy = Some("Checking the framework…");
                let mut frameworks = Box::new(Frameworks::clone(&self.frameworks));
                self.jobs.start(Done::Lost, move || {
                    Done::FrameworkAdded(frameworks.install(&path).map(|id| (id, frameworks)))
                });
            }
        }
    }

    pub(super) fn path_typed(&mut self, purpose: PathFor, path: PathBuf) {
        if purpose == PathFor::SaveAs {
            self.dialog = None;
            self.write(with_ending(path), Existing::Refuse);
        } else {
            self.path_chosen(purpose, Some(path));
        }
    }

    pub(super) fn open(&mut self, path: PathBuf) {
        self.busy = Some("Opening…");
        // What waits for another file, which is not opened after all, is not told of this one.
        self.told_after_open.take_if(|(of, _)| *of != path);
        self.opening_over = self.state();
        let frameworks = Arc::clone(&self.frameworks);
        self.jobs.start(Done::Lost, move || {
            let result = Box::new(read(&path, &frameworks).map_err(|error| NotOpened::of(error, &frameworks)));
            Done::Opened { path, result }
        });
    }

    /// Names the state of the document in hand.
    fn state(&self) -> Option<(u64, u64)> {
        self.session.as_ref().map(|session| (self.generation, session.revision()))
    }

    pub(super) fn opened(&mut self, opened: OpenedFile) {
        let file = &opened.file;
        if self.opening_over.take() != self.state() && self.session.as_ref().is_some_and(Session::edited) {
            // Somebody typed while it was being read: that is asked about like any work that is not saved.
            return self.guarded(Intent::Open(file.path.clone()));
        }
        self.settings.opened(&file.path);
        self.settings_changed = true;
        self.enter(opened.session());
        if let Some((_, told)) = self.told_after_open.take() {
            self.tell(told);
        }
        self.tell_of_conflicts();
        self.compare_what_was_waited_for();
    }

    pub(super) fn enter(&mut self, session: Session) {
        // The same change or table stays in view where the new document has it too.
        let stays = match &self.place {
            Place::Overview | Place::Actions | Place::Compare | Place::Trend | Place::Checks | Place::Board => true,
            // What was gone through is another quarter's.
            Place::Review | Place::Merge => false,
            Place::Import => self.proposing.is_some(),
            Place::Change(key) => session.framework().change(key).is_some(),
        };
        if !stays {
            self.place = Place::Overview;
        }
        self.selection.retain(|id| session.assessment().row(id).is_some());
        self.keep_sight(&session);
        self.review = super::Review::default();
        self.conflict = 0;
        self.copy = None;
        self.sharing.forget();
        self.generation += 1;
        // What was to be saved once more was the document before.
        self.save_again = None;
        self.set_draft(None);
        self.derived = None;
        self.saved_at = None;
        self.notice = None;
        self.session = Some(session);
        self.read_earlier();
    }

    pub(super) fn open_sample(&mut self) {
        let mut quarters = match store::sample_series() {
            Ok(quarters) => quarters,
            Err(error) => return self.fail(&error),
        };
        let Some(sample) = quarters.pop() else { return };
        let Some(framework) = self.frameworks.get(&sample.framework).map(Arc::clone) else { return };
        let past: Vec<PastQuarter> = quarters
            .into_iter()
            .rev()
            .filter_map(|quarter| {
                let framework = self.frameworks.get(&quarter.framework).map(Arc::clone)?;
                Some(PastQuarter { assessment: Arc::new(quarter), framework })
            })
            .collect();
        let previous = past.first().map(|past| Arc::clone(&past.assessment));
        let around = Surroundings { framework, series: Arc::new(no_series()), previous };
        let mut session = Session::untitled(sample, around, Origin::Sample, None);
        session.set_earlier(Arc::new(Earlier { quarters: past, unread: Vec::new() }));
        self.enter(session);
    }

    pub(super) fn create(&mut self, new: &NewAssessment) {
        let Some(framework) = self.frameworks.get(&new.framework).map(Arc::clone) else { return };
        let assessment = Assessment::empty(new.place.trim(), new.quarter, &framework);
        let around = Surroundings { framework, series: Arc::new(no_series()), previous: None };
        self.enter(Session::untitled(assessment, around, Origin::New, None));
        self.place = Place::Overview;
    }

    pub(super) fn ask_new_quarter(&mut self) {
        let Some(session) = &self.session else { return };
        let next = session.assessment().quarter.next();
        let place = &session.assessment().place;
        let existing = session.series().entries.iter().find(|entry| entry.quarter == next && entry.place == *place);
        let existing = existing.map(|entry| entry.path.clone());
        self.dialog = Some(existing.map_or(Dialog::NewQuarter, |path| Dialog::QuarterExists { path }));
    }

    pub(super) fn create_quarter(&mut self) {
        let Some(session) = &self.session else { return };
        let previous = Arc::clone(session.assessment());
        let next = previous.carried_forward();
        let suggested = session
            .path()
            .and_then(Path::parent)
            .map(|folder| folder.join(format!("{}.ron", next.quarter.file_stem())));
        let around = Surroundings {
            framework: Arc::clone(session.framework()),
            series: Arc::clone(session.series()),
            previous: Some(previous),
        };
        let quarter = next.quarter;
        let earlier = earlier::carried(session);
        let mut next = Session::untitled(next, around, Origin::New, suggested);
        if let Some(earlier) = earlier {
            next.set_earlier(earlier);
        }
        self.enter(next);
        self.tell(format!("{quarter} carried forward. Each row is to be reviewed."));
    }

    pub(super) fn save(&mut self) {
        match self.session.as_ref().and_then(|session| session.path().map(Path::to_path_buf)) {
            Some(path) => self.write(path, Existing::Refuse),
            None => self.ask_path(PathFor::SaveAs),
        }
    }

    pub(super) fn write(&mut self, path: PathBuf, existing: Existing) {
        let Some(session) = &mut self.session else { return };
        session.settle();
        if session.newer().is_some() {
            let unknown = session.aside().map_or(0, |aside| aside.parts.len());
            return self.refuse(Problem::newer_not_saved(unknown));
        }
        if self.taking_in {
            // What is being merged is saved with it.
            return;
        }
        if self.saving {
            // After the one under way, which is then what stands on disk.
            self.save_again = Some((path, existing));
            return;
        }
        self.saving = true;
        let generation = self.generation;
        let known = session.file().filter(|file| file.path == path).map(|file| file.stamp);
        let assessment = Arc::clone(session.assessment());
        let revision = session.revision();
        let before = session.file().filter(|file| file.path == path).map(|file| Arc::clone(&file.content));
        let (framework, frameworks) = (Arc::clone(session.framework()), self.frameworks.all());
        let (by, at) = (self.settings.who(), clock::now());
        self.busy = Some("Saving…");
        self.jobs.start(Done::Lost, move || {
            let replace = match (existing, &known) {
                (Existing::Refuse, Some(stamp)) => Replace::IfUnchanged(stamp),
                (Existing::Refuse, None) | (Existing::Gone, _) => Replace::IfAbsent,
                (Existing::Replace, _) => Replace::Always,
            };
            let said = before.map_or_else(
                || "First saved under this name.".to_owned(),
                |before| changed_in_a_sentence(&what_changed(&before, &assessment, &framework, &frameworks)),
            );
            let note = VersionNote { by, at, said };
            store::sweep(&path, clock::utc());
            let result =
                store::save_with_version(&path, &assessment, replace, &note).map(|(stamp, not_kept)| SavedFile {
                    file: FileOnDisk { path: path.clone(), stamp, content: assessment },
                    series: Arc::new(series_of(&path)),
                    not_kept,
                });
            Done::Saved { path, generation, revision, result }
        });
    }

    /// Writes what was to be written while something else was.
    pub(super) fn write_again(&mut self, again: Option<(PathBuf, Existing)>) {
        if let Some((path, existing)) = again {
            self.write(path, existing);
        }
    }

    pub(super) fn saved(
        &mut self,
        path: PathBuf,
        (generation, revision): (u64, u64),
        result: Result<SavedFile, StoreError>,
    ) {
        self.busy = None;
        self.saving = false;
        let again = self.save_again.take();
        let told = self.told_after_save.take();
        if generation != self.generation {
            // Another document has come since. A fault is told, but what the dialogs below offer would be done to the wrong one.
            if let Err(error) = result {
                self.fail(&error);
            }
            return self.write_again(again);
        }
        match result {
            Ok(SavedFile { file, series, not_kept }) => {
                self.settings.opened(&path);
                self.settings_changed = true;
                self.saved_at = Some(clock::time_of_day());
                self.notice = None;
                if let Some(told) = told {
                    self.tell(told + " Saved.");
                }
                if let Some(error) = not_kept {
                    self.refuse(Problem::version_not_kept(&error));
                }
                self.brought_back = None;
                self.with_session(|session| session.saved(revision, file, series));
                self.file_was_saved(revision);
                if again.is_some() {
                    self.write_again(again);
                } else if let Some(intent) = self.waiting.take() {
                    // Edits made while it was being written are asked about again.
                    self.guarded(intent);
                }
            }
            Err(StoreError { cause: Cause::ChangedOnDisk { found }, .. }) => {
                let taken_back = self.session.as_ref().is_some_and(Session::merge_taken_back);
                let found = match found {
                    None => OnDisk::Gone,
                    Some(_) if taken_back => OnDisk::TakenBack,
                    Some(_) => OnDisk::Changed,
                };
                self.dialog = Some(Dialog::ChangedOnDisk { path, found });
                if let Some(told) = told {
                    self.tell(told);
                }
            }
            // It was gone and has come back.
            Err(StoreError { cause: Cause::Exists, .. })
                if self.session.as_ref().is_some_and(|session| session.path() == Some(path.as_path())) =>
            {
                self.dialog = Some(Dialog::ChangedOnDisk { path, found: OnDisk::Changed });
            }
            Err(StoreError { cause: Cause::Exists, .. }) => self.dialog = Some(Dialog::Replace { path }),
            Err(error) => {
                self.waiting = None;
                self.dialog = Some(Dialog::NotSaved(Problem::from(&error)));
                if let Some(told) = told {
                    self.tell(told);
                }
            }
        }
    }
}

/// What becomes of a file that stands where the document is to be saved, unless it is the one that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and a person is asked.
    Refuse,
    /// It is replaced: a person has said so.
    Replace,
    /// There is none, as far as is known: if one has come meanwhile, it is another's, and a person is asked.
    Gone,
}

/// A name without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("ron") }
}

/// Reads a file, or the latest quarter of a folder, with its neighbours in time.
pub(super) fn read(path: &Path, frameworks: &Frameworks) -> Result<OpenedFile, StoreError> {
    let path = store::assessment_in(path)?;
    let looked = store::open_to_look(&path, frameworks)?;
    let aside = OpenedFile::aside(&path, &looked);
    let opened = looked.opened;
    store::sweep(&path, clock::utc());
    let series = series_of(&path);
    let previous = previous(&series, &opened.assessment, frameworks);
    let content = Arc::new(opened.assessment.clone());
    Ok(OpenedFile {
        assessment: opened.assessment,
        file: FileOnDisk { path, stamp: opened.stamp, content },
        around: Surroundings { framework: opened.framework, series: Arc::new(series), previous },
        aside,
    })
}

/// The assessment of the quarter before, to be looked at.
pub(super) fn previous(series: &Series, assessment: &Assessment, frameworks: &Frameworks) -> Option<Arc<Assessment>> {
    let entry = before(series, assessment)?;
    let looked = store::open_to_look(&entry.path, frameworks).ok()?;
    Some(Arc::new(looked.opened.assessment))
}

/// The last quarter of the same place before this one.
fn before<'a>(series: &'a Series, assessment: &Assessment) -> Option<&'a SeriesEntry> {
    series.entries.iter().rev().find(|entry| entry.quarter < assessment.quarter && entry.place == assessment.place)
}

/// The quarters beside a file.
pub(super) fn series_of(path: &Path) -> Series {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Series::read(Path::new(".")),
        Some(folder) => Series::read(folder),
        None => no_series(),
    }
}

/// No folder, no quarters.
pub(super) const fn no_series() -> Series {
    Series { folder: PathBuf::new(), entries: Vec::new(), faults: Vec::new(), copies: Vec::new() }
}
