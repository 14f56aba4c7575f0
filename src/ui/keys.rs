//! Commands by key.

use crate::app::{Command, Shortcut};
use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// The toolkit's form of a shortcut; `None` for a key it does not know, which a test rules out.
#[must_use]
pub fn toolkit_shortcut(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    Key::from_name(shortcut.key).map(|key| KeyboardShortcut::new(modifiers, key))
}

/// Takes the keys of commands out of this frame's input, in the order in which they were pressed. Keys that a text being
/// typed needs are left to it; a menu or a list that is open gives way to a command.
pub(super) fn pressed_commands(ctx: &egui::Context) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let keys: Vec<(Command, KeyboardShortcut)> = Command::all()
        .filter(|command| !command.key_is_local())
        .filter(|command| !typing || !command.yields_to_typing())
        .flat_map(|command| command.shortcuts().map(move |shortcut| (command, shortcut)))
        .filter_map(|(command, shortcut)| toolkit_shortcut(shortcut).map(|keys| (command, keys)))
        .collect();
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let hit = keys.iter().find(|(_, keys)| is_press(event, *keys)).map(|(command, _)| *command);
            pressed.extend(hit);
            hit.is_none()
        });
    });
    if !pressed.is_empty() {
        // What comes of it may be a dialog, and nothing is to hang over that.
        egui::Popup::close_all(ctx);
    }
    pressed
}

/// Takes every press of a command's keys out of this frame's input, as the dialog does that the command opened: the same
/// key closes it again.
pub(super) fn pressed_again(ctx: &egui::Context, command: Command) -> bool {
    let presses: usize = command.shortcuts().filter_map(toolkit_shortcut).map(|keys| take_presses(ctx, keys)).sum();
    presses > 0
}

/// Takes the presses of a key with exactly these modifiers out of this frame's input, and says how many there were.
pub(super) fn take_presses(ctx: &egui::Context, keys: KeyboardShortcut) -> usize {
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_press(event, keys));
        before - input.events.len()
    })
}

/// Whether an event is a press of that key with these modifiers and no others: Ctrl+Alt, by which some keyboards type, is
/// not Ctrl. Only where it takes Shift to reach a sign, as plus on many keyboards, may Shift be held as well.
pub(super) fn is_press(event: &Event, keys: KeyboardShortcut) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let wanted = keys.modifiers;
    *key == keys.logical_key
        && modifiers.alt == wanted.alt
        && (modifiers.shift == wanted.shift || (modifiers.shift && is_sign(*key)))
        && modifiers.cmd_ctrl_matches(wanted)
}

/// Whether on some keyboards Shift is needed to type it.
const fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Plus
            | Key::Questionmark
            | Key::Minus
            | Key::Equals
            | Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
}
