//! The blocks of a report as elements that say what they are.

use super::{anchor_of_change, drawings};
use crate::export::printable::printable;
use crate::model::RowField;
use crate::report::{Block, Cell, Chart, Counts, Item, Ladder, List, Paragraph, Report, Step, Strip, Table, Tone};
use maud::{Markup, html};

/// A block; `id` is one that no other has.
pub(super) fn block(report: &Report, block: &Block, id: &str) -> Markup {
    match block {
        Block::Heading(heading) => html! { h3 dir="auto" { (printable(&heading.text)) } },
        Block::Paragraph(it) => paragraph(it),
        Block::List(it) => list(it),
        Block::Counts(it) => counts(it, id),
        Block::Strip(it) => strip(report, it),
        Block::Ladder(it) => steps(it),
        Block::Table(it) => table(it, id),
        Block::Chart(it) => chart(it),
    }
}

fn paragraph(it: &Paragraph) -> Markup {
    let class = match it.tone {
        Tone::Plain => None,
        Tone::Lead => Some("lead"),
        Tone::Quiet => Some("quiet"),
    };
    html! {
        @match &it.label {
            Some(label) => div.answer {
                p.label dir="auto" { (printable(label)) }
                p class=[class] dir="auto" { (printable(&it.text)) }
            },
            None => p class=[class] dir="auto" { (printable(&it.text)) },
        }
    }
}

fn list(list: &List) -> Markup {
    html! {
        @if !list.title.is_empty() { h3 dir="auto" { (printable(&list.title)) } }
        ul { @for it in &list.items { (item(it)) } }
    }
}

fn item(it: &Item) -> Markup {
    html! {
        li class=[it.overdue.then_some("overdue")] dir="auto" {
            (printable(&it.text))
            @if !it.tail.is_empty() { " " span.tail { (printable(&it.tail)) } }
        }
    }
}

fn counts(counts: &Counts, id: &str) -> Markup {
    scrolled(
        id,
        &html! {
            table.counts {
                caption id=(id) { (counts.title) }
                thead {
                    tr {
                        @for count in &counts.counts {
                            th scope="col" {
                                span class={ "bar b" (count.level.unwrap_or(0)) } {}
                                @if let Some(level) = count.level { (level) " " }
                                (count.name)
                            }
                        }
                    }
                }
                tbody { tr { @for count in &counts.counts { td { (count.count) } } } }
            }
        },
    )
}

fn strip(report: &Report, strip: &Strip) -> Markup {
    // Lines of much the same length: eight as four and four, nine as five and four.
    let lines = strip.ladders.len().div_ceil(5).max(1);
    let columns = strip.ladders.len().div_ceil(lines).max(1);
    html! {
        ol.strip style={ "--columns:" (columns) } {
            @for ladder in &strip.ladders {
                li.tile {
                    span.number { (ladder.number) }
                    p.title dir="auto" {
                        @match anchor_of_change(report, ladder.number) {
                            Some(anchor) => a href={ "#" (anchor) } { (printable(&ladder.title)) },
                            None => (printable(&ladder.title)),
                        }
                    }
                    (drawings::ladder(ladder))
                    div { (in_words(ladder)) }
                }
            }
        }
        p.legend { (strip.legend) }
    }
}

fn steps(ladder: &Ladder) -> Markup {
    html! {
        div.steps {
            (drawings::ladder(ladder))
            div { p.quiet dir="auto" { (printable(&ladder.title)) } (in_words(ladder)) }
        }
    }
}

/// What a ladder says, in words.
fn in_words(ladder: &Ladder) -> Markup {
    html! {
        p.level { (ladder.now.map_or("Not assessed".to_owned(), Step::words)) }
        @if let Some(planned) = &ladder.planned { p { "Planned: " (planned.step.words()) " by " (planned.by) } }
        @if !ladder.moved.is_empty() { p { (ladder.moved) } }
    }
}

fn table(table: &Table, id: &str) -> Markup {
    if table.rows.is_empty() {
        return html! { p.quiet { (printable(&table.empty)) } };
    }
    let whole = table.columns.iter().map(|column| column.weight).sum::<u32>().max(1);
    let class = |number: bool| number.then_some("figure");
    let acting = table.columns.first().is_some_and(|column| column.title == RowField::WhereNow.name());
    let markup = html! {
        table.wide[table.columns.len() > 4] {
            caption id=(id) dir="auto" { (printable(&table.caption)) }
            colgroup {
                @for column in &table.columns { col style={ "width:" (column.weight * 100 / whole) "%" }; }
            }
            thead {
                tr {
                    @for column in &table.columns {
                        th scope="col" class=[class(column.number)] { (printable(&column.title)) }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (it, column) in row.iter().zip(&table.columns) { (cell(it, class(column.number))) }
                    }
                }
            }
        }
    };
    html! {
        @if acting { div.acting { (scrolled(id, &markup)) } } @else { (scrolled(id, &markup)) }
        @if !table.more.is_empty() { p.legend dir="auto" { (printable(&table.more)) } }
    }
}

fn cell(it: &Cell, class: Option<&str>) -> Markup {
    html! {
        td class=[class] dir="auto" {
            @if it.level.is_some() { (drawings::pips(it.level)) }
            (printable(&it.text))
            @if !it.note.is_empty() { " " span.note.overdue[it.overdue] { (printable(&it.note)) } }
        }
    }
}

/// A table that is moved sideways in its place where it is wider than the window, by the keyboard too.
fn scrolled(caption: &str, table: &Markup) -> Markup {
    html! { div.scroll role="region" tabindex="0" aria-labelledby=(caption) { (table) } }
}

fn chart(chart: &Chart) -> Markup {
    html! {
        figure {
            h3 dir="auto" { (printable(&chart.title)) }
            p.quiet dir="auto" {
                (printable(&chart.unit)) ". " (chart.better) "."
                @if let Some(target) = &chart.target { " " (printable(&target.words)) "." }
            }
            (drawings::chart(chart))
        }
        @if !chart.note.is_empty() { p.legend dir="auto" { (printable(&chart.note)) } }
    }
}
