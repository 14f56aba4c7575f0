//! Typing as in a spreadsheet: runs of Tabs, names completed, whole rows typed in, blocks filled and pasted with growth.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use hicm::app::{Command, Place, Settings};
use hicm::model::{Level, RowField, Status};

const SHIFT: Modifiers = Modifiers::SHIFT;

fn table() -> Desk {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk
}

#[test]
fn enter_comes_back_to_where_the_run_of_tabs_began() {
    let mut desk = table();
    desk.cell(1, RowField::Gaps);
    desk.type_text("one");
    desk.keys(&[Key::Tab]);
    desk.type_text("two");
    desk.keys(&[Key::Tab]);
    desk.type_text("July 2017");
    desk.keys(&[Key::Enter]);
    assert!(desk.cell_node(2, RowField::Gaps).is_focused());
    let row = desk.row(1);
    assert_eq!((row.gaps.as_str(), row.needs.as_str(), row.due.typed()), ("one", "two", "July 2017"));
    desk.type_text("three");
    desk.keys(&[Key::Enter]);
    assert!(desk.cell_node(3, RowField::Gaps).is_focused(), "without Tabs Enter goes straight down");
    // An arrow ends the run.
    desk.keys(&[Key::Tab, Key::ArrowRight]);
    desk.type_text("x");
    desk.keys(&[Key::Enter]);
    assert!(desk.cell_node(4, RowField::Due).is_focused());
}

#[test]
fn each_cell_is_edited_afresh() {
    let mut desk = table();
    desk.cell(1, RowField::Owner);
    desk.type_text("Twenty-five letters and more");
    desk.keys(&[Key::Enter]);
    desk.cell(3, RowField::Gaps);
    let before = desk.row(3).gaps.clone();
    desk.keys(&[Key::F2]);
    desk.type_text("!");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(3).gaps, format!("{before}!"), "the caret stands at the end");
    desk.cell(4, RowField::Owner);
    desk.keys(&[Key::F2]);
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).owner, "", "what was typed into another cell is not to be had back here");
}

#[test]
fn what_is_selected_is_told() {
    let mut desk = table();
    desk.cell(1, RowField::Gaps);
    assert!(!desk.mentions("selected"));
    desk.press(SHIFT, Key::ArrowRight);
    assert!(desk.says("2 cells selected"));
    desk.press(SHIFT, Key::ArrowDown);
    assert!(desk.says("4 cells in 2 rows selected"));
    desk.press(SHIFT, Key::Space);
    assert!(desk.says("2 rows selected"));
}

#[test]
fn tab_takes_a_choice_and_goes_on() {
    let mut desk = table();
    desk.cell(0, RowField::Status);
    for letter in ["m", "a", "t"] {
        desk.type_text(letter);
    }
    assert_eq!(desk.focused(), Some((Role::ListBoxOption, "4 Mature".to_owned())));
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.row(0).status, Status::At(Level::Mature));
    assert!(desk.cell_node(0, RowField::Spread).is_focused());
    desk.press(SHIFT, Key::Tab);
    for letter in "plans".chars() {
        desk.type_text(&letter.to_string());
    }
    desk.press(SHIFT, Key::Tab);
    assert_eq!(desk.row(0).status, Status::At(Level::PlansInPlace));
    assert!(desk.cell_node(0, RowField::WhereNow).is_focused());
}

#[test]
fn a_letter_and_tab_in_one_frame_take_the_choice() {
    let mut desk = table();
    desk.cell(0, RowField::Status);
    desk.harness.event(Event::Text("m".to_owned()));
    desk.harness.key_press(Key::Tab);
    desk.run();
    assert_eq!(desk.row(0).status, Status::At(Level::Mature));
    assert!(desk.cell_node(0, RowField::Spread).is_focused());
}

