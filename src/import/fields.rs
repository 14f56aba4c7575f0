//! What a column of a table can mean, and the titles that people give such columns.

use crate::model::{ChangeText, ID_TITLE, Quarter, RowField};
use std::borrow::Cow;
use std::fmt;
use strum::IntoEnumIterator as _;

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A field of the action rows.
    Row(RowField),
    /// The number of the change, or of the row.
    Number,
    /// A rating by colours. It is not a level and not a delivery state: its words go into the progress note.
    Rag,
    /// The id of the row, in a copy that this program exported.
    Id,
    /// The level of a change now.
    LevelNow,
    /// The level planned for a change by the end of that quarter; of one that the column does not name without it.
    Planned(Option<Quarter>),
    /// A text of a change.
    Text(ChangeText),
}

/// How surely a title names a field: its own words.
const NAMED: f32 = 1.0;
/// The title holds the words among others.
const HELD: f32 = 0.8;
/// The title is nearly those words.
const NEARLY: f32 = 0.6;
/// How alike a title and a known one must be, from 0 to 1, to be nearly the same.
const ALIKE: f64 = 0.85;
/// The longest text that can be a title, in characters.
pub(super) const LONGEST_TITLE: usize = 90;

/// The titles that are known, folded; from the templates in use and from common wording.
const TITLES: &[(Field, &[&str])] = &[
    (
        Field::Row(RowField::Change),
        &[
            "impact change",
            "high impact change",
            "high impact changes",
            "hic",
            "hicm",
            "change",
            "theme",
            "workstream",
            "domain",
            "area of change",
            "chg",
        ],
    ),
    (Field::Number, &["no", "number", "ref", "item", "change no", "change number", "hic no", "row", "line"]),
    (
        Field::Row(RowField::WhereNow),
        &[
            "where are you now",
            "where are we now",
            "where we are now",
            "current position",
            "current state",
            "baseline",
            "current situation",
            "current practice",
            "what is in place",
            "what we do now",
            "description",
            "position now",
            "what do you have in place",
            "current arrangements",
        ],
    ),
    (
        Field::Row(RowField::Status),
        &[
            "status",
            "maturity",
            "level",
            "maturity level",
            "position of maturity",
            "self assessment",
            "assessment",
            "current maturity",
            "level of maturity",
            "current level",
        ],
    ),
    (
        Field::Row(RowField::Spread),
        &[
            "spread",
            "coverage",
            "organisation",
            "organization",
            "site",
            "locality",
            "area covered",
            "partner",
            "where it operates",
            "who does this",
            "provider",
        ],
    ),
    (
        Field::Row(RowField::Gaps),
        &["gap", "issue", "what is missing", "barrier", "risk", "concern", "what are the gap", "challenge", "weakness"],
    ),
    (
        Field::Row(RowField::Needs),
        &[
            "what need to be done",
            "what needs to be done",
            "what do you need to do",
            "action",
            "action required",
            "action needed",
            "next step",
            "action plan",
            "to do",
            "planned action",
            "what will we do",
            "plan",
        ],
    ),
    (
        Field::Row(RowField::Due),
        &[
            "when by",
            "by when",
            "when",
            "due",
            "due date",
            "deadline",
            "target date",
            "timescale",
            "timeframe",
            "completion date",
            "when will it be done by",
            "date due",
        ],
    ),
    (
        Field::Row(RowField::Owner),
        &[
            "owner",
            "lead",
            "responsible",
            "responsible officer",
            "person responsible",
            "who",
            "action owner",
            "named lead",
        ],
    ),
    (Field::Row(RowField::Delivery), &["delivery", "action status", "progress status", "delivery state", "completed"]),
    (Field::Rag, &["rag", "brag", "ragb", "rag status", "rag rating", "brag status", "brag rating"]),
    (
        Field::Row(RowField::Progress),
        &["progress", "progress note", "update", "comment", "note", "latest update", "commentary", "progress update"],
    ),
    (Field::Row(RowField::Evidence), &["evidence", "evidence link", "link", "evidence of impact"]),
    (Field::Row(RowField::Reviewed), &["reviewed", "checked", "reviewed this quarter"]),
    (Field::Id, &[ID_TITLE]),
];

