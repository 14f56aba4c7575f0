//! The report of a quarter: the level before, now and planned for each change, and what is said of it; then the scheme that
//! the returns ask about beside the changes.

use super::checklist::Section;
use super::{Layout, input, level_input, levels, section, words};
use crate::export::book::grid::{Cell, Column, Look, Row};
use crate::model::{ChangeKey, ChangeText, Level, Quarter};
use crate::report::{Audience, Report};

/// What the return calls the scheme that has a row of its own.
const RED_BAG: &str = "Hospital Transfer Protocol (or the Red Bag scheme)";
/// Why its cells are empty.
const BY_HAND: &str = "Not kept in hicm: fill in by hand.";
/// The levels at which a rationale is asked for.
const HIGH: [&str; 2] = [Level::Mature.name(), Level::Exemplary.name()];
/// The texts that are asked for at every level.
const TEXTS: [(&str, ChangeText); 3] = [
    ("Challenges", ChangeText::Challenges),
    ("Milestones met in the quarter, or impact seen", ChangeText::Milestones),
    ("Support needs", ChangeText::SupportNeeded),
];
/// The column of the level before.
const BEFORE: usize = 2;
/// The column of the level now.
const NOW: usize = 3;

/// The quarters ahead, up to the end of the financial year.
fn ahead(quarter: Quarter) -> Vec<Quarter> {
    let mut ahead = Vec::new();
    let mut next = quarter.next();
    while next <= quarter.year_end() {
        ahead.push(next);
        next = next.next();
    }
    ahead
}

/// The level of a change in the quarter before, where the report was made with that quarter.
fn before(report: &Report, key: &ChangeKey) -> Option<Level> {
    let since = report.since.as_ref()?;
    let known = since.assessment.quarter == report.assessment.quarter.previous();
    since.comparison.movement.change(key).filter(|_| known)?.from
}

/// The titles of the columns with levels.
fn level_titles(report: &Report) -> Vec<String> {
    let quarter = report.assessment.quarter;
    [format!("Maturity {}", quarter.previous()), format!("Maturity {quarter} (Current)")]
        .into_iter()
        .chain(ahead(quarter).into_iter().map(|it| format!("Maturity {it} (Planned)")))
        .collect()
}

/// The layout.
pub(super) fn layout(report: &Report) -> Layout {
    let quarter = report.assessment.quarter;
    let ahead = ahead(quarter);
    let level_columns = 2 + ahead.len();
    let columns = [8.0, 24.0]
        .into_iter()
        .chain(std::iter::repeat_n(14.0, level_columns))
        .chain([27.0; 4])
        .map(Column::wide)
        .collect();
    let mut layout = Layout::begun("Quarterly", format!("Quarterly return: {}", report.title()), columns);
    if !report.framework.changes.iter().any(|change| before(report, &change.key).is_some()) {
        let told = format!("The levels of {} are not known here: they stay empty.", quarter.previous());
        layout.say(Look::Quiet, told);
    }
    layout.sheet.rows.push(Row::default());
    layout.sheet.header = Some(layout.next());
    let titles = ["Code".to_owned(), "Change".to_owned()]
        .into_iter()
        .chain(level_titles(report))
        .chain(["If Mature or Exemplary: why this level".to_owned()])
        .chain(TEXTS.iter().map(|(title, _)| (*title).to_owned()));
    layout.sheet.rows.push(Row::header(titles));
    for (at, change) in report.framework.changes.iter().enumerate() {
        let judgement = report.assessment.change(&change.key);
        let now = judgement.and_then(|it| it.now);
        let high = now.is_some_and(|level| level >= Level::Mature);
        let code = format!("Chg {}", at + 1);
        let why = if high { words(report, &change.key, ChangeText::Why) } else { String::new() };
        let cells = [
            Cell::looking(Look::Given, code.clone()),
            Cell::looking(Look::Given, change.title.clone()),
            Cell::looking(Look::Given, before(report, &change.key).map_or("", Level::name)),
            level_input(now),
        ]
        .into_iter()
        .chain(ahead.iter().map(|quarter| level_input(judgement.and_then(|it| it.planned_for(*quarter)))))
        .chain([input(why)])
        .chain(TEXTS.iter().map(|(_, text)| input(words(report, &change.key, *text))));
        let row = layout.next();
        layout.sheet.rows.push(Row { offers: offers(level_columns), ..Row::of(cells) });
        layout.ask(format!("{code}: maturity {quarter} (Current)"), row, NOW, Section::Asked);
        for (nth, planned) in ahead.iter().enumerate() {
            layout.ask(format!("{code}: maturity {planned} (Planned)"), row, NOW + 1 + nth, Section::Asked);
        }
        let text_column = BEFORE + level_columns;
        let seen = report.audience.sees_text(ChangeText::Why);
        let rationale = Section::At { column: NOW, levels: HIGH, asked: high, seen };
        layout.ask(format!("{code}: why this level, if Mature or Exemplary"), row, text_column, rationale);
        for (nth, (title, text)) in TEXTS.iter().enumerate() {
            layout.ask(format!("{code}: {}", title.to_lowercase()), row, text_column + 1 + nth, section(report, *text));
        }
    }
    red_bag(&mut layout, report, level_columns);
    if report.audience != Audience::Full {
        layout.say(Look::Quiet, report.audience.meaning());
    }
    layout
}

/// The cells with levels that offer them: all but the one before, which is given.
fn offers(level_columns: usize) -> Vec<(u16, crate::export::book::grid::Offer)> {
    (1..level_columns).map(|nth| ((BEFORE + nth) as u16, levels())).collect()
}

/// The row beside the changes. The assessment has nothing of the kind, and nothing is put there.
fn red_bag(layout: &mut Layout, report: &Report, level_columns: usize) {
    layout.sheet.rows.push(Row::default());
    layout.say(Look::Heading, RED_BAG);
    layout.say(Look::Quiet, BY_HAND);
    let mut titles = vec![String::new(), "Scheme".to_owned()];
    titles.extend(level_titles(report));
    let texts = [
        "If there are no plans to bring it in: what is done instead",
        "Challenges",
        "Achievements, or impact seen",
        "Support needs",
    ];
    titles.extend(texts.map(str::to_owned));
    layout.sheet.rows.push(Row::header(titles.clone()));
    let row = layout.next();
    let given = [Cell::looking(Look::Given, ""), Cell::looking(Look::Given, RED_BAG)];
    let inputs = std::iter::repeat_n(input(""), level_columns + texts.len());
    let offers = (0..level_columns).map(|nth| ((BEFORE + nth) as u16, levels())).collect();
    layout.sheet.rows.push(Row { offers, ..Row::of(given.into_iter().chain(inputs)) });
    for (column, title) in titles.iter().enumerate().skip(NOW) {
        layout.ask(
            format!("Red bag scheme: {}", title.to_lowercase().replace("maturity q", "maturity Q")),
            row,
            column,
            Section::ByHand,
        );
    }
}
