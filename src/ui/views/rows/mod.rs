//! The action rows in a grid: all of them, or those of one change. What stands in each cell, how it is edited, and what
//! becomes of copying, pasting, clearing and moving.

mod cells;
mod menus;
mod picker;
mod vocabulary;

pub use cells::{row_cell, status_words};

use super::explain::Explained;
use crate::app::find::{Find, SEARCHED};
use crate::app::{
    App, Block, BlockAct, Command, Edit, Paste, Request, Session, TableAct, TableLayout, Visible, count_rows,
};
use crate::model::{ActionRow, Assessment, ChangeKey, RowField, RowId};
use crate::ui::widgets::grid::{Column, Grid, GridEvent, GridResponse, GridState, Place};
use cells::{Source, columns};
use egui::{Id, Key, Ui};
use menus::Menu;
use picker::{Picker, Took, choices};
use std::cell::OnceCell;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use strum::IntoEnumIterator as _;
use vocabulary::Vocabulary;

/// A grid of rows with its picker and its menu.
#[derive(Debug, Default)]
pub struct RowsTable {
    grid: GridState,
    shown: Option<Shown>,
    picker: Option<Picker>,
    menu: Option<Menu>,
    reveal: Option<Reveal>,
    take: Vec<RowId>,
    act: Option<TableAct>,
    /// The selected rows, the one with the cursor first, and the block they were read from.
    chosen: Vec<RowId>,
    extent: Option<(std::ops::Range<usize>, Option<u64>)>,
    /// How much was selected in the last frame, in words.
    selected: Option<String>,
    explain_wanted: bool,
    explained: Option<Explained>,
}

/// A row to be brought into view.
#[derive(Debug)]
struct Reveal {
    row: RowId,
    column: RevealIn,
    focus: bool,
}

/// In which column a row is revealed.
#[derive(Clone, Copy, Debug)]
enum RevealIn {
    /// Where the cursor is.
    Here,
    First,
    Field(RowField),
}

/// The rows in the grid, worked out once for each state of the document.
#[derive(Debug)]
struct Shown {
    assessment: Arc<Assessment>,
    only: Option<ChangeKey>,
    /// Which rows, in which order.
    visible: Arc<Visible>,
    keys: Vec<u64>,
    vocabulary: OnceCell<Vocabulary>,
}

/// Names a row to the grid.
fn key_of(id: &RowId) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Shown {
    fn new(assessment: &Arc<Assessment>, only: Option<&ChangeKey>, visible: &Arc<Visible>) -> Self {
        let rows = visible.positions.iter().filter_map(|at| assessment.rows.get(*at));
        let keys = rows.map(|row| key_of(&row.id)).collect();
        Self {
            assessment: Arc::clone(assessment),
            only: only.cloned(),
            visible: Arc::clone(visible),
            keys,
            vocabulary: OnceCell::new(),
        }
    }

    fn row(&self, at: usize) -> Option<&Arc<ActionRow>> {
        self.visible.positions.get(at).and_then(|at| self.assessment.rows.get(*at))
    }

    /// Organisations and owners that the table names already.
    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.assessment))
    }

    /// The keys of the first and the last of these rows where they stand together; of the first alone where they do not.
    fn block(&self, rows: &[RowId]) -> Option<(u64, u64)> {
        let keys: Vec<u64> = rows.iter().map(key_of).collect();
        let (first, last) = (*keys.first()?, *keys.last()?);
        let at = self.keys.iter().position(|key| *key == first)?;
        let together = self.keys.get(at..at + keys.len()).is_some_and(|shown| shown == keys.as_slice());
        Some((first, if together { last } else { first }))
    }

    fn by_key(&self, key: u64) -> Option<&Arc<ActionRow>> {
        self.keys.iter().position(|known| *known == key).and_then(|at| self.row(at))
    }
}

/// The field that a column of the grid shows.
fn field_of(key: u32) -> Option<RowField> {
    RowField::iter().find(|field| *field as u32 == key)
}

impl RowsTable {
    /// Brings a row into view at the next frame.
    pub fn reveal(&mut self, row: &RowId) {
        self.reveal = Some(Reveal { row: row.clone(), column: RevealIn::Here, focus: true });
    }

    /// Brings a new row into view at the next frame, the cursor on its first cell.
    pub fn begin(&mut self, row: &RowId) {
        self.reveal = Some(Reveal { row: row.clone(), column: RevealIn::First, focus: true });
    }

    /// Takes rows in hand at the next frame, where they stand together, or else the first; brings that into view.
    pub fn take_rows(&mut self, rows: Vec<RowId>) {
        self.take = rows;
    }

