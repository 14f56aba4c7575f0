//! What is read of pages, and of the HTML that office programs put on the clipboard.

use super::{shown, told};
use hicm::import::{CELL_LIMIT, CellKind, ImportError, Kind, LINES_LIMIT, SHEETS_LIMIT, Source, read, read_html};
use proptest::prelude::*;

fn page(html: &str) -> Source {
    let source = read("a.xls", html.as_bytes()).unwrap_or_else(|error| panic!("{error}: {html}"));
    assert_eq!(source.kind, Kind::Html);
    assert_eq!(read_html("a.xls", html).as_ref(), Ok(&source));
    source
}

/// The one sheet of a page as text: cells between bars, lines between line breaks; and all that is said of it.
fn one(html: &str) -> (String, Vec<String>) {
    let source = page(html);
    assert_eq!(source.sheets.len(), 1, "{html}");
    let sheet = &source.sheets[0];
    let lines: Vec<String> = shown(sheet).iter().map(|line| line.join("|").replace('\n', "/")).collect();
    (lines.join("\n"), [told(&source.notes), told(&sheet.notes)].concat())
}

#[test]
fn a_table_keeps_its_cells_and_its_line_breaks() {
    for (html, expected) in [
        ("<table><tr><td>one<td>two<tr><td>three</table>", "one|two\nthree"),
        (
            "<!DOCTYPE html><html><head><title>x</title><style>td{}</style><body><table><tr><th> a <b>b</b>\n c</th><td><br></td><td>d</table>",
            "a b c||d",
        ),
        ("<table><tr><td>a<br>b<p>c</p>\n<p>d</p></td><td><ul><li>e</li><li>f</ul>", "a/b/c/d|e/f"),
        ("<table><tr><td>x &amp; y &lt; &#8220;z&#8221;&nbsp;w</td><td>q", "x & y < “z” w|q"),
        ("<table><tr><td>a<td>b<tr><tr><td>c<td>d</table>", "a|b\n\nc|d"),
        ("<table><tr><td></td><td>b</td><td>c</td></tr></table><script>if (a<b) {}</script>", "|b|c"),
        ("<table><thead><tr><th>h<th>i</thead><tbody><tr><td>a<td>b</tbody></table>", "h|i\na|b"),
        // A fragment that begins inside its table, as Excel marks it.
        ("<col width=64><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", "a|b\nc"),
        (
            "Version:1.0\r\nStartHTML:0000000105\r\nStartFragment:0000000140\r\n\r\n<html><body>\r\n<!--StartFragment--><table><tr><td>a<td>b</table><!--EndFragment--></body></html>",
            "a|b",
        ),
        // What stands beside the table: its title and its date above, a note below.
        (
            "<h1>Plan for\nAnytown</h1><p>Updated:<br>May 17</p><table><caption>Table 1</caption><tr><td>a<td>b</table><p>Note.</p>",
            "Plan for Anytown\nUpdated:\nMay 17\nTable 1\na|b\n\nNote.",
        ),
    ] {
        assert_eq!(one(html), (expected.to_owned(), Vec::new()), "{html}");
    }
}

#[test]
fn merged_cells_are_filled_down_and_marked() {
    let html = "<table><tr><td colspan=2>a</td><td rowspan=3>b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>";
    let source = page(html);
    assert_eq!(shown(&source.sheets[0]), [["a", "", "b"], ["c", "d", "b"], ["e", "", "b"]]);
    let kinds = |line: usize| source.sheets[0].lines[line].cells.iter().map(|cell| cell.kind).collect::<Vec<_>>();
    assert_eq!(kinds(0), [CellKind::Text, CellKind::Covered, CellKind::Text]);
    assert_eq!(kinds(1), [CellKind::Text, CellKind::Text, CellKind::FilledDown]);
    assert_eq!(told(&source.sheets[0].notes), ["merged_cells 1 0 a"]);
    assert_eq!(
        one("<table><tr><td rowspan=9>a<td>b</table>"),
        ("a|b".to_owned(), Vec::new()),
        "no rows come from a span"
    );
}

