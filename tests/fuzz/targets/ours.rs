//! Our own files: assessments and frameworks. What is read is written, and read again as the same.
#![no_main]

use hicm::format;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = format::summary(&text);
    let _ = format::parse_glossary(&text);
    if let Ok(read) = format::parse(&text)
        && let Ok(written) = format::write(&read.assessment)
    {
        let again = format::parse(&written).expect("what was written is read");
        assert_eq!(again.assessment, read.assessment);
    }
    if let Ok(framework) = format::parse_framework(&text)
        && let Ok(written) = format::write_framework(&framework)
    {
        assert_eq!(format::parse_framework(&written).expect("what was written is read"), framework);
    }
});
