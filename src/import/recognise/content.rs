//! What the cells of a column are like, whatever its title says.

use super::cells::is_one_of;
use super::names::Names;
use crate::import::{Cell, CellKind};
use crate::model::{Due, DueReading, Status};
use chrono::NaiveDate;
use std::collections::HashMap;

/// At most this many filled cells of a column are looked at.
const SAMPLE: usize = 300;
/// The longest text that can be a status, in bytes.
pub(super) const LONGEST_STATUS: usize = 80;
/// Words of a rating by colours.
const COLOURS: [&str; 14] = [
    "red",
    "amber",
    "green",
    "blue",
    "black",
    "r",
    "a",
    "g",
    "b",
    "complete",
    "amber/green",
    "red/amber",
    "yellow",
    "grey",
];

/// What the cells of a column are like. All shares are of its filled cells, from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::import) struct Content {
    /// How many cells are filled.
    pub(in crate::import) filled: usize,
    /// How many of them are a level or a split of two.
    pub(in crate::import) status: f32,
    /// How many are a colour of a rating.
    pub(in crate::import) colour: f32,
    /// How many hold a date, or say that there is none.
    pub(in crate::import) due: f32,
    /// How many are the name of a change.
    pub(in crate::import) change: f32,
    /// How many are a bare number of at most two figures.
    pub(in crate::import) number: f32,
    /// How many name organisations: a few short names.
    pub(in crate::import) organisation: f32,
    /// How many tell of something missing.
    pub(in crate::import) gap: f32,
    /// How many begin with something to do.
    pub(in crate::import) action: f32,
    /// How many characters a cell has on average.
    pub(in crate::import) length: f32,
}

impl Content {
    /// Of the cells of a column.
    pub(in crate::import) fn of<'a>(cells: impl Iterator<Item = &'a Cell>, names: &Names, as_at: NaiveDate) -> Self {
        let mut content = Self::default();
        let mut characters = 0;
        // The same few texts stand in many cells of most columns.
        let mut known: HashMap<&str, Traits> = HashMap::new();
        for cell in cells.filter(|cell| !cell.text.is_empty()).take(SAMPLE) {
            let text = cell.text.as_str();
            let traits = known.entry(text).or_insert_with(|| Traits::of(text, names, as_at));
            content.filled += 1;
            characters += traits.length;
            let count = |share: &mut f32, yes: bool| *share += f32::from(u8::from(yes));
            count(&mut content.status, traits.status);
            count(&mut content.colour, traits.colour);
            count(&mut content.due, cell.kind == CellKind::Date || traits.due);
            count(&mut content.change, traits.change);
            count(&mut content.number, traits.number);
            count(&mut content.organisation, traits.organisation);
            count(&mut content.gap, traits.gap);
            count(&mut content.action, traits.action);
        }
        let filled = content.filled.max(1) as f32;
        for share in [
            &mut content.status,
            &mut content.colour,
            &mut content.due,
            &mut content.change,
            &mut content.number,
            &mut content.organisation,
            &mut content.gap,
            &mut content.action,
        ] {
            *share /= filled;
        }
        content.length = characters as f32 / filled;
        content
    }
}

/// What a single text is like; as in [`Content`].
struct Traits {
    length: usize,
    status: bool,
    colour: bool,
    due: bool,
    change: bool,
    number: bool,
    organisation: bool,
    gap: bool,
    action: bool,
}

impl Traits {
    fn of(text: &str, names: &Names, as_at: NaiveDate) -> Self {
        Self {
            length: text.chars().count(),
            status: is_status(text),
            colour: is_one_of(text, &COLOURS),
            due: is_due(text, as_at),
            change: text.len() <= 120 && names.read(text, false).is_some(),
            number: text.len() <= 3 && text.trim_end_matches('.').parse::<u8>().is_ok(),
            organisation: names_organisations(text),
            gap: tells_of_gap(text),
            action: begins_with_action(text),
        }
    }
}

/// Whether a text is a level, or a split of two.
pub(in crate::import) fn is_status(text: &str) -> bool {
    text.len() <= LONGEST_STATUS && !matches!(super::cells::read_status(text), Status::Unknown(_))
}

fn is_due(text: &str, as_at: NaiveDate) -> bool {
    text.len() <= 200 && !matches!(Due::read(text, as_at).reading(), DueReading::None | DueReading::Unreadable)
}

fn names_organisations(text: &str) -> bool {
    let parts: Vec<&str> = text.split([',', ';', '/', '\n']).flat_map(|part| part.split(" and ")).collect();
    text.len() <= 120
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && text.chars().any(char::is_uppercase)
        && !text.ends_with('.')
}

/// Whether a text tells of something that is missing.
pub(in crate::import) fn tells_of_gap(text: &str) -> bool {
    const CUES: [&str; 18] = [
        "not",
        "no",
        "limited",
        "lack",
        "unable",
        "awaiting",
        "only",
        "difficult",
        "difficulty",
        "doesn't",
        "doesn’t",
        "vacant",
        "inadequate",
        "few",
        "without",
        "delays",
        "cannot",
        "never",
    ];
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).any(|word| is_one_of(word, &CUES))
}

/// Whether a text begins with something to do.
pub(in crate::import) fn begins_with_action(text: &str) -> bool {
    const VERBS: [&str; 40] = [
        "agree",
        "appoint",
        "build",
        "buy",
        "commission",
        "complete",
        "continue",
        "create",
        "creation",
        "develop",
        "draft",
        "embed",
        "ensure",
        "establish",
        "explore",
        "extend",
        "finalise",
        "fund",
        "implement",
        "improve",
        "increase",
        "introduce",
        "invite",
        "link",
        "mobilise",
        "monitor",
        "plan",
        "procure",
        "progress",
        "proposal",
        "recruit",
        "review",
        "roll",
        "secure",
        "set",
        "share",
        "train",
        "update",
        "work",
        "write",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    is_one_of(first, &VERBS)
}