    /// Brings a cell into view at the next frame; with `focus` the keyboard goes there.
    pub fn show_cell(&mut self, row: &RowId, field: RowField, focus: bool) {
        self.reveal = Some(Reveal { row: row.clone(), column: RevealIn::Field(field), focus });
    }

    /// Explains the cell in hand, at the next frame.
    pub fn explain(&mut self) {
        self.explain_wanted = true;
    }

    /// Nothing of it is drawn in this frame: what was wanted for the next is given up.
    pub fn not_shown(&mut self) {
        self.reveal = None;
        self.take.clear();
        self.act = None;
        self.grid.want_nothing();
    }

    /// How much is selected, in words; nothing for one cell.
    #[must_use]
    pub fn selected(&self) -> Option<&str> {
        self.selected.as_deref()
    }

    /// Has the table do something with its selection at the next frame.
    pub fn act(&mut self, act: TableAct) {
        self.act = Some(act);
    }

    /// Gives the grid the keyboard at the next frame.
    pub fn take_focus(&mut self) {
        self.grid.take_focus();
    }

    /// The cell being typed, as an edit; its editor is closed, and so is a list or a menu, which would take the keyboard
    /// from whatever comes next.
    pub fn take_draft(&mut self) -> Option<Request> {
        if self.picker.take().is_some() | self.menu.take().is_some() | self.explained.take().is_some() {
            self.grid.take_focus();
        }
        let (place, text) = self.grid.take_draft()?;
        let row = self.shown.as_ref()?.by_key(place.row)?.id.clone();
        Some(Request::Edit(Edit::SetCells(vec![(row, field_of(place.column)?, text)])))
    }

    /// Shows the rows, all or those of one change. Takes all the room that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, app: &App, only: Option<&ChangeKey>) -> Vec<Request> {
        let Some(session) = app.session() else { return Vec::new() };
        let (now, visible) = (session.assessment(), app.visible());
        let stale = self.shown.as_ref().is_none_or(|shown| {
            !Arc::ptr_eq(&shown.assessment, now) || !Arc::ptr_eq(&shown.visible, visible) || shown.only.as_ref() != only
        });
        let anew = self.shown.as_ref().is_some_and(|shown| shown.visible.turn != visible.turn);
        if stale {
            // Built before the old one goes, so that no address is used twice.
            self.shown = Some(Shown::new(now, only, visible));
        }
        let Some(shown) = &self.shown else { return Vec::new() };
        if anew {
            self.grid.to_top();
            // The row in hand stays in sight, or else the first is in hand.
            let cursor = self.grid.cursor();
            let row =
                cursor.map(|place| place.row).filter(|row| shown.keys.contains(row)).or(shown.keys.first().copied());
            if let (Some(row), Some(place)) = (row, cursor) {
                self.grid.go_to(Place { row, ..place });
            }
        }
        let layout = &app.settings().table;
        let columns = columns(layout, app.sort());
        if let Some(Reveal { row, column, focus }) = self.reveal.take()
            && shown.keys.contains(&key_of(&row))
        {
            let first = columns.first().map_or(0, |column| column.key);
            let here = self.grid.cursor().map(|place| place.column);
            let column = match column {
                RevealIn::Here => here,
                RevealIn::First => None,
                RevealIn::Field(field) => {
                    Some(field as u32).filter(|key| columns.iter().any(|c| c.key == *key)).or(here)
                }
            };
            self.grid.go_to(Place { row: key_of(&row), column: column.unwrap_or(first) });
            if focus {
                self.grid.take_focus();
            }
        }
        if let Some((first, last)) = shown.block(&std::mem::take(&mut self.take)) {
            let column = columns.first().map_or(0, |column| column.key);
            self.grid.go_to_rows(first, last, column);
            self.grid.take_focus();
        }
        let editable = !session.read_only();
        let find = app.find().and_then(Find::pattern);
        let source = Source { shown, session, columns: &columns, editable, find };
        let salt = only.map_or("all", ChangeKey::as_str);
        let grid = Grid::new(salt, "Action rows").max_lines(layout.lines.most());
        let mut response = grid.show(ui, &mut self.grid, &columns, &source);

