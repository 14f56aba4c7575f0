//! `hicm salvage`: what can be read of a damaged file, written to a new one, and all that cannot, told.

use super::answer::Answer;
use super::input::frameworks;
use super::layout::{paragraph, push_line};
use super::{FINE, FOUND};
use crate::app::aside_in_words;
use crate::format::LostPart;
use crate::model::counted;
use crate::store::{self, Cause, SalvagedFile, StoreError, open_to_look, salvage_file, save_assessment};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The arguments of `salvage`.
#[derive(Debug, clap::Args)]
pub(super) struct Salvage {
    /// The damaged file; it stays as it is
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The new file for what can be read; without it that is only told
    #[arg(short, long, value_name = "NEW")]
    output: Option<PathBuf>,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

impl Salvage {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let frameworks = frameworks();
        match open_to_look(&self.path, &frameworks) {
            Ok(looked) if looked.newer().is_some() => {
                return Err(Answer::refused(&format!(
                    "This file is not damaged: it was written by a newer hicm (format {}).\nNothing was written.\nUpdate \
                     hicm to edit it.\n{}",
                    looked.opened.format,
                    self.path.display()
                )));
            }
            Err(error) if !error.damaged() => return Err(error.into()),
            // A whole one is read as well: then nothing is lost.
            _ => {}
        }
        let salvaged = salvage_file(&self.path, &frameworks)?;
        if let Some(output) = &self.output {
            if store::is_taken(output) {
                return Err(StoreError { path: output.clone(), cause: Cause::Exists }.into());
            }
            save_assessment(output, &salvaged.assessment, None)?;
        }
        let answer =
            if self.json { Answer::json(&self.as_json(&salvaged)) } else { Answer::fine(self.as_text(&salvaged)) };
        Ok(answer.or_code(if salvaged.lost.is_empty() { FINE } else { FOUND }))
    }

    fn as_text(&self, salvaged: &SalvagedFile) -> String {
        let SalvagedFile { assessment, framework, lost, .. } = salvaged;
        let mut out = String::new();
        let levels = assessment.changes.iter().filter(|change| change.now.is_some()).count();
        let head = format!(
            "{}, {}: {} and {} were read.",
            if assessment.place.is_empty() { "A place that is not named" } else { &assessment.place },
            assessment.quarter,
            counted(assessment.rows.len(), "action row", "action rows"),
            counted(levels, "level", "levels"),
        );
        paragraph(&mut out, "", &head);
        if lost.is_empty() {
            paragraph(&mut out, "", "Everything in it could be read.");
        } else {
            out.push('\n');
            let told = match lost.len() {
                1 => "One part is missing or was changed:".to_owned(),
                count => format!("{count} parts are missing or were changed:"),
            };
            paragraph(&mut out, "", &told);
        }
        for part in lost {
            paragraph(&mut out, "- ", &aside_in_words(part, assessment, framework));
            for line in part.raw.lines() {
                push_line(&mut out, &format!("    {}", line.trim_end()));
            }
        }
        out.push('\n');
        match &self.output {
            Some(output) => {
                paragraph(&mut out, "", &format!("Written to {}. The damaged file is as it was.", output.display()));
            }
            None => paragraph(&mut out, "", "Nothing was written; give a new file with -o."),
        }
        out
    }

    fn as_json(&self, salvaged: &SalvagedFile) -> Value {
        let SalvagedFile { assessment, framework, lost, .. } = salvaged;
        let part = |part: &LostPart| {
            json!({
                "from": part.from,
                "to": part.to,
                "part": part.place.part,
                "item": part.place.item,
                "after": part.place.after,
                "field": part.place.field,
                "why": part.why.key(),
                "told": aside_in_words(part, assessment, framework),
                "raw": part.raw,
            })
        };
        json!({
            "file": self.path.display().to_string(),
            "output": self.output.as_ref().map(|output| output.display().to_string()),
            "place": assessment.place,
            "quarter": assessment.quarter.to_string(),
            "rows": assessment.rows.len(),
            "levels": assessment.changes.iter().filter(|change| change.now.is_some()).count(),
            "lost": lost.iter().map(part).collect::<Vec<_>>(),
        })
    }
}
