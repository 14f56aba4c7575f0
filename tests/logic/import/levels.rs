//! Tables that hold levels of changes: what becomes of their levels and texts, and how an assessment takes them.

use super::tables::{frameworks, proposed, source};
use crate::cli::Bench;
use crate::made::key;
use hicm::app::brought_into;
use hicm::compare::Names;
use hicm::import::{self, CellUse, Choices, Code, Field, Known, Proposal, Source};
use hicm::model::{Assessment, ChangeText, Level, Quarter};
use hicm::store::{Frameworks, open_assessment};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn table(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/tables").join(name)
}

fn of_text(text: &str) -> Proposal {
    proposed(&import::read_text("table.txt", text).unwrap(), &Choices::default())
}

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

/// Levels now and planned, counted: (level, now, planned).
fn counted(proposal: &Proposal) -> Vec<(Level, usize, usize)> {
    let assessment = proposal.assessment();
    let planned =
        |level| assessment.changes.iter().filter(|it| it.planned.iter().any(|plan| plan.level == level)).count();
    Level::all()
        .map(|level| (level, assessment.changes.iter().filter(|it| it.now == Some(level)).count(), planned(level)))
        .collect()
}

/// The table at the end of the planning text of 2019/20, as its columns ask: facts of that text, with its own titles.
const PLANNING: &str = "\t\tCurrent position of maturity\tMaturity level planned to be reached by March 2020\n\
Chg 1\tEarly discharge planning\tEstablished\tMature\n\
Chg 2\tSystem to monitor patient flow\tEstablished\tMature\n\
Chg 3\tMulti-disciplinary/multi-agency discharge teams\tMature\tMature\n\
Chg 4\tHome first/discharge to assess\tEstablished\tMature\n\
Chg 5\tSeven-day service\tEstablished\tEstablished\n\
Chg 6\tTrusted assessors\tEstablished\tMature\n\
Chg 7\tFocus on choice\tMature\tExemplary\n\
Chg 8\tEnhancing health in care homes\tEstablished\tMature\n";

#[test]
fn the_planning_return_is_eight_judgements_and_no_rows() {
    let proposal = of_text(PLANNING);
    assert_eq!(proposal.rows.len(), 0);
    assert_eq!(proposal.quarter, quarter("Q1 2019/20"), "its plans are for that year");
    assert_eq!(
        counted(&proposal),
        [
            (Level::NotYetEstablished, 0, 0),
            (Level::PlansInPlace, 0, 0),
            (Level::Established, 6, 1),
            (Level::Mature, 2, 6),
            (Level::Exemplary, 0, 1)
        ]
    );
    assert!(proposal.levels.iter().all(|it| it.judgement.planned[0].quarter == quarter("Q4 2019/20")));
    let open: Vec<Code> = proposal.open_findings(&Choices::default()).map(|it| it.code).collect();
    assert_eq!(open, [Code::QuarterAssumed]);
    assert_eq!(proposal.cell_counts().unread, 0);
}

#[test]
fn pages_of_prose_above_the_table_hide_it_not() {
    let prose = "A paragraph of the plan tells at length of winter.\n\n".repeat(90);
    let proposal = of_text(&format!("{prose}In Q2 of 2019/20 much was done.\n{PLANNING}"));
    assert_eq!((proposal.levels.len(), proposal.rows.len()), (8, 0));
    assert!(proposal.header.is_some(), "its titles are found however far down they stand");
    assert_eq!(proposal.quarter, quarter("Q2 2019/20"));
}

#[test]
fn what_is_no_level_is_never_the_lowest() {
    let proposal = proposed(&source(&table("levels-numbers.csv")), &Choices::default());
    let of = |change: &str| &proposal.levels.iter().find(|it| it.judgement.change == key(change)).unwrap().judgement;
    assert_eq!(of("early-discharge").now, Some(Level::Established), "a number alone is a level here");
    assert_eq!(of("home-first").now, None, "there is no level 7");
    assert_eq!(of("seven-day-services").now, Some(Level::Mature), "the word counts");
    assert_eq!(of("trusted-assessors").now, None);
    assert_eq!(of("trusted-assessors").notes, [""; 0], "not assessed is an answer, not a text that cannot be read");
    assert_eq!(of("care-homes").now, None, "a change has one level");
    assert_eq!(of("care-homes").notes, ["The table says “Established/Mature” where a level belongs."]);
    let asked: Vec<(u32, Option<usize>)> =
        proposal.findings.iter().filter(|it| it.code == Code::LevelUnreadable).map(|it| (it.line, it.column)).collect();
    assert_eq!(asked, [(5, Some(1)), (5, Some(2)), (8, Some(1)), (9, Some(1))]);
    assert!(proposal.levels.iter().all(|it| it.judgement.now != Some(Level::NotYetEstablished)));
}

