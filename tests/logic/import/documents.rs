//! What is read of documents of Word: small ones that LibreOffice wrote from `tests/fixtures/import/made-from/`, and text
//! written here for what it does not write.

use super::refused::packed;
use super::{shown, told};
use hicm::import::{COLUMNS_LIMIT, CellKind, ImportError, Kind, LINES_LIMIT, Source, read};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn fixture(name: &str) -> Source {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    read(name, &fs::read(folder.join(name)).unwrap()).unwrap()
}

fn docx(body: &str, more: &[(&str, &str)]) -> Result<Source, ImportError> {
    let main = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml", main.as_bytes())];
    parts.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    read("made.docx", &packed(&parts))
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn tc(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", p(text))
}

fn tr(inside: &str) -> String {
    format!("<w:tr>{inside}</w:tr>")
}

fn tbl(inside: &str) -> String {
    format!("<w:tbl>{inside}</w:tbl>")
}

fn row(cells: &[&str]) -> String {
    tr(&cells.iter().map(|cell| tc(cell)).collect::<String>())
}

/// The one sheet of a document as text: cells between bars, lines between line breaks; and all that is said of it.
fn one(body: &str) -> (String, Vec<String>) {
    let source = docx(body, &[]).unwrap();
    assert_eq!(source.sheets.len(), 1, "{body}");
    let sheet = &source.sheets[0];
    let lines: Vec<String> = shown(sheet).iter().map(|line| line.join("|").replace('\n', "/")).collect();
    (lines.join("\n"), [told(&source.notes), told(&sheet.notes)].concat())
}

#[test]
fn every_text_page_and_document_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/readers");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut there: Vec<String> =
        names.filter(|name| [".csv", ".docx", ".html"].iter().any(|end| name.ends_with(end))).collect();
    there.sort();
    let run = ["calc.html", "semicolons.csv", "table.docx", "tracked.docx"];
    assert_eq!(there, run, "a file that no test of texts, pages and documents reads, or a test without its file");
}

#[test]
fn a_document_and_a_page_of_the_same_content_are_read_the_same() {
    let document = fixture("readers/table.docx");
    assert_eq!((document.kind, document.sheets.len()), (Kind::Docx, 1));
    let sheet = &document.sheets[0];
    assert_eq!(
        shown(sheet),
        [
            vec!["8 High impact changes: action plan for Anytown"],
            vec!["Updated: March 2018"],
            vec!["Impact change", "Where are you now", "Status", "When by"],
            vec![
                "Early discharge planning",
                "Ward rounds before ten\nevery weekday\na consultant leads",
                "Established",
                "Jun-18"
            ],
            vec!["Early discharge planning", "Pharmacy & transport are “booked” the day before", "Plans in place"],
            vec!["Seven-day service"],
            vec!["", "Therapists on Saturdays,\nnot yet on Sundays", "Not yet established", "1st July 2018"],
            vec![],
            vec!["", "Brokerage answers within a day", "Mature", "Ongoing"],
            vec![],
            vec!["Page 2 of 2"],
        ]
    );
    assert_eq!(sheet.lines[4].cells[0].kind, CellKind::FilledDown);
    assert_eq!(told(&sheet.notes), ["tables_joined 9 - ", "merged_cells 4 0 Early discharge planning"]);
    let page = fixture("made-from/table.html");
    assert_eq!(page.sheets.len(), 2);
    assert_eq!(page.sheets[0].lines[..7], sheet.lines[..7]);
    assert_eq!(page.sheets[1].lines[0].cells, sheet.lines[8].cells);
}

#[test]
fn what_was_tracked_and_remarked_in_writer_is_said() {
    let source = fixture("readers/tracked.docx");
    assert_eq!(
        shown(&source.sheets[0]),
        [
            vec!["Action plan for Anytown"],
            vec!["Where are you now", "Status", "When by"],
            vec!["Calls at eight and at four", "Established", "Jun-18"],
        ]
    );
    assert_eq!(told(&source.notes), ["tracked_changes 0 - in the winter", "not_read 0 - ", "not_read 0 - "]);
    let said: Vec<&str> = source.notes.iter().map(|note| note.assumed.as_str()).collect();
    assert_eq!(
        said,
        [
            "Tracked changes were read as if accepted: 1 insertion taken, 1 deletion left out.",
            "1 comment was not read.",
            "1 footnote or endnote was not read.",
        ]
    );
}

