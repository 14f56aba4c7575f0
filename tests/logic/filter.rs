//! Filter and order: what is shown is what a plain reading of the filter says, sorting is stable with the unknown last,
//! and rows stay where they are while they are edited.

use crate::made::{assessment, eight, key, quarter, row, with_rows};
use hicm::app::{
    App, Choice, Command, Context, DueKind, Edit, Effect, Facet, Filter, Findings, Noticed, Place, Request,
    SavedFilter, Settings, Sort, Value, Visible, natural,
};
use hicm::check::{Finding, Severity, check};
use hicm::model::{ActionRow, Assessment, Delivery, Due, Level, RowField, RowId, Spread, Status, StatusKind};
use hicm::store::{self, Frameworks, Replace};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

// --- made for these tests ---

const CHANGES: [&str; 3] = ["home-first", "choice", "early-discharge"];
const SPREADS: [&str; 6] = ["", "UHL", "uhl, LPT", "Rutland (UHL, PCH)", "LLR (cut", "All wards and City Council"];
const OWNERS: [&str; 5] = ["", "Ward manager", "ward manager ", "Ward 10", "Ward 9"];
const TEXTS: [&str; 6] = ["", "Élan’s ward round", "WARD", "Board 2 of 10", "nothing here", "a"];
const DUES: [&str; 8] =
    ["", "1 July 2017", "30 June 2019", "1 July 2019", "30 September 2019", "1 October 2019", "Ongoing", "30/6/2019"];

fn any_row() -> impl Strategy<Value = ActionRow> {
    let pick = |from: &'static [&'static str]| prop::sample::select(from);
    let status = prop::sample::select(vec!["", "Mature", "Established", "Mature/Exemplary", "xyz"]);
    let delivery = prop::option::of(prop::sample::select(Delivery::iter().collect::<Vec<_>>()));
    (
        (pick(&CHANGES), status, pick(&SPREADS), pick(&OWNERS), pick(&DUES)),
        (pick(&TEXTS), pick(&TEXTS), pick(&TEXTS), delivery, any::<bool>()),
    )
        .prop_map(|((change, status, spread, owner, due), (where_now, gaps, needs, delivery, reviewed))| {
            ActionRow {
                where_now: where_now.to_owned(),
                status: Status::read(status),
                spread: Spread::new(spread),
                gaps: gaps.to_owned(),
                needs: needs.to_owned(),
                due: Due::read(due, quarter(2019, 1).last_day()),
                owner: owner.to_owned(),
                delivery,
                reviewed,
                ..row("x", change)
            }
        })
}

fn table(rows: Vec<ActionRow>) -> Assessment {
    let named = |(at, row): (usize, ActionRow)| ActionRow { id: id(at), ..row };
    let rows = rows.into_iter().enumerate().map(named).collect();
    with_rows(assessment(&eight(), quarter(2019, 1), &[Some(Level::Established); 8]), rows)
}

fn id(at: usize) -> RowId {
    RowId::new(&format!("row-{at}")).unwrap()
}

/// The number in the id of a row of these tables.
fn number(id: &RowId) -> usize {
    id.as_str().strip_prefix("row-").unwrap().parse().unwrap()
}

fn any_table() -> impl Strategy<Value = Assessment> {
    prop::collection::vec(any_row(), 0..24).prop_map(table)
}

fn any_value() -> impl Strategy<Value = Value> {
    let statuses = Level::all().map(StatusKind::At).chain([StatusKind::Split, StatusKind::Unknown]);
    prop_oneof![
        prop::sample::select(&CHANGES[..]).prop_map(|change| Value::Change(key(change))),
        prop::sample::select(statuses.collect::<Vec<_>>()).prop_map(Value::Status),
        prop::sample::select(vec!["", "UHL", "lpt", "Rutland", "nobody"])
            .prop_map(|name| Value::Organisation(name.to_owned())),
        prop::sample::select(&OWNERS[..]).prop_map(|name| Value::Owner(name.to_owned())),
        prop::sample::select(DueKind::iter().collect::<Vec<_>>()).prop_map(Value::Due),
        any::<bool>().prop_map(Value::Reviewed),
        prop::sample::select(Noticed::iter().collect::<Vec<_>>()).prop_map(Value::Findings),
    ]
}

