//! One change: what it means, its level now and planned, why, what the return asks for, and its rows.

use super::actions::rows_bar;
use super::filter_bar::{FilterBar, no_row_matches};
use super::picker::level_picker;
use super::rows::{RowsTable, paste_into_nothing};
use super::texts::Texts;
use crate::app::{App, Command, Edit, Request, Session, TableAct};
use crate::model::{ChangeJudgement, ChangeKey, ChangeText, Level, Quarter, RowField, RowId};
use crate::ui::header::{header_scrolls, standing, view_header};
use crate::ui::widgets::{accent_button, card, follow_focus, level_words, muted, small, strong, title, wrapped};
use egui::{Button, ScrollArea, Ui, UiBuilder, vec2};
use std::ops::Range;
use strum::IntoEnumIterator as _;

/// Least height of the rows below the judgement.
const ROWS: f32 = 300.0;
/// The same where the window is lower than that.
const ROWS_LEAST: f32 = 120.0;
/// Width of a quarter's plan, with its words.
const PLAN: f32 = 310.0;
/// Width of the level now, in words.
const NOW: f32 = 250.0;
/// Least width of a text of the return.
const TEXT: f32 = 300.0;

/// What the view keeps to itself.
#[derive(Debug, Default)]
pub struct ChangeState {
    table: RowsTable,
    filter: FilterBar,
    part: Part,
    focus_level: bool,
    texts: Texts,
}

/// What stands below the level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// The change's rows, or the return where it has none.
    #[default]
    RowsIfAny,
    Rows,
    Return,
}

impl ChangeState {
    /// Gives the level the keyboard at the next frame.
    pub const fn take_focus(&mut self) {
        self.focus_level = true;
    }

    /// Gives the filter's field the keyboard at the next frame.
    pub const fn focus_filter(&mut self) {
        self.part = Part::Rows;
        self.filter.take_focus();
    }

    /// The cell being typed, as an edit; its editor is closed.
    pub fn take_draft(&mut self) -> Option<Request> {
        self.texts.forget();
        self.table.take_draft()
    }

    /// Brings a row into view at the next frame.
    pub fn reveal(&mut self, row: &RowId) {
        self.part = Part::Rows;
        self.table.reveal(row);
    }

    /// Brings a new row into view at the next frame, the cursor on its first cell.
    pub fn begin(&mut self, row: &RowId) {
        self.part = Part::Rows;
        self.table.begin(row);
    }

    /// Brings a cell into view at the next frame; with `focus` the keyboard goes there.
    pub fn show_cell(&mut self, row: &RowId, field: RowField, focus: bool) {
        self.part = Part::Rows;
        self.table.show_cell(row, field, focus);
    }

    /// Brings one of the texts into view at the next frame, with a part of it selected.
    pub fn show_text(&mut self, text: ChangeText, range: Range<usize>, focus: bool) {
        if text != ChangeText::Why {
            self.part = Part::Return;
        }
        self.texts.show(text, range, focus);
    }

    /// Explains the text or the cell in hand.
    pub fn explain(&mut self, ctx: &egui::Context) {
        if !self.texts.explain(ctx) {
            self.table.explain();
        }
    }

    /// Takes rows in hand at the next frame, and brings the first into view.
    pub fn take_rows(&mut self, rows: Vec<RowId>) {
        self.part = Part::Rows;
        self.table.take_rows(rows);
    }

    /// Has the table do something with its selection at the next frame.
    pub fn act(&mut self, act: TableAct) {
        self.table.act(act);
    }
}

