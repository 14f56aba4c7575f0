//! The only room that touches files: what is read is bounded, what is written is written whole or not at all, and
//! nothing on disk is replaced that has not been seen before.
//!
//! A file is known by its [`Stamp`], the digest of its bytes. Saving re-reads the file and refuses when the stamp is not
//! the one that was loaded; lock files are not trusted for that, least of all on a network folder.

mod atomic;
mod chain;
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
mod salvage;
mod sample;
mod series;
mod settings;
mod user;
mod versions;

pub use atomic::{Replace, Stamp, read_bounded, write_atomic};
pub use chain::{Ambiguous, Chain, ChainFault, FaultKind, RestsOn, Standing};
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
pub use salvage::{SalvagedFile, last_whole_version, salvage_file};
pub use sample::{EXAMPLE, LLR, SampleFile, llr_series, sample_assessment, sample_series};
pub use series::{Series, SeriesEntry};
pub use settings::{read_settings, settings_file, write_settings};
pub use user::user_name;
pub use versions::{Version, VersionNote, keep_present, restore, save_with_version, versions, versions_of};
