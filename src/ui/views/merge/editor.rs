//! Settling a conflict with something that neither of the two wrote: words typed anew, or a choice from a list.

use super::words::{change_words, words};
use crate::app::Session;
use crate::model::{Delivery, Due, DueReading, Level, Period, Quarter, RowField, Spot, Status, Value, tidy};
use crate::ui::theme::palette;
use crate::ui::views::rows::status_words;
use crate::ui::widgets::{
    LINE_LADDER, Ladder, accent_button, announced, heading, ladder, level_words, ringed, small, wrapped,
};
use egui::{
    Button, Key, KeyboardShortcut, Modifiers, RichText, TextEdit, TextStyle, TextWrapMode, Ui, WidgetText, vec2,
};
use strum::IntoEnumIterator as _;

/// What is being typed for a conflict.
#[derive(Debug)]
pub(super) struct Editor {
    spot: Spot,
    typed: String,
    /// What stood there when typing began.
    began: String,
    /// The keyboard goes there at the next frame.
    fresh: bool,
    /// The words had the keyboard in the frame before.
    typing: bool,
}

/// What came of a frame of the editor.
#[derive(Debug, Default)]
pub(super) enum Outcome {
    /// It goes on.
    #[default]
    Open,
    /// It was left.
    Left,
    /// This is to stand there.
    Taken(Value),
}

impl Editor {
    /// Begins with what stands in the document; `None` where nothing can be typed or chosen.
    pub(super) fn begin(session: &Session, spot: &Spot) -> Option<Self> {
        if !can_be_typed(spot) && choices(session, spot).is_empty() {
            return None;
        }
        let stands = session.assessment().value(spot);
        let typed = match &stands {
            Value::Nothing => String::new(),
            Value::Text(text) => text.clone(),
            Value::Due(due) => due.typed().to_owned(),
            Value::Lines(lines) => lines.join("\n"),
            value => words(session, spot, value),
        };
        Some(Self { spot: spot.clone(), began: typed.clone(), typed, fresh: true, typing: false })
    }

    /// The place it is for.
    pub(super) const fn spot(&self) -> &Spot {
        &self.spot
    }

    /// What was typed and can stand there, when it is another than what stood there.
    pub(super) fn typed(&self, session: &Session) -> Option<Value> {
        let typed = can_be_typed(&self.spot) && self.typed != self.began;
        typed.then(|| read(session, &self.spot, &self.typed).ok()).flatten()
    }

    /// Shows it.
    pub(super) fn show(&mut self, ui: &mut Ui, session: &Session) -> Outcome {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            return Outcome::Left;
        }
        heading(ui, "What is to stand there");
        if can_be_typed(&self.spot) { self.words(ui, session) } else { self.choice(ui, session) }
    }

    fn words(&mut self, ui: &mut Ui, session: &Session) -> Outcome {
        let done = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
        // Taken before the field sees it, which would break the line.
        let mut taken = self.typing && ui.input_mut(|input| input.consume_shortcut(&done));
        let edit = TextEdit::multiline(&mut self.typed)
            .id_salt("conflict settled otherwise")
            .desired_width(f32::INFINITY)
            .desired_rows(if one_line(&self.spot) { 1 } else { 3 })
            .margin(egui::Margin::symmetric(8, 4));
        let response = ui.add(edit).accessible_name(self.spot.name());
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        ringed(ui, &response);
        self.typing = response.has_focus();
        let value = read(session, &self.spot, &self.typed);
        match (&value, &self.spot) {
            (Err(wrong), _) => {
                announced(&wrapped(ui, RichText::new(*wrong).color(palette(ui).alert)));
            }
            (Ok(Value::Due(due)), _) => {
                wrapped(ui, small(ui, format!("read as {}", due.reading())));
            }
            _ => {}
        }
        let mut left = false;
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(value.is_ok(), |ui| {
                taken |= accent_button(ui, "Take this").on_hover_text("Ctrl+Enter").clicked();
            });
            left = ui.button("Leave it").on_hover_text("Escape").clicked();
        });
        match value {
            Ok(value) if taken => Outcome::Taken(value),
            _ if left => Outcome::Left,
            _ => Outcome::Open,
        }
    }

    fn choice(&mut self, ui: &mut Ui, session: &Session) -> Outcome {
        let stands = session.assessment().value(&self.spot);
        let choices = choices(session, &self.spot);
        let mut outcome = Outcome::Open;
        let mut responses = Vec::new();
        let chosen = choices.iter().position(|(_, value)| *value == stands).unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for (at, (label, value)) in choices.into_iter().enumerate() {
                let drawn = match &value {
                    Value::Level(level) => Some(Ladder::of(Some(*level))),
                    Value::Status(status) => Some(Ladder::of_status(status)),
                    _ => None,
                };
                if let Some(drawn) = drawn {
                    // The ladder goes to the next line with its words.
                    let words = WidgetText::from(label.as_str()).into_galley(
                        ui,
                        Some(TextWrapMode::Extend),
                        f32::INFINITY,
                        TextStyle::Button,
                    );
                    let wide = LINE_LADDER.x + 6.0 + words.size().x + 2.0 * ui.spacing().button_padding.x;
                    if wide > ui.available_size_before_wrap().x {
                        ui.end_row();
                        // What comes first in a line stands in the middle of what comes after it.
                        ui.set_row_height(words.size().y + 2.0 * ui.spacing().button_padding.y);
                    }
                    ladder(ui, LINE_LADDER, drawn);
                }
                let response = ui.add(Button::selectable(value == stands, label));
                ringed(ui, &response);
                if self.fresh && at == chosen {
                    response.request_focus();
                }
                if response.clicked() {
                    outcome = Outcome::Taken(value);
                }
                responses.push(response);
            }
            self.fresh = false;
            if ui.button("Leave it").on_hover_text("Escape").clicked() {
                outcome = Outcome::Left;
            }
        });
        arrows(ui, &responses);
        outcome
    }
}

