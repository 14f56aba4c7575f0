//! The fields of an assessment file, in the order in which they are written.

use super::conflict::{ConflictFile, KeptTextFile, SameRowFile};
use super::layout::{blank, each_on_a_line, one_line};
use super::rows::RowsFile;
use super::value::{Better, Delivery, Level, Month, Number, Rag, RowField, Text, Word};
use crate::model::{self, ChangeKey, DueDate, FrameworkId, Period, Quarter, RowId};
use chrono::NaiveDate;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssessmentFile {
    pub(super) format: u32,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) place: Text,
    pub(super) quarter: Word<Quarter>,
    pub(super) as_at: Word<NaiveDate>,
    pub(super) framework: Word<FrameworkId>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) prepared_by: Text,
    #[serde(serialize_with = "one_line")]
    pub(super) state: StateFile,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) reopenings: Vec<ReopeningFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) notes: Vec<Text>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) changes: Vec<ChangeFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) rows: RowsFile,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) metrics: Vec<MetricFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) priorities: Vec<PriorityFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) decisions: Vec<DecisionFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) glossary: Vec<GlossaryFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) same_rows: Vec<SameRowFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) kept_texts: Vec<KeptTextFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) undecided: Vec<ConflictFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum StateFile {
    Draft,
    Sealed(SealFile),
}

impl StateFile {
    pub(crate) const fn sealed(&self) -> bool {
        matches!(self, Self::Sealed(_))
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) by: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) role: Text,
    pub(super) on: Word<NaiveDate>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) note: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) digest: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) previous: Option<Text>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) chain: Option<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReopeningFile {
    pub(super) on: Word<NaiveDate>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) by: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) reason: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) digest: Option<Text>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) chain: Option<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeFile {
    pub(super) change: Word<ChangeKey>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) now: Option<Level>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line", deserialize_with = "plans")]
    pub(super) planned: Vec<PlanFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) why: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) performance_issues: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) challenges: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) milestones: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) support_needed: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) embed_further: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) improvements: Text,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) funding: Vec<FundingFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) notes: Vec<Text>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) local_wording: Vec<WordingFile>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    pub(super) quarter: Word<Quarter>,
    pub(super) level: Level,
}

/// Plans in order of quarter, in whatever order they stand; two for one quarter are refused.
fn plans<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PlanFile>, D::Error> {
    let mut plans = Vec::<PlanFile>::deserialize(deserializer)?;
    plans.sort_by_key(|plan| plan.quarter.0);
    match plans.iter().zip(plans.iter().skip(1)).find(|(one, next)| one.quarter.0 == next.quarter.0) {
        Some((twice, _)) => Err(D::Error::custom(format!("two plans for {}", twice.quarter.0))),
        None => Ok(plans),
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FundingFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) typed: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) pounds: Option<u64>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) source: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) purpose: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordingFile {
    pub(super) level: Level,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) text: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    pub(super) id: Word<RowId>,
    pub(super) change: Word<ChangeKey>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) where_now: Text,
    pub(super) status: StatusFile,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) spread: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) gaps: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) needs: Text,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "one_line")]
    pub(super) due: Option<DueFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) owner: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) delivery: Option<Delivery>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) progress: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) evidence: Vec<Text>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) reviewed: bool,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "one_line")]
    pub(super) source: Option<SourceFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) marks: Vec<MarkFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum StatusFile {
    At(Level),
    Split(LowerFile),
    Unknown(Text),
}

/// The lower of two neighbouring levels: any but the highest.
#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "Level", into = "Level")]
#[derive(Clone, Copy)]
pub(super) struct LowerFile(pub(super) model::Lower);

impl TryFrom<Level> for LowerFile {
    type Error = &'static str;

    fn try_from(lower: Level) -> Result<Self, Self::Error> {
        let lower = model::Level::from(lower);
        match lower.above().and_then(|above| model::Status::split(lower, above)) {
            Some(model::Status::Split(lower)) => Ok(Self(lower)),
            _ => Err("a split is given by its lower level, and there is none above Exemplary"),
        }
    }
}

impl From<LowerFile> for Level {
    fn from(lower: LowerFile) -> Self {
        lower.0.level().into()
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "DueFields")]
pub(super) struct DueFile {
    pub(super) typed: Text,
    #[serde(skip_serializing_if = "blank")]
    pub(super) reading: Option<ReadingFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueFields {
    typed: Text,
    #[serde(default)]
    reading: Option<ReadingFile>,
}

impl TryFrom<DueFields> for DueFile {
    type Error = &'static str;

    fn try_from(due: DueFields) -> Result<Self, Self::Error> {
        if due.typed.0.trim().is_empty() {
            return Err("a due date without the words that were typed");
        }
        Ok(Self { typed: due.typed, reading: due.reading })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ReadingFile {
    On(Word<DueDate>),
    Several(Vec<Word<DueDate>>),
    Ongoing,
    Depends,
    NotApplicable,
    Undated,
    Unreadable,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) document: Text,
    pub(super) line: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkFile {
    pub(super) field: RowField,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) typed: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) note: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetricFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) name: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) unit: Text,
    pub(super) better: Better,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) target: Option<Number>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) target_by: Option<Word<Period>>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "each_on_a_line")]
    pub(super) values: Vec<ValueFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "one_line")]
    pub(super) delayed_days: Option<DelayedDaysFile>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) note: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    pub(super) period: Word<Period>,
    pub(super) value: Number,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) rag: Option<Rag>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DelayedDaysFile {
    pub(super) adult_population: u32,
    pub(super) population_year: i32,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) months: Vec<(Word<Month>, u32)>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) text: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) change: Option<Word<ChangeKey>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionFile {
    pub(super) on: Word<NaiveDate>,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) by: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) text: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) change: Option<Word<ChangeKey>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GlossaryFile {
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) short: Text,
    #[serde(default, skip_serializing_if = "blank")]
    pub(super) meaning: Text,
}
