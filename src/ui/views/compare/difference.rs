//! One difference: what, before and after in their own terms, what it means, and what can be done with it.

use super::item::{Said, row_of, side_name, title_before};
use super::{Sheet, summary};
use crate::app::{CompareStep, Compared, Request, value_words};
use crate::compare::{Class, Detail, Difference, likeness};
use crate::model::{ActionRow, RowField, Spot, Status, Value, capitalised};
use crate::ui::theme::{self, palette};
use crate::ui::views::rows::status_words;
use crate::ui::widgets::{
    LINE_LADDER, Ladder, Wording, difference_said, ladder, level_words, link, muted, small, strong, wrapped,
};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, FontId, Layout, Role, Ui, WidgetInfo, vec2};

/// Width of the column that says what differs.
const NAMES: f32 = 176.0;
/// Width of the column with what can be done.
const ACTS: f32 = 118.0;
/// With less room than this everything stands one under the other.
const WIDE: f32 = 600.0;

/// About how high it is: so many letters, at so many to a line.
pub(super) fn guess(sheet: &Sheet<'_>, at: usize, width: f32) -> f32 {
    let Some(difference) = sheet.compared.comparison.delta.differences.get(at) else { return 0.0 };
    let wide = width - 32.0 >= WIDE;
    let room = if wide { width - 32.0 - NAMES - ACTS - 16.0 } else { width - 32.0 };
    let lines = |text: &str| (text.len() as f32 * 7.0 / room.max(60.0)).ceil().max(1.0);
    let text = |value: &Value| match value {
        Value::Text(words) => lines(words),
        Value::Row(row) => lines(&row.where_now) + lines(&row.needs) + 4.0,
        Value::Lines(all) => all.iter().map(|line| lines(line)).sum(),
        _ => 1.0,
    };
    let lines = text(&difference.before).max(text(&difference.after));
    lines * 19.0 + if wide { 8.0 } else { 52.0 }
}

pub(super) fn show(ui: &mut Ui, sheet: &Sheet<'_>, at: usize, difference: &Difference, said: &mut Said) {
    let width = ui.available_width();
    if width < WIDE {
        name(ui, difference);
        content(ui, sheet, difference);
        ui.horizontal(|ui| acts(ui, sheet, at, difference, said));
        ui.add_space(4.0);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 3.0;
                add(ui);
            });
        };
        column(ui, NAMES, &mut |ui| {
            ui.add_space(2.0);
            name(ui, difference);
        });
        column(ui, width - NAMES - ACTS - 16.0, &mut |ui| content(ui, sheet, difference));
        // Beside one another, in the order of reading.
        ui.allocate_ui_with_layout(vec2(ACTS, 0.0), Layout::left_to_right(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            acts(ui, sheet, at, difference, said);
        });
    });
}

fn name(ui: &mut Ui, difference: &Difference) {
    let name = match (&difference.spot, difference.class) {
        (Spot::Row(_), Class::New) => "New row".to_owned(),
        (Spot::Row(_), _) => "Dropped row".to_owned(),
        (spot, _) => spot.name(),
    };
    wrapped(ui, small(ui, name));
}

/// Take over, and copy.
fn acts(ui: &mut Ui, sheet: &Sheet<'_>, at: usize, difference: &Difference, said: &mut Said) {
    let compared = sheet.compared;
    let open_is_after = compared.open_is_after();
    let other = if open_is_after == Some(false) { &difference.after } else { &difference.before };
    let what = what(sheet, difference);
    if sheet.editable && Compared::can_be_taken(difference) {
        let from = side_name(sheet, open_is_after == Some(false));
        // Beside a row that is new, “Take over” would read as if it kept the row.
        let (words, hint, name) = match (&difference.spot, other) {
            (Spot::Row(id), Value::Nothing) => ("Remove row", "Removes the row here", format!("Remove row {id}")),
            (Spot::Row(_), _) if open_is_after == Some(false) => {
                ("Take in", "Puts the row into the open assessment", format!("Take in {what}"))
            }
            (Spot::Row(_), _) => ("Put back", "Puts the row back where it stood", format!("Put back {what}")),
            _ => ("Take over", "Puts this into the open assessment", format!("Take over {what} of {from}")),
        };
        let take = link(ui, words).on_hover_text(format!("{hint}, as in {from}")).accessible_name(name);
        said.first.get_or_insert(take.id);
        if take.clicked() {
            said.requests.push(Request::Compare(CompareStep::TakeOver(at)));
        }
    }
    let worth = !other.is_nothing() && !matches!(other, Value::Position(_) | Value::Yes);
    if worth {
        let from = side_name(sheet, open_is_after == Some(false));
        let copy = link(ui, "Copy").on_hover_text(format!("Copies what stands in {from}"));
        let copy = copy.accessible_name(format!("Copy {what} of {from}"));
        if copy.clicked() {
            said.requests.push(Request::Compare(CompareStep::Copy(at)));
        }
    }
}

