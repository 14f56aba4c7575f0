//! Reading within bounds, and writing a file whole or not at all.

use super::disk;
use super::error::{At as _, Cause, StoreError};
use super::names::usable;
use crate::format::{self, TEXT_LIMIT};
use std::fs::Permissions;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many links are followed from one to the next.
const LINKS_FOLLOWED: usize = 32;

/// What tells one content of a file from another: the digest of its bytes and their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    digest: [u8; 32],
    length: u64,
}

/// When a file may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace<'a> {
    /// Only when it is still the one with that stamp.
    IfUnchanged(&'a Stamp),
    /// Only when there is none.
    IfAbsent,
    /// Whatever is there. Only after a person has said so.
    Always,
}

impl<'a> From<Option<&'a Stamp>> for Replace<'a> {
    /// The stamp that was loaded, or nothing when nothing was loaded.
    fn from(expected: Option<&'a Stamp>) -> Self {
        expected.map_or(Self::IfAbsent, Self::IfUnchanged)
    }
}

impl Stamp {
    /// The stamp of a file with these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { digest: *blake3::hash(bytes).as_bytes(), length: bytes.len() as u64 }
    }

    /// How many bytes the file has.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }
}

/// Reads a file, unless it is larger than any that is written here.
///
/// # Errors
/// [`StoreError`] when it is no plain file, too large, or cannot be read.
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, StoreError> {
    let about = disk::about(path).at(path)?;
    if about.is_dir() {
        return Err(StoreError::new(path, Cause::IsFolder));
    }
    if !about.is_file() {
        // A pipe would keep us waiting for ever.
        return Err(StoreError::new(path, Cause::NotAFile));
    }
    let limit = TEXT_LIMIT as u64;
    let mut bytes = Vec::with_capacity(about.len().min(limit) as usize);
    // It may grow while it is read, so the bound holds for the reading, not only for the size it had.
    disk::open(path).at(path)?.take(limit + 1).read_to_end(&mut bytes).at(path)?;
    if bytes.len() as u64 > limit {
        return Err(StoreError::new(path, Cause::TooLarge { bytes: about.len().max(limit + 1) }));
    }
    Ok(bytes)
}

/// Reads a file as text, with its stamp.
pub(super) fn read_text(path: &Path) -> Result<(String, Stamp), StoreError> {
    let bytes = read_bounded(path)?;
    let stamp = Stamp::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let (error, bytes) = (error.utf8_error(), error.into_bytes());
        let there = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        // It ends within a sign: so it does not end there.
        match there.filter(|_| error.error_len().is_none()).and_then(format::breaks_off) {
            Some(cause) => StoreError::new(path, cause),
            None => StoreError::new(path, Cause::NotText { byte: error.valid_up_to() }),
        }
    })?;
    Ok((text, stamp))
}

/// Writes a file whole or not at all: into a new file beside it, onto the disk, then in place of the old one. Where
/// anything fails, the old file stands as it was and nothing is left beside it. A link stays a link; the file it leads
/// to is replaced. The old file's permissions are kept.
///
/// When the file already holds exactly these bytes, that is a success whatever `replace` says.
///
/// # Errors
/// [`Cause::ChangedOnDisk`] and [`Cause::Exists`] when `replace` forbids it; otherwise what the disk said.
pub fn write_atomic(path: &Path, bytes: &[u8], replace: Replace<'_>) -> Result<Stamp, StoreError> {
    let target = behind_links(path).at(path)?;
    if !usable(&target, cfg!(windows)) {
        return Err(StoreError::new(path, Cause::BadName));
    }
    let stamp = Stamp::of(bytes);
    let old = match about_if_any(&target).at(path)? {
        Some(about) if about.is_dir() => return Err(StoreError::new(path, Cause::IsFolder)),
        Some(about) if !about.is_file() => return Err(StoreError::new(path, Cause::NotAFile)),
        about => about.map(|about| about.permissions()),
    };
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !about_if_any(folder).at(path)?.is_some_and(|about| about.is_dir()) {
        return Err(StoreError::new(path, Cause::NoFolder));
    }
    if old.is_some() && present(path, &target, &stamp)? {
        return Ok(stamp);
    }
    if old.as_ref().is_some_and(Permissions::readonly) {
        return Err(StoreError::new(path, Cause::ReadOnly));
    }
    allowed(path, &target, replace)?;
    let mut new = disk::beside(folder).at(path)?;
    // Before it is put in place it is asked once more: writing may have taken seconds on a slow network.
    let ready = disk::fill(&mut new, bytes, old).at(path).and_then(|()| allowed(path, &target, replace));
    if let Err(error) = ready {
        disk::remove(new);
        return Err(error);
    }
    put_in_place(new, &target, replace).at(path)?;
    sync_folder(folder);
    Ok(stamp)
}

