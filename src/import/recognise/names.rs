//! Names of changes as people write them, of any edition.

use crate::model::{ChangeKey, Framework};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

/// How alike two names must be, from 0 to 1, to be the same with a slip in it.
const ALIKE: f64 = 0.86;
/// A name that was cut is known by this many letters.
const CUT: usize = 8;
/// A text this many times longer than a name is no name that begins with it.
const LONGER: f32 = 1.7;
/// Other names that changes go by in tables: parts of the key of the change in any edition, and names.
const ALSO: &[(&str, &[&str])] = &[
    ("early-discharge", &["discharge planning", "early discharge plan"]),
    ("patient-flow", &["system to monitor patient flow", "monitoring patient flow", "patient flow"]),
    ("demand-and-capacity", &["system demand and capacity", "monitoring and responding to system demand and capacity"]),
    (
        "discharge-teams",
        &["mdt", "mdts", "multi disciplinary team", "multi disciplinary discharge team", "multi agency discharge team"],
    ),
    ("multi-disciplinary-working", &["mdt", "mdts", "multi disciplinary working", "multi disciplinary team"]),
    ("home-first", &["d2a", "home first", "discharge to assess", "home first discharge to assess"]),
    ("discharge-to-assess", &["d2a"]),
    ("seven-day-services", &["7 day service", "seven day service", "7 day working", "seven day working"]),
    ("flexible-working", &["7 day service", "seven day service", "flexible working pattern"]),
    ("trusted-assessors", &["trusted assessor", "trusted assessment"]),
    ("choice", &["choice", "patient choice", "choice protocol", "engagement and choice"]),
    (
        "care-homes",
        &["enhanced health in care home", "enhancing health in care home", "care home", "health in care home"],
    ),
    ("housing", &["housing", "housing and related service"]),
];

/// A name of a change that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Named {
    /// The change.
    pub(in crate::import) change: ChangeKey,
    /// How surely, from 0 to 1.
    pub(in crate::import) surely: f32,
}

/// The names by which the changes of an edition are known, made ready once.
pub(in crate::import) struct Names {
    known: Vec<(ChangeKey, Vec<Name>)>,
    /// What was asked for before, without and with numbers: labels are few, and stand in many rows.
    asked: [RefCell<HashMap<String, Option<Named>>>; 2],
}

/// A folded text, made ready to be compared.
struct Name {
    words: String,
    /// With a blank at either end: it holds another one's words where it holds this of the other.
    apart: String,
    /// How many characters it has.
    length: usize,
}

impl Name {
    fn of(words: String) -> Self {
        Self { apart: format!(" {words} "), length: words.chars().count(), words }
    }
}

impl Names {
    /// Of an edition.
    pub(in crate::import) fn of(framework: &Framework) -> Self {
        let known = framework
            .changes
            .iter()
            .map(|change| {
                let mut names = vec![folded(&change.title), folded(&change.short), folded(change.key.as_str())];
                if change.title.contains('/') {
                    names.extend(change.title.split('/').map(folded).filter(|part| part.contains(' ')));
                }
                let also = ALSO.iter().filter(|(key, _)| *key == change.key.as_str()).flat_map(|(_, names)| *names);
                names.extend(also.map(|name| folded(name)));
                names.retain(|name| !name.is_empty());
                names.dedup();
                (change.key.clone(), names.into_iter().map(Name::of).collect())
            })
            .collect();
        Self { known, asked: Default::default() }
    }

    /// The change of a label; `None` where it is none. `numbered` says whether a bare number may be one.
    pub(in crate::import) fn read(&self, label: &str, numbered: bool) -> Option<Named> {
        let [plain, with_numbers] = &self.asked;
        let asked = if numbered { with_numbers } else { plain };
        if let Some(known) = asked.borrow().get(label) {
            return known.clone();
        }
        let found = self.found(label, numbered);
        asked.borrow_mut().insert(label.to_owned(), found.clone());
        found
    }

    fn found(&self, label: &str, numbered: bool) -> Option<Named> {
        let (number, words) = without_number(label);
        let words = folded(words);
        if words.is_empty() {
            let at = number.filter(|_| numbered)?.checked_sub(1)?;
            return self.known.get(at).map(|(change, _)| Named { change: change.clone(), surely: 0.7 });
        }
        let words = Name::of(words);
        let by_number = number.and_then(|number| number.checked_sub(1)).and_then(|at| self.known.get(at));
        let best = self
            .known
            .iter()
            .map(|(change, names)| {
                let mut surely = names.iter().map(|name| likeness(&words, name)).fold(0.0, f32::max);
                if surely > 0.0 && by_number.is_some_and(|(numbered, _)| numbered == change) {
                    surely += 0.04;
                }
                (change, surely)
            })
            .filter(|(_, surely)| *surely > 0.0)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        best.map(|(change, surely)| Named { change: change.clone(), surely: surely.min(1.0) })
    }
}