/// What differs, with where it stands: “Gaps of row r-1”.
fn what(sheet: &Sheet<'_>, difference: &Difference) -> String {
    match (&difference.spot, difference.spot.row(), &difference.change) {
        (Spot::Row(id), ..) => {
            let gone = if difference.after.is_nothing() { "dropped" } else { "new" };
            format!("the {gone} row {id}")
        }
        (spot, Some(id), _) => format!("{} of row {id}", spot.name()),
        (spot, None, Some(change)) => format!("{} of {}", spot.name(), sheet.title(change)),
        (spot, None, None) => spot.name(),
    }
}

fn content(ui: &mut Ui, sheet: &Sheet<'_>, difference: &Difference) {
    let words = |value: &Value, after: bool| {
        let side = if after { &sheet.compared.after } else { &sheet.compared.before };
        value_words(value, &side.framework)
    };
    let (before, after) = (&difference.before, &difference.after);
    match (&difference.spot, before, after) {
        (Spot::Level(_) | Spot::Plan(..), ..) => {
            let level = |value: &Value| match value {
                Value::Level(level) => Some(*level),
                _ => None,
            };
            let none = if matches!(difference.spot, Spot::Level(_)) { "not assessed" } else { "no plan" };
            let shown = |value: &Value| {
                let level = level(value);
                (Ladder::of(level), level.map_or_else(|| none.to_owned(), |level| level_words(Some(level))))
            };
            steps(ui, shown(before), shown(after), difference);
        }
        (Spot::Cell(_, RowField::Status), ..) => steps(ui, status(before), status(after), difference),
        (Spot::Row(_), Value::Row(row), Value::Nothing) | (Spot::Row(_), Value::Nothing, Value::Row(row)) => {
            whole_row(ui, row, difference);
        }
        (Spot::Position(_), Value::Position(from), Value::Position(to)) => {
            wrapped(ui, format!("from place {from} to place {to} among the rows of the change"));
        }
        (Spot::Cell(_, RowField::Change), Value::Change(from), Value::Change(to)) => {
            wrapped(ui, format!("from {} to {}", title_before(sheet, from), sheet.title(to)));
        }
        (Spot::Cell(_, RowField::Due | RowField::Delivery) | Spot::Reopenings | Spot::Metric(..), ..) => {
            plain(ui, &words(before, false), &words(after, true), difference);
        }
        (spot, ..) if is_list(before) || is_list(after) => {
            lines(ui, &spot.name(), &words(before, false), &words(after, true));
        }
        _ => {
            text(ui, &difference.spot.name(), &words(before, false), &words(after, true));
            detail(ui, difference);
        }
    }
    if let Some(row) = difference.pair.and_then(|pair| sheet.compared.comparison.delta.pairs.get(pair))
        && matches!(difference.spot, Spot::Position(_))
        && row.moved_to_change
        && let Some(row) = row_of(sheet, row)
    {
        wrapped(ui, small(ui, format!("in {}", sheet.title(&row.change))));
    }
}

fn status(value: &Value) -> (Ladder, String) {
    match value {
        Value::Status(status @ Status::Unknown(typed)) if !typed.trim().is_empty() => {
            (Ladder::of_status(status), format!("unknown (“{}”)", typed.trim()))
        }
        Value::Status(status) => (Ladder::of_status(status), status_words(status)),
        _ => (Ladder::default(), "unknown".to_owned()),
    }
}

/// A level or status before and after, and by how much.
fn steps(ui: &mut Ui, before: (Ladder, String), after: (Ladder, String), difference: &Difference) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (shown, words) = before;
        ladder(ui, LINE_LADDER, shown);
        ui.label(words);
        ui.label(muted(ui, "→"));
        let (shown, words) = after;
        ladder(ui, LINE_LADDER, shown);
        ui.label(words);
        meaning(ui, difference);
    });
}

