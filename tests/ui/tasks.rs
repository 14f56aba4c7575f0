//! A lead's main tasks, each from the window of a first start to the file, by keyboard alone: [`Hands`] has no pointer.

use crate::import::TABLE;
use crate::support::Hands;
use egui::Key;
use egui::accesskit::Role;
use hicm::app::{Command, Place, Proposing, at_of};
use hicm::import::Code;
use hicm::model::{ActionRow, Assessment, ChangeText, Level, RowField, Status};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

#[test]
fn open_a_file() {
    let mut hands = Hands::fresh("llr");
    assert!(hands.says("This is an untitled copy of the example"));
    hands.shortcut(Command::Open);
    assert_eq!(hands.question().as_deref(), Some("Open which file?"));
    assert_eq!(hands.focused(), (Role::TextInput, "Path".to_owned()));
    let path = hands.path("2018-19-q4.ron");
    hands.write_over(&path.to_string_lossy());
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.file(), Some(path.as_path()));
    assert_eq!(**hands.document(), hands.read("2018-19-q4.ron"));
}

#[test]
fn set_a_level_and_save_it() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    let mut wanted = hands.read("2017-18-q1.ron");
    for _ in 0..3 {
        hands.shortcut(Command::NextChange);
    }
    // On the first of the five cards: to the fourth, chosen by the space bar.
    assert_eq!(hands.focused(), (Role::RadioButton, "1 Not yet established".to_owned()));
    hands.keys(&[Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::Space]);
    assert_eq!(hands.focused(), (Role::RadioButton, "4 Mature (now)".to_owned()));
    wanted.changes[2].now = Some(Level::Mature);
    assert_eq!(**hands.document(), wanted);
    hands.shortcut(Command::Save);
    assert!(!hands.edited());
    assert_eq!(hands.read("2017-18-q1.ron"), wanted);
}

#[test]
fn edit_a_row_and_save_it() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    let mut wanted = hands.read("2017-18-q1.ron");
    hands.shortcut(Command::GoActions);
    hands.keys(&[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(hands.app().selection(), [wanted.rows[2].id.clone()]);
    let row = Arc::make_mut(&mut wanted.rows[2]);
    // The gaps written on, then the first cell typed over, then the status beside it from its list.
    hands.keys(&[Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::F2]);
    hands.write(" And more.");
    hands.keys(&[Key::Enter, Key::ArrowUp, Key::Home]);
    hands.write("Boardrounds every morning");
    hands.keys(&[Key::Tab, Key::Enter]);
    hands.write("m");
    hands.keys(&[Key::Enter]);
    "Boardrounds every morning".clone_into(&mut row.where_now);
    row.status = Status::At(Level::Mature);
    row.gaps.push_str(" And more.");
    let (found, expected) = (hands.document().rows[2].clone(), wanted.rows[2].clone());
    for field in [RowField::WhereNow, RowField::Status, RowField::Gaps] {
        assert_eq!(found.text(field), expected.text(field), "{field:?}");
    }
    hands.shortcut(Command::Save);
    assert!(!hands.edited());
    let kept = hands.read("2017-18-q1.ron");
    assert_eq!(kept, **hands.document());
    assert_eq!(kept.rows[2].where_now, "Boardrounds every morning");
    // Nothing but that row was touched.
    assert_eq!(kept.rows.len(), wanted.rows.len());
    assert!(kept.rows.iter().zip(&wanted.rows).enumerate().all(|(at, (kept, wanted))| at == 2 || kept == wanted));
}

// --- find -------------------------------------------------------------------------------------------------------------

#[test]
fn find_a_text_and_go_on_from_there() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    hands.shortcut(Command::GoActions);
    hands.shortcut(Command::Find);
    assert_eq!(hands.focused(), (Role::TextInput, "Find".to_owned()));
    hands.write("frequent attenders");
    assert!(hands.says("1 of 1"));
    hands.keys(&[Key::Escape]);
    let (role, name) = hands.focused();
    assert_eq!(role, Role::Cell);
    assert!(name.contains("frequent attenders"), "{name}");
    // The keyboard is on what was found: it is typed over there.
    let before = hands.read("2017-18-q1.ron");
    let at = before.rows.iter().position(|row| row.needs.contains("frequent attenders")).unwrap();
    assert_eq!(hands.app().selection(), [before.rows[at].id.clone()]);
    hands.write("Go through them with ED.");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::Save);
    assert_eq!(hands.read("2017-18-q1.ron").rows[at].needs, "Go through them with ED.");
}

