//! All changes at a glance: levels now, planned and last quarter; what moved; what is due; what needs attention.

use crate::app::{App, Command, CompareStep, Place, Request, Session};
use crate::check::{Finding, Severity};
use crate::compare::{Movement, outlook};
use crate::model::{Assessment, Better, Change, Level, Metric, Quarter};
use crate::ui::header::{header_scrolls, standing, view_header};
use crate::ui::regions::{Mark, mark};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::{
    Ladder, card, follow_focus, heading, level_words, link, muted, small, strong, title, wrapped,
};
use egui::text::{LayoutJob, TextWrapping};
use egui::{FontFamily, FontId, Rect, RichText, ScrollArea, Sense, StrokeKind, Ui, pos2, vec2};

/// Findings shown before "and so many more".
const FINDINGS: usize = 8;
/// Room between the two columns below the strip.
const COLUMNS_APART: f32 = 24.0;
/// Least width of a tile of the heat strip.
const TILE: f32 = 104.0;
/// The same where there is little room, as at three times the size: wider, so that none is higher than the window.
const TILE_NARROW: f32 = 160.0;

/// Shows the overview.
#[must_use]
pub fn overview(ui: &mut Ui, app: &App) -> Vec<Request> {
    let Some(session) = app.session() else { return Vec::new() };
    let mut requests = Vec::new();
    let scrolls = header_scrolls(ui);
    if !scrolls {
        requests.extend(top(ui, app));
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if scrolls {
            requests.extend(top(ui, app));
        }
        let top = ui.cursor().min;
        requests.extend(strip(ui, session));
        let all = Rect::from_min_max(top, pos2(ui.max_rect().right(), ui.min_rect().bottom()));
        mark(ui.ctx(), Mark::Strip, ui.unique_id(), all);
        ui.add_space(6.0);
        ui.label(small(ui, legend(session)));
        ui.add_space(10.0);
        if ui.available_width() < 640.0 {
            requests.extend(left(ui, app, session));
            requests.extend(right(ui, app, session));
        } else {
            let width = (ui.available_width() - COLUMNS_APART) / 2.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = COLUMNS_APART;
                ui.vertical(|ui| {
                    ui.set_width(width);
                    requests.extend(left(ui, app, session));
                });
                ui.vertical(|ui| {
                    ui.set_width(width);
                    requests.extend(right(ui, app, session));
                });
            });
        }
        ui.add_space(12.0);
        follow_focus(ui);
    });
    requests
}

fn top(ui: &mut Ui, app: &App) -> Vec<Request> {
    let mut requests = view_header(ui, app, |ui| {
        title(ui, "Overview");
    });
    requests.extend(standing(ui, app));
    requests
}

fn legend(session: &Session) -> String {
    let assessment = session.assessment();
    let plan = assessment.plan_quarter();
    let last = match session.previous() {
        Some(previous) => format!(" Tick below: {}.", previous.quarter),
        None => " No earlier quarter is known, so nothing is said about movement.".to_owned(),
    };
    format!("Filled: now, {}. Outlined: planned for {plan}. Dashed: not assessed.{last}", assessment.quarter)
}

fn strip(ui: &mut Ui, session: &Session) -> Vec<Request> {
    let mut requests = Vec::new();
    let assessment = session.assessment();
    let framework = session.framework();
    let plan = assessment.plan_quarter();
    let count = framework.changes.len();
    let gap = 10.0;
    let (least, low) = if ui.available_width() < 500.0 { (TILE_NARROW, 0.0) } else { (TILE, 150.0) };
    let fitting = (((ui.available_width() + gap) / (least + gap)).floor() as usize).clamp(1, count.max(1));
    // As many rows as it takes, each filled alike: ten changes stand five and five.
    let lines = count.div_ceil(fitting);
    let per_line = count.div_ceil(lines.max(1)).max(1);
    let width = (ui.available_width() - gap * (per_line as f32 - 1.0)) / per_line as f32;
    for (line, changes) in framework.changes.chunks(per_line).enumerate() {
        let tiles: Vec<Tile<'_>> = changes
            .iter()
            .enumerate()
            .map(|(at, change)| Tile::new(line * per_line + at + 1, change, session, plan, width, ui))
            .collect();
        // The ladders of a line stand level, whatever wraps below them.
        let below = tiles.iter().map(Tile::below).fold(0.0, f32::max);
        let height = tiles.iter().map(|tile| tile.above() + below).fold(low, f32::max);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for tile in tiles {
                let response = tile.show(ui, vec2(width, height), below);
                if tile.number == 1 {
                    mark(ui.ctx(), Mark::FirstTile, response.id, response.rect);
                }
                if response.clicked() {
                    requests.push(Request::Go(Place::Change(tile.change.key.clone())));
                }
            }
        });
    }
    requests
}

