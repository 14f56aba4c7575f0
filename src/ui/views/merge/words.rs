//! What stands at a spot, in words: for a screen reader, and for what has no drawing of its own.

use crate::app::{Session, first_words};
use crate::model::{
    Better, ChangeKey, ChangeText, Decision, Funding, Metric, Period, RowField, RowId, Spot, State, Value,
};
use crate::ui::views::rows::status_words;
use crate::ui::widgets::level_words;
use strum::IntoEnumIterator as _;

/// A value in words. Lines of a list are parted by semicolons.
pub(super) fn words(session: &Session, spot: &Spot, value: &Value) -> String {
    match value {
        Value::Nothing => nothing(spot).to_owned(),
        Value::Text(text) => text.clone(),
        Value::Quarter(quarter) => quarter.to_string(),
        Value::Day(day) => day.format("%-d %B %Y").to_string(),
        Value::Framework(id) => id.to_string(),
        Value::State(State::Draft) => "draft".to_owned(),
        Value::State(State::Sealed(seal)) => format!("sealed by {} on {}", seal.by, seal.on.format("%-d %B %Y")),
        Value::Level(level) => level_words(Some(*level)),
        Value::Status(status) => status_words(status),
        Value::Due(due) => format!("{}, read as {}", due.typed(), due.reading()),
        Value::Delivery(delivery) => delivery.name().to_owned(),
        Value::Change(key) => change_words(session, key),
        Value::Yes if matches!(spot, Spot::Cell(_, RowField::Reviewed)) => "reviewed".to_owned(),
        Value::Yes => "yes".to_owned(),
        Value::Source(source) => format!("{}, line {}", source.document, source.line),
        Value::Position(place) => format!("place {place}"),
        value => lines(session, spot, value).join("; "),
    }
}

/// What it is called when nothing stands there.
const fn nothing(spot: &Spot) -> &'static str {
    match spot {
        Spot::Level(_) => "not assessed",
        Spot::Plan(..) => "no plan",
        Spot::Row(_) => "no row",
        Spot::Judgement(_) => "not judged",
        Spot::Metric(..) => "no metric",
        Spot::Cell(_, RowField::Status) => "unknown",
        Spot::Cell(_, RowField::Reviewed) => "not reviewed",
        _ => "nothing",
    }
}

/// A change by its number and title.
pub(super) fn change_words(session: &Session, key: &ChangeKey) -> String {
    let framework = session.framework();
    match (framework.number(key), framework.change(key)) {
        (Some(number), Some(change)) => format!("{number} {}", change.title),
        _ => key.to_string(),
    }
}

/// The lines of a value that is a list, and of what has several parts.
pub(super) fn lines(session: &Session, spot: &Spot, value: &Value) -> Vec<String> {
    let row = |id: &RowId| session.assessment().row(id).map_or_else(|| id.to_string(), first_words);
    let of_change =
        |key: Option<&ChangeKey>| key.map_or_else(String::new, |key| format!(" ({})", change_words(session, key)));
    match value {
        Value::Nothing => Vec::new(),
        Value::Lines(lines) => lines.clone(),
        Value::Judgement(judgement) => std::iter::once(level_words(judgement.now))
            .chain(
                ChangeText::iter()
                    .filter(|text| !judgement.texts.get(*text).is_empty())
                    .map(|text| format!("{}: {}", text.name(), judgement.texts.get(text))),
            )
            .collect(),
        Value::Row(whole) => RowField::iter()
            .filter(|field| *field != RowField::Change && !whole.value(*field).is_nothing())
            .map(|field| {
                format!(
                    "{}: {}",
                    field.name(),
                    words(session, &Spot::Cell(whole.id.clone(), field), &whole.value(field))
                )
            })
            .collect(),
        Value::Marks(marks) => {
            marks.iter().map(|mark| format!("{}: “{}”, {}", mark.field.name(), mark.typed, mark.note)).collect()
        }
        Value::Order(order) => order.iter().enumerate().map(|(at, id)| format!("{}. {}", at + 1, row(id))).collect(),
        Value::Funding(funding) => funding.iter().map(funding_words).collect(),
        Value::LocalWording(wordings) => {
            wordings.iter().map(|wording| format!("{}: {}", level_words(Some(wording.level)), wording.text)).collect()
        }
        Value::Reopenings(times) => {
            times.iter().map(|time| format!("{}, {}: {}", time.on.format("%-d %B %Y"), time.by, time.reason)).collect()
        }
        Value::Metric(metric) => metric_words(metric),
        Value::Priorities(priorities) => priorities
            .iter()
            .map(|priority| format!("{}{}", priority.text, of_change(priority.change.as_ref())))
            .collect(),
        Value::Decisions(decisions) => decisions
            .iter()
            .map(|Decision { on, by, text, change }| {
                format!("{}, {by}: {text}{}", on.format("%-d %B %Y"), of_change(change.as_ref()))
            })
            .collect(),
        Value::Glossary(entries) => entries.iter().map(|entry| format!("{}: {}", entry.short, entry.meaning)).collect(),
        Value::SameRows(rows) => rows
            .iter()
            .map(|same| {
                let is = if same.same { "is" } else { "is not" };
                format!("“{}” {is} {}", row(&same.row), same.other)
            })
            .collect(),
        Value::KeptTexts(kept) => kept.iter().map(|it| format!("{}: {}", it.at.name(), it.reason)).collect(),
        Value::Undecided(conflicts) => conflicts.iter().map(|conflict| conflict.spot.name()).collect(),
        other => vec![words(session, spot, other)],
    }
}

fn funding_words(funding: &Funding) -> String {
    let part = |before: &str, words: &str| if words.is_empty() { String::new() } else { format!("{before}{words}") };
    format!("{}{}{}", funding.typed, part(" from ", &funding.source), part(" for ", &funding.purpose))
}

fn metric_words(metric: &Metric) -> Vec<String> {
    let better = match metric.better {
        Better::Lower => "lower is better",
        Better::Higher => "higher is better",
    };
    let mut lines = vec![format!("{}, {better}", metric.unit)];
    if let Some(target) = metric.target {
        let by = metric.target_by.as_ref().map_or_else(String::new, |by: &Period| format!(" by {by}"));
        lines.push(format!("target {target}{by}"));
    }
    lines.extend(metric.values.iter().map(|value| format!("{}: {}", value.period, value.value)));
    lines.extend((!metric.note.is_empty()).then(|| metric.note.clone()));
    lines
}
