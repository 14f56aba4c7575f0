//! What is remembered from one start to the next: the last file, the window's place, colours and size. Losing it costs
//! nothing, so a settings file that cannot be read is simply begun anew.

use super::{Command, KnownTable, SavedFilter, TableLayout};
use crate::export::Format;
use crate::report::Audience;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most recent files kept.
const RECENT: usize = 10;
/// Most recent commands kept.
const RECENT_COMMANDS: usize = 8;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or as the system.
    pub theme: Theme,
    /// Black and white with strong outlines.
    pub high_contrast: bool,
    /// Nothing moves by itself.
    pub reduce_motion: bool,
    /// Size of everything, 1 for normal.
    pub zoom: f32,
    /// Files opened lately, the last one first.
    pub recent: Vec<PathBuf>,
    /// Where the window stood.
    pub window: Option<WindowPlace>,
    /// Whether the inspector is shown; `None` follows the window's width.
    pub inspector: Option<bool>,
    /// How the action table of an assessment is laid out.
    pub table: TableLayout,
    /// Filters kept under a name.
    pub filters: Vec<SavedFilter>,
    /// What the columns of tables were taken for, the last one first.
    pub tables: Vec<KnownTable>,
    /// For whom was exported last, by its [key](Audience::key).
    pub audience: String,
    /// In which formats, by their [keys](Format::key).
    pub formats: Vec<String>,
    /// Commands chosen lately in the palette, by their [names](Command::name), the last one first.
    pub recent_commands: Vec<String>,
    /// Who is at work here, for the versions of a file; empty for the name of the system's user.
    pub name: String,
    /// The tour was taken to its end, or skipped.
    pub tour_seen: bool,
}

/// Light, dark or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Where a window stood, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Left edge, where the system tells it.
    pub left: Option<f32>,
    /// Upper edge, where the system tells it.
    pub top: Option<f32>,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Filling the screen.
    pub maximized: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            high_contrast: false,
            reduce_motion: false,
            zoom: 1.0,
            recent: Vec::new(),
            window: None,
            inspector: None,
            table: TableLayout::default(),
            filters: Vec::new(),
            tables: Vec::new(),
            audience: String::new(),
            formats: Vec::new(),
            recent_commands: Vec::new(),
            name: String::new(),
            tour_seen: false,
        }
    }
}

impl Settings {
    /// Smallest and largest size of everything.
    pub const ZOOM: std::ops::RangeInclusive<f32> = 0.8..=3.0;

    /// Reads them from a settings file's text; what cannot be read is as new.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut settings: Self = ron::from_str(text).unwrap_or_default();
        if !settings.zoom.is_finite() {
            settings.zoom = 1.0;
        }
        settings.zoom = settings.zoom.clamp(*Self::ZOOM.start(), *Self::ZOOM.end());
        settings.recent.truncate(RECENT);
        settings.table.mend();
        settings.filters.truncate(SavedFilter::MOST);
        KnownTable::mend(&mut settings.tables);
        // A later version may have commands that this one does not know.
        settings.recent_commands.retain(|name| Command::named(name).is_some());
        settings.recent_commands.truncate(RECENT_COMMANDS);
        settings.window = settings.window.filter(|place| {
            [Some(place.width), Some(place.height), place.left, place.top].into_iter().flatten().all(f32::is_finite)
                && place.width >= 300.0
                && place.height >= 200.0
        });
        settings
    }

    /// The text of a settings file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Who is at work here.
    #[must_use]
    pub fn who(&self) -> String {
        let name = self.name.trim();
        if name.is_empty() { crate::store::user_name() } else { name.to_owned() }
    }

    /// For whom was exported last; a board the first time.
    #[must_use]
    pub fn export_audience(&self) -> Audience {
        Audience::all().find(|audience| audience.key() == self.audience).unwrap_or_default()
    }

    /// In which formats was exported last; the first the first time.
    #[must_use]
    pub fn export_formats(&self) -> BTreeSet<Format> {
        let known: BTreeSet<Format> =
            Format::all().filter(|format| self.formats.iter().any(|key| key == format.key())).collect();
        if known.is_empty() { Format::all().take(1).collect() } else { known }
    }

    /// Keeps what was exported for the next time.
    pub fn exported(&mut self, audience: Audience, formats: &BTreeSet<Format>) {
        audience.key().clone_into(&mut self.audience);
        self.formats = formats.iter().map(|format| format.key().to_owned()).collect();
    }

    /// Puts a file at the head of the recent ones.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(RECENT);
    }

    /// Puts a command at the head of those chosen lately.
    pub fn chose(&mut self, command: Command) {
        self.recent_commands.retain(|known| known != command.name());
        self.recent_commands.insert(0, command.name().to_owned());
        self.recent_commands.truncate(RECENT_COMMANDS);
    }

    /// Takes a file out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }

    /// The file that was open last.
    #[must_use]
    pub fn last(&self) -> Option<&Path> {
        self.recent.first().map(PathBuf::as_path)
    }
}
