//! Texts with cells between tabs, commas, semicolons or bars.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    common::proposed(hicm::import::read_text("fuzz", &String::from_utf8_lossy(data)));
});
