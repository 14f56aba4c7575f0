//! The working copy, the texts with commas and the layouts of the return: what stands in them, that each comes home, and
//! that a file in which anything differs is not taken for the one that was to be written.

mod home;
mod returns;
mod tampered;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use hicm::export::{Exported, Format, export, verify};
use hicm::model::{
    ActionRow, Assessment, ChangeText, Decision, Delivery, Due, Framework, ID_TITLE, Level, RowField, RowId, Spread,
    Status, field_in_copy,
};
use hicm::report::{Audience, Report, Subject};
use hicm::store::{Frameworks, known_terms, open_assessment};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;

fn opened(name: &str) -> (Assessment, Arc<Framework>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name);
    let opened = open_assessment(&path, &Frameworks::bundled()).unwrap();
    (opened.assessment, opened.framework)
}

fn report(assessment: &Assessment, framework: &Framework, since: Option<&str>, audience: Audience) -> Report {
    let since = since.map(opened);
    let known = Frameworks::bundled().all();
    let subject = Subject {
        assessment,
        framework,
        since: since.as_ref().map(|(assessment, framework)| (assessment, framework.as_ref())),
        known: &known,
        terms: known_terms().unwrap(),
    };
    Report::of(&subject, audience)
}

fn made(report: &Report, format: Format) -> Vec<Exported> {
    let files = export(report, format).unwrap();
    for file in &files {
        verify(report, file, &file.bytes).unwrap_or_else(|error| panic!("{error}"));
    }
    files
}

fn copy(report: &Report) -> Exported {
    made(report, Format::Xlsx).remove(0)
}

/// What stands on a sheet.
fn grid(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| if matches!(cell, Data::Empty) { String::new() } else { cell.to_string() };
    let (rows, columns) = range.end().unwrap();
    let cells =
        |row| (0..=columns).map(|column| range.get_value((row, column)).map_or_else(String::new, text)).collect();
    (0..=rows).map(cells).collect()
}

