//! Everything that comes with the program: it loads, fits, is written as it would be written again, and says what the
//! sources say.
//!
//! With `HICM_UPDATE=1` the files are rewritten in that form, with the digests of what they hold.

use chrono::NaiveDate;
use hicm::format;
use hicm::model::{Assessment, Level, Quarter, State, StatusKind};
use hicm::store::{self, Frameworks, Series};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All `.ron` files below a folder.
fn ron_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.append(&mut ron_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "ron") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Compares a file with what would be written, or makes it so.
fn settle(path: &Path, text: &str, wanted: &str) {
    if std::env::var_os("HICM_UPDATE").is_some() {
        fs::write(path, wanted).unwrap();
    } else if text != wanted {
        let line = text.lines().zip(wanted.lines()).position(|(is, should)| is != should).unwrap_or(0);
        let (is, should) = (text.lines().nth(line), wanted.lines().nth(line));
        panic!("{}, line {}, is not as it would be written:\n{is:?}\n{should:?}", path.display(), line + 1);
    }
}

#[test]
fn bundled_frameworks_are_sound() {
    let files = ron_files(&root().join("assets/frameworks"));
    let bundled = Frameworks::bundled();
    assert_eq!(bundled.faults(), []);
    assert_eq!(bundled.iter().count(), files.len(), "each file is part of the program");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let framework = format::parse_framework(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        settle(&path, &text, &format::write_framework(&framework).unwrap());
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), framework.id.as_str());
        for change in &framework.changes {
            let short = change.short.chars().count();
            assert!((1..=20).contains(&short), "{}: {}", framework.id, change.key);
        }
        if let Some(predecessor) = &framework.predecessor {
            let predecessor = bundled.get(predecessor).expect("the predecessor is bundled too");
            for key in framework.changes.iter().flat_map(|change| &change.from) {
                assert!(predecessor.change(key).is_some(), "{}: {key} is not in {}", framework.id, predecessor.id);
            }
        }
    }
    let changes: Vec<_> = bundled.iter().map(|framework| (framework.id.as_str(), framework.changes.len())).collect();
    assert_eq!(changes, [("hicm-2015", 8), ("hicm-2019", 9), ("hicm-2023", 10)]);
}

#[test]
fn bundled_assessments_are_sound() {
    let files = ron_files(&root().join("assessments"));
    let bundled: Vec<_> = store::EXAMPLE.iter().chain(&store::LLR).map(|file| root().join(file.name)).collect();
    let mut sorted = bundled.clone();
    sorted.sort();
    assert_eq!(files, sorted, "each file is part of the program");
    let frameworks = Frameworks::bundled();
    let mut before: Option<(String, String)> = None;
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let parsed = format::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut assessment = parsed.assessment;
        let framework = frameworks.get(&assessment.framework).unwrap();
        assert_eq!(assessment.fits(framework), Ok(()), "{}", path.display());
        let as_written = assessment.changes.clone();
        assessment.complete(framework);
        assert_eq!(assessment.changes, as_written, "{}: all changes stand there, in order", path.display());
        let digest = format::content_digest(&assessment);
        if let State::Sealed(seal) = &mut assessment.state {
            let previous = before.take().filter(|(place, _)| *place == assessment.place).map(|(_, link)| link);
            if std::env::var_os("HICM_UPDATE").is_some() {
                seal.digest.clone_from(&digest);
                seal.previous.clone_from(&previous);
                seal.chain = None;
                let link = format::seal_link(&assessment);
                let State::Sealed(seal) = &mut assessment.state else { unreachable!() };
                seal.chain = link;
            }
            let State::Sealed(seal) = &assessment.state else { unreachable!() };
            assert_eq!(seal.digest, digest, "{}: the digest of the seal", path.display());
            assert_eq!(seal.previous, previous, "{}: the link of the seal before", path.display());
            assert!(seal.chain.is_some(), "{}: the link of the seal", path.display());
            assert_eq!(format::seal_broken(&assessment), None, "{}", path.display());
            before = format::seal_link(&assessment).map(|link| (assessment.place.clone(), link));
        }
        settle(&path, &text, &format::write(&assessment).unwrap());
        assert_eq!(assessment.quarter.file_stem(), path.file_stem().unwrap().to_str().unwrap());
    }
}

#[test]
fn the_sample_is_a_draft_with_its_earlier_quarters() {
    let sample = store::sample_assessment().unwrap();
    assert_eq!(sample.quarter, Quarter::new(2025, 1).unwrap());
    assert_eq!(sample.state, State::Draft);
    let series = store::sample_series().unwrap();
    assert_eq!(series.last(), Some(&sample));
    let quarters: Vec<_> = series.iter().map(|it| it.quarter.to_string()).collect();
    assert_eq!(quarters, ["Q2 2024/25", "Q3 2024/25", "Q4 2024/25", "Q1 2025/26"]);
    assert!(series.iter().all(|it| it.place == sample.place));
    for folder in ["assessments/example", "assessments/llr"] {
        let series = Series::read(&root().join(folder));
        assert_eq!(series.faults, []);
        for entry in &series.entries {
            assert_eq!(entry.path, series.path_for(entry.quarter));
        }
    }
}

fn llr(at: usize) -> Assessment {
    store::llr_series().unwrap().swap_remove(at)
}

#[test]
fn the_rows_of_llr_are_those_of_the_source() {
    let llr = llr(0);
    assert_eq!(llr.quarter, Quarter::new(2017, 1).unwrap());
    assert_eq!(llr.rows.len(), 77);
    let per_change: Vec<_> = llr.changes.iter().map(|change| llr.rows_of(&change.change).count()).collect();
    assert_eq!(per_change, [15, 11, 9, 13, 13, 4, 6, 6]);

    let mut kinds: BTreeMap<StatusKind, usize> = BTreeMap::new();
    for row in &llr.rows {
        *kinds.entry(row.status.kind()).or_default() += 1;
    }
    let expected = [
        (StatusKind::At(Level::NotYetEstablished), 1),
        (StatusKind::At(Level::PlansInPlace), 8),
        (StatusKind::At(Level::Established), 53),
        (StatusKind::At(Level::Mature), 5),
        (StatusKind::Split, 4),
        (StatusKind::Unknown, 6),
    ];
    assert_eq!(kinds, expected.into(), "by status");

    let day = |month, day| NaiveDate::from_ymd_opt(2017, month, day).unwrap();
    assert_eq!(llr.as_at, day(5, 31));
    let overdue: Vec<_> =
        [day(5, 31), day(8, 31), day(9, 1), day(11, 1)].into_iter().map(|day| llr.overdue(day)).collect();
    assert_eq!(overdue, [0, 19, 27, 28]);
}

#[test]
fn the_last_quarter_of_llr_is_where_the_plan_says() {
    let llr = llr(2);
    assert_eq!(llr.quarter, Quarter::new(2019, 1).unwrap());
    let count = |level: fn(&Assessment, usize) -> Option<Level>| {
        let mut counts: BTreeMap<Option<Level>, usize> = BTreeMap::new();
        for at in 0..llr.changes.len() {
            *counts.entry(level(&llr, at)).or_default() += 1;
        }
        counts
    };
    let now = count(|llr, at| llr.changes[at].now);
    assert_eq!(now, [(Some(Level::Established), 6), (Some(Level::Mature), 2)].into());
    let planned = count(|llr, at| llr.changes[at].planned_for(llr.quarter.year_end()));
    assert_eq!(planned, [(Some(Level::Established), 1), (Some(Level::Mature), 6), (Some(Level::Exemplary), 1)].into());
}