#[test]
fn columns_stand_where_the_grid_has_them() {
    let band = |text: &str| tr(&format!("<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>{}</w:tc>", p(text)));
    let late = format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", tc("x"), tc("y"));
    let body = tbl(&[band("Band"), row(&["a", "b", "c"]), late].concat());
    assert_eq!(one(&body).0, "Band\na|b|c\n|x|y");
    // A merged cell goes on as long as its column says so, and begins anew below another cell.
    let merged = |value: &str, text: &str| {
        tr(&format!("<w:tc><w:tcPr><w:vMerge{value}/></w:tcPr>{}</w:tc>{}", p(text), tc("x")))
    };
    let restart = " w:val=\"restart\"";
    let body = tbl(&[
        merged(restart, "a"),
        merged("", ""),
        merged(" w:val=\"continue\"", ""),
        row(&["", "x"]),
        merged("", ""),
        merged(restart, "b"),
        merged("", "under"),
    ]
    .concat());
    let (lines, said) = one(&body);
    assert_eq!(lines, "a|x\na|x\na|x\n|x\n|x\nb|x\nb|x");
    assert_eq!(said, ["not_read 7 0 under", "merged_cells 1 0 a"]);
}

#[test]
fn text_is_taken_as_word_shows_it() {
    let run = |inside: &str| format!("<w:tc><w:p>{inside}</w:p></w:tc>");
    for (inside, expected, said) in [
        (
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/></w:r>",
            "a b/c-d",
            "",
        ),
        ("<w:r><w:t>x &amp; &#8217;</w:t></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>", "x & ’✓", ""),
        (
            "<w:hyperlink r:id=\"x\"><w:r><w:t>link</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>!</w:t></w:r></w:fldSimple>",
            "link!",
            "",
        ),
        ("<w:r><w:fldChar/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3", ""),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>",
            "a",
            "hidden 0 - hidden",
        ),
        (
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>",
            "a",
            "",
        ),
        (
            "<w:r><w:t>a</w:t></w:r></w:p><w:p/><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r>",
            "a/bc",
            "",
        ),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "a", ""),
        (
            "<w:r><w:t>a</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>b</w:t></w:r>",
            "ab",
            "",
        ),
        (
            "<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo>",
            "a",
            "tracked_changes 0 - old",
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:t>box</w:t></w:pict></mc:Fallback></mc:AlternateContent><w:t>a</w:t></w:r>",
            "a",
            "not_read 0 - box",
        ),
        ("<w:r><w:drawing/><w:t>a</w:t></w:r>", "a", "not_read 0 - "),
    ] {
        let (lines, notes) = one(&tbl(&tr(&(run(inside) + &tc("z")))));
        assert_eq!(lines, format!("{expected}|z"), "{inside}");
        assert_eq!(notes.join("; "), said, "{inside}");
    }
    // Controls around rows and cells.
    let control = |inside: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    assert_eq!(one(&control(&tbl(&control(&tr(&(control(&tc("a")) + &tc("b"))))))).0, "a|b");
}

#[test]
fn deleted_rows_are_left_out_and_named() {
    let deleted = "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:tc><w:tc><w:p><w:del><w:r><w:delText>too</w:delText></w:r></w:del></w:p></w:tc></w:tr>";
    let inserted = format!("<w:tr><w:trPr><w:ins w:id=\"2\"/></w:trPr>{}{}</w:tr>", tc("c"), tc("d"));
    let hidden = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr>", tc("e"), tc("f"));
    let (lines, said) = one(&tbl(&[row(&["a", "b"]), deleted.to_owned(), inserted, hidden].concat()));
    assert_eq!(lines, "a|b\nc|d\ne|f");
    assert_eq!(said, ["tracked_changes 0 - ", "tracked_changes 2 - gone | too", "hidden 3 - row 3"]);
}

/// A document with styles.
fn styled(styles: &str, body: &str) -> (String, Vec<String>) {
    let styles = format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>");
    let source = docx(&tbl(&tr(body)), &[("word/styles.xml", &styles)]).unwrap();
    let lines: Vec<String> = shown(&source.sheets[0]).iter().map(|line| line.join("|").replace('\n', "/")).collect();
    (lines.join("\n"), told(&source.notes))
}

