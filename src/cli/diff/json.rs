//! A comparison for a machine.

use super::human::{id_text, level_key};
use crate::cli::value::as_json as as_json_value;
use crate::compare::{ChangeMovement, Comparison, Difference, Pair, PairKind, PlanOutcome, Reopened, RowAt, Weight};
use crate::model::{Assessment, ChangeKey, RowId, Spot};
use serde::Serialize;
use serde::ser::SerializeMap as _;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value, json};

/// The answer as text, written item by item: of a large table it would not do to hold all of it as values first.
pub(super) fn as_json(comparison: &Comparison, before: &Assessment, after: &Assessment) -> String {
    let mut text = Vec::new();
    let formatter = PrettyFormatter::new();
    let told = Told { comparison, before, after };
    // Nothing in it can fail: keys are texts, and a list in memory takes whatever it is given.
    if let Err(error) = told.serialize(&mut Serializer::with_formatter(&mut text, formatter)) {
        log::error!("a comparison has no JSON: {error}");
    }
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

struct Told<'a> {
    comparison: &'a Comparison,
    before: &'a Assessment,
    after: &'a Assessment,
}

/// A list whose items are made as they are written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl Serialize for Told<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let delta = &self.comparison.delta;
        let kinds = [
            PairKind::Same,
            PairKind::Modified,
            PairKind::Moved,
            PairKind::MovedToChange,
            PairKind::Added,
            PairKind::Removed,
        ];
        let rows: Map<String, Value> =
            kinds.into_iter().map(|kind| (kind.key().to_owned(), delta.count(kind).into())).collect();
        let typographic = delta.differences.iter().filter(|it| it.weight == Weight::Typographic).count();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("before", &head(self.before))?;
        map.serialize_entry("after", &head(self.after))?;
        map.serialize_entry("changes", &Each(|| self.comparison.movement.changes.iter().map(|it| self.change(it))))?;
        map.serialize_entry("rows", &rows)?;
        map.serialize_entry("typographic", &typographic)?;
        map.serialize_entry("pairs", &Each(|| delta.pairs.iter().map(PairOut::of)))?;
        map.serialize_entry("differences", &Each(|| delta.differences.iter().map(difference)))?;
        let sentences: Vec<String> = self.comparison.sentences().into_iter().map(|sentence| sentence.text).collect();
        map.serialize_entry("sentences", &sentences)?;
        map.serialize_entry("reopenings", &Each(|| self.comparison.movement.reopened.iter().map(reopened)))?;
        map.end()
    }
}

impl Told<'_> {
    fn change(&self, change: &ChangeMovement) -> Value {
        let earlier = self.comparison.origin_of(&change.change);
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
            "planned_before": earlier.map_or_else(Vec::new, |key| plans(self.before, key)),
            "planned_after": plans(self.after, &change.change),
            "planned_for_now": change.plan.map(|plan| json!({
                "quarter": plan.quarter.to_string(),
                "level": plan.level.key(),
                "outcome": outcome,
            })),
            "definition_changed": change.definition_changed(),
        })
    }
}

/// A pair as it is written. A struct, not a value: there are as many as rows.
#[derive(Serialize)]
struct PairOut<'a> {
    before: Option<SideOut<'a>>,
    after: Option<SideOut<'a>>,
    kinds: Vec<&'static str>,
    confidence: f64,
    in_question: bool,
    split_of: Option<&'a str>,
}

#[derive(Serialize)]
struct SideOut<'a> {
    id: &'a str,
    source_line: Option<u32>,
    change: &'a str,
}

impl<'a> PairOut<'a> {
    fn of(pair: &'a Pair) -> Self {
        let side =
            |row: &'a RowAt| SideOut { id: row.id.as_str(), source_line: row.source_line, change: row.change.as_str() };
        Self {
            before: pair.before.as_ref().map(side),
            after: pair.after.as_ref().map(side),
            kinds: pair.kinds().into_iter().map(PairKind::key).collect(),
            confidence: rounded(pair.confidence),
            in_question: pair.in_question(),
            split_of: pair.split_of.as_ref().map(RowId::as_str),
        }
    }
}

/// A reopening; the digest is of what had been sealed, where that was kept.
fn reopened(it: &Reopened) -> Value {
    json!({
        "quarter": it.quarter.to_string(),
        "on": it.reopening.on.to_string(),
        "by": it.reopening.by,
        "reason": it.reopening.reason,
        "digest": it.reopening.digest,
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
