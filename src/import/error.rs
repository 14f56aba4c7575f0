//! Why a file cannot be read as a table.

use super::bounds::{CELL_LIMIT, FILE_LIMIT};

/// Why a file cannot be read as a table. Each says what it is and, where there is one, a way round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("there is no text in it")]
    Empty,
    /// It is a PDF.
    #[error(
        "tables in a PDF are not read: a PDF keeps where the letters stand and not which cell they belong to. Open it in \
         Word, which makes a document of it, save that as DOCX and bring the DOCX in; or mark the table in the PDF, copy \
         it and paste it."
    )]
    Pdf,
    /// It is a kind of file that is not read.
    #[error("{what} is not read here. Save it as XLSX, DOCX or CSV and bring that in, or copy the table and paste it.")]
    Kind {
        /// The kind, as the beginning of a sentence: "A Word 97 document".
        what: &'static str,
    },
    /// It needs a password.
    #[error("it is protected by a password. Open it, save a copy without the password and bring that in.")]
    Protected,
    /// It is larger than what is read.
    #[error(
        "it has {bytes} bytes; at most {FILE_LIMIT} are read. Save the sheet with the table on its own and bring that in."
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// There is more of something in it than is read.
    #[error("it has more than {limit} {what}. Save the part with the table on its own and bring that in.")]
    TooMany {
        /// Of what: "rows", "columns", "cells", "sheets", "parts".
        what: &'static str,
        /// How many are read.
        limit: usize,
    },
    /// A cell holds more text than is read.
    #[error(
        "the cell in row {line}, column {column}, has more than {CELL_LIMIT} characters. Shorten it and bring it in again."
    )]
    CellTooLong {
        /// Its line, from 1.
        line: u32,
        /// Its column, from 1.
        column: usize,
    },
    /// It would unpack to far more than it should.
    #[error("its part “{part}” unpacks to far more than a table needs; such a file can be an attack and is not opened")]
    Bomb {
        /// The part.
        part: String,
    },
    /// It has a declaration that no office program writes and that can make a reader fetch or repeat things.
    #[error(
        "its part “{part}” declares a document type, which no office program writes; such a file can be an attack and is not opened"
    )]
    Declares {
        /// The part.
        part: String,
    },
    /// It is nested too deeply.
    #[error("its part “{part}” is nested more deeply than any table; it is not opened")]
    TooDeep {
        /// The part.
        part: String,
    },
    /// It is not what its beginning says.
    #[error("it is damaged: {detail}. Open it in the program that made it, save it again and bring that in.")]
    Damaged {
        /// What does not fit.
        detail: String,
    },
    /// There is no table in it.
    #[error("there is no table in it. Give a file with a table, or mark the table, copy it and paste it.")]
    NoTable,
}
