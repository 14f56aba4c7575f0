//! The action rows in a grid: all of them, or those of one change. What stands in each cell, how it is edited, and what
//! becomes of copying, pasting, clearing and moving.

use crate::app::{App, Command, Edit, Request, Session};
use crate::model::{ActionRow, Assessment, ChangeKey, Delivery, Due, DueReading, RowField, RowId, Status};
use crate::ui::widgets::grid::{Cell, Column, Drawing, Editable, Grid, GridEvent, GridSource, GridState, Place, Tone};
use crate::ui::widgets::{LINE_LADDER, Ladder, level_words};
use egui::{Button, Id, Key, Pos2, Rect, Ui, vec2};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// A grid of rows with its picker and its menu.
#[derive(Debug, Default)]
pub struct RowsTable {
    grid: GridState,
    shown: Option<Shown>,
    picker: Option<Picker>,
    menu: Option<Menu>,
    reveal: Option<RowId>,
}

/// The rows in the grid, worked out once for each state of the document.
#[derive(Debug)]
struct Shown {
    assessment: Arc<Assessment>,
    only: Option<ChangeKey>,
    /// Positions in the document, in the order shown.
    positions: Vec<usize>,
    keys: Vec<u64>,
}

/// An open picker.
#[derive(Debug)]
struct Picker {
    rows: Vec<RowId>,
    field: RowField,
    anchor: Rect,
    fresh: bool,
    typed: String,
}

/// An open menu of the rows.
#[derive(Clone, Copy, Debug)]
struct Menu {
    pos: Pos2,
    fresh: bool,
}

/// Names a row to the grid.
fn key_of(id: &RowId) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Shown {
    fn new(assessment: &Arc<Assessment>, only: Option<&ChangeKey>, session: &Session) -> Self {
        let mut positions: Vec<usize> = (0..assessment.rows.len()).collect();
        let change_of = |at: &usize| assessment.rows.get(*at).map(|row| &row.change);
        match only {
            Some(key) => positions.retain(|at| change_of(at) == Some(key)),
            // Change by change, whatever the order in the file; within a change as they stand.
            None => {
                let framework = session.framework();
                positions.sort_by_key(|at| change_of(at).and_then(|key| framework.number(key)));
            }
        }
        let keys = positions.iter().filter_map(|at| assessment.rows.get(*at)).map(|row| key_of(&row.id)).collect();
        Self { assessment: Arc::clone(assessment), only: only.cloned(), positions, keys }
    }

    fn row(&self, at: usize) -> Option<&Arc<ActionRow>> {
        self.positions.get(at).and_then(|at| self.assessment.rows.get(*at))
    }

    fn by_key(&self, key: u64) -> Option<&Arc<ActionRow>> {
        self.keys.iter().position(|known| *known == key).and_then(|at| self.row(at))
    }
}

/// The columns, in the order shown.
const COLUMNS: [(RowField, f32, f32); 11] = [
    (RowField::WhereNow, 240.0, 204.0),
    (RowField::Status, 178.0, 174.0),
    (RowField::Spread, 116.0, 108.0),
    (RowField::Gaps, 180.0, 150.0),
    (RowField::Needs, 190.0, 168.0),
    (RowField::Due, 130.0, 122.0),
    (RowField::Owner, 122.0, 116.0),
    (RowField::Delivery, 104.0, 100.0),
    (RowField::Progress, 160.0, 140.0),
    (RowField::Reviewed, 88.0, 86.0),
    (RowField::Change, 150.0, 146.0),
];

fn columns() -> Vec<Column> {
    COLUMNS
        .iter()
        .map(|(field, width, min_width)| Column {
            key: *field as u32,
            title: field.name().to_owned(),
            width: *width,
            min_width: *min_width,
            sticky: *field == RowField::WhereNow,
        })
        .collect()
}

fn field_of(key: u32) -> Option<RowField> {
    RowField::iter().find(|field| *field as u32 == key)
}

/// What the grid reads its cells from.
struct Source<'a> {
    shown: &'a Shown,
    session: &'a Session,
    columns: &'a [Column],
    editable: bool,
}

impl Source<'_> {
    fn field(&self, column: usize) -> Option<RowField> {
        self.columns.get(column).and_then(|column| field_of(column.key))
    }
}

