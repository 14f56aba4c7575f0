//! A file that cannot be opened as it is: what can be offered instead, and what was not read of it, in words.

use super::files::{self, OpenedFile};
use super::{App, Dialog, Done, Intent, Origin, Problem, Session, Surroundings, clock};
use crate::format::{LostPart, LostPlace, LostWhy};
use crate::model::{Assessment, Framework, RowField, RowId, capitalised};
use crate::store::{self, Cause, Frameworks, SalvagedFile, Stamp, StoreError, Version, VersionNote};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An answer to “the file cannot be read”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SalvageStep {
    /// It is opened once more: it may be all there by now.
    TryAgain,
    /// Its last whole version is put in its place; what stands there is kept as a version.
    Restore,
    /// What can be read of it becomes a new document.
    Open,
}

/// A file that cannot be opened, with what can be offered instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
    /// Whether the rest of it may still come.
    pub half_written: bool,
    /// What can be read of it.
    pub salvaged: Option<SalvagedFile>,
    /// Its last version that is whole.
    pub version: Option<Version>,
    stamp: Option<Stamp>,
}

/// What was not read of the file that a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The file.
    pub path: PathBuf,
    /// The format it is of, where that is newer than what is known here; otherwise it is damaged.
    pub newer: Option<u32>,
    /// The parts.
    pub parts: Vec<LostPart>,
}

/// Why a file was not opened.
#[derive(Debug)]
pub(super) struct NotOpened {
    pub(super) error: StoreError,
    pub(super) unreadable: Option<Unreadable>,
}

impl NotOpened {
    /// What can be offered where a file is damaged.
    pub(super) fn of(error: StoreError, frameworks: &Frameworks) -> Self {
        if !error.damaged() {
            return Self { error, unreadable: None };
        }
        let path = error.path.clone();
        let salvaged = store::salvage_file(&path, frameworks).ok();
        let version = store::last_whole_version(&path, frameworks);
        let half_written = error.half_written();
        let offers = half_written || salvaged.is_some() || version.is_some();
        let unreadable = offers.then(|| Unreadable {
            stamp: store::read_bounded(&path).ok().map(|bytes| Stamp::of(&bytes)),
            problem: Problem::from(&error),
            path,
            half_written,
            salvaged,
            version,
        });
        Self { error, unreadable }
    }
}

impl App {
    /// A file was not opened: what can be done is asked, or what is wrong is told.
    pub(super) fn not_opened(&mut self, path: &Path, refused: NotOpened) {
        let NotOpened { error, unreadable } = refused;
        self.busy = None;
        if !error.half_written() {
            self.settings.forget(path);
            self.settings_changed = true;
        }
        match unreadable {
            Some(unreadable) => {
                self.waiting = None;
                self.dialog = Some(Dialog::Unreadable(Arc::new(unreadable)));
            }
            None => self.fail(&error),
        }
        if self.session.is_none() {
            self.open_sample();
        }
    }

    pub(super) fn salvage_step(&mut self, step: SalvageStep) {
        let Some(Dialog::Unreadable(unreadable)) = self.dialog.clone() else { return };
        self.dialog = None;
        match step {
            SalvageStep::TryAgain => self.guarded(Intent::Open(unreadable.path.clone())),
            SalvageStep::Restore => self.restore_last(&unreadable),
            SalvageStep::Open => self.guarded(Intent::OpenSalvaged(unreadable)),
        }
    }

    fn restore_last(&mut self, unreadable: &Unreadable) {
        let (Some(version), Some(stamp)) = (unreadable.version.clone(), unreadable.stamp) else { return };
        let path = unreadable.path.clone();
        let said = restored_words(&version);
        let note = VersionNote { by: self.settings.who(), at: clock::now(), said };
        self.busy = Some("Restoring the last version…");
        let frameworks = Arc::clone(&self.frameworks);
        self.jobs.start(Done::Lost, move || {
            // The rest of it may have come since it was looked at.
            let result = match store::open_to_look(&path, &frameworks) {
                Ok(whole) => {
                    let found = Some(whole.opened.stamp);
                    Err(StoreError { path: path.clone(), cause: Cause::ChangedOnDisk { found } })
                }
                Err(_) => store::restore(&path, &version, Some(&stamp), &note).map(drop),
            };
            Done::Restored { path, number: version.number, result }
        });
    }

