//! The inspector: the row in hand, in full.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use hicm::app::{Command, Edit, Place, Request, Settings};
use hicm::model::{ActionRow, RowField, RowId};
use strum::IntoEnumIterator as _;

/// Until what shows under a pointer that rests shows.
fn wait(desk: &mut Desk) {
    desk.harness.run_steps(40);
}

#[test]
fn it_opens_and_closes_by_its_command_whatever_the_width() {
    for (size, open) in [([1440.0, 900.0], true), ([1280.0, 800.0], false)] {
        let mut desk = Desk::sized("llr", "2017-18-q1.ron", size);
        desk.go(Place::Actions);
        assert_eq!(desk.has(Role::Heading, "Inspector"), open, "at first, at {size:?}");
        desk.shortcut(Command::ToggleInspector);
        assert_eq!(desk.has(Role::Heading, "Inspector"), !open, "after one press at {size:?}");
        desk.menu(Command::ToggleInspector);
        assert_eq!(desk.has(Role::Heading, "Inspector"), open, "after two at {size:?}");
    }
}

#[test]
fn the_selection_drives_it() {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    desk.cell(1, RowField::Owner);
    let (one, two) = (desk.row(1).clone(), desk.row(2).clone());
    assert_eq!(desk.app().selection(), std::slice::from_ref(&one.id));
    assert!(desk.says(&format!("1 Early discharge planning · {}", one.id)));
    assert!(desk.says(&one.where_now));
    assert!(desk.says(&format!("read as {}", one.due.reading())));
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(desk.app().selection(), std::slice::from_ref(&two.id));
    assert!(desk.says(&format!("1 Early discharge planning · {}", two.id)));
    assert!(!desk.says(&format!("1 Early discharge planning · {}", one.id)));
}

#[test]
fn what_was_assumed_and_local_words_stand_in_it() {
    let mut desk = Desk::example();
    let at = desk.document().rows.iter().position(|row| !row.marks.is_empty()).unwrap();
    let row = desk.row(at).clone();
    desk.ask(Request::GoToRow(row.id.clone()));
    assert!(desk.says(&format!("◄ {}", row.marks[0].note)));
    assert!(desk.says(&row.source.as_ref().unwrap().document));
    let short = desk.document().glossary.iter().find(|entry| row.spread.typed().contains(&entry.short)).unwrap();
    assert!(desk.says(&format!("{}: {} · of this place", short.short, short.meaning)));
}

#[test]
fn an_abbreviation_of_two_words_is_explained_too() {
    let mut desk = Desk::example();
    let entry = desk.document().glossary.iter().find(|entry| entry.short == "Bed board").unwrap().clone();
    let row = desk.row(0).clone();
    assert!(row.where_now.contains("bed board"));
    desk.ask(Request::GoToRow(row.id));
    assert!(desk.says(&format!("{}: {}", entry.short, entry.meaning)));
}

#[test]
fn every_abbreviation_of_any_text_is_in_the_list_and_under_the_pointer() {
    let mut desk = Desk::example();
    let row = desk.row(3).clone();
    let texts = [
        (RowField::WhereNow, "The IDT meets"),
        (RowField::Gaps, "No PHBs and no HCA yet"),
        (RowField::Due, "when the CQC says"),
        (RowField::Owner, "the GP"),
        (RowField::Progress, "D2A has begun"),
        (RowField::Evidence, "a paper to the HWBB"),
        (RowField::Needs, "Ask the IDT"),
    ];
    let cells = texts.map(|(field, words)| (row.id.clone(), field, words.to_owned())).to_vec();
    desk.ask(Request::Edit(Edit::SetCells(cells)));
    desk.ask(Request::GoToRow(row.id));
    let lines = [
        "IDT: Integrated Discharge Team",
        "PHB: Personal Health Budget",
        "HCA: healthcare assistant",
        "CQC: Care Quality Commission",
        "GP: general practitioner",
        "D2A: Discharge to Assess",
        "HWB: Health and Wellbeing Board",
    ];
    for line in lines {
        assert_eq!(desk.harness.query_all_by_label(line).count(), 1, "{line}");
    }
    desk.node(Role::Label, "Ask the IDT").hover();
    wait(&mut desk);
    assert_eq!(desk.harness.query_all_by_label(lines[0]).count(), 2, "in the list, and under the pointer");
    assert_eq!(desk.harness.query_all_by_label(lines[1]).count(), 1, "of that text only");
}

