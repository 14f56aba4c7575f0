//! The draft: a text field laid over its cell, in the cell's own font and padding, growing with the text.

use super::keys;
use super::layout::{LINE, PAD_X, PAD_Y, TEXT, View, format, lay};
use super::scroll::heading_height;
use super::source::GridEvent;
use super::state::{At, Editor, GridState, Place};
use crate::ui::theme::{Palette, SMALL};
use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::text_edit::TextEditState;
use egui::{
    Event, EventFilter, FontId, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Rect, Stroke, StrokeKind,
    TextBuffer,
};
use egui::{TextEdit, Ui, UiBuilder, pos2, vec2};

/// Height of the line below the draft (above it at the grid's lower edge).
const HINT: f32 = 26.0;
/// A narrow column's editor is at least this wide.
const LEAST_WIDTH: f32 = 80.0;

/// Starts a draft on a cell, with its text or with what was typed over it.
pub(super) fn open(view: &View<'_>, state: &mut GridState, place: Place, typed: Option<&str>) {
    let at = state.cursor_at;
    let original = view.source.edit_text(at.row, at.column).into_owned();
    let draft = typed.map_or_else(|| original.clone(), str::to_owned);
    // A state of its own: the caret at the end, and nothing to undo that was typed into another cell.
    let mut field = TextEditState::default();
    let end = CCursor::new(draft.chars().count());
    field.cursor.set_char_range(Some(CCursorRange::one(end)));
    field.store(view.ctx, id(view));
    let offer = typed.and_then(|_| view.source.completion(at.row, at.column, &draft));
    state.editor = Some(Editor { place, draft, original, fresh: true, offer });
    state.reveal = true;
}

/// The field's id.
pub(super) fn id(view: &View<'_>) -> Id {
    view.id.with("editor")
}

/// Ends the draft and sends it, if it says anything new.
pub(super) fn commit(state: &mut GridState, asked: &mut Vec<GridEvent>) {
    if let Some(editor) = state.editor.take()
        && editor.draft != editor.original
    {
        let Place { row, column } = editor.place;
        asked.push(GridEvent::Commit { row, column, text: editor.draft });
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Down,
    Up,
    Next,
    Previous,
    NewRow,
    Cancel,
}

fn ending(event: &Event) -> Option<Ending> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    if modifiers.command && *key == Key::Enter && !modifiers.shift && !modifiers.alt {
        return Some(Ending::NewRow);
    }
    if modifiers.alt || modifiers.command {
        return None;
    }
    match (key, modifiers.shift) {
        (Key::Enter, false) => Some(Ending::Down),
        (Key::Enter, true) => Some(Ending::Up),
        (Key::Tab, false) => Some(Ending::Next),
        (Key::Tab, true) => Some(Ending::Previous),
        (Key::Escape, _) => Some(Ending::Cancel),
        _ => None,
    }
}

/// Shows the field, if there is a draft. The first key that ends it cuts the frame's keys in two: those before are typed,
/// those behind wait for the next frame and go to the grid, so that fast typing on a slow machine loses nothing.
pub(super) fn show(ui: &mut Ui, view: &View<'_>, state: &mut GridState, palette: &Palette, asked: &mut Vec<GridEvent>) {
    let Some(editor) = &state.editor else { return };
    let field_id = id(view);
    let Some(at) = position(view, state, editor.place) else {
        // The row went away below the draft: the view decides what becomes of the text.
        commit(state, asked);
        return;
    };
    if editor.fresh {
        ui.memory_mut(|memory| memory.request_focus(field_id));
    } else if !ui.memory(|memory| memory.has_focus(field_id)) {
        // Focus went elsewhere; with Escape, before the field's own filter held.
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            finish(ui, view, state, at, Ending::Cancel, asked);
        } else {
            commit(state, asked);
        }
        return;
    }
    let ended = cut_events(ui, state);
    let typing = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Text(_))));
    drop_offer(ui, state);

    let rect = cell_rect(view, state, at);
    let Some(editor) = &mut state.editor else { return };
    let inner = rect.width() - 2.0 * PAD_X;
    let galley = lay(ui.ctx(), &editor.draft, FontId::proportional(TEXT), LINE, inner, usize::MAX, palette.ink);
    let hint = match &editor.offer {
        Some(offer) => Some(format!("Enter or Tab takes “{offer}”, Delete leaves it")),
        None => view.source.hint(at.row, at.column, &editor.draft),
    };
    let room = view.areas.body;
    let height = (galley.size().y + 2.0 * PAD_Y).max(rect.height());
    let in_sight = room.intersects(rect);
    let top = if in_sight { rect.top().min(room.bottom() - height).max(room.top()) } else { rect.top() };
    let field = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));

    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(view.areas.all.expand(2.0)));
    painter.rect_filled(field, 0.0, palette.surface);
    let mut child = ui.new_child(UiBuilder::new().id_salt("grid editor").max_rect(field).accessibility_parent(view.id));
    child.set_clip_rect(ui.clip_rect().intersect(room));
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let colour = palette.ink;
        let mut job =
            LayoutJob::single_section(text.as_str().to_owned(), format(FontId::proportional(TEXT), LINE, colour));
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let name = view.columns.get(at.column).map_or("", |column| column.plain_title().0);
    let output = TextEdit::multiline(&mut editor.draft)
        .id(field_id)
        .frame(Frame::NONE.inner_margin(Margin::symmetric(PAD_X as i8, PAD_Y as i8)))
        .desired_width(field.width())
        .desired_rows(1)
        .event_filter(EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true })
        .return_key(KeyboardShortcut::new(Modifiers::ALT, Key::Enter))
        .layouter(&mut layouter)
        .show(&mut child);
    let caret = output.cursor_range.map(|range| range.primary.index.0);
    output.response.response.accessible_name(format!("{name}, {}", view.source.row_name(at.row)));
    if typing {
        // Only what was typed at the end of the text can go on.
        let at_end = caret.is_none_or(|caret| caret == editor.draft.chars().count());
        let offer = at_end.then(|| view.source.completion(at.row, at.column, &editor.draft));
        editor.offer = offer.flatten();
    }
    if let Some(rest) = editor.offer.as_ref().and_then(|offer| offer.get(editor.draft.len()..)) {
        ghost(view, &painter, field, &editor.draft, rest, palette);
    }
    // The click that opened the draft counts as a click elsewhere and takes the focus away once more: ask again.
    editor.fresh = editor.fresh && !ui.memory(|memory| memory.has_focus(field_id));
    if editor.fresh {
        ui.request_repaint();
    }
    painter.rect_stroke(field, 0.0, palette.focus_ring(), StrokeKind::Inside);
    if let Some(hint) = hint {
        let top = if field.bottom() + HINT <= room.bottom() { field.bottom() } else { field.top() - HINT };
        let line = Rect::from_min_size(pos2(field.left(), top), vec2(field.width(), HINT));
        let galley = lay(ui.ctx(), &hint, FontId::proportional(SMALL), 16.0, f32::INFINITY, 1, palette.muted);
        let line = line.with_max_x((line.left() + galley.size().x + 2.0 * PAD_X).max(line.right()));
        let shift = (line.right() - room.right()).max(0.0).min(line.left() - room.left());
        let line = line.translate(vec2(-shift, 0.0));
        painter.rect(line, 0.0, palette.accent_weak, Stroke::new(1.0, palette.line), StrokeKind::Inside);
        painter.galley(pos2(line.left() + PAD_X, line.center().y - galley.size().y / 2.0), galley, palette.muted);
        ui.accesskit_node_builder(field_id, |node| node.set_description(hint));
    }
    if let Some(ended) = ended {
        finish(ui, view, state, at, ended, asked);
    }
}

