//! Leaving a snapshot: a report as files in a folder, each read back and held against the report before it is called done.
//! The window and the command line both go through here.

mod form;
mod order;
mod writing;

pub(in crate::app) use form::{ExportBrought, Exports};
pub use form::{ExportForm, ExportStage, ExportStep, Looked};
pub use order::{Exporting, order_findings};
pub use writing::{ExportFailed, Written, write_exports};
