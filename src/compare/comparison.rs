//! Two assessments compared: one value for the screen, the command line, the report and the tests.

use super::movement::{ChangeMovement, Movement};
use super::pairing::PairBy;
use super::sentences::Sentence;
use super::{Class, Delta, Detail, PairKind, StatusStep, pair_rows};
use crate::model::{Assessment, ChangeKey, Editions, Framework, RowField, Spot, capitalised, counted, in_words};
use std::collections::HashMap;
use std::sync::Arc;

/// Two assessments compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What moved in the levels, and what came of the plans.
    pub movement: Movement,
    /// Everything in which they differ.
    pub delta: Delta,
}

/// What became of the rows of one change, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RowNews {
    added: usize,
    dropped: usize,
    moved_in: usize,
    moved: usize,
    status_up: usize,
    status_down: usize,
    settled: usize,
    later: usize,
    earlier: usize,
    reworded: usize,
}

impl Comparison {
    /// Compares two assessments, each with the framework it judges by; `known` has the editions that may lie between
    /// those.
    #[must_use]
    pub fn between(
        (before, framework_before): (&Assessment, &Framework),
        (after, framework): (&Assessment, &Framework),
        known: &[Arc<Framework>],
        by: PairBy,
    ) -> Self {
        let editions = Editions::between(framework_before, framework, known);
        let pairings = pair_rows(before, after, &editions, by);
        Self {
            // What a plan came to, and what moved, is told from the earlier edition to the later only.
            movement: Movement::of(
                before,
                after,
                framework,
                &Editions::since(&before.framework, framework, known),
                &pairings,
            ),
            delta: Delta::of(before, after, editions, &pairings),
        }
    }

    /// One sentence for each change, for the minutes, after one on the edition where that is another; then one on changes
    /// that are not continued. Names, levels and counts; never a percentage, an average or a score.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        let movement = &self.movement;
        let mut sentences: Vec<Sentence> = movement.edition().map(Sentence::whole).into_iter().collect();
        sentences.extend(movement.changes.iter().map(|change| {
            let text = format!("{}{}.", movement.level_clause(change), self.row_news(change).clause());
            Sentence::of(&change.change, text)
        }));
        sentences.extend(movement.discontinued().map(Sentence::whole));
        if movement.rows.is_none() && (self.delta.count(PairKind::Added) + self.delta.count(PairKind::Removed)) > 0 {
            let text = if self.delta.count(PairKind::Added) > 0 {
                format!("The assessment of {} keeps no action table, so its rows are not compared.", movement.previous)
            } else {
                format!("The assessment of {} keeps no action table, so its rows are not compared.", movement.now)
            };
            sentences.push(Sentence::whole(text));
        }
        sentences.extend(movement.reopened_in_words());
        sentences
    }

    /// A sentence for each time that either was reopened after it had been sealed.
    pub fn reopened_in_words(&self) -> impl Iterator<Item = Sentence> {
        self.movement.reopened_in_words()
    }

    /// The differences worth telling of one change (`None`: of the whole).
    pub fn told_of<'a>(&'a self, change: Option<&'a ChangeKey>) -> impl Iterator<Item = &'a super::Difference> {
        self.delta.told().filter(move |difference| difference.change.as_ref() == change)
    }

    /// The differences worth telling of each pair of rows, by its place in [`Delta::pairs`].
    #[must_use]
    pub fn told_by_pair(&self) -> HashMap<usize, Vec<&super::Difference>> {
        let mut rows: HashMap<usize, Vec<&super::Difference>> = HashMap::new();
        for difference in self.delta.told() {
            if let Some(pair) = difference.pair {
                rows.entry(pair).or_default().push(difference);
            }
        }
        rows
    }

    /// What became of the rows, counted: “35 modified”. Nothing for what did not happen.
    #[must_use]
    pub fn rows_counted(&self) -> Vec<String> {
        let kinds = [
            (PairKind::Same, "the same"),
            (PairKind::Modified, "modified"),
            (PairKind::Moved, "moved"),
            (PairKind::MovedToChange, "moved to another change"),
            (PairKind::Added, "new"),
            (PairKind::Removed, "gone"),
        ];
        let counted = kinds.into_iter().map(|(kind, name)| (self.delta.count(kind), name));
        counted.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect()
    }

    /// The one change before that a change continues; `None` when it is new or continues several.
    #[must_use]
    pub fn origin_of(&self, change: &ChangeKey) -> Option<&ChangeKey> {
        self.delta.origin_of(change)
    }

    fn row_news(&self, change: &ChangeMovement) -> RowNews {
        let mut news = RowNews::default();
        if self.movement.rows.is_none() {
            return news;
        }
        for pair in &self.delta.pairs {
            let Some(row) = pair.row() else { continue };
            let here = match (&pair.before, &pair.after) {
                // What is gone belongs to the change that continues the one it had.
                (Some(was), None) => {
                    self.delta.editions().continues(&was.change, &change.change) || was.change == change.change
                }
                _ => row.change == change.change,
            };
            if !here {
                continue;
            }
            news.added += usize::from(pair.is(PairKind::Added));
            news.dropped += usize::from(pair.is(PairKind::Removed));
            news.moved_in += usize::from(pair.is(PairKind::MovedToChange));
            news.moved += usize::from(pair.is(PairKind::Moved));
        }
        for difference in self.told_of(Some(&change.change)) {
            let Spot::Cell(_, field) = difference.spot else { continue };
            match (field, difference.detail(), difference.class) {
                (RowField::Status, Detail::Status(StatusStep::Up(_)), _) => news.status_up += 1,
                (RowField::Status, Detail::Status(StatusStep::Down(_)), _) => news.status_down += 1,
                (RowField::Status, Detail::Status(StatusStep::Settled(_)), _) => news.settled += 1,
                (RowField::Due, Detail::Days(_), Class::Regressed) => news.later += 1,
                (RowField::Due, Detail::Days(_), _) => news.earlier += 1,
                (RowField::WhereNow, ..) => news.reworded += 1,
                _ => {}
            }
        }
        news
    }
}