pub fn a_filter() -> impl Strategy<Value = Filter> {
    let words = prop::sample::select(vec!["", "", " ward ", "élan's", "board 10", "mature", "row-1", "zz"]);
    (words, prop::collection::btree_set(any_value(), 0..4))
        .prop_map(|(words, chosen)| Filter { words: words.to_owned(), chosen })
}

fn filter(words: &str, chosen: &[Value]) -> Filter {
    Filter { words: words.to_owned(), chosen: chosen.iter().cloned().collect() }
}

/// An application with a table open, from a file.
struct Bench {
    app: App,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(table: &Assessment) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2019-20-q1.ron");
        store::save_assessment(&path, table, Replace::Always).unwrap();
        let mut bench = Self { app: App::new(Settings::default(), Frameworks::bundled(), Arc::new(|| {})), folder };
        bench.app.start(Some(path));
        bench.settle();
        bench.ask(Request::Go(Place::Actions));
        bench
    }

    fn settle(&mut self) {
        for _ in 0..2_000 {
            self.app.poll();
            if self.app.busy().is_none() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("a job did not come back");
    }

    fn ask(&mut self, request: Request) {
        self.app.handle(request);
        self.settle();
    }

    fn set(&mut self, at: usize, field: RowField, words: &str) {
        self.ask(Request::Edit(Edit::SetCells(vec![(id(at), field, words.to_owned())])));
    }

    fn visible(&self) -> &Visible {
        self.app.visible()
    }

    /// The numbers in the ids of the rows shown.
    fn shown(&self) -> Vec<usize> {
        let rows = &self.app.session().unwrap().assessment().rows;
        self.visible().positions.iter().map(|at| number(&rows[*at].id)).collect()
    }
}

// --- a plain reading of the filter ---

fn plainly(filter: &Filter, row: &ActionRow, table: &Assessment, findings: &[Finding]) -> bool {
    let lower = |text: &str| text.to_lowercase().replace('’', "'");
    let texts: Vec<String> = RowField::iter()
        .filter(|field| *field != RowField::Change && *field != RowField::Reviewed)
        .map(|field| lower(&row.text(field)))
        .chain([row.id.to_string()])
        .collect();
    let words = filter.words.split_whitespace().all(|word| texts.iter().any(|text| text.contains(&lower(word))));
    let open = !matches!(row.delivery, Some(Delivery::Done | Delivery::Stopped));
    let of_row = || findings.iter().filter(|finding| finding.place.row.as_ref() == Some(&row.id));
    let has = |value: &Value| match value {
        Value::Change(key) => row.change == *key,
        Value::Status(kind) => row.status.kind() == *kind,
        Value::Organisation(name) if name.is_empty() => row.spread.organisations().is_empty(),
        Value::Organisation(name) => row.spread.organisations().iter().any(|known| lower(known.name) == lower(name)),
        Value::Owner(name) => lower(row.owner.trim()) == lower(name.trim()),
        Value::Due(DueKind::Overdue) => row.overdue(table.as_at),
        Value::Due(DueKind::NoDate) => open && row.due.last_day().is_none(),
        Value::Due(DueKind::Next) => {
            let last = quarter(2019, 2).last_day();
            open && row.due.last_day().is_some_and(|day| day >= table.as_at && day <= last)
        }
        Value::Reviewed(reviewed) => row.reviewed == *reviewed,
        Value::Findings(Noticed::Any) => of_row().next().is_some(),
        Value::Findings(Noticed::Gap) => of_row().any(|finding| finding.severity == Severity::Gap),
        Value::Findings(Noticed::Question) => of_row().any(|finding| finding.severity == Severity::Question),
        Value::Findings(Noticed::GapWithoutAction) => {
            open && !row.gaps.trim().is_empty() && row.needs.trim().is_empty()
        }
    };
    words && Facet::iter().all(|facet| filter.of(facet).next().is_none() || filter.of(facet).any(has))
}

