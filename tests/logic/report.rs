//! The report: what each audience sees, field by field, and what the chapters and slides say.

use crate::made::{eight, key, quarter};
use chrono::NaiveDate;
use hicm::model::{
    ActionRow, Assessment, Better, ChangeJudgement, ChangeText, ChangeTexts, Conflict, ConflictKind, Decision,
    DelayedDays, Delivery, Due, Funding, GlossaryEntry, KeptText, KnownTerms, Level, LocalWording, Mark, Metric,
    MetricValue, Period, Plan, Priority, Rag, Reopening, RowField, RowId, SameRow, Seal, Side, Source, Spot, Spread,
    State, Status, Value,
};
use hicm::report::{Audience, Block, ChapterKind, Report, SlideKind, Subject, for_audience, kept_together};
use hicm::store::{Frameworks, open_assessment};
use std::path::Path;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

const FULL: &[Audience] = &[Audience::Full];
const NOT_PUBLIC: &[Audience] = &[Audience::Full, Audience::Board];
const ALL: &[Audience] = &[Audience::Full, Audience::Board, Audience::Public];
const NOBODY: &[Audience] = &[];

/// A word for every place in an assessment where a person can write, and who may see it. The assessment is built field
/// by field, so that one that is added to the model does not compile here until somebody has said who sees it.
fn marked() -> (Assessment, Vec<(String, &'static [Audience])>) {
    let mut words = Vec::new();
    let mut word = |name: &str, seen: &'static [Audience]| {
        let word = format!("zq{name}zq");
        words.push((word.clone(), seen));
        word
    };
    let day = NaiveDate::from_ymd_opt(2019, 6, 30).unwrap();
    let change = key("patient-flow");
    let mut texts = ChangeTexts::default();
    for text in ChangeText::iter() {
        let seen = match text {
            ChangeText::Why | ChangeText::Milestones | ChangeText::EmbedFurther | ChangeText::Improvements => ALL,
            ChangeText::PerformanceIssues | ChangeText::Challenges | ChangeText::SupportNeeded => NOT_PUBLIC,
        };
        texts.set(text, word(&text.key().replace('_', ""), seen));
    }
    let row = ActionRow {
        id: RowId::new("r1").unwrap(),
        change: change.clone(),
        where_now: word("wherenow", ALL),
        status: Status::Unknown(word("statustyped", ALL)),
        spread: Spread::new(word("spread", ALL)),
        gaps: word("gaps", NOT_PUBLIC),
        needs: word("needs", ALL),
        due: Due::read(&word("due", ALL), day),
        owner: word("owner", FULL),
        delivery: Some(Delivery::InProgress),
        progress: word("progress", FULL),
        evidence: vec![word("evidence", FULL)],
        reviewed: true,
        // The document is the program's own affair; the line is told to the working group.
        source: Some(Source { document: word("document", NOBODY), line: 7 }),
        marks: vec![Mark { field: RowField::Gaps, typed: word("marktyped", FULL), note: word("marknote", FULL) }],
    };
    let value = |text: String| Value::Text(text);
    let conflict = Conflict {
        spot: Spot::Text(change.clone(), ChangeText::Why),
        kind: ConflictKind::Undecided,
        base: value(word("conflictbase", NOBODY)),
        mine: Side {
            by: word("conflictours", NOBODY),
            value: value(word("conflictourvalue", NOBODY)),
            reason: word("conflictourreason", NOBODY),
        },
        theirs: Side {
            by: word("conflicttheirs", NOBODY),
            value: value(word("conflicttheirvalue", NOBODY)),
            reason: word("conflicttheirreason", NOBODY),
        },
    };
    let assessment = Assessment {
        place: word("place", ALL),
        quarter: quarter(2019, 1),
        as_at: day,
        framework: eight().id,
        prepared_by: word("preparedby", FULL),
        state: State::Sealed(Seal {
            by: word("sealby", FULL),
            role: word("sealrole", ALL),
            on: day,
            note: word("sealnote", FULL),
            digest: word("sealdigest", NOBODY),
            previous: Some(word("sealprevious", NOBODY)),
            chain: Some(word("sealchain", NOBODY)),
        }),
        reopenings: vec![Reopening {
            by: word("reopenedby", FULL),
            on: day,
            reason: word("reopenedwhy", NOT_PUBLIC),
            digest: Some(word("reopeneddigest", NOBODY)),
            chain: Some(word("reopenedchain", NOBODY)),
        }],
        notes: vec![word("note", FULL)],
        changes: vec![ChangeJudgement {
            change: change.clone(),
            now: Some(Level::Established),
            planned: vec![Plan { quarter: quarter(2019, 4), level: Level::Mature }],
            texts,
            funding: vec![Funding {
                typed: word("amount", NOT_PUBLIC),
                pounds: Some(1),
                source: word("fundingsource", NOT_PUBLIC),
                purpose: word("purpose", NOT_PUBLIC),
            }],
            notes: vec![word("changenote", FULL)],
            local_wording: vec![LocalWording { level: Level::Mature, text: word("wording", ALL) }],
        }],
        rows: vec![Arc::new(row)],
        metrics: vec![Metric {
            name: word("metric", ALL),
            unit: word("unit", ALL),
            better: Better::Lower,
            target: Some(6.5),
            target_by: Some(Period::Quarter(quarter(2019, 4))),
            values: vec![
                MetricValue { period: Period::Quarter(quarter(2018, 4)), value: 8.25, rag: Some(Rag::Red) },
                MetricValue { period: Period::Quarter(quarter(2019, 1)), value: 6.75, rag: None },
            ],
            delayed_days: Some(DelayedDays { adult_population: 1, population_year: 2019, months: vec![(2019, 4, 1)] }),
            note: word("metricnote", NOT_PUBLIC),
        }],
        priorities: vec![Priority { text: word("priority", ALL), change: None }],
        decisions: vec![Decision {
            on: day,
            by: word("decidedby", FULL),
            text: word("decision", NOT_PUBLIC),
            change: Some(change),
        }],
        // Told only where it is used; see `an_abbreviation_is_explained_where_it_is_used`.
        glossary: vec![GlossaryEntry { short: word("short", NOBODY), meaning: word("meaning", NOBODY) }],
        same_rows: vec![SameRow {
            row: RowId::new("r1").unwrap(),
            other: RowId::new("zqothersamezq").unwrap(),
            same: true,
        }],
        kept_texts: vec![KeptText {
            at: Spot::Notes,
            digest: word("keptdigest", NOBODY),
            reason: word("keptreason", NOBODY),
        }],
        undecided: vec![conflict],
    };
    (assessment, words)
}

