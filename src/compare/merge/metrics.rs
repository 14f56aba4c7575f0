//! Metrics by their names, and the values of each by what they were measured over.

use super::desk::{Changed, Desk, Presence, Three, at, won};
use super::lists::joined_by_key;
use super::order::in_any_order;
use crate::model::{Metric, Spot, Value};
use std::collections::HashMap;

/// The metrics of all.
pub(super) fn merged(desk: &mut Desk<'_>, it: Three<'_, Vec<Metric>>) -> Vec<Metric> {
    let (in_base, in_mine, in_theirs) = (labels(it.base), labels(it.mine), labels(it.theirs));
    let (base, mine, theirs) = (index(&in_base, it.base), index(&in_mine, it.mine), index(&in_theirs, it.theirs));
    // With what is to be decided about it, if there is something.
    let mut kept: HashMap<&str, (Metric, Option<[Value; 3]>)> = HashMap::new();
    let theirs_alone = in_theirs.iter().filter(|label| !mine.contains_key(label.as_str()));
    let gone = |label: &&String| !mine.contains_key(label.as_str()) && !theirs.contains_key(label.as_str());
    for label in in_mine.iter().chain(theirs_alone).chain(in_base.iter().filter(gone)) {
        let sides = [&base, &mine, &theirs].map(|side| side.get(label.as_str()).copied());
        let [before, my, their] = sides;
        let apart = || sides.map(|side| side.map_or(Value::Nothing, |it| Value::Metric(Box::new(it.clone()))));
        let metric = match desk.presence(before, my, their) {
            Presence::Gone => continue,
            Presence::Alone(one) => (one.clone(), None),
            Presence::Torn(edited) => (edited.clone(), Some(apart())),
            Presence::Both(mine, theirs) => match before {
                None if mine == theirs => {
                    desk.count(Changed::Alike);
                    (mine.clone(), None)
                }
                None => (mine.clone(), Some(apart())),
                Some(base) => match both(desk, Three { base, mine, theirs }) {
                    Some(metric) => (metric, None),
                    None => (mine.clone(), Some(apart())),
                },
            },
        };
        kept.insert(label, metric);
    }
    let (in_base, in_mine, in_theirs) = (views(&in_base), views(&in_mine), views(&in_theirs));
    // Their order has no spot where it could be decided, and says nothing.
    let three = Three { base: &*in_base, mine: &*in_mine, theirs: &*in_theirs };
    let order = in_any_order(three, |label| kept.contains_key(label));
    let mut metrics: Vec<Metric> = Vec::with_capacity(order.len());
    for (metric, apart) in order.iter().filter_map(|label| kept.remove(label)) {
        if let Some(values) = apart {
            // Counted anew: one of the same name may have gone.
            let nth = metrics.iter().filter(|before| before.name == metric.name).count();
            desk.apart(at(Spot::Metric(metric.name.clone(), nth)), values);
        }
        metrics.push(metric);
    }
    metrics
}

/// A name for each metric: its own, and how many of that name stand before it.
fn labels(metrics: &[Metric]) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut labels = Vec::with_capacity(metrics.len());
    for metric in metrics {
        let times = seen.entry(metric.name.as_str()).or_default();
        labels.push(format!("{}\u{0}{times}", metric.name));
        *times += 1;
    }
    labels
}

fn views(labels: &[String]) -> Vec<&str> {
    labels.iter().map(String::as_str).collect()
}

fn index<'a>(labels: &'a [String], metrics: &'a [Metric]) -> HashMap<&'a str, &'a Metric> {
    labels.iter().map(String::as_str).zip(metrics).collect()
}

/// A metric that both have, field by field; `None` when they disagree in one.
fn both(desk: &mut Desk<'_>, it: Three<'_, Metric>) -> Option<Metric> {
    if let Some(settled) = won(it) {
        return desk.settle(it).map(|_| settled.clone());
    }
    let metric = Metric {
        name: it.mine.name.clone(),
        unit: won(it.of(|one| &one.unit))?.clone(),
        better: *won(it.of(|one| &one.better))?,
        target: *won(it.of(|one| &one.target))?,
        target_by: *won(it.of(|one| &one.target_by))?,
        values: match won(it.of(|one| &one.values)) {
            Some(values) => values.clone(),
            None => joined_by_key(it.of(|one| &one.values), |value| value.period)?,
        },
        delayed_days: won(it.of(|one| &one.delayed_days))?.clone(),
        note: won(it.of(|one| &one.note))?.clone(),
    };
    desk.count(Changed::Joined);
    Some(metric)
}
