//! The judgements of the changes, part by part: level, plans, texts, money, remarks, wording.

use super::desk::{At, Desk, Presence, Reasons, Three, at};
use super::order::in_any_order;
use crate::model::{ChangeJudgement, ChangeKey, ChangeText, Level, Plan, Quarter, Spot, Value};
use std::collections::{BTreeSet, HashMap};
use strum::IntoEnumIterator as _;

/// The judgements of all. A change that somebody did not judge at all is there as one that is not assessed.
pub(super) fn merged(desk: &mut Desk<'_>, it: Three<'_, Vec<ChangeJudgement>>) -> Vec<ChangeJudgement> {
    let (in_base, in_mine, in_theirs) = (keys(it.base), keys(it.mine), keys(it.theirs));
    let (base, mine, theirs) = (by_key(it.base), by_key(it.mine), by_key(it.theirs));
    let mut kept: HashMap<&str, ChangeJudgement> = HashMap::new();
    let theirs_alone = in_theirs.iter().filter(|key| !mine.contains_key(*key));
    let gone = in_base.iter().filter(|key| !mine.contains_key(*key) && !theirs.contains_key(*key));
    for key in in_mine.iter().chain(theirs_alone).chain(gone) {
        let sides = [&base, &mine, &theirs].map(|side| side.get(key).copied());
        let [before, my, their] = sides;
        let judgement = match desk.presence(before, my, their) {
            Presence::Gone => continue,
            Presence::Alone(one) => one.clone(),
            Presence::Torn(edited) => {
                let whole = |one: Option<&ChangeJudgement>| {
                    one.map_or(Value::Nothing, |one| Value::Judgement(Box::new(one.clone())))
                };
                desk.apart(at(Spot::Judgement(edited.change.clone())), sides.map(whole));
                edited.clone()
            }
            Presence::Both(mine, theirs) => {
                let nothing = ChangeJudgement::not_assessed(mine.change.clone());
                one(desk, Three { base: before.unwrap_or(&nothing), mine, theirs })
            }
        };
        kept.insert(key, judgement);
    }
    // Their order is the framework's, so nobody moves them.
    let three = Three { base: &*in_base, mine: &*in_mine, theirs: &*in_theirs };
    let order = in_any_order(three, |key| kept.contains_key(key));
    order.iter().filter_map(|key| kept.get(key).cloned()).collect()
}

fn keys(all: &[ChangeJudgement]) -> Vec<&str> {
    all.iter().map(|one| one.change.as_str()).collect()
}

fn by_key(all: &[ChangeJudgement]) -> HashMap<&str, &ChangeJudgement> {
    all.iter().map(|one| (one.change.as_str(), one)).collect()
}

fn one(desk: &mut Desk<'_>, it: Three<'_, ChangeJudgement>) -> ChangeJudgement {
    let key = &it.mine.change;
    // Why they judge so is what the rationale says.
    let why = Reasons { mine: it.mine.texts.get(ChangeText::Why), theirs: it.theirs.texts.get(ChangeText::Why) };
    let level = |level: &Option<Level>| level.map_or(Value::Nothing, Value::Level);
    let now = desk.whole(it.of(|one| &one.now), (Spot::Level(key.clone()), why), level);
    let quarters: BTreeSet<Quarter> =
        [it.base, it.mine, it.theirs].iter().flat_map(|one| &one.planned).map(|plan| plan.quarter).collect();
    let mut planned = Vec::new();
    for quarter in quarters {
        let plans = [it.base, it.mine, it.theirs].map(|one| one.planned_for(quarter));
        let [base, mine, theirs] = &plans;
        let place: At<'_> = (Spot::Plan(key.clone(), quarter), why);
        let level = desk.whole(Three { base, mine, theirs }, place, level);
        planned.extend(level.map(|level| Plan { quarter, level }));
    }
    let mut texts = it.mine.texts.clone();
    for text in ChangeText::iter() {
        texts.set(text, desk.text(it.of(|one| one.texts.get(text)), at(Spot::Text(key.clone(), text))));
    }
    let of_change = |spot: fn(ChangeKey) -> Spot| at(spot(key.clone()));
    ChangeJudgement {
        change: key.clone(),
        now,
        planned,
        texts,
        funding: desk.keyed(it.of(|one| &one.funding), of_change(Spot::Funding), Value::Funding, |line| {
            (line.source.clone(), line.purpose.clone())
        }),
        notes: desk.list(it.of(|one| &one.notes), of_change(Spot::ChangeNotes), Value::Lines),
        local_wording: desk.keyed(
            it.of(|one| &one.local_wording),
            of_change(Spot::LocalWording),
            Value::LocalWording,
            |local| local.level,
        ),
    }
}
