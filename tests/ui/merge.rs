//! The conflicts, decided by key and by mouse: two people's work on one file, every kind of difference shown.

use crate::support::Desk;
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, By, NodeT as _, Queryable as _};
use hicm::app::{Command, Dialog, Edit, MergeStep, OnDisk, PathFor, Place, Request};
use hicm::compare::{Names, merge};
use hicm::model::{ActionRow, Assessment, ChangeText, Conflict, Due, Level, RowField, Spot, Status, Value};
use hicm::store::{self, Replace};
use std::sync::Arc;

pub const QUARTER: &str = "2017-18-q1.ron";

/// A row of an assessment, to edit.
pub fn row(assessment: &mut Assessment, at: usize) -> &mut ActionRow {
    Arc::make_mut(&mut assessment.rows[at])
}

/// What two people made of a file: a conflict of every kind that a person meets.
pub fn apart(base: &mut Assessment) -> (Assessment, Assessment) {
    base.changes[0].now = Some(Level::PlansInPlace);
    base.changes[0].texts.set(ChangeText::Why, "One team meets each morning. The others do not yet. A plan is there.");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.changes[0].now = Some(Level::Established);
    theirs.changes[0].now = Some(Level::Mature);
    theirs.changes[0].texts.set(ChangeText::Challenges, "Staff.");
    mine.changes[0].texts.set(ChangeText::Why, "Two teams meet each morning. The others do not yet. A plan is there.");
    theirs.changes[0]
        .texts
        .set(ChangeText::Why, "One team meets each morning. The others do not yet. A plan is there and agreed.");
    row(&mut mine, 0).gaps = "Nobody at the weekend.".into();
    row(&mut theirs, 0).gaps = "Nobody on Sundays.".into();
    row(&mut theirs, 0).progress = "Saturdays are covered since May.".into();
    row(&mut mine, 0).due = Due::read("1 May 2018", base.as_at);
    row(&mut theirs, 0).due = Due::read("September 2018", base.as_at);
    row(&mut mine, 1).status = Status::At(Level::NotYetEstablished);
    row(&mut theirs, 1).status = Status::At(Level::Exemplary);
    // Edited by the one, deleted by the other.
    row(&mut theirs, 2).needs = "Train the ward clerks.".into();
    let gone = mine.rows[2].id.clone();
    mine.rows.retain(|row| row.id != gone);
    // Added by both under one id.
    let added = |words: &str, owner: &str| {
        let mut row = ActionRow::clone(&base.rows[3]);
        row.id = hicm::model::RowId::new("row-new").unwrap();
        row.where_now = words.into();
        row.owner = owner.into();
        Arc::new(row)
    };
    mine.rows.push(added("A new pathway.", "Mine"));
    theirs.rows.push(added("Another new pathway.", "Theirs"));
    (mine, theirs)
}

/// A window on what came of the two, at the conflicts.
pub fn torn(size: [f32; 2]) -> Desk {
    let folder = Desk::copy("llr");
    let path = folder.path().join(QUARTER);
    let mut base = Desk::read(&path);
    let (mine, theirs) = apart(&mut base);
    let merged = merge(&base, &mine, &theirs, Names { mine: "Lead", theirs: "Sam" }).unwrap();
    assert!(merged.conflicts >= 6, "{}", merged.conflicts);
    store::save_assessment(&path, &merged.assessment, Replace::Always).unwrap();
    let mut desk = Desk::start(folder, Some(path), hicm::app::Settings::default(), size);
    desk.shortcut(Command::GoMerge);
    assert_eq!(*desk.app().place(), Place::Merge);
    desk
}

fn wide() -> Desk {
    torn([1800.0, 1000.0])
}

fn at_hand(desk: &Desk) -> Conflict {
    desk.document().undecided[desk.app().conflict_in_hand().unwrap()].clone()
}

/// Brings the conflict of that name into hand.
fn go_to(desk: &mut Desk, wanted: impl Fn(&Conflict) -> bool) -> Conflict {
    let at = desk.document().undecided.iter().position(wanted).expect("such a conflict");
    desk.ask(Request::Merge(MergeStep::Show(at)));
    at_hand(desk)
}

fn is_cell(field: RowField) -> impl Fn(&Conflict) -> bool {
    move |conflict| matches!(conflict.spot, Spot::Cell(_, known) if known == field)
}

