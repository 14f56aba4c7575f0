//! What was found: a list to step through, and of the one in hand what was assumed and what can be done about it.

use super::menu::{Menu, Page};
use super::{ImportState, Pane, Room, levels, row_field, rows};
use crate::app::{App, Command, FindingAt, ImportStep, Proposing, Request, at_of, column_letters};
use crate::import::{Code, Finding};
use crate::model::{RowField, capitalised};
use crate::ui::menus::named_with_keys;
use crate::ui::widgets::grid::{Cell, Column, Editable, Grid, GridEvent, GridSource, Place, Tone};
use crate::ui::widgets::{announced, follow_focus, heading, muted, small, strong, wrapped};
use egui::{Button, ScrollArea, Ui, vec2};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// From this width on the list stands beside the finding in hand.
const BESIDE: f32 = 700.0;
/// What part of the height the list has where it stands above the finding in hand, and the least it has.
const SHARE: f32 = 0.5;
const LEAST: f32 = 130.0;
/// The words of a cell that are shown of it.
const WORDS: usize = 160;

/// Names a finding to the grid.
pub(super) fn key_of(at: FindingAt) -> u64 {
    let mut hasher = DefaultHasher::new();
    at.hash(&mut hasher);
    hasher.finish()
}

/// What kind it is, in words.
fn kind(code: Code) -> String {
    match code {
        Code::NotARow => "No action row".to_owned(),
        Code::NoHeader => "No header".to_owned(),
        Code::LabelsOutOfOrder => "Changes out of order".to_owned(),
        Code::ChangeOfOtherEdition => "Change of another edition".to_owned(),
        Code::MergedStatements => "Two statements in one cell".to_owned(),
        Code::ShiftedBlock => "Shifted rows".to_owned(),
        Code::BlockMixed => "Partly shifted rows".to_owned(),
        code => capitalised(&code.key().replace('_', " ")),
    }
}

/// Where it is: “line 12, column C”.
fn place(finding: &Finding) -> String {
    match (finding.line, finding.column) {
        (0, None) => "the whole table".to_owned(),
        (0, Some(column)) => format!("column {}", column_letters(column)),
        (line, None) => format!("line {line}"),
        (line, Some(column)) => format!("line {line}, column {}", column_letters(column)),
    }
}

struct List<'a> {
    proposing: &'a Proposing,
    shown: Vec<&'a Finding>,
    revision: u64,
}

impl GridSource for List<'_> {
    fn row_count(&self) -> usize {
        self.shown.len()
    }

    fn row_key(&self, row: usize) -> u64 {
        self.shown.get(row).map_or(0, |it| key_of(at_of(it)))
    }

    fn revision(&self) -> u64 {
        self.revision.wrapping_mul(2).wrapping_add(u64::from(self.proposing.notes_shown()))
    }

    fn row_revision(&self, row: usize) -> u64 {
        let Some(it) = self.shown.get(row) else { return 0 };
        let mut hasher = DefaultHasher::new();
        (it.text.as_str(), it.assumed.as_str()).hash(&mut hasher);
        hasher.finish()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Some(it) = self.shown.get(row) else { return Cell::default() };
        let settled = self.proposing.is_settled(it);
        let text: Cow<'_, str> = match column {
            0 => Cow::Owned(format!("{}{}", kind(it.code), if settled { " (settled)" } else { "" })),
            1 => Cow::Borrowed(it.text.as_str()),
            _ => Cow::Borrowed(it.assumed.as_str()),
        };
        let tone = if settled { Tone::Muted } else { Tone::Normal };
        Cell { tone, editable: Editable::No, ..Cell::text(text) }
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.shown.get(row).map_or(Cow::Borrowed(""), |it| Cow::Owned(format!("{} at {}", kind(it.code), place(it))))
    }

    fn row_number(&self, row: usize) -> Cow<'_, str> {
        let number = |it: &&Finding| if it.line == 0 { "–".to_owned() } else { it.line.to_string() };
        self.shown.get(row).map_or(Cow::Borrowed(""), |it| Cow::Owned(number(it)))
    }
}

fn columns() -> Vec<Column> {
    let column = |key, title: &str, width, min_width, purpose| Column {
        key,
        title: title.to_owned(),
        width,
        min_width,
        fixed: None,
        sticky: false,
        purpose,
    };
    vec![
        column(0, "Finding", 150.0, 130.0, "What kind it is."),
        column(1, "Words", 170.0, 120.0, "What stands there."),
        column(2, "Assumed", 260.0, 160.0, "What was assumed or done."),
    ]
}

