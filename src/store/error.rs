//! What can go wrong with a file, as data: which file, and what.

use super::Stamp;
use crate::format::{FormatError, NotSalvaged, TEXT_LIMIT, WriteError};
use crate::model::{FrameworkId, Mismatch};
use std::io;
use std::path::{Path, PathBuf};

/// Something went wrong with a file or folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct StoreError {
    /// The file or folder.
    pub path: PathBuf,
    /// What went wrong.
    #[source]
    pub cause: Cause,
}

/// What went wrong with a file or folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// There is no such file.
    #[error("it does not exist")]
    NotFound,
    /// There is no such folder to write into.
    #[error("its folder does not exist")]
    NoFolder,
    /// It is a folder where a file is wanted.
    #[error("it is a folder")]
    IsFolder,
    /// It is a file where a folder is wanted.
    #[error("it is not a folder")]
    NotAFolder,
    /// It is neither a file nor a folder.
    #[error("it is not a plain file")]
    NotAFile,
    /// The name is one that this disk or system does not take: too long, or with signs in it that it has no room for.
    #[error("its name cannot be used")]
    BadName,
    /// The file is marked as not to be written.
    #[error("it is read-only")]
    ReadOnly,
    /// The file or its folder may not be read or written by this person, or all of the disk is read-only.
    #[error("access is denied")]
    Denied,
    /// There is no room left.
    #[error("the disk is full")]
    DiskFull,
    /// It is larger than what is read.
    #[error("it has {bytes} bytes; at most {TEXT_LIMIT} are read")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Its folder holds more files than are looked at.
    #[error("it holds more than {limit} files")]
    TooManyFiles {
        /// How many are looked at.
        limit: usize,
    },
    /// It is not UTF-8 text.
    #[error("it is not text: byte {byte} is not UTF-8")]
    NotText {
        /// The first byte that is not, 0 for the first.
        byte: usize,
    },
    /// Its text is not what it should be.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// Nothing that can be offered is whole in it.
    #[error(transparent)]
    NotSalvaged(#[from] NotSalvaged),
    /// What was to be written has no written form.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
    /// It is judged by a framework that is not known.
    #[error("the framework “{0}” is not known")]
    UnknownFramework(FrameworkId),
    /// It does not fit its framework or itself.
    #[error("it does not fit its framework")]
    DoesNotFit(Vec<Mismatch>),
    /// A framework of that id, but with other content, is known already.
    #[error("another framework “{0}” is known already")]
    Shadows(FrameworkId),
    /// Somebody else has changed, moved or deleted it since it was read.
    #[error("it was changed on disk")]
    ChangedOnDisk {
        /// What is there now; `None` when it is gone.
        found: Option<Stamp>,
    },
    /// A file was to be made, but there is one.
    #[error("it exists already")]
    Exists,
    /// The computer does not say where a person's own files are kept.
    #[error("there is no folder for a person’s own files")]
    NoHome,
    /// It is a folder in which there is no assessment.
    #[error("there is no assessment in it")]
    NoAssessment,
    /// Anything else the operating system said.
    #[error("{detail}")]
    Io {
        /// Its kind.
        kind: io::ErrorKind,
        /// In the operating system's words.
        detail: String,
    },
}

impl StoreError {
    /// Whether the file is an assessment that is damaged or not all there, and not just anything else.
    #[must_use]
    pub const fn damaged(&self) -> bool {
        match &self.cause {
            Cause::Format(error) => !matches!(error, FormatError::Newer { .. } | FormatError::TooLarge { .. }),
            Cause::NotText { .. } | Cause::DoesNotFit(_) => true,
            _ => false,
        }
    }

    /// Whether the file is not all there: the rest may still come.
    #[must_use]
    pub const fn half_written(&self) -> bool {
        matches!(&self.cause, Cause::Format(error) if error.half_written())
    }

    pub(super) fn new(path: &Path, cause: impl Into<Cause>) -> Self {
        Self { path: path.to_owned(), cause: cause.into() }
    }
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::IsFolder,
            io::ErrorKind::NotADirectory => Self::NotAFolder,
            io::ErrorKind::InvalidFilename => Self::BadName,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::DiskFull,
            kind => Self::Io { kind, detail: error.to_string() },
        }
    }
}

/// Names the file an operation was about.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T, E: Into<Cause>> At<T> for Result<T, E> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|cause| StoreError::new(path, cause))
    }
}
