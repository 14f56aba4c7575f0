//! The sheet of keys: every command with its keys, menu by menu, and the keys that are nobody's command but the table's, a
//! text's or a list's own. One table, which the window shows and the tests hold against the commands.

use super::command::{Shortcut, alt, ctrl, ctrl_shift, key, shift};
use super::{Command, Menu};

/// Keys that a part of the window acts on itself, while it has the keyboard.
#[derive(Clone, Copy, Debug)]
pub struct LocalKeys {
    /// Where they hold.
    pub title: &'static str,
    /// The keys.
    pub lines: &'static [LocalLine],
}

/// One line of them.
#[derive(Clone, Copy, Debug)]
pub struct LocalLine {
    /// The keys, any of which does it.
    pub keys: &'static [Shortcut],
    /// Something that is no key of its own, such as typing; empty when there is none.
    pub or: &'static str,
    /// What they do.
    pub does: &'static str,
}

const fn line(keys: &'static [Shortcut], or: &'static str, does: &'static str) -> LocalLine {
    LocalLine { keys, or, does }
}

/// The keys that are nobody's command.
pub const LOCAL_KEYS: &[LocalKeys] = &[
    LocalKeys {
        title: "In the table",
        lines: &[
            line(
                &[key("ArrowUp"), key("ArrowDown"), key("ArrowLeft"), key("ArrowRight")],
                "",
                "One cell up, down, left or right",
            ),
            line(&[key("Home"), key("End")], "", "First or last cell of the row"),
            line(&[ctrl("Home"), ctrl("End")], "", "First or last cell of the table"),
            line(&[key("PageUp"), key("PageDown")], "", "A screen up or down"),
            line(
                &[ctrl("ArrowUp"), ctrl("ArrowDown"), ctrl("ArrowLeft"), ctrl("ArrowRight")],
                "",
                "To the edge of the filled cells",
            ),
            line(&[key("Tab"), shift("Tab")], "", "Next or previous cell; at the ends out of the table"),
            line(
                &[
                    shift("ArrowUp"),
                    shift("ArrowDown"),
                    shift("ArrowLeft"),
                    shift("ArrowRight"),
                    shift("Home"),
                    shift("End"),
                    shift("PageUp"),
                    shift("PageDown"),
                ],
                "",
                "Select as far as that",
            ),
            line(
                &[
                    ctrl_shift("ArrowUp"),
                    ctrl_shift("ArrowDown"),
                    ctrl_shift("ArrowLeft"),
                    ctrl_shift("ArrowRight"),
                    ctrl_shift("Home"),
                    ctrl_shift("End"),
                ],
                "",
                "Select as far as the edge",
            ),
            line(&[ctrl("A")], "", "Select everything"),
            line(&[shift("Space")], "", "Select whole rows"),
            line(&[key("Escape")], "", "Select the one cell again"),
            line(&[key("Enter"), key("F2")], "", "Edit the cell, or choose what it holds"),
            line(&[], "Typing", "Type over the cell, or choose by the first letters"),
            line(&[key("Space")], "", "Choose what the cell holds, where there is a list"),
            line(&[shift("Enter")], "", "One cell up"),
            line(&[key("Backspace")], "", "Empty the selected cells, like Delete"),
            line(&[shift("F10"), key("Menu")], "right click", "Menu of the rows"),
        ],
    },
    LocalKeys {
        title: "While a cell is typed",
        lines: &[
            line(&[key("Enter"), shift("Enter")], "", "Done, and one cell down or up"),
            line(&[key("Tab"), shift("Tab")], "", "Done, and the next or previous cell"),
            line(&[ctrl("Enter")], "", "Done, and a new row below"),
            line(&[alt("Enter")], "", "Break the line"),
            line(&[key("Delete")], "", "Leave what is offered behind the typing"),
            line(&[key("Escape")], "", "Leave the cell as it was"),
        ],
    },
    LocalKeys {
        title: "In any text",
        lines: &[
            line(&[ctrl("ArrowLeft"), ctrl("ArrowRight")], "", "A word back or on; with Shift select it"),
            line(&[key("Home"), key("End")], "", "Beginning or end of the line"),
            line(&[ctrl("Home"), ctrl("End")], "", "Beginning or end of the text"),
            line(&[ctrl("Backspace"), ctrl("Delete")], "", "Delete a word before or after"),
            line(&[ctrl("A")], "", "Select all of it"),
            line(&[ctrl("C"), ctrl("X"), ctrl("V")], "", "Copy, cut, paste"),
            line(&[ctrl("Z"), ctrl("Y")], "", "Undo and redo the typing"),
            line(&[key("Enter"), shift("Enter")], "", "New line, in the texts of a change"),
            line(&[key("Escape")], "", "Stop typing"),
        ],
    },
    LocalKeys {
        title: "At a conflict",
        lines: &[
            line(&[key("M"), key("T"), key("B")], "", "Take mine, take theirs, keep both"),
            line(&[key("K")], "", "Keep a combined text as it stands"),
            line(&[key("E")], "", "Type or choose something else"),
            line(&[key("ArrowLeft"), key("PageUp")], "", "The conflict before"),
            line(&[key("ArrowRight"), key("PageDown"), key("S")], "", "The conflict after, this one left for later"),
            line(&[key("U")], "", "Take the last decision back"),
        ],
    },
    LocalKeys {
        title: "While something else is typed for a conflict",
        lines: &[
            line(&[ctrl("Enter")], "", "Take what was typed"),
            line(&[key("Escape")], "", "Leave the conflict as it was"),
        ],
    },
    LocalKeys {
        title: "On the stage",
        lines: &[
            line(&[key("ArrowRight"), key("Space"), key("PageDown"), key("Enter")], "click right", "Next slide"),
            line(&[key("ArrowLeft"), key("Backspace"), key("PageUp")], "click left", "Slide before"),
            line(&[key("Home"), key("End")], "", "First or last slide"),
            line(&[], "1 to 9", "That change; of two digits the second follows at once"),
            line(&[key("O")], "", "All slides: arrows and Enter choose one"),
            line(&[key("B"), key("W")], "", "Black or white screen; any key ends it"),
            line(&[key("Z")], "", "The whole table behind the slide"),
            line(&[key("D")], "", "Record a decision"),
            line(&[key("N")], "", "Notes at the lower edge"),
            line(&[key("P")], "", "Presenter window"),
            line(&[key("A")], "", "Another audience"),
            line(&[key("Questionmark")], "", "These keys"),
            line(&[key("Escape")], "", "A step back, then out"),
        ],
    },
    LocalKeys {
        title: "Choosing a level",
        lines: &[
            line(
                &[key("ArrowLeft"), key("ArrowRight"), key("ArrowUp"), key("ArrowDown")],
                "",
                "The level beside, below or above",
            ),
            line(&[key("Enter"), key("Space")], "", "Set this level"),
        ],
    },
    LocalKeys {
        title: "In a list of choices",
        lines: &[
            line(&[key("ArrowUp"), key("ArrowDown")], "", "The choice above or below"),
            line(&[], "Typing", "To the choice that begins so"),
            line(&[key("Enter"), key("Space")], "", "Take it"),
            line(&[key("Escape")], "", "Leave it as it was"),
        ],
    },
    LocalKeys {
        title: "In a dialog",
        lines: &[
            line(&[key("Tab"), shift("Tab")], "", "Next or previous field or button"),
            line(&[key("Enter")], "", "What the first button says"),
            line(&[key("Escape")], "", "Leave it"),
        ],
    },
    LocalKeys {
        title: "Everywhere",
        lines: &[
            line(&[key("Tab"), shift("Tab")], "", "Next or previous control"),
            line(&[key("Enter"), key("Space")], "", "Press the button"),
            line(&[key("Escape")], "", "Close the menu, or skip the tour"),
        ],
    },
];

