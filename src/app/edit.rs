//! What can be changed in a document: each edit names itself, is checked, and is applied to a copy.

use crate::check::{Private, redact};
use crate::compare::{self, Answer};
use crate::format::{self, ReopenRefused, SealRefused, Signing};
use crate::model::{
    ActionRow, Assessment, ChangeKey, ChangeText, Decision, Delivery, Due, Framework, KeptText, Level, Mismatch,
    PutRefused, Quarter, RowField, RowId, SameRow, Spot, Spread, Status, Value, read_yes_no, tidy,
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One change to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets the level of a change now, or says that it is not assessed.
    SetLevel {
        /// The change.
        change: ChangeKey,
        /// The level.
        level: Option<Level>,
    },
    /// Plans a level for a quarter, or takes the plan away.
    SetPlan {
        /// The change.
        change: ChangeKey,
        /// The quarter.
        quarter: Quarter,
        /// The level.
        level: Option<Level>,
    },
    /// Writes one of a change's texts.
    SetChangeText {
        /// The change.
        change: ChangeKey,
        /// Which text.
        text: ChangeText,
        /// Its new words.
        words: String,
    },
    /// Types words into cells: each is read as that field reads words.
    SetCells(Vec<(RowId, RowField, String)>),
    /// Puts new rows in, in that order.
    InsertRows {
        /// The rows, with ids that no row has.
        rows: Vec<Arc<ActionRow>>,
        /// Where they go.
        at: RowPlace,
    },
    /// Several edits as one step, with a name of its own.
    Several {
        /// What it is called in "Undo: …".
        name: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
    /// Deletes rows.
    DeleteRows(Vec<RowId>),
    /// Moves rows up or down past their neighbours of the same change.
    MoveRows {
        /// The rows.
        rows: Vec<RowId>,
        /// Down, or else up.
        down: bool,
    },
    /// Gives rows to another change, behind its last row.
    Reassign {
        /// The rows.
        rows: Vec<RowId>,
        /// The change they go to.
        change: ChangeKey,
    },
    /// Place, quarter, day and who prepared it.
    SetDetails {
        /// Whose assessment it is.
        place: String,
        /// The quarter it is for.
        quarter: Quarter,
        /// The day it speaks of.
        as_at: NaiveDate,
        /// Who prepared it.
        prepared_by: String,
    },
    /// Puts a value where it stands in another assessment: a difference that is taken over.
    Put {
        /// Where.
        spot: Spot,
        /// What.
        value: Value,
    },
    /// Decides a conflict.
    Decide {
        /// Its place in the document's list.
        at: usize,
        /// The answer.
        answer: Answer,
    },
    /// Says whether a row of another assessment is the same as one of this.
    SameRow(SameRow),
    /// Writes down what a meeting decided, behind what is written down already.
    AddDecision(Decision),
    /// Signs the quarter off.
    Seal(Signing),
    /// Opens a sealed quarter again: the only edit that one takes.
    Reopen {
        /// Who opens it.
        by: String,
        /// On what day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Puts `[removed]` in the place of what may identify somebody.
    Redact(Private),
    /// Notes that something may stay though it looks like an identifier, and why.
    KeepText(KeptText),
    /// Becomes what came of a merge.
    Merged {
        /// Whose copy it was merged with.
        with: String,
        /// The two in one.
        assessment: Arc<Assessment>,
    },
    /// Becomes a state that was kept elsewhere: a version, or work that was found again.
    Become {
        /// What it is called in "Undo: …".
        name: String,
        /// That state.
        assessment: Arc<Assessment>,
    },
}

/// Where new rows go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowPlace {
    /// Above a row.
    Above(RowId),
    /// Below a row.
    Below(RowId),
    /// Behind the last row of a change.
    EndOf(ChangeKey),
}

/// Why an edit was not made. The document stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// The document is sealed.
    #[error("the assessment is sealed")]
    Sealed,
    /// The document was written by a newer version of the program.
    #[error("the assessment is of a newer format")]
    Newer,
    /// No such change.
    #[error("there is no change “{0}” in this framework")]
    NoChange(String),
    /// A row that is gone.
    #[error("the row “{0}” is no longer there")]
    NoRow(RowId),
    /// Words that are no delivery state.
    #[error("“{0}” is not a delivery state: Not started, In progress, Done or Stopped")]
    NotDelivery(String),
    /// Words that are neither yes nor no.
    #[error("“{0}” is neither yes nor no")]
    NotYesNo(String),
    /// A place without a name.
    #[error("the place has no name")]
    NoPlace,
    /// What was to be taken out is not there any more.
    #[error("what was found there is gone")]
    Gone,
    /// Something is to be kept, and nothing says why.
    #[error("no reason was given")]
    NoReason,
    /// A value that does not fit where it was to go.
    #[error("{0}")]
    Put(#[from] PutRefused),
    /// The outcome would not fit its framework.
    #[error("{0}")]
    Mismatch(Mismatch),
    /// It cannot be sealed.
    #[error("{0}")]
    Seal(#[from] SealRefused),
    /// It cannot be opened again.
    #[error("{0}")]
    Reopen(#[from] ReopenRefused),
}

impl Edit {
    /// What it is called in "Undo: …".
    #[must_use]
    pub fn label(&self, framework: &Framework) -> String {
        let title =
            |key: &ChangeKey| framework.change(key).map_or_else(|| key.to_string(), |change| change.short.clone());
        match self {
            Self::SetLevel { change, .. } => format!("set level of {}", title(change)),
            Self::SetPlan { change, quarter, .. } => format!("plan {} for {quarter}", title(change)),
            Self::SetChangeText { change, text, .. } => format!("write “{}” of {}", text.name(), title(change)),
            Self::SetCells(cells) => {
                let rows = cells.iter().map(|(row, ..)| row).collect::<HashSet<_>>().len();
                let fields = cells.iter().map(|(_, field, _)| *field).collect::<HashSet<_>>();
                match (fields.into_iter().next(), cells.len() == rows) {
                    (Some(field), true) => format!("set {} of {}", field.name().to_lowercase(), count_rows(rows)),
                    _ => format!("set {} cells in {}", cells.len(), count_rows(rows)),
                }
            }
            Self::InsertRows { rows, .. } if rows.len() == 1 => "add row".to_owned(),
            Self::InsertRows { rows, .. } => format!("add {}", count_rows(rows.len())),
            Self::Several { name, .. } | Self::Become { name, .. } => name.clone(),
            Self::DeleteRows(rows) => format!("delete {}", count_rows(rows.len())),
            Self::MoveRows { rows, down } => {
                format!("move {} {}", count_rows(rows.len()), if *down { "down" } else { "up" })
            }
            Self::Reassign { rows, change } => format!("move {} to {}", count_rows(rows.len()), title(change)),
            Self::SetDetails { .. } => "change place, quarter and day".to_owned(),
            Self::Put { spot, .. } => format!("take over {}", spot.name().to_lowercase()),
            Self::Decide { .. } => "decide a conflict".to_owned(),
            Self::SameRow(SameRow { same: true, .. }) => "say that two rows are the same".to_owned(),
            Self::SameRow(_) => "say that two rows are not the same".to_owned(),
            Self::AddDecision(_) => "record a decision".to_owned(),
            Self::Seal(_) => "sign off".to_owned(),
            Self::Reopen { .. } => "reopen".to_owned(),
            Self::Redact(it) => format!("remove {} from {}", it.kind.name(), it.at.name()),
            Self::KeepText(it) => format!("keep what was found in {}", it.at.name()),
            Self::Merged { with, .. } => format!("merge with {with}"),
        }
    }

    /// Edits with the same text here join while they are being typed.
    #[must_use]
    pub fn joins(&self) -> Option<String> {
        match self {
            Self::SetChangeText { change, text, .. } => Some(format!("{change}/{text:?}")),
            _ => None,
        }
    }

    /// Makes it in `assessment`.
    ///
    /// # Errors
    /// [`EditRefused`]; the copy is then to be thrown away.
    pub fn apply(&self, assessment: &mut Assessment, framework: &Framework) -> Result<(), EditRefused> {
        match self {
            Self::SetLevel { change, level } => judgement(assessment, change)?.now = *level,
            Self::SetPlan { change, quarter, level } => judgement(assessment, change)?.plan(*quarter, *level),
            Self::SetChangeText { change, text, words } => judgement(assessment, change)?.texts.set(*text, tidy(words)),
            Self::SetCells(cells) => {
                let places = places(assessment, cells);
                for (id, field, typed) in cells {
                    let at = places.get(id).copied().ok_or_else(|| EditRefused::NoRow(id.clone()))?;
                    set_cell(assessment, framework, at, *field, typed)?;
                }
            }
            Self::InsertRows { rows, at } => insert_rows(assessment, framework, rows, at)?,
            Self::Several { edits, .. } => {
                for edit in edits {
                    edit.apply(assessment, framework)?;
                }
            }
            Self::DeleteRows(ids) => {
                let gone: HashSet<_> = ids.iter().collect();
                assessment.rows.retain(|row| !gone.contains(&row.id));
            }
            Self::MoveRows { rows, down } => move_rows(&mut assessment.rows, &rows.iter().collect(), *down),
            Self::Reassign { rows, change } => {
                if framework.change(change).is_none() {
                    return Err(EditRefused::NoChange(change.to_string()));
                }
                let chosen: HashSet<_> = rows.iter().collect();
                let (moving, staying): (Vec<_>, Vec<_>) =
                    assessment.rows.drain(..).partition(|row| chosen.contains(&row.id) && row.change != *change);
                assessment.rows = staying;
                let at = end_of(assessment, framework, change);
                let moved = moving
                    .into_iter()
                    .map(|row| Arc::new(ActionRow { change: change.clone(), ..ActionRow::clone(&row) }));
                assessment.rows.splice(at..at, moved);
            }
            Self::SetDetails { place, quarter, as_at, prepared_by } => {
                let place = tidy(place.trim());
                if place.is_empty() {
                    return Err(EditRefused::NoPlace);
                }
                assessment.place = place;
                assessment.quarter = *quarter;
                assessment.as_at = *as_at;
                assessment.prepared_by = tidy(prepared_by.trim());
            }
            Self::Put { spot, value } => {
                assessment.put(spot, value.clone())?;
                assessment.fits(framework).map_err(first_mismatch)?;
            }
            Self::Decide { at, answer } => {
                compare::decide(assessment, *at, answer.clone())?;
                assessment.fits(framework).map_err(first_mismatch)?;
            }
            Self::SameRow(same) => {
                assessment.same_rows.retain(|known| known.row != same.row || known.other != same.other);
                assessment.same_rows.push(same.clone());
            }
            Self::AddDecision(decision) => {
                assessment.decisions.push(decision.clone());
                assessment.fits(framework).map_err(first_mismatch)?;
            }
            Self::Seal(signing) => format::seal(assessment, signing.clone())?,
            Self::Reopen { by, on, reason } => format::reopen(assessment, by, *on, reason)?,
            Self::Redact(Private { at, digest, .. }) => {
                if redact(assessment, at, digest)? == 0 {
                    return Err(EditRefused::Gone);
                }
            }
            Self::KeepText(kept) => {
                let reason = tidy(kept.reason.trim());
                if reason.is_empty() {
                    return Err(EditRefused::NoReason);
                }
                assessment.kept_texts.retain(|it| it.at != kept.at || it.digest != kept.digest);
                assessment.kept_texts.push(KeptText { reason, ..kept.clone() });
            }
            Self::Merged { assessment: merged, .. } | Self::Become { assessment: merged, .. } => {
                merged.fits(framework).map_err(first_mismatch)?;
                *assessment = Assessment::clone(merged);
            }
        }
        Ok(())
    }
}

fn first_mismatch(mut found: Vec<Mismatch>) -> EditRefused {
    found.truncate(1);
    found.pop().map_or(EditRefused::NoPlace, EditRefused::Mismatch)
}

/// “1 row”, “3 rows”.
#[must_use]
pub fn count_rows(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

fn judgement<'a>(
    assessment: &'a mut Assessment,
    change: &ChangeKey,
) -> Result<&'a mut crate::model::ChangeJudgement, EditRefused> {
    assessment.change_mut(change).ok_or_else(|| EditRefused::NoChange(change.to_string()))
}

fn insert_rows(
    assessment: &mut Assessment,
    framework: &Framework,
    rows: &[Arc<ActionRow>],
    place: &RowPlace,
) -> Result<(), EditRefused> {
    let mut known: HashSet<&RowId> = assessment.rows.iter().map(|row| &row.id).collect();
    for row in rows {
        if framework.change(&row.change).is_none() {
            return Err(EditRefused::NoChange(row.change.to_string()));
        }
        if !known.insert(&row.id) {
            return Err(EditRefused::Mismatch(Mismatch::RowTwice(row.id.clone())));
        }
    }
    let at = match place {
        RowPlace::Above(id) => position(assessment, id).ok_or_else(|| EditRefused::NoRow(id.clone()))?,
        RowPlace::Below(id) => position(assessment, id).ok_or_else(|| EditRefused::NoRow(id.clone()))? + 1,
        RowPlace::EndOf(change) => end_of(assessment, framework, change),
    };
    assessment.rows.splice(at..at, rows.iter().cloned());
    Ok(())
}

fn position(assessment: &Assessment, id: &RowId) -> Option<usize> {
    assessment.rows.iter().position(|row| row.id == *id)
}

/// Where a new last row of a change goes: behind its rows, or behind those of the changes before it.
fn end_of(assessment: &Assessment, framework: &Framework, change: &ChangeKey) -> usize {
    let number = framework.number(change);
    assessment.rows.iter().rposition(|row| framework.number(&row.change) <= number).map_or(0, |at| at + 1)
}

/// Where the rows of those cells stand, found in one pass however many they are.
fn places<'a>(assessment: &Assessment, cells: &'a [(RowId, RowField, String)]) -> HashMap<&'a RowId, usize> {
    let wanted: HashSet<&RowId> = cells.iter().map(|(id, ..)| id).collect();
    let found = assessment.rows.iter().enumerate();
    found.filter_map(|(at, row)| wanted.get(&row.id).map(|id| (*id, at))).collect()
}

