//! What others do to a file while it is open here: written anew, moved, gone, or a copy put beside it. All of it is only
//! looked at, and little at a time: first size and time, then the bytes where those are others. A save asks for itself.

use super::atomic::Stamp;
use super::error::{At as _, Cause, StoreError};
use super::series::ron_files;
use super::versions::{VersionNote, folder_of, versions};
use super::{disk, make_folder, read_bounded};
use chrono::NaiveDateTime;
use std::io;
use std::path::{Path, PathBuf};

/// So many versions are looked through for the one that stands in the file.
const VERSIONS: usize = 5;
/// So many names are tried for what is put away.
const NAMES: u32 = 99;

/// What tells without reading it whether a file or folder may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    length: u64,
    modified: Option<NaiveDateTime>,
}

/// What stands where a file was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutThere {
    /// This, as it was written at that time (in UTC, by the clock of the disk).
    File {
        /// What it is.
        stamp: Stamp,
        /// Since when.
        at: Option<NaiveDateTime>,
    },
    /// Nothing, in a folder that is there.
    Gone,
}

/// What can be seen of a file or folder at a glance; `None` when it is gone from a folder that is there.
///
/// # Errors
/// [`StoreError`] when it cannot be told, as when a network folder is away.
pub fn glance(path: &Path) -> Result<Option<Glance>, StoreError> {
    match disk::about(path) {
        Ok(about) => Ok(Some(Glance { length: about.len(), modified: disk::modified(&about) })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let there = disk::look(folder).is_some_and(|about| about.is_dir());
            if there { Ok(None) } else { Err(StoreError::new(path, Cause::NoFolder)) }
        }
        Err(error) => Err(StoreError::new(path, error)),
    }
}

/// What a file is.
///
/// # Errors
/// As [`read_bounded`].
pub fn stamp_of(path: &Path) -> Result<Stamp, StoreError> {
    read_bounded(path).map(|bytes| Stamp::of(&bytes))
}

/// What stands where a file was.
///
/// # Errors
/// [`StoreError`] when it cannot be told.
pub fn out_there(path: &Path) -> Result<OutThere, StoreError> {
    let Some(Glance { modified, .. }) = glance(path)? else { return Ok(OutThere::Gone) };
    Ok(OutThere::File { stamp: stamp_of(path)?, at: modified })
}

/// Who saved what stands in a file, by the version that was kept of it.
#[must_use]
pub fn saved_by(path: &Path, stamp: &Stamp) -> Option<VersionNote> {
    let version = versions(path).into_iter().take(VERSIONS).find(|version| {
        let alike = disk::look(&version.path).is_some_and(|about| about.len() == stamp.length());
        alike && stamp_of(&version.path).is_ok_and(|found| found == *stamp)
    });
    version?.note
}

/// Where a file went that is gone: to a new name in its folder, with the same in it. `known` are those that were there
/// before.
#[must_use]
pub fn moved_to(path: &Path, stamp: &Stamp, known: &[PathBuf]) -> Option<PathBuf> {
    let (files, _) = ron_files(path.parent()?);
    files.into_iter().filter(|file| !known.contains(file)).find(|file| {
        let alike = disk::look(file).is_some_and(|about| about.len() == stamp.length());
        alike && stamp_of(file).is_ok_and(|found| found == *stamp)
    })
}

/// Moves a copy that was merged into a file to where the versions of that file are, and gives its new place. It is not
/// deleted. Where it is no longer what was merged, it stays.
///
/// # Errors
/// [`StoreError`] with what the disk said, [`Cause::ChangedOnDisk`] when it was written since; it stands as it was then.
pub fn put_away(copy: &Path, file: &Path, merged: &Stamp) -> Result<PathBuf, StoreError> {
    let found = stamp_of(copy)?;
    if found != *merged {
        return Err(StoreError::new(copy, Cause::ChangedOnDisk { found: Some(found) }));
    }
    let folder = folder_of(file).ok_or_else(|| StoreError::new(file, Cause::NotAFile))?;
    make_folder(&folder)?;
    let name = copy.file_stem().unwrap_or_default().to_string_lossy();
    for number in 1..=NAMES {
        // “copy” before it, or a name that is a number would be taken for a version.
        let name = if number == 1 { format!("copy {name}.ron") } else { format!("copy {name}, {number}.ron") };
        let to = folder.join(name);
        match disk::about_link(&to) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                disk::rename(copy, &to).at(copy)?;
                return Ok(to);
            }
            Err(error) => return Err(StoreError::new(&to, error)),
        }
    }
    Err(StoreError::new(&folder, Cause::TooManyFiles { limit: NAMES as usize }))
}
