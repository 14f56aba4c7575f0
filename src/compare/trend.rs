//! A place through all its quarters: the level of each change with every plan as it stood, and its metrics against their
//! targets.
//!
//! The changes are those of the newest quarter's edition; what an earlier edition called otherwise is found through the
//! mapping of the editions, and marked. A change that continues several which did not stand alike has no one level then.

use super::row_history::PastQuarter;
use crate::model::{
    Assessment, Better, ChangeKey, Editions, Framework, Level, Metric, Period, Plan, Quarter, Rag, TargetReading,
    counted, in_words,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A place through its quarters.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Whose assessments they are.
    pub place: String,
    /// The quarters that were assessed, oldest first.
    pub quarters: Vec<Quarter>,
    /// The quarters after the newest for which there is a plan, in order.
    pub ahead: Vec<Quarter>,
    /// Every change of the newest edition, in its order.
    pub changes: Vec<ChangeTrend>,
    /// Every metric that any quarter keeps, in the order in which they first appear, newest quarter first.
    pub metrics: Vec<MetricTrend>,
}

/// One change through the quarters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeTrend {
    /// The change.
    pub change: ChangeKey,
    /// Its title in the newest edition.
    pub title: String,
    /// A title short enough for a column.
    pub short: String,
    /// What was judged, one for each of [`Trend::quarters`].
    pub points: Vec<TrendPoint>,
    /// Every plan as it stood, in the order in which they were made, then of the quarter they are for.
    pub plans: Vec<StatedPlan>,
}

/// What was judged of a change in one quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    /// The quarter.
    pub quarter: Quarter,
    /// The level; `None` when it was not assessed, or when there was no one level.
    pub level: Option<Level>,
    /// How the change stood to that quarter's edition.
    pub known: Known,
}

/// How a change stood in a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// Judged by the edition of the newest quarter.
    Same,
    /// Judged by an earlier definition.
    OtherDefinition,
    /// That edition did not have it, or the mapping does not reach so far.
    Absent,
}

/// A plan as it stood in one quarter's assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedPlan {
    /// The quarter whose assessment says so.
    pub made: Quarter,
    /// By when, and which level.
    pub plan: Plan,
    /// What came of it.
    pub came: Came,
}

/// What came of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Came {
    /// Its quarter was assessed and the level was there, or above it.
    Kept,
    /// Its quarter was assessed and the level was below it.
    Missed,
    /// Its quarter has gone by, and nobody assessed the change then.
    NotAssessed,
    /// Its quarter is still ahead.
    Ahead,
}

/// A metric through time.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricTrend {
    /// What it is called.
    pub name: String,
    /// Its unit in words.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The newest target, in `unit`.
    pub target: Option<f64>,
    /// By when it is to be met.
    pub target_by: Option<Period>,
    /// The values in order of time; where two quarters give one period, as the newer one has it.
    pub values: Vec<MetricPoint>,
    /// What to know when reading it.
    pub note: String,
}

/// One value of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetricPoint {
    /// When it was measured.
    pub period: Period,
    /// The value, in the metric's unit.
    pub value: f64,
    /// How it stands to the newest target.
    pub reading: Option<TargetReading>,
    /// The rating a person gave it.
    pub rag: Option<Rag>,
    /// What an older quarter had given for the period, where it was another value.
    pub revised_from: Option<f64>,
}

impl Trend {
    /// The trend over quarters in any order; of two of one quarter the first counts. `known` has the
    /// editions that may lie between those of the quarters. `None` when there is none.
    #[must_use]
    pub fn of(quarters: &[PastQuarter], known: &[Arc<Framework>]) -> Option<Self> {
        let mut quarters: Vec<&PastQuarter> = quarters.iter().collect();
        quarters.sort_by_key(|it| it.assessment.quarter);
        quarters.dedup_by_key(|it| it.assessment.quarter);
        let newest = quarters.last()?;
        let mut changes: Vec<ChangeTrend> = newest
            .framework
            .changes
            .iter()
            .map(|change| ChangeTrend {
                change: change.key.clone(),
                title: change.title.clone(),
                short: change.short.clone(),
                points: Vec::with_capacity(quarters.len()),
                plans: Vec::new(),
            })
            .collect();
        // Backwards, so that each older edition is reached through those of the quarters between.
        for change in &mut changes {
            let mut names = Names { same: true, keys: vec![change.change.clone()], framework: &newest.framework };
            for quarter in quarters.iter().rev() {
                names.back_to(&quarter.framework, known);
                names.judged(&quarter.assessment, change);
            }
            change.points.reverse();
            change.plans.sort_by_key(|plan| (plan.made, plan.plan.quarter));
            let last = newest.assessment.quarter;
            for plan in &mut change.plans {
                plan.came = came(plan.plan, last, &change.points);
            }
        }
        let last = newest.assessment.quarter;
        let mut ahead: Vec<Quarter> = changes
            .iter()
            .flat_map(|change| change.plans.iter().map(|plan| plan.plan.quarter))
            .filter(|quarter| *quarter > last)
            .collect();
        ahead.sort_unstable();
        ahead.dedup();
        Some(Self {
            place: newest.assessment.place.clone(),
            quarters: quarters.iter().map(|it| it.assessment.quarter).collect(),
            ahead,
            changes,
            metrics: metrics(&quarters),
        })
    }

