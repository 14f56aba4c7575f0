//! What is shown of the action table, worked out once for each state of document, filter and order.
//!
//! Rows do not vanish or jump under the hand: an edit leaves every row that is shown where it is, as a spreadsheet does,
//! and what no longer matches is counted, until the filter is applied anew, changed or left. A new row is always shown.

use super::matching::{Matcher, Texts};
use super::sort::{Key, Numbers, numbers};
use super::{Choice, Context, Facet, Filter, Findings, Sort, choices};
use crate::app::Derived;
use crate::model::{ActionRow, Assessment, ChangeKey, Framework, RowId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visible {
    /// Positions in the document, in the order shown.
    pub positions: Vec<usize>,
    /// How many rows there would be without a filter.
    pub rows: usize,
    /// How many rows of the whole table match, wherever one is.
    pub matching: usize,
    /// How many are shown although they do not match: edited, new, or gone to.
    pub strays: usize,
    /// The rows are no longer in the order they are sorted by.
    pub unordered: bool,
    /// Raised each time filter or order is applied: what is shown is then looked at from its beginning.
    pub turn: usize,
    /// Rows stand change by change, so that each change can have its heading.
    pub grouped: bool,
}

/// What there is to be seen: a document and which part of it is looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct World<'a> {
    pub generation: u64,
    pub assessment: &'a Arc<Assessment>,
    pub framework: &'a Framework,
    pub derived: Option<&'a Arc<Derived>>,
    pub only: Option<&'a ChangeKey>,
}

/// The state for which [`Visible`] was worked out, kept alive so that its addresses name it.
#[derive(Debug)]
struct Seen {
    generation: u64,
    assessment: Arc<Assessment>,
    derived: Option<Arc<Derived>>,
    only: Option<ChangeKey>,
}

/// Filter and order in force, and what comes of them.
#[derive(Debug, Default)]
pub(in crate::app) struct Sight {
    filter: Filter,
    sort: Option<Sort>,
    visible: Arc<Visible>,
    seen: Option<Seen>,
    /// Filter and order are to be applied anew.
    stale: bool,
    turn: usize,
    /// One more row is to be shown, beside those that are.
    more: bool,
    /// Rows that somebody went to, which are shown whether they match or not.
    wanted: HashSet<RowId>,
    texts: Texts,
    findings: Option<(Arc<Derived>, Arc<Findings>)>,
}

impl Sight {
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    pub const fn sort(&self) -> Option<Sort> {
        self.sort
    }

    pub const fn visible(&self) -> &Arc<Visible> {
        &self.visible
    }

    /// Puts another filter in force.
    pub fn set_filter(&mut self, filter: Filter) {
        if self.filter != filter {
            self.filter = filter;
            self.apply();
        }
    }

    /// Puts another order in force.
    pub fn set_sort(&mut self, sort: Option<Sort>) {
        if self.sort != sort {
            self.sort = sort;
            self.apply();
        }
    }

    /// Applies filter and order anew: what does not match goes.
    pub fn apply(&mut self) {
        self.stale = true;
        self.turn += 1;
        self.wanted.clear();
    }

    /// Shows a row whether it matches or not.
    pub fn want(&mut self, row: RowId) {
        self.more |= !self.filter.is_empty() && self.wanted.insert(row);
    }

    /// Another document is in hand: of another place nothing is kept, of the same place what its framework knows.
    pub fn enter(&mut self, same_place: bool, framework: &Framework) {
        if same_place {
            self.filter.chosen.retain(|value| match value {
                super::Value::Change(key) => framework.change(key).is_some(),
                _ => true,
            });
        } else {
            self.filter = Filter::default();
            self.sort = None;
        }
        self.apply();
        self.texts = Texts::default();
    }