fn report_of(assessment: &Assessment, audience: Audience) -> Report {
    let (framework, terms) = (eight(), KnownTerms::default());
    Report::of(&Subject { assessment, framework: &framework, since: None, known: &[], terms: &terms }, audience)
}

fn everything_told(report: &Report) -> String {
    let chapters = report.chapters.iter().map(|it| serde_json::to_string(it).unwrap());
    chapters.chain([report.title(), report.subtitle(), report.imprint()]).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_audience_is_told_just_what_it_may_see() {
    let (assessment, words) = marked();
    for audience in Audience::all() {
        let report = report_of(&assessment, audience);
        let paper = everything_told(&report);
        let slides = format!("{:?}", report.slides);
        for (word, seen) in &words {
            let may = seen.contains(&audience);
            assert_eq!(paper.contains(word), may, "{audience}: {word} in the paper");
            assert!(may || !slides.contains(word), "{audience}: {word} on a slide");
        }
    }
}

#[test]
fn what_an_audience_does_not_see_is_not_in_what_exports_are_given() {
    let (assessment, words) = marked();
    for audience in [Audience::Board, Audience::Public] {
        let given = format!("{:?}", for_audience(&assessment, audience));
        for (word, seen) in &words {
            // What nobody is told in a paper but a machine may keep: the digest, the glossary.
            let kept = seen.is_empty() && ["zqsealdigestzq", "zqshortzq", "zqmeaningzq"].contains(&word.as_str());
            assert_eq!(given.contains(word), seen.contains(&audience) || kept, "{audience}: {word}");
        }
        assert!(!given.contains("zqothersamezq"), "{audience}");
    }
}

#[test]
fn the_whole_is_what_the_content_id_is_of() {
    let (assessment, _) = marked();
    let whole = hicm::format::content_id(&assessment);
    for audience in Audience::all() {
        let report = report_of(&assessment, audience);
        assert_eq!(report.content_id, whole);
        assert!(report.imprint().contains(&whole));
    }
}

#[test]
fn what_is_not_decided_is_said_to_everybody() {
    let (assessment, _) = marked();
    for audience in Audience::all() {
        let report = report_of(&assessment, audience);
        let told = report.chapter(&ChapterKind::WhereWeAre).unwrap().blocks.first().unwrap().texts().join(" ");
        assert_eq!(told, "One conflict between two people’s copies is not decided yet.", "{audience}");
    }
}

#[test]
fn an_abbreviation_is_explained_where_it_is_used() {
    let (mut assessment, _) = marked();
    assert!(report_of(&assessment, Audience::Board).chapter(&ChapterKind::Glossary).is_none());
    assessment.priorities.push(Priority { text: "More of zqshortzq".to_owned(), change: None });
    let report = report_of(&assessment, Audience::Board);
    let glossary = report.chapter(&ChapterKind::Glossary).unwrap().blocks.iter().flat_map(Block::texts);
    assert!(glossary.collect::<Vec<_>>().join(" ").contains("zqmeaningzq"));
}

/// The report of one of the assessments that come with the program.
fn sample_told(now: &str, since: Option<&str>, audience: Audience) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments");
    let frameworks = Frameworks::bundled();
    let open = |name: &str| open_assessment(&folder.join(name), &frameworks).unwrap();
    let (now, before) = (open(now), since.map(open));
    let subject = Subject {
        assessment: &now.assessment,
        framework: &now.framework,
        since: before.as_ref().map(|before| (&before.assessment, &*before.framework)),
        known: &frameworks.all(),
        terms: hicm::store::known_terms().unwrap(),
    };
    Report::of(&subject, audience)
}