/// Whether words can be typed into a field: only some fields refuse any.
///
/// # Errors
/// [`EditRefused`] as [`Edit::SetCells`] would have it.
pub fn check_cell(field: RowField, typed: &str, framework: &Framework) -> Result<(), EditRefused> {
    let words = tidy(typed.trim());
    match field {
        RowField::Change => read_change(&words, framework).map(drop),
        RowField::Delivery => read_delivery(words).map(drop),
        RowField::Reviewed => yes_or_no(&words).map(drop),
        _ => Ok(()),
    }
}

/// Types words into a cell of the row at that position.
fn set_cell(
    assessment: &mut Assessment,
    framework: &Framework,
    at: usize,
    field: RowField,
    typed: &str,
) -> Result<(), EditRefused> {
    let as_at = assessment.as_at;
    let Some(row) = assessment.rows.get_mut(at).map(Arc::make_mut) else { return Ok(()) };
    let words = tidy(typed.trim());
    if words != row.text(field) {
        // What an importer remarked on a cell was about the words that stood there.
        row.marks.retain(|mark| mark.field != field);
    }
    match field {
        RowField::Change => row.change = read_change(&words, framework)?,
        RowField::WhereNow => row.where_now = words,
        RowField::Status => row.status = Status::read(&words),
        RowField::Spread => row.spread = Spread::new(words),
        RowField::Gaps => row.gaps = words,
        RowField::Needs => row.needs = words,
        // Typing the same words again leaves a reading that somebody settled by hand.
        RowField::Due if words == row.due.typed() => {}
        RowField::Due => row.due = Due::read(&words, as_at),
        RowField::Owner => row.owner = words,
        RowField::Delivery => row.delivery = read_delivery(words)?,
        RowField::Progress => row.progress = words,
        RowField::Evidence => {
            row.evidence = words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        }
        RowField::Reviewed => row.reviewed = yes_or_no(&words)?,
    }
    Ok(())
}

