//! Generated assessments and frameworks: everything the model can hold, with texts as awkward as people make them.

mod conflicts;

pub use conflicts::conflict;

use chrono::NaiveDate;
use hicm::model::{
    ActionRow, Assessment, Better, Change, ChangeJudgement, ChangeKey, ChangeText, Decision, DelayedDays, Delivery,
    Due, DueDate, DueReading, Framework, FrameworkId, Funding, GlossaryEntry, Level, LocalWording, Mark, Metric,
    MetricValue, Period, Priority, Prompts, Quarter, Rag, Reopening, RowField, RowId, Seal, Season, Source, Spread,
    State, Status, tidy,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Tidy texts, with everything in them that a file format stumbles over.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9 ]{0,8}",
        3 => prop::sample::select(vec![
            "\"", "\\", "#", "\"#", "\"##", "r#\"", "#\"", "\n", "\n\n    ", "\t", "’", "–", "£70k", "//", "/*", "(", ")", "[",
            ",", "\\n", "\\u{7}", "\u{feff}", "\u{2028}", "e\u{301}", "🏥", "\u{200f}", "None", "Some(", " ",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| tidy(&pieces.concat()))
}

fn key() -> impl Strategy<Value = String> + Clone {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}"
}

fn change_key() -> impl Strategy<Value = ChangeKey> + Clone {
    key().prop_map(|key| ChangeKey::new(&key).unwrap())
}

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(Level::all().collect::<Vec<_>>())
}

fn quarter() -> impl Strategy<Value = Quarter> + Clone {
    (1900..2200_i32, 1..=4_u8).prop_map(|(year, number)| Quarter::new(year, number).unwrap())
}

fn day() -> impl Strategy<Value = NaiveDate> + Clone {
    (0..90_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Days::new(days))
}

fn period() -> impl Strategy<Value = Period> + Clone {
    prop_oneof![
        day().prop_map(Period::Day),
        (0..9_000_u64).prop_map(|weeks| {
            // A Monday.
            Period::Week(NaiveDate::from_ymd_opt(1950, 1, 2).unwrap() + chrono::Days::new(7 * weeks))
        }),
        (1950..2150_i32, 1..=12_u32).prop_map(|(year, month)| Period::Month { year, month }),
        quarter().prop_map(Period::Quarter),
        (prop::sample::select(Season::iter().collect::<Vec<_>>()), 1950..2150_i32)
            .prop_map(|(s, y)| Period::Season(s, y)),
        (1950..2150_i32).prop_map(Period::FinancialYear),
        (1950..2150_i32).prop_map(Period::CalendarYear),
    ]
}

fn due() -> impl Strategy<Value = Due> {
    let date = (period(), any::<bool>()).prop_map(|(period, year_inferred)| DueDate { period, year_inferred });
    let reading = prop_oneof![
        date.clone().prop_map(DueReading::On),
        vec(date, 0..4).prop_map(DueReading::Several),
        Just(DueReading::Ongoing),
        Just(DueReading::Depends),
        Just(DueReading::NotApplicable),
        Just(DueReading::Undated),
        Just(DueReading::Unreadable),
    ];
    (text(), reading).prop_map(|(typed, reading)| Due::new(typed, reading))
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![prop::sample::select(Status::choices().collect::<Vec<_>>()), text().prop_map(Status::Unknown),]
}

fn row() -> impl Strategy<Value = ActionRow> {
    let words = (text(), text(), text(), text(), text(), text(), vec(text(), 0..3));
    let mark = (prop::sample::select(RowField::iter().collect::<Vec<_>>()), text(), text())
        .prop_map(|(field, typed, note)| Mark { field, typed, note });
    let source = (text(), any::<u32>()).prop_map(|(document, line)| Source { document, line });
    let delivery = prop::sample::select(Delivery::iter().collect::<Vec<_>>());
    let rest = (option::of(delivery), any::<bool>(), option::of(source), vec(mark, 0..3));
    (key(), change_key(), status(), due(), words, rest).prop_map(|(id, change, status, due, words, rest)| {
        let (where_now, spread, gaps, needs, owner, progress, evidence) = words;
        let (delivery, reviewed, source, marks) = rest;
        ActionRow {
            id: RowId::new(&id).unwrap(),
            change,
            where_now,
            status,
            spread: Spread::new(spread),
            gaps,
            needs,
            due,
            owner,
            delivery,
            progress,
            evidence,
            reviewed,
            source,
            marks,
        }
    })
}

