//! `hicm verify`: whether what was sealed still stands, and whether the seals of a place hold together.

use super::answer::Answer;
use super::input::{copies_as_json, copies_in_words, copies_of};
use super::layout::{paragraph, push_line};
use super::seal::folder_of;
use super::{FINE, FOUND};
use crate::app::Problem;
use crate::format::Broken;
use crate::model::{Period, Seal, capitalised, counted};
use crate::store::{Chain, ChainFault, FaultKind, RestsOn, Standing, StoreError, is_folder};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// A folder, of which every sealed quarter is verified, or one of its files
    #[arg(value_name = "FOLDER|FILE")]
    path: PathBuf,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        let one = (!is_folder(&self.path)).then_some(self.path.as_path());
        let folder = one.map_or_else(|| self.path.clone(), folder_of);
        let chain = Chain::read(&folder);
        let wanted = |path: &Path| one.is_none_or(|one| path.file_name() == one.file_name());
        let faults: Vec<ChainFault> = chain.faults().into_iter().filter(|fault| wanted(&fault.path)).collect();
        let sealed: Vec<(&Standing, &Seal)> = chain
            .files
            .iter()
            .filter(|file| wanted(&file.path))
            .filter_map(|file| Some((file, file.seal.as_ref()?)))
            .collect();
        // What one file rests on may be in one that cannot be read; else those beside it do not matter.
        let missing = faults.iter().any(|fault| fault.kind == FaultKind::Missing);
        let matters = |error: &&StoreError| missing || wanted(&error.path) || error.path == folder;
        let mut unread: Vec<StoreError> = chain.unread.iter().filter(matters).cloned().collect();
        if let Some(one) = one
            && !chain.files.iter().any(|file| wanted(&file.path))
            && !unread.iter().any(|error| wanted(&error.path))
        {
            // No file of a quarter: what is wrong with it is told as by any other verb.
            match crate::store::read_bounded(one) {
                Err(error) => unread.push(error),
                Ok(_) => return Answer::refused(&format!("This is no assessment file.\n{}", one.display())),
            }
        }
        let ok = faults.is_empty() && unread.is_empty();
        // They are verified like any other file: a seal in one that says something else is no less a fault.
        let copies = copies_of(&self.path);
        let answer = if sealed.is_empty() && faults.is_empty() && !unread.is_empty() && !self.json {
            // Nothing can be said of what could not be read.
            Answer::default()
        } else if self.json {
            Answer::json(&json!({
                "ok": ok,
                "sealed": sealed.iter().map(|(file, seal)| sealed_json(&chain, file, seal)).collect::<Vec<_>>(),
                "faults": faults.iter().map(|fault| fault_json(&chain, fault)).collect::<Vec<_>>(),
                "unreadable": unread.iter().map(unread_json).collect::<Vec<_>>(),
                "copies": copies_as_json(&copies),
            }))
        } else {
            Answer::fine(as_text(&chain, &sealed, &faults)).with_note(&copies_in_words(&copies))
        };
        answer.or_code(if faults.is_empty() { FINE } else { FOUND }).with_problems(&unread)
    }
}

fn sealed_json(chain: &Chain, file: &Standing, seal: &Seal) -> Value {
    json!({
        "file": file.path.display().to_string(),
        "place": file.place,
        "quarter": file.quarter.to_string(),
        "on": seal.on.to_string(),
        "digest": seal.digest,
        "chain": seal.chain,
        "previous": seal.previous,
        "rests_on_reopened": matches!(chain.rests_on(file), Some(RestsOn::Reopened(_))),
    })
}

fn fault_json(chain: &Chain, fault: &ChainFault) -> Value {
    json!({
        "file": fault.path.display().to_string(),
        "kind": fault.kind.key(),
        "text": in_words(chain, fault),
    })
}

fn unread_json(error: &StoreError) -> Value {
    json!({ "file": error.path.display().to_string(), "text": Problem::from(error).what })
}

fn as_text(chain: &Chain, sealed: &[(&Standing, &Seal)], faults: &[ChainFault]) -> String {
    let mut out = String::new();
    let mut place = None;
    for (file, seal) in sealed {
        if place.replace(&file.place) != Some(&file.place) {
            paragraph(&mut out, "", &file.place);
        }
        let by = if seal.by.is_empty() { String::new() } else { format!(" by {}", seal.by) };
        let rests = match chain.rests_on(file) {
            Some(RestsOn::Seal(quarter)) => format!(", rests on {quarter}"),
            Some(RestsOn::Reopened(quarter)) => format!(", rests on {quarter} as it was before it was reopened"),
            None => String::new(),
        };
        let id: String = seal.digest.chars().take(8).collect();
        let on = Period::Day(seal.on);
        paragraph(&mut out, &format!("  {}  ", file.quarter), &format!("{id}, sealed{by} on {on}{rests}"));
    }
    if !faults.is_empty() && !sealed.is_empty() {
        push_line(&mut out, "");
    }
    for fault in faults {
        let name = fault.path.file_name().unwrap_or_default().to_string_lossy();
        paragraph(&mut out, &format!("{name}: "), &in_words(chain, fault));
    }
    let quarters = capitalised(&counted(sealed.len(), "sealed quarter", "sealed quarters"));
    push_line(
        &mut out,
        &match (sealed.len(), faults.len()) {
            (0, 0) => "Nothing is sealed here.".to_owned(),
            (_, 0) => format!("{quarters}: everything is as it was sealed."),
            (_, found) => format!("{quarters}, {} found.", counted(found, "fault", "faults")),
        },
    );
    out
}

/// What is wrong, in a sentence.
fn in_words(chain: &Chain, fault: &ChainFault) -> String {
    let file = chain.files.iter().find(|file| file.path == fault.path);
    let on = file.and_then(|file| file.seal.as_ref()).map_or_else(String::new, |seal| Period::Day(seal.on).to_string());
    match &fault.kind {
        FaultKind::Altered(Broken::Content) => format!("the content is not what was sealed on {on}."),
        FaultKind::Altered(Broken::Record) => {
            format!("the seal of {on} was altered: its name, role, day, note, reopenings or what it rests on.")
        }
        FaultKind::Missing => {
            "it rests on a sealed quarter that no file here has: that was removed, or sealed anew without a record."
                .to_owned()
        }
        FaultKind::Reordered { on: Some(on), passes: None } => {
            format!("it rests on {on}, which is not before it.")
        }
        FaultKind::Reordered { on, passes } => {
            let passes = passes.map_or_else(String::new, |quarter| quarter.to_string());
            let rests = on.map_or_else(|| "on no earlier quarter".to_owned(), |on| format!("on {on}"));
            format!("it rests {rests} and passes over {passes}, which was sealed later or put in.")
        }
        FaultKind::UnsealedBetween { sealed } => {
            format!("it is not sealed, or was reopened, although {sealed} after it is sealed.")
        }
        FaultKind::Twice { other } => {
            let other = other.file_name().unwrap_or_default().to_string_lossy();
            format!("{other} is sealed for the same quarter and says something else.")
        }
    }
}
