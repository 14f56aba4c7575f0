//! The paper and the slides: set by a typesetter from templates, as PDF for everybody (PDF/UA: tagged, so that a screen
//! reader reads it in order and finds its tables) and as pictures.

mod data;
mod held;
mod letters;
mod picture;
mod read;
mod world;

use super::{ExportError, Exported, Format, Picture, stem};
use crate::report::Report;
use chrono::Datelike as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::{Sheet, Template};

/// The files of a report in a format of pages.
pub(super) fn files(report: &Report, format: Format) -> Result<Vec<Exported>, ExportError> {
    let made = match format {
        Format::Slides => pdf(report, format, Template::Slides, "-slides"),
        Format::Png => slides(report),
        _ => pdf(report, format, Template::Paper, ""),
    };
    // What the typesetter remembers of a paper is of no use for the next; that of slides is for their pictures.
    typst::comemo::evict(usize::from(format == Format::Slides));
    made.map_err(|detail| ExportError::NotMade { format, detail })
}

/// The first page of the paper, about so many pixels wide.
pub(super) fn first_page(report: &Report, width: u32) -> Result<Picture, ExportError> {
    let not_made = |detail: String| ExportError::NotMade { format: Format::Pdf, detail };
    let document = set(report, Template::FirstPage).map_err(not_made)?;
    typst::comemo::evict(0);
    let page = document.pages().first().ok_or_else(|| not_made("it has no page".to_owned()))?;
    Ok(picture::drawn(page, f64::from(width) / page.frame.width().to_pt()))
}

/// What differs, if anything does.
pub(super) fn verify(report: &Report, file: &Exported, read_back: &[u8]) -> Result<(), String> {
    match file.format {
        Format::Slides => held::pdf(report, Template::Slides, file.pages, read_back),
        Format::Png => picture::verify(read_back),
        _ => held::pdf(report, Template::Paper, file.pages, read_back),
    }
}

fn pdf(report: &Report, format: Format, template: Template, suffix: &str) -> Result<Vec<Exported>, String> {
    let document = set(report, template)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}-{}{suffix}", report.content_id, stem(report))),
        creator: Smart::Custom(Some("hicm".to_owned())),
        timestamp: day(report).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| in_words(&errors))?;
    let name = format!("{}{suffix}.pdf", stem(report));
    Ok(vec![Exported { format, name, bytes, pages: Some(document.pages().len()) }])
}

fn slides(report: &Report) -> Result<Vec<Exported>, String> {
    let document = set(report, Template::Slides)?;
    let pictures = picture::of(document.pages())?;
    let file = |(at, bytes): (usize, Vec<u8>)| Exported {
        format: Format::Png,
        name: format!("{}-slide-{:02}.png", stem(report), at + 1),
        bytes,
        pages: Some(1),
    };
    Ok(pictures.into_iter().enumerate().map(file).collect())
}

/// The pages of a template.
fn set(report: &Report, template: Template) -> Result<PagedDocument, String> {
    let data = data::of(report, template).map_err(|error| error.to_string())?;
    let sheet = Sheet::new(template, data, day(report)).ok_or("the templates have no place")?;
    typst::compile(&sheet).output.map_err(|errors| in_words(&errors))
}

fn day(report: &Report) -> Option<Datetime> {
    let day = report.assessment.as_at;
    let part = |part: u32| u8::try_from(part).ok();
    Datetime::from_ymd(day.year(), part(day.month())?, part(day.day())?)
}

fn in_words(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
}
