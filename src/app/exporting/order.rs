//! What is to be exported, and what should be seen before it leaves.

use crate::check::{Finding, before_leaving};
use crate::model::{Assessment, Framework};
use crate::report::{Audience, Report, Subject, for_audience};
use crate::store::{Frameworks, known_terms};

/// What an export is made of.
#[derive(Clone, Copy, Debug)]
pub struct Exporting<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// What it judges by.
    pub framework: &'a Framework,
    /// The earlier assessment to tell the movement from, and what that judges by.
    pub since: Option<(&'a Assessment, &'a Framework)>,
    /// The editions that are known.
    pub frameworks: &'a Frameworks,
}

impl Exporting<'_> {
    /// The report for an audience.
    #[must_use]
    pub fn report(&self, audience: Audience) -> Report {
        let none = crate::model::KnownTerms::default();
        let subject = Subject {
            assessment: self.assessment,
            framework: self.framework,
            since: self.since,
            known: &self.frameworks.all(),
            // A program whose own glossary cannot be read was not tested; it still leaves a report, without meanings.
            terms: known_terms().unwrap_or(&none),
        };
        Report::of(&subject, audience)
    }
}

/// What should be seen before a report of the assessment leaves for an audience.
#[must_use]
pub fn order_findings(assessment: &Assessment, audience: Audience) -> Vec<Finding> {
    before_leaving(assessment, &for_audience(assessment, audience))
}
