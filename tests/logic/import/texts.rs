//! What is read of texts.

use super::{shown, told};
use hicm::import::{
    CELL_LIMIT, CELLS_LIMIT, COLUMNS_LIMIT, Code, ImportError, Kind, LINES_LIMIT, Sheet, Source, read, read_text,
};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn one(source: Source) -> Sheet {
    assert_eq!(source.kind, Kind::Text);
    source.sheets.into_iter().next().unwrap()
}

fn sheet(text: &str) -> Sheet {
    one(read("a.txt", text.as_bytes()).unwrap())
}

#[test]
fn cells_stand_between_what_makes_lines_of_the_same_width() {
    for (text, expected) in [
        ("a\tb\nc\td\n", vec![vec!["a", "b"], vec!["c", "d"]]),
        ("a,b\r\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
        ("a|b\nc|d", vec![vec!["a", "b"], vec!["c", "d"]]),
        ("a;b, c\nd;e, f\n", vec![vec!["a", "b, c"], vec!["d", "e, f"]]),
        ("a, b\tc\nd\te, f, g", vec![vec!["a, b", "c"], vec!["d", "e, f, g"]]),
        ("1,5;2,5\n3,5;4,5\n1;2\n", vec![vec!["1,5", "2,5"], vec!["3,5", "4,5"], vec!["1", "2"]]),
        ("\"a,b\";\"c,d\"\n\"e,f\";\"g,h\"", vec![vec!["a,b", "c,d"], vec!["e,f", "g,h"]]),
        // A title and a date above, a page's end between, one line too short: most of it decides.
        (
            "Title, of a plan\n\na\tb\tc\n\nd\te\nf\tg\th\n",
            vec![vec!["Title, of a plan"], vec![], vec!["a", "b", "c"], vec![], vec!["d", "e"], vec!["f", "g", "h"]],
        ),
        ("sep=;\na,b,c;d\n", vec![vec!["a,b,c", "d"]]),
        ("sep=,\r\na;b,c\r\n", vec![vec!["a;b", "c"]]),
        ("one\ntwo; three, four\nfive\nsix", vec![vec!["one"], vec!["two; three, four"], vec!["five"], vec!["six"]]),
        // Lines keep their own width, blank cells with it.
        ("\ta\t\n\t\t\nb\n", vec![vec!["", "a", ""], vec!["", "", ""], vec!["b"]]),
        ("a\tb\rc\td\r", vec![vec!["a", "b"], vec!["c", "d"]]),
    ] {
        assert_eq!(shown(&sheet(text)), expected, "{text:?}");
    }
}

#[test]
fn quotes_hold_a_cell_together_where_they_are_meant_so() {
    for (text, expected) in [
        ("\"a\r\nb\",c\r\n", vec![vec!["a\nb", "c"]]),
        ("\"say \"\"yes\"\"\",no", vec![vec!["say \"yes\"", "no"]]),
        ("\"Home First\" ward,b\nc,d", vec![vec!["\"Home First\" ward", "b"], vec!["c", "d"]]),
        ("\"never closed,b\nc,d", vec![vec!["\"never closed", "b"], vec!["c", "d"]]),
        ("1 ',it's\n', \"", vec![vec!["1 '", "it's"], vec!["'", "\""]]),
        (" a ,\" b \"\n", vec![vec!["a", "b"]]),
        ("a\u{b}b\tc\u{2028}d\n\u{c}\te", vec![vec!["a\nb", "c\nd"], vec!["", "e"]]),
    ] {
        assert_eq!(shown(&sheet(text)), expected, "{text:?}");
    }
}

#[test]
fn a_line_knows_where_it_begins() {
    let numbers = |text: &str| sheet(text).lines.iter().map(|line| line.number).collect::<Vec<_>>();
    assert_eq!(numbers("a,b\n\n\"c\nd\n\",e\nf,g\n\n\n"), [1, 2, 3, 6]);
    assert_eq!(numbers("sep=,\na,b\n\"c\r\n\",d\r\ne,f"), [2, 3, 5]);
    assert_eq!(numbers("\n\na,b"), [1, 2, 3]);
}

#[test]
fn an_encoding_is_seen_or_assumed_and_said() {
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let little = |text: &str| utf16(text, u16::to_le_bytes);
    let big = |text: &str| utf16(text, u16::to_be_bytes);
    let text = "Ward “Oak”\t£5\nb\té";
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        little(&format!("\u{feff}{text}")),
        big(&format!("\u{feff}{text}")),
    ] {
        let source = read("a", &bytes).unwrap();
        assert_eq!(told(&source.notes), [""; 0], "{bytes:?}");
        assert_eq!(shown(&one(source)), [["Ward “Oak”", "£5"], ["b", "é"]]);
    }
    for (bytes, name) in [(little("plain\ttext\n"), "UTF-16LE"), (big("plain\ttext\n"), "UTF-16BE")] {
        let source = read("a", &bytes).unwrap();
        assert_eq!(told(&source.notes), [format!("encoding 0 - {name}")]);
        assert_eq!(shown(&one(source)), [["plain", "text"]]);
    }
    let source = read("a", b"a\tb\nteam\x92s\tcost \xA35").unwrap();
    assert_eq!(told(&source.notes), ["encoding 2 - team’s\tcost £5"]);
    assert!(
        source.notes[0].assumed.contains("byte 92 in line 2 is “’” in Windows-1252"),
        "{}",
        source.notes[0].assumed
    );
    assert_eq!(shown(&one(source)), [["a", "b"], ["team’s", "cost £5"]]);
    let source = read("a", b"\xEF\xBB\xBFa\tb\nc\xFF\td").unwrap();
    assert_eq!(source.notes[0].code, Code::Encoding);
    assert_eq!(source.notes[0].line, 2);
}

