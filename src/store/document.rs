//! Opening and saving an assessment.

use super::atomic::{read_text, write_atomic};
use super::error::{At as _, Cause, StoreError};
use super::{Frameworks, Replace, Stamp};
use crate::format;
use crate::model::{Assessment, Framework};
use std::path::Path;
use std::sync::Arc;

/// An assessment as it was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The assessment, with a judgement for every change of its framework.
    pub assessment: Assessment,
    /// Its framework.
    pub framework: Arc<Framework>,
    /// What the file was when it was read.
    pub stamp: Stamp,
    /// The format the file was of.
    pub format: u32,
}

/// Opens an assessment. Its framework is looked for in those given, then in a folder `frameworks` beside the file.
///
/// # Errors
/// [`StoreError`] when it cannot be read, is not what it should be, or does not fit its framework.
pub fn open_assessment(path: &Path, frameworks: &Frameworks) -> Result<Opened, StoreError> {
    let (text, stamp) = read_text(path)?;
    let format::Parsed { mut assessment, format } = format::parse(&text).at(path)?;
    let framework = framework_of(path, &assessment, frameworks)?;
    assessment.fits(&framework).map_err(Cause::DoesNotFit).at(path)?;
    assessment.complete(&framework);
    Ok(Opened { assessment, framework, stamp, format })
}

/// The framework of an assessment: one of those given, or one that lies beside its file.
pub(super) fn framework_of(
    path: &Path,
    assessment: &Assessment,
    frameworks: &Frameworks,
) -> Result<Arc<Framework>, StoreError> {
    let id = &assessment.framework;
    let known = frameworks.get(id).cloned().or_else(|| beside(path, assessment));
    known.ok_or_else(|| StoreError::new(path, Cause::UnknownFramework(id.clone())))
}

fn beside(path: &Path, assessment: &Assessment) -> Option<Arc<Framework>> {
    let folder = path.parent()?;
    // A version lies two folders below the file that it is of.
    let versions = folder.parent().filter(|above| above.file_name().is_some_and(|name| name == ".versions"));
    let folder = versions.and_then(Path::parent).unwrap_or(folder).join("frameworks");
    Frameworks::bundled().with_folder(&folder).get(&assessment.framework).cloned()
}

/// Saves an assessment. Give the stamp that it was opened with (or was last saved with), or `None` for a new file; to
/// replace whatever is there, say [`Replace::Always`].
///
/// # Errors
/// [`Cause::ChangedOnDisk`] when the file is not the one with that stamp, [`Cause::Exists`] when a new file would
/// replace one, and otherwise what the disk said. The old file stands as it was in every case.
pub fn save_assessment<'a>(
    path: &Path,
    assessment: &Assessment,
    replace: impl Into<Replace<'a>>,
) -> Result<Stamp, StoreError> {
    let text = format::write(assessment).at(path)?;
    write_atomic(path, text.as_bytes(), replace.into())
}
