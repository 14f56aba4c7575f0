//! Rows that say the same are found, and no others.

use crate::made::{assessment, eight, quarter, row, with_rows};
use hicm::app::{App, Command, Edit, Request, Settings};
use hicm::compare::{Likeness, Stretch, likeness, twins, word_changes};
use hicm::model::{ActionRow, Assessment, Level, RowField, RowId, Status};
use hicm::store::{self, Frameworks};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[test]
fn alike_or_not() {
    let ten = "one two three four five six seven eight nine ten";
    let cases: &[(&str, &str, Option<Likeness>)] = &[
        ("", "", None),
        ("To confirm", "To confirm", None),
        ("To be confirmed", "to be confirmed.", Some(Likeness::Same)),
        ("Use of systmone: the in-reach team", "Use of SystmOne – the inreach  team!", Some(Likeness::Same)),
        ("The patient’s journey is short", "the patients’ journey is short", Some(Likeness::Same)),
        ("Ünder the Ärch", "ünder the ärch", Some(Likeness::Same)),
        // Two services, one word apart.
        ("ICS runs 7 days a week", "ICRS runs 7 days a week", None),
        ("ICS runs 7 days a week", "ICS runs 5 days a week", None),
        ("ICS runs 7 days a week", "A week days 7 runs ICS", None),
        // One word in ten, changed, taken out, put in; two changed.
        (ten, "one two three four FIVES six seven eight nine ten", Some(Likeness::Near)),
        (ten, "one two three four six seven eight nine ten", Some(Likeness::Near)),
        (ten, "one two three four five and six seven eight nine ten", Some(Likeness::Near)),
        (ten, "one two 3 four five six seven 8 nine ten", None),
        // The same words in another order are another sentence.
        (ten, "six seven eight nine ten one two three four five", None),
        // Inside another, from eight words on.
        (
            ten,
            "one two three four five six seven eight nine ten. Then much more was written here.",
            Some(Likeness::More),
        ),
        (ten, "Before it: one two three four five six seven eight nine ten. And after it.", Some(Likeness::More)),
        (
            "two three four five six seven eight nine",
            "zero and then one two three four five six seven eight nine ten eleven",
            Some(Likeness::More),
        ),
        (
            "three four five six seven eight nine",
            "zero and then one two three four five six seven eight nine ten eleven",
            None,
        ),
        (ten, "one two three four and one two three four five six seven eight nine nor ten", None),
    ];
    for (one, other, expected) in cases {
        assert_eq!(likeness(one, other), *expected, "“{one}” and “{other}”");
        let mirrored = match expected {
            Some(Likeness::More) => Some(Likeness::Less),
            same => *same,
        };
        assert_eq!(likeness(other, one), mirrored, "“{other}” and “{one}”");
    }
}

/// The twins of every row, as lines of the source.
fn pairs(assessment: &Assessment) -> BTreeSet<(u32, u32)> {
    let line = |row: &ActionRow| row.source.as_ref().unwrap().line;
    let mut pairs = BTreeSet::new();
    for row in &assessment.rows {
        for twin in twins(assessment, row) {
            pairs.insert((line(row), line(assessment.row(&twin.row).unwrap())));
        }
    }
    pairs
}

#[test]
fn the_twins_of_the_real_table_are_those_that_a_reader_finds() {
    let llr = store::llr_series().unwrap().swap_remove(0);
    // Row 55 holds what row 56 lost, so it is the twin of 43 and 75 too.
    let expected = [(6, 38), (13, 32), (42, 55), (42, 74), (43, 55), (43, 75), (55, 74), (55, 75)];
    let both_ways: BTreeSet<_> = expected.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    assert_eq!(pairs(&llr), both_ways);
    let of = |line: u32| {
        let row = llr.rows.iter().find(|row| row.source.as_ref().is_some_and(|source| source.line == line)).unwrap();
        twins(&llr, row).into_iter().map(|twin| (twin.likeness, twin.status_differs)).collect::<Vec<_>>()
    };
    assert_eq!(of(6), [(Likeness::More, false)], "both statuses are unknown");
    assert_eq!(of(13), [(Likeness::Same, false)]);
    assert_eq!(of(42), [(Likeness::More, false), (Likeness::Same, true)]);
    assert_eq!(
        of(55),
        [(Likeness::Less, false), (Likeness::Less, true), (Likeness::Less, true), (Likeness::Less, true)]
    );
}

