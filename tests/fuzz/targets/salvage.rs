//! Damaged files of ours: what can be read of them is written, read again as the same, and nothing of the text is dropped.
#![no_main]

use hicm::format::{self, Hints, LostWhy};
use hicm::store::Frameworks;
use std::sync::{Arc, LazyLock};

static KNOWN: LazyLock<Vec<Arc<hicm::model::Framework>>> = LazyLock::new(|| Frameworks::bundled().iter().cloned().collect());

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let hints = Hints { quarter: hicm::model::Quarter::new(2025, 1), framework: None, known: &KNOWN };
    let text = String::from_utf8_lossy(data);
    let _ = format::parse_newer(&text);
    let Ok(mut salvaged) = format::salvage(data, &hints) else { return };
    if let Ok(parsed) = format::parse(&text) {
        assert_eq!(salvaged.assessment.rows.len(), parsed.assessment.rows.len());
        let told = |why: &LostWhy| !matches!(why, LostWhy::Seal | LostWhy::NewId(_) | LostWhy::SignsMissing);
        assert!(!salvaged.lost.iter().any(|part| told(&part.why)), "{:?}", salvaged.lost);
    }
    if let Some(framework) = KNOWN.iter().find(|framework| framework.id == salvaged.assessment.framework) {
        salvaged.fit(framework);
        salvaged.assessment.fits(framework).expect("it was made to fit");
    }
    let written = format::write(&salvaged.assessment).expect("what was salvaged can be written");
    assert_eq!(format::parse(&written).expect("what was written is read").assessment, salvaged.assessment);
});
