//! What stands at a spot, in the words in which a person reads it.

use super::{ActionRow, Metric, Status, Value};
use std::fmt::{Display, Formatter, Result};

impl Display for Value {
    /// In words; lists line by line; nothing where nothing stands.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(words) => f.write_str(words),
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::Day(day) => day.format("%-d %b %Y").fmt(f),
            Self::Framework(id) => id.fmt(f),
            Self::State(state) => f.write_str(state.name()),
            Self::Level(level) => level.fmt(f),
            Self::Status(Status::Unknown(typed)) if !typed.is_empty() => write!(f, "Unknown (“{typed}”)"),
            Self::Status(status) => status.fmt(f),
            Self::Due(due) => f.write_str(due.typed()),
            Self::Delivery(delivery) => f.write_str(delivery.name()),
            Self::Change(key) => key.fmt(f),
            Self::Yes => f.write_str("yes"),
            Self::Lines(lines) => each(f, lines, Clone::clone),
            Self::Judgement(judgement) => f.write_str(judgement.now.map_or("not assessed", |level| level.name())),
            Self::Row(row) => f.write_str(&in_a_line(row)),
            Self::Source(source) => write!(f, "{}, line {}", source.document, source.line),
            Self::Marks(marks) => each(f, marks, |mark| format!("{}: {}", mark.field.name(), mark.note)),
            Self::Order(rows) => each(f, rows, ToString::to_string),
            Self::Funding(lines) => each(f, lines, |line| {
                let parts = [&line.typed, &line.source, &line.purpose];
                parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
            }),
            Self::LocalWording(lines) => each(f, lines, |line| format!("{}: {}", line.level, line.text)),
            Self::Reopenings(lines) => {
                each(f, lines, |line| format!("{} {}: {}", line.on.format("%-d %b %Y"), line.by, line.reason))
            }
            Self::Metric(metric) => f.write_str(&figures(metric)),
            Self::Priorities(lines) => each(f, lines, |line| line.text.clone()),
            Self::Decisions(lines) => {
                each(f, lines, |line| format!("{} {}: {}", line.on.format("%-d %b %Y"), line.by, line.text))
            }
            Self::Glossary(lines) => each(f, lines, |line| format!("{}: {}", line.short, line.meaning)),
            Self::SameRows(lines) => each(f, lines, |line| {
                format!("{} {} {}", line.row, if line.same { "is" } else { "is not" }, line.other)
            }),
            Self::KeptTexts(lines) => each(f, lines, |line| format!("{}: {}", line.at.name(), line.reason)),
            Self::Undecided(conflicts) => each(f, conflicts, |conflict| conflict.spot.name()),
            Self::Position(place) => place.fmt(f),
        }
    }
}

impl Value {
    /// The items of what is a list, each in words; of a metric, each of its figures. `None` of what is no list.
    #[must_use]
    pub fn items(&self) -> Option<Vec<String>> {
        match self {
            Self::Lines(_)
            | Self::Marks(_)
            | Self::Order(_)
            | Self::Funding(_)
            | Self::LocalWording(_)
            | Self::Reopenings(_)
            | Self::Priorities(_)
            | Self::Decisions(_)
            | Self::Glossary(_)
            | Self::SameRows(_)
            | Self::KeptTexts(_)
            | Self::Undecided(_) => {
                // An item may have lines of its own, which then stand as items; nothing is lost by that.
                Some(self.to_string().lines().map(str::to_owned).collect())
            }
            Self::Metric(metric) => Some(all_figures(metric)),
            _ => None,
        }
    }
}

fn all_figures(metric: &Metric) -> Vec<String> {
    let mut lines = vec![format!("unit: {}", metric.unit)];
    let by = metric.target_by.map(|by| format!(" by {by}")).unwrap_or_default();
    lines.extend(metric.target.map(|target| format!("target: {target}{by}")));
    lines.extend(metric.values.iter().map(|value| {
        let rag = value.rag.map(|rag| format!(", {}", rag.name().to_lowercase())).unwrap_or_default();
        format!("{}: {}{rag}", value.period, value.value)
    }));
    if !metric.note.is_empty() {
        lines.push(format!("note: {}", metric.note));
    }
    if let Some(days) = &metric.delayed_days {
        lines.push(format!("people aged 18 and over: {} ({})", days.adult_population, days.population_year));
        lines.extend(days.months.iter().map(|(year, month, days)| format!("delayed days {year}-{month:02}: {days}")));
    }
    lines
}

fn each<T>(f: &mut Formatter<'_>, items: &[T], line: impl Fn(&T) -> String) -> Result {
    f.write_str(&items.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// A row in a line: what happens, or what is to be done, and its status.
fn in_a_line(row: &ActionRow) -> String {
    let status = Value::Status(row.status.clone());
    let words = [&row.where_now, &row.needs, &row.gaps].into_iter().find(|words| !words.trim().is_empty());
    match words {
        Some(words) => format!("{} ({status})", words.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => format!("an empty row ({status})"),
    }
}

/// The last value of a metric and its target.
fn figures(metric: &Metric) -> String {
    let last = metric.values.last().map(|last| format!("{} in {}", last.value, last.period));
    let target = metric.target.map(|target| format!("target {target}"));
    let count = format!("{} values", metric.values.len());
    [last, target, Some(count)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
