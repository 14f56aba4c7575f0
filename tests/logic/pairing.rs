//! Which row is which of the quarter before, with ids and without.

use crate::made::{assessment, eight, framework, key, quarter, with_rows};
use hicm::compare::{PairBy, PairedBy, Pairing, SURE, pair_rows};
use hicm::model::Editions;
use hicm::model::{ActionRow, Assessment, Delivery, Due, Level, RowId, SameRow, Spread, Status};
use proptest::prelude::*;

/// Rows that have nothing to do with each other.
const TEXTS: [(&str, &str, &str); 6] = [
    ("Therapists cover two surgical units on Saturdays", "Recruit a seventh physiotherapist", "Kettering"),
    ("The choice leaflet reaches families on admission", "Print it in Gujarati and Polish", "UHL"),
    ("Beds, hoists and commodes arrive within a day", "Renew the courier’s contract", "County Council"),
    ("A pharmacist prepares medicines before noon", "Buy a second labelling robot", "LPT"),
    ("Volunteers drive people home and light the stove", "Insure their cars", "Rutland"),
    ("The dementia nurse rings each care home weekly", "Find cover for her holidays", "all homes"),
];

fn row(id: &str, change: &str, where_now: &str) -> ActionRow {
    let empty = ActionRow::empty(RowId::new(id).unwrap(), key(change));
    ActionRow { where_now: where_now.to_owned(), status: Status::At(Level::Established), ..empty }
}

/// The row with that number of [`TEXTS`].
fn full(id: &str, change: &str, number: usize) -> ActionRow {
    let (where_now, needs, spread) = TEXTS[number];
    ActionRow { needs: needs.to_owned(), spread: Spread::new(spread), ..row(id, change, where_now) }
}

fn table(rows: Vec<ActionRow>) -> Assessment {
    with_rows(assessment(&eight(), quarter(2025, 1), &[]), rows)
}

/// Names the rows anew, as a second import does.
fn renamed(mut rows: Vec<ActionRow>) -> Vec<ActionRow> {
    for (at, row) in rows.iter_mut().enumerate() {
        row.id = RowId::new(&format!("imported-{at}")).unwrap();
    }
    rows
}

fn by_text(before: &Assessment, after: &Assessment) -> Vec<Pairing> {
    checked(before, after, &Editions::one(), PairBy::Text)
}

/// Pairs, and holds what always holds: each row in one pairing, in the order that is promised, the same each time.
fn checked(before: &Assessment, after: &Assessment, editions: &Editions, by: PairBy) -> Vec<Pairing> {
    let pairs = pair_rows(before, after, editions, by);
    let now: Vec<usize> = pairs.iter().filter_map(|pair| pair.after).collect();
    assert_eq!(now, (0..after.rows.len()).collect::<Vec<_>>(), "rows after, in order");
    let gone: Vec<usize> = pairs.iter().filter(|pair| pair.after.is_none()).filter_map(|pair| pair.before).collect();
    assert!(gone.is_sorted() && pairs[now.len()..].len() == gone.len(), "those that are gone, last and in order");
    let mut then: Vec<usize> = pairs.iter().filter_map(|pair| pair.before).collect();
    then.sort_unstable();
    assert_eq!(then, (0..before.rows.len()).collect::<Vec<_>>(), "rows before, each once");
    assert!(pairs.iter().all(|pair| (0.0..=1.0).contains(&pair.confidence)), "{pairs:?}");
    let both = |pair: &&Pairing| pair.before.is_some() && pair.after.is_some();
    assert!(pairs.iter().filter(both).all(|pair| pair.confidence >= 0.5), "less certain are two rows: {pairs:?}");
    assert_eq!(pairs, pair_rows(before, after, editions, by), "the same each time");
    pairs
}

/// Of each row after, the place of the one before.
fn partners(pairs: &[Pairing]) -> Vec<Option<usize>> {
    pairs.iter().filter(|pair| pair.after.is_some()).map(|pair| pair.before).collect()
}

fn sure(pair: &Pairing) -> bool {
    pair.before.is_some() && pair.after.is_some() && pair.confidence >= SURE
}

