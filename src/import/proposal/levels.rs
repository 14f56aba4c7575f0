//! The judgements of changes that a table holds: level now, planned levels by quarter, and the texts of the return.

use super::{CellUse, Reading};
use crate::import::recognise::columns::Placed;
use crate::import::recognise::level_table::{LevelColumn, LevelTable};
use crate::import::recognise::levels::{LevelRead, QuarterSaid, quarter_said, read_level};
use crate::import::recognise::names::Names;
use crate::import::{CellKind, Code, Field, Finding, Line};
use crate::model::{ChangeJudgement, ChangeKey, Quarter, RowField, tidy};
use std::collections::BTreeMap;

/// The judgement of a change as a table has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedLevels {
    /// What would be taken in.
    pub judgement: ChangeJudgement,
    /// The line of the source that names the change first.
    pub line: u32,
    /// Whether a label leaves no doubt of the change.
    pub certain: bool,
    /// The cell that each level and text comes from.
    pub cells: BTreeMap<Field, LevelCell>,
}

/// A cell from which a level or a text of a change comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelCell {
    /// The line of the source, from 1.
    pub line: u32,
    /// The column of the source, from 0.
    pub column: usize,
    /// The words that stand there, or were typed instead.
    pub typed: String,
    /// Whether they could be read; else they say nothing of the change.
    pub read: bool,
}

impl ProposedLevels {
    /// What was read for a field; blank for a level that was not assessed.
    #[must_use]
    pub fn words(&self, field: Field) -> String {
        let level = match field {
            Field::LevelNow => self.judgement.now,
            Field::Planned(Some(quarter)) => self.judgement.planned_for(quarter),
            Field::Text(text) => return self.judgement.texts.get(text).to_owned(),
            _ => None,
        };
        level.map_or_else(String::new, |level| level.name().to_owned())
    }

    /// Lays what the table says of the change over a judgement; what it does not speak of stays.
    pub fn lay_over(&self, judgement: &mut ChangeJudgement) {
        for field in self.cells.iter().filter(|(_, cell)| cell.read).map(|(field, _)| *field) {
            match field {
                Field::LevelNow => judgement.now = self.judgement.now,
                Field::Planned(Some(quarter)) => judgement.plan(quarter, self.judgement.planned_for(quarter)),
                Field::Text(text) => {
                    let words = self.judgement.texts.get(text);
                    // A text that a cell cannot hold letter by letter has not changed for that.
                    if tidy(judgement.texts.get(text)).trim() != words {
                        judgement.texts.set(text, words);
                    }
                }
                _ => {}
            }
        }
        for note in &self.judgement.notes {
            if !judgement.notes.contains(note) {
                judgement.notes.push(note.clone());
            }
        }
    }
}

/// A line that speaks of a change.
pub(super) struct Judged {
    pub(super) at: usize,
    pub(super) change: ChangeKey,
    pub(super) certain: bool,
}

/// By which quarter a plan is to be reached whose column names none: that for which the heading speaks of plans, else the
/// end of the financial year.
pub(super) fn plans_said(heading: &str) -> Option<QuarterSaid> {
    let lower = heading.to_lowercase();
    let mut from = lower.match_indices("planned").chain(lower.match_indices("plan for")).map(|(at, _)| at);
    from.find_map(|at| {
        let behind: String = lower.get(at..)?.chars().take(120).collect();
        let by = behind.find(" by ")?;
        quarter_said(behind.get(by..)?).filter(|said| said.start_year.is_some())
    })
}

