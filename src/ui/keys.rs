//! Commands by key.

use crate::app::{Command, Shortcut};
use egui::{Key, KeyboardShortcut, Modifiers};

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

/// Takes the keys of commands out of this frame's input. Keys that a text being typed needs are left to it.
pub fn pressed_commands(ctx: &egui::Context) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    // The longest first, so that Ctrl+Shift+S is not taken for Ctrl+S.
    let mut commands: Vec<(Command, Shortcut)> = Command::all()
        .filter(|command| !command.key_is_local())
        .filter_map(|command| command.shortcut().map(|shortcut| (command, shortcut)))
        .collect();
    commands.sort_by_key(|(_, shortcut)| std::cmp::Reverse(u8::from(shortcut.shift) + u8::from(shortcut.alt)));
    let mut pressed = Vec::new();
    for (command, shortcut) in commands {
        if typing && belongs_to_typing(command) {
            continue;
        }
        let Some(mut keys) = toolkit_shortcut(shortcut) else { continue };
        let mut hit = ctx.input_mut(|input| input.consume_shortcut(&keys));
        if command == Command::ZoomIn && !hit {
            // The same key as plus on most keyboards, without Shift.
            keys.logical_key = Key::Equals;
            hit = ctx.input_mut(|input| input.consume_shortcut(&keys));
        }
        if hit {
            pressed.push(command);
        }
    }
    pressed
}

/// Whether a text field has a use of its own for the command's key.
const fn belongs_to_typing(command: Command) -> bool {
    matches!(
        command,
        Command::Undo
            | Command::Redo
            | Command::AddRow
            | Command::DeleteRows
            | Command::MoveRowsUp
            | Command::MoveRowsDown
            | Command::GoOverview
            | Command::GoActions
    )
}