#[test]
fn equal_tables_pair_in_order() {
    for rows in [
        Vec::new(),
        (0..6).map(|at| full(&format!("r-{at}"), "home-first", at)).collect(),
        // Every row like the others, and blank ones.
        (0..40).map(|at| row(&format!("r-{at}"), "choice", if at < 20 { "Nothing yet" } else { "" })).collect(),
    ] {
        let count = rows.len();
        let (before, after) = (table(rows.clone()), table(renamed(rows)));
        for by in [PairBy::Text, PairBy::Either] {
            let pairs = checked(&before, &after, &Editions::one(), by);
            assert_eq!(partners(&pairs), (0..count).map(Some).collect::<Vec<_>>());
            assert!(pairs.iter().all(|pair| pair.by == PairedBy::Text));
            assert!(pairs.iter().all(|pair| pair.confidence >= 1.0), "what is equal leaves no doubt: {pairs:?}");
        }
    }
}

#[test]
fn every_selection_of_up_to_five_rows_from_every_other() {
    let selections = selections(5);
    assert_eq!(selections.len(), 1 + 5 + 20 + 60 + 120 + 120);
    let tables: Vec<Assessment> = selections
        .iter()
        .map(|numbers| table(numbers.iter().map(|number| full(&format!("r-{number}"), "choice", *number)).collect()))
        .collect();
    for (before, of) in tables.iter().zip(&selections) {
        for (after, to) in tables.iter().zip(&selections) {
            let expected: Vec<_> = to.iter().map(|number| of.iter().position(|other| other == number)).collect();
            let pairs = pair_rows(before, after, &Editions::one(), PairBy::Text);
            assert_eq!(partners(&pairs), expected, "{of:?} to {to:?}");
            assert_eq!(pairs.len(), to.len() + of.iter().filter(|number| !to.contains(number)).count());
        }
    }
}

/// Every choice of some of the first `count` numbers in every order.
fn selections(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    let mut from = 0;
    while from < all.len() {
        let chosen = all[from].clone();
        from += 1;
        for number in 0..count {
            if !chosen.contains(&number) {
                let mut longer = chosen.clone();
                longer.push(number);
                all.push(longer);
            }
        }
    }
    all
}

#[test]
fn an_office_program_changes_nothing() {
    let texts = [
        (
            "The “home-first” team doesn’t work at the weekend – yet",
            "the \"home\u{2011}first\" team doesn't  work at the weekend \u{2014} yet",
        ),
        ("\u{2022} Ward rounds\n\u{2022} Choice letters", "\u{f0b7} ward rounds\r\no Choice\u{a0}letters"),
        ("Café visits are dis\u{ad}cussed", "CAFE\u{301} visits are discussed"),
        ("The ﬁrst ﬂoor is staffed…", "The first floor is staffed..."),
        ("Half of it: ½ a day, 5 °C", "half of it; ½ a day,  5 °c"),
    ];
    let before = table(renamed(texts.iter().map(|(old, _)| row("a", "choice", old)).collect()));
    let after = table(renamed(texts.iter().rev().map(|(_, new)| row("b", "choice", new)).collect()));
    let pairs = by_text(&before, &after);
    assert_eq!(partners(&pairs), [Some(4), Some(3), Some(2), Some(1), Some(0)]);
    assert!(pairs.iter().all(|pair| pair.confidence >= 1.0), "as certain as if nothing had changed: {pairs:?}");
}

#[test]
fn what_means_something_is_not_folded_away() {
    let differ =
        [("Runs 7 days a week", "Runs 5 days a week"), ("9 10 o'clock", "910 o'clock"), ("Up by 5%", "Up by 5")];
    for (one, other) in differ {
        let before = table(vec![row("a", "choice", one), row("b", "choice", other)]);
        let after = table(vec![row("c", "choice", other), row("d", "choice", one)]);
        assert_eq!(partners(&by_text(&before, &after)), [Some(1), Some(0)], "“{one}” and “{other}”");
        // And alone they are no equals.
        let (before, after) = (table(vec![row("a", "choice", one)]), table(vec![row("b", "choice", other)]));
        assert!(by_text(&before, &after).iter().all(|pair| pair.before.is_none() || pair.confidence < 1.0));
    }
}

