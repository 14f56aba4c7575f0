//! The window killed without warning in the middle of typing and saving: the file is one of the states that were typed.
//! `HICM_LONG=1` does so many times.

use super::stage::{Stage, read};
use hicm::format;
use hicm::model::Assessment;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

const QUARTER: &str = "2017-18-q1.ron";
/// How often it is saved before it would end by itself.
const SAVES: usize = 6;

#[test]
fn killed_between_typing_and_saving_the_file_is_one_of_those_that_were_typed() {
    let rounds = if std::env::var_os("HICM_LONG").is_some() { 24 } else { 2 };
    let mut chance = 0x9e37_79b9_u64;
    let mut seen = [0; SAVES + 1];
    let mut left = 0;
    for round in 0..rounds {
        let Some(stage) = Stage::open() else { return };
        let file = stage.file(QUARTER);
        let before = read(&file);
        let text_after = |typed: usize| {
            let mut after: Assessment = before.clone();
            if typed > 0 {
                Arc::make_mut(&mut after.rows[0]).where_now = format!("state{typed}");
            }
            format::write(&after).unwrap()
        };
        let states: Vec<String> = (0..=SAVES).map(text_after).collect();
        let opened = fs::read_to_string(&file).unwrap();
        let window = stage.start(&file);
        window.press("ctrl+2");
        let mut arguments = Vec::new();
        for save in 1..=SAVES {
            let typed = format!("state{save}");
            for part in ["type", "--delay", "8", &typed, "key", "Return", "key", "ctrl+s", "sleep", "0.1", "key", "Up"]
            {
                arguments.push(part.to_owned());
            }
        }
        let hands = stage.hands(&arguments);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        std::thread::sleep(Duration::from_millis(300 + chance % 1_800));
        window.kill();
        drop(hands);

        let now = fs::read_to_string(&file).unwrap();
        let at = if now == opened { Some(0) } else { states.iter().position(|text| *text == now) };
        let at = at.unwrap_or_else(|| panic!("round {round}: the file is none of those that were typed:\n{now}"));
        seen[at] += 1;
        for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            left += usize::from(name.starts_with(".hicm-"));
        }
        // It opens, and goes on.
        assert_eq!(read(&file).rows.len(), before.rows.len());
    }
    eprintln!("window: {rounds} killed, found after so many saves: {seen:?}, {left} half-written beside; none lost");
    assert_eq!(seen.iter().sum::<usize>(), rounds);
}
