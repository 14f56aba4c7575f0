//! The working copy, the texts with commas and the layouts of the return: what stands in them, that each comes home, and
//! that a file in which anything differs is not taken for the one that was to be written.

mod tampered;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use hicm::app::brought_into;
use hicm::compare::Names;
use hicm::export::{Exported, Format, export, verify};
use hicm::import::{Choices, Code, Known, Proposal, Source, read};
use hicm::model::{
    ActionRow, Assessment, ChangeText, Decision, Delivery, Due, Framework, ID_TITLE, Level, RowField, RowId, Spread,
    Status, field_in_copy,
};
use hicm::report::{Audience, Report, Subject};
use hicm::store::{Frameworks, known_terms, open_assessment};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;

pub fn opened(name: &str) -> (Assessment, Arc<Framework>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments").join(name);
    let opened = open_assessment(&path, &Frameworks::bundled()).unwrap();
    (opened.assessment, opened.framework)
}

pub fn report(assessment: &Assessment, framework: &Framework, since: Option<&str>, audience: Audience) -> Report {
    let since = since.map(opened);
    let known = Frameworks::bundled().all();
    let subject = Subject {
        assessment,
        framework,
        since: since.as_ref().map(|(assessment, framework)| (assessment, framework.as_ref())),
        known: &known,
        terms: known_terms().unwrap(),
    };
    Report::of(&subject, audience)
}

fn made(report: &Report, format: Format) -> Vec<Exported> {
    let files = export(report, format).unwrap();
    for file in &files {
        verify(report, file, &file.bytes).unwrap_or_else(|error| panic!("{error}"));
    }
    files
}

fn copy(report: &Report) -> Exported {
    made(report, Format::Xlsx).remove(0)
}

/// What stands on a sheet.
fn grid(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| if matches!(cell, Data::Empty) { String::new() } else { cell.to_string() };
    let (rows, columns) = range.end().unwrap();
    let cells =
        |row| (0..=columns).map(|column| range.get_value((row, column)).map_or_else(String::new, text)).collect();
    (0..=rows).map(cells).collect()
}

