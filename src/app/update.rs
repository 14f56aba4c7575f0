//! How a request is carried out.

use super::files::Existing;
use super::{
    App, BlockAct, Command, Derived, Dialog, Done, Edit, Effect, Intent, Notice, Origin, PathFor, Place, Problem,
    Request, RowPlace, Session, TableAct, TableLayout, Theme, clock,
};
use crate::check::check;
use crate::compare::Movement;
use crate::model::{ActionRow, Assessment, ChangeKey, Framework, RowId};
use crate::store::{self, StoreError};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows up to which findings and movement are worked out at once; beyond, in a job.
pub(super) const AT_ONCE: usize = 300;

impl App {
    /// Begins: with the file or folder named, with the last file, or with the example.
    pub fn start(&mut self, named: Option<PathBuf>) {
        let last = self.settings.last().filter(|path| store::is_there(path)).map(Path::to_path_buf);
        let (table, named) = match named {
            Some(path) if super::importing::holds_table(&path) => (Some(path), None),
            named => (None, named),
        };
        match named.or(last) {
            Some(path) => self.open(path),
            None => self.open_sample(),
        }
        if let Some(table) = table {
            self.bring_in(table);
        }
        self.look_for_lost_work();
        self.follow();
    }

    /// Carries a request out.
    pub fn handle(&mut self, request: Request) {
        if self.presenting() && !super::board::fits_the_stage(&request) {
            return;
        }
        match request {
            Request::Command(command) => {
                if command.available(self) {
                    self.command(command);
                }
            }
            Request::Edit(edit) => {
                self.set_draft(None);
                self.edit(&edit);
            }
            Request::Draft(draft) => self.set_draft(draft),
            Request::Settle => self.with_session(Session::settle),
            Request::CancelTyping => self.with_session(|session| {
                session.cancel_typing();
            }),
            Request::Go(place) => {
                self.set_draft(None);
                self.go(place);
            }
            Request::GoToRow(row) => {
                self.place = Place::Actions;
                self.want_row(&row);
                self.selection = vec![row.clone()];
                self.effects.push(Effect::Reveal(row));
            }
            Request::Select(rows) => self.selection = rows,
            Request::AddRowTo { change, below } => {
                let place = below.map_or_else(|| RowPlace::EndOf(change.clone()), RowPlace::Below);
                self.add_row(change, place);
            }
            Request::Block { act, rows, fields } => self.block_act(act, &rows, &fields),
            Request::Paste(paste) => self.paste(paste),
            Request::PutIn { paste, grow } => self.put_in(paste, grow),
            Request::Find { words, match_case } => self.find_words(words, match_case),
            Request::CloseFind => self.close_find(),
            Request::ReplaceText { with, skipped } => self.replace_text(&with, &skipped),
            Request::Layout(layout) => self.layout(|known| *known = layout),
            Request::Compare(step) => self.compare_step(step),
            Request::Merge(step) => self.merge_step(step),
            Request::AskKeep { private, told } => self.ask_keep(private, told),
            Request::Export(step) => self.export_step(step),
            Request::Import(step) => self.import_step(step),
            Request::Board(step) => self.board_step(step),
            Request::Version(step) => self.version_step(step),
            Request::Recovery(step) => self.recovery_step(step),
            Request::Sharing(step) => self.sharing_step(step),
            Request::SetName(name) => self.set_name(&name),
            Request::Salvage(step) => self.salvage_step(step),
            Request::Review(step) => self.review_step(step),
            Request::InColumn(field) => self.column = Some(field),
            Request::Filter(filter) => self.set_filter(filter),
            Request::ApplyFilter => self.apply_filter(),
            Request::SortBy(field) => self.sort_by_click(field),
            Request::NameFilter(renames) => self.ask_filter_name(renames),
            Request::SaveFilter(name) => self.save_filter(&name),
            Request::RenameFilter { from, to } => self.rename_filter(&from, &to),
            Request::ForgetFilter(name) => self.forget_filter(&name),
            Request::Open(path) if super::importing::holds_table(&path) => self.bring_in(path),
            Request::Open(path) => self.guarded(Intent::Open(path)),
            Request::PathChosen(purpose, path) => self.path_chosen(purpose, path),
            // The folder is typed into the dialog that asked for it.
            Request::TypePath(PathFor::ExportFolder) => {
                self.refuse("This desktop offers no file dialog; type the folder instead.");
            }
            Request::TypePath(purpose) => {
                let typed = self.suggested_path(purpose).to_string_lossy().into_owned();
                self.dialog = Some(Dialog::TypePath { purpose, typed });
            }
            Request::Create(new) => {
                self.dialog = None;
                self.guarded(Intent::Create(new));
            }
            Request::CreateQuarter => {
                self.dialog = None;
                self.guarded(Intent::CreateQuarter);
            }
            Request::Unsaved(answer) => self.unsaved_answer(answer),
            Request::Stop => self.stop(),
            Request::LeaveTable => self.table_let_go(),
            Request::ChangedOnDisk(answer) => self.changed_answer(answer),
            Request::CloseAsked => self.guarded(Intent::Quit),
            Request::LeaveDialog => {
                self.waiting = None;
                self.told_after_open = None;
                match self.dialog.take() {
                    Some(Dialog::TypePath { purpose, .. }) => self.offer_copy_again(purpose),
                    Some(Dialog::Export(_)) => self.export_left(),
                    Some(Dialog::KeepText(keeping)) => self.dialog = keeping.back.map(Dialog::Export),
                    Some(Dialog::Problem(_)) => self.offer_copy_again(PathFor::CopyBase),
                    _ => self.copy = None,
                }
            }
            Request::PathTyped(purpose, path) => self.path_typed(purpose, path),
            Request::Replace(path) => {
                self.dialog = None;
                self.write(path, Existing::Replace);
            }
            Request::OpenExisting(path) => {
                self.dialog = None;
                self.guarded(Intent::Open(path));
            }
            Request::Copy(text) => {
                self.effects.push(Effect::SetClipboard { text, html: String::new() });
                self.tell("Copied.".to_owned());
            }
            Request::Refuse(text) => self.refuse(text),
            Request::DismissNotice => self.notice = None,
            Request::WindowAt(place) => {
                if self.settings.window != Some(place) {
                    self.settings.window = Some(place);
                    self.settings_changed = true;
                }
            }
            Request::Zoom(zoom) => self.zoom(zoom),
            Request::ShowInspector(shown) => self.show_inspector(shown),
            Request::Chosen(offer) => self.chosen(offer),
            Request::Tour(to) => self.step_tour(to),
        }
        self.follow();
    }

