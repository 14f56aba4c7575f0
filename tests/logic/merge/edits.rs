//! Two people's edits of one assessment, drawn from pools so small that they often meet.

use crate::generate::{self, conflict};
use crate::made::{key, quarter};
use chrono::NaiveDate;
use hicm::model::{
    ActionRow, Assessment, Better, ChangeJudgement, ChangeKey, ChangeText, Conflict, Decision, Delivery, Due, Funding,
    GlossaryEntry, KeptText, Level, LocalWording, Mark, Metric, MetricValue, Period, Priority, Reopening, RowField,
    RowId, SameRow, Seal, Source, Spot, Spread, State, Status,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

const CHANGES: [&str; 3] = ["early-discharge", "home-first", "care-homes"];
const SENTENCE: &str =
    "The ward team plans each discharge on the day of admission, and the family's views are heard - always.";
const WORDS: [&str; 6] = ["never", "now", "LRI", "two", "weekend", "late"];
const SPREADS: [&str; 9] = [
    "UHL (LRI, GGH), LPT",
    "UHL (LRI), LPT",
    "UHL (LRI, GGH, LGH), LPT",
    "LPT",
    "UHL, LPT, LOROS",
    "UHL (LRI",
    "",
    "LPT, UHL (GGH)",
    "UHL (LRI, GGH) and LPT; LOROS (a, b)",
];

/// One edit: what kind, and numbers and words to make of it what fits.
#[derive(Clone, Debug)]
pub struct Edit {
    kind: usize,
    a: usize,
    b: usize,
    conflict: Conflict,
}

pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..KINDS, any::<u16>(), any::<u16>(), conflict()).prop_map(|(kind, a, b, conflict)| Edit {
        kind,
        a: a as usize,
        b: b as usize,
        conflict,
    });
    vec(edit, 0..6)
}

/// An assessment to edit: every change judged but sometimes the last, rows with ids of their own.
pub fn base() -> impl Strategy<Value = Assessment> {
    (generate::assessment(), vec((0..CHANGES.len(), 0..SPREADS.len(), any::<u16>()), 0..8), any::<bool>()).prop_map(
        |(mut a, rows, all)| {
            let judged = if all { 3 } else { 2 };
            let mut templates = std::mem::take(&mut a.changes).into_iter();
            a.changes = CHANGES
                .iter()
                .take(judged)
                .map(|change| {
                    let empty = ChangeJudgement::not_assessed(key(change));
                    let mut it = ChangeJudgement { change: key(change), ..templates.next().unwrap_or(empty) };
                    it.texts.set(ChangeText::Why, SENTENCE);
                    it.notes = vec!["one".into(), "two".into(), "three".into()];
                    it
                })
                .collect();
            let mut kept = std::mem::take(&mut a.rows).into_iter();
            a.rows = rows
                .into_iter()
                .enumerate()
                .map(|(at, (change, spread, pick))| {
                    let id = RowId::new(&format!("r{at}")).unwrap();
                    let row = match kept.next().filter(|_| pick % 3 == 0) {
                        Some(row) => ActionRow { id, change: key(CHANGES[change]), ..row.as_ref().clone() },
                        None => ActionRow {
                            where_now: SENTENCE.into(),
                            needs: SENTENCE.into(),
                            spread: Spread::new(SPREADS[spread]),
                            evidence: vec!["a.pdf".into(), "b.pdf".into()],
                            ..ActionRow::empty(id, key(CHANGES[change]))
                        },
                    };
                    Arc::new(row)
                })
                .collect();
            a.metrics = ["DTOC", "At home", "DTOC"].into_iter().take(a.notes.len() + 1).map(metric).collect();
            a.notes.push("one".into());
            a.notes.push("two".into());
            a
        },
    )
}

fn metric(name: &str) -> Metric {
    let value = |month, value| MetricValue { period: Period::Month { year: 2017, month }, value, rag: None };
    Metric {
        name: name.into(),
        unit: "days".into(),
        better: Better::Lower,
        target: Some(6.5),
        target_by: None,
        values: vec![value(8, 9.5), value(9, 9.0)],
        delayed_days: None,
        note: SENTENCE.into(),
    }
}

/// The edits carried out, one after the other.
pub fn edited(base: &Assessment, edits: &[Edit]) -> Assessment {
    let mut a = base.clone();
    for edit in edits {
        edit.apply(&mut a);
    }
    a
}

const KINDS: usize = 46;

fn day(number: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1 + (number % 3) as u32).unwrap()
}

fn pick<T: Clone>(from: &[T], number: usize) -> T {
    from[number % from.len()].clone()
}

/// Another word in a text, a word more, all of it new, or none of it.
fn reworded(text: &mut String, a: usize, b: usize) {
    let word = pick(&WORDS, b);
    let words: Vec<&str> = text.split(' ').collect();
    *text = match a % 8 {
        0 => String::new(),
        1 => format!("{text} {word}"),
        2 => format!("All is {word}."),
        3 => text.replace('\'', "’").replace(" - ", " – "),
        n => {
            let at = (a / 8 + n) % words.len();
            let mut words: Vec<&str> = words;
            words[at] = word;
            words.join(" ")
        }
    };
}

