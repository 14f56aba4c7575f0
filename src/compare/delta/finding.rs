//! How a delta is found: place by place, once it is known which rows are one.

use super::super::class::{Class, Detail, Weight, typographic};
use super::super::pairing::Pairing;
use super::super::{Likeness, likeness, moved};
use super::{Delta, Difference, Order, Pair, RowAt, metric_names, metrics_by_name};
use crate::model::{
    ActionRow, Assessment, ChangeJudgement, ChangeKey, ChangeText, Editions, Metric, RowField, Spot, Value,
};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// More rows than this are not looked at for being a part that was split off: it is a help, and no pair depends on it.
const SPLITS: usize = 400;

impl Delta {
    pub(in crate::compare) fn of(
        before: &Assessment,
        after: &Assessment,
        editions: Editions,
        pairings: &[Pairing],
    ) -> Self {
        let renamed = renamed(before, after, &editions);
        let order = |assessment: &Assessment| assessment.changes.iter().map(|it| it.change.clone()).collect();
        let mut delta = Self {
            pairs: Vec::with_capacity(pairings.len()),
            differences: Vec::new(),
            renamed,
            changes: Order { before: order(before), after: order(after) },
            metrics: Order { before: metric_names(before), after: metric_names(after) },
            editions,
        };
        delta.whole(before, after);
        let of_changes = delta.judgements(before, after);
        let of_rows = delta.rows(before, after, pairings);
        delta.in_order(after, of_changes, of_rows);
        delta
    }

    fn whole(&mut self, before: &Assessment, after: &Assessment) {
        let spots = [
            (Spot::Place, Weight::Told),
            (Spot::Quarter, Weight::Kept),
            (Spot::AsAt, Weight::Kept),
            (Spot::Framework, Weight::Told),
            (Spot::PreparedBy, Weight::Told),
            (Spot::State, Weight::Kept),
            (Spot::Reopenings, Weight::Told),
            (Spot::Notes, Weight::Told),
            (Spot::Priorities, Weight::Told),
            (Spot::Decisions, Weight::Told),
            (Spot::Glossary, Weight::Told),
            (Spot::SameRows, Weight::Kept),
            (Spot::KeptTexts, Weight::Kept),
            (Spot::Undecided, Weight::Kept),
        ];
        for (spot, weight) in spots {
            let (from, to) = (before.value(&spot), after.value(&spot));
            self.differences.extend(difference(spot, None, None, from, to, weight));
        }
        let known: HashSet<&(String, usize)> = self.metrics.after.iter().collect();
        let gone = self.metrics.before.iter().filter(|name| !known.contains(name));
        let (had, has) = (metrics_by_name(before), metrics_by_name(after));
        let value = |metrics: &HashMap<(String, usize), &Metric>, name: &(String, usize)| {
            metrics.get(name).map_or(Value::Nothing, |metric| Value::Metric(Box::new((*metric).clone())))
        };
        for name in self.metrics.after.iter().chain(gone) {
            let spot = Spot::Metric(name.0.clone(), name.1);
            let found = difference(spot, None, None, value(&had, name), value(&has, name), Weight::Told);
            self.differences.extend(found);
        }
    }

    fn judgements(&self, before: &Assessment, after: &Assessment) -> Vec<Difference> {
        let mut found = Vec::new();
        let had: HashMap<&ChangeKey, &ChangeJudgement> = before.changes.iter().map(|it| (&it.change, it)).collect();
        let mut left: HashSet<&ChangeKey> = had.keys().copied().collect();
        for judgement in &after.changes {
            let key = &judgement.change;
            let was = self.renamed.iter().find(|(_, to)| to == key).map_or(key, |(from, _)| from);
            // A key that stands in both editions may yet name two changes.
            let renamed_away = was == key && self.renamed.iter().any(|(from, _)| from == key);
            match had.get(was).filter(|_| !renamed_away) {
                Some(earlier) => {
                    left.remove(was);
                    judgement_differences(earlier, judgement, self.editions.same(), &mut found);
                }
                None => found.extend(difference(
                    Spot::Judgement(key.clone()),
                    Some(key),
                    None,
                    Value::Nothing,
                    Value::Judgement(Box::new(judgement.clone())),
                    weight_of(judgement),
                )),
            }
        }
        let gone = before.changes.iter().filter(|it| left.contains(&it.change));
        found.extend(gone.filter_map(|judgement| {
            let (spot, value) =
                (Spot::Judgement(judgement.change.clone()), Value::Judgement(Box::new(judgement.clone())));
            difference(spot, Some(&judgement.change), None, value, Value::Nothing, weight_of(judgement))
        }));
        found
    }

