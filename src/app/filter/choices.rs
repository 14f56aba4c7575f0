//! What can be chosen of a facet, with how many rows each choice would show beside all else that is in force.

use super::matching::{Matcher, Texts, fold_name, values};
use super::sort::natural;
use super::{Context, DueKind, Facet, Filter, Noticed, Value};
use crate::model::{Assessment, ChangeKey, Framework, Level, StatusKind};
use std::collections::HashMap;
use strum::IntoEnumIterator as _;

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub value: Value,
    /// In words.
    pub words: String,
    /// How many rows have it, of those that the other facets and the words let through.
    pub rows: usize,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// The choices of a facet, in the order of the framework, of the levels, or of the alphabet.
pub(super) fn choices(
    facet: Facet,
    filter: &Filter,
    (assessment, framework): (&Assessment, &Framework),
    only: Option<&ChangeKey>,
    context: &Context<'_>,
    texts: &mut Texts,
) -> Vec<Choice> {
    let others = filter.without(facet);
    let matcher = Matcher::new(&others);
    let mut counts: HashMap<Value, (Value, usize)> = HashMap::new();
    for value in standing(facet, framework).into_iter().chain(filter.of(facet).cloned()) {
        counts.entry(folded(&value)).or_insert((value, 0));
    }
    for row in assessment.rows.iter().filter(|row| only.is_none_or(|only| row.change == *only)) {
        let shown = usize::from(matcher.matches(row, context, || texts.of(row)));
        let mut seen: Vec<Value> = Vec::new();
        for value in values(row, facet, context) {
            let key = folded(&value);
            // An organisation that a row names twice is still one row.
            if !seen.contains(&key) {
                counts.entry(key.clone()).or_insert((value, 0)).1 += shown;
                seen.push(key);
            }
        }
    }
    let mut choices: Vec<Choice> = counts
        .into_values()
        .map(|(value, rows)| Choice { words: value.words(framework), rows, chosen: filter.has(&value), value })
        .collect();
    choices.sort_by(|one, other| match (&one.value, &other.value) {
        (Value::Change(one), Value::Change(other)) => framework.number(one).cmp(&framework.number(other)),
        (Value::Organisation(one), Value::Organisation(other)) | (Value::Owner(one), Value::Owner(other)) => {
            // What nobody is named in comes last.
            one.is_empty().cmp(&other.is_empty()).then_with(|| natural(&fold_name(one), &fold_name(other)))
        }
        (one, other) => one.cmp(other),
    });
    choices
}

/// Values that are offered whether or not a row has them.
fn standing(facet: Facet, framework: &Framework) -> Vec<Value> {
    match facet {
        Facet::Change => framework.changes.iter().map(|change| Value::Change(change.key.clone())).collect(),
        Facet::Status => Level::all()
            .map(StatusKind::At)
            .chain([StatusKind::Split, StatusKind::Unknown])
            .map(Value::Status)
            .collect(),
        Facet::Due => DueKind::iter().map(Value::Due).collect(),
        Facet::Reviewed => [false, true].map(Value::Reviewed).into(),
        Facet::Findings => Noticed::iter().map(Value::Findings).collect(),
        Facet::Organisation | Facet::Owner => Vec::new(),
    }
}

/// The same for every spelling of a value.
fn folded(value: &Value) -> Value {
    match value {
        Value::Organisation(name) => Value::Organisation(fold_name(name)),
        Value::Owner(name) => Value::Owner(fold_name(name)),
        value => value.clone(),
    }
}
