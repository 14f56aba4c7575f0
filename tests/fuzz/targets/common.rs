//! What every target does with what was read: it is proposed, and every cell is accounted for.

use hicm::import::{CellUse, Choices, ImportError, Known, Proposal, Source};
use hicm::store::Frameworks;
use std::io::{Cursor, Write as _};

#[allow(dead_code, reason = "not every target packs parts")]
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the file ends").into_inner()
}

pub fn proposed(read: Result<Source, ImportError>) {
    let Ok(source) = read else { return };
    let frameworks: Vec<_> = Frameworks::bundled().iter().cloned().collect();
    let known = Known { frameworks: &frameworks, into: None, today: Default::default() };
    for (at, sheet) in source.sheets.iter().enumerate() {
        let Some(proposal) = Proposal::of(&source, at, &known, &Choices::default()) else { continue };
        for line in &sheet.lines {
            for (column, cell) in line.cells.iter().enumerate() {
                let blank = proposal.cell_use(line.number, column) == CellUse::Blank;
                assert_eq!(blank, cell.text.is_empty(), "{}:{column}", line.number);
            }
        }
    }
}