impl GridSource for Source<'_> {
    fn row_count(&self) -> usize {
        self.shown.positions.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.shown.keys.get(row).copied().unwrap_or_default()
    }

    fn revision(&self) -> u64 {
        // The state is kept alive while it is shown, so its address names it.
        let mut hasher = DefaultHasher::new();
        Arc::as_ptr(&self.shown.assessment).hash(&mut hasher);
        self.shown.only.hash(&mut hasher);
        hasher.finish()
    }

    fn row_revision(&self, row: usize) -> u64 {
        self.shown.row(row).map_or(0, |row| Arc::as_ptr(row) as usize as u64)
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let (Some(row), Some(field)) = (self.shown.row(row), self.field(column)) else { return Cell::default() };
        cell(row, field, self.session, self.editable)
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.shown.row(row).map_or(Cow::Borrowed(""), |row| Cow::Borrowed(row.where_now.as_str()))
    }

    fn edit_text(&self, row: usize, column: usize) -> Cow<'_, str> {
        match (self.shown.row(row), self.field(column)) {
            (Some(row), Some(field)) => row.text(field),
            _ => Cow::Borrowed(""),
        }
    }

    fn hint(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        if self.field(column) != Some(RowField::Due) || draft.trim().is_empty() {
            return None;
        }
        let due = Due::read(draft, self.session.assessment().as_at);
        Some(format!("read as {}", due.reading()))
    }

    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        if self.shown.only.is_some() {
            return None;
        }
        let here = self.shown.row(row)?;
        let above = row.checked_sub(1).and_then(|above| self.shown.row(above));
        if above.is_some_and(|above| above.change == here.change) {
            return None;
        }
        let framework = self.session.framework();
        let title = framework.change(&here.change).map_or(here.change.as_str(), |change| change.title.as_str());
        Some(Cow::Owned(format!("{} {title}", framework.number(&here.change).unwrap_or_default())))
    }
}

/// What stands in a cell.
fn cell<'a>(row: &'a ActionRow, field: RowField, session: &'a Session, editable: bool) -> Cell<'a> {
    let text = row.text(field);
    let given = !text.trim().is_empty();
    let pick = matches!(field, RowField::Status | RowField::Delivery | RowField::Reviewed | RowField::Change);
    let mut cell = Cell {
        marked: row.mark(field).is_some(),
        editable: match (editable, pick) {
            (false, _) => Editable::No,
            (true, true) => Editable::Pick,
            (true, false) => Editable::Text,
        },
        ..Cell::text(text)
    };
    match field {
        RowField::Status => {
            cell.text = Cow::Owned(status_words(&row.status));
            cell.drawing = Drawing::Ladder(Ladder::of_status(&row.status));
            if let Status::Unknown(typed) = &row.status {
                cell.tone = Tone::Muted;
                if !typed.is_empty() {
                    cell.below = Cow::Owned(format!("typed: {typed}"));
                }
            }
        }
        RowField::Due if given => {
            if row.overdue(session.assessment().as_at) {
                cell.tone = Tone::Alert;
            }
            cell.below = reading_words(row, session);
        }
        RowField::Change => {
            let framework = session.framework();
            if let Some(change) = framework.change(&row.change) {
                cell.text =
                    Cow::Owned(format!("{} {}", framework.number(&row.change).unwrap_or_default(), change.short));
            }
        }
        RowField::Reviewed => {
            cell.text = Cow::Borrowed(if row.reviewed { "● yes" } else { "not yet" });
            cell.tone = if row.reviewed { Tone::Normal } else { Tone::Muted };
        }
        _ if !given => {
            cell.text = Cow::Borrowed(match field {
                RowField::Due => "no date",
                RowField::Gaps | RowField::Needs | RowField::Progress | RowField::Evidence => "–",
                _ => "not given",
            });
            cell.tone = Tone::Muted;
        }
        _ => {}
    }
    cell
}

/// "3 Established", "2 to 3 split", "unknown".
pub fn status_words(status: &Status) -> String {
    match status {
        Status::At(level) => level_words(Some(*level)),
        Status::Split(lower) => format!("{} to {} split", lower.level().number(), lower.level().number() + 1),
        Status::Unknown(_) => "unknown".to_owned(),
    }
}

fn reading_words<'a>(row: &'a ActionRow, session: &Session) -> Cow<'a, str> {
    match row.due.reading() {
        DueReading::On(_) | DueReading::Several(_) => {
            let reading = row.due.reading().to_string();
            let overdue = row.overdue(session.assessment().as_at);
            let same = reading == row.due.typed().trim();
            match (same, overdue) {
                (true, false) => Cow::Borrowed(""),
                (true, true) => Cow::Borrowed("overdue"),
                (false, false) => Cow::Owned(reading),
                (false, true) => Cow::Owned(format!("{reading}, overdue")),
            }
        }
        DueReading::Unreadable | DueReading::Undated | DueReading::Depends => Cow::Owned(row.due.reading().to_string()),
        DueReading::None | DueReading::Ongoing | DueReading::NotApplicable => Cow::Borrowed(""),
    }
}