/// Every part of a packed file as text, their names among them.
fn parts(bytes: &[u8]) -> String {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..packed.len() {
        let mut part = packed.by_index(at).unwrap();
        all.push_str(&part.name().unwrap());
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

/// What a file is taken for when it is brought to an assessment.
struct Home {
    source: Source,
    sheet: usize,
    choices: Choices,
    proposal: Proposal,
    base: Option<Proposal>,
}

fn home(name: &str, bytes: &[u8], sheet: Option<&str>, into: Option<&Assessment>) -> Home {
    let source = read(name, bytes).unwrap();
    let sheet = sheet.map_or_else(|| source.likely_sheet(), |name| source.sheet_named(name).unwrap());
    let frameworks = Frameworks::bundled().all();
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let known = Known { frameworks: &frameworks, into, today };
    let choices = Choices::default();
    let proposal = Proposal::of(&source, sheet, &known, &choices).unwrap();
    let base = source.base_of(sheet).and_then(|base| Proposal::of(&source, base, &known, &choices));
    Home { source, sheet, choices, proposal, base }
}

impl Home {
    /// The assessment with the file laid over it, and merged with it.
    fn brought(&self, into: &Assessment, framework: &Framework) -> (Assessment, Assessment) {
        let known = Frameworks::bundled().all();
        let plain = brought_into(into, framework, &known, &self.proposal, None).theirs;
        let brought = brought_into(into, framework, &known, &self.proposal, self.base.as_ref());
        let names = Names { mine: "the assessment", theirs: "the table" };
        (plain, brought.merged(into, names).unwrap().assessment)
    }

    fn asks(&self) -> Vec<String> {
        let line = |it: &hicm::import::Finding| format!("{} {}: {} {}", it.code.key(), it.line, it.text, it.assumed);
        self.proposal.open_findings(&self.choices).map(line).collect()
    }
}

/// Four hundred rows of everything that a cell can hold, and levels and texts besides.
fn hard() -> (Assessment, Arc<Framework>) {
    let (mut assessment, framework) = opened("llr/2019-20-q1.ron");
    let long = "A very long text about discharge, with “quotes”, (brackets) and a list:\n– one;\n– two. ".repeat(60);
    let texts = [
        "=1+1",
        "+44 116 000 0000",
        "-",
        "@everyone",
        "'=already guarded",
        "''quoted",
        "2017",
        "1e5",
        "07/2018",
        "TRUE",
        "#REF!",
        "_x0041_ and <b>&amp;</b>",
        "Two lines\nand \"quotes\", commas; semicolons\tand a tab",
        "مرحبا بالعالم – ward 12",
        "👩‍⚕️ nurse-led 🏥",
        "Ends with a comma,",
        "begins small and (does not close",
        "?",
        "   blanks around   ",
        "Embedded across all wards only",
        "",
        &long,
    ];
    let text = |at: usize| texts[at % texts.len()].to_owned();
    let statuses = [
        "Unknown",
        "1 '",
        "3 Established",
        "Established",
        "Plans in place to established",
        "Mature to exemplary",
        "",
        "Not yet / Exemplary",
        "N/A",
        "Plans in pl",
        "Exemplary",
    ];
    let rows = (0..400).map(|at: usize| {
        let status = match at % 13 {
            11 => Status::Unknown("3 Established".to_owned()),
            12 => Status::split(Level::Established, Level::Mature).unwrap(),
            nth => Status::read(statuses[nth]),
        };
        let dues = ["Summer 2017", "31/03/2018", "TBC", "43101", "=TODAY()", "", "March", "Established", "ongoing"];
        Arc::new(ActionRow {
            where_now: text(at),
            status,
            spread: Spread::new(["UHL, LPT (Bradgate", "", "All", "LCC; RCC"][at % 4]),
            gaps: text(at + 3),
            needs: text(at + 7),
            due: Due::read(dues[at % dues.len()], assessment.as_at),
            owner: text(at + 11),
            delivery: [None, Some(Delivery::Done), Some(Delivery::InProgress)][at % 3],
            progress: text(at + 5),
            evidence: vec![text(at + 6), "https://example.org/a?b=1&c=2".to_owned()],
            reviewed: at % 2 == 0,
            ..ActionRow::empty(
                RowId::new(&format!("{at}-row")).unwrap(),
                framework.changes[(at * 5) % framework.changes.len()].key.clone(),
            )
        })
    });
    // A row with nothing in it, and one that says what another says.
    let empty = ActionRow::empty(RowId::new("empty").unwrap(), framework.changes[2].key.clone());
    assessment.rows = rows.chain([Arc::new(empty)]).collect();
    for (at, judgement) in assessment.changes.iter_mut().enumerate() {
        for (nth, text) in [ChangeText::Why, ChangeText::Challenges, ChangeText::Improvements].into_iter().enumerate() {
            judgement.texts.set(text, texts[(at * 3 + nth) % texts.len()]);
        }
    }
    assessment.changes[4].now = None;
    assessment.changes[5].planned.clear();
    (assessment, framework)
}

pub fn all() -> Vec<(&'static str, Assessment, Arc<Framework>, Option<&'static str>)> {
    let file = |name, since| {
        let (assessment, framework) = opened(name);
        (name, assessment, framework, since)
    };
    let (assessment, framework) = hard();
    vec![
        file("llr/2017-18-q1.ron", None),
        file("llr/2019-20-q1.ron", Some("llr/2018-19-q4.ron")),
        file("example/2025-26-q1.ron", Some("example/2024-25-q4.ron")),
        ("made", assessment, framework, None),
    ]
}

/// The first thing in which two assessments differ, for people.
fn differing(one: &Assessment, other: &Assessment) -> String {
    for (one, other) in one.rows.iter().zip(&other.rows) {
        if one != other {
            return format!("{one:#?}\n{other:#?}");
        }
    }
    for (one, other) in one.changes.iter().zip(&other.changes) {
        if one != other {
            return format!("{one:#?}\n{other:#?}");
        }
    }
    format!("{} and {} rows", one.rows.len(), other.rows.len())
}

#[test]
fn a_copy_that_nobody_touched_comes_home_unchanged() {
    for (name, assessment, framework, since) in all() {
        for audience in Audience::all() {
            let file = copy(&report(&assessment, &framework, since, audience));
            for sheet in [None, Some("Levels")] {
                let home = home(&file.name, &file.bytes, sheet, Some(&assessment));
                let wanted = sheet.unwrap_or("Actions");
                assert_eq!(home.source.sheets[home.sheet].name, wanted, "{name} {audience}");
                assert_eq!(home.asks(), [""; 0], "{name} {audience} {wanted}");
                let (plain, merged) = home.brought(&assessment, &framework);
                assert!(plain == assessment, "{name} {audience} {wanted}: {}", differing(&plain, &assessment));
                assert!(merged == assessment, "{name} {audience} {wanted}: {}", differing(&merged, &assessment));
                assert_eq!(home.proposal.levels.len(), framework.changes.len(), "{name} {audience} {wanted}");
                let ids = home.proposal.rows.iter().filter(|row| row.id_given).count();
                assert_eq!(ids, if sheet.is_none() { assessment.rows.len() } else { 0 });
            }
        }
    }
}

#[test]
fn the_texts_with_commas_come_home_unchanged() {
    for (name, assessment, framework, since) in all() {
        for audience in Audience::all() {
            let files = made(&report(&assessment, &framework, since, audience), Format::Csv);
            assert_eq!(files.len(), 2);
            for file in files {
                // A table with nothing but its titles is no table.
                if file.name.ends_with("-actions.csv") && assessment.rows.is_empty() {
                    continue;
                }
                let home = home(&file.name, &file.bytes, None, Some(&assessment));
                assert_eq!(home.asks(), [""; 0], "{name} {}", file.name);
                let (plain, _) = home.brought(&assessment, &framework);
                assert!(plain == assessment, "{name} {}: {}", file.name, differing(&plain, &assessment));
            }
        }
    }
}

#[test]
fn a_copy_says_itself_whose_it_is() {
    for (name, assessment, framework, since) in all() {
        let file = copy(&report(&assessment, &framework, since, Audience::Full));
        let proposal = home("copy.xlsx", &file.bytes, None, None).proposal;
        let told = (proposal.place.as_str(), proposal.quarter, proposal.as_at, &proposal.framework.id);
        let wanted = (assessment.place.as_str(), assessment.quarter, assessment.as_at, &framework.id);
        assert_eq!(told, wanted, "{name}");
    }
}

#[test]
fn the_levels_of_a_copy_without_rows_are_merged_too() {
    let (assessment, framework) = opened("llr/2019-20-q1.ron");
    let mut then = assessment.clone();
    then.changes[0].now = Some(Level::PlansInPlace);
    then.changes[1].texts.set(ChangeText::Why, "As it was then.");
    let file = copy(&report(&then, &framework, None, Audience::Full));
    // It has changed here since, and nobody has touched the copy: what it says of then is no news.
    let (plain, merged) = home(&file.name, &file.bytes, None, Some(&assessment)).brought(&assessment, &framework);
    assert_eq!(plain.changes[0].now, Some(Level::PlansInPlace));
    assert!(merged == assessment, "{}", differing(&merged, &assessment));
}

#[test]
fn a_cell_that_was_emptied_in_the_levels_empties_the_text() {
    let (assessment, framework) = opened("example/2025-26-q1.ron");
    let at = assessment.changes.iter().position(|it| !it.texts.get(ChangeText::Why).is_empty()).unwrap();
    let report = report(&assessment, &framework, None, Audience::Full);
    let file = made(&report, Format::Csv).remove(1);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.bytes.as_slice());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let column = rows[0].iter().position(|title| title == ChangeText::Why.name()).unwrap();
    let key = assessment.changes[at].change.as_str();
    rows.iter_mut().find(|row| row.last().unwrap() == key).unwrap()[column].clear();
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    let edited = writer.into_inner().unwrap();
    let (brought, _) = home("levels.csv", &edited, None, Some(&assessment)).brought(&assessment, &framework);
    let mut wanted = assessment.clone();
    wanted.changes[at].texts.set(ChangeText::Why, "");
    assert!(brought == wanted, "{}", differing(&brought, &wanted));
}

#[test]
fn every_row_stands_there_for_every_audience_with_no_column_that_it_does_not_see() {
    let (assessment, framework) = hard();
    for audience in Audience::all() {
        let report = report(&assessment, &framework, None, audience);
        let file = copy(&report);
        for sheet in ["Actions", "hicm base"] {
            let rows = grid(&file.bytes, sheet);
            let titles: Vec<&str> = rows[0].iter().map(String::as_str).collect();
            for field in [RowField::Gaps, RowField::Owner, RowField::Progress, RowField::Evidence, RowField::Reviewed] {
                assert_eq!(titles.contains(&field.name()), audience.sees_field(field), "{audience} {sheet} {field:?}");
            }
            assert_eq!(titles.last(), Some(&ID_TITLE));
            assert_eq!(rows.len(), assessment.rows.len() + 1);
            for (row, at) in assessment.rows.iter().zip(0..) {
                let found = rows.iter().find(|it| it.last().unwrap() == row.id.as_str()).unwrap();
                for field in [RowField::WhereNow, RowField::Due, RowField::Status] {
                    let column = titles.iter().position(|title| *title == field.name()).unwrap();
                    assert_eq!(found[column], field_in_copy(row, field, &framework), "row {at}");
                }
            }
        }
    }
}

#[test]
fn no_name_is_in_any_part_of_what_a_board_is_given() {
    let (mut assessment, framework) = hard();
    assessment.prepared_by = "zqpreparedzq".to_owned();
    assessment.notes = vec!["zqnotezq".to_owned()];
    let on = assessment.as_at;
    let decision = "Agreed.".to_owned();
    assessment.decisions = vec![Decision { on, by: "zqdeciderzq".to_owned(), text: decision, change: None }];
    for row in assessment.rows.iter_mut().map(Arc::make_mut) {
        (row.owner, row.progress, row.gaps) = ("zqownerzq".into(), "zqprogresszq".into(), "zqgapzq".into());
        row.evidence = vec!["zqevidencezq".to_owned()];
    }
    for judgement in &mut assessment.changes {
        judgement.texts.set(ChangeText::Challenges, "zqchallengezq");
    }
    let names = ["zqpreparedzq", "zqnotezq", "zqdeciderzq", "zqownerzq", "zqprogresszq", "zqevidencezq", ">Owner<"];
    let confidential = ["zqgapzq", "zqchallengezq", "Agreed."];
    let text = |file: &Exported| match file.format {
        Format::Csv => String::from_utf8(file.bytes.clone()).unwrap(),
        _ => parts(&file.bytes),
    };
    for audience in [Audience::Board, Audience::Public] {
        let report = report(&assessment, &framework, None, audience);
        for file in [Format::Xlsx, Format::Csv, Format::Bcf].iter().flat_map(|format| made(&report, *format)) {
            let told = text(&file);
            for name in names {
                assert!(!told.contains(name), "{name} in {}", file.name);
            }
            for word in confidential.iter().filter(|_| audience == Audience::Public) {
                assert!(!told.contains(word), "{word} in {}", file.name);
            }
        }
    }
    // The search finds what there is.
    let told = text(&copy(&report(&assessment, &framework, None, Audience::Full)));
    assert!(["zqpreparedzq", "zqdeciderzq", "zqownerzq", "zqgapzq", ">Owner<"].iter().all(|word| told.contains(word)));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, assessment, framework, since) in all() {
        for format in [Format::Xlsx, Format::Csv, Format::Bcf] {
            let [one, other] = [(), ()].map(|()| made(&report(&assessment, &framework, since, Audience::Full), format));
            assert!(one == other, "{name} {format:?}");
        }
    }
    // The day is that of the assessment.
    let (assessment, framework) = opened("llr/2019-20-q1.ron");
    let told = parts(&copy(&report(&assessment, &framework, None, Audience::Full)).bytes);
    assert!(told.contains("2019-06-30T00:00:00Z") && told.contains("<dc:creator>hicm</dc:creator>"));
}