    /// Takes in what jobs have brought. Call it once a frame.
    pub fn poll(&mut self) {
        if let Some(opened) = self.arrived.take() {
            self.busy = None;
            self.opened(opened);
            self.follow();
        }
        if let Some(incoming) = self.incoming.take() {
            self.took_in(*incoming);
            self.follow();
        }
        for done in self.jobs.finished() {
            match done {
                Done::Opened { path, result } => {
                    match *result {
                        // Taken in at the next call: what is being typed belongs to the document that is still in hand.
                        Ok(opened) => self.arrived = Some(opened),
                        Err(refused) => self.not_opened(&path, refused),
                    }
                }
                Done::Restored { path, number, result } => self.version_put_back(path, number, result),
                Done::Saved { path, generation, revision, result } => self.saved(path, (generation, revision), result),
                // As with a file that is opened.
                Done::TakenIn(incoming) => self.incoming = Some(incoming),
                Done::Copy(read) => self.copy_read(read),
                Done::FrameworkAdded(result) => {
                    self.busy = None;
                    match result {
                        Ok((id, frameworks)) => {
                            self.frameworks = Arc::from(frameworks);
                            self.tell(format!("The framework {id} was added."));
                        }
                        Err(error) => self.fail(&error),
                    }
                }
                Done::Derived { generation, revision, derived } => {
                    self.deriving = None;
                    if generation == self.generation {
                        self.derived = Some((generation, revision, Arc::from(derived)));
                    }
                }
                Done::Earlier { generation, earlier } => self.earlier_read(generation, earlier),
                Done::Twins(found) => self.twins_found(found),
                Done::Compared(brought) => self.compared_brought(brought),
                Done::Export(brought) => self.export_brought(brought),
                Done::Report(brought) => self.report_brought(brought),
                Done::TableUnderWay(number) => {
                    if self.stoppable == Some(number) {
                        self.busy = Some("Working out what the table means…");
                    }
                }
                Done::TableRead(read) => self.table_read(*read),
                Done::Proposed(made) => self.proposed(made),
                Done::TableBrought(brought) => self.table_brought(brought),
                Done::Versions(read) => self.versions_read(read),
                Done::LostWork(lost) => self.lost_work_found(lost),
                Done::BroughtBack(brought) => self.brought_back(*brought),
                Done::Watched(report) => self.watched(*report),
                Done::WatchEnded => {}
                Done::Followed(to, result) => self.was_followed(&to, result),
                Done::PutAway(copy, result) => self.was_put_away(&copy, result),
                Done::Lost => {
                    self.busy = None;
                    self.stoppable = None;
                    self.saving = false;
                    self.taking_in = false;
                    self.save_again = None;
                    self.deriving = None;
                    self.waiting = None;
                    self.dialog = Some(Dialog::Problem(Problem::job_lost()));
                }
            }
            self.follow();
        }
        self.look_at_export();
        self.offer_lost_work();
        if std::mem::take(&mut self.settings_changed) {
            // Small and seldom; a start that remembers nothing is no loss, so a failure is only logged.
            let text = self.settings.to_text();
            if let Some(Err(error)) = self.settings_file.as_ref().map(|file| store::write_settings(file, &text)) {
                log::warn!("settings not kept: {error}");
            }
        }
    }

