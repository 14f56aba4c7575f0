//! Reports to export, and files that somebody tampered with.

use hicm::export::{ExportError, Exported, Format, export, verify};
use hicm::model::{Assessment, KnownTerms};
use hicm::report::{Audience, Report, Subject};
use hicm::store::{Frameworks, open_assessment};
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

/// What no document may take for its own: markup, ends of sections, signs of other scripts, signs that are none.
pub const NASTY: &str = "<script>alert(1)</script> & ]]> --> \u{1F600} \u{645}\u{631}\u{62d}\u{628}\u{627} \"q\" \u{1}\u{b}\u{0}\u{ffff} tab\tend\r\nline &amp; {{x}}";

/// The worked example with the quarter before it, changed as told.
pub fn example(audience: Audience, edit: impl FnOnce(&mut Assessment)) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/example");
    let frameworks = Frameworks::bundled();
    let [before, now] =
        ["2024-25-q4.ron", "2025-26-q1.ron"].map(|name| open_assessment(&folder.join(name), &frameworks).unwrap());
    let mut assessment = now.assessment.clone();
    edit(&mut assessment);
    let subject = Subject {
        assessment: &assessment,
        framework: &now.framework,
        since: Some((&before.assessment, &before.framework)),
        known: &frameworks.all(),
        terms: &KnownTerms::default(),
    };
    Report::of(&subject, audience)
}

/// The worked example in which every text of a row, the place and much else is [`NASTY`].
pub fn nasty() -> Report {
    example(Audience::Full, |assessment| {
        NASTY.clone_into(&mut assessment.place);
        NASTY.clone_into(&mut assessment.notes[0]);
        NASTY.clone_into(&mut assessment.priorities[0].text);
        NASTY.clone_into(&mut assessment.decisions[0].text);
        for metric in &mut assessment.metrics {
            NASTY.clone_into(&mut metric.name);
            NASTY.clone_into(&mut metric.unit);
            NASTY.clone_into(&mut metric.note);
        }
        for row in &mut assessment.rows {
            let row = Arc::make_mut(row);
            for text in [&mut row.where_now, &mut row.gaps, &mut row.needs, &mut row.owner, &mut row.progress] {
                NASTY.clone_into(text);
            }
        }
    })
}

/// The one file of a format.
pub fn made(report: &Report, format: Format) -> Exported {
    let mut files = export(report, format).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0)
}

/// What is said of a file in which something was changed.
pub fn said_of(report: &Report, file: &Exported, tampered: &[u8]) -> String {
    assert_ne!(tampered, file.bytes, "nothing was changed");
    match verify(report, file, tampered) {
        Err(ExportError::NotAsWritten { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

/// The parts of a packed file by their names.
pub fn parts(packed: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (entry.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// A packed file with one part changed.
pub fn repacked(packed: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(packed) {
        zip.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == part { edit(&text) } else { text };
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text without its last piece from `from` to the end of `to`.
pub fn without_last(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.rsplit_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    format!("{before}{after}")
}
