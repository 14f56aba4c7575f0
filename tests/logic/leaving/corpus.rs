//! How often something is taken for an identifier that is none, and that none is missed: counted over numbers drawn from a seed,
//! and over every text that comes with the program or its tests.

use hicm::check::{IdentifierKind, Rule, check, identifiers};
use hicm::format;
use std::path::{Path, PathBuf};

/// Ten-digit numbers in contexts that are none of a patient's.
const NONE: usize = 24_000;
/// NHS numbers, in every way in which they are written.
const TRUE: usize = 5_000;

/// Numbers from a seed, the same ever after.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: u64) -> u64 {
        // The constants of Knuth's MMIX; the high bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn ten(&mut self) -> String {
        format!("{:05}{:05}", 10_000 + self.next(90_000), self.next(100_000))
    }

    /// Ten digits with the check digit of an NHS number.
    fn nhs(&mut self) -> String {
        loop {
            let nine = format!("{:05}{:04}", 10_000 + self.next(90_000), self.next(10_000));
            let sum: u32 =
                nine.chars().zip((2..=10).rev()).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
            match 11 - sum % 11 {
                10 => {}
                11 => return format!("{nine}0"),
                check => return format!("{nine}{check}"),
            }
        }
    }
}

fn parts(ten: &str, by: &str) -> String {
    let (one, rest) = ten.split_at(3);
    let (two, three) = rest.split_at(3);
    format!("{one}{by}{two}{by}{three}")
}

/// A sentence round ten digits that are no patient's.
fn harmless(draw: &mut Draw) -> String {
    let ten = draw.ten();
    // The phone of a body: a mobile is somebody's, and is told.
    let line = format!("1{}", ten.split_at(1).1);
    let (a, b) = (draw.next(90) + 10, draw.next(9) + 1);
    match draw.next(16) {
        0 => format!("Ring the switchboard on 0{ten} before noon"),
        1 => format!("Tel. +44 {}", parts(&line, " ")),
        2 => format!("Order {ten} of {a} beds was raised"),
        3 => format!("purchase order no. {ten}; {b} wards"),
        4 => format!("Spent £{ten} on the hub"),
        5 => format!("The NHS spent {ten} pounds on this in 20{a}"),
        6 => format!("timestamp {ten}, written by the export"),
        7 => format!("Invoice {ten}: NHS Property Services"),
        8 => format!("the budget of {ten} for {a} people"),
        9 => ten,
        10 => format!("row {b}: {ten} at {a} %"),
        11 => format!("NHS contract reference {ten}"),
        12 => format!("patient transport invoice {ten}"),
        13 => format!("charity number {ten}"),
        14 => format!("call 0{} {} in the morning", line.split_at(4).0, line.split_at(4).1),
        _ => format!("asset {ten}/{b} stands in the store"),
    }
}

/// A sentence with an NHS number in it.
fn telling(draw: &mut Draw) -> (String, String) {
    let ten = draw.nhs();
    let written = match draw.next(6) {
        0 => parts(&ten, " "),
        1 => parts(&ten, "-"),
        2 => parts(&ten, "\u{a0}"),
        3 => parts(&ten, "."),
        4 => parts(&ten, " - "),
        _ => return (labelled(draw, &ten), ten),
    };
    let text = match draw.next(4) {
        0 => format!("Call about {written} today"),
        1 => written.clone(),
        2 => format!("In 2019 {written} was moved"),
        _ => format!("({written}), 12 beds"),
    };
    (text, written)
}

fn labelled(draw: &mut Draw, ten: &str) -> String {
    match draw.next(6) {
        0 => format!("NHS no {ten}"),
        1 => format!("NHS number: {ten}, ward 4"),
        2 => format!("Patient {ten} waits"),
        3 => format!("pt no. {ten}"),
        4 => format!("NHS{ten}"),
        _ => format!("{ten} (NHS number)"),
    }
}

/// Fewer than one in a thousand ten-digit numbers of other kinds is taken for anything.
#[test]
fn false_alarms_are_rarer_than_one_in_a_thousand() {
    let mut draw = Draw(20_260_401);
    let texts: Vec<String> = (0..NONE).map(|_| harmless(&mut draw)).collect();
    let wrong: Vec<&String> = texts.iter().filter(|text| !identifiers(text).is_empty()).collect();
    assert!(wrong.len() * 1_000 < NONE, "{} of {NONE}, such as {:?}", wrong.len(), &wrong[..wrong.len().min(5)]);
}

#[test]
fn no_nhs_number_is_missed_however_it_is_written() {
    let mut draw = Draw(7);
    for _ in 0..TRUE {
        let (text, written) = telling(&mut draw);
        let found = identifiers(&text);
        let told = found
            .iter()
            .any(|it| it.kind == IdentifierKind::NhsNumber && text.get(it.range.clone()) == Some(written.as_str()));
        assert!(told, "{text}: {found:?}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn nothing_is_found_in_what_comes_with_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("assessments"), &mut paths);
    let mut read = 0;
    for path in paths {
        let Ok(parsed) = format::parse(&std::fs::read_to_string(&path).unwrap_or_default()) else { continue };
        let assessment = parsed.assessment;
        let framework = crate::made::framework(assessment.framework.as_str(), None, &[]);
        let found = check(&assessment, &framework);
        let private: Vec<_> =
            found.iter().filter(|it| it.rule == Rule::PossibleIdentifier || it.private.is_some()).collect();
        assert!(private.is_empty(), "{}: {private:#?}", path.display());
        read += 1;
    }
    assert!(read >= 5, "{read}");
    let mut paths = Vec::new();
    files(&root.join("tests/fixtures"), &mut paths);
    let mut words = 0;
    for path in paths {
        // Workbooks and pictures are no texts.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        words += text.split_whitespace().count();
        let found: Vec<&str> = identifiers(&text).into_iter().filter_map(|it| text.get(it.range)).collect();
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
    assert!(words > 1_000, "{words}");
}
