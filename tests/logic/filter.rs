//! Filter and order: what is shown is what a plain reading of the filter says, sorting is stable with the unknown last,
//! and rows stay where they are while they are edited.

mod examples;

use crate::made::{assessment, eight, key, quarter, row, with_rows};
use hicm::app::{
    App, Choice, Context, DueKind, Edit, Facet, Filter, Findings, Noticed, Place, Request, Settings, Sort, Value,
    Visible, natural,
};
use hicm::check::{Finding, Severity, check};
use hicm::model::{ActionRow, Assessment, Delivery, Due, Level, RowField, RowId, Spread, Status, StatusKind};
use hicm::store::{self, Frameworks, Replace};
use proptest::prelude::*;
use std::cmp::Ordering;
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
        crate::made::settle(&mut self.app);
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