fn said(desk: &Desk) -> Vec<String> {
    let live = |node: &AccessKitNode<'_>| node.data().live() == Some(Live::Polite);
    let nodes = desk.harness.query_all(By::new().predicate(live));
    nodes.filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value())).collect()
}

#[test]
fn an_opened_file_says_what_is_not_decided_and_leads_there() {
    let mut desk = wide();
    desk.ask(Request::Open(desk.path(QUARTER)));
    let undecided = desk.document().undecided_count();
    assert_eq!(undecided, 6);
    assert!(desk.notice().starts_with("Six things that two people wrote differently are to be decided."));
    assert!(desk.has(Role::Button, "6 undecided"), "and so does the line below");
    assert!(desk.says("Six things"), "and the view");
    let count = desk.document().undecided.len();
    assert!(desk.has(Role::Button, &format!("Conflicts, {count} left")));
    desk.harness.query_all_by_role_and_label(Role::Link, "Conflicts").last().unwrap().click();
    desk.run();
    assert_eq!(*desk.app().place(), Place::Merge);
    desk.go_to_change(1);
    assert!(desk.says("Three things that two people wrote differently in this change") || desk.says("Six things"));
}

#[test]
fn everything_about_the_one_in_hand_is_to_be_read() {
    let mut desk = wide();
    let level = at_hand(&desk);
    assert!(matches!(level.spot, Spot::Level(_)), "the first of the first change: {:?}", level.spot);
    assert!(desk.says("Before both") && desk.says("Mine: Lead") && desk.says("Theirs: Sam"));
    for words in ["2 Plans in place", "3 Established", "4 Mature"] {
        assert!(desk.says(words), "{words}");
    }
    assert!(desk.says("One team meets each morning. The others do not yet. A plan is there and agreed."), "the reason");
    let gaps = go_to(&mut desk, is_cell(RowField::Gaps));
    assert!(desk.says("Nobody at the weekend.") && desk.says("Nobody on Sundays."));
    assert!(desk.says("Gave no reason.") && desk.says("Saturdays are covered since May."));
    assert_eq!(gaps.mine.reason, "");
    // A line, not colour alone.
    let drawn = |desk: &Desk, text: &str| {
        desk.harness.output().shapes.iter().any(|shape| match &shape.shape {
            egui::Shape::Text(shape) => {
                let sections = &shape.galley.job.sections;
                shape.galley.text().contains(text)
                    && sections.iter().any(|section| section.format.underline.width > 0.0)
            }
            _ => false,
        })
    };
    assert!(drawn(&desk, "Nobody on Sundays."));
    go_to(&mut desk, is_cell(RowField::Due));
    assert!(desk.says("read as 1 May 2018") && desk.says("read as Sep 2018"), "both readings");
}

#[test]
fn each_decision_has_its_button_with_the_key_on_it() {
    let mut desk = wide();
    go_to(&mut desk, is_cell(RowField::Gaps));
    for (name, keys) in [
        ("Take mine", "M"),
        ("Take theirs", "T"),
        ("Keep both", "B"),
        ("Something else", "E"),
        ("Back", "←"),
        ("On", "→"),
    ] {
        let buttons = desk.harness.query_all_by_role_and_label(Role::Button, name);
        let shortcuts: Vec<_> =
            buttons.filter_map(|node| node.accesskit_node().data().keyboard_shortcut().map(str::to_owned)).collect();
        assert_eq!(shortcuts, [keys], "{name}");
    }
    let count = desk.document().undecided.len();
    for name in ["Take mine", "Take theirs"] {
        desk.button(name);
    }
    assert_eq!(desk.document().undecided.len(), count - 2);
    desk.ask(Request::Command(Command::Undo));
    desk.button("Back");
    desk.button("On");
    assert_eq!(desk.document().undecided.len(), count - 1);
}