fn sort_key(row: &ActionRow, field: RowField) -> Option<usize> {
    match field {
        RowField::Change => eight().number(&row.change),
        RowField::Status => row
            .status
            .counted()
            .map(|level| usize::from(level.number()) * 2 + usize::from(row.status.upper().is_some())),
        RowField::Due => row.due.last_day().map(|day| chrono::Datelike::num_days_from_ce(&day) as usize),
        RowField::Delivery => {
            row.delivery.map(|delivery| Delivery::iter().position(|known| known == delivery).unwrap())
        }
        RowField::Reviewed => Some(usize::from(row.reviewed)),
        _ => None,
    }
}

/// Whether one may stand above the other.
fn may_stand_above(one: &ActionRow, other: &ActionRow, sort: Sort) -> bool {
    let order = match sort.field {
        RowField::Change | RowField::Status | RowField::Due | RowField::Delivery | RowField::Reviewed => {
            match (sort_key(one, sort.field), sort_key(other, sort.field)) {
                (None, Some(_)) => return false,
                (_, None) => return true,
                (Some(one), Some(other)) => one.cmp(&other),
            }
        }
        field => {
            let text = |row: &ActionRow| row.text(field).trim().to_lowercase();
            match (text(one), text(other)) {
                (one, other) if one.is_empty() && !other.is_empty() => return false,
                (_, other) if other.is_empty() => return true,
                (one, other) => natural(&one, &other),
            }
        }
    };
    if sort.descending { order.is_ge() } else { order.is_le() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_row_is_shown_when_a_plain_reading_of_the_filter_says_so(table in any_table(), filter in a_filter()) {
        let found = check(&table, &eight());
        let findings = Findings::by_row(&found);
        let context = Context::of(&table, &findings);
        for row in &table.rows {
            prop_assert_eq!(filter.matches(row, &context), plainly(&filter, row, &table, &found), "{:?}", row);
        }
    }

    #[test]
    fn a_filter_comes_back_from_its_text(filter in a_filter()) {
        let text = ron::to_string(&filter).unwrap();
        prop_assert_eq!(ron::from_str::<Filter>(&text).unwrap(), filter);
    }

    #[test]
    fn natural_is_an_order(texts in prop::array::uniform3("[ab 019é-]{0,5}")) {
        let [one, two, three] = &texts;
        prop_assert_eq!(natural(one, one), Ordering::Equal);
        prop_assert_eq!(natural(one, two), natural(two, one).reverse());
        if natural(one, two).is_le() && natural(two, three).is_le() {
            prop_assert!(natural(one, three).is_le(), "{texts:?}");
        }
    }

    #[test]
    fn a_value_taken_twice_is_as_before(filter in a_filter(), value in any_value()) {
        let once = filter.toggled(&value);
        prop_assert_ne!(once.has(&value), filter.has(&value));
        prop_assert_eq!(once.toggled(&value).has(&value), filter.has(&value));
    }
}

proptest! {
    // Each opens a file.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_shown_is_filtered_and_stably_sorted(
        table in any_table(),
        filter in a_filter(),
        field in prop::sample::select(RowField::iter().collect::<Vec<_>>()),
        descending in any::<bool>(),
    ) {
        let mut bench = Bench::new(&table);
        bench.ask(Request::Filter(filter.clone()));
        let table = bench.app.session().unwrap().assessment().clone();
        let found = check(&table, bench.app.session().unwrap().framework());
        let mut plain: Vec<usize> =
            (0..table.rows.len()).filter(|at| plainly(&filter, &table.rows[*at], &table, &found)).collect();
        plain.sort_by_key(|at| eight().number(&table.rows[*at].change));
        prop_assert_eq!(&bench.visible().positions, &plain, "unsorted: change by change, as in the file");
        prop_assert_eq!(bench.visible().rows, table.rows.len());
        prop_assert_eq!(bench.visible().matching, plain.len());

        let sort = Sort { field, descending };
        bench.ask(Request::SortBy(field));
        if descending {
            bench.ask(Request::SortBy(field));
        }
        prop_assert_eq!(bench.app.sort(), Some(sort));
        let sorted = bench.visible().positions.clone();
        let place_in_plain = |at: &usize| plain.iter().position(|known| known == at).unwrap();
        for pair in sorted.windows(2) {
            let (one, other) = (&table.rows[pair[0]], &table.rows[pair[1]]);
            prop_assert!(may_stand_above(one, other, sort), "{:?} above {:?}", one, other);
            if may_stand_above(other, one, sort) {
                prop_assert!(place_in_plain(&pair[0]) < place_in_plain(&pair[1]), "equals keep their order");
            }
        }
        let mut same = sorted.clone();
        same.sort_by_key(place_in_plain);
        prop_assert_eq!(&same, &plain, "none lost, none twice");

        bench.ask(Request::SortBy(field));
        if !descending {
            bench.ask(Request::SortBy(field));
        }
        prop_assert_eq!(bench.app.sort(), None);
        prop_assert_eq!(&bench.visible().positions, &plain, "and off again");
    }

    #[test]
    fn rows_neither_vanish_nor_jump_while_they_are_edited(
        table in any_table(),
        filter in a_filter(),
        field in prop::sample::select(vec![RowField::Owner, RowField::Status, RowField::Due]),
        edits in prop::collection::vec((0..24_usize, prop::sample::select(vec!["", "Mature", "Ward 10", "1 July 2019"])), 1..5),
    ) {
        let mut bench = Bench::new(&table);
        bench.ask(Request::Filter(filter.clone()));
        bench.ask(Request::SortBy(field));
        let framework = bench.app.session().unwrap().framework().clone();
        for (at, words) in edits.into_iter().filter(|(at, _)| *at < table.rows.len()) {
            let before = bench.shown();
            bench.set(at, field, words);
            let shown = bench.shown();
            let stayed: Vec<usize> = shown.iter().copied().filter(|row| before.contains(row)).collect();
            prop_assert_eq!(&stayed, &before);

            let now = bench.app.session().unwrap().assessment().clone();
            let found = check(&now, &framework);
            let row = |at: &usize| now.row(&id(*at)).unwrap();
            let matching = |at: &usize| plainly(&filter, row(at), &now, &found);
            prop_assert_eq!(bench.visible().strays, shown.iter().filter(|at| !matching(at)).count());
            let all: Vec<usize> = (0..table.rows.len()).filter(matching).collect();
            prop_assert!(all.iter().all(|at| shown.contains(at)), "what matches is never hidden");
            prop_assert_eq!(bench.visible().matching, all.len());
            let sort = Sort { field, descending: false };
            let ordered = shown.windows(2).all(|pair| may_stand_above(row(&pair[0]), row(&pair[1]), sort));
            prop_assert_eq!(bench.visible().unordered, !ordered);
        }
        let now = bench.app.session().unwrap().assessment().clone();
        let found = check(&now, &framework);
        let matching = |at: &usize| plainly(&filter, now.row(&id(*at)).unwrap(), &now, &found);
        bench.ask(Request::ApplyFilter);
        prop_assert_eq!((bench.visible().strays, bench.visible().unordered), (0, false));
        prop_assert!(bench.shown().iter().all(matching));
    }

    #[test]
    fn a_choice_shows_as_many_rows_as_it_says(table in any_table(), filter in a_filter()) {
        let mut bench = Bench::new(&table);
        for facet in Facet::iter() {
            bench.ask(Request::Filter(filter.clone()));
            let choices = bench.app.choices(facet);
            for Choice { value, rows, chosen, .. } in choices {
                prop_assert_eq!(chosen, filter.has(&value));
                let mut alone = filter.without(facet);
                alone.chosen.insert(value.clone());
                bench.ask(Request::Filter(alone));
                prop_assert_eq!(bench.shown().len(), rows, "{:?}", value);
            }
        }
    }
}

