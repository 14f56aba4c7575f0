//! What becomes of the changes of a table that is of another edition than the assessment it is brought to.

use super::{Known, Proposal};
use crate::import::{Code, Finding};
use crate::model::{ChangeKey, Counterpart, Editions};

/// Asks about each change of the table that is not one change in the edition of the open assessment.
pub(super) fn told_of_edition(proposal: &mut Proposal, known: &Known<'_>) {
    let Some(into) = known.into else { return };
    if into.quarter != proposal.quarter && !proposal.levels.is_empty() {
        let told = format!(
            "The table speaks of {}, the open assessment of {}: brought to it, its levels now count for {} as well.",
            proposal.quarter, into.quarter, into.quarter
        );
        proposal.findings.insert(0, Finding::of_all(Code::QuarterDiffers, proposal.quarter.to_string(), told));
    }
    if into.framework == proposal.framework.id {
        return;
    }
    let Some(there) = known.frameworks.iter().find(|it| it.id == into.framework) else { return };
    let editions = Editions::between(&proposal.framework, there, known.frameworks);
    let title = |key: &ChangeKey| there.change(key).map_or_else(|| key.to_string(), |it| it.title.clone());
    let mut found = Vec::new();
    for change in &proposal.framework.changes {
        let row = proposal.rows.iter().find(|it| it.row.change == change.key).map(|it| it.at.line);
        let judged = proposal.levels.iter().find(|it| it.judgement.change == change.key).map(|it| it.line);
        let Some(line) = row.or(judged) else { continue };
        let mut becomes = match editions.counterpart(&change.key) {
            Counterpart::One(_) if judged.is_none() || editions.only_successor(&change.key).is_some() => continue,
            Counterpart::One(here) => format!("it is one with others in “{}”", title(here)),
            Counterpart::Perhaps(some) => {
                let first = some.first().map(|key| title(key)).unwrap_or_default();
                let some: Vec<String> = some.into_iter().map(|key| format!("“{}”", title(key))).collect();
                format!("it is not one change: it may be {}. Its rows go to “{first}”, marked", some.join(" or "))
            }
            Counterpart::None => {
                let first = there.changes.first().map(|it| it.title.clone()).unwrap_or_default();
                format!("nothing continues it. Its rows go to “{first}”, marked")
            }
        };
        if judged.is_some() {
            becomes.push_str(". Its levels and texts are not taken in");
        }
        found.push(Finding {
            code: Code::ChangeOfOtherEdition,
            line,
            column: None,
            text: change.title.clone(),
            assumed: format!("In the {}, the edition of the open assessment, {becomes}.", there.title),
        });
    }
    proposal.findings.append(&mut found);
    proposal.findings.sort_by_key(|it| it.line);
}
