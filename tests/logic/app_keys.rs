//! The keys: that no two things have one, that what a text needs is left to it, and that the sheet lists and finds them all.

use hicm::app::{Command, LOCAL_KEYS, Menu, Shortcut, keys_sheet};
use std::collections::{HashMap, HashSet};

/// Where a text is typed, in the sheet.
const TEXTS: [&str; 3] = ["While a cell is typed", "In any text", "While something else is typed for a conflict"];

#[test]
fn no_key_belongs_to_two_commands() {
    let mut seen: HashMap<Shortcut, Command> = HashMap::new();
    for command in Command::all() {
        for shortcut in command.shortcuts() {
            if let Some(other) = seen.insert(shortcut, command) {
                panic!("{command:?} and {other:?} both have {shortcut}");
            }
        }
        assert!(command.shortcut().is_some() || command.also().is_none(), "{command:?} has a second key and no first");
    }
    assert!(seen.len() > 40, "only {} keys", seen.len());
}

/// The table, a text, a list and a dialog act on keys themselves; a command with the same key would never let them.
#[test]
fn no_command_has_a_key_that_a_part_of_the_window_needs() {
    for local in LOCAL_KEYS {
        for line in local.lines {
            for shortcut in line.keys {
                for command in Command::all().filter(|command| command.shortcuts().any(|key| key == *shortcut)) {
                    let left = command.key_is_local() || (TEXTS.contains(&local.title) && command.yields_to_typing());
                    assert!(left, "{}: {shortcut} is {command:?} and “{}”", local.title, line.does);
                }
            }
        }
    }
}

#[test]
fn no_command_has_a_key_of_plain_typing() {
    for command in Command::all() {
        for shortcut in command.shortcuts() {
            let function = shortcut.key.starts_with('F') && shortcut.key.len() > 1;
            let held = shortcut.ctrl || shortcut.alt || function || command.key_is_local();
            assert!(held, "{command:?} would swallow {shortcut}");
            let reserved = ["Tab", "Escape", "Space", "Home", "End", "Backspace", "ArrowLeft", "ArrowRight"];
            assert!(!reserved.contains(&shortcut.key), "{command:?} has {shortcut}");
            // Ctrl+Alt is how some keyboards type; Alt with a letter is how others open a menu.
            assert!(!(shortcut.ctrl && shortcut.alt), "{command:?} has {shortcut}");
            assert!(!(shortcut.alt && shortcut.key.len() == 1), "{command:?} has {shortcut}");
        }
    }
}

/// The keys that a text field acts on, wherever it stands, as the toolkit's field does.
#[test]
fn what_a_text_acts_on_is_left_to_it() {
    let key = |ctrl, shift, alt, key| Shortcut { ctrl, shift, alt, key };
    let mut needed = vec![key(true, true, false, "Z")];
    for name in ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "Backspace", "Delete", "Enter"] {
        for held in 0..8 {
            needed.push(key(held & 1 != 0, held & 2 != 0, held & 4 != 0, name));
        }
    }
    needed.extend(["A", "C", "X", "V", "Z", "Y"].map(|name| key(true, false, false, name)));
    for command in Command::all() {
        for shortcut in command.shortcuts().filter(|shortcut| needed.contains(shortcut)) {
            assert!(command.yields_to_typing(), "{command:?} would take {shortcut} from a text");
        }
    }
    // And what may be wanted in the middle of a sentence does not wait for its end.
    for command in [Command::Save, Command::Find, Command::Palette, Command::Shortcuts, Command::NextRegion] {
        assert!(!command.yields_to_typing(), "{command:?}");
    }
}

#[test]
fn the_sheet_lists_every_command_by_menu_with_its_keys() {
    let sheet = keys_sheet("");
    for menu in Menu::all() {
        let part = sheet.iter().find(|part| part.title == menu.title()).unwrap();
        let commands: Vec<Command> = Command::all().filter(|command| command.menu() == menu).collect();
        assert_eq!(part.lines.len(), commands.len());
        for (line, command) in part.lines.iter().zip(commands) {
            assert_eq!((line.does, line.keys.as_str()), (command.label(), command.keys().as_str()));
        }
    }
    assert_eq!(sheet.len(), Menu::all().count() + LOCAL_KEYS.len());
    let titles: HashSet<&str> = sheet.iter().map(|part| part.title).collect();
    for title in ["In the table", "While a cell is typed", "Choosing a level", "In a dialog"] {
        assert!(titles.contains(title), "{title}");
    }
    for local in LOCAL_KEYS {
        for line in local.lines {
            assert!(!line.keys_in_words().is_empty(), "{}: {}", local.title, line.does);
        }
    }
    assert_eq!(Command::Palette.keys(), "Ctrl+K or Ctrl+Shift+P");
    assert_eq!(LOCAL_KEYS[0].lines[0].keys_in_words(), "↑ ↓ ← →");
    assert_eq!(LOCAL_KEYS[0].lines[4].keys_in_words(), "Ctrl+↑ ↓ ← →");
}

/// What of the sheet answers, line by line.
fn found(typed: &str) -> Vec<&'static str> {
    keys_sheet(typed).into_iter().flat_map(|part| part.lines).map(|line| line.does).collect()
}

#[test]
fn the_sheet_is_searched_by_key_and_by_words() {
    for typed in ["ctrl d", "Ctrl+D", " CTRL  +  d "] {
        assert_eq!(found(typed), ["Fill down", "Duplicate rows"], "“{typed}”");
    }
    assert_eq!(found("ctrl shift d"), ["Duplicate rows"]);
    for typed in ["ctrl +", "ctrl++"] {
        assert_eq!(found(typed), ["Larger"], "“{typed}”");
    }
    assert_eq!(found("alt up"), ["Move up", "Sort by this column"]);
    assert_eq!(found("f6"), ["Next part of the window", "Previous part of the window"]);
    assert_eq!(found("shift f6"), ["Previous part of the window"]);
    let shift = found("shift");
    assert!(shift.contains(&"Save as…") && !shift.contains(&"Save"), "{shift:?}");
    assert_eq!(found("fill do"), ["Fill down"]);
    assert!(found("ctrl").len() > 30);
    let pages = found("ctrl page");
    assert!(pages.contains(&"Next change") && pages.contains(&"Previous change") && pages.len() == 2, "{pages:?}");
    let words = found("select");
    assert!(words.contains(&"Select everything") && words.contains(&"Delete rows"), "by what it does, too: {words:?}");
    assert_eq!(found("no such words"), [""; 0]);
}
