//! What should not leave with a report: what may identify a patient, the contacts of persons, and names of staff in the texts
//! of a report that is to name nobody.
//!
//! One file a kind. Each looks through a text once, at a bounded number of words around each, so that the time is linear in
//! the text. What is found is never told whole: a finding says what it may be, where, and no more of it than a person needs to
//! know it by.

mod birth;
mod contact;
mod hospital;
mod names;
mod nhs;
mod postcode;
mod redact;
mod scan;
mod texts;
mod ward;

pub use redact::{REMOVED, redact};

use super::{Finding, Rule};
use crate::model::{Assessment, KeptText, Spot};
use scan::Scan;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// Most identifiers of one text that are told; once those are settled, what is left of it is.
const OF_ONE_TEXT: usize = 20;
/// How many digits of a digest are kept: so few that thousands of numbers share them, and none can be got back from it.
const DIGEST: usize = 4;

/// What an identifier may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum IdentifierKind {
    /// An NHS number.
    NhsNumber,
    /// A date of birth.
    BirthDate,
    /// A number by which a hospital knows a patient.
    HospitalNumber,
    /// The postcode of somebody's home.
    Postcode,
    /// Initials or a name, on a ward.
    OnWard,
    /// A person's mailbox.
    Mailbox,
    /// A person's phone.
    Phone,
}

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What it may be.
    pub kind: IdentifierKind,
    /// Where in the text, in bytes.
    pub range: Range<usize>,
}

/// What a finding on an identifier leads to: taking it out, or keeping it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// What it may be.
    pub kind: IdentifierKind,
    /// In which texts.
    pub at: Spot,
    /// What it is known by there.
    pub digest: String,
}

impl IdentifierKind {
    /// In words: "NHS number".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NhsNumber => "NHS number",
            Self::BirthDate => "date of birth",
            Self::HospitalNumber => "hospital number",
            Self::Postcode => "home postcode",
            Self::OnWard => "patient on a ward",
            Self::Mailbox => "person’s email address",
            Self::Phone => "person’s phone number",
        }
    }

    /// The same with the article that it takes.
    const fn with_article(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number",
            Self::BirthDate => "a date of birth",
            Self::HospitalNumber => "a patient’s hospital number",
            Self::Postcode => "the postcode of somebody’s home",
            Self::OnWard => "a patient, by name or initials and ward",
            Self::Mailbox => "a person’s own email address",
            Self::Phone => "a person’s own phone number",
        }
    }

    const fn rule(self) -> Rule {
        match self {
            Self::Mailbox | Self::Phone => Rule::PersonalContact,
            _ => Rule::PossibleIdentifier,
        }
    }

    /// How many letters and digits of it are told.
    const fn told(self) -> usize {
        match self {
            Self::NhsNumber => 3,
            Self::Postcode | Self::Phone => 2,
            _ => 1,
        }
    }
}

/// Takes where an identifier stands.
type Note<'a> = &'a mut dyn FnMut(Range<usize>);

/// Everything in a text that may be an identifier, in its order; no two overlap.
#[must_use]
pub fn identifiers(text: &str) -> Vec<Identifier> {
    use IdentifierKind as Kind;
    let Some(scan) = Scan::of(text) else { return Vec::new() };
    let mut found: Vec<Identifier> = Vec::new();
    let mut of = |kind, look: &dyn Fn(Note<'_>)| {
        look(&mut |range| found.push(Identifier { kind, range }));
    };
    of(Kind::NhsNumber, &|note| nhs::find(&scan, note));
    of(Kind::BirthDate, &|note| birth::find(&scan, note));
    of(Kind::HospitalNumber, &|note| hospital::find(&scan, note));
    of(Kind::Postcode, &|note| postcode::find(&scan, note));
    of(Kind::OnWard, &|note| ward::find(&scan, note));
    of(Kind::Mailbox, &|note| contact::mailboxes(text, note));
    of(Kind::Phone, &|note| contact::phones(&scan, note));
    found.sort_by_key(|it| (it.range.start, it.kind));
    let mut apart: Vec<Identifier> = Vec::new();
    for it in found {
        match apart.last_mut() {
            Some(last) if it.range.start < last.range.end => {
                // The surer of the two names it, and all of both is hidden.
                last.kind = last.kind.min(it.kind);
                last.range.end = last.range.end.max(it.range.end);
            }
            _ => apart.push(it),
        }
    }
    apart
}

/// A text with every identifier in it masked: for what quotes it.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = identifiers(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for it in found {
        out.push_str(text.get(from..it.range.start).unwrap_or_default());
        out.push_str(&mask(it.kind, text.get(it.range.clone()).unwrap_or_default()));
        from = it.range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// An identifier as it is told: “943 ••• ••••”.
fn mask(kind: IdentifierKind, text: &str) -> String {
    let mut left = kind.told();
    if kind == IdentifierKind::NhsNumber {
        let told: String = text.chars().filter(char::is_ascii_digit).take(left).collect();
        return format!("{told}\u{a0}•••\u{a0}••••");
    }
    let mut hidden = |c: char| {
        if !c.is_alphanumeric() {
            return if c == ' ' { '\u{a0}' } else { c };
        }
        let told = left > 0;
        left = left.saturating_sub(1);
        if told { c } else { '•' }
    };
    text.chars().take(40).map(&mut hidden).collect()
}

/// What an identifier is known by, however it is parted and whatever its capitals.
fn digest_of(text: &str) -> String {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    blake3::hash(plain.as_bytes()).to_hex().chars().take(DIGEST).collect()
}

/// Notes what may identify somebody, in any text, but for what was looked at and is kept.
pub(super) fn check(assessment: &Assessment, kept: &[KeptText], note: &mut impl FnMut(Finding)) {
    let kept: HashSet<(&Spot, &str)> = kept.iter().map(|it| (&it.at, it.digest.as_str())).collect();
    for it in texts::texts(assessment) {
        let mut told: BTreeSet<String> = BTreeSet::new();
        for found in identifiers(it.text) {
            let words = it.text.get(found.range).unwrap_or_default();
            let digest = digest_of(words);
            if told.len() >= OF_ONE_TEXT || kept.contains(&(&it.at, digest.as_str())) || !told.insert(digest.clone()) {
                continue;
            }
            let (kind, rule) = (found.kind, found.kind.rule());
            let what = kind.with_article();
            let text = format!("May be {what}: {}. Take it out, or say why it may stay.", mask(kind, words));
            let private = Some(Private { kind, at: it.at.clone(), digest });
            note(Finding { private, ..Finding::new(rule, it.place.clone(), text) });
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
    check(seen, &whole.kept_texts, &mut note);
    let kept: BTreeSet<String> = names::names(seen);
    let hidden: Vec<String> = names::names(whole).into_iter().filter(|name| !kept.contains(name)).collect();
    for it in texts::texts(seen) {
        if let Some(name) = hidden.iter().find(|name| names::holds(it.text, name)) {
            let text = format!("This text names {name}, and the report is for readers who are not shown names.");
            note(Finding::new(Rule::NameInText, it.place, text));
        }
    }
    super::masked_findings(&mut found);
    found
}
