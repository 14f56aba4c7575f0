//! Names of changes as people write them, of any edition.

use crate::model::{ChangeKey, Framework};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

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
    known: Vec<(ChangeKey, Vec<String>)>,
    /// What was asked for before: labels are few, and stand in many rows.
    asked: RefCell<HashMap<(String, bool), Option<Named>>>,
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
                (change.key.clone(), names)
            })
            .collect();
        Self { known, asked: RefCell::default() }
    }

    /// The change of a label; `None` where it is none. `numbered` says whether a bare number may be one.
    pub(in crate::import) fn read(&self, label: &str, numbered: bool) -> Option<Named> {
        let key = (label.to_owned(), numbered);
        if let Some(known) = self.asked.borrow().get(&key) {
            return known.clone();
        }
        let found = self.found(label, numbered);
        self.asked.borrow_mut().insert(key, found.clone());
        found
    }

    fn found(&self, label: &str, numbered: bool) -> Option<Named> {
        let (number, words) = without_number(label);
        let words = folded(words);
        if words.is_empty() {
            let at = number.filter(|_| numbered)?.checked_sub(1)?;
            return self.known.get(at).map(|(change, _)| Named { change: change.clone(), surely: 0.7 });
        }
        let by_number = number.and_then(|number| number.checked_sub(1)).and_then(|at| self.known.get(at));
        let best = self
            .known
            .iter()
            .map(|(change, names)| {
                let mut surely = names.iter().map(|name| likeness(&words, name)).fold(0.0, f32::max);
                if surely > 0.0 && by_number.is_some_and(|(numbered, _)| numbered == change) {
                    surely += 0.04;
                }
                Named { change: change.clone(), surely }
            })
            .filter(|named| named.surely > 0.0)
            .max_by(|one, other| one.surely.total_cmp(&other.surely))?;
        Some(Named { surely: best.surely.min(1.0), ..best })
    }
}

fn likeness(words: &str, name: &str) -> f32 {
    if words == name {
        return 1.0;
    }
    let (long, short) = (words.chars().count(), name.chars().count());
    if long as f32 > short as f32 * LONGER {
        return 0.0;
    }
    if short >= 6 && format!(" {words} ").contains(&format!(" {name} ")) {
        return 0.92;
    }
    // Texts that differ more in length than that cannot be so alike, and are not compared letter by letter.
    let near = long.abs_diff(short) as f64 <= (1.0 - ALIKE) * long.max(short) as f64;
    if near && short >= 6 && strsim::normalized_damerau_levenshtein(words, name) >= ALIKE {
        return 0.88;
    }
    if long >= CUT && name.starts_with(words) { 0.8 } else { 0.0 }
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
    let plain: String =
        name.nfkc().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let word = |word: &str| -> Option<String> {
        match word {
            "and" | "the" | "of" => None,
            "7" => Some("seven".to_owned()),
            _ => Some(match word.strip_suffix('s') {
                Some(stem) if stem.chars().count() >= 3 && !stem.ends_with('s') => stem.to_owned(),
                _ => word.to_owned(),
            }),
        }
    };
    plain.split_whitespace().filter_map(word).collect::<Vec<_>>().join(" ")
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
