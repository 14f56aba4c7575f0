//! The only room that touches files: what is read is bounded, what is written is written whole or not at all, and
//! nothing on disk is replaced that has not been seen before.
//!
//! A file is known by its [`Stamp`], the digest of its bytes. Saving re-reads the file and refuses when the stamp is not
//! the one that was loaded; lock files are not trusted for that, least of all on a network folder.
//!
//! # What was attacked, and what was lost
//! By the tests, as last measured; `HICM_LONG=1` does the larger numbers.
//!
//! | what | how often | what was lost |
//! |---|---|---|
//! | a save killed at a random moment (merge, import, export, new) | 20 times, 240 in the long run | nothing: the file is the old or the new |
//! | a save killed before each call to the system | 68 calls | nothing |
//! | the program killed while somebody works | 20 times, 200 in the long run | 0.80 s of edits at most, 0.37 s on average |
//! | each call to the disk failing, once and for good: files, folders, settings, exports, frameworks | 2,750 faults | nothing; 2,402 of them told, the rest made up for |
//! | the same while a version is kept | 1,560 faults | nothing of the file; 450 times no version was kept, and that was told |
//! | the same while versions are thinned, put back or go along with a renamed file, and while a journal is begun, written, begun anew, taken away or looked for | 20 and more for each | nothing; the state before stays readable |
//! | a journal cut off at each of its bytes | all of them | nothing that was written before the cut |
//! | a file cut off at any byte | 3,856 cuts, each byte in the long run | no row that is whole in it |
//! | one line of a file mangled | 379 lines, each line four times in the long run: 16,309 | that line’s field or row; all 12,796 others came back, 800,877 in the long run |
//! | bytes of a file changed | 240 times, 20,000 in the long run | none of 8,042 rows beside them |
//! | bytes made up by a fuzzer, ten minutes a target | 7,470,148 executions over 10 targets | nothing; no panic that is not caught |

mod atomic;
mod chain;
mod copies;
mod disk;
mod document;
mod error;
mod exports;
mod find;
mod frameworks;
mod glossary;
mod journal;
mod names;
mod newer;
mod outside;
mod presence;
mod salvage;
mod sample;
mod series;
mod settings;
mod sweep;
mod user;
mod versions;
mod window;

pub use atomic::{Replace, Stamp, read_bounded, write_atomic};
pub use chain::{Ambiguous, Chain, ChainFault, FaultKind, RestsOn, Standing};
pub use copies::{CopyBeside, CopyName, copy_name, versions_before};
#[cfg(debug_assertions)]
#[doc(hidden)]
pub use disk::faults;
pub use document::{Opened, open_assessment, save_assessment};
pub use error::{Cause, StoreError};
pub use exports::{holds_other, make_folder, write_and_read_back};
pub use find::{
    assessment_in, begins_as_assessment, documents_folder, is_blank, is_folder, is_taken, is_there, typed_path,
};
pub use frameworks::{Frameworks, Origin, user_frameworks_folder};
pub use glossary::known_terms;
pub use journal::{Journal, JournalText, LeftBehind, journals_folder, journals_left, read_journal};
pub use names::usable as usable_name;
pub use newer::{Looked, open_to_look};
pub use outside::{Glance, OutThere, glance, moved_to, out_there, put_away, saved_by, stamp_of};
pub use presence::{OpenNote, open_notes, remove_open_note, write_open_note};
pub use salvage::{SalvagedFile, last_whole_version, newer_format, salvage_file};
pub use sample::{EXAMPLE, LLR, SampleFile, llr_series, sample_assessment, sample_series};
pub use series::{Series, SeriesEntry};
pub use settings::{read_settings, settings_file, write_settings};
pub use sweep::{sweep, sweep_own};
pub use user::{machine_name, user_name};
pub use versions::{
    Version, VersionNote, keep_present, restore, save_with_version, take_versions_along, versions, versions_of,
};
pub use window::{WindowMark, window_was_killed};
