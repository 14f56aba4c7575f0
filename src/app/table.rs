//! How the action table is laid out: which columns, in what order, how wide, and how much of a long text a row shows. It is
//! remembered for assessments as such, not for one file: next quarter's opens as this one was left.

use crate::model::RowField;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

/// Narrowest and widest that a column can be made by hand, in points.
pub const WIDTHS: std::ops::RangeInclusive<f32> = 40.0..=1200.0;

/// The columns in the order in which they stand until somebody has moved one.
const USUAL: [RowField; 12] = [
    RowField::WhereNow,
    RowField::Status,
    RowField::Spread,
    RowField::Gaps,
    RowField::Needs,
    RowField::Due,
    RowField::Owner,
    RowField::Delivery,
    RowField::Progress,
    RowField::Evidence,
    RowField::Reviewed,
    RowField::Change,
];

/// How the action table is laid out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableLayout {
    /// Every column once, in the order in which they stand.
    pub columns: Vec<ColumnLayout>,
    /// How much of a long text a row shows.
    pub lines: Lines,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnLayout {
    /// The field, by its key: `where_now`.
    pub field: String,
    /// Whether it is shown.
    pub shown: bool,
    /// The width set by hand, in points; `None` shares the window's.
    pub width: Option<f32>,
}

/// How much of a long text a row shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lines {
    /// One line, cut at the column's edge.
    One,
    /// Five lines at most.
    #[default]
    Five,
    /// All of it.
    All,
}

impl Lines {
    /// The most lines that a cell shows.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::One => 1,
            Self::Five => 5,
            Self::All => usize::MAX,
        }
    }

    /// Whether long texts are broken into lines.
    #[must_use]
    pub const fn wraps(self) -> bool {
        !matches!(self, Self::One)
    }

    /// Broken into lines where they were not, and the other way round.
    #[must_use]
    pub const fn wrap_toggled(self) -> Self {
        match self {
            Self::One => Self::Five,
            Self::Five | Self::All => Self::One,
        }
    }

    /// Shown whole where they were not, and the other way round.
    #[must_use]
    pub const fn tall_toggled(self) -> Self {
        match self {
            Self::All => Self::Five,
            Self::One | Self::Five => Self::All,
        }
    }
}

impl Default for TableLayout {
    fn default() -> Self {
        let columns = USUAL
            .iter()
            .map(|field| ColumnLayout {
                field: field.key().to_owned(),
                shown: *field != RowField::Evidence,
                width: None,
            })
            .collect();
        Self { columns, lines: Lines::default() }
    }
}

impl ColumnLayout {
    /// The field it shows.
    #[must_use]
    pub fn row_field(&self) -> Option<RowField> {
        RowField::iter().find(|field| field.key() == self.field)
    }
}

impl TableLayout {
    /// The fields shown, in order.
    pub fn shown(&self) -> impl Iterator<Item = (RowField, Option<f32>)> + '_ {
        self.columns.iter().filter(|column| column.shown).filter_map(|column| Some((column.row_field()?, column.width)))
    }

    /// Whether a field is shown.
    #[must_use]
    pub fn shows(&self, field: RowField) -> bool {
        self.shown().any(|(known, _)| known == field)
    }

    /// Shows a field or hides it. One column always stays.
    pub fn show(&mut self, field: RowField, shown: bool) {
        let others = self.columns.iter().any(|column| column.shown && column.field != field.key());
        if let Some(column) = self.of(field) {
            column.shown = shown || !others;
        }
    }

    /// Moves a field past its neighbour: to the left or to the right.
    pub fn step(&mut self, field: RowField, right: bool) {
        let Some(at) = self.position(field) else { return };
        let to = if right { at + 1 } else { at.wrapping_sub(1) };
        if to < self.columns.len() {
            self.columns.swap(at, to);
        }
    }

    /// Puts a field before another, or at the end.
    pub fn put_before(&mut self, field: RowField, before: Option<RowField>) {
        if before == Some(field) {
            return;
        }
        let Some(at) = self.position(field) else { return };
        let column = self.columns.remove(at);
        let to = before.and_then(|before| self.position(before)).unwrap_or(self.columns.len());
        self.columns.insert(to, column);
    }

    /// Remembers the width of a field.
    pub fn set_width(&mut self, field: RowField, width: Option<f32>) {
        if let Some(column) = self.of(field) {
            column.width = width.map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
        }
    }

    /// Every column shares the window's width again.
    pub fn forget_widths(&mut self) {
        for column in &mut self.columns {
            column.width = None;
        }
    }

    /// Makes good what a settings file of another version, or a hand, has left: every field stands once.
    pub fn mend(&mut self) {
        let mut seen = Vec::new();
        self.columns.retain(|column| {
            let field = column.row_field();
            let new = field.is_some() && !seen.contains(&field);
            seen.push(field);
            new
        });
        for usual in Self::default().columns {
            if !self.columns.iter().any(|column| column.field == usual.field) {
                self.columns.push(usual);
            }
        }
        for column in &mut self.columns {
            column.width = column.width.filter(|width| width.is_finite());
            column.width = column.width.map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
        }
        if self.shown().next().is_none()
            && let Some(first) = self.columns.first_mut()
        {
            first.shown = true;
        }
    }

    fn position(&self, field: RowField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field.key())
    }

    fn of(&mut self, field: RowField) -> Option<&mut ColumnLayout> {
        self.columns.iter_mut().find(|column| column.field == field.key())
    }
}