// --- by example ---

fn few() -> Assessment {
    table(vec![
        ActionRow { owner: "Ward 10".to_owned(), due: due("1 July 2017"), ..row("x", "home-first") },
        ActionRow { owner: "ward 9".to_owned(), spread: Spread::new("LPT"), ..row("x", "choice") },
        ActionRow { due: due("1 July 2019"), status: Status::read("Mature"), ..row("x", "home-first") },
        ActionRow { owner: "Zoe".to_owned(), reviewed: true, ..row("x", "choice") },
    ])
}

fn due(typed: &str) -> Due {
    Due::read(typed, quarter(2019, 1).last_day())
}

#[test]
fn a_sentence_says_what_is_shown() {
    let of = |name: &str| Value::Organisation(name.to_owned());
    let owner = |name: &str| Value::Owner(name.to_owned());
    for (filter, sentence) in [
        (Filter::default(), "All rows"),
        (filter("", &[Value::Due(DueKind::Overdue), of("Leicester City LA")]), "Overdue, of Leicester City LA"),
        (filter(" ward  board ", &[]), "With “ward” and “board”"),
        (
            filter("", &[Value::Status(StatusKind::At(Level::Mature)), Value::Status(StatusKind::Unknown)]),
            "At 4 Mature or an unknown status",
        ),
        (
            filter("x", &[Value::Reviewed(false), Value::Change(key("home-first")), owner("")]),
            "Not yet reviewed, in 4 Home first, without an owner, with “x”",
        ),
        (filter("", &[owner("A"), owner(""), owner("B")]), "Owned by A or B or without an owner"),
        (filter("", &["A", "B", "C", "D"].map(of)), "Of A, B, C or 1 other"),
        (filter("", &["A", "B", "C", "D", "E"].map(of)), "Of A, B, C or 2 others"),
        (filter("", &[Value::Due(DueKind::Next), Value::Due(DueKind::NoDate)]), "Due next quarter or without a date"),
        (filter("", &[Value::Findings(Noticed::Gap)]), "With something missing"),
    ] {
        assert_eq!(filter.words(&eight()), sentence);
        assert_eq!(filter.is_empty(), sentence == "All rows");
    }
}

