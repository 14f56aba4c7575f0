//! Whether a row is shown. The filter is taken apart once, then each row costs a few comparisons; the row's texts are
//! folded once for each state of the row, however much is typed.

use super::Filter;
use super::value::{DueKind, Facet, Noticed, Value};
use crate::check::{Finding, Severity};
use crate::model::{ActionRow, Assessment, ChangeKey, Delivery, RowField, RowId, StatusKind};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Upper and lower case as one, and the apostrophe of a word processor as that of a keyboard.
pub(super) fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}

/// A name, folded and without the space around it.
pub(super) fn fold_name(name: &str) -> String {
    fold(name.trim())
}

/// What was noticed, by row.
#[derive(Clone, Debug, Default)]
pub struct Findings(HashMap<RowId, (bool, bool)>);

impl Findings {
    /// Sorts findings by row; those of a whole change are left out.
    #[must_use]
    pub fn by_row(findings: &[Finding]) -> Self {
        let mut rows: HashMap<RowId, (bool, bool)> = HashMap::new();
        for finding in findings {
            let Some(row) = &finding.place.row else { continue };
            let (gap, question) = rows.entry(row.clone()).or_default();
            *gap |= finding.severity == Severity::Gap;
            *question |= finding.severity == Severity::Question;
        }
        Self(rows)
    }

    fn has(&self, row: &ActionRow, noticed: Noticed) -> bool {
        let found = self.0.get(&row.id);
        match noticed {
            Noticed::Any => found.is_some(),
            Noticed::Gap => found.is_some_and(|(gap, _)| *gap),
            Noticed::Question => found.is_some_and(|(_, question)| *question),
            Noticed::GapWithoutAction => !blank(&row.gaps) && blank(&row.needs) && !finished(row),
        }
    }
}

/// What a row is judged against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day of the assessment.
    pub as_at: NaiveDate,
    /// The last day of the quarter after its own.
    pub until: NaiveDate,
    /// What was noticed, by row.
    pub findings: &'a Findings,
}

impl<'a> Context<'a> {
    /// The context of an assessment's rows.
    #[must_use]
    pub fn of(assessment: &Assessment, findings: &'a Findings) -> Self {
        Self { as_at: assessment.as_at, until: assessment.quarter.next().last_day(), findings }
    }
}

impl Filter {
    /// Whether a row is shown.
    #[must_use]
    pub fn matches(&self, row: &ActionRow, context: &Context<'_>) -> bool {
        let matcher = Matcher::new(self);
        matcher.matches(row, context, || searched(row).into())
    }
}

/// A filter taken apart.
#[derive(Debug)]
pub(super) struct Matcher<'a> {
    words: Vec<String>,
    changes: Vec<&'a ChangeKey>,
    statuses: Vec<StatusKind>,
    organisations: HashSet<String>,
    owners: HashSet<String>,
    dues: Vec<DueKind>,
    reviewed: Vec<bool>,
    noticed: Vec<Noticed>,
}

impl<'a> Matcher<'a> {
    /// Takes a filter apart.
    pub fn new(filter: &'a Filter) -> Self {
        let mut matcher = Self {
            words: filter.words.split_whitespace().map(fold).collect(),
            changes: Vec::new(),
            statuses: Vec::new(),
            organisations: HashSet::new(),
            owners: HashSet::new(),
            dues: Vec::new(),
            reviewed: Vec::new(),
            noticed: Vec::new(),
        };
        // The longest is the rarest, so most rows are left after one look.
        matcher.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for value in &filter.chosen {
            match value {
                Value::Change(key) => matcher.changes.push(key),
                Value::Status(kind) => matcher.statuses.push(*kind),
                Value::Organisation(name) => drop(matcher.organisations.insert(fold_name(name))),
                Value::Owner(name) => drop(matcher.owners.insert(fold_name(name))),
                Value::Due(kind) => matcher.dues.push(*kind),
                Value::Reviewed(reviewed) => matcher.reviewed.push(*reviewed),
                Value::Findings(noticed) => matcher.noticed.push(*noticed),
            }
        }
        matcher
    }

