//! The header row, and what each column means: its title proposes, its cells dispose.

use super::content::{Content, is_status};
use super::level_table::LevelTable;
use super::levels::{LevelTitle, level_title, text_title};
use super::names::Names;
use crate::import::fields::{LONGEST_TITLE, folded_title};
use crate::import::{Choices, Code, Field, Finding, Line, Sheet};
use crate::model::RowField;
use chrono::NaiveDate;

/// The header is looked for in this many lines with several cells.
const HEADER_WITHIN: usize = 40;
/// How surely a cell must name a field to be a title.
const TITLE: f32 = 0.6;
/// A header has this many titles, at least.
const TITLES: usize = 3;
/// The longest sentence that can be the title of a column of levels, in bytes.
const LONGEST_PROMPT: usize = 240;
/// The most words of a title of a text of changes.
const TITLE_WORDS: usize = 12;
/// How well a column must fit a field to be taken for it.
const FITS: f32 = 0.5;

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title; blank where there is none.
    pub title: String,
    /// What it means; `None` where it goes into no field.
    pub field: Option<Field>,
    /// Whether its title and its cells leave no doubt, or a person said so.
    pub certain: bool,
    /// Why it is taken for that, in a few words.
    pub why: String,
}

/// A column of which it is known what it is before its cells are compared with the fields of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Placed {
    pub(in crate::import) column: usize,
    /// What it means; `None` where its levels go into no field.
    pub(in crate::import) field: Option<Field>,
    pub(in crate::import) certain: bool,
    pub(in crate::import) why: &'static str,
}

/// Whether a person has chosen neither what the column is, nor another column for what it is taken for.
fn free_of_choice(it: &Placed, choices: &Choices) -> bool {
    !choices.columns.contains_key(&it.column)
        && it.field.is_none_or(|field| !choices.columns.values().any(|chosen| *chosen == Some(field)))
}

/// The place of the header among the lines of a sheet.
pub(in crate::import) fn header(sheet: &Sheet, choices: &Choices) -> Option<usize> {
    if let Some(chosen) = choices.header {
        return chosen.and_then(|line| sheet.lines.iter().position(|it| it.number == line));
    }
    let mut best: Option<(usize, f32)> = None;
    let tabled = sheet.lines.iter().enumerate().filter(|(_, line)| is_of_table(line));
    for (at, line) in tabled.take(HEADER_WITHIN) {
        if let Some(score) = header_score(line)
            && best.is_none_or(|(_, so_far)| score > so_far)
        {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at)
}

/// Whether a line has several cells: pages of prose may stand above a table.
fn is_of_table(line: &Line) -> bool {
    line.cells.iter().filter(|cell| !cell.text.is_empty()).nth(1).is_some()
}

/// How many titles the best header of a sheet has, in tenths of a sure one; 0 where it has none.
pub(in crate::import) fn titles_named(sheet: &Sheet) -> u32 {
    let lines = sheet.lines.iter().filter(|line| is_of_table(line)).take(HEADER_WITHIN);
    lines.filter_map(header_score).fold(0.0, f32::max).mul_add(10.0, 0.0) as u32
}

/// How good a header a line makes; `None` when it makes none.
fn header_score(line: &Line) -> Option<f32> {
    let texts: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    // Returns ask for levels in whole sentences.
    let long =
        |text: &&str| text.chars().count() > LONGEST_TITLE && (text.len() > LONGEST_PROMPT || !is_of_level(text));
    if texts.iter().any(long) {
        return None;
    }
    let titles: Vec<String> = texts.iter().map(|text| folded_title(text)).collect();
    // Where a level stands, no titles do.
    let may_be_of_levels = !texts.iter().any(|text| is_status(text));
    let mut free: Vec<Field> = Field::of_rows().collect();
    let (mut score, mut named) = (0.0, 0);
    for (title, text) in titles.iter().zip(&texts) {
        let best = free
            .iter()
            .enumerate()
            .map(|(at, field)| (at, field.named_by(title)))
            .filter(|(_, surely)| *surely >= TITLE)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((at, surely)) = best {
            free.remove(at);
            score += surely;
            named += 1;
        } else if may_be_of_levels && is_of_level(text) {
            score += TITLE;
            named += 1;
        }
    }
    let most = named >= 2 && named * 10 >= titles.len() * 6;
    (named >= TITLES || most).then_some(score)
}

/// Whether a title speaks of a level or of a text of a change.
fn is_of_level(title: &str) -> bool {
    match level_title(title) {
        // A month alone is a day by which something is due.
        Some(LevelTitle::At(_) | LevelTitle::Planned(_)) => {
            let lower = title.to_lowercase();
            let quarter =
                lower.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with('q') && word.len() == 2);
            quarter || ["maturity", "level", "position", "planned", "target"].iter().any(|word| lower.contains(word))
        }
        Some(LevelTitle::Now(_) | LevelTitle::Before) => true,
        None => title.split_whitespace().count() <= TITLE_WORDS && text_title(title).is_some(),
    }
}