#[test]
fn a_person_may_type_a_level_anew_and_say_what_a_column_is() {
    let read = source(&table("levels-numbers.csv"));
    let mut choices = Choices::default();
    let plan = Field::Planned(Some(quarter("Q4 2017/18")));
    choices.levels.insert((key("home-first"), Field::LevelNow), "Plans in place".to_owned());
    choices.levels.insert((key("home-first"), plan), String::new());
    choices.columns.insert(3, Some(Field::Text(ChangeText::Challenges)));
    let proposal = proposed(&read, &choices);
    let home = &proposal.levels.iter().find(|it| it.judgement.change == key("home-first")).unwrap();
    assert_eq!(home.judgement.now, Some(Level::PlansInPlace));
    assert_eq!(home.judgement.notes, [""; 0]);
    assert_eq!(home.judgement.texts.get(ChangeText::Challenges), "No figures yet");
    assert!(proposal.findings.iter().all(|it| it.line != 5), "{:?}", proposal.findings);
    // A plan for another quarter.
    let later = Field::Planned(Some(quarter("Q2 2018/19")));
    choices.columns.insert(2, Some(later));
    let proposal = proposed(&read, &choices);
    assert!(proposal.levels[0].cells.contains_key(&later) && !proposal.levels[0].cells.contains_key(&plan));
}

#[test]
fn a_change_that_stands_twice_keeps_its_first_level_and_all_of_its_texts() {
    let text = "Change\tMaturity now\tPlanned maturity by Q4 2019/20\tWhy\n\
        Early discharge planning\tEstablished\tMature\tWards set dates\n\
        Home first\tMature\tMature\t\n\
        Trusted assessors\tMature\tMature\t\n\
        Focus on choice\tMature\tMature\t\n\
        Early discharge planning\tPlans in place\tMature\tClinics do not\n";
    let proposal = of_text(text);
    let first = &proposal.levels[0].judgement;
    assert_eq!(
        (first.now, first.texts.get(ChangeText::Why)),
        (Some(Level::Established), "Wards set dates\nClinics do not")
    );
    let twice: Vec<_> =
        proposal.findings.iter().filter(|it| it.code == Code::LevelTwice).map(|it| (it.line, it.column)).collect();
    assert_eq!(twice, [(6, None), (6, Some(1))]);
    assert_eq!(proposal.cell_use(6, 1), CellUse::Unread);
}

#[test]
fn action_tables_stay_action_tables() {
    // One row a change, with a level in each: the status of a row, as nothing speaks of a plan.
    let text = "Impact change\tWhere are you now\tStatus\tWhat needs to be done\tWhen by\n\
        Early discharge planning\tDates are set on the first day\tEstablished\tAsk families\tSeptember 2019\n\
        Home first\tPeople are assessed at home\tMature\tMore therapists\tMarch 2020\n\
        Trusted assessors\tHomes accept the assessment\tMature\tA second post\tongoing\n";
    let proposal = of_text(text);
    assert_eq!((proposal.rows.len(), proposal.levels.len()), (3, 0));
}

/// An assessment for the same quarter in which something was judged and written.
fn open() -> Assessment {
    let frameworks = frameworks();
    let mut open = Assessment::empty("Northshire", quarter("Q1 2019/20"), &frameworks[0]);
    let first = open.change_mut(&key("early-discharge")).unwrap();
    first.now = Some(Level::PlansInPlace);
    first.plan(quarter("Q2 2019/20"), Some(Level::Established));
    first.texts.set(ChangeText::Challenges, "Written here");
    open
}

fn into_open(text: &Source, open: &Assessment) -> Proposal {
    let frameworks = frameworks();
    let known = Known { frameworks: &frameworks, into: Some(open), today: open.as_at };
    Proposal::of(text, 0, &known, &Choices::default()).unwrap()
}

#[test]
fn an_open_assessment_takes_the_levels_and_keeps_what_the_table_does_not_speak_of() {
    let open = open();
    let frameworks = frameworks();
    let proposal = into_open(&import::read_text("table.txt", PLANNING).unwrap(), &open);
    let brought = brought_into(&open, &frameworks[0], &frameworks, &proposal, None);
    let first = brought.theirs.change(&key("early-discharge")).unwrap();
    assert_eq!(first.now, Some(Level::Established));
    assert_eq!(first.planned_for(quarter("Q2 2019/20")), Some(Level::Established));
    assert_eq!(first.planned_for(quarter("Q4 2019/20")), Some(Level::Mature));
    assert_eq!(first.texts.get(ChangeText::Challenges), "Written here");
    let merged = brought.merged(&open, Names { mine: "here", theirs: "there" }).unwrap();
    assert_eq!((merged.conflicts, &merged.assessment.changes), (0, &brought.theirs.changes));
    // What cannot be read says nothing of the change.
    let unreadable = PLANNING.replace("planning\tEstablished", "planning\tgood");
    let proposal = into_open(&import::read_text("table.txt", &unreadable).unwrap(), &open);
    let theirs = brought_into(&open, &frameworks[0], &frameworks, &proposal, None).theirs;
    assert_eq!(theirs.change(&key("early-discharge")).unwrap().now, Some(Level::PlansInPlace));
    // Of another quarter, the levels now are asked about.
    let mut later = open.clone();
    later.quarter = quarter("Q2 2019/20");
    let text = format!("Q1 2019/20\n{PLANNING}");
    let proposal = into_open(&import::read_text("table.txt", &text).unwrap(), &later);
    assert!(proposal.findings.iter().any(|it| it.code == Code::QuarterDiffers));
}

