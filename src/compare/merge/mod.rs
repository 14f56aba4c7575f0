//! Two people's copies of one assessment become one, and nothing of either is lost: what only one changed is taken, what
//! both changed alike is one change, and what they changed differently is a [`Conflict`] in the document, to be decided.

mod decide;
mod desk;
mod judgements;
mod lists;
mod metrics;
mod order;
mod rows;
mod spread;
mod texts;

pub use decide::{both_possible, decide};

use crate::model::{Assessment, Conflict, ConflictKind, FrameworkId, Spot, State, Value};
use desk::{Changed, Desk, Three, at};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The two in one. Its `undecided` holds what they disagree in, after what either held already.
    pub assessment: Assessment,
    /// What was taken from whom.
    pub taken: Taken,
    /// How many conflicts are new, to be decided.
    pub conflicts: usize,
}

/// How many changes were taken from whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Changes that only mine had.
    pub mine: usize,
    /// Changes that only theirs had.
    pub theirs: usize,
    /// Changes that both had alike.
    pub alike: usize,
    /// Texts in which both changed other words, combined; each is to be read.
    pub combined: usize,
}

/// Whose the two copies are, for people to read.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// Whose mine is.
    pub mine: &'a str,
    /// Whose theirs is.
    pub theirs: &'a str,
}

/// Why two copies cannot be merged. Nothing has happened then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefused {
    /// They judge by different editions of the model.
    #[error("one judges by {mine}, the other by {theirs}")]
    Frameworks {
        /// The edition of mine.
        mine: FrameworkId,
        /// The edition of theirs.
        theirs: FrameworkId,
    },
}

/// A person's answer to a conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// What mine has.
    Mine,
    /// What theirs has.
    Theirs,
    /// Both: texts one after the other, each with whose it is; lists joined; two rows as two rows.
    Both,
    /// Something else.
    Other(Value),
}

/// Merges two copies that both come from `base`. All three fit their framework: no row and no judgement stands twice.
///
/// An empty base is one in which both added what they have. Nothing is lost: whatever differs from the base on either
/// side is in the document or in one of its conflicts. While a conflict is undecided the document has what mine has, but
/// for two things: what one deleted and the other edited is kept as edited, and where one sealed what the other went on
/// editing, or each sealed something else, the document is a draft.
///
/// # Errors
/// [`MergeRefused`] when they judge by different editions.
pub fn merge(
    base: &Assessment,
    mine: &Assessment,
    theirs: &Assessment,
    names: Names<'_>,
) -> Result<Merged, MergeRefused> {
    if mine.framework != theirs.framework {
        return Err(MergeRefused::Frameworks { mine: mine.framework.clone(), theirs: theirs.framework.clone() });
    }
    let it = Three { base, mine, theirs };
    let mut desk = Desk::new(names);
    let mut assessment = Assessment {
        place: desk.line(it.of(|a| &a.place), at(Spot::Place)),
        quarter: desk.whole(it.of(|a| &a.quarter), at(Spot::Quarter), |quarter| Value::Quarter(*quarter)),
        as_at: desk.whole(it.of(|a| &a.as_at), at(Spot::AsAt), |day| Value::Day(*day)),
        framework: mine.framework.clone(),
        prepared_by: desk.line(it.of(|a| &a.prepared_by), at(Spot::PreparedBy)),
        state: State::Draft,
        reopenings: desk.list(it.of(|a| &a.reopenings), at(Spot::Reopenings), Value::Reopenings),
        notes: desk.list(it.of(|a| &a.notes), at(Spot::Notes), Value::Lines),
        changes: judgements::merged(&mut desk, it.of(|a| &a.changes)),
        rows: rows::merged(&mut desk, it.of(|a| &a.rows)),
        metrics: metrics::merged(&mut desk, it.of(|a| &a.metrics)),
        priorities: desk.list(it.of(|a| &a.priorities), at(Spot::Priorities), Value::Priorities),
        decisions: desk.list(it.of(|a| &a.decisions), at(Spot::Decisions), Value::Decisions),
        glossary: desk.keyed(it.of(|a| &a.glossary), at(Spot::Glossary), Value::Glossary, |entry| entry.short.clone()),
        same_rows: desk.keyed(it.of(|a| &a.same_rows), at(Spot::SameRows), Value::SameRows, |it| {
            (it.row.clone(), it.other.clone())
        }),
        kept_texts: desk.keyed(it.of(|a| &a.kept_texts), at(Spot::KeptTexts), Value::KeptTexts, |it| {
            (it.at.clone(), it.digest.clone())
        }),
        undecided: undecided(&mut desk, it.of(|a| &a.undecided)),
    };
    desk.count(Changed::by(it.of(|a| &a.framework)));
    let earlier = assessment.undecided.len();
    assessment.undecided.append(&mut desk.conflicts);
    if let Some(state) = state(it, &assessment) {
        desk.count(Changed::by(it.of(|a| &a.state)));
        assessment.state = state;
    } else {
        let state = |a: &Assessment| Value::State(a.state.clone());
        desk.apart(at(Spot::State), [state(base), state(mine), state(theirs)]);
    }
    assessment.undecided.append(&mut desk.conflicts);
    let new = assessment.undecided.iter().skip(earlier);
    let conflicts = new.filter(|conflict| conflict.kind == ConflictKind::Undecided).count();
    Ok(Merged { assessment, taken: desk.taken, conflicts })
}

/// What is not decided yet in either, and was not decided by one of them.
fn undecided(desk: &mut Desk<'_>, it: Three<'_, Vec<Conflict>>) -> Vec<Conflict> {
    if let Some(settled) = desk.settle(it) {
        return settled.clone();
    }
    desk.count(Changed::Joined);
    // Its order says nothing, and what is not decided cannot itself be undecided.
    lists::joined_in_any_order(it)
}

/// Draft or sealed; `None` when that is to be decided. A seal that one of them set holds only for what they sealed: when
/// the other's edits came to it, somebody has to look.
fn state(it: Three<'_, Assessment>, merged: &Assessment) -> Option<State> {
    let state = desk::won(it.of(|a| &a.state))?;
    let new = *state != it.base.state && matches!(state, State::Sealed(_));
    let sealed_so = |side: &Assessment| {
        // Compared as it would be: with the seal, and whatever the times it was reopened.
        side.state == *state
            && *side == Assessment { state: state.clone(), reopenings: side.reopenings.clone(), ..merged.clone() }
    };
    (!new || sealed_so(it.mine) || sealed_so(it.theirs)).then(|| state.clone())
}