#[test]
fn twins_come_in_the_order_of_the_document_without_the_row_itself() {
    let text = |id: &str, words: &str, status| ActionRow { where_now: words.to_owned(), status, ..row(id, "choice") };
    let established = Status::At(Level::Established);
    let rows = vec![
        text("a-1", "Something happens here.", established.clone()),
        text("a-2", "something happens here", Status::blank()),
        text("a-3", "", established.clone()),
        text("a-4", "Something else happens here", established.clone()),
        text("a-5", "Something happens here!", established.clone()),
    ];
    let document = with_rows(assessment(&eight(), quarter(2019, 1), &[]), rows);
    let of = |at: usize| {
        let found = twins(&document, &document.rows[at]);
        found.into_iter().map(|twin| (twin.row.to_string(), twin.status_differs)).collect::<Vec<_>>()
    };
    assert_eq!(of(1), [("a-1".to_owned(), true), ("a-5".to_owned(), true)]);
    assert_eq!(of(0), [("a-2".to_owned(), true), ("a-5".to_owned(), false)]);
    assert_eq!(of(2), []);
    assert_eq!(of(3), []);
}

/// The application on a table of so many rows, of which every hundredth says the same as the first.
fn opened(folder: &Path, rows: usize) -> App {
    let words = |at: usize| {
        if at.is_multiple_of(100) {
            "Every ward has a board round.".to_owned()
        } else {
            format!("Row {at} is row {at}.")
        }
    };
    let frameworks = Frameworks::bundled();
    let framework = frameworks.iter().next().unwrap();
    let key = framework.changes[0].key.as_str();
    let rows = (0..rows).map(|at| ActionRow { where_now: words(at), ..row(&format!("r-{at}"), key) }).collect();
    let document = with_rows(assessment(framework, quarter(2019, 1), &[]), rows);
    let path = folder.join("2019-20-q1.ron");
    store::save_assessment(&path, &document, None).unwrap();
    let mut app = App::new(Settings::default(), frameworks, Arc::new(|| {}));
    app.start(Some(path));
    wait(&mut app, |app| app.session().is_some());
    app
}

