//! Errors in words: what happened, what was kept, what to do. One place for window and command line alike.

use super::edit::EditRefused;
use super::exporting::{ExportFailed, Written};
use crate::compare::MergeRefused;
use crate::format::{Fault, FormatError, ReopenRefused, SealRefused};
use crate::model::{FrameworkId, capitalised, counted};
use crate::store::{Ambiguous, Cause, StoreError};
use std::path::Path;

/// An error as a person is told it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What happened, in a sentence.
    pub what: String,
    /// What was kept; empty when nothing was at stake.
    pub kept: String,
    /// What to do.
    pub advice: String,
    /// Where: the path, and what the system said.
    pub detail: String,
}

/// What to do with a file of which the rest may still come.
const STILL_COMING: &str = "Another program may still be writing it, or a synced folder may not have fetched all of it: wait a \
     moment and try again. If it stays so, bring back its last version (hicm versions FILE) or open what can be read of it \
     (hicm salvage FILE).";
const UNTOUCHED: &str = "The file is as it was, and your edits are still here.";

fn why_not_sealed(refused: &SealRefused) -> (String, &'static str) {
    match refused {
        SealRefused::Sealed => ("This quarter is sealed already.".to_owned(), "To change it, reopen it first."),
        SealRefused::Undecided(count) => (
            format!(
                "{} that two people wrote differently {} not decided yet.",
                capitalised(&counted(*count, "thing", "things")),
                if *count == 1 { "is" } else { "are" }
            ),
            "Decide in the window, then seal.",
        ),
        SealRefused::NoLevel => (
            "No change has a level, so there is nothing to sign off.".to_owned(),
            "Set a level of one change at least.",
        ),
        SealRefused::NoPlace => ("It does not say whose assessment it is.".to_owned(), "Give the place first."),
        SealRefused::NoName => ("A seal needs the name of who signs.".to_owned(), "Give the name."),
    }
}

fn why_not_reopened(refused: ReopenRefused) -> (String, &'static str) {
    let (what, advice) = match refused {
        ReopenRefused::NotSealed => ("This quarter is not sealed.", "It can be edited as it is."),
        ReopenRefused::NoName => ("A reopening needs the name of who reopens.", "Give the name."),
        ReopenRefused::NoReason => ("A reopening needs a reason.", "Say why, for those who read it later."),
    };
    (what.to_owned(), advice)
}

impl From<&Ambiguous> for Problem {
    fn from(ambiguous: &Ambiguous) -> Self {
        let paths: Vec<String> = ambiguous.paths.iter().map(|path| path.display().to_string()).collect();
        Self {
            what: format!("There are several sealed files of {}, and they say different things.", ambiguous.quarter),
            kept: "Nothing was sealed or written.".to_owned(),
            advice: "Move those that do not count into another folder.".to_owned(),
            detail: paths.join("\n"),
        }
    }
}

impl From<&ExportFailed> for Problem {
    fn from(failed: &ExportFailed) -> Self {
        let (what, kept, advice, detail) = match failed {
            ExportFailed::Taken(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| shown(path)).collect();
                return Self {
                    what: "Files of these names are there already and say something else.".to_owned(),
                    kept: "They were not touched, and nothing was written.".to_owned(),
                    advice: "Choose another folder, or replace them.".to_owned(),
                    detail: paths.join("\n"),
                };
            }
            ExportFailed::Export(error) => (
                sentence(error.to_string()),
                "Nothing was written; your edits are still here.",
                "Leave this format out, and tell whoever looks after the program.",
                String::new(),
            ),
            ExportFailed::Store(error) => return Self::from(error),
            ExportFailed::Stopped => ("The export was stopped.".to_owned(), "Nothing was written.", "", String::new()),
        };
        Self { what, kept: kept.to_owned(), advice: advice.to_owned(), detail }
    }
}

