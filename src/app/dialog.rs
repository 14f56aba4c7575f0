//! The dialogs, each with what is being typed in it.

use super::{Aside, CopyOffer, ExportForm, Found, Keeping, OnDisk, Paste, PathFor, Problem, Unreadable};
use crate::model::FrameworkId;
use crate::store::Version;
use std::path::PathBuf;
use std::sync::Arc;

/// A dialog, with what is being typed in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Work is not saved.
    Unsaved,
    /// Something was settled in a table that is about to be left.
    LeaveTable,
    /// The file changed on disk.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// What was found there.
        found: OnDisk,
    },
    /// What a copy and the document both began from is to be chosen.
    MergeCopy {
        /// The copy, with what it comes to.
        offer: Arc<CopyOffer>,
        /// Which of the bases offered is chosen.
        chosen: usize,
    },
    /// A path is to be typed.
    TypePath {
        /// What for.
        purpose: PathFor,
        /// What was typed so far.
        typed: String,
    },
    /// A file stands where the document is to be saved.
    Replace {
        /// The file.
        path: PathBuf,
    },
    /// A new assessment.
    New {
        /// The place typed so far.
        place: String,
        /// The quarter typed so far.
        quarter: String,
        /// The edition chosen.
        framework: FrameworkId,
    },
    /// The next quarter, to be confirmed.
    NewQuarter,
    /// The next quarter exists already.
    QuarterExists {
        /// Its file.
        path: PathBuf,
    },
    /// Place, quarter, day and who prepared it.
    Details {
        /// The place typed so far.
        place: String,
        /// The quarter typed so far.
        quarter: String,
        /// The day typed so far.
        as_at: String,
        /// Who prepared it, typed so far.
        prepared_by: String,
    },
    /// To which change the selected rows go.
    Reassign,
    /// A block needs more rows than there are.
    PasteGrows {
        /// The block.
        paste: Paste,
    },
    /// Which columns are shown, and in what order.
    Columns,
    /// A text is to be replaced, after a look at what would change.
    ReplaceText {
        /// By what, typed so far.
        with: String,
        /// Hits that stay as they are, by their position.
        skipped: std::collections::BTreeSet<usize>,
    },
    /// What a filter is to be called.
    NameFilter {
        /// The kept one that is to be called something else; otherwise the filter in force is to be kept.
        renames: Option<String>,
        /// The name typed so far.
        name: String,
    },
    /// Why a text that looks like an identifier may stay.
    KeepText(Keeping),
    /// A snapshot for others.
    Export(Box<ExportForm>),
    /// The versions of the file in hand.
    Versions {
        /// The file.
        path: PathBuf,
        /// The versions, newest first.
        versions: Arc<[Version]>,
        /// Which of them is chosen.
        chosen: usize,
    },
    /// Who else has the file open, and what others did to it.
    Sharing,
    /// Who is at work here.
    YourName {
        /// The name typed so far.
        typed: String,
    },
    /// A file cannot be opened as it is; something can be offered instead.
    Unreadable(Arc<Unreadable>),
    /// What was not read of the file that the document came from.
    Aside(Arc<Aside>),
    /// Work that was not saved was found.
    Found(Arc<Found>),
    /// The quarter is to be signed off.
    Seal {
        /// Who signs, typed so far.
        by: String,
        /// In what role, typed so far.
        role: String,
        /// With what remark, typed so far.
        note: String,
        /// On what day.
        on: chrono::NaiveDate,
    },
    /// A sealed quarter is to be opened again.
    Reopen {
        /// Who opens it, typed so far.
        by: String,
        /// Why, typed so far.
        reason: String,
        /// On what day.
        on: chrono::NaiveDate,
    },
    /// Something went wrong.
    Problem(Problem),
    /// The document could not be saved, and can be under another name.
    NotSaved(Problem),
    /// The palette: everything that can be asked for, to be found by a few letters.
    Palette {
        /// What was typed so far.
        typed: String,
        /// Which of the entries found is the one that Enter takes.
        at: usize,
    },
    /// Every key in one list.
    Shortcuts {
        /// What is looked for.
        typed: String,
    },
}
