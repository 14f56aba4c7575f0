//! Who a report is for, and what that audience does not see.

use crate::model::{
    ActionRow, Assessment, ChangeJudgement, ChangeText, ChangeTexts, Decision, DelayedDays, Funding, Metric, Reopening,
    RowField, Seal, State,
};
use std::sync::Arc;
use strum::{EnumIter, IntoEnumIterator as _, VariantArray};

/// Who a report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, VariantArray)]
pub enum Audience {
    /// The working group itself: everything but what the program keeps for its own use.
    Full,
    /// A board: no names of staff and no working notes.
    #[default]
    Board,
    /// Anybody: no names, and none of what colleagues say to each other in confidence (gaps, challenges, money).
    Public,
}

impl Audience {
    /// Every audience, from the one that sees most.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// As a machine reads and a command line types it: `board`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Board => "board",
            Self::Public => "public",
        }
    }

    /// In a word: "Board".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "Full",
            Self::Board => "Board",
            Self::Public => "Public",
        }
    }

    /// What it sees and what is left out, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Full => "For the working group: everything, with names and working notes.",
            Self::Board => "For a board: no names of staff, no progress notes, evidence or import remarks.",
            Self::Public => {
                "For anybody: as for a board, and without gaps, challenges, performance issues, support needed, money and \
                 decisions."
            }
        }
    }

    /// Whether it sees a field of a row.
    #[must_use]
    pub const fn sees_field(self, field: RowField) -> bool {
        match field {
            RowField::Change
            | RowField::WhereNow
            | RowField::Status
            | RowField::Spread
            | RowField::Needs
            | RowField::Due
            | RowField::Delivery => true,
            RowField::Gaps => !matches!(self, Self::Public),
            RowField::Owner | RowField::Progress | RowField::Evidence | RowField::Reviewed => {
                matches!(self, Self::Full)
            }
        }
    }

    /// Whether it sees what was decided.
    #[must_use]
    pub const fn sees_decisions(self) -> bool {
        !matches!(self, Self::Public)
    }

    /// Whether it sees a text of a change.
    #[must_use]
    pub const fn sees_text(self, text: ChangeText) -> bool {
        match text {
            ChangeText::Why | ChangeText::Milestones | ChangeText::EmbedFurther | ChangeText::Improvements => true,
            ChangeText::PerformanceIssues | ChangeText::Challenges | ChangeText::SupportNeeded => {
                !matches!(self, Self::Public)
            }
        }
    }
}

impl std::fmt::Display for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// What an audience sees of an assessment. Built up from nothing, field by field: what is not named here as seen is left
/// out, and a field that is added to the model does not compile until it was decided on.
#[must_use]
pub fn for_audience(assessment: &Assessment, audience: Audience) -> Assessment {
    let full = audience == Audience::Full;
    let public = audience == Audience::Public;
    let Assessment {
        place,
        quarter,
        as_at,
        framework,
        prepared_by,
        state,
        reopenings,
        notes,
        changes,
        rows,
        metrics,
        priorities,
        decisions,
        glossary,
        // Kept for the program's own use: which rows of other files are the same, and what is not decided yet.
        same_rows: _,
        // Which text was looked at, and why it stays, is the group's own business.
        kept_texts: _,
        undecided: _,
    } = assessment;
    Assessment {
        place: place.clone(),
        quarter: *quarter,
        as_at: *as_at,
        framework: framework.clone(),
        prepared_by: if full { prepared_by.clone() } else { String::new() },
        state: sign_off(state, audience),
        reopenings: if public { Vec::new() } else { reopenings.iter().map(|it| reopening(it, full)).collect() },
        notes: if full { notes.clone() } else { Vec::new() },
        changes: changes.iter().map(|it| judgement(it, audience)).collect(),
        rows: rows.iter().map(|it| Arc::new(row(it, audience))).collect(),
        metrics: metrics.iter().map(|it| metric(it, audience)).collect(),
        priorities: priorities.clone(),
        decisions: decisions.iter().filter(|_| audience.sees_decisions()).map(|it| decision(it, full)).collect(),
        glossary: glossary.clone(),
        same_rows: Vec::new(),
        kept_texts: Vec::new(),
        undecided: Vec::new(),
    }
}

