//! Going through the rows of a new quarter: each is come to once, in the order of changes, every decision is one step to
//! undo, and what came of it is counted against the quarter before.

use crate::made::{assessment, eight, key, quarter, row, with_rows};
use hicm::app::{App, Command, Edit, Effect, Place, Request, ReviewStep, Settings, Tally};
use hicm::model::{ActionRow, Assessment, Delivery, Level, RowField, RowId, Seal, State};
use hicm::store::{self, Frameworks, Replace};
use proptest::prelude::*;
use std::sync::Arc;

fn id(at: usize) -> RowId {
    RowId::new(&format!("row-{at}")).unwrap()
}

/// A table with a row for each of those changes, reviewed or not.
fn table(rows: &[(&str, bool)]) -> Assessment {
    let made = |(at, (change, reviewed)): (usize, &(&str, bool))| ActionRow {
        id: id(at),
        reviewed: *reviewed,
        ..row("x", change)
    };
    let rows = rows.iter().enumerate().map(made).collect();
    with_rows(assessment(&eight(), quarter(2019, 1), &[Some(Level::Established); 8]), rows)
}

/// Five rows of three changes, not in the framework's order: 1, 4, 0, 3, 2 is the order to go through them.
const FIVE: [(&str, bool); 5] = [
    ("home-first", false),
    ("early-discharge", false),
    ("choice", false),
    ("home-first", false),
    ("patient-flow", false),
];

struct Bench {
    app: App,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(table: &Assessment) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2019-20-q1.ron");
        store::save_assessment(&path, table, Replace::Always).unwrap();
        let app = App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {}));
        let mut bench = Self { app, folder };
        bench.app.start(Some(path));
        bench.settle();
        bench
    }

    /// The quarter after that of a table, carried forward, and its review begun.
    fn next_quarter(table: &Assessment) -> Self {
        let mut bench = Self::new(table);
        bench.ask(Request::Go(Place::Actions));
        bench.ask(Request::CreateQuarter);
        bench.ask(Request::Command(Command::Review));
        bench
    }

    fn settle(&mut self) {
        crate::made::settle(&mut self.app);
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        self.settle();
    }

    fn step(&mut self, step: ReviewStep) {
        self.ask(Request::Review(step));
    }

    fn undo(&mut self) {
        self.ask(Request::Command(Command::Undo));
    }

    fn document(&self) -> Arc<Assessment> {
        Arc::clone(self.app.session().unwrap().assessment())
    }

    /// The number in the id of the row that is looked at.
    fn at(&self) -> Option<usize> {
        let row = self.app.review_row()?;
        assert_eq!(self.app.selection(), std::slice::from_ref(&row.id), "it is in hand");
        row.id.as_str().strip_prefix("row-")?.parse().ok()
    }

    fn undo_label(&self) -> Option<&str> {
        self.app.session().unwrap().undo_label()
    }

    fn notice(&self) -> &str {
        self.app.notice().map_or("", |notice| notice.text.as_str())
    }

    fn tally(&self) -> Tally {
        let session = self.app.session().unwrap();
        Tally::of(session.assessment(), session.previous().map(AsRef::as_ref))
    }
}

fn any_rows() -> impl Strategy<Value = Vec<(&'static str, bool)>> {
    let change = prop::sample::select(vec!["home-first", "choice", "early-discharge", "care-homes"]);
    prop::collection::vec((change, any::<bool>()), 1..12)
}

