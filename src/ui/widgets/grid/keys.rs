//! The keyboard, while the grid itself has the focus.

use super::editor;
use super::layout::View;
use super::source::{Editable, GridEvent};
use super::state::{At, GridState, Place, Reach};
use egui::{Event, FocusDirection, Key, Modifiers, Rect, Ui};

/// Puts the cursor on a cell. `extend` keeps the anchor, so that the selection grows.
pub(super) fn put_cursor(state: &mut GridState, view: &View<'_>, at: At, extend: bool) {
    let Some(place) = place(view, at) else { return };
    if !extend || state.anchor.is_none() {
        state.anchor = Some(place);
        state.anchor_at = at;
    }
    if !extend || state.reach == Reach::All {
        state.reach = Reach::Cells;
    }
    state.cursor = Some(place);
    state.cursor_at = at;
    state.reveal = true;
    state.tab_home = None;
}

/// The keys of a cell.
pub(super) fn place(view: &View<'_>, at: At) -> Option<Place> {
    let column = view.columns.get(at.column)?.key;
    (at.row < view.rows).then(|| Place { row: view.source.row_key(at.row), column })
}

/// Works through the keys of this frame, in order. Keys behind one that opened an editor or asked for a picker are left
/// for it. Says whither the focus leaves, if it does.
pub(super) fn handle(
    ui: &Ui,
    view: &View<'_>,
    state: &mut GridState,
    asked: &mut Vec<GridEvent>,
) -> Option<FocusDirection> {
    let incoming = ui.input_mut(|input| std::mem::take(&mut input.events));
    let mut kept = Vec::new();
    let mut leaving = None;
    let mut space_taken = false;
    let mut events = incoming.into_iter();
    for event in events.by_ref() {
        let step = match &event {
            Event::Key { key: Key::Space, pressed: true, modifiers, .. } if modifiers.shift_only() => {
                space_taken = true;
                state.reach = Reach::Rows;
                Step::Done
            }
            Event::Text(text) if space_taken && text == " " => Step::Done,
            Event::Key { key, pressed: true, modifiers, .. } => on_key(view, state, asked, *key, *modifiers),
            Event::Text(text) if !ui.input(|input| input.modifiers.alt) => on_text(view, state, asked, text),
            Event::Copy => ask(asked, GridEvent::Copy),
            Event::Cut => ask(asked, GridEvent::Cut),
            Event::Paste(text) => ask(asked, GridEvent::Paste(text.clone())),
            _ => Step::NotOurs,
        };
        match step {
            Step::Done => {}
            Step::NotOurs => kept.push(event),
            Step::Handover => break,
            Step::Leave(direction) => {
                leaving = Some(direction);
                break;
            }
        }
    }
    kept.extend(events);
    ui.input_mut(|input| input.events = kept);
    leaving
}

enum Step {
    /// Used up.
    Done,
    /// Somebody else's.
    NotOurs,
    /// Used up; what follows is for the editor or the picker.
    Handover,
    Leave(FocusDirection),
}

fn ask(asked: &mut Vec<GridEvent>, event: GridEvent) -> Step {
    asked.push(event);
    Step::Done
}

fn on_text(view: &View<'_>, state: &mut GridState, asked: &mut Vec<GridEvent>, text: &str) -> Step {
    if text.is_empty() || text.chars().any(char::is_control) {
        return Step::NotOurs;
    }
    let typed = if text == " " && editable(view, state) == Editable::Pick { "" } else { text };
    start(view, state, asked, Some(typed))
}

fn editable(view: &View<'_>, state: &GridState) -> Editable {
    match state.cursor {
        Some(_) if view.rows > 0 => view.source.cell(state.cursor_at.row, state.cursor_at.column).editable,
        _ => Editable::No,
    }
}

/// Opens the editor or asks for the picker, whichever the cursor's cell wants. `typed` overwrites.
fn start(view: &View<'_>, state: &mut GridState, asked: &mut Vec<GridEvent>, typed: Option<&str>) -> Step {
    match (editable(view, state), state.cursor) {
        (Editable::Text, Some(place)) => {
            editor::open(view, state, place, typed);
            Step::Handover
        }
        (Editable::Pick, Some(place)) => {
            state.reveal = true;
            // The rectangle is filled in once the rows of this frame are laid out.
            let typed = typed.unwrap_or_default().to_owned();
            asked.push(GridEvent::Pick { row: place.row, column: place.column, rect: Rect::NOTHING, typed });
            Step::Handover
        }
        _ => Step::Done,
    }
}

/// As if Enter had been pressed on the cursor's cell.
pub(super) fn activate(view: &View<'_>, state: &mut GridState, asked: &mut Vec<GridEvent>) {
    start(view, state, asked, None);
}

