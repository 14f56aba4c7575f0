//! Tables with every fault that tables have, alone and in pairs: each file of `tests/fixtures/import/tables` is read and
//! what is proposed of it stands in a file of the same name that ends in `.expect`. With `HICM_EXPECT=1` those files are
//! written anew, to be read before they are kept.

use chrono::NaiveDate;
use hicm::import::{self, CellUse, Choices, Finding, Known, Proposal, Source};
use hicm::model::{Framework, Level, StatusKind};
use hicm::store::Frameworks;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// At least so many tables are there.
const TABLES: usize = 40;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables")
}

pub(super) fn frameworks() -> Vec<Arc<Framework>> {
    Frameworks::bundled().iter().cloned().collect()
}

pub(super) fn proposed(source: &Source, choices: &Choices) -> Proposal {
    let frameworks = frameworks();
    let today = NaiveDate::from_ymd_opt(2017, 6, 1).unwrap();
    let known = Known { frameworks: &frameworks, into: None, today };
    Proposal::of(source, source.likely_sheet(), &known, choices).unwrap()
}

pub(super) fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy();
    import::read(&name, &std::fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a proposal says, a line each.
fn told(proposal: &Proposal) -> String {
    let mut out = String::new();
    let mut line = |text: String| out.push_str(&(text.trim_end().to_owned() + "\n"));
    line(format!("place {}", proposal.place));
    line(format!("quarter {} as at {}", proposal.quarter, proposal.as_at));
    line(format!("edition {}", proposal.framework.id));
    let columns: Vec<std::borrow::Cow<'_, str>> =
        proposal.columns.iter().map(|it| it.field.map_or("-".into(), import::Field::key)).collect();
    line(format!("columns {}", columns.join(" ")));
    line(format!("rows {}", proposal.rows.len()));
    let count = |kind| proposal.rows.iter().filter(|it| it.row.status.kind() == kind).count();
    let levels: Vec<String> =
        Level::all().map(|level| format!("{} {}", level.key(), count(StatusKind::At(level)))).collect();
    line(format!(
        "status {} split {} unknown {}",
        levels.join(" "),
        count(StatusKind::Split),
        count(StatusKind::Unknown)
    ));
    for it in &proposal.changes {
        line(format!("change {} {} {}", it.change, it.rows, if it.certain { "certain" } else { "inferred" }));
    }
    for it in &proposal.levels {
        let level = |level: Option<Level>| level.map_or("-", Level::key);
        let mut words = format!("level {} {}: now {}", it.line, it.judgement.change, level(it.judgement.now));
        for plan in &it.judgement.planned {
            let _ = write!(words, ", {} {}", plan.quarter, plan.level.key());
        }
        for (field, cell) in &it.cells {
            let _ = write!(words, "; {field} at {}:{}", cell.line, cell.column + 1);
        }
        line(words);
    }
    for it in &proposal.blocks {
        let shifted = if it.shift == 0 { String::new() } else { format!(" shifted {}", it.shift) };
        line(format!("block {}-{}{shifted}", it.first, it.last));
    }
    let cells = proposal.cell_counts();
    line(format!("cells used {} assumed {} unread {}", cells.used, cells.assumed, cells.unread));
    let place =
        |it: &Finding| it.column.map_or_else(|| it.line.to_string(), |column| format!("{}:{}", it.line, column + 1));
    for it in &proposal.findings {
        line(format!("{} {} {}", if it.code.is_note() { "note" } else { "find" }, it.code.key(), place(it)));
    }
    out
}

/// Every cell with words in it was used, assumed or said to be unread; and what is unread has a finding on its cell, its
/// line or its column, or it is not named at all.
fn accounted(source: &Source, proposal: &Proposal) -> Vec<String> {
    let mut wrong = Vec::new();
    let sheet = source.sheets.get(source.likely_sheet()).unwrap();
    for line in &sheet.lines {
        for (column, cell) in line.cells.iter().enumerate() {
            let became = proposal.cell_use(line.number, column);
            if cell.text.is_empty() != (became == CellUse::Blank) {
                wrong.push(format!("{}:{} “{}” became {became:?}", line.number, column + 1, cell.text));
            }
            let shift = proposal.shift_of(line.number);
            let named = proposal.findings.iter().any(|it| {
                it.line == line.number && it.column.is_none_or(|at| at == column)
                    || it.code == import::Code::ColumnUnread
                        && it.column.is_some_and(|at| at == column.checked_add_signed(shift as isize).unwrap())
            });
            if became == CellUse::Unread && !named {
                wrong.push(format!("{}:{} “{}” is unread and nothing says so", line.number, column + 1, cell.text));
            }
        }
    }
    wrong
}

#[test]
fn every_table_is_proposed_as_expected() {
    let mut wrong = String::new();
    let mut tables = 0;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let expectations: Vec<PathBuf> =
        files.iter().filter(|path| path.extension().is_some_and(|it| it == "expect")).cloned().collect();
    for path in files.iter().filter(|path| !expectations.contains(path)) {
        tables += 1;
        let source = source(path);
        let proposal = proposed(&source, &Choices::default());
        let told = told(&proposal);
        for fault in accounted(&source, &proposal) {
            let _ = writeln!(wrong, "{}: {fault}", path.display());
        }
        let expect = PathBuf::from(format!("{}.expect", path.display()));
        if std::env::var_os("HICM_EXPECT").is_some() {
            std::fs::write(&expect, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&expect).unwrap_or_default();
        if expected != told {
            let _ = writeln!(wrong, "{}:\n{}", path.display(), super::differing(&expected, &told));
        }
    }
    for path in expectations {
        let table = path.with_extension("");
        if !table.exists() {
            let _ = writeln!(wrong, "{} has no table", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tables >= TABLES, "only {tables} tables were run");
}

/// The content of one table as it was saved by LibreOffice in every kind (see `tests/fixtures/import/README.md`).
#[test]
fn one_table_of_every_kind_is_the_same_assessment() {
    let rows = |name: &str| {
        let assessment = proposed(&source(&folder().join(name)), &Choices::default()).assessment();
        let rows: Vec<_> = assessment
            .rows
            .iter()
            .map(|row| {
                let mut row = row.as_ref().clone();
                row.id = hicm::model::RowId::from_entropy(0);
                row.source = None;
                // A mark names lines, which are others where a document counts only its rows.
                row.marks.iter_mut().for_each(|mark| mark.note.clear());
                row
            })
            .collect();
        (assessment.place, assessment.quarter, assessment.as_at, assessment.framework, rows)
    };
    let expected = rows("all-faults.tsv");
    assert_eq!(expected.4.len(), 77);
    for ending in ["xlsx", "xls", "ods", "docx", "html"] {
        assert_eq!(rows(&format!("all-faults.{ending}")), expected, "{ending}");
    }
    assert_eq!(rows("all-faults-from-excel.csv"), expected, "csv");
}
