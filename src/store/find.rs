//! Which file a path means.

use super::{Cause, Series, StoreError, disk};
use std::path::{Path, PathBuf};

/// Whether there is anything at that path.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    disk::look(path).is_some()
}

/// Whether the name is taken, even by a link that leads nowhere.
#[must_use]
pub fn is_taken(path: &Path) -> bool {
    disk::about_link(path).is_ok()
}

/// Whether a path leads to a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    disk::look(path).is_some_and(|about| about.is_dir())
}

/// The assessment that a path means: the file itself, or the latest quarter in a folder.
///
/// # Errors
/// [`StoreError`] when it is a folder with no assessment in it; then the first fault of its files, if they had any.
pub fn assessment_in(path: &Path) -> Result<PathBuf, StoreError> {
    if !is_folder(path) {
        return Ok(path.to_owned());
    }
    let Series { entries, faults, .. } = Series::read(path);
    match (entries.last(), faults.into_iter().next()) {
        (Some(latest), _) => Ok(latest.path.clone()),
        (None, Some(fault)) => Err(fault),
        (None, None) => Err(StoreError::new(path, Cause::NoAssessment)),
    }
}

/// A path as it is typed or pasted: without spaces and quotes round it, and with a leading `~` as the home folder.
#[must_use]
pub fn typed_path(typed: &str) -> PathBuf {
    let bare = typed.trim().trim_matches('"');
    match (bare.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(user)) => user.home_dir().join(rest),
        _ => PathBuf::from(bare),
    }
}

/// The folder in which a person's documents lie; `None` where the system does not say.
#[must_use]
pub fn documents_folder() -> Option<PathBuf> {
    directories::UserDirs::new()?.document_dir().map(Path::to_path_buf)
}

/// Whether a file begins as an assessment does, whatever it is called. One that cannot be read does not.
#[must_use]
pub fn begins_as_assessment(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = Vec::new();
    let read = disk::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let inside = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).strip_prefix('(');
    disk::look(path).is_some_and(|about| about.is_file())
        && read.is_ok()
        && inside.is_some_and(|inside| inside.trim_start().starts_with("format"))
}

/// Whether a file has nothing in it, as git gives one where there is no version.
///
/// # Errors
/// [`StoreError`] when it cannot be read.
pub fn is_blank(path: &Path) -> Result<bool, StoreError> {
    // What is no plain file, such as the null device, holds nothing either.
    if disk::look(path).is_some_and(|about| !about.is_file() && !about.is_dir()) {
        return Ok(true);
    }
    Ok(super::read_bounded(path)?.iter().all(u8::is_ascii_whitespace))
}
