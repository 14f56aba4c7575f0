//! The tables of a report.

use super::Audience;
use super::blocks::{Cell, Column, Planned, Table};
use crate::compare::{Comparison, PlanOutcome};
use crate::model::{
    ActionRow, Assessment, Change, Delivery, Due, DueReading, Framework, Metric, RowField, Spread, counted,
};
use chrono::NaiveDate;

/// The fields of a row that a paper shows as columns of their own, in reading order.
const ROW_FIELDS: [(RowField, u32); 7] = [
    (RowField::WhereNow, 26),
    (RowField::Status, 12),
    (RowField::Spread, 13),
    (RowField::Gaps, 18),
    (RowField::Needs, 24),
    (RowField::Due, 11),
    (RowField::Owner, 11),
];

/// A day as it is written in a report: "1 Jul 2017".
#[must_use]
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// The action rows of a change. Who owns them and how far they have come have a column where a row of any change says so:
/// older tables know neither, and their words need the room.
pub(super) fn row_table(assessment: &Assessment, change: &Change, audience: Audience) -> Table {
    let rows = &assessment.rows;
    let owned = rows.iter().any(|row| !row.owner.trim().is_empty());
    let progressed = rows.iter().any(|row| !progress(row).is_empty());
    let fields: Vec<_> = ROW_FIELDS
        .into_iter()
        .filter(|(field, _)| audience.sees_field(*field) && (owned || *field != RowField::Owner))
        .collect();
    let mut columns: Vec<Column> = fields.iter().map(|(field, weight)| Column::new(field.name(), *weight)).collect();
    if progressed {
        let (title, weight) = if audience == Audience::Full { ("Progress", 18) } else { ("Delivery", 12) };
        columns.push(Column::new(title, weight));
    }
    let rows = assessment
        .rows_of(&change.key)
        .map(|row| {
            let mut cells: Vec<Cell> = fields.iter().map(|(field, _)| cell(row, *field, assessment.as_at)).collect();
            cells.extend(progressed.then(|| Cell::from(progress(row))));
            cells
        })
        .collect();
    Table {
        caption: format!("Actions: {}", change.title),
        columns,
        rows,
        empty: "There are no action rows.".to_owned(),
        more: String::new(),
    }
}

/// How far an action has come, with the note on it and where the evidence is.
fn progress(row: &ActionRow) -> String {
    let delivery = row.delivery.map_or("", Delivery::name);
    let evidence =
        if row.evidence.is_empty() { String::new() } else { format!("Evidence: {}", row.evidence.join("; ")) };
    let parts = [delivery, row.progress.trim(), &evidence];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A field of a row as a cell.
fn cell(row: &ActionRow, field: RowField, as_at: NaiveDate) -> Cell {
    match field {
        RowField::Status => Cell::status(&row.status),
        RowField::Spread => Cell { note: cut(&row.spread), ..Cell::from(row.text(field).trim().to_owned()) },
        RowField::Due => due_cell(row, as_at),
        _ => Cell::from(row.text(field).trim().to_owned()),
    }
}

fn cut(spread: &Spread) -> String {
    if spread.looks_cut() { "looks cut off".to_owned() } else { String::new() }
}

/// When a row is due: as typed, and below it how that was read where the words do not say it, and that it is overdue.
fn due_cell(row: &ActionRow, as_at: NaiveDate) -> Cell {
    let overdue = row.overdue(as_at);
    let reading = reading(&row.due);
    let note = match (reading.is_empty(), overdue) {
        (true, false) => String::new(),
        (true, true) => "overdue".to_owned(),
        (false, false) => reading,
        (false, true) => format!("{reading}, overdue"),
    };
    Cell { text: row.due.typed().trim().to_owned(), note, overdue, ..Cell::default() }
}

/// How a "when by" was read, where the words do not say it themselves.
fn reading(due: &Due) -> String {
    let said = match due.reading() {
        DueReading::None | DueReading::Ongoing | DueReading::NotApplicable => return String::new(),
        reading => reading.to_string(),
    };
    if said == plainly(due.typed()) { String::new() } else { said }
}

/// A day or a month as it is written in a report, whoever wrote it: "by 1st July 2017" as "1 Jul 2017".
fn plainly(typed: &str) -> String {
    let words = typed.split_whitespace().map(|word| word.trim_end_matches([',', '.'])).filter(|word| *word != "by");
    let plain = words.map(|word| {
        let number = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| word.strip_suffix(ending));
        if let Some(number) = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            return number;
        }
        word.parse::<chrono::Month>().ok().and_then(|month| month.name().get(..3)).unwrap_or(word)
    });
    plain.collect::<Vec<_>>().join(" ")
}

