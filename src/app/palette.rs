//! The palette: every command, every change and every quarter of the folder, found by a few letters. What is listed, in
//! which order, and why something cannot be done now; how it is drawn is the window's.

use super::{App, Command, Dialog, Effect, Place, Request};
use crate::model::ChangeKey;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::path::PathBuf;

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command.
    Command(Command),
    /// A change to be shown.
    Change(ChangeKey),
    /// A quarter to be opened.
    Quarter(PathBuf),
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteEntry {
    /// What it stands for.
    pub offer: Offer,
    /// What it is called.
    pub name: String,
    /// The menu in which it stands, or what it is.
    pub kind: &'static str,
    /// Its keys in words; empty when it has none.
    pub keys: String,
    /// What it does, in a sentence.
    pub hint: &'static str,
    /// Why it cannot be done now; `None` when it can.
    pub refused: Option<&'static str>,
    /// Chosen here lately, and listed first because of it.
    pub recent: bool,
    /// Which characters of the name were found, in order.
    pub matched: Vec<usize>,
}

/// What the palette lists for what was typed, the best first: with nothing typed what was chosen lately, then everything.
#[must_use]
pub fn palette_entries(app: &App, typed: &str) -> Vec<PaletteEntry> {
    let everything = Command::all().map(|command| command_entry(app, command)).chain(places(app));
    if typed.trim().is_empty() {
        let lately = app.settings().recent_commands.iter().filter_map(|name| Command::named(name));
        let lately = lately.map(|command| PaletteEntry { recent: true, ..command_entry(app, command) });
        let lately: Vec<PaletteEntry> = lately.collect();
        let rest = everything.filter(|entry| !lately.iter().any(|known| known.offer == entry.offer));
        let rest: Vec<PaletteEntry> = rest.collect();
        return lately.into_iter().chain(rest).collect();
    }
    let mut finder = Finder::new(typed);
    let mut found: Vec<(u32, PaletteEntry)> = everything
        .filter_map(|mut entry| {
            let score = finder.look(&mut entry)?;
            Some((score, entry))
        })
        .collect();
    // Of two that hold the letters alike the shorter one is meant; the order of the menus decides the rest.
    found.sort_by_key(|(score, entry)| (Reverse(*score), entry.name.chars().count()));
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn command_entry(app: &App, command: Command) -> PaletteEntry {
    PaletteEntry {
        offer: Offer::Command(command),
        name: command.label().to_owned(),
        kind: command.menu().title(),
        keys: command.keys(),
        hint: command.hint(),
        refused: command.refused(app),
        recent: false,
        matched: Vec::new(),
    }
}

/// The changes, and the quarters of the folder, the latest first.
fn places(app: &App) -> Vec<PaletteEntry> {
    let Some(session) = app.session() else { return Vec::new() };
    let entry = |offer, name, kind, hint, refused| PaletteEntry {
        offer,
        name,
        kind,
        keys: String::new(),
        hint,
        refused,
        recent: false,
        matched: Vec::new(),
    };
    let changes = session.framework().changes.iter().enumerate().map(|(at, change)| {
        let name = format!("{} {}", at + 1, change.title);
        entry(Offer::Change(change.key.clone()), name, "Change", "Show this change.", None)
    });
    let quarters = session.series().entries.iter().rev().map(|quarter| {
        let refused = (session.path() == Some(quarter.path.as_path())).then_some("It is open.");
        let name = quarter.quarter.to_string();
        entry(Offer::Quarter(quarter.path.clone()), name, "Quarter", "Open this quarter.", refused)
    });
    changes.chain(quarters).collect()
}

/// Looks for what was typed.
struct Finder {
    matcher: Matcher,
    letters: Pattern,
    words: Pattern,
    /// What was typed, in small letters.
    phrase: String,
    indices: Vec<u32>,
    characters: Vec<char>,
}

impl Finder {
    fn new(typed: &str) -> Self {
        let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            letters: pattern(AtomKind::Fuzzy),
            words: pattern(AtomKind::Substring),
            phrase: typed.trim().to_lowercase(),
            indices: Vec::new(),
            characters: Vec::new(),
        }
    }

    /// How well an entry fits, more for better, and marks what was found in its name. A few letters of the name will do;
    /// of what stands beside it (other words for it, its menu, its keys) the letters are wanted in a row.
    fn look(&mut self, entry: &mut PaletteEntry) -> Option<u32> {
        self.indices.clear();
        let name = Utf32Str::new(&entry.name, &mut self.characters);
        let begins = if entry.name.to_lowercase().starts_with(&self.phrase) { 31 } else { 0 };
        let by_name = self.letters.indices(name, &mut self.matcher, &mut self.indices).map(|score| score + begins);
        let other_words = match entry.offer {
            Offer::Command(command) => command.other_words(),
            Offer::Change(_) | Offer::Quarter(_) => "go to",
        };
        let beside = format!("{other_words} {} {} {} {}", entry.kind, entry.name, entry.keys, entry.hint);
        let beside = Utf32Str::new(&beside, &mut self.characters);
        // Found in the name is worth more than found beside it, but not if it is letters strewn about there.
        // Somebody who types one of the other words in full means just that, unless a name begins so.
        let in_full = if other_words.contains(&self.phrase) { 30 } else { 0 };
        let by_words = self.words.score(beside, &mut self.matcher).map(|score| score * 9 / 10 + in_full);
        if by_name >= by_words {
            self.indices.sort_unstable();
            self.indices.dedup();
            entry.matched = self.indices.iter().map(|at| *at as usize).collect();
        }
        by_name.max(by_words)
    }
}

