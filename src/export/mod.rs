//! A report as files for those who do not have the program: a [`Report`] in, bytes out, nothing about where they go.
//!
//! Every format does two things: it makes its files, and it reads what was written back with another reader and holds
//! it against the report ([`verify`]). A file is done when that has succeeded, not when its last byte was written.
//!
//! The same report gives the same bytes, on any machine and at any time, so that a file that nobody touched since can be
//! told from one that somebody has worked in.

mod bcf;
mod book;
mod comma;
mod comparison;
mod docx;
mod html;
mod json;
mod printable;
mod read_back;
#[cfg(feature = "pdf")]
mod typeset;

pub use comparison::comparison_html;

use crate::report::Report;
use strum::{EnumIter, IntoEnumIterator as _, VariantArray};

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, VariantArray)]
pub enum Format {
    /// The paper, for a board.
    Pdf,
    /// The paper for Word, to be worked on further.
    Docx,
    /// A workbook to work in, which comes home by import.
    Xlsx,
    /// Texts with commas.
    Csv,
    /// One page for a browser.
    Html,
    /// The slides, as one PDF.
    Slides,
    /// The slides, as a picture each.
    Png,
    /// The layouts of the Better Care Fund's returns, as a workbook.
    Bcf,
    /// All of it for another program.
    Json,
}

/// One file of an export.
#[derive(Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its format.
    pub format: Format,
    /// Its name, without a folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// How many pages or slides it has, where it has any.
    pub pages: Option<usize>,
}

/// A picture: rows of pixels from the top, each red, green and blue.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// How many pixels wide.
    pub width: u32,
    /// How many pixels high.
    pub height: u32,
    /// Three bytes a pixel.
    pub pixels: Vec<u8>,
}

/// Why an export was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The file could not be made.
    #[error("{} could not be made: {detail}", format.name())]
    NotMade {
        /// Its format.
        format: Format,
        /// What was wrong, as the library that makes it says.
        detail: String,
    },
    /// The program was built without what makes the format.
    #[error("this program was built without {}", format.name())]
    NotBuilt {
        /// The format.
        format: Format,
    },
    /// What was read back is not what the report says.
    #[error("{name} does not hold what was to be written: {what}")]
    NotAsWritten {
        /// The file.
        name: String,
        /// What is missing or different in it.
        what: String,
    },
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// As a command line types it: `xlsx`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Slides => "slides",
            Self::Png => "png",
            Self::Bcf => "bcf",
            Self::Json => "json",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Xlsx => "Excel workbook",
            Self::Csv => "CSV",
            Self::Html => "HTML",
            Self::Slides => "Slides",
            Self::Png => "PNG",
            Self::Bcf => "Better Care Fund return",
            Self::Json => "JSON",
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Pdf => "The paper, to send round and to print; a screen reader reads it.",
            Self::Docx => "The paper for Word, to be worked on further.",
            Self::Xlsx => "A working copy: edited in Excel, it comes home by import with every row found again.",
            Self::Csv => "The action rows and the levels as plain tables, for programs that read no workbook.",
            Self::Html => "One page for a browser: it can be searched and printed, and fetches nothing.",
            Self::Slides => "The slides as one PDF, to show where the program is not.",
            Self::Png => "Each slide as a picture, to put into other slides.",
            Self::Bcf => "The planning and quarterly layouts of the return, with a checklist of what is missing.",
            Self::Json => "All of it for another program.",
        }
    }
}

impl std::fmt::Debug for Exported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { format, name, bytes, pages } = self;
        f.debug_struct("Exported")
            .field("format", format)
            .field("name", name)
            .field("bytes", &bytes.len())
            .field("pages", pages)
            .finish()
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture {{ {} × {} }}", self.width, self.height)
    }
}

/// The first page of the paper as it will be, about so many pixels wide.
///
/// # Errors
/// As [`export`] with [`Format::Pdf`].
pub fn first_page(report: &Report, width: u32) -> Result<Picture, ExportError> {
    #[cfg(feature = "pdf")]
    return typeset::first_page(report, width);
    #[cfg(not(feature = "pdf"))]
    {
        let (_, _) = (report, width);
        Err(ExportError::NotBuilt { format: Format::Pdf })
    }
}

/// The files of a report in one format: one, or several where a format needs them. Not yet read back; see [`verify`].
///
/// # Errors
/// [`ExportError::NotMade`] with what the library that makes it says, [`ExportError::NotBuilt`] where there is none.
pub fn export(report: &Report, format: Format) -> Result<Vec<Exported>, ExportError> {
    match format {
        #[cfg(feature = "pdf")]
        Format::Pdf | Format::Slides | Format::Png => typeset::files(report, format),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf | Format::Slides | Format::Png => Err(ExportError::NotBuilt { format }),
        Format::Docx => docx::files(report),
        Format::Xlsx => book::files(report),
        Format::Csv => comma::files(report),
        Format::Html => html::files(report),
        Format::Bcf => bcf::files(report),
        Format::Json => json::files(report),
    }
}

/// Reads a file back and holds it against the report that it was made of. `read_back` is what stands on the disk.
///
/// # Errors
/// [`ExportError::NotAsWritten`] with the first thing that is missing or different.
pub fn verify(report: &Report, file: &Exported, read_back: &[u8]) -> Result<(), ExportError> {
    let held = match file.format {
        #[cfg(feature = "pdf")]
        Format::Pdf | Format::Slides | Format::Png => typeset::verify(report, file, read_back),
        #[cfg(not(feature = "pdf"))]
        format @ (Format::Pdf | Format::Slides | Format::Png) => return Err(ExportError::NotBuilt { format }),
        Format::Docx => docx::verify(report, read_back),
        Format::Xlsx => book::verify(report, read_back),
        Format::Csv => comma::verify(report, &file.name, read_back),
        Format::Html => html::verify(report, read_back),
        Format::Bcf => bcf::verify(report, read_back),
        Format::Json => json::verify(report, read_back),
    };
    held.map_err(|what| ExportError::NotAsWritten { name: file.name.clone(), what })
}

/// The first part of the names of an export's files: quarter and audience, `2019-20-q1-board`.
#[must_use]
pub fn stem(report: &Report) -> String {
    format!("{}-{}", report.assessment.quarter.file_stem(), report.audience.key())
}
