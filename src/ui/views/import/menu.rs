//! What can be done with a line or a column of the table: one menu of a few pages, the same from a button, a cell or a key.

use super::ImportState;
use crate::app::{ImportStep, Proposing, Request, column_letters};
use crate::import::{Field, RowAt};
use crate::model::{ChangeKey, Quarter};
use crate::ui::menus::menu_style;
use crate::ui::widgets::{follow_focus, small};
use egui::{Button, Id, Key, Pos2, ScrollArea, Ui};

/// Most places that are offered for splitting a row.
const PLACES: usize = 12;

/// What a menu is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// A cell: its line and its column.
    Cell(u32, usize),
    /// A line, or its row.
    Line(u32),
    /// What a column means.
    Column(usize),
    /// The change that begins with a line.
    Begin(u32),
    /// The change of a line alone.
    Change(u32),
    /// Where a row is split.
    Split(u32),
}

/// An open menu.
#[derive(Clone, Debug)]
pub(super) struct Menu {
    page: Page,
    pos: Pos2,
    fresh: bool,
    /// What gets the keyboard back: a button, or else a grid.
    back: Option<Id>,
    rows: bool,
}

impl Menu {
    pub(super) const fn new(page: Page, pos: Pos2, back: Option<Id>) -> Self {
        Self { page, pos, fresh: true, back, rows: false }
    }

    /// The keyboard goes back to the rows.
    pub(super) const fn of_rows(mut self) -> Self {
        self.rows = true;
        self
    }
}

/// What an entry does.
enum Act {
    Ask(Box<ImportStep>),
    Turn(Page),
}