impl RowsTable {
    /// Brings a row into view at the next frame.
    pub fn reveal(&mut self, row: &RowId) {
        self.reveal = Some(row.clone());
    }

    /// Gives the grid the keyboard at the next frame.
    pub fn take_focus(&mut self) {
        self.grid.take_focus();
    }

    /// Shows the rows, all or those of one change. Takes all the room that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, app: &App, only: Option<&ChangeKey>) -> Vec<Request> {
        let Some(session) = app.session() else { return Vec::new() };
        let now = session.assessment();
        let stale =
            self.shown.as_ref().is_none_or(|shown| !Arc::ptr_eq(&shown.assessment, now) || shown.only.as_ref() != only);
        if stale {
            // Built before the old one goes, so that no address is used twice.
            self.shown = Some(Shown::new(now, only, session));
        }
        let Some(shown) = &self.shown else { return Vec::new() };
        if let Some(row) = self.reveal.take()
            && shown.keys.contains(&key_of(&row))
        {
            let column = self.grid.cursor().map_or(RowField::WhereNow as u32, |place| place.column);
            self.grid.go_to(Place { row: key_of(&row), column });
            self.grid.take_focus();
        }
        let columns = columns();
        let editable = !session.read_only();
        let source = Source { shown, session, columns: &columns, editable };
        let salt = only.map_or("all", ChangeKey::as_str);
        let response = Grid::new(salt, "Action rows").show(ui, &mut self.grid, &columns, &source);

        let mut requests = Vec::new();
        let chosen: Vec<RowId> = selected(shown, &self.grid, response.selection.rows.clone());
        if chosen != app.selection() && (response.focused || !chosen.is_empty()) && self.picker.is_none() {
            requests.push(Request::Select(chosen.clone()));
        }
        let fields: Vec<RowField> = response
            .selection
            .columns
            .clone()
            .filter_map(|at| columns.get(at).and_then(|column| field_of(column.key)))
            .collect();
        for event in response.events {
            match event {
                GridEvent::Commit { row, column, text } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        requests.push(Request::Edit(Edit::SetCells(vec![(row.id.clone(), field, text)])));
                    }
                }
                GridEvent::Pick { row, column, rect, typed } => {
                    if let (Some(row), Some(field)) = (shown.by_key(row), field_of(column)) {
                        let several = chosen.contains(&row.id) && fields.len() == 1;
                        let rows = if several { chosen.clone() } else { vec![row.id.clone()] };
                        self.picker = Some(Picker { rows, field, anchor: rect, fresh: true, typed });
                    }
                }
                GridEvent::Clear => requests.extend(clear(&chosen, &fields, editable)),
                GridEvent::Copy => copy(ui, shown, &chosen, &fields),
                GridEvent::Cut => {
                    copy(ui, shown, &chosen, &fields);
                    requests.extend(clear(&chosen, &fields, editable));
                }
                GridEvent::Paste(text) => {
                    let from = response.selection.rows.start;
                    let column = response.selection.columns.start;
                    requests.extend(paste(&text, shown, &columns, from, column));
                }
                GridEvent::MoveRows(by) => {
                    let command = if by > 0 { Command::MoveRowsDown } else { Command::MoveRowsUp };
                    requests.push(Request::Command(command));
                }
                GridEvent::Menu { pos } => self.menu = Some(Menu { pos, fresh: true }),
                GridEvent::Heading { .. } => {}
            }
        }
        requests.extend(self.show_picker(ui, session));
        requests.extend(self.show_menu(ui, app));
        requests
    }

    fn show_picker(&mut self, ui: &mut Ui, session: &Session) -> Option<Request> {
        let picker = self.picker.as_mut()?;
        let id = Id::unique("cell-picker");
        let mut open = true;
        let mut typed = None;
        egui::Popup::new(id, ui.ctx().clone(), picker.anchor, ui.layer_id())
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(picker.field.name())
            .show(|ui| typed = choices(ui, picker, session));
        let left = ui.input(|input| input.key_pressed(Key::Escape));
        let asked = typed.map(|typed| {
            let cells = picker.rows.iter().map(|row| (row.clone(), picker.field, typed.clone())).collect();
            Request::Edit(Edit::SetCells(cells))
        });
        if !open || left || asked.is_some() {
            self.picker = None;
            self.grid.take_focus();
        }
        asked
    }

    fn show_menu(&mut self, ui: &mut Ui, app: &App) -> Option<Request> {
        let Menu { pos, fresh } = self.menu?;
        let mut first = fresh;
        self.menu = Some(Menu { pos, fresh: false });
        let mut open = true;
        let mut asked = None;
        egui::Popup::new(Id::unique("rows-menu"), ui.ctx().clone(), pos, ui.layer_id())
            .open_bool(&mut open)
            .accessible_name("Rows")
            .show(|ui| {
                ui.set_min_width(220.0);
                for command in Command::all().filter(|command| command.menu() == crate::app::Menu::Rows) {
                    let keys = command.shortcut().map_or_else(String::new, |shortcut| shortcut.to_string());
                    let button = Button::new(command.label()).shortcut_text(&keys).frame_when_inactive(false);
                    let response = ui.add_enabled(command.available(app), button);
                    // The keyboard goes along, or nobody without a mouse could choose from it.
                    if std::mem::take(&mut first) {
                        response.request_focus();
                    }
                    if crate::ui::shell::named_with_keys(response, command.label(), &keys).clicked() {
                        asked = Some(Request::Command(command));
                    }
                }
            });
        if !open || asked.is_some() || ui.input(|input| input.key_pressed(Key::Escape)) {
            self.menu = None;
            self.grid.take_focus();
        }
        asked
    }
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