/// A part of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// The menu, or where the keys hold.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<SheetLine>,
}

/// A line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// What is done.
    pub does: &'static str,
    /// By which keys, in words; empty when it has none of its own.
    pub keys: String,
}

/// The sheet, or what of it answers to some words or a key: `fill`, `ctrl d`, `ctrl+shift`, `f6`.
#[must_use]
pub fn keys_sheet(typed: &str) -> Vec<SheetPart> {
    let wanted = Wanted::read(typed);
    let of_menu = |menu: Menu| SheetPart {
        title: menu.title(),
        lines: Command::all()
            .filter(|command| command.menu() == menu)
            .filter(|command| {
                let words = [menu.title(), command.label(), command.hint()];
                wanted.fits(&command.shortcuts().collect::<Vec<_>>(), &words)
            })
            .map(|command| SheetLine { does: command.label(), keys: command.keys() })
            .collect(),
    };
    let local = |local: &LocalKeys| SheetPart {
        title: local.title,
        lines: local
            .lines
            .iter()
            .filter(|line| wanted.fits(line.keys, &[local.title, line.does, line.or]))
            .map(|line| SheetLine { does: line.does, keys: line.keys_in_words() })
            .collect(),
    };
    let parts = Menu::all().map(of_menu).chain(LOCAL_KEYS.iter().map(local));
    parts.filter(|part| !part.lines.is_empty()).collect()
}

