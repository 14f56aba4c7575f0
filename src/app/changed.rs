//! What changed from one state of a document to the next, in few words: for the note on a version, and for work that was
//! found again.

use crate::compare::{Comparison, PairBy, PairKind};
use crate::model::{Assessment, Framework, Spot, capitalised, counted};
use std::collections::HashSet;
use std::sync::Arc;

/// Changes named before the rest is only counted.
const NAMED: usize = 2;

/// What changed, each in a few words: “level of Home first”, “two rows new”. Nothing when nothing worth telling did.
#[must_use]
pub fn what_changed(
    before: &Assessment,
    after: &Assessment,
    framework: &Framework,
    known: &[Arc<Framework>],
) -> Vec<String> {
    let edition = |assessment: &Assessment| known.iter().find(|known| known.id == assessment.framework).cloned();
    let earlier = edition(before);
    let earlier = earlier.as_deref().unwrap_or(framework);
    let Comparison { delta, .. } = Comparison::between((before, earlier), (after, framework), known, PairBy::Either);
    let mut said = Vec::new();
    let (mut levels, mut plans, mut texts, mut others) = (Vec::new(), 0, 0, 0);
    let mut cells = HashSet::new();
    for difference in delta.told() {
        match &difference.spot {
            Spot::Level(change) => {
                levels.push(framework.change(change).map_or_else(|| change.to_string(), |change| change.short.clone()));
            }
            Spot::Plan(..) => plans += 1,
            Spot::Text(..) => texts += 1,
            Spot::Cell(row, _) => drop(cells.insert(row)),
            Spot::Row(_) | Spot::Position(_) | Spot::Order(_) => {}
            _ => others += 1,
        }
    }
    match levels.len() {
        0 => {}
        many if many <= NAMED => said.push(format!("level of {}", levels.join(" and "))),
        many => said.push(format!("levels of {}", counted(many, "change", "changes"))),
    }
    let mut count = |number: usize, one: &str, many: &str| {
        if number > 0 {
            said.push(counted(number, one, many));
        }
    };
    count(plans, "plan", "plans");
    count(texts, "text", "texts");
    count(cells.len(), "row edited", "rows edited");
    count(delta.count(PairKind::Added), "row new", "rows new");
    count(delta.count(PairKind::Removed), "row gone", "rows gone");
    count(delta.count(PairKind::Moved), "row in another place", "rows in another place");
    count(others, "other thing", "other things");
    said
}

/// The same in a sentence: “Level of Home first, two rows new.”
#[must_use]
pub fn changed_in_a_sentence(changed: &[String]) -> String {
    match changed {
        [] => "Nothing that would be told.".to_owned(),
        changed => format!("{}.", capitalised(&changed.join(", "))),
    }
}
