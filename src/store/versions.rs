//! The earlier states of one file: `.versions/<its name without the ending>/` beside it, one file each, with a few lines on
//! each that a person can read: `0012.ron` is an assessment like any other, `0012.txt` says who kept it, when, and what had
//! changed.
//!
//! Each is whole, so none needs another; nothing here is needed to open the file itself.

mod thinning;

use super::atomic::{Replace, Stamp, read_bounded, write_atomic};
use super::error::{At as _, Cause, StoreError};
use super::series::ron_files;
use super::{disk, make_folder};
use crate::format::{self, FormatError};
use crate::model::Assessment;
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};

/// How the time stands in a note.
const WHEN: &str = "%Y-%m-%d %H:%M:%S";
/// How often another number is tried when somebody else took it in the same moment.
const TRIES: u64 = 50;

/// What is written down about a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionNote {
    /// Who kept it.
    pub by: String,
    /// When, by that computer's clock.
    pub at: NaiveDateTime,
    /// What had changed, in a sentence.
    pub said: String,
}

/// A version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its file.
    pub path: PathBuf,
    /// Its number; the first one kept is 1.
    pub number: u64,
    /// What is known of it; nothing where its note is gone or was never written.
    pub note: Option<VersionNote>,
    /// It was signed off.
    pub sealed: bool,
}

/// The versions kept of a file, newest first. Their names tell their order; none when there is no such folder.
#[must_use]
pub fn versions_of(file: &Path) -> Vec<PathBuf> {
    let Some(folder) = folder_of(file).filter(|folder| disk::look(folder).is_some_and(|about| about.is_dir())) else {
        return Vec::new();
    };
    let (mut versions, _) = ron_files(&folder);
    versions.sort_by_cached_key(|path| order(path));
    versions.reverse();
    versions
}

/// The numbered versions of a file, newest first, with what is known of each.
#[must_use]
pub fn versions(file: &Path) -> Vec<Version> {
    let mut versions: Vec<Version> = versions_of(file)
        .into_iter()
        .filter_map(|path| {
            let number = number_of(&path)?;
            let note = read_bounded(&path.with_extension("txt")).ok();
            let (note, sealed) = note.map_or((None, false), |bytes| read_note(&String::from_utf8_lossy(&bytes)));
            Some(Version { path, number, note, sealed })
        })
        .collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    versions
}

/// Saves an assessment as [`super::save_assessment`] does and keeps versions: of what it replaces, unless that is the last
/// version already, and of what was saved. Besides the stamp it gives what kept a version from being kept, which does not
/// keep the file from being saved, unless it replaces what nobody here has read.
///
/// # Errors
/// As [`super::save_assessment`]; with [`Replace::Always`] also what kept a version of what stands there from being kept.
pub fn save_with_version<'a>(
    file: &Path,
    assessment: &Assessment,
    replace: impl Into<Replace<'a>>,
    note: &VersionNote,
) -> Result<(Stamp, Option<StoreError>), StoreError> {
    let replace = replace.into();
    let text = format::write(assessment).at(file)?;
    // Before it is replaced: whatever happens after that, it is there.
    let replaced = keep_what_stands(file, replace, note);
    let replaced = match replaced {
        Err(error) if matches!(replace, Replace::Always) => return Err(StoreError::new(file, error.cause)),
        other => other,
    };
    let stamp = write_atomic(file, text.as_bytes(), replace)?;
    let kept = keep(file, text.as_bytes(), note, assessment.sealed());
    let failed = replaced.err().or(kept.err());
    if failed.is_none() {
        thinning::thin(&versions(file), note.at);
    }
    Ok((stamp, failed))
}

/// Keeps a version of what stands in a file now, unless it is the last one already. Nothing when there is no such file.
///
/// # Errors
/// [`StoreError`] with what the disk said.
pub fn keep_present(file: &Path, note: &VersionNote) -> Result<(), StoreError> {
    keep_what_stands(file, Replace::Always, note)
}

/// Puts a version in the place of what stands in a file, which is kept as a version first: without that nothing is
/// written.
///
/// # Errors
/// [`Cause::ChangedOnDisk`] when the file is not the one with that stamp, and otherwise what the disk said.
pub fn restore(
    file: &Path,
    version: &Version,
    expected: Option<&Stamp>,
    note: &VersionNote,
) -> Result<Stamp, StoreError> {
    let bytes = read_bounded(&version.path)?;
    keep_present(file, note)?;
    let stamp = write_atomic(file, &bytes, expected.into())?;
    // It is in the file by now; that it stands among the versions twice is no need.
    if let Err(error) = keep(file, &bytes, note, version.sealed) {
        log::warn!("no version kept of what was restored: {error}");
    }
    Ok(stamp)
}