/// The key of a planned level; behind a colon may stand the quarter: `planned_level:2019-20-q4`.
const PLANNED: &str = "planned_level";

impl Field {
    /// Every field, in the order in which a table usually has them; those of rows before those of changes.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_changes = [Self::LevelNow, Self::Planned(None)].into_iter().chain(ChangeText::iter().map(Self::Text));
        Self::of_rows().chain(of_changes)
    }

    /// The fields that a table of action rows has.
    pub(super) fn of_rows() -> impl Iterator<Item = Self> {
        TITLES.iter().map(|(field, _)| *field)
    }

    /// Whether it is of a change rather than of a row.
    #[must_use]
    pub const fn of_change(self) -> bool {
        matches!(self, Self::LevelNow | Self::Planned(_) | Self::Text(_))
    }

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Row(field) => field.name(),
            Self::Number => "Number",
            Self::Rag => "RAG rating",
            Self::Id => "Row id",
            Self::LevelNow => "Level now",
            Self::Planned(None) => "Planned level",
            Self::Planned(Some(quarter)) => return Cow::Owned(format!("Planned for {quarter}")),
            Self::Text(text) => text.name(),
        })
    }

    /// Its name in machine output and on the command line; never renamed.
    #[must_use]
    pub fn key(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Row(RowField::Change) => "change",
            Self::Row(RowField::WhereNow) => "where_now",
            Self::Row(RowField::Status) => "status",
            Self::Row(RowField::Spread) => "spread",
            Self::Row(RowField::Gaps) => "gaps",
            Self::Row(RowField::Needs) => "needs",
            Self::Row(RowField::Due) => "due",
            Self::Row(RowField::Owner) => "owner",
            Self::Row(RowField::Delivery) => "delivery",
            Self::Row(RowField::Progress) => "progress",
            Self::Row(RowField::Evidence) => "evidence",
            Self::Row(RowField::Reviewed) => "reviewed",
            Self::Number => "number",
            Self::Rag => "rag",
            Self::Id => "id",
            Self::LevelNow => "level_now",
            Self::Planned(None) => PLANNED,
            Self::Planned(Some(quarter)) => return Cow::Owned(format!("{PLANNED}:{}", quarter.file_stem())),
            Self::Text(text) => text.key(),
        })
    }

    /// The field of that [`Field::key`].
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        let quarter = key.strip_prefix(PLANNED).and_then(|rest| rest.strip_prefix(':'));
        match quarter {
            Some(quarter) => Some(Self::Planned(Some(quarter.parse().ok()?))),
            None => Self::all().find(|field| field.key() == key),
        }
    }

    /// How surely a title names this field, from 0 to 1.
    pub(super) fn named_by(self, folded_title: &str) -> f32 {
        let titles = TITLES.iter().find(|(field, _)| *field == self).map(|(_, titles)| *titles).unwrap_or_default();
        titles.iter().map(|known| likeness(folded_title, known)).fold(0.0, f32::max)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

pub(super) fn likeness(title: &str, known: &str) -> f32 {
    if title.is_empty() {
        return 0.0;
    }
    if title == known {
        return NAMED;
    }
    let (length, of_known) = (title.chars().count(), known.chars().count());
    // A known title of one short word is found in too many others: "who", "no", "when".
    let long = known.contains(' ') || of_known >= 6;
    if long && holds(title, known) {
        return HELD;
    }
    // Texts that differ more in length than that cannot be so alike, and are not compared letter by letter.
    let near = length.abs_diff(of_known) as f64 <= (1.0 - ALIKE) * length.max(of_known) as f64;
    if near && of_known >= 5 && strsim::normalized_damerau_levenshtein(title, known) >= ALIKE { NEARLY } else { 0.0 }
}

/// Whether words stand in a text one after the other.
fn holds(text: &str, words: &str) -> bool {
    text.contains(words) && format!(" {text} ").contains(&format!(" {words} "))
}

/// A title as titles are compared: lower case, without punctuation, what stands in brackets, or the s of a plural.
pub(super) fn folded_title(title: &str) -> String {
    let mut depth = 0_u32;
    let mut open = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => open.extend(c.to_lowercase()),
            '\'' | '’' => {}
            _ => open.push(' '),
        }
    }
    let singular = |word: &str| match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() >= 3 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    };
    open.split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}