#[test]
fn each_label_says_what_its_field_is_for() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    let row = desk.row(0).id.clone();
    desk.ask(Request::GoToRow(row.clone()));
    let shown: Vec<RowField> = RowField::iter().filter(|field| *field != RowField::Change).collect();
    for field in &shown {
        assert_eq!(desk.description(field.name()).as_deref(), Some(field.purpose()), "{}", field.name());
        assert!(!desk.says(field.purpose()), "only on demand");
    }
    let head = format!("1 Early discharge planning · {row}");
    assert_eq!(desk.description(&head).as_deref(), Some(RowField::Change.purpose()));
    // Under the pointer one, by keyboard all.
    desk.node(Role::Label, RowField::Gaps.name()).hover();
    wait(&mut desk);
    assert!(desk.says(RowField::Gaps.purpose()) && !desk.says(RowField::Needs.purpose()));
    desk.node(Role::Link, "Show what the fields are for").focus();
    desk.run();
    desk.keys(&[Key::Enter]);
    for field in RowField::iter() {
        assert!(desk.says(field.purpose()), "{}", field.name());
    }
    desk.click_beginning(Role::Link, "Hide what the fields are for");
    assert!(!desk.says(RowField::Needs.purpose()));
}

#[test]
fn a_twin_is_offered_and_gone_to() {
    let mut desk = Desk::example();
    let (from, to) = (desk.row(0).clone(), desk.row(10).clone());
    let cells = vec![(to.id.clone(), RowField::WhereNow, from.where_now.clone())];
    desk.ask(Request::Edit(Edit::SetCells(cells)));
    desk.ask(Request::GoToRow(from.id.clone()));
    assert!(desk.says("Same wording elsewhere"));
    let name = "Go to 2 Demand and capacity: ";
    desk.beginning(Role::Link, name).click_accesskit();
    desk.run();
    assert_eq!(desk.app().selection(), [to.id]);
    assert_eq!(desk.document().rows.len(), 55, "never merged");
}

#[test]
fn the_text_of_a_twin_is_taken_over_after_a_look_at_the_difference() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    let row = |desk: &Desk, id: &str| desk.document().row(&RowId::new(id).unwrap()).unwrap().clone();
    let (six, there) = (row(&desk, "llr-06"), row(&desk, "llr-38"));
    desk.ask(Request::GoToRow(six.id.clone()));
    assert!(desk.says("It says all of this and more."));
    assert!(desk.says("puts in “The discharge team is fully integrated"), "the difference is to be read");
    assert!(!desk.says("Status differs"), "both are unknown");
    let title = "3 Discharge teams: ";
    desk.click_beginning(Role::Link, &format!("Use the text of {title}"));
    assert_eq!(row(&desk, "llr-06").where_now, there.where_now);
    assert_eq!(row(&desk, "llr-38"), there, "the twin is as it was");
    assert_eq!(row(&desk, "llr-06").gaps, six.gaps, "and so is everything else");
    assert!(desk.says("Go to 3 Discharge teams: "), "still twins");
    assert!(!desk.says("Use the text of"), "with the very same text there is nothing to take over");
    assert_eq!(desk.session().undo_label(), Some("set where we are now of 1 row"));
    desk.shortcut(Command::Undo);
    assert_eq!(row(&desk, "llr-06"), six);
}

#[test]
fn a_twin_that_is_judged_otherwise_says_so() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.ask(Request::GoToRow(RowId::new("llr-42").unwrap()));
    assert!(desk.says("Status differs: unknown there, 2 Plans in place here"));
    let twins = desk.app().beside().unwrap().twins.clone();
    assert_eq!(twins.iter().map(|twin| twin.row.as_str()).collect::<Vec<_>>(), ["llr-55", "llr-74"]);
    desk.click_beginning(Role::Link, "Go to 6 ");
    assert_eq!(desk.app().selection()[0].as_str(), "llr-74");
    assert_eq!(desk.app().beside().unwrap().row.as_str(), "llr-74");
}

#[test]
fn a_sealed_quarter_offers_no_text_to_take_over() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    assert!(desk.session().read_only());
    let with_twins = desk.document().rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    for row in with_twins {
        desk.ask(Request::GoToRow(row));
        assert!(!desk.says("Use the text of"));
    }
}

