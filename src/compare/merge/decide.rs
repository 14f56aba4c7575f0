//! What a person answers to a conflict, carried out.

use super::desk::Three;
use super::{Answer, lists, spread};
use crate::model::{ActionRow, Assessment, Conflict, ConflictKind, PutRefused, RowField, RowId, Spot, Spread, Value};
use std::collections::HashSet;
use std::fmt::Debug;
use std::sync::Arc;

/// What stands before somebody's words when nobody knows who they are.
const NO_NAME: &str = "No name";

/// Whether both can be kept where a conflict stands: two texts, two lists, two spreads that can be read, two rows that
/// were added under one id. Never two levels, dates, statuses, plans or names, nor what one of them deleted.
#[must_use]
pub fn both_possible(conflict: &Conflict) -> bool {
    two_rows(conflict) || both(conflict, &conflict.mine.value).is_some()
}

/// Decides the conflict at that place of the document's list and takes it off.
///
/// - [`Answer::Mine`] keeps what stands in the document, which is mine's unless somebody edited it since; where the two
///   were combined, it puts mine's text; where mine deleted what theirs edited, it deletes; where one of them sealed, it
///   puts mine's state.
/// - [`Answer::Theirs`] puts what theirs has. Where theirs edited what mine deleted, it keeps what stands.
/// - [`Answer::Both`] puts both, where [`both_possible`]; the second of two rows comes below the first, under a new id.
/// - [`Answer::Other`] puts that value. Keeping two texts as they were combined is answering with what stands.
///
/// # Errors
/// [`PutRefused`] when the answer is none that fits there, when its row or change is not there any more, or when there is
/// no conflict at that place; nothing has changed then.
pub fn decide(assessment: &mut Assessment, at: usize, answer: Answer) -> Result<(), PutRefused> {
    let conflict = assessment.undecided.get(at).cloned().ok_or(PutRefused::OtherKind)?;
    let torn = can_be_deleted(&conflict.spot) && !conflict.base.is_nothing();
    let there = !assessment.value(&conflict.spot).is_nothing();
    match answer {
        Answer::Mine if torn && conflict.mine.value.is_nothing() => delete(assessment, &conflict.spot)?,
        Answer::Mine if conflict.kind == ConflictKind::Combined || conflict.spot == Spot::State => {
            assessment.put(&conflict.spot, conflict.mine.value)?;
        }
        Answer::Mine if torn && conflict.theirs.value.is_nothing() && !there => {
            assessment.put(&conflict.spot, conflict.mine.value)?;
        }
        Answer::Mine => {}
        Answer::Theirs if torn && conflict.theirs.value.is_nothing() => delete(assessment, &conflict.spot)?,
        Answer::Theirs if torn && conflict.mine.value.is_nothing() && there => {}
        Answer::Theirs => put(assessment, &conflict.spot, conflict.theirs.value)?,
        Answer::Both if two_rows(&conflict) => add_second(assessment, &conflict),
        Answer::Both => {
            let now = match conflict.kind {
                ConflictKind::Combined => Value::Nothing,
                ConflictKind::Undecided => assessment.value(&conflict.spot),
            };
            let mine = if now.is_nothing() { &conflict.mine.value } else { &now };
            let both = both(&conflict, mine).ok_or(PutRefused::OtherKind)?;
            assessment.put(&conflict.spot, both)?;
        }
        Answer::Other(value) => put(assessment, &conflict.spot, value)?,
    }
    assessment.undecided.remove(at);
    Ok(())
}

/// Puts a value; an order only for the rows that still belong to the change, so that no row moves among those of another.
fn put(assessment: &mut Assessment, spot: &Spot, value: Value) -> Result<(), PutRefused> {
    let value = match (spot, value) {
        (Spot::Order(key), Value::Order(ids)) => {
            let here: HashSet<&RowId> = assessment.rows_of(key).map(|row| &row.id).collect();
            Value::Order(ids.into_iter().filter(|id| here.contains(id)).collect())
        }
        (_, value) => value,
    };
    assessment.put(spot, value)
}

const fn can_be_deleted(spot: &Spot) -> bool {
    matches!(spot, Spot::Row(_) | Spot::Judgement(_) | Spot::Metric(..))
}

