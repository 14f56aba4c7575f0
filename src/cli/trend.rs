//! `hicm trend`: a place through all its quarters.

use super::answer::Answer;
use super::input::{frameworks, read_all};
use super::layout::{Column, Room, paragraph, push_line, table};
use crate::compare::{Came, Known, PastQuarter, Trend, TrendPoint};
use crate::model::{Level, TargetReading};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// A space at which no line ends.
const JOINED_TEXT: &str = "\u{a0}";

/// The arguments of `trend`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowTrend {
    /// A folder with one place's quarters
    #[arg(value_name = "FOLDER")]
    path: PathBuf,
    /// Answer in JSON; keys are added over time and never renamed
    #[arg(long)]
    json: bool,
}

impl ShowTrend {
    /// Carries it out.
    pub(super) fn answer(&self) -> Answer {
        self.worked_out().unwrap_or_else(|refusal| refusal)
    }

    fn worked_out(&self) -> Result<Answer, Answer> {
        let input = read_all(&self.path)?;
        let mut quarters: Vec<PastQuarter> = input
            .read
            .into_iter()
            // Of two files for one quarter the last by name counts, as everywhere.
            .rev()
            .map(|read| PastQuarter { assessment: Arc::new(read.opened.assessment), framework: read.opened.framework })
            .collect();
        let place = quarters.first().map(|newest| newest.assessment.place.clone()).unwrap_or_default();
        let all = quarters.len();
        quarters.retain(|quarter| quarter.assessment.place == place);
        let others = all - quarters.len();
        let answer = match Trend::of(&quarters, &frameworks().all()) {
            None => Answer::default(),
            Some(trend) if self.json => Answer::json(&as_json(&trend)),
            Some(trend) => Answer::fine(as_text(&trend, others)),
        };
        Ok(answer.with_note(&input.newer).with_problems(&input.faults))
    }
}

fn as_text(trend: &Trend, others: usize) -> String {
    let mut out = String::new();
    push_line(&mut out, &trend.place);
    if others > 0 {
        paragraph(&mut out, "", &format!("{others} files of other places in this folder are left out."));
    }
    out.push('\n');
    let mut columns = vec![Column { heading: "", room: Room::Rest, right: false }];
    let headings: Vec<String> = trend.quarters.iter().map(ToString::to_string).collect();
    // As many quarters as a line has room for, the newest ones.
    let shown = headings.len().min(5);
    let from = headings.len() - shown;
    columns.extend((0..shown).map(|_| Column { heading: "", room: Room::Most(7), right: false }));
    columns.push(Column { heading: "", room: Room::Most(15), right: false });
    let mut rows = vec![
        std::iter::once("Change".to_owned())
            .chain(headings.iter().skip(from).cloned())
            .chain(std::iter::once("planned".to_owned()))
            .collect::<Vec<_>>(),
    ];
    for change in &trend.changes {
        let cells = change.points.iter().skip(from).map(cell);
        let ahead: Vec<String> = change
            .plans
            .iter()
            .filter(|plan| plan.came == Came::Ahead && Some(plan.made) == trend.quarters.last().copied())
            .map(|plan| format!("{} by {}", plan.plan.level.number(), plan.plan.quarter).replace(' ', JOINED_TEXT))
            .collect();
        rows.push(
            std::iter::once(change.short.clone()).chain(cells).chain(std::iter::once(ahead.join("\n"))).collect(),
        );
    }
    table(&mut out, &columns, &rows);
    out.push('\n');
    let levels: Vec<String> = Level::all().map(|level| format!("{} {level}", level.number())).collect();
    paragraph(&mut out, "", &format!("{}; – not assessed; * by an earlier definition.", levels.join(", ")));
    if from > 0 {
        paragraph(&mut out, "", &format!("{from} earlier quarters are in the answer to --json."));
    }
    out.push('\n');
    for sentence in trend.sentences() {
        paragraph(&mut out, "- ", &sentence);
    }
    out
}

fn cell(point: &TrendPoint) -> String {
    let mark = if point.known == Known::OtherDefinition { "*" } else { "" };
    match (point.level, point.known) {
        (Some(level), _) => format!("{}{mark}", level.number()),
        (None, Known::Absent) => String::new(),
        (None, _) => format!("–{mark}"),
    }
}

fn as_json(trend: &Trend) -> Value {
    let key = |level: Option<Level>| level.map_or("not_assessed", Level::key);
    let changes: Vec<Value> = trend
        .changes
        .iter()
        .map(|change| {
            let levels = change.points.iter().map(|point| {
                json!({
                    "quarter": point.quarter.to_string(),
                    "level": key(point.level),
                    "known": match point.known {
                        Known::Same => "same_definition",
                        Known::OtherDefinition => "other_definition",
                        Known::Absent => "absent",
                    },
                })
            });
            let plans = change.plans.iter().map(|plan| {
                json!({
                    "made": plan.made.to_string(),
                    "quarter": plan.plan.quarter.to_string(),
                    "level": plan.plan.level.key(),
                    "came": match plan.came {
                        Came::Kept => "kept",
                        Came::Missed => "missed",
                        Came::NotAssessed => "not_assessed",
                        Came::Ahead => "ahead",
                    },
                })
            });
            json!({
                "key": change.change.as_str(),
                "title": change.title,
                "levels": levels.collect::<Vec<_>>(),
                "plans": plans.collect::<Vec<_>>(),
                "sentence": change.sentence(),
            })
        })
        .collect();
    let metrics: Vec<Value> = trend
        .metrics
        .iter()
        .map(|metric| {
            let values = metric.values.iter().map(|point| {
                json!({
                    "period": point.period.to_string(),
                    "value": point.value,
                    "reading": point.reading.map(|reading| match reading {
                        TargetReading::Met => "met",
                        TargetReading::Missed => "missed",
                    }),
                    "rag": point.rag.map(|rag| rag.name().to_lowercase()),
                    "revised_from": point.revised_from,
                })
            });
            json!({
                "name": metric.name,
                "unit": metric.unit,
                "target": metric.target,
                "target_by": metric.target_by.map(|by| by.to_string()),
                "values": values.collect::<Vec<_>>(),
                "sentence": metric.sentence(),
            })
        })
        .collect();
    json!({
        "place": trend.place,
        "quarters": trend.quarters.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ahead": trend.ahead.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "changes": changes,
        "metrics": metrics,
    })
}
