//! Where a person's settings are kept. What they say is not known here: text in, text out.

use super::atomic::{read_text, write_atomic};
use super::error::{At as _, Cause, StoreError};
use super::{Replace, Stamp, disk};
use std::path::{Path, PathBuf};

/// The settings file: `settings.ron` in the folder that `HICM_CONFIG_DIR` names, or in the one the operating system
/// keeps for a program's settings. `None` when there is no such folder.
#[must_use]
pub fn settings_file() -> Option<PathBuf> {
    let folder = match std::env::var_os("HICM_CONFIG_DIR") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => directories::ProjectDirs::from("", "", "hicm").map(|folders| folders.config_dir().to_owned()),
    };
    folder.map(|folder| folder.join("settings.ron"))
}

/// Reads the settings; `None` when there are none yet.
///
/// # Errors
/// [`StoreError`] when there is a file that cannot be read.
pub fn read_settings(file: &Path) -> Result<Option<String>, StoreError> {
    match read_text(file) {
        Ok((text, _)) => Ok(Some(text)),
        Err(StoreError { cause: Cause::NotFound, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes the settings whole or not at all, and makes their folder. The last of two programs wins: settings are small,
/// and neither is worth a question.
///
/// # Errors
/// [`StoreError`] when they cannot be written.
pub fn write_settings(file: &Path, text: &str) -> Result<Stamp, StoreError> {
    if let Some(folder) = file.parent() {
        disk::make_folder(folder).at(folder)?;
    }
    write_atomic(file, text.as_bytes(), Replace::Always)
}
