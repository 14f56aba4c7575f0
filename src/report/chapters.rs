//! The chapters of the paper.

use super::blocks::{
    Block, Cell, Chart, Column, Count, Counts, Item, Ladder, List, Point, Step, Strip, Table, Target, Tone,
};
use super::tables::{
    day, due_next_table, funding_table, metric_table, outcome_table, overdue_table, planned, row_table,
};
use super::{Report, Since};
use crate::compare::{LevelMove, outlook};
use crate::model::{Better, Change, ChangeKey, ChangeText, Glossary, LevelCounts, Metric, capitalised, counted};
use serde::Serialize;
use std::collections::BTreeMap;
use strum::IntoEnumIterator as _;

/// One chapter of the paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chapter {
    /// What it is about.
    #[serde(skip)]
    pub kind: ChapterKind,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// What a chapter is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChapterKind {
    /// The levels of all changes.
    WhereWeAre,
    /// What moved since the earlier assessment.
    Moved,
    /// One change.
    Change(ChangeKey),
    /// Plan against outcome.
    Outcome,
    /// What is overdue.
    Overdue,
    /// What is due next.
    DueNext,
    /// The figures kept beside the judgement.
    Metrics,
    /// What meetings decided.
    Decisions,
    /// Remarks on the whole.
    Notes,
    /// The abbreviations that are used.
    Glossary,
}

/// The chapters of a report, without those in which there would be nothing.
pub(super) fn of(report: &Report, undecided: usize, glossary: &Glossary) -> Vec<Chapter> {
    let assessment = &report.assessment;
    let framework = &report.framework;
    let chapter = |kind, title: &str, blocks: Vec<Block>| Chapter { kind, title: title.to_owned(), blocks };
    let mut chapters = vec![chapter(ChapterKind::WhereWeAre, "Where we are", where_we_are(report, undecided))];
    if let Some(since) = &report.since {
        let title = format!("What moved since {}", since.assessment.quarter);
        chapters.push(chapter(ChapterKind::Moved, &title, moved(since)));
    }
    let comparison = report.since.as_ref().map(|since| &since.comparison);
    let outcome = outcome_table(assessment, framework, comparison);
    if comparison.is_some() || !outcome.rows.is_empty() {
        chapters.push(chapter(ChapterKind::Outcome, "Plan against outcome", vec![Block::Table(outcome)]));
    }
    for (at, change) in framework.changes.iter().enumerate() {
        let title = format!("{} {}", at + 1, change.title);
        chapters.push(chapter(ChapterKind::Change(change.key.clone()), &title, change_blocks(report, at, change)));
    }
    if !assessment.rows.is_empty() {
        let overdue = Block::Table(overdue_table(assessment, framework, report.audience));
        chapters.push(chapter(ChapterKind::Overdue, "Overdue", vec![overdue]));
        let due = Block::Table(due_next_table(assessment, framework, report.audience));
        chapters.push(chapter(ChapterKind::DueNext, "Due next", vec![due]));
    }
    if !assessment.metrics.is_empty() {
        let blocks = assessment.metrics.iter().flat_map(|metric| {
            let drawn = (metric.values.len() > 1).then(|| Block::Chart(chart(metric)));
            let heading = drawn.is_none().then(|| Block::heading(&metric.name));
            heading.into_iter().chain(drawn).chain([Block::Table(metric_table(metric))])
        });
        chapters.push(chapter(ChapterKind::Metrics, "Metrics", blocks.collect()));
    }
    if !assessment.decisions.is_empty() {
        let list = Block::List(List { title: String::new(), items: decisions(report) });
        chapters.push(chapter(ChapterKind::Decisions, "Decisions", vec![list]));
    }
    let notes = notes(report);
    if !notes.is_empty() {
        chapters.push(chapter(ChapterKind::Notes, "Notes", notes));
    }
    if let Some(table) = glossary_table(&chapters, glossary) {
        chapters.push(chapter(ChapterKind::Glossary, "Abbreviations", vec![Block::Table(table)]));
    }
    chapters
}