fn wait(app: &mut App, until: impl Fn(&App) -> bool) {
    for _ in 0..5_000 {
        app.poll();
        if until(app) {
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    panic!("it does not come about");
}

#[test]
fn the_twins_of_the_row_in_hand_are_kept_at_hand_in_small_tables_and_large() {
    for rows in [300, 3_000] {
        let folder = tempfile::tempdir().unwrap();
        let mut app = opened(folder.path(), rows);
        assert_eq!(app.beside(), None, "no row is in hand");
        let id = |at: usize| RowId::new(&format!("r-{at}")).unwrap();
        let twins = |app: &App| app.beside().map_or(0, |beside| beside.twins.len());
        app.handle(Request::Select(vec![id(0)]));
        assert_eq!(app.beside().map(|beside| &beside.row), Some(&id(0)), "at once, whatever the size");
        wait(&mut app, |app| twins(app) == rows / 100 - 1);
        // The words of another row, then of this one; and an edit of something else.
        app.handle(Request::Edit(Edit::SetCells(vec![(
            id(1),
            RowField::WhereNow,
            "Every ward has a board round".into(),
        )])));
        wait(&mut app, |app| twins(app) == rows / 100);
        app.handle(Request::Edit(Edit::SetCells(vec![(id(0), RowField::WhereNow, "No ward".into())])));
        wait(&mut app, |app| twins(app) == 0);
        app.handle(Request::Command(Command::Undo));
        wait(&mut app, |app| twins(app) == rows / 100);
        // Another row in hand, again and again, while the first is looked for.
        for at in [1, 2, 3, 100] {
            app.handle(Request::Select(vec![id(at)]));
            assert_eq!(app.beside().map(|beside| &beside.row), Some(&id(at)));
        }
        wait(&mut app, |app| twins(app) == rows / 100);
        app.handle(Request::Select(Vec::new()));
        assert_eq!(app.beside(), None);
    }
}

/// Words in common in order, the plain way.
fn common(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for a in one {
        let mut corner = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { corner + 1 } else { above.max(row[at]) };
            corner = above;
        }
    }
    row[other.len()]
}

/// What the rules say, with no short cut.
fn plainly(one: &str, other: &str) -> Option<Likeness> {
    let words = |text: &str| -> Vec<String> {
        let bare = text.to_lowercase().replace(['\'', '’'], "");
        bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (ours, theirs) = (words(one), words(other));
    let inside =
        |long: &[String], short: &[String]| short.len() >= 8 && long.windows(short.len()).any(|run| run == short);
    if ours.len() < 3 || theirs.len() < 3 {
        None
    } else if ours.concat() == theirs.concat() {
        Some(Likeness::Same)
    } else if 20 * common(&ours, &theirs) >= 9 * (ours.len() + theirs.len()) {
        Some(Likeness::Near)
    } else if theirs.len() > ours.len() && inside(&theirs, &ours) {
        Some(Likeness::More)
    } else if ours.len() > theirs.len() && inside(&ours, &theirs) {
        Some(Likeness::Less)
    } else {
        None
    }
}

fn a_text() -> impl Strategy<Value = Vec<&'static str>> {
    let word =
        prop::sample::select(vec!["a", "b", "c", "The", "the", "ward’s", "wards", "é", "in-reach", "7", "–", "team."]);
    prop::collection::vec(word, 0..40)
}

/// A text and what somebody made of it: most such pairs are near the line.
fn a_text_and_a_copy() -> impl Strategy<Value = (String, String)> {
    let slips = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8), 0..6);
    (a_text(), slips, a_text(), 0..4_u8).prop_map(|(text, slips, more, how)| {
        let mut copy = text.clone();
        for (at, slip) in slips {
            if copy.is_empty() {
                break;
            }
            let at = at.index(copy.len());
            match slip {
                0 => copy[at] = "other",
                1 => drop(copy.remove(at)),
                _ => copy.insert(at, "new"),
            }
        }
        match how {
            0 => copy.extend(more),
            1 => copy.splice(0..0, more).for_each(drop),
            2 => copy = more,
            _ => {}
        }
        (text.join(" "), copy.join(" "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_quick_way_finds_what_the_plain_way_finds((one, other) in a_text_and_a_copy()) {
        prop_assert_eq!(likeness(&one, &other), plainly(&one, &other));
        prop_assert_eq!(likeness(&other, &one), plainly(&other, &one));
    }
}

proptest! {
    #[test]
    fn changes_put_together_are_the_two_texts(from in ".{0,40}", to in ".{0,40}", (one, other) in a_text_and_a_copy()) {
        for (from, to) in [(&from, &to), (&one, &other), (&one, &from)] {
            let (mut first, mut second) = (String::new(), String::new());
            for stretch in word_changes(from, to) {
                match stretch {
                    Stretch::Kept(text) => { first += text; second += text; }
                    Stretch::Gone(text) => first += text,
                    Stretch::Come(text) => second += text,
                }
            }
            prop_assert_eq!((&first, &second), (from, to));
        }
    }
}

#[test]
fn changes_are_told_word_by_word() {
    use Stretch::{Come, Gone, Kept};
    let cases: &[(&str, &str, &[Stretch<'_>])] = &[
        ("", "", &[]),
        ("the same", "the same", &[Kept("the same")]),
        ("", "all new", &[Come("all new")]),
        ("all gone", "", &[Gone("all gone")]),
        (
            "It runs 5 days a week.",
            "It runs 7 days a week.",
            &[Kept("It runs"), Gone(" 5"), Come(" 7"), Kept(" days a week.")],
        ),
        (
            "one two three four five",
            "one 2 three four 5",
            &[Kept("one"), Gone(" two"), Come(" 2"), Kept(" three four"), Gone(" five"), Come(" 5")],
        ),
        ("a b.", "a b. And c", &[Kept("a b."), Come(" And c")]),
        ("a b ", "a b", &[Kept("a b"), Gone(" ")]),
    ];
    for (from, to, expected) in cases {
        assert_eq!(word_changes(from, to), *expected, "“{from}” to “{to}”");
    }
    // Two long texts with nothing in common are told at once.
    let (long, other) = (vec!["x"; 20_000].join(" "), vec!["y"; 20_000].join(" "));
    assert!(word_changes(&long, &other) == [Gone(&long), Come(&other)]);
    assert!(word_changes(&long, &long) == [Kept(&long)]);
}
