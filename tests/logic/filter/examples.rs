//! Filter and order by example.

use super::{Bench, filter, id, table};
use crate::made::{eight, key, quarter, row};
use hicm::app::{Command, DueKind, Effect, Filter, Noticed, Place, Request, SavedFilter, Settings, Value, natural};
use hicm::model::{ActionRow, Assessment, Due, Level, RowField, RowId, Spread, Status, StatusKind};
use hicm::store::{self, Frameworks, Replace};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

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