#[test]
fn reworded_in_every_cell_between_its_neighbours() {
    let old = ActionRow {
        where_now: "The in-reach team visits the surgical wards every morning and writes a plan for each patient"
            .to_owned(),
        needs: "Train two more nurses".to_owned(),
        gaps: "Nobody covers the weekend".to_owned(),
        spread: Spread::new("UHL"),
        ..row("old", "choice", "")
    };
    let new = ActionRow {
        where_now: "Every surgical patient has had a plan since community nurses began their rounds".to_owned(),
        needs: "Two further trainees".to_owned(),
        gaps: "Saturdays and Sundays".to_owned(),
        spread: Spread::new("Leicester hospitals"),
        status: Status::At(Level::Mature),
        ..row("new", "choice", "")
    };
    let around = |middle: ActionRow| table(vec![full("x", "choice", 0), middle, full("y", "choice", 1)]);
    let pairs = by_text(&around(old.clone()), &around(new.clone()));
    assert_eq!(partners(&pairs), [Some(0), Some(1), Some(2)]);
    assert!(pairs[1].confidence < SURE, "a person is asked: {pairs:?}");
    // Beside another that is new nothing says which of them it is.
    let beside = table(vec![full("x", "choice", 0), new, full("n", "choice", 3), full("y", "choice", 1)]);
    assert_eq!(partners(&by_text(&around(old), &beside)), [Some(0), None, None, Some(2)]);
}

#[test]
fn one_row_gone_and_another_come_in_its_place() {
    for (gone, come) in [(2, 3), (3, 2), (4, 5), (2, 5)] {
        let around = |middle| {
            let rows = [(0, "x"), (middle, "m"), (1, "y")];
            table(rows.into_iter().map(|(number, id)| full(&format!("{id}-{number}"), "choice", number)).collect())
        };
        let pairs = by_text(&around(gone), &around(come));
        assert_eq!(partners(&pairs), [Some(0), None, Some(2)], "{gone} and {come}");
        assert_eq!(pairs[3].before, Some(1));
        assert_eq!((pairs[1].by, pairs[3].by), (PairedBy::Text, PairedBy::Text));
        assert!(pairs[1].confidence > 0.5 && pairs[3].confidence > 0.5, "{pairs:?}");
    }
}

#[test]
fn of_two_equal_rows_the_one_that_was_not_edited_stays_itself() {
    let twin = |id: &str| full(id, "choice", 0);
    let edited = ActionRow { gaps: "Two of them leave in June".to_owned(), ..twin("e") };
    for (after, expected) in [
        (vec![edited.clone(), full("m", "choice", 1), twin("z")], [Some(0), Some(1), Some(2)]),
        (vec![twin("a"), full("m", "choice", 1), edited], [Some(0), Some(1), Some(2)]),
    ] {
        let before = table(vec![twin("a"), full("m", "choice", 1), twin("z")]);
        assert_eq!(partners(&by_text(&before, &table(after))), expected);
    }
}

#[test]
fn of_several_equal_rows_those_are_gone_that_have_no_place() {
    let equal = |id: &str| row(id, "choice", "To be confirmed with the wards");
    let at = |numbers: [usize; 2]| numbers.map(|number| full(&format!("f-{number}"), "choice", number));
    let [first, second] = at([0, 1]);
    let before = table(vec![equal("a"), first.clone(), equal("b"), second.clone(), equal("c")]);
    let after = table(vec![first.clone(), equal("p"), second.clone(), equal("q")]);
    assert_eq!(partners(&by_text(&before, &after)), [Some(1), Some(2), Some(3), Some(4)]);
    // And the other way round: one is new.
    assert_eq!(partners(&by_text(&after, &before)), [None, Some(0), Some(1), Some(2), Some(3)]);
}

#[test]
fn a_row_that_went_to_another_change() {
    let before = table(vec![full("a", "choice", 0), full("b", "choice", 1), full("c", "home-first", 2)]);
    let moved = |id: &str| ActionRow { change: key("home-first"), ..full(id, "choice", 1) };
    let after = table(vec![full("p", "choice", 0), full("q", "home-first", 2), moved("r")]);
    let pairs = by_text(&before, &after);
    assert_eq!(partners(&pairs), [Some(0), Some(2), Some(1)]);
    assert!(sure(&pairs[2]));
    // Edited as well.
    let edited = ActionRow { needs: "Print it in Gujarati, Polish and Somali".to_owned(), ..moved("r") };
    let after = table(vec![full("p", "choice", 0), full("q", "home-first", 2), edited]);
    assert_eq!(partners(&by_text(&before, &after)), [Some(0), Some(2), Some(1)]);
}