fn llr(audience: Audience) -> Report {
    sample_told("llr/2019-20-q1.ron", Some("llr/2018-19-q4.ron"), audience)
}

#[test]
fn the_real_quarter_tells_its_counts_and_its_movement() {
    let report = llr(Audience::Board);
    let where_we_are = report.chapter(&ChapterKind::WhereWeAre).unwrap();
    let counts: Vec<Vec<(&str, usize)>> = where_we_are
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Counts(counts) => {
                Some(counts.counts.iter().filter(|it| it.count > 0).map(|it| (it.name, it.count)).collect())
            }
            _ => None,
        })
        .collect();
    // domain.md 3.4: now 6 Established and 2 Mature; planned 1 Established, 6 Mature, 1 Exemplary.
    assert_eq!(
        counts,
        [vec![("Established", 6), ("Mature", 2)], vec![("Established", 1), ("Mature", 6), ("Exemplary", 1)]]
    );
    let moved = report.chapter(&ChapterKind::Moved).unwrap().blocks.iter().flat_map(Block::texts).collect::<String>();
    assert!(moved.contains("Seven-day services rose from Plans in place to Established, as planned."), "{moved}");
}

#[test]
fn there_is_a_slide_for_each_idea_in_the_boards_order() {
    let report = llr(Audience::Board);
    let kinds: Vec<&SlideKind> = report.slides.iter().map(|slide| &slide.kind).collect();
    let changes = report.framework.changes.len();
    assert_eq!(kinds.first(), Some(&&SlideKind::WhereWeAre));
    assert_eq!(kinds.get(1), Some(&&SlideKind::Moved));
    assert!(kinds.iter().skip(2).take(changes).all(|kind| matches!(kind, SlideKind::Change(_))));
    assert_eq!(kinds.get(2 + changes), Some(&&SlideKind::Outcome));
    assert_eq!(kinds.last(), Some(&&SlideKind::Close));
}

/// However long the texts of an assessment are, a slide holds what can be read from the back of the room.
#[test]
fn no_text_on_a_slide_is_longer_than_can_be_read() {
    let (mut assessment, _) = marked();
    let long = "A very long text about discharge that goes on and on. ".repeat(40);
    let mut row = ActionRow::clone(&assessment.rows[0]);
    (row.gaps, row.needs, row.where_now) = (long.clone(), long.clone(), "x".repeat(5000));
    row.due = Due::read("1 May 2019", assessment.as_at);
    assessment.rows =
        (0..400).map(|at| Arc::new(ActionRow { id: RowId::new(&format!("r{at}")).unwrap(), ..row.clone() })).collect();
    assessment.changes[0].texts.set(ChangeText::Milestones, long.trim_end());
    assessment.priorities = (0..40).map(|_| Priority { text: long.clone(), change: None }).collect();
    assessment.decisions =
        (0..40).map(|_| Decision { text: long.clone(), ..assessment.decisions[0].clone() }).collect();
    for slide in report_of(&assessment, Audience::Full).slides {
        let mut lines = 0;
        for block in slide.left.iter().chain(&slide.right) {
            for text in block.texts() {
                assert!(text.chars().count() <= 260, "{:?}: {} characters", slide.kind, text.chars().count());
            }
            lines += match block {
                Block::List(list) => list.items.len(),
                Block::Table(table) => table.rows.len(),
                _ => 1,
            };
        }
        assert!(lines <= 16, "{:?}: {lines} lines", slide.kind);
    }
}

