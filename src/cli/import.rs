//! `hicm import`: a table of another program becomes an assessment, with everything said that was assumed.

mod told;

use super::answer::Answer;
use super::input::{frameworks, settings};
use super::{FINE, FOUND};
use crate::app::clock::{now, today};
use crate::app::{Problem, brought_into, read_table};
use crate::compare::Names;
use crate::import::{Choices, Field, Known, Proposal, Source};
use crate::model::{Assessment, Framework, FrameworkId, Quarter, capitalised, counted};
use crate::store::{
    Cause, Replace, StoreError, VersionNote, is_taken, open_assessment, save_assessment, save_with_version,
};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The arguments of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// The table: XLSX, XLS, ODS, DOCX, CSV or TSV text, HTML
    file: PathBuf,
    /// The sheet or table to read, by its name or its number from 1
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// What columns mean, like "3=status,Lead=owner,5=none": a number from 1, a letter or a title, and a field
    #[arg(long, value_name = "COLUMN=FIELD,…")]
    map: Option<String>,
    /// Bring it to this assessment; its own rows are found again and what the table does not speak of stays
    #[arg(long, value_name = "ASSESSMENT")]
    into: Option<PathBuf>,
    /// Whose assessment it is, where the table does not say it
    #[arg(long)]
    place: Option<String>,
    /// The quarter it is for, where the table does not say it
    #[arg(long)]
    quarter: Option<Quarter>,
    /// The edition it is read by, where the table does not tell
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
    /// Exit code 1 when a finding waits for a decision
    #[arg(long)]
    strict: bool,
    /// The file to write; never written over, except that of --into
    #[arg(short, long, value_name = "OUT", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
}

impl Import {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let (source, _) = read_table(&self.file).map_err(|refused| Answer::problem(&Problem::from(&refused)))?;
        let sheet = self.sheet(&source)?;
        let known = frameworks();
        let editions: Vec<Arc<Framework>> = known.iter().cloned().collect();
        let into = self.into.as_deref().map(|path| open_assessment(path, &known)).transpose()?;
        let mut choices = Choices {
            place: self.place.as_deref().map(|place| place.trim().to_owned()),
            quarter: self.quarter,
            framework: self.framework(&editions)?,
            ..Choices::default()
        };
        let context = Known { frameworks: &editions, into: into.as_ref().map(|into| &into.assessment), today: today() };
        let propose = |sheet, choices: &Choices| {
            Proposal::of(&source, sheet, &context, choices)
                .ok_or_else(|| Answer::refused("No edition of the model is known here, so nothing can be read by one."))
        };
        let mut proposal = propose(sheet, &choices)?;
        if let Some(map) = &self.map {
            map_columns(map, &proposal, &mut choices)?;
            proposal = propose(sheet, &choices)?;
        }

