//! The parts of the document and how they are packed.

use super::body::{self, NAMESPACE, PAGE_WIDTH};
use super::chart;
use super::styles;
use crate::export::printable::printable;
use crate::report::Report;
use maud::{Markup, PreEscaped, html};
use std::io::{Cursor, Write as _};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What every part begins with.
const DECLARATION: PreEscaped<&str> = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
/// How the kinds of parts and of references to them are named.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The packed document.
pub(super) fn packed(report: &Report) -> Result<Vec<u8>, ZipError> {
    let charts = chart::charts(report);
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(charts.len())),
        ("_rels/.rels".to_owned(), package_references()),
        ("docProps/core.xml".to_owned(), core(report)),
        ("docProps/app.xml".to_owned(), app()),
        ("word/document.xml".to_owned(), body::document(report)),
        ("word/_rels/document.xml.rels".to_owned(), document_references(charts.len())),
        ("word/styles.xml".to_owned(), styles::styles()),
        ("word/numbering.xml".to_owned(), styles::numbering()),
        ("word/settings.xml".to_owned(), settings()),
        ("word/header1.xml".to_owned(), header(&report.title())),
        ("word/header2.xml".to_owned(), header("")),
        ("word/footer1.xml".to_owned(), footer(&report.imprint())),
        ("word/footer2.xml".to_owned(), footer(&report.imprint())),
    ];
    parts.extend(
        charts.iter().enumerate().map(|(at, it)| (format!("word/charts/chart{}.xml", at + 1), chart::part(it))),
    );
    // The same time in every file: when it was made is no part of what it says.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, options)?;
        zip.write_all(DECLARATION.0.as_bytes())?;
        zip.write_all(part.0.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(charts: usize) -> Markup {
    let drawing = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    let named = [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
        ("/word/document.xml", format!("{WORD_TYPE}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD_TYPE}.styles+xml")),
        ("/word/numbering.xml", format!("{WORD_TYPE}.numbering+xml")),
        ("/word/settings.xml", format!("{WORD_TYPE}.settings+xml")),
        ("/word/header1.xml", format!("{WORD_TYPE}.header+xml")),
        ("/word/header2.xml", format!("{WORD_TYPE}.header+xml")),
        ("/word/footer1.xml", format!("{WORD_TYPE}.footer+xml")),
        ("/word/footer2.xml", format!("{WORD_TYPE}.footer+xml")),
    ];
    html! {
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            @for (name, kind) in named { Override PartName=(name) ContentType=(kind) {} }
            @for number in 1..=charts {
                Override PartName={ "/word/charts/chart" (number) ".xml" } ContentType=(drawing) {}
            }
        }
    }
}

fn reference(id: &str, kind: &str, target: &str) -> Markup {
    html! { Relationship Id=(id) Type=(kind) Target=(target) {} }
}

fn package_references() -> Markup {
    html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            (reference("rId1", &format!("{OFFICE}/relationships/officeDocument"), "word/document.xml"))
            (reference("rId2", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"))
            (reference("rId3", &format!("{OFFICE}/relationships/extended-properties"), "docProps/app.xml"))
        }
    }
}

fn document_references(charts: usize) -> Markup {
    let kinds = [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("header1", "header", "header1.xml"),
        ("header2", "header", "header2.xml"),
        ("footer1", "footer", "footer1.xml"),
        ("footer2", "footer", "footer2.xml"),
    ];
    html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for (id, kind, target) in kinds { (reference(id, &format!("{OFFICE}/relationships/{kind}"), target)) }
            @for number in 1..=charts {
                (reference(
                    &format!("chart{number}"),
                    &format!("{OFFICE}/relationships/chart"),
                    &format!("charts/chart{number}.xml"),
                ))
            }
        }
    }
}

/// The properties that a list of files shows. The day is that of the assessment, never that of the export.
fn core(report: &Report) -> Markup {
    let day = format!("{}T00:00:00Z", report.assessment.as_at);
    html! {
        cp:coreProperties
            xmlns:cp={ (PACKAGE) "/metadata/core-properties" }
            xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:dcterms="http://purl.org/dc/terms/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        {
            dc:title { (printable(&report.title())) }
            dc:subject { (printable(&report.subtitle())) }
            dc:creator { "hicm" }
            dc:identifier { (report.content_id) }
            dc:language { "en-GB" }
            cp:lastModifiedBy { "hicm" }
            dcterms:created xsi:type="dcterms:W3CDTF" { (day) }
            dcterms:modified xsi:type="dcterms:W3CDTF" { (day) }
        }
    }
}

fn app() -> Markup {
    html! { Properties xmlns={ (OFFICE) "/extended-properties" } { Application { "hicm" } } }
}

fn settings() -> Markup {
    html! {
        w:settings xmlns:w=(NAMESPACE) {
            w:defaultTabStop w:val="720" {}
            w:characterSpacingControl w:val="doNotCompress" {}
            w:compat {
                // Without it Word opens the document as one of its older versions.
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val="en-GB" {}
            w:decimalSymbol w:val="." {}
            w:listSeparator w:val="," {}
        }
    }
}

fn header(title: &str) -> Markup {
    html! {
        w:hdr xmlns:w=(NAMESPACE) { w:p { w:pPr { w:pStyle w:val="Header" {} } (body::run(title, "")) } }
    }
}

fn footer(imprint: &str) -> Markup {
    let field = |instruction: &str| {
        html! { w:fldSimple w:instr=(instruction) { w:r { w:t { "1" } } } }
    };
    html! {
        w:ftr xmlns:w=(NAMESPACE) {
            w:p {
                w:pPr {
                    w:pStyle w:val="Footer" {}
                    w:tabs { w:tab w:val="right" w:pos=(PAGE_WIDTH) {} }
                }
                (body::run(imprint, ""))
                w:r { w:tab {} w:t xml:space="preserve" { "Page " } }
                (field(" PAGE "))
                w:r { w:t xml:space="preserve" { " of " } }
                (field(" NUMPAGES "))
            }
        }
    }
}