#[test]
fn the_only_name_that_begins_so_is_offered() {
    let mut desk = table();
    desk.cell(4, RowField::Spread);
    desk.type_text("rut");
    let said = desk.focus().unwrap().accesskit_node().description();
    assert_eq!(said.as_deref(), Some("Enter or Tab takes “Rutland”, Delete leaves it"));
    desk.keys(&[Key::Tab]);
    assert_eq!(desk.row(4).spread.typed(), "Rutland");

    desk.cell(4, RowField::Spread);
    desk.type_text("UHL, rut");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).spread.typed(), "UHL, Rutland", "behind a comma too");

    desk.cell(4, RowField::Spread);
    desk.type_text("rut");
    desk.keys(&[Key::Delete, Key::Enter]);
    assert_eq!(desk.row(4).spread.typed(), "rut", "Delete leaves what was typed");

    desk.cell(4, RowField::Spread);
    desk.type_text("L");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).spread.typed(), "L", "several begin so: LPT, LLR");

    desk.cell(4, RowField::Gaps);
    desk.type_text("rut");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).gaps, "rut", "only where organisations are named");
}

#[test]
fn rows_are_added_above_and_copied() {
    let mut desk = table();
    let rows = desk.document().rows.len();
    desk.cell(3, RowField::Owner);
    let third = desk.row(3).clone();
    desk.shortcut(Command::AddRowAbove);
    assert_eq!(desk.row(4).id, third.id);
    assert_eq!((desk.row(3).where_now.as_str(), &desk.row(3).change), ("", &third.change));
    assert!(desk.cell_node(3, RowField::WhereNow).is_focused());
    desk.shortcut(Command::Undo);

    desk.cell(3, RowField::WhereNow);
    desk.press(SHIFT, Key::ArrowDown);
    let pair = [desk.row(3).clone(), desk.row(4).clone()];
    desk.shortcut(Command::DuplicateRows);
    assert_eq!(desk.document().rows.len(), rows + 2);
    for (at, original) in [5, 6].into_iter().zip(&pair) {
        let copy = desk.row(at);
        assert_eq!(copy.where_now, original.where_now);
        assert_eq!(copy.status, original.status);
        assert_ne!(copy.id, original.id);
        assert_eq!((copy.reviewed, &copy.source, copy.marks.len()), (false, &None, 0));
    }
    assert_eq!(desk.session().undo_label(), Some("duplicate 2 rows"));
    desk.shortcut(Command::Undo);
    assert_eq!(desk.document().rows.len(), rows);
}

#[test]
fn cells_are_filled_down_as_one_step() {
    let mut desk = table();
    let before = desk.document().clone();
    desk.cell(1, RowField::Status);
    for _ in 0..3 {
        desk.press(SHIFT, Key::ArrowDown);
    }
    desk.press(SHIFT, Key::ArrowRight);
    desk.shortcut(Command::FillDown);
    for at in 2..5 {
        assert_eq!(desk.row(at).status, before.rows[1].status, "row {at}");
        assert_eq!(desk.row(at).spread, before.rows[1].spread, "row {at}");
    }
    assert_eq!(desk.row(5), before.rows[5].as_ref());
    assert_eq!(desk.session().undo_label(), Some("fill down 6 cells"));
    desk.shortcut(Command::Undo);
    assert_eq!(*desk.document(), before);

    // One cell alone takes what stands above it.
    desk.cell(2, RowField::Spread);
    desk.shortcut(Command::FillDown);
    assert_eq!(desk.row(2).spread, before.rows[1].spread);
}

#[test]
fn a_block_that_is_longer_than_the_table_adds_the_rows_it_needs() {
    let mut desk = table();
    let rows = desk.document().rows.len();
    desk.cell(0, RowField::WhereNow);
    desk.press(Modifiers::COMMAND, Key::End);
    desk.keys(&[Key::Home]);
    let last = desk.row(rows - 1).clone();
    desk.harness.event(Event::Paste("here\tMature\nbelow\tnot yet established\nfar below\tsomething\n".to_owned()));
    desk.run();
    assert_eq!(desk.question().as_deref(), Some("Add 2 rows?"));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.document().rows.len(), rows + 2);
    let texts: Vec<&str> = (rows - 1..rows + 2).map(|at| desk.row(at).where_now.as_str()).collect();
    assert_eq!(texts, ["here", "below", "far below"]);
    assert_eq!(desk.row(rows).status, Status::At(Level::NotYetEstablished));
    assert_eq!(desk.row(rows + 1).status, Status::Unknown("something".to_owned()), "kept as typed");
    assert_eq!(desk.row(rows + 1).change, last.change);
    assert_eq!(desk.notice(), "6 cells pasted in 3 rows.");
    desk.shortcut(Command::Undo);
    assert_eq!(desk.document().rows.len(), rows, "rows and cells are one step");
    assert_eq!(desk.row(rows - 1), &last);
}

