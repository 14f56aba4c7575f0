//! The organisations and owners that a table names already: typing the first letters is enough, as in a spreadsheet column.

use crate::model::Assessment;
use std::collections::BTreeMap;

/// Names by their small letters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    organisations: BTreeMap<String, String>,
    owners: BTreeMap<String, String>,
}

impl Vocabulary {
    pub(super) fn of(assessment: &Assessment) -> Self {
        let mut known = Self::default();
        for row in &assessment.rows {
            for organisation in row.spread.organisations() {
                known.organisations.entry(organisation.name.to_lowercase()).or_insert_with(|| organisation.name.into());
            }
            let owner = row.owner.trim();
            if !owner.is_empty() {
                known.owners.entry(owner.to_lowercase()).or_insert_with(|| owner.to_owned());
            }
        }
        known
    }

    /// The whole owner, when just one begins so.
    pub(super) fn owner(&self, draft: &str) -> Option<String> {
        only(&self.owners, draft).cloned()
    }

    /// The text with its last organisation whole, when just one begins so: the part behind the last comma, semicolon, line
    /// end or "and".
    pub(super) fn organisation(&self, draft: &str) -> Option<String> {
        let separators = [",", ";", "\n", " and "];
        let start = separators.iter().filter_map(|mark| draft.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
        let (before, part) = draft.split_at_checked(start)?;
        let begun = part.trim_start();
        let space = part.strip_suffix(begun)?;
        only(&self.organisations, begun).map(|whole| format!("{before}{space}{whole}"))
    }
}

/// The only name that begins with these letters; nothing when they are a whole name already.
fn only<'a>(names: &'a BTreeMap<String, String>, begun: &str) -> Option<&'a String> {
    let begun = begun.to_lowercase();
    if begun.trim().is_empty() {
        return None;
    }
    let mut found = names.range(begun.clone()..).take_while(|(name, _)| name.starts_with(&begun));
    let (name, whole) = found.next()?;
    (found.next().is_none() && *name != begun).then_some(whole)
}
