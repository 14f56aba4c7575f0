//! A metric through time as a chart of Word's own, with the words of it for those who do not see it.

use super::body::{kept_paragraph, paragraph, run};
use super::styles::{ACCENT, INK, LINE, MARK, MUTED};
use crate::export::printable::printable;
use crate::report::{Block, Chart, Report};
use maud::{Markup, html};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
/// In units of which 36,000 make a millimetre.
const SIZE: (u32, u32) = (200 * 36_000, 68 * 36_000);
/// With more points than these, the figures beside them would stand in each other.
const LABELLED: usize = 16;

/// The charts of a report, in order.
pub(super) fn charts(report: &Report) -> Vec<&Chart> {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    blocks.filter_map(|block| if let Block::Chart(chart) = block { Some(chart) } else { None }).collect()
}

/// Where a chart stands in the text; `number` names its part, 1 for the first.
pub(super) fn drawing(chart: &Chart, number: usize) -> Markup {
    let target = chart.target.as_ref().map_or(String::new(), |target| format!(". {}", target.words));
    let inline = html! {
        w:r {
            w:drawing {
                wp:inline distT="0" distB="0" distL="0" distR="0" {
                    wp:extent cx=(SIZE.0) cy=(SIZE.1) {}
                    wp:docPr id=(number) name={ "Chart " (number) } descr=(printable(&chart.words)) {}
                    a:graphic xmlns:a=(DRAWING) {
                        a:graphicData uri=(CHART) { c:chart xmlns:c=(CHART) r:id={ "chart" (number) } {} }
                    }
                }
            }
        }
    };
    html! {
        (paragraph("Heading2", &run(&chart.title, ""), &chart.title))
        (kept_paragraph("Quiet", &run(&format!("{}. {}{target}.", chart.unit, chart.better), ""), &chart.unit))
        (paragraph("Drawing", &inline, ""))
        @if !chart.note.is_empty() { (paragraph("Note", &run(&chart.note, ""), &chart.note)) }
    }
}

/// The part that holds a chart.
pub(super) fn part(chart: &Chart) -> Markup {
    let values: Vec<f64> = chart.points.iter().map(|point| point.value).collect();
    let labelled = values.len() <= LABELLED;
    html! {
        c:chartSpace xmlns:c=(CHART) xmlns:a=(DRAWING) {
            c:date1904 val="0" {}
            c:lang val="en-GB" {}
            c:roundedCorners val="0" {}
            c:chart {
                c:autoTitleDeleted val="1" {}
                c:plotArea {
                    c:layout {}
                    c:lineChart {
                        c:grouping val="standard" {}
                        c:varyColors val="0" {}
                        (series(0, &chart.title, chart, &values, labelled))
                        @if let Some(target) = &chart.target {
                            (series(1, &target.words, chart, &vec![target.value; values.len()], false))
                        }
                        c:marker val="1" {}
                        c:axId val="1" {}
                        c:axId val="2" {}
                    }
                    c:catAx {
                        c:axId val="1" {}
                        c:scaling { c:orientation val="minMax" {} }
                        c:delete val="0" {}
                        c:axPos val="b" {}
                        c:numFmt formatCode="General" sourceLinked="0" {}
                        c:majorTickMark val="none" {}
                        c:minorTickMark val="none" {}
                        c:tickLblPos val="low" {}
                        c:spPr { (line(MARK, 9_525, "solid")) }
                        (words(MUTED))
                        c:crossAx val="2" {}
                        c:crosses val="autoZero" {}
                    }
                    c:valAx {
                        c:axId val="2" {}
                        c:scaling { c:orientation val="minMax" {} }
                        c:delete val="0" {}
                        c:axPos val="l" {}
                        c:majorGridlines { c:spPr { (line(LINE, 6_350, "solid")) } }
                        c:numFmt formatCode="General" sourceLinked="0" {}
                        c:majorTickMark val="none" {}
                        c:minorTickMark val="none" {}
                        c:tickLblPos val="nextTo" {}
                        c:spPr { a:ln { a:noFill {} } }
                        (words(MUTED))
                        c:crossAx val="1" {}
                        c:crosses val="autoZero" {}
                    }
                }
                c:legend { c:legendPos val="b" {} c:overlay val="0" {} (words(INK)) }
                c:plotVisOnly val="1" {}
                c:dispBlanksAs val="gap" {}
            }
            c:spPr { a:noFill {} a:ln { a:noFill {} } }
        }
    }
}

/// One line of a chart: the values (0), or what is aimed at (1).
fn series(number: u8, name: &str, chart: &Chart, values: &[f64], labelled: bool) -> Markup {
    let target = number == 1;
    html! {
        c:ser {
            c:idx val=(number) {}
            c:order val=(number) {}
            c:tx { c:v { (printable(name)) } }
            c:spPr { @if target { (line(INK, 15_875, "dash")) } @else { (line(ACCENT, 28_575, "solid")) } }
            c:marker {
                @if target { c:symbol val="none" {} } @else {
                    c:symbol val="circle" {}
                    c:size val="7" {}
                    c:spPr { a:solidFill { a:srgbClr val=(ACCENT) {} } (line("FFFFFF", 9_525, "solid")) }
                }
            }
            @if labelled {
                c:dLbls {
                    (words(INK))
                    c:dLblPos val="t" {}
                    c:showLegendKey val="0" {}
                    c:showVal val="1" {}
                    c:showCatName val="0" {}
                    c:showSerName val="0" {}
                    c:showPercent val="0" {}
                    c:showBubbleSize val="0" {}
                }
            }
            c:cat {
                c:strLit {
                    c:ptCount val=(values.len()) {}
                    @for (at, point) in chart.points.iter().enumerate() {
                        c:pt idx=(at) { c:v { (printable(&point.label)) } }
                    }
                }
            }
            c:val {
                c:numLit {
                    c:formatCode { "General" }
                    c:ptCount val=(values.len()) {}
                    @for (at, value) in values.iter().enumerate() { c:pt idx=(at) { c:v { (value.to_string()) } } }
                }
            }
            c:smooth val="0" {}
        }
    }
}

fn line(colour: &str, width: u32, dash: &str) -> Markup {
    html! { a:ln w=(width) { a:solidFill { a:srgbClr val=(colour) {} } a:prstDash val=(dash) {} } }
}

/// How words in a chart look.
fn words(colour: &str) -> Markup {
    html! {
        c:txPr {
            a:bodyPr {}
            a:p {
                a:pPr {
                    a:defRPr sz="850" {
                        a:solidFill { a:srgbClr val=(colour) {} }
                        a:latin typeface="Arial" {}
                    }
                }
                a:endParaRPr lang="en-GB" {}
            }
        }
    }
}
