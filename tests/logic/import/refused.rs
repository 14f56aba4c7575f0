//! Every bound of a packed file, and every kind that is not read, with the words of its refusal.

use super::workbooks::{folder, ods};
use hicm::import::{
    CELL_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, FILE_LIMIT, ImportError, LINES_LIMIT, PARTS_LIMIT, SHEETS_LIMIT, read,
};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A packed file with those parts.
pub(super) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with that XML inside; the style 0 is plain, the others have those formats.
pub(super) fn workbook(inside: &str, formats: &[&str]) -> Vec<u8> {
    let escaped = |format: &str| format.replace('&', "&amp;").replace('"', "&quot;");
    let (mut own, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
    for (at, format) in formats.iter().enumerate() {
        write!(own, "<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 200 + at, escaped(format)).unwrap();
        write!(styles, "<xf numFmtId=\"{}\"/>", 200 + at).unwrap();
    }
    let styles = format!("<styleSheet><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>");
    book(&[("xl/styles.xml", &styles), ("xl/worksheets/sheet1.xml", &format!("<worksheet>{inside}</worksheet>"))])
}

/// A workbook of one sheet, with those parts beside what names them.
pub(super) fn book(parts: &[(&str, &str)]) -> Vec<u8> {
    let top =
        "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let main = "<workbook><sheets><sheet name=\"Plan\" r:id=\"a\"/></sheets></workbook>";
    let mut all = vec![("xl/workbook.xml", main.as_bytes()), ("xl/_rels/workbook.xml.rels", top.as_bytes())];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    packed(&all)
}

fn refusal(bytes: &[u8]) -> ImportError {
    read("made", bytes).unwrap_err()
}

fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn damaged(bytes: &[u8]) -> String {
    match refusal(bytes) {
        ImportError::Damaged { detail } => detail,
        other => panic!("{other}"),
    }
}

/// Replaces the only occurrence of some bytes.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut places: Vec<usize> = (0..=bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    let at = places.pop().unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn kinds_that_are_not_read_are_named() {
    let kind = |bytes: &[u8]| match refusal(bytes) {
        ImportError::Kind { what } => what,
        other => panic!("{other}"),
    };
    assert_eq!(refusal(b"%PDF-1.7 and so on"), ImportError::Pdf);
    assert_eq!(kind(b"{\\rtf1\\ansi"), "A document in Rich Text Format");
    assert_eq!(kind(&packed(&[("notes.txt", b"a")])), "A packed folder (zip)");
    assert_eq!(kind(&packed(&[("xl/workbook.bin", b"a")])), "A binary workbook (.xlsb)");
    assert_eq!(kind(&packed(&[("ppt/presentation.xml", b"<a/>")])), "A presentation");
    assert_eq!(kind(&packed(&[("Index/Document.iwa", b"a")])), "A document of Pages, Numbers or Keynote");
    let odf = |name: &str| packed(&[("mimetype", format!("application/vnd.oasis.opendocument.{name}").as_bytes())]);
    assert_eq!(kind(&odf("text")), "A document of LibreOffice Writer");
    assert_eq!(kind(&odf("graphics")), "An OpenDocument file without sheets");
    assert_eq!(kind(&compound(&["WordDocument"])), "A Word 97 document (.doc)");
    assert_eq!(kind(&compound(&["PowerPoint Document"])), "A presentation");
    assert_eq!(kind(&compound(&["Contents"])), "A file of an old Office program other than Excel");
}

/// A compound file with streams of those names, blank.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
    bytes[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
    bytes[76..512].fill(0xFF);
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    let mut chains = vec![0xFF_u8; 512];
    chains[4..8].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    let mut folder = vec![0_u8; 512];
    for (entry, name) in std::iter::once(&"Root Entry").chain(streams).enumerate() {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        folder[128 * entry..128 * entry + units.len()].copy_from_slice(&units);
        folder[128 * entry + 116..128 * entry + 120].fill(0xFE);
    }
    [bytes, chains, folder].concat()
}

#[test]
fn what_needs_a_password_says_so() {
    assert_eq!(refusal(&compound(&["EncryptionInfo", "EncryptedPackage"])), ImportError::Protected);
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    assert_eq!(
        refusal(&packed(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest)])),
        ImportError::Protected
    );
    assert_eq!(refusal(&packed(&[("mimetype", mimetype), ("encrypted-package", b"x")])), ImportError::Protected);
    // The switch for a password, in the part and in the table of contents.
    let mut zip = packed(&[("xl/workbook.xml", b"<a/>")]);
    let entry = (0..zip.len()).find(|at| zip[*at..].starts_with(b"PK\x01\x02")).unwrap();
    zip[6] |= 1;
    zip[entry + 8] |= 1;
    assert_eq!(refusal(&zip), ImportError::Protected);
}

