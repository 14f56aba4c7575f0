//! The sheets to look things up in: overdue, due next, metrics, decisions, movement, abbreviations.

use super::grid::{Cell, Column, Look, Row, Sheet, Value};
use super::overview::level;
use crate::model::{Better, change_in_copy};
use crate::report::{Audience, Block, ChapterKind, Report, Since, Step, Table};

/// Those in which there is something.
pub(super) fn sheets(report: &Report) -> Vec<Sheet> {
    let of_chapter = |kind, name, wide: f64| {
        let table = report.chapter(&kind)?.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        Some(of_table(name, table?, wide))
    };
    [
        of_chapter(ChapterKind::Overdue, "Overdue", 1.3),
        of_chapter(ChapterKind::DueNext, "Due next", 1.3),
        metrics(report),
        decisions(report),
        report.since.as_ref().map(|since| movement(report, since)),
        of_chapter(ChapterKind::Glossary, "Abbreviations", 1.0),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A table of the report; `wide` is how many figures a share of its width takes.
fn of_table(name: &'static str, table: &Table, wide: f64) -> Sheet {
    let columns: Vec<Column> =
        table.columns.iter().map(|it| Column::wide((f64::from(it.weight) * wide).max(10.0))).collect();
    if table.rows.is_empty() {
        let rows = vec![Row::across(Look::Quiet, table.empty.clone(), columns.len())];
        return Sheet { rows, ..Sheet::named(name, columns) };
    }
    let titles = table.columns.iter().map(|it| it.title.clone()).collect();
    let cell = |(cell, number): (&crate::report::Cell, bool)| {
        let text = match cell.note.as_str() {
            "" => cell.text.clone(),
            note => format!("{}\n{note}", cell.text).trim_start().to_owned(),
        };
        match text.parse::<f64>() {
            Ok(value) if number => Cell { value: Value::Number(value), look: Look::Body },
            _ => Cell::looking(cell.level.map_or(Look::Body, |(lower, upper)| Look::Level(lower, upper)), text),
        }
    };
    let row = |cells: &Vec<crate::report::Cell>| {
        Row::of(cells.iter().zip(table.columns.iter().map(|column| column.number)).map(cell))
    };
    Sheet::table(name, columns, titles, table.rows.iter().map(row).collect())
}

fn metrics(report: &Report) -> Option<Sheet> {
    let metrics = &report.assessment.metrics;
    let number = |value: f64| Cell { value: Value::Number(value), look: Look::Body };
    let rows: Vec<Row> = metrics
        .iter()
        .flat_map(|metric| {
            metric.values.iter().enumerate().map(move |(nth, value)| {
                // What is to be known of a metric is said once, and not with every value.
                let note = if nth == 0 { metric.note.trim() } else { "" };
                let better = match metric.better {
                    Better::Lower => "Lower is better",
                    Better::Higher => "Higher is better",
                };
                Row::of([
                    Cell::text(metric.name.trim()),
                    Cell::text(value.period.to_string()),
                    number(value.value),
                    Cell::text(metric.unit.trim()),
                    metric.target.map_or_else(Cell::default, number),
                    Cell::text(metric.target_by.map(|by| by.to_string()).unwrap_or_default()),
                    Cell::text(metric.reading(value.value).map_or("", |it| it.name())),
                    Cell::text(value.rag.map_or("", |it| it.name())),
                    Cell::text(better),
                    Cell::text(note),
                ])
            })
        })
        .collect();
    let titles = [
        "Metric",
        "Period",
        "Value",
        "Unit",
        "Target",
        "Target by",
        "Against the target",
        "Rated by hand",
        "Better",
        "Note",
    ];
    let columns = [30.0, 13.0, 11.0, 26.0, 10.0, 13.0, 13.0, 12.0, 15.0, 36.0].map(Column::wide).into();
    (!rows.is_empty()).then(|| Sheet::table("Metrics", columns, titles.map(str::to_owned).into(), rows))
}

fn decisions(report: &Report) -> Option<Sheet> {
    // Who decided is told to the working group alone, and so others have no column for it.
    let names = report.audience == Audience::Full;
    let rows: Vec<Row> = report
        .assessment
        .decisions
        .iter()
        .map(|it| {
            let change = it.change.as_ref().map(|key| change_in_copy(&report.framework, key)).unwrap_or_default();
            let cells = [it.on.format("%-d %b %Y").to_string(), it.text.trim().to_owned(), change];
            Row::of(cells.into_iter().chain(names.then(|| it.by.trim().to_owned())).map(Cell::text))
        })
        .collect();
    let by = names.then_some("By");
    let titles = ["On", "Decision", "Change"].into_iter().chain(by).map(str::to_owned).collect();
    let columns = [14.0, 80.0, 36.0].into_iter().chain(names.then_some(24.0)).map(Column::wide).collect();
    (!rows.is_empty()).then(|| Sheet::table("Decisions", columns, titles, rows))
}

fn movement(report: &Report, since: &Since) -> Sheet {
    let (movement, quarter) = (&since.comparison.movement, since.assessment.quarter);
    let sentences = movement.sentences();
    let told = |key| sentences.iter().filter(move |it| it.change.as_ref() == key).map(|it| it.text.clone());
    let mut rows: Vec<Row> = movement
        .changes
        .iter()
        .map(|it| {
            let words: Vec<String> = told(Some(&it.change)).collect();
            let plan = match it.plan {
                Some(plan) => Cell::looking(
                    Look::Level(plan.level.number(), None),
                    format!("{} by {}", Step::from(plan.level).words(), plan.quarter),
                ),
                None => Cell::text("No plan"),
            };
            Row::of([
                Cell::text(change_in_copy(&report.framework, &it.change)),
                level(it.from.map(Step::from), "Not assessed or not comparable"),
                plan,
                level(it.to.map(Step::from), "Not assessed"),
                Cell::text(it.outcome().map_or("", |outcome| outcome.name())),
                Cell::text(words.join(" ")),
            ])
        })
        .collect();
    rows.extend(told(None).map(|text| {
        Row::of([
            Cell::text("All changes"),
            Cell::default(),
            Cell::default(),
            Cell::default(),
            Cell::default(),
            Cell::text(text),
        ])
    }));
    let titles = [
        "Change".to_owned(),
        format!("Level in {quarter}"),
        "Planned".to_owned(),
        format!("Level in {}", report.assessment.quarter),
        "Plan against outcome".to_owned(),
        "What moved".to_owned(),
    ];
    let columns = [34.0, 20.0, 20.0, 20.0, 18.0, 60.0].map(Column::wide).into();
    Sheet::table("Movement", columns, titles.into(), rows)
}