    fn rows(&mut self, before: &Assessment, after: &Assessment, pairings: &[Pairing]) -> Vec<Difference> {
        let mut found = Vec::new();
        for (at, pairing) in pairings.iter().enumerate() {
            let (was, is) = (
                pairing.before.and_then(|position| before.rows.get(position)),
                pairing.after.and_then(|position| after.rows.get(position)),
            );
            let begins = found.len();
            let mut moved_to_change = false;
            match (was, is) {
                (Some(was), Some(is)) => {
                    moved_to_change = self.moved_to_change(was, is);
                    row_differences(was, is, at, moved_to_change, &mut found);
                }
                (Some(row), None) | (None, Some(row)) => {
                    let (gone, new) = (was.is_some(), Value::Row(Arc::clone(row)));
                    let (from, to) = if gone { (new, Value::Nothing) } else { (Value::Nothing, new) };
                    let spot = Spot::Row(row.id.clone());
                    found.extend(difference(spot, Some(&row.change), Some(at), from, to, Weight::Told));
                }
                (None, None) => {}
            }
            let of_row = found.get(begins..).unwrap_or_default();
            let told = |weight| of_row.iter().any(|difference| difference.weight == weight);
            let both = was.is_some() && is.is_some();
            let says = |difference: &Difference| {
                difference.weight == Weight::Told && !matches!(difference.spot, Spot::Cell(_, RowField::Change))
            };
            self.pairs.push(Pair {
                before: pairing.before.and_then(|position| RowAt::of(&before.rows, position)),
                after: pairing.after.and_then(|position| RowAt::of(&after.rows, position)),
                by: pairing.by,
                confidence: pairing.confidence,
                modified: both && of_row.iter().any(says),
                typographic: both && told(Weight::Typographic) && !of_row.iter().any(says),
                moved: false,
                moved_to_change,
                split_of: None,
            });
        }
        self.positions(before, after, &mut found);
        self.splits(before, after);
        found
    }

    /// A change that nothing continues had to give up its rows: that is a new edition, not a move.
    fn moved_to_change(&self, was: &ActionRow, is: &ActionRow) -> bool {
        if self.editions.same() {
            return was.change != is.change;
        }
        self.editions.has_successor(&was.change) && !self.editions.continues(&was.change, &is.change)
    }

    /// Which rows stand in another place among those of their change, by as few moves as can be.
    fn positions(&mut self, before: &Assessment, after: &Assessment, found: &mut Vec<Difference>) {
        let mut of_change: HashMap<&ChangeKey, Vec<usize>> = HashMap::new();
        for (at, pair) in self.pairs.iter().enumerate() {
            if let (Some(_), Some(is), false) = (&pair.before, &pair.after, pair.moved_to_change) {
                // The key of the row itself, which lives as long as the assessment.
                if let Some(row) = after.rows.get(is.position) {
                    of_change.entry(&row.change).or_default().push(at);
                }
            }
        }
        let places = [places(before), places(after)];
        let mut moves: Vec<(usize, Difference)> = Vec::new();
        for pairs in of_change.values() {
            let positions: Vec<(usize, usize, bool)> = pairs
                .iter()
                .filter_map(|at| {
                    let pair = self.pairs.get(*at)?;
                    Some((pair.before.as_ref()?.position, pair.after.as_ref()?.position, pair.modified))
                })
                .collect();
            for (at, _) in pairs.iter().zip(moved(&positions)).filter(|(_, moved)| *moved) {
                let Some(pair) = self.pairs.get_mut(*at) else { continue };
                pair.moved = true;
                let (Some(was), Some(is)) = (&pair.before, &pair.after) else { continue };
                let place = |side: usize, position: usize| {
                    places.get(side).and_then(|places| places.get(position)).copied().unwrap_or_default()
                };
                moves.push((
                    *at,
                    Difference {
                        spot: Spot::Position(is.id.clone()),
                        change: Some(is.change.clone()),
                        pair: Some(*at),
                        before: Value::Position(place(0, was.position)),
                        after: Value::Position(place(1, is.position)),
                        class: Class::Moved,
                        weight: Weight::Told,
                    },
                ));
            }
        }
        moves.sort_by_key(|(at, _)| *at);
        found.extend(moves.into_iter().map(|(_, difference)| difference));
        // Stable, so that what differs in a row keeps its order and the place comes last.
        found.sort_by_key(|difference| difference.pair);
    }

