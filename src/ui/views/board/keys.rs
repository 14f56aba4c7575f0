//! The keys of the stage, taken out of a frame's input: in the window of the slides and in the presenter's own.

use crate::app::{Layer, STAGE_KEYS, StageKey};
use crate::ui::keys::{is_press, toolkit_shortcut};
use egui::{Context, Event, EventFilter, Key, Response};

/// The keys pressed in this frame. What has the keyboard keeps the keys that press it; a line that is typed keeps all but those
/// that end it, and a table those that scroll it.
pub(super) fn pressed(ctx: &Context, layer: Layer) -> Vec<StageKey> {
    let focused = ctx.memory(egui::Memory::focused).is_some();
    let mine = |key: StageKey| match layer {
        Layer::Decision => key == StageKey::Escape,
        Layer::Zoom => matches!(key, StageKey::Zoom | StageKey::Escape | StageKey::Help),
        Layer::Slide | Layer::Overview(_) => !(focused && matches!(key, StageKey::Enter | StageKey::Space)),
        Layer::Blank { .. } => true,
    };
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let known = STAGE_KEYS
                .iter()
                .find(|(shortcut, _)| toolkit_shortcut(*shortcut).is_some_and(|keys| is_press(event, keys)));
            let found = known.map(|(_, key)| *key).filter(|key| mine(*key));
            let other = matches!(layer, Layer::Blank { .. }) && found.is_none() && ends_blank(event);
            let hit = found.or(other.then_some(StageKey::Other));
            pressed.extend(hit);
            hit.is_none()
        });
    });
    pressed
}

/// Whether an event is a press of any key without a command's modifiers.
const fn ends_blank(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, modifiers, .. } if !modifiers.ctrl && !modifiers.alt && !modifiers.command)
}

/// How far a table is scrolled by keys: lines, and pages of that many; to an end where it is infinite.
pub(super) fn scrolled(ctx: &Context, page: f32, line: f32) -> f32 {
    let take = |key| ctx.input_mut(|input| input.count_and_consume_key(egui::Modifiers::NONE, key)) as f32;
    let lines = take(Key::ArrowDown) - take(Key::ArrowUp);
    let pages = take(Key::PageDown) + take(Key::Space) - take(Key::PageUp);
    let ends = take(Key::End) - take(Key::Home);
    let far = lines * line + pages * page;
    if ends == 0.0 { far } else { ends * f32::INFINITY }
}

/// Has something that has the keyboard leave the arrows to the stage.
pub(super) fn leave_arrows(response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        response.ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}
