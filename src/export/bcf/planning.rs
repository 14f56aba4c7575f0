//! The plan of the year: where each change is, where it is to be by the end of the financial year, and why.

use super::checklist::Section;
use super::{Layout, input, level_input, levels, section, words};
use crate::export::book::grid::{Cell, Column, Look, Row};
use crate::model::{ChangeText, Level};
use crate::report::Report;

/// What the narrative is asked for, in our own words.
const PROMPTS: [(&str, ChangeText); 3] = [
    ("(a) What is not working well enough now and will be taken up", ChangeText::PerformanceIssues),
    (
        "(b) What will be embedded further, reablement and the commitments on health in care homes among it",
        ChangeText::EmbedFurther,
    ),
    ("(c) What should be better for it", ChangeText::Improvements),
];
/// The column in which a narrative begins.
const NARRATIVE: usize = 2;
/// The levels below Established.
const BELOW: [&str; 2] = [Level::NotYetEstablished.name(), Level::PlansInPlace.name()];

/// The layout.
pub(super) fn layout(report: &Report) -> Layout {
    let assessment = &report.assessment;
    let columns = [9.0, 40.0, 26.0, 26.0, 52.0].map(Column::wide).into();
    let mut layout = Layout::begun("Planning", format!("Planning return: {}", report.title()), columns);
    let by = assessment.plan_quarter();
    layout.sheet.rows.push(Row::default());
    layout.sheet.rows.push(Row::header([
        "Code".to_owned(),
        "Change".to_owned(),
        "Current position of maturity".to_owned(),
        format!("Maturity level planned to be reached by {}", by.last_day().format("%B %Y")),
        "Reasons, where the planned level is below Established".to_owned(),
    ]));
    for (at, change) in report.framework.changes.iter().enumerate() {
        let judgement = assessment.change(&change.key);
        let planned = judgement.and_then(|it| it.planned_for(by));
        let below = planned.is_some_and(|level| level < Level::Established);
        let code = format!("Chg {}", at + 1);
        let row = layout.next();
        layout.sheet.rows.push(Row {
            offers: vec![(2, levels()), (3, levels())],
            ..Row::of([
                Cell::looking(Look::Given, code.clone()),
                Cell::looking(Look::Given, change.title.clone()),
                level_input(judgement.and_then(|it| it.now)),
                level_input(planned),
                input(""),
            ])
        });
        layout.ask(format!("{code}: current position"), row, 2, Section::Asked);
        layout.ask(format!("{code}: planned level"), row, 3, Section::Asked);
        let reasons = Section::At { column: 3, levels: BELOW, asked: below, seen: true };
        layout.ask(format!("{code}: reasons, if planned below Established"), row, 4, reasons);
    }
    layout.sheet.rows.push(Row::default());
    layout.say(Look::Heading, "Priorities for embedding the model further");
    for (prompt, text) in PROMPTS {
        layout.say(Look::Heading, prompt);
        let first = layout.next();
        for (at, change) in report.framework.changes.iter().enumerate() {
            let said = words(report, &change.key, text);
            if !said.is_empty() {
                narrative(&mut layout, format!("Chg {}", at + 1), change.title.clone(), said);
            }
        }
        if layout.next() == first {
            narrative(&mut layout, String::new(), String::new(), String::new());
        }
        layout.ask(prompt.to_owned(), first, NARRATIVE, section(report, text));
    }
    layout
}

/// A line of the narrative: the change, and what it says.
fn narrative(layout: &mut Layout, code: String, change: String, said: String) {
    let last = layout.sheet.columns.len().saturating_sub(1) as u16;
    let given = |text| Cell::looking(Look::Given, text);
    layout
        .sheet
        .rows
        .push(Row { merged: Some((NARRATIVE as u16, last)), ..Row::of([given(code), given(change), input(said)]) });
}