#[test]
fn letters_that_were_read_wrongly_before_are_reported_and_left() {
    let sheet = sheet("a\tb\nok\tteamâ€™s cafÃ©, Â£5\nlost \u{fffd}\tCAFÉ’ Â");
    assert_eq!(sheet.lines[1].text(1), "teamâ€™s cafÃ©, Â£5");
    assert_eq!(told(&sheet.notes), ["mojibake 2 1 teamâ€™s cafÃ©, Â£5", "mojibake 3 0 lost \u{fffd}"]);
    assert!(sheet.notes[0].assumed.contains("“â€™” is what another program has made of “’”"));
}

#[test]
fn what_libreoffice_writes_in_windows_1252_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/readers");
    let expected = [
        vec!["Where are you now", "Status", "Cost"],
        vec!["Ward “Oak” – team’s plan", "Established", "£5,000"],
        vec!["Weekly, then daily", "Plans in place", "a; b\nc"],
    ];
    let source = read("semicolons.csv", &fs::read(folder.join("semicolons.csv")).unwrap()).unwrap();
    assert_eq!(source.notes[0].code, Code::Encoding);
    assert_eq!(shown(&source.sheets[0]), expected);
    let source = read("calc.html", &fs::read(folder.join("calc.html")).unwrap()).unwrap();
    assert_eq!((source.kind, source.notes.len()), (Kind::Html, 0));
    assert_eq!(shown(&source.sheets[0]), expected);
}

#[test]
fn what_is_no_table_is_refused() {
    let refusal = |bytes: &[u8]| read("a", bytes).unwrap_err();
    for nothing in ["", " \n\t\r\n", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(refusal(nothing.as_bytes()), ImportError::Empty, "{nothing:?}");
    }
    assert_eq!(refusal(b"one cell\n"), ImportError::NoTable);
    assert_eq!(read_text("the clipboard", "one cell\t\0"), Err(ImportError::NoTable));
    for binary in
        [&b"a\0b\tc"[..], b"\x89\x01\x02\x03\x04PNG", b"\x7fELF\x02\x01\x01\0", &[0xFF, 0xFE, 0, 0, 65, 0, 0, 0]]
    {
        assert_eq!(refusal(binary), ImportError::Kind { what: "A binary file" }, "{binary:?}");
    }
    for (text, what) in [
        ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>", "An XML Spreadsheet 2003"),
        ("<?xml version=\"1.0\"?><a><b/></a>", "An XML file"),
        ("MIME-Version: 1.0\nContent-Type: multipart", "A web archive (MHTML)"),
    ] {
        assert_eq!(refusal(text.as_bytes()), ImportError::Kind { what });
    }
}

#[test]
fn a_text_has_bounds() {
    let refusal = |text: &str| read_text("a", text).unwrap_err();
    let too_many = |what, limit| ImportError::TooMany { what, limit };
    assert_eq!(refusal(&"a\tb\n".repeat(LINES_LIMIT + 1)), too_many("rows", LINES_LIMIT));
    assert_eq!(refusal(&"\n".repeat(LINES_LIMIT + 1).replacen('\n', "a\n", 2)), too_many("rows", LINES_LIMIT));
    assert_eq!(refusal(&"a\t".repeat(COLUMNS_LIMIT)), too_many("columns", COLUMNS_LIMIT));
    let wide = format!("{}\n", "a\t".repeat(900));
    assert_eq!(refusal(&wide.repeat(CELLS_LIMIT / 900)), too_many("cells", CELLS_LIMIT));
    let long = "é".repeat(CELL_LIMIT);
    assert_eq!(sheet(&format!("a\t{long}")).lines[0].text(1), long);
    assert_eq!(refusal(&format!("a\n\n\"b\n\"\t{long}é")), ImportError::CellTooLong { line: 3, column: 2 });
    // Quotes that are opened again and again and never closed are looked through once.
    assert!(read_text("a", &"\"\"\"a\t\"\"\"\"b\n".repeat(15_000)).is_ok());
}

proptest! {
    #[test]
    fn quoted_cells_come_back_whatever_they_hold_and_whatever_stands_between(
        (width, cells) in (2_usize..5).prop_flat_map(|width| {
            let line = prop::collection::vec("[a-z\"\n\t ;,|’éÂ]{0,8}", width);
            (Just(width), prop::collection::vec(line, 1..6))
        }),
        delimiter in prop::sample::select(vec!['\t', ';', ',', '|']),
    ) {
        prop_assume!(cells.iter().flatten().filter(|cell| !cell.trim().is_empty()).count() > 1);
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = cells.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()));
        let read = sheet(&lines.collect::<Vec<_>>().join("\r\n"));
        let expected: Vec<Vec<&str>> = cells.iter().map(|line| line.iter().map(|cell| cell.trim()).collect()).collect();
        prop_assert_eq!(read.width(), width);
        prop_assert_eq!(shown(&read), expected);
    }

    #[test]
    fn no_bytes_whatever_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read("a", &bytes);
        let _ = read("a", &[b"\xFF\xFE", &bytes[..]].concat());
        let _ = read("a", &[b"a\tb\n", &bytes[..]].concat());
        let _ = read("a", &[b"<table><tr><td>", &bytes[..]].concat());
    }

    #[test]
    fn no_text_whatever_loses_a_letter(text in "[a-c\"\t\n\r;,| ]{0,40}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        if let Ok(source) = read_text("a", &text) {
            let read: String = source.sheets[0].lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str()).collect();
            prop_assert_eq!(letters(&read), letters(&text));
        }
    }
}
