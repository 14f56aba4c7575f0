//! A proposal: what a sheet means, with every assumption named.

mod about;
mod accounting;
mod beside;
mod changes;
mod editions;
mod levels;
mod rows;

use super::recognise::blocks::blocks;
use super::recognise::columns::{columns, header, repeats, told_of_columns};
use super::recognise::elsewhere::Elsewhere;
use super::recognise::heading::{heading, margins};
use super::recognise::level_table::{LevelTable, level_table};
use super::recognise::levels::QuarterSaid;
use super::recognise::names::Names;
use super::recognise::own::{self, Own};
use super::table::moved;
use super::{Block, Choices, Code, Column, Field, Finding, Line, RowAt, Sheet, Source};
use crate::model::{ActionRow, Assessment, ChangeKey, Due, Framework, Quarter, RowField, RowId};
use about::{first_of_table, first_words, framework, possible_labels, when};
use accounting::Accounting;
pub use accounting::{CellUse, UseCounts};
use chrono::NaiveDate;
use editions::told_of_edition;
use levels::Judged;
pub use levels::{LevelCell, ProposedLevels};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is known before a file is looked at.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// The editions that labels are looked up in, oldest first.
    pub frameworks: &'a [Arc<Framework>],
    /// The assessment into which the table is to come, if there is one: its edition is preferred, its place and quarter
    /// are proposed.
    pub into: Option<&'a Assessment>,
    /// Today: the quarter that is proposed where nothing says one.
    pub today: NaiveDate,
}

/// A row of a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedRow {
    /// Where it comes from.
    pub at: RowAt,
    /// The row as it would be taken in, its marks among it.
    pub row: Arc<ActionRow>,
    /// Whether a label, or the table's own order, leaves no doubt of its change.
    pub change_certain: bool,
    /// Whether its id stood in the table.
    pub id_given: bool,
}

/// How many rows a change has in a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedChange {
    /// The change.
    pub change: ChangeKey,
    /// How many rows are taken for it.
    pub rows: usize,
    /// Whether labels, or the ends of the table, leave no doubt of them.
    pub certain: bool,
}

/// What a sheet means.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The document it comes from.
    pub document: String,
    /// The edition.
    pub framework: Arc<Framework>,
    /// The place; blank where nothing says it.
    pub place: String,
    /// The quarter.
    pub quarter: Quarter,
    /// The as-at day.
    pub as_at: NaiveDate,
    /// The line of the header; `None` where there is none.
    pub header: Option<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The blocks of rows between page breaks.
    pub blocks: Vec<Block>,
    /// The rows, in the order of the table.
    pub rows: Vec<ProposedRow>,
    /// The judgements of changes that the table holds, in the order of the edition.
    pub levels: Vec<ProposedLevels>,
    /// The changes that have rows, in the order of the edition.
    pub changes: Vec<ProposedChange>,
    /// What was found, in the order of the table.
    pub findings: Vec<Finding>,
    /// What became of each cell of the source.
    uses: Accounting,
}

impl Proposal {
    /// What a sheet of a source means, with what was settled so far. `None` when the source has no such sheet or no
    /// edition is known.
    #[must_use]
    pub fn of(source: &Source, sheet: usize, known: &Known<'_>, choices: &Choices) -> Option<Self> {
        let mut proposal = Reading::of(source, source.sheets.get(sheet)?, known, choices)?;
        if let Some(beside) = source.levels_beside(sheet) {
            proposal.take_levels_beside(source, beside, known, choices);
        }
        Some(proposal)
    }

    /// Whether it has action rows, or would have if there were any, rather than levels of changes alone.
    #[must_use]
    pub fn is_of_rows(&self) -> bool {
        let of_row = |field| matches!(field, Some(Field::Row(field)) if field != RowField::Change);
        self.columns.iter().any(|column| of_row(column.field))
    }

    /// What became of a cell, by line (from 1) and column (from 0).
    #[must_use]
    pub fn cell_use(&self, line: u32, column: usize) -> CellUse {
        self.uses.of(line, column)
    }

    /// How many cells of the sheet are used, assumed, unread and blank.
    #[must_use]
    pub fn cell_counts(&self) -> UseCounts {
        self.uses.counts()
    }