#[test]
fn letters_decide_and_the_next_one_comes_up() {
    let mut desk = wide();
    let first = at_hand(&desk);
    desk.keys(&[Key::T]);
    assert_eq!(desk.document().value(&first.spot), Value::Level(Level::Mature));
    assert!(desk.notice().contains("taken from Sam"), "{}", desk.notice());
    let gaps = go_to(&mut desk, is_cell(RowField::Gaps));
    desk.keys(&[Key::B]);
    let Value::Text(both) = desk.document().value(&gaps.spot) else { panic!("no text") };
    assert!(both.contains("Lead: Nobody at the weekend.") && both.contains("Sam: Nobody on Sundays."), "{both}");
    let status = go_to(&mut desk, is_cell(RowField::Status));
    assert!(!desk.has(Role::Button, "Keep both"), "never two levels");
    let before = desk.document().clone();
    desk.keys(&[Key::B]);
    assert!(Arc::ptr_eq(&before, desk.document()), "and its key does nothing then");
    desk.keys(&[Key::M]);
    assert_eq!(desk.document().value(&status.spot), Value::Status(Status::At(Level::NotYetEstablished)));
    desk.keys(&[Key::U]);
    assert_eq!(at_hand(&desk).spot, status.spot, "undone, it is in hand again");
    for (on, back) in [(Key::S, Key::PageUp), (Key::PageDown, Key::ArrowLeft), (Key::ArrowRight, Key::ArrowLeft)] {
        desk.keys(&[on]);
        assert_ne!(at_hand(&desk).spot, status.spot, "left for later: {on:?}");
        desk.keys(&[back]);
        assert_eq!(at_hand(&desk).spot, status.spot, "{back:?}");
    }
}

#[test]
fn a_key_that_is_held_decides_once() {
    let mut desk = wide();
    let count = desk.document().undecided.len();
    for repeat in [false, true, true] {
        let modifiers = Modifiers::NONE;
        desk.harness.event(egui::Event::Key { key: Key::M, physical_key: None, pressed: true, repeat, modifiers });
        desk.run();
    }
    assert_eq!(desk.document().undecided.len(), count - 1);
}

#[test]
fn rows_are_shown_whole_and_taking_what_is_not_there_says_that_it_deletes() {
    let mut desk = wide();
    let gone = go_to(&mut desk, |conflict| matches!(conflict.spot, Spot::Row(_)) && conflict.mine.value.is_nothing());
    assert!(desk.says("Deleted it."));
    assert!(desk.says("What needs to be done, differs") && desk.says("Train the ward clerks."));
    let id = gone.spot.row().unwrap().clone();
    assert!(desk.document().row(&id).is_some(), "kept until somebody decides");
    assert!(desk.has(Role::Button, "Keep it, as theirs"));
    desk.button("Delete it, as mine");
    assert!(desk.document().row(&id).is_none());

    let added = go_to(&mut desk, |conflict| matches!(conflict.spot, Spot::Row(_)) && conflict.base.is_nothing());
    assert!(desk.says("A new pathway.") && desk.says("Another new pathway."));
    assert!(desk.says("Owner, differs"));
    let rows = desk.document().rows.len();
    desk.button("Keep both rows");
    assert_eq!(desk.document().rows.len(), rows + 1, "{:?}", added.spot);
}

#[test]
fn a_combined_text_comes_last_and_is_kept_as_read() {
    let mut desk = wide();
    let last = *desk.app().conflicts().last().unwrap();
    let spot = desk.document().undecided[last].spot.clone();
    let combined = go_to(&mut desk, |conflict| conflict.spot == spot);
    assert!(desk.says("Combined, please read"));
    let stands = desk.document().value(&combined.spot);
    let Value::Text(text) = &stands else { panic!("no text") };
    assert!(text.starts_with("Two teams meet") && text.ends_with("there and agreed."), "{text}");
    assert!(desk.says(text));
    desk.keys(&[Key::K]);
    assert_eq!(desk.document().value(&combined.spot), stands);
    assert!(!desk.document().undecided.iter().any(|conflict| conflict.spot == combined.spot));
}

