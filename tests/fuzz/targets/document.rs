//! The body of a document of Word.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    common::proposed(hicm::import::read("fuzz", &common::packed(&[("word/document.xml", data)])));
});
