//! Whether a merge lost something or made something up, judged without knowing how it was done.

use super::edits::spots;
use hicm::model::{ActionRow, Assessment, ChangeKey, Conflict, Metric, RowField, RowId, Spot, Spread, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// What is wrong with a merge; empty when nothing is.
pub fn wrongs(base: &Assessment, mine: &Assessment, theirs: &Assessment, merged: &Assessment) -> Vec<String> {
    let mut wrongs = Vec::new();
    for spot in spots(&[base, mine, theirs, merged]) {
        // Of several metrics of one name, the later ones move up when an earlier one goes.
        if let Spot::Metric(name, _) = &spot
            && [mine, theirs, merged].iter().any(|a| named(a, name).len() != named(base, name).len())
            && [base, mine, theirs, merged].iter().any(|a| named(a, name).len() > 1)
        {
            wrongs.extend(several_wrongs(name, base, mine, theirs, merged));
            continue;
        }
        let [was, my, their, now] = [base, mine, theirs, merged].map(|a| a.value(&spot));
        let conflicts: Vec<&Conflict> =
            merged.undecided.iter().filter(|it| !base.undecided.contains(it) && covers(&it.spot, &spot)).collect();
        let mut wrong =
            |what: &str| wrongs.push(format!("{spot:?}: {what}\n{was:?}\n{my:?}\n{their:?}\n{now:?}\n{conflicts:?}"));
        for (side, value, other) in [("mine", &my, &their), ("theirs", &their, &my)] {
            if *value == was {
                continue;
            }
            let written = conflicts.iter().any(|conflict| {
                let kept = if side == "mine" { &conflict.mine.value } else { &conflict.theirs.value };
                inside(kept, &spot) == *value || part(&spot)
            });
            let kept = written || now == *value || has_it(&spot, &was, value, other, &now);
            if !kept {
                wrong(&format!("what {side} has is lost"));
            }
        }
        if matches!(spot, Spot::State) || part(&spot) || !conflicts.is_empty() || matches!(spot, Spot::Undecided) {
            continue;
        }
        // Who alone changed something has it; a row or judgement that one deleted is gone in each field.
        if my == was && now != their {
            wrong("only theirs changed, and it is not what is there");
        }
        if their == was && now != my {
            wrong("only mine changed, and it is not what is there");
        }
        if my == their && now != my {
            wrong("both have the same, and it is not what is there");
        }
    }
    for key in merged.rows.iter().map(|row| &row.change).collect::<BTreeSet<_>>() {
        wrongs.extend(order_wrongs(key, base, mine, theirs, merged));
    }
    let ids: BTreeSet<&RowId> = merged.rows.iter().map(|row| &row.id).collect();
    if ids.len() != merged.rows.len() {
        wrongs.push("a row stands twice".into());
    }
    for row in &merged.rows {
        if mine.row(&row.id).is_none() && theirs.row(&row.id).is_none() {
            wrongs.push(format!("nobody has the row {}", row.id));
        }
    }
    wrongs
}

/// The whole of which the parts are looked at one by one.
fn part(spot: &Spot) -> bool {
    matches!(spot, Spot::Row(_) | Spot::Judgement(_) | Spot::Order(_))
}

/// Whether a conflict is about a spot: about it, or about the row or judgement in which it is.
fn covers(conflict: &Spot, spot: &Spot) -> bool {
    conflict == spot
        || matches!((conflict, spot.row()), (Spot::Row(id), Some(row)) if id == row)
        || matches!((conflict, spot.change()), (Spot::Judgement(key), Some(change)) if key == change)
        // Metrics of one name may have moved up.
        || matches!((conflict, spot), (Spot::Metric(name, _), Spot::Metric(of, _)) if name == of)
        // A row that one of them moved elsewhere, in the order of the changes.
        || matches!((conflict, spot), (Spot::Row(_) | Spot::Cell(_, RowField::Change), Spot::Order(_)))
}

/// What a value that may be a whole has at a spot of it.
fn inside(whole: &Value, spot: &Spot) -> Value {
    let mut a = hicm::model::Assessment::empty("", crate::made::quarter(2000, 1), &crate::made::eight());
    a.changes.clear();
    match whole {
        Value::Row(row) => a.rows.push(row.clone()),
        Value::Judgement(judgement) => a.changes.push(judgement.as_ref().clone()),
        other => return other.clone(),
    }
    a.value(spot)
}

/// Whether what a side did to a thing that has parts is there.
fn has_it(spot: &Spot, was: &Value, side: &Value, other: &Value, now: &Value) -> bool {
    match spot {
        // Looked at part by part.
        Spot::Judgement(_) | Spot::Row(_) => {
            side.is_nothing() == now.is_nothing() || !other.is_nothing() && now != side
        }
        Spot::Order(_) => true,
        Spot::Cell(_, RowField::Spread) => {
            let names = |value: &Value| match value {
                Value::Text(typed) => spread_parts(typed),
                _ => Counts::new(),
            };
            done(&names(was), &names(side), &names(other), &names(now))
        }
        Spot::Metric(..) => match (was, side, other, now) {
            (Value::Metric(was), Value::Metric(side), Value::Metric(other), Value::Metric(now)) => {
                metric_done(was, side, other, now)
            }
            _ => false,
        },
        _ => match (items(was), items(side), items(other), items(now)) {
            (Some(was), Some(side), Some(other), Some(now)) => {
                // What is newly undecided comes to the list.
                let new = if *spot == Spot::Undecided { now.clone() } else { other };
                done(&was, &side, &new, &now)
            }
            _ => false,
        },
    }
}

/// So many of each item.
type Counts = BTreeMap<String, usize>;

/// What a side added is there, and what it took away is not, unless the other added it.
fn done(was: &Counts, side: &Counts, other: &Counts, now: &Counts) -> bool {
    let times = |of: &Counts, item: &String| of.get(item).copied().unwrap_or(0);
    was.keys().chain(side.keys()).chain(other.keys()).chain(now.keys()).all(|item| {
        let [was, side, other, now] = [was, side, other, now].map(|of| times(of, item));
        now >= side.saturating_sub(was)
            && (side >= was || now <= side + other.saturating_sub(was))
            && now <= side.max(other)
    })
}

fn spread_parts(typed: &str) -> Counts {
    let spread = Spread::new(typed);
    let mut parts = Vec::new();
    for organisation in spread.organisations() {
        parts.push(organisation.name.to_owned());
        parts.extend(organisation.sites.iter().map(|site| format!("{}/{site}", organisation.name)));
    }
    numbered(&parts)
}

fn metric_done(was: &Metric, side: &Metric, other: &Metric, now: &Metric) -> bool {
    let values = |metric: &Metric| numbered(&metric.values);
    (side.unit == was.unit || now.unit == side.unit)
        && (side.note == was.note || now.note == side.note)
        && (side.target == was.target || now.target == side.target)
        && done(&values(was), &values(side), &values(other), &values(now))
}

fn named<'a>(a: &'a Assessment, name: &str) -> Vec<&'a Metric> {
    a.metrics.iter().filter(|metric| metric.name == name).collect()
}