fn sign_off(state: &State, audience: Audience) -> State {
    let full = audience == Audience::Full;
    match state {
        State::Draft => State::Draft,
        State::Sealed(Seal { by, role, on, note, digest, previous, chain }) => State::Sealed(Seal {
            by: if full { by.clone() } else { String::new() },
            role: role.clone(),
            on: *on,
            note: if full { note.clone() } else { String::new() },
            digest: digest.clone(),
            // A digest of a name can be guessed back to it.
            previous: previous.clone().filter(|_| full),
            chain: chain.clone().filter(|_| full),
        }),
    }
}

fn reopening(Reopening { by, on, reason, digest, chain }: &Reopening, full: bool) -> Reopening {
    let by = if full { by.clone() } else { String::new() };
    let kept = |digest: &Option<String>| digest.clone().filter(|_| full);
    Reopening { by, on: *on, reason: reason.clone(), digest: kept(digest), chain: kept(chain) }
}

fn decision(Decision { on, by, text, change }: &Decision, full: bool) -> Decision {
    let by = if full { by.clone() } else { String::new() };
    Decision { on: *on, by, text: text.clone(), change: change.clone() }
}

fn judgement(judgement: &ChangeJudgement, audience: Audience) -> ChangeJudgement {
    let ChangeJudgement { change, now, planned, texts, funding, notes, local_wording } = judgement;
    let mut seen = ChangeTexts::default();
    for text in ChangeText::iter().filter(|text| audience.sees_text(*text)) {
        seen.set(text, texts.get(text));
    }
    ChangeJudgement {
        change: change.clone(),
        now: *now,
        planned: planned.clone(),
        texts: seen,
        funding: if audience == Audience::Public { Vec::new() } else { funding.iter().map(money).collect() },
        notes: if audience == Audience::Full { notes.clone() } else { Vec::new() },
        local_wording: local_wording.clone(),
    }
}

fn money(Funding { typed, pounds, source, purpose }: &Funding) -> Funding {
    Funding { typed: typed.clone(), pounds: *pounds, source: source.clone(), purpose: purpose.clone() }
}

fn row(row: &ActionRow, audience: Audience) -> ActionRow {
    let ActionRow {
        id,
        change,
        where_now,
        status,
        spread,
        gaps,
        needs,
        due,
        owner,
        delivery,
        progress,
        evidence,
        reviewed,
        source,
        marks,
    } = row;
    let text = |field, words: &String| if audience.sees_field(field) { words.clone() } else { String::new() };
    let full = audience == Audience::Full;
    ActionRow {
        id: id.clone(),
        change: change.clone(),
        where_now: text(RowField::WhereNow, where_now),
        status: status.clone(),
        spread: spread.clone(),
        gaps: text(RowField::Gaps, gaps),
        needs: text(RowField::Needs, needs),
        due: due.clone(),
        owner: text(RowField::Owner, owner),
        delivery: *delivery,
        progress: text(RowField::Progress, progress),
        evidence: if audience.sees_field(RowField::Evidence) { evidence.clone() } else { Vec::new() },
        reviewed: *reviewed && audience.sees_field(RowField::Reviewed),
        source: source.clone().filter(|_| full),
        marks: if full { marks.clone() } else { Vec::new() },
    }
}

fn metric(metric: &Metric, audience: Audience) -> Metric {
    let Metric { name, unit, better, target, target_by, values, delayed_days, note } = metric;
    Metric {
        name: name.clone(),
        unit: unit.clone(),
        better: *better,
        target: *target,
        target_by: *target_by,
        values: values.clone(),
        delayed_days: delayed_days.as_ref().map(|DelayedDays { adult_population, population_year, months }| {
            DelayedDays {
                adult_population: *adult_population,
                population_year: *population_year,
                months: months.clone(),
            }
        }),
        note: if audience == Audience::Public { String::new() } else { note.clone() },
    }
}
