//! Files as nobody would write them: everything that is read here, with bytes, sections, nesting and lengths changed at
//! random, always the same way. Nothing panics and nothing goes on for ever; what is read keeps to its bounds.
//! `HICM_LONG=1` goes on for minutes.

use hicm::compare::{Names, merge};
use hicm::format;
use hicm::import::{
    self, CELLS_LIMIT, COLUMNS_LIMIT, Choices, ImportError, Known, LINES_LIMIT, Proposal, SHEETS_LIMIT, Source,
};
use hicm::model::Assessment;
use hicm::store::Frameworks;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Longer than any of them takes on the slowest machine, by far: whatever is not done by then never is.
const NEVER: Duration = Duration::from_mins(1);

/// A chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A few bytes out of a longer text.
    fn stretch(&mut self, bytes: &[u8], most: usize) -> std::ops::Range<usize> {
        let from = self.below(bytes.len() + 1);
        from..(from + self.below(most)).min(bytes.len())
    }

    /// The bytes with one to eight changes.
    fn changed(&mut self, bytes: &[u8]) -> Vec<u8> {
        const WORDS: [&[u8]; 22] = [
            b"(",
            b")",
            b"\"",
            b"[",
            b"]",
            b",",
            b"<table><tr><td>",
            b"</td>",
            b"<w:tbl>",
            b"<row r=\"4294967296\">",
            b"<c r=\"XFD1048576\">",
            b" colspan=\"99999999\"",
            b" number-columns-repeated=\"2147483647\"",
            b"99999999999999999999",
            b"-1",
            b"NaN",
            b"\0",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\t\t\t\t",
            b"\n",
            b"&#x110000;",
        ];
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            match self.below(9) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.next() as u8,
                // A length, a number or a date in a header.
                2 if at + 4 <= bytes.len() => {
                    bytes[at..at + 4].copy_from_slice(self.of::<[u8; 4]>(&[
                        [0; 4],
                        [0xff; 4],
                        [0xff, 0xff, 0xff, 0x7f],
                        [1, 0, 0, 0],
                    ]));
                }
                3 => drop(bytes.drain(self.stretch(&bytes, 200))),
                4 => bytes.truncate(at),
                5 => {
                    let copied = bytes[self.stretch(&bytes, 2_000)].to_vec();
                    drop(bytes.splice(at..at, copied));
                }
                6 => {
                    let word = self.of(&WORDS).repeat(*self.of(&[1, 2, 40, 3_000]));
                    drop(bytes.splice(at..at, word));
                }
                7 => {
                    let word: &[u8] = self.of::<&[u8]>(&WORDS);
                    let over = at..(at + word.len()).min(bytes.len());
                    drop(bytes.splice(over, word.iter().copied()));
                }
                _ => {
                    let (from, to) = (self.stretch(&bytes, 300), self.below(bytes.len() + 1));
                    let moved: Vec<u8> = bytes.drain(from).collect();
                    let to = to.min(bytes.len());
                    drop(bytes.splice(to..to, moved));
                }
            }
        }
        bytes
    }

    /// A packed file with a part changed, so that it is not its sum alone that is wrong; any other as it is.
    fn changed_inside(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut from = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let chosen = self.below(from.len());
        let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..from.len() {
            let mut part = from.by_index(at).ok()?;
            let (name, mut inside) = (part.name().ok()?.into_owned(), Vec::new());
            part.read_to_end(&mut inside).ok()?;
            // The sheet itself more often than not.
            let sheet = ["sheet1.xml", "document.xml", "content.xml"].iter().any(|end| name.ends_with(end));
            if at == chosen || (sheet && self.below(3) > 0) {
                inside = self.changed(&inside);
            }
            to.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
            to.write_all(&inside).ok()?;
        }
        Some(to.finish().ok()?.into_inner())
    }
}

/// The files under a folder with one of those endings, in order, none of them huge.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    fn collect(folder: &Path, endings: &[&str], found: &mut Vec<(PathBuf, Vec<u8>)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, endings, found);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|it| ending == *it)) {
                let bytes = std::fs::read(&path).unwrap();
                if bytes.len() < 300_000 {
                    found.push((path, bytes));
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), endings, &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
}

fn rounds(short: usize) -> usize {
    if std::env::var_os("HICM_LONG").is_some() { short * 25 } else { short }
}

/// Does it that many times in a thread of its own; whoever panics or never ends is named with what it was given.
fn survive(rounds: usize, mut one: impl FnMut(usize, &mut dyn FnMut(String, Vec<u8>)) -> bool + Send + 'static) {
    let (sender, receiver) = channel();
    let working = std::thread::spawn(move || {
        let mut read = 0;
        for round in 0..rounds {
            let mut name = |name: String, bytes: Vec<u8>| {
                let _ = sender.send((round, name, bytes));
            };
            read += usize::from(one(round, &mut name));
        }
        read
    });
    let mut last = None;
    while let Ok(begun) = receiver.recv_timeout(NEVER) {
        last = Some(begun);
    }
    let kept = || {
        let Some((round, name, bytes)) = &last else { return String::new() };
        let kept = std::env::temp_dir().join("hicm-hostile.bin");
        std::fs::write(&kept, bytes).unwrap();
        format!("round {round} of {name}, kept as {}", kept.display())
    };
    // The channel is closed when the work is done, or has panicked; otherwise it goes on.
    assert!(
        working.is_finished() || {
            std::thread::sleep(Duration::from_millis(500));
            working.is_finished()
        },
        "no end: {}",
        kept()
    );
    let read = working.join().unwrap_or_else(|_| panic!("a panic: {}", kept()));
    assert!(read > 0 && read < rounds, "{read} of {rounds} were read: the changes are too small or too large");
}

