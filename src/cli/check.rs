//! `hicm check`: what is missing, what does not fit together, what was assumed.

use super::answer::Answer;
use super::input::{Read, copies_as_json, copies_in_words, day, read_all};
use super::layout::{paragraph, push_line};
use super::{FINE, FOUND};
use crate::check::{Finding, Severity, check, masked};
use crate::model::{Assessment, ChangeKey, Framework, Period, RowField, RowId};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use strum::IntoEnumIterator as _;

/// Most characters of a row's text that are shown to know it by.
const GLIMPSE: usize = 60;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// An assessment, or a folder, of which every quarter is checked
    #[arg(value_name = "FILE|FOLDER")]
    path: PathBuf,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
    /// Judge what is overdue on another day than the assessment's own
    #[arg(long, value_name = "DAY")]
    as_at: Option<String>,
}

/// One file with what was noticed in it.
struct Checked {
    path: PathBuf,
    assessment: Assessment,
    framework: std::sync::Arc<Framework>,
    findings: Vec<Finding>,
}

impl Check {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let input = read_all(&self.path)?;
        let checked = input.read.into_iter().map(|read| self.check(read)).collect::<Result<Vec<_>, _>>()?;
        let answer = if self.json {
            Answer::json(&json!({
                "assessments": checked.iter().map(as_json).collect::<Vec<_>>(),
                "findings": checked.iter().flat_map(coded).collect::<Vec<_>>(),
                "copies": copies_as_json(&input.copies),
            }))
        } else {
            Answer::fine(checked.iter().map(as_text).collect::<Vec<_>>().join("\n"))
                .with_note(&copies_in_words(&input.copies))
        };
        let gaps = checked.iter().any(|one| count(&one.findings, Severity::Gap) > 0);
        Ok(answer.or_code(if gaps { FOUND } else { FINE }).with_note(&input.newer).with_problems(&input.faults))
    }

    fn check(&self, read: Read) -> Result<Checked, Answer> {
        let mut assessment = read.opened.assessment;
        assessment.as_at = day(self.as_at.as_deref(), &assessment)?;
        let framework = read.opened.framework;
        let findings = check(&assessment, &framework);
        Ok(Checked { path: read.path, assessment, framework, findings })
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

fn as_json(checked: &Checked) -> Value {
    let counts: Map<String, Value> = Severity::iter()
        .map(|severity| (severity.key().to_owned(), count(&checked.findings, severity).into()))
        .collect();
    let findings: Vec<Value> = checked
        .findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule.key(),
                "title": finding.rule.title(),
                "severity": finding.severity.key(),
                "change": finding.place.change.as_ref().map(ChangeKey::as_str),
                "row": finding.place.row.as_ref().map(RowId::as_str),
                "field": finding.place.field.map(RowField::key),
                "text": finding.text,
            })
        })
        .collect();
    json!({
        "file": shown(&checked.path),
        "place": checked.assessment.place,
        "quarter": checked.assessment.quarter.to_string(),
        "as_at": checked.assessment.as_at.to_string(),
        "counts": counts,
        "findings": findings,
    })
}

/// The findings of one file by their codes, for whoever reads those of all in one list.
fn coded(checked: &Checked) -> Vec<Value> {
    let coded = |finding: &Finding| {
        json!({
            "code": finding.rule.key(),
            "severity": finding.severity.key(),
            "change": finding.place.change.as_ref().map(ChangeKey::as_str),
            "row": finding.place.row.as_ref().map(RowId::as_str),
            "field": finding.place.field.map(RowField::key),
            "text": finding.text,
            "file": shown(&checked.path),
        })
    };
    checked.findings.iter().map(coded).collect()
}

fn as_text(checked: &Checked) -> String {
    let Checked { path, assessment, framework, findings } = checked;
    let mut out = String::new();
    paragraph(
        &mut out,
        "",
        &format!("{}, {}, as at {}", assessment.place, assessment.quarter, Period::Day(assessment.as_at)),
    );
    let tally = |severity, one: &str, many: &str| {
        let count = count(findings, severity);
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let tallies = [
        tally(Severity::Gap, "gap", "gaps"),
        tally(Severity::Question, "question", "questions"),
        tally(Severity::Note, "note", "notes"),
    ];
    paragraph(&mut out, "", &format!("{}: {}", shown(path), tallies.join(", ")));

    let rows: std::collections::HashMap<_, _> = assessment.rows.iter().map(|row| (&row.id, row)).collect();
    let mut before: Option<&Finding> = None;
    for finding in findings {
        if before.is_none_or(|before| before.severity != finding.severity) {
            push_line(&mut out, "");
            push_line(&mut out, finding.severity.name());
            before = None;
        }
        if before.is_none_or(|before| before.place.change != finding.place.change) {
            let change = finding.place.change.as_ref();
            let number =
                change.and_then(|key| framework.number(key)).map_or_else(String::new, |number| format!("{number} "));
            let title = change.map_or("", |key| framework.change(key).map_or(key.as_str(), |change| &change.title));
            paragraph(&mut out, "  ", &format!("{number}{title}"));
            before = None;
        }
        if let Some(id) = &finding.place.row
            && before.is_none_or(|before| before.place.row != finding.place.row)
        {
            let glimpse = rows.get(id).map_or_else(String::new, |row| glimpse(&row.where_now));
            paragraph(&mut out, "    ", &format!("{id}{glimpse}"));
        }
        match finding.place.field {
            Some(field) => paragraph(&mut out, "      - ", &format!("{}: {}", field.name(), finding.text)),
            None => paragraph(&mut out, "    - ", &finding.text),
        }
        before = Some(finding);
    }
    out
}

/// The head of a row's text in quotes, to know it by.
fn glimpse(text: &str) -> String {
    // What it is known by may itself hold what is told of below.
    let text = masked(text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return String::new();
    }
    if words.chars().count() <= GLIMPSE {
        return format!(" “{words}”");
    }
    let head: String = words.chars().take(GLIMPSE).collect();
    // Not in the middle of a word, where there is a word's end to stop at.
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!(" “{head}…”")
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
