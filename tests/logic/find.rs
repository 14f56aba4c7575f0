//! Looking for a text in an assessment, and replacing it.

use crate::made::{assessment, eight, key, quarter, row, with_rows};
use hicm::app::Edit;
use hicm::app::find::{Pattern, Spot, hits, replacing};
use hicm::model::{ActionRow, Assessment, ChangeText, RowField, Spread};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Where words stand in a text: from and to.
fn ranges(words: &str, match_case: bool, text: &str) -> Vec<(usize, usize)> {
    let all = |pattern: Pattern| pattern.ranges(text).map(|range| (range.start, range.end)).collect();
    Pattern::new(words, match_case).map_or_else(Vec::new, all)
}

/// Two rows, not in the framework's order, and a text of a change.
fn table() -> Assessment {
    let rows = vec![
        ActionRow { gaps: "The IDT’s rota".to_owned(), owner: "idt lead".to_owned(), ..row("row-0", "choice") },
        ActionRow { where_now: "IDT meets".to_owned(), spread: Spread::new("UHL"), ..row("row-1", "early-discharge") },
    ];
    let mut made = assessment(&eight(), quarter(2019, 1), &[]);
    made.change_mut(&key("choice")).unwrap().texts.set(ChangeText::Challenges, "No IDT at night; no IDT on Sunday");
    with_rows(made, rows)
}

#[test]
fn words_are_found_as_people_type_them() {
    for (words, match_case, text, expected) in [
        ("idt", false, "IDT and idt", vec![(0, 3), (8, 11)]),
        ("idt", true, "IDT and idt", vec![(8, 11)]),
        ("patient's", false, "The patient’s view", vec![(4, 15)]),
        ("patient’s", false, "The patient's view", vec![(4, 13)]),
        ("seven-day", false, "Seven–day services", vec![(0, 11)]),
        ("home  first", false, "Home\nfirst", vec![(0, 10)]),
        ("a.c", false, "abc a.c", vec![(4, 7)]),
        ("(UHL", false, "at (UHL)", vec![(3, 7)]),
        ("É", false, "é", vec![(0, 2)]),
        ("", false, "anything", vec![]),
        ("   ", false, "any thing", vec![]),
    ] {
        assert_eq!(ranges(words, match_case, text), expected, "{words:?} in {text:?}");
    }
}

#[test]
fn hits_stand_in_the_order_of_changes() {
    let (made, framework) = (table(), eight());
    let found = hits(&Pattern::new("idt", false).unwrap(), &made, &framework);
    let places: Vec<(Spot, usize)> = found.iter().map(|hit| (hit.spot.clone(), hit.range.start)).collect();
    let cell = |at: usize, field| Spot::Cell(made.rows[at].id.clone(), field);
    let text = Spot::Text(key("choice"), ChangeText::Challenges);
    assert_eq!(
        places,
        [
            (cell(1, RowField::WhereNow), 0),
            (text.clone(), 3),
            (text, 20),
            (cell(0, RowField::Gaps), 4),
            (cell(0, RowField::Owner), 0),
        ]
    );
}

fn edited(made: &Assessment, edit: &Edit) -> Assessment {
    let mut after = made.clone();
    edit.apply(&mut after, &eight()).unwrap();
    after
}

#[test]
fn a_replacement_is_one_step_and_leaves_out_what_was_skipped() {
    let (made, framework) = (table(), eight());
    let found = hits(&Pattern::new("idt", false).unwrap(), &made, &framework);
    let edit = replacing(&made, &found, &BTreeSet::from([1, 4]), "idt", "team").unwrap();
    assert_eq!(edit.label(&framework), "replace “idt” in 3 places");
    let after = edited(&made, &edit);
    assert_eq!(after.rows[1].where_now, "team meets");
    assert_eq!(after.rows[0].gaps, "The team’s rota");
    assert_eq!(after.rows[0].owner, "idt lead");
    assert_eq!(
        after.change(&key("choice")).unwrap().texts.get(ChangeText::Challenges),
        "No IDT at night; no team on Sunday"
    );
    let all = (0..found.len()).collect();
    assert_eq!(replacing(&made, &found, &all, "idt", "team"), None);
}

proptest! {
    /// What is found is what a plain search finds, whatever the letters.
    #[test]
    fn plain_words_are_found_where_they_stand(words in "[ab.*(]{1,3}", text in "[ab.*( ]{0,30}") {
        let expected: Vec<_> = text.match_indices(&words).map(|(at, found)| (at, at + found.len())).collect();
        prop_assert_eq!(ranges(&words, true, &text), expected);
    }

    /// Replacing by the same words changes nothing.
    #[test]
    fn the_same_words_change_nothing(words in "[idtaer]{1,3}") {
        let (made, framework) = (table(), eight());
        let found = hits(&Pattern::new(&words, true).unwrap(), &made, &framework);
        if let Some(edit) = replacing(&made, &found, &BTreeSet::new(), &words, &words) {
            prop_assert_eq!(edited(&made, &edit), made);
        } else {
            prop_assert!(found.is_empty());
        }
    }
}
