//! Comparing in the window: which two, the sentences, what is shown of what differs, and what can be done with it.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use hicm::app::{Command, CompareSide, CompareStep, Compared, Dialog, Place, Request, Settings};
use hicm::compare::{Class, Weight};
use hicm::model::{RowField, Spot, Value};
use std::sync::Arc;

/// The example compared with the quarter before.
fn example() -> Desk {
    let mut desk = Desk::example();
    desk.ask(Request::Command(hicm::app::Command::GoCompare));
    desk
}

/// The same in a window so high that all of the list is in sight.
fn tall() -> Desk {
    let mut desk = Desk::start(tempfile::tempdir().unwrap(), None, Settings::default(), [2400.0, 30_000.0]);
    desk.ask(Request::Command(Command::GoCompare));
    desk
}

fn compared(desk: &Desk) -> Arc<Compared> {
    Arc::clone(desk.app().compared().unwrap())
}

/// How many things of that role have a name that begins so.
fn count(desk: &Desk, role: Role, name: &str) -> usize {
    let begins =
        |node: &AccessKitNode<'_>| node.role() == role && node.label().is_some_and(|label| label.starts_with(name));
    desk.harness.query_all(By::new().predicate(begins)).count()
}

/// How many differences can be taken over.
fn takeable(desk: &Desk) -> usize {
    ["Take over ", "Remove row ", "Put back ", "Take in "].into_iter().map(|name| count(desk, Role::Link, name)).sum()
}

fn of_class(desk: &Desk, class: Class) -> usize {
    compared(desk).comparison.delta.told().filter(|it| it.class == class).count()
}

/// What the last step put on the clipboard.
fn clipboard(desk: &mut Desk, act: impl FnOnce(&mut Desk)) -> Option<String> {
    act(desk);
    for _ in 0..4 {
        let commands = &desk.harness.output().platform_output.commands;
        let text = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if text.is_some() {
            return text;
        }
        desk.harness.step();
    }
    None
}

#[test]
fn it_opens_on_the_quarter_before_with_the_keyboard_on_the_first_picker() {
    let mut desk = Desk::example();
    desk.shortcut(Command::GoCompare);
    assert_eq!(*desk.app().place(), Place::Compare);
    assert_eq!(desk.focused(), Some((Role::Button, "Before: Q4 2024/25, sealed".to_owned())));
    assert!(desk.has(Role::Button, "After: Q1 2025/26, open"));
    for sentence in compared(&desk).comparison.sentences() {
        assert!(desk.says(&sentence.text), "{}", sentence.text);
    }
    assert!(desk.has(Role::Heading, "1 Early discharge planning"));
}

#[test]
fn the_overview_leads_here() {
    let mut desk = Desk::example();
    desk.ask(Request::Command(Command::GoCompare));
    desk.ask(Request::Compare(CompareStep::Swap));
    desk.go(Place::Overview);
    desk.click(Role::Link, "Compare with Q4 2024/25");
    assert_eq!(*desk.app().place(), Place::Compare);
    assert!(desk.has(Role::Button, "Before: Q4 2024/25, sealed"), "whatever was chosen before");
}

#[test]
fn either_side_is_chosen_from_its_menu_and_the_two_change_over() {
    let mut desk = example();
    desk.button("Before: Q4 2024/25, sealed");
    for name in ["Q1 2025/26, open", "Q4 2024/25, sealed", "Q3 2024/25, sealed", "Q2 2024/25, sealed", "Another file…"]
    {
        assert!(desk.has(Role::Button, name), "{name}");
    }
    desk.button("Q2 2024/25, sealed");
    assert_eq!(desk.focused(), Some((Role::Button, "Before: Q2 2024/25, sealed".to_owned())));
    assert_eq!(compared(&desk).before.assessment.quarter.to_string(), "Q2 2024/25");
    desk.button("Swap");
    assert!(desk.has(Role::Button, "Before: Q1 2025/26, open"));
    assert!(desk.has(Role::Button, "After: Q2 2024/25, sealed"));
    assert_eq!(compared(&desk).open_is_after(), Some(false));
}

