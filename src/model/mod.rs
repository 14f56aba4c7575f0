//! The words of the product as types: what an assessment is, and nothing about how it is stored or drawn.
//!
//! Pure: no files, no clock, no toolkit. What is not known has a value of its own everywhere
//! (a change that is not assessed, a status that cannot be read, a due text that is no date), so that no
//! room above can mistake it for the lowest level or for "never".

mod assessment;
mod conflict;
mod counts;
mod due;
mod due_read;
mod editions;
mod framework;
mod glossary;
mod id;
mod kept;
mod level;
mod metric;
mod period;
mod quarter;
mod row;
mod spot;
mod spread;
mod status;
mod text;
mod tokens;
mod value_words;
mod words;
mod working_copy;

pub use assessment::{
    Assessment, ChangeJudgement, ChangeText, ChangeTexts, Decision, Funding, GlossaryEntry, LocalWording, Mismatch,
    Plan, Priority, Reopening, Seal, State,
};
pub use conflict::{Conflict, ConflictKind, SameRow, Side};
pub use counts::{DueCounts, LevelCount, LevelCounts, StatusCount, StatusCounts};
pub use due::{Due, DueDate, DueReading};
pub use editions::{Counterpart, Editions};
pub use framework::{Change, Framework, FrameworkFault, Prompts};
pub use glossary::{Certainty, Entry, Glossary, KnownTerm, KnownTerms, PlaceTerms, Term};
pub use id::{ChangeKey, FrameworkId, KeyError, RowId};
pub use kept::KeptText;
pub use level::Level;
pub use metric::{Better, DelayedDays, Metric, MetricValue, Rag, TargetReading};
pub use period::{Period, PeriodError, Season};
pub use quarter::{Quarter, QuarterError};
pub use row::{ActionRow, Delivery, Mark, RowField, Source};
pub use spot::{PutRefused, Spot, Value};
pub use spread::{Organisation, Spread};
pub use status::{Lower, Status, StatusKind};
pub use text::{read_yes_no, tidy};
pub use words::{capitalised, counted, in_words};
pub use working_copy::{
    ACTIONS_SHEET, BASE_LEVELS_SHEET, BASE_SHEET, ID_TITLE, LEVEL_NOW_TITLE, LEVELS_SHEET, LISTS_SHEET, NOT_ASSESSED,
    PLANNED_TITLE, change_in_copy, field_in_copy, guarded, is_hidden_in_copy, level_in_copy, status_in_copy, unguarded,
};
