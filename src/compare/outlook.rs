//! What an assessment promises for the quarters ahead, in sentences.

use super::sentences::Sentence;
use crate::model::{Assessment, Change, Framework, Level, Quarter, capitalised, in_words};

/// What is planned for the quarters after this one, quarter by quarter: which changes are to rise, to stay and to fall
/// against where they are now. Empty when nothing is planned.
#[must_use]
pub fn outlook(assessment: &Assessment, framework: &Framework) -> Vec<Sentence> {
    assessment
        .planned_quarters()
        .into_iter()
        .filter(|quarter| *quarter > assessment.quarter)
        .flat_map(|quarter| for_quarter(assessment, framework, quarter))
        .collect()
}

fn for_quarter(assessment: &Assessment, framework: &Framework, quarter: Quarter) -> Vec<Sentence> {
    let mut rising = Vec::new();
    let mut staying = Vec::new();
    let mut falling = Vec::new();
    let mut unknown = Vec::new();
    for change in &framework.changes {
        let Some(judgement) = assessment.change(&change.key) else { continue };
        let Some(planned) = judgement.planned_for(quarter) else { continue };
        let group = match judgement.now.map(|now| planned.cmp(&now)) {
            Some(std::cmp::Ordering::Greater) => &mut rising,
            Some(std::cmp::Ordering::Equal) => &mut staying,
            Some(std::cmp::Ordering::Less) => &mut falling,
            None => &mut unknown,
        };
        group.push((change, planned));
    }
    [
        told(&rising, quarter, ("rise", "rise to", "by")),
        told(&staying, quarter, ("stay where they are", "stay at", "until")),
        told(&falling, quarter, ("fall", "fall to", "by")),
        not_assessed(&unknown, quarter),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What several changes do, what one does to its level, and the word before the quarter.
type Verb = (&'static str, &'static str, &'static str);

fn told(changes: &[(&Change, Level)], quarter: Quarter, (many, one, when): Verb) -> Option<Sentence> {
    match changes {
        [] => None,
        [(change, level)] => {
            Some(Sentence::of(&change.key, format!("{} is planned to {one} {level} {when} {quarter}.", change.title)))
        }
        several => Some(Sentence::whole(format!(
            "{} changes are planned to {many} {when} {quarter}.",
            capitalised(&in_words(several.len()))
        ))),
    }
}

/// Changes with a plan and no level now: whether they are to rise is not known, so it is not said.
fn not_assessed(changes: &[(&Change, Level)], quarter: Quarter) -> Option<Sentence> {
    match changes {
        [] => None,
        [(change, level)] => Some(Sentence::of(
            &change.key,
            format!("{} is planned at {level} by {quarter}; it is not assessed now.", change.title),
        )),
        several => Some(Sentence::whole(format!(
            "{} changes have a plan for {quarter}, but are not assessed now.",
            capitalised(&in_words(several.len()))
        ))),
    }
}
