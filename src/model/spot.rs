//! Where in an assessment something stands, and what stands there: the common tongue of comparing and merging.
//!
//! Every field of an assessment belongs to exactly one [`Spot`], so that two assessments with equal values at every spot
//! (and rows in the same order) are equal.

use super::{
    ActionRow, Assessment, ChangeJudgement, ChangeKey, ChangeText, Conflict, Decision, Delivery, Due, FrameworkId,
    Funding, GlossaryEntry, KeptText, Level, LocalWording, Mark, Metric, Priority, Quarter, Reopening, RowField, RowId,
    SameRow, Source, Spread, State, Status,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// Where in an assessment something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// Whose assessment it is.
    Place,
    /// The quarter it is for.
    Quarter,
    /// The day it speaks of.
    AsAt,
    /// The edition it judges by.
    Framework,
    /// Who prepared it.
    PreparedBy,
    /// Draft or sealed.
    State,
    /// Each time it was reopened.
    Reopenings,
    /// Remarks on the whole.
    Notes,
    /// The judgement of a change as a whole: there or not.
    Judgement(ChangeKey),
    /// The level of a change.
    Level(ChangeKey),
    /// The level planned for a change by a quarter.
    Plan(ChangeKey, Quarter),
    /// A text of a change.
    Text(ChangeKey, ChangeText),
    /// The money mapped to a change.
    Funding(ChangeKey),
    /// Remarks on a change.
    ChangeNotes(ChangeKey),
    /// The place's own wording of the levels of a change.
    LocalWording(ChangeKey),
    /// A row as a whole: there or not.
    Row(RowId),
    /// A field of a row.
    Cell(RowId, RowField),
    /// The line a row came from.
    Source(RowId),
    /// What was assumed of a row when it was imported.
    Marks(RowId),
    /// The order of the rows of a change.
    Order(ChangeKey),
    /// A metric, by its name, and by how many of that name stand before it.
    Metric(String, usize),
    /// What comes first this year.
    Priorities,
    /// What meetings decided.
    Decisions,
    /// Local abbreviations.
    Glossary,
    /// Which rows of other files are the same.
    SameRows,
    /// What may stay though it looks like an identifier.
    KeptTexts,
    /// What is not decided.
    Undecided,
    /// The place of a row among those of its change.
    Position(RowId),
}

/// What stands at a [`Spot`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: not assessed, not planned, no such row.
    Nothing,
    /// Words. What the words of a cell mean follows from its field.
    Text(String),
    /// A quarter.
    Quarter(Quarter),
    /// A day.
    Day(NaiveDate),
    /// An edition of the model.
    Framework(FrameworkId),
    /// Draft or sealed.
    State(State),
    /// A level.
    Level(Level),
    /// The status of a row.
    Status(Status),
    /// When a row is due.
    Due(Due),
    /// How far the action of a row has come.
    Delivery(Delivery),
    /// The change a row belongs to.
    Change(ChangeKey),
    /// Yes, as the mark of the review.
    Yes,
    /// Lines of text: notes, evidence.
    Lines(Vec<String>),
    /// The judgement of a change.
    Judgement(Box<ChangeJudgement>),
    /// A row.
    Row(Arc<ActionRow>),
    /// The line a row came from.
    Source(Source),
    /// What was assumed of a row.
    Marks(Vec<Mark>),
    /// Rows in order.
    Order(Vec<RowId>),
    /// Money.
    Funding(Vec<Funding>),
    /// The place's own wording of levels.
    LocalWording(Vec<LocalWording>),
    /// Times it was reopened.
    Reopenings(Vec<Reopening>),
    /// A metric.
    Metric(Box<Metric>),
    /// What comes first.
    Priorities(Vec<Priority>),
    /// What was decided.
    Decisions(Vec<Decision>),
    /// Abbreviations.
    Glossary(Vec<GlossaryEntry>),
    /// Which rows are the same.
    SameRows(Vec<SameRow>),
    /// What may stay though it looks like an identifier.
    KeptTexts(Vec<KeptText>),
    /// What is not decided.
    Undecided(Vec<Conflict>),
    /// A place in a list, 1 for the first.
    Position(usize),
}

/// Why a value cannot be put where it was to stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PutRefused {
    /// The change is not judged here.
    #[error("the change “{0}” is not judged here")]
    NoChange(ChangeKey),
    /// There is no such row.
    #[error("there is no row “{0}”")]
    NoRow(RowId),
    /// It is a value of another kind than what stands there.
    #[error("a value of another kind")]
    OtherKind,
}

