//! From the fields of the file to the model. Everything that could be wrong with a value was found while it was read,
//! where its place in the text was known; nothing can fail here.

use super::assessment::{
    AssessmentFile, ChangeFile, DecisionFile, DelayedDaysFile, DueFile, FundingFile, GlossaryFile, MarkFile,
    MetricFile, PriorityFile, ReadingFile, ReopeningFile, RowFile, SourceFile, StateFile, StatusFile, WordingFile,
};
use super::conflict_model::conflict;
use super::value::{Text, Word};
use crate::model::{
    ActionRow, Assessment, ChangeJudgement, ChangeText, ChangeTexts, Decision, DelayedDays, Due, DueReading, Funding,
    GlossaryEntry, LocalWording, Mark, Metric, MetricValue, Plan, Priority, Reopening, Seal, Source, Spread, State,
    Status,
};
use chrono::NaiveDate;

impl From<AssessmentFile> for Assessment {
    fn from(file: AssessmentFile) -> Self {
        let as_at = file.as_at.0;
        Self {
            place: file.place.0,
            quarter: file.quarter.0,
            as_at,
            framework: file.framework.0,
            prepared_by: file.prepared_by.0,
            state: file.state.into(),
            reopenings: file.reopenings.into_iter().map(Into::into).collect(),
            notes: texts(file.notes),
            changes: file.changes.into_iter().map(Into::into).collect(),
            rows: file.rows.read_as_at(as_at),
            metrics: file.metrics.into_iter().map(Into::into).collect(),
            priorities: file.priorities.into_iter().map(Into::into).collect(),
            decisions: file.decisions.into_iter().map(Into::into).collect(),
            glossary: file.glossary.into_iter().map(Into::into).collect(),
            same_rows: file.same_rows.into_iter().map(Into::into).collect(),
            kept_texts: file.kept_texts.into_iter().map(Into::into).collect(),
            undecided: file.undecided.into_iter().map(|it| conflict(it, as_at)).collect(),
        }
    }
}

pub(super) fn texts(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.0).collect()
}

pub(super) fn unwrap_word<T>(word: Word<T>) -> T {
    word.0
}

impl From<StateFile> for State {
    fn from(state: StateFile) -> Self {
        match state {
            StateFile::Draft => Self::Draft,
            StateFile::Sealed(seal) => Self::Sealed(Seal {
                by: seal.by.0,
                role: seal.role.0,
                on: seal.on.0,
                note: seal.note.0,
                digest: seal.digest.0,
                previous: seal.previous.map(|it| it.0),
                chain: seal.chain.map(|it| it.0),
            }),
        }
    }
}

impl From<ChangeFile> for ChangeJudgement {
    fn from(file: ChangeFile) -> Self {
        let mut texts_of_change = ChangeTexts::default();
        for (text, words) in [
            (ChangeText::Why, file.why),
            (ChangeText::PerformanceIssues, file.performance_issues),
            (ChangeText::Challenges, file.challenges),
            (ChangeText::Milestones, file.milestones),
            (ChangeText::SupportNeeded, file.support_needed),
            (ChangeText::EmbedFurther, file.embed_further),
            (ChangeText::Improvements, file.improvements),
        ] {
            texts_of_change.set(text, words.0);
        }
        Self {
            change: file.change.0,
            now: file.now.map(Into::into),
            planned: file
                .planned
                .into_iter()
                .map(|plan| Plan { quarter: plan.quarter.0, level: plan.level.into() })
                .collect(),
            texts: texts_of_change,
            funding: file.funding.into_iter().map(Into::into).collect(),
            notes: texts(file.notes),
            local_wording: file.local_wording.into_iter().map(Into::into).collect(),
        }
    }
}

