//! Every text that a person wrote, with where it stands.

use crate::check::Where;
use crate::model::{ActionRow, Assessment, ChangeKey, ChangeText, RowField, Spot};
use std::collections::HashMap;
use strum::IntoEnumIterator as _;

/// A text in an assessment.
#[derive(Debug)]
pub(super) struct Written<'a> {
    /// Where it stands, for a person.
    pub place: Where,
    /// Where it stands, for an edit. A list is one such place.
    pub at: Spot,
    /// What stands there.
    pub text: &'a str,
}

/// All of them.
pub(super) fn texts(assessment: &Assessment) -> Vec<Written<'_>> {
    let mut texts: Vec<Written<'_>> = Vec::new();
    let mut of = |change: Option<&ChangeKey>, at: Spot, text| {
        texts.push(Written { place: Where { change: change.cloned(), ..Where::default() }, at, text });
    };
    for note in &assessment.notes {
        of(None, Spot::Notes, note);
    }
    for judgement in &assessment.changes {
        let key = || judgement.change.clone();
        let change = Some(&judgement.change);
        for text in ChangeText::iter() {
            of(change, Spot::Text(key(), text), judgement.texts.get(text));
        }
        for funding in &judgement.funding {
            of(change, Spot::Funding(key()), &funding.source);
            of(change, Spot::Funding(key()), &funding.purpose);
        }
        for note in &judgement.notes {
            of(change, Spot::ChangeNotes(key()), note);
        }
        for wording in &judgement.local_wording {
            of(change, Spot::LocalWording(key()), &wording.text);
        }
    }
    let mut named: HashMap<&str, usize> = HashMap::new();
    for metric in &assessment.metrics {
        let nth = named.entry(&metric.name).or_default();
        of(None, Spot::Metric(metric.name.clone(), *nth), &metric.note);
        *nth += 1;
    }
    for priority in &assessment.priorities {
        of(priority.change.as_ref(), Spot::Priorities, &priority.text);
    }
    for decision in &assessment.decisions {
        of(decision.change.as_ref(), Spot::Decisions, &decision.text);
    }
    for reopening in &assessment.reopenings {
        of(None, Spot::Reopenings, &reopening.reason);
    }
    for entry in &assessment.glossary {
        of(None, Spot::Glossary, &entry.meaning);
    }
    for kept in &assessment.kept_texts {
        of(None, Spot::KeptTexts, &kept.reason);
    }
    for row in &assessment.rows {
        texts.extend(row_texts(row));
    }
    texts
}

fn row_texts(row: &ActionRow) -> impl Iterator<Item = Written<'_>> {
    let place = |field| Where { change: Some(row.change.clone()), row: Some(row.id.clone()), field: Some(field) };
    let cell = move |(field, text)| Written { place: place(field), at: Spot::Cell(row.id.clone(), field), text };
    let fields = [
        (RowField::WhereNow, row.where_now.as_str()),
        (RowField::Spread, row.spread.typed()),
        (RowField::Gaps, &row.gaps),
        (RowField::Needs, &row.needs),
        (RowField::Due, row.due.typed()),
        (RowField::Progress, &row.progress),
    ];
    let evidence = row.evidence.iter().map(|line| (RowField::Evidence, line.as_str()));
    // What an import remarked on holds the words as they came.
    let marks = row.marks.iter().flat_map(move |mark| {
        [&mark.typed, &mark.note].map(|text| Written {
            place: place(mark.field),
            at: Spot::Marks(row.id.clone()),
            text,
        })
    });
    fields.into_iter().chain(evidence).map(cell).chain(marks)
}
