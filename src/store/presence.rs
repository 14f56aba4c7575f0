//! Who has a file open, as notes beside it. They tell people of each other and nothing more: nothing is ever allowed or
//! refused because of one. What keeps work safe are the digests at save time, and merging.
//!
//! A note lies in `.versions/<name of the file>/`, where the versions are: a folder that is hidden or plainly not for hands,
//! that is there already once a file was saved, and that nothing looks into for assessments. Each window has one of its own,
//! called by its token: two that wrote into the same one would have a sync program make conflicted copies of it.

use super::atomic::{Replace, write_atomic};
use super::error::{Cause, StoreError};
use super::versions::folder_of;
use super::{disk, make_folder};
use chrono::{NaiveDateTime, TimeDelta};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// How the time stands in a note.
const WHEN: &str = "%Y-%m-%dT%H:%M:%SZ";
/// The ending of a note.
const ENDING: &str = "open";
/// A note larger than this was not written here.
const LARGEST: u64 = 2048;
/// So many entries of the folder are looked at.
const ENTRIES: usize = 2_000;
/// So many notes are read: more people do not edit one file.
const NOTES: usize = 50;
/// A name is cut after so many characters.
const NAME: usize = 80;
/// Without a sign of life for longer than this a file is left open rather than in use. Clocks may differ by as much.
const SILENCE: TimeDelta = TimeDelta::minutes(10);

/// That somebody has a file open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenNote {
    /// Which window it is of: 16 hexadecimal digits.
    pub token: String,
    /// Who; empty where nobody knows.
    pub by: String,
    /// On which machine; empty where nobody knows.
    pub machine: String,
    /// Since when, in UTC by that machine's clock.
    pub since: NaiveDateTime,
    /// The last sign of life, in UTC by that machine's clock.
    pub alive: NaiveDateTime,
}

impl OpenNote {
    /// Whether its last sign of life was just before a moment, or, by a clock that is ahead, just after it.
    #[must_use]
    pub fn is_fresh(&self, now: NaiveDateTime) -> bool {
        (now - self.alive).abs() <= SILENCE
    }
}

/// The notes beside a file, the longest open first. What is damaged, too large or no note is passed over.
#[must_use]
pub fn open_notes(file: &Path) -> Vec<OpenNote> {
    let Some(folder) = folder_of(file) else { return Vec::new() };
    let listed = disk::list(&folder).into_iter().flatten().take(ENTRIES).flatten().map(|entry| entry.path());
    let mut notes: Vec<OpenNote> = listed.filter_map(|path| note_at(&path)).take(NOTES).collect();
    notes.sort_by(|one, other| (one.since, &one.token).cmp(&(other.since, &other.token)));
    notes
}

/// Writes a note, or writes it anew, unless the file itself is gone: the folder of one that was moved is not made again.
///
/// # Errors
/// [`StoreError`] with what the disk said.
pub fn write_open_note(file: &Path, note: &OpenNote) -> Result<(), StoreError> {
    if !disk::look(file).is_some_and(|about| about.is_file()) {
        return Err(StoreError::new(file, Cause::NotFound));
    }
    let folder = folder_of(file).ok_or_else(|| StoreError::new(file, Cause::NotAFile))?;
    make_folder(&folder)?;
    let text = format!(
        "by: {}\non: {}\nsince: {}\nalive: {}\n",
        tidy(&note.by),
        tidy(&note.machine),
        note.since.format(WHEN),
        note.alive.format(WHEN)
    );
    write_atomic(&path_of(&folder, &note.token), text.as_bytes(), Replace::Always).map(drop)
}

/// Takes a note away, and the folder with it where nothing else is in it. What cannot be removed is passed over after a
/// while by everybody.
pub fn remove_open_note(file: &Path, token: &str) {
    let Some(folder) = folder_of(file) else { return };
    let path = path_of(&folder, token);
    if let Err(error) = disk::delete(&path) {
        log::debug!("{}: the note stays: {error}", path.display());
        return;
    }
    // Only a folder with nothing in it goes.
    if disk::delete_empty(&folder).is_ok()
        && let Some(above) = folder.parent()
    {
        let _ = disk::delete_empty(above);
    }
}

fn path_of(folder: &Path, token: &str) -> PathBuf {
    folder.join(format!("{token}.{ENDING}"))
}

/// The token in the name of a note; `None` where it is called otherwise.
fn token_of(path: &Path) -> Option<&str> {
    let token = path.file_stem()?.to_str().filter(|_| path.extension().is_some_and(|ending| ending == ENDING))?;
    (token.len() == 16 && token.bytes().all(|sign| sign.is_ascii_hexdigit())).then_some(token)
}

/// Whether a file is called as a note is, but says nothing that can be read.
pub(super) fn is_damaged(path: &Path) -> bool {
    token_of(path).is_some() && note_at(path).is_none()
}

fn note_at(path: &Path) -> Option<OpenNote> {
    let token = token_of(path)?;
    if !disk::look(path).is_some_and(|about| about.is_file() && about.len() <= LARGEST) {
        return None;
    }
    let mut bytes = Vec::new();
    disk::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let after = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let time = |name: &str| NaiveDateTime::parse_from_str(after(name)?, WHEN).ok();
    Some(OpenNote {
        token: token.to_owned(),
        by: tidy(after("by:")?),
        machine: tidy(after("on:")?),
        since: time("since:")?,
        alive: time("alive:")?,
    })
}

/// A name in one line of bounded length, without signs that turn a line round.
fn tidy(name: &str) -> String {
    let plain = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(plain).take(NAME).collect()
}
