//! The grid, by role and label first.

use crate::support::{harness_builder, press, save_png, type_text};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use hicm::model::{Level, Status};
use hicm::ui::widgets::Ladder;
use hicm::ui::widgets::grid::{
    Cell, Column, Drawing, Editable, Grid, GridEvent, GridResponse, GridSource, GridState, Place, Tone,
};
use std::borrow::Cow;

const TEXTS: [[&str; 8]; 6] = [
    [
        "Care coordinators and therapists plan discharge together at the front door",
        "unknown",
        "UHL",
        "Social care is not part of the team; frequent attenders are known to the ambulance service but not to the wards, and nobody holds the list between them at weekends",
        "One integrated discharge team at front and back door",
        "Head of Therapy",
        "1st July 2017",
        "Therapists in post since April; the shared list waits for the information governance lead.",
    ],
    [
        "Visiting team finds people who will need support and draws them into the community hospitals before the weekend, so that beds at Leicester Royal Infirmary are not blocked by people waiting for a package of care in Rutland or the county",
        "unknown",
        "Rutland (UHL, PCH, LPT …)",
        "No remote access to hospital records",
        "Link the visiting model to the integrated team",
        "not given",
        "1st July 2017",
        "",
    ],
    [
        "Nurses and coordinators plan discharge on the assessment units",
        "3 Established",
        "UHL",
        "Social care is not part of the unit teams",
        "One integrated discharge team",
        "Deputy Chief Nurse",
        "1st July 2017",
        "Two units of three.\nThe third starts when the ward moves.",
    ],
    [
        "Board rounds being set up in intensive community support",
        "2 Plans in place",
        "LPT",
        "Some localities only",
        "Daily board round on every ward",
        "LPT matron",
        "none",
        "",
    ],
    [
        "SAFER bundle on wards: expected date, criteria, senior review",
        "2 to 3 split",
        "not given",
        "Medical wards on weekdays, two surgical wards; no cover on bank holidays",
        "Extend to specialty and remaining wards",
        "Medical Director",
        "Roll out complete by October 2017, review December",
        "",
    ],
    [
        "Red to Green at board rounds",
        "3 Established",
        "UHL; LPT community hospitals",
        "Not all wards",
        "Embed, then the rest of LPT",
        "",
        "none",
        "",
    ],
];

struct Table {
    rows: Vec<(u64, [String; 8])>,
    revision: u64,
    row_revisions: Vec<u64>,
    pick: bool,
    groups: bool,
}

impl Table {
    fn new(rows: usize) -> Self {
        let rows: Vec<(u64, [String; 8])> =
            (0..rows).map(|row| (1000 + row as u64, TEXTS[row % TEXTS.len()].map(str::to_owned))).collect();
        Self { revision: 1, row_revisions: vec![0; rows.len()], rows, pick: true, groups: false }
    }

    fn set(&mut self, row: usize, column: usize, text: &str) {
        text.clone_into(&mut self.rows[row].1[column]);
        self.revision += 1;
        self.row_revisions[row] += 1;
    }
}

impl GridSource for Table {
    fn row_count(&self) -> usize {
        self.rows.len()
    }
    fn row_key(&self, row: usize) -> u64 {
        self.rows[row].0
    }
    fn revision(&self) -> u64 {
        self.revision
    }
    fn row_revision(&self, row: usize) -> u64 {
        self.row_revisions[row]
    }
    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let text = self.rows[row].1[column].as_str();
        let mut cell = Cell::text(text);
        match column {
            1 => {
                cell.editable = if self.pick { Editable::Pick } else { Editable::No };
                cell.drawing = Drawing::Ladder(match text.as_bytes().first() {
                    Some(b'3') => Ladder::of(Some(Level::Established)),
                    Some(b'2') if text.contains("split") => {
                        Ladder::of_status(&Status::split(Level::PlansInPlace, Level::Established).unwrap())
                    }
                    Some(b'2') => Ladder::of(Some(Level::PlansInPlace)),
                    _ => Ladder::default(),
                });
            }
            6 if text == "1st July 2017" => {
                cell.below = Cow::Borrowed("1 Jul 2017, overdue");
                cell.tone = Tone::Alert;
            }
            6 if text.starts_with("Roll") => {
                cell.below = Cow::Borrowed("Oct 2017, two dates");
                cell.marked = true;
            }
            _ => {}
        }
        if matches!(text, "none" | "not given") {
            cell.tone = Tone::Muted;
        }
        cell
    }
    fn row_name(&self, row: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.rows[row].1[0])
    }
    fn hint(&self, _row: usize, column: usize, draft: &str) -> Option<String> {
        (column == 6).then(|| if draft.is_empty() { "no date".to_owned() } else { format!("read as {draft}") })
    }
    fn heading(&self, row: usize) -> Option<Cow<'_, str>> {
        (self.groups && row.is_multiple_of(4)).then(|| Cow::Owned(format!("{} Early discharge planning", row / 4 + 1)))
    }
}

