//! Several people work on one file in a shared folder: who else has it open, what they did to it meanwhile, and the copies
//! that a sync program left beside it. All of it is told calmly and nothing is blocked or decided by it: a save compares
//! digests for itself, and merges.

mod told;
mod watch;

pub use told::{FileNote, NoteChoice, NoteKind};

use super::files::Existing;
use super::{App, CompareSide, Dialog, Done, Effect, Intent, Place, Problem, Session};
use crate::store::{self, CopyBeside, Series, Stamp, StoreError};
use chrono::NaiveDateTime;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use watch::{Ask, Known, files_of, watch};

/// So long the end of the program waits for the note to be taken away.
const PATIENCE: Duration = Duration::from_secs(1);

/// Something about who else works on the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharingStep {
    /// Merges what came into the file.
    Merge,
    /// Shows what came into the file; what is not saved is asked about first.
    ShowTheirs,
    /// Says no more of what happened to the file.
    Later,
    /// Writes a file that is gone again.
    SaveAgain,
    /// Goes on with the new name of the file.
    Follow,
    /// Says no more of those who have it open.
    HideOthers,
    /// Merges a copy that stands beside the file.
    MergeCopy(PathBuf),
    /// Compares with such a copy.
    CompareCopy(PathBuf),
    /// Says no more of such a copy.
    LeaveCopy(PathBuf),
    /// Moves such a copy, which was merged, to the versions.
    PutAway(PathBuf),
    /// Opens the file that a copy is of.
    Open(PathBuf),
}

/// Somebody else who has the file open, or another window of the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    token: String,
    /// Who; empty where nobody knows.
    pub by: String,
    /// On which machine; empty where nobody knows.
    pub machine: String,
    /// It is the same person.
    pub you: bool,
    /// It is this machine.
    pub here: bool,
    /// Since when, by the clock here.
    pub since: NaiveDateTime,
    /// The last sign of life, by the clock here.
    pub alive: NaiveDateTime,
    /// There has been no sign of life for long: it was left open.
    pub left: bool,
}

/// What others did to the file while it is open here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Something else stands in it.
    Changed {
        /// Who saved it, where that is known.
        by: Option<String>,
        /// When, by the clock here.
        at: Option<NaiveDateTime>,
        /// What it is.
        stamp: Stamp,
    },
    /// It is not there any more.
    Gone {
        /// What it is called now, where that is known.
        to: Option<PathBuf>,
    },
}

/// What a look saw where the file was.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    /// It could not be told.
    Unknown,
    File {
        stamp: Stamp,
        at: Option<NaiveDateTime>,
        by: Option<String>,
    },
    Gone {
        to: Option<PathBuf>,
    },
}

/// What came of a look.
#[derive(Clone, Debug)]
pub(super) struct Report {
    number: u64,
    generation: u64,
    /// The file that was looked at.
    path: PathBuf,
    seen: Seen,
    others: Vec<Other>,
    /// What stands in the folder, where that is news.
    series: Option<Series>,
    not_written: Option<StoreError>,
}

impl Report {
    fn says_the_same(&self, other: &Self) -> bool {
        (&self.seen, &self.others, &self.not_written) == (&other.seen, &other.others, &other.not_written)
    }
}

/// What is known of others, of the file in hand.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    on: bool,
    watch: Option<Watch>,
    /// The number of the last look that was asked for, and of the last that was answered.
    asked: u64,
    answered: u64,
    /// A look came to nothing because a save was under way.
    missed: bool,
    outside: Option<Outside>,
    /// What was answered with “Later”.
    later: Option<Outside>,
    others: Vec<Other>,
    hidden: BTreeSet<String>,
    not_written: Option<StoreError>,
    /// The copies that are left where they are.
    left: BTreeSet<PathBuf>,
    merged: Vec<MergedCopy>,
}

/// A copy of which all is in the document.
#[derive(Debug)]
struct MergedCopy {
    path: PathBuf,
    stamp: Stamp,
    /// The state of the document that holds it.
    revision: u64,
    saved: bool,
}