fn likeness(words: &Name, name: &Name) -> f32 {
    if words.words == name.words {
        return 1.0;
    }
    let (long, short) = (words.length, name.length);
    if long as f32 > short as f32 * LONGER {
        return 0.0;
    }
    if short >= 6 && words.apart.contains(&name.apart) {
        return 0.92;
    }
    // Texts that differ more in length than that cannot be so alike, and are not compared letter by letter.
    let near = long.abs_diff(short) as f64 <= (1.0 - ALIKE) * long.max(short) as f64;
    if near && short >= 6 && strsim::normalized_damerau_levenshtein(&words.words, &name.words) >= ALIKE {
        return 0.88;
    }
    if long >= CUT && name.words.starts_with(&words.words) { 0.8 } else { 0.0 }
}

/// The number that a label begins with, as in "Chg 3: Trusted assessors", and what is left.
pub(in crate::import) fn without_number(label: &str) -> (Option<usize>, &str) {
    let label = label.trim();
    let lower = label.to_ascii_lowercase();
    let prefix = ["high impact change", "impact change", "change", "chg", "hic"]
        .into_iter()
        .find(|prefix| {
            lower.strip_prefix(prefix).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        })
        .map_or(0, str::len);
    let rest = label.get(prefix..).unwrap_or_default().trim_start();
    let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, behind) = rest.split_at_checked(figures).unwrap_or(("", rest));
    // "7 day services" is a name that begins with a number.
    let parted = behind.is_empty() || behind.starts_with(['.', ')', ':', '-', '–', ' ', '\t']);
    let is_name = behind.trim_start().to_lowercase().starts_with("day");
    match number.parse::<usize>() {
        Ok(number) if (1..=20).contains(&number) && parted && !is_name => {
            (Some(number), behind.trim_start_matches(['.', ')', ':', '-', '–', ' ', '\t']))
        }
        _ => (None, label),
    }
}

/// A name as names are compared: lower case, no punctuation, no "and", no s of a plural, numbers in words.
pub(in crate::import) fn folded(name: &str) -> String {
    // Texts as they are typed need no normalising, which is slow.
    let is_normal = name.is_ascii() || is_nfkc_quick(name.chars()) == IsNormalized::Yes;
    let normal = if is_normal { Cow::Borrowed(name) } else { Cow::Owned(name.nfkc().collect()) };
    let mut plain = String::with_capacity(normal.len());
    for c in normal.chars() {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            _ if c.is_ascii() => plain.push(if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { ' ' }),
            _ => plain.extend(c.to_lowercase().map(|c| if c.is_alphanumeric() { c } else { ' ' })),
        }
    }
    let mut folded = String::with_capacity(plain.len());
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        let word = match word {
            "and" | "the" | "of" => continue,
            "7" => "seven",
            _ => match word.strip_suffix('s') {
                Some(stem) if stem.chars().count() >= 3 && !stem.ends_with('s') => stem,
                _ => word,
            },
        };
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Which edition the labels of a table are of: the one that knows most of them; of several, the one with as many changes
/// as the heading says ("8 High impact changes"), else the newest. With it, how many labels it knows.
pub(in crate::import) fn edition<'a>(
    frameworks: &'a [Arc<Framework>],
    labels: &[&str],
    heading: &str,
    preferred: Option<&Framework>,
) -> Option<(&'a Arc<Framework>, usize)> {
    let said = changes_said(heading);
    let mut distinct: Vec<&str> = labels.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    frameworks
        .iter()
        .enumerate()
        .map(|(at, framework)| {
            let names = Names::of(framework);
            let known = distinct.iter().filter(|label| names.read(label, false).is_some()).count();
            let prefers = preferred.is_some_and(|preferred| preferred.id == framework.id);
            let says = said == Some(framework.changes.len());
            (framework, known, (known, says, prefers, at))
        })
        .max_by_key(|(_, _, rank)| *rank)
        .map(|(framework, known, _)| (framework, known))
}

/// How many changes a heading speaks of.
fn changes_said(heading: &str) -> Option<usize> {
    let folded = folded(heading);
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(4).find_map(|it| match it {
        [number, "high", "impact", "change"] => match *number {
            "eight" => Some(8),
            "nine" => Some(9),
            "ten" => Some(10),
            "seven" => Some(7),
            number => number.parse().ok(),
        },
        _ => None,
    })
}
