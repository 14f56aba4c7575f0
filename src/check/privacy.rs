//! What should not leave with a report: numbers that look like those of patients, and names of staff in the texts of a
//! report that is to name nobody.

use super::{Finding, Rule, Where};
use crate::model::{ActionRow, Assessment, ChangeKey, ChangeText, RowField, State};
use std::collections::BTreeSet;
use strum::IntoEnumIterator as _;

/// How many digits an NHS number has.
const DIGITS: usize = 10;
/// How many characters before a number are looked at for a word that says what it is.
const BEFORE: usize = 40;
/// Words behind which ten digits without spaces are taken for an NHS number.
const SAYS_SO: [&str; 4] = ["nhs", "patient", "pt no", "hospital no"];
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

/// Numbers that look like those of patients, in any text.
pub(super) fn check(assessment: &Assessment, note: &mut impl FnMut(Finding)) {
    for (place, text) in texts(assessment) {
        // One is enough to send a person there, and none of them is to be listed.
        if let Some(number) = nhs_number(text) {
            let masked: String = number.chars().filter(char::is_ascii_digit).take(3).collect();
            let text =
                format!("May be an NHS number: {masked}\u{a0}•••\u{a0}••••. Take it out, or say why it is none.");
            note(Finding {
                rule: Rule::PossibleIdentifier,
                severity: Rule::PossibleIdentifier.severity(),
                place,
                text,
            });
        }
    }
}

/// What somebody should see before `seen`, which is what an audience sees of `whole`, leaves: conflicts that nobody has
/// decided, possible identifiers, and names of staff in the texts of what names nobody.
#[must_use]
pub fn before_leaving(whole: &Assessment, seen: &Assessment) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut note = |finding| found.push(finding);
    super::conflict_rules::check(whole, &mut note);
    check(seen, &mut note);
    let kept: BTreeSet<String> = names(seen);
    let hidden: Vec<String> = names(whole).into_iter().filter(|name| !kept.contains(name)).collect();
    for (place, text) in texts(seen) {
        if let Some(name) = hidden.iter().find(|name| holds(text, name)) {
            let rule = Rule::NameInText;
            let text = format!("This text names {name}, and the report is for readers who are not shown names.");
            note(Finding { rule, severity: rule.severity(), place, text });
        }
    }
    found
}

/// The persons whom the fields for names hold: "Olive Marchbanks" of "Olive Marchbanks, discharge matron". A post or a body
/// is none, and what stands behind a comma is one of those.
fn names(assessment: &Assessment) -> BTreeSet<String> {
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
fn holds(text: &str, name: &str) -> bool {
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

/// The first that looks like an NHS number: ten digits whose last is the check digit (modulus 11, as the NHS Data Dictionary has
/// it), and which are either written 3-3-4 or stand behind a word that says so.
fn nhs_number(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).and_then(|c| c.to_digit(10));
    let mut at = 0;
    while at < letters.len() {
        if digit(at).is_none() || (at > 0 && digit(at - 1).is_some()) {
            at += 1;
            continue;
        }
        // From the first digit of a run on: ten digits, with at most one space or dash between two of them.
        let (mut digits, mut gaps, mut end) = (Vec::new(), Vec::new(), at);
        while let Some(value) = digit(end).filter(|_| digits.len() < DIGITS) {
            digits.push(value);
            end += 1;
            let parted = matches!(letters.get(end), Some(' ' | '-' | '\u{a0}' | '‑' | '–')) && digit(end + 1).is_some();
            if parted && digits.len() < DIGITS {
                gaps.push(digits.len());
                end += 1;
            }
        }
        let before: String = letters.get(at.saturating_sub(BEFORE)..at).unwrap_or_default().iter().collect();
        let before = before.to_lowercase();
        let written_so = gaps == [3, 6];
        let said_so = gaps.is_empty() && SAYS_SO.iter().any(|word| before.contains(word));
        let whole = digits.len() == DIGITS && digit(end).is_none();
        if whole && (written_so || said_so) && checks(&digits) {
            return Some(letters.get(at..end).unwrap_or_default().iter().collect());
        }
        // Where the next run of digits begins, it may be one.
        at += gaps.first().copied().unwrap_or(digits.len()).max(1);
    }
    None
}

/// Whether the last of ten digits is the check digit of the others.
fn checks(digits: &[u32]) -> bool {
    let (Some(nine), Some(last)) = (digits.get(..DIGITS - 1), digits.last()) else { return false };
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    check == *last && nine.iter().any(|digit| *digit != 0)
}

/// Every text that a person wrote, with where it stands.
fn texts(assessment: &Assessment) -> Vec<(Where, &str)> {
    let mut texts: Vec<(Where, &str)> = Vec::new();
    let mut of = |change: Option<&ChangeKey>, text| {
        texts.push((Where { change: change.cloned(), ..Where::default() }, text));
    };
    for note in &assessment.notes {
        of(None, note);
    }
    for judgement in &assessment.changes {
        let change = Some(&judgement.change);
        for text in ChangeText::iter() {
            of(change, judgement.texts.get(text));
        }
        for funding in &judgement.funding {
            of(change, &funding.source);
            of(change, &funding.purpose);
        }
        for note in judgement.notes.iter().chain(judgement.local_wording.iter().map(|wording| &wording.text)) {
            of(change, note);
        }
    }
    for metric in &assessment.metrics {
        of(None, &metric.note);
    }
    for priority in &assessment.priorities {
        of(priority.change.as_ref(), &priority.text);
    }
    for decision in &assessment.decisions {
        of(decision.change.as_ref(), &decision.text);
    }
    for reopening in &assessment.reopenings {
        of(None, &reopening.reason);
    }
    for row in &assessment.rows {
        texts.extend(row_texts(row));
    }
    texts
}

fn row_texts(row: &ActionRow) -> impl Iterator<Item = (Where, &str)> {
    let at = |field| Where { change: Some(row.change.clone()), row: Some(row.id.clone()), field: Some(field) };
    let fields = [
        (RowField::WhereNow, row.where_now.as_str()),
        (RowField::Spread, row.spread.typed()),
        (RowField::Gaps, &row.gaps),
        (RowField::Needs, &row.needs),
        (RowField::Due, row.due.typed()),
        (RowField::Progress, &row.progress),
    ];
    let evidence = row.evidence.iter().map(|line| (RowField::Evidence, line.as_str()));
    fields.into_iter().chain(evidence).map(move |(field, text)| (at(field), text))
}
