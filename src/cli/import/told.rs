//! A proposal in words, and for a machine.

use crate::cli::layout::{Column, Room, paragraph, push_line, table};
use crate::import::{Field, Finding, Proposal, Source};
use crate::model::{DueReading, Level, Period, Status, StatusKind, capitalised, counted, in_words};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::path::Path;
use strum::IntoEnumIterator as _;

/// The proposal for a machine.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    document: &'a str,
    sheet: Option<&'a str>,
    place: &'a str,
    quarter: String,
    as_at: String,
    framework: &'a str,
    header: Option<u32>,
    columns: Vec<Value>,
    rows: usize,
    by_status: Map<String, Value>,
    changes: Vec<Value>,
    blocks: Vec<Value>,
    cells: Value,
    findings: Vec<ToldFinding<'a>>,
    open: usize,
    due: Map<String, Value>,
    written: Option<String>,
}

/// A finding for a machine; of all things of a proposal there are most of these.
#[derive(Serialize)]
struct ToldFinding<'a> {
    code: &'a str,
    line: u32,
    column: Option<usize>,
    text: &'a str,
    assumed: &'a str,
    note: bool,
}

/// The proposal for a machine.
pub(super) fn as_json<'a>(
    proposal: &'a Proposal,
    source: &'a Source,
    sheet: usize,
    open: usize,
    written: Option<&Path>,
) -> Told<'a> {
    let changes =
        proposal.changes.iter().map(|it| json!({ "key": it.change.as_str(), "rows": it.rows, "certain": it.certain }));
    let blocks = proposal.blocks.iter().map(
        |it| json!({ "lines": [it.first, it.last], "rows": it.rows, "shifted": it.shift != 0, "shift": it.shift }),
    );
    let columns = proposal.columns.iter().enumerate().map(|(at, it)| {
        json!({ "column": at + 1, "title": it.title, "field": it.field.map(Field::key), "certain": it.certain, "why": it.why })
    });
    let cells = proposal.cell_counts();
    Told {
        document: &proposal.document,
        sheet: source.sheets.get(sheet).map(|sheet| sheet.name.as_str()),
        place: &proposal.place,
        quarter: proposal.quarter.to_string(),
        as_at: proposal.as_at.to_string(),
        framework: proposal.framework.id.as_str(),
        header: proposal.header,
        columns: columns.collect(),
        rows: proposal.rows.len(),
        by_status: by_status(proposal),
        changes: changes.collect(),
        blocks: blocks.collect(),
        cells: json!({ "used": cells.used, "assumed": cells.assumed, "unread": cells.unread, "blank": cells.blank }),
        findings: proposal.findings.iter().map(finding).collect(),
        open,
        due: due(proposal),
        written: written.map(|path| path.display().to_string()),
    }
}

fn finding(it: &Finding) -> ToldFinding<'_> {
    ToldFinding {
        code: it.code.key(),
        line: it.line,
        column: it.column.map(|column| column + 1),
        text: &it.text,
        assumed: &it.assumed,
        note: it.code.is_note(),
    }
}

/// How many rows have each status: the levels, splits and unknown.
fn by_status(proposal: &Proposal) -> Map<String, Value> {
    let count = |wanted: StatusKind| proposal.rows.iter().filter(|it| it.row.status.kind() == wanted).count();
    let mut counts: Map<String, Value> =
        Level::iter().map(|level| (level.key().to_owned(), count(StatusKind::At(level)).into())).collect();
    counts.insert("split".to_owned(), count(StatusKind::Split).into());
    counts.insert("unknown".to_owned(), count(StatusKind::Unknown).into());
    counts
}