impl Problem {
    /// What to do, for somebody at the window: without the commands in brackets, which are for who types them.
    #[must_use]
    pub fn advice_at_window(&self) -> String {
        let mut parts = self.advice.split(" (");
        let mut advice = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            match part.split_once(')') {
                Some((command, rest)) if command.trim_start_matches("or ").starts_with("hicm ") => {
                    advice.push_str(rest);
                }
                _ => advice.extend([" (", part]),
            }
        }
        advice
    }

    /// An exported file that does not hold what the report says; `None` when it does.
    #[must_use]
    pub fn not_as_written(written: &Written) -> Option<Self> {
        let fault = written.fault.as_ref()?;
        Some(Self {
            what: sentence(fault.to_string()),
            kept: "The assessment is as it was; the other files are told of one by one.".to_owned(),
            advice: "Do not use this file: delete it and export again.".to_owned(),
            detail: shown(&written.path),
        })
    }

    /// Why an edit was not made, in a line.
    #[must_use]
    pub fn refused(refused: &EditRefused) -> String {
        match refused {
            EditRefused::Sealed => {
                "This quarter is sealed and cannot be edited; start the next quarter to go on.".to_owned()
            }
            EditRefused::Newer => {
                "This file was written by a newer hicm: it can be looked at, not edited. Update hicm to edit it."
                    .to_owned()
            }
            EditRefused::NoChange(typed) => format!("“{typed}” is no change of this framework; nothing was edited."),
            EditRefused::NoRow(_) => "That row is no longer there; nothing was edited.".to_owned(),
            EditRefused::NotDelivery(typed) => {
                format!(
                    "“{typed}” is no delivery state. Write Not started, In progress, Done or Stopped; nothing was edited."
                )
            }
            EditRefused::NotYesNo(typed) => format!("“{typed}” is neither yes nor no; nothing was edited."),
            EditRefused::NoPlace => "A place needs a name; nothing was edited.".to_owned(),
            EditRefused::Gone => "What was found there is gone already; nothing was edited.".to_owned(),
            EditRefused::NoReason => "Say why it may stay; nothing was edited.".to_owned(),
            EditRefused::Put(refused) => format!("Nothing was edited: {refused}."),
            EditRefused::Mismatch(mismatch) => format!("Nothing was edited: {mismatch}."),
            EditRefused::Seal(refused) => format!("{} Nothing was sealed.", why_not_sealed(refused).0),
            EditRefused::Reopen(refused) => format!("{} Nothing was reopened.", why_not_reopened(*refused).0),
        }
    }

    /// The file was saved, but no version of it was kept: in a line.
    #[must_use]
    pub fn version_not_kept(error: &StoreError) -> String {
        format!("Saved, but no version could be kept beside it: {}.", error.cause)
    }

    /// A copy that was merged could not be put away: in a line.
    #[must_use]
    pub fn not_put_away(error: &StoreError) -> String {
        match error.cause {
            Cause::ChangedOnDisk { .. } => {
                "The copy was changed since it was merged, so it stays where it is: merge it in again.".to_owned()
            }
            _ => format!("The copy stays where it is: {}.", error.cause),
        }
    }

    /// Others are not told that this window has the file open: in a line, where it is asked for.
    #[must_use]
    pub fn note_not_written(error: &StoreError) -> String {
        format!("Others are not told that you have it open: no note can be written beside it ({}).", error.cause)
    }

    /// A document of a newer format is not written: in a line.
    #[must_use]
    pub fn newer_not_saved(unknown: usize) -> String {
        let lost = match unknown {
            0 => "what this version may have overlooked in it".to_owned(),
            unknown => counted(unknown, "part that is not known here", "parts that are not known here"),
        };
        format!("A copy saved from here would lose {lost}. Copy the file itself instead, or update hicm.")
    }

    /// What is typed is not written down as it comes about: in a line.
    #[must_use]
    pub fn journal_not_kept(error: &StoreError) -> String {
        format!("Edits are not kept against a power cut until you save: {}.", error.cause)
    }

    /// A version judges by another edition than the document.
    #[must_use]
    pub fn version_of_another_edition(there: &FrameworkId, here: &FrameworkId) -> Self {
        Self {
            what: format!("That version judges by another edition of the model: {there}, not {here}."),
            kept: "Nothing was changed.".to_owned(),
            advice: "Compare the two and take over what you need.".to_owned(),
            detail: String::new(),
        }
    }

    /// A quarter cannot be sealed.
    #[must_use]
    pub fn not_sealed(refused: &SealRefused, path: &Path) -> Self {
        let (what, advice) = why_not_sealed(refused);
        let kept = "Nothing was written.".to_owned();
        Self { what, kept, advice: advice.to_owned(), detail: path.display().to_string() }
    }

    /// A quarter cannot be opened again.
    #[must_use]
    pub fn not_reopened(refused: ReopenRefused, path: &Path) -> Self {
        let (what, advice) = why_not_reopened(refused);
        let kept = "Nothing was written.".to_owned();
        Self { what, kept, advice: advice.to_owned(), detail: path.display().to_string() }
    }

    /// What somebody else wrote cannot be merged: they signed it off.
    #[must_use]
    pub fn sealed_meanwhile() -> Self {
        Self {
            what: "Somebody sealed this quarter since you opened it.".to_owned(),
            kept: "Nothing was saved; your edits are still here.".to_owned(),
            advice: "A sealed quarter is not merged into. Save yours under another name and talk to whoever sealed it."
                .to_owned(),
            detail: String::new(),
        }
    }

    /// Two copies cannot be merged.
    #[must_use]
    pub fn not_merged(refused: &MergeRefused) -> Self {
        Self {
            what: sentence(format!("They judge by different editions of the model: {refused}")),
            kept: "Nothing was merged; your edits are still here.".to_owned(),
            advice: "Compare the two instead, or ask for a copy by the same edition.".to_owned(),
            detail: String::new(),
        }
    }

    /// What both are said to have begun from judges by another edition than they do.
    #[must_use]
    pub fn base_of_another_edition(base: &FrameworkId, here: &FrameworkId) -> Self {
        Self {
            what: format!("That file judges by another edition of the model: {base}, not {here}."),
            kept: "Nothing was merged; your edits are still here.".to_owned(),
            advice: "Choose what both copies began from, or “Not known”.".to_owned(),
            detail: String::new(),
        }
    }

    /// What came of a merge could not be put into the document.
    #[must_use]
    pub fn merge_refused(refused: &EditRefused) -> Self {
        Self {
            what: sentence(format!("The two cannot be merged: {refused}")),
            kept: "Nothing was merged; your edits are still here.".to_owned(),
            advice: "Save yours under another name, and compare the two.".to_owned(),
            detail: String::new(),
        }
    }

    /// A job ended without an answer, which is a fault of the program.
    #[must_use]
    pub fn job_lost() -> Self {
        Self {
            what: "Something went wrong inside the program.".to_owned(),
            kept: "Your edits are still here. The file is either as it was or wholly written.".to_owned(),
            advice: "Save under another name, then close and open the program.".to_owned(),
            detail: String::new(),
        }
    }

    /// No edition is known by which a table could be read.
    #[must_use]
    pub fn no_edition() -> Self {
        Self {
            what: "The table cannot be read: no edition of the model is known here.".to_owned(),
            kept: "Nothing was changed.".to_owned(),
            advice: "Add a framework file, then bring the table in again.".to_owned(),
            detail: String::new(),
        }
    }

    /// The window could not be opened.
    #[must_use]
    pub fn no_window(tried: &[String]) -> Self {
        Self {
            what: "The window could not be opened on this machine.".to_owned(),
            kept: String::new(),
            advice:
                "Start it where there is a screen, or work from the command line: hicm show FILE, hicm check FILE, \
                     hicm new, hicm frameworks (hicm --help lists them)."
                    .to_owned(),
            detail: tried.join("\n"),
        }
    }

    /// The lines of it for a terminal, path last.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        [&self.what, &self.kept, &self.advice, &self.detail]
            .into_iter()
            .map(String::as_str)
            .filter(|line| !line.is_empty())
            .collect()
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}

