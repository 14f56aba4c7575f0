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
    for nothing in ["", "\n", "\r\n", "\0"] {
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

proptest! {
    #[test]
    fn a_block_comes_back_as_it_went(cells in prop::collection::vec(prop::collection::vec("[a-z\"\n\t ,’é]{0,8}", 1..5), 1..5)) {
        // A block of one empty cell is nothing; an empty last line is what every spreadsheet ends with.
        prop_assume!(cells.last().is_some_and(|line| line.len() > 1 || !line[0].is_empty()));
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