#[test]
fn no_cell_of_a_text_file_is_a_formula() {
    let (assessment, framework) = hard();
    for file in made(&report(&assessment, &framework, None, Audience::Full), Format::Csv) {
        assert!(file.bytes.starts_with("\u{feff}".as_bytes()));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file.bytes[3..]);
        let mut guarded = 0;
        for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            guarded += usize::from(cell.starts_with('\''));
        }
        assert!(guarded > 2, "{}", file.name);
    }
}

#[test]
fn an_apostrophe_of_ours_alone_is_taken_away() {
    let own = "Change,Where we are now,hicm id\r\n6 Trusted assessors,'=SUM(A1),r1\r\n6 Trusted assessors,'tis,r2\r\n";
    let proposal = home("own.csv", own.as_bytes(), None, None).proposal;
    let texts: Vec<&str> = proposal.rows.iter().map(|it| it.row.where_now.as_str()).collect();
    assert_eq!(texts, ["=SUM(A1)", "'tis"]);
    let other = own.replace("hicm id", "Ref").replace("r1", "1").replace("r2", "2");
    let proposal = home("other.csv", other.as_bytes(), None, None).proposal;
    assert_eq!(proposal.rows[0].row.where_now, "'=SUM(A1)", "what somebody else typed stays");
}

