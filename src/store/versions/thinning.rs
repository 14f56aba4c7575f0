//! Which versions go once there are many: the further back, the fewer are kept.

use super::Version;
use crate::store::disk;
use chrono::{Datelike as _, NaiveDateTime};
use std::collections::HashSet;

/// The newest so many all stay.
const LATEST: usize = 20;
/// Behind those, the last of each day for so many days, then the last of each month.
const DAILY: i64 = 60;

/// Deletes what is not kept any longer. `versions` are newest first. What cannot be deleted stays, which is no loss.
pub(super) fn thin(versions: &[Version], now: NaiveDateTime) {
    for version in past_keeping(versions, now) {
        let note = version.path.with_extension("txt");
        // The note last: a note alone keeps its number from being used again.
        if let Err(error) = disk::delete(&version.path).and_then(|()| disk::delete(&note)) {
            log::debug!("{}: not thinned: {error}", version.path.display());
        }
    }
}

/// Those that go. One that was sealed stays, and so does one of which nobody knows when it was kept.
fn past_keeping(versions: &[Version], now: NaiveDateTime) -> Vec<&Version> {
    let mut stretches = HashSet::new();
    let mut gone = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let Some(note) = &version.note else { continue };
        let day = note.at.date();
        // A clock that was wrong once makes no version old.
        let old = (now.date() - day).num_days();
        let stretch = if old < DAILY { (day.year(), day.month(), day.day()) } else { (day.year(), day.month(), 0) };
        let last_of_it = stretches.insert(stretch);
        if at >= LATEST && !last_of_it && !version.sealed {
            gone.push(version);
        }
    }
    gone
}