/// Whether a line says the same as the header.
pub(in crate::import) fn repeats(header: &Line, line: &Line) -> bool {
    // Most lines have not one cell in common with it, and need no closer look.
    let in_header =
        |text: &str| !text.is_empty() && header.cells.iter().any(|cell| cell.text.eq_ignore_ascii_case(text));
    if !line.cells.iter().any(|cell| in_header(&cell.text)) {
        return false;
    }
    let titles = |line: &Line| -> Vec<String> {
        line.cells.iter().map(|cell| folded_title(&cell.text)).filter(|title| !title.is_empty()).collect()
    };
    let (own, other) = (titles(header), titles(line));
    let same = other.iter().filter(|title| own.contains(title)).count();
    same >= 2 && same * 10 >= other.len() * 7 && same * 10 >= own.len() * 5
}

/// What each column means. `rows` are the lines of the table and by how much each stands too far to the left.
pub(in crate::import) fn columns(
    head: Option<&Line>,
    rows: &[(&Line, i32)],
    names: &Names,
    as_at: NaiveDate,
    choices: &Choices,
    (levels, placed): (&LevelTable, &[Placed]),
) -> Vec<Column> {
    // A title that was set in a blank column, or a blank column at the end of a sheet, makes no table wider.
    let last = |line: &Line| line.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let widths = rows.iter().map(|(line, shift)| last(line).saturating_add_signed(*shift as isize));
    let width = widths.chain(head.map(last)).max().unwrap_or_default();
    let cells = |column: usize| {
        rows.iter().filter_map(move |(line, shift)| line.cells.get(column.checked_add_signed(-*shift as isize)?))
    };
    let contents: Vec<Content> = (0..width).map(|column| Content::of(cells(column), names, as_at)).collect();
    let titles: Vec<String> = (0..width).map(|column| head.map_or("", |line| line.text(column)).to_owned()).collect();
    let mut columns: Vec<Column> = titles
        .iter()
        .map(|title| Column { title: title.clone(), field: None, certain: false, why: String::new() })
        .collect();

    let mut free: Vec<Field> = Field::of_rows().collect();
    for (column, field) in &choices.columns {
        if let Some(it) = columns.get_mut(*column) {
            *it = Column { title: it.title.clone(), field: *field, certain: true, why: "as you chose".to_owned() };
            free.retain(|other| Some(*other) != *field);
        }
    }

    for it in placed.iter().filter(|it| free_of_choice(it, choices)) {
        if let Some(column) = columns.get_mut(it.column) {
            column.field = it.field;
            column.certain = it.certain;
            it.why.clone_into(&mut column.why);
            free.retain(|other| Some(*other) != it.field);
        }
    }
    if levels.only {
        // Nothing else can be read without rows.
        free.clear();
    }

    let mut fits: Vec<(f32, usize, Field, f32)> = Vec::new();
    for (column, (title, content)) in titles.iter().zip(&contents).enumerate() {
        if choices.columns.contains_key(&column) || placed.iter().any(|it| it.column == column) {
            continue;
        }
        let folded = folded_title(title);
        for field in &free {
            let by_title = field.named_by(&folded);
            let like = liking(*field, content);
            let fit = match (head.is_some(), content.filled) {
                // Nobody has filled it: the title is all there is.
                (_, 0) => by_title,
                (true, _) if by_title > 0.0 => by_title + like,
                // A column without a title, or with one that names nothing, needs cells that leave no doubt.
                _ => like - 0.1 + position_bonus(*field, column, width),
            };
            if fit >= FITS {
                fits.push((fit, column, *field, by_title));
            }
        }
    }
    fits.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    for (fit, column, field, by_title) in fits {
        let Some(it) = columns.get_mut(column) else { continue };
        let taken = choices.columns.contains_key(&column) || placed.iter().any(|it| it.column == column);
        if it.field.is_some() || taken || !free.contains(&field) {
            continue;
        }
        free.retain(|other| *other != field);
        it.field = Some(field);
        it.certain = by_title >= TITLE && fit >= by_title;
        it.why = if by_title >= TITLE { "by its title".to_owned() } else { "by what stands in it".to_owned() };
    }
    columns
}

