//! `cargo bench -- import`: what bringing in a workbook of 10,000 rows costs, beside the bare reading of it by `calamine`
//! and the conversion of it by LibreOffice, in one run.

use super::generate;
use calamine::{Reader as _, Xlsx};
use hicm::import::{self, Choices, Known, Proposal};
use hicm::model::{Assessment, RowField};
use hicm::store::Frameworks;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROWS: usize = 10_000;
const RUNS: usize = 5;
/// At most so many times the bare reading.
const BARE: f64 = 5.0;
/// At most that part of LibreOffice's conversion.
const CONVERSION: f64 = 0.1;

/// Measures it; `folder` is where the workbook goes.
pub fn run(folder: &Path) {
    let frameworks = Frameworks::bundled();
    let known: Vec<_> = frameworks.iter().cloned().collect();
    let framework = known.last().expect("an edition");
    let assessment = generate::assessment(framework, ROWS, 11);
    let bytes =
        workbook(&assessment, |key| framework.change(key).map_or_else(String::new, |change| change.title.clone()));
    let file = folder.join("import.xlsx");
    std::fs::write(&file, &bytes).expect("the workbook is written");
    let known = Known { frameworks: &known, into: None, today: assessment.as_at };

    let bare = median(|| {
        let mut book = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
        let range = book.worksheet_range("Actions").expect("its sheet");
        assert_eq!(range.height(), ROWS + 1);
    });
    let proposed = median(|| {
        let source = import::read("import.xlsx", &bytes).expect("a table");
        let proposal = Proposal::of(&source, 0, &known, &Choices::default()).expect("a proposal");
        assert_eq!(proposal.rows.len(), ROWS);
    });
    let program = env!("CARGO_BIN_EXE_hicm");
    let whole = median(|| ran(Command::new(program).args(["import", "--dry-run", "--json"]).arg(&file)));
    println!("\n| work | time, median | ratio |");
    println!("| calamine, the cells alone | {bare:.0} ms | |");
    let ratio = proposed / bare;
    println!("| to a proposal | {proposed:.0} ms | {ratio:.1} of {BARE} {} |", said(ratio <= BARE));
    println!("| hicm import, the whole process | {whole:.0} ms | |");
    let office = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if office.is_ok_and(|status| status.success()) {
        let convert = || {
            ran(Command::new("soffice").args(["--headless", "--convert-to", "csv", "--outdir"]).arg(folder).arg(&file));
        };
        convert();
        let office = median(convert);
        let ratio = whole / office;
        println!(
            "| LibreOffice, the same to CSV | {office:.0} ms | {ratio:.2} of {CONVERSION} {} |",
            said(ratio <= CONVERSION)
        );
    } else {
        println!("LibreOffice was not found and is left out (soffice)");
    }
}

pub const fn said(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

fn ran(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts");
    assert!(status.success(), "{command:?}");
}

/// Milliseconds.
fn median(mut work: impl FnMut()) -> f64 {
    median_of(
        (0..RUNS)
            .map(|_| {
                let began = Instant::now();
                work();
                began.elapsed().as_secs_f64() * 1_000.0
            })
            .collect(),
    )
}

/// The one in the middle.
pub fn median_of(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A workbook of its rows, as office programs write them: texts shared, one sheet.
pub fn workbook(assessment: &Assessment, title: impl Fn(&hicm::model::ChangeKey) -> String) -> Vec<u8> {
    const FIELDS: [RowField; 6] =
        [RowField::WhereNow, RowField::Status, RowField::Spread, RowField::Gaps, RowField::Needs, RowField::Due];
    const SPACE: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKED: &str = "http://schemas.openxmlformats.org/package/2006";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut shared = String::new();
    let mut count = 0;
    let mut lines = String::new();
    let titles = ["Impact change", "Where are you now", "Status", "Spread", "Gaps", "What needs to be done", "When by"];
    let rows = assessment.rows.iter().map(|row| {
        std::iter::once(title(&row.change)).chain(FIELDS.iter().map(|field| row.text(*field).into_owned())).collect()
    });
    for (at, row) in std::iter::once(titles.map(str::to_owned).to_vec()).chain(rows).enumerate() {
        let row: Vec<String> = row;
        let _ = write!(lines, "<row r=\"{}\">", at + 1);
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(shared, "<si><t>{text}</t></si>");
            let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
            let _ = write!(lines, "<c r=\"{letter}{}\" t=\"s\"><v>{count}</v></c>", at + 1);
            count += 1;
        }
        lines.push_str("</row>");
    }
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKED}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{KIND}.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{KIND}.sharedStrings+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKED}/relationships\"><Relationship Id=\"r1\" Type=\"{RELATED}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {SPACE} xmlns:r=\"{RELATED}\"><sheets><sheet name=\"Actions\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKED}/relationships\"><Relationship Id=\"r1\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{RELATED}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {SPACE}><sheetData>{lines}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", format!("<sst {SPACE}>{shared}</sst>")),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part begins");
        let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        zip.write_all(declared.as_bytes()).and_then(|()| zip.write_all(text.as_bytes())).expect("a part is written");
    }
    zip.finish().expect("the workbook ends").into_inner()
}
