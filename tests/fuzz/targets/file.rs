//! Files of any kind by their bytes; the workbooks of Excel before 2007 among them.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    common::proposed(hicm::import::read("fuzz", data));
});
