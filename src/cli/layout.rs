//! Plain text that stays readable on 80 columns.

/// The width that is written for.
pub(super) const WIDTH: usize = 80;

/// A space at which no line ends; printed as a plain one.
pub(super) const JOINED: char = '\u{a0}';

/// Breaks a text into lines of at most `width` characters, at white space where there is any.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for word in text.split(|c: char| c.is_whitespace() && c != JOINED).filter(|word| !word.is_empty()) {
        let mut letters: Vec<char> = word.chars().map(|c| if c == JOINED { ' ' } else { c }).collect();
        if taken > 0 && taken + 1 + letters.len() > width {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        // A word longer than a line, such as a path, is broken rather than let out of its column.
        while taken == 0 && letters.len() > width {
            let rest = letters.split_off(break_in(&letters, width));
            lines.push(letters.into_iter().collect());
            letters = rest;
        }
        if taken > 0 {
            line.push(' ');
            taken += 1;
        }
        taken += letters.len();
        line.extend(letters);
    }
    if taken > 0 {
        lines.push(line);
    }
    lines
}

/// How many letters of a long word stand on the line: up to a stroke or dash in it, else as many as there is room for.
fn break_in(letters: &[char], width: usize) -> usize {
    letters.iter().take(width).rposition(|letter| matches!(letter, '/' | '-' | '\\')).map_or(width, |at| at + 1)
}

/// A paragraph: the first line after `lead`, the others below the text of the first.
pub(super) fn paragraph(out: &mut String, lead: &str, text: &str) {
    let indent = lead.chars().count();
    let lines = wrapped(text, WIDTH.saturating_sub(indent));
    if lines.is_empty() {
        push_line(out, lead);
    }
    for (at, line) in lines.iter().enumerate() {
        if at == 0 {
            push_line(out, &format!("{lead}{line}"));
        } else {
            push_line(out, &format!("{:indent$}{line}", ""));
        }
    }
}

/// A line without white space at its end.
pub(super) fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// A column of a table.
pub(super) struct Column<'a> {
    /// Its heading.
    pub heading: &'a str,
    /// How wide it may be.
    pub room: Room,
    /// Whether its cells stand at the right, as numbers do.
    pub right: bool,
}

/// How wide a column may be; longer cells go on below.
#[derive(Clone, Copy)]
pub(super) enum Room {
    /// At most that many characters.
    Most(usize),
    /// Whatever the others leave. One column of a table may have it.
    Rest,
}

/// Writes a table, each column as wide as its cells need and as it may be.
pub(super) fn table(out: &mut String, columns: &[Column<'_>], rows: &[Vec<String>]) {
    let headings: Vec<String> = columns.iter().map(|column| column.heading.to_owned()).collect();
    let needed = |at: usize| {
        let cells = std::iter::once(&headings).chain(rows).filter_map(|row| row.get(at));
        cells.flat_map(|cell| cell.lines()).map(|line| line.chars().count()).max().unwrap_or_default()
    };
    let fixed = |(at, column): (usize, &Column<'_>)| match column.room {
        Room::Most(most) => needed(at).min(most),
        Room::Rest => 0,
    };
    let gaps = 2 * columns.len().saturating_sub(1);
    let rest = WIDTH.saturating_sub(gaps + columns.iter().enumerate().map(fixed).sum::<usize>());
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| match column.room {
            Room::Most(_) => fixed((at, column)),
            Room::Rest => needed(at).min(rest),
        })
        .collect();
    for row in std::iter::once(&headings).chain(rows) {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| cell.lines().flat_map(|line| wrapped(line, *width)).collect())
            .collect();
        for at in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
            let line: Vec<String> = cells
                .iter()
                .zip(columns.iter().zip(&widths))
                .map(|(cell, (column, width))| {
                    let text = cell.get(at).map_or("", String::as_str);
                    if column.right { format!("{text:>width$}") } else { format!("{text:<width$}") }
                })
                .collect();
            push_line(out, &line.join("  "));
        }
    }
}
