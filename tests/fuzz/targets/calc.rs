//! The sheets of a workbook of Calc.
#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    common::proposed(hicm::import::read("fuzz", &common::packed(&[("mimetype", kind.as_slice()), ("content.xml", data)])));
});
