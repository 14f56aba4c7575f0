//! Generated conflicts: every kind of spot, each with values that can stand there.

use super::{change_key, day, due, judgement, key, level, metric, quarter, row, state, status, text};
use hicm::model::{
    ActionRow, ChangeJudgement, ChangeText, Conflict, ConflictKind, Decision, Delivery, Due, FrameworkId, Funding,
    GlossaryEntry, KeptText, LocalWording, Mark, Metric, Priority, Reopening, RowField, RowId, SameRow, Side, Source,
    Spot, Value,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

fn row_id() -> impl Strategy<Value = RowId> + Clone {
    key().prop_map(|key| RowId::new(&key).unwrap())
}

pub fn same_row() -> impl Strategy<Value = SameRow> {
    (row_id(), row_id(), any::<bool>()).prop_map(|(row, other, same)| SameRow { row, other, same })
}

/// A spot and a value for it, three times.
type Three = (Spot, [Value; 3]);

/// Nothing now and then, and else what the strategy makes.
fn three<T: std::fmt::Debug + Clone + 'static>(
    spot: impl Strategy<Value = Spot> + 'static,
    what: impl Strategy<Value = T> + 'static,
    value: fn(T) -> Value,
) -> BoxedStrategy<Three> {
    let what = option::weighted(0.8, what).prop_map(move |it| it.map_or(Value::Nothing, value)).boxed();
    (spot, [what.clone(), what.clone(), what]).boxed()
}

fn cell(field: RowField) -> BoxedStrategy<Three> {
    let at = row_id().prop_map(move |id| Spot::Cell(id, field));
    match field {
        RowField::Change => three(at, change_key(), Value::Change),
        RowField::Status => three(at, status(), Value::Status),
        // A due date without words is nothing.
        RowField::Due => three(at, due().prop_filter("blank", |due| *due != Due::default()), Value::Due),
        RowField::Delivery => three(at, prop::sample::select(Delivery::iter().collect::<Vec<_>>()), Value::Delivery),
        RowField::Evidence => three(at, vec(text(), 0..3), Value::Lines),
        RowField::Reviewed => three(at, Just(()), |()| Value::Yes),
        RowField::WhereNow
        | RowField::Spread
        | RowField::Gaps
        | RowField::Needs
        | RowField::Owner
        | RowField::Progress => three(at, text(), Value::Text),
    }
}

fn named_metric() -> BoxedStrategy<Three> {
    (text(), 0..3_usize, vec(option::of(metric()), 3))
        .prop_map(|(name, nth, metrics)| {
            let mut values = metrics.into_iter().map(|metric| {
                metric.map_or(Value::Nothing, |it| Value::Metric(Box::new(Metric { name: name.clone(), ..it })))
            });
            let values = [values.next().unwrap(), values.next().unwrap(), values.next().unwrap()];
            (Spot::Metric(name, nth), values)
        })
        .boxed()
}

fn whole_row() -> BoxedStrategy<Three> {
    (row_id(), vec(option::of(row()), 3))
        .prop_map(|(id, rows)| {
            let mut values = rows
                .into_iter()
                .map(|row| row.map_or(Value::Nothing, |row| Value::Row(Arc::new(ActionRow { id: id.clone(), ..row }))));
            let values = [values.next().unwrap(), values.next().unwrap(), values.next().unwrap()];
            (Spot::Row(id), values)
        })
        .boxed()
}

fn whole_judgement() -> BoxedStrategy<Three> {
    (change_key(), vec(option::of(judgement()), 3))
        .prop_map(|(change, judgements)| {
            let mut values = judgements.into_iter().map(|it| {
                it.map_or(Value::Nothing, |it| {
                    Value::Judgement(Box::new(ChangeJudgement { change: change.clone(), ..it }))
                })
            });
            let values = [values.next().unwrap(), values.next().unwrap(), values.next().unwrap()];
            (Spot::Judgement(change), values)
        })
        .boxed()
}

/// What is kept, in one of the places where it can be.
pub fn kept_text() -> impl Strategy<Value = KeptText> {
    let field = prop::sample::select(RowField::iter().collect::<Vec<_>>());
    let cell = (row_id(), field).prop_map(|(row, field)| Spot::Cell(row, field));
    let at = prop_oneof![Just(Spot::Notes), change_key().prop_map(Spot::Funding), row_id().prop_map(Spot::Marks), cell];
    (at, "[0-9a-f]{4}", text()).prop_map(|(at, digest, reason)| KeptText { at, digest, reason })
}