/// Delete and Backspace leave an offer, and so does a caret that moves away from the end.
fn drop_offer(ui: &Ui, state: &mut GridState) {
    let Some(editor) = state.editor.as_mut().filter(|editor| editor.offer.is_some()) else { return };
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        editor.offer = None;
        // Only the offer goes; what was typed stays.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace));
    } else if [Key::ArrowLeft, Key::ArrowUp, Key::ArrowDown, Key::Home].into_iter().any(pressed) {
        editor.offer = None;
    }
}

/// What is offered, behind what was typed.
fn ghost(view: &View<'_>, painter: &egui::Painter, field: Rect, draft: &str, rest: &str, palette: &Palette) {
    let font = FontId::proportional(TEXT);
    let mut job = LayoutJob::default();
    job.append(draft, 0.0, format(font.clone(), LINE, egui::Color32::TRANSPARENT));
    job.append(rest, 0.0, format(font, LINE, palette.muted));
    job.wrap.max_width = field.width() - 2.0 * PAD_X;
    let galley = view.ctx.fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(field.min + vec2(PAD_X, PAD_Y), galley, palette.muted);
}

/// Takes the ending key and all typing behind it out of this frame.
fn cut_events(ui: &Ui, state: &mut GridState) -> Option<Ending> {
    ui.input_mut(|input| {
        let cut = input.events.iter().position(|event| ending(event).is_some())?;
        let mut tail = input.events.split_off(cut).into_iter();
        let ended = tail.next().and_then(|event| ending(&event));
        let typed = |event: &Event| {
            matches!(event, Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_))
        };
        let (later, rest): (Vec<_>, Vec<_>) = tail.partition(typed);
        input.events.extend(rest);
        state.later = later;
        ended
    })
}

fn finish(ui: &Ui, view: &View<'_>, state: &mut GridState, at: At, ended: Ending, asked: &mut Vec<GridEvent>) {
    if ended == Ending::Cancel {
        state.editor = None;
    } else {
        if let Some(editor) = &mut state.editor
            && let Some(offer) = editor.offer.take()
            && offer.to_lowercase().starts_with(&editor.draft.to_lowercase())
        {
            editor.draft = offer;
        }
        commit(state, asked);
    }
    match ended {
        Ending::Cancel => keys::put_cursor(state, view, at, false),
        Ending::NewRow => asked.push(GridEvent::NewRow),
        Ending::Down => keys::put_cursor(state, view, keys::below(view, state, at), false),
        Ending::Up => keys::put_cursor(state, view, At { row: at.row.saturating_sub(1), ..at }, false),
        Ending::Next | Ending::Previous => {
            keys::step(view, state, ended == Ending::Previous);
        }
    }
    ui.memory_mut(|memory| memory.request_focus(view.id));
    ui.request_repaint();
}

fn position(view: &View<'_>, state: &GridState, place: Place) -> Option<At> {
    let row = state.heights.position(place.row)?;
    let column = view.columns.iter().position(|column| column.key == place.column)?;
    Some(At { row, column })
}

/// Where the cell stands, in sight or not.
fn cell_rect(view: &View<'_>, state: &mut GridState, at: At) -> Rect {
    let body = view.areas.body;
    let above = state.heights.above(at.row) - state.heights.above(state.scroll.top);
    let start = body.top() + (above - f64::from(state.scroll.offset)) as f32;
    let bottom = start + state.heights.exact(view, at.row);
    let top = start + heading_height(view, at.row);
    let mut rect = view.cell_rect(at.column, top, bottom - 1.0, state.scroll.x);
    if rect.width() < LEAST_WIDTH {
        rect.max.x = rect.left() + LEAST_WIDTH;
        let shift = (rect.right() - body.right()).max(0.0);
        rect = rect.translate(vec2(-shift, 0.0));
    }
    rect
}
