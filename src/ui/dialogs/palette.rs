//! The palette: a field and what answers to it. The keyboard stays in the field; the arrows move among the lines, and a
//! screen reader is told which one is meant.

use super::list;
use crate::app::{App, Command, PaletteEntry, Request, palette_entries};
use crate::ui::keys::pressed_again;
use crate::ui::regions::bounded;
use crate::ui::theme::{self, Palette, palette};
use crate::ui::widgets::small;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Context, FontId, Rect, Response, ScrollArea, Sense, TextFormat, Ui, UiBuilder, pos2, vec2};

/// Height of a line.
const LINE: f32 = 30.0;
/// Most width of the palette.
const WIDTH: f32 = 640.0;
/// Most height of the list.
const HEIGHT: f32 = 420.0;
/// Room for the keys at the end of a line.
const KEYS: f32 = 138.0;

/// Shows the palette. `fresh` says that it opened since the last frame.
pub(super) fn show(ctx: &Context, app: &App, typed: &mut String, at: &mut usize, fresh: bool) -> Vec<Request> {
    let again = pressed_again(ctx, Command::Palette);
    let (mut requests, left) = list::over_the_window(ctx, "All commands", WIDTH, |ui, room| {
        let moved = list::Moves::take(ui.ctx());
        let field = list::field(ui, "Find a command, a change or a quarter", typed, fresh);
        if field.changed() {
            *at = 0;
        }
        let entries = palette_entries(app, typed);
        let footer = 24.0;
        let height = (room - field.rect.height() - footer - 16.0).clamp(60.0, HEIGHT);
        let page = ((height / LINE).floor() as usize).max(1);
        *at = moved.from(*at, entries.len(), page);
        let scroll = moved.any() || field.changed() || fresh;
        let (chosen, current) = lines(ui, &entries, *at, height, scroll);
        if let Some(current) = &current {
            ui.ctx().accesskit_node_builder(field.id, |node| {
                node.set_active_descendant(current.id.accesskit_id());
            });
        }
        let hint = entries.get(*at).map_or("Nothing answers to that.", |entry| entry.refused.unwrap_or(entry.hint));
        let hint = ui.add(egui::Label::new(small(ui, hint)).truncate());
        if entries.is_empty() {
            ui.ctx().accesskit_node_builder(hint.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        let chosen = chosen.or_else(|| if moved.enter { entries.get(*at) } else { None });
        chosen.filter(|entry| entry.refused.is_none()).map(|entry| Request::Chosen(entry.offer.clone()))
    });
    if requests.is_none() && (left || again) {
        requests = Some(Request::LeaveDialog);
    }
    requests.into_iter().collect()
}

/// The lines; which one was clicked, and the one that Enter takes.
fn lines<'a>(
    ui: &mut Ui,
    entries: &'a [PaletteEntry],
    at: usize,
    height: f32,
    scroll: bool,
) -> (Option<&'a PaletteEntry>, Option<Response>) {
    let mut chosen = None;
    let mut current = None;
    let builder = UiBuilder::new().accessibility_role(Role::ListBox).accessibility_label("Commands and places");
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]).show(ui, |ui| {
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (position, entry) in entries.iter().enumerate() {
                let last_recent = entry.recent && entries.get(position + 1).is_some_and(|next| !next.recent);
                let response = line(ui, entry, position == at, last_recent);
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_position_in_set(position);
                    node.set_size_of_set(entries.len());
                });
                if response.clicked() {
                    chosen = Some(entry);
                }
                if position == at {
                    if scroll {
                        response.scroll_to_me(None);
                    }
                    current = Some(response);
                }
            }
            bounded(ui, ui.min_rect().intersect(ui.clip_rect()));
        });
    });
    (chosen, current)
}

/// One line: the name with the letters found in bold, its menu, its keys.
fn line(ui: &mut Ui, entry: &PaletteEntry, chosen: bool, ends_recent: bool) -> Response {
    let palette = palette(ui);
    let enabled = entry.refused.is_none();
    // Clicked, but never stopped at: the keyboard stays in the field.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, &entry.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(chosen);
        let beside = [Some(entry.kind), entry.recent.then_some("chosen lately"), entry.refused];
        node.set_description(beside.into_iter().flatten().collect::<Vec<_>>().join(", "));
        if !entry.keys.is_empty() {
            node.set_keyboard_shortcut(entry.keys.as_str());
        }
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if chosen {
        painter.rect_filled(rect, f32::from(theme::RADIUS), palette.accent_weak);
        let bar = Rect::from_min_size(rect.min + vec2(0.0, 5.0), vec2(3.0, rect.height() - 10.0));
        painter.rect_filled(bar, 1.5, palette.accent);
    } else if response.hovered() && enabled {
        painter.rect_filled(rect, f32::from(theme::RADIUS), palette.canvas);
    }
    if ends_recent {
        painter.hline(rect.x_range(), rect.max.y - 0.5, egui::Stroke::new(1.0, palette.line));
    }
    let middle = rect.center().y;
    let font = FontId::proportional(theme::SMALL);
    let right = rect.max.x - 10.0;
    painter.text(pos2(right, middle), Align2::RIGHT_CENTER, &entry.keys, font.clone(), palette.muted);
    // One column for the menus where there is room for it.
    let kind = if rect.width() > 460.0 { right - KEYS } else { right - measure(ui, &entry.keys) - 12.0 };
    let kind = kind.min(right - measure(ui, &entry.keys) - 12.0);
    let taken = painter.text(pos2(kind, middle), Align2::RIGHT_CENTER, entry.kind, font, palette.muted);
    let left = rect.min.x + 12.0;
    let mut name = name_in_letters(entry, palette);
    name.wrap = TextWrapping::truncate_at_width((taken.left() - 10.0 - left).max(40.0));
    let galley = painter.layout_job(name);
    painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, palette.ink);
    response
}

fn measure(ui: &Ui, text: &str) -> f32 {
    let font = FontId::proportional(theme::SMALL);
    ui.painter().layout_no_wrap(text.to_owned(), font, palette(ui).muted).size().x
}

/// The name, the letters that were found in bold; behind it why it cannot be done.
fn name_in_letters(entry: &PaletteEntry, palette: &Palette) -> LayoutJob {
    let ink = if entry.refused.is_some() { palette.muted } else { palette.ink };
    let plain = TextFormat::simple(FontId::proportional(theme::BODY), ink);
    let bold = TextFormat::simple(FontId::new(theme::BODY, theme::bold()), ink);
    let mut job = LayoutJob::default();
    let mut run = String::new();
    let mut run_found = false;
    for (position, letter) in entry.name.chars().enumerate() {
        let found = entry.matched.binary_search(&position).is_ok();
        if found != run_found && !run.is_empty() {
            job.append(&run, 0.0, if run_found { bold.clone() } else { plain.clone() });
            run.clear();
        }
        run_found = found;
        run.push(letter);
    }
    job.append(&run, 0.0, if run_found { bold } else { plain });
    if let Some(why) = entry.refused {
        job.append(why, 10.0, TextFormat::simple(FontId::proportional(theme::SMALL), palette.muted));
    }
    job
}