/// The places scroll: Tab goes on to those that were out of sight.
#[test]
fn replace_a_text_everywhere_but_in_the_last_place() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    let before = hands.read("2017-18-q1.ron");
    hands.shortcut(Command::Find);
    hands.write("discharge");
    let places = hands.app().find().unwrap().hits().len();
    assert!(places > 30, "{places}");
    hands.shortcut(Command::Replace);
    hands.tab_to(Role::TextInput, "Replace with");
    hands.write("setting out");
    // Every tick on the way is passed, and the last one taken away.
    for _ in 0..places {
        hands.keys(&[Key::Tab]);
        assert_eq!(hands.focused().0, Role::CheckBox);
    }
    let (_, name) = hands.focused();
    hands.keys(&[Key::Space]);
    hands.tab_to(Role::Button, &format!("Replace in {} places", places - 1));
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.question(), None);
    hands.shortcut(Command::Save);
    let after = hands.read("2017-18-q1.ron");
    // In what was written into the rows: a change keeps its name.
    let written = |row: &Arc<ActionRow>| {
        let fields = RowField::iter().filter(|field| *field != RowField::Change);
        fields.map(|field| row.text(field).to_lowercase()).collect::<Vec<_>>().join(" | ")
    };
    let holds = |assessment: &Assessment, words: &str| {
        assessment.rows.iter().map(|row| written(row).matches(words).count()).sum::<usize>()
    };
    assert_eq!((holds(&before, "discharge"), holds(&before, "setting out")), (places, 0));
    assert_eq!(holds(&after, "setting out"), places - 1, "all but one");
    assert_eq!(holds(&after, "discharge"), 1, "{name}");
}

// --- merge -----------------------------------------------------------------------------------------------------------

/// A colleague has saved the same file meanwhile, with another level and another owner.
#[test]
fn save_what_a_colleague_has_saved_meanwhile_and_decide_between_the_two() {
    let mut hands = Hands::fresh("llr");
    hands.open("2019-20-q1.ron");
    let before = hands.read("2019-20-q1.ron");
    let mut theirs = before.clone();
    theirs.changes[0].now = Some(Level::Exemplary);
    theirs.changes[0].texts.set(ChangeText::Why, "The audit in May.");
    theirs.changes[1].now = Some(Level::Exemplary);
    hicm::store::save_assessment(&hands.path("2019-20-q1.ron"), &theirs, hicm::store::Replace::Always).unwrap();

    // One of our own.
    hands.shortcut(Command::NextChange);
    hands.keys(&[Key::ArrowLeft, Key::Enter]);
    let mine = hands.document().changes[0].now;
    assert!(mine.is_some() && mine != before.changes[0].now);
    hands.shortcut(Command::Save);
    assert_eq!(hands.question().as_deref(), Some("Somebody else changed this file"));
    hands.keys(&[Key::Enter]);
    assert_eq!(*hands.app().place(), Place::Merge);
    assert!(hands.says("The audit in May."), "why they think so");
    assert_eq!(hands.read("2019-20-q1.ron").undecided_count(), 1, "nobody's work is in a window alone");

    // Neither of the two: the group settles on another level.
    hands.keys(&[Key::E]);
    hands.tab_to(Role::Button, "2 Plans in place");
    hands.keys(&[Key::Enter]);
    assert!(hands.says("Nothing is left to decide"));
    hands.keys(&[Key::Enter]);
    let after = hands.read("2019-20-q1.ron");
    assert_eq!(after.changes[0].now, Some(Level::PlansInPlace));
    assert_eq!(after.changes[1].now, Some(Level::Exemplary), "theirs came in");
    assert_eq!(after.undecided, []);
    assert!(!hands.edited());
}

// --- compare ----------------------------------------------------------------------------------------------------------