#[test]
fn levels_of_another_edition_go_only_to_the_one_change_that_continues_theirs() {
    let frameworks = frameworks();
    let third = frameworks.last().unwrap();
    let open = Assessment::empty("Northshire", quarter("Q1 2019/20"), third);
    let proposal = into_open(&import::read_text("table.txt", PLANNING).unwrap(), &open);
    // The table is read by the edition that knows most of its names.
    assert_eq!(proposal.framework.id.as_str(), "hicm-2015");
    let theirs = brought_into(&open, third, &frameworks, &proposal, None).theirs;
    let now = |change: &str| theirs.change(&key(change)).unwrap().now;
    assert_eq!(now("demand-and-capacity"), Some(Level::Established));
    assert_eq!(now("engagement-and-choice"), Some(Level::Mature));
    assert_eq!((now("home-first"), now("discharge-to-assess"), now("housing")), (None, None, None));
    let asked: Vec<&str> = proposal
        .findings
        .iter()
        .filter(|it| it.code == Code::ChangeOfOtherEdition)
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(asked, ["Home first/discharge to assess"]);
}

#[test]
fn the_command_line_tells_of_levels_and_writes_them() {
    let bench = Bench::new();
    let file = bench.path("q1.ron");
    let path = table("quarterly-return.tsv");
    let told = bench.run(&["import", path.to_str().unwrap(), "-o", file.to_str().unwrap(), "--json"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let json = told.json();
    let levels = json["levels"].as_array().unwrap();
    assert_eq!(levels.len(), 8);
    assert_eq!(
        (&levels[2]["key"], &levels[2]["now"], &levels[2]["line"]),
        (&"discharge-teams".into(), &"mature".into(), &6.into())
    );
    assert_eq!(levels[2]["planned"][2], serde_json::json!({ "quarter": "Q4 2017/18", "level": "mature" }));
    assert_eq!(levels[0]["texts"]["challenges"], "Two vacancies");
    let assessment = open_assessment(&file, &Frameworks::bundled()).unwrap().assessment;
    assert_eq!(assessment.quarter, quarter("Q1 2017/18"));
    let seven = assessment.change(&key("seven-day-services")).unwrap();
    assert_eq!(seven.now, Some(Level::Established));
    assert_eq!(seven.texts.get(ChangeText::SupportNeeded), "Help with contracts");
    assert_eq!(assessment.rows.len(), 0);
    let told = bench.run(&["import", path.to_str().unwrap(), "--dry-run", "--map", "5=planned_level:2018-19-q1"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    assert!(
        told.out.contains("the levels of eight changes") && told.out.contains("Planned for Q1 2018/19"),
        "{}",
        told.out
    );
}

proptest! {
    /// Whatever stands in the cells of such a table, every one of them is accounted for, and none makes a level of nothing.
    #[test]
    fn every_cell_of_a_table_of_levels_is_accounted_for(cells in prop::collection::vec("[a-zA-Z0-9 /().,-]{0,14}", 8)) {
        let mut text = "Change\tMaturity now\tPlanned maturity by March 2020\n".to_owned();
        let titles = ["Early discharge planning", "Trusted assessors", "Focus on choice", "Home first/discharge to assess"];
        for (title, pair) in titles.iter().zip(cells.chunks(2)) {
            let _ = writeln!(text, "{title}\t{}\t{}", pair[0], pair[1]);
        }
        text += "Seven-day services\tMature\tMature\nPatient flow\tMature\tMature\nCare homes\tMature\tMature\nDischarge teams\tMature\tMature\n";
        text += "Care homes\tMature\tExemplary\n";
        let source = import::read_text("table.txt", &text).unwrap();
        let proposal = proposed(&source, &Choices::default());
        prop_assert_eq!(proposal.rows.len(), 0);
        prop_assert_eq!(proposal.levels.len(), 8);
        let counts = proposal.cell_counts();
        let filled = source.sheets[0].lines.iter().flat_map(|line| &line.cells).filter(|cell| !cell.text.is_empty()).count();
        prop_assert_eq!(counts.used + counts.assumed + counts.unread, filled);
        for it in &proposal.levels {
            for cell in it.cells.values() {
                let asked = proposal.findings.iter().any(|found| found.line == cell.line && found.column == Some(cell.column));
                prop_assert!(cell.read || asked);
            }
            if !it.cells.contains_key(&Field::LevelNow) {
                prop_assert_eq!(it.judgement.now, None);
            }
        }
    }
}
