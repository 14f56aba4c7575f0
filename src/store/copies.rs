//! Copies that sync programs leave beside a file when two machines changed it: which names they give, and which files of a
//! folder are such copies. A name alone never makes one: the file it is of must stand beside it, and say that it is of the
//! same place and quarter.

use super::series::SeriesEntry;
use super::versions::{Version, versions, versions_of};
use super::{Stamp, StoreError, disk, stamp_of};
use std::path::{Path, PathBuf};

/// How often a copy may be the copy of a copy.
const DEEP: usize = 4;
/// So many versions are looked at for what a copy began from.
const VERSIONS: usize = 12;
/// How Windows names a machine that nobody named.
const MACHINES: [&str; 4] = ["DESKTOP-", "LAPTOP-", "WIN-", "SURFACE-"];

/// A copy that a sync program left beside a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyBeside {
    /// The copy.
    pub path: PathBuf,
    /// The file it is of.
    pub of: PathBuf,
    /// Whose it is, or of which machine, where its name says so; empty otherwise.
    pub from: String,
    /// What it was when it was looked at; `None` where it cannot be read as an assessment.
    pub stamp: Option<Stamp>,
}

/// What the name of a copy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyName {
    /// The name of the file it would be a copy of.
    pub of: String,
    /// Whose it is, or of which machine; empty where that is not said.
    pub from: String,
}

/// What a name says if it is one that a sync program gives a copy; `machine` is what this machine is called. Whether it is
/// a copy, the name alone does not tell: see the module.
#[must_use]
pub fn copy_name(name: &str, machine: &str) -> Option<CopyName> {
    let (stem, ending) = name.rsplit_once('.').filter(|(_, ending)| ending.eq_ignore_ascii_case("ron"))?;
    let (bare, from) = in_brackets(stem)
        .or_else(|| with_a_time(stem))
        .or_else(|| numbered(stem))
        .or_else(|| with_a_machine(stem, machine))?;
    let bare = bare.trim_end();
    (!bare.is_empty()).then(|| CopyName { of: format!("{bare}.{ending}"), from })
}

/// Dropbox, Nextcloud, Box and their like: `x (Anna's conflicted copy 2026-11-03)`. Google Drive: `x (1)`.
fn in_brackets(stem: &str) -> Option<(&str, String)> {
    let inside = stem.strip_suffix(')')?;
    // A name within may have brackets of its own.
    let mut open = 1_usize;
    let at = inside.char_indices().rev().find_map(|(at, sign)| {
        open = match sign {
            ')' => open + 1,
            '(' => open - 1,
            _ => open,
        };
        (open == 0).then_some(at)
    })?;
    let (bare, said) = (inside.get(..at)?, inside.get(at + 1..)?);
    let bare = bare.strip_suffix(' ')?;
    let number = !said.is_empty() && said.len() <= 2 && said.bytes().all(|sign| sign.is_ascii_digit());
    let lower = said.to_ascii_lowercase();
    let conflict = lower.match_indices("conflict").any(|(at, _)| !lower.get(..at).is_some_and(ends_in_a_letter));
    (number || conflict || lower.contains("case conflict")).then(|| (bare, whose(said)))
}

fn ends_in_a_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphabetic)
}

/// Whose a copy is: what stands before “'s conflicted copy” or “conflicted copy”, or behind “from” or “-”.
fn whose(said: &str) -> String {
    // As many bytes as before, so that what is found there is found here.
    let lower = said.to_ascii_lowercase();
    let before = lower.find("conflict").and_then(|at| said.get(..at)).unwrap_or_default();
    let before = before.trim().trim_end_matches("case").trim_end_matches("Case").trim();
    let name = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s")).unwrap_or(before).trim();
    if !name.is_empty() {
        return name.to_owned();
    }
    let behind = [" from ", " - "].into_iter().find_map(|word| lower.find(word).map(|at| at + word.len()));
    let behind = behind.and_then(|at| said.get(at..)).unwrap_or_default();
    behind.split(" on ").next().unwrap_or_default().trim().to_owned()
}

/// Syncthing: `x.sync-conflict-20261103-101010-ABCDEFG`. `ownCloud` of old: `x_conflict-20261103-101010`.
fn with_a_time(stem: &str) -> Option<(&str, String)> {
    let (bare, said) = stem.rsplit_once(".sync-conflict-").or_else(|| stem.rsplit_once("_conflict-"))?;
    let mut parts = said.split('-');
    let mut digits = |count| {
        parts.next().is_some_and(|part: &str| part.len() == count && part.bytes().all(|it| it.is_ascii_digit()))
    };
    // Which machine those seven letters are, only Syncthing knows.
    (digits(8) && digits(6)).then(|| (bare, String::new()))
}

