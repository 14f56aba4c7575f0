//! Reading a typed "when by".
use super::DueReading;
use chrono::NaiveDate;
pub(super) fn read(_typed: &str, _as_at: NaiveDate) -> DueReading {
    DueReading::Unreadable
}
