//! `hicm export`: leaves a snapshot of an assessment, as files for those who do not have the program.

use super::FOUND;
use super::answer::Answer;
use super::input::{frameworks, read_last};
use super::layout::{paragraph, push_line};
use crate::app::{ExportFailed, Exporting, Problem, Written, order_findings, write_exports};
use crate::check::Finding;
use crate::export::Format;
use crate::report::{Audience, Report};
use clap::builder::PossibleValue;
use serde_json::{Value, json};
use std::path::PathBuf;
use strum::VariantArray as _;

/// The arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// The assessment; of a folder, its last quarter
    #[arg(value_name = "FILE|FOLDER")]
    path: PathBuf,
    /// The formats, parted by commas
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', required = true)]
    to: Vec<Format>,
    /// An earlier assessment to tell the movement from; of a folder, its last quarter
    #[arg(long, value_name = "OTHER")]
    since: Option<PathBuf>,
    /// Whom it is for: board leaves out names and working notes, public also gaps, challenges and money
    #[arg(long = "for", value_name = "AUDIENCE", default_value = "board")]
    audience: Audience,
    /// The folder to write into; made when it is not there
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,
    /// Replace files of the same names even where they say something else
    #[arg(long)]
    replace: bool,
    /// Export in spite of conflicts that nobody has decided and of what may identify a patient
    #[arg(long)]
    despite_findings: bool,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.meaning()))
    }
}

impl clap::ValueEnum for Audience {
    fn value_variants<'a>() -> &'a [Self] {
        Self::VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.meaning()))
    }
}

impl Export {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let (read, mut faults) = read_last(&self.path)?;
        let since = self.since.as_deref().map(read_last).transpose()?;
        let earlier = since.map(|(earlier, more)| {
            faults.extend(more);
            earlier
        });
        let opened = &read.opened;
        let findings = order_findings(&opened.assessment, self.audience);
        let (stopping, telling): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|it| it.stops_leaving());
        if !stopping.is_empty() && !self.despite_findings {
            return Err(refused(&stopping));
        }
        let frameworks = frameworks();
        let exporting = Exporting {
            assessment: &opened.assessment,
            framework: &opened.framework,
            since: earlier.as_ref().map(|it| (&it.opened.assessment, &*it.opened.framework)),
            frameworks: &frameworks,
        };
        let report = exporting.report(self.audience);
        let mut formats = self.to.clone();
        formats.sort_unstable();
        formats.dedup();
        let written = write_exports(&report, &formats, &self.output, self.replace, &|_, _| true)
            .map_err(|failed| Answer::problem(&problem(&failed)))?;
        let answer = if self.json {
            Answer::json(&as_json(&report, &written))
        } else {
            Answer::fine(as_text(&report, &written))
        };
        let mut remarks = String::new();
        for finding in telling.iter().chain(&stopping) {
            paragraph(&mut remarks, "", &told(finding));
        }
        let unusable: Vec<Problem> = written.iter().filter_map(Problem::not_as_written).collect();
        Ok(answer.told_newer([&read.newer]).with_note(&remarks).with_each(&unusable).with_problems(&faults))
    }
}

/// What went wrong, with what can be done about it here.
fn problem(failed: &ExportFailed) -> Problem {
    let mut problem = Problem::from(failed);
    if matches!(failed, ExportFailed::Taken(_)) {
        "Choose another folder with -o, or say --replace.".clone_into(&mut problem.advice);
    }
    problem
}

fn refused(findings: &[&Finding]) -> Answer {
    let mut text = "Nothing was exported: this should be looked at first.\n".to_owned();
    for finding in findings {
        paragraph(&mut text, "  - ", &told(finding));
    }
    text.push_str("Mend it in the window, or say --despite-findings.\n");
    Answer::refused(text.trim_end()).with_code(FOUND)
}

fn told(finding: &Finding) -> String {
    let change = finding.place.change.as_ref().map(|change| format!("{change}, "));
    let row = finding.place.row.as_ref().map(|row| format!("row {row}, "));
    let field = finding.place.field.map(|field| format!("{}: ", field.name()));
    let place: String = [change, row, field].into_iter().flatten().collect();
    format!("{place}{}", finding.text)
}

fn as_text(report: &Report, written: &[Written]) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", &format!("{}, for {}", report.title(), report.audience.name().to_lowercase()));
    paragraph(&mut out, "", &format!("Content {}", report.content_id));
    for file in written {
        let pages = file
            .pages
            .map_or_else(String::new, |pages| format!(", {pages} {}", if pages == 1 { "page" } else { "pages" }));
        let held = if file.fault.is_none() { "read back" } else { "NOT AS IT SHOULD BE" };
        push_line(&mut out, &format!("{}  {} bytes{pages}, {held}", file.path.display(), file.bytes));
    }
    out
}

fn as_json(report: &Report, written: &[Written]) -> Value {
    let files: Vec<Value> = written
        .iter()
        .map(|file| {
            let mut value = json!({
                "path": file.path.display().to_string(),
                "format": file.format.key(),
                "bytes": file.bytes,
                "verified": file.fault.is_none(),
            });
            if let (Some(pages), Some(object)) = (file.pages, value.as_object_mut()) {
                object.insert("pages".to_owned(), pages.into());
            }
            value
        })
        .collect();
    let since = report.since.as_ref();
    json!({
        "content_id": report.content_id,
        "audience": report.audience.key(),
        "place": report.assessment.place,
        "quarter": report.assessment.quarter.to_string(),
        "since": since.map(|since| since.assessment.quarter.to_string()),
        "since_content_id": since.map(|since| since.content_id.as_str()),
        "files": files,
    })
}
