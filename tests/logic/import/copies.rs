//! A working copy that was exported with its ids and comes home edited.

use super::refused::packed;
use crate::cli::Bench;
use hicm::model::{ActionRow, Assessment, RowField};
use hicm::model::{BASE_SHEET, ID_TITLE};
use hicm::store::{Frameworks, Replace, open_assessment, save_assessment};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

const FIELDS: [RowField; 7] = [
    RowField::Change,
    RowField::WhereNow,
    RowField::Status,
    RowField::Spread,
    RowField::Gaps,
    RowField::Needs,
    RowField::Due,
];
const TITLES: [&str; 7] =
    ["Impact change", "Where are you now", "Status", "Spread", "Gaps", "What needs to be done", "When by"];

fn opened(path: &Path) -> Assessment {
    open_assessment(path, &Frameworks::bundled()).unwrap().assessment
}

/// The rows as a working copy has them: texts, and the id last.
pub fn copied(assessment: &Assessment) -> Vec<Vec<String>> {
    let framework = Frameworks::bundled().get(&assessment.framework).unwrap().clone();
    let cells = |row: &ActionRow| {
        let text = |field: &RowField| match field {
            RowField::Change => framework.change(&row.change).unwrap().title.clone(),
            field => row.text(*field).into_owned(),
        };
        FIELDS.iter().map(text).chain([row.id.to_string()]).collect()
    };
    assessment.rows.iter().map(|row| cells(row)).collect()
}

/// A workbook with those rows, and what it was exported from on a hidden sheet.
pub fn workbook(rows: &[Vec<String>], base: &[Vec<String>]) -> Vec<u8> {
    let sheet = |rows: &[Vec<String>]| {
        let titles = TITLES.iter().map(|it| (*it).to_owned()).chain([ID_TITLE.to_owned()]).collect();
        let mut lines = String::new();
        for (at, row) in std::iter::once(&titles).chain(rows).enumerate() {
            let row: &Vec<String> = row;
            let cell = |(column, text): (usize, &String)| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                let letter = char::from(b'A' + column as u8);
                format!(r#"<c r="{letter}{}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#, at + 1)
            };
            let cells: String = row.iter().enumerate().map(cell).collect();
            let _ = write!(lines, r#"<row r="{}">{cells}</row>"#, at + 1);
        }
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="8" max="8" hidden="1"/></cols><sheetData>{lines}</sheetData></worksheet>"#
        )
    };
    let book = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Actions" sheetId="1" r:id="rId1"/><sheet name="{BASE_SHEET}" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>"#
    );
    packed(&[
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet(rows).as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet(base).as_bytes()),
    ])
}

/// LibreOffice saves a drawing with nothing in it on a sheet with a filter; a picture is another matter.
#[test]
fn a_drawing_with_nothing_in_it_is_no_picture() {
    let bench = Bench::new();
    let (own, _, rows) = exported(&bench);
    let book = |drawing: &str| {
        let mut from = zip::ZipArchive::new(std::io::Cursor::new(workbook(&rows, &rows))).unwrap();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for at in 0..from.len() {
            let mut part = from.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
            parts.push((part.name().unwrap().into_owned(), bytes));
        }
        let link = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>"#;
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_owned(), link.into()));
        parts.push(("xl/drawings/drawing1.xml".to_owned(), format!("<wsDr>{drawing}</wsDr>").into_bytes()));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        packed(&parts)
    };
    for (drawing, told) in [("", false), ("<twoCellAnchor/>", true)] {
        let copy = bench.path("copy.xlsx");
        std::fs::write(&copy, book(drawing)).unwrap();
        let ran = bench.run(&["import", copy.to_str().unwrap(), "--into", own.to_str().unwrap(), "--dry-run"]);
        assert_eq!(ran.out.contains("Pictures, shapes and charts"), told, "{drawing}: {}", ran.out);
    }
}

/// The bundled example, and a working copy of its rows.
fn exported(bench: &Bench) -> (std::path::PathBuf, Assessment, Vec<Vec<String>>) {
    let own = bench.path("own.ron");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2017-18-q1.ron");
    std::fs::copy(from, &own).unwrap();
    let assessment = opened(&own);
    let rows = copied(&assessment);
    (own, assessment, rows)
}

#[test]
fn a_copy_that_nobody_edited_changes_nothing() {
    let bench = Bench::new();
    let (own, before, rows) = exported(&bench);
    let copy = bench.path("copy.xlsx");
    std::fs::write(&copy, workbook(&rows, &rows)).unwrap();
    let path = own.to_str().unwrap();
    let told = bench.run(&["import", copy.to_str().unwrap(), "--into", path, "-o", path]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    assert_eq!(opened(&own), before);
}

#[test]
fn an_edited_copy_is_merged_with_what_was_edited_here() {
    let bench = Bench::new();
    let (own, before, base) = exported(&bench);
    let mut rows = base.clone();
    rows[2][4] = "What a colleague found missing.".to_owned();
    rows[6][5] = "What a colleague wants to do.".to_owned();
    let gone = rows.remove(4);
    let mut new = rows[0].clone();
    new[1] = "A practice that nobody had written down.".to_owned();
    new[7] = String::new();
    rows.insert(3, new);
    // The rows were sorted, too.
    rows.reverse();
    let copy = bench.path("copy.xlsx");
    std::fs::write(&copy, workbook(&rows, &base)).unwrap();

    let mut mine = before.clone();
    Arc::make_mut(&mut mine.rows[2]).owner = "The ward manager".to_owned();
    Arc::make_mut(&mut mine.rows[6]).needs = "What I want to do.".to_owned();
    save_assessment(&own, &mine, Replace::Always).unwrap();
    let path = own.to_str().unwrap();
    let told = bench.run(&["import", copy.to_str().unwrap(), "--into", path, "-o", path]);
    assert_eq!((told.code, told.err.as_str()), (1, ""), "one thing is left to be decided: {}", told.out);

    let merged = opened(&own);
    assert_eq!(merged.undecided_count(), 1);
    let row = |id: &str| merged.rows.iter().find(|row| row.id.as_str() == id);
    let third = row(&base[2][7]).unwrap();
    assert_eq!((third.gaps.as_str(), third.owner.as_str()), ("What a colleague found missing.", "The ward manager"));
    assert_eq!(row(&base[6][7]).unwrap().needs, "What I want to do.", "mine stands until it is decided");
    assert!(row(&gone[7]).is_none(), "what was deleted in the copy is gone");
    assert!(merged.rows.iter().any(|row| row.where_now == "A practice that nobody had written down."));
    assert_eq!(merged.rows.len(), before.rows.len());
}
