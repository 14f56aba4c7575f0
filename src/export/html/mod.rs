//! The report as one page for a browser: nothing is fetched, it prints, and it is whole without its script.

mod blocks;
mod drawings;
mod read;

use super::printable::{printable, words};
use super::{ExportError, Exported, Format, read_back, stem};
use crate::report::{Block, Chapter, ChapterKind, Ladder, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// How every exported page looks.
pub(super) const THEME: &str = include_str!("../../../assets/theme/page.css");
/// How this one looks beyond that.
const STYLE: &str = include_str!("../../../assets/report/page.css");
/// Finds rows.
const SCRIPT: &str = include_str!("../../../assets/report/page.js");
/// What a browser may do with the page: nothing that leaves it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The file.
#[expect(clippy::unnecessary_wraps, reason = "the same for every format, and others can fail")]
pub(super) fn files(report: &Report) -> Result<Vec<Exported>, ExportError> {
    let bytes = page(report).into_string().into_bytes();
    Ok(vec![Exported { format: Format::Html, name: format!("{}.html", stem(report)), bytes, pages: None }])
}

/// What is missing or different, if anything is.
pub(super) fn verify(report: &Report, read_back: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(read_back).map_err(|error| error.to_string())?;
    let found = read::read(text)?;
    if found.language != "en-GB" {
        return Err(format!("its language is “{}”", found.language));
    }
    if found.title != words(&report.title()) {
        return Err(format!("its title is “{}”", found.title));
    }
    if found.policy != POLICY {
        return Err("it does not forbid a browser to fetch anything".to_owned());
    }
    if found.scripts != [SCRIPT] {
        return Err("it does not hold its own script and no other".to_owned());
    }
    read_back::holds(report, &found.parts)
}

fn page(report: &Report) -> Markup {
    // Holds no text that anybody typed.
    let foot = format!("@page {{ @bottom-left {{ content: \"{}\"; }} }}", report.imprint());
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="hicm";
                title { (printable(&report.title())) }
                style { (PreEscaped(THEME)) (PreEscaped(STYLE)) (PreEscaped(foot)) }
            }
            body {
                a.skip href="#main" { "Skip to the report" }
                (drawings::symbols())
                header.top {
                    h1 dir="auto" { (printable(&report.title())) }
                    p.about dir="auto" { (printable(&report.subtitle())) }
                    p.imprint { (report.imprint()) }
                }
                div.finder #finder role="search" hidden {
                    label for="find" { "Find action rows" }
                    input #find type="search" autocomplete="off" spellcheck="false" aria-describedby="find-keys";
                    p #find-keys { kbd { "/" } " to go here, " kbd { "Esc" } " to clear" }
                    p #found role="status" aria-live="polite" {}
                }
                div.page {
                    (contents(report))
                    main #main tabindex="-1" {
                        @for (at, chapter) in report.chapters.iter().enumerate() { (section(report, at, chapter)) }
                    }
                }
                footer.end { p.imprint { (report.imprint()) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn contents(report: &Report) -> Markup {
    html! {
        nav.contents aria-labelledby="contents" {
            h2 #contents { "Contents" }
            ol {
                @for (at, chapter) in report.chapters.iter().enumerate() {
                    li {
                        a href={ "#" (anchor(at)) } {
                            span dir="auto" { (printable(&chapter.title)) }
                            @if let Some(ladder) = ladder_of(chapter) {
                                (drawings::pips(ladder.now.map(|step| (step.number, None))))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn section(report: &Report, at: usize, chapter: &Chapter) -> Markup {
    let heading = format!("{}-title", anchor(at));
    html! {
        section id=(anchor(at)) aria-labelledby=(heading) {
            h2 id=(heading) dir="auto" { (printable(&chapter.title)) }
            @for (place, block) in chapter.blocks.iter().enumerate() {
                (blocks::block(report, block, &format!("{}-{}", anchor(at), place + 1)))
            }
        }
    }
}

/// Where a chapter is found on the page; `at` counts from 0.
fn anchor(at: usize) -> String {
    format!("chapter-{}", at + 1)
}

/// Where the chapter on a change is found, by the number of the change.
fn anchor_of_change(report: &Report, number: usize) -> Option<String> {
    let changes = report.chapters.iter().enumerate().filter(|(_, it)| matches!(it.kind, ChapterKind::Change(_)));
    changes.map(|(at, _)| anchor(at)).nth(number.checked_sub(1)?)
}

/// The ladder of the change that a chapter is on.
fn ladder_of(chapter: &Chapter) -> Option<&Ladder> {
    chapter.blocks.iter().find_map(|block| if let Block::Ladder(ladder) = block { Some(ladder) } else { None })
}
