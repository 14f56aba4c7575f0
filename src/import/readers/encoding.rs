//! From bytes to letters, and what had to be assumed for it.

use super::super::{Code, Finding, ImportError};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a file is looked at to see which half of its letters is blank.
const LOOKED_AT: usize = 4 << 10;

/// The letters of a text file.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Finding>), ImportError> {
    let (text, finding) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => marked(encoding, bytes.get(length..).unwrap_or_default()),
        None => unmarked(bytes),
    };
    // What the clipboard, or a program in C, puts behind a text.
    let text = if text.ends_with('\0') { text.trim_end_matches('\0').to_owned() } else { text };
    if is_binary(&text) {
        return Err(ImportError::Kind { what: "A binary file" });
    }
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok((text, finding.into_iter().collect()))
}

/// A text that says its encoding in its first bytes.
fn marked(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<Finding>) {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let finding = has_errors.then(|| {
        let line = text.lines().position(|line| line.contains('\u{fffd}')).unwrap_or_default();
        Finding {
            line: line as u32 + 1,
            ..Finding::of_all(
                Code::Encoding,
                "\u{fffd}",
                format!("Some bytes are no {}, as which the text begins: “\u{fffd}” stands for each.", encoding.name()),
            )
        }
    });
    (text.into_owned(), finding)
}

fn unmarked(bytes: &[u8]) -> (String, Option<Finding>) {
    if let Some((encoding, name)) = halves(bytes) {
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        if !has_errors {
            let why = format!(
                "The text does not say its encoding; every other byte of it is blank, so it was read as {name}."
            );
            return (text.into_owned(), Some(Finding::of_all(Code::Encoding, name, why)));
        }
    }
    let (text, bad) = match str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), None),
        Err(error) => (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), error.valid_up_to()),
    };
    // Up to there it is UTF-8 and the first byte behind is not: one letter in Windows-1252.
    let (before, behind) = bytes.split_at_checked(bad).unwrap_or((bytes, &[]));
    let line = before.split(|byte| *byte == b'\n').count() as u32;
    let byte = behind.first().copied().unwrap_or_default();
    let (letter, _) = WINDOWS_1252.decode_without_bom_handling(behind.get(..1).unwrap_or_default());
    let words = text.lines().nth(line as usize - 1).unwrap_or_default().to_owned();
    let why = format!(
        "The text is no {}: byte {byte:X} in line {line} is “{letter}” in Windows-1252, as which it was read.",
        UTF_8.name()
    );
    (text, Some(Finding { line, ..Finding::of_all(Code::Encoding, words, why) }))
}

/// The UTF-16 in which every other byte of it is blank, as in a text that is mostly English.
fn halves(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let looked = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let blank = |from: usize| looked.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, half) = (blank(0), blank(1), looked.len() / 2);
    if !bytes.len().is_multiple_of(2) || half == 0 {
        None
    } else if second * 10 > half * 6 && first * 20 < half {
        Some((UTF_16LE, "UTF-16LE"))
    } else if first * 10 > half * 6 && second * 20 < half {
        Some((UTF_16BE, "UTF-16BE"))
    } else {
        None
    }
}

/// Whether no program that writes texts has written it.
fn is_binary(text: &str) -> bool {
    let mut letters = 0_usize;
    let mut controls = 0_usize;
    for letter in text.chars() {
        letters += 1;
        match letter {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => {}
            letter if letter.is_control() => controls += 1,
            _ => {}
        }
    }
    controls * 50 > letters
}
