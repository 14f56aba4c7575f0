//! Names of changes that another edition gives them, and what continues those here.

use super::names::{Names, folded, without_number};
use crate::model::{Change, ChangeKey, Counterpart, Editions, Framework};
use std::sync::Arc;

/// How surely a label must be a name of another edition.
const SURE: f32 = 0.8;

/// The other editions that are known.
pub(in crate::import) struct Elsewhere {
    editions: Vec<(Arc<Framework>, Names, Editions)>,
}

/// A label that names a change of another edition.
pub(in crate::import) struct NamedElsewhere {
    /// The title of that edition.
    pub(in crate::import) edition: String,
    /// The changes here that it may be, the likeliest first; none where nothing continues it.
    pub(in crate::import) here: Vec<ChangeKey>,
    /// Whether the first of them has all of it.
    pub(in crate::import) sure: bool,
}

impl Elsewhere {
    pub(in crate::import) fn of(framework: &Framework, known: &[Arc<Framework>]) -> Self {
        let others = known.iter().filter(|other| other.id != framework.id);
        let one =
            |other: &Arc<Framework>| (Arc::clone(other), Names::of(other), Editions::between(other, framework, known));
        Self { editions: others.map(one).collect() }
    }

    /// The change of another edition that a label names; one that is continued here before one that is not.
    pub(in crate::import) fn read(&self, label: &str) -> Option<NamedElsewhere> {
        let found = self.editions.iter().filter_map(|(framework, names, editions)| {
            let named = names.read(label, false).filter(|named| named.surely >= SURE)?;
            Some(told(framework, framework.change(&named.change)?, editions))
        });
        found.max_by_key(|it| (it.sure, !it.here.is_empty()))
    }

    /// The same for a label that is, word for word, the title of a change in another edition which is not one change
    /// here; but not one of a change here.
    pub(in crate::import) fn divided(&self, label: &str, here: &Framework) -> Option<NamedElsewhere> {
        let label = folded(without_number(label).1);
        if here.changes.iter().any(|change| folded(&change.title) == label || folded(&change.short) == label) {
            return None;
        }
        let found = self.editions.iter().filter_map(|(framework, _, editions)| {
            let change = framework.changes.iter().find(|change| folded(&change.title) == label)?;
            Some(told(framework, change, editions)).filter(|it| !it.sure && !it.here.is_empty())
        });
        found.last()
    }
}

fn told(framework: &Framework, change: &Change, editions: &Editions) -> NamedElsewhere {
    let (here, sure) = match editions.counterpart(&change.key) {
        Counterpart::One(one) => (vec![one.clone()], true),
        Counterpart::Perhaps(some) => (some.into_iter().cloned().collect(), false),
        Counterpart::None => (Vec::new(), false),
    };
    NamedElsewhere { edition: framework.title.clone(), here, sure }
}
