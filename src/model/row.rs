//! One line of the action table.

use super::{ChangeKey, Due, RowId, Spread, Status};
use chrono::NaiveDate;

/// An action row: where we are now, and what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// Its id, kept for ever.
    pub id: RowId,
    /// The change it belongs to.
    pub change: ChangeKey,
    /// Where we are now.
    pub where_now: String,
    /// How developed the practice is.
    pub status: Status,
    /// The organisations and sites where it happens.
    pub spread: Spread,
    /// What is missing.
    pub gaps: String,
    /// What needs to be done.
    pub needs: String,
    /// When by.
    pub due: Due,
    /// Who sees to it.
    pub owner: String,
    /// How far the action has come; `None` when nobody has said.
    pub delivery: Option<Delivery>,
    /// A note on progress.
    pub progress: String,
    /// Where evidence can be found: links or names of documents.
    pub evidence: Vec<String>,
    /// Looked at this quarter.
    pub reviewed: bool,
    /// The line it came from, when it was imported.
    pub source: Option<Source>,
    /// What was assumed or lost when it was imported.
    pub marks: Vec<Mark>,
}

/// How far an action has come. Not the same as its status: an established practice may have an action that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Delivery {
    /// Not begun.
    NotStarted,
    /// Under way.
    InProgress,
    /// Finished.
    Done,
    /// Given up.
    Stopped,
}

/// The document and line a row was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the document.
    pub document: String,
    /// The line in it, 1 for the first.
    pub line: u32,
}

/// A remark on one cell of an imported row: what stood there and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The cell.
    pub field: RowField,
    /// The words that stood there.
    pub typed: String,
    /// What was assumed, or what looks wrong.
    pub note: String,
}

/// The fields of a row that a person sees and edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum RowField {
    /// The change it belongs to.
    Change,
    /// Where we are now.
    WhereNow,
    /// Status.
    Status,
    /// Spread.
    Spread,
    /// Gaps.
    Gaps,
    /// What needs to be done.
    Needs,
    /// When by.
    Due,
    /// Owner.
    Owner,
    /// Delivery.
    Delivery,
    /// Progress note.
    Progress,
    /// Evidence links, one a line.
    Evidence,
    /// Reviewed this quarter.
    Reviewed,
}

impl ActionRow {
    /// An empty row of a change.
    #[must_use]
    pub fn empty(id: RowId, change: ChangeKey) -> Self {
        Self {
            id,
            change,
            where_now: String::new(),
            status: Status::blank(),
            spread: Spread::default(),
            gaps: String::new(),
            needs: String::new(),
            due: Due::default(),
            owner: String::new(),
            delivery: None,
            progress: String::new(),
            evidence: Vec::new(),
            reviewed: false,
            source: None,
            marks: Vec::new(),
        }
    }

    /// Whether its date has passed by that day and nobody has said that it is done or stopped. Judged against the
    /// assessment's own day, so that an old file does not open all red.
    #[must_use]
    pub fn overdue(&self, as_at: NaiveDate) -> bool {
        !matches!(self.delivery, Some(Delivery::Done | Delivery::Stopped)) && self.due.passed(as_at)
    }

    /// The words of a field as they are shown and typed.
    #[must_use]
    pub fn text(&self, field: RowField) -> std::borrow::Cow<'_, str> {
        match field {
            RowField::Change => self.change.as_str().into(),
            RowField::WhereNow => self.where_now.as_str().into(),
            RowField::Status => match &self.status {
                Status::Unknown(typed) => typed.as_str().into(),
                status => status.to_string().into(),
            },
            RowField::Spread => self.spread.typed().into(),
            RowField::Gaps => self.gaps.as_str().into(),
            RowField::Needs => self.needs.as_str().into(),
            RowField::Due => self.due.typed().into(),
            RowField::Owner => self.owner.as_str().into(),
            RowField::Delivery => self.delivery.map_or("", Delivery::name).into(),
            RowField::Progress => self.progress.as_str().into(),
            RowField::Evidence => self.evidence.join("\n").into(),
            RowField::Reviewed => (if self.reviewed { "yes" } else { "" }).into(),
        }
    }

    /// The fields that a person reads otherwise in another state of the row; the mark of the review is none of them.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = RowField> + 'a {
        use strum::IntoEnumIterator as _;
        RowField::iter().filter(|field| *field != RowField::Reviewed && self.text(*field) != other.text(*field))
    }

    /// The remark on a field, if it has one.
    #[must_use]
    pub fn mark(&self, field: RowField) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.field == field)
    }
}

impl Delivery {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Done => "Done",
            Self::Stopped => "Stopped",
        }
    }

    /// Reads it as typed, any case; `None` when it is none of the four.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        use strum::IntoEnumIterator as _;
        let typed = typed.trim();
        Self::iter().find(|delivery| delivery.name().eq_ignore_ascii_case(typed))
    }
}

impl RowField {
    /// Its heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Change => "Change",
            Self::WhereNow => "Where we are now",
            Self::Status => "Status",
            Self::Spread => "Spread",
            Self::Gaps => "Gaps",
            Self::Needs => "What needs to be done",
            Self::Due => "When by",
            Self::Owner => "Owner",
            Self::Delivery => "Delivery",
            Self::Progress => "Progress",
            Self::Evidence => "Evidence",
            Self::Reviewed => "Reviewed",
        }
    }

    /// What it is for, in a sentence for somebody who fills it in.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Change => "The high impact change that this row belongs to.",
            Self::WhereNow => "What happens today, in words that somebody from another organisation understands.",
            Self::Status => {
                "How developed this practice is: one level, or two neighbouring ones where organisations differ; it does not set the level of the change."
            }
            Self::Spread => "The organisations and sites where it happens; one that is not named is not there yet.",
            Self::Gaps => "What is missing or in the way, and where.",
            Self::Needs => "The next step that would close the gap, as something that somebody can do.",
            Self::Due => {
                "The day, month, quarter or season by which the step is to be done; your own words stay as they are typed."
            }
            Self::Owner => "The person or post that sees to the step, so that somebody can be asked about it.",
            Self::Delivery => {
                "How far the step has come, which is another question than how developed the practice is."
            }
            Self::Progress => "What has been done since last quarter, and what difference it made.",
            Self::Evidence => {
                "Where one can see that it is so: links or names of documents, one a line, and nothing about a patient."
            }
            Self::Reviewed => "Whether somebody has looked at this row this quarter; each new quarter begins without.",
        }
    }

    /// The name as a machine reads it: `where_now`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::WhereNow => "where_now",
            Self::Status => "status",
            Self::Spread => "spread",
            Self::Gaps => "gaps",
            Self::Needs => "needs",
            Self::Due => "due",
            Self::Owner => "owner",
            Self::Delivery => "delivery",
            Self::Progress => "progress",
            Self::Evidence => "evidence",
            Self::Reviewed => "reviewed",
        }
    }
}