fn columns() -> Vec<Column> {
    [
        ("Where we are now", 210.0, 120.0, true),
        ("Status", 155.0, 150.0, false),
        ("Spread", 120.0, 90.0, false),
        ("Gaps", 210.0, 120.0, false),
        ("What needs to be done", 210.0, 130.0, false),
        ("Owner", 120.0, 90.0, false),
        ("When by", 120.0, 90.0, false),
        ("Progress", 200.0, 120.0, false),
    ]
    .into_iter()
    .zip(10..)
    .map(|((title, width, min_width, sticky), key)| Column { key, title: title.to_owned(), width, min_width, sticky })
    .collect()
}

struct World {
    table: Table,
    grid: GridState,
    columns: Vec<Column>,
    events: Vec<GridEvent>,
    last: Option<GridResponse>,
    before: String,
    after: String,
}

impl World {
    fn new(rows: usize) -> Self {
        Self {
            table: Table::new(rows),
            grid: GridState::default(),
            columns: columns(),
            events: Vec::new(),
            last: None,
            before: String::new(),
            after: String::new(),
        }
    }
}

fn show(ui: &mut egui::Ui, world: &mut World) {
    egui::Panel::top("above").show(ui, |ui| {
        ui.add(egui::TextEdit::singleline(&mut world.before)).accessible_name("before");
    });
    egui::Panel::bottom("below").show(ui, |ui| {
        ui.add(egui::TextEdit::singleline(&mut world.after)).accessible_name("after");
    });
    egui::CentralPanel::default().show(ui, |ui| {
        let response = Grid::new("actions", "Actions").show(ui, &mut world.grid, &world.columns, &world.table);
        for event in &response.events {
            if let GridEvent::Commit { row, column, text } = event {
                let at = world.table.rows.iter().position(|(key, _)| key == row).unwrap();
                world.table.set(at, (*column - 10) as usize, text);
            }
        }
        world.events.extend(response.events.iter().cloned());
        world.last = Some(response);
    });
}

fn open(rows: usize) -> Harness<'static, World> {
    let mut harness = harness_builder([1000.0, 600.0], Theme::Light).build_ui_state(show, World::new(rows));
    harness.run();
    harness
}

/// Opens with the keyboard in the grid, on the first cell.
fn focused(rows: usize) -> Harness<'static, World> {
    let mut harness = open(rows);
    harness.state_mut().grid.take_focus();
    harness.state_mut().grid.go_to(Place { row: 1000, column: 10 });
    harness.step();
    harness.run();
    harness
}

fn cursor(harness: &Harness<'_, World>) -> (usize, usize) {
    harness.state().last.as_ref().unwrap().cursor.unwrap()
}

fn selection(harness: &Harness<'_, World>) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let selection = &harness.state().last.as_ref().unwrap().selection;
    (selection.rows.clone(), selection.columns.clone())
}