fn where_we_are(report: &Report, undecided: usize) -> Vec<Block> {
    let assessment = &report.assessment;
    let mut blocks = Vec::new();
    if undecided > 0 {
        blocks.push(Block::toned(Tone::Lead, not_decided(undecided)));
    }
    blocks.push(Block::Strip(strip(report)));
    blocks.push(Block::Counts(counts("Levels now", &assessment.levels_now(), "Not assessed")));
    let plan = assessment.plan_quarter();
    if assessment.planned_quarters().contains(&plan) {
        let title = format!("Planned for {plan}");
        blocks.push(Block::Counts(counts(&title, &assessment.levels_planned(plan), "Without a plan")));
    }
    blocks.extend(rows_in_words(report).map(Block::paragraph));
    blocks.extend(ahead(report).map(Block::List));
    if !assessment.priorities.is_empty() {
        let items = assessment.priorities.iter().map(|priority| Item {
            text: priority.text.trim().to_owned(),
            tail: of_change(report, priority.change.as_ref()),
            overdue: false,
        });
        blocks.push(Block::List(List { title: "Priorities".to_owned(), items: items.collect() }));
    }
    blocks
}

/// That something is not decided yet, which no reader may take for settled.
pub(super) fn not_decided(undecided: usize) -> String {
    let conflicts = counted(undecided, "conflict", "conflicts");
    let be = if undecided == 1 { "is" } else { "are" };
    format!("{} between two people’s copies {be} not decided yet.", capitalised(&conflicts))
}

/// What the rows come to, in a sentence: all of them, of one change or of the whole.
pub(super) fn rows_in_words(report: &Report) -> Option<String> {
    let assessment = &report.assessment;
    let due = assessment.due_counts(assessment.as_at);
    (due.rows > 0).then(|| {
        format!(
            "{}: {} overdue on {}, {} due by the end of {}, {} without a date.",
            capitalised(&counted(due.rows, "action row", "action rows")),
            due.overdue,
            day(assessment.as_at),
            due.due_next,
            assessment.quarter.next(),
            due.without_date
        )
    })
}

/// What is planned, in sentences.
pub(super) fn ahead(report: &Report) -> Option<List> {
    let sentences = outlook(&report.assessment, &report.framework).into_iter();
    let items: Vec<Item> = sentences.map(|sentence| Item::from(sentence.text)).collect();
    (!items.is_empty()).then(|| List { title: "What is planned".to_owned(), items })
}

/// How many stand at each level.
pub(super) fn counts(title: &str, levels: &LevelCounts, without: &'static str) -> Counts {
    let count = |line: crate::model::LevelCount| Count {
        level: line.level.map(crate::model::Level::number),
        name: line.level.map_or(without, crate::model::Level::name),
        count: line.count,
    };
    let (none, levels): (Vec<_>, Vec<_>) = levels.iter().partition(|line| line.level.is_none());
    let counts = levels.into_iter().chain(none.into_iter().filter(|line| line.count > 0)).map(count).collect();
    Counts { title: title.to_owned(), counts }
}

/// The heat strip.
pub(super) fn strip(report: &Report) -> Strip {
    let ladders: Vec<_> =
        report.framework.changes.iter().enumerate().map(|(at, change)| ladder(report, at, change)).collect();
    Strip { legend: legend(report, ladders.iter().any(|ladder| ladder.planned.is_some())), ladders }
}

