//! The slides for the board: one idea each, with texts short enough to be read from the back of the room.

use super::blocks::{Block, Item, List, Paragraph, Table, Tone};
use super::chapters::{ahead, chart, counts, decisions, ladder, not_decided, rows_in_words, strip};
use super::tables::{about, outcome_table, overdue_rows, overdue_table, row_table, rows_due_next};
use super::{Report, Step};
use crate::compare::{LevelMove, PlanOutcome};
use crate::model::{ActionRow, Change, ChangeKey, ChangeText, RowField, capitalised, counted};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

/// How many characters a sentence on a slide may have.
const SENTENCE: usize = 150;
/// How many characters a sentence may have that tells of several changes.
const LONG: usize = 260;
/// How many characters an item of a list may have.
const ITEM: usize = 90;
/// How many items a list on a slide of one change may have.
const ITEMS: usize = 3;
/// How many lines of text a slide of one list may have.
const LINES: usize = 14;
/// About how many characters such a line holds.
const LINE: usize = 100;
/// How many charts stand on one slide.
const CHARTS: usize = 2;

/// One slide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slide {
    /// What it is about.
    #[serde(skip)]
    pub kind: SlideKind,
    /// What stands small over the title: "Change 3 of 8".
    pub over: String,
    /// Its title.
    pub title: String,
    /// What stands at the left, or over all of it when there is no right.
    pub left: Vec<Block>,
    /// What stands at the right; may be empty.
    pub right: Vec<Block>,
    /// What the presenter is reminded of, and nobody else sees.
    #[serde(skip)]
    pub notes: Vec<String>,
    /// The whole table behind it, to look into when somebody asks.
    #[serde(skip)]
    pub behind: Option<Table>,
}

/// What a slide is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SlideKind {
    /// The levels of all changes.
    WhereWeAre,
    /// What moved since the last board.
    Moved,
    /// One change.
    Change(ChangeKey),
    /// Plan against outcome.
    Outcome,
    /// What is overdue.
    Overdue,
    /// The figures; 0 for the first slide of them.
    Metrics(usize),
    /// What was decided.
    Decisions,
    /// What comes next.
    Close,
}