fn take(harness: &mut Harness<'_, World>) -> Vec<GridEvent> {
    std::mem::take(&mut harness.state_mut().events)
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn keys_walk_the_cells() {
    let mut harness = focused(40);
    for (modifiers, key, expected) in [
        (NONE, Key::ArrowDown, (1, 0)),
        (NONE, Key::ArrowRight, (1, 1)),
        (NONE, Key::Tab, (1, 2)),
        (SHIFT, Key::Tab, (1, 1)),
        (NONE, Key::ArrowLeft, (1, 0)),
        (NONE, Key::ArrowLeft, (1, 0)),
        (SHIFT, Key::Tab, (0, 7)),
        (NONE, Key::Tab, (1, 0)),
        (NONE, Key::End, (1, 7)),
        (NONE, Key::Home, (1, 0)),
        (SHIFT, Key::Enter, (0, 0)),
        (NONE, Key::ArrowUp, (0, 0)),
        (CTRL, Key::End, (39, 7)),
        (CTRL, Key::ArrowUp, (38, 7)),
        (CTRL, Key::Home, (0, 0)),
        (CTRL, Key::ArrowDown, (39, 0)),
        (CTRL, Key::ArrowRight, (39, 5)),
        (CTRL, Key::ArrowRight, (39, 7)),
    ] {
        press(&mut harness, modifiers, key);
        assert_eq!(cursor(&harness), expected, "after {modifiers:?} {key:?}");
        assert!(harness.get_by_role(Role::Table).accesskit_node().data().active_descendant().is_some());
    }
    assert!(take(&mut harness).is_empty(), "walking asks for nothing");
}

#[test]
fn a_page_is_what_is_in_sight() {
    let mut harness = focused(400);
    let in_sight = harness.state().last.as_ref().unwrap().rows_in_sight.len();
    press(&mut harness, NONE, Key::PageDown);
    let (row, _) = cursor(&harness);
    assert!((in_sight - 2..=in_sight + 1).contains(&row), "{row} of {in_sight}");
    press(&mut harness, NONE, Key::PageUp);
    assert_eq!(cursor(&harness), (0, 0));
}

#[test]
fn two_arrows_in_the_first_frames_of_focus_stay_in_the_grid() {
    let mut harness = open(40);
    harness.get_by_role_and_label(Role::Cell, "3 Established").click();
    harness.step();
    harness.key_press(Key::ArrowDown);
    harness.step();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(cursor(&harness), (4, 1));
    assert!(harness.get_by_role_and_label(Role::Cell, "2 to 3 split").is_focused());
}

#[test]
fn the_cursor_cell_has_the_focus_and_the_selection() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::ArrowDown);
    let cell = harness.get_by_role_and_label(Role::Cell, TEXTS[1][0]);
    assert!(cell.is_focused());
    assert_eq!(cell.accesskit_node().is_selected(), Some(true));
    let other = harness.get_by_role_and_label(Role::Cell, TEXTS[0][0]);
    assert!(!other.is_focused());
    assert_eq!(other.accesskit_node().is_selected(), Some(false));
}

#[test]
fn typing_overwrites_and_enter_commits_downwards() {
    let mut harness = focused(6);
    press(&mut harness, CTRL, Key::ArrowRight);
    press(&mut harness, NONE, Key::Home);
    for _ in 0..4 {
        press(&mut harness, NONE, Key::ArrowRight);
    }
    type_text(&mut harness, "Ring the ward");
    assert!(harness.state().grid.is_editing());
    press(&mut harness, NONE, Key::Enter);
    let expected = GridEvent::Commit { row: 1000, column: 14, text: "Ring the ward".to_owned() };
    assert_eq!(take(&mut harness), [expected]);
    assert_eq!(cursor(&harness), (1, 4));
    assert!(harness.get_by_role_and_label(Role::Cell, TEXTS[1][4]).is_focused());
}

#[test]
fn a_whole_burst_of_typing_in_one_frame_loses_nothing() {
    let mut harness = focused(6);
    let text = |text: &str| Event::Text(text.to_owned());
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: NONE };
    let burst = [text("a"), text("b"), key(Key::Enter), text("c"), text("d"), key(Key::Tab), key(Key::Tab)];
    harness.input_mut().events.extend(burst);
    harness.run();
    let commit = |row, text: &str| GridEvent::Commit { row, column: 10, text: text.to_owned() };
    assert_eq!(take(&mut harness), [commit(1000, "ab"), commit(1001, "cd")]);
    assert_eq!(cursor(&harness), (1, 2));
}

#[test]
fn f2_keeps_the_text_and_tab_commits_sideways() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::F2);
    type_text(&mut harness, ", every day");
    press(&mut harness, NONE, Key::Tab);
    let text = format!("{}, every day", TEXTS[0][0]);
    assert_eq!(take(&mut harness), [GridEvent::Commit { row: 1000, column: 10, text }]);
    assert_eq!(cursor(&harness), (0, 1));
}

#[test]
fn escape_leaves_all_as_it_was() {
    let mut harness = focused(6);
    type_text(&mut harness, "oh no");
    press(&mut harness, NONE, Key::Escape);
    assert!(!harness.state().grid.is_editing());
    assert!(take(&mut harness).is_empty());
    assert!(harness.get_by_role_and_label(Role::Cell, TEXTS[0][0]).is_focused(), "the grid has the keyboard again");
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(cursor(&harness), (1, 0));
}

