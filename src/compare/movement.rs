//! The movement from one assessment to another, change by change.

use super::pairing::{PairBy, Pairing, pair_rows};
use super::rows::{RowMove, RowMoveCounts, moves};
use crate::model::{
    Assessment, ChangeJudgement, ChangeKey, Editions, Framework, FrameworkId, Level, Plan, Quarter, Reopening,
};
use std::collections::HashMap;
use std::sync::Arc;

/// What moved from one assessment to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The quarter before.
    pub previous: Quarter,
    /// The quarter now.
    pub now: Quarter,
    /// The edition before, when it was another than now.
    pub previous_framework: Option<FrameworkId>,
    /// The title of the edition now.
    pub framework: String,
    /// Every change of the edition now, in its order.
    pub changes: Vec<ChangeMovement>,
    /// Changes that were judged before and that nothing continues now, as the previous assessment names them.
    pub discontinued: Vec<ChangeKey>,
    /// What became of the rows; `None` when either assessment keeps none.
    pub rows: Option<Vec<RowMove>>,
    /// Each time that either was reopened after it had been sealed, the one before first.
    pub reopened: Vec<Reopened>,
}

/// A quarter of the two that was reopened after it had been sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The quarter.
    pub quarter: Quarter,
    /// When, by whom and why; what an audience does not see is blank.
    pub reopening: Reopening,
}

/// What moved in one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeMovement {
    /// The change.
    pub change: ChangeKey,
    /// Its title now.
    pub title: String,
    /// How it stands to the change before.
    pub join: Join,
    /// The level before; `None` when it was not assessed or there is nothing to compare with.
    pub from: Option<Level>,
    /// The level now; `None` when it is not assessed.
    pub to: Option<Level>,
    /// What the previous assessment planned for this quarter; when quarters were left out between the two, the latest
    /// plan that has fallen due by now.
    pub plan: Option<Plan>,
}

/// How a change stands to what the previous assessment judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The same change of the same edition.
    Same,
    /// It continues one change of the edition before: its definition changed.
    DefinitionChanged,
    /// It continues several changes of the edition before that did not stand alike, so that there is no one level to
    /// compare with.
    SeveralBefore,
    /// This edition brought it in.
    New,
    /// The previous assessment judged by an edition that this one does not follow.
    NotComparable,
}

/// What happened to a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelMove {
    /// Up by that many steps.
    Rose(u8),
    /// Down by that many steps.
    Fell(u8),
    /// As it was.
    Held,
    /// Not assessed before, assessed now.
    FirstAssessed,
    /// Assessed before, not now.
    NoLongerAssessed,
    /// Assessed neither before nor now.
    NeverAssessed,
    /// There is no level before to compare with; see [`Join`].
    NotCompared,
}

/// How a level stands to what had been planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanOutcome {
    /// Where it was planned to be.
    Met,
    /// Above it.
    Ahead,
    /// Below it.
    Short,
}

impl PlanOutcome {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "As planned",
            Self::Ahead => "Ahead of the plan",
            Self::Short => "Short of the plan",
        }
    }
}

impl Movement {
    /// Compares two assessments; `framework` is the one that `now` judges by, and `known` has the editions that may lie
    /// between that and the one before.
    #[must_use]
    pub fn between(previous: &Assessment, now: &Assessment, framework: &Framework, known: &[Arc<Framework>]) -> Self {
        let editions = Editions::since(&previous.framework, framework, known);
        Self::of(previous, now, framework, &editions, &pair_rows(previous, now, &editions, PairBy::Either))
    }

    /// Compares two assessments whose rows have been paired. Linear in changes and rows.
    /// `editions` leads from the edition before to the one now.
    pub(super) fn of(
        previous: &Assessment,
        now: &Assessment,
        framework: &Framework,
        editions: &Editions,
        pairings: &[Pairing],
    ) -> Self {
        let before: HashMap<&ChangeKey, &ChangeJudgement> =
            previous.changes.iter().map(|judgement| (&judgement.change, judgement)).collect();
        let today: HashMap<&ChangeKey, &ChangeJudgement> =
            now.changes.iter().map(|judgement| (&judgement.change, judgement)).collect();
        let edition = Edition::of(editions);
        let mut continued: HashMap<&ChangeKey, Vec<&ChangeKey>> = HashMap::new();
        let mut changes = Vec::with_capacity(framework.changes.len());
        for change in &framework.changes {
            let origins = match edition {
                Edition::Same => vec![&change.key],
                Edition::Later => editions.origins(&change.key),
                Edition::Other => Vec::new(),
            };
            for origin in &origins {
                continued.entry(*origin).or_default().push(&change.key);
            }
            let earlier: Vec<_> = origins.iter().map(|origin| before.get(*origin).copied()).collect();
            let (join, from) = joined(edition, &earlier);
            let plan = match earlier.as_slice() {
                [Some(judgement)] => plan_due(judgement, previous.quarter, now.quarter),
                _ => None,
            };
            let to = today.get(&change.key).and_then(|judgement| judgement.now);
            changes.push(ChangeMovement {
                change: change.key.clone(),
                title: change.title.clone(),
                join,
                from,
                to,
                plan,
            });
        }
        let discontinued = match edition {
            Edition::Later => previous
                .changes
                .iter()
                .filter(|judgement| !continued.contains_key(&judgement.change))
                .map(|judgement| judgement.change.clone())
                .collect(),
            Edition::Same | Edition::Other => Vec::new(),
        };
        Self {
            previous: previous.quarter,
            now: now.quarter,
            previous_framework: (edition != Edition::Same).then(|| previous.framework.clone()),
            framework: framework.title.clone(),
            rows: moves(previous, now, pairings, &continued),
            changes,
            discontinued,
            reopened: reopened(previous, now),
        }
    }