/// Shows them in all the room there is.
pub(super) fn findings(
    ui: &mut Ui,
    app: &App,
    proposing: &Proposing,
    state: &mut ImportState,
    room: Room,
) -> Vec<Request> {
    let mut requests = Vec::new();
    if room == Room::Wide {
        ui.horizontal_wrapped(|ui| {
            heading(ui, "Findings");
            requests.extend(choices(ui, proposing, Some(proposing.notes_shown())));
            requests.extend(steps(ui, app));
            working(ui, proposing);
        });
        ui.add_space(4.0);
    }
    let size = ui.available_size();
    let mut below = |ui: &mut Ui, state: &mut ImportState| {
        if room != Room::Wide {
            ui.horizontal_wrapped(|ui| requests.extend(steps(ui, app)));
        }
        requests.extend(in_hand(ui, proposing, state));
    };
    let mut scrolled = |ui: &mut Ui, state: &mut ImportState| {
        ScrollArea::vertical().id_salt("finding").auto_shrink([false, false]).show(ui, |ui| {
            below(ui, state);
            follow_focus(ui);
        });
    };
    if size.x >= BESIDE {
        let detail = (size.x * 0.42).min(520.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            super::sized(ui, vec2(size.x - detail - 12.0, size.y), |ui| list(ui, proposing, state, room));
            super::sized(ui, vec2(detail, size.y), |ui| scrolled(ui, state));
        });
    } else {
        // The list first: where there is little room it is what shows that there is something to settle.
        let above = (size.y * SHARE).max(LEAST);
        super::sized(ui, vec2(size.x, above), |ui| list(ui, proposing, state, room));
        ui.add_space(6.0);
        if room == Room::Low { below(ui, state) } else { scrolled(ui, state) }
    }
    requests
}

/// Which of them are shown.
pub(super) fn choices(ui: &mut Ui, proposing: &Proposing, chosen: Option<bool>) -> Option<Request> {
    let notes = proposing.proposal().findings.iter().filter(|it| it.code.is_note()).count();
    let choices = [(false, format!("To settle ({})", proposing.open().count())), (true, format!("Notes ({notes})"))];
    let mut asked = None;
    for (shows, words) in choices {
        if ui.selectable_label(chosen == Some(shows), words).clicked() {
            asked = Some(Request::Import(ImportStep::ShowNotes(shows)));
        }
    }
    asked
}

/// The buttons that step through them.
fn steps(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    for command in [Command::PreviousFinding, Command::NextFinding] {
        let keys = command.shortcut().map_or_else(String::new, |shortcut| shortcut.to_string());
        let button = Button::new(command.label()).shortcut_text(small(ui, &keys));
        let response = ui.add_enabled(command.available(app), button);
        if named_with_keys(response, command.label(), &keys).clicked() {
            requests.push(Request::Command(command));
        }
    }
    requests
}

/// Whether what is shown is of a moment ago.
pub(super) fn working(ui: &mut Ui, proposing: &Proposing) {
    if proposing.working() {
        announced(&ui.label(small(ui, "Reading it anew…")));
    }
}

fn list(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState, room: Room) {
    let shown: Vec<&Finding> = proposing.shown().collect();
    if shown.is_empty() {
        let words = if proposing.notes_shown() { "There are no notes." } else { "There is nothing to settle." };
        wrapped(ui, muted(ui, words));
        state.findings.want_nothing();
        if std::mem::take(&mut state.focus) {
            state.rows.take_focus();
        }
        return;
    }
    if state.focus && state.pane == Pane::Findings {
        state.focus = false;
        state.findings.take_focus();
    }
    let list = List { proposing, shown, revision: state.revision(proposing) };
    let columns = columns();
    // In full they stand below.
    let lines = if room == Room::Low { 1 } else { 2 };
    let response =
        Grid::new("findings", "Findings").max_lines(lines).tab_leaves().show(ui, &mut state.findings, &columns, &list);
    for event in response.events {
        if let GridEvent::Menu { .. } = event {
            state.findings.take_focus();
        }
    }
}

