//! Files for people who do not have the program: written whole or not at all, and read back from where they were written.

use super::atomic::{Replace, Stamp, read_bounded, write_atomic};
use super::disk;
use super::error::{At as _, Cause, StoreError};
use std::path::Path;

/// Makes a folder, and those it lies in, unless it is there.
///
/// # Errors
/// [`StoreError`] with what the disk said; [`Cause::NotAFolder`] when a file has that name.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    if disk::look(folder).is_some_and(|about| !about.is_dir()) {
        return Err(StoreError::new(folder, Cause::NotAFolder));
    }
    disk::make_folder(folder).at(folder)
}

/// Whether another file than one with these bytes stands at that path.
///
/// # Errors
/// [`StoreError`] when what stands there cannot be read.
pub fn holds_other(path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
    match read_bounded(path) {
        Ok(found) => Ok(Stamp::of(&found) != Stamp::of(bytes)),
        Err(StoreError { cause: Cause::NotFound, .. }) => Ok(false),
        Err(StoreError { cause: Cause::TooLarge { .. }, .. }) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Writes a file and gives what stands on the disk after that.
///
/// # Errors
/// As [`write_atomic`]; and when what was written cannot be read.
pub fn write_and_read_back(path: &Path, bytes: &[u8], replace: Replace<'_>) -> Result<Vec<u8>, StoreError> {
    write_atomic(path, bytes, replace)?;
    read_bounded(path)
}
