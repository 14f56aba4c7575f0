//! What a report is made of: blocks that hold facts and words and say nothing of how they look. Every export and the
//! board draw the same ones; what they serialise to is what the page templates are given.

use crate::model::{Level, Status};
use serde::Serialize;

/// One piece of a chapter or a slide.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading below that of the chapter.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// Items, one a line.
    List(List),
    /// How many stand at each level.
    Counts(Counts),
    /// Ladders of several changes, one a line: the heat strip.
    Strip(Strip),
    /// The ladder of one change, large.
    Ladder(Ladder),
    /// A table.
    Table(Table),
    /// A metric as a line through time.
    Chart(Chart),
}

/// A heading below that of the chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its words.
    pub text: String,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What it answers ("Challenges"), if it says so.
    pub label: Option<String>,
    /// Its words; may have line breaks.
    pub text: String,
    /// How loud it is.
    pub tone: Tone,
}

/// How loud a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As any other.
    Plain,
    /// The one thing to take away.
    Lead,
    /// Beside the point.
    Quiet,
}

/// Items, one a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// What they are, over them; may be empty.
    pub title: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// What is said behind it, quieter: a date, a place; may be empty.
    pub tail: String,
    /// It is overdue.
    pub overdue: bool,
}

/// How many stand at each level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Of what and when: "Now", "Planned for Q4 2019/20".
    pub title: String,
    /// One for each level, lowest first, and at the end those without one where there are any.
    pub counts: Vec<Count>,
}

/// One of [`Counts`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The level, 1 to 5; `None` for those without one.
    pub level: Option<u8>,
    /// Its name.
    pub name: &'static str,
    /// How many; nought too.
    pub count: usize,
}

/// Ladders of several changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Strip {
    /// What the marks mean.
    pub legend: String,
    /// One for each change.
    pub ladders: Vec<Ladder>,
}

/// The level of one change: now, planned, last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ladder {
    /// The number of the change, 1 for the first.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// The level now; `None` when it is not assessed.
    pub now: Option<Step>,
    /// The level planned, and by when: "Q4 2019/20".
    pub planned: Option<Planned>,
    /// The level in the quarter compared with.
    pub last: Option<Step>,
    /// What happened to it, in a few words: "▲ 1 since Q4 2018/19"; empty when nothing is compared.
    pub moved: String,
    /// All of it in a sentence, for those who do not see the drawing.
    pub words: String,
}

/// A level as it is always shown: by number and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Step {
    /// 1 for the lowest to 5 for the highest.
    pub number: u8,
    /// Its name.
    pub name: &'static str,
}

/// A level planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The level.
    pub step: Step,
    /// By the end of which quarter.
    pub by: String,
}

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// What to say in its place when it has no rows.
    pub empty: String,
    /// What to say below it: what it leaves out; may be empty.
    pub more: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its share of the width, against those of the others.
    pub weight: u32,
    /// Its cells are numbers and stand at the right.
    pub number: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its words; may have line breaks. Levels by number and word. Never less than what the mark or the drawing says.
    pub text: String,
    /// The level it tells, and of a split the upper one too; for the drawing.
    pub level: Option<(u8, Option<u8>)>,
    /// What is quieter, below: how a date was read; may be empty.
    pub note: String,
    /// It is overdue, which the note says in words.
    pub overdue: bool,
}

/// A metric as a line through time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// What the metric is called.
    pub title: String,
    /// Its unit in words.
    pub unit: String,
    /// "Lower is better", "Higher is better".
    pub better: &'static str,
    /// What is aimed at, in the unit, and the words for it: "Target 6.84 by Nov 2017".
    pub target: Option<Target>,
    /// The values in order of time.
    pub points: Vec<Point>,
    /// What to know when reading it; may be empty.
    pub note: String,
    /// All of it in words, for those who do not see the drawing.
    pub words: String,
}

/// A target of a [`Chart`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// In the unit of the chart.
    pub value: f64,
    /// In words.
    pub words: String,
}

/// One value of a [`Chart`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// When: "Sep 2017".
    pub label: String,
    /// In the unit of the chart.
    pub value: f64,
    /// As it is written.
    pub text: String,
    /// How it stands to the target; empty without one.
    pub reading: &'static str,
    /// The rating somebody gave it: "Amber"; empty without one.
    pub rag: &'static str,
}

