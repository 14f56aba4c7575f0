//! What is done with whole rows and with blocks of their cells: adding, copying, filling, pasting.

use super::clipboard::{Block, words};
use super::{App, Dialog, Edit, Effect, Place, Problem, RowPlace, Session, check_cell, clock, count_rows};
use crate::model::{ActionRow, ChangeKey, RowField, RowId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Most rows that one paste adds.
const MOST_NEW_ROWS: usize = 20_000;

/// What is done with a block of cells. The rows are in the order shown, the fields in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockAct {
    /// Put it on the clipboard.
    Copy,
    /// Put it on the clipboard and empty it.
    Cut,
    /// Empty it.
    Clear,
    /// Give every row what stands in the first.
    FillDown,
}

/// A block on its way into the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Paste {
    /// What is put in. Shared, for a dialog that asks about it is drawn again and again.
    pub block: Arc<Block>,
    /// The rows shown, from the first selected one on.
    pub rows: Arc<Vec<RowId>>,
    /// The columns shown, from the first selected one on.
    pub fields: Vec<RowField>,
}

impl Paste {
    /// How many rows it needs beyond those that are there.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.block.rows().len().saturating_sub(self.rows.len())
    }
}

impl App {
    pub(super) fn add_row_here(&mut self, above: bool) {
        let Some(session) = &self.session else { return };
        // The selection begins with the row that has the cursor; what counts here is the order shown.
        let chosen: HashSet<&RowId> = self.selection.iter().collect();
        let rows = &session.assessment().rows;
        let mut shown =
            self.visible().positions.iter().filter_map(|at| rows.get(*at)).filter(|row| chosen.contains(&row.id));
        let beside = if above { shown.next() } else { shown.next_back() };
        let beside = beside.or_else(|| self.selection.first().and_then(|id| session.assessment().row(id)));
        let beside = beside.map(|row| (row.change.clone(), row.id.clone()));
        let (change, beside) = match (beside, &self.place) {
            (Some((change, _)), Place::Change(key)) if change != *key => (Some(key.clone()), None),
            (Some((change, id)), _) => (Some(change), Some(id)),
            (None, Place::Change(key)) => (Some(key.clone()), None),
            (None, _) => (session.framework().changes.first().map(|change| change.key.clone()), None),
        };
        let Some(change) = change else { return };
        let place = match beside {
            Some(id) if above => RowPlace::Above(id),
            Some(id) => RowPlace::Below(id),
            None => RowPlace::EndOf(change.clone()),
        };
        self.add_row(change, place);
    }

    pub(super) fn add_row(&mut self, change: ChangeKey, place: RowPlace) {
        let Some(session) = &self.session else { return };
        let id = session.fresh_row_id(clock::entropy);
        if !matches!(self.place, Place::Actions | Place::Change(_)) {
            self.place = Place::Actions;
        }
        self.edit(&Edit::InsertRows { rows: vec![Arc::new(ActionRow::empty(id.clone(), change))], at: place });
        if self.session.as_ref().is_some_and(|session| session.assessment().row(&id).is_some()) {
            self.selection = vec![id.clone()];
            self.effects.push(Effect::BeginRow(id));
        }
    }

    /// Copies of the selected rows, each change's behind the last one chosen of it. A copy is a new row: it is not yet
    /// reviewed and came from no source.
    pub(super) fn duplicate_rows(&mut self) {
        let Some(session) = &self.session else { return };
        let chosen: HashSet<&RowId> = self.selection.iter().collect();
        let rows: Vec<&Arc<ActionRow>> =
            session.assessment().rows.iter().filter(|row| chosen.contains(&row.id)).collect();
        let ids = session.fresh_row_ids(rows.len(), clock::entropy);
        let mut copies: BTreeMap<usize, (RowId, Vec<Arc<ActionRow>>)> = BTreeMap::new();
        for (row, id) in rows.iter().zip(&ids) {
            let copy =
                ActionRow { id: id.clone(), reviewed: false, source: None, marks: Vec::new(), ..ActionRow::clone(row) };
            let number = session.framework().number(&row.change).unwrap_or_default();
            let (last, copies) = copies.entry(number).or_insert_with(|| (row.id.clone(), Vec::new()));
            *last = row.id.clone();
            copies.push(Arc::new(copy));
        }
        let name = format!("duplicate {}", count_rows(rows.len()));
        let edits =
            copies.into_values().map(|(last, rows)| Edit::InsertRows { rows, at: RowPlace::Below(last) }).collect();
        self.edit(&Edit::Several { name, edits });
        if let Some(first) = ids.first()
            && self.session.as_ref().is_some_and(|session| session.assessment().row(first).is_some())
        {
            self.effects.push(Effect::TakeRows(ids.clone()));
            self.selection = ids;
        }
    }