impl Command {
    /// Why it cannot be done now; `None` when it can.
    #[must_use]
    pub fn refused(self, app: &App) -> Option<&'static str> {
        if self.available(app) {
            return None;
        }
        let Some(session) = app.session() else { return Some("Nothing is open.") };
        Some(match self {
            Self::Save => "Everything is saved.",
            Self::Reopen => "This quarter is not sealed.",
            _ if session.newer().is_some() => "This file was written by a newer hicm.",
            _ if session.read_only() => "This quarter is sealed.",
            Self::Undo => "Nothing to undo.",
            Self::Redo => "Nothing to redo.",
            _ if session.assessment().rows.is_empty() => "There are no rows yet.",
            _ if app.selection().is_empty() => "No row is selected.",
            _ => "Not possible just now.",
        })
    }

    /// Other words under which somebody may look for it.
    const fn other_words(self) -> &'static str {
        match self {
            Self::New => "create start",
            Self::NewQuarter => "next quarter carry forward create",
            Self::OpenFolder => "series directory",
            Self::OpenSample => "sample demo",
            Self::AddFramework => "edition model import",
            Self::Save => "write store",
            Self::SaveAs => "copy rename",
            Self::Quit => "exit close leave",
            Self::Undo => "back revert",
            Self::Redo => "repeat again",
            Self::ClearCells => "empty erase remove",
            Self::Details => "as at date prepared by settings properties",
            Self::Find => "search look",
            Self::Replace => "search change substitute",
            Self::AddRow | Self::AddRowAbove => "new insert",
            Self::DuplicateRows => "copy clone repeat",
            Self::DeleteRows => "remove",
            Self::ReassignRows => "assign",
            Self::ToggleReviewed => "mark done looked at tick",
            Self::Review => "step through last quarter",
            Self::GoOverview => "home summary heat strip go to",
            Self::GoActions => "table grid register rows go to",
            Self::Filter => "search only some",
            Self::ClearFilter => "remove reset filter unfilter",
            Self::SortAscending | Self::SortDescending => "order",
            Self::SortOff => "order of the file remove sort",
            Self::Columns => "hide order",
            Self::FitColumns => "width reset",
            Self::WrapText => "lines break",
            Self::RowsTall => "height expand",
            Self::ToggleInspector => "side panel details",
            Self::ThemeSystem => "theme mode colors automatic",
            Self::ThemeLight => "theme mode colours colors day white",
            Self::ThemeDark => "theme mode colours colors night black",
            Self::HighContrast => "theme accessibility black white",
            Self::ReduceMotion => "animation accessibility",
            Self::ZoomIn => "zoom in bigger text size scale",
            Self::ZoomOut => "zoom out text size scale",
            Self::ZoomReset => "zoom reset text scale 100 %",
            Self::Palette => "command palette",
            Self::Shortcuts => "keys hotkeys cheat sheet",
            Self::Explain => "help glossary abbreviations",
            Self::Tour => "introduction welcome help",
            Self::NextRegion | Self::PreviousRegion => "pane region panel focus",
            _ => "",
        }
    }
}

impl App {
    /// Takes what was chosen in the palette: the palette goes first, so that a command acts where the keyboard was.
    pub(super) fn chosen(&mut self, offer: Offer) {
        self.dialog = None;
        let request = match offer {
            Offer::Command(command) => {
                self.settings.chose(command);
                self.settings_changed = true;
                Request::Command(command)
            }
            Offer::Change(key) => Request::Go(Place::Change(key)),
            Offer::Quarter(path) => Request::Open(path),
        };
        self.effects.push(Effect::Afterwards(Box::new(request)));
    }
}

impl Dialog {
    /// Whether it is one of the lists that open over the window to look something up, rather than a question.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(self, Self::Palette { .. } | Self::Shortcuts { .. })
    }
}
