//! What looked like an identifier of somebody, was looked at, and stays.

use super::Spot;

/// Something in a text that `check` took for an identifier, and that a person decided to keep. It is known by a digest so short
/// that thousands of numbers share it: the file never says what was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeptText {
    /// In which texts it stands.
    pub at: Spot,
    /// What it is known by there; see `check::Private`.
    pub digest: String,
    /// Why it may stay, in the words of who decided.
    pub reason: String,
}
