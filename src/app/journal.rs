//! Writes down what is edited and not saved, a little more often than once a second, in a thread of its own, until it is saved or let go.

use super::{App, Edit, Problem, Session, clock};
use crate::format;
use crate::model::Assessment;
use crate::store::{Journal, LeftBehind, Stamp, StoreError};
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The least time between two writings: with the writing itself, no more than the last second is lost.
const PACE: Duration = Duration::from_millis(800);

/// Where journals are kept, and the one that is being written.
#[derive(Debug, Default)]
pub(super) struct Journals {
    /// Nowhere unless [`App::keep_journals_in`] was told.
    pub(super) folder: Option<PathBuf>,
    keeper: Option<Keeper>,
    /// Those that were told to end.
    ending: Vec<JoinHandle<()>>,
    /// Work that was brought back: its journal goes once the document's own is written.
    pub(super) superseded: Option<LeftBehind>,
}

/// The thread that writes the journal of one document.
#[derive(Debug)]
struct Keeper {
    generation: u64,
    /// The state that was told last: of the document, and of what is being typed.
    state: (u64, u64),
    /// The file it is of, as it was last read or written.
    file: Option<(PathBuf, Stamp)>,
    sender: Sender<Note>,
    thread: JoinHandle<()>,
    fault: Arc<Mutex<Option<StoreError>>>,
    superseded: Arc<Mutex<Option<LeftBehind>>>,
    told: bool,
}

/// What it is told.
enum Note {
    State(Arc<Assessment>, NaiveDateTime),
    /// Whatever waits is to be written now; then this is answered.
    Now(Sender<()>),
    /// It is saved, or let go.
    End,
}

/// What the thread begins with.
struct Beginning {
    folder: PathBuf,
    path: Option<PathBuf>,
    base: Option<Arc<Assessment>>,
    superseded: Arc<Mutex<Option<LeftBehind>>>,
    fault: Arc<Mutex<Option<StoreError>>>,
}

impl App {
    /// Says in which folder work that is not saved is written down, and looked for at the start. Without it none is.
    pub fn keep_journals_in(&mut self, folder: Option<PathBuf>) {
        self.journals.folder = folder;
    }

    /// The folder of the journals, where nothing is that others share.
    pub(super) fn own_folder(&self) -> Option<&Path> {
        self.journals.folder.as_deref()
    }

    /// Has what is not saved written down now, and waits for it.
    pub fn write_journal(&self) {
        let Some(keeper) = &self.journals.keeper else { return };
        let (sender, done) = channel();
        if keeper.sender.send(Note::Now(sender)).is_ok() {
            let _ = done.recv();
        }
    }

    /// Brings the journal up to date with the document.
    pub(super) fn keep_journal(&mut self) {
        let Some(folder) = self.journals.folder.clone() else { return };
        let brought_back = self.brought_back.clone();
        let waits = |generation| brought_back.as_ref().filter(|(of, _)| *of == generation);
        let drafted = self.drafted();
        let unsaved = |session: &Session| session.edited() || drafted.is_some() || waits(self.generation).is_some();
        let edited = self.session.as_ref().filter(|session| unsaved(session) && !self.closing);
        let of_now = edited.map(|session| (self.generation, file_of(session)));
        let other = |keeper: &mut Keeper| of_now.as_ref() != Some(&(keeper.generation, keeper.file.clone()));
        if let Some(keeper) = self.journals.keeper.take_if(other) {
            let goes_on = of_now.as_ref().is_some_and(|(generation, _)| *generation == keeper.generation);
            if goes_on {
                // The same document, of another file by now: what was brought back is still to be kept, by the next one.
                self.journals.superseded = locked(&keeper.superseded).take();
            }
            if goes_on || waits(keeper.generation).is_none() {
                // It is saved, taken back, let go, or written down anew.
                let _ = keeper.sender.send(Note::End);
            } else {
                // What was brought back was taken back by undo, never saved and never discarded: the next start asks again.
                self.brought_back = None;
            }
            drop(keeper.sender);
            self.journals.ending.push(keeper.thread);
        }
        self.journals.ending.retain(|thread| !thread.is_finished());
        if self.closing {
            self.journals.ending.drain(..).for_each(|thread| drop(thread.join()));
        }
        let Some(session) = edited else { return };
        let superseded = self.journals.superseded.take();
        let keeper =
            self.journals.keeper.get_or_insert_with(|| Keeper::begin(self.generation, session, folder, superseded));
        if keeper.state != (session.revision(), self.drafts) {
            keeper.state = (session.revision(), self.drafts);
            let plain = || match waits(self.generation) {
                Some((_, brought)) if !session.edited() => Arc::clone(brought),
                _ => Arc::clone(session.assessment()),
            };
            let _ = keeper.sender.send(Note::State(drafted.unwrap_or_else(plain), clock::now()));
        }
        let fault = locked(&keeper.fault).take();
        if let Some(error) = fault.filter(|_| !std::mem::replace(&mut keeper.told, true)) {
            self.refuse(Problem::journal_not_kept(&error));
        }
    }
}

