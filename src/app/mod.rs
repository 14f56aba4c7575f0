//! The application without pixels: the document in hand, what can be asked for, and what comes of it.
//!
//! A view or a key makes a [`Request`]; [`App::handle`] carries it out, and what only a window can do comes back as
//! [`Effect`]s. Nothing here knows how it is drawn, so all of it is tested without a window.

mod availability;
mod beside;
mod board;
mod changed;
mod checking;
mod clipboard;
pub mod clock;
mod command;
mod command_keys;
mod comparing;
mod dialog;
mod earlier;
mod edit;
mod effect;
mod exporting;
mod files;
mod filter;
pub mod find;
mod history;
mod html_table;
mod importing;
mod jobs;
mod journal;
mod keys_sheet;
mod merging;
mod palette;
mod problem;
mod recovery;
mod request;
mod review;
mod rows;
mod salvaging;
mod sealing;
mod session;
mod settings;
mod sharing;
mod table;
mod toggles;
mod tour;
mod trending;
mod update;
mod versions;

pub use beside::Beside;
pub use board::{Board, BoardSince, BoardStep, Layer, STAGE_KEYS, Screen, Showing, StageKey};
pub use changed::{changed_in_a_sentence, what_changed};
pub use checking::Keeping;
pub use clipboard::{Block, BlockRefused};
pub use command::{Command, Menu, Shortcut};
pub use comparing::{CompareChoice, CompareSide, CompareStep, Compared, ComparedSide, value_words};
pub use dialog::Dialog;
pub use earlier::{Earlier, Unread};
pub use edit::{Edit, EditRefused, RowPlace, check_cell, count_rows};
pub use effect::{Effect, TableAct};
pub use exporting::{
    ExportFailed, ExportForm, ExportStage, ExportStep, Exporting, Looked, Written, order_findings, write_exports,
};
pub use filter::{
    Choice, Context, DueKind, Facet, Filter, Findings, Noticed, SavedFilter, Sort, Value, Visible, natural,
};
pub use history::History;
pub use importing::{
    BroughtIn, FindingAt, ImportStep, KnownTable, Proposing, TableRefused, at_of, brought_into, column_letters,
    holds_table, open_table, read_table,
};
pub use jobs::{Jobs, Waker};
pub use keys_sheet::{LOCAL_KEYS, LocalKeys, LocalLine, SheetLine, SheetPart, keys_sheet};
pub use merging::{
    BaseFrom, BaseOffer, ConflictPlace, CopyOffer, MergeStep, ON_DISK, OnDisk, THIS_WINDOW, conflict_place,
    conflicts_left, first_words,
};
pub use palette::{Offer, PaletteEntry, palette_entries};
pub use problem::Problem;
pub use recovery::{Found, FoundFile, RecoveryStep};
pub use request::{ChangedAnswer, NewAssessment, PathFor, Place, Request, UnsavedAnswer};
pub use review::{Review, ReviewStep, Tally};
pub use rows::{BlockAct, Paste};
pub use salvaging::{Aside, SalvageStep, Unreadable, aside_in_words, restored_words};
pub use sealing::SealBefore;
pub use session::{FileOnDisk, Origin, Session, Surroundings};
pub use settings::{Settings, Theme, WindowPlace};
pub use sharing::{FileNote, NoteChoice, NoteKind, Other, Outside, SharingStep};
pub use table::{ColumnLayout, Lines, TableLayout};
pub use tour::{TOUR, TourMove, TourSpot, TourStep};
pub use versions::{VersionStep, restored};

pub use crate::export::{Format, Picture};