    /// Notes which new rows are parts that were split off: their words stood in a row of the change, and do so no more.
    fn splits(&mut self, before: &Assessment, after: &Assessment) {
        let text = |rows: &[Arc<ActionRow>], at: Option<&RowAt>| {
            at.and_then(|at| rows.get(at.position)).map(|row| row.where_now.clone()).unwrap_or_default()
        };
        let shorter: Vec<(String, RowAt, ChangeKey)> = self
            .pairs
            .iter()
            .filter(|pair| pair.modified)
            .filter_map(|pair| {
                let (was, is) = (pair.before.as_ref()?, pair.after.as_ref()?);
                let (long, short) = (text(&before.rows, Some(was)), text(&after.rows, Some(is)));
                (short.len() < long.len()).then(|| (long, was.clone(), is.change.clone()))
            })
            .take(SPLITS)
            .collect();
        let new = self.pairs.iter_mut().filter(|pair| pair.before.is_none()).take(SPLITS);
        for pair in new.filter(|_| !shorter.is_empty()) {
            let Some(is) = &pair.after else { continue };
            let part = text(&after.rows, Some(is));
            // One of its words, not the first, whose capital may be another: where that does not stand, nothing of it does.
            let word = part.split(|c: char| !c.is_alphanumeric()).skip(1).max_by_key(|word| word.len());
            let Some(word) = word.filter(|word| !word.is_empty()) else { continue };
            let whole = shorter.iter().find(|(long, _, change)| {
                *change == is.change && long.contains(word) && matches!(likeness(long, &part), Some(Likeness::Less))
            });
            pair.split_of = whole.map(|(_, was, _)| was.id.clone());
        }
    }

    /// Change by change, the judgement before the rows.
    fn in_order(&mut self, after: &Assessment, of_changes: Vec<Difference>, of_rows: Vec<Difference>) {
        let rank: HashMap<&ChangeKey, usize> =
            after.changes.iter().enumerate().map(|(at, judgement)| (&judgement.change, at)).collect();
        let last = rank.len();
        let number = |difference: &Difference| {
            let change = difference.change.as_ref();
            change.and_then(|key| rank.get(key)).copied().unwrap_or(last)
        };
        let mut all: Vec<(usize, Difference)> =
            of_changes.into_iter().chain(of_rows).map(|difference| (number(&difference), difference)).collect();
        // Stable: judgements were listed first, rows in their order.
        all.sort_by_key(|(number, _)| *number);
        self.differences.extend(all.into_iter().map(|(_, difference)| difference));
    }
}

/// The place of each row among those of its change, 1 for the first.
fn places(assessment: &Assessment) -> Vec<usize> {
    let mut counts: HashMap<&ChangeKey, usize> = HashMap::new();
    let rows = assessment.rows.iter();
    rows.map(|row| {
        let count = counts.entry(&row.change).or_default();
        *count += 1;
        *count
    })
    .collect()
}

/// The changes that go on under another key.
fn renamed(before: &Assessment, after: &Assessment, editions: &Editions) -> Vec<(ChangeKey, ChangeKey)> {
    if editions.same() {
        return Vec::new();
    }
    let has = |assessment: &Assessment, key: &ChangeKey| assessment.change(key).is_some();
    before
        .changes
        .iter()
        .filter_map(|judgement| {
            let to = editions.only_successor(&judgement.change)?;
            (*to != judgement.change && has(after, to) && !has(before, to) && !has(after, &judgement.change))
                .then(|| (judgement.change.clone(), to.clone()))
        })
        .collect()
}

/// A judgement of which nothing is known is no news.
fn weight_of(judgement: &ChangeJudgement) -> Weight {
    if *judgement == ChangeJudgement::not_assessed(judgement.change.clone()) { Weight::Kept } else { Weight::Told }
}

