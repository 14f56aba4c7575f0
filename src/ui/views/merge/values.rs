//! What stands at a spot, shown: a level as its ladder, a text with the words that went and came, a row whole, an order
//! with what was moved named. Every difference is marked by a line or a word, never by colour alone.

use super::words::{lines, words};
use crate::app::{Session, first_words};
use crate::compare::{Stretch, moved, word_changes};
use crate::model::{ActionRow, ChangeText, RowField, RowId, Spot, Value};
use crate::ui::theme::{self, palette};
use crate::ui::views::rows::status_words;
use crate::ui::widgets::{Ladder, Wording, level_line, level_words, muted, small, wrapped};
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Stroke, Ui};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// What a value is told from.
#[derive(Clone, Copy)]
pub(super) enum Against<'a> {
    /// Nothing: it stands alone.
    Nothing,
    /// What stood there before: words went from it and came to it.
    Before(&'a Value),
    /// What another wrote in its place: words are in one of them alone.
    Rival(&'a Value),
}

impl<'a> Against<'a> {
    const fn value(self) -> Option<&'a Value> {
        match self {
            Self::Nothing => None,
            Self::Before(value) | Self::Rival(value) => Some(value),
        }
    }
}

/// Shows a value against what it is told from.
pub(super) fn value(ui: &mut Ui, session: &Session, spot: &Spot, value: &Value, against: Against<'_>) {
    match value {
        Value::Level(level) => level_line(ui, Ladder::of(Some(*level)), &level_words(Some(*level))),
        Value::Nothing if matches!(spot, Spot::Level(_)) => level_line(ui, Ladder::of(None), &level_words(None)),
        Value::Status(status) => level_line(ui, Ladder::of_status(status), &status_words(status)),
        Value::Row(row) => whole_row(ui, session, row, against),
        Value::Order(order) => ordered(ui, session, order, against),
        Value::Judgement(judgement) => {
            level_line(ui, Ladder::of(judgement.now), &level_words(judgement.now));
            for text in ChangeText::iter().filter(|text| !judgement.texts.get(*text).is_empty()) {
                ui.label(small(ui, text.name()));
                wrapped(ui, judgement.texts.get(text));
            }
        }
        Value::Text(text) => text_against(ui, text, against),
        Value::Due(due) => {
            text_against(ui, due.typed(), against);
            wrapped(ui, small(ui, format!("read as {}", due.reading())));
        }
        Value::Nothing if against.value().is_some_and(|against| text_of(against).is_some()) => {
            text_against(ui, "", against);
        }
        Value::Nothing => {
            wrapped(ui, muted(ui, words(session, spot, value)));
        }
        value if listed(value) => lines_against(ui, session, spot, value, against),
        value => {
            wrapped(ui, words(session, spot, value));
        }
    }
}

/// Whether a value is a list, told line by line.
const fn listed(value: &Value) -> bool {
    matches!(
        value,
        Value::Lines(_)
            | Value::Marks(_)
            | Value::Funding(_)
            | Value::LocalWording(_)
            | Value::Reopenings(_)
            | Value::Priorities(_)
            | Value::Decisions(_)
            | Value::Glossary(_)
            | Value::SameRows(_)
            | Value::KeptTexts(_)
            | Value::Undecided(_)
            | Value::Metric(_)
    )
}

/// The words of a value that is words.
fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Due(due) => Some(due.typed()),
        _ => None,
    }
}

fn text_against(ui: &mut Ui, text: &str, against: Against<'_>) {
    let other = against.value().and_then(text_of).unwrap_or_default();
    let job = match against {
        Against::Nothing => {
            wrapped(ui, text);
            return;
        }
        Against::Before(_) => Wording::body(ui).difference(ui, other, text),
        Against::Rival(_) => only_here(ui, other, text),
    };
    if job.text.trim().is_empty() {
        wrapped(ui, muted(ui, "nothing"));
        return;
    }
    let label = ui.add(egui::Label::new(job).wrap());
    // What is struck is not read out as if it stood there.
    let said = if text.trim().is_empty() { "nothing" } else { text };
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, said));
}

/// A text with the words underlined that another does not have.
fn only_here(ui: &Ui, other: &str, text: &str) -> LayoutJob {
    let mut stretches = word_changes(other, text);
    stretches.retain(|stretch| !matches!(stretch, Stretch::Gone(_)));
    Wording::body(ui).stretches(ui, &stretches)
}

