//! How a request is carried out.

use super::{
    App, ChangedAnswer, Command, Derived, Dialog, Done, Edit, Effect, FileOnDisk, Intent, NewAssessment, Notice,
    Origin, PathFor, Place, Problem, Request, Session, Surroundings, Theme, UnsavedAnswer, clock,
};
use crate::check::check;
use crate::compare::Movement;
use crate::model::{Assessment, ChangeKey, Framework, RowId};
use crate::store::{self, Cause, Frameworks, Replace, Series, SeriesEntry, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file with all that is read along with it.
#[derive(Debug)]
pub(super) struct OpenedFile {
    assessment: Assessment,
    file: FileOnDisk,
    around: Surroundings,
}

/// Rows up to which findings and movement are worked out at once; beyond, in a job.
const AT_ONCE: usize = 300;

impl App {
    /// Begins: with the file or folder named, with the last file, or with the example.
    pub fn start(&mut self, named: Option<PathBuf>) {
        let last = self.settings.last().filter(|path| path.exists()).map(Path::to_path_buf);
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
            Request::Refuse(text) => self.notice = Some(Notice { text, refused: true }),
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
                Done::Saved { path, revision, result } => self.saved(path, revision, result),
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
        }
    }

    // --- the document ---

    fn with_session(&mut self, act: impl FnOnce(&mut Session)) {
        if let Some(session) = &mut self.session {
            act(session);
        }
    }

    fn edit(&mut self, edit: &Edit) {
        let Some(session) = &mut self.session else { return };
        match session.edit(edit) {
            Ok(()) => {
                if self.notice.as_ref().is_some_and(|notice| notice.refused) {
                    self.notice = None;
                }
            }
            Err(refused) => {
                let text = Problem::refused(&refused);
                self.notice = Some(Notice { text, refused: true });
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
            (Some((change, id)), Place::Actions) => (Some(change), Some(id)),
            (Some((change, id)), Place::Change(key)) if change == *key => (Some(change), Some(id)),
            (_, Place::Change(key)) => (Some(key.clone()), None),
            (Some((change, id)), Place::Overview) => (Some(change), Some(id)),
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

    fn tell(&mut self, text: String) {
        self.notice = Some(Notice { text, refused: false });
    }

    fn fail(&mut self, error: &StoreError) {
        self.waiting = None;
        self.dialog = Some(Dialog::Problem(Problem::from(error)));
    }

    // --- files ---

    /// Does it at once when the document in hand is safe, and asks first when it is not.
    fn guarded(&mut self, intent: Intent) {
        self.with_session(Session::settle);
        if self.session.as_ref().is_some_and(Session::edited) {
            self.waiting = Some(intent);
            self.dialog = Some(Dialog::Unsaved);
        } else {
            self.carry_out(intent);
        }
    }

    fn carry_out(&mut self, intent: Intent) {
        match intent {
            Intent::Open(path) => self.open(path),
            Intent::OpenSample => self.open_sample(),
            Intent::Create(new) => self.create(&new),
            Intent::CreateQuarter => self.create_quarter(),
            Intent::Quit => {
                self.closing = true;
                self.effects.push(Effect::Close);
            }
        }
    }

    fn unsaved_answer(&mut self, answer: UnsavedAnswer) {
        self.dialog = None;
        match answer {
            UnsavedAnswer::Save => self.save(),
            UnsavedAnswer::Discard => {
                if let Some(intent) = self.waiting.take() {
                    self.carry_out(intent);
                }
            }
        }
    }

    fn changed_answer(&mut self, answer: ChangedAnswer) {
        let path = self.session.as_ref().and_then(|session| session.path().map(Path::to_path_buf));
        self.dialog = None;
        match (answer, path) {
            (ChangedAnswer::SaveElsewhere, _) | (_, None) => self.ask_path(PathFor::SaveAs),
            (ChangedAnswer::Overwrite, Some(path)) => self.write(path, Existing::Replace),
            (ChangedAnswer::Reload, Some(path)) => {
                self.waiting = None;
                self.open(path);
            }
        }
    }

    fn suggested_path(&self, purpose: PathFor) -> PathBuf {
        let session = self.session.as_ref();
        match purpose {
            PathFor::SaveAs => session.map(Session::suggested_path).unwrap_or_default(),
            PathFor::Open | PathFor::Folder | PathFor::Framework => {
                let here = session.and_then(Session::path).or_else(|| self.settings.last());
                here.and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default()
            }
        }
    }

    fn ask_path(&mut self, purpose: PathFor) {
        self.with_session(Session::settle);
        let suggested = self.suggested_path(purpose);
        self.effects.push(Effect::AskPath { purpose, suggested });
    }

    fn path_chosen(&mut self, purpose: PathFor, path: Option<PathBuf>) {
        self.dialog = None;
        let Some(path) = path else {
            self.waiting = None;
            return;
        };
        match purpose {
            PathFor::Open | PathFor::Folder => self.guarded(Intent::Open(path)),
            // The desktop's dialog has asked already whether to replace what stands there.
            PathFor::SaveAs => self.write(with_ending(path), Existing::Replace),
            PathFor::Framework => {
                self.busy = Some("Checking the framework…");
                let mut frameworks = Box::new(Frameworks::clone(&self.frameworks));
                self.jobs.start(Done::Lost, move || {
                    Done::FrameworkAdded(frameworks.install(&path).map(|id| (id, frameworks)))
                });
            }
        }
    }

    fn path_typed(&mut self, purpose: PathFor, path: PathBuf) {
        if purpose == PathFor::SaveAs {
            self.dialog = None;
            self.write(with_ending(path), Existing::Refuse);
        } else {
            self.path_chosen(purpose, Some(path));
        }
    }

    fn open(&mut self, path: PathBuf) {
        self.busy = Some("Opening…");
        let frameworks = Arc::clone(&self.frameworks);
        self.jobs.start(Done::Lost, move || {
            let result = Box::new(read(&path, &frameworks));
            Done::Opened { path, result }
        });
    }

    fn opened(&mut self, opened: OpenedFile) {
        let OpenedFile { assessment, file, around } = opened;
        self.settings.opened(&file.path);
        self.settings_changed = true;
        self.enter(Session::opened(assessment, file, around));
    }

    fn enter(&mut self, session: Session) {
        // The same change or table stays in view where the new document has it too.
        let stays = match &self.place {
            Place::Overview | Place::Actions => true,
            Place::Change(key) => session.framework().change(key).is_some(),
        };
        if !stays {
            self.place = Place::Overview;
        }
        self.selection.retain(|id| session.assessment().row(id).is_some());
        self.generation += 1;
        self.derived = None;
        self.saved_at = None;
        self.notice = None;
        self.session = Some(session);
    }

    fn open_sample(&mut self) {
        let mut quarters = match store::sample_series() {
            Ok(quarters) => quarters,
            Err(error) => return self.fail(&error),
        };
        let Some(sample) = quarters.pop() else { return };
        let Some(framework) = self.frameworks.get(&sample.framework).map(Arc::clone) else { return };
        let around = Surroundings { framework, series: Arc::new(no_series()), previous: quarters.pop().map(Arc::new) };
        self.enter(Session::untitled(sample, around, Origin::Sample, None));
    }

    fn create(&mut self, new: &NewAssessment) {
        let Some(framework) = self.frameworks.get(&new.framework).map(Arc::clone) else { return };
        let assessment = Assessment::empty(new.place.trim(), new.quarter, &framework);
        let around = Surroundings { framework, series: Arc::new(no_series()), previous: None };
        self.enter(Session::untitled(assessment, around, Origin::New, None));
        self.place = Place::Overview;
    }

    fn ask_new_quarter(&mut self) {
        let Some(session) = &self.session else { return };
        let next = session.assessment().quarter.next();
        let place = &session.assessment().place;
        let existing = session.series().entries.iter().find(|entry| entry.quarter == next && entry.place == *place);
        let existing = existing.map(|entry| entry.path.clone());
        self.dialog = Some(existing.map_or(Dialog::NewQuarter, |path| Dialog::QuarterExists { path }));
    }

    fn create_quarter(&mut self) {
        let Some(session) = &self.session else { return };
        let previous = Arc::clone(session.assessment());
        let next = previous.carried_forward();
        let suggested = session
            .path()
            .and_then(Path::parent)
            .map(|folder| folder.join(format!("{}.ron", next.quarter.file_stem())));
        let around = Surroundings {
            framework: Arc::clone(session.framework()),
            series: Arc::clone(session.series()),
            previous: Some(previous),
        };
        let quarter = next.quarter;
        self.enter(Session::untitled(next, around, Origin::New, suggested));
        self.tell(format!("{quarter} carried forward. Each row is to be reviewed."));
    }

    fn save(&mut self) {
        match self.session.as_ref().and_then(|session| session.path().map(Path::to_path_buf)) {
            Some(path) => self.write(path, Existing::Refuse),
            None => self.ask_path(PathFor::SaveAs),
        }
    }

    fn write(&mut self, path: PathBuf, existing: Existing) {
        let Some(session) = &mut self.session else { return };
        session.settle();
        let known = session.file().filter(|file| file.path == path).map(|file| file.stamp);
        let assessment = Arc::clone(session.assessment());
        let revision = session.revision();
        self.busy = Some("Saving…");
        self.jobs.start(Done::Lost, move || {
            let replace = match (existing, &known) {
                (Existing::Refuse, Some(stamp)) => Replace::IfUnchanged(stamp),
                (Existing::Refuse, None) => Replace::IfAbsent,
                (Existing::Replace, _) => Replace::Always,
            };
            let result =
                store::save_assessment(&path, &assessment, replace).map(|stamp| (stamp, Arc::new(series_of(&path))));
            Done::Saved { path, revision, result }
        });
    }

    fn saved(&mut self, path: PathBuf, revision: u64, result: Result<(store::Stamp, Arc<Series>), StoreError>) {
        self.busy = None;
        match result {
            Ok((stamp, series)) => {
                self.settings.opened(&path);
                self.settings_changed = true;
                self.saved_at = Some(clock::time_of_day());
                self.notice = None;
                self.with_session(|session| session.saved(revision, FileOnDisk { path, stamp }, series));
                if let Some(intent) = self.waiting.take() {
                    // Edits made while it was being written are asked about again.
                    self.guarded(intent);
                }
            }
            Err(StoreError { cause: Cause::ChangedOnDisk { .. }, .. }) => {
                self.dialog = Some(Dialog::ChangedOnDisk { path });
            }
            Err(StoreError { cause: Cause::Exists, .. }) => self.dialog = Some(Dialog::Replace { path }),
            Err(error) => self.fail(&error),
        }
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

/// What becomes of a file that stands where the document is to be saved, unless it is the one that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Existing {
    /// It stays, and a person is asked.
    Refuse,
    /// It is replaced: a person has said so.
    Replace,
}

/// A name without an ending gets ours.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("ron") }
}

/// Reads a file, or the latest quarter of a folder, with its neighbours in time.
fn read(path: &Path, frameworks: &Frameworks) -> Result<OpenedFile, StoreError> {
    let path = store::assessment_in(path)?;
    let opened = store::open_assessment(&path, frameworks)?;
    let series = series_of(&path);
    let previous = before(&series, &opened.assessment)
        .and_then(|entry| store::open_assessment(&entry.path, frameworks).ok())
        .map(|opened| Arc::new(opened.assessment));
    Ok(OpenedFile {
        assessment: opened.assessment,
        file: FileOnDisk { path, stamp: opened.stamp },
        around: Surroundings { framework: opened.framework, series: Arc::new(series), previous },
    })
}

/// The last quarter of the same place before this one.
fn before<'a>(series: &'a Series, assessment: &Assessment) -> Option<&'a SeriesEntry> {
    series.entries.iter().rev().find(|entry| entry.quarter < assessment.quarter && entry.place == assessment.place)
}

/// The quarters beside a file.
fn series_of(path: &Path) -> Series {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Series::read(Path::new(".")),
        Some(folder) => Series::read(folder),
        None => no_series(),
    }
}

/// No folder, no quarters.
const fn no_series() -> Series {
    Series { folder: PathBuf::new(), entries: Vec::new(), faults: Vec::new() }
}