        let mut requests = Vec::new();
        let extent = (response.selection.rows.clone(), self.grid.cursor().map(|place| place.row));
        if stale || self.extent.as_ref() != Some(&extent) {
            self.chosen = selected(shown, &self.grid, response.selection.rows.clone());
            self.extent = Some(extent);
        }
        let chosen = &self.chosen;
        if *chosen != app.selection() && (response.focused || !chosen.is_empty()) && self.picker.is_none() {
            requests.push(Request::Select(chosen.clone()));
        }
        let column = self.grid.cursor().and_then(|place| field_of(place.column));
        requests.extend(column.filter(|column| app.column() != Some(*column)).map(Request::InColumn));
        // What is being typed is written down as it comes about.
        let draft = self.grid.draft().and_then(|(place, text)| {
            let (row, field) = (shown.by_key(place.row)?, field_of(place.column)?);
            Some(Edit::SetCells(vec![(row.id.clone(), field, text.to_owned())]))
        });
        if draft.as_ref() != app.draft() {
            requests.push(Request::Draft(draft));
        }
        let block = Selected::new(shown, &columns, &response);
        self.selected = block.words(columns.len());
        for event in std::mem::take(&mut response.events) {
            match event {
                GridEvent::Commit { row, column, text } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        requests.push(Request::Edit(Edit::SetCells(vec![(row.id.clone(), field, text)])));
                    }
                }
                GridEvent::Pick { row, column, rect, typed } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        let several = chosen.contains(&row.id) && block.across.len() == 1;
                        let rows = if several { chosen.clone() } else { vec![row.id.clone()] };
                        self.picker = Some(Picker::new(rows, field, rect, typed));
                    }
                }
                GridEvent::Clear => requests.extend(block.act(BlockAct::Clear)),
                GridEvent::Copy => requests.extend(block.act(BlockAct::Copy)),
                GridEvent::Cut => requests.extend(block.act(BlockAct::Cut)),
                GridEvent::Paste(text) => requests.extend(block.paste(&text)),
                GridEvent::MoveRows(by) => {
                    let command = if by > 0 { Command::MoveRowsDown } else { Command::MoveRowsUp };
                    requests.push(Request::Command(command));
                }
                GridEvent::NewRow => requests.push(Request::Command(Command::AddRow)),
                GridEvent::Menu { pos } => self.menu = Some(Menu::of_rows(pos)),
                GridEvent::HeadingMenu { column, pos } => {
                    self.menu = field_of(column).map(|field| Menu::of_column(pos, field));
                }
                GridEvent::Heading { column } => requests.extend(field_of(column).map(Request::SortBy)),
                GridEvent::Widths(widths) => requests.push(laid_out(layout, |layout| {
                    for (key, width) in widths {
                        if let Some(field) = field_of(key) {
                            layout.set_width(field, Some(width));
                        }
                    }
                })),
                GridEvent::MoveColumn { column, before } => {
                    if let Some(field) = field_of(column) {
                        let before = before.and_then(field_of);
                        requests.push(laid_out(layout, |layout| layout.put_before(field, before)));
                    }
                }
            }
        }
        match self.act.take() {
            Some(TableAct::Block(act)) => requests.extend(block.act(act)),
            Some(TableAct::Paste) => {
                self.grid.take_focus();
                ui.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            None => {}
        }
        if self.explain_wanted && self.explained.take().is_some() {
            // The same key again takes it away.
            self.explain_wanted = false;
            self.grid.take_focus();
        }
        if std::mem::take(&mut self.explain_wanted)
            && let (Some(row), Some(place)) = (app.selection().first(), self.grid.cursor())
        {
            let at = response.cursor_rect.unwrap_or(response.body);
            let row = session.assessment().row(row);
            self.explained = row.zip(field_of(place.column)).map(|(row, field)| {
                let texts: Vec<String> =
                    std::iter::once(field).chain(SEARCHED).map(|field| row.text(field).into_owned()).collect();
                Explained::new(session, (field.name(), field.purpose()), &texts, at)
            });
        }
        if let Some(explained) = &mut self.explained
            && !explained.show(ui)
        {
            self.explained = None;
            self.grid.take_focus();
        }
        requests.extend(self.show_picker(ui, session));
        if let Some(menu) = &mut self.menu {
            let (asked, open) = menu.show(ui, app);
            if !open {
                self.menu = None;
                self.grid.take_focus();
            }
            requests.extend(asked);
        }
        requests
    }

    fn show_picker(&mut self, ui: &mut Ui, session: &Session) -> Option<Request> {
        let picker = self.picker.as_mut()?;
        let id = Id::unique("cell-picker");
        let mut open = true;
        let mut took = None;
        egui::Popup::new(id, ui.ctx().clone(), picker.anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(picker.field.name())
            .show(|ui| took = choices(ui, picker, session));
        let left = ui.input(|input| input.key_pressed(Key::Escape));
        let step = took.as_ref().and_then(|took| took.step);
        let asked = took.map(|Took { words, .. }| {
            let cells = picker.rows.iter().map(|row| (row.clone(), picker.field, words.clone())).collect();
            Request::Edit(Edit::SetCells(cells))
        });
        if !open || left || asked.is_some() {
            self.picker = None;
            match step {
                Some(back) => self.grid.step(back),
                None => self.grid.take_focus(),
            }
        }
        asked
    }
}