#[test]
fn the_chips_count_and_filter() {
    let mut desk = tall();
    let all = compared(&desk).comparison.delta.told().count();
    assert_eq!(takeable(&desk), all, "every difference can be taken over");
    assert!(desk.has(Role::Button, "All differences"));
    let mut seen = 0;
    for class in [Class::Improved, Class::Regressed, Class::New, Class::Dropped, Class::Moved] {
        let wanted = of_class(&desk, class);
        let name = hicm::model::capitalised(class.name());
        if wanted == 0 {
            assert_eq!(count(&desk, Role::Button, &format!("{name}: ")), 0);
            continue;
        }
        seen += 1;
        desk.click_beginning(Role::Button, &format!("{name}: {wanted} difference"));
        assert_eq!(takeable(&desk), wanted, "{name}");
        desk.click_beginning(Role::Button, &format!("{name}: {wanted} difference"));
    }
    assert!(seen >= 4);
    let (up, down) = (of_class(&desk, Class::Improved), of_class(&desk, Class::Regressed));
    desk.click_beginning(Role::Button, "Improved: ");
    desk.click_beginning(Role::Button, "Regressed: ");
    assert_eq!(takeable(&desk), up + down, "one or the other");
    desk.button("All differences");
    assert_eq!(takeable(&desk), all);
}

#[test]
fn what_differs_only_in_typography_or_is_kept_by_the_program_is_folded_away() {
    let mut desk = tall();
    let past = compared(&desk);
    let stays = |row: &&Arc<hicm::model::ActionRow>| {
        let was = past.before.assessment.row(&row.id);
        row.needs.contains(' ') && was.is_some_and(|was| was.needs == row.needs)
    };
    let row = desk.document().rows.iter().find(stays).unwrap().clone();
    let (id, text) = (row.id.clone(), row.needs.clone());
    let edit = hicm::app::Edit::SetCells(vec![(id.clone(), RowField::Needs, text.replace(' ', "  "))]);
    desk.ask(Request::Edit(edit));
    let of = |desk: &Desk, weight: Weight| {
        compared(desk).comparison.delta.differences.iter().filter(|it| it.weight == weight).count()
    };
    let (folded, kept) = (of(&desk, Weight::Typographic), of(&desk, Weight::Kept));
    assert!(folded > 0 && kept > 0);
    let all = of(&desk, Weight::Told);
    assert_eq!(takeable(&desk), all);
    let name = format!("Take over {} of row {id} of Q4 2024/25", RowField::Needs.name());
    assert!(!desk.has(Role::Link, &name));
    desk.click_beginning(Role::Link, &format!("Show: {folded} "));
    assert_eq!(takeable(&desk), all + folded);
    assert!(desk.has(Role::Link, &name));
    desk.click_beginning(Role::Link, &format!("Hide: {folded} "));
    assert_eq!(takeable(&desk), all);
}

#[test]
fn a_difference_is_taken_over_told_and_undone_and_the_keyboard_goes_on_to_the_next() {
    let mut desk = example();
    let before = desk.document().clone();
    let delta = &compared(&desk).comparison.delta;
    let level = delta.differences.iter().find(|it| matches!(it.spot, Spot::Level(_))).unwrap();
    let Value::Level(wanted) = level.before else { panic!("no level before") };
    let Spot::Level(key) = &level.spot else { panic!() };
    let name = format!("Take over Level of {} of Q4 2024/25", "1 Early discharge planning");
    assert_eq!(*key, desk.key(1));
    desk.tab_to(Role::Link, &name);
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.judgement(1).now, Some(wanted));
    assert_eq!(desk.notice(), "Done: take over level.");
    assert!(!desk.has(Role::Link, &name), "it differs no more");
    let (role, next) = desk.focused().unwrap();
    assert_eq!(role, Role::Link);
    assert!(next.starts_with("Take over ") && next != name, "{next}");
    desk.shortcut(Command::Undo);
    assert_eq!(**desk.document(), *before);
    assert!(desk.has(Role::Link, &name));
}