#[test]
fn one_cell_fills_a_selection_and_a_change_is_pasted_by_its_name() {
    let mut desk = table();
    desk.cell(1, RowField::Owner);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowDown);
    desk.harness.event(Event::Paste("Site lead".to_owned()));
    desk.run();
    for at in 1..4 {
        assert_eq!(desk.row(at).owner, "Site lead");
    }
    desk.cell(1, RowField::Change);
    let copied = desk.copied(Event::Copy);
    assert!(copied.starts_with("1 "), "{copied}");
    assert_eq!(desk.notice(), "1 cell copied.");
    let id = desk.row(30).id.clone();
    desk.cell_node(1, RowField::Change);
    desk.ask(hicm::app::Request::GoToRow(id.clone()));
    desk.harness.event(Event::Paste(copied));
    desk.run();
    assert_eq!(desk.document().row(&id).unwrap().change, desk.key(1));
}

#[test]
fn a_whole_row_is_typed_into_an_empty_table_from_the_keyboard() {
    let mut desk = Desk::start(tempfile::tempdir().unwrap(), None, Settings::default(), [2400.0, 900.0]);
    desk.shortcut(Command::New);
    desk.type_text("Anywhere");
    desk.keys(&[Key::Enter]);
    desk.shortcut(Command::AddRow);
    for (row, words) in [("Daily board rounds", "July 2017"), ("A second one", "")].into_iter().enumerate() {
        desk.type_text(words.0);
        desk.keys(&[Key::Tab]);
        desk.type_text("e");
        desk.keys(&[Key::Tab]);
        desk.type_text("U");
        if row == 0 {
            desk.type_text("HL");
        }
        desk.keys(&[Key::Tab, Key::Tab]);
        desk.type_text("Spread it");
        desk.keys(&[Key::Tab]);
        desk.type_text(words.1);
        desk.press(Modifiers::COMMAND, Key::Enter);
    }
    assert_eq!(desk.document().rows.len(), 3, "Ctrl+Enter begins the next");
    for at in 0..2 {
        let row = desk.row(at);
        assert_eq!(row.status, Status::At(Level::Established));
        assert_eq!((row.spread.typed(), row.gaps.as_str(), row.needs.as_str()), ("UHL", "", "Spread it"));
    }
    assert_eq!(desk.row(0).where_now, "Daily board rounds");
    assert_eq!(desk.row(0).due.typed(), "July 2017");
    assert_eq!(desk.row(1).where_now, "A second one");
}

#[test]
fn the_menus_act_on_the_selection() {
    let mut desk = table();
    desk.cell(1, RowField::Needs);
    let needs = desk.row(1).needs.clone();
    desk.menu(Command::ClearCells);
    assert_eq!(desk.row(1).needs, "");
    desk.menu(Command::Undo);
    assert_eq!(desk.row(1).needs, needs);
    desk.menu(Command::Copy);
    assert_eq!(desk.notice(), "1 cell copied.");
    desk.menu(Command::Cut);
    assert_eq!(desk.row(1).needs, "");
    assert_eq!(desk.session().undo_label(), Some("cut 1 cell"));
}

/// A person at the keyboard, with every key counted; Shift for a capital is no key of its own, here or elsewhere.
struct Typist {
    desk: Desk,
    keys: usize,
}

