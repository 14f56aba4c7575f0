//! Looks after the file in hand in a thread of its own: what others do to it, who else has it open, and our own note that
//! this window has. A network folder that hangs holds up this thread and nothing else.

use super::{Other, Report, Seen};
use crate::app::clock::{self, Stopwatch};
use crate::store::{self, Glance, OpenNote, OutThere, Series, Stamp, StoreError, WindowMark};
use chrono::NaiveDateTime;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How often is looked.
const PACE: Duration = Duration::from_secs(5);
/// How often our note is written anew, in seconds: often enough for the ten minutes after which it counts as left, seldom
/// enough for a sync program.
const BEAT: u64 = 120;
/// Without a change in its note for so many seconds by our own clock, another window is not taken for alive, whatever its
/// clock says.
const SILENCE: u64 = 600;
/// A file that is gone is looked for once more after this: some programs take it away for a moment to write it.
const BLINK: Duration = Duration::from_millis(250);
/// So often is asked who saved what came, until their version is there.
const WHO: u8 = 4;

/// What is known here of the file, by which a look judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) generation: u64,
    pub(super) stamp: Stamp,
    pub(super) by: String,
    /// It is edited here, so others are told.
    pub(super) edits: bool,
}

/// A look that is asked for, and what is known by now.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) number: u64,
    pub(super) known: Known,
}

/// The thread's own state.
struct Eye {
    path: PathBuf,
    /// The files that were in the folder.
    beside: Vec<PathBuf>,
    /// The program's own folder, where windows of this machine are known by.
    own: Option<PathBuf>,
    /// That this window is alive, while it has a note.
    mark: Option<WindowMark>,
    machine: String,
    token: String,
    since: NaiveDateTime,
    glance: Option<Glance>,
    seen: Seen,
    asked_who: u8,
    folder: Option<Glance>,
    series: Option<Series>,
    /// When our note was written last, and under which name.
    beaten: Option<(Stopwatch, String)>,
    not_written: Option<StoreError>,
    /// The sign of life of each other window that was seen last, and since when; and whether it was ever seen to change.
    signs: HashMap<String, (NaiveDateTime, Stopwatch, bool)>,
    /// Those that were left open, and whose notes were taken away.
    left: Vec<Other>,
}

