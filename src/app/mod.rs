//! The application without pixels: the document in hand, what can be asked for, and what comes of it.
//!
//! A view or a key makes a [`Request`]; [`App::handle`] carries it out, and what only a window can do comes back as
//! [`Effect`]s. Nothing here knows how it is drawn, so all of it is tested without a window.

mod beside;
mod clipboard;
pub mod clock;
mod command;
mod command_keys;
mod earlier;
mod edit;
mod files;
mod filter;
pub mod find;
mod history;
mod html_table;
mod jobs;
mod keys_sheet;
mod palette;
mod problem;
mod review;
mod rows;
mod session;
mod settings;
mod table;
mod toggles;
mod tour;
mod update;

pub use beside::Beside;
pub use clipboard::{Block, BlockRefused};
pub use command::{Command, Menu, Shortcut};
pub use earlier::{Earlier, Unread};
pub use edit::{Edit, EditRefused, RowPlace, check_cell, count_rows};
pub use filter::{
    Choice, Context, DueKind, Facet, Filter, Findings, Noticed, SavedFilter, Sort, Value, Visible, natural,
};
pub use history::History;
pub use jobs::{Jobs, Waker};
pub use keys_sheet::{LOCAL_KEYS, LocalKeys, LocalLine, SheetLine, SheetPart, keys_sheet};
pub use palette::{Offer, PaletteEntry, palette_entries};
pub use problem::Problem;
pub use review::{Review, ReviewStep, Tally};
pub use rows::{BlockAct, Paste};
pub use session::{FileOnDisk, Origin, Session, Surroundings};
pub use settings::{Settings, Theme, WindowPlace};
pub use table::{ColumnLayout, Lines, TableLayout};
pub use tour::{TOUR, TourMove, TourSpot, TourStep};

use crate::check::Finding;
use crate::compare::Movement;
use crate::model::{ChangeKey, FrameworkId, Quarter, RowField, RowId};
use crate::store::{Frameworks, Series, Stamp, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
}

/// Something asked for by a view, a key or a dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// A command.
    Command(Command),
    /// An edit of the document.
    Edit(Edit),
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
}

/// A dialog, with what is being typed in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Work is not saved.
    Unsaved,
    /// The file changed on disk.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
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
    /// Something went wrong.
    Problem(Problem),
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

/// What is to happen once the document in hand is safe.
#[derive(Clone, Debug, PartialEq)]
enum Intent {
    Open(PathBuf),
    OpenSample,
    Create(NewAssessment),
    CreateQuarter,
    Quit,
}

/// What only a window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask for a path with the desktop's own dialog.
    AskPath {
        /// What for.
        purpose: PathFor,
        /// The path offered.
        suggested: PathBuf,
    },
    /// Close the window.
    Close,
    /// Colours were chosen.
    Theme(Theme),
    /// Black and white were chosen, or the usual colours.
    HighContrast(bool),
    /// Whether things may move by themselves was chosen.
    ReduceMotion(bool),
    /// The size of everything was chosen.
    Zoom(f32),
    /// Bring this row into view in the action table.
    Reveal(RowId),
    /// Bring this new row into view and put the keyboard on its first cell.
    BeginRow(RowId),
    /// Have the table that is shown act on its selection.
    Table(TableAct),
    /// Put this on the clipboard.
    SetClipboard {
        /// As plain text.
        text: String,
        /// As a table in HTML, where the clipboard takes it.
        html: String,
    },
    /// Bring a text that was found into sight.
    ShowHit {
        /// Where it stands.
        hit: find::Hit,
        /// Whether the keyboard goes there.
        focus: bool,
    },
    /// Put the keyboard into the find bar.
    FocusFind,
    /// Put the keyboard into the view that is shown.
    FocusView,
    /// Show what there is to explain about the cell in hand.
    Explain,
    /// Put the keyboard into the action table.
    FocusGrid,
    /// Put the keyboard into the filter's field.
    FocusFilter,
    /// Put the keyboard on the level of the change that is shown.
    FocusLevel,
    /// Put the keyboard into the next part of the window, or the one before.
    StepRegion {
        /// The one before.
        back: bool,
    },
    /// Ask for this once the dialog is gone and the keyboard is back where it was, so that it acts on what is in hand
    /// there.
    Afterwards(Box<Request>),
}

/// What the table that is shown is to do with its selection, which only it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableAct {
    /// Something with the block of selected cells.
    Block(BlockAct),
    /// Take in what is on the clipboard.
    Paste,
}

/// A line that tells what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// In words.
    pub text: String,
    /// Whether something was refused.
    pub refused: bool,
    /// Counted up with each, so that the same words are told again when the same happens again.
    pub number: u64,
}

/// What is worked out from the document for the screens, once for each state of it.
#[derive(Debug)]
pub struct Derived {
    /// What `check` noticed.
    pub findings: Vec<Finding>,
    /// What moved since the quarter before.
    pub movement: Option<Movement>,
}

/// What a job brings back.
#[derive(Debug)]
enum Done {
    Opened { path: PathBuf, result: Box<Result<files::OpenedFile, StoreError>> },
    Saved { path: PathBuf, generation: u64, revision: u64, result: Result<(Stamp, Arc<Series>), StoreError> },
    FrameworkAdded(Result<(FrameworkId, Box<Frameworks>), StoreError>),
    Derived { generation: u64, revision: u64, derived: Box<Derived> },
    Earlier { generation: u64, earlier: Earlier },
    Twins(beside::Found),
    Lost,
}