/// A new row is not “taken over”: what the button does is to remove it, and it says so.
#[test]
fn rows_that_are_new_or_dropped_are_removed_or_put_back_by_name() {
    let mut desk = tall();
    let before = desk.document().clone();
    let row = |desk: &Desk, class: Class| {
        let told = compared(desk);
        let mut rows = told.comparison.delta.told().filter(|it| it.class == class);
        rows.find_map(|it| if let Spot::Row(id) = &it.spot { Some(id.clone()) } else { None }).unwrap()
    };
    let (new, dropped) = (row(&desk, Class::New), row(&desk, Class::Dropped));
    for (name, id, stands) in
        [(format!("Remove row {new}"), new, false), (format!("Put back the dropped row {dropped}"), dropped, true)]
    {
        assert_eq!(desk.document().row(&id).is_some(), !stands);
        desk.click(Role::Link, &name);
        assert_eq!(desk.document().row(&id).is_some(), stands, "{name}");
        assert!(!desk.has(Role::Link, &name), "it differs no more");
        desk.shortcut(Command::Undo);
        assert_eq!(**desk.document(), *before);
        assert!(desk.has(Role::Link, &name));
    }
}

#[test]
fn the_words_of_the_other_side_are_copied() {
    let mut desk = example();
    let delta = &compared(&desk).comparison.delta;
    let text = delta.told().find(|it| matches!((&it.spot, &it.before), (Spot::Cell(..), Value::Text(_)))).unwrap();
    let Value::Text(words) = text.before.clone() else { panic!() };
    let name = format!("Copy {} of row {} of Q4 2024/25", text.spot.name(), text.spot.row().unwrap());
    desk.tab_to(Role::Link, &name);
    let (key, modifiers) = (Key::Enter, Modifiers::NONE);
    let copied = desk.copied(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    assert_eq!(copied, words);
    assert!(desk.notice().ends_with("of Q4 2024/25 is on the clipboard."), "{}", desk.notice());
}

#[test]
fn a_text_is_told_by_what_went_and_what_came() {
    let desk = tall();
    let delta = &compared(&desk).comparison.delta;
    let text = delta
        .told()
        .find(|it| matches!((&it.spot, &it.before, &it.after), (Spot::Text(..), Value::Text(_), Value::Text(_))))
        .unwrap();
    let begins = format!("{}: ", text.spot.name());
    let said = |node: &AccessKitNode<'_>| {
        node.role() == Role::Label
            && node.value().is_some_and(|label| {
                label.starts_with(&begins) && label.contains("takes out “") && label.contains("puts in “")
            })
    };
    assert!(desk.harness.query_all(By::new().predicate(said)).next().is_some());
}

#[test]
fn the_sentences_alone_and_copied() {
    let mut desk = example();
    let wanted: Vec<String> = compared(&desk).comparison.sentences().into_iter().map(|it| it.text).collect();
    let copied = clipboard(&mut desk, |desk| {
        desk.node(Role::Button, "Copy sentences").click();
        desk.harness.step();
    });
    assert_eq!(copied, Some(wanted.join("\n")));
    assert!(desk.has(Role::Heading, "1 Early discharge planning"));
    desk.button("Sentences only");
    assert!(!desk.has(Role::Heading, "1 Early discharge planning"));
    assert!(!desk.has(Role::Button, "All differences"));
    assert!(desk.says(&wanted[0]));
    desk.button("Sentences only");
    assert!(desk.has(Role::Heading, "1 Early discharge planning"));
}

