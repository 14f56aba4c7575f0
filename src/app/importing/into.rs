//! A table brought to an assessment that there is: each of its rows to the one it is, and nothing lost.

use crate::compare::{MergeRefused, Merged, Names, PairBy, merge, pair_rows};
use crate::import::{Field, Proposal};
use crate::model::{ActionRow, Assessment, Counterpart, Editions, Framework, Mark, RowField, RowId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a table makes of an assessment.
#[derive(Clone, Debug)]
pub struct BroughtIn {
    /// The assessment as the table has it: what the table does not speak of stands as it was.
    pub theirs: Assessment,
    /// What the table was made from, where it carries that; its rows say what was edited in the table since.
    pub base: Option<Assessment>,
}

/// Brings a proposal to an assessment. Rows are found by the ids that the table carries, else by their text; a row that the
/// table has and the assessment has not is new. A row that only the assessment has stays, unless the table carries what it
/// was made from and that had the row: then it was deleted in the table. `known` has the editions that may lie between
/// that of the table and that of the assessment.
#[must_use]
pub fn brought_into(
    open: &Assessment,
    framework: &Framework,
    known: &[Arc<Framework>],
    proposal: &Proposal,
    base: Option<&Proposal>,
) -> BroughtIn {
    let editions = Editions::between(&proposal.framework, framework, known);
    let there = There { framework, editions: &editions };
    // A sheet with the levels alone says nothing of which rows there are.
    let rows = proposal.is_of_rows();
    let base = base.map(|base| laid_over(open, there, base, rows && base.is_of_rows()));
    let theirs = laid_over(base.as_ref().unwrap_or(open), there, proposal, rows && base.is_some());
    BroughtIn { theirs, base }
}

impl BroughtIn {
    /// One assessment of both: the table against what it was made from, merged with what became of that here.
    ///
    /// # Errors
    /// [`MergeRefused`] when they judge by different editions.
    pub fn merged(&self, open: &Assessment, names: Names<'_>) -> Result<Merged, MergeRefused> {
        merge(self.base.as_ref().unwrap_or(open), open, &self.theirs, names)
    }
}

/// The edition of the assessment, and how that of the table stands to it.
#[derive(Clone, Copy)]
struct There<'a> {
    framework: &'a Framework,
    editions: &'a Editions,
}

/// An assessment with the rows and the levels of a table laid over its own. `whole` says that the table has all the rows there are.
fn laid_over(open: &Assessment, there: There<'_>, proposal: &Proposal, whole: bool) -> Assessment {
    let fields: Vec<RowField> = proposal
        .columns
        .iter()
        .filter_map(|column| match column.field {
            Some(Field::Row(field)) => Some(field),
            _ => None,
        })
        .collect();
    let pairs = pairs(open, there.editions, proposal);
    let mut ids: HashSet<RowId> = open.rows.iter().map(|row| row.id.clone()).collect();
    let mut rows: Vec<Arc<ActionRow>> = Vec::new();
    let mut new_behind: HashMap<Option<usize>, Vec<Arc<ActionRow>>> = HashMap::new();
    let mut over: HashMap<usize, Arc<ActionRow>> = HashMap::new();
    let mut last = None;
    for (nth, it) in proposal.rows.iter().enumerate() {
        if let Some((at, own)) = pairs.get(&nth).and_then(|at| open.rows.get(*at).map(|row| (*at, row))) {
            over.insert(at, Arc::new(with_fields(own, &it.row, &fields, open, there)));
            last = Some(at);
            continue;
        }
        let mut row = it.row.as_ref().clone();
        if !there.editions.same() {
            to_this_edition(&mut row, there, proposal);
        }
        if ids.contains(&row.id) {
            row.id = RowId::unused(row.id.as_str(), |id| ids.contains(id));
        }
        ids.insert(row.id.clone());
        new_behind.entry(last).or_default().push(Arc::new(row));
    }
    rows.extend(new_behind.remove(&None).unwrap_or_default());
    for (at, row) in open.rows.iter().enumerate() {
        match over.remove(&at) {
            Some(row) => rows.push(row),
            None if whole => {}
            None => rows.push(Arc::clone(row)),
        }
        rows.extend(new_behind.remove(&Some(at)).unwrap_or_default());
    }
    let mut over = Assessment { rows, ..open.clone() };
    for it in &proposal.levels {
        // What is not one change in both editions has no level in common: the proposal has said so.
        let key = &it.judgement.change;
        let here = if there.editions.same() { Some(key) } else { there.editions.only_successor(key) };
        if let Some(judgement) = here.and_then(|here| over.change_mut(here)) {
            it.lay_over(judgement);
        }
    }
    over
}