/// The finding in hand with its buttons.
fn in_hand(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(finding) = proposing.finding() else {
        if proposing.open().next().is_none() {
            announced(&wrapped(ui, muted(ui, "Nothing waits to be settled.")));
        }
        return requests;
    };
    ui.spacing_mut().item_spacing.y = 4.0;
    wrapped(ui, strong(format!("{}, {}", kind(finding.code), place(finding))));
    announced(&wrapped(ui, &finding.assumed));
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        requests.extend(actions(ui, proposing, finding, state));
    });
    // Behind what can be done: they stand in the list and in the table as well.
    if !finding.text.is_empty() {
        let text: String = finding.text.chars().take(WORDS).collect();
        let more = if text.len() < finding.text.len() { "…" } else { "" };
        ui.add_space(2.0);
        wrapped(ui, muted(ui, format!("“{}{more}”", text.replace('\n', " "))));
    }
    requests
}

fn actions(ui: &mut Ui, proposing: &Proposing, finding: &Finding, state: &mut ImportState) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut ask = |asked: bool, step: ImportStep| requests.extend(asked.then_some(Request::Import(step)));
    let at = at_of(finding);
    if !finding.code.is_note() {
        if proposing.is_settled(finding) {
            ask(ui.button("Open it again").clicked(), ImportStep::Settle { finding: at, fine: false });
        } else {
            ask(ui.button("Fine as it is").clicked(), ImportStep::Settle { finding: at, fine: true });
        }
    }
    let line = finding.line;
    let mut menu = |ui: &mut Ui, words: &str, page: Page| {
        let button = ui.button(words);
        if button.clicked() {
            state.menu = Some(Menu::new(page, button.rect.left_bottom(), Some(button.id)));
        }
    };
    match finding.code {
        Code::ShiftedBlock => {
            ask(ui.button("Leave as it stands").clicked(), ImportStep::Shift { line, by: 0 });
        }
        Code::BlockMixed => {
            ask(ui.button("Move one column right").clicked(), ImportStep::Shift { line, by: 1 });
            ask(ui.button("Move one column left").clicked(), ImportStep::Shift { line, by: -1 });
        }
        Code::ChangeInferred
        | Code::ChangeDoubtful
        | Code::LabelUnrecognised
        | Code::LabelsOutOfOrder
        | Code::ChangeOfOtherEdition => {
            menu(ui, "A change begins here…", Page::Begin(line));
            menu(ui, "Move the row…", Page::Change(line));
        }
        Code::StatusSplit | Code::MergedStatements => menu(ui, "Split into two rows…", Page::Split(line)),
        Code::DueOverflow | Code::LooksCut => {
            let possible = proposing.proposal().rows.first().is_some_and(|row| row.at.line < line);
            let button = ui.add_enabled(possible, Button::new("Join with the row above"));
            ask(button.clicked(), ImportStep::Join { line, joined: true });
        }
        Code::NotARow if proposing.choices().left_out.contains(&line) => {
            ask(ui.button("Take it in again").clicked(), ImportStep::LeaveOut { line, out: false });
        }
        Code::NoHeader
        | Code::HeaderContradicted
        | Code::ColumnUnread
        | Code::LevelColumnAssumed
        | Code::PlanQuarterAssumed
        | Code::PlanQuarterFromHeading => {
            let column = finding.column.unwrap_or_default();
            menu(ui, &format!("Column {} means…", column_letters(column)), Page::Column(column));
        }
        _ => {}
    }
    let proposal = proposing.proposal();
    let row = proposal.rows.iter().find(|row| row.at.line == line && line > 0);
    let field = finding.column.and_then(|column| row_field(proposal, line, column));
    if let (Some(row), Some(field)) = (row, field.filter(|field| *field != RowField::Change))
        && ui.button(format!("Type {} anew", inner(field.name()))).clicked()
    {
        state.pane = Pane::Rows;
        state.rows.go_to(Place { row: rows::key_of(row.at), column: field as u32 });
        state.rows.edit();
    }
    let level = finding.column.and_then(|column| levels::goes_to(proposing, line, column));
    if matches!(finding.code, Code::LevelUnreadable | Code::LevelDoubtful)
        && let Some((row, column)) = level
        && ui.button("Type the level anew").clicked()
    {
        state.pane = Pane::Levels;
        state.levels_shown = true;
        state.levels.go_to(Place { row, column });
        state.levels.edit();
    }
    if row.is_some() && finding.code != Code::NotARow {
        ask(ui.button("Leave the line out").clicked(), ImportStep::LeaveOut { line, out: true });
    }
    requests
}

/// A field's name inside a sentence.
fn inner(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