impl From<&StoreError> for Problem {
    fn from(error: &StoreError) -> Self {
        let path = shown(&error.path);
        let (what, kept, advice) = match &error.cause {
            Cause::NotFound => (
                "There is no such file.".to_owned(),
                "",
                "Look for it under another name or in another folder; a synced folder may not have fetched it yet.",
            ),
            Cause::NoFolder => {
                ("Its folder does not exist.".to_owned(), UNTOUCHED, "Choose another folder, or make this one first.")
            }
            Cause::IsFolder => (
                "That is a folder, not a file.".to_owned(),
                UNTOUCHED,
                "Open it as a folder of quarters, or give the name of a file in it.",
            ),
            Cause::NotAFolder => {
                ("That is a file, not a folder.".to_owned(), UNTOUCHED, "Choose a folder, or another name for one.")
            }
            Cause::NotAFile => ("That is not a plain file.".to_owned(), UNTOUCHED, "Choose another name."),
            Cause::BadName => (
                "That name cannot be used here: it is too long, or the system means something else by it.".to_owned(),
                UNTOUCHED,
                "Choose a shorter, plainer name, such as 2025-26-q1.ron.",
            ),
            Cause::ReadOnly => (
                "The file is marked as read-only.".to_owned(),
                UNTOUCHED,
                "Save under another name, or take the mark off in its properties.",
            ),
            Cause::Denied => (
                "You are not allowed to read or write there.".to_owned(),
                UNTOUCHED,
                "Save under another name in a folder of your own, or ask for access.",
            ),
            Cause::DiskFull => (
                "The disk is full.".to_owned(),
                UNTOUCHED,
                "Free some room, or save under another name on another disk.",
            ),
            Cause::TooLarge { bytes } => (
                format!("The file is too large to be an assessment: {} MB.", bytes / 1_000_000),
                "It was not read and not touched.",
                "Check that it is the right file.",
            ),
            Cause::TooManyFiles { limit } => (
                format!("The folder holds more than {limit} files; the rest were not looked at."),
                "Nothing was touched.",
                "Keep each place's quarters in a folder of their own.",
            ),
            Cause::NotText { byte } => (
                format!("The file is not text (byte {byte} is none)."),
                "It was not touched.",
                "It may be a Word or Excel file, or damaged. Open what can be read of it (or hicm salvage FILE), or bring back an earlier version (hicm versions FILE).",
            ),
            Cause::Format(fault) => return Self::of_format(fault, path),
            Cause::NotSalvaged(refused) => (
                sentence(format!("Nothing of it can be offered: {refused}")),
                "The file was not touched.",
                "Bring back an earlier version (hicm versions FILE), or ask whoever has a copy.",
            ),
            Cause::Unwritable(fault) => (
                format!("This cannot be written: {fault}."),
                UNTOUCHED,
                "Take the edit back that put it there, then save again.",
            ),
            Cause::UnknownFramework(id) => (
                format!("The assessment is judged by “{id}”, an edition that is not known here."),
                "The file was not touched.",
                "Ask whoever sent it for the framework file and add it with File, Add a framework file (or hicm frameworks --add FILE).",
            ),
            Cause::DoesNotFit(mismatches) => {
                let detail =
                    mismatches.iter().take(8).map(|mismatch| format!("{mismatch}.")).collect::<Vec<_>>().join(" ");
                return Self {
                    what: "The assessment does not fit its framework.".to_owned(),
                    kept: "The file was not touched.".to_owned(),
                    advice: "Open what can be read of it (or hicm salvage FILE), or bring back an earlier version (hicm versions FILE)."
                        .to_owned(),
                    detail: format!("{detail} {path}"),
                };
            }
            Cause::Shadows(id) => (
                format!("Another framework “{id}” is known here already."),
                "It stays as it is, and the file was not added.",
                "Give the new one an id of its own.",
            ),
            Cause::ChangedOnDisk { found: Some(_) } => (
                "Somebody else wrote this file since you opened it.".to_owned(),
                "Nothing was saved; your edits are still here.",
                "Save under another name, or decide which of the two stays.",
            ),
            Cause::ChangedOnDisk { found: None } => (
                "The file is gone: somebody moved or deleted it since you opened it.".to_owned(),
                "Nothing was saved; your edits are still here.",
                "Save under another name.",
            ),
            Cause::Exists => {
                ("A file of that name exists already.".to_owned(), "It was not touched.", "Choose another name.")
            }
            Cause::NoHome => (
                "The computer does not say where your own files are kept.".to_owned(),
                "Nothing was changed.",
                "Put framework files in a folder named frameworks beside the assessment.",
            ),
            Cause::NoAssessment => (
                "There is no assessment in this folder.".to_owned(),
                "Nothing was touched.",
                "Choose the folder in which the quarters lie; their files end in .ron.",
            ),
            Cause::Io { detail, .. } => {
                return Self {
                    what: "The file could not be read or written.".to_owned(),
                    kept: UNTOUCHED.to_owned(),
                    advice:
                        "Check that its disk or network folder is there, then try again or save under another name."
                            .to_owned(),
                    detail: format!("{detail}: {path}"),
                };
            }
        };
        Self { what, kept: kept.to_owned(), advice: advice.to_owned(), detail: path }
    }
}

