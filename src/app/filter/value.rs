//! What can be chosen in a filter: one value of one facet of a row. A value is kept in the settings as a short text that a
//! person can read, such as `status:mature`; one that cannot be read any more is left out, and the rest stays.

use super::matching::fold_name;
use crate::model::{ChangeKey, Framework, Level, StatusKind};
use serde::{Deserialize, Deserializer, Serializer};
use std::collections::BTreeSet;
use strum::EnumIter;

/// One side of a row by which rows are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Facet {
    /// The change it belongs to.
    Change,
    /// Its status.
    Status,
    /// The organisations of its spread.
    Organisation,
    /// Its owner.
    Owner,
    /// How it stands to its date.
    Due,
    /// Whether it was looked at this quarter.
    Reviewed,
    /// What was noticed about it.
    Findings,
}

/// How a row that is neither done nor stopped stands to its date. Counted as the overview counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum DueKind {
    /// Its date has passed.
    Overdue,
    /// It falls due by the end of the quarter after the assessment's.
    Next,
    /// There is no date in its "when by".
    NoDate,
}

/// What was noticed about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Noticed {
    /// Anything.
    Any,
    /// Something is missing.
    Gap,
    /// Something is to be decided.
    Question,
    /// A gap that no action answers.
    GapWithoutAction,
}

/// One value of one facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A change.
    Change(ChangeKey),
    /// A kind of status.
    Status(StatusKind),
    /// An organisation by its name, in any case; empty for rows that name none.
    Organisation(String),
    /// An owner, in any case; empty for rows without one.
    Owner(String),
    /// How it stands to its date.
    Due(DueKind),
    /// Looked at this quarter, or not yet.
    Reviewed(bool),
    /// What was noticed about it.
    Findings(Noticed),
}

impl Facet {
    /// Its name, as on a button.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Change => "Change",
            Self::Status => "Status",
            Self::Organisation => "Organisation",
            Self::Owner => "Owner",
            Self::Due => "Due",
            Self::Reviewed => "Reviewed",
            Self::Findings => "Findings",
        }
    }
}

impl Value {
    /// The facet it is a value of.
    #[must_use]
    pub const fn facet(&self) -> Facet {
        match self {
            Self::Change(_) => Facet::Change,
            Self::Status(_) => Facet::Status,
            Self::Organisation(_) => Facet::Organisation,
            Self::Owner(_) => Facet::Owner,
            Self::Due(_) => Facet::Due,
            Self::Reviewed(_) => Facet::Reviewed,
            Self::Findings(_) => Facet::Findings,
        }
    }

    /// Whether they are the same but for upper and lower case.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Organisation(one), Self::Organisation(other)) | (Self::Owner(one), Self::Owner(other)) => {
                fold_name(one) == fold_name(other)
            }
            _ => self == other,
        }
    }

    /// What it is called in a list of choices.
    #[must_use]
    pub fn words(&self, framework: &Framework) -> String {
        match self {
            Self::Change(key) => match (framework.number(key), framework.change(key)) {
                (Some(number), Some(change)) => format!("{number} {}", change.short),
                _ => key.to_string(),
            },
            Self::Status(StatusKind::At(level)) => format!("{} {level}", level.number()),
            Self::Status(StatusKind::Split) => "Split".to_owned(),
            Self::Status(StatusKind::Unknown) => "Unknown".to_owned(),
            Self::Organisation(name) if name.is_empty() => "None named".to_owned(),
            Self::Owner(name) if name.is_empty() => "Not given".to_owned(),
            Self::Organisation(name) | Self::Owner(name) => name.clone(),
            Self::Due(DueKind::Overdue) => "Overdue".to_owned(),
            Self::Due(DueKind::Next) => "Due next quarter".to_owned(),
            Self::Due(DueKind::NoDate) => "Without a date".to_owned(),
            Self::Reviewed(true) => "Yes".to_owned(),
            Self::Reviewed(false) => "Not yet".to_owned(),
            Self::Findings(Noticed::Any) => "Any finding".to_owned(),
            Self::Findings(Noticed::Gap) => "Something is missing".to_owned(),
            Self::Findings(Noticed::Question) => "Something to decide".to_owned(),
            Self::Findings(Noticed::GapWithoutAction) => "Gap without an action".to_owned(),
        }
    }

    fn to_text(&self) -> String {
        match self {
            Self::Change(key) => format!("change:{key}"),
            Self::Status(StatusKind::At(level)) => format!("status:{}", level.key()),
            Self::Status(StatusKind::Split) => "status:split".to_owned(),
            Self::Status(StatusKind::Unknown) => "status:unknown".to_owned(),
            Self::Organisation(name) => format!("organisation:{name}"),
            Self::Owner(name) => format!("owner:{name}"),
            Self::Due(DueKind::Overdue) => "due:overdue".to_owned(),
            Self::Due(DueKind::Next) => "due:next".to_owned(),
            Self::Due(DueKind::NoDate) => "due:no_date".to_owned(),
            Self::Reviewed(reviewed) => format!("reviewed:{}", if *reviewed { "yes" } else { "no" }),
            Self::Findings(Noticed::Any) => "finding:any".to_owned(),
            Self::Findings(Noticed::Gap) => "finding:gap".to_owned(),
            Self::Findings(Noticed::Question) => "finding:question".to_owned(),
            Self::Findings(Noticed::GapWithoutAction) => "finding:gap_without_action".to_owned(),
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        let (facet, value) = text.split_once(':')?;
        Some(match (facet, value) {
            ("change", key) => Self::Change(ChangeKey::new(key).ok()?),
            ("status", "split") => Self::Status(StatusKind::Split),
            ("status", "unknown") => Self::Status(StatusKind::Unknown),
            ("status", key) => Self::Status(StatusKind::At(Level::all().find(|level| level.key() == key)?)),
            ("organisation", name) => Self::Organisation(name.to_owned()),
            ("owner", name) => Self::Owner(name.to_owned()),
            ("due", "overdue") => Self::Due(DueKind::Overdue),
            ("due", "next") => Self::Due(DueKind::Next),
            ("due", "no_date") => Self::Due(DueKind::NoDate),
            ("reviewed", "yes") => Self::Reviewed(true),
            ("reviewed", "no") => Self::Reviewed(false),
            ("finding", "any") => Self::Findings(Noticed::Any),
            ("finding", "gap") => Self::Findings(Noticed::Gap),
            ("finding", "question") => Self::Findings(Noticed::Question),
            ("finding", "gap_without_action") => Self::Findings(Noticed::GapWithoutAction),
            _ => return None,
        })
    }
}

/// Writes values as their texts.
pub(super) fn write<S: Serializer>(values: &BTreeSet<Value>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(Value::to_text))
}

/// Reads values from their texts, leaving out what this version does not know.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Value>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(texts.iter().filter_map(|text| Value::from_text(text)).collect())
}
