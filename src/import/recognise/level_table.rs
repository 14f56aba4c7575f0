//! Whether a table holds the levels of changes, a line each, and in which columns: told by its titles, and by level words
//! beside names of changes of which each stands once.

use super::levels::{LevelRead, LevelTitle, QuarterSaid, level_title, read_level, text_title};
use super::names::{Names, without_number};
use crate::import::fields::folded_title;
use crate::import::{Choices, Field, Line};
use crate::model::{ChangeKey, ChangeText, Level, Quarter, RowField};
use std::collections::{HashMap, HashSet};

/// The share of a column's filled cells that must be levels, or names of changes.
const SHARE: f32 = 0.5;
/// The same for a column whose title says nothing of a level.
const SURE_SHARE: f32 = 0.75;
/// How surely a title must name a field of a row.
const TITLE: f32 = 0.6;
/// A table in which a change stands in more than this many lines has rows.
const ONCE: f32 = 1.25;

/// What a column of a table of levels is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum LevelColumn {
    /// The level now.
    Now(Option<QuarterSaid>),
    /// A planned level.
    Planned(Option<QuarterSaid>),
    /// The level of that quarter, whatever that is for the table.
    At(QuarterSaid),
    /// The level of an earlier quarter.
    Before,
    /// A text of the change; whether its title says so in so many words.
    Text(ChangeText, bool),
    /// The number of the change.
    Number,
}

/// The columns of a table that speak of changes rather than of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct LevelTable {
    /// Those columns, from 0, and whether a title says what they are.
    pub(in crate::import) columns: Vec<(usize, LevelColumn, bool)>,
    /// The column with the names of changes.
    pub(in crate::import) label: Option<usize>,
    /// Whether there are no rows beside them.
    pub(in crate::import) only: bool,
}

struct Seen<'a> {
    title: &'a str,
    filled: usize,
    /// How many of its cells are levels, and how many of those are words.
    levels: usize,
    worded: usize,
    /// How many name a change, and how many are no more than the number of one.
    named: usize,
    numbered: usize,
}

impl Seen<'_> {
    fn share(&self, of: usize) -> f32 {
        of as f32 / self.filled.max(1) as f32
    }
}

