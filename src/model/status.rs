//! A row's status: one level, a split of two neighbours, or unknown.

use super::Level;

/// How developed the practice of one action row is. A judgement of its own, never computed from the change's level.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// One level.
    At(Level),
    /// Two neighbouring levels at once, given by the lower one, at which it counts; usually one organisation is ahead.
    /// The upper is [`Status::upper`].
    Split(Lower),
    /// Blank or unreadable, with the words that stood there.
    Unknown(String),
}

/// The lower level of a split: any but the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lower(Level);

impl Lower {
    /// The lower level itself.
    #[must_use]
    pub const fn level(self) -> Level {
        self.0
    }
}

/// What kind of status, for counting: a level, a split, or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusKind {
    /// One level.
    At(Level),
    /// A split of two neighbours.
    Split,
    /// Blank or unreadable.
    Unknown,
}

impl Status {
    /// A blank status.
    #[must_use]
    pub const fn blank() -> Self {
        Self::Unknown(String::new())
    }

    /// A split of two levels, in either order; `None` when they are not neighbours.
    #[must_use]
    pub fn split(one: Level, other: Level) -> Option<Self> {
        let (lower, upper) = if one < other { (one, other) } else { (other, one) };
        (upper.steps_from(lower) == 1).then_some(Self::Split(Lower(lower)))
    }

    /// Every status that can be chosen: the five levels and the four splits, lowest first.
    pub fn choices() -> impl Iterator<Item = Self> {
        Level::all().flat_map(|level| {
            let split = level.above().and_then(|above| Self::split(level, above));
            std::iter::once(Self::At(level)).chain(split)
        })
    }

    /// Reads a typed status: a level's name in any case, two neighbours joined by `/`, a dash or "to" (the last word may be cut), or
    /// unknown with the words kept. Debris is never the lowest level.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let trimmed = typed.trim();
        // A lone figure in a status column is what a scan left of a word more often than a level's number.
        if trimmed.chars().any(char::is_alphabetic) {
            if let Some(level) = Level::read(trimmed) {
                return Self::At(level);
            }
            for separator in ["/", " to ", "-", "–"] {
                if let Some((one, other)) = trimmed.split_once(separator)
                    && let (Some(one), Some(other)) = (Level::read(one), Level::read(other))
                    && let Some(split) = Self::split(one, other)
                {
                    return split;
                }
            }
        }
        Self::Unknown(trimmed.to_owned())
    }

    /// The level it counts at: a split counts at the lower, unknown at none.
    #[must_use]
    pub const fn counted(&self) -> Option<Level> {
        match self {
            Self::At(level) => Some(*level),
            Self::Split(lower) => Some(lower.level()),
            Self::Unknown(_) => None,
        }
    }

    /// The upper level of a split.
    #[must_use]
    pub fn upper(&self) -> Option<Level> {
        match self {
            Self::Split(lower) => lower.level().above(),
            Self::At(_) | Self::Unknown(_) => None,
        }
    }

    /// Its kind, for counting.
    #[must_use]
    pub const fn kind(&self) -> StatusKind {
        match self {
            Self::At(level) => StatusKind::At(*level),
            Self::Split(_) => StatusKind::Split,
            Self::Unknown(_) => StatusKind::Unknown,
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At(level) => level.fmt(f),
            Self::Split(lower) => match lower.level().above() {
                Some(upper) => write!(f, "{} to {}", lower.level(), upper.name().to_lowercase()),
                None => lower.level().fmt(f),
            },
            Self::Unknown(_) => f.write_str("Unknown"),
        }
    }
}