/// Gaps and decisions are not for the public, which is not to say that there are none.
#[test]
fn nobody_is_told_that_there_is_none_of_what_they_are_not_told() {
    for (audience, told) in [(Audience::Full, true), (Audience::Board, true), (Audience::Public, false)] {
        let (mut assessment, _) = marked();
        for row in &mut assessment.rows {
            let row = Arc::make_mut(row);
            row.due = Due::read("", chrono::NaiveDate::from_ymd_opt(2019, 6, 30).unwrap());
            if told {
                row.gaps = String::new();
            }
        }
        let slides = report_of(&assessment, audience).slides;
        assert_eq!(slides.iter().any(|slide| slide.kind == SlideKind::Decisions), told);
        let texts: Vec<&str> = slides.iter().flat_map(|it| &it.right).flat_map(Block::texts).collect();
        let ending =
            if told { "; no gap is named and nothing is due or overdue." } else { "; nothing is due or overdue." };
        assert!(texts.iter().any(|text| text.ends_with(ending)), "{texts:?}");
        assert_eq!(texts.iter().any(|text| text.contains("no gap")), told);
    }
}

/// The real table of 2017 has no owner and no delivery; the example has both, which the board sees one of.
#[test]
fn a_table_has_no_column_in_which_no_row_of_the_assessment_says_anything() {
    for (path, audience, last) in [
        ("llr/2017-18-q1.ron", Audience::Full, "When by"),
        ("llr/2017-18-q1.ron", Audience::Board, "When by"),
        ("example/2025-26-q1.ron", Audience::Full, "Progress"),
        ("example/2025-26-q1.ron", Audience::Board, "Delivery"),
    ] {
        let slides = sample_told(path, None, audience).slides;
        let table =
            slides.iter().filter(|it| matches!(it.kind, SlideKind::Change(_))).find_map(|it| it.behind.as_ref());
        let titles: Vec<&str> = table.unwrap().columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles.last(), Some(&last), "{path}");
        assert_eq!(
            titles.contains(&"Owner"),
            path.starts_with("example") && audience == Audience::Full,
            "{path} {titles:?}"
        );
    }
}

#[test]
fn a_when_by_is_followed_by_its_reading_where_the_words_do_not_say_it() {
    let (mut assessment, _) = marked();
    for (typed, note) in [
        ("1st July 2019", ""),
        ("by September 2019", ""),
        ("Q2 2019/20", ""),
        ("Ongoing", ""),
        ("Jul-19", "Jul 2019"),
        ("1 July", "1 Jul 2019, year assumed"),
        ("22nd of July 2019", "22 Jul 2019"),
    ] {
        let mut row = ActionRow::clone(&assessment.rows[0]);
        row.due = Due::read(typed, chrono::NaiveDate::from_ymd_opt(2019, 6, 30).unwrap());
        assessment.rows = vec![Arc::new(row)];
        let slides = report_of(&assessment, Audience::Full).slides;
        let table =
            slides.iter().filter(|it| matches!(it.kind, SlideKind::Change(_))).find_map(|it| it.behind.as_ref());
        let cell = table.unwrap().rows[0].iter().find(|cell| cell.text == typed).unwrap();
        assert_eq!(cell.note.trim_end_matches("overdue").trim_end_matches(", "), note, "{typed}");
    }
}

/// The first decision as its slide tells it.
fn decision_told(text: &str) -> String {
    let (mut assessment, _) = marked();
    text.clone_into(&mut assessment.decisions[0].text);
    assessment.decisions.truncate(1);
    let slides = report_of(&assessment, Audience::Full).slides;
    let slide = slides.iter().find(|slide| slide.kind == SlideKind::Decisions).unwrap();
    slide.left[0].texts()[0].to_owned()
}

