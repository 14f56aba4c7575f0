//! `hicm new`: begins an assessment.

use super::answer::Answer;
use super::input::frameworks;
use crate::model::{Assessment, Framework, FrameworkId, Quarter, counted};
use crate::store::{Cause, Frameworks, StoreError, open_assessment, save_assessment};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The arguments of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// Whose assessment it is
    #[arg(long, required_unless_present = "from")]
    place: Option<String>,
    /// The quarter it is for, like "Q1 2025/26"; with --from, the one after that file's unless given
    #[arg(long, required_unless_present = "from")]
    quarter: Option<Quarter>,
    /// The edition it judges by: an id, or a framework file, of which a copy is put into a folder "frameworks" beside OUT
    #[arg(long, value_name = "ID|FILE", default_value = "hicm-2019", conflicts_with = "from")]
    framework: String,
    /// Carry this assessment forward: its levels, plans, texts and rows, none of them reviewed yet
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The file to write; never written over. In a folder it is named after the quarter
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

impl New {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        if self.place.as_deref().is_some_and(|place| place.trim().is_empty()) {
            return Err(Answer::refused("--place: a place needs a name."));
        }
        let (assessment, framework) = match &self.from {
            Some(from) => self.carried_forward(from)?,
            None => self.empty()?,
        };
        let path = self.file(assessment.quarter);
        // Even a file that says the same already is not ours to claim.
        if path.symlink_metadata().is_ok() {
            return Err(StoreError { path, cause: Cause::Exists }.into());
        }
        save_assessment(&path, &assessment, None)?;
        let changes = counted(framework.changes.len(), "change", "changes");
        let rows = counted(assessment.rows.len(), "row", "rows");
        Ok(Answer::fine(format!(
            "{}, {}: {}, {changes}, {rows}\n{}\n",
            assessment.place,
            assessment.quarter,
            framework.title,
            path.display()
        )))
    }

    fn file(&self, quarter: Quarter) -> PathBuf {
        if self.output.is_dir() {
            self.output.join(format!("{}.ron", quarter.file_stem()))
        } else {
            self.output.clone()
        }
    }

    fn carried_forward(&self, from: &Path) -> Result<(Assessment, Arc<Framework>), Answer> {
        let opened = open_assessment(from, &frameworks())?;
        let mut next = opened.assessment.carried_forward();
        if let Some(quarter) = self.quarter {
            if quarter <= opened.assessment.quarter {
                return Err(Answer::refused(&format!(
                    "--quarter {quarter}: that is not after {}, the quarter of the file to carry forward.\nNothing was \
                     written.\nGive a later quarter, or leave --quarter out for {}.",
                    opened.assessment.quarter, next.quarter
                )));
            }
            next.quarter = quarter;
            next.as_at = quarter.last_day();
        }
        if let Some(place) = &self.place {
            place.trim().clone_into(&mut next.place);
        }
        Ok((next, opened.framework))
    }

    fn empty(&self) -> Result<(Assessment, Arc<Framework>), Answer> {
        let (Some(place), Some(quarter)) = (&self.place, self.quarter) else {
            return Err(Answer::refused("Give --place and --quarter, or --from."));
        };
        let framework = self.framework(quarter)?;
        Ok((Assessment::empty(place.trim(), quarter, &framework), framework))
    }

    fn framework(&self, quarter: Quarter) -> Result<Arc<Framework>, Answer> {
        let mut known = frameworks();
        if let Some(framework) = FrameworkId::new(&self.framework).ok().and_then(|id| known.get(&id)) {
            return Ok(Arc::clone(framework));
        }
        let file = Path::new(&self.framework);
        if !file.exists() {
            return Err(unknown(&self.framework, &known));
        }
        // Beside the assessment, where whoever gets both finds it too.
        let beside = self.file(quarter).parent().unwrap_or(Path::new("")).join("frameworks");
        let id = known.install_into(file, &beside)?;
        known.get(&id).cloned().ok_or_else(|| unknown(id.as_str(), &known))
    }
}

/// There is no such edition.
pub(super) fn unknown(typed: &str, known: &Frameworks) -> Answer {
    let ids: Vec<&str> = known.iter().map(|framework| framework.id.as_str()).collect();
    Answer::refused(&format!(
        "“{typed}” is neither an edition known here nor a framework file.\nKnown are {}.\nhicm frameworks --add FILE adds \
         one.",
        ids.join(", ")
    ))
}
