//! A file that is not what was to be written is found out, whatever differs in it.

use super::{hard, made, report};
use hicm::export::{Exported, Format, verify};
use hicm::report::{Audience, Report};
use std::io::{Cursor, Read as _, Write as _};

fn full() -> Report {
    let (assessment, framework) = hard();
    report(&assessment, &framework, Some("llr/2018-19-q4.ron"), Audience::Full)
}

/// The same packed file with one part changed.
fn repacked(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let mut text = String::new();
        let own = part.name().unwrap().into_owned();
        part.read_to_string(&mut text).unwrap();
        if own == name {
            let new = change(text.clone());
            changed |= new != text;
            text = new;
        }
        to.start_file(own, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    assert!(changed, "nothing was changed in {name}");
    to.finish().unwrap().into_inner()
}

fn why(report: &Report, file: &Exported, bytes: &[u8]) -> String {
    let error = verify(report, file, bytes).unwrap_err().to_string();
    assert!(error.contains(&file.name), "{error}");
    error
}

#[test]
fn in_a_workbook() {
    let report = full();
    let file = made(&report, Format::Xlsx).remove(0);
    let wrong = |part: &str, from: &str, to: &str| {
        why(&report, &file, &repacked(&file.bytes, part, |text| text.replacen(from, to, 1)))
    };
    let book = "xl/workbook.xml";
    let error = wrong("xl/sharedStrings.xml", "=1+1", "=1+2");
    assert!(error.contains("=1+2"), "{error}");
    assert!(wrong(book, "name=\"Actions\"", "name=\"Acts\"").contains("“Actions” is missing"));
    assert!(wrong(book, "name=\"hicm base\"", "name=\"base\"").contains("“hicm base” is missing"));
    assert!(wrong(book, " state=\"hidden\"", "").contains("not hidden"));
    // A text that became a number, a formula, or went: the first cell below the header of the actions.
    let part = "xl/worksheets/sheet3.xml";
    let cell = |text: String, to: &dyn Fn(&str) -> String| {
        let (before, rest) = text.split_once("<c r=\"A2\"").unwrap();
        let (cell, after) = rest.split_once("</c>").unwrap();
        format!("{before}{}{after}", to(&format!("<c r=\"A2\"{cell}</c>")))
    };
    let tampered =
        |to: &dyn Fn(&str) -> String| why(&report, &file, &repacked(&file.bytes, part, |text| cell(text, to)));
    assert!(tampered(&|_| String::new()).contains("Actions!A2"));
    assert!(tampered(&|_| "<c r=\"A2\"><v>12</v></c>".to_owned()).contains("Actions!A2"));
    assert!(tampered(&|it| it.replace("<v>", "<f>1+1</f><v>")).contains("formula “1+1”"));
    // Something that nobody has asked for.
    let more = |it: &str| format!("{it}<c r=\"AZ2\"><v>1</v></c>");
    let at_end = repacked(&file.bytes, part, |text| text.replacen("</row>", &format!("{}</row>", more("")), 2));
    assert!(why(&report, &file, &at_end).contains("nothing belongs there"));
    assert!(verify(&report, &file, &file.bytes[..file.bytes.len() / 2]).is_err());
    assert!(verify(&report, &file, b"").is_err());
}

#[test]
fn in_the_layouts_of_the_return() {
    let report = full();
    let file = made(&report, Format::Bcf).remove(0);
    let wrong = |part: &str, from: &str, to: &str| {
        why(&report, &file, &repacked(&file.bytes, part, |text| text.replacen(from, to, 1)))
    };
    assert!(wrong("xl/sharedStrings.xml", "Focus on choice", "Focus on voice").contains("Focus on voice"));
    assert!(
        wrong("xl/worksheets/sheet1.xml", "Incomplete Template</v>", "Complete Template</v>").contains("Planning!A2")
    );
    assert!(wrong("xl/worksheets/sheet3.xml", "LEN(", "ABS(").contains("formula"));
    let lists = wrong("xl/workbook.xml", "name=\"hicm lists\"", "name=\"lists\"");
    assert!(lists.contains("missing"), "{lists}");
}

#[test]
fn in_a_text_with_commas() {
    let report = full();
    let file = made(&report, Format::Csv).remove(0);
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    let wrong = |to: String| why(&report, &file, to.as_bytes());
    assert!(wrong(text.trim_start_matches('\u{feff}').to_owned()).contains("byte order mark"));
    assert!(wrong(text.replacen("\r\n", "\n", 1)).contains("CR LF"));
    assert!(wrong(text.replacen("'=1+1", "=1+1", 1)).contains("formula"));
    assert!(wrong(text.replacen("'=1+1", "'=1+2", 1)).contains("says"));
    assert!(wrong(text.replacen(",hicm id", "", 1)).contains("cells"));
    assert!(wrong(format!("{text}\"x\"\r\n")).contains("more than"));
    let (cut, _) = text.trim_end().rsplit_once("\r\n").unwrap();
    assert!(wrong(format!("{cut}\r\n")).contains("missing"));
    let other = Exported { name: "another.csv".to_owned(), ..file.clone() };
    assert!(verify(&report, &other, &file.bytes).is_err());
}
