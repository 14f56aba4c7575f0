//! From the cells of a line to an action row, with a finding for every doubt.

use super::changes::Assigned;
use super::{CellUse, ProposedRow, Reading};
use crate::import::recognise::cells::{
    brackets_differ, cut, is_cut_status, is_debris, names_several_levels, read_status, tells_action, tells_coverage,
};
use crate::import::recognise::statements;
use crate::import::table::moved;
use crate::import::{Block, CellKind, Code, Field, Finding, Line, RowAt};
use crate::model::{
    ActionRow, Delivery, Due, DueReading, Level, Mark, RowField, RowId, Source, Spread, Status, field_in_copy,
    read_yes_no, tidy,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The fields that hold texts of any length.
const TEXTS: [RowField; 3] = [RowField::WhereNow, RowField::Gaps, RowField::Needs];

/// A row while it is read.
struct Made {
    at: RowAt,
    place: usize,
    row: ActionRow,
    certain: bool,
    id_given: bool,
}

impl Reading<'_> {
    /// Reads every row.
    pub(super) fn read_rows(&mut self, assigned: &[Assigned]) -> Vec<ProposedRow> {
        let mut made: Vec<Made> = Vec::with_capacity(assigned.len());
        let mut ids = HashSet::new();
        for it in assigned {
            let Some(line) = self.sheet.lines.get(it.at) else { continue };
            let continues = self.choices.joined.contains(&line.number);
            let read = self.read_row(line, it, &mut ids);
            match made.last_mut() {
                Some(above) if continues => join(&mut above.row, &read.row),
                _ => made.push(read),
            }
        }
        self.find_statements(&made);
        self.split(&mut made, &mut ids);
        self.find_twins(&made);
        self.forget_unchanged();
        self.mark(&mut made);
        self.put_texts(&mut made);
        made.into_iter()
            .map(|it| ProposedRow {
                at: it.at,
                row: Arc::new(it.row),
                change_certain: it.certain,
                id_given: it.id_given,
            })
            .collect()
    }

    fn read_row(&mut self, line: &Line, assigned: &Assigned, ids: &mut HashSet<RowId>) -> Made {
        let (id, id_given) = self.id(line, ids);
        let mut row = ActionRow::empty(id, assigned.change.clone());
        row.source = Some(Source { document: self.source.name.clone(), line: line.number });
        if let Some((typed, note)) = &assigned.remark {
            row.marks.push(Mark { field: RowField::Change, typed: typed.clone(), note: note.clone() });
        }
        let mut rag = None;
        // The row that it is, where a sheet of ours comes home.
        let there = self.there.get(&row.id).copied().filter(|_| id_given);
        for column in 0..self.columns.len() {
            let Some(field) = self.columns.get(column).and_then(|it| it.field) else { continue };
            let Some(place) = self.place_in(line, column) else { continue };
            let cell = line.cells.get(place);
            let text = cell.map(|cell| tidy(&cell.text)).unwrap_or_default();
            if cell.is_some_and(|cell| cell.kind == CellKind::Error) {
                // The reader has told of it.
                continue;
            }
            match field {
                Field::Row(RowField::Change)
                | Field::Number
                | Field::Id
                | Field::LevelNow
                | Field::Planned(_)
                | Field::Text(_) => {}
                Field::Rag => {
                    if !text.is_empty() {
                        self.uses.put(line.number, place, CellUse::Used);
                        rag = Some(text);
                    }
                }
                Field::Row(field) if there.is_some_and(|there| self.is_there(there, field, &text)) => {
                    if let Some(there) = there {
                        take(&mut row, there, field);
                    }
                    self.unchanged.insert((line.number, place));
                }
                Field::Row(field) => self.read_cell(line, place, field, text, &mut row),
            }
        }
        if let Some(rag) = rag {
            let words = format!("RAG: {rag}");
            row.progress = if row.progress.is_empty() { words } else { format!("{words}\n{}", row.progress) };
        }
        self.look_across(line, &row);
        Made { at: RowAt { line: line.number, part: 0 }, place: assigned.at, row, certain: assigned.certain, id_given }
    }

    /// The id that stands in the line, or one made from where it stands: the same each time the same table is read.
    fn id(&mut self, line: &Line, ids: &mut HashSet<RowId>) -> (RowId, bool) {
        if let Some(place) = self.column_of(Field::Id).and_then(|column| self.place_in(line, column)) {
            let typed = line.text(place);
            if !typed.is_empty() {
                match RowId::new(typed) {
                    Ok(id) if ids.insert(id.clone()) => {
                        self.uses.put(line.number, place, CellUse::Used);
                        return (id, true);
                    }
                    Ok(_) => self.find(
                        line,
                        Some(place),
                        Code::IdUnusable,
                        "This id stands in a row above already: taken for a new row.",
                    ),
                    Err(_) => {
                        self.find(line, Some(place), Code::IdUnusable, "It is no id of a row: taken for a new row.");
                    }
                }
            }
        }
        (self.new_id(line.number, 0, ids), false)
    }

    fn new_id(&self, line: u32, part: u8, ids: &mut HashSet<RowId>) -> RowId {
        let place = format!("{}\n{}\n{line}\n{part}", self.source.name, self.sheet.name);
        let id = RowId::unused(&place, |id| ids.contains(id));
        ids.insert(id.clone());
        id
    }

    /// Whether a cell of a sheet of ours says what the row says already.
    fn is_there(&self, there: &ActionRow, field: RowField, text: &str) -> bool {
        tidy(&field_in_copy(there, field, &self.framework)).trim() == text
    }

    /// Takes back what was found in cells that say what is there already: it has been said of the row, or never was wrong.
    fn forget_unchanged(&mut self) {
        if self.unchanged.is_empty() {
            return;
        }
        let unchanged = std::mem::take(&mut self.unchanged);
        self.findings.retain(|it| !it.column.is_some_and(|column| unchanged.contains(&(it.line, column))));
        for (line, column) in unchanged {
            self.uses.put(line, column, CellUse::Used);
        }
    }

    fn find(&mut self, line: &Line, column: Option<usize>, code: Code, assumed: impl Into<String>) {
        let text = column.map_or_else(|| super::words_of(line), |column| line.text(column).to_owned());
        self.findings.push(Finding { code, line: line.number, column, text, assumed: assumed.into() });
    }

    /// Reads one cell into its field.
    fn read_cell(&mut self, line: &Line, place: usize, field: RowField, text: String, row: &mut ActionRow) {
        self.uses.put(line.number, place, CellUse::Used);
        let assume = |reading: &mut Self, code, assumed: String| {
            reading.uses.put(line.number, place, CellUse::Assumed);
            reading.find(line, Some(place), code, assumed);
        };
        if field == RowField::Status {
            return self.read_status_cell(line, place, &text, row);
        }
        if !text.is_empty()
            && is_debris(&text)
            && !matches!(field, RowField::Due | RowField::Reviewed | RowField::Delivery)
        {
            self.uses.put(line.number, place, CellUse::Unread);
            let (code, made) = match field {
                RowField::Spread => (Code::SpreadDamaged, "It names nobody: left blank."),
                RowField::WhereNow => (Code::WhereNowMissing, "It holds no word: left blank."),
                _ => (Code::Debris, "It holds no word: left blank."),
            };
            return self.find(line, Some(place), code, made);
        }
        match field {
            RowField::WhereNow | RowField::Gaps | RowField::Needs | RowField::Progress => {
                if let Some(how) = cut(&text).filter(|_| field != RowField::Progress) {
                    assume(self, Code::LooksCut, format!("{how}: part of it may be lost. Kept as it stands."));
                } else if brackets_differ(&text) {
                    assume(self, Code::Brackets, "Its brackets do not match. Kept as it stands.".to_owned());
                }
                match field {
                    RowField::WhereNow => row.where_now = text,
                    RowField::Gaps => row.gaps = text,
                    RowField::Needs => row.needs = text,
                    _ => row.progress = text,
                }
            }
            RowField::Spread => {
                let spread = Spread::new(text);
                if spread.typed().is_empty() {
                    self.find(line, Some(place), Code::SpreadMissing, "Nobody is named: left blank.");
                } else if spread.looks_cut() {
                    assume(
                        self,
                        Code::SpreadDamaged,
                        "Its brackets do not match: part of it may be lost. Kept as it stands.".to_owned(),
                    );
                }
                row.spread = spread;
            }
            RowField::Due => self.read_due_cell(line, place, &text, row),
            RowField::Owner => row.owner = text,
            RowField::Delivery => {
                row.delivery = Delivery::read(&text);
                if row.delivery.is_none() && !text.is_empty() {
                    let words = format!("Delivery: {text}");
                    row.progress = if row.progress.is_empty() { words } else { format!("{words}\n{}", row.progress) };
                    assume(
                        self,
                        Code::ValueUnreadable,
                        "It is no delivery state: its words go into the progress note.".to_owned(),
                    );
                }
            }
            RowField::Evidence => {
                row.evidence =
                    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            }
            RowField::Reviewed => match read_yes_no(&text) {
                Some(yes) => row.reviewed = yes,
                None => assume(self, Code::ValueUnreadable, "It is neither yes nor no: taken for no.".to_owned()),
            },
            RowField::Change | RowField::Status => {}
        }
    }

    fn read_status_cell(&mut self, line: &Line, place: usize, text: &str, row: &mut ActionRow) {
        row.status = read_status(text);
        match &row.status {
            Status::Unknown(typed) if typed.is_empty() => {
                self.find(
                    line,
                    Some(place),
                    Code::StatusUnknown,
                    "Nothing stands here: the status is unknown, not the lowest level.",
                );
            }
            Status::Unknown(_) => {
                let debris = is_debris(text);
                self.uses.put(line.number, place, if debris { CellUse::Unread } else { CellUse::Assumed });
                let made = if names_several_levels(text) {
                    "Two levels that are not neighbours: the status is unknown, its words are kept."
                } else if debris {
                    "It holds no word: the status is unknown, not the lowest level."
                } else {
                    "It is no level: the status is unknown, its words are kept."
                };
                self.find(line, Some(place), Code::StatusUnknown, made);
            }
            Status::Split(lower) => {
                let lower = lower.level();
                self.uses.put(line.number, place, CellUse::Assumed);
                self.find(line, Some(place), Code::StatusSplit, format!("Two levels: it counts at the lower, {lower}. Usually one organisation is ahead: the row can be split."));
            }
            Status::At(level) => {
                if is_cut_status(text, &row.status) {
                    let made = format!("Its last word is cut: read as {level}.");
                    self.uses.put(line.number, place, CellUse::Assumed);
                    self.find(line, Some(place), Code::StatusCut, made);
                }
            }
        }
    }

    fn read_due_cell(&mut self, line: &Line, place: usize, text: &str, row: &mut ActionRow) {
        let due = match self.dues.get(text) {
            Some(due) => due.clone(),
            None => self.dues.entry(text.to_owned()).or_insert(Due::read(text, self.as_at)).clone(),
        };
        let first_of_page = Block::of_line(&self.blocks, line.number).is_some_and(|block| block.first == line.number);
        let small = text.chars().next().is_some_and(char::is_lowercase);
        let found = match due.reading() {
            DueReading::On(date) if date.year_inferred => {
                Some((Code::DueYearInferred, format!("No year was typed: taken for {}.", date.period)))
            }
            DueReading::None | DueReading::Ongoing | DueReading::On(_) => None,
            DueReading::Several(dates) => {
                if dates.iter().any(|date| date.year_inferred) {
                    self.find(
                        line,
                        Some(place),
                        Code::DueYearInferred,
                        "Of one date no year was typed: the first that has not passed was taken.",
                    );
                }
                let last = due.last_day().map(|day| day.format("%-d %B %Y").to_string()).unwrap_or_default();
                Some((Code::DueSeveral, format!("Several dates: the latest counts, {last}.")))
            }
            DueReading::Depends => Some((Code::DueWithoutDate, "It depends on something else: no date.".to_owned())),
            DueReading::NotApplicable => Some((Code::DueWithoutDate, "Not applicable: no date.".to_owned())),
            DueReading::Undated => Some((Code::DueWithoutDate, "A date is still to be set.".to_owned())),
            DueReading::Unreadable if Level::read(text).is_some() => Some((
                Code::DueIsStatus,
                "A level stands where a date belongs: no date, its words are kept.".to_owned(),
            )),
            DueReading::Unreadable if first_of_page && small => Some((
                Code::DueOverflow,
                "It seems to go on from the row above, over the page break: no date, its words are kept.".to_owned(),
            )),
            DueReading::Unreadable => {
                Some((Code::DueUnreadable, "No date can be read in it: its words are kept.".to_owned()))
            }
        };
        if let Some((code, assumed)) = found {
            self.uses.put(line.number, place, CellUse::Assumed);
            self.find(line, Some(place), code, assumed);
        }
        row.due = due;
    }

    /// What only the cells of a row together show.
    fn look_across(&mut self, line: &Line, row: &ActionRow) {
        let place = |reading: &Self, field| {
            reading.column_of(Field::Row(field)).and_then(|column| reading.place_in(line, column))
        };
        if row.where_now.is_empty()
            && let Some(place) = place(self, RowField::WhereNow)
            && line.text(place).is_empty()
        {
            self.find(line, Some(place), Code::WhereNowMissing, "Nothing stands here: left blank.");
        }
        if row.spread.typed().is_empty()
            && let Some(place) = place(self, RowField::Spread)
            && line.cells.len() <= place
        {
            // The line ends before the cell, so it was not read as one.
            let told =
                self.findings.iter().rev().take(8).any(|it| it.line == line.number && it.code == Code::SpreadMissing);
            if !told {
                self.find(line, Some(place), Code::SpreadMissing, "Nobody is named: left blank.");
            }
        }
        if let Some(place) = place(self, RowField::Gaps) {
            let made = if tells_coverage(&row.gaps) {
                "It tells how far this reaches rather than what is missing. Kept where it stands."
            } else if tells_action(&row.gaps, row.needs.is_empty()) {
                "It tells what is done about something rather than what is missing. Kept where it stands."
            } else {
                return;
            };
            self.uses.put(line.number, place, CellUse::Assumed);
            self.find(line, Some(place), Code::ColumnLooksWrong, made);
        }
    }

    /// Where two statements stand in a cell and none in the one below.
    fn find_statements(&mut self, made: &[Made]) {
        let Some(column) = self.column_of(Field::Row(RowField::WhereNow)) else { return };
        let all: HashSet<&str> =
            made.iter().map(|it| it.row.where_now.as_str()).filter(|text| !text.is_empty()).collect();
        for pair in made.windows(2) {
            let [one, next] = pair else { continue };
            let blank = self
                .sheet
                .lines
                .get(next.place)
                .is_some_and(|line| self.place_in(line, column).is_none_or(|place| line.text(place).is_empty()));
            if !blank || self.choices.split.contains_key(&one.at.line) {
                continue;
            }
            let Some(at) = statements::second(&one.row.where_now, &all) else { continue };
            let second: String = one.row.where_now.get(at..).unwrap_or_default().chars().take(40).collect();
            let Some(line) = self.sheet.lines.get(one.place) else { continue };
            let place = self.place_in(line, column);
            if let Some(place) = place {
                self.uses.put(line.number, place, CellUse::Assumed);
            }
            self.find(line, place, Code::MergedStatements, format!("It seems to hold two statements, and the row below has none: the second may begin at “{second}…”. Left as it is; it can be split."));
        }
    }

    /// Splits the rows that were chosen to be: the second statement goes into the row below where that has none.
    fn split(&self, made: &mut Vec<Made>, ids: &mut HashSet<RowId>) {
        for (line, at) in &self.choices.split {
            let Some(place) = made.iter().position(|it| it.at == RowAt { line: *line, part: 0 }) else { continue };
            let Some(first) = made.get_mut(place) else { continue };
            let text = first.row.where_now.clone();
            let second = match text.split_at_checked(*at) {
                Some((one, other)) if !one.trim().is_empty() && !other.trim().is_empty() => {
                    one.trim_end().clone_into(&mut first.row.where_now);
                    other.trim_start().to_owned()
                }
                _ => text,
            };
            let change = first.row.change.clone();
            if let Some(below) = made.get_mut(place + 1)
                && below.row.where_now.is_empty()
                && below.row.change == change
            {
                below.row.where_now = second;
                continue;
            }
            let Some(first) = made.get(place) else { continue };
            let mut row = first.row.clone();
            row.where_now = second;
            row.id = self.new_id(*line, 1, ids);
            let new = Made {
                at: RowAt { line: *line, part: 1 },
                place: first.place,
                row,
                certain: first.certain,
                id_given: false,
            };
            made.insert(place + 1, new);
        }
    }

    /// Names the rows that say the same; they are left as they are.
    fn find_twins(&mut self, made: &[Made]) {
        let mut same: HashMap<String, Vec<&Made>> = HashMap::new();
        for it in made {
            let folded = super::super::recognise::names::folded(&it.row.where_now);
            if folded.len() >= 20 {
                same.entry(folded).or_default().push(it);
            }
        }
        let mut found = Vec::new();
        for twins in same.values().filter(|twins| twins.len() > 1) {
            let lines: Vec<String> = twins.iter().map(|it| it.at.line.to_string()).collect();
            let Some(first) = twins.first() else { continue };
            found.push(Finding {
                code: Code::Twins,
                line: first.at.line,
                column: None,
                text: first.row.where_now.clone(),
                assumed: format!("The same words stand in lines {}. Each is a row of its own.", lines.join(", ")),
            });
        }
        self.findings.extend(found);
    }

    /// Puts a mark on each cell of a row of which something was assumed.
    fn mark(&self, made: &mut [Made]) {
        let mut of_line: HashMap<u32, Vec<&Finding>> = HashMap::new();
        for found in &self.findings {
            if found.column.is_some() && found.line > 0 && found.code != Code::LabelUnrecognised {
                of_line.entry(found.line).or_default().push(found);
            }
        }
        for it in made {
            for found in of_line.get(&it.at.line).into_iter().flatten() {
                let field = moved(found.column.unwrap_or_default(), self.shift(found.line))
                    .and_then(|column| self.columns.get(column))
                    .and_then(|column| column.field);
                let Some(Field::Row(field)) = field else { continue };
                match it.row.marks.iter_mut().find(|mark| mark.field == field) {
                    Some(mark) => {
                        mark.note.push(' ');
                        mark.note.push_str(&found.assumed);
                    }
                    None => it.row.marks.push(Mark { field, typed: found.text.clone(), note: found.assumed.clone() }),
                }
            }
        }
    }

    /// Puts in what was typed instead of what was read.
    fn put_texts(&self, made: &mut [Made]) {
        for ((at, field), text) in &self.choices.texts {
            let Some(it) = made.iter_mut().find(|it| it.at == *at) else { continue };
            let row = &mut it.row;
            match field {
                RowField::WhereNow => row.where_now.clone_from(text),
                RowField::Status => row.status = read_status(text),
                RowField::Spread => row.spread = Spread::new(text.clone()),
                RowField::Gaps => row.gaps.clone_from(text),
                RowField::Needs => row.needs.clone_from(text),
                RowField::Due => row.due = Due::read(text, self.as_at),
                RowField::Owner => row.owner.clone_from(text),
                RowField::Delivery => row.delivery = Delivery::read(text),
                RowField::Progress => row.progress.clone_from(text),
                RowField::Evidence => row.evidence = text.lines().map(str::to_owned).collect(),
                RowField::Reviewed => row.reviewed = read_yes_no(text).unwrap_or(row.reviewed),
                RowField::Change => {}
            }
            row.marks.retain(|mark| mark.field != *field);
        }
    }
}