impl Spot {
    /// The change that it is about; a row knows its own.
    #[must_use]
    pub const fn change(&self) -> Option<&ChangeKey> {
        match self {
            Self::Judgement(key)
            | Self::Level(key)
            | Self::Plan(key, _)
            | Self::Text(key, _)
            | Self::Funding(key)
            | Self::ChangeNotes(key)
            | Self::LocalWording(key)
            | Self::Order(key) => Some(key),
            _ => None,
        }
    }

    /// The row that it is about.
    #[must_use]
    pub const fn row(&self) -> Option<&RowId> {
        match self {
            Self::Row(id) | Self::Cell(id, _) | Self::Source(id) | Self::Marks(id) | Self::Position(id) => Some(id),
            _ => None,
        }
    }

    /// The name as a machine reads it: `level`, `plan`, `where_now`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Quarter => "quarter",
            Self::AsAt => "as_at",
            Self::Framework => "framework",
            Self::PreparedBy => "prepared_by",
            Self::State => "state",
            Self::Reopenings => "reopenings",
            Self::Notes => "notes",
            Self::Judgement(_) => "judgement",
            Self::Level(_) => "level",
            Self::Plan(..) => "plan",
            Self::Text(_, text) => text.key(),
            Self::Funding(_) => "funding",
            Self::ChangeNotes(_) => "change_notes",
            Self::LocalWording(_) => "local_wording",
            Self::Row(_) => "row",
            Self::Cell(_, field) => field.key(),
            Self::Source(_) => "source",
            Self::Marks(_) => "marks",
            Self::Order(_) => "order",
            Self::Metric(..) => "metric",
            Self::Priorities => "priorities",
            Self::Decisions => "decisions",
            Self::Glossary => "glossary",
            Self::SameRows => "same_rows",
            Self::KeptTexts => "kept_texts",
            Self::Undecided => "undecided",
            Self::Position(_) => "position",
        }
    }

    /// What is called so: “Level”, “Plan for Q4 2019/20”, “Gaps”.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Place => "Place".to_owned(),
            Self::Quarter => "Quarter".to_owned(),
            Self::AsAt => "As-at day".to_owned(),
            Self::Framework => "Framework".to_owned(),
            Self::PreparedBy => "Prepared by".to_owned(),
            Self::State => "State".to_owned(),
            Self::Reopenings => "Reopenings".to_owned(),
            Self::Notes => "Remarks".to_owned(),
            Self::Judgement(_) => "Judgement".to_owned(),
            Self::Level(_) => "Level".to_owned(),
            Self::Plan(_, quarter) => format!("Plan for {quarter}"),
            Self::Text(_, text) => text.name().to_owned(),
            Self::Funding(_) => "Funding".to_owned(),
            Self::ChangeNotes(_) => "Remarks on the change".to_owned(),
            Self::LocalWording(_) => "Local wording".to_owned(),
            Self::Row(_) => "Row".to_owned(),
            Self::Cell(_, field) => field.name().to_owned(),
            Self::Source(_) => "Source line".to_owned(),
            Self::Marks(_) => "Remarks on the import".to_owned(),
            Self::Order(_) => "Order of rows".to_owned(),
            Self::Metric(name, _) => format!("Metric: {name}"),
            Self::Priorities => "Priorities".to_owned(),
            Self::Decisions => "Decisions".to_owned(),
            Self::Glossary => "Local glossary".to_owned(),
            Self::SameRows => "Rows that are the same".to_owned(),
            Self::KeptTexts => "Texts kept on purpose".to_owned(),
            Self::Undecided => "Not decided".to_owned(),
            Self::Position(_) => "Place in the table".to_owned(),
        }
    }
}

impl Value {
    /// Words, or nothing where there are none.
    #[must_use]
    pub fn text(words: &str) -> Self {
        if words.is_empty() { Self::Nothing } else { Self::Text(words.to_owned()) }
    }

    /// Whether nothing stands there.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    fn list<T: Clone>(items: &[T], value: impl FnOnce(Vec<T>) -> Self) -> Self {
        if items.is_empty() { Self::Nothing } else { value(items.to_vec()) }
    }
}

/// Takes a value of one kind apart; `Nothing` is the kind's empty value.
macro_rules! taken {
    ($value:expr, $kind:ident) => {
        match $value {
            Value::$kind(it) => it,
            Value::Nothing => Default::default(),
            _ => return Err(PutRefused::OtherKind),
        }
    };
}

