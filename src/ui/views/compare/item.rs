//! One line of the list: a heading, a question, a difference, or what is folded away.

use super::list::Item;
use super::{Sheet, difference, question, summary};
use crate::app::{CompareSide, Request};
use crate::compare::{ChangeMovement, LevelMove, Pair, PairKind, PlanOutcome};
use crate::model::{ActionRow, ChangeKey, capitalised};
use crate::ui::theme::palette;
use crate::ui::widgets::{LINE_LADDER, Ladder, ladder, level_words, link, muted, small, strong, wrapped};
use egui::{Id, Role, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Room at the sides of the card.
const SIDE: f32 = 16.0;
/// Letters of a row that its heading shows.
const FIRST: usize = 80;

/// What an item asks for, and its first control that may be gone to.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub requests: Vec<Request>,
    pub first: Option<Id>,
}

/// About how high an item is, without laying it out.
pub(super) fn guess(item: &Item, sheet: &Sheet<'_>, width: f32) -> f32 {
    match item {
        Item::Whole | Item::Change(_) => 46.0,
        Item::Row(_) => 34.0,
        Item::Question(_) => 170.0,
        Item::Difference(at) => difference::guess(sheet, *at, width),
        Item::Typographic(_) | Item::Kept(_) | Item::NothingLeft => 36.0,
    }
}

/// Shows an item; `shown` says which folds are open.
pub(super) fn show(
    ui: &mut Ui,
    sheet: &Sheet<'_>,
    item: &Item,
    (at, count): (usize, usize),
    shown: &mut (bool, bool),
) -> Said {
    let mut said = Said::default();
    let delta = &sheet.compared.comparison.delta;
    let inner = egui::Margin { left: SIDE as i8, right: SIDE as i8, ..egui::Margin::ZERO };
    if matches!(item, Item::Whole | Item::Change(_)) && at > 0 {
        line(ui);
    }
    egui::Frame::new().inner_margin(inner).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        // Lines of text and ladders stand as close as the texts beside them.
        ui.spacing_mut().interact_size.y = 20.0;
        match item {
            Item::Whole => {
                ui.add_space(if at == 0 { 12.0 } else { 8.0 });
                heading(ui, "The assessment as a whole");
            }
            Item::Change(key) => {
                ui.add_space(if at == 0 { 12.0 } else { 8.0 });
                change(ui, sheet, key);
            }
            Item::Row(pair) => {
                if let Some(pair) = delta.pairs.get(*pair) {
                    said.requests.extend(row(ui, sheet, pair));
                }
            }
            Item::Question(at) => {
                if let Some(pair) = delta.pairs.get(*at) {
                    question::show(ui, sheet, *at, pair, &mut said);
                }
            }
            Item::Difference(at) => {
                if let Some(difference) = delta.differences.get(*at) {
                    difference::show(ui, sheet, *at, difference, &mut said);
                }
            }
            Item::Typographic(count) => {
                ui.add_space(8.0);
                let words = match count {
                    1 => "1 differs only in quotes, dashes or spaces".to_owned(),
                    count => format!("{count} differ only in quotes, dashes or spaces"),
                };
                summary::fold(ui, &words, &mut shown.0);
            }
            Item::Kept(count) => {
                ui.add_space(8.0);
                let words = match count {
                    1 => "1 is kept by the program itself, such as the mark of the review".to_owned(),
                    count => format!("{count} are kept by the program itself, such as the marks of the review"),
                };
                summary::fold(ui, &words, &mut shown.1);
            }
            Item::NothingLeft => {
                ui.add_space(12.0);
                ui.label(muted(ui, "Nothing differs that a reader would mind."));
            }
        }
        ui.add_space(if at + 1 == count { 12.0 } else { 2.0 });
    });
    said
}

fn line(ui: &mut Ui) {
    let palette = palette(ui);
    ui.add_space(6.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.shrink2(vec2(SIDE, 0.0)).x_range(), rect.center().y, palette.edge(palette.line));
}

fn heading(ui: &mut Ui, text: &str) {
    let label = wrapped(ui, strong(text).size(15.0));
    label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// A change: its number and title, where it stood and stands, and what came of the plan.
fn change(ui: &mut Ui, sheet: &Sheet<'_>, key: &ChangeKey) {
    heading(ui, &sheet.title(key));
    let Some(movement) = sheet.compared.comparison.movement.change(key) else {
        ui.label(small(ui, "Not continued in the edition after."));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let compares = !matches!(movement.level(), LevelMove::NotCompared);
        if compares && movement.from != movement.to {
            ladder(ui, LINE_LADDER, Ladder::of(movement.from));
            ui.label(level_words(movement.from));
            ui.label(muted(ui, "→"));
        }
        ladder(ui, LINE_LADDER, Ladder::of(movement.to));
        ui.label(level_words(movement.to));
        if movement.definition_changed() {
            ui.label(muted(ui, "· definition changed"));
        }
        if let Some(outcome) = outcome(movement) {
            ui.label(muted(ui, format!("· {outcome}")));
        }
    });
}