#[test]
fn what_is_edited_in_a_copy_is_still_looked_at() {
    let (assessment, framework) = opened("llr/2017-18-q1.ron");
    let file = made(&report(&assessment, &framework, None, Audience::Full), Format::Csv).remove(0);
    let text = String::from_utf8(file.bytes).unwrap();
    let old = assessment.rows.iter().find(|row| row.due.typed() == "Summer 2017").unwrap();
    let edited = text.replacen(",Summer 2017,", ",soonish perhaps,", 1);
    assert_ne!(text, edited);
    let home = home("copy.csv", edited.as_bytes(), None, Some(&assessment));
    let codes: Vec<Code> = home.proposal.open_findings(&home.choices).map(|it| it.code).collect();
    assert_eq!(codes, [Code::DueUnreadable]);
    let (brought, _) = home.brought(&assessment, &framework);
    let row = brought.row(&old.id).unwrap();
    assert_eq!(row.due.typed(), "soonish perhaps");
    assert_eq!(brought.rows.iter().zip(&assessment.rows).filter(|(one, other)| one != other).count(), 1);
}

#[test]
fn a_text_that_no_cell_holds_is_refused_and_not_cut() {
    let (mut assessment, framework) = opened("llr/2017-18-q1.ron");
    Arc::make_mut(&mut assessment.rows[0]).gaps = "x".repeat(32_767);
    made(&report(&assessment, &framework, None, Audience::Full), Format::Xlsx);
    // Letters beyond the first plane count twice.
    Arc::make_mut(&mut assessment.rows[0]).gaps = "🏥".repeat(16_384);
    let refused = export(&report(&assessment, &framework, None, Audience::Full), Format::Xlsx).unwrap_err().to_string();
    assert!(refused.contains("E2 of the sheet “Actions”"), "{refused}");
}

