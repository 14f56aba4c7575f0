//! The window killed without warning in the middle of typing and saving: the file is whole,
//! and holds what was typed until some save.
//! `HICM_LONG=1` does so many times.

use super::stage::{Stage, read, wait};
use hicm::format;
use hicm::model::Assessment;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

const QUARTER: &str = "2017-18-q1.ron";
/// How often it is saved before it would end by itself.
const SAVES: usize = 6;

#[test]
fn killed_between_typing_and_saving_the_file_is_whole() {
    let rounds = if std::env::var_os("HICM_LONG").is_some() { 24 } else { 2 };
    let mut chance = 0x9e37_79b9_u64;
    let mut left = 0;
    for round in 0..rounds {
        let Some(stage) = Stage::open() else { return };
        let file = stage.file(QUARTER);
        let before = read(&file);
        let opened = fs::read_to_string(&file).unwrap();
        let window = stage.start(&file);
        window.press("ctrl+2");
        let mut arguments = Vec::new();
        for save in 1..=SAVES {
            let typed = format!("state{save}");
            for part in [
                "type", "--delay", "8", "--args", "1", &typed, "key", "Return", "key", "ctrl+s", "sleep", "0.1", "key",
                "Up",
            ] {
                arguments.push(part.to_owned());
            }
        }
        let hands = stage.hands(&arguments);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        wait("the first save", || (fs::read_to_string(&file).ok()? != opened).then_some(()));
        std::thread::sleep(Duration::from_millis(chance % 1_200));
        window.kill();
        drop(hands);

        // Whole, byte for byte, whichever of the states it is: a hand this fast loses a letter now and then, so what was
        // typed is taken from the file, and all else from what was opened.
        let now = read(&file);
        let mut expected: Assessment = before.clone();
        for (row, typed) in expected.rows.iter_mut().zip(&now.rows) {
            Arc::make_mut(row).where_now.clone_from(&typed.where_now);
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), format::write(&expected).unwrap(), "round {round}");
        assert_ne!(now, before, "round {round}: something was saved");
        for entry in fs::read_dir(file.parent().unwrap()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            left += usize::from(name.starts_with(".hicm-"));
        }
    }
    eprintln!("window: {rounds} killed, {left} half-written beside; none lost");
    assert!(left <= rounds, "one at the most each time");
}