#[test]
fn a_draft_that_says_nothing_new_commits_nothing() {
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::Enter);
    press(&mut harness, NONE, Key::Enter);
    assert!(take(&mut harness).is_empty());
    assert_eq!(cursor(&harness), (1, 0));
}

#[test]
fn alt_enter_breaks_the_line() {
    let mut harness = focused(6);
    type_text(&mut harness, "one");
    press(&mut harness, Modifiers::ALT, Key::Enter);
    type_text(&mut harness, "two");
    press(&mut harness, NONE, Key::Enter);
    assert_eq!(take(&mut harness), [GridEvent::Commit { row: 1000, column: 10, text: "one\ntwo".to_owned() }]);
}

#[test]
fn a_click_elsewhere_commits() {
    for label in [TEXTS[3][3], "after"] {
        let mut harness = focused(6);
        type_text(&mut harness, "half a thou");
        if label == "after" {
            harness.get_by_role_and_label(Role::TextInput, label).click();
        } else {
            harness.get_by_role_and_label(Role::Cell, label).click();
        }
        harness.run();
        let expected = GridEvent::Commit { row: 1000, column: 10, text: "half a thou".to_owned() };
        assert_eq!(take(&mut harness), [expected], "{label}");
        assert_eq!(cursor(&harness), if label == "after" { (0, 0) } else { (3, 3) });
    }
}

#[test]
fn the_editor_is_named_and_says_the_reading() {
    let mut harness = focused(6);
    harness.state_mut().grid.go_to(Place { row: 1000, column: 16 });
    harness.run();
    type_text(&mut harness, "Summer 2017");
    let name = format!("When by, {}", TEXTS[0][0]);
    let field = harness.get_by_role_and_label(Role::MultilineTextInput, &name);
    assert_eq!(field.value().as_deref(), Some("Summer 2017"));
    assert_eq!(field.accesskit_node().description().as_deref(), Some("read as Summer 2017"));
}

#[test]
fn a_placeholder_is_not_edited() {
    let mut harness = focused(6);
    harness.state_mut().grid.go_to(Place { row: 1003, column: 16 });
    harness.run();
    press(&mut harness, NONE, Key::F2);
    let name = format!("When by, {}", TEXTS[3][0]);
    assert_eq!(harness.get_by_role_and_label(Role::MultilineTextInput, &name).value().as_deref().unwrap_or(""), "");
}

#[test]
fn picks_are_asked_for() {
    let asks = |events: &[GridEvent], wanted: &str| {
        matches!(events, [GridEvent::Pick { row: 1000, column: 11, rect, typed }]
            if rect.is_positive() && typed == wanted)
    };
    let mut harness = focused(6);
    press(&mut harness, NONE, Key::ArrowRight);
    press(&mut harness, NONE, Key::Enter);
    assert!(asks(&take(&mut harness), ""));
    type_text(&mut harness, " ");
    assert!(asks(&take(&mut harness), ""));
    type_text(&mut harness, "3");
    assert!(asks(&take(&mut harness), "3"));
    assert!(!harness.state().grid.is_editing());

    harness.state_mut().table.pick = false;
    press(&mut harness, NONE, Key::Enter);
    type_text(&mut harness, "x");
    assert!(take(&mut harness).is_empty(), "a cell that cannot be changed asks for nothing");
    assert!(!harness.state().grid.is_editing());
}

#[test]
fn commands_come_out_as_events_but_not_from_the_editor() {
    let mut harness = focused(6);
    let commands = |harness: &mut Harness<'_, World>| {
        harness.event(Event::Copy);
        harness.event(Event::Cut);
        harness.event(Event::Paste("a\tb".to_owned()));
        harness.run();
        press(harness, NONE, Key::Delete);
        press(harness, Modifiers::ALT, Key::ArrowDown);
        press(harness, Modifiers::ALT, Key::ArrowUp);
    };
    commands(&mut harness);
    assert_eq!(
        take(&mut harness),
        [
            GridEvent::Copy,
            GridEvent::Cut,
            GridEvent::Paste("a\tb".to_owned()),
            GridEvent::Clear,
            GridEvent::MoveRows(1),
            GridEvent::MoveRows(-1),
        ]
    );
    press(&mut harness, NONE, Key::F2);
    commands(&mut harness);
    assert!(take(&mut harness).is_empty());
    press(&mut harness, NONE, Key::Escape);
    press(&mut harness, SHIFT, Key::F10);
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Menu { pos }] if pos.is_finite()));
}

