//! Taking out what was found, or keeping it with a reason.

use super::{identifiers, with_needs};
use crate::cli::Bench;
use crate::made::eight;
use hicm::app::{Edit, EditRefused};
use hicm::check::{Finding, Private, check};
use hicm::format;
use hicm::model::{Assessment, Decision, Due, KeptText, RowField, Spot};
use hicm::report::{Audience, for_audience};
use std::sync::Arc;

fn private(assessment: &Assessment) -> Vec<Private> {
    check(assessment, &eight()).into_iter().filter_map(|finding: Finding| finding.private).collect()
}

fn keep(it: &Private, reason: &str) -> Edit {
    Edit::KeepText(KeptText { at: it.at.clone(), digest: it.digest.clone(), reason: reason.to_owned() })
}

#[test]
fn what_is_taken_out_leaves_a_word_and_only_it_goes() {
    let mut made = with_needs("Call about 943 476 5919, then NHS no 9434765919; not 401 023 2137.");
    let found = private(&made);
    assert_eq!(found.len(), 2, "one number however it is written, and another");
    let edit = Edit::Redact(found[0].clone());
    assert_eq!(edit.label(&eight()), "remove NHS number from What needs to be done");
    edit.apply(&mut made, &eight()).unwrap();
    assert_eq!(made.rows[0].needs, "Call about [removed], then NHS no [removed]; not 401 023 2137.");
    assert_eq!(private(&made), [found[1].clone()]);
    let before = made.clone();
    assert_eq!(edit.apply(&mut made, &eight()), Err(EditRefused::Gone));
    assert_eq!(made, before);
}

#[test]
fn it_is_taken_out_of_every_kind_of_text() {
    let number = "x 943 476 5919 y";
    let mut made = with_needs("");
    let (key, day) = (eight().changes[1].key.clone(), made.as_at);
    made.notes.push(number.to_owned());
    made.reopenings.push(hicm::model::Reopening {
        by: String::new(),
        on: day,
        reason: number.to_owned(),
        digest: None,
        chain: None,
    });
    made.priorities.push(hicm::model::Priority { text: number.to_owned(), change: None });
    made.decisions.push(Decision { on: day, by: String::new(), text: number.to_owned(), change: None });
    made.glossary.push(hicm::model::GlossaryEntry { short: "x".to_owned(), meaning: number.to_owned() });
    let judgement = made.change_mut(&key).unwrap();
    judgement.texts.set(hicm::model::ChangeText::Challenges, number);
    judgement.notes.push(number.to_owned());
    judgement
        .local_wording
        .push(hicm::model::LocalWording { level: hicm::model::Level::Mature, text: number.to_owned() });
    let (source, purpose) = (number.to_owned(), number.to_owned());
    judgement.funding.push(hicm::model::Funding { typed: String::new(), pounds: None, source, purpose });
    let row = Arc::make_mut(&mut made.rows[0]);
    number.clone_into(&mut row.where_now);
    row.spread = hicm::model::Spread::new(number);
    row.due = Due::read(number, day);
    row.evidence = vec![number.to_owned()];
    row.marks.push(hicm::model::Mark { field: RowField::Gaps, typed: number.to_owned(), note: number.to_owned() });
    // A list is one place, in which it is told once for each text.
    let found = private(&made);
    let places: std::collections::BTreeSet<&Spot> = found.iter().map(|it| &it.at).collect();
    assert_eq!(places.len(), 14, "{places:?}");
    for at in places {
        let it = found.iter().find(|it| it.at == *at).unwrap().clone();
        Edit::Redact(it).apply(&mut made, &eight()).unwrap();
    }
    assert_eq!(private(&made), []);
    let text = format::write(&made).unwrap();
    assert!(!text.contains("476") && text.matches("x [removed] y").count() >= 15, "{text}");
}