/// The application.
#[derive(Debug)]
pub struct App {
    session: Option<Session>,
    place: Place,
    selection: Vec<RowId>,
    /// The column with the cursor.
    column: Option<RowField>,
    /// Which rows are shown, and in what order.
    sight: filter::Sight,
    review: Review,
    settings: Settings,
    frameworks: Arc<Frameworks>,
    dialog: Option<Dialog>,
    notice: Option<Notice>,
    notices: u64,
    saved_at: Option<chrono::NaiveTime>,
    jobs: Jobs<Done>,
    /// Raised for each document that is opened, so that revisions of different ones are never taken for each other.
    generation: u64,
    derived: Option<(u64, u64, Arc<Derived>)>,
    deriving: Option<(u64, u64)>,
    beside: Option<beside::Kept>,
    looking_for_twins: bool,
    busy: Option<&'static str>,
    waiting: Option<Intent>,
    /// A save is under way; what is asked for meanwhile is written after it, over what it wrote.
    saving: bool,
    save_again: Option<(PathBuf, files::Existing)>,
    /// The state of the document that a file being opened is to take the place of.
    opening_over: Option<(u64, u64)>,
    find: find::Find,
    effects: Vec<Effect>,
    /// Where the settings are kept; nowhere unless [`App::keep_settings_in`] was told.
    settings_file: Option<PathBuf>,
    settings_changed: bool,
    closing: bool,
    /// The step of the tour that is shown.
    tour: Option<usize>,
}

impl App {
    /// An application with nothing open.
    #[must_use]
    pub fn new(settings: Settings, frameworks: Frameworks, waker: Waker) -> Self {
        let effects = vec![
            Effect::Theme(settings.theme),
            Effect::HighContrast(settings.high_contrast),
            Effect::ReduceMotion(settings.reduce_motion),
            Effect::Zoom(settings.zoom),
        ];
        Self {
            session: None,
            place: Place::Overview,
            selection: Vec::new(),
            column: None,
            sight: filter::Sight::default(),
            review: Review::default(),
            settings,
            frameworks: Arc::new(frameworks),
            dialog: None,
            notice: None,
            notices: 0,
            saved_at: None,
            jobs: Jobs::new(waker),
            generation: 0,
            derived: None,
            deriving: None,
            beside: None,
            looking_for_twins: false,
            busy: None,
            waiting: None,
            saving: false,
            save_again: None,
            opening_over: None,
            find: find::Find::default(),
            effects,
            settings_file: None,
            settings_changed: false,
            closing: false,
            tour: None,
        }
    }

    /// Says where to write the settings when they change. Without it nothing is remembered, as in a test.
    pub fn keep_settings_in(&mut self, file: Option<PathBuf>) {
        self.settings_file = file;
    }

    /// The document in hand.
    #[must_use]
    pub const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// What the window shows.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// The rows in hand; the first is the one in the inspector.
    #[must_use]
    pub fn selection(&self) -> &[RowId] {
        &self.selection
    }

    /// The column with the cursor, once there was one.
    #[must_use]
    pub const fn column(&self) -> Option<RowField> {
        self.column
    }

    /// What is remembered.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the inspector is to be shown. Until somebody has chosen it is where the window is wide.
    #[must_use]
    pub fn inspector_wanted(&self, wide: bool) -> bool {
        self.settings.inspector.unwrap_or(wide)
    }

    /// The editions that assessments can be made by.
    #[must_use]
    pub fn frameworks(&self) -> &Frameworks {
        &self.frameworks
    }

    /// The line that tells what happened last.
    #[must_use]
    pub const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// When the document was last saved here.
    #[must_use]
    pub const fn saved_at(&self) -> Option<chrono::NaiveTime> {
        self.saved_at
    }

    /// What is under way, in words.
    #[must_use]
    pub const fn busy(&self) -> Option<&'static str> {
        self.busy
    }

    /// The dialog that is open.
    #[must_use]
    pub const fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref()
    }

    /// The dialog that is open, so that what is typed in it can be kept there.
    pub const fn dialog_mut(&mut self) -> Option<&mut Dialog> {
        self.dialog.as_mut()
    }

    /// What was worked out from the document; of a state a moment ago while a large one is being worked out anew.
    #[must_use]
    pub fn derived(&self) -> Option<&Arc<Derived>> {
        self.derived.as_ref().map(|(_, _, derived)| derived)
    }

    /// What a window has to do now.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The title of the window: a mark for edits, the place, the quarter and the file.
    #[must_use]
    pub fn title(&self) -> String {
        let Some(session) = &self.session else { return "hicm".to_owned() };
        let assessment = session.assessment();
        let mark = if session.edited() { "● " } else { "" };
        let file = session
            .path()
            .and_then(Path::file_name)
            .map_or_else(|| "untitled".to_owned(), |name| name.to_string_lossy().into_owned());
        format!("{mark}{} {} ({file}) – hicm", assessment.place, assessment.quarter)
    }
}
