//! `hicm merge`: two copies of an assessment become one. What they disagree in is kept in the file that is written, to be
//! decided in the window.

use super::answer::Answer;
use super::input::{frameworks, settings, version_note};
use super::layout::{paragraph, push_line};
use super::{FINE, FOUND};
use crate::app::clock::now;
use crate::compare::{MergeRefused, Merged, Names, merge};
use crate::model::{Assessment, Conflict, ConflictKind, Framework, Side, counted};
use crate::store::{self, Opened, Replace, VersionNote};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The arguments of `merge`.
#[derive(Debug, clap::Args)]
pub(super) struct Merge {
    /// What both copies came from; an empty file when that is not known
    base: PathBuf,
    /// The one copy
    mine: PathBuf,
    /// The other copy
    theirs: PathBuf,
    /// The file to write; it is replaced when it exists, and may be one of the copies
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
    /// Whose the two copies are, for those who decide
    #[arg(long, num_args = 2, value_names = ["MINE", "THEIRS"])]
    names: Option<Vec<String>>,
    /// What the file is called, where the copies have names that say nothing. As a merge driver of git:
    /// merge.hicm.driver = "hicm merge %O %A %B -o %A --path %P", and *.ron merge=hicm in .gitattributes
    #[arg(long, value_name = "PATH")]
    path: Option<PathBuf>,
}

impl Merge {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let (mine, theirs) = (self.read(&self.mine)?, self.read(&self.theirs)?);
        let framework = &mine.framework;
        let base = if store::is_blank(&self.base)? {
            Assessment::empty(mine.assessment.place.clone(), mine.assessment.quarter, framework)
        } else {
            self.read(&self.base)?.assessment
        };
        let names = self.names(&mine.assessment, &theirs.assessment);
        let merged = merge(&base, &mine.assessment, &theirs.assessment, Names { mine: &names.0, theirs: &names.1 })
            .map_err(|refused| Answer::refused(&in_words(&refused)))?;
        // Whoever gives a file to write to has said so; the copies are read by now.
        // Git keeps what a merge driver is given, in files of its own.
        let not_kept = if self.path.is_some() {
            store::save_assessment(&self.output, &merged.assessment, Replace::Always)?;
            None
        } else {
            let said = format!("Merged {} and {}.", names.0, names.1);
            let note = VersionNote { by: settings().who(), at: now(), said };
            store::save_with_version(&self.output, &merged.assessment, Replace::Always, &note)?.1
        };
        let left = merged.assessment.undecided_count();
        let answer = if self.json {
            Answer::json(&as_json(&merged))
        } else {
            Answer::fine(as_text(&merged, framework, self.path.as_ref().unwrap_or(&self.output)))
        };
        let answer = answer.with_note(&version_note(not_kept.as_ref()).unwrap_or_default());
        Ok(answer.or_code(if left > 0 { FOUND } else { FINE }))
    }

    fn read(&self, path: &Path) -> Result<Opened, Answer> {
        let known = frameworks();
        let beside = self.path.as_deref().and_then(Path::parent);
        let known = match beside {
            Some(folder) => known.with_folder(&folder.join("frameworks")),
            None => known,
        };
        Ok(store::open_assessment(path, &known)?)
    }

    /// Whose the copies are: as told, else who prepared them where that tells them apart, else the files’ names.
    fn names(&self, mine: &Assessment, theirs: &Assessment) -> (String, String) {
        if let Some([mine, theirs]) = self.names.as_deref() {
            return (mine.clone(), theirs.clone());
        }
        let (one, other) = (mine.prepared_by.trim(), theirs.prepared_by.trim());
        if one != other && !one.is_empty() && !other.is_empty() {
            return (one.to_owned(), other.to_owned());
        }
        if self.path.is_some() {
            return ("ours".to_owned(), "theirs".to_owned());
        }
        (name(&self.mine), name(&self.theirs))
    }
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn in_words(refused: &MergeRefused) -> String {
    match refused {
        MergeRefused::Frameworks { mine, theirs } => format!(
            "The two copies judge by different editions of the model: {mine} and {theirs}.\nNothing was written.\nMerge \
             copies of one edition, or compare them with hicm diff."
        ),
    }
}

fn as_text(merged: &Merged, framework: &Framework, output: &Path) -> String {
    let mut out = String::new();
    let taken = merged.taken;
    let changes = |count| counted(count, "change", "changes");
    push_line(
        &mut out,
        &format!(
            "Taken: {} of mine, {} of theirs; {} that both made.",
            changes(taken.mine),
            changes(taken.theirs),
            changes(taken.alike),
        ),
    );
    let list = |kind| merged.assessment.undecided.iter().filter(move |conflict| conflict.kind == kind);
    for (kind, said) in [(ConflictKind::Undecided, "To be decided"), (ConflictKind::Combined, "Combined, please read")]
    {
        if list(kind).next().is_some() {
            out.push('\n');
            push_line(&mut out, &format!("{said}:"));
        }
        for conflict in list(kind) {
            push_line(&mut out, &format!("- {}", place(conflict, &merged.assessment, framework)));
            for side in [&conflict.mine, &conflict.theirs] {
                paragraph(&mut out, &format!("    {}: ", side.by), &said_by(side));
                if !side.reason.is_empty() {
                    paragraph(&mut out, "      because: ", &side.reason);
                }
            }
        }
    }
    out.push('\n');
    let left = merged.assessment.undecided_count();
    let end = match left {
        0 => format!("Written to {}.", output.display()),
        left => format!(
            "Written to {} with {}; both sides are in the file. Open it in hicm to decide.",
            output.display(),
            counted(left, "conflict", "conflicts")
        ),
    };
    paragraph(&mut out, "", &end);
    out
}

/// Where a conflict is, in words.
fn place(conflict: &Conflict, assessment: &Assessment, framework: &Framework) -> String {
    let row = conflict.spot.row();
    let of_row = row.and_then(|id| assessment.row(id)).map(|row| &row.change);
    let change = conflict.spot.change().or(of_row).and_then(|key| framework.change(key));
    let parts = [change.map(|change| change.short.clone()), row.map(ToString::to_string), Some(conflict.spot.name())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn said_by(side: &Side) -> String {
    let words = side.value.to_string();
    if side.value.is_nothing() { "nothing there".to_owned() } else { words }
}

fn as_json(merged: &Merged) -> Value {
    let conflicts: Vec<Value> = merged
        .assessment
        .undecided
        .iter()
        .map(|conflict| {
            let side = |side: &Side| json!({ "by": side.by, "value": super::value::as_json(&side.value), "reason": side.reason });
            json!({
                "change": conflict.spot.change().map(ToString::to_string),
                "row": conflict.spot.row().map(ToString::to_string),
                "field": conflict.spot.key(),
                "kind": match conflict.kind {
                    ConflictKind::Undecided => "undecided",
                    ConflictKind::Combined => "combined",
                },
                "base": super::value::as_json(&conflict.base),
                "mine": side(&conflict.mine),
                "theirs": side(&conflict.theirs),
            })
        })
        .collect();
    json!({
        "conflicts": conflicts,
        "undecided": merged.assessment.undecided_count(),
        "taken": {
            "mine": merged.taken.mine,
            "theirs": merged.taken.theirs,
            "alike": merged.taken.alike,
            "combined": merged.taken.combined,
        },
    })
}
