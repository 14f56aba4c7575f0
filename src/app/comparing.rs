//! The comparison that is shown: which two assessments, and what is done with what differs.
//!
//! It is worked out while it is looked at, once for each pair of states: at once for small tables, else in a job.

mod choices;
mod taking;
mod value;

pub use choices::CompareChoice;
pub use value::value_words;

use super::clock::today;
use super::importing::{holds_table, open_table};
use super::update::AT_ONCE;
use super::{App, Dialog, Done, Effect, PathFor, Place, Problem, clipboard};
use crate::compare::{Comparison, PairBy};
use crate::model::{Assessment, Framework, Quarter, SameRow};
use crate::store;
use std::path::PathBuf;
use std::sync::Arc;

/// What stands on one side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum CompareSide {
    /// The document in hand, with edits that are not saved yet.
    #[default]
    Open,
    /// An earlier quarter of the place, as it was read with the document.
    Earlier(Quarter),
    /// A file: another quarter, a version, or somebody's copy.
    File(PathBuf),
    /// The table that was brought to the open assessment.
    Table,
}

/// Something asked for in the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareStep {
    /// Shows the comparison of the open assessment with the quarter before it.
    WithPrevious,
    /// Puts something else on one side.
    Choose {
        /// As the one after.
        after: bool,
        /// What.
        side: CompareSide,
    },
    /// Asks for a file to put on one side.
    AnotherFile {
        /// As the one after.
        after: bool,
    },
    /// Changes the two sides over.
    Swap,
    /// Puts what the other side has into the open assessment: a difference by its place in the list.
    TakeOver(usize),
    /// Puts what the other side has on the clipboard: a difference by its place in the list.
    Copy(usize),
    /// Puts the sentences on the clipboard, one a line.
    CopySentences,
    /// Says whether two rows are one: a pair by its place in the list.
    SameRow {
        /// The pair.
        pair: usize,
        /// Whether they are.
        same: bool,
    },
}

/// One side of a comparison that was worked out.
#[derive(Clone, Debug)]
pub struct ComparedSide {
    /// What it is.
    pub side: CompareSide,
    /// The assessment.
    pub assessment: Arc<Assessment>,
    /// The framework it judges by.
    pub framework: Arc<Framework>,
}

/// A comparison with what it is of.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The one before.
    pub before: ComparedSide,
    /// The one after.
    pub after: ComparedSide,
    /// How they differ.
    pub comparison: Comparison,
}

/// What was chosen, and what came of it.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    generation: u64,
    /// `None`: the quarter before.
    before: Option<CompareSide>,
    after: CompareSide,
    /// Files on either side, as they were read.
    files: Vec<ComparedSide>,
    /// What the table that was brought in is called.
    table_name: String,
    /// The file that is being read, and for which side.
    reading: Option<(bool, PathBuf)>,
    /// Versions of the file in hand, and of which state of it.
    versions: Vec<PathBuf>,
    listed: Option<Listed>,
    shown: Option<Arc<Compared>>,
    working: bool,
    /// A pair whose job was lost: not tried again.
    given_up: Option<(Arc<Assessment>, Arc<Assessment>)>,
}

/// The state of a file on disk whose versions were listed.
type Listed = (PathBuf, Option<chrono::NaiveTime>);

/// What a job of the comparison brings back, for the document of that generation.
#[derive(Debug)]
pub(super) struct Brought {
    generation: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    File { after: bool, path: PathBuf, result: Result<ComparedSide, Problem> },
    Versions(Vec<PathBuf>),
    Compared(Box<Compared>),
    LostFile,
    Lost(Arc<Assessment>, Arc<Assessment>),
}

impl ComparedSide {
    /// A table brought to the open assessment, as that would be with all of it.
    pub(super) fn of_table(assessment: Assessment, framework: Arc<Framework>) -> Self {
        Self { side: CompareSide::Table, assessment: Arc::new(assessment), framework }
    }
}

impl Compared {
    /// Which side the document in hand is on: whether it is the one after; `None` when it is on neither.
    #[must_use]
    pub fn open_is_after(&self) -> Option<bool> {
        match (&self.before.side, &self.after.side) {
            (_, CompareSide::Open) => Some(true),
            (CompareSide::Open, _) => Some(false),
            _ => None,
        }
    }

    /// The side from which is taken over and copied: not the open one; the one before when neither is.
    #[must_use]
    pub fn other(&self) -> &ComparedSide {
        if self.open_is_after() == Some(false) { &self.after } else { &self.before }
    }
}

impl App {
    /// The comparison that was worked out last for the two that are chosen.
    #[must_use]
    pub fn compared(&self) -> Option<&Arc<Compared>> {
        self.comparing.shown.as_ref()
    }

    /// Whether the comparison, or something for it, is still on its way.
    #[must_use]
    pub const fn comparing_busy(&self) -> bool {
        self.comparing.working || self.comparing.reading.is_some()
    }