impl Typist {
    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.keys += 1;
        self.desk.press(modifiers, key);
    }

    fn letter(&mut self, letter: char) {
        self.keys += 1;
        self.desk.type_text(&letter.to_string());
    }

    /// Types a text, and stops as soon as the editor offers just that.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            if letter == '\n' {
                self.press(Modifiers::ALT, Key::Enter);
            } else {
                self.letter(letter);
            }
            let said = self.desk.focus().and_then(|node| node.accesskit_node().description());
            if said.as_deref() == Some(&format!("Enter or Tab takes “{text}”, Delete leaves it")) {
                return;
            }
        }
        let said = self.desk.focus().and_then(|node| node.accesskit_node().description());
        if said.is_some_and(|said| said.starts_with("Enter or Tab takes")) {
            // Something longer is offered: it is left.
            self.press(Modifiers::NONE, Key::Delete);
        }
    }

    /// Types the letters of a status until the picker is on it.
    fn status(&mut self, status: &Status) {
        let name = match status {
            Status::Unknown(_) => return,
            Status::At(level) => level.to_string(),
            Status::Split(lower) => format!("{} to {}", lower.level().number(), lower.level().number() + 1),
        };
        let there = |desk: &Desk| {
            let wanted = if let Status::At(level) = status {
                format!("{} {level}", level.number())
            } else {
                format!("{name} split")
            };
            desk.focused() == Some((Role::ListBoxOption, wanted))
        };
        for letter in name.chars() {
            self.letter(letter);
            if there(&self.desk) {
                return;
            }
        }
        panic!("the picker does not come to {name}");
    }
}

/// Rows typed in; with the first ten of the table, `skip(0)` and 10 here, it is 4,595 keys for 4,663 letters.
const ROWS: usize = 3;

#[test]
fn rows_of_the_real_table_are_typed_in_with_fewer_keys_than_they_have_letters_and_cells() {
    let source = Desk::file("llr", "2017-18-q1.ron");
    let rows: Vec<_> = source.document().rows.iter().skip(2).take(ROWS).cloned().collect();
    let mut desk = Desk::start(tempfile::tempdir().unwrap(), None, Settings::default(), [1280.0, 800.0]);
    desk.ask(hicm::app::Request::Create(hicm::app::NewAssessment {
        place: source.document().place.clone(),
        quarter: source.document().quarter,
        framework: source.document().framework.clone(),
    }));
    let mut typist = Typist { desk, keys: 0 };
    let next = |typist: &mut Typist| typist.press(Modifiers::NONE, Key::Tab);
    let (mut letters, mut cells) = (0, 0);
    for row in &rows {
        typist.press(Modifiers::COMMAND, Key::Enter);
        typist.text(&row.where_now);
        next(&mut typist);
        typist.status(&row.status);
        for text in [row.spread.typed(), &row.gaps, &row.needs, row.due.typed()] {
            next(&mut typist);
            typist.text(text);
        }
        let known = if matches!(row.status, Status::Unknown(_)) {
            String::new()
        } else {
            row.text(RowField::Status).into_owned()
        };
        let texts = [&row.where_now, row.spread.typed(), &row.gaps, &row.needs, row.due.typed(), &known];
        letters += texts.iter().map(|text| text.chars().count()).sum::<usize>();
        cells += texts.len();
    }
    // The last cell is still open.
    typist.press(Modifiers::NONE, Key::Enter);
    let Typist { desk, keys } = typist;
    println!("{ROWS} rows: {keys} keys, {letters} letters in {cells} cells");
    assert!(keys < letters + cells, "{keys} keys for {letters} letters in {cells} cells");
    assert_eq!(desk.document().rows.len(), ROWS);
    for (typed, row) in desk.document().rows.iter().zip(&rows) {
        for field in [RowField::WhereNow, RowField::Spread, RowField::Gaps, RowField::Needs, RowField::Due] {
            assert_eq!(typed.text(field), row.text(field), "{field:?}");
        }
        if !matches!(row.status, Status::Unknown(_)) {
            assert_eq!(typed.status, row.status);
        }
        assert_eq!(typed.change, row.change);
    }
}

