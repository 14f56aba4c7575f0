//! What two people wrote differently, as it stands in a file until somebody decides, and which rows of other files are
//! the same.
//!
//! A conflict whose values are none that can stand at its place is refused where it is read, for the reader is the one
//! that still knows the line. That no such place or row is in the assessment is allowed: a row may have been deleted since.

use super::assessment::{
    ChangeFile, DecisionFile, DueFile, FundingFile, GlossaryFile, MarkFile, MetricFile, PriorityFile, ReopeningFile,
    RowFile, SourceFile, StateFile, StatusFile, WordingFile,
};
use super::layout::{blank, one_line};
use super::value::{ChangeText, ConflictKind, Delivery, Level, RowField, Text, Word};
use crate::model::{ChangeKey, FrameworkId, Quarter, RowId};
use chrono::NaiveDate;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SameRowFile {
    pub(super) row: Word<RowId>,
    pub(super) other: Word<RowId>,
    pub(super) same: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptTextFile {
    pub(super) at: SpotFile,
    pub(super) digest: Text,
    pub(super) reason: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "ConflictFields")]
pub(super) struct ConflictFile {
    pub(super) at: SpotFile,
    pub(super) kind: ConflictKind,
    #[serde(skip_serializing_if = "nothing", serialize_with = "by_size")]
    pub(super) base: WhatFile,
    #[serde(serialize_with = "side_by_size")]
    pub(super) mine: SideFile,
    #[serde(serialize_with = "side_by_size")]
    pub(super) theirs: SideFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConflictFields {
    at: SpotFile,
    kind: ConflictKind,
    #[serde(default)]
    base: WhatFile,
    mine: SideFile,
    theirs: SideFile,
}

impl TryFrom<ConflictFields> for ConflictFile {
    type Error = &'static str;

    fn try_from(it: ConflictFields) -> Result<Self, Self::Error> {
        if [&it.base, &it.mine.value, &it.theirs.value].into_iter().all(|what| it.at.takes(what)) {
            Ok(Self { at: it.at, kind: it.kind, base: it.base, mine: it.mine, theirs: it.theirs })
        } else {
            Err("a value that cannot stand where the conflict is")
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SideFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) by: Text,
    #[serde(default, skip_serializing_if = "nothing")]
    pub(super) value: WhatFile,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) reason: Text,
}

/// Where it is. What is undecided cannot itself be a place to decide: it is never written.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum SpotFile {
    Place,
    Quarter,
    AsAt,
    Framework,
    PreparedBy,
    State,
    Reopenings,
    Notes,
    Judgement(Word<ChangeKey>),
    Level(Word<ChangeKey>),
    Plan(Word<ChangeKey>, Word<Quarter>),
    Text(Word<ChangeKey>, ChangeText),
    Funding(Word<ChangeKey>),
    ChangeNotes(Word<ChangeKey>),
    LocalWording(Word<ChangeKey>),
    Row(Word<RowId>),
    Cell(Word<RowId>, RowField),
    Source(Word<RowId>),
    Marks(Word<RowId>),
    Order(Word<ChangeKey>),
    Metric(Text, usize),
    Priorities,
    Decisions,
    Glossary,
    SameRows,
    KeptTexts,
    Position(Word<RowId>),
    #[serde(skip)]
    Undecided,
}

/// What stands there.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum WhatFile {
    #[default]
    Nothing,
    Text(Text),
    Quarter(Word<Quarter>),
    Day(Word<NaiveDate>),
    Framework(Word<FrameworkId>),
    State(StateFile),
    Level(Level),
    Status(StatusFile),
    Due(DueFile),
    Delivery(Delivery),
    Change(Word<ChangeKey>),
    Yes,
    Lines(Vec<Text>),
    Judgement(Box<ChangeFile>),
    Row(Box<RowFile>),
    Source(SourceFile),
    Marks(Vec<MarkFile>),
    Order(Vec<Word<RowId>>),
    Funding(Vec<FundingFile>),
    LocalWording(Vec<WordingFile>),
    Reopenings(Vec<ReopeningFile>),
    Metric(Box<MetricFile>),
    Priorities(Vec<PriorityFile>),
    Decisions(Vec<DecisionFile>),
    Glossary(Vec<GlossaryFile>),
    SameRows(Vec<SameRowFile>),
    KeptTexts(Vec<KeptTextFile>),
    Position(usize),
    #[serde(skip)]
    Undecided,
}

impl WhatFile {
    /// Whether it reads better on lines of its own.
    const fn large(&self) -> bool {
        matches!(self, Self::Judgement(_) | Self::Row(_) | Self::Metric(_))
    }
}

fn nothing(what: &WhatFile) -> bool {
    matches!(what, WhatFile::Nothing)
}

fn by_size<S: Serializer>(what: &WhatFile, serializer: S) -> Result<S::Ok, S::Error> {
    if what.large() { what.serialize(serializer) } else { one_line(what, serializer) }
}

fn side_by_size<S: Serializer>(side: &SideFile, serializer: S) -> Result<S::Ok, S::Error> {
    if side.value.large() { side.serialize(serializer) } else { one_line(side, serializer) }
}

impl SpotFile {
    /// Whether that can stand here. Nothing can stand everywhere: there may be no such change or row.
    fn takes(&self, what: &WhatFile) -> bool {
        use WhatFile as What;
        match (self, what) {
            (_, What::Nothing)
            | (Self::Place | Self::PreparedBy | Self::Text(..), What::Text(_))
            | (Self::Quarter, What::Quarter(_))
            | (Self::AsAt, What::Day(_))
            | (Self::Framework, What::Framework(_))
            | (Self::State, What::State(_))
            | (Self::Reopenings, What::Reopenings(_))
            | (Self::Notes | Self::ChangeNotes(_), What::Lines(_))
            | (Self::Level(_) | Self::Plan(..), What::Level(_))
            | (Self::Funding(_), What::Funding(_))
            | (Self::LocalWording(_), What::LocalWording(_))
            | (Self::Source(_), What::Source(_))
            | (Self::Marks(_), What::Marks(_))
            | (Self::Order(_), What::Order(_))
            | (Self::Priorities, What::Priorities(_))
            | (Self::Decisions, What::Decisions(_))
            | (Self::Glossary, What::Glossary(_))
            | (Self::SameRows, What::SameRows(_))
            | (Self::KeptTexts, What::KeptTexts(_))
            | (Self::Position(_), What::Position(_)) => true,
            (Self::Judgement(key), What::Judgement(judgement)) => judgement.change.0 == key.0,
            (Self::Row(id), What::Row(row)) => row.id.0 == id.0,
            (Self::Metric(name, _), What::Metric(metric)) => metric.name.0 == name.0,
            (Self::Cell(_, field), what) => takes_cell(*field, what),
            _ => false,
        }
    }
}

fn takes_cell(field: RowField, what: &WhatFile) -> bool {
    use RowField as Field;
    use WhatFile as What;
    matches!(
        (field, what),
        (Field::Change, What::Change(_))
            | (
                Field::WhereNow | Field::Spread | Field::Gaps | Field::Needs | Field::Owner | Field::Progress,
                What::Text(_)
            )
            | (Field::Status, What::Status(_))
            | (Field::Due, What::Due(_))
            | (Field::Delivery, What::Delivery(_))
            | (Field::Evidence, What::Lines(_))
            | (Field::Reviewed, What::Yes)
    )
}
