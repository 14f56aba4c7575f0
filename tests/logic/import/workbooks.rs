//! What is read of workbooks: small ones that LibreOffice wrote, and sheets written here for what it does not write.
//! The first come from `tests/fixtures/import/made-from/`, by `soffice --convert-to` and without another hand on them.

use super::refused::{packed, workbook};
use hicm::import::{CellKind, Code, ImportError, Kind, Sheet, Source, read};
use std::path::{Path, PathBuf};

/// The fixtures of this file, each with its kind.
const RUN: [(&str, Kind); 4] =
    [("plan.ods", Kind::Ods), ("plan.xls", Kind::Xls), ("plan.xlsm", Kind::Xlsx), ("plan.xlsx", Kind::Xlsx)];

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/readers")
}

fn fixture(name: &str) -> Source {
    read(name, &std::fs::read(folder().join(name)).unwrap()).unwrap()
}

fn shown(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// The notes of a sheet: code, line, column, words.
fn notes(sheet: &Sheet) -> Vec<(Code, u32, Option<usize>, &str)> {
    sheet.notes.iter().map(|note| (note.code, note.line, note.column, note.text.as_str())).collect()
}

#[test]
fn every_fixture_is_run() {
    let mut there: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| [".ods", ".xls", ".xlsx", ".xlsm"].iter().any(|end| name.ends_with(end)))
        .collect();
    there.sort();
    assert_eq!(there, RUN.map(|(name, _)| name), "a workbook that no test reads, or a test without its workbook");
}

#[test]
fn the_same_plan_is_read_the_same_from_every_kind_of_workbook() {
    for (name, kind) in RUN {
        let source = fixture(name);
        assert_eq!((source.name.as_str(), source.kind), (name, kind));
        let names: Vec<_> = source.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
        assert_eq!(names, [("Plan", false), ("Lists", true)], "{name}: a sheet without words is none");
        assert_eq!(
            source.notes.iter().map(|note| (note.code, note.text.as_str())).collect::<Vec<_>>(),
            [(Code::Hidden, "Lists")]
        );
        let plan = &source.sheets[0];
        // LibreOffice keeps 0 in an `.xls` for a formula that gives a text and was not worked out anew.
        let text_of_formula = if kind == Kind::Xls { "0" } else { "Ward 12" };
        let expected: [&[&str]; 8] = [
            &["Discharge plan"],
            &[],
            &["Impact change", "Where are we now", "Status", "When by", "hicm id", "Private"],
            &["Home first", "Beds are reviewed\nevery day & night", "Established", "Jun-17", "k7", "ask Ann"],
            &["Home first", "A team of   six", "Mature", "05/06/2017"],
            &["Choice", "Leaflets", "Mature", "2017-07-04"],
            &["12", "2.5", "50%", "30 September 2017"],
            &["13", text_of_formula, "#DIV/0!", "TRUE"],
        ];
        assert_eq!(shown(plan), expected, "{name}");
        assert_eq!(plan.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8]);
        let hidden: Vec<_> = plan.lines.iter().filter(|line| line.hidden).map(|line| line.number).collect();
        assert_eq!(hidden, [6], "{name}");
        let of_cell = |line: usize, column: usize| plan.lines[line - 1].cells[column].kind;
        assert_eq!(of_cell(5, 0), CellKind::FilledDown, "{name}");
        assert_eq!([of_cell(4, 3), of_cell(5, 3), of_cell(6, 3), of_cell(7, 3)], [CellKind::Date; 4], "{name}");
        assert_eq!([of_cell(7, 0), of_cell(7, 1), of_cell(7, 2), of_cell(8, 0)], [CellKind::Number; 4], "{name}");
        assert_eq!(of_cell(8, 3), CellKind::Text, "{name}");
        assert_eq!(of_cell(8, 2), CellKind::Error, "{name}");
        let mut found = notes(plan);
        found.sort_by_key(|note| note.0);
        assert_eq!(
            found,
            [
                (Code::MergedCells, 1, Some(0), "Discharge plan"),
                (Code::Hidden, 6, None, "row 6"),
                (Code::Hidden, 0, Some(5), "column F"),
                (Code::Formula, 8, Some(0), "13"),
                (Code::ErrorCell, 8, Some(2), "#DIV/0!"),
                (Code::NotRead, 0, None, "comments"),
            ],
            "{name}: the column of our own ids is hidden on purpose"
        );
        let of = |code| plan.notes.iter().find(|note| note.code == code).unwrap().assumed.clone();
        assert_eq!(of(Code::Formula), "3 cells hold formulas, the first A8; their last values were taken.", "{name}");
        assert!(of(Code::MergedCells).starts_with("2 merged cells"), "{name}");
        assert_eq!(shown(&source.sheets[1]), [&[][..], &[], &["", "Mature"]], "{name}");
    }
}

/// The one sheet of a workbook with that XML between the tags of a sheet and with those formats.
fn sheet(inside: &str, formats: &[&str]) -> Sheet {
    read("made.xlsx", &workbook(inside, formats)).unwrap().sheets.remove(0)
}