proptest! {
    // Each opens a file.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_row_that_is_left_is_come_to_once_in_the_order_of_changes(rows in any_rows()) {
        let table = table(&rows);
        let mut bench = Bench::new(&table);
        bench.ask(Request::Go(Place::Review));
        let first = bench.document();
        let mut expected: Vec<usize> = (0..rows.len()).filter(|at| !rows[*at].1).collect();
        expected.sort_by_key(|at| eight().number(&key(rows[*at].0)));
        let mut come_to = Vec::new();
        while let Some(at) = bench.at() {
            come_to.push(at);
            prop_assert_eq!(bench.app.review_left(), expected.len() + 1 - come_to.len());
            bench.step(ReviewStep::Confirm);
            prop_assert_eq!(bench.undo_label(), Some("confirm a row"));
        }
        prop_assert_eq!(&come_to, &expected);
        prop_assert_eq!(bench.app.review_left(), 0);
        for at in come_to.iter().rev() {
            bench.undo();
            prop_assert_eq!(bench.at(), Some(*at), "one sees what was taken back");
        }
        prop_assert_eq!(&bench.document(), &first);
        prop_assert_eq!(bench.undo_label(), None);
    }

    #[test]
    fn on_and_back_change_nothing_and_lead_back(rows in any_rows(), all in any::<bool>(), far in 0..6_usize) {
        let mut bench = Bench::new(&table(&rows));
        bench.ask(Request::Go(Place::Review));
        bench.step(ReviewStep::All(all));
        let (first, start) = (bench.document(), bench.at());
        let mut way = vec![start];
        for _ in 0..far {
            bench.step(ReviewStep::On);
            if way.last() != Some(&bench.at()) {
                way.push(bench.at());
            }
        }
        while way.len() > 1 {
            way.pop();
            bench.step(ReviewStep::Back);
            prop_assert_eq!(Some(&bench.at()), way.last());
        }
        prop_assert!(Arc::ptr_eq(&first, &bench.document()));
    }
}

#[test]
fn what_is_passed_over_comes_again_at_the_end() {
    let mut bench = Bench::next_quarter(&table(&FIVE));
    assert_eq!(bench.at(), Some(1));
    bench.step(ReviewStep::On);
    assert_eq!(bench.at(), Some(4));
    for next in [0, 3, 2, 1] {
        bench.step(ReviewStep::Confirm);
        assert_eq!(bench.at(), Some(next));
    }
    bench.step(ReviewStep::Confirm);
    assert_eq!((bench.at(), bench.app.review_left()), (None, 0));
    assert_eq!(bench.tally(), Tally { confirmed: 5, ..Tally::default() });
}

#[test]
fn the_first_and_the_last_say_so() {
    let mut bench = Bench::next_quarter(&table(&FIVE));
    bench.step(ReviewStep::Back);
    assert_eq!((bench.at(), bench.notice()), (Some(1), "This is the first row."));
    for _ in 0..4 {
        bench.step(ReviewStep::On);
    }
    bench.step(ReviewStep::On);
    assert_eq!((bench.at(), bench.notice()), (Some(2), "This is the last row."));
}

#[test]
fn closing_is_one_step_with_a_name_and_what_came_of_it_is_counted() {
    let mut before = table(&FIVE);
    Arc::make_mut(&mut before.rows[3]).delivery = Some(Delivery::Done);
    let mut bench = Bench::next_quarter(&before);
    let first = bench.document();
    bench.step(ReviewStep::Close(Delivery::Done));
    let closed = bench.document().row(&id(1)).unwrap().clone();
    assert_eq!((closed.delivery, closed.reviewed), (Some(Delivery::Done), true));
    assert_eq!((bench.undo_label(), bench.at()), (Some("close a row as done"), Some(4)));
    bench.undo();
    assert_eq!((&bench.document(), bench.at()), (&first, Some(1)), "both at once");

    bench.step(ReviewStep::Close(Delivery::Done));
    bench.step(ReviewStep::Close(Delivery::Stopped));
    assert_eq!(bench.undo_label(), Some("close a row as stopped"));
    bench.ask(Request::Edit(Edit::SetCells(vec![(id(0), RowField::Gaps, "None left".to_owned())])));
    assert_eq!(bench.at(), Some(0), "an edit does not go on");
    bench.step(ReviewStep::Confirm);
    bench.step(ReviewStep::Confirm);
    assert_eq!(
        bench.tally(),
        Tally { confirmed: 1, edited: 1, done: 1, stopped: 1, new: 0 },
        "done before is not done now"
    );
    bench.ask(Request::Go(Place::Actions));
    bench.ask(Request::Command(Command::AddRow));
    bench.ask(Request::Command(Command::ToggleReviewed));
    assert_eq!(bench.tally().new, 1);
}

