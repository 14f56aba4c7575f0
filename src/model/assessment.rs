//! The document: one place's judgement for one quarter.

use super::{ActionRow, ChangeKey, Conflict, Framework, FrameworkId, KeptText, Level, Metric, Quarter, RowId, SameRow};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::sync::Arc;

/// One place's judgement for one quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Whose assessment it is.
    pub place: String,
    /// The quarter it is for.
    pub quarter: Quarter,
    /// The day it speaks of; dates are overdue or not against this day, never against today.
    pub as_at: NaiveDate,
    /// The edition of the model it judges by.
    pub framework: FrameworkId,
    /// Who prepared it.
    pub prepared_by: String,
    /// Draft or sealed.
    pub state: State,
    /// Each time it was reopened after it had been sealed.
    pub reopenings: Vec<Reopening>,
    /// Remarks on the whole, such as what the sources contradict each other in.
    pub notes: Vec<String>,
    /// The judgement of each change, in the framework's order.
    pub changes: Vec<ChangeJudgement>,
    /// The action table. Shared, so that a snapshot for undo costs next to nothing.
    pub rows: Vec<Arc<ActionRow>>,
    /// Figures kept beside the judgement.
    pub metrics: Vec<Metric>,
    /// What comes first this year.
    pub priorities: Vec<Priority>,
    /// What a meeting decided.
    pub decisions: Vec<Decision>,
    /// Local abbreviations; they win over the built-in ones.
    pub glossary: Vec<GlossaryEntry>,
    /// What was decided about rows of other files: which of them are rows of this one.
    pub same_rows: Vec<SameRow>,
    /// What looked like an identifier of somebody, was looked at, and stays.
    pub kept_texts: Vec<KeptText>,
    /// What two people wrote differently and nobody has decided yet.
    pub undecided: Vec<Conflict>,
}

/// Whether it can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// In work.
    #[default]
    Draft,
    /// Signed off; read-only.
    Sealed(Seal),
}

/// A sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Who signed.
    pub by: String,
    /// In what role.
    pub role: String,
    /// On what day.
    pub on: NaiveDate,
    /// With what remark.
    pub note: String,
    /// Digest of the content at that moment; see `format::content_digest`.
    pub digest: String,
    /// The link of the place's sealed quarter before; see `format::seal_link`. `None` for the first one, and in files
    /// that were sealed before links were kept.
    pub previous: Option<String>,
    /// The link of this seal: a digest of all that stands above and of the reopenings. `None` in files that were sealed
    /// before links were kept.
    pub chain: Option<String>,
}

/// A sealed assessment that was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Who reopened it.
    pub by: String,
    /// On what day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// The digest of the content that had been sealed; `None` in files that were reopened before it was kept.
    pub digest: Option<String>,
    /// The link of the seal that was opened, on which later quarters may rest; `None` as for the digest.
    pub chain: Option<String>,
}

/// The judgement of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeJudgement {
    /// The change.
    pub change: ChangeKey,
    /// Its level now; `None` when it is not assessed.
    pub now: Option<Level>,
    /// Planned levels, in order of quarter; plans for quarters gone by stand as they stood.
    pub planned: Vec<Plan>,
    /// The texts that the return asks for.
    pub texts: ChangeTexts,
    /// Money mapped to it.
    pub funding: Vec<Funding>,
    /// Remarks, such as in which quarter a level was reached.
    pub notes: Vec<String>,
    /// The place's own wording of a level for this change; it stands before the framework's prompt.
    pub local_wording: Vec<LocalWording>,
}

/// A level planned for a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// By the end of which quarter.
    pub quarter: Quarter,
    /// The level to be reached.
    pub level: Level,
}

/// The texts of one change, by [`ChangeText`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeTexts {
    texts: [String; 7],
}

/// The texts of a change in the order in which the return asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum ChangeText {
    /// Why this level. Asked for at Mature and Exemplary.
    Why,
    /// Current performance issues.
    PerformanceIssues,
    /// Challenges.
    Challenges,
    /// Milestones met and their impact.
    Milestones,
    /// Support needed.
    SupportNeeded,
    /// What is to be embedded further.
    EmbedFurther,
    /// Anticipated improvements.
    Improvements,
}

/// Money given to a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// The amount as it was written: "£70k".
    pub typed: String,
    /// The amount in whole pounds; `None` when it could not be read.
    pub pounds: Option<u64>,
    /// Where it comes from.
    pub source: String,
    /// What it is for.
    pub purpose: String,
}