/// One change of the heat strip, laid out.
struct Tile<'a> {
    change: &'a Change,
    number: usize,
    ladder: Ladder,
    title: std::sync::Arc<egui::Galley>,
    level: std::sync::Arc<egui::Galley>,
    moved: std::sync::Arc<egui::Galley>,
    words: String,
}

impl<'a> Tile<'a> {
    fn new(number: usize, change: &'a Change, session: &Session, plan: Quarter, width: f32, ui: &Ui) -> Self {
        let palette = palette(ui);
        let judgement = session.assessment().change(&change.key);
        let now = judgement.and_then(|judgement| judgement.now);
        let planned = judgement.and_then(|judgement| judgement.planned_for(plan));
        let previous = session.previous().filter(|previous| previous.framework == session.assessment().framework);
        let last = previous.and_then(|previous| previous.change(&change.key)).and_then(|judgement| judgement.now);
        let ladder = Ladder { now, upper: None, planned, last };
        let moved = movement_words(now, last, session, planned);
        let layout = |text: &str, bold: bool, size: f32, colour| {
            let family = if bold { theme::bold() } else { FontFamily::Proportional };
            let mut job = LayoutJob::simple(text.to_owned(), FontId::new(size, family), colour, width - 22.0);
            job.wrap = TextWrapping { max_rows: 8, ..TextWrapping::wrap_at_width(width - 22.0) };
            ui.painter().layout_job(job)
        };
        let level_colour = if now.is_some() { palette.ink } else { palette.muted };
        Self {
            change,
            number,
            ladder,
            title: layout(&change.title, true, 13.0, palette.ink),
            level: layout(&level_words(now), true, 13.0, level_colour),
            moved: layout(&moved, false, theme::SMALL, palette.muted),
            words: format!("{number} {}: {}. {moved}", change.title, ladder.words()),
        }
    }

    /// Height of what stands over the ladder's lower edge.
    fn above(&self) -> f32 {
        26.0 + self.title.size().y + 8.0 + 29.0
    }

    /// Height of what stands below it.
    fn below(&self) -> f32 {
        self.level.size().y + 2.0 + self.moved.size().y + 12.0
    }

    fn show(&self, ui: &mut Ui, size: egui::Vec2, below: f32) -> egui::Response {
        let palette = palette(ui);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &self.words));
        let painter = ui.painter();
        let line = if response.has_focus() {
            palette.focus_ring()
        } else if response.hovered() {
            palette.edge(palette.accent)
        } else {
            palette.edge(palette.line)
        };
        painter.rect(rect, 8.0, palette.surface, line, StrokeKind::Inside);
        let left = rect.min.x + 11.0;
        let number = FontId::proportional(theme::SMALL);
        painter.text(pos2(left, rect.min.y + 9.0), egui::Align2::LEFT_TOP, self.number, number, palette.muted);
        painter.galley(pos2(left, rect.min.y + 26.0), self.title.clone(), palette.ink);
        let y = rect.max.y - below;
        painter.galley(pos2(left, y), self.level.clone(), palette.ink);
        painter.galley(pos2(left, y + self.level.size().y + 2.0), self.moved.clone(), palette.muted);
        let ladder = Rect::from_min_max(pos2(left - 3.0, y - 29.0), pos2(rect.max.x - 8.0, y - 3.0));
        // Clear of the edges also where nothing is marked, so that all are of one size.
        let plain = self.ladder.planned.is_none() && self.ladder.last.is_none();
        let ladder =
            if plain { Rect::from_min_max(ladder.min + vec2(3.0, 3.0), ladder.max - vec2(3.0, 6.0)) } else { ladder };
        self.ladder.paint(painter, ladder, palette);
        // Not over a dialog that opened above it.
        let covered = ui.memory(egui::Memory::top_modal_layer).is_some();
        if covered { response } else { response.on_hover_text(&self.change.meaning) }
    }
}

