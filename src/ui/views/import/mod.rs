//! A table that is being brought in: the table as it stands beside the rows it makes, with everything that was assumed, to
//! be settled one by one before anything is taken in.

mod end;
mod findings;
mod levels;
mod menu;
mod rows;
mod source;
mod summary;

use crate::app::{App, Command, FindingAt, ImportStep, Proposing, Request, at_of};
use crate::import::{Field, Proposal, RowAt, Source};
use crate::model::RowField;
use crate::ui::header::view_header;
use crate::ui::widgets::grid::{GridState, Place};
use crate::ui::widgets::{accent_button, announced, follow_focus, leave_focus, muted, small, title, wrapped};
use egui::{Layout, ScrollArea, Ui, vec2};
use menu::Menu;
use std::sync::Arc;

/// From this width on the table stands beside its rows.
const BESIDE: f32 = 820.0;
/// Below this height of the window everything scrolls together, one part at a time.
const LOW: f32 = 600.0;

/// Frames for which a table that comes stays at its top: the list that gets the keyboard is not scrolled to.
const OPENING: u8 = 4;

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// For all parts at once.
    Wide,
    /// For one at a time.
    Narrow,
    /// For one at a time, and everything scrolls together.
    Low,
}

/// The parts, of which a small window shows one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Findings,
    Source,
    Rows,
    Levels,
}

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ImportState {
    source: GridState,
    rows: GridState,
    levels: GridState,
    findings: GridState,
    source_widths: Vec<(u32, f32)>,
    row_widths: Vec<(u32, f32)>,
    level_widths: Vec<(u32, f32)>,
    /// Of a table with rows and levels, whether the levels are shown beside it.
    levels_shown: bool,
    pane: Pane,
    menu: Option<Menu>,
    /// What is typed for the quarter and the day, while that is not yet one.
    quarter: Option<String>,
    as_at: Option<String>,
    /// The table that is shown, and for how many frames more it is kept at its top.
    source_shown: Option<Arc<Source>>,
    opening: u8,
    /// The proposal that is shown, and a number for it.
    shown: Option<Arc<Proposal>>,
    number: u64,
    finding: Option<FindingAt>,
    /// Where the cursors were, to see which of them was moved.
    at: [Option<Place>; 4],
    focus: bool,
    /// Whether the table or its rows had the keyboard in the last frame, with the findings in sight.
    in_grid: bool,
}

impl ImportState {
    /// Gives the part that is shown first the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus = true;
    }

    /// Somebody went on to another finding: it can be answered at once, wherever in the table the one before led.
    pub fn finding_stepped(&mut self) {
        if self.in_grid {
            self.findings.take_focus();
        }
    }

    /// The cell being typed, as a choice; its editor is closed.
    pub fn take_draft(&mut self, app: &App) -> Option<Request> {
        self.menu = None;
        let proposing = app.proposing()?;
        if let Some((place, text)) = self.levels.take_draft() {
            return levels::typed(proposing, place.row, place.column, text);
        }
        let (place, text) = self.rows.take_draft()?;
        rows::typed(place.row, place.column, text)
    }

    /// Follows what is proposed, and brings the finding in hand into sight.
    fn follow(&mut self, proposing: &Proposing) {
        if self.source_shown.as_ref().is_none_or(|shown| !Arc::ptr_eq(shown, proposing.source())) {
            self.source_shown = Some(Arc::clone(proposing.source()));
            self.opening = OPENING;
            self.pane = Pane::default();
        }
        if self.shown.as_ref().is_none_or(|shown| !Arc::ptr_eq(shown, proposing.proposal())) {
            self.shown = Some(Arc::clone(proposing.proposal()));
            self.number += 1;
        }
        let finding = proposing.finding().map(at_of);
        if finding != self.finding {
            self.finding = finding;
            if let Some(at) = finding {
                self.findings.go_to(Place { row: findings::key_of(at), column: 0 });
                if at.1 > 0 {
                    let column = at.2.or_else(|| proposing.proposal().source_column(at.1, RowField::WhereNow));
                    self.show_line(proposing, at.1, column.unwrap_or_default());
                }
                self.at = self.cursors();
            }
        }
    }

    /// Names the state that is shown, for the grids.
    fn revision(&self, proposing: &Proposing) -> u64 {
        self.number.wrapping_mul(1 << 20).wrapping_add(proposing.revision())
    }

    /// Puts the cursors of the table and of the rows on a line.
    fn show_line(&mut self, proposing: &Proposing, line: u32, column: usize) {
        self.source.go_to(Place { row: u64::from(line), column: column as u32 });
        let proposal = proposing.proposal();
        if let Some((row, column)) = levels::goes_to(proposing, line, column) {
            self.levels.go_to(Place { row, column });
        }
        // A line that goes on from another, or was left out, has no row of its own.
        let above = proposal.rows.iter().rev().find(|row| row.at.line <= line).map(|row| row.at);
        if let Some(at) = above.filter(|at| at.line == line || proposing.choices().joined.contains(&line)) {
            self.rows.go_to(Place { row: rows::key_of(at), column: row_column(proposal, line, column) });
        }
    }

    /// Where one cursor was moved, the other follows.
    fn link(&mut self, proposing: &Proposing) -> Option<Request> {
        let now = self.cursors();
        let before = std::mem::replace(&mut self.at, now);
        let proposal = proposing.proposal();
        let mut request = None;
        let [source, rows, findings, judged] = now;
        let [source_before, rows_before, findings_before, judged_before] = before;
        if findings != findings_before
            && let Some(place) = findings
            && let Some(at) = proposing.shown().map(at_of).find(|at| findings::key_of(*at) == place.row)
            && self.finding != Some(at)
        {
            request = Some(Request::Import(ImportStep::Show(at)));
        } else if source != source_before
            && let Some(place) = source
        {
            let line = u32::try_from(place.row).unwrap_or_default();
            if let Some((row, column)) = levels::goes_to(proposing, line, place.column as usize) {
                self.levels.go_to(Place { row, column });
            }
            if let Some(row) = proposal.rows.iter().find(|row| row.at.line == line) {
                let column = row_column(proposal, line, place.column as usize);
                self.rows.go_to(Place { row: rows::key_of(row.at), column });
            }
        } else if judged != judged_before
            && let Some(place) = judged
            && let Some((line, column)) = levels::comes_from(proposing, place.row, place.column)
        {
            self.source.go_to(Place { row: u64::from(line), column: column as u32 });
        } else if rows != rows_before
            && let Some(place) = rows
            && let Some(at) = rows::at_of_key(place.row)
        {
            let column = rows::field_of(place.column).and_then(|field| proposal.source_column(at.line, field));
            let column = column.map_or(0, |column| column as u32);
            self.source.go_to(Place { row: u64::from(at.line), column });
        }
        self.at = self.cursors();
        request
    }

    fn cursors(&self) -> [Option<Place>; 4] {
        [&self.source, &self.rows, &self.findings, &self.levels].map(GridState::cursor)
    }

    /// The line in hand, and the column of the table.
    fn in_hand(&self) -> (u32, usize) {
        let place = self.source.cursor();
        (
            place.and_then(|place| u32::try_from(place.row).ok()).unwrap_or_default(),
            place.map_or(0, |place| place.column as usize),
        )
    }

    /// The row in hand.
    fn row_in_hand(&self, proposing: &Proposing) -> Option<RowAt> {
        let at = rows::at_of_key(self.rows.cursor()?.row)?;
        proposing.proposal().rows.iter().any(|row| row.at == at).then_some(at)
    }
}

