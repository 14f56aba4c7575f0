//! What each part of a file is made of, so that a part which is damaged can be taken apart: its fields, and how each is read.

use super::assessment::{
    ChangeFile, DecisionFile, DelayedDaysFile, DueFile, FundingFile, GlossaryFile, MarkFile, MetricFile, PlanFile,
    PriorityFile, ReopeningFile, RowFile, SourceFile, StateFile, StatusFile, ValueFile, WordingFile,
};
use super::conflict::{ConflictFile, KeptTextFile, SameRowFile};
use super::value::{Better, Delivery, Level, Number, Text, Word};
use crate::format::from_ron;
use crate::model::{ChangeKey, FrameworkId, Period, Quarter, RowId};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// Whether a text is a value of that kind.
pub(in crate::format) type Reads = fn(&str) -> bool;

fn reads<T: DeserializeOwned>(text: &str) -> bool {
    from_ron::<T>(text).is_ok()
}

/// Whether a text is a list of plans, no two for one quarter.
fn reads_plans(text: &str) -> bool {
    let mut quarters = BTreeSet::new();
    from_ron::<Vec<PlanFile>>(text).is_ok_and(|plans| plans.iter().all(|plan| quarters.insert(plan.quarter.0)))
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::format) enum Shape {
    /// A value that is read as a whole or not at all.
    One(Reads),
    /// A list, of which each item is read for itself; and whether the items may stand together.
    List(&'static Item, Option<Reads>),
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub(in crate::format) struct FieldShape {
    pub(in crate::format) name: &'static str,
    pub(in crate::format) shape: Shape,
}

/// What an item of a list is.
#[derive(Debug)]
pub(in crate::format) struct Item {
    /// Whether a text is such an item.
    pub(in crate::format) whole: Reads,
    /// Its fields, of which the first names it; none where it is read as a whole or not at all.
    pub(in crate::format) fields: &'static [FieldShape],
    /// The fields without which there is none, with what stands in for them where that says no more than is known.
    pub(in crate::format) needed: &'static [(&'static str, StandIn)],
}