#[test]
fn struck_words_are_read_and_named() {
    let cell = |at: &str, style: usize, text: usize| format!("<c r=\"{at}\" s=\"{style}\" t=\"s\"><v>{text}</v></c>");
    let texts = "<sst><si><t>plain</t></si><si><r><t>kept </t></r><r><rPr><b/><strike/></rPr><t>gone</t></r></si>\
        <si><r><rPr><strike val=\"0\"/></rPr><t>strike</t></r></si></sst>";
    let styles = "<styleSheet><fonts><font/><font><strike/></font></fonts>\
        <cellStyleXfs><xf fontId=\"1\"/></cellStyleXfs><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs>\
        <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
    let read_of = |cells: &str| {
        let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        let parts =
            [("xl/sharedStrings.xml", texts), ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", sheet.as_str())];
        read("made.xlsx", &super::refused::book(&parts)).unwrap().sheets.remove(0)
    };
    let sheet = read_of(&[cell("A1", 0, 0), cell("B1", 0, 1), cell("C1", 0, 2), cell("A2", 1, 0)].concat());
    assert_eq!(shown(&sheet), [vec!["plain", "kept gone", "strike"], vec!["plain"]]);
    assert_eq!(notes(&sheet), [(Code::Struck, 1, Some(1), "gone")]);
    assert_eq!(sheet.notes[0].assumed, "Words are struck through in B1 and A2: they were read like any other.");
    let many: String = (1..=14).map(|row| cell(&format!("A{row}"), 1, 0)).collect();
    assert!(read_of(&many).notes[0].assumed.contains("A11, A12 and 2 more: they"), "{:?}", read_of(&many).notes);
}

#[test]
fn headers_and_footers_of_pages_are_kept_beside_the_sheet() {
    let sheet = |inside: &str| {
        let cells = "<sheetData><row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><t>b</t></is></c></row></sheetData>";
        sheet(&format!("{cells}<headerFooter>{inside}</headerFooter>"), &[])
    };
    let of = |inside: &str| sheet(inside).margins;
    assert_eq!(
        of(
            "<oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;14Place: Northtown&amp;C&amp;KFF0000Q1 2017/18&amp;RPage &amp;P of &amp;N</oddHeader>"
        ),
        ["Place: Northtown", "Q1 2017/18"]
    );
    assert_eq!(
        of(
            "<oddFooter>&amp;CHealth &amp;&amp; care&amp;R&amp;D</oddFooter><evenFooter>&amp;LHealth &amp;&amp; care</evenFooter>"
        ),
        ["Health & care"]
    );
    assert_eq!(of("<oddFooter>&amp;</oddFooter>"), Vec::<String>::new());
    assert_eq!(of("<oddFooter>&amp;\"</oddFooter>"), Vec::<String>::new());
}

#[test]
fn a_date_is_shown_as_its_format_shows_it_and_read_with_the_day_first() {
    let cases = [
        ("mmm-yy", "Jun-17"),
        ("mmm\\ yyyy", "Jun 2017"),
        ("mmmm yyyy", "June 2017"),
        ("[$-809]mmm\\-yy;@", "Jun-17"),
        ("mm/yy", "Jun-17"),
        ("yy-mmm", "Jun-17"),
        ("mm/yyyy", "06/2017"),
        ("yyyy-mm", "2017-06"),
        ("yyyy", "2017"),
        ("dd/mm/yyyy", "05/06/2017"),
        ("d.m.yy", "5.6.17"),
        ("d-mmm", "5-Jun"),
        ("m/d", "5 Jun"),
        ("d/m", "5/6"),
        ("mm-dd-yy", "2017-06-05"),
        ("m/d/yyyy h:mm", "2017-06-05"),
        ("yy/mm/dd", "2017-06-05"),
        ("yyyy-mm-dd", "2017-06-05"),
        ("dddd\\, d mmmm yyyy", "Monday, 5 June 2017"),
        ("mmmm d\\, yyyy", "June 5, 2017"),
        ("[$-F800]dddd\\, mmmm\\ dd\\, yyyy", "5 June 2017"),
        ("dd/mm/yyyy hh:mm", "05/06/2017 12:00"),
        ("\"Due\" d mmm yy", "Due 5 Jun 17"),
    ];
    let formats: Vec<&str> = cases.iter().map(|(format, _)| *format).collect();
    let cell = |at| format!("<row r=\"{at}\"><c r=\"A{at}\" s=\"{at}\"><v>42891.5</v></c></row>");
    let rows: String = (1..=cases.len()).map(cell).collect();
    let sheet = sheet(&format!("<sheetData>{rows}</sheetData>"), &formats);
    for (line, (format, expected)) in sheet.lines.iter().zip(cases) {
        assert_eq!((line.text(0), line.cells[0].kind), (expected, CellKind::Date), "{format}");
    }
}

#[test]
fn numbers_are_shown_without_what_their_format_hides() {
    let cases = [
        ("General", "12.5", "12.5"),
        ("General", "3", "3"),
        ("General", "0.30000000000000004", "0.3"),
        ("0", "12.7", "13"),
        ("0.00", "2.5", "2.50"),
        ("0%", "0.25", "25%"),
        ("#,##0", "1234567", "1,234,567"),
        ("\"£\"#,##0.00", "-1234.5", "-£1,234.50"),
        ("h:mm", "0.75", "18:00"),
        ("h:mm AM/PM", "0.75", "6:00 PM"),
        ("[h]:mm", "1.5", "1.5"),
        ("@", "7", "7"),
    ];
    let formats: Vec<&str> = cases.iter().map(|(format, ..)| *format).collect();
    let cell = |(at, (_, value, _)): (usize, &(&str, &str, &str))| {
        format!("<row><c s=\"{}\"><v>{value}</v></c></row>", at + 1)
    };
    let rows: String = cases.iter().enumerate().map(cell).collect();
    let sheet = sheet(&format!("<sheetData>{rows}</sheetData>"), &formats);
    for (line, (format, _, expected)) in sheet.lines.iter().zip(cases) {
        assert_eq!(line.text(0), expected, "{format}");
    }
}

#[test]
fn texts_keep_their_line_breaks_and_lose_what_excel_writes_for_others() {
    let sheet = sheet(
        "<sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><r><t>one_x000D_&#10;</t></r><rPh><t>no</t></rPh>\
         <r><t xml:space=\"preserve\">two &amp; _x005F_x000D_ </t></r></is></c>\
         <c t=\"str\"><f>A1</f><v>  three  </v></c><c t=\"d\"><v>2017-06-05T00:00:00</v></c><c><f>B9</f></c>\
         </row></sheetData>",
        &[],
    );
    assert_eq!(shown(&sheet), [&[][..], &["", "one\ntwo & _x000D_", "three", "2017-06-05"]]);
    let said = &sheet.notes.iter().find(|note| note.code == Code::Formula).unwrap().assumed;
    assert!(said.ends_with("1 of them without a value: they count as blank."), "{said}");
}

#[test]
fn words_under_a_merged_cell_are_named() {
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = sheet(
        &format!(
            "<sheetData><row>{}{}{}</row><row>{}{}</row></sheetData>\
             <mergeCells><mergeCell ref=\"A1:B1048576\"/><mergeCell ref=\"D5:D9\"/></mergeCells>",
            cell("A1", "Choice"),
            cell("B1", "lost"),
            cell("C1", "kept"),
            cell("A2", "lost too"),
            cell("C2", "kept too"),
        ),
        &[],
    );
    assert_eq!(shown(&sheet), [["Choice", "", "kept"], ["Choice", "", "kept too"]]);
    assert_eq!(sheet.lines[0].cells[1].kind, CellKind::Covered);
    assert_eq!(sheet.lines[1].cells[0].kind, CellKind::FilledDown);
    assert_eq!(
        notes(&sheet),
        [
            (Code::NotRead, 1, Some(1), "lost"),
            (Code::NotRead, 2, Some(0), "lost too"),
            (Code::MergedCells, 1, Some(0), "Choice"),
        ]
    );
}

#[test]
fn hidden_rows_and_columns_are_named_only_where_words_stand_in_them() {
    let row = |at: u32, hidden: &str| {
        format!("<row r=\"{at}\" hidden=\"{hidden}\"><c r=\"A{at}\"><v>1</v></c><c r=\"D{at}\"><v>2</v></c></row>")
    };
    let rows: String = (1..=6).map(|at| row(at, if matches!(at, 2 | 4 | 5) { "1" } else { "0" })).collect();
    let sheet = sheet(
        &format!(
            "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"7\" max=\"16384\" hidden=\"1\"/></cols>\
             <sheetData>{rows}<row r=\"9\" hidden=\"1\"/></sheetData>"
        ),
        &[],
    );
    let expected = [(Code::Hidden, 2, None, "rows 2, 4 to 5"), (Code::Hidden, 0, Some(3), "column D")];
    assert_eq!(notes(&sheet), expected);
}

#[test]
fn a_sheet_of_calc_with_a_row_repeated_a_million_times_is_as_long_as_its_words() {
    let content = "<office:document-content><office:body><office:spreadsheet>\
        <table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>\
        <text:p>old</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>\
        </table:tracked-changes>\
        <table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
        table:number-columns-repeated=\"2\"><text:p>a<text:line-break/>b<text:tab/>c\n   d<text:s text:c=\"4000000000\"/>\
        </text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:formula=\"of:=A1\"/>\
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let source = read("made.ods", &ods(content)).unwrap();
    assert_eq!(shown(&source.sheets[0]), [["a\nb c d", "a\nb c d"]; 2]);
    assert_eq!(source.notes.iter().map(|note| note.code).collect::<Vec<_>>(), [Code::TrackedChanges]);
}

/// A workbook of Calc with that content.
pub(super) fn ods(content: &str) -> Vec<u8> {
    packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn a_workbook_without_a_word_is_empty() {
    assert_eq!(read("made.xlsx", &workbook("<sheetData/>", &[])), Err(ImportError::Empty));
    assert_eq!(read("made.ods", &ods("<office:document-content/>")), Err(ImportError::Empty));
}