/// Takes over a field of a row as it is, with the reading of it.
fn take(row: &mut ActionRow, there: &ActionRow, field: RowField) {
    match field {
        RowField::Change => {}
        RowField::WhereNow => row.where_now.clone_from(&there.where_now),
        RowField::Status => row.status.clone_from(&there.status),
        RowField::Spread => row.spread.clone_from(&there.spread),
        RowField::Gaps => row.gaps.clone_from(&there.gaps),
        RowField::Needs => row.needs.clone_from(&there.needs),
        RowField::Due => row.due.clone_from(&there.due),
        RowField::Owner => row.owner.clone_from(&there.owner),
        RowField::Delivery => row.delivery = there.delivery,
        RowField::Progress => row.progress.clone_from(&there.progress),
        RowField::Evidence => row.evidence.clone_from(&there.evidence),
        RowField::Reviewed => row.reviewed = there.reviewed,
    }
}

/// Puts the texts of a row behind those of the one above, of which it is the rest.
fn join(above: &mut ActionRow, rest: &ActionRow) {
    for field in TEXTS.into_iter().chain([RowField::Progress]) {
        let (text, more) = match field {
            RowField::WhereNow => (&mut above.where_now, &rest.where_now),
            RowField::Gaps => (&mut above.gaps, &rest.gaps),
            RowField::Needs => (&mut above.needs, &rest.needs),
            _ => (&mut above.progress, &rest.progress),
        };
        if !more.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(more);
        }
    }
    if matches!(&above.status, Status::Unknown(typed) if typed.is_empty()) {
        above.status = rest.status.clone();
    }
    if above.spread.typed().is_empty() {
        above.spread = rest.spread.clone();
    }
    if above.due.typed().is_empty() {
        above.due = rest.due.clone();
    }
    if above.owner.is_empty() {
        above.owner.clone_from(&rest.owner);
    }
}
