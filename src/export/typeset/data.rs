//! What a template is given: the report as JSON, in the letters that the fonts have.

use super::letters::{breakable, in_letters};
use super::world::Template;
use crate::model::{Level, capitalised, counted};
use crate::report::{Block, Chapter, ChapterKind, Report, kept_together};
use chrono::Datelike as _;
use serde_json::{Value, json};

/// From how many rows on a table makes its chapter a long one.
const LONG_TABLE: usize = 60;

/// Chapters that may begin on the first page.
const FIRST_PAGE: usize = 3;

/// How wide a table on a page is, in the size of its letters.
const ACROSS_PAGE: f64 = 87.0;

/// How wide a table on a slide is, in the size of its letters.
const ACROSS_SLIDE: f64 = 54.0;

/// How wide a letter is, in its size: more than most are.
const LETTER: f64 = 0.62;

/// The data of a template, as JSON.
pub(super) fn of(report: &Report, template: Template) -> Result<Vec<u8>, serde_json::Error> {
    let day = report.assessment.as_at;
    let mut data = json!({
        "theme": "light",
        "day": [day.year(), day.month(), day.day()],
        "levels": Level::all().map(Level::name).collect::<Vec<_>>(),
        "title": report.title(),
        "subtitle": report.subtitle(),
        "imprint": report.imprint(),
        // How many pages there will be is not known before they are made.
        "numbered": template != Template::FirstPage,
    });
    let body = match template {
        Template::Paper | Template::FirstPage => {
            // No more than what the first page can hold, however long the paper is.
            let most = if template == Template::FirstPage { FIRST_PAGE } else { usize::MAX };
            let chapters: Vec<&Chapter> = report.chapters.iter().take(most).collect();
            let mut chapters = serde_json::to_value(chapters)?;
            for (at, chapter) in chapters.as_array_mut().into_iter().flatten().enumerate() {
                if let Some(chapter) = chapter.as_object_mut() {
                    chapter.insert("page".to_owned(), new_page(&report.chapters, at).into());
                }
            }
            ("chapters", chapters)
        }
        Template::Slides => ("slides", serde_json::to_value(&report.slides)?),
    };
    let mut replaced = 0;
    if let Some(data) = data.as_object_mut() {
        data.insert(body.0.to_owned(), body.1);
        for (key, value) in data.iter_mut() {
            letters(key, value, template, &mut replaced);
            long_words(value, if template == Template::Slides { ACROSS_SLIDE } else { ACROSS_PAGE });
        }
        data.insert("replaced".to_owned(), told(replaced).into());
    }
    serde_json::to_vec(&data)
}

/// What is said of the characters that stand as numbers; empty when there are none.
pub(super) fn told(replaced: usize) -> String {
    if replaced == 0 {
        return String::new();
    }
    let characters = capitalised(&counted(replaced, "character", "characters"));
    let stand = if replaced == 1 { "stands" } else { "stand" };
    format!("{characters} without a letter in the font of these pages {stand} as numbers: [U+1F600].")
}

/// Whether a chapter begins on a new page: the first change, what comes after the changes, and long ones. Pages that
/// begin anew are set beside each other, so a long paper takes less time too.
fn new_page(chapters: &[Chapter], at: usize) -> bool {
    let chapter = |at: usize| chapters.get(at);
    let before = at.checked_sub(1).and_then(chapter);
    let change = |chapter: Option<&Chapter>| chapter.is_some_and(|it| matches!(it.kind, ChapterKind::Change(_)));
    let long = |chapter: Option<&Chapter>| chapter.is_some_and(|it| it.blocks.iter().any(is_long));
    (change(chapter(at)) && !change(before))
        || matches!(chapter(at).map(|it| &it.kind), Some(ChapterKind::Overdue | ChapterKind::Metrics))
        || long(chapter(at))
        || long(before)
}

fn is_long(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.rows.len() > LONG_TABLE)
}

/// Every text in a value in the letters of the fonts; on a slide, whose lines are short, without a break within a date. What
/// a drawing says in words is not set and not counted again.
fn letters(key: &str, value: &mut Value, template: Template, replaced: &mut usize) {
    match value {
        Value::String(text) if key == "words" => *text = in_letters(text, &mut 0),
        Value::String(text) => {
            let set = breakable(in_letters(text, replaced));
            *text = if template == Template::Slides { kept_together(&set) } else { set };
        }
        Value::Array(values) => values.iter_mut().for_each(|value| letters(key, value, template, replaced)),
        Value::Object(values) => {
            values.iter_mut().for_each(|(key, value)| letters(key, value, template, replaced));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Marks the cells of tables that hold a word longer than their column: there words are parted, and nowhere else.
fn long_words(value: &mut Value, across: f64) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| long_words(value, across)),
        Value::Object(block) if block.get("block").is_some_and(|block| block == "table") => {
            let weights: Vec<f64> = block
                .get("columns")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|column| column.get("weight")?.as_f64())
                .collect();
            let whole: f64 = weights.iter().sum();
            let rows = block.get_mut("rows").and_then(Value::as_array_mut);
            for row in rows.into_iter().flatten() {
                for (cell, weight) in row.as_array_mut().into_iter().flatten().zip(&weights) {
                    // One em of a column is kept free at its sides.
                    let letters = ((across * weight / whole - 1.0) / LETTER) as usize;
                    let text = cell.get("text").and_then(Value::as_str).unwrap_or_default();
                    let long = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > letters);
                    if let Some(cell) = cell.as_object_mut() {
                        cell.insert("long".to_owned(), long.into());
                    }
                }
            }
        }
        Value::Object(values) => values.values_mut().for_each(|value| long_words(value, across)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
