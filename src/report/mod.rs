//! What is shown to people who do not have the program open: one neutral report, from which every export and the board
//! are drawn.
//!
//! A report is made of an assessment, and of an earlier one where it is to tell what moved since. It holds facts and
//! words as [`Block`]s and says nothing of how they look. It is made for an [`Audience`], and what that audience does
//! not see is taken away before anything else is looked at ([`for_audience`]), so that no chapter, slide or export can
//! let it slip: all of them are given the report and never the assessment it came from.
//!
//! Counts, movement and plan against outcome are told; a score, an average or a percentage never.

mod audience;
mod blocks;
mod chapters;
mod slides;
mod tables;

pub use audience::{Audience, for_audience};
pub use blocks::{
    Block, Cell, Chart, Column, Count, Counts, Heading, Item, Ladder, List, Paragraph, Planned, Point, Step, Strip,
    Table, Target, Tone,
};
pub use chapters::{Chapter, ChapterKind};
pub use slides::{Slide, SlideKind, kept_together};

use crate::compare::{Comparison, PairBy};
use crate::format::content_id;
use crate::model::{Assessment, Framework, Glossary, KnownTerms, State};
use std::sync::Arc;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// What it judges by.
    pub framework: &'a Framework,
    /// The earlier assessment to tell the movement from, and what that one judges by.
    pub since: Option<(&'a Assessment, &'a Framework)>,
    /// The editions that may lie between the two.
    pub known: &'a [Arc<Framework>],
    /// The abbreviations that come with the program.
    pub terms: &'a KnownTerms,
}

/// A report for one audience.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whom it is for.
    pub audience: Audience,
    /// The assessment as that audience sees it.
    pub assessment: Assessment,
    /// What it judges by.
    pub framework: Framework,
    /// The short digest of the whole assessment that it was made of; see [`content_id`].
    pub content_id: String,
    /// What it tells the movement from.
    pub since: Option<Since>,
    /// The chapters of the paper.
    pub chapters: Vec<Chapter>,
    /// The slides for the board.
    pub slides: Vec<Slide>,
}

/// What a report tells the movement from.
#[derive(Clone, Debug)]
pub struct Since {
    /// The earlier assessment as the audience sees it.
    pub assessment: Assessment,
    /// The short digest of the whole of it.
    pub content_id: String,
    /// How the two differ, of what the audience sees.
    pub comparison: Comparison,
}

impl Report {
    /// The report of an assessment for an audience. Of two of 10,000 rows, most of the time goes into pairing them.
    #[must_use]
    pub fn of(subject: &Subject<'_>, audience: Audience) -> Self {
        let assessment = for_audience(subject.assessment, audience);
        let framework = subject.framework;
        let since = subject.since.map(|(earlier, judged_by)| {
            let seen = for_audience(earlier, audience);
            let (was, is) = ((&seen, judged_by), (&assessment, framework));
            let comparison = Comparison::between(was, is, subject.known, PairBy::Either);
            Since { comparison, content_id: content_id(earlier), assessment: seen }
        });
        let glossary = Glossary::new(subject.terms, &assessment.place, &assessment.glossary);
        let undecided = subject.assessment.undecided_count();
        let mut report = Self {
            audience,
            content_id: content_id(subject.assessment),
            assessment,
            framework: framework.clone(),
            since,
            chapters: Vec::new(),
            slides: Vec::new(),
        };
        report.chapters = chapters::of(&report, undecided, &glossary);
        report.slides = slides::of(&report, undecided);
        report
    }

    /// Whose and of when: "Leicester, Leicestershire and Rutland, Q1 2019/20".
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}, {}", self.assessment.place, self.assessment.quarter)
    }

    /// What every page says about where it comes from: the content id, whom it is for, as at when, draft or signed off.
    #[must_use]
    pub fn imprint(&self) -> String {
        let state = match &self.assessment.state {
            State::Draft => "draft".to_owned(),
            State::Sealed(seal) => format!("signed off on {}", tables::day(seal.on)),
        };
        let as_at = tables::day(self.assessment.as_at);
        let audience = self.audience.name().to_lowercase();
        format!("Content {} · {audience} · {state} · as at {as_at}", self.content_id)
    }

    /// What it is, below the title.
    #[must_use]
    pub fn subtitle(&self) -> String {
        let since = self.since.as_ref().map(|since| format!(", compared with {}", since.assessment.quarter));
        format!("{}{}", self.framework.title, since.unwrap_or_default())
    }

    /// The chapter of that kind; [`None`] when there is nothing to tell in it.
    #[must_use]
    pub fn chapter(&self, kind: &ChapterKind) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.kind == *kind)
    }
}
