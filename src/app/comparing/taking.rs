//! Taking a difference over: what the other side has is put into the open assessment, in the terms of that one.

use super::{App, Compared};
use crate::app::{Edit, RowPlace, Session, clock};
use crate::compare::{Delta, Difference};
use crate::model::{ActionRow, ChangeKey, Counterpart, RowField, RowId, Spot, Value};
use std::collections::HashMap;
use std::sync::Arc;

impl Compared {
    /// Whether such a difference can be taken over at all: an edition or a seal is no field that can be filled in.
    #[must_use]
    pub fn can_be_taken(difference: &Difference) -> bool {
        !matches!(difference.spot, Spot::Framework | Spot::State | Spot::Judgement(_) | Spot::Reopenings)
    }
}

impl App {
    /// The edit that takes a difference over, or why there is none.
    pub(super) fn taking(&self, at: usize) -> Result<Edit, String> {
        let later = || "The comparison is being worked out anew; try again in a moment.".to_owned();
        let (Some(session), Some(compared)) = (&self.session, &self.comparing.shown) else { return Err(later()) };
        let Some(open_is_after) = compared.open_is_after() else {
            return Err("The open assessment is on neither side, so there is nothing to take over into.".to_owned());
        };
        let here = if open_is_after { &compared.after } else { &compared.before };
        if !Arc::ptr_eq(&here.assessment, session.assessment()) {
            return Err(later());
        }
        // Seen so that the open one is what comes after: spots and rows are then in its own terms.
        let turned;
        let delta = if open_is_after {
            &compared.comparison.delta
        } else {
            turned = compared.comparison.delta.inverse();
            &turned
        };
        let difference = delta.differences.get(at).ok_or_else(later)?;
        if !Compared::can_be_taken(difference) {
            return Err(format!("{} cannot be taken over.", difference.spot.name()));
        }
        match (&difference.spot, &difference.before) {
            (Spot::Row(_), Value::Row(row)) => put_back(session, compared, delta, difference, row),
            (Spot::Row(id), Value::Nothing) => {
                Ok(Edit::Several { name: format!("remove row {id}"), edits: vec![Edit::DeleteRows(vec![id.clone()])] })
            }
            (Spot::Cell(id, RowField::Change), Value::Change(key)) => {
                let other = &compared.other().assessment;
                let pair = difference.pair.and_then(|pair| delta.pairs.get(pair));
                let there = pair.and_then(|pair| pair.before.as_ref()).map_or(0, |row| row.position);
                // Back to its place among the rows of that change, too.
                let place = 1 + other.rows.iter().take(there).filter(|row| row.change == *key).count();
                let put = |spot, value| Edit::Put { spot, value };
                let change = Value::Change(counterpart(delta, key)?);
                Ok(Edit::Several {
                    name: format!("move row {id} to another change"),
                    edits: vec![
                        put(Spot::Cell(id.clone(), RowField::Change), change),
                        put(Spot::Position(id.clone()), Value::Position(place)),
                    ],
                })
            }
            (spot, value) => Ok(Edit::Put { spot: spot.clone(), value: value.clone() }),
        }
    }
}

/// What a change of the other side is called in the open assessment.
fn counterpart(delta: &Delta, key: &ChangeKey) -> Result<ChangeKey, String> {
    if delta.editions().same() {
        return Ok(key.clone());
    }
    match delta.editions().counterpart(key) {
        Counterpart::One(to) => Ok(to.clone()),
        Counterpart::Perhaps(_) => {
            Err(format!("The change “{key}” is not one change in this edition, so nothing says where the row belongs."))
        }
        Counterpart::None => {
            Err(format!("The change “{key}” has no counterpart in this edition, so the row has no place here."))
        }
    }
}

/// A row that the open assessment does not have, put where it stood: below the row that it followed there.
fn put_back(
    session: &Session,
    compared: &Compared,
    delta: &Delta,
    difference: &Difference,
    row: &Arc<ActionRow>,
) -> Result<Edit, String> {
    let change = counterpart(delta, &row.change)?;
    let other = &compared.other().assessment;
    let ours: HashMap<usize, &RowId> = delta
        .pairs
        .iter()
        .filter_map(|pair| Some((pair.before.as_ref()?.position, &pair.after.as_ref()?.id)))
        .collect();
    let stood = difference.pair.and_then(|pair| delta.pairs.get(pair)).and_then(|pair| pair.before.as_ref());
    let stood = stood.map_or(other.rows.len(), |row| row.position);
    let open = session.assessment();
    // Rows that belong elsewhere now are no neighbours any more.
    let above = other.rows.iter().enumerate().take(stood).rev().filter(|(_, above)| above.change == row.change);
    let above =
        above.filter_map(|(at, _)| ours.get(&at)).find(|id| open.row(id).is_some_and(|row| row.change == change));
    let at = match (above, open.rows_of(&change).next()) {
        (Some(above), _) => RowPlace::Below((*above).clone()),
        (None, Some(first)) => RowPlace::Above(first.id.clone()),
        (None, None) => RowPlace::EndOf(change.clone()),
    };
    // Rows of two files that were never one may have one id by chance.
    let id = if open.row(&row.id).is_some() { session.fresh_row_id(clock::entropy) } else { row.id.clone() };
    let name = format!("put back row {id}");
    let row = if id == row.id && change == row.change {
        Arc::clone(row)
    } else {
        Arc::new(ActionRow { id, change, ..ActionRow::clone(row) })
    };
    Ok(Edit::Several { name, edits: vec![Edit::InsertRows { rows: vec![row], at }] })
}