/// The choices of a cell: what to show, and the words that stand for it.
fn options(field: RowField, session: &Session) -> Vec<(String, Option<Ladder>, String)> {
    match field {
        RowField::Status => Status::choices()
            .map(|status| (status_words(&status), Some(Ladder::of_status(&status)), split_words(&status)))
            .chain(std::iter::once(("unknown".to_owned(), Some(Ladder::default()), String::new())))
            .collect(),
        RowField::Delivery => Delivery::iter()
            .map(|delivery| (delivery.name().to_owned(), None, delivery.name().to_owned()))
            .chain(std::iter::once(("not given".to_owned(), None, String::new())))
            .collect(),
        RowField::Reviewed => {
            vec![("yes".to_owned(), None, "yes".to_owned()), ("not yet".to_owned(), None, "no".to_owned())]
        }
        RowField::Change => session
            .framework()
            .changes
            .iter()
            .enumerate()
            .map(|(at, change)| (format!("{} {}", at + 1, change.title), None, change.key.to_string()))
            .collect(),
        _ => Vec::new(),
    }
}

/// A status as `Status::read` takes it back.
fn split_words(status: &Status) -> String {
    match status.upper() {
        Some(upper) => format!("{}/{upper}", status.counted().map_or("", crate::model::Level::name)),
        None => status.to_string(),
    }
}

fn choices(ui: &mut Ui, picker: &mut Picker, session: &Session) -> Option<String> {
    let mut chosen = None;
    let current = picker.rows.first().and_then(|id| session.assessment().row(id)).map(|row| match picker.field {
        RowField::Status => split_words(&row.status),
        RowField::Reviewed => (if row.reviewed { "yes" } else { "no" }).to_owned(),
        field => row.text(field).into_owned(),
    });
    let options = options(picker.field, session);
    // What was typed to open it, and what is typed while it is open, goes to the first choice that begins so.
    let typed = ui.input(|input| {
        input
            .events
            .iter()
            .filter_map(|event| if let egui::Event::Text(text) = event { Some(text.as_str()) } else { None })
            .collect::<String>()
    });
    let wanted = if picker.fresh && !picker.typed.is_empty() { picker.typed.clone() } else { typed };
    let jump = (!wanted.trim().is_empty())
        .then(|| options.iter().position(|(shown, ..)| begins(shown, wanted.trim())))
        .flatten();
    let mut responses = Vec::new();
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, (shown, ladder, typed)) in options.iter().enumerate() {
        let is_current = current.as_deref().is_some_and(|current| current.eq_ignore_ascii_case(typed));
        let width = if ladder.is_some() { 220.0 } else { 180.0 };
        let response = option_button(ui, shown, ladder.as_ref(), is_current, width);
        let start = picker.fresh && jump.is_none() && (is_current || (at == 0 && current.is_none()));
        if start || jump == Some(at) {
            response.request_focus();
        }
        if response.clicked() {
            chosen = Some(typed.clone());
        }
        responses.push(response);
    }
    if let Some(at) = responses.iter().position(egui::Response::has_focus) {
        let (up, down) = ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
        let to = if up {
            at.checked_sub(1)
        } else if down {
            Some(at + 1)
        } else {
            None
        };
        if let Some(here) = responses.get(at) {
            let filter = egui::EventFilter { vertical_arrows: true, escape: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(here.id, filter));
        }
        if let Some(next) = to.and_then(|to| responses.get(to)) {
            next.request_focus();
        }
    } else if jump.is_none()
        && let Some(first) = responses.first()
        && !picker.fresh
    {
        first.request_focus();
    }
    picker.fresh = false;
    chosen
}

