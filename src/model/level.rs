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
        // Tables are asked about cell by cell: most texts begin like no level and like no number.
        let first = typed.chars().find(|c| !parts_words(*c))?;
        let may_be = Self::iter().any(|level| level.name().starts_with(first.to_ascii_uppercase()));
        if !may_be && !first.is_ascii_digit() && first != '+' {
            return None;
        }
        let folded = fold(typed);
        if let Ok(number) = folded.parse::<u8>() {
            return Self::from_number(number);
        }
        Self::iter().find(|level| {
            let begins = level.name().get(..folded.len()).is_some_and(|start| start.eq_ignore_ascii_case(&folded));
            begins && (folded.len() >= 5 || folded.len() == level.name().len())
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
    let mut folded = String::with_capacity(typed.len());
    for word in typed.split(parts_words).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

fn parts_words(c: char) -> bool {
    c.is_whitespace() || c == '_'
}