fn judgement_differences(was: &ChangeJudgement, is: &ChangeJudgement, same: bool, found: &mut Vec<Difference>) {
    let key = &is.change;
    let mut note = |spot: Spot, before: Value, after: Value| {
        let mut found_here = difference(spot, Some(key), None, before, after, Weight::Told);
        if let Some(found) = &mut found_here
            && !same
            && matches!(found.spot, Spot::Level(_))
        {
            found.class = Class::DefinitionChanged;
        }
        found.extend(found_here);
    };
    let level = |level: Option<crate::model::Level>| level.map_or(Value::Nothing, Value::Level);
    let list = |lines: &[String]| if lines.is_empty() { Value::Nothing } else { Value::Lines(lines.to_vec()) };
    note(Spot::Level(key.clone()), level(was.now), level(is.now));
    let quarters: BTreeSet<_> = was.planned.iter().chain(&is.planned).map(|plan| plan.quarter).collect();
    for quarter in quarters {
        let spot = Spot::Plan(key.clone(), quarter);
        note(spot, level(was.planned_for(quarter)), level(is.planned_for(quarter)));
    }
    for text in ChangeText::iter() {
        let spot = Spot::Text(key.clone(), text);
        note(spot, Value::text(was.texts.get(text)), Value::text(is.texts.get(text)));
    }
    if was.funding != is.funding {
        let funding = |it: &ChangeJudgement| {
            if it.funding.is_empty() { Value::Nothing } else { Value::Funding(it.funding.clone()) }
        };
        note(Spot::Funding(key.clone()), funding(was), funding(is));
    }
    note(Spot::ChangeNotes(key.clone()), list(&was.notes), list(&is.notes));
    if was.local_wording != is.local_wording {
        let wording = |it: &ChangeJudgement| {
            if it.local_wording.is_empty() { Value::Nothing } else { Value::LocalWording(it.local_wording.clone()) }
        };
        note(Spot::LocalWording(key.clone()), wording(was), wording(is));
    }
}

fn row_differences(was: &ActionRow, is: &ActionRow, pair: usize, moved: bool, found: &mut Vec<Difference>) {
    let id = &is.id;
    for field in RowField::iter().filter(|field| !was.same_value(is, *field)) {
        let weight = match field {
            RowField::Reviewed => Weight::Kept,
            RowField::Change if !moved => Weight::Kept,
            _ => Weight::Told,
        };
        let spot = Spot::Cell(id.clone(), field);
        let mut new = difference(spot, Some(&is.change), Some(pair), was.value(field), is.value(field), weight);
        if let Some(difference) = &mut new
            && field == RowField::Change
        {
            difference.class = Class::Moved;
        }
        found.extend(new);
    }
    if was.source != is.source {
        let source = |row: &ActionRow| row.source.clone().map_or(Value::Nothing, Value::Source);
        let spot = Spot::Source(id.clone());
        found.extend(difference(spot, Some(&is.change), Some(pair), source(was), source(is), Weight::Kept));
    }
    if was.marks != is.marks {
        let marks = |row: &ActionRow| {
            if row.marks.is_empty() { Value::Nothing } else { Value::Marks(row.marks.clone()) }
        };
        let spot = Spot::Marks(id.clone());
        found.extend(difference(spot, Some(&is.change), Some(pair), marks(was), marks(is), Weight::Kept));
    }
}

/// The difference between two values; `None` when there is none.
fn difference(
    spot: Spot,
    change: Option<&ChangeKey>,
    pair: Option<usize>,
    before: Value,
    after: Value,
    weight: Weight,
) -> Option<Difference> {
    if before == after {
        return None;
    }
    let class = match (&before, &after) {
        (Value::Nothing, _) => Class::New,
        (_, Value::Nothing) => Class::Dropped,
        _ => Detail::of(&spot, &before, &after).class(&before, &after),
    };
    let only_typography = match (&before, &after) {
        (Value::Text(one), Value::Text(other)) => typographic(one, other),
        (Value::Due(one), Value::Due(other)) => {
            one.reading() == other.reading() && typographic(one.typed(), other.typed())
        }
        (Value::Lines(one), Value::Lines(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| one == other || typographic(one, other))
        }
        _ => false,
    };
    let weight = if weight == Weight::Told && only_typography { Weight::Typographic } else { weight };
    Some(Difference { spot, change: change.cloned(), pair, before, after, class, weight })
}