#[test]
fn twins_stay_in_their_changes() {
    let (one, other) = (full("a", "choice", 0), full("b", "home-first", 0));
    let edited = |row: &ActionRow| ActionRow { where_now: format!("{} and Sundays", row.where_now), ..row.clone() };
    let before = table(vec![one.clone(), other.clone()]);
    for after in
        [vec![one.clone(), other.clone()], vec![edited(&one), other.clone()], vec![one.clone(), edited(&other)]]
    {
        let pairs = by_text(&before, &table(renamed(after)));
        assert_eq!(partners(&pairs), [Some(0), Some(1)]);
    }
    // The copy in the other change is new; the edited one is what it was.
    let pairs = by_text(&table(vec![one.clone()]), &table(renamed(vec![edited(&one), other])));
    assert_eq!(partners(&pairs), [Some(0), None]);
}

#[test]
fn twins_stay_in_their_changes_wherever_they_stand() {
    let base = "The dementia nurse rings each care home";
    let twin = |change: &str, end: &str| row("t", change, &format!("{base} {end}"));
    let others = |change: &str, from: usize| [full("f", change, from), full("g", change, from + 1)];
    let before = |first: &str, second: &str| {
        let mut rows = vec![twin("choice", first)];
        rows.extend(others("choice", 0));
        rows.push(twin("home-first", second));
        rows.extend(others("home-first", 2));
        table(renamed(rows))
    };
    // Both went to the end of their change, and the changes are in another order.
    let after = |first: &str, second: &str| {
        let mut rows = others("home-first", 2).to_vec();
        rows.push(twin("home-first", second));
        rows.extend(others("choice", 0));
        rows.push(twin("choice", first));
        table(renamed(rows))
    };
    for (one, other) in [
        (["", ""], ["", ""]),
        (["every week", "every week"], ["every week now", "every week now"]),
        (["every week", "every week"], ["every week now", "every week then"]),
        (["every week", "every week"], ["every week", "every week now"]),
        (["every week", "every week"], ["every week now", "every week"]),
        // What was written to the one is nearer now to what the other was.
        (["every week", "every week so far"], ["every week so far now", "every week now"]),
    ] {
        let found = partners(&by_text(&before(one[0], one[1]), &after(other[0], other[1])));
        assert_eq!(found, [4, 5, 3, 1, 2, 0].map(Some), "{one:?} to {other:?}");
    }
}

#[test]
fn a_row_in_another_change_must_be_the_more_alike() {
    let old = row("a", "choice", "A pharmacist prepares medicines before noon");
    let new = |change: &str| row("b", change, "A pharmacist prepares the medicines on the evening before");
    let rows = |own: ActionRow, last: bool| {
        let mut rows = vec![full("x", "choice", 0), full("y", "choice", 1), full("z", "home-first", 2)];
        rows.insert(if last { 2 } else { 0 }, own);
        table(renamed(rows))
    };
    let before = rows(old, false);
    let here = by_text(&before, &rows(new("choice"), true));
    assert_eq!(here[2].before, Some(0), "moved within its change: {here:?}");
    let there = by_text(&before, &rows(new("home-first"), true));
    assert_eq!(there[2].before, None, "{there:?}");
    // But that it is new, and the other gone, is less certain than of a row that is like none.
    let unlike = by_text(&before, &rows(full("n", "home-first", 4), true));
    assert!([2, 4].iter().all(|at| there[*at].confidence < unlike[*at].confidence), "{there:?} {unlike:?}");
}

#[test]
fn a_row_split_in_two() {
    let first = "The shared list names every patient who waits for a home";
    let second = "Social workers from both councils look at it before the board round on ward 14";
    let before =
        table(vec![full("x", "choice", 0), row("a", "choice", &format!("{first}. {second}.")), full("y", "choice", 1)]);
    let after = table(vec![
        full("x", "choice", 0),
        row("p", "choice", first),
        row("q", "choice", second),
        full("y", "choice", 1),
    ]);
    let found = partners(&by_text(&before, &after));
    assert!(found == [Some(0), Some(1), None, Some(2)] || found == [Some(0), None, Some(1), Some(2)], "{found:?}");
}

/// How a row stands: of each number another status, owner, progress and evidence.
fn standing(row: ActionRow, number: usize) -> ActionRow {
    ActionRow {
        status: Status::At([Level::NotYetEstablished, Level::Established, Level::Exemplary][number]),
        owner: ["Anita Shah", "Bernard Cole", "Chipo Dube"][number].to_owned(),
        progress: ["Funding was refused", "Two posts are advertised", "Inspectors praised it"][number].to_owned(),
        evidence: vec![["Board minutes", "The rota", "A letter"][number].to_owned()],
        ..row
    }
}

