//! Which rows of the action table are shown, and in what order: a view of the document, never a part of it.
//!
//! A [`Filter`] is words and chosen values. Values of one facet widen it (Mature or unknown), facets narrow it (of UHL,
//! and overdue). A [`Sort`] puts what is left in the order of one column. [`Sight`] works out what is shown, once for each
//! state of all that it depends on, and keeps rows in place while they are edited.

mod choices;
mod in_force;
mod matching;
mod saved;
mod sight;
mod sort;
mod value;

pub use choices::Choice;
pub use matching::{Context, Findings};
pub use saved::SavedFilter;
pub use sight::Visible;
pub(super) use sight::{Sight, World, rows_in_order};
pub use sort::{Sort, natural};
pub use value::{DueKind, Facet, Noticed, Value};

use crate::model::{Framework, capitalised};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most values of one facet that are named in a sentence; of more the rest is counted.
const NAMED: usize = 3;

/// What a row must have to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words as typed: each must occur somewhere in the row, in any case.
    pub words: String,
    /// Chosen values. Of each facet with any, the row must have one.
    #[serde(serialize_with = "value::write", deserialize_with = "value::read")]
    pub chosen: BTreeSet<Value>,
}

impl Filter {
    /// Whether it shows every row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.chosen.is_empty()
    }

    /// The chosen values of a facet.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = &Value> {
        self.chosen.iter().filter(move |value| value.facet() == facet)
    }

    /// Whether a value is chosen, in whatever case it is written.
    #[must_use]
    pub fn has(&self, value: &Value) -> bool {
        self.of(value.facet()).any(|chosen| chosen.same(value))
    }

    /// The same with a value chosen, or not any more.
    #[must_use]
    pub fn toggled(&self, value: &Value) -> Self {
        let mut filter = self.clone();
        filter.chosen.retain(|chosen| !chosen.same(value));
        if filter.chosen.len() == self.chosen.len() {
            filter.chosen.insert(value.clone());
        }
        filter
    }

    /// The same without a facet's values.
    #[must_use]
    pub fn without(&self, facet: Facet) -> Self {
        let mut filter = self.clone();
        filter.chosen.retain(|value| value.facet() != facet);
        filter
    }

    /// Whether it means one framework only: it names changes.
    #[must_use]
    pub fn names_changes(&self) -> bool {
        self.of(Facet::Change).next().is_some()
    }

    /// One sentence that says what is shown: "Overdue, of Leicester City LA".
    #[must_use]
    pub fn words(&self, framework: &Framework) -> String {
        use Facet::{Change, Due, Findings, Organisation, Owner, Reviewed, Status};
        let mut parts = Vec::new();
        for facet in [Due, Reviewed, Status, Change, Organisation, Owner, Findings] {
            let values: Vec<&Value> = self.of(facet).collect();
            if !values.is_empty() {
                parts.push(part(facet, &values, framework));
            }
        }
        let typed: Vec<&str> = self.words.split_whitespace().collect();
        if !typed.is_empty() {
            parts.push(format!("with “{}”", typed.join("” and “")));
        }
        if parts.is_empty() { "All rows".to_owned() } else { capitalised(&parts.join(", ")) }
    }
}

/// The part of the sentence that speaks of one facet.
fn part(facet: Facet, values: &[&Value], framework: &Framework) -> String {
    let nobody = |value: &&&Value| matches!(value, Value::Organisation(name) | Value::Owner(name) if name.is_empty());
    let named: Vec<String> =
        values.iter().filter(|value| !nobody(value)).map(|value| in_sentence(value, framework)).collect();
    let listed = listed(&named);
    let lead = match facet {
        Facet::Due | Facet::Reviewed | Facet::Findings => return listed,
        Facet::Status => "at",
        Facet::Change => "in",
        Facet::Organisation => "of",
        Facet::Owner => "owned by",
    };
    let without = if facet == Facet::Organisation { "of no organisation named" } else { "without an owner" };
    match (values.iter().any(|value| nobody(&value)), named.is_empty()) {
        (true, true) => without.to_owned(),
        (true, false) => format!("{lead} {listed} or {without}"),
        (false, _) => format!("{lead} {listed}"),
    }
}

/// A value as it stands within a sentence.
fn in_sentence(value: &Value, framework: &Framework) -> String {
    match value {
        Value::Due(_) => value.words(framework).to_lowercase(),
        Value::Reviewed(true) => "reviewed".to_owned(),
        Value::Reviewed(false) => "not yet reviewed".to_owned(),
        Value::Findings(Noticed::Any) => "with a finding".to_owned(),
        Value::Findings(Noticed::Gap) => "with something missing".to_owned(),
        Value::Findings(Noticed::Question) => "with something to decide".to_owned(),
        Value::Findings(Noticed::GapWithoutAction) => "with a gap that no action answers".to_owned(),
        Value::Status(crate::model::StatusKind::Split) => "a split".to_owned(),
        Value::Status(crate::model::StatusKind::Unknown) => "an unknown status".to_owned(),
        _ => value.words(framework),
    }
}

/// "A", "A or B", "A, B or C", "A, B, C or 4 others".
fn listed(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        let rest = names.len() - NAMED;
        shown.push(if rest == 1 { "1 other".to_owned() } else { format!("{rest} others") });
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    }
}
