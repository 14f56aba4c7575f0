//! Format 1, frozen: what its files look like, whatever becomes of the model. Do not change what these types read or
//! write; a new format gets a folder of its own beside this one, and this one a step up to it. A field that may be
//! absent, and is absent from every file that does not need it, is no new format.

mod assessment;
mod conflict;
mod conflict_model;
mod framework;
mod glossary;
mod layout;
mod reading;
mod rows;
pub(super) mod shape;
mod value;
mod writing;

pub(super) use assessment::{AssessmentFile, StateFile};
pub(super) use framework::FrameworkFile;
pub(super) use glossary::KnownTermsFile;