fn keep_what_stands(file: &Path, replace: Replace<'_>, note: &VersionNote) -> Result<(), StoreError> {
    let bytes = match read_bounded(file) {
        Ok(bytes) => bytes,
        // Nothing is replaced; or it is nothing that a save would replace.
        Err(StoreError { cause: Cause::NotFound | Cause::IsFolder | Cause::NotAFile, .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    if bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace()) {
        // A file that was never written, or not fetched yet: there is nothing to keep.
        return Ok(());
    }
    let refused = match replace {
        Replace::IfAbsent => true,
        Replace::IfUnchanged(stamp) => Stamp::of(&bytes) != *stamp,
        Replace::Always => false,
    };
    if refused {
        return Ok(());
    }
    if is_last(&versions(file), &bytes) {
        return Ok(());
    }
    let text = std::str::from_utf8(&bytes).ok();
    let (said, sealed) = match text.and_then(whole) {
        Some(sealed) => ("What stood in the file before.", sealed),
        None => ("What stood in the file before; it cannot be read as an assessment.", false),
    };
    keep(file, &bytes, &VersionNote { said: said.to_owned(), ..note.clone() }, sealed)
}

/// Whether a text is an assessment, here or to a newer version of the program; and then whether it is sealed.
fn whole(text: &str) -> Option<bool> {
    match format::parse(text) {
        Ok(parsed) => Some(parsed.assessment.sealed()),
        Err(FormatError::Newer { .. }) => format::parse_newer(text).ok().map(|read| read.assessment.sealed()),
        Err(_) => None,
    }
}

fn is_last(known: &[Version], bytes: &[u8]) -> bool {
    known.first().is_some_and(|last| read_bounded(&last.path).is_ok_and(|last| last == bytes))
}

fn keep(file: &Path, bytes: &[u8], note: &VersionNote, sealed: bool) -> Result<(), StoreError> {
    let folder = folder_of(file).ok_or_else(|| StoreError::new(file, Cause::NotAFile))?;
    let known = versions(file);
    if is_last(&known, bytes) {
        return Ok(());
    }
    super::make_folder(&folder)?;
    let first = next_number(&folder, &known);
    for number in first..first + TRIES {
        let path = folder.join(format!("{number:04}.ron"));
        // A note whose version is gone keeps its number.
        if disk::look(&path.with_extension("txt")).is_some() {
            continue;
        }
        match write_atomic(&path, bytes, Replace::IfAbsent) {
            Ok(_) => {
                let written = write_note(note, sealed);
                return write_atomic(&path.with_extension("txt"), written.as_bytes(), Replace::Always).map(drop);
            }
            Err(StoreError { cause: Cause::Exists, .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::new(&folder, Cause::Exists))
}

fn next_number(folder: &Path, known: &[Version]) -> u64 {
    let notes = disk::list(folder).into_iter().flatten().flatten().filter_map(|entry| number_of(&entry.path()));
    notes.chain(known.iter().map(|version| version.number)).max().unwrap_or(0).saturating_add(1)
}

/// The folder of a file's versions. A file that does not end in `.ron` keeps its ending there, so that two files of one
/// stem do not share it.
pub(super) fn folder_of(file: &Path) -> Option<PathBuf> {
    let ours = file.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("ron"));
    let name = if ours { file.file_stem()? } else { file.file_name()? };
    Some(file.parent()?.join(".versions").join(name))
}

/// Has the versions of a file go along when it was renamed, and what was put away beside them. Where the new name has
/// versions already, or there is a file of the old name again, they stay: two histories are not mixed.
///
/// # Errors
/// [`StoreError`] with what the disk said; what did not go along stands under the old name.
pub fn take_versions_along(from: &Path, to: &Path) -> Result<(), StoreError> {
    let (Some(old), Some(new)) = (folder_of(from), folder_of(to)) else { return Ok(()) };
    if old == new || stands(from)? || !versions_of(to).is_empty() {
        return Ok(());
    }
    let kept = versions_of(from);
    if kept.is_empty() {
        return Ok(());
    }
    make_folder(&new)?;
    for version in kept {
        // The note first: a version without it may be thinned though it was sealed.
        for path in [version.with_extension("txt"), version] {
            let Some(name) = path.file_name() else { continue };
            let there = new.join(name);
            // Somebody else saves under the new name by now.
            if stands(&there)? {
                return Err(StoreError::new(&there, Cause::Exists));
            }
            match disk::rename(&path, &there) {
                // A note that was never written, or another window has them go along too.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                result => result.at(&path)?,
            }
        }
    }
    // Somebody may still have it open under the old name.
    disk::delete_empty(&old).unwrap_or_else(|error| log::debug!("{}: {error}", old.display()));
    Ok(())
}

fn stands(path: &Path) -> Result<bool, StoreError> {
    match disk::about_link(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::new(path, error)),
    }
}

/// The number in the name of a version; `None` for a file that was put there by hand.
fn number_of(path: &Path) -> Option<u64> {
    let stem = path.file_stem()?.to_str()?;
    stem.parse().ok().filter(|_| stem.bytes().all(|letter| letter.is_ascii_digit()))
}

fn write_note(note: &VersionNote, sealed: bool) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let state = if sealed { "sealed" } else { "draft" };
    format!("kept: {}\nby: {}\nchanged: {}\nstate: {state}\n", note.at.format(WHEN), line(&note.by), line(&note.said))
}

fn read_note(text: &str) -> (Option<VersionNote>, bool) {
    let after = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let at = after("kept:").and_then(|at| NaiveDateTime::parse_from_str(at, WHEN).ok());
    let note = at.map(|at| VersionNote {
        by: after("by:").unwrap_or_default().to_owned(),
        at,
        said: after("changed:").unwrap_or_default().to_owned(),
    });
    (note, after("state:") == Some("sealed"))
}

/// What a name is sorted by: numbers in it count as numbers, so that version 10 comes behind version 9.
fn order(path: &Path) -> Vec<(u64, String)> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    let end_number = |digits: &mut String, parts: &mut Vec<(u64, String)>| {
        if !digits.is_empty() {
            parts.push((digits.parse().unwrap_or(u64::MAX), std::mem::take(digits)));
        }
    };
    for letter in name.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else {
            end_number(&mut digits, &mut parts);
            parts.push((0, letter.to_string()));
        }
    }
    end_number(&mut digits, &mut parts);
    parts
}
