//! The movement in plain English, to be pasted into minutes. Names, levels and counts; never a percentage, an average or
//! a score.

use super::movement::{ChangeMovement, Join, LevelMove, Movement, PlanOutcome, Reopened};
use super::rows::RowMoveCounts;
use crate::model::{ChangeKey, Level, Period, Quarter, capitalised, counted, in_words};

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The change it speaks of; `None` when it speaks of several or of the whole.
    pub change: Option<ChangeKey>,
    /// The sentence, with its full stop.
    pub text: String,
}

impl Sentence {
    pub(super) fn whole(text: String) -> Self {
        Self { change: None, text }
    }

    pub(super) fn of(change: &ChangeKey, text: String) -> Self {
        Self { change: Some(change.clone()), text }
    }
}

impl Movement {
    /// What moved, in sentences: the edition if it changed, each change that moved or missed its plan, the others
    /// together, then the rows.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences: Vec<_> = self.edition().map(Sentence::whole).into_iter().collect();
        let mut unmoved = Vec::new();
        let mut not_assessed = Vec::new();
        let mut first: Vec<&ChangeMovement> = Vec::new();
        let before = sentences.len();
        for change in &self.changes {
            match change.in_words(&self.framework, self.previous) {
                Told::Alone(text) => sentences.push(Sentence::of(&change.change, format!("{text}."))),
                Told::First => first.push(change),
                Told::Unmoved => unmoved.push(change),
                Told::NotAssessed => not_assessed.push(change),
            }
        }
        sentences.extend(first_assessed(&first, self.previous));
        let others = if sentences.len() > before { "other " } else { "" };
        sentences.extend(self.unmoved(&unmoved, others));
        sentences.extend(self.not_assessed(&not_assessed));
        sentences.extend(self.discontinued().map(Sentence::whole));
        sentences.extend(self.row_counts().in_words().into_iter().map(Sentence::whole));
        sentences.extend(self.reopened_in_words());
        sentences
    }

    /// A sentence for each time that a quarter of the two was reopened. It names nobody: it is for minutes, and for
    /// audiences that see no names.
    pub(super) fn reopened_in_words(&self) -> impl Iterator<Item = Sentence> {
        self.reopened.iter().map(|it| Sentence::whole(it.in_words()))
    }

    /// Changes of the earlier edition that nothing continues.
    pub(super) fn discontinued(&self) -> Option<String> {
        let count = self.discontinued.len();
        (count > 0).then(|| {
            format!(
                "{} of the earlier edition {} not continued in this one.",
                capitalised(&counted(count, "change", "changes")),
                if count == 1 { "is" } else { "are" },
            )
        })
    }

    pub(super) fn edition(&self) -> Option<String> {
        let previous = self.previous_framework.as_ref()?;
        let consequence = if self.not_comparable() {
            "the two do not follow each other, so levels are not compared"
        } else {
            "where a change is defined anew, a step may come from its definition"
        };
        Some(format!("The assessment before used {previous}, this one uses {}; {consequence}.", self.framework))
    }

    fn unmoved(&self, changes: &[&ChangeMovement], others: &str) -> Option<Sentence> {
        match changes {
            [] => None,
            [one] => {
                let level = one.to.map_or("", |level| level.name());
                Some(Sentence::of(&one.change, format!("{} stays at {level}{}.", one.title, one.definition())))
            }
            several => {
                let count = several.len();
                let who = if count == self.changes.len() {
                    format!("All {} changes", in_words(count))
                } else {
                    format!("{} {others}changes", capitalised(&in_words(count)))
                };
                let definitions = if several.iter().any(|change| change.definition_changed()) {
                    " (definitions changed)"
                } else {
                    ""
                };
                Some(Sentence::whole(format!("{who} stay where they were{definitions}.")))
            }
        }
    }

    fn not_assessed(&self, changes: &[&ChangeMovement]) -> Option<Sentence> {
        match changes {
            [] => None,
            [one] => Some(Sentence::of(&one.change, format!("{} is not assessed.", one.title))),
            several if several.len() == self.changes.len() => {
                Some(Sentence::whole("No change has been assessed.".to_owned()))
            }
            several => {
                Some(Sentence::whole(format!("{} changes are not assessed.", capitalised(&in_words(several.len())))))
            }
        }
    }
}

/// How a change is told.
enum Told {
    Alone(String),
    First,
    Unmoved,
    NotAssessed,
}

impl Reopened {
    /// “Q3 2024/25 was reopened on 4 Feb 2025: …”
    fn in_words(&self) -> String {
        let (on, reason) = (Period::Day(self.reopening.on), self.reopening.reason.trim());
        let stop = if reason.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        if reason.is_empty() {
            return format!("{} was reopened on {on}; no reason is given.", self.quarter);
        }
        format!("{} was reopened on {on}: {reason}{stop}", self.quarter)
    }
}

