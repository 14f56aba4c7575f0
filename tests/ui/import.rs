//! The proposal screen: from a table to an assessment, or to a comparison with the open one, by mouse and by keyboard.

use crate::support::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use hicm::app::{Command, CompareSide, CompareStep, ImportStep, PathFor, Place, Request, Settings};
use hicm::import::{Field, RowAt};
use hicm::model::{Level, RowField, Spot, Status};
use std::path::PathBuf;

/// A small table with most of what is found in such tables: a heading, a split status, a date without a year, a column that
/// means nothing, a row without a date.
pub const TABLE: &str = "Northshire response to the high impact change model\t\t\t\t\t\t\t\n\
Updated: May 2017\t\t\t\t\t\t\t\n\
Impact change\tWhere are you now\tStatus\tSpread\tGaps\tWhat needs to be done\tWhen by\tBox\n\
Early discharge planning\tPlans are made on the first day of a stay for planned admissions\tEstablished\tNorth Trust\tNot at weekends\tExtend the plan to weekends and evenings\t1 July 2017\tkept in the blue box\n\
\tGoals are agreed with the family before admission to the ward\tPlans in place/Established\tNorth Trust and South Trust\tNo leaflet\tWrite a leaflet with the carers\tSeptember\tsee folder two\n\
Systems to monitor patient flow\tBed states are shared twice a day between the two sites\tMature\tAll sites\tNo forecast\tBuy a tool for forecasting\twhen funding is agreed\tto be looked at\n\
\tA dashboard shows every patient who waits for a package of care\tnonsense\tCounty council\tNot live\tMake it live by an interface\t31/12/2017\tin the drawer\n";

impl Desk {
    /// The example, and a table file that was brought in.
    pub fn table(text: &str, size: [f32; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("their table.txt"), text).unwrap();
        let mut desk = Self::start(folder, None, Settings::default(), size);
        desk.bring_in();
        desk
    }

    fn bring_in(&mut self) {
        let path = self.path("their table.txt");
        self.ask(Request::PathChosen(PathFor::Table, Some(path)));
        assert_eq!(*self.app().place(), Place::Import, "{:?}", self.dialog());
    }

    fn proposed(&self) -> &hicm::import::Proposal {
        self.app().proposing().unwrap().proposal()
    }

    /// Takes the first finding of that kind in hand.
    fn show(&mut self, code: hicm::import::Code) {
        let found = self.proposed().findings.iter().find(|it| it.code == code).unwrap();
        let at = hicm::app::at_of(found);
        self.ask(Request::Import(ImportStep::Show(at)));
    }

    fn waiting(&self) -> usize {
        self.app().proposing().unwrap().open().count()
    }

    fn choose_entry(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).scroll_to_me();
        self.run();
        self.button(name);
    }
}

use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn wide() -> Desk {
    Desk::table(TABLE, [1280.0, 800.0])
}

#[test]
fn a_table_becomes_a_new_assessment_by_mouse() {
    let mut desk = wide();
    assert!(desk.has(Role::Heading, "Bring in a table"));
    for name in ["Table as it stands", "Rows as they would be", "Findings"] {
        assert!(desk.has(Role::Table, name), "{name}");
    }
    assert_eq!(desk.proposed().rows.len(), 4);
    assert!(desk.says("4 rows in 2 changes"));
    assert!(desk.mentions("not read"), "the legend");
    desk.button("New assessment");
    assert_eq!(*desk.app().place(), Place::Overview);
    assert!(desk.app().proposing().is_none());
    assert_eq!(desk.document().rows.len(), 4);
    assert_eq!(desk.row(0).status, Status::At(Level::Established));
    assert_eq!(desk.notice(), "Four rows brought in from their table.txt.");
    assert_eq!(desk.session().path(), None, "untitled");
}

