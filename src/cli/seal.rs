//! `hicm seal` and `hicm reopen`: signs a quarter off, and opens a signed one again, on record.

use super::answer::Answer;
use super::input::{frameworks, settings, version_note};
use super::layout::{paragraph, push_line};
use crate::app::Problem;
use crate::app::clock::{now, today};
use crate::check::{Severity, check};
use crate::format::{self, Signing};
use crate::model::{Assessment, Period, State, counted};
use crate::store::{Chain, Standing, VersionNote, is_folder, open_assessment, save_with_version};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The arguments of `seal`.
#[derive(Debug, clap::Args)]
pub(super) struct Seal {
    /// The quarter to sign off
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    by: String,
    /// In what role
    #[arg(long, default_value = "", hide_default_value = true)]
    role: String,
    /// A remark that is kept with the seal
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

/// The arguments of `reopen`.
#[derive(Debug, clap::Args)]
pub(super) struct Reopen {
    /// The sealed quarter to open again
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Who opens it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why; it is shown wherever the quarter is compared
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Seal {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        not_a_folder(&self.path)?;
        let opened = open_assessment(&self.path, &frameworks())?;
        let mut assessment = opened.assessment;
        let chain = Chain::read(&folder_of(&self.path));
        let before = chain
            .seal_before(&assessment.place, assessment.quarter)
            .map_err(|ambiguous| Answer::problem(&Problem::from(&ambiguous)))?;
        let signing = Signing {
            by: self.by.clone(),
            role: self.role.clone(),
            on: today(),
            note: self.note.clone(),
            previous: before.and_then(|before| before.link.clone()),
        };
        format::seal(&mut assessment, signing)
            .map_err(|refused| Answer::problem(&Problem::not_sealed(&refused, &self.path)))?;
        let gaps =
            check(&assessment, &opened.framework).iter().filter(|finding| finding.severity == Severity::Gap).count();
        let cautions = cautions(&chain, &assessment, before);
        let said = format!("Sealed by {}.", self.by.trim());
        let (_, not_kept) = save_with_version(&self.path, &assessment, Some(&opened.stamp), &note(&self.by, said))?;
        let remark = version_note(not_kept.as_ref()).unwrap_or_default();
        let State::Sealed(seal) = &assessment.state else { return Ok(Answer::default()) };
        if self.json {
            return Ok(Answer::json(&json!({
                "file": self.path.display().to_string(),
                "place": assessment.place,
                "quarter": assessment.quarter.to_string(),
                "by": seal.by,
                "role": seal.role,
                "on": seal.on.to_string(),
                "note": seal.note,
                "content_id": format::content_id(&assessment),
                "digest": seal.digest,
                "chain": seal.chain,
                "previous": seal.previous,
                "gaps": gaps,
                "cautions": cautions,
            }))
            .with_note(&remark));
        }
        let mut out = String::new();
        let role = if seal.role.is_empty() { String::new() } else { format!(" ({})", seal.role) };
        let (on, id) = (Period::Day(seal.on), format::content_id(&assessment));
        let head = format!("{}, {}: sealed by {}{role} on {on}.", assessment.place, assessment.quarter, seal.by);
        paragraph(&mut out, "", &head);
        let rests = before.map_or_else(
            || "It is the first sealed quarter here.".to_owned(),
            |before| format!("The seal rests on that of {}.", before.quarter),
        );
        paragraph(&mut out, "", &format!("Content {id}. {rests}"));
        if gaps > 0 {
            let gaps = counted(gaps, "gap was", "gaps were");
            paragraph(&mut out, "", &format!("Sealed as it stands: {gaps} left open; hicm check tells them."));
        }
        for caution in &cautions {
            paragraph(&mut out, "Note: ", caution);
        }
        push_line(&mut out, &self.path.display().to_string());
        Ok(Answer::fine(out).with_note(&remark))
    }
}

impl Reopen {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        not_a_folder(&self.path)?;
        let opened = open_assessment(&self.path, &frameworks())?;
        let mut assessment = opened.assessment;
        let broken = format::seal_broken(&assessment);
        let on = today();
        format::reopen(&mut assessment, &self.by, on, &self.reason)
            .map_err(|refused| Answer::problem(&Problem::not_reopened(refused, &self.path)))?;
        let said = format!("Reopened by {}: {}", self.by.trim(), self.reason.trim());
        let (_, not_kept) = save_with_version(&self.path, &assessment, Some(&opened.stamp), &note(&self.by, said))?;
        let mut out = String::new();
        let (by, on) = (self.by.trim(), Period::Day(on));
        let head = format!("{}, {}: reopened by {by} on {on}.", assessment.place, assessment.quarter);
        paragraph(&mut out, "", &head);
        paragraph(
            &mut out,
            "",
            "It is a draft again. Who, when and why stays in the file and is told when it is compared.",
        );
        if broken.is_some() {
            paragraph(&mut out, "Note: ", "What was in it was not what had been sealed.");
        }
        push_line(&mut out, &self.path.display().to_string());
        Ok(Answer::fine(out).with_note(&version_note(not_kept.as_ref()).unwrap_or_default()))
    }
}

/// Who is at work here, or else whoever signs.
fn note(signs: &str, said: String) -> VersionNote {
    let by = Some(settings().who()).filter(|by| !by.is_empty()).unwrap_or_else(|| signs.trim().to_owned());
    VersionNote { by, at: now(), said }
}

/// What whoever seals should know of the quarters round it.
fn cautions(chain: &Chain, assessment: &Assessment, before: Option<&Standing>) -> Vec<String> {
    let (place, quarter) = (assessment.place.trim(), assessment.quarter);
    let mut told = Vec::new();
    if let Some(before) = before.filter(|before| before.broken.is_some()) {
        told.push(format!("{} is not what was sealed; hicm verify tells more.", before.quarter));
    }
    let here = || chain.files.iter().filter(|it| it.place == place);
    let sealed = |quarter| here().any(|it| it.sealed() && it.quarter == quarter);
    let mut between: Vec<_> = here()
        .filter(|it| it.quarter < quarter && before.is_some_and(|before| before.quarter < it.quarter))
        .map(|it| it.quarter)
        .filter(|quarter| !sealed(*quarter))
        .collect();
    between.dedup();
    told.extend(between.into_iter().map(|quarter| format!("{quarter}, between the two, is not sealed.")));
    if let Some(later) = here().find(|it| it.sealed() && it.quarter > quarter) {
        told.push(format!(
            "{} was sealed before this one, and does not rest on it until it is reopened and sealed again.",
            later.quarter
        ));
    }
    told.extend(
        chain
            .unread
            .iter()
            .map(|error| format!("{} could not be read, so the seal does not rest on it.", error.path.display())),
    );
    told
}

/// The folder in which a file lies.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn not_a_folder(path: &Path) -> Result<(), Answer> {
    if is_folder(path) {
        return Err(Answer::refused(&format!(
            "One quarter is signed at a time.\nNothing was written.\nGive the file of the quarter.\n{}",
            path.display()
        )));
    }
    Ok(())
}