/// What is at that path; `None` when nothing is.
fn about_if_any(path: &Path) -> io::Result<Option<std::fs::Metadata>> {
    match disk::about(path) {
        Ok(about) => Ok(Some(about)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the file has that stamp; a file too large to be one of ours has not.
fn present(path: &Path, target: &Path, stamp: &Stamp) -> Result<bool, StoreError> {
    Ok(found(path, target)?.is_some_and(|found| found == *stamp))
}

/// The stamp of what is there; `None` when nothing is. What goes wrong is told of the path that the person knows.
fn found(path: &Path, target: &Path) -> Result<Option<Stamp>, StoreError> {
    match read_bounded(target).map_err(|error| error.cause) {
        Ok(bytes) => Ok(Some(Stamp::of(&bytes))),
        Err(Cause::NotFound) => Ok(None),
        // Certainly not the file that was loaded; its size alone tells it from every other.
        Err(Cause::TooLarge { bytes }) => Ok(Some(Stamp { digest: [0; 32], length: bytes })),
        Err(cause) => Err(StoreError::new(path, cause)),
    }
}

fn allowed(path: &Path, target: &Path, replace: Replace<'_>) -> Result<(), StoreError> {
    let cause = match replace {
        Replace::IfAbsent if about_if_any(target).at(path)?.is_some() => Cause::Exists,
        Replace::IfUnchanged(expected) => match found(path, target)? {
            Some(found) if found == *expected => return Ok(()),
            found => Cause::ChangedOnDisk { found },
        },
        Replace::IfAbsent | Replace::Always => return Ok(()),
    };
    Err(StoreError::new(path, cause))
}

/// The file that a path leads to, through links, whether or not there is one. Only the last part of the path is
/// resolved: the folders before it may be named as the person named them.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..LINKS_FOLLOWED {
        match disk::about_link(&target) {
            Ok(about) if about.is_symlink() => {
                let next = disk::link_target(&target)?;
                // A link is relative to the folder it lies in; joining an absolute path replaces all before it.
                target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                // It may be a link: going on would put a file in its place and leave what it leads to behind.
                return Err(error);
            }
            _ => return Ok(target),
        }
    }
    Err(io::Error::other("too many links, one to the next"))
}

fn put_in_place(mut new: NamedTempFile, target: &Path, replace: Replace<'_>) -> Result<(), Cause> {
    if replace == Replace::IfAbsent {
        match disk::put_new(new, target) {
            Ok(_) => return Ok(()),
            Err((error, file)) if error.kind() == io::ErrorKind::AlreadyExists => {
                disk::remove(file);
                return Err(Cause::Exists);
            }
            // Not every network file system can do that in one step; that nothing is there was seen a moment ago.
            Err((_, file)) => new = file,
        }
    }
    let mut waits = waits();
    loop {
        match disk::put(new, target) {
            Ok(_) => return Ok(()),
            Err((error, file)) => match waits.next() {
                Some(wait) if in_use(&error) => {
                    std::thread::sleep(wait);
                    new = file;
                }
                _ => {
                    disk::remove(file);
                    return Err(error.into());
                }
            },
        }
    }
}

/// How long to wait before trying again: about a second in all, for a scanner or a backup to let go of the file.
fn waits() -> impl Iterator<Item = std::time::Duration> {
    [20, 50, 100, 200, 300, 400].into_iter().map(std::time::Duration::from_millis)
}

/// Whether another program has the file open in a way that forbids replacing it. Only Windows has that.
fn in_use(error: &io::Error) -> bool {
    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// Makes the new name last through a power cut. Not every file system can, and the file itself is safe by now.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = disk::sync_folder(folder)
    {
        log::debug!("{}: the folder could not be synced: {error}", folder.display());
    }
}
