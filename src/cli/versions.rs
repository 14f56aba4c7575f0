//! `hicm versions`: the earlier states of a file, and one of them brought back as a new one.

use super::answer::Answer;
use super::input::{copies_as_json, copies_in_words, copies_of, frameworks, settings};
use super::layout::{Column, Room, paragraph, push_line, table};
use crate::app::{Problem, clock, restored, restored_words};
use crate::store::{self, Cause, Replace, Stamp, StoreError, Version, VersionNote, is_there, open_assessment};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The arguments of `versions`.
#[derive(Debug, clap::Args)]
pub(super) struct Versions {
    /// An assessment file
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Make this version the present state; what the file says now is kept as a version first
    #[arg(long, value_name = "NUMBER")]
    restore: Option<u64>,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

impl Versions {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let versions = store::versions(&self.path);
        if versions.is_empty() && !is_there(&self.path) {
            return Err(StoreError { path: self.path.clone(), cause: Cause::NotFound }.into());
        }
        let Some(number) = self.restore else {
            return Ok(if self.json {
                Answer::json(&self.as_json(&versions))
            } else {
                self.as_text(&versions).with_note(&copies_in_words(&copies_of(&self.path)))
            });
        };
        let Some(version) = versions.iter().find(|version| version.number == number) else {
            let known: Vec<String> = versions.iter().map(|version| version.number.to_string()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Answer::refused(&format!("There is no version {number}. There are: {known}.")));
        };
        self.bring_back(version)
    }

    fn bring_back(&self, version: &Version) -> Result<Answer, Answer> {
        let number = version.number;
        let frameworks = frameworks();
        if store::newer_format(&self.path).is_some() {
            return Err(Answer::refused(
                "This file was written by a newer hicm, and what an older one knows is not put in its place.\nNothing \
                 was written.\nUpdate hicm.",
            ));
        }
        let earlier = open_assessment(&version.path, &frameworks)?.assessment;
        let note = |said: String| VersionNote { by: settings().who(), at: clock::now(), said };
        let (next, stamp) = match open_assessment(&self.path, &frameworks) {
            Ok(present) if present.assessment.sealed() => {
                return Err(Answer::refused(
                    "This quarter is sealed and stays as it is.\nNothing was written.\nReopen it first.",
                ));
            }
            Ok(present) => {
                let next = restored(&earlier, &present.assessment);
                if next == present.assessment {
                    return Ok(self.told(number, &format!("Nothing to do: the file says what version {number} says.")));
                }
                (next, Some(present.stamp))
            }
            Err(StoreError { cause: Cause::NotFound, .. }) => (earlier, None),
            // The file cannot be read as an assessment: all the more reason to bring an earlier state back.
            Err(error) if error.damaged() => (earlier, Some(Stamp::of(&store::read_bounded(&self.path)?))),
            Err(error) => return Err(error.into()),
        };
        // Without it the present state would be lost, so here a failure stops the whole.
        store::keep_present(&self.path, &note(String::new()))?;
        let replace = stamp.as_ref().map_or(Replace::IfAbsent, Replace::IfUnchanged);
        let said = restored_words(version);
        let (_, not_kept) = store::save_with_version(&self.path, &next, replace, &note(said.clone()))?;
        let answer = self.told(number, &said);
        Ok(match not_kept {
            Some(error) => answer.with_note(&format!("{}\n", Problem::version_not_kept(&error))),
            None => answer,
        })
    }

    fn told(&self, number: u64, said: &str) -> Answer {
        if self.json {
            let mut json = self.as_json(&store::versions(&self.path));
            if let Some(object) = json.as_object_mut() {
                object.insert("restored".to_owned(), number.into());
            }
            Answer::json(&json)
        } else {
            Answer::fine(format!("{said}\n"))
        }
    }

    fn as_json(&self, versions: &[Version]) -> Value {
        let versions: Vec<Value> = versions
            .iter()
            .map(|version| {
                let note = version.note.as_ref();
                json!({
                    "number": version.number,
                    "path": version.path,
                    "at": note.map(|note| note.at.format("%Y-%m-%dT%H:%M:%S").to_string()),
                    "by": note.map(|note| &note.by),
                    "changed": note.map(|note| &note.said),
                    "sealed": version.sealed,
                })
            })
            .collect();
        json!({ "file": self.path, "versions": versions, "copies": copies_as_json(&copies_of(&self.path)) })
    }

    fn as_text(&self, versions: &[Version]) -> Answer {
        let mut out = String::new();
        if versions.is_empty() {
            paragraph(&mut out, "", "No version of this file is kept yet. One is kept whenever it is saved.");
            return Answer::fine(out);
        }
        push_line(&mut out, &format!("Versions of {}, newest first", name(&self.path)));
        out.push('\n');
        let columns = [
            Column { heading: "", room: Room::Most(6), right: true },
            Column { heading: "When", room: Room::Most(17), right: false },
            Column { heading: "Who", room: Room::Most(16), right: false },
            Column { heading: "What changed", room: Room::Rest, right: false },
        ];
        let rows: Vec<Vec<String>> = versions
            .iter()
            .map(|version| {
                let said = version.note.as_ref().map_or("", |note| note.said.as_str());
                let said = if version.sealed { format!("{said} Sealed.") } else { said.to_owned() };
                let by = version.note.as_ref().map(|note| note.by.clone()).filter(|by| !by.is_empty());
                let by = by.unwrap_or_else(|| "not known".to_owned());
                let at = version.note.as_ref().map_or_else(|| "not known".to_owned(), when);
                vec![version.number.to_string(), at, by, said]
            })
            .collect();
        table(&mut out, &columns, &rows);
        Answer::fine(out)
    }
}

fn when(note: &VersionNote) -> String {
    note.at.format("%-d %b %Y %H:%M").to_string()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