    /// One sentence for each change and each metric with a target, in plain English.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let changes = self.changes.iter().map(ChangeTrend::sentence);
        changes.chain(self.metrics.iter().filter_map(MetricTrend::sentence)).collect()
    }
}

/// What a change was called in the edition that is looked at.
struct Names<'a> {
    same: bool,
    keys: Vec<ChangeKey>,
    framework: &'a Framework,
}

impl<'a> Names<'a> {
    /// Goes back to an earlier edition.
    fn back_to(&mut self, framework: &'a Framework, known: &[Arc<Framework>]) {
        if framework.id == self.framework.id {
            return;
        }
        let editions = Editions::since(&framework.id, self.framework, known);
        let mut keys: Vec<ChangeKey> = Vec::new();
        for key in self.keys.iter().flat_map(|key| editions.origins(key)) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        *self = Self { same: false, keys, framework };
    }

    /// Notes what was judged and planned in that quarter.
    fn judged(&self, assessment: &Assessment, change: &mut ChangeTrend) {
        let quarter = assessment.quarter;
        let judgements: Vec<_> = self.keys.iter().filter_map(|key| assessment.change(key)).collect();
        let known = match (self.same, judgements.is_empty()) {
            (_, true) => Known::Absent,
            (true, false) => Known::Same,
            (false, false) => Known::OtherDefinition,
        };
        let level = match judgements.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other.now == first.now) => first.now,
            _ => None,
        };
        change.points.push(TrendPoint { quarter, level, known });
        // Plans of several changes are several promises: none of them was made for this one.
        if let [judgement] = judgements.as_slice() {
            let plans = judgement.planned.iter().filter(|plan| plan.quarter > quarter);
            change.plans.extend(plans.map(|plan| StatedPlan { made: quarter, plan: *plan, came: Came::Ahead }));
        }
    }
}

fn came(plan: Plan, last: Quarter, points: &[TrendPoint]) -> Came {
    let then = points.iter().find(|point| point.quarter == plan.quarter).and_then(|point| point.level);
    match then {
        Some(level) if level >= plan.level => Came::Kept,
        Some(_) => Came::Missed,
        None if plan.quarter > last => Came::Ahead,
        None => Came::NotAssessed,
    }
}

impl ChangeTrend {
    /// The level in the newest quarter.
    #[must_use]
    pub fn now(&self) -> Option<Level> {
        self.points.last().and_then(|point| point.level)
    }

    /// The first quarter that was assessed at the present level without a break since.
    #[must_use]
    pub fn since(&self) -> Option<Quarter> {
        let now = self.now()?;
        let standing = self.points.iter().rev().take_while(|point| point.level == Some(now));
        standing.last().map(|point| point.quarter)
    }

    /// The plans for a quarter, in the order in which they were made.
    pub fn plans_for(&self, quarter: Quarter) -> impl Iterator<Item = &StatedPlan> {
        self.plans.iter().filter(move |plan| plan.plan.quarter == quarter)
    }

    /// How it went, in one sentence: where it is, since when, and what was planned.
    #[must_use]
    pub fn sentence(&self) -> String {
        let title = &self.title;
        let Some(now) = self.now() else {
            let last = self.points.iter().rev().find_map(|point| point.level.map(|level| (level, point.quarter)));
            return match last {
                Some((level, quarter)) => format!("{title} is not assessed; it was last at {level}, in {quarter}."),
                None => format!("{title} has never been assessed."),
            };
        };
        let earlier = self.points.iter().rev().skip(1).find_map(|point| point.level.filter(|level| *level != now));
        let since = match (self.since(), earlier) {
            (Some(since), Some(_)) => format!(" since {since}"),
            (Some(since), None) if self.points.iter().filter(|point| point.level.is_some()).count() > 1 => {
                format!(" in every quarter that was assessed, from {since} on")
            }
            _ => String::new(),
        };
        let verb = if since.is_empty() { "is" } else { "has been" };
        let came = match earlier {
            Some(level) if level < now => format!(", up from {level}"),
            Some(level) => format!(", down from {level}"),
            None => String::new(),
        };
        format!("{title} {verb} at {now}{since}{came}{}.", self.promises(now))
    }

