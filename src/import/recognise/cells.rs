//! What single cells say: debris, status words, cut texts.

use crate::model::{Level, Status};

/// Words with which no statement ends.
const UNFINISHED: [&str; 30] = [
    "a",
    "an",
    "and",
    "as",
    "at",
    "because",
    "between",
    "but",
    "by",
    "for",
    "from",
    "in",
    "including",
    "into",
    "is",
    "of",
    "on",
    "or",
    "our",
    "per",
    "such",
    "that",
    "the",
    "their",
    "through",
    "to",
    "via",
    "which",
    "who",
    "with",
];

/// Whether a text holds no word, no date and no figure with a unit: what a scan or a converter left.
pub(in crate::import) fn is_debris(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_alphabetic() { run + 1 } else { 0 };
        if run >= 2 {
            return false;
        }
    }
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let unit = text.contains(['%', '£', '€', '$', '/', ':']) && figures > 0;
    // 2017, 12.5, +44: figures that say something.
    !text.is_empty() && !unit && figures < 3
}

/// Reads a status word as tables have it: with a number before or behind it, a stop, or words that join two levels.
/// A bare number is no level: a scan leaves one of a word more often than a person writes one.
pub(in crate::import) fn read_status(typed: &str) -> Status {
    let direct = Status::read(typed);
    if !matches!(direct, Status::Unknown(_)) {
        return direct;
    }
    let stripped = bare(typed);
    for text in
        [stripped.clone(), stripped.replace([',', ';', '\n', '&', '|'], "/").replace(" and ", "/").replace(" or ", "/")]
    {
        let parts: Vec<&str> = text.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        let joined = parts.join("/");
        let status = Status::read(&joined);
        if !matches!(status, Status::Unknown(_)) {
            return status;
        }
    }
    direct
}

/// The same without brackets, numbers and stops round it.
pub(in crate::import) fn bare(typed: &str) -> String {
    let mut depth = 0_u32;
    let open: String = typed
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    let lower = open.to_lowercase();
    let open = match lower.trim_start().strip_prefix("level") {
        Some(rest) if rest.starts_with([' ', ':', '-']) => rest.to_owned(),
        _ => open,
    };
    open.trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '*' | '=')
    })
    .to_owned()
}

/// Whether a level was read from a word that was cut.
pub(in crate::import) fn is_cut_status(typed: &str, status: &Status) -> bool {
    let Status::At(level) = status else { return false };
    if typed.trim().eq_ignore_ascii_case(level.name()) {
        return false;
    }
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    let (typed, name) = (words(&bare(typed)), words(level.name()));
    typed != name && name.starts_with(&typed)
}

/// Whether it names levels that are no neighbours, or more than two.
pub(in crate::import) fn names_several_levels(typed: &str) -> bool {
    typed.split(['/', ',', ';', '\n', '-', '–']).filter(|part| Level::read(part).is_some()).count() >= 2
}

/// How a text was cut, in words; `None` when nothing shows it. That it ends without a stop shows nothing: most do.
pub(in crate::import) fn cut(text: &str) -> Option<&'static str> {
    let mut chars = text.chars();
    let begins = chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase);
    // "e.g. …" and a lone word of small letters are how people write.
    let begins = begins && has_three_words(text) && !text.split(' ').next().is_some_and(|word| word.contains('.'));
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let ends = has_three_words(text)
        && (is_one_of(last, &UNFINISHED) && !is_initials(last) || last.ends_with([',', '(']) || last == "-");
    match (begins, ends) {
        (true, true) => Some("It begins and ends in the middle of a sentence"),
        (true, false) => Some("It begins in the middle of a sentence"),
        (false, true) => Some("It ends in the middle of a sentence"),
        (false, false) => None,
    }
}

fn has_three_words(text: &str) -> bool {
    text.split_whitespace().nth(2).is_some()
}

/// Whether a word is one of these, which are written small, whatever its case.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn is_initials(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Whether brackets do not match.
pub(in crate::import) fn brackets_differ(text: &str) -> bool {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            // "a) … b) …" and ":)" close nothing.
            ')' if depth == 0 && is_list_mark(text, at) => {}
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    depth != 0
}

fn is_list_mark(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.chars().count() <= 2
}

/// Whether a text in the gaps tells how far something reaches.
pub(in crate::import) fn tells_coverage(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let only = words().next_back() == Some("only") && words().count() <= 14 && !lower.contains('.');
    let across = ["embedded across", "in place across", "rolled out across", "established across", "live across"];
    let reaches = || lower.contains(" across") && across.iter().any(|it| lower.contains(it));
    only && words().next() != Some("across") || reaches() && !words().any(|word| word == "not")
}

/// Whether a text in the gaps tells what is to be done; `alone` when the row has nothing else to be done.
pub(in crate::import) fn tells_action(text: &str, alone: bool) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    let promises = [" will include ", " will be ", " will provide ", " will have "];
    let promises = lower.contains(" will ") && promises.iter().any(|it| lower.contains(it));
    let serves = alone && lower.contains(" to support ");
    (promises || serves) && !super::content::tells_of_gap(text)
}

/// Whether each word of a label is a word, or the beginning of one, of the texts beside it: a slice of their column.
pub(in crate::import) fn is_slice(label: &str, beside: &str) -> bool {
    let fold = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (label, beside) = (fold(label), fold(beside));
    label.len() >= 4 && label.iter().all(|word| beside.iter().any(|other| other.starts_with(word.as_str())))
}