#[test]
fn something_else_is_typed_or_chosen() {
    let mut desk = wide();
    let level = at_hand(&desk);
    desk.keys(&[Key::E]);
    assert_eq!(desk.focused(), Some((Role::Button, "3 Established".to_owned())), "what stands there");
    desk.keys(&[Key::M]);
    assert_eq!(at_hand(&desk), level, "letters do not decide meanwhile");
    desk.keys(&[Key::ArrowRight, Key::ArrowRight, Key::Enter]);
    assert_eq!(desk.document().value(&level.spot), Value::Level(Level::Exemplary));
    assert!(desk.notice().contains("settled otherwise"));

    let rows = desk.document().rows.len();
    let gaps = go_to(&mut desk, is_cell(RowField::Gaps));
    desk.harness.key_press(Key::E);
    desk.harness.event(egui::Event::Text("e".to_owned()));
    desk.run();
    assert_eq!(desk.focused(), Some((Role::MultilineTextInput, "Gaps".to_owned())));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Nobody at all");
    desk.keys(&[Key::Escape]);
    assert_eq!(at_hand(&desk), gaps, "Escape leaves it");
    assert_eq!(desk.focused().map(|(role, _)| role), Some(Role::Group), "the conflict has the keyboard again");
    desk.keys(&[Key::E]);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Nobody at all");
    desk.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.document().value(&gaps.spot), Value::Text("Nobody at all".to_owned()));
    assert_eq!(desk.document().rows.len(), rows, "the key that takes it adds no row");

    let due = go_to(&mut desk, is_cell(RowField::Due));
    desk.button("Something else");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("1 July 2018");
    assert!(desk.says("read as 1 Jul 2018"));
    desk.button("Take this");
    let Value::Due(now) = desk.document().value(&due.spot) else { panic!("no due") };
    assert_eq!(now.typed(), "1 July 2018");
}

/// Each choice stands in the line of its ladder, however the choices fall into lines.
#[test]
fn a_ladder_is_never_parted_from_its_choice() {
    for width in [1040.0, 1100.0, 1180.0, 1296.0, 1500.0] {
        let mut desk = torn([width, 900.0]);
        go_to(&mut desk, is_cell(RowField::Status));
        desk.keys(&[Key::E]);
        let ladders: Vec<_> = desk.harness.query_all_by_role(Role::Image).map(|node| node.rect()).collect();
        let words = ["1 Not yet established", "2 to 3 split", "3 Established", "4 Mature", "5 Exemplary"];
        for name in words {
            let choice = desk.node(Role::Button, name).rect();
            let beside = |ladder: &egui::Rect| {
                (ladder.center().y - choice.center().y).abs() < 2.0
                    && (0.0..10.0).contains(&(choice.left() - ladder.right()))
            };
            assert!(ladders.iter().any(beside), "{name} at {width}");
        }
    }
}

#[test]
fn what_is_typed_for_a_conflict_is_in_the_document_before_it_is_saved_or_left() {
    let mut desk = wide();
    let gaps = go_to(&mut desk, is_cell(RowField::Gaps));
    desk.keys(&[Key::E]);
    desk.type_text("Typed. ");
    desk.ask(Request::Go(Place::Overview));
    desk.ask(Request::Command(Command::GoMerge));
    assert!(desk.says("What is to stand there"), "it waits where it was typed");
    desk.click(Role::MultilineTextInput, "Gaps");
    desk.shortcut(Command::Save);
    let Value::Text(text) = Desk::read(&desk.path(QUARTER)).value(&gaps.spot) else { panic!("no text") };
    assert!(text.contains("Typed."), "{text}");
}

#[test]
fn what_was_edited_since_is_shown() {
    let mut desk = wide();
    let gaps = go_to(&mut desk, is_cell(RowField::Gaps));
    assert!(!desk.says("In the document now"));
    let id = gaps.spot.row().unwrap().clone();
    desk.ask(Request::Edit(Edit::SetCells(vec![(id, RowField::Gaps, "Written later.".to_owned())])));
    assert!(desk.says("In the document now, edited since") && desk.says("Written later."));
    assert!(desk.says("Nobody at the weekend."), "beside what it was");
}

#[test]
fn a_screen_reader_hears_the_next_one_and_what_became_of_the_last() {
    let mut desk = wide();
    let count = desk.document().undecided.len();
    assert!(said(&desk).iter().any(|words| words.starts_with(&format!("1 of {count}, to decide: 1 "))
        && words.contains("Before: 2 Plans in place. Lead: 3 Established. Sam: 4 Mature.")));
    let (role, name) = desk.focused().unwrap();
    assert!(role == Role::Group && name.starts_with("Conflict: 1 "), "{name}");
    desk.keys(&[Key::M]);
    assert!(said(&desk).iter().any(|words| words.starts_with(&format!("1 of {}, to decide", count - 1))));
    assert!(said(&desk).iter().any(|words| words.ends_with("Level: taken from Lead. 5 left to decide, 1 to read.")));
}