fn movement_words(now: Option<Level>, last: Option<Level>, session: &Session, planned: Option<Level>) -> String {
    let since = session.previous().map(|previous| format!("Q{}", previous.quarter.number()));
    let moved = match (since, now, last) {
        (None, ..) | (Some(_), None, None) => String::new(),
        (Some(since), Some(now), Some(last)) => match now.steps_from(last) {
            0 => "no change".to_owned(),
            steps if steps > 0 => format!("▲ {steps} since {since}"),
            steps => format!("▼ {} since {since}", -steps),
        },
        (Some(since), Some(_), None) => format!("not assessed in {since}"),
        (Some(since), None, Some(last)) => format!("was {} in {since}", last.number()),
    };
    let plan = planned.map(|planned| format!("plan {}", planned.number()));
    [Some(moved).filter(|moved| !moved.is_empty()), plan].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn left(ui: &mut Ui, app: &App, session: &Session) -> Vec<Request> {
    let mut requests = Vec::new();
    let assessment = session.assessment();
    if let Some(previous) = session.previous() {
        heading(ui, &format!("Since {}", previous.quarter));
        card(ui, |ui| {
            let moved = app.derived().and_then(|derived| derived.movement.as_ref()).map(Movement::sentences);
            let ahead = outlook(assessment, session.framework());
            let sentences: Vec<String> =
                moved.into_iter().flatten().chain(ahead).map(|sentence| sentence.text).collect();
            for sentence in &sentences {
                wrapped(ui, sentence);
            }
            ui.horizontal_wrapped(|ui| {
                if link(ui, "Copy for the minutes").clicked() {
                    ui.copy_text(sentences.join("\n"));
                }
                let compare = link(ui, "Compare").on_hover_text(Command::GoCompare.hint());
                if compare.accessible_name(format!("Compare with {}", previous.quarter)).clicked() {
                    requests.push(Request::Compare(CompareStep::WithPrevious));
                }
            });
        });
    } else {
        heading(ui, "Levels now");
        card(ui, |ui| {
            let counts = assessment.levels_now();
            for level in counts.iter().filter(|level| level.count > 0) {
                figure(ui, level.count, level.name());
            }
        });
    }
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        heading(ui, "Due and overdue");
        ui.label(muted(ui, format!("as at {}", assessment.as_at.format("%-d %b %Y"))));
    });
    card(ui, |ui| {
        let due = assessment.due_counts(assessment.as_at);
        if assessment.rows.is_empty() {
            ui.label(muted(ui, "No action rows yet."));
            if link(ui, "Add the first row").clicked() {
                requests.push(Request::Command(Command::AddRow));
            }
            return;
        }
        let alert = palette(ui).alert;
        ui.horizontal_wrapped(|ui| {
            let number = strong(due.overdue.to_string());
            let word = strong("overdue");
            let (number, word) =
                if due.overdue > 0 { (number.color(alert), word.color(alert)) } else { (number, word) };
            fixed_number(ui, number);
            ui.label(word);
            if let Some(longest) = longest_overdue(assessment) {
                let link = link(ui, longest.words).on_hover_text("Show this row");
                if link.clicked() {
                    requests.push(Request::GoToRow(longest.row));
                }
            }
        });
        figure(ui, due.due_next, "due next quarter");
        figure(ui, due.without_date, "without a date");
        figure(ui, due.reviewed, &format!("of {} rows reviewed this quarter", assessment.rows.len()));
    });
    requests
}

struct Longest {
    row: crate::model::RowId,
    words: String,
}

fn longest_overdue(assessment: &Assessment) -> Option<Longest> {
    let as_at = assessment.as_at;
    let row = assessment.rows.iter().filter(|row| row.overdue(as_at)).min_by_key(|row| row.due.last_day())?;
    let days = (as_at - row.due.last_day()?).num_days();
    let words: String = if row.needs.is_empty() { &row.where_now } else { &row.needs }.chars().take(60).collect();
    Some(Longest { row: row.id.clone(), words: format!("longest {days} days: {words}") })
}

fn figure(ui: &mut Ui, number: usize, words: &str) {
    ui.horizontal(|ui| {
        fixed_number(ui, strong(number.to_string()));
        ui.add(egui::Label::new(words).wrap());
    });
}

/// A number in a column of numbers.
fn fixed_number(ui: &mut Ui, number: RichText) {
    ui.allocate_ui_with_layout(vec2(32.0, 20.0), egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.set_min_width(32.0);
        ui.label(number);
    });
}