#[test]
fn what_styles_hide_or_strike_is_as_if_the_words_did() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"hid\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"late\"><w:basedOn w:val=\"hid\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"seen\"><w:basedOn w:val=\"hid\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"aside\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"gone\"><w:rPr><w:strike/></w:rPr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"t\"><w:tblStylePr><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>";
    let words = |paragraph: &str, run: &str, text: &str| {
        format!("<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let of = |name: &str| format!("<w:pStyle w:val=\"{name}\"/>");
    let run = |name: &str| format!("<w:rStyle w:val=\"{name}\"/>");
    let cell = |inside: &str| format!("<w:tc>{}{inside}</w:tc>", p("a"));
    for (inside, shows, said) in [
        (words(&of("hid"), "", "x"), "a|b", vec!["hidden 0 - x"]),
        (words(&of("late"), "", "x"), "a|b", vec!["hidden 0 - x"]),
        (words(&of("seen"), "", "x"), "a/x|b", vec![]),
        (words(&of("t"), "", "x"), "a/x|b", vec![]),
        (words("", &run("aside"), "x"), "a|b", vec!["hidden 0 - x"]),
        // The two take each other back, and what the words say themselves counts before any style.
        (words(&of("hid"), &run("aside"), "x"), "a/x|b", vec![]),
        (words(&of("hid"), "<w:vanish w:val=\"false\"/>", "x"), "a/x|b", vec![]),
        // What a paragraph's mark is like says nothing of its words.
        (words("<w:rPr><w:vanish/><w:strike/></w:rPr>", "", "x"), "a/x|b", vec![]),
        (words("", &run("gone"), "x"), "a/x|b", vec!["struck_through 0 - x"]),
        (words("", "<w:dstrike/>", "x"), "a/x|b", vec!["struck_through 0 - x"]),
        (words("", "<w:strike w:val=\"0\"/>", "x"), "a/x|b", vec![]),
    ] {
        let (lines, notes) = styled(styles, &[cell(&inside), tc("b")].concat());
        assert_eq!((lines.as_str(), notes), (shows, said.into_iter().map(str::to_owned).collect()), "{inside}");
    }
    // A style of all paragraphs, and one that is based on itself.
    let plain = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"n\"><w:basedOn w:val=\"n\"/><w:rPr><w:strike/></w:rPr></w:style>";
    assert_eq!(styled(plain, &[tc("a"), tc("b")].concat()).1, ["struck_through 0 - a"]);
}

#[test]
fn cells_deleted_in_the_tracked_changes_are_left_out_and_those_merged_across_are_one() {
    let with = |property: &str, text: &str| format!("<w:tc><w:tcPr>{property}</w:tcPr>{}</w:tc>", p(text));
    let deleted = tr(&[tc("a"), with("<w:cellDel w:id=\"1\"/>", "gone"), tc("b")].concat());
    let (lines, said) = one(&tbl(&[deleted, row(&["c", "d"])].concat()));
    assert_eq!((lines.as_str(), said.as_slice()), ("a|b\nc|d", ["tracked_changes 0 - gone".to_owned()].as_slice()));
    let (begins, goes_on) = ("<w:hMerge w:val=\"restart\"/>", "<w:hMerge/>");
    let across = tr(&[tc("a"), with(begins, "b"), with(goes_on, ""), with(goes_on, "late"), tc("c")].concat());
    let (lines, said) = one(&tbl(&[across, row(&["1", "2", "3", "4", "5"])].concat()));
    assert_eq!(lines, "a|b/late|||c\n1|2|3|4|5");
    assert_eq!(said, ["merged_cells 1 1 b\nlate"]);
    // Down as well, and where there is nothing to the left.
    let both = "<w:vMerge w:val=\"restart\"/>";
    let first = tr(&[with(&format!("{both}{begins}"), "x"), with(goes_on, "")].concat());
    let second = tr(&[with("<w:vMerge/>", ""), tc("")].concat());
    assert_eq!(one(&tbl(&[first, second, row(&["y", "z"])].concat())).0, "x\nx\ny|z");
    assert_eq!(one(&tbl(&[tr(&[with(goes_on, "a"), tc("b")].concat())].concat())).0, "a|b");
}

