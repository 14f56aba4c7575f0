//! The document of Word: what stands in it, and that a damaged one is noticed.

use crate::exported::{example, made, nasty, parts, repacked, said_of, without_last};
use hicm::export::{Exported, Format, verify};
use hicm::report::{Audience, Report};
use std::sync::Arc;

const BODY: &str = "word/document.xml";

fn board() -> (Report, Exported) {
    let report = example(Audience::Board, |_| {});
    let file = made(&report, Format::Docx);
    (report, file)
}

fn body(file: &Exported) -> String {
    parts(&file.bytes).into_iter().find(|(name, _)| name == BODY).unwrap().1
}

#[test]
fn every_audience_gets_what_its_report_says() {
    for audience in Audience::all() {
        let report = example(audience, |_| {});
        let file = made(&report, Format::Docx);
        assert_eq!(file.name, format!("2025-26-q1-{}.docx", audience.key()));
        assert_eq!(verify(&report, &file, &file.bytes), Ok(()), "{audience}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_and_the_day_is_that_of_the_assessment() {
    let (report, file) = board();
    assert_eq!(made(&report, Format::Docx).bytes, file.bytes);
    let core = parts(&file.bytes).into_iter().find(|(name, _)| name == "docProps/core.xml").unwrap().1;
    assert!(core.contains("W3CDTF\">2025-06-30T00:00:00Z</dcterms:created>"), "{core}");
    assert!(core.contains("<dc:creator>hicm</dc:creator>") && core.contains("<dc:language>en-GB<"), "{core}");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).unwrap();
    for at in 0..archive.len() {
        let entry = archive.by_index(at).unwrap();
        assert_eq!(entry.last_modified().map(|it| it.year()), Some(1980), "{:?}", entry.name());
    }
}

#[test]
fn what_people_typed_stays_what_they_typed() {
    let report = nasty();
    let file = made(&report, Format::Docx);
    assert_eq!(verify(&report, &file, &file.bytes), Ok(()));
    for (name, text) in parts(&file.bytes) {
        assert!(!text.contains("<script"), "{name}");
        assert!(!text.contains(['\u{0}', '\u{1}', '\u{b}', '\u{ffff}']), "{name}");
    }
    let body = body(&file);
    assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; --&gt; \u{1F600}"), "the text itself");
    assert!(body.contains("&amp;amp; {{x}}"), "what looks like an entity");
}

#[test]
fn a_board_finds_no_name_in_any_part() {
    let name = |assessment: &mut hicm::model::Assessment| {
        "zqprepared".clone_into(&mut assessment.prepared_by);
        for row in &mut assessment.rows {
            let row = Arc::make_mut(row);
            "zqowner".clone_into(&mut row.owner);
            "zqprogress".clone_into(&mut row.progress);
        }
        for decision in &mut assessment.decisions {
            "zqdecided".clone_into(&mut decision.by);
        }
    };
    let holds = |audience| {
        let file = made(&example(audience, name), Format::Docx);
        parts(&file.bytes).into_iter().any(|(_, text)| text.contains("zq"))
    };
    assert!(holds(Audience::Full));
    assert!(!holds(Audience::Board));
    assert!(!holds(Audience::Public));
}

#[test]
fn every_table_repeats_its_header_and_has_words_for_those_who_do_not_see_it() {
    let body = body(&board().1);
    let tables: Vec<&str> = body.split("<w:tbl>").skip(1).collect();
    assert!(tables.len() > 20, "{}", tables.len());
    for table in tables {
        assert_eq!(table.matches("<w:tblHeader>").count(), 1);
        assert!(table.contains("<w:tblCaption w:val=\"") && table.contains("<w:tblDescription w:val=\""));
    }
    assert!(body.matches("<wp:docPr").count() > 1);
}

#[test]
fn columns_are_as_wide_as_the_page_together() {
    let body = body(&board().1);
    for grid in body.split("<w:tblGrid>").skip(1) {
        let columns = grid.split("</w:tblGrid>").next().unwrap();
        let width: u32 =
            columns.split("w:w=\"").skip(1).map(|it| it.split('"').next().unwrap().parse::<u32>().unwrap()).sum();
        assert_eq!(width, 15_138);
    }
}

/// Every style that is used is there, under a name by which Word knows it.
#[test]
fn styles_are_those_of_word() {
    let (_, file) = board();
    let styles = parts(&file.bytes).into_iter().find(|(name, _)| name == "word/styles.xml").unwrap().1;
    for (name, text) in parts(&file.bytes).into_iter().filter(|(name, _)| name.starts_with("word/")) {
        for kind in ["w:pStyle w:val=\"", "w:rStyle w:val=\"", "w:tblStyle w:val=\""] {
            for used in text.split(kind).skip(1).map(|it| it.split('"').next().unwrap()) {
                assert!(styles.contains(&format!("w:styleId=\"{used}\"")), "{used} in {name}");
            }
        }
    }
    for known in ["Title", "Subtitle", "heading 1", "heading 2", "caption", "List Bullet", "header", "footer"] {
        assert!(styles.contains(&format!("<w:name w:val=\"{known}\">")), "{known}");
    }
    assert!(styles.contains("w:lang w:val=\"en-GB\""));
}

#[test]
fn what_is_overdue_is_said_in_words_and_marked() {
    assert!(
        body(&board().1)
            .contains("<w:rStyle w:val=\"Overdue\"></w:rStyle></w:rPr><w:t xml:space=\"preserve\">overdue</w:t>")
    );
}

#[test]
fn a_damaged_document_is_noticed_and_what_is_wrong_is_said() {
    let (report, file) = board();
    let said = |edit: &dyn Fn(&str) -> String| said_of(&report, &file, &repacked(&file.bytes, BODY, edit));
    let swapped = |from: &'static str, to: &'static str| said(&|text: &str| text.replacen(from, to, 1));

    assert_eq!(swapped("<w:tblHeader></w:tblHeader>", ""), "the table “Levels of the changes” repeats no header row");
    assert_eq!(
        said(&|text| text.replacen("\"Heading1\"", "\"zq\"", 2).replacen("\"zq\"", "\"Heading1\"", 1).replacen(
            "\"zq\"",
            "\"Normal\"",
            1
        )),
        "the chapter “What moved since Q4 2024/25” is missing; “Plan against outcome” stands there"
    );
    assert_eq!(swapped("\"Heading1\"", "\"Heading2\""), "the heading “Where we are” is of rank 3 below one of rank 1");
    assert_eq!(
        swapped("\"Title\"", "\"Heading1\""),
        "the heading “Wexcombe and Arden Vale, Q1 2025/26” is of rank 2 below one of rank 0"
    );
    assert_eq!(swapped(">What is planned<", "><"), "in “Where we are”, “What is planned” is missing");
    let met = swapped(">As planned<", ">Short of plan<");
    assert_eq!(
        met,
        "in “Plan against outcome”, row 1 of “Planned for Q1 2025/26 and reached” has “Short of plan” for “As planned” under “Outcome”"
    );
    assert_eq!(
        swapped(">When by<", ">Owner<").split(" are ").next(),
        Some("in “1 Early discharge planning”, the heads of “Actions: Early discharge planning”")
    );
    assert_eq!(swapped(" descr=\"", " title=\""), "a drawing has no words");
    assert!(
        swapped("<w:tblCaption w:val=\"Levels", "<w:tblCaption w:val=\"Other")
            .starts_with("the words for a table differ")
    );
    assert!(said(&|text| without_last(text, "<w:tr>", "</w:tr>")).ends_with(" is missing"));
    assert!(
        said(&|text| text.replacen("</w:tr></w:tbl>", "</w:tr><w:tr><w:tc><w:p></w:p></w:tc></w:tr></w:tbl>", 5))
            .contains(" rows")
    );
    assert!(said(&|text| text.replace(&report.content_id, "0000-0000")).contains("Content"));
    assert!(said(&|text| text.split_once("5 Flexible working").unwrap().0.to_owned()).contains("missing"));

    let core = repacked(&file.bytes, "docProps/core.xml", |text| text.replace("Wexcombe", "Elsewhere"));
    assert_eq!(said_of(&report, &file, &core), "its title is “Elsewhere and Arden Vale, Q1 2025/26”");
    let footer = repacked(&file.bytes, "word/footer1.xml", |text| text.replace(&report.content_id, "0000-0000"));
    assert_eq!(said_of(&report, &file, &footer), "a footer does not hold the content id");
    assert!(!said_of(&report, &file, &file.bytes[..file.bytes.len() - 30]).is_empty());
}

/// Two chapters that changed places, or two rows, are not the report.
#[test]
fn the_order_counts() {
    let (report, file) = board();
    let swap = |text: &str| {
        text.replacen(">Priorities<", ">zq<", 1).replacen(">What is planned<", ">Priorities<", 1).replacen(
            ">zq<",
            ">What is planned<",
            1,
        )
    };
    let said = said_of(&report, &file, &repacked(&file.bytes, BODY, swap));
    assert!(said.starts_with("in “Where we are”, "), "{said}");
}