/// The thread that looks after a file.
#[derive(Debug)]
struct Watch {
    path: PathBuf,
    sender: Sender<Ask>,
    ended: Receiver<()>,
    told: Option<Known>,
}

impl Watch {
    /// Has it end; it takes its note away by itself.
    fn end(self, wait: bool) {
        drop(self.sender);
        if wait {
            let _ = self.ended.recv_timeout(PATIENCE);
        }
    }
}

impl Drop for Sharing {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.end(true);
        }
    }
}

impl Sharing {
    /// Another document is in hand, or the same one as it was read anew.
    pub(super) fn forget(&mut self) {
        self.outside = None;
        self.later = None;
        self.merged.clear();
    }
}

impl App {
    /// Has files looked after while they are open. Without it nobody is told of others, and others not of us.
    pub fn watch_files(&mut self) {
        self.sharing.on = true;
    }

    /// The window was come back to: looks at once.
    pub fn came_back(&mut self) {
        self.ask_for_a_look();
    }

    /// Whether a look that was asked for has not been answered yet.
    #[must_use]
    pub fn looking_after_file(&self) -> bool {
        self.sharing.watch.is_some() && (self.sharing.answered < self.sharing.asked || self.sharing.missed)
    }

    /// What others did to the file, unless “Later” was said to it.
    #[must_use]
    pub fn outside(&self) -> Option<&Outside> {
        self.sharing.outside.as_ref().filter(|outside| self.sharing.later.as_ref() != Some(outside))
    }

    /// Who else has the file open, those that are not to be told of any more too.
    #[must_use]
    pub fn others(&self) -> &[Other] {
        &self.sharing.others
    }

    /// Why others cannot be told that this window has the file open.
    #[must_use]
    pub const fn note_not_written(&self) -> Option<&StoreError> {
        self.sharing.not_written.as_ref()
    }

    /// The copies in the folder that a sync program made of the file in hand, those that are left where they are too.
    pub fn copies_of_this(&self) -> impl Iterator<Item = &CopyBeside> {
        self.session.iter().flat_map(|session| {
            let name = session.path().and_then(Path::file_name);
            session.series().copies.iter().filter(move |copy| copy.of.file_name() == name)
        })
    }

    /// Whether a file is a copy of the one in hand that a sync program made.
    pub(super) fn made_by_sync(&self, path: &Path) -> bool {
        self.copies_of_this().any(|copy| copy.path == path)
    }

    /// Brings the thread that looks after the file up to date with the document.
    pub(super) fn keep_watch(&mut self) {
        if !self.sharing.on {
            return;
        }
        let path = self.session.as_ref().and_then(Session::path).filter(|_| !self.closing).map(Path::to_path_buf);
        if let Some(watch) = self.sharing.watch.take_if(|watch| Some(&watch.path) != path.as_ref()) {
            watch.end(self.closing);
            self.sharing.others.clear();
            self.sharing.not_written = None;
            self.sharing.outside = None;
        }
        let (Some(path), Some(known)) = (path, self.known()) else { return };
        if self.sharing.watch.is_none() {
            let (sender, asks) = channel();
            let (done, ended) = channel();
            let beside = self.session.as_ref().map_or_else(Vec::new, |session| files_of(session.series()));
            let file = path.clone();
            let own = self.own_folder().map(Path::to_owned);
            self.jobs.start_telling(Done::WatchEnded, move |tell| {
                watch(file, beside, own, &asks, &|report| tell(Done::Watched(Box::new(report))), &done);
                Done::WatchEnded
            });
            self.sharing.watch = Some(Watch { path, sender, ended, told: None });
        }
        let news = self.sharing.watch.as_ref().is_some_and(|watch| watch.told.as_ref() != Some(&known));
        if news || (self.sharing.missed && !self.saving && !self.taking_in) {
            self.ask_for_a_look();
        }
    }

    fn known(&self) -> Option<Known> {
        let session = self.session.as_ref()?;
        let stamp = session.file()?.stamp;
        Some(Known { generation: self.generation, stamp, by: self.settings.who(), edits: !session.read_only() })
    }

