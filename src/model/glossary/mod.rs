//! What the abbreviations in a text stand for, at the place whose text it is.
//!
//! The same letters mean different things in different places, and one wrong expansion is worse than none. So a place's
//! own entries win over those that come with the program, those win where they are kept for that place, and where a
//! meaning is not certain the line that is shown says so.

use super::GlossaryEntry;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

mod words;

use words::{Word, folded, same, several_or_name, words};

/// In a text of so many words, all in capitals, an ordinary word is taken for itself.
const SHOUTED: usize = 4;

/// How sure a meaning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A published source says so.
    Confirmed,
    /// Generally known.
    Confident,
    /// Not certain, which is said wherever it is shown.
    Uncertain,
}

/// An abbreviation or a name that comes with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// How it is written, the usual way first. At least one.
    pub shorts: Vec<String>,
    /// What it stands for; empty where it is not to be expanded, which only an uncertain one is.
    pub meaning: String,
    /// What else is to be said; may be empty.
    pub note: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// It is an ordinary word as well: "IT", "MADE".
    pub also_a_word: bool,
}

/// All that comes with the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownTerms {
    /// What holds everywhere, unless a place has something else.
    pub everywhere: Vec<KnownTerm>,
    /// What holds at some places; a later one wins over an earlier.
    pub places: Vec<PlaceTerms>,
}

/// What holds at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceTerms {
    /// The names by which assessments may call the place.
    pub names: Vec<String>,
    /// Its terms.
    pub terms: Vec<KnownTerm>,
}

/// One explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    short: String,
    meaning: String,
    line: String,
    own: bool,
    certainty: Certainty,
}

/// An abbreviation found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'a> {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// What it stands for.
    pub entry: &'a Entry,
}

/// The abbreviations of one place, ready to be found in texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    place: String,
    own: Vec<GlossaryEntry>,
    entries: Vec<Arc<Entry>>,
    /// By the first word in lower case; the longest ways of writing first, and of two alike the one that wins.
    forms: HashMap<String, Vec<Form>>,
}

/// One way of writing an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    words: Vec<String>,
    /// Found in any case: several words, or a name such as "Huddle". An abbreviation is itself only in its own case.
    any_case: bool,
    also_a_word: bool,
    entry: usize,
}

impl Entry {
    /// The abbreviation, as it is usually written.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.short
    }

    /// What it stands for; empty where that is not known.
    #[must_use]
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// The whole line that a person is shown: the abbreviation, its meaning, and any doubt.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Whether it is the assessment's own.
    #[must_use]
    pub const fn own(&self) -> bool {
        self.own
    }

    /// How sure it is; what a place says of itself is confirmed.
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        self.certainty
    }
}

impl Glossary {
    /// The glossary of a place with these entries of its own.
    #[must_use]
    pub fn new(known: &KnownTerms, place: &str, own: &[GlossaryEntry]) -> Self {
        let mut glossary = Self { place: place.to_owned(), own: own.to_vec(), ..Self::default() };
        let everywhere: HashMap<&str, &KnownTerm> = known
            .everywhere
            .iter()
            .flat_map(|term| term.shorts.iter().map(move |short| (short.as_str(), term)))
            .collect();
        let of_place: Vec<&KnownTerm> =
            known.places.iter().rev().filter(|at| at.is(place)).flat_map(|at| &at.terms).collect();
        // What the same letters mean elsewhere is said only where this place is known to differ.
        let differs: HashSet<&str> = of_place
            .iter()
            .flat_map(|term| term.shorts.iter().map(String::as_str))
            .filter(|short| everywhere.contains_key(short))
            .collect();
        let elsewhere = |short: &str, meaning: &str| {
            let general = everywhere.get(short).filter(|_| differs.contains(short))?;
            let other = !general.meaning.is_empty() && !meaning.starts_with(&general.meaning);
            other.then_some(general.meaning.as_str())
        };
        // In the order in which they win.
        for entry in own {
            let (typed, meaning) = (entry.short.trim(), entry.meaning.trim());
            let shorts = alternatives(typed);
            if let (Some(first), false) = (shorts.first(), meaning.is_empty()) {
                let beyond =
                    elsewhere(first, meaning).map_or_else(String::new, |it| format!("; elsewhere usually {it}"));
                let line = format!("{typed}: {meaning} · of this place{beyond}");
                let entry = Entry {
                    short: typed.into(),
                    meaning: meaning.into(),
                    line,
                    own: true,
                    certainty: Certainty::Confirmed,
                };
                glossary.add(entry, &shorts, false);
            }
        }
        for term in of_place {
            glossary.add_known(term, |short| elsewhere(short, &term.meaning));
        }
        for term in &known.everywhere {
            glossary.add_known(term, |_| None);
        }
        for forms in glossary.forms.values_mut() {
            // Stable, so that of two equally long ones the one added first stays first.
            forms.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        glossary
    }

    /// Whether it is the glossary of that place with those entries of its own.
    #[must_use]
    pub fn is_of(&self, place: &str, own: &[GlossaryEntry]) -> bool {
        self.place == place && self.own == own
    }

    /// Every entry, in the order in which they win.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(AsRef::as_ref)
    }

