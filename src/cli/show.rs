//! `hicm show`: where an assessment stands.

use super::answer::Answer;
use super::input::{day, read_last};
use super::layout::{Column, JOINED, Room, paragraph, push_line, table};
use crate::format::content_id;
use crate::model::{Assessment, ChangeKey, Framework, Level, LevelCounts, Period, Quarter, counted};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::path::PathBuf;

/// The arguments of `show`.
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// An assessment, or a folder, whose last quarter is shown
    #[arg(value_name = "FILE|FOLDER")]
    path: PathBuf,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
    /// Count what is overdue on another day than the assessment's own
    #[arg(long, value_name = "DAY")]
    as_at: Option<String>,
}

impl Show {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let (read, faults) = read_last(&self.path)?;
        let assessment = &read.opened.assessment;
        let framework = &read.opened.framework;
        let as_at = day(self.as_at.as_deref(), assessment)?;
        let answer = if self.json {
            Answer::json(&as_json(assessment, framework, as_at))
        } else {
            Answer::fine(as_text(assessment, framework, as_at))
        };
        Ok(answer.told_newer([&read.newer]).with_problems(&faults))
    }
}

fn as_json(assessment: &Assessment, framework: &Framework, as_at: NaiveDate) -> Value {
    let rows = rows_by_change(assessment);
    let planned: Map<String, Value> = assessment
        .planned_quarters()
        .into_iter()
        .map(|quarter| (quarter.to_string(), level_counts(&assessment.levels_planned(quarter))))
        .collect();
    let changes: Vec<Value> = assessment
        .changes
        .iter()
        .map(|judgement| {
            let plans: Vec<Value> = judgement
                .planned
                .iter()
                .map(|plan| json!({ "quarter": plan.quarter.to_string(), "level": plan.level.key() }))
                .collect();
            json!({
                "key": judgement.change.as_str(),
                "title": title(framework, &judgement.change),
                "now": judgement.now.map_or("not_assessed", Level::key),
                "planned": plans,
                "rows": rows.get(&judgement.change).copied().unwrap_or_default(),
            })
        })
        .collect();
    let by_status: Map<String, Value> =
        assessment.statuses().iter().map(|line| (line.key().to_owned(), line.count.into())).collect();
    json!({
        "place": assessment.place,
        "quarter": assessment.quarter.to_string(),
        "framework": assessment.framework.as_str(),
        "state": assessment.state.name(),
        "content_id": content_id(assessment),
        "as_at": as_at.to_string(),
        "overdue": assessment.overdue(as_at),
        "undecided": assessment.undecided_count(),
        "levels": { "now": level_counts(&assessment.levels_now()), "planned": planned },
        "changes": changes,
        "rows": { "total": assessment.rows.len(), "by_status": by_status },
    })
}

fn level_counts(counts: &LevelCounts) -> Value {
    Value::Object(counts.iter().map(|line| (line.key().to_owned(), line.count.into())).collect())
}

fn as_text(assessment: &Assessment, framework: &Framework, as_at: NaiveDate) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", &assessment.place);
    let state = assessment.state.name();
    let head = format!("{}, {state}, {}, content {}", assessment.quarter, framework.title, content_id(assessment));
    paragraph(&mut out, "", &head);
    out.push('\n');

    let rows = rows_by_change(assessment);
    let cells: Vec<Vec<String>> = assessment
        .changes
        .iter()
        .map(|judgement| {
            let plans: Vec<String> = judgement
                .planned
                .iter()
                .filter(|plan| plan.quarter >= assessment.quarter)
                .map(|plan| format!("{} {}", joined(&level(plan.level)), joined(&format!("by {}", plan.quarter))))
                .collect();
            vec![
                framework.number(&judgement.change).map_or_else(String::new, |number| number.to_string()),
                title(framework, &judgement.change).to_owned(),
                judgement.now.map_or_else(|| "not assessed".to_owned(), level),
                plans.join("\n"),
                rows.get(&judgement.change).copied().unwrap_or_default().to_string(),
            ]
        })
        .collect();
    let columns = [
        Column { heading: "#", room: Room::Most(3), right: true },
        Column { heading: "Change", room: Room::Rest, right: false },
        Column { heading: "Now", room: Room::Most(21), right: false },
        Column { heading: "Planned", room: Room::Most(27), right: false },
        Column { heading: "Rows", room: Room::Most(6), right: true },
    ];
    table(&mut out, &columns, &cells);

    out.push('\n');
    line(&mut out, "Now", &levels(&assessment.levels_now(), "not assessed"));
    for quarter in ahead(assessment) {
        line(&mut out, &quarter.to_string(), &levels(&assessment.levels_planned(quarter), "without a plan"));
    }
    let statuses: Vec<String> = assessment
        .statuses()
        .iter()
        .filter(|status| status.count > 0)
        .map(|status| match status.kind {
            crate::model::StatusKind::At(_) => joined(&format!("{} {}", status.count, status.name())),
            _ => joined(&format!("{} {}", status.count, status.name().to_lowercase())),
        })
        .collect();
    line(&mut out, "Rows", &if statuses.is_empty() { "none".to_owned() } else { statuses.join(", ") });
    let overdue = counted(assessment.overdue(as_at), "row", "rows");
    line(&mut out, "Overdue", &format!("{overdue}, as at {}", Period::Day(as_at)));
    if !assessment.undecided.is_empty() {
        let conflicts = counted(assessment.undecided_count(), "conflict", "conflicts");
        let combined = assessment.undecided.len() - assessment.undecided_count();
        let combined = if combined > 0 { format!(", {combined} combined texts to be read") } else { String::new() };
        line(&mut out, "Undecided", &format!("{conflicts}{combined}"));
    }
    out
}

fn ahead(assessment: &Assessment) -> impl Iterator<Item = Quarter> {
    let now = assessment.quarter;
    assessment.planned_quarters().into_iter().filter(move |quarter| *quarter >= now)
}

fn line(out: &mut String, name: &str, text: &str) {
    paragraph(out, &format!("{name:<12}"), text);
    if text.is_empty() {
        push_line(out, name);
    }
}

/// The counts that are not nought, those without a level last: "6 Established, 2 Mature".
fn levels(counts: &LevelCounts, none: &'static str) -> String {
    let (without, with): (Vec<_>, Vec<_>) =
        counts.iter().filter(|line| line.count > 0).partition(|line| line.level.is_none());
    let parts: Vec<String> = with
        .into_iter()
        .chain(without)
        .map(|line| joined(&format!("{} {}", line.count, line.level.map_or(none, Level::name))))
        .collect();
    parts.join(", ")
}

/// A text that is kept on one line where it fits there.
fn joined(text: &str) -> String {
    text.replace(' ', JOINED.encode_utf8(&mut [0; 2]))
}

/// A level as it is always shown, by number and word.
fn level(level: Level) -> String {
    format!("{} {level}", level.number())
}

fn title<'a>(framework: &'a Framework, key: &'a ChangeKey) -> &'a str {
    framework.change(key).map_or(key.as_str(), |change| &change.title)
}

fn rows_by_change(assessment: &Assessment) -> HashMap<&ChangeKey, usize> {
    let mut rows = HashMap::new();
    for row in &assessment.rows {
        *rows.entry(&row.change).or_default() += 1;
    }
    rows
}