#[test]
fn with_nothing_earlier_it_says_what_this_is_and_leads_to_a_file() {
    let mut desk = Desk::file("example", "2024-25-q2.ron");
    desk.shortcut(Command::GoCompare);
    assert!(desk.has(Role::Heading, "Nothing to compare with yet"));
    assert!(desk.mentions("No quarter before Q2 2024/25 lies beside this one."));
    desk.button("Compare with a file…");
    assert_eq!(desk.question().as_deref(), Some("Compare from which file?"));
    let path = desk.path("2025-26-q1.ron");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text(&path.to_string_lossy());
    desk.keys(&[Key::Enter]);
    assert_eq!(compared(&desk).before.side, CompareSide::File(path));
    assert!(desk.has(Role::Button, "Before: Q1 2025/26, sealed"));
}

#[test]
fn where_there_is_no_action_table_it_is_said_of_which() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.ask(Request::Command(Command::GoCompare));
    assert!(desk.says("Neither of the two keeps an action table, so no rows are compared."));
    let with_rows = desk.path("2017-18-q1.ron");
    desk.ask(Request::Compare(CompareStep::Choose { after: false, side: CompareSide::File(with_rows) }));
    assert!(desk.says("One of the two keeps no action table, so no rows are compared."));
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_choice_stays() {
    let mut desk = Desk::file("example", "2025-26-q1.ron");
    desk.shortcut(Command::GoCompare);
    let former = compared(&desk);
    let broken = desk.path("broken.txt");
    std::fs::write(&broken, "(format: 1, place: 3)").unwrap();
    desk.button("Before: Q4 2024/25, sealed");
    desk.button("Another file…");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text(&broken.to_string_lossy());
    desk.keys(&[Key::Enter]);
    assert!(matches!(desk.dialog(), Some(Dialog::Problem(_))), "{:?}", desk.dialog());
    desk.keys(&[Key::Escape]);
    assert!(desk.has(Role::Button, "Before: Q4 2024/25, sealed"));
    assert!(Arc::ptr_eq(&former, &compared(&desk)));
}

#[test]
fn a_sealed_assessment_takes_nothing_over_but_copies() {
    let mut desk = Desk::file("example", "2024-25-q4.ron");
    desk.shortcut(Command::GoCompare);
    assert_eq!(takeable(&desk), 0);
    assert!(count(&desk, Role::Link, "Copy ") > 3);
}

#[test]
fn page_keys_scroll_and_what_has_the_keyboard_keeps_it() {
    let mut desk = Desk::sized("example", "2025-26-q1.ron", [1296.0, 816.0]);
    desk.shortcut(Command::GoCompare);
    assert!(desk.has(Role::Heading, "For the minutes"));
    let first = desk.node(Role::Button, "Copy sentences").rect().top();
    desk.keys(&[Key::PageDown]);
    let second = desk.node(Role::Button, "Copy sentences").rect().top();
    assert!(second < first - 300.0, "{first} {second}");
    assert_eq!(desk.focused(), Some((Role::Button, "Before: Q4 2024/25, sealed".to_owned())));
    desk.keys(&[Key::End]);
    assert!(desk.has(Role::Heading, "The assessment as a whole"), "the end");
    desk.keys(&[Key::Home]);
    assert_eq!(desk.node(Role::Button, "Copy sentences").rect().top(), first);
}

/// So many rows, every fourth of which has other words after.
fn large(rows: usize) -> Desk {
    let folder = Desk::copy("example");
    let mut before = Desk::read(&folder.path().join("2025-26-q1.ron"));
    before.state = hicm::model::State::Draft;
    let model = before.rows.clone();
    before.rows = (0..rows)
        .map(|at| {
            let id = hicm::model::RowId::new(&format!("row-{at}")).unwrap();
            Arc::new(hicm::model::ActionRow { id, ..(*model[at % model.len()]).clone() })
        })
        .collect();
    let mut after = before.clone();
    for row in after.rows.iter_mut().step_by(4) {
        Arc::make_mut(row).where_now.push_str(" And something more is said of it.");
    }
    let paths = ["before.txt", "after.txt"].map(|name| folder.path().join(name));
    hicm::store::save_assessment(&paths[0], &before, None).unwrap();
    hicm::store::save_assessment(&paths[1], &after, None).unwrap();
    let [before, after] = paths;
    let mut desk = Desk::start(folder, Some(after), Settings::default(), [1296.0, 816.0]);
    desk.ask(Request::Command(Command::GoCompare));
    desk.ask(Request::Compare(CompareStep::Choose { after: false, side: CompareSide::File(before) }));
    desk
}