#[test]
fn a_table_becomes_a_new_assessment_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("their table.txt");
    std::fs::write(&path, TABLE).unwrap();
    let mut desk = Desk::start(folder, None, Settings::default(), [1280.0, 800.0]);
    desk.shortcut(Command::Import);
    assert_eq!(desk.question().as_deref(), Some("Bring in which table?"));
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text(&path.to_string_lossy());
    desk.keys(&[Key::Enter]);
    assert_eq!(*desk.app().place(), Place::Import, "{:?}", desk.dialog());
    let waiting = desk.waiting();
    assert!(waiting > 1, "{waiting}");
    // The list of findings has the keyboard.
    let first = desk.app().proposing().unwrap().finding().cloned();
    desk.shortcut(Command::NextFinding);
    assert_ne!(desk.app().proposing().unwrap().finding().cloned(), first);
    desk.shortcut(Command::PreviousFinding);
    assert_eq!(desk.app().proposing().unwrap().finding().cloned(), first);
    desk.tab_to(Role::Button, "Fine as it is");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.waiting(), waiting - 1);
    // And back, as everything.
    desk.shortcut(Command::Undo);
    assert_eq!(desk.waiting(), waiting);
    desk.shortcut(Command::Redo);
    desk.tab_to(Role::TextInput, "Place");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Northshire");
    desk.tab_to(Role::Button, "New assessment");
    desk.keys(&[Key::Enter]);
    assert_eq!(desk.document().place, "Northshire");
    assert_eq!(desk.document().rows.len(), 4);
}

#[test]
fn unsaved_edits_are_asked_about_before_a_table_takes_their_place() {
    let mut desk = wide();
    let (change, level) = (desk.key(1), Some(Level::Exemplary));
    desk.ask(Request::Edit(hicm::app::Edit::SetLevel { change, level }));
    desk.button("New assessment");
    assert!(desk.app().proposing().is_some() && desk.dialog().is_some());
    desk.keys(&[Key::Escape]);
    assert!(desk.app().proposing().is_some(), "still in hand");
}

#[test]
fn leaving_what_was_settled_is_asked_about() {
    let mut desk = wide();
    desk.button("Fine as it is");
    desk.button("Cancel");
    assert_eq!(desk.question().as_deref(), Some("Leave the table that is being brought in?"));
    // What loses nothing is at hand.
    assert_eq!(desk.focused(), Some((Role::Button, "Keep working".to_owned())));
    desk.keys(&[Key::Enter]);
    assert!(desk.app().proposing().is_some() && desk.question().is_none());
    desk.button("Cancel");
    desk.button("Leave it");
    assert!(desk.app().proposing().is_none());
}

/// Letters that are not in the proposal yet are work as well.
#[test]
fn a_cell_that_is_being_typed_is_settled_before_another_table_is_dropped_on_it() {
    let mut desk = wide();
    desk.show(hicm::import::Code::StatusUnknown);
    desk.button("Type status anew");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Mature");
    std::fs::write(desk.path("other.txt"), TABLE).unwrap();
    let other = desk.path("other.txt");
    desk.drop_file(other);
    assert_eq!(desk.question().as_deref(), Some("Leave the table that is being brought in?"));
    assert_eq!(desk.proposed().rows[3].row.status, Status::At(Level::Mature));
    desk.button("Leave it");
    assert_eq!(desk.app().proposing().unwrap().source().name, "other.txt");
}

#[test]
fn a_table_dropped_on_the_window_is_brought_in_wherever_that_is() {
    for place in [Place::Overview, Place::Actions, Place::Trend] {
        let mut desk = Desk::example();
        desk.go(place);
        std::fs::write(desk.path("their table.txt"), TABLE).unwrap();
        let path = desk.path("their table.txt");
        desk.drop_file(path.clone());
        assert_eq!(*desk.app().place(), Place::Import);
        assert_eq!(desk.app().proposing().unwrap().path(), Some(path.as_path()));
        assert!(desk.has(Role::Table, "Findings"));
        assert!(!desk.session().edited(), "the document is not touched");
    }
}