#[test]
fn what_is_kept_with_a_reason_is_not_asked_again() {
    let mut made = with_needs("Call about 943 476 5919 today");
    let found = private(&made).remove(0);
    let blank = keep(&found, "  ").apply(&mut made.clone(), &eight());
    assert_eq!(blank, Err(EditRefused::NoReason));
    keep(&found, "A test patient of the trust").apply(&mut made, &eight()).unwrap();
    assert_eq!(identifiers(&made), Vec::<String>::new());
    // However it is parted, and whatever is written round it; but not another number, nor elsewhere.
    let mut row = hicm::model::ActionRow::clone(&made.rows[0]);
    "Ring: 943-476-5919".clone_into(&mut row.needs);
    made.rows[0] = Arc::new(row.clone());
    assert_eq!(identifiers(&made).len(), 0);
    "401 023 2137".clone_into(&mut row.needs);
    made.rows[0] = Arc::new(row.clone());
    assert_eq!(identifiers(&made).len(), 1);
    "943 476 5919".clone_into(&mut row.gaps);
    row.needs.clear();
    made.rows[0] = Arc::new(row);
    assert_eq!(identifiers(&made).len(), 1);
    assert_eq!(made.carried_forward().kept_texts, made.kept_texts, "nor next quarter");
}

#[test]
fn the_file_says_that_and_why_and_never_what() {
    let mut made = with_needs("Call about 943 476 5919 today");
    let without = format::write(&made).unwrap();
    assert!(!without.contains("kept_texts"), "written as before where nothing is kept");
    let found = private(&made).remove(0);
    keep(&found, "A test patient").apply(&mut made, &eight()).unwrap();
    let text = format::write(&made).unwrap();
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.contains("kept_texts")).take(3).collect();
    assert_eq!(
        lines[1].trim(),
        format!("(at: Cell(\"r1\", Needs), digest: \"{}\", reason: \"A test patient\"),", found.digest)
    );
    assert!(!lines.join("").contains("943"));
    assert_eq!(format::parse(&text).unwrap().assessment, made);
    for audience in Audience::all() {
        assert_eq!(for_audience(&made, audience).kept_texts, [], "{audience}");
    }
    let seen = for_audience(&made, Audience::Full);
    let told = hicm::check::before_leaving(&made, &seen);
    assert!(told.iter().all(|finding| finding.private.is_none()), "nor before it leaves");
}

#[test]
fn the_command_line_masks_it_wherever_it_stands() {
    let mut made = with_needs("NHS no 9434765919");
    let row = Arc::make_mut(&mut made.rows[0]);
    "Mrs Ashby on ward 12, DOB 12/03/1947".clone_into(&mut row.where_now);
    row.due = Due::read("when 943 476 5919 is home", made.as_at);
    row.status = hicm::model::Status::Unknown("943 476 5919".to_owned());
    let bench = Bench::new();
    let file = bench.write("made.ron", &format::write(&made).unwrap());
    for call in [vec!["check", file.to_str().unwrap()], vec!["check", file.to_str().unwrap(), "--json"]] {
        let told = bench.run(&call);
        assert_eq!(told.code, 1, "{}", told.err);
        for whole in ["5919", "Ashby", "12/03/1947", "1947"] {
            assert!(!told.out.contains(whole), "{whole}: {}", told.out);
        }
    }
    let json = bench.run(&["check", file.to_str().unwrap(), "--json"]).json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), json["assessments"][0]["findings"].as_array().unwrap().len());
    let one = findings.iter().find(|one| one["field"] == "needs" && one["code"] == "possible_identifier").unwrap();
    let keys: Vec<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "severity", "change", "row", "field", "text", "file"]);
    assert_eq!(
        (&one["severity"], &one["row"], &one["change"]),
        (&"gap".into(), &"r1".into(), &"early-discharge".into())
    );
    assert!(one["text"].as_str().unwrap().contains("943\u{a0}•••\u{a0}••••"), "{one}");
}
