//! What is looked for in the judgement of a change.

use super::{Finding, Rule, Where};
use crate::model::{ChangeJudgement, ChangeText, Level, Quarter, in_words};

/// Looks through one judgement.
pub(super) fn check(judgement: &ChangeJudgement, quarter: Quarter, note: &mut impl FnMut(Finding)) {
    let mut found = |rule: Rule, text: String| {
        let place = Where { change: Some(judgement.change.clone()), ..Where::default() };
        note(Finding::new(rule, place, text));
    };
    let Some(now) = judgement.now else {
        found(Rule::ChangeNotAssessed, "No level is set. The return asks for one for every change.".to_owned());
        return;
    };
    if now >= Level::Mature && judgement.texts.get(ChangeText::Why).trim().is_empty() {
        let text =
            format!("At {now}, but “{}” is empty. The return asks for a reason at this level.", ChangeText::Why.name());
        found(Rule::WhyMissing, text);
    }
    if let Some(planned) = judgement.planned_for(quarter).filter(|planned| *planned > now) {
        let text =
            format!("{planned} was planned for this quarter; the level is {now}. The board will ask what held it up.");
        found(Rule::PlanNotReached, text);
    }
    let mut before = now;
    for plan in judgement.planned.iter().filter(|plan| plan.quarter > quarter) {
        if plan.level < now {
            let text = format!(
                "{} is planned for {}, below {now} now. Is it meant to fall, or is the plan out of date?",
                plan.level, plan.quarter
            );
            found(Rule::PlanBelowNow, text);
        }
        let steps = plan.level.steps_from(before);
        if steps >= 2 {
            let text = format!(
                "From {before} to {} by {} is {} levels at once. Is there a plan for the step between?",
                plan.level,
                plan.quarter,
                in_words(steps.unsigned_abs().into())
            );
            found(Rule::PlanJumps, text);
        }
        before = plan.level;
    }
}