/// As [`taken`], with no empty value.
macro_rules! needed {
    ($value:expr, $kind:ident) => {
        match $value {
            Value::$kind(it) => it,
            _ => return Err(PutRefused::OtherKind),
        }
    };
}

impl ActionRow {
    /// What stands in a field.
    #[must_use]
    pub fn value(&self, field: RowField) -> Value {
        match field {
            RowField::Change => Value::Change(self.change.clone()),
            RowField::WhereNow => Value::text(&self.where_now),
            RowField::Status => match &self.status {
                Status::Unknown(typed) if typed.is_empty() => Value::Nothing,
                status => Value::Status(status.clone()),
            },
            RowField::Spread => Value::text(self.spread.typed()),
            RowField::Gaps => Value::text(&self.gaps),
            RowField::Needs => Value::text(&self.needs),
            RowField::Due => {
                if self.due == Due::default() {
                    Value::Nothing
                } else {
                    Value::Due(self.due.clone())
                }
            }
            RowField::Owner => Value::text(&self.owner),
            RowField::Delivery => self.delivery.map_or(Value::Nothing, Value::Delivery),
            RowField::Progress => Value::text(&self.progress),
            RowField::Evidence => Value::list(&self.evidence, Value::Lines),
            RowField::Reviewed => {
                if self.reviewed {
                    Value::Yes
                } else {
                    Value::Nothing
                }
            }
        }
    }

    /// Whether the same stands in a field of two rows, as [`ActionRow::value`] has it, without a copy of it.
    #[must_use]
    pub fn same_value(&self, other: &Self, field: RowField) -> bool {
        match field {
            RowField::Change => self.change == other.change,
            RowField::WhereNow => self.where_now == other.where_now,
            RowField::Status => self.status == other.status,
            RowField::Spread => self.spread == other.spread,
            RowField::Gaps => self.gaps == other.gaps,
            RowField::Needs => self.needs == other.needs,
            RowField::Due => self.due == other.due,
            RowField::Owner => self.owner == other.owner,
            RowField::Delivery => self.delivery == other.delivery,
            RowField::Progress => self.progress == other.progress,
            RowField::Evidence => self.evidence == other.evidence,
            RowField::Reviewed => self.reviewed == other.reviewed,
        }
    }

    /// Puts a value into a field.
    ///
    /// # Errors
    /// [`PutRefused::OtherKind`] when it is none that the field can have.
    pub fn put(&mut self, field: RowField, value: Value) -> Result<(), PutRefused> {
        match field {
            RowField::Change => self.change = needed!(value, Change),
            RowField::WhereNow => self.where_now = taken!(value, Text),
            RowField::Status => {
                self.status = match value {
                    Value::Status(status) => status,
                    Value::Nothing => Status::blank(),
                    _ => return Err(PutRefused::OtherKind),
                }
            }
            RowField::Spread => self.spread = Spread::new(taken!(value, Text)),
            RowField::Gaps => self.gaps = taken!(value, Text),
            RowField::Needs => self.needs = taken!(value, Text),
            RowField::Due => self.due = taken!(value, Due),
            RowField::Owner => self.owner = taken!(value, Text),
            RowField::Delivery => {
                self.delivery = match value {
                    Value::Delivery(delivery) => Some(delivery),
                    Value::Nothing => None,
                    _ => return Err(PutRefused::OtherKind),
                }
            }
            RowField::Progress => self.progress = taken!(value, Text),
            RowField::Evidence => self.evidence = taken!(value, Lines),
            RowField::Reviewed => {
                self.reviewed = match value {
                    Value::Yes => true,
                    Value::Nothing => false,
                    _ => return Err(PutRefused::OtherKind),
                }
            }
        }
        Ok(())
    }
}

