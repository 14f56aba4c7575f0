//! Tables of other programs: read from the disk, proposed, and brought to an assessment that there is.

mod ending;
mod into;
mod proposing;
mod reading;
mod remembered;
mod steps;

pub(super) use ending::Brought;
pub use into::{BroughtIn, brought_into};
pub(super) use proposing::Made;
pub use proposing::{FindingAt, Proposing, at_of};
pub(super) use reading::{TableFrom, TableRead};
pub use remembered::KnownTable;
pub use steps::{ImportStep, column_letters};

use super::Problem;
use crate::import::{self, Choices, ImportError, Known, Proposal, Source};
use crate::model::{Assessment, Framework};
use crate::store::{Frameworks, Opened, Stamp, StoreError, begins_as_assessment, read_bounded};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a table could not be read.
#[derive(Debug)]
pub enum TableRefused {
    /// The file could not be read.
    Store(StoreError),
    /// It holds no table that is read.
    Import(PathBuf, ImportError),
}

/// Whether a file is to be read as a table: by its name, unless an assessment is in it.
#[must_use]
pub fn holds_table(path: &Path) -> bool {
    import::is_table(path) && !begins_as_assessment(path)
}

/// Reads a file as a table.
///
/// # Errors
/// [`TableRefused`] with what is wrong with the file, or with the table in it.
pub fn read_table(path: &Path) -> Result<(Source, Stamp), TableRefused> {
    let bytes = read_bounded(path).map_err(TableRefused::Store)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let source = import::read(&name, &bytes).map_err(|error| TableRefused::Import(path.to_owned(), error))?;
    Ok((source, Stamp::of(&bytes)))
}

/// Reads a table as an assessment, with nothing settled: as it is proposed.
///
/// # Errors
/// As [`read_table`], and when the table names no edition that is known.
pub fn open_table(path: &Path, frameworks: &Frameworks, today: NaiveDate) -> Result<Opened, TableRefused> {
    let (source, stamp) = read_table(path)?;
    let known: Vec<Arc<Framework>> = frameworks.iter().cloned().collect();
    let known = Known { frameworks: &known, into: None, today };
    let proposal = Proposal::of(&source, source.likely_sheet(), &known, &Choices::default())
        .ok_or_else(|| TableRefused::Import(path.to_owned(), ImportError::NoTable))?;
    let mut assessment: Assessment = proposal.assessment();
    assessment.complete(&proposal.framework);
    Ok(Opened { assessment, framework: proposal.framework, stamp, format: crate::format::FORMAT })
}

impl From<&TableRefused> for Problem {
    fn from(refused: &TableRefused) -> Self {
        match refused {
            TableRefused::Store(error) => error.into(),
            TableRefused::Import(path, error) => {
                let said = error.to_string();
                // What is wrong, and behind it what to do.
                let (what, advice) = said.split_once(". ").unwrap_or((&said, ""));
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let what = what.trim_end_matches('.');
                Self {
                    what: match error {
                        ImportError::Pdf | ImportError::Kind { .. } => format!("{}.", crate::model::capitalised(what)),
                        _ => format!("“{name}” cannot be brought in: {what}."),
                    },
                    kept: "Nothing was changed.".to_owned(),
                    advice: advice.to_owned(),
                    detail: path.display().to_string(),
                }
            }
        }
    }
}
