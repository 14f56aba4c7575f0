//! Which windows of this user on this machine are alive. Each keeps a file under lock in the folder of the journals; the system
//! lets go of the lock when the window ends, however it ends. So the note that a killed window left beside a file is known
//! for what it is at once, and not only when it is stale.

use super::{disk, make_folder};
use std::fs::File;
use std::path::{Path, PathBuf};

/// The ending of such a file.
const ENDING: &str = "window";

/// That a window is alive.
#[derive(Debug)]
pub struct WindowMark {
    path: PathBuf,
    file: File,
}

impl WindowMark {
    /// Marks a window as alive. `None` where that cannot be done; then nothing is known of it.
    #[must_use]
    pub fn set(folder: &Path, token: &str) -> Option<Self> {
        make_folder(folder).ok()?;
        let new = disk::beside_for_oneself(folder).ok()?;
        if new.as_file().try_lock().is_err() {
            disk::remove(new);
            return None;
        }
        let path = path_of(folder, token);
        match disk::put_new(new, &path) {
            Ok(file) => Some(Self { path, file }),
            Err((error, new)) => {
                log::debug!("{}: {error}", path.display());
                disk::remove(new);
                None
            }
        }
    }

    /// Takes the mark away: the window ends as it should, or has nothing more to say. Before its lock goes, or another window
    /// could take it for killed in between.
    pub fn remove(self) {
        if let Err(error) = disk::delete(&self.path) {
            log::debug!("{}: the mark stays: {error}", self.path.display());
        }
        drop(self.file);
    }
}

/// Whether a window is known to have ended without taking its mark away. `false` where nothing is known of it: it is of
/// another machine, or of another user.
#[must_use]
pub fn window_was_killed(folder: &Path, token: &str) -> bool {
    !disk::held(&path_of(folder, token))
}

/// Whether a file is called as a mark is.
pub(super) fn is_mark(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

fn path_of(folder: &Path, token: &str) -> PathBuf {
    folder.join(format!("{token}.{ENDING}"))
}
