//! The program killed without warning while somebody works: of what was edited, at most the last second is lost.
//! `HICM_LONG=1` kills it two hundred times.
//!
//! A second process of these tests is the program: it edits as fast as a hand, notes each edit that was taken in with the
//! time since the machine was started, and is killed.

#![cfg(target_os = "linux")]

use crate::crash::long;
use hicm::app::{App, Edit, Request, Settings};
use hicm::format;
use hicm::model::ChangeText;
use hicm::store::{self, Frameworks, journals_left};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Where the second process is told its folder.
const FOLDER: &str = "HICM_KILLED_IN";
/// What may be lost: its pace, the clock's steps, and a thread's waking.
const LAST: f64 = 1.0;
/// How many are killed at the same time.
const TOGETHER: usize = 5;

/// Seconds since the machine was started: the same for every process.
fn now() -> f64 {
    fs::read_to_string("/proc/uptime").unwrap().split(' ').next().unwrap().parse().unwrap()
}

/// The program that is killed. Its notes are brought onto the disk as the journal is, so that a disk that holds it up
/// holds both up.
#[test]
#[ignore = "the test below starts it and kills it"]
fn works_until_it_is_killed() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let mut app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
    app.keep_journals_in(Some(folder.join("journals")));
    app.start(Some(folder.join("a.ron")));
    crate::made::settle(&mut app);
    let change = app.session().unwrap().assessment().changes[0].change.clone();
    let mut notes = fs::File::create(folder.join("notes")).unwrap();
    for number in 1_u64.. {
        let edit =
            Edit::SetChangeText { change: change.clone(), text: ChangeText::Why, words: format!("edit {number}") };
        app.handle(Request::Edit(edit));
        app.poll();
        writeln!(notes, "{number} {}", now()).unwrap();
        notes.sync_data().unwrap();
        // Now and then the hand is still.
        std::thread::sleep(Duration::from_millis(if number % 40 == 0 { 400 } else { 5 + number * 7 % 31 }));
    }
}

/// Works, is killed, and is found again: how many seconds of edits were lost, and how long it was held up at most.
fn killed(after: Duration) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr/2017-18-q1.ron");
    fs::copy(from, folder.path().join("a.ron")).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash_typing::works_until_it_is_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let notes = folder.path().join("notes");
    while !fs::read_to_string(&notes).is_ok_and(|notes| notes.lines().count() > 3) {
        assert_eq!(child.try_wait().unwrap(), None, "it works until it is killed");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(after);
    let at = now();
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None);

    let notes = fs::read_to_string(notes).unwrap();
    let edits: Vec<(u64, f64)> = notes
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(number, time)| Some((number.parse().ok()?, time.parse().ok()?)))
        .collect();
    let held_up = edits.windows(2).map(|two| two[1].1 - two[0].1).fold(0.0, f64::max);
    let left = journals_left(&folder.path().join("journals"));
    assert_eq!(left.len(), 1);
    let found = format::parse(&left[0].said.text).unwrap().assessment;
    let words = found.changes[0].texts.get(ChangeText::Why);
    let last: u64 = words.strip_prefix("edit ").unwrap().parse().unwrap();
    assert!(edits.last().is_some_and(|(number, _)| last <= number + 1), "nothing is made up");
    // All else is what stood in the file, which is as it was.
    let opened = store::open_assessment(&folder.path().join("a.ron"), &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(found.rows, opened.rows);
    let first_lost = edits.iter().find(|(number, _)| *number > last);
    (first_lost.map_or(0.0, |(_, time)| at - time), held_up)
}

#[test]
fn killed_while_somebody_works_at_most_the_last_second_is_lost() {
    let rounds = if long() { 200 } else { 20 };
    let mut chance = 0x2545_f491_u64;
    let (mut worst, mut sum) = (0.0_f64, 0.0);
    for _ in 0..rounds / TOGETHER {
        let afters: Vec<Duration> = (0..TOGETHER)
            .map(|_| {
                chance ^= chance << 13;
                chance ^= chance >> 7;
                chance ^= chance << 17;
                Duration::from_millis(chance % 2_600)
            })
            .collect();
        let outcomes: Vec<(f64, f64)> = std::thread::scope(|scope| {
            let under_way: Vec<_> = afters.iter().map(|after| scope.spawn(move || killed(*after))).collect();
            under_way.into_iter().map(|it| it.join().unwrap()).collect()
        });
        for (lost, held_up) in outcomes {
            // What held up the work held up the journal: writing it out, and waking for it.
            assert!(lost <= LAST + 2.0 * held_up, "{lost} seconds of edits are lost; held up by {held_up}");
            worst = worst.max(lost);
            sum += lost;
        }
    }
    eprintln!(
        "typing: {rounds} killed; {worst:.2} s of edits lost at most, {:.2} s on average",
        sum / f64::from(rounds as u32)
    );
}
