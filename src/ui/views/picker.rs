//! Choosing a level: five cards with what each looks like, at the point of choice, with last quarter's and the planned level
//! marked on them.

use crate::app::{Edit, Request};
use crate::model::{ChangeJudgement, Framework, Level, Prompts};
use crate::ui::theme::{self, palette};
use crate::ui::widgets::level_colour;
use egui::text::LayoutJob;
use egui::{FontFamily, FontId, Galley, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use std::sync::Arc;

/// Least width of a card; below it the cards stand one under the other.
const CARD: f32 = 128.0;
const GAP: f32 = 10.0;
/// Room above a card's prompt: swatch, tags and title.
const TOP: f32 = 58.0;

/// What stands on a card besides the level.
struct Card {
    level: Level,
    prompt: Arc<Galley>,
    tags: Vec<&'static str>,
    local: bool,
}

/// Shows the five cards of a change; `focus` gives the keyboard to the one that is chosen.
pub fn level_picker(
    ui: &mut Ui,
    judgement: &ChangeJudgement,
    framework: &Framework,
    planned: Option<Level>,
    last: Option<Level>,
    (editable, focus): (bool, bool),
) -> Option<Request> {
    let available = ui.available_width();
    let in_a_row = available >= CARD * 5.0 + GAP * 4.0;
    let width = if in_a_row { (available - GAP * 4.0) / 5.0 } else { available };
    // Where this edition's own are not known, what each level means for any change still helps.
    let prompts =
        framework.change(&judgement.change).and_then(|change| change.prompts.as_ref()).unwrap_or(&framework.levels);
    let cards: Vec<Card> =
        Level::all().map(|level| lay_out(ui, level, judgement, prompts, planned, last, width)).collect();
    let height = cards.iter().map(|card| TOP + card.prompt.size().y + 14.0).fold(0.0, f32::max);
    let mut chosen = None;
    let mut responses = Vec::new();
    let layout =
        if in_a_row { egui::Layout::left_to_right(egui::Align::Min) } else { egui::Layout::top_down(egui::Align::Min) };
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, if in_a_row { GAP } else { 6.0 });
        for card in &cards {
            let size = if in_a_row { height } else { TOP + card.prompt.size().y + 14.0 };
            let response = show(ui, card, judgement.now == Some(card.level), editable, vec2(width, size));
            // The level now, or the first where there is none.
            if focus && judgement.now.unwrap_or(Level::NotYetEstablished) == card.level {
                response.request_focus();
            }
            if response.clicked() && editable && judgement.now != Some(card.level) {
                chosen = Some(card.level);
            }
            responses.push(response);
        }
    });
    if let Some(to) = arrow(ui, &responses)
        && let Some(next) = responses.get(to)
    {
        next.request_focus();
    }
    chosen.map(|level| Request::Edit(Edit::SetLevel { change: judgement.change.clone(), level: Some(level) }))
}

fn lay_out(
    ui: &Ui,
    level: Level,
    judgement: &ChangeJudgement,
    prompts: &Prompts,
    planned: Option<Level>,
    last: Option<Level>,
    width: f32,
) -> Card {
    let palette = palette(ui);
    let local =
        judgement.local_wording.iter().find(|wording| wording.level == level).map(|wording| wording.text.as_str());
    let text = local.unwrap_or_else(|| prompts.of(level));
    let font = FontId::proportional(13.0);
    let prompt = ui.painter().layout_job(LayoutJob::simple(text.to_owned(), font, palette.muted, width - 24.0));
    let mut tags = Vec::new();
    if judgement.now == Some(level) {
        tags.push("now");
    }
    if planned == Some(level) {
        tags.push("planned");
    }
    if last == Some(level) {
        tags.push("last quarter");
    }
    Card { level, prompt, tags, local: local.is_some() }
}

fn show(ui: &mut Ui, card: &Card, chosen: bool, editable: bool, size: egui::Vec2) -> Response {
    let palette = palette(ui);
    let sense = if editable { Sense::click() } else { Sense::focusable_noninteractive() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let tags = if card.tags.is_empty() { String::new() } else { format!(" ({})", card.tags.join(", ")) };
    let name = format!("{} {}{tags}", card.level.number(), card.level);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, editable, chosen, &name));
    let prompt = card.prompt.text().to_owned();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(prompt));

    let painter = ui.painter();
    let (fill, line) = if response.has_focus() {
        (palette.surface, palette.focus_ring())
    } else if chosen {
        (palette.surface, Stroke::new(palette.outline + 1.0, palette.accent))
    } else if response.hovered() && editable {
        (palette.accent_weak, palette.edge(palette.accent))
    } else {
        (palette.surface, palette.edge(palette.line))
    };
    painter.rect(rect, 8.0, fill, line, StrokeKind::Inside);
    let left = rect.min.x + 12.0;
    let swatch = Rect::from_min_size(pos2(left, rect.min.y + 13.0), vec2(40.0, 9.0));
    painter.rect(swatch, 2.0, level_colour(card.level, palette), Stroke::new(1.0, palette.mark), StrokeKind::Inside);
    let title = format!("{} {}", card.level.number(), card.level);
    let font = FontId::new(theme::BODY, theme::bold());
    painter.text(pos2(left, rect.min.y + 42.0), egui::Align2::LEFT_CENTER, title, font, palette.ink);
    // From the right, so that the tags stand clear of the swatch.
    let mut right = rect.max.x - 10.0;
    for tag in &card.tags {
        let (ink, back, edge) = if *tag == "now" {
            (palette.on_accent, palette.accent, palette.accent)
        } else {
            (palette.muted, palette.surface, palette.mark)
        };
        let galley = painter.layout_no_wrap((*tag).to_owned(), FontId::new(11.0, FontFamily::Proportional), ink);
        let size = galley.size() + vec2(14.0, 3.0);
        let chip = Rect::from_min_size(pos2(right - size.x, rect.min.y + 8.0), size);
        painter.rect(chip, 9.0, back, Stroke::new(1.0, edge), StrokeKind::Inside);
        painter.galley(chip.min + vec2(7.0, 1.5), galley, ink);
        right = chip.min.x - 4.0;
    }
    painter.galley(pos2(left, rect.min.y + TOP), card.prompt.clone(), palette.muted);
    if card.local { response.on_hover_text("The place's own wording") } else { response }
}

/// Which card the arrow keys lead to from the one with the keyboard.
fn arrow(ui: &Ui, responses: &[Response]) -> Option<usize> {
    let at = responses.iter().position(Response::has_focus)?;
    if let Some(here) = responses.get(at) {
        // Left and right move between the cards rather than out of them.
        let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(here.id, filter));
    }
    let (back, on) = ui.input(|input| {
        let back = input.key_pressed(Key::ArrowLeft) || input.key_pressed(Key::ArrowUp);
        (back, input.key_pressed(Key::ArrowRight) || input.key_pressed(Key::ArrowDown))
    });
    match (back, on) {
        (true, _) => at.checked_sub(1),
        (_, true) => Some(at + 1).filter(|to| *to < responses.len()),
        _ => None,
    }
}