    /// The movement of one change.
    #[must_use]
    pub fn change(&self, key: &ChangeKey) -> Option<&ChangeMovement> {
        self.changes.iter().find(|change| change.change == *key)
    }

    /// What became of the rows of all changes, counted.
    #[must_use]
    pub fn row_counts(&self) -> RowMoveCounts {
        RowMoveCounts::of(self.rows.iter().flatten())
    }

    /// What became of the rows of one change, counted. A row that moved counts where it is now.
    #[must_use]
    pub fn row_counts_of(&self, key: &ChangeKey) -> RowMoveCounts {
        RowMoveCounts::of(self.rows.iter().flatten().filter(|row| row.change.as_ref() == Some(key)))
    }

    /// Whether the two judge by editions of which neither is known to follow the other.
    #[must_use]
    pub fn not_comparable(&self) -> bool {
        self.changes.iter().any(|change| change.join == Join::NotComparable)
    }
}

/// The reopenings of both; those that two states of one quarter share are told once.
fn reopened(previous: &Assessment, now: &Assessment) -> Vec<Reopened> {
    let of = |it: &Assessment| -> Vec<Reopened> {
        let quarter = it.quarter;
        it.reopenings.iter().map(|it| Reopened { quarter, reopening: it.clone() }).collect()
    };
    let mut told = of(previous);
    for more in of(now) {
        if !told.contains(&more) {
            told.push(more);
        }
    }
    told
}

impl ChangeMovement {
    /// What happened to its level.
    #[must_use]
    pub fn level(&self) -> LevelMove {
        if !matches!(self.join, Join::Same | Join::DefinitionChanged) {
            return LevelMove::NotCompared;
        }
        match (self.from, self.to) {
            (None, None) => LevelMove::NeverAssessed,
            (None, Some(_)) => LevelMove::FirstAssessed,
            (Some(_), None) => LevelMove::NoLongerAssessed,
            (Some(from), Some(to)) => match to.steps_from(from) {
                0 => LevelMove::Held,
                up @ 1.. => LevelMove::Rose(up.unsigned_abs()),
                down => LevelMove::Fell(down.unsigned_abs()),
            },
        }
    }

    /// The steps its level went up; negative when it fell. `None` unless it was assessed both before and now.
    #[must_use]
    pub fn steps(&self) -> Option<i8> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Some(to.steps_from(from)),
            _ => None,
        }
    }

    /// How its level now stands to what had been planned; `None` without a plan or a level.
    #[must_use]
    pub fn outcome(&self) -> Option<PlanOutcome> {
        let (plan, to) = (self.plan?, self.to?);
        Some(match to.cmp(&plan.level) {
            std::cmp::Ordering::Less => PlanOutcome::Short,
            std::cmp::Ordering::Equal => PlanOutcome::Met,
            std::cmp::Ordering::Greater => PlanOutcome::Ahead,
        })
    }

    /// Whether the two levels are judged by different definitions.
    #[must_use]
    pub fn definition_changed(&self) -> bool {
        matches!(self.join, Join::DefinitionChanged | Join::SeveralBefore)
    }
}

/// How the edition now stands to the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edition {
    Same,
    /// It follows it, at once or through others.
    Later,
    Other,
}

impl Edition {
    fn of(editions: &Editions) -> Self {
        if editions.same() {
            Self::Same
        } else if editions.strangers() {
            Self::Other
        } else {
            Self::Later
        }
    }
}

/// How a change joins those it continues, and the level it is compared with.
fn joined(edition: Edition, earlier: &[Option<&ChangeJudgement>]) -> (Join, Option<Level>) {
    let level = |judgement: Option<&ChangeJudgement>| judgement.and_then(|judgement| judgement.now);
    match (edition, earlier) {
        (Edition::Same, _) => (Join::Same, earlier.first().copied().and_then(level)),
        (Edition::Other, _) => (Join::NotComparable, None),
        (Edition::Later, []) => (Join::New, None),
        (Edition::Later, [first, rest @ ..]) => {
            if rest.iter().all(|other| level(*other) == level(*first)) {
                (Join::DefinitionChanged, level(*first))
            } else {
                (Join::SeveralBefore, None)
            }
        }
    }
}

/// The plan that has fallen due: the latest one made for a quarter after the previous assessment's, up to now.
fn plan_due(judgement: &ChangeJudgement, previous: Quarter, now: Quarter) -> Option<Plan> {
    judgement
        .planned
        .iter()
        .filter(|plan| plan.quarter == now || (previous < plan.quarter && plan.quarter < now))
        .max_by_key(|plan| plan.quarter)
        .copied()
}