#[test]
fn rows_are_added_beside_the_whole_selection_and_copies_are_in_hand() {
    let mut desk = table();
    let before = desk.document().clone();
    desk.cell(2, RowField::Gaps);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowDown);
    desk.shortcut(Command::AddRow);
    assert_eq!(desk.row(4).id, before.rows[4].id);
    assert!(desk.row(5).where_now.is_empty() && desk.row(5).id != before.rows[5].id, "below the last selected");
    desk.shortcut(Command::Undo);
    desk.cell(2, RowField::Gaps);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowDown);
    desk.shortcut(Command::AddRowAbove);
    assert!(desk.row(2).where_now.is_empty(), "above the first selected");
    assert_eq!(desk.row(3).id, before.rows[2].id);
    desk.shortcut(Command::Undo);

    desk.cell(2, RowField::Gaps);
    desk.press(SHIFT, Key::ArrowDown);
    desk.press(SHIFT, Key::ArrowDown);
    desk.shortcut(Command::DuplicateRows);
    let copies: Vec<_> = (5..8).map(|at| desk.row(at).id.clone()).collect();
    let mut in_hand = desk.app().selection().to_vec();
    in_hand.sort_by_key(|id| copies.iter().position(|copy| copy == id));
    assert_eq!(in_hand, copies);
    desk.shortcut(Command::DeleteRows);
    assert_eq!(*desk.document(), before);
}

#[test]
fn only_what_is_typed_at_the_end_is_completed() {
    let mut desk = table();
    desk.cell(4, RowField::Spread);
    desk.type_text("Rutl");
    desk.keys(&[Key::Delete, Key::Home]);
    desk.type_text("UHL, ");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).spread.typed(), "UHL, Rutl");
    desk.cell(4, RowField::Spread);
    desk.keys(&[Key::F2]);
    desk.press(Modifiers::COMMAND, Key::A);
    desk.harness.event(Event::Paste("rut".to_owned()));
    desk.run();
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.row(4).spread.typed(), "rut", "a pasted text is whole");
}

#[test]
fn a_blank_row_of_a_block_empties_what_it_is_pasted_over() {
    let mut desk = table();
    for (at, text) in [(0, "one"), (2, "two"), (3, "three")] {
        desk.cell(at, RowField::Owner);
        desk.type_text(text);
        desk.keys(&[Key::Enter]);
    }
    desk.cell(0, RowField::Owner);
    desk.press(SHIFT, Key::ArrowDown);
    let copied = desk.copied(Event::Copy);
    desk.cell(2, RowField::Owner);
    desk.harness.event(Event::Paste(copied));
    desk.run();
    assert_eq!((desk.row(2).owner.as_str(), desk.row(3).owner.as_str()), ("one", ""));
}

#[test]
fn a_block_is_pasted_into_an_empty_table() {
    let mut desk = Desk::start(tempfile::tempdir().unwrap(), None, Settings::default(), [1280.0, 800.0]);
    desk.shortcut(Command::New);
    desk.type_text("Anywhere");
    desk.keys(&[Key::Enter]);
    desk.shortcut(Command::GoActions);
    desk.harness.event(Event::Paste("one\tMature\ntwo\tEstablished\n".to_owned()));
    desk.run();
    assert_eq!(desk.question().as_deref(), Some("Add 2 rows?"));
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.document().rows.len(), 2);
    assert_eq!((desk.row(1).where_now.as_str(), &desk.row(1).status), ("two", &Status::At(Level::Established)));
    assert_eq!(desk.row(0).change, desk.key(1));
}

#[test]
fn what_is_typed_while_another_quarter_arrives_stays_where_it_was_typed() {
    let mut desk = Desk::file("llr", "2017-18-q1.ron");
    desk.go(Place::Actions);
    desk.cell(0, RowField::Owner);
    desk.type_text("In time");
    let other = desk.path("2019-20-q1.ron");
    // As when the file is slow: it is asked for, and arrives while the cell is still being typed.
    desk.harness.state_mut().app_mut().handle(hicm::app::Request::Open(other));
    desk.run();
    assert_eq!(desk.row(0).owner, "In time", "it is in the document that was in hand");
    assert_eq!(desk.question().as_deref(), Some("Save your edits first?"), "and is asked about");
}
