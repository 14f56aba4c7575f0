//! The report as JSON.
//!
//! # The schema, version 1
//! Keys are added over time and never renamed or removed; what an audience does not see is absent or empty.
//!
//! | key | what it holds |
//! |---|---|
//! | `schema` | 1 |
//! | `content_id`, `audience`, `place`, `quarter`, `as_at`, `state`, `framework` | what is exported, whom for; days as `2019-06-30` |
//! | `since` | `quarter` and `content_id` of the earlier assessment, or `null` |
//! | `changes[]` | `key`, `title`, `now` (`plans_in_place` or `null`), `planned[]` (`quarter`, `level`), `texts` by key, `funding[]`, `sentence` (what moved, or `null`) |
//! | `rows[]` | `id`, `change`, the fields of [`RowField`] by key as they were typed, `status_level` (of a split the lower) and `status_upper`, `due_last_day`, `overdue` |
//! | `metrics[]` | `name`, `unit`, `better`, `target`, `target_by`, `note`, `values[]` (`period`, `value`, `rag`) |
//! | `priorities[]`, `decisions[]`, `glossary[]`, `notes[]` | as in the assessment |
//! | `chapters[]` | the paper: `title`, `blocks[]` |

use super::{ExportError, Exported, Format, stem};
use crate::model::{Better, ChangeText, Level, RowField};
use crate::report::Report;
use serde_json::{Map, Value, json};
use strum::IntoEnumIterator as _;

/// The version of the schema.
const SCHEMA: u32 = 1;

/// The file.
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let not_made = |error: serde_json::Error| ExportError::NotMade { format: Format::Json, detail: error.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&value(report)).map_err(not_made)?;
    bytes.push(b'\n');
    Ok(vec![Exported { format: Format::Json, name: format!("{}.json", stem(report)), bytes, pages: None }])
}

/// What differs, if anything does.
pub(super) fn verify(report: &Report, read_back: &[u8]) -> Result<(), String> {
    let found: Value = serde_json::from_slice(read_back).map_err(|error| error.to_string())?;
    let wanted = value(report);
    if found == wanted {
        return Ok(());
    }
    let differs = |(key, value): (&String, &Value)| (found.get(key) != Some(value)).then(|| key.clone());
    let key = wanted.as_object().into_iter().flatten().find_map(differs).unwrap_or_else(|| "another key".to_owned());
    Err(format!("“{key}” differs"))
}

fn value(report: &Report) -> Value {
    let assessment = &report.assessment;
    let since = report
        .since
        .as_ref()
        .map(|since| json!({ "quarter": since.assessment.quarter.to_string(), "content_id": since.content_id }));
    let sees = |field: &RowField| report.audience.sees_field(*field);
    let rows: Vec<Value> = assessment
        .rows
        .iter()
        .map(|row| {
            let mut value = Map::new();
            value.insert("id".to_owned(), row.id.as_str().into());
            for field in RowField::iter().filter(sees) {
                value.insert(field.key().to_owned(), row.text(field).into());
            }
            let level = |level: Option<Level>| level.map(Level::key);
            value.insert("status_level".to_owned(), level(row.status.counted()).into());
            value.insert("status_upper".to_owned(), level(row.status.upper()).into());
            value.insert("due_last_day".to_owned(), row.due.last_day().map(|day| day.to_string()).into());
            value.insert("overdue".to_owned(), row.overdue(assessment.as_at).into());
            Value::Object(value)
        })
        .collect();
    let metrics: Vec<Value> = assessment
        .metrics
        .iter()
        .map(|metric| {
            let values: Vec<Value> = metric
                .values
                .iter()
                .map(|value| {
                    let rag = value.rag.map(|rag| rag.name().to_lowercase());
                    json!({ "period": value.period.file_text(), "value": value.value, "rag": rag })
                })
                .collect();
            json!({
                "name": metric.name,
                "unit": metric.unit,
                "better": match metric.better { Better::Lower => "lower", Better::Higher => "higher" },
                "target": metric.target,
                "target_by": metric.target_by.map(crate::model::Period::file_text),
                "note": metric.note,
                "values": values,
            })
        })
        .collect();
    let key = |change: &Option<crate::model::ChangeKey>| change.as_ref().map(|key| key.as_str().to_owned());
    json!({
        "schema": SCHEMA,
        "content_id": report.content_id,
        "audience": report.audience.key(),
        "place": assessment.place,
        "quarter": assessment.quarter.to_string(),
        "as_at": assessment.as_at.to_string(),
        "state": assessment.state.name(),
        "framework": assessment.framework.as_str(),
        "since": since,
        "changes": changes(report),
        "rows": rows,
        "metrics": metrics,
        "priorities": assessment.priorities.iter()
            .map(|it| json!({ "text": it.text, "change": key(&it.change) })).collect::<Vec<_>>(),
        "decisions": assessment.decisions.iter()
            .map(|it| json!({ "on": it.on.to_string(), "by": it.by, "text": it.text, "change": key(&it.change) }))
            .collect::<Vec<_>>(),
        "glossary": assessment.glossary.iter()
            .map(|it| json!({ "short": it.short, "meaning": it.meaning })).collect::<Vec<_>>(),
        "notes": assessment.notes,
        "chapters": report.chapters,
    })
}

fn changes(report: &Report) -> Vec<Value> {
    let assessment = &report.assessment;
    let sentences = report.since.as_ref().map(|since| since.comparison.sentences()).unwrap_or_default();
    let change = |change: &crate::model::Change| {
        let judgement = assessment.change(&change.key)?;
        let planned: Vec<Value> = judgement
            .planned
            .iter()
            .map(|plan| json!({ "quarter": plan.quarter.to_string(), "level": plan.level.key() }))
            .collect();
        let texts: Map<String, Value> = ChangeText::iter()
            .filter(|text| report.audience.sees_text(*text))
            .map(|text| (text.key().to_owned(), judgement.texts.get(text).into()))
            .collect();
        let funding: Vec<Value> = judgement
            .funding
            .iter()
            .map(|it| json!({ "typed": it.typed, "pounds": it.pounds, "source": it.source, "purpose": it.purpose }))
            .collect();
        let sentence = sentences.iter().find(|sentence| sentence.change.as_ref() == Some(&change.key));
        Some(json!({
            "key": change.key.as_str(),
            "title": change.title,
            "now": judgement.now.map(Level::key),
            "planned": planned,
            "texts": texts,
            "funding": funding,
            "sentence": sentence.map(|sentence| sentence.text.as_str()),
        }))
    };
    report.framework.changes.iter().filter_map(change).collect()
}
