//! Ids and keys: short, readable, stable across versions of a file.

use smol_str::SmolStr;
use std::fmt;

/// Longest id or key that is taken, in bytes.
const LONGEST: usize = 48;

/// Why a text is no id or key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{typed}” is not a key: lower-case letters, digits and single dashes, at most {LONGEST}")]
pub struct KeyError {
    /// What stood there.
    pub typed: String,
}

fn checked(typed: &str) -> Result<SmolStr, KeyError> {
    let good = !typed.is_empty()
        && typed.len() <= LONGEST
        && typed
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if good { Ok(typed.into()) } else { Err(KeyError { typed: typed.chars().take(LONGEST).collect() }) }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes lower-case letters, digits and single dashes.
            ///
            /// # Errors
            /// [`KeyError`] when the text is empty, too long or has other characters.
            pub fn new(typed: &str) -> Result<Self, KeyError> {
                checked(typed).map(Self)
            }

            /// The text of it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

key! {
    /// The id of a framework edition: `hicm-2015`.
    FrameworkId
}
key! {
    /// The key of a change within its framework: `home-first`.
    ChangeKey
}
key! {
    /// The id of an action row, kept for ever: `lusab-42`. Made from sounds that can be said aloud in a meeting.
    RowId
}

impl RowId {
    /// The first id made from a text that is not taken: the same each time for the same text.
    #[must_use]
    pub fn unused(text: &str, mut taken: impl FnMut(&Self) -> bool) -> Self {
        // FNV-1a.
        let hashed = |from: u32, bytes: &[u8]| {
            bytes.iter().fold(from, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
        };
        let entropy = hashed(0x811c_9dc5, text.as_bytes());
        let mut id = Self::from_entropy(entropy);
        let mut attempt = 0_u32;
        while taken(&id) {
            attempt = attempt.wrapping_add(1);
            id = Self::from_entropy(hashed(entropy, &attempt.to_le_bytes()));
        }
        id
    }

    /// An id made from 32 bits of entropy: five letters that can be said, and two digits. Not necessarily unused: the
    /// caller draws again when it is taken.
    #[must_use]
    pub fn from_entropy(entropy: u32) -> Self {
        const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
        const VOWELS: &[u8; 4] = b"aiou";
        let pick = |from: &[u8], shift: u32| {
            let index = (entropy >> shift) as usize % from.len();
            from.get(index).copied().map_or('x', char::from)
        };
        let word: String =
            [pick(CONSONANTS, 0), pick(VOWELS, 4), pick(CONSONANTS, 6), pick(VOWELS, 10), pick(CONSONANTS, 12)]
                .into_iter()
                .collect();
        Self(format!("{word}-{:02}", (entropy >> 16) % 100).into())
    }
}
