//! Bringing in tables of other programs.

pub mod copies;
mod documents;
mod levels;
mod pages;
mod refused;
mod tables;
mod texts;
mod workbooks;

use hicm::import::{Finding, Sheet};

/// The lines in which two texts differ.
fn differing(expected: &str, told: &str) -> String {
    let without = |one: &str, other: &str, sign: &str| {
        let mut others: Vec<&str> = other.lines().collect();
        let mut out = String::new();
        for line in one.lines() {
            match others.iter().position(|it| *it == line) {
                Some(at) => drop(others.remove(at)),
                None => out.extend(["  ", sign, " ", line, "\n"]),
            }
        }
        out
    };
    without(expected, told, "-") + &without(told, expected, "+")
}

/// The words of a sheet, line by line.
fn shown(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// Findings as text: code, line, column and words.
fn told(notes: &[Finding]) -> Vec<String> {
    let column = |note: &Finding| note.column.map_or("-".to_owned(), |column| column.to_string());
    notes.iter().map(|note| format!("{} {} {} {}", note.code.key(), note.line, column(note), note.text)).collect()
}