/// How well the cells fit a field: above 0 where they speak for it, below where they speak against it.
fn liking(field: Field, content: &Content) -> f32 {
    let long = (content.length / 60.0).min(1.0);
    match field {
        Field::Row(RowField::Status) if content.colour > 0.6 && content.status < 0.2 => -1.0,
        Field::Row(RowField::Status) if content.filled >= 3 && content.status < 0.1 => -0.6,
        Field::Row(RowField::Status) => content.status * 1.5,
        Field::Rag => content.colour * 1.5 - content.status,
        Field::Row(RowField::Due) => content.due * 1.4 - content.number - content.status,
        Field::Number => content.number * 1.2,
        Field::Row(RowField::Spread) => {
            content.organisation * 0.8
                - content.status
                - content.due
                - content.colour
                - content.number
                - content.change * 0.3
                - long * 0.3
        }
        Field::Row(RowField::WhereNow) => long * 0.75 - content.gap * 0.3 - content.action * 0.3 - content.status,
        Field::Row(RowField::Gaps) => long * 0.3 + content.gap * 0.45 - content.action * 0.3 - content.status,
        Field::Row(RowField::Needs) => long * 0.3 + content.action * 0.6 - content.status,
        // What cells are like tells nothing more of these.
        Field::Row(RowField::Change) => content.change * 1.5,
        Field::Row(
            RowField::Owner | RowField::Delivery | RowField::Progress | RowField::Evidence | RowField::Reviewed,
        )
        | Field::Id
        | Field::LevelNow
        | Field::Planned(_)
        | Field::Text(_) => 0.0,
    }
}

/// Where a table usually has a field: only a little weight, to tell long texts apart.
fn position_bonus(field: Field, column: usize, width: usize) -> f32 {
    let usual = match field {
        Field::Row(RowField::WhereNow) => 0.15,
        Field::Row(RowField::Gaps) => 0.6,
        Field::Row(RowField::Needs) => 0.8,
        _ => return 0.0,
    };
    let place = column as f32 / width.saturating_sub(1).max(1) as f32;
    0.15 - (place - usual).abs() * 0.3
}

/// Tells what was assumed of the columns. `filled` is how many cells of each have words in them.
pub(in crate::import) fn told_of_columns(
    columns: &[Column],
    filled: &[usize],
    head: Option<&Line>,
    findings: &mut Vec<Finding>,
) {
    let line = head.map_or(0, |line| line.number);
    if head.is_none() {
        let told: Vec<String> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| column.field.map(|field| format!("column {} is {field}", at + 1)))
            .collect();
        findings.push(Finding::of_all(
            Code::NoHeader,
            "",
            format!("There is no header row. By what stands in them, {}.", told.join(", ")),
        ));
    }
    for (at, (column, filled)) in columns.iter().zip(filled).enumerate() {
        let folded = folded_title(&column.title);
        let named = Field::of_rows()
            .map(|field| (field, field.named_by(&folded)))
            .filter(|(_, surely)| *surely >= TITLE)
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(field, _)| field);
        let mut find = |code, assumed| {
            findings.push(Finding { code, line, column: Some(at), text: column.title.clone(), assumed });
        };
        match (column.field, named) {
            (Some(field), Some(named)) if field != named && !column.certain && !field.of_change() => {
                find(
                    Code::HeaderContradicted,
                    format!("Its title says {named}, but its cells are like {field}: taken for {field}."),
                );
            }
            (None, _) if *filled > 0 && !column.certain => {
                let cells = crate::model::counted(*filled, "cell", "cells");
                find(Code::ColumnUnread, format!("It goes into no field; its {cells} are not read."));
            }
            _ => {}
        }
    }
}
