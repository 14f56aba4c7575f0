//! The order of one column. What is unknown or blank stands last whichever way round, for it is not the lowest.

use crate::model::{ActionRow, ChangeKey, Delivery, Framework, Level, RowField};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::HashMap;

/// By which column rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column.
    pub field: RowField,
    /// The highest first.
    pub descending: bool,
}

/// What a row is sorted by; `None` in its place is unknown or blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Number(usize),
    Level(Level, bool),
    Day(NaiveDate),
    Text(String),
}

/// The numbers of a framework's changes.
pub(super) type Numbers<'a> = HashMap<&'a ChangeKey, usize>;

/// Looks up the numbers of a framework's changes, once for many rows.
pub(super) fn numbers(framework: &Framework) -> Numbers<'_> {
    framework.changes.iter().enumerate().map(|(at, change)| (&change.key, at)).collect()
}

impl Sort {
    /// What comes after a click on that column's title: lowest first, highest first, unsorted.
    #[must_use]
    pub fn after_click(now: Option<Self>, field: RowField) -> Option<Self> {
        match now {
            Some(sort) if sort.field == field && sort.descending => None,
            Some(sort) if sort.field == field => Some(Self { descending: true, ..sort }),
            _ => Some(Self { field, descending: false }),
        }
    }

    /// What a row is sorted by.
    pub(super) fn key(self, row: &ActionRow, numbers: &Numbers<'_>) -> Option<Key> {
        match self.field {
            RowField::Change => numbers.get(&row.change).map(|number| Key::Number(*number)),
            // A split lies above its lower level and below the next.
            RowField::Status => row.status.counted().map(|level| Key::Level(level, row.status.upper().is_some())),
            RowField::Due => row.due.last_day().map(Key::Day),
            RowField::Delivery => row.delivery.map(|delivery| {
                Key::Number(match delivery {
                    Delivery::NotStarted => 0,
                    Delivery::InProgress => 1,
                    Delivery::Done => 2,
                    Delivery::Stopped => 3,
                })
            }),
            RowField::Reviewed => Some(Key::Number(usize::from(row.reviewed))),
            field => {
                let text = row.text(field);
                let text = text.trim();
                (!text.is_empty()).then(|| Key::Text(super::matching::fold(text)))
            }
        }
    }

    /// Whether keys stand in this order.
    pub(super) fn orders(self, keys: &[Option<Key>]) -> bool {
        keys.is_sorted_by(|one, other| self.order(one.as_ref(), other.as_ref()).is_le())
    }

    /// The order of two keys.
    pub(super) fn order(self, one: Option<&Key>, other: Option<&Key>) -> Ordering {
        let (one, other) = match (one, other) {
            (Some(one), Some(other)) => (one, other),
            (one, other) => return one.is_none().cmp(&other.is_none()),
        };
        let order = match (one, other) {
            (Key::Number(one), Key::Number(other)) => one.cmp(other),
            (Key::Level(one, split), Key::Level(other, other_split)) => (one, split).cmp(&(other, other_split)),
            (Key::Day(one), Key::Day(other)) => one.cmp(other),
            (Key::Text(one), Key::Text(other)) => natural(one, other),
            // One column has one kind of key.
            _ => Ordering::Equal,
        };
        if self.descending { order.reverse() } else { order }
    }
}

/// The order of two texts in which 2 stands before 10: runs of digits are compared as numbers, however long, and all else
/// sign by sign.
#[must_use]
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    loop {
        let order = match (one, other) {
            ([], _) | (_, []) => return one.len().cmp(&other.len()),
            ([a, ..], [b, ..]) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (digits, other_digits);
                (digits, one) = number(one);
                (other_digits, other) = number(other);
                digits.len().cmp(&other_digits.len()).then_with(|| digits.cmp(other_digits))
            }
            ([a, rest @ ..], [b, other_rest @ ..]) => {
                (one, other) = (rest, other_rest);
                a.cmp(b)
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The number at the head of a text, without its leading noughts, and the rest.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, &[]));
    let noughts = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    (digits.get(noughts..).unwrap_or_default(), rest)
}