/// The slides of a report, in the order in which they are shown.
pub(super) fn of(report: &Report, undecided: usize) -> Vec<Slide> {
    let assessment = &report.assessment;
    let mut slides = vec![where_we_are(report, undecided)];
    slides.extend(moved(report));
    let count = report.framework.changes.len();
    slides.extend(report.framework.changes.iter().enumerate().map(|(at, it)| change(report, at, count, it)));
    slides.extend(outcome(report));
    if !assessment.rows.is_empty() {
        slides.push(overdue(report));
    }
    for (at, metrics) in assessment.metrics.chunks(CHARTS).enumerate() {
        let mut charts = metrics.iter().map(|metric| Block::Chart(chart(metric)));
        let (left, right) = (charts.next().into_iter().collect(), charts.collect());
        slides.push(Slide {
            left,
            right,
            notes: metrics.iter().map(|metric| metric.note.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
            ..slide(SlideKind::Metrics(at), report.title(), "Metrics")
        });
    }
    // Who is not told of them is not told that there are none either.
    if report.audience.sees_decisions() {
        slides.push(decided(report));
    }
    slides.push(close(report));
    slides
}

fn slide(kind: SlideKind, over: impl Into<String>, title: impl Into<String>) -> Slide {
    let (over, title) = (over.into(), title.into());
    Slide { kind, over, title, left: Vec::new(), right: Vec::new(), notes: Vec::new(), behind: None }
}

fn where_we_are(report: &Report, undecided: usize) -> Slide {
    let assessment = &report.assessment;
    let mut right = vec![Block::Counts(counts("Now", &assessment.levels_now(), "Not assessed"))];
    let plan = assessment.plan_quarter();
    if assessment.planned_quarters().contains(&plan) {
        let title = format!("Planned for {plan}");
        right.push(Block::Counts(counts(&title, &assessment.levels_planned(plan), "Without a plan")));
    }
    if undecided > 0 {
        right.push(Block::toned(Tone::Lead, not_decided(undecided)));
    }
    Slide {
        left: vec![Block::Strip(strip(report))],
        right,
        notes: rows_in_words(report).into_iter().collect(),
        ..slide(SlideKind::WhereWeAre, report.title(), "Where we are")
    }
}

fn moved(report: &Report) -> Option<Slide> {
    let since = report.since.as_ref()?;
    let quarter = since.assessment.quarter;
    let sentences = since.comparison.movement.sentences();
    let notes = since.comparison.sentences().into_iter().map(|sentence| sentence.text).collect();
    let left = if sentences.is_empty() {
        vec![Block::toned(Tone::Lead, format!("Nothing moved since {quarter}."))]
    } else {
        whole_slide(sentences.into_iter().map(|it| Item::from(shortened(&it.text, LONG))).collect())
    };
    Some(Slide { left, notes, ..slide(SlideKind::Moved, report.title(), format!("What moved since {quarter}")) })
}

fn change(report: &Report, at: usize, count: usize, change: &Change) -> Slide {
    let assessment = &report.assessment;
    let mut left = vec![Block::Ladder(ladder(report, at, change))];
    left.extend(sentences(report, change).into_iter().map(Block::paragraph));
    let of_change = |row: &&ActionRow| row.change == change.key;
    let mut right = Vec::new();
    let gaps: Vec<Item> = assessment
        .rows_of(&change.key)
        .map(|row| row.gaps.trim())
        .filter(|gap| gap.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .map(|gap| Item::from(shortened(gap, ITEM)))
        .collect();
    let dated = |row: &ActionRow, overdue| Item {
        text: shortened(about(row), ITEM),
        tail: row.due.last_day().map_or_else(String::new, super::tables::day),
        overdue,
    };
    let overdue: Vec<Item> =
        overdue_rows(assessment).into_iter().filter(of_change).map(|row| dated(row, true)).collect();
    let next: Vec<Item> =
        rows_due_next(assessment).into_iter().filter(of_change).map(|row| dated(row, false)).collect();
    // Where all three have something to say, each says less, so that it can still be read.
    let lists = [("Gaps", gaps), ("Overdue", overdue), ("Due next", next)];
    let most = if lists.iter().all(|(_, items)| !items.is_empty()) { ITEMS - 1 } else { ITEMS };
    for (title, items) in lists {
        right.extend(bounded(title, items, most));
    }
    let rows = row_table(assessment, change, report.audience);
    if rows.rows.is_empty() {
        // Then what was written of the change has the room.
        right.extend(told_in_texts(report, change));
        right.push(Block::toned(Tone::Quiet, "There are no action rows."));
    } else if right.is_empty() {
        let told = counted(rows.rows.len(), "action row", "action rows");
        let told = capitalised(&told);
        let text = if report.audience.sees_field(RowField::Gaps) {
            format!("{told}; no gap is named and nothing is due or overdue.")
        } else {
            format!("{told}; nothing is due or overdue.")
        };
        right.push(Block::toned(Tone::Quiet, text));
    }
    let judgement = assessment.change(&change.key);
    let notes = judgement.into_iter().flat_map(|judgement| {
        use strum::IntoEnumIterator as _;
        ChangeText::iter().filter_map(|text| {
            let words = judgement.texts.get(text).trim();
            (!words.is_empty()).then(|| format!("{}: {words}", text.name()))
        })
    });
    Slide {
        left,
        right,
        notes: notes.collect(),
        behind: (!rows.rows.is_empty()).then_some(rows),
        ..slide(SlideKind::Change(change.key.clone()), format!("Change {} of {count}", at + 1), &change.title)
    }
}

/// At most three sentences on a change: what became of its level, why or what was reached, and its rows. Where nothing is told
/// of the level beyond what its ladder shows, another of its texts has the room.
fn sentences(report: &Report, change: &Change) -> Vec<String> {
    let Some(judgement) = report.assessment.change(&change.key) else { return Vec::new() };
    let level = level_told(report, change);
    let texts = [ChangeText::Milestones, ChangeText::Why, ChangeText::Improvements, ChangeText::Challenges];
    let most = if level.is_some() { 1 } else { 2 };
    let mut told: Vec<String> =
        texts.into_iter().filter_map(|text| first_sentence(judgement.texts.get(text))).collect();
    // Some begin the reason as they begin what was reached.
    told.dedup();
    told.truncate(most);
    let sentences = level.into_iter().chain(told).chain(rows_of(report, change));
    sentences.map(|text| shortened(&text, SENTENCE)).collect()
}

/// What became of the level of a change; `None` when nothing is compared, or there is nothing to compare with.
fn level_told(report: &Report, change: &Change) -> Option<String> {
    let since = report.since.as_ref()?;
    let movement = &since.comparison.movement;
    let told = movement.sentences().into_iter().find(|sentence| sentence.change.as_ref() == Some(&change.key));
    if let Some(sentence) = told {
        return Some(sentence.text);
    }
    // Several changes are told in one sentence there.
    let moved = movement.change(&change.key)?;
    let now = Step::from(moved.to?);
    match moved.level() {
        LevelMove::Held if moved.outcome() == Some(PlanOutcome::Met) => {
            Some(format!("It stays at {}, as planned.", now.name))
        }
        LevelMove::Held => Some(format!("It stays at {}.", now.name)),
        LevelMove::FirstAssessed => {
            Some(format!("It was not assessed in {} and is now at {}.", since.assessment.quarter, now.name))
        }
        _ => None,
    }
}

/// The first sentences of up to three texts of a change that the left side does not tell.
fn told_in_texts(report: &Report, change: &Change) -> Vec<Block> {
    let texts = [
        ChangeText::PerformanceIssues,
        ChangeText::Challenges,
        ChangeText::EmbedFurther,
        ChangeText::Improvements,
        ChangeText::SupportNeeded,
    ];
    let Some(judgement) = report.assessment.change(&change.key) else { return Vec::new() };
    let said = sentences(report, change);
    let first = |text: ChangeText| {
        let sentence = shortened(&first_sentence(judgement.texts.get(text))?, SENTENCE);
        (!said.contains(&sentence)).then(|| Block::labelled(text.name(), sentence))
    };
    texts.into_iter().filter_map(first).take(ITEMS).collect()
}

fn rows_of(report: &Report, change: &Change) -> Option<String> {
    let assessment = &report.assessment;
    let rows = assessment.rows_of(&change.key).count();
    let overdue = assessment.rows_of(&change.key).filter(|row| row.overdue(assessment.as_at)).count();
    let next = rows_due_next(assessment).into_iter().filter(|row| row.change == change.key).count();
    (rows > 0).then(|| {
        let rows = capitalised(&counted(rows, "action row", "action rows"));
        format!("{rows}: {overdue} overdue, {next} due by the end of {}.", assessment.quarter.next())
    })
}

fn outcome(report: &Report) -> Option<Slide> {
    let comparison = report.since.as_ref().map(|since| &since.comparison);
    let table = outcome_table(&report.assessment, &report.framework, comparison);
    (comparison.is_some() || !table.rows.is_empty()).then(|| {
        let behind = Some(table.clone()).filter(|table| !table.rows.is_empty());
        let left = vec![Block::Table(table)];
        Slide { left, behind, ..slide(SlideKind::Outcome, report.title(), "Plan against outcome") }
    })
}

fn overdue(report: &Report) -> Slide {
    let assessment = &report.assessment;
    let whole = overdue_table(assessment, &report.framework, report.audience);
    let rows = overdue_rows(assessment);
    let items = rows.iter().map(|row| Item {
        text: shortened(about(row), SENTENCE),
        tail: when_and_where(report, row),
        overdue: true,
    });
    let left =
        if rows.is_empty() { vec![Block::toned(Tone::Lead, &whole.empty)] } else { whole_slide(items.collect()) };
    let title = match rows.len() {
        0 => "Overdue".to_owned(),
        count => format!("Overdue: {count}"),
    };
    let notes = vec![format!("As at {}, longest overdue first.", super::tables::day(assessment.as_at))];
    let behind = Some(whole).filter(|table| !table.rows.is_empty());
    Slide { left, notes, behind, ..slide(SlideKind::Overdue, report.title(), title) }
}

/// When a row is due, of which change it is, and whose, where the audience sees that.
fn when_and_where(report: &Report, row: &ActionRow) -> String {
    let day = row.due.last_day().map_or_else(String::new, super::tables::day);
    let change = report.framework.change(&row.change).map_or("", |change| &change.short);
    let owner = if report.audience.sees_field(RowField::Owner) { row.owner.trim() } else { "" };
    let parts = [day.as_str(), change, owner].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn decided(report: &Report) -> Slide {
    let mut items = decisions(report);
    // The newest are what the room remembers.
    items.reverse();
    let left = if items.is_empty() {
        vec![Block::toned(Tone::Quiet, "No decision has been recorded this quarter.")]
    } else {
        let short = |item: Item| Item { text: shortened(&item.text, SENTENCE), ..item };
        whole_slide(items.into_iter().map(short).collect())
    };
    Slide { left, ..slide(SlideKind::Decisions, report.title(), "Decisions") }
}

fn close(report: &Report) -> Slide {
    let assessment = &report.assessment;
    let planned = ahead(report).map_or_else(Vec::new, |list| bounded(&list.title, list.items, 2 * ITEMS));
    let next: Vec<Item> = rows_due_next(assessment)
        .into_iter()
        .map(|row| Item { text: shortened(about(row), ITEM), tail: when_and_where(report, row), overdue: false })
        .collect();
    let priorities: Vec<Item> =
        assessment.priorities.iter().map(|priority| Item::from(shortened(&priority.text, ITEM))).collect();
    let mut actions = bounded("Priorities", priorities, ITEMS);
    actions.extend(bounded("Due next", next, ITEMS + 1));
    let (left, right) = if planned.is_empty() {
        let none = Block::toned(Tone::Quiet, "No level is planned for the quarters ahead.");
        (actions.into_iter().chain([none]).collect(), Vec::new())
    } else {
        (planned, actions)
    };
    Slide { left, right, ..slide(SlideKind::Close, report.title(), "What comes next") }
}

/// As many items as stand on a slide that has nothing else, and how many there are beyond them.
fn whole_slide(items: Vec<Item>) -> Vec<Block> {
    let lines =
        |item: &Item| (item.text.graphemes(true).count() + item.tail.graphemes(true).count()).div_ceil(LINE).max(1);
    let mut taken = 0;
    let most = items.iter().take_while(|item| {
        taken += lines(item);
        taken <= LINES
    });
    let most = most.count().max(1);
    bounded("", items, most)
}

/// The first items of a list, and how many there are beyond them; nothing of an empty list.
fn bounded(title: &str, mut items: Vec<Item>, most: usize) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let more = items.len().saturating_sub(most);
    // "and one more" takes the line in which the one could stand.
    let more = if more == 1 { 0 } else { more };
    if more > 0 {
        items.truncate(most);
    }
    let mut blocks = vec![Block::List(List { title: title.to_owned(), items })];
    if more > 0 {
        let text = format!("and {more} more");
        blocks.push(Block::Paragraph(Paragraph { label: None, text, tone: Tone::Quiet }));
    }
    blocks
}

/// The first sentence of a text; `None` when there is none.
fn first_sentence(text: &str) -> Option<String> {
    let sentence = text.unicode_sentences().next()?.trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// A text in one line and at most so many characters: where it is longer, cut with "…" at the end of a clause, or at a word.
fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.graphemes(true).count() <= most {
        return line;
    }
    let kept: String = line.graphemes(true).take(most - 1).collect();
    let end_of = |marks: &[char]| {
        let ends = |(at, mark): &(usize, &str)| {
            let word = kept.get(..*at).and_then(|before| before.rsplit(' ').next()).unwrap_or_default();
            // A full stop behind "e.g" or "St" ends no clause.
            let shortening = *mark == "." && (word.contains('.') || word.graphemes(true).count() < 4);
            !shortening && kept.get(at + mark.len()..).is_some_and(|rest| rest.starts_with(' '))
        };
        let last = kept.rmatch_indices(marks).find(ends);
        last.map(|(at, _)| at).filter(|at| *at > kept.len() * 3 / 5)
    };
    let clause = end_of(&['.', ';', ':', '–']).or_else(|| end_of(&[',']));
    // A text without spaces is cut where there is no more room.
    let word = kept.rfind(' ').filter(|at| *at > kept.len() / 2);
    let cut = clause.or(word).and_then(|at| kept.get(..at)).unwrap_or(&kept);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '.', '–']))
}

/// A text in which no line ends within a quarter or a day: "Q1 2019/20", "30 Jun 2019". For large letters in short lines.
#[must_use]
pub fn kept_together(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let digits = |word: &str| word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let month_name = |word: &str| word.trim_end_matches(['.', ',', ';', ':', ')']).parse::<chrono::Month>().is_ok();
    let mut before = "";
    for (at, word) in text.split(' ').enumerate() {
        let year = word.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let quarter = before.strip_prefix('Q').is_some_and(|rest| rest.len() == 1 && digits(rest));
        let month = month_name(before);
        let day = digits(before) && before.len() <= 2 && month_name(word);
        if at > 0 {
            kept.push(if (year && (quarter || month)) || day { '\u{a0}' } else { ' ' });
        }
        kept.push_str(word);
        before = word.rsplit('\u{a0}').next().unwrap_or(word);
    }
    kept
}
