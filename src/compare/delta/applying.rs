//! A delta applied to what it was found from, and turned round.

use super::{Delta, Difference, Order, Pair, RowAt, metrics_by_name};
use crate::model::{ActionRow, Assessment, ChangeJudgement, ChangeKey, Metric, PutRefused, RowId, Spot, Value};
use std::collections::HashMap;
use std::sync::Arc;

impl Delta {
    /// Makes the assessment after from the one before.
    ///
    /// # Errors
    /// [`PutRefused`] when it is another assessment than the one that was compared.
    pub fn apply(&self, before: &Assessment) -> Result<Assessment, PutRefused> {
        let mut after = before.clone();
        for (from, to) in &self.renamed {
            if let Some(judgement) = after.change_mut(from) {
                judgement.change = to.clone();
            }
        }
        let mut metrics: HashMap<(String, usize), Metric> =
            metrics_by_name(before).into_iter().map(|(name, metric)| (name, metric.clone())).collect();
        let mut of_pair: HashMap<usize, Vec<&Difference>> = HashMap::new();
        for difference in &self.differences {
            match (&difference.spot, difference.pair) {
                (_, Some(pair)) => of_pair.entry(pair).or_default().push(difference),
                (Spot::Metric(name, nth), None) => {
                    let name = (name.clone(), *nth);
                    match &difference.after {
                        Value::Metric(metric) => drop(metrics.insert(name, Metric::clone(metric))),
                        _ => drop(metrics.remove(&name)),
                    }
                }
                (spot, None) => after.put(spot, difference.after.clone())?,
            }
        }
        after.metrics = self.metrics.after.iter().filter_map(|name| metrics.remove(name)).collect();
        let mut judged: HashMap<ChangeKey, ChangeJudgement> =
            after.changes.drain(..).map(|judgement| (judgement.change.clone(), judgement)).collect();
        after.changes = self.changes.after.iter().filter_map(|key| judged.remove(key)).collect();
        let mut rows = Vec::with_capacity(self.pairs.len());
        for (at, pair) in self.pairs.iter().enumerate() {
            let Some(is) = &pair.after else { continue };
            let differences = of_pair.get(&at).map(Vec::as_slice).unwrap_or_default();
            let was = pair.before.as_ref().map(|was| {
                before.rows.get(was.position).filter(|row| row.id == was.id).ok_or(PutRefused::NoRow(was.id.clone()))
            });
            rows.push(made(was.transpose()?, is, differences)?);
        }
        after.rows = rows;
        Ok(after)
    }

    /// What leads back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut at_after: Vec<usize> = (0..self.pairs.len()).collect();
        let place = |at: &usize| {
            let pair = self.pairs.get(*at);
            let before = pair.and_then(|pair| pair.before.as_ref()).map(|row| row.position);
            let after = pair.and_then(|pair| pair.after.as_ref()).map(|row| row.position);
            (before.is_none(), before, after)
        };
        at_after.sort_by_key(place);
        let mut new_place = vec![0; self.pairs.len()];
        for (to, from) in at_after.iter().enumerate() {
            if let Some(place) = new_place.get_mut(*from) {
                *place = to;
            }
        }
        let pairs = at_after.iter().filter_map(|at| self.pairs.get(*at)).map(|pair| Pair {
            before: pair.after.clone(),
            after: pair.before.clone(),
            split_of: None,
            ..pair.clone()
        });
        let back = |key: &ChangeKey| {
            self.renamed.iter().find(|(_, to)| to == key).map_or_else(|| key.clone(), |(from, _)| from.clone())
        };
        let differences = self.differences.iter().map(|difference| {
            let pair = difference.pair.and_then(|pair| self.pairs.get(pair));
            let (spot, change) = match pair {
                Some(pair) => {
                    let row = pair.before.as_ref().or(pair.after.as_ref());
                    let id = row.map(|row| row.id.clone());
                    let spot = id.map_or_else(|| difference.spot.clone(), |id| of_row(&difference.spot, id));
                    (spot, row.map(|row| row.change.clone()))
                }
                None => (of_change(&difference.spot, &back), difference.change.as_ref().map(back)),
            };
            Difference {
                spot,
                change,
                pair: difference.pair.and_then(|pair| new_place.get(pair).copied()),
                before: difference.after.clone(),
                after: difference.before.clone(),
                class: difference.class.inverse(),
                weight: difference.weight,
            }
        });
        Self {
            pairs: pairs.collect(),
            differences: differences.collect(),
            editions: self.editions.inverse(),
            renamed: self.renamed.iter().map(|(from, to)| (to.clone(), from.clone())).collect(),
            changes: Order { before: self.changes.after.clone(), after: self.changes.before.clone() },
            metrics: Order { before: self.metrics.after.clone(), after: self.metrics.before.clone() },
        }
    }
}

/// A row after, made from what it was.
fn made(was: Option<&Arc<ActionRow>>, is: &RowAt, differences: &[&Difference]) -> Result<Arc<ActionRow>, PutRefused> {
    let whole = differences.iter().find_map(|difference| match (&difference.spot, &difference.after) {
        (Spot::Row(_), Value::Row(row)) => Some(row),
        _ => None,
    });
    let Some(was) = was.or(whole) else { return Err(PutRefused::NoRow(is.id.clone())) };
    if whole.is_some() || (was.id == is.id && differences.iter().all(|it| matches!(it.spot, Spot::Position(_)))) {
        return Ok(Arc::clone(was));
    }
    let mut row = ActionRow { id: is.id.clone(), ..ActionRow::clone(was) };
    for difference in differences {
        match (&difference.spot, difference.after.clone()) {
            (Spot::Cell(_, field), value) => row.put(*field, value)?,
            (Spot::Source(_), Value::Source(source)) => row.source = Some(source),
            (Spot::Source(_), _) => row.source = None,
            (Spot::Marks(_), Value::Marks(marks)) => row.marks = marks,
            (Spot::Marks(_), _) => row.marks = Vec::new(),
            _ => {}
        }
    }
    Ok(Arc::new(row))
}

/// The same spot of a row that has another id.
fn of_row(spot: &Spot, id: RowId) -> Spot {
    match spot {
        Spot::Cell(_, field) => Spot::Cell(id, *field),
        Spot::Source(_) => Spot::Source(id),
        Spot::Marks(_) => Spot::Marks(id),
        Spot::Row(_) => Spot::Row(id),
        Spot::Position(_) => Spot::Position(id),
        other => other.clone(),
    }
}

/// The same spot of a change that has another key.
fn of_change(spot: &Spot, back: &dyn Fn(&ChangeKey) -> ChangeKey) -> Spot {
    match spot {
        Spot::Level(key) => Spot::Level(back(key)),
        Spot::Plan(key, quarter) => Spot::Plan(back(key), *quarter),
        Spot::Text(key, text) => Spot::Text(back(key), *text),
        Spot::Funding(key) => Spot::Funding(back(key)),
        Spot::ChangeNotes(key) => Spot::ChangeNotes(back(key)),
        Spot::LocalWording(key) => Spot::LocalWording(back(key)),
        other => other.clone(),
    }
}
