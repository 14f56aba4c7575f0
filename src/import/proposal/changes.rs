//! Which change each row belongs to: by its label, by the label above, and where labels are lost, by what it says.

use super::levels::Judged;
use super::{CellUse, Reading, words_of};
use crate::import::recognise::boundaries::Profiles;
use crate::import::recognise::cells::{is_debris, is_slice};
use crate::import::recognise::elsewhere::NamedElsewhere;
use crate::import::recognise::names::Names;
use crate::import::{Code, Field, Finding, Line};
use crate::model::{ChangeKey, RowField, change_in_copy};

/// A row and its change.
pub(super) struct Assigned {
    /// The place of its line.
    pub(super) at: usize,
    pub(super) change: ChangeKey,
    pub(super) certain: bool,
    /// What stood in the first column and what was made of it, where that is worth a remark.
    pub(super) remark: Option<(String, String)>,
}

/// A row on its way to a change.
struct Row {
    at: usize,
    /// The change that its label names, counted from 0.
    label: Option<usize>,
    /// The change that was chosen for it alone.
    chosen: Option<usize>,
    /// Its label is a change of another edition that is not one change here.
    doubted: bool,
    remark: Option<(String, String)>,
}

impl<'a> Reading<'a> {
    /// Gives every row its change, and takes out lines that are no rows but labels over others.
    pub(super) fn assign_changes(&mut self) -> (Vec<Assigned>, Vec<Judged>) {
        let names = Names::of(&self.framework);
        let mut rows = Vec::new();
        let mut judged = Vec::new();
        let mut over = None;
        let mut lost = self.blocks.iter().any(|block| block.shift > 0);
        for at in std::mem::take(&mut self.data) {
            let Some(line) = self.sheet.lines.get(at) else { continue };
            if let Some(label) = self.label_over(line, &names) {
                self.use_line(line, CellUse::Used);
                over = Some(label);
                continue;
            }
            if self.is_no_row(line) && self.speaks_of_change(line) {
                // A line over the rows of a change, with its levels.
                let mut row = Row { at, label: None, chosen: None, doubted: false, remark: None };
                lost |= self.read_label(line, &names, &mut row);
                if let Some(change) = row.label.and_then(|label| self.framework.changes.get(label)) {
                    over = row.label;
                    judged.push(Judged { at, change: change.key.clone(), certain: !row.doubted });
                }
                continue;
            }
            if self.is_no_row(line) {
                self.use_line(line, CellUse::Unread);
                let found = Self::of_line(line, Code::NotARow, "Nothing stands in the columns of a row: no row.");
                self.findings.push(found);
                continue;
            }
            let mut row = Row { at, label: over.take(), chosen: None, doubted: false, remark: None };
            lost |= self.read_label(line, &names, &mut row);
            let index = |key: &ChangeKey| self.framework.changes.iter().position(|change| change.key == *key);
            if let Some(begins) = self.choices.begins.get(&line.number).and_then(index) {
                row.label = Some(begins);
            }
            row.chosen = self.choices.changes.get(&line.number).and_then(index);
            rows.push(row);
        }
        self.data = rows.iter().map(|row| row.at).collect();
        (self.carried(rows, lost), judged)
    }

    /// The change that the label of a line names, and whether without doubt.
    pub(super) fn label_of(&mut self, line: &Line, at: usize, names: &Names) -> (Option<ChangeKey>, bool) {
        let mut row = Row { at, label: None, chosen: None, doubted: false, remark: None };
        self.read_label(line, names, &mut row);
        let change = row.label.and_then(|label| self.framework.changes.get(label)).map(|change| change.key.clone());
        (change, !row.doubted)
    }

    /// The change that a line names which has nothing else in it.
    fn label_over(&self, line: &Line, names: &Names) -> Option<usize> {
        let mut filled = line.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
        let (Some(only), None) = (filled.next(), filled.next()) else { return None };
        let found = names.read(only, false).filter(|it| it.surely >= 0.8)?;
        self.framework.changes.iter().position(|change| change.key == found.change)
    }

