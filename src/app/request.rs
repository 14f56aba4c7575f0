//! What can be asked for: by a view, a key, a dialog or a job.

use super::{
    BlockAct, BoardStep, Command, CompareStep, Edit, ExportStep, Filter, ImportStep, MergeStep, Offer, Paste,
    RecoveryStep, ReviewStep, SalvageStep, SharingStep, TableLayout, TourMove, VersionStep, WindowPlace,
};
use crate::check::Private;
use crate::model::{ChangeKey, FrameworkId, Quarter, RowField, RowId};
use std::path::PathBuf;

/// What the window shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// All changes at a glance.
    Overview,
    /// One change.
    Change(ChangeKey),
    /// The whole action table.
    Actions,
    /// The rows of a new quarter, one at a time.
    Review,
    /// Two assessments side by side.
    Compare,
    /// All quarters.
    Trend,
    /// What was noticed.
    Checks,
    /// What two people wrote differently.
    Merge,
    /// A table that is being brought in.
    Import,
    /// What is chosen before slides are shown; and the slides.
    Board,
}

/// Something asked for by a view, a key or a dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A command.
    Command(Command),
    /// An edit of the document.
    Edit(Edit),
    /// What is being typed into a cell, as the edit it will be; `None` when nothing is any more.
    Draft(Option<Edit>),
    /// The hand is still: typing that follows is a step of its own.
    Settle,
    /// Takes back what is being typed.
    CancelTyping,
    /// Shows something else.
    Go(Place),
    /// Shows a row in the action table and takes it in hand.
    GoToRow(RowId),
    /// Takes rows in hand; the first is the one in the inspector.
    Select(Vec<RowId>),
    /// A step of the review.
    Review(ReviewStep),
    /// Something in the comparison.
    Compare(CompareStep),
    /// Something in merging.
    Merge(MergeStep),
    /// Something while a table is being brought in.
    Import(ImportStep),
    /// Asks why something that was found in a text may stay.
    AskKeep {
        /// What was found.
        private: Private,
        /// What was told of it.
        told: String,
    },
    /// A step in the export dialog.
    Export(ExportStep),
    /// Something about the slides for the board.
    Board(BoardStep),
    /// Something in the list of versions.
    Version(VersionStep),
    /// Something about who else works on the file.
    Sharing(SharingStep),
    /// Says who is at work here; nothing goes back to the name of the system's user.
    SetName(String),
    /// An answer to “work that was not saved was found”.
    Recovery(RecoveryStep),
    /// An answer to “the file cannot be read”.
    Salvage(SalvageStep),
    /// Says in which column the cursor is.
    InColumn(RowField),
    /// Shows only the rows that a filter lets through.
    Filter(Filter),
    /// Applies filter and order anew to what was edited since.
    ApplyFilter,
    /// A column's title was clicked: sorts by it, the other way round, or not any more.
    SortBy(RowField),
    /// Asks for the name of the filter, or for another name of a kept one.
    NameFilter(Option<String>),
    /// Keeps the filter under a name.
    SaveFilter(String),
    /// Calls a kept filter something else.
    RenameFilter {
        /// What it is called.
        from: String,
        /// What it is to be called.
        to: String,
    },
    /// Forgets a kept filter.
    ForgetFilter(String),
    /// Adds a row to a change, below another.
    AddRowTo {
        /// The change.
        change: ChangeKey,
        /// The row above.
        below: Option<RowId>,
    },
    /// Does something with a block of cells.
    Block {
        /// What.
        act: BlockAct,
        /// The rows, in the order shown.
        rows: Vec<RowId>,
        /// The fields, in the order of the columns.
        fields: Vec<RowField>,
    },
    /// Takes a block in from the clipboard; asks first when rows are missing.
    Paste(Paste),
    /// An answer to "rows are missing".
    PutIn {
        /// The block.
        paste: Paste,
        /// Whether the missing rows are added.
        grow: bool,
    },
    /// Looks for other words.
    Find {
        /// The words.
        words: String,
        /// Whether capitals and small letters are told apart.
        match_case: bool,
    },
    /// Takes the find bar away and goes to what was found.
    CloseFind,
    /// Replaces what was found.
    ReplaceText {
        /// By what.
        with: String,
        /// Hits that stay as they are, by their position.
        skipped: std::collections::BTreeSet<usize>,
    },
    /// Lays the table out differently.
    Layout(TableLayout),
    /// Opens a file or folder.
    Open(PathBuf),
    /// A path was chosen or typed, or (`None`) the dialog was left.
    PathChosen(PathFor, Option<PathBuf>),
    /// The desktop has no file dialog: ask for a typed path instead.
    TypePath(PathFor),
    /// Starts an assessment.
    Create(NewAssessment),
    /// Carries this quarter forward.
    CreateQuarter,
    /// An answer to "not saved yet".
    Unsaved(UnsavedAnswer),
    /// Stops what is under way, where that [can be](super::App::can_stop).
    Stop,
    /// The answer to "something is settled in the table": it is left all the same.
    LeaveTable,
    /// An answer to "changed on disk".
    ChangedOnDisk(ChangedAnswer),
    /// The window is to be closed.
    CloseAsked,
    /// Leaves the dialog.
    LeaveDialog,
    /// A path was typed into a dialog of our own: what stands there is replaced only after another question.
    PathTyped(PathFor, PathBuf),
    /// Replaces the file that stands where the document is to be saved.
    Replace(PathBuf),
    /// Opens the quarter that exists already.
    OpenExisting(PathBuf),
    /// Puts a text on the clipboard.
    Copy(String),
    /// Tells why something was not done.
    Refuse(String),
    /// Takes the notice away.
    DismissNotice,
    /// Remembers the window's place.
    WindowAt(WindowPlace),
    /// Remembers the size of everything.
    Zoom(f32),
    /// Shows or hides the inspector.
    ShowInspector(bool),
    /// Something was chosen in the palette.
    Chosen(Offer),
    /// Goes through the tour, or out of it.
    Tour(TourMove),
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFor {
    /// A file to open.
    Open,
    /// A folder of quarters to open.
    Folder,
    /// Where to save.
    SaveAs,
    /// A framework file to add.
    Framework,
    /// The folder that an export goes into.
    ExportFolder,
    /// An assessment to compare with: as the one before, or the one after.
    Compare {
        /// As the one after.
        after: bool,
    },
    /// Somebody's copy to merge with.
    Copy,
    /// What both copies came from.
    CopyBase,
    /// A table to bring in.
    Table,
}

/// An assessment to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssessment {
    /// Whose it is.
    pub place: String,
    /// For which quarter.
    pub quarter: Quarter,
    /// By which edition.
    pub framework: FrameworkId,
}

/// What to do with work that is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save it first.
    Save,
    /// Let it go.
    Discard,
}

/// What to do when somebody else wrote the file meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedAnswer {
    /// Save ours under another name.
    SaveElsewhere,
    /// Write ours over theirs.
    Overwrite,
    /// Open theirs and let ours go.
    Reload,
    /// Merge theirs into ours.
    Merge,
}
