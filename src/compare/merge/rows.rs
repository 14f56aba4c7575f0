//! The action table: rows by their ids, each field on its own, and their order within each change.

use super::desk::{Changed, Desk, Presence, Reasons, Three, at};
use super::order::in_order;
use crate::model::{ActionRow, ChangeKey, RowField, RowId, Spot, Value};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

type Rows = Vec<Arc<ActionRow>>;

/// The rows of all, by their ids, and the ids in the order in which they stand.
struct Table<'a> {
    order: Vec<&'a str>,
    rows: HashMap<&'a str, &'a Arc<ActionRow>>,
    of_change: HashMap<&'a ChangeKey, Vec<&'a str>>,
}

impl<'a> Table<'a> {
    fn new(rows: &'a Rows) -> Self {
        let mut of_change: HashMap<&ChangeKey, Vec<&str>> = HashMap::new();
        for row in rows {
            of_change.entry(&row.change).or_default().push(row.id.as_str());
        }
        Self {
            order: rows.iter().map(|row| row.id.as_str()).collect(),
            rows: rows.iter().map(|row| (row.id.as_str(), row)).collect(),
            of_change,
        }
    }

    fn of_change(&self, key: &ChangeKey) -> &[&'a str] {
        self.of_change.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The rows of all, in order.
pub(super) fn merged(desk: &mut Desk<'_>, it: Three<'_, Rows>) -> Rows {
    let (base, mine, theirs) = (Table::new(it.base), Table::new(it.mine), Table::new(it.theirs));
    let mut kept: HashMap<&str, Arc<ActionRow>> = HashMap::with_capacity(it.mine.len().max(it.theirs.len()));
    let theirs_alone = theirs.order.iter().filter(|id| !mine.rows.contains_key(*id));
    let gone = base.order.iter().filter(|id| !mine.rows.contains_key(*id) && !theirs.rows.contains_key(*id));
    for id in mine.order.iter().chain(theirs_alone).chain(gone) {
        let sides = [&base, &mine, &theirs].map(|side| side.rows.get(id).copied());
        kept.extend(presence(desk, sides).map(|row| (*id, row)));
    }
    in_place(desk, &Three { base: &base, mine: &mine, theirs: &theirs }, &kept)
}

/// What becomes of one row.
fn presence(desk: &mut Desk<'_>, sides: [Option<&Arc<ActionRow>>; 3]) -> Option<Arc<ActionRow>> {
    let [before, my, their] = sides;
    let value = |row: Option<&Arc<ActionRow>>| row.map_or(Value::Nothing, |row| Value::Row(Arc::clone(row)));
    let reason =
        |side: Option<&Arc<ActionRow>>| progress_since(before.map(AsRef::as_ref), side.map(AsRef::as_ref)).to_owned();
    match desk.presence(before, my, their) {
        Presence::Gone => None,
        Presence::Alone(row) => Some(Arc::clone(row)),
        Presence::Torn(edited) => {
            let (mine, theirs) = (reason(my), reason(their));
            let reasons = Reasons { mine: &mine, theirs: &theirs };
            desk.apart((Spot::Row(edited.id.clone()), reasons), sides.map(value));
            Some(Arc::clone(edited))
        }
        Presence::Both(mine, theirs) => match before {
            Some(base) => Some(both(desk, Three { base, mine, theirs })),
            None if mine == theirs => {
                desk.count(Changed::Alike);
                Some(Arc::clone(mine))
            }
            None => {
                desk.apart(at(Spot::Row(mine.id.clone())), sides.map(value));
                Some(Arc::clone(mine))
            }
        },
    }
}

/// The progress note of a side, where it says something new.
fn progress_since<'a>(before: Option<&ActionRow>, side: Option<&'a ActionRow>) -> &'a str {
    let before = before.map_or("", |row| row.progress.as_str());
    side.map(|row| row.progress.as_str()).filter(|progress| *progress != before).unwrap_or_default()
}

/// A row that both have and had before, field by field.
fn both(desk: &mut Desk<'_>, it: Three<'_, Arc<ActionRow>>) -> Arc<ActionRow> {
    let (my_row, their_row) = (it.mine, it.theirs);
    if my_row == it.base && their_row == it.base {
        return Arc::clone(my_row);
    }
    let it = it.of(Arc::as_ref);
    let mut row = it.mine.clone();
    for field in RowField::iter() {
        cell(desk, it, field, &mut row);
    }
    row.source = desk.whole(it.of(|row| &row.source), at(Spot::Source(it.mine.id.clone())), |source| {
        source.clone().map_or(Value::Nothing, Value::Source)
    });
    row.marks =
        desk.keyed(it.of(|row| &row.marks), at(Spot::Marks(it.mine.id.clone())), Value::Marks, |mark| mark.field);
    // Shared with the copy it is equal to, so that many copies cost little.
    [my_row, their_row].into_iter().find(|side| ***side == row).map_or_else(|| Arc::new(row), Arc::clone)
}

