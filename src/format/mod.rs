//! The text of an assessment file, of a framework file and of the glossary, and nothing about where it is kept: strings in, strings out.
//!
//! The format is RON, made to be read and compared by people: the version first, one field a line in a fixed order,
//! texts as they were typed. Two laws hold, and the tests hold them:
//! - `parse(write(a)) == a` for every assessment whose texts are [tidy](crate::model::tidy);
//! - `write(parse(text)) == text` for every text that was written here.
//!
//! Reading is strict where something could be lost, and lenient where nothing can:
//! - Refused, with line and column: unknown and repeated fields, two plans of one change for one quarter, numbers that
//!   are not finite, control characters in a text (other than line breaks and tabs), a reading of a due text without
//!   the text, keys, dates, quarters and periods that are none, a conflict with a value that cannot stand at its place,
//!   and whatever exceeds the bounds below.
//! - Accepted, and written properly the next time: a byte order mark, `\r\n` line ends, plans in any order, a due text
//!   without a reading (it is read as of the assessment's day), any layout. Comments are accepted too and are **not**
//!   kept: what is worth saying belongs into `notes`.
//! - Changes, values of metrics and everything else in a list keep the order in which they stand.
//!
//! Writing never drops words. A control character that found its way into the document is left out of the file, and a
//! lone carriage return becomes a line break, exactly as `tidy` has it. What could not be read again (a number that is
//! not finite, a month 13, a text beyond the bounds, a conflict about the list of conflicts, which merging never makes)
//! is a [`WriteError`], so that no file is ever written that does not open.
//!
//! Two readers are lenient: [`parse_newer`] reads of a newer format all that is known here, and [`salvage()`] of a damaged text
//! all that is whole. Both tell what they did not read.
//!
//! Whether an assessment fits its framework is not asked here; see [`Assessment::fits`].

mod error;
mod peek;
mod salvage;
mod seal;
mod v1;

pub use error::{Fault, FormatError, Position, WriteError};
pub use peek::{Summary, newer, summary};
pub use salvage::{Hints, LostPart, LostPlace, LostWhy, NotSalvaged, ReadNewer, Salvaged, parse_newer, salvage};
pub use seal::{Broken, ReopenRefused, SealRefused, Signing, reopen, seal, seal_broken, seal_link};

use crate::model::{Assessment, Framework, KnownTerms, State};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;

/// The format that is written, and the newest that is read.
pub const FORMAT: u32 = 1;
/// The largest text that is read or written, in bytes: 160 MiB, which 200,000 long rows fit into.
pub const TEXT_LIMIT: usize = 160 * 1024 * 1024;
/// The longest single text, in bytes: 1 MiB.
pub const STRING_LIMIT: usize = 1024 * 1024;
/// The most rows an assessment may have.
pub const ROW_LIMIT: usize = 200_000;
/// How deeply brackets may be nested; a proper file needs about ten.
const DEPTH_LIMIT: usize = 48;

/// An assessment as read from a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The assessment.
    pub assessment: Assessment,
    /// The format the text was of.
    pub format: u32,
}

impl Parsed {
    /// Whether the text was of an older format than the one that will be written.
    #[must_use]
    pub const fn migrated(&self) -> bool {
        self.format < FORMAT
    }
}

/// Reads an assessment.
///
/// # Errors
/// [`FormatError::Newer`] when the text is of a format that is not known yet, and any other [`FormatError`] when it is
/// not what it should be.
pub fn parse(text: &str) -> Result<Parsed, FormatError> {
    let text = prepared(text)?;
    let read = || {
        let format = peek::known_format(&text)?;
        Ok(Parsed { assessment: from_ron::<v1::AssessmentFile>(&text)?.into(), format })
    };
    // That it is not all there is told before what is wrong in what is.
    read().map_err(|error: FormatError| match salvage::half_written(&text) {
        // Where the text that never ends begins is told more exactly by the reader.
        Some(FormatError::At { fault: Fault::BreaksOff, .. }) if error.half_written() => error,
        Some(half) => half,
        None => error,
    })
}