/// What stands in for a field that is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum StandIn {
    /// Nothing can.
    Nothing,
    /// These words, which say that it is not known.
    Unknown(&'static str),
    /// An id that is given later.
    Id(&'static str),
    /// What the rows round it have.
    Neighbour(&'static str),
}

const fn one<T: DeserializeOwned>(name: &'static str) -> FieldShape {
    FieldShape { name, shape: Shape::One(reads::<T>) }
}

const fn list(name: &'static str, item: &'static Item) -> FieldShape {
    FieldShape { name, shape: Shape::List(item, None) }
}

const fn plain<T: DeserializeOwned>() -> Item {
    Item { whole: reads::<T>, fields: &[], needed: &[] }
}

/// What stands in for the id of a row until it is given one.
pub(in crate::format) const NO_ID: &str = "\"no-id\"";
/// What stands in for the change of a row until the rows round it are known.
pub(in crate::format) const NO_CHANGE: &str = "\"no-change\"";

static TEXTS: Item = plain::<Text>();
static REOPENINGS: Item = plain::<ReopeningFile>();
static PLANS: Item = plain::<PlanFile>();
static FUNDING: Item = plain::<FundingFile>();
static WORDINGS: Item = plain::<WordingFile>();
static MARKS: Item = plain::<MarkFile>();
static VALUES: Item = plain::<ValueFile>();
static PRIORITIES: Item = plain::<PriorityFile>();
static DECISIONS: Item = plain::<DecisionFile>();
static GLOSSARY: Item = plain::<GlossaryFile>();
static SAME_ROWS: Item = plain::<SameRowFile>();
static KEPT_TEXTS: Item = plain::<KeptTextFile>();
static CONFLICTS: Item = plain::<ConflictFile>();

static CHANGES: Item = Item {
    whole: reads::<ChangeFile>,
    fields: &[
        one::<Word<ChangeKey>>("change"),
        one::<Option<Level>>("now"),
        FieldShape { name: "planned", shape: Shape::List(&PLANS, Some(reads_plans)) },
        one::<Text>("why"),
        one::<Text>("performance_issues"),
        one::<Text>("challenges"),
        one::<Text>("milestones"),
        one::<Text>("support_needed"),
        one::<Text>("embed_further"),
        one::<Text>("improvements"),
        list("funding", &FUNDING),
        list("notes", &TEXTS),
        list("local_wording", &WORDINGS),
    ],
    needed: &[("change", StandIn::Nothing)],
};

static ROWS: Item = Item {
    whole: reads::<RowFile>,
    fields: &[
        one::<Word<RowId>>("id"),
        one::<Word<ChangeKey>>("change"),
        one::<Text>("where_now"),
        one::<StatusFile>("status"),
        one::<Text>("spread"),
        one::<Text>("gaps"),
        one::<Text>("needs"),
        one::<Option<DueFile>>("due"),
        one::<Text>("owner"),
        one::<Option<Delivery>>("delivery"),
        one::<Text>("progress"),
        list("evidence", &TEXTS),
        one::<bool>("reviewed"),
        one::<Option<SourceFile>>("source"),
        list("marks", &MARKS),
    ],
    needed: &[
        ("id", StandIn::Id(NO_ID)),
        ("change", StandIn::Neighbour(NO_CHANGE)),
        ("status", StandIn::Unknown("Unknown(\"\")")),
    ],
};

static METRICS: Item = Item {
    whole: reads::<MetricFile>,
    fields: &[
        one::<Text>("name"),
        one::<Text>("unit"),
        one::<Better>("better"),
        one::<Option<Number>>("target"),
        one::<Option<Word<Period>>>("target_by"),
        list("values", &VALUES),
        one::<Option<DelayedDaysFile>>("delayed_days"),
        one::<Text>("note"),
    ],
    needed: &[("better", StandIn::Nothing)],
};

/// The fields of an assessment, in the order in which they are written.
pub(in crate::format) static ASSESSMENT: [FieldShape; 18] = [
    one::<u32>("format"),
    one::<Text>("place"),
    one::<Word<Quarter>>("quarter"),
    one::<Word<NaiveDate>>("as_at"),
    one::<Word<FrameworkId>>("framework"),
    one::<Text>("prepared_by"),
    one::<StateFile>("state"),
    list("reopenings", &REOPENINGS),
    list("notes", &TEXTS),
    list("changes", &CHANGES),
    list("rows", &ROWS),
    list("metrics", &METRICS),
    list("priorities", &PRIORITIES),
    list("decisions", &DECISIONS),
    list("glossary", &GLOSSARY),
    list("same_rows", &SAME_ROWS),
    list("kept_texts", &KEPT_TEXTS),
    list("undecided", &CONFLICTS),
];

/// The header of a file, each part of it by its name.
pub(in crate::format) mod header {
    use super::super::value::Written as _;
    use super::{FrameworkId, NaiveDate, Quarter, from_ron};

    /// The quarter that a text gives.
    pub(in crate::format) fn quarter(text: &str) -> Option<Quarter> {
        Quarter::read(&from_ron::<String>(text).ok()?).ok()
    }

    /// The edition that a text gives.
    pub(in crate::format) fn framework(text: &str) -> Option<FrameworkId> {
        FrameworkId::read(&from_ron::<String>(text).ok()?).ok()
    }

    /// The quarter that a day is in.
    pub(in crate::format) fn quarter_of(text: &str) -> Option<Quarter> {
        Quarter::of(NaiveDate::read(&from_ron::<String>(text).ok()?).ok()?)
    }

    /// How a day is written.
    pub(in crate::format) fn day(day: NaiveDate) -> String {
        day.written()
    }
}