#[test]
fn compare_with_the_quarter_before() {
    let mut hands = Hands::fresh("llr");
    hands.open("2019-20-q1.ron");
    hands.shortcut(Command::GoOverview);
    assert!(hands.says("Since Q4 2018/19"));
    let movement = hands.app().derived().unwrap().clone();
    let sentences = movement.movement.as_ref().unwrap().sentences();
    assert!(!sentences.is_empty());
    for sentence in &sentences {
        assert!(hands.says(&sentence.text), "{}", sentence.text);
    }
    // Taken along for the minutes.
    hands.tab_to(Role::Link, "Copy for the minutes");
    let copied = hands.copied(Key::Enter);
    assert!(sentences.iter().all(|sentence| copied.contains(&sentence.text)), "{copied}");

    // The quarter before itself, from the list of quarters.
    hands.tab_to(Role::Button, "Quarter Q1 2019/20");
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "Q4 2018/19");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.file(), Some(hands.path("2018-19-q4.ron").as_path()));
    assert_eq!(**hands.document(), hands.read("2018-19-q4.ron"));
}

/// What an earlier quarter had is looked at, taken over and taken back; another quarter is chosen; all by keys.
#[test]
fn compare_in_detail_and_take_a_difference_over() {
    let mut hands = Hands::fresh("example");
    hands.shortcut(Command::GoCompare);
    assert_eq!(*hands.app().place(), Place::Compare);
    assert_eq!(hands.focused(), (Role::Button, "Before: Q4 2024/25, sealed".to_owned()));
    let before = hands.document().clone();
    hands.tab_to(Role::Link, "Take over Level of 1 Early discharge planning");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.document().changes[0].now, Some(Level::Established));
    assert!(hands.focused().1.starts_with("Take over "), "on to the next");
    hands.shortcut(Command::Undo);
    assert_eq!(**hands.document(), *before);
    // The same keys lead back to the first picker.
    hands.shortcut(Command::GoCompare);
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "Q2 2024/25, sealed");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.focused(), (Role::Button, "Before: Q2 2024/25, sealed".to_owned()));
    hands.tab_to(Role::Button, "Swap");
    hands.keys(&[Key::Space]);
    hands.tab_to(Role::Button, "After: Q2 2024/25, sealed");
    hands.tab_to(Role::Button, "Copy sentences");
    let copied = hands.copied(Key::Enter);
    let sentences = hands.app().compared().unwrap().comparison.sentences();
    assert!(!sentences.is_empty() && copied.lines().count() == sentences.len(), "{copied}");
}

/// A window at three times the size has no sidebar: the quarters are in the menu.
#[test]
fn compare_with_the_quarter_before_at_three_times_the_size() {
    let mut hands = Hands::sized("llr", [427.0, 267.0]);
    hands.open("2019-20-q1.ron");
    assert!(hands.says("Since Q4 2018/19"));
    hands.tab_to(Role::Button, "File");
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "Quarters in this folder");
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "Q4 2018/19");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.file(), Some(hands.path("2018-19-q4.ron").as_path()));
    assert_eq!(*hands.app().place(), Place::Overview);
}

// --- board ------------------------------------------------------------------------------------------------------------

/// The whole meeting without a pointer: shown, looked into, a decision written down, saved, and left.
#[test]
fn show_the_slides_to_a_board_and_record_what_it_decides() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    hands.shortcut(Command::Present);
    assert_eq!(hands.focused(), (Role::Button, "Present".to_owned()));
    hands.keys(&[Key::Enter]);
    assert!(hands.app().presenting());
    hands.keys(&[Key::Num1, Key::Z, Key::PageDown, Key::Escape, Key::D]);
    assert_eq!(hands.focused(), (Role::TextInput, "What was decided".to_owned()));
    hands.write("Fund the second coordinator");
    hands.keys(&[Key::Tab]);
    hands.write("Discharge board");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::Save);
    hands.keys(&[Key::O, Key::End, Key::Enter, Key::Escape]);
    assert!(!hands.app().presenting() && !hands.edited());
    let kept = hands.read("2017-18-q1.ron");
    let decision = kept.decisions.last().unwrap();
    assert_eq!((decision.text.as_str(), decision.by.as_str()), ("Fund the second coordinator", "Discharge board"));
    assert_eq!(decision.change.as_ref(), Some(&kept.changes[0].change));
}

