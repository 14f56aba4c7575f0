//! Plain text that stays readable on 80 columns.

/// The width that is written for.
pub(super) const WIDTH: usize = 80;

/// Breaks a text into lines of at most `width` characters, at white space where there is any.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for word in text.split_whitespace() {
        let mut letters: Vec<char> = word.chars().collect();
        if taken > 0 && taken + 1 + letters.len() > width {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        // A word longer than a line, such as a path, is broken rather than let out of its column.
        while taken == 0 && letters.len() > width {
            let rest = letters.split_off(width);
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
pub(super) struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// Most characters it takes; longer cells go on below.
    pub most: usize,
    /// Whether its cells stand at the right, as numbers do.
    pub right: bool,
}

/// Writes a table: as wide as its cells need, each column at most as wide as it may be.
pub(super) fn table(out: &mut String, columns: &[Column], rows: &[Vec<String>]) {
    let headings: Vec<String> = columns.iter().map(|column| column.heading.to_owned()).collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = std::iter::once(&headings).chain(rows).filter_map(|row| row.get(at));
            let longest = cells.flat_map(|cell| cell.lines()).map(|line| line.chars().count()).max();
            longest.unwrap_or_default().min(column.most)
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
