//! Counts: how many changes stand at each level, how many rows have each status, how many are due. Counts are all there
//! is; the model's owners rule out averages, percentages and scores.

use super::{Assessment, Delivery, Level, Quarter, Status, StatusKind};
use chrono::NaiveDate;

/// How many changes stand at each level, and how many at none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    not_assessed: usize,
    levels: [usize; 5],
}

/// One line of [`LevelCounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelCount {
    /// The level; `None` for what has none.
    pub level: Option<Level>,
    /// How many.
    pub count: usize,
}

/// How many rows have each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    levels: [usize; 5],
    split: usize,
    unknown: usize,
}

/// One line of [`StatusCounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusCount {
    /// The kind of status.
    pub kind: StatusKind,
    /// How many.
    pub count: usize,
}

/// How the rows stand to their dates and to this quarter's review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueCounts {
    /// All rows.
    pub rows: usize,
    /// Rows looked at this quarter.
    pub reviewed: usize,
    /// Rows whose date had passed by the day asked about, not done or stopped.
    pub overdue: usize,
    /// Rows not done or stopped that fall due from that day to the end of the assessment's next quarter.
    pub due_next: usize,
    /// Rows not done or stopped in whose "when by" there is no date.
    pub without_date: usize,
}

impl LevelCounts {
    /// How many stand at a level, or (`None`) at none.
    #[must_use]
    pub fn of(&self, level: Option<Level>) -> usize {
        level.map_or(self.not_assessed, |level| self.levels.get(level as usize).copied().unwrap_or_default())
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.iter().map(|line| line.count).sum()
    }

    /// Every count in order: without a level first, then the lowest level to the highest. Noughts too.
    pub fn iter(&self) -> impl Iterator<Item = LevelCount> + '_ {
        std::iter::once(None).chain(Level::all().map(Some)).map(|level| LevelCount { level, count: self.of(level) })
    }
}

impl FromIterator<Option<Level>> for LevelCounts {
    fn from_iter<I: IntoIterator<Item = Option<Level>>>(levels: I) -> Self {
        let mut counts = Self::default();
        for level in levels {
            match level {
                None => counts.not_assessed += 1,
                Some(level) => add_one(&mut counts.levels, level),
            }
        }
        counts
    }
}

impl LevelCount {
    /// As a machine reads it: `not_assessed`, `plans_in_place`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.level.map_or("not_assessed", Level::key)
    }

    /// In words: "Not assessed", "Plans in place".
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.level.map_or("Not assessed", Level::name)
    }
}

impl StatusCounts {
    /// How many have that kind of status.
    #[must_use]
    pub fn of(&self, kind: StatusKind) -> usize {
        match kind {
            StatusKind::At(level) => self.levels.get(level as usize).copied().unwrap_or_default(),
            StatusKind::Split => self.split,
            StatusKind::Unknown => self.unknown,
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.iter().map(|line| line.count).sum()
    }

    /// Every count in order: the lowest level to the highest, split, unknown. Noughts too.
    pub fn iter(&self) -> impl Iterator<Item = StatusCount> + '_ {
        Level::all()
            .map(StatusKind::At)
            .chain([StatusKind::Split, StatusKind::Unknown])
            .map(|kind| StatusCount { kind, count: self.of(kind) })
    }
}

impl<'a> FromIterator<&'a Status> for StatusCounts {
    fn from_iter<I: IntoIterator<Item = &'a Status>>(statuses: I) -> Self {
        let mut counts = Self::default();
        for status in statuses {
            match status.kind() {
                StatusKind::At(level) => add_one(&mut counts.levels, level),
                StatusKind::Split => counts.split += 1,
                StatusKind::Unknown => counts.unknown += 1,
            }
        }
        counts
    }
}

impl StatusCount {
    /// As a machine reads it: `plans_in_place`, `split`, `unknown`.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self.kind {
            StatusKind::At(level) => level.key(),
            StatusKind::Split => "split",
            StatusKind::Unknown => "unknown",
        }
    }

    /// In words: "Plans in place", "Split", "Unknown".
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.kind {
            StatusKind::At(level) => level.name(),
            StatusKind::Split => "Split",
            StatusKind::Unknown => "Unknown",
        }
    }
}

impl Assessment {
    /// How many changes stand at each level now.
    #[must_use]
    pub fn levels_now(&self) -> LevelCounts {
        self.changes.iter().map(|change| change.now).collect()
    }

    /// How many changes are planned at each level for a quarter; those without a plan for it count as not assessed.
    #[must_use]
    pub fn levels_planned(&self, quarter: Quarter) -> LevelCounts {
        self.changes.iter().map(|change| change.planned_for(quarter)).collect()
    }

    /// The quarter whose plans are shown beside the levels now: the furthest planned, or else the year's end.
    #[must_use]
    pub fn plan_quarter(&self) -> Quarter {
        let ahead = self.planned_quarters().into_iter().filter(|quarter| *quarter > self.quarter).max();
        ahead.unwrap_or_else(|| self.quarter.year_end())
    }

    /// How many rows have each status.
    #[must_use]
    pub fn statuses(&self) -> StatusCounts {
        self.rows.iter().map(|row| &row.status).collect()
    }

    /// How the rows stand to their dates on a day, and how many have been reviewed.
    #[must_use]
    pub fn due_counts(&self, as_at: NaiveDate) -> DueCounts {
        let next = self.quarter.next().last_day();
        let mut counts = DueCounts { rows: self.rows.len(), ..DueCounts::default() };
        for row in &self.rows {
            counts.reviewed += usize::from(row.reviewed);
            if matches!(row.delivery, Some(Delivery::Done | Delivery::Stopped)) {
                continue;
            }
            match row.due.last_day() {
                None => counts.without_date += 1,
                Some(last) if last < as_at => counts.overdue += 1,
                Some(last) if last <= next => counts.due_next += 1,
                Some(_) => {}
            }
        }
        counts
    }
}

fn add_one(counts: &mut [usize; 5], level: Level) {
    if let Some(count) = counts.get_mut(level as usize) {
        *count += 1;
    }
}