/// Only what is in sight is laid out: a frame of thousands of differences costs about what one of a few does.
#[test]
fn of_thousands_of_differences_only_those_in_sight_are_laid_out() {
    let laid_out = |rows: usize| {
        let mut desk = large(rows);
        assert_eq!(compared(&desk).comparison.delta.told().count(), rows.div_ceil(4));
        desk.keys(&[Key::PageDown, Key::PageDown, Key::PageDown]);
        takeable(&desk)
    };
    let (few, many) = (laid_out(400), laid_out(10_000));
    assert!(few > 0 && many > 0 && many <= few + 3, "{few} of 100, {many} of 2,500");
}

/// The same rows under other ids, many of them in other words: two tables that share no ids.
fn without_ids(swapped: bool) -> Desk {
    without_ids_of("example", ["2024-25-q4.ron", "2025-26-q1.ron"], swapped)
}

fn without_ids_of(example: &str, names: [&str; 2], swapped: bool) -> Desk {
    let folder = Desk::copy(example);
    let [mut before, mut after] = names.map(|name| Desk::read(&folder.path().join(name)));
    after.state = hicm::model::State::Draft;
    for (name, assessment) in [("old", &mut before), ("new", &mut after)] {
        for (at, row) in assessment.rows.iter_mut().enumerate() {
            Arc::make_mut(row).id = hicm::model::RowId::new(&format!("{name}-{at}")).unwrap();
        }
    }
    // Some keep no more than the beginning of what they said: each a little more of it.
    for (at, row) in after.rows.iter_mut().step_by(3).enumerate() {
        let words: Vec<&str> = row.where_now.split(' ').collect();
        let kept = words[..words.len() * (at % 8 + 1) / 9].join(" ");
        *row = Arc::new(hicm::model::ActionRow {
            where_now: format!("{kept} what the partners agreed about it in spring, ward {at}"),
            ..hicm::model::ActionRow::empty(row.id.clone(), row.change.clone())
        });
    }
    let paths = ["before.txt", "after.txt"].map(|name| folder.path().join(name));
    hicm::store::save_assessment(&paths[0], &before, None).unwrap();
    hicm::store::save_assessment(&paths[1], &after, None).unwrap();
    let [before, after] = paths;
    let mut desk = Desk::start(folder, Some(after), Settings::default(), [2400.0, 30_000.0]);
    desk.ask(Request::Command(Command::GoCompare));
    desk.ask(Request::Compare(CompareStep::Choose { after: false, side: CompareSide::File(before) }));
    if swapped {
        desk.button("Swap");
    }
    desk
}

fn in_question(desk: &Desk) -> Vec<hicm::compare::Pair> {
    compared(desk).comparison.delta.pairs.iter().filter(|pair| pair.in_question()).cloned().collect()
}