/// The arrow keys go from one choice to the next.
fn arrows(ui: &Ui, responses: &[egui::Response]) {
    let Some(at) = responses.iter().position(egui::Response::has_focus) else { return };
    if let Some(here) = responses.get(at) {
        let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(here.id, filter));
    }
    let (back, on) = ui.input(|input| {
        let back = input.key_pressed(Key::ArrowLeft) || input.key_pressed(Key::ArrowUp);
        (back, input.key_pressed(Key::ArrowRight) || input.key_pressed(Key::ArrowDown))
    });
    let to = match (back, on) {
        (true, _) => at.checked_sub(1),
        (_, true) => Some(at + 1),
        _ => None,
    };
    if let Some(next) = to.and_then(|to| responses.get(to)) {
        next.request_focus();
    }
}

/// Whether words are typed there.
const fn can_be_typed(spot: &Spot) -> bool {
    matches!(
        spot,
        Spot::Place
            | Spot::Quarter
            | Spot::AsAt
            | Spot::PreparedBy
            | Spot::Notes
            | Spot::Text(..)
            | Spot::ChangeNotes(_)
            | Spot::Cell(
                _,
                RowField::WhereNow
                    | RowField::Spread
                    | RowField::Gaps
                    | RowField::Needs
                    | RowField::Due
                    | RowField::Owner
                    | RowField::Progress
                    | RowField::Evidence
            )
    )
}

/// Whether what is typed there is short.
const fn one_line(spot: &Spot) -> bool {
    matches!(
        spot,
        Spot::Place
            | Spot::Quarter
            | Spot::AsAt
            | Spot::PreparedBy
            | Spot::Cell(_, RowField::Spread | RowField::Due | RowField::Owner)
    )
}

/// What can be chosen there; nothing where words are typed, or where one of the two is taken whole.
fn choices(session: &Session, spot: &Spot) -> Vec<(String, Value)> {
    match spot {
        Spot::Level(_) | Spot::Plan(..) => {
            let none = if matches!(spot, Spot::Level(_)) { "not assessed" } else { "no plan" };
            let levels = Level::all().map(|level| (level_words(Some(level)), Value::Level(level)));
            levels.chain([(none.to_owned(), Value::Nothing)]).collect()
        }
        Spot::Cell(_, RowField::Status) => {
            let known = Status::choices().map(|status| (status_words(&status), Value::Status(status)));
            known.chain([("unknown".to_owned(), Value::Nothing)]).collect()
        }
        Spot::Cell(_, RowField::Delivery) => {
            let known = Delivery::iter().map(|delivery| (delivery.name().to_owned(), Value::Delivery(delivery)));
            known.chain([("not given".to_owned(), Value::Nothing)]).collect()
        }
        Spot::Cell(_, RowField::Change) => {
            let changes = session.framework().changes.iter();
            changes.map(|change| (change_words(session, &change.key), Value::Change(change.key.clone()))).collect()
        }
        Spot::Cell(_, RowField::Reviewed) => {
            vec![("reviewed".to_owned(), Value::Yes), ("not reviewed".to_owned(), Value::Nothing)]
        }
        _ => Vec::new(),
    }
}

/// Reads what was typed, or says what is wrong with it.
fn read(session: &Session, spot: &Spot, typed: &str) -> Result<Value, &'static str> {
    let words = tidy(typed.trim());
    match spot {
        Spot::Place if words.is_empty() => Err("A place needs a name."),
        Spot::Quarter => {
            words.parse::<Quarter>().map(Value::Quarter).map_err(|_| "That is no quarter; write it like Q1 2019/20.")
        }
        Spot::AsAt => day(&words).map(Value::Day).ok_or("That is no day; write it like 30 June 2019."),
        Spot::Notes | Spot::ChangeNotes(_) | Spot::Cell(_, RowField::Evidence) => {
            let lines: Vec<String> =
                words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            Ok(if lines.is_empty() { Value::Nothing } else { Value::Lines(lines) })
        }
        Spot::Cell(_, RowField::Due) if words.is_empty() => Ok(Value::Nothing),
        Spot::Cell(_, RowField::Due) => Ok(Value::Due(Due::read(&words, session.assessment().as_at))),
        _ => Ok(Value::text(&words)),
    }
}

fn day(typed: &str) -> Option<chrono::NaiveDate> {
    match Due::read(typed, chrono::NaiveDate::default()).reading() {
        DueReading::On(date) if !date.year_inferred => match date.period {
            Period::Day(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}