    fn ask_for_a_look(&mut self) {
        let Some(known) = self.known() else { return };
        let sharing = &mut self.sharing;
        let Some(watch) = &mut sharing.watch else { return };
        sharing.asked += 1;
        sharing.missed = false;
        watch.told = Some(known.clone());
        // Without a thread that hears it, as after a fault in it, files are only compared when they are saved.
        if watch.sender.send(Ask { number: sharing.asked, known }).is_err() {
            sharing.answered = sharing.asked;
        }
    }

    pub(super) fn watched(&mut self, report: Report) {
        let Some(session) = self.session.as_mut().filter(|_| report.generation == self.generation) else { return };
        // What stands in the folder is told once, so it is heard even where the file is being looked at anew.
        let same_folder = session.path().is_some_and(|path| path.parent() == report.path.parent());
        if let Some(series) = report.series.filter(|_| same_folder) {
            session.set_series(Arc::new(series));
        }
        if report.number != self.sharing.asked {
            return;
        }
        self.sharing.answered = report.number;
        self.sharing.others = report.others;
        self.sharing.not_written = report.not_written;
        if self.saving || self.taking_in {
            // What it saw may be what is being written.
            self.sharing.missed = true;
            return;
        }
        let stamp = session.file().map(|file| file.stamp);
        let outside = match report.seen {
            // What stands there was told of when it was taken back.
            Seen::File { .. } if session.merge_taken_back() => None,
            Seen::File { stamp: found, .. } if Some(found) == stamp => None,
            Seen::File { stamp, at, by } => Some(Outside::Changed { by, at: at.map(super::clock::local), stamp }),
            Seen::Gone { to } => Some(Outside::Gone { to }),
            Seen::Unknown => self.sharing.outside.take(),
        };
        let same = |later: &Outside| match (later, &outside) {
            (Outside::Changed { stamp: before, .. }, Some(Outside::Changed { stamp, .. })) => before == stamp,
            (later, outside) => Some(later) == outside.as_ref(),
        };
        // Said “Later” of this, however much more is known of it by now.
        if self.sharing.later.as_ref().is_some_and(same) {
            self.sharing.later.clone_from(&outside);
        }
        self.sharing.outside = outside;
    }

    pub(super) fn sharing_step(&mut self, step: SharingStep) {
        if matches!(self.dialog, Some(Dialog::Sharing)) {
            self.dialog = None;
        }
        self.with_session(Session::settle);
        let path = self.session.as_ref().and_then(Session::path).map(Path::to_path_buf);
        match (step, path) {
            (SharingStep::Later, _) => self.sharing.later.clone_from(&self.sharing.outside),
            (SharingStep::HideOthers, _) => {
                self.sharing.hidden.extend(self.sharing.others.iter().map(|other| other.token.clone()));
            }
            (SharingStep::Merge, Some(path)) if self.free() => self.merge_with_disk(path),
            (SharingStep::ShowTheirs, Some(path)) if self.free() => self.guarded(Intent::Open(path)),
            (SharingStep::SaveAgain, Some(path)) => self.write(path, Existing::Gone),
            (SharingStep::Follow, Some(path)) if self.free() => self.follow_file(path),
            (SharingStep::MergeCopy(copy), Some(_)) if self.free() => self.read_copy(copy),
            (SharingStep::CompareCopy(copy), Some(_)) => {
                self.compare_with(false, CompareSide::Open);
                self.compare_with(true, CompareSide::File(copy));
                self.go(Place::Compare);
                self.effects.push(Effect::FocusView);
            }
            (SharingStep::LeaveCopy(copy), _) => {
                self.sharing.left.insert(copy);
            }
            (SharingStep::PutAway(copy), Some(path)) => self.put_away(copy, path),
            (SharingStep::Open(file), _) => self.guarded(Intent::Open(file)),
            (
                SharingStep::Merge
                | SharingStep::ShowTheirs
                | SharingStep::SaveAgain
                | SharingStep::Follow
                | SharingStep::MergeCopy(_)
                | SharingStep::CompareCopy(_)
                | SharingStep::PutAway(_),
                _,
            ) => {}
        }
    }

