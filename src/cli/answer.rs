//! What a verb answers, and how it is printed.

use super::{FINE, UNUSABLE};
use crate::app::Problem;
use crate::store::StoreError;
use std::io::{ErrorKind, Write};

/// What a verb answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// For standard output.
    out: String,
    /// For standard error.
    err: String,
    /// The exit code.
    code: u8,
}

impl Answer {
    /// A text, and all is well.
    pub(super) fn fine(out: String) -> Self {
        Self { out, err: String::new(), code: FINE }
    }

    /// A value for a machine, and all is well.
    pub(super) fn json(value: &impl serde::Serialize) -> Self {
        match serde_json::to_string_pretty(value) {
            Ok(json) => Self::fine(json + "\n"),
            Err(error) => Self::refused(&error.to_string()),
        }
    }

    /// The call cannot be carried out, for a reason that lies in the call.
    pub(super) fn refused(why: &str) -> Self {
        Self { out: String::new(), err: format!("{why}\n"), code: UNUSABLE }
    }

    /// Something could not be done.
    pub(super) fn problem(problem: &Problem) -> Self {
        Self { out: String::new(), err: in_words(problem), code: UNUSABLE }
    }

    /// The same with another exit code, unless it has a worse one.
    pub(super) fn or_code(mut self, code: u8) -> Self {
        self.code = self.code.max(code);
        self
    }

    /// The same with that exit code.
    pub(super) fn with_code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// The same with a remark on standard error, which changes nothing in how it ended.
    pub(super) fn with_note(mut self, note: &str) -> Self {
        self.err.push_str(note);
        self
    }

    /// The same with what is told of a file that a newer version wrote.
    pub(super) fn told_newer<'a>(self, notes: impl IntoIterator<Item = &'a Option<String>>) -> Self {
        notes.into_iter().flatten().fold(self, |answer, note| answer.with_note(note))
    }

    /// The same with what else went wrong, told on standard error.
    pub(super) fn with_each(mut self, problems: &[Problem]) -> Self {
        for problem in problems {
            self.err.push_str(&in_words(problem));
            self.code = UNUSABLE;
        }
        self
    }

    /// The same with files that could not be used, told on standard error.
    pub(super) fn with_problems<'a>(mut self, errors: impl IntoIterator<Item = &'a StoreError>) -> Self {
        for error in errors {
            if !self.err.is_empty() {
                self.err.push('\n');
            }
            self.err.push_str(&in_words(&Problem::from(error)));
            self.code = UNUSABLE;
        }
        self
    }

    /// Prints it and gives the exit code. A reader that has gone away (`hicm show … | head -1`) is no error.
    pub(super) fn print(self) -> u8 {
        let written = put(std::io::stdout().lock(), &self.out);
        // If standard error is closed there is nobody to tell.
        let _ = put(std::io::stderr().lock(), &self.err);
        match written {
            Ok(()) => self.code,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.code,
            Err(error) => {
                let _ = put(std::io::stderr().lock(), &format!("The answer could not be written.\n{error}\n"));
                UNUSABLE
            }
        }
    }
}

impl From<StoreError> for Answer {
    fn from(error: StoreError) -> Self {
        Self::default().with_problems([&error])
    }
}

/// Tells of a problem on standard error and gives the exit code for it.
#[must_use]
pub fn complain(problem: &Problem) -> u8 {
    Answer::problem(problem).print()
}

/// A problem line by line, the path last.
fn in_words(problem: &Problem) -> String {
    let mut text = problem.to_string();
    text.push('\n');
    text
}

fn put(mut stream: impl Write, text: &str) -> std::io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
