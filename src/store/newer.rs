//! Opening an assessment to look at it: one of a newer format as well, of which all is read that is known here.

use super::Frameworks;
use super::atomic::read_text;
use super::document::{Opened, framework_of, open_assessment};
use super::error::{At as _, Cause, StoreError};
use crate::format::{self, FORMAT, FormatError, LostPart, ReadNewer, Salvaged};
use std::path::Path;

/// An assessment that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// The assessment. It is never written back where something of it is not known here.
    pub opened: Opened,
    /// What is not known here.
    pub unknown: Vec<LostPart>,
}

impl Looked {
    /// The format it is of, where that is newer than what is written here.
    #[must_use]
    pub fn newer(&self) -> Option<u32> {
        Some(self.opened.format).filter(|format| *format > FORMAT)
    }
}

/// Opens an assessment as [`open_assessment`] does, and one of a newer format to be looked at alone.
///
/// # Errors
/// As [`open_assessment`]; [`FormatError::Newer`] when it is of a newer format and cannot be read even so.
pub fn open_to_look(path: &Path, frameworks: &Frameworks) -> Result<Looked, StoreError> {
    match open_assessment(path, frameworks) {
        Ok(opened) => Ok(Looked { opened, unknown: Vec::new() }),
        Err(StoreError { cause: Cause::Format(FormatError::Newer { .. }), .. }) => newer(path, frameworks),
        Err(error) => Err(error),
    }
}

fn newer(path: &Path, frameworks: &Frameworks) -> Result<Looked, StoreError> {
    let (text, stamp) = read_text(path)?;
    let ReadNewer { assessment, format, unknown } = format::parse_newer(&text).at(path)?;
    let framework = framework_of(path, &assessment, frameworks)?;
    let mut read = Salvaged { assessment, lost: unknown };
    read.fit(&framework);
    let Salvaged { mut assessment, lost: unknown } = read;
    assessment.complete(&framework);
    Ok(Looked { opened: Opened { assessment, framework, stamp, format }, unknown })
}
