//! What verbs read: a file, or the quarters of a folder, and a day; and what several of them say of a file that is read or
//! written.

use super::answer::Answer;
use super::layout::paragraph;
use crate::app::clock::today;
use crate::app::{Problem, Settings, holds_table, open_table};
use crate::model::{Assessment, Due, DueReading, Period};
use crate::store::{
    CopyBeside, Frameworks, Looked, Opened, Series, StoreError, is_folder, open_to_look, read_settings, settings_file,
};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// The editions that are known here.
pub(super) fn frameworks() -> Frameworks {
    Frameworks::bundled().with_user_folder()
}

/// What is remembered of the person; as new where that cannot be read.
pub(super) fn settings() -> Settings {
    let text = settings_file().and_then(|file| read_settings(&file).ok().flatten());
    text.map_or_else(Settings::default, |text| Settings::from_text(&text))
}

/// An assessment that was read, with the file it was read from.
pub(super) struct Read {
    /// The file.
    pub path: PathBuf,
    /// What it held.
    pub opened: Opened,
    /// What is told where a newer version wrote it.
    pub newer: Option<String>,
}

/// What was read from a file, or of a folder, in order of quarter.
#[derive(Default)]
pub(super) struct Input {
    /// The assessments.
    pub read: Vec<Read>,
    /// The files that could not be read.
    pub faults: Vec<StoreError>,
    /// Copies that a sync program left beside those that were read; they are not among them.
    pub copies: Vec<CopyBeside>,
    /// What is told of files that a newer version wrote.
    pub newer: String,
}

/// What is said of copies that a sync program left, a line each.
pub(super) fn copies_in_words(copies: &[CopyBeside]) -> String {
    let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut out = String::new();
    for copy in copies {
        let (copy, of) = (name(&copy.path), name(&copy.of));
        let said = format!(
            "{copy} is a copy that a sync program left of {of}. Merge it in: in the window, or with hicm merge."
        );
        paragraph(&mut out, "Note: ", &said);
    }
    out
}

/// The same for a machine.
pub(super) fn copies_as_json(copies: &[CopyBeside]) -> serde_json::Value {
    let one = |copy: &CopyBeside| {
        serde_json::json!({
            "file": copy.path.display().to_string(),
            "of": copy.of.display().to_string(),
            "from": copy.from,
        })
    };
    copies.iter().map(one).collect()
}

/// The copies that a sync program left of a file, or of all files of a folder.
pub(super) fn copies_of(path: &Path) -> Vec<CopyBeside> {
    if is_folder(path) {
        return Series::read(path).copies;
    }
    let mut copies = Series::read(&super::seal::folder_of(path)).copies;
    copies.retain(|copy| copy.of.file_name() == path.file_name());
    copies
}

/// Reads a file, or every quarter of a folder.
pub(super) fn read_all(path: &Path) -> Result<Input, Answer> {
    if !is_folder(path) {
        let looked = open_to_look(path, &frameworks())?;
        let newer = newer_note(&looked).unwrap_or_default();
        return Ok(Input {
            read: vec![Read { path: path.to_owned(), opened: looked.opened, newer: None }],
            faults: Vec::new(),
            copies: copies_of(path),
            newer,
        });
    }
    let series = of_folder(path)?;
    let frameworks = frameworks();
    let mut input = Input { read: Vec::new(), faults: series.faults, copies: series.copies, newer: String::new() };
    for entry in series.entries {
        match open_to_look(&entry.path, &frameworks) {
            Ok(looked) => {
                if let Some(note) = newer_note(&looked) {
                    let told = format!("{}: {note}", entry.path.display());
                    input.newer.push_str(&told);
                }
                input.read.push(Read { path: entry.path, opened: looked.opened, newer: None });
            }
            Err(fault) => input.faults.push(fault),
        }
    }
    Ok(input)
}

/// Reads a file, or the last quarter of a folder; of a table of another program, what it is proposed as. What is wrong with other files of the folder is among the faults:
/// one of them may be the quarter that was meant.
pub(super) fn read_last(path: &Path) -> Result<(Read, Vec<StoreError>), Answer> {
    let (path, faults) = if is_folder(path) {
        let mut series = of_folder(path)?;
        match series.entries.pop() {
            Some(last) => (last.path, series.faults),
            None => return Err(Answer::default().with_problems(&series.faults)),
        }
    } else {
        (path.to_owned(), Vec::new())
    };
    if holds_table(&path) {
        let opened =
            open_table(&path, &frameworks(), today()).map_err(|refused| Answer::problem(&Problem::from(&refused)))?;
        return Ok((Read { path, opened, newer: None }, faults));
    }
    match open_to_look(&path, &frameworks()) {
        Ok(looked) => {
            let newer = newer_note(&looked);
            Ok((Read { path, opened: looked.opened, newer }, faults))
        }
        Err(fault) => Err(Answer::default().with_problems(faults.iter().chain([&fault]))),
    }
}

fn of_folder(folder: &Path) -> Result<Series, Answer> {
    let series = Series::read(folder);
    if series.entries.is_empty() && series.faults.is_empty() {
        return Err(Answer::refused(&format!(
            "There is no assessment in this folder.\nGive a folder that holds one place’s quarters, or begin one with \
             hicm new.\n{}",
            folder.display()
        )));
    }
    Ok(series)
}

/// The day that `--as-at` gives, or the assessment's own. Any spelling of a day that a "when by" may have is taken; a
/// missing year is the one that follows from the assessment.
pub(super) fn day(typed: Option<&str>, assessment: &Assessment) -> Result<NaiveDate, Answer> {
    let Some(typed) = typed else { return Ok(assessment.as_at) };
    match Due::read(typed, assessment.as_at).reading() {
        DueReading::On(date) => match date.period {
            Period::Day(day) => Ok(day),
            other => Err(not_a_day(typed, &format!("{other} is longer than a day"))),
        },
        _ => Err(not_a_day(typed, "no single day can be read in it")),
    }
}

fn not_a_day(typed: &str, why: &str) -> Answer {
    Answer::refused(&format!("--as-at “{typed}”: {why}. Write it like 2019-06-30 or 30 June 2019."))
}

/// What is told of a file that was written by a newer version.
pub(super) fn newer_note(looked: &Looked) -> Option<String> {
    let format = looked.newer()?;
    let unknown = match looked.unknown.len() {
        0 => "Everything in it is known here.".to_owned(),
        1 => "One part of it is not known here and not shown.".to_owned(),
        count => format!("{count} parts of it are not known here and not shown."),
    };
    Some(format!(
        "Written by a newer hicm (format {format}). {unknown} It can be looked at, not edited; update hicm.\n"
    ))
}

/// A version was not kept beside what was written.
pub(super) fn version_note(not_kept: Option<&StoreError>) -> Option<String> {
    not_kept.map(|error| format!("{}\n", Problem::version_not_kept(error)))
}
