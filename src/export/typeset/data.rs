//! What a template is given: the report as JSON, in the letters that the fonts have.

use super::letters::{breakable, in_letters};
use super::world::Template;
use crate::model::{Level, capitalised, counted};
use crate::report::{Block, Chapter, ChapterKind, Report};
use chrono::Datelike as _;
use serde_json::{Value, json};

/// From how many rows on a table makes its chapter a long one.
const LONG_TABLE: usize = 60;

/// Chapters that may begin on the first page.
const FIRST_PAGE: usize = 3;

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
            letters(key, value, &mut replaced);
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

/// Every text in a value in the letters of the fonts. What a drawing says in words is not set and not counted again.
fn letters(key: &str, value: &mut Value, replaced: &mut usize) {
    match value {
        Value::String(text) if key == "words" => *text = in_letters(text, &mut 0),
        Value::String(text) => *text = breakable(in_letters(text, replaced)),
        Value::Array(values) => values.iter_mut().for_each(|value| letters(key, value, replaced)),
        Value::Object(values) => values.iter_mut().for_each(|(key, value)| letters(key, value, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
