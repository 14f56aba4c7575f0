//! Every command of the product, once: menus, shortcuts, the palette, the sheet of keys and the tests all read this list.

use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

/// Something a person can ask for by menu, button or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    /// Start an assessment from nothing.
    New,
    /// Carry this quarter forward into the next.
    NewQuarter,
    /// Open a file.
    Open,
    /// Open a folder of quarters.
    OpenFolder,
    /// Open the bundled example as an untitled copy.
    OpenSample,
    /// Merge somebody's copy into this one.
    MergeCopy,
    /// Bring in a table of another program.
    Import,
    /// Bring in the table on the clipboard.
    ImportClipboard,
    /// Add a framework file of one's own.
    AddFramework,
    /// Save.
    Save,
    /// Save under another name.
    SaveAs,
    /// List the versions of the file.
    Versions,
    /// Ask about work that was not saved.
    Recover,
    /// Show who else has the file open, and what others did to it.
    Sharing,
    /// Say who is at work here.
    YourName,
    /// Show what was not read of the file.
    Aside,
    /// Leave a snapshot for others.
    Export,
    /// Sign the quarter off.
    Seal,
    /// Open a sealed quarter again.
    Reopen,
    /// Close the window.
    Quit,
    /// Take the last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Put the selection on the clipboard and empty it.
    Cut,
    /// Put the selection on the clipboard.
    Copy,
    /// Put in what is on the clipboard.
    Paste,
    /// Give every selected cell what stands in the first.
    FillDown,
    /// Empty the selected cells.
    ClearCells,
    /// Change place, quarter, day and who prepared it.
    Details,
    /// Find a text.
    Find,
    /// Go to the next place found.
    FindNext,
    /// Go to the place found before.
    FindPrevious,
    /// Replace a text, after a look at what would change.
    Replace,
    /// Add a row below the selected one.
    AddRow,
    /// Add a row above the selected one.
    AddRowAbove,
    /// Copy the selected rows below themselves.
    DuplicateRows,
    /// Delete the selected rows.
    DeleteRows,
    /// Move the selected rows up.
    MoveRowsUp,
    /// Move the selected rows down.
    MoveRowsDown,
    /// Give the selected rows to another change.
    ReassignRows,
    /// Mark the selected rows as reviewed, or not.
    ToggleReviewed,
    /// Step through the rows that are not yet reviewed.
    Review,
    /// Show the overview.
    GoOverview,
    /// Show the action table.
    GoActions,
    /// Compare two assessments.
    GoCompare,
    /// Show all quarters.
    GoTrend,
    /// Show what was noticed.
    GoChecks,
    /// Show the slides for the board.
    Present,
    /// Show what two people wrote differently.
    GoMerge,
    /// Show the table that is being brought in.
    GoImport,
    /// Go to the next finding in it.
    NextFinding,
    /// Go to the finding before.
    PreviousFinding,
    /// Show the change after this one.
    NextChange,
    /// Show the change before this one.
    PreviousChange,
    /// Filter the rows.
    Filter,
    /// Show all rows again.
    ClearFilter,
    /// Sort by the column in hand, smallest first.
    SortAscending,
    /// Sort by the column in hand, largest first.
    SortDescending,
    /// Back to the order in the file.
    SortOff,
    /// Choose and order the columns.
    Columns,
    /// Share the window’s width among the columns.
    FitColumns,
    /// Break long texts in a cell into lines, or not.
    WrapText,
    /// Show texts whole.
    RowsTall,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Follow the system's light or dark.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
    /// Stronger colours, or not.
    HighContrast,
    /// Nothing moves by itself, or not.
    ReduceMotion,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Normal size.
    ZoomReset,
    /// Find a command by its name.
    Palette,
    /// Show every key.
    Shortcuts,
    /// Explain the cell in hand.
    Explain,
    /// Show the tour.
    Tour,
    /// Go to the next part of the window.
    NextRegion,
    /// Go to the part of the window before.
    PreviousRegion,
}