/// Looks at a table. `lines` are those below its header.
pub(in crate::import) fn level_table(
    head: Option<&Line>,
    lines: &[&Line],
    names: &Names,
    choices: &Choices,
) -> LevelTable {
    let last = |line: &Line| line.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let width = lines.iter().copied().chain(head).map(last).max().unwrap_or_default();
    let seen: Vec<Seen<'_>> = (0..width).map(|column| seen(head, lines, column, names)).collect();

    let free = |column: usize| !choices.columns.contains_key(&column);
    let level_like = |it: &Seen<'_>| it.share(it.levels) >= SHARE && it.levels > it.named;
    let labels = seen.iter().enumerate().filter(|(column, it)| {
        let own = free(*column) || choices.columns.get(column) == Some(&Some(Field::Row(RowField::Change)));
        own && it.named >= 2 && it.share(it.named) >= SHARE && !level_like(it)
    });
    let label = labels.max_by_key(|(column, it)| (it.named, std::cmp::Reverse(*column))).map(|(column, _)| column);
    // Codes alone, "Chg 1", name changes where nothing else does.
    let label = label.or_else(|| {
        seen.iter().position(|it| it.numbered >= 2 && it.share(it.numbered) >= SURE_SHARE && starts_coded(lines, it))
    });
    let Some(label) = label else { return LevelTable::default() };

    let of_change = |line: &Line| names.read(line.text(label), true).map(|named| named.change);
    let changes: Vec<ChangeKey> = lines.iter().filter_map(|line| of_change(line)).collect();
    let distinct = changes.iter().collect::<HashSet<_>>().len();
    let filled = lines.iter().filter(|line| !line.is_blank()).count();
    let once = distinct >= 2 && filled as f32 <= distinct as f32 * ONCE + 1.0;

    let mut levels: Vec<(usize, LevelColumn, bool)> = Vec::new();
    let mut untitled: Vec<usize> = Vec::new();
    for (column, it) in seen.iter().enumerate().filter(|(column, _)| *column != label && free(*column)) {
        let says = level_title(it.title);
        // Nobody has filled it: its title is all there is.
        let blank = it.filled == 0 && it.title.to_lowercase().contains("maturity");
        match says {
            Some(says) if it.filled > 0 && it.share(it.levels) >= SHARE || says.is_some_title() && blank => {
                let says = match says {
                    LevelTitle::Now(said) => LevelColumn::Now(said),
                    LevelTitle::Planned(said) => LevelColumn::Planned(said),
                    LevelTitle::At(said) => LevelColumn::At(said),
                    LevelTitle::Before => LevelColumn::Before,
                };
                levels.push((column, says, true));
            }
            _ if it.filled > 0 && it.share(it.worded) >= SURE_SHARE => untitled.push(column),
            // Numbers are levels where a title speaks of them.
            _ if it.filled > 0 && it.share(it.levels) >= SURE_SHARE && names_status(it.title) => untitled.push(column),
            _ => {}
        }
    }
    let chosen = choices.columns.values().flatten().filter(|field| field.of_change()).count();
    let titled = levels.iter().filter(|(_, it, _)| !matches!(it, LevelColumn::Text(..))).count();
    let planned = levels.iter().any(|(_, it, _)| matches!(it, LevelColumn::Planned(_)));
    let speaks = planned || titled >= 2 || chosen > 0;

    let of_levels: HashSet<usize> = levels.iter().map(|(at, ..)| *at).chain(untitled.iter().copied()).collect();
    let is_level = |column: usize| of_levels.contains(&column);
    let statements = seen.iter().enumerate().any(|(column, it)| {
        column != label && !is_level(column) && free(column) && is_statement(it.title)
            || choices.columns.get(&column).is_some_and(|chosen| chosen.is_some_and(is_of_row))
    });
    if once && !statements && (speaks || titled + untitled.len() > 0) {
        let by_place = positions(&levels, &untitled, head.is_some());
        levels.extend(by_place);
        for (column, it) in seen.iter().enumerate().filter(|(column, _)| *column != label && free(*column)) {
            if levels.iter().any(|(at, ..)| *at == column) {
                continue;
            }
            if let Some((text, sure)) = text_title(it.title) {
                if !levels.iter().any(|(_, other, _)| matches!(other, LevelColumn::Text(known, _) if *known == text)) {
                    levels.push((column, LevelColumn::Text(text, sure), true));
                }
            } else if it.filled > 0 && it.share(it.numbered) >= SURE_SHARE {
                levels.push((column, LevelColumn::Number, true));
            }
        }
        levels.sort_by_key(|(column, ..)| *column);
        return LevelTable { columns: levels, label: Some(label), only: true };
    }
    if !speaks {
        return LevelTable::default();
    }
    // Rows and levels: a level that differs from row to row of a change is the status of the rows.
    let other_status = seen.iter().enumerate().any(|(column, it)| !is_level(column) && names_status(it.title))
        || untitled.iter().any(|column| seen.get(*column).is_some_and(|it| names_status(it.title)));
    levels.retain(|(column, it, _)| {
        !matches!(it, LevelColumn::Now(_)) || other_status || !varies(lines, *column, &of_change)
    });
    for (column, it) in seen.iter().enumerate() {
        if column != label && free(column) && !is_level(column) && !is_statement(it.title) {
            let says = text_title(it.title)
                .filter(|(text, sure)| *sure && !matches!(text, ChangeText::Challenges | ChangeText::Improvements));
            levels.extend(says.map(|(text, sure)| (column, LevelColumn::Text(text, sure), true)));
        }
    }
    levels.sort_by_key(|(column, ..)| *column);
    LevelTable { columns: levels, label: None, only: false }
}

impl LevelTitle {
    /// Whether a column without a level in it may be taken for levels by this title.
    const fn is_some_title(self) -> bool {
        matches!(self, Self::Now(_) | Self::Planned(_))
    }
}