/// What a row is about, in a text: the action, or what happens today.
pub(super) fn about(row: &ActionRow) -> &str {
    [&row.needs, &row.where_now, &row.gaps]
        .into_iter()
        .map(|text| text.trim())
        .find(|text| !text.is_empty())
        .unwrap_or("")
}

/// The rows overdue on the assessment's day, the longest overdue first.
pub(super) fn overdue_rows(assessment: &Assessment) -> Vec<&ActionRow> {
    let mut rows: Vec<&ActionRow> =
        assessment.rows.iter().map(AsRef::as_ref).filter(|row| row.overdue(assessment.as_at)).collect();
    rows.sort_by_key(|row| row.due.last_day());
    rows
}

/// The rows that fall due from the assessment's day to the end of the next quarter, the first due first.
pub(super) fn rows_due_next(assessment: &Assessment) -> Vec<&ActionRow> {
    let days = assessment.as_at..=assessment.quarter.next().last_day();
    let open = |row: &&ActionRow| !matches!(row.delivery, Some(Delivery::Done | Delivery::Stopped));
    let mut rows: Vec<&ActionRow> = assessment
        .rows
        .iter()
        .map(AsRef::as_ref)
        .filter(open)
        .filter(|row| row.due.last_day().is_some_and(|last| days.contains(&last)))
        .collect();
    rows.sort_by_key(|row| row.due.last_day());
    rows
}

/// What is overdue.
pub(super) fn overdue_table(assessment: &Assessment, framework: &Framework, audience: Audience) -> Table {
    let as_at = assessment.as_at;
    let rows = overdue_rows(assessment);
    let days = |row: &ActionRow| row.due.last_day().map_or(0, |last| (as_at - last).num_days());
    dates_table(
        format!("Overdue on {}", day(as_at)),
        format!("Nothing is overdue on {}.", day(as_at)),
        Some("Days overdue"),
        &rows,
        (assessment, framework, audience),
        days,
    )
}

/// What is due next.
pub(super) fn due_next_table(assessment: &Assessment, framework: &Framework, audience: Audience) -> Table {
    let end = assessment.quarter.next().last_day();
    dates_table(
        format!("Due from {} to {}", day(assessment.as_at), day(end)),
        format!("Nothing is due from {} to {}.", day(assessment.as_at), day(end)),
        None,
        &rows_due_next(assessment),
        (assessment, framework, audience),
        |_| 0,
    )
}

fn dates_table(
    caption: String,
    empty: String,
    counted: Option<&str>,
    rows: &[&ActionRow],
    (assessment, framework, audience): (&Assessment, &Framework, Audience),
    days: impl Fn(&ActionRow) -> i64,
) -> Table {
    let owners = audience.sees_field(RowField::Owner);
    let mut columns = vec![Column::new("Change", 16), Column::new("Action", 42), Column::new("Spread", 14)];
    columns.push(Column::new("When by", 13));
    columns.extend(counted.map(|title| Column::number(title, 8)));
    columns.extend(owners.then(|| Column::new("Owner", 13)));
    let rows = rows
        .iter()
        .map(|row| {
            let mut cells = vec![
                Cell::from(numbered(framework, row)),
                Cell::from(about(row)),
                cell(row, RowField::Spread, assessment.as_at),
                due_cell(row, assessment.as_at),
            ];
            cells.extend(counted.map(|_| Cell::from(days(row).to_string())));
            cells.extend(owners.then(|| Cell::from(row.owner.trim())));
            cells
        })
        .collect();
    Table { caption, columns, rows, empty, more: String::new() }
}