/// Shows one change.
#[must_use]
pub fn change(ui: &mut Ui, app: &App, key: &ChangeKey, state: &mut ChangeState) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let framework = session.framework();
    let (Some(change), Some(judgement)) = (framework.change(key), session.assessment().change(key)) else {
        return Vec::new();
    };
    let number = framework.number(key).unwrap_or_default();
    let top = |ui: &mut Ui| {
        let mut requests = view_header(ui, app, |ui| {
            title(ui, &format!("{number}  {}", change.title));
        });
        requests.extend(standing(ui, app));
        requests
    };
    let mut requests = Vec::new();
    let scrolls = header_scrolls(ui);
    if !scrolls {
        requests.extend(top(ui));
    }
    ScrollArea::vertical().id_salt(("change", key.as_str())).auto_shrink([false, false]).show(ui, |ui| {
        let bottom = ui.max_rect().max.y;
        // The rows are never higher than what is in sight, or the cell in hand might not be.
        let most = (ui.max_rect().height() - 16.0).max(ROWS_LEAST);
        if scrolls {
            requests.extend(top(ui));
        }
        if !change.meaning.is_empty() {
            wrapped(ui, muted(ui, change.meaning.clone()));
            ui.add_space(4.0);
        }
        let focus = std::mem::take(&mut state.focus_level);
        requests.extend(levels(ui, session, judgement, focus));
        requests.extend(state.texts.why(ui, session, judgement));
        ui.add_space(6.0);
        let rows = session.assessment().rows_of(key).count();
        let part = match state.part {
            Part::RowsIfAny if rows > 0 => Part::Rows,
            Part::RowsIfAny => Part::Return,
            part => part,
        };
        requests.extend(tabs(ui, app, judgement, rows, part, state));
        match part {
            Part::Return | Part::RowsIfAny => {
                requests.extend(return_texts(ui, session, judgement, &mut state.texts));
            }
            Part::Rows if rows == 0 => {
                state.table.not_shown();
                requests.extend(no_rows(ui, app, key));
                requests.extend(paste_into_nothing(ui, app));
            }
            Part::Rows => {
                let bar = state.filter.show(ui, app, true);
                requests.extend(bar.requests);
                if bar.to_rows {
                    state.table.take_focus();
                }
                if app.visible().positions.is_empty() {
                    state.table.not_shown();
                    requests.extend(no_row_matches(ui, app));
                } else {
                    requests.extend(rows_below(ui, app, key, (bottom, ROWS.min(most)), &mut state.table));
                }
            }
        }
        follow_focus(ui);
    });
    requests
}

/// The grid, in the room that is left or in what it needs.
fn rows_below(
    ui: &mut Ui,
    app: &App,
    key: &ChangeKey,
    (bottom, least): (f32, f32),
    table: &mut RowsTable,
) -> Vec<Request> {
    let height = (bottom - ui.cursor().min.y).max(least);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("rows"));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    table.show(&mut inner, app, Some(key))
}

/// The picker, the generic meaning where this edition has no prompts, and the plans.
fn levels(ui: &mut Ui, session: &Session, judgement: &ChangeJudgement, focus: bool) -> Vec<Request> {
    let mut requests = Vec::new();
    let assessment = session.assessment();
    let framework = session.framework();
    let editable = !session.read_only();
    let planned = judgement.planned_for(assessment.plan_quarter());
    let previous = session.previous().filter(|previous| previous.framework == assessment.framework);
    let last = previous.and_then(|previous| previous.change(&judgement.change)).and_then(|judgement| judgement.now);
    requests.extend(level_picker(ui, judgement, framework, planned, last, (editable, focus)));
    ui.add_space(2.0);
    let wording = match framework.change(&judgement.change).and_then(|change| change.prompts.as_ref()) {
        Some(prompts) => prompts.wording.clone(),
        None => "This edition's own prompts are not known here: the cards say what each level means for any change. \
             The publisher's text is to be looked up."
            .to_owned(),
    };
    let quarters = quarters_to_plan(session, judgement);
    let beside = ui.available_width() >= NOW + PLAN * quarters.len() as f32;
    ui.horizontal(|ui| {
        ui.label(strong(match judgement.now {
            Some(level) => format!("Now {}", level_words(Some(level))),
            None => "Not assessed".to_owned(),
        }));
        if judgement.now.is_some() {
            let clear = Button::new("Clear level").small();
            let clear = ui.add_enabled(editable, clear).on_hover_text("Say that this change is not assessed");
            if clear.clicked() {
                requests.push(Request::Edit(Edit::SetLevel { change: judgement.change.clone(), level: None }));
            }
        }
        if beside {
            ui.add_space(8.0);
            for quarter in &quarters {
                requests.extend(plan(ui, judgement, *quarter, editable));
            }
        }
    });
    if !beside {
        let across = ((ui.available_width() / PLAN).floor() as usize).max(1);
        for line in quarters.chunks(across) {
            ui.horizontal(|ui| {
                for quarter in line {
                    requests.extend(plan(ui, judgement, *quarter, editable));
                }
            });
        }
    }
    // The first sentence says whose words they are; where the publisher's stand is told on demand.
    let first = wording.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let line = format!("{}{first}", past_plans(session, judgement));
    ui.add(egui::Label::new(small(ui, line)).truncate()).on_hover_text(wording);
    requests
}

/// Plans for quarters that have come, as they stood.
fn past_plans(session: &Session, judgement: &ChangeJudgement) -> String {
    let now = session.assessment().quarter;
    let plans: Vec<String> = judgement
        .planned
        .iter()
        .filter(|plan| plan.quarter <= now)
        .map(|plan| format!("{} for {}", plan.level, plan.quarter))
        .collect();
    if plans.is_empty() { String::new() } else { format!("Was planned: {}. ", plans.join(", ")) }
}

