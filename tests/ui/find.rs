//! Finding a text and replacing it, by mouse and by keyboard.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::app::find::Spot;
use hicm::app::{Command, Filter, Place, Request};
use hicm::model::{ActionRow, ChangeText, RowField};

fn table() -> Desk {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk
}

/// The cell of the hit in hand, when it is one.
fn in_hand(desk: &Desk) -> Option<(usize, RowField)> {
    match &desk.app().last_find().hit()?.spot {
        Spot::Cell(id, field) => Some((desk.document().rows.iter().position(|row| row.id == *id).unwrap(), *field)),
        Spot::Text(..) => None,
    }
}

#[test]
fn what_is_typed_is_counted_and_stepped_through_without_leaving_the_field() {
    let mut desk = table();
    desk.shortcut(Command::Find);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Find".to_owned())));
    desk.type_text("stranded");
    let count = desk.app().find().unwrap().hits().len();
    assert!(count >= 2, "{count}");
    assert!(desk.says(&format!("1 of {count}")));
    let first = in_hand(&desk).unwrap();
    desk.keys(&[Key::Enter]);
    assert!(desk.says(&format!("2 of {count}")));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Find".to_owned())), "the field keeps the keyboard");
    let second = in_hand(&desk).unwrap();
    assert_ne!(first, second);
    desk.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(in_hand(&desk), Some(first));
    for _ in 0..count {
        desk.keys(&[Key::Enter]);
    }
    assert_eq!(in_hand(&desk), Some(first), "behind the last it begins anew");

    desk.keys(&[Key::Escape]);
    assert!(desk.app().find().is_none());
    let (at, field) = first;
    assert!(desk.row(at).text(field).to_lowercase().contains("stranded"));
    assert_eq!(desk.app().selection(), [desk.row(at).id.clone()]);
    assert_eq!(desk.focused().unwrap().0, Role::Cell, "the keyboard is on what was found");
    assert!(desk.focused().unwrap().1.to_lowercase().contains("stranded"));

    desk.shortcut(Command::FindNext);
    assert_eq!(in_hand(&desk), Some(second), "goes on without the bar");
    assert_eq!(desk.notice(), format!("“stranded”: 2 of {count}."));
    desk.shortcut(Command::FindPrevious);
    assert_eq!(in_hand(&desk), Some(first));
}

#[test]
fn the_bar_works_by_mouse() {
    let mut desk = table();
    desk.menu(Command::Find);
    desk.type_text("UHL");
    let count = desk.app().find().unwrap().hits().len();
    desk.button("Next");
    assert!(desk.says(&format!("2 of {count}")));
    desk.button("Previous");
    assert!(desk.says(&format!("1 of {count}")));
    desk.click(Role::CheckBox, "Match case");
    assert!(desk.app().find().unwrap().match_case());
    desk.button("Close the find bar");
    assert!(desk.app().find().is_none());
}

#[test]
fn what_is_nowhere_is_said_and_the_last_words_are_offered_again() {
    let mut desk = table();
    desk.shortcut(Command::Find);
    desk.type_text("zebra");
    assert!(desk.says("not found"));
    desk.keys(&[Key::Escape]);
    desk.shortcut(Command::FindNext);
    assert_eq!(desk.notice(), "“zebra” was not found.");
    desk.shortcut(Command::Find);
    assert_eq!(desk.app().find().unwrap().words(), "zebra");
    desk.type_text("x");
    assert_eq!(desk.app().find().unwrap().words(), "x", "the last words are selected and typed over");
}

#[test]
fn texts_of_the_changes_are_found_too_and_get_the_keyboard() {
    let mut desk = Desk::example();
    desk.go(Place::Actions);
    desk.shortcut(Command::Find);
    desk.type_text("Those we do not reach");
    assert_eq!(desk.app().find().unwrap().count(), "1 place", "nothing moves while it is typed: it stands elsewhere");
    assert_eq!(*desk.app().place(), Place::Actions);
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Change(desk.key(7)));
    desk.keys(&[Key::Escape]);
    let name = ChangeText::Challenges.name().to_owned();
    assert_eq!(desk.focused(), Some((Role::MultilineTextInput, name)));
    desk.type_text("Gone");
    let text = desk.judgement(7).texts.get(ChangeText::Challenges);
    assert!(text.starts_with("Gone are"), "what was found is selected and typed over: {text}");
}

