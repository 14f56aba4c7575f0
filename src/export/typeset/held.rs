//! A PDF that was read back, held against the report.

use super::letters::{in_letters, squeezed};
use super::read::{Document, document};
use super::world::Template;
use crate::report::{Block, Report};

/// What is missing or different in a PDF, if anything is.
pub(super) fn pdf(report: &Report, template: Template, pages: Option<usize>, read_back: &[u8]) -> Result<(), String> {
    let read = document(read_back)?;
    if pages != Some(read.pages.len()) {
        return Err(format!("it has {} pages", read.pages.len()));
    }
    let title = in_letters(&report.title(), &mut 0);
    if squeeze(&read.title) != squeeze(&title) {
        return Err(format!("its title is “{}”", read.title));
    }
    if read.language != "en-GB" {
        return Err(format!("its language is “{}”", read.language));
    }
    if !read.marked {
        return Err("it does not say that it is tagged".to_owned());
    }
    if read.silent_pictures > 0 {
        return Err(format!("{} pictures have no words", read.silent_pictures));
    }
    let id = squeeze(&report.content_id);
    if let Some(at) = read.pages.iter().position(|page| !page.contains(&id)) {
        return Err(format!("page {} does not say the content {}", at + 1, report.content_id));
    }
    headings(&read)?;
    heads(&read)?;
    let sections = sections(report, template);
    let starts: Vec<usize> = read.headings.iter().filter(|(level, _)| *level == 1).map(|(_, at)| *at).collect();
    if starts.len() != sections.len() {
        return Err(format!("{} sections are there of {}", starts.len(), sections.len()));
    }
    let mut ends = starts.iter().skip(1).copied().chain([read.told.len()]);
    for (section, start) in sections.iter().zip(&starts) {
        let end = ends.next().unwrap_or(read.told.len());
        let told = read.told.get(*start..end).unwrap_or_default();
        section.held(told).map_err(|missing| format!("“{missing}” is missing in “{}”", section.title))?;
    }
    Ok(())
}

/// That the headings go down by one level at a time, from the first on.
fn headings(read: &Document) -> Result<(), String> {
    let mut above = 0;
    for (level, _) in &read.headings {
        if *level > above + 1 {
            return Err(format!("a heading of level {level} stands below one of level {above}"));
        }
        above = *level;
    }
    Ok(())
}

/// That the head of a table stands on every page that it runs over.
fn heads(read: &Document) -> Result<(), String> {
    for table in &read.tables {
        let without = |page: &usize| read.pages.get(*page).is_none_or(|page| !page.contains(&table.head));
        if let Some(page) = table.pages.iter().copied().find(without) {
            return Err(format!("a table has no head on page {}", page + 1));
        }
    }
    Ok(())
}

/// A chapter or a slide.
struct Section<'a> {
    title: &'a str,
    blocks: Vec<&'a Block>,
}

fn sections(report: &Report, template: Template) -> Vec<Section<'_>> {
    match template {
        Template::Paper | Template::FirstPage => report
            .chapters
            .iter()
            .map(|chapter| Section { title: &chapter.title, blocks: chapter.blocks.iter().collect() })
            .collect(),
        Template::Slides => report
            .slides
            .iter()
            .map(|slide| Section { title: &slide.title, blocks: slide.left.iter().chain(&slide.right).collect() })
            .collect(),
    }
}

impl Section<'_> {
    /// Holds a section against what was told of it; the first text that is missing otherwise. Tables come in their order
    /// and hold nothing else; of other blocks each text is somewhere in the section.
    fn held(&self, told: &str) -> Result<(), String> {
        let find = |text: &str| told.contains(&expected(text)).then_some(()).ok_or_else(|| text.to_owned());
        find(self.title)?;
        let mut rest = told;
        for block in &self.blocks {
            let texts = block.texts();
            let Block::Table(_) = block else {
                texts.into_iter().try_for_each(find)?;
                continue;
            };
            for (at, text) in texts.into_iter().enumerate() {
                let wanted = expected(text);
                // The caption is looked for; what follows it follows at once.
                let from = if at == 0 { rest.find(&wanted).and_then(|from| rest.get(from..)) } else { Some(rest) };
                rest = from.and_then(|from| from.strip_prefix(wanted.as_str())).ok_or_else(|| text.to_owned())?;
            }
        }
        Ok(())
    }
}

/// A text as it is read back.
fn expected(text: &str) -> String {
    squeeze(&in_letters(text, &mut 0))
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    squeezed(text, &mut out);
    out
}
