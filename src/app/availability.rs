//! When a command can be carried out.

use super::{App, Command, Place};

impl Command {
    /// Whether it can be done now.
    #[must_use]
    pub fn available(self, app: &App) -> bool {
        if app.presenting() {
            return self.on_stage(app);
        }
        let session = app.session();
        let editable = session.is_some_and(|session| !session.read_only());
        let ours = session.is_some_and(|session| session.newer().is_none());
        let selected = !app.selection().is_empty();
        // What needs cells or neighbours acts on a table that is seen; the review shows one row, the overview none.
        let in_table = matches!(app.place(), Place::Actions | Place::Change(_));
        match self {
            Self::New
            | Self::Open
            | Self::OpenFolder
            | Self::OpenSample
            | Self::AddFramework
            | Self::Import
            | Self::ImportClipboard
            | Self::YourName
            | Self::Quit
            | Self::ToggleInspector
            | Self::WrapText
            | Self::RowsTall
            | Self::FitColumns
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::HighContrast
            | Self::ReduceMotion
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset
            | Self::Palette
            | Self::Shortcuts
            | Self::Tour
            | Self::NextRegion
            | Self::PreviousRegion => true,
            // What a newer hicm wrote is not written from here, nor carried on without what is not known of it.
            Self::NewQuarter | Self::SaveAs => ours,
            Self::Export
            | Self::GoOverview
            | Self::GoActions
            | Self::GoCompare
            | Self::GoTrend
            | Self::GoChecks
            | Self::Present
            | Self::NextChange
            | Self::PreviousChange
            | Self::Find
            | Self::FindNext
            | Self::FindPrevious
            | Self::Filter
            | Self::SortAscending
            | Self::SortDescending
            | Self::Columns => session.is_some(),
            Self::Save => ours && session.is_some_and(|session| session.edited() || session.path().is_none()),
            Self::Versions | Self::Sharing => session.is_some_and(|session| session.path().is_some()),
            Self::Recover => app.has_lost_work(),
            Self::Aside => session.is_some_and(|session| session.aside().is_some()),
            Self::GoImport => app.proposing().is_some(),
            Self::NextFinding | Self::PreviousFinding => {
                *app.place() == Place::Import && app.proposing().is_some_and(|it| it.shown().next().is_some())
            }
            Self::Undo | Self::Redo if *app.place() == Place::Import => {
                let label = if self == Self::Undo { app.undo_label() } else { app.redo_label() };
                label.is_some()
            }
            Self::Undo => session.is_some_and(super::Session::can_undo),
            Self::Redo => session.is_some_and(super::Session::can_redo),
            Self::Reopen => ours && session.is_some_and(super::Session::read_only),
            Self::Details | Self::Replace | Self::MergeCopy | Self::Seal => editable,
            Self::GoMerge => session.is_some_and(|session| !session.assessment().undecided.is_empty()),
            Self::AddRow => {
                editable && !matches!(app.place(), Place::Review | Place::Merge | Place::Import | Place::Board)
            }
            Self::Review => session.is_some_and(|session| !session.assessment().rows.is_empty()),
            Self::Copy => selected && in_table,
            Self::Explain => (selected && in_table) || matches!(app.place(), super::Place::Change(_)),
            Self::DeleteRows | Self::ReassignRows | Self::ToggleReviewed => {
                editable && selected && (in_table || *app.place() == Place::Review)
            }
            Self::MoveRowsUp
            | Self::MoveRowsDown
            | Self::AddRowAbove
            | Self::DuplicateRows
            | Self::Cut
            | Self::Paste
            | Self::FillDown
            | Self::ClearCells => editable && selected && in_table,
            Self::ClearFilter => !app.filter().is_empty(),
            Self::SortOff => app.sort().is_some(),
        }
    }
}