        let mut written = None;
        if let Some(output) = self.output.as_deref().filter(|_| !self.dry_run) {
            let (assessment, undecided) = match &into {
                Some(into) => {
                    let base = source.base_of(sheet).map(|base| propose(base, &choices)).transpose()?;
                    let brought = brought_into(&into.assessment, &into.framework, &editions, &proposal, base.as_ref());
                    let names = Names { mine: "the assessment", theirs: "the table" };
                    let merged = brought
                        .merged(&into.assessment, names)
                        .map_err(|refused| Answer::problem(&Problem::not_merged(&refused)))?;
                    let undecided = merged.assessment.undecided_count();
                    (merged.assessment, undecided)
                }
                None => (Self::completed(&proposal)?, 0),
            };
            self.save(output, &assessment)?;
            written = Some((output.to_owned(), undecided));
        }
        let open = proposal.open_findings(&choices).count();
        let answer = if self.json {
            Answer::json(&told::as_json(
                &proposal,
                &source,
                sheet,
                open,
                written.as_ref().map(|(path, _)| path.as_path()),
            ))
        } else {
            let mut text = told::as_text(&proposal, &source, sheet, open);
            if let Some((path, undecided)) = &written {
                if *undecided > 0 {
                    let conflicts = counted(*undecided, "conflict is", "conflicts are");
                    let _ = writeln!(text, "{} to be decided in it.", capitalised(&conflicts));
                }
                let _ = writeln!(text, "{}", path.display());
            }
            Answer::fine(text)
        };
        let undecided = written.is_some_and(|(_, undecided)| undecided > 0);
        Ok(answer.or_code(if self.strict && open > 0 || undecided { FOUND } else { FINE }))
    }

    fn sheet(&self, source: &Source) -> Result<usize, Answer> {
        let Some(typed) = &self.sheet else { return Ok(source.likely_sheet()) };
        let by_number =
            || typed.parse::<usize>().ok().and_then(|nth| nth.checked_sub(1)).filter(|at| *at < source.sheets.len());
        source.sheet_named(typed).or_else(by_number).ok_or_else(|| {
            let names: Vec<String> = source
                .sheets
                .iter()
                .enumerate()
                .map(|(at, sheet)| format!("{} {}", at + 1, sheet.name).trim_end().to_owned())
                .collect();
            Answer::refused(&format!("--sheet {typed}: there is no such sheet.\nThere are: {}.", names.join(", ")))
        })
    }

    fn framework(&self, known: &[Arc<Framework>]) -> Result<Option<FrameworkId>, Answer> {
        let Some(typed) = &self.framework else { return Ok(None) };
        let found = known.iter().find(|framework| framework.id.as_str() == typed);
        found.map(|framework| Some(framework.id.clone())).ok_or_else(|| super::new::unknown(typed, &frameworks()))
    }

    /// The assessment of the proposal; it needs a place.
    fn completed(proposal: &Proposal) -> Result<Assessment, Answer> {
        if proposal.place.trim().is_empty() {
            return Err(Answer::refused("The table does not say whose it is.\nNothing was written.\nGive --place."));
        }
        Ok(proposal.assessment())
    }

    fn save(&self, output: &Path, assessment: &Assessment) -> Result<(), Answer> {
        let own = self.into.as_deref() == Some(output);
        if is_taken(output) && !own {
            return Err(StoreError { path: output.to_owned(), cause: Cause::Exists }.into());
        }
        if !own {
            save_assessment(output, assessment, Replace::IfAbsent)?;
            return Ok(());
        }
        let said = format!("Brought in {}.", self.file.file_name().unwrap_or_default().to_string_lossy());
        let note = VersionNote { by: settings().who(), at: now(), said };
        // That no version could be kept is no reason not to save; the file the table came from is still there.
        save_with_version(output, assessment, Replace::Always, &note)?;
        Ok(())
    }
}

/// Takes what `--map` says into the choices.
fn map_columns(map: &str, proposal: &Proposal, choices: &mut Choices) -> Result<(), Answer> {
    for part in map.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let wrong = |why: String| Answer::refused(&format!("--map {part}: {why}"));
        let Some((column, field)) = part.rsplit_once('=') else {
            return Err(wrong("write a column, =, and a field, like 3=status.".to_owned()));
        };
        let at = column_named(column.trim(), proposal).ok_or_else(|| wrong("there is no such column.".to_owned()))?;
        let field = match field.trim() {
            "none" => None,
            key => Some(Field::of_key(key).ok_or_else(|| {
                let keys: Vec<_> = Field::all().map(Field::key).collect();
                wrong(format!("there is no such field.\nThere are: {}, none.", keys.join(", ")))
            })?),
        };
        choices.columns.insert(at, field);
    }
    Ok(())
}

fn column_named(typed: &str, proposal: &Proposal) -> Option<usize> {
    let by_title = proposal.columns.iter().position(|column| column.title.trim().eq_ignore_ascii_case(typed));
    let by_number = || typed.parse::<usize>().ok()?.checked_sub(1);
    let by_letter = || {
        let letter = typed.chars().next().filter(|_| typed.len() == 1)?.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| usize::from(letter as u8 - b'A'))
    };
    by_title.or_else(by_number).or_else(by_letter).filter(|at| *at < proposal.columns.len())
}