#[test]
fn selections_grow_by_keys_and_mouse() {
    let mut harness = focused(12);
    press(&mut harness, SHIFT, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::ArrowRight);
    assert_eq!(selection(&harness), (0..2, 0..2));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(selection(&harness), (2..3, 1..2));
    press(&mut harness, SHIFT, Key::Space);
    assert_eq!(selection(&harness), (2..3, 0..8));
    press(&mut harness, SHIFT, Key::ArrowDown);
    assert_eq!(selection(&harness), (2..4, 0..8));
    press(&mut harness, CTRL, Key::A);
    assert_eq!(selection(&harness), (0..12, 0..8));
    press(&mut harness, NONE, Key::Escape);
    assert_eq!(selection(&harness), (3..4, 1..2));

    harness.get_by_role_and_label(Role::RowHeader, "1").click();
    harness.run();
    assert_eq!(selection(&harness), (0..1, 0..8));
    harness.get_by_role_and_label(Role::RowHeader, "3").click_modifiers(SHIFT);
    harness.run();
    assert_eq!(selection(&harness), (0..3, 0..8));

    let (from, to) = (
        harness.get_by_role_and_label(Role::Cell, TEXTS[0][3]).rect().center(),
        harness.get_by_role_and_label(Role::Cell, TEXTS[2][4]).rect().center(),
    );
    harness.drag_at(from);
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
    assert_eq!(selection(&harness), (0..3, 3..5));
    assert_eq!(cursor(&harness), (2, 4));
    assert!(take(&mut harness).is_empty());
}

#[test]
fn a_double_click_edits_and_a_right_click_asks_for_the_menu() {
    let mut harness = open(6);
    harness.get_by_role_and_label(Role::Cell, TEXTS[2][3]).click();
    harness.get_by_role_and_label(Role::Cell, TEXTS[2][3]).click();
    harness.run();
    assert!(harness.state().grid.is_editing());
    press(&mut harness, NONE, Key::Escape);
    harness.get_by_role_and_label(Role::Cell, TEXTS[3][4]).click_secondary();
    harness.run();
    assert_eq!(cursor(&harness), (3, 4));
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Menu { .. }]));
}

#[test]
fn the_focus_comes_and_leaves_by_tab() {
    let mut harness = open(3);
    harness.get_by_role_and_label(Role::TextInput, "before").focus();
    harness.run();
    press(&mut harness, NONE, Key::Tab);
    assert!(!harness.get_by_role_and_label(Role::TextInput, "before").is_focused());
    press(&mut harness, NONE, Key::Tab);
    assert!(harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "from above into the grid");
    assert_eq!(cursor(&harness), (0, 0));
    press(&mut harness, SHIFT, Key::Tab);
    assert!(!harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "back out of the first cell");
    harness.state_mut().grid.take_focus();
    harness.run();
    press(&mut harness, CTRL, Key::End);
    press(&mut harness, NONE, Key::Tab);
    assert!(!harness.get_by_role(Role::Table).accesskit_node().is_focused_in_tree(), "out of the last cell");
    assert_eq!(cursor(&harness), (2, 7));
}

#[test]
fn the_last_of_ten_thousand_rows_is_a_key_away() {
    let mut harness = focused(10_000);
    harness.state_mut().table.set(9_999, 0, "The very last one");
    harness.state_mut().columns[0].sticky = true;
    press(&mut harness, CTRL, Key::End);
    let cell = harness.get_by_role_and_label(Role::Cell, "The very last one");
    let node = cell.accesskit_node();
    assert_eq!((node.data().row_index(), node.data().column_index()), (Some(9_999), Some(0)));
    let body = harness.state().last.as_ref().unwrap().body;
    assert!((cell.rect().bottom() - body.bottom()).abs() < 1.0, "the last row ends at the edge");
    assert_eq!(harness.get_by_role_and_label(Role::RowHeader, "10000").rect().top(), cell.rect().top());
}

