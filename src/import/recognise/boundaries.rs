//! Where changes begin whose labels are lost: by what the rows say, in the order of the edition.

use crate::model::{Change, Framework};
use std::collections::{HashMap, HashSet};

/// A row counts for a change by at most this much, so that no single row decides.
const MOST: f32 = 8.0;
/// Less than this is chance: a common word that happens to stand in the edition.
const LITTLE: f32 = 2.0;
/// A part of the change's title that stands in a row word for word.
const PHRASE: f32 = 6.0;
/// By how much rows must speak for a change that no label names, against going on with the one before.
const SPEAKS: f32 = 4.0;
/// Another place of a boundary that is nearly as good, in the same measure.
const NEARLY: f32 = 1.0;
/// Letters of a word that tell it from others.
const STEM: usize = 6;
const COMMON: [&str; 44] = [
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had",
    "has", "have", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "our", "out", "so", "that",
    "the", "their", "there", "they", "this", "to", "up", "was", "we", "with",
];

/// How well texts fit each change of an edition.
pub(in crate::import) struct Profiles {
    of_change: Vec<Profile>,
    /// In how many changes a stem occurs.
    spread: HashMap<String, usize>,
}

struct Profile {
    title: HashSet<String>,
    body: HashSet<String>,
    phrases: Vec<Vec<String>>,
}

/// The rows of some changes, parted.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Parted {
    /// The change of each row, as its place among the candidates.
    pub(in crate::import) change: Vec<usize>,
    /// The rows that could as well be of the other change at their boundary.
    pub(in crate::import) doubtful: Vec<bool>,
}

impl Profiles {
    /// Of an edition: what its own titles, meanings and prompts say.
    pub(in crate::import) fn of(framework: &Framework) -> Self {
        let of_change: Vec<Profile> = framework.changes.iter().map(Profile::of).collect();
        let mut spread = HashMap::new();
        for profile in &of_change {
            for stem in &profile.body {
                *spread.entry(stem.clone()).or_insert(0) += 1;
            }
        }
        Self { of_change, spread }
    }

    /// How well a text fits a change, counted from 0.
    fn fit(&self, words: &HashSet<String>, run: &[String], change: usize) -> f32 {
        let Some(profile) = self.of_change.get(change) else { return 0.0 };
        let changes = self.of_change.len() as f32;
        let mut fit: f32 = words
            .iter()
            .filter(|stem| profile.body.contains(*stem))
            .map(|stem| {
                let rare = (changes / self.spread.get(stem).copied().unwrap_or(1) as f32).ln();
                if profile.title.contains(stem) { rare * 2.0 } else { rare }
            })
            .sum();
        fit = if fit < LITTLE { 0.0 } else { fit.min(MOST) };
        let said = |phrase: &Vec<String>| {
            phrase.len() >= 2 && run.windows(phrase.len()).any(|words| words == phrase.as_slice())
        };
        if profile.phrases.iter().any(said) { fit + PHRASE } else { fit }
    }

