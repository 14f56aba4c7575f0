//! Copies that come home by import: nothing that nobody edited is changed or asked about.

use super::{all, copy, made, opened, report};
use chrono::NaiveDate;
use hicm::app::brought_into;
use hicm::compare::Names;
use hicm::export::Format;
use hicm::import::{Choices, Code, Known, Proposal, Source, read};
use hicm::model::{Assessment, ChangeText, Framework, Level};
use hicm::report::Audience;
use hicm::store::Frameworks;

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
    for row in &rows {
        writer.write_record(row).unwrap();
    }
    let edited = writer.into_inner().unwrap();
    let (brought, _) = home("levels.csv", &edited, None, Some(&assessment)).brought(&assessment, &framework);
    let mut wanted = assessment.clone();
    wanted.changes[at].texts.set(ChangeText::Why, "");
    assert!(brought == wanted, "{}", differing(&brought, &wanted));
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