#[test]
fn what_was_judged_anew_is_certain() {
    let ward = |number: usize| row("r", "choice", &format!("Ward {number} has its own discharge coordinator"));
    let spread = |number: usize| ActionRow { spread: Spread::new(["UHL", "LPT", "Rutland"][number]), ..ward(7) };
    let due = |number: usize| ActionRow {
        due: Due::read(["July 2026", "May 2027", "ongoing"][number], quarter(2025, 1).first_day()),
        ..ward(7)
    };
    // Each row stands now as the one did that was in its place: only what it is about says which it is.
    for about in [&ward as &dyn Fn(usize) -> ActionRow, &spread, &due] {
        let before = table(renamed((0..3).map(|at| standing(about(at), at)).collect()));
        let after = table(renamed((0..3).map(|at| standing(about((at + 1) % 3), at)).collect()));
        let pairs = by_text(&before, &after);
        assert_eq!(partners(&pairs), [Some(1), Some(2), Some(0)]);
        assert!(pairs.iter().all(sure), "{pairs:?}");
        assert!(pairs.iter().all(|pair| pair.confidence < 1.0), "but not as certain as what is equal: {pairs:?}");
    }
    let at = |level: Level| table(vec![ActionRow { status: Status::At(level), ..ward(7) }]);
    let pairs = by_text(&at(Level::Established), &at(Level::Mature));
    assert!(sure(&pairs[0]) && pairs[0].confidence < 1.0, "nor where the status alone is another: {pairs:?}");
}

#[test]
fn a_label_that_was_judged_anew_is_not_certain() {
    let around = |first: bool, label: ActionRow| {
        let mut rows = vec![full("x", "choice", 0), full("y", "choice", 1)];
        rows.insert(if first { 0 } else { 2 }, label);
        table(renamed(rows))
    };
    for (label, certain) in [("", false), ("Under discussion", false), ("Under discussion still", true)] {
        let pairs = by_text(
            &around(true, standing(row("r", "choice", label), 0)),
            &around(false, standing(row("r", "choice", label), 2)),
        );
        assert_eq!(sure(&pairs[2]), certain, "“{label}”: {pairs:?}");
    }
}

#[test]
fn of_rows_that_differ_in_little_each_finds_its_own_to_the_letter() {
    let base = || full("r", "choice", 2);
    let evidence = |text: &str| ActionRow { evidence: vec![text.to_owned()], ..base() };
    let status = |text: &str| ActionRow { status: Status::Unknown(text.to_owned()), ..base() };
    let split = |status: Status| ActionRow { status, ..base() };
    for [one, other] in [
        [row("r", "choice", "Beds, hoists and commodes"), row("r", "choice", "beds – hoists – and commodes")],
        [evidence("See the log."), evidence("see the log")],
        [status("n/a"), status("tbc")],
        [
            ActionRow { delivery: Some(Delivery::NotStarted), ..base() },
            ActionRow { delivery: Some(Delivery::Done), ..base() },
        ],
        [split(Status::At(Level::Established)), split(Status::split(Level::Established, Level::Mature).unwrap())],
    ] {
        let before = table(renamed(vec![one.clone(), full("m", "choice", 1), other.clone()]));
        let after = table(renamed(vec![other, full("m", "choice", 1), one]));
        assert_eq!(partners(&by_text(&before, &after)), [Some(2), Some(1), Some(0)], "{:?}", before.rows);
    }
}

#[test]
fn of_equal_rows_that_one_stays_which_is_nearest_to_either_neighbour() {
    let equal = || row("e", "choice", "To be confirmed with the wards");
    let around = |middle: &[usize]| {
        let middle = middle.iter().map(|number| if *number == 9 { equal() } else { full("f", "choice", *number) });
        let ends = [full("x", "choice", 0), full("y", "choice", 1)];
        table(renamed(ends[..1].iter().cloned().chain(middle).chain(ends[1..].iter().cloned()).collect()))
    };
    for (before, expected) in [([2, 9, 3, 9], 4), ([9, 3, 9, 2], 1)] {
        assert_eq!(partners(&by_text(&around(&before), &around(&[9]))), [Some(0), Some(expected), Some(5)]);
    }
}

/// A row of which there is nearly another, at another level. Where `edited`, its words are no longer the same.
fn near_twin(level: Level, edited: bool) -> ActionRow {
    let end = if edited { " by telephone" } else { "" };
    ActionRow { status: Status::At(level), ..row("t", "choice", &format!("{}{end}", TEXTS[5].0)) }
}