/// Whether a choice begins with what was typed, in its number or its word.
fn begins(shown: &str, typed: &str) -> bool {
    let typed = typed.to_lowercase();
    let shown = shown.to_lowercase();
    shown.starts_with(&typed) || shown.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').starts_with(&typed)
}

fn option_button(ui: &mut Ui, shown: &str, ladder: Option<&Ladder>, current: bool, width: f32) -> egui::Response {
    let indent = if ladder.is_some() { 56.0 } else { 0.0 };
    let palette = crate::ui::theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, current, shown));
    let painter = ui.painter();
    if response.hovered() || response.has_focus() || current {
        painter.rect_filled(rect, 4.0, palette.accent_weak);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, egui::Stroke::new(2.0, palette.focus), egui::StrokeKind::Inside);
    }
    if let Some(ladder) = ladder {
        let pips = Rect::from_min_size(egui::pos2(rect.min.x + 8.0, rect.center().y - 6.0), LINE_LADDER);
        ladder.paint(painter, pips, palette);
    }
    let at = egui::pos2(rect.min.x + 8.0 + indent, rect.center().y);
    let font = egui::FontId::proportional(crate::ui::theme::BODY);
    painter.text(at, egui::Align2::LEFT_CENTER, shown, font, palette.ink);
    response
}

fn clear(rows: &[RowId], fields: &[RowField], editable: bool) -> Option<Request> {
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| fields.iter().map(move |field| (row.clone(), *field, String::new())))
        // A row always belongs to a change.
        .filter(|(_, field, _)| *field != RowField::Change)
        .collect();
    (editable && !cells.is_empty()).then_some(Request::Edit(Edit::SetCells(cells)))
}

/// Puts the selected block on the clipboard as tab-separated text, quoted as spreadsheets do.
fn copy(ui: &Ui, shown: &Shown, rows: &[RowId], fields: &[RowField]) {
    let mut ordered: Vec<&Arc<ActionRow>> = rows.iter().filter_map(|id| shown.by_key(key_of(id))).collect();
    ordered.sort_by_key(|row| shown.keys.iter().position(|key| *key == key_of(&row.id)));
    let lines: Vec<String> = ordered
        .iter()
        .map(|row| fields.iter().map(|field| quoted(&row.text(*field))).collect::<Vec<_>>().join("\t"))
        .collect();
    ui.copy_text(lines.join("\n"));
}

fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Puts a block of tab-separated text into the cells from one on. What does not fit is said, never dropped in silence.
fn paste(text: &str, shown: &Shown, columns: &[Column], from: usize, column: usize) -> Vec<Request> {
    let block = split_block(text);
    let mut cells = Vec::new();
    let mut left_out = 0;
    for (down, line) in block.iter().enumerate() {
        for (across, words) in line.iter().enumerate() {
            let field = columns.get(column + across).and_then(|column| field_of(column.key));
            match (shown.row(from + down), field) {
                (Some(row), Some(field)) => cells.push((row.id.clone(), field, words.clone())),
                _ => left_out += 1,
            }
        }
    }
    let mut requests = Vec::new();
    if !cells.is_empty() {
        requests.push(Request::Edit(Edit::SetCells(cells)));
    }
    if left_out > 0 {
        let cells = if left_out == 1 { "1 cell".to_owned() } else { format!("{left_out} cells") };
        requests
            .push(Request::Refuse(format!("{cells} did not fit below or beside and were not pasted; add rows first.")));
    }
    requests
}

/// Lines and cells of tab-separated text with quotes as spreadsheets write it.
fn split_block(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text);
    let mut lines = vec![vec![String::new()]];
    let mut chars = text.chars().peekable();
    let mut in_quotes = false;
    let mut fresh = true;
    while let Some(c) = chars.next() {
        let Some(cell) = lines.last_mut().and_then(|line| line.last_mut()) else { break };
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if fresh => in_quotes = true,
            '\t' if !in_quotes => {
                if let Some(line) = lines.last_mut() {
                    line.push(String::new());
                }
                fresh = true;
                continue;
            }
            '\r' if !in_quotes && chars.peek() == Some(&'\n') => continue,
            '\n' if !in_quotes => {
                lines.push(vec![String::new()]);
                fresh = true;
                continue;
            }
            c => cell.push(c),
        }
        fresh = false;
    }
    lines
}