impl App {
    /// Notes what is being typed into a cell. It is no part of the document yet, but would be missed.
    pub(super) fn set_draft(&mut self, draft: Option<Edit>) {
        if self.draft != draft {
            self.draft = draft;
            self.drafts += 1;
        }
    }

    /// The document as it will be with what is being typed, where that can stand there.
    fn drafted(&self) -> Option<Arc<Assessment>> {
        let (draft, session) = (self.draft.as_ref()?, self.session.as_ref()?);
        let mut assessment = Assessment::clone(session.assessment());
        draft.apply(&mut assessment, session.framework()).ok()?;
        (assessment != **session.assessment()).then(|| Arc::new(assessment))
    }
}

impl Keeper {
    fn begin(generation: u64, session: &Session, folder: PathBuf, superseded: Option<LeftBehind>) -> Self {
        let (sender, receiver) = channel();
        let fault = Arc::new(Mutex::new(None));
        let file = file_of(session);
        let path = file.as_ref().map(|(path, _)| path.clone());
        let base = session.file().map(|file| Arc::clone(&file.content));
        let superseded = Arc::new(Mutex::new(superseded));
        let beginning =
            Beginning { folder, path, base, superseded: Arc::clone(&superseded), fault: Arc::clone(&fault) };
        let thread = std::thread::spawn(move || keep(&receiver, &beginning));
        // No state has this number.
        Self { generation, state: (u64::MAX, 0), file, sender, thread, fault, superseded, told: false }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn file_of(session: &Session) -> Option<(PathBuf, Stamp)> {
    session.file().map(|file| (file.path.clone(), file.stamp))
}

impl Drop for Journals {
    /// The last states are written before the program ends.
    fn drop(&mut self) {
        if let Some(Keeper { sender, thread, .. }) = self.keeper.take() {
            drop(sender);
            self.ending.push(thread);
        }
        self.ending.drain(..).for_each(|thread| drop(thread.join()));
    }
}

fn keep(notes: &Receiver<Note>, beginning: &Beginning) {
    let mut journal: Option<Journal> = None;
    let mut waiting: Option<(Arc<Assessment>, NaiveDateTime)> = None;
    let mut since: Option<clock::Stopwatch> = None;
    loop {
        let left = since.map_or(Duration::ZERO, |since| since.left_of(PACE));
        // Nothing waits: nothing is to be done until something is told.
        let note = match &waiting {
            Some(_) => notes.recv_timeout(left),
            None => notes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut write = |waiting: &mut Option<(Arc<Assessment>, NaiveDateTime)>| {
            if let Some((assessment, at)) = waiting.take() {
                put_down(&mut journal, beginning, &assessment, at);
                since = Some(clock::Stopwatch::start());
            }
        };
        match note {
            Ok(Note::State(assessment, at)) => waiting = Some((assessment, at)),
            Err(RecvTimeoutError::Timeout) => write(&mut waiting),
            Ok(Note::Now(done)) => {
                write(&mut waiting);
                let _ = done.send(());
            }
            Ok(Note::End) => break,
            Err(RecvTimeoutError::Disconnected) => return write(&mut waiting),
        }
    }
    // What was brought back is saved with it, or let go with it.
    let ends = [journal.map(Journal::remove), locked(&beginning.superseded).take().map(LeftBehind::discard)];
    for error in ends.into_iter().flatten().filter_map(Result::err) {
        log::warn!("a journal that is not needed any more stays: {error}");
    }
}

fn put_down(journal: &mut Option<Journal>, beginning: &Beginning, assessment: &Assessment, at: NaiveDateTime) {
    let unwritable =
        |error| StoreError { path: beginning.folder.clone(), cause: crate::store::Cause::Unwritable(error) };
    let written = format::write(assessment).map_err(unwritable).and_then(|text| {
        if let Some(journal) = journal {
            return journal.write(&text, at);
        }
        let base = beginning.base.as_deref().and_then(|base| format::write(base).ok());
        let of = beginning.path.as_deref();
        let begun = Journal::begin(&beginning.folder, of, base.as_deref(), (&text, at), clock::entropy())?;
        *journal = Some(begun);
        Ok(())
    });
    match written {
        Ok(()) => {
            if let Some(Err(error)) = locked(&beginning.superseded).take().map(LeftBehind::discard) {
                log::warn!("a journal that was brought back stays: {error}");
            }
        }
        Err(error) => *locked(&beginning.fault) = Some(error),
    }
}
