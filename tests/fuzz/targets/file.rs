//! Files of any kind by their bytes; the workbooks of Excel before 2007 among them.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(
    // What gives up inside the reader of old workbooks is caught by ours; only what comes out of it is a find.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        common::proposed(hicm::import::read("fuzz", data));
    }
);