    /// The findings that wait for a decision: all but notes and those that were settled.
    pub fn open_findings<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = &'a Finding> {
        self.findings
            .iter()
            .filter(|it| !it.code.is_note() && !choices.settled.contains(&(it.code, it.line, it.column)))
    }

    /// By how many columns a line stands too far to the left, as it was put right.
    #[must_use]
    pub fn shift_of(&self, line: u32) -> i32 {
        Block::of_line(&self.blocks, line).map_or(0, |block| block.shift)
    }

    /// What a cell of a row means, by line (from 1) and column (from 0).
    #[must_use]
    pub fn field_at(&self, line: u32, column: usize) -> Option<Field> {
        let block = Block::of_line(&self.blocks, line)?;
        self.columns.get(moved(column, block.shift)?)?.field
    }

    /// The column of the source (from 0) in which a field of a line stands.
    #[must_use]
    pub fn source_column(&self, line: u32, field: RowField) -> Option<usize> {
        let column = self.columns.iter().position(|column| column.field == Some(Field::Row(field)))?;
        moved(column, -self.shift_of(line))
    }

    /// Names the header by its titles, whatever their case and punctuation; `None` where there are none.
    #[must_use]
    pub fn header_digest(&self) -> Option<String> {
        self.header?;
        let titles: Vec<String> =
            self.columns.iter().map(|column| super::fields::folded_title(&column.title)).collect();
        let digest = blake3::hash(titles.join("\n").as_bytes());
        titles.iter().any(|title| !title.is_empty()).then(|| digest.to_hex().chars().take(16).collect())
    }

    /// Which fields of changes have a column, in the order of the columns; a plan with its quarter.
    #[must_use]
    pub fn level_fields(&self) -> Vec<Field> {
        let mut fields: Vec<Field> = self.levels.iter().flat_map(|it| it.cells.keys().copied()).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// The assessment that it would be: judged as the table judges, the rows as proposed.
    #[must_use]
    pub fn assessment(&self) -> Assessment {
        let mut assessment = Assessment::empty(self.place.clone(), self.quarter, &self.framework);
        assessment.as_at = self.as_at;
        for it in &self.levels {
            if let Some(judgement) = assessment.change_mut(&it.judgement.change) {
                *judgement = it.judgement.clone();
            }
        }
        assessment.rows = self.rows.iter().map(|it| Arc::clone(&it.row)).collect();
        assessment.notes = vec![format!("Brought in from {}.", self.document)];
        assessment
    }
}

/// A sheet while it is read.
struct Reading<'a> {
    source: &'a Source,
    sheet: &'a Sheet,
    choices: &'a Choices,
    /// What the sheet holds, where it is one of ours.
    own: Option<Own>,
    /// The rows that a sheet of ours may speak of, as they are.
    there: HashMap<&'a RowId, &'a Arc<ActionRow>>,
    /// Cells of a sheet of ours that say what is there already: line and column.
    unchanged: HashSet<(u32, usize)>,
    framework: Arc<Framework>,
    elsewhere: Elsewhere,
    /// What is planned is told from this quarter on.
    quarter: Quarter,
    levels: LevelTable,
    /// The quarter for which the heading speaks of plans.
    plans: Option<QuarterSaid>,
    as_at: NaiveDate,
    header: Option<usize>,
    columns: Vec<Column>,
    blocks: Vec<Block>,
    /// The places of the lines that are rows.
    data: Vec<usize>,
    findings: Vec<Finding>,
    uses: Accounting,
    /// What was read of "when by": the same few dates stand in many rows.
    dues: HashMap<String, Due>,
}