impl Assessment {
    /// What stands at a spot; [`Value::Nothing`] where there is no such change or row.
    #[must_use]
    pub fn value(&self, spot: &Spot) -> Value {
        let judged =
            |key: &ChangeKey, value: &dyn Fn(&ChangeJudgement) -> Value| self.change(key).map_or(Value::Nothing, value);
        let row = |id: &RowId, value: &dyn Fn(&Arc<ActionRow>) -> Value| self.row(id).map_or(Value::Nothing, value);
        match spot {
            Spot::Place => Value::text(&self.place),
            Spot::Quarter => Value::Quarter(self.quarter),
            Spot::AsAt => Value::Day(self.as_at),
            Spot::Framework => Value::Framework(self.framework.clone()),
            Spot::PreparedBy => Value::text(&self.prepared_by),
            Spot::State => Value::State(self.state.clone()),
            Spot::Reopenings => Value::list(&self.reopenings, Value::Reopenings),
            Spot::Notes => Value::list(&self.notes, Value::Lines),
            Spot::Judgement(key) => judged(key, &|it| Value::Judgement(Box::new(it.clone()))),
            Spot::Level(key) => judged(key, &|it| it.now.map_or(Value::Nothing, Value::Level)),
            Spot::Plan(key, quarter) => {
                judged(key, &|it| it.planned_for(*quarter).map_or(Value::Nothing, Value::Level))
            }
            Spot::Text(key, text) => judged(key, &|it| Value::text(it.texts.get(*text))),
            Spot::Funding(key) => judged(key, &|it| Value::list(&it.funding, Value::Funding)),
            Spot::ChangeNotes(key) => judged(key, &|it| Value::list(&it.notes, Value::Lines)),
            Spot::LocalWording(key) => judged(key, &|it| Value::list(&it.local_wording, Value::LocalWording)),
            Spot::Row(id) => row(id, &|row| Value::Row(Arc::clone(row))),
            Spot::Cell(id, field) => row(id, &|row| row.value(*field)),
            Spot::Source(id) => row(id, &|row| row.source.clone().map_or(Value::Nothing, Value::Source)),
            Spot::Marks(id) => row(id, &|row| Value::list(&row.marks, Value::Marks)),
            Spot::Order(key) => Value::Order(self.rows_of(key).map(|row| row.id.clone()).collect()),
            Spot::Metric(name, nth) => self
                .metrics
                .iter()
                .filter(|metric| metric.name == *name)
                .nth(*nth)
                .map_or(Value::Nothing, |metric| Value::Metric(Box::new(metric.clone()))),
            Spot::Priorities => Value::list(&self.priorities, Value::Priorities),
            Spot::Decisions => Value::list(&self.decisions, Value::Decisions),
            Spot::Glossary => Value::list(&self.glossary, Value::Glossary),
            Spot::SameRows => Value::list(&self.same_rows, Value::SameRows),
            Spot::KeptTexts => Value::list(&self.kept_texts, Value::KeptTexts),
            Spot::Undecided => Value::list(&self.undecided, Value::Undecided),
            Spot::Position(id) => row(id, &|row| {
                let mut of_change = self.rows_of(&row.change);
                of_change.position(|other| other.id == *id).map_or(Value::Nothing, |at| Value::Position(at + 1))
            }),
        }
    }