fn numbered(framework: &Framework, row: &ActionRow) -> String {
    match (framework.number(&row.change), framework.change(&row.change)) {
        (Some(number), Some(change)) => format!("{number} {}", change.short),
        _ => row.change.to_string(),
    }
}

/// What was planned for this quarter and what came of it. With a comparison, the plan is the one that the earlier
/// assessment made; without, the one that this assessment still holds for its own quarter.
pub(super) fn outcome_table(assessment: &Assessment, framework: &Framework, comparison: Option<&Comparison>) -> Table {
    let columns = vec![
        Column::new("Change", 32),
        Column::new("Planned", 18),
        Column::new("By", 14),
        Column::new("Now", 18),
        Column::new("Outcome", 18),
    ];
    let mut rows = Vec::new();
    for (at, change) in framework.changes.iter().enumerate() {
        let Some(judgement) = assessment.change(&change.key) else { continue };
        let plan = match comparison {
            Some(comparison) => comparison.movement.change(&change.key).and_then(|movement| movement.plan),
            None => judgement.planned.iter().find(|plan| plan.quarter == assessment.quarter).copied(),
        };
        let Some(plan) = plan else { continue };
        let outcome = match judgement.now.map(|now| now.cmp(&plan.level)) {
            None => "Not assessed",
            Some(std::cmp::Ordering::Less) => PlanOutcome::Short.name(),
            Some(std::cmp::Ordering::Equal) => PlanOutcome::Met.name(),
            Some(std::cmp::Ordering::Greater) => PlanOutcome::Ahead.name(),
        };
        rows.push(vec![
            Cell::from(format!("{} {}", at + 1, change.title)),
            Cell::level(Some(plan.level)),
            Cell::from(plan.quarter.to_string()),
            Cell::level(judgement.now),
            Cell::from(outcome),
        ]);
    }
    let without = framework.changes.len() - rows.len();
    let more = if without > 0 && !rows.is_empty() {
        let be = if without == 1 { "has" } else { "have" };
        format!("For this quarter, {} {be} no plan.", counted(without, "change", "changes"))
    } else {
        String::new()
    };
    Table {
        caption: format!("Planned for {} and reached", assessment.quarter),
        columns,
        rows,
        empty: format!("No plan for {} is known.", assessment.quarter),
        more,
    }
}

/// The money mapped to a change.
pub(super) fn funding_table(assessment: &Assessment, change: &Change) -> Option<Table> {
    let funding = &assessment.change(&change.key)?.funding;
    let rows: Vec<Vec<Cell>> = funding
        .iter()
        .map(|line| [&line.typed, &line.source, &line.purpose].map(|text| Cell::from(text.trim())).into())
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: format!("Funding: {}", change.title),
        columns: vec![Column::new("Amount", 14), Column::new("Source", 30), Column::new("Purpose", 56)],
        rows,
        empty: String::new(),
        more: String::new(),
    })
}

/// The values of a metric.
pub(super) fn metric_table(metric: &Metric) -> Table {
    Table {
        caption: format!("{}: {}", metric.name, metric.unit),
        columns: vec![
            Column::new("Period", 24),
            Column::number("Value", 16),
            Column::new("Against the target", 30),
            Column::new("Rated by hand", 30),
        ],
        rows: metric
            .values
            .iter()
            .map(|value| {
                vec![
                    Cell::from(value.period.to_string()),
                    Cell::from(value.value.to_string()),
                    Cell::from(metric.reading(value.value).map_or("", |reading| reading.name())),
                    Cell::from(value.rag.map_or("", |rag| rag.name())),
                ]
            })
            .collect(),
        empty: "There is no value yet.".to_owned(),
        more: metric.note.trim().to_owned(),
    }
}

/// The level planned for a quarter, as it is drawn.
pub(super) fn planned(assessment: &Assessment, change: &Change) -> Option<Planned> {
    let quarter = assessment.plan_quarter();
    let level = assessment.change(&change.key)?.planned_for(quarter)?;
    Some(Planned { step: level.into(), by: quarter.to_string() })
}