/// The reason often begins as what was reached does.
#[test]
fn a_slide_says_a_sentence_once() {
    let (mut assessment, _) = marked();
    let key = assessment.changes[0].change.clone();
    let texts = &mut assessment.changes[0].texts;
    texts.set(ChangeText::Milestones, "The hub opened in June. It is full.");
    texts.set(ChangeText::Why, "The hub opened in June. It holds.");
    texts.set(ChangeText::Improvements, "Fewer calls by the end of the year.");
    let report = report_of(&assessment, Audience::Board);
    let slide = report.slides.iter().find(|slide| slide.kind == SlideKind::Change(key.clone())).unwrap();
    let texts: Vec<&str> = slide.left.iter().chain(&slide.right).flat_map(Block::texts).collect();
    assert_eq!(texts.iter().filter(|text| **text == "The hub opened in June.").count(), 1, "{texts:?}");
    assert!(texts.contains(&"Fewer calls by the end of the year."), "{texts:?}");
}

#[test]
fn a_sentence_too_long_for_a_slide_ends_where_a_clause_does() {
    let begin = "The teams that are left have yet to find the right balance between capacity and demand in every ward";
    let many = "teams and wards ".repeat(10);
    let cases = [
        (
            format!("{begin}; until they do, nothing that was seen in the first of them will be seen in any."),
            Some("; until"),
        ),
        (format!("{begin} and, as is well known, nothing that was seen in the first of them will."), Some(", nothing")),
        // A clause that ends early is no place to cut: too little would be left.
        (format!("In June, {many}and no more than that"), None),
        // A comma within a number is not the end of one.
        (
            format!("{begin}, of 1,{} people in all, and many more than ever before", "000,".repeat(20)),
            Some(", of 1,000"),
        ),
        // Nor is the full stop of a word that is shortened.
        (format!("{begin} of St. {}", "Luke’s and those beside it ".repeat(5)), Some(" those")),
        ("x".repeat(400), None),
    ];
    for (text, behind) in cases {
        let told = decision_told(&text);
        assert!(told.ends_with('…') && told.chars().count() <= 150, "{told}");
        let kept = told.trim_end_matches('…');
        let rest = text.strip_prefix(kept).unwrap();
        assert!(kept.len() >= 74, "{told}");
        assert!(behind.is_none_or(|behind| rest.starts_with(behind)), "{told} | {rest}");
    }
}

/// A list that has a slide to itself shows what there is room for: twelve short items, of long ones fewer.
#[test]
fn a_list_with_a_slide_to_itself_holds_as_many_items_as_there_is_room_for() {
    let (mut assessment, _) = marked();
    let one = assessment.decisions[0].clone();
    for (text, count, shown, more) in [
        ("Agreed.", 12, 12, None),
        ("Agreed.", 15, 15, None),
        ("Agreed.", 20, 14, Some("and 6 more")),
        (&*"Agreed by all of them. ".repeat(8), 12, 7, Some("and 5 more")),
    ] {
        assessment.decisions = (0..count).map(|_| Decision { text: text.to_owned(), ..one.clone() }).collect();
        let slides = report_of(&assessment, Audience::Board).slides;
        let slide = slides.iter().find(|slide| slide.kind == SlideKind::Decisions).unwrap();
        let items: usize =
            slide.left.iter().map(|it| if let Block::List(list) = it { list.items.len() } else { 0 }).sum();
        assert_eq!(items, shown, "{count} of {text}");
        let told =
            slide.left.iter().find_map(|it| if let Block::Paragraph(it) = it { Some(it.text.as_str()) } else { None });
        assert_eq!(told, more);
    }
}

#[test]
fn no_line_ends_within_a_quarter_or_a_day() {
    for (text, kept) in [
        ("due by Q2 2019/20.", "due by Q2~2019/20."),
        ("overdue, 1 Mar 2019, Home first", "overdue, 1~Mar~2019, Home first"),
        ("overdue,~1 Mar 2019", "overdue,~1~Mar~2019"),
        ("on 12 May. Then", "on 12~May. Then"),
        ("joined in June 2025", "joined in June~2025"),
        ("61 people, 4 of 5 wards", "61 people, 4 of 5 wards"),
        ("3 Mature in 2025", "3 Mature in 2025"),
        ("", ""),
    ] {
        assert_eq!(kept_together(&text.replace('~', "\u{a0}")), kept.replace('~', "\u{a0}"), "{text}");
    }
}
