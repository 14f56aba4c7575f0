//! The first sheet: whose it is, where it stands, and what is in the rest.

use super::grid::{Cell, Column, Look, Row, Sheet, Value};
use crate::model::State;
use crate::report::{Block, ChapterKind, Ladder, Report, Step};

/// Its columns.
const WIDTHS: [f64; 4] = [46.0, 24.0, 30.0, 34.0];

/// The sheet.
pub(super) fn sheet(report: &Report) -> Sheet {
    let mut rows = vec![across(Look::Title, report.title()), across(Look::Quiet, report.subtitle()), Row::default()];
    rows.extend(facts(report).into_iter().map(|(name, value)| Row {
        merged: Some((1, 3)),
        ..Row::of([Cell::looking(Look::Heading, name), Cell::looking(Look::Quiet, value)])
    }));
    let blocks = report.chapter(&ChapterKind::WhereWeAre).map(|chapter| chapter.blocks.as_slice()).unwrap_or_default();
    for block in blocks {
        block_rows(block, report, &mut rows);
    }
    let columns = WIDTHS.map(Column::wide).into();
    Sheet { rows, ..Sheet::named("Overview", columns) }
}

fn across(look: Look, text: impl Into<String>) -> Row {
    Row::across(look, text, WIDTHS.len())
}

fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let assessment = &report.assessment;
    let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    let state = match &assessment.state {
        State::Draft => "Draft".to_owned(),
        State::Sealed(seal) => format!("Signed off on {}", day(seal.on)),
    };
    let mut facts = vec![
        ("Place", assessment.place.clone()),
        ("Quarter", assessment.quarter.to_string()),
        ("As at", day(assessment.as_at)),
        ("State", state),
        ("Framework", report.framework.title.clone()),
        ("Made for", report.audience.meaning().to_owned()),
        ("Content id", report.content_id.clone()),
    ];
    if let Some(since) = &report.since {
        facts.push(("Compared with", format!("{}, content id {}", since.assessment.quarter, since.content_id)));
    }
    if !assessment.prepared_by.trim().is_empty() {
        facts.push(("Prepared by", assessment.prepared_by.trim().to_owned()));
    }
    facts
}

/// A block of the first chapter as rows.
fn block_rows(block: &Block, report: &Report, rows: &mut Vec<Row>) {
    let heading = |text: &str| Row::of([Cell::looking(Look::Heading, text)]);
    rows.push(Row::default());
    match block {
        Block::Heading(it) => rows.push(heading(&it.text)),
        Block::Paragraph(it) => {
            rows.extend(it.label.as_deref().map(heading));
            rows.push(across(Look::Quiet, it.text.clone()));
        }
        Block::List(list) => {
            rows.push(heading(&list.title));
            rows.extend(list.items.iter().map(|item| {
                let tail = if item.tail.is_empty() { String::new() } else { format!(" ({})", item.tail) };
                across(Look::Quiet, format!("– {}{tail}", item.text))
            }));
        }
        Block::Counts(counts) => {
            rows.push(Row::header([counts.title.clone(), "Changes".to_owned()]));
            rows.extend(counts.counts.iter().map(|count| {
                let name = count.level.map_or_else(|| count.name.to_owned(), |level| format!("{level} {}", count.name));
                let look = count.level.map_or(Look::Body, |level| Look::Level(level, None));
                let many = Cell { value: Value::Number(count.count as f64), look: Look::Body };
                Row::of([Cell::looking(look, name), many])
            }));
        }
        Block::Strip(strip) => {
            let planned = format!("Planned by {}", report.assessment.plan_quarter());
            rows.push(Row::header(["Change".to_owned(), "Level now".to_owned(), planned, "Moved".to_owned()]));
            rows.extend(strip.ladders.iter().map(ladder));
        }
        // There are none in this chapter.
        Block::Ladder(_) | Block::Table(_) | Block::Chart(_) => {}
    }
}

/// A level as a cell.
pub(super) fn level(step: Option<Step>, none: &str) -> Cell {
    match step {
        Some(step) => Cell::looking(Look::Level(step.number, None), step.words()),
        None => Cell::text(none),
    }
}

fn ladder(it: &Ladder) -> Row {
    Row::of([
        Cell::text(format!("{} {}", it.number, it.title)),
        level(it.now, "Not assessed"),
        level(it.planned.as_ref().map(|planned| planned.step), "No plan"),
        Cell::text(it.moved.clone()),
    ])
}