/// iCloud: `x 2`.
fn numbered(stem: &str) -> Option<(&str, String)> {
    let (bare, number) = stem.rsplit_once(' ')?;
    let plain = number.len() <= 2 && number.bytes().all(|sign| sign.is_ascii_digit()) && !number.starts_with('0');
    (plain && number.parse::<u8>().is_ok_and(|number| number >= 2)).then(|| (bare, String::new()))
}

/// `OneDrive`: `x-DESKTOP-AB12CD3`, which is the machine; for a second one `x-DESKTOP-AB12CD3-2`.
fn with_a_machine<'a>(stem: &'a str, machine: &str) -> Option<(&'a str, String)> {
    let counted = stem.rsplit_once('-').filter(|(_, number)| matches!(number.as_bytes(), [b'2'..=b'9']));
    let whole = counted.map_or(stem, |(whole, _)| whole);
    let ours = whole.len().checked_sub(machine.len()).filter(|_| machine.len() > 2).and_then(|at| {
        let named = whole.get(at..)?.eq_ignore_ascii_case(machine);
        Some((whole.get(..at)?.strip_suffix('-')?, whole.get(at..)?)).filter(|_| named)
    });
    let (bare, name) = ours.or_else(|| {
        MACHINES.into_iter().find_map(|begins| {
            let at = whole.rfind(&format!("-{begins}"))?;
            let name = whole.get(at + 1..)?;
            let rest = name.strip_prefix(begins)?;
            let sort = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
            ((4..=15).contains(&rest.len()) && rest.bytes().all(sort)).then_some((whole.get(..at)?, name))
        })
    })?;
    Some((bare, name.to_owned()))
}

/// The versions of a file from which a copy of it may have begun, newest first. Of two machines that went on apart from one
/// version each may have kept versions of its own, and only what both have is safe to begin from: what one of them alone has
/// would pass for something that the other took back. So nothing counts from the first number on that both took (a sync
/// program left a copy of that version, too), nor from the version on that the copy itself is.
#[must_use]
pub fn versions_before(file: &Path, copy: &Stamp, machine: &str) -> Vec<Version> {
    let number_of = |path: &Path| path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
    let contested = versions_of(file).into_iter().filter_map(|path| {
        let said = copy_name(path.file_name()?.to_str()?, machine)?;
        number_of(&path.with_file_name(said.of))
    });
    let first: u64 = contested.min().unwrap_or(u64::MAX);
    let alike = |version: &Version| {
        disk::look(&version.path).is_some_and(|about| about.len() == copy.length())
            && stamp_of(&version.path).is_ok_and(|found| found == *copy)
    };
    let known = versions(file);
    let itself = known.iter().filter(|version| alike(version)).map(|version| version.number).min();
    let first = first.min(itself.unwrap_or(u64::MAX));
    known.into_iter().filter(|version| version.number < first).take(VERSIONS).collect()
}

/// The copies among the files of a folder. Nothing that could be a quarter is one: not what is of another place or quarter
/// than the file it would be of, and nothing where that file itself cannot be read.
pub(super) fn copies_among(files: &[(PathBuf, Result<SeriesEntry, StoreError>)], machine: &str) -> Vec<CopyBeside> {
    let original = |path: &Path| {
        let said = copy_name(path.file_name()?.to_str()?, machine)?;
        let beside = path.with_file_name(&said.of);
        let same = |known: &&(PathBuf, _)| known.0 == beside;
        // Some disks take capitals and small letters for the same.
        let like = |known: &&(PathBuf, _)| {
            known.0.file_name().is_some_and(|name| name.to_str().is_some_and(|it| it.eq_ignore_ascii_case(&said.of)))
        };
        let found = files.iter().find(same).or_else(|| files.iter().find(like))?;
        Some((found, said.from))
    };
    files
        .iter()
        .filter_map(|(path, entry)| {
            let (mut of, from) = original(path)?;
            for _ in 0..DEEP {
                let Some((above, _)) = original(&of.0) else { break };
                of = above;
            }
            let known = of.1.as_ref().ok()?;
            let same = |entry: &SeriesEntry| entry.place == known.place && entry.quarter == known.quarter;
            entry.as_ref().map_or(true, same).then(|| CopyBeside {
                path: path.clone(),
                of: of.0.clone(),
                from,
                stamp: entry.as_ref().ok().map(|entry| entry.stamp),
            })
        })
        .collect()
}