    /// Whether the window may close: the guard was passed.
    #[must_use]
    pub const fn closing(&self) -> bool {
        self.closing
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::New => {
                let framework = self.session.as_ref().map_or_else(
                    || self.frameworks.iter().last().map(|framework| framework.id.clone()),
                    |session| Some(session.framework().id.clone()),
                );
                let Some(framework) = framework else { return };
                let place = self.session.as_ref().map_or_else(String::new, |session| {
                    if session.origin() == Origin::Sample { String::new() } else { session.assessment().place.clone() }
                });
                let quarter =
                    crate::model::Quarter::of(clock::today()).map_or_else(String::new, |quarter| quarter.to_string());
                self.dialog = Some(Dialog::New { place, quarter, framework });
            }
            Command::NewQuarter => self.ask_new_quarter(),
            Command::Open => self.ask_path(PathFor::Open),
            Command::OpenFolder => self.ask_path(PathFor::Folder),
            Command::OpenSample => self.guarded(Intent::OpenSample),
            Command::AddFramework => self.ask_path(PathFor::Framework),
            Command::Save => self.save(),
            Command::SaveAs => self.ask_path(PathFor::SaveAs),
            Command::Versions => self.ask_versions(),
            Command::Sharing => self.dialog = Some(Dialog::Sharing),
            Command::YourName => self.dialog = Some(Dialog::YourName { typed: self.settings.name.clone() }),
            Command::Recover => self.ask_lost_work(),
            Command::Aside => self.ask_aside(),
            Command::Export => self.ask_export(),
            Command::Seal => self.ask_seal(),
            Command::Reopen => self.ask_reopen(),
            Command::Quit => self.guarded(Intent::Quit),
            Command::Undo if self.place == Place::Import => self.step_in_table(false),
            Command::Redo if self.place == Place::Import => self.step_in_table(true),
            Command::Undo => self.step(Session::undo_label, Session::undo, "Undone"),
            Command::Redo => self.step(Session::redo_label, Session::redo, "Done again"),
            Command::Details => {
                if let Some(session) = &self.session {
                    let assessment = session.assessment();
                    self.dialog = Some(Dialog::Details {
                        place: assessment.place.clone(),
                        quarter: assessment.quarter.to_string(),
                        as_at: assessment.as_at.format("%-d %b %Y").to_string(),
                        prepared_by: assessment.prepared_by.clone(),
                    });
                }
            }
            Command::AddRow => self.add_row_here(false),
            Command::AddRowAbove => self.add_row_here(true),
            Command::DuplicateRows => self.duplicate_rows(),
            Command::DeleteRows => self.delete_rows(),
            Command::MoveRowsUp => self.move_rows(false),
            Command::MoveRowsDown => self.move_rows(true),
            Command::ReassignRows => self.dialog = Some(Dialog::Reassign),
            Command::ToggleReviewed => self.toggle_reviewed(),
            Command::GoOverview => self.go(Place::Overview),
            Command::GoActions => {
                self.go(Place::Actions);
                self.effects.push(Effect::FocusGrid);
            }
            Command::GoCompare => {
                self.go(Place::Compare);
                self.effects.push(Effect::FocusView);
            }
            Command::GoTrend => self.go(Place::Trend),
            Command::GoChecks => {
                self.go(Place::Checks);
                self.effects.push(Effect::FocusView);
            }
            Command::Present => self.go_to_stage(),
            Command::GoMerge => {
                self.go(Place::Merge);
                self.effects.push(Effect::FocusView);
            }
            Command::GoImport => {
                self.go(Place::Import);
                self.effects.push(Effect::FocusView);
            }
            Command::NextFinding => self.step_finding(false),
            Command::PreviousFinding => self.step_finding(true),
            Command::Import => self.ask_path(PathFor::Table),
            Command::ImportClipboard => self.effects.push(Effect::ReadClipboard),
            Command::MergeCopy => self.ask_path(PathFor::Copy),
            Command::NextChange => self.step_change(true),
            Command::PreviousChange => self.step_change(false),
            Command::ToggleInspector => self.show_inspector(!self.inspector_wanted(false)),
            Command::ThemeSystem => self.theme(Theme::System),
            Command::ThemeLight => self.theme(Theme::Light),
            Command::ThemeDark => self.theme(Theme::Dark),
            Command::ZoomIn => self.zoom(self.settings.zoom + 0.1),
            Command::ZoomOut => self.zoom(self.settings.zoom - 0.1),
            Command::ZoomReset => self.zoom(1.0),
            Command::Cut => self.effects.push(Effect::Table(TableAct::Block(BlockAct::Cut))),
            Command::Copy => self.effects.push(Effect::Table(TableAct::Block(BlockAct::Copy))),
            Command::Paste => self.effects.push(Effect::Table(TableAct::Paste)),
            Command::FillDown => self.effects.push(Effect::Table(TableAct::Block(BlockAct::FillDown))),
            Command::ClearCells => self.effects.push(Effect::Table(TableAct::Block(BlockAct::Clear))),
            Command::Columns => self.dialog = Some(Dialog::Columns),
            Command::FitColumns => self.layout(TableLayout::forget_widths),
            Command::WrapText => self.layout(|layout| layout.lines = layout.lines.wrap_toggled()),
            Command::RowsTall => self.layout(|layout| layout.lines = layout.lines.tall_toggled()),
            Command::Find => self.open_find(),
            Command::FindNext => self.find_next(false),
            Command::FindPrevious => self.find_next(true),
            Command::Replace => self.ask_replace(),
            Command::Filter => self.go_to_filter(),
            Command::ClearFilter => self.clear_filter(),
            Command::SortAscending => self.sort_in_hand(false),
            Command::SortDescending => self.sort_in_hand(true),
            Command::SortOff => self.set_sort(None),
            Command::Review => self.go(Place::Review),
            Command::HighContrast | Command::ReduceMotion => self.toggle_look(command),
            Command::Palette => self.dialog = Some(Dialog::Palette { typed: String::new(), at: 0 }),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts { typed: String::new() }),
            Command::Tour => self.start_tour(),
            Command::NextRegion => self.effects.push(Effect::StepRegion { back: false }),
            Command::PreviousRegion => self.effects.push(Effect::StepRegion { back: true }),
            Command::Explain => self.effects.push(Effect::Explain),
        }
    }

    // --- the document ---

    pub(super) fn with_session(&mut self, act: impl FnOnce(&mut Session)) {
        if let Some(session) = &mut self.session {
            act(session);
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        let Some(session) = &mut self.session else { return };
        let before = session.revision();
        match session.edit(edit) {
            Ok(()) if told(edit) => {
                let changed = session.revision() != before;
                let label = edit.label(session.framework());
                self.tell(if changed { format!("Done: {label}.") } else { format!("Nothing to do: {label}.") });
            }
            Ok(()) => {
                if self.notice.as_ref().is_some_and(|notice| notice.refused) {
                    self.notice = None;
                }
            }
            Err(refused) => {
                self.say(Problem::refused(&refused), true);
            }
        }
    }

    fn step(&mut self, label: fn(&Session) -> Option<&str>, act: fn(&mut Session) -> bool, said: &str) {
        let Some(session) = &mut self.session else { return };
        session.settle();
        let name = label(session).map(str::to_owned);
        let before = Arc::clone(session.assessment());
        if act(session)
            && let Some(name) = name
        {
            self.tell(format!("{said}: {name}."));
            self.review_follows(&before);
            self.conflict_follows(&before);
            self.show_what_changed(&before);
        }
    }

    /// Brings the first row that was taken back, or done again, into view, unless one of them is in hand.
    fn show_what_changed(&mut self, before: &Assessment) {
        let Some(session) = self.session.as_ref().filter(|_| matches!(self.place, Place::Actions | Place::Change(_)))
        else {
            return;
        };
        let known: HashMap<&RowId, &Arc<ActionRow>> = before.rows.iter().map(|row| (&row.id, row)).collect();
        let same = |row: &Arc<ActionRow>| known.get(&row.id).is_some_and(|before| Arc::ptr_eq(before, row));
        let mut changed = session.assessment().rows.iter().filter(|row| !same(row)).map(|row| &row.id).peekable();
        let Some(first) = changed.peek().map(|first| (*first).clone()) else { return };
        let in_hand: HashSet<&RowId> = self.selection.iter().collect();
        if !changed.any(|id| in_hand.contains(id)) {
            self.sight.want(first.clone());
            self.selection = vec![first.clone()];
            self.effects.push(Effect::Reveal(first));
        }
    }

    // --- where we are ---

    pub(super) fn go(&mut self, place: Place) {
        self.with_session(Session::settle);
        if place == Place::Review {
            self.begin_review();
        } else {
            self.place = place;
        }
    }

    fn step_change(&mut self, next: bool) {
        let Some(session) = &self.session else { return };
        let keys: Vec<&ChangeKey> = session.framework().changes.iter().map(|change| &change.key).collect();
        let at = match &self.place {
            Place::Change(key) => keys.iter().position(|known| *known == key),
            Place::Overview
            | Place::Actions
            | Place::Review
            | Place::Compare
            | Place::Trend
            | Place::Checks
            | Place::Merge
            | Place::Import
            | Place::Board => None,
        };
        let to = match (at, next) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.wrapping_sub(1),
            (None, true) => 0,
            (None, false) => keys.len().wrapping_sub(1),
        };
        if let Some(key) = keys.get(to) {
            let place = Place::Change((*key).clone());
            self.go(place);
            self.effects.push(Effect::FocusLevel);
        }
    }

    /// Changes how the table is laid out, and remembers it.
    fn layout(&mut self, change: impl FnOnce(&mut TableLayout)) {
        change(&mut self.settings.table);
        self.settings_changed = true;
    }

    fn theme(&mut self, theme: Theme) {
        self.settings.theme = theme;
        self.settings_changed = true;
        self.effects.push(Effect::Theme(theme));
    }

    fn zoom(&mut self, zoom: f32) {
        use super::Settings;
        // To the nearest tenth, so that larger and smaller come back to where they were.
        let zoom = ((zoom * 10.0).round() / 10.0).clamp(*Settings::ZOOM.start(), *Settings::ZOOM.end());
        if (zoom - self.settings.zoom).abs() > f32::EPSILON {
            self.settings.zoom = zoom;
            self.settings_changed = true;
            self.effects.push(Effect::Zoom(zoom));
        }
    }

    fn show_inspector(&mut self, shown: bool) {
        self.settings.inspector = Some(shown);
        self.settings_changed = true;
    }

    pub(super) fn tell(&mut self, text: String) {
        self.say(text, false);
    }

    pub(super) fn say(&mut self, text: String, refused: bool) {
        self.notices += 1;
        self.notice = Some(Notice { text, refused, number: self.notices, leads_to: None });
    }

    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.say(text.into(), true);
    }

    pub(super) fn fail(&mut self, error: &StoreError) {
        self.waiting = None;
        self.dialog = Some(Dialog::Problem(Problem::from(error)));
    }

    // --- what is worked out ---

    /// Brings what is worked out up to date.
    fn follow(&mut self) {
        self.derive();
        self.look();
        self.review_up_to_date();
        self.look_beside();
        self.look_at_trend();
        self.compare_up_to_date();
        self.board_up_to_date();
        self.keep_journal();
        self.keep_watch();
    }

    /// Works out findings and movement when the document has changed since: at once for a small table, else in a job.
    fn derive(&mut self) {
        if self.find.is_shown() {
            self.search();
        }
        let Some(session) = &self.session else {
            self.derived = None;
            return;
        };
        let (generation, revision) = (self.generation, session.revision());
        let known = self.derived.as_ref().map(|(generation, revision, _)| (*generation, *revision));
        if known == Some((generation, revision)) || self.deriving.is_some() {
            return;
        }
        let now = Arc::clone(session.assessment());
        let previous = session.previous().map(Arc::clone);
        let framework = Arc::clone(session.framework());
        let known = self.frameworks.all();
        if now.rows.len() <= AT_ONCE {
            let derived = Arc::new(work_out(&now, previous.as_deref(), &framework, &known));
            self.derived = Some((generation, revision, derived));
        } else {
            self.deriving = Some((generation, revision));
            self.jobs.start(Done::Lost, move || {
                let derived = Box::new(work_out(&now, previous.as_deref(), &framework, &known));
                Done::Derived { generation, revision, derived }
            });
        }
    }
}