impl LocalLine {
    /// Its keys in words, arrows written together: `Ctrl+↑ ↓ ← →`.
    #[must_use]
    pub fn keys_in_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut before: Option<Shortcut> = None;
        for shortcut in self.keys {
            let alike = before.is_some_and(|before| Shortcut { key: shortcut.key, ..before } == *shortcut);
            let arrow = shortcut.key.starts_with("Arrow");
            match words.last_mut().filter(|_| alike && arrow) {
                Some(word) => {
                    word.push(' ');
                    word.push_str(&key(shortcut.key).to_string());
                }
                None => words.push(shortcut.to_string()),
            }
            before = Some(*shortcut);
        }
        words.extend((!self.or.is_empty()).then(|| self.or.to_owned()));
        words.join(", ")
    }
}

/// What is looked for in the sheet.
enum Wanted {
    /// Keys: what is held, and how the key itself begins.
    Keys { held: Vec<&'static str>, key: String },
    /// Words, each of which begins a word of the line or names one of its keys.
    Words(Vec<String>),
}

impl Wanted {
    fn read(typed: &str) -> Self {
        let typed = typed.trim().to_lowercase();
        let mut held = Vec::new();
        let mut rest = Vec::new();
        // A plus joins keys, and is one itself where nothing follows it: `ctrl++`.
        let apart = typed.strip_suffix("++").map_or_else(|| typed.replace('+', " "), |head| format!("{head} +"));
        let apart = if typed == "+" || typed.ends_with(" +") { typed.clone() } else { apart };
        for word in apart.split_whitespace() {
            match word {
                "ctrl" | "control" | "strg" | "cmd" => held.push("ctrl"),
                "shift" => held.push("shift"),
                "alt" => held.push("alt"),
                word => rest.push(word.to_owned()),
            }
        }
        if held.is_empty() { Self::Words(rest) } else { Self::Keys { held, key: rest.join(" ") } }
    }

    fn fits(&self, keys: &[Shortcut], words: &[&str]) -> bool {
        match self {
            Self::Keys { held, key } => keys.iter().any(|shortcut| {
                let is_held = |name: &&str| match *name {
                    "ctrl" => shortcut.ctrl,
                    "shift" => shortcut.shift,
                    _ => shortcut.alt,
                };
                let named = key_names(shortcut.key);
                let one_letter = key.chars().count() == 1;
                let begins = |name: &String| if one_letter { name == key } else { name.starts_with(key.as_str()) };
                held.iter().all(is_held) && (key.is_empty() || named.iter().any(begins))
            }),
            Self::Words(wanted) => wanted.iter().all(|wanted| {
                let named = keys.iter().any(|shortcut| key_names(shortcut.key).iter().any(|name| name == wanted));
                let begins = |text: &&str| {
                    let text = text.to_lowercase();
                    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(wanted.as_str()))
                };
                named || words.iter().any(begins)
            }),
        }
    }
}

/// Under which names somebody may look for a key, in small letters.
fn key_names(key: &str) -> Vec<String> {
    let more: &[&str] = match key {
        "ArrowUp" => &["↑", "up", "arrow up", "arrow"],
        "ArrowDown" => &["↓", "down", "arrow down", "arrow"],
        "ArrowLeft" => &["←", "left", "arrow left", "arrow"],
        "ArrowRight" => &["→", "right", "arrow right", "arrow"],
        "PageUp" => &["page up", "page", "pgup"],
        "PageDown" => &["page down", "page", "pgdn"],
        "Plus" => &["+"],
        "Minus" => &["-", "−"],
        "Equals" => &["="],
        "Delete" => &["del"],
        "Escape" => &["esc"],
        "Enter" => &["return"],
        _ => &[],
    };
    std::iter::once(key.to_lowercase()).chain(more.iter().map(|name| (*name).to_owned())).collect()
}
