//! What can be wrong with a text, where, and what was probably meant.

use super::{FORMAT, TEXT_LIMIT};
use crate::model::FrameworkFault;
use ron::error::{Error as RonError, SpannedError};
use std::fmt;

/// How alike two names must be for one to be offered for the other, from 0 to 1.
const ALIKE: f64 = 0.75;

/// A place in a text. Both are 1 for the first; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// It is larger than what is read.
    #[error("the text has {bytes} bytes; at most {TEXT_LIMIT} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It was written by a newer version of the program, in a format that is not known here.
    #[error("the text is of format {found}; formats up to {FORMAT} are known here")]
    Newer {
        /// The format it says it is of.
        found: u32,
    },
    /// It says that it is of a format that never was.
    #[error("there is no format {found}")]
    NoSuchFormat {
        /// The format it says it is of.
        found: u32,
    },
    /// It does not say of which format it is.
    #[error("the text does not say “format: {FORMAT}”")]
    NoFormat,
    /// Something at one place is not as it should be.
    #[error("{at}: {fault}")]
    At {
        /// Where.
        at: Position,
        /// What.
        fault: Fault,
    },
    /// It was read, but is no usable framework.
    #[error(transparent)]
    Framework(#[from] FrameworkFault),
}

/// What is wrong at one place of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A field that is not known there.
    #[error("there is no field “{found}” here{}", DidYouMean(.nearest.as_deref()))]
    UnknownField {
        /// What stood there.
        found: String,
        /// The known field that is most like it.
        nearest: Option<String>,
    },
    /// A name, such as a level, that is not known there.
    #[error("“{found}” is not one of the names known here{}", DidYouMean(.nearest.as_deref()))]
    UnknownName {
        /// What stood there.
        found: String,
        /// The known name that is most like it.
        nearest: Option<String>,
    },
    /// A field that must be given and is not.
    #[error("the field “{field}” is missing")]
    MissingField {
        /// Its name.
        field: String,
    },
    /// A field given twice.
    #[error("the field “{field}” is given twice")]
    FieldTwice {
        /// Its name.
        field: String,
    },
    /// Brackets in brackets in brackets.
    #[error("the brackets are nested too deeply")]
    TooDeep,
    /// The text ends before it is complete.
    #[error("the text breaks off")]
    BreaksOff,
    /// There is nothing in it.
    #[error("there is nothing in the file")]
    Empty,
    /// Zeros stand where text should be, as after a power cut.
    #[error("zeros stand where text should be")]
    Zeros,
    /// A value that cannot be what it should be: no date, no quarter, no key.
    #[error("{what}")]
    Value {
        /// What is wrong with it.
        what: String,
    },
    /// The text is not written as it should be: a comma or a quote is missing.
    #[error("{what}")]
    Syntax {
        /// What the reader stumbled over.
        what: String,
    },
}

/// Why an assessment or a framework cannot be written: what would stand there could not be read again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A value that has no written form, such as a number that is not finite, or a text that is too long.
    #[error("{what}")]
    Unwritable {
        /// Which, and why.
        what: String,
    },
    /// The whole would be larger than what is read.
    #[error("the text would have {bytes} bytes; at most {TEXT_LIMIT} are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl FormatError {
    /// Whether the text is not all there: it stops, or was never written. The rest may still come.
    #[must_use]
    pub const fn half_written(&self) -> bool {
        matches!(self, Self::At { fault: Fault::BreaksOff | Fault::Empty | Fault::Zeros, .. })
    }
}

struct DidYouMean<'a>(Option<&'a str>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(f, "; did you mean “{name}”?"),
            None => Ok(()),
        }
    }
}

impl From<SpannedError> for FormatError {
    fn from(error: SpannedError) -> Self {
        let at = Position { line: error.span.start.line, column: error.span.start.col };
        let fault = match error.code {
            RonError::NoSuchStructField { expected, found, .. } => {
                Fault::UnknownField { nearest: nearest(&found, expected), found }
            }
            RonError::NoSuchEnumVariant { expected, found, .. } => {
                Fault::UnknownName { nearest: nearest(&found, expected), found }
            }
            RonError::MissingStructField { field, .. } => Fault::MissingField { field: field.to_owned() },
            RonError::DuplicateStructField { field, .. } => Fault::FieldTwice { field: field.to_owned() },
            RonError::ExceededRecursionLimit => Fault::TooDeep,
            RonError::Eof | RonError::ExpectedStringEnd => Fault::BreaksOff,
            RonError::Message(what) => Fault::Value { what },
            // Their own words name types of this program, which mean nothing to whoever wrote the file.
            RonError::ExpectedNamedStructLike(_) | RonError::ExpectedDifferentStructName { .. } => {
                Fault::Syntax { what: RonError::ExpectedStructLike.to_string() }
            }
            other => Fault::Syntax { what: other.to_string() },
        };
        Self::At { at, fault }
    }
}

/// The known name most like the one found, if any is like it. Case does not count.
fn nearest(found: &str, known: &[&str]) -> Option<String> {
    let folded = found.to_lowercase();
    known
        .iter()
        .map(|name| (strsim::jaro_winkler(&folded, &name.to_lowercase()), *name))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name.to_owned())
}