/// All that is done with a table that was read; whether there was one.
fn propose(read: Result<Source, ImportError>) -> bool {
    let Ok(source) = read else { return false };
    assert!(source.sheets.len() <= SHEETS_LIMIT);
    let frameworks: Vec<_> = Frameworks::bundled().iter().cloned().collect();
    let known = Known { frameworks: &frameworks, into: None, today: chrono::NaiveDate::default() };
    for (at, sheet) in source.sheets.iter().enumerate() {
        assert!(sheet.lines.len() <= LINES_LIMIT);
        assert!(sheet.lines.iter().all(|line| line.cells.len() <= COLUMNS_LIMIT));
        assert!(sheet.lines.iter().map(|line| line.cells.len()).sum::<usize>() <= CELLS_LIMIT);
        // What stands in a few thousand cells is proposed as what stands in a hundred thousand.
        if sheet.lines.len() < 300 {
            let _ = Proposal::of(&source, at, &known, &Choices::default());
        }
    }
    true
}

#[test]
fn tables_changed_at_random_are_read_or_refused() {
    let all = files("tests/fixtures/import", &["xlsx", "xlsm", "xls", "ods", "docx", "csv", "tsv", "txt", "html"]);
    let mut chance = Chance(0x1dea_5eed);
    survive(rounds(700), move |round, name| {
        let (path, bytes) = &all[round % all.len()];
        let inside = if chance.below(5) > 0 { chance.changed_inside(bytes) } else { None };
        let bytes = inside.unwrap_or_else(|| chance.changed(bytes));
        name(path.display().to_string(), bytes.clone());
        if path.extension().is_some_and(|ending| ending == "html") && chance.below(2) > 0 {
            // As from the clipboard.
            return propose(import::read_html("clipboard", &String::from_utf8_lossy(&bytes)));
        }
        propose(import::read("hostile", &bytes))
    });
}

#[test]
fn our_own_files_changed_at_random_are_read_or_refused() {
    let mut all = files("tests/fixtures", &["ron"]);
    all.extend(files("assessments", &["ron"]));
    all.extend(files("assets", &["ron"]));
    let mut chance = Chance(0x0bad_cafe);
    survive(rounds(1_500), move |round, name| {
        let (path, bytes) = &all[round % all.len()];
        let bytes = chance.changed(bytes);
        name(path.display().to_string(), bytes.clone());
        let text = String::from_utf8_lossy(&bytes);
        let _ = format::summary(&text);
        let _ = format::parse_glossary(&text);
        if let Ok(framework) = format::parse_framework(&text) {
            let again = format::write_framework(&framework).unwrap();
            assert_eq!(format::parse_framework(&again).unwrap(), framework);
        }
        let Ok(read) = format::parse(&text) else { return false };
        // What is read can be saved, and is the same when it is opened again.
        let again = format::write(&read.assessment).unwrap();
        assert_eq!(format::parse(&again).unwrap().assessment, read.assessment);
        true
    });
}

/// Texts with a few bytes changed in what is written between quotes and brackets, until one is still an assessment.
fn still_ours(chance: &mut Chance, text: &[u8]) -> Option<Assessment> {
    (0..6).find_map(|_| {
        let bytes = chance.changed(text);
        format::parse(std::str::from_utf8(&bytes).ok()?).ok().map(|read| read.assessment)
    })
}

#[test]
fn copies_changed_at_random_are_merged_or_refused() {
    let folders: Vec<Vec<(PathBuf, Vec<u8>)>> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/merge"))
            .unwrap()
            .map(|folder| format!("tests/fixtures/merge/{}", folder.unwrap().file_name().to_str().unwrap()))
            .map(|folder| files(&folder, &["ron"]))
            .collect();
    assert!(folders.len() > 10);
    let mut chance = Chance(0x3e26_ed01);
    survive(rounds(700), move |round, name| {
        let copies = &folders[round % folders.len()];
        let mut some = || {
            let text = &chance.of(copies).1;
            let text = text.clone();
            still_ours(&mut chance, &text)
        };
        let (base, mine, theirs) = (some(), some(), some());
        let (Some(mine), Some(theirs)) = (mine, theirs) else { return false };
        let base = base.unwrap_or_else(|| mine.clone());
        let written = |it: &Assessment| format::write(it).unwrap().into_bytes();
        name(copies[0].0.display().to_string(), [written(&base), written(&mine), written(&theirs)].join(&b'\n'));
        let names = || Names { mine: "Ann", theirs: "Ben" };
        let Ok(merged) = merge(&base, &mine, &theirs, names()) else { return false };
        // Nobody's copy is changed, and what comes of it can be saved and opened.
        let text = format::write(&merged.assessment).unwrap();
        assert_eq!(format::parse(&text).unwrap().assessment, merged.assessment);
        true
    });
}
