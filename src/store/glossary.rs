//! The glossary that comes with the program.

use super::StoreError;
use super::error::At as _;
use crate::format;
use crate::model::KnownTerms;
use std::path::Path;
use std::sync::LazyLock;

const NAME: &str = "assets/glossary.ron";

/// It never changes, so it is read once.
static READ: LazyLock<Result<KnownTerms, StoreError>> =
    LazyLock::new(|| format::parse_glossary(include_str!("../../assets/glossary.ron")).at(Path::new(NAME)));

/// The abbreviations and names that come with the program.
///
/// # Errors
/// None in a program that was tested: the glossary is part of it, and the tests read it.
pub fn known_terms() -> Result<&'static KnownTerms, &'static StoreError> {
    READ.as_ref()
}