fn work_out(
    now: &Assessment,
    previous: Option<&Assessment>,
    framework: &Framework,
    known: &[Arc<Framework>],
) -> Derived {
    Derived {
        findings: check(now, framework),
        seal_broken: crate::format::seal_broken(now),
        movement: previous.map(|previous| Movement::between(previous, now, framework, known)),
    }
}

/// Whether an edit is told when it is done: what was typed or chosen is heard from the field itself, but not what became of
/// rows and cells that the keyboard is not on.
fn told(edit: &Edit) -> bool {
    match edit {
        Edit::SetLevel { level, .. } => level.is_none(),
        Edit::SetCells(cells) => cells.len() > 1,
        Edit::SetPlan { .. } | Edit::SetChangeText { .. } | Edit::SetDetails { .. } => false,
        Edit::InsertRows { .. }
        | Edit::Several { .. }
        | Edit::DeleteRows(_)
        | Edit::MoveRows { .. }
        | Edit::Reassign { .. }
        | Edit::Put { .. }
        | Edit::Decide { .. }
        | Edit::SameRow(_)
        | Edit::AddDecision(_)
        | Edit::Redact(_)
        | Edit::KeepText(_)
        | Edit::Seal(_)
        | Edit::Reopen { .. }
        | Edit::Merged { .. }
        | Edit::Become { .. } => true,
    }
}