/// Two short values, and what lies between.
fn plain(ui: &mut Ui, before: &str, after: &str, difference: &Difference) {
    let given = |words: &str| if words.trim().is_empty() { "nothing".to_owned() } else { words.to_owned() };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(given(before));
        ui.label(muted(ui, "→"));
        ui.label(given(after));
        meaning(ui, difference);
    });
}

/// What a difference means, beside before and after: in words, with a mark, the colour last.
fn meaning(ui: &mut Ui, difference: &Difference) {
    let words = match (difference.detail().in_words(), difference.class) {
        (words, _) if !words.is_empty() => words,
        (_, Class::Improved) => "improved".to_owned(),
        (_, Class::Regressed) => "regressed".to_owned(),
        (words, _) => words,
    };
    if words.is_empty() {
        return;
    }
    let palette = palette(ui);
    let colour = match difference.class {
        Class::Improved => palette.gain,
        Class::Regressed => palette.loss,
        _ => palette.muted,
    };
    let definition = if difference.class == Class::DefinitionChanged { " (definition changed)" } else { "" };
    ui.label(strong(format!("{}{words}{definition}", summary::mark(difference.class))).color(colour));
}

/// Organisations that came and went, below the words that say so.
fn detail(ui: &mut Ui, difference: &Difference) {
    if let detail @ Detail::Organisations { .. } = difference.detail() {
        let palette = palette(ui);
        let colour = match difference.class {
            Class::Improved => palette.gain,
            Class::Regressed => palette.loss,
            _ => palette.muted,
        };
        let words = format!("{}{}", summary::mark(difference.class), detail.in_words());
        wrapped(ui, strong(words).color(colour));
    }
}

/// Words struck and underlined.
fn text(ui: &mut Ui, name: &str, before: &str, after: &str) {
    let job = Wording::body(ui).difference(ui, before, after);
    let label = wrapped(ui, job);
    let said = format!("{name}: {}", difference_said(before, after));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

const fn is_list(value: &Value) -> bool {
    matches!(
        value,
        Value::Lines(_)
            | Value::Funding(_)
            | Value::LocalWording(_)
            | Value::Priorities(_)
            | Value::Decisions(_)
            | Value::Glossary(_)
            | Value::Marks(_)
            | Value::SameRows(_)
            | Value::KeptTexts(_)
    )
}

/// A list: the lines that went, that came, and that say nearly the same; how many stay is said, not shown.
fn lines(ui: &mut Ui, name: &str, before: &str, after: &str) {
    let left: Vec<&str> = before.lines().filter(|line| !after.lines().any(|other| other == *line)).collect();
    let mut gone: Vec<Option<&str>> = left.into_iter().map(Some).collect();
    let come: Vec<&str> = after.lines().filter(|line| !before.lines().any(|other| other == *line)).collect();
    let order = gone.is_empty() && come.is_empty();
    let mut changed = Vec::new();
    for line in &come {
        let near = gone.iter_mut().find(|was| was.is_some_and(|was| likeness(was, line).is_some()));
        changed.push((near.and_then(Option::take).unwrap_or_default(), *line));
    }
    for was in gone.into_iter().flatten() {
        text(ui, name, was, "");
    }
    for (was, is) in changed {
        text(ui, name, was, is);
    }
    let stay = after.lines().count() - come.len();
    if order {
        ui.label(muted(ui, "the same lines in another order"));
    } else if stay > 0 {
        let words = if stay == 1 { "1 line stays".to_owned() } else { format!("{stay} lines stay") };
        ui.label(small(ui, words));
    }
}

/// A row that is new or gone: where we are now, then its main cells.
fn whole_row(ui: &mut Ui, row: &ActionRow, difference: &Difference) {
    let new = difference.class == Class::New;
    let wording = Wording::body(ui);
    let words = row.where_now.trim();
    let job = if words.is_empty() {
        let mut job = LayoutJob::default();
        job.append("nothing said", 0.0, TextFormat::simple(FontId::proportional(theme::BODY), palette(ui).muted));
        job
    } else if new {
        wording.difference(ui, "", words)
    } else {
        wording.difference(ui, words, "")
    };
    let label = wrapped(ui, job);
    let said = format!("{}: {words}", if new { "New row" } else { "Dropped row" });
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ladder(ui, LINE_LADDER, Ladder::of_status(&row.status));
        ui.label(status_words(&row.status));
    });
    for field in [RowField::Needs, RowField::Due, RowField::Spread, RowField::Owner] {
        let text = row.text(field);
        if !text.trim().is_empty() {
            wrapped(ui, small(ui, format!("{}: {}", capitalised(field.name()), text.trim())));
        }
    }
}