/// Quarters that can be planned for: those planned already, the next one, and the end of its year.
fn quarters_to_plan(session: &Session, judgement: &ChangeJudgement) -> Vec<Quarter> {
    let now = session.assessment().quarter;
    let mut quarters: Vec<Quarter> =
        judgement.planned.iter().map(|plan| plan.quarter).filter(|quarter| *quarter > now).collect();
    quarters.push(now.next());
    quarters.push(now.next().year_end());
    quarters.sort_unstable();
    quarters.dedup();
    quarters
}

fn plan(ui: &mut Ui, judgement: &ChangeJudgement, quarter: Quarter, editable: bool) -> Option<Request> {
    let planned = judgement.planned_for(quarter);
    let mut asked = None;
    let label = ui.label(muted(ui, format!("Planned for {quarter}")));
    ui.add_enabled_ui(editable, |ui| {
        let shown = planned.map_or_else(|| "no plan".to_owned(), |level| level_words(Some(level)));
        let salt = ("plan", judgement.change.as_str(), quarter);
        let combo = egui::ComboBox::from_id_salt(salt).selected_text(shown.clone()).width(150.0).height(260.0);
        let response = combo.show_ui(ui, |ui| {
            let mut choice = planned;
            ui.selectable_value(&mut choice, None, "no plan");
            for level in Level::all() {
                ui.selectable_value(&mut choice, Some(level), level_words(Some(level)));
            }
            if choice != planned {
                asked = Some(Request::Edit(Edit::SetPlan { change: judgement.change.clone(), quarter, level: choice }));
            }
        });
        response.response.labelled_by(label.id).accessible_name(format!("Planned for {quarter}: {shown}"));
    });
    asked
}

fn tabs(
    ui: &mut Ui,
    app: &App,
    judgement: &ChangeJudgement,
    rows: usize,
    part: Part,
    state: &mut ChangeState,
) -> Vec<Request> {
    let mut requests = Vec::new();
    let written = ChangeText::iter()
        .filter(|text| *text != ChangeText::Why && !judgement.texts.get(*text).trim().is_empty())
        .count();
    ui.horizontal_wrapped(|ui| {
        for (to, words) in
            [(Part::Rows, format!("Actions {rows}")), (Part::Return, format!("For the return, {written} of 6 written"))]
        {
            let response = ui.add(Button::selectable(part == to, words).min_size(vec2(0.0, 30.0)));
            if response.clicked() {
                state.part = to;
            }
        }
        if part == Part::Rows && rows > 0 {
            ui.separator();
            requests.extend(rows_bar(ui, app, state.table.selected()));
        }
    });
    ui.add_space(4.0);
    requests
}

fn return_texts(ui: &mut Ui, session: &Session, judgement: &ChangeJudgement, texts: &mut Texts) -> Vec<Request> {
    let mut requests = Vec::new();
    let asked: Vec<ChangeText> = ChangeText::iter().filter(|text| *text != ChangeText::Why).collect();
    let across = ((ui.available_width() / TEXT).floor() as usize).clamp(1, 3);
    for line in asked.chunks(across) {
        ui.columns(across, |columns| {
            for (column, text) in columns.iter_mut().zip(line) {
                requests.extend(card(column, |ui| texts.field(ui, session, judgement, *text, 3)));
            }
        });
        ui.add_space(4.0);
    }
    if !judgement.funding.is_empty() {
        card(ui, |ui| {
            ui.label(strong("Funding"));
            for funding in &judgement.funding {
                let amount = match funding.pounds {
                    Some(pounds) => format!("£{}", grouped(pounds)),
                    None => format!("{} (not read as an amount)", funding.typed),
                };
                let source =
                    if funding.source.is_empty() { String::new() } else { format!(" from {}", funding.source) };
                wrapped(ui, format!("{amount}{source}: {}", funding.purpose));
            }
        });
        ui.add_space(4.0);
    }
    if !judgement.notes.is_empty() {
        card(ui, |ui| {
            ui.label(strong("Notes"));
            for note in &judgement.notes {
                wrapped(ui, muted(ui, note.clone()));
            }
        });
    }
    ui.add_space(12.0);
    requests
}

/// 70000 as 70,000.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn no_rows(ui: &mut Ui, app: &App, key: &ChangeKey) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.label(muted(ui, "This change has no action rows yet."));
    if Command::AddRow.available(app) && accent_button(ui, "Add the first row").clicked() {
        requests.push(Request::AddRowTo { change: key.clone(), below: None });
    }
    requests
}