    /// Whether a line has words only where no field of a row is.
    fn is_no_row(&self, line: &Line) -> bool {
        if self.columns.iter().all(|column| column.field.is_none()) || self.own.is_some() && self.has_id(line) {
            return false;
        }
        !self.columns.iter().enumerate().any(|(column, it)| {
            let of_row = matches!(it.field, Some(Field::Row(field)) if field != RowField::Change);
            of_row && self.place_in(line, column).is_some_and(|place| !line.text(place).is_empty())
        })
    }

    /// Whether a line carries the id of a row.
    fn has_id(&self, line: &Line) -> bool {
        let place = self.column_of(Field::Id).and_then(|column| self.place_in(line, column));
        place.is_some_and(|place| !line.text(place).is_empty())
    }

    /// Reads the label of a row. Whether what stood there was none, and a label may be lost.
    fn read_label(&mut self, line: &Line, names: &Names, row: &mut Row) -> bool {
        let place_of = |field| self.column_of(field).and_then(|column| self.place_in(line, column));
        let (place, number) = (place_of(Field::Row(RowField::Change)), place_of(Field::Number));
        if let Some(number) = number {
            self.uses.put(line.number, number, CellUse::Used);
        }
        let Some(place) = place else { return false };
        let label = line.text(place);
        if label.is_empty() {
            return false;
        }
        let index = |key: &ChangeKey| self.framework.changes.iter().position(|change| change.key == *key);
        let as_written = || {
            let is = |change: &&crate::model::Change| change_in_copy(&self.framework, &change.key) == label;
            self.framework.changes.iter().find(is).and_then(|change| index(&change.key))
        };
        if let Some(own) = self.own.and_then(|_| as_written()) {
            row.label = Some(own);
            self.uses.put(line.number, place, CellUse::Used);
            return false;
        }
        if let Some(found) = names.read(label, true) {
            row.label = index(&found.change);
            self.uses.put(line.number, place, CellUse::Used);
            if let Some(divided) = self.elsewhere.divided(label, &self.framework).filter(|it| it.here.len() > 1) {
                row.doubted = true;
                self.told_of_elsewhere(line, place, &divided);
            }
            return false;
        }
        let elsewhere = self.elsewhere.read(label);
        if let Some(found) = elsewhere.as_ref()
            && let Some(here) = found.here.first()
        {
            row.label = index(here);
            row.doubted = !found.sure;
            self.told_of_elsewhere(line, place, found);
            return false;
        }
        let beside = self.column_of(Field::Row(RowField::WhereNow)).map(|column| {
            let lines = self.sheet.lines.iter().skip(row.at).take(3);
            lines
                .filter_map(|line| self.place_in(line, column).map(|place| line.text(place)))
                .collect::<Vec<_>>()
                .join(" ")
        });
        let nowhere = elsewhere
            .map(|it| format!("It is a change of the {}, which nothing continues in this edition.", it.edition));
        let why = if let Some(nowhere) = &nowhere {
            nowhere.as_str()
        } else if is_debris(label) {
            "It holds no word, so it is no name of a change; it may be what is left of one."
        } else if beside.is_some_and(|beside| is_slice(label, &beside)) {
            "Its words are pieces of the column beside it, not a name of a change."
        } else {
            "It is no name of a change."
        };
        let goes = if self.levels.only {
            "What stands in its line is not taken in."
        } else {
            "The row goes with those above it."
        };
        self.uses.put(line.number, place, CellUse::Unread);
        self.findings.push(Finding {
            code: Code::LabelUnrecognised,
            line: line.number,
            column: Some(place),
            text: label.to_owned(),
            assumed: format!("{why} {goes}"),
        });
        row.remark = Some((label.to_owned(), why.to_owned()));
        true
    }