/// Every part of a packed file as text, their names among them.
fn parts(bytes: &[u8]) -> String {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..packed.len() {
        let mut part = packed.by_index(at).unwrap();
        all.push_str(&part.name().unwrap());
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

/// Four hundred rows of everything that a cell can hold, and levels and texts besides.
fn hard() -> (Assessment, Arc<Framework>) {
    let (mut assessment, framework) = opened("llr/2019-20-q1.ron");
    let long = "A very long text about discharge, with “quotes”, (brackets) and a list:\n– one;\n– two. ".repeat(60);
    let texts = [
        "=1+1",
        "+44 116 000 0000",
        "-",
        "@everyone",
        "'=already guarded",
        "''quoted",
        "2017",
        "1e5",
        "07/2018",
        "TRUE",
        "#REF!",
        "_x0041_ and <b>&amp;</b>",
        "Two lines\nand \"quotes\", commas; semicolons\tand a tab",
        "مرحبا بالعالم – ward 12",
        "👩‍⚕️ nurse-led 🏥",
        "Ends with a comma,",
        "begins small and (does not close",
        "?",
        "   blanks around   ",
        "Embedded across all wards only",
        "",
        &long,
    ];
    let text = |at: usize| texts[at % texts.len()].to_owned();
    let statuses = [
        "Unknown",
        "1 '",
        "3 Established",
        "Established",
        "Plans in place to established",
        "Mature to exemplary",
        "",
        "Not yet / Exemplary",
        "N/A",
        "Plans in pl",
        "Exemplary",
    ];
    let rows = (0..400).map(|at: usize| {
        let status = match at % 13 {
            11 => Status::Unknown("3 Established".to_owned()),
            12 => Status::split(Level::Established, Level::Mature).unwrap(),
            nth => Status::read(statuses[nth]),
        };
        let dues = ["Summer 2017", "31/03/2018", "TBC", "43101", "=TODAY()", "", "March", "Established", "ongoing"];
        Arc::new(ActionRow {
            where_now: text(at),
            status,
            spread: Spread::new(["UHL, LPT (Bradgate", "", "All", "LCC; RCC"][at % 4]),
            gaps: text(at + 3),
            needs: text(at + 7),
            due: Due::read(dues[at % dues.len()], assessment.as_at),
            owner: text(at + 11),
            delivery: [None, Some(Delivery::Done), Some(Delivery::InProgress)][at % 3],
            progress: text(at + 5),
            evidence: vec![text(at + 6), "https://example.org/a?b=1&c=2".to_owned()],
            reviewed: at.is_multiple_of(2),
            ..ActionRow::empty(
                RowId::new(&format!("{at}-row")).unwrap(),
                framework.changes[(at * 5) % framework.changes.len()].key.clone(),
            )
        })
    });
    // A row with nothing in it, and one that says what another says.
    let empty = ActionRow::empty(RowId::new("empty").unwrap(), framework.changes[2].key.clone());
    assessment.rows = rows.chain([Arc::new(empty)]).collect();
    for (at, judgement) in assessment.changes.iter_mut().enumerate() {
        for (nth, text) in [ChangeText::Why, ChangeText::Challenges, ChangeText::Improvements].into_iter().enumerate() {
            judgement.texts.set(text, texts[(at * 3 + nth) % texts.len()]);
        }
    }
    assessment.changes[4].now = None;
    assessment.changes[5].planned.clear();
    (assessment, framework)
}

fn all() -> Vec<(&'static str, Assessment, Arc<Framework>, Option<&'static str>)> {
    let file = |name, since| {
        let (assessment, framework) = opened(name);
        (name, assessment, framework, since)
    };
    let (assessment, framework) = hard();
    vec![
        file("llr/2017-18-q1.ron", None),
        file("llr/2019-20-q1.ron", Some("llr/2018-19-q4.ron")),
        file("example/2025-26-q1.ron", Some("example/2024-25-q4.ron")),
        ("made", assessment, framework, None),
    ]
}

#[test]
fn every_row_stands_there_for_every_audience_with_no_column_that_it_does_not_see() {
    let (assessment, framework) = hard();
    for audience in Audience::all() {
        let report = report(&assessment, &framework, None, audience);
        let file = copy(&report);
        for sheet in ["Actions", "hicm base"] {
            let rows = grid(&file.bytes, sheet);
            let titles: Vec<&str> = rows[0].iter().map(String::as_str).collect();
            for field in [RowField::Gaps, RowField::Owner, RowField::Progress, RowField::Evidence, RowField::Reviewed] {
                assert_eq!(titles.contains(&field.name()), audience.sees_field(field), "{audience} {sheet} {field:?}");
            }
            assert_eq!(titles.last(), Some(&ID_TITLE));
            assert_eq!(rows.len(), assessment.rows.len() + 1);
            for (row, at) in assessment.rows.iter().zip(0..) {
                let found = rows.iter().find(|it| it.last().unwrap() == row.id.as_str()).unwrap();
                for field in [RowField::WhereNow, RowField::Due, RowField::Status] {
                    let column = titles.iter().position(|title| *title == field.name()).unwrap();
                    assert_eq!(found[column], field_in_copy(row, field, &framework), "row {at}");
                }
            }
        }
    }
}

#[test]
fn no_name_is_in_any_part_of_what_a_board_is_given() {
    let (mut assessment, framework) = hard();
    assessment.prepared_by = "zqpreparedzq".to_owned();
    assessment.notes = vec!["zqnotezq".to_owned()];
    let on = assessment.as_at;
    let decision = "Agreed.".to_owned();
    assessment.decisions = vec![Decision { on, by: "zqdeciderzq".to_owned(), text: decision, change: None }];
    for row in assessment.rows.iter_mut().map(Arc::make_mut) {
        (row.owner, row.progress, row.gaps) = ("zqownerzq".into(), "zqprogresszq".into(), "zqgapzq".into());
        row.evidence = vec!["zqevidencezq".to_owned()];
    }
    for judgement in &mut assessment.changes {
        judgement.texts.set(ChangeText::Challenges, "zqchallengezq");
    }
    let names = ["zqpreparedzq", "zqnotezq", "zqdeciderzq", "zqownerzq", "zqprogresszq", "zqevidencezq", ">Owner<"];
    let confidential = ["zqgapzq", "zqchallengezq", "Agreed."];
    let text = |file: &Exported| match file.format {
        Format::Csv => String::from_utf8(file.bytes.clone()).unwrap(),
        _ => parts(&file.bytes),
    };
    for audience in [Audience::Board, Audience::Public] {
        let report = report(&assessment, &framework, None, audience);
        for file in [Format::Xlsx, Format::Csv, Format::Bcf].iter().flat_map(|format| made(&report, *format)) {
            let told = text(&file);
            for name in names {
                assert!(!told.contains(name), "{name} in {}", file.name);
            }
            for word in confidential.iter().filter(|_| audience == Audience::Public) {
                assert!(!told.contains(word), "{word} in {}", file.name);
            }
        }
    }
    // The search finds what there is.
    let told = text(&copy(&report(&assessment, &framework, None, Audience::Full)));
    assert!(["zqpreparedzq", "zqdeciderzq", "zqownerzq", "zqgapzq", ">Owner<"].iter().all(|word| told.contains(word)));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, assessment, framework, since) in all() {
        for format in [Format::Xlsx, Format::Csv, Format::Bcf] {
            let [one, other] = [(), ()].map(|()| made(&report(&assessment, &framework, since, Audience::Full), format));
            assert!(one == other, "{name} {format:?}");
        }
    }
    // The day is that of the assessment.
    let (assessment, framework) = opened("llr/2019-20-q1.ron");
    let told = parts(&copy(&report(&assessment, &framework, None, Audience::Full)).bytes);
    assert!(told.contains("2019-06-30T00:00:00Z") && told.contains("<dc:creator>hicm</dc:creator>"));
}

#[test]
fn no_cell_of_a_text_file_is_a_formula() {
    let (assessment, framework) = hard();
    for file in made(&report(&assessment, &framework, None, Audience::Full), Format::Csv) {
        assert!(file.bytes.starts_with("\u{feff}".as_bytes()));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file.bytes[3..]);
        let mut guarded = 0;
        for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            guarded += usize::from(cell.starts_with('\''));
        }
        assert!(guarded > 2, "{}", file.name);
    }
}

#[test]
fn a_text_that_no_cell_holds_is_refused_and_not_cut() {
    let (mut assessment, framework) = opened("llr/2017-18-q1.ron");
    Arc::make_mut(&mut assessment.rows[0]).gaps = "x".repeat(32_767);
    made(&report(&assessment, &framework, None, Audience::Full), Format::Xlsx);
    // Letters beyond the first plane count twice.
    Arc::make_mut(&mut assessment.rows[0]).gaps = "🏥".repeat(16_384);
    let refused = export(&report(&assessment, &framework, None, Audience::Full), Format::Xlsx).unwrap_err().to_string();
    assert!(refused.contains("E2 of the sheet “Actions”"), "{refused}");
}