use crate::check::Finding;
use crate::compare::Movement;
use crate::model::{FrameworkId, RowField, RowId};
use crate::store::{Frameworks, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to happen once the document in hand is safe.
#[derive(Clone, Debug, PartialEq)]
enum Intent {
    Open(PathBuf),
    /// What can be read of a damaged file becomes a document.
    OpenSalvaged(Arc<Unreadable>),
    OpenSample,
    Create(NewAssessment),
    CreateQuarter,
    BringIn,
    ReadTable(importing::TableFrom),
    LeaveTable,
    /// Found work becomes edits of its file: by its journal.
    BringBack(PathBuf),
    /// Found work is shown beside its file: by its journal.
    CompareFound(PathBuf),
    Quit,
}

impl Intent {
    /// Whether the document is not in hand any more afterwards.
    const fn leaves_document(&self) -> bool {
        !matches!(self, Self::ReadTable(_) | Self::LeaveTable)
    }

    /// Whether the table that is being brought in is not, either; another document only comes beside it.
    const fn leaves_table(&self) -> bool {
        matches!(self, Self::ReadTable(_) | Self::LeaveTable | Self::Quit)
    }
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
    /// What leads on from there.
    pub leads_to: Option<Command>,
}

/// What is worked out from the document for the screens, once for each state of it.
#[derive(Debug)]
pub struct Derived {
    /// What `check` noticed.
    pub findings: Vec<Finding>,
    /// What moved since the quarter before.
    pub movement: Option<Movement>,
    /// In what the seal does not hold.
    pub seal_broken: Option<crate::format::Broken>,
}

/// What a job brings back.
#[derive(Debug)]
enum Done {
    Opened {
        path: PathBuf,
        result: Box<Result<files::OpenedFile, salvaging::NotOpened>>,
    },
    Restored {
        path: PathBuf,
        number: u64,
        result: Result<(), StoreError>,
    },
    Saved {
        path: PathBuf,
        generation: u64,
        revision: u64,
        result: Result<files::SavedFile, StoreError>,
    },
    TakenIn(Box<merging::Incoming>),
    Copy(merging::CopyRead),
    FrameworkAdded(Result<(FrameworkId, Box<Frameworks>), StoreError>),
    Derived {
        generation: u64,
        revision: u64,
        derived: Box<Derived>,
    },
    Earlier {
        generation: u64,
        earlier: Earlier,
    },
    Twins(beside::Found),
    Compared(comparing::Brought),
    Export(exporting::ExportBrought),
    Report(board::ReportBrought),
    TableUnderWay(u64),
    TableRead(Box<importing::TableRead>),
    Proposed(importing::Made),
    TableBrought(importing::Brought),
    Versions(versions::VersionsRead),
    LostWork(Vec<recovery::Lost>),
    BroughtBack(Box<recovery::BroughtBack>),
    Watched(Box<sharing::Report>),
    /// Nobody looks after the file any more: it was let go, or looking failed for good.
    WatchEnded,
    /// The versions went along to the new name of the file, or not.
    Followed(PathBuf, Result<(), StoreError>),
    PutAway(PathBuf, Result<PathBuf, StoreError>),
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
    trend: Option<trending::KeptTrend>,
    comparing: comparing::Comparing,
    exports: exporting::Exports,
    board: Board,
    looking_for_twins: bool,
    busy: Option<&'static str>,
    /// The job under way that can be stopped, by its number; what another brings is not taken in any more.
    stoppable: Option<u64>,
    stoppables: u64,
    waiting: Option<Intent>,
    /// A save is under way; what is asked for meanwhile is written after it, over what it wrote.
    saving: bool,
    save_again: Option<(PathBuf, files::Existing)>,
    /// The state of the document that a file being opened is to take the place of.
    opening_over: Option<(u64, u64)>,
    arrived: Option<files::OpenedFile>,
    /// What somebody else wrote into the file is being read and merged, and is saved with what is in hand.
    taking_in: bool,
    /// It has been, and is taken in at the next call of [`App::poll`].
    incoming: Option<Box<merging::Incoming>>,
    /// What is told once the document is saved.
    told_after_save: Option<String>,
    /// What is told once that file is open.
    told_after_open: Option<(PathBuf, String)>,
    /// The copy that is offered for merging.
    copy: Option<Arc<CopyOffer>>,
    /// The table that is being brought in.
    proposing: Option<Proposing>,
    /// Which conflict is looked at, in the order of going through them.
    conflict: usize,
    find: find::Find,
    effects: Vec<Effect>,
    /// Where the settings are kept; nowhere unless [`App::keep_settings_in`] was told.
    settings_file: Option<PathBuf>,
    settings_changed: bool,
    closing: bool,
    journals: journal::Journals,
    sharing: sharing::Sharing,
    /// Work that was found again and not answered for.
    lost: Vec<recovery::Lost>,
    looking_for_lost_work: bool,
    /// Work that was brought back into the document of that generation and not saved since: taken back by undo, it is
    /// still written down.
    brought_back: Option<(u64, Arc<crate::model::Assessment>)>,
    /// The cell that is being typed, as the edit it will be.
    draft: Option<Edit>,
    /// Counted up with each state of it.
    drafts: u64,
    /// The journal that is compared with its file once that is open.
    compare_when_open: Option<PathBuf>,
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
            trend: None,
            comparing: comparing::Comparing::default(),
            exports: exporting::Exports::default(),
            board: Board::default(),
            looking_for_twins: false,
            busy: None,
            stoppable: None,
            stoppables: 0,
            waiting: None,
            saving: false,
            save_again: None,
            opening_over: None,
            arrived: None,
            taking_in: false,
            incoming: None,
            told_after_save: None,
            told_after_open: None,
            copy: None,
            proposing: None,
            conflict: 0,
            find: find::Find::default(),
            effects,
            settings_file: None,
            settings_changed: false,
            closing: false,
            journals: journal::Journals::default(),
            sharing: sharing::Sharing::default(),
            lost: Vec::new(),
            looking_for_lost_work: false,
            brought_back: None,
            draft: None,
            drafts: 0,
            compare_when_open: None,
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

    /// The cell that is being typed, as the edit it will be.
    #[must_use]
    pub const fn draft(&self) -> Option<&Edit> {
        self.draft.as_ref()
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

    /// Whether a document has arrived that the next [`App::poll`] puts in the place of the one in hand, or merges with it:
    /// what is being typed must be in that one before.
    #[must_use]
    pub const fn has_arrived(&self) -> bool {
        self.arrived.is_some() || self.incoming.is_some()
    }

    /// What is under way, in words.
    #[must_use]
    pub const fn busy(&self) -> Option<&'static str> {
        self.busy
    }

    /// Whether what is under way can be stopped.
    #[must_use]
    pub const fn can_stop(&self) -> bool {
        self.stoppable.is_some()
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
