//! The levels of a working copy, which stand on a sheet of their own beside the rows.

use super::{Known, Proposal, Reading};
use crate::import::{Choices, Finding, Source};

impl Proposal {
    /// Takes in the levels of another sheet of the same workbook. What was found there is told without a place: places are
    /// those of the sheet with the rows.
    pub(super) fn take_levels_beside(&mut self, source: &Source, sheet: usize, known: &Known<'_>, choices: &Choices) {
        let Some(sheet) = source.sheets.get(sheet) else { return };
        let own = Choices {
            framework: Some(self.framework.id.clone()),
            place: Some(self.place.clone()),
            quarter: Some(self.quarter),
            as_at: Some(self.as_at),
            levels: choices.levels.clone(),
            ..Choices::default()
        };
        let Some(beside) = Reading::of(source, sheet, known, &own) else { return };
        let of_sheet = |it: &Finding| it.line > 0 && !it.code.is_note();
        let told = beside.findings.into_iter().filter(of_sheet).map(|it| {
            let assumed = format!("On the sheet “{}”, line {}: {}", sheet.name, it.line, it.assumed);
            Finding::of_all(it.code, it.text, assumed)
        });
        self.findings.splice(0..0, told);
        self.levels = beside.levels;
        for it in &mut self.levels {
            it.line = 0;
            for cell in it.cells.values_mut() {
                (cell.line, cell.column) = (0, 0);
            }
        }
    }
}
