//! How high a row must be for its texts to be read: no spreadsheet but Excel works that out when a file is opened.

use super::grid::{Column, Look, Row};
use super::paint::{SIZE, TITLE_SIZE};

/// The height of a line, against the size of its letters.
const LINE: f64 = 1.29;
/// What is left free above and below.
const ROOM: f64 = 4.0;
/// The highest row that there can be.
const HIGHEST: f64 = 409.0;

/// The height of a row.
pub(super) fn height(row: &Row, columns: &[Column]) -> f64 {
    let mut highest = SIZE * LINE;
    for (at, cell) in row.cells.iter().enumerate() {
        let Some(column) = columns.get(at).filter(|column| !column.hidden) else { continue };
        let width = match row.merged {
            Some((from, to)) if usize::from(from) == at => {
                columns.iter().skip(at).take(usize::from(to - from) + 1).map(|column| column.width).sum()
            }
            _ => column.width,
        };
        let size = if cell.look == Look::Title { TITLE_SIZE } else { SIZE };
        let bold = matches!(cell.look, Look::Title | Look::Heading | Look::Header);
        // Letters are a little narrower than figures, and bold ones wider; what filters put in a title needs room.
        let room = width * SIZE / size / if bold { 1.12 } else { 1.0 } - 1.0;
        highest = highest.max(lines(&cell.shown(), room) as f64 * size * LINE);
    }
    (highest + ROOM).min(HIGHEST)
}

/// How many lines a text takes in that width.
fn lines(text: &str, width: f64) -> usize {
    let width = width.max(2.0);
    text.split('\n').map(|line| wrapped(line, width)).sum::<usize>().max(1)
}

fn wrapped(line: &str, width: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for word in line.split(' ') {
        let needs: f64 = word.chars().map(breadth).sum();
        if used > 0.0 && used + breadth(' ') + needs > width {
            lines += 1;
            used = 0.0;
        }
        if used > 0.0 {
            used += breadth(' ');
        }
        used += needs;
        if used > width {
            // A word that is wider than the cell is broken where there is no more room.
            lines += ((used / width).ceil() as usize).saturating_sub(1);
            used %= width;
        }
    }
    lines
}

/// How wide a letter is, against a figure.
fn breadth(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ';' | ':' | '|' | '!' => 0.45,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 0.55,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.45,
        c if c.is_uppercase() => 1.15,
        c if c.is_ascii() => 0.93,
        c if ('\u{1100}'..).contains(&c) => 2.0,
        _ => 1.1,
    }
}