    pub(super) fn delete_rows(&mut self) {
        let rows = std::mem::take(&mut self.selection);
        let next = self.neighbour_of(&rows);
        self.edit(&Edit::DeleteRows(rows));
        self.effects.extend(next.clone().map(Effect::Reveal));
        self.selection = next.into_iter().collect();
    }

    pub(super) fn move_rows(&mut self, down: bool) {
        match self.moving_refused() {
            Some(why) => self.refuse(why),
            None => self.edit(&Edit::MoveRows { rows: self.selection.clone(), down }),
        }
    }

    /// The row to take in hand once `gone` are deleted: the one behind them, or else before them.
    fn neighbour_of(&self, gone: &[RowId]) -> Option<RowId> {
        let gone: HashSet<&RowId> = gone.iter().collect();
        let all = &self.session.as_ref()?.assessment().rows;
        // In the order shown, and only what is shown.
        let rows: Vec<_> = self.visible().positions.iter().filter_map(|at| all.get(*at)).collect();
        let first = rows.iter().position(|row| gone.contains(&row.id))?;
        let behind = rows.iter().skip(first).find(|row| !gone.contains(&row.id));
        let before = || rows.iter().take(first).rev().find(|row| !gone.contains(&row.id));
        behind.or_else(before).map(|row| row.id.clone())
    }

    pub(super) fn toggle_reviewed(&mut self) {
        let Some(session) = &self.session else { return };
        let chosen: HashSet<&RowId> = self.selection.iter().collect();
        let all = session.assessment().rows.iter().filter(|row| chosen.contains(&row.id)).all(|row| row.reviewed);
        let typed = if all { "no" } else { "yes" };
        let cells = self.selection.iter().map(|id| (id.clone(), RowField::Reviewed, typed.to_owned())).collect();
        self.edit(&Edit::SetCells(cells));
    }

    pub(super) fn block_act(&mut self, act: BlockAct, rows: &[RowId], fields: &[RowField]) {
        match act {
            BlockAct::Copy => self.copy_cells(rows, fields),
            BlockAct::Cut => {
                self.copy_cells(rows, fields);
                self.clear_cells("cut", rows, fields);
            }
            BlockAct::Clear => self.clear_cells("clear", rows, fields),
            BlockAct::FillDown => self.fill_down(rows, fields),
        }
    }

    fn copy_cells(&mut self, rows: &[RowId], fields: &[RowField]) {
        let Some(session) = &self.session else { return };
        let by_id: HashMap<&RowId, &Arc<ActionRow>> =
            session.assessment().rows.iter().map(|row| (&row.id, row)).collect();
        let found = rows.iter().filter_map(|id| by_id.get(id)).map(AsRef::as_ref);
        let block = Block::of(found, fields, session.framework());
        let told = format!("{} copied.", count_cells(block.rows().len() * fields.len()));
        self.effects.push(Effect::SetClipboard { text: block.text(), html: block.html() });
        self.tell(told);
    }

    fn clear_cells(&mut self, verb: &str, rows: &[RowId], fields: &[RowField]) {
        // A row always belongs to a change.
        let fields: Vec<RowField> = fields.iter().copied().filter(|field| *field != RowField::Change).collect();
        let cells: Vec<_> =
            rows.iter().flat_map(|row| fields.iter().map(|field| (row.clone(), *field, String::new()))).collect();
        let name = format!("{verb} {}", count_cells(cells.len()));
        if !cells.is_empty() {
            self.edit(&Edit::Several { name, edits: vec![Edit::SetCells(cells)] });
        }
    }

    fn fill_down(&mut self, rows: &[RowId], fields: &[RowField]) {
        let (Some(session), Some((first, below))) = (&self.session, rows.split_first()) else { return };
        let Some(first) = session.assessment().row(first) else { return };
        let words: Vec<(RowField, String)> =
            fields.iter().map(|field| (*field, words(first, *field, session.framework()).into_owned())).collect();
        let cells: Vec<_> = below
            .iter()
            .flat_map(|row| words.iter().map(|(field, words)| (row.clone(), *field, words.clone())))
            .collect();
        if !cells.is_empty() {
            let name = format!("fill down {}", count_cells(cells.len()));
            self.edit(&Edit::Several { name, edits: vec![Edit::SetCells(cells)] });
        }
    }