    /// Tells of a label that another edition gives a change.
    fn told_of_elsewhere(&mut self, line: &Line, place: usize, found: &NamedElsewhere) {
        let titles: Vec<String> = found
            .here
            .iter()
            .filter_map(|key| self.framework.change(key))
            .map(|change| format!("“{}”", change.title))
            .collect();
        let first = titles.first().cloned().unwrap_or_default();
        let told = if found.sure {
            format!("It is a change of the {}, which goes on here as {first}.", found.edition)
        } else if titles.len() > 1 {
            let several = titles.join(" or ");
            format!("It is a change of the {}; here it may be {several}. Taken for {first}.", found.edition)
        } else {
            format!("It is a change of the {}, of which {first} has only a part. Taken for that.", found.edition)
        };
        self.uses.put(line.number, place, CellUse::Assumed);
        let code = Code::ChangeOfOtherEdition;
        let text = line.text(place).to_owned();
        self.findings.push(Finding { code, line: line.number, column: Some(place), text, assumed: told });
    }

    /// Carries labels down, and finds the places where changes begin whose labels are lost.
    fn carried(&mut self, rows: Vec<Row>, lost: bool) -> Vec<Assigned> {
        let count = self.framework.changes.len();
        let profiles = Profiles::of(&self.framework);
        let marks: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| row.label.is_some()).map(|(at, _)| at).collect();
        let label = |at: &usize| rows.get(*at).and_then(|row| row.label).unwrap_or_default();
        let texts: Vec<&str> = rows.iter().map(|row| self.where_now(row.at)).collect();
        let mut change: Vec<usize> = Vec::with_capacity(rows.len());
        let mut certain: Vec<bool> = Vec::with_capacity(rows.len());
        let mut doubtful: Vec<bool> = Vec::with_capacity(rows.len());
        let mut suspected: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        let mut put = |candidates: &[usize], first_known: bool, from: usize, to: usize, infer: bool, sure: bool| {
            let first = candidates.first().copied().unwrap_or_default();
            let parted = profiles.part(texts.get(from..to).unwrap_or_default(), candidates, first_known);
            // Where nothing shows that labels are lost, a table may well have no rows of some changes: it is only asked.
            let asked = (!infer).then(|| parted.clone());
            let parted = infer.then_some(parted);
            let cut = parted.as_ref().is_some_and(|it| it.change.iter().any(|place| *place > 0));
            for row in from..to {
                let asked = asked.as_ref().and_then(|it| it.change.get(row - from)).filter(|place| **place > 0);
                suspected.push(asked.and_then(|place| candidates.get(*place)).copied());
                let place = parted.as_ref().and_then(|it| it.change.get(row - from)).copied().unwrap_or_default();
                change.push(candidates.get(place).copied().unwrap_or(first));
                certain.push(sure && !cut && asked.is_none() || first_known && row == from);
                doubtful.push(parted.as_ref().is_some_and(|it| it.doubtful.get(row - from) == Some(&true)));
            }
        };
        let first_mark = marks.first().copied().unwrap_or(rows.len());
        if first_mark > 0 {
            let before = marks.first().map_or(count, label).max(1);
            let candidates: Vec<usize> = (0..before).collect();
            // Above the label of the second change there can only be the first.
            let sure = before == 1 && marks.first().is_some_and(|mark| label(mark) == 1);
            put(&candidates, false, 0, first_mark, true, sure);
        }
        for (nth, from) in marks.iter().enumerate() {
            let next = marks.get(nth + 1);
            let to = next.copied().unwrap_or(rows.len());
            let own = label(from);
            // Up to the change that the next label names, or to the last; a table in another order has lost nothing here.
            let until = next.map_or(count, label).max(own + 1);
            let candidates: Vec<usize> = (own..until).collect();
            put(&candidates, true, *from, to, lost, true);
        }
        self.told_of_changes(&rows, &change, &certain, &doubtful);
        self.told_of_suspects(&rows, &suspected);
        let mut doubted = false;
        rows.into_iter()
            .enumerate()
            .filter_map(|(nth, row)| {
                if row.label.is_some() {
                    doubted = row.doubted;
                }
                let at = row.chosen.or_else(|| change.get(nth).copied())?;
                let key = self.framework.changes.get(at)?.key.clone();
                let sure = row.chosen.is_some() || certain.get(nth) == Some(&true) && !doubted;
                let remark = row.remark.or_else(|| {
                    let why = if doubted {
                        "Its change is doubtful: the label is of another edition."
                    } else {
                        "Its change is inferred: no label stands here."
                    };
                    (!sure).then(|| (String::new(), why.to_owned()))
                });
                Some(Assigned { at: row.at, change: key, certain: sure, remark })
            })
            .collect()
    }

    fn told_of_changes(&mut self, rows: &[Row], change: &[usize], certain: &[bool], doubtful: &[bool]) {
        let title = |at: usize| self.framework.changes.get(at).map(|change| change.title.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let mut before: Option<usize> = None;
        for (nth, row) in rows.iter().enumerate() {
            let (Some(own), Some(line)) = (change.get(nth).copied(), self.sheet.lines.get(row.at)) else { continue };
            if row.chosen.is_some() {
                continue;
            }
            let mut find = |code, assumed| {
                found.push(Finding { code, line: line.number, column: None, text: words_of(line), assumed });
            };
            if before != Some(own) {
                if row.label.is_none() {
                    let how = if certain.get(nth) == Some(&true) {
                        "it can only be this one, by the order of the changes"
                    } else {
                        "by what the rows say"
                    };
                    find(Code::ChangeInferred, format!("“{}” begins here: no label tells it, {how}.", title(own)));
                } else if before.is_some_and(|before| own < before) && self.own.is_none() {
                    find(
                        Code::LabelsOutOfOrder,
                        format!("“{}” stands behind a later change. It is taken as labelled.", title(own)),
                    );
                }
            }
            if doubtful.get(nth) == Some(&true) && row.label.is_none() {
                let beside = |step: isize| {
                    let mut at = nth;
                    loop {
                        at = at.checked_add_signed(step)?;
                        let other = change.get(at).copied()?;
                        if other != own {
                            return Some((at.abs_diff(nth), other));
                        }
                    }
                };
                let other = [beside(-1), beside(1)].into_iter().flatten().min().map(|(_, other)| title(other));
                if let Some(other) = other {
                    find(
                        Code::ChangeDoubtful,
                        format!("Taken for “{}”; by its words it could also be “{other}”.", title(own)),
                    );
                }
            }
            before = Some(own);
        }
        self.findings.extend(found);
    }

    /// Asks about rows that speak of a change which has no label, where no label seems to be lost.
    fn told_of_suspects(&mut self, rows: &[Row], suspected: &[Option<usize>]) {
        let mut before = None;
        let mut found = Vec::new();
        for (row, suspect) in rows.iter().zip(suspected) {
            if let Some(suspect) = suspect
                && before != Some(*suspect)
                && let (Some(line), Some(change)) = (self.sheet.lines.get(row.at), self.framework.changes.get(*suspect))
            {
                let assumed = format!(
                    "No label says so, but from here the rows speak of “{}”. Left with the change above.",
                    change.title
                );
                found.push(Self::of_line(line, Code::ChangeDoubtful, &assumed));
            }
            before = *suspect;
        }
        self.findings.extend(found);
    }

    /// Where-we-are-now of a line.
    fn where_now(&self, at: usize) -> &'a str {
        let text = || {
            let line = self.sheet.lines.get(at)?;
            let column = self.column_of(Field::Row(RowField::WhereNow))?;
            Some(line.text(self.place_in(line, column)?))
        };
        text().unwrap_or_default()
    }
}
