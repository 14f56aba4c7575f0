//! What stands at a spot, for a machine.

use crate::model::{ActionRow, Level, Metric, RowField, Value as Stands};
use serde_json::{Map, Value, json};
use strum::IntoEnumIterator as _;

/// What stands there: levels by their key, texts as typed, lists as lists, `null` where nothing stands.
pub(super) fn as_json(value: &Stands) -> Value {
    match value {
        Stands::Nothing => Value::Null,
        Stands::Level(level) => level.key().into(),
        Stands::Position(place) => (*place).into(),
        Stands::Yes => true.into(),
        Stands::Day(day) => day.to_string().into(),
        Stands::Lines(lines) => json!(lines),
        Stands::Order(rows) => rows.iter().map(ToString::to_string).collect::<Vec<_>>().into(),
        Stands::Row(row) => as_row(row),
        Stands::Metric(metric) => as_metric(metric),
        Stands::Judgement(judgement) => json!({ "now": judgement.now.map_or("not_assessed", Level::key) }),
        Stands::Funding(_)
        | Stands::LocalWording(_)
        | Stands::Reopenings(_)
        | Stands::Priorities(_)
        | Stands::Decisions(_)
        | Stands::Glossary(_)
        | Stands::SameRows(_)
        | Stands::KeptTexts(_)
        | Stands::Undecided(_)
        | Stands::Marks(_) => value_lines(&value_text(value)),
        Stands::Text(_)
        | Stands::Quarter(_)
        | Stands::Framework(_)
        | Stands::State(_)
        | Stands::Status(_)
        | Stands::Due(_)
        | Stands::Delivery(_)
        | Stands::Change(_)
        | Stands::Source(_) => value_text(value).into(),
    }
}

fn value_text(value: &Stands) -> String {
    value.to_string()
}

fn value_lines(text: &str) -> Value {
    text.lines().map(str::to_owned).collect::<Vec<_>>().into()
}

fn as_row(row: &ActionRow) -> Value {
    let fields = RowField::iter().filter(|field| *field != RowField::Reviewed);
    let mut object: Map<String, Value> = [("id".to_owned(), row.id.as_str().into())].into_iter().collect();
    object.extend(fields.map(|field| (field.key().to_owned(), row.text(field).into_owned().into())));
    Value::Object(object)
}

fn as_metric(metric: &Metric) -> Value {
    let values = metric.values.iter().map(|it| json!({ "period": it.period.to_string(), "value": it.value }));
    json!({
        "name": metric.name,
        "unit": metric.unit,
        "target": metric.target,
        "values": values.collect::<Vec<_>>(),
    })
}