/// One more line, one fewer, another, or the other way round.
fn relisted<T>(list: &mut Vec<T>, a: usize, item: T) {
    match a % 4 {
        0 if !list.is_empty() => {
            list.remove(a / 4 % list.len());
        }
        1 if !list.is_empty() => {
            let at = a / 4 % list.len();
            list[at] = item;
        }
        2 => list.reverse(),
        _ => list.insert(a / 4 % (list.len() + 1), item),
    }
}

impl Edit {
    fn apply(&self, a: &mut Assessment) {
        let (x, y) = (self.a, self.b);
        match self.kind {
            0..=22 => self.row(a),
            23..=31 => self.judgement(a),
            32 => self.metric(a),
            33 => relisted(&mut a.notes, x, pick(&WORDS, y).into()),
            34 => relisted(
                &mut a.priorities,
                x,
                Priority { text: pick(&WORDS, y).into(), change: Some(self.change()).filter(|_| y % 2 == 0) },
            ),
            35 => relisted(
                &mut a.decisions,
                x,
                Decision { on: day(y), by: "Board".into(), text: pick(&WORDS, y / 3).into(), change: None },
            ),
            36 => {
                let entry =
                    |n: usize| GlossaryEntry { short: pick(&WORDS, n).into(), meaning: pick(&WORDS, n / 6).into() };
                relisted(&mut a.glossary, x, entry(y));
            }
            37 if x % 3 == 0 => {
                let at = pick(&[Spot::Notes, Spot::Decisions], y);
                let kept = KeptText { at, digest: format!("{:04x}", y % 4), reason: pick(&WORDS, y / 4).into() };
                relisted(&mut a.kept_texts, x / 3, kept);
            }
            37 => {
                // Of rows that have their ids in both tables nobody is asked whether they are one.
                let id = |of: &str, n: usize| RowId::new(&format!("{of}{}", n % 3)).unwrap();
                relisted(&mut a.same_rows, x, SameRow { row: id("r", y), other: id("q", y / 3), same: y % 2 == 0 });
            }
            38 => relisted(
                &mut a.reopenings,
                x,
                Reopening {
                    by: "Lead".into(),
                    on: day(y),
                    reason: pick(&WORDS, y / 3).into(),
                    digest: None,
                    chain: None,
                },
            ),
            39 => a.place = pick(&WORDS, y).into(),
            40 => a.prepared_by = if x % 4 == 0 { String::new() } else { pick(&WORDS, y).into() },
            41 => a.as_at = day(y),
            42 => a.quarter = quarter(2018, 1 + (y % 3) as u8),
            43 => {
                a.state = if x % 4 == 0 {
                    State::Draft
                } else {
                    State::Sealed(Seal {
                        by: pick(&WORDS, y).into(),
                        role: String::new(),
                        on: day(y),
                        note: String::new(),
                        digest: String::new(),
                        previous: None,
                        chain: None,
                    })
                };
            }
            // Not the other way round: the order of what is undecided says nothing.
            44 if x % 2 == 0 && !a.undecided.is_empty() => {
                a.undecided.remove(y % a.undecided.len());
            }
            44 => a.undecided.push(self.conflict.clone()),
            _ => {
                a.rows.clear();
            }
        }
    }

    fn change(&self) -> ChangeKey {
        key(CHANGES[self.b % CHANGES.len()])
    }

    fn row(&self, a: &mut Assessment) {
        let (x, y) = (self.a, self.b);
        if self.kind <= 1 {
            // The same ids on both sides now and then, and not always with the same in them.
            let id = RowId::new(&format!("new-{}", x % 5)).unwrap();
            if a.row(&id).is_none() {
                let row = ActionRow { owner: pick(&WORDS, y / 3).into(), ..ActionRow::empty(id, self.change()) };
                a.rows.insert(x / 5 % (a.rows.len() + 1), Arc::new(row));
            }
            return;
        }
        if a.rows.is_empty() {
            return;
        }
        let at = x % a.rows.len();
        match self.kind {
            2 | 3 => {
                a.rows.remove(at);
                return;
            }
            4..=6 => {
                let row = a.rows.remove(at);
                a.rows.insert(y % (a.rows.len() + 1), row);
                return;
            }
            _ => {}
        }
        let row = Arc::make_mut(&mut a.rows[at]);
        match self.kind {
            7 => reworded(&mut row.where_now, y, y / 8),
            8 => reworded(&mut row.needs, y, y / 8),
            9 => reworded(&mut row.gaps, y, y / 8),
            10 => reworded(&mut row.progress, y, y / 8),
            11 => row.status = pick(&Status::choices().collect::<Vec<_>>(), y),
            12 => row.due = Due::read(pick(&["July 2017", "Ongoing", "", "1 May 2018"], y), day(0)),
            13 => row.delivery = pick(&[Some(Delivery::Done), Some(Delivery::InProgress), None], y),
            14 => row.owner = pick(&["Ann", "Ben", ""], y).into(),
            15 | 16 => row.spread = Spread::new(pick(&SPREADS, y)),
            17 => relisted(&mut row.evidence, y, pick(&WORDS, y / 64).into()),
            18 => row.reviewed = !row.reviewed,
            19 => row.change = self.change(),
            20 => row.source = Some(Source { document: pick(&WORDS, y).into(), line: 1 }).filter(|_| y % 4 != 0),
            21 => {
                let field = pick(&RowField::iter().collect::<Vec<_>>(), y / 4);
                relisted(&mut row.marks, y, Mark { field, typed: pick(&WORDS, y / 64).into(), note: String::new() });
            }
            _ => *row = ActionRow::empty(row.id.clone(), row.change.clone()),
        }
    }