/// On whichever side the open one is: the answer names its own row first, is kept in it, and is not asked for again.
#[test]
fn is_this_the_same_row_is_answered_once() {
    for (swapped, answer, same) in
        [(false, "Yes", true), (false, "No", false), (true, "Yes", true), (true, "No", false)]
    {
        let mut desk = without_ids(swapped);
        let asked = in_question(&desk);
        let all: Vec<f32> = compared(&desk).comparison.delta.pairs.iter().map(|it| it.confidence).collect();
        assert!(!asked.is_empty(), "{all:?}");
        assert_eq!(count(&desk, Role::Button, "Yes, "), asked.len());
        let rows = |it: &hicm::compare::Pair| (it.before.clone().unwrap().id, it.after.clone().unwrap().id);
        let (before, after) = rows(&asked[0]);
        let name = format!("{answer}, {before} and {after} are ");
        desk.click_beginning(Role::Button, &name);
        let (row, other) = if swapped { (before.clone(), after.clone()) } else { (after.clone(), before.clone()) };
        assert!(row.to_string().starts_with("new"));
        assert_eq!(desk.document().same_rows, [hicm::model::SameRow { row, other, same }]);
        assert_eq!(count(&desk, Role::Button, &name), 0, "it is not asked again");
        let pairs = &compared(&desk).comparison.delta.pairs;
        let still = pairs.iter().filter(|it| it.before.is_some() && it.after.is_some());
        assert_eq!(still.map(rows).any(|pair| pair == (before.clone(), after.clone())), same);
        desk.shortcut(Command::Undo);
        assert_eq!(count(&desk, Role::Button, &name), 1, "asked again");
    }
}

/// Enter again answers the next one, and takes nothing over.
#[test]
fn from_an_answer_the_keyboard_goes_on_to_the_next_question() {
    let mut desk = without_ids_of("llr", ["2017-18-q1.ron"; 2], false);
    let asked = in_question(&desk);
    desk.button(&format!("Same row? {} rows to be decided", asked.len()));
    let rows = |pair: &hicm::compare::Pair| {
        let id = |row: &Option<hicm::compare::RowAt>| row.as_ref().unwrap().id.clone();
        format!("{} and {} are", id(&pair.before), id(&pair.after))
    };
    for answer in ["Yes", "No"] {
        let asked = in_question(&desk);
        desk.tab_to(
            Role::Button,
            &format!("{answer}, {} {}", rows(&asked[0]), if answer == "Yes" { "the same row" } else { "two rows" }),
        );
        desk.keys(&[Key::Enter]);
        let next = format!("Yes, {} the same row", rows(&in_question(&desk)[0]));
        assert_eq!(desk.focused(), Some((Role::Button, next)), "after {answer}");
    }
}

/// A row of a table from Word may say nothing of where we are now.
#[test]
fn a_row_in_question_that_says_nothing_of_where_we_are_is_shown_to_say_nothing() {
    let desk = without_ids_of("llr", ["2017-18-q1.ron"; 2], false);
    let before = Arc::clone(&compared(&desk).before.assessment);
    let silent = |pair: &hicm::compare::Pair| before.rows[pair.before.as_ref().unwrap().position].where_now.is_empty();
    let silent = in_question(&desk).iter().filter(|pair| silent(pair)).count();
    assert!(silent > 0, "one of those asked about");
    let shown = By::new().role(Role::Label).predicate(|node| node.value().as_deref() == Some("nothing said"));
    assert_eq!(desk.harness.query_all(shown).count(), silent);
}

#[test]
fn the_rows_in_question_are_filtered_and_without_the_open_one_it_is_said_why_no_answer_is_kept() {
    let mut desk = without_ids(false);
    let asked = in_question(&desk).len();
    let rows = if asked == 1 { "row" } else { "rows" };
    desk.button(&format!("Same row? {asked} {rows} to be decided"));
    assert_eq!(count(&desk, Role::Button, "Yes, "), asked);
    assert_eq!(count(&desk, Role::Heading, "Row "), asked, "and no other row");
    let other = desk.path("before.txt");
    desk.ask(Request::Compare(CompareStep::Choose {
        after: false,
        side: CompareSide::File(desk.path("2024-25-q4.ron")),
    }));
    desk.ask(Request::Compare(CompareStep::Choose { after: true, side: CompareSide::File(other) }));
    assert_eq!(compared(&desk).open_is_after(), None);
    assert_eq!(count(&desk, Role::Button, "Yes, "), 0);
    assert_eq!(desk.says("The answer is kept in the open assessment."), !in_question(&desk).is_empty());
    assert_eq!(takeable(&desk), 0);
}
