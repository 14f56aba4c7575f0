//! The trend that is shown: the document in hand after its earlier quarters. Worked out when it is looked at, and again
//! when the document has changed; what it reads is a handful of levels and figures a quarter.

use super::{App, Place};
use crate::compare::{PastQuarter, Trend};
use crate::model::{Assessment, ChangeJudgement, Metric};
use std::sync::Arc;

/// The trend with the state it was worked out for.
#[derive(Debug)]
pub(super) struct KeptTrend {
    generation: u64,
    assessment: Arc<Assessment>,
    earlier_known: bool,
    trend: Option<Arc<Trend>>,
}

impl App {
    /// The trend up to the document in hand, while [`Place::Trend`] is shown.
    #[must_use]
    pub fn trend(&self) -> Option<&Arc<Trend>> {
        self.trend.as_ref().and_then(|kept| kept.trend.as_ref())
    }

    /// Works the trend out, unless it is known or not looked at.
    pub(super) fn look_at_trend(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| self.place == Place::Trend) else {
            self.trend = None;
            return;
        };
        let assessment = session.assessment();
        let earlier = session.earlier();
        let known = self.trend.as_ref().is_some_and(|kept| {
            kept.generation == self.generation
                && kept.earlier_known == earlier.is_some()
                && same_figures(&kept.assessment, assessment)
        });
        if known {
            return;
        }
        let mut quarters =
            vec![PastQuarter { assessment: Arc::clone(assessment), framework: Arc::clone(session.framework()) }];
        quarters.extend(earlier.iter().flat_map(|earlier| earlier.quarters.iter().cloned()));
        self.trend = Some(KeptTrend {
            generation: self.generation,
            assessment: Arc::clone(assessment),
            earlier_known: earlier.is_some(),
            trend: Trend::of(&quarters, &self.frameworks.all()).map(Arc::new),
        });
    }
}

/// Whether two states of a document have the same trend: editing a row changes none.
fn same_figures(one: &Arc<Assessment>, other: &Arc<Assessment>) -> bool {
    let judged = |it: &ChangeJudgement| (it.change.clone(), it.now, it.planned.clone());
    let metrics = |it: &Assessment| -> Vec<Metric> { it.metrics.clone() };
    Arc::ptr_eq(one, other)
        || (one.quarter == other.quarter
            && one.place == other.place
            && one.changes.iter().map(judged).eq(other.changes.iter().map(judged))
            && metrics(one) == metrics(other))
}