#[test]
fn a_dropped_file_that_holds_no_table_says_so() {
    let mut desk = Desk::example();
    let path = desk.path("notes.docx");
    std::fs::write(&path, "no document").unwrap();
    desk.drop_file(path);
    assert!(
        desk.question().is_some_and(|said| said.starts_with("“notes.docx” cannot be brought in")),
        "{:?}",
        desk.question()
    );
    assert!(desk.app().proposing().is_none());
}

#[test]
fn a_column_is_read_as_something_else_and_that_is_remembered() {
    let mut desk = wide();
    assert_eq!(desk.proposed().columns[7].field, None, "{:?}", desk.proposed().columns);
    let cell = desk.source_cell(3, 7);
    desk.click_at(cell);
    desk.button("Column in hand ▼");
    desk.choose_entry("Owner");
    assert_eq!(desk.proposed().columns[7].field, Some(Field::Row(RowField::Owner)));
    assert_eq!(desk.proposed().rows[0].row.owner, "kept in the blue box");
    assert_eq!(desk.proposed().columns[7].why, "as you chose");
    desk.button("New assessment");
    assert_eq!(desk.row(0).owner, "kept in the blue box");
    assert_eq!(desk.app().settings().tables.len(), 1);
    // The next one with that header, whatever its rows.
    desk.ask(Request::Command(Command::OpenSample));
    desk.keys(&[]);
    if desk.dialog().is_some() {
        desk.ask(Request::Unsaved(hicm::app::UnsavedAnswer::Discard));
    }
    desk.bring_in();
    assert_eq!(desk.proposed().columns[7].field, Some(Field::Row(RowField::Owner)));
    assert_eq!(desk.proposed().columns[7].why, "as you chose last time");
}

impl Desk {
    /// The middle of a cell of the table as it stands, by row and column from 0.
    fn source_cell(&self, row: usize, column: usize) -> egui::Pos2 {
        let table = self.node(Role::Table, "Table as it stands");
        let cell = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == Role::Cell
                && node.data().row_index() == Some(row)
                && node.data().column_index() == Some(column)
        };
        table.get(egui_kittest::kittest::By::new().predicate(cell)).rect().center()
    }

    fn click_at(&mut self, pos: egui::Pos2) {
        self.harness.hover_at(pos);
        self.harness.drag_at(pos);
        self.harness.drop_at(pos);
        self.run();
    }
}

#[test]
fn a_row_moves_to_another_change_and_back() {
    let mut desk = wide();
    let line = desk.proposed().rows[1].at.line;
    desk.show(hicm::import::Code::StatusSplit);
    desk.button("Row in hand ▼");
    desk.choose_entry("Move to another change…");
    let third = desk.proposed().framework.changes[2].clone();
    desk.choose_entry(&format!("3 {}", third.short));
    assert_eq!(desk.proposed().rows[1].row.change, third.key);
    assert!(desk.proposed().rows[1].change_certain);
    let undo = desk.app().undo_label().unwrap().to_owned();
    assert_eq!(undo, format!("move line {line} to “{}”", third.short));
    desk.shortcut(Command::Undo);
    assert_ne!(desk.proposed().rows[1].row.change, third.key);
    assert!(!desk.session().edited(), "the document is not touched");
}

#[test]
fn a_cell_of_a_row_is_typed_anew() {
    let mut desk = wide();
    let at = desk.proposed().rows[3].at;
    assert!(matches!(desk.proposed().rows[3].row.status, Status::Unknown(_)));
    desk.show(hicm::import::Code::StatusUnknown);
    desk.button("Type status anew");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Mature");
    desk.keys(&[Key::Enter]);
    let row = desk.proposed().rows.iter().find(|row| row.at == at).unwrap();
    assert_eq!(row.row.status, Status::At(Level::Mature));
}