    /// Puts a value at a spot. A row or judgement that is not there yet comes last; [`Value::Nothing`] takes one away.
    /// Putting an order moves the rows named, among the places that they have now; rows not named stay where they are.
    ///
    /// # Errors
    /// [`PutRefused`]; nothing has changed then.
    pub fn put(&mut self, spot: &Spot, value: Value) -> Result<(), PutRefused> {
        let judged = |it: &mut Self, key: &ChangeKey, put: &mut dyn FnMut(&mut ChangeJudgement)| {
            it.change_mut(key).map(put).ok_or_else(|| PutRefused::NoChange(key.clone()))
        };
        match spot {
            Spot::Place => self.place = taken!(value, Text),
            Spot::Quarter => self.quarter = needed!(value, Quarter),
            Spot::AsAt => self.as_at = needed!(value, Day),
            Spot::Framework => self.framework = needed!(value, Framework),
            Spot::PreparedBy => self.prepared_by = taken!(value, Text),
            Spot::State => self.state = needed!(value, State),
            Spot::Reopenings => self.reopenings = taken!(value, Reopenings),
            Spot::Notes => self.notes = taken!(value, Lines),
            Spot::Judgement(key) => match value {
                Value::Judgement(judgement) if judgement.change == *key => match self.change_mut(key) {
                    Some(known) => *known = *judgement,
                    None => self.changes.push(*judgement),
                },
                Value::Nothing => self.changes.retain(|judgement| judgement.change != *key),
                _ => return Err(PutRefused::OtherKind),
            },
            Spot::Level(key) | Spot::Plan(key, _) => {
                let level = match value {
                    Value::Level(level) => Some(level),
                    Value::Nothing => None,
                    _ => return Err(PutRefused::OtherKind),
                };
                judged(self, key, &mut |it| match spot {
                    Spot::Plan(_, quarter) => it.plan(*quarter, level),
                    _ => it.now = level,
                })?;
            }
            Spot::Text(key, text) => {
                let words: String = taken!(value, Text);
                judged(self, key, &mut |it| it.texts.set(*text, words.clone()))?;
            }
            Spot::Funding(key) => {
                let lines: Vec<Funding> = taken!(value, Funding);
                judged(self, key, &mut |it| it.funding.clone_from(&lines))?;
            }
            Spot::ChangeNotes(key) => {
                let lines: Vec<String> = taken!(value, Lines);
                judged(self, key, &mut |it| it.notes.clone_from(&lines))?;
            }
            Spot::LocalWording(key) => {
                let lines: Vec<LocalWording> = taken!(value, LocalWording);
                judged(self, key, &mut |it| it.local_wording.clone_from(&lines))?;
            }
            Spot::Row(id) => match value {
                Value::Row(row) if row.id == *id => match self.rows.iter_mut().find(|known| known.id == *id) {
                    Some(known) => *known = row,
                    None => self.rows.push(row),
                },
                Value::Nothing => self.rows.retain(|row| row.id != *id),
                _ => return Err(PutRefused::OtherKind),
            },
            Spot::Cell(id, field) => self.row_mut(id)?.put(*field, value)?,
            Spot::Source(id) => {
                let source = match value {
                    Value::Source(source) => Some(source),
                    Value::Nothing => None,
                    _ => return Err(PutRefused::OtherKind),
                };
                self.row_mut(id)?.source = source;
            }
            Spot::Marks(id) => {
                let marks: Vec<Mark> = taken!(value, Marks);
                self.row_mut(id)?.marks = marks;
            }
            Spot::Order(_) => {
                let wanted: Vec<RowId> = taken!(value, Order);
                put_in_order(&mut self.rows, &wanted);
            }
            Spot::Metric(name, nth) => {
                let at = self.metrics.iter().enumerate().filter(|(_, metric)| metric.name == *name).nth(*nth);
                match (at.map(|(at, _)| at), value) {
                    (Some(at), Value::Metric(metric)) => {
                        if let Some(known) = self.metrics.get_mut(at) {
                            *known = *metric;
                        }
                    }
                    (None, Value::Metric(metric)) => self.metrics.push(*metric),
                    (Some(at), Value::Nothing) => {
                        self.metrics.remove(at);
                    }
                    (None, Value::Nothing) => {}
                    _ => return Err(PutRefused::OtherKind),
                }
            }
            Spot::Priorities => self.priorities = taken!(value, Priorities),
            Spot::Decisions => self.decisions = taken!(value, Decisions),
            Spot::Glossary => self.glossary = taken!(value, Glossary),
            Spot::SameRows => self.same_rows = taken!(value, SameRows),
            Spot::KeptTexts => self.kept_texts = taken!(value, KeptTexts),
            Spot::Undecided => self.undecided = taken!(value, Undecided),
            Spot::Position(id) => {
                let change = self.row(id).map(|row| row.change.clone()).ok_or_else(|| PutRefused::NoRow(id.clone()))?;
                let Value::Position(place) = value else { return Err(PutRefused::OtherKind) };
                let mut order: Vec<RowId> =
                    self.rows_of(&change).map(|row| row.id.clone()).filter(|other| other != id).collect();
                order.insert(place.saturating_sub(1).min(order.len()), id.clone());
                put_in_order(&mut self.rows, &order);
            }
        }
        Ok(())
    }

    fn row_mut(&mut self, id: &RowId) -> Result<&mut ActionRow, PutRefused> {
        let row = self.rows.iter_mut().find(|row| row.id == *id);
        row.map(Arc::make_mut).ok_or_else(|| PutRefused::NoRow(id.clone()))
    }
}

/// Moves the rows that are named into that order, among the places that they have now.
fn put_in_order(rows: &mut [Arc<ActionRow>], wanted: &[RowId]) {
    let rank: std::collections::HashMap<&RowId, usize> = wanted.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let places: Vec<usize> =
        (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| rank.contains_key(&row.id))).collect();
    let mut moving: Vec<Arc<ActionRow>> = places.iter().filter_map(|at| rows.get(*at).cloned()).collect();
    moving.sort_by_key(|row| rank.get(&row.id).copied());
    for (at, row) in places.into_iter().zip(moving) {
        if let Some(place) = rows.get_mut(at) {
            *place = row;
        }
    }
}