/// How many rows have each kind of "when by".
fn due(proposal: &Proposal) -> Map<String, Value> {
    const KINDS: [&str; 14] = [
        "blank",
        "day",
        "week",
        "month",
        "quarter",
        "season",
        "financial_year",
        "calendar_year",
        "several",
        "ongoing",
        "depends",
        "not_applicable",
        "undated",
        "unreadable",
    ];
    let kind = |reading: &DueReading| match reading {
        DueReading::None => "blank",
        DueReading::On(date) => match date.period {
            Period::Day(_) => "day",
            Period::Week(_) => "week",
            Period::Month { .. } => "month",
            Period::Quarter(_) => "quarter",
            Period::Season(..) => "season",
            Period::FinancialYear(_) => "financial_year",
            Period::CalendarYear(_) => "calendar_year",
        },
        DueReading::Several(_) => "several",
        DueReading::Ongoing => "ongoing",
        DueReading::Depends => "depends",
        DueReading::NotApplicable => "not_applicable",
        DueReading::Undated => "undated",
        DueReading::Unreadable => "unreadable",
    };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for it in &proposal.rows {
        *counts.entry(kind(it.row.due.reading())).or_default() += 1;
    }
    KINDS.into_iter().map(|key| (key.to_owned(), counts.get(key).copied().unwrap_or_default().into())).collect()
}

/// The proposal in words.
pub(super) fn as_text(proposal: &Proposal, source: &Source, sheet: usize, open: usize) -> String {
    let mut out = String::new();
    let place = if proposal.place.is_empty() { "No place named" } else { &proposal.place };
    let day = Period::Day(proposal.as_at);
    paragraph(&mut out, "", &format!("{place}, {}, as at {day}: {}", proposal.quarter, proposal.framework.title));
    let name = source.sheets.get(sheet).map(|sheet| sheet.name.as_str()).filter(|name| !name.is_empty());
    let name = name.map_or_else(String::new, |name| format!(", sheet {name}"));
    let unknown = proposal.rows.iter().filter(|it| matches!(it.row.status, Status::Unknown(_))).count();
    let rows = counted(proposal.rows.len(), "row", "rows");
    let unknown = in_words(unknown);
    paragraph(&mut out, "", &format!("{}{name}: {rows}, {unknown} of them of unknown status", proposal.document));
    let cells = proposal.cell_counts();
    paragraph(
        &mut out,
        "",
        &format!(
            "Cells: {} used, {} assumed, {} unread, {} blank",
            cells.used, cells.assumed, cells.unread, cells.blank
        ),
    );

    push_line(&mut out, "");
    let column = |heading, room, right| Column { heading, room, right };
    let lines: Vec<Vec<String>> = proposal
        .columns
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let title = if it.title.is_empty() { "–" } else { &it.title };
            let field = it.field.map_or("not read", Field::name);
            vec![(at + 1).to_string(), title.to_owned(), field.to_owned(), it.why.clone()]
        })
        .collect();
    let columns = [
        column("", Room::Most(3), true),
        column("Column", Room::Rest, false),
        column("Is read as", Room::Most(24), false),
        column("Why", Room::Most(24), false),
    ];
    table(&mut out, &columns, &lines);

    push_line(&mut out, "");
    let lines: Vec<Vec<String>> = proposal
        .changes
        .iter()
        .map(|it| {
            let number = proposal.framework.number(&it.change).map_or_else(String::new, |number| number.to_string());
            let title = proposal.framework.change(&it.change).map_or(it.change.as_str(), |change| &change.title);
            let certain = if it.certain { "certain" } else { "inferred" };
            vec![number, title.to_owned(), it.rows.to_string(), certain.to_owned()]
        })
        .collect();
    let columns = [
        column("", Room::Most(3), true),
        column("Change", Room::Rest, false),
        column("Rows", Room::Most(6), true),
        column("", Room::Most(10), false),
    ];
    table(&mut out, &columns, &lines);

    push_line(&mut out, "");
    let all = capitalised(&counted(proposal.findings.len(), "finding", "findings"));
    push_line(&mut out, &format!("{all}, {} to be looked at", in_words(open)));
    for it in &proposal.findings {
        let place = match (it.line, it.column) {
            (0, _) => String::new(),
            (line, None) => format!("{line}: "),
            (line, Some(column)) => proposal
                .field_at(line, column)
                .map_or_else(|| format!("{line}, column {}: ", column + 1), |field| format!("{line}, {field}: ")),
        };
        let words: String = it.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let head: String = words.chars().take(60).collect();
        let quoted = if head.is_empty() || it.line == 0 {
            String::new()
        } else if head.len() < words.len() {
            format!("“{head}…” ")
        } else {
            format!("“{head}” ")
        };
        let lead = if it.code.is_note() { "  · " } else { "  - " };
        paragraph(&mut out, lead, &format!("{place}{quoted}{}", it.assumed));
    }
    out
}