fn judgement() -> impl Strategy<Value = ChangeJudgement> {
    let funding = (text(), option::of(any::<u64>()), text(), text())
        .prop_map(|(typed, pounds, source, purpose)| Funding { typed, pounds, source, purpose });
    let local = (level(), text()).prop_map(|(level, text)| LocalWording { level, text });
    let plans = vec((quarter(), level()), 0..4);
    (change_key(), option::of(level()), plans, vec(text(), 7), vec(funding, 0..3), vec(text(), 0..3), vec(local, 0..3))
        .prop_map(|(change, now, plans, texts, funding, notes, local_wording)| {
            let mut judgement =
                ChangeJudgement { now, funding, notes, local_wording, ..ChangeJudgement::not_assessed(change) };
            for (quarter, level) in plans {
                judgement.plan(quarter, Some(level));
            }
            for (text, words) in ChangeText::iter().zip(texts) {
                judgement.texts.set(text, words);
            }
            judgement
        })
}

fn metric() -> impl Strategy<Value = Metric> {
    let number = prop::num::f64::NORMAL | prop::num::f64::ZERO | prop::num::f64::SUBNORMAL | prop::num::f64::NEGATIVE;
    let rag = prop::sample::select(vec![Rag::Red, Rag::Amber, Rag::Green, Rag::Blue]);
    let value = (period(), number, option::of(rag)).prop_map(|(period, value, rag)| MetricValue { period, value, rag });
    let month = (1950..2150_i32, 1..=12_u32, any::<u32>());
    let delayed =
        (any::<u32>(), any::<i32>(), vec(month, 0..3)).prop_map(|(adult_population, population_year, months)| {
            DelayedDays { adult_population, population_year, months }
        });
    let better = prop::sample::select(vec![Better::Lower, Better::Higher]);
    (text(), text(), better, option::of(number), option::of(period()), vec(value, 0..3), option::of(delayed), text())
        .prop_map(|(name, unit, better, target, target_by, values, delayed_days, note)| Metric {
            name,
            unit,
            better,
            target,
            target_by,
            values,
            delayed_days,
            note,
        })
}

pub fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        Just(State::Draft),
        (text(), text(), day(), text(), text(), option::of(text()), option::of(text())).prop_map(
            |(by, role, on, note, digest, previous, chain)| State::Sealed(Seal {
                by,
                role,
                on,
                note,
                digest,
                previous,
                chain
            })
        ),
    ]
}

prop_compose! {
    pub fn assessment()(
        head in (text(), quarter(), day(), key(), text(), state()),
        reopenings in vec((text(), day(), text(), option::of(text()), option::of(text())), 0..3),
        notes in vec(text(), 0..3),
        changes in vec(judgement(), 0..3),
        rows in vec(row(), 0..4),
        metrics in vec(metric(), 0..3),
        priorities in vec((text(), option::of(change_key())), 0..3),
        decisions in vec((day(), text(), text(), option::of(change_key())), 0..3),
        glossary in vec((text(), text()), 0..3),
        same_rows in vec(conflicts::same_row(), 0..3),
        kept_texts in vec(conflicts::kept_text(), 0..3),
        undecided in vec(conflicts::conflict(), 0..3),
    ) -> Assessment {
        let (place, quarter, as_at, framework, prepared_by, state) = head;
        Assessment {
            place,
            quarter,
            as_at,
            framework: FrameworkId::new(&framework).unwrap(),
            prepared_by,
            state,
            reopenings: reopenings
                .into_iter()
                .map(|(by, on, reason, digest, chain)| Reopening { by, on, reason, digest, chain })
                .collect(),
            notes,
            changes,
            rows: rows.into_iter().map(Arc::new).collect(),
            metrics,
            priorities: priorities.into_iter().map(|(text, change)| Priority { text, change }).collect(),
            decisions: decisions.into_iter().map(|(on, by, text, change)| Decision { on, by, text, change }).collect(),
            glossary: glossary.into_iter().map(|(short, meaning)| GlossaryEntry { short, meaning }).collect(),
            same_rows,
            kept_texts,
            undecided,
        }
    }
}

fn prompts() -> impl Strategy<Value = Prompts> {
    (text(), [text(), text(), text(), text(), text()]).prop_map(|(wording, texts)| Prompts { wording, texts })
}

pub fn framework() -> impl Strategy<Value = Framework> {
    let change = (change_key(), "[A-Z][a-z\" ]{0,8}", text(), text(), option::of(prompts()), vec(change_key(), 0..3))
        .prop_map(|(key, title, short, meaning, prompts, from)| Change { key, title, short, meaning, prompts, from });
    (key(), text(), text(), key(), prompts(), vec(change, 1..4)).prop_map(
        |(id, title, about, before, levels, mut changes)| {
            let mut seen = BTreeSet::new();
            changes.retain(|change| seen.insert(change.key.clone()));
            Framework {
                id: FrameworkId::new(&id).unwrap(),
                title,
                about,
                predecessor: Some(FrameworkId::new(&before).unwrap()),
                levels,
                changes,
            }
        },
    )
}
