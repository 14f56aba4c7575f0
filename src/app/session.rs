//! The document in hand: the only door through which it is changed.

use super::Aside;
use super::earlier::Earlier;
use super::edit::{Edit, EditRefused};
use super::history::History;
use crate::model::{Assessment, Framework, Glossary, KnownTerms, RowId};
use crate::store::{self, Series, Stamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open assessment with its history, its file and its neighbours in time.
#[derive(Debug)]
pub struct Session {
    history: History,
    framework: Arc<Framework>,
    file: Option<FileOnDisk>,
    /// Where a first save is offered, when it has no file yet.
    suggested: Option<PathBuf>,
    series: Arc<Series>,
    previous: Option<Arc<Assessment>>,
    earlier: Option<Arc<Earlier>>,
    origin: Origin,
    glossary: Arc<Glossary>,
    /// What it was when it was opened.
    opened: Option<Arc<Assessment>>,
    /// Each time a later state of the file was merged in.
    merges: Vec<MergeStep>,
    /// What was not read of the file it came from.
    aside: Option<Arc<Aside>>,
}

/// A merge with a later state of the file. What is known of the file goes with it: once the merge is taken back, the file
/// holds work that the document does not, and a save must find that.
#[derive(Debug)]
struct MergeStep {
    /// The number of the state that came of it.
    revision: u64,
    /// What was known before it, or, once it is taken back, what was known by then.
    other: FileOnDisk,
    /// It was taken back, and since then nothing was written.
    taken_back: bool,
}

/// Where the document came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File,
    /// The bundled example, as an untitled copy.
    Sample,
    /// Begun here.
    New,
}

/// The file that a document was read from or written to.
#[derive(Clone, Debug)]
pub struct FileOnDisk {
    /// Where it is.
    pub path: PathBuf,
    /// What stood in it when we last read or wrote it.
    pub stamp: Stamp,
    /// The same as an assessment: what a merge with a later state of the file begins from.
    pub content: Arc<Assessment>,
}

/// What a document comes with.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The framework it judges by.
    pub framework: Arc<Framework>,
    /// The other quarters in its folder.
    pub series: Arc<Series>,
    /// The quarter before it, when there is one.
    pub previous: Option<Arc<Assessment>>,
}

impl Session {
    /// A document read from a file.
    #[must_use]
    pub fn opened(assessment: Assessment, file: FileOnDisk, around: Surroundings) -> Self {
        Self::start(assessment, Some(file), around, Origin::File)
    }

    /// A document that has no file yet.
    #[must_use]
    pub fn untitled(assessment: Assessment, around: Surroundings, origin: Origin, suggested: Option<PathBuf>) -> Self {
        Self { suggested, ..Self::start(assessment, None, around, origin) }
    }

    fn start(assessment: Assessment, file: Option<FileOnDisk>, around: Surroundings, origin: Origin) -> Self {
        // A copy of the example counts as unchanged until it is edited: leaving it loses nothing.
        let kept = file.is_some() || origin == Origin::Sample;
        let glossary = Arc::new(glossary_of(&assessment));
        let opened = match (&file, origin) {
            (Some(file), _) => Some(Arc::clone(&file.content)),
            (None, Origin::Sample) => Some(Arc::new(assessment.clone())),
            (None, _) => None,
        };
        Self {
            history: History::new(assessment, kept),
            framework: around.framework,
            file,
            suggested: None,
            series: around.series,
            previous: around.previous,
            earlier: None,
            origin,
            glossary,
            opened,
            merges: Vec::new(),
            aside: None,
        }
    }

    /// The document.
    #[must_use]
    pub fn assessment(&self) -> &Arc<Assessment> {
        self.history.current()
    }

    /// The framework it judges by.
    #[must_use]
    pub fn framework(&self) -> &Arc<Framework> {
        &self.framework
    }

    /// The quarter before it, when there is one.
    #[must_use]
    pub fn previous(&self) -> Option<&Arc<Assessment>> {
        self.previous.as_ref()
    }