/// The column of the rows to go to for a cell of the table. The change stands over the rows already, so for its column it is
/// their first words.
fn row_column(proposal: &Proposal, line: u32, column: usize) -> u32 {
    let field = row_field(proposal, line, column).filter(|field| *field != RowField::Change);
    field.unwrap_or(RowField::WhereNow) as u32
}

/// The field of a row that a cell of the table goes into.
fn row_field(proposal: &Proposal, line: u32, column: usize) -> Option<RowField> {
    let shift = isize::try_from(proposal.shift_of(line)).ok()?;
    match proposal.columns.get(column.checked_add_signed(shift)?)?.field? {
        Field::Row(field) => Some(field),
        _ => None,
    }
}

/// Shows the view.
#[must_use]
pub fn import(ui: &mut Ui, app: &App, state: &mut ImportState) -> Vec<Request> {
    let Some(proposing) = app.proposing() else { return nothing(ui, app) };
    state.follow(proposing);
    let window = ui.ctx().content_rect();
    let room = match () {
        () if window.height() < LOW => Room::Low,
        () if ui.available_width() >= BESIDE => Room::Wide,
        () => Room::Narrow,
    };
    let mut requests = Vec::new();
    state.in_grid = false;
    if room == Room::Low {
        let opening = state.opening > 0;
        state.opening = state.opening.saturating_sub(1);
        let scroll = ScrollArea::vertical().id_salt("bring in").auto_shrink([false, false]);
        let scroll = if opening { scroll.vertical_scroll_offset(0.0) } else { scroll };
        scroll.show(ui, |ui| {
            let height = (ui.available_height() - 40.0).max(200.0);
            ui.set_max_width(ui.available_width());
            requests.extend(top(ui, app, proposing, state, room));
            requests.extend(tabs(ui, proposing, state));
            sized(ui, vec2(ui.available_width(), height), |ui| requests.extend(pane(ui, app, proposing, state, room)));
            requests.extend(end::end(ui, app, proposing));
            if opening {
                leave_focus(ui);
                ui.request_repaint();
            } else {
                follow_focus(ui);
            }
        });
    } else {
        requests.extend(top(ui, app, proposing, state, room));
        let height = ui.available_height() - end::HEIGHT;
        if room == Room::Wide {
            let below = (height * 0.36).clamp(170.0, 320.0);
            requests.extend(beside(ui, app, proposing, state, height - below - 8.0));
            ui.add_space(8.0);
            sized(ui, vec2(ui.available_width(), below - 8.0), |ui| {
                requests.extend(findings::findings(ui, app, proposing, state, room));
            });
        } else {
            requests.extend(tabs(ui, proposing, state));
            let height = ui.available_height() - end::HEIGHT;
            sized(ui, vec2(ui.available_width(), height), |ui| requests.extend(pane(ui, app, proposing, state, room)));
        }
        requests.extend(end::end(ui, app, proposing));
    }
    state.in_grid &= room == Room::Wide;
    requests.extend(state.link(proposing));
    requests.extend(menu::show(ui, proposing, state));
    requests
}

