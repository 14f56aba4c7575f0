//! What columns were taken for, kept for the next table with the same header.

use crate::import::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most headers kept.
const MOST: usize = 20;
/// Most columns kept of one.
const MOST_COLUMNS: usize = 200;

/// What a person took the columns of a header for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTable {
    /// The header, by a digest of its titles.
    pub header: String,
    /// Columns, from 0, and the [keys](Field::key) of their fields; blank for one that is not read.
    pub columns: Vec<(usize, String)>,
}

impl KnownTable {
    /// The columns that are understood here.
    pub fn fields(&self) -> impl Iterator<Item = (usize, Option<Field>)> {
        self.columns.iter().filter_map(|(at, key)| match key.as_str() {
            "" => Some((*at, None)),
            key => Field::of_key(key).map(|field| (*at, Some(field))),
        })
    }

    /// Keeps what was chosen for a header at the head of those kept; choosing nothing forgets nothing.
    pub fn keep(known: &mut Vec<Self>, header: String, columns: &BTreeMap<usize, Option<Field>>) {
        if columns.is_empty() {
            return;
        }
        let columns = columns
            .iter()
            .map(|(at, field)| (*at, field.map_or_else(String::new, |field| field.key().into_owned())))
            .collect();
        known.retain(|table| table.header != header);
        known.insert(0, Self { header, columns });
        Self::mend(known);
    }

    /// Keeps within bounds what was read from a file.
    pub fn mend(known: &mut Vec<Self>) {
        known.truncate(MOST);
        for table in known {
            table.columns.truncate(MOST_COLUMNS);
        }
    }
}