#[test]
fn neighbours_decide_between_near_twins() {
    let plain = |number: usize| full("f", "choice", number);
    // Each of the two looks like the other did, but stands where it stood.
    let before = [plain(0), near_twin(Level::Established, false), plain(1), near_twin(Level::Mature, false), plain(2)];
    let before = table(renamed(before.to_vec()));
    let after = [plain(0), near_twin(Level::Mature, true), plain(1), near_twin(Level::Established, true), plain(2)];
    let expected: Vec<_> = (0..5).map(Some).collect();
    assert_eq!(partners(&by_text(&before, &table(renamed(after.to_vec())))), expected);
}

#[test]
fn a_row_that_could_be_either_of_two_is_asked_about() {
    let text = |end: &str| row("r", "choice", &format!("The dementia nurse rings each care home {end}"));
    let (old, new) = ([text("weekly")], [text("on Mondays"), text("on Fridays")]);
    for (before, after) in [(&old[..], &new[..]), (&new[..], &old[..])] {
        let pairs = by_text(&table(renamed(before.to_vec())), &table(renamed(after.to_vec())));
        let paired: Vec<_> = pairs.iter().filter(|pair| pair.before.is_some() && pair.after.is_some()).collect();
        assert!(paired.iter().all(|pair| !sure(pair)), "{pairs:?}");
    }
    // With one of them there is nothing to ask.
    let pairs = by_text(&table(old.to_vec()), &table(renamed(new[..1].to_vec())));
    assert!(sure(&pairs[0]), "{pairs:?}");
}

/// Rows of one pattern, which differ in a few words.
fn similar(number: usize, edited: bool) -> ActionRow {
    let ward = ["Ash", "Birch", "Cedar", "Damson"][number];
    let day = ["Monday", "Tuesday", "Thursday", "Friday"][number];
    let needs = ["a porter", "two drivers", "a printer", "new shelves"][number];
    let end = if edited { " or soon after" } else { "" };
    let where_now = format!("{ward} ward sends people home with their medicines on {day}{end}");
    ActionRow { needs: needs.to_owned(), owner: format!("{ward} matron"), ..row("r", "choice", &where_now) }
}

#[test]
fn similar_rows_that_were_edited_are_found_in_every_order() {
    let selections = selections(4);
    let made = |numbers: &[usize], edited| table(renamed(numbers.iter().map(|at| similar(*at, edited)).collect()));
    for of in &selections {
        let same = |to: &&Vec<usize>| to.len() == of.len() && to.iter().all(|number| of.contains(number));
        for to in selections.iter().filter(same) {
            let expected: Vec<_> = to.iter().map(|number| of.iter().position(|other| other == number)).collect();
            assert_eq!(partners(&by_text(&made(of, false), &made(to, true))), expected, "{of:?} to {to:?}");
        }
    }
}

#[test]
fn similar_rows_that_changed_places_are_asked_about() {
    // But for ward and weekday the two say the same: an edit may have changed those, or their place.
    let alike = |number: usize, edited: bool| ActionRow {
        needs: "Agree it with the pharmacy".to_owned(),
        owner: "Matron".to_owned(),
        ..similar(number, edited)
    };
    let around = |middle: [ActionRow; 2]| {
        let others = |numbers: std::ops::Range<usize>| numbers.map(|number| full("f", "choice", number));
        table(renamed(others(0..3).chain(middle).chain(others(3..6)).collect()))
    };
    let everything: Vec<_> = (0..8).map(Some).collect();
    for (one, other) in [(0, 1), (1, 0), (0, 2), (2, 3), (3, 1)] {
        let before = around([alike(one, false), alike(other, false)]);
        let pairs = by_text(&before, &around([alike(other, true), alike(one, true)]));
        for pair in &pairs {
            let in_question = pair.after.is_some_and(|at| at == 3 || at == 4);
            assert!(pair.before.is_some() && sure(pair) != in_question, "{one} and {other}: {pairs:?}");
        }
        // Edited where they stood they are themselves.
        let pairs = by_text(&before, &around([alike(one, true), alike(other, true)]));
        assert_eq!(partners(&pairs), everything);
        assert!(pairs.iter().all(sure), "{one} and {other}: {pairs:?}");
        // The one that was not edited says which the other is.
        let pairs = by_text(&before, &around([alike(other, true), alike(one, false)]));
        assert_eq!(partners(&pairs)[3..5], [Some(4), Some(3)]);
        assert!(pairs.iter().all(sure), "{one} and {other}: {pairs:?}");
    }
}

