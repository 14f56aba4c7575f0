//! The fields of the glossary that comes with the program. It is only read.

use super::value::{Certainty, Text};
use crate::model::{self, KnownTerm, KnownTerms, PlaceTerms};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownTermsFile {
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    everywhere: Vec<TermFile>,
    #[serde(default)]
    places: Vec<PlaceTermsFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceTermsFile {
    names: Vec<Text>,
    terms: Vec<TermFile>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "TermFields")]
struct TermFile(KnownTerm);

#[derive(Debug, Deserialize)]
#[serde(rename = "TermFile", deny_unknown_fields)]
struct TermFields {
    short: Vec<Text>,
    #[serde(default)]
    meaning: Text,
    #[serde(default)]
    note: Text,
    certainty: Certainty,
    #[serde(default)]
    also_a_word: bool,
}

impl TryFrom<TermFields> for TermFile {
    type Error = &'static str;

    fn try_from(fields: TermFields) -> Result<Self, Self::Error> {
        let shorts: Vec<String> = fields.short.into_iter().map(|short| short.0).collect();
        if shorts.is_empty() || shorts.iter().any(|short| !short.chars().any(char::is_alphanumeric)) {
            return Err("a term without the letters it is written with");
        }
        let certainty = model::Certainty::from(fields.certainty);
        if fields.meaning.0.trim().is_empty() && certainty != model::Certainty::Uncertain {
            return Err("a term without a meaning that is not marked as uncertain");
        }
        let (meaning, note) = (fields.meaning.0, fields.note.0);
        Ok(Self(KnownTerm { shorts, meaning, note, certainty, also_a_word: fields.also_a_word }))
    }
}

impl From<KnownTermsFile> for KnownTerms {
    fn from(file: KnownTermsFile) -> Self {
        let terms = |terms: Vec<TermFile>| terms.into_iter().map(|term| term.0).collect();
        Self {
            everywhere: terms(file.everywhere),
            places: file
                .places
                .into_iter()
                .map(|at| PlaceTerms {
                    names: at.names.into_iter().map(|name| name.0).collect(),
                    terms: terms(at.terms),
                })
                .collect(),
        }
    }
}