fn sized(ui: &mut Ui, size: egui::Vec2, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(egui::Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        add(ui);
    });
}

fn top(ui: &mut Ui, app: &App, proposing: &Proposing, state: &mut ImportState, room: Room) -> Vec<Request> {
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Bring in a table");
        ui.add_space(8.0);
        let name = ui.add(egui::Label::new(muted(ui, &proposing.source().name)).truncate());
        if let Some(path) = proposing.path() {
            name.on_hover_text(path.display().to_string());
        }
    });
    requests.extend(summary::summary(ui, app, proposing, state, room));
    requests
}

/// Whether the levels are shown rather than the rows: where there are no rows, or they were asked for.
fn shows_levels(proposing: &Proposing, state: &ImportState) -> bool {
    let proposal = proposing.proposal();
    !proposal.levels.is_empty() && (proposal.rows.is_empty() || state.levels_shown)
}

/// Rows or levels, where the table has both and they share a place.
fn switch(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) {
    let proposal = proposing.proposal();
    if proposal.levels.is_empty() || proposal.rows.is_empty() {
        return;
    }
    let shown = shows_levels(proposing, state);
    for (shows, words) in [(false, "Show rows"), (true, "Show levels")] {
        if ui.selectable_label(shown == shows, words).clicked() {
            state.levels_shown = shows;
            if matches!(state.pane, Pane::Rows | Pane::Levels) {
                state.pane = if shows { Pane::Levels } else { Pane::Rows };
            }
        }
    }
}

/// The table, and beside it its rows or its levels.
fn beside(ui: &mut Ui, app: &App, proposing: &Proposing, state: &mut ImportState, height: f32) -> Vec<Request> {
    let mut requests = Vec::new();
    let gap = 12.0;
    let width = (ui.available_width() - gap) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        sized(ui, vec2(width, height), |ui| requests.extend(source::source(ui, app, proposing, state)));
        sized(ui, vec2(width, height), |ui| {
            requests.extend(if shows_levels(proposing, state) {
                levels::levels(ui, proposing, state)
            } else {
                rows::rows(ui, proposing, state)
            });
        });
    });
    requests
}

/// Which part is shown, where there is no room for all.
fn tabs(ui: &mut Ui, proposing: &Proposing, state: &mut ImportState) -> Option<Request> {
    let mut request = None;
    ui.horizontal_wrapped(|ui| {
        request = findings::choices(ui, proposing, (state.pane == Pane::Findings).then(|| proposing.notes_shown()));
        if request.is_some() {
            state.pane = Pane::Findings;
        }
        let proposal = proposing.proposal();
        let (rows, levels) = (proposal.rows.len(), proposal.levels.len());
        let words = [
            (Pane::Source, true, "Table".to_owned()),
            (Pane::Rows, rows > 0 || levels == 0, format!("Rows ({rows})")),
            (Pane::Levels, levels > 0, format!("Levels ({levels})")),
        ];
        for (pane, _, words) in words.into_iter().filter(|(_, there, _)| *there) {
            if ui.selectable_label(state.pane == pane, words).clicked() {
                state.pane = pane;
            }
        }
        findings::working(ui, proposing);
    });
    ui.add_space(4.0);
    request
}

fn pane(ui: &mut Ui, app: &App, proposing: &Proposing, state: &mut ImportState, room: Room) -> Vec<Request> {
    match state.pane {
        Pane::Findings => findings::findings(ui, app, proposing, state, room),
        Pane::Source => source::source(ui, app, proposing, state),
        Pane::Rows => rows::rows(ui, proposing, state),
        Pane::Levels => levels::levels(ui, proposing, state),
    }
}

/// No table is in hand: what this is, and one button.
fn nothing(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.vertical_centered(|ui| {
        ui.add_space(40.0);
        if let Some(busy) = app.busy() {
            announced(&ui.label(muted(ui, busy)));
            return;
        }
        title(ui, "No table is being brought in");
        let about = "A table from Excel, Word or a CSV file is read and shown with everything that was assumed; nothing is \
                     taken in before you say so.";
        wrapped(ui, muted(ui, about));
        ui.add_space(8.0);
        if accent_button(ui, Command::Import.label()).clicked() {
            requests.push(Request::Command(Command::Import));
        }
        wrapped(ui, small(ui, "Or drop a file on the window."));
    });
    requests
}