    /// The quarters of the place before it; `None` while they are being read.
    #[must_use]
    pub const fn earlier(&self) -> Option<&Arc<Earlier>> {
        self.earlier.as_ref()
    }

    /// Notes what the quarters before it are.
    pub fn set_earlier(&mut self, earlier: Arc<Earlier>) {
        self.earlier = Some(earlier);
    }

    /// The quarters before it are to be read anew.
    pub fn forget_earlier(&mut self) {
        self.earlier = None;
    }

    /// What the abbreviations in its texts stand for at this place.
    #[must_use]
    pub const fn glossary(&self) -> &Arc<Glossary> {
        &self.glossary
    }

    /// The quarters in its folder.
    #[must_use]
    pub const fn series(&self) -> &Arc<Series> {
        &self.series
    }

    /// Where it came from.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// Its file.
    #[must_use]
    pub const fn file(&self) -> Option<&FileOnDisk> {
        self.file.as_ref()
    }

    /// The path of its file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// What it was when it was opened, or first saved.
    #[must_use]
    pub fn opened_content(&self) -> Option<&Arc<Assessment>> {
        self.opened.as_ref().or_else(|| self.file.as_ref().map(|file| &file.content))
    }

    /// Whether the file holds a merge that was taken back here.
    #[must_use]
    pub fn merge_taken_back(&self) -> bool {
        self.merges.iter().any(|merge| merge.taken_back)
    }

    /// Where a save under a new name is offered.
    #[must_use]
    pub fn suggested_path(&self) -> PathBuf {
        self.path()
            .map(Path::to_path_buf)
            .or_else(|| self.suggested.clone())
            .unwrap_or_else(|| PathBuf::from(format!("{}.ron", self.assessment().quarter.file_stem())))
    }

    /// Whether nothing may be changed.
    #[must_use]
    pub fn read_only(&self) -> bool {
        self.assessment().sealed() || self.newer().is_some()
    }

