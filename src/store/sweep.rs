//! What a program that was killed in the middle of a save left behind: a hidden, half-written file beside the real one.

use super::disk;
use super::presence::is_damaged;
use super::versions::folder_of;
use super::window::is_mark;
use chrono::{NaiveDateTime, TimeDelta};
use std::path::Path;

/// Nothing younger than this goes, by the clock of the disk. A save takes seconds, a slow one over a network minutes.
const AGE: TimeDelta = TimeDelta::hours(1);
/// So many entries of a folder are looked at.
const ENTRIES: usize = 2_000;

/// Removes what was left behind beside a file and among its versions, and gives how much. `now` is in UTC.
///
/// Two things must hold of a file before it goes: it was last written more than an hour ago, and no program on this machine
/// has it in hand. A program on another machine cannot be asked; should one have slept that long in the middle of a save,
/// putting the file in place fails there, its old file stands, and it says so. What cannot be removed stays, which is no
/// loss. A note of who has the file open goes by the same rule where it cannot be read; of one that can, people are told
/// first.
pub fn sweep(file: &Path, now: NaiveDateTime) -> usize {
    let beside = match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Some(Path::new(".").to_owned()),
        folder => folder.map(Path::to_owned),
    };
    let left = beside.map_or(0, |folder| sweep_folder(&folder, now, is_half_written));
    // Notes lie there and nowhere else.
    let among_versions = |path: &Path| is_half_written(path) || is_damaged(path);
    left + folder_of(file).map_or(0, |folder| sweep_folder(&folder, now, among_versions))
}

/// Removes what killed windows left behind in the folder of the journals, by the same rule: half-written files, and the marks by
/// which they are known. By then what they noted beside their files is known to be stale by itself. The journals stay: they
/// hold work.
pub fn sweep_own(folder: &Path, now: NaiveDateTime) {
    sweep_folder(folder, now, |path| is_half_written(path) || is_mark(path));
}

fn sweep_folder(folder: &Path, now: NaiveDateTime, is_leftover: impl Fn(&Path) -> bool) -> usize {
    let Ok(listed) = disk::list(folder) else { return 0 };
    let paths = listed.take(ENTRIES).flatten().map(|entry| entry.path());
    paths.filter(|path| is_leftover(path) && is_stale(path, now) && removed(path)).count()
}

/// Whether a file is called as those are that [`disk::beside`] makes.
fn is_half_written(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let inside = name.strip_prefix(".hicm-").and_then(|rest| rest.strip_suffix(".tmp"));
    inside.is_some_and(|inside| !inside.is_empty() && inside.bytes().all(|sign| sign.is_ascii_alphanumeric()))
}

fn is_stale(path: &Path, now: NaiveDateTime) -> bool {
    let Ok(about) = disk::about_link(path) else { return false };
    // One from the future is by a clock that was wrong, or is; that says nothing of its age.
    let old = disk::modified(&about).is_some_and(|at| now - at > AGE);
    about.is_file() && old && !disk::held(path)
}

fn removed(path: &Path) -> bool {
    let gone = disk::delete(path);
    if let Err(error) = &gone {
        log::debug!("{}: left behind and not removed: {error}", path.display());
    }
    gone.is_ok()
}