#[test]
fn at_the_end_it_says_so_and_saves() {
    let mut desk = wide();
    for _ in 0..20 {
        if desk.app().conflict_in_hand().is_none() {
            break;
        }
        desk.keys(&[Key::M]);
    }
    assert!(desk.has(Role::Heading, "Nothing is left to decide"));
    assert_eq!(desk.focused(), Some((Role::Button, "Save what was decided".to_owned())), "Enter goes on");
    assert!(!desk.has(Role::Button, "1 undecided"));
    desk.keys(&[Key::Enter]);
    assert!(!desk.session().edited());
    assert_eq!(Desk::read(&desk.path(QUARTER)).undecided, []);
    desk.button("To the overview");
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn the_list_is_there_in_every_window_and_leads_to_each() {
    for size in [[1800.0, 1000.0], [1296.0, 816.0], [656.0, 416.0]] {
        let mut desk = torn(size);
        assert!(desk.has(Role::Heading, "To decide") && desk.has(Role::Heading, "Combined, to read"), "{size:?}");
        let count = desk.document().undecided.len();
        desk.click_beginning(Role::Button, &format!("{count} of {count}, to read"));
        assert_eq!(desk.app().conflict_in_hand(), desk.app().conflicts().last().copied(), "{size:?}");
    }
}

#[test]
fn f6_comes_back_to_the_conflict() {
    let mut desk = wide();
    let conflict = desk.focused().unwrap();
    desk.keys(&[Key::F6, Key::F6, Key::F6, Key::F6]);
    assert_eq!(desk.focused().unwrap(), conflict);
}

#[test]
fn a_sealed_quarter_can_only_be_read() {
    let mut desk = wide();
    let mut sealed = Assessment::clone(desk.document());
    sealed.state = hicm::model::State::Sealed(hicm::model::Seal {
        by: "Chair".to_owned(),
        role: "Chair".to_owned(),
        on: sealed.as_at,
        note: String::new(),
        digest: "0".repeat(64),
        previous: None,
        chain: None,
    });
    let path = desk.path(QUARTER);
    store::save_assessment(&path, &sealed, Replace::Always).unwrap();
    desk.ask(Request::Open(path));
    desk.shortcut(Command::GoMerge);
    let (before, first) = (desk.document().clone(), at_hand(&desk));
    for name in ["Take mine", "Take theirs", "Something else"] {
        assert!(desk.node(Role::Button, name).accesskit_node().is_disabled(), "{name}");
    }
    desk.keys(&[Key::M, Key::T, Key::E]);
    assert!(Arc::ptr_eq(&before, desk.document()));
    desk.keys(&[Key::ArrowRight]);
    assert_ne!(at_hand(&desk), first, "but it can be gone through");
}

// --- the questions ----------------------------------------------------------------------------------------------------

/// A window whose file somebody else has written; both changed the level of change 1, each something else besides.
pub fn shared(size: [f32; 2]) -> Desk {
    let mut desk = Desk::sized("llr", QUARTER, size);
    let (change, level) = (desk.key(1), Some(Level::Established));
    desk.ask(Request::Edit(Edit::SetLevel { change, level }));
    let path = desk.path(QUARTER);
    let mut theirs = Desk::read(&path);
    theirs.changes[0].now = Some(Level::Mature);
    row(&mut theirs, 0).owner = "Sam".into();
    store::save_assessment(&path, &theirs, Replace::Always).unwrap();
    desk
}

#[test]
fn the_first_answer_to_a_changed_file_merges() {
    let mut desk = shared([1800.0, 1000.0]);
    desk.shortcut(Command::Save);
    assert_eq!(desk.question().as_deref(), Some("Somebody else changed this file"));
    assert_eq!(desk.focused(), Some((Role::Button, "Merge the two".to_owned())));
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Merge);
    assert_eq!(desk.row(0).owner, "Sam");
    assert_eq!(desk.focused().map(|(role, _)| role), Some(Role::Group), "the conflict has the keyboard");
    assert!(!desk.session().edited());
    desk.keys(&[Key::T]);
    desk.keys(&[Key::Enter]);
    let file = Desk::read(&desk.path(QUARTER));
    assert_eq!((file.changes[0].now, file.undecided_count()), (Some(Level::Mature), 0));
    assert_eq!(file.rows[0].owner, "Sam");
}