/// How it is told that a text stops before it is complete; `None` when it does not.
#[must_use]
pub fn breaks_off(text: &str) -> Option<FormatError> {
    salvage::half_written(text)
}

/// Writes an assessment, with a line break at the end.
///
/// # Errors
/// [`WriteError`] when it holds something that could not be read again.
pub fn write(assessment: &Assessment) -> Result<String, WriteError> {
    if assessment.rows.len() > ROW_LIMIT {
        return Err(WriteError::Unwritable { what: format!("more than {ROW_LIMIT} rows") });
    }
    written(&v1::AssessmentFile::from(assessment))
}

/// Reads a framework and checks that it can be used.
///
/// # Errors
/// As [`parse`], and [`FormatError::Framework`] when it was read but cannot be used.
pub fn parse_framework(text: &str) -> Result<Framework, FormatError> {
    let text = prepared(text)?;
    peek::known_format(&text)?;
    let framework = Framework::from(from_ron::<v1::FrameworkFile>(&text)?);
    framework.check()?;
    Ok(framework)
}

/// Writes a framework, with a line break at the end.
///
/// # Errors
/// [`WriteError`] when it holds something that could not be read again.
pub fn write_framework(framework: &Framework) -> Result<String, WriteError> {
    written(&v1::FrameworkFile::from(framework))
}

/// Reads the glossary that comes with the program.
///
/// # Errors
/// As [`parse`].
pub fn parse_glossary(text: &str) -> Result<KnownTerms, FormatError> {
    let text = prepared(text)?;
    peek::known_format(&text)?;
    Ok(from_ron::<v1::KnownTermsFile>(&text)?.into())
}

/// The digest of what an assessment says, 32 hexadecimal digits: the same whether it is a draft, sealed or reopened.
/// It is the BLAKE3 digest of the text of it as a draft that was never reopened.
///
/// An assessment that cannot be written has a digest too, of its form in memory; no file can ever hold that one.
#[must_use]
pub fn content_digest(assessment: &Assessment) -> String {
    let content = if assessment.sealed() || !assessment.reopenings.is_empty() {
        Cow::Owned(Assessment { state: State::Draft, reopenings: Vec::new(), ..assessment.clone() })
    } else {
        Cow::Borrowed(assessment)
    };
    let text = write(&content).unwrap_or_else(|_| format!("{content:?}"));
    short(blake3::hash(text.as_bytes()))
}

/// The half of a digest that is kept: 32 hexadecimal digits.
fn short(digest: blake3::Hash) -> String {
    digest.to_hex().chars().take(32).collect()
}

/// The short form of [`content_digest`] that is printed in reports and can be read aloud: `7f3a-91c2`.
#[must_use]
pub fn content_id(assessment: &Assessment) -> String {
    let digest = content_digest(assessment);
    let (first, second): (String, String) =
        (digest.chars().take(4).collect(), digest.chars().skip(4).take(4).collect());
    format!("{first}-{second}")
}

/// The text with its bounds checked, without a byte order mark, with `\n` line ends.
fn prepared(text: &str) -> Result<Cow<'_, str>, FormatError> {
    if text.len() > TEXT_LIMIT {
        return Err(FormatError::TooLarge { bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) })
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(DEPTH_LIMIT)
}

fn from_ron<T: DeserializeOwned>(text: &str) -> Result<T, FormatError> {
    Ok(options().from_str(text)?)
}

fn written<T: Serialize>(file: &T) -> Result<String, WriteError> {
    let layout = PrettyConfig::new().new_line("\n").escape_strings(false);
    let mut text =
        options().to_string_pretty(file, layout).map_err(|error| WriteError::Unwritable { what: error.to_string() })?;
    text.push('\n');
    if text.len() > TEXT_LIMIT { Err(WriteError::TooLarge { bytes: text.len() }) } else { Ok(text) }
}
