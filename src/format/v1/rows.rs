//! The rows of an assessment file. There are more of them than of anything else: each becomes a row of the model as it
//! is read, and a row of the file as it is written, so that the whole list never stands in memory twice.

use super::assessment::{DueFile, RowFile};
use super::layout::Blank;
use super::reading::{action_row, due_of};
use crate::format::ROW_LIMIT;
use crate::model::ActionRow;
use chrono::NaiveDate;
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The rows of an assessment.
#[derive(Debug, Default)]
pub(super) struct RowsFile {
    rows: Vec<Arc<ActionRow>>,
    /// The rows whose due text came without a reading, and that text: it is read as of the assessment's day, which need
    /// not be known yet.
    unread: Vec<(usize, DueFile)>,
}

impl RowsFile {
    /// To be written.
    pub(super) fn of(rows: &[Arc<ActionRow>]) -> Self {
        Self { rows: rows.to_vec(), unread: Vec::new() }
    }

    /// As read, in an assessment of that day.
    pub(super) fn read_as_at(self, day: NaiveDate) -> Vec<Arc<ActionRow>> {
        let mut rows = self.rows;
        for (at, due) in self.unread {
            if let Some(row) = rows.get_mut(at) {
                Arc::make_mut(row).due = due_of(due, day);
            }
        }
        rows
    }
}

impl Blank for RowsFile {
    fn is_blank(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Serialize for RowsFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| RowFile::from(row.as_ref())))
    }
}

impl<'de> Deserialize<'de> for RowsFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = RowsFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of rows")
            }

            /// Refuses a list as soon as it is too long.
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RowsFile, A::Error> {
                let mut read = RowsFile::default();
                while let Some(mut row) = items.next_element::<RowFile>()? {
                    if read.rows.len() == ROW_LIMIT {
                        return Err(A::Error::custom(format!("more than {ROW_LIMIT} rows")));
                    }
                    if let Some(due) = row.due.take_if(|due| due.reading.is_none()) {
                        read.unread.push((read.rows.len(), due));
                    }
                    // No day is asked for where every due text has its reading.
                    read.rows.push(Arc::new(action_row(row, NaiveDate::default())));
                }
                Ok(read)
            }
        }
        deserializer.deserialize_seq(Rows)
    }
}
