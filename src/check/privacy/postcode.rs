//! Where somebody lives: a postcode beside a name or an address. That of a site alone is none.

use super::scan::{Scan, Word};
use std::ops::Range;

/// How many words before it are looked at.
const BEFORE: usize = 10;
/// Words of a street.
const STREET: [&str; 22] = [
    "road", "rd", "street", "st", "avenue", "ave", "lane", "ln", "close", "drive", "crescent", "cres", "way", "court",
    "terrace", "grove", "gardens", "place", "walk", "rise", "hill", "square",
];
/// Words before a number at home.
const HOME: [&str; 4] = ["flat", "apartment", "apt", "bungalow"];
/// Words that say that somebody lives there.
const LIVES: [&str; 14] = [
    "lives", "lived", "living", "residing", "resides", "nok", "kin", "patient", "pt", "client", "tenant", "postcode",
    "dob", "born",
];
/// Words of a site.
const SITE: [&str; 27] = [
    "academy",
    "building",
    "centre",
    "center",
    "clinic",
    "college",
    "council",
    "county",
    "general",
    "hall",
    "headquarters",
    "hospice",
    "hospital",
    "hq",
    "hub",
    "infirmary",
    "library",
    "nhs",
    "nursing",
    "office",
    "offices",
    "practice",
    "site",
    "surgery",
    "trust",
    "university",
    "campus",
];
/// Names that many people bear; a place is rarely called so.
const GIVEN: [&str; 64] = [
    "alan",
    "alice",
    "amy",
    "andrew",
    "anita",
    "ann",
    "anne",
    "arthur",
    "barbara",
    "betty",
    "brian",
    "carol",
    "charles",
    "christine",
    "colin",
    "david",
    "dennis",
    "derek",
    "diane",
    "doreen",
    "doris",
    "dorothy",
    "edith",
    "edna",
    "eileen",
    "elizabeth",
    "emma",
    "eric",
    "ethel",
    "florence",
    "frank",
    "fred",
    "geoffrey",
    "gladys",
    "gordon",
    "helen",
    "hilda",
    "ian",
    "irene",
    "ivy",
    "jane",
    "janet",
    "jean",
    "joan",
    "john",
    "joyce",
    "june",
    "karen",
    "kathleen",
    "keith",
    "kenneth",
    "linda",
    "margaret",
    "marjorie",
    "mary",
    "maureen",
    "mohammed",
    "norman",
    "olive",
    "patricia",
    "pauline",
    "raymond",
    "rita",
    "sarah",
];

pub(super) fn find(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    for at in 0..scan.len() {
        let Some(word) = scan.word(at) else { continue };
        let last = if is_whole(word) {
            at
        } else if is_outward(word.text)
            && scan.word(at + 1).is_some_and(|word| is_inward(word.text))
            && matches!(scan.gap(at + 1), " " | "\u{a0}" | "  ")
        {
            at + 1
        } else {
            continue;
        };
        if of_a_home(scan, at, last) {
            found(scan.range(at, last));
        }
    }
}

fn is_whole(word: &Word<'_>) -> bool {
    let cut = word.text.len().saturating_sub(3);
    let parts = word.text.get(..cut).zip(word.text.get(cut..));
    parts.is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward))
}

/// LE3, E1, SW1A.
fn is_outward(text: &str) -> bool {
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let rest = text.as_bytes().get(letters..).unwrap_or_default();
    (1..=2).contains(&letters)
        && match rest {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// 9QP: the letters that are mistaken for others are in none.
fn is_inward(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase());
    matches!(text.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && letter(*one) && letter(*two))
}

fn of_a_home(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let before = || scan.before(first, BEFORE);
    if scan.titled(before()) || scan.titled(scan.behind(last, 4)) || scan.any(before(), &LIVES) || named(scan, first) {
        return true;
    }
    let home = |at: usize| {
        (scan.is(at, &HOME) && scan.word(at + 1).is_some_and(|word| has_digit(word)))
            || (scan.is(at, &["home"]) && scan.is(at + 1, &["address"]))
    };
    if before().any(home) {
        return true;
    }
    let site = scan.any(scan.before(first, BEFORE + 4), &SITE);
    let street = before().find(|at| scan.is(*at, &STREET));
    let Some(street) = street else { return !site && scan.any(before(), &["address"]) };
    // “12 Groby Road”, “12a Old Station Road”: somebody's house, unless it is a site's.
    let number = scan.before(street, 3).find(|at| scan.word(*at).is_some_and(|word| has_digit(word)));
    match number {
        Some(number) => !(number > 0 && scan.is(number - 1, &SITE)),
        None => !site,
    }
}

fn has_digit(word: &Word<'_>) -> bool {
    word.text.len() <= 4 && word.text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

/// Whether a person's name stands straight before it: “Doris Ashby, LE3 9QP”.
fn named(scan: &Scan<'_>, first: usize) -> bool {
    let Some(given) = first.checked_sub(2) else { return false };
    scan.is(given, &GIVEN)
        && scan.word(given).is_some_and(Word::capital)
        && scan.word(given + 1).is_some_and(|word| word.capital() && !word.is_one_of(&STREET) && !word.is_one_of(&SITE))
}
