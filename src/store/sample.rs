//! The samples that come with the program: a worked example to try things on, and three real quarters.

use super::Frameworks;
use super::error::{At as _, Cause, StoreError};
use crate::format;
use crate::model::{Assessment, State};
use std::path::Path;

/// One file of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Where it lies in the source: `assessments/llr/2019-20-q1.ron`.
    pub name: &'static str,
    /// What it holds.
    pub text: &'static str,
}

macro_rules! samples {
    ($($name:literal)+) => {
        [$(SampleFile { name: $name, text: include_str!(concat!("../../", $name)) }),+]
    };
}

/// The worked example, in order of quarter.
pub const EXAMPLE: [SampleFile; 4] = samples![
    "assessments/example/2024-25-q2.ron"
    "assessments/example/2024-25-q3.ron"
    "assessments/example/2024-25-q4.ron"
    "assessments/example/2025-26-q1.ron"
];

/// Leicester, Leicestershire and Rutland, in order of quarter.
pub const LLR: [SampleFile; 3] = samples![
    "assessments/llr/2017-18-q1.ron"
    "assessments/llr/2018-19-q4.ron"
    "assessments/llr/2019-20-q1.ron"
];

/// The sample that is opened the first time: the last quarter of the worked example, as a draft to play with.
///
/// # Errors
/// None in a program that was tested: the samples are part of it, and the tests read them.
pub fn sample_assessment() -> Result<Assessment, StoreError> {
    let [.., last] = EXAMPLE;
    Ok(Assessment { state: State::Draft, ..read(&last)? })
}

/// All quarters of the worked example, in order, for comparison and trend; the last one is [`sample_assessment`].
///
/// # Errors
/// As [`sample_assessment`].
pub fn sample_series() -> Result<Vec<Assessment>, StoreError> {
    let [earlier @ .., _] = EXAMPLE;
    let mut series = earlier.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    series.push(sample_assessment()?);
    Ok(series)
}

/// The three real quarters, in order.
///
/// # Errors
/// As [`sample_assessment`].
pub fn llr_series() -> Result<Vec<Assessment>, StoreError> {
    LLR.iter().map(read).collect()
}

fn read(file: &SampleFile) -> Result<Assessment, StoreError> {
    let path = Path::new(file.name);
    let mut assessment = format::parse(file.text).at(path)?.assessment;
    let frameworks = Frameworks::bundled();
    let Some(framework) = frameworks.get(&assessment.framework) else {
        return Err(StoreError::new(path, Cause::UnknownFramework(assessment.framework)));
    };
    assessment.fits(framework).map_err(Cause::DoesNotFit).at(path)?;
    assessment.complete(framework);
    Ok(assessment)
}
