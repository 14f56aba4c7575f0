//! Mailboxes and phones of persons. Those of a team, a ward or a switchboard are none.

use super::scan::Scan;
use std::ops::Range;

/// Parts of a mailbox's name that make it a team's.
const TEAMS: [&str; 40] = [
    "admin",
    "admissions",
    "appointments",
    "bcf",
    "bookings",
    "booking",
    "business",
    "care",
    "comms",
    "communications",
    "complaints",
    "contact",
    "customer",
    "data",
    "discharge",
    "duty",
    "enquir",
    "feedback",
    "governance",
    "hello",
    "help",
    "hub",
    "info",
    "mail",
    "news",
    "noreply",
    "office",
    "pals",
    "performance",
    "postmaster",
    "programme",
    "reception",
    "referral",
    "reply",
    "secretary",
    "service",
    "support",
    "switchboard",
    "team",
    "ward",
];
/// Words that make a phone a body's.
const BODY: [&str; 24] = [
    "switchboard",
    "enquiries",
    "enquiry",
    "reception",
    "helpline",
    "helpdesk",
    "office",
    "duty",
    "team",
    "ward",
    "hub",
    "bleep",
    "service",
    "spoc",
    "spa",
    "fax",
    "main",
    "central",
    "line",
    "desk",
    "centre",
    "department",
    "clinic",
    "hospital",
];
/// Words that make a phone somebody's.
const SOMEBODY: [&str; 22] = [
    "patient",
    "pt",
    "daughter",
    "son",
    "wife",
    "husband",
    "mother",
    "father",
    "mum",
    "dad",
    "kin",
    "nok",
    "family",
    "sister",
    "brother",
    "niece",
    "nephew",
    "his",
    "her",
    "neighbour",
    "client",
    "relative",
];

pub(super) fn mailboxes(text: &str, found: &mut dyn FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+'-".contains(byte);
    let domain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    for (at, _) in text.match_indices('@') {
        // No mailbox and no host is longer, so that the time stays bounded whatever is typed.
        let head = bytes.get(at.saturating_sub(64)..at).unwrap_or_default();
        let before = head.iter().rev().take_while(|byte| local(byte)).count();
        let tail = bytes.get(at + 1..(at + 256).min(bytes.len())).unwrap_or_default();
        let behind = tail.iter().take_while(|byte| domain(byte)).count();
        let host = text.get(at + 1..at + 1 + behind).unwrap_or_default().trim_end_matches(['.', '-']);
        let name = text.get(at - before..at).unwrap_or_default().trim_start_matches(['.', '\'', '-']);
        if !name.is_empty() && host.contains('.') && is_somebodys(name) {
            found(at - name.len()..at + 1 + host.len());
        }
    }
}

fn is_somebodys(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !TEAMS.iter().any(|team| name.contains(team)) && name.chars().any(|c| c.is_ascii_alphabetic())
}

pub(super) fn phones(scan: &Scan<'_>, found: &mut dyn FnMut(Range<usize>)) {
    let mut at = 0;
    while at < scan.len() {
        match phone(scan, at) {
            Some((last, mobile)) => {
                let near = || scan.before(at, 6).chain(scan.behind(last, 3));
                let body =
                    scan.any(near(), &BODY) || near().any(|at| scan.is(at, &["on"]) && scan.is(at + 1, &["call"]));
                let somebody = mobile || scan.any(near(), &SOMEBODY) || scan.titled(near());
                if somebody && !body {
                    found(scan.range(at, last));
                }
                at = last + 1;
            }
            None => at += 1,
        }
    }
}

/// A phone number of this country that begins at a word: its last word, and whether it is a mobile's.
fn phone(scan: &Scan<'_>, at: usize) -> Option<(usize, bool)> {
    let first = scan.word(at).filter(|word| word.digits)?;
    let abroad = first.text.starts_with("0044") || (first.text.starts_with("44") && scan.gap(at).ends_with('+'));
    if !abroad && !first.text.starts_with('0') {
        return None;
    }
    let mut digits = String::new();
    for last in at..at + 6 {
        let word = scan.word(last).filter(|word| word.digits)?;
        let gap = scan.gap(last).trim();
        if last > at && !(scan.joined(last) || matches!(gap, "(" | ")" | ") " | "")) {
            return None;
        }
        digits.push_str(word.text);
        let national = if abroad {
            let rest = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or_default();
            format!("0{}", rest.trim_start_matches('0'))
        } else {
            digits.clone()
        };
        if national.len() == 11 {
            let kind = national.get(..2)?;
            let mobile = kind == "07" && !national.starts_with("070") && !national.starts_with("076");
            return (mobile || matches!(kind, "01" | "02")).then_some((last, mobile));
        }
        if national.len() > 11 {
            return None;
        }
    }
    None
}