impl RowNews {
    /// The rest of a sentence on a change: "; two actions are new, the status of one rose".
    fn clause(self) -> String {
        let actions = |count| counted(count, "action", "actions");
        let be = |count: usize, one: &str, many: &str| if count == 1 { one.to_owned() } else { many.to_owned() };
        let mut parts: Vec<String> = Vec::new();
        // "actions" is said once, then only how many.
        let mut push = |count: usize, said: &dyn Fn(String) -> String| {
            if count > 0 {
                let who = if parts.is_empty() { actions(count) } else { in_words(count).into_owned() };
                parts.push(said(who));
            }
        };
        push(self.added, &|who| format!("{who} {} new", be(self.added, "is", "are")));
        push(self.dropped, &|who| format!("{who} {} dropped", be(self.dropped, "was", "were")));
        push(self.moved_in, &|who| format!("{who} came from another change"));
        push(self.status_up, &|who| format!("the status of {who} rose"));
        push(self.status_down, &|who| format!("the status of {who} fell"));
        push(self.settled, &|who| match self.settled {
            1 => format!("the split status of {who} was settled"),
            _ => format!("the split statuses of {who} were settled"),
        });
        push(self.later, &|who| format!("{who} {} due later than before", be(self.later, "is", "are")));
        push(self.earlier, &|who| format!("{who} {} due earlier than before", be(self.earlier, "is", "are")));
        push(self.reworded, &|who| format!("{who} {} described in other words", be(self.reworded, "is", "are")));
        push(self.moved, &|who| format!("{who} {} listed in another place", be(self.moved, "is", "are")));
        match parts.as_slice() {
            [] => String::new(),
            [one] => format!("; {one}"),
            [several @ .., last] => format!("; {} and {last}", several.join(", ")),
        }
    }
}

impl Movement {
    /// A change that stays and has no plan to be told against: its title and where it stays.
    fn level_clause(&self, change: &ChangeMovement) -> String {
        let clause = change.clause(&self.framework, self.previous);
        capitalised(&clause)
    }
}