    /// Whether nothing is under way that such a step would cross.
    const fn free(&self) -> bool {
        !self.saving && !self.taking_in
    }

    /// Goes on with the file under the name that somebody gave it, and has its versions go along. Until they have, nothing is
    /// saved, which would begin others under the new name.
    fn follow_file(&mut self, from: PathBuf) {
        let Some(Outside::Gone { to: Some(to) }) = self.sharing.outside.take() else { return };
        self.with_session(|session| session.file_moved(to.clone()));
        self.settings.opened(&to);
        self.settings_changed = true;
        self.tell(format!("Going on with {}.", told::name(&to)));
        self.saving = true;
        self.busy = Some("Its versions go along…");
        self.jobs.start(Done::Lost, move || {
            let along = store::take_versions_along(&from, &to);
            Done::Followed(to, along)
        });
    }

    pub(super) fn was_followed(&mut self, to: &Path, along: Result<(), StoreError>) {
        self.busy = None;
        self.saving = false;
        if let Err(error) = along {
            let name = told::name(to);
            self.tell(format!("Going on with {name}. Some of its versions stay under the old name: {error}"));
        }
        let again = self.save_again.take();
        self.write_again(again);
    }

    /// All of a copy is in the document: once that is saved, the copy can be put away.
    pub(super) fn copy_is_here(&mut self, path: &Path, stamp: Stamp) {
        let Some(session) = self.session.as_ref().filter(|_| self.made_by_sync(path)) else { return };
        let (revision, saved) = (session.revision(), !session.edited());
        self.sharing.merged.retain(|merged| merged.path != path);
        self.sharing.left.remove(path);
        self.sharing.merged.push(MergedCopy { path: path.to_owned(), stamp, revision, saved });
    }

    /// The state of that number was saved.
    pub(super) fn file_was_saved(&mut self, revision: u64) {
        self.sharing.outside = None;
        // Even where it holds what it held before: it may have been gone.
        self.sharing.missed = true;
        let Some(session) = &self.session else { return };
        for merged in &mut self.sharing.merged {
            merged.saved = merged.revision <= revision && session.rests_on(merged.revision);
        }
    }

    fn put_away(&mut self, copy: PathBuf, file: PathBuf) {
        let Some(merged) = self.sharing.merged.iter().find(|merged| merged.saved && merged.path == copy) else {
            return;
        };
        let stamp = merged.stamp;
        self.busy = Some("Putting the copy away…");
        self.jobs.start(Done::Lost, move || {
            let put = store::put_away(&copy, &file, &stamp);
            Done::PutAway(copy, put)
        });
    }

    pub(super) fn was_put_away(&mut self, copy: &Path, result: Result<PathBuf, StoreError>) {
        self.busy = None;
        match result {
            Ok(to) => {
                self.sharing.merged.retain(|merged| merged.path != copy);
                self.with_session(|session| {
                    let mut series = Series::clone(session.series());
                    series.copies.retain(|known| known.path != copy);
                    session.set_series(Arc::new(series));
                });
                // It is no version, so it is named here.
                let folder = copy.parent().and_then(|beside| to.parent()?.strip_prefix(beside).ok()).or(to.parent());
                let folder = folder.unwrap_or(Path::new("")).display();
                self.tell(format!("{} is put away: it is {} in {folder}.", told::name(copy), told::name(&to)));
            }
            Err(error) => {
                // It is not what was merged, or it does not go: it stands beside the file as before.
                self.sharing.merged.retain(|merged| merged.path != copy);
                self.refuse(Problem::not_put_away(&error));
            }
        }
    }

    pub(super) fn set_name(&mut self, name: &str) {
        self.dialog = None;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name != self.settings.name {
            self.settings.name = name;
            self.settings_changed = true;
            let who = self.settings.who();
            self.tell(if who.is_empty() {
                "Colleagues do not see a name.".to_owned()
            } else {
                format!("Colleagues see you as {who}.")
            });
        }
    }
}
