//! What two people wrote differently: an assessment that holds both is not finished.

use super::{Finding, Rule, Where};
use crate::model::{Assessment, Conflict, ConflictKind, Spot};

pub(super) fn check(assessment: &Assessment, note: &mut impl FnMut(Finding)) {
    for conflict in &assessment.undecided {
        let rule = match conflict.kind {
            ConflictKind::Undecided => Rule::Undecided,
            ConflictKind::Combined => Rule::Combined,
        };
        let name = conflict.spot.name();
        let text = match rule {
            Rule::Combined => {
                let (mine, theirs) = (&conflict.mine.by, &conflict.theirs.by);
                format!("{name}: the words of {mine} and {theirs} were combined; please read them.")
            }
            _ => format!("{name}: not decided between {} and {}.", said(&conflict.mine), said(&conflict.theirs)),
        };
        note(Finding::new(rule, place(assessment, conflict), text));
    }
}

/// What one side has, and whose it is, short enough for a line.
fn said(side: &crate::model::Side) -> String {
    let words = side.value.to_string();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { "nothing".to_owned() } else { words };
    let short: String = words.chars().take(40).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("“{short}{more}” ({})", side.by)
}

fn place(assessment: &Assessment, conflict: &Conflict) -> Where {
    let row = conflict.spot.row().and_then(|id| assessment.row(id));
    Where {
        change: conflict.spot.change().or(row.map(|row| &row.change)).cloned(),
        row: row.map(|row| row.id.clone()),
        field: match conflict.spot {
            Spot::Cell(_, field) => Some(field),
            _ => None,
        },
    }
}