/// Shows the menu that is open.
pub(super) fn show(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) -> Option<Request> {
    let menu = state.menu.as_mut()?;
    let mut first = std::mem::take(&mut menu.fresh);
    let mut open = true;
    let mut act = None;
    let entries = entries(proposing, menu.page);
    let name = title(proposing, menu.page);
    egui::Popup::new(Id::unique("import-menu"), ui.ctx().clone(), menu.pos, ui.layer_id())
        .open_bool(&mut open)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .style(menu_style)
        .accessible_name(&name)
        .show(|ui| {
            let window = ui.ctx().content_rect();
            let height = (window.height() - 60.0).clamp(80.0, 460.0);
            ui.set_max_size(egui::vec2((window.width() - 40.0).min(360.0), height));
            ui.set_min_width(260.0_f32.min(window.width() - 40.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(small(ui, &name));
            ScrollArea::vertical().max_height(height - 24.0).show(ui, |ui| {
                let any = entries.iter().any(|(_, chosen, _)| *chosen);
                for (words, chosen, entry) in entries {
                    let button =
                        Button::selectable(chosen, words.as_str()).min_size(egui::vec2(250.0, 26.0)).truncate();
                    let response = ui.add(button).accessible_name(&words);
                    if first && (chosen || !any) {
                        first = false;
                        response.request_focus();
                    }
                    if response.clicked() {
                        act = Some(entry);
                    }
                }
                follow_focus(ui);
            });
        });
    let left = !open || ui.input(|input| input.key_pressed(Key::Escape));
    let request = match act {
        Some(Act::Turn(page)) => {
            menu.page = page;
            menu.fresh = true;
            ui.request_repaint();
            return None;
        }
        Some(Act::Ask(step)) => Some(Request::Import(*step)),
        None => None,
    };
    if left || request.is_some() {
        let menu = state.menu.take();
        match menu.as_ref().and_then(|menu| menu.back) {
            Some(back) => ui.memory_mut(|memory| memory.request_focus(back)),
            None if menu.is_some_and(|menu| menu.rows) => state.rows.take_focus(),
            None => state.source.take_focus(),
        }
    }
    request
}

fn title(proposing: &Proposing, page: Page) -> String {
    match page {
        Page::Cell(line, column) => format!("Line {line}, column {}", column_letters(column)),
        Page::Line(line) => format!("Line {line}"),
        Page::Column(column) => {
            let known = proposing.proposal().columns.get(column);
            let title = known.map_or("", |known| known.title.as_str());
            let title = if title.is_empty() { String::new() } else { format!(" “{title}”") };
            let why = known.map(|known| known.why.as_str()).filter(|why| !why.is_empty());
            let why = why.map_or_else(String::new, |why| format!(" ({why})"));
            format!("Column {}{title} means{why}", column_letters(column))
        }
        Page::Begin(line) => format!("With line {line} begins"),
        Page::Change(line) => format!("Line {line} alone belongs to"),
        Page::Split(line) => format!("The second row of line {line} begins with"),
    }
}

fn ask(step: ImportStep) -> Act {
    Act::Ask(Box::new(step))
}

type Entry = (String, bool, Act);

fn entries(proposing: &Proposing, page: Page) -> Vec<Entry> {
    match page {
        Page::Cell(line, column) => {
            let mut entries =
                vec![(format!("Column {} means…", column_letters(column)), false, Act::Turn(Page::Column(column)))];
            entries.extend(line_entries(proposing, line));
            entries
        }
        Page::Line(line) => line_entries(proposing, line),
        Page::Column(column) => {
            let now = proposing.proposal().columns.get(column).and_then(|column| column.field);
            let quarter = proposing.choices().quarter.unwrap_or(proposing.proposal().quarter);
            let fields = offered(quarter, now).into_iter().map(Some).chain([None]);
            fields
                .map(|field| {
                    let words = field.map_or_else(|| "Nothing: it is not read".to_owned(), |field| field.to_string());
                    (words, now == field, ask(ImportStep::Column { column, field }))
                })
                .collect()
        }
        Page::Begin(line) => {
            changes(proposing, proposing.choices().begins.get(&line), |change| ImportStep::Begin { line, change })
        }
        Page::Change(line) => {
            let row = proposing.proposal().rows.iter().find(|row| row.at.line == line);
            let mut entries = changes(proposing, row.map(|row| &row.row.change), |change| ImportStep::Change {
                line,
                change: Some(change),
            });
            if proposing.choices().changes.contains_key(&line) {
                let step = ImportStep::Change { line, change: None };
                entries.push(("Where it would go by itself".to_owned(), false, ask(step)));
            }
            entries
        }
        Page::Split(line) => {
            let mut entries = vec![(
                "The same words in both rows".to_owned(),
                false,
                ask(ImportStep::Split { line, at: Some(usize::MAX) }),
            )];
            let row = proposing.proposal().rows.iter().find(|row| row.at == RowAt { line, part: 0 });
            let text = row.map_or("", |row| row.row.where_now.as_str());
            entries.extend(places(text).into_iter().map(|at| {
                let words: String = text.get(at..).unwrap_or_default().chars().take(48).collect();
                (format!("“{}…”", words.trim()), false, ask(ImportStep::Split { line, at: Some(at) }))
            }));
            entries
        }
    }
}

fn changes(proposing: &Proposing, now: Option<&ChangeKey>, step: impl Fn(ChangeKey) -> ImportStep) -> Vec<Entry> {
    let framework = &proposing.proposal().framework;
    framework
        .changes
        .iter()
        .enumerate()
        .map(|(at, change)| {
            (format!("{} {}", at + 1, change.short), now == Some(&change.key), ask(step(change.key.clone())))
        })
        .collect()
}

fn line_entries(proposing: &Proposing, line: u32) -> Vec<Entry> {
    let choices = proposing.choices();
    let proposal = proposing.proposal();
    let mut entries = Vec::new();
    let mut put = |words: String, act: Act| entries.push((words, false, act));
    let is_row = proposal.rows.iter().any(|row| row.at.line == line);
    let joined = choices.joined.contains(&line);
    if is_row || joined {
        put("A change begins here…".to_owned(), Act::Turn(Page::Begin(line)));
    }
    if is_row {
        put("Move to another change…".to_owned(), Act::Turn(Page::Change(line)));
        if choices.split.contains_key(&line) {
            put("Make it one row again".to_owned(), ask(ImportStep::Split { line, at: None }));
        } else {
            put("Split into two rows…".to_owned(), Act::Turn(Page::Split(line)));
        }
    }
    if joined {
        put("A row of its own again".to_owned(), ask(ImportStep::Join { line, joined: false }));
    } else if is_row && proposal.rows.first().is_some_and(|row| row.at.line != line) {
        put("Join with the row above".to_owned(), ask(ImportStep::Join { line, joined: true }));
    }
    if choices.left_out.contains(&line) {
        put("Take the line in again".to_owned(), ask(ImportStep::LeaveOut { line, out: false }));
    } else if is_row || joined {
        put("Leave the line out".to_owned(), ask(ImportStep::LeaveOut { line, out: true }));
    }
    if let Some(block) = proposal.blocks.iter().find(|block| (block.first..=block.last).contains(&line)) {
        let lines = if block.first == block.last {
            format!("line {line}")
        } else {
            format!("lines {} to {}", block.first, block.last)
        };
        let mut shift = |words: String, by: i32| {
            if by != block.shift {
                put(words, ask(ImportStep::Shift { line: block.first, by }));
            }
        };
        shift(format!("Leave {lines} as they stand"), 0);
        shift(format!("Move {lines} one column to the right"), block.shift + 1);
        shift(format!("Move {lines} one column to the left"), block.shift - 1);
    }
    if proposal.header == Some(line) {
        put("This is no header".to_owned(), ask(ImportStep::Header(None)));
    } else {
        put("This line is the header".to_owned(), ask(ImportStep::Header(Some(line))));
    }
    entries
}

/// The fields that a column can be taken for: with each quarter for which a level may be planned, to the end of the next
/// financial year.
fn offered(quarter: Quarter, now: Option<Field>) -> Vec<Field> {
    let last = quarter.year_end().next().year_end();
    let ahead = std::iter::successors(Some(quarter.next()), |quarter| Some(quarter.next()));
    let mut planned: Vec<Field> =
        ahead.take_while(|quarter| *quarter <= last).map(|quarter| Field::Planned(Some(quarter))).collect();
    planned.extend(now.filter(|now| matches!(now, Field::Planned(Some(_))) && !planned.contains(now)));
    let mut fields = Vec::new();
    for field in Field::all() {
        fields.push(field);
        if field == Field::Planned(None) {
            fields.append(&mut planned);
        }
    }
    fields
}

/// Where a second statement may begin in a text, in bytes.
pub(super) fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, _) in text.match_indices(['.', ';', '\n', '•', '?', '!']) {
        let behind = text.get(at..).unwrap_or_default();
        let skipped = behind.find(|c: char| c.is_alphanumeric() || c == '(' || c == '“').unwrap_or(behind.len());
        let begins = at + skipped;
        // A point inside a number or an abbreviation has no blank behind it.
        let apart = behind.get(..skipped).is_some_and(|between| between.contains(char::is_whitespace));
        if apart && begins < text.len() && begins > 0 {
            places.push(begins);
        }
    }
    places.dedup();
    places.truncate(PLACES);
    places
}
