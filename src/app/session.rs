//! The document in hand: the only door through which it is changed.

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
        self.assessment().sealed()
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

    /// Makes an edit, or says why not.
    ///
    /// # Errors
    /// [`EditRefused`]; nothing has changed then.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), EditRefused> {
        if self.read_only() {
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

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        !self.read_only() && self.stepped(History::undo)
    }

    /// Does the last step again.
    pub fn redo(&mut self) -> bool {
        !self.read_only() && self.stepped(History::redo)
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