/// What the marks of the heat strip mean; of those only that are there.
fn legend(report: &Report, planned: bool) -> String {
    let assessment = &report.assessment;
    let planned = planned.then(|| format!("Outlined: planned for {}.", assessment.plan_quarter()));
    let last = report.since.as_ref().map(|since| format!("Tick below: {}.", since.assessment.quarter));
    let now = format!("Filled: now, {}.", assessment.quarter);
    [Some(now), planned, Some("Dashed: not assessed.".to_owned()), last]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The ladder of a change; `at` is its place, 0 for the first.
pub(super) fn ladder(report: &Report, at: usize, change: &Change) -> Ladder {
    let now = report.assessment.change(&change.key).and_then(|judgement| judgement.now).map(Step::from);
    let planned = planned(&report.assessment, change);
    let movement = report.since.as_ref().and_then(|since| {
        let quarter = since.assessment.quarter;
        since.comparison.movement.change(&change.key).map(|movement| (movement, quarter))
    });
    let last = movement.and_then(|(movement, _)| movement.from).map(Step::from);
    let moved = movement.map_or_else(String::new, |(movement, quarter)| {
        let changed = if movement.definition_changed() { ", definition changed" } else { "" };
        match movement.level() {
            LevelMove::Rose(steps) => format!("▲ {steps} since {quarter}{changed}"),
            LevelMove::Fell(steps) => format!("▼ {steps} since {quarter}{changed}"),
            LevelMove::Held => format!("no change since {quarter}{changed}"),
            LevelMove::FirstAssessed => format!("not assessed in {quarter}"),
            LevelMove::NoLongerAssessed => format!("was assessed in {quarter}"),
            LevelMove::NeverAssessed => String::new(),
            LevelMove::NotCompared => format!("not comparable with {quarter}"),
        }
    });
    let said = [
        Some(format!("{} {}: {}", at + 1, change.title, now.map_or("not assessed".to_owned(), Step::words))),
        planned.as_ref().map(|planned| format!("planned {} by {}", planned.step.words(), planned.by)),
        (!moved.is_empty()).then(|| moved.replace('▲', "up").replace('▼', "down")),
    ];
    let words = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ladder { number: at + 1, title: change.title.clone(), now, planned, last, moved, words }
}

fn moved(since: &Since) -> Vec<Block> {
    let sentences: Vec<String> =
        since.comparison.movement.sentences().into_iter().map(|sentence| sentence.text).collect();
    if sentences.is_empty() {
        return vec![Block::paragraph(format!("Nothing moved since {}.", since.assessment.quarter))];
    }
    vec![Block::list("", sentences)]
}

fn change_blocks(report: &Report, at: usize, change: &Change) -> Vec<Block> {
    let assessment = &report.assessment;
    let mut blocks = Vec::new();
    if !change.meaning.trim().is_empty() {
        blocks.push(Block::toned(Tone::Quiet, change.meaning.trim()));
    }
    blocks.push(Block::Ladder(ladder(report, at, change)));
    let Some(judgement) = assessment.change(&change.key) else { return blocks };
    let others: Vec<String> = judgement
        .planned
        .iter()
        .filter(|plan| plan.quarter != assessment.plan_quarter())
        .map(|plan| format!("{} by {}", Step::from(plan.level).words(), plan.quarter))
        .collect();
    if !others.is_empty() {
        blocks.push(Block::labelled("Other plans", others.join("; ")));
    }
    for text in ChangeText::iter() {
        let words = judgement.texts.get(text).trim();
        if !words.is_empty() {
            blocks.push(Block::labelled(text.name(), words));
        }
    }
    for wording in &judgement.local_wording {
        let step = Step::from(wording.level);
        blocks.push(Block::labelled(format!("What {} means here", step.words()), wording.text.trim()));
    }
    blocks.extend(judgement.notes.iter().map(|note| Block::labelled("Note", note.trim())));
    blocks.extend(funding_table(assessment, change).map(Block::Table));
    blocks.push(Block::Table(row_table(assessment, change, report.audience)));
    blocks
}

/// A metric as a line through time.
pub(super) fn chart(metric: &Metric) -> Chart {
    let target = metric.target.map(|value| {
        let by = metric.target_by.map_or_else(String::new, |by| format!(" by {by}"));
        Target { value, words: format!("Target {value}{by}") }
    });
    let better = match metric.better {
        Better::Lower => "Lower is better",
        Better::Higher => "Higher is better",
    };
    let points: Vec<Point> = metric
        .values
        .iter()
        .map(|value| Point {
            label: value.period.to_string(),
            value: value.value,
            text: value.value.to_string(),
            reading: metric.reading(value.value).map_or("", |reading| reading.name()),
            rag: value.rag.map_or("", |rag| rag.name()),
        })
        .collect();
    let told: Vec<String> = points.iter().map(|point| format!("{}: {}", point.label, point.text)).collect();
    let words = format!(
        "{}, {}. {better}.{} {}.",
        metric.name,
        metric.unit,
        target.as_ref().map_or_else(String::new, |target| format!(" {}.", target.words)),
        told.join(", ")
    );
    Chart {
        title: metric.name.clone(),
        unit: metric.unit.clone(),
        better,
        target,
        points,
        note: metric.note.trim().to_owned(),
        words,
    }
}

/// What meetings decided, in order.
pub(super) fn decisions(report: &Report) -> Vec<Item> {
    let item = |decision: &crate::model::Decision| {
        let tail = [day(decision.on), decision.by.trim().to_owned(), of_change(report, decision.change.as_ref())];
        let tail: Vec<String> = tail.into_iter().filter(|part| !part.is_empty()).collect();
        Item { text: decision.text.trim().to_owned(), tail: tail.join(", "), overdue: false }
    };
    report.assessment.decisions.iter().map(item).collect()
}

/// The short title of a change, or nothing.
fn of_change(report: &Report, key: Option<&ChangeKey>) -> String {
    key.map_or_else(String::new, |key| report.framework.change(key).map_or(key.as_str(), |it| &it.short).to_owned())
}

fn notes(report: &Report) -> Vec<Block> {
    let assessment = &report.assessment;
    let mut blocks: Vec<Block> = Vec::new();
    if !assessment.prepared_by.trim().is_empty() {
        blocks.push(Block::labelled("Prepared by", assessment.prepared_by.trim()));
    }
    if let crate::model::State::Sealed(seal) = &assessment.state {
        let by = [seal.by.trim(), seal.role.trim(), seal.note.trim()];
        let by: Vec<&str> = by.into_iter().filter(|part| !part.is_empty()).collect();
        blocks.push(Block::labelled("Signed off", format!("{} {}", day(seal.on), by.join(", ")).trim()));
    }
    blocks.extend(assessment.reopenings.iter().map(|it| {
        let by = if it.by.is_empty() { String::new() } else { format!(" by {}", it.by) };
        Block::labelled("Reopened", format!("{}{by}: {}", day(it.on), it.reason))
    }));
    blocks.extend(assessment.notes.iter().map(|note| Block::paragraph(note.trim())));
    let marks: Vec<Vec<Cell>> = assessment
        .rows
        .iter()
        .flat_map(|row| row.marks.iter().map(move |mark| (row, mark)))
        .map(|(row, mark)| {
            let line = row.source.as_ref().map_or_else(String::new, |source| source.line.to_string());
            let number = report.framework.number(&row.change).map_or_else(String::new, |number| number.to_string());
            [line, number, mark.field.name().to_owned(), mark.typed.clone(), mark.note.clone()].map(Cell::from).into()
        })
        .collect();
    if !marks.is_empty() {
        blocks.push(Block::Table(Table {
            caption: "What was assumed when rows were imported".to_owned(),
            columns: vec![
                Column::number("Line", 7),
                Column::number("Change", 8),
                Column::new("Column", 18),
                Column::new("What stood there", 30),
                Column::new("What was made of it", 40),
            ],
            rows: marks,
            empty: String::new(),
            more: String::new(),
        }));
    }
    blocks
}

/// The abbreviations that stand in the chapters, with what they mean. What has no certain meaning is left out.
fn glossary_table(chapters: &[Chapter], glossary: &Glossary) -> Option<Table> {
    let mut used: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for text in chapters.iter().flat_map(|chapter| &chapter.blocks).flat_map(Block::texts) {
        for term in glossary.terms(text).into_iter().filter(|term| !term.entry.meaning().is_empty()) {
            let entry = term.entry;
            used.entry(entry.short().to_lowercase()).or_insert((entry.short(), entry.line()));
        }
    }
    let rows: Vec<Vec<Cell>> = used
        .into_values()
        .map(|(short, line)| {
            let meaning = line.split_once(": ").map_or(line, |(_, meaning)| meaning);
            vec![Cell::from(short), Cell::from(meaning)]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: "Abbreviations used".to_owned(),
        columns: vec![Column::new("Abbreviation", 22), Column::new("Meaning", 78)],
        rows,
        empty: String::new(),
        more: String::new(),
    })
}