fn on_key(view: &View<'_>, state: &mut GridState, asked: &mut Vec<GridEvent>, key: Key, modifiers: Modifiers) -> Step {
    let (command, shift, alt) = (modifiers.command, modifiers.shift, modifiers.alt);
    let at = state.cursor_at;
    let last = At { row: view.rows.saturating_sub(1), column: view.columns.len().saturating_sub(1) };
    let to = |row: usize, column: usize| At { row: row.min(last.row), column: column.min(last.column) };
    let target = match key {
        Key::ArrowUp | Key::ArrowDown if alt && !command => {
            let by = if key == Key::ArrowUp { -1 } else { 1 };
            return ask(asked, GridEvent::MoveRows(by));
        }
        _ if alt => return Step::NotOurs,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight if command => edge(view, at, last, key),
        Key::ArrowUp => to(at.row.saturating_sub(1), at.column),
        Key::ArrowDown => to(at.row + 1, at.column),
        Key::ArrowLeft => to(at.row, at.column.saturating_sub(1)),
        Key::ArrowRight => to(at.row, at.column + 1),
        Key::Home if command => to(0, 0),
        Key::Home => to(at.row, 0),
        Key::End if command => last,
        Key::End => to(at.row, last.column),
        Key::PageUp | Key::PageDown => page(view, state, key == Key::PageDown),
        Key::A if command && !shift => {
            state.reach = Reach::All;
            return Step::Done;
        }
        Key::F10 if shift => return menu(asked),
        _ if command => return Step::NotOurs,
        Key::Menu => return menu(asked),
        Key::Tab => return tab(view, state, shift),
        Key::Enter if shift => {
            put_cursor(state, view, to(at.row.saturating_sub(1), at.column), false);
            return Step::Done;
        }
        Key::Enter | Key::F2 => return start(view, state, asked, None),
        Key::Delete | Key::Backspace => return ask(asked, GridEvent::Clear),
        Key::Escape => {
            let single = state.anchor == state.cursor && state.reach == Reach::Cells;
            put_cursor(state, view, at, false);
            // With nothing to give up, Escape is for whatever stands around the grid.
            return if single { Step::NotOurs } else { Step::Done };
        }
        _ => return Step::NotOurs,
    };
    put_cursor(state, view, target, shift);
    Step::Done
}

fn menu(asked: &mut Vec<GridEvent>) -> Step {
    // The position is filled in once the rows of this frame are laid out.
    ask(asked, GridEvent::Menu { pos: Rect::NOTHING.min })
}

fn tab(view: &View<'_>, state: &mut GridState, back: bool) -> Step {
    if !view.tab_leaves && state.cursor.is_some() && step(view, state, back) {
        Step::Done
    } else {
        Step::Leave(if back { FocusDirection::Previous } else { FocusDirection::Next })
    }
}

/// Goes to the next or previous cell, if there is one, and remembers where the run of Tabs began.
pub(super) fn step(view: &View<'_>, state: &mut GridState, back: bool) -> bool {
    let Some(at) = beside(view, state.cursor_at, back) else { return false };
    let home = state.tab_home.or(state.cursor.map(|place| place.column));
    put_cursor(state, view, at, false);
    state.tab_home = home;
    true
}

/// The cell below to which Enter goes: in the column where the run of Tabs began, if there was one.
pub(super) fn below(view: &View<'_>, state: &GridState, at: At) -> At {
    let home = state.tab_home.and_then(|key| view.columns.iter().position(|column| column.key == key));
    At { row: (at.row + 1).min(view.rows.saturating_sub(1)), column: home.unwrap_or(at.column) }
}

/// The next or previous cell in reading order.
pub(super) fn beside(view: &View<'_>, at: At, back: bool) -> Option<At> {
    let last = view.columns.len().checked_sub(1)?;
    if back {
        match (at.row, at.column) {
            (0, 0) => None,
            (row, 0) => Some(At { row: row - 1, column: last }),
            (row, column) => Some(At { row, column: column - 1 }),
        }
    } else if at.column < last {
        Some(At { column: at.column + 1, ..at })
    } else {
        (at.row + 1 < view.rows).then_some(At { row: at.row + 1, column: 0 })
    }
}

/// A screenful up or down.
fn page(view: &View<'_>, state: &GridState, down: bool) -> At {
    let room = f64::from(view.areas.body.height());
    let now = state.heights.above(state.cursor_at.row);
    let wanted = if down { now + room } else { now - room };
    let row = if wanted <= 0.0 { 0 } else { state.heights.row_at(wanted).0 };
    let row = if down { row.max(state.cursor_at.row + 1) } else { row.min(state.cursor_at.row.saturating_sub(1)) };
    At { row: row.min(view.rows.saturating_sub(1)), column: state.cursor_at.column }
}

/// Where the block of full (or of empty) cells ends in a direction, as in a spreadsheet.
fn edge(view: &View<'_>, at: At, last: At, key: Key) -> At {
    let next = |at: At| -> Option<At> {
        match key {
            Key::ArrowUp => at.row.checked_sub(1).map(|row| At { row, ..at }),
            Key::ArrowLeft => at.column.checked_sub(1).map(|column| At { column, ..at }),
            Key::ArrowDown => (at.row < last.row).then_some(At { row: at.row + 1, ..at }),
            _ => (at.column < last.column).then_some(At { column: at.column + 1, ..at }),
        }
    };
    let full = |at: At| !view.source.edit_text(at.row, at.column).is_empty();
    let Some(first) = next(at) else { return at };
    let run = full(at) && full(first);
    let mut here = first;
    while let Some(further) = next(here) {
        if run && !full(further) {
            return here;
        }
        if !run && full(here) {
            return here;
        }
        here = further;
    }
    here
}
