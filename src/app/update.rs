//! How a request is carried out.

use super::files::Existing;
use super::{
    App, Command, Derived, Dialog, Done, Edit, Effect, Intent, Notice, Origin, PathFor, Place, Problem, Request,
    Session, Theme, clock,
};
use crate::check::check;
use crate::compare::Movement;
use crate::model::{Assessment, ChangeKey, Framework, RowId};
use crate::store::{self, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows up to which findings and movement are worked out at once; beyond, in a job.
const AT_ONCE: usize = 300;

impl App {
    /// Begins: with the file or folder named, with the last file, or with the example.
    pub fn start(&mut self, named: Option<PathBuf>) {
        let last = self.settings.last().filter(|path| store::is_there(path)).map(Path::to_path_buf);
        match named.or(last) {
            Some(path) => self.open(path),
            None => self.open_sample(),
        }
        self.derive();
    }

    /// Carries a request out.
    pub fn handle(&mut self, request: Request) {
        match request {
            Request::Command(command) => {
                if command.available(self) {
                    self.command(command);
                }
            }
            Request::Edit(edit) => self.edit(&edit),
            Request::Settle => self.with_session(Session::settle),
            Request::CancelTyping => self.with_session(|session| {
                session.cancel_typing();
            }),
            Request::Go(place) => self.go(place),
            Request::GoToRow(row) => {
                self.place = Place::Actions;
                self.selection = vec![row.clone()];
                self.effects.push(Effect::Reveal(row));
            }
            Request::Select(rows) => self.selection = rows,
            Request::AddRowTo { change, below } => self.add_row(change, below),
            Request::Open(path) => self.guarded(Intent::Open(path)),
            Request::PathChosen(purpose, path) => self.path_chosen(purpose, path),
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
            Request::ChangedOnDisk(answer) => self.changed_answer(answer),
            Request::CloseAsked => self.guarded(Intent::Quit),
            Request::LeaveDialog => {
                self.dialog = None;
                self.waiting = None;
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
            Request::Refuse(text) => self.say(text, true),
            Request::DismissNotice => self.notice = None,
            Request::WindowAt(place) => {
                if self.settings.window != Some(place) {
                    self.settings.window = Some(place);
                    self.settings_changed = true;
                }
            }
            Request::Zoom(zoom) => self.zoom(zoom),
            Request::ShowInspector(shown) => self.show_inspector(shown),
        }
        self.derive();
    }

    /// Takes in what jobs have brought. Call it once a frame.
    pub fn poll(&mut self) {
        for done in self.jobs.finished() {
            match done {
                Done::Opened { path, result } => {
                    self.busy = None;
                    match *result {
                        Ok(opened) => self.opened(opened),
                        Err(error) => {
                            self.settings.forget(&path);
                            self.settings_changed = true;
                            self.fail(&error);
                            if self.session.is_none() {
                                self.open_sample();
                            }
                        }
                    }
                }
                Done::Saved { path, generation, revision, result } => self.saved(path, (generation, revision), result),
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
                Done::Lost => {
                    self.busy = None;
                    self.saving = false;
                    self.save_again = None;
                    self.deriving = None;
                    self.waiting = None;
                    self.dialog = Some(Dialog::Problem(Problem::job_lost()));
                }
            }
            self.derive();
        }
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
            Command::Quit => self.guarded(Intent::Quit),
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
            Command::AddRow => self.add_row_here(),
            Command::DeleteRows => {
                let rows = std::mem::take(&mut self.selection);
                let next = self.neighbour_of(&rows);
                self.edit(&Edit::DeleteRows(rows));
                self.effects.extend(next.clone().map(Effect::Reveal));
                self.selection = next.into_iter().collect();
            }
            Command::MoveRowsUp => self.edit(&Edit::MoveRows { rows: self.selection.clone(), down: false }),
            Command::MoveRowsDown => self.edit(&Edit::MoveRows { rows: self.selection.clone(), down: true }),
            Command::ReassignRows => self.dialog = Some(Dialog::Reassign),
            Command::ToggleReviewed => self.toggle_reviewed(),
            Command::GoOverview => self.go(Place::Overview),
            Command::GoActions => {
                self.go(Place::Actions);
                self.effects.push(Effect::FocusGrid);
            }
            Command::NextChange => self.step_change(true),
            Command::PreviousChange => self.step_change(false),
            Command::ToggleInspector => self.show_inspector(!self.inspector_wanted(false)),
            Command::ThemeSystem => self.theme(Theme::System),
            Command::ThemeLight => self.theme(Theme::Light),
            Command::ThemeDark => self.theme(Theme::Dark),
            Command::ZoomIn => self.zoom(self.settings.zoom + 0.1),
            Command::ZoomOut => self.zoom(self.settings.zoom - 0.1),
            Command::ZoomReset => self.zoom(1.0),
            Command::Cut
            | Command::Copy
            | Command::Paste
            | Command::FillDown
            | Command::ClearCells
            | Command::AddRowAbove
            | Command::DuplicateRows
            | Command::Columns
            | Command::FitColumns
            | Command::WrapText
            | Command::RowsTall => {}
            Command::Find | Command::FindNext | Command::FindPrevious | Command::Replace => {}
            Command::Filter
            | Command::ClearFilter
            | Command::SortAscending
            | Command::SortDescending
            | Command::SortOff => {}
            Command::Review => {}
            Command::HighContrast | Command::ReduceMotion => self.toggle_look(command),
            Command::Palette | Command::Shortcuts | Command::Tour => {}
            Command::NextRegion | Command::PreviousRegion => {}
            Command::Explain => {}
        }
    }

    // --- the document ---

    pub(super) fn with_session(&mut self, act: impl FnOnce(&mut Session)) {
        if let Some(session) = &mut self.session {
            act(session);
        }
    }

    fn edit(&mut self, edit: &Edit) {
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
        if act(session)
            && let Some(name) = name
        {
            self.tell(format!("{said}: {name}."));
        }
    }

    fn add_row_here(&mut self) {
        let Some(session) = &self.session else { return };
        let below = self
            .selection
            .last()
            .and_then(|id| session.assessment().row(id))
            .map(|row| (row.change.clone(), row.id.clone()));
        let (change, below) = match (below, &self.place) {
            (Some((change, _)), Place::Change(key)) if change != *key => (Some(key.clone()), None),
            (Some((change, id)), _) => (Some(change), Some(id)),
            (None, Place::Change(key)) => (Some(key.clone()), None),
            (None, _) => (session.framework().changes.first().map(|change| change.key.clone()), None),
        };
        if let Some(change) = change {
            self.add_row(change, below);
        }
    }

    fn add_row(&mut self, change: ChangeKey, below: Option<RowId>) {
        let Some(session) = &self.session else { return };
        let id = session.fresh_row_id(clock::entropy);
        if self.place == Place::Overview {
            self.place = Place::Actions;
        }
        self.edit(&Edit::AddRow { id: id.clone(), change, below });
        if self.session.as_ref().is_some_and(|session| session.assessment().row(&id).is_some()) {
            self.selection = vec![id.clone()];
            self.effects.push(Effect::Reveal(id));
        }
    }

    /// The row to take in hand once `gone` are deleted: the one behind them, or else before them.
    fn neighbour_of(&self, gone: &[RowId]) -> Option<RowId> {
        let rows = &self.session.as_ref()?.assessment().rows;
        let first = rows.iter().position(|row| gone.contains(&row.id))?;
        let behind = rows.iter().skip(first).find(|row| !gone.contains(&row.id));
        let before = || rows.iter().take(first).rev().find(|row| !gone.contains(&row.id));
        behind.or_else(before).map(|row| row.id.clone())
    }

    fn toggle_reviewed(&mut self) {
        let Some(session) = &self.session else { return };
        let all = self.selection.iter().filter_map(|id| session.assessment().row(id)).all(|row| row.reviewed);
        let typed = if all { "no" } else { "yes" };
        let cells =
            self.selection.iter().map(|id| (id.clone(), crate::model::RowField::Reviewed, typed.to_owned())).collect();
        self.edit(&Edit::SetCells(cells));
    }

    // --- where we are ---

    fn go(&mut self, place: Place) {
        self.with_session(Session::settle);
        self.place = place;
    }

    fn step_change(&mut self, next: bool) {
        let Some(session) = &self.session else { return };
        let keys: Vec<&ChangeKey> = session.framework().changes.iter().map(|change| &change.key).collect();
        let at = match &self.place {
            Place::Change(key) => keys.iter().position(|known| *known == key),
            Place::Overview | Place::Actions => None,
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

    fn say(&mut self, text: String, refused: bool) {
        self.notices += 1;
        self.notice = Some(Notice { text, refused, number: self.notices });
    }

    pub(super) fn fail(&mut self, error: &StoreError) {
        self.waiting = None;
        self.dialog = Some(Dialog::Problem(Problem::from(error)));
    }

    // --- what is worked out ---

    /// Works out findings and movement when the document has changed since: at once for a small table, else in a job.
    fn derive(&mut self) {
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
        if now.rows.len() <= AT_ONCE {
            let derived = Arc::new(work_out(&now, previous.as_deref(), &framework));
            self.derived = Some((generation, revision, derived));
        } else {
            self.deriving = Some((generation, revision));
            self.jobs.start(Done::Lost, move || {
                let derived = Box::new(work_out(&now, previous.as_deref(), &framework));
                Done::Derived { generation, revision, derived }
            });
        }
    }
}

fn work_out(now: &Assessment, previous: Option<&Assessment>, framework: &Framework) -> Derived {
    Derived {
        findings: check(now, framework),
        movement: previous.map(|previous| Movement::between(previous, now, framework)),
    }
}

/// Whether an edit is told when it is done: what was typed or chosen is heard from the field itself, but not what became of
/// rows and cells that the keyboard is not on.
fn told(edit: &Edit) -> bool {
    match edit {
        Edit::SetLevel { level, .. } => level.is_none(),
        Edit::SetCells(cells) => cells.len() > 1,
        Edit::SetPlan { .. } | Edit::SetChangeText { .. } | Edit::SetDetails { .. } => false,
        Edit::AddRow { .. } | Edit::DeleteRows(_) | Edit::MoveRows { .. } | Edit::Reassign { .. } => true,
    }
}
