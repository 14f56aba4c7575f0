//! The page for a browser: what stands in it, that it fetches nothing, and that a damaged one is noticed.

use crate::exported::{example, made, nasty, said_of, without_last};
use hicm::export::{Exported, Format, verify};
use hicm::report::{Audience, Report};
use std::sync::Arc;

fn board() -> (Report, Exported, String) {
    let report = example(Audience::Board, |_| {});
    let file = made(&report, Format::Html);
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    (report, file, text)
}

#[test]
fn every_audience_gets_what_its_report_says() {
    for audience in Audience::all() {
        let report = example(audience, |_| {});
        let file = made(&report, Format::Html);
        assert_eq!(file.name, format!("2025-26-q1-{}.html", audience.key()));
        assert_eq!(verify(&report, &file, &file.bytes), Ok(()), "{audience}");
        assert_eq!(made(&report, Format::Html).bytes, file.bytes);
    }
}

#[test]
fn what_people_typed_stays_what_they_typed() {
    let report = nasty();
    let file = made(&report, Format::Html);
    assert_eq!(verify(&report, &file, &file.bytes), Ok(()));
    let text = String::from_utf8(file.bytes).unwrap();
    assert_eq!(text.matches("<script").count(), 1, "its own");
    assert!(!text.contains(['\u{0}', '\u{1}', '\u{b}', '\u{ffff}', '\r']));
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; --&gt; \u{1F600}"));
    assert!(text.contains("&amp;amp; {{x}}"));
}

#[test]
fn a_board_finds_no_name() {
    let name = |assessment: &mut hicm::model::Assessment| {
        "zqprepared".clone_into(&mut assessment.prepared_by);
        for row in &mut assessment.rows {
            let row = Arc::make_mut(row);
            "zqowner".clone_into(&mut row.owner);
            "zqprogress".clone_into(&mut row.progress);
        }
    };
    let holds =
        |audience| String::from_utf8(made(&example(audience, name), Format::Html).bytes).unwrap().contains("zq");
    assert!(holds(Audience::Full));
    assert!(!holds(Audience::Board));
    assert!(!holds(Audience::Public));
}

/// Every id once, and every name that points to one points to one that is there.
#[test]
fn what_is_pointed_to_is_there() {
    let (_, _, text) = board();
    let values = |key: &str| -> Vec<String> {
        text.split(&format!(" {key}=\"")).skip(1).map(|it| it.split('"').next().unwrap().to_owned()).collect()
    };
    let mut ids = values("id");
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    let named = ["aria-labelledby", "aria-describedby", "for"].into_iter().flat_map(values);
    let linked = values("href").into_iter().map(|it| it.trim_start_matches('#').to_owned());
    let pointed: Vec<String> = named.chain(linked).collect();
    assert!(pointed.len() > 50);
    for name in pointed {
        assert!(ids.contains(&name), "{name}");
    }
}

#[test]
fn a_ladder_is_told_to_those_who_do_not_see_it() {
    let (report, _, text) = board();
    let ladders = text.matches("<svg class=\"ladder\"").count();
    assert_eq!(ladders, 2 * report.framework.changes.len());
    assert_eq!(
        text.matches("role=\"img\" aria-label=\"").count(),
        ladders + text.matches("<svg class=\"chart\"").count()
    );
    assert!(
        text.contains("aria-label=\"1 Early discharge planning: 4 Mature, planned 4 Mature by Q4 2025/26, up 1 since")
    );
    assert!(text.contains("<span class=\"note overdue\">overdue</span>"));
}

/// The box is for those who have the script; the rows are there for everybody.
#[test]
fn without_its_script_the_page_is_whole() {
    let (_, _, text) = board();
    assert!(text.contains("id=\"finder\" role=\"search\" hidden>"));
    assert!(!text.split("</style>").nth(1).unwrap().split("<script>").next().unwrap().contains("<tr hidden"));
}

#[test]
fn a_damaged_page_is_noticed_and_what_is_wrong_is_said() {
    let (report, file, text) = board();
    let said = |text: String| said_of(&report, &file, text.as_bytes());
    let swapped = |from: &str, to: &str| said(text.replacen(from, to, 1));

    assert_eq!(swapped(" lang=\"en-GB\"", " lang=\"fr\""), "its language is “fr”");
    assert_eq!(swapped("<title>", "<title>My "), "its title is “My Wexcombe and Arden Vale, Q1 2025/26”");
    assert_eq!(swapped("default-src 'none'", "default-src *"), "it does not forbid a browser to fetch anything");
    assert_eq!(
        swapped("<main", "<img src=\"https://example.org/x.png\"><main"),
        "it leads to “https://example.org/x.png”"
    );
    assert_eq!(swapped("<main", "<a href=\"http://example.org\">x</a><main"), "it leads to “http://example.org”");
    assert_eq!(swapped("<main", "<link rel=\"stylesheet\"><main"), "it holds a “link”");
    assert_eq!(swapped("<main", "<script>fetch('x')</script><main"), "it does not hold its own script and no other");
    assert_eq!(swapped("<main", "<main onclick=\"x()\""), "a “main” does something by “onclick”");
    assert_eq!(swapped("<style>", "<style>p{background:url(x)}"), "its style fetches something");
    assert_eq!(swapped(" scope=\"col\"", ""), "the head of a column is not marked as one");
    assert_eq!(
        swapped("<h3 dir=\"auto\">What is planned</h3>", "<h4>What is planned</h4>"),
        "the heading “What is planned” is of rank 4 below one of rank 2"
    );
    assert_eq!(swapped(">What is planned<", "><"), "in “Where we are”, “What is planned” is missing");
    assert_eq!(
        swapped(">As planned<", ">Short of plan<"),
        "in “Plan against outcome”, row 1 of “Planned for Q1 2025/26 and reached” has “Short of plan” for “As planned” under “Outcome”"
    );
    assert!(said(without_last(&text, "<tr>", "</tr>")).ends_with(" is missing"));
    assert!(said(text.replacen("</tr></tbody>", "</tr><tr><td></td></tr></tbody>", 4)).contains(" rows"));
    assert!(said(text.replace(&report.content_id, "0000-0000")).contains("Content"));
    let (half, rest) = text.split_once("<section id=\"chapter-5\"").unwrap();
    assert_eq!(said(half.to_owned()), "it does not hold its own script and no other");
    let (_, end) = rest.split_once("</main>").unwrap();
    assert!(said(format!("{half}</main>{end}")).ends_with(" is missing"));
    assert!(swapped("<section", "<section><h2>More</h2></section><section").contains("“More” stands there"));
}
