//! Pages and what office programs put on the clipboard.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    common::proposed(hicm::import::read_html("fuzz", &String::from_utf8_lossy(data)));
});