fn seen<'a>(head: Option<&'a Line>, lines: &[&Line], column: usize, names: &Names) -> Seen<'a> {
    let title = head.map_or("", |line| line.text(column));
    let mut seen = Seen { title, filled: 0, levels: 0, worded: 0, named: 0, numbered: 0 };
    for text in lines.iter().map(|line| line.text(column)).filter(|text| !text.is_empty()) {
        seen.filled += 1;
        let level = match read_level(text) {
            LevelRead::At(_) | LevelRead::Perhaps(..) | LevelRead::NotAssessed => true,
            LevelRead::Blank => false,
            LevelRead::Unreadable(_) => super::content::is_status(text),
        };
        seen.levels += usize::from(level);
        seen.worded += usize::from(level && text.chars().any(char::is_alphabetic));
        let (number, words) = without_number(text);
        seen.numbered += usize::from(number.is_some() && words.trim().is_empty());
        seen.named += usize::from(text.len() <= 120 && !words.trim().is_empty() && names.read(text, false).is_some());
    }
    seen
}

/// Whether numbers are told to be those of changes: "Chg 1".
fn starts_coded(lines: &[&Line], seen: &Seen<'_>) -> bool {
    let title = folded_title(seen.title);
    let titled = Field::Row(RowField::Change).named_by(&title) >= TITLE;
    titled || lines.iter().filter_map(|line| line.cells.first()).any(|cell| cell.text.to_lowercase().starts_with("ch"))
}

fn names_status(title: &str) -> bool {
    Field::Row(RowField::Status).named_by(&folded_title(title)) >= TITLE
}

/// Whether a title says that the table has action rows.
fn is_statement(title: &str) -> bool {
    let folded = folded_title(title);
    let best = Field::of_rows()
        .map(|field| (field, field.named_by(&folded)))
        .filter(|(_, surely)| *surely >= TITLE)
        .max_by(|one, other| one.1.total_cmp(&other.1));
    best.is_some_and(|(field, surely)| is_of_row(field) && (surely >= 1.0 || text_title(title).is_none()))
        && !matches!(text_title(title), Some((ChangeText::Challenges | ChangeText::PerformanceIssues, true)))
}

/// Whether a field belongs to action rows alone.
const fn is_of_row(field: Field) -> bool {
    match field {
        Field::Row(field) => !matches!(field, RowField::Change | RowField::Status | RowField::Progress),
        Field::Rag | Field::Id => true,
        Field::Number | Field::LevelNow | Field::Planned(_) | Field::Text(_) => false,
    }
}

/// Columns of levels whose titles do not say of when: the first is now, the next planned.
fn positions(
    titled: &[(usize, LevelColumn, bool)],
    untitled: &[usize],
    header: bool,
) -> Vec<(usize, LevelColumn, bool)> {
    let mut now = titled.iter().any(|(_, it, _)| matches!(it, LevelColumn::Now(_) | LevelColumn::At(_)));
    let mut planned = titled.iter().any(|(_, it, _)| matches!(it, LevelColumn::Planned(_)));
    let mut found = Vec::new();
    for column in untitled {
        if !now {
            now = true;
            // One column of levels under a title such as "Maturity" can only be those of now.
            found.push((*column, LevelColumn::Now(None), header && untitled.len() == 1));
        } else if !planned {
            planned = true;
            found.push((*column, LevelColumn::Planned(None), false));
        }
    }
    found
}

/// Whether the rows of one change have several levels in a column.
fn varies(lines: &[&Line], column: usize, of_change: &impl Fn(&Line) -> Option<ChangeKey>) -> bool {
    let mut levels: HashMap<ChangeKey, Level> = HashMap::new();
    let mut change = None;
    lines.iter().any(|line| {
        change = of_change(line).or_else(|| change.clone());
        match (&change, read_level(line.text(column)).level()) {
            (Some(change), Some(level)) => *levels.entry(change.clone()).or_insert(level) != level,
            _ => false,
        }
    })
}

impl LevelTable {
    /// The quarter that a title names for the levels of now.
    pub(in crate::import) fn quarter(&self) -> Option<Quarter> {
        self.columns.iter().find_map(|(_, it, _)| match it {
            LevelColumn::Now(Some(said)) => said.full(),
            _ => None,
        })
    }

    /// The first quarter of the financial year for which a title names a plan, where nothing else tells of when it is.
    pub(in crate::import) fn year_planned(&self) -> Option<Quarter> {
        let planned = self.columns.iter().filter_map(|(_, it, _)| match it {
            LevelColumn::Planned(Some(said)) => said.full(),
            _ => None,
        });
        planned.min().and_then(|quarter| Quarter::new(quarter.start_year(), 1))
    }
}