/// Merges one field into the row, which is mine's so far.
fn cell(desk: &mut Desk<'_>, it: Three<'_, ActionRow>, field: RowField, row: &mut ActionRow) {
    let (by_mine, by_theirs) = (!it.mine.same_value(it.base, field), !it.theirs.same_value(it.base, field));
    match (by_mine, by_theirs) {
        (false, false) => return,
        (true, false) => return desk.count(Changed::Mine),
        (_, true) => {}
    }
    let reasons = Reasons {
        mine: progress_since(Some(it.base), Some(it.mine)),
        theirs: progress_since(Some(it.base), Some(it.theirs)),
    };
    let spot = Spot::Cell(it.mine.id.clone(), field);
    match field {
        RowField::WhereNow => row.where_now = desk.text(it.of(|row| row.where_now.as_str()), (spot, reasons)),
        RowField::Gaps => row.gaps = desk.text(it.of(|row| row.gaps.as_str()), (spot, reasons)),
        RowField::Needs => row.needs = desk.text(it.of(|row| row.needs.as_str()), (spot, reasons)),
        // The note is its own reason.
        RowField::Progress => row.progress = desk.text(it.of(|row| row.progress.as_str()), at(spot)),
        RowField::Spread => row.spread = desk.spread(it.of(|row| &row.spread), (spot, reasons)),
        RowField::Evidence => row.evidence = desk.list(it.of(|row| &row.evidence), (spot, reasons), Value::Lines),
        RowField::Owner => row.owner = desk.line(it.of(|row| &row.owner), (spot, reasons)),
        RowField::Change => {
            row.change = desk.whole(it.of(|row| &row.change), (spot, reasons), |change| Value::Change(change.clone()));
        }
        RowField::Status | RowField::Due | RowField::Delivery | RowField::Reviewed => {
            let values = [it.base, it.mine, it.theirs].map(|row| row.value(field));
            let [base, mine, theirs] = &values;
            let value = desk.whole(Three { base, mine, theirs }, (spot, reasons), Value::clone);
            let put = row.put(field, value);
            debug_assert!(put.is_ok(), "a value of the same field of another copy");
        }
    }
}

/// Brings the rows into order: within each change as both have it, and the changes among each other as they stand in one
/// of the copies.
fn in_place(desk: &mut Desk<'_>, it: &Three<'_, Table<'_>>, kept: &HashMap<&str, Arc<ActionRow>>) -> Rows {
    let changes: BTreeSet<&ChangeKey> = kept.values().map(|row| &row.change).collect();
    let mut lists: HashMap<&ChangeKey, Vec<&str>> = HashMap::new();
    for key in changes {
        let wanted = |id: &str| kept.get(id).is_some_and(|row| row.change == *key);
        let ordered = in_order(it.of(|table| table.of_change(key)), wanted);
        if ordered.moved == Changed::Apart {
            let order = |table: &Table<'_>| {
                let ids = table.of_change(key).iter().filter_map(|id| table.rows.get(id));
                super::desk::listed(&ids.map(|row| row.id.clone()).collect::<Vec<RowId>>(), Value::Order)
            };
            desk.apart(at(Spot::Order(key.clone())), [order(it.base), order(it.mine), order(it.theirs)]);
        }
        desk.count(ordered.moved);
        lists.insert(key, ordered.names);
    }
    let lead = lead(it);
    let leads = |id: &&str| lead.rows.contains_key(id);
    // Each row of the leading copy, with those of the other that follow it; those before the first go with the first.
    let mut runs: HashMap<&ChangeKey, std::vec::IntoIter<Vec<&str>>> = HashMap::new();
    let mut without: BTreeSet<&ChangeKey> = BTreeSet::new();
    for (key, names) in &lists {
        let mut of_key: Vec<Vec<&str>> = Vec::new();
        let mut first: Vec<&str> = Vec::new();
        for name in names {
            match of_key.last_mut() {
                _ if leads(name) => {
                    let mut run = std::mem::take(&mut first);
                    run.push(name);
                    of_key.push(run);
                }
                Some(run) => run.push(name),
                None => first.push(name),
            }
        }
        if of_key.is_empty() {
            of_key.push(first);
            without.insert(key);
        }
        runs.insert(key, of_key.into_iter());
    }
    let of_lead = lead.order.iter().filter_map(|id| kept.get(id)).map(|row| &row.change);
    let mut rows = Vec::with_capacity(kept.len());
    for key in of_lead.chain(without) {
        let run = runs.get_mut(key).and_then(Iterator::next).unwrap_or_default();
        rows.extend(run.into_iter().filter_map(|id| kept.get(id).cloned()));
    }
    rows
}

/// The copy in whose order the changes lie among each other in the file, which nobody sees: the one that differs from what
/// was before. Where both do, whoever merges must come to the same.
fn lead<'a, 't>(it: &Three<'a, Table<'t>>) -> &'a Table<'t> {
    let (base, mine, theirs) = (&it.base.order, &it.mine.order, &it.theirs.order);
    if theirs == base || (mine != base && mine <= theirs) { it.mine } else { it.theirs }
}
