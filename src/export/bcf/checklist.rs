//! The sheet that says of everything a layout asks for whether it is there, and leads to it.

use super::{CHECKLIST, LEFT_OUT, Layout, there};
use crate::export::book::grid::{Cell, Column, Look, Row, Sheet, Value, address, letters};
use crate::report::Report;

/// Something that a layout asks for.
pub(super) struct Check {
    /// What it is.
    pub(super) what: String,
    /// Where it is to stand.
    pub(super) row: usize,
    pub(super) column: usize,
    /// It stands there.
    pub(super) filled: bool,
    /// When it is asked for.
    pub(super) section: Section,
}

/// When something is asked for, and why it may be missing.
#[derive(Clone)]
pub(super) enum Section {
    /// Always.
    Asked,
    /// Always, and this audience does not see it.
    LeftOut,
    /// Always, and the program keeps nothing of the kind.
    ByHand,
    /// Only where a cell of its row says one of these levels; with whether it does, and whether this audience sees it.
    At {
        /// The column of the level.
        column: usize,
        /// The levels at which it is asked for.
        levels: [&'static str; 2],
        /// The level is one of them now.
        asked: bool,
        /// This audience sees it.
        seen: bool,
    },
}

impl Check {
    /// What is said where it is missing.
    const fn missing(&self) -> &'static str {
        match &self.section {
            Section::LeftOut | Section::At { seen: false, .. } => LEFT_OUT,
            Section::Asked | Section::ByHand | Section::At { .. } => "No",
        }
    }

    const fn is_done(&self) -> bool {
        self.filled || matches!(&self.section, Section::At { asked: false, .. })
    }

    /// What works out whether it is there when somebody has typed into the cell.
    fn formula(&self, sheet: &str) -> String {
        let here = there(sheet, self.row, self.column);
        let filled = format!("IF(LEN({here})>0,\"Yes\",\"{}\")", self.missing());
        match &self.section {
            Section::At { column, levels: [one, other], .. } => {
                let level = there(sheet, self.row, *column);
                format!("=IF(OR({level}=\"{one}\",{level}=\"{other}\"),{filled},\"Yes\")")
            }
            _ => format!("={filled}"),
        }
    }

    const fn remark(&self) -> &'static str {
        match &self.section {
            Section::ByHand => "Not kept in hicm: fill in by hand",
            Section::LeftOut | Section::At { seen: false, .. } => LEFT_OUT,
            Section::At { .. } => "Only at some levels",
            Section::Asked => "",
        }
    }
}

/// The sheet, and the cell that says of each layout whether it is complete.
pub(super) fn sheet(report: &Report, layouts: [&Layout; 2]) -> (Sheet, [Cell; 2]) {
    let columns: Vec<Column> = [64.0, 16.0, 28.0, 36.0].map(Column::wide).into();
    let width = columns.len();
    let mut sheet = Sheet::named(CHECKLIST, columns);
    sheet.rows.push(Row::across(Look::Title, format!("Checklist: {}", report.title()), width));
    sheet.rows.push(Row::across(
        Look::Quiet,
        "Every field that is asked for, and whether something stands in it. A click on the cell leads there.",
        width,
    ));
    let complete = layouts.map(|layout| {
        let name = layout.sheet.name;
        sheet.rows.push(Row::default());
        sheet.rows.push(Row::across(Look::Heading, name, width));
        let heads_at = sheet.rows.len();
        sheet.rows.push(Row::across(Look::Check, "", width));
        sheet.rows.push(Row::header(["Field", "Cell", "Complete?", "Remark"]));
        let first = sheet.rows.len();
        sheet.rows.extend(layout.checks.iter().map(|check| {
            let cell = format!("{}{}", letters(check.column), check.row + 1);
            let done = if check.is_done() { "Yes" } else { check.missing() };
            Row::of([
                Cell::text(check.what.clone()),
                Cell { value: Value::Link(format!("{name}!{cell}"), cell), look: Look::Body },
                Cell { value: Value::Formula(check.formula(name), done.to_owned()), look: Look::Check },
                Cell::looking(Look::Quiet, check.remark()),
            ])
        }));
        let (from, to) = (address(first, 2), address(sheet.rows.len() - 1, 2));
        let all = layout.checks.iter().all(Check::is_done);
        let said = |place: &str| {
            let count = layout.checks.len();
            let formula = format!(
                "=IF(COUNTIF({place}{from}:{to},\"Yes\")={count},\"Complete Template\",\"Incomplete Template\")"
            );
            let word = if all { "Complete Template" } else { "Incomplete Template" };
            Cell { value: Value::Formula(formula, word.to_owned()), look: Look::Check }
        };
        if let Some(row) = sheet.rows.get_mut(heads_at) {
            row.cells = vec![said("")];
        }
        said(&format!("{CHECKLIST}!"))
    });
    (sheet, complete)
}
