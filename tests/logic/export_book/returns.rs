//! The layouts of the Better Care Fund's returns.

use super::{grid, made, opened, report};
use hicm::export::Format;
use hicm::model::{Assessment, ChangeText, Level};
use hicm::report::Audience;

fn bcf(since: Option<&str>, audience: Audience) -> Vec<u8> {
    let (assessment, framework) = opened("llr/2019-20-q1.ron");
    made(&report(&assessment, &framework, since, audience), Format::Bcf).remove(0).bytes
}

#[test]
fn the_planning_layout_is_the_real_return() {
    let rows = grid(&bcf(None, Audience::Full), "Planning");
    let head = rows.iter().position(|row| row[0] == "Code").unwrap();
    assert_eq!(rows[head][3], "Maturity level planned to be reached by March 2020");
    let levels: Vec<(&str, &str)> =
        rows[head + 1..head + 9].iter().map(|row| (row[2].as_str(), row[3].as_str())).collect();
    // domain.md 3.4.
    let (e, m, x) = ("Established", "Mature", "Exemplary");
    assert_eq!(levels, [(e, m), (e, m), (m, m), (e, m), (e, e), (e, m), (m, x), (e, m)]);
    assert!(rows.iter().flatten().any(|text| text.contains("check against this year’s template")));
}

#[test]
fn the_quarterly_layout_tells_before_now_and_planned() {
    let (known, unknown) = (bcf(Some("llr/2018-19-q4.ron"), Audience::Full), bcf(None, Audience::Full));
    let rows = grid(&known, "Quarterly");
    let head = rows.iter().position(|row| row[0] == "Code").unwrap();
    assert_eq!(
        rows[head][2..7],
        [
            "Maturity Q4 2018/19",
            "Maturity Q1 2019/20 (Current)",
            "Maturity Q2 2019/20 (Planned)",
            "Maturity Q3 2019/20 (Planned)",
            "Maturity Q4 2019/20 (Planned)"
        ]
    );
    let seven = &rows[head + 5];
    assert_eq!(
        (seven[2].as_str(), seven[3].as_str(), seven[6].as_str()),
        ("Plans in place", "Established", "Established")
    );
    let blank = grid(&unknown, "Quarterly");
    let head = blank.iter().position(|row| row[0] == "Code").unwrap();
    assert!(blank[head + 1..head + 9].iter().all(|row| row[2].is_empty() && !row[3].is_empty()));
    assert!(blank.iter().flatten().any(|text| text == "The levels of Q4 2018/19 are not known here: they stay empty."));
    let bag = rows.iter().rposition(|row| row[1].contains("Red Bag")).unwrap();
    assert!(rows[bag][2..].iter().all(String::is_empty), "nothing is made up");
    assert!(rows.iter().flatten().any(|text| text == "Not kept in hicm: fill in by hand."));
}

#[test]
fn the_checklist_says_what_is_missing_and_for_whom() {
    let rows = grid(&bcf(None, Audience::Full), "Checklist");
    let done = |rows: &[Vec<String>], what: &str| {
        rows.iter().find(|row| row[0] == what).unwrap_or_else(|| panic!("{what}"))[2].clone()
    };
    assert_eq!(done(&rows, "Chg 1: current position"), "Yes");
    assert_eq!(done(&rows, "Chg 1: maturity Q2 2019/20 (Planned)"), "No", "no plan for that quarter is known");
    assert_eq!(done(&rows, "Chg 1: reasons, if planned below Established"), "Yes", "not asked for at Mature");
    assert_eq!(done(&rows, "Red bag scheme: challenges"), "No");
    assert!(rows.iter().any(|row| row[0] == "Incomplete Template"));
    let public = grid(&bcf(None, Audience::Public), "Checklist");
    assert_eq!(done(&public, "Chg 1: challenges"), "Left out for this audience");

    let (mut assessment, framework) = opened("llr/2019-20-q1.ron");
    let end = assessment.plan_quarter();
    assessment.changes[0].plan(end, Some(Level::PlansInPlace));
    for judgement in &mut assessment.changes {
        for text in [ChangeText::PerformanceIssues, ChangeText::EmbedFurther, ChangeText::Improvements] {
            judgement.texts.set(text, "Said.");
        }
    }
    let sheet = |assessment: &Assessment, name| {
        grid(&made(&report(assessment, &framework, None, Audience::Full), Format::Bcf).remove(0).bytes, name)
    };
    assert_eq!(done(&sheet(&assessment, "Checklist"), "Chg 1: reasons, if planned below Established"), "No");
    assert_eq!(sheet(&assessment, "Planning")[1][0], "Incomplete Template");
    assessment.changes[0].plan(end, Some(Level::Established));
    assert_eq!(sheet(&assessment, "Planning")[1][0], "Complete Template");
    assert_eq!(sheet(&assessment, "Quarterly")[1][0], "Incomplete Template");
}