/// A list, each line that came or went marked by a sign and a line.
fn lines_against(ui: &mut Ui, session: &Session, spot: &Spot, value: &Value, against: Against<'_>) {
    let now = lines(session, spot, value);
    let before = against.value().map(|against| lines(session, spot, against));
    for line in &now {
        let came = before.as_ref().is_some_and(|before| !before.contains(line));
        one_line(ui, line, came.then_some(true));
    }
    for line in before.iter().flatten().filter(|line| !now.contains(line)) {
        one_line(ui, line, Some(false));
    }
}

/// A line that stays, came or went.
fn one_line(ui: &mut Ui, line: &str, came: Option<bool>) {
    let palette = palette(ui);
    let font = FontId::proportional(theme::BODY);
    let (sign, said, format) = match came {
        None => ("", "", TextFormat::simple(font, palette.ink)),
        Some(true) => (
            "+ ",
            "new: ",
            TextFormat { underline: Stroke::new(1.0, palette.gain), ..TextFormat::simple(font, palette.gain) },
        ),
        Some(false) => (
            "– ",
            "taken away: ",
            TextFormat { strikethrough: Stroke::new(1.0, palette.loss), ..TextFormat::simple(font, palette.loss) },
        ),
    };
    let plain = TextFormat::simple(FontId::proportional(theme::BODY), format.color);
    let mut job = LayoutJob::default();
    job.append(sign, 0.0, plain);
    job.append(line, 0.0, format);
    let label = ui.add(egui::Label::new(job).wrap());
    label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{said}{line}")));
}

/// A row with all that stands in it; what is otherwise than in the row it is told from is marked and named.
fn whole_row(ui: &mut Ui, session: &Session, row: &Arc<ActionRow>, against: Against<'_>) {
    let other = match against.value() {
        Some(Value::Row(other)) => Some(other),
        _ => None,
    };
    for field in RowField::iter().filter(|field| *field != RowField::Reviewed) {
        let differs = other.is_some_and(|other| !row.same_value(other, field));
        let stands = row.value(field);
        if stands.is_nothing() && !differs {
            continue;
        }
        let heading = if differs { format!("{}, differs", field.name()) } else { field.name().to_owned() };
        ui.label(small(ui, heading));
        let other = other.filter(|_| differs).map(|other| other.value(field));
        let against = match (&other, against) {
            (Some(other), Against::Rival(_)) => Against::Rival(other),
            (Some(other), _) => Against::Before(other),
            (None, _) => Against::Nothing,
        };
        value(ui, session, &Spot::Cell(row.id.clone(), field), &stands, against);
    }
}

/// An order as a list; what was moved in it, and from where, is named.
fn ordered(ui: &mut Ui, session: &Session, order: &[RowId], against: Against<'_>) {
    let before: &[RowId] = match against.value() {
        Some(Value::Order(before)) => before,
        _ => &[],
    };
    let was = |id: &RowId| before.iter().position(|known| known == id);
    let kept: Vec<(usize, usize, bool)> =
        order.iter().enumerate().filter_map(|(at, id)| Some((was(id)?, at, false))).collect();
    let mut pairs = kept.clone();
    pairs.sort_unstable();
    let marks = moved(&pairs);
    for (at, id) in order.iter().enumerate() {
        let row = session.assessment().row(id).map_or_else(|| format!("{id}, deleted since"), first_words);
        let here = pairs.iter().position(|(_, now, _)| *now == at);
        let note = match (against.value().is_some(), was(id), here.and_then(|here| marks.get(here))) {
            (true, Some(was), Some(true)) => format!(", moved from {}", was + 1),
            (true, None, _) => ", new".to_owned(),
            _ => String::new(),
        };
        let palette = palette(ui);
        let font = FontId::proportional(theme::BODY);
        let line = Stroke::new(if note.is_empty() { 0.0 } else { 1.0 }, palette.gain);
        let mut job = LayoutJob::default();
        job.append(&format!("{}.  ", at + 1), 0.0, TextFormat::simple(font.clone(), palette.muted));
        job.append(&row, 0.0, TextFormat { underline: line, ..TextFormat::simple(font.clone(), palette.ink) });
        job.append(&note, 0.0, TextFormat::simple(font, palette.muted));
        let label = ui.add(egui::Label::new(job).wrap());
        let said = format!("{}. {row}{note}", at + 1);
        label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    }
}
