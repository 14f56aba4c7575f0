//! The journal of what is not saved: whatever is cut off or damaged, all that was written before it comes back.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use hicm::store::{Journal, JournalText, journals_left, read_journal};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn at(second: usize) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 28).unwrap().and_hms_opt(9, 0, 0).unwrap()
        + TimeDelta::seconds(i64::try_from(second).unwrap())
}

/// Writes these states and gives the bytes, with where each state's record ends.
fn written(folder: &Path, states: &[&str]) -> (Vec<u8>, Vec<usize>) {
    let of = Path::new("/somewhere/2019-20-q1.ron");
    let mut ends = Vec::new();
    let mut journal = Journal::begin(folder, Some(of), Some("the base"), (states[0], at(0)), 1).unwrap();
    ends.push(std::fs::metadata(journal.path()).unwrap().len() as usize);
    for (second, state) in states.iter().enumerate().skip(1) {
        journal.write(state, at(second)).unwrap();
        ends.push(std::fs::metadata(journal.path()).unwrap().len() as usize);
    }
    let bytes = std::fs::read(journal.path()).unwrap();
    journal.remove().unwrap();
    (bytes, ends)
}

const STATES: [&str; 6] = ["one", "one two", "ane two", "", "wholly ä another ö", "wholly é another ö"];

#[test]
fn cut_off_at_any_byte_the_last_whole_state_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, ends) = written(folder.path(), &STATES);
    for cut in 0..=bytes.len() {
        let read = read_journal(&bytes[..cut]);
        let whole = ends.iter().filter(|end| **end <= cut).count();
        match whole.checked_sub(1) {
            None => assert_eq!(read, None, "{cut}"),
            Some(last) => {
                let wanted = JournalText {
                    of: Some(PathBuf::from("/somewhere/2019-20-q1.ron")),
                    base: Some("the base".to_owned()),
                    text: STATES[last].to_owned(),
                    at: at(last),
                };
                assert_eq!(read, Some(wanted), "{cut}");
            }
        }
    }
}

#[test]
fn with_any_bit_turned_only_what_was_written_before_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, ends) = written(folder.path(), &STATES);
    for byte in 0..bytes.len() {
        for bit in [0, 3, 7] {
            let mut damaged = bytes.clone();
            damaged[byte] ^= 1 << bit;
            let whole = ends.iter().filter(|end| **end <= byte).count();
            let wanted = whole.checked_sub(1).map(|last| STATES[last].to_owned());
            assert_eq!(read_journal(&damaged).map(|read| read.text), wanted, "byte {byte}");
        }
    }
}

#[test]
fn half_a_record_is_written_over_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::begin(folder.path(), None, None, ("one", at(0)), 7).unwrap();
    let path = journal.path().to_owned();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend_from_slice(b"half of something");
    std::fs::write(&path, bytes).unwrap();
    journal.write("one and two", at(1)).unwrap();
    assert_eq!(read_journal(&std::fs::read(&path).unwrap()).unwrap().text, "one and two");
}

#[test]
fn it_stays_small_however_long_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::begin(folder.path(), None, None, ("", at(0)), 7).unwrap();
    let mut largest = 0;
    for second in 1..60 {
        let text = format!("{second} ").repeat(40_000);
        journal.write(&text, at(second)).unwrap();
        let bytes = std::fs::read(journal.path()).unwrap();
        largest = largest.max(bytes.len());
        assert_eq!(read_journal(&bytes).unwrap().text, text);
    }
    assert!(largest < 2_000_000, "{largest}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_journal_is_offered_only_when_nobody_writes_it_and_to_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let of = Path::new("/somewhere/plan.ron");
    let journal = Journal::begin(folder.path(), Some(of), None, ("one", at(0)), 7).unwrap();
    assert!(journals_left(folder.path()).is_empty(), "it is being written");
    let other = Journal::begin(folder.path(), Some(of), None, ("other", at(0)), 7).unwrap();
    assert_ne!(journal.path(), other.path(), "two windows on one file");
    drop((journal, other));
    let left = journals_left(folder.path());
    let mut texts: Vec<_> = left.iter().map(|left| left.said.text.clone()).collect();
    texts.sort();
    assert_eq!(texts, ["one", "other"]);
    assert!(journals_left(folder.path()).is_empty(), "another start is looking at them");
    // One kept for later is not written over.
    drop(left);
    let third = Journal::begin(folder.path(), Some(of), None, ("third", at(0)), 7).unwrap();
    assert_eq!(journals_left(folder.path()).len(), 2);
    third.remove().unwrap();
    for left in journals_left(folder.path()) {
        left.discard().unwrap();
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_no_journal_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.journal", "something"), ("b.journal", ""), ("c.txt", "hicm journal 1\n")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    assert!(journals_left(folder.path()).is_empty());
    assert!(journals_left(&folder.path().join("there is none")).is_empty());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_comes_back(states in proptest::collection::vec("[a-cäö日\n]{0,12}", 1..12), cut in 0.0..1.0_f64) {
        let folder = tempfile::tempdir().unwrap();
        let states: Vec<&str> = states.iter().map(String::as_str).collect();
        let (bytes, ends) = written(folder.path(), &states);
        prop_assert_eq!(read_journal(&bytes).unwrap().text, *states.last().unwrap());
        let cut = (cut * bytes.len() as f64) as usize;
        let whole = ends.iter().enumerate().filter(|(_, end)| **end <= cut).map(|(at, _)| at).max();
        let read = read_journal(&bytes[..cut]).map(|read| read.text);
        prop_assert_eq!(read.as_deref(), whole.map(|last| states[last]));
    }
}