    /// Works out what is shown, if anything has changed. Says whether it has.
    pub fn update(&mut self, world: World<'_>) -> bool {
        let World { generation, assessment, derived, only, .. } = world;
        let same_derived = |seen: &Seen| match (&seen.derived, derived) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        let here = self.seen.as_ref().filter(|seen| seen.generation == generation && seen.only.as_ref() == only);
        let fresh = std::mem::take(&mut self.stale) || here.is_none();
        let same = here.is_some_and(|seen| Arc::ptr_eq(&seen.assessment, assessment) && same_derived(seen));
        if !fresh && same && !std::mem::take(&mut self.more) {
            return false;
        }
        let visible = self.work_out(world, fresh);
        let changed = *self.visible != visible;
        if changed {
            self.visible = Arc::new(visible);
        }
        self.seen = Some(Seen {
            generation,
            assessment: Arc::clone(assessment),
            derived: derived.map(Arc::clone),
            only: only.cloned(),
        });
        if !same {
            self.texts.tidy();
        }
        changed
    }

    fn work_out(&mut self, world: World<'_>, fresh: bool) -> Visible {
        let World { assessment, framework, only, .. } = world;
        let numbers = numbers(framework);
        let mut positions = file_order(assessment, &numbers, only);
        let rows = positions.len();
        let keeps = !fresh && (self.sort.is_some() || !self.filter.is_empty());
        let before = self.seen.as_ref().filter(|_| keeps).map(|seen| {
            let shown = self.visible.positions.iter().filter_map(|at| seen.assessment.rows.get(*at));
            (Arc::clone(&seen.assessment), shown.map(Arc::clone).collect::<Vec<_>>())
        });
        let (mut matching, mut strays) = (assessment.rows.len(), 0);
        if !self.filter.is_empty() {
            let findings = self.findings(world.derived);
            let context = Context::of(assessment, &findings);
            let all = matching_rows(&self.filter, assessment, &context, &mut self.texts);
            matching = all.iter().filter(|matches| **matches).count();
            // Where one change is looked at, which changes are chosen says nothing.
            let here = if only.is_some() && self.filter.names_changes() {
                matching_rows(&self.filter.without(Facet::Change), assessment, &context, &mut self.texts)
            } else {
                all
            };
            let held = before.as_ref().map(|(then, shown)| Held::new(then, shown));
            let holds = |row: &RowId| self.wanted.contains(row) || held.as_ref().is_some_and(|held| held.keeps(row));
            positions.retain(|at| {
                if here.get(*at).copied().unwrap_or_default() {
                    return true;
                }
                let stray = assessment.rows.get(*at).is_some_and(|row| holds(&row.id));
                strays += usize::from(stray);
                stray
            });
        }
        let mut unordered = false;
        if let Some(sort) = self.sort {
            let keys = |at: &usize| assessment.rows.get(*at).and_then(|row| sort.key(row, &numbers));
            match &before {
                Some((_, shown)) => {
                    keep_places(&mut positions, assessment, shown);
                    let keys: Vec<Option<Key>> = positions.iter().map(keys).collect();
                    let in_order =
                        |one: &Option<Key>, other: &Option<Key>| sort.order(one.as_ref(), other.as_ref()).is_le();
                    unordered = !keys.is_sorted_by(in_order);
                }
                None => positions = in_order(&positions, sort, keys),
            }
        }
        let (turn, grouped) = (self.turn, only.is_none() && self.sort.is_none());
        Visible { positions, rows, matching, strays, unordered, turn, grouped }
    }

    /// Findings by row, sorted only when the filter asks for them.
    fn findings(&mut self, derived: Option<&Arc<Derived>>) -> Arc<Findings> {
        if self.filter.of(Facet::Findings).next().is_none() {
            return Arc::default();
        }
        let Some(derived) = derived else { return Arc::default() };
        match &self.findings {
            Some((known, findings)) if Arc::ptr_eq(known, derived) => Arc::clone(findings),
            _ => {
                let findings = Arc::new(Findings::by_row(&derived.findings));
                self.findings = Some((Arc::clone(derived), Arc::clone(&findings)));
                findings
            }
        }
    }

