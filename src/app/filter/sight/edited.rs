//! What an edit of a few cells does to what is shown: next to nothing, so only the rows that it touched are looked at. All
//! of ten thousand rows would cost more than the edit itself.

use super::{Seen, Sight, Visible, World};
use crate::app::filter::matching::Matcher;
use crate::app::filter::sort::numbers;
use crate::app::filter::{Context, Facet};
use crate::model::{ActionRow, Assessment};
use std::sync::Arc;

/// Most rows that are looked at one by one.
const FEW: usize = 64;

impl Sight {
    /// What is shown after an edit of a few cells; `None` when more than that has happened, so that all has to be worked
    /// out.
    pub(super) fn edited(&mut self, world: World<'_>) -> Option<Visible> {
        let World { assessment, framework, only, .. } = world;
        let then = Arc::clone(&self.seen.as_ref().filter(|seen| self.same_findings(seen, world))?.assessment);
        let touched = touched(&then, assessment)?;
        let mut visible = Visible::clone(&self.visible);
        let findings = self.findings(world.derived);
        let context = Context::of(assessment, &findings);
        let here = if only.is_some() { self.filter.without(Facet::Change) } else { self.filter.clone() };
        let (whole, here) = (Matcher::new(&self.filter), Matcher::new(&here));
        let numbers = numbers(framework);
        for Touched { at, before, now } in touched {
            let texts = &mut self.texts;
            let mut matches =
                |matcher: &Matcher<'_>, row: &Arc<ActionRow>| matcher.matches(row, &context, || texts.of(row));
            visible.matching += usize::from(matches(&whole, now));
            visible.matching -= usize::from(matches(&whole, before));
            let matches = matches(&here, now);
            match visible.positions.iter().position(|shown| *shown == at) {
                Some(place) => {
                    if matches {
                        self.strays.remove(&at);
                    } else {
                        self.strays.insert(at);
                    }
                    if let (Some(sort), Some(key)) = (self.sort, self.keys.get_mut(place)) {
                        *key = sort.key(now, &numbers);
                    }
                }
                // It has to come in, among the others.
                None if matches && only.is_none_or(|only| now.change == *only) => return None,
                None => {}
            }
        }
        visible.strays = self.strays.len();
        visible.unordered = self.sort.is_some_and(|sort| !sort.orders(&self.keys));
        Some(visible)
    }

    /// Whether the findings are those for which it was worked out, as far as the filter asks for any.
    pub(super) fn same_findings(&self, seen: &Seen, world: World<'_>) -> bool {
        match (&seen.derived, world.derived) {
            _ if self.filter.of(Facet::Findings).next().is_none() => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// A row that is another than it was.
struct Touched<'a> {
    at: usize,
    before: &'a Arc<ActionRow>,
    now: &'a Arc<ActionRow>,
}

/// The rows that are another than they were; `None` when they are many, or rows came, went or moved.
fn touched<'a>(then: &'a Assessment, now: &'a Assessment) -> Option<Vec<Touched<'a>>> {
    if then.rows.len() != now.rows.len() || then.as_at != now.as_at || then.quarter != now.quarter {
        return None;
    }
    let mut touched = Vec::new();
    for (at, (before, now)) in then.rows.iter().zip(&now.rows).enumerate() {
        if Arc::ptr_eq(before, now) {
            continue;
        }
        if before.id != now.id || before.change != now.change || touched.len() == FEW {
            return None;
        }
        touched.push(Touched { at, before, now });
    }
    Some(touched)
}
