//! What two copies have in common, for a merge of which nobody knows what both began from: nothing that differs can then
//! be taken for what only one of them changed.

use crate::model::{ActionRow, Assessment, ChangeJudgement, Conflict, ConflictKind, Side, Spot, Value};
use std::collections::HashMap;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// An assessment that holds only what stands in both. Where something must stand, theirs does, so that mine stays.
pub(super) fn in_common(mine: &Assessment, theirs: &Assessment) -> Assessment {
    Assessment {
        place: if mine.place == theirs.place { mine.place.clone() } else { String::new() },
        prepared_by: if mine.prepared_by == theirs.prepared_by { mine.prepared_by.clone() } else { String::new() },
        notes: list(&mine.notes, &theirs.notes),
        changes: theirs
            .changes
            .iter()
            .filter_map(|theirs| mine.change(&theirs.change).map(|mine| of_change(mine, theirs)))
            .collect(),
        rows: rows(mine, theirs),
        metrics: list(&mine.metrics, &theirs.metrics),
        priorities: list(&mine.priorities, &theirs.priorities),
        decisions: list(&mine.decisions, &theirs.decisions),
        glossary: list(&mine.glossary, &theirs.glossary),
        same_rows: list(&mine.same_rows, &theirs.same_rows),
        kept_texts: list(&mine.kept_texts, &theirs.kept_texts),
        undecided: list(&mine.undecided, &theirs.undecided),
        reopenings: list(&mine.reopenings, &theirs.reopenings),
        ..theirs.clone()
    }
}

/// What differs where something must stand, and is thereby no conflict of the merge.
pub(super) fn of_what_must_stand(mine: &Assessment, theirs: &Assessment, names: (&str, &str)) -> Vec<Conflict> {
    let side = |by: &str, value| Side { by: by.to_owned(), value, reason: String::new() };
    [Spot::AsAt]
        .into_iter()
        .filter(|spot| mine.value(spot) != theirs.value(spot))
        .map(|spot| Conflict {
            kind: ConflictKind::Undecided,
            base: Value::Nothing,
            mine: side(names.0, mine.value(&spot)),
            theirs: side(names.1, theirs.value(&spot)),
            spot,
        })
        .collect()
}

fn list<T: Clone + PartialEq>(mine: &[T], theirs: &[T]) -> Vec<T> {
    mine.iter().filter(|item| theirs.contains(item)).cloned().collect()
}

fn of_change(mine: &ChangeJudgement, theirs: &ChangeJudgement) -> ChangeJudgement {
    let mut common = ChangeJudgement {
        now: mine.now.filter(|_| mine.now == theirs.now),
        planned: list(&mine.planned, &theirs.planned),
        funding: list(&mine.funding, &theirs.funding),
        notes: list(&mine.notes, &theirs.notes),
        local_wording: list(&mine.local_wording, &theirs.local_wording),
        ..ChangeJudgement::not_assessed(mine.change.clone())
    };
    for text in crate::model::ChangeText::iter() {
        if mine.texts.get(text) == theirs.texts.get(text) {
            common.texts.set(text, mine.texts.get(text));
        }
    }
    common
}

/// The rows that both have, each with the cells that are alike; one that belongs to another change in each is none.
fn rows(mine: &Assessment, theirs: &Assessment) -> Vec<Arc<ActionRow>> {
    let known: HashMap<_, _> = mine.rows.iter().map(|row| (&row.id, row)).collect();
    theirs
        .rows
        .iter()
        .filter_map(|theirs| {
            let mine = known.get(&theirs.id).filter(|mine| mine.change == theirs.change)?;
            if mine == &theirs {
                return Some(Arc::clone(theirs));
            }
            let mut common = ActionRow::empty(theirs.id.clone(), theirs.change.clone());
            for field in crate::model::RowField::iter().filter(|field| mine.same_value(theirs, *field)) {
                // What stands in a field fits there.
                let _ = common.put(field, theirs.value(field));
            }
            common.source = theirs.source.clone().filter(|_| mine.source == theirs.source);
            common.marks = list(&mine.marks, &theirs.marks);
            Some(Arc::new(common))
        })
        .collect()
}