impl Step {
    /// By number and word: "3 Established".
    #[must_use]
    pub fn words(self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

impl From<Level> for Step {
    fn from(level: Level) -> Self {
        Self { number: level.number(), name: level.name() }
    }
}

impl Block {
    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading(Heading { text: text.into() })
    }

    /// A paragraph.
    #[must_use]
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph { label: None, text: text.into(), tone: Tone::Plain })
    }

    /// A paragraph in that tone.
    #[must_use]
    pub fn toned(tone: Tone, text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph { label: None, text: text.into(), tone })
    }

    /// A paragraph that answers something.
    #[must_use]
    pub fn labelled(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph { label: Some(label.into()), text: text.into(), tone: Tone::Plain })
    }

    /// A list of plain items.
    #[must_use]
    pub fn list(title: impl Into<String>, items: impl IntoIterator<Item = String>) -> Self {
        Self::List(List { title: title.into(), items: items.into_iter().map(Item::from).collect() })
    }

    /// Every text in it that a reader can see, in reading order: what an export is held against when it is read back.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let texts: Vec<&str> = match self {
            Self::Heading(heading) => vec![&heading.text],
            Self::Paragraph(it) => it.label.iter().map(String::as_str).chain([it.text.as_str()]).collect(),
            Self::List(list) => std::iter::once(list.title.as_str())
                .chain(list.items.iter().flat_map(|item| [item.text.as_str(), item.tail.as_str()]))
                .collect(),
            Self::Counts(counts) => {
                std::iter::once(counts.title.as_str()).chain(counts.counts.iter().map(|count| count.name)).collect()
            }
            Self::Strip(strip) => strip.ladders.iter().flat_map(Ladder::texts).chain([strip.legend.as_str()]).collect(),
            Self::Ladder(ladder) => ladder.texts(),
            Self::Table(table) => table.texts(),
            Self::Chart(chart) => vec![&chart.title, &chart.unit, &chart.note],
        };
        texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
    }
}

impl Ladder {
    fn texts(&self) -> Vec<&str> {
        let now = self.now.map_or("Not assessed", |step| step.name);
        vec![&self.title, now, &self.moved]
    }
}

impl Table {
    fn texts(&self) -> Vec<&str> {
        let cells = self.rows.iter().flatten().flat_map(|cell| [cell.text.as_str(), cell.note.as_str()]);
        if self.rows.is_empty() {
            vec![&self.empty]
        } else {
            let heads = self.columns.iter().map(|column| column.title.as_str());
            std::iter::once(self.caption.as_str()).chain(heads).chain(cells).chain([self.more.as_str()]).collect()
        }
    }
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn new(title: impl Into<String>, weight: u32) -> Self {
        Self { title: title.into(), weight, number: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(title: impl Into<String>, weight: u32) -> Self {
        Self { title: title.into(), weight, number: true }
    }
}

impl Cell {
    /// A level, by number and word; "Not assessed" without one.
    #[must_use]
    pub fn level(level: Option<Level>) -> Self {
        match level.map(Step::from) {
            Some(step) => Self { text: step.words(), level: Some((step.number, None)), ..Self::default() },
            None => Self::from("Not assessed"),
        }
    }

    /// A status: a level, a split of two, or unknown with what stood there.
    #[must_use]
    pub fn status(status: &Status) -> Self {
        match (status.counted(), status.upper()) {
            (Some(lower), Some(upper)) => Self {
                text: format!("{}–{} {} / {}", lower.number(), upper.number(), lower.name(), upper.name()),
                level: Some((lower.number(), Some(upper.number()))),
                ..Self::default()
            },
            (Some(level), None) => Self::level(Some(level)),
            (None, _) => match status {
                Status::Unknown(typed) if !typed.trim().is_empty() => {
                    Self { text: "Unknown".to_owned(), note: format!("“{}”", typed.trim()), ..Self::default() }
                }
                _ => Self::from("Unknown"),
            },
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self { text, tail: String::new(), overdue: false }
    }
}