fn delete(assessment: &mut Assessment, spot: &Spot) -> Result<(), PutRefused> {
    assessment.put(spot, Value::Nothing)?;
    // Those of the same name that stood behind it have moved up.
    if let Spot::Metric(gone, at) = spot {
        for conflict in &mut assessment.undecided {
            if let Spot::Metric(name, nth) = &mut conflict.spot
                && name == gone
                && *nth > *at
            {
                *nth -= 1;
            }
        }
    }
    Ok(())
}

/// Whether both added a row under one id.
fn two_rows(conflict: &Conflict) -> bool {
    matches!(
        (&conflict.spot, &conflict.base, &conflict.mine.value, &conflict.theirs.value),
        (Spot::Row(_), Value::Nothing, Value::Row(_), Value::Row(_))
    )
}

/// Adds theirs below mine, or last where mine has been deleted since.
fn add_second(assessment: &mut Assessment, conflict: &Conflict) {
    let Value::Row(row) = &conflict.theirs.value else { return };
    let id = new_id(assessment, &row.id);
    let second = Arc::new(ActionRow { id, ..row.as_ref().clone() });
    let at = assessment.rows.iter().position(|known| known.id == row.id).map_or(assessment.rows.len(), |at| at + 1);
    assessment.rows.insert(at, second);
}

/// An id that no row has, nor any row that a conflict still keeps. Made from the old one, so that whoever decides the same
/// gets the same.
fn new_id(assessment: &Assessment, old: &RowId) -> RowId {
    let taken = |id: &RowId| {
        assessment.row(id).is_some() || assessment.undecided.iter().any(|conflict| conflict.spot.row() == Some(id))
    };
    RowId::unused(old.as_str(), taken)
}

/// Both in one value, with what mine has now.
fn both(conflict: &Conflict, mine: &Value) -> Option<Value> {
    let spot = &conflict.spot;
    match (mine, &conflict.theirs.value) {
        (Value::Text(mine), Value::Text(theirs)) if is_long(spot) => {
            let said = |by: &str, text: &str| {
                let by = by.trim();
                format!("{}: {text}", if by.is_empty() { NO_NAME } else { by })
            };
            Some(Value::Text(format!("{}\n{}", said(&conflict.mine.by, mine), said(&conflict.theirs.by, theirs))))
        }
        (Value::Text(mine), Value::Text(theirs)) if matches!(spot, Spot::Cell(_, RowField::Spread)) => {
            let [base, mine, theirs] = ["", mine, theirs].map(Spread::new);
            let joined = spread::joined(Three { base: &base, mine: &mine, theirs: &theirs })?;
            Some(Value::text(joined.typed()))
        }
        (Value::Lines(mine), Value::Lines(theirs)) => Some(Value::Lines(union(mine, theirs))),
        (Value::Marks(mine), Value::Marks(theirs)) => Some(Value::Marks(union(mine, theirs))),
        (Value::Funding(mine), Value::Funding(theirs)) => Some(Value::Funding(union(mine, theirs))),
        (Value::LocalWording(mine), Value::LocalWording(theirs)) => Some(Value::LocalWording(union(mine, theirs))),
        (Value::Reopenings(mine), Value::Reopenings(theirs)) => Some(Value::Reopenings(union(mine, theirs))),
        (Value::Priorities(mine), Value::Priorities(theirs)) => Some(Value::Priorities(union(mine, theirs))),
        (Value::Decisions(mine), Value::Decisions(theirs)) => Some(Value::Decisions(union(mine, theirs))),
        (Value::Glossary(mine), Value::Glossary(theirs)) => Some(Value::Glossary(union(mine, theirs))),
        _ => None,
    }
}

/// Whether a spot holds a text that may have several lines.
const fn is_long(spot: &Spot) -> bool {
    matches!(
        spot,
        Spot::Text(..) | Spot::Cell(_, RowField::WhereNow | RowField::Gaps | RowField::Needs | RowField::Progress)
    )
}

/// What stands in either.
fn union<T: PartialEq + Clone + Debug>(mine: &Vec<T>, theirs: &Vec<T>) -> Vec<T> {
    lists::joined_in_any_order(Three { base: &Vec::new(), mine, theirs })
}