    /// What can be chosen of a facet.
    pub fn choices(&self, facet: Facet, world: World<'_>) -> Vec<Choice> {
        let World { assessment, framework, derived, only, .. } = world;
        let findings = derived.map(|derived| Findings::by_row(&derived.findings)).unwrap_or_default();
        let context = Context::of(assessment, &findings);
        // The folded texts are lent by nobody here: what is asked for when a list opens may cost a little more.
        let mut texts = Texts::default();
        let filter = if only.is_some() { self.filter.without(Facet::Change) } else { self.filter.clone() };
        choices::choices(facet, &filter, (assessment, framework), only, &context, &mut texts)
    }
}

/// Which rows of a document a filter lets through.
fn matching_rows(filter: &Filter, assessment: &Assessment, context: &Context<'_>, texts: &mut Texts) -> Vec<bool> {
    let matcher = Matcher::new(filter);
    assessment.rows.iter().map(|row| matcher.matches(row, context, || texts.of(row))).collect()
}

/// Rows that stay although they do not match.
struct Held<'a> {
    shown: HashSet<&'a RowId>,
    known: HashSet<&'a RowId>,
}

impl<'a> Held<'a> {
    fn new(then: &'a Assessment, shown: &'a [Arc<ActionRow>]) -> Self {
        Self { shown: shown.iter().map(|row| &row.id).collect(), known: then.rows.iter().map(|row| &row.id).collect() }
    }

    /// Whether it was shown before, or is new.
    fn keeps(&self, row: &RowId) -> bool {
        self.shown.contains(row) || !self.known.contains(row)
    }
}

/// Positions of all rows change by change, whatever the order in the file.
pub(in crate::app) fn rows_in_order(assessment: &Assessment, framework: &Framework) -> Vec<usize> {
    file_order(assessment, &numbers(framework), None)
}

/// Positions change by change, whatever the order in the file; within a change as they stand.
fn file_order(assessment: &Assessment, numbers: &Numbers<'_>, only: Option<&ChangeKey>) -> Vec<usize> {
    let of_change = |(_, row): &(usize, &Arc<ActionRow>)| only.is_none_or(|only| row.change == *only);
    let mut keyed: Vec<(Option<usize>, usize)> = assessment
        .rows
        .iter()
        .enumerate()
        .filter(of_change)
        .map(|(at, row)| (numbers.get(&row.change).copied(), at))
        .collect();
    // The position is part of the key, so the order is that of a stable sort.
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// Sorts positions, equals in the order they have.
fn in_order(positions: &[usize], sort: Sort, key: impl Fn(&usize) -> Option<Key>) -> Vec<usize> {
    let mut keyed: Vec<(Option<Key>, usize)> = positions.iter().map(|at| (key(at), *at)).collect();
    keyed.sort_by(|(one, _), (other, _)| sort.order(one.as_ref(), other.as_ref()));
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// Leaves rows where they were shown; what is new comes behind the row that stands above it in the file.
fn keep_places(positions: &mut Vec<usize>, assessment: &Assessment, shown: &[Arc<ActionRow>]) {
    let places: HashMap<&RowId, usize> = shown.iter().enumerate().map(|(place, row)| (&row.id, place + 1)).collect();
    let mut above = 0;
    let mut keyed: Vec<((usize, bool), usize)> = Vec::with_capacity(positions.len());
    for at in positions.iter() {
        let place = assessment.rows.get(*at).and_then(|row| places.get(&row.id));
        above = place.copied().unwrap_or(above);
        keyed.push(((above, place.is_none()), *at));
    }
    keyed.sort_by(|(one, _), (other, _)| Ord::cmp(one, other));
    positions.clear();
    positions.extend(keyed.into_iter().map(|(_, at)| at));
}