#[test]
fn a_split_status_becomes_two_rows() {
    let mut desk = wide();
    let line = desk.proposed().rows[1].at.line;
    desk.show(hicm::import::Code::StatusSplit);
    desk.button("Split into two rows…");
    desk.choose_entry("The same words in both rows");
    let of_line: Vec<RowAt> = desk.proposed().rows.iter().map(|row| row.at).filter(|at| at.line == line).collect();
    assert_eq!(of_line.len(), 2);
}

#[test]
fn a_table_is_compared_with_the_open_assessment_and_taken_over_line_by_line() {
    let mut desk = wide();
    desk.button("New assessment");
    let quarter = desk.document().quarter;
    // The same table, with one thing written differently.
    std::fs::write(desk.path("their table.txt"), TABLE.replace("No forecast", "Nobody forecasts")).unwrap();
    desk.bring_in();
    assert_eq!(desk.proposed().quarter, quarter);
    desk.button("Compare with the open assessment");
    assert_eq!(*desk.app().place(), Place::Compare);
    assert_eq!(desk.app().compare_side(true), Some(CompareSide::Table));
    let compared = desk.app().compared().unwrap().clone();
    let differences = &compared.comparison.delta.differences;
    let at = differences
        .iter()
        .position(|difference| matches!(&difference.spot, Spot::Cell(_, RowField::Gaps)))
        .unwrap_or_else(|| panic!("{differences:#?}"));
    assert_eq!(differences.len(), 1, "{differences:#?}");
    assert_eq!(desk.row(2).gaps, "No forecast", "nothing is taken over by itself");
    desk.ask(Request::Compare(CompareStep::TakeOver(at)));
    assert_eq!(desk.row(2).gaps, "Nobody forecasts");
    assert!(desk.app().proposing().is_some(), "the table stays in hand");
    desk.shortcut(Command::GoImport);
    desk.button("Cancel");
    assert!(desk.app().proposing().is_none());
    assert_eq!(desk.notice(), "Nothing was brought in.");
}

#[test]
fn the_table_on_the_clipboard_is_brought_in() {
    let mut desk = Desk::example();
    desk.menu(Command::ImportClipboard);
    desk.harness.event(Event::Paste(TABLE.to_owned()));
    desk.run();
    assert_eq!(*desk.app().place(), Place::Import, "{:?}", desk.dialog());
    assert_eq!(desk.proposed().rows.len(), 4);
    assert_eq!(desk.app().proposing().unwrap().source().name, "the clipboard");
}

#[test]
fn what_cannot_be_read_says_why() {
    let mut desk = Desk::example();
    let path = desk.path("paper.html");
    std::fs::write(&path, "%PDF-1.7 …").unwrap();
    desk.ask(Request::Open(path));
    assert!(desk.mentions("tables in a PDF are not read") || desk.mentions("Tables in a PDF are not read"));
    assert!(desk.app().proposing().is_none());
    assert_eq!(*desk.app().place(), Place::Overview);
}

#[test]
fn a_table_given_at_the_start_is_brought_in() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("their table.txt");
    std::fs::write(&path, TABLE).unwrap();
    let desk = Desk::start(folder, Some(path), Settings::default(), [1280.0, 800.0]);
    assert_eq!(*desk.app().place(), Place::Import);
}

#[test]
fn reading_a_large_table_is_stopped_from_the_line_below() {
    let mut desk = Desk::example();
    let line = TABLE.lines().nth(4).unwrap();
    let text = format!("{TABLE}{}", format!("{line}\n").repeat(3_000));
    std::fs::write(desk.path("large.txt"), text).unwrap();
    let path = desk.path("large.txt");
    desk.harness.state_mut().app_mut().handle(Request::Open(path));
    desk.harness.step();
    desk.node(Role::Link, "Stop").click();
    desk.run();
    assert_eq!(desk.notice(), "Stopped. Nothing was changed.");
    assert!(desk.app().proposing().is_none() && !desk.has(Role::Link, "Stop"));
}