impl ChangeMovement {
    fn definition(&self) -> &'static str {
        if self.definition_changed() { " (definition changed)" } else { "" }
    }

    /// What became of its level, as a sentence without its full stop.
    pub(super) fn clause(&self, framework: &str, previous: Quarter) -> String {
        let title = &self.title;
        let definition = self.definition();
        match (self.in_words(framework, previous), self.to) {
            (Told::Alone(text), _) => text,
            (Told::Unmoved, Some(to)) => format!("{title} stays at {to}{definition}{}", self.against_plan()),
            (Told::First, Some(to)) => format!("{title} was not assessed in {previous} and is now at {to}"),
            (Told::NotAssessed | Told::Unmoved | Told::First, _) => format!("{title} is not assessed"),
        }
    }

    fn in_words(&self, framework: &str, previous: Quarter) -> Told {
        let title = &self.title;
        let definition = self.definition();
        let Some(to) = self.to else {
            return match self.from {
                None => Told::NotAssessed,
                Some(from) => {
                    Told::Alone(format!("{title} is no longer assessed; it was at {from} before{definition}"))
                }
            };
        };
        let text = match (self.level(), self.from) {
            (LevelMove::Rose(_), Some(from)) => {
                format!("{title} rose from {from} to {to}{definition}{}", self.against_plan())
            }
            (LevelMove::Fell(_), Some(from)) => {
                format!("{title} fell from {from} to {to}{definition}{}", self.against_plan())
            }
            (LevelMove::Held, _) if self.outcome() == Some(PlanOutcome::Short) => {
                format!("{title} stays at {to}{definition}{}", self.against_plan())
            }
            (LevelMove::Held, _) => return Told::Unmoved,
            (LevelMove::FirstAssessed, _) if definition.is_empty() && self.against_plan().is_empty() => {
                return Told::First;
            }
            (LevelMove::FirstAssessed, _) => {
                format!("{title} was not assessed in {previous} and is now at {to}{definition}{}", self.against_plan())
            }
            _ => match self.join {
                Join::New => format!("{title} is new in {framework}; it stands at {to}"),
                Join::SeveralBefore => {
                    format!(
                        "{title} stands at {to}; it continues several changes that stood at different levels{definition}"
                    )
                }
                _ => format!("{title} stands at {to}"),
            },
        };
        Told::Alone(text)
    }

    /// How the level stands to what was planned, as the end of a sentence.
    fn against_plan(&self) -> String {
        let (Some(plan), Some(outcome)) = (self.plan, self.outcome()) else { return String::new() };
        let level = plan.level;
        let quarter = plan.quarter;
        match (outcome, self.level()) {
            (PlanOutcome::Met, _) => ", as planned".to_owned(),
            (PlanOutcome::Ahead, LevelMove::Rose(_) | LevelMove::FirstAssessed) => {
                format!(", ahead of the plan ({level} by {quarter})")
            }
            (PlanOutcome::Short, LevelMove::Rose(_) | LevelMove::FirstAssessed) => {
                format!(", short of the plan ({level} by {quarter})")
            }
            _ => format!("; {level} was planned by {quarter}"),
        }
    }
}

/// Changes that were not assessed before (which is not to say that they were low), together where they came in at one level.
fn first_assessed(changes: &[&ChangeMovement], previous: Quarter) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for level in Level::all() {
        let at: Vec<&&ChangeMovement> = changes.iter().filter(|change| change.to == Some(level)).collect();
        match at.as_slice() {
            [] => {}
            [one] => sentences.push(Sentence::of(
                &one.change,
                format!("{} was not assessed in {previous} and is now at {level}.", one.title),
            )),
            [several @ .., last] => {
                let titles: Vec<&str> = several.iter().map(|change| change.title.as_str()).collect();
                sentences.push(Sentence::whole(format!(
                    "{} and {} were not assessed in {previous} and are now at {level}.",
                    titles.join(", "),
                    last.title
                )));
            }
        }
    }
    sentences
}

impl RowMoveCounts {
    /// What became of the rows, one sentence a kind; nothing for what did not happen.
    fn in_words(self) -> Vec<String> {
        let mut sentences = vec![
            pair(self.added, "is new", "are new", self.dropped, "was dropped", "were dropped"),
            moved(self.moved),
            statuses(self.status_up, self.status_down),
            settled(self.settled, self.divided),
            pair_of_statuses(self.known, self.unknown),
        ];
        sentences.retain(|sentence| !sentence.is_empty());
        sentences
    }
}

/// "One action is new, two were dropped."
fn pair(first: usize, one_is: &str, many_are: &str, second: usize, one_was: &str, many_were: &str) -> String {
    let verb = |count, one, many| if count == 1 { one } else { many };
    let first_verb = verb(first, one_is, many_are);
    let second_verb = verb(second, one_was, many_were);
    match (first, second) {
        (0, 0) => String::new(),
        (_, 0) => capitalised(&format!("{} {first_verb}.", counted(first, "action", "actions"))),
        (0, _) => capitalised(&format!("{} {second_verb}.", counted(second, "action", "actions"))),
        _ => capitalised(&format!(
            "{} {first_verb}, {} {second_verb}.",
            counted(first, "action", "actions"),
            in_words(second)
        )),
    }
}

fn moved(count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    capitalised(&format!("{} moved to another change.", counted(count, "action", "actions")))
}

/// "The status of three actions rose, that of one fell."
fn statuses(up: usize, down: usize) -> String {
    let actions = |count| counted(count, "action", "actions");
    match (up, down) {
        (0, 0) => String::new(),
        (_, 0) => format!("The status of {} rose.", actions(up)),
        (0, _) => format!("The status of {} fell.", actions(down)),
        _ => format!("The status of {} rose, that of {} fell.", actions(up), in_words(down)),
    }
}

fn settled(settled: usize, divided: usize) -> String {
    let mut parts = Vec::new();
    if settled > 0 {
        parts.push(format!("{} settled at one level", counted(settled, "split status was", "split statuses were")));
    }
    if divided > 0 {
        parts.push(format!("{} split between two levels", counted(divided, "status is now", "statuses are now")));
    }
    join_parts(&parts)
}

fn pair_of_statuses(known: usize, unknown: usize) -> String {
    let mut parts = Vec::new();
    if known > 0 {
        parts.push(counted(known, "status that was unknown is known now", "statuses that were unknown are known now"));
    }
    if unknown > 0 {
        parts.push(counted(
            unknown,
            "status that was known is unknown now",
            "statuses that were known are unknown now",
        ));
    }
    join_parts(&parts)
}

fn join_parts(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { capitalised(&format!("{}.", parts.join("; "))) }
}