/// “planned 4 Mature by Q2 2019/20: short of it”.
fn outcome(movement: &ChangeMovement) -> Option<String> {
    let plan = movement.plan?;
    let planned = format!("planned {} by {}", level_words(Some(plan.level)), plan.quarter);
    Some(match movement.outcome() {
        Some(PlanOutcome::Met) => format!("{planned}: met"),
        Some(PlanOutcome::Ahead) => format!("{planned}: ahead of it"),
        Some(PlanOutcome::Short) => format!("{planned}: short of it"),
        None => planned,
    })
}

/// A row: its id, how it begins, and what became of it.
fn row(ui: &mut Ui, sheet: &Sheet<'_>, pair: &Pair) -> Vec<Request> {
    let mut requests = Vec::new();
    let Some(at) = pair.row() else { return requests };
    ui.add_space(6.0);
    let beginning = beginning(sheet, pair);
    ui.horizontal_wrapped(|ui| {
        let text = format!("Row {}", at.id);
        let label = ui.label(strong(&text));
        label.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &text));
        if !beginning.is_empty() {
            ui.label(beginning);
        }
        let kinds: Vec<String> = pair.kinds().into_iter().filter_map(|kind| kind_words(sheet, pair, kind)).collect();
        if !kinds.is_empty() {
            ui.label(small(ui, format!("· {}", kinds.join(", "))));
        }
        let open = match sheet.compared.open_is_after() {
            Some(true) => pair.after.as_ref(),
            Some(false) => pair.before.as_ref(),
            None => None,
        };
        if let Some(open) = open {
            let show = link(ui, "Show in Actions").accessible_name(format!("Show row {} in Actions", open.id));
            if show.clicked() {
                requests.push(Request::GoToRow(open.id.clone()));
            }
        }
    });
    if let Some(whole) = &pair.split_of {
        let words = format!("Split off from row {whole}, where its words stood before.");
        wrapped(ui, small(ui, words));
    }
    requests
}

fn kind_words(sheet: &Sheet<'_>, pair: &Pair, kind: PairKind) -> Option<String> {
    let before = pair.before.as_ref();
    Some(match kind {
        PairKind::Same => return None,
        PairKind::Modified if pair.typographic => "changed in quotes, dashes or spaces".to_owned(),
        PairKind::Modified => "changed".to_owned(),
        PairKind::Moved => "in another place".to_owned(),
        PairKind::MovedToChange => {
            before.map_or_else(String::new, |row| format!("from {}", title_before(sheet, &row.change)))
        }
        PairKind::Added => "new".to_owned(),
        PairKind::Removed => "dropped".to_owned(),
    })
}

/// The number and title of a change as the assessment before names it.
pub(super) fn title_before(sheet: &Sheet<'_>, key: &ChangeKey) -> String {
    let framework = &sheet.compared.before.framework;
    match (framework.number(key), framework.change(key)) {
        (Some(number), Some(change)) => format!("{number} {}", change.title),
        _ => sheet.title(key),
    }
}

/// The row of a pair, as it is after, or as it was.
pub(super) fn row_of<'a>(sheet: &Sheet<'a>, pair: &Pair) -> Option<&'a Arc<ActionRow>> {
    let (side, at) = match (&pair.after, &pair.before) {
        (Some(after), _) => (&sheet.compared.after, after),
        (None, Some(before)) => (&sheet.compared.before, before),
        (None, None) => return None,
    };
    side.assessment.rows.get(at.position)
}

fn beginning(sheet: &Sheet<'_>, pair: &Pair) -> String {
    let Some(row) = row_of(sheet, pair) else { return String::new() };
    let text = if row.where_now.trim().is_empty() { &row.needs } else { &row.where_now };
    let text = text.trim().replace(['\n', '\t'], " ");
    if text.chars().count() <= FIRST {
        return text;
    }
    let kept: String = text.chars().take(FIRST).collect();
    // At the end of a word.
    let cut = kept.rfind(' ').and_then(|at| kept.get(..at)).unwrap_or(&kept);
    format!("{}…", cut.trim_end_matches([',', ';', '.', ' ']))
}

/// What one side is called in a sentence.
pub(super) fn side_name(sheet: &Sheet<'_>, after: bool) -> String {
    let side = if after { &sheet.compared.after } else { &sheet.compared.before };
    match side.side {
        CompareSide::Open => "the open assessment".to_owned(),
        CompareSide::Table => "the table".to_owned(),
        CompareSide::Earlier(_) | CompareSide::File(_) => capitalised(&side.assessment.quarter.to_string()),
    }
}