/// A place's own wording of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalWording {
    /// The level.
    pub level: Level,
    /// What it looks like here.
    pub text: String,
}

/// Something that comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// What.
    pub text: String,
    /// The change it belongs to, if to one.
    pub change: Option<ChangeKey>,
}

/// Something a meeting decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// On what day.
    pub on: NaiveDate,
    /// Who decided.
    pub by: String,
    /// What.
    pub text: String,
    /// The change it belongs to, if to one.
    pub change: Option<ChangeKey>,
}

/// A local abbreviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// The abbreviation.
    pub short: String,
    /// What it stands for.
    pub meaning: String,
}

/// Where an assessment does not fit its framework or itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A change that the framework does not have.
    #[error("the change “{0}” is not in the framework")]
    UnknownChange(ChangeKey),
    /// A change judged twice.
    #[error("the change “{0}” is judged twice")]
    ChangeTwice(ChangeKey),
    /// Two rows with one id.
    #[error("the row id “{0}” stands twice")]
    RowTwice(RowId),
    /// A row of a change that the framework does not have.
    #[error("the row “{row}” belongs to “{change}”, which is not in the framework")]
    RowOfUnknownChange {
        /// The row.
        row: RowId,
        /// Its change.
        change: ChangeKey,
    },
}

impl Assessment {
    /// An assessment in which nothing has been judged.
    #[must_use]
    pub fn empty(place: impl Into<String>, quarter: Quarter, framework: &Framework) -> Self {
        Self {
            place: place.into(),
            quarter,
            as_at: quarter.last_day(),
            framework: framework.id.clone(),
            prepared_by: String::new(),
            state: State::Draft,
            reopenings: Vec::new(),
            notes: Vec::new(),
            changes: framework.changes.iter().map(|change| ChangeJudgement::not_assessed(change.key.clone())).collect(),
            rows: Vec::new(),
            metrics: Vec::new(),
            priorities: Vec::new(),
            decisions: Vec::new(),
            glossary: Vec::new(),
            same_rows: Vec::new(),
            kept_texts: Vec::new(),
            undecided: Vec::new(),
        }
    }

    /// The judgement of a change.
    #[must_use]
    pub fn change(&self, key: &ChangeKey) -> Option<&ChangeJudgement> {
        self.changes.iter().find(|change| change.change == *key)
    }

    /// The judgement of a change, to edit.
    pub fn change_mut(&mut self, key: &ChangeKey) -> Option<&mut ChangeJudgement> {
        self.changes.iter_mut().find(|change| change.change == *key)
    }

    /// The row with that id.
    #[must_use]
    pub fn row(&self, id: &RowId) -> Option<&Arc<ActionRow>> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// The rows of a change, in order.
    pub fn rows_of<'a>(&'a self, key: &'a ChangeKey) -> impl Iterator<Item = &'a Arc<ActionRow>> {
        self.rows.iter().filter(move |row| row.change == *key)
    }

    /// How many rows are overdue on that day.
    #[must_use]
    pub fn overdue(&self, as_at: NaiveDate) -> usize {
        self.rows.iter().filter(|row| row.overdue(as_at)).count()
    }

    /// Whether it is signed off.
    #[must_use]
    pub const fn sealed(&self) -> bool {
        matches!(self.state, State::Sealed(_))
    }

    /// Every quarter for which any change has a plan, in order.
    #[must_use]
    pub fn planned_quarters(&self) -> Vec<Quarter> {
        let mut quarters: Vec<_> =
            self.changes.iter().flat_map(|change| change.planned.iter().map(|plan| plan.quarter)).collect();
        quarters.sort_unstable();
        quarters.dedup();
        quarters
    }