fn read_delivery(words: String) -> Result<Option<Delivery>, EditRefused> {
    if words.is_empty() {
        return Ok(None);
    }
    Delivery::read(&words).map(Some).ok_or(EditRefused::NotDelivery(words))
}

/// Finds a change by its number, key or title, or by number and title as the table shows them.
fn read_change(typed: &str, framework: &Framework) -> Result<ChangeKey, EditRefused> {
    let folded = typed.to_lowercase();
    framework
        .changes
        .iter()
        .enumerate()
        .find(|(at, change)| {
            let number = (at + 1).to_string();
            let title = folded.strip_prefix(&number).map_or(folded.as_str(), str::trim_start);
            number == folded
                || change.key.as_str() == folded
                || [&change.title, &change.short].iter().any(|known| known.to_lowercase() == title)
        })
        .map(|(_, change)| change.key.clone())
        .ok_or_else(|| EditRefused::NoChange(typed.to_owned()))
}

fn yes_or_no(typed: &str) -> Result<bool, EditRefused> {
    read_yes_no(typed).ok_or_else(|| EditRefused::NotYesNo(typed.to_owned()))
}

/// Moves each chosen row past the next one of the same change that is not chosen; rows of other changes between them
/// stay where they are.
fn move_rows(rows: &mut [Arc<ActionRow>], chosen: &HashSet<&RowId>, down: bool) {
    let order: Vec<usize> = if down { (0..rows.len()).rev().collect() } else { (0..rows.len()).collect() };
    let mut free: Vec<(ChangeKey, usize)> = Vec::new();
    for at in order {
        let Some(row) = rows.get(at) else { continue };
        let change = row.change.clone();
        let is_chosen = chosen.contains(&row.id);
        let place = free.iter().position(|(key, _)| *key == change);
        match (is_chosen, place.and_then(|place| free.get_mut(place))) {
            (false, Some((_, last))) => *last = at,
            (false, None) => free.push((change, at)),
            (true, Some((_, last))) => {
                rows.swap(at, *last);
                // The neighbour now stands where the chosen row was, and the next chosen row passes it too.
                *last = at;
            }
            (true, None) => {}
        }
    }
}