    /// The terms that stand in a text, in order; no two overlap. Whole words only; of several that begin at one word the
    /// longest.
    #[must_use]
    pub fn terms(&self, text: &str) -> Vec<Term<'_>> {
        let words = words(text);
        let shouted = words.len() >= SHOUTED && !text.chars().any(char::is_lowercase);
        let mut found = Vec::new();
        let mut key = String::new();
        let mut rest = words.as_slice();
        while let Some((word, after)) = rest.split_first() {
            folded(word.text(text), &mut key);
            rest = match self.starting(text, &key, rest, shouted) {
                Some((form, entry)) => {
                    let last = rest.get(form.words.len() - 1).unwrap_or(word);
                    found.push(Term { range: word.start..last.end, entry });
                    rest.get(form.words.len()..).unwrap_or_default()
                }
                None => after,
            };
        }
        found
    }

    fn starting(&self, text: &str, key: &str, rest: &[Word], shouted: bool) -> Option<(&Form, &Entry)> {
        let find = |key: &str| {
            let good = |form: &&Form| !(shouted && form.also_a_word) && form.stands(text, rest);
            self.forms.get(key)?.iter().find(good)
        };
        // "PHBs" is looked up as itself first, then as a plural.
        let form = find(key).or_else(|| find(key.strip_suffix('s')?))?;
        Some((form, self.entries.get(form.entry)?))
    }

    fn add_known<'a>(&mut self, term: &KnownTerm, elsewhere: impl Fn(&str) -> Option<&'a str>) {
        let Some(short) = term.shorts.first() else { return };
        let entry = Entry {
            short: short.clone(),
            meaning: term.meaning.clone(),
            line: term.line(elsewhere(short)),
            own: false,
            certainty: term.certainty,
        };
        let shorts: Vec<&str> = term.shorts.iter().map(String::as_str).collect();
        self.add(entry, &shorts, term.also_a_word);
    }

    fn add(&mut self, entry: Entry, shorts: &[&str], also_a_word: bool) {
        let at = self.entries.len();
        self.entries.push(Arc::new(entry));
        for short in shorts {
            let any_case = several_or_name(short);
            let words: Vec<String> = words(short).iter().map(|word| word.joined(short)).collect();
            let Some(first) = words.first() else { continue };
            let mut key = String::new();
            folded(first, &mut key);
            self.forms.entry(key).or_default().push(Form { words, any_case, also_a_word, entry: at });
        }
    }
}

impl Form {
    /// Whether these words begin with it; the last may be a plural.
    fn stands(&self, text: &str, rest: &[Word]) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().all(|(at, wanted)| {
            rest.get(at).is_some_and(|word| {
                let here = word.text(text);
                let plural = || {
                    let one = here.strip_suffix('s').or_else(|| here.strip_suffix('S').filter(|_| self.any_case));
                    at == last && one.is_some_and(|one| same(one, wanted, self.any_case))
                };
                (at == 0 || word.follows) && (same(here, wanted, self.any_case) || plural())
            })
        })
    }
}

impl PlaceTerms {
    fn is(&self, place: &str) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let place = plain(place);
        self.names.iter().any(|name| plain(name) == place)
    }
}

impl KnownTerm {
    fn line(&self, elsewhere: Option<&str>) -> String {
        let short = self.shorts.first().map_or("", String::as_str);
        let mut line = format!("{short}: ");
        let mut parts = Vec::new();
        if !self.meaning.is_empty() {
            parts.push(if elsewhere.is_some() { format!("{} here", self.meaning) } else { self.meaning.clone() });
        }
        if self.certainty == Certainty::Uncertain {
            parts.push("meaning not certain".to_owned());
        }
        if !self.note.is_empty() {
            parts.push(self.note.clone());
        }
        parts.extend(elsewhere.map(|it| format!("elsewhere usually {it}")));
        line.push_str(&parts.join("; "));
        line
    }
}

/// "BCF / iBCF" as two ways of writing one entry. "24/7" is one: its parts are no words.
fn alternatives(typed: &str) -> Vec<&str> {
    let parts: Vec<&str> = typed.split('/').map(str::trim).collect();
    if parts.iter().all(|part| part.chars().any(char::is_alphabetic)) {
        parts
    } else if typed.is_empty() {
        Vec::new()
    } else {
        vec![typed]
    }
}