/// A key with its modifiers, independent of any toolkit. `key` is a letter, a digit, a sign or a name such as `Delete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key's name.
    pub key: &'static str,
}

/// The menu in which a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Menu {
    /// Files and quarters.
    File,
    /// Undo and the document's details.
    Edit,
    /// Action rows.
    Rows,
    /// Where to go.
    Go,
    /// What is shown and how.
    View,
    /// How to find one's way.
    Help,
}

pub(super) const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: false, alt: false, key }
}

pub(super) const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: true, alt: false, key }
}

pub(super) const fn alt(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: false, alt: true, key }
}

pub(super) const fn alt_shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: true, alt: true, key }
}

pub(super) const fn shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: true, alt: false, key }
}

pub(super) const fn key(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: false, alt: false, key }
}

impl Command {
    /// All of them, in menu order.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// What it is called in a menu.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New assessment…",
            Self::NewQuarter => "Start new quarter…",
            Self::Open => "Open…",
            Self::OpenFolder => "Open folder of quarters…",
            Self::OpenSample => "Open the example",
            Self::MergeCopy => "Merge a copy…",
            Self::Import => "Bring in a table…",
            Self::ImportClipboard => "Bring in the table on the clipboard",
            Self::AddFramework => "Add a framework file…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::Versions => "Versions…",
            Self::Recover => "Work that was not saved…",
            Self::Sharing => "Who has this open…",
            Self::YourName => "Your name…",
            Self::Aside => "What was not read…",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::FillDown => "Fill down",
            Self::ClearCells => "Clear cells",
            Self::Details => "Place, quarter and day…",
            Self::Find => "Find…",
            Self::FindNext => "Find next",
            Self::FindPrevious => "Find previous",
            Self::Replace => "Replace…",
            Self::AddRow => "Add row",
            Self::AddRowAbove => "Add row above",
            Self::DuplicateRows => "Duplicate rows",
            Self::DeleteRows => "Delete rows",
            Self::MoveRowsUp => "Move up",
            Self::MoveRowsDown => "Move down",
            Self::ReassignRows => "Move to another change…",
            Self::ToggleReviewed => "Reviewed this quarter",
            Self::Seal => "Sign off…",
            Self::Reopen => "Reopen…",
            Self::Export => "Export…",
            Self::Review => "Review row by row",
            Self::GoOverview => "Overview",
            Self::GoActions => "Actions",
            Self::GoCompare => "Compare",
            Self::GoTrend => "Trend",
            Self::GoChecks => "Checks",
            Self::Present => "Present to the board",
            Self::GoMerge => "Conflicts",
            Self::GoImport => "Table being brought in",
            Self::NextFinding => "Next finding",
            Self::PreviousFinding => "Previous finding",
            Self::NextChange => "Next change",
            Self::PreviousChange => "Previous change",
            Self::Filter => "Filter…",
            Self::ClearFilter => "Show all rows",
            Self::SortAscending => "Sort by this column",
            Self::SortDescending => "Sort by this column, highest first",
            Self::SortOff => "Unsorted",
            Self::Columns => "Columns…",
            Self::FitColumns => "Fit columns to the window",
            Self::WrapText => "Wrap text",
            Self::RowsTall => "Rows as high as their text",
            Self::ToggleInspector => "Inspector",
            Self::ThemeSystem => "Colours as the system",
            Self::ThemeLight => "Light",
            Self::ThemeDark => "Dark",
            Self::HighContrast => "High contrast",
            Self::ReduceMotion => "Reduce motion",
            Self::ZoomIn => "Larger",
            Self::ZoomOut => "Smaller",
            Self::ZoomReset => "Normal size",
            Self::Palette => "All commands…",
            Self::Shortcuts => "Keyboard shortcuts…",
            Self::Explain => "Explain this cell",
            Self::Tour => "Take the tour",
            Self::NextRegion => "Next part of the window",
            Self::PreviousRegion => "Previous part of the window",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::New => "Start an assessment from nothing.",
            Self::NewQuarter => "Carry everything forward into the next quarter; each row is then to be reviewed.",
            Self::Open => "Open an assessment file.",
            Self::OpenFolder => "Open the latest quarter in a folder and list the others.",
            Self::OpenSample => "Open the bundled example as an untitled copy.",
            Self::MergeCopy => "Take in what somebody changed in a copy; nothing of either is lost.",
            Self::Import => "Read an Excel, Word or CSV table and show what it means, before anything is taken in.",
            Self::ImportClipboard => "Read a table that was copied elsewhere and show what it means.",
            Self::AddFramework => "Check a framework file and keep it, so that assessments can be made by it.",
            Self::Save => "Write the file.",
            Self::SaveAs => "Write under another name.",
            Self::Versions => "Earlier states of this file: who saved them, when, and what changed.",
            Self::Recover => "Work that was found again after the program ended without saving it.",
            Self::Sharing => "Who else has this file open, and what others did to it since you opened it.",
            Self::YourName => "Your name as colleagues see it: in versions, on seals, and while you have a file open.",
            Self::Aside => "The parts of the file that could not be read or are not known here, as they stand in it.",
            Self::Seal => "Seal the quarter: from then on it is only read, and what was signed can be verified.",
            Self::Reopen => "Open a sealed quarter again, on record: who, when and why.",
            Self::Export => "Leave a snapshot for a board or for others: PDF, Word, Excel, slides and more.",
            Self::Quit => "Close the window.",
            Self::Undo => "Take the last edit back.",
            Self::Redo => "Do again what was taken back.",
            Self::Cut => "Put the selected cells on the clipboard and empty them.",
            Self::Copy => "Put the selected cells on the clipboard, for Excel, Word or here.",
            Self::Paste => "Put what is on the clipboard into the cells from the selected one on.",
            Self::FillDown => "Give every selected cell what stands in the topmost one.",
            Self::ClearCells => "Empty the selected cells.",
            Self::Details => "Change the place, the quarter, the day it speaks of and who prepared it.",
            Self::Find => "Find a text in every row and every change.",
            Self::FindNext => "Go to the next place that holds the text.",
            Self::FindPrevious => "Go to the place before that holds the text.",
            Self::Replace => "Replace a text; what would change is shown first.",
            Self::AddRow => "Add an action row below the selected one.",
            Self::AddRowAbove => "Add an action row above the selected one.",
            Self::DuplicateRows => "Add a copy of the selected rows below them.",
            Self::DeleteRows => "Delete the selected rows.",
            Self::MoveRowsUp => "Move the selected rows up within their change.",
            Self::MoveRowsDown => "Move the selected rows down within their change.",
            Self::ReassignRows => "Give the selected rows to another change.",
            Self::ToggleReviewed => "Mark the selected rows as looked at this quarter, or not.",
            Self::Review => "Step through the rows, with last quarter’s text beside each.",
            Self::GoOverview => "All changes at a glance.",
            Self::GoActions => "The whole action table.",
            Self::GoCompare => "Two quarters, versions or files side by side, in the terms of the model.",
            Self::GoChecks => "What is missing, contradictory, late, or should not leave; each with a way to it.",
            Self::GoTrend => "Every quarter, with the plans as they stood, and the metrics against their targets.",
            Self::Present => "Slides for the board: choose whom they are for, then show them.",
            Self::GoImport => "What the table means, and what is to be settled before it is taken in.",
            Self::NextFinding => "The next thing to be settled in the table.",
            Self::PreviousFinding => "The thing before that is to be settled in the table.",
            Self::GoMerge => "What two people wrote differently, to be decided one by one.",
            Self::NextChange => "Show the next change.",
            Self::PreviousChange => "Show the change before.",
            Self::Filter => "Show only some of the rows: by words, change, status, owner and more.",
            Self::ClearFilter => "Take the filter away.",
            Self::SortAscending => "Sort the rows by the column in hand, lowest first.",
            Self::SortDescending => "Sort the rows by the column in hand, highest first.",
            Self::SortOff => "Show the rows in the order in which they stand in the file.",
            Self::Columns => "Choose which columns are shown, and in what order.",
            Self::FitColumns => "Give every column its usual share of the width.",
            Self::WrapText => "Break long texts into lines, or show one line of each.",
            Self::RowsTall => "Show every text whole, however long.",
            Self::ToggleInspector => "Show or hide the row in hand, in full.",
            Self::ThemeSystem => "Follow the system's light or dark.",
            Self::ThemeLight => "Light colours.",
            Self::ThemeDark => "Dark colours.",
            Self::HighContrast => "Black and white with strong outlines, or the usual colours.",
            Self::ReduceMotion => "Nothing slides or fades.",
            Self::ZoomIn => "Show everything larger.",
            Self::ZoomOut => "Show everything smaller.",
            Self::ZoomReset => "Show everything at its normal size.",
            Self::Palette => "Find any command by a few letters of its name.",
            Self::Shortcuts => "Every key in one list, to be searched.",
            Self::Explain => "What the column is for, and what the abbreviations in the row mean.",
            Self::Tour => "Four steps through what is where.",
            Self::NextRegion => {
                "Move the keyboard to the menus, the sidebar, the view, the inspector or the line below."
            }
            Self::PreviousRegion => "Move the keyboard the other way round.",
        }
    }

    /// Its key. Some have [another](Self::also).
    #[must_use]
    pub const fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::New => ctrl("N"),
            Self::NewQuarter => ctrl_shift("N"),
            Self::Open => ctrl("O"),
            Self::OpenFolder => ctrl_shift("O"),
            Self::Save => ctrl("S"),
            Self::SaveAs => ctrl_shift("S"),
            Self::Export => ctrl("P"),
            Self::Quit => ctrl("Q"),
            Self::Undo => ctrl("Z"),
            Self::Redo => ctrl("Y"),
            Self::Details => ctrl("I"),
            Self::AddRow => ctrl("Enter"),
            Self::DeleteRows => ctrl_shift("Delete"),
            Self::MoveRowsUp => alt("ArrowUp"),
            Self::MoveRowsDown => alt("ArrowDown"),
            Self::ReassignRows => ctrl_shift("M"),
            Self::ToggleReviewed => ctrl("R"),
            Self::GoOverview => ctrl("1"),
            Self::GoActions => ctrl("2"),
            Self::GoCompare => ctrl("3"),
            Self::GoTrend => ctrl("4"),
            Self::Present => key("F5"),
            Self::GoMerge => ctrl("5"),
            Self::GoImport => ctrl("6"),
            Self::GoChecks => ctrl("7"),
            Self::Import => ctrl_shift("I"),
            Self::NextFinding => key("F8"),
            Self::PreviousFinding => shift("F8"),
            Self::NextChange => ctrl("PageDown"),
            Self::PreviousChange => ctrl("PageUp"),
            Self::ToggleInspector => ctrl("E"),
            Self::ZoomIn => ctrl("Plus"),
            Self::ZoomOut => ctrl("Minus"),
            Self::ZoomReset => ctrl("0"),
            Self::Find => ctrl("F"),
            Self::FindNext => key("F3"),
            Self::FindPrevious => shift("F3"),
            Self::Replace => ctrl("H"),
            Self::Cut => ctrl("X"),
            Self::Copy => ctrl("C"),
            Self::Paste => ctrl("V"),
            Self::FillDown => ctrl("D"),
            Self::ClearCells => key("Delete"),
            Self::AddRowAbove => ctrl_shift("Enter"),
            Self::DuplicateRows => ctrl_shift("D"),
            Self::Review => ctrl_shift("R"),
            Self::Filter => ctrl_shift("F"),
            Self::ClearFilter => ctrl_shift("L"),
            Self::SortAscending => alt_shift("ArrowUp"),
            Self::SortDescending => alt_shift("ArrowDown"),
            Self::Columns => ctrl_shift("K"),
            Self::Palette => ctrl("K"),
            Self::Shortcuts => key("F1"),
            Self::Explain => shift("F1"),
            Self::NextRegion => key("F6"),
            Self::PreviousRegion => shift("F6"),
            Self::OpenSample
            | Self::MergeCopy
            | Self::ImportClipboard
            | Self::AddFramework
            | Self::Versions
            | Self::Recover
            | Self::Sharing
            | Self::YourName
            | Self::Aside
            | Self::Seal
            | Self::Reopen
            | Self::SortOff
            | Self::FitColumns
            | Self::WrapText
            | Self::RowsTall
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::HighContrast
            | Self::ReduceMotion
            | Self::Tour => return None,
        })
    }

    /// Whether its key belongs to whatever has the keyboard, which acts on it itself: a cell is copied by the grid, a
    /// word by the text field.
    #[must_use]
    pub const fn key_is_local(self) -> bool {
        matches!(self, Self::Cut | Self::Copy | Self::Paste | Self::ClearCells)
    }

    /// The menu in which it stands.
    #[must_use]
    pub const fn menu(self) -> Menu {
        match self {
            Self::New
            | Self::NewQuarter
            | Self::Open
            | Self::OpenFolder
            | Self::OpenSample
            | Self::MergeCopy
            | Self::Import
            | Self::ImportClipboard
            | Self::AddFramework
            | Self::Save
            | Self::SaveAs
            | Self::Versions
            | Self::Recover
            | Self::Sharing
            | Self::YourName
            | Self::Aside
            | Self::Export
            | Self::Seal
            | Self::Reopen
            | Self::Quit => Menu::File,
            Self::Undo
            | Self::Redo
            | Self::Cut
            | Self::Copy
            | Self::Paste
            | Self::FillDown
            | Self::ClearCells
            | Self::Details
            | Self::Find
            | Self::FindNext
            | Self::FindPrevious
            | Self::Replace => Menu::Edit,
            Self::AddRow
            | Self::AddRowAbove
            | Self::DuplicateRows
            | Self::DeleteRows
            | Self::MoveRowsUp
            | Self::MoveRowsDown
            | Self::ReassignRows
            | Self::ToggleReviewed
            | Self::Review => Menu::Rows,
            Self::GoOverview
            | Self::GoActions
            | Self::GoCompare
            | Self::GoTrend
            | Self::GoChecks
            | Self::Present
            | Self::GoMerge
            | Self::GoImport
            | Self::NextFinding
            | Self::PreviousFinding
            | Self::NextChange
            | Self::PreviousChange => Menu::Go,
            Self::Filter
            | Self::ClearFilter
            | Self::SortAscending
            | Self::SortDescending
            | Self::SortOff
            | Self::Columns
            | Self::FitColumns
            | Self::WrapText
            | Self::RowsTall
            | Self::ToggleInspector
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::HighContrast
            | Self::ReduceMotion
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => Menu::View,
            Self::Palette | Self::Shortcuts | Self::Explain | Self::Tour | Self::NextRegion | Self::PreviousRegion => {
                Menu::Help
            }
        }
    }

    /// Whether a line parts it from the command above it in the menu.
    #[must_use]
    pub const fn starts_group(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Import
                | Self::Save
                | Self::Versions
                | Self::Export
                | Self::Seal
                | Self::Quit
                | Self::Cut
                | Self::FillDown
                | Self::Details
                | Self::Find
                | Self::DeleteRows
                | Self::MoveRowsUp
                | Self::ToggleReviewed
                | Self::NextChange
                | Self::SortAscending
                | Self::Columns
                | Self::ToggleInspector
                | Self::ThemeSystem
                | Self::HighContrast
                | Self::ZoomIn
                | Self::NextRegion
        )
    }
}

impl Menu {
    /// All of them, left to right.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Rows => "Rows",
            Self::Go => "Go",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(match self.key {
            "Plus" => "+",
            "Minus" => "-",
            "Equals" => "=",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "PageUp" => "Page up",
            "PageDown" => "Page down",
            "Questionmark" => "?",
            "Slash" => "/",
            key => key,
        })
    }
}