    /// What is chosen for one side; `None` for the quarter before where there is none, or none is read yet.
    #[must_use]
    pub fn compare_side(&self, after: bool) -> Option<CompareSide> {
        if after {
            return Some(self.comparing.after.clone());
        }
        let before = || {
            let earlier = self.session.as_ref()?.earlier()?;
            earlier.quarters.first().map(|past| CompareSide::Earlier(past.assessment.quarter))
        };
        self.comparing.before.clone().or_else(before)
    }

    pub(super) fn compare_step(&mut self, step: CompareStep) {
        match step {
            CompareStep::WithPrevious => {
                self.comparing.before = None;
                self.comparing.after = CompareSide::Open;
                self.go(Place::Compare);
                self.effects.push(Effect::FocusView);
            }
            CompareStep::Choose { after, side } => self.compare_with(after, side),
            CompareStep::AnotherFile { after } => self.ask_path(PathFor::Compare { after }),
            CompareStep::Swap => {
                if let Some(before) = self.compare_side(false) {
                    self.comparing.before = Some(std::mem::replace(&mut self.comparing.after, before));
                }
            }
            CompareStep::TakeOver(at) => match self.taking(at) {
                Ok(edit) => self.edit(&edit),
                Err(why) => self.refuse(why),
            },
            CompareStep::Copy(at) => self.copy_difference(at),
            CompareStep::CopySentences => {
                let Some(compared) = &self.comparing.shown else { return };
                let sentences: Vec<String> =
                    compared.comparison.sentences().into_iter().map(|sentence| sentence.text).collect();
                self.put_on_clipboard(&sentences.join("\n"));
                self.tell("The sentences are on the clipboard.".to_owned());
            }
            CompareStep::SameRow { pair, same } => self.say_same_row(pair, same),
        }
    }

    /// Puts something on one side; a file is read first, and what was there stays when it cannot be.
    pub(super) fn compare_with(&mut self, after: bool, side: CompareSide) {
        if let CompareSide::File(path) = side {
            self.read_for_comparison(after, path);
            return;
        }
        // The same on both sides says nothing: what was asked for is that the two change over.
        let other = self.compare_side(!after);
        let here = self.compare_side(after);
        if other.as_ref() == Some(&side)
            && let Some(here) = here
        {
            self.set_side(!after, here);
        }
        self.set_side(after, side);
    }

    /// Shows the open assessment, and after it a table that was brought to it.
    pub(super) fn compare_with_table(&mut self, name: String, table: ComparedSide) {
        self.comparing_of_now();
        self.comparing.table_name = name;
        self.comparing.files.retain(|file| file.side != CompareSide::Table);
        self.comparing.files.push(table);
        self.set_side(false, CompareSide::Open);
        self.set_side(true, CompareSide::Table);
        self.go(Place::Compare);
        self.effects.push(Effect::FocusView);
    }

    fn set_side(&mut self, after: bool, side: CompareSide) {
        let comparing = &mut self.comparing;
        if after {
            comparing.after = side;
        } else {
            comparing.before = Some(side);
        }
        let chosen = [comparing.before.as_ref(), Some(&comparing.after)];
        // A table that was settled is not read again, so it stays.
        comparing.files.retain(|file| file.side == CompareSide::Table || chosen.contains(&Some(&file.side)));
    }

    fn read_for_comparison(&mut self, after: bool, path: PathBuf) {
        self.with_session(super::Session::settle);
        self.comparing_of_now();
        self.comparing.reading = Some((after, path.clone()));
        let generation = self.generation;
        let frameworks = Arc::clone(&self.frameworks);
        self.jobs.start(Done::Compared(Brought { generation, what: What::LostFile }), move || {
            let opened = if holds_table(&path) {
                open_table(&path, &frameworks, today()).map_err(|refused| Problem::from(&refused))
            } else {
                let file = store::assessment_in(&path);
                let opened = file.and_then(|file| store::open_to_look(&file, &frameworks)).map(|looked| looked.opened);
                opened.map_err(|error| Problem::from(&error))
            };
            let result = opened.map(|opened| ComparedSide {
                side: CompareSide::File(path.clone()),
                assessment: Arc::new(opened.assessment),
                framework: opened.framework,
            });
            Done::Compared(Brought { generation, what: What::File { after, path, result } })
        });
    }

    /// Takes in what a job of the comparison brought, unless another document has come since.
    pub(super) fn compared_brought(&mut self, brought: Brought) {
        if brought.generation != self.generation {
            return;
        }
        match brought.what {
            What::File { after, path, result } => {
                if self.comparing.reading != Some((after, path)) {
                    // Something else was chosen meanwhile.
                    return;
                }
                self.comparing.reading = None;
                match result {
                    Ok(file) => {
                        self.comparing.files.retain(|known| known.side != file.side);
                        let side = file.side.clone();
                        self.comparing.files.push(file);
                        self.set_side(after, side);
                    }
                    Err(problem) => {
                        self.waiting = None;
                        self.dialog = Some(Dialog::Problem(problem));
                    }
                }
            }
            What::Versions(versions) => self.comparing.versions = versions,
            What::Compared(compared) => {
                self.comparing.working = false;
                let chosen = |after| self.compare_side(after);
                if chosen(false).as_ref() == Some(&compared.before.side)
                    && chosen(true).as_ref() == Some(&compared.after.side)
                {
                    self.comparing.shown = Some(Arc::from(compared));
                }
            }
            What::LostFile => {
                self.comparing.reading = None;
                self.dialog = Some(Dialog::Problem(Problem::job_lost()));
            }
            What::Lost(before, after) => {
                self.comparing.working = false;
                self.comparing.given_up = Some((before, after));
                self.dialog = Some(Dialog::Problem(Problem::job_lost()));
            }
        }
    }