#[test]
fn numbers_in_texts_are_numbers() {
    let mut texts = ["ward 10", "ward", "ward 9", "ward 009a", "ward 9b", "10", "9", "", "ward é"];
    texts.sort_by(|one, other| natural(one, other));
    assert_eq!(texts, ["", "9", "10", "ward", "ward 9", "ward 009a", "ward 9b", "ward 10", "ward é"]);
    assert_eq!(natural("a 99999999999999999999999 b", "a 100000000000000000000000 a"), Ordering::Less);
    assert_eq!(natural("07", "7"), Ordering::Equal);
}

#[test]
fn a_row_that_no_longer_matches_stays_until_the_filter_is_applied_anew() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Filter(filter("ward", &[])));
    assert_eq!(bench.shown(), [0, 1]);
    bench.set(1, RowField::Owner, "Nobody");
    assert_eq!((bench.shown(), bench.visible().strays, bench.visible().matching), (vec![0, 1], 1, 1));
    bench.set(3, RowField::Gaps, "No ward clerk");
    assert_eq!(bench.shown(), [0, 1, 3], "what matches now comes at once");
    bench.ask(Request::Command(Command::Undo));
    bench.ask(Request::Command(Command::Undo));
    assert_eq!((bench.shown(), bench.visible().strays), (vec![0, 1, 3], 1), "the cell that was taken back stays too");
    bench.ask(Request::ApplyFilter);
    assert_eq!((bench.shown(), bench.visible().strays), (vec![0, 1], 0));
}