    pub(super) fn version_put_back(&mut self, path: PathBuf, number: u64, result: Result<(), StoreError>) {
        self.busy = None;
        match result {
            Ok(()) => {
                let told = format!("Version {number} is back. What stood in the file is kept among its versions.");
                self.told_after_open = Some((path.clone(), told));
                self.guarded(Intent::Open(path));
            }
            // What stands there is another one by now: it may be all there.
            Err(StoreError { cause: Cause::ChangedOnDisk { found: Some(_) }, .. }) => {
                self.guarded(Intent::Open(path));
            }
            Err(error) => self.fail(&error),
        }
    }

    /// What can be read becomes a document that has no file yet; the damaged one stays as it is.
    pub(super) fn open_salvaged(&mut self, unreadable: &Unreadable) {
        let Some(SalvagedFile { assessment, framework, lost, .. }) = unreadable.salvaged.clone() else { return };
        let path = &unreadable.path;
        let series = Arc::new(files::series_of(path));
        let previous = files::previous(&series, &assessment, &self.frameworks);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let suggested = path.with_file_name(format!("{stem}-salvaged.ron"));
        let around = Surroundings { framework, series, previous };
        let mut session = Session::untitled(assessment, around, Origin::New, Some(suggested));
        session.set_aside(Arc::new(Aside { path: path.clone(), newer: None, parts: lost }));
        self.enter(session);
        self.ask_aside();
    }

    /// Shows what was not read of the file.
    pub(super) fn ask_aside(&mut self) {
        let aside = self.session.as_ref().and_then(|session| session.aside().cloned());
        if let Some(aside) = aside {
            self.dialog = Some(Dialog::Aside(aside));
        }
    }
}

impl OpenedFile {
    /// What is not known of it here, where it is of a newer format.
    pub(super) fn aside(path: &Path, looked: &store::Looked) -> Option<Arc<Aside>> {
        let newer = looked.newer()?;
        Some(Arc::new(Aside { path: path.to_owned(), newer: Some(newer), parts: looked.unknown.clone() }))
    }
}

/// What a version that is put back is said to be.
#[must_use]
pub fn restored_words(version: &Version) -> String {
    let of = version.note.as_ref().map(|note| format!(" of {}", note.at.format("%-d %b %Y %H:%M")));
    format!("Restored version {}{}.", version.number, of.unwrap_or_default())
}

impl Aside {
    /// How many parts, in words.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        match (self.parts.len(), self.newer) {
            (0, _) => "Everything in it could be read.".to_owned(),
            (1, Some(_)) => "One part of it is not known here.".to_owned(),
            (count, Some(_)) => format!("{count} parts of it are not known here."),
            (1, None) => "One part is missing or was changed.".to_owned(),
            (count, None) => format!("{count} parts are missing or were changed."),
        }
    }
}

/// Where a part is that was not read, and why: two sentences for a person, without the part itself.
#[must_use]
pub fn aside_in_words(part: &LostPart, assessment: &Assessment, framework: &Framework) -> String {
    let lines = match (part.from, part.to) {
        (0, _) => String::new(),
        (from, to) if from == to => format!("Line {from}"),
        (from, to) => format!("Lines {from}–{to}"),
    };
    let place = place_in_words(&part.place, assessment, framework);
    let head = match (lines.is_empty(), place.is_empty()) {
        (false, false) if matches!(part.why, LostWhy::Taken(_) | LostWhy::Seal) => capitalised(&place),
        (false, false) => format!("{lines}, {place}"),
        (false, true) => lines,
        (true, _) => capitalised(&place),
    };
    format!("{head}: {}", why_in_words(&part.why))
}