    /// Whether a row is shown; its folded texts are asked for last, and only when they are needed.
    pub fn matches(&self, row: &ActionRow, context: &Context<'_>, texts: impl FnOnce() -> Arc<str>) -> bool {
        let any = |none: bool, holds: &dyn Fn() -> bool| none || holds();
        any(self.changes.is_empty(), &|| self.changes.contains(&&row.change))
            && any(self.statuses.is_empty(), &|| self.statuses.contains(&row.status.kind()))
            && any(self.reviewed.is_empty(), &|| self.reviewed.contains(&row.reviewed))
            && any(self.dues.is_empty(), &|| due_kind(row, context).is_some_and(|kind| self.dues.contains(&kind)))
            && any(self.owners.is_empty(), &|| self.owners.contains(&fold_name(&row.owner)))
            && any(self.noticed.is_empty(), &|| self.noticed.iter().any(|noticed| context.findings.has(row, *noticed)))
            && any(self.organisations.is_empty(), &|| self.names_one_of_them(row))
            && (self.words.is_empty() || {
                let texts = texts();
                self.words.iter().all(|word| texts.contains(word.as_str()))
            })
    }

    fn names_one_of_them(&self, row: &ActionRow) -> bool {
        let named = row.spread.organisations();
        if named.is_empty() {
            return self.organisations.contains("");
        }
        named.iter().any(|organisation| self.organisations.contains(&fold_name(organisation.name)))
    }
}

/// The values of a facet that a row has.
pub(super) fn values(row: &ActionRow, facet: Facet, context: &Context<'_>) -> Vec<Value> {
    match facet {
        Facet::Change => vec![Value::Change(row.change.clone())],
        Facet::Status => vec![Value::Status(row.status.kind())],
        Facet::Owner => vec![Value::Owner(row.owner.trim().to_owned())],
        Facet::Due => due_kind(row, context).map(Value::Due).into_iter().collect(),
        Facet::Reviewed => vec![Value::Reviewed(row.reviewed)],
        Facet::Findings => {
            Noticed::iter().filter(|noticed| context.findings.has(row, *noticed)).map(Value::Findings).collect()
        }
        Facet::Organisation => {
            let named = row.spread.organisations();
            if named.is_empty() {
                return vec![Value::Organisation(String::new())];
            }
            named.into_iter().map(|organisation| Value::Organisation(organisation.name.to_owned())).collect()
        }
    }
}

fn due_kind(row: &ActionRow, context: &Context<'_>) -> Option<DueKind> {
    if finished(row) {
        return None;
    }
    match row.due.last_day() {
        None => Some(DueKind::NoDate),
        Some(last) if last < context.as_at => Some(DueKind::Overdue),
        Some(last) if last <= context.until => Some(DueKind::Next),
        Some(_) => None,
    }
}

fn finished(row: &ActionRow) -> bool {
    matches!(row.delivery, Some(Delivery::Done | Delivery::Stopped))
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// All that is searched in a row, folded: its texts, a line each so that no word is found across two of them, and its id.
/// Not its change and whether it is reviewed: those are chosen, not typed.
fn searched(row: &ActionRow) -> String {
    let mut all = String::new();
    for field in RowField::iter().filter(|field| !matches!(field, RowField::Change | RowField::Reviewed)) {
        let text = row.text(field);
        if !text.is_empty() {
            all.push_str(&text);
            all.push('\n');
        }
    }
    all.push_str(row.id.as_str());
    fold(&all)
}

/// The folded texts of rows. A row is named by where it lies in memory, and kept there as long as its text is.
#[derive(Debug, Default)]
pub(super) struct Texts {
    rows: HashMap<usize, (Arc<ActionRow>, Arc<str>)>,
}

impl Texts {
    /// The folded texts of a row.
    pub fn of(&mut self, row: &Arc<ActionRow>) -> Arc<str> {
        let place = Arc::as_ptr(row) as usize;
        let (_, text) = self.rows.entry(place).or_insert_with(|| (Arc::clone(row), searched(row).into()));
        Arc::clone(text)
    }

    /// Lets go of rows that nobody else has, once it holds many more than there are.
    pub fn tidy(&mut self, rows: usize) {
        if self.rows.len() > rows + rows / 4 + 64 {
            self.rows.retain(|_, (row, _)| Arc::strong_count(row) > 1);
        }
    }
}
