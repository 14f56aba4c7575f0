//! Blocks of cells as other programs give and take them.

use hicm::app::{Block, BlockRefused};
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    Block::read(text).unwrap().rows().to_vec()
}

#[test]
fn text_is_read_as_spreadsheets_write_it() {
    for (text, expected) in [
        ("one", vec![vec!["one"]]),
        ("one\ttwo", vec![vec!["one", "two"]]),
        ("one\r\ntwo\r\n", vec![vec!["one"], vec!["two"]]),
        ("one\n\ntwo\n", vec![vec!["one"], vec![""], vec!["two"]]),
        ("\t\n", vec![vec!["", ""]]),
        ("\"line\nbreak\"\ttwo", vec![vec!["line\nbreak", "two"]]),
        ("\"line\r\nbreak\"\r\ntwo", vec![vec!["line\nbreak"], vec!["two"]]),
        ("\"say \"\"yes\"\"\"\tno", vec![vec!["say \"yes\"", "no"]]),
        // Excel leaves a quote alone when nothing else makes it quote the cell.
        ("\"Home First\" ward\ttwo", vec![vec!["\"Home First\" ward", "two"]]),
        ("4\" pipe\ttwo", vec![vec!["4\" pipe", "two"]]),
        ("\"never closed\ttwo", vec![vec!["\"never closed", "two"]]),
        ("\"\"\ttwo", vec![vec!["", "two"]]),
        ("one\0", vec![vec!["one"]]),
    ] {
        assert_eq!(rows(text), expected, "{text:?}");
    }
    assert_eq!(rows("\n"), [[""]], "a blank cell, as spreadsheets give it");
    for nothing in ["", "\0"] {
        assert_eq!(Block::read(nothing), Err(BlockRefused::Empty), "{nothing:?}");
    }
    assert_eq!(Block::read(&"\t".repeat(500_000)), Err(BlockRefused::TooLarge));
}

#[test]
fn a_block_fills_a_selection_that_is_a_multiple_of_it() {
    let block = || Block::read("a\tb").unwrap();
    for (selected, expected) in [
        ((1, 1), "a\tb"),
        ((1, 2), "a\tb"),
        ((2, 2), "a\tb\na\tb"),
        ((2, 4), "a\tb\ta\tb\na\tb\ta\tb"),
        ((3, 1), "a\tb\na\tb\na\tb"),
        ((1, 3), "a\tb"),
    ] {
        assert_eq!(block().filling(selected.0, selected.1).text(), expected, "{selected:?}");
    }
    assert_eq!(Block::read("x").unwrap().filling(2, 2).text(), "x\tx\nx\tx");
    // Rows of different lengths are evened out when they are repeated, never shifted.
    assert_eq!(Block::read("a\nb\tc").unwrap().filling(2, 4).text(), "a\t\ta\t\nb\tc\tb\tc");
}

#[test]
fn html_keeps_line_breaks_in_their_cell_and_means_nothing_as_markup() {
    let block = Block::read("\"a <b> & \"\"c\"\"\nd\"\t1/7").unwrap();
    let html = block.html();
    assert!(html.contains(">a &lt;b&gt; &amp; &quot;c&quot;<br>d</td>"), "{html}");
    assert!(html.contains(">1/7</td></tr></table>"), "{html}");
    assert_eq!(html.matches("<td").count(), 2);
}

#[test]
fn a_table_in_html_keeps_its_cells() {
    for (html, expected) in [
        ("<table><tr><td>one<td>two<tr><td>three</table>", Some("one\ttwo\nthree")),
        (
            "<html><head><title>x</title><style>td{}</style></head><body>\n<table>\n<tr>\n<td> a <b>b</b>\n c</td><td><br></td></tr></table>",
            Some("a b c\t"),
        ),
        ("<table><tr><td>a<br>b<br><br>c<br></td></tr></table>", Some("\"a\nb\n\nc\"")),
        ("<table><tr><td><p>a</p>\n<p>b</p></td><td>c</td></tr></table>", Some("\"a\nb\"\tc")),
        (
            "<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            Some("a\t\tb\nc\td\t"),
        ),
        ("<table><tr><td rowspan=9>a</td><td>b</td></tr></table>", Some("a\tb")),
        ("<table><tr><td>x &amp; y &lt; &#8220;z&#8221;&nbsp;w</td></tr></table>", Some("x & y < “z” w")),
        (
            "<table><tr><td>a<table><tr><td>in</td><td>side</td></tr></table>b</td></tr></table>",
            Some("\"a\nin side\nb\""),
        ),
        ("<p>Words</p><table><tr><td>a</td></tr></table>", None),
        ("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", None),
        ("<p>No table</p>", None),
        ("", None),
        ("<table></table>", None),
    ] {
        assert_eq!(Block::read_html(html).map(|block| block.text()).as_deref(), expected, "{html}");
    }
    let many = "<td rowspan=1000 colspan=1000>";
    assert_eq!(Block::read_html(&format!("<table><tr>{many}a")), None, "no table is that large");
    let deep = "<table><tr><td>".repeat(20_000);
    assert!(Block::read_html(&format!("{deep}x")).is_some());
}

proptest! {
    #[test]
    fn our_own_html_comes_back(cells in prop::collection::vec(prop::collection::vec("[a-z\"<&>’é]{1,4}( [a-z]{1,3}){0,2}(\n[a-z]{1,3}){0,2}", 1..4), 1..4)) {
        let block = Block::new(cells).unwrap();
        prop_assert_eq!(Block::read_html(&block.html()), Some(block));
    }

    #[test]
    fn no_html_whatever_is_too_much(html in "(<table>|<tr>|<td>|<td rowspan=3>|</td>|</tr>|</table>|<br>|<p>|<style>|</style>|a| |&amp;|<){0,30}") {
        if let Some(block) = Block::read_html(&html) {
            prop_assert!(block.rows().len() < 40);
        }
    }

    #[test]
    fn a_block_comes_back_as_it_went(cells in prop::collection::vec(prop::collection::vec("[a-z\"\n\t ,’é]{0,8}", 1..5), 1..5)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let text: Vec<String> = cells.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join("\t")).collect();
        let block = Block::read(&text.join("\n")).unwrap();
        prop_assert_eq!(block.rows(), &cells[..]);
        let again = Block::read(&block.text()).unwrap();
        prop_assert_eq!(again.rows(), &cells[..]);
    }

    #[test]
    fn no_text_whatever_loses_a_letter(text in "[a-c\"\t\n\r ]{0,40}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        if let Ok(block) = Block::read(&text) {
            let read: String = block.rows().iter().flatten().map(String::as_str).collect();
            prop_assert_eq!(letters(&read), letters(&text));
        }
    }
}