#[test]
fn a_new_row_is_shown_below_the_row_in_hand_whatever_is_in_force() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Filter(filter("ward", &[])));
    bench.ask(Request::SortBy(RowField::Owner));
    assert_eq!(bench.shown(), [1, 0], "9 before 10");
    bench.ask(Request::Select(vec![id(1)]));
    bench.ask(Request::Command(Command::AddRow));
    let rows = bench.app.session().unwrap().assessment().rows.clone();
    let shown: Vec<&RowId> = bench.visible().positions.iter().map(|at| &rows[*at].id).collect();
    let added = bench.app.selection()[0].clone();
    assert_eq!(shown, [&id(1), &added, &id(0)]);
    assert!(bench.visible().unordered && bench.visible().strays == 1);
}

#[test]
fn what_is_hidden_is_not_in_hand() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Select(vec![id(2), id(0)]));
    bench.ask(Request::Filter(filter("ward", &[])));
    assert_eq!(bench.app.selection(), [id(0)]);
    bench.ask(Request::Command(Command::DeleteRows));
    assert_eq!(bench.shown(), [1]);
    assert_eq!(bench.app.selection(), [id(1)], "the next that is shown");
    assert!(bench.app.session().unwrap().assessment().row(&id(2)).is_some());
}

#[test]
fn going_to_a_hidden_row_shows_it() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Filter(filter("ward", &[])));
    bench.ask(Request::GoToRow(id(3)));
    assert_eq!((bench.shown(), bench.visible().strays), (vec![0, 1, 3], 1));
    assert_eq!(bench.app.selection(), [id(3)]);
}

#[test]
fn rows_are_not_moved_where_it_would_not_show() {
    let mut bench = Bench::new(&few());
    let before = bench.app.session().unwrap().assessment().clone();
    bench.ask(Request::Select(vec![id(0)]));
    for in_force in [Request::SortBy(RowField::Owner), Request::Filter(filter("ward", &[]))] {
        bench.ask(in_force);
        bench.ask(Request::Command(Command::MoveRowsDown));
        assert!(Arc::ptr_eq(&before, bench.app.session().unwrap().assessment()));
        let notice = bench.app.notice().unwrap();
        assert!(notice.refused && notice.text.contains("cannot be moved"), "{}", notice.text);
    }
    bench.ask(Request::Command(Command::SortOff));
    bench.ask(Request::Command(Command::MoveRowsDown));
    assert_eq!(
        bench.app.notice().unwrap().text,
        "Some rows are hidden, so none can be moved past them: show all first."
    );
    bench.ask(Request::Command(Command::ClearFilter));
    bench.ask(Request::Command(Command::MoveRowsDown));
    assert_eq!(bench.shown(), [2, 0, 1, 3]);
}

#[test]
fn within_one_change_the_chosen_changes_say_nothing() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Filter(filter("", &[Value::Change(key("choice"))])));
    assert_eq!((bench.shown(), bench.app.filtered()), (vec![1, 3], true));
    bench.ask(Request::Go(Place::Change(key("home-first"))));
    assert_eq!((bench.shown(), bench.app.filtered(), bench.visible().rows), (vec![0, 2], false, 2));
    assert_eq!(bench.visible().matching, 2, "in the whole table");
    assert!(!bench.visible().grouped);
}

