//! What stands somewhere, in words: for the screen and for the clipboard.

use crate::model::{ChangeKey, Framework, Level, Metric, Status, Value};

/// A value in words, a line for each item of a list; empty for nothing.
#[must_use]
pub fn value_words(value: &Value, framework: &Framework) -> String {
    let title = |key: &ChangeKey| match (framework.number(key), framework.change(key)) {
        (Some(number), Some(change)) => format!("{number} {}", change.title),
        _ => key.to_string(),
    };
    match value {
        Value::Nothing => String::new(),
        Value::Text(words) => words.clone(),
        Value::Quarter(quarter) => quarter.to_string(),
        Value::Day(day) => day.format("%-d %b %Y").to_string(),
        Value::Framework(id) => id.to_string(),
        Value::State(state) => state.name().to_owned(),
        Value::Level(level) | Value::Status(Status::At(level)) => level_words(*level),
        Value::Status(status) => status.to_string(),
        Value::Due(due) => due.typed().to_owned(),
        Value::Delivery(delivery) => delivery.name().to_owned(),
        Value::Change(key) => title(key),
        Value::Yes => "yes".to_owned(),
        Value::Lines(lines) => lines.join("\n"),
        Value::Judgement(judgement) => judgement.now.map_or_else(|| "not assessed".to_owned(), level_words),
        Value::Row(row) => row.where_now.clone(),
        Value::Source(source) => format!("{}, line {}", source.document, source.line),
        Value::Marks(marks) => lines(marks, |mark| format!("{}: {}", mark.field.name(), mark.note)),
        Value::Order(rows) => lines(rows, ToString::to_string),
        Value::Funding(funding) => lines(funding, |line| {
            let said = [&line.typed, &line.source, &line.purpose];
            said.into_iter().filter(|part| !part.trim().is_empty()).cloned().collect::<Vec<_>>().join(", ")
        }),
        Value::LocalWording(wording) => lines(wording, |line| format!("{}: {}", line.level, line.text)),
        Value::Reopenings(times) => {
            lines(times, |time| format!("{} by {}: {}", time.on.format("%-d %b %Y"), time.by, time.reason))
        }
        Value::Metric(metric) => metric_words(metric),
        Value::Priorities(priorities) => lines(priorities, |it| it.text.clone()),
        Value::Decisions(decisions) => {
            lines(decisions, |it| format!("{} ({}, {})", it.text, it.by, it.on.format("%-d %b %Y")))
        }
        Value::Glossary(entries) => lines(entries, |it| format!("{}: {}", it.short, it.meaning)),
        Value::SameRows(rows) => lines(rows, |it| {
            let are = if it.same { "is the same as" } else { "is another than" };
            format!("{} {are} {}", it.row, it.other)
        }),
        Value::KeptTexts(kept) => lines(kept, |it| format!("{}: {}", it.at.name(), it.reason)),
        Value::Undecided(conflicts) => lines(conflicts, |it| it.spot.name()),
        Value::Position(place) => place.to_string(),
    }
}

fn level_words(level: Level) -> String {
    format!("{} {level}", level.number())
}

fn lines<T>(items: &[T], words: impl Fn(&T) -> String) -> String {
    items.iter().map(words).collect::<Vec<_>>().join("\n")
}

fn metric_words(metric: &Metric) -> String {
    let last = metric.values.last().map_or_else(
        || "no value yet".to_owned(),
        |last| format!("{} in {} ({} values)", last.value, last.period, metric.values.len()),
    );
    let target = metric.target.map_or_else(String::new, |target| format!(", target {target}"));
    format!("{last}{target}")
}