/// Looks until nobody asks any more.
pub(super) fn watch(
    path: PathBuf,
    beside: Vec<PathBuf>,
    own: Option<PathBuf>,
    asks: &Receiver<Ask>,
    tell: &dyn Fn(Report),
    ended: &Sender<()>,
) {
    let mut eye = Eye {
        folder: path.parent().and_then(|folder| store::glance(folder).ok().flatten()),
        path,
        beside,
        own,
        mark: None,
        machine: store::machine_name(),
        token: format!("{:08x}{:08x}", clock::entropy(), clock::entropy()),
        since: clock::utc(),
        glance: None,
        seen: Seen::Unknown,
        asked_who: 0,
        series: None,
        beaten: None,
        not_written: None,
        signs: HashMap::new(),
        left: Vec::new(),
    };
    let Ok(mut ask) = asks.recv() else { return };
    let mut told: Option<Report> = None;
    let mut asked = true;
    loop {
        let report = eye.look(&ask);
        if asked || report.series.is_some() || !told.as_ref().is_some_and(|told| told.says_the_same(&report)) {
            told = Some(report.clone());
            tell(report);
        }
        asked = match asks.recv_timeout(PACE) {
            Ok(next) => {
                // Of several the last says all.
                ask = asks.try_iter().last().unwrap_or(next);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => break,
        };
    }
    eye.take_our_note_away();
    let _ = ended.send(());
}

impl Eye {
    fn look(&mut self, ask: &Ask) -> Report {
        let known = &ask.known;
        self.look_at_file(&known.stamp);
        let others = self.look_at_notes(known);
        let series = self.look_at_folder();
        Report {
            number: ask.number,
            generation: known.generation,
            path: self.path.clone(),
            seen: self.seen.clone(),
            others,
            series,
            not_written: self.not_written.clone(),
        }
    }

    fn look_at_file(&mut self, known: &Stamp) {
        match store::glance(&self.path) {
            Ok(Some(glance)) if self.glance == Some(glance) && matches!(self.seen, Seen::File { .. }) => {}
            Ok(Some(glance)) => {
                self.glance = Some(glance);
                self.asked_who = 0;
                self.seen = match store::out_there(&self.path) {
                    Ok(OutThere::File { stamp, at }) => Seen::File { stamp, at, by: None },
                    Ok(OutThere::Gone) => Seen::Gone { to: None },
                    Err(error) => unknown(&error),
                };
            }
            Ok(None) => {
                self.glance = None;
                if !matches!(self.seen, Seen::Gone { .. }) {
                    std::thread::sleep(BLINK);
                    if let Ok(None) = store::glance(&self.path) {
                        self.seen = Seen::Gone { to: store::moved_to(&self.path, known, &self.beside) };
                    }
                }
            }
            Err(error) => {
                self.glance = None;
                self.seen = unknown(&error);
            }
        }
        if let Seen::File { stamp, by: by @ None, .. } = &mut self.seen
            && stamp != known
            && self.asked_who < WHO
        {
            self.asked_who += 1;
            *by = store::saved_by(&self.path, stamp).map(|note| note.by).filter(|by| !by.is_empty());
        }
    }

    /// Who else has it open, after our own note was seen to.
    fn look_at_notes(&mut self, known: &Known) -> Vec<Other> {
        let notes = store::open_notes(&self.path);
        self.see_to_our_note(known, notes.iter().any(|note| note.token == self.token));
        let now = clock::utc();
        let mut others = Vec::new();
        for note in notes {
            if note.token == self.token {
                continue;
            }
            if self.was_killed(&note) {
                // Where it cannot be removed it is passed over, as long as the mark is there.
                store::remove_open_note(&self.path, &note.token);
                continue;
            }
            let changed = match self.signs.get(&note.token) {
                Some((alive, ..)) => *alive != note.alive,
                None => false,
            };
            if changed || !self.signs.contains_key(&note.token) {
                self.signs.insert(note.token.clone(), (note.alive, Stopwatch::start(), changed));
            }
            let beats =
                self.signs.get(&note.token).is_some_and(|(_, since, changed)| *changed && since.seconds() < SILENCE);
            let mut other = self.other(&note, known);
            self.left.retain(|left| left.token != note.token);
            if beats || note.is_fresh(now) {
                others.push(other);
            } else {
                other.left = true;
                if known.edits {
                    // Taken over. A window that is alive after all writes its note again, and is then known by that.
                    store::remove_open_note(&self.path, &note.token);
                    self.left.push(other);
                } else {
                    others.push(other);
                }
            }
        }
        others.extend(self.left.iter().cloned());
        others
    }

    fn see_to_our_note(&mut self, known: &Known, is_there: bool) {
        if !known.edits {
            self.take_our_note_away();
            return;
        }
        let due = match &self.beaten {
            None => true,
            Some((since, by)) => {
                since.seconds() >= BEAT || *by != known.by || (!is_there && self.not_written.is_none())
            }
        };
        if !due {
            return;
        }
        if let (Some(own), None) = (&self.own, &self.mark) {
            store::sweep_own(own, clock::utc());
            self.mark = WindowMark::set(own, &self.token);
        }
        let note = OpenNote {
            token: self.token.clone(),
            by: known.by.clone(),
            machine: self.machine.clone(),
            since: self.since,
            alive: clock::utc(),
        };
        // Where it cannot be written, as in a folder that may only be read, nobody is kept from anything.
        self.not_written = store::write_open_note(&self.path, &note).err();
        self.beaten = Some((Stopwatch::start(), known.by.clone()));
    }

    fn take_our_note_away(&mut self) {
        if self.beaten.take().is_some() {
            store::remove_open_note(&self.path, &self.token);
        }
        if let Some(mark) = self.mark.take() {
            mark.remove();
        }
    }

    /// Whether a note is of a window of this machine that was killed.
    fn was_killed(&self, note: &OpenNote) -> bool {
        let here = !note.machine.is_empty() && note.machine == self.machine;
        here && self.own.as_ref().is_some_and(|own| store::window_was_killed(own, &note.token))
    }

    fn other(&self, note: &OpenNote, known: &Known) -> Other {
        Other {
            token: note.token.clone(),
            you: !note.by.is_empty() && note.by == known.by,
            here: !note.machine.is_empty() && note.machine == self.machine,
            by: note.by.clone(),
            machine: note.machine.clone(),
            since: clock::local(note.since),
            alive: clock::local(note.alive),
            left: false,
        }
    }

    /// What stands in the folder, when that may be something else than before.
    fn look_at_folder(&mut self) -> Option<Series> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let glance = store::glance(folder).ok().flatten();
        if glance.is_none() || glance == self.folder {
            return None;
        }
        self.folder = glance;
        let series = Series::read(folder);
        self.beside = files_of(&series);
        let news = self.series.as_ref() != Some(&series);
        self.series = Some(series.clone());
        news.then_some(series)
    }
}

/// The files that a folder is known to hold.
pub(super) fn files_of(series: &Series) -> Vec<PathBuf> {
    let entries = series.entries.iter().map(|entry| entry.path.clone());
    let copies = series.copies.iter().map(|copy| copy.path.clone());
    entries.chain(copies).chain(series.faults.iter().map(|fault| fault.path.clone())).collect()
}

fn unknown(error: &StoreError) -> Seen {
    log::debug!("what stands on disk cannot be told: {error}");
    Seen::Unknown
}
