//! What a lead would want to know before the return goes out: what is missing, what does not fit together, what an
//! import assumed.
//!
//! Pure. A finding says what and why it matters; it never changes anything and never judges the judgement.

mod change_rules;
mod conflict_rules;
mod privacy;
mod row_rules;
mod rule;

pub use privacy::{Identifier, IdentifierKind, Private, REMOVED, before_leaving, identifiers, masked, redact};
pub use rule::{Rule, Severity};

use crate::model::{Assessment, ChangeKey, Framework, RowField, RowId};
use std::collections::HashMap;

/// Something that was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Where,
    /// What, and why it matters.
    pub text: String,
    /// What can be taken out or kept, where that is what it is about.
    pub private: Option<Private>,
}

impl Finding {
    fn new(rule: Rule, place: Where, text: String) -> Self {
        Self { rule, severity: rule.severity(), place, text, private: None }
    }
}

/// Hides what may identify somebody in what findings quote.
fn masked_findings(found: &mut [Finding]) {
    for finding in found.iter_mut().filter(|finding| finding.text.contains('“')) {
        if let std::borrow::Cow::Owned(hidden) = masked(&finding.text) {
            finding.text = hidden;
        }
    }
}

impl Finding {
    /// Whether it keeps a report from leaving until somebody says that it was seen.
    #[must_use]
    pub const fn stops_leaving(&self) -> bool {
        matches!(self.rule, Rule::Undecided | Rule::PossibleIdentifier)
    }
}

/// The place of a finding: a change, or a field of one of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Where {
    /// The change.
    pub change: Option<ChangeKey>,
    /// The row.
    pub row: Option<RowId>,
    /// The field of the row.
    pub field: Option<RowField>,
}

/// Everything noticed in an assessment: by severity, then in the framework's order of changes, then in the order of rows.
/// Linear in rows.
#[must_use]
pub fn check(assessment: &Assessment, framework: &Framework) -> Vec<Finding> {
    let numbers: HashMap<&ChangeKey, usize> =
        framework.changes.iter().enumerate().map(|(at, change)| (&change.key, at)).collect();
    // A row of a change that the framework does not have comes last.
    let last = framework.changes.len();
    let mut found: Vec<Vec<Finding>> = Vec::new();
    found.resize_with(last + 1, Vec::new);
    let mut note = |finding: Finding| {
        let number = finding.place.change.as_ref().and_then(|change| numbers.get(change)).copied().unwrap_or(last);
        if let Some(of_change) = found.get_mut(number) {
            of_change.push(finding);
        }
    };
    conflict_rules::check(assessment, &mut note);
    privacy::check(assessment, &assessment.kept_texts, &mut note);
    for judgement in &assessment.changes {
        change_rules::check(judgement, assessment.quarter, &mut note);
    }
    for row in &assessment.rows {
        row_rules::check(row, assessment.as_at, &mut note);
    }
    let mut found: Vec<Finding> = found.into_iter().flatten().collect();
    // Stable, so changes and rows keep their order within a severity.
    found.sort_by_key(|finding| finding.severity);
    masked_findings(&mut found);
    found
}
