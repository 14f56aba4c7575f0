//! The text of the document, block by block.

use super::{chart, levels};
use crate::export::printable::{from_right, printable};
use crate::report::{Block, Cell, Item, Paragraph, Report, Table, Tone};
use maud::{Markup, html};

/// The namespace of text.
pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// How wide the text is, in twentieths of a point: A4 on its side between margins of 15 mm.
pub(super) const PAGE_WIDTH: u32 = 15_138;

/// The main part.
pub(super) fn document(report: &Report) -> Markup {
    let mut drawn = 0;
    html! {
        w:document xmlns:w=(NAMESPACE)
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        {
            w:body {
                (paragraph("Title", &run(&report.title(), ""), &report.title()))
                (paragraph("Subtitle", &run(&report.subtitle(), ""), ""))
                (paragraph("Quiet", &run(&report.imprint(), ""), ""))
                @for chapter in &report.chapters {
                    (paragraph("Heading1", &run(&chapter.title, ""), &chapter.title))
                    @for (at, block) in chapter.blocks.iter().enumerate() {
                        (written(block, at == 0 && chapter.blocks.len() > 1, &mut drawn))
                    }
                }
                // Word wants a text behind the last table.
                (paragraph("Quiet", &run(&report.imprint(), ""), ""))
                w:sectPr {
                    w:headerReference w:type="default" r:id="header1" {}
                    w:headerReference w:type="first" r:id="header2" {}
                    w:footerReference w:type="default" r:id="footer1" {}
                    w:footerReference w:type="first" r:id="footer2" {}
                    w:pgSz w:w="16838" w:h="11906" w:orient="landscape" {}
                    w:pgMar w:top="1134" w:right="850" w:bottom="1021" w:left="850" w:header="510" w:footer="454" w:gutter="0" {}
                    w:titlePg {}
                }
            }
        }
    }
}

/// A block; `first` of a chapter stays on the page of what follows, so that no heading stands alone with one line.
/// `drawn` counts the charts.
fn written(block: &Block, first: bool, drawn: &mut usize) -> Markup {
    match block {
        Block::Heading(heading) => paragraph("Heading2", &run(&heading.text, ""), &heading.text),
        Block::Paragraph(it) => told(it, first),
        Block::List(list) => html! {
            @if !list.title.is_empty() { (paragraph("Heading2", &run(&list.title, ""), &list.title)) }
            @for it in &list.items { (item(it)) }
        },
        Block::Counts(counts) => levels::counts(counts),
        Block::Strip(strip) => html! {
            (levels::ladders("Levels of the changes", &strip.legend, &strip.ladders))
            (paragraph("Note", &run(&strip.legend, ""), ""))
        },
        Block::Ladder(ladder) => levels::ladders("Level of this change", &ladder.words, std::slice::from_ref(ladder)),
        Block::Table(it) => table(it),
        Block::Chart(it) => {
            *drawn += 1;
            chart::drawing(it, *drawn)
        }
    }
}

fn told(it: &Paragraph, kept: bool) -> Markup {
    let style = match it.tone {
        Tone::Plain => "Normal",
        Tone::Lead => "Lead",
        Tone::Quiet => "Quiet",
    };
    html! {
        @if let Some(label) = &it.label { (paragraph("Label", &run(label, ""), label)) }
        @if kept { (kept_paragraph(style, &run(&it.text, ""), &it.text)) }
        @else { (paragraph(style, &run(&it.text, ""), &it.text)) }
    }
}

fn item(it: &Item) -> Markup {
    let words = html! {
        (run(&it.text, if it.overdue { "Overdue" } else { "" }))
        @if !it.tail.is_empty() { (run("  ", "")) (run(&it.tail, if it.overdue { "Overdue" } else { "Tail" })) }
    };
    paragraph("ListBullet", &words, &it.text)
}

/// A paragraph in a style. `text` tells from which side it is written.
pub(super) fn paragraph(style: &str, runs: &Markup, text: &str) -> Markup {
    html! {
        w:p { w:pPr { w:pStyle w:val=(style) {} @if from_right(text) { w:bidi {} } } (runs) }
    }
}

/// The same, kept on the page of what follows.
pub(super) fn kept_paragraph(style: &str, runs: &Markup, text: &str) -> Markup {
    html! {
        w:p { w:pPr { w:pStyle w:val=(style) {} w:keepNext {} @if from_right(text) { w:bidi {} } } (runs) }
    }
}