    /// Forgets what was chosen for another document.
    fn comparing_of_now(&mut self) {
        if self.comparing.generation != self.generation {
            self.comparing = Comparing { generation: self.generation, ..Comparing::default() };
        }
    }

    /// Works the comparison out when it is looked at and either side has changed since.
    pub(super) fn compare_up_to_date(&mut self) {
        self.comparing_of_now();
        if self.place != Place::Compare {
            return;
        }
        self.list_versions();
        let (Some(before), Some(after)) = (self.side_now(false), self.side_now(true)) else {
            self.comparing.shown = None;
            return;
        };
        let same = |one: &ComparedSide, other: &ComparedSide| {
            one.side == other.side && Arc::ptr_eq(&one.assessment, &other.assessment)
        };
        if let Some(shown) = &self.comparing.shown {
            if same(&shown.before, &before) && same(&shown.after, &after) {
                return;
            }
            if shown.before.side != before.side || shown.after.side != after.side {
                // What another choice led to is not this one's.
                self.comparing.shown = None;
            }
        }
        let lost = self.comparing.given_up.as_ref();
        let given_up = lost
            .is_some_and(|(one, other)| Arc::ptr_eq(one, &before.assessment) && Arc::ptr_eq(other, &after.assessment));
        if self.comparing.working || given_up {
            return;
        }
        let known = self.frameworks.all();
        if before.assessment.rows.len().max(after.assessment.rows.len()) <= AT_ONCE {
            self.comparing.shown = Some(Arc::new(work_out(before, after, &known)));
            return;
        }
        self.comparing.working = true;
        let generation = self.generation;
        let lost = What::Lost(Arc::clone(&before.assessment), Arc::clone(&after.assessment));
        self.jobs.start(Done::Compared(Brought { generation, what: lost }), move || {
            let what = What::Compared(Box::new(work_out(before, after, &known)));
            Done::Compared(Brought { generation, what })
        });
    }

    /// One side as it is now.
    fn side_now(&self, after: bool) -> Option<ComparedSide> {
        let side = self.compare_side(after)?;
        let session = self.session.as_ref()?;
        let (assessment, framework) = match &side {
            CompareSide::Open => (Arc::clone(session.assessment()), Arc::clone(session.framework())),
            CompareSide::Earlier(quarter) => {
                let mut earlier = session.earlier()?.quarters.iter();
                let past = earlier.find(|past| past.assessment.quarter == *quarter)?;
                (Arc::clone(&past.assessment), Arc::clone(&past.framework))
            }
            CompareSide::File(_) | CompareSide::Table => {
                return self.comparing.files.iter().find(|file| file.side == side).cloned();
            }
        };
        Some(ComparedSide { side, assessment, framework })
    }

    fn put_on_clipboard(&mut self, text: &str) {
        let html = text.lines().map(|line| ["<p>", &clipboard::escaped(line), "</p>"].concat()).collect();
        self.effects.push(Effect::SetClipboard { text: text.to_owned(), html });
    }

    fn copy_difference(&mut self, at: usize) {
        let Some(compared) = self.comparing.shown.clone() else { return };
        let Some(difference) = compared.comparison.delta.differences.get(at) else { return };
        let other = compared.other();
        let before = compared.open_is_after() != Some(false);
        let value = if before { &difference.before } else { &difference.after };
        let text = value_words(value, &other.framework);
        if text.is_empty() {
            self.refuse("There is nothing on the other side to copy.");
        } else {
            self.put_on_clipboard(&text);
            self.tell(format!("{} of {} is on the clipboard.", difference.spot.name(), other.assessment.quarter));
        }
    }

    fn say_same_row(&mut self, pair: usize, same: bool) {
        let Some(compared) = self.comparing.shown.clone() else { return };
        let Some(pair) = compared.comparison.delta.pairs.get(pair) else { return };
        let (Some(before), Some(after)) = (&pair.before, &pair.after) else { return };
        let (here, there) = match compared.open_is_after() {
            Some(true) => (after, before),
            Some(false) => (before, after),
            None => return self.refuse("The answer is kept in the open assessment, which is on neither side."),
        };
        let answer = SameRow { row: here.id.clone(), other: there.id.clone(), same };
        self.edit(&super::Edit::SameRow(answer));
    }
}

fn work_out(before: ComparedSide, after: ComparedSide, known: &[Arc<Framework>]) -> Compared {
    let comparison = Comparison::between(
        (&before.assessment, &before.framework),
        (&after.assessment, &after.framework),
        known,
        PairBy::Either,
    );
    Compared { before, after, comparison }
}
