//! The export dialog: what a person chooses, what is looked at meanwhile, and how far the writing is.

use super::{ExportFailed, Exporting, Written, order_findings, write_exports};
use crate::app::{App, Dialog, Done, Effect, PathFor, Problem};
use crate::check::Finding;
use crate::compare::PastQuarter;
use crate::export::{Format, Picture, first_page, stem};
use crate::model::Quarter;
use crate::report::{Audience, Report};
use crate::store::{documents_folder, is_folder, typed_path};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// The folder beside the assessment that exports go into unless another is chosen: out of the way of the quarters.
const FOLDER: &str = "exports";

/// How wide the first page is drawn, in pixels.
const PAGE: u32 = 1_000;

/// What a person chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportForm {
    /// Whom it is for.
    pub audience: Audience,
    /// In which formats.
    pub formats: BTreeSet<Format>,
    /// The quarter to tell the movement from.
    pub since: Option<Quarter>,
    /// The folder to write into, as typed.
    pub folder: String,
    /// What should stop it was seen, and it is to leave all the same.
    pub despite: bool,
}

/// A step in the export dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportStep {
    /// Begin to write.
    Begin {
        /// Replace files of the same names that say something else.
        replace: bool,
    },
    /// Stop before anything is written.
    Stop,
    /// Choose the folder.
    Browse,
    /// Go back to choosing.
    Again,
    /// Show the folder with the files in the desktop's own way.
    ShowFolder,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ExportStage {
    /// The person chooses.
    #[default]
    Choosing,
    /// The files are being made.
    Making {
        /// So many formats are made.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// Files of the same names stand there and say something else.
    Taken(Vec<PathBuf>),
    /// Every file was written and read back.
    Done(Vec<Written>),
    /// It could not be done.
    Failed(Problem),
}

/// What was looked at for the choices in hand.
#[derive(Debug)]
pub struct Looked {
    /// The report.
    pub report: Report,
    /// What should be seen before it leaves.
    pub findings: Vec<Finding>,
    /// The first page; `None` where this program makes no pages.
    pub page: Option<Picture>,
    /// Counted up with each, so that a window can tell whether it has drawn this one.
    pub number: u64,
}

/// For what it was looked at: the state of the document, the audience, the quarter.
type LookedFor = ((u64, u64), Audience, Option<Quarter>);

/// The export under way.
#[derive(Debug, Default)]
pub(in crate::app) struct Exports {
    looked: Option<(LookedFor, Arc<Looked>)>,
    looking: Option<LookedFor>,
    looks: u64,
    stage: ExportStage,
    /// Counted up with each, so that what an earlier one brings is not taken for this one's.
    number: u64,
    course: Arc<Course>,
}

/// How far an export is with what cannot be taken back: it can be stopped until it begins to write, and then not.
#[derive(Debug, Default)]
struct Course(AtomicU8);

impl Course {
    const MAKES: u8 = 0;
    const WRITES: u8 = 1;
    const STOPPED: u8 = 2;

    /// Stops it; whether that was in time.
    fn stop(&self) -> bool {
        self.turn(Self::STOPPED)
    }

    /// Begins to write; whether it may.
    fn write(&self) -> bool {
        self.turn(Self::WRITES)
    }

    fn stopped(&self) -> bool {
        self.0.load(Ordering::SeqCst) == Self::STOPPED
    }

    fn turn(&self, to: u8) -> bool {
        self.0.compare_exchange(Self::MAKES, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }
}

/// What jobs of an export bring.
#[derive(Debug)]
pub(in crate::app) enum ExportBrought {
    Looked(LookedFor, Box<Looked>),
    Underway { number: u64, done: usize, of: usize },
    Ended { number: u64, result: Result<Vec<Written>, ExportFailed> },
}

impl App {
    /// The quarters that an export can tell the movement from, newest first.
    #[must_use]
    pub fn export_sinces(&self) -> &[PastQuarter] {
        let earlier = self.session.as_ref().and_then(|session| session.earlier());
        earlier.map_or(&[], |earlier| earlier.quarters.as_slice())
    }

    /// How far the export is.
    #[must_use]
    pub const fn export_stage(&self) -> &ExportStage {
        &self.exports.stage
    }

    /// Whether something is being looked at or made.
    #[must_use]
    pub fn exporting_busy(&self) -> bool {
        self.exports.looking.is_some() || matches!(self.exports.stage, ExportStage::Making { .. })
    }

    /// What was looked at for the choices in the dialog; `None` while it is being looked at.
    #[must_use]
    pub fn export_looked(&self) -> Option<&Arc<Looked>> {
        let wanted = self.export_wanted()?;
        self.exports.looked.as_ref().filter(|(looked_for, _)| *looked_for == wanted).map(|(_, looked)| looked)
    }

    /// Opens the export dialog with what was chosen last.
    pub(in crate::app) fn ask_export(&mut self) {
        self.with_session(crate::app::Session::settle);
        let Some(session) = &self.session else { return };
        let folder = session
            .path()
            .and_then(Path::parent)
            .map(Path::to_path_buf)
            .or_else(|| self.settings.last().and_then(Path::parent).map(Path::to_path_buf))
            .or_else(documents_folder)
            .unwrap_or_default()
            .join(FOLDER);
        let form = ExportForm {
            audience: self.settings.export_audience(),
            formats: self.settings.export_formats(),
            since: self.export_sinces().first().map(|quarter| quarter.assessment.quarter),
            folder: folder.to_string_lossy().into_owned(),
            despite: false,
        };
        self.exports.stage = ExportStage::Choosing;
        self.exports.number += 1;
        self.dialog = Some(Dialog::Export(Box::new(form)));
        self.look_at_export();
    }

    pub(in crate::app) fn export_step(&mut self, step: ExportStep) {
        match step {
            ExportStep::Begin { replace } => self.begin_export(replace),
            ExportStep::Stop => self.stop_export(),
            ExportStep::Browse => {
                let suggested = self.suggested_path(PathFor::ExportFolder);
                self.effects.push(Effect::AskPath { purpose: PathFor::ExportFolder, suggested });
            }
            ExportStep::Again => self.exports.stage = ExportStage::Choosing,
            ExportStep::ShowFolder => {
                if let Some(folder) = self.export_form().map(|form| typed_path(&form.folder)) {
                    self.effects.push(Effect::ShowFolder(folder));
                }
            }
        }
    }

    /// The folder typed so far, or the nearest one above it that exists.
    pub(in crate::app) fn export_folder(&self) -> PathBuf {
        let typed = self.export_form().map(|form| typed_path(&form.folder)).unwrap_or_default();
        typed.ancestors().find(|folder| is_folder(folder)).map(Path::to_path_buf).unwrap_or_default()
    }

    /// A folder was chosen for the export.
    pub(in crate::app) fn export_into(&mut self, folder: &Path) {
        if let Some(Dialog::Export(form)) = &mut self.dialog {
            form.folder = folder.to_string_lossy().into_owned();
        }
    }

    /// The dialog was left: what is being made is not written.
    pub(in crate::app) fn export_left(&mut self) {
        self.exports.course.stop();
        self.exports.number += 1;
        self.exports.looked = None;
    }

    fn export_form(&self) -> Option<&ExportForm> {
        match &self.dialog {
            Some(Dialog::Export(form)) => Some(form),
            _ => None,
        }
    }

    fn export_wanted(&self) -> Option<LookedFor> {
        let form = self.export_form()?;
        let session = self.session.as_ref()?;
        Some(((self.generation, session.revision()), form.audience, form.since))
    }

    /// Has the report for the choices in the dialog made, unless it is. Call it once a frame.
    pub(in crate::app) fn look_at_export(&mut self) {
        let Some(wanted) = self.export_wanted() else { return };
        let known = self.exports.looked.as_ref().map(|(looked_for, _)| *looked_for);
        if known == Some(wanted) || self.exports.looking.is_some() {
            return;
        }
        let Some(session) = &self.session else { return };
        let (assessment, framework) = (Arc::clone(session.assessment()), Arc::clone(session.framework()));
        let (_, audience, since) = wanted;
        let since = self.export_sinces().iter().find(|it| Some(it.assessment.quarter) == since).cloned();
        let frameworks = Arc::clone(&self.frameworks);
        self.exports.looking = Some(wanted);
        self.exports.looks += 1;
        let number = self.exports.looks;
        self.jobs.start(Done::Lost, move || {
            let since = since.as_ref().map(|it| (&*it.assessment, &*it.framework));
            let exporting =
                Exporting { assessment: &assessment, framework: &framework, since, frameworks: &frameworks };
            let findings = order_findings(&assessment, audience);
            let report = exporting.report(audience);
            let page = first_page(&report, PAGE);
            if let Err(error) = &page {
                log::warn!("no page to look at: {error}");
            }
            let looked = Looked { report, findings, page: page.ok(), number };
            Done::Export(ExportBrought::Looked(wanted, Box::new(looked)))
        });
    }

    fn begin_export(&mut self, replace: bool) {
        let Some(form) = self.export_form().cloned() else { return };
        // The button is there only once it is.
        let Some(looked) = self.export_looked().map(Arc::clone) else { return };
        self.settings.exported(form.audience, &form.formats);
        self.settings_changed = true;
        let formats: Vec<Format> = form.formats.iter().copied().collect();
        let folder = typed_path(&form.folder);
        self.exports.number += 1;
        self.exports.course = Arc::default();
        self.exports.stage = ExportStage::Making { done: 0, of: formats.len() };
        let (number, course) = (self.exports.number, Arc::clone(&self.exports.course));
        self.jobs.start_telling(Done::Lost, move |tell| {
            let underway = |done, of| {
                tell(Done::Export(ExportBrought::Underway { number, done, of }));
                // The last time that it is asked, all is made.
                if done == of { course.write() } else { !course.stopped() }
            };
            let result = write_exports(&looked.report, &formats, &folder, replace, &underway);
            Done::Export(ExportBrought::Ended { number, result })
        });
    }

    /// Goes back to the choices at once, however long the format in hand still takes. What is being written is written.
    fn stop_export(&mut self) {
        if matches!(self.exports.stage, ExportStage::Making { .. }) && self.exports.course.stop() {
            self.exports.number += 1;
            self.exports.stage = ExportStage::Choosing;
            self.tell("Stopped. Nothing was written.".to_owned());
        }
    }

    pub(in crate::app) fn export_brought(&mut self, brought: ExportBrought) {
        match brought {
            ExportBrought::Looked(looked_for, looked) => {
                self.exports.looking = None;
                self.exports.looked = Some((looked_for, Arc::from(looked)));
            }
            ExportBrought::Underway { number, .. } | ExportBrought::Ended { number, .. }
                if number != self.exports.number => {}
            ExportBrought::Underway { done, of, .. } => self.exports.stage = ExportStage::Making { done, of },
            ExportBrought::Ended { result, .. } => {
                self.exports.stage = match result {
                    Ok(written) => ExportStage::Done(written),
                    Err(ExportFailed::Taken(paths)) => ExportStage::Taken(paths),
                    Err(ExportFailed::Stopped) => ExportStage::Choosing,
                    Err(failed) => ExportStage::Failed(Problem::from(&failed)),
                };
            }
        }
    }
}

impl Looked {
    /// The first part of the names of the files.
    #[must_use]
    pub fn stem(&self) -> String {
        stem(&self.report)
    }
}