#[test]
fn filter_and_order_outlive_a_quarter_and_not_a_place() {
    let mut bench = Bench::new(&few());
    let later = bench.folder.path().join("2019-20-q2.ron");
    let other = bench.folder.path().join("other.ron");
    let mut table = few();
    table.quarter = quarter(2019, 2);
    store::save_assessment(&later, &table, Replace::Always).unwrap();
    table.place = "Elsewhere".to_owned();
    store::save_assessment(&other, &table, Replace::Always).unwrap();
    let ward = filter("ward", &[Value::Change(key("choice"))]);
    bench.ask(Request::Filter(ward.clone()));
    bench.ask(Request::SortBy(RowField::Owner));
    bench.ask(Request::Open(later));
    assert_eq!((bench.app.filter(), bench.shown()), (&ward, vec![1]));
    assert!(bench.app.sort().is_some());
    bench.ask(Request::Open(other));
    assert!(bench.app.filter().is_empty() && bench.app.sort().is_none());
    assert_eq!(bench.shown().len(), 4);
}

#[test]
fn the_column_in_hand_is_sorted_by() {
    let mut bench = Bench::new(&few());
    bench.ask(Request::Command(Command::SortAscending));
    assert!(bench.app.sort().is_none() && bench.app.notice().unwrap().refused);
    bench.ask(Request::InColumn(RowField::Due));
    bench.ask(Request::Select(vec![id(0)]));
    bench.app.take_effects();
    bench.ask(Request::Command(Command::SortDescending));
    assert_eq!(bench.shown(), [2, 0, 1, 3], "no date last");
    assert_eq!(bench.app.take_effects(), [Effect::Reveal(id(0))]);
    bench.ask(Request::Command(Command::SortAscending));
    assert_eq!(bench.shown(), [0, 2, 1, 3]);
    assert!(!bench.visible().grouped);
    bench.ask(Request::Command(Command::SortOff));
    assert_eq!((bench.shown(), bench.visible().grouped), (vec![0, 2, 1, 3], true));
}

#[test]
fn filters_are_kept_by_name_and_serve_their_framework() {
    let mut bench = Bench::new(&few());
    let names = |bench: &Bench| bench.app.saved_filters().map(|saved| saved.name.clone()).collect::<Vec<_>>();
    bench.ask(Request::SaveFilter("Nothing".to_owned()));
    assert!(names(&bench).is_empty(), "no filter, nothing to keep");
    bench.ask(Request::Filter(filter("ward", &[])));
    bench.ask(Request::SaveFilter("  Wards  10 ".to_owned()));
    bench.ask(Request::Filter(filter("", &[Value::Change(key("choice"))])));
    bench.ask(Request::SaveFilter("Wards 9".to_owned()));
    assert_eq!(names(&bench), ["Wards 9", "Wards 10"]);
    let kept = bench.app.settings().filters.clone();
    assert_eq!(kept.iter().map(|saved| saved.framework.as_deref()).collect::<Vec<_>>(), [Some("hicm-2015"), None]);
    assert!(!kept[0].fits(&Frameworks::bundled().iter().last().unwrap().id) && kept[1].fits(&eight().id));

    bench.ask(Request::RenameFilter { from: "Wards 9".to_owned(), to: "Choice".to_owned() });
    assert_eq!(names(&bench), ["Choice", "Wards 10"]);
    bench.ask(Request::Filter(filter("other", &[])));
    bench.ask(Request::SaveFilter("Choice".to_owned()));
    assert_eq!(bench.app.settings().filters.len(), 2, "in the place of the one of that name");
    assert_eq!(bench.app.saved_filters().next().unwrap().filter, filter("other", &[]));
    bench.ask(Request::ForgetFilter("Choice".to_owned()));
    assert_eq!(names(&bench), ["Wards 10"]);
}

#[test]
fn what_a_later_version_has_chosen_is_left_out_and_the_rest_stays() {
    let text =
        r#"(filters: [(name: "Mine", filter: (words: "ward", chosen: ["due:overdue", "moon:full", "status:"]))])"#;
    let settings = Settings::from_text(text);
    assert_eq!(
        settings.filters,
        [SavedFilter {
            name: "Mine".to_owned(),
            framework: None,
            filter: Filter { words: "ward".to_owned(), chosen: BTreeSet::from([Value::Due(DueKind::Overdue)]) },
        }]
    );
}