    /// Checks it against its framework.
    ///
    /// # Errors
    /// Every [`Mismatch`] found.
    pub fn fits(&self, framework: &Framework) -> Result<(), Vec<Mismatch>> {
        let known: HashSet<&ChangeKey> = framework.changes.iter().map(|change| &change.key).collect();
        let mut found = Vec::new();
        let mut judged = HashSet::new();
        for judgement in &self.changes {
            if !known.contains(&judgement.change) {
                found.push(Mismatch::UnknownChange(judgement.change.clone()));
            } else if !judged.insert(&judgement.change) {
                found.push(Mismatch::ChangeTwice(judgement.change.clone()));
            }
        }
        let mut rows = HashSet::new();
        for row in &self.rows {
            if !rows.insert(&row.id) {
                found.push(Mismatch::RowTwice(row.id.clone()));
            }
            if !known.contains(&row.change) {
                found.push(Mismatch::RowOfUnknownChange { row: row.id.clone(), change: row.change.clone() });
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// Gives every change of the framework a judgement, in the framework's order; those that were missing are not
    /// assessed. Call it on an assessment that [`Assessment::fits`].
    pub fn complete(&mut self, framework: &Framework) {
        for change in &framework.changes {
            if self.change(&change.key).is_none() {
                self.changes.push(ChangeJudgement::not_assessed(change.key.clone()));
            }
        }
        self.changes.sort_by_key(|judgement| framework.number(&judgement.change));
    }

    /// The next quarter, carried forward: levels, plans as they stood, texts and rows with their ids; every row not yet
    /// reviewed, nothing sealed, decisions left behind.
    #[must_use]
    pub fn carried_forward(&self) -> Self {
        let quarter = self.quarter.next();
        let rows = self
            .rows
            .iter()
            .map(|row| {
                if row.reviewed {
                    Arc::new(ActionRow { reviewed: false, ..ActionRow::clone(row) })
                } else {
                    Arc::clone(row)
                }
            })
            .collect();
        Self {
            quarter,
            as_at: quarter.last_day(),
            state: State::Draft,
            reopenings: Vec::new(),
            notes: Vec::new(),
            decisions: Vec::new(),
            rows,
            ..self.clone()
        }
    }
}

impl ChangeJudgement {
    /// A change that nobody has judged.
    #[must_use]
    pub fn not_assessed(change: ChangeKey) -> Self {
        Self {
            change,
            now: None,
            planned: Vec::new(),
            texts: ChangeTexts::default(),
            funding: Vec::new(),
            notes: Vec::new(),
            local_wording: Vec::new(),
        }
    }

    /// The level planned for a quarter.
    #[must_use]
    pub fn planned_for(&self, quarter: Quarter) -> Option<Level> {
        self.planned.iter().find(|plan| plan.quarter == quarter).map(|plan| plan.level)
    }

    /// Plans a level for a quarter, or takes the plan away; keeps the order.
    pub fn plan(&mut self, quarter: Quarter, level: Option<Level>) {
        self.planned.retain(|plan| plan.quarter != quarter);
        if let Some(level) = level {
            let at = self.planned.partition_point(|plan| plan.quarter < quarter);
            self.planned.insert(at, Plan { quarter, level });
        }
    }

    /// The plan furthest ahead, from `quarter` on.
    #[must_use]
    pub fn last_plan_from(&self, quarter: Quarter) -> Option<Plan> {
        self.planned.iter().rev().find(|plan| plan.quarter >= quarter).copied()
    }
}

impl ChangeTexts {
    /// One of the texts; empty when nothing was written.
    #[must_use]
    pub fn get(&self, text: ChangeText) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    /// Writes one of the texts.
    pub fn set(&mut self, text: ChangeText, words: impl Into<String>) {
        if let Some(place) = self.texts.get_mut(text as usize) {
            *place = words.into();
        }
    }
}

impl ChangeText {
    /// Its heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Why => "Why this level",
            Self::PerformanceIssues => "Current performance issues",
            Self::Challenges => "Challenges",
            Self::Milestones => "Milestones met and impact",
            Self::SupportNeeded => "Support needed",
            Self::EmbedFurther => "To embed further",
            Self::Improvements => "Anticipated improvements",
        }
    }

    /// The name as a machine reads it, as the file has it: `performance_issues`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::PerformanceIssues => "performance_issues",
            Self::Challenges => "challenges",
            Self::Milestones => "milestones",
            Self::SupportNeeded => "support_needed",
            Self::EmbedFurther => "embed_further",
            Self::Improvements => "improvements",
        }
    }

    /// What to write there, in a sentence.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Why => "What shows that this is the level? The return asks for it at Mature and Exemplary.",
            Self::PerformanceIssues => "What is not working well enough at present?",
            Self::Challenges => "What makes this hard to move?",
            Self::Milestones => "What was reached this quarter, and what difference did it make?",
            Self::SupportNeeded => "What help would make it easier or faster?",
            Self::EmbedFurther => "Which parts are to be embedded further?",
            Self::Improvements => "What should be better once that is done?",
        }
    }
}

impl State {
    /// In a word.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sealed(_) => "sealed",
        }
    }
}
