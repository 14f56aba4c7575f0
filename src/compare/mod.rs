//! How two assessments differ, in the model's own terms: levels that rose or fell, promises met or missed, rows that are
//! new, dropped, moved or judged anew.
//!
//! Pure, and a comparison is a value: the screen, the command line, the reports and the tests all render the same one.
//! Nothing here computes a score. Rows are paired by their ids alone, so a row whose text was edited is still itself. What
//! one row was through the quarters, and which rows of one table say the same, are told here too.

mod class;
mod comparison;
mod delta;
mod merge;
mod movement;
mod moves;
mod outlook;
mod pairing;
mod row_history;
mod rows;
mod sentences;
mod trend;
mod twins;
mod words;

pub use class::{Class, Detail, Weight, item_changes, typographic};
pub use comparison::Comparison;
pub use delta::{Delta, Difference, Pair, PairKind, RowAt};
pub use merge::{Answer, MergeRefused, Merged, Names, Taken, both_possible, decide, merge};
pub use movement::{ChangeMovement, Join, LevelMove, Movement, PlanOutcome, Reopened};
pub use moves::moved;
pub use outlook::outlook;
pub use pairing::{PairBy, PairedBy, Pairing, SURE, pair_rows};
pub use row_history::{HistoryStep, PastQuarter, RowHistory, Then};
pub use rows::{RowMove, RowMoveCounts, RowMoveKind, StatusStep};
pub use sentences::Sentence;
pub use trend::{Came, ChangeTrend, Known, MetricPoint, MetricTrend, StatedPlan, Trend, TrendPoint};
pub use twins::{Likeness, Twin, likeness, twins};
pub use words::{Stretch, word_changes};