/// A row; a due text without a reading is read as it stands in an assessment of that day.
pub(super) fn action_row(file: RowFile, as_at: NaiveDate) -> ActionRow {
    ActionRow {
        id: file.id.0,
        change: file.change.0,
        where_now: file.where_now.0,
        status: file.status.into(),
        spread: Spread::new(file.spread.0),
        gaps: file.gaps.0,
        needs: file.needs.0,
        due: file.due.map_or_else(Due::default, |due| due_of(due, as_at)),
        owner: file.owner.0,
        delivery: file.delivery.map(Into::into),
        progress: file.progress.0,
        evidence: texts(file.evidence),
        reviewed: file.reviewed,
        source: file.source.map(Into::into),
        marks: file.marks.into_iter().map(Into::into).collect(),
    }
}

impl From<StatusFile> for Status {
    fn from(status: StatusFile) -> Self {
        match status {
            StatusFile::At(level) => Self::At(level.into()),
            StatusFile::Split(lower) => Self::Split(lower.0),
            StatusFile::Unknown(typed) => Self::Unknown(typed.0),
        }
    }
}

pub(super) fn due_of(file: DueFile, as_at: NaiveDate) -> Due {
    let reading = match file.reading {
        None => return Due::read(&file.typed.0, as_at),
        Some(ReadingFile::On(date)) => DueReading::On(date.0),
        Some(ReadingFile::Several(dates)) => DueReading::Several(dates.into_iter().map(unwrap_word).collect()),
        Some(ReadingFile::Ongoing) => DueReading::Ongoing,
        Some(ReadingFile::Depends) => DueReading::Depends,
        Some(ReadingFile::NotApplicable) => DueReading::NotApplicable,
        Some(ReadingFile::Undated) => DueReading::Undated,
        Some(ReadingFile::Unreadable) => DueReading::Unreadable,
    };
    Due::new(file.typed.0, reading)
}

impl From<MetricFile> for Metric {
    fn from(file: MetricFile) -> Self {
        Self {
            name: file.name.0,
            unit: file.unit.0,
            better: file.better.into(),
            target: file.target.map(|target| target.0),
            target_by: file.target_by.map(unwrap_word),
            values: file
                .values
                .into_iter()
                .map(|it| MetricValue { period: it.period.0, value: it.value.0, rag: it.rag.map(Into::into) })
                .collect(),
            delayed_days: file.delayed_days.map(Into::into),
            note: file.note.0,
        }
    }
}

impl From<DelayedDaysFile> for DelayedDays {
    fn from(file: DelayedDaysFile) -> Self {
        Self {
            adult_population: file.adult_population,
            population_year: file.population_year,
            months: file.months.into_iter().map(|(month, days)| (month.0.year, month.0.month, days)).collect(),
        }
    }
}

impl From<ReopeningFile> for Reopening {
    fn from(it: ReopeningFile) -> Self {
        let (digest, chain) = (it.digest.map(|it| it.0), it.chain.map(|it| it.0));
        Self { by: it.by.0, on: it.on.0, reason: it.reason.0, digest, chain }
    }
}

impl From<PriorityFile> for Priority {
    fn from(it: PriorityFile) -> Self {
        Self { text: it.text.0, change: it.change.map(unwrap_word) }
    }
}

impl From<DecisionFile> for Decision {
    fn from(it: DecisionFile) -> Self {
        Self { on: it.on.0, by: it.by.0, text: it.text.0, change: it.change.map(unwrap_word) }
    }
}

impl From<GlossaryFile> for GlossaryEntry {
    fn from(it: GlossaryFile) -> Self {
        Self { short: it.short.0, meaning: it.meaning.0 }
    }
}

impl From<FundingFile> for Funding {
    fn from(line: FundingFile) -> Self {
        Self { typed: line.typed.0, pounds: line.pounds, source: line.source.0, purpose: line.purpose.0 }
    }
}

impl From<WordingFile> for LocalWording {
    fn from(local: WordingFile) -> Self {
        Self { level: local.level.into(), text: local.text.0 }
    }
}

impl From<SourceFile> for Source {
    fn from(source: SourceFile) -> Self {
        Self { document: source.document.0, line: source.line }
    }
}

impl From<MarkFile> for Mark {
    fn from(mark: MarkFile) -> Self {
        Self { field: mark.field.into(), typed: mark.typed.0, note: mark.note.0 }
    }
}