#[test]
fn the_part_with_the_text_is_found_by_what_points_to_it() {
    let main = format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", tbl(&row(&["a", "b"])));
    let top =
        "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"/other/text.xml\"/></Relationships>";
    let kinds = "<Types><Override PartName=\"/other/text.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let parts: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", kinds.as_bytes()),
        ("_rels/.rels", top.as_bytes()),
        ("other/text.xml", main.as_bytes()),
    ];
    assert_eq!(shown(&read("a.docx", &packed(&parts)).unwrap().sheets[0]), [["a", "b"]]);
}

#[test]
fn tables_are_joined_where_nothing_but_a_page_s_end_stands_between() {
    let wide = tbl(&row(&["a", "b", "c"]));
    let end = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p/>";
    let body =
        [p("Title").as_str(), &wide, end, &wide, &p("Next"), &wide, &tbl(&row(&["a", "b"])), &p("Note")].concat();
    let source =
        docx(&body, &[("word/header1.xml", "<w:hdr><w:p><w:r><w:t>May 2017</w:t></w:r></w:p></w:hdr>")]).unwrap();
    let sheets: Vec<_> = source.sheets.iter().map(shown).collect();
    let abc = vec!["a", "b", "c"];
    assert_eq!(
        sheets,
        [
            vec![vec!["Title"], abc.clone(), vec![], abc.clone()],
            vec![vec!["Next"], abc],
            vec![vec!["a", "b"], vec![], vec!["Note"]],
        ]
    );
    assert_eq!(told(&source.sheets[0].notes), ["tables_joined 4 - "]);
    assert!(source.sheets.iter().all(|sheet| sheet.margins == ["May 2017"]) && source.notes.is_empty());
    let inner = tbl(&[row(&["in", "side"]), row(&["", "of"])].concat());
    let (lines, said) = one(&tbl(&tr(&format!("{}<w:tc>{}{inner}{}</w:tc>", tc("a"), p("b"), p("c")))));
    assert_eq!(lines, "a|b/in | side/of/c");
    assert_eq!(said, ["nested_table 1 1 b\nin | side\nof\nc"]);
}

#[test]
fn a_document_without_a_table_and_one_beyond_bounds_are_refused() {
    let refusal = |body: &str| docx(body, &[]).unwrap_err();
    let too_many = |what, limit| ImportError::TooMany { what, limit };
    assert_eq!(refusal(&p("Words")), ImportError::NoTable);
    assert_eq!(refusal(&tbl(&row(&["one"]))), ImportError::NoTable);
    assert_eq!(refusal(&tbl(&row(&[]).repeat(LINES_LIMIT + 1))), too_many("rows", LINES_LIMIT));
    let far = "<w:tr><w:trPr><w:gridBefore w:val=\"18446744073709551615\"/></w:trPr></w:tr>";
    assert_eq!(refusal(&tbl(far)), too_many("columns", COLUMNS_LIMIT));
    let nested = (0..9).fold(p("a"), |inside, _| tbl(&tr(&format!("<w:tc>{inside}</w:tc>"))));
    assert!(matches!(refusal(&nested), ImportError::TooDeep { .. }));
    let main = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document/>";
    let declared = read("a.docx", &packed(&[("word/document.xml", main.as_bytes())])).unwrap_err();
    assert_eq!(declared, ImportError::Declares { part: "word/document.xml".to_owned() });
}

proptest! {
    #[test]
    fn no_order_of_elements_breaks_the_reader(
        pieces in prop::collection::vec(prop::sample::select(vec!["tbl", "tr", "tc", "p", "r", "t", "tcPr", "trPr", "sdt", "del", "ins", "rPr", "pPr", "-", "-", "-", "x"]), 0..60),
    ) {
        let (mut body, mut open) = (String::new(), Vec::new());
        for piece in pieces {
            match piece {
                "x" => body += "x",
                "-" => body += &open.pop().map(|name| format!("</w:{name}>")).unwrap_or_default(),
                name => {
                    body.extend(["<w:", name, ">"]);
                    open.push(name);
                }
            }
        }
        while let Some(name) = open.pop() {
            body.extend(["</w:", name, ">"]);
        }
        let _ = docx(&body, &[]);
    }
}