fn bcf(since: Option<&str>, audience: Audience) -> Vec<u8> {
    let (assessment, framework) = opened("llr/2019-20-q1.ron");
    made(&report(&assessment, &framework, since, audience), Format::Bcf).remove(0).bytes
}

#[test]
fn the_planning_layout_is_the_real_return() {
    let rows = grid(&bcf(None, Audience::Full), "Planning");
    let head = rows.iter().position(|row| row[0] == "Code").unwrap();
    assert_eq!(rows[head][3], "Maturity level planned to be reached by March 2020");
    let levels: Vec<(&str, &str)> =
        rows[head + 1..head + 9].iter().map(|row| (row[2].as_str(), row[3].as_str())).collect();
    // domain.md 3.4.
    let (e, m, x) = ("Established", "Mature", "Exemplary");
    assert_eq!(levels, [(e, m), (e, m), (m, m), (e, m), (e, e), (e, m), (m, x), (e, m)]);
    assert!(rows.iter().flatten().any(|text| text.contains("check against this year’s template")));
}

#[test]
fn the_quarterly_layout_tells_before_now_and_planned() {
    let (known, unknown) = (bcf(Some("llr/2018-19-q4.ron"), Audience::Full), bcf(None, Audience::Full));
    let rows = grid(&known, "Quarterly");
    let head = rows.iter().position(|row| row[0] == "Code").unwrap();
    assert_eq!(
        rows[head][2..7],
        [
            "Maturity Q4 2018/19",
            "Maturity Q1 2019/20 (Current)",
            "Maturity Q2 2019/20 (Planned)",
            "Maturity Q3 2019/20 (Planned)",
            "Maturity Q4 2019/20 (Planned)"
        ]
    );
    let seven = &rows[head + 5];
    assert_eq!(
        (seven[2].as_str(), seven[3].as_str(), seven[6].as_str()),
        ("Plans in place", "Established", "Established")
    );
    let blank = grid(&unknown, "Quarterly");
    let head = blank.iter().position(|row| row[0] == "Code").unwrap();
    assert!(blank[head + 1..head + 9].iter().all(|row| row[2].is_empty() && !row[3].is_empty()));
    assert!(blank.iter().flatten().any(|text| text == "The levels of Q4 2018/19 are not known here: they stay empty."));
    let bag = rows.iter().rposition(|row| row[1].contains("Red Bag")).unwrap();
    assert!(rows[bag][2..].iter().all(String::is_empty), "nothing is made up");
    assert!(rows.iter().flatten().any(|text| text == "Not kept in hicm: fill in by hand."));
}

