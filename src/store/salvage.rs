//! What can be read of a damaged file, and which of its versions is whole.

use super::atomic::read_bounded;
use super::document::framework_of;
use super::error::{At as _, StoreError};
use super::newer::open_to_look;
use super::versions::{Version, versions};
use super::{Frameworks, Stamp};
use crate::format::{self, FormatError, Hints, LostPart};
use crate::model::{Assessment, Framework, Quarter};
use std::path::Path;
use std::sync::Arc;

/// What was read of a damaged file. The file itself is as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct SalvagedFile {
    /// All that is whole, with a judgement for every change of its framework.
    pub assessment: Assessment,
    /// Its framework.
    pub framework: Arc<Framework>,
    /// All that is not.
    pub lost: Vec<LostPart>,
    /// What the file was when it was read.
    pub stamp: Stamp,
}

/// Reads all that can be read of a damaged file. What its head does not say any more is taken from its last whole version,
/// from its name, and at last from what else stands in it.
///
/// # Errors
/// [`super::Cause::NotSalvaged`] when nothing can be offered, [`FormatError::Newer`] when a newer version wrote it, which knows
/// what all of it means, and otherwise what the disk said.
pub fn salvage_file(path: &Path, frameworks: &Frameworks) -> Result<SalvagedFile, StoreError> {
    let bytes = read_bounded(path)?;
    let stamp = Stamp::of(&bytes);
    if let Some(found) = newer(&bytes) {
        return Err(StoreError::new(path, FormatError::Newer { found }));
    }
    let known: Vec<Arc<Framework>> = frameworks.iter().cloned().collect();
    let before = versions(path).iter().find_map(|version| {
        let text = String::from_utf8(read_bounded(&version.path).ok()?).ok()?;
        format::summary(&text).ok()
    });
    let hints = Hints {
        quarter: before.as_ref().map(|before| before.quarter).or_else(|| in_its_name(path)),
        framework: before.as_ref().map(|before| &before.framework),
        known: &known,
    };
    let mut salvaged = format::salvage(&bytes, &hints).at(path)?;
    let framework = framework_of(path, &salvaged.assessment, frameworks)?;
    salvaged.fit(&framework);
    salvaged.assessment.complete(&framework);
    let format::Salvaged { assessment, lost } = salvaged;
    Ok(SalvagedFile { assessment, framework, lost, stamp })
}

/// The newest version of a file that is whole; none when that or the file is of a newer format, which an older one is not
/// to replace.
#[must_use]
pub fn last_whole_version(path: &Path, frameworks: &Frameworks) -> Option<Version> {
    if newer_format(path).is_some() {
        return None;
    }
    let whole = |version: &Version| open_to_look(&version.path, frameworks).ok();
    let (version, looked) = versions(path).into_iter().find_map(|version| whole(&version).map(|it| (version, it)))?;
    looked.newer().is_none().then_some(version)
}

/// The format that a file says it is of, where that is newer than those known here, however much of the rest is there.
#[must_use]
pub fn newer_format(path: &Path) -> Option<u32> {
    newer(&read_bounded(path).ok()?)
}

fn newer(bytes: &[u8]) -> Option<u32> {
    format::newer(&String::from_utf8_lossy(bytes))
}

/// The quarter that a file’s name gives: `2019-20-q1.ron`.
fn in_its_name(path: &Path) -> Option<Quarter> {
    let stem = path.file_stem()?.to_str()?.to_ascii_lowercase();
    let (year, number) = (stem.get(..4)?.parse().ok()?, stem.get(..10)?.chars().last()?.to_digit(10)?);
    let quarter = Quarter::new(year, u8::try_from(number).ok()?)?;
    stem.starts_with(&quarter.file_stem()).then_some(quarter)
}