fn why_in_words(why: &LostWhy) -> String {
    match why {
        LostWhy::Damaged => "could not be read.".to_owned(),
        LostWhy::NotKnown => "is not known to this version of hicm.".to_owned(),
        LostWhy::Twice => "stands there a second time; the first was taken.".to_owned(),
        LostWhy::BehindTheEnd => "stands behind the end of the file, as of an older and longer one.".to_owned(),
        LostWhy::CutOff => "the file breaks off here. What followed is not in it.".to_owned(),
        LostWhy::Zeros { count } => format!("{count} zeros stand here in place of text, as after a power cut."),
        LostWhy::OtherSide => "the other side of a conflict that a merge left in the file.".to_owned(),
        LostWhy::BaseOfConflict => "what both sides of a conflict in the file began from.".to_owned(),
        LostWhy::SignsMissing => "characters are damaged; each is shown as � in the text.".to_owned(),
        LostWhy::NewId(id) => format!("its id was lost or taken, so it has a new one: {id}."),
        LostWhy::WithNeighbours(_) => {
            "to which change it belongs was lost; it stands with the rows above and below it.".to_owned()
        }
        LostWhy::NoSuchChange => "belongs to a change that this edition does not have.".to_owned(),
        LostWhy::Taken(taken) => format!("could not be read. Taken instead: {taken}. Please check."),
        LostWhy::Seal => "the quarter was sealed. What could be read is a draft, for it may not be all.".to_owned(),
    }
}

fn place_in_words(place: &LostPlace, assessment: &Assessment, framework: &Framework) -> String {
    let Some(part) = place.part else { return String::new() };
    let field = place.field.map(|field| field_in_words(part, field));
    let of_row = |id: &str| {
        let row = RowId::new(id).ok().and_then(|id| assessment.row(&id));
        row.and_then(|row| framework.number(&row.change)).map(|number| format!("change {number}"))
    };
    let of_change = |key: &str| {
        let change = framework.changes.iter().position(|change| change.key.as_str() == key);
        change.map_or_else(|| format!("change “{key}”"), |at| format!("change {}", at + 1))
    };
    let item = match (part, &place.item, &place.after) {
        ("rows", Some(id), _) => Some(match of_row(id) {
            Some(change) => format!("row {id} in {change}"),
            None => format!("row {id}"),
        }),
        ("rows", None, Some(id)) => Some(match of_row(id) {
            Some(change) => format!("after row {id} in {change}"),
            None => format!("after row {id}"),
        }),
        ("changes", Some(key), _) => Some(of_change(key)),
        ("changes", None, Some(key)) => Some(format!("after {}", of_change(key))),
        ("metrics", Some(name), _) => Some(format!("metric “{name}”")),
        ("metrics", None, Some(name)) => Some(format!("after metric “{name}”")),
        _ => None,
    };
    match (field, item) {
        (Some(field), Some(item)) => format!("{field} of {item}"),
        (Some(field), None) => format!("{field}, {}", part_in_words(part)),
        (None, Some(item)) => item,
        (None, None) => part_in_words(part).to_owned(),
    }
}

fn part_in_words(part: &str) -> &str {
    match part {
        "as_at" => "the as-at day",
        "quarter" => "the quarter",
        "framework" => "the framework",
        "state" => "the seal",
        "place" => "the place",
        "prepared_by" => "who prepared it",
        "reopenings" => "in the reopenings",
        "notes" => "in the notes",
        "changes" => "in the changes",
        "rows" => "in the action rows",
        "metrics" => "in the metrics",
        "priorities" => "in the priorities",
        "decisions" => "in the decisions",
        "glossary" => "in the glossary",
        "same_rows" => "in what is known of twins",
        "kept_texts" => "in the texts to keep",
        "undecided" => "in what is not decided",
        other => other,
    }
}

fn field_in_words(part: &str, field: &str) -> String {
    use strum::IntoEnumIterator as _;
    if part == "rows"
        && let Some(known) = RowField::iter().find(|known| known.name().to_lowercase().replace(' ', "_") == field)
    {
        return known.name().to_lowercase();
    }
    match field {
        "where_now" => "where we are now".to_owned(),
        "needs" => "what needs to be done".to_owned(),
        "due" => "when by".to_owned(),
        "now" => "level now".to_owned(),
        other => other.replace('_', " "),
    }
}
