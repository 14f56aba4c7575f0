//! The words that a "when by" is made of, as tables.

use crate::model::Season;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tues", "tue"],
    &["wednesday", "weds", "wed"],
    &["thursday", "thurs", "thur", "thu"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

/// Words behind which a bare month, season or year is a time and no name: "by June", "in 2018".
const ANCHORS: [&str; 39] = [
    "about",
    "approx",
    "approximately",
    "around",
    "before",
    "beginning",
    "between",
    "by",
    "circa",
    "commence",
    "commencing",
    "complete",
    "completed",
    "completion",
    "date",
    "deadline",
    "due",
    "during",
    "early",
    "end",
    "expected",
    "for",
    "from",
    "in",
    "late",
    "latest",
    "mid",
    "on",
    "since",
    "start",
    "starting",
    "starts",
    "target",
    "through",
    "throughout",
    "till",
    "to",
    "until",
    "within",
];

/// "End of March", "first half of 2018": what makes an "of" an anchor.
const PARTS: [&str; 12] =
    ["beginning", "close", "course", "early", "end", "half", "late", "middle", "part", "quarter", "start", "week"];

/// Words that may follow a bare month, season or year without turning it into a name ("June Smith") or a count
/// ("June 10 wards").
const CONNECTORS: [&str; 41] = [
    "after",
    "all",
    "and",
    "approx",
    "approximately",
    "as",
    "at",
    "before",
    "but",
    "by",
    "for",
    "from",
    "hopefully",
    "if",
    "in",
    "inclusive",
    "is",
    "latest",
    "on",
    "once",
    "onward",
    "onwards",
    "or",
    "pending",
    "provisional",
    "provisionally",
    "review",
    "subject",
    "tba",
    "tbc",
    "tbd",
    "the",
    "then",
    "till",
    "to",
    "until",
    "we",
    "when",
    "which",
    "will",
    "with",
];

/// Words whose number is a label: "ward 17", "phase 1".
const NUMBERED: [&str; 27] = [
    "action",
    "appendix",
    "band",
    "bay",
    "bed",
    "beds",
    "building",
    "ext",
    "item",
    "level",
    "objective",
    "page",
    "para",
    "paragraph",
    "pathway",
    "pathways",
    "phase",
    "ref",
    "room",
    "section",
    "stage",
    "step",
    "tier",
    "unit",
    "version",
    "ward",
    "wards",
];

/// Words that make a date depend on the day of reading, in ways on which people differ ("next June").
const RELATIVE: [&str; 4] = ["next", "last", "previous", "coming"];

/// What stands between dates that belong together: "June and July 2017".
const JOINERS: [&str; 6] = ["and", "or", "to", "until", "till", "through"];

/// What may stand between joined dates besides a joiner: "early June to the end of July 2017".
const MODIFIERS: [&str; 9] = ["early", "mid", "late", "end", "start", "beginning", "of", "the", "by"];

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find_map(|(number, names)| names.contains(&word).then_some(number))
}

pub(super) fn season(word: &str) -> Option<Season> {
    match word {
        "spring" => Some(Season::Spring),
        "summer" => Some(Season::Summer),
        "autumn" => Some(Season::Autumn),
        "winter" => Some(Season::Winter),
        _ => None,
    }
}

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|names| names.contains(&word))
}

pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

pub(super) fn is_anchor(word: &str) -> bool {
    ANCHORS.contains(&word)
}

pub(super) fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

pub(super) fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

pub(super) fn is_numbered(word: &str) -> bool {
    NUMBERED.contains(&word)
}

pub(super) fn is_relative(word: &str) -> bool {
    RELATIVE.contains(&word)
}

pub(super) fn is_joiner(word: &str) -> bool {
    JOINERS.contains(&word)
}

pub(super) fn is_modifier(word: &str) -> bool {
    MODIFIERS.contains(&word)
}
