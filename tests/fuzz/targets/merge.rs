//! Three copies of a small assessment, each changed at spots that the input says, put together as one.
#![no_main]

use hicm::compare::{Names, merge};
use hicm::format;
use hicm::model::Assessment;

const BASE: &str = include_str!("../../fixtures/merge/both-edit-one-cell/base.ron");

/// The base with bytes of its text put elsewhere, as three bytes of the input say: where (two), and what.
fn changed(edits: &[u8]) -> Option<Assessment> {
    let mut text = BASE.as_bytes().to_vec();
    for edit in edits.chunks_exact(3) {
        let [high, low, byte] = edit else { continue };
        let at = usize::from(u16::from_be_bytes([*high, *low])) % text.len();
        text[at] = *byte;
    }
    Some(format::parse(std::str::from_utf8(&text).ok()?).ok()?.assessment)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let third = data.len() / 3;
    let (base, rest) = data.split_at(third);
    let (mine, theirs) = rest.split_at(third);
    let (Some(base), Some(mine), Some(theirs)) = (changed(base), changed(mine), changed(theirs)) else { return };
    let names = || Names { mine: "Ann", theirs: "Ben" };
    if let Ok(merged) = merge(&base, &mine, &theirs, names()) {
        let _ = format::write(&merged.assessment);
        let _ = merge(&base, &theirs, &mine, names());
    }
});