/// What the columns of levels mean in a table of that quarter.
pub(super) fn placed(table: &LevelTable, quarter: Quarter, heading: Option<QuarterSaid>) -> Vec<Placed> {
    let end = quarter.year_end();
    // In the last quarter of a year plans are for the next.
    let end = if quarter == end { end.next().year_end() } else { end };
    let unnamed = heading.and_then(QuarterSaid::full).unwrap_or(end);
    let mut placed: Vec<Placed> = Vec::new();
    for (column, it, titled) in &table.columns {
        let planned = |said: &QuarterSaid| Field::Planned(Some(said.seen_from(quarter, true)));
        let by_title = "by its title";
        let (field, certain, why) = match it {
            LevelColumn::Now(_) => (Some(Field::LevelNow), *titled, by_title),
            LevelColumn::Planned(Some(said)) => (Some(planned(said)), true, by_title),
            LevelColumn::Planned(None) => (Some(Field::Planned(Some(unnamed))), false, by_title),
            LevelColumn::At(said) => match said.seen_from(quarter, false).cmp(&quarter) {
                std::cmp::Ordering::Equal => (Some(Field::LevelNow), true, by_title),
                std::cmp::Ordering::Greater => (Some(planned(said)), true, by_title),
                std::cmp::Ordering::Less => (None, true, "of an earlier quarter"),
            },
            LevelColumn::Before => (None, true, "of an earlier quarter"),
            LevelColumn::Text(text, sure) => (Some(Field::Text(*text)), *sure, by_title),
            LevelColumn::Number => (Some(Field::Number), true, "by what stands in it"),
        };
        // A second column for the same quarter goes into no field.
        let twice = field.is_some() && placed.iter().any(|other| other.field == field);
        let why = if *titled { why } else { "by what stands in it" };
        placed.push(if twice {
            Placed { column: *column, field: None, certain: false, why: "" }
        } else {
            Placed { column: *column, field, certain, why }
        });
    }
    if let Some(label) = table.label {
        let field = Some(Field::Row(RowField::Change));
        placed.push(Placed { column: label, field, certain: true, why: "by what stands in it" });
    }
    placed
}

