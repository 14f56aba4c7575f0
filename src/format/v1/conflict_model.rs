//! Conflicts between the fields of the file and the model, both ways. What could be wrong was found while it was read.

use super::conflict::{ConflictFile, KeptTextFile, SameRowFile, SideFile, SpotFile, WhatFile};
use super::reading::{action_row, due_of, texts as texts_of, unwrap_word};
use super::value::Word;
use super::writing::{due, texts};
use crate::model::{Conflict, KeptText, SameRow, Side, Spot, Value};
use chrono::NaiveDate;
use std::sync::Arc;

/// Items of the one kind as items of the other.
fn all<'a, T: 'a, U>(items: &'a [T]) -> Vec<U>
where
    U: From<&'a T>,
{
    items.iter().map(Into::into).collect()
}

fn into_all<T, U: From<T>>(items: Vec<T>) -> Vec<U> {
    items.into_iter().map(Into::into).collect()
}

impl From<&SameRow> for SameRowFile {
    fn from(it: &SameRow) -> Self {
        Self { row: Word(it.row.clone()), other: Word(it.other.clone()), same: it.same }
    }
}

impl From<SameRowFile> for SameRow {
    fn from(it: SameRowFile) -> Self {
        Self { row: it.row.0, other: it.other.0, same: it.same }
    }
}

impl From<&KeptText> for KeptTextFile {
    fn from(it: &KeptText) -> Self {
        Self { at: (&it.at).into(), digest: (&it.digest).into(), reason: (&it.reason).into() }
    }
}

impl From<KeptTextFile> for KeptText {
    fn from(it: KeptTextFile) -> Self {
        Self { at: it.at.into(), digest: it.digest.0, reason: it.reason.0 }
    }
}

impl From<&Conflict> for ConflictFile {
    fn from(it: &Conflict) -> Self {
        Self {
            at: (&it.spot).into(),
            kind: it.kind.into(),
            base: (&it.base).into(),
            mine: (&it.mine).into(),
            theirs: (&it.theirs).into(),
        }
    }
}

/// A conflict; a due text without a reading is read as it stands in an assessment of that day.
pub(super) fn conflict(file: ConflictFile, as_at: NaiveDate) -> Conflict {
    let side = |side: SideFile| Side { by: side.by.0, value: value(side.value, as_at), reason: side.reason.0 };
    Conflict {
        spot: file.at.into(),
        kind: file.kind.into(),
        base: value(file.base, as_at),
        mine: side(file.mine),
        theirs: side(file.theirs),
    }
}

impl From<&Side> for SideFile {
    fn from(it: &Side) -> Self {
        Self { by: (&it.by).into(), value: (&it.value).into(), reason: (&it.reason).into() }
    }
}

impl From<&Spot> for SpotFile {
    fn from(spot: &Spot) -> Self {
        match spot {
            Spot::Place => Self::Place,
            Spot::Quarter => Self::Quarter,
            Spot::AsAt => Self::AsAt,
            Spot::Framework => Self::Framework,
            Spot::PreparedBy => Self::PreparedBy,
            Spot::State => Self::State,
            Spot::Reopenings => Self::Reopenings,
            Spot::Notes => Self::Notes,
            Spot::Judgement(key) => Self::Judgement(Word(key.clone())),
            Spot::Level(key) => Self::Level(Word(key.clone())),
            Spot::Plan(key, quarter) => Self::Plan(Word(key.clone()), Word(*quarter)),
            Spot::Text(key, text) => Self::Text(Word(key.clone()), (*text).into()),
            Spot::Funding(key) => Self::Funding(Word(key.clone())),
            Spot::ChangeNotes(key) => Self::ChangeNotes(Word(key.clone())),
            Spot::LocalWording(key) => Self::LocalWording(Word(key.clone())),
            Spot::Row(id) => Self::Row(Word(id.clone())),
            Spot::Cell(id, field) => Self::Cell(Word(id.clone()), (*field).into()),
            Spot::Source(id) => Self::Source(Word(id.clone())),
            Spot::Marks(id) => Self::Marks(Word(id.clone())),
            Spot::Order(key) => Self::Order(Word(key.clone())),
            Spot::Metric(name, nth) => Self::Metric(name.into(), *nth),
            Spot::Priorities => Self::Priorities,
            Spot::Decisions => Self::Decisions,
            Spot::Glossary => Self::Glossary,
            Spot::SameRows => Self::SameRows,
            Spot::KeptTexts => Self::KeptTexts,
            Spot::Position(id) => Self::Position(Word(id.clone())),
            Spot::Undecided => Self::Undecided,
        }
    }
}

impl From<SpotFile> for Spot {
    fn from(spot: SpotFile) -> Self {
        match spot {
            SpotFile::Place => Self::Place,
            SpotFile::Quarter => Self::Quarter,
            SpotFile::AsAt => Self::AsAt,
            SpotFile::Framework => Self::Framework,
            SpotFile::PreparedBy => Self::PreparedBy,
            SpotFile::State => Self::State,
            SpotFile::Reopenings => Self::Reopenings,
            SpotFile::Notes => Self::Notes,
            SpotFile::Judgement(key) => Self::Judgement(key.0),
            SpotFile::Level(key) => Self::Level(key.0),
            SpotFile::Plan(key, quarter) => Self::Plan(key.0, quarter.0),
            SpotFile::Text(key, text) => Self::Text(key.0, text.into()),
            SpotFile::Funding(key) => Self::Funding(key.0),
            SpotFile::ChangeNotes(key) => Self::ChangeNotes(key.0),
            SpotFile::LocalWording(key) => Self::LocalWording(key.0),
            SpotFile::Row(id) => Self::Row(id.0),
            SpotFile::Cell(id, field) => Self::Cell(id.0, field.into()),
            SpotFile::Source(id) => Self::Source(id.0),
            SpotFile::Marks(id) => Self::Marks(id.0),
            SpotFile::Order(key) => Self::Order(key.0),
            SpotFile::Metric(name, nth) => Self::Metric(name.0, nth),
            SpotFile::Priorities => Self::Priorities,
            SpotFile::Decisions => Self::Decisions,
            SpotFile::Glossary => Self::Glossary,
            SpotFile::SameRows => Self::SameRows,
            SpotFile::KeptTexts => Self::KeptTexts,
            SpotFile::Position(id) => Self::Position(id.0),
            SpotFile::Undecided => Self::Undecided,
        }
    }
}

impl From<&Value> for WhatFile {
    fn from(value: &Value) -> Self {
        match value {
            Value::Nothing => Self::Nothing,
            Value::Text(text) => Self::Text(text.into()),
            Value::Quarter(quarter) => Self::Quarter(Word(*quarter)),
            Value::Day(day) => Self::Day(Word(*day)),
            Value::Framework(id) => Self::Framework(Word(id.clone())),
            Value::State(state) => Self::State(state.into()),
            Value::Level(level) => Self::Level((*level).into()),
            Value::Status(status) => Self::Status(status.into()),
            // No words, no due date: that is nothing.
            Value::Due(it) => due(it).map_or(Self::Nothing, Self::Due),
            Value::Delivery(delivery) => Self::Delivery((*delivery).into()),
            Value::Change(key) => Self::Change(Word(key.clone())),
            Value::Yes => Self::Yes,
            Value::Lines(lines) => Self::Lines(texts(lines)),
            Value::Judgement(judgement) => Self::Judgement(Box::new(judgement.as_ref().into())),
            Value::Row(row) => Self::Row(Box::new(row.as_ref().into())),
            Value::Source(source) => Self::Source(source.into()),
            Value::Marks(marks) => Self::Marks(all(marks)),
            Value::Order(ids) => Self::Order(ids.iter().cloned().map(Word).collect()),
            Value::Funding(lines) => Self::Funding(all(lines)),
            Value::LocalWording(lines) => Self::LocalWording(all(lines)),
            Value::Reopenings(items) => Self::Reopenings(all(items)),
            Value::Metric(metric) => Self::Metric(Box::new(metric.as_ref().into())),
            Value::Priorities(items) => Self::Priorities(all(items)),
            Value::Decisions(items) => Self::Decisions(all(items)),
            Value::Glossary(entries) => Self::Glossary(all(entries)),
            Value::SameRows(items) => Self::SameRows(all(items)),
            Value::KeptTexts(items) => Self::KeptTexts(all(items)),
            Value::Position(place) => Self::Position(*place),
            Value::Undecided(_) => Self::Undecided,
        }
    }
}

fn value(what: WhatFile, as_at: NaiveDate) -> Value {
    match what {
        WhatFile::Nothing => Value::Nothing,
        WhatFile::Text(text) => Value::Text(text.0),
        WhatFile::Quarter(quarter) => Value::Quarter(quarter.0),
        WhatFile::Day(day) => Value::Day(day.0),
        WhatFile::Framework(id) => Value::Framework(id.0),
        WhatFile::State(state) => Value::State(state.into()),
        WhatFile::Level(level) => Value::Level(level.into()),
        WhatFile::Status(status) => Value::Status(status.into()),
        WhatFile::Due(due) => Value::Due(due_of(due, as_at)),
        WhatFile::Delivery(delivery) => Value::Delivery(delivery.into()),
        WhatFile::Change(key) => Value::Change(key.0),
        WhatFile::Yes => Value::Yes,
        WhatFile::Lines(lines) => Value::Lines(texts_of(lines)),
        WhatFile::Judgement(judgement) => Value::Judgement(Box::new((*judgement).into())),
        WhatFile::Row(row) => Value::Row(Arc::new(action_row(*row, as_at))),
        WhatFile::Source(source) => Value::Source(source.into()),
        WhatFile::Marks(marks) => Value::Marks(into_all(marks)),
        WhatFile::Order(ids) => Value::Order(ids.into_iter().map(unwrap_word).collect()),
        WhatFile::Funding(lines) => Value::Funding(into_all(lines)),
        WhatFile::LocalWording(lines) => Value::LocalWording(into_all(lines)),
        WhatFile::Reopenings(items) => Value::Reopenings(into_all(items)),
        WhatFile::Metric(metric) => Value::Metric(Box::new((*metric).into())),
        WhatFile::Priorities(items) => Value::Priorities(into_all(items)),
        WhatFile::Decisions(items) => Value::Decisions(into_all(items)),
        WhatFile::Glossary(entries) => Value::Glossary(into_all(entries)),
        WhatFile::SameRows(items) => Value::SameRows(into_all(items)),
        WhatFile::KeptTexts(items) => Value::KeptTexts(into_all(items)),
        WhatFile::Position(place) => Value::Position(place),
        // Never read: the reader knows no such name.
        WhatFile::Undecided => Value::Undecided(Vec::new()),
    }
}