/// Several metrics of one name, where their number changed: whatever a side made of one is there or in a conflict, and
/// what is there comes from a side.
fn several_wrongs(
    name: &str,
    base: &Assessment,
    mine: &Assessment,
    theirs: &Assessment,
    merged: &Assessment,
) -> Vec<String> {
    let [was, my, their, now] = [base, mine, theirs, merged].map(|a| named(a, name));
    let in_conflict = |metric: &Metric| {
        merged.undecided.iter().filter(|it| !base.undecided.contains(it)).any(|it| {
            let value = Value::Metric(Box::new(metric.clone()));
            matches!(&it.spot, Spot::Metric(of, _) if of == name)
                && [&it.mine.value, &it.theirs.value].contains(&&value)
        })
    };
    let mut wrongs = Vec::new();
    for (side, other) in [(&my, &their), (&their, &my)] {
        for metric in side.iter().filter(|metric| !was.contains(metric)) {
            // Or joined with what the other made of the same.
            let joined = || {
                was.iter()
                    .any(|was| other.iter().any(|other| now.iter().any(|now| metric_done(was, metric, other, now))))
            };
            if !now.contains(metric) && !in_conflict(metric) && !joined() {
                wrongs.push(format!("a metric {name} is lost: {metric:?}"));
            }
        }
    }
    // What either took away is gone, but for what is to be decided; what either added is there.
    let (less, more) =
        (was.len().min(my.len()).min(their.len()), my.len().max(was.len()) + their.len().max(was.len()) - was.len());
    if now.len() < less || now.len() > more {
        wrongs.push(format!("{} metrics {name} of {} and {}", now.len(), my.len(), their.len()));
    }
    wrongs
}

fn numbered<T: Debug>(list: &[T]) -> Counts {
    let mut counts = Counts::new();
    for item in list {
        *counts.entry(format!("{item:?}")).or_default() += 1;
    }
    counts
}

/// The items of a list; `None` when it is none.
fn items(value: &Value) -> Option<Counts> {
    Some(match value {
        Value::Nothing => Counts::new(),
        Value::Lines(it) => numbered(it),
        Value::Marks(it) => numbered(it),
        Value::Funding(it) => numbered(it),
        Value::LocalWording(it) => numbered(it),
        Value::Reopenings(it) => numbered(it),
        Value::Priorities(it) => numbered(it),
        Value::Decisions(it) => numbered(it),
        Value::Glossary(it) => numbered(it),
        Value::SameRows(it) => numbered(it),
        Value::KeptTexts(it) => numbered(it),
        Value::Undecided(it) => numbered(it),
        _ => return None,
    })
}

/// Every pair of rows that one of them turned round is turned round, and no other; unless the order is to be decided.
fn order_wrongs(
    key: &ChangeKey,
    base: &Assessment,
    mine: &Assessment,
    theirs: &Assessment,
    merged: &Assessment,
) -> Vec<String> {
    let places = |a: &Assessment| -> BTreeMap<RowId, usize> {
        a.rows_of(key).enumerate().map(|(at, row): (usize, &std::sync::Arc<ActionRow>)| (row.id.clone(), at)).collect()
    };
    let [was, my, their, now] = [base, mine, theirs, merged].map(places);
    let undecided =
        merged.undecided.iter().any(|it| it.spot == Spot::Order(key.clone()) && !base.undecided.contains(it));
    let mut wrongs = Vec::new();
    let order =
        |places: &BTreeMap<RowId, usize>, one, other| -> Option<bool> { Some(places.get(one)? < places.get(other)?) };
    for one in now.keys() {
        for other in now.keys().filter(|other| *other > one) {
            let [was, my, their, now] = [&was, &my, &their, &now].map(|places| order(places, one, other));
            let wanted = match (was, my, their) {
                // The document has mine's order meanwhile.
                (_, Some(my), _) if undecided => Some(my),
                _ if undecided => None,
                (Some(was), Some(my), Some(their)) => Some(if my == was { their } else { my }),
                (None, Some(my), Some(their)) if my == their => Some(my),
                _ => None,
            };
            if wanted.is_some_and(|wanted| Some(wanted) != now) {
                wrongs.push(format!("{key}: {one} and {other} stand as nobody has them"));
            }
        }
    }
    wrongs
}