#[test]
fn the_tree_tells_the_truth() {
    let harness = open(500);
    let table = harness.get_by_role_and_label(Role::Table, "Actions");
    let data = table.accesskit_node();
    assert_eq!((data.data().row_count(), data.data().column_count()), (Some(500), Some(8)));
    let rows: Vec<_> = table.children().filter(|node| node.accesskit_node().role() == Role::Row).collect();
    let titles: Vec<String> = rows[0].children().filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(titles[0], "Where we are now");
    for row in &rows[1..] {
        let index = row.accesskit_node().data().row_index().unwrap();
        assert_eq!(row.accesskit_node().label().unwrap(), TEXTS[index % 6][0]);
        for cell in row.children().filter(|node| node.accesskit_node().role() == Role::Cell) {
            let node = cell.accesskit_node();
            assert_eq!(node.data().row_index(), Some(index));
            let column = node.data().column_index().unwrap();
            assert_eq!(node.description().unwrap().split(", has").next(), Some(columns()[column].title.as_str()));
            let text = TEXTS[index % 6][column];
            let said = node.label().unwrap();
            assert!(said.starts_with(if text.is_empty() { "empty" } else { text }), "{said:?} for {text:?}");
        }
    }
    assert!(rows.len() < 30, "only rows in sight are nodes, not {}", rows.len());
}

#[test]
fn rows_are_as_high_as_their_text_and_at_most_five_lines() {
    let mut harness = open(6);
    let height =
        |harness: &Harness<'_, World>, label: &str| harness.get_by_role_and_label(Role::Cell, label).rect().height();
    harness.state_mut().table.rows.truncate(1);
    harness.state_mut().table.rows[0].1 = std::array::from_fn(|_| "short".to_owned());
    harness.state_mut().table.set(0, 0, "A");
    harness.run();
    assert_eq!(height(&harness, "A"), 18.0 + 14.0);
    harness.state_mut().table.set(0, 0, "A\nB\nC");
    harness.run();
    assert_eq!(height(&harness, "A\nB\nC"), 3.0 * 18.0 + 14.0);
    let long = "word ".repeat(400);
    harness.state_mut().table.set(0, 0, &long);
    harness.run();
    assert_eq!(height(&harness, &long), 5.0 * 18.0 + 14.0);
}

#[test]
fn a_change_above_moves_nothing_in_sight() {
    let mut harness = focused(3000);
    harness.state_mut().grid.go_to(Place { row: 1000 + 1500, column: 10 });
    harness.run();
    let label = TEXTS[1500 % 6][0];
    let row_of = |harness: &Harness<'_, World>| {
        let nodes: Vec<_> = harness.get_all_by_role_and_label(Role::Cell, label).collect();
        nodes.iter().find(|node| node.accesskit_node().is_focused()).map(egui_kittest::Node::rect).unwrap()
    };
    let before = row_of(&harness);
    let long = "a long text ".repeat(60);
    harness.state_mut().table.set(3, 2, &long);
    harness.state_mut().table.rows.drain(10..15);
    harness.state_mut().table.row_revisions.drain(10..15);
    harness.state_mut().table.revision += 1;
    harness.run();
    assert_eq!(row_of(&harness), before);
}

#[test]
fn the_wheel_scrolls_and_the_cursor_stays() {
    let mut harness = focused(1000);
    let body = harness.state().last.as_ref().unwrap().body;
    harness.hover_at(body.center());
    harness.event(wheel(-3000.0));
    harness.run();
    let seen = harness.state().last.as_ref().unwrap().rows_in_sight.clone();
    assert!(seen.start > 20 && seen.start < 100, "{seen:?}");
    assert_eq!(cursor(&harness), (0, 0));
    press(&mut harness, NONE, Key::ArrowDown);
    assert_eq!(
        harness.state().last.as_ref().unwrap().rows_in_sight.start,
        1,
        "a key brings the cursor back into sight"
    );
}

#[test]
fn a_selection_is_lost_when_sorting_parts_it() {
    let mut harness = focused(12);
    press(&mut harness, SHIFT, Key::ArrowDown);
    press(&mut harness, SHIFT, Key::ArrowDown);
    assert_eq!(selection(&harness).0, 0..3);
    harness.state_mut().table.rows.swap(2, 9);
    harness.state_mut().table.revision += 1;
    harness.run();
    assert_eq!(cursor(&harness), (9, 0), "the cursor stays on its row");
    assert_eq!(selection(&harness).0, 9..10);
}