/// Words in a style for characters, or in none. Line breaks and tabs stay what they are.
pub(super) fn run(text: &str, style: &str) -> Markup {
    let text = printable(text);
    html! {
        @if !text.is_empty() {
            w:r {
                @if !style.is_empty() || from_right(&text) {
                    w:rPr {
                        @if !style.is_empty() { w:rStyle w:val=(style) {} }
                        @if from_right(&text) { w:rtl {} }
                    }
                }
                @for (at, line) in text.split('\n').enumerate() {
                    @if at > 0 { w:br {} }
                    @for (at, stretch) in line.split('\t').enumerate() {
                        @if at > 0 { w:tab {} }
                        @if !stretch.is_empty() { w:t xml:space="preserve" { (stretch) } }
                    }
                }
            }
        }
    }
}

fn table(table: &Table) -> Markup {
    if table.rows.is_empty() {
        return paragraph("Quiet", &run(&table.empty, ""), &table.empty);
    }
    let widths = widths(&table.columns.iter().map(|column| column.weight).collect::<Vec<_>>());
    let heads: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let described = format!("Columns: {}", heads.join(", "));
    let number = |at: usize| table.columns.get(at).is_some_and(|column| column.number);
    html! {
        (caption(&table.caption))
        w:tbl {
            (table_properties("ReportTable", &widths, &table.caption, &described))
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (at, (head, width)) in heads.iter().zip(&widths).enumerate() {
                    (cell(*width, &html! {}, &cell_paragraph("TableHead", number(at), &run(head, ""), head)))
                }
            }
            @for row in &table.rows {
                w:tr {
                    @for (at, (it, width)) in row.iter().zip(&widths).enumerate() {
                        (cell(*width, &html! {}, &cell_words(it, number(at))))
                    }
                }
            }
        }
        @if !table.more.is_empty() { (paragraph("Note", &run(&table.more, ""), &table.more)) }
    }
}

fn cell_words(it: &Cell, number: bool) -> Markup {
    let quiet = if it.overdue { "Overdue" } else { "Tail" };
    html! {
        @if let Some(level) = it.level { (paragraph("TableText", &levels::pips(level), "")) }
        @if !it.text.trim().is_empty() || it.note.is_empty() {
            (cell_paragraph("TableText", number, &run(&it.text, ""), &it.text))
        }
        @if !it.note.is_empty() { (cell_paragraph("TableText", number, &run(&it.note, quiet), &it.note)) }
    }
}

fn cell_paragraph(style: &str, number: bool, runs: &Markup, text: &str) -> Markup {
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val=(style) {}
                @if from_right(text) { w:bidi {} }
                @if number { w:jc w:val="right" {} }
            }
            (runs)
        }
    }
}

/// What stands over a table, kept on its page.
pub(super) fn caption(text: &str) -> Markup {
    paragraph("Caption", &run(text, ""), text)
}

/// How a table looks, how wide its columns are, and what it is for those who do not see it.
pub(super) fn table_properties(style: &str, widths: &[u32], caption: &str, described: &str) -> Markup {
    html! {
        w:tblPr {
            w:tblStyle w:val=(style) {}
            w:tblW w:w=(widths.iter().sum::<u32>()) w:type="dxa" {}
            w:tblLayout w:type="fixed" {}
            w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
            w:tblCaption w:val=(printable(caption)) {}
            w:tblDescription w:val=(printable(described)) {}
        }
        w:tblGrid { @for width in widths { w:gridCol w:w=(width) {} } }
    }
}

/// A cell: what is special about it, and its paragraphs.
pub(super) fn cell(width: u32, properties: &Markup, paragraphs: &Markup) -> Markup {
    html! {
        w:tc { w:tcPr { w:tcW w:w=(width) w:type="dxa" {} (properties) } (paragraphs) }
    }
}

/// The widths of columns by their weights; together as wide as the page.
pub(super) fn widths(weights: &[u32]) -> Vec<u32> {
    let whole = weights.iter().sum::<u32>().max(1);
    let (mut told, mut given) = (0, 0);
    let width = |weight: &u32| {
        told += weight;
        let end = PAGE_WIDTH * told / whole;
        let width = end - given;
        given = end;
        width
    };
    weights.iter().map(width).collect()
}