    /// What was promised: the plan that was missed most often, else the one that is ahead.
    fn promises(&self, now: Level) -> String {
        let mut missed: BTreeMap<Level, Vec<&StatedPlan>> = BTreeMap::new();
        for plan in self.plans.iter().filter(|plan| plan.came == Came::Missed && plan.plan.level > now) {
            missed.entry(plan.plan.level).or_default().push(plan);
        }
        if let Some((level, plans)) = missed.into_iter().max_by_key(|(_, plans)| plans.len()) {
            let last = plans.iter().map(|plan| plan.plan.quarter).max();
            let by = last.map(|quarter| format!(" by {quarter}")).unwrap_or_default();
            let made = plans.iter().map(|plan| plan.made).collect::<std::collections::BTreeSet<_>>().len();
            let times = match made {
                1 => "once".to_owned(),
                2 => "in two plans".to_owned(),
                many => format!("in {} plans", in_words(many)),
            };
            return format!("; {level} was planned{by} {times} and is not reached");
        }
        let ahead = self.plans.iter().rev().filter(|plan| plan.came == Came::Ahead);
        let ahead = ahead.filter(|plan| Some(plan.made) == self.points.last().map(|point| point.quarter));
        match ahead.max_by_key(|plan| plan.plan.quarter) {
            Some(plan) => format!("; {} is planned by {}", plan.plan.level, plan.plan.quarter),
            None => String::new(),
        }
    }
}

/// Values by the last day of their period, and by its name where two periods end on one day.
type Points = BTreeMap<(chrono::NaiveDate, String), MetricPoint>;

/// Every metric that any quarter keeps, put together by name and unit.
fn metrics(quarters: &[&PastQuarter]) -> Vec<MetricTrend> {
    let mut found: Vec<(&Metric, Points)> = Vec::new();
    for quarter in quarters.iter().rev() {
        for metric in &quarter.assessment.metrics {
            let at = found.iter().position(|(known, _)| known.name == metric.name && known.unit == metric.unit);
            let at = at.unwrap_or_else(|| {
                found.push((metric, BTreeMap::new()));
                found.len() - 1
            });
            let Some((newest, values)) = found.get_mut(at) else { continue };
            for value in &metric.values {
                let point = MetricPoint {
                    period: value.period,
                    value: value.value,
                    reading: newest.reading(value.value),
                    rag: value.rag,
                    revised_from: None,
                };
                values
                    .entry((value.period.last_day(), value.period.to_string()))
                    .and_modify(|known| {
                        if (known.value - value.value).abs() > f64::EPSILON && known.revised_from.is_none() {
                            known.revised_from = Some(value.value);
                        }
                    })
                    .or_insert(point);
            }
        }
    }
    found
        .into_iter()
        .map(|(metric, values)| MetricTrend {
            name: metric.name.clone(),
            unit: metric.unit.clone(),
            better: metric.better,
            target: metric.target,
            target_by: metric.target_by,
            values: values.into_values().collect(),
            note: metric.note.clone(),
        })
        .collect()
}

impl MetricTrend {
    /// The newest value.
    #[must_use]
    pub fn last(&self) -> Option<&MetricPoint> {
        self.values.last()
    }

    /// Where it stands against its target, in one sentence; `None` without a value.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let last = self.last()?;
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        let target = self.target.map(|target| {
            let by = self.target_by.map(|by| format!(" by {by}")).unwrap_or_default();
            let stands = last.reading.map_or("", TargetReading::name);
            format!("; that {stands} of {target}{by}")
        });
        let first = self.values.first().filter(|first| first.period != last.period);
        let from = first.map(|first| {
            let values = counted(self.values.len(), "value", "values");
            format!(", from {} in {} ({values})", first.value, first.period)
        });
        let (from, target) = (from.unwrap_or_default(), target.unwrap_or_default());
        Some(format!("{}: {}{unit} in {}{from}{target}.", self.name, last.value, last.period))
    }
}