#[test]
fn a_person_decides() {
    let id = |id: &str| RowId::new(id).unwrap();
    let answer = |row: &str, other: &str, same| SameRow { row: id(row), other: id(other), same };
    let before = table(vec![full("a", "choice", 0), full("b", "choice", 1)]);
    let rows = vec![full("p", "choice", 0), full("q", "choice", 2)];
    let with = |answers: Vec<SameRow>| Assessment { same_rows: answers, ..table(rows.clone()) };
    // Without an answer the equal ones, and nothing else.
    assert_eq!(partners(&by_text(&before, &with(Vec::new()))), [Some(0), None]);
    let pairs = by_text(&before, &with(vec![answer("q", "b", true)]));
    assert_eq!((pairs[1].before, pairs[1].by, pairs[1].confidence), (Some(1), PairedBy::Answer, 1.0));
    // Against what the text says, too: two that are equal are kept apart, and two that are not become one.
    let pairs = by_text(&before, &with(vec![answer("p", "a", false)]));
    assert_eq!((pairs[0].before, pairs[0].by, pairs[0].confidence), (None, PairedBy::Answer, 1.0));
    assert_eq!(partners(&by_text(&before, &with(vec![answer("q", "a", true)]))), [None, Some(0)]);
    // The later of two answers; and one about rows that are not there.
    assert_eq!(
        partners(&by_text(&before, &with(vec![answer("p", "a", false), answer("p", "a", true)]))),
        [Some(0), None]
    );
    assert_eq!(
        partners(&by_text(&before, &with(vec![answer("z", "a", true), answer("q", "z", true)]))),
        [Some(0), None]
    );
    // An answer that the table before keeps is told the other way round; the table after has the last word.
    let mut kept = before.clone();
    kept.same_rows = vec![answer("b", "q", true)];
    assert_eq!(partners(&by_text(&kept, &with(Vec::new()))), [Some(0), Some(1)]);
    assert_eq!(partners(&by_text(&kept, &with(vec![answer("q", "b", false)]))), [Some(0), None]);
    // Ids give way as well.
    let mut same_ids = before.clone();
    same_ids.same_rows = vec![answer("a", "a", false), answer("b", "a", true)];
    let pairs = checked(&before, &same_ids, &Editions::one(), PairBy::Either);
    assert_eq!(partners(&pairs), [None, Some(0)]);
    assert_eq!((pairs[2].before, pairs[2].after), (Some(1), None));
}

#[test]
fn ids_decide_where_there_are_any_in_common() {
    let before = table((0..6).map(|at| full(&format!("r-{at}"), "choice", at)).collect());
    // One id in common: its text is another's, and a row with a known text but a new id is new.
    let after = table(vec![full("r-0", "choice", 1), full("new", "choice", 2)]);
    let pairs = checked(&before, &after, &Editions::one(), PairBy::Either);
    assert_eq!(partners(&pairs), [Some(0), None]);
    assert!(pairs.iter().all(|pair| pair.by == PairedBy::Id && pair.confidence >= 1.0));
    assert_eq!(partners(&by_text(&before, &after)), [Some(1), Some(2)], "by text ids do not count");
    // None: the table was imported again.
    let after = table(renamed((0..6).map(|at| full("r", "choice", at)).collect()));
    let pairs = checked(&before, &after, &Editions::one(), PairBy::Either);
    assert_eq!(partners(&pairs), (0..6).map(Some).collect::<Vec<_>>());
    assert!(pairs.iter().all(|pair| pair.by == PairedBy::Text));
}

#[test]
fn few_ids_in_common_are_chance() {
    let rows = |prefix: &str, at: i32| {
        row(&format!("{prefix}-{at}"), "choice", &format!("Ward {at} has beds for {}", at * at))
    };
    let before = table((0..30).map(|at| rows("a", at)).collect());
    for (shared, by) in [(2, PairedBy::Text), (3, PairedBy::Id)] {
        let after = table((0..30).map(|at| rows(if at < shared { "a" } else { "b" }, at)).collect());
        let pairs = checked(&before, &after, &Editions::one(), PairBy::Either);
        let by_id =
            pairs.iter().filter(|pair| pair.by == PairedBy::Id && pair.before.is_some() && pair.after.is_some());
        assert_eq!(by_id.count(), shared as usize);
        assert_eq!(pairs[29].by, by);
        assert_eq!(pairs[29].before, (by == PairedBy::Text).then_some(29));
    }
}