impl Reading<'_> {
    /// The quarter of a plan whose column names none, where a person took a column for one.
    fn resolved(&self, field: Field) -> Field {
        let end = self.quarter.year_end();
        let end = if self.quarter == end { end.next().year_end() } else { end };
        if field == Field::Planned(None) { Field::Planned(Some(end)) } else { field }
    }

    /// Tells what was assumed of the columns of levels.
    pub(super) fn told_of_levels(&mut self) {
        let line = self.header.and_then(|at| self.sheet.lines.get(at)).map_or(0, |line| line.number);
        let mut found = Vec::new();
        for (column, it) in self.columns.iter().enumerate() {
            let of_table = self.levels.columns.iter().find(|(at, ..)| *at == column).map(|(_, it, _)| *it);
            let mut find = |code, assumed| {
                found.push(Finding { code, line, column: Some(column), text: it.title.clone(), assumed });
            };
            if self.choices.columns.contains_key(&column) {
                continue;
            }
            match (it.field, of_table) {
                (Some(Field::Planned(Some(quarter))), Some(LevelColumn::Planned(None))) => {
                    let from_heading = self.plans.and_then(QuarterSaid::full) == Some(quarter);
                    if from_heading {
                        find(Code::PlanQuarterFromHeading, format!("Planned for {quarter}, as the heading says."));
                    } else {
                        find(
                            Code::PlanQuarterAssumed,
                            format!("Nothing says by when: taken for {quarter}, the end of the financial year."),
                        );
                    }
                }
                (
                    Some(Field::Planned(Some(quarter))),
                    Some(LevelColumn::Planned(Some(said)) | LevelColumn::At(said)),
                ) if said.start_year.is_none() => {
                    find(Code::PlanQuarterFromHeading, format!("No year is named: taken for {quarter}."));
                }
                (Some(Field::LevelNow), Some(_)) if !it.certain => {
                    find(Code::LevelColumnAssumed, "No title says of when it is: taken for the level now.".to_owned());
                }
                (Some(Field::Text(text)), Some(LevelColumn::Text(_, false))) => {
                    find(
                        Code::LevelColumnAssumed,
                        format!("Taken for “{}”, the nearest text of a change.", text.name()),
                    );
                }
                (None, Some(LevelColumn::Before | LevelColumn::At(_))) => find(
                    Code::ColumnUnread,
                    "It holds levels of an earlier quarter, which this assessment does not keep: not read.".to_owned(),
                ),
                _ => {}
            }
        }
        self.findings.extend(found);
    }

    /// In a table without rows, the change that each line speaks of.
    pub(super) fn judged_lines(&mut self) -> Vec<Judged> {
        let names = Names::of(&self.framework);
        let mut judged = Vec::new();
        for at in std::mem::take(&mut self.data) {
            let Some(line) = self.sheet.lines.get(at) else { continue };
            let number = line.number;
            let chosen = self.choices.changes.get(&number).or_else(|| self.choices.begins.get(&number)).cloned();
            let (label, certain) = self.label_of(line, at, &names);
            let change = chosen.clone().or(label);
            match change {
                Some(change) => {
                    judged.push(Judged { at, change, certain: certain || chosen.is_some() });
                }
                None if self.speaks_of_change(line) => {
                    let of_label = |it: &&mut Finding| it.code == Code::LabelUnrecognised && it.line == number;
                    if let Some(found) = self.findings.iter_mut().find(of_label) {
                        // It is about all of the line.
                        found.column = None;
                    } else {
                        let told = "It names no change, so what stands in it is not taken in.";
                        self.findings.push(Self::of_line(line, Code::LabelUnrecognised, told));
                    }
                }
                None => {
                    self.use_line(line, CellUse::Unread);
                    self.findings.push(Self::of_line(line, Code::NotARow, "It speaks of no change: not read."));
                }
            }
        }
        self.data = judged.iter().map(|it| it.at).collect();
        judged
    }

    /// Whether a line holds a level or a text of a change.
    pub(super) fn speaks_of_change(&self, line: &Line) -> bool {
        self.columns.iter().enumerate().any(|(column, it)| {
            it.field.is_some_and(Field::of_change)
                && self.place_in(line, column).is_some_and(|place| !line.text(place).is_empty())
        })
    }

    /// Reads the levels and texts of the lines, change by change.
    pub(super) fn read_levels(&mut self, judged: &[Judged]) -> Vec<ProposedLevels> {
        let mut levels: Vec<ProposedLevels> = Vec::new();
        for it in judged {
            let Some(line) = self.sheet.lines.get(it.at) else { continue };
            if !self.levels.only && !self.speaks_of_change(line) {
                continue;
            }
            let known = levels.iter().position(|known| known.judgement.change == it.change);
            let at = known.unwrap_or_else(|| {
                levels.push(ProposedLevels {
                    judgement: ChangeJudgement::not_assessed(it.change.clone()),
                    line: line.number,
                    certain: true,
                    cells: BTreeMap::new(),
                });
                levels.len() - 1
            });
            if known.is_some() && self.levels.only {
                let first = levels.get(at).map_or(0, |known| known.line);
                let told = format!("This change stands in line {first} already; what differs there is asked about.");
                self.findings.push(Self::of_line(line, Code::LevelTwice, &told));
            }
            let Some(into) = levels.get_mut(at) else { continue };
            into.certain &= it.certain;
            for (column, field) in self.columns.iter().map(|it| it.field).enumerate().collect::<Vec<_>>() {
                let (Some(field), Some(place)) = (field, self.place_in(line, column)) else { continue };
                if matches!(field, Field::Number | Field::Id) && self.levels.only {
                    self.uses.put(line.number, place, CellUse::Used);
                }
                if field.of_change() && line.cells.get(place).is_some_and(|cell| cell.kind != CellKind::Error) {
                    self.read_level_cell(line, place, self.resolved(field), into);
                }
            }
        }
        levels.sort_by_key(|it| self.framework.number(&it.judgement.change));
        levels
    }

    fn read_level_cell(&mut self, line: &Line, place: usize, field: Field, into: &mut ProposedLevels) {
        let words = tidy(line.text(place));
        let merged = line.cells.get(place).is_some_and(|cell| cell.kind == CellKind::FilledDown);
        let instead = self.choices.levels.get(&(into.judgement.change.clone(), field));
        let typed = instead.map_or(words.as_str(), String::as_str);
        // In a sheet of ours a blank cell is one that somebody has emptied, or that was blank before.
        let says_nothing = instead.is_none() && self.own.is_none();
        if words.is_empty() && (says_nothing || into.cells.contains_key(&field)) {
            return;
        }
        self.uses.put(line.number, place, CellUse::Used);
        if let Some(known) = into.cells.get(&field) {
            if instead.is_some() || merged || known.typed == words {
                return;
            }
            return self.second(line, place, field, &words, into);
        }
        let mut cell = LevelCell { line: line.number, column: place, typed: typed.to_owned(), read: true };
        if let Field::Text(text) = field {
            into.judgement.texts.set(text, typed);
            if !self.columns.iter().any(|column| column.field == Some(field) && column.certain) {
                self.uses.put(line.number, place, CellUse::Assumed);
            }
        } else {
            let level = self.level_in(line, place, typed, &mut cell, into);
            match field {
                Field::Planned(Some(quarter)) => into.judgement.plan(quarter, level),
                _ => into.judgement.now = level,
            }
            let sure = |column: &crate::import::Column| {
                column.certain && column.field.map(|it| self.resolved(it)) == Some(field)
            };
            if cell.read && !self.columns.iter().any(sure) {
                self.uses.put(line.number, place, CellUse::Assumed);
            }
        }
        into.cells.insert(field, cell);
    }

    /// The level of a cell, with a finding for what is none.
    fn level_in(
        &mut self,
        line: &Line,
        place: usize,
        typed: &str,
        cell: &mut LevelCell,
        into: &mut ProposedLevels,
    ) -> Option<crate::model::Level> {
        let read = read_level(typed);
        let mut find = |code, assumed: String| {
            self.uses.put(line.number, place, CellUse::Assumed);
            let text = typed.to_owned();
            self.findings.push(Finding { code, line: line.number, column: Some(place), text, assumed });
        };
        match read {
            LevelRead::Perhaps(level, why) => find(Code::LevelDoubtful, format!("{why}. Read as {level}.")),
            LevelRead::Unreadable(why) => {
                find(
                    Code::LevelUnreadable,
                    format!(
                        "{why}. No level is taken from it, and its words are kept among the remarks on the change."
                    ),
                );
                cell.read = false;
                let note = format!("The table says “{typed}” where a level belongs.");
                if !into.judgement.notes.contains(&note) {
                    into.judgement.notes.push(note);
                }
            }
            LevelRead::Blank | LevelRead::NotAssessed | LevelRead::At(_) => {}
        }
        read.level()
    }

    /// A level or a text that stands in another line of the same change already.
    fn second(&mut self, line: &Line, place: usize, field: Field, words: &str, into: &mut ProposedLevels) {
        let Some(known) = into.cells.get(&field) else { return };
        if let Field::Text(text) = field {
            // Nothing that somebody wrote is lost.
            let both = format!("{}\n{words}", into.judgement.texts.get(text));
            into.judgement.texts.set(text, both);
            return;
        }
        let same = read_level(words).level().is_some() && read_level(words).level() == read_level(&known.typed).level();
        if same {
            return;
        }
        self.uses.put(line.number, place, CellUse::Unread);
        self.findings.push(Finding {
            code: Code::LevelTwice,
            line: line.number,
            column: Some(place),
            text: words.to_owned(),
            assumed: format!(
                "Line {} says “{}” of the same change ({field}). That stands, and this is not taken in.",
                known.line, known.typed
            ),
        });
    }
}