impl<'a> Reading<'a> {
    fn of(source: &'a Source, sheet: &'a Sheet, known: &Known<'a>, choices: &'a Choices) -> Option<Proposal> {
        let mut findings: Vec<Finding> = source.notes.iter().chain(&sheet.notes).cloned().collect();
        let mut uses = Accounting::new(sheet);
        let own = own::own(sheet, choices);
        // Of a workbook of ours it is known which sheet holds what.
        if source.sheets.len() > 1 && own.is_none() {
            findings.push(Finding::of_all(
                Code::SheetGuessed,
                sheet.name.clone(),
                format!("The file has {} sheets or tables; this one is read.", source.sheets.len()),
            ));
        }
        let header = own.map(|(at, _)| at).or_else(|| header(sheet, choices));
        let own = own.map(|(_, own)| own);
        let first = header.unwrap_or_else(|| first_of_table(sheet));
        let above = sheet.lines.iter().take(first);
        let file = source.name.rsplit_once('.').map_or(source.name.as_str(), |(stem, _)| stem);
        let mut taken = Vec::new();
        let mut said =
            heading(above.clone(), &[&sheet.name, file], &mut findings, |line, column| taken.push((line, column)));
        let mut of_margins = Vec::new();
        margins(&mut said, &sheet.margins, &mut of_margins);
        // What else stands at the edge of our pages, we have put there.
        findings.extend(of_margins.into_iter().filter(|it| own.is_none() || it.code != Code::NotRead));

        let labels = possible_labels(sheet, header);
        let says_its_id = |it: &&Arc<Framework>| said.words.split_whitespace().any(|word| word == it.id.as_str());
        let stated = known.frameworks.iter().find(says_its_id).filter(|_| own.is_some() && choices.framework.is_none());
        let framework = match stated {
            Some(edition) => Arc::clone(edition),
            None => framework(&labels, &said, known, choices, &mut findings)?,
        };
        if findings.last().is_some_and(|it| it.code == Code::FrameworkGuessed) {
            taken.extend(first_words(above.clone()));
        }
        let levels = {
            let from = if header.is_some() { first + 1 } else { first };
            let head = header.and_then(|at| sheet.lines.get(at));
            let below = sheet.lines.iter().skip(from).filter(|line| !line.is_blank());
            let taken = below.filter(|line| !choices.left_out.contains(&line.number));
            let lines: Vec<&Line> = taken.filter(|line| head.is_none_or(|head| !repeats(head, line))).collect();
            match (own, head) {
                (Some(own), Some(head)) => own::level_columns(own, head),
                _ => level_table(head, &lines, &Names::of(&framework), choices),
            }
        };
        let plans = levels::plans_said(&said.words);
        let (quarter, as_at) = when(&said, known, choices, &levels, plans, &mut findings)?;
        let place =
            choices.place.clone().or_else(|| said.place.clone()).or_else(|| known.into.map(|into| into.place.clone()));

        for (line, column) in &taken {
            uses.put(*line, *column, CellUse::Assumed);
        }
        for line in above {
            for (column, cell) in line.cells.iter().enumerate() {
                if !cell.text.is_empty() && !taken.contains(&(line.number, column)) {
                    uses.put(line.number, column, CellUse::Unread);
                    findings.push(Finding {
                        code: Code::HeadingUnread,
                        line: line.number,
                        column: Some(column),
                        text: cell.text.to_string(),
                        assumed: "It stands above the table and is not used.".to_owned(),
                    });
                }
            }
        }
        let mut reading = Self {
            source,
            sheet,
            choices,
            own,
            there: match (own, known.into) {
                (Some(Own::Rows), Some(into)) => into.rows.iter().map(|row| (&row.id, row)).collect(),
                _ => HashMap::new(),
            },
            unchanged: HashSet::new(),
            elsewhere: Elsewhere::of(&framework, known.frameworks),
            framework,
            quarter,
            levels,
            plans,
            as_at,
            header,
            columns: Vec::new(),
            blocks: Vec::new(),
            data: Vec::new(),
            findings,
            uses,
            dues: HashMap::new(),
        };
        reading.find_data(first);
        let names = Names::of(&reading.framework);
        reading.read_columns(&names);
        if let Some(line) = header.and_then(|at| sheet.lines.get(at)) {
            reading.use_line(line, CellUse::Used);
        }
        let mut moved = Vec::new();
        reading.find_blocks(&mut moved);
        if header.is_none() && reading.blocks.iter().any(|block| block.shift != 0) {
            // With every row in its place, what stands in a column tells more.
            reading.read_columns(&names);
            moved.clear();
            reading.find_blocks(&mut moved);
        }
        reading.findings.append(&mut moved);
        reading.tell_of_columns();
        let mut proposal = reading.finish(place.unwrap_or_default(), quarter);
        told_of_edition(&mut proposal, known);
        Some(proposal)
    }

    /// Tells rows from blank lines and headers that stand there once more.
    fn find_data(&mut self, first: usize) {
        let from = if self.header.is_some() { first + 1 } else { first };
        let head = self.header.and_then(|at| self.sheet.lines.get(at));
        for (at, line) in self.sheet.lines.iter().enumerate().skip(from) {
            if line.is_blank() {
                continue;
            }
            if head.is_some_and(|head| repeats(head, line)) {
                self.use_line(line, CellUse::Used);
                self.findings.push(Finding {
                    code: Code::HeaderRepeated,
                    line: line.number,
                    column: None,
                    text: words_of(line),
                    assumed: "The header once more: no row.".to_owned(),
                });
            } else if self.choices.left_out.contains(&line.number) {
                self.use_line(line, CellUse::Unread);
                self.findings.push(Self::of_line(line, Code::NotARow, "Left out, as you chose."));
            } else if is_page_number(line) {
                self.use_line(line, CellUse::Unread);
                self.findings.push(Self::of_line(line, Code::NotARow, "It looks like the number of a page: no row."));
            } else {
                self.data.push(at);
            }
        }
    }