    /// Takes a block in, or asks first where it needs more rows than there are.
    pub(super) fn paste(&mut self, paste: Paste) {
        if self.session.as_ref().is_none_or(Session::read_only) {
            // Refused like any edit; nothing is asked that would come to nothing.
            self.edit(&Edit::SetCells(Vec::new()));
        } else if paste.missing() > 0 {
            self.dialog = Some(Dialog::PasteGrows { paste });
        } else {
            self.put_in(paste, false);
        }
    }

    /// Puts a block into the table; with `grow`, rows that are missing are added below.
    pub(super) fn put_in(&mut self, paste: Paste, grow: bool) {
        self.dialog = None;
        let Some(session) = &self.session else { return };
        let missing = if grow { paste.missing().min(MOST_NEW_ROWS) } else { 0 };
        let Paste { block, rows, fields } = paste;
        let mut rows = Arc::unwrap_or_clone(rows);
        let added = session.fresh_row_ids(missing, clock::entropy);
        let mut edits = Vec::new();
        if let Some((place, change)) = self.room_behind(&rows).filter(|_| !added.is_empty()) {
            let new = added.iter().map(|id| Arc::new(ActionRow::empty(id.clone(), change.clone()))).collect();
            edits.push(Edit::InsertRows { rows: new, at: place });
            rows.extend(added.iter().cloned());
        }
        let mut cells = Vec::new();
        let mut beyond = 0;
        let mut unread: Vec<String> = Vec::new();
        for (at, line) in block.rows().iter().enumerate() {
            for (across, typed) in line.iter().enumerate() {
                match (rows.get(at), fields.get(across)) {
                    (Some(row), Some(field)) => match check_cell(*field, typed, session.framework()) {
                        Ok(()) => cells.push((row.clone(), *field, typed.clone())),
                        Err(refused) => unread.push(Problem::refused(&refused)),
                    },
                    _ => beyond += usize::from(!typed.is_empty() || at >= rows.len()),
                }
            }
        }
        let in_rows = cells.iter().map(|(row, ..)| row).collect::<HashSet<_>>().len();
        let name = format!("paste {} in {}", count_cells(cells.len()), count_rows(in_rows));
        let mut told = vec![format!("{} pasted in {}.", count_cells(cells.len()), count_rows(in_rows))];
        if !cells.is_empty() {
            edits.push(Edit::SetCells(cells));
        }
        if !edits.is_empty() {
            self.edit(&Edit::Several { name, edits });
            if self.notice.as_ref().is_some_and(|notice| notice.refused) {
                return;
            }
        }
        if beyond > 0 {
            told.push(format!("{} did not fit beside or below and were left out.", count_cells(beyond)));
        }
        if let Some(first) = unread.first() {
            told.push(format!("{} left as they were: {first}", count_cells(unread.len())));
        }
        let refused = beyond > 0 || !unread.is_empty();
        self.say(told.join(" "), refused);
        if let Some(first) = added.first() {
            self.effects.push(Effect::Reveal(rows.first().unwrap_or(first).clone()));
        }
    }

    /// Where rows go that a block needs beyond those shown, and to which change: below the last row shown.
    fn room_behind(&self, rows: &[RowId]) -> Option<(RowPlace, ChangeKey)> {
        let session = self.session.as_ref()?;
        let last = rows.last().and_then(|id| session.assessment().row(id));
        if let Some(row) = last {
            return Some((RowPlace::Below(row.id.clone()), row.change.clone()));
        }
        let change = match &self.place {
            Place::Change(key) => key.clone(),
            _ => session.framework().changes.first()?.key.clone(),
        };
        Some((RowPlace::EndOf(change.clone()), change))
    }
}

/// “1 cell”, “700 cells”.
fn count_cells(cells: usize) -> String {
    if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") }
}

impl Session {
    /// Ids that no row has, all different.
    #[must_use]
    pub fn fresh_row_ids(&self, count: usize, mut draw: impl FnMut() -> u32) -> Vec<RowId> {
        let mut known: HashSet<RowId> = self.assessment().rows.iter().map(|row| row.id.clone()).collect();
        let mut fresh = Vec::with_capacity(count);
        while fresh.len() < count {
            let id = RowId::from_entropy(draw());
            if known.insert(id.clone()) {
                fresh.push(id);
            }
        }
        fresh
    }
}