fn right(ui: &mut Ui, app: &App, session: &Session) -> Vec<Request> {
    let mut requests = Vec::new();
    let findings = app.derived().map(|derived| derived.findings.as_slice()).unwrap_or_default();
    heading(ui, "Needs attention");
    card(ui, |ui| {
        if findings.is_empty() {
            ui.label(muted(ui, if app.derived().is_some() { "Nothing was found." } else { "Looking…" }));
        }
        for group in grouped(findings).into_iter().take(FINDINGS) {
            requests.extend(finding_line(ui, session, &group));
        }
        if !findings.is_empty() {
            let all = link(ui, format!("All {} in Checks", findings.len())).on_hover_text(Command::GoChecks.hint());
            if all.clicked() {
                requests.push(Request::Command(Command::GoChecks));
            }
        }
    });
    let assessment = session.assessment();
    if !assessment.metrics.is_empty() {
        ui.add_space(12.0);
        heading(ui, "Metrics");
        card(ui, |ui| {
            for metric in &assessment.metrics {
                metric_lines(ui, metric);
            }
        });
    }
    if !assessment.decisions.is_empty() {
        ui.add_space(12.0);
        heading(ui, "Decisions");
        card(ui, |ui| {
            for decision in &assessment.decisions {
                let on = decision.on.format("%-d %b %Y");
                wrapped(ui, format!("● {} ({}, {on})", decision.text, decision.by));
            }
        });
    }
    if !assessment.priorities.is_empty() {
        ui.add_space(12.0);
        heading(ui, "Priorities");
        card(ui, |ui| {
            for priority in &assessment.priorities {
                let change = priority.change.as_ref().and_then(|key| session.framework().change(key));
                let tail = change.map_or_else(String::new, |change| format!(" ({})", change.short));
                wrapped(ui, format!("● {}{tail}", priority.text));
            }
        });
    }
    if !assessment.notes.is_empty() {
        ui.add_space(12.0);
        heading(ui, "Notes");
        card(ui, |ui| {
            for note in &assessment.notes {
                wrapped(ui, muted(ui, note.clone()));
            }
        });
    }
    requests
}

/// Findings of one rule, for the whole assessment.
struct Group<'a> {
    first: &'a Finding,
    count: usize,
}

/// Findings by rule, in the order in which they came: gaps first.
fn grouped(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|group| group.first.rule == finding.rule) {
            Some(group) => group.count += 1,
            None => groups.push(Group { first: finding, count: 1 }),
        }
    }
    groups
}

fn finding_line(ui: &mut Ui, session: &Session, group: &Group<'_>) -> Option<Request> {
    let finding = group.first;
    let short = finding
        .place
        .change
        .as_ref()
        .and_then(|key| session.framework().change(key))
        .map_or("", |change| change.short.as_str());
    let mut asked = None;
    let weight = match finding.severity {
        Severity::Gap => "■",
        Severity::Question => "□",
        Severity::Note => "○",
    };
    let words = match (group.count, short) {
        (1, "") => finding.text.clone(),
        (1, short) => format!("{short}: {}", finding.text),
        (count, _) => format!("{count} × {}", finding.rule.title()),
    };
    let go = if group.count == 1 { "go there" } else { "go to the first" };
    ui.horizontal_top(|ui| {
        ui.label(muted(ui, weight)).on_hover_text(finding.severity.name());
        let room = ui.available_width() - 108.0;
        ui.vertical(|ui| {
            ui.set_width(room.max(80.0));
            wrapped(ui, words);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            if link(ui, go).accessible_name(format!("Go to: {}", finding.rule.title())).clicked() {
                asked = Some(finding.leads_to());
            }
        });
    });
    asked
}

/// A metric's last value with its unit, its target, the reading against it, and the rating that somebody set by hand.
fn metric_lines(ui: &mut Ui, metric: &Metric) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add(egui::Label::new(strong(&metric.name)).wrap());
        let Some(last) = metric.values.last() else {
            ui.label(muted(ui, "no value yet"));
            return;
        };
        let target = metric.target.map(|target| {
            let by = metric.target_by.map_or_else(String::new, |period| format!(" by {period}"));
            format!(", target {target}{by}")
        });
        let reading = metric.reading(last.value).map(|reading| format!(": {}", reading.name()));
        let rated = last.rag.map(|rag| format!("; rated {} by hand", rag.name().to_lowercase()));
        let tail: String = [target, reading, rated].into_iter().flatten().collect();
        let words = format!("{} in {}{tail}", last.value, last.period);
        wrapped(ui, words);
        let better = match metric.better {
            Better::Lower => "lower is better",
            Better::Higher => "higher is better",
        };
        wrapped(ui, small(ui, format!("{}; {better}", metric.unit)));
    });
}