// --- import ----------------------------------------------------------------------------------------------------------

impl Hands {
    fn proposing(&self) -> &Proposing {
        self.app().proposing().expect("a table is being brought in")
    }
}

/// The whole way, and what was settled on it is in the file at the end.
#[test]
fn bring_in_a_table_settle_what_was_assumed_and_save_it() {
    let mut hands = Hands::fresh("llr");
    std::fs::write(hands.path("their table.txt"), TABLE).unwrap();
    hands.shortcut(Command::Import);
    assert_eq!(hands.question().as_deref(), Some("Bring in which table?"));
    let path = hands.path("their table.txt");
    hands.write_over(&path.to_string_lossy());
    hands.keys(&[Key::Enter]);
    assert_eq!(*hands.app().place(), Place::Import);
    let waiting = hands.proposing().open().count();
    let (role, _) = hands.focused();
    assert_eq!(role, Role::Cell, "the list of findings has the keyboard");

    // Through all of them and round to the first.
    let first = hands.proposing().finding().map(at_of);
    let mut seen = Vec::new();
    for _ in 0..waiting {
        seen.push(hands.proposing().finding().map(at_of));
        hands.shortcut(Command::NextFinding);
    }
    assert_eq!(hands.proposing().finding().map(at_of), first);
    seen.dedup();
    assert_eq!(seen.len(), waiting);

    // The status that means nothing is typed anew, in the row that it is of.
    while hands.proposing().finding().unwrap().code != Code::StatusUnknown {
        hands.shortcut(Command::NextFinding);
    }
    hands.tab_to(Role::Button, "Type status anew");
    hands.keys(&[Key::Enter]);
    hands.write_over("Mature");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.proposing().proposal().rows[3].row.status, Status::At(Level::Mature));
    // One is split, by the menu of its button.
    while hands.proposing().finding().unwrap().code != Code::StatusSplit {
        hands.shortcut(Command::NextFinding);
    }
    hands.tab_to(Role::Button, "Split into two rows…");
    hands.keys(&[Key::Enter, Key::Enter]);
    assert_eq!(hands.proposing().proposal().rows.len(), 5);
    hands.shortcut(Command::Undo);
    assert_eq!(hands.proposing().proposal().rows.len(), 4);
    // The rest is fine; each answer leads to the next.
    while hands.proposing().open().next().is_some() {
        hands.tab_to(Role::Button, "Fine as it is");
        hands.keys(&[Key::Enter]);
    }
    assert!(hands.says("nothing waits to be settled"));

    hands.tab_to(Role::TextInput, "Place");
    hands.write_over("Northshire");
    hands.tab_to(Role::Button, "New assessment");
    hands.keys(&[Key::Enter]);
    assert_eq!((hands.document().place.as_str(), hands.document().rows.len()), ("Northshire", 4));
    hands.shortcut(Command::Save);
    let path = hands.path("northshire.ron");
    hands.write_over(&path.to_string_lossy());
    hands.keys(&[Key::Enter]);
    let kept = hands.read("northshire.ron");
    assert_eq!(kept, **hands.document());
    assert_eq!(kept.rows[3].status, Status::At(Level::Mature));
}

#[test]
fn leave_a_table_and_think_better_of_it() {
    let mut hands = Hands::fresh("llr");
    std::fs::write(hands.path("their table.txt"), TABLE).unwrap();
    hands.shortcut(Command::Import);
    let path = hands.path("their table.txt");
    hands.write_over(&path.to_string_lossy());
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "Fine as it is");
    hands.keys(&[Key::Enter]);
    let waiting = hands.proposing().open().count();
    for (answer, left) in [(Key::Escape, false), (Key::Enter, false)] {
        hands.tab_to(Role::Button, "Cancel");
        hands.keys(&[Key::Enter, answer]);
        assert_eq!((hands.question(), hands.app().proposing().is_none()), (None, left));
    }
    assert_eq!(hands.proposing().open().count(), waiting);
    hands.tab_to(Role::Button, "Cancel");
    hands.keys(&[Key::Enter, Key::Tab, Key::Enter]);
    assert!(hands.app().proposing().is_none());
}