impl Problem {
    fn of_format(fault: &FormatError, path: String) -> Self {
        let kept = "The file was not touched.".to_owned();
        let (what, advice, detail) = match fault {
            FormatError::TooLarge { bytes } => (
                format!("The file is too large to be an assessment: {} MB.", bytes / 1_000_000),
                "Check that it is the right file.",
                path,
            ),
            FormatError::Newer { found } => (
                format!("The file was written by a newer version of this program (format {found})."),
                "Update the program, or ask for a copy saved by this version.",
                path,
            ),
            FormatError::NoSuchFormat { found } => (
                format!("The file says that it is of format {found}, which never was."),
                "Its first lines may be damaged. Look for an earlier copy.",
                path,
            ),
            FormatError::NoFormat => (
                "This is not a file of this program: it does not begin with its format.".to_owned(),
                "Check that it is the right file.",
                path,
            ),
            FormatError::At { fault, .. } if fault == &Fault::Empty => {
                ("There is nothing in the file.".to_owned(), STILL_COMING, path)
            }
            FormatError::At { fault, .. } if fault == &Fault::Zeros => (
                "The file was not wholly written: zeros stand where text should be, as after a power cut.".to_owned(),
                STILL_COMING,
                path,
            ),
            FormatError::At { at, fault } if fault == &Fault::BreaksOff => {
                (format!("The file is not all there: it breaks off at line {}.", at.line), STILL_COMING, path)
            }
            FormatError::At { at, fault } => (
                sentence(format!("The file cannot be read at line {}, column {}: {fault}", at.line, at.column)),
                "Open what can be read of it (or hicm salvage FILE), bring back an earlier version (hicm versions FILE), or mend that line in a text editor.",
                path,
            ),
            FormatError::Framework(fault) => {
                (format!("This is no usable framework: {fault}."), "Mend it in a text editor.", path)
            }
        };
        Self { what, kept, advice: advice.to_owned(), detail }
    }
}

/// A path in a line: what would break the line, turn it round or speak to the terminal is spelled out.
fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for sign in path.display().to_string().chars() {
        if sign.is_control()
            || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// With a full stop, unless it ends in a question.
fn sentence(words: String) -> String {
    if words.ends_with('?') { words } else { words + "." }
}