#[test]
fn a_text_is_replaced_after_a_look_and_taken_back_in_one_step() {
    let mut desk = table();
    let before = desk.document().clone();
    desk.shortcut(Command::Replace);
    assert_eq!(desk.question().as_deref(), Some("Replace a text"));
    assert_eq!(desk.focused(), Some((Role::TextInput, "Find".to_owned())));
    desk.type_text("SystmOne");
    desk.keys(&[Key::Tab, Key::Tab]);
    assert_eq!(desk.focused(), Some((Role::TextInput, "Replace with".to_owned())));
    desk.type_text("the shared record");
    let count = desk.app().last_find().hits().len();
    assert!(count >= 3, "{count}");
    let first = in_first(&desk);
    // The first is left out.
    let name = desk
        .harness
        .query_all_by_role(Role::CheckBox)
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.to_lowercase().ends_with(": systmone"))
        .unwrap();
    let tick = desk.harness.query_all_by_role_and_label(Role::CheckBox, &name).next().unwrap();
    tick.click();
    desk.run();
    desk.button(&format!("Replace in {} places", count - 1));
    assert!(desk.dialog().is_none());
    let name = format!("replace “SystmOne” in {} places", count - 1);
    assert_eq!(desk.session().undo_label(), Some(name.as_str()));
    assert_eq!(desk.notice(), format!("Done: {name}."));
    assert_eq!(in_first(&desk), first, "left as it was");
    assert_eq!(desk.app().last_find().hits().len(), 1);
    desk.shortcut(Command::Undo);
    assert_eq!(*desk.document(), before);
}

/// The text of the first hit.
fn in_first(desk: &Desk) -> String {
    match &desk.app().last_find().hits()[0].spot {
        Spot::Cell(id, field) => desk.document().row(id).unwrap().text(*field).into_owned(),
        Spot::Text(change, text) => desk.document().change(change).unwrap().texts.get(*text).to_owned(),
    }
}

#[test]
fn a_sealed_quarter_is_searched_but_nothing_replaced() {
    let mut desk = Desk::file("llr", "2019-20-q1.ron");
    desk.shortcut(Command::Find);
    desk.type_text("care");
    assert!(!desk.app().find().unwrap().hits().is_empty());
    let sealed = desk.session().read_only();
    assert_eq!(Command::Replace.available(desk.app()), !sealed);
}

#[test]
fn what_the_program_says_in_a_cell_is_not_marked_as_found() {
    let mut desk = table();
    desk.shortcut(Command::Find);
    let mut marked = |words: &str| {
        desk.ask(Request::Find { words: words.to_owned(), match_case: false });
        let found = hicm::ui::theme::palette(&desk.harness.ctx).found.to_array();
        // Washes are drawn to a shade or two.
        let alike = |pixel: &&image::Rgba<u8>| pixel.0.iter().zip(found).all(|(one, other)| one.abs_diff(other) < 4);
        crate::support::picture(&mut desk.harness).pixels().filter(alike).count()
    };
    let marks = marked("UHL");
    assert!(marks > 100, "what is found is marked: {marks}");
    assert_eq!(marked("no date"), 0, "nobody typed that");
}

/// Typing looks among the rows that are shown; a hidden row, though it stands nearer, stays hidden.
#[test]
fn typing_looks_among_the_rows_that_are_shown() {
    let mut desk = table();
    desk.ask(Request::Filter(Filter { words: "Rutland".to_owned(), ..Default::default() }));
    let shown = desk.app().visible().positions.clone();
    let holds = |row: &ActionRow, word: &str| {
        hicm::app::find::SEARCHED.iter().any(|field| row.text(*field).to_lowercase().contains(word))
    };
    let rows = desk.document().rows.clone();
    let words: Vec<String> =
        rows[*shown.last().unwrap()].where_now.to_lowercase().split(' ').map(str::to_owned).collect();
    // A word of the last row shown that a hidden row holds as well, and no other that is shown.
    let only = |word: &&String| {
        let holders: Vec<usize> = (0..rows.len()).filter(|at| holds(&rows[*at], word)).collect();
        word.len() > 3
            && holders.iter().filter(|at| shown.contains(at)).count() == 1
            && holders.iter().any(|at| !shown.contains(at) && at < shown.last().unwrap())
    };
    let word = words.iter().find(only).unwrap().clone();
    desk.ask(Request::GoToRow(rows[shown[0]].id.clone()));
    desk.shortcut(Command::Find);
    desk.type_text(&word);
    assert_eq!(in_hand(&desk).map(|(at, _)| at), shown.last().copied(), "{word}");
}

#[test]
fn nothing_takes_the_keyboard_from_the_filter_when_rows_come_back() {
    let mut desk = table();
    desk.shortcut(Command::Filter);
    desk.type_text("zzz");
    desk.shortcut(Command::GoActions);
    desk.shortcut(Command::Filter);
    desk.keys(&[Key::Backspace, Key::Backspace, Key::Backspace]);
    assert!(!desk.app().visible().positions.is_empty());
    assert_eq!(desk.focused(), Some((Role::TextInput, "Filter by words".to_owned())));
}
