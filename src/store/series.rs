//! A series: a folder with one place's quarters, one file each.

use super::atomic::read_text;
use super::copies::{CopyBeside, copies_among};
use super::error::{At as _, Cause, StoreError};
use super::user::machine_name;
use super::{Stamp, disk};
use crate::format;
use crate::model::{FrameworkId, Quarter};
use std::path::{Path, PathBuf};

/// How many files of a folder are looked at: a century of quarters, and a few copies.
const FILE_LIMIT: usize = 500;

/// A folder with one place's quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The folder.
    pub folder: PathBuf,
    /// Its files in order of quarter; two of one quarter in order of name.
    pub entries: Vec<SeriesEntry>,
    /// What was wrong with the files that are not among them.
    pub faults: Vec<StoreError>,
    /// Copies of its files that a sync program left beside them: no quarters of their own, and not among them either.
    pub copies: Vec<CopyBeside>,
}

/// One file of a series, as its head describes it. The rest of it has not been looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesEntry {
    /// The file.
    pub path: PathBuf,
    /// Whose assessment it is.
    pub place: String,
    /// The quarter it is for.
    pub quarter: Quarter,
    /// The edition of the model it judges by.
    pub framework: FrameworkId,
    /// Whether it is signed off.
    pub sealed: bool,
    /// What the file was when it was looked at.
    pub stamp: Stamp,
}

impl Series {
    /// Looks at the `.ron` files that lie directly in a folder. Never fails: what cannot be read is among the faults.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let (files, mut faults) = ron_files(folder);
        let mut looked = Vec::new();
        for path in files {
            let entry = entry(path.clone());
            looked.push((path, entry));
        }
        let copies = copies_among(&looked, &machine_name());
        let mut entries = Vec::new();
        for (path, entry) in looked {
            match entry {
                _ if copies.iter().any(|copy| copy.path == path) => {}
                Ok(entry) => entries.push(entry),
                Err(fault) => faults.push(fault),
            }
        }
        entries.sort_by(|one, other| (one.quarter, &one.path).cmp(&(other.quarter, &other.path)));
        Self { folder: folder.to_owned(), entries, faults, copies }
    }

    /// The last file for a quarter before that one.
    #[must_use]
    pub fn entry_before(&self, quarter: Quarter) -> Option<&SeriesEntry> {
        self.entries.iter().rev().find(|entry| entry.quarter < quarter)
    }

    /// Where the file of a quarter belongs: `2019-20-q1.ron` in the folder.
    #[must_use]
    pub fn path_for(&self, quarter: Quarter) -> PathBuf {
        self.folder.join(format!("{}.ron", quarter.file_stem()))
    }
}

fn entry(path: PathBuf) -> Result<SeriesEntry, StoreError> {
    let (text, stamp) = read_text(&path)?;
    let format::Summary { place, quarter, framework, sealed } = format::summary(&text).at(&path)?;
    Ok(SeriesEntry { path, place, quarter, framework, sealed, stamp })
}

/// The `.ron` files directly in a folder, by name, and what kept others from being listed. Hidden ones are left out.
pub(super) fn ron_files(folder: &Path) -> (Vec<PathBuf>, Vec<StoreError>) {
    let listed = match disk::list(folder) {
        Ok(listed) => listed,
        Err(error) => return (Vec::new(), vec![StoreError::new(folder, error)]),
    };
    let mut faults = Vec::new();
    let mut files = Vec::new();
    for entry in listed {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                let ron = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
                if ron && !hidden && !disk::look(&path).is_some_and(|about| about.is_dir()) {
                    files.push(path);
                }
            }
            Err(error) => faults.push(StoreError::new(folder, error)),
        }
    }
    files.sort();
    if files.len() > FILE_LIMIT {
        files.truncate(FILE_LIMIT);
        faults.push(StoreError::new(folder, Cause::TooManyFiles { limit: FILE_LIMIT }));
    }
    (files, faults)
}
