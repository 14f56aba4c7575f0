//! NHS numbers: ten digits whose last is the check digit (modulus 11, as the NHS Data Dictionary has it), written 3-3-4 or
//! beside a word that says so.

use super::scan::{Scan, Word};
use std::ops::Range;

/// How many digits an NHS number has.
const DIGITS: usize = 10;
/// How many words before a number are looked at for one that says what it is.
const BEFORE: usize = 6;
/// Words that say whose number it is.
const SAYS_SO: [&str; 4] = ["nhs", "patient", "pt", "hospital"];
/// Words that may stand between that and the number.
const FILLERS: [&str; 9] = ["no", "number", "num", "nr", "id", "is", "was", "s", "the"];
/// Words that say that it is another number.
const ANOTHER: [&str; 35] = [
    "account",
    "amount",
    "asset",
    "bleep",
    "budget",
    "call",
    "charity",
    "contract",
    "cost",
    "costs",
    "ext",
    "fax",
    "grant",
    "helpline",
    "invoice",
    "job",
    "line",
    "mobile",
    "order",
    "phone",
    "po",
    "pounds",
    "purchase",
    "ref",
    "reference",
    "ring",
    "serial",
    "spend",
    "spent",
    "switchboard",
    "tel",
    "telephone",
    "ticket",
    "time",
    "timestamp",
];

pub(super) fn find(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    for at in 0..scan.len() {
        let Some(word) = scan.word(at) else { continue };
        if word.digits && word.text.len() == DIGITS {
            if checks(word.text.bytes()) && said_so(scan, at) {
                found(scan.range(at, at));
            }
        } else if let Some(digits) = glued(word) {
            if checks(digits.bytes()) {
                found(word.end() - digits.len()..word.end());
            }
        } else if parted(scan, at) && !of_a_phone_or_money(scan, at) {
            found(scan.range(at, at + 2));
        }
    }
}

/// The digits of “NHS9434765919”.
fn glued<'a>(word: &Word<'a>) -> Option<&'a str> {
    let digits =
        word.text.get(3..).filter(|_| word.text.get(..3).is_some_and(|nhs| nhs.eq_ignore_ascii_case("nhs")))?;
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Whether an NHS number written 3-3-4 begins at a word.
fn parted(scan: &Scan<'_>, at: usize) -> bool {
    let part = |at: usize, long: usize| scan.word(at).filter(|word| word.digits && word.text.len() == long);
    let (Some(one), Some(two), Some(three)) = (part(at, 3), part(at + 1, 3), part(at + 2, 4)) else { return false };
    scan.joined(at + 1)
        && scan.joined(at + 2)
        && checks(one.text.bytes().chain(two.text.bytes()).chain(three.text.bytes()))
}

/// Whether what stands before makes it part of a number of another kind: “+44 116 …”, “£943 …”.
fn of_a_phone_or_money(scan: &Scan<'_>, at: usize) -> bool {
    let abroad = at > 0 && scan.is(at - 1, &["44", "0044"]) && scan.gap(at).chars().count() <= 3;
    abroad || scan.gap(at).ends_with(['£', '$', '€', '+'])
}

fn said_so(scan: &Scan<'_>, at: usize) -> bool {
    // “NHS no: 943…”: whatever else stands before that.
    let label = scan.before(at, 4).find(|place| !scan.is(*place, &FILLERS));
    if label.is_some_and(|place| scan.is(place, &SAYS_SO)) {
        return true;
    }
    // “943… (NHS number)”
    let behind = scan.behind(at, 2);
    if behind.clone().any(|place| scan.is(place, &["nhs"]) && scan.is(place + 1, &["no", "number", "num"])) {
        return true;
    }
    // “the patient who came in on Monday, 943…”
    !scan.any(scan.before(at, BEFORE), &ANOTHER) && scan.any(scan.before(at, BEFORE), &SAYS_SO)
}

/// Whether the last of ten digits is the check digit of the others.
fn checks(digits: impl Iterator<Item = u8>) -> bool {
    let (mut sum, mut last, mut any) = (0, 0, false);
    for (place, digit) in digits.enumerate() {
        let digit = usize::from(digit.saturating_sub(b'0'));
        if place + 1 < DIGITS {
            sum += digit * (DIGITS - place);
            any |= digit != 0;
        } else {
            last = digit;
        }
    }
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    check == last && any
}
