//! The fields of a framework file, in the order in which they are written, with conversion both ways.

use super::layout::{blank, one_line};
use super::value::{Text, Word};
use crate::format::FORMAT;
use crate::model::{Change, ChangeKey, Framework, FrameworkId, Prompts};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameworkFile {
    format: u32,
    id: Word<FrameworkId>,
    #[serde(default, skip_serializing_if = "blank")]
    title: Text,
    #[serde(default, skip_serializing_if = "blank")]
    about: Text,
    #[serde(default, skip_serializing_if = "blank")]
    predecessor: Option<Word<FrameworkId>>,
    levels: PromptsFile,
    changes: Vec<FrameworkChangeFile>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PromptsFile {
    #[serde(default, skip_serializing_if = "blank")]
    wording: Text,
    #[serde(default, skip_serializing_if = "blank")]
    not_yet_established: Text,
    #[serde(default, skip_serializing_if = "blank")]
    plans_in_place: Text,
    #[serde(default, skip_serializing_if = "blank")]
    established: Text,
    #[serde(default, skip_serializing_if = "blank")]
    mature: Text,
    #[serde(default, skip_serializing_if = "blank")]
    exemplary: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameworkChangeFile {
    key: Word<ChangeKey>,
    #[serde(default, skip_serializing_if = "blank")]
    title: Text,
    #[serde(default, skip_serializing_if = "blank")]
    short: Text,
    #[serde(default, skip_serializing_if = "blank")]
    meaning: Text,
    #[serde(default, skip_serializing_if = "blank")]
    prompts: Option<PromptsFile>,
    #[serde(default, skip_serializing_if = "blank", serialize_with = "one_line")]
    from: Vec<Word<ChangeKey>>,
}

impl From<&Framework> for FrameworkFile {
    fn from(framework: &Framework) -> Self {
        Self {
            format: FORMAT,
            id: Word(framework.id.clone()),
            title: (&framework.title).into(),
            about: (&framework.about).into(),
            predecessor: framework.predecessor.clone().map(Word),
            levels: (&framework.levels).into(),
            changes: framework.changes.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Prompts> for PromptsFile {
    fn from(prompts: &Prompts) -> Self {
        let [not_yet_established, plans_in_place, established, mature, exemplary] =
            prompts.texts.each_ref().map(Text::from);
        Self { wording: (&prompts.wording).into(), not_yet_established, plans_in_place, established, mature, exemplary }
    }
}

impl From<&Change> for FrameworkChangeFile {
    fn from(change: &Change) -> Self {
        Self {
            key: Word(change.key.clone()),
            title: (&change.title).into(),
            short: (&change.short).into(),
            meaning: (&change.meaning).into(),
            prompts: change.prompts.as_ref().map(Into::into),
            from: change.from.iter().cloned().map(Word).collect(),
        }
    }
}

impl From<FrameworkFile> for Framework {
    fn from(file: FrameworkFile) -> Self {
        Self {
            id: file.id.0,
            title: file.title.0,
            about: file.about.0,
            predecessor: file.predecessor.map(|id| id.0),
            levels: file.levels.into(),
            changes: file.changes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<PromptsFile> for Prompts {
    fn from(file: PromptsFile) -> Self {
        let texts = [file.not_yet_established, file.plans_in_place, file.established, file.mature, file.exemplary];
        Self { wording: file.wording.0, texts: texts.map(|text| text.0) }
    }
}

impl From<FrameworkChangeFile> for Change {
    fn from(file: FrameworkChangeFile) -> Self {
        Self {
            key: file.key.0,
            title: file.title.0,
            short: file.short.0,
            meaning: file.meaning.0,
            prompts: file.prompts.map(Into::into),
            from: file.from.into_iter().map(|key| key.0).collect(),
        }
    }
}