#[test]
fn changes_of_two_editions() {
    let old = framework("old", None, &[("a", "A", &[]), ("b", "B", &[])]);
    let new = framework("new", Some("old"), &[("c", "C", &["b"]), ("d", "D", &["a"]), ("e", "E", &["a"])]);
    let editions = Editions::between(&old, &new, &[]);
    let before = with_rows(
        assessment(&old, quarter(2025, 1), &[]),
        vec![full("p", "a", 0), full("q", "b", 0), full("r", "a", 1)],
    );
    // Equal rows in two changes: each goes where its change went, also where that was divided.
    let after = vec![full("x", "c", 0), full("y", "d", 0), full("z", "e", 1)];
    let after = with_rows(assessment(&new, quarter(2025, 2), &[]), after);
    assert_eq!(partners(&checked(&before, &after, &editions, PairBy::Text)), [Some(1), Some(0), Some(2)]);
    // And back again.
    assert_eq!(partners(&checked(&after, &before, &editions.inverse(), PairBy::Text)), [Some(1), Some(0), Some(2)]);
    // Nothing is known of either: only the order is left.
    let strangers = Editions::between(&old, &framework("other", None, &[("c", "C", &[])]), &[]);
    assert!(strangers.strangers());
    assert_eq!(partners(&checked(&before, &after, &strangers, PairBy::Text)), [Some(0), Some(1), Some(2)]);
}

fn any_row() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (0..4_usize, 0..4_usize, 0..3_usize, 0..3_usize)
}

/// Rows out of so few words that many are equal or nearly so.
fn few_words(rows: &[(usize, usize, usize, usize)], prefix: &str) -> Assessment {
    let words = ["", "the ward round", "ward rounds start early", "Beds — and hoists"];
    let made = rows.iter().enumerate().map(|(at, (where_now, needs, due, change))| ActionRow {
        needs: words[*needs].to_owned(),
        due: Due::read(["", "July 2026", "ongoing"][*due], quarter(2025, 1).first_day()),
        ..row(&format!("{prefix}-{at}"), ["choice", "home-first", "care-homes"][*change], words[*where_now])
    });
    table(made.collect())
}

proptest! {
    #[test]
    fn each_row_once_whatever_the_tables(
        before in proptest::collection::vec(any_row(), 0..40),
        after in proptest::collection::vec(any_row(), 0..40),
        answers in proptest::collection::vec((0..40_usize, 0..40_usize, any::<bool>()), 0..4),
        ids in any::<bool>(),
    ) {
        let before = few_words(&before, "a");
        let mut after = few_words(&after, if ids { "a" } else { "b" });
        let prefix = if ids { "a" } else { "b" };
        let id = |prefix: &str, at: usize| RowId::new(&format!("{prefix}-{at}")).unwrap();
        after.same_rows = answers
            .iter()
            .map(|(row, other, same)| SameRow { row: id(prefix, *row), other: id("a", *other), same: *same })
            .collect();
        for by in [PairBy::Either, PairBy::Text] {
            let pairs = checked(&before, &after, &Editions::one(), by);
            for pair in &pairs {
                let (Some(one), Some(other)) = (pair.before, pair.after) else { continue };
                let (one, other) = (&before.rows[one].id, &after.rows[other].id);
                let said = after.same_rows.iter().rev().find(|said| said.other == *one && said.row == *other);
                prop_assert!(said.is_none_or(|said| said.same), "kept apart by a person, paired by {:?}", pair.by);
            }
        }
    }

    #[test]
    fn rows_that_are_like_no_other_are_found_in_any_order(order in Just((0..60_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let unlike = |at: usize| {
            let (where_now, needs, spread) = TEXTS[at % TEXTS.len()];
            ActionRow { needs: needs.to_owned(), spread: Spread::new(spread), ..row("r", "choice", &format!("{where_now}, line {at}")) }
        };
        let before = table(renamed((0..60).map(unlike).collect()));
        let after = table(renamed(order.iter().map(|at| unlike(*at)).collect()));
        let pairs = by_text(&before, &after);
        prop_assert_eq!(partners(&pairs), order.into_iter().map(Some).collect::<Vec<_>>());
    }
}