/// The table laid out differently.
fn laid_out(layout: &TableLayout, change: impl FnOnce(&mut TableLayout)) -> Request {
    let mut layout = layout.clone();
    change(&mut layout);
    Request::Layout(layout)
}

/// The selected block. Its rows are named only when something is done with them: there may be thousands, each frame.
struct Selected<'a> {
    shown: &'a Shown,
    columns: &'a [Column],
    rows: std::ops::Range<usize>,
    across: std::ops::Range<usize>,
}

impl<'a> Selected<'a> {
    fn new(shown: &'a Shown, columns: &'a [Column], response: &GridResponse) -> Self {
        let rows = response.selection.rows.clone();
        Self { shown, columns, rows, across: response.selection.columns.clone() }
    }

    /// The rows, in the order shown.
    fn ids(&self, rows: std::ops::Range<usize>) -> Vec<RowId> {
        rows.filter_map(|at| self.shown.row(at)).map(|row| row.id.clone()).collect()
    }

    /// The fields, in the order of the columns.
    fn fields(&self) -> Vec<RowField> {
        let field = |at: usize| self.columns.get(at).and_then(|column| field_of(column.key));
        self.across.clone().filter_map(field).collect()
    }

    /// "3 rows" when they are selected whole, "4 cells", "6 cells in 3 rows"; nothing for one cell. `columns` are those shown.
    fn words(&self, columns: usize) -> Option<String> {
        let (rows, fields) = (self.rows.len(), self.across.len());
        match (rows, fields) {
            (0 | 1, 0 | 1) => None,
            (1, fields) if fields < columns => Some(format!("{fields} cells selected")),
            (rows, fields) if fields == columns => Some(format!("{} selected", count_rows(rows))),
            (rows, 1) => Some(format!("{rows} cells selected")),
            (rows, fields) => Some(format!("{} cells in {rows} rows selected", rows * fields)),
        }
    }

    fn act(&self, act: BlockAct) -> Option<Request> {
        let mut rows = self.rows.clone();
        if act == BlockAct::FillDown && rows.len() == 1 {
            // As in a spreadsheet: one row alone takes what stands above it.
            rows.start = rows.start.saturating_sub(1);
        }
        let (rows, fields) = (self.ids(rows), self.fields());
        (!rows.is_empty() && !fields.is_empty()).then_some(Request::Block { act, rows, fields })
    }

    /// A text from the clipboard on its way into the table, from the selection's first cell on.
    fn paste(&self, text: &str) -> Option<Request> {
        if self.rows.is_empty() {
            return None;
        }
        let block = match Block::read(text) {
            Ok(block) => block.filling(self.rows.len(), self.across.len()),
            Err(refused) => return Some(Request::Refuse(refused.to_string())),
        };
        let end = (self.rows.start + block.rows().len()).min(self.shown.visible.positions.len());
        let columns = self.columns.iter().skip(self.across.start);
        Some(Request::Paste(Paste {
            rows: Arc::new(self.ids(self.rows.start..end)),
            fields: columns.filter_map(|column| field_of(column.key)).collect(),
            block: Arc::new(block),
        }))
    }
}

/// A block that was pasted where there is no row yet: it makes its own.
pub fn paste_into_nothing(ui: &Ui, app: &App) -> Option<Request> {
    if ui.text_edit_focused() || app.dialog().is_some() {
        return None;
    }
    let pasted = |event: &egui::Event| if let egui::Event::Paste(text) = event { Some(text.clone()) } else { None };
    let text = ui.input(|input| input.events.iter().find_map(pasted))?;
    Some(match Block::read(&text) {
        Ok(block) => {
            let fields = app.settings().table.shown().map(|(field, _)| field).collect();
            Request::Paste(Paste { block: Arc::new(block), rows: Arc::default(), fields })
        }
        Err(refused) => Request::Refuse(refused.to_string()),
    })
}

/// The selected rows, the one with the cursor first.
fn selected(shown: &Shown, grid: &GridState, rows: std::ops::Range<usize>) -> Vec<RowId> {
    let mut ids: Vec<RowId> = rows.filter_map(|at| shown.row(at)).map(|row| row.id.clone()).collect();
    if let Some(cursor) = grid.cursor()
        && let Some(at) = ids.iter().position(|id| key_of(id) == cursor.row)
        && let Some(head) = ids.get_mut(..=at)
    {
        head.rotate_right(1);
    }
    ids
}