/// The old workbook of the fixtures with some of the bytes of a record changed; the first with that beginning.
fn old_workbook(from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = std::fs::read(folder().join("plan.xls")).unwrap();
    let at = (0..bytes.len()).find(|at| bytes[*at..].starts_with(from)).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn the_records_of_an_old_workbook_are_looked_through_before_memory_is_taken_for_them() {
    // The code page becomes the record of a password.
    assert_eq!(refusal(&old_workbook(b"\x42\0\x02\0", b"\x2F\0\x02\0")), ImportError::Protected);
    // The rows from and to of a sheet's size.
    let size = |from: u32, to: u32| {
        let rows = [from.to_le_bytes(), to.to_le_bytes()].concat();
        old_workbook(b"\0\x02\x0E\0", &[b"\0\x02\x0E\0", rows.as_slice()].concat())
    };
    let detail = "its records do not fit together (its size)";
    assert_eq!(damaged(&size(0, u32::MAX)), detail);
    assert_eq!(damaged(&size(9, 3)), detail);
    assert!(read("plan.xls", &size(0, 65_536)).is_ok());
    // A number in the last row that a sheet can have.
    let number =
        |row: u16| old_workbook(b"\x7E\x02\x0A\0", &[b"\x7E\x02\x0A\0", row.to_le_bytes().as_slice()].concat());
    assert_eq!(refusal(&number(u16::MAX)), ImportError::TooMany { what: "rows", limit: LINES_LIMIT });
}

#[test]
fn a_compound_file_whose_chain_has_no_end_is_damaged() {
    let mut bytes = compound(&["Workbook"]);
    bytes[512 + 4..512 + 8].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(damaged(&bytes), "its streams cannot be found (a chain without an end)");
    assert!(damaged(&bytes[..600]).starts_with("its streams cannot be found"));
}

#[test]
fn a_file_that_is_too_large_says_how_large() {
    assert_eq!(refusal(&vec![b'a'; FILE_LIMIT + 1]), ImportError::TooLarge { bytes: FILE_LIMIT as u64 + 1 });
}

#[test]
fn a_part_that_unpacks_to_far_more_than_it_holds_is_a_bomb() {
    let bomb = |part: &str| ImportError::Bomb { part: part.to_owned() };
    let zeros = vec![b' '; 40 << 20];
    for part in ["xl/media/a.bin", "xl/styles.xml"] {
        let packed_zeros = packed(&[("xl/workbook.xml", b"<a/>"), (part, &zeros)]);
        assert_eq!(refusal(&packed_zeros), bomb(part));
        // The same, with a size that is declared to be small.
        let size = (zeros.len() as u32).to_le_bytes();
        let entry = (0..packed_zeros.len()).rev().find(|at| packed_zeros[*at..].starts_with(&size)).unwrap();
        let mut lying = packed_zeros;
        lying[entry..entry + 4].copy_from_slice(&9_u32.to_le_bytes());
        let detail =
            format!("its part “{part}” cannot be unpacked (File is larger than its declared uncompressed size)");
        assert_eq!(damaged(&lying), detail);
    }
}

#[test]
fn parts_that_are_too_many_or_lie_over_each_other_are_refused() {
    let names: Vec<String> = (0..=PARTS_LIMIT).map(|at| format!("p{at}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refusal(&packed(&parts)), ImportError::TooMany { what: "parts", limit: PARTS_LIMIT });
    // The second entry points to the first part.
    let mut zip = packed(&[("a.xml", b"first"), ("b.xml", b"other")]);
    let entries: Vec<usize> = (0..zip.len()).filter(|at| zip[*at..].starts_with(b"PK\x01\x02")).collect();
    zip[entries[1] + 42..entries[1] + 46].fill(0);
    assert_eq!(damaged(&zip), "its parts overlap each other");
    let twice = replaced(packed(&[("a.xml", b"first"), ("b.xml", b"other")]), b"b.xml", b"a.xml");
    assert_eq!(damaged(&twice), "two of its parts have the same name");
    assert!(damaged(b"PK\x03\x04 and nothing more").starts_with("it cannot be unpacked"));
}

#[test]
fn a_document_type_is_refused_in_every_part_that_is_read() {
    let declares = |part: &str| ImportError::Declares { part: part.to_owned() };
    let dtd = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>";
    let sheet = |text: &str| book(&[("xl/worksheets/sheet1.xml", text)]);
    assert_eq!(refusal(&sheet(&format!("{dtd}<worksheet/>"))), declares("xl/worksheets/sheet1.xml"));
    let texts = book(&[("xl/sharedStrings.xml", &format!("{dtd}<sst/>"))]);
    assert_eq!(refusal(&texts), declares("xl/sharedStrings.xml"));
    let styles = book(&[("xl/styles.xml", &format!("{dtd}<styleSheet/>"))]);
    assert_eq!(refusal(&styles), declares("xl/styles.xml"));
    assert_eq!(refusal(&ods(&format!("{dtd}<office:document-content/>"))), declares("content.xml"));
    let unknown = "its part “xl/worksheets/sheet1.xml” is not as it should be (“&b;” is not known)";
    assert_eq!(damaged(&sheet(&format!("<worksheet>{}</worksheet>", text("A1", "&b;")))), unknown);
    assert!(damaged(&sheet("<worksheet><sheetData>")).ends_with("(it ends in the middle)"));
    assert!(damaged(&sheet("<worksheet></sheet>")).starts_with("its part “xl/worksheets/sheet1.xml”"));
}

#[test]
fn elements_that_are_nested_too_deeply_are_refused() {
    let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
    let part = "xl/worksheets/sheet1.xml".to_owned();
    assert_eq!(refusal(&workbook(&deep, &[])), ImportError::TooDeep { part });
    assert_eq!(refusal(&ods(&deep)), ImportError::TooDeep { part: "content.xml".to_owned() });
}

#[test]
fn rows_columns_cells_and_texts_have_bounds() {
    let sheet = |cells: &str| workbook(&format!("<sheetData><row>{cells}</row></sheetData>"), &[]);
    let too_many = |what, limit| ImportError::TooMany { what, limit };
    assert_eq!(refusal(&sheet(&(text("A1", "a") + &text("XFD1", "b")))), too_many("columns", COLUMNS_LIMIT));
    assert_eq!(refusal(&sheet(&(text("A1", "a") + &text("A1048576", "b")))), too_many("rows", LINES_LIMIT));
    assert_eq!(refusal(&sheet(&(text("A1", "a") + &text("XFD1048576", "b")))), too_many("rows", LINES_LIMIT));
    let long = "é".repeat(40_000);
    assert_eq!(refusal(&sheet(&text("C7", &long))), ImportError::CellTooLong { line: 7, column: 3 });
    let just = "é".repeat(CELL_LIMIT);
    assert_eq!(read("made", &sheet(&text("A1", &just))).unwrap().sheets[0].lines[0].text(0), just);
    let one = "<c><v>1</v></c>".repeat(COLUMNS_LIMIT);
    let rows = format!("<row>{one}</row>").repeat(CELLS_LIMIT / COLUMNS_LIMIT + 1);
    assert_eq!(refusal(&stored(&rows)), too_many("cells", CELLS_LIMIT));
    let table =
        |inside: &str| ods(&format!("<office:spreadsheet><table:table>{inside}</table:table></office:spreadsheet>"));
    let cell = |rows: u32, columns: u32| {
        table(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\"><text:p>a</text:p></table:table-cell></table:table-row>"
        ))
    };
    assert_eq!(refusal(&cell(1_000_000, 1)), too_many("rows", LINES_LIMIT));
    assert_eq!(refusal(&cell(1, u32::MAX)), too_many("columns", COLUMNS_LIMIT));
    assert_eq!(refusal(&cell(15_000, 50)), too_many("cells", CELLS_LIMIT));
    let tables = format!("<a>{}</a>", "<table:table/>".repeat(SHEETS_LIMIT + 1));
    assert_eq!(refusal(&ods(&tables)), too_many("sheets", SHEETS_LIMIT));
}

#[test]
fn one_long_text_cannot_stand_in_every_cell() {
    let long = "a".repeat(CELL_LIMIT);
    let repeated = format!(
        "<a><table:table><table:table-row table:number-rows-repeated=\"9000\"><table:table-cell>\
         <text:p>{long}</text:p></table:table-cell></table:table-row></table:table></a>"
    );
    assert_eq!(refusal(&ods(&repeated)), ImportError::TooMany { what: "bytes of text", limit: 64 << 20 });
}

/// A workbook of one sheet with those rows, not packed.
fn stored(rows: &str) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = ZipWriter::new_append(Cursor::new(book(&[]))).unwrap();
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    write!(zip, "<worksheet><sheetData>{rows}</sheetData></worksheet>").unwrap();
    zip.finish().unwrap().into_inner()
}