    /// Parts rows, which are known to be of these changes in this order, so that they fit best. A change may get no
    /// row, and gets none unless the rows speak for it. The first of the changes may be known from its label
    /// (`first_known`): then it has the first row.
    pub(in crate::import) fn part(&self, texts: &[&str], changes: &[usize], first_known: bool) -> Parted {
        let rows = texts.len();
        let none = Parted { change: vec![0; rows], doubtful: vec![false; rows] };
        if changes.len() < 2 || rows == 0 {
            return none;
        }
        let fits: Vec<Vec<f32>> = texts
            .iter()
            .map(|text| {
                let (words, run) = (stems(text), run(text));
                changes.iter().map(|change| self.fit(&words, &run, *change)).collect()
            })
            .collect();
        let fit =
            |row: usize, change: usize| fits.get(row).and_then(|fits| fits.get(change)).copied().unwrap_or_default();

        // The best sum over rows of changes that never go back; each new change must be worth it.
        let mut best = vec![vec![f32::NEG_INFINITY; changes.len()]; rows];
        let mut from = vec![vec![0_usize; changes.len()]; rows];
        for row in 0..rows {
            for change in 0..changes.len() {
                let (mut sum, mut came) = (f32::NEG_INFINITY, change);
                if row == 0 {
                    if change == 0 || !first_known {
                        sum = if change == 0 { 0.0 } else { -SPEAKS };
                    }
                } else {
                    for earlier in 0..=change {
                        let so_far =
                            best.get(row - 1).and_then(|it| it.get(earlier)).copied().unwrap_or(f32::NEG_INFINITY);
                        let so_far = if earlier == change { so_far } else { so_far - SPEAKS };
                        if so_far > sum {
                            (sum, came) = (so_far, earlier);
                        }
                    }
                }
                if let (Some(best), Some(from)) = (
                    best.get_mut(row).and_then(|it| it.get_mut(change)),
                    from.get_mut(row).and_then(|it| it.get_mut(change)),
                ) {
                    *best = sum + fit(row, change);
                    *from = came;
                }
            }
        }
        let mut parted = none;
        let mut change = (0..changes.len())
            .max_by(|one, other| {
                let sum =
                    |change: &usize| best.last().and_then(|it| it.get(*change)).copied().unwrap_or(f32::NEG_INFINITY);
                sum(one).total_cmp(&sum(other)).then(other.cmp(one))
            })
            .unwrap_or_default();
        for row in (0..rows).rev() {
            if let Some(it) = parted.change.get_mut(row) {
                *it = change;
            }
            change = from.get(row).and_then(|it| it.get(change)).copied().unwrap_or_default();
        }
        Self::doubt(&mut parted, &fit);
        parted
    }

    /// Marks the rows beside a boundary that could as well stand on its other side.
    fn doubt(parted: &mut Parted, fit: &impl Fn(usize, usize) -> f32) {
        let rows = parted.change.len();
        for cut in 1..rows {
            let (Some(&before), Some(&after)) = (parted.change.get(cut - 1), parted.change.get(cut)) else { continue };
            if before == after {
                continue;
            }
            let mut mark = |row: usize| {
                if let Some(it) = parted.doubtful.get_mut(row) {
                    *it = true;
                }
            };
            let mut loss = 0.0;
            for row in (0..cut).rev().take_while(|row| parted.change.get(*row) == Some(&before)) {
                loss += fit(row, before) - fit(row, after);
                if loss > NEARLY {
                    break;
                }
                (row..cut).for_each(&mut mark);
            }
            loss = 0.0;
            for row in (cut..rows).take_while(|row| parted.change.get(*row) == Some(&after)) {
                loss += fit(row, after) - fit(row, before);
                if loss > NEARLY {
                    break;
                }
                (cut..=row).for_each(&mut mark);
            }
        }
    }
}

impl Profile {
    fn of(change: &Change) -> Self {
        let title = format!("{} {}", change.title, change.short);
        let mut body = format!("{title} {}", change.meaning);
        if let Some(prompts) = &change.prompts {
            for text in &prompts.texts {
                body.push(' ');
                body.push_str(text);
            }
        }
        let mut phrases: Vec<Vec<String>> = change.title.split('/').map(run).collect();
        phrases.push(run(&change.short));
        Self { title: stems(&title), body: stems(&body), phrases }
    }
}

/// The stems of a text's words that tell something.
fn stems(text: &str) -> HashSet<String> {
    let tells =
        |word: &String| word.len() > 2 && word.chars().all(char::is_alphabetic) && !COMMON.contains(&word.as_str());
    words(text).filter(tells).map(|word| stem(&word)).collect()
}

/// The stems of a text's words, one after the other.
fn run(text: &str) -> Vec<String> {
    words(text).map(|word| stem(&word)).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}