/// Every kind of spot.
fn everywhere() -> impl Strategy<Value = Three> {
    let reopening = (text(), day(), text(), option::of(text()), option::of(text()))
        .prop_map(|(by, on, reason, digest, chain)| Reopening { by, on, reason, digest, chain });
    let funding = (text(), option::of(any::<u64>()), text(), text())
        .prop_map(|(typed, pounds, source, purpose)| Funding { typed, pounds, source, purpose });
    let local = (level(), text()).prop_map(|(level, text)| LocalWording { level, text });
    let source = (text(), any::<u32>()).prop_map(|(document, line)| Source { document, line });
    let field = prop::sample::select(RowField::iter().collect::<Vec<_>>());
    let mark = (field, text(), text()).prop_map(|(field, typed, note)| Mark { field, typed, note });
    let priority = (text(), option::of(change_key())).prop_map(|(text, change)| Priority { text, change });
    let decision = (day(), text(), text(), option::of(change_key())).prop_map(|(on, by, text, change)| Decision {
        on,
        by,
        text,
        change,
    });
    let entry = (text(), text()).prop_map(|(short, meaning)| GlossaryEntry { short, meaning });
    let framework = key().prop_map(|key| FrameworkId::new(&key).unwrap());
    let change_text = prop::sample::select(ChangeText::iter().collect::<Vec<_>>());
    let at_text = (change_key(), change_text).prop_map(|(key, text)| Spot::Text(key, text));
    let at_plan = (change_key(), quarter()).prop_map(|(key, quarter)| Spot::Plan(key, quarter));
    let mut all = vec![
        three(Just(Spot::Place), text(), Value::Text),
        three(Just(Spot::Quarter), quarter(), Value::Quarter),
        three(Just(Spot::AsAt), day(), Value::Day),
        three(Just(Spot::Framework), framework, Value::Framework),
        three(Just(Spot::PreparedBy), text(), Value::Text),
        three(Just(Spot::State), state(), Value::State),
        three(Just(Spot::Reopenings), vec(reopening, 0..3), Value::Reopenings),
        three(Just(Spot::Notes), vec(text(), 0..3), Value::Lines),
        whole_judgement(),
        three(change_key().prop_map(Spot::Level), level(), Value::Level),
        three(at_plan, level(), Value::Level),
        three(at_text, text(), Value::Text),
        three(change_key().prop_map(Spot::Funding), vec(funding, 0..3), Value::Funding),
        three(change_key().prop_map(Spot::ChangeNotes), vec(text(), 0..3), Value::Lines),
        three(change_key().prop_map(Spot::LocalWording), vec(local, 0..3), Value::LocalWording),
        whole_row(),
        three(row_id().prop_map(Spot::Source), source, Value::Source),
        three(row_id().prop_map(Spot::Marks), vec(mark, 0..3), Value::Marks),
        three(change_key().prop_map(Spot::Order), vec(row_id(), 0..4), Value::Order),
        named_metric(),
        three(Just(Spot::Priorities), vec(priority, 0..3), Value::Priorities),
        three(Just(Spot::Decisions), vec(decision, 0..3), Value::Decisions),
        three(Just(Spot::Glossary), vec(entry, 0..3), Value::Glossary),
        three(Just(Spot::SameRows), vec(same_row(), 0..3), Value::SameRows),
        three(Just(Spot::KeptTexts), vec(kept_text(), 0..3), Value::KeptTexts),
        three(row_id().prop_map(Spot::Position), any::<u32>(), |place| Value::Position(place as usize)),
    ];
    all.extend(RowField::iter().map(cell));
    proptest::strategy::Union::new(all)
}

pub fn conflict() -> impl Strategy<Value = Conflict> {
    let kind = prop::sample::select(vec![ConflictKind::Undecided, ConflictKind::Combined]);
    (everywhere(), kind, [text(), text()], [text(), text()]).prop_map(|((spot, values), kind, names, reasons)| {
        let ([base, mine, theirs], [my_name, their_name], [my_reason, their_reason]) = (values, names, reasons);
        Conflict {
            spot,
            kind,
            base,
            mine: Side { by: my_name, value: mine, reason: my_reason },
            theirs: Side { by: their_name, value: theirs, reason: their_reason },
        }
    })
}
