//! From the model to the fields of the file.

use super::assessment::{
    AssessmentFile, ChangeFile, DecisionFile, DelayedDaysFile, DueFile, FundingFile, GlossaryFile, LowerFile, MarkFile,
    MetricFile, PlanFile, PriorityFile, ReadingFile, ReopeningFile, RowFile, SealFile, SourceFile, StateFile,
    StatusFile, ValueFile, WordingFile,
};
use super::rows::RowsFile;
use super::value::{Month, Number, Text, Word};
use crate::format::FORMAT;
use crate::model::{
    ActionRow, Assessment, ChangeJudgement, ChangeText, Decision, Due, DueReading, Funding, GlossaryEntry,
    LocalWording, Mark, Metric, Priority, Reopening, Source, State, Status,
};

impl From<&Assessment> for AssessmentFile {
    fn from(a: &Assessment) -> Self {
        Self {
            format: FORMAT,
            place: (&a.place).into(),
            quarter: Word(a.quarter),
            as_at: Word(a.as_at),
            framework: Word(a.framework.clone()),
            prepared_by: (&a.prepared_by).into(),
            state: (&a.state).into(),
            reopenings: a.reopenings.iter().map(Into::into).collect(),
            notes: texts(&a.notes),
            changes: a.changes.iter().map(Into::into).collect(),
            rows: RowsFile::of(&a.rows),
            metrics: a.metrics.iter().map(Into::into).collect(),
            priorities: a.priorities.iter().map(Into::into).collect(),
            decisions: a.decisions.iter().map(Into::into).collect(),
            glossary: a.glossary.iter().map(Into::into).collect(),
            same_rows: a.same_rows.iter().map(Into::into).collect(),
            kept_texts: a.kept_texts.iter().map(Into::into).collect(),
            undecided: a.undecided.iter().map(Into::into).collect(),
        }
    }
}

pub(super) fn texts(texts: &[String]) -> Vec<Text> {
    texts.iter().map(Into::into).collect()
}

impl From<&State> for StateFile {
    fn from(state: &State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Sealed(seal) => Self::Sealed(SealFile {
                by: (&seal.by).into(),
                role: (&seal.role).into(),
                on: Word(seal.on),
                note: (&seal.note).into(),
                digest: (&seal.digest).into(),
                previous: seal.previous.as_ref().map(Into::into),
                chain: seal.chain.as_ref().map(Into::into),
            }),
        }
    }
}

impl From<&ChangeJudgement> for ChangeFile {
    fn from(change: &ChangeJudgement) -> Self {
        let text = |text| change.texts.get(text).into();
        Self {
            change: Word(change.change.clone()),
            now: change.now.map(Into::into),
            planned: change
                .planned
                .iter()
                .map(|plan| PlanFile { quarter: Word(plan.quarter), level: plan.level.into() })
                .collect(),
            why: text(ChangeText::Why),
            performance_issues: text(ChangeText::PerformanceIssues),
            challenges: text(ChangeText::Challenges),
            milestones: text(ChangeText::Milestones),
            support_needed: text(ChangeText::SupportNeeded),
            embed_further: text(ChangeText::EmbedFurther),
            improvements: text(ChangeText::Improvements),
            funding: change.funding.iter().map(Into::into).collect(),
            notes: texts(&change.notes),
            local_wording: change.local_wording.iter().map(Into::into).collect(),
        }
    }
}

impl From<&ActionRow> for RowFile {
    fn from(row: &ActionRow) -> Self {
        Self {
            id: Word(row.id.clone()),
            change: Word(row.change.clone()),
            where_now: (&row.where_now).into(),
            status: (&row.status).into(),
            spread: row.spread.typed().into(),
            gaps: (&row.gaps).into(),
            needs: (&row.needs).into(),
            due: due(&row.due),
            owner: (&row.owner).into(),
            delivery: row.delivery.map(Into::into),
            progress: (&row.progress).into(),
            evidence: texts(&row.evidence),
            reviewed: row.reviewed,
            source: row.source.as_ref().map(Into::into),
            marks: row.marks.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Status> for StatusFile {
    fn from(status: &Status) -> Self {
        match status {
            Status::At(level) => Self::At((*level).into()),
            Status::Split(lower) => Self::Split(LowerFile(*lower)),
            Status::Unknown(typed) => Self::Unknown(typed.into()),
        }
    }
}

pub(super) fn due(due: &Due) -> Option<DueFile> {
    let reading = match due.reading() {
        DueReading::None => return None,
        DueReading::On(date) => ReadingFile::On(Word(*date)),
        DueReading::Several(dates) => ReadingFile::Several(dates.iter().copied().map(Word).collect()),
        DueReading::Ongoing => ReadingFile::Ongoing,
        DueReading::Depends => ReadingFile::Depends,
        DueReading::NotApplicable => ReadingFile::NotApplicable,
        DueReading::Undated => ReadingFile::Undated,
        DueReading::Unreadable => ReadingFile::Unreadable,
    };
    Some(DueFile { typed: due.typed().into(), reading: Some(reading) })
}

impl From<&Metric> for MetricFile {
    fn from(metric: &Metric) -> Self {
        Self {
            name: (&metric.name).into(),
            unit: (&metric.unit).into(),
            better: metric.better.into(),
            target: metric.target.map(Number),
            target_by: metric.target_by.map(Word),
            values: metric
                .values
                .iter()
                .map(|it| ValueFile { period: Word(it.period), value: Number(it.value), rag: it.rag.map(Into::into) })
                .collect(),
            delayed_days: metric.delayed_days.as_ref().map(|it| DelayedDaysFile {
                adult_population: it.adult_population,
                population_year: it.population_year,
                months: it.months.iter().map(|&(year, month, days)| (Word(Month { year, month }), days)).collect(),
            }),
            note: (&metric.note).into(),
        }
    }
}

impl From<&Reopening> for ReopeningFile {
    fn from(it: &Reopening) -> Self {
        Self {
            on: Word(it.on),
            by: (&it.by).into(),
            reason: (&it.reason).into(),
            digest: it.digest.as_ref().map(Into::into),
            chain: it.chain.as_ref().map(Into::into),
        }
    }
}

impl From<&Priority> for PriorityFile {
    fn from(it: &Priority) -> Self {
        Self { text: (&it.text).into(), change: it.change.clone().map(Word) }
    }
}

impl From<&Decision> for DecisionFile {
    fn from(it: &Decision) -> Self {
        Self { on: Word(it.on), by: (&it.by).into(), text: (&it.text).into(), change: it.change.clone().map(Word) }
    }
}

impl From<&GlossaryEntry> for GlossaryFile {
    fn from(it: &GlossaryEntry) -> Self {
        Self { short: (&it.short).into(), meaning: (&it.meaning).into() }
    }
}

impl From<&Funding> for FundingFile {
    fn from(line: &Funding) -> Self {
        Self {
            typed: (&line.typed).into(),
            pounds: line.pounds,
            source: (&line.source).into(),
            purpose: (&line.purpose).into(),
        }
    }
}

impl From<&LocalWording> for WordingFile {
    fn from(local: &LocalWording) -> Self {
        Self { level: local.level.into(), text: (&local.text).into() }
    }
}

impl From<&Source> for SourceFile {
    fn from(source: &Source) -> Self {
        Self { document: (&source.document).into(), line: source.line }
    }
}

impl From<&Mark> for MarkFile {
    fn from(mark: &Mark) -> Self {
        Self { field: mark.field.into(), typed: (&mark.typed).into(), note: (&mark.note).into() }
    }
}
