//! A proposal in words, and for a machine.

use crate::cli::layout::{Column, Room, paragraph, push_line, table};
use crate::import::{Field, Finding, Proposal, ProposedLevels, Source};
use crate::model::{
    ChangeText, DueReading, Level, Period, Quarter, Status, StatusKind, capitalised, counted, in_words,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};
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
    levels: Vec<Value>,
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
        levels: proposal.levels.iter().map(levels).collect(),
        blocks: blocks.collect(),
        cells: json!({ "used": cells.used, "assumed": cells.assumed, "unread": cells.unread, "blank": cells.blank }),
        findings: proposal.findings.iter().map(finding).collect(),
        open,
        due: due(proposal),
        written: written.map(|path| path.display().to_string()),
    }
}

/// What the table says of a change.
fn levels(it: &ProposedLevels) -> Value {
    let planned: Vec<Value> = it
        .judgement
        .planned
        .iter()
        .map(|plan| json!({ "quarter": plan.quarter.to_string(), "level": plan.level.key() }))
        .collect();
    let texts: Map<String, Value> = ChangeText::iter()
        .map(|text| (text.key().to_owned(), it.judgement.texts.get(text).into()))
        .filter(|(_, words): &(String, Value)| words != "")
        .collect();
    json!({
        "key": it.judgement.change.as_str(),
        "now": it.judgement.now.map(Level::key),
        "planned": planned,
        "texts": texts,
        "line": it.line,
        "certain": it.certain,
    })
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
    let rows = format!("{rows}, {unknown} of them of unknown status");
    let judged = format!("the levels of {}", counted(proposal.levels.len(), "change", "changes"));
    let holds = match (proposal.rows.is_empty(), proposal.levels.is_empty()) {
        (_, true) => rows,
        (true, false) => judged,
        (false, false) => format!("{rows}, and {judged}"),
    };
    paragraph(&mut out, "", &format!("{}{name}: {holds}", proposal.document));
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
            let field = it.field.map_or_else(|| "not read".to_owned(), |field| field.to_string());
            vec![(at + 1).to_string(), title.to_owned(), field, it.why.clone()]
        })
        .collect();
    let columns = [
        column("", Room::Most(3), true),
        column("Column", Room::Rest, false),
        column("Is read as", Room::Most(24), false),
        column("Why", Room::Most(24), false),
    ];
    table(&mut out, &columns, &lines);

    if !proposal.levels.is_empty() {
        push_line(&mut out, "");
        levels_table(&mut out, proposal);
    }
    if !proposal.changes.is_empty() {
        push_line(&mut out, "");
        changes_table(&mut out, proposal);
    }
    told_of_findings(&mut out, proposal, open);
    out
}

/// What is proposed of each change.
fn levels_table(out: &mut String, proposal: &Proposal) {
    let level = |it: &ProposedLevels, field| match it.cells.get(&field) {
        None => "–".to_owned(),
        Some(cell) if !cell.read => "not readable".to_owned(),
        Some(_) => {
            let words = it.words(field);
            if words.is_empty() { "not assessed".to_owned() } else { words }
        }
    };
    let quarters: BTreeSet<Quarter> =
        proposal.levels.iter().flat_map(|it| it.cells.keys()).filter_map(planned_for).collect();
    let headings: Vec<String> = quarters.iter().map(|quarter| format!("Planned for {quarter}")).collect();
    let lines: Vec<Vec<String>> = proposal
        .levels
        .iter()
        .map(|it| {
            let key = &it.judgement.change;
            let number = proposal.framework.number(key).map_or_else(String::new, |number| number.to_string());
            let title = proposal.framework.change(key).map_or(key.as_str(), |change| &change.short);
            let texts = it.cells.keys().filter(|field| matches!(field, Field::Text(_))).count();
            let mut line = vec![number, title.to_owned(), level(it, Field::LevelNow)];
            line.extend(quarters.iter().map(|quarter| level(it, Field::Planned(Some(*quarter)))));
            line.push(texts.to_string());
            line
        })
        .collect();
    let column = |heading, room, right| Column { heading, room, right };
    let mut columns = vec![
        column("", Room::Most(3), true),
        column("Change", Room::Rest, false),
        column("Level now", Room::Most(19), false),
    ];
    columns.extend(headings.iter().map(|heading| column(heading, Room::Most(22), false)));
    columns.push(column("Texts", Room::Most(6), true));
    table(out, &columns, &lines);
}

/// The quarter of a plan.
const fn planned_for(field: &Field) -> Option<Quarter> {
    match field {
        Field::Planned(quarter) => *quarter,
        _ => None,
    }
}

/// How many rows each change has.
fn changes_table(out: &mut String, proposal: &Proposal) {
    let column = |heading, room, right| Column { heading, room, right };
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
    table(out, &columns, &lines);
}

fn told_of_findings(out: &mut String, proposal: &Proposal, open: usize) {
    push_line(out, "");
    let all = capitalised(&counted(proposal.findings.len(), "finding", "findings"));
    push_line(out, &format!("{all}, {} to be looked at", in_words(open)));
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
        paragraph(out, lead, &format!("{place}{quoted}{}", it.assumed));
    }
}
