//! Names that a system does not take, or takes to mean something else.

use std::path::Path;

/// What Windows takes for a device whatever stands behind the first dot: a file of that name is written into nothing.
const DEVICES: [&str; 4] = ["AUX", "CON", "NUL", "PRN"];
/// Devices with a number behind them.
const NUMBERED: [&str; 2] = ["COM", "LPT"];
/// Signs that no name on Windows may have. A colon would write into a hidden stream of another file.
const SIGNS: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// Whether a file can have that name. Only Windows is particular; elsewhere the disk itself says what is too long.
///
/// A name that Windows would quietly shorten, cut at a colon or send to a printer is not usable there: what was saved
/// would not be where the person looks for it.
#[must_use]
pub fn usable(path: &Path, windows: bool) -> bool {
    let Some(name) = path.file_name() else { return true };
    if !windows {
        return true;
    }
    let Some(name) = name.to_str() else { return false };
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let device = DEVICES.contains(&stem.as_str())
        || NUMBERED.iter().any(|device| {
            let number = stem.strip_prefix(device);
            number.is_some_and(|number| matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"))
        });
    !device && !name.ends_with(['.', ' ']) && !name.contains(SIGNS) && !name.chars().any(char::is_control)
}
