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

fn llr(audience: Audience) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assessments/llr");
    let frameworks = Frameworks::bundled();
    let [before, now] =
        ["2018-19-q4.ron", "2019-20-q1.ron"].map(|name| open_assessment(&folder.join(name), &frameworks).unwrap());
    let subject = Subject {
        assessment: &now.assessment,
        framework: &now.framework,
        since: Some((&before.assessment, &before.framework)),
        known: &frameworks.all(),
        terms: hicm::store::known_terms().unwrap(),
    };
    Report::of(&subject, audience)
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
