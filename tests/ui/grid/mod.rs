//! The grid, by role and label first: a table that does what the grid asks, and the tests of it by theme.

mod editing;
mod keys;
mod selection;
mod sight;

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
    .map(|((title, width, min_width, sticky), key)| Column {
        key,
        title: title.to_owned(),
        width,
        min_width,
        fixed: None,
        sticky,
        purpose: "",
    })
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

fn wheel(y: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, y),
        phase: egui::TouchPhase::Move,
        modifiers: NONE,
        source: egui::MouseWheelSource::Wheel,
    }
}
