//! Levels as tables of their own: a step is a cell, filled up to the level now. That shows in every program that opens
//! the document, can be edited, and is read out by number and word.

use super::body::{PAGE_WIDTH, caption, cell, paragraph, run, table_properties, widths};
use super::styles::{INK, LEVELS, MARK};
use crate::model::Level;
use crate::report::{Counts, Ladder, Step};
use maud::{Markup, html};

/// The colour of a level, 1 for the lowest, and of words on it.
fn colours(level: u8) -> (&'static str, &'static str) {
    let fill = LEVELS.get(usize::from(level.saturating_sub(1))).copied().unwrap_or("FFFFFF");
    (fill, if level > 3 { "FFFFFF" } else { INK })
}

/// The ladders of changes, one a line.
pub(super) fn ladders(title: &str, described: &str, ladders: &[Ladder]) -> Markup {
    const TITLE: u32 = 3_500;
    const STEP: u32 = 1_300;
    const WORDS: u32 = PAGE_WIDTH - TITLE - 5 * STEP;
    let widths = [TITLE, STEP, STEP, STEP, STEP, STEP, WORDS];
    let head = |width: u32, style: &str, text: &str| cell(width, &html! {}, &paragraph(style, &run(text, ""), ""));
    html! {
        (caption(title))
        w:tbl {
            (table_properties("LevelTable", &widths, title, described))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                (head(TITLE, "TableHead", "Change"))
                @for level in Level::all() { (head(STEP, "StepHead", &Step::from(level).words())) }
                (head(WORDS, "TableHead", "In words"))
            }
            @for ladder in ladders {
                w:tr {
                    w:trPr { w:cantSplit {} }
                    (cell(TITLE, &html! {}, &paragraph("StepTitle", &run(&format!("{} {}", ladder.number, ladder.title), ""), &ladder.title)))
                    @for level in Level::all() { (step(STEP, ladder, level.number())) }
                    (cell(WORDS, &html! {}, &in_words(ladder)))
                }
            }
        }
    }
}

/// One step of a ladder, with what it is in a word.
fn step(width: u32, ladder: &Ladder, number: u8) -> Markup {
    let now = ladder.now.map(|step| step.number);
    let planned = ladder.planned.as_ref().map(|planned| planned.step.number) == Some(number);
    let last = ladder.last.map(|step| step.number) == Some(number);
    let filled = now.is_some_and(|now| number <= now);
    let (fill, ink) = if filled { colours(number) } else { ("FFFFFF", INK) };
    let (line, size, colour) = match (planned, now) {
        (true, _) => ("single", "24", INK),
        (false, None) => ("dashed", "6", MARK),
        (false, Some(_)) => ("single", "4", MARK),
    };
    let marks = [(now == Some(number), "now"), (planned, "planned"), (last, "▬ last")];
    let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    let properties = html! {
        w:tcBorders {
            w:top w:val=(line) w:sz=(size) w:space="0" w:color=(colour) {}
            w:left w:val=(line) w:sz=(size) w:space="0" w:color=(colour) {}
            w:bottom w:val=(line) w:sz=(size) w:space="0" w:color=(colour) {}
            w:right w:val=(line) w:sz=(size) w:space="0" w:color=(colour) {}
        }
        w:shd w:val="clear" w:color="auto" w:fill=(fill) {}
        w:vAlign w:val="center" {}
    };
    let words = html! {
        w:p {
            w:pPr { w:pStyle w:val="Step" {} }
            @if !marks.is_empty() {
                w:r {
                    w:rPr { @if now == Some(number) { w:b {} w:bCs {} } w:color w:val=(ink) {} }
                    w:t { (marks.join(", ")) }
                }
            }
        }
    };
    cell(width, &properties, &words)
}

/// What a ladder says, in words.
fn in_words(ladder: &Ladder) -> Markup {
    let now = ladder.now.map_or("Not assessed".to_owned(), Step::words);
    let planned =
        ladder.planned.as_ref().map(|it| format!("Planned: {} by {}", it.step.words(), it.by)).unwrap_or_default();
    let between = if planned.is_empty() || ladder.moved.is_empty() { "" } else { " · " };
    html! {
        (paragraph("StepTitle", &run(&now, ""), ""))
        @if !planned.is_empty() || !ladder.moved.is_empty() {
            (paragraph("TableText", &html! { (run(&planned, "")) (run(between, "")) (run(&ladder.moved, "Tail")) }, ""))
        }
    }
}

/// How many stand at each level.
pub(super) fn counts(counts: &Counts) -> Markup {
    let widths = widths(&vec![1; counts.counts.len()]);
    let told: Vec<String> = counts.counts.iter().map(|count| format!("{} {}", count.count, count.name)).collect();
    let bar = |level: Option<u8>| {
        let fill = level.map_or("FFFFFF", |level| colours(level).0);
        let line = if level.is_some() { "single" } else { "dashed" };
        html! {
            w:tcBorders { w:top w:val=(line) w:sz="48" w:space="0" w:color=(if level.is_some() { fill } else { MARK }) {} }
        }
    };
    html! {
        (caption(&counts.title))
        w:tbl {
            (table_properties("CountTable", &widths, &counts.title, &told.join(", ")))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (count, width) in counts.counts.iter().zip(&widths) {
                    @let name = count.level.map_or(count.name.to_owned(), |level| format!("{level} {}", count.name));
                    (cell(*width, &bar(count.level), &paragraph("TableHead", &run(&name, ""), "")))
                }
            }
            w:tr {
                w:trPr { w:cantSplit {} }
                @for (count, width) in counts.counts.iter().zip(&widths) {
                    (cell(*width, &html! {}, &paragraph("Figure", &run(&count.count.to_string(), ""), "")))
                }
            }
        }
    }
}

/// A level in small, beside its words: signs of a font that programs for reading aloud pass over.
pub(super) fn pips((level, upper): (u8, Option<u8>)) -> Markup {
    let pip = |sign: &str, colour: &str| {
        html! {
            w:r {
                w:rPr { w:color w:val=(colour) {} w:sz w:val="15" {} w:szCs w:val="15" {} }
                w:sym w:font="Wingdings" w:char=(sign) {}
            }
        }
    };
    html! {
        @for number in 1..=5 {
            @if number <= level { (pip("F06E", colours(level.max(3)).0)) }
            // Half way: some are here already.
            @else if upper == Some(number) { (pip("F072", colours(number.max(3)).0)) }
            @else { (pip("F06F", MARK)) }
        }
    }
}
