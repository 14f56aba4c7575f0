//! What can be asked for while a table is being brought in.

use super::TableFrom;
use super::proposing::{FindingAt, Settled};
use crate::app::{App, Effect, Intent};
use crate::import::{self, Choices, Field, RowAt};
use crate::model::{ChangeKey, Framework, FrameworkId, Quarter, RowField};
use chrono::NaiveDate;

/// Something asked for while a table is being brought in.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportStep {
    /// What was on the clipboard: the HTML is read where it holds a table, else the text.
    Clipboard {
        /// As HTML.
        html: Option<String>,
        /// As text.
        text: Option<String>,
    },
    /// Reads another sheet, from 0.
    Sheet(usize),
    /// Says what a column (from 0) means.
    Column {
        /// Which.
        column: usize,
        /// What; `None` for nothing.
        field: Option<Field>,
    },
    /// Says which line is the header, or that there is none.
    Header(Option<u32>),
    /// Says by how many columns the block that begins with a line stands too far to the left.
    Shift {
        /// Its first line.
        line: u32,
        /// By how many.
        by: i32,
    },
    /// A change begins with a line.
    Begin {
        /// The line.
        line: u32,
        /// The change.
        change: ChangeKey,
    },
    /// A line alone belongs to a change.
    Change {
        /// The line.
        line: u32,
        /// The change; `None` for where it would go by itself.
        change: Option<ChangeKey>,
    },
    /// Something else stands in a row.
    Text {
        /// The row.
        at: RowAt,
        /// The field.
        field: RowField,
        /// What.
        text: String,
    },
    /// Something else stands for a level or a text of a change.
    Level {
        /// The change.
        change: ChangeKey,
        /// Which of its levels or texts.
        field: Field,
        /// What.
        text: String,
    },
    /// A line is no row, or is one after all.
    LeaveOut {
        /// The line.
        line: u32,
        /// Whether it is left out.
        out: bool,
    },
    /// A line goes on from the row above, or is a row of its own.
    Join {
        /// The line.
        line: u32,
        /// Whether it goes on from there.
        joined: bool,
    },
    /// A line holds two rows: where the second begins in where-we-are-now, in bytes; beyond its end both have the same words.
    /// `None` for one row.
    Split {
        /// The line.
        line: u32,
        /// Where.
        at: Option<usize>,
    },
    /// A finding is fine as it is, or is not; the next one is then in hand.
    Settle {
        /// Which.
        finding: FindingAt,
        /// Whether it is fine.
        fine: bool,
    },
    /// Takes a finding in hand.
    Show(FindingAt),
    /// Shows the notes, or what is to be settled.
    ShowNotes(bool),
    /// Whose it is.
    Place(String),
    /// For which quarter.
    Quarter(Quarter),
    /// Of which day it speaks.
    AsAt(NaiveDate),
    /// By which edition.
    Edition(FrameworkId),
    /// Begins an assessment with it.
    New,
    /// Compares it with the open assessment.
    Compare,
    /// Merges it, a copy that came back, into the open assessment.
    Merge,
    /// Leaves it.
    Cancel,
}

impl ImportStep {
    /// Whether it comes letter by letter.
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        matches!(self, Self::Place(_))
    }
}

impl App {
    /// Carries a step out.
    pub(in crate::app) fn import_step(&mut self, step: ImportStep) {
        let ends = matches!(step, ImportStep::New | ImportStep::Compare | ImportStep::Merge);
        if ends && self.proposing.as_mut().is_some_and(|proposing| proposing.puts_off(&step)) {
            // What was settled last is not in the proposal yet.
            return;
        }
        match step {
            ImportStep::Clipboard { html, text } => {
                self.guarded(Intent::ReadTable(TableFrom::Clipboard { html, text }));
            }
            ImportStep::Show(at) => {
                if let Some(proposing) = &mut self.proposing {
                    proposing.show_finding(at);
                }
            }
            ImportStep::ShowNotes(notes) => {
                if let Some(proposing) = &mut self.proposing {
                    proposing.show_notes(notes);
                    proposing.step_finding(false);
                }
            }
            ImportStep::New => self.begin_with_table(),
            ImportStep::Compare => self.bring_to_open(false),
            ImportStep::Merge => self.bring_to_open(true),
            ImportStep::Cancel => self.guarded(Intent::LeaveTable),
            step => self.settle_in_table(&step),
        }
    }

    fn settle_in_table(&mut self, step: &ImportStep) {
        let around = self.around();
        let Some(proposing) = &mut self.proposing else { return };
        let name = name(step, &proposing.proposal().framework);
        let settled = match step {
            ImportStep::Sheet(sheet) if *sheet != proposing.sheet() => {
                // Lines are another sheet's; what holds for all of the file stays.
                let own = proposing.choices();
                let choices = Choices {
                    framework: own.framework.clone(),
                    place: own.place.clone(),
                    quarter: own.quarter,
                    as_at: own.as_at,
                    ..Choices::default()
                };
                let Some((settled, _)) = around.first(proposing.source(), choices, *sheet) else { return };
                settled
            }
            step => {
                let mut settled = proposing.settled().clone();
                put(step, &mut settled, &proposing.proposal().columns);
                settled
            }
        };
        let changed = proposing.settle(step, name, settled);
        if let ImportStep::Settle { fine: true, .. } = step {
            proposing.step_finding(false);
        }
        if changed {
            self.propose_anew();
        }
    }

    /// Takes the last choice back, or does it again.
    pub(in crate::app) fn step_in_table(&mut self, redo: bool) {
        let Some(name) = self.proposing.as_mut().and_then(|proposing| proposing.step(redo)) else { return };
        self.tell(format!("{}: {name}.", if redo { "Done again" } else { "Undone" }));
        self.propose_anew();
    }

