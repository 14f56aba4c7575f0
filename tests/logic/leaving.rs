//! What should not leave with a report: possible identifiers of patients, and names where none are to be shown.

mod corpus;
mod keep;
mod kinds;

use crate::made::{assessment, eight, quarter};
use hicm::check::{Rule, Severity, before_leaving, check};
use hicm::model::{ActionRow, Assessment, ChangeText, RowField, RowId};
use hicm::report::{Audience, for_audience};
use std::sync::Arc;

fn with_needs(text: &str) -> Assessment {
    let framework = eight();
    let mut made = assessment(&framework, quarter(2019, 1), &[]);
    let mut row = ActionRow::empty(RowId::new("r1").unwrap(), framework.changes[0].key.clone());
    text.clone_into(&mut row.needs);
    made.rows.push(Arc::new(row));
    made
}

fn identifiers(assessment: &Assessment) -> Vec<String> {
    let found = check(assessment, &eight()).into_iter().filter(|finding| finding.rule == Rule::PossibleIdentifier);
    found.map(|finding| finding.text).collect()
}

/// 943 476 5919 is the number that the NHS Data Dictionary gives as an example; its check digit is right.
#[test]
fn nhs_numbers_are_found_as_they_are_written() {
    for text in [
        "Call about 943 476 5919 today",
        "943-476-5919",
        "943\u{a0}476\u{a0}5919.",
        "NHS no 9434765919",
        "Patient: 9434765919, ward 4",
        "In 2019 943 476 5919 was moved",
        "12 beds, 943 476 5919",
        "943 476 5919 2 days",
        "(943 476 5919)",
    ] {
        assert_eq!(identifiers(&with_needs(text)).len(), 1, "{text}");
    }
}

#[test]
fn other_numbers_are_not() {
    for text in [
        "943 476 5918",
        "9434765919",
        "Call 0116 258 9434 or 07700 900123",
        "NHS no 9434765918",
        "NHS: 19434765919",
        "943 4765 919",
        "000 000 0000",
        "£1 250 000 in 2019, 2 000 000 in 2020",
        "NHS target 214.66, 351.1",
        "",
    ] {
        assert_eq!(identifiers(&with_needs(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_found_is_never_told_whole_and_leads_to_its_cell() {
    let made = with_needs("Call about 943 476 5919 today");
    let found = check(&made, &eight());
    let found = found.iter().find(|finding| finding.rule == Rule::PossibleIdentifier).unwrap();
    assert!(
        found.text.contains("943\u{a0}•••\u{a0}••••") && !found.text.contains("476") && !found.text.contains("5919")
    );
    assert_eq!(found.place.field, Some(RowField::Needs));
    assert_eq!(found.place.row.as_ref().map(RowId::as_str), Some("r1"));
    assert_eq!(found.severity, Severity::Gap);
}

/// Writes a text into one place of an assessment.
type Put = fn(&mut Assessment, &str, &hicm::model::ChangeKey);

#[test]
fn every_text_is_looked_at() {
    let number = "943 476 5919";
    let framework = eight();
    let key = framework.changes[1].key.clone();
    let places: [Put; 6] = [
        |it, number, _| it.notes.push(number.to_owned()),
        |it, number, key| it.change_mut(key).unwrap().texts.set(ChangeText::Challenges, number),
        |it, number, key| it.change_mut(key).unwrap().notes.push(number.to_owned()),
        |it, number, _| it.priorities.push(hicm::model::Priority { text: number.to_owned(), change: None }),
        |it, number, _| {
            let (on, by) = (it.as_at, String::new());
            it.decisions.push(hicm::model::Decision { on, by, text: number.to_owned(), change: None });
        },
        |it, number, _| {
            let mut row = ActionRow::clone(&it.rows[0]);
            row.evidence = vec![number.to_owned()];
            it.rows[0] = Arc::new(row);
        },
    ];
    for (at, put) in places.iter().enumerate() {
        let mut made = with_needs("");
        put(&mut made, number, &key);
        assert_eq!(identifiers(&made).len(), 1, "place {at}");
    }
}

fn names_left(needs: &str, owner: &str, audience: Audience) -> Vec<String> {
    let mut made = with_needs(needs);
    let mut row = ActionRow::clone(&made.rows[0]);
    owner.clone_into(&mut row.owner);
    made.rows[0] = Arc::new(row);
    let found = before_leaving(&made, &for_audience(&made, audience));
    found.into_iter().filter(|finding| finding.rule == Rule::NameInText).map(|finding| finding.text).collect()
}

#[test]
fn a_name_in_a_text_is_told_where_names_are_hidden() {
    let owner = "Olive Marchbanks, discharge matron";
    for text in ["Ask Olive Marchbanks.", "Olive  Marchbanks’s list", "(Olive Marchbanks)"] {
        assert_eq!(names_left(text, owner, Audience::Board).len(), 1, "{text}");
        assert_eq!(names_left(text, owner, Audience::Full).len(), 0, "{text}");
    }
    for text in ["Olive oil", "Marchbanks Road", "Solive Marchbanks", "Olive Marchbanksia", ""] {
        assert_eq!(names_left(text, owner, Audience::Board).len(), 0, "{text}");
    }
}

#[test]
fn a_post_or_a_body_is_no_name() {
    for owner in [
        "Head of Discharge",
        "UHL",
        "County Council",
        "Vale Discharge Group",
        "Chief pharmacist, WHT",
        "Volunteer co-ordinator, Homeward Arden",
        "Lead",
    ] {
        assert_eq!(names_left(&format!("Ask {owner}: Homeward Arden"), owner, Audience::Public).len(), 0, "{owner}");
    }
}