/// Puts a row of another edition to the change that continues its own; where several do, or none, it goes to the first of
/// them, and says so.
fn to_this_edition(row: &mut ActionRow, there: There<'_>, proposal: &Proposal) {
    let (change, note) = match there.editions.counterpart(&row.change) {
        Counterpart::One(here) => {
            row.change = here.clone();
            return;
        }
        Counterpart::Perhaps(some) => {
            (some.first().copied(), "This change is not one change in this edition: put to the first that it may be.")
        }
        Counterpart::None => (
            there.framework.changes.first().map(|first| &first.key),
            "This change has no counterpart in this edition: put to the first.",
        ),
    };
    let Some(change) = change else { return };
    let stood = proposal.framework.change(&row.change).map_or_else(String::new, |change| change.title.clone());
    row.marks.retain(|mark| mark.field != RowField::Change);
    row.marks.push(Mark { field: RowField::Change, typed: stood, note: note.to_owned() });
    row.change = change.clone();
}

/// Which row of the assessment each row of the proposal is, both counted from 0.
fn pairs(open: &Assessment, editions: &Editions, proposal: &Proposal) -> HashMap<usize, usize> {
    let own: HashMap<&RowId, usize> = open.rows.iter().enumerate().map(|(at, row)| (&row.id, at)).collect();
    let mut pairs: HashMap<usize, usize> = proposal
        .rows
        .iter()
        .enumerate()
        .filter(|(_, it)| it.id_given)
        .filter_map(|(nth, it)| own.get(&it.row.id).map(|at| (nth, *at)))
        .collect();
    if !pairs.is_empty() {
        return pairs;
    }
    let there = proposal.assessment();
    for pair in pair_rows(open, &there, &editions.inverse(), PairBy::Text) {
        if let (Some(before), Some(after)) = (pair.before, pair.after) {
            pairs.insert(after, before);
        }
    }
    pairs
}

/// A row with those fields as the table has them. What the table says in other words that mean the same stays as it was.
fn with_fields(
    own: &ActionRow,
    other: &ActionRow,
    fields: &[RowField],
    open: &Assessment,
    there: There<'_>,
) -> ActionRow {
    let mut row = own.clone();
    for field in fields {
        match field {
            RowField::Change => {
                if there.editions.same() {
                    row.change = other.change.clone();
                } else if let Counterpart::One(here) = there.editions.counterpart(&other.change) {
                    row.change = here.clone();
                }
                // Where that is in doubt, it stays where it is.
            }
            RowField::WhereNow => row.where_now.clone_from(&other.where_now),
            RowField::Status => row.status = other.status.clone(),
            RowField::Spread => row.spread = other.spread.clone(),
            RowField::Gaps => row.gaps.clone_from(&other.gaps),
            RowField::Needs => row.needs.clone_from(&other.needs),
            RowField::Due => {
                if row.due.typed() != other.due.typed() {
                    row.due = crate::model::Due::read(other.due.typed(), open.as_at);
                }
            }
            RowField::Owner => row.owner.clone_from(&other.owner),
            RowField::Delivery => row.delivery = other.delivery,
            RowField::Progress => row.progress.clone_from(&other.progress),
            RowField::Evidence => row.evidence.clone_from(&other.evidence),
            RowField::Reviewed => row.reviewed = other.reviewed,
        }
    }
    row
}