#[test]
fn nothing_in_it_is_nothing_to_fear() {
    let mut harness = open(0);
    harness.state_mut().grid.take_focus();
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::Enter, Key::PageDown, Key::Delete, Key::Escape] {
        press(&mut harness, NONE, key);
    }
    type_text(&mut harness, "x");
    assert_eq!(harness.get_by_role(Role::Table).accesskit_node().data().row_count(), Some(0));
    harness.state_mut().columns.clear();
    harness.run();
}

#[test]
fn idle_asks_for_no_frame() {
    let mut harness = focused(1000);
    press(&mut harness, NONE, Key::ArrowDown);
    harness.step();
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert_eq!(delay, std::time::Duration::MAX);
}

#[test]
fn keys_kept_back_do_not_come_back_when_the_focus_went_elsewhere() {
    let mut harness = focused(6);
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: NONE };
    harness.input_mut().events.extend([Event::Text("a".to_owned()), key(Key::Enter), key(Key::Delete)]);
    harness.step();
    harness.get_by_role_and_label(Role::TextInput, "after").focus();
    harness.run();
    harness.state_mut().grid.take_focus();
    harness.run();
    assert!(matches!(take(&mut harness).as_slice(), [GridEvent::Commit { .. }]));
}

/// Not a test of looks, which eyes must judge, but that every state draws: the pictures lie in `target/pictures`.
#[test]
fn pictures() {
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut world = World::new(77);
        world.columns.truncate(7);
        let mut harness = harness_builder([1000.0, 600.0], theme).build_ui_state(show, world);
        harness.set_pixels_per_point(2.0);
        harness.run();
        save_png(&mut harness, &format!("grid-{name}-double"));
        harness.set_pixels_per_point(1.0);
        harness.run();
        harness.state_mut().grid.take_focus();
        harness.state_mut().grid.go_to(Place { row: 1002, column: 14 });
        harness.run();
        let path = save_png(&mut harness, &format!("grid-{name}"));
        assert!(std::fs::metadata(path).unwrap().len() > 10_000);
        for _ in 0..2 {
            press(&mut harness, SHIFT, Key::ArrowDown);
        }
        press(&mut harness, SHIFT, Key::ArrowLeft);
        save_png(&mut harness, &format!("grid-{name}-block"));
        harness.state_mut().grid.go_to(Place { row: 1004, column: 16 });
        harness.run();
        press(&mut harness, NONE, Key::F2);
        save_png(&mut harness, &format!("grid-{name}-edit"));
        press(&mut harness, NONE, Key::Escape);
        harness.state_mut().columns = columns();
        harness.state_mut().table.groups = true;
        harness.state_mut().table.revision += 1;
        for (column, key) in harness.state_mut().columns.iter_mut().zip(0..) {
            column.min_width = if key == 3 { 260.0 } else { column.width };
        }
        harness.state_mut().grid.go_to(Place { row: 1011, column: 17 });
        harness.run();
        save_png(&mut harness, &format!("grid-{name}-scrolled"));
    }
}

/// Both are measured here, in one run, so the machine's own speed does not count.
#[test]
fn a_scrolling_frame_costs_the_same_for_ten_thousand_rows_as_for_a_hundred() {
    let cost = |rows: usize| {
        let ctx = egui::Context::default();
        hicm::ui::theme::install(&ctx);
        ctx.enable_accesskit();
        let mut world = World::new(rows);
        let mut times = Vec::new();
        for frame in 0..120 {
            let size = egui::vec2(1000.0, 600.0);
            let mut input = egui::RawInput {
                screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
                time: Some(f64::from(frame) / 60.0),
                ..Default::default()
            };
            input.events.push(Event::PointerMoved(egui::pos2(500.0, 300.0)));
            input.events.push(wheel(if frame % 2 == 0 { -40.0 } else { 10.0 }));
            let start = std::time::Instant::now();
            let mut output = ctx.run_ui(input, |ui| show(ui, &mut world));
            times.push(start.elapsed());
            output.textures_delta.clear();
        }
        let mut settled = times.split_off(40);
        settled.sort();
        settled[settled.len() / 2]
    };
    let (few, many) = (cost(100), cost(10_000));
    assert!(many < few * 3, "{few:?} for 100 rows, {many:?} for 10,000");
}

fn wheel(y: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, y),
        phase: egui::TouchPhase::Move,
        modifiers: NONE,
        source: egui::MouseWheelSource::Wheel,
    }
}