#[test]
fn the_checklist_says_what_is_missing_and_for_whom() {
    let rows = grid(&bcf(None, Audience::Full), "Checklist");
    let done = |rows: &[Vec<String>], what: &str| {
        rows.iter().find(|row| row[0] == what).unwrap_or_else(|| panic!("{what}"))[2].clone()
    };
    assert_eq!(done(&rows, "Chg 1: current position"), "Yes");
    assert_eq!(done(&rows, "Chg 1: maturity Q2 2019/20 (Planned)"), "No", "no plan for that quarter is known");
    assert_eq!(done(&rows, "Chg 1: reasons, if planned below Established"), "Yes", "not asked for at Mature");
    assert_eq!(done(&rows, "Red bag scheme: challenges"), "No");
    assert!(rows.iter().any(|row| row[0] == "Incomplete Template"));
    let public = grid(&bcf(None, Audience::Public), "Checklist");
    assert_eq!(done(&public, "Chg 1: challenges"), "Left out for this audience");

    let (mut assessment, framework) = opened("llr/2019-20-q1.ron");
    let end = assessment.plan_quarter();
    assessment.changes[0].plan(end, Some(Level::PlansInPlace));
    for judgement in &mut assessment.changes {
        for text in [ChangeText::PerformanceIssues, ChangeText::EmbedFurther, ChangeText::Improvements] {
            judgement.texts.set(text, "Said.");
        }
    }
    let sheet = |assessment: &Assessment, name| {
        grid(&made(&report(assessment, &framework, None, Audience::Full), Format::Bcf).remove(0).bytes, name)
    };
    assert_eq!(done(&sheet(&assessment, "Checklist"), "Chg 1: reasons, if planned below Established"), "No");
    assert_eq!(sheet(&assessment, "Planning")[1][0], "Incomplete Template");
    assessment.changes[0].plan(end, Some(Level::Established));
    assert_eq!(sheet(&assessment, "Planning")[1][0], "Complete Template");
    assert_eq!(sheet(&assessment, "Quarterly")[1][0], "Incomplete Template");
}