    fn judgement(&self, a: &mut Assessment) {
        let (x, y) = (self.a, self.b);
        let change = self.change();
        if self.kind == 23 {
            match a.changes.iter().position(|it| it.change == change) {
                Some(at) if x % 3 == 0 => {
                    a.changes.remove(at);
                }
                Some(_) => {}
                None => a.changes.push(ChangeJudgement::not_assessed(change)),
            }
            return;
        }
        let Some(it) = a.change_mut(&change) else { return };
        let level = pick(&[Some(Level::Established), Some(Level::Mature), None], x);
        match self.kind {
            24 => it.now = level,
            25 => it.plan(quarter(2018, 1 + (y / 3 % 4) as u8), level),
            26 | 27 => {
                let text = pick(&ChangeText::iter().collect::<Vec<_>>(), if x % 2 == 0 { 0 } else { y });
                let mut words = it.texts.get(text).to_owned();
                reworded(&mut words, x / 2, y);
                it.texts.set(text, words);
            }
            28 => relisted(
                &mut it.funding,
                x,
                Funding {
                    typed: pick(&WORDS, y).into(),
                    pounds: None,
                    source: pick(&WORDS, y / 7).into(),
                    purpose: String::new(),
                },
            ),
            29 | 30 => relisted(&mut it.notes, x, pick(&WORDS, y).into()),
            _ => relisted(
                &mut it.local_wording,
                x,
                LocalWording { level: level.unwrap_or(Level::Exemplary), text: pick(&WORDS, y).into() },
            ),
        }
    }

    fn metric(&self, a: &mut Assessment) {
        let (x, y) = (self.a, self.b);
        if x % 5 == 0 {
            a.metrics.push(metric(pick(&["DTOC", "New"], y)));
        }
        if a.metrics.is_empty() {
            return;
        }
        let at = y % a.metrics.len();
        if x % 5 == 1 {
            a.metrics.remove(at);
            return;
        }
        let it = &mut a.metrics[at];
        match x % 5 {
            2 => reworded(&mut it.note, x / 5, y),
            3 => it.target = Some((y % 3) as f64),
            _ => relisted(
                &mut it.values,
                x / 5,
                MetricValue {
                    period: Period::Month { year: 2017, month: 8 + (y % 4) as u32 },
                    value: (x % 2) as f64,
                    rag: None,
                },
            ),
        }
    }
}

/// Everywhere that something stands in one of them.
pub fn spots(all: &[&Assessment]) -> BTreeSet<hicm::model::Spot> {
    use hicm::model::Spot;
    let mut spots: BTreeSet<Spot> = [
        Spot::Place,
        Spot::Quarter,
        Spot::AsAt,
        Spot::Framework,
        Spot::PreparedBy,
        Spot::State,
        Spot::Reopenings,
        Spot::Notes,
        Spot::Priorities,
        Spot::Decisions,
        Spot::Glossary,
        Spot::SameRows,
        Spot::KeptTexts,
        Spot::Undecided,
    ]
    .into();
    for a in all {
        for judgement in &a.changes {
            let key = || judgement.change.clone();
            spots.extend([
                Spot::Level(key()),
                Spot::Funding(key()),
                Spot::ChangeNotes(key()),
                Spot::LocalWording(key()),
            ]);
            spots.extend(ChangeText::iter().map(|text| Spot::Text(key(), text)));
            spots.extend(
                all.iter()
                    .filter_map(|other| other.change(&judgement.change))
                    .flat_map(|it| &it.planned)
                    .map(|plan| Spot::Plan(key(), plan.quarter)),
            );
            spots.insert(Spot::Judgement(key()));
        }
        for row in &a.rows {
            let id = || row.id.clone();
            spots.extend([Spot::Row(id()), Spot::Source(id()), Spot::Marks(id()), Spot::Order(row.change.clone())]);
            spots.extend(RowField::iter().map(|field| Spot::Cell(id(), field)));
        }
        for (at, metric) in a.metrics.iter().enumerate() {
            let nth = a.metrics.iter().take(at).filter(|before| before.name == metric.name).count();
            spots.insert(Spot::Metric(metric.name.clone(), nth));
        }
    }
    spots
}