    fn read_columns(&mut self, names: &Names) {
        let head = self.header.and_then(|at| self.sheet.lines.get(at));
        let lines = self.data.iter().filter_map(|at| self.sheet.lines.get(*at));
        let rows: Vec<(&Line, i32)> = lines.map(|line| (line, self.shift(line.number))).collect();
        let mut placed = levels::placed(&self.levels, self.quarter, self.plans);
        if let (Some(own), Some(head)) = (self.own, head) {
            placed.extend(own::placed(own, head));
        }
        self.columns = columns(head, &rows, names, self.as_at, self.choices, (&self.levels, &placed));
    }

    fn find_blocks(&mut self, findings: &mut Vec<Finding>) {
        // Nothing slips in a sheet of ours.
        let status = self.column_of(Field::Row(RowField::Status)).filter(|_| self.own.is_none());
        let levels: Vec<usize> = self.levels.columns.iter().map(|(column, ..)| *column).collect();
        self.blocks = blocks(self.sheet, &self.data, status, &levels, self.columns.len(), self.choices, findings);
    }

    /// What was assumed of the columns, now that it is known where each line stands.
    fn tell_of_columns(&mut self) {
        let filled: Vec<usize> = (0..self.columns.len())
            .map(|column| {
                let lines = self.data.iter().filter_map(|at| self.sheet.lines.get(*at));
                lines
                    .filter(|line| self.place_in(line, column).is_some_and(|place| !line.text(place).is_empty()))
                    .count()
            })
            .collect();
        let head = self.header.and_then(|at| self.sheet.lines.get(at));
        told_of_columns(&self.columns, &filled, head, &mut self.findings);
        self.told_of_levels();
    }

    fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    fn shift(&self, line: u32) -> i32 {
        Block::of_line(&self.blocks, line).map_or(0, |block| block.shift)
    }

    /// Where a column of the table stands in a line of the source.
    fn place_in(&self, line: &Line, column: usize) -> Option<usize> {
        moved(column, -self.shift(line.number))
    }

    fn use_line(&mut self, line: &Line, to: CellUse) {
        for (column, cell) in line.cells.iter().enumerate() {
            if !cell.text.is_empty() {
                self.uses.put(line.number, column, to);
            }
        }
    }

    fn of_line(line: &Line, code: Code, assumed: &str) -> Finding {
        Finding { code, line: line.number, column: None, text: words_of(line), assumed: assumed.to_owned() }
    }

    /// The rows, their changes and findings, put together.
    fn finish(mut self, place: String, quarter: Quarter) -> Proposal {
        let (rows, levels) = if self.levels.only {
            let judged = self.judged_lines();
            (Vec::new(), self.read_levels(&judged))
        } else {
            let (assigned, mut judged) = self.assign_changes();
            let of_row = |it: &changes::Assigned| Judged { at: it.at, change: it.change.clone(), certain: it.certain };
            judged.extend(assigned.iter().map(of_row));
            judged.sort_by_key(|it| it.at);
            (self.read_rows(&assigned), self.read_levels(&judged))
        };
        // Labels over others, and lines that are no rows, have gone by now.
        let lines: Vec<u32> =
            self.data.iter().filter_map(|at| self.sheet.lines.get(*at)).map(|line| line.number).collect();
        for block in &mut self.blocks {
            let before = |line: u32| lines.partition_point(|other| *other < line);
            block.rows = before(block.last + 1) - before(block.first);
        }
        self.blocks.retain(|block| block.rows > 0);
        let mut findings = self.findings;
        findings.sort_by_key(|it| it.line);
        let mut counts: HashMap<&ChangeKey, (usize, bool)> = HashMap::new();
        for it in &rows {
            let (count, certain) = counts.entry(&it.row.change).or_insert((0, true));
            *count += 1;
            *certain &= it.change_certain;
        }
        let changes = self
            .framework
            .changes
            .iter()
            .filter_map(|change| {
                let (rows, certain) = counts.get(&change.key).copied()?;
                Some(ProposedChange { change: change.key.clone(), rows, certain })
            })
            .collect();
        Proposal {
            document: self.source.name.clone(),
            framework: self.framework,
            place,
            quarter,
            as_at: self.as_at,
            header: self.header.and_then(|at| self.sheet.lines.get(at)).map(|line| line.number),
            columns: self.columns,
            blocks: self.blocks,
            rows,
            levels,
            changes,
            findings,
            uses: self.uses,
        }
    }
}

fn is_page_number(line: &Line) -> bool {
    let mut filled = line.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let lower = only.to_lowercase();
    let rest = lower.strip_prefix("page").unwrap_or(&lower).replace("of", "/");
    let parts: Vec<&str> = rest.split('/').map(str::trim).collect();
    parts.len() <= 2 && parts.iter().all(|part| part.parse::<u16>().is_ok())
}

fn words_of(line: &Line) -> String {
    line.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
