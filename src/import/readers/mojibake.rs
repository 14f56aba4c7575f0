//! Letters that an encoding read wrongly has left, such as `â€™` for `’`. They are reported and never repaired: what
//! stands there is what the file holds.

use super::super::{Code, Finding, Sheet};
use encoding_rs::WINDOWS_1252;

/// A finding for each cell of a sheet with such letters.
pub(super) fn of_sheet(sheet: &Sheet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in &sheet.lines {
        for (column, cell) in line.cells.iter().enumerate() {
            if cell.text.is_ascii() || cell.kind == super::super::CellKind::FilledDown {
                continue;
            }
            let Some((wrong, meant)) = first(&cell.text) else { continue };
            let assumed = match meant {
                Some(meant) => {
                    format!("“{wrong}” is what another program has made of “{meant}”; it is left as it stands.")
                }
                None => format!("“{wrong}” stands for a letter that was lost before; it is left as it stands."),
            };
            findings.push(Finding {
                code: Code::Mojibake,
                line: line.number,
                column: Some(column),
                text: cell.text.to_string(),
                assumed,
            });
        }
    }
    findings
}

/// The first such letters in a text, and the letter that was meant if it can be told.
fn first(text: &str) -> Option<(&str, Option<String>)> {
    text.char_indices().find_map(|(at, lead)| {
        let rest = text.get(at..)?;
        let length = match lead {
            // The first byte of a letter in UTF-8, as Windows-1252 shows it. Other letters can be such a byte as well, but
            // stand beside quotes and dashes in honest words: `CAFÉ’`.
            'Â' | 'Ã' => 2,
            'â' | 'ï' => 3,
            'ð' => 4,
            '\u{fffd}' => return Some((rest.get(..lead.len_utf8())?, None)),
            _ => return None,
        };
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
        let wrong = rest.get(..end)?;
        let (bytes, _, is_lossy) = WINDOWS_1252.encode(wrong);
        let meant = str::from_utf8(&bytes).ok().filter(|meant| !is_lossy && meant.chars().count() == 1)?;
        Some((wrong, Some(meant.to_owned())))
    })
}