#[test]
fn what_is_hidden_is_named() {
    let html = "<table><col><col style='display: none'><tr><td>a<td>b</tr><tr style=\"mso-height:0; DISPLAY:NONE\"><td>c<td>d</tr></table>";
    let (lines, said) = one(html);
    assert_eq!(lines, "a|b\nc|d");
    assert_eq!(said, ["hidden 2 - row 2", "hidden 0 1 column B"]);
    assert!(page(html).sheets[0].lines[1].hidden);
    let (lines, said) = one(
        "<table><tr><td>a <span style='display:none'>secret <span>x</span></span>b<td style='display:none'>c<td>d</table>",
    );
    assert_eq!(lines, "a b|c|d");
    assert_eq!(said, ["hidden 0 - secret x", "hidden 1 1 c"]);
    // A hidden paragraph that is never closed ends where the next one begins, or with its cell.
    assert_eq!(one("<table><tr><td><p hidden>x<p>a<td><p hidden>y</td><td>b</table>").0, "a||b");
    assert!(page("<table hidden><tr><td>a<td>b</table>").sheets[0].hidden);
}

#[test]
fn what_a_style_sheet_hides_is_named_where_its_rules_are_plain() {
    let cells = "<table><tr><td>a <span class='x'>y</span><td class='x'>b<td>c</table>";
    let hidden = ("a|b|c", vec!["hidden 0 - y", "hidden 1 1 b"]);
    let shown = ("a y|b|c", vec![]);
    for (sheet, (lines, said)) in [
        (".x{display:none}", hidden.clone()),
        ("<!-- .w, .X { visibility : hidden; } -->", hidden.clone()),
        (".x { mso-hide: ALL }", hidden.clone()),
        ("/* .x { } */ p { margin:0 } .x { color:red; display:none !important }", hidden.clone()),
        ("@charset 'x'; .x {display:none}", hidden.clone()),
        ("td.x {display:none}", ("a y|b|c", vec!["hidden 1 1 b"])),
        ("span.x {display:none}", ("a|b|c", vec!["hidden 0 - y"])),
        (".x{display:none} .x{display:inline}", shown.clone()),
        ("@media print { .w{} .x{display:none} }", shown.clone()),
        (".y .x, .x:hover, .x.z, x, #x {display:none}", shown.clone()),
        (".x {background:display:none; --mso-hide:no}", shown.clone()),
    ] {
        let (found, notes) = one(&format!("<html><head><style>{sheet}</style></head>{cells}"));
        assert_eq!((found.as_str(), notes), (lines, said.into_iter().map(str::to_owned).collect()), "{sheet}");
    }
    // In the body too; and one that is never closed takes nothing of a later page with it.
    assert_eq!(
        one("<body><style>.x{display:none}</style><table><tr><td class='w x'>a<td>b</table>").1,
        ["hidden 1 0 a"]
    );
}

#[test]
fn tracked_changes_bullets_and_comments_of_word_are_read_as_accepted() {
    let html = "<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><body><table class=MsoTable><tr><td>\
        <p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp;</span></span><![endif]>first</p>\
        <p class=MsoListParagraph><!--[if !supportLists]-->2.<!--[endif]-->second</p></td>\
        <td><del cite=\"a\">old <b>words</b></del><ins>new</ins><a class=msocomanchor href=\"#c1\">[A1]</a></td></tr></table>\
        <div style='mso-element:comment-list'><div><p>Who <del>says</del> so?</p></div></div></body></html>";
    let (lines, said) = one(html);
    assert_eq!(lines, "first/second|new");
    assert_eq!(said, ["tracked_changes 0 - old words", "not_read 0 - [A1]"]);
    let assumed = &page(html).notes[0].assumed;
    assert_eq!(assumed, "Tracked changes were read as if accepted: 1 insertion taken, 1 deletion left out.");
}

