//! Every command of the product, once: menus, shortcuts, tests and later the palette all read this list.

use super::App;
use strum::{EnumIter, IntoEnumIterator as _};

/// Something a person can ask for by menu, button or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
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
    /// Add a framework file of one's own.
    AddFramework,
    /// Save.
    Save,
    /// Save under another name.
    SaveAs,
    /// Close the window.
    Quit,
    /// Take the last edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Change place, quarter, day and who prepared it.
    Details,
    /// Add a row below the selected one.
    AddRow,
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
    /// Show the overview.
    GoOverview,
    /// Show the action table.
    GoActions,
    /// Show the change after this one.
    NextChange,
    /// Show the change before this one.
    PreviousChange,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Follow the system's light or dark.
    ThemeSystem,
    /// Light.
    ThemeLight,
    /// Dark.
    ThemeDark,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Normal size.
    ZoomReset,
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
    /// What is shown and how.
    View,
}

const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: false, alt: false, key }
}

const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: true, alt: false, key }
}

const fn alt(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: false, alt: true, key }
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
            Self::AddFramework => "Add a framework file…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Details => "Place, quarter and day…",
            Self::AddRow => "Add row",
            Self::DeleteRows => "Delete rows",
            Self::MoveRowsUp => "Move up",
            Self::MoveRowsDown => "Move down",
            Self::ReassignRows => "Move to another change…",
            Self::ToggleReviewed => "Reviewed this quarter",
            Self::GoOverview => "Overview",
            Self::GoActions => "Actions",
            Self::NextChange => "Next change",
            Self::PreviousChange => "Previous change",
            Self::ToggleInspector => "Inspector",
            Self::ThemeSystem => "Colours as the system",
            Self::ThemeLight => "Light",
            Self::ThemeDark => "Dark",
            Self::ZoomIn => "Larger",
            Self::ZoomOut => "Smaller",
            Self::ZoomReset => "Normal size",
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
            Self::AddFramework => "Check a framework file and keep it, so that assessments can be made by it.",
            Self::Save => "Write the file.",
            Self::SaveAs => "Write under another name.",
            Self::Quit => "Close the window.",
            Self::Undo => "Take the last edit back.",
            Self::Redo => "Do again what was taken back.",
            Self::Details => "Change the place, the quarter, the day it speaks of and who prepared it.",
            Self::AddRow => "Add an action row below the selected one.",
            Self::DeleteRows => "Delete the selected rows.",
            Self::MoveRowsUp => "Move the selected rows up within their change.",
            Self::MoveRowsDown => "Move the selected rows down within their change.",
            Self::ReassignRows => "Give the selected rows to another change.",
            Self::ToggleReviewed => "Mark the selected rows as looked at this quarter, or not.",
            Self::GoOverview => "All changes at a glance.",
            Self::GoActions => "The whole action table.",
            Self::NextChange => "Show the next change.",
            Self::PreviousChange => "Show the change before.",
            Self::ToggleInspector => "Show or hide the row in hand, in full.",
            Self::ThemeSystem => "Follow the system's light or dark.",
            Self::ThemeLight => "Light colours.",
            Self::ThemeDark => "Dark colours.",
            Self::ZoomIn => "Show everything larger.",
            Self::ZoomOut => "Show everything smaller.",
            Self::ZoomReset => "Show everything at its normal size.",
        }
    }

    /// Its key.
    #[must_use]
    pub const fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::New => ctrl("N"),
            Self::NewQuarter => ctrl_shift("N"),
            Self::Open => ctrl("O"),
            Self::OpenFolder => ctrl_shift("O"),
            Self::Save => ctrl("S"),
            Self::SaveAs => ctrl_shift("S"),
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
            Self::NextChange => ctrl("PageDown"),
            Self::PreviousChange => ctrl("PageUp"),
            Self::ToggleInspector => ctrl("E"),
            Self::ZoomIn => ctrl("Plus"),
            Self::ZoomOut => ctrl("Minus"),
            Self::ZoomReset => ctrl("0"),
            Self::OpenSample | Self::AddFramework | Self::ThemeSystem | Self::ThemeLight | Self::ThemeDark => {
                return None;
            }
        })
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
            | Self::AddFramework
            | Self::Save
            | Self::SaveAs
            | Self::Quit => Menu::File,
            Self::Undo | Self::Redo | Self::Details => Menu::Edit,
            Self::AddRow
            | Self::DeleteRows
            | Self::MoveRowsUp
            | Self::MoveRowsDown
            | Self::ReassignRows
            | Self::ToggleReviewed => Menu::Rows,
            Self::GoOverview
            | Self::GoActions
            | Self::NextChange
            | Self::PreviousChange
            | Self::ToggleInspector
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => Menu::View,
        }
    }

    /// Whether a line parts it from the command above it in the menu.
    #[must_use]
    pub const fn starts_group(self) -> bool {
        matches!(
            self,
            Self::Open
                | Self::Save
                | Self::Quit
                | Self::Details
                | Self::DeleteRows
                | Self::MoveRowsUp
                | Self::ToggleReviewed
                | Self::ToggleInspector
                | Self::ThemeSystem
                | Self::ZoomIn
        )
    }

    /// Whether it can be done now.
    #[must_use]
    pub fn available(self, app: &App) -> bool {
        let session = app.session();
        let editable = session.is_some_and(|session| !session.read_only());
        let selected = !app.selection().is_empty();
        match self {
            Self::New
            | Self::Open
            | Self::OpenFolder
            | Self::OpenSample
            | Self::AddFramework
            | Self::Quit
            | Self::ToggleInspector
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => true,
            Self::NewQuarter
            | Self::SaveAs
            | Self::GoOverview
            | Self::GoActions
            | Self::NextChange
            | Self::PreviousChange => session.is_some(),
            Self::Save => session.is_some_and(|session| session.edited() || session.path().is_none()),
            Self::Undo => editable && session.is_some_and(|session| session.undo_label().is_some()),
            Self::Redo => editable && session.is_some_and(|session| session.redo_label().is_some()),
            Self::Details | Self::AddRow => editable,
            Self::DeleteRows | Self::MoveRowsUp | Self::MoveRowsDown | Self::ReassignRows | Self::ToggleReviewed => {
                editable && selected
            }
        }
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
            Self::View => "View",
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
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "PageUp" => "Page up",
            "PageDown" => "Page down",
            key => key,
        })
    }
}