    /// Goes to the next finding, or the one before.
    pub(in crate::app) fn step_finding(&mut self, back: bool) {
        if let Some(proposing) = &mut self.proposing {
            proposing.step_finding(back);
            self.effects.push(Effect::FindingStepped);
        }
    }
}

/// Puts a step among what was settled.
fn put(step: &ImportStep, settled: &mut Settled, columns: &[import::Column]) {
    let choices = &mut settled.choices;
    match step {
        ImportStep::Column { column, field } => {
            // A field is read from one column: the one that had it before is read as nothing.
            let others = columns.iter().enumerate().filter(|(at, it)| at != column && it.field.is_some());
            for (at, _) in others.filter(|(_, it)| it.field == *field) {
                choices.columns.insert(at, None);
            }
            choices.columns.insert(*column, *field);
        }
        ImportStep::Header(line) => choices.header = Some(*line),
        ImportStep::Shift { line, by } => drop(choices.shifts.insert(*line, *by)),
        ImportStep::Begin { line, change } => drop(choices.begins.insert(*line, change.clone())),
        ImportStep::Change { line, change: Some(change) } => drop(choices.changes.insert(*line, change.clone())),
        ImportStep::Change { line, change: None } => drop(choices.changes.remove(line)),
        ImportStep::Text { at, field, text } => drop(choices.texts.insert((*at, *field), text.trim().to_owned())),
        ImportStep::Level { change, field, text } => {
            choices.levels.insert((change.clone(), *field), text.trim().to_owned());
        }
        ImportStep::LeaveOut { line, out: true } => drop(choices.left_out.insert(*line)),
        ImportStep::LeaveOut { line, out: false } => drop(choices.left_out.remove(line)),
        ImportStep::Join { line, joined: true } => drop(choices.joined.insert(*line)),
        ImportStep::Join { line, joined: false } => drop(choices.joined.remove(line)),
        ImportStep::Split { line, at: Some(at) } => drop(choices.split.insert(*line, *at)),
        ImportStep::Split { line, at: None } => {
            choices.split.remove(line);
            // What was typed into its second row has no row any more.
            choices.texts.retain(|(at, _), _| at.line != *line || at.part == 0);
        }
        ImportStep::Settle { finding, fine: true } => drop(choices.settled.insert(*finding)),
        ImportStep::Settle { finding, fine: false } => drop(choices.settled.remove(finding)),
        ImportStep::Place(place) => choices.place = Some(place.clone()),
        ImportStep::Quarter(quarter) => choices.quarter = Some(*quarter),
        ImportStep::AsAt(day) => choices.as_at = Some(*day),
        ImportStep::Edition(edition) => {
            choices.framework = Some(edition.clone());
            // Changes of another edition mean nothing in this one.
            choices.begins.clear();
            choices.changes.clear();
            choices.levels.clear();
        }
        ImportStep::Clipboard { .. }
        | ImportStep::Sheet(_)
        | ImportStep::Show(_)
        | ImportStep::ShowNotes(_)
        | ImportStep::New
        | ImportStep::Compare
        | ImportStep::Merge
        | ImportStep::Cancel => {}
    }
}

/// What a step is called when it is taken back.
fn name(step: &ImportStep, framework: &Framework) -> String {
    let title = |key: &ChangeKey| framework.change(key).map_or_else(|| key.to_string(), |change| change.short.clone());
    match step {
        ImportStep::Sheet(sheet) => format!("read sheet {}", sheet + 1),
        ImportStep::Column { column, field } => {
            let field = field.map_or_else(|| "nothing".into(), Field::name);
            format!("read column {} as {field}", column_letters(*column))
        }
        ImportStep::Header(Some(line)) => format!("take line {line} for the header"),
        ImportStep::Header(None) => "read it without a header".to_owned(),
        ImportStep::Shift { line, by: 0 } => format!("leave the block at line {line} as it stands"),
        ImportStep::Shift { line, .. } => format!("move the block at line {line}"),
        ImportStep::Begin { line, change } => format!("begin “{}” at line {line}", title(change)),
        ImportStep::Change { line, change: Some(change) } => format!("move line {line} to “{}”", title(change)),
        ImportStep::Change { line, change: None } => format!("leave line {line} with those around it"),
        ImportStep::Text { at, field, .. } => format!("type {} of line {}", field.name(), at.line),
        ImportStep::Level { change, field, .. } => format!("type {field} of “{}”", title(change)),
        ImportStep::LeaveOut { line, out: true } => format!("leave out line {line}"),
        ImportStep::LeaveOut { line, out: false } => format!("take in line {line}"),
        ImportStep::Join { line, joined: true } => format!("join line {line} to the row above"),
        ImportStep::Join { line, joined: false } => format!("part line {line} from the row above"),
        ImportStep::Split { line, at: Some(_) } => format!("split line {line} in two"),
        ImportStep::Split { line, at: None } => format!("make line {line} one row"),
        ImportStep::Settle { finding: (_, line, _), fine } => {
            let word = if *fine { "settle" } else { "open" };
            format!("{word} the finding at line {line}")
        }
        ImportStep::Place(_) => "name the place".to_owned(),
        ImportStep::Quarter(quarter) => format!("take it for {quarter}"),
        ImportStep::AsAt(day) => format!("take it for {}", day.format("%-d %b %Y")),
        ImportStep::Edition(_) => "read it by another edition".to_owned(),
        ImportStep::Clipboard { .. }
        | ImportStep::Show(_)
        | ImportStep::ShowNotes(_)
        | ImportStep::New
        | ImportStep::Compare
        | ImportStep::Merge
        | ImportStep::Cancel => String::new(),
    }
}

/// A column (from 0) as spreadsheets call it: A, B, …, Z, AA.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters.iter().rev().collect()
}
