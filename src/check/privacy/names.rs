//! Names of staff: the persons whom the fields for names hold, and whether a text names one.

use crate::model::{Assessment, State};
use std::collections::BTreeSet;

/// Words that name a body or a post and not a person.
const NO_NAMES: [&str; 22] = [
    "alliance",
    "authority",
    "board",
    "care",
    "city",
    "committee",
    "council",
    "county",
    "discharge",
    "executive",
    "group",
    "health",
    "hospital",
    "hub",
    "integrated",
    "manager",
    "nhs",
    "partnership",
    "service",
    "social",
    "team",
    "trust",
];

/// The persons whom the fields for names hold: "Olive Marchbanks" of "Olive Marchbanks, discharge matron". A post or a body
/// is none, and what stands behind a comma is one of those.
pub(super) fn names(assessment: &Assessment) -> BTreeSet<String> {
    let seal = match &assessment.state {
        State::Sealed(seal) => Some(&seal.by),
        State::Draft => None,
    };
    let fields = assessment
        .rows
        .iter()
        .map(|row| &row.owner)
        .chain(assessment.decisions.iter().map(|decision| &decision.by))
        .chain(assessment.reopenings.iter().map(|reopening| &reopening.by))
        .chain([&assessment.prepared_by])
        .chain(seal);
    let first = |part: &'_ str| person(part.split([',', '(']).next().unwrap_or(part));
    fields.flat_map(|field| field.split([';', '/', '&', '\n'])).filter_map(first).collect()
}

/// The part of a field that names a person, if it does: two or three words, each with a capital and small letters.
fn person(part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let capital = |word: &&str| {
        let mut letters = word.chars().filter(|c| !matches!(c, '-' | '\'' | '’'));
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().any(char::is_lowercase)
            && letters.all(char::is_alphabetic)
    };
    let body = |word: &&str| NO_NAMES.contains(&word.to_lowercase().as_str());
    let is_name = (2..=3).contains(&words.len()) && words.iter().all(capital) && !words.iter().any(body);
    is_name.then(|| words.join(" "))
}

/// Whether a text holds a name as whole words, however its words are spaced.
pub(super) fn holds(text: &str, name: &str) -> bool {
    let mut rest = text;
    let first = name.split(' ').next().unwrap_or(name);
    while let Some(at) = rest.find(first) {
        let before = rest.get(..at).and_then(|head| head.chars().next_back());
        let here = rest.get(at..).unwrap_or_default();
        let mut words = here.split_whitespace();
        let stands = before.is_none_or(|c| !c.is_alphanumeric())
            && name.split(' ').all(|wanted| {
                words.next().is_some_and(|word| {
                    word.strip_prefix(wanted)
                        .is_some_and(|tail| !tail.chars().next().is_some_and(char::is_alphanumeric))
                })
            });
        if stands {
            return true;
        }
        rest = here.get(first.len()..).unwrap_or_default();
    }
    false
}
