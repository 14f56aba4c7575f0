//! Commands that turn something on or off, and whether it is on.

use super::{App, Command, Effect, Lines, Theme};

impl Command {
    /// Whether what it turns on is on; nothing for a command that turns nothing on. Whether the inspector stands open
    /// depends on the width as well, so the window says so.
    #[must_use]
    pub fn on(self, app: &App, inspector: bool) -> Option<bool> {
        let settings = app.settings();
        match self {
            Self::ThemeSystem => Some(settings.theme == Theme::System),
            Self::ThemeLight => Some(settings.theme == Theme::Light),
            Self::ThemeDark => Some(settings.theme == Theme::Dark),
            Self::HighContrast => Some(settings.high_contrast),
            Self::ReduceMotion => Some(settings.reduce_motion),
            Self::WrapText => Some(settings.table.lines.wraps()),
            Self::RowsTall => Some(settings.table.lines == Lines::All),
            Self::ToggleInspector => Some(inspector),
            _ => None,
        }
    }
}

impl App {
    /// Turns high contrast or reduced motion on or off.
    pub(super) fn toggle_look(&mut self, command: Command) {
        let effect = if command == Command::HighContrast {
            self.settings.high_contrast = !self.settings.high_contrast;
            Effect::HighContrast(self.settings.high_contrast)
        } else {
            self.settings.reduce_motion = !self.settings.reduce_motion;
            Effect::ReduceMotion(self.settings.reduce_motion)
        };
        self.settings_changed = true;
        self.effects.push(effect);
    }
}