#[test]
fn bring_in_what_is_on_the_clipboard() {
    let mut hands = Hands::fresh("llr");
    let rows = hands.document().rows.len();
    hands.command_by_name("table on the clipboard");
    hands.pasted(TABLE);
    assert_eq!(*hands.app().place(), Place::Import);
    assert_eq!(hands.proposing().source().name, "the clipboard");
    // Compared with what is open, and one row of it taken over.
    hands.tab_to(Role::Button, "Compare with the open assessment");
    hands.keys(&[Key::Enter]);
    assert_eq!(*hands.app().place(), Place::Compare);
    hands.tab_to(Role::Link, "Take in the new row ");
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.document().rows.len(), rows + 1);
    hands.shortcut(Command::GoImport);
    assert_eq!(hands.proposing().source().name, "the clipboard", "it is still in hand");
}

// --- check ------------------------------------------------------------------------------------------------------------

#[test]
fn take_out_what_may_identify_a_patient_and_save_it() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    hands.shortcut(Command::GoActions);
    hands.write("Call about 943 476 5919 today");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::GoChecks);
    hands.tab_to(Role::ComboBox, "Kind: ");
    hands.keys(&[Key::Enter]);
    hands.tab_to(Role::Button, "May identify a patient");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::GoChecks);
    hands.keys(&[Key::ArrowDown]);
    hands.tab_to(Role::Button, "Redact");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::Save);
    assert!(!hands.edited());
    assert_eq!(hands.read("2017-18-q1.ron").rows[0].where_now, "Call about [removed] today");
}

// --- save -------------------------------------------------------------------------------------------------------------

#[test]
fn save_under_another_name_and_leave_the_first_file_alone() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    let before = hands.read("2017-18-q1.ron");
    hands.shortcut(Command::Details);
    hands.tab_to(Role::TextInput, "Prepared by");
    hands.write_over("A lead without a mouse");
    hands.keys(&[Key::Enter]);
    hands.shortcut(Command::SaveAs);
    assert_eq!(hands.question().as_deref(), Some("Save where?"));
    let path = hands.path("mine.ron");
    hands.write_over(&path.to_string_lossy());
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.file(), Some(path.as_path()));
    assert!(!hands.edited());
    assert_eq!(hands.read("mine.ron").prepared_by, "A lead without a mouse");
    assert_eq!(hands.read("mine.ron"), **hands.document());
    assert_eq!(hands.read("2017-18-q1.ron"), before);
}

#[test]
fn start_the_next_quarter_and_save_it_beside_the_others() {
    let mut hands = Hands::fresh("llr");
    hands.open("2019-20-q1.ron");
    let before = hands.read("2019-20-q1.ron");
    hands.shortcut(Command::NewQuarter);
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.document().quarter.to_string(), "Q2 2019/20");
    hands.shortcut(Command::Save);
    // It has no name yet: the one offered is taken.
    assert_eq!(hands.question().as_deref(), Some("Save where?"));
    hands.keys(&[Key::Enter]);
    assert_eq!(hands.file(), Some(hands.path("2019-20-q2.ron").as_path()));
    assert_eq!(hands.read("2019-20-q2.ron"), before.carried_forward());
    assert_eq!(hands.read("2019-20-q1.ron"), before);
}

#[test]
fn take_an_edit_back_and_do_it_again() {
    let mut hands = Hands::fresh("llr");
    hands.open("2017-18-q1.ron");
    let before = hands.read("2017-18-q1.ron");
    hands.shortcut(Command::GoActions);
    hands.shortcut(Command::DeleteRows);
    assert_eq!(hands.document().rows.len(), before.rows.len() - 1);
    hands.shortcut(Command::Undo);
    assert_eq!(**hands.document(), before);
    hands.shortcut(Command::Redo);
    hands.shortcut(Command::Save);
    assert_eq!(hands.read("2017-18-q1.ron").rows, before.rows[1..]);
}
