//! A comparison for a machine.

use super::human::{id_text, level_key};
use crate::cli::value::as_json as as_json_value;
use crate::compare::{Comparison, Difference, PairKind, PlanOutcome, RowAt, Weight};
use crate::model::{Assessment, ChangeKey, Spot};
use serde_json::{Map, Value, json};

pub(super) fn as_json(comparison: &Comparison, before: &Assessment, after: &Assessment) -> Value {
    let delta = &comparison.delta;
    let rows: Map<String, Value> = [
        PairKind::Same,
        PairKind::Modified,
        PairKind::Moved,
        PairKind::MovedToChange,
        PairKind::Added,
        PairKind::Removed,
    ]
    .into_iter()
    .map(|kind| (kind.key().to_owned(), delta.count(kind).into()))
    .collect();
    let changes: Vec<Value> = comparison
        .movement
        .changes
        .iter()
        .map(|change| {
            let earlier = comparison.origin_of(&change.change);
            let outcome = change.outcome().map(|outcome| match outcome {
                PlanOutcome::Met => "met",
                PlanOutcome::Ahead => "ahead",
                PlanOutcome::Short => "short",
            });
            json!({
                "key": change.change.as_str(),
                "title": change.title,
                "before": level_key(change.from),
                "after": level_key(change.to),
                "steps": change.steps(),
                "planned_before": earlier.map_or_else(Vec::new, |key| plans(before, key)),
                "planned_after": plans(after, &change.change),
                "planned_for_now": change.plan.map(|plan| json!({
                    "quarter": plan.quarter.to_string(),
                    "level": plan.level.key(),
                    "outcome": outcome,
                })),
                "definition_changed": change.definition_changed(),
            })
        })
        .collect();
    let pairs: Vec<Value> = delta
        .pairs
        .iter()
        .map(|pair| {
            json!({
                "before": side(pair.before.as_ref()),
                "after": side(pair.after.as_ref()),
                "kinds": pair.kinds().into_iter().map(PairKind::key).collect::<Vec<_>>(),
                "confidence": rounded(pair.confidence),
                "in_question": pair.in_question(),
                "split_of": id_text(pair.split_of.as_ref()),
            })
        })
        .collect();
    json!({
        "before": head(before),
        "after": head(after),
        "changes": changes,
        "rows": rows,
        "typographic": delta.differences.iter().filter(|it| it.weight == Weight::Typographic).count(),
        "pairs": pairs,
        "differences": delta.differences.iter().map(difference).collect::<Vec<_>>(),
        "sentences": comparison.sentences().into_iter().map(|sentence| sentence.text).collect::<Vec<_>>(),
    })
}

fn head(assessment: &Assessment) -> Value {
    json!({
        "place": assessment.place,
        "quarter": assessment.quarter.to_string(),
        "framework": assessment.framework.as_str(),
        "as_at": assessment.as_at.to_string(),
    })
}

fn plans(assessment: &Assessment, key: &ChangeKey) -> Vec<Value> {
    let judgement = assessment.change(key);
    let plans = judgement.map(|judgement| judgement.planned.as_slice()).unwrap_or_default();
    plans.iter().map(|plan| json!({ "quarter": plan.quarter.to_string(), "level": plan.level.key() })).collect()
}

fn side(row: Option<&RowAt>) -> Value {
    row.map_or(
        Value::Null,
        |row| json!({ "id": row.id.as_str(), "source_line": row.source_line, "change": row.change.as_str() }),
    )
}

/// A confidence to three places: more would claim more than is known.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

fn difference(difference: &Difference) -> Value {
    let weight = match difference.weight {
        Weight::Told => "told",
        Weight::Typographic => "typographic",
        Weight::Kept => "kept",
    };
    let detail = difference.detail().in_words();
    json!({
        "change": difference.change.as_ref().map(ChangeKey::as_str),
        "row": id_text(difference.spot.row()),
        "field": difference.spot.key(),
        "quarter": match &difference.spot {
            Spot::Plan(_, quarter) => Some(quarter.to_string()),
            _ => None,
        },
        "class": difference.class.key(),
        "before": as_json_value(&difference.before),
        "after": as_json_value(&difference.after),
        "detail": (!detail.is_empty()).then_some(detail),
        "weight": weight,
    })
}