#[test]
fn each_table_is_a_sheet_and_one_in_a_cell_is_words() {
    let source = page("<p>One</p><table><tr><td>a<td>b</table><p>Two</p><table><tr><td>c<td>d</table>End");
    let sheets: Vec<_> = source.sheets.iter().map(shown).collect();
    assert_eq!(sheets, [vec![vec!["One"], vec!["a", "b"]], vec![vec!["Two"], vec!["c", "d"], vec![], vec!["End"]]]);
    let html = "<table><tr><td>h<td>i<tr><td>a<td>b<table><tr><td>in<td><td>side<tr><td>of</table>c<tr><td>d</table>";
    let (lines, said) = one(html);
    assert_eq!(lines, "h|i\na|b/in | side/of/c\nd");
    assert_eq!(said, ["nested_table 2 1 b\nin | side\nof\nc"]);
    // A table that only holds another one in its place, as in a mail.
    let html = "<table><tr><td>Dear all<tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></td><tr><td>Regards</table>";
    assert_eq!(one(html), ("Dear all\na|b\nc|d\n\nRegards".to_owned(), Vec::new()));
}

#[test]
fn a_page_without_a_table_and_one_beyond_bounds_are_refused() {
    let refusal = |html: &str| read_html("a", html).unwrap_err();
    let too_many = |what, limit| ImportError::TooMany { what, limit };
    assert_eq!(refusal(" "), ImportError::Empty);
    for nothing in
        ["<p>No table</p>", "<table></table>", "<table><tr><td></table>", "<table><tr><td>a</table>", "Version:1.0"]
    {
        assert_eq!(refusal(nothing), ImportError::NoTable, "{nothing}");
    }
    assert_eq!(refusal("<table><tr><td rowspan=1000 colspan=1000>a"), too_many("cells", 500_000));
    assert_eq!(refusal("<table><tr><td colspan=999>a<td colspan=9>b"), too_many("columns", 1_000));
    assert_eq!(refusal(&format!("<table>{}", "<tr>".repeat(LINES_LIMIT + 1))), too_many("rows", LINES_LIMIT));
    let tables = "<table><tr><td>a</table>".repeat(SHEETS_LIMIT + 1);
    assert_eq!(refusal(&tables), too_many("tables", SHEETS_LIMIT));
    let long = "a".repeat(CELL_LIMIT + 1);
    assert_eq!(refusal(&format!("Title<table><tr><td>b<td>{long}")), ImportError::CellTooLong { line: 2, column: 2 });
    let deep = format!("<table><tr><td>b<td>{}a", "<table><tr><td>".repeat(50_000));
    assert!(read_html("a", &deep).is_ok());
    // Words beside many tables that hold nothing, which would take minutes if each took up those before it.
    let many = "a<tr></table>".repeat(300_000);
    assert_eq!(refusal(&many), ImportError::NoTable);
    assert_eq!(refusal(&format!("{many}<table><tr><td>b<td>c")), too_many("rows", LINES_LIMIT));
}

proptest! {
    #[test]
    fn no_page_whatever_loses_a_shown_word(
        html in "(<table>|<tr>|<td>|<td rowspan=3>|<td colspan=2>|</td>|</tr>|</table>|<br>|<p>|<ul><li>|<th>|<ins>|</ins>|a|b| |&amp;|<){0,30}",
    ) {
        let words = |text: &str| text.chars().filter(|c| "ab&".contains(*c)).count();
        if let Ok(source) = read_html("a", &html) {
            let cells = source.sheets.iter().flat_map(|sheet| &sheet.lines).flat_map(|line| &line.cells);
            let own = cells.filter(|cell| cell.kind != CellKind::FilledDown).map(|cell| words(&cell.text)).sum::<usize>();
            // Words under a merged cell are said instead.
            let said = source.sheets.iter().flat_map(|sheet| &sheet.notes).filter(|note| note.code.key() == "not_read");
            let own = own + said.map(|note| words(&note.text)).sum::<usize>();
            let shown: String = html.replace("&amp;", "&").split('<').enumerate().map(|(at, piece)| {
                if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, behind)| behind) }
            }).collect();
            prop_assert!(own >= words(&shown), "{} of {}", own, words(&shown));
        }
    }
}