#[test]
fn without_a_quarter_before_nothing_is_called_edited_or_new() {
    let bench = Bench::new(&table(&[("choice", true), ("choice", true), ("choice", false)]));
    assert!(bench.app.session().unwrap().previous().is_none());
    assert_eq!(bench.tally(), Tally { confirmed: 2, ..Tally::default() });
}

#[test]
fn reviewed_rows_are_stepped_to_again_when_asked_for() {
    let mut bench = Bench::new(&table(&[("choice", true), ("choice", false), ("choice", true)]));
    bench.ask(Request::Go(Place::Review));
    assert_eq!(bench.at(), Some(1));
    bench.step(ReviewStep::All(true));
    assert_eq!(bench.at(), Some(1), "one stays where one is");
    bench.step(ReviewStep::Back);
    assert_eq!(bench.at(), Some(0));
    bench.step(ReviewStep::All(false));
    assert_eq!(bench.at(), Some(1));
    bench.step(ReviewStep::All(true));
    bench.step(ReviewStep::Confirm);
    assert_eq!(bench.at(), Some(2));
    bench.step(ReviewStep::Confirm);
    assert_eq!(bench.at(), None, "behind the last");
    bench.step(ReviewStep::Back);
    assert_eq!(bench.at(), Some(2));
}

#[test]
fn it_begins_in_the_change_in_view_goes_on_where_it_was_left_and_leads_back() {
    let mut bench = Bench::new(&table(&FIVE));
    bench.ask(Request::Go(Place::Change(key("home-first"))));
    bench.ask(Request::Command(Command::Review));
    assert_eq!((bench.app.place(), bench.at()), (&Place::Review, Some(0)));
    bench.step(ReviewStep::Confirm);
    bench.app.take_effects();
    bench.step(ReviewStep::Leave);
    assert_eq!(bench.app.place(), &Place::Change(key("home-first")));
    assert_eq!(bench.app.take_effects(), [Effect::FocusView, Effect::Reveal(id(3))]);
    bench.ask(Request::Go(Place::Overview));
    bench.ask(Request::Go(Place::Review));
    assert_eq!(bench.at(), Some(3), "where it was left");
    bench.step(ReviewStep::Leave);
    assert_eq!(bench.app.place(), &Place::Overview);
}

#[test]
fn a_row_that_is_deleted_gives_way_to_the_next() {
    let mut bench = Bench::next_quarter(&table(&FIVE));
    bench.ask(Request::Command(Command::DeleteRows));
    assert_eq!((bench.document().rows.len(), bench.at()), (4, Some(4)));
    bench.undo();
    assert_eq!(bench.at(), Some(1));
    assert!(!Command::AddRow.available(&bench.app) && !Command::MoveRowsDown.available(&bench.app));
}

#[test]
fn a_sealed_quarter_is_read_and_not_decided() {
    let mut sealed = table(&[("choice", true), ("choice", false)]);
    let seal = Seal {
        by: "A".to_owned(),
        role: String::new(),
        on: sealed.as_at,
        note: String::new(),
        digest: String::new(),
        previous: None,
        chain: None,
    };
    sealed.state = State::Sealed(seal);
    let mut bench = Bench::new(&sealed);
    bench.ask(Request::Command(Command::Review));
    assert_eq!(bench.at(), Some(0), "every row can be read");
    let before = bench.document();
    bench.step(ReviewStep::Confirm);
    bench.step(ReviewStep::On);
    assert_eq!(bench.at(), Some(1));
    bench.step(ReviewStep::Close(Delivery::Done));
    assert_eq!(bench.at(), Some(1), "it does not go on");
    assert!(bench.app.notice().unwrap().refused);
    assert!(Arc::ptr_eq(&before, &bench.document()));
}

#[test]
fn another_document_begins_anew() {
    let mut bench = Bench::new(&table(&FIVE));
    bench.ask(Request::Go(Place::Review));
    bench.step(ReviewStep::All(true));
    let other = bench.folder.path().join("2019-20-q2.ron");
    let mut table = table(&FIVE);
    table.quarter = quarter(2019, 2);
    store::save_assessment(&other, &table, Replace::Always).unwrap();
    bench.ask(Request::Open(other));
    assert_eq!(bench.app.place(), &Place::Overview);
    assert!(!bench.app.review().all() && bench.app.review_row().is_none());
}