#[test]
fn a_merge_that_was_taken_back_says_so_and_a_save_asks() {
    let mut desk = shared([1800.0, 1000.0]);
    desk.shortcut(Command::Save);
    desk.keys(&[Key::Enter]);
    let merged = std::fs::read(desk.path(QUARTER)).unwrap();
    desk.keys(&[Key::U]);
    assert!(desk.has(Role::Heading, "There are no conflicts") && desk.says("The merge was taken back here"));
    desk.button("Save…");
    assert_eq!(desk.question().as_deref(), Some("The file still holds the merge that you took back"));
    assert_eq!(std::fs::read(desk.path(QUARTER)).unwrap(), merged);
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::Redo);
    assert!(!desk.session().edited() && desk.has(Role::Heading, "To decide"));
}

#[test]
fn a_file_that_is_gone_is_saved_again_or_elsewhere() {
    let mut desk = shared([1800.0, 1000.0]);
    std::fs::remove_file(desk.path(QUARTER)).unwrap();
    desk.shortcut(Command::Save);
    assert_eq!(desk.question().as_deref(), Some("The file is gone"));
    assert!(!desk.has(Role::Button, "Merge the two") && !desk.has(Role::Button, "Open theirs, discard mine"));
    desk.button("Save it here again");
    assert_eq!(Desk::read(&desk.path(QUARTER)), **desk.document());
}

#[test]
fn what_cannot_be_merged_says_why_and_keeps_the_other_answers() {
    let mut desk = shared([1800.0, 1000.0]);
    std::fs::write(desk.path(QUARTER), "(format: 1, place: 3)").unwrap();
    desk.shortcut(Command::Save);
    // One question goes and another comes, each with the keyboard: more frames than the harness waits for.
    desk.node(Role::Button, "Merge the two").click();
    desk.harness.run_steps(20);
    desk.run();
    assert!(matches!(desk.dialog(), Some(Dialog::ChangedOnDisk { found: OnDisk::Unusable(_), .. })));
    assert_eq!(desk.question().as_deref(), Some("What stands in the file cannot be merged"));
    assert!(desk.says("The file cannot be read at line 1"));
    assert!(!desk.has(Role::Button, "Merge the two"));
    assert_eq!(desk.focused(), Some((Role::Button, "Save mine under another name…".to_owned())));
    desk.button("Overwrite theirs");
    assert_eq!(Desk::read(&desk.path(QUARTER)), **desk.document());
}

#[test]
fn a_copy_is_merged_from_what_is_chosen() {
    let mut desk = Desk::sized("llr", QUARTER, [1800.0, 1000.0]);
    let path = desk.path("sam.ron");
    let mut copy = Desk::read(&desk.path(QUARTER));
    "Sam".clone_into(&mut copy.prepared_by);
    row(&mut copy, 0).owner = "Sam".into();
    row(&mut copy, 1).owner = "Sam".into();
    store::save_assessment(&path, &copy, Replace::Always).unwrap();
    let id = desk.row(1).id.clone();
    desk.ask(Request::Edit(Edit::SetCells(vec![(id, RowField::Owner, "Lead".to_owned())])));
    desk.menu(Command::MergeCopy);
    assert_eq!(desk.question().as_deref(), Some("Merge which copy?"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text(&path.to_string_lossy());
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.question().as_deref(), Some("Merge the copy of Sam"));
    assert!(desk.says("2 changes of theirs come in; leaves 1 to decide."));
    let opened = "This file as it was opened (most likely)";
    assert!(desk.has(Role::RadioButton, opened) && desk.has(Role::RadioButton, "Not known"));

    desk.button("Another file…");
    assert_eq!(desk.question().as_deref(), Some("What did both begin from?"));
    assert!(matches!(desk.dialog(), Some(Dialog::TypePath { purpose: PathFor::CopyBase, .. })));
    desk.keys(&[Key::Escape]);
    assert_eq!(desk.question().as_deref(), Some("Merge the copy of Sam"), "back to the question");
    desk.click(Role::RadioButton, "Not known");
    assert!(matches!(desk.dialog(), Some(Dialog::MergeCopy { chosen: 1, .. })));
    desk.click(Role::RadioButton, opened);
    desk.button("Merge");
    assert_eq!(desk.dialog(), None);
    assert_eq!(desk.row(0).owner, "Sam");
    assert_eq!(desk.document().undecided_count(), 1);
    assert_eq!(desk.session().undo_label(), Some("merge with Sam"));
}
