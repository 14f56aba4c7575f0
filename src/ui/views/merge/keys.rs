//! Keys of the conflicts, while no text, list or dialog has the keyboard.

use super::{MergeState, home};
use crate::app::{App, Command, MergeStep, Request};
use crate::compare::{Answer, both_possible};
use crate::model::{Conflict, ConflictKind};
use egui::{Event, Key, Ui};

/// What a key asks for.
enum Asked {
    Request(Box<Request>),
    Edit,
}

/// Takes the key that acts here out of this frame's input.
pub(super) fn keys(ui: &Ui, app: &App, state: &mut MergeState, at: usize, conflict: &Conflict) -> Option<Request> {
    let ctx = ui.ctx();
    let later = std::mem::take(&mut state.later);
    if !later.is_empty() {
        ui.input_mut(|input| drop(input.events.splice(0..0, later)));
    }
    let editing = state.editor.is_some();
    if editing || ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) || app.dialog().is_some() {
        return None;
    }
    let session = app.session()?;
    let editable = !session.read_only();
    let nothing_else = ui.memory(egui::Memory::focused).is_none_or(|focused| focused == home());
    let combined = conflict.kind == ConflictKind::Combined;
    let both = both_possible(conflict);
    let ours = |event: &Event| -> Option<Asked> {
        let Event::Key { key, pressed: true, modifiers, repeat, .. } = event else { return None };
        if modifiers.any() {
            return None;
        }
        // A key that is held must not decide one after the other.
        let once = !repeat;
        let decide = |answer| MergeStep::Decide(at, answer);
        let step = match key {
            Key::M if once && editable => decide(Answer::Mine),
            Key::T if once && editable => decide(Answer::Theirs),
            Key::B if once && editable && both => decide(Answer::Both),
            Key::K if once && editable && combined => decide(Answer::Other(session.assessment().value(&conflict.spot))),
            Key::ArrowLeft if nothing_else => MergeStep::Back,
            Key::ArrowRight if nothing_else => MergeStep::On,
            Key::PageUp => MergeStep::Back,
            Key::PageDown => MergeStep::On,
            Key::S if once => MergeStep::On,
            Key::U if once => return Some(Asked::Request(Box::new(Request::Command(Command::Undo)))),
            Key::E if once && editable => return Some(Asked::Edit),
            _ => return None,
        };
        Some(Asked::Request(Box::new(Request::Merge(step))))
    };
    let mut taken = None;
    ui.input_mut(|input| {
        // One key a frame: what comes behind it is for the conflict that is shown then, or for the text.
        let Some((place, asked)) =
            input.events.iter().enumerate().find_map(|(place, event)| Some((place, ours(event)?)))
        else {
            return;
        };
        taken = Some(asked);
        let mut tail = input.events.split_off(place).into_iter().skip(1).peekable();
        // The letter of the key itself.
        tail.next_if(|event| matches!(event, Event::Text(_)));
        let typed = |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_));
        let (later, rest): (Vec<_>, Vec<_>) = tail.partition(typed);
        input.events.extend(rest);
        state.later = later;
    });
    if !state.later.is_empty() {
        ui.request_repaint();
    }
    match taken? {
        Asked::Request(request) => Some(*request),
        Asked::Edit => {
            state.edit = true;
            None
        }
    }
}
