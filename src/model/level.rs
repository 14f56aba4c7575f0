//! The five ordered maturity levels of the model.

use strum::{EnumIter, IntoEnumIterator};

/// A maturity level. Ordered from [`Level::NotYetEstablished`] up; "not assessed" is not a level but the absence of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Level {
    /// Nothing systematic yet. A deliberate answer, never a stand-in for "unknown".
    NotYetEstablished,
    /// Agreed and being rolled out.
    PlansInPlace,
    /// Defined and in routine use.
    Established,
    /// Proven over time, impact beginning to show.
    Mature,
    /// Fully embedded, outcomes show it.
    Exemplary,
}

impl Level {
    /// All five, lowest first.
    #[must_use]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        Self::iter()
    }

    /// 1 for the lowest to 5 for the highest.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The level with that number, 1 to 5.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::iter().find(|level| level.number() == number)
    }

    /// The model's own words for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotYetEstablished => "Not yet established",
            Self::PlansInPlace => "Plans in place",
            Self::Established => "Established",
            Self::Mature => "Mature",
            Self::Exemplary => "Exemplary",
        }
    }

    /// The name as a machine reads it: `plans_in_place`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotYetEstablished => "not_yet_established",
            Self::PlansInPlace => "plans_in_place",
            Self::Established => "established",
            Self::Mature => "mature",
            Self::Exemplary => "exemplary",
        }
    }

    /// The next level up.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        Self::from_number(self.number() + 1)
    }

    /// How many steps up from `earlier` to this one; negative when it fell.
    #[must_use]
    pub fn steps_from(self, earlier: Self) -> i8 {
        // Both are 1 to 5, so the difference always fits.
        self as i8 - earlier as i8
    }

    /// Reads a level's name as people type it: any case, spare spaces, its number, or a name cut short after five
    /// letters or more (as scanned tables have it).
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        if folded.is_empty() {
            return None;
        }
        if let Ok(number) = folded.parse::<u8>() {
            return Self::from_number(number);
        }
        Self::iter().find(|level| {
            let name = fold(level.name());
            name == folded || (folded.chars().count() >= 5 && name.starts_with(&folded))
        })
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Lower case, with every run of white space or underscores as one space.
fn fold(typed: &str) -> String {
    typed
        .split(|c: char| c.is_whitespace() || c == '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