    /// Why nothing may be changed, as the beginning of a sentence; `None` where something may.
    #[must_use]
    pub fn why_read_only(&self) -> Option<&'static str> {
        if self.newer().is_some() {
            return Some("This file was written by a newer hicm");
        }
        self.read_only().then_some("This quarter is sealed")
    }

    /// The format of its file, where that is newer than what is written here: then nothing may be changed or saved.
    #[must_use]
    pub fn newer(&self) -> Option<u32> {
        self.aside.as_ref().and_then(|aside| aside.newer)
    }

    /// What was not read of the file it came from.
    #[must_use]
    pub const fn aside(&self) -> Option<&Arc<Aside>> {
        self.aside.as_ref()
    }

    /// Notes what was not read of the file it came from.
    pub fn set_aside(&mut self, aside: Arc<Aside>) {
        self.aside = Some(aside);
    }

    /// Whether it holds edits that are not on disk.
    #[must_use]
    pub fn edited(&self) -> bool {
        self.history.edited()
    }

    /// A number that names the present state.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.history.revision()
    }

    /// Whether what was done in the state of that number has not been taken back.
    #[must_use]
    pub fn rests_on(&self, revision: u64) -> bool {
        self.history.rests_on(revision)
    }

    /// Notes what stands in its folder by now.
    pub fn set_series(&mut self, series: Arc<Series>) {
        self.series = series;
    }

    /// Its file was given another name by somebody, with the same in it.
    pub fn file_moved(&mut self, path: PathBuf) {
        if let Some(file) = &mut self.file {
            file.path = path;
        }
    }

    /// Makes an edit, or says why not.
    ///
    /// # Errors
    /// [`EditRefused`]; nothing has changed then.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), EditRefused> {
        if self.newer().is_some() {
            return Err(EditRefused::Newer);
        }
        if self.read_only() && !matches!(edit, Edit::Reopen { .. }) {
            return Err(EditRefused::Sealed);
        }
        let mut next = Assessment::clone(self.assessment());
        edit.apply(&mut next, &self.framework)?;
        self.history.push(edit.label(&self.framework), next, edit.joins());
        self.explain();
        Ok(())
    }

    /// The hand is still: the next edit is a step of its own.
    pub fn settle(&mut self) {
        self.history.settle();
    }

    /// Takes back what is being typed.
    pub fn cancel_typing(&mut self) -> bool {
        self.stepped(History::cancel)
    }

    /// Becomes what came of a merge with a later state of its file, of which this is known now.
    ///
    /// # Errors
    /// [`EditRefused`]; nothing has changed then.
    pub fn merged(&mut self, edit: &Edit, file: FileOnDisk) -> Result<(), EditRefused> {
        let before = self.revision();
        self.edit(edit)?;
        let known = self.file.replace(file);
        self.merges.retain(|merge| !merge.taken_back);
        if let Some(other) = known.filter(|_| self.revision() != before) {
            self.merges.push(MergeStep { revision: self.revision(), other, taken_back: false });
        }
        Ok(())
    }

    /// Whether the last step can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.before().is_some_and(|to| self.keeps_the_record(to))
    }

    /// Whether the last step that was taken back can be done again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.after().is_some_and(|to| self.keeps_the_record(to))
    }

    /// Whether a state keeps what the file says of seals: what was sealed and saved is opened by a reopening, and a
    /// reopening that was saved is not taken back.
    fn keeps_the_record(&self, to: &Assessment) -> bool {
        self.file.as_ref().is_none_or(|file| {
            let (kept, now) = (&file.content, to);
            now.reopenings.starts_with(&kept.reopenings)
                && (!kept.sealed() || now.state == kept.state || now.reopenings.len() > kept.reopenings.len())
        })
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        let left = self.revision();
        let stepped = self.can_undo() && self.stepped(History::undo);
        if stepped {
            self.know_the_file(left, true);
        }
        stepped
    }

    /// Does the last step again.
    pub fn redo(&mut self) -> bool {
        let stepped = self.can_redo() && self.stepped(History::redo);
        if stepped {
            self.know_the_file(self.revision(), false);
        }
        stepped
    }

    /// Has what is known of the file follow a merge that is taken back, or done again.
    fn know_the_file(&mut self, revision: u64, taken_back: bool) {
        let merge = self.merges.iter_mut().find(|merge| merge.revision == revision);
        if let (Some(merge), Some(file)) = (merge, &mut self.file)
            && merge.taken_back != taken_back
            // Saved elsewhere since, it is no longer the file that was merged with.
            && merge.other.path == file.path
        {
            std::mem::swap(file, &mut merge.other);
            merge.taken_back = taken_back;
        }
    }

    fn stepped(&mut self, step: fn(&mut History) -> bool) -> bool {
        let stepped = step(&mut self.history);
        self.explain();
        stepped
    }

    /// Builds the glossary anew when the place or its own entries are others.
    fn explain(&mut self) {
        let assessment = self.history.current();
        if !self.glossary.is_of(&assessment.place, &assessment.glossary) {
            self.glossary = Arc::new(glossary_of(assessment));
        }
    }

    /// The name of the step that undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// The name of the step that redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Notes that the state of that revision was written to a file.
    pub fn saved(&mut self, revision: u64, file: FileOnDisk, series: Arc<Series>) {
        self.history.mark_saved(revision);
        // What is in the file now was written here, over whatever was merged and taken back.
        self.merges.retain(|merge| !merge.taken_back);
        self.file = Some(file);
        self.series = series;
        self.origin = Origin::File;
    }

    /// An id that no row has.
    #[must_use]
    pub fn fresh_row_id(&self, mut draw: impl FnMut() -> u32) -> RowId {
        loop {
            let id = RowId::from_entropy(draw());
            if self.assessment().row(&id).is_none() {
                return id;
            }
        }
    }
}

/// A glossary that came with the program and cannot be read leaves the place's own.
fn glossary_of(assessment: &Assessment) -> Glossary {
    static NONE: KnownTerms = KnownTerms { everywhere: Vec::new(), places: Vec::new() };
    Glossary::new(store::known_terms().unwrap_or(&NONE), &assessment.place, &assessment.glossary)
}