/// Four quarters of the example, so that a row can be followed through them.
#[test]
fn a_rows_quarters_are_told_newest_first() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let earlier = desk.session().earlier().unwrap().clone();
    let quarters: Vec<_> = earlier.quarters.iter().map(|past| past.assessment.quarter.to_string()).collect();
    assert_eq!(quarters, ["Q4 2024/25", "Q3 2024/25", "Q2 2024/25"]);
    assert_eq!(earlier.unread, []);
    for row in desk.document().rows.clone() {
        desk.ask(Request::GoToRow(row.id.clone()));
        let mut next = row.clone();
        for past in &earlier.quarters {
            let quarter = past.assessment.quarter;
            let Some(then) = past.assessment.row(&row.id) else { continue };
            let texts = [RowField::WhereNow, RowField::Gaps, RowField::Needs, RowField::Due, RowField::Owner];
            let differing: Vec<_> = texts.into_iter().filter(|field| then.text(*field) != next.text(*field)).collect();
            if !differing.is_empty() {
                assert!(desk.says(&format!("In {quarter}")), "{} in {quarter}", row.id);
            }
            for field in differing.into_iter().filter(|field| !then.text(*field).is_empty()) {
                let said = format!("{}: {}", field.name(), then.text(field));
                assert!(desk.says(&said), "{} in {quarter}: {said}", row.id);
            }
            next = then.clone();
        }
    }
}

#[test]
fn a_row_that_stood_still_takes_a_line_and_a_new_one_says_so() {
    let mut desk = Desk::example();
    let earlier = desk.session().earlier().unwrap().clone();
    assert_eq!(earlier.quarters.len(), 3, "the example has a series of its own");
    let oldest = &earlier.quarters[2].assessment;
    let same = |row: &ActionRow| {
        earlier.quarters.iter().all(|past| {
            past.assessment
                .row(&row.id)
                .is_some_and(|then| ActionRow { reviewed: row.reviewed, ..(**then).clone() } == *row)
        })
    };
    let still = desk.document().rows.iter().find(|row| same(row)).unwrap().id.clone();
    desk.ask(Request::GoToRow(still));
    assert!(desk.says(&format!("unchanged since {}", oldest.quarter)));
    assert!(!desk.says("In Q"));
    let new =
        desk.document().rows.iter().find(|row| earlier.quarters.iter().all(|it| it.assessment.row(&row.id).is_none()));
    let new = new.unwrap().id.clone();
    desk.ask(Request::GoToRow(new));
    assert!(desk.says("Q4 2024/25 and before: not there yet"));
}

#[test]
fn a_quarter_that_cannot_be_read_is_left_out_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let from = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assessments/example");
    for name in ["2024-25-q2.ron", "2025-26-q1.ron"] {
        std::fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    // One that is broken from its first line on, one whose head is sound, and one of another place.
    std::fs::write(folder.path().join("2024-25-q3.ron"), "nonsense").unwrap();
    let text = std::fs::read_to_string(from.join("2024-25-q4.ron")).unwrap();
    std::fs::write(folder.path().join("2024-25-q4.ron"), text.replace("rows: [", "rows: [ nonsense")).unwrap();
    std::fs::write(folder.path().join("2024-25-q1.ron"), text.replace("Wexcombe and Arden Vale", "Elsewhere")).unwrap();
    let path = folder.path().join("2025-26-q1.ron");
    let mut desk = Desk::start(folder, Some(path), Settings::default(), [2400.0, 900.0]);
    let row = desk.row(0).id.clone();
    desk.ask(Request::GoToRow(row));
    assert!(desk.says("Q4 2024/25 could not be read. The file cannot be read at line "));
    assert!(desk.says("Q3 2024/25 could not be read. "));
    let earlier = desk.session().earlier().unwrap();
    let quarters: Vec<_> = earlier.quarters.iter().map(|past| past.assessment.quarter.to_string()).collect();
    assert_eq!(quarters, ["Q2 2024/25"]);
}

#[test]
fn the_quarter_carried_forward_has_the_one_it_came_from_before_it() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    let row = desk.row(0).id.clone();
    desk.ask(Request::CreateQuarter);
    let earlier = desk.session().earlier().unwrap();
    let quarters: Vec<_> = earlier.quarters.iter().map(|past| past.assessment.quarter.to_string()).collect();
    assert_eq!(quarters, ["Q1 2025/26", "Q4 2024/25", "Q3 2024/25", "Q2 2024/25"]);
    desk.ask(Request::GoToRow(row.clone()));
    assert!(desk.says("unchanged since Q"));
    let edit = Edit::SetCells(vec![(row, RowField::Owner, "Somebody new".to_owned())]);
    let before = desk.row(0).owner.clone();
    desk.ask(Request::Edit(edit));
    assert!(desk.says("In Q1 2025/26"));
    assert!(desk.says(&format!("Owner: {before}")));
}