/// At twice the size: what the table says of itself and the first findings, whatever has the keyboard.
#[test]
fn a_small_window_opens_at_its_top_with_the_first_findings_in_sight() {
    let mut desk = Desk::table(TABLE, [656.0, 416.0]);
    let in_sight = |desk: &Desk, rect: egui::Rect| {
        let menus = desk.node(Role::Button, "File").rect().bottom();
        menus <= rect.top() && rect.bottom() <= 416.0 - 8.0 - 30.0
    };
    assert!(in_sight(&desk, desk.node(Role::TextInput, "Place").rect()));
    let first = desk.focus().unwrap();
    assert_eq!(first.accesskit_node().role(), Role::Cell);
    assert!(in_sight(&desk, first.rect()), "{:?}", first.rect());
    // From there on what has the keyboard is followed.
    desk.tab_to(Role::Button, "Fine as it is");
    assert!(in_sight(&desk, desk.node(Role::Button, "Fine as it is").rect()));
    // Another table opens at its top again.
    desk.bring_in();
    assert!(in_sight(&desk, desk.node(Role::TextInput, "Place").rect()));
}

/// Every part comes in a small window too, one at a time.
#[test]
fn a_small_window_shows_one_part_at_a_time() {
    let mut desk = Desk::table(TABLE, [656.0, 416.0]);
    assert!(desk.has(Role::Table, "Findings") && !desk.has(Role::Table, "Table as it stands"));
    desk.choose_entry("Table");
    assert!(desk.has(Role::Table, "Table as it stands"));
    desk.choose_entry("Rows (4)");
    assert!(desk.has(Role::Table, "Rows as they would be"));
}

/// A quarterly return: levels, a plan, a text, and one level that is none.
const LEVELS: &str = "Place: Northshire\n\n\
Change\tQ1 2019/20 (Current)\tQ4 2019/20 (Planned)\tChallenges\n\
Early discharge planning\tEstablished\tMature\tTwo vacancies\n\
Home first\tMature\tMature\t\n\
Trusted assessors\tgood\tEstablished\t\n";

#[test]
fn levels_are_shown_mended_and_taken_in() {
    let mut desk = Desk::table(LEVELS, [1280.0, 800.0]);
    assert!(desk.has(Role::Table, "Levels as they would be") && !desk.has(Role::Table, "Rows as they would be"));
    assert!(desk.says("levels of 3 changes"));
    assert_eq!(desk.proposed().levels.len(), 3);
    desk.show(hicm::import::Code::LevelUnreadable);
    assert!(desk.mentions("typed: good"));
    desk.button("Type the level anew");
    desk.run();
    desk.press(Modifiers::COMMAND, Key::A);
    desk.type_text("Mature");
    desk.keys(&[Key::Enter]);
    let mended = desk.proposed().levels[2].judgement.clone();
    assert_eq!((mended.now, mended.notes.len()), (Some(Level::Mature), 0));
    assert!(desk.proposed().findings.iter().all(|it| it.code != hicm::import::Code::LevelUnreadable));
    desk.button("New assessment");
    assert_eq!(desk.notice(), "The levels of three changes brought in from their table.txt.");
    let judged = desk.document().changes.iter().filter(|change| change.now.is_some()).count();
    assert_eq!(judged, 3);
}

#[test]
fn a_table_with_rows_and_levels_shows_either() {
    let text = std::fs::read_to_string("tests/fixtures/import/tables/rows-and-levels.tsv").unwrap();
    for size in [[1280.0, 800.0], [700.0, 800.0]] {
        let mut desk = Desk::table(&text, size);
        if size[0] < 1000.0 {
            desk.button("Rows (7)");
        }
        assert!(desk.has(Role::Table, "Rows as they would be"));
        desk.button("Show levels");
        assert!(desk.has(Role::Table, "Levels as they would be") && !desk.has(Role::Table, "Rows as they would be"));
        desk.button("Show rows");
        assert!(desk.has(Role::Table, "Rows as they would be"));
    }
}
