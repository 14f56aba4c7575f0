//! What a command's keys do beside other keys: a second one for hands that learnt elsewhere, and which give way while a
//! text is being typed.

use super::command::{Command, Shortcut, ctrl, ctrl_shift};

impl Command {
    /// What it is called in the settings, for good: `fill-down`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The command of that [name](Self::name).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// A second key, where hands expect one from elsewhere.
    #[must_use]
    pub const fn also(self) -> Option<Shortcut> {
        Some(match self {
            Self::Redo => ctrl_shift("Z"),
            Self::Palette => ctrl_shift("P"),
            // The same key as plus on most keyboards, without Shift.
            Self::ZoomIn => ctrl("Equals"),
            _ => return None,
        })
    }

    /// All its keys, the first one first.
    pub fn shortcuts(self) -> impl Iterator<Item = Shortcut> {
        self.shortcut().into_iter().chain(self.also())
    }

    /// Its keys in words: `Ctrl+K or Ctrl+Shift+P`; empty when it has none.
    #[must_use]
    pub fn keys(self) -> String {
        self.shortcuts().map(|shortcut| shortcut.to_string()).collect::<Vec<_>>().join(" or ")
    }

    /// Whether its keys are left to the text while one is being typed.
    ///
    /// Those do that a text field has a use of its own for, and those that act on the rows in hand: nobody who types into a
    /// field beside the table means the table. The others (saving, finding, going elsewhere) take the text with them.
    /// Ctrl+K and Ctrl+H, with which some systems delete, are ours: on Windows nobody expects that of them.
    #[must_use]
    pub const fn yields_to_typing(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::Cut
                | Self::Copy
                | Self::Paste
                | Self::ClearCells
                | Self::FillDown
                | Self::AddRow
                | Self::AddRowAbove
                | Self::DuplicateRows
                | Self::DeleteRows
                | Self::MoveRowsUp
                | Self::MoveRowsDown
                | Self::ReassignRows
                | Self::ToggleReviewed
                | Self::SortAscending
                | Self::SortDescending
        )
    }
}
